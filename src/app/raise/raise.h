/* The right medium: something is raised with somebody, by the medium that fits its importance and urgency. The matrix
 * is in the framework; the record is for the two alone; the organisation sees figures over groups. */
#ifndef WAYMARK_APP_RAISE_RAISE_H
#define WAYMARK_APP_RAISE_RAISE_H

#include "app/medium.h"
#include "app/weight.h"
#include "kernel/route.h"

struct raised_item {
    int64_t id;
    int64_t from_id;
    struct str from_name;
    int64_t to_id;
    struct str to_name;
    int64_t goal_id;
    struct str goal_title;
    struct str what;
    int importance, urgency;
    bool bad_news;
    int suggested, chosen;
    int64_t created_at;
    int64_t answered_at;
    int64_t answered_by;
};

extern const struct resource raised_item_resource, medium_advice_resource, raise_figures_resource;
extern const struct route raise_routes[];

/* Checks, inserts, tells the other. Fill `r` after resource_clear(&raised_item_resource, r): to_id, what, importance,
 * urgency, chosen. */
bool raise_item(struct ctx *ctx, struct raised_item *r);
/* One of the two says that it has been talked over. */
bool raise_answer(struct ctx *ctx, int64_t id);
/* For Home: what is open between the person and others, the longest first, at most `most` (of struct raised_item). */
struct list raise_open(struct ctx *ctx, int64_t person, int most);

#endif
