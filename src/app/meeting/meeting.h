/* Scheduled time together: series of a pair, a team or a group, the meetings that they give, the agenda that goes on
 * from one to the next, notes and actions. What is said in a meeting is for those who are in it alone. */
#ifndef WAYMARK_APP_MEETING_H
#define WAYMARK_APP_MEETING_H

#include "kernel/route.h"

struct meeting_series {
    int64_t id;
    int kind;
    struct str title;
    int64_t team_id, pair_low, pair_high;
    struct ids person_ids;
    int64_t organiser_id;
    struct str place;
    struct str rrule; /* none: once */
    struct str zone;
    int32_t starts_on;
    int64_t starts_minute, minutes;
    int32_t until_on, made_until;
    int64_t schedule, sequence;
    struct str uid;
    struct str end_reason;
    int64_t ended_at, created_at, changed_at, version;
};

enum meeting_kind { MEETING_PAIR, MEETING_TEAM, MEETING_GROUP };
extern const char *const meeting_kinds[];

extern const struct resource meeting_series_resource, meeting_resource, agenda_item_resource, meeting_action_resource;
extern const struct resource meeting_time_resource;
extern const struct route meeting_time_routes[];
extern const struct resource meeting_changes_resource;
extern const struct route meeting_changes_routes[], meeting_series_routes[], meeting_routes[], agenda_routes[],
    meeting_action_routes[];

/* The actor is in the series x: one who belongs to its team, or was asked into it. `series` and `actor` as SQL. */
#define MEETING_SEEN(series, actor)                                                                                    \
    "EXISTS (SELECT 1 FROM meeting_members x WHERE x.series_id = " series " AND x.person_id = " actor ")"

/* Checks, inserts, plans and records; the actor is its organiser. */
bool meeting_series_create(struct ctx *ctx, struct meeting_series *s);
/* The one-to-one that two people have at present; 0 none. */
int64_t meeting_pair(struct ctx *ctx, int64_t one, int64_t other);
/* Puts something on the agenda of the series, in the actor's name. goal 0: about no goal. 409 when the series has
 * ended. */
bool agenda_add(struct ctx *ctx, int64_t series, struct str text, int64_t goal, int64_t *item);

/* For Home: the meetings of today, and the actions of mine that are open, soonest first. */
struct list meeting_today(struct ctx *ctx, int64_t person);
struct list meeting_actions_of(struct ctx *ctx, int64_t person);

/* The meeting of the series that began last; 0 none. Notes of all (none: it was held, and nothing was noted). An action
 * of the actor's own. */
int64_t meeting_begun(struct ctx *ctx, int64_t series);
bool meeting_note(struct ctx *ctx, int64_t meeting, struct str notes);
bool meeting_action_add(struct ctx *ctx, int64_t meeting, struct str text, int32_t due_on);

/* Somebody has come into a team, or is in it no longer, and has not left: what it meets for is theirs from now on, or
 * not any more. They are told, and their calendar is. */
bool meeting_team_joined(struct ctx *ctx, int64_t team, int64_t person);
bool meeting_team_left(struct ctx *ctx, int64_t team, int64_t person);
/* Somebody leaves: one-to-ones end, groups go on without them, what they organised goes to `to` (0: it ends when
 * nobody is left), and their open actions with it. */
bool meeting_person_left(struct ctx *ctx, int64_t person, int64_t to, struct str reason);
/* A job: meetings some weeks ahead; and whether a series waits for it. */
bool meeting_make(struct ctx *ctx);
bool meeting_make_waits(struct ctx *ctx);

#endif
