/* Steps of a goal: what the owner means to do, in their order, done or not. They count in no score: reaching the goal
 * is what matters, and the way is the owner's. */
#include "app/step.h"

#include "app/goal/goal_part.h"
#include "app/need/need.h"
#include "app/permission.h"
#include "base/limits.h"

#define F(member) offsetof(struct step, member)

static const struct field step_fields[] = {
    {"id", FIELD_ID, F(id), FIELD_READ_ONLY, .doc = "The step's number."},
    {"goal_id", FIELD_ID, F(goal_id), FIELD_READ_ONLY, .doc = "The goal."},
    {"position", FIELD_INT, F(position), 0, 1, 1000, .doc = "Its place; the others make room. Last unless told."},
    {"text", FIELD_TEXT, F(text), FIELD_REQUIRED, 1, LIMIT_TITLE, .doc = "What is to be done."},
    {"due_on", FIELD_DATE, F(due_on), FIELD_NULL, .doc = "Until when."},
    {"together", FIELD_CHOICE, F(together), FIELD_NULL, .choices = need_together,
     .doc = "Whether its owner does it alone or together with others; null: not said."},
    {"done", FIELD_BOOL, F(done), FIELD_NO_COLUMN, .doc = "It has been done."},
    {"done_at", FIELD_INSTANT, F(done_at), FIELD_READ_ONLY | FIELD_NULL, .doc = "When it was done."},
    {"created_at", FIELD_INSTANT, F(created_at), FIELD_READ_ONLY, .doc = "When it was written down."},
    {"version", FIELD_INT, F(version), FIELD_READ_ONLY, .doc = "Grows with each change; for If-Match."},
    {0},
};

const struct resource step_resource = {
    .name = "step",
    .table = "steps",
    .size = sizeof(struct step),
    .fields = step_fields,
    .doc = "A step on the owner's way to a goal.",
};

static bool step_list(struct ctx *ctx);
static bool step_post(struct ctx *ctx);
static bool step_patch(struct ctx *ctx);
static bool step_remove(struct ctx *ctx);

const struct route step_routes[] = {
    {METHOD_GET, "/goals/{id}/steps", &goal_viewer, step_list, "The owner's way to the goal, in order.",
     .gives = &step_resource, .flags = ROUTE_LIST, .sorts = "position"},
    {METHOD_POST, "/goals/{id}/steps", &goal_owner, step_post, "Adds a step.", .takes = &step_resource,
     .gives = &step_resource},
    {METHOD_PATCH, "/steps/{id}", &step_owner, step_patch, "Changes a step; \"done\" notes it as done, or not.",
     .takes = &step_resource, .gives = &step_resource, .flags = ROUTE_MATCH},
    {METHOD_DELETE, "/steps/{id}", &step_owner, step_remove, "Removes a step."},
    {0},
};

/* ---- handlers ---- */

static struct step step_of_row(struct db_rows *row)
{
    struct step s;
    resource_from_row(&step_resource, row, 0, &s);
    s.done = s.done_at != INSTANT_NONE;
    return s;
}

static struct db_rows *step_rows(struct ctx *ctx, int64_t goal_id, int64_t position, int64_t id, int64_t most)
{
    struct str sql = str_format(ctx->arena,
                                "SELECT %s FROM steps s WHERE s.goal_id = $1 AND (s.position, s.id) > ($2, $3)"
                                " ORDER BY s.position, s.id LIMIT $4",
                                resource_columns(ctx, &step_resource, "s").at);
    return db_query(ctx, sql.at, db_int(goal_id), db_int(position), db_int(id), db_int(most));
}

static void step_item(struct ctx *ctx, struct json_out *w, struct db_rows *row, struct page_key *key)
{
    (void)ctx;
    struct step s = step_of_row(row);
    resource_write(w, &step_resource, &s);
    *key = (struct page_key){.number = s.position, .id = s.id};
}

static bool step_list(struct ctx *ctx)
{
    struct page page;
    if (!page_read(ctx, &page)) return false;
    return page_reply(ctx, &page, step_rows(ctx, request_id(ctx, 0), page.number, page.id, page.limit + 1), step_item);
}

static bool step_reply(struct ctx *ctx, int status, const struct step *s)
{
    struct json_out w = json_out_new(ctx->arena, 512);
    resource_write(&w, &step_resource, s);
    ctx->reply->version = s->version;
    return status == 201 ? reply_created(ctx, &w, "/steps/", s->id) : reply_json(ctx, status, &w);
}

static bool step_post(struct ctx *ctx)
{
    struct step s;
    return resource_read(ctx, &step_resource, READ_CREATE, &s) && step_add(ctx, request_id(ctx, 0), &s) &&
           step_reply(ctx, 201, &s);
}

static bool open_goal(struct ctx *ctx, int64_t goal_id, struct goal *g)
{
    if (!goal_take(ctx, goal_id, false, g) || !goal_still(ctx, &goal_owner, goal_id)) return false;
    return g->state != STATE_CLOSED || fail(ctx, 409, "This goal is closed. Please open it again first.");
}

static bool step_event(struct ctx *ctx, const char *type, const struct goal *g, const struct step *before,
                       const struct step *after)
{
    struct event e = {.type = type,
                      .subject = "step",
                      .subject_id = after ? after->id : before->id,
                      .goal_id = g->id,
                      .person_id = g->owner_id};
    if (after) return event_changed(ctx, &e, &step_resource, before, after);
    resource_diff(ctx, &step_resource, NULL, before, &e.new_json, &e.old_json);
    return event_record(ctx, &e);
}

static bool step_find(struct ctx *ctx, int64_t id, struct step *out)
{
    if (!resource_find(ctx, &step_resource, id, out)) return false;
    out->done = out->done_at != INSTANT_NONE;
    return true;
}

/* Puts the step in its place and the others around it: 1, 2, 3 and on, without gaps. */
static bool step_place(struct ctx *ctx, struct step *s)
{
    int64_t *ids = arena_many(ctx->arena, int64_t, LIMIT_GOAL_STEPS);
    int n = 0;
    struct db_rows *rows =
        db_query(ctx, "SELECT id FROM steps WHERE goal_id = $1 AND id <> $2 ORDER BY position, id LIMIT $3",
                 db_int(s->goal_id), db_int(s->id), db_int(LIMIT_GOAL_STEPS));
    while (db_next(rows) && n < LIMIT_GOAL_STEPS) ids[n++] = db_col_int(rows, 0);
    db_close(rows);
    if (s->position > n + 1) s->position = n + 1;
    for (int i = 0; i < n; i++) {
        int64_t place = i + 1 < s->position ? i + 1 : i + 2;
        if (!db_run(ctx, "UPDATE steps SET position = $1 WHERE id = $2 AND position <> $1", db_int(place),
                    db_int(ids[i])))
            return false;
    }
    return !failed(ctx);
}

static bool step_change(struct ctx *ctx, const struct goal *g, const struct step *before, struct step *after)
{
    const char *type = after->done && !before->done ? "step.done" : "step.changed";
    if (after->done != before->done) after->done_at = after->done ? ctx->now : INSTANT_NONE;
    if (after->position != before->position && !step_place(ctx, after)) return false;
    return resource_update(ctx, &step_resource, before, after) && step_event(ctx, type, g, before, after);
}

static bool step_patch(struct ctx *ctx)
{
    struct step before;
    struct goal g;
    if (!step_find(ctx, request_id(ctx, 0), &before) || !open_goal(ctx, before.goal_id, &g)) return false;
    if (!match_version(ctx, before.version)) return false;
    struct step after = before;
    if (!resource_read(ctx, &step_resource, READ_PATCH, &after)) return false;
    return step_change(ctx, &g, &before, &after) && step_reply(ctx, 200, &after);
}

static bool step_remove(struct ctx *ctx)
{
    struct step s;
    struct goal g;
    return step_find(ctx, request_id(ctx, 0), &s) && open_goal(ctx, s.goal_id, &g) &&
           resource_delete(ctx, &step_resource, s.id) && step_event(ctx, "step.removed", &g, &s, NULL) &&
           reply_empty(ctx);
}

/* ---- verbs ---- */

bool step_add(struct ctx *ctx, int64_t goal_id, struct step *s)
{
    struct goal g;
    if (!open_goal(ctx, goal_id, &g)) return false;
    int64_t last = db_int_of(ctx, "SELECT MAX(position) FROM steps WHERE goal_id = $1", db_int(goal_id));
    if (db_int_of(ctx, "SELECT count(*) FROM steps WHERE goal_id = $1", db_int(goal_id)) >= LIMIT_GOAL_STEPS)
        return fail(ctx, 409, "A goal can have %d steps. Please remove one first.", LIMIT_GOAL_STEPS);
    s->goal_id = goal_id;
    if (s->position < 1) s->position = last + 1;
    else if (!step_place(ctx, s)) return false;
    s->done_at = s->done ? ctx->now : INSTANT_NONE;
    s->created_at = ctx->now;
    s->version = 1;
    return resource_insert(ctx, &step_resource, s) && step_event(ctx, "step.created", &g, NULL, s);
}

bool step_tick(struct ctx *ctx, int64_t id)
{
    struct step before;
    struct goal g;
    if (!step_find(ctx, id, &before) || !open_goal(ctx, before.goal_id, &g)) return false;
    struct step after = before;
    after.done = true;
    return step_change(ctx, &g, &before, &after);
}

void step_json_of_goal(struct ctx *ctx, struct json_out *w, int64_t goal_id)
{
    struct db_rows *rows = step_rows(ctx, goal_id, 0, 0, LIMIT_GOAL_STEPS);
    struct page_key key;
    json_begin_array(w);
    while (db_next(rows)) step_item(ctx, w, rows, &key);
    json_end_array(w);
}

bool step_delete_all(struct ctx *ctx, int64_t goal_id)
{
    return db_run(ctx, "DELETE FROM steps WHERE goal_id = $1", db_int(goal_id));
}
