/* Reminders by the rhythm: the owner when a check-in is due; once it is stale, its supporter, once; after the
 * framework's days the next in line, once; and so on up. Leaders' goals go the same way. Everybody is told in their own
 * working hours; who is away is passed over for their stand-in, or else for the next in line. */
#include "app/goal/goal_part.h"

#include "app/absence.h"
#include "app/rhythm.h"
#include "base/limits.h"

#define NUDGED_AT_ONCE 100

enum { STAGE_NEW, STAGE_OWNER, STAGE_SUPPORTER, STAGE_ALL = 1000 };

struct nudge {
    int64_t at;
    int32_t since; /* the day from which the rhythm runs; DATE_NONE: never looked at */
    int64_t stage;
    int64_t told; /* in the line, last; who stood in for them does not count */
};

bool goal_nudge_by(struct ctx *ctx, const struct goal *g)
{
    if (g->state != STATE_ACTIVE || g->checkin_due_at == INSTANT_NONE) return !failed(ctx);
    return db_run(ctx,
                  "INSERT INTO goal_nudges (goal_id, at) VALUES ($1, $2) ON CONFLICT (goal_id)"
                  " DO UPDATE SET at = excluded.at WHERE goal_nudges.at > excluded.at",
                  db_int(g->id), db_int(g->checkin_due_at));
}

/* No zone is asked, so that a move of the owner reminds nobody twice. */
static int32_t nudge_since(const struct goal *g)
{
    int32_t day = (int32_t)(g->activated_at / MS_DAY);
    if (g->starts_on > day) day = g->starts_on;
    return g->last_checkin_on > day ? g->last_checkin_on : day;
}

/* ---- who is told ---- */

static int64_t first_in_line(struct ctx *ctx, const struct goal *g, const struct nudge *n)
{
    return n->stage == STAGE_OWNER ? goal_supporter(ctx, g) : person_manager(ctx, n->told);
}

/* Whoever reads it in the place of `person`: themselves, their stand-in, 0 when they are away without one. */
static int64_t reader_of(struct ctx *ctx, int64_t person, struct person_clock *clock)
{
    if (!person_clock(ctx, person, clock)) return 0;
    if (!rhythm_away(clock, zone_date(clock->zone, ctx->now))) return person;
    int64_t other = absence_stand_in(ctx, person, zone_date(clock->zone, ctx->now));
    if (!other || !person_clock(ctx, other, clock)) return 0;
    return rhythm_away(clock, zone_date(clock->zone, ctx->now)) ? 0 : other;
}

/* All have been told. A check-in of today would make the next one due then, and one of a later day not sooner. */
static bool rest(struct ctx *ctx, const struct goal *g, const struct framework *f, struct nudge *n)
{
    struct goal checked = *g;
    struct person_clock clock;
    if (!person_clock(ctx, g->owner_id, &clock)) return false;
    checked.last_checkin_on = zone_date(clock.zone, ctx->now);
    goal_wind_clock_by(&clock, f, &checked);
    n->stage = STAGE_ALL;
    n->at = checked.checkin_due_at;
    return true;
}

/* Up to the first who is there. */
static bool tell_line(struct ctx *ctx, const struct goal *g, const struct framework *f, struct nudge *n)
{
    struct person_clock clock;
    int64_t person = first_in_line(ctx, g, n), reader = 0;
    for (int height = 0; person && height < LIMIT_MANAGER_DEPTH; height++) {
        reader = reader_of(ctx, person, &clock);
        if (failed(ctx)) return false;
        if (reader && reader != g->owner_id) break;
        reader = 0;
        person = person_manager(ctx, person);
    }
    if (!reader) return rest(ctx, g, f, n);
    int64_t when = rhythm_work_time(&clock, ctx->now);
    n->at = when;
    if (when > ctx->now) return true;
    enum notice_kind kind = n->stage == STAGE_OWNER ? NOTICE_GOAL_STALE : NOTICE_GOAL_STALE_STILL;
    struct notice_about about = {.goal_id = g->id, .other_id = g->owner_id, .act = n->since};
    n->stage++;
    n->told = person;
    n->at = ctx->now + f->next_in_line_days * MS_DAY;
    return notice_to(ctx, reader, kind, &about);
}

static bool tell_owner(struct ctx *ctx, const struct goal *g, struct nudge *n)
{
    struct person_clock clock;
    if (!person_clock(ctx, g->owner_id, &clock)) return false;
    n->at = rhythm_work_time(&clock, ctx->now);
    if (n->at > ctx->now) return true;
    n->stage = STAGE_OWNER;
    /* After a pause of the server nobody else hears of it in the same hour. */
    n->at = g->stale_at > ctx->now + MS_DAY ? g->stale_at : ctx->now + MS_DAY;
    return notice_to(ctx, g->owner_id, NOTICE_CHECKIN_DUE, &(struct notice_about){.goal_id = g->id, .act = n->since});
}

/* ---- the job ---- */

/* Sets n->at to the next look. */
static bool nudge_look(struct ctx *ctx, const struct goal *g, const struct framework *f, struct nudge *n)
{
    int64_t due = n->stage == STAGE_NEW ? g->checkin_due_at : g->stale_at;
    if (n->stage == STAGE_ALL) return rest(ctx, g, f, n);
    if (ctx->now < due) {
        n->at = due;
        return true;
    }
    return n->stage == STAGE_NEW ? tell_owner(ctx, g, n) : tell_line(ctx, g, f, n);
}

static bool nudge_load(struct ctx *ctx, int64_t goal, struct nudge *out)
{
    struct db_rows *rows =
        db_query(ctx, "SELECT at, since, stage, told FROM goal_nudges WHERE goal_id = $1", db_int(goal));
    if (!db_next(rows)) return false;
    *out = (struct nudge){db_col_int(rows, 0), db_col_date(rows, 1), db_col_int(rows, 2), db_col_int(rows, 3)};
    db_close(rows);
    return true;
}

static bool nudge_one(struct ctx *ctx, const struct framework *f, int64_t id)
{
    struct goal g;
    struct nudge n;
    if (!goal_hold_one(ctx, id)) return false;
    if (!resource_lookup(ctx, &goal_resource, id, &g) || !nudge_load(ctx, id, &n)) return !failed(ctx);
    if (n.at > ctx->now) return !failed(ctx); /* another server was quicker */
    if (g.state != STATE_ACTIVE || g.checkin_due_at == INSTANT_NONE)
        return db_run(ctx, "DELETE FROM goal_nudges WHERE goal_id = $1", db_int(id));
    int32_t since = nudge_since(&g);
    if (since != n.since) n = (struct nudge){.since = since};
    return nudge_look(ctx, &g, f, &n) &&
           db_run(ctx, "UPDATE goal_nudges SET at = $1, since = $2, stage = $3, told = $4 WHERE goal_id = $5",
                  db_int(n.at), db_date(ctx, n.since), db_int(n.stage), db_id(n.told), db_int(id));
}

#define NUDGES_DUE "SELECT goal_id FROM goal_nudges WHERE at <= $1 ORDER BY at, goal_id"

bool goal_nudge(struct ctx *ctx)
{
    struct framework f;
    struct ids due = goal_ids(ctx, db_query(ctx, NUDGES_DUE " LIMIT $2", db_int(ctx->now), db_int(NUDGED_AT_ONCE)));
    if (!due.n || !framework_now(ctx, &f)) return false;
    for (int i = 0; i < due.n; i++)
        if (!nudge_one(ctx, &f, due.at[i])) return false;
    return due.n == NUDGED_AT_ONCE;
}

bool goal_nudge_waits(struct ctx *ctx)
{
    return db_int_of(ctx, NUDGES_DUE " LIMIT 1", db_int(ctx->now)) != 0;
}
