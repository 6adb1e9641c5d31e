-- An active goal that is handed over goes on, and waits for its new owner to take it: from whom it came, and since when. Both are NULL
-- once it is taken.
ALTER TABLE goals ADD COLUMN handed_from {{int64}} REFERENCES people(id);
ALTER TABLE goals ADD COLUMN handed_at {{int64}};
CREATE INDEX goals_handed_to ON goals (owner_id) WHERE handed_from IS NOT NULL;
CREATE INDEX goals_handed_from ON goals (handed_from) WHERE handed_from IS NOT NULL;
