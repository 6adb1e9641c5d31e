/* The clock of a barrier: how long the one it is asked of has, by importance and urgency, in working days of theirs on
 * which they are there; to whom it rises then; and promises whose day has passed. As it rises once only, it rises past
 * those who are away, when somebody above them is there. */
#include "app/barrier/barrier_part.h"

#include "app/rhythm.h"
#include "base/limits.h"

#define AT_ONCE 100

static int64_t days_of(const struct framework *f, const struct barrier *b)
{
    if (b->importance == WEIGHT_HIGH)
        return b->urgency == WEIGHT_HIGH ? f->pressing_barrier_days : f->important_barrier_days;
    return b->urgency == WEIGHT_HIGH ? f->urgent_barrier_days : f->barrier_days;
}

/* The end of the work of the n-th working day after that of `from`. Days away are not counted, yet a barrier is in
 * somebody's way meanwhile: it waits for no more of them than there are days. */
static int64_t after_working_days(const struct person_clock *clock, int64_t from, int64_t n)
{
    int32_t day = zone_date(clock->zone, from);
    for (int64_t there = 0, passed = 0; there < n && passed < 2 * n; passed++) {
        day++;
        for (int i = 0; i < 6 && !rhythm_works_on(clock, day); i++) day++;
        if (!rhythm_away(clock, day)) there++;
    }
    return zone_instant(clock->zone, day, (int)clock->work_until);
}

bool barrier_wind_clock(struct ctx *ctx, struct barrier *b)
{
    struct framework f;
    struct person_clock clock;
    b->rises_at = INSTANT_NONE;
    if (b->state != BARRIER_OPEN || !b->asked_id || b->risen_at != INSTANT_NONE) return true;
    if (!framework_now(ctx, &f) || !person_clock(ctx, b->asked_id, &clock)) return false;
    b->rises_at = after_working_days(&clock, b->asked_at, days_of(&f, b));
    return true;
}

/* Who is there, or works when, moves the clock alone: nothing is told, and no version changes. */
static bool wind_again(struct ctx *ctx, int64_t id)
{
    struct barrier b;
    if (!resource_find(ctx, &barrier_resource, id, &b) || !barrier_wind_clock(ctx, &b)) return false;
    return db_run(ctx,
                  "UPDATE barriers SET rises_at = $1 WHERE id = $2 AND version = $3 AND rises_at IS NOT NULL"
                  " AND rises_at <> $1",
                  db_int(b.rises_at), db_int(b.id), db_int(b.version));
}

bool barrier_clock_changed(struct ctx *ctx, int64_t person_id)
{
    struct ids ids = goal_ids(ctx, db_query(ctx,
                                            "SELECT id FROM barriers WHERE asked_id = $1 AND ended_at IS NULL"
                                            " AND state = 'open' AND rises_at IS NOT NULL ORDER BY id",
                                            db_int(person_id)));
    for (int i = 0; i < ids.n; i++)
        if (!wind_again(ctx, ids.at[i])) return false;
    return !failed(ctx);
}

bool barrier_had_turn(struct ctx *ctx, int64_t id, int64_t person)
{
    return db_int_of(ctx, "SELECT 1 FROM barrier_turns WHERE barrier_id = $1 AND person_id = $2 LIMIT 1", db_int(id),
                     db_int(person)) == 1;
}

static bool may_have(struct ctx *ctx, const struct barrier *b, const struct goal *g, int64_t person)
{
    return person && person != g->owner_id && person != b->asked_id && person_present(ctx, person) &&
           !barrier_had_turn(ctx, b->id, person);
}

static bool is_there(struct ctx *ctx, int64_t person)
{
    struct person_clock clock;
    return person_clock(ctx, person, &clock) && !rhythm_away(&clock, zone_date(clock.zone, ctx->now));
}

int64_t barrier_next_person(struct ctx *ctx, const struct barrier *b, const struct goal *g)
{
    int64_t next = goal_supporter(ctx, g), at = g->owner_id, away = 0;
    for (int height = 0; height < LIMIT_MANAGER_DEPTH; height++) {
        if (may_have(ctx, b, g, next)) {
            if (is_there(ctx, next)) return next;
            if (!away) away = next;
        }
        if (!at || failed(ctx)) break;
        next = at = db_int_of(ctx, "SELECT manager_id FROM people WHERE id = $1", db_int(at));
    }
    return away;
}

/* Once: afterwards it has no clock. Where nobody is left to ask, it stays with whom it is. */
static bool rise(struct ctx *ctx, int64_t id)
{
    struct barrier before;
    struct goal g;
    if (!barrier_take(ctx, id, &before, &g)) return false;
    if (before.rises_at == INSTANT_NONE || before.rises_at > ctx->now) return true; /* somebody was faster */
    struct barrier after = before;
    int64_t next = before.state == BARRIER_OPEN ? barrier_next_person(ctx, &before, &g) : 0;
    if (failed(ctx)) return false;
    after.rises_at = INSTANT_NONE;
    if (!next) return db_run(ctx, "UPDATE barriers SET rises_at = NULL WHERE id = $1", db_int(id));
    after.risen_at = ctx->now;
    return barrier_turn_end(ctx, id, "risen") && barrier_turn_begin(ctx, &after, next, STR_NONE) &&
           barrier_save(ctx, "barrier.risen", STR_NONE, &g, &before, &after);
}

bool barrier_rise_due(struct ctx *ctx)
{
    struct ids ids =
        goal_ids(ctx, db_query(ctx, "SELECT id FROM barriers WHERE rises_at <= $1 ORDER BY rises_at, id LIMIT $2",
                               db_int(ctx->now), db_int(AT_ONCE)));
    for (int i = 0; i < ids.n; i++)
        if (!rise(ctx, ids.at[i])) return false;
    return ids.n == AT_ONCE && !failed(ctx);
}

static bool missed(struct ctx *ctx, int64_t turn)
{
    struct db_rows *rows =
        db_query(ctx,
                 "SELECT b.id, b.goal_id, t.person_id FROM barrier_turns t JOIN barriers b ON b.id = t.barrier_id"
                 " WHERE t.id = $1",
                 db_int(turn));
    if (!db_next(rows)) return !failed(ctx);
    struct event e = {.type = "promise.late",
                      .subject = "promise",
                      .subject_id = db_col_int(rows, 0),
                      .goal_id = db_col_int(rows, 1),
                      .person_id = db_col_int(rows, 2)};
    db_close(rows);
    if (!db_run(ctx,
                "UPDATE barrier_turns SET missed_at = $1 WHERE id = $2 AND ended_at IS NULL AND missed_at IS NULL"
                " AND promise_ends_at <= $1",
                db_int(ctx->now), db_int(turn)))
        return false;
    struct goal g; /* told once to the one who waits and to the helper */
    return db_changed(ctx) == 0 || (event_record(ctx, &e) && resource_find(ctx, &goal_resource, e.goal_id, &g) &&
                                    barrier_tell(ctx, e.person_id, NOTICE_PROMISE_LATE, &g, e.subject_id, 0, turn) &&
                                    barrier_tell(ctx, g.owner_id, NOTICE_PROMISE_LATE, &g, e.subject_id, 0, turn));
}

bool barrier_promises_due(struct ctx *ctx)
{
    struct ids ids = goal_ids(
        ctx, db_query(ctx,
                      "SELECT id FROM barrier_turns WHERE promise_ends_at <= $1 AND promise_ends_at IS NOT NULL"
                      " AND ended_at IS NULL AND missed_at IS NULL ORDER BY promise_ends_at, id LIMIT $2",
                      db_int(ctx->now), db_int(AT_ONCE)));
    for (int i = 0; i < ids.n; i++)
        if (!missed(ctx, ids.at[i])) return false;
    return ids.n == AT_ONCE && !failed(ctx);
}
