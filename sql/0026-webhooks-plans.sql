-- Notices by webhook: where each person wants them, and what is to be sent.
CREATE TABLE notice_hooks (
    person_id {{int64}} PRIMARY KEY REFERENCES people(id) ON DELETE CASCADE,
    url TEXT NOT NULL,
    format TEXT NOT NULL,
    secret TEXT NOT NULL,
    created_at {{int64}} NOT NULL,
    failed_at {{int64}},
    why TEXT
){{strict}};
ALTER TABLE notice_settings ADD COLUMN hooked {{int64}};

-- state: waiting, sending, sent, failed. A receiver knows by the number of the notice what it has already.
CREATE TABLE notice_hook_sends (
    notice_id {{int64}} PRIMARY KEY REFERENCES notices(id) ON DELETE CASCADE,
    person_id {{int64}} NOT NULL REFERENCES people(id) ON DELETE CASCADE,
    state TEXT NOT NULL,
    tries {{int64}} NOT NULL DEFAULT 0,
    try_at {{int64}} NOT NULL
){{strict}};
CREATE INDEX notice_hook_sends_due ON notice_hook_sends (try_at, notice_id) WHERE state IN ('waiting', 'sending');
CREATE INDEX notice_hook_sends_of_person ON notice_hook_sends (person_id);

-- If-then plans of a goal's owner: on these days of the week (none: on any), if this is so, I do that. aside_on: the last day on which the owner
-- has put it aside.
CREATE TABLE goal_plans (
    id {{id}},
    goal_id {{int64}} NOT NULL REFERENCES goals(id) ON DELETE CASCADE,
    days TEXT,
    condition TEXT,
    text TEXT NOT NULL,
    aside_on TEXT,
    created_at {{int64}} NOT NULL
){{strict}};
CREATE INDEX goal_plans_of_goal ON goal_plans (goal_id, id);
