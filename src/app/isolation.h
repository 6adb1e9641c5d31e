/* Isolation: whether somebody seems to be on their own, from Waymark's own records alone: no one-to-one held in the
 * framework's weeks, no goal that serves another one's or is served by one, nothing asked or answered. It is said to
 * the person, kindly, with two introductions, and can be put away; others see counts over groups alone. */
#ifndef WAYMARK_APP_ISOLATION_H
#define WAYMARK_APP_ISOLATION_H

#include "kernel/route.h"

extern const struct resource isolation_resource, isolation_figures_resource;
extern const struct route isolation_routes[];

/* For Home: the person seems to be on their own, and has not put it away. */
bool isolation_seems(struct ctx *ctx, int64_t person);
/* A job: looks at whose week is over, a portion at a time. */
bool isolation_look(struct ctx *ctx);
bool isolation_waits(struct ctx *ctx);

#endif
