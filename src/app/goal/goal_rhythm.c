/* The rhythm of one goal: the framework's, or a closer one that its owner asks of themselves. What others would like is
 * a wish, shown to them and to the owner, and asks for nothing. */
#include "app/goal/goal_part.h"

#include "app/permission.h"
#include "base/limits.h"

#define DAYS_MOST 92
#define WISHES_SHOWN 20

struct goal_rhythm {
    int64_t days, own_days, framework_days;
    int64_t checkin_due_at, stale_at;
    struct list wishes;
};

struct rhythm_wish {
    int64_t person_id;
    struct str person_name;
    int64_t days;
    struct str reason;
    int64_t created_at;
};

#define W(member) offsetof(struct rhythm_wish, member)

static const struct field wish_fields[] = {
    {"person_id", FIELD_ID, W(person_id), FIELD_READ_ONLY, .doc = "Who would like it."},
    {"person_name", FIELD_LINE, W(person_name), FIELD_READ_ONLY, .doc = "Their name."},
    {"days", FIELD_INT, W(days), FIELD_REQUIRED, 1, DAYS_MOST, .doc = "Days between check-ins that they would like."},
    {"reason", FIELD_TEXT, W(reason), FIELD_REQUIRED, 1, LIMIT_TEXT, .doc = "What it would help them with."},
    {"created_at", FIELD_INSTANT, W(created_at), FIELD_READ_ONLY, .doc = "Since when."},
    {0},
};
static const struct resource wish_resource = {
    .name = "rhythm_wish",
    .size = sizeof(struct rhythm_wish),
    .fields = wish_fields,
    .doc = "What somebody would like of another one's goal. It is shown to both and asks for nothing."};

#define R(member) offsetof(struct goal_rhythm, member)

static const struct field rhythm_fields[] = {
    {"days", FIELD_INT, R(days), FIELD_READ_ONLY, .doc = "Days between check-ins."},
    {"own_days", FIELD_INT, R(own_days), FIELD_NULL, 1, DAYS_MOST,
     .doc = "What the owner asks of themselves; null: as the framework says."},
    {"framework_days", FIELD_INT, R(framework_days), FIELD_READ_ONLY, .doc = "What the framework asks for."},
    {"checkin_due_at", FIELD_INSTANT, R(checkin_due_at), FIELD_READ_ONLY | FIELD_NULL,
     .doc = "When the next check-in is due."},
    {"stale_at", FIELD_INSTANT, R(stale_at), FIELD_READ_ONLY | FIELD_NULL, .doc = "When its grace ends."},
    {"wishes", FIELD_LIST, R(wishes), FIELD_READ_ONLY, .of = &wish_resource,
     .doc = "What others would like: the owner sees all (the newest 20), others their own."},
    {0},
};
const struct resource goal_rhythm_resource = {
    .name = "goal_rhythm", .size = sizeof(struct goal_rhythm), .fields = rhythm_fields, .doc = "The rhythm of a goal."};

static bool goal_rhythm_show(struct ctx *ctx);
static bool goal_rhythm_put(struct ctx *ctx);
static bool goal_rhythm_wish_put(struct ctx *ctx);
static bool goal_rhythm_wish_delete(struct ctx *ctx);

const struct route goal_rhythm_routes[] = {
    {METHOD_GET, "/goals/{id}/rhythm", &goal_viewer, goal_rhythm_show, "How often the goal is checked in on.",
     .gives = &goal_rhythm_resource},
    {METHOD_PUT, "/goals/{id}/rhythm", &goal_owner, goal_rhythm_put,
     "The owner asks more of themselves than the framework does.", .takes = &goal_rhythm_resource,
     .gives = &goal_rhythm_resource},
    {METHOD_PUT, "/goals/{id}/rhythm-wish", &goal_viewer, goal_rhythm_wish_put,
     "Says that one would like to hear of it more often. The owner decides.", .takes = &wish_resource,
     .gives = &goal_rhythm_resource},
    {METHOD_DELETE, "/goals/{id}/rhythm-wish", &goal_viewer, goal_rhythm_wish_delete, "Takes one's wish back."},
    {0},
};

static struct list wishes_of(struct ctx *ctx, const struct goal *g)
{
    struct rhythm_wish *wishes = arena_many(ctx->arena, struct rhythm_wish, WISHES_SHOWN);
    int n = 0;
    bool all = ctx->actor.person_id == g->owner_id;
    struct db_rows *rows = db_query(ctx,
                                    "SELECT w.person_id, p.name, w.days, w.reason, w.created_at FROM rhythm_wishes w"
                                    " JOIN people p ON p.id = w.person_id WHERE w.goal_id = $1"
                                    " AND (1 = $2 OR w.person_id = $3) ORDER BY w.id DESC LIMIT $4",
                                    db_int(g->id), db_int(all), db_int(ctx->actor.person_id), db_int(WISHES_SHOWN));
    while (n < WISHES_SHOWN && db_next(rows))
        wishes[n++] = (struct rhythm_wish){db_col_int(rows, 0), db_col_text(rows, 1), db_col_int(rows, 2),
                                           db_col_text(rows, 3), db_col_int(rows, 4)};
    db_close(rows);
    return (struct list){wishes, n, true};
}

static bool rhythm_reply(struct ctx *ctx, int64_t id)
{
    struct goal g;
    struct framework f;
    if (!resource_find(ctx, &goal_resource, id, &g) || !framework_now(ctx, &f)) return false;
    bool own = g.own_rhythm_days != INT64_MIN;
    struct goal_rhythm out = {.days = own && g.own_rhythm_days < f.rhythm_days ? g.own_rhythm_days : f.rhythm_days,
                              .own_days = g.own_rhythm_days,
                              .framework_days = f.rhythm_days,
                              .checkin_due_at = g.checkin_due_at,
                              .stale_at = g.stale_at,
                              .wishes = wishes_of(ctx, &g)};
    struct json_out w = json_out_new(ctx->arena, 512);
    resource_write(&w, &goal_rhythm_resource, &out);
    return !failed(ctx) && reply_json(ctx, 200, &w);
}

static bool goal_rhythm_show(struct ctx *ctx)
{
    return rhythm_reply(ctx, request_id(ctx, 0));
}

/* ---- one's own ---- */

static bool rhythm_set(struct ctx *ctx, int64_t id, int64_t days)
{
    struct goal before;
    struct framework f;
    if (!goal_take(ctx, id, false, &before) || !goal_still(ctx, &goal_owner, id) || !framework_now(ctx, &f))
        return false;
    if (before.state == STATE_CLOSED) return fail(ctx, 409, "This goal is closed. Please open it again first.");
    if (days != INT64_MIN && days > f.rhythm_days)
        return fail_field(ctx, "own_days", "The framework asks for a check-in every %lld days. You can ask for more.",
                          (long long)f.rhythm_days);
    struct goal after = before;
    after.own_rhythm_days = days;
    return goal_wind_clock(ctx, &f, &after) && goal_save(ctx, "goal.rhythm_changed", STR_NONE, &before, &after) &&
           goal_nudge_by(ctx, &after);
}

static bool goal_rhythm_put(struct ctx *ctx)
{
    struct goal_rhythm r;
    int64_t id = request_id(ctx, 0);
    return resource_read(ctx, &goal_rhythm_resource, READ_CREATE, &r) && rhythm_set(ctx, id, r.own_days) &&
           rhythm_reply(ctx, id);
}

/* ---- wishes ---- */

/* Without the goal: those near it need not hear of it (activity.c shows it to the two alone). */
static bool wish_event(struct ctx *ctx, const char *type, const struct goal *g, struct str reason)
{
    return event_record(
        ctx,
        &(struct event){
            .type = type, .subject = "rhythm_wish", .subject_id = g->id, .person_id = g->owner_id, .reason = reason});
}

static bool wish_check(struct ctx *ctx, const struct goal *g, const struct rhythm_wish *w)
{
    struct framework f;
    if (!framework_now(ctx, &f)) return false;
    if (g->owner_id == ctx->actor.person_id)
        return fail(ctx, 409, "This goal is yours: you can set its rhythm, and need not wish for it.");
    if (g->state != STATE_ACTIVE) return fail(ctx, 409, "Only an active goal has a rhythm.");
    return w->days < f.rhythm_days || fail_field(ctx, "days", "The framework asks for that already.");
}

static bool wish_make(struct ctx *ctx, int64_t id, const struct rhythm_wish *w)
{
    struct goal g;
    if (!goal_take(ctx, id, false, &g) || !goal_still(ctx, &goal_viewer, id) || !wish_check(ctx, &g, w)) return false;
    return db_run(ctx,
                  "INSERT INTO rhythm_wishes (goal_id, person_id, days, reason, created_at) VALUES ($1, $2, $3, $4, $5)"
                  " ON CONFLICT (goal_id, person_id) DO UPDATE SET days = excluded.days, reason = excluded.reason,"
                  " created_at = excluded.created_at",
                  db_int(id), db_int(ctx->actor.person_id), db_int(w->days), db_text(w->reason), db_int(ctx->now)) &&
           wish_event(ctx, "rhythm.wished", &g, STR_NONE) &&
           notice_to(ctx, g.owner_id, NOTICE_RHYTHM_WISH, &(struct notice_about){.goal_id = id, .act = ctx->now});
}

bool goal_wish_rhythm(struct ctx *ctx, int64_t id, int64_t days, struct str reason)
{
    return wish_make(ctx, id, &(struct rhythm_wish){.days = days, .reason = reason});
}

static bool goal_rhythm_wish_put(struct ctx *ctx)
{
    struct rhythm_wish w;
    int64_t id = request_id(ctx, 0);
    return resource_read(ctx, &wish_resource, READ_CREATE, &w) && wish_make(ctx, id, &w) && rhythm_reply(ctx, id);
}

static bool goal_rhythm_wish_delete(struct ctx *ctx)
{
    struct goal g;
    int64_t id = request_id(ctx, 0);
    if (!resource_find(ctx, &goal_resource, id, &g) ||
        !db_run(ctx, "DELETE FROM rhythm_wishes WHERE goal_id = $1 AND person_id = $2", db_int(id),
                db_int(ctx->actor.person_id)))
        return false;
    if (!db_changed(ctx)) return fail(ctx, 404, "You have noted no wish here.");
    return wish_event(ctx, "rhythm.wish_ended", &g, STR_NONE) && reply_empty(ctx);
}
