/* Leaving: open goals are handed over, those who were supported get another line manager, memberships and sessions end.
 * What the person did stays, under their name. */
#include "app/barrier/barrier.h"
#include "app/calendar/calendar.h"
#include "app/changeover.h"
#include "app/contact.h"
#include "app/goal/goal.h"
#include "app/meeting/meeting.h"
#include "app/need/need.h"
#include "app/permission.h"
#include "app/person.h"
#include "app/team.h"
#include "base/limits.h"
#include "kernel/event.h"
#include "kernel/language.h"
#include "kernel/session.h"

#define D(member) offsetof(struct person_departure, member)

static const struct field departure_fields[] = {
    {"left_on", FIELD_DATE, D(left_on), FIELD_REQUIRED, .doc = "Their last day; not in the future."},
    {"hand_over_to", FIELD_ID, D(hand_over_to), FIELD_NULL,
     .doc = "Who gets their open goals; their line manager unless told."},
    {"reports_to", FIELD_ID, D(reports_to), FIELD_NULL,
     .doc = "Who supports those they supported; their line manager unless told."},
    {"stand_in_id", FIELD_ID, D(stand_in_id), FIELD_NULL, .doc = "Who answers in their stead."},
    {0},
};
const struct resource person_departure_resource = {.name = "departure",
                                                   .size = sizeof(struct person_departure),
                                                   .fields = departure_fields,
                                                   .doc = "Somebody leaves."};

/* Somebody who is here and is not the leaver; falls back to the line manager. */
static bool successor(struct ctx *ctx, const struct person *p, int64_t *id, const char *field, bool needed)
{
    if (!*id) *id = person_manager(ctx, p->id);
    if (!*id && needed)
        return fail_field(ctx, field, "Please name somebody: this person has no line manager to take over.");
    if (*id == p->id || (*id && !person_present(ctx, *id)))
        return fail_field(ctx, field, "Please name somebody who is here and stays.");
    return !failed(ctx);
}

static bool reports_move(struct ctx *ctx, const struct person *p, int64_t to)
{
    struct db_rows *rows = db_query(ctx, "SELECT id FROM people WHERE manager_id = $1", db_int(p->id));
    while (db_next(rows))
        if (!person_report_to(ctx, db_col_int(rows, 0), db_col_int(rows, 0) == to ? p->manager_id : to, ctx_today(ctx)))
            return false;
    return !failed(ctx);
}

static bool departure_check(struct ctx *ctx, const struct person *p, struct person_departure *d)
{
    if (p->left_on != DATE_NONE) return fail(ctx, 409, "This person has left already.");
    if (p->id == ctx->actor.person_id)
        return fail(ctx, 409, "Please ask somebody else in people operations to note your own leaving.");
    if (p->roles & ROLE_OPERATOR && !person_role_held(ctx, ROLE_OPERATOR, p->id))
        return fail(ctx, 409, "This person is the only operator. Please make another one first.");
    if (p->roles & ROLE_PEOPLE_OPERATIONS && !person_role_held(ctx, ROLE_PEOPLE_OPERATIONS, p->id))
        return fail(ctx, 409, "Nobody else belongs to people operations. Please make another one first.");
    if (d->left_on > ctx_today(ctx)) fail_field(ctx, "left_on", "Please note the leaving on the last day or later.");
    if (p->hired_on != DATE_NONE && d->left_on < p->hired_on)
        fail_field(ctx, "left_on", "This is before the day they joined.");
    bool has_goals = goal_count_open(ctx, p->id) > 0;
    successor(ctx, p, &d->hand_over_to, "hand_over_to", has_goals);
    successor(ctx, p, &d->reports_to, "reports_to", false);
    if (d->stand_in_id) successor(ctx, p, &d->stand_in_id, "stand_in_id", false);
    return !failed(ctx);
}

bool person_departure_put(struct ctx *ctx)
{
    struct person_departure d;
    int64_t id = request_id(ctx, 0);
    return resource_read(ctx, &person_departure_resource, READ_CREATE, &d) && person_leave(ctx, id, d) &&
           person_reply(ctx, 200, id);
}

bool person_leave(struct ctx *ctx, int64_t id, struct person_departure d)
{
    struct person before;
    /* In the order in which others take them: nobody gets work, people or a team from now on who is leaving. */
    if (!db_lock(ctx, "roles") || !db_lock(ctx, "reporting-line") || !db_lock(ctx, "team-tree") ||
        !person_hold(ctx, id) || !person_find(ctx, id, &before) || !departure_check(ctx, &before, &d))
        return false;
    struct str reason = say(ctx, "%s has left.", before.name.at);
    int moved = 0;
    if (d.hand_over_to && !goal_hand_over_all(ctx, before.id, d.hand_over_to, reason, &moved)) return false;
    if (!calendar_end(ctx, before.id) || !meeting_person_left(ctx, before.id, d.hand_over_to, reason)) return false;
    if (!barrier_person_left(ctx, before.id, d.hand_over_to, reason) ||
        !need_person_left(ctx, before.id, d.hand_over_to, reason))
        return false;
    if (!reports_move(ctx, &before, d.reports_to) || !team_leave_all(ctx, before.id)) return false;
    struct person after = before;
    after.left_on = d.left_on;
    after.stand_in_id = d.stand_in_id;
    after.roles = 0;
    if (!resource_update(ctx, &person_resource, &before, &after)) return false;
    return goal_supporter_left(ctx, after.id) && changeover_person_left(ctx, after.id) &&
           contact_person_left(ctx, after.id, after.stand_in_id) && session_end_all(ctx, after.id, 0, true) &&
           event_changed(ctx,
                         &(struct event){
                             .type = "person.left", .subject = "person", .subject_id = after.id, .person_id = after.id},
                         &person_resource, &before, &after) &&
           person_index(ctx, &after);
}

bool person_departure_delete(struct ctx *ctx)
{
    struct person before;
    if (!person_find(ctx, request_id(ctx, 0), &before)) return false;
    if (before.left_on == DATE_NONE) return fail(ctx, 409, "This person is here.");
    struct person after = before;
    after.left_on = DATE_NONE;
    after.stand_in_id = 0;
    return resource_update(ctx, &person_resource, &before, &after) && session_end_all(ctx, after.id, 0, true) &&
           event_changed(
               ctx,
               &(struct event){
                   .type = "person.came_back", .subject = "person", .subject_id = after.id, .person_id = after.id},
               &person_resource, &before, &after) &&
           person_index(ctx, &after) && contact_person_back(ctx, after.id) && person_reply(ctx, 200, after.id);
}
