/* When the next check-in is due: by the framework's rhythm, in the owner's zone, on a day and at an hour they work. */
#include "app/goal/goal_part.h"

#include "app/person.h"
#include "app/rhythm.h"

static int32_t later(int32_t a, int32_t b)
{
    return a > b ? a : b; /* DATE_NONE is the least */
}

static int64_t rhythm_of(const struct framework *f, const struct goal *g)
{
    bool more = g->own_rhythm_days != INT64_MIN && g->own_rhythm_days < f->rhythm_days;
    return more ? g->own_rhythm_days : f->rhythm_days;
}

void goal_wind_clock_by(const struct person_clock *clock, const struct framework *f, struct goal *g)
{
    int32_t since = later(later(zone_date(clock->zone, g->activated_at), g->starts_on), g->last_checkin_on);
    int32_t due = rhythm_due(clock, since, rhythm_of(f, g));
    g->checkin_due_at = zone_instant(clock->zone, due, (int)clock->work_from);
    g->stale_at = zone_instant(clock->zone, rhythm_stale(clock, due, f->grace_days), 0);
}

bool goal_wind_clock(struct ctx *ctx, const struct framework *f, struct goal *g)
{
    struct person_clock clock;
    g->checkin_due_at = g->stale_at = INSTANT_NONE;
    if (g->state != STATE_ACTIVE) return true;
    if (!person_clock(ctx, g->owner_id, &clock)) return false;
    goal_wind_clock_by(&clock, f, g);
    return true;
}

/* Not a change of the goal: no event, and its version stays. */
static bool wind_again(struct ctx *ctx, const struct framework *f, int64_t id)
{
    struct goal g; /* held alone: a check-in moves its clock too */
    if (!goal_hold_one(ctx, id) || !resource_find(ctx, &goal_resource, id, &g) || !goal_wind_clock(ctx, f, &g))
        return false;
    return db_run(ctx, "UPDATE goals SET checkin_due_at = $1, stale_at = $2 WHERE id = $3 AND state = 'active'",
                  db_maybe(g.checkin_due_at), db_maybe(g.stale_at), db_int(id)) &&
           goal_nudge_by(ctx, &g);
}

bool goal_clock_changed(struct ctx *ctx, int64_t person_id)
{
    struct framework f;
    if (!framework_now(ctx, &f)) return false;
    struct ids ids =
        goal_ids(ctx, db_query(ctx, "SELECT id FROM goals WHERE owner_id = $1 AND state = 'active' ORDER BY id",
                               db_int(person_id)));
    for (int i = 0; i < ids.n; i++)
        if (!wind_again(ctx, &f, ids.at[i])) return false;
    return !failed(ctx);
}
