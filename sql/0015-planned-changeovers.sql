-- Joiners, movers and leavers of a later day, until a job has carried them out or somebody has called them off. `why` says what kept
-- one from being carried out on its day. due_on is the first day of the organisation on which it is: a leaver still has their last.
CREATE TABLE changeovers (
    id {{id}},
    kind TEXT NOT NULL,
    person_id {{int64}} REFERENCES people(id),
    name TEXT,
    email TEXT,
    day TEXT NOT NULL,
    due_on TEXT NOT NULL,
    body TEXT NOT NULL,
    why TEXT,
    planned_by {{int64}} NOT NULL REFERENCES people(id),
    created_at {{int64}} NOT NULL,
    version {{int64}} NOT NULL DEFAULT 1
){{strict}};
CREATE INDEX changeovers_by_day ON changeovers (day, id);
CREATE INDEX changeovers_due ON changeovers (due_on, id) WHERE why IS NULL;
CREATE INDEX changeovers_by_person ON changeovers (person_id, day, id);
CREATE UNIQUE INDEX changeovers_joiner ON changeovers (email) WHERE kind = 'joins';
CREATE UNIQUE INDEX changeovers_leaver ON changeovers (person_id) WHERE kind = 'leaves';
