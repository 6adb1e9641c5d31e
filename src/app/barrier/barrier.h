/* Barriers: what is in the way of an active goal. Its owner is the goal's owner; it is asked of somebody, who accepts
 * with a date, hands it on, lifts it, or says that it cannot be lifted. What nobody takes up rises once to the next
 * person. The slice is the folder barrier/; two people are introduced in introduction.c. */
#ifndef WAYMARK_APP_BARRIER_BARRIER_H
#define WAYMARK_APP_BARRIER_BARRIER_H

#include "app/home_line.h"
#include "app/weight.h"
#include "kernel/query.h"
#include "kernel/route.h"

enum barrier_state { BARRIER_OPEN, BARRIER_HELPED, BARRIER_LIFTED, BARRIER_UNLIFTABLE, BARRIER_GONE };
enum barrier_promise { PROMISE_OPEN, PROMISE_LATE, PROMISE_KEPT, PROMISE_MISSED };

extern const char *const barrier_kinds[];

struct barrier {
    int64_t id;
    int64_t goal_id;
    struct str goal_title;
    int64_t owner_id; /* of the goal */
    struct str owner_name;
    int64_t criterion_id; /* 0: the whole goal */
    int64_t checkin_id;   /* where it was told first; 0 nowhere */
    struct str text;
    int kind;
    int importance, urgency;
    int state;
    int64_t asked_id; /* whom it is asked of; once it is helped, the helper; 0 nobody */
    struct str asked_name;
    int64_t asked_at;
    int64_t rises_at; /* then it goes to the next person, when nobody has taken it up */
    int64_t risen_at;
    int32_t promised_on; /* shown to those who wait and to the helper alone, as is the promise */
    int promise;
    int64_t ended_at;
    int64_t ended_by;
    struct str ended_by_name;
    struct str ended_text;
    int64_t created_at;
    int64_t version;
};

extern const struct resource barrier_resource, barrier_turn_resource, barrier_helper_resource;
extern const struct route barrier_routes[];
extern const struct home_source barrier_home;

/* ---- verbs: the actor of ctx acts; they check the rules, record and fail with a sentence ---- */

/* Fill `b` after resource_clear(&barrier_resource, b): text, kind, importance, urgency; asked_id 0: the goal's
 * supporter. */
bool barrier_raise(struct ctx *ctx, int64_t goal_id, struct barrier *b);
/* The actor helps, until that day. */
bool barrier_accept(struct ctx *ctx, int64_t id, int32_t promised_on);
bool barrier_hand_on(struct ctx *ctx, int64_t id, int64_t to, struct str reason);
/* BARRIER_LIFTED, or BARRIER_UNLIFTABLE with a reason. */
bool barrier_end(struct ctx *ctx, int64_t id, enum barrier_state how, struct str text);

/* ---- for other slices ---- */

/* The goal is closed: what was in its way is gone with it. */
bool barrier_goal_closed(struct ctx *ctx, int64_t goal_id);
/* The goal has another owner, of whom nothing can be asked that is their own. */
bool barrier_goal_handed_over(struct ctx *ctx, int64_t goal_id, int64_t owner_id);
bool barrier_delete_all(struct ctx *ctx, int64_t goal_id);
/* What was asked of the person who leaves goes to `to`, else to their line manager, else to the goal's supporter. */
bool barrier_person_left(struct ctx *ctx, int64_t person_id, int64_t to, struct str reason);
/* Open barriers of active goals that the actor may see, by goal and oldest first; `q` begins with which goals: "WITH
 * ... among(id) AS (...)". For agendas. */
struct list barrier_open_among(struct ctx *ctx, struct query *q, int most);
/* The person's hours, working days or absences have changed: what is asked of them is wound again. */
bool barrier_clock_changed(struct ctx *ctx, int64_t person_id);
/* The open barriers of the goal, oldest first, as an array: for agendas. */
void barrier_lines_of_goal(struct ctx *ctx, struct json_out *w, int64_t goal_id);
/* Jobs: what nobody took up rises, and promises past their day are late. At most 100; true when there are more. */
bool barrier_rise_due(struct ctx *ctx);
bool barrier_promises_due(struct ctx *ctx);

#endif
