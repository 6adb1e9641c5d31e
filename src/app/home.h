/* Home: what needs me, who waits for me, what I wait for, what changed near my goals. */
#ifndef WAYMARK_APP_HOME_H
#define WAYMARK_APP_HOME_H

#include "kernel/route.h"

extern const struct route home_routes[];
extern const struct resource home_resource;

/* {"owed": n, "waiting": n, "notices": n}: what I owe, who waits for me, what I have not read; for the navigation. */
void home_counts_json(struct ctx *ctx, struct json_out *w, int64_t person);

#endif
