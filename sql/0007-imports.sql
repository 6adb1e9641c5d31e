-- Imports that the browser or a script ordered: what is to be done, how far it is, what became of each line, and what it did, so
-- that it can be taken back.

CREATE TABLE imports (
    id {{id}},
    kind TEXT NOT NULL,
    file_name TEXT,
    person_id {{int64}} NOT NULL REFERENCES people(id),
    state TEXT NOT NULL,
    column_lines TEXT NOT NULL,
    rows {{int64}} NOT NULL,
    position {{int64}} NOT NULL,
    made {{int64}} NOT NULL,
    changed {{int64}} NOT NULL,
    same {{int64}} NOT NULL,
    refused {{int64}} NOT NULL,
    why TEXT,
    last_event {{int64}},
    created_at {{int64}} NOT NULL,
    finished_at {{int64}},
    undone_at {{int64}},
    undone_by {{int64}} REFERENCES people(id),
    version {{int64}} NOT NULL DEFAULT 1
){{strict}};
CREATE INDEX imports_under_way ON imports (id) WHERE state IN ('waiting', 'running');

-- The file, until the import is done.
CREATE TABLE import_texts (
    import_id {{int64}} PRIMARY KEY REFERENCES imports(id),
    text TEXT NOT NULL
){{strict}};

CREATE TABLE import_lines (
    import_id {{int64}} NOT NULL REFERENCES imports(id),
    line {{int64}} NOT NULL,
    outcome TEXT NOT NULL,
    name TEXT,
    text TEXT,
    subject_id {{int64}},
    changes TEXT NOT NULL,
    fields TEXT NOT NULL,
    PRIMARY KEY (import_id, line)
){{strict}};

-- One row for each thing that an import did; version is that of the person or team afterwards, was the one before.
CREATE TABLE import_acts (
    id {{id}},
    import_id {{int64}} NOT NULL REFERENCES imports(id),
    act TEXT NOT NULL,
    subject_id {{int64}} NOT NULL,
    was {{int64}} NOT NULL,
    version {{int64}} NOT NULL,
    old TEXT,
    UNIQUE (import_id, act, subject_id)
){{strict}};
CREATE INDEX import_acts_by_subject ON import_acts (subject_id, act);
