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
/* Whether this request may use the doors, and there are some. */
bool demonstration_here(struct ctx *ctx);

#endif
