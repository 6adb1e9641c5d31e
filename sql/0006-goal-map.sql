-- The goal map and the lists of goals leave closed goals out: what is closed only ever grows. open_children counts those
-- of `children` that are not closed.
ALTER TABLE goals ADD COLUMN open_children {{int64}} NOT NULL DEFAULT 0;
UPDATE goals SET open_children = (SELECT count(*) FROM goal_parents l JOIN goals c ON c.id = l.goal_id
    WHERE l.parent_id = goals.id AND c.state IN ('proposed', 'active'))
WHERE children > 0;
CREATE INDEX goals_open_by_priority ON goals (priority, id) WHERE state <> 'closed';
CREATE INDEX goals_open_by_due ON goals (due_on, id) WHERE state <> 'closed';
CREATE INDEX goals_open_by_title ON goals (title_key, id) WHERE state <> 'closed';
CREATE INDEX goals_open_serving_nothing ON goals (due_on, id)
    WHERE parents = 0 AND level <> 'organisation' AND state <> 'closed';
