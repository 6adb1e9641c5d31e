/* From draft to active: a proposal is accepted by its owner when another person wrote it, then answered by the
 * supporter. Nobody is blocked by silence: an unanswered proposal becomes active in time. */
#include "app/goal/goal_part.h"

#include "app/criterion.h"
#include "app/permission.h"
#include "app/person.h"
#include "base/limits.h"

#define ACTIVATED_AT_ONCE 100 /* by the job, in one transaction */

/* ---- routes ---- */

bool goal_proposal_put(struct ctx *ctx)
{
    return goal_propose(ctx, request_id(ctx, 0)) && goal_reply(ctx, 200, request_id(ctx, 0));
}

bool goal_proposal_delete(struct ctx *ctx)
{
    return goal_withdraw(ctx, request_id(ctx, 0)) && goal_reply(ctx, 200, request_id(ctx, 0));
}

/* ---- who is waited for ---- */

bool goal_accepted(const struct goal *g)
{
    return g->started_by == g->owner_id || g->accepted_at != INSTANT_NONE;
}

void goal_wait_for(struct ctx *ctx, struct goal *after, int64_t person, int64_t until)
{
    after->waits_for = person;
    after->waits_until = until;
    if (person) after->proposed_at = ctx->now;
}

bool goal_wait_for_supporter(struct ctx *ctx, struct goal *after)
{
    struct framework f;
    int64_t supporter = goal_supporter(ctx, after);
    if (!framework_now(ctx, &f)) return false;
    if (supporter) {
        after->state = STATE_PROPOSED;
        goal_wait_for(ctx, after, supporter, ctx->now + f.answer_days * MS_DAY);
    } else {
        after->state = STATE_ACTIVE;
        goal_wait_for(ctx, after, 0, INSTANT_NONE);
    }
    return !failed(ctx);
}

/* ---- becoming active ---- */

/* What the event tells beside old and new: whether the owner has taken on more than the framework suggests. */
static bool activation_event(struct ctx *ctx, const struct framework *f, const struct goal *before,
                             const struct goal *after)
{
    int64_t active = 0;
    struct event e = {.type = "goal.activated",
                      .subject = "goal",
                      .subject_id = after->id,
                      .goal_id = after->id,
                      .person_id = after->owner_id};
    if (!goal_load(ctx, after->owner_id, &active)) return false;
    resource_diff(ctx, &goal_resource, before, after, &e.old_json, &e.new_json);
    bool over = active > f->active_goal_limit;
    e.new_json = str_format(ctx->arena, "%.*s,\"active_goals\":%lld,\"active_goal_limit\":%lld,\"over_limit\":%s}",
                            (int)e.new_json.len - 1, e.new_json.at, (long long)active, (long long)f->active_goal_limit,
                            over ? "true" : "false");
    return event_record(ctx, &e);
}

static bool become_active(struct ctx *ctx, const struct goal *before, struct goal *after)
{
    struct framework f;
    if (!framework_now(ctx, &f)) return false;
    goal_wait_for(ctx, after, 0, INSTANT_NONE);
    after->activated_at = ctx->now;
    if (!criterion_keep_originals(ctx, after->id) || !goal_count_serving(ctx, after) || !goal_rescore(ctx, after) ||
        !goal_wind_clock(ctx, &f, after))
        return false;
    if (before->state == STATE_DRAFT && !goal_counted(ctx, after->id, 1)) return false;
    return goal_save(ctx, NULL, STR_NONE, before, after) && activation_event(ctx, &f, before, after) &&
           goal_roll_up(ctx, before, after) && goal_nudge_by(ctx, after) && goal_notice_proposal(ctx, before, after);
}

bool goal_save_proposal(struct ctx *ctx, const char *type, const struct goal *before, struct goal *after)
{
    if (before->state < STATE_ACTIVE && after->state == STATE_ACTIVE) return become_active(ctx, before, after);
    if (before->state == STATE_DRAFT && after->state == STATE_PROPOSED && !goal_counted(ctx, after->id, 1))
        return false;
    if (before->state == STATE_PROPOSED && after->state == STATE_DRAFT && !goal_counted(ctx, after->id, -1))
        return false;
    return goal_save(ctx, type, STR_NONE, before, after) && goal_notice_proposal(ctx, before, after);
}

/* ---- verbs ---- */

/* Everything that is missing is told at once. */
static bool complete(struct ctx *ctx, struct goal *g)
{
    if (str_empty(g->why)) fail_field(ctx, "why", "Please say why this goal matters.");
    if (g->due_on < g->starts_on) fail_field(ctx, "due_on", "It is due on the day it starts or later.");
    criterion_check_complete(ctx, g->id);
    return !failed(ctx);
}

bool goal_propose(struct ctx *ctx, int64_t id)
{
    struct goal before;
    if (!goal_take(ctx, id, true, &before) || !goal_still(ctx, &goal_drafter, id)) return false;
    if (!goal_in_state(ctx, &before, STATE_DRAFT, "This goal has been proposed already.")) return false;
    struct goal after = before;
    if (!complete(ctx, &after)) return false;
    bool own_act = ctx->actor.system || ctx->actor.person_id == before.owner_id;
    if (!goal_accepted(&before) && !own_act) {
        after.state = STATE_PROPOSED;
        goal_wait_for(ctx, &after, before.owner_id, INSTANT_NONE);
        return goal_save_proposal(ctx, "goal.proposed", &before, &after);
    }
    if (!goal_accepted(&before)) after.accepted_at = ctx->now;
    return goal_accepted_by_owner(ctx, &after) && goal_save_proposal(ctx, "goal.proposed", &before, &after);
}

/* Who wrote the goal as its supporter has said already that it is aligned. */
bool goal_accepted_by_owner(struct ctx *ctx, struct goal *after)
{
    if (after->started_by == after->owner_id || after->started_by != goal_supporter(ctx, after))
        return goal_wait_for_supporter(ctx, after);
    after->state = STATE_ACTIVE;
    after->answered = ANSWERED;
    return !failed(ctx);
}

bool goal_withdraw(struct ctx *ctx, int64_t id)
{
    struct goal before;
    if (!goal_take(ctx, id, true, &before) || !goal_still(ctx, &goal_drafter, id)) return false;
    if (!goal_in_state(ctx, &before, STATE_PROPOSED, "Only a proposal can be taken back, and this goal is none."))
        return false;
    struct goal after = before;
    after.state = STATE_DRAFT;
    goal_wait_for(ctx, &after, 0, INSTANT_NONE);
    return goal_save_proposal(ctx, "goal.withdrawn", &before, &after);
}

bool goal_activate(struct ctx *ctx, int64_t id)
{
    struct goal before;
    if (!goal_take(ctx, id, true, &before)) return false;
    if (before.state >= STATE_ACTIVE) return fail(ctx, 409, "This goal is active already, or closed.");
    struct goal after = before;
    after.state = STATE_ACTIVE;
    if (!goal_accepted(&before)) after.accepted_at = ctx->now;
    return complete(ctx, &after) && goal_save_proposal(ctx, "goal.activated", &before, &after);
}

/* ---- silence ---- */

static bool activate_unanswered(struct ctx *ctx, int64_t id)
{
    struct goal before;
    if (!goal_take(ctx, id, true, &before)) return false;
    bool waits = before.state == STATE_PROPOSED && before.waits_until != INSTANT_NONE && before.waits_until <= ctx->now;
    if (!waits) return true; /* somebody was quicker */
    struct goal after = before;
    after.state = STATE_ACTIVE;
    after.answered = NOT_YET_ANSWERED;
    return goal_save_proposal(ctx, "goal.activated", &before, &after);
}

bool goal_activate_unanswered(struct ctx *ctx)
{
    struct ids late =
        goal_ids(ctx, db_query(ctx, "SELECT id FROM goals WHERE waits_until <= $1 ORDER BY waits_until, id LIMIT $2",
                               db_int(ctx->now), db_int(ACTIVATED_AT_ONCE)));
    for (int i = 0; i < late.n; i++)
        if (!activate_unanswered(ctx, late.at[i])) return false;
    return late.n == ACTIVATED_AT_ONCE;
}
