/* What the files of the barrier slice share. */
#ifndef WAYMARK_APP_BARRIER_BARRIER_PART_H
#define WAYMARK_APP_BARRIER_BARRIER_PART_H

#include "app/barrier/barrier.h"
#include "app/goal/goal_part.h"
#include "app/notice/notice.h"

extern const char *const barrier_states[];

/* ---- barrier.c ---- */

/* Appends "SELECT ... FROM barriers b JOIN ..." with what barrier_of_row reads. Tables: b, g, o (owner), h (asked of).
 */
void barrier_select(struct ctx *ctx, struct query *q);
void barrier_of_row(struct ctx *ctx, struct db_rows *row, struct barrier *out);
/* The barrier with its turns, introductions and what the actor can do. */
bool barrier_reply(struct ctx *ctx, int status, int64_t id);

/* ---- barrier_act.c ---- */

/* Holds the goal and loads both as they are now. */
bool barrier_take(struct ctx *ctx, int64_t id, struct barrier *out, struct goal *g);
/* The turn under way ends so ("risen", "handed_on" ...); none is fine. */
bool barrier_turn_end(struct ctx *ctx, int64_t id, const char *how);
/* A new turn, given by the actor (nobody: Waymark, by the framework's rule), and its clock in `after`. */
bool barrier_turn_begin(struct ctx *ctx, struct barrier *after, int64_t person, struct str reason);
bool barrier_save(struct ctx *ctx, const char *type, struct str reason, const struct goal *g,
                  const struct barrier *before, struct barrier *after);

/* As PATCH does: `seen` is what `after` was changed from. */
bool barrier_edit(struct ctx *ctx, const struct barrier *seen, struct barrier *after);

/* Tells the person (0 nobody) about the barrier. */
bool barrier_tell(struct ctx *ctx, int64_t person, enum notice_kind kind, const struct goal *g, int64_t id,
                  int64_t other, int64_t act);

/* ---- barrier_clock.c ---- */

/* Sets rises_at: the framework's working days of the one it is asked of, from asked_at on; those on which they are away
 * do not count, up to as many again. */
bool barrier_wind_clock(struct ctx *ctx, struct barrier *b);
/* The supporter, then the owner's line upwards: the first who has not had it, is not the owner and is not away today;
 * when all are away, the first of them; 0 nobody. */
int64_t barrier_next_person(struct ctx *ctx, const struct barrier *b, const struct goal *g);
bool barrier_had_turn(struct ctx *ctx, int64_t id, int64_t person);

/* ---- barrier_suggest.c, barrier_near.c ---- */
bool barrier_helpers(struct ctx *ctx);
bool barrier_for_me(struct ctx *ctx);
extern const struct resource barrier_fit_resource;

#endif
