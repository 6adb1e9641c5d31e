/* Who supports whom: the reporting line with its history, and the roles of people operations and operator. */
#include "app/goal/goal.h"
#include "app/notice/notice.h"
#include "app/permission.h"
#include "app/person.h"
#include "base/limits.h"
#include "kernel/event.h"

struct manager_change {
    int64_t manager_id;
    int32_t starts_on;
};

static const struct field manager_fields[] = {
    {"manager_id", FIELD_ID, offsetof(struct manager_change, manager_id), FIELD_NULL,
     .doc = "The new line manager; null for none."},
    {"starts_on", FIELD_DATE, offsetof(struct manager_change, starts_on), FIELD_NULL,
     .doc = "From when on; today unless told, not in the future."},
    {0},
};
const struct resource person_manager_resource = {.name = "person_manager",
                                                 .size = sizeof(struct manager_change),
                                                 .fields = manager_fields,
                                                 .doc = "A change of the line manager."};

struct roles_change {
    bool people_operations, operates;
};

static const struct field roles_fields[] = {
    {"people_operations", FIELD_BOOL, offsetof(struct roles_change, people_operations), FIELD_REQUIRED,
     .doc = "Keeps the framework fitting."},
    {"operator", FIELD_BOOL, offsetof(struct roles_change, operates), FIELD_REQUIRED,
     .doc = "Keeps the server running."},
    {0},
};
const struct resource person_roles_resource = {.name = "person_roles",
                                               .size = sizeof(struct roles_change),
                                               .fields = roles_fields,
                                               .doc = "The roles that a person holds."};

struct reporting_line {
    int64_t id, person_id, manager_id;
    struct str manager_name;
    int32_t starts_on, ends_on;
};

#define L(member) offsetof(struct reporting_line, member)

static const struct field line_fields[] = {
    {"id", FIELD_ID, L(id), FIELD_READ_ONLY, .doc = "The line's number."},
    {"person_id", FIELD_ID, L(person_id), FIELD_READ_ONLY, .doc = "The person."},
    {"manager_id", FIELD_ID, L(manager_id), FIELD_READ_ONLY, .doc = "Who supported them."},
    {"manager_name", FIELD_LINE, L(manager_name), FIELD_READ_ONLY | FIELD_NO_COLUMN, .doc = "Their name."},
    {"starts_on", FIELD_DATE, L(starts_on), FIELD_READ_ONLY, .doc = "From when."},
    {"ends_on", FIELD_DATE, L(ends_on), FIELD_READ_ONLY | FIELD_NULL, .doc = "Until when; null: today."},
    {0},
};
const struct resource person_line_resource = {.name = "reporting_line",
                                              .table = "reporting_lines",
                                              .size = sizeof(struct reporting_line),
                                              .fields = line_fields,
                                              .doc = "Who supported a person, from when to when."};

bool person_reports(struct ctx *ctx)
{
    struct page page;
    struct person p;
    if (!page_read(ctx, &page) || !resource_find(ctx, &person_resource, request_id(ctx, 0), &p)) return false;
    struct str sql = str_format(ctx->arena,
                                "%s FROM people p WHERE p.manager_id = $1 AND p.left_on IS NULL"
                                " AND (p.name_folded, p.id) > ($2, $3) ORDER BY p.name_folded, p.id LIMIT $4",
                                person_select(ctx).at);
    struct db_rows *rows =
        db_query(ctx, sql.at, db_int(p.id), db_text(page.text), db_int(page.id), db_int(page.limit + 1));
    return page_reply(ctx, &page, rows, person_item);
}

/* The line ends where somebody has no line manager, or one who has left. */
bool person_line_show(struct ctx *ctx)
{
    struct page page;
    struct person p;
    if (!page_read(ctx, &page) || !resource_find(ctx, &person_resource, request_id(ctx, 0), &p)) return false;
    page.limit = LIMIT_PAGE_MOST; /* more than a line can have */
    struct str sql = str_format(ctx->arena,
                                "WITH RECURSIVE line(id, height) AS ("
                                " SELECT CAST($1 AS BIGINT), 0"
                                " UNION"
                                " SELECT a.manager_id, line.height + 1 FROM people a JOIN line ON a.id = line.id"
                                " JOIN people o ON o.id = a.manager_id AND o.left_on IS NULL"
                                " WHERE line.height < $2)"
                                " %s FROM line JOIN people p ON p.id = line.id ORDER BY line.height DESC",
                                person_select(ctx).at);
    struct db_rows *rows = db_query(ctx, sql.at, db_int(p.id), db_int(LIMIT_MANAGER_DEPTH));
    return page_reply(ctx, &page, rows, person_item);
}

static void line_item(struct ctx *ctx, struct json_out *w, struct db_rows *row, struct page_key *key)
{
    (void)ctx;
    struct reporting_line l;
    resource_clear(&person_line_resource, &l);
    resource_from_row(&person_line_resource, row, 0, &l);
    l.manager_name = db_col_text(row, 5);
    resource_write(w, &person_line_resource, &l);
    key->id = l.id;
}

bool person_managers(struct ctx *ctx)
{
    struct page page;
    struct person p;
    if (!page_read(ctx, &page) || !resource_find(ctx, &person_resource, request_id(ctx, 0), &p)) return false;
    struct db_rows *rows = db_query(ctx,
                                    "SELECT l.id, l.person_id, l.manager_id, l.starts_on, l.ends_on, m.name"
                                    " FROM reporting_lines l JOIN people m ON m.id = l.manager_id"
                                    " WHERE l.person_id = $1 AND l.id < $2 ORDER BY l.id DESC LIMIT $3",
                                    db_int(p.id), db_int(page.id), db_int(page.limit + 1));
    return page_reply(ctx, &page, rows, line_item);
}

/* Fails on manager_id when `manager` reports, over others, to `person`. */
static bool no_circle(struct ctx *ctx, int64_t person, int64_t manager)
{
    struct buf path = buf_new(ctx->arena, 256);
    int height = 0;
    for (int64_t at = manager; at; height++) {
        buf_format(&path, "%s%s", height ? " → " : "",
                   db_text_of(ctx, "SELECT name FROM people WHERE id = $1", db_int(at)).at);
        if (at == person)
            return fail_field(ctx, "manager_id", "This would close a circle in the reporting line: %s.", path.at);
        if (height == LIMIT_MANAGER_DEPTH)
            return fail_field(ctx, "manager_id", "A reporting line can have %d levels.", LIMIT_MANAGER_DEPTH);
        at = db_int_of(ctx, "SELECT manager_id FROM people WHERE id = $1", db_int(at));
    }
    return !failed(ctx);
}

bool person_may_report(struct ctx *ctx, int64_t id, int64_t manager)
{
    if (manager && !person_present(ctx, manager))
        return fail_field(ctx, "manager_id", "There is nobody here with this number.");
    return no_circle(ctx, id, manager);
}

static bool line_move(struct ctx *ctx, int64_t person, int64_t manager, int32_t starts_on)
{
    struct str day = date_print(ctx->arena, starts_on);
    if (!db_run(ctx,
                "UPDATE reporting_lines SET ends_on = CASE WHEN starts_on > $1 THEN starts_on ELSE $1 END"
                " WHERE person_id = $2 AND ends_on IS NULL",
                db_text(day), db_int(person)))
        return false;
    if (manager && !db_run(ctx, "INSERT INTO reporting_lines (person_id, manager_id, starts_on) VALUES ($1, $2, $3)",
                           db_int(person), db_int(manager), db_text(day)))
        return false;
    return db_run(ctx, "UPDATE people SET manager_id = $1, version = version + 1 WHERE id = $2", db_id(manager),
                  db_int(person));
}

static bool tell_both(struct ctx *ctx, const struct person *p)
{
    if (!p->manager_id) return !failed(ctx);
    return notice_to(ctx, p->id, NOTICE_MANAGER,
                     &(struct notice_about){.other_id = p->manager_id, .act = p->version}) &&
           notice_to(ctx, p->manager_id, NOTICE_REPORT, &(struct notice_about){.other_id = p->id, .act = p->version});
}

bool person_report_to(struct ctx *ctx, int64_t id, int64_t manager, int32_t starts_on)
{
    struct person before, after;
    if (!db_lock(ctx, "reporting-line") || !resource_find(ctx, &person_resource, id, &before)) return false;
    if (before.manager_id == manager) return true;
    if (manager && !person_hold(ctx, manager)) return false;
    if (!person_may_report(ctx, id, manager) || !line_move(ctx, id, manager, starts_on)) return false;
    return resource_find(ctx, &person_resource, id, &after) &&
           event_changed(
               ctx, &(struct event){.type = "person.moved", .subject = "person", .subject_id = id, .person_id = id},
               &person_resource, &before, &after) &&
           goal_supporter_changed(ctx, id) && tell_both(ctx, &after);
}

bool person_manager_put(struct ctx *ctx)
{
    struct manager_change change;
    struct person p;
    if (!resource_read(ctx, &person_manager_resource, READ_CREATE, &change)) return false;
    if (!resource_find(ctx, &person_resource, request_id(ctx, 0), &p)) return false;
    if (!resource_given(&person_manager_resource, ctx->request->json, "manager_id"))
        return fail_field(ctx, "manager_id", "Please name the new line manager, or null for none.");
    int32_t today = ctx_today(ctx);
    if (change.starts_on == DATE_NONE) change.starts_on = today;
    if (change.starts_on > today)
        return fail_field(ctx, "starts_on", "This takes effect today or has already; please give no later day.");
    return person_report_to(ctx, p.id, change.manager_id, change.starts_on) && person_reply(ctx, 200, p.id);
}

bool person_role_held(struct ctx *ctx, int64_t role, int64_t but)
{
    return db_int_of(ctx, "SELECT 1 FROM people WHERE left_on IS NULL AND id <> $1 AND (roles / $2) % 2 = 1 LIMIT 1",
                     db_int(but), db_int(role)) == 1;
}

/* The last holder of a role cannot be taken away: nobody could give it back. */
static bool role_stays_held(struct ctx *ctx, int64_t person, int64_t before, int64_t after, int64_t role,
                            const char *field)
{
    if (!(before & role) || (after & role) || person_role_held(ctx, role, person)) return true;
    return fail_field(ctx, field, "Somebody needs to hold this role. Please give it to another person first.");
}

bool person_roles_put(struct ctx *ctx)
{
    struct roles_change change;
    struct person before;
    if (!resource_read(ctx, &person_roles_resource, READ_CREATE, &change) || !db_lock(ctx, "roles")) return false;
    if (!resource_find(ctx, &person_resource, request_id(ctx, 0), &before)) return false;
    struct person after = before;
    after.roles = (change.people_operations ? ROLE_PEOPLE_OPERATIONS : 0) | (change.operates ? ROLE_OPERATOR : 0);
    bool gains_operator = !(before.roles & ROLE_OPERATOR) && (after.roles & ROLE_OPERATOR);
    if (gains_operator && !is_operator(ctx)) fail_field(ctx, "operator", "Only an operator can make another one.");
    role_stays_held(ctx, before.id, before.roles, after.roles, ROLE_PEOPLE_OPERATIONS, "people_operations");
    role_stays_held(ctx, before.id, before.roles, after.roles, ROLE_OPERATOR, "operator");
    if (failed(ctx) || !resource_update(ctx, &person_resource, &before, &after)) return false;
    /* The bits are hidden from JSON, so the event says the words. */
    struct json_out was = json_out_new(ctx->arena, 64), is = json_out_new(ctx->arena, 64);
    json_begin_object(&was), json_begin_object(&is);
    json_put_bool(&was, "people_operations", before.roles & ROLE_PEOPLE_OPERATIONS);
    json_put_bool(&was, "operator", before.roles & ROLE_OPERATOR);
    json_put_bool(&is, "people_operations", after.roles & ROLE_PEOPLE_OPERATIONS);
    json_put_bool(&is, "operator", after.roles & ROLE_OPERATOR);
    json_end_object(&was), json_end_object(&is);
    return (before.roles == after.roles || event_record(ctx, &(struct event){.type = "person.roles_changed",
                                                                             .subject = "person",
                                                                             .subject_id = after.id,
                                                                             .person_id = after.id,
                                                                             .old_json = json_done(&was),
                                                                             .new_json = json_done(&is)})) &&
           person_reply(ctx, 200, after.id);
}
