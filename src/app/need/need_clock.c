/* The clock of a need: when its day is over, and that both sides are warned then, once. Whom a team's need is told to.
 */
#include "app/need/need_part.h"

#include "base/limits.h"

#define AT_ONCE 100
#define TOLD_MOST 20 /* of a team that nobody leads */

bool need_wind_clock(struct ctx *ctx, const struct goal *g, struct need *n)
{
    struct person_clock clock;
    if (!person_clock(ctx, n->person_id ? n->person_id : g->owner_id, &clock)) return false;
    int64_t ends_at = zone_instant(clock.zone, n->due_on + 1, 0);
    if (ends_at > ctx->now) n->late_at = INSTANT_NONE;
    n->ends_at = ends_at;
    n->warns_at = n->late_at == INSTANT_NONE ? ends_at : INSTANT_NONE;
    return true;
}

bool need_tell_asked(struct ctx *ctx, const struct need *n, enum notice_kind kind, const struct notice_about *about)
{
    if (n->person_id) return notice_to(ctx, n->person_id, kind, about);
    struct ids told =
        goal_ids(ctx, db_query(ctx,
                               "SELECT m.person_id FROM team_members m WHERE m.team_id = $1" ANSWERS_FOR_TEAM
                               " ORDER BY m.id LIMIT $2",
                               db_int(n->team_id), db_int(TOLD_MOST)));
    for (int i = 0; i < told.n; i++)
        if (!notice_to(ctx, told.at[i], kind, about)) return false;
    return !failed(ctx);
}

static bool warn(struct ctx *ctx, int64_t id)
{
    struct need n;
    struct goal g;
    if (!db_run(ctx, "UPDATE needs SET late_at = $1, warns_at = NULL WHERE id = $2 AND warns_at <= $1",
                db_int(ctx->now), db_int(id)))
        return false;
    if (db_changed(ctx) == 0) return true; /* somebody was faster, or it has been given */
    if (!resource_find(ctx, &need_resource, id, &n) || !resource_find(ctx, &goal_resource, n.goal_id, &g)) return false;
    struct event e = {.type = "need.late",
                      .subject = "need",
                      .subject_id = id,
                      .goal_id = g.id,
                      .person_id = n.person_id ? n.person_id : g.owner_id};
    struct notice_about about = {.goal_id = g.id, .other_id = g.owner_id, .subject_id = id, .act = n.ends_at};
    return event_record(ctx, &e) && need_tell_asked(ctx, &n, NOTICE_NEED_LATE, &about) &&
           notice_to(ctx, g.owner_id, NOTICE_NEED_LATE, &about);
}

bool need_warn_late(struct ctx *ctx)
{
    struct ids ids = goal_ids(ctx, db_query(ctx,
                                            "SELECT id FROM needs WHERE warns_at <= $1 AND warns_at IS NOT NULL"
                                            " ORDER BY warns_at, id LIMIT $2",
                                            db_int(ctx->now), db_int(AT_ONCE)));
    for (int i = 0; i < ids.n; i++)
        if (!warn(ctx, ids.at[i])) return false;
    return ids.n == AT_ONCE && !failed(ctx);
}
