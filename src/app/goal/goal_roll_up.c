/* Scores of goals, kept on write: a goal's own criteria, and where it counts them the goals that serve it, carried up.
 * A goal that counts keeps the number and the sum of the scores that serve it, so that a check-in below costs the depth
 * of the graph and not the number of its neighbours. */
#include "app/goal/goal_part.h"

#include "app/criterion.h"
#include "app/score.h"
#include "base/limits.h"

struct goal_share goal_share(const struct goal *g)
{
    bool counts = g->state == STATE_ACTIVE || g->state == STATE_CLOSED;
    return counts ? (struct goal_share){1, score_counted(g->score)} : (struct goal_share){0, 0};
}

/* ---- one goal ---- */

static bool add_serving(struct ctx *ctx, int64_t id, struct score_mean *mean)
{
    struct db_rows *rows = db_query(ctx, "SELECT serving_count, serving_sum FROM goals WHERE id = $1", db_int(id));
    if (db_next(rows)) score_mean_add_sum(mean, db_col_int(rows, 0), db_col_int(rows, 1));
    db_close(rows);
    return !failed(ctx);
}

bool goal_rescore(struct ctx *ctx, struct goal *g)
{
    struct score_mean mean = {0};
    if (!criterion_mean(ctx, g->id, &mean)) return false;
    if (g->counts_serving && !add_serving(ctx, g->id, &mean)) return false;
    g->score = score_mean(&mean);
    return true;
}

int64_t goal_score_original(struct ctx *ctx, const struct goal *g)
{
    struct score_mean mean = {0};
    if (!criterion_mean_original(ctx, g->id, &mean)) return DECIMAL_NONE;
    if (g->counts_serving && !add_serving(ctx, g->id, &mean)) return DECIMAL_NONE;
    return score_mean(&mean);
}

/* Their rows are locked first: on PostgreSQL a check-in that is under way there would be counted neither here nor by
 * its own roll-up, which does not see yet that this goal counts. */
bool goal_count_serving(struct ctx *ctx, const struct goal *g)
{
    if (!g->counts_serving) return true;
    return db_run(
               ctx,
               "UPDATE goals SET version = version WHERE id IN (SELECT goal_id FROM goal_parents WHERE parent_id = $1)",
               db_int(g->id)) &&
           db_run(ctx,
                  "UPDATE goals SET"
                  " serving_count = (SELECT count(*) FROM goal_parents l JOIN goals c ON c.id = l.goal_id"
                  "  WHERE l.parent_id = goals.id AND c.state IN ('active', 'closed')),"
                  " serving_sum = (SELECT COALESCE(SUM(CASE WHEN c.score > 1000000 THEN 1000000"
                  "   WHEN c.score > 0 THEN c.score ELSE 0 END), 0)"
                  "  FROM goal_parents l JOIN goals c ON c.id = l.goal_id"
                  "  WHERE l.parent_id = goals.id AND c.state IN ('active', 'closed'))"
                  " WHERE id = $1",
                  db_int(g->id));
}

/* ---- up through the graph ---- */

/* A goal on the way up, and what those below have added to it so far. */
struct stop {
    int64_t id;
    bool touched;
    struct goal_share share;
};

struct way {
    struct stop *stops;
    int n;
};

static void way_add(struct way *way, int64_t id, struct goal_share share)
{
    for (int i = 0; i < way->n; i++) {
        if (way->stops[i].id != id) continue;
        way->stops[i].touched = true;
        way->stops[i].share.count += share.count;
        way->stops[i].share.sum += share.sum;
    }
}

static bool way_add_parents(struct ctx *ctx, struct way *way, int64_t id, struct goal_share share)
{
    struct db_rows *rows = db_query(ctx, "SELECT parent_id FROM goal_parents WHERE goal_id = $1", db_int(id));
    while (db_next(rows)) way_add(way, db_col_int(rows, 0), share);
    return !failed(ctx);
}

/* All goals from this one up that count what serves them, each after everything below it. */
static struct way way_up(struct ctx *ctx, int64_t id)
{
    struct db_rows *rows = db_query(ctx,
                                    "WITH RECURSIVE up(id, height) AS ("
                                    " SELECT CAST($1 AS BIGINT), 0"
                                    " UNION"
                                    " SELECT g.id, up.height + 1 FROM up JOIN goal_parents l ON l.goal_id = up.id"
                                    " JOIN goals g ON g.id = l.parent_id"
                                    " WHERE g.counts_serving = 1 AND g.state = 'active' AND up.height < $2)"
                                    " SELECT id, MAX(height) FROM up GROUP BY id ORDER BY 2, 1",
                                    db_int(id), db_int(LIMIT_GOAL_DEPTH));
    struct way way = {0};
    int room = 0;
    while (db_next(rows)) {
        if (way.n == room) {
            int more = room ? room * 2 : 16;
            way.stops =
                arena_grow(ctx->arena, way.stops, sizeof *way.stops * (size_t)room, sizeof *way.stops * (size_t)more);
            room = more;
        }
        way.stops[way.n++] = (struct stop){.id = db_col_int(rows, 0)};
    }
    return way;
}

/* One stop: takes up what was added, computes, hands the difference on. */
static bool way_stop(struct ctx *ctx, struct way *way, const struct stop *stop)
{
    struct goal before, after;
    if (!db_run(ctx,
                "UPDATE goals SET serving_count = serving_count + $1, serving_sum = serving_sum + $2 WHERE id = $3",
                db_int(stop->share.count), db_int(stop->share.sum), db_int(stop->id)))
        return false;
    if (!resource_find(ctx, &goal_resource, stop->id, &before)) return false;
    after = before;
    if (!goal_rescore(ctx, &after)) return false;
    if (after.score == before.score) return true;
    /* Not a change of the goal itself: its version stays, so that nobody who edits it is disturbed. */
    if (!db_run(ctx, "UPDATE goals SET score = $1 WHERE id = $2", db_int(after.score), db_int(stop->id))) return false;
    struct goal_share old = goal_share(&before), new = goal_share(&after);
    return way_add_parents(ctx, way, stop->id, (struct goal_share){0, new.sum - old.sum});
}

static bool way_go(struct ctx *ctx, struct way *way)
{
    for (int i = 0; i < way->n && !failed(ctx); i++)
        if (way->stops[i].touched && !way_stop(ctx, way, &way->stops[i])) return false;
    return !failed(ctx);
}

bool goal_roll_up(struct ctx *ctx, const struct goal *before, const struct goal *after)
{
    struct goal_share old = goal_share(before), new = goal_share(after);
    struct goal_share more = {new.count - old.count, new.sum - old.sum};
    if (more.count == 0 && more.sum == 0) return !failed(ctx);
    struct way way = way_up(ctx, after->id);
    return way_add_parents(ctx, &way, after->id, more) && way_go(ctx, &way);
}

bool goal_link_rolls_up(struct ctx *ctx, const struct goal *child, int64_t parent, int by)
{
    struct goal_share share = goal_share(child);
    bool counts = db_int_of(ctx, "SELECT 1 FROM goals WHERE id = $1 AND counts_serving = 1 AND state = 'active'",
                            db_int(parent)) == 1;
    if (!share.count || !counts) return !failed(ctx);
    struct way way = way_up(ctx, parent);
    way_add(&way, parent, (struct goal_share){by * share.count, by * share.sum});
    return way_go(ctx, &way);
}
