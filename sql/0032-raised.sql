-- The right medium: by which medium something is raised (a matrix in the framework), and what was raised between two people.

ALTER TABLE frameworks ADD COLUMN medium_low_low TEXT NOT NULL DEFAULT 'note';
ALTER TABLE frameworks ADD COLUMN medium_low_high TEXT NOT NULL DEFAULT 'chat';
ALTER TABLE frameworks ADD COLUMN medium_high_low TEXT NOT NULL DEFAULT 'meeting';
ALTER TABLE frameworks ADD COLUMN medium_high_high TEXT NOT NULL DEFAULT 'now';

CREATE TABLE raised_items (
    id {{id}},
    from_id {{int64}} NOT NULL REFERENCES people(id),
    to_id {{int64}} NOT NULL REFERENCES people(id),
    goal_id {{int64}} REFERENCES goals(id),
    what TEXT NOT NULL,
    importance TEXT NOT NULL,
    urgency TEXT NOT NULL,
    bad_news {{int64}} NOT NULL,
    suggested TEXT NOT NULL,
    chosen TEXT NOT NULL,
    created_at {{int64}} NOT NULL,
    answered_at {{int64}},
    answered_by {{int64}} REFERENCES people(id)
){{strict}};
CREATE INDEX raised_items_from ON raised_items (from_id, id);
CREATE INDEX raised_items_to ON raised_items (to_id, id);
CREATE INDEX raised_items_from_open ON raised_items (from_id, id) WHERE answered_at IS NULL;
CREATE INDEX raised_items_to_open ON raised_items (to_id, id) WHERE answered_at IS NULL;
CREATE INDEX raised_items_by_day ON raised_items (created_at, id);
