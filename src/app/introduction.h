/* Introductions: because of a barrier, two people are introduced with a note that both can write in. Nobody else reads
 * it. */
#ifndef WAYMARK_APP_INTRODUCTION_H
#define WAYMARK_APP_INTRODUCTION_H

#include "app/home_line.h"
#include "kernel/route.h"

struct introduction {
    int64_t id;
    int64_t barrier_id;
    int64_t goal_id;
    int64_t owner_id; /* whose barrier it is */
    struct str owner_name;
    int64_t person_id; /* who may be able to help */
    struct str person_name;
    int64_t introduced_by;
    struct str introduced_by_name;
    struct str note;
    int64_t noted_by; /* who wrote in it last */
    struct str noted_by_name;
    int64_t noted_at;
    int64_t created_at;
    int64_t version;
};

extern const struct resource introduction_resource;
extern const struct route introduction_routes[];
extern const struct home_source introduction_home;

/* Those of a barrier that the actor is one of, as an array. */
void introduction_json_of_barrier(struct ctx *ctx, struct json_out *w, int64_t barrier_id);
bool introduction_delete_all(struct ctx *ctx, int64_t barrier_id);
/* Fill person_id and note; the actor introduces the barrier's owner and that person. */
bool introduction_make(struct ctx *ctx, int64_t barrier_id, struct introduction *i);

#endif
