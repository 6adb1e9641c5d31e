/* The organisation: its name and the zone that counts where no person's does. One per database. */
#ifndef WAYMARK_APP_ORGANISATION_H
#define WAYMARK_APP_ORGANISATION_H

#include "kernel/route.h"

struct organisation {
    int64_t id;
    struct str name;
    struct str zone; /* of new people, until they choose their own */
    int64_t created_at;
    int64_t version;
};

extern const struct resource organisation_resource;
extern const struct route organisation_routes[];

/* False when there is none yet (or ctx failed). */
bool organisation_now(struct ctx *ctx, struct organisation *out);
bool organisation_create(struct ctx *ctx, struct str name, struct str zone);

#endif
