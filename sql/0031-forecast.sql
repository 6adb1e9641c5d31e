-- Forecasts: what is said now of each active goal, what was said of it on each day, and what closed goals teach.

-- Kept as check-ins come, so that a page reads one row. refresh_on: the day on which a job makes it anew.
CREATE TABLE goal_forecasts (
    goal_id {{int64}} PRIMARY KEY REFERENCES goals(id),
    state TEXT NOT NULL,
    checkins {{int64}} NOT NULL DEFAULT 0,
    score {{int64}} NOT NULL DEFAULT 0,
    share {{int64}} NOT NULL DEFAULT 0,
    seen_on TEXT,
    good {{int64}} NOT NULL DEFAULT 0,
    excellent {{int64}} NOT NULL DEFAULT 0,
    low {{int64}} NOT NULL DEFAULT 0,
    middle {{int64}} NOT NULL DEFAULT 0,
    high {{int64}} NOT NULL DEFAULT 0,
    usual {{int64}} NOT NULL DEFAULT 0,
    uneven {{int64}} NOT NULL DEFAULT 0,
    given_on TEXT,
    refresh_on TEXT NOT NULL
){{strict}};
CREATE INDEX goal_forecasts_by_refresh ON goal_forecasts (refresh_on, goal_id);

-- Each forecast as it was given, and what the base rate was then.
CREATE TABLE forecast_history (
    goal_id {{int64}} NOT NULL REFERENCES goals(id),
    given_on TEXT NOT NULL,
    score {{int64}} NOT NULL,
    share {{int64}} NOT NULL,
    good {{int64}} NOT NULL,
    excellent {{int64}} NOT NULL,
    base_good {{int64}} NOT NULL,
    base_excellent {{int64}} NOT NULL,
    PRIMARY KEY (goal_id, given_on)
){{strict}};

-- The way of each closed goal from start to end, to learn from.
CREATE TABLE forecast_courses (
    goal_id {{int64}} PRIMARY KEY REFERENCES goals(id),
    closed_at {{int64}} NOT NULL,
    start_score {{int64}} NOT NULL,
    end_score {{int64}} NOT NULL,
    points TEXT NOT NULL
){{strict}};
CREATE INDEX forecast_courses_newest ON forecast_courses (closed_at, goal_id);

-- What was said of each closed goal at a quarter, half and three quarters of its time, and what came.
CREATE TABLE forecast_results (
    goal_id {{int64}} NOT NULL REFERENCES goals(id),
    stage {{int64}} NOT NULL,
    closed_at {{int64}} NOT NULL,
    good {{int64}} NOT NULL,
    excellent {{int64}} NOT NULL,
    base_good {{int64}} NOT NULL,
    base_excellent {{int64}} NOT NULL,
    pace {{int64}} NOT NULL,
    end_score {{int64}} NOT NULL,
    PRIMARY KEY (goal_id, stage)
){{strict}};
CREATE INDEX forecast_results_newest ON forecast_results (stage, closed_at, goal_id);

-- What was learnt, a row a day at most; the newest is in use.
CREATE TABLE forecast_bases (
    id {{id}},
    learnt_on TEXT NOT NULL UNIQUE,
    goals {{int64}} NOT NULL,
    reached_good {{int64}} NOT NULL,
    reached_excellent {{int64}} NOT NULL,
    numbers TEXT NOT NULL,
    held_goals {{int64}} NOT NULL,
    held_brier {{int64}} NOT NULL,
    held_base {{int64}} NOT NULL
){{strict}};

-- Goals that were there before: a job works them off.
INSERT INTO goal_forecasts (goal_id, state, refresh_on)
SELECT id, 'waits', '2000-01-01' FROM goals WHERE state IN ('active', 'closed');
