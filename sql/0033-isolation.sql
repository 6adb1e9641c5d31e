-- Isolation: who seems to be on their own, by Waymark's own records. Shown to the person alone; of others only counts over groups.

ALTER TABLE frameworks ADD COLUMN isolation_weeks {{int64}} NOT NULL DEFAULT 6;

-- A row for each person who is here: looked at once a week, a portion at a time. department: as it was counted below.
CREATE TABLE isolation_looks (
    person_id {{int64}} PRIMARY KEY REFERENCES people(id) ON DELETE CASCADE,
    look_on TEXT NOT NULL,
    alone {{int64}} NOT NULL DEFAULT 0,
    department TEXT,
    quiet_until TEXT
){{strict}};
CREATE INDEX isolation_looks_by_day ON isolation_looks (look_on, person_id);

-- Counts by department, kept as people are looked at; what is shown is as it was at the beginning of the month, so that two looks
-- cannot be subtracted.
CREATE TABLE isolation_groups (
    department TEXT PRIMARY KEY,
    people {{int64}} NOT NULL,
    alone {{int64}} NOT NULL,
    shown_people {{int64}} NOT NULL DEFAULT 0,
    shown_alone {{int64}} NOT NULL DEFAULT 0,
    shown_from TEXT
){{strict}};
