-- An answer may speak of one check-in; NULL: of the goal as a whole. Whoever deletes a goal's check-ins deletes its answers first.
ALTER TABLE answers ADD COLUMN checkin_id {{int64}} REFERENCES checkins(id);
CREATE INDEX answers_by_checkin ON answers (checkin_id) WHERE checkin_id IS NOT NULL;
