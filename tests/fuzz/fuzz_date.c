/* Fuzzing dates, instants and zones: what was read prints and reads as the same; a wall-clock time
 * that an instant shows leads back to it, or to the earlier one that shows the same. */
#include "base/date.h"

#include <stdlib.h>
#include <string.h>

#define MUST(condition)                                                                                                \
    do {                                                                                                               \
        if (!(condition)) abort();                                                                                     \
    } while (0)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_date(struct arena *a, struct str text)
{
    int32_t date;
    if (!date_parse(text, &date)) return;
    MUST(str_equal(date_print(a, date), text));
    int year, month, day;
    date_to_ymd(date, &year, &month, &day);
    MUST(date_from_ymd(year, month, day) == date);
    MUST(date_weekday(date) % 7 + 1 == date_weekday(date + 1));
}

static void read_instant(struct arena *a, struct str text)
{
    int64_t ms, again;
    if (!instant_parse(text, &ms)) return;
    struct str printed = instant_print(a, ms);
    MUST(printed.len == 24);
    /* An offset can lead just out of the years that are read. */
    if (instant_parse(printed, &again)) MUST(again == ms);
}

static void pass_through_zone(struct str zone, int64_t ms)
{
    int32_t date = zone_date(zone, ms);
    int minute = zone_minute_of_day(zone, ms);
    int offset = zone_offset_minutes(zone, ms);
    MUST(minute >= 0 && minute < 1440);
    MUST(offset > -16 * 60 && offset < 16 * 60);
    int64_t back = zone_instant(zone, date, minute);
    MUST(back <= ms);
    MUST(zone_date(zone, back) == date && zone_minute_of_day(zone, back) == minute);
}

static void use_numbers(struct arena *a, const uint8_t *data, size_t size)
{
    static const char *const zones[] = {
        "UTC",          "Europe/Berlin",       "America/New_York",  "Asia/Kathmandu",
        "Pacific/Apia", "Australia/Lord_Howe", "Africa/Casablanca", "America/St_Johns",
    };
    int64_t ms;
    int32_t date;
    if (size < 1 + sizeof ms) return;
    memcpy(&ms, data + 1, sizeof ms);
    memcpy(&date, data + 1, sizeof date);
    MUST(ms == INSTANT_NONE || instant_print(a, ms).len == 24);
    MUST(date == DATE_NONE || date_print(a, date).len == 10);
    int weekday = date_weekday(date);
    MUST(weekday >= 1 && weekday <= 7);
    const int64_t least = -2208988800000, most = 32503680000000; /* 1900 to 3000 */
    int64_t span = most - least;
    ms = least + (ms % span + span) % span;
    pass_through_zone(str_of(zones[data[0] % 8]), ms);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new((size_t)1 << 24);
    struct str text = {size ? (const char *)data : "", size};
    read_date(a, text);
    read_instant(a, text);
    if (zone_exists(text)) pass_through_zone(text, 1795487872000);
    use_numbers(a, data, size);
    arena_free(a);
    return 0;
}
