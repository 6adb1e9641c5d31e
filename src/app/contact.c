/* Contact points of a person: one row says for what, by which medium, where, and when. */
#include "app/contact.h"

#include "app/permission.h"
#include "app/person.h"
#include "base/limits.h"
#include "kernel/event.h"

#define CONTACTS_MOST 20

const char *const contact_media[] = {"email", "phone", "chat", "video", "place", "other", NULL};

#define F(member) offsetof(struct contact, member)

static const struct field contact_fields[] = {
    {"id", FIELD_ID, F(id), FIELD_READ_ONLY, .doc = "The contact point's number."},
    {"person_id", FIELD_ID, F(person_id), FIELD_READ_ONLY, .doc = "Whose it is."},
    {"topic", FIELD_LINE, F(topic), FIELD_REQUIRED, 1, LIMIT_NAME,
     .doc = "For what: \"anything urgent\", \"invoices\"."},
    {"medium", FIELD_CHOICE, F(medium), FIELD_REQUIRED, .choices = contact_media, .doc = "How."},
    {"address", FIELD_LINE, F(address), FIELD_REQUIRED, 1, LIMIT_NAME,
     .doc = "Where: an address, a number, a name in the chat."},
    {"hours", FIELD_LINE, F(hours), FIELD_NULL, 0, LIMIT_NAME, .doc = "When, in words."},
    {"created_at", FIELD_INSTANT, F(created_at), FIELD_READ_ONLY, .doc = "When it was written down."},
    {"version", FIELD_INT, F(version), FIELD_READ_ONLY, .doc = "Grows with each change; for If-Match."},
    {0},
};

const struct resource contact_resource = {
    .name = "contact_point",
    .table = "contact_points",
    .size = sizeof(struct contact),
    .fields = contact_fields,
    .doc = "Where a person can be reached, for what, and when.",
};

static bool contact_list(struct ctx *ctx);
static bool contact_post(struct ctx *ctx);
static bool contact_patch(struct ctx *ctx);
static bool contact_delete(struct ctx *ctx);

const struct route contact_routes[] = {
    {METHOD_GET, "/people/{id}/contact-points", &signed_in, contact_list, "Where the person can be reached.",
     .gives = &contact_resource, .flags = ROUTE_LIST, .sorts = "id"},
    {METHOD_POST, "/people/{id}/contact-points", &person_self_or_people_operations, contact_post,
     "Writes down a contact point.", .takes = &contact_resource, .gives = &contact_resource},
    {METHOD_PATCH, "/contact-points/{id}", &contact_point_holder, contact_patch, "Changes a contact point.",
     .takes = &contact_resource, .gives = &contact_resource, .flags = ROUTE_MATCH},
    {METHOD_DELETE, "/contact-points/{id}", &contact_point_holder, contact_delete, "Removes a contact point."},
    {0},
};

static struct db_rows *contact_rows(struct ctx *ctx, int64_t person, int64_t after, int64_t most)
{
    struct str sql = str_format(
        ctx->arena, "SELECT %s FROM contact_points c WHERE c.person_id = $1 AND c.id > $2 ORDER BY c.id LIMIT $3",
        resource_columns(ctx, &contact_resource, "c").at);
    return db_query(ctx, sql.at, db_int(person), db_int(after), db_int(most));
}

static void contact_item(struct ctx *ctx, struct json_out *w, struct db_rows *row, struct page_key *key)
{
    (void)ctx;
    struct contact c;
    resource_clear(&contact_resource, &c);
    resource_from_row(&contact_resource, row, 0, &c);
    resource_write(w, &contact_resource, &c);
    key->id = c.id;
}

static bool contact_list(struct ctx *ctx)
{
    struct page page;
    struct person p;
    if (!page_read(ctx, &page) || !resource_find(ctx, &person_resource, request_id(ctx, 0), &p)) return false;
    return page_reply(ctx, &page, contact_rows(ctx, p.id, page.id, page.limit + 1), contact_item);
}

static bool contact_reply(struct ctx *ctx, int status, const struct contact *c)
{
    struct json_out w = json_out_new(ctx->arena, 512);
    resource_write(&w, &contact_resource, c);
    ctx->reply->version = c->version;
    return status == 201 ? reply_created(ctx, &w, "/contact-points/", c->id) : reply_json(ctx, status, &w);
}

static bool contact_event(struct ctx *ctx, const char *type, const struct contact *before, const struct contact *after)
{
    const struct contact *c = after ? after : before;
    struct event e = {.type = type, .subject = "contact_point", .subject_id = c->id, .person_id = c->person_id};
    return after ? event_changed(ctx, &e, &contact_resource, before, after) : event_record(ctx, &e);
}

static bool contact_post(struct ctx *ctx)
{
    struct contact c;
    struct person p;
    return resource_read(ctx, &contact_resource, READ_CREATE, &c) &&
           resource_find(ctx, &person_resource, request_id(ctx, 0), &p) && contact_add(ctx, p.id, &c) &&
           contact_reply(ctx, 201, &c);
}

static bool contact_patch(struct ctx *ctx)
{
    struct contact before;
    if (!resource_find(ctx, &contact_resource, request_id(ctx, 0), &before)) return false;
    if (!match_version(ctx, before.version)) return false;
    struct contact after = before;
    return resource_read(ctx, &contact_resource, READ_PATCH, &after) &&
           resource_update(ctx, &contact_resource, &before, &after) &&
           contact_event(ctx, "contact_point.changed", &before, &after) && contact_reply(ctx, 200, &after);
}

static bool contact_delete(struct ctx *ctx)
{
    struct contact c;
    return resource_find(ctx, &contact_resource, request_id(ctx, 0), &c) &&
           resource_delete(ctx, &contact_resource, c.id) && contact_event(ctx, "contact_point.removed", &c, NULL) &&
           reply_empty(ctx);
}

bool contact_add(struct ctx *ctx, int64_t person, struct contact *c)
{
    if (db_int_of(ctx, "SELECT count(*) FROM contact_points WHERE person_id = $1", db_int(person)) >= CONTACTS_MOST)
        return fail(ctx, 409, "A person can have %d contact points. Please remove one first.", CONTACTS_MOST);
    c->person_id = person;
    c->created_at = ctx->now;
    c->version = 1;
    return resource_insert(ctx, &contact_resource, c) && contact_event(ctx, "contact_point.created", NULL, c);
}

bool contact_end(struct ctx *ctx, int64_t person, int64_t id, struct contact *out)
{
    return resource_lookup(ctx, &contact_resource, id, out) && out->person_id == person &&
           resource_delete(ctx, &contact_resource, id) && contact_event(ctx, "contact_point.removed", out, NULL);
}

void contact_json_of_person(struct ctx *ctx, struct json_out *w, int64_t person)
{
    struct db_rows *rows = contact_rows(ctx, person, 0, CONTACTS_MOST);
    struct page_key key;
    json_begin_array(w);
    while (db_next(rows)) contact_item(ctx, w, rows, &key);
    json_end_array(w);
}
