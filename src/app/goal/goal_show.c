/* Goals in replies: one query for a page with all names, one for what its goals serve; pace, expected score and
 * staleness are computed when asked, so that they are true at that moment. */
#include "app/goal/goal_part.h"

#include "app/answer.h"
#include "app/criterion.h"
#include "app/permission.h"
#include "app/score.h"
#include "app/step.h"
#include "base/limits.h"
#include "kernel/language.h"

/* ---- rows ---- */

void goal_select(struct ctx *ctx, struct query *q)
{
    query_put(q, "SELECT o.name, o.zone, s.name, u.id, u.name, t.name, w.name, h.name, ");
    query_put(q, resource_columns(ctx, &goal_resource, "g").at);
    /* Everything is joined to the left, though owner and starter are always there: SQLite then begins with the goals
     * that are asked for, and never with all people. */
    query_put(q, " FROM goals g LEFT JOIN people o ON o.id = g.owner_id LEFT JOIN people s ON s.id = g.started_by"
                 " LEFT JOIN people u ON u.id = COALESCE(g.supporter_id, o.manager_id)"
                 " LEFT JOIN teams t ON t.id = g.team_id LEFT JOIN people w ON w.id = g.waits_for"
                 " LEFT JOIN people h ON h.id = g.handed_from");
}

static void goal_compute(const struct ctx *ctx, const struct framework *f, struct goal *g)
{
    bool active = g->state == STATE_ACTIVE;
    g->supporter_chosen = g->supporter_id != 0;
    g->stale = active && g->stale_at != INSTANT_NONE && ctx->now >= g->stale_at;
    g->expected_score = DECIMAL_NONE;
    g->pace = -1;
    if (!active) return;
    g->expected_score = score_expected(zone_date(g->zone, ctx->now), g->starts_on, g->due_on);
    g->pace = (int)score_pace(g->score == DECIMAL_NONE ? 0 : g->score, g->expected_score, f->pace_on, f->pace_behind);
}

static void goal_of_row(struct ctx *ctx, struct db_rows *rows, const struct framework *f, struct goal *out)
{
    resource_from_row(&goal_resource, rows, 8, out);
    out->owner_name = db_col_text(rows, 0);
    out->zone = db_col_text(rows, 1);
    out->started_by_name = db_col_text(rows, 2);
    out->supporter = db_col_int(rows, 3);
    out->supporter_name = db_col_text(rows, 4);
    out->team_name = db_col_text(rows, 5);
    out->waits_for_name = db_col_text(rows, 6);
    out->handed_from_name = db_col_text(rows, 7);
    goal_compute(ctx, f, out);
}

/* ---- what they serve ---- */

static void add_parent(struct ctx *ctx, struct goal *goals, int n, int64_t id, int64_t parent)
{
    for (int i = 0; i < n; i++) {
        if (goals[i].id != id || goals[i].serves.n == LIMIT_GOAL_PARENTS) continue;
        if (!goals[i].serves.at) goals[i].serves.at = arena_many(ctx->arena, int64_t, LIMIT_GOAL_PARENTS);
        goals[i].serves.at[goals[i].serves.n++] = parent;
    }
}

/* For at most 20 goals, so that there are few texts of SQL and each stays prepared. Missing ones are asked as goal 0.
 */
#define ASKED_AT_ONCE 20

static void fill_serves(struct ctx *ctx, struct goal *goals, int n)
{
    struct query q = query_new(
        ctx, "SELECT l.goal_id, g.id FROM goal_parents l JOIN goals g ON g.id = l.parent_id WHERE l.goal_id IN (");
    for (int i = 0; i < ASKED_AT_ONCE; i++) query_value(&q, i ? ", " : "", db_int(i < n ? goals[i].id : 0), "");
    query_value(&q, ") AND (g.state <> 'draft' OR g.owner_id = ", db_int(ctx->actor.person_id), "");
    query_value(&q, " OR g.started_by = ", db_int(ctx->actor.person_id), ") ORDER BY l.goal_id, l.position, g.id");
    struct db_rows *rows = query_rows(ctx, &q);
    while (db_next(rows)) add_parent(ctx, goals, n, db_col_int(rows, 0), db_col_int(rows, 1));
}

/* Nobody is asked about goals that serve nothing: only their owner may see that they serve a draft. */
static bool may_serve(const struct ctx *ctx, const struct goal *g)
{
    return g->parents > 0 || g->owner_id == ctx->actor.person_id || g->started_by == ctx->actor.person_id;
}

static void fill_all_serves(struct ctx *ctx, struct goal *goals, int n)
{
    for (int i = 0; i < n; i += ASKED_AT_ONCE) {
        int some = n - i < ASKED_AT_ONCE ? n - i : ASKED_AT_ONCE;
        bool ask = false;
        for (int k = i; k < i + some; k++) ask = ask || may_serve(ctx, &goals[k]);
        if (ask) fill_serves(ctx, goals + i, some);
    }
    for (int i = 0; i < n; i++)
        goals[i].serves_nothing = goals[i].level != LEVEL_ORGANISATION && goals[i].serves.n == 0;
}

int goal_read_rows(struct ctx *ctx, struct db_rows *rows, struct goal *out, int most)
{
    struct framework f;
    int n = 0;
    if (!framework_now(ctx, &f)) return 0;
    while (n < most && db_next(rows)) goal_of_row(ctx, rows, &f, &out[n++]);
    db_close(rows);
    fill_all_serves(ctx, out, n);
    return failed(ctx) ? 0 : n;
}

/* ---- writing ---- */

static void goal_write_members(struct json_out *w, const struct goal *g)
{
    struct goal shown = *g;
    shown.supporter_id = g->supporter;
    resource_write_members(w, &goal_resource, &shown);
}

void goal_write(struct json_out *w, const struct goal *g)
{
    json_begin_object(w);
    goal_write_members(w, g);
    json_end_object(w);
}

bool goal_page_reply(struct ctx *ctx, const struct page *page, struct db_rows *rows,
                     struct page_key (*key)(struct ctx *ctx, const struct page *page, const struct goal *g))
{
    struct goal *goals = arena_many(ctx->arena, struct goal, page->limit + 1);
    int n = goal_read_rows(ctx, rows, goals, (int)page->limit + 1);
    if (failed(ctx)) return false;
    bool more = n > page->limit;
    if (more) n--;
    struct page_key last = n ? key(ctx, page, &goals[n - 1]) : (struct page_key){0};
    struct json_out w = json_out_new(ctx->arena, 16384);
    page_begin(ctx, &w);
    for (int i = 0; i < n; i++) goal_write(&w, &goals[i]);
    return page_end(ctx, &w, page, more, last.text, last.number, last.id) && reply_json(ctx, 200, &w);
}

/* ---- one goal ---- */

static bool goal_load_shown(struct ctx *ctx, int64_t id, struct goal *out)
{
    struct query q = query_new(ctx, "");
    goal_select(ctx, &q);
    query_value(&q, " WHERE g.id = ", db_int(id), "");
    if (goal_read_rows(ctx, query_rows(ctx, &q), out, 1) == 1) return true;
    return fail(ctx, 404, "This goal does not exist, or you cannot see it.");
}

static void write_served(struct ctx *ctx, struct json_out *w, const struct goal *g)
{
    json_key(w, "serves_goals");
    json_begin_array(w);
    struct db_rows *rows = db_query(
        ctx,
        "SELECT g.id, g.title, g.state, g.score, g.level FROM goal_parents l"
        " JOIN goals g ON g.id = l.parent_id WHERE l.goal_id = $1 AND " GOAL_VISIBLE("$2") " ORDER BY l.position, g.id",
        db_int(g->id), db_int(ctx->actor.person_id));
    while (g->serves.n && db_next(rows)) {
        json_begin_object(w);
        json_put_id(w, "id", db_col_int(rows, 0));
        json_put_text(w, "title", db_col_text(rows, 1));
        json_put_text(w, "state", db_col_text(rows, 2));
        json_put_decimal(w, "score", db_col_maybe(rows, 3));
        json_put_text(w, "level", db_col_text(rows, 4));
        json_end_object(w);
    }
    db_close(rows);
    json_end_array(w);
}

static bool allowed(struct ctx *ctx, const struct permission *p, int64_t id)
{
    return p->ask(ctx, id) == ALLOWED;
}

static void can(struct json_out *w, const char *what)
{
    json_text(w, str_of(what));
}

/* The same questions that the routes ask, and the states in which the verbs work. */
static void write_can(struct ctx *ctx, struct json_out *w, const struct goal *g)
{
    bool open = g->state == STATE_PROPOSED || g->state == STATE_ACTIVE;
    bool owner = allowed(ctx, &goal_owner, g->id);
    json_key(w, "can");
    json_begin_array(w);
    if (g->state < STATE_ACTIVE && allowed(ctx, &goal_drafter, g->id)) {
        bool draft = g->state == STATE_DRAFT;
        if (draft || owner) can(w, "edit");
        can(w, draft ? "propose" : "withdraw");
        if (draft) can(w, "delete");
    }
    if (open && allowed(ctx, &goal_answerer, g->id)) can(w, "answer");
    if (owner && g->handed_from) can(w, "accept");
    if (owner && g->state == STATE_ACTIVE) {
        can(w, "edit");
        can(w, "check_in");
        can(w, "change");
        can(w, "close");
    }
    if (owner && open && g->waits_for == g->owner_id && goal_accepted(g)) can(w, "reply");
    if (owner && g->state == STATE_CLOSED) can(w, "reopen");
    if (owner && g->state != STATE_CLOSED) can(w, "add_step");
    if (g->state != STATE_CLOSED && allowed(ctx, &goal_hander, g->id)) can(w, "hand_over");
    json_end_array(w);
}

static void note_load(struct ctx *ctx, struct json_out *w, const struct goal *g)
{
    struct framework f;
    int64_t active = 0;
    if (g->state == STATE_CLOSED || !framework_now(ctx, &f) || !goal_load(ctx, g->owner_id, &active)) return;
    int64_t with_this = g->state == STATE_ACTIVE ? active : active + 1;
    if (with_this <= f.active_goal_limit) return;
    bool me = g->owner_id == ctx->actor.person_id, already = g->state != STATE_ACTIVE;
    long long has = active, most = f.active_goal_limit;
    const char *who = g->owner_name.at;
    json_text(
        w,
        me && already ? say(ctx, "You have %lld active goals already; the framework suggests at most %lld.", has, most)
        : me          ? say(ctx, "You have %lld active goals; the framework suggests at most %lld.", has, most)
        : already ? say(ctx, "%s has %lld active goals already; the framework suggests at most %lld.", who, has, most)
                  : say(ctx, "%s has %lld active goals; the framework suggests at most %lld.", who, has, most));
}

/* Where the numbers and the owner see it differently, the owner is asked, and nobody else. */
static void note_pace(struct ctx *ctx, struct json_out *w, const struct goal *g)
{
    if (g->state != STATE_ACTIVE || g->owner_id != ctx->actor.person_id || g->confidence < 0) return;
    if (g->confidence == CONFIDENCE_ON_TRACK && g->pace == PACE_WELL_BEHIND)
        json_text(w,
                  say(ctx, "You believe it is on track, and the score is well behind. What do the criteria not show?"));
    if (g->confidence == CONFIDENCE_OFF_TRACK && g->pace == PACE_ON)
        json_text(w, say(ctx, "The score is on pace, and you believe it is off track. What do the criteria not show?"));
}

bool goal_reply(struct ctx *ctx, int status, int64_t id)
{
    struct goal g = {0};
    if (!goal_load_shown(ctx, id, &g)) return false;
    struct json_out w = json_out_new(ctx->arena, 4096);
    json_begin_object(&w);
    goal_write_members(&w, &g);
    json_key(&w, "criteria");
    criterion_json_of_goal(ctx, &w, id);
    json_key(&w, "steps");
    step_json_of_goal(ctx, &w, id);
    json_key(&w, "answers");
    answer_json_of_goal(ctx, &w, id);
    write_served(ctx, &w, &g);
    write_can(ctx, &w, &g);
    json_key(&w, "notes");
    json_begin_array(&w);
    note_load(ctx, &w, &g);
    note_pace(ctx, &w, &g);
    json_end_array(&w);
    json_end_object(&w);
    if (failed(ctx)) return false;
    ctx->reply->version = g.version;
    return status == 201 ? reply_created(ctx, &w, "/goals/", id) : reply_json(ctx, status, &w);
}
