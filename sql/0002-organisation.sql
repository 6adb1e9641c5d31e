-- The organisation: one per database. People, teams, mission, framework, periods.

CREATE TABLE organisations (
    id {{id}},
    name TEXT NOT NULL,
    zone TEXT NOT NULL DEFAULT 'UTC',
    created_at {{int64}} NOT NULL,
    version {{int64}} NOT NULL DEFAULT 1
){{strict}};

-- Every text the mission has had; the newest is the mission.
CREATE TABLE missions (
    id {{id}},
    text TEXT NOT NULL,
    author_id {{int64}} NOT NULL,
    reason TEXT,
    created_at {{int64}} NOT NULL
){{strict}};

-- The framework as versions: the newest is in force, finished periods keep the one they ended with.
CREATE TABLE frameworks (
    id {{id}},
    rhythm_days {{int64}} NOT NULL,
    grace_days {{int64}} NOT NULL,
    active_goal_limit {{int64}} NOT NULL,
    pace_on {{int64}} NOT NULL,
    pace_behind {{int64}} NOT NULL,
    answer_days {{int64}} NOT NULL,
    good_words TEXT NOT NULL,
    excellent_words TEXT NOT NULL,
    reason TEXT,
    author_id {{int64}} NOT NULL,
    created_at {{int64}} NOT NULL
){{strict}};

CREATE TABLE periods (
    id {{id}},
    name TEXT NOT NULL,
    name_folded TEXT NOT NULL UNIQUE,
    drafting_on TEXT NOT NULL,
    starts_on TEXT NOT NULL,
    ends_on TEXT NOT NULL,
    reviewing_until TEXT NOT NULL,
    framework_id {{int64}} REFERENCES frameworks(id),
    created_at {{int64}} NOT NULL,
    version {{int64}} NOT NULL DEFAULT 1
){{strict}};
CREATE INDEX periods_by_start ON periods (starts_on, id);

CREATE TABLE people (
    id {{id}},
    external_id TEXT UNIQUE,
    name TEXT NOT NULL,
    name_folded TEXT NOT NULL,
    email TEXT NOT NULL UNIQUE,
    title TEXT,
    department TEXT,
    manager_id {{int64}} REFERENCES people(id),
    hired_on TEXT,
    left_on TEXT,
    zone TEXT NOT NULL,
    language TEXT,
    work_days TEXT NOT NULL DEFAULT '12345',
    work_from {{int64}} NOT NULL DEFAULT 540,
    work_until {{int64}} NOT NULL DEFAULT 1020,
    work_with_me TEXT,
    skill_lines TEXT,
    roles {{int64}} NOT NULL DEFAULT 0,
    looked_at {{int64}},
    created_at {{int64}} NOT NULL,
    version {{int64}} NOT NULL DEFAULT 1
){{strict}};
CREATE INDEX people_by_name ON people (name_folded, id);
CREATE INDEX people_by_manager ON people (manager_id, name_folded, id);

-- Who supported whom, from when to when. people.manager_id is the row without an end.
CREATE TABLE reporting_lines (
    id {{id}},
    person_id {{int64}} NOT NULL REFERENCES people(id),
    manager_id {{int64}} NOT NULL REFERENCES people(id),
    starts_on TEXT NOT NULL,
    ends_on TEXT
){{strict}};
CREATE INDEX reporting_lines_by_person ON reporting_lines (person_id, starts_on);
CREATE INDEX reporting_lines_by_manager ON reporting_lines (manager_id, person_id);

CREATE TABLE contact_points (
    id {{id}},
    person_id {{int64}} NOT NULL REFERENCES people(id),
    topic TEXT NOT NULL,
    medium TEXT NOT NULL,
    address TEXT NOT NULL,
    hours TEXT,
    created_at {{int64}} NOT NULL,
    version {{int64}} NOT NULL DEFAULT 1
){{strict}};
CREATE INDEX contact_points_by_person ON contact_points (person_id, id);

CREATE TABLE teams (
    id {{id}},
    name TEXT NOT NULL,
    name_folded TEXT NOT NULL,
    purpose TEXT,
    parent_id {{int64}} REFERENCES teams(id),
    closed_on TEXT,
    created_at {{int64}} NOT NULL,
    version {{int64}} NOT NULL DEFAULT 1
){{strict}};
CREATE INDEX teams_by_name ON teams (name_folded, id);
CREATE INDEX teams_by_parent ON teams (parent_id, name_folded, id);

CREATE TABLE team_members (
    id {{id}},
    team_id {{int64}} NOT NULL REFERENCES teams(id),
    person_id {{int64}} NOT NULL REFERENCES people(id),
    role TEXT NOT NULL,
    starts_on TEXT NOT NULL,
    ends_on TEXT
){{strict}};
CREATE INDEX team_members_by_team ON team_members (team_id, ends_on);
CREATE INDEX team_members_by_person ON team_members (person_id, ends_on);
CREATE UNIQUE INDEX team_members_now ON team_members (team_id, person_id) WHERE ends_on IS NULL;

-- What the kernel asks the product: who may act, and as what.
CREATE VIEW actors AS
SELECT id AS person_id, email, roles, zone, CASE WHEN left_on IS NULL THEN 1 ELSE 0 END AS active FROM people;
