/* What others changed in goals near somebody's: for Home and for agendas. */
#ifndef WAYMARK_APP_NEAR_H
#define WAYMARK_APP_NEAR_H

#include "kernel/query.h"
#include "kernel/resource.h"

extern const struct resource near_change_resource;

/* `q` begins with the goals that count, "WITH ... bounded(id) AS (...)"; `also` is what else holds for the event e and
 * its goal g. Newest first, at most `most`. */
struct list near_changes(struct ctx *ctx, struct query *q, int64_t since, const char *also, int most);

#endif
