/* What the files of the need slice share. */
#ifndef WAYMARK_APP_NEED_NEED_PART_H
#define WAYMARK_APP_NEED_NEED_PART_H

#include "app/goal/goal_part.h"
#include "app/need/need.h"
#include "app/notice/notice.h"

extern const char *const need_states[];

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
