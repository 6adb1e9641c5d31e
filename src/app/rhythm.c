/* The rhythm's days. Wall-clock times are turned into instants at the end, so that a change of the clocks moves no hour
 * of anybody's day. */
#include "app/rhythm.h"

#define DAYS_AHEAD 800 /* an absence is at most two years; who never works is taken at their word after that */

bool rhythm_works_on(const struct person_clock *clock, int32_t day)
{
    char digit = (char)('0' + date_weekday(day));
    for (size_t i = 0; i < clock->work_days.len; i++)
        if (clock->work_days.at[i] == digit) return true;
    return false;
}

bool rhythm_away(const struct person_clock *clock, int32_t day)
{
    for (int i = 0; i < clock->n_away; i++)
        if (clock->away[i].from <= day && day <= clock->away[i].until) return true;
    return false;
}

int32_t rhythm_workday(const struct person_clock *clock, int32_t day)
{
    for (int i = 0; i < DAYS_AHEAD; i++)
        if (rhythm_works_on(clock, day + i) && !rhythm_away(clock, day + i)) return day + i;
    return day;
}

int32_t rhythm_due(const struct person_clock *clock, int32_t since, int64_t days)
{
    return rhythm_workday(clock, since + (int32_t)days);
}

int32_t rhythm_stale(const struct person_clock *clock, int32_t due, int64_t grace)
{
    int32_t day = due;
    for (int i = 0; i < DAYS_AHEAD; i++) {
        if (!rhythm_away(clock, day)) grace--;
        day++;
        if (grace < 0) break;
    }
    return day;
}

int64_t rhythm_work_time(const struct person_clock *clock, int64_t instant)
{
    int32_t today = zone_date(clock->zone, instant), day = rhythm_workday(clock, today);
    int64_t from = zone_instant(clock->zone, day, (int)clock->work_from);
    if (day > today || instant < from) return from;
    if (instant < zone_instant(clock->zone, day, (int)clock->work_until)) return instant;
    return zone_instant(clock->zone, rhythm_workday(clock, today + 1), (int)clock->work_from);
}
