/* The meetings that a series gives: made some weeks ahead by a job, moved to new days when the series is scheduled
 * otherwise, taken away when it ends. What was written for one is never lost. */
#include "app/meeting/meeting_part.h"
#include "base/limits.h"
#include "kernel/language.h"

#define AHEAD_DAYS 56 /* eight weeks */
#define SLACK_DAYS 7  /* a series is looked at once a week */
#define BACK_DAYS 28  /* when the server was away: older ones are not made any more */
#define SERIES_AT_ONCE 100
#define FOREVER_DAYS (400 * 366)

static bool meeting_insert(struct ctx *ctx, const struct meeting_series *s, int32_t day)
{
    return db_run(
        ctx,
        "INSERT INTO meetings (series_id, schedule, planned_on, starts_at, minutes, state, created_at, changed_at)"
        " VALUES ($1, $2, $3, $4, $5, 'planned', $6, $6)"
        " ON CONFLICT (series_id, schedule, planned_on) DO NOTHING",
        db_int(s->id), db_int(s->schedule), db_date(ctx, day),
        db_int(recurrence_instant(s->zone, day, s->starts_minute)), db_int(s->minutes), db_int(ctx->now));
}

/* The days of the series after made_until until the end of the weeks ahead; at least the next one. made_until moves. */
static int days_to_make(struct ctx *ctx, struct meeting_series *s, int32_t *days)
{
    int32_t today = zone_date(s->zone, ctx->now), ahead = today + AHEAD_DAYS;
    int32_t last = s->until_on == DATE_NONE ? today + FOREVER_DAYS : s->until_on;
    int32_t from = s->made_until == DATE_NONE ? s->starts_on : s->made_until + 1;
    if (from < today - BACK_DAYS && from != s->starts_on) from = today - BACK_DAYS;
    int n = recurrence_days(s->rrule, s->starts_on, from, last, days, AHEAD_DAYS + BACK_DAYS + 2), kept = 0;
    while (kept < n && days[kept] <= ahead) kept++;
    if (kept == 0 && n > 0) kept = 1; /* a rare one is planned all the same */
    bool over = str_none(s->rrule) || n == 0;
    s->made_until = over ? date_from_ymd(2999, 12, 31) : kept && days[kept - 1] > ahead ? days[kept - 1] : ahead;
    return kept;
}

bool meeting_plan(struct ctx *ctx, struct meeting_series *s)
{
    int32_t days[AHEAD_DAYS + BACK_DAYS + 2];
    int n = days_to_make(ctx, s, days);
    for (int i = 0; i < n; i++)
        if (!meeting_insert(ctx, s, days[i])) return false;
    return db_run(ctx, "UPDATE meeting_series SET made_until = $1 WHERE id = $2", db_date(ctx, s->made_until),
                  db_int(s->id));
}

/* ---- scheduled otherwise ---- */

/* How it was until now stays known, for calendars. */
static bool schedule_keep(struct ctx *ctx, const struct meeting_series *s)
{
    struct str last = db_text_of(
        ctx, "SELECT MAX(planned_on) FROM meetings WHERE series_id = $1 AND schedule = $2 AND starts_at <= $3",
        db_int(s->id), db_int(s->schedule), db_int(ctx->now));
    if (str_none(last)) return !failed(ctx);
    return db_run(ctx,
                  "INSERT INTO meeting_schedules (series_id, schedule, rrule, zone, starts_on, starts_minute, minutes,"
                  " until_on, sequence) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                  db_int(s->id), db_int(s->schedule), db_text(s->rrule), db_text(s->zone), db_date(ctx, s->starts_on),
                  db_int(s->starts_minute), db_int(s->minutes), db_text(last), db_int(s->sequence + 1));
}

#define PLANNED_AHEAD " series_id = $1 AND state = 'planned' AND starts_at > $2"
#define WRITTEN                                                                                                        \
    "(notes IS NOT NULL OR EXISTS (SELECT 1 FROM meeting_private_notes n WHERE n.meeting_id = meetings.id)"            \
    " OR EXISTS (SELECT 1 FROM meeting_actions a WHERE a.meeting_id = meetings.id)"                                    \
    " OR EXISTS (SELECT 1 FROM agenda_items i WHERE i.done_in = meetings.id))"

/* Planned ones that begin after now and are not on the schedule `but`. */
static bool planned_away(struct ctx *ctx, int64_t series, int64_t but, struct str reason)
{
    return db_run(ctx, "DELETE FROM meetings WHERE" PLANNED_AHEAD " AND schedule <> $3 AND NOT " WRITTEN,
                  db_int(series), db_int(ctx->now), db_int(but)) &&
           db_run(ctx,
                  "UPDATE meetings SET state = 'skipped', reason = $3, changed_at = $2, sequence = sequence + 1,"
                  " version = version + 1 WHERE" PLANNED_AHEAD " AND schedule <> $4",
                  db_int(series), db_int(ctx->now), db_text(reason), db_int(but));
}

bool meeting_plan_anew(struct ctx *ctx, const struct meeting_series *before, struct meeting_series *after)
{
    int32_t days[AHEAD_DAYS + BACK_DAYS + 2];
    int n = days_to_make(ctx, after, days);
    if (!schedule_keep(ctx, before)) return false;
    struct db_rows *old = db_query(
        ctx, "SELECT id FROM meetings WHERE" PLANNED_AHEAD " AND schedule <> $3 ORDER BY starts_at, id LIMIT $4",
        db_int(after->id), db_int(ctx->now), db_int(after->schedule), db_int(AHEAD_DAYS + 1));
    for (int i = 0; i < n; i++) {
        if (recurrence_instant(after->zone, days[i], after->starts_minute) <= ctx->now) continue;
        if (!db_next(old)) {
            if (!meeting_insert(ctx, after, days[i])) return false;
        } else if (!db_run(ctx,
                           "UPDATE meetings SET schedule = $2, planned_on = $3, starts_at = $4, minutes = $5,"
                           " moved_at = NULL, changed_at = $6, sequence = 0, version = version + 1 WHERE id = $1",
                           db_int(db_col_int(old, 0)), db_int(after->schedule), db_date(ctx, days[i]),
                           db_int(recurrence_instant(after->zone, days[i], after->starts_minute)),
                           db_int(after->minutes), db_int(ctx->now)))
            return false;
    }
    db_close(old);
    return planned_away(ctx, after->id, after->schedule, say(ctx, "The meeting has a new time.")) &&
           db_run(ctx, "UPDATE meeting_series SET made_until = $1 WHERE id = $2", db_date(ctx, after->made_until),
                  db_int(after->id));
}

bool meeting_plan_end(struct ctx *ctx, int64_t series, struct str reason)
{
    return planned_away(ctx, series, 0, reason);
}

/* ---- the job ---- */

static struct db_value due_before(struct ctx *ctx)
{
    return db_date(ctx, zone_date(STR("UTC"), ctx->now) + AHEAD_DAYS - SLACK_DAYS);
}

bool meeting_make_waits(struct ctx *ctx)
{
    return db_int_of(ctx, "SELECT 1 FROM meeting_series WHERE ended_at IS NULL AND made_until < $1 LIMIT 1",
                     due_before(ctx)) == 1;
}

bool meeting_make(struct ctx *ctx)
{
    struct str sql = str_format(ctx->arena,
                                "SELECT %s FROM meeting_series s WHERE s.ended_at IS NULL AND s.made_until < $1"
                                " ORDER BY s.made_until, s.id LIMIT $2",
                                resource_columns(ctx, &meeting_series_resource, "s").at);
    struct db_rows *rows = db_query(ctx, sql.at, due_before(ctx), db_int(SERIES_AT_ONCE));
    int n = 0;
    for (; db_next(rows); n++) {
        struct meeting_series s;
        resource_from_row(&meeting_series_resource, rows, 0, &s);
        if (!meeting_plan(ctx, &s)) return false;
    }
    return n == SERIES_AT_ONCE;
}
