/* Steps: the owner's own path to a goal. Nobody else writes them. */
#ifndef WAYMARK_APP_STEP_H
#define WAYMARK_APP_STEP_H

#include "kernel/route.h"

struct step {
    int64_t id;
    int64_t goal_id;
    int64_t position;
    struct str text;
    int32_t due_on;
    int together; /* index into need_together; -1 not said */
    bool done;
    int64_t done_at;
    int64_t created_at;
    int64_t version;
};

extern const struct resource step_resource;
extern const struct route step_routes[];

/* Checks, inserts at the end unless `s` has a position, records. */
bool step_add(struct ctx *ctx, int64_t goal_id, struct step *s);
/* The step has been done. */
bool step_tick(struct ctx *ctx, int64_t id);
void step_json_of_goal(struct ctx *ctx, struct json_out *w, int64_t goal_id);
bool step_delete_all(struct ctx *ctx, int64_t goal_id);

#endif
