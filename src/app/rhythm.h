/* The rule of the rhythm, as arithmetic on days alone: when a check-in is due and when a goal is stale, in the zone,
 * the working days and hours and around the absences of a person. No database: tests move it through whole years. */
#ifndef WAYMARK_APP_RHYTHM_H
#define WAYMARK_APP_RHYTHM_H

#include "app/person.h"

/* The first day from `day` on, on which the person works and is not away. */
int32_t rhythm_workday(const struct person_clock *clock, int32_t day);
/* The day of the next check-in, `days` after the last. */
int32_t rhythm_due(const struct person_clock *clock, int32_t since, int64_t days);
/* The day from which on a goal is stale: `grace` days have passed since it was due, those of absences not counted. */
int32_t rhythm_stale(const struct person_clock *clock, int32_t due, int64_t grace);
/* `instant` when the person works then; else when they begin to work next. */
int64_t rhythm_work_time(const struct person_clock *clock, int64_t instant);
bool rhythm_works_on(const struct person_clock *clock, int32_t day);
bool rhythm_away(const struct person_clock *clock, int32_t day);

#endif
