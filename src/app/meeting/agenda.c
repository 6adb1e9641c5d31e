/* The agenda of a series: what anybody in it wants to talk about, in their order. It belongs to the series, so what is
 * open is on the next meeting's by itself. */
#include "app/meeting/meeting_part.h"
#include "app/permission.h"
#include "app/person.h"
#include "base/limits.h"

struct agenda_item {
    int64_t id, series_id, position;
    struct str text;
    int64_t goal_id;
    struct str goal_title;
    int64_t added_by;
    struct str added_by_name;
    bool done;
    int64_t done_at, done_in, created_at, version;
};

#define F(member) offsetof(struct agenda_item, member)

static const struct field item_fields[] = {
    {"id", FIELD_ID, F(id), FIELD_READ_ONLY, .doc = "The item's number."},
    {"series_id", FIELD_ID, F(series_id), FIELD_READ_ONLY, .doc = "The series on whose agenda it is."},
    {"position", FIELD_INT, F(position), 0, 1, 1000, .doc = "Its place; the others make room. Last unless told."},
    {"text", FIELD_TEXT, F(text), FIELD_REQUIRED, 1, LIMIT_TITLE, .doc = "What to talk about."},
    {"goal_id", FIELD_ID, F(goal_id), FIELD_NULL | FIELD_CREATE_ONLY, .doc = "The goal that it is about."},
    {"goal_title", FIELD_LINE, F(goal_title), FIELD_READ_ONLY | FIELD_NULL | FIELD_NO_COLUMN, .doc = "Its title."},
    {"added_by", FIELD_ID, F(added_by), FIELD_READ_ONLY, .doc = "Who put it there."},
    {"added_by_name", FIELD_LINE, F(added_by_name), FIELD_READ_ONLY | FIELD_NO_COLUMN, .doc = "Their name."},
    {"done", FIELD_BOOL, F(done), FIELD_NO_COLUMN, .doc = "It has been talked about."},
    {"done_at", FIELD_INSTANT, F(done_at), FIELD_READ_ONLY | FIELD_NULL, .doc = "When that was noted."},
    {"done_in", FIELD_ID, F(done_in), FIELD_READ_ONLY | FIELD_NULL, .doc = "In which meeting."},
    {"created_at", FIELD_INSTANT, F(created_at), FIELD_READ_ONLY, .doc = "When it was put there."},
    {"version", FIELD_INT, F(version), FIELD_READ_ONLY, .doc = "Grows with each change; for If-Match."},
    {0},
};

const struct resource agenda_item_resource = {
    .name = "agenda_item",
    .table = "agenda_items",
    .size = sizeof(struct agenda_item),
    .fields = item_fields,
    .doc = "Something to talk about, on the agenda of a series of meetings.",
};

static bool item_list(struct ctx *ctx);
static bool item_post(struct ctx *ctx);
static bool item_for_person(struct ctx *ctx);
static bool item_patch(struct ctx *ctx);
static bool item_remove(struct ctx *ctx);

const struct route agenda_routes[] = {
    {METHOD_GET, "/meeting-series/{id}/agenda", &meeting_series_member, item_list, "What is open, in its order.",
     .gives = &agenda_item_resource, .flags = ROUTE_LIST, .sorts = "position"},
    {METHOD_POST, "/meeting-series/{id}/agenda", &meeting_series_member, item_post, "Puts something on the agenda.",
     .takes = &agenda_item_resource, .gives = &agenda_item_resource},
    {METHOD_POST, "/people/{id}/agenda", &signed_in, item_for_person,
     "Puts something on the agenda of my next one-to-one with this person. 409 when we have none.",
     .takes = &agenda_item_resource, .gives = &agenda_item_resource},
    {METHOD_PATCH, "/agenda-items/{id}", &agenda_item_member, item_patch,
     "Changes an item or its place; \"done\" notes that it was talked about, or not.", .takes = &agenda_item_resource,
     .gives = &agenda_item_resource, .flags = ROUTE_MATCH},
    {METHOD_DELETE, "/agenda-items/{id}", &agenda_item_member, item_remove, "Takes an item off the agenda."},
    {0},
};

/* ---- reading ---- */

/* A goal's title is shown to those who may see the goal; $1 is who reads. */
static struct str item_select(struct ctx *ctx)
{
    return str_format(ctx->arena,
                      "SELECT p.name, g.title, %s FROM agenda_items i JOIN people p ON p.id = i.added_by"
                      " LEFT JOIN goals g ON g.id = i.goal_id AND " GOAL_VISIBLE("$1"),
                      resource_columns(ctx, &agenda_item_resource, "i").at);
}

static void item_from_row(struct db_rows *row, struct agenda_item *i)
{
    resource_clear(&agenda_item_resource, i);
    resource_from_row(&agenda_item_resource, row, 2, i);
    i->added_by_name = db_col_text(row, 0);
    i->goal_title = db_col_text(row, 1);
    if (str_none(i->goal_title)) i->goal_id = 0;
    i->done = i->done_at != INSTANT_NONE;
}

static void item_write(struct ctx *ctx, struct json_out *w, struct db_rows *row, struct page_key *key)
{
    (void)ctx;
    struct agenda_item i;
    item_from_row(row, &i);
    resource_write(w, &agenda_item_resource, &i);
    *key = (struct page_key){.number = i.position, .id = i.id};
}

static struct db_rows *open_rows(struct ctx *ctx, int64_t series, int64_t position, int64_t id, int64_t most)
{
    struct str sql = str_format(ctx->arena,
                                "%s WHERE i.series_id = $2 AND i.done_at IS NULL AND (i.position, i.id) > ($3, $4)"
                                " ORDER BY i.position, i.id LIMIT $5",
                                item_select(ctx).at);
    return db_query(ctx, sql.at, db_int(ctx->actor.person_id), db_int(series), db_int(position), db_int(id),
                    db_int(most));
}

static bool item_list(struct ctx *ctx)
{
    struct page page;
    if (!page_read(ctx, &page)) return false;
    return page_reply(ctx, &page, open_rows(ctx, request_id(ctx, 0), page.number, page.id, page.limit + 1), item_write);
}

void agenda_json(struct ctx *ctx, struct json_out *w, const struct meeting *m)
{
    struct page_key key;
    json_key(w, "agenda");
    json_begin_array(w);
    struct db_rows *rows = open_rows(ctx, m->series_id, INT64_MIN, 0, LIMIT_AGENDA_ITEMS);
    while (db_next(rows)) item_write(ctx, w, rows, &key);
    json_end_array(w);
    struct str sql =
        str_format(ctx->arena, "%s WHERE i.done_in = $2 ORDER BY i.done_at, i.id LIMIT $3", item_select(ctx).at);
    rows = db_query(ctx, sql.at, db_int(ctx->actor.person_id), db_int(m->id), db_int(LIMIT_AGENDA_ITEMS));
    json_key(w, "talked_about");
    json_begin_array(w);
    while (db_next(rows)) item_write(ctx, w, rows, &key);
    json_end_array(w);
}

static bool item_reply(struct ctx *ctx, int status, int64_t id)
{
    struct str sql = str_format(ctx->arena, "%s WHERE i.id = $2", item_select(ctx).at);
    struct db_rows *rows = db_query(ctx, sql.at, db_int(ctx->actor.person_id), db_int(id));
    struct agenda_item i;
    if (!db_next(rows)) return fail(ctx, 404, "This is not on the agenda any more.");
    item_from_row(rows, &i);
    db_close(rows);
    struct json_out w = json_out_new(ctx->arena, 512);
    resource_write(&w, &agenda_item_resource, &i);
    ctx->reply->version = i.version;
    return status == 201 ? reply_created(ctx, &w, "/agenda-items/", id) : reply_json(ctx, status, &w);
}

/* ---- writing ---- */

/* Puts the item in its place and the others around it: 1, 2, 3 and on. */
static bool item_place(struct ctx *ctx, struct agenda_item *it)
{
    int64_t ids[LIMIT_AGENDA_ITEMS];
    int n = 0;
    struct db_rows *rows = db_query(ctx,
                                    "SELECT id FROM agenda_items WHERE series_id = $1 AND done_at IS NULL AND id <> $2"
                                    " ORDER BY position, id LIMIT $3",
                                    db_int(it->series_id), db_int(it->id), db_int(LIMIT_AGENDA_ITEMS));
    while (n < LIMIT_AGENDA_ITEMS && db_next(rows)) ids[n++] = db_col_int(rows, 0);
    db_close(rows);
    if (it->position > n + 1) it->position = n + 1;
    for (int i = 0; i < n; i++) {
        int64_t place = i + 1 < it->position ? i + 1 : i + 2;
        if (!db_run(ctx, "UPDATE agenda_items SET position = $1 WHERE id = $2 AND position <> $1", db_int(place),
                    db_int(ids[i])))
            return false;
    }
    return !failed(ctx);
}

static bool goal_seen(struct ctx *ctx, int64_t goal)
{
    return !goal || goal_viewer.ask(ctx, goal) == ALLOWED ||
           fail_field(ctx, "goal_id", "There is no such goal that you can see.");
}

static bool item_add(struct ctx *ctx, int64_t series, struct agenda_item *it)
{
    struct meeting_series s;
    if (!meeting_series_open(ctx, series, &s) || !goal_seen(ctx, it->goal_id)) return false;
    int64_t open =
        db_int_of(ctx, "SELECT count(*) FROM agenda_items WHERE series_id = $1 AND done_at IS NULL", db_int(series));
    if (open >= LIMIT_AGENDA_ITEMS)
        return fail(ctx, 409, "An agenda can have %d open items. Please take one off first.", LIMIT_AGENDA_ITEMS);
    it->series_id = series;
    if (it->position < 1) it->position = LIMIT_AGENDA_ITEMS + 1;
    if (!item_place(ctx, it)) return false;
    it->added_by = ctx->actor.person_id;
    it->done_at = INSTANT_NONE;
    it->done_in = 0;
    it->created_at = ctx->now;
    it->version = 1;
    return resource_insert(ctx, &agenda_item_resource, it) && meeting_event(ctx, "agenda_item.added", series, STR_NONE);
}

static bool item_post(struct ctx *ctx)
{
    struct agenda_item it;
    return resource_read(ctx, &agenda_item_resource, READ_CREATE, &it) && item_add(ctx, request_id(ctx, 0), &it) &&
           item_reply(ctx, 201, it.id);
}

static bool item_for_person(struct ctx *ctx)
{
    struct agenda_item it;
    struct person p;
    if (!resource_read(ctx, &agenda_item_resource, READ_CREATE, &it) || !person_find(ctx, request_id(ctx, 0), &p))
        return false;
    int64_t series = meeting_pair(ctx, ctx->actor.person_id, p.id);
    if (!series) return fail(ctx, 409, "You have no one-to-one with %s yet. Please plan one first.", p.name.at);
    return item_add(ctx, series, &it) && item_reply(ctx, 201, it.id);
}

/* What is ticked now was talked about in the meeting that began last, if that was today or yesterday, else in the next.
 */
static int64_t meeting_of_now(struct ctx *ctx, int64_t series)
{
    int64_t begun = db_int_of(ctx,
                              "SELECT id FROM meetings WHERE series_id = $1 AND starts_at <= $2 AND starts_at > $3"
                              " AND state <> 'skipped' ORDER BY starts_at DESC, id DESC LIMIT 1",
                              db_int(series), db_int(ctx->now + 15 * MS_MINUTE), db_int(ctx->now - 2 * MS_DAY));
    if (begun) return begun;
    return db_int_of(ctx,
                     "SELECT id FROM meetings WHERE series_id = $1 AND starts_at > $2 AND state = 'planned'"
                     " ORDER BY starts_at, id LIMIT 1",
                     db_int(series), db_int(ctx->now));
}

static bool item_done(struct ctx *ctx, struct agenda_item *after)
{
    after->done_at = after->done ? ctx->now : INSTANT_NONE;
    after->done_in = after->done ? meeting_of_now(ctx, after->series_id) : 0;
    if (!after->done) after->position = LIMIT_AGENDA_ITEMS + 1;
    return (after->done || item_place(ctx, after)) && (!after->done_in || meeting_was_held(ctx, after->done_in));
}

static bool item_find(struct ctx *ctx, int64_t id, struct agenda_item *it)
{
    if (!resource_find(ctx, &agenda_item_resource, id, it)) return false;
    it->done = it->done_at != INSTANT_NONE;
    return true;
}

static bool item_patch(struct ctx *ctx)
{
    struct agenda_item before;
    if (!item_find(ctx, request_id(ctx, 0), &before) || !match_version(ctx, before.version)) return false;
    struct agenda_item after = before;
    if (!resource_read(ctx, &agenda_item_resource, READ_PATCH, &after)) return false;
    if (after.position != before.position && !before.done && !item_place(ctx, &after)) return false;
    if (after.done != before.done && !item_done(ctx, &after)) return false;
    const char *type = after.done && !before.done ? "agenda_item.done" : "agenda_item.changed";
    return resource_update(ctx, &agenda_item_resource, &before, &after) &&
           (resource_same(&agenda_item_resource, &before, &after) ||
            meeting_event(ctx, type, after.series_id, STR_NONE)) &&
           item_reply(ctx, 200, after.id);
}

static bool item_remove(struct ctx *ctx)
{
    struct agenda_item it;
    return item_find(ctx, request_id(ctx, 0), &it) && resource_delete(ctx, &agenda_item_resource, it.id) &&
           meeting_event(ctx, "agenda_item.removed", it.series_id, STR_NONE) && reply_empty(ctx);
}

/* ---- for others ---- */

bool agenda_add(struct ctx *ctx, int64_t series, struct str text, int64_t goal, int64_t *item)
{
    struct agenda_item it;
    resource_clear(&agenda_item_resource, &it);
    it.text = text;
    it.goal_id = goal;
    if (!item_add(ctx, series, &it)) return false;
    *item = it.id;
    return true;
}

bool agenda_goes_on(struct ctx *ctx, const struct meeting_series *s)
{
    return db_run(ctx,
                  "UPDATE agenda_items SET series_id = $1 WHERE done_at IS NULL AND series_id IN"
                  " (SELECT id FROM meeting_series WHERE pair_low = $2 AND pair_high = $3 AND ended_at IS NOT NULL)",
                  db_int(s->id), db_int(s->pair_low), db_int(s->pair_high));
}
