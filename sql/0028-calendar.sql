-- The secret address of a person's calendar; only its hash is kept.
CREATE TABLE calendar_feeds (
    id {{id}},
    person_id {{int64}} NOT NULL UNIQUE REFERENCES people(id),
    hash TEXT NOT NULL UNIQUE,
    created_at {{int64}} NOT NULL
){{strict}};

-- When a series was last changed, so that calendars see the same text until it is.
ALTER TABLE meeting_series ADD COLUMN changed_at {{int64}} NOT NULL DEFAULT 0;
UPDATE meeting_series SET changed_at = created_at;
