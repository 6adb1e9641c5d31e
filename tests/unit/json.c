/* JSON out and in: commas, escaping, what is refused, and where a refusal points. */
#include "base/json.h"
#include "base/date.h"
#include "base/limits.h"

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

static void writes_every_kind_of_value(void **state)
{
    (void)state;
    struct json_out w = json_out_new(arena, 0);
    json_begin_object(&w);
    json_put_text(&w, "title", STR("Grow"));
    json_put_text(&w, "none", STR_NONE);
    json_put_text(&w, "empty", STR(""));
    json_put_int(&w, "least", INT64_MIN);
    json_put_id(&w, "id", 7);
    json_put_id(&w, "parent", 0);
    json_put_decimal(&w, "score", 175000);
    json_put_decimal(&w, "target", DECIMAL_NONE);
    json_put_bool(&w, "yes", true);
    json_put_bool(&w, "no", false);
    json_put_date(&w, "due", 20781);
    json_put_date(&w, "start", DATE_NONE);
    json_put_instant(&w, "at", 0);
    json_put_instant(&w, "closed", INSTANT_NONE);
    json_key(&w, "list");
    json_begin_array(&w);
    json_int(&w, 1);
    json_begin_array(&w);
    json_end_array(&w);
    json_begin_object(&w);
    json_end_object(&w);
    json_none(&w);
    json_raw(&w, STR("{\"raw\":1}"));
    json_raw(&w, STR(""));
    json_end_array(&w);
    json_key_str(&w, STR("a \"key\""));
    json_bool(&w, true);
    json_end_object(&w);
    assert_string_equal(json_done(&w).at,
                        "{\"title\":\"Grow\",\"none\":null,\"empty\":\"\",\"least\":-9223372036854775808,"
                        "\"id\":7,\"parent\":null,\"score\":0.175,\"target\":null,\"yes\":true,\"no\":false,"
                        "\"due\":\"2026-11-24\",\"start\":null,\"at\":\"1970-01-01T00:00:00.000Z\","
                        "\"closed\":null,\"list\":[1,[],{},null,{\"raw\":1},null],\"a \\\"key\\\"\":true}");
}

static const char *written(struct str s)
{
    struct json_out w = json_out_new(arena, 0);
    json_text(&w, s);
    return json_done(&w).at;
}

static void escapes_what_must_be(void **state)
{
    (void)state;
    assert_string_equal(written(STR("a\"b\\c\nd\re\tf\bg\fh\x01i\x1F\x7F")),
                        "\"a\\\"b\\\\c\\nd\\re\\tf\\bg\\fh\\u0001i\\u001f\x7F\"");
    assert_string_equal(written((struct str){"\0", 1}), "\"\\u0000\"");
    assert_string_equal(written(STR("Sánchez 目標 👩 done")), "\"Sánchez 目標 👩 done\"");
    assert_string_equal(written(STR("a\xC3")), "\"a\uFFFD\"");
    assert_string_equal(written(STR("\xFF\xFE\"é")), "\"\uFFFD\uFFFD\\\"é\"");
    assert_string_equal(written(STR("\xED\xA0\x80z")), "\"\uFFFD\uFFFD\uFFFDz\"");
}

/* Each special byte at each place of a text that is as long as some eights and a rest. */
static void escapes_at_every_offset(void **state)
{
    (void)state;
    static const char special[] = {'"', '\\', '\n', '\x01', '\x1F', '\0'};
    for (size_t len = 1; len < 27; len++) {
        for (size_t i = 0; i < len; i++) {
            for (size_t c = 0; c < sizeof special; c++) {
                char text[32];
                memset(text, i % 2 ? ' ' : '!', sizeof text); /* neighbours of the borders */
                text[i] = special[c];
                struct str json = str_of(written((struct str){text, len}));
                json_error_t error;
                json_t *back = json_loadb(json.at, json.len, JSON_DECODE_ANY | JSON_ALLOW_NUL, &error);
                assert_non_null(back);
                assert_int_equal(json_string_length(back), len);
                assert_memory_equal(json_string_value(back), text, len);
                json_decref(back);
            }
        }
        arena_reset(arena);
    }
}

static void reads_values(void **state)
{
    (void)state;
    struct str why;
    json_t *value = json_read(arena, STR(" {\"a\":[1,2.5,\"x\\u00e9\",true,null,{}],\"[[[[\":\"{{{\\\"[[\"} "), &why);
    assert_non_null(value);
    json_t *list = json_object_get(value, "a");
    assert_int_equal(json_array_size(list), 6);
    assert_string_equal(json_string_value(json_array_get(list, 2)), "xé");
    assert_true(json_is_true(json_read(arena, STR("true"), &why)));
    assert_int_equal(json_integer_value(json_read(arena, STR("-7"), &why)), -7);
}

static void refuses_and_says_where(void **state)
{
    (void)state;
    static const struct {
        const char *text, *place, *what;
    } rows[] = {
        {"", "empty", ""},
        {" \n ", "empty", ""},
        {"{\"a\":1,}", "line 1, column 8", "expected"},
        {"{\"a\":1\n \"b\":2}", "line 2,", "expected"},
        {"{\"a\":", "line 1, column", "too early"},
        {"[1,2", "line 1, column", "too early"},
        {"\"abc", "line 1, column", "too early"},
        {"{} {}", "line 1, column", "after the end"},
        {"{\"a\":1,\"a\":2}", "line 1, column", "twice"},
        {"\"a\\u0000b\"", "line 1, column", "NUL"},
        {"{\"a\\u0000b\":1}", "line 1, column", "NUL"},
        {"\"\xFF\"", "line 1, column", "UTF-8"},
        {"\"\xED\xA0\x80\"", "line 1, column", "UTF-8"},
        {"12345678901234567890", "line 1, column", "too large"},
        {"1e999", "line 1, column", "too large"},
        {"NaN", "line 1, column", "expected"},
        {"'a'", "line 1, column", "expected"},
        {"[01]", "line 1, column", "expected"},
        {"\"\\ud800\"", "line 1, column", "expected"},
        {"// x\n1", "line 1, column", "expected"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct str why = STR_NONE;
        if (json_read(arena, str_of(rows[i].text), &why)) fail_msg("%s is taken", rows[i].text);
        print_message("%s\n", why.at);
        assert_true(str_starts(why, STR("The text is not valid JSON: ")));
        assert_true(str_find(why, str_of(rows[i].place)) > 0);
        assert_true(str_find(why, str_of(rows[i].what)) >= 0);
    }
    struct str why;
    assert_null(json_read(arena, (struct str){"[1]\0", 4}, &why));
    assert_null(json_read(arena, (struct str){"\"a\0b\"", 5}, &why));
    assert_null(json_read(arena, STR_NONE, &why));
}

static struct str nested(int depth)
{
    struct buf b = buf_new(arena, 0);
    for (int i = 0; i < depth; i++) buf_puts(&b, i % 2 ? "{\"é\":" : "[\n");
    buf_char(&b, '1');
    for (int i = depth; i-- > 0;) buf_char(&b, i % 2 ? '}' : ']');
    return buf_str(&b);
}

static void depth_is_limited(void **state)
{
    (void)state;
    struct str why = STR_NONE;
    assert_non_null(json_read(arena, nested(LIMIT_JSON_DEPTH), &why));
    assert_null(json_read(arena, nested(LIMIT_JSON_DEPTH + 1), &why));
    assert_true(str_find(why, STR("line 9, column 6: objects and arrays are nested too deeply")) > 0);
    assert_null(json_read(arena, nested(100000), &why));
    assert_true(str_find(why, STR("too deeply")) > 0);
    struct buf wide = buf_new(arena, 0); /* many, but side by side */
    buf_puts(&wide, "[[]");
    for (int i = 0; i < 1000; i++) buf_puts(&wide, ",[{}]");
    buf_puts(&wide, "]");
    assert_non_null(json_read(arena, buf_str(&wide), &why));
}

static void numbers_become_millionths(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t value;
        const char *why;
    } rows[] = {
        {"12", 12000000, NULL},
        {"-0.5", -500000, NULL},
        {"0.1", 100000, NULL},
        {"1e3", 1000000000, NULL},
        {"9200000000000", DECIMAL_MAX, NULL},
        {"-9200000000000", -DECIMAL_MAX, NULL},
        {"9200000000001", 0, DECIMAL_OUT_OF_RANGE},
        {"9223372036854775807", 0, DECIMAL_OUT_OF_RANGE},
        {"0.1234567", 0, "This has more than six decimals."},
        {"1e99", 0, DECIMAL_OUT_OF_RANGE},
        {"\"1\"", 0, "This is not a number."},
        {"null", 0, "This is not a number."},
        {"true", 0, "This is not a number."},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct str refusal;
        int64_t value = 0;
        const char *why = "unset";
        json_t *number = json_read(arena, str_of(rows[i].text), &refusal);
        assert_non_null(number);
        assert_int_equal(json_to_decimal(number, &value, &why), rows[i].why == NULL);
        assert_int_equal(value, rows[i].value);
        if (rows[i].why) assert_string_equal(why, rows[i].why);
        else assert_null(why);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_every_kind_of_value), cmocka_unit_test(escapes_what_must_be),
        cmocka_unit_test(escapes_at_every_offset),    cmocka_unit_test(reads_values),
        cmocka_unit_test(refuses_and_says_where),     cmocka_unit_test(depth_is_limited),
        cmocka_unit_test(numbers_become_millionths),
    };
    return cmocka_run_group_tests_name("json", tests, setup, teardown);
}
