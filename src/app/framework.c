/* The framework: rhythm, grace, limits, thresholds and the words for good and excellent. People operations change it
 * with a reason; the old version stays, and a change takes effect from the next act on. */
#include "app/framework.h"

#include "app/permission.h"
#include "base/limits.h"
#include "kernel/event.h"

#define F(member) offsetof(struct framework, member)

#define MEDIUM(name, said)                                                                                             \
    {                                                                                                                  \
#name, FIELD_CHOICE, F(name), FIELD_REQUIRED, .choices = medium_choices, .doc = said                           \
    }

static const struct field framework_fields[] = {
    {"id", FIELD_ID, F(id), FIELD_READ_ONLY, .doc = "The number of this version."},
    {"rhythm_days", FIELD_INT, F(rhythm_days), FIELD_REQUIRED, 1, 92, .doc = "Days from one check-in to the next."},
    {"grace_days", FIELD_INT, F(grace_days), FIELD_REQUIRED, 0, 31,
     .doc = "Days that a check-in may be late before the goal counts as stale."},
    {"active_goal_limit", FIELD_INT, F(active_goal_limit), FIELD_REQUIRED, 1, 100,
     .doc = "How many active goals one person is advised to have at most; more is said, not refused."},
    {"pace_on", FIELD_DECIMAL, F(pace_on), FIELD_REQUIRED, 0, 2 * DECIMAL_ONE,
     .doc = "Share of the expected score from which a goal is on pace."},
    {"pace_behind", FIELD_DECIMAL, F(pace_behind), FIELD_REQUIRED, 0, 2 * DECIMAL_ONE,
     .doc = "Share of the expected score from which a goal is behind; below it, it is well behind."},
    {"answer_days", FIELD_INT, F(answer_days), FIELD_REQUIRED, 1, 92,
     .doc = "Days after which an unanswered proposal becomes active."},
    {"next_in_line_days", FIELD_INT, F(next_in_line_days), FIELD_REQUIRED, 1, 92,
     .doc = "Days after which a stale goal, of which the supporter was told, is told to the next in line."},
    {"barrier_days", FIELD_INT, F(barrier_days), FIELD_REQUIRED, 1, 60,
     .doc = "Working days until a barrier that nobody took up goes to the next person."},
    {"important_barrier_days", FIELD_INT, F(important_barrier_days), FIELD_REQUIRED, 1, 60,
     .doc = "The same for an important one."},
    {"urgent_barrier_days", FIELD_INT, F(urgent_barrier_days), FIELD_REQUIRED, 1, 60,
     .doc = "The same for an urgent one."},
    {"pressing_barrier_days", FIELD_INT, F(pressing_barrier_days), FIELD_REQUIRED, 1, 60,
     .doc = "The same for one that is important and urgent."},
    {"isolation_weeks", FIELD_INT, F(isolation_weeks), FIELD_REQUIRED, 2, 52,
     .doc = "Weeks without a one-to-one, a linked goal or a word, after which a person is told, alone, that they seem "
            "to be on their own."},
    {"good_words", FIELD_LINE, F(good_words), FIELD_REQUIRED, 1, LIMIT_NAME, .doc = "The word shown for good."},
    {"excellent_words", FIELD_LINE, F(excellent_words), FIELD_REQUIRED, 1, LIMIT_NAME,
     .doc = "The word shown for excellent."},
    MEDIUM(medium_low_low, "What matters little and can wait is raised by this medium."),
    MEDIUM(medium_low_high, "What matters little and is urgent."),
    MEDIUM(medium_high_low, "What matters and can wait."),
    MEDIUM(medium_high_high, "What matters and is urgent."),
    {"reason", FIELD_TEXT, F(reason), FIELD_NULL, 0, LIMIT_TEXT, .doc = "Why this version came."},
    {"author_id", FIELD_ID, F(author_id), FIELD_READ_ONLY, .doc = "Who wrote this version."},
    {"author_name", FIELD_LINE, F(author_name), FIELD_READ_ONLY | FIELD_NO_COLUMN | FIELD_NULL, .doc = "Their name."},
    {"created_at", FIELD_INSTANT, F(created_at), FIELD_READ_ONLY, .doc = "From when on it is in force."},
    {0},
};

const struct resource framework_resource = {
    .name = "framework",
    .table = "frameworks",
    .size = sizeof(struct framework),
    .fields = framework_fields,
    .doc = "How the organisation works with goals: one version of the framework.",
};

static bool framework_show(struct ctx *ctx);
static bool framework_put(struct ctx *ctx);
static bool framework_history(struct ctx *ctx);

const struct route framework_routes[] = {
    {METHOD_GET, "/framework", &signed_in, framework_show, "The framework in force.", .gives = &framework_resource},
    {METHOD_PUT, "/framework", &people_operations, framework_put,
     "Makes a new version: what is left out stays as it is. Give a reason.", .takes = &framework_resource,
     .gives = &framework_resource},
    {METHOD_POST, "/framework/preview", &people_operations, framework_preview,
     "Says what a new version would do, and changes nothing.", .takes = &framework_resource,
     .gives = &framework_preview_resource},
    {METHOD_GET, "/framework/history", &signed_in, framework_history, "Every version, newest first.",
     .gives = &framework_resource, .flags = ROUTE_LIST, .sorts = "-id"},
    {0},
};

static void framework_write(struct ctx *ctx, struct json_out *w, struct framework f)
{
    f.author_name = db_text_of(ctx, "SELECT name FROM people WHERE id = $1", db_int(f.author_id));
    resource_write(w, &framework_resource, &f);
}

static bool framework_reply(struct ctx *ctx, const struct framework *f)
{
    struct json_out w = json_out_new(ctx->arena, 1024);
    framework_write(ctx, &w, *f);
    ctx->reply->version = f->id;
    return reply_json(ctx, 200, &w);
}

static bool framework_show(struct ctx *ctx)
{
    struct framework f;
    return framework_now(ctx, &f) && framework_reply(ctx, &f);
}

static bool framework_put(struct ctx *ctx)
{
    struct framework before;
    if (!db_lock(ctx, "framework") || !framework_now(ctx, &before)) return false;
    struct framework after = before;
    after.reason = STR_NONE;
    return resource_read(ctx, &framework_resource, READ_PATCH, &after) && framework_change(ctx, &before, &after) &&
           framework_reply(ctx, &after);
}

bool framework_change(struct ctx *ctx, const struct framework *before, struct framework *after)
{
    if (after->pace_behind > after->pace_on)
        return fail_field(ctx, "pace_behind", "Behind needs to start below on pace, so that both can happen.");
    struct str reason = after->reason;
    after->reason = before->reason;
    if (resource_same(&framework_resource, before, after)) return !failed(ctx);
    if (str_empty(reason)) return fail_field(ctx, "reason", "Please say why the framework changes.");
    after->reason = reason;
    after->author_id = ctx->actor.person_id;
    after->created_at = ctx->now;
    struct event e = {.type = "framework.changed", .subject = "framework", .reason = reason};
    if (!resource_insert(ctx, &framework_resource, after)) return false;
    e.subject_id = after->id;
    return event_changed(ctx, &e, &framework_resource, before, after);
}

static void framework_item(struct ctx *ctx, struct json_out *w, struct db_rows *row, struct page_key *key)
{
    struct framework f;
    resource_from_row(&framework_resource, row, 0, &f);
    framework_write(ctx, w, f);
    key->id = f.id;
}

static bool framework_history(struct ctx *ctx)
{
    struct page page;
    if (!page_read(ctx, &page)) return false;
    struct str sql = str_format(ctx->arena, "SELECT %s FROM frameworks f WHERE f.id < $1 ORDER BY f.id DESC LIMIT $2",
                                resource_columns(ctx, &framework_resource, "f").at);
    return page_reply(ctx, &page, db_query(ctx, sql.at, db_int(page.id), db_int(page.limit + 1)), framework_item);
}

bool framework_now(struct ctx *ctx, struct framework *out)
{
    resource_clear(&framework_resource, out);
    struct str sql = str_format(ctx->arena, "SELECT %s FROM frameworks f ORDER BY f.id DESC LIMIT 1",
                                resource_columns(ctx, &framework_resource, "f").at);
    struct db_rows *rows = db_query(ctx, sql.at);
    if (!db_next(rows)) return fail(ctx, 404, "There is no framework yet: the organisation has not been set up.");
    resource_from_row(&framework_resource, rows, 0, out);
    db_close(rows);
    return true;
}

bool framework_first(struct ctx *ctx, int64_t author_id)
{
    struct framework f = {
        .rhythm_days = 7,
        .grace_days = 3,
        .active_goal_limit = 5,
        .pace_on = 950000,
        .pace_behind = 750000,
        .answer_days = 7,
        .next_in_line_days = 7,
        .barrier_days = 10,
        .important_barrier_days = 5,
        .urgent_barrier_days = 3,
        .pressing_barrier_days = 1,
        .isolation_weeks = 6,
        .good_words = STR("good"),
        .excellent_words = STR("excellent"),
        .medium_low_low = MEDIUM_NOTE,
        .medium_low_high = MEDIUM_CHAT,
        .medium_high_low = MEDIUM_MEETING,
        .medium_high_high = MEDIUM_NOW,
        .reason = STR("The framework we start with."),
        .author_id = author_id,
        .created_at = ctx->now,
    };
    return resource_insert(ctx, &framework_resource, &f) &&
           event_changed(ctx, &(struct event){.type = "framework.written", .subject = "framework", .subject_id = f.id},
                         &framework_resource, NULL, &f);
}
