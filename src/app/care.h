/* What people operations look after: lists of what is missing somewhere, and the first steps of a new organisation. */
#ifndef WAYMARK_APP_CARE_H
#define WAYMARK_APP_CARE_H

#include "kernel/route.h"

extern const struct resource care_resource;
extern const struct route care_routes[];

#endif
