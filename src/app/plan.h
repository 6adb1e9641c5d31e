/* If-then plans of a goal: "if it is Thursday and no draft exists, I write it before lunch". They are the owner's
 * alone, and shown to them on Home on the days they name. */
#ifndef WAYMARK_APP_PLAN_H
#define WAYMARK_APP_PLAN_H

#include "kernel/route.h"

extern const struct route plan_routes[];
extern const struct resource plan_resource;

/* Those of the person's active goals that are for today and have not been put aside; for Home. */
struct list plan_today(struct ctx *ctx, int64_t person);

#endif
