/* Actions: what somebody said in a meeting that they will do, until when. They are on Home of whose they are, and on
 * the meeting's page until they are done. */
#include "app/meeting/meeting_part.h"
#include "app/permission.h"
#include "base/limits.h"

struct meeting_action {
    int64_t id, series_id, meeting_id;
    struct str text;
    int64_t owner_id;
    struct str owner_name;
    int32_t due_on;
    int64_t added_by;
    bool done;
    int64_t done_at, created_at, version;
};

#define F(member) offsetof(struct meeting_action, member)

static const struct field action_fields[] = {
    {"id", FIELD_ID, F(id), FIELD_READ_ONLY, .doc = "The action's number."},
    {"series_id", FIELD_ID, F(series_id), FIELD_READ_ONLY, .doc = "The series in which it was agreed."},
    {"meeting_id", FIELD_ID, F(meeting_id), FIELD_READ_ONLY, .doc = "The meeting in which it was agreed."},
    {"text", FIELD_TEXT, F(text), FIELD_REQUIRED, 1, LIMIT_TITLE, .doc = "What is to be done."},
    {"owner_id", FIELD_ID, F(owner_id), FIELD_NULL, .doc = "Who does it: somebody in the meeting; I unless told."},
    {"owner_name", FIELD_LINE, F(owner_name), FIELD_READ_ONLY | FIELD_NO_COLUMN, .doc = "Their name."},
    {"due_on", FIELD_DATE, F(due_on), FIELD_NULL, .doc = "Until when."},
    {"added_by", FIELD_ID, F(added_by), FIELD_READ_ONLY, .doc = "Who wrote it down."},
    {"done", FIELD_BOOL, F(done), FIELD_NO_COLUMN, .doc = "It has been done."},
    {"done_at", FIELD_INSTANT, F(done_at), FIELD_READ_ONLY | FIELD_NULL, .doc = "When that was noted."},
    {"created_at", FIELD_INSTANT, F(created_at), FIELD_READ_ONLY, .doc = "When it was written down."},
    {"version", FIELD_INT, F(version), FIELD_READ_ONLY, .doc = "Grows with each change; for If-Match."},
    {0},
};

const struct resource meeting_action_resource = {
    .name = "meeting_action",
    .table = "meeting_actions",
    .size = sizeof(struct meeting_action),
    .fields = action_fields,
    .doc = "What somebody does after a meeting, until when.",
};

static bool action_list(struct ctx *ctx);
static bool action_post(struct ctx *ctx);
static bool action_patch(struct ctx *ctx);
static bool action_remove(struct ctx *ctx);

const struct route meeting_action_routes[] = {
    {METHOD_GET, "/meeting-actions", &signed_in, action_list, "My open actions, the oldest first.",
     .gives = &meeting_action_resource, .flags = ROUTE_LIST, .sorts = "id"},
    {METHOD_POST, "/meetings/{id}/actions", &meeting_member, action_post, "Writes down an action.",
     .takes = &meeting_action_resource, .gives = &meeting_action_resource},
    {METHOD_PATCH, "/meeting-actions/{id}", &meeting_action_keeper, action_patch,
     "Changes an action; \"done\" notes that it has been done, or not.", .takes = &meeting_action_resource,
     .gives = &meeting_action_resource, .flags = ROUTE_MATCH},
    {METHOD_DELETE, "/meeting-actions/{id}", &meeting_action_keeper, action_remove, "Removes an action."},
    {0},
};

/* ---- reading ---- */

static struct str action_select(struct ctx *ctx)
{
    return str_format(ctx->arena, "SELECT p.name, %s FROM meeting_actions a JOIN people p ON p.id = a.owner_id",
                      resource_columns(ctx, &meeting_action_resource, "a").at);
}

static void action_from_row(struct db_rows *row, struct meeting_action *a)
{
    resource_clear(&meeting_action_resource, a);
    resource_from_row(&meeting_action_resource, row, 1, a);
    a->owner_name = db_col_text(row, 0);
    a->done = a->done_at != INSTANT_NONE;
}

static void action_write(struct ctx *ctx, struct json_out *w, struct db_rows *row, struct page_key *key)
{
    (void)ctx;
    struct meeting_action a;
    action_from_row(row, &a);
    resource_write(w, &meeting_action_resource, &a);
    key->id = a.id;
}

static bool action_list(struct ctx *ctx)
{
    struct page page;
    if (!page_read(ctx, &page)) return false;
    struct str sql =
        str_format(ctx->arena, "%s WHERE a.owner_id = $1 AND a.done_at IS NULL AND a.id > $2 ORDER BY a.id LIMIT $3",
                   action_select(ctx).at);
    struct db_rows *rows = db_query(ctx, sql.at, db_int(ctx->actor.person_id), db_int(page.id), db_int(page.limit + 1));
    return page_reply(ctx, &page, rows, action_write);
}

/* What is open of the whole series, and all that was agreed in this meeting. */
void meeting_actions_json(struct ctx *ctx, struct json_out *w, const struct meeting *m)
{
    struct str sql = str_format(ctx->arena,
                                "%s WHERE (a.series_id = $1 AND a.done_at IS NULL) OR a.meeting_id = $2"
                                " ORDER BY a.id LIMIT $3",
                                action_select(ctx).at);
    struct db_rows *rows =
        db_query(ctx, sql.at, db_int(m->series_id), db_int(m->id), db_int(2 * LIMIT_MEETING_ACTIONS));
    struct page_key key;
    json_key(w, "actions");
    json_begin_array(w);
    while (db_next(rows)) action_write(ctx, w, rows, &key);
    json_end_array(w);
}

#define HOME_MOST 20

struct list meeting_actions_of(struct ctx *ctx, int64_t person)
{
    struct str sql = str_format(ctx->arena,
                                "%s WHERE a.owner_id = $1 AND a.done_at IS NULL"
                                " ORDER BY COALESCE(a.due_on, '9999'), a.id LIMIT $2",
                                action_select(ctx).at);
    struct db_rows *rows = db_query(ctx, sql.at, db_int(person), db_int(HOME_MOST));
    struct meeting_action *actions = arena_many(ctx->arena, struct meeting_action, HOME_MOST);
    int n = 0;
    while (n < HOME_MOST && db_next(rows)) action_from_row(rows, &actions[n++]);
    db_close(rows);
    return (struct list){actions, n, true};
}

static bool action_reply(struct ctx *ctx, int status, int64_t id)
{
    struct str sql = str_format(ctx->arena, "%s WHERE a.id = $1", action_select(ctx).at);
    struct db_rows *rows = db_query(ctx, sql.at, db_int(id));
    struct meeting_action a;
    if (!db_next(rows)) return fail(ctx, 404, "There is no such action.");
    action_from_row(rows, &a);
    db_close(rows);
    struct json_out w = json_out_new(ctx->arena, 512);
    resource_write(&w, &meeting_action_resource, &a);
    ctx->reply->version = a.version;
    return status == 201 ? reply_created(ctx, &w, "/meeting-actions/", id) : reply_json(ctx, status, &w);
}

/* ---- writing ---- */

static bool owner_check(struct ctx *ctx, const struct meeting_action *a)
{
    return meeting_series_has(ctx, a->series_id, a->owner_id) ||
           fail_field(ctx, "owner_id", "Please choose somebody who is in this meeting.");
}

static bool action_add(struct ctx *ctx, int64_t meeting, struct meeting_action *a)
{
    struct meeting m;
    if (!resource_find(ctx, &meeting_resource, meeting, &m)) return false;
    a->series_id = m.series_id;
    a->meeting_id = m.id;
    if (!a->owner_id) a->owner_id = ctx->actor.person_id;
    if (!owner_check(ctx, a)) return false;
    if (db_int_of(ctx, "SELECT count(*) FROM meeting_actions WHERE meeting_id = $1", db_int(m.id)) >=
        LIMIT_MEETING_ACTIONS)
        return fail(ctx, 409, "A meeting can have %d actions.", LIMIT_MEETING_ACTIONS);
    a->added_by = ctx->actor.person_id;
    a->done_at = a->done ? ctx->now : INSTANT_NONE;
    a->created_at = ctx->now;
    a->version = 1;
    return resource_insert(ctx, &meeting_action_resource, a) && meeting_was_held(ctx, m.id) &&
           meeting_event(ctx, "meeting_action.added", a->series_id, STR_NONE);
}

static bool action_post(struct ctx *ctx)
{
    struct meeting_action a;
    return resource_read(ctx, &meeting_action_resource, READ_CREATE, &a) && action_add(ctx, request_id(ctx, 0), &a) &&
           action_reply(ctx, 201, a.id);
}

bool meeting_action_add(struct ctx *ctx, int64_t meeting, struct str text, int32_t due_on)
{
    struct meeting_action a;
    resource_clear(&meeting_action_resource, &a);
    a.text = text;
    a.due_on = due_on;
    return action_add(ctx, meeting, &a);
}

static bool action_patch(struct ctx *ctx)
{
    struct meeting_action before;
    if (!resource_find(ctx, &meeting_action_resource, request_id(ctx, 0), &before) ||
        !match_version(ctx, before.version))
        return false;
    before.done = before.done_at != INSTANT_NONE;
    struct meeting_action after = before;
    if (!resource_read(ctx, &meeting_action_resource, READ_PATCH, &after)) return false;
    if (!after.owner_id) after.owner_id = before.owner_id;
    if (after.owner_id != before.owner_id && !owner_check(ctx, &after)) return false;
    if (after.done != before.done) after.done_at = after.done ? ctx->now : INSTANT_NONE;
    const char *type = after.done && !before.done ? "meeting_action.done" : "meeting_action.changed";
    return resource_update(ctx, &meeting_action_resource, &before, &after) &&
           (resource_same(&meeting_action_resource, &before, &after) ||
            meeting_event(ctx, type, after.series_id, STR_NONE)) &&
           action_reply(ctx, 200, after.id);
}

static bool action_remove(struct ctx *ctx)
{
    struct meeting_action a;
    return resource_find(ctx, &meeting_action_resource, request_id(ctx, 0), &a) &&
           resource_delete(ctx, &meeting_action_resource, a.id) &&
           meeting_event(ctx, "meeting_action.removed", a.series_id, STR_NONE) && reply_empty(ctx);
}

bool meeting_actions_handed_on(struct ctx *ctx, int64_t person, int64_t to)
{
    return db_run(ctx,
                  "UPDATE meeting_actions SET owner_id = $1, version = version + 1 WHERE owner_id = $2"
                  " AND done_at IS NULL AND series_id IN (SELECT x.series_id FROM meeting_members x"
                  " JOIN meeting_series s ON s.id = x.series_id WHERE x.person_id = $1 AND s.ended_at IS NULL)",
                  db_int(to), db_int(person));
}
