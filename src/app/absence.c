/* Absences. Noting one winds the clocks of the person's goals and of the barriers asked of them again, so that nothing
 * is due while they are away. */
#include "app/absence.h"

#include "app/barrier/barrier.h"
#include "app/goal/goal.h"
#include "app/notice/notice.h"
#include "app/permission.h"
#include "app/person.h"
#include "kernel/event.h"

#define DAYS_MOST 731
#define ABSENCES_MOST 100 /* that have not ended: nobody knows more of their holidays */

struct absence {
    int64_t id, person_id;
    int32_t starts_on, ends_on;
    int64_t stand_in_id;
    struct str stand_in_name;
    int64_t created_at;
};

#define F(member) offsetof(struct absence, member)

static const struct field absence_fields[] = {
    {"id", FIELD_ID, F(id), FIELD_READ_ONLY, .doc = "The absence's number."},
    {"person_id", FIELD_ID, F(person_id), FIELD_READ_ONLY, .doc = "Who is away."},
    {"starts_on", FIELD_DATE, F(starts_on), FIELD_REQUIRED, .doc = "The first day."},
    {"ends_on", FIELD_DATE, F(ends_on), FIELD_REQUIRED, .doc = "The last day."},
    {"stand_in_id", FIELD_ID, F(stand_in_id), FIELD_NULL, .doc = "Who stands in meanwhile."},
    {"stand_in_name", FIELD_LINE, F(stand_in_name), FIELD_READ_ONLY | FIELD_NULL | FIELD_NO_COLUMN,
     .doc = "Their name."},
    {"created_at", FIELD_INSTANT, F(created_at), FIELD_READ_ONLY, .doc = "When it was noted."},
    {0},
};
const struct resource absence_resource = {.name = "absence",
                                          .table = "absences",
                                          .size = sizeof(struct absence),
                                          .fields = absence_fields,
                                          .doc = "Days on which a person is away. Why is not asked."};

static bool absence_list(struct ctx *ctx);
static bool absence_post(struct ctx *ctx);
static bool absence_delete(struct ctx *ctx);

const struct route absence_routes[] = {
    {METHOD_GET, "/people/{id}/absences", &signed_in, absence_list, "When the person is away, from today on.",
     .gives = &absence_resource, .flags = ROUTE_LIST, .sorts = "starts_on"},
    {METHOD_POST, "/people/{id}/absences", &person_self_or_people_operations, absence_post,
     "Notes an absence. Nothing is due meanwhile.", .takes = &absence_resource, .gives = &absence_resource},
    {METHOD_DELETE, "/absences/{id}", &absence_holder, absence_delete, "Takes an absence away."},
    {0},
};

static int32_t today_of(struct ctx *ctx, int64_t person)
{
    return zone_date(db_text_of(ctx, "SELECT zone FROM people WHERE id = $1", db_int(person)), ctx->now);
}

static void absence_item(struct ctx *ctx, struct json_out *w, struct db_rows *row, struct page_key *key)
{
    struct absence a;
    resource_clear(&absence_resource, &a);
    resource_from_row(&absence_resource, row, 1, &a);
    a.stand_in_name = db_col_text(row, 0);
    resource_write(w, &absence_resource, &a);
    key->text = date_print(ctx->arena, a.starts_on);
    key->id = a.id;
}

static bool absence_list(struct ctx *ctx)
{
    struct page page;
    struct person p;
    if (!page_read(ctx, &page) || !person_find(ctx, request_id(ctx, 0), &p)) return false;
    struct str sql = str_format(ctx->arena,
                                "SELECT s.name, %s FROM absences a LEFT JOIN people s ON s.id = a.stand_in_id"
                                " WHERE a.person_id = $1 AND a.ends_on >= $2 AND (a.starts_on, a.id) > ($3, $4)"
                                " ORDER BY a.starts_on, a.id LIMIT $5",
                                resource_columns(ctx, &absence_resource, "a").at);
    return page_reply(ctx, &page,
                      db_query(ctx, sql.at, db_int(p.id), db_date(ctx, zone_date(p.zone, ctx->now)), db_text(page.text),
                               db_int(page.id), db_int(page.limit + 1)),
                      absence_item);
}

/* ---- noting ---- */

static bool absence_check(struct ctx *ctx, const struct absence *a)
{
    if (a->ends_on < a->starts_on) fail_field(ctx, "ends_on", "This needs to be the first day, or later.");
    else if (a->ends_on - a->starts_on >= DAYS_MOST)
        fail_field(ctx, "ends_on", "An absence has two years at most. Please note the rest later.");
    else if (a->ends_on < today_of(ctx, a->person_id))
        fail_field(ctx, "ends_on", "This has passed, and nothing that is past is due again.");
    if (a->stand_in_id == a->person_id)
        fail_field(ctx, "stand_in_id", "Please choose somebody who is there meanwhile.");
    else if (a->stand_in_id && !person_present(ctx, a->stand_in_id))
        fail_field(ctx, "stand_in_id", "There is nobody here with this number.");
    if (failed(ctx)) return false;
    if (db_int_of(ctx, "SELECT count(*) FROM absences WHERE person_id = $1 AND ends_on >= $2", db_int(a->person_id),
                  db_date(ctx, today_of(ctx, a->person_id))) >= ABSENCES_MOST)
        return fail(ctx, 409, "A person can have %d absences ahead. Please remove one first.", ABSENCES_MOST);
    if (db_int_of(ctx, "SELECT 1 FROM absences WHERE person_id = $1 AND starts_on <= $3 AND ends_on >= $2 LIMIT 1",
                  db_int(a->person_id), db_date(ctx, a->starts_on), db_date(ctx, a->ends_on)))
        return fail_field(ctx, "starts_on", "Some of these days are noted already.");
    return !failed(ctx);
}

static bool absence_event(struct ctx *ctx, const char *type, const struct absence *before, const struct absence *after)
{
    const struct absence *a = after ? after : before;
    struct event e = {.type = type, .subject = "absence", .subject_id = a->id, .person_id = a->person_id};
    return after ? event_changed(ctx, &e, &absence_resource, before, after) : event_record(ctx, &e);
}

static bool absence_add(struct ctx *ctx, struct absence *a)
{
    if (!person_hold(ctx, a->person_id)) return false;
    a->created_at = ctx->now;
    if (!absence_check(ctx, a) || !resource_insert(ctx, &absence_resource, a)) return false;
    a->stand_in_name = db_text_of(ctx, "SELECT name FROM people WHERE id = $1", db_int(a->stand_in_id));
    return absence_event(ctx, "absence.noted", NULL, a) && goal_clock_changed(ctx, a->person_id) &&
           barrier_clock_changed(ctx, a->person_id) &&
           notice_to(ctx, a->stand_in_id, NOTICE_STAND_IN,
                     &(struct notice_about){.other_id = a->person_id, .act = a->id});
}

bool absence_note(struct ctx *ctx, int64_t person, int32_t from, int32_t until, int64_t stand_in)
{
    struct absence a;
    resource_clear(&absence_resource, &a);
    a.person_id = person;
    a.starts_on = from;
    a.ends_on = until;
    a.stand_in_id = stand_in;
    return absence_add(ctx, &a);
}

static bool absence_post(struct ctx *ctx)
{
    struct absence a;
    struct person p;
    if (!resource_read(ctx, &absence_resource, READ_CREATE, &a) || !person_find(ctx, request_id(ctx, 0), &p))
        return false;
    a.person_id = p.id;
    if (!absence_add(ctx, &a)) return false;
    struct json_out w = json_out_new(ctx->arena, 256);
    resource_write(&w, &absence_resource, &a);
    return reply_created(ctx, &w, "/absences/", a.id);
}

static bool absence_delete(struct ctx *ctx)
{
    struct absence a;
    return resource_find(ctx, &absence_resource, request_id(ctx, 0), &a) &&
           resource_delete(ctx, &absence_resource, a.id) && absence_event(ctx, "absence.removed", &a, NULL) &&
           goal_clock_changed(ctx, a.person_id) && barrier_clock_changed(ctx, a.person_id) && reply_empty(ctx);
}

/* ---- for others ---- */

int32_t absence_until(struct ctx *ctx, int64_t person, int32_t day)
{
    struct db_rows *rows = db_query(ctx,
                                    "SELECT ends_on FROM absences WHERE person_id = $1 AND starts_on <= $2"
                                    " AND ends_on >= $2 ORDER BY ends_on DESC LIMIT 1",
                                    db_int(person), db_date(ctx, day));
    int32_t until = db_next(rows) ? db_col_date(rows, 0) : DATE_NONE;
    db_close(rows);
    return until;
}

int64_t absence_stand_in(struct ctx *ctx, int64_t person, int32_t day)
{
    return db_int_of(ctx,
                     "SELECT s.id FROM absences a JOIN people s ON s.id = a.stand_in_id"
                     " WHERE a.person_id = $1 AND a.starts_on <= $2 AND a.ends_on >= $2 AND s.left_on IS NULL"
                     " ORDER BY a.id LIMIT 1",
                     db_int(person), db_date(ctx, day));
}

void absence_json_on(struct ctx *ctx, struct json_out *w, int64_t person, int32_t day)
{
    struct db_rows *rows = db_query(ctx,
                                    "SELECT a.ends_on, s.id, s.name FROM absences a"
                                    " LEFT JOIN people s ON s.id = a.stand_in_id AND s.left_on IS NULL"
                                    " WHERE a.person_id = $1 AND a.starts_on <= $2 AND a.ends_on >= $2 LIMIT 1",
                                    db_int(person), db_date(ctx, day));
    if (!db_next(rows)) {
        json_none(w);
        return;
    }
    json_begin_object(w);
    json_put_text(w, "until", db_col_text(rows, 0));
    json_key(w, "stand_in");
    if (db_col_null(rows, 1)) {
        json_none(w);
    } else {
        json_begin_object(w);
        json_put_int(w, "id", db_col_int(rows, 1));
        json_put_text(w, "name", db_col_text(rows, 2));
        json_end_object(w);
    }
    json_end_object(w);
    db_close(rows);
}
