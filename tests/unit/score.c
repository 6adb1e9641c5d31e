/* The arithmetic of scores: the vectors of the product, both directions, beyond both ends, and the greatest numbers. */
#include "app/score.h"

#include <setjmp.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define M DECIMAL_ONE

static void scores_by_the_vectors(void **state)
{
    (void)state;
    static const struct {
        struct score_scale scale;
        int64_t value, score;
    } rows[] = {
        {{20 * M, 40 * M, 50 * M}, 25 * M, 175000},
        {{20 * M, 40 * M, 50 * M}, 45 * M, 850000},
        {{20 * M, 40 * M, 50 * M}, 60 * M, 1300000},
        {{20 * M, 40 * M, 50 * M}, 20 * M, 0},
        {{20 * M, 40 * M, 50 * M}, 40 * M, 700000},
        {{20 * M, 40 * M, 50 * M}, 50 * M, 1000000},
        {{20 * M, 40 * M, 50 * M}, 10 * M, -350000},
        {{50 * M, 10 * M, 0}, 20 * M, 525000},
        {{50 * M, 10 * M, 0}, 10 * M, 700000},
        {{50 * M, 10 * M, 0}, 0, 1000000},
        {{50 * M, 10 * M, 0}, -10 * M, 1300000},
        {{50 * M, 10 * M, 0}, 60 * M, -175000},
        {{0, 10 * M, 20 * M}, 5900000, 413000},
        {{0, M, 2 * M}, 0, 0},
        {{0, M, 2 * M}, M, 700000},
        {{0, M, 2 * M}, 2 * M, 1000000},
        {{0, 3 * M, 6 * M}, M, 233333},     /* 0.2333333... */
        {{0, 3 * M, 4 * M}, 2 * M, 466667}, /* 0.4666666... */
        {{0, -3 * M, -6 * M}, M, -233333},
        {{0, 1, 2}, DECIMAL_MAX, DECIMAL_MAX}, /* what no score can hold stops at the end */
        {{-DECIMAL_MAX, 0, DECIMAL_MAX}, DECIMAL_MAX, 1000000},
        {{DECIMAL_MAX, 0, -DECIMAL_MAX}, DECIMAL_MAX / 2, 350000},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_null(score_scale_fault(rows[i].scale));
        int64_t score = score_of(rows[i].scale, rows[i].value);
        if (score != rows[i].score) fail_msg("row %zu gives %lld", i, (long long)score);
    }
}

static void refuses_what_is_no_scale(void **state)
{
    (void)state;
    static const struct score_scale wrong[] = {
        {20 * M, 20 * M, 30 * M}, /* start = good */
        {20 * M, 40 * M, 40 * M}, /* good = excellent */
        {20 * M, 40 * M, 30 * M}, {20 * M, 10 * M, 30 * M}, {50 * M, 10 * M, 20 * M}, {50 * M, 60 * M, 0},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) assert_non_null(score_scale_fault(wrong[i]));
}

static void means_are_weighted_and_clamped(void **state)
{
    (void)state;
    struct score_mean mean = {0};
    assert_int_equal(score_mean(&mean), 0);
    score_mean_add(&mean, M, 700000);
    score_mean_add(&mean, 3 * M, 300000);
    assert_int_equal(score_mean(&mean), 400000);
    score_mean_add(&mean, M, -500000); /* below the start counts 0 */
    assert_int_equal(score_mean(&mean), 320000);
    score_mean_add(&mean, 5 * M, 1300000); /* beyond excellent counts 1 */
    assert_int_equal(score_mean(&mean), 660000);
    score_mean_add_sum(&mean, 10, 10 * 660000);
    assert_int_equal(score_mean(&mean), 660000);
    score_mean_add(&mean, M, DECIMAL_NONE);
    assert_int_equal(score_mean(&mean), 628571);
}

static void expects_by_the_time_passed(void **state)
{
    (void)state;
    int32_t start = date_from_ymd(2026, 1, 1);
    assert_int_equal(score_expected(start - 1, start, start + 100), 0);
    assert_int_equal(score_expected(start, start, start + 100), 0);
    assert_int_equal(score_expected(start + 1, start, start + 100), 7000);
    assert_int_equal(score_expected(start + 50, start, start + 100), 350000);
    assert_int_equal(score_expected(start + 100, start, start + 100), 700000);
    assert_int_equal(score_expected(start + 500, start, start + 100), 700000);
    assert_int_equal(score_expected(start + 1, start, start + 3), 233333);
    assert_int_equal(score_expected(start, start, start), 700000); /* a goal of one day is due */
    assert_int_equal(score_expected(start - 1, start, start), 0);
}

static void tells_the_pace(void **state)
{
    (void)state;
    int64_t on = 950000, behind = 750000;
    assert_int_equal(score_pace(0, 0, on, behind), PACE_ON);
    assert_int_equal(score_pace(332500, 350000, on, behind), PACE_ON); /* 0.95 of it exactly */
    assert_int_equal(score_pace(332499, 350000, on, behind), PACE_BEHIND);
    assert_int_equal(score_pace(262500, 350000, on, behind), PACE_BEHIND);
    assert_int_equal(score_pace(262499, 350000, on, behind), PACE_WELL_BEHIND);
    assert_int_equal(score_pace(0, 7000, on, behind), PACE_WELL_BEHIND);
    assert_string_equal(pace_choices[PACE_WELL_BEHIND], "well_behind");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scores_by_the_vectors),
        cmocka_unit_test(refuses_what_is_no_scale),
        cmocka_unit_test(means_are_weighted_and_clamped),
        cmocka_unit_test(expects_by_the_time_passed),
        cmocka_unit_test(tells_the_pace),
    };
    return cmocka_run_group_tests_name("score", tests, NULL, NULL);
}
