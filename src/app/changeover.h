/* A joiner, a mover or a leaver as one act: line manager, teams, title, contact points and goals at once, all or
 * nothing. Each can be tried first, so that what is said is what would happen. The slice is the folder changeover/. */
#ifndef WAYMARK_APP_CHANGEOVER_H
#define WAYMARK_APP_CHANGEOVER_H

#include "app/person.h"

#define CHANGEOVER_LISTED_MOST 200

enum changeover_kind { JOINS, MOVES, LEAVES };

struct changeover {
    int64_t id;
    int kind;
    bool dry_run, invite;
    int32_t day;
    int64_t person_id;
    struct str person_name;
    struct str name, email, title, department, zone, language, reason;
    int64_t manager_id, hand_over_to, reports_to, stand_in_id;
    struct ids joins, leaves, ends_contact_points;
    struct list goals, contact_points;
    struct list handed, moved, teams, contacts, told;
    struct str link;
    json_t *given; /* the body: what was left out stays as it is */
};

/* ---- parts of its lists ---- */

struct handed {
    int64_t goal_id, owner_id;
    struct str title, owner_name;
};
struct moved {
    int64_t person_id;
    struct str name, manager_name;
};
struct placed {
    int64_t team_id;
    struct str name;
    bool joins;
};
struct reached {
    struct str topic;
    int medium;
    struct str address;
    bool adds;
};

extern const struct resource changeover_resource;
extern const struct route changeover_routes[];

/* ---- within the slice ---- */
bool changeover_has(const struct changeover *c, const char *field);
/* Does it, in the open transaction; person_id is set for a joiner. */
bool changeover_do(struct ctx *ctx, struct changeover *c);
/* Fills what came of it, from the events after `since`. */
bool changeover_look(struct ctx *ctx, struct changeover *c, int64_t since);

#endif
