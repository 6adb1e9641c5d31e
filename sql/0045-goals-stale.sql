-- The index of what needs a check-in says itself what is in it (only active goals can be stale), so that the index by state is not
-- taken in its place: where few goals are stale, that one reads every active goal.
DROP INDEX goals_stale;
CREATE INDEX goals_stale ON goals (stale_at, id) WHERE stale_at IS NOT NULL;
