-- Notices of meetings say when, in the zone of the reader.
ALTER TABLE notices ADD COLUMN starts_at {{int64}};
