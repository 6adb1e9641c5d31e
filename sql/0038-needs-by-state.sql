-- Open needs in one state are found by their own index: where few are given, that of all open ones reads every other.
CREATE INDEX needs_by_state ON needs (state, id) WHERE ended_at IS NULL;
