/* Who is told of what happens to a goal: whom it waits for, who waited, and the people of its neighbours. */
#include "app/goal/goal_part.h"

#include "app/notice/notice.h"

#define NEIGHBOURS_MOST 1000 /* goals that serve one, of which the owners are told; the newest of more */

static struct notice_about about_goal(const struct goal *g)
{
    return (struct notice_about){.goal_id = g->id, .other_id = g->owner_id, .act = g->version};
}

/* What was asked of the owner is told with the answer; what was handed over with that. */
static bool tell_waited_for(struct ctx *ctx, const struct goal *before, const struct goal *after)
{
    struct notice_about about = about_goal(after);
    bool same = before->state == after->state && before->waits_for == after->waits_for &&
                before->proposed_at == after->proposed_at;
    if (same || after->state != STATE_PROPOSED || !after->waits_for) return !failed(ctx);
    if (goal_accepted(after))
        return after->waits_for == after->owner_id || notice_to(ctx, after->waits_for, NOTICE_GOAL_WAITS, &about);
    bool theirs = after->waits_for == after->owner_id && before->owner_id == after->owner_id;
    return !theirs || notice_to(ctx, after->owner_id, NOTICE_GOAL_PROPOSED, &about);
}

bool goal_notice_proposal(struct ctx *ctx, const struct goal *before, const struct goal *after)
{
    struct notice_about about = about_goal(after);
    bool accepted = before->accepted_at == INSTANT_NONE && after->accepted_at != INSTANT_NONE;
    bool silence = before->state < STATE_ACTIVE && after->state == STATE_ACTIVE && after->answered == NOT_YET_ANSWERED;
    if (accepted && !notice_to(ctx, after->started_by, NOTICE_GOAL_ACCEPTED, &about)) return false;
    if (silence && !notice_to(ctx, after->owner_id, NOTICE_GOAL_UNANSWERED, &about)) return false;
    return tell_waited_for(ctx, before, after);
}

bool goal_notice_handed(struct ctx *ctx, const struct goal *before, const struct goal *after)
{
    struct notice_about about = about_goal(after);
    return goal_nudge_by(ctx, after) && notice_to(ctx, after->owner_id, NOTICE_GOAL_HANDED, &about) &&
           goal_notice_proposal(ctx, before, after);
}

/* Its supporter, and the owners of the open goals that it serves or that serve it. Whoever owns several is told once.
 */
bool goal_notice_near(struct ctx *ctx, const struct goal *g, enum notice_kind kind)
{
    struct notice_about about = about_goal(g);
    struct ids owners = goal_ids(
        ctx, db_query(ctx,
                      "SELECT DISTINCT owner_id FROM ("
                      " SELECT p.owner_id FROM goal_parents l JOIN goals p ON p.id = l.parent_id"
                      "  WHERE l.goal_id = $1 AND p.state IN ('proposed', 'active')"
                      " UNION ALL"
                      " SELECT owner_id FROM (SELECT c.owner_id FROM goal_parents l JOIN goals c ON c.id = l.goal_id"
                      "  WHERE l.parent_id = $1 AND c.state IN ('proposed', 'active')"
                      "  ORDER BY l.goal_id DESC LIMIT $2) newest) near WHERE owner_id <> $3 ORDER BY owner_id",
                      db_int(g->id), db_int(NEIGHBOURS_MOST), db_int(g->owner_id)));
    for (int i = 0; i < owners.n; i++)
        if (!notice_to(ctx, owners.at[i], kind, &about)) return false;
    return notice_to(ctx, goal_supporter(ctx, g), kind, &about);
}
