/* Which parts of a goal are done alone, and which together with others: the owner's mark on a criterion. It is how they
 * go about it, not what was agreed; so it changes at any time, and without a reason. */
#include "app/need/need_part.h"

#include "app/criterion.h"
#include "app/permission.h"

const char *const need_together[] = {"alone", "together", NULL};

struct mark {
    int together;
};
static const struct field mark_fields[] = {
    {"together", FIELD_CHOICE, offsetof(struct mark, together), FIELD_NULL, .choices = need_together,
     .doc = "Mine alone, or together with others; null: not said."},
    {0},
};
const struct resource need_together_resource = {
    .name = "together", .size = sizeof(struct mark), .fields = mark_fields, .doc = "How a part of a goal is done."};

bool need_together_put(struct ctx *ctx)
{
    int64_t id = request_id(ctx, 0);
    struct mark m;
    struct criterion before;
    struct goal g;
    if (!resource_read(ctx, &need_together_resource, READ_CREATE, &m) ||
        !resource_find(ctx, &criterion_resource, id, &before) || !goal_take(ctx, before.goal_id, false, &g) ||
        !goal_still(ctx, &criterion_owner, id) || !resource_find(ctx, &criterion_resource, id, &before))
        return false;
    if (g.state == STATE_CLOSED) return fail(ctx, 409, "This goal is closed. Please open it again first.");
    if (m.together == before.together) return reply_empty(ctx);
    struct criterion after = before;
    after.together = m.together;
    struct event e = {
        .type = "criterion.marked", .subject = "criterion", .subject_id = id, .goal_id = g.id, .person_id = g.owner_id};
    return resource_update(ctx, &criterion_resource, &before, &after) &&
           event_changed(ctx, &e, &criterion_resource, &before, &after) && reply_empty(ctx);
}
