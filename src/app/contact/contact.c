/* The rows and routes of contact points, and the acts on them. */
#include "app/contact/contact_part.h"

#include "app/notice/notice.h"
#include "app/permission.h"
#include "app/person.h"
#include "app/team.h"
#include "base/limits.h"
#include "kernel/event.h"

const char *const contact_media[] = {"email", "phone", "chat", "video", "place", "other", NULL};

#define F(member) offsetof(struct contact, member)
#define JOINED (FIELD_READ_ONLY | FIELD_NO_COLUMN)

static const struct field contact_fields[] = {
    {"id", FIELD_ID, F(id), FIELD_READ_ONLY, .doc = "The contact point's number."},
    {"person_id", FIELD_ID, F(person_id), 0, .doc = "Whom one asks; of a team's it can be changed."},
    {"person_name", FIELD_LINE, F(person_name), JOINED, .doc = "Their name."},
    {"team_id", FIELD_ID, F(team_id), FIELD_READ_ONLY | FIELD_NULL, .doc = "Whose it is, unless the person's own."},
    {"team_name", FIELD_LINE, F(team_name), JOINED | FIELD_NULL, .doc = "The team's name."},
    {"topic", FIELD_LINE, F(topic), FIELD_REQUIRED, 1, LIMIT_NAME,
     .doc = "For what: \"anything urgent\", \"invoices\"."},
    {"medium", FIELD_CHOICE, F(medium), FIELD_REQUIRED, .choices = contact_media, .doc = "How."},
    {"address", FIELD_LINE, F(address), FIELD_REQUIRED, 1, LIMIT_NAME,
     .doc = "Where: an address, a number, a name in the chat."},
    {"hours", FIELD_LINE, F(hours), FIELD_NULL, 0, LIMIT_NAME, .doc = "When, in words."},
    {"stand_in_id", FIELD_ID, F(stand_in_id), FIELD_NULL, .doc = "Who answers instead while the person is away."},
    {"stand_in_name", FIELD_LINE, F(stand_in_name), JOINED | FIELD_NULL, .doc = "Their name."},
    {"loose_at", FIELD_INSTANT, F(loose_at), FIELD_READ_ONLY | FIELD_NULL,
     .doc = "Since when its person or its stand-in has left, so that somebody else is to be named."},
    {"ask_id", FIELD_ID, F(ask_id), JOINED | FIELD_NULL,
     .doc = "Whom to ask today: the person; while they are away who stands in, for this topic or for their absence; "
            "null when nobody of them is here any more."},
    {"ask_name", FIELD_LINE, F(ask_name), JOINED | FIELD_NULL, .doc = "Their name."},
    {"ask_email", FIELD_EMAIL, F(ask_email), JOINED | FIELD_NULL,
     .doc = "Their e-mail address: the address above is the person's, not the stand-in's."},
    {"ask_zone", FIELD_ZONE, F(ask_zone), JOINED | FIELD_NULL, .doc = "Their time zone."},
    {"away_until", FIELD_DATE, F(away_until), JOINED | FIELD_NULL, .doc = "The last day of the person's absence."},
    {"left", FIELD_BOOL, F(left), JOINED, .doc = "The person has left."},
    {"created_at", FIELD_INSTANT, F(created_at), FIELD_READ_ONLY, .doc = "When it was written down."},
    {"version", FIELD_INT, F(version), FIELD_READ_ONLY, .doc = "Grows with each change; for If-Match."},
    {0},
};

const struct resource contact_resource = {
    .name = "contact_point",
    .table = "contact_points",
    .size = sizeof(struct contact),
    .fields = contact_fields,
    .doc = "Whom one asks about a topic, how and when, and who answers while they are away.",
};

static bool contact_post(struct ctx *ctx);
static bool contact_post_to_team(struct ctx *ctx);
static bool contact_show(struct ctx *ctx);
static bool contact_patch(struct ctx *ctx);
static bool contact_delete(struct ctx *ctx);

const struct route contact_routes[] = {
    {METHOD_GET, "/contact-points", &signed_in, contact_search,
     "Whom do I ask about ...? The contact points whose topic has these words, those of teams first: at most `limit`, "
     "on one page.",
     .gives = &contact_resource, .filter = &contact_filter_resource, .flags = ROUTE_LIST, .sorts = "rank"},
    {METHOD_GET, "/loose-contact-points", &people_operations, contact_list_loose,
     "Contact points whose person or stand-in has left: somebody else is to be named.", .gives = &contact_resource,
     .flags = ROUTE_LIST, .sorts = "id"},
    {METHOD_GET, "/people/{id}/contact-points", &signed_in, contact_list_of_person,
     "For what one asks the person: their own contact points, and those of teams.", .gives = &contact_resource,
     .flags = ROUTE_LIST, .sorts = "id"},
    {METHOD_POST, "/people/{id}/contact-points", &person_self_or_people_operations, contact_post,
     "Writes down a contact point of the person's own.", .takes = &contact_resource, .gives = &contact_resource},
    {METHOD_GET, "/teams/{id}/contact-points", &signed_in, contact_list_of_team, "Whom one asks in the team, for what.",
     .gives = &contact_resource, .flags = ROUTE_LIST, .sorts = "id"},
    {METHOD_POST, "/teams/{id}/contact-points", &team_keeper, contact_post_to_team,
     "Names whom one asks about a topic of the team.", .takes = &contact_resource, .gives = &contact_resource},
    {METHOD_GET, "/contact-points/{id}", &signed_in, contact_show, "A contact point.", .gives = &contact_resource},
    {METHOD_PATCH, "/contact-points/{id}", &contact_point_holder, contact_patch,
     "Changes a contact point. Who is named by a team says how, when and who stands in; who keeps the team everything.",
     .takes = &contact_resource, .gives = &contact_resource, .flags = ROUTE_MATCH},
    {METHOD_DELETE, "/contact-points/{id}", &contact_point_keeper, contact_delete, "Removes a contact point."},
    {0},
};

/* ---- replies and records ---- */

static bool contact_reply(struct ctx *ctx, int status, int64_t id)
{
    struct contact c;
    if (!contact_find(ctx, id, &c)) return false;
    struct json_out w = json_out_new(ctx->arena, 512);
    resource_write(&w, &contact_resource, &c);
    ctx->reply->version = c.version;
    return status == 201 ? reply_created(ctx, &w, "/contact-points/", c.id) : reply_json(ctx, status, &w);
}

bool contact_event(struct ctx *ctx, const char *type, const struct contact *before, const struct contact *after)
{
    const struct contact *c = after ? after : before;
    struct event e = {.type = type, .subject = "contact_point", .subject_id = c->id, .person_id = c->person_id};
    return after ? event_changed(ctx, &e, &contact_resource, before, after) : event_record(ctx, &e);
}

/* Who is named now and was not before is told, with the topic. */
bool contact_tell(struct ctx *ctx, const struct contact *before, const struct contact *after)
{
    struct notice_about about = {.team_id = after->team_id,
                                 .other_id = after->person_id,
                                 .subject_id = after->id,
                                 .what = after->topic,
                                 .act = after->version};
    if (after->team_id && (!before || before->person_id != after->person_id) &&
        !notice_to(ctx, after->person_id, NOTICE_CONTACT, &about))
        return false;
    return !after->stand_in_id || (before && before->stand_in_id == after->stand_in_id) ||
           notice_to(ctx, after->stand_in_id, NOTICE_CONTACT_STAND_IN, &about);
}

/* ---- rules ---- */

/* Who is named stays until it is written: of two, the lower number is held first. */
static bool hold_both(struct ctx *ctx, const struct contact *c)
{
    int64_t low = c->person_id < c->stand_in_id ? c->person_id : c->stand_in_id;
    int64_t high = c->person_id + c->stand_in_id - low;
    return (!low || person_hold(ctx, low)) && (!high || person_hold(ctx, high));
}

/* `before`: what it was, whose names may have left meanwhile. */
static bool contact_check(struct ctx *ctx, const struct contact *before, struct contact *c)
{
    if (!hold_both(ctx, c)) return false;
    bool person = person_present(ctx, c->person_id), stand_in = person_present(ctx, c->stand_in_id);
    if (c->team_id && !person && !(before && before->person_id == c->person_id))
        fail_field(ctx, "person_id", "Please name somebody who is here.");
    if (c->stand_in_id == c->person_id)
        fail_field(ctx, "stand_in_id", "Please choose somebody who is there meanwhile.");
    else if (c->stand_in_id && !stand_in && !(before && before->stand_in_id == c->stand_in_id))
        fail_field(ctx, "stand_in_id", "There is nobody here with this number.");
    if (person && (stand_in || !c->stand_in_id)) c->loose_at = INSTANT_NONE;
    return !failed(ctx);
}

static bool contact_insert(struct ctx *ctx, struct contact *c)
{
    c->loose_at = INSTANT_NONE;
    c->created_at = ctx->now;
    c->version = 1;
    return contact_check(ctx, NULL, c) && resource_insert(ctx, &contact_resource, c) &&
           contact_event(ctx, "contact_point.created", NULL, c) && contact_index(ctx, c) && contact_tell(ctx, NULL, c);
}

bool contact_add(struct ctx *ctx, int64_t person, struct contact *c)
{
    if (c->person_id && c->person_id != person)
        return fail_field(ctx, "person_id", "A contact point of one's own stays with its person.");
    if (db_int_of(ctx, "SELECT count(*) FROM contact_points WHERE person_id = $1 AND team_id IS NULL",
                  db_int(person)) >= CONTACTS_MOST)
        return fail(ctx, 409, "A person can have %d contact points. Please remove one first.", CONTACTS_MOST);
    c->person_id = person;
    return contact_insert(ctx, c);
}

bool contact_add_to_team(struct ctx *ctx, int64_t team, struct contact *c)
{
    if (!db_lock(ctx, "team-tree")) return false; /* nobody closes it meanwhile */
    if (!team_open(ctx, team)) return fail(ctx, 409, "This team has been closed.");
    if (!c->person_id) return fail_field(ctx, "person_id", "Please name somebody who is here.");
    if (db_int_of(ctx, "SELECT count(*) FROM contact_points WHERE team_id = $1", db_int(team)) >= TEAM_CONTACTS_MOST)
        return fail(ctx, 409, "A team can have %d contact points. Please remove one first.", TEAM_CONTACTS_MOST);
    c->team_id = team;
    return contact_insert(ctx, c);
}

/* ---- handlers ---- */

static bool contact_post(struct ctx *ctx)
{
    struct contact c;
    struct person p;
    return resource_read(ctx, &contact_resource, READ_CREATE, &c) && person_find(ctx, request_id(ctx, 0), &p) &&
           contact_add(ctx, p.id, &c) && contact_reply(ctx, 201, c.id);
}

static bool contact_post_to_team(struct ctx *ctx)
{
    struct contact c;
    return resource_read(ctx, &contact_resource, READ_CREATE, &c) && contact_add_to_team(ctx, request_id(ctx, 0), &c) &&
           contact_reply(ctx, 201, c.id);
}

static bool contact_show(struct ctx *ctx)
{
    return contact_reply(ctx, 200, request_id(ctx, 0));
}

static bool contact_patch(struct ctx *ctx)
{
    struct contact before;
    int64_t id = request_id(ctx, 0);
    if (!resource_find(ctx, &contact_resource, id, &before) || !match_version(ctx, before.version)) return false;
    struct contact after = before;
    if (!resource_read(ctx, &contact_resource, READ_PATCH, &after)) return false;
    bool moves = after.person_id != before.person_id;
    if (moves && !before.team_id)
        return fail_field(ctx, "person_id", "A contact point of one's own stays with its person.");
    if (before.team_id && (moves || !str_equal(after.topic, before.topic)) &&
        contact_point_keeper.ask(ctx, id) != ALLOWED)
        return fail(ctx, 403, "Only those who lead this team, and people operations, name whom one asks for what.");
    return contact_check(ctx, &before, &after) && resource_update(ctx, &contact_resource, &before, &after) &&
           contact_event(ctx, "contact_point.changed", &before, &after) && contact_index(ctx, &after) &&
           contact_tell(ctx, &before, &after) && contact_reply(ctx, 200, id);
}

static bool contact_remove(struct ctx *ctx, const struct contact *c)
{
    return resource_delete(ctx, &contact_resource, c->id) && contact_forget(ctx, c) &&
           contact_event(ctx, "contact_point.removed", c, NULL);
}

static bool contact_delete(struct ctx *ctx)
{
    struct contact c;
    return resource_find(ctx, &contact_resource, request_id(ctx, 0), &c) && contact_remove(ctx, &c) && reply_empty(ctx);
}

bool contact_end(struct ctx *ctx, int64_t person, int64_t id, struct contact *out)
{
    return resource_lookup(ctx, &contact_resource, id, out) && out->person_id == person && !out->team_id &&
           contact_remove(ctx, out);
}

bool contact_team_closed(struct ctx *ctx, int64_t team)
{
    struct db_rows *rows = db_query(ctx, "SELECT id FROM contact_points WHERE team_id = $1", db_int(team));
    while (db_next(rows)) {
        struct contact c;
        if (!resource_find(ctx, &contact_resource, db_col_int(rows, 0), &c) || !contact_remove(ctx, &c)) return false;
    }
    return !failed(ctx);
}
