-- When somebody signed in for the first time, so that people operations see whom an invitation has not reached yet. Later times are
-- nobody's business.
ALTER TABLE people ADD COLUMN signed_in_at {{int64}};
UPDATE people SET signed_in_at = (SELECT MIN(e.at) FROM events e WHERE e.person_id = people.id AND e.type = 'session.started');
CREATE INDEX people_never_here ON people (name_folded, id) WHERE signed_in_at IS NULL AND left_on IS NULL;
