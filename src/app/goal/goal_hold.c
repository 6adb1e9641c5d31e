/* Goals in the hands of one writer: what a write touches is locked first and in one order, then read. */
#include "app/goal/goal_part.h"

#include "app/person.h"
#include "base/limits.h"

#include <stdlib.h>

struct hold {
    int64_t *ids;
    int n, room;
};

static void hold_add(struct ctx *ctx, struct hold *h, int64_t id)
{
    if (h->n == h->room) {
        int room = h->room ? h->room * 2 : 16;
        h->ids = arena_grow(ctx->arena, h->ids, sizeof *h->ids * (size_t)h->room, sizeof *h->ids * (size_t)room);
        h->room = room;
    }
    h->ids[h->n++] = id;
}

static void hold_rows(struct ctx *ctx, struct hold *h, struct db_rows *rows)
{
    while (db_next(rows)) hold_add(ctx, h, db_col_int(rows, 0));
}

/* The goal, and all above it whose score moves with its own. */
static void hold_line(struct ctx *ctx, struct hold *h, int64_t id)
{
    hold_add(ctx, h, id);
    hold_rows(ctx, h,
              db_query(ctx,
                       "WITH RECURSIVE up(id, height) AS ("
                       " SELECT CAST($1 AS BIGINT), 0"
                       " UNION"
                       " SELECT g.id, up.height + 1 FROM up JOIN goal_parents l ON l.goal_id = up.id"
                       " JOIN goals g ON g.id = l.parent_id"
                       " WHERE g.counts_serving = 1 AND g.state = 'active' AND up.height < $2)"
                       " SELECT id FROM up",
                       db_int(id), db_int(LIMIT_GOAL_DEPTH)));
}

struct ids goal_ids(struct ctx *ctx, struct db_rows *rows)
{
    struct hold h = {0};
    hold_rows(ctx, &h, rows);
    return (struct ids){.at = h.ids, .n = h.n};
}

static int by_id(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

bool goal_hold_one(struct ctx *ctx, int64_t id)
{
    if (db_dialect(ctx) == DB_SQLITE) return !failed(ctx);
    return db_lock(ctx, str_format(ctx->arena, "goal-%lld", (long long)id).at);
}

bool goal_hold(struct ctx *ctx, const int64_t *ids, int n, bool wide)
{
    if (db_dialect(ctx) == DB_SQLITE) return !failed(ctx); /* writers take turns: nothing to hold, nothing to pay */
    struct hold h = {0};
    if (wide && !db_lock(ctx, "goal-graph")) return false;
    for (int i = 0; i < n; i++) {
        hold_line(ctx, &h, ids[i]);
        if (wide)
            hold_rows(ctx, &h, db_query(ctx, "SELECT parent_id FROM goal_parents WHERE goal_id = $1", db_int(ids[i])));
    }
    if (failed(ctx)) return false;
    if (h.n) qsort(h.ids, (size_t)h.n, sizeof *h.ids, by_id);
    for (int i = 0; i < h.n; i++) {
        if (i && h.ids[i] == h.ids[i - 1]) continue;
        if (!goal_hold_one(ctx, h.ids[i])) return false;
    }
    return true;
}

bool goal_take(struct ctx *ctx, int64_t id, bool wide, struct goal *out)
{
    return goal_hold(ctx, &id, 1, wide) && resource_find(ctx, &goal_resource, id, out);
}

bool goal_still(struct ctx *ctx, const struct permission *p, int64_t id)
{
    if (ctx->actor.system || db_dialect(ctx) == DB_SQLITE) return !failed(ctx);
    return p->ask(ctx, id) == ALLOWED || fail(ctx, 403, "%s", p->denied);
}

bool goal_save(struct ctx *ctx, const char *type, struct str reason, const struct goal *before, struct goal *after)
{
    if (before->handed_from && after->handed_from && after->owner_id == before->owner_id &&
        after->owner_id == ctx->actor.person_id) { /* who acts as its owner has taken it */
        after->handed_from = 0;
        after->handed_at = INSTANT_NONE;
    }
    if (!resource_update(ctx, &goal_resource, before, after)) return false;
    struct event e = {
        .type = type,
        .subject = "goal",
        .subject_id = after->id,
        .goal_id = after->id,
        .person_id = after->owner_id,
        .reason = reason,
    };
    return !type || event_changed(ctx, &e, &goal_resource, before, after);
}

bool goal_in_state(struct ctx *ctx, const struct goal *g, enum goal_state state, const char *sentence)
{
    return g->state == (int)state || fail(ctx, 409, "%s", sentence);
}

int64_t goal_supporter(struct ctx *ctx, const struct goal *g)
{
    if (g->supporter_id && g->supporter_id != g->owner_id && person_present(ctx, g->supporter_id))
        return g->supporter_id;
    return person_manager(ctx, g->owner_id);
}
