/* The framework: how this organisation works with goals, as data. Each change makes a new version; a period keeps the
 * version it ended with. */
#ifndef WAYMARK_APP_FRAMEWORK_H
#define WAYMARK_APP_FRAMEWORK_H

#include "app/medium.h"
#include "kernel/route.h"

struct framework {
    int64_t id;
    int64_t rhythm_days;       /* a check-in is due this many days after the last */
    int64_t grace_days;        /* and late by more than this it makes a goal stale */
    int64_t active_goal_limit; /* more active goals than this is said to the owner */
    int64_t pace_on;           /* millionths of the expected score: from here on a goal is on pace */
    int64_t pace_behind;       /* from here on behind, below it well behind */
    int64_t answer_days;       /* an unanswered proposal becomes active after this many days */
    int64_t next_in_line_days; /* a stale goal is told to the next in line after this many days */
    int64_t barrier_days; /* working days until a barrier that nobody took up rises: neither important nor urgent */
    int64_t important_barrier_days, urgent_barrier_days, pressing_barrier_days;
    int64_t isolation_weeks; /* without a word or a link, somebody seems to be on their own */
    struct str good_words, excellent_words;
    int medium_low_low, medium_low_high, medium_high_low, medium_high_high; /* by importance and urgency */
    struct str reason;
    int64_t author_id;
    struct str author_name;
    int64_t created_at;
};

extern const struct resource framework_resource;
extern const struct route framework_routes[];
/* POST /framework/preview (framework_preview.c). */
bool framework_preview(struct ctx *ctx);
extern const struct resource framework_preview_resource;

/* The framework of today. Every organisation has one (init writes the first), so false means that ctx failed. */
bool framework_now(struct ctx *ctx, struct framework *out);
/* Checks and writes a new version with after->reason, in the name of the actor; the same again changes nothing. */
bool framework_change(struct ctx *ctx, const struct framework *before, struct framework *after);
/* The version with which an organisation starts, written in the name of `author_id`. */
bool framework_first(struct ctx *ctx, int64_t author_id);

#endif
