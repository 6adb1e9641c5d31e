/* Calendars: each person's meetings at a secret address that ordinary calendar programs read (iCalendar, RFC 5545). */
#ifndef WAYMARK_APP_CALENDAR_H
#define WAYMARK_APP_CALENDAR_H

#include "kernel/route.h"

extern const struct route calendar_routes[];
extern const struct resource calendar_feed_resource;

/* The address ends with who left. */
bool calendar_end(struct ctx *ctx, int64_t person);

/* ---- writing iCalendar (calendar_ical.c); no database ---- */

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
};

/* A meeting of it that is otherwise than its rule says. */
struct calendar_exception {
    int32_t planned_on; /* the day that the rule gave it */
    bool moved;         /* else it does not take place */
    int64_t starts_at, minutes, sequence, changed_at;
    struct str url;
};

struct calendar;
struct calendar *calendar_new(struct arena *a, struct str name);
void calendar_put(struct calendar *c, const struct calendar_event *e, const struct calendar_exception *exceptions,
                  int n);
/* The whole text, lines folded and ended with CRLF. Ends the calendar. */
struct str calendar_text(struct calendar *c);

#endif
