-- Who answers in the stead of somebody who has left.
ALTER TABLE people ADD COLUMN stand_in_id {{int64}} REFERENCES people(id);
CREATE INDEX people_by_stand_in ON people (stand_in_id) WHERE stand_in_id IS NOT NULL;
