/* Whose goal it is, and who supports it: handing over, and what follows when people get another line manager or leave.
 */
#include "app/goal/goal_part.h"

#include "app/barrier/barrier.h"
#include "app/need/need.h"
#include "app/permission.h"
#include "app/person.h"
#include "base/limits.h"

struct goal_owner_change {
    int64_t owner_id;
    struct str reason;
};

#define O(member) offsetof(struct goal_owner_change, member)

static const struct field goal_owner_fields[] = {
    {"owner_id", FIELD_ID, O(owner_id), FIELD_REQUIRED, .doc = "Who owns it from now on."},
    {"reason", FIELD_TEXT, O(reason), FIELD_REQUIRED, 1, LIMIT_TEXT, .doc = "Why it is handed over."},
    {0},
};

const struct resource goal_owner_resource = {.name = "goal_owner",
                                             .size = sizeof(struct goal_owner_change),
                                             .fields = goal_owner_fields,
                                             .doc = "Handing a goal over."};

/* A draft that somebody else started is out of sight for who has given it away. */
bool goal_owner_put(struct ctx *ctx)
{
    struct goal_owner_change change;
    int64_t id = request_id(ctx, 0);
    return resource_read(ctx, &goal_owner_resource, READ_CREATE, &change) &&
           goal_hand_over(ctx, id, change.owner_id, change.reason) &&
           (goal_viewer.ask(ctx, id) == ALLOWED ? goal_reply(ctx, 200, id) : reply_empty(ctx));
}

bool goal_acceptance_put(struct ctx *ctx)
{
    return goal_accept(ctx, request_id(ctx, 0)) && goal_reply(ctx, 200, request_id(ctx, 0));
}

/* ---- handing over ---- */

/* What is active goes on meanwhile, so that nothing above it falls. It is back where it came from, or was taken by who
 * owns it now, without being asked. */
static void wait_to_be_taken(const struct ctx *ctx, struct goal *after, int64_t from, int64_t to)
{
    bool asked = after->handed_from != to && ctx->actor.person_id != to && !ctx->actor.system;
    if (!asked) after->handed_from = 0;
    else if (!after->handed_from) after->handed_from = from;
    after->handed_at = asked ? ctx->now : INSTANT_NONE;
}

/* What is not active yet is for the new owner to accept, unless they wrote it; what is active goes on. */
static bool take_over(struct ctx *ctx, struct goal *after, int64_t to)
{
    struct framework f;
    int64_t from = after->owner_id;
    after->owner_id = to;
    after->priority = goal_last_priority(ctx, to);
    if (after->supporter_id == to) after->supporter_id = 0;
    if (after->state < STATE_ACTIVE) after->accepted_at = INSTANT_NONE;
    else wait_to_be_taken(ctx, after, from, to);
    if (after->state == STATE_PROPOSED) {
        if (!goal_accepted(after)) goal_wait_for(ctx, after, to, INSTANT_NONE);
        else if (!goal_wait_for_supporter(ctx, after)) return false;
    } else if (after->waits_for == from) {
        goal_wait_for(ctx, after, to, INSTANT_NONE);
    }
    return framework_now(ctx, &f) && goal_wind_clock(ctx, &f, after);
}

bool goal_hand_over(struct ctx *ctx, int64_t id, int64_t to, struct str reason)
{
    struct goal before;
    if (!goal_take(ctx, id, true, &before) || !goal_still(ctx, &goal_hander, id) || !person_hold(ctx, to)) return false;
    if (before.state == STATE_CLOSED) return fail(ctx, 409, "This goal is closed. It stays with who owned it.");
    if (before.owner_id == to) return fail_field(ctx, "owner_id", "This goal is theirs already.");
    if (!person_present(ctx, to)) return fail_field(ctx, "owner_id", "There is nobody here with this number.");
    struct goal after = before;
    if (!take_over(ctx, &after, to)) return false;
    struct goal handed = after; /* two acts, when nobody is left to answer: handed over, then active */
    handed.state = before.state;
    if (!goal_save(ctx, "goal.handed_over", reason, &before, &handed) || !goal_notice_handed(ctx, &before, &handed))
        return false;
    after.version = handed.version;
    if (!barrier_goal_handed_over(ctx, id, to) || !need_goal_handed_over(ctx, id, to)) return false;
    return after.state == handed.state || goal_save_proposal(ctx, NULL, &handed, &after);
}

bool goal_accept(struct ctx *ctx, int64_t id)
{
    struct goal before;
    if (!goal_take(ctx, id, true, &before) || !goal_still(ctx, &goal_owner, id)) return false;
    if (!before.handed_from) return fail(ctx, 409, "This goal is yours already: there is nothing to accept.");
    struct goal after = before;
    after.handed_from = 0;
    after.handed_at = INSTANT_NONE;
    return goal_save(ctx, "goal.accepted", STR_NONE, &before, &after);
}

bool goal_hand_over_all(struct ctx *ctx, int64_t from, int64_t to, struct str reason, int *moved)
{
    struct ids open = goal_ids(
        ctx,
        db_query(ctx,
                 "SELECT id FROM goals WHERE owner_id = $1 AND state IN ('proposed', 'active') ORDER BY priority, id",
                 db_int(from)));
    for (*moved = 0; *moved < open.n; (*moved)++)
        if (!goal_hand_over(ctx, open.at[*moved], to, reason)) return false;
    return !failed(ctx);
}

/* ---- supporters ---- */

static bool each(struct ctx *ctx, bool (*work)(struct ctx *ctx, int64_t id), struct db_rows *rows)
{
    struct ids ids = goal_ids(ctx, rows);
    for (int i = 0; i < ids.n; i++)
        if (!work(ctx, ids.at[i])) return false;
    return !failed(ctx);
}

/* A proposal whose supporter is another person by now waits for that one. */
static bool wait_anew(struct ctx *ctx, int64_t id)
{
    struct goal before;
    if (!goal_take(ctx, id, true, &before)) return false;
    struct goal after = before;
    if (before.state == STATE_ACTIVE) {
        if (before.waits_for != before.owner_id) goal_wait_for(ctx, &after, 0, INSTANT_NONE);
    } else if (!goal_accepted(&before)) {
        goal_wait_for(ctx, &after, before.owner_id, INSTANT_NONE);
    } else if (before.waits_for != before.owner_id || !goal_supporter(ctx, &before)) {
        if (goal_supporter(ctx, &before) == before.waits_for) return !failed(ctx);
        if (!goal_wait_for_supporter(ctx, &after)) return false;
    }
    return goal_save_proposal(ctx, "goal.supporter_changed", &before, &after);
}

bool goal_supporter_changed(struct ctx *ctx, int64_t person_id)
{
    return each(ctx, wait_anew,
                db_query(ctx,
                         "SELECT id FROM goals WHERE owner_id = $1 AND state = 'proposed' AND supporter_id IS NULL"
                         " ORDER BY id",
                         db_int(person_id)));
}

static bool choose_nobody(struct ctx *ctx, int64_t id)
{
    struct goal before;
    if (!goal_take(ctx, id, false, &before)) return false;
    struct goal after = before;
    after.supporter_id = 0;
    return goal_save(ctx, "goal.supporter_changed", STR_NONE, &before, &after);
}

bool goal_supporter_left(struct ctx *ctx, int64_t person_id)
{
    return each(ctx, choose_nobody,
                db_query(ctx, "SELECT id FROM goals WHERE supporter_id = $1 AND state <> 'closed' ORDER BY id",
                         db_int(person_id))) &&
           each(ctx, wait_anew,
                db_query(ctx, "SELECT id FROM goals WHERE waits_for = $1 AND owner_id <> $1 ORDER BY id",
                         db_int(person_id)));
}
