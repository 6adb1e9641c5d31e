/* The rhythm through two years with their changes of the clocks, in zones that change on different days, backwards in
 * the year, by half an hour, and not at all. */
#include "app/rhythm.h"

#include <setjmp.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct person_clock clock_of(const char *zone, const char *days, int64_t from, int64_t until)
{
    return (struct person_clock){
        .zone = str_of(zone), .work_days = str_of(days), .work_from = from, .work_until = until};
}

static const char *const zones[] = {"Europe/Berlin",       "America/New_York", "Asia/Kolkata",
                                    "Australia/Lord_Howe", "Africa/Cairo",     "Pacific/Chatham"};
#define ZONES ((int)(sizeof zones / sizeof *zones))

static int32_t day_of(int year, int month, int day)
{
    return date_from_ymd(year, month, day);
}

static void due_at_the_same_hour_on_a_working_day(void **state)
{
    (void)state;
    for (int z = 0; z < ZONES; z++) {
        struct person_clock c = clock_of(zones[z], "1234", 9 * 60, 17 * 60);
        for (int32_t since = day_of(2026, 1, 1); since < day_of(2028, 1, 1); since++)
            for (int64_t rhythm = 1; rhythm <= 14; rhythm += 6) {
                int32_t due = rhythm_due(&c, since, rhythm);
                int64_t at = zone_instant(c.zone, due, (int)c.work_from);
                assert_true(due >= since + rhythm && due <= since + rhythm + 3);
                assert_true(date_weekday(due) <= 4);
                assert_int_equal(zone_date(c.zone, at), due);
                assert_int_equal(zone_minute_of_day(c.zone, at), 9 * 60);
                assert_int_equal(rhythm_stale(&c, due, 3), due + 4);
            }
    }
}

/* At each half hour of two years: now, when they work; else the next beginning of work, and no earlier one exists. */
static void nobody_is_told_outside_their_hours(void **state)
{
    (void)state;
    for (int z = 0; z < ZONES; z++) {
        struct person_clock c = clock_of(zones[z], "12345", 8 * 60 + 30, 16 * 60);
        c.away[0].from = day_of(2026, 3, 27), c.away[0].until = day_of(2026, 4, 7);
        c.away[1].from = day_of(2026, 10, 24), c.away[1].until = day_of(2026, 11, 3);
        c.n_away = 2;
        int64_t end = zone_instant(c.zone, day_of(2028, 1, 1), 0);
        for (int64_t at = zone_instant(c.zone, day_of(2026, 1, 1), 0); at < end; at += 30 * MS_MINUTE) {
            int64_t told = rhythm_work_time(&c, at);
            int32_t day = zone_date(c.zone, told);
            int minute = zone_minute_of_day(c.zone, told);
            assert_true(told >= at && told - at <= 16 * MS_DAY);
            assert_true(date_weekday(day) <= 5 && !rhythm_away(&c, day));
            assert_true(minute >= c.work_from && minute < c.work_until);
            assert_true(told == at || minute == c.work_from);
            assert_true(rhythm_work_time(&c, told) == told);
        }
    }
}

static void absences_are_skipped(void **state)
{
    (void)state;
    struct person_clock c = clock_of("Europe/Berlin", "12345", 9 * 60, 17 * 60);
    c.away[0].from = day_of(2026, 7, 6), c.away[0].until = day_of(2026, 7, 24);
    c.n_away = 1;
    assert_int_equal(rhythm_due(&c, day_of(2026, 7, 1), 7), day_of(2026, 7, 27));
    assert_int_equal(rhythm_due(&c, day_of(2026, 6, 26), 7), day_of(2026, 7, 3));   /* before it */
    assert_int_equal(rhythm_stale(&c, day_of(2026, 7, 3), 3), day_of(2026, 7, 26)); /* its grace goes on after it */
    assert_int_equal(rhythm_stale(&c, day_of(2026, 7, 27), 0), day_of(2026, 7, 28));
    c.away[0].from = day_of(2020, 1, 1), c.away[0].until = day_of(2040, 1, 1); /* longer than anybody may note */
    assert_int_equal(rhythm_workday(&c, day_of(2026, 1, 1)), day_of(2026, 1, 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(due_at_the_same_hour_on_a_working_day),
        cmocka_unit_test(nobody_is_told_outside_their_hours),
        cmocka_unit_test(absences_are_skipped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
