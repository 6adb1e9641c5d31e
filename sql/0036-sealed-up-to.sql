-- Up to which event all are known to be sealed, so that looking for late ones does not read every event there ever was.
ALTER TABLE event_chain ADD COLUMN whole_to {{int64}} NOT NULL DEFAULT 0;
