/* Meetings: planned by their series, then held or skipped with a reason; moved; with notes that all of them write, and
 * notes of each one's own. Only those who are in a meeting know what was said there. */
#include "app/meeting/meeting_part.h"
#include "app/permission.h"
#include "base/limits.h"
#include "kernel/query.h"

#define F(member) offsetof(struct meeting, member)
#define OF_SERIES (FIELD_READ_ONLY | FIELD_NULL | FIELD_NO_COLUMN)

const char *const meeting_states[] = {"planned", "held", "skipped", NULL};

static const struct field meeting_fields[] = {
    {"id", FIELD_ID, F(id), FIELD_READ_ONLY, .doc = "The number of the meeting."},
    {"series_id", FIELD_ID, F(series_id), FIELD_READ_ONLY, .doc = "The series that it belongs to."},
    {"kind", FIELD_CHOICE, F(kind), FIELD_READ_ONLY | FIELD_NO_COLUMN, .choices = meeting_kinds,
     .doc = "Of a pair, a team or a group."},
    {"title", FIELD_LINE, F(title), OF_SERIES, .doc = "What it is called; a one-to-one has no title."},
    {"team_id", FIELD_ID, F(team_id), OF_SERIES, .doc = "The team whose meeting it is."},
    {"team_name", FIELD_LINE, F(team_name), OF_SERIES, .doc = "Its name."},
    {"person_id", FIELD_ID, F(person_id), OF_SERIES, .doc = "In a one-to-one, the other one."},
    {"person_name", FIELD_LINE, F(person_name), OF_SERIES, .doc = "Their name."},
    {"place", FIELD_LINE, F(place), OF_SERIES, .doc = "Where: a room, or a link."},
    {"zone", FIELD_LINE, F(zone), OF_SERIES, .doc = "The time zone of the series."},
    {"schedule", FIELD_INT, F(schedule), FIELD_READ_ONLY | FIELD_HIDDEN},
    {"planned_on", FIELD_DATE, F(planned_on), FIELD_READ_ONLY, .doc = "The day that its series gave it."},
    {"starts_at", FIELD_INSTANT, F(starts_at), FIELD_READ_ONLY, .doc = "When it begins."},
    {"minutes", FIELD_INT, F(minutes), FIELD_READ_ONLY, .doc = "How long it takes."},
    {"state", FIELD_CHOICE, F(state), FIELD_READ_ONLY, .choices = meeting_states, .doc = "Planned, held or skipped."},
    {"reason", FIELD_TEXT, F(reason), FIELD_READ_ONLY | FIELD_NULL, .doc = "Why it was skipped or moved."},
    {"moved_at", FIELD_INSTANT, F(moved_at), FIELD_READ_ONLY | FIELD_NULL, .doc = "When it was moved from its time."},
    {"sequence", FIELD_INT, F(sequence), FIELD_READ_ONLY | FIELD_HIDDEN},
    {"notes", FIELD_TEXT, F(notes), FIELD_NULL, 0, LIMIT_TEXT, .doc = "What all of them note."},
    {"notes_by", FIELD_ID, F(notes_by), FIELD_READ_ONLY | FIELD_HIDDEN},
    {"notes_at", FIELD_INSTANT, F(notes_at), FIELD_READ_ONLY | FIELD_NULL, .doc = "When that was last written."},
    {"created_at", FIELD_INSTANT, F(created_at), FIELD_READ_ONLY | FIELD_HIDDEN},
    {"changed_at", FIELD_INSTANT, F(changed_at), FIELD_READ_ONLY | FIELD_HIDDEN},
    {"version", FIELD_INT, F(version), FIELD_READ_ONLY, .doc = "Grows with each change; for If-Match."},
    {0},
};

const struct resource meeting_resource = {
    .name = "meeting",
    .table = "meetings",
    .size = sizeof(struct meeting),
    .fields = meeting_fields,
    .doc = "One meeting of a series.",
};

struct meeting_filter {
    int64_t series_id, from, until;
};
static const struct field filter_fields[] = {
    {"series_id", FIELD_ID, offsetof(struct meeting_filter, series_id), 0, .doc = "Only those of this series."},
    {"from", FIELD_INSTANT, offsetof(struct meeting_filter, from), 0, .doc = "Only those that end after this."},
    {"until", FIELD_INSTANT, offsetof(struct meeting_filter, until), 0, .doc = "Only those that begin before this."},
    {0},
};
static const struct resource filter_resource = {
    .name = "meeting_filter", .size = sizeof(struct meeting_filter), .fields = filter_fields};

struct meeting_move {
    int64_t starts_at, minutes;
    struct str reason;
};
static const struct field move_fields[] = {
    {"starts_at", FIELD_INSTANT, offsetof(struct meeting_move, starts_at), FIELD_REQUIRED,
     .doc = "When it begins now."},
    {"minutes", FIELD_INT, offsetof(struct meeting_move, minutes), FIELD_NULL, 5, LIMIT_MEETING_MINUTES,
     .doc = "How long it takes now; as long as before unless told."},
    {"reason", FIELD_TEXT, offsetof(struct meeting_move, reason), FIELD_NULL, 0, LIMIT_TEXT, .doc = "Why."},
    {0},
};
static const struct resource move_resource = {
    .name = "meeting_time", .size = sizeof(struct meeting_move), .fields = move_fields, .doc = "A meeting is moved."};

struct meeting_outcome {
    int outcome;
    struct str reason;
};
static const struct field outcome_fields[] = {
    {"outcome", FIELD_CHOICE, offsetof(struct meeting_outcome, outcome), FIELD_REQUIRED, .choices = meeting_states + 1,
     .doc = "Held or skipped."},
    {"reason", FIELD_TEXT, offsetof(struct meeting_outcome, reason), FIELD_NULL, 0, LIMIT_TEXT,
     .doc = "Why it was skipped."},
    {0},
};
static const struct resource outcome_resource = {.name = "meeting_outcome",
                                                 .size = sizeof(struct meeting_outcome),
                                                 .fields = outcome_fields,
                                                 .doc = "A meeting took place, or not."};

struct meeting_own {
    struct str text;
};
static const struct field own_fields[] = {
    {"text", FIELD_TEXT, offsetof(struct meeting_own, text), FIELD_NULL, 0, LIMIT_TEXT, .doc = "My own notes."},
    {0},
};
static const struct resource own_resource = {.name = "meeting_private_notes",
                                             .size = sizeof(struct meeting_own),
                                             .fields = own_fields,
                                             .doc = "What one notes for oneself in a meeting."};

static bool meeting_list(struct ctx *ctx);
static bool meeting_show(struct ctx *ctx);
static bool meeting_patch(struct ctx *ctx);
static bool meeting_own_put(struct ctx *ctx);
static bool meeting_time_put(struct ctx *ctx);
static bool meeting_outcome_put(struct ctx *ctx);
static bool meeting_outcome_delete(struct ctx *ctx);

const struct route meeting_routes[] = {
    {METHOD_GET, "/meetings", &signed_in, meeting_list, "The meetings that I am in, by time.",
     .gives = &meeting_resource, .filter = &filter_resource, .flags = ROUTE_LIST, .sorts = "starts_at -starts_at"},
    {METHOD_GET, "/meetings/{id}", &meeting_member, meeting_show,
     "One meeting: who is in it, the agenda, the notes, the actions, the meetings before and after.",
     .gives = &meeting_resource},
    {METHOD_PATCH, "/meetings/{id}", &meeting_member, meeting_patch, "Writes the notes of all.",
     .takes = &meeting_resource, .gives = &meeting_resource, .flags = ROUTE_MATCH},
    {METHOD_PUT, "/meetings/{id}/private-notes", &meeting_member, meeting_own_put,
     "Writes my own notes, which nobody else reads.", .takes = &own_resource, .gives = &own_resource},
    {METHOD_PUT, "/meetings/{id}/time", &meeting_member, meeting_time_put, "Moves this one meeting.",
     .takes = &move_resource, .gives = &meeting_resource},
    {METHOD_PUT, "/meetings/{id}/outcome", &meeting_member, meeting_outcome_put,
     "Notes that it was held, or skips it with a reason; what is open is on the next one's agenda.",
     .takes = &outcome_resource, .gives = &meeting_resource},
    {METHOD_DELETE, "/meetings/{id}/outcome", &meeting_member, meeting_outcome_delete, "It is planned again.",
     .gives = &meeting_resource},
    {0},
};

/* ---- reading ---- */

#define JOINED 10 /* columns of meeting_select before the meeting's own */
#define SERIES_OF                                                                                                      \
    " JOIN meeting_series s ON s.id = k.series_id LEFT JOIN teams t ON t.id = s.team_id"                               \
    " LEFT JOIN people l ON l.id = s.pair_low LEFT JOIN people h ON h.id = s.pair_high"

struct str meeting_select(struct ctx *ctx)
{
    return str_format(ctx->arena,
                      "SELECT s.kind, s.title, s.team_id, t.name, s.pair_low, s.pair_high, s.place, s.zone, l.name,"
                      " h.name, %s",
                      resource_columns(ctx, &meeting_resource, "k").at);
}

void meeting_from_row(struct db_rows *row, int64_t person, struct meeting *m)
{
    resource_clear(&meeting_resource, m);
    resource_from_row(&meeting_resource, row, JOINED, m);
    m->kind = choice_of(meeting_kinds, db_col_text(row, 0));
    m->title = db_col_text(row, 1);
    m->team_id = db_col_int(row, 2);
    m->team_name = db_col_text(row, 3);
    int64_t low = db_col_int(row, 4), high = db_col_int(row, 5);
    m->person_id = low == person ? high : low;
    m->person_name = db_col_text(row, low == person ? 9 : 8);
    m->place = db_col_text(row, 6);
    m->zone = db_col_text(row, 7);
}

static bool meeting_find(struct ctx *ctx, int64_t id, struct meeting *m)
{
    *m = (struct meeting){0};
    struct str sql = str_format(ctx->arena, "%s FROM meetings k" SERIES_OF " WHERE k.id = $1", meeting_select(ctx).at);
    struct db_rows *rows = db_query(ctx, sql.at, db_int(id));
    if (!db_next(rows)) return fail(ctx, 404, "There is no such meeting.");
    meeting_from_row(rows, ctx->actor.person_id, m);
    db_close(rows);
    return true;
}

static void meeting_item(struct ctx *ctx, struct json_out *w, struct db_rows *row, struct page_key *key)
{
    struct meeting m;
    meeting_from_row(row, ctx->actor.person_id, &m);
    m.notes = STR_NONE; /* a list stays short */
    resource_write(w, &meeting_resource, &m);
    *key = (struct page_key){.number = m.starts_at, .id = m.id};
}

static bool meeting_list(struct ctx *ctx)
{
    struct page page;
    struct meeting_filter filter;
    if (!page_read(ctx, &page) || !resource_read_query(ctx, &filter_resource, &filter)) return false;
    struct query q = query_new(ctx, meeting_select(ctx).at);
    query_put(&q, " FROM meeting_members y JOIN meetings k ON k.series_id = y.series_id" SERIES_OF);
    query_value(&q, " WHERE y.person_id = ", db_int(ctx->actor.person_id), "");
    query_value(&q, page.descending ? " AND (k.starts_at, k.id) < (" : " AND (k.starts_at, k.id) > (",
                db_int(page.number), "");
    query_value(&q, ", ", db_int(page.id), ")");
    if (filter.series_id) query_value(&q, " AND k.series_id = ", db_int(filter.series_id), "");
    if (filter.from != INSTANT_NONE) {
        /* A meeting takes a day at most: with that the index finds the first one. */
        query_value(&q, " AND k.starts_at > ", db_int(filter.from - LIMIT_MEETING_MINUTES * MS_MINUTE), "");
        query_value(&q, " AND k.starts_at + k.minutes * 60000 > ", db_int(filter.from), "");
    }
    if (filter.until != INSTANT_NONE) query_value(&q, " AND k.starts_at < ", db_int(filter.until), "");
    query_put(&q, page.descending ? " ORDER BY k.starts_at DESC, k.id DESC" : " ORDER BY k.starts_at, k.id");
    query_limit(&q, (int)page.limit + 1);
    return page_reply(ctx, &page, query_rows(ctx, &q), meeting_item);
}

/* The number and time of the meeting next to this one in its series. */
static void beside_json(struct ctx *ctx, struct json_out *w, const char *key, const char *sql, const struct meeting *m)
{
    struct db_rows *rows = db_query(ctx, sql, db_int(m->series_id), db_int(m->starts_at), db_int(m->id));
    json_key(w, key);
    if (!db_next(rows)) {
        json_none(w);
        return;
    }
    json_begin_object(w);
    json_put_id(w, "id", db_col_int(rows, 0));
    json_put_instant(w, "starts_at", db_col_int(rows, 1));
    json_put_text(w, "state", db_col_text(rows, 2));
    json_end_object(w);
    db_close(rows);
}

static void series_json(struct ctx *ctx, struct json_out *w, const struct meeting *m)
{
    struct meeting_series s;
    if (!resource_find(ctx, &meeting_series_resource, m->series_id, &s)) return;
    json_key(w, "series");
    resource_write(w, &meeting_series_resource, &s);
    json_key(w, "people");
    meeting_people_json(ctx, w, m->series_id);
}

static bool meeting_reply(struct ctx *ctx, int64_t id)
{
    struct meeting m;
    if (!meeting_find(ctx, id, &m)) return false;
    struct json_out w = json_out_new(ctx->arena, 4096);
    json_begin_object(&w);
    resource_write_members(&w, &meeting_resource, &m);
    json_put_text(&w, "private_notes",
                  db_text_of(ctx, "SELECT text FROM meeting_private_notes WHERE meeting_id = $1 AND person_id = $2",
                             db_int(id), db_int(ctx->actor.person_id)));
    series_json(ctx, &w, &m);
    agenda_json(ctx, &w, &m);
    meeting_actions_json(ctx, &w, &m);
    beside_json(ctx, &w, "before",
                "SELECT id, starts_at, state FROM meetings WHERE series_id = $1 AND (starts_at, id) < ($2, $3)"
                " ORDER BY starts_at DESC, id DESC LIMIT 1",
                &m);
    beside_json(ctx, &w, "after",
                "SELECT id, starts_at, state FROM meetings WHERE series_id = $1 AND (starts_at, id) > ($2, $3)"
                " ORDER BY starts_at, id LIMIT 1",
                &m);
    json_end_object(&w);
    ctx->reply->version = m.version;
    return reply_json(ctx, 200, &w);
}

static bool meeting_show(struct ctx *ctx)
{
    return meeting_reply(ctx, request_id(ctx, 0));
}

#define TODAY_MOST 20

struct list meeting_today(struct ctx *ctx, int64_t person)
{
    int32_t today = zone_date(ctx->actor.zone, ctx->now);
    struct str sql = str_format(ctx->arena,
                                "%s FROM meeting_members y JOIN meetings k ON k.series_id = y.series_id" SERIES_OF
                                " WHERE y.person_id = $1 AND k.starts_at >= $2 AND k.starts_at < $3"
                                " AND k.state <> 'skipped' ORDER BY k.starts_at, k.id LIMIT $4",
                                meeting_select(ctx).at);
    struct db_rows *rows = db_query(ctx, sql.at, db_int(person), db_int(zone_instant(ctx->actor.zone, today, 0)),
                                    db_int(zone_instant(ctx->actor.zone, today + 1, 0)), db_int(TODAY_MOST));
    struct meeting *meetings = arena_many(ctx->arena, struct meeting, TODAY_MOST);
    int n = 0;
    while (n < TODAY_MOST && db_next(rows)) meeting_from_row(rows, person, &meetings[n++]);
    db_close(rows);
    for (int i = 0; i < n; i++) meetings[i].notes = STR_NONE;
    return (struct list){meetings, n, true};
}

/* ---- notes ---- */

#define NOTED_ANEW_MS (10 * MS_MINUTE) /* who goes on writing does one act, however often it is saved */

static bool meeting_patch(struct ctx *ctx)
{
    struct meeting before;
    if (!meeting_find(ctx, request_id(ctx, 0), &before) || !match_version(ctx, before.version)) return false;
    struct meeting after = before;
    if (!resource_read(ctx, &meeting_resource, READ_PATCH, &after)) return false;
    if (str_equal(before.notes, after.notes)) return meeting_reply(ctx, after.id);
    after.notes_by = ctx->actor.person_id;
    after.notes_at = ctx->now;
    bool goes_on = before.notes_by == after.notes_by && before.notes_at != INSTANT_NONE &&
                   ctx->now - before.notes_at < NOTED_ANEW_MS;
    return resource_update(ctx, &meeting_resource, &before, &after) && meeting_was_held(ctx, after.id) &&
           (goes_on || meeting_event(ctx, "meeting.noted", after.series_id, STR_NONE)) && meeting_reply(ctx, after.id);
}

/* One's own notes are nobody else's business, so no event tells of them. */
static bool meeting_own_put(struct ctx *ctx)
{
    struct meeting_own own;
    struct meeting m;
    if (!resource_read(ctx, &own_resource, READ_CREATE, &own) || !meeting_find(ctx, request_id(ctx, 0), &m))
        return false;
    struct db_value id = db_int(m.id), me = db_int(ctx->actor.person_id);
    bool fine = str_empty(own.text)
                    ? db_run(ctx, "DELETE FROM meeting_private_notes WHERE meeting_id = $1 AND person_id = $2", id, me)
                    : db_run(ctx,
                             "INSERT INTO meeting_private_notes (meeting_id, person_id, text) VALUES ($1, $2, $3)"
                             " ON CONFLICT (meeting_id, person_id) DO UPDATE SET text = EXCLUDED.text",
                             id, me, db_text(own.text));
    if (!fine) return false;
    struct json_out w = json_out_new(ctx->arena, 256);
    resource_write(&w, &own_resource, &own);
    return reply_json(ctx, 200, &w);
}

bool meeting_was_held(struct ctx *ctx, int64_t id)
{
    return db_run(ctx,
                  "UPDATE meetings SET state = 'held', changed_at = $2 WHERE id = $1 AND state = 'planned'"
                  " AND starts_at <= $2",
                  db_int(id), db_int(ctx->now));
}

/* ---- moved, held, skipped ---- */

/* Writes what became of it: no If-Match, as each of these acts stands alone. */
static bool meeting_becomes(struct ctx *ctx, const char *type, enum notice_kind kind, struct meeting *before,
                            struct meeting *after)
{
    struct meeting_series s;
    if (!meeting_series_open(ctx, before->series_id, &s)) return false;
    after->changed_at = ctx->now;
    after->sequence++;
    if (!resource_update(ctx, &meeting_resource, before, after) ||
        !meeting_event(ctx, type, after->series_id, after->reason))
        return false;
    /* What is written down afterwards is news to nobody. */
    bool to_come = before->starts_at > ctx->now || after->starts_at > ctx->now;
    const struct calendar_change change = {.series_id = s.id, .schedule = after->schedule, .meeting_id = after->id};
    struct notice_about about = {
        .subject_id = after->id,
        .starts_at = after->starts_at,
        .act = after->version,
        .calendar = &change,
        .n_calendar = 1,
        .soonest_at = before->starts_at < after->starts_at ? before->starts_at : after->starts_at,
    };
    return (!to_come || after->state == MEETING_HELD || meeting_tell(ctx, &s, kind, &about)) &&
           meeting_reply(ctx, after->id);
}

static bool meeting_time_put(struct ctx *ctx)
{
    struct meeting before;
    struct meeting_move move;
    if (!resource_read(ctx, &move_resource, READ_CREATE, &move) || !meeting_find(ctx, request_id(ctx, 0), &before))
        return false;
    if (before.state == MEETING_HELD) return fail(ctx, 409, "This meeting has been held, so it cannot be moved.");
    if (move.starts_at < ctx->now - MS_DAY)
        return fail_field(ctx, "starts_at", "This time has passed. Please choose one to come.");
    struct meeting after = before;
    after.state = MEETING_PLANNED;
    after.starts_at = move.starts_at;
    if (move.minutes != INT64_MIN) after.minutes = move.minutes;
    after.reason = move.reason;
    after.moved_at = ctx->now;
    return meeting_becomes(ctx, "meeting.moved", NOTICE_MEETING_MOVED, &before, &after);
}

static bool meeting_outcome_put(struct ctx *ctx)
{
    struct meeting before;
    struct meeting_outcome o;
    if (!resource_read(ctx, &outcome_resource, READ_CREATE, &o) || !meeting_find(ctx, request_id(ctx, 0), &before))
        return false;
    bool held = o.outcome == 0;
    if (!held && str_empty(o.reason)) return fail_field(ctx, "reason", "Please say why it is skipped, for the others.");
    if (held && before.starts_at > ctx->now + MS_HOUR)
        return fail(ctx, 409, "This meeting is still to come. Please move it if it takes place sooner.");
    struct meeting after = before;
    after.state = held ? MEETING_HELD : MEETING_SKIPPED;
    if (!held) after.reason = o.reason;
    if (after.state == before.state && str_equal(before.reason, after.reason)) return meeting_reply(ctx, after.id);
    return meeting_becomes(ctx, held ? "meeting.held" : "meeting.skipped", NOTICE_MEETING_SKIPPED, &before, &after);
}

static bool meeting_outcome_delete(struct ctx *ctx)
{
    struct meeting before;
    if (!meeting_find(ctx, request_id(ctx, 0), &before)) return false;
    if (before.state == MEETING_PLANNED) return fail(ctx, 409, "This meeting is planned.");
    struct meeting after = before;
    after.state = MEETING_PLANNED;
    after.reason = STR_NONE;
    return meeting_becomes(ctx, "meeting.planned_again", NOTICE_MEETING_PLANNED, &before, &after);
}

/* ---- for others ---- */

int64_t meeting_begun(struct ctx *ctx, int64_t series)
{
    return db_int_of(ctx,
                     "SELECT id FROM meetings WHERE series_id = $1 AND starts_at <= $2 AND state <> 'skipped'"
                     " ORDER BY starts_at DESC, id DESC LIMIT 1",
                     db_int(series), db_int(ctx->now));
}

bool meeting_note(struct ctx *ctx, int64_t meeting, struct str notes)
{
    struct meeting before, after;
    if (!resource_find(ctx, &meeting_resource, meeting, &before)) return false;
    after = before;
    after.notes = notes;
    after.notes_by = ctx->actor.person_id;
    after.notes_at = ctx->now;
    return (str_none(notes) || resource_update(ctx, &meeting_resource, &before, &after)) &&
           meeting_was_held(ctx, meeting) && meeting_event(ctx, "meeting.noted", before.series_id, STR_NONE);
}
