/* The routes of joiners, movers and leavers. A try does everything, looks at it and undoes it. */
#include "app/changeover.h"

#include "app/contact.h"
#include "app/permission.h"
#include "base/limits.h"

#define H(member) offsetof(struct handed, member)
static const struct field handed_fields[] = {
    {"goal_id", FIELD_ID, H(goal_id), FIELD_REQUIRED, .doc = "An open goal of the person."},
    {"owner_id", FIELD_ID, H(owner_id), FIELD_REQUIRED, .doc = "Who gets it."},
    {"title", FIELD_LINE, H(title), FIELD_READ_ONLY | FIELD_NULL, .doc = "Its title."},
    {"owner_name", FIELD_LINE, H(owner_name), FIELD_READ_ONLY | FIELD_NULL, .doc = "Their name."},
    {0},
};
static const struct resource handed_resource = {.name = "handed_goal",
                                                .size = sizeof(struct handed),
                                                .fields = handed_fields,
                                                .doc = "A goal that is handed over."};

#define M(member) offsetof(struct moved, member)
static const struct field moved_fields[] = {
    {"person_id", FIELD_ID, M(person_id), FIELD_READ_ONLY, .doc = "The person."},
    {"name", FIELD_LINE, M(name), FIELD_READ_ONLY, .doc = "Their name."},
    {"manager_name", FIELD_LINE, M(manager_name), FIELD_READ_ONLY | FIELD_NULL, .doc = "Their line manager then."},
    {0},
};
static const struct resource moved_resource = {.name = "moved_person",
                                               .size = sizeof(struct moved),
                                               .fields = moved_fields,
                                               .doc = "Somebody who gets another line manager, or is told."};

#define P(member) offsetof(struct placed, member)
static const struct field placed_fields[] = {
    {"team_id", FIELD_ID, P(team_id), FIELD_READ_ONLY, .doc = "The team."},
    {"name", FIELD_LINE, P(name), FIELD_READ_ONLY, .doc = "Its name."},
    {"joins", FIELD_BOOL, P(joins), FIELD_READ_ONLY, .doc = "Joins it; else leaves it."},
    {0},
};
static const struct resource placed_resource = {
    .name = "changed_team", .size = sizeof(struct placed), .fields = placed_fields, .doc = "A team joined or left."};

#define N(member) offsetof(struct new_contact, member)
static const struct field new_contact_fields[] = {
    {"topic", FIELD_LINE, N(topic), FIELD_REQUIRED, 1, LIMIT_NAME, .doc = "For what."},
    {"medium", FIELD_CHOICE, N(medium), FIELD_REQUIRED, .choices = contact_media, .doc = "How."},
    {"address", FIELD_LINE, N(address), FIELD_REQUIRED, 1, LIMIT_NAME, .doc = "Where."},
    {"hours", FIELD_LINE, N(hours), FIELD_NULL, 0, LIMIT_NAME, .doc = "When, in words."},
    {0},
};
static const struct resource new_contact_resource = {.name = "new_contact_point",
                                                     .size = sizeof(struct new_contact),
                                                     .fields = new_contact_fields,
                                                     .doc = "Where somebody can be reached from then on."};

#define R(member) offsetof(struct reached, member)
static const struct field reached_fields[] = {
    {"topic", FIELD_LINE, R(topic), FIELD_READ_ONLY, .doc = "For what."},
    {"medium", FIELD_CHOICE, R(medium), FIELD_READ_ONLY, .choices = contact_media, .doc = "How."},
    {"address", FIELD_LINE, R(address), FIELD_READ_ONLY, .doc = "Where."},
    {"adds", FIELD_BOOL, R(adds), FIELD_READ_ONLY, .doc = "Is new; else it ends."},
    {0},
};
static const struct resource reached_resource = {.name = "changed_contact_point",
                                                 .size = sizeof(struct reached),
                                                 .fields = reached_fields,
                                                 .doc = "A contact point that is new or ends."};

#define T(member) offsetof(struct passed_on, member)
static const struct field passed_on_fields[] = {
    {"contact_point_id", FIELD_ID, T(contact_point_id), FIELD_READ_ONLY, .doc = "The contact point."},
    {"topic", FIELD_LINE, T(topic), FIELD_READ_ONLY, .doc = "For what."},
    {"team_name", FIELD_LINE, T(team_name), FIELD_READ_ONLY | FIELD_NULL,
     .doc = "Whose it is; null: the own one of somebody for whom the leaver stood in."},
    {"person_name", FIELD_LINE, T(person_name), FIELD_READ_ONLY | FIELD_NULL,
     .doc = "Who is asked from then on; null when somebody else is to be named by people operations."},
    {0},
};
static const struct resource passed_on_resource = {.name = "passed_on_topic",
                                                   .size = sizeof(struct passed_on),
                                                   .fields = passed_on_fields,
                                                   .doc = "A contact point for which a leaver answered."};

static const char *const kind_choices[] = {"joins", "moves", "leaves", NULL};

#define F(member) offsetof(struct changeover, member)
static const struct field changeover_fields[] = {
    {"id", FIELD_ID, F(id), FIELD_READ_ONLY | FIELD_NULL, .doc = "The number of a planned one."},
    {"kind", FIELD_CHOICE, F(kind), FIELD_REQUIRED, .choices = kind_choices, .doc = "What happens."},
    {"dry_run", FIELD_BOOL, F(dry_run), 0, .doc = "Only says what would happen."},
    {"day", FIELD_DATE, F(day), FIELD_NULL,
     .doc = "A joiner's first day, the day of a move, or a leaver's last; today unless told. On a later day it is "
            "planned: kept, and carried out on that day of the organisation (a leaver's when it has ended)."},
    {"person_id", FIELD_ID, F(person_id), FIELD_READ_ONLY | FIELD_NULL,
     .doc = "Who it is about; of a joiner once they are in."},
    {"person_name", FIELD_LINE, F(person_name), FIELD_READ_ONLY | FIELD_NULL, .doc = "Their name."},
    {"name", FIELD_LINE, F(name), FIELD_NULL, 0, LIMIT_NAME, .doc = "Of a joiner: their name as they write it."},
    {"email", FIELD_EMAIL, F(email), FIELD_NULL, 0, LIMIT_EMAIL, .doc = "Of a joiner: their e-mail address."},
    {"zone", FIELD_ZONE, F(zone), FIELD_NULL, .doc = "Of a joiner: their time zone; the organisation's unless told."},
    {"language", FIELD_LINE, F(language), FIELD_NULL, 0, 35, .doc = "Of a joiner: the language they like to read."},
    {"invite", FIELD_BOOL, F(invite), 0, .doc = "Of a joiner: make a link with which they come in."},
    {"manager_id", FIELD_ID, F(manager_id), FIELD_NULL,
     .doc = "Of a joiner or mover: the line manager from then on; null for none."},
    {"title", FIELD_LINE, F(title), FIELD_NULL, 0, LIMIT_NAME,
     .doc = "Of a joiner or mover: what their work is called then."},
    {"department", FIELD_LINE, F(department), FIELD_NULL, 0, LIMIT_NAME,
     .doc = "Of a joiner or mover: their department then."},
    {"joins", FIELD_IDS, F(joins), 0, 0, 50, .doc = "Of a joiner or mover: teams to join."},
    {"leaves", FIELD_IDS, F(leaves), 0, 0, 50, .doc = "Of a mover: teams to leave."},
    {"contact_points", FIELD_LIST, F(contact_points), 0, 0, 20, .of = &new_contact_resource,
     .doc = "Of a joiner or mover: where they can be reached from then on, for what."},
    {"ends_contact_points", FIELD_IDS, F(ends_contact_points), 0, 0, 20,
     .doc = "Of a mover: contact points that no longer hold."},
    {"goals", FIELD_LIST, F(goals), 0, 0, CHANGEOVER_LISTED_MOST, .of = &handed_resource,
     .doc = "Goals that go to somebody, each to whom."},
    {"hand_over_to", FIELD_ID, F(hand_over_to), FIELD_NULL,
     .doc = "Of a leaver: who gets all other open goals; their line manager unless told."},
    {"reports_to", FIELD_ID, F(reports_to), FIELD_NULL,
     .doc = "Of a leaver: who supports those they supported; their line manager unless told."},
    {"stand_in_id", FIELD_ID, F(stand_in_id), FIELD_NULL, .doc = "Of a leaver: who answers in their stead."},
    {"reason", FIELD_TEXT, F(reason), FIELD_NULL, 0, LIMIT_TEXT, .doc = "Why goals are handed over."},
    {"handed", FIELD_LIST, F(handed), FIELD_READ_ONLY, .of = &handed_resource, .doc = "Goals that change hands."},
    {"moved", FIELD_LIST, F(moved), FIELD_READ_ONLY, .of = &moved_resource,
     .doc = "People who get another line manager."},
    {"teams", FIELD_LIST, F(teams), FIELD_READ_ONLY, .of = &placed_resource, .doc = "Teams joined and left."},
    {"contacts", FIELD_LIST, F(contacts), FIELD_READ_ONLY, .of = &reached_resource,
     .doc = "Contact points that are new or end."},
    {"topics", FIELD_LIST, F(topics), FIELD_READ_ONLY, .of = &passed_on_resource,
     .doc =
         "Of a leaver: contact points for which they answered or stood in. Each goes to who stands in for it, else to "
         "stand_in_id."},
    {"told", FIELD_LIST, F(told), FIELD_READ_ONLY, .of = &moved_resource,
     .doc = "Who gets a notice, or sees it at Home because it concerns goals near theirs."},
    {"link", FIELD_LINE, F(link), FIELD_READ_ONLY | FIELD_NULL,
     .doc = "Of a joiner: the link with which they come in. Shown once."},
    {"given", FIELD_LINES, F(given), FIELD_READ_ONLY,
     .doc = "Of a planned one: the fields that were told; the others stay as they are."},
    {"planned_by", FIELD_ID, F(planned_by), FIELD_READ_ONLY | FIELD_NULL, .doc = "Who planned it."},
    {"planned_by_name", FIELD_LINE, F(planned_by_name), FIELD_READ_ONLY | FIELD_NULL, .doc = "Their name."},
    {"why", FIELD_TEXT, F(why), FIELD_READ_ONLY | FIELD_NULL,
     .doc = "What kept it from being carried out on its day; it waits to be changed or called off."},
    {"version", FIELD_INT, F(version), FIELD_READ_ONLY | FIELD_NULL, .doc = "Of a planned one; for If-Match."},
    {0},
};
const struct resource changeover_resource = {.name = "changeover",
                                             .size = sizeof(struct changeover),
                                             .fields = changeover_fields,
                                             .doc = "A joiner, a mover or a leaver, as one act. Lists end at 200."};

static bool changeover_join(struct ctx *ctx);
static bool changeover_post(struct ctx *ctx);

const struct route changeover_routes[] = {
    {METHOD_GET, "/changeovers", &people_operations, changeover_list,
     "Joiners, movers and leavers that are planned, the next first.", .gives = &changeover_resource,
     .filter = &changeover_filter_resource, .flags = ROUTE_LIST, .sorts = "day"},
    {METHOD_POST, "/changeovers", &people_operations, changeover_join,
     "Somebody joins, as one act: line manager, teams, contact points and the link with which they come in; dry_run "
     "says what it would do. On a later day it is planned.",
     .takes = &changeover_resource, .gives = &changeover_resource, .flags = ROUTE_SECRET},
    {METHOD_GET, "/changeovers/{id}", &people_operations, changeover_show, "One that is planned.",
     .gives = &changeover_resource},
    {METHOD_PUT, "/changeovers/{id}", &people_operations, changeover_put,
     "Plans it anew, as a whole; with today's day it is done at once. dry_run says what it would do.",
     .takes = &changeover_resource, .gives = &changeover_resource, .flags = ROUTE_MATCH | ROUTE_SECRET},
    {METHOD_DELETE, "/changeovers/{id}", &people_operations, changeover_delete, "Calls a planned one off."},
    {METHOD_POST, "/people/{id}/changeover", &people_operations, changeover_post,
     "A mover or a leaver as one act, with teams, line manager, contact points and goals; dry_run says what it would "
     "do and who sees it. On a later day it is planned.",
     .takes = &changeover_resource, .gives = &changeover_resource},
    {0},
};

bool changeover_has(const struct changeover *c, const char *field)
{
    return resource_given(&changeover_resource, c->body, field);
}

bool changeover_now(struct ctx *ctx, struct changeover *c)
{
    int64_t since = db_int_of(ctx, "SELECT MAX(id) FROM events");
    c->told_since = db_int_of(ctx, "SELECT COALESCE(MAX(id), 0) FROM notices");
    return changeover_do(ctx, c) && changeover_look(ctx, c, since);
}

bool changeover_try(struct ctx *ctx, struct changeover *c)
{
    struct failure failure = {0};
    if (!db_part(ctx)) return false;
    bool fine = changeover_now(ctx, c);
    if (fine) fail(ctx, 409, "%s", "tried"); /* so that the part is undone */
    db_part_end(ctx, &failure);
    if (!fine && !failed(ctx)) ctx->failure = failure;
    if (c->kind == JOINS) c->person_id = 0;
    return fine && !failed(ctx);
}

static bool changeover_act(struct ctx *ctx, struct changeover *c)
{
    if (!changeover_lock(ctx)) return false;
    if (changeover_is_later(ctx, c)) return changeover_plan(ctx, c);
    return c->dry_run ? changeover_try(ctx, c) : changeover_now(ctx, c);
}

static bool body_read(struct ctx *ctx, struct changeover *c, json_t *body)
{
    c->body = body;
    if (c->day == DATE_NONE) c->day = ctx_today(ctx);
    return !failed(ctx);
}

bool changeover_make(struct ctx *ctx, int64_t person_id, json_t *body)
{
    struct changeover c = {0};
    if (!resource_read_json(ctx, &changeover_resource, READ_CREATE, body, "", &c)) return false;
    c.person_id = person_id;
    return body_read(ctx, &c, body) && changeover_act(ctx, &c);
}

bool changeover_reply(struct ctx *ctx, int status, struct changeover *c)
{
    struct json_out w = json_out_new(ctx->arena, 2048);
    if (c->person_id) c->person_name = db_text_of(ctx, "SELECT name FROM people WHERE id = $1", db_int(c->person_id));
    else if (c->kind == JOINS) c->person_name = c->name;
    resource_write(&w, &changeover_resource, c);
    if (c->version > 0) ctx->reply->version = c->version;
    if (status != 201) return reply_json(ctx, status, &w);
    return reply_created(ctx, &w, c->id ? "/changeovers/" : "/people/", c->id ? c->id : c->person_id);
}

bool changeover_read(struct ctx *ctx, struct changeover *c)
{
    return resource_read(ctx, &changeover_resource, READ_CREATE, c) && body_read(ctx, c, ctx->request->json);
}

static bool changeover_join(struct ctx *ctx)
{
    struct changeover c = {0};
    if (!changeover_read(ctx, &c)) return false;
    if (c.kind != JOINS)
        return fail_field(ctx, "kind", "Who moves or leaves is named by POST /people/{id}/changeover.");
    return changeover_act(ctx, &c) && changeover_reply(ctx, c.dry_run ? 200 : 201, &c);
}

static bool changeover_post(struct ctx *ctx)
{
    struct changeover c = {0};
    if (!changeover_read(ctx, &c)) return false;
    if (c.kind == JOINS)
        return fail_field(ctx, "kind", "This person is here already. Who joins comes in by POST /changeovers.");
    c.person_id = request_id(ctx, 0);
    return changeover_act(ctx, &c) && changeover_reply(ctx, 200, &c);
}
