/* One event per act, in the act's transaction: what, who, on what, old and new, reason. Append-only; sealed by a job
 * into a hash chain (BLAKE2b over the previous hash and the event's canonical bytes) in the order in which the sealer
 * saw them; `waymark verify` recomputes it and names the first broken link. */
#ifndef WAYMARK_KERNEL_EVENT_H
#define WAYMARK_KERNEL_EVENT_H

#include "kernel/context.h"
#include "kernel/resource.h"

struct event {
    const char *type;    /* "goal.proposed": noun.verb-in-the-past */
    const char *subject; /* "goal": the noun; with subject_id what it is about */
    int64_t subject_id;
    int64_t goal_id;   /* the goal it concerns, 0 none: for "what changed near my goals" and visibility */
    int64_t person_id; /* the person it concerns, 0 none: one sees events about oneself */
    struct str reason;
    struct str old_json, new_json; /* none, or a JSON object */
};
bool event_record(struct ctx *ctx, const struct event *e);
/* The same with old and new taken from the fields that differ (before NULL: created). Records nothing when nothing
 * differs. */
bool event_changed(struct ctx *ctx, const struct event *e, const struct resource *r, const void *before,
                   const void *after);

/* Seals what is not sealed yet, at most 1,000 at a time; a job. True when there is more. */
bool event_seal(struct ctx *ctx);
/* The same for events that came up far below the newest sealed one (PostgreSQL). A job, rarely. */
bool event_seal_late(struct ctx *ctx);
/* Whether an event is not sealed yet: asked in a read before a sealing run. */
bool event_waiting(struct ctx *ctx);
/* For the figures: events sealed, and events that wait. */
bool event_figures(struct ctx *ctx, int64_t *sealed, int64_t *waiting);
struct event_chain {
    int64_t sealed, waiting; /* events in the chain, events not sealed yet */
    struct str head;         /* hex hash of the last link */
    int64_t broken_seq;      /* 0: whole */
    int64_t broken_event;
    struct str why; /* "event 17 is missing", "event 17 was changed" */
};
/* Reads the whole chain in one read transaction. False when ctx failed. */
bool event_verify(struct ctx *ctx, struct event_chain *out);

#endif
