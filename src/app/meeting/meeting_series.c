/* Series of meetings: with whom, how often, when, where. Whoever is in one may change it, and each change is named: a
 * meeting belongs to those who meet. */
#include "app/meeting/meeting_part.h"
#include "app/permission.h"
#include "app/person.h"
#include "app/team.h"
#include "base/limits.h"
#include "kernel/language.h"
#include "kernel/query.h"
#include "kernel/secret.h"

#define F(member) offsetof(struct meeting_series, member)
#define HIDDEN_COLUMN (FIELD_READ_ONLY | FIELD_HIDDEN)

const char *const meeting_kinds[] = {"pair", "team", "group", NULL};

static const struct field series_fields[] = {
    {"id", FIELD_ID, F(id), FIELD_READ_ONLY, .doc = "The number of the series."},
    {"kind", FIELD_CHOICE, F(kind), FIELD_REQUIRED | FIELD_CREATE_ONLY, .choices = meeting_kinds,
     .doc = "A one-to-one of two people, a team, or a group of people."},
    {"title", FIELD_LINE, F(title), FIELD_NULL, 0, LIMIT_NAME,
     .doc = "What it is called; a one-to-one has no title, and a team's may do without."},
    {"team_id", FIELD_ID, F(team_id), FIELD_NULL | FIELD_CREATE_ONLY, .doc = "The team whose meeting it is."},
    {"pair_low", FIELD_ID, F(pair_low), HIDDEN_COLUMN},
    {"pair_high", FIELD_ID, F(pair_high), HIDDEN_COLUMN},
    {"person_ids", FIELD_IDS, F(person_ids), FIELD_CREATE_ONLY, 0, LIMIT_MEETING_PEOPLE,
     .doc = "Who is in it beside me: one person for a one-to-one; nobody is named for a team."},
    {"organiser_id", FIELD_ID, F(organiser_id), FIELD_READ_ONLY, .doc = "Who made it, or took it on."},
    {"place", FIELD_LINE, F(place), FIELD_NULL, 0, LIMIT_TITLE, .doc = "Where: a room, or a link."},
    {"rrule", FIELD_LINE, F(rrule), FIELD_NULL, 0, LIMIT_NAME,
     .doc = "How often, as a rule of RFC 5545 by days (FREQ=WEEKLY;INTERVAL=2;BYDAY=TU); null: once."},
    {"zone", FIELD_ZONE, F(zone), 0, .doc = "The time zone of its hour; mine unless told."},
    {"starts_on", FIELD_DATE, F(starts_on), FIELD_REQUIRED,
     .doc = "The first day; with a change of the schedule, the first of the new one."},
    {"starts_minute", FIELD_INT, F(starts_minute), FIELD_REQUIRED, 0, 1439,
     .doc = "When it begins there, in minutes of the day: 600 is ten o'clock."},
    {"minutes", FIELD_INT, F(minutes), FIELD_REQUIRED, 5, LIMIT_MEETING_MINUTES, .doc = "How long it takes."},
    {"until_on", FIELD_DATE, F(until_on), FIELD_NULL, .doc = "The last day; null: it goes on."},
    {"made_until", FIELD_DATE, F(made_until), HIDDEN_COLUMN},
    {"schedule", FIELD_INT, F(schedule), HIDDEN_COLUMN},
    {"sequence", FIELD_INT, F(sequence), HIDDEN_COLUMN},
    {"uid", FIELD_LINE, F(uid), HIDDEN_COLUMN},
    {"end_reason", FIELD_TEXT, F(end_reason), FIELD_READ_ONLY | FIELD_NULL, .doc = "Why it ended."},
    {"ended_at", FIELD_INSTANT, F(ended_at), FIELD_READ_ONLY | FIELD_NULL, .doc = "When it ended."},
    {"created_at", FIELD_INSTANT, F(created_at), FIELD_READ_ONLY, .doc = "When it was made."},
    {"changed_at", FIELD_INSTANT, F(changed_at), HIDDEN_COLUMN},
    {"version", FIELD_INT, F(version), FIELD_READ_ONLY, .doc = "Grows with each change; for If-Match."},
    {0},
};

const struct resource meeting_series_resource = {
    .name = "meeting_series",
    .table = "meeting_series",
    .size = sizeof(struct meeting_series),
    .fields = series_fields,
    .doc = "Meetings that come again, of a pair, a team or a group.",
};

struct series_person {
    int64_t person_id;
};
static const struct field series_person_fields[] = {
    {"person_id", FIELD_ID, offsetof(struct series_person, person_id), FIELD_REQUIRED, .doc = "Who comes in."},
    {0},
};
static const struct resource series_person_resource = {.name = "meeting_person",
                                                       .size = sizeof(struct series_person),
                                                       .fields = series_person_fields,
                                                       .doc = "Somebody comes into a group."};

struct series_end {
    struct str reason;
};
static const struct field series_end_fields[] = {
    {"reason", FIELD_TEXT, offsetof(struct series_end, reason), FIELD_REQUIRED, 1, LIMIT_TEXT, .doc = "Why it ends."},
    {0},
};
static const struct resource series_end_resource = {.name = "meeting_series_end",
                                                    .size = sizeof(struct series_end),
                                                    .fields = series_end_fields,
                                                    .doc = "A series ends."};

static bool series_list(struct ctx *ctx);
static bool series_post(struct ctx *ctx);
static bool series_show(struct ctx *ctx);
static bool series_patch(struct ctx *ctx);
static bool series_end(struct ctx *ctx);
static bool series_person_post(struct ctx *ctx);
static bool series_leave(struct ctx *ctx);

const struct route meeting_series_routes[] = {
    {METHOD_GET, "/meeting-series", &signed_in, series_list, "The series that I am in and that go on.",
     .gives = &meeting_series_resource, .flags = ROUTE_LIST, .sorts = "id"},
    {METHOD_POST, "/meeting-series", &signed_in, series_post,
     "Makes a series: with people, or for a team that I belong to. Its meetings are planned some weeks ahead.",
     .takes = &meeting_series_resource, .gives = &meeting_series_resource},
    {METHOD_GET, "/meeting-series/{id}", &meeting_series_member, series_show, "One series, with who is in it.",
     .gives = &meeting_series_resource},
    {METHOD_PATCH, "/meeting-series/{id}", &meeting_series_member, series_patch,
     "Changes a series from now on; what was written for meetings to come goes with them to their new times.",
     .takes = &meeting_series_resource, .gives = &meeting_series_resource, .flags = ROUTE_MATCH},
    {METHOD_PUT, "/meeting-series/{id}/end", &meeting_series_member, series_end,
     "Ends a series; what was said stays with those who were in it.", .takes = &series_end_resource,
     .gives = &meeting_series_resource},
    {METHOD_POST, "/meeting-series/{id}/people", &meeting_series_member, series_person_post,
     "Takes somebody into a group.", .takes = &series_person_resource, .gives = &meeting_series_resource},
    {METHOD_DELETE, "/meeting-series/{id}/me", &meeting_series_member, series_leave, "I am in this group no longer."},
    {0},
};

/* ---- reading ---- */

static void series_item(struct ctx *ctx, struct json_out *w, struct db_rows *row, struct page_key *key)
{
    struct meeting_series s;
    resource_from_row(&meeting_series_resource, row, 0, &s);
    json_begin_object(w);
    resource_write_members(w, &meeting_series_resource, &s);
    json_key(w, "people");
    meeting_people_json(ctx, w, s.id);
    json_end_object(w);
    key->id = s.id;
}

static bool series_list(struct ctx *ctx)
{
    struct page page;
    if (!page_read(ctx, &page)) return false;
    struct str sql = str_format(ctx->arena,
                                "SELECT %s FROM meeting_members y JOIN meeting_series s ON s.id = y.series_id"
                                " WHERE y.person_id = $1 AND s.ended_at IS NULL AND s.id > $2 ORDER BY s.id LIMIT $3",
                                resource_columns(ctx, &meeting_series_resource, "s").at);
    struct db_rows *rows = db_query(ctx, sql.at, db_int(ctx->actor.person_id), db_int(page.id), db_int(page.limit + 1));
    return page_reply(ctx, &page, rows, series_item);
}

#define PEOPLE_SHOWN 60

void meeting_people_json(struct ctx *ctx, struct json_out *w, int64_t series)
{
    struct db_rows *rows =
        db_query(ctx,
                 "SELECT p.id, p.name, p.zone FROM meeting_members y JOIN people p ON p.id = y.person_id"
                 " WHERE y.series_id = $1 AND p.left_on IS NULL ORDER BY p.name_folded, p.id LIMIT $2",
                 db_int(series), db_int(PEOPLE_SHOWN));
    json_begin_array(w);
    while (db_next(rows)) {
        json_begin_object(w);
        json_put_id(w, "id", db_col_int(rows, 0));
        json_put_text(w, "name", db_col_text(rows, 1));
        json_put_text(w, "zone", db_col_text(rows, 2));
        json_end_object(w);
    }
    json_end_array(w);
}

static bool series_reply(struct ctx *ctx, int status, int64_t id)
{
    struct meeting_series s;
    if (!resource_find(ctx, &meeting_series_resource, id, &s)) return false;
    struct json_out w = json_out_new(ctx->arena, 1024);
    json_begin_object(&w);
    resource_write_members(&w, &meeting_series_resource, &s);
    json_key(&w, "people");
    meeting_people_json(ctx, &w, id);
    json_put_id(&w, "next_id",
                db_int_of(ctx,
                          "SELECT id FROM meetings WHERE series_id = $1 AND starts_at > $2 AND state = 'planned'"
                          " ORDER BY starts_at, id LIMIT 1",
                          db_int(id), db_int(ctx->now - s.minutes * MS_MINUTE)));
    json_end_object(&w);
    ctx->reply->version = s.version;
    return status == 201 ? reply_created(ctx, &w, "/meeting-series/", id) : reply_json(ctx, status, &w);
}

static bool series_show(struct ctx *ctx)
{
    return series_reply(ctx, 200, request_id(ctx, 0));
}

/* ---- writing ---- */

bool meeting_event(struct ctx *ctx, const char *type, int64_t series, struct str reason)
{
    return event_record(
        ctx, &(struct event){.type = type, .subject = "meeting_series", .subject_id = series, .reason = reason});
}

static bool series_changed(struct ctx *ctx, const char *type, const struct meeting_series *before,
                           const struct meeting_series *after)
{
    return event_changed(ctx,
                         &(struct event){.type = type,
                                         .subject = "meeting_series",
                                         .subject_id = after->id,
                                         .reason = after->ended_at != INSTANT_NONE ? after->end_reason : STR_NONE},
                         &meeting_series_resource, before, after);
}

bool meeting_series_has(struct ctx *ctx, int64_t series, int64_t person)
{
    return db_int_of(ctx, "SELECT 1 WHERE " MEETING_SEEN("$1", "$2"), db_int(series), db_int(person)) == 1;
}

bool meeting_series_open(struct ctx *ctx, int64_t id, struct meeting_series *out)
{
    /* The row is held, so that a series does not end while something is added to it. */
    if (!db_run(ctx, "UPDATE meeting_series SET sequence = sequence WHERE id = $1", db_int(id)) ||
        !resource_find(ctx, &meeting_series_resource, id, out))
        return false;
    return out->ended_at == INSTANT_NONE || fail(ctx, 409, "These meetings have ended.");
}

/* The rule in its usual form, and the first day that it gives. */
static bool schedule_check(struct ctx *ctx, struct meeting_series *s)
{
    if (str_none(s->zone)) s->zone = ctx->actor.zone;
    if (str_empty(s->rrule)) s->rrule = STR_NONE;
    else {
        s->rrule = recurrence_normal(ctx->arena, s->rrule);
        if (str_none(s->rrule))
            return fail_field(ctx, "rrule",
                              "This rule is not understood. Please say days, weeks, months or years, and the last"
                              " day apart from it.");
    }
    if (failed(ctx) || s->starts_on == DATE_NONE) return !failed(ctx);
    if (s->starts_on < zone_date(s->zone, ctx->now) - 1)
        return fail_field(ctx, "starts_on", "This day has passed. Please choose one to come.");
    if (s->until_on != DATE_NONE && s->until_on < s->starts_on)
        return fail_field(ctx, "until_on", "The last day is before the first.");
    int32_t first;
    if (recurrence_days(s->rrule, s->starts_on, s->starts_on, s->until_on == DATE_NONE ? INT32_MAX : s->until_on,
                        &first, 1) == 0)
        return fail_field(ctx, "rrule", "This rule gives no day. Please choose another.");
    s->starts_on = first;
    return true;
}

static bool pair_check(struct ctx *ctx, struct meeting_series *s)
{
    int64_t me = ctx->actor.person_id;
    if (s->person_ids.n != 1) return fail_field(ctx, "person_ids", "A one-to-one is with one other person.");
    int64_t other = s->person_ids.at[0];
    if (other == me) return fail_field(ctx, "person_ids", "Please name somebody else: you are in it already.");
    if (!person_hold(ctx, other) || !person_present(ctx, other))
        return fail_field(ctx, "person_ids", "There is nobody here with this number.");
    s->pair_low = me < other ? me : other;
    s->pair_high = me < other ? other : me;
    s->title = STR_NONE;
    if (!db_lock(ctx, "meeting-pairs")) return false;
    return !meeting_pair(ctx, me, other) ||
           fail(ctx, 409, "You two have a one-to-one already. Please change that one.");
}

static bool group_check(struct ctx *ctx, struct meeting_series *s)
{
    if (s->person_ids.n == 0) fail_field(ctx, "person_ids", "Please name who is in it beside you.");
    for (int i = 0; i < s->person_ids.n; i++)
        if (!person_hold(ctx, s->person_ids.at[i]) || !person_present(ctx, s->person_ids.at[i]))
            return fail_field(ctx, "person_ids", "There is nobody here with this number.");
    if (str_empty(s->title)) fail_field(ctx, "title", "Please say what the meeting is called.");
    return !failed(ctx);
}

static bool who_check(struct ctx *ctx, struct meeting_series *s)
{
    if (s->kind != MEETING_TEAM && s->team_id) fail_field(ctx, "team_id", "Only a team's meeting names a team.");
    if (s->kind == MEETING_PAIR) return pair_check(ctx, s);
    if (s->kind == MEETING_GROUP) return group_check(ctx, s);
    if (s->person_ids.n > 0) fail_field(ctx, "person_ids", "In a team's meeting is whoever belongs to the team.");
    if (!s->team_id || !team_open(ctx, s->team_id) || !team_has(ctx, s->team_id, ctx->actor.person_id))
        return fail_field(ctx, "team_id", "Please choose a team that you belong to.");
    return !failed(ctx);
}

static bool person_in(struct ctx *ctx, int64_t series, int64_t person)
{
    return db_run(ctx,
                  "INSERT INTO meeting_people (series_id, person_id, joined_at) VALUES ($1, $2, $3)"
                  " ON CONFLICT (series_id, person_id) DO UPDATE SET left_at = NULL",
                  db_int(series), db_int(person), db_int(ctx->now));
}

static bool people_in(struct ctx *ctx, const struct meeting_series *s)
{
    if (s->kind == MEETING_TEAM) return true;
    if (!person_in(ctx, s->id, ctx->actor.person_id)) return false;
    for (int i = 0; i < s->person_ids.n; i++)
        if (!person_in(ctx, s->id, s->person_ids.at[i])) return false;
    return true;
}

static bool series_post(struct ctx *ctx)
{
    struct meeting_series s;
    return resource_read(ctx, &meeting_series_resource, READ_CREATE, &s) && meeting_series_create(ctx, &s) &&
           series_reply(ctx, 201, s.id);
}

bool meeting_series_create(struct ctx *ctx, struct meeting_series *s)
{
    if (!person_hold(ctx, ctx->actor.person_id) || !who_check(ctx, s) || !schedule_check(ctx, s)) return false;
    if (db_int_of(ctx, "SELECT count(*) FROM meeting_series WHERE organiser_id = $1 AND ended_at IS NULL",
                  db_int(ctx->actor.person_id)) >= LIMIT_MEETING_SERIES)
        return fail(ctx, 409, "You have made %d series of meetings. Please end one first.", LIMIT_MEETING_SERIES);
    s->organiser_id = ctx->actor.person_id;
    s->made_until = date_from_ymd(1900, 1, 1);
    s->schedule = 1;
    s->uid = secret_random(ctx->arena, "");
    s->ended_at = INSTANT_NONE;
    s->created_at = s->changed_at = ctx->now;
    s->version = 1;
    if (!resource_insert(ctx, &meeting_series_resource, s) || !people_in(ctx, s)) return false;
    s->made_until = DATE_NONE;
    return meeting_plan(ctx, s) && (s->kind != MEETING_PAIR || agenda_goes_on(ctx, s)) &&
           series_changed(ctx, "meeting_series.created", NULL, s) && meeting_tell_next(ctx, s, NOTICE_MEETING_PLANNED);
}

static bool schedule_same(const struct meeting_series *a, const struct meeting_series *b)
{
    return str_equal(a->rrule, b->rrule) && str_equal(a->zone, b->zone) && a->starts_on == b->starts_on &&
           a->starts_minute == b->starts_minute && a->minutes == b->minutes && a->until_on == b->until_on;
}

/* A schedule without a first day of its own goes on where the old one would have. */
static void schedule_from(struct ctx *ctx, const struct meeting_series *before, struct meeting_series *after)
{
    int32_t today = zone_date(after->zone, ctx->now);
    if (after->starts_on != before->starts_on) return;
    struct str next = db_text_of(ctx,
                                 "SELECT planned_on FROM meetings WHERE series_id = $1 AND state = 'planned'"
                                 " AND starts_at > $2 ORDER BY starts_at, id LIMIT 1",
                                 db_int(before->id), db_int(ctx->now));
    if (str_none(next) || !date_parse(next, &after->starts_on) || after->starts_on < today) after->starts_on = today;
}

static bool series_patch(struct ctx *ctx)
{
    struct meeting_series before;
    if (!meeting_series_open(ctx, request_id(ctx, 0), &before) || !match_version(ctx, before.version)) return false;
    struct meeting_series after = before;
    if (!resource_read(ctx, &meeting_series_resource, READ_PATCH, &after)) return false;
    if (after.kind == MEETING_PAIR) after.title = STR_NONE;
    if (after.kind == MEETING_GROUP && str_empty(after.title))
        return fail_field(ctx, "title", "Please say what the meeting is called.");
    if (str_none(after.zone)) after.zone = before.zone;
    if (resource_same(&meeting_series_resource, &before, &after)) return series_reply(ctx, 200, after.id);
    after.changed_at = ctx->now;
    int64_t was_at = meeting_next_at(ctx, &before);
    if (schedule_same(&before, &after)) after.sequence++; /* title or place: calendars read it anew */
    else {
        schedule_from(ctx, &before, &after);
        after.made_until = DATE_NONE;
        after.sequence = 0;
        after.schedule++;
        if (!schedule_check(ctx, &after) || !meeting_plan_anew(ctx, &before, &after)) return false;
    }
    return resource_update(ctx, &meeting_series_resource, &before, &after) &&
           series_changed(ctx, "meeting_series.changed", &before, &after) &&
           (schedule_same(&before, &after) ? meeting_tell_next(ctx, &after, NOTICE_MEETING_CHANGED)
                                           : meeting_tell_moved(ctx, &before, &after, was_at)) &&
           series_reply(ctx, 200, after.id);
}

static bool series_ends(struct ctx *ctx, const struct meeting_series *before, struct str reason)
{
    struct meeting_series after = *before;
    int64_t was_at = meeting_next_at(ctx, before);
    after.ended_at = after.changed_at = ctx->now;
    after.end_reason = reason;
    return resource_update(ctx, &meeting_series_resource, before, &after) && meeting_plan_end(ctx, after.id, reason) &&
           series_changed(ctx, "meeting_series.ended", before, &after) && meeting_tell_ended(ctx, &after, was_at);
}

static bool series_end(struct ctx *ctx)
{
    struct meeting_series s;
    struct series_end end;
    return resource_read(ctx, &series_end_resource, READ_CREATE, &end) &&
           meeting_series_open(ctx, request_id(ctx, 0), &s) && series_ends(ctx, &s, end.reason) &&
           series_reply(ctx, 200, s.id);
}

static bool series_person_post(struct ctx *ctx)
{
    struct meeting_series s;
    struct series_person p;
    if (!resource_read(ctx, &series_person_resource, READ_CREATE, &p) ||
        !meeting_series_open(ctx, request_id(ctx, 0), &s))
        return false;
    if (s.kind == MEETING_PAIR) return fail(ctx, 409, "A one-to-one is for two. Please make a meeting of a group.");
    if (s.kind == MEETING_TEAM) return fail(ctx, 409, "In a team's meeting is whoever belongs to the team.");
    if (!person_hold(ctx, p.person_id) || !person_present(ctx, p.person_id))
        return fail_field(ctx, "person_id", "There is nobody here with this number.");
    if (db_int_of(ctx, "SELECT count(*) FROM meeting_members WHERE series_id = $1", db_int(s.id)) >
        LIMIT_MEETING_PEOPLE)
        return fail(ctx, 409, "A group can have %d people.", LIMIT_MEETING_PEOPLE);
    if (meeting_series_has(ctx, s.id, p.person_id)) return series_reply(ctx, 201, s.id);
    return person_in(ctx, s.id, p.person_id) && meeting_event(ctx, "meeting_series.joined", s.id, STR_NONE) &&
           meeting_tell_joined(ctx, &s, p.person_id) && series_reply(ctx, 201, s.id);
}

static bool person_out(struct ctx *ctx, int64_t series, int64_t person)
{
    return db_run(ctx, "UPDATE meeting_people SET left_at = $1 WHERE series_id = $2 AND person_id = $3",
                  db_int(ctx->now), db_int(series), db_int(person));
}

static bool series_leave(struct ctx *ctx)
{
    struct meeting_series s;
    if (!meeting_series_open(ctx, request_id(ctx, 0), &s)) return false;
    if (s.kind != MEETING_GROUP) return fail(ctx, 409, "Only a group can be left. Please end a one-to-one instead.");
    int64_t me = ctx->actor.person_id;
    int64_t next = db_int_of(ctx,
                             "SELECT person_id FROM meeting_people WHERE series_id = $1 AND person_id <> $2"
                             " AND left_at IS NULL ORDER BY joined_at, person_id LIMIT 1",
                             db_int(s.id), db_int(me));
    if (!next) return series_ends(ctx, &s, say(ctx, "Nobody is left in it.")) && reply_empty(ctx);
    return person_out(ctx, s.id, me) &&
           db_run(ctx, "UPDATE meeting_series SET organiser_id = $1 WHERE id = $2 AND organiser_id = $3", db_int(next),
                  db_int(s.id), db_int(me)) &&
           meeting_event(ctx, "meeting_series.left", s.id, STR_NONE) && meeting_tell_left(ctx, &s, me) &&
           reply_empty(ctx);
}

/* ---- for others ---- */

int64_t meeting_pair(struct ctx *ctx, int64_t one, int64_t other)
{
    return db_int_of(ctx,
                     "SELECT id FROM meeting_series WHERE pair_low = $1 AND pair_high = $2 AND ended_at IS NULL"
                     " AND pair_low IS NOT NULL",
                     db_int(one < other ? one : other), db_int(one < other ? other : one));
}

/* A one-to-one ends; a group goes on while two are left. A team's goes on with who leads the team, or who was there
 * first. */
static bool series_without(struct ctx *ctx, const struct meeting_series *s, int64_t person, struct str reason)
{
    if (s->kind == MEETING_PAIR) return series_ends(ctx, s, reason);
    if (s->kind == MEETING_GROUP && (!person_out(ctx, s->id, person) || !meeting_tell_left(ctx, s, person)))
        return false;
    int64_t next = db_int_of(ctx,
                             "SELECT y.person_id FROM meeting_members y LEFT JOIN team_members m ON m.team_id = $3"
                             " AND m.person_id = y.person_id AND m.ends_on IS NULL AND m.role = 'lead'"
                             " WHERE y.series_id = $1 AND y.person_id <> $2"
                             " ORDER BY CASE WHEN m.id IS NULL THEN 1 ELSE 0 END, y.person_id LIMIT 1",
                             db_int(s->id), db_int(person), db_int(s->team_id));
    if (!next) return series_ends(ctx, s, reason);
    return s->organiser_id != person ||
           (db_run(ctx, "UPDATE meeting_series SET organiser_id = $1, version = version + 1 WHERE id = $2",
                   db_int(next), db_int(s->id)) &&
            meeting_event(ctx, "meeting_series.handed_on", s->id, reason));
}

bool meeting_person_left(struct ctx *ctx, int64_t person, int64_t to, struct str reason)
{
    struct str sql = str_format(ctx->arena,
                                "SELECT %s FROM meeting_series s WHERE s.ended_at IS NULL AND (s.organiser_id = $1"
                                " OR s.id IN (SELECT series_id FROM meeting_people WHERE person_id = $1"
                                " AND left_at IS NULL)) ORDER BY s.id",
                                resource_columns(ctx, &meeting_series_resource, "s").at);
    struct db_rows *rows = db_query(ctx, sql.at, db_int(person));
    while (db_next(rows)) {
        struct meeting_series s;
        resource_from_row(&meeting_series_resource, rows, 0, &s);
        if (!series_without(ctx, &s, person, reason)) return false;
    }
    return meeting_actions_handed_on(ctx, person, to);
}
