-- What any server needs: sessions, tokens, one-time secrets, passwords, kept answers, events and their chain. A person here is
-- an id of the product's; the view `actors` says more.

CREATE TABLE sessions (
    id {{id}},
    person_id {{int64}} NOT NULL,
    hash TEXT NOT NULL UNIQUE,
    created_at {{int64}} NOT NULL,
    used_at {{int64}} NOT NULL,
    expires_at {{int64}} NOT NULL
){{strict}};
CREATE INDEX sessions_by_person ON sessions (person_id, id);
CREATE INDEX sessions_by_end ON sessions (expires_at);

CREATE TABLE tokens (
    id {{id}},
    person_id {{int64}} NOT NULL,
    hash TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    scope TEXT NOT NULL,
    created_at {{int64}} NOT NULL,
    used_at {{int64}},
    expires_at {{int64}} NOT NULL
){{strict}};
CREATE INDEX tokens_by_person ON tokens (person_id, id);

-- A secret that has been used, or replaced, is gone.
CREATE TABLE one_time_secrets (
    id {{id}},
    person_id {{int64}} NOT NULL,
    purpose TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE,
    expires_at {{int64}} NOT NULL
){{strict}};
CREATE INDEX one_time_secrets_by_person ON one_time_secrets (person_id, purpose);

CREATE TABLE passwords (
    person_id {{int64}} PRIMARY KEY,
    hash TEXT NOT NULL,
    changed_at {{int64}} NOT NULL
){{strict}};

-- Answers to POSTs that carried an Idempotency-Key; status 0 while the first is under way.
CREATE TABLE idempotency_keys (
    person_id {{int64}} NOT NULL,
    key TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    status {{int64}} NOT NULL,
    location TEXT,
    body TEXT,
    created_at {{int64}} NOT NULL,
    PRIMARY KEY (person_id, key)
){{strict}};
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);

-- One row per act, written in the act's transaction, never changed.
CREATE TABLE events (
    id {{id}},
    at {{int64}} NOT NULL,
    type TEXT NOT NULL,
    subject TEXT NOT NULL,
    subject_id {{int64}} NOT NULL,
    goal_id {{int64}},
    person_id {{int64}},
    actor_id {{int64}},
    reason TEXT,
    old TEXT,
    new TEXT
){{strict}};
CREATE INDEX events_by_goal ON events (goal_id, id);
CREATE INDEX events_by_person ON events (person_id, id);
CREATE INDEX events_by_type ON events (type, id);

-- The chain over the events, in the order in which they were sealed. seq has no gaps.
CREATE TABLE event_seals (
    seq {{int64}} PRIMARY KEY,
    event_id {{int64}} NOT NULL UNIQUE,
    hash TEXT NOT NULL
){{strict}};

-- One row: the newest link. Sealers update it first, so two never interleave.
CREATE TABLE event_chain (
    id {{int64}} PRIMARY KEY,
    seq {{int64}} NOT NULL,
    hash TEXT NOT NULL
){{strict}};
INSERT INTO event_chain (id, seq, hash) VALUES (1, 0, '');
