/* Notices: what somebody is told, and where it leads. A slice tells people within its act:
 *
 *     notice_to(ctx, owner, NOTICE_GOAL_ASKED, &(struct notice_about){.goal_id = g->id, .act = a.id});
 *
 * Kinds are the rows of notice_kind.c: to tell something new, add one to the enum and one row with its words. */
#ifndef WAYMARK_APP_NOTICE_H
#define WAYMARK_APP_NOTICE_H

#include "app/calendar/calendar.h"
#include "kernel/route.h"

enum notice_kind {
    NOTICE_GOAL_PROPOSED,
    NOTICE_GOAL_WAITS,
    NOTICE_GOAL_ASKED,
    NOTICE_GOAL_REPLIED,
    NOTICE_GOAL_ALIGNED,
    NOTICE_GOAL_OFFERED,
    NOTICE_GOAL_ACCEPTED,
    NOTICE_GOAL_UNANSWERED,
    NOTICE_GOAL_CHANGED,
    NOTICE_GOAL_CLOSED,
    NOTICE_GOAL_REOPENED,
    NOTICE_GOAL_HANDED,
    NOTICE_BARRIER_ASKED,
    NOTICE_BARRIER_HELPED,
    NOTICE_BARRIER_MOVED,
    NOTICE_BARRIER_ENDED,
    NOTICE_PROMISE_LATE,
    NOTICE_INTRODUCED,
    NOTICE_CHECKIN_DUE,
    NOTICE_GOAL_STALE,
    NOTICE_GOAL_STALE_STILL,
    NOTICE_RHYTHM_WISH,
    NOTICE_STAND_IN,
    NOTICE_MANAGER,
    NOTICE_REPORT,
    NOTICE_TEAM,
    NOTICE_RAISED,
    NOTICE_RAISED_ANSWERED,
    NOTICE_NEED_ASKED,
    NOTICE_NEED_CHANGED,
    NOTICE_NEED_AGREED,
    NOTICE_NEED_ACCEPTED,
    NOTICE_NEED_DECLINED,
    NOTICE_NEED_WITHDRAWN,
    NOTICE_NEED_PASSED,
    NOTICE_NEED_GIVEN,
    NOTICE_NEED_CAME,
    NOTICE_NEED_MISSING,
    NOTICE_NEED_LATE,
    NOTICE_MEETING_PLANNED,
    NOTICE_MEETING_MOVED,
    NOTICE_MEETING_CHANGED,
    NOTICE_MEETING_SKIPPED,
    NOTICE_MEETING_ENDED,
    NOTICE_MEETING_JOINED,
    NOTICE_MEETING_LEFT,
    NOTICE_MEETING_WITHOUT,
    NOTICE_CONTACT,
    NOTICE_CONTACT_STAND_IN,
    NOTICE_KINDS,
};

/* What it is about: whatever the words and the link of its kind name, and the act. What is not given is 0. */
struct notice_about {
    int64_t goal_id;    /* {goal}; who may not see the goal is not shown the notice */
    int64_t team_id;    /* {team} */
    int64_t other_id;   /* {other}: a person beside the one who acts, {who} */
    int64_t subject_id; /* {subject}, for links: a meeting, a barrier ... */
    struct str what;    /* {what}: a name of something else, as it is now */
    int64_t starts_at;  /* {when}, where the reader is */
    /* Its mails are for calendars; when the first meeting that they change begins, so that none comes too late. */
    const struct calendar_change *calendar;
    int n_calendar;
    int64_t soonest_at;
    int64_t
        act; /* tells two acts of the kind on the same things apart: the number of an answer, a version, an instant */
};

/* Tells the person; nobody is told of their own act, nor who has left, nor the same act twice. Where many acts are one
 * (an import: ctx->in_bulk) nobody is told of each. Within a write transaction; false when ctx has failed. */
bool notice_to(struct ctx *ctx, int64_t person, enum notice_kind kind, const struct notice_about *about);

/* How many the person has not read, up to 100. */
int64_t notice_unread(struct ctx *ctx, int64_t person);
/* Takes what was told before `before` as read. */
bool notice_read_until(struct ctx *ctx, int64_t before);

/* Jobs: sends a mail. */
bool notice_mail_send(struct ctx *ctx);
bool notice_mail_waits(struct ctx *ctx);
/* Sends to a webhook. */
bool notice_hook_send(struct ctx *ctx);
#define NOTICE_HOOK_THREADS 4 /* that send at once */
bool notice_hook_waits(struct ctx *ctx);

extern const struct route notice_routes[], notice_setting_routes[], notice_mail_routes[], notice_hook_routes[];
extern const struct resource notice_settings_resource, webhook_resource, unsubscription_resource;
extern const struct resource notice_resource;

#endif
