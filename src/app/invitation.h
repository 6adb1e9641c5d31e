/* Invitations: one-time links with which people come in for the first time, made by people operations, one or many at
 * once. A link is shown when it is made and kept only as a hash. */
#ifndef WAYMARK_APP_INVITATION_H
#define WAYMARK_APP_INVITATION_H

#include "app/person.h"

extern const struct resource invitation_resource;
extern const struct route invitation_routes[];

/* Whether the actor may make a link with which this person signs in: everything that reveals one asks. */
bool invitation_allowed(struct ctx *ctx, const struct person *p);

/* Makes a link for this person; one that they had ends. */
bool invitation_make(struct ctx *ctx, int64_t id, struct str *link);

#endif
