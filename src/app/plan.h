/* If-then plans of a goal: "if it is Thursday and no draft exists, I write it before lunch". They are the owner's
 * alone, and shown to them on Home on the days they name. */
#ifndef WAYMARK_APP_PLAN_H
#define WAYMARK_APP_PLAN_H

#include "kernel/route.h"

struct plan {
    int64_t id, goal_id;
    struct str title; /* of the goal */
    struct str days, condition, text;
    int32_t aside_on;
    int64_t created_at;
};

extern const struct route plan_routes[];
extern const struct resource plan_resource;

/* Makes one for the goal, with its days, condition and text as they are given; the rest of it is filled in. False: it
 * does not fit, or the goal is closed or has too many. */
bool plan_make(struct ctx *ctx, int64_t goal, struct plan *p);

/* Those of the person's active goals that are for today and have not been put aside; for Home. */
struct list plan_today(struct ctx *ctx, int64_t person);

#endif
