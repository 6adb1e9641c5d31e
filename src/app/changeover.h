/* A joiner, a mover or a leaver as one act: line manager, teams, title, contact points and goals at once, all or
 * nothing. Each can be tried first, so that what is said is what would happen. One of a later day is planned:
 * kept, and carried out by a job on that day. The slice is the folder changeover/. */
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
    struct list handed, moved, teams, contacts, topics, told;
    struct str link;
    json_t *body; /* what was left out stays as it is */
    /* Of a planned one: */
    struct lines given; /* the names in the body */
    int64_t planned_by;
    struct str planned_by_name, why;
    int64_t version;
    int64_t told_since; /* the newest notice before the act */
    bool carried;       /* the job carries it out: what is no longer there to be done is left out */
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
struct new_contact {
    struct str topic;
    int medium;
    struct str address, hours;
};
struct reached {
    struct str topic;
    int medium;
    struct str address;
    bool adds;
};

struct passed_on {
    int64_t contact_point_id;
    struct str topic, team_name, person_name;
};

extern const struct resource changeover_resource;
extern const struct route changeover_routes[];

/* What the routes do with a body, without a request: planned for its day, or done when that has come. `person_id` 0:
 * somebody joins. False when ctx has failed. */
bool changeover_make(struct ctx *ctx, int64_t person_id, json_t *body);
/* A job: carries out what is due, one at a time; what cannot be keeps the reason. True when there may be more. */
bool changeover_carry_out(struct ctx *ctx);
bool changeover_is_due(struct ctx *ctx);
/* Somebody has left: what was planned for them is over. */
bool changeover_person_left(struct ctx *ctx, int64_t person);

/* ---- within the slice ---- */
bool changeover_has(const struct changeover *c, const char *field);
/* Does it, in the open transaction; person_id is set for a joiner. */
bool changeover_do(struct ctx *ctx, struct changeover *c);
/* In the order in which all take them: first of all in a transaction. */
bool changeover_lock(struct ctx *ctx);
/* Does it, looks at it, undoes it. */
bool changeover_try(struct ctx *ctx, struct changeover *c);
/* Does it and looks at it. */
bool changeover_now(struct ctx *ctx, struct changeover *c);
bool changeover_reply(struct ctx *ctx, int status, struct changeover *c);
/* The request's body. */
bool changeover_read(struct ctx *ctx, struct changeover *c);

/* Later than today, where the actor is. */
bool changeover_is_later(const struct ctx *ctx, const struct changeover *c);
/* Tries it as if its day had come, and unless it is a dry run keeps it for then: a new one, or in place of c->id. */
bool changeover_plan(struct ctx *ctx, struct changeover *c);
bool changeover_list(struct ctx *ctx);
bool changeover_show(struct ctx *ctx);
bool changeover_put(struct ctx *ctx);
bool changeover_delete(struct ctx *ctx);
extern const struct resource changeover_filter_resource;

/* Fills what came of it, from the events after `since`. */
bool changeover_look(struct ctx *ctx, struct changeover *c, int64_t since);

#endif
