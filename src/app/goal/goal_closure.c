/* Closing a goal, with how it ended and why, scored by the criteria of today and by those of the start; and opening it
 * again. */
#include "app/goal/goal_part.h"

#include "app/barrier/barrier.h"
#include "app/forecast/forecast.h"
#include "app/need/need.h"
#include "app/permission.h"
#include "base/limits.h"

struct goal_closure {
    int outcome;
    struct str reason;
};

#define C(member) offsetof(struct goal_closure, member)

static const struct field goal_closure_fields[] = {
    {"outcome", FIELD_CHOICE, C(outcome), FIELD_REQUIRED, .choices = goal_outcomes, .doc = "How it ended."},
    {"reason", FIELD_TEXT, C(reason), FIELD_REQUIRED, 1, LIMIT_TEXT, .doc = "Why it ended so."},
    {0},
};

const struct resource goal_closure_resource = {.name = "goal_closure",
                                               .size = sizeof(struct goal_closure),
                                               .fields = goal_closure_fields,
                                               .doc = "How a goal ended."};

struct goal_reopening {
    struct str reason;
};

static const struct field goal_reopening_fields[] = {
    {"reason", FIELD_TEXT, offsetof(struct goal_reopening, reason), FIELD_REQUIRED, 1, LIMIT_TEXT,
     .doc = "Why it goes on."},
    {0},
};

const struct resource goal_reopening_resource = {.name = "goal_reopening",
                                                 .size = sizeof(struct goal_reopening),
                                                 .fields = goal_reopening_fields,
                                                 .doc = "Why a goal goes on."};

bool goal_closure_put(struct ctx *ctx)
{
    struct goal_closure closure;
    int64_t id = request_id(ctx, 0);
    return resource_read(ctx, &goal_closure_resource, READ_CREATE, &closure) &&
           goal_close(ctx, id, (enum goal_outcome)closure.outcome, closure.reason) && goal_reply(ctx, 200, id);
}

bool goal_reopening_put(struct ctx *ctx)
{
    struct goal_reopening reopening;
    int64_t id = request_id(ctx, 0);
    return resource_read(ctx, &goal_reopening_resource, READ_CREATE, &reopening) &&
           goal_reopen(ctx, id, reopening.reason) && goal_reply(ctx, 200, id);
}

bool goal_close(struct ctx *ctx, int64_t id, enum goal_outcome outcome, struct str reason)
{
    struct goal before;
    if (!goal_take(ctx, id, true, &before) || !goal_still(ctx, &goal_owner, id)) return false;
    if (before.state == STATE_CLOSED) return fail(ctx, 409, "This goal is closed already.");
    if (!goal_in_state(ctx, &before, STATE_ACTIVE,
                       "Only an active goal is closed. Take a proposal back, or throw a draft away."))
        return false;
    struct goal after = before;
    if (!goal_rescore(ctx, &after)) return false;
    after.state = STATE_CLOSED;
    after.closed_at = ctx->now;
    after.outcome = (int)outcome;
    after.closing_reason = reason;
    after.closing_score = after.score;
    after.closing_score_original = goal_score_original(ctx, &after);
    after.checkin_due_at = after.stale_at = INSTANT_NONE;
    goal_wait_for(ctx, &after, 0, INSTANT_NONE);
    return goal_save(ctx, "goal.closed", reason, &before, &after) && goal_counted_open(ctx, id, -1) &&
           goal_roll_up(ctx, &before, &after) && goal_notice_near(ctx, &after, NOTICE_GOAL_CLOSED) &&
           forecast_close(ctx, &after) && barrier_goal_closed(ctx, id) && need_goal_closed(ctx, id);
}

/* The clock starts anew: nobody owes a check-in for the time it was closed. */
bool goal_reopen(struct ctx *ctx, int64_t id, struct str reason)
{
    struct goal before;
    struct framework f;
    if (!goal_take(ctx, id, true, &before) || !goal_still(ctx, &goal_owner, id) || !framework_now(ctx, &f))
        return false;
    if (!goal_in_state(ctx, &before, STATE_CLOSED, "Only a closed goal can be opened again.")) return false;
    struct goal after = before;
    after.state = STATE_ACTIVE;
    after.activated_at = ctx->now;
    after.closed_at = INSTANT_NONE;
    after.outcome = -1;
    after.closing_reason = STR_NONE;
    after.closing_score = after.closing_score_original = DECIMAL_NONE;
    return goal_count_serving(ctx, &after) && goal_rescore(ctx, &after) && goal_wind_clock(ctx, &f, &after) &&
           goal_save(ctx, "goal.reopened", reason, &before, &after) && goal_counted_open(ctx, id, 1) &&
           goal_roll_up(ctx, &before, &after) && goal_nudge_by(ctx, &after) &&
           goal_notice_near(ctx, &after, NOTICE_GOAL_REOPENED) && forecast_reopen(ctx, &after);
}
