/* Contact points: for what, where and when a person can be reached. */
#ifndef WAYMARK_APP_CONTACT_H
#define WAYMARK_APP_CONTACT_H

#include "kernel/route.h"

extern const struct resource contact_resource;
extern const struct route contact_routes[];

/* The contact points of a person as a JSON array. */
void contact_json_of_person(struct ctx *ctx, struct json_out *w, int64_t person);

#endif
