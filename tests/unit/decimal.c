/* Amounts in millionths: what is read, what is refused and why, and rounding. */
#include "base/decimal.h"

#include <setjmp.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define FINE "This has more than six decimals."
#define WORD "This is not a number."

static void reads_and_prints(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t value;
        const char *printed;
    } rows[] = {
        {"0", 0, "0"},
        {"-0", 0, "0"},
        {"-0.000", 0, "0"},
        {"1.5", 1500000, "1.5"},
        {"-0.5", -500000, "-0.5"},
        {"20", 20000000, "20"},
        {"0.000001", 1, "0.000001"},
        {"-0.000001", -1, "-0.000001"},
        {"1e3", 1000000000, "1000"},
        {"1E+3", 1000000000, "1000"},
        {"1e-6", 1, "0.000001"},
        {"1.25e2", 125000000, "125"},
        {"125e-2", 1250000, "1.25"},
        {"0.1000000000000000000000", 100000, "0.1"},
        {"1000000000000000000000e-20", 10000000, "10"},
        {"0e99999999999999999999", 0, "0"},
        {"0.0e-99999999999999999999", 0, "0"},
        {"9200000000000", DECIMAL_MAX, "9200000000000"},
        {"-9200000000000", -DECIMAL_MAX, "-9200000000000"},
        {"9199999999999.999999", DECIMAL_MAX - 1, "9199999999999.999999"},
        {"0.00000000000000000000000092e36", INT64_C(920000000000) * DECIMAL_ONE, "920000000000"},
        {"100.010", 100010000, "100.01"},
    };
    struct arena *a = arena_new(1 << 20);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int64_t value = 77;
        const char *why = "unset";
        assert_true(decimal_parse(str_of(rows[i].text), &value, &why));
        assert_null(why);
        if (value != rows[i].value) fail_msg("%s gives %lld", rows[i].text, (long long)value);
        assert_string_equal(decimal_print(a, value).at, rows[i].printed);
    }
    arena_free(a);
}

static void refuses_with_a_reason(void **state)
{
    (void)state;
    static const struct {
        const char *text, *why;
    } rows[] = {
        {"", WORD},
        {"-", WORD},
        {"+1", WORD},
        {"01", WORD},
        {".5", WORD},
        {"5.", WORD},
        {"1e", WORD},
        {"1e+", WORD},
        {" 1", WORD},
        {"1 ", WORD},
        {"1,5", WORD},
        {"nan", WORD},
        {"inf", WORD},
        {"0x10", WORD},
        {"1.2.3", WORD},
        {"--1", WORD},
        {"1e5x", WORD},
        {"-.5", WORD},
        {"\xD9\xA1", WORD},
        {"0.0000001", FINE},
        {"1.0000001", FINE},
        {"1e-7", FINE},
        {"1e-999999999999999999999", FINE},
        {"9200000000000.000001", DECIMAL_OUT_OF_RANGE},
        {"-9200000000001", DECIMAL_OUT_OF_RANGE},
        {"1e13", DECIMAL_OUT_OF_RANGE},
        {"1e400", DECIMAL_OUT_OF_RANGE},
        {"-1e999999999999999999999", DECIMAL_OUT_OF_RANGE},
        {"99999999999999999999999999999999", DECIMAL_OUT_OF_RANGE},
        {"18446744073709.551616", DECIMAL_OUT_OF_RANGE}, /* 2^64 millionths */
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int64_t value = 77;
        const char *why = NULL;
        if (decimal_parse(str_of(rows[i].text), &value, &why)) fail_msg("%s", rows[i].text);
        assert_string_equal(why, rows[i].why);
        assert_int_equal(value, 77);
        assert_false(decimal_parse(str_of(rows[i].text), &value, NULL));
    }
    int64_t value;
    assert_false(decimal_parse(STR_NONE, &value, NULL));
}

static void reads_doubles_by_their_digits(void **state)
{
    (void)state;
    int64_t value;
    const char *why;
    assert_true(decimal_from_double(0.1 + 0.2, &value, &why));
    assert_int_equal(value, 300000);
    assert_true(decimal_from_double(1e12, &value, &why));
    assert_int_equal(value, INT64_C(1000000000000000000));
    assert_true(decimal_from_double(-0.0, &value, &why));
    assert_int_equal(value, 0);
    assert_true(decimal_from_double(12345678.654321, &value, &why));
    assert_int_equal(value, INT64_C(12345678654321));
    assert_false(decimal_from_double(1.0 / 3, &value, &why));
    assert_string_equal(why, FINE);
    assert_false(decimal_from_double(1e300, &value, &why));
    assert_string_equal(why, DECIMAL_OUT_OF_RANGE);
    assert_false(decimal_from_double(__builtin_nan(""), &value, &why));
    assert_string_equal(why, WORD);
    assert_false(decimal_from_double(__builtin_inf(), &value, &why));
}

static void multiplies_and_divides(void **state)
{
    (void)state;
    assert_int_equal(decimal_mul_div(2, 3, 2), 3);
    assert_int_equal(decimal_mul_div(1, 1, 2), 1); /* half, away from zero */
    assert_int_equal(decimal_mul_div(-1, 1, 2), -1);
    assert_int_equal(decimal_mul_div(1, 1, -2), -1);
    assert_int_equal(decimal_mul_div(-1, 1, -2), 1);
    assert_int_equal(decimal_mul_div(1, 1, 3), 0);
    assert_int_equal(decimal_mul_div(2, 1, 3), 1);
    assert_int_equal(decimal_mul_div(-2, 1, 3), -1);
    assert_int_equal(decimal_mul_div(5, 1, 4), 1);
    assert_int_equal(decimal_mul_div(6, 1, 4), 2);
    assert_int_equal(decimal_mul_div(0, 5, 7), 0);
    assert_int_equal(decimal_mul_div(7, 5, 1), 35);
    assert_int_equal(decimal_mul_div(DECIMAL_MAX, 7, 7), DECIMAL_MAX);
    assert_int_equal(decimal_mul_div(DECIMAL_MAX, 2, 1), DECIMAL_MAX);
    assert_int_equal(decimal_mul_div(DECIMAL_MAX, -2, 1), -DECIMAL_MAX);
    assert_int_equal(decimal_mul_div(INT64_MIN, INT64_MIN, 1), DECIMAL_MAX);
    assert_int_equal(decimal_mul_div(INT64_MIN, INT64_MIN, INT64_MIN), -DECIMAL_MAX);
    /* The design's example: 25 on the way from 20 to 40 is a quarter of 0.7. */
    assert_int_equal(decimal_mul_div(5 * DECIMAL_ONE, 700000, 20 * DECIMAL_ONE), 175000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_and_prints),
        cmocka_unit_test(refuses_with_a_reason),
        cmocka_unit_test(reads_doubles_by_their_digits),
        cmocka_unit_test(multiplies_and_divides),
    };
    return cmocka_run_group_tests_name("decimal", tests, NULL, NULL);
}
