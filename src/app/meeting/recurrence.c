/* Days by a rule of RFC 5545, through libical. A rule gives days only; the time of day belongs to the series, in its
 * zone, so a meeting stays at its hour when the clocks change. */
#include "app/meeting/meeting_part.h"

#include <libical/ical.h>

#define RULE_BYTES_MOST 200
#define DAYS_LOOKED_AT                                                                                                 \
    20000 /* 54 years of every day; a rule that gives nothing ends by libical's own limit of years                     \
           */

static bool rule_read(struct str text, struct icalrecurrencetype *rule)
{
    if (str_empty(text) || text.len > RULE_BYTES_MOST) return false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        if (!((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '=' || c == ';' || c == ',' || c == '-' ||
              c == '+'))
            return false;
    }
    char copy[RULE_BYTES_MOST + 1];
    for (size_t i = 0; i < text.len; i++) copy[i] = text.at[i];
    copy[text.len] = 0;
    *rule = icalrecurrencetype_from_string(copy);
    bool days = rule->freq == ICAL_DAILY_RECURRENCE || rule->freq == ICAL_WEEKLY_RECURRENCE ||
                rule->freq == ICAL_MONTHLY_RECURRENCE || rule->freq == ICAL_YEARLY_RECURRENCE;
    return days && rule->interval >= 1 && rule->count == 0 && icaltime_is_null_time(rule->until) && !rule->rscale &&
           rule->by_hour[0] == ICAL_RECURRENCE_ARRAY_MAX && rule->by_minute[0] == ICAL_RECURRENCE_ARRAY_MAX &&
           rule->by_second[0] == ICAL_RECURRENCE_ARRAY_MAX;
}

struct str recurrence_normal(struct arena *a, struct str rrule)
{
    struct icalrecurrencetype rule;
    if (!rule_read(rrule, &rule)) return STR_NONE;
    char *text = icalrecurrencetype_as_string_r(&rule);
    struct str normal = text ? str_copy(a, str_of(text)) : STR_NONE;
    icalmemory_free_buffer(text);
    return normal;
}

int recurrence_days(struct str rrule, int32_t starts_on, int32_t from, int32_t until, int32_t *days, int most)
{
    struct icalrecurrencetype rule;
    if (str_none(rrule)) {
        if (most > 0 && starts_on >= from && starts_on <= until) days[0] = starts_on;
        return most > 0 && starts_on >= from && starts_on <= until;
    }
    if (!rule_read(rrule, &rule)) return 0;
    int year, month, day, n = 0;
    date_to_ymd(starts_on, &year, &month, &day);
    struct icaltimetype first = icaltime_null_time();
    first.year = year;
    first.month = month;
    first.day = day;
    first.hour = 12; /* libical 3.0 does not get past a first day that has no time */
    first.is_date = 0;
    icalrecur_iterator *each = icalrecur_iterator_new(rule, first);
    for (int i = 0; each && i < DAYS_LOOKED_AT && n < most; i++) {
        struct icaltimetype at = icalrecur_iterator_next(each);
        if (icaltime_is_null_time(at)) break;
        int32_t date = date_from_ymd(at.year, at.month, at.day);
        if (date == DATE_NONE || date > until) break;
        if (date >= from && date >= starts_on) days[n++] = date;
    }
    icalrecur_iterator_free(each);
    return n;
}

int64_t recurrence_instant(struct str zone, int32_t day, int64_t minute)
{
    int64_t at = zone_instant(zone, day, (int)minute);
    if (zone_minute_of_day(zone, at) == minute) return at;
    /* No such time on that day: RFC 5545 counts it by the offset before the gap. */
    return day * MS_DAY + minute * MS_MINUTE - zone_offset_minutes(zone, at - 1) * MS_MINUTE;
}
