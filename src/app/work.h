/* What people and teams are working on now: beside each active goal what it serves, what was said last, the next step.
 */
#ifndef WAYMARK_APP_WORK_H
#define WAYMARK_APP_WORK_H

#include "kernel/route.h"

extern const struct route work_routes[];
extern const struct resource work_resource;

#endif
