-- Rhythm: who is away, when a goal is looked at next, and what its people ask for beyond the framework.
CREATE TABLE absences (
    id {{id}},
    person_id {{int64}} NOT NULL REFERENCES people(id) ON DELETE CASCADE,
    starts_on TEXT NOT NULL,
    ends_on TEXT NOT NULL,
    stand_in_id {{int64}} REFERENCES people(id) ON DELETE SET NULL,
    created_at {{int64}} NOT NULL
){{strict}};
CREATE INDEX absences_of_person ON absences (person_id, ends_on);
CREATE INDEX absences_stand_in ON absences (stand_in_id) WHERE stand_in_id IS NOT NULL;

-- A row for each active goal: when the job looks at it next, at the latest when its check-in is due. A check-in does not touch it: the job
-- finds that the goal is due later, and looks again then. since: the day of the check-in (or start) from which the rhythm runs; stage and
-- told are those of this day: 1 the owner was nudged, from 2 on others were told, the last of them `told`.
CREATE TABLE goal_nudges (
    goal_id {{int64}} PRIMARY KEY REFERENCES goals(id) ON DELETE CASCADE,
    at {{int64}} NOT NULL,
    since TEXT,
    stage {{int64}} NOT NULL DEFAULT 0,
    told {{int64}}
){{strict}};
CREATE INDEX goal_nudges_by_time ON goal_nudges (at);
INSERT INTO goal_nudges (goal_id, at) SELECT id, checkin_due_at FROM goals WHERE state = 'active' AND checkin_due_at IS NOT NULL;

ALTER TABLE goals ADD COLUMN own_rhythm_days {{int64}};
ALTER TABLE frameworks ADD COLUMN next_in_line_days {{int64}} NOT NULL DEFAULT 7;

-- What somebody would like of another one's goal. It is said to both and asks for nothing.
CREATE TABLE rhythm_wishes (
    id {{id}},
    goal_id {{int64}} NOT NULL REFERENCES goals(id) ON DELETE CASCADE,
    person_id {{int64}} NOT NULL REFERENCES people(id) ON DELETE CASCADE,
    days {{int64}} NOT NULL,
    reason TEXT NOT NULL,
    created_at {{int64}} NOT NULL
){{strict}};
CREATE UNIQUE INDEX rhythm_wishes_one ON rhythm_wishes (goal_id, person_id);
CREATE INDEX rhythm_wishes_by_person ON rhythm_wishes (person_id);
