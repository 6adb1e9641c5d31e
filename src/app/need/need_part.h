/* What the files of the need slice share. */
#ifndef WAYMARK_APP_NEED_NEED_PART_H
#define WAYMARK_APP_NEED_NEED_PART_H

#include "app/goal/goal_part.h"
#include "app/need/need.h"
#include "app/notice/notice.h"

extern const char *const need_states[];

/* Table m (team_members): who answers for what the team is asked: its leads; where it has none, each of its members. */
#define ANSWERS_FOR_TEAM                                                                                               \
    " AND m.ends_on IS NULL AND (m.role = 'lead' OR NOT EXISTS (SELECT 1 FROM team_members l"                          \
    "  WHERE l.team_id = m.team_id AND l.role = 'lead' AND l.ends_on IS NULL))"

/* Tables m (team_members) and n (needs): open ones that a team is asked and nobody has taken wait for each who
 * answers for it. CROSS: SQLite begins with a person's few teams. */
#define NEED_OF_TEAM_OF                                                                                                \
    " FROM team_members m CROSS JOIN needs n"                                                                          \
    " JOIN goals g ON g.id = n.goal_id AND g.state IN ('proposed', 'active') AND g.owner_id <> m.person_id"            \
    " JOIN people o ON o.id = g.owner_id WHERE n.team_id = m.team_id AND n.person_id IS NULL"                          \
    " AND n.ended_at IS NULL" ANSWERS_FOR_TEAM " AND m.person_id = "

/* need.c: the need with its way and what the actor can do. */
bool need_reply(struct ctx *ctx, int status, int64_t id);

/* need_act.c */
bool need_edit(struct ctx *ctx, const struct need *seen, struct need *after);
/* The actor may answer it: it is asked of them, or of a team that they belong to and nobody has taken it. */
bool need_is_mine_to_answer(struct ctx *ctx, const struct need *n);

/* need_clock.c */

/* Sets ends_at and warns_at by the day, in the giver's zone; a new day warns anew. */
bool need_wind_clock(struct ctx *ctx, const struct goal *g, struct need *n);
/* Tells whoever it is asked of: the person, else those who lead the team (its members, when nobody does). */
bool need_tell_asked(struct ctx *ctx, const struct need *n, enum notice_kind kind, const struct notice_about *about);

/* need_together.c */
bool need_together_put(struct ctx *ctx);
extern const struct resource need_together_resource;

#endif
