/* What serves what: a directed graph without circles. Linking, the way up to the mission (why), and what serves a goal.
 */
#include "app/goal/goal_part.h"

#include "app/mission.h"
#include "app/permission.h"
#include "base/limits.h"

/* ---- what a goal serves ---- */

struct ids goal_parents(struct ctx *ctx, int64_t id)
{
    struct ids parents = {.at = arena_many(ctx->arena, int64_t, LIMIT_GOAL_PARENTS)};
    struct db_rows *rows =
        db_query(ctx, "SELECT parent_id FROM goal_parents WHERE goal_id = $1 ORDER BY position, parent_id", db_int(id));
    while (parents.n < LIMIT_GOAL_PARENTS && db_next(rows)) parents.at[parents.n++] = db_col_int(rows, 0);
    db_close(rows);
    return parents;
}

static bool holds(const int64_t *ids, int n, int64_t id)
{
    for (int i = 0; i < n; i++)
        if (ids[i] == id) return true;
    return false;
}

/* ---- circles ---- */

/* A goal above the one to be served, and through which one below it was reached. */
struct above {
    int64_t id, via, height;
    struct str title;
};

struct climb {
    struct above *at;
    int n, room;
};

/* The goals from `parent` up, each with the ways to it, nearest first. Titles that the actor may not see are not told.
 */
static struct climb climb_from(struct ctx *ctx, int64_t parent)
{
    struct db_rows *rows =
        db_query(ctx,
                 "WITH RECURSIVE up(id, via, height) AS ("
                 " SELECT CAST($1 AS BIGINT), CAST(0 AS BIGINT), 1"
                 " UNION"
                 " SELECT l.parent_id, l.goal_id, up.height + 1 FROM up"
                 " JOIN goal_parents l ON l.goal_id = up.id WHERE up.height <= $2)"
                 " SELECT up.id, up.via, MIN(up.height),"
                 " CASE WHEN g.state <> 'draft' OR g.owner_id = $3 OR g.started_by = $3"
                 "  THEN g.title ELSE 'a draft of somebody else' END"
                 " FROM up CROSS JOIN goals g WHERE g.id = up.id" /* in this order on SQLite */
                 " GROUP BY up.id, up.via, g.state, g.owner_id, g.started_by, g.title ORDER BY 3, 1, 2",
                 db_int(parent), db_int(LIMIT_GOAL_DEPTH), db_int(ctx->actor.person_id));
    struct climb climb = {0};
    while (db_next(rows)) {
        if (climb.n == climb.room) {
            int more = climb.room ? climb.room * 2 : 32;
            climb.at = arena_grow(ctx->arena, climb.at, sizeof *climb.at * (size_t)climb.room,
                                  sizeof *climb.at * (size_t)more);
            climb.room = more;
        }
        climb.at[climb.n++] =
            (struct above){db_col_int(rows, 0), db_col_int(rows, 1), db_col_int(rows, 2), db_col_text(rows, 3)};
    }
    return climb;
}

static const struct above *climb_find(const struct climb *climb, int64_t id)
{
    for (int i = 0; i < climb->n; i++)
        if (climb->at[i].id == id) return &climb->at[i];
    return NULL;
}

/* "A → B → A": from the goal over what it would serve back to itself. */
static struct str circle_named(struct ctx *ctx, const struct climb *climb, const struct above *end)
{
    struct str titles[LIMIT_GOAL_DEPTH + 2];
    size_t n = 0;
    const struct above *a = end;
    do {
        titles[n++] = a->title;
        a = a->via ? climb_find(climb, a->via) : NULL;
    } while (a && n <= LIMIT_GOAL_DEPTH);
    struct str way[LIMIT_GOAL_DEPTH + 3];
    way[0] = end->title;
    for (size_t i = 0; i < n; i++) way[i + 1] = titles[n - 1 - i];
    return str_join(ctx->arena, way, n + 1, STR(" → "));
}

/* How many goals stand below this one on the longest way. */
static int64_t depth_below(struct ctx *ctx, int64_t id)
{
    return db_int_of(ctx,
                     "WITH RECURSIVE down(id, depth) AS ("
                     " SELECT CAST($1 AS BIGINT), 0"
                     " UNION"
                     " SELECT l.goal_id, down.depth + 1 FROM down JOIN goal_parents l ON l.parent_id = down.id"
                     " WHERE down.depth < $2)"
                     " SELECT MAX(depth) FROM down",
                     db_int(id), db_int(LIMIT_GOAL_DEPTH));
}

static int64_t height_above(struct ctx *ctx, int64_t parent)
{
    return db_int_of(ctx,
                     "WITH RECURSIVE up(id, height) AS ("
                     " SELECT CAST($1 AS BIGINT), 1"
                     " UNION"
                     " SELECT l.parent_id, up.height + 1 FROM up JOIN goal_parents l ON l.goal_id = up.id"
                     " WHERE up.height <= $2)"
                     " SELECT MAX(height) FROM up",
                     db_int(parent), db_int(LIMIT_GOAL_DEPTH));
}

static bool no_circle(struct ctx *ctx, int64_t id, int64_t parent, const char *field)
{
    struct climb climb = climb_from(ctx, parent);
    const struct above *end = climb_find(&climb, id);
    if (end) return fail_field(ctx, field, "This would close a circle: %.*s.", STR_ARG(circle_named(ctx, &climb, end)));
    if (height_above(ctx, parent) + depth_below(ctx, id) + 1 > LIMIT_GOAL_DEPTH)
        return fail_field(ctx, field, "Goals can be linked %d deep at most; this would be deeper.", LIMIT_GOAL_DEPTH);
    return !failed(ctx);
}

/* ---- linking ---- */

static bool parent_check(struct ctx *ctx, int64_t id, int64_t parent, const char *field, int place)
{
    struct str here = str_format(ctx->arena, "%s[%d]", field, place);
    struct db_rows *rows =
        db_query(ctx, "SELECT g.state FROM goals g WHERE g.id = $1 AND ($3 = 1 OR " GOAL_VISIBLE("$2") ")",
                 db_int(parent), db_int(ctx->actor.person_id), db_int(ctx->actor.system));
    struct str state = db_next(rows) ? db_col_text(rows, 0) : STR_NONE;
    db_close(rows);
    if (failed(ctx) && ctx->failure.status != 422) return false;
    if (str_none(state)) return fail_field(ctx, here.at, "This goal does not exist, or you cannot see it.");
    if (str_is(state, "closed")) return fail_field(ctx, here.at, "This goal is closed. Please serve one that is open.");
    return no_circle(ctx, id, parent, field);
}

static bool parents_check(struct ctx *ctx, int64_t id, const struct ids *old, const int64_t *parents, int n,
                          const char *field)
{
    if (n > LIMIT_GOAL_PARENTS) return fail_field(ctx, field, "A goal can serve %d goals at most.", LIMIT_GOAL_PARENTS);
    for (int i = 0; i < n; i++)
        if (!holds(old->at, old->n, parents[i])) parent_check(ctx, id, parents[i], field, i);
    return !failed(ctx);
}

static bool child_counted(struct ctx *ctx, const struct goal *g, int64_t parent, int by)
{
    return db_run(ctx, "UPDATE goals SET children = children + $1, open_children = open_children + $2 WHERE id = $3",
                  db_int(by), db_int(g->state == STATE_CLOSED ? 0 : by), db_int(parent));
}

static bool link_put(struct ctx *ctx, const struct goal *g, int64_t parent, int position, bool new)
{
    if (!db_run(ctx,
                "INSERT INTO goal_parents (goal_id, parent_id, position) VALUES ($1, $2, $3)"
                " ON CONFLICT (goal_id, parent_id) DO UPDATE SET position = excluded.position",
                db_int(g->id), db_int(parent), db_int(position)))
        return false;
    if (!new) return true;
    if (g->state != STATE_DRAFT && !child_counted(ctx, g, parent, 1)) return false;
    return goal_link_rolls_up(ctx, g, parent, 1);
}

static bool link_drop(struct ctx *ctx, const struct goal *g, int64_t parent)
{
    if (!goal_link_rolls_up(ctx, g, parent, -1)) return false;
    if (g->state != STATE_DRAFT && !child_counted(ctx, g, parent, -1)) return false;
    return db_run(ctx, "DELETE FROM goal_parents WHERE goal_id = $1 AND parent_id = $2", db_int(g->id), db_int(parent));
}

static bool parents_counted(struct ctx *ctx, int64_t id)
{
    return db_run(ctx,
                  "UPDATE goals SET parents = (SELECT count(*) FROM goal_parents l JOIN goals p ON p.id = l.parent_id"
                  " WHERE l.goal_id = goals.id AND p.state <> 'draft') WHERE id = $1",
                  db_int(id));
}

bool goal_link(struct ctx *ctx, int64_t id, const int64_t *parents, int n, const char *field)
{
    struct goal g;
    int64_t touched[LIMIT_GOAL_PARENTS + 1] = {id};
    int n_touched = 1;
    for (int i = 0; i < n && i < LIMIT_GOAL_PARENTS; i++) touched[n_touched++] = parents[i];
    if (!goal_hold(ctx, touched, n_touched, true) || !resource_find(ctx, &goal_resource, id, &g)) return false;
    struct ids old = goal_parents(ctx, id);
    if (!parents_check(ctx, id, &old, parents, n, field)) return false;
    for (int i = 0; i < old.n; i++)
        if (!holds(parents, n, old.at[i]) && !link_drop(ctx, &g, old.at[i])) return false;
    for (int i = 0; i < n; i++) {
        if (holds(parents, i, parents[i])) continue; /* named twice */
        if (!link_put(ctx, &g, parents[i], i, !holds(old.at, old.n, parents[i]))) return false;
    }
    return parents_counted(ctx, id);
}

static struct str serves_json(struct ctx *ctx, const int64_t *parents, int n)
{
    struct json_out w = json_out_new(ctx->arena, 64);
    json_begin_object(&w);
    json_key(&w, "serves");
    json_begin_array(&w);
    for (int i = 0; i < n; i++) json_int(&w, parents[i]);
    json_end_array(&w);
    json_end_object(&w);
    return json_done(&w);
}

bool goal_serve(struct ctx *ctx, int64_t id, const int64_t *parents, int n, const char *field)
{
    struct ids old = goal_parents(ctx, id);
    int64_t owner = db_int_of(ctx, "SELECT owner_id FROM goals WHERE id = $1", db_int(id));
    struct event e = {.type = "goal.linked", .subject = "goal", .subject_id = id, .goal_id = id, .person_id = owner};
    if (!goal_link(ctx, id, parents, n, field)) return false;
    e.old_json = serves_json(ctx, old.at, old.n);
    e.new_json = serves_json(ctx, parents, n);
    return event_record(ctx, &e);
}

bool goal_counted(struct ctx *ctx, int64_t id, int by)
{
    return db_run(ctx,
                  "UPDATE goals SET children = children + $1, open_children = open_children + $1"
                  " WHERE id IN (SELECT parent_id FROM goal_parents WHERE goal_id = $2)",
                  db_int(by), db_int(id)) &&
           db_run(ctx,
                  "UPDATE goals SET parents = parents + $1"
                  " WHERE id IN (SELECT goal_id FROM goal_parents WHERE parent_id = $2)",
                  db_int(by), db_int(id));
}

bool goal_counted_open(struct ctx *ctx, int64_t id, int by)
{
    return db_run(ctx,
                  "UPDATE goals SET open_children = open_children + $1"
                  " WHERE id IN (SELECT parent_id FROM goal_parents WHERE goal_id = $2)",
                  db_int(by), db_int(id));
}

bool goal_unlink(struct ctx *ctx, int64_t id)
{
    return db_run(ctx, "DELETE FROM goal_parents WHERE goal_id = $1", db_int(id)) &&
           db_run(ctx, "DELETE FROM goal_parents WHERE parent_id = $1", db_int(id));
}

/* ---- what serves a goal ---- */

static struct page_key served_by_key(struct ctx *ctx, const struct page *page, const struct goal *g)
{
    (void)ctx, (void)page;
    return (struct page_key){.id = g->id};
}

bool goal_served_by(struct ctx *ctx)
{
    struct page page;
    if (!page_read(ctx, &page)) return false;
    struct query q = query_new(ctx, "");
    goal_select(ctx, &q);
    query_value(&q, " JOIN goal_parents l ON l.goal_id = g.id WHERE l.parent_id = ", db_int(request_id(ctx, 0)), "");
    query_value(&q, " AND l.goal_id > ", db_int(page.id), "");
    query_value(&q, " AND (g.state <> 'draft' OR g.owner_id = ", db_int(ctx->actor.person_id), "");
    query_value(&q, " OR g.started_by = ", db_int(ctx->actor.person_id), ")");
    query_put(&q, " ORDER BY l.goal_id");
    query_limit(&q, page.limit + 1);
    return goal_page_reply(ctx, &page, query_rows(ctx, &q), served_by_key);
}

/* ---- why ---- */

struct why {
    struct list chain;
};

static const struct field why_fields[] = {
    {"chain", FIELD_LIST, offsetof(struct why, chain), FIELD_READ_ONLY, .of = &goal_resource,
     .doc = "The goal, what it serves, what that serves, up to the top; beside it \"also\": other goals served on the "
            "way, "
            "\"mission\": when the top is a goal of the organisation, and \"serves_nothing\"."},
    {0},
};

const struct resource goal_why_resource = {
    .name = "goal_why", .size = sizeof(struct why), .fields = why_fields, .doc = "Why a goal is there."};

/* The goal and each time the first of its parents that the actor may see, up to the top. */
static int why_chain(struct ctx *ctx, int64_t id, struct goal *chain)
{
    struct db_value me = db_int(ctx->actor.person_id);
    struct query q = query_new(ctx, "WITH RECURSIVE up(id, height) AS (");
    query_value(&q, "SELECT CAST(", db_int(id), " AS BIGINT), 0 UNION ALL SELECT (");
    query_put(&q, "SELECT l.parent_id FROM goal_parents l JOIN goals g ON g.id = l.parent_id WHERE l.goal_id = up.id");
    query_value(&q, " AND (g.state <> 'draft' OR g.owner_id = ", me, "");
    query_value(&q, " OR g.started_by = ", me, ") ORDER BY l.position, l.parent_id LIMIT 1)");
    query_value(&q, ", up.height + 1 FROM up WHERE up.id IS NOT NULL AND up.height < ", db_int(LIMIT_GOAL_DEPTH), ") ");
    goal_select(ctx, &q);
    query_put(&q, " WHERE g.id IN (SELECT id FROM up) ORDER BY (SELECT up.height FROM up WHERE up.id = g.id)");
    return goal_read_rows(ctx, query_rows(ctx, &q), chain, LIMIT_GOAL_DEPTH + 1);
}

/* What else is served on the way: ways that the chain does not take. goal_read_rows knows the numbers already. */
static void why_also(struct ctx *ctx, struct json_out *w, const struct goal *chain, int n)
{
    json_key(w, "also");
    json_begin_array(w);
    for (int i = 0; i < n; i++) {
        for (int k = 0; k < chain[i].serves.n; k++) {
            int64_t served = chain[i].serves.at[k];
            if (i + 1 < n && served == chain[i + 1].id) continue;
            struct str title = db_text_of(ctx, "SELECT title FROM goals WHERE id = $1", db_int(served));
            json_begin_object(w);
            json_put_id(w, "goal_id", chain[i].id);
            json_key(w, "serves");
            json_begin_object(w);
            json_put_id(w, "id", served);
            json_put_text(w, "title", title);
            json_end_object(w);
            json_end_object(w);
        }
    }
    json_end_array(w);
}

bool goal_why(struct ctx *ctx)
{
    struct goal *chain = arena_many(ctx->arena, struct goal, LIMIT_GOAL_DEPTH + 1);
    int n = why_chain(ctx, request_id(ctx, 0), chain);
    if (failed(ctx)) return false;
    struct json_out w = json_out_new(ctx->arena, 4096);
    json_begin_object(&w);
    json_key(&w, "chain");
    json_begin_array(&w);
    for (int i = 0; i < n; i++) goal_write(&w, &chain[i]);
    json_end_array(&w);
    why_also(ctx, &w, chain, n);
    json_key(&w, "mission");
    if (n > 0 && chain[n - 1].level == LEVEL_ORGANISATION) mission_json(ctx, &w);
    else json_none(&w);
    json_put_bool(&w, "serves_nothing", n > 0 && chain[0].serves_nothing);
    json_end_object(&w);
    return !failed(ctx) && reply_json(ctx, 200, &w);
}
