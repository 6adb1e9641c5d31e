/* Goals: what is to be reached, why, by whom, until when, and what it serves. The slice is the folder goal/; how
 * success is measured is in criterion.c, what the supporter says in answer.c, the path in step.c, what happened in
 * checkin.c.
 *
 * The verbs here take the actor of ctx as the one who acts, check all rules of the product (rights are asked by the
 * routes), record their events and fail ctx with a sentence. They run inside a write transaction, over HTTP or not. */
#ifndef WAYMARK_APP_GOAL_GOAL_H
#define WAYMARK_APP_GOAL_GOAL_H

#include "kernel/query.h"
#include "kernel/route.h"

enum goal_level { LEVEL_ORGANISATION, LEVEL_TEAM, LEVEL_PERSON };
enum goal_state { STATE_DRAFT, STATE_PROPOSED, STATE_ACTIVE, STATE_CLOSED };
enum goal_confidence { CONFIDENCE_ON_TRACK, CONFIDENCE_AT_RISK, CONFIDENCE_OFF_TRACK };
enum goal_outcome { OUTCOME_ACHIEVED, OUTCOME_PARTLY, OUTCOME_MISSED, OUTCOME_DROPPED };
enum goal_answered { ANSWERED, NOT_YET_ANSWERED };

extern const char *const goal_levels[], *const goal_states[], *const goal_confidences[], *const goal_outcomes[];

struct goal {
    int64_t id;
    struct str external_id; /* the number in the organisation's own lists; for imports */
    struct str title;
    struct str title_key; /* for sorting: folded, the first 100 bytes or so */
    struct str why;
    struct str leaves_out;
    int level; /* index into goal_levels */
    int state;
    int64_t owner_id;
    struct str owner_name;
    int64_t started_by;
    struct str started_by_name;
    int64_t supporter_id; /* as chosen; 0: the owner's line manager. Replies show the effective one */
    struct str supporter_name;
    bool supporter_chosen;
    int64_t team_id;
    struct str team_name;
    int64_t period_id;
    int32_t starts_on, due_on;
    int64_t priority;    /* 1 is first */
    bool counts_serving; /* the goals that serve it count in its score */
    struct ids serves;   /* its parents; only where they have been asked for */
    int64_t score;       /* DECIMAL_NONE before activation */
    int64_t expected_score;
    int pace;
    int confidence;
    bool stale;
    bool serves_nothing;
    int64_t parents;       /* that are no drafts */
    int64_t children;      /* that are no drafts */
    int64_t open_children; /* proposed or active */
    int64_t waits_for;
    struct str waits_for_name;
    int64_t waits_until; /* then a proposal becomes active by itself */
    int64_t proposed_at; /* since when it waits for the one it waits for */
    int64_t accepted_at; /* by its owner, when another person started it */
    int64_t handed_from; /* an active goal that its owner has not taken yet: from whom it came; else 0 */
    struct str handed_from_name;
    int64_t handed_at;
    int answered;
    int32_t last_checkin_on;
    int64_t checkin_due_at;
    int64_t stale_at;
    int64_t own_rhythm_days; /* more than the framework asks for, as its owner likes */
    int64_t activated_at;
    int64_t closed_at;
    int outcome;
    struct str closing_reason;
    int64_t closing_score, closing_score_original;
    int64_t created_at;
    int64_t version;
    /* Not fields: from the joined rows of a list or page. */
    int64_t supporter; /* the effective one; 0 nobody */
    struct str zone;   /* of the owner */
};

extern const struct resource goal_resource;
extern const struct route goal_routes[];

/* ---- verbs ---- */

/* Checks, inserts a draft, links it to what it serves (g->serves), records, indexes. Fill `g` after
 * resource_clear(&goal_resource, g): level, title, starts_on, due_on; the owner is the actor unless given. */
bool goal_create(struct ctx *ctx, struct goal *g);
/* As PATCH does: writes what differs. `serves` counts when after->serves.given. */
bool goal_edit(struct ctx *ctx, const struct goal *before, struct goal *after);
bool goal_delete(struct ctx *ctx, int64_t id);
/* A draft becomes a proposal, or active at once where nobody is to answer. */
bool goal_propose(struct ctx *ctx, int64_t id);
bool goal_withdraw(struct ctx *ctx, int64_t id);
/* A draft or proposal becomes active without an answer (imports of goals that run already). */
bool goal_activate(struct ctx *ctx, int64_t id);
/* `changes`: a JSON object of the fields of goal_terms (goal_change.c) that differ. */
bool goal_change(struct ctx *ctx, int64_t id, struct str reason, json_t *changes, int64_t *change_id);
bool goal_close(struct ctx *ctx, int64_t id, enum goal_outcome outcome, struct str reason);
bool goal_reopen(struct ctx *ctx, int64_t id, struct str reason);
/* An active goal goes on, and waits for `to` to take it (goal_accept). */
bool goal_hand_over(struct ctx *ctx, int64_t id, int64_t to, struct str reason);
/* Its owner takes an active goal that was handed over. Whoever checks in or changes it as its owner has taken it too.
 */
bool goal_accept(struct ctx *ctx, int64_t id);
/* Takes the place of what the goal served. `field` names it in faults. */
bool goal_serve(struct ctx *ctx, int64_t id, const int64_t *parents, int n, const char *field);

/* ---- for other slices ---- */

/* Takes a goal that an import brought in back, active or not; nothing has been built on it. */
bool goal_take_back(struct ctx *ctx, int64_t id);
/* 0 when there is none. */
int64_t goal_by_external_id(struct ctx *ctx, struct str number);
/* The person's line manager is another one: proposals that wait for the supporter wait for the new one, from now on;
 * without one they become active. */
bool goal_supporter_changed(struct ctx *ctx, int64_t person_id);
/* The person has left: whom they supported as chosen gets their line manager again; what waited for them moves on. */
bool goal_supporter_left(struct ctx *ctx, int64_t person_id);
/* Open goals (proposed and active) of a leaver go to `to`; `moved` counts them. */
bool goal_hand_over_all(struct ctx *ctx, int64_t from, int64_t to, struct str reason, int *moved);
int64_t goal_count_open(struct ctx *ctx, int64_t person_id);
/* The person's zone or working hours are others: their next check-ins are due by the new ones. */
bool goal_clock_changed(struct ctx *ctx, int64_t person_id);
/* A job (goal_nudge.c): reminds of check-ins that are due; true when there is more. And whether there is anything. */
bool goal_nudge(struct ctx *ctx);
bool goal_nudge_waits(struct ctx *ctx);
extern const struct route goal_rhythm_routes[];
extern const struct resource goal_rhythm_resource;
/* The actor would like to hear of another one's active goal every `days` days, and why: shown to both, it asks for
 * nothing. False: it is theirs, not active, or the framework asks for that already. */
bool goal_wish_rhythm(struct ctx *ctx, int64_t id, int64_t days, struct str reason);
/* How many active goals the person owns, or the team has. */
bool goal_load(struct ctx *ctx, int64_t person_id, int64_t *active);
/* Whether proposed or active goals belong to the team. */
bool goal_team_has_open(struct ctx *ctx, int64_t team_id);
bool goal_load_team(struct ctx *ctx, int64_t team_id, int64_t *active);
/* A job: proposals past waits_until become active, marked as not yet answered. At most 100; true when there are more.
 */
bool goal_activate_unanswered(struct ctx *ctx);

#endif
