/* The mission: one text at the head of everything, with every text it has had. */
#ifndef WAYMARK_APP_MISSION_H
#define WAYMARK_APP_MISSION_H

#include "kernel/route.h"

struct mission {
    int64_t id;
    struct str text;
    int64_t author_id;
    struct str author_name;
    struct str reason;
    int64_t created_at;
};

extern const struct resource mission_resource;
extern const struct route mission_routes[];

/* The mission of today; false when none has been written (or ctx failed). */
bool mission_now(struct ctx *ctx, struct mission *out);
/* Writes a new one by the actor, or by `author_id` when a command does. */
bool mission_write(struct ctx *ctx, int64_t author_id, struct str text, struct str reason);
/* {"id", "text"} or null, for the head of a why chain. */
void mission_json(struct ctx *ctx, struct json_out *w);

#endif
