/* Check-ins: the owner says where a goal stands. Never edited: a correction is a new check-in that takes the place of
 * an earlier one, and both stay readable. */
#ifndef WAYMARK_APP_CHECKIN_H
#define WAYMARK_APP_CHECKIN_H

#include "kernel/route.h"

struct checkin_value {
    int64_t criterion_id;
    int64_t value;
    int64_t score;
};

struct checkin {
    int64_t id;
    int64_t goal_id;
    int64_t person_id;
    struct str person_name;
    int32_t checked_on; /* DATE_NONE: today, where the owner is; a correction's: the day of what it corrects */
    int confidence;
    struct str moved, next, in_the_way;
    int64_t corrects_id;
    int64_t corrected_by; /* the check-in that took its place; 0 none */
    int64_t score;        /* of the goal, with these values */
    struct list values;   /* of struct checkin_value */
    int64_t created_at;
};

extern const struct resource checkin_resource;
extern const struct route checkin_routes[];

/* Checks, inserts, and carries the new values into criteria, goal and what the goal serves. Fill `c` after
 * resource_clear(&checkin_resource, c): confidence and, if there are any, values. For commands too. */
bool checkin_write(struct ctx *ctx, int64_t goal_id, struct checkin *c);
/* Whether the goal has this check-in. */
bool checkin_is_of(struct ctx *ctx, int64_t id, int64_t goal_id);
/* The newest of a goal; 0 none. */
int64_t checkin_newest(struct ctx *ctx, int64_t goal_id);

#endif
