/* The mission at the head of the goal map. Writing it anew keeps the old text, who wrote it and why: the history is
 * part of the answer to "what are we trying to achieve?". */
#include "app/mission.h"

#include "app/permission.h"
#include "base/limits.h"
#include "kernel/event.h"

#define F(member) offsetof(struct mission, member)

static const struct field mission_fields[] = {
    {"id", FIELD_ID, F(id), FIELD_READ_ONLY, .doc = "The number of this text of the mission."},
    {"text", FIELD_TEXT, F(text), FIELD_REQUIRED, 1, LIMIT_TEXT,
     .doc = "What the organisation is for, in its own words."},
    {"author_id", FIELD_ID, F(author_id), FIELD_READ_ONLY, .doc = "Who wrote this text."},
    {"author_name", FIELD_LINE, F(author_name), FIELD_READ_ONLY | FIELD_NO_COLUMN, .doc = "Their name."},
    {"reason", FIELD_TEXT, F(reason), FIELD_NULL, 0, LIMIT_TEXT,
     .doc = "Why it was written anew, shown in its history."},
    {"created_at", FIELD_INSTANT, F(created_at), FIELD_READ_ONLY, .doc = "When it was written."},
    {0},
};

const struct resource mission_resource = {
    .name = "mission",
    .table = "missions",
    .size = sizeof(struct mission),
    .fields = mission_fields,
    .doc = "The mission of the organisation: what everything here serves.",
};

static bool mission_show(struct ctx *ctx);
static bool mission_put(struct ctx *ctx);
static bool mission_history(struct ctx *ctx);

const struct route mission_routes[] = {
    {METHOD_GET, "/mission", &signed_in, mission_show,
     "The mission of today. Its text is null until one has been written.", .gives = &mission_resource},
    {METHOD_PUT, "/mission", &people_operations, mission_put,
     "Writes the mission anew; the old text stays in its history.", .takes = &mission_resource,
     .gives = &mission_resource},
    {METHOD_GET, "/mission/history", &signed_in, mission_history, "Every text the mission has had, newest first.",
     .gives = &mission_resource, .flags = ROUTE_LIST, .sorts = "-id"},
    {0},
};

static bool mission_reply(struct ctx *ctx)
{
    struct mission m;
    resource_clear(&mission_resource, &m);
    mission_now(ctx, &m);
    if (failed(ctx)) return false;
    struct json_out w = json_out_new(ctx->arena, 1024);
    resource_write(&w, &mission_resource, &m);
    ctx->reply->version = m.id;
    return reply_json(ctx, 200, &w);
}

static bool mission_show(struct ctx *ctx)
{
    return mission_reply(ctx);
}

static bool mission_put(struct ctx *ctx)
{
    struct mission m;
    if (!resource_read(ctx, &mission_resource, READ_CREATE, &m)) return false;
    return mission_write(ctx, ctx->actor.person_id, m.text, m.reason) && mission_reply(ctx);
}

#define MISSION_SELECT                                                                                                 \
    "SELECT m.id, m.text, m.author_id, m.reason, m.created_at, p.name"                                                 \
    " FROM missions m JOIN people p ON p.id = m.author_id"

static struct mission mission_of_row(struct db_rows *rows)
{
    struct mission m;
    resource_clear(&mission_resource, &m);
    resource_from_row(&mission_resource, rows, 0, &m);
    m.author_name = db_col_text(rows, 5);
    return m;
}

static void mission_item(struct ctx *ctx, struct json_out *w, struct db_rows *row, struct page_key *key)
{
    (void)ctx;
    struct mission m = mission_of_row(row);
    resource_write(w, &mission_resource, &m);
    key->id = m.id;
}

static bool mission_history(struct ctx *ctx)
{
    struct page page;
    if (!page_read(ctx, &page)) return false;
    struct db_rows *rows = db_query(ctx, MISSION_SELECT " WHERE m.id < $1 ORDER BY m.id DESC LIMIT $2", db_int(page.id),
                                    db_int(page.limit + 1));
    return page_reply(ctx, &page, rows, mission_item);
}

bool mission_now(struct ctx *ctx, struct mission *out)
{
    struct db_rows *rows = db_query(ctx, MISSION_SELECT " ORDER BY m.id DESC LIMIT 1");
    if (!db_next(rows)) return false;
    *out = mission_of_row(rows);
    db_close(rows);
    return true;
}

bool mission_write(struct ctx *ctx, int64_t author_id, struct str text, struct str reason)
{
    struct mission before, after;
    resource_clear(&mission_resource, &before);
    bool anew = mission_now(ctx, &before);
    if (failed(ctx)) return false;
    if (anew && str_equal(before.text, text)) return true; /* the same words: nothing happened */
    resource_clear(&mission_resource, &after);
    after.text = text;
    after.reason = reason;
    after.author_id = author_id;
    after.created_at = ctx->now;
    if (!resource_insert(ctx, &mission_resource, &after)) return false;
    return event_changed(
        ctx, &(struct event){.type = "mission.written", .subject = "mission", .subject_id = after.id, .reason = reason},
        &mission_resource, anew ? &before : NULL, &after);
}

void mission_json(struct ctx *ctx, struct json_out *w)
{
    struct mission m;
    if (!mission_now(ctx, &m)) {
        json_none(w);
        return;
    }
    json_begin_object(w);
    json_put_id(w, "id", m.id);
    json_put_text(w, "text", m.text);
    json_end_object(w);
}
