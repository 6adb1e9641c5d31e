/* Calendars, read back by libical: each meeting at the instant at which Waymark has it, over two changes of the clock,
 * with what was moved and what is left out; long and hostile texts come back as they were. */
#include "app/calendar/calendar.h"
#include "app/meeting/meeting_part.h"

#include <libical/ical.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct arena *arena;

static int setup(void **state)
{
    (void)state;
    arena = arena_new(64 << 20);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static struct calendar_event weekly(const char *zone, const char *rule, int32_t first, int64_t minute)
{
    return (struct calendar_event){.uid = STR("abc-1@waymark"),
                                   .sequence = 3,
                                   .changed_at = 1772438400000,
                                   .zone = str_of(zone),
                                   .starts_on = first,
                                   .starts_minute = minute,
                                   .minutes = 45,
                                   .rrule = str_of(rule),
                                   .until_on = DATE_NONE,
                                   .summary = STR("Meeting"),
                                   .url = STR("https://waymark.example/meetings")};
}

#define INSTANCES 400
struct seen {
    int64_t at[INSTANCES];
    int n;
};

static void see(icalcomponent *c, struct icaltime_span *span, void *data)
{
    (void)c;
    struct seen *s = data;
    if (s->n < INSTANCES) s->at[s->n++] = (int64_t)span->start * 1000;
}

static icalcomponent *parsed(struct str text)
{
    icalcomponent *c = icalparser_parse_string(text.at);
    assert_non_null(c);
    assert_int_equal(icalcomponent_count_errors(c), 0);
    return c;
}

/* What libical makes of the text, from its own VTIMEZONE. */
static void same_instants(const char *zone, const char *rule, const char *first_day, int64_t minute)
{
    int32_t first, days[INSTANCES];
    assert_true(date_parse(str_of(first_day), &first));
    struct calendar_event e = weekly(zone, rule, first, minute);
    struct calendar *c = calendar_new(arena, STR("Mine"));
    calendar_put(c, &e, NULL, 0);
    icalcomponent *whole = parsed(calendar_text(c));
    struct seen seen = {.n = 0};
    struct icaltimetype from = icaltime_from_timet_with_zone((time_t)first * 86400 - 86400, 0, NULL);
    struct icaltimetype until = icaltime_from_timet_with_zone((time_t)(first + 380) * 86400, 0, NULL);
    icalcomponent_foreach_recurrence(icalcomponent_get_first_component(whole, ICAL_VEVENT_COMPONENT), from, until, see,
                                     &seen);
    int n = recurrence_days(e.rrule, first, first, first + 378, days, INSTANCES);
    assert_true(n > 10 && seen.n >= n);
    for (int i = 0; i < n; i++) {
        int64_t ours = recurrence_instant(e.zone, days[i], minute);
        if (ours != seen.at[i])
            fail_msg("%s %s: %s is %s for libical", zone, rule, instant_print(arena, ours).at,
                     instant_print(arena, seen.at[i]).at);
    }
    icalcomponent_free(whole);
}

static void a_year_of_meetings(void **state)
{
    (void)state;
    const char *zones[] = {"Europe/Berlin", "America/New_York",  "Australia/Lord_Howe", "Asia/Kathmandu",
                           "UTC",           "America/Sao_Paulo", "Africa/Casablanca"};
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
        same_instants(zones[i], "FREQ=WEEKLY;BYDAY=TU", "2026-02-03", 600);
        same_instants(zones[i], "FREQ=DAILY", "2026-02-03", 1410);
        same_instants(zones[i], "FREQ=MONTHLY;BYDAY=-1FR", "2026-02-27", 30);
        same_instants(zones[i], "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU", "2026-03-01", 540);
    }
}

static icalcomponent *event_with(icalcomponent *whole, bool moved)
{
    for (icalcomponent *c = icalcomponent_get_first_component(whole, ICAL_VEVENT_COMPONENT); c;
         c = icalcomponent_get_next_component(whole, ICAL_VEVENT_COMPONENT))
        if ((icalcomponent_get_first_property(c, ICAL_RECURRENCEID_PROPERTY) != NULL) == moved) return c;
    fail();
    return NULL;
}

static void moved_and_left_out(void **state)
{
    (void)state;
    int32_t first;
    assert_true(date_parse(STR("2026-03-03"), &first));
    struct calendar_event e = weekly("Europe/Berlin", "FREQ=WEEKLY;BYDAY=TU", first, 600);
    e.until_on = first + 70;
    struct calendar_exception x[] = {
        {.planned_on = first + 7, .moved = false, .changed_at = 1772438400000},
        {.planned_on = first + 28,
         .moved = true,
         .starts_at = recurrence_instant(e.zone, first + 29, 870),
         .minutes = 60,
         .sequence = 2,
         .changed_at = 1772438400000},
    };
    struct calendar *c = calendar_new(arena, STR("Mine"));
    calendar_put(c, &e, x, 2);
    struct str text = calendar_text(c);
    icalcomponent *whole = parsed(text);
    icalcomponent *moved = event_with(whole, true), *all = event_with(whole, false);
    assert_string_equal(icalcomponent_get_uid(moved), icalcomponent_get_uid(all));
    assert_int_equal(icalcomponent_get_sequence(all), 3);
    assert_int_equal(icalcomponent_get_sequence(moved), 2);
    assert_non_null(strstr(text.at, "RECURRENCE-ID;TZID=Europe/Berlin:20260331T100000"));
    assert_non_null(strstr(text.at, "DTSTART;TZID=Europe/Berlin:20260401T143000"));
    assert_non_null(strstr(text.at, "EXDATE;TZID=Europe/Berlin:20260310T100000"));
    assert_non_null(strstr(text.at, "UNTIL=20260512T215900Z"));
    struct seen seen = {.n = 0};
    icalcomponent_foreach_recurrence(all, icaltime_from_timet_with_zone((time_t)first * 86400, 0, NULL),
                                     icaltime_from_timet_with_zone((time_t)(first + 100) * 86400, 0, NULL), see, &seen);
    assert_int_equal(seen.n, 10); /* eleven Tuesdays, less the one left out; the moved one counts by its own event */
    icalcomponent_free(whole);
}

static void texts_come_back(void **state)
{
    (void)state;
    const char *texts[] = {
        "One, two; three\\four: five",
        "Größenwahn und Überraschung für alle, die länger als fünfundsiebzig Bytes lesen möchten 🏔️🏔️🏔️🏔️🏔️🏔️🏔️",
        "END:VEVENT",
        "quotes \" and a caret ^ and a tab\tand percent %s",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct calendar_event e = weekly("Asia/Tokyo", NULL, 20500, 540);
        e.summary = e.place = str_of(texts[i]);
        struct calendar *c = calendar_new(arena, STR("Mine"));
        calendar_put(c, &e, NULL, 0);
        struct str text = calendar_text(c), rest = text, line;
        while (str_split(&rest, '\n', &line)) {
            assert_true(line.len <= 76);
            if (line.len) assert_int_equal(line.at[line.len - 1], '\r');
            assert_true(utf8_valid(line));
        }
        icalcomponent *whole = parsed(text);
        icalcomponent *event = event_with(whole, false);
        assert_string_equal(icalcomponent_get_summary(event), texts[i]);
        assert_string_equal(icalcomponent_get_location(event), texts[i]);
        assert_int_equal(icalcomponent_count_components(whole, ICAL_VEVENT_COMPONENT), 1);
        icalcomponent_free(whole);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_year_of_meetings),
        cmocka_unit_test(moved_and_left_out),
        cmocka_unit_test(texts_come_back),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
