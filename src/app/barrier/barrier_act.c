/* What is done with a barrier: raised, told better, taken up, handed on, ended; and what happens to it when its goal
 * closes or somebody leaves. */
#include "app/barrier/barrier_part.h"

#include "app/introduction.h"
#include "app/permission.h"
#include "app/search.h"
#include "base/limits.h"

#define PROMISE_DAYS_MOST 366

/* ---- turns ---- */

bool barrier_turn_end(struct ctx *ctx, int64_t id, const char *how)
{
    return db_run(ctx, "UPDATE barrier_turns SET ended_at = $1, ended = $2 WHERE barrier_id = $3 AND ended_at IS NULL",
                  db_int(ctx->now), db_text(str_of(how)), db_int(id));
}

bool barrier_tell(struct ctx *ctx, int64_t person, enum notice_kind kind, const struct goal *g, int64_t id,
                  int64_t other, int64_t act)
{
    struct notice_about about = {.goal_id = g->id, .other_id = other, .subject_id = id, .act = act};
    return !person || notice_to(ctx, person, kind, &about);
}

/* Whoever is asked now, and the owner when somebody else asked them. */
static bool tell_asked(struct ctx *ctx, const struct goal *g, const struct barrier *b)
{
    if (!barrier_tell(ctx, b->asked_id, NOTICE_BARRIER_ASKED, g, b->id, g->owner_id, b->asked_at)) return false;
    return !b->asked_id || barrier_tell(ctx, g->owner_id, NOTICE_BARRIER_MOVED, g, b->id, b->asked_id, b->asked_at);
}

bool barrier_turn_begin(struct ctx *ctx, struct barrier *after, int64_t person, struct str reason)
{
    after->asked_id = person;
    after->asked_at = person ? ctx->now : INSTANT_NONE;
    if (!barrier_wind_clock(ctx, after)) return false;
    return !person ||
           db_run(ctx,
                  "INSERT INTO barrier_turns (barrier_id, person_id, given_by, reason, given_at)"
                  " VALUES ($1, $2, $3, $4, $5)",
                  db_int(after->id), db_int(person), db_id(ctx->actor.person_id), db_text(reason), db_int(ctx->now));
}

/* ---- in the hands of one writer ---- */

bool barrier_take(struct ctx *ctx, int64_t id, struct barrier *out, struct goal *g)
{
    *out = (struct barrier){0};
    *g = (struct goal){0};
    int64_t goal_id = db_int_of(ctx, "SELECT goal_id FROM barriers WHERE id = $1", db_int(id));
    if (!goal_id) return fail(ctx, 404, "This barrier does not exist, or you cannot see it.");
    return goal_hold_one(ctx, goal_id) && resource_find(ctx, &barrier_resource, id, out) &&
           resource_find(ctx, &goal_resource, goal_id, g);
}

/* The same, while it lasts and the permission still holds. */
static bool take_open(struct ctx *ctx, const struct permission *p, int64_t id, struct barrier *out, struct goal *g)
{
    if (!barrier_take(ctx, id, out, g) || !goal_still(ctx, p, id)) return false;
    return out->state <= BARRIER_HELPED || fail(ctx, 409, "This barrier has ended already.");
}

bool barrier_save(struct ctx *ctx, const char *type, struct str reason, const struct goal *g,
                  const struct barrier *before, struct barrier *after)
{
    if (!resource_update(ctx, &barrier_resource, before, after)) return false;
    struct event e = {.type = type,
                      .subject = "barrier",
                      .subject_id = after->id,
                      .goal_id = g->id,
                      .person_id = after->asked_id ? after->asked_id : g->owner_id,
                      .reason = reason};
    bool asked = after->asked_id != before->asked_id && after->state == BARRIER_OPEN;
    return event_changed(ctx, &e, &barrier_resource, before, after) && (!asked || tell_asked(ctx, g, after));
}

static bool here(struct ctx *ctx, const struct goal *g, int64_t person, const char *field)
{
    if (!person_hold(ctx, person)) return false;
    if (!person_present(ctx, person)) return fail_field(ctx, field, "There is nobody here with this number.");
    return person != g->owner_id ||
           fail_field(ctx, field, "This is the owner's own barrier. Please ask somebody else.");
}

/* ---- raising ---- */

static bool belongs_to_goal(struct ctx *ctx, const struct barrier *b)
{
    if (b->criterion_id &&
        !db_int_of(ctx, "SELECT 1 FROM criteria WHERE id = $1 AND goal_id = $2 AND dropped_at IS NULL",
                   db_int(b->criterion_id), db_int(b->goal_id)))
        fail_field(ctx, "criterion_id", "This criterion is not one of this goal.");
    if (b->checkin_id && !db_int_of(ctx, "SELECT 1 FROM checkins WHERE id = $1 AND goal_id = $2", db_int(b->checkin_id),
                                    db_int(b->goal_id)))
        fail_field(ctx, "checkin_id", "This check-in is not one of this goal.");
    return !failed(ctx);
}

static bool raise_check(struct ctx *ctx, const struct goal *g, struct barrier *b)
{
    if (g->state != STATE_ACTIVE) return fail(ctx, 409, "Barriers are told of active goals.");
    if (db_int_of(ctx, "SELECT count(*) FROM barriers WHERE goal_id = $1 AND ended_at IS NULL", db_int(g->id)) >=
        LIMIT_GOAL_BARRIERS)
        return fail(ctx, 409, "A goal can have %d open barriers. Please end one first.", LIMIT_GOAL_BARRIERS);
    if (b->checkin_id && db_int_of(ctx, "SELECT 1 FROM barriers WHERE checkin_id = $1 LIMIT 1", db_int(b->checkin_id)))
        return fail(ctx, 409, "What this check-in says has been made a barrier already.");
    if (b->asked_id) return here(ctx, g, b->asked_id, "asked_id") && belongs_to_goal(ctx, b);
    b->asked_id = goal_supporter(ctx, g);
    return belongs_to_goal(ctx, b);
}

static bool barrier_index(struct ctx *ctx, const struct barrier *b)
{
    return search_put(ctx, SEARCH_BARRIER, b->id, b->text);
}

bool barrier_raise(struct ctx *ctx, int64_t goal_id, struct barrier *b)
{
    struct goal g;
    int64_t asked = 0;
    if (!goal_hold_one(ctx, goal_id) || !resource_find(ctx, &goal_resource, goal_id, &g) ||
        !goal_still(ctx, &goal_owner, goal_id))
        return false;
    b->goal_id = goal_id;
    if (!raise_check(ctx, &g, b)) return false;
    asked = b->asked_id;
    b->state = BARRIER_OPEN;
    b->asked_at = asked ? ctx->now : INSTANT_NONE;
    b->created_at = ctx->now;
    b->version = 1;
    struct event e = {
        .type = "barrier.raised", .subject = "barrier", .goal_id = goal_id, .person_id = asked ? asked : g.owner_id};
    if (!barrier_wind_clock(ctx, b) || !resource_insert(ctx, &barrier_resource, b)) return false;
    e.subject_id = b->id;
    return barrier_turn_begin(ctx, b, asked, STR_NONE) && barrier_index(ctx, b) &&
           event_changed(ctx, &e, &barrier_resource, NULL, b) &&
           barrier_tell(ctx, asked, NOTICE_BARRIER_ASKED, &g, b->id, g.owner_id, b->asked_at);
}

bool barrier_edit(struct ctx *ctx, const struct barrier *seen, struct barrier *after)
{
    struct barrier now;
    struct goal g;
    if (!take_open(ctx, &barrier_owner, seen->id, &now, &g)) return false;
    if (!match_version(ctx, now.version) || !belongs_to_goal(ctx, after)) return false;
    if ((after->importance != now.importance || after->urgency != now.urgency) && !barrier_wind_clock(ctx, after))
        return false;
    return barrier_save(ctx, "barrier.changed", STR_NONE, &g, &now, after) && barrier_index(ctx, after);
}

/* ---- helping ---- */

/* The day is told to two people; so it is in no value of the barrier's own event. */
static bool promise(struct ctx *ctx, const struct goal *g, const struct barrier *b, int32_t day)
{
    struct person_clock clock;
    if (!person_clock(ctx, b->asked_id, &clock)) return false;
    struct json_out w = json_out_new(ctx->arena, 64);
    json_begin_object(&w);
    json_put_date(&w, "promised_on", day);
    json_end_object(&w);
    struct event e = {.type = "promise.made",
                      .subject = "promise",
                      .subject_id = b->id,
                      .goal_id = g->id,
                      .person_id = b->asked_id,
                      .new_json = json_done(&w)};
    return db_run(ctx,
                  "UPDATE barrier_turns SET accepted_at = COALESCE(accepted_at, $1), promised_on = $2,"
                  " promise_ends_at = $3, missed_at = NULL WHERE barrier_id = $4 AND ended_at IS NULL",
                  db_int(ctx->now), db_text(date_print(ctx->arena, day)), db_int(zone_instant(clock.zone, day + 1, 0)),
                  db_int(b->id)) &&
           event_record(ctx, &e) &&
           barrier_tell(ctx, g->owner_id, NOTICE_BARRIER_HELPED, g, b->id, b->asked_id, ctx->now);
}

bool barrier_accept(struct ctx *ctx, int64_t id, int32_t promised_on)
{
    struct barrier before;
    struct goal g;
    int64_t me = ctx->actor.person_id;
    if (!take_open(ctx, &barrier_volunteer, id, &before, &g)) return false;
    if (before.state == BARRIER_HELPED && before.asked_id != me)
        return fail(ctx, 409, "Somebody helps with this already. You can write to them.");
    int32_t today = ctx_today(ctx);
    if (promised_on < today) return fail_field(ctx, "promised_on", "Please give a day that is still to come.");
    if (promised_on > today + PROMISE_DAYS_MOST)
        return fail_field(ctx, "promised_on", "Please give a day within a year; then it can be looked at again.");
    struct barrier after = before;
    after.state = BARRIER_HELPED;
    if (before.asked_id != me &&
        (!barrier_turn_end(ctx, id, "taken_over") || !barrier_turn_begin(ctx, &after, me, STR_NONE)))
        return false;
    after.rises_at = INSTANT_NONE;
    bool again = before.state == BARRIER_HELPED;
    return promise(ctx, &g, &after, promised_on) &&
           (again || barrier_save(ctx, "barrier.accepted", STR_NONE, &g, &before, &after));
}

bool barrier_hand_on(struct ctx *ctx, int64_t id, int64_t to, struct str reason)
{
    struct barrier before;
    struct goal g;
    if (!take_open(ctx, &barrier_party, id, &before, &g) || !here(ctx, &g, to, "person_id")) return false;
    if (before.asked_id == to) return fail_field(ctx, "person_id", "This person is being asked already.");
    bool owner = ctx->actor.person_id == g.owner_id;
    if (!owner && barrier_had_turn(ctx, id, to))
        return fail_field(ctx, "person_id", "This person had it already. Please think of somebody else.");
    struct barrier after = before;
    after.state = BARRIER_OPEN;
    return barrier_turn_end(ctx, id, owner ? "asked_another" : "handed_on") &&
           barrier_turn_begin(ctx, &after, to, reason) &&
           barrier_save(ctx, "barrier.handed_on", reason, &g, &before, &after);
}

/* ---- the end ---- */

static bool finish(struct ctx *ctx, const struct goal *g, const struct barrier *before, enum barrier_state how,
                   struct str text)
{
    static const char *const types[] = {[BARRIER_LIFTED] = "barrier.lifted",
                                        [BARRIER_UNLIFTABLE] = "barrier.not_liftable",
                                        [BARRIER_GONE] = "barrier.gone"};
    struct barrier after = *before;
    after.state = (int)how;
    after.rises_at = INSTANT_NONE;
    after.ended_at = ctx->now;
    after.ended_by = ctx->actor.person_id;
    after.ended_text = text;
    return barrier_turn_end(ctx, before->id, barrier_states[how]) &&
           barrier_save(ctx, types[how], text, g, before, &after) &&
           barrier_tell(ctx, g->owner_id, NOTICE_BARRIER_ENDED, g, before->id, 0, ctx->now) &&
           barrier_tell(ctx, before->asked_id, NOTICE_BARRIER_ENDED, g, before->id, 0, ctx->now);
}

bool barrier_end(struct ctx *ctx, int64_t id, enum barrier_state how, struct str text)
{
    struct barrier before;
    struct goal g;
    if (!take_open(ctx, &barrier_party, id, &before, &g)) return false;
    if (how == BARRIER_UNLIFTABLE && str_empty(text))
        return fail_field(ctx, "text", "Please say why it cannot be lifted; that helps to find another way.");
    return finish(ctx, &g, &before, how, text);
}

/* ---- goals close, change hands; people leave ---- */

static struct ids open_of(struct ctx *ctx, const char *sql, int64_t id)
{
    return goal_ids(ctx, db_query(ctx, sql, db_int(id)));
}

bool barrier_goal_closed(struct ctx *ctx, int64_t goal_id)
{
    struct ids ids =
        open_of(ctx, "SELECT id FROM barriers WHERE goal_id = $1 AND ended_at IS NULL ORDER BY id", goal_id);
    for (int i = 0; i < ids.n; i++) {
        struct barrier b;
        struct goal g;
        if (!barrier_take(ctx, ids.at[i], &b, &g) || !finish(ctx, &g, &b, BARRIER_GONE, STR_NONE)) return false;
    }
    return !failed(ctx);
}

/* To the next in line, with whom it begins anew; to nobody when there is none. */
static bool pass(struct ctx *ctx, int64_t id, int64_t to, const char *how, struct str reason)
{
    struct barrier before;
    struct goal g;
    if (!barrier_take(ctx, id, &before, &g)) return false;
    struct barrier after = before;
    after.state = BARRIER_OPEN;
    if (!to || to == g.owner_id || !person_present(ctx, to)) to = barrier_next_person(ctx, &before, &g);
    return barrier_turn_end(ctx, id, how) && barrier_turn_begin(ctx, &after, to, reason) &&
           barrier_save(ctx, "barrier.handed_on", reason, &g, &before, &after);
}

bool barrier_goal_handed_over(struct ctx *ctx, int64_t goal_id, int64_t owner_id)
{
    struct db_rows *rows =
        db_query(ctx, "SELECT id FROM barriers WHERE goal_id = $1 AND asked_id = $2 AND ended_at IS NULL ORDER BY id",
                 db_int(goal_id), db_int(owner_id));
    struct ids ids = goal_ids(ctx, rows);
    for (int i = 0; i < ids.n; i++)
        if (!pass(ctx, ids.at[i], 0, "owner_now", STR_NONE)) return false;
    return !failed(ctx);
}

bool barrier_person_left(struct ctx *ctx, int64_t person_id, int64_t to, struct str reason)
{
    struct ids ids =
        open_of(ctx, "SELECT id FROM barriers WHERE asked_id = $1 AND ended_at IS NULL ORDER BY id", person_id);
    if (!to) to = person_manager(ctx, person_id);
    for (int i = 0; i < ids.n; i++)
        if (!pass(ctx, ids.at[i], to, "left", reason)) return false;
    return !failed(ctx);
}

bool barrier_delete_all(struct ctx *ctx, int64_t goal_id)
{
    struct ids ids = open_of(ctx, "SELECT id FROM barriers WHERE goal_id = $1 ORDER BY id", goal_id);
    for (int i = 0; i < ids.n; i++)
        if (!introduction_delete_all(ctx, ids.at[i]) || !search_drop(ctx, SEARCH_BARRIER, ids.at[i]) ||
            !db_run(ctx, "DELETE FROM barrier_turns WHERE barrier_id = $1", db_int(ids.at[i])) ||
            !db_run(ctx, "DELETE FROM barriers WHERE id = $1", db_int(ids.at[i])))
            return false;
    return !failed(ctx);
}
