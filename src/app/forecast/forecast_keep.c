/* Forecasts follow what happens: a check-in or a change makes one anew, closing compares, and a job makes anew what has
 * grown old. What was said is kept as it was said. */
#include "app/forecast/forecast_part.h"

#include "app/criterion.h"
#include "app/goal/goal_part.h"
#include "base/limits.h"

#define PORTION 50       /* goals that one run of the job makes anew */
#define REFRESH_DAYS 7   /* what is learnt by the week reaches every goal */
#define MEASURED_LATE 14 /* days after the due day on which its result may still be written down */
#define SCORE_LEAST (-1 * DECIMAL_ONE)
#define SCORE_MOST (2 * DECIMAL_ONE)

/* ---- the way of a goal ---- */

double forecast_share(const struct goal *g, int32_t day)
{
    int32_t days = g->due_on - g->starts_on;
    return (double)(day - g->starts_on) / (days > 0 ? days : 1);
}

/* The values of the criteria, as the check-ins go by. */
struct reading {
    struct criterion criteria[LIMIT_GOAL_CRITERIA];
    int n;
};

/* The score by the terms of today, so that a change of terms is no step of the way. One criterion shows how far beyond
 * excellent it is; of several the mean counts, as everywhere. */
static int64_t reading_score(const struct reading *r)
{
    struct score_mean mean = {0};
    if (r->n == 1) {
        int64_t score = criterion_score(&r->criteria[0], r->criteria[0].value);
        return score < SCORE_LEAST ? SCORE_LEAST : score > SCORE_MOST ? SCORE_MOST : score;
    }
    for (int i = 0; i < r->n; i++)
        score_mean_add(&mean, r->criteria[i].weight, criterion_score(&r->criteria[i], r->criteria[i].value));
    return score_mean(&mean);
}

static void reading_value(struct reading *r, int64_t criterion, int64_t value)
{
    for (int i = 0; i < r->n; i++)
        if (r->criteria[i].id == criterion) r->criteria[i].value = value;
}

/* Several on one day are one point, the last. */
static void course_add(struct forecast_course *c, const struct goal *g, int32_t day, int64_t score)
{
    double share = forecast_share(g, day), at = (double)score / 1e6;
    if (share <= 0) {
        c->start = at;
        return;
    }
    if (share > 1) {
        if (day > g->due_on + MEASURED_LATE) return;
        share = 1;
    }
    if (c->n && c->points[c->n - 1].share >= share) c->n--;
    if (c->n < FORECAST_POINTS) c->points[c->n++] = (struct forecast_point){share, at};
}

#define NEWEST_CHECKINS                                                                                                \
    "SELECT c.id, c.checked_on, c.score, v.criterion_id, v.value FROM ("                                               \
    "  SELECT id, checked_on, score FROM checkins n WHERE n.goal_id = $1"                                              \
    "  AND NOT EXISTS (SELECT 1 FROM checkins k WHERE k.corrects_id = n.id)"                                           \
    "  ORDER BY n.checked_on DESC, n.id DESC LIMIT $2) c"                                                              \
    " LEFT JOIN checkin_values v ON v.checkin_id = c.id ORDER BY c.checked_on, c.id"

/* Where goals that serve it count, the scores stand as they were written: what the others had then is not kept. */
static bool course_load(struct ctx *ctx, const struct goal *g, struct forecast_course *c)
{
    struct reading *r = arena_one(ctx->arena, struct reading);
    r->n = g->counts_serving ? 0 : criterion_of_goal(ctx, g->id, r->criteria);
    for (int i = 0; i < r->n; i++) r->criteria[i].value = DECIMAL_NONE;
    struct db_rows *rows = db_query(ctx, NEWEST_CHECKINS, db_int(g->id), db_int(FORECAST_POINTS));
    int64_t id = 0, score = 0;
    int32_t day = DATE_NONE;
    bool more = true;
    while (more) {
        more = db_next(rows);
        if (id && (!more || db_col_int(rows, 0) != id))
            course_add(c, g, day, g->counts_serving ? score : reading_score(r));
        if (!more) break;
        id = db_col_int(rows, 0);
        day = db_col_date(rows, 1);
        score = score_counted(db_col_maybe(rows, 2));
        reading_value(r, db_col_int(rows, 3), db_col_maybe(rows, 4));
    }
    db_close(rows);
    return !failed(ctx);
}

/* ---- while it is active ---- */

static bool write_down(struct ctx *ctx, const struct goal *g, enum forecast_state state,
                       const struct forecast_course *c, const struct forecast *f, int32_t refresh_on)
{
    struct forecast_point last = c->n ? c->points[c->n - 1] : (struct forecast_point){0};
    double days = last.share * (g->due_on - g->starts_on);
    int32_t seen_on = g->starts_on + (int32_t)(days + 0.5);
    return db_run(
        ctx,
        "INSERT INTO goal_forecasts (goal_id, state, checkins, score, share, seen_on, good, excellent, low, middle,"
        " high, usual, uneven, given_on, refresh_on)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)"
        " ON CONFLICT (goal_id) DO UPDATE SET state = excluded.state, checkins = excluded.checkins,"
        " score = excluded.score, share = excluded.share, seen_on = excluded.seen_on, good = excluded.good,"
        " excellent = excluded.excellent, low = excluded.low, middle = excluded.middle, high = excluded.high,"
        " usual = excluded.usual, uneven = excluded.uneven, given_on = excluded.given_on,"
        " refresh_on = excluded.refresh_on",
        db_int(g->id), db_text(str_of(forecast_states[state])), db_int(c->n), db_int(forecast_millionths(last.score)),
        db_int(forecast_millionths(last.share)), db_date(ctx, c->n ? seen_on : DATE_NONE),
        db_int(forecast_millionths(f->p[FORECAST_GOOD])), db_int(forecast_millionths(f->p[FORECAST_EXCELLENT])),
        db_int(forecast_millionths(f->low)), db_int(forecast_millionths(f->middle)),
        db_int(forecast_millionths(f->high)), db_int(forecast_millionths(f->usual)),
        db_int(forecast_millionths(f->uneven)), db_date(ctx, ctx_today(ctx)), db_date(ctx, refresh_on));
}

static bool remember(struct ctx *ctx, const struct goal *g, const struct forecast_basis *b,
                     const struct forecast_course *c, const struct forecast *f)
{
    struct forecast_point last = c->points[c->n - 1];
    return db_run(ctx,
                  "INSERT INTO forecast_history (goal_id, given_on, score, share, good, excellent, base_good,"
                  " base_excellent) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
                  " ON CONFLICT (goal_id, given_on) DO UPDATE SET score = excluded.score, share = excluded.share,"
                  " good = excluded.good, excellent = excluded.excellent, base_good = excluded.base_good,"
                  " base_excellent = excluded.base_excellent",
                  db_int(g->id), db_date(ctx, ctx_today(ctx)), db_int(forecast_millionths(last.score)),
                  db_int(forecast_millionths(last.share)), db_int(forecast_millionths(f->p[FORECAST_GOOD])),
                  db_int(forecast_millionths(f->p[FORECAST_EXCELLENT])),
                  db_int(forecast_millionths(forecast_base_rate(b, FORECAST_GOOD))),
                  db_int(forecast_millionths(forecast_base_rate(b, FORECAST_EXCELLENT))));
}

static enum forecast_state state_of(const struct forecast_basis *b, const struct forecast_course *c,
                                    const struct goal *g, int32_t today)
{
    if (today > g->due_on) return FORECAST_DUE;
    if (!c->n) return FORECAST_NO_CHECKIN;
    if (b->goals < FORECAST_ENOUGH && c->n < FORECAST_CHECKINS) return FORECAST_TOO_FEW;
    return forecast_share(g, today) - c->points[c->n - 1].share > FORECAST_TOO_OLD ? FORECAST_LONG_AGO : FORECAST_GIVEN;
}

static bool clear(struct ctx *ctx, int64_t goal_id)
{
    return db_run(ctx, "DELETE FROM goal_forecasts WHERE goal_id = $1", db_int(goal_id)) &&
           db_run(ctx, "DELETE FROM forecast_courses WHERE goal_id = $1", db_int(goal_id)) &&
           db_run(ctx, "DELETE FROM forecast_results WHERE goal_id = $1", db_int(goal_id));
}

bool forecast_keep(struct ctx *ctx, const struct goal *g)
{
    struct forecast_course *c = arena_one(ctx->arena, struct forecast_course);
    struct forecast_basis b;
    struct forecast f = {0};
    int32_t today = ctx_today(ctx);
    if (g->state != STATE_ACTIVE) return clear(ctx, g->id);
    if (!course_load(ctx, g, c) || !forecast_basis_now(ctx, &b)) return false;
    double share = forecast_share(g, today);
    if (g->counts_serving && share > 0 && share <= 1) course_add(c, g, today, score_counted(g->score));
    enum forecast_state state = state_of(&b, c, g, today);
    if (state == FORECAST_GIVEN) {
        f = forecast_of(&b, c);
        if (!remember(ctx, g, &b, c, &f)) return false;
    }
    return write_down(ctx, g, state, c, &f, today + (g->counts_serving ? 1 : REFRESH_DAYS));
}

bool forecast_forget(struct ctx *ctx, int64_t goal_id)
{
    return clear(ctx, goal_id) && db_run(ctx, "DELETE FROM forecast_history WHERE goal_id = $1", db_int(goal_id));
}

bool forecast_reopen(struct ctx *ctx, const struct goal *g)
{
    return clear(ctx, g->id) && forecast_keep(ctx, g);
}

/* ---- when it is closed ---- */

/* The forecast that stood after this share of its time, beside what came. */
static bool compare(struct ctx *ctx, const struct goal *g, enum forecast_stage stage, int64_t end)
{
    double share = 0.25 * (stage + 1);
    int32_t days = g->due_on - g->starts_on, day = g->starts_on + (int32_t)(share * days);
    struct db_rows *rows =
        db_query(ctx,
                 "SELECT good, excellent, base_good, base_excellent, score, share"
                 " FROM forecast_history WHERE goal_id = $1 AND given_on <= $2 AND given_on >= $3"
                 " ORDER BY given_on DESC LIMIT 1",
                 db_int(g->id), db_date(ctx, day), db_date(ctx, day - (int32_t)(FORECAST_TOO_OLD * days)));
    int64_t p[6];
    bool found = db_next(rows);
    for (int i = 0; found && i < 6; i++) p[i] = db_col_int(rows, i);
    db_close(rows);
    if (!found || failed(ctx)) return !failed(ctx);
    int64_t pace = p[5] > 0 ? decimal_mul_div(p[4], DECIMAL_ONE, p[5]) : 0;
    return db_run(ctx,
                  "INSERT INTO forecast_results (goal_id, stage, closed_at, good, excellent, base_good, base_excellent,"
                  " pace, end_score) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                  db_int(g->id), db_int(stage), db_int(g->closed_at), db_int(p[0]), db_int(p[1]), db_int(p[2]),
                  db_int(p[3]), db_int(pace), db_int(end));
}

static bool keep_course(struct ctx *ctx, const struct goal *g, const struct forecast_course *c, int64_t end)
{
    struct buf points = buf_new(ctx->arena, 1024);
    for (int i = 0; i < c->n; i++)
        buf_format(&points, "%s%lld %lld", i ? " " : "", (long long)forecast_millionths(c->points[i].share),
                   (long long)forecast_millionths(c->points[i].score));
    return db_run(ctx,
                  "INSERT INTO forecast_courses (goal_id, closed_at, start_score, end_score, points)"
                  " VALUES ($1, $2, $3, $4, $5)",
                  db_int(g->id), db_int(g->closed_at), db_int(forecast_millionths(c->start)), db_int(end),
                  db_text(buf_str(&points)));
}

/* What was dropped says nothing of what can be reached: nobody tried to the end. */
bool forecast_close(struct ctx *ctx, const struct goal *g)
{
    struct forecast_course *c = arena_one(ctx->arena, struct forecast_course);
    if (!clear(ctx, g->id) || g->outcome == OUTCOME_DROPPED || !course_load(ctx, g, c)) return !failed(ctx);
    int32_t closed_on = zone_date(STR("UTC"), g->closed_at);
    if (g->counts_serving && closed_on <= g->due_on + MEASURED_LATE)
        course_add(c, g, closed_on < g->due_on ? closed_on : g->due_on, score_counted(g->closing_score));
    if (!c->n) return !failed(ctx);
    int64_t end = forecast_millionths(c->points[c->n - 1].score);
    for (int stage = 0; stage < STAGES; stage++)
        if (!compare(ctx, g, (enum forecast_stage)stage, end)) return false;
    return keep_course(ctx, g, c, end);
}

/* ---- by the day ---- */

static bool make_anew(struct ctx *ctx, int64_t id)
{
    struct goal g;
    return resource_find(ctx, &goal_resource, id, &g) &&
           (g.state == STATE_CLOSED ? forecast_close(ctx, &g) : forecast_keep(ctx, &g));
}

bool forecast_waits(struct ctx *ctx)
{
    struct db_value today = db_date(ctx, ctx_today(ctx));
    return db_int_of(ctx, "SELECT 1 FROM goal_forecasts WHERE refresh_on <= $1 LIMIT 1", today) ||
           !db_int_of(ctx, "SELECT 1 FROM forecast_bases WHERE learnt_on >= $1 LIMIT 1", today);
}

bool forecast_refresh(struct ctx *ctx)
{
    if (!forecast_learn_today(ctx)) return false;
    struct ids ids = goal_ids(ctx, db_query(ctx,
                                            "SELECT goal_id FROM goal_forecasts WHERE refresh_on <= $1"
                                            " ORDER BY refresh_on, goal_id LIMIT $2",
                                            db_date(ctx, ctx_today(ctx)), db_int(PORTION)));
    if (!goal_hold(ctx, ids.at, ids.n, false)) return false;
    for (int i = 0; i < ids.n; i++)
        if (!make_anew(ctx, ids.at[i])) return false;
    return ids.n == PORTION;
}
