/* Teams: a tree, each with a purpose, those who lead it and those who belong to it, with history by date. */
#ifndef WAYMARK_APP_TEAM_H
#define WAYMARK_APP_TEAM_H

#include "kernel/route.h"

struct team {
    int64_t id;
    struct str name;
    struct str name_folded;
    struct str purpose;
    int64_t parent_id;
    int64_t teams, members; /* within it today; only where they have been asked for */
    int32_t closed_on;
    int64_t created_at;
    int64_t version;
};

struct team_member {
    int64_t id;
    int64_t team_id;
    int64_t person_id;
    struct str name;  /* of the person */
    struct str title; /* of the person */
    int role;         /* index into team_roles */
    int64_t goal_id;  /* their first active goal */
    struct str goal_title;
    int64_t active_goals;
    int32_t starts_on, ends_on;
};

enum team_role { TEAM_MEMBER, TEAM_LEAD };
extern const char *const team_roles[];

extern const struct resource team_resource, team_member_resource;
extern const struct route team_routes[];

/* True when it exists and has not been closed. */
bool team_open(struct ctx *ctx, int64_t id);
/* An open team by its name, without regard to case and accents; the oldest of several; 0 when there is none. */
int64_t team_by_name(struct ctx *ctx, struct str name);
/* Checks, inserts, records and indexes. For commands too. */
bool team_create(struct ctx *ctx, struct team *team);
/* From today on; does nothing when the person has this role there already. */
bool team_join(struct ctx *ctx, int64_t team, int64_t person, enum team_role role);
/* Whether the person belongs to the team today. */
bool team_has(struct ctx *ctx, int64_t team, int64_t person);
/* Ends the membership today, if there is one. */
bool team_leave(struct ctx *ctx, int64_t team, int64_t person);
/* Ends each membership of the person today (a leaver). */
bool team_leave_all(struct ctx *ctx, int64_t person);
/* Takes back what an import did: a team that nobody belongs to, a membership that it began, one that it ended. */
bool team_take_back(struct ctx *ctx, int64_t id);
bool team_member_take_back(struct ctx *ctx, int64_t member);
bool team_member_reopen(struct ctx *ctx, int64_t member);
/* Their names in one line, for search. */
struct str team_names_of_person(struct ctx *ctx, int64_t person);
/* [{"team_id","name","role"}] of the teams that the person belongs to today. */
void team_json_of_person(struct ctx *ctx, struct json_out *w, int64_t person);

#endif
