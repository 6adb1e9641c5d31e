/* Calendars: each person's meetings at a secret address that ordinary calendar programs read (iCalendar, RFC 5545). */
#ifndef WAYMARK_APP_CALENDAR_H
#define WAYMARK_APP_CALENDAR_H

#include "kernel/route.h"

extern const struct route calendar_routes[];
extern const struct resource calendar_feed_resource;

/* The address ends with who left. */
bool calendar_end(struct ctx *ctx, int64_t person);

/* ---- by mail (calendar_message.c) ---- */

/* What has changed: all of a schedule of a series, or one meeting of it. */
struct calendar_change {
    int64_t series_id, schedule;
    int64_t meeting_id; /* 0: all */
    int64_t sequence;   /* of a schedule that is no more; else 0 */
};
/* What the person's calendar is to be told, as things are now; none: nothing any more. */
struct str calendar_message(struct ctx *ctx, int64_t person, const struct calendar_change *x, bool *cancelled);

/* ---- writing iCalendar (calendar_ical.c); no database ---- */

/* Who asks whom, in a message. */
struct calendar_party {
    struct str organiser, organiser_email, attendee, attendee_email;
    struct str sent_by; /* Waymark's own address, which sends it for the organiser */
};

/* A schedule of a series as one event: with its rule, or a single day. */
struct calendar_event {
    struct str uid;
    int64_t sequence;
    int64_t changed_at; /* DTSTAMP: the same event is the same text */
    struct str zone;
    int32_t starts_on; /* its first day, there */
    int64_t starts_minute, minutes;
    struct str rrule; /* none: once */
    int32_t until_on; /* the last day; DATE_NONE: it goes on */
    bool cancelled;   /* none of it takes place */
    struct str summary, place, url;
    const struct calendar_party *party; /* NULL: it is published */
};

/* A meeting of it that is otherwise than its rule says. */
struct calendar_exception {
    int32_t planned_on; /* the day that the rule gave it */
    bool moved;         /* else it does not take place */
    int64_t starts_at, minutes, sequence, changed_at;
    struct str url;
};

struct calendar;
/* name: none in a message. */
struct calendar *calendar_new(struct arena *a, struct str name);
void calendar_put(struct calendar *c, const struct calendar_event *e, const struct calendar_exception *exceptions,
                  int n);
/* The exception alone, by whence it was moved; what does not take place is cancelled. */
void calendar_put_one(struct calendar *c, const struct calendar_event *e, const struct calendar_exception *x);
/* It is a message: a cancellation, or a request. */
void calendar_method(struct calendar *c, bool cancels);
bool calendar_cancels(const struct calendar *c);
/* The whole text, lines folded and ended with CRLF. Ends the calendar. */
struct str calendar_text(struct calendar *c);

#endif
