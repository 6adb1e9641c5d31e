-- People and teams to walk through: whom somebody supports, those who have left, and teams that were closed, each by name.
CREATE INDEX people_here_by_manager ON people (manager_id, name_folded, id) WHERE left_on IS NULL;
CREATE INDEX people_left_by_name ON people (name_folded, id) WHERE left_on IS NOT NULL;
CREATE INDEX teams_open_by_parent ON teams (parent_id, name_folded, id) WHERE closed_on IS NULL;
CREATE INDEX teams_closed_by_name ON teams (name_folded, id) WHERE closed_on IS NOT NULL;

-- People whose words in search are to be put together anew: by the names of their teams too.
CREATE TABLE people_to_index (
    person_id {{int64}} PRIMARY KEY REFERENCES people(id) ON DELETE CASCADE
){{strict}};
INSERT INTO people_to_index (person_id) SELECT DISTINCT person_id FROM team_members WHERE ends_on IS NULL;
