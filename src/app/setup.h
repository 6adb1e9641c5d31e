/* The first steps: `waymark init` makes the organisation and its first person. */
#ifndef WAYMARK_APP_SETUP_H
#define WAYMARK_APP_SETUP_H

#include "kernel/command.h"

extern const struct command command_init;

/* Makes the organisation, its first framework, and the first person, who holds people operations and operator. Runs
 * inside the caller's write transaction; 409 when there is an organisation already. */
bool setup_organisation(struct ctx *ctx, struct str name, struct str zone, struct str person_name, struct str email,
                        int64_t *person_id);
/* A one-time sign-in link for the person. */
bool setup_link(struct ctx *ctx, int64_t person_id, int64_t hours, struct str *link);

#endif
