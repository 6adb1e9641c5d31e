-- Needs: what a goal needs of others, asked of a person or of a team, and how it went on; and which parts of a goal are done alone.
ALTER TABLE criteria ADD COLUMN together TEXT;
ALTER TABLE steps ADD COLUMN together TEXT;

CREATE TABLE needs (
    id {{id}},
    goal_id {{int64}} NOT NULL REFERENCES goals(id),
    criterion_id {{int64}} REFERENCES criteria(id),
    text TEXT NOT NULL,
    due_on TEXT NOT NULL,
    asked_by {{int64}} NOT NULL REFERENCES people(id),
    person_id {{int64}} REFERENCES people(id),
    team_id {{int64}} REFERENCES teams(id),
    with_goal_id {{int64}} REFERENCES goals(id),
    state TEXT NOT NULL,
    offered_text TEXT,
    offered_on TEXT,
    words TEXT,
    ends_at {{int64}},
    warns_at {{int64}},
    late_at {{int64}},
    answered_at {{int64}},
    given_at {{int64}},
    ended_at {{int64}},
    ended_by {{int64}} REFERENCES people(id),
    created_at {{int64}} NOT NULL,
    version {{int64}} NOT NULL DEFAULT 1
){{strict}};
CREATE INDEX needs_by_goal ON needs (goal_id, id);
CREATE INDEX needs_by_criterion ON needs (criterion_id) WHERE criterion_id IS NOT NULL;
CREATE INDEX needs_with_goal ON needs (with_goal_id, id) WHERE with_goal_id IS NOT NULL;
CREATE INDEX needs_open ON needs (id) WHERE ended_at IS NULL;
CREATE INDEX needs_of_person ON needs (person_id, id) WHERE ended_at IS NULL;
CREATE INDEX needs_of_team ON needs (team_id, id) WHERE ended_at IS NULL;
CREATE INDEX needs_late ON needs (id) WHERE late_at IS NOT NULL AND ended_at IS NULL;
CREATE INDEX needs_by_clock ON needs (warns_at) WHERE warns_at IS NOT NULL;
CREATE INDEX needs_asked_by ON needs (asked_by, created_at);
CREATE INDEX needs_answered ON needs (person_id, answered_at) WHERE answered_at IS NOT NULL;

-- What was done with it, by whom, and with which words.
CREATE TABLE need_acts (
    id {{id}},
    need_id {{int64}} NOT NULL REFERENCES needs(id),
    person_id {{int64}} REFERENCES people(id),
    act TEXT NOT NULL,
    words TEXT,
    due_on TEXT,
    at {{int64}} NOT NULL
){{strict}};
CREATE INDEX need_acts_by_need ON need_acts (need_id, id);

-- Who has helped with barriers lately: for whether somebody seems to be on their own.
CREATE INDEX barrier_turns_taken ON barrier_turns (person_id, accepted_at) WHERE accepted_at IS NOT NULL;
