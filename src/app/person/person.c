/* A person: profile, list, joining. What moves them in the organisation is in person_line.c, leaving in person_leave.c.
 */
#include "app/person.h"
#include "app/absence.h"

#include "app/barrier/barrier.h"
#include "app/contact.h"
#include "app/framework.h"
#include "app/goal/goal.h"
#include "app/organisation.h"
#include "app/permission.h"
#include "app/search.h"
#include "app/team.h"
#include "base/limits.h"
#include "kernel/event.h"

#define F(member) offsetof(struct person, member)
#define SKILLS_MOST 50
#define DAY_MINUTES 1440
#define INDEXED_AT_ONCE 200 /* people, in one transaction: some 20 ms */

static const struct field person_fields[] = {
    {"id", FIELD_ID, F(id), FIELD_READ_ONLY, .doc = "The person's number."},
    {"external_id", FIELD_LINE, F(external_id), FIELD_NULL, 0, LIMIT_NAME,
     .doc = "Their number in the organisation's own lists; an import finds them by it."},
    {"name", FIELD_LINE, F(name), FIELD_REQUIRED, 1, LIMIT_NAME, .doc = "Their name as they write it."},
    {"name_folded", FIELD_LINE, F(name_folded), FIELD_READ_ONLY | FIELD_HIDDEN, .doc = "The name for sorting."},
    {"email", FIELD_EMAIL, F(email), FIELD_REQUIRED, 3, LIMIT_EMAIL,
     .doc = "Their e-mail address; they sign in with it."},
    {"title", FIELD_LINE, F(title), FIELD_NULL, 0, LIMIT_NAME, .doc = "What their work is called."},
    {"department", FIELD_LINE, F(department), FIELD_NULL, 0, LIMIT_NAME,
     .doc = "Their department in the organisation's own lists."},
    {"manager_id", FIELD_ID, F(manager_id), FIELD_NULL | FIELD_CREATE_ONLY,
     .doc = "Their line manager of today; later changed by PUT /people/{id}/manager."},
    {"hired_on", FIELD_DATE, F(hired_on), FIELD_NULL, .doc = "The day they joined."},
    {"left_on", FIELD_DATE, F(left_on), FIELD_READ_ONLY | FIELD_NULL, .doc = "Their last day, once they have left."},
    {"stand_in_id", FIELD_ID, F(stand_in_id), FIELD_READ_ONLY | FIELD_NULL,
     .doc = "Of somebody who has left: who answers in their stead."},
    {"zone", FIELD_ZONE, F(zone), 0, .doc = "Their time zone; the organisation's unless told."},
    {"language", FIELD_LINE, F(language), FIELD_NULL, 0, 35, .doc = "The language they like to read (BCP 47)."},
    {"work_days", FIELD_LINE, F(work_days), 0, 0, 7, .doc = "Their working days, 1 Monday to 7 Sunday: \"12345\"."},
    {"work_from", FIELD_INT, F(work_from), 0, 0, DAY_MINUTES - 1,
     .doc = "Minute of the day at which their work begins."},
    {"work_until", FIELD_INT, F(work_until), 0, 1, DAY_MINUTES, .doc = "Minute of the day at which their work ends."},
    {"work_with_me", FIELD_TEXT, F(work_with_me), FIELD_NULL, 0, LIMIT_TEXT,
     .doc = "How to work with them, in their words."},
    {"skills", FIELD_LINES, F(skills), FIELD_NULL, 0, SKILLS_MOST, .doc = "What they can help with."},
    {"skill_lines", FIELD_TEXT, F(skill_lines), FIELD_READ_ONLY | FIELD_HIDDEN | FIELD_NULL,
     .doc = "The skills, a line each."},
    {"team_name", FIELD_LINE, F(team_name), FIELD_READ_ONLY | FIELD_NULL | FIELD_NO_COLUMN,
     .doc = "The first of the teams that they belong to today, by name."},
    {"reports", FIELD_INT, F(reports), FIELD_READ_ONLY | FIELD_NO_COLUMN,
     .doc = "How many people they support as line manager today."},
    {"roles", FIELD_INT, F(roles), FIELD_READ_ONLY | FIELD_HIDDEN, .doc = "Role bits."},
    {"looked_at", FIELD_INSTANT, F(looked_at), FIELD_READ_ONLY | FIELD_HIDDEN | FIELD_NULL,
     .doc = "When they last put Home aside."},
    {"created_at", FIELD_INSTANT, F(created_at), FIELD_READ_ONLY, .doc = "When they came into Waymark."},
    {"version", FIELD_INT, F(version), FIELD_READ_ONLY, .doc = "Grows with each change; for If-Match."},
    {0},
};

const struct resource person_resource = {
    .name = "person",
    .table = "people",
    .size = sizeof(struct person),
    .fields = person_fields,
    .doc = "Somebody who works here, or did.",
};

static const char *const without_choices[] = {"goals", "contact_points", "manager", NULL};
enum without { WITHOUT_GOALS, WITHOUT_CONTACT_POINTS, WITHOUT_MANAGER };

struct person_filter {
    struct str q;
    int64_t team_id;
    int64_t manager_id;
    int without;
    bool left;
};

#define Q(member) offsetof(struct person_filter, member)

static const struct field person_filter_fields[] = {
    {"q", FIELD_LINE, Q(q), 0, 0, LIMIT_NAME,
     .doc = "Only people with these words in name, title, department, teams, skills or address."},
    {"team_id", FIELD_ID, Q(team_id), 0, .doc = "Only those who belong to this team today."},
    {"manager_id", FIELD_ID, Q(manager_id), 0, .doc = "Only those whom this person supports as line manager."},
    {"without", FIELD_CHOICE, Q(without), 0, .choices = without_choices,
     .doc = "Only people without open goals, contact points, or a line manager."},
    {"left", FIELD_BOOL, Q(left), 0, .doc = "Only people who have left, rather than those who are here."},
    {0},
};

static const struct resource person_filter_resource = {
    .name = "person_filter", .size = sizeof(struct person_filter), .fields = person_filter_fields};

static bool person_list(struct ctx *ctx);
static bool person_post(struct ctx *ctx);
static bool person_show(struct ctx *ctx);
static bool person_patch(struct ctx *ctx);

const struct route person_routes[] = {
    {METHOD_GET, "/people", &signed_in, person_list, "The people who are here, by name.", .gives = &person_resource,
     .filter = &person_filter_resource, .flags = ROUTE_LIST, .sorts = "name"},
    {METHOD_POST, "/people", &people_operations, person_post, "Somebody joins.", .takes = &person_resource,
     .gives = &person_resource},
    {METHOD_GET, "/people/{id}", &signed_in, person_show,
     "One person, with line manager, teams, contact points and the load of active goals.", .gives = &person_resource},
    {METHOD_PATCH, "/people/{id}", &person_self_or_people_operations, person_patch,
     "Changes a profile. Oneself: name, zone, language, working hours, how to work with me, skills; people "
     "operations: everything.",
     .takes = &person_resource, .gives = &person_resource, .flags = ROUTE_MATCH},
    {METHOD_GET, "/people/{id}/reports", &signed_in, person_reports,
     "Whom this person supports as line manager, by name.", .gives = &person_resource, .flags = ROUTE_LIST,
     .sorts = "name"},
    {METHOD_GET, "/people/{id}/line", &signed_in, person_line_show,
     "The reporting line of today, from the top down to this person: on one page.", .gives = &person_resource,
     .flags = ROUTE_LIST},
    {METHOD_GET, "/people/{id}/managers", &signed_in, person_managers,
     "Who supported this person, from when to when, newest first.", .gives = &person_line_resource, .flags = ROUTE_LIST,
     .sorts = "-id"},
    {METHOD_PUT, "/people/{id}/manager", &people_operations, person_manager_put,
     "Gives the person another line manager, or none.", .takes = &person_manager_resource, .gives = &person_resource},
    {METHOD_PUT, "/people/{id}/roles", &people_operations, person_roles_put,
     "Who belongs to people operations and who is operator. Each has at least one holder.",
     .takes = &person_roles_resource, .gives = &person_resource},
    {METHOD_PUT, "/people/{id}/departure", &people_operations, person_departure_put,
     "The person leaves: open goals are handed over, reports move, memberships and sessions end, history stays.",
     .takes = &person_departure_resource, .gives = &person_resource},
    {METHOD_DELETE, "/people/{id}/departure", &people_operations, person_departure_delete, "The person comes back.",
     .gives = &person_resource},
    {0},
};

/* ---- lists ---- */

/* Skills are a list in the API and lines in their column. */
static void skills_of_lines(struct ctx *ctx, struct person *p)
{
    struct str rest = p->skill_lines, line;
    p->skills = (struct lines){.at = arena_many(ctx->arena, struct str, SKILLS_MOST)};
    while (!str_empty(rest) && p->skills.n < SKILLS_MOST && str_split(&rest, '\n', &line))
        p->skills.at[p->skills.n++] = str_copy(ctx->arena, line);
}

/* How many the person p supports, and the first of their teams. */
#define REPORTS_OF "(SELECT count(*) FROM people r WHERE r.manager_id = p.id AND r.left_on IS NULL)"
#define TEAM_OF                                                                                                        \
    "(SELECT t.name FROM team_members m JOIN teams t ON t.id = m.team_id WHERE m.person_id = p.id"                     \
    " AND m.ends_on IS NULL ORDER BY t.name_folded, t.id LIMIT 1)"

struct str person_select(struct ctx *ctx)
{
    return str_format(ctx->arena, "SELECT " REPORTS_OF ", " TEAM_OF ", %s",
                      resource_columns(ctx, &person_resource, "p").at);
}

void person_from_row(struct ctx *ctx, struct db_rows *row, int first_column, struct person *out)
{
    resource_clear(&person_resource, out);
    resource_from_row(&person_resource, row, first_column, out);
    skills_of_lines(ctx, out);
}

void person_item(struct ctx *ctx, struct json_out *w, struct db_rows *row, struct page_key *key)
{
    struct person p;
    person_from_row(ctx, row, 2, &p);
    p.reports = db_col_int(row, 0);
    p.team_name = db_col_text(row, 1);
    resource_write(w, &person_resource, &p);
    *key = (struct page_key){.text = p.name_folded, .id = p.id};
}

static void person_without(struct query *q, int without)
{
    static const char *const pieces[] = {
        [WITHOUT_GOALS] = " AND NOT EXISTS (SELECT 1 FROM goals g WHERE g.owner_id = p.id"
                          " AND g.state IN ('proposed', 'active'))",
        [WITHOUT_CONTACT_POINTS] = " AND NOT EXISTS (SELECT 1 FROM contact_points c WHERE c.person_id = p.id)",
        [WITHOUT_MANAGER] = " AND p.manager_id IS NULL",
    };
    if (without >= 0) query_put(q, pieces[without]);
}

static bool person_list(struct ctx *ctx)
{
    struct page page;
    struct person_filter filter;
    if (!page_read(ctx, &page) || !resource_read_query(ctx, &person_filter_resource, &filter)) return false;
    struct query q = query_new(ctx, person_select(ctx).at);
    query_put(&q, " FROM people p WHERE p.left_on IS ");
    query_put(&q, filter.left ? "NOT NULL" : "NULL");
    query_value(&q, " AND (p.name_folded, p.id) > (", db_text(page.text), "");
    query_value(&q, ", ", db_int(page.id), ")");
    if (filter.manager_id) query_value(&q, " AND p.manager_id = ", db_int(filter.manager_id), "");
    if (filter.team_id)
        query_value(&q,
                    " AND p.id IN (SELECT m.person_id FROM team_members m WHERE m.ends_on IS NULL"
                    " AND m.team_id = ",
                    db_int(filter.team_id), ")");
    person_without(&q, filter.without);
    if (!str_empty(filter.q)) search_within(ctx, &q, SEARCH_PERSON, filter.q, "p.id");
    query_put(&q, " ORDER BY p.name_folded, p.id");
    query_limit(&q, page.limit + 1);
    return page_reply(ctx, &page, query_rows(ctx, &q), person_item);
}

/* ---- one person ---- */

bool person_find(struct ctx *ctx, int64_t id, struct person *out)
{
    if (!resource_find(ctx, &person_resource, id, out)) return false;
    skills_of_lines(ctx, out);
    return true;
}

static void person_load_json(struct ctx *ctx, struct json_out *w, int64_t id)
{
    int64_t active = 0;
    struct framework f;
    if (!goal_load(ctx, id, &active) || !framework_now(ctx, &f)) return;
    json_key(w, "load");
    json_begin_object(w);
    json_put_int(w, "active", active);
    json_put_int(w, "limit", f.active_goal_limit);
    json_put_bool(w, "over", active > f.active_goal_limit);
    json_end_object(w);
}

static void person_roles_json(struct json_out *w, int64_t roles)
{
    json_key(w, "roles");
    json_begin_array(w);
    if (roles & ROLE_PEOPLE_OPERATIONS) json_text(w, STR("people_operations"));
    if (roles & ROLE_OPERATOR) json_text(w, STR("operator"));
    json_end_array(w);
}

static void person_can_json(struct ctx *ctx, struct json_out *w, const struct person *p)
{
    bool here = p->left_on == DATE_NONE, self = p->id == ctx->actor.person_id;
    json_key(w, "can");
    json_begin_array(w);
    if (self || is_people_operations(ctx)) json_text(w, STR("edit"));
    if (here && may_propose_to(ctx, p->id)) json_text(w, STR("propose_goal"));
    if (here && is_people_operations(ctx)) {
        json_text(w, STR("invite"));
        json_text(w, STR("move"));
        json_text(w, STR("depart"));
    }
    json_end_array(w);
}

static void person_place(struct ctx *ctx, struct person *p)
{
    struct db_rows *rows =
        db_query(ctx, "SELECT " REPORTS_OF ", " TEAM_OF " FROM people p WHERE p.id = $1", db_int(p->id));
    if (db_next(rows)) {
        p->reports = db_col_int(rows, 0);
        p->team_name = db_col_text(rows, 1);
    }
    db_close(rows);
}

void person_write(struct ctx *ctx, struct json_out *w, struct person *p)
{
    person_place(ctx, p);
    resource_write_members(w, &person_resource, p);
    person_roles_json(w, p->roles);
    json_key(w, "manager");
    person_json_of(ctx, w, p->manager_id);
    json_key(w, "stand_in");
    person_json_of(ctx, w, p->stand_in_id);
    json_key(w, "away");
    absence_json_on(ctx, w, p->id, zone_date(p->zone, ctx->now));
    json_key(w, "teams");
    team_json_of_person(ctx, w, p->id);
    json_key(w, "contact_points");
    contact_json_of_person(ctx, w, p->id);
    person_load_json(ctx, w, p->id);
    person_can_json(ctx, w, p);
}

bool person_reply(struct ctx *ctx, int status, int64_t id)
{
    struct person p;
    if (!person_find(ctx, id, &p)) return false;
    struct json_out w = json_out_new(ctx->arena, 2048);
    json_begin_object(&w);
    person_write(ctx, &w, &p);
    json_end_object(&w);
    ctx->reply->version = p.version;
    return status == 201 ? reply_created(ctx, &w, "/people/", id) : reply_json(ctx, status, &w);
}

static bool person_show(struct ctx *ctx)
{
    return person_reply(ctx, 200, request_id(ctx, 0));
}

void person_json_of(struct ctx *ctx, struct json_out *w, int64_t id)
{
    struct str name = id ? db_text_of(ctx, "SELECT name FROM people WHERE id = $1", db_int(id)) : STR_NONE;
    if (str_none(name)) {
        json_none(w);
        return;
    }
    json_begin_object(w);
    json_put_id(w, "id", id);
    json_put_text(w, "name", name);
    json_end_object(w);
}

/* ---- joining and changing ---- */

static bool work_days_valid(struct str days)
{
    char last = '0';
    for (size_t i = 0; i < days.len; i++) {
        if (days.at[i] <= last || days.at[i] > '7') return false;
        last = days.at[i];
    }
    return days.len > 0;
}

static bool person_check(struct ctx *ctx, struct person *p)
{
    struct organisation o = {.zone = STR("UTC")};
    if (str_empty(p->zone) && organisation_now(ctx, &o)) p->zone = o.zone;
    if (str_empty(p->zone)) p->zone = STR("UTC");
    if (str_empty(p->work_days)) p->work_days = STR("12345");
    if (p->work_from == INT64_MIN) p->work_from = 9 * 60;
    if (p->work_until == INT64_MIN) p->work_until = 17 * 60;
    if (!work_days_valid(p->work_days))
        fail_field(ctx, "work_days", "Working days are digits in order, 1 for Monday to 7 for Sunday, such as 12345.");
    if (p->work_until <= p->work_from) fail_field(ctx, "work_until", "Work ends later on the day than it begins.");
    p->name_folded = utf8_fold(ctx->arena, p->name);
    if (p->skills.given) p->skill_lines = str_join(ctx->arena, p->skills.at, (size_t)p->skills.n, STR("\n"));
    int64_t other = person_by_email(ctx, p->email);
    if (other && other != p->id) fail_field(ctx, "email", "Somebody else has this e-mail address already.");
    other = str_empty(p->external_id) ? 0 : person_by_external_id(ctx, p->external_id);
    if (other && other != p->id) fail_field(ctx, "external_id", "Somebody else has this number already.");
    return !failed(ctx);
}

bool person_index(struct ctx *ctx, const struct person *p)
{
    if (p->left_on != DATE_NONE) return search_drop(ctx, SEARCH_PERSON, p->id);
    struct str skills = str_join(ctx->arena, p->skills.at, (size_t)p->skills.n, STR(" "));
    return search_put(ctx, SEARCH_PERSON, p->id,
                      str_format(ctx->arena, "%.*s %.*s %.*s %.*s %.*s %.*s", STR_ARG(p->name), STR_ARG(p->title),
                                 STR_ARG(p->department), STR_ARG(team_names_of_person(ctx, p->id)), STR_ARG(skills),
                                 STR_ARG(p->email)));
}

bool person_teams_changed(struct ctx *ctx, int64_t id)
{
    struct person p;
    return person_find(ctx, id, &p) && person_index(ctx, &p);
}

bool person_index_waiting(struct ctx *ctx)
{
    int64_t ids[INDEXED_AT_ONCE];
    int n = 0;
    struct str sql =
        str_format(ctx->arena, "SELECT person_id FROM people_to_index ORDER BY person_id LIMIT %d", INDEXED_AT_ONCE);
    struct db_rows *rows = db_query(ctx, sql.at);
    while (n < INDEXED_AT_ONCE && db_next(rows)) ids[n++] = db_col_int(rows, 0);
    db_close(rows);
    for (int i = 0; i < n; i++)
        if (!db_run(ctx, "DELETE FROM people_to_index WHERE person_id = $1", db_int(ids[i])) ||
            !person_teams_changed(ctx, ids[i]))
            return false;
    return n == INDEXED_AT_ONCE && !failed(ctx);
}

bool person_index_waits(struct ctx *ctx)
{
    return db_int_of(ctx, "SELECT 1 FROM people_to_index LIMIT 1") == 1;
}

bool person_team_renamed(struct ctx *ctx, int64_t team)
{
    if (!db_run(ctx,
                "INSERT INTO people_to_index (person_id)"
                " SELECT person_id FROM team_members WHERE team_id = $1 AND ends_on IS NULL"
                " ON CONFLICT (person_id) DO NOTHING",
                db_int(team)))
        return false;
    (void)person_index_waiting(ctx);
    return !failed(ctx);
}

bool person_create(struct ctx *ctx, struct person *p)
{
    int64_t manager = p->manager_id;
    p->manager_id = 0;
    p->left_on = DATE_NONE;
    p->looked_at = INSTANT_NONE;
    p->created_at = ctx->now;
    p->version = 1;
    if (!person_check(ctx, p) || !resource_insert(ctx, &person_resource, p)) return false;
    return event_changed(
               ctx,
               &(struct event){.type = "person.joined", .subject = "person", .subject_id = p->id, .person_id = p->id},
               &person_resource, NULL, p) &&
           person_index(ctx, p) &&
           (!manager || person_report_to(ctx, p->id, manager, p->hired_on != DATE_NONE ? p->hired_on : ctx_today(ctx)));
}

static bool person_post(struct ctx *ctx)
{
    struct person p;
    if (!resource_read(ctx, &person_resource, READ_CREATE, &p)) return false;
    return person_create(ctx, &p) && person_reply(ctx, 201, p.id);
}

static bool clock_differs(const struct person *a, const struct person *b)
{
    return !str_equal(a->zone, b->zone) || !str_equal(a->work_days, b->work_days) || a->work_from != b->work_from ||
           a->work_until != b->work_until;
}

bool person_change(struct ctx *ctx, const struct person *before, struct person *after)
{
    if (!person_check(ctx, after) || !resource_update(ctx, &person_resource, before, after)) return false;
    return event_changed(
               ctx,
               &(struct event){
                   .type = "person.changed", .subject = "person", .subject_id = after->id, .person_id = after->id},
               &person_resource, before, after) &&
           person_index(ctx, after) &&
           (!clock_differs(before, after) ||
            (goal_clock_changed(ctx, after->id) && barrier_clock_changed(ctx, after->id)));
}

/* What the organisation says of a person is people operations' to change. */
static bool person_patch_allowed(struct ctx *ctx)
{
    static const char *const kept[] = {"title", "email", "department", "hired_on", "external_id", NULL};
    if (is_people_operations(ctx)) return true;
    for (int i = 0; kept[i]; i++)
        if (resource_given(&person_resource, ctx->request->json, kept[i]))
            fail_field(ctx, kept[i], "Only people operations can change this. Please ask them.");
    return !failed(ctx);
}

static bool person_patch(struct ctx *ctx)
{
    struct person before;
    if (!person_find(ctx, request_id(ctx, 0), &before) || !match_version(ctx, before.version)) return false;
    struct person after = before;
    if (!resource_read(ctx, &person_resource, READ_PATCH, &after)) return false;
    return person_patch_allowed(ctx) && person_change(ctx, &before, &after) && person_reply(ctx, 200, after.id);
}

/* ---- for other slices ---- */

#define AWAY_LOOKED_BACK 180 /* days; no rhythm is longer than a quarter */

bool person_clock(struct ctx *ctx, int64_t id, struct person_clock *out)
{
    int32_t today = (int32_t)(ctx->now / MS_DAY);
    struct db_rows *rows = db_query(ctx,
                                    "SELECT p.zone, p.work_days, p.work_from, p.work_until, a.starts_on, a.ends_on"
                                    " FROM people p LEFT JOIN absences a ON a.person_id = p.id AND a.ends_on >= $2"
                                    " WHERE p.id = $1 ORDER BY a.ends_on LIMIT $3",
                                    db_int(id), db_date(ctx, today - AWAY_LOOKED_BACK), db_int(PERSON_AWAY_MOST));
    bool found = false;
    while (db_next(rows)) {
        if (!found)
            *out = (struct person_clock){.zone = db_col_text(rows, 0),
                                         .work_days = db_col_text(rows, 1),
                                         .work_from = db_col_int(rows, 2),
                                         .work_until = db_col_int(rows, 3)};
        found = true;
        if (db_col_null(rows, 4)) continue;
        out->away[out->n_away].from = db_col_date(rows, 4);
        out->away[out->n_away++].until = db_col_date(rows, 5);
    }
    return found || fail(ctx, 404, "There is nobody with this number.");
}

bool person_present(struct ctx *ctx, int64_t id)
{
    return db_int_of(ctx, "SELECT 1 FROM people WHERE id = $1 AND left_on IS NULL", db_int(id)) == 1;
}

bool person_hold(struct ctx *ctx, int64_t id)
{
    if (ctx->actor.system || db_dialect(ctx) == DB_SQLITE) return !failed(ctx); /* writers take turns */
    return db_lock(ctx, str_format(ctx->arena, "person-%lld", (long long)id).at);
}

int64_t person_manager(struct ctx *ctx, int64_t id)
{
    return db_int_of(ctx,
                     "SELECT m.id FROM people p JOIN people m ON m.id = p.manager_id"
                     " WHERE p.id = $1 AND m.left_on IS NULL",
                     db_int(id));
}

int64_t person_by_email(struct ctx *ctx, struct str email)
{
    return db_int_of(ctx, "SELECT id FROM people WHERE email = $1", db_text(utf8_lower(ctx->arena, email)));
}

int64_t person_by_external_id(struct ctx *ctx, struct str number)
{
    return db_int_of(ctx, "SELECT id FROM people WHERE external_id = $1", db_text(number));
}
