/* Periods with their windows. A period that has ended keeps the framework it ended with and can no longer be changed,
 * so that what was agreed then stays what it was. */
#include "app/period.h"

#include "app/framework.h"
#include "app/permission.h"
#include "base/limits.h"
#include "kernel/event.h"

#define F(member) offsetof(struct period, member)

static const struct field period_fields[] = {
    {"id", FIELD_ID, F(id), FIELD_READ_ONLY, .doc = "The period's number."},
    {"name", FIELD_LINE, F(name), FIELD_REQUIRED, 1, LIMIT_NAME, .doc = "Its name, such as 2027 Q1."},
    {"name_folded", FIELD_LINE, F(name_folded), FIELD_READ_ONLY | FIELD_HIDDEN, .doc = "The name for comparing."},
    {"drafting_on", FIELD_DATE, F(drafting_on), 0,
     .doc = "From this day on its goals are drafted; two weeks before its start unless told."},
    {"starts_on", FIELD_DATE, F(starts_on), FIELD_REQUIRED, .doc = "Its first active day."},
    {"ends_on", FIELD_DATE, F(ends_on), FIELD_REQUIRED, .doc = "Its last active day."},
    {"reviewing_until", FIELD_DATE, F(reviewing_until), 0,
     .doc = "Until this day people look back on it; two weeks after its end unless told."},
    {"framework_id", FIELD_ID, F(framework_id), FIELD_READ_ONLY | FIELD_NULL,
     .doc = "The version of the framework it ended with; null while it has not ended."},
    {"created_at", FIELD_INSTANT, F(created_at), FIELD_READ_ONLY, .doc = "When it was made."},
    {"version", FIELD_INT, F(version), FIELD_READ_ONLY, .doc = "Grows with each change; for If-Match."},
    {0},
};

const struct resource period_resource = {
    .name = "period",
    .table = "periods",
    .size = sizeof(struct period),
    .fields = period_fields,
    .doc = "A stretch of time that goals belong to.",
};

static bool period_list(struct ctx *ctx);
static bool period_post(struct ctx *ctx);
static bool period_show(struct ctx *ctx);
static bool period_patch(struct ctx *ctx);

const struct route period_routes[] = {
    {METHOD_GET, "/periods", &signed_in, period_list, "Every period, newest first.", .gives = &period_resource,
     .flags = ROUTE_LIST, .sorts = "-starts_on"},
    {METHOD_POST, "/periods", &people_operations, period_post, "Makes a period.", .takes = &period_resource,
     .gives = &period_resource},
    {METHOD_GET, "/periods/{id}", &signed_in, period_show, "One period.", .gives = &period_resource},
    {METHOD_PATCH, "/periods/{id}", &people_operations, period_patch, "Changes a period that has not ended.",
     .takes = &period_resource, .gives = &period_resource, .flags = ROUTE_MATCH},
    {0},
};

#define WINDOW_DAYS 14 /* of drafting and of reviewing, when nobody says otherwise */

static void period_item(struct ctx *ctx, struct json_out *w, struct db_rows *row, struct page_key *key)
{
    struct period p;
    resource_from_row(&period_resource, row, 0, &p);
    resource_write(w, &period_resource, &p);
    *key = (struct page_key){.text = date_print(ctx->arena, p.starts_on), .id = p.id};
}

static bool period_list(struct ctx *ctx)
{
    struct page page;
    if (!page_read(ctx, &page)) return false;
    struct str sql = str_format(ctx->arena,
                                "SELECT %s FROM periods p WHERE (p.starts_on, p.id) < ($1, $2)"
                                " ORDER BY p.starts_on DESC, p.id DESC LIMIT $3",
                                resource_columns(ctx, &period_resource, "p").at);
    struct str from = page.first ? STR("9999-12-31") : page.text;
    struct db_rows *rows = db_query(ctx, sql.at, db_text(from), db_int(page.id), db_int(page.limit + 1));
    return page_reply(ctx, &page, rows, period_item);
}

static bool period_reply(struct ctx *ctx, int status, const struct period *p)
{
    struct json_out w = json_out_new(ctx->arena, 512);
    resource_write(&w, &period_resource, p);
    ctx->reply->version = p->version;
    return status == 201 ? reply_created(ctx, &w, "/periods/", p->id) : reply_json(ctx, status, &w);
}

static bool period_post(struct ctx *ctx)
{
    struct period p;
    if (!resource_read(ctx, &period_resource, READ_CREATE, &p)) return false;
    return period_create(ctx, &p) && period_reply(ctx, 201, &p);
}

static bool period_show(struct ctx *ctx)
{
    struct period p;
    return resource_find(ctx, &period_resource, request_id(ctx, 0), &p) && period_reply(ctx, 200, &p);
}

/* The windows that nobody named, the order of the days, and a name that is free. */
static bool period_check(struct ctx *ctx, struct period *p)
{
    if (p->drafting_on == DATE_NONE) p->drafting_on = p->starts_on - WINDOW_DAYS;
    if (p->reviewing_until == DATE_NONE) p->reviewing_until = p->ends_on + WINDOW_DAYS;
    if (p->ends_on < p->starts_on) fail_field(ctx, "ends_on", "A period ends on or after the day it starts.");
    if (p->drafting_on > p->starts_on)
        fail_field(ctx, "drafting_on", "Drafting begins on or before the first active day.");
    if (p->reviewing_until < p->ends_on)
        fail_field(ctx, "reviewing_until", "Looking back goes on at least until the period ends.");
    p->name_folded = utf8_fold(ctx->arena, p->name);
    int64_t other = period_by_name(ctx, p->name);
    if (other && other != p->id) fail_field(ctx, "name", "Another period has this name already.");
    return !failed(ctx);
}

static bool period_patch(struct ctx *ctx)
{
    struct period before;
    if (!resource_find(ctx, &period_resource, request_id(ctx, 0), &before)) return false;
    if (!match_version(ctx, before.version)) return false;
    if (before.framework_id) return fail(ctx, 409, "This period has ended. What was agreed then stays as it was.");
    struct period after = before;
    if (!resource_read(ctx, &period_resource, READ_PATCH, &after) || !period_check(ctx, &after)) return false;
    if (!resource_update(ctx, &period_resource, &before, &after)) return false;
    return event_changed(ctx, &(struct event){.type = "period.changed", .subject = "period", .subject_id = after.id},
                         &period_resource, &before, &after) &&
           period_reply(ctx, 200, &after);
}

bool period_exists(struct ctx *ctx, int64_t id)
{
    return db_int_of(ctx, "SELECT 1 FROM periods WHERE id = $1", db_int(id)) == 1;
}

int64_t period_by_name(struct ctx *ctx, struct str name)
{
    return db_int_of(ctx, "SELECT id FROM periods WHERE name_folded = $1", db_text(utf8_fold(ctx->arena, name)));
}

bool period_create(struct ctx *ctx, struct period *p)
{
    p->created_at = ctx->now;
    p->version = 1;
    p->framework_id = 0;
    if (!period_check(ctx, p) || !resource_insert(ctx, &period_resource, p)) return false;
    return event_changed(ctx, &(struct event){.type = "period.created", .subject = "period", .subject_id = p->id},
                         &period_resource, NULL, p);
}

/* The organisation's day would be nicer, but a period must have ended for everybody: twelve hours behind UTC is the
 * last place on earth where its last day can still be going on. */
bool period_finish(struct ctx *ctx)
{
    struct str today = date_print(ctx->arena, zone_date(STR("Etc/GMT+12"), ctx->now));
    struct framework f;
    if (!framework_now(ctx, &f)) return false;
    return db_run(ctx,
                  "UPDATE periods SET framework_id = $1, version = version + 1"
                  " WHERE framework_id IS NULL AND ends_on < $2",
                  db_int(f.id), db_text(today)) &&
           false;
}
