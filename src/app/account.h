/* Signing in and out, and what belongs to one's own account: password, sessions, tokens. */
#ifndef WAYMARK_APP_ACCOUNT_H
#define WAYMARK_APP_ACCOUNT_H

#include "app/person.h"

extern const struct resource sign_in_resource, session_resource, token_resource;
extern const struct route account_routes[];

/* The person has signed in; the first time is kept. For commands too. */
bool account_came_in(struct ctx *ctx, int64_t person);
/* Starts a session of the person in a write transaction of its own, and answers as GET /me does. */
bool account_enter(struct ctx *ctx, int64_t person_id);

#endif
