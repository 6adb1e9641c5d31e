/* Introductions: two people and a note between them. That they were introduced is an event that both see; what the note
 * says is theirs alone. */
#include "app/introduction.h"

#include "app/barrier/barrier_part.h"
#include "app/permission.h"
#include "base/limits.h"

#define F(member) offsetof(struct introduction, member)
#define JOINED (FIELD_READ_ONLY | FIELD_NO_COLUMN)

static const struct field introduction_fields[] = {
    {"id", FIELD_ID, F(id), FIELD_READ_ONLY, .doc = "The introduction's number."},
    {"barrier_id", FIELD_ID, F(barrier_id), FIELD_READ_ONLY, .doc = "Because of which barrier."},
    {"goal_id", FIELD_ID, F(goal_id), JOINED, .doc = "Its goal."},
    {"owner_id", FIELD_ID, F(owner_id), FIELD_READ_ONLY, .doc = "Whose barrier it is."},
    {"owner_name", FIELD_LINE, F(owner_name), JOINED, .doc = "Their name."},
    {"person_id", FIELD_ID, F(person_id), FIELD_REQUIRED | FIELD_CREATE_ONLY, .doc = "Who may be able to help."},
    {"person_name", FIELD_LINE, F(person_name), JOINED, .doc = "Their name."},
    {"introduced_by", FIELD_ID, F(introduced_by), FIELD_READ_ONLY, .doc = "Who introduced the two."},
    {"introduced_by_name", FIELD_LINE, F(introduced_by_name), JOINED, .doc = "Their name."},
    {"note", FIELD_TEXT, F(note), FIELD_REQUIRED, 1, LIMIT_TEXT, .doc = "The note: both can change it."},
    {"noted_by", FIELD_ID, F(noted_by), FIELD_READ_ONLY, .doc = "Who wrote in it last."},
    {"noted_by_name", FIELD_LINE, F(noted_by_name), JOINED, .doc = "Their name."},
    {"noted_at", FIELD_INSTANT, F(noted_at), FIELD_READ_ONLY, .doc = "When."},
    {"created_at", FIELD_INSTANT, F(created_at), FIELD_READ_ONLY, .doc = "When they were introduced."},
    {"version", FIELD_INT, F(version), FIELD_READ_ONLY, .doc = "Grows with each change; for If-Match."},
    {0},
};
const struct resource introduction_resource = {.name = "introduction",
                                               .table = "introductions",
                                               .size = sizeof(struct introduction),
                                               .fields = introduction_fields,
                                               .doc = "Two people who were introduced because of a barrier."};

static bool introduction_post(struct ctx *ctx);
static bool introduction_show(struct ctx *ctx);
static bool introduction_patch(struct ctx *ctx);

const struct route introduction_routes[] = {
    {METHOD_POST, "/barriers/{id}/introductions", &barrier_party, introduction_post,
     "Introduces the barrier's owner and somebody who may be able to help, with a note that both can change.",
     .takes = &introduction_resource, .gives = &introduction_resource},
    {METHOD_GET, "/introductions/{id}", &introduction_party, introduction_show, "An introduction and its note.",
     .gives = &introduction_resource},
    {METHOD_PATCH, "/introductions/{id}", &introduction_party, introduction_patch, "Writes in the note.",
     .takes = &introduction_resource, .gives = &introduction_resource, .flags = ROUTE_MATCH},
    {0},
};

/* ---- rows ---- */

static void introduction_select(struct ctx *ctx, struct query *q)
{
    query_put(q, "SELECT b.goal_id, o.name, p.name, i2.name, n.name, ");
    query_put(q, resource_columns(ctx, &introduction_resource, "i").at);
    query_put(q, " FROM introductions i JOIN barriers b ON b.id = i.barrier_id JOIN people o ON o.id = i.owner_id"
                 " JOIN people p ON p.id = i.person_id JOIN people i2 ON i2.id = i.introduced_by"
                 " JOIN people n ON n.id = i.noted_by");
}

static void introduction_of_row(struct db_rows *row, struct introduction *out)
{
    resource_from_row(&introduction_resource, row, 5, out);
    out->goal_id = db_col_int(row, 0);
    out->owner_name = db_col_text(row, 1);
    out->person_name = db_col_text(row, 2);
    out->introduced_by_name = db_col_text(row, 3);
    out->noted_by_name = db_col_text(row, 4);
}

void introduction_json_of_barrier(struct ctx *ctx, struct json_out *w, int64_t barrier_id)
{
    struct query q = query_new(ctx, "");
    introduction_select(ctx, &q);
    query_value(&q, " WHERE i.barrier_id = ", db_int(barrier_id), "");
    query_value(&q, " AND (i.owner_id = ", db_int(ctx->actor.person_id), "");
    query_value(&q, " OR i.person_id = ", db_int(ctx->actor.person_id), ") ORDER BY i.id LIMIT 50");
    struct db_rows *rows = query_rows(ctx, &q);
    json_begin_array(w);
    while (db_next(rows)) {
        struct introduction i;
        introduction_of_row(rows, &i);
        resource_write(w, &introduction_resource, &i);
    }
    json_end_array(w);
}

static bool introduction_reply(struct ctx *ctx, int status, int64_t id)
{
    struct introduction i;
    struct query q = query_new(ctx, "");
    introduction_select(ctx, &q);
    query_value(&q, " WHERE i.id = ", db_int(id), "");
    struct db_rows *rows = query_rows(ctx, &q);
    if (!db_next(rows)) return fail(ctx, 404, "This introduction does not exist, or it is between two other people.");
    introduction_of_row(rows, &i);
    db_close(rows);
    struct json_out w = json_out_new(ctx->arena, 1024);
    resource_write(&w, &introduction_resource, &i);
    ctx->reply->version = i.version;
    return status == 201 ? reply_created(ctx, &w, "/introductions/", id) : reply_json(ctx, status, &w);
}

static bool introduction_show(struct ctx *ctx)
{
    return introduction_reply(ctx, 200, request_id(ctx, 0));
}

/* ---- acts ---- */

/* Without what the note says: events are read by more than two. */
static bool introduction_event(struct ctx *ctx, const char *type, const struct introduction *i, int64_t goal_id,
                               int64_t concerns)
{
    struct event e = {
        .type = type, .subject = "introduction", .subject_id = i->id, .goal_id = goal_id, .person_id = concerns};
    return event_record(ctx, &e);
}

static bool introduction_post(struct ctx *ctx)
{
    struct introduction i;
    return resource_read(ctx, &introduction_resource, READ_CREATE, &i) &&
           introduction_make(ctx, request_id(ctx, 0), &i) && introduction_reply(ctx, 201, i.id);
}

bool introduction_make(struct ctx *ctx, int64_t barrier_id, struct introduction *i)
{
    struct barrier b;
    struct goal g;
    if (!barrier_take(ctx, barrier_id, &b, &g) || !goal_still(ctx, &barrier_party, barrier_id)) return false;
    if (b.state > BARRIER_HELPED) return fail(ctx, 409, "This barrier has ended already.");
    if (!person_hold(ctx, i->person_id)) return false;
    if (!person_present(ctx, i->person_id))
        return fail_field(ctx, "person_id", "There is nobody here with this number.");
    if (i->person_id == g.owner_id) return fail_field(ctx, "person_id", "It is their own barrier.");
    if (db_int_of(ctx, "SELECT 1 FROM introductions WHERE barrier_id = $1 AND owner_id = $2 AND person_id = $3",
                  db_int(barrier_id), db_int(g.owner_id), db_int(i->person_id)))
        return fail(ctx, 409, "The two have been introduced already.");
    i->barrier_id = barrier_id;
    i->owner_id = g.owner_id;
    i->introduced_by = i->noted_by = ctx->actor.person_id;
    i->noted_at = i->created_at = ctx->now;
    i->version = 1;
    return resource_insert(ctx, &introduction_resource, i) &&
           introduction_event(ctx, "introduction.made", i, g.id, i->person_id) &&
           barrier_tell(ctx, i->person_id, NOTICE_INTRODUCED, &g, barrier_id, g.owner_id, i->id) &&
           barrier_tell(ctx, g.owner_id, NOTICE_INTRODUCED, &g, barrier_id, i->person_id, i->id);
}

static bool introduction_patch(struct ctx *ctx)
{
    struct introduction before;
    int64_t id = request_id(ctx, 0), me = ctx->actor.person_id;
    if (!resource_find(ctx, &introduction_resource, id, &before) || !match_version(ctx, before.version)) return false;
    struct introduction after = before;
    if (!resource_read(ctx, &introduction_resource, READ_PATCH, &after)) return false;
    if (str_equal(before.note, after.note)) return introduction_reply(ctx, 200, id);
    after.noted_by = me;
    after.noted_at = ctx->now;
    int64_t goal_id = db_int_of(ctx, "SELECT goal_id FROM barriers WHERE id = $1", db_int(before.barrier_id));
    return resource_update(ctx, &introduction_resource, &before, &after) &&
           introduction_event(ctx, "introduction.noted", &after, goal_id,
                              me == before.owner_id ? before.person_id : before.owner_id) &&
           introduction_reply(ctx, 200, id);
}

bool introduction_delete_all(struct ctx *ctx, int64_t barrier_id)
{
    return db_run(ctx, "DELETE FROM introductions WHERE barrier_id = $1", db_int(barrier_id));
}

/* ---- Home: until the other has written in it, or the barrier has ended ---- */

#define WAITS_FOR_ME                                                                                                   \
    " FROM introductions i JOIN barriers b ON b.id = i.barrier_id JOIN goals g ON g.id = b.goal_id"                    \
    " JOIN people o ON o.id = i.owner_id WHERE i.person_id = $1 AND i.version = 1 AND i.introduced_by <> $1"           \
    " AND b.ended_at IS NULL AND g.state = 'active'"

static struct db_rows *introduction_rows(struct ctx *ctx, enum home_list list, int64_t me)
{
    if (list != HOME_WAITS_FOR_ME) return NULL;
    return db_query(
        ctx,
        "SELECT 'introduction', g.id, g.title, i.owner_id, o.name, i.created_at, NULL, b.text, b.id" WAITS_FOR_ME
        " ORDER BY i.id LIMIT $2",
        db_int(me), db_int(HOME_MOST));
}

static int64_t introduction_count(struct ctx *ctx, enum home_list list, int64_t me)
{
    return list == HOME_WAITS_FOR_ME ? db_int_of(ctx, "SELECT count(*)" WAITS_FOR_ME, db_int(me)) : 0;
}

const struct home_source introduction_home = {introduction_rows, introduction_count};
