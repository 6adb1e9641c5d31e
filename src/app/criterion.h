/* Criteria: how one sees that a goal has been reached. Each says what good is and what excellent is, in numbers or in
 * words that can be observed. */
#ifndef WAYMARK_APP_CRITERION_H
#define WAYMARK_APP_CRITERION_H

#include "app/score.h"
#include "kernel/route.h"

enum criterion_kind { KIND_NUMBER, KIND_PERCENT, KIND_CURRENCY, KIND_DONE, KIND_MILESTONES, KIND_RUBRIC };
extern const char *const criterion_kinds[];

struct criterion {
    int64_t id;
    int64_t goal_id;
    int64_t position;
    struct str statement;
    int kind;
    struct str unit;
    int64_t start, good, excellent; /* DECIMAL_NONE while not said; done and rubric: 0, 1, 2 */
    struct str good_means, excellent_means;
    struct lines milestones;
    struct str milestone_lines; /* the same as it is kept, one in a line */
    int64_t weight;
    int64_t value; /* the newest; DECIMAL_NONE before the first */
    int32_t value_on;
    int64_t score;
    int64_t original_start, original_good, original_excellent, original_weight;
    int together; /* index into need_together; -1 not said */
    int64_t dropped_at;
    int64_t created_at;
    int64_t version;
    bool dropped; /* asked for by a change */
};

extern const struct resource criterion_resource;
/* What a change of an active goal may say of one: without an id it is a new one. */
extern const struct resource criterion_change_resource;
extern const struct route criterion_routes[];

/* Checks, inserts at the end, records. The goal is a draft (or a change adds it). For commands too: fill `c` after
 * resource_clear(&criterion_resource, c). */
bool criterion_add(struct ctx *ctx, int64_t goal_id, struct criterion *c);
/* Those that have not been dropped, in their order; at most LIMIT_GOAL_CRITERIA. */
int criterion_of_goal(struct ctx *ctx, int64_t goal_id, struct criterion *out);
/* As an array. */
void criterion_json_of_goal(struct ctx *ctx, struct json_out *w, int64_t goal_id);
/* A proposal needs at least one, each saying good and excellent: collects faults as criteria[i].good. */
bool criterion_check_complete(struct ctx *ctx, int64_t goal_id);
/* NULL when a check-in may give this value, else why not. */
const char *criterion_value_fault(const struct criterion *c, int64_t value);
/* The score that this value has; 0 without a value. */
int64_t criterion_score(const struct criterion *c, int64_t value);
/* Writes the newest value and its score. */
bool criterion_measure(struct ctx *ctx, const struct criterion *c, int64_t value, int32_t value_on);

/* ---- for goals ---- */

bool criterion_mean(struct ctx *ctx, int64_t goal_id, struct score_mean *mean);
/* The same by the criteria as they were when the goal became active, dropped ones too. */
bool criterion_mean_original(struct ctx *ctx, int64_t goal_id, struct score_mean *mean);
/* The goal becomes active: what holds now is the original. */
bool criterion_keep_originals(struct ctx *ctx, int64_t goal_id);
bool criterion_delete_all(struct ctx *ctx, int64_t goal_id);
/* Applies the entries of a change (a JSON array). `before` and `after` get JSON arrays of what differs, none when
 * nothing does. */
bool criterion_change(struct ctx *ctx, int64_t goal_id, json_t *entries, const char *path, struct str *before,
                      struct str *after);

#endif
