-- Refused rows of imports are found to be removed, and goals without a recent check-in to be looked after.
CREATE INDEX import_lines_refused ON import_lines (import_id) WHERE outcome = 'refused';
CREATE INDEX goals_stale ON goals (stale_at, id) WHERE state = 'active';
