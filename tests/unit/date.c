/* Dates, instants and zones: the calendar against the C library's, real changes of the clock. */
#include "base/date.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

static struct arena *arena;

static int setup(void **state)
{
    (void)state;
    arena = arena_new(16 << 20);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static int64_t at(const char *text)
{
    int64_t ms = 0;
    if (!instant_parse(str_of(text), &ms)) fail_msg("%s is no instant", text);
    return ms;
}

static int32_t on(const char *text)
{
    int32_t date = 0;
    if (!date_parse(str_of(text), &date)) fail_msg("%s is no date", text);
    return date;
}

static void every_day_matches_the_c_library(void **state)
{
    (void)state;
    for (int32_t day = on("1900-01-01"); day <= on("2999-12-31"); day++) {
        time_t seconds = (time_t)day * 86400;
        struct tm parts;
        gmtime_r(&seconds, &parts);
        int year, month, of_month;
        date_to_ymd(day, &year, &month, &of_month);
        assert_int_equal(year, parts.tm_year + 1900);
        assert_int_equal(month, parts.tm_mon + 1);
        assert_int_equal(of_month, parts.tm_mday);
        assert_int_equal(date_from_ymd(year, month, of_month), day);
        assert_int_equal(date_weekday(day) % 7, parts.tm_wday);
        if (day % 997 == 0) {
            assert_int_equal(on(date_print(arena, day).at), day);
            arena_reset(arena);
        }
    }
}

static void dates(void **state)
{
    (void)state;
    assert_int_equal(on("1970-01-01"), 0);
    assert_int_equal(on("2000-02-29"), 11016);
    assert_string_equal(date_print(arena, on("2026-11-24")).at, "2026-11-24");
    assert_int_equal(date_weekday(on("2026-11-24")), 2);
    assert_true(str_none(date_print(arena, DATE_NONE)));
    assert_int_equal(date_from_ymd(2023, 2, 29), DATE_NONE);
    assert_int_equal(date_from_ymd(2023, 0, 1), DATE_NONE);
    assert_int_equal(date_from_ymd(0, 1, 1), DATE_NONE);
    assert_non_null(date_print(arena, INT32_MAX).at); /* no date of ours, but no harm either */
    assert_non_null(date_print(arena, INT32_MIN + 1).at);
    static const char *const bad[] = {
        "",           "2026-11-24 ", "2026-1-24",  "2026-02-29", "1900-02-29", "2026-13-01", "2026-00-01", "2026-04-31",
        "2026-04-00", "1899-12-31",  "3000-01-01", "2026/11/24", "20261124",   "+026-11-24", "2026-1a-24", "-026-11-24",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        int32_t date = 5;
        if (date_parse(str_of(bad[i]), &date)) fail_msg("%s", bad[i]);
        assert_int_equal(date, 5);
    }
}

static void instants(void **state)
{
    (void)state;
    assert_int_equal(at("1970-01-01T00:00:00Z"), 0);
    assert_int_equal(at("2026-11-24T02:37:52.000Z"), INT64_C(1795487872000));
    assert_int_equal(at("1969-12-31T23:59:59.999Z"), -1);
    assert_int_equal(at("2026-11-24t02:37:52.5z"), INT64_C(1795487872500));
    assert_int_equal(at("2026-11-24T02:37:52.05Z"), INT64_C(1795487872050));
    assert_int_equal(at("2026-11-24T03:37:52+01:00"), INT64_C(1795487872000));
    assert_int_equal(at("2026-11-23T21:07:52-05:30"), INT64_C(1795487872000));
    assert_string_equal(instant_print(arena, INT64_C(1795487872007)).at, "2026-11-24T02:37:52.007Z");
    assert_string_equal(instant_print(arena, -1).at, "1969-12-31T23:59:59.999Z");
    assert_true(str_none(instant_print(arena, INSTANT_NONE)));
    assert_int_equal(instant_print(arena, INT64_MAX).len, 24);
    assert_int_equal(instant_print(arena, INT64_MIN + 1).len, 24);
    static const char *const bad[] = {
        "",
        "2026-11-24",
        "2026-11-24T02:37:52",
        "2026-11-24 02:37:52Z",
        "2026-11-24T24:00:00Z",
        "2026-11-24T02:60:00Z",
        "2026-11-24T02:37:60Z",
        "2026-11-24T02:37:52.Z",
        "2026-11-24T02:37:52.1234Z",
        "2026-11-24T02:37:52+0100",
        "2026-11-24T02:37:52+24:00",
        "2026-11-24T02:37:52+01:60",
        "2026-11-24T02:37:52Zx",
        "2026-11-24T02:37Z000000",
        "2026-02-30T00:00:00Z",
        "2026-11-24T-1:37:52Z",
        "2026-11-24T02:37:52.000+1:00",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        int64_t ms = 5;
        if (instant_parse(str_of(bad[i]), &ms)) fail_msg("%s", bad[i]);
        assert_int_equal(ms, 5);
    }
}

static void clocks_go_on(void **state)
{
    (void)state;
    int64_t before = instant_now(), ticks = monotonic_us();
    assert_true(before > at("2024-01-01T00:00:00Z"));
    assert_true(monotonic_us() >= ticks);
    assert_true(instant_now() - before < MS_MINUTE);
}

static void zone_names(void **state)
{
    (void)state;
    static const char *const good[] = {
        "UTC",
        "Europe/Berlin",
        "America/New_York",
        "Asia/Kathmandu",
        "Pacific/Apia",
        "Australia/Lord_Howe",
        "Etc/GMT+5",
        "America/Argentina/Buenos_Aires",
        "America/Port-au-Prince",
    };
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
            if (!zone_exists(str_of(good[i]))) fail_msg("%s", good[i]);
        }
    }
    static const char *const bad[] = {
        "",
        "Europe/Atlantis",
        "europe/berlin",
        "../../etc/passwd",
        "Europe/../Europe/Berlin",
        "/usr/share/zoneinfo/Europe/Berlin",
        "Europe",
        "Europe/",
        "posix/Europe/Berlin",
        "right/UTC",
        "localtime",
        "+01:00",
        "ABC5",
        "CET-1CEST,M3.5.0,M10.5.0/3",
        "zone.tab",
        "Europe/Berlin ",
        "Europe/Berlin\n",
        "Europe/Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        if (zone_exists(str_of(bad[i]))) fail_msg("%s", bad[i]);
        assert_int_equal(zone_offset_minutes(str_of(bad[i]), 0), 0);
    }
    assert_false(zone_exists(STR_NONE));
    assert_false(zone_exists((struct str){"Europe/Berlin\0", 14}));
    assert_true(zone_exists(str_cut(STR("Europe/Berlin and more"), 0, 13)));
}

/* What a zone's clock shows at an instant. */
static void days_and_minutes_there(void **state)
{
    (void)state;
    static const struct {
        const char *zone, *instant, *date;
        int minute, offset;
    } rows[] = {
        {"UTC", "2026-11-24T23:59:59.999Z", "2026-11-24", 1439, 0},
        {"No/Where", "2026-11-24T23:59:00Z", "2026-11-24", 1439, 0},
        {"Europe/Berlin", "2026-11-24T23:00:00Z", "2026-11-25", 0, 60},
        {"Europe/Berlin", "2026-11-24T22:59:59.999Z", "2026-11-24", 1439, 60},
        {"Europe/Berlin", "2026-03-29T00:59:59Z", "2026-03-29", 119, 60},
        {"Europe/Berlin", "2026-03-29T01:00:00Z", "2026-03-29", 180, 120},
        {"Europe/Berlin", "2026-10-25T00:59:59Z", "2026-10-25", 179, 120},
        {"Europe/Berlin", "2026-10-25T01:00:00Z", "2026-10-25", 120, 60},
        {"America/New_York", "2026-03-08T06:59:59Z", "2026-03-08", 119, -300},
        {"America/New_York", "2026-03-08T07:00:00Z", "2026-03-08", 180, -240},
        {"America/New_York", "2026-11-01T05:59:59Z", "2026-11-01", 119, -240},
        {"America/New_York", "2026-11-01T06:00:00Z", "2026-11-01", 60, -300},
        {"America/New_York", "1969-12-31T23:59:59.999Z", "1969-12-31", 1139, -300},
        {"Asia/Kathmandu", "2026-11-24T18:14:59Z", "2026-11-24", 1439, 345},
        {"Asia/Kathmandu", "2026-11-24T18:15:00Z", "2026-11-25", 0, 345},
        {"Asia/Kathmandu", "1985-12-31T18:29:59Z", "1985-12-31", 1439, 330},
        {"Asia/Kathmandu", "1985-12-31T18:30:00Z", "1986-01-01", 15, 345},
        {"Pacific/Apia", "2011-12-30T09:59:59Z", "2011-12-29", 1439, -600},
        {"Pacific/Apia", "2011-12-30T10:00:00Z", "2011-12-31", 0, 840},
        {"Australia/Lord_Howe", "2026-04-04T14:59:59Z", "2026-04-05", 119, 660},
        {"Australia/Lord_Howe", "2026-04-04T15:00:00Z", "2026-04-05", 90, 630},
        {"Australia/Lord_Howe", "2026-10-03T15:29:59Z", "2026-10-04", 119, 630},
        {"Australia/Lord_Howe", "2026-10-03T15:30:00Z", "2026-10-04", 150, 660},
        {"Europe/Berlin", "2050-07-01T12:00:00Z", "2050-07-01", 840, 120},
        {"Europe/Berlin", "2050-01-01T12:00:00Z", "2050-01-01", 780, 60},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct str zone = str_of(rows[i].zone);
        int64_t instant = at(rows[i].instant);
        print_message("%s %s\n", rows[i].zone, rows[i].instant);
        assert_string_equal(date_print(arena, zone_date(zone, instant)).at, rows[i].date);
        assert_int_equal(zone_minute_of_day(zone, instant), rows[i].minute);
        assert_int_equal(zone_offset_minutes(zone, instant), rows[i].offset);
    }
}

/* The instant of a time on a zone's clock, in gaps and folds too. */
static void instants_of_wall_clock_times(void **state)
{
    (void)state;
    static const struct {
        const char *zone, *date;
        int hour, minute;
        const char *instant;
    } rows[] = {
        {"UTC", "2026-11-24", 9, 0, "2026-11-24T09:00:00.000Z"},
        {"No/Where", "2026-11-24", 9, 0, "2026-11-24T09:00:00.000Z"},
        {"Europe/Berlin", "2026-11-24", 9, 0, "2026-11-24T08:00:00.000Z"},
        {"Europe/Berlin", "2026-03-29", 1, 59, "2026-03-29T00:59:00.000Z"},
        {"Europe/Berlin", "2026-03-29", 2, 0, "2026-03-29T01:00:00.000Z"},  /* gap */
        {"Europe/Berlin", "2026-03-29", 2, 30, "2026-03-29T01:00:00.000Z"}, /* gap */
        {"Europe/Berlin", "2026-03-29", 3, 0, "2026-03-29T01:00:00.000Z"},
        {"Europe/Berlin", "2026-10-25", 1, 59, "2026-10-24T23:59:00.000Z"},
        {"Europe/Berlin", "2026-10-25", 2, 0, "2026-10-25T00:00:00.000Z"},  /* fold */
        {"Europe/Berlin", "2026-10-25", 2, 59, "2026-10-25T00:59:00.000Z"}, /* fold */
        {"Europe/Berlin", "2026-10-25", 3, 0, "2026-10-25T02:00:00.000Z"},
        {"America/New_York", "2026-03-08", 2, 30, "2026-03-08T07:00:00.000Z"}, /* gap */
        {"America/New_York", "2026-11-01", 1, 30, "2026-11-01T05:30:00.000Z"}, /* fold */
        {"America/New_York", "2026-11-01", 2, 0, "2026-11-01T07:00:00.000Z"},
        {"Asia/Kathmandu", "2026-11-24", 0, 0, "2026-11-23T18:15:00.000Z"},
        {"Asia/Kathmandu", "1986-01-01", 0, 10, "1985-12-31T18:30:00.000Z"}, /* gap */
        {"Pacific/Apia", "2011-12-29", 23, 59, "2011-12-30T09:59:00.000Z"},
        {"Pacific/Apia", "2011-12-30", 0, 0, "2011-12-30T10:00:00.000Z"}, /* a day that never was */
        {"Pacific/Apia", "2011-12-30", 23, 59, "2011-12-30T10:00:00.000Z"},
        {"Pacific/Apia", "2011-12-31", 0, 0, "2011-12-30T10:00:00.000Z"},
        {"Australia/Lord_Howe", "2026-04-05", 1, 45, "2026-04-04T14:45:00.000Z"}, /* fold */
        {"Australia/Lord_Howe", "2026-04-05", 2, 0, "2026-04-04T15:30:00.000Z"},
        {"Australia/Lord_Howe", "2026-10-04", 2, 15, "2026-10-03T15:30:00.000Z"}, /* gap */
        {"Australia/Lord_Howe", "2026-10-04", 2, 30, "2026-10-03T15:30:00.000Z"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int64_t instant = zone_instant(str_of(rows[i].zone), on(rows[i].date), rows[i].hour * 60 + rows[i].minute);
        print_message("%s %s %d:%02d\n", rows[i].zone, rows[i].date, rows[i].hour, rows[i].minute);
        assert_string_equal(instant_print(arena, instant).at, rows[i].instant);
    }
}

static void wall_clock_round_trip(void **state)
{
    (void)state;
    static const char *const zones[] = {"Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Apia",
                                        "Australia/Lord_Howe"};
    int64_t step = 97 * MS_MINUTE;
    for (size_t z = 0; z < sizeof zones / sizeof zones[0]; z++) {
        struct str zone = str_of(zones[z]);
        for (int64_t ms = at("2010-01-01T00:00:00Z"); ms < at("2013-01-01T00:00:00Z"); ms += step) {
            int32_t date = zone_date(zone, ms);
            int minute = zone_minute_of_day(zone, ms);
            int64_t back = zone_instant(zone, date, minute);
            assert_true(back <= ms); /* the first one, in a fold */
            assert_int_equal(zone_date(zone, back), date);
            assert_int_equal(zone_minute_of_day(zone, back), minute);
            if (back != ms) assert_true(zone_offset_minutes(zone, back) > zone_offset_minutes(zone, ms));
        }
    }
}

static void *ask_for_zones(void *wrong)
{
    static const char *const zones[] = {"Asia/Tokyo", "Asia/Seoul", "Asia/Kolkata", "Asia/Dubai"};
    static const int offsets[] = {540, 540, 330, 240};
    for (int i = 0; i < 4000; i++) {
        if (zone_offset_minutes(str_of(zones[i % 4]), 1795487872000) != offsets[i % 4]) *(int *)wrong += 1;
    }
    return NULL;
}

static void zones_from_many_threads(void **state)
{
    (void)state;
    enum { N = 8 };
    pthread_t threads[N];
    int wrong[N] = {0};
    for (int i = 0; i < N; i++) assert_int_equal(pthread_create(&threads[i], NULL, ask_for_zones, &wrong[i]), 0);
    for (int i = 0; i < N; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        assert_int_equal(wrong[i], 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(zones_from_many_threads),
        cmocka_unit_test(every_day_matches_the_c_library),
        cmocka_unit_test(dates),
        cmocka_unit_test(instants),
        cmocka_unit_test(clocks_go_on),
        cmocka_unit_test(zone_names),
        cmocka_unit_test(days_and_minutes_there),
        cmocka_unit_test(instants_of_wall_clock_times),
        cmocka_unit_test(wall_clock_round_trip),
    };
    return cmocka_run_group_tests_name("date", tests, setup, teardown);
}
