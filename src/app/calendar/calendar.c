/* A person's meetings at a secret address: made and ended by them alone, kept as a hash, read without signing in by
 * whatever program they give it to. It says when, where and with whom, never what a meeting is about. */
#include "app/calendar/calendar_part.h"
#include "app/permission.h"
#include "base/limits.h"
#include "kernel/event.h"
#include "kernel/language.h"
#include "kernel/secret.h"
#include "kernel/server.h"

#define SERIES_MOST 300     /* of one calendar, those that go on first */
#define EXCEPTIONS_MOST 500 /* of one series, the newest */

struct calendar_feed {
    struct str url;
    int64_t created_at;
};

#define F(member) offsetof(struct calendar_feed, member)

static const struct field feed_fields[] = {
    {"url", FIELD_TEXT, F(url), FIELD_READ_ONLY | FIELD_NULL, .doc = "The secret address; shown when it is made."},
    {"created_at", FIELD_INSTANT, F(created_at), FIELD_READ_ONLY | FIELD_NULL,
     .doc = "When it was made; null: there is none."},
    {0},
};

const struct resource calendar_feed_resource = {.name = "calendar_feed",
                                                .size = sizeof(struct calendar_feed),
                                                .fields = feed_fields,
                                                .doc = "The secret address of my calendar."};

static bool feed_show(struct ctx *ctx);
static bool feed_post(struct ctx *ctx);
static bool feed_delete(struct ctx *ctx);
static bool calendar_show(struct ctx *ctx);

const struct route calendar_routes[] = {
    {METHOD_GET, "/me/calendar", &signed_in, feed_show, "Whether my calendar has a secret address.",
     .gives = &calendar_feed_resource, .flags = ROUTE_SESSION},
    {METHOD_POST, "/me/calendar", &signed_in, feed_post,
     "Makes a secret address for my calendar, shown this once; one from before ends.", .gives = &calendar_feed_resource,
     .flags = ROUTE_SESSION | ROUTE_SECRET},
    {METHOD_DELETE, "/me/calendar", &signed_in, feed_delete, "Ends the secret address.", .flags = ROUTE_SESSION},
    {METHOD_GET, "/calendars/{token}", &anyone, calendar_show,
     "The meetings of whose secret address this is, as text/calendar."},
    {0},
};

#define TOKEN_PREFIX_CALENDAR "wmc_"

/* ---- the address ---- */

static bool feed_reply(struct ctx *ctx, int status, const struct calendar_feed *f)
{
    struct json_out w = json_out_new(ctx->arena, 256);
    resource_write(&w, &calendar_feed_resource, f);
    return reply_json(ctx, status, &w);
}

static bool feed_show(struct ctx *ctx)
{
    struct calendar_feed f = {.created_at = INSTANT_NONE};
    struct db_rows *rows =
        db_query(ctx, "SELECT created_at FROM calendar_feeds WHERE person_id = $1", db_int(ctx->actor.person_id));
    if (db_next(rows)) f.created_at = db_col_int(rows, 0);
    db_close(rows);
    return !failed(ctx) && feed_reply(ctx, 200, &f);
}

static bool feed_event(struct ctx *ctx, const char *type, int64_t person)
{
    return event_record(ctx,
                        &(struct event){.type = type, .subject = "token", .subject_id = person, .person_id = person});
}

static bool feed_post(struct ctx *ctx)
{
    int64_t me = ctx->actor.person_id;
    struct str secret = secret_random(ctx->arena, TOKEN_PREFIX_CALENDAR);
    if (!db_run(ctx,
                "INSERT INTO calendar_feeds (person_id, hash, created_at) VALUES ($1, $2, $3)"
                " ON CONFLICT (person_id) DO UPDATE SET hash = EXCLUDED.hash, created_at = EXCLUDED.created_at",
                db_int(me), db_text(secret_hash(ctx->arena, secret)), db_int(ctx->now)) ||
        !feed_event(ctx, "calendar.address_made", me))
        return false;
    struct calendar_feed f = {
        .created_at = ctx->now,
        .url = str_format(ctx->arena, "%s/api/v1/calendars/%s.ics", server_settings(ctx)->url.at, secret.at)};
    return feed_reply(ctx, 201, &f);
}

bool calendar_end(struct ctx *ctx, int64_t person)
{
    return db_run(ctx, "DELETE FROM calendar_feeds WHERE person_id = $1", db_int(person)) &&
           (db_changed(ctx) == 0 || feed_event(ctx, "calendar.address_ended", person));
}

static bool feed_delete(struct ctx *ctx)
{
    return calendar_end(ctx, ctx->actor.person_id) && reply_empty(ctx);
}

/* ---- what stands there ---- */

static struct str summary_of(struct ctx *ctx, const struct meeting_series *s, int64_t person)
{
    if (s->kind == MEETING_PAIR) {
        int64_t other = s->pair_low == person ? s->pair_high : s->pair_low;
        struct str name = db_text_of(ctx, "SELECT name FROM people WHERE id = $1", db_int(other));
        return say(ctx, "One-to-one with %s", name.at);
    }
    if (!str_empty(s->title)) return s->title;
    struct str team = db_text_of(ctx, "SELECT name FROM teams WHERE id = $1", db_int(s->team_id));
    return say(ctx, "%s meeting", team.at);
}

static int exceptions_of(struct ctx *ctx, int64_t series, int64_t schedule, struct calendar_exception *out)
{
    struct db_rows *rows =
        db_query(ctx,
                 "SELECT id, planned_on, state, starts_at, minutes, sequence, changed_at FROM meetings"
                 " WHERE series_id = $1 AND schedule = $2 AND (state = 'skipped' OR moved_at IS NOT NULL)"
                 " ORDER BY starts_at DESC, id DESC LIMIT $3",
                 db_int(series), db_int(schedule), db_int(EXCEPTIONS_MOST));
    int n = 0;
    while (n < EXCEPTIONS_MOST && db_next(rows))
        out[n++] = (struct calendar_exception){
            .url = str_format(ctx->arena, "%s/meetings/%lld", server_settings(ctx)->url.at,
                              (long long)db_col_int(rows, 0)),
            .planned_on = db_col_date(rows, 1),
            .moved = !str_is(db_col_text(rows, 2), "skipped"),
            .starts_at = db_col_int(rows, 3),
            .minutes = db_col_int(rows, 4),
            .sequence = db_col_int(rows, 5),
            .changed_at = db_col_int(rows, 6),
        };
    db_close(rows);
    return n;
}

struct str calendar_uid(struct ctx *ctx, const struct meeting_series *s, int64_t schedule)
{
    return str_format(ctx->arena, "%s-%lld@waymark", s->uid.at, (long long)schedule);
}

/* One meeting alone has no rule to be an exception of: what became of it is said of itself. */
static void put_once(struct calendar *c, struct calendar_event *e, const struct calendar_exception *x, int n)
{
    if (n > 0) {
        e->sequence += x[0].sequence;
        e->cancelled = e->cancelled || !x[0].moved;
        if (x[0].moved) {
            e->starts_on = zone_date(e->zone, x[0].starts_at);
            e->starts_minute = zone_minute_of_day(e->zone, x[0].starts_at);
            e->minutes = x[0].minutes;
        }
    }
    calendar_put(c, e, NULL, 0);
}

void calendar_put_schedule(struct ctx *ctx, struct calendar *c, const struct meeting_series *s, int64_t schedule,
                           struct calendar_event *e)
{
    struct calendar_exception *x = arena_many(ctx->arena, struct calendar_exception, EXCEPTIONS_MOST);
    int n = exceptions_of(ctx, s->id, schedule, x);
    e->uid = calendar_uid(ctx, s, schedule);
    e->changed_at = s->changed_at;
    if (str_none(e->rrule)) put_once(c, e, x, n);
    else calendar_put(c, e, x, n);
}

#define BEFORE                                                                                                         \
    "SELECT schedule, rrule, zone, starts_on, starts_minute, minutes, until_on, sequence FROM meeting_schedules"       \
    " WHERE series_id = $1"

static void before_of_row(struct db_rows *row, struct calendar_event *e)
{
    e->rrule = db_col_text(row, 1);
    e->zone = db_col_text(row, 2);
    e->starts_on = db_col_date(row, 3);
    e->starts_minute = db_col_int(row, 4);
    e->minutes = db_col_int(row, 5);
    e->until_on = db_col_date(row, 6);
    e->sequence = db_col_int(row, 7);
}

bool calendar_before(struct ctx *ctx, const struct meeting_series *s, int64_t schedule, struct calendar_event *e)
{
    struct db_rows *rows = db_query(ctx, BEFORE " AND schedule = $2", db_int(s->id), db_int(schedule));
    bool found = db_next(rows);
    if (found) before_of_row(rows, e);
    db_close(rows);
    return found;
}

/* The schedules that it had before, each until its last meeting. */
static void put_before(struct ctx *ctx, struct calendar *c, const struct meeting_series *s, struct calendar_event base)
{
    struct db_rows *rows = db_query(ctx, BEFORE " ORDER BY schedule DESC LIMIT 20", db_int(s->id));
    while (db_next(rows)) {
        struct calendar_event e = base;
        before_of_row(rows, &e);
        calendar_put_schedule(ctx, c, s, db_col_int(rows, 0), &e);
    }
}

struct calendar_event calendar_event_of(struct ctx *ctx, const struct meeting_series *s, int64_t person)
{
    return (struct calendar_event){
        .sequence = s->sequence,
        .zone = s->zone,
        .starts_on = s->starts_on,
        .starts_minute = s->starts_minute,
        .minutes = s->minutes,
        .rrule = s->rrule,
        .until_on = s->until_on,
        .summary = summary_of(ctx, s, person),
        .place = s->place,
        .url = str_format(ctx->arena, "%s/meetings", server_settings(ctx)->url.at),
    };
}

bool calendar_ends(const struct meeting_series *s, struct calendar_event *e)
{
    e->sequence++;
    e->until_on = zone_date(s->zone, s->ended_at);
    if (zone_minute_of_day(s->zone, s->ended_at) < s->starts_minute) e->until_on--;
    return e->until_on >= e->starts_on;
}

static void put_series(struct ctx *ctx, struct calendar *c, const struct meeting_series *s, int64_t person)
{
    struct calendar_event e = calendar_event_of(ctx, s, person);
    put_before(ctx, c, s, e);
    if (s->ended_at == INSTANT_NONE || calendar_ends(s, &e)) calendar_put_schedule(ctx, c, s, s->schedule, &e);
}

static struct str calendar_of(struct ctx *ctx, int64_t person)
{
    struct calendar *c = calendar_new(ctx->arena, say(ctx, "Waymark meetings"));
    struct str sql = str_format(ctx->arena,
                                "SELECT %s FROM meeting_members y JOIN meeting_series s ON s.id = y.series_id"
                                " WHERE y.person_id = $1"
                                " ORDER BY CASE WHEN s.ended_at IS NULL THEN 0 ELSE 1 END, s.id DESC LIMIT $2",
                                resource_columns(ctx, &meeting_series_resource, "s").at);
    struct db_rows *rows = db_query(ctx, sql.at, db_int(person), db_int(SERIES_MOST));
    while (db_next(rows)) {
        struct meeting_series s;
        resource_from_row(&meeting_series_resource, rows, 0, &s);
        put_series(ctx, c, &s, person);
    }
    return calendar_text(c);
}

static bool calendar_show(struct ctx *ctx)
{
    struct str secret = ctx->request->words[0];
    if (str_ends(secret, STR(".ics"))) secret = str_cut(secret, 0, secret.len - 4);
    int64_t person = 0;
    if (secret_shaped(secret, TOKEN_PREFIX_CALENDAR)) {
        struct db_rows *rows =
            db_query(ctx,
                     "SELECT p.id, p.language FROM calendar_feeds f JOIN people p ON p.id = f.person_id"
                     " WHERE f.hash = $1 AND p.left_on IS NULL",
                     db_text(secret_hash(ctx->arena, secret)));
        if (db_next(rows)) {
            person = db_col_int(rows, 0);
            ctx->actor.language = db_col_text(rows, 1); /* the words are theirs, whoever fetches them */
        }
        db_close(rows);
    }
    if (!person) return fail(ctx, 404, "There is no calendar at this address. Please make a new address in Waymark.");
    return reply_text(ctx, 200, "text/calendar; charset=utf-8", calendar_of(ctx, person));
}
