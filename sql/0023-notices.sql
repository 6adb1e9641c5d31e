-- Notices: what somebody is told. What it says is put together when it is read, in the reader's language.
CREATE TABLE notices (
    id {{id}},
    person_id {{int64}} NOT NULL REFERENCES people(id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    act TEXT NOT NULL,
    at {{int64}} NOT NULL,
    actor_id {{int64}},
    goal_id {{int64}} REFERENCES goals(id) ON DELETE CASCADE,
    team_id {{int64}},
    other_id {{int64}},
    subject_id {{int64}},
    what TEXT,
    shown {{int64}} NOT NULL DEFAULT 1,
    read_at {{int64}}
){{strict}};
-- act: which act it tells of, so that nobody is told twice. shown: whether it stands in the application, as the person wishes.
CREATE UNIQUE INDEX notices_once ON notices (person_id, kind, act);
CREATE INDEX notices_shown ON notices (person_id, id) WHERE shown = 1;
CREATE INDEX notices_unread ON notices (person_id, id) WHERE shown = 1 AND read_at IS NULL;
CREATE INDEX notices_of_goal ON notices (goal_id) WHERE goal_id IS NOT NULL;
