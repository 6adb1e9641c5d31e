/* Needs: what a goal needs of others. Its owner asks a person or a team for it, by a day; the other side accepts it,
 * suggests another day or other words, or declines with a reason; it is given, and the asker says whether it came. A
 * team's need can be taken by anybody who belongs to the team; who leads it can decline in its name. */
#ifndef WAYMARK_APP_NEED_NEED_H
#define WAYMARK_APP_NEED_NEED_H

#include "app/home_line.h"
#include "kernel/query.h"
#include "kernel/route.h"

/* Up to NEED_GIVEN it is under way, unless its goal has closed. */
enum need_state {
    NEED_ASKED,
    NEED_CHANGED,
    NEED_ACCEPTED,
    NEED_GIVEN,
    NEED_CAME,
    NEED_DECLINED,
    NEED_WITHDRAWN,
    NEED_GONE
};

struct need {
    int64_t id;
    int64_t goal_id;
    struct str goal_title; /* none where the reader may not see the goal */
    int64_t owner_id;      /* of the goal: who asks */
    struct str owner_name;
    int64_t criterion_id; /* 0: the whole goal */
    struct str text;
    int32_t due_on;
    int64_t asked_by;  /* who owned the goal then */
    int64_t person_id; /* whom it is asked of, or who took it; 0: nobody of the team has yet */
    struct str person_name;
    int64_t team_id;
    struct str team_name;
    int64_t with_goal_id; /* the giver's goal that it is part of */
    struct str with_goal_title;
    int state;
    struct str offered_text; /* while it is NEED_CHANGED: as the other side would have it */
    int32_t offered_on;
    struct str words; /* the newest that was said to it */
    bool late;
    int64_t ends_at;  /* when the day is over, in the giver's zone */
    int64_t warns_at; /* the job's clock */
    int64_t late_at;  /* when both were warned */
    int64_t answered_at;
    int64_t given_at;
    int64_t ended_at;
    int64_t ended_by;
    struct str ended_by_name;
    int64_t created_at;
    int64_t version;
};

extern const struct resource need_resource;
extern const struct route need_routes[];
extern const struct home_source need_home;

/* A part of a goal: NULL-terminated "alone", "together". */
extern const char *const need_together[];

/* ---- verbs: the actor of ctx acts; they check the rules, record and fail with a sentence ---- */

/* Fill `n` after resource_clear(&need_resource, n): text, due_on, person_id or team_id. */
bool need_ask(struct ctx *ctx, int64_t goal_id, struct need *n);
/* goal_id: the actor's goal that it is part of from now on; 0 none. */
bool need_accept(struct ctx *ctx, int64_t id, int64_t goal_id);
/* Another day or other words (DATE_NONE, none: as it is). */
bool need_suggest(struct ctx *ctx, int64_t id, struct str text, int32_t due_on, struct str words);
bool need_agree(struct ctx *ctx, int64_t id);
bool need_decline(struct ctx *ctx, int64_t id, struct str words);
bool need_withdraw(struct ctx *ctx, int64_t id, struct str words);
bool need_give(struct ctx *ctx, int64_t id, struct str words);
bool need_receive(struct ctx *ctx, int64_t id, bool came, struct str words);

/* ---- for other slices ---- */

/* The goal is closed, and with it what it needed. */
bool need_goal_closed(struct ctx *ctx, int64_t goal_id);
/* What was asked of the new owner is their own now. */
bool need_goal_handed_over(struct ctx *ctx, int64_t goal_id, int64_t owner_id);
bool need_criterion_removed(struct ctx *ctx, int64_t criterion_id);
bool need_delete_all(struct ctx *ctx, int64_t goal_id);
bool need_team_closed(struct ctx *ctx, int64_t team_id);
/* What was asked of the person who leaves goes back to the team, else to `to`, else to their line manager. */
bool need_person_left(struct ctx *ctx, int64_t person_id, int64_t to, struct str reason);
/* Open needs that the actor may see, soonest first: of these goals, part of these goals, asked of these people or of
 * that team (0 none). `q` begins with which: "WITH people_in(id) AS (...) ... among(id) AS (...)". For agendas. */
struct list need_open_among(struct ctx *ctx, struct query *q, int64_t team_id, int most);
/* A job: warns both sides of what is late, once. At most 100; true when there are more. */
bool need_warn_late(struct ctx *ctx);

#endif
