/* Activity: the events that a person may see. */
#ifndef WAYMARK_APP_ACTIVITY_H
#define WAYMARK_APP_ACTIVITY_H

#include "kernel/route.h"

extern const struct route activity_routes[];
extern const struct resource activity_resource;

#endif
