/* Plans are checked by nobody but their owner: Waymark knows the day, the owner knows whether the rest is so. */
#include "app/plan.h"

#include "app/goal/goal_part.h"
#include "app/permission.h"
#include "base/limits.h"

#define PLANS_MOST 10 /* of a goal; more would be a list of things to do, which steps are */
#define PLANS_ON_HOME 10
#define GOALS_LOOKED_AT 100

#define F(member) offsetof(struct plan, member)

static const struct field plan_fields[] = {
    {"id", FIELD_ID, F(id), FIELD_READ_ONLY, .doc = "The plan's number."},
    {"goal_id", FIELD_ID, F(goal_id), FIELD_READ_ONLY, .doc = "The goal."},
    {"title", FIELD_LINE, F(title), FIELD_READ_ONLY | FIELD_NO_COLUMN, .doc = "The goal's title."},
    {"days", FIELD_LINE, F(days), FIELD_NULL, 1, 7,
     .doc = "Days of the week on which it may apply, 1 for Monday to 7: \"14\"; null: any."},
    {"condition", FIELD_LINE, F(condition), FIELD_NULL, 1, LIMIT_TITLE, .doc = "What else needs to be so."},
    {"text", FIELD_LINE, F(text), FIELD_REQUIRED, 1, LIMIT_TITLE, .doc = "What I do then."},
    {"aside_on", FIELD_DATE, F(aside_on), FIELD_READ_ONLY | FIELD_NULL, .doc = "When I last put it aside for the day."},
    {"created_at", FIELD_INSTANT, F(created_at), FIELD_READ_ONLY, .doc = "When it was made."},
    {0},
};
const struct resource plan_resource = {.name = "plan",
                                       .table = "goal_plans",
                                       .size = sizeof(struct plan),
                                       .fields = plan_fields,
                                       .doc = "An if-then plan of a goal's owner, which nobody else sees."};

static bool plan_list(struct ctx *ctx);
static bool plan_post(struct ctx *ctx);
static bool plan_aside(struct ctx *ctx);
static bool plan_remove(struct ctx *ctx);

const struct route plan_routes[] = {
    {METHOD_GET, "/goals/{id}/plans", &goal_owner, plan_list, "My if-then plans for this goal.",
     .gives = &plan_resource, .flags = ROUTE_LIST, .sorts = "id"},
    {METHOD_POST, "/goals/{id}/plans", &goal_owner, plan_post, "Makes an if-then plan.", .takes = &plan_resource,
     .gives = &plan_resource},
    {METHOD_PUT, "/plans/{id}/aside", &plan_owner, plan_aside, "Puts it aside for today: done, or it is not so."},
    {METHOD_DELETE, "/plans/{id}", &plan_owner, plan_remove, "Removes a plan."},
    {0},
};

static struct plan plan_of_row(struct db_rows *row)
{
    struct plan p;
    resource_clear(&plan_resource, &p);
    resource_from_row(&plan_resource, row, 1, &p);
    p.title = db_col_text(row, 0);
    return p;
}

static struct str plan_select(struct ctx *ctx)
{
    return str_format(ctx->arena, "SELECT g.title, %s FROM goal_plans p JOIN goals g ON g.id = p.goal_id",
                      resource_columns(ctx, &plan_resource, "p").at);
}

static void plan_item(struct ctx *ctx, struct json_out *w, struct db_rows *row, struct page_key *key)
{
    (void)ctx;
    struct plan p = plan_of_row(row);
    resource_write(w, &plan_resource, &p);
    key->id = p.id;
}

static bool plan_list(struct ctx *ctx)
{
    struct page page;
    if (!page_read(ctx, &page)) return false;
    struct str sql =
        str_format(ctx->arena, "%s WHERE p.goal_id = $1 AND p.id > $2 ORDER BY p.id LIMIT $3", plan_select(ctx).at);
    return page_reply(ctx, &page,
                      db_query(ctx, sql.at, db_int(request_id(ctx, 0)), db_int(page.id), db_int(page.limit + 1)),
                      plan_item);
}

static bool days_fit(struct str days)
{
    for (size_t i = 0; i < days.len; i++)
        if (days.at[i] < '1' || days.at[i] > '7' || (i && days.at[i] <= days.at[i - 1])) return false;
    return true;
}

static bool plan_event(struct ctx *ctx, const char *type, const struct plan *p, int64_t owner)
{
    return event_record(ctx, &(struct event){.type = type, .subject = "plan", .subject_id = p->id, .person_id = owner});
}

bool plan_make(struct ctx *ctx, int64_t goal, struct plan *p)
{
    struct goal g;
    if (!goal_hold_one(ctx, goal) || !resource_find(ctx, &goal_resource, goal, &g) ||
        !goal_still(ctx, &goal_owner, goal))
        return false;
    if (g.state == STATE_CLOSED) return fail(ctx, 409, "This goal is closed. Please open it again first.");
    if (!days_fit(p->days))
        fail_field(ctx, "days", "These are days from 1 (Monday) to 7, each once and in their order.");
    if (str_none(p->days) && str_none(p->condition))
        fail_field(ctx, "condition", "Please say when: on a day, or if something is so.");
    if (failed(ctx)) return false;
    if (db_int_of(ctx, "SELECT count(*) FROM goal_plans WHERE goal_id = $1", db_int(goal)) >= PLANS_MOST)
        return fail(ctx, 409, "A goal can have %d plans. Please remove one first.", PLANS_MOST);
    p->goal_id = goal;
    p->title = g.title;
    p->aside_on = DATE_NONE;
    p->created_at = ctx->now;
    return resource_insert(ctx, &plan_resource, p) && plan_event(ctx, "plan.made", p, g.owner_id);
}

static bool plan_post(struct ctx *ctx)
{
    struct plan p;
    if (!resource_read(ctx, &plan_resource, READ_CREATE, &p) || !plan_make(ctx, request_id(ctx, 0), &p)) return false;
    struct json_out w = json_out_new(ctx->arena, 512);
    resource_write(&w, &plan_resource, &p);
    return reply_created(ctx, &w, "/plans/", p.id);
}

/* It is one's own affair, day by day: no event. */
static bool plan_aside(struct ctx *ctx)
{
    return db_run(ctx, "UPDATE goal_plans SET aside_on = $1 WHERE id = $2", db_date(ctx, ctx_today(ctx)),
                  db_int(request_id(ctx, 0))) &&
           reply_empty(ctx);
}

static bool plan_remove(struct ctx *ctx)
{
    struct plan p;
    return resource_find(ctx, &plan_resource, request_id(ctx, 0), &p) && resource_delete(ctx, &plan_resource, p.id) &&
           plan_event(ctx, "plan.removed", &p, ctx->actor.person_id) && reply_empty(ctx);
}

struct list plan_today(struct ctx *ctx, int64_t person)
{
    struct plan *plans = arena_many(ctx->arena, struct plan, PLANS_ON_HOME);
    int32_t today = ctx_today(ctx);
    int n = 0;
    struct str sql = str_format(ctx->arena,
                                "%s WHERE g.id IN (SELECT id FROM goals WHERE owner_id = $1 AND state = 'active'"
                                " ORDER BY priority, id LIMIT $2) AND (p.days IS NULL OR p.days LIKE $3)"
                                " AND (p.aside_on IS NULL OR p.aside_on < $4) ORDER BY g.priority, p.id LIMIT $5",
                                plan_select(ctx).at);
    struct db_rows *rows = db_query(ctx, sql.at, db_int(person), db_int(GOALS_LOOKED_AT),
                                    db_text(str_format(ctx->arena, "%%%d%%", date_weekday(today))), db_date(ctx, today),
                                    db_int(PLANS_ON_HOME));
    while (n < PLANS_ON_HOME && db_next(rows)) plans[n++] = plan_of_row(rows);
    db_close(rows);
    return (struct list){plans, n, true};
}
