/* Teams in a tree. Belonging to a team has a beginning and an end, so "who was here then?" has an answer. A team that
 * is no longer needed is closed, not deleted: its goals and its history stay. */
#include "app/team.h"

#include "app/contact.h"
#include "app/goal/goal.h"
#include "app/meeting/meeting.h"
#include "app/need/need.h"
#include "app/notice/notice.h"
#include "app/permission.h"
#include "app/person.h"
#include "app/search.h"
#include "base/limits.h"
#include "kernel/event.h"

#define NAMES_MOST 20 /* teams by whose names a person is found */

const char *const team_roles[] = {"member", "lead", NULL};

#define F(member) offsetof(struct team, member)

static const struct field team_fields[] = {
    {"id", FIELD_ID, F(id), FIELD_READ_ONLY, .doc = "The team's number."},
    {"name", FIELD_LINE, F(name), FIELD_REQUIRED, 1, LIMIT_NAME, .doc = "Its name."},
    {"name_folded", FIELD_LINE, F(name_folded), FIELD_READ_ONLY | FIELD_HIDDEN, .doc = "The name for sorting."},
    {"purpose", FIELD_TEXT, F(purpose), FIELD_NULL, 0, LIMIT_TEXT, .doc = "What the team is for."},
    {"parent_id", FIELD_ID, F(parent_id), FIELD_NULL, .doc = "The team that it is part of."},
    {"teams", FIELD_INT, F(teams), FIELD_READ_ONLY | FIELD_NO_COLUMN, .doc = "How many open teams are part of it."},
    {"members", FIELD_INT, F(members), FIELD_READ_ONLY | FIELD_NO_COLUMN,
     .doc = "How many people belong to it today; those of the teams within it belong to those."},
    {"closed_on", FIELD_DATE, F(closed_on), FIELD_READ_ONLY | FIELD_NULL, .doc = "The day it was closed."},
    {"created_at", FIELD_INSTANT, F(created_at), FIELD_READ_ONLY, .doc = "When it was made."},
    {"version", FIELD_INT, F(version), FIELD_READ_ONLY, .doc = "Grows with each change; for If-Match."},
    {0},
};

const struct resource team_resource = {
    .name = "team",
    .table = "teams",
    .size = sizeof(struct team),
    .fields = team_fields,
    .doc = "A group of people with a purpose.",
};

#define M(member) offsetof(struct team_member, member)

static const struct field team_member_fields[] = {
    {"id", FIELD_ID, M(id), FIELD_READ_ONLY, .doc = "The membership's number."},
    {"team_id", FIELD_ID, M(team_id), FIELD_READ_ONLY, .doc = "The team."},
    {"person_id", FIELD_ID, M(person_id), FIELD_REQUIRED | FIELD_CREATE_ONLY, .doc = "The person."},
    {"name", FIELD_LINE, M(name), FIELD_READ_ONLY | FIELD_NO_COLUMN, .doc = "The person's name."},
    {"title", FIELD_LINE, M(title), FIELD_READ_ONLY | FIELD_NO_COLUMN | FIELD_NULL, .doc = "The person's title."},
    {"role", FIELD_CHOICE, M(role), FIELD_REQUIRED, .choices = team_roles, .doc = "What they are in the team."},
    {"goal_id", FIELD_ID, M(goal_id), FIELD_READ_ONLY | FIELD_NO_COLUMN | FIELD_NULL,
     .doc = "The first of their active goals, of whatever team."},
    {"goal_title", FIELD_LINE, M(goal_title), FIELD_READ_ONLY | FIELD_NO_COLUMN | FIELD_NULL, .doc = "Its title."},
    {"active_goals", FIELD_INT, M(active_goals), FIELD_READ_ONLY | FIELD_NO_COLUMN,
     .doc = "How many active goals they have."},
    {"starts_on", FIELD_DATE, M(starts_on), FIELD_READ_ONLY, .doc = "Since when."},
    {"ends_on", FIELD_DATE, M(ends_on), FIELD_READ_ONLY | FIELD_NULL, .doc = "Until when."},
    {0},
};

const struct resource team_member_resource = {
    .name = "team_member",
    .table = "team_members",
    .size = sizeof(struct team_member),
    .fields = team_member_fields,
    .doc = "A person's belonging to a team.",
};

struct team_filter {
    int64_t parent_id;
    int64_t person_id;
    bool top;
    bool closed;
    struct str q;
};

#define Q(member) offsetof(struct team_filter, member)

static const struct field team_filter_fields[] = {
    {"parent_id", FIELD_ID, Q(parent_id), 0, .doc = "Only the teams that are part of this one."},
    {"person_id", FIELD_ID, Q(person_id), 0, .doc = "Only the teams that this person belongs to."},
    {"top", FIELD_BOOL, Q(top), 0, .doc = "Only the teams that are part of no other."},
    {"closed", FIELD_BOOL, Q(closed), 0, .doc = "Only teams that have been closed, rather than those that are open."},
    {"q", FIELD_LINE, Q(q), 0, 0, LIMIT_NAME, .doc = "Only teams with these words in name or purpose."},
    {0},
};

static const struct resource team_filter_resource = {
    .name = "team_filter", .size = sizeof(struct team_filter), .fields = team_filter_fields};

static bool team_list(struct ctx *ctx);
static bool team_post(struct ctx *ctx);
static bool team_show(struct ctx *ctx);
static bool team_line(struct ctx *ctx);
static bool team_patch(struct ctx *ctx);
static bool team_close(struct ctx *ctx);
static bool team_member_list(struct ctx *ctx);
static bool team_member_post(struct ctx *ctx);
static bool team_member_patch(struct ctx *ctx);
static bool team_member_delete(struct ctx *ctx);

const struct route team_routes[] = {
    {METHOD_GET, "/teams", &signed_in, team_list, "The teams that are open, by name.", .gives = &team_resource,
     .filter = &team_filter_resource, .flags = ROUTE_LIST, .sorts = "name"},
    {METHOD_POST, "/teams", &signed_in, team_post,
     "Makes a team: people operations anywhere, those who lead a team within it.", .takes = &team_resource,
     .gives = &team_resource},
    {METHOD_GET, "/teams/{id}", &signed_in, team_show,
     "One team, with the teams above it, who leads it, and how many people and teams it has.", .gives = &team_resource},
    {METHOD_GET, "/teams/{id}/line", &signed_in, team_line, "The teams from the top down to this one: on one page.",
     .gives = &team_resource, .flags = ROUTE_LIST},
    {METHOD_PATCH, "/teams/{id}", &team_keeper, team_patch, "Changes a team.", .takes = &team_resource,
     .gives = &team_resource, .flags = ROUTE_MATCH},
    {METHOD_PUT, "/teams/{id}/closure", &team_keeper, team_close,
     "Closes a team that has no teams and no active goals; its members leave it today.", .gives = &team_resource},
    {METHOD_GET, "/teams/{id}/members", &signed_in, team_member_list, "Who belongs to the team today, by name.",
     .gives = &team_member_resource, .flags = ROUTE_LIST, .sorts = "name"},
    {METHOD_POST, "/teams/{id}/members", &team_keeper, team_member_post, "Takes a person in from today.",
     .takes = &team_member_resource, .gives = &team_member_resource},
    {METHOD_PATCH, "/team-members/{id}", &team_member_keeper, team_member_patch,
     "Changes what the person is in the team, from today.", .takes = &team_member_resource,
     .gives = &team_member_resource},
    {METHOD_DELETE, "/team-members/{id}", &team_member_keeper, team_member_delete, "The person leaves the team today."},
    {0},
};

/* ---- teams ---- */

#define TEAMS_OF "(SELECT count(*) FROM teams i WHERE i.parent_id = t.id AND i.closed_on IS NULL)"
#define MEMBERS_OF "(SELECT count(*) FROM team_members m WHERE m.team_id = t.id AND m.ends_on IS NULL)"

/* "SELECT" and what team_item reads, of teams t. */
static struct str team_select(struct ctx *ctx)
{
    return str_format(ctx->arena, "SELECT " TEAMS_OF ", " MEMBERS_OF ", %s",
                      resource_columns(ctx, &team_resource, "t").at);
}

static void team_item(struct ctx *ctx, struct json_out *w, struct db_rows *row, struct page_key *key)
{
    (void)ctx;
    struct team t;
    resource_from_row(&team_resource, row, 2, &t);
    t.teams = db_col_int(row, 0);
    t.members = db_col_int(row, 1);
    resource_write(w, &team_resource, &t);
    *key = (struct page_key){.text = t.name_folded, .id = t.id};
}

static bool team_list(struct ctx *ctx)
{
    struct page page;
    struct team_filter filter;
    if (!page_read(ctx, &page) || !resource_read_query(ctx, &team_filter_resource, &filter)) return false;
    struct query q = query_new(ctx, team_select(ctx).at);
    query_put(&q, " FROM teams t WHERE t.closed_on IS ");
    query_put(&q, filter.closed ? "NOT NULL" : "NULL");
    query_value(&q, " AND (t.name_folded, t.id) > (", db_text(page.text), "");
    query_value(&q, ", ", db_int(page.id), ")");
    if (filter.parent_id) query_value(&q, " AND t.parent_id = ", db_int(filter.parent_id), "");
    if (filter.top) query_put(&q, " AND t.parent_id IS NULL");
    if (filter.person_id)
        query_value(&q,
                    " AND EXISTS (SELECT 1 FROM team_members m WHERE m.team_id = t.id AND m.ends_on IS NULL"
                    " AND m.person_id = ",
                    db_int(filter.person_id), ")");
    if (!str_empty(filter.q)) search_within(ctx, &q, SEARCH_TEAM, filter.q, "t.id");
    query_put(&q, " ORDER BY t.name_folded, t.id");
    query_limit(&q, page.limit + 1);
    return page_reply(ctx, &page, query_rows(ctx, &q), team_item);
}

static bool team_reply(struct ctx *ctx, int status, int64_t id);

static bool team_post(struct ctx *ctx)
{
    struct team t;
    if (!resource_read(ctx, &team_resource, READ_CREATE, &t)) return false;
    if (!is_people_operations(ctx) && !(t.parent_id && leads_team(ctx, ctx->actor.person_id, t.parent_id)))
        return fail(ctx, 403, "Only people operations, and those who lead the team above, can make a team there.");
    return team_create(ctx, &t) && team_reply(ctx, 201, t.id);
}

static bool team_show(struct ctx *ctx)
{
    return team_reply(ctx, 200, request_id(ctx, 0));
}

static bool team_line(struct ctx *ctx)
{
    struct page page;
    struct team t;
    if (!page_read(ctx, &page) || !resource_find(ctx, &team_resource, request_id(ctx, 0), &t)) return false;
    page.limit = LIMIT_PAGE_MOST; /* more than a line can have */
    struct str sql = str_format(ctx->arena,
                                "WITH RECURSIVE line(id, height) AS ("
                                " SELECT CAST($1 AS BIGINT), 0"
                                " UNION"
                                " SELECT a.parent_id, line.height + 1 FROM teams a JOIN line ON a.id = line.id"
                                " WHERE line.height < $2 AND a.parent_id IS NOT NULL)"
                                " %s FROM line JOIN teams t ON t.id = line.id ORDER BY line.height DESC",
                                team_select(ctx).at);
    struct db_rows *rows = db_query(ctx, sql.at, db_int(t.id), db_int(LIMIT_TEAM_DEPTH));
    return page_reply(ctx, &page, rows, team_item);
}

/* Rows of (id, name) as [{"id", "name"}]. */
static void id_names_json(struct json_out *w, struct db_rows *rows)
{
    json_begin_array(w);
    while (db_next(rows)) {
        json_begin_object(w);
        json_put_id(w, "id", db_col_int(rows, 0));
        json_put_text(w, "name", db_col_text(rows, 1));
        json_end_object(w);
    }
    json_end_array(w);
}

/* The teams from the top down to the one above this. */
static void team_parents_json(struct ctx *ctx, struct json_out *w, int64_t id)
{
    struct db_rows *rows = db_query(ctx,
                                    "WITH RECURSIVE line(id, height) AS ("
                                    " SELECT parent_id, 1 FROM teams WHERE id = $1"
                                    " UNION"
                                    " SELECT t.parent_id, line.height + 1 FROM teams t JOIN line ON t.id = line.id"
                                    " WHERE line.height < $2)"
                                    " SELECT t.id, t.name FROM line JOIN teams t ON t.id = line.id"
                                    " ORDER BY line.height DESC",
                                    db_int(id), db_int(LIMIT_TEAM_DEPTH));
    json_key(w, "parents");
    id_names_json(w, rows);
}

static void team_leads_json(struct ctx *ctx, struct json_out *w, int64_t id)
{
    struct db_rows *rows = db_query(ctx,
                                    "SELECT p.id, p.name FROM team_members m JOIN people p ON p.id = m.person_id"
                                    " WHERE m.team_id = $1 AND m.role = 'lead' AND m.ends_on IS NULL"
                                    " ORDER BY p.name_folded, p.id",
                                    db_int(id));
    json_key(w, "leads");
    id_names_json(w, rows);
}

static bool team_reply(struct ctx *ctx, int status, int64_t id)
{
    struct team t;
    if (!resource_find(ctx, &team_resource, id, &t)) return false;
    t.teams = db_int_of(ctx, "SELECT " TEAMS_OF " FROM teams t WHERE t.id = $1", db_int(id));
    t.members = db_int_of(ctx, "SELECT " MEMBERS_OF " FROM teams t WHERE t.id = $1", db_int(id));
    struct json_out w = json_out_new(ctx->arena, 2048);
    json_begin_object(&w);
    resource_write_members(&w, &team_resource, &t);
    team_parents_json(ctx, &w, id);
    team_leads_json(ctx, &w, id);
    int64_t active = 0;
    goal_load_team(ctx, id, &active);
    json_put_int(&w, "active_goals", active);
    json_key(&w, "can");
    json_begin_array(&w);
    if (team_keeper.ask(ctx, id) == ALLOWED && t.closed_on == DATE_NONE) {
        json_text(&w, STR("edit"));
        json_text(&w, STR("close"));
    }
    json_end_array(&w);
    json_end_object(&w);
    ctx->reply->version = t.version;
    return status == 201 ? reply_created(ctx, &w, "/teams/", id) : reply_json(ctx, status, &w);
}

/* A parent that is open and not below the team itself. */
static bool team_check(struct ctx *ctx, struct team *t)
{
    t->name_folded = utf8_fold(ctx->arena, t->name);
    if (!t->parent_id) return !failed(ctx);
    if (!team_open(ctx, t->parent_id)) return fail_field(ctx, "parent_id", "There is no open team with this number.");
    int64_t height = 0;
    for (int64_t at = t->parent_id; at; height++) {
        if (at == t->id) return fail_field(ctx, "parent_id", "A team cannot be part of itself or of a team below it.");
        if (height == LIMIT_TEAM_DEPTH)
            return fail_field(ctx, "parent_id", "Teams can be nested %d levels deep.", LIMIT_TEAM_DEPTH);
        at = db_int_of(ctx, "SELECT parent_id FROM teams WHERE id = $1", db_int(at));
    }
    return !failed(ctx);
}

static bool team_index(struct ctx *ctx, const struct team *t)
{
    return search_put(ctx, SEARCH_TEAM, t->id,
                      str_format(ctx->arena, "%.*s %.*s", STR_ARG(t->name), STR_ARG(t->purpose)));
}

static bool team_patch(struct ctx *ctx)
{
    struct team before;
    if (!db_lock(ctx, "team-tree")) return false;
    if (!resource_find(ctx, &team_resource, request_id(ctx, 0), &before)) return false;
    if (!match_version(ctx, before.version)) return false;
    if (before.closed_on != DATE_NONE) return fail(ctx, 409, "This team has been closed.");
    struct team after = before;
    if (!resource_read(ctx, &team_resource, READ_PATCH, &after) || !team_check(ctx, &after)) return false;
    if (after.parent_id != before.parent_id && !is_people_operations(ctx) &&
        !(after.parent_id && leads_team(ctx, ctx->actor.person_id, after.parent_id)))
        return fail(ctx, 403, "Only people operations, and those who lead both places, can move a team.");
    if (!resource_update(ctx, &team_resource, &before, &after)) return false;
    return event_changed(ctx, &(struct event){.type = "team.changed", .subject = "team", .subject_id = after.id},
                         &team_resource, &before, &after) &&
           team_index(ctx, &after) && (str_equal(before.name, after.name) || person_team_renamed(ctx, after.id)) &&
           team_reply(ctx, 200, after.id);
}

static bool team_close(struct ctx *ctx)
{
    struct team before;
    if (!db_lock(ctx, "team-tree")) return false;
    if (!resource_find(ctx, &team_resource, request_id(ctx, 0), &before)) return false;
    if (before.closed_on != DATE_NONE) return fail(ctx, 409, "This team has been closed already.");
    if (db_int_of(ctx, "SELECT 1 FROM teams WHERE parent_id = $1 AND closed_on IS NULL", db_int(before.id)))
        return fail(ctx, 409, "Other teams are part of this one. Please close or move them first.");
    if (goal_team_has_open(ctx, before.id))
        return fail(ctx, 409, "This team still has goals under way. Please close them or hand them over first.");
    struct team after = before;
    if (!need_team_closed(ctx, before.id)) return false;
    after.closed_on = ctx_today(ctx);
    struct str today = date_print(ctx->arena, after.closed_on);
    return resource_update(ctx, &team_resource, &before, &after) && person_team_renamed(ctx, after.id) &&
           db_run(ctx, "UPDATE team_members SET ends_on = $1 WHERE team_id = $2 AND ends_on IS NULL", db_text(today),
                  db_int(after.id)) &&
           event_changed(ctx, &(struct event){.type = "team.closed", .subject = "team", .subject_id = after.id},
                         &team_resource, &before, &after) &&
           search_drop(ctx, SEARCH_TEAM, after.id) && contact_team_closed(ctx, after.id) &&
           team_reply(ctx, 200, after.id);
}

/* ---- members ---- */

#define ACTIVE_OF " FROM goals w WHERE w.owner_id = p.id AND w.state = 'active'"
#define MEMBER_SELECT                                                                                                  \
    "SELECT m.id, m.team_id, m.person_id, m.role, m.starts_on, m.ends_on, p.name, p.title, p.name_folded,"             \
    " g.id, g.title, (SELECT count(*)" ACTIVE_OF ")"                                                                   \
    " FROM team_members m JOIN people p ON p.id = m.person_id"                                                         \
    " LEFT JOIN goals g ON g.id = (SELECT w.id" ACTIVE_OF " ORDER BY w.priority, w.id LIMIT 1)"

static struct team_member team_member_of_row(struct db_rows *row)
{
    struct team_member m;
    resource_clear(&team_member_resource, &m);
    resource_from_row(&team_member_resource, row, 0, &m);
    m.name = db_col_text(row, 6);
    m.title = db_col_text(row, 7);
    m.goal_id = db_col_int(row, 9);
    m.goal_title = db_col_text(row, 10);
    m.active_goals = db_col_int(row, 11);
    return m;
}

static void team_member_item(struct ctx *ctx, struct json_out *w, struct db_rows *row, struct page_key *key)
{
    (void)ctx;
    struct team_member m = team_member_of_row(row);
    resource_write(w, &team_member_resource, &m);
    *key = (struct page_key){.text = db_col_text(row, 8), .id = m.id};
}

static bool team_member_list(struct ctx *ctx)
{
    struct page page;
    struct team t;
    if (!page_read(ctx, &page) || !resource_find(ctx, &team_resource, request_id(ctx, 0), &t)) return false;
    struct db_rows *rows = db_query(ctx,
                                    MEMBER_SELECT " WHERE m.team_id = $1 AND m.ends_on IS NULL"
                                                  " AND (p.name_folded, m.id) > ($2, $3)"
                                                  " ORDER BY p.name_folded, m.id LIMIT $4",
                                    db_int(t.id), db_text(page.text), db_int(page.id), db_int(page.limit + 1));
    return page_reply(ctx, &page, rows, team_member_item);
}

static bool team_member_reply(struct ctx *ctx, int status, int64_t id)
{
    struct db_rows *rows = db_query(ctx, MEMBER_SELECT " WHERE m.id = $1", db_int(id));
    if (!db_next(rows)) return fail(ctx, 404, "There is no such membership.");
    struct team_member m = team_member_of_row(rows);
    struct json_out w = json_out_new(ctx->arena, 512);
    resource_write(&w, &team_member_resource, &m);
    return status == 201 ? reply_created(ctx, &w, "/team-members/", id) : reply_json(ctx, status, &w);
}

static int64_t team_member_now(struct ctx *ctx, int64_t team, int64_t person)
{
    return db_int_of(ctx, "SELECT id FROM team_members WHERE team_id = $1 AND person_id = $2 AND ends_on IS NULL",
                     db_int(team), db_int(person));
}

static bool team_member_post(struct ctx *ctx)
{
    struct team_member m;
    int64_t team = request_id(ctx, 0);
    if (!resource_read(ctx, &team_member_resource, READ_CREATE, &m) || !db_lock(ctx, "team-tree") ||
        !person_hold(ctx, m.person_id))
        return false;
    if (!team_open(ctx, team)) return fail(ctx, 409, "This team has been closed.");
    if (!person_present(ctx, m.person_id))
        return fail_field(ctx, "person_id", "There is nobody here with this number.");
    if (!team_join(ctx, team, m.person_id, m.role)) return false;
    return team_member_reply(ctx, 201, team_member_now(ctx, team, m.person_id));
}

/* Ends a membership that is still going on; 404 otherwise. */
static bool team_member_end(struct ctx *ctx, int64_t id, struct team_member *out)
{
    if (!db_lock(ctx, "team-tree") || !resource_find(ctx, &team_member_resource, id, out)) return false;
    if (out->ends_on != DATE_NONE) return fail(ctx, 409, "This person has left the team already.");
    struct team_member after = *out;
    after.ends_on = ctx_today(ctx);
    return resource_update(ctx, &team_member_resource, out, &after) &&
           event_changed(
               ctx,
               &(struct event){
                   .type = "team.left", .subject = "team", .subject_id = out->team_id, .person_id = out->person_id},
               &team_member_resource, out, &after) &&
           person_teams_changed(ctx, out->person_id);
}

static bool team_member_begin(struct ctx *ctx, int64_t team, int64_t person, enum team_role role)
{
    struct team_member m;
    resource_clear(&team_member_resource, &m);
    m.team_id = team;
    m.person_id = person;
    m.role = (int)role;
    m.starts_on = ctx_today(ctx);
    if (!resource_insert(ctx, &team_member_resource, &m)) return false;
    return event_changed(
               ctx, &(struct event){.type = "team.joined", .subject = "team", .subject_id = team, .person_id = person},
               &team_member_resource, NULL, &m) &&
           person_teams_changed(ctx, person) &&
           notice_to(ctx, person, NOTICE_TEAM, &(struct notice_about){.team_id = team, .act = m.id});
}

/* And is in the team no longer: no other role begins. */
static bool team_member_out(struct ctx *ctx, int64_t id)
{
    struct team_member m;
    return team_member_end(ctx, id, &m) && meeting_team_left(ctx, m.team_id, m.person_id);
}

static bool team_member_patch(struct ctx *ctx)
{
    struct team_member before;
    if (!resource_find(ctx, &team_member_resource, request_id(ctx, 0), &before)) return false;
    struct team_member after = before;
    if (!resource_read(ctx, &team_member_resource, READ_PATCH, &after)) return false;
    if (after.role == before.role) return team_member_reply(ctx, 200, before.id);
    if (!team_member_end(ctx, before.id, &before) ||
        !team_member_begin(ctx, before.team_id, before.person_id, after.role))
        return false;
    return team_member_reply(ctx, 200, team_member_now(ctx, before.team_id, before.person_id));
}

static bool team_member_delete(struct ctx *ctx)
{
    return team_member_out(ctx, request_id(ctx, 0)) && reply_empty(ctx);
}

/* ---- for other slices ---- */

bool team_open(struct ctx *ctx, int64_t id)
{
    return db_int_of(ctx, "SELECT 1 FROM teams WHERE id = $1 AND closed_on IS NULL", db_int(id)) == 1;
}

int64_t team_by_name(struct ctx *ctx, struct str name)
{
    return db_int_of(ctx, "SELECT id FROM teams WHERE name_folded = $1 AND closed_on IS NULL ORDER BY id LIMIT 1",
                     db_text(utf8_fold(ctx->arena, name)));
}

bool team_create(struct ctx *ctx, struct team *t)
{
    if (!db_lock(ctx, "team-tree")) return false;
    t->created_at = ctx->now;
    t->closed_on = DATE_NONE;
    t->version = 1;
    if (!team_check(ctx, t) || !resource_insert(ctx, &team_resource, t)) return false;
    return event_changed(ctx, &(struct event){.type = "team.created", .subject = "team", .subject_id = t->id},
                         &team_resource, NULL, t) &&
           team_index(ctx, t);
}

bool team_join(struct ctx *ctx, int64_t team, int64_t person, enum team_role role)
{
    int64_t now = team_member_now(ctx, team, person);
    if (!now) return team_member_begin(ctx, team, person, role) && meeting_team_joined(ctx, team, person);
    struct team_member old;
    if (!resource_find(ctx, &team_member_resource, now, &old)) return false;
    if (old.role == (int)role) return true;
    return team_member_end(ctx, now, &old) && team_member_begin(ctx, team, person, role);
}

bool team_has(struct ctx *ctx, int64_t team, int64_t person)
{
    return team_member_now(ctx, team, person) != 0;
}

bool team_leave(struct ctx *ctx, int64_t team, int64_t person)
{
    int64_t now = team_member_now(ctx, team, person);
    return !now ? !failed(ctx) : team_member_out(ctx, now);
}

bool team_leave_all(struct ctx *ctx, int64_t person)
{
    struct db_rows *rows =
        db_query(ctx, "SELECT id FROM team_members WHERE person_id = $1 AND ends_on IS NULL", db_int(person));
    while (db_next(rows)) {
        struct team_member m;
        if (!team_member_end(ctx, db_col_int(rows, 0), &m)) return false;
    }
    return !failed(ctx);
}

struct str team_names_of_person(struct ctx *ctx, int64_t person)
{
    struct buf names = buf_new(ctx->arena, 64);
    struct db_rows *rows = db_query(ctx,
                                    "SELECT t.name FROM team_members m JOIN teams t ON t.id = m.team_id"
                                    " WHERE m.person_id = $1 AND m.ends_on IS NULL AND t.closed_on IS NULL"
                                    " ORDER BY m.id LIMIT $2",
                                    db_int(person), db_int(NAMES_MOST));
    while (db_next(rows)) {
        buf_put(&names, db_col_text(rows, 0));
        buf_char(&names, ' ');
    }
    db_close(rows);
    return buf_str(&names);
}

void team_json_of_person(struct ctx *ctx, struct json_out *w, int64_t person)
{
    struct db_rows *rows = db_query(ctx,
                                    "SELECT t.id, t.name, m.role FROM team_members m JOIN teams t ON t.id = m.team_id"
                                    " WHERE m.person_id = $1 AND m.ends_on IS NULL ORDER BY t.name_folded, t.id",
                                    db_int(person));
    json_begin_array(w);
    while (db_next(rows)) {
        json_begin_object(w);
        json_put_id(w, "team_id", db_col_int(rows, 0));
        json_put_text(w, "name", db_col_text(rows, 1));
        json_put_text(w, "role", db_col_text(rows, 2));
        json_end_object(w);
    }
    json_end_array(w);
}

bool team_take_back(struct ctx *ctx, int64_t id)
{
    return search_drop(ctx, SEARCH_TEAM, id) && resource_delete(ctx, &team_resource, id);
}

bool team_member_take_back(struct ctx *ctx, int64_t member)
{
    int64_t person = db_int_of(ctx, "SELECT person_id FROM team_members WHERE id = $1", db_int(member));
    return db_run(ctx, "DELETE FROM team_members WHERE id = $1", db_int(member)) && person_teams_changed(ctx, person);
}

bool team_member_reopen(struct ctx *ctx, int64_t member)
{
    int64_t person = db_int_of(ctx, "SELECT person_id FROM team_members WHERE id = $1", db_int(member));
    return db_run(ctx, "UPDATE team_members SET ends_on = NULL WHERE id = $1", db_int(member)) &&
           person_teams_changed(ctx, person);
}
