-- Without statistics SQLite takes the index by state where that by team is right: what a team works on read every active goal.
CREATE INDEX goals_of_team_by_state ON goals (team_id, state, priority, id);
-- Who has come in, in the order of names: the first of them were sought among everybody.
CREATE INDEX people_came ON people (name_folded, id) WHERE signed_in_at IS NOT NULL AND left_on IS NULL;
