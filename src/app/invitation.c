/* Who has been invited, and links for those who were not: for one person, for some, or for everybody who has never
 * signed in. */
#include "app/invitation.h"

#include "app/permission.h"
#include "base/limits.h"
#include "kernel/event.h"
#include "kernel/query.h"
#include "kernel/server.h"
#include "kernel/session.h"

#define INVITATION_DAYS 14

static const char *const state_choices[] = {"never_invited", "invited", "signed_in", NULL};
enum invitation_state { NEVER_INVITED, INVITED, SIGNED_IN };

struct invitation {
    int64_t person_id;
    struct str name, email, title, department;
    int state;
    int64_t expires_at;
    struct str link;
};

#define F(member) offsetof(struct invitation, member)

static const struct field invitation_fields[] = {
    {"person_id", FIELD_ID, F(person_id), FIELD_READ_ONLY, .doc = "The person."},
    {"name", FIELD_LINE, F(name), FIELD_READ_ONLY, .doc = "Their name."},
    {"email", FIELD_LINE, F(email), FIELD_READ_ONLY, .doc = "Their e-mail address."},
    {"title", FIELD_LINE, F(title), FIELD_READ_ONLY | FIELD_NULL, .doc = "What their work is called."},
    {"department", FIELD_LINE, F(department), FIELD_READ_ONLY | FIELD_NULL, .doc = "Their department."},
    {"state", FIELD_CHOICE, F(state), FIELD_READ_ONLY, .choices = state_choices,
     .doc = "Never invited or no longer; invited, with a link that works; signed in at least once."},
    {"expires_at", FIELD_INSTANT, F(expires_at), FIELD_READ_ONLY | FIELD_NULL, .doc = "Until when a link works."},
    {"link", FIELD_LINE, F(link), FIELD_READ_ONLY | FIELD_NULL, .doc = "The link: shown once, when it is made."},
    {0},
};
const struct resource invitation_resource = {.name = "invitation",
                                             .size = sizeof(struct invitation),
                                             .fields = invitation_fields,
                                             .doc = "Somebody, and whether they have come in yet."};

struct invitation_order {
    struct ids person_ids;
    bool everybody, more;
    struct list items;
};

#define O(member) offsetof(struct invitation_order, member)

static const struct field order_fields[] = {
    {"person_ids", FIELD_IDS, O(person_ids), FIELD_WRITE_ONLY, 0, LIMIT_INVITATIONS,
     .doc = "Whom to invite; a link that they had ends."},
    {"everybody", FIELD_BOOL, O(everybody), FIELD_WRITE_ONLY,
     .doc = "Everybody who has never signed in and has no link that works."},
    {"items", FIELD_LIST, O(items), FIELD_READ_ONLY, .of = &invitation_resource, .doc = "Each with their link."},
    {"more", FIELD_BOOL, O(more), FIELD_READ_ONLY, .doc = "Whether more people wait to be invited."},
    {0},
};
static const struct resource order_resource = {.name = "invitations",
                                               .size = sizeof(struct invitation_order),
                                               .fields = order_fields,
                                               .doc = "Invitations for many at once."};

struct invitation_filter {
    int state;
};
static const struct field filter_fields[] = {
    {"state", FIELD_CHOICE, offsetof(struct invitation_filter, state), 0, .choices = state_choices,
     .doc = "Only people of whom this is so."},
    {0},
};
static const struct resource filter_resource = {
    .name = "invitation_filter", .size = sizeof(struct invitation_filter), .fields = filter_fields};

static bool invitation_list(struct ctx *ctx);
static bool invitations_post(struct ctx *ctx);
static bool invitation_post(struct ctx *ctx);
static bool invitation_delete(struct ctx *ctx);

const struct route invitation_routes[] = {
    {METHOD_GET, "/invitations", &people_operations, invitation_list,
     "The people who are here, by name, and whether they have come in yet.", .gives = &invitation_resource,
     .filter = &filter_resource, .flags = ROUTE_LIST, .sorts = "name"},
    {METHOD_POST, "/invitations", &people_operations, invitations_post,
     "Makes invitation links for many, each good for 14 days and one use. They are shown this once.",
     .takes = &order_resource, .gives = &order_resource, .flags = ROUTE_SECRET},
    {METHOD_POST, "/people/{id}/invitation", &people_operations, invitation_post,
     "Makes an invitation link for a person, good for 14 days and one use. An earlier one ends.",
     .gives = &invitation_resource, .flags = ROUTE_SECRET},
    {METHOD_DELETE, "/people/{id}/invitation", &people_operations, invitation_delete,
     "Takes an invitation back: its link does not work any more."},
    {0},
};

/* ---- the list ---- */

#define INVITATION_COLUMNS                                                                                             \
    "SELECT p.id, p.name, p.email, p.title, p.department, p.signed_in_at, s.expires_at, p.name_folded FROM people p"
#define LIVING_SECRET "s.person_id = p.id AND s.purpose = 'invitation' AND s.expires_at > "

static struct invitation invitation_of_row(struct db_rows *row)
{
    bool came = !db_col_null(row, 5), invited = !db_col_null(row, 6);
    return (struct invitation){
        .person_id = db_col_int(row, 0),
        .name = db_col_text(row, 1),
        .email = db_col_text(row, 2),
        .title = db_col_text(row, 3),
        .department = db_col_text(row, 4),
        .state = came      ? SIGNED_IN
                 : invited ? INVITED
                           : NEVER_INVITED,
        .expires_at = db_col_maybe(row, 6),
    };
}

static void invitation_item(struct ctx *ctx, struct json_out *w, struct db_rows *row, struct page_key *key)
{
    (void)ctx;
    struct invitation i = invitation_of_row(row);
    resource_write(w, &invitation_resource, &i);
    *key = (struct page_key){.text = db_col_text(row, 7), .id = i.person_id};
}

static bool invitation_list(struct ctx *ctx)
{
    static const char *const pieces[] = {
        [NEVER_INVITED] = " AND p.signed_in_at IS NULL AND s.id IS NULL",
        [INVITED] = " AND p.signed_in_at IS NULL AND s.id IS NOT NULL",
        [SIGNED_IN] = " AND p.signed_in_at IS NOT NULL",
    };
    struct page page;
    struct invitation_filter filter;
    if (!page_read(ctx, &page) || !resource_read_query(ctx, &filter_resource, &filter)) return false;
    struct query q = query_new(ctx, INVITATION_COLUMNS);
    query_value(&q, " LEFT JOIN one_time_secrets s ON " LIVING_SECRET, db_int(ctx->now), " WHERE p.left_on IS NULL");
    query_value(&q, " AND (p.name_folded, p.id) > (", db_text(page.text), "");
    query_value(&q, ", ", db_int(page.id), ")");
    if (filter.state >= 0) query_put(&q, pieces[filter.state]);
    query_put(&q, " ORDER BY p.name_folded, p.id");
    query_limit(&q, (int)page.limit + 1);
    return page_reply(ctx, &page, query_rows(ctx, &q), invitation_item);
}

/* ---- making links ---- */

/* Whoever has the link is the person, so it must not open more than its maker holds. */
bool invitation_allowed(struct ctx *ctx, const struct person *p)
{
    if (p->left_on != DATE_NONE) return fail(ctx, 409, "This person has left.");
    if ((p->roles & ROLE_OPERATOR) && !is_operator(ctx))
        return fail(ctx, 403, "Only an operator can make a link for an operator, here or with waymark link.");
    if (ctx->actor.token_id && (p->roles || p->id == ctx->actor.person_id || !str_none(password_stored(ctx, p->id))))
        return fail(ctx, 403,
                    "A token invites only people who have not set a password. Please sign in with a browser.");
    return !failed(ctx);
}

static bool invite(struct ctx *ctx, int64_t id, struct invitation *out)
{
    struct person p;
    struct str secret;
    int64_t expires = ctx->now + INVITATION_DAYS * MS_DAY;
    if (!resource_find(ctx, &person_resource, id, &p)) return false;
    if (!invitation_allowed(ctx, &p) || !secret_make(ctx, p.id, SECRET_INVITATION, expires, &secret)) return false;
    *out = (struct invitation){
        .person_id = p.id,
        .name = p.name,
        .email = p.email,
        .title = p.title,
        .department = p.department,
        .state = INVITED,
        .expires_at = expires,
        .link = str_format(ctx->arena, "%.*s/sign-in#%.*s", STR_ARG(ctx->settings->url), STR_ARG(secret)),
    };
    return event_record(
        ctx, &(struct event){.type = "person.invited", .subject = "person", .subject_id = p.id, .person_id = p.id});
}

bool invitation_make(struct ctx *ctx, int64_t id, struct str *link)
{
    struct invitation made;
    if (!invite(ctx, id, &made)) return false;
    *link = made.link;
    return true;
}

/* Operators are left to operators, and to a token only those whom it may invite. */
static struct ids those_who_wait(struct ctx *ctx, bool *more)
{
    struct ids ids = {.at = arena_many(ctx->arena, int64_t, LIMIT_INVITATIONS)};
    struct query q = query_new(ctx, "SELECT p.id FROM people p LEFT JOIN one_time_secrets s ON ");
    query_value(&q, LIVING_SECRET, db_int(ctx->now), "");
    query_put(&q, " WHERE p.left_on IS NULL AND p.signed_in_at IS NULL AND s.id IS NULL");
    if (!is_operator(ctx)) query_put(&q, " AND (p.roles / 2) % 2 = 0");
    if (ctx->actor.token_id)
        query_put(&q, " AND p.roles = 0 AND NOT EXISTS (SELECT 1 FROM passwords w WHERE w.person_id = p.id)");
    query_put(&q, " ORDER BY p.name_folded, p.id");
    query_limit(&q, LIMIT_INVITATIONS + 1);
    struct db_rows *rows = query_rows(ctx, &q);
    while (db_next(rows) && !(*more = ids.n == LIMIT_INVITATIONS)) ids.at[ids.n++] = db_col_int(rows, 0);
    db_close(rows);
    return ids;
}

static bool invitations_post(struct ctx *ctx)
{
    struct invitation_order order;
    if (!resource_read(ctx, &order_resource, READ_CREATE, &order)) return false;
    if (order.everybody == (order.person_ids.n > 0))
        return fail_field(ctx, "person_ids", "Please say whom to invite: some people, or everybody.");
    struct ids ids = order.everybody ? those_who_wait(ctx, &order.more) : order.person_ids;
    struct invitation *made = arena_many(ctx->arena, struct invitation, ids.n + 1);
    for (int i = 0; i < ids.n; i++)
        if (!invite(ctx, ids.at[i], &made[i])) return false;
    order.items = (struct list){made, ids.n, true};
    struct json_out w = json_out_new(ctx->arena, 4096);
    resource_write(&w, &order_resource, &order);
    return reply_json(ctx, 201, &w);
}

static bool invitation_post(struct ctx *ctx)
{
    struct invitation made;
    if (!invite(ctx, request_id(ctx, 0), &made)) return false;
    struct json_out w = json_out_new(ctx->arena, 512);
    resource_write(&w, &invitation_resource, &made);
    return reply_json(ctx, 201, &w);
}

static bool invitation_delete(struct ctx *ctx)
{
    struct person p;
    if (!resource_find(ctx, &person_resource, request_id(ctx, 0), &p)) return false;
    if (!secret_end(ctx, p.id, SECRET_INVITATION))
        return failed(ctx) ? false : fail(ctx, 409, "There is no invitation of this person that could be taken back.");
    return event_record(ctx, &(struct event){.type = "person.invitation_ended",
                                             .subject = "person",
                                             .subject_id = p.id,
                                             .person_id = p.id}) &&
           reply_empty(ctx);
}
