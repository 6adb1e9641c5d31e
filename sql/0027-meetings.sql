-- Scheduled time together: series (how often, with whom), the meetings they give, the agenda that goes on from one to the next, actions.

CREATE TABLE meeting_series (
    id {{id}},
    kind TEXT NOT NULL,
    title TEXT,
    team_id {{int64}} REFERENCES teams(id),
    pair_low {{int64}} REFERENCES people(id),
    pair_high {{int64}} REFERENCES people(id),
    organiser_id {{int64}} NOT NULL REFERENCES people(id),
    place TEXT,
    rrule TEXT,
    zone TEXT NOT NULL,
    starts_on TEXT NOT NULL,
    starts_minute {{int64}} NOT NULL,
    minutes {{int64}} NOT NULL,
    until_on TEXT,
    made_until TEXT NOT NULL,
    schedule {{int64}} NOT NULL DEFAULT 1,
    sequence {{int64}} NOT NULL DEFAULT 0,
    uid TEXT NOT NULL UNIQUE,
    end_reason TEXT,
    ended_at {{int64}},
    created_at {{int64}} NOT NULL,
    version {{int64}} NOT NULL DEFAULT 1
){{strict}};
-- Two people have one one-to-one at a time.
CREATE UNIQUE INDEX meeting_series_pair ON meeting_series (pair_low, pair_high) WHERE ended_at IS NULL AND pair_low IS NOT NULL;
CREATE INDEX meeting_series_by_team ON meeting_series (team_id) WHERE team_id IS NOT NULL;
CREATE INDEX meeting_series_by_organiser ON meeting_series (organiser_id) WHERE ended_at IS NULL;
CREATE INDEX meeting_series_to_make ON meeting_series (made_until, id) WHERE ended_at IS NULL;

-- How a series was scheduled before: its meetings until then stay in calendars as they were.
CREATE TABLE meeting_schedules (
    series_id {{int64}} NOT NULL REFERENCES meeting_series(id),
    schedule {{int64}} NOT NULL,
    rrule TEXT,
    zone TEXT NOT NULL,
    starts_on TEXT NOT NULL,
    starts_minute {{int64}} NOT NULL,
    minutes {{int64}} NOT NULL,
    until_on TEXT NOT NULL,
    sequence {{int64}} NOT NULL,
    PRIMARY KEY (series_id, schedule)
){{strict}};

-- Who is in a one-to-one or a group. A team's meeting has whoever belongs to the team.
CREATE TABLE meeting_people (
    series_id {{int64}} NOT NULL REFERENCES meeting_series(id),
    person_id {{int64}} NOT NULL REFERENCES people(id),
    joined_at {{int64}} NOT NULL,
    left_at {{int64}},
    PRIMARY KEY (series_id, person_id)
){{strict}};
CREATE INDEX meeting_people_by_person ON meeting_people (person_id, series_id) WHERE left_at IS NULL;
CREATE VIEW meeting_members AS
    SELECT p.series_id AS series_id, p.person_id AS person_id FROM meeting_people p WHERE p.left_at IS NULL
    UNION ALL
    SELECT s.id, m.person_id FROM meeting_series s JOIN team_members m ON m.team_id = s.team_id WHERE m.ends_on IS NULL;

-- One meeting of a series. planned_on is the day that the series gave it, in the zone of the series; starts_at moves.
CREATE TABLE meetings (
    id {{id}},
    series_id {{int64}} NOT NULL REFERENCES meeting_series(id),
    schedule {{int64}} NOT NULL,
    planned_on TEXT NOT NULL,
    starts_at {{int64}} NOT NULL,
    minutes {{int64}} NOT NULL,
    state TEXT NOT NULL,
    reason TEXT,
    moved_at {{int64}},
    sequence {{int64}} NOT NULL DEFAULT 0,
    notes TEXT,
    notes_by {{int64}} REFERENCES people(id),
    notes_at {{int64}},
    created_at {{int64}} NOT NULL,
    changed_at {{int64}} NOT NULL,
    version {{int64}} NOT NULL DEFAULT 1
){{strict}};
CREATE UNIQUE INDEX meetings_by_plan ON meetings (series_id, schedule, planned_on);
CREATE INDEX meetings_by_start ON meetings (series_id, starts_at, id);

CREATE TABLE meeting_private_notes (
    meeting_id {{int64}} NOT NULL REFERENCES meetings(id),
    person_id {{int64}} NOT NULL REFERENCES people(id),
    text TEXT NOT NULL,
    PRIMARY KEY (meeting_id, person_id)
){{strict}};

-- The agenda belongs to the series, so what is open is on the next meeting's, whatever became of the last.
CREATE TABLE agenda_items (
    id {{id}},
    series_id {{int64}} NOT NULL REFERENCES meeting_series(id),
    position {{int64}} NOT NULL,
    text TEXT NOT NULL,
    goal_id {{int64}} REFERENCES goals(id),
    added_by {{int64}} NOT NULL REFERENCES people(id),
    done_at {{int64}},
    done_in {{int64}} REFERENCES meetings(id),
    created_at {{int64}} NOT NULL,
    version {{int64}} NOT NULL DEFAULT 1
){{strict}};
CREATE INDEX agenda_items_open ON agenda_items (series_id, position, id) WHERE done_at IS NULL;
CREATE INDEX agenda_items_by_meeting ON agenda_items (done_in, id) WHERE done_in IS NOT NULL;

CREATE TABLE meeting_actions (
    id {{id}},
    series_id {{int64}} NOT NULL REFERENCES meeting_series(id),
    meeting_id {{int64}} NOT NULL REFERENCES meetings(id),
    text TEXT NOT NULL,
    owner_id {{int64}} NOT NULL REFERENCES people(id),
    due_on TEXT,
    added_by {{int64}} NOT NULL REFERENCES people(id),
    done_at {{int64}},
    created_at {{int64}} NOT NULL,
    version {{int64}} NOT NULL DEFAULT 1
){{strict}};
CREATE INDEX meeting_actions_by_owner ON meeting_actions (owner_id, id) WHERE done_at IS NULL;
CREATE INDEX meeting_actions_open ON meeting_actions (series_id, id) WHERE done_at IS NULL;
CREATE INDEX meeting_actions_by_meeting ON meeting_actions (meeting_id, id);
