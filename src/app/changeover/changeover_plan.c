/* Joiners, movers and leavers of a later day: kept with all that was told, changed or called off until then, and
 * carried out by a job on that day in the organisation's zone. Of several servers one does it: it deletes the row in
 * the same transaction. Who is planned to leave is for people operations to know, and nobody else. */
#include "app/changeover.h"
#include "app/organisation.h"
#include "kernel/event.h"
#include "kernel/query.h"

#define PLANNED_DAYS_MOST 730 /* beyond that it is a slip of the keyboard */
#define PLANNED_OF_PERSON_MOST 20
#define NOON (12 * 60)

static const char *const kinds[] = {"joins", "moves", "leaves", NULL};

struct filter {
    int64_t person_id;
};
static const struct field filter_fields[] = {
    {"person_id", FIELD_ID, offsetof(struct filter, person_id), 0, .doc = "Only what is planned for this person."},
    {0},
};
const struct resource changeover_filter_resource = {
    .name = "changeover_filter", .size = sizeof(struct filter), .fields = filter_fields};

/* ---- planning ---- */

bool changeover_is_later(const struct ctx *ctx, const struct changeover *c)
{
    return c->day > ctx_today(ctx);
}

/* A leaver still has their last day. */
static int32_t due_on(const struct changeover *c)
{
    return c->kind == LEAVES ? c->day + 1 : c->day;
}

static bool plan_check(struct ctx *ctx, const struct changeover *c)
{
    if (c->day > ctx_today(ctx) + PLANNED_DAYS_MOST)
        return fail_field(ctx, "day", "Please name a day within the next two years.");
    if (c->kind == JOINS && db_int_of(ctx, "SELECT 1 FROM changeovers WHERE kind = 'joins' AND email = $1 AND id <> $2",
                                      db_text(c->email), db_int(c->id)))
        return fail_field(ctx, "email", "Somebody with this e-mail address is planned to join already.");
    if (c->kind == LEAVES &&
        db_int_of(ctx, "SELECT 1 FROM changeovers WHERE kind = 'leaves' AND person_id = $1 AND id <> $2",
                  db_int(c->person_id), db_int(c->id)))
        return fail(ctx, 409, "It is planned already that this person leaves. Please change that plan.");
    if (c->kind == MOVES && db_int_of(ctx, "SELECT count(*) FROM changeovers WHERE person_id = $1",
                                      db_int(c->person_id)) >= PLANNED_OF_PERSON_MOST)
        return fail(ctx, 409, "So much is planned for this person already. Please call something off first.");
    return !failed(ctx);
}

/* As if its day had come and nothing else had changed until then. */
static bool plan_try(struct ctx *ctx, struct changeover *c)
{
    struct organisation o = {.zone = STR("UTC")};
    int64_t now = ctx->now;
    struct str zone = ctx->actor.zone;
    if (!organisation_now(ctx, &o)) return false;
    bool dry = c->dry_run;
    c->dry_run = true; /* no link is made */
    ctx->actor.zone = o.zone;
    ctx->now = zone_instant(o.zone, due_on(c), NOON);
    bool fine = changeover_try(ctx, c);
    ctx->actor.zone = zone;
    ctx->now = now;
    c->dry_run = dry;
    return fine;
}

/* The body as it came, without what is only for now. */
static struct str body_text(struct ctx *ctx, const struct changeover *c)
{
    json_t *body = json_copy(c->body);
    json_keep(ctx->arena, body);
    json_object_del(body, "dry_run");
    size_t size = json_dumpb(body, NULL, 0, JSON_COMPACT);
    char *text = arena_alloc(ctx->arena, size + 1);
    json_dumpb(body, text, size, JSON_COMPACT);
    return (struct str){text, size};
}

static bool plan_event(struct ctx *ctx, const char *type, const struct changeover *c, struct str reason)
{
    struct json_out w = json_out_new(ctx->arena, 128);
    json_begin_object(&w);
    json_put_text(&w, "kind", str_of(kinds[c->kind]));
    json_put_date(&w, "day", c->day);
    json_put_id(&w, "person_id", c->person_id);
    json_end_object(&w);
    return event_record(
        ctx,
        &(struct event){
            .type = type, .subject = "changeover", .subject_id = c->id, .reason = reason, .new_json = json_done(&w)});
}

static bool plan_insert(struct ctx *ctx, struct changeover *c)
{
    c->version = 1;
    c->id = db_int_of(ctx,
                      "INSERT INTO changeovers (kind, person_id, name, email, day, due_on, body, planned_by,"
                      " created_at, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1) RETURNING id",
                      db_text(str_of(kinds[c->kind])), db_id(c->person_id), db_text(c->name), db_text(c->email),
                      db_text(date_print(ctx->arena, c->day)), db_text(date_print(ctx->arena, due_on(c))),
                      db_text(body_text(ctx, c)), db_int(ctx->actor.person_id), db_int(ctx->now));
    return plan_event(ctx, "changeover.planned", c, STR_NONE);
}

static bool plan_update(struct ctx *ctx, struct changeover *c)
{
    c->version++;
    return db_run(ctx,
                  "UPDATE changeovers SET name = $1, email = $2, day = $3, due_on = $4, body = $5, planned_by = $6,"
                  " why = NULL, version = $7 WHERE id = $8",
                  db_text(c->name), db_text(c->email), db_text(date_print(ctx->arena, c->day)),
                  db_text(date_print(ctx->arena, due_on(c))), db_text(body_text(ctx, c)), db_int(ctx->actor.person_id),
                  db_int(c->version), db_int(c->id)) &&
           plan_event(ctx, "changeover.changed", c, STR_NONE);
}

bool changeover_plan(struct ctx *ctx, struct changeover *c)
{
    if (!plan_check(ctx, c) || !plan_try(ctx, c)) return false;
    c->planned_by = ctx->actor.person_id;
    if (c->dry_run) return true;
    return c->id ? plan_update(ctx, c) : plan_insert(ctx, c);
}

bool changeover_person_left(struct ctx *ctx, int64_t person)
{
    return db_run(ctx, "DELETE FROM changeovers WHERE person_id = $1", db_int(person));
}

/* ---- reading ---- */

#define PLAN_SELECT                                                                                                    \
    "SELECT c.id, c.body, c.person_id, COALESCE(p.name, c.name), c.planned_by, b.name, c.why, c.version, c.day"        \
    " FROM changeovers c LEFT JOIN people p ON p.id = c.person_id JOIN people b ON b.id = c.planned_by"

static struct lines names_in(struct ctx *ctx, json_t *body)
{
    struct lines names = {.at = arena_many(ctx->arena, struct str, (int)json_object_size(body) + 1), .given = true};
    const char *name;
    json_t *value;
    json_object_foreach(body, name, value) names.at[names.n++] = str_copy(ctx->arena, str_of(name));
    return names;
}

static bool plan_from_row(struct ctx *ctx, struct db_rows *row, struct changeover *c)
{
    struct str why;
    json_t *body = json_read(ctx->arena, db_col_text(row, 1), &why);
    *c = (struct changeover){0};
    if (!body || !resource_read_json(ctx, &changeover_resource, READ_CREATE, body, "", c)) return false;
    c->body = body;
    c->given = names_in(ctx, body);
    c->id = db_col_int(row, 0);
    c->person_id = db_col_int(row, 2);
    c->person_name = db_col_text(row, 3);
    c->planned_by = db_col_int(row, 4);
    c->planned_by_name = db_col_text(row, 5);
    c->why = db_col_text(row, 6);
    c->version = db_col_int(row, 7);
    c->day = db_col_date(row, 8);
    return true;
}

/* The row is held until the transaction ends, when `write`. */
static bool plan_find(struct ctx *ctx, int64_t id, bool write, struct changeover *c)
{
    *c = (struct changeover){0};
    if (write && !db_run(ctx, "UPDATE changeovers SET version = version WHERE id = $1", db_int(id))) return false;
    struct db_rows *rows = db_query(ctx, PLAN_SELECT " WHERE c.id = $1", db_int(id));
    bool there = db_next(rows) && plan_from_row(ctx, rows, c);
    db_close(rows);
    if (failed(ctx)) return false;
    return there || fail(ctx, 404, "This is not planned, or no longer.");
}

static void plan_item(struct ctx *ctx, struct json_out *w, struct db_rows *row, struct page_key *key)
{
    struct changeover c;
    if (!plan_from_row(ctx, row, &c)) return;
    resource_write(w, &changeover_resource, &c);
    *key = (struct page_key){.text = date_print(ctx->arena, c.day), .id = c.id};
}

bool changeover_list(struct ctx *ctx)
{
    struct page page;
    struct filter filter;
    if (!page_read(ctx, &page) || !resource_read_query(ctx, &changeover_filter_resource, &filter)) return false;
    struct query q = query_new(ctx, PLAN_SELECT);
    query_value(&q, " WHERE (c.day, c.id) > (", db_text(page.text), "");
    query_value(&q, ", ", db_int(page.id), ")");
    if (filter.person_id) query_value(&q, " AND c.person_id = ", db_int(filter.person_id), "");
    query_put(&q, " ORDER BY c.day, c.id");
    query_limit(&q, (int)page.limit + 1);
    return page_reply(ctx, &page, query_rows(ctx, &q), plan_item);
}

bool changeover_show(struct ctx *ctx)
{
    struct changeover c;
    return plan_find(ctx, request_id(ctx, 0), false, &c) && changeover_reply(ctx, 200, &c);
}

/* ---- changing ---- */

static bool plan_end(struct ctx *ctx, const struct changeover *c, const char *type)
{
    return db_run(ctx, "DELETE FROM changeovers WHERE id = $1", db_int(c->id)) && plan_event(ctx, type, c, STR_NONE);
}

bool changeover_put(struct ctx *ctx)
{
    struct changeover before, c = {0};
    if (!changeover_read(ctx, &c) || !changeover_lock(ctx) || !plan_find(ctx, request_id(ctx, 0), true, &before))
        return false;
    if (!match_version(ctx, before.version)) return false;
    if (c.kind != before.kind) return fail_field(ctx, "kind", "Please call this off and plan the other thing.");
    c.id = before.id;
    c.person_id = before.person_id;
    c.version = before.version;
    if (changeover_is_later(ctx, &c)) return changeover_plan(ctx, &c) && changeover_reply(ctx, 200, &c);
    if (!(c.dry_run ? changeover_try(ctx, &c) : plan_end(ctx, &c, "changeover.carried_out") && changeover_now(ctx, &c)))
        return false;
    c.id = c.version = 0;
    return changeover_reply(ctx, 200, &c);
}

bool changeover_delete(struct ctx *ctx)
{
    struct changeover c;
    return changeover_lock(ctx) && plan_find(ctx, request_id(ctx, 0), true, &c) &&
           plan_end(ctx, &c, "changeover.called_off") && reply_empty(ctx);
}

/* ---- carrying out ---- */

static struct str today_there(struct ctx *ctx, struct organisation *o)
{
    *o = (struct organisation){.zone = STR("UTC")};
    (void)organisation_now(ctx, o);
    return date_print(ctx->arena, zone_date(o->zone, ctx->now));
}

bool changeover_is_due(struct ctx *ctx)
{
    struct organisation o;
    struct db_value today = db_text(today_there(ctx, &o));
    return db_int_of(ctx, "SELECT 1 FROM changeovers WHERE why IS NULL AND due_on <= $1 LIMIT 1", today) == 1;
}

/* Who planned it acts; when they have left, Waymark does. The rights were theirs when they planned it. */
static void act_as(struct ctx *ctx, int64_t person, struct str zone)
{
    ctx->actor = (struct actor){.roles = ROLE_PEOPLE_OPERATIONS, .scope = SCOPE_FULL, .zone = zone};
    struct db_rows *rows =
        db_query(ctx, "SELECT language FROM people WHERE id = $1 AND left_on IS NULL", db_int(person));
    if (db_next(rows)) {
        ctx->actor.person_id = person;
        ctx->actor.language = db_col_text(rows, 0);
    }
    db_close(rows);
}

static struct str failure_text(struct ctx *ctx, const struct failure *f)
{
    struct buf b = buf_new(ctx->arena, 128);
    if (!f->n_fields) return f->sentence;
    for (int i = 0; i < f->n_fields; i++) buf_format(&b, "%s%.*s", i ? " " : "", STR_ARG(f->fields[i].sentence));
    return buf_str(&b);
}

static bool carry_out(struct ctx *ctx, struct changeover *c)
{
    struct failure failure = {0};
    if (!db_part(ctx)) return false;
    c->carried = true;
    (void)(plan_end(ctx, c, "changeover.carried_out") && changeover_do(ctx, c));
    if (db_part_end(ctx, &failure)) return true;
    if (failed(ctx)) return false;
    if (failure.status >= 500) { /* the database, not the plan: the job tries again */
        ctx->failure = failure;
        return false;
    }
    struct str why = failure_text(ctx, &failure);
    return db_run(ctx, "UPDATE changeovers SET why = $1, version = version + 1 WHERE id = $2", db_text(why),
                  db_int(c->id)) &&
           plan_event(ctx, "changeover.stuck", c, why);
}

bool changeover_carry_out(struct ctx *ctx)
{
    struct organisation o;
    struct changeover c;
    struct str today = today_there(ctx, &o);
    if (!changeover_lock(ctx)) return false;
    int64_t id =
        db_int_of(ctx, "SELECT id FROM changeovers WHERE why IS NULL AND due_on <= $1 ORDER BY due_on, id LIMIT 1",
                  db_text(today));
    if (!id || !plan_find(ctx, id, true, &c)) return false;
    act_as(ctx, c.planned_by, o.zone);
    return carry_out(ctx, &c);
}
