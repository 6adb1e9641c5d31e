/* Looking around in a demonstration organisation: signing in by one click as a person, a manager or people operations.
 * Nothing opens a door but `waymark demo`, which makes an organisation of its own, so no other organisation has any. */
#ifndef WAYMARK_APP_DEMONSTRATION_H
#define WAYMARK_APP_DEMONSTRATION_H

#include "kernel/route.h"

enum demonstration_door { DOOR_PERSON, DOOR_MANAGER, DOOR_PEOPLE_OPERATIONS };

extern const struct resource demonstration_resource, demonstration_door_resource;
extern const struct route demonstration_routes[];

/* Who stands behind the door. For `waymark demo` alone. */
bool demonstration_open(struct ctx *ctx, enum demonstration_door door, int64_t person_id);
/* Around the filling, which takes many transactions: in its first one and in its last one. */
bool demonstration_begin(struct ctx *ctx, int64_t person_id);
bool demonstration_end(struct ctx *ctx);
/* Fails, and says what to do, where a filling began and has not ended. Asked before anything is served. */
bool demonstration_whole(struct ctx *ctx);
/* Whether this request may use the doors, and there are some. */
bool demonstration_here(struct ctx *ctx);

#endif
