-- Goals: direction, measure, path, and what happened.

CREATE TABLE goals (
    id {{id}},
    external_id TEXT UNIQUE,
    title TEXT NOT NULL,
    title_key TEXT NOT NULL,
    why TEXT,
    leaves_out TEXT,
    level TEXT NOT NULL,
    state TEXT NOT NULL,
    owner_id {{int64}} NOT NULL REFERENCES people(id),
    started_by {{int64}} NOT NULL REFERENCES people(id),
    supporter_id {{int64}} REFERENCES people(id),
    team_id {{int64}} REFERENCES teams(id),
    period_id {{int64}} REFERENCES periods(id),
    starts_on TEXT NOT NULL,
    due_on TEXT NOT NULL,
    priority {{int64}} NOT NULL,
    counts_serving {{int64}} NOT NULL DEFAULT 0,
    parents {{int64}} NOT NULL DEFAULT 0,
    children {{int64}} NOT NULL DEFAULT 0,
    accepted_at {{int64}},
    proposed_at {{int64}},
    waits_until {{int64}},
    waits_for {{int64}} REFERENCES people(id),
    answered TEXT,
    activated_at {{int64}},
    confidence TEXT,
    score {{int64}},
    serving_count {{int64}} NOT NULL DEFAULT 0,
    serving_sum {{int64}} NOT NULL DEFAULT 0,
    last_checkin_on TEXT,
    checkin_due_at {{int64}},
    stale_at {{int64}},
    closed_at {{int64}},
    outcome TEXT,
    closing_reason TEXT,
    closing_score {{int64}},
    closing_score_original {{int64}},
    created_at {{int64}} NOT NULL,
    version {{int64}} NOT NULL DEFAULT 1
){{strict}};
-- serving_count and serving_sum: how many of the goals that serve this one count, and the sum of their scores; kept
-- while the goal is active and counts_serving.
-- parents and children count those that are no drafts.

-- Each list finds its page through one of these, in the order in which it shows it. None has a column that every
-- check-in changes (score, checkin_due_at, stale_at ...), so that a check-in writes no index.
CREATE INDEX goals_by_owner ON goals (owner_id, state, priority, id);
CREATE INDEX goals_by_team ON goals (team_id, priority, id);
CREATE INDEX goals_by_period ON goals (period_id, priority, id);
CREATE INDEX goals_by_level ON goals (level, priority, id);
CREATE INDEX goals_by_state ON goals (state, priority, id);
CREATE INDEX goals_by_priority ON goals (priority, id);
CREATE INDEX goals_by_due ON goals (due_on, id);
CREATE INDEX goals_by_title ON goals (title_key, id);
CREATE INDEX goals_by_supporter ON goals (supporter_id, state) WHERE supporter_id IS NOT NULL;
CREATE INDEX goals_by_starter ON goals (started_by, state);
CREATE INDEX goals_at_top ON goals (priority, id) WHERE parents = 0;
CREATE INDEX goals_serving_nothing ON goals (due_on, id) WHERE parents = 0 AND level <> 'organisation';
CREATE INDEX goals_worried ON goals (confidence, priority, id) WHERE confidence <> 'on_track';

-- Clocks.
CREATE INDEX goals_waiting ON goals (waits_for, proposed_at) WHERE waits_for IS NOT NULL;
CREATE INDEX goals_by_clock ON goals (waits_until) WHERE waits_until IS NOT NULL;

CREATE TABLE goal_parents (
    goal_id {{int64}} NOT NULL REFERENCES goals(id),
    parent_id {{int64}} NOT NULL REFERENCES goals(id),
    position {{int64}} NOT NULL,
    PRIMARY KEY (goal_id, parent_id)
){{strict}};
CREATE INDEX goal_parents_by_parent ON goal_parents (parent_id, goal_id);

CREATE TABLE criteria (
    id {{id}},
    goal_id {{int64}} NOT NULL REFERENCES goals(id),
    position {{int64}} NOT NULL,
    statement TEXT NOT NULL,
    kind TEXT NOT NULL,
    unit TEXT,
    start {{int64}},
    good {{int64}},
    excellent {{int64}},
    good_means TEXT,
    excellent_means TEXT,
    milestone_lines TEXT,
    weight {{int64}} NOT NULL,
    original_start {{int64}},
    original_good {{int64}},
    original_excellent {{int64}},
    original_weight {{int64}},
    value {{int64}},
    value_on TEXT,
    score {{int64}},
    dropped_at {{int64}},
    created_at {{int64}} NOT NULL,
    version {{int64}} NOT NULL DEFAULT 1
){{strict}};
CREATE INDEX criteria_by_goal ON criteria (goal_id, position, id);

CREATE TABLE steps (
    id {{id}},
    goal_id {{int64}} NOT NULL REFERENCES goals(id),
    position {{int64}} NOT NULL,
    text TEXT NOT NULL,
    due_on TEXT,
    done_at {{int64}},
    created_at {{int64}} NOT NULL,
    version {{int64}} NOT NULL DEFAULT 1
){{strict}};
CREATE INDEX steps_by_goal ON steps (goal_id, position, id);

CREATE TABLE answers (
    id {{id}},
    goal_id {{int64}} NOT NULL REFERENCES goals(id),
    person_id {{int64}} NOT NULL REFERENCES people(id),
    answer TEXT NOT NULL,
    text TEXT,
    asked_at {{int64}},
    created_at {{int64}} NOT NULL,
    reply TEXT,
    replied_at {{int64}},
    version {{int64}} NOT NULL DEFAULT 1
){{strict}};
CREATE INDEX answers_by_goal ON answers (goal_id, id);
CREATE INDEX answers_by_person ON answers (person_id, created_at);

-- A change of an active goal: what it was and what it became, and why.
CREATE TABLE changes (
    id {{id}},
    goal_id {{int64}} NOT NULL REFERENCES goals(id),
    person_id {{int64}} NOT NULL REFERENCES people(id),
    reason TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    created_at {{int64}} NOT NULL
){{strict}};
CREATE INDEX changes_by_goal ON changes (goal_id, id);

CREATE TABLE checkins (
    id {{id}},
    goal_id {{int64}} NOT NULL REFERENCES goals(id),
    person_id {{int64}} NOT NULL REFERENCES people(id),
    checked_on TEXT NOT NULL,
    confidence TEXT NOT NULL,
    moved TEXT,
    next TEXT,
    in_the_way TEXT,
    corrects_id {{int64}} REFERENCES checkins(id),
    score {{int64}},
    created_at {{int64}} NOT NULL
){{strict}};
CREATE INDEX checkins_by_goal ON checkins (goal_id, checked_on, id);
CREATE UNIQUE INDEX checkins_corrected ON checkins (corrects_id) WHERE corrects_id IS NOT NULL;

CREATE TABLE checkin_values (
    checkin_id {{int64}} NOT NULL REFERENCES checkins(id),
    criterion_id {{int64}} NOT NULL REFERENCES criteria(id),
    value {{int64}} NOT NULL,
    score {{int64}} NOT NULL,
    PRIMARY KEY (checkin_id, criterion_id)
){{strict}};
CREATE INDEX checkin_values_by_criterion ON checkin_values (criterion_id, checkin_id);
