/* What is done with a need: asked, asked better, accepted, suggested otherwise, agreed to, declined, withdrawn, given,
 * received. */
#include "app/need/need_part.h"

#include "app/permission.h"
#include "app/team.h"
#include "base/limits.h"

#define DAYS_MOST 366

/* ---- in the hands of one writer ---- */

/* Holds the goal, and loads both as they are now, while the need lasts and the permission still holds. */
static bool take_open(struct ctx *ctx, const struct permission *p, int64_t id, struct need *out, struct goal *g)
{
    *out = (struct need){0};
    *g = (struct goal){0};
    int64_t goal_id = db_int_of(ctx, "SELECT goal_id FROM needs WHERE id = $1", db_int(id));
    if (!goal_id) return fail(ctx, 404, "This need does not exist, or you cannot see it.");
    if (!goal_hold_one(ctx, goal_id) || !resource_find(ctx, &need_resource, id, out) ||
        !resource_find(ctx, &goal_resource, goal_id, g) || !goal_still(ctx, p, id))
        return false;
    return out->ended_at == INSTANT_NONE || fail(ctx, 409, "This need has ended already.");
}

bool need_is_mine_to_answer(struct ctx *ctx, const struct need *n)
{
    int64_t me = ctx->actor.person_id;
    if (n->person_id) return n->person_id == me;
    return n->team_id && belongs_to_team(ctx, me, n->team_id);
}

/* The row, its way and the event. `kind` NOTICE_KINDS: nobody is told; the asker's acts tell the other side. */
static bool save(struct ctx *ctx, const char *act, const struct goal *g, const struct need *before, struct need *after,
                 struct str words, enum notice_kind kind)
{
    after->words = words;
    int32_t day = after->state == NEED_CHANGED ? after->offered_on : after->due_on;
    bool told = after->state <= NEED_ACCEPTED;
    struct event e = {.type = str_format(ctx->arena, "need.%s", act).at,
                      .subject = "need",
                      .subject_id = after->id,
                      .goal_id = g->id,
                      .person_id = after->person_id ? after->person_id : g->owner_id,
                      .reason = words};
    struct notice_about about = {.goal_id = g->id, .other_id = g->owner_id, .subject_id = after->id, .act = ctx->now};
    if (!resource_update(ctx, &need_resource, before, after) ||
        !db_run(ctx,
                "INSERT INTO need_acts (need_id, person_id, act, words, due_on, at)"
                " VALUES ($1, $2, $3, $4, $5, $6)",
                db_int(after->id), db_id(ctx->actor.person_id), db_text(str_of(act)), db_text(words),
                db_date(ctx, told ? day : DATE_NONE), db_int(ctx->now)) ||
        !event_changed(ctx, &e, &need_resource, before, after))
        return false;
    if (kind == NOTICE_KINDS) return true;
    return ctx->actor.person_id == g->owner_id ? need_tell_asked(ctx, after, kind, &about)
                                               : notice_to(ctx, g->owner_id, kind, &about);
}

static bool day_is_fine(struct ctx *ctx, const char *field, int32_t day)
{
    int32_t today = ctx_today(ctx);
    if (day < today) return fail_field(ctx, field, "Please give a day that is still to come.");
    return day <= today + DAYS_MOST ||
           fail_field(ctx, field, "Please give a day within a year; then it can be looked at again.");
}

/* ---- asking ---- */

static bool asked_of(struct ctx *ctx, const struct goal *g, const struct need *n)
{
    if (!n->person_id == !n->team_id)
        return fail_field(ctx, "person_id", "Please say who is asked: a person or a team.");
    if (n->team_id) return team_open(ctx, n->team_id) || fail_field(ctx, "team_id", "There is no such team.");
    if (!person_hold(ctx, n->person_id)) return false;
    if (!person_present(ctx, n->person_id))
        return fail_field(ctx, "person_id", "There is nobody here with this number.");
    return n->person_id != g->owner_id ||
           fail_field(ctx, "person_id", "This is your own goal. Please ask somebody else, or mark the part as yours.");
}

static bool criterion_belongs(struct ctx *ctx, const struct need *n)
{
    return !n->criterion_id ||
           db_int_of(ctx, "SELECT 1 FROM criteria WHERE id = $1 AND goal_id = $2 AND dropped_at IS NULL",
                     db_int(n->criterion_id), db_int(n->goal_id)) ||
           fail_field(ctx, "criterion_id", "This criterion is not one of this goal.");
}

/* What is asked of others is done together. */
static bool mark_together(struct ctx *ctx, int64_t criterion_id)
{
    return !criterion_id || db_run(ctx,
                                   "UPDATE criteria SET together = 'together', version = version + 1"
                                   " WHERE id = $1 AND (together IS NULL OR together = 'alone')",
                                   db_int(criterion_id));
}

static bool ask_check(struct ctx *ctx, const struct goal *g, const struct need *n)
{
    if (g->state != STATE_PROPOSED && g->state != STATE_ACTIVE)
        return fail(ctx, 409,
                    "Others are asked once the goal has been proposed, so that they can read what it is for.");
    if (db_int_of(ctx, "SELECT count(*) FROM needs WHERE goal_id = $1 AND ended_at IS NULL", db_int(g->id)) >=
        LIMIT_GOAL_NEEDS)
        return fail(ctx, 409, "A goal can have %d open needs. Please end one first.", LIMIT_GOAL_NEEDS);
    (void)asked_of(ctx, g, n);
    (void)day_is_fine(ctx, "due_on", n->due_on);
    (void)criterion_belongs(ctx, n);
    return !failed(ctx);
}

bool need_ask(struct ctx *ctx, int64_t goal_id, struct need *n)
{
    struct goal g;
    if (!goal_hold_one(ctx, goal_id) || !resource_find(ctx, &goal_resource, goal_id, &g) ||
        !goal_still(ctx, &goal_owner, goal_id))
        return false;
    n->goal_id = goal_id;
    if (!ask_check(ctx, &g, n)) return false;
    n->asked_by = ctx->actor.person_id;
    n->state = NEED_ASKED;
    n->created_at = ctx->now;
    n->version = 1;
    if (!need_wind_clock(ctx, &g, n) || !resource_insert(ctx, &need_resource, n)) return false;
    struct need as_asked = *n;
    struct event e = {.type = "need.asked",
                      .subject = "need",
                      .subject_id = n->id,
                      .goal_id = goal_id,
                      .person_id = n->person_id ? n->person_id : g.owner_id};
    struct notice_about about = {.goal_id = goal_id, .other_id = g.owner_id, .subject_id = n->id, .act = ctx->now};
    return db_run(ctx,
                  "INSERT INTO need_acts (need_id, person_id, act, words, due_on, at)"
                  " VALUES ($1, $2, 'asked', NULL, $3, $4)",
                  db_int(n->id), db_int(ctx->actor.person_id), db_date(ctx, n->due_on), db_int(ctx->now)) &&
           mark_together(ctx, n->criterion_id) && event_changed(ctx, &e, &need_resource, NULL, &as_asked) &&
           need_tell_asked(ctx, n, NOTICE_NEED_ASKED, &about);
}

/* What was suggested is off the table: it is asked anew. */
bool need_edit(struct ctx *ctx, const struct need *seen, struct need *after)
{
    struct need now;
    struct goal g;
    if (!take_open(ctx, &need_owner, seen->id, &now, &g) || !match_version(ctx, now.version)) return false;
    if (now.state >= NEED_ACCEPTED)
        return fail(ctx, 409, "This has been accepted as it is. Please withdraw it, and ask for what is needed now.");
    if (after->due_on != now.due_on && !day_is_fine(ctx, "due_on", after->due_on)) return false;
    if (!criterion_belongs(ctx, after)) return false;
    if (resource_same(&need_resource, &now, after)) return true;
    after->state = NEED_ASKED;
    if (now.state == NEED_CHANGED && after->team_id) after->person_id = 0; /* anybody of the team may take it again */
    after->offered_text = STR_NONE;
    after->offered_on = DATE_NONE;
    return need_wind_clock(ctx, &g, after) && mark_together(ctx, after->criterion_id) &&
           save(ctx, "edited", &g, &now, after, STR_NONE, NOTICE_NEED_ASKED);
}

/* ---- the other side ---- */

bool need_accept(struct ctx *ctx, int64_t id, int64_t goal_id)
{
    struct need before;
    struct goal g;
    if (!take_open(ctx, &need_giver, id, &before, &g)) return false;
    if (before.state >= NEED_ACCEPTED) return fail(ctx, 409, "This has been accepted already.");
    if (goal_id &&
        (goal_id == g.id || !db_int_of(ctx, "SELECT 1 FROM goals WHERE id = $1 AND owner_id = $2 AND state <> 'closed'",
                                       db_int(goal_id), db_int(ctx->actor.person_id))))
        return fail_field(ctx, "goal_id", "Please choose a goal of yours that is not closed.");
    struct need after = before;
    after.state = NEED_ACCEPTED;
    after.person_id = ctx->actor.person_id;
    after.with_goal_id = goal_id;
    after.offered_text = STR_NONE;
    after.offered_on = DATE_NONE;
    after.answered_at = ctx->now;
    return need_wind_clock(ctx, &g, &after) &&
           save(ctx, "accepted", &g, &before, &after, STR_NONE, NOTICE_NEED_ACCEPTED);
}

bool need_suggest(struct ctx *ctx, int64_t id, struct str text, int32_t due_on, struct str words)
{
    struct need before;
    struct goal g;
    if (!take_open(ctx, &need_giver, id, &before, &g)) return false;
    if (before.state == NEED_GIVEN) return fail(ctx, 409, "This has been given already.");
    if (due_on != DATE_NONE && !day_is_fine(ctx, "due_on", due_on)) return false;
    bool same_text = str_empty(text) || str_equal(text, before.text);
    if (same_text && (due_on == DATE_NONE || due_on == before.due_on))
        return fail_field(ctx, "due_on", "Please suggest another day or other words; or accept it as it is.");
    struct need after = before;
    after.state = NEED_CHANGED;
    after.person_id = ctx->actor.person_id;
    after.offered_text = same_text ? STR_NONE : text;
    after.offered_on = due_on == DATE_NONE ? before.due_on : due_on;
    after.answered_at = ctx->now;
    return save(ctx, "changed", &g, &before, &after, words, NOTICE_NEED_CHANGED);
}

bool need_agree(struct ctx *ctx, int64_t id)
{
    struct need before;
    struct goal g;
    if (!take_open(ctx, &need_owner, id, &before, &g)) return false;
    if (before.state != NEED_CHANGED) return fail(ctx, 409, "Nothing has been suggested that waits for an answer.");
    struct need after = before;
    after.state = NEED_ACCEPTED;
    if (!str_empty(before.offered_text)) after.text = before.offered_text;
    after.due_on = before.offered_on;
    after.offered_text = STR_NONE;
    after.offered_on = DATE_NONE;
    return need_wind_clock(ctx, &g, &after) && save(ctx, "agreed", &g, &before, &after, STR_NONE, NOTICE_NEED_AGREED);
}

static bool end(struct ctx *ctx, const char *act, enum need_state how, const struct goal *g, const struct need *before,
                struct str words, enum notice_kind kind)
{
    struct need after = *before;
    after.state = (int)how;
    after.warns_at = INSTANT_NONE;
    after.ended_at = ctx->now;
    after.ended_by = ctx->actor.person_id;
    if (how == NEED_DECLINED) after.answered_at = ctx->now;
    return save(ctx, act, g, before, &after, words, kind);
}

bool need_decline(struct ctx *ctx, int64_t id, struct str words)
{
    struct need before;
    struct goal g;
    if (!take_open(ctx, &need_giver, id, &before, &g)) return false;
    if (before.state == NEED_GIVEN) return fail(ctx, 409, "This has been given already.");
    if (!before.person_id && !leads_team(ctx, ctx->actor.person_id, before.team_id))
        return fail(ctx, 403, "Only those who lead the team can decline in its name.");
    return end(ctx, "declined", NEED_DECLINED, &g, &before, words, NOTICE_NEED_DECLINED);
}

bool need_give(struct ctx *ctx, int64_t id, struct str words)
{
    struct need before;
    struct goal g;
    if (!take_open(ctx, &need_giver, id, &before, &g)) return false;
    if (before.state == NEED_GIVEN) return fail(ctx, 409, "This has been given already.");
    if (before.state != NEED_ACCEPTED) return fail(ctx, 409, "Please accept it first.");
    struct need after = before;
    after.state = NEED_GIVEN;
    after.given_at = ctx->now;
    after.warns_at = INSTANT_NONE;
    return save(ctx, "given", &g, &before, &after, words, NOTICE_NEED_GIVEN);
}

/* ---- the asker ---- */

bool need_withdraw(struct ctx *ctx, int64_t id, struct str words)
{
    struct need before;
    struct goal g;
    return take_open(ctx, &need_owner, id, &before, &g) &&
           end(ctx, "withdrawn", NEED_WITHDRAWN, &g, &before, words, NOTICE_NEED_WITHDRAWN);
}

bool need_receive(struct ctx *ctx, int64_t id, bool came, struct str words)
{
    struct need before;
    struct goal g;
    if (!take_open(ctx, &need_owner, id, &before, &g)) return false;
    if (before.state < NEED_ACCEPTED) return fail(ctx, 409, "This has not been accepted yet.");
    if (came) return end(ctx, "came", NEED_CAME, &g, &before, words, NOTICE_NEED_CAME);
    if (before.state != NEED_GIVEN) return fail(ctx, 409, "Nobody has said that it has been given.");
    if (str_empty(words)) return fail_field(ctx, "words", "Please say what is still missing.");
    struct need after = before;
    after.state = NEED_ACCEPTED;
    after.given_at = INSTANT_NONE;
    return need_wind_clock(ctx, &g, &after) && save(ctx, "missing", &g, &before, &after, words, NOTICE_NEED_MISSING);
}

/* ---- goals close and change hands; people leave; teams close ---- */

static bool take(struct ctx *ctx, int64_t id, struct need *out, struct goal *g)
{
    return resource_find(ctx, &need_resource, id, out) && goal_hold_one(ctx, out->goal_id) &&
           resource_find(ctx, &need_resource, id, out) && resource_find(ctx, &goal_resource, out->goal_id, g);
}

static struct ids open_of(struct ctx *ctx, const char *sql, int64_t id)
{
    return goal_ids(ctx, db_query(ctx, sql, db_int(id)));
}

/* Whoever acts; both sides are told but for that one. */
static bool end_and_tell(struct ctx *ctx, int64_t id, const char *act, enum need_state how, struct str words)
{
    struct need n;
    struct goal g;
    if (!take(ctx, id, &n, &g)) return false;
    if (n.ended_at != INSTANT_NONE) return true;
    struct notice_about about = {.goal_id = g.id, .other_id = g.owner_id, .subject_id = id, .act = ctx->now};
    enum notice_kind kind = how == NEED_DECLINED ? NOTICE_NEED_DECLINED : NOTICE_NEED_WITHDRAWN;
    return end(ctx, act, how, &g, &n, words, NOTICE_KINDS) && notice_to(ctx, g.owner_id, kind, &about) &&
           (how == NEED_DECLINED || need_tell_asked(ctx, &n, kind, &about));
}

bool need_goal_closed(struct ctx *ctx, int64_t goal_id)
{
    struct ids ids = open_of(ctx, "SELECT id FROM needs WHERE goal_id = $1 AND ended_at IS NULL ORDER BY id", goal_id);
    for (int i = 0; i < ids.n; i++)
        if (!end_and_tell(ctx, ids.at[i], "gone", NEED_GONE, STR_NONE)) return false;
    return !failed(ctx);
}

bool need_goal_handed_over(struct ctx *ctx, int64_t goal_id, int64_t owner_id)
{
    struct ids ids = goal_ids(
        ctx,
        db_query(ctx, "SELECT id FROM needs WHERE goal_id = $1 AND person_id = $2 AND ended_at IS NULL ORDER BY id",
                 db_int(goal_id), db_int(owner_id)));
    for (int i = 0; i < ids.n; i++)
        if (!end_and_tell(ctx, ids.at[i], "owner_now", NEED_GONE, STR_NONE)) return false;
    return !failed(ctx);
}

bool need_team_closed(struct ctx *ctx, int64_t team_id)
{
    struct ids ids = open_of(
        ctx, "SELECT id FROM needs WHERE team_id = $1 AND person_id IS NULL AND ended_at IS NULL ORDER BY id", team_id);
    for (int i = 0; i < ids.n; i++)
        if (!end_and_tell(ctx, ids.at[i], "team_closed", NEED_DECLINED, STR_NONE)) return false;
    return !failed(ctx);
}

/* Whoever has it next has promised nothing: it is asked anew. */
static bool pass(struct ctx *ctx, int64_t id, int64_t to, struct str reason)
{
    struct need before;
    struct goal g;
    if (!take(ctx, id, &before, &g)) return false;
    if (before.state == NEED_GIVEN) return true; /* it is with the asker */
    struct need after = before;
    after.person_id = 0;
    if (!after.team_id || !team_open(ctx, after.team_id)) after.person_id = to;
    if (!after.team_id && (!to || to == g.owner_id || !person_present(ctx, to)))
        return end_and_tell(ctx, id, "left", NEED_DECLINED, reason);
    after.state = NEED_ASKED;
    after.with_goal_id = 0;
    after.offered_text = STR_NONE;
    after.offered_on = DATE_NONE;
    struct notice_about about = {.goal_id = g.id, .other_id = g.owner_id, .subject_id = id, .act = ctx->now};
    return need_wind_clock(ctx, &g, &after) && save(ctx, "passed", &g, &before, &after, reason, NOTICE_KINDS) &&
           need_tell_asked(ctx, &after, NOTICE_NEED_ASKED, &about) &&
           notice_to(ctx, g.owner_id, NOTICE_NEED_PASSED, &about);
}

bool need_person_left(struct ctx *ctx, int64_t person_id, int64_t to, struct str reason)
{
    struct ids ids =
        open_of(ctx, "SELECT id FROM needs WHERE person_id = $1 AND ended_at IS NULL ORDER BY id", person_id);
    if (!to) to = person_manager(ctx, person_id);
    for (int i = 0; i < ids.n; i++)
        if (!pass(ctx, ids.at[i], to, reason)) return false;
    return !failed(ctx);
}

bool need_criterion_removed(struct ctx *ctx, int64_t criterion_id)
{
    return db_run(ctx, "UPDATE needs SET criterion_id = NULL WHERE criterion_id = $1", db_int(criterion_id));
}

bool need_delete_all(struct ctx *ctx, int64_t goal_id)
{
    return db_run(ctx, "UPDATE needs SET with_goal_id = NULL WHERE with_goal_id = $1", db_int(goal_id)) &&
           db_run(ctx, "DELETE FROM need_acts WHERE need_id IN (SELECT id FROM needs WHERE goal_id = $1)",
                  db_int(goal_id)) &&
           db_run(ctx, "DELETE FROM needs WHERE goal_id = $1", db_int(goal_id));
}
