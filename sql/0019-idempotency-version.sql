-- A replayed creation says the version it made, so that its ETag is the one that was given then.
ALTER TABLE idempotency_keys ADD COLUMN version {{int64}} NOT NULL DEFAULT 0;
