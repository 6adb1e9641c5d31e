/* What the files of the calendar slice share. */
#ifndef WAYMARK_APP_CALENDAR_PART_H
#define WAYMARK_APP_CALENDAR_PART_H

#include "app/calendar/calendar.h"
#include "app/meeting/meeting_part.h"

/* The series as the person sees it, by the schedule that it has now; without what its schedule says of itself. */
struct calendar_event calendar_event_of(struct ctx *ctx, const struct meeting_series *s, int64_t person);
/* With its number, and what is otherwise in it. */
void calendar_put_schedule(struct ctx *ctx, struct calendar *c, const struct meeting_series *s, int64_t schedule,
                           struct calendar_event *e);
struct str calendar_uid(struct ctx *ctx, const struct meeting_series *s, int64_t schedule);
/* It has ended: until the last that was before its end. False: there was none. */
bool calendar_ends(const struct meeting_series *s, struct calendar_event *e);
/* A schedule that it had before, until its last meeting; false: there was no meeting. */
bool calendar_before(struct ctx *ctx, const struct meeting_series *s, int64_t schedule, struct calendar_event *e);

#endif
