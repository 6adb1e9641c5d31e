/* Signing in and out, and what belongs to one's own account: password, sessions, tokens; invitations for others. */
#ifndef WAYMARK_APP_ACCOUNT_H
#define WAYMARK_APP_ACCOUNT_H

#include "kernel/route.h"

extern const struct resource sign_in_resource, session_resource, token_resource;
extern const struct route account_routes[];

#endif
