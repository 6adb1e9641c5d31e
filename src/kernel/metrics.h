/* What the server counts, in Prometheus' text format at /metrics. Counting takes no lock. */
#ifndef WAYMARK_KERNEL_METRICS_H
#define WAYMARK_KERNEL_METRICS_H

#include "kernel/http_server.h"

struct database;

/* Counters for `n` routes, numbered from 0; once, before the first count. `names` are "GET /goals/{id}" and live as
 * long as the program. */
void metrics_prepare(const char *const *names, int n);

#define METRICS_NO_ROUTE (-1) /* what no row matches */
#define METRICS_ASSET (-2)    /* files of the interface */
#define METRICS_PLAIN (-3)    /* /healthz, /readyz, /metrics */

/* One answered request. `route` is a number as above or one of the names. */
void metrics_count(int route, int status, int64_t microseconds);

struct metrics_of_server {
    struct http *http;       /* NULL: no connections */
    int64_t sealed, waiting; /* events; -1 when the database did not say */
};
struct str metrics_print(struct ctx *ctx, const struct metrics_of_server *server);

#endif
