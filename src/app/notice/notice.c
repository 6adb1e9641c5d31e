/* Notices of one person: the list, what they have read, and telling somebody something. A notice of a goal is shown as
 * long as its reader may see the goal. Reading is one's own affair: it makes no event, and nobody else sees it. */
#include "app/notice/notice.h"

#include "app/notice/notice_part.h"
#include "app/permission.h"
#include "app/person.h"
#include "base/limits.h"
#include "base/log.h"
#include "kernel/mail.h"
#include "kernel/query.h"

#define UNREAD_MOST 100 /* more is said as "more" */

struct notice_row {
    int64_t id;
    struct str kind;
    int64_t at, read_at;
    struct str text, path;
    int64_t actor_id;
    struct str actor_name;
    int64_t goal_id;
};

#define F(member) offsetof(struct notice_row, member)

static const struct field notice_fields[] = {
    {"id", FIELD_ID, F(id), FIELD_READ_ONLY, .doc = "The notice's number."},
    {"kind", FIELD_LINE, F(kind), FIELD_READ_ONLY, .doc = "What kind it is: goal_asked, goal_changed ..."},
    {"at", FIELD_INSTANT, F(at), FIELD_READ_ONLY, .doc = "When it happened."},
    {"read_at", FIELD_INSTANT, F(read_at), FIELD_READ_ONLY | FIELD_NULL, .doc = "When I read it; null: not yet."},
    {"text", FIELD_TEXT, F(text), FIELD_READ_ONLY | FIELD_NO_COLUMN, .doc = "What it says, in my language."},
    {"path", FIELD_LINE, F(path), FIELD_READ_ONLY | FIELD_NO_COLUMN, .doc = "Where it leads, in the interface."},
    {"actor_id", FIELD_ID, F(actor_id), FIELD_READ_ONLY | FIELD_NULL,
     .doc = "Who did it; null: Waymark, by a rule of the framework."},
    {"actor_name", FIELD_LINE, F(actor_name), FIELD_READ_ONLY | FIELD_NULL | FIELD_NO_COLUMN, .doc = "Their name."},
    {"goal_id", FIELD_ID, F(goal_id), FIELD_READ_ONLY | FIELD_NULL, .doc = "The goal it is about."},
    {0},
};
const struct resource notice_resource = {
    .name = "notice", .size = sizeof(struct notice_row), .fields = notice_fields, .doc = "Something that I am told."};

struct notice_filter {
    bool unread;
};
static const struct field filter_fields[] = {
    {"unread", FIELD_BOOL, offsetof(struct notice_filter, unread), 0, .doc = "Only what I have not read."},
    {0},
};
static const struct resource filter_resource = {
    .name = "notice_filter", .size = sizeof(struct notice_filter), .fields = filter_fields};

struct notice_reading {
    int64_t until;
};
static const struct field reading_fields[] = {
    {"until", FIELD_ID, offsetof(struct notice_reading, until), FIELD_REQUIRED,
     .doc = "The newest notice that I have seen; it and all before it count as read."},
    {0},
};
static const struct resource reading_resource = {.name = "notice_reading",
                                                 .size = sizeof(struct notice_reading),
                                                 .fields = reading_fields,
                                                 .doc = "How far I have read."};

static bool notice_list(struct ctx *ctx);
static bool notice_read_all(struct ctx *ctx);
static bool notice_read_one(struct ctx *ctx);

const struct route notice_routes[] = {
    {METHOD_GET, "/notices", &signed_in, notice_list, "What I am told, newest first.", .gives = &notice_resource,
     .filter = &filter_resource, .flags = ROUTE_LIST, .sorts = "-id"},
    {METHOD_PUT, "/notices/reading", &signed_in, notice_read_all, "I have read all up to this one.",
     .takes = &reading_resource},
    {METHOD_PUT, "/notices/{id}/reading", &notice_reader, notice_read_one, "I have read this one."},
    {0},
};

/* ---- the list ---- */

const char notice_select[] = "SELECT n.id, n.kind, n.at, n.read_at, n.actor_id, a.name, n.goal_id, g.title, n.team_id,"
                             " t.name, n.other_id, o.name, n.subject_id, n.what, n.starts_at FROM notices n"
                             " LEFT JOIN goals g ON g.id = n.goal_id LEFT JOIN people a ON a.id = n.actor_id"
                             " LEFT JOIN teams t ON t.id = n.team_id LEFT JOIN people o ON o.id = n.other_id";

void notice_from_row(struct db_rows *row, struct notice *out)
{
    *out = (struct notice){
        .id = db_col_int(row, 0),
        .kind = notice_kind_of(db_col_text(row, 1)),
        .at = db_col_int(row, 2),
        .read_at = db_col_maybe(row, 3),
        .actor_id = db_col_int(row, 4),
        .actor_name = db_col_text(row, 5),
        .goal_title = db_col_text(row, 7),
        .team_name = db_col_text(row, 9),
        .other_name = db_col_text(row, 11),
        .about = {.goal_id = db_col_int(row, 6),
                  .team_id = db_col_int(row, 8),
                  .other_id = db_col_int(row, 10),
                  .subject_id = db_col_int(row, 12),
                  .what = db_col_text(row, 13),
                  .starts_at = db_col_int(row, 14)},
    };
}

/* Kinds of a newer program may stand in the table after a way back to an older one. */
static void put_known(struct query *q)
{
    for (int i = 0; i < NOTICE_KINDS; i++) {
        query_put(q, i ? "', '" : " AND n.kind IN ('");
        query_put(q, notice_kinds[i].id);
    }
    query_put(q, "')");
}

static void notice_item(struct ctx *ctx, struct json_out *w, struct db_rows *row, struct page_key *key)
{
    struct notice n;
    notice_from_row(row, &n);
    struct notice_row out = {.id = n.id,
                             .kind = str_of(notice_kinds[n.kind].id),
                             .at = n.at,
                             .read_at = n.read_at,
                             .text = notice_text(ctx, &n),
                             .path = notice_path(ctx, &n),
                             .actor_id = n.actor_id,
                             .actor_name = n.actor_name,
                             .goal_id = n.about.goal_id};
    resource_write(w, &notice_resource, &out);
    key->id = n.id;
}

#define SEEN(me) " AND (n.goal_id IS NULL OR " GOAL_VISIBLE(me) ")"

static bool notice_list(struct ctx *ctx)
{
    struct page page;
    struct notice_filter filter;
    if (!page_read(ctx, &page) || !resource_read_query(ctx, &filter_resource, &filter)) return false;
    struct query q = query_new(ctx, notice_select);
    query_value(&q, " WHERE n.person_id = ", db_int(ctx->actor.person_id), " AND n.shown = 1" SEEN("$1"));
    query_value(&q, " AND n.id < ", db_int(page.id), "");
    if (filter.unread) query_put(&q, " AND n.read_at IS NULL");
    put_known(&q);
    query_put(&q, " ORDER BY n.id DESC");
    query_limit(&q, (int)page.limit + 1);
    return page_reply(ctx, &page, query_rows(ctx, &q), notice_item);
}

int64_t notice_unread(struct ctx *ctx, int64_t person)
{
    struct query q =
        query_new(ctx, "SELECT count(*) FROM (SELECT 1 FROM notices n LEFT JOIN goals g ON g.id = n.goal_id");
    query_value(&q, " WHERE n.person_id = ", db_int(person), " AND n.shown = 1 AND n.read_at IS NULL" SEEN("$1"));
    put_known(&q);
    query_limit(&q, UNREAD_MOST);
    query_put(&q, ") few");
    struct db_rows *rows = query_rows(ctx, &q);
    int64_t n = db_next(rows) ? db_col_int(rows, 0) : 0;
    db_close(rows);
    return n;
}

/* ---- reading ---- */

static bool notice_read_all(struct ctx *ctx)
{
    struct notice_reading reading;
    return resource_read(ctx, &reading_resource, READ_CREATE, &reading) &&
           db_run(ctx,
                  "UPDATE notices SET read_at = $1 WHERE person_id = $2 AND id <= $3 AND shown = 1 AND read_at IS NULL",
                  db_int(ctx->now), db_int(ctx->actor.person_id), db_int(reading.until)) &&
           reply_empty(ctx);
}

static bool notice_read_one(struct ctx *ctx)
{
    return db_run(ctx, "UPDATE notices SET read_at = $1 WHERE id = $2 AND read_at IS NULL", db_int(ctx->now),
                  db_int(request_id(ctx, 0))) &&
           reply_empty(ctx);
}

bool notice_read_until(struct ctx *ctx, int64_t before)
{
    return db_run(ctx, "UPDATE notices SET read_at = at WHERE at < $1 AND read_at IS NULL", db_int(before));
}

/* ---- telling ---- */

/* By e-mail and to the person's webhook, as they wish. */
static bool tell_outside(struct ctx *ctx, int64_t id, int64_t person, const struct notice_wish *wish,
                         const struct notice_about *about)
{
    struct person_clock clock;
    bool mails = wish->mailed && mail_possible(ctx->settings);
    bool hooks = wish->hooked && db_int_of(ctx, "SELECT 1 FROM notice_hooks WHERE person_id = $1", db_int(person));
    if (!mails && !hooks) return !failed(ctx);
    if (!person_clock(ctx, person, &clock)) return false;
    int64_t at = notice_time(wish, &clock, ctx->now);
    if (mails && about->n_calendar > 0 && !notice_calendar_later(ctx, id, person, about, at)) return false;
    if (mails && about->n_calendar == 0 && !notice_mail_later(ctx, id, person, at)) return false;
    return !hooks || notice_hook_later(ctx, id, person, at);
}

bool notice_to(struct ctx *ctx, int64_t person, enum notice_kind kind, const struct notice_about *about)
{
    BUG_IF(kind >= NOTICE_KINDS);
    if (failed(ctx)) return false;
    if (ctx->in_bulk || !person || person == ctx->actor.person_id || !person_present(ctx, person)) return !failed(ctx);
    struct str act =
        str_format(ctx->arena, "%lld %lld %lld %lld %lld", (long long)about->goal_id, (long long)about->team_id,
                   (long long)about->other_id, (long long)about->subject_id, (long long)about->act);
    struct notice_wish wish = notice_wish(ctx, person, kind);
    int64_t id = db_int_of(
        ctx,
        "INSERT INTO notices (person_id, kind, act, at, actor_id, goal_id, team_id, other_id, subject_id, what,"
        " shown, starts_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
        " ON CONFLICT (person_id, kind, act) DO NOTHING RETURNING id",
        db_int(person), db_text(str_of(notice_kinds[kind].id)), db_text(act), db_int(ctx->now),
        db_id(ctx->actor.person_id), db_id(about->goal_id), db_id(about->team_id), db_id(about->other_id),
        db_id(about->subject_id), db_text(about->what), db_int(wish.shown), db_id(about->starts_at));
    return id ? tell_outside(ctx, id, person, &wish, about) : !failed(ctx);
}
