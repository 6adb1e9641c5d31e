/* The organisation's own name and zone. */
#include "app/organisation.h"

#include "app/permission.h"
#include "base/limits.h"
#include "kernel/event.h"

#define F(member) offsetof(struct organisation, member)

static const struct field organisation_fields[] = {
    {"id", FIELD_ID, F(id), FIELD_READ_ONLY, .doc = "Its number; there is one."},
    {"name", FIELD_LINE, F(name), FIELD_REQUIRED, 1, LIMIT_NAME, .doc = "The organisation's name."},
    {"zone", FIELD_ZONE, F(zone), FIELD_REQUIRED, .doc = "The time zone of people who have not chosen their own."},
    {"created_at", FIELD_INSTANT, F(created_at), FIELD_READ_ONLY, .doc = "Since when it uses Waymark."},
    {"version", FIELD_INT, F(version), FIELD_READ_ONLY, .doc = "Grows with each change; for If-Match."},
    {0},
};

const struct resource organisation_resource = {
    .name = "organisation",
    .table = "organisations",
    .size = sizeof(struct organisation),
    .fields = organisation_fields,
    .doc = "The organisation that this server serves.",
};

static bool organisation_show(struct ctx *ctx);
static bool organisation_patch(struct ctx *ctx);

const struct route organisation_routes[] = {
    {METHOD_GET, "/organisation", &signed_in, organisation_show, "The organisation.", .gives = &organisation_resource},
    {METHOD_PATCH, "/organisation", &people_operations, organisation_patch, "Changes its name or zone.",
     .takes = &organisation_resource, .gives = &organisation_resource, .flags = ROUTE_MATCH},
    {0},
};

static bool organisation_reply(struct ctx *ctx, const struct organisation *o)
{
    struct json_out w = json_out_new(ctx->arena, 512);
    resource_write(&w, &organisation_resource, o);
    ctx->reply->version = o->version;
    return reply_json(ctx, 200, &w);
}

static bool organisation_load(struct ctx *ctx, struct organisation *out)
{
    return organisation_now(ctx, out) || fail(ctx, 404, "There is no organisation yet.");
}

static bool organisation_show(struct ctx *ctx)
{
    struct organisation o = {0};
    return organisation_load(ctx, &o) && organisation_reply(ctx, &o);
}

static bool organisation_patch(struct ctx *ctx)
{
    struct organisation before = {0};
    if (!organisation_load(ctx, &before) || !match_version(ctx, before.version)) return false;
    struct organisation after = before;
    if (!resource_read(ctx, &organisation_resource, READ_PATCH, &after)) return false;
    if (!resource_update(ctx, &organisation_resource, &before, &after)) return false;
    return event_changed(
               ctx, &(struct event){.type = "organisation.changed", .subject = "organisation", .subject_id = after.id},
               &organisation_resource, &before, &after) &&
           organisation_reply(ctx, &after);
}

bool organisation_now(struct ctx *ctx, struct organisation *out)
{
    int64_t id = db_int_of(ctx, "SELECT id FROM organisations ORDER BY id LIMIT 1");
    return id && resource_lookup(ctx, &organisation_resource, id, out);
}

bool organisation_create(struct ctx *ctx, struct str name, struct str zone)
{
    struct organisation o = {.name = name, .zone = zone, .created_at = ctx->now, .version = 1};
    return resource_insert(ctx, &organisation_resource, &o) &&
           event_changed(ctx,
                         &(struct event){.type = "organisation.created", .subject = "organisation", .subject_id = o.id},
                         &organisation_resource, NULL, &o);
}
