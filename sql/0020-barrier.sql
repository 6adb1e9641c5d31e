-- Barriers: what is in the way of an active goal, whom it is asked of, and how it ended. A turn is one person's time with it.
ALTER TABLE frameworks ADD COLUMN barrier_days {{int64}} NOT NULL DEFAULT 10;
ALTER TABLE frameworks ADD COLUMN important_barrier_days {{int64}} NOT NULL DEFAULT 5;
ALTER TABLE frameworks ADD COLUMN urgent_barrier_days {{int64}} NOT NULL DEFAULT 3;
ALTER TABLE frameworks ADD COLUMN pressing_barrier_days {{int64}} NOT NULL DEFAULT 1;

CREATE TABLE barriers (
    id {{id}},
    goal_id {{int64}} NOT NULL REFERENCES goals(id),
    criterion_id {{int64}} REFERENCES criteria(id),
    checkin_id {{int64}} REFERENCES checkins(id),
    text TEXT NOT NULL,
    kind TEXT NOT NULL,
    importance TEXT NOT NULL,
    urgency TEXT NOT NULL,
    state TEXT NOT NULL,
    asked_id {{int64}} REFERENCES people(id),
    asked_at {{int64}},
    rises_at {{int64}},
    risen_at {{int64}},
    ended_at {{int64}},
    ended_by {{int64}} REFERENCES people(id),
    ended_text TEXT,
    created_at {{int64}} NOT NULL,
    version {{int64}} NOT NULL DEFAULT 1
){{strict}};
CREATE INDEX barriers_by_goal ON barriers (goal_id, id);
CREATE INDEX barriers_by_criterion ON barriers (criterion_id) WHERE criterion_id IS NOT NULL;
CREATE INDEX barriers_by_checkin ON barriers (checkin_id) WHERE checkin_id IS NOT NULL;
CREATE INDEX barriers_open ON barriers (id) WHERE ended_at IS NULL;
CREATE INDEX barriers_open_by_kind ON barriers (kind, id) WHERE ended_at IS NULL;
CREATE INDEX barriers_asked ON barriers (asked_id, id) WHERE ended_at IS NULL;
CREATE INDEX barriers_by_clock ON barriers (rises_at) WHERE rises_at IS NOT NULL;

CREATE TABLE barrier_turns (
    id {{id}},
    barrier_id {{int64}} NOT NULL REFERENCES barriers(id),
    person_id {{int64}} NOT NULL REFERENCES people(id),
    given_by {{int64}} REFERENCES people(id),
    reason TEXT,
    given_at {{int64}} NOT NULL,
    accepted_at {{int64}},
    promised_on TEXT,
    promise_ends_at {{int64}},
    missed_at {{int64}},
    ended_at {{int64}},
    ended TEXT
){{strict}};
CREATE INDEX barrier_turns_by_barrier ON barrier_turns (barrier_id, id);
CREATE INDEX barrier_turns_lifted ON barrier_turns (person_id, id) WHERE ended = 'lifted';
CREATE INDEX barrier_turns_by_clock ON barrier_turns (promise_ends_at) WHERE ended_at IS NULL AND missed_at IS NULL AND promise_ends_at IS NOT NULL;

-- A note between two people who were introduced because of a barrier; both can write in it.
CREATE TABLE introductions (
    id {{id}},
    barrier_id {{int64}} NOT NULL REFERENCES barriers(id),
    owner_id {{int64}} NOT NULL REFERENCES people(id),
    person_id {{int64}} NOT NULL REFERENCES people(id),
    introduced_by {{int64}} NOT NULL REFERENCES people(id),
    note TEXT NOT NULL,
    noted_by {{int64}} NOT NULL REFERENCES people(id),
    noted_at {{int64}} NOT NULL,
    created_at {{int64}} NOT NULL,
    version {{int64}} NOT NULL DEFAULT 1,
    UNIQUE (barrier_id, owner_id, person_id)
){{strict}};
CREATE INDEX introductions_of_owner ON introductions (owner_id, id);
CREATE INDEX introductions_of_person ON introductions (person_id, id);

--- sqlite
CREATE VIRTUAL TABLE search_barriers USING fts5(words, prefix='6', tokenize='unicode61 remove_diacritics 0');
--- postgres
CREATE TABLE search_barriers (rowid BIGINT PRIMARY KEY, words TSVECTOR NOT NULL);
CREATE INDEX search_barriers_words ON search_barriers USING GIN (words);
--- both
