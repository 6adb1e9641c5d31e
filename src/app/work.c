/* What people and teams are working on now: beside each active goal what it serves, what was said last, the next step.
 * It reads across slices, as Home does; the goal itself is in the lists of goals, in the same order. */
#include "app/work.h"

#include "app/goal/goal.h"
#include "app/permission.h"
#include "app/person.h"
#include "app/team.h"

struct work {
    int64_t goal_id;
    struct str title;
    int64_t owner_id;
    struct str owner_name;
    int64_t serves_id;
    struct str serves_title;
    int serves_level;
    int64_t serves_more;
    int32_t checked_on;
    struct str moved, next, in_the_way, step;
};

#define F(member) offsetof(struct work, member)

static const struct field work_fields[] = {
    {"goal_id", FIELD_ID, F(goal_id), FIELD_READ_ONLY, .doc = "The active goal."},
    {"title", FIELD_LINE, F(title), FIELD_READ_ONLY, .doc = "What is to be reached."},
    {"owner_id", FIELD_ID, F(owner_id), FIELD_READ_ONLY, .doc = "Whose it is."},
    {"owner_name", FIELD_LINE, F(owner_name), FIELD_READ_ONLY, .doc = "Their name."},
    {"serves_id", FIELD_ID, F(serves_id), FIELD_READ_ONLY | FIELD_NULL, .doc = "The goal that it serves first."},
    {"serves_title", FIELD_LINE, F(serves_title), FIELD_READ_ONLY | FIELD_NULL, .doc = "That goal's title."},
    {"serves_level", FIELD_CHOICE, F(serves_level), FIELD_READ_ONLY | FIELD_NULL, .choices = goal_levels,
     .doc = "That goal's level."},
    {"serves_more", FIELD_INT, F(serves_more), FIELD_READ_ONLY, .doc = "How many other goals it serves."},
    {"checked_on", FIELD_DATE, F(checked_on), FIELD_READ_ONLY | FIELD_NULL, .doc = "The day of the newest check-in."},
    {"moved", FIELD_TEXT, F(moved), FIELD_READ_ONLY | FIELD_NULL, .doc = "What had moved by then."},
    {"next", FIELD_TEXT, F(next), FIELD_READ_ONLY | FIELD_NULL, .doc = "What was next by then."},
    {"in_the_way", FIELD_TEXT, F(in_the_way), FIELD_READ_ONLY | FIELD_NULL, .doc = "What was in the way by then."},
    {"step", FIELD_LINE, F(step), FIELD_READ_ONLY | FIELD_NULL, .doc = "The first step that has not been done."},
    {0},
};
const struct resource work_resource = {.name = "work",
                                       .size = sizeof(struct work),
                                       .fields = work_fields,
                                       .doc = "What is being done for an active goal, and what for."};

static bool work_of_person(struct ctx *ctx);
static bool work_of_team(struct ctx *ctx);

const struct route work_routes[] = {
    {METHOD_GET, "/people/{id}/work", &signed_in, work_of_person,
     "What the person is working on: their active goals by priority, each with what it serves and what is next.",
     .gives = &work_resource, .flags = ROUTE_LIST, .sorts = "priority"},
    {METHOD_GET, "/teams/{id}/work", &signed_in, work_of_team,
     "What the team is working on: its active goals by priority, each with what it serves and what is next.",
     .gives = &work_resource, .flags = ROUTE_LIST, .sorts = "priority"},
    {0},
};

/* No draft is served here, of whomever: who reads this may not see it. */
#define SERVED " FROM goal_parents l JOIN goals v ON v.id = l.parent_id AND v.state <> 'draft' WHERE l.goal_id = g.id"

static const char work_select[] =
    "SELECT g.id, g.priority, g.title, g.owner_id, o.name, s.id, s.title, s.level, (SELECT count(*)" SERVED ") - 1,"
    " c.checked_on, c.moved, c.next, c.in_the_way,"
    " (SELECT t.text FROM steps t WHERE t.goal_id = g.id AND t.done_at IS NULL ORDER BY t.position, t.id LIMIT 1)"
    " FROM goals g JOIN people o ON o.id = g.owner_id"
    " LEFT JOIN goals s ON s.id = (SELECT v.id" SERVED " ORDER BY l.position, v.id LIMIT 1)"
    " LEFT JOIN checkins c ON c.id = (SELECT i.id FROM checkins i WHERE i.goal_id = g.id"
    " AND NOT EXISTS (SELECT 1 FROM checkins k WHERE k.corrects_id = i.id)"
    " ORDER BY i.checked_on DESC, i.id DESC LIMIT 1)"
    " WHERE g.state = 'active'";

static void work_item(struct ctx *ctx, struct json_out *w, struct db_rows *row, struct page_key *key)
{
    (void)ctx;
    struct work k = {
        .goal_id = db_col_int(row, 0),
        .title = db_col_text(row, 2),
        .owner_id = db_col_int(row, 3),
        .owner_name = db_col_text(row, 4),
        .serves_id = db_col_int(row, 5),
        .serves_title = db_col_text(row, 6),
        .serves_level = -1,
        .checked_on = db_col_date(row, 9),
        .moved = db_col_text(row, 10),
        .next = db_col_text(row, 11),
        .in_the_way = db_col_text(row, 12),
        .step = db_col_text(row, 13),
    };
    if (k.serves_id) {
        k.serves_more = db_col_int(row, 8);
        for (int i = 0; goal_levels[i]; i++)
            if (str_is(db_col_text(row, 7), goal_levels[i])) k.serves_level = i;
    }
    resource_write(w, &work_resource, &k);
    *key = (struct page_key){.number = db_col_int(row, 1), .id = k.goal_id};
}

static bool work_reply(struct ctx *ctx, const struct page *page, const char *whose, int64_t id)
{
    struct query q = query_new(ctx, work_select);
    query_value(&q, whose, db_int(id), "");
    query_value(&q, " AND (g.priority, g.id) > (", db_int(page->number), "");
    query_value(&q, ", ", db_int(page->id), ") ORDER BY g.priority, g.id");
    query_limit(&q, page->limit + 1);
    return page_reply(ctx, page, query_rows(ctx, &q), work_item);
}

static bool work_of_person(struct ctx *ctx)
{
    struct page page;
    struct person p;
    return page_read(ctx, &page) && person_find(ctx, request_id(ctx, 0), &p) &&
           work_reply(ctx, &page, " AND g.owner_id = ", p.id);
}

static bool work_of_team(struct ctx *ctx)
{
    struct page page;
    struct team t;
    return page_read(ctx, &page) && resource_find(ctx, &team_resource, request_id(ctx, 0), &t) &&
           work_reply(ctx, &page, " AND g.team_id = ", t.id);
}
