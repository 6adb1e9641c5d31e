/* The goal map: which goals are shown (goal_map_find.c), where they stand (goal_map_layout.c), and the reply
 * (goal_map.c). Private to these files. */
#ifndef WAYMARK_APP_GOAL_MAP_H
#define WAYMARK_APP_GOAL_MAP_H

#include "app/goal/goal_part.h"

/* In this order among those below the same node. */
enum map_kind { MAP_MISSION, MAP_BEFORE, MAP_GOAL, MAP_MORE, MAP_LOOSE };

struct map_node {
    struct str key, parent;
    int kind;
    int64_t goal_id;
    struct str title;
    int level, state, outcome;
    int64_t owner_id;
    struct str owner_name;
    int64_t team_id;
    struct str team_name;
    int32_t due_on;
    int64_t score;
    int pace, confidence;
    bool stale, serves_nothing;
    struct ids serves;
    int64_t children;
    bool open, fits, stacked;
    int64_t place, of, depth, x, y, width;
    int64_t count;
    struct str after;
    /* Not fields. */
    int64_t rank; /* among those below the same node */
    int up;       /* the node above, -1 none */
    int first, last, next;
    int64_t row, beside; /* of the layout: x is the parent's and this */
};

struct map_also {
    struct str from, to;
};

struct map_ask {
    struct goal_filter filter;
    int64_t focus;
    struct lines open, after;
    bool closed;
};

struct map {
    struct map_ask ask;
    bool filtered; /* what fits is shown, and the way to it */
    struct map_node *nodes;
    int n;
    bool cut; /* there was no room for all */
    struct str here;
    struct list path; /* struct goal, from the top down to what the focus serves */
    int64_t width, height;
    int *order; /* the nodes as a reader meets them: each before those below it, these in their order */
};

#define MAP_NODE_WIDTH 216
#define MAP_NODE_HEIGHT 96

/* ---- goal_map_find.c ---- */

/* Fills the nodes with what is asked for. 404 when the focus cannot be seen. */
bool map_find(struct ctx *ctx, struct map *m);
int map_node_of(const struct map *m, int64_t goal); /* -1 when it is not shown */

/* ---- goal_map_layout.c ---- */

/* Puts those below each node in their order, and fills `order`, depth, place and of. */
void map_link(struct arena *a, struct map *m);
/* Then where each node stands. Deterministic; costs the nodes times the depth. */
void map_lay_out(struct arena *a, struct map *m);

#endif
