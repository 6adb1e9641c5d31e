/* Dates and instants. An instant is int64_t milliseconds since 1970-01-01 UTC; a date is a calendar
 * day without zone: int32_t days since 1970-01-01 in C, ISO text ("2026-11-24") in JSON and SQL.
 * Zones are IANA names; the rules come from the system's tzdata through GLib's GTimeZone. */
#ifndef WAYMARK_BASE_DATE_H
#define WAYMARK_BASE_DATE_H

#include "base/str.h"

#define DATE_NONE INT32_MIN
#define INSTANT_NONE INT64_MIN
#define MS_SECOND INT64_C(1000)
#define MS_MINUTE (60 * MS_SECOND)
#define MS_HOUR (60 * MS_MINUTE)
#define MS_DAY (24 * MS_HOUR)

/* "YYYY-MM-DD", years 1900 to 2999, a day that exists. */
bool date_parse(struct str s, int32_t *out);
struct str date_print(struct arena *a, int32_t date);
int date_weekday(int32_t date); /* 1 Monday ... 7 Sunday (ISO 8601) */
/* DATE_NONE when there is no such day (years 1 to 9999). */
int32_t date_from_ymd(int year, int month, int day);
void date_to_ymd(int32_t date, int *year, int *month, int *day);

/* RFC 3339 with 'Z' or an offset, up to milliseconds, years 1900 to 2999. Printed in UTC:
 * "2026-11-24T02:37:52.000Z". */
bool instant_parse(struct str s, int64_t *out);
struct str instant_print(struct arena *a, int64_t ms);
int64_t instant_now(void);  /* the system's clock; only the kernel asks, the rest uses ctx->now */
int64_t monotonic_us(void); /* for durations */

/* "Europe/Berlin", "UTC". Thread-safe; zones are cached for the process. */
bool zone_exists(struct str zone);
/* An unknown zone counts as UTC. */
int32_t zone_date(struct str zone, int64_t instant);      /* the day it is there */
int zone_minute_of_day(struct str zone, int64_t instant); /* 0..1439 */
int zone_offset_minutes(struct str zone, int64_t instant);
/* The instant of a wall-clock time. In a gap (clocks go forward) the first instant after it; in a
 * fold the first of the two. */
int64_t zone_instant(struct str zone, int32_t date, int minute_of_day);

#endif
