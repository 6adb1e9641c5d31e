/* Periods: the stretches of time that goals belong to, each with a drafting, an active and a reviewing window. */
#ifndef WAYMARK_APP_PERIOD_H
#define WAYMARK_APP_PERIOD_H

#include "kernel/route.h"

struct period {
    int64_t id;
    struct str name;
    struct str name_folded;
    int32_t drafting_on;     /* from here on goals are drafted */
    int32_t starts_on;       /* first active day */
    int32_t ends_on;         /* last active day */
    int32_t reviewing_until; /* last day of looking back */
    int64_t framework_id;    /* the framework it ended with; 0 while it has not ended */
    int64_t created_at;
    int64_t version;
};

extern const struct resource period_resource;
extern const struct route period_routes[];

bool period_exists(struct ctx *ctx, int64_t id);
/* By its name, without regard to case and accents; 0 when there is none. */
int64_t period_by_name(struct ctx *ctx, struct str name);
/* Checks the order of the four days and the name; fails with the fields. Sets id. For commands too. */
bool period_create(struct ctx *ctx, struct period *p);
/* A job: gives periods that have ended the framework that was in force. */
bool period_finish(struct ctx *ctx);

#endif
