/* Something raised with somebody: what, how important, how urgent; by which medium, as advised and as chosen; and when
 * it was talked over. A short record that the two see, and nobody else. */
#include "app/raise/raise_part.h"

#include "app/notice/notice.h"
#include "app/permission.h"
#include "app/person.h"
#include "base/limits.h"
#include "kernel/event.h"
#include "kernel/query.h"

#define F(member) offsetof(struct raised_item, member)

static const struct field raised_fields[] = {
    {"id", FIELD_ID, F(id), FIELD_READ_ONLY, .doc = "The number of what was raised."},
    {"from_id", FIELD_ID, F(from_id), FIELD_READ_ONLY, .doc = "Who raised it."},
    {"from_name", FIELD_LINE, F(from_name), FIELD_READ_ONLY | FIELD_NO_COLUMN, .doc = "Their name."},
    {"to_id", FIELD_ID, F(to_id), FIELD_REQUIRED, .doc = "With whom."},
    {"to_name", FIELD_LINE, F(to_name), FIELD_READ_ONLY | FIELD_NO_COLUMN, .doc = "Their name."},
    {"goal_id", FIELD_ID, F(goal_id), FIELD_NULL, .doc = "The goal it is about."},
    {"goal_title", FIELD_LINE, F(goal_title), FIELD_READ_ONLY | FIELD_NO_COLUMN | FIELD_NULL, .doc = "Its title."},
    {"what", FIELD_LINE, F(what), FIELD_REQUIRED, 1, LIMIT_TITLE, .doc = "What it is, in a line."},
    {"importance", FIELD_CHOICE, F(importance), FIELD_REQUIRED, .choices = weight_choices,
     .doc = "How much it matters."},
    {"urgency", FIELD_CHOICE, F(urgency), FIELD_REQUIRED, .choices = weight_choices, .doc = "How soon it is needed."},
    {"bad_news", FIELD_BOOL, F(bad_news), 0, .doc = "It is bad news for the other."},
    {"suggested", FIELD_CHOICE, F(suggested), FIELD_READ_ONLY, .choices = medium_choices,
     .doc = "The medium that the framework advised."},
    {"chosen", FIELD_CHOICE, F(chosen), FIELD_REQUIRED, .choices = medium_choices, .doc = "The one that was chosen."},
    {"created_at", FIELD_INSTANT, F(created_at), FIELD_READ_ONLY, .doc = "When it was raised."},
    {"answered_at", FIELD_INSTANT, F(answered_at), FIELD_READ_ONLY | FIELD_NULL, .doc = "When it was talked over."},
    {"answered_by", FIELD_ID, F(answered_by), FIELD_READ_ONLY | FIELD_NULL, .doc = "Which of the two said so."},
    {0},
};

const struct resource raised_item_resource = {.name = "raised_item",
                                              .table = "raised_items",
                                              .size = sizeof(struct raised_item),
                                              .fields = raised_fields,
                                              .doc = "Something raised with somebody, by a medium."};

struct raised_filter {
    bool open;
};
static const struct field filter_fields[] = {
    {"open", FIELD_BOOL, offsetof(struct raised_filter, open), 0, .doc = "Only what has not been talked over."},
    {0},
};
static const struct resource raised_filter_resource = {
    .name = "raised_filter", .size = sizeof(struct raised_filter), .fields = filter_fields};

static bool raised_list(struct ctx *ctx);
static bool raised_post(struct ctx *ctx);
static bool raised_show(struct ctx *ctx);
static bool raised_answer(struct ctx *ctx);
static bool raised_delete(struct ctx *ctx);

const struct route raise_routes[] = {
    {METHOD_GET, "/people/{id}/medium", &signed_in, raise_advice_show,
     "Which medium fits for raising something with this person, and why.", .gives = &medium_advice_resource,
     .filter = &medium_ask_resource},
    {METHOD_GET, "/raised-items", &signed_in, raised_list, "What I raised, and what was raised with me, newest first.",
     .gives = &raised_item_resource, .filter = &raised_filter_resource, .flags = ROUTE_LIST, .sorts = "-id"},
    {METHOD_POST, "/raised-items", &signed_in, raised_post, "Raises something with somebody; only the two see it.",
     .takes = &raised_item_resource, .gives = &raised_item_resource},
    {METHOD_GET, "/raised-items/{id}", &raised_between, raised_show, "Something that was raised.",
     .gives = &raised_item_resource},
    {METHOD_PUT, "/raised-items/{id}/answer", &raised_between, raised_answer,
     "Says that it has been talked over: how long it took is kept.", .gives = &raised_item_resource},
    {METHOD_DELETE, "/raised-items/{id}", &raiser, raised_delete, "Takes it back, while it has not been talked over."},
    {METHOD_GET, "/raised-figures", &signed_in, raise_figures_show,
     "How suggested and chosen media differ, and how long answers take, in the last three full months; only where five "
     "people or more are behind a figure.",
     .gives = &raise_figures_resource},
    {0},
};

/* ---- reading ---- */

static struct query raised_select(struct ctx *ctx)
{
    struct query q = query_new(ctx, "SELECT a.name, b.name, g.title, ");
    query_put(&q, resource_columns(ctx, &raised_item_resource, "r").at);
    query_put(&q, " FROM raised_items r JOIN people a ON a.id = r.from_id JOIN people b ON b.id = r.to_id"
                  " LEFT JOIN goals g ON g.id = r.goal_id");
    query_value(&q, " AND (g.state <> 'draft' OR g.owner_id = ", db_int(ctx->actor.person_id), "");
    query_value(&q, " OR g.started_by = ", db_int(ctx->actor.person_id), ")");
    return q;
}

static struct raised_item raised_of_row(struct db_rows *rows)
{
    struct raised_item r;
    resource_clear(&raised_item_resource, &r);
    resource_from_row(&raised_item_resource, rows, 3, &r);
    r.from_name = db_col_text(rows, 0);
    r.to_name = db_col_text(rows, 1);
    r.goal_title = db_col_text(rows, 2);
    if (str_none(r.goal_title)) r.goal_id = 0;
    return r;
}

static void raised_item(struct ctx *ctx, struct json_out *w, struct db_rows *row, struct page_key *key)
{
    (void)ctx;
    struct raised_item r = raised_of_row(row);
    resource_write(w, &raised_item_resource, &r);
    key->id = r.id;
}

/* The newest of both sides, each through its own index. */
#define ID_OF_SIDE(side, open)                                                                                         \
    "SELECT id FROM raised_items WHERE " side " = $1 AND id < $2" open " ORDER BY id DESC LIMIT $3"
#define IDS_OF_BOTH(open)                                                                                              \
    "SELECT id FROM (SELECT * FROM (" ID_OF_SIDE("from_id", open) ") f UNION SELECT * FROM (" ID_OF_SIDE(              \
        "to_id", open) ") t) both_sides ORDER BY id DESC LIMIT $3"

static bool raised_list(struct ctx *ctx)
{
    struct page page;
    struct raised_filter filter;
    if (!page_read(ctx, &page) || !resource_read_query(ctx, &raised_filter_resource, &filter)) return false;
    struct str sql = str_format(
        ctx->arena,
        "WITH few(id) AS (%s) SELECT a.name, b.name, g.title, %s FROM few CROSS JOIN raised_items r"
        " JOIN people a ON a.id = r.from_id JOIN people b ON b.id = r.to_id LEFT JOIN goals g ON g.id = r.goal_id"
        " AND " GOAL_VISIBLE("$1") " WHERE r.id = few.id ORDER BY r.id DESC",
        filter.open ? IDS_OF_BOTH(" AND answered_at IS NULL") : IDS_OF_BOTH(""),
        resource_columns(ctx, &raised_item_resource, "r").at);
    return page_reply(ctx, &page,
                      db_query(ctx, sql.at, db_int(ctx->actor.person_id), db_int(page.id), db_int(page.limit + 1)),
                      raised_item);
}

static bool raised_load(struct ctx *ctx, int64_t id, struct raised_item *out)
{
    struct query q = raised_select(ctx);
    query_value(&q, " WHERE r.id = ", db_int(id), "");
    struct db_rows *rows = query_rows(ctx, &q);
    bool found = db_next(rows);
    if (found) *out = raised_of_row(rows);
    db_close(rows);
    return found || fail(ctx, 404, "This was taken back, or you cannot see it.");
}

static bool raised_reply(struct ctx *ctx, int status, int64_t id)
{
    struct raised_item r;
    if (!raised_load(ctx, id, &r)) return false;
    struct json_out w = json_out_new(ctx->arena, 1024);
    resource_write(&w, &raised_item_resource, &r);
    return status == 201 ? reply_created(ctx, &w, "/raised-items/", id) : reply_json(ctx, status, &w);
}

struct list raise_open(struct ctx *ctx, int64_t person, int most)
{
    struct raised_item *items = arena_many(ctx->arena, struct raised_item, most);
    int n = 0;
    struct str sql = str_format(
        ctx->arena,
        "WITH few(id) AS (SELECT * FROM (SELECT id FROM raised_items WHERE from_id = $1"
        " AND answered_at IS NULL ORDER BY id LIMIT $2) f UNION SELECT * FROM (SELECT id FROM raised_items"
        " WHERE to_id = $1 AND answered_at IS NULL ORDER BY id LIMIT $2) t)"
        " SELECT a.name, b.name, g.title, %s FROM few CROSS JOIN raised_items r"
        " JOIN people a ON a.id = r.from_id JOIN people b ON b.id = r.to_id"
        " LEFT JOIN goals g ON g.id = r.goal_id AND " GOAL_VISIBLE("$1") " WHERE r.id = few.id ORDER BY r.id LIMIT $2",
        resource_columns(ctx, &raised_item_resource, "r").at);
    struct db_rows *rows = db_query(ctx, sql.at, db_int(person), db_int(most));
    while (n < most && db_next(rows)) items[n++] = raised_of_row(rows);
    db_close(rows);
    return (struct list){items, n, true};
}

/* ---- handlers ---- */

static bool raised_post(struct ctx *ctx)
{
    struct raised_item r;
    return resource_read(ctx, &raised_item_resource, READ_CREATE, &r) && raise_item(ctx, &r) &&
           raised_reply(ctx, 201, r.id);
}

static bool raised_show(struct ctx *ctx)
{
    return raised_reply(ctx, 200, request_id(ctx, 0));
}

static bool raised_answer(struct ctx *ctx)
{
    int64_t id = request_id(ctx, 0);
    return raise_answer(ctx, id) && raised_reply(ctx, 200, id);
}

/* ---- rules ---- */

/* Nothing of what was raised: the event says that there was something, to the two alone (activity.c). */
static bool raised_event(struct ctx *ctx, const char *type, const struct raised_item *r)
{
    int64_t other = r->to_id == ctx->actor.person_id ? r->from_id : r->to_id;
    return event_record(
        ctx, &(struct event){.type = type, .subject = "raised_item", .subject_id = r->id, .person_id = other});
}

static bool raised_delete(struct ctx *ctx)
{
    struct raised_item r;
    if (!resource_find(ctx, &raised_item_resource, request_id(ctx, 0), &r)) return false;
    if (r.answered_at != INSTANT_NONE)
        return fail(ctx, 409, "This has been talked over already, so there is nothing to take back.");
    return resource_delete(ctx, &raised_item_resource, r.id) && raised_event(ctx, "raised_item.withdrawn", &r) &&
           reply_empty(ctx);
}

static bool raise_check(struct ctx *ctx, const struct raised_item *r)
{
    if (r->to_id == ctx->actor.person_id)
        fail_field(ctx, "to_id", "Raise it with somebody else; a note to yourself is a step.");
    else if (!person_present(ctx, r->to_id)) fail_field(ctx, "to_id", "This person is not here, or not any more.");
    if (r->goal_id && goal_viewer.ask(ctx, r->goal_id) != ALLOWED)
        fail_field(ctx, "goal_id", "This goal does not exist, or you cannot see it.");
    return !failed(ctx);
}

bool raise_item(struct ctx *ctx, struct raised_item *r)
{
    struct framework f;
    if (!raise_check(ctx, r) || !framework_now(ctx, &f)) return false;
    r->from_id = ctx->actor.person_id;
    r->suggested = (int)raise_medium(&f, r->importance, r->urgency, r->bad_news);
    r->created_at = ctx->now;
    r->answered_at = INSTANT_NONE;
    r->answered_by = 0;
    return resource_insert(ctx, &raised_item_resource, r) && raised_event(ctx, "raised_item.raised", r) &&
           notice_to(ctx, r->to_id, NOTICE_RAISED, &(struct notice_about){.subject_id = r->id, .act = r->id});
}

bool raise_answer(struct ctx *ctx, int64_t id)
{
    struct raised_item r;
    if (!resource_find(ctx, &raised_item_resource, id, &r)) return false;
    if (r.answered_at != INSTANT_NONE) return fail(ctx, 409, "This has been talked over already.");
    if (!db_run(ctx, "UPDATE raised_items SET answered_at = $1, answered_by = $2 WHERE id = $3 AND answered_at IS NULL",
                db_int(ctx->now), db_int(ctx->actor.person_id), db_int(id)))
        return false;
    if (!db_changed(ctx)) return fail(ctx, 409, "This has been talked over already.");
    int64_t other = r.from_id == ctx->actor.person_id ? r.to_id : r.from_id;
    return raised_event(ctx, "raised_item.answered", &r) &&
           notice_to(ctx, other, NOTICE_RAISED_ANSWERED, &(struct notice_about){.subject_id = id, .act = id});
}
