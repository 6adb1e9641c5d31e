-- What is asked of me and what I have to give, soonest first, without going through all open needs of that state.
CREATE INDEX needs_of_person_by_state ON needs (person_id, state, ends_at) WHERE ended_at IS NULL;
