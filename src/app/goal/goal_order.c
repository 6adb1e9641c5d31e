/* The order of a person's own goals. Which comes first is no term of a goal: nobody agreed to it, and nothing that was
 * promised changes. So it takes no reason, goals under way keep their history as it is, and one event tells the act. */
#include "app/goal/goal_part.h"

#include "app/permission.h"
#include "base/limits.h"

struct goal_order {
    struct ids goals;
};

static const struct field goal_order_fields[] = {
    {"goals", FIELD_IDS, offsetof(struct goal_order, goals), FIELD_REQUIRED, 1, LIMIT_PAGE_MOST,
     .doc = "Numbers of goals that have not been closed, the first one first. Those left out follow in their order."},
    {0},
};
const struct resource goal_order_resource = {.name = "goal_order",
                                             .size = sizeof(struct goal_order),
                                             .fields = goal_order_fields,
                                             .doc = "The order of a person's goals."};

static struct ids open_goals(struct ctx *ctx, int64_t owner)
{
    return goal_ids(ctx,
                    db_query(ctx,
                             "SELECT id FROM goals WHERE owner_id = $1 AND state IN ('draft', 'proposed', 'active')"
                             " ORDER BY priority, id",
                             db_int(owner)));
}

static bool among(const struct ids *ids, int64_t id)
{
    for (int i = 0; i < ids->n; i++)
        if (ids->at[i] == id) return true;
    return false;
}

/* Those named, then the others of `now` as they are. */
static bool order_of(struct ctx *ctx, const struct ids *named, const struct ids *now, struct ids *out)
{
    *out = (struct ids){.at = arena_many(ctx->arena, int64_t, (size_t)(now->n + named->n)), .given = true};
    for (int i = 0; i < named->n; i++) {
        if (!among(now, named->at[i]))
            return fail_field(ctx, "goals", "Please name goals of this person that have not been closed.");
        if (!among(out, named->at[i])) out->at[out->n++] = named->at[i];
    }
    for (int i = 0; i < now->n; i++)
        if (!among(out, now->at[i])) out->at[out->n++] = now->at[i];
    return true;
}

static struct str order_json(struct ctx *ctx, const struct ids *goals)
{
    struct json_out w = json_out_new(ctx->arena, 256);
    resource_write(&w, &goal_order_resource, &(struct goal_order){*goals});
    return json_done(&w);
}

/* What was ordered before has the places 1, 2, 3 ...; so what has moved is all that is written. */
static bool put_in_order(struct ctx *ctx, const struct ids *order)
{
    if (!goal_hold(ctx, order->at, order->n, false)) return false;
    for (int i = 0; i < order->n; i++) {
        struct goal before;
        if (!resource_find(ctx, &goal_resource, order->at[i], &before)) return false;
        struct goal after = before;
        after.priority = i + 1;
        if (after.priority != before.priority && !goal_save(ctx, NULL, STR_NONE, &before, &after)) return false;
    }
    return true;
}

bool goal_order_put(struct ctx *ctx)
{
    struct goal_order asked, made;
    int64_t owner = request_id(ctx, 0);
    if (!resource_read(ctx, &goal_order_resource, READ_CREATE, &asked) || !person_hold(ctx, owner)) return false;
    struct ids now = open_goals(ctx, owner);
    if (failed(ctx) || !order_of(ctx, &asked.goals, &now, &made.goals) || !put_in_order(ctx, &made.goals)) return false;
    struct str before = order_json(ctx, &now), after = order_json(ctx, &made.goals);
    struct event e = {.type = "person.goals_ordered",
                      .subject = "person",
                      .subject_id = owner,
                      .person_id = owner,
                      .old_json = before,
                      .new_json = after};
    if (!str_equal(before, after) && !event_record(ctx, &e)) return false;
    struct json_out w = json_out_new(ctx->arena, 256);
    resource_write(&w, &goal_order_resource, &made);
    return !failed(ctx) && reply_json(ctx, 200, &w);
}
