/* Text: slices, numbers, Unicode forms and the growing text. */
#include "base/str.h"

#include <setjmp.h>
#include <stdint.h>
#include <string.h>

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

#define assert_str(s, literal) check_str((s), (literal), __FILE__, __LINE__)
static void check_str(struct str s, const char *literal, const char *file, int line)
{
    if (s.at && s.len == strlen(literal) && memcmp(s.at, literal, s.len) == 0) return;
    print_error("\"%.*s\" is not \"%s\"\n", STR_ARG(s), literal);
    _fail(file, line);
}

static void none_differs_from_empty(void **state)
{
    (void)state;
    assert_true(str_none(STR_NONE));
    assert_false(str_none(STR("")));
    assert_true(str_empty(STR_NONE));
    assert_true(str_empty(STR("")));
    assert_false(str_equal(STR_NONE, STR("")));
    assert_true(str_equal(STR_NONE, str_of(NULL)));
    assert_true(str_none(str_copy(arena, STR_NONE)));
    assert_str(str_copy(arena, STR("")), "");
    assert_false(str_is(STR_NONE, ""));
    assert_true(str_none(str_trim(STR_NONE)));
    assert_true(str_none(str_cut(STR_NONE, 0, 5)));
    assert_true(str_none(utf8_normal(arena, STR_NONE)));
    assert_true(str_none(utf8_fold(arena, STR_NONE)));
    assert_true(str_none(utf8_lower(arena, STR_NONE)));
    assert_int_equal(str_compare(STR_NONE, STR("")), -1);
    assert_int_equal(str_compare(STR(""), STR_NONE), 1);
    assert_int_equal(str_compare(STR_NONE, STR_NONE), 0);
}

static void made_texts_end_with_nul(void **state)
{
    (void)state;
    struct str cut = str_cut(STR("goals and roads"), 0, 5);
    struct str copy = str_copy(arena, cut);
    assert_int_equal(strlen(copy.at), 5);
    struct str f = str_format(arena, "%d-%s", 7, "x");
    assert_str(f, "7-x");
    assert_int_equal(f.at[f.len], 0);
    struct buf b = buf_new(arena, 0);
    assert_int_equal(b.at[0], 0);
    for (int i = 0; i < 300; i++) {
        buf_char(&b, 'x');
        assert_int_equal(b.at[b.len], 0);
    }
    assert_int_equal(buf_str(&b).len, 300);
}

static void comparing_and_searching(void **state)
{
    (void)state;
    assert_int_equal(str_compare(STR("a"), STR("b")), -1);
    assert_int_equal(str_compare(STR("ab"), STR("a")), 1);
    assert_int_equal(str_compare(STR("\xC3"), STR("a")), 1);
    assert_true(str_equal_ascii_case(STR("If-Match"), STR("if-mATCH")));
    assert_false(str_equal_ascii_case(STR("[a"), STR("{a")));
    assert_true(str_starts(STR("goal"), STR("go")));
    assert_true(str_starts(STR("goal"), STR("")));
    assert_false(str_starts(STR("go"), STR("goal")));
    assert_true(str_ends(STR("goal"), STR("al")));
    assert_false(str_ends(STR("al"), STR("goal")));
    assert_int_equal(str_find(STR("one two"), STR("two")), 4);
    assert_int_equal(str_find(STR("one two"), STR("")), 0);
    assert_int_equal(str_find(STR("one two"), STR("three")), -1);
    assert_int_equal(str_find(STR(""), STR("x")), -1);
    assert_true(str_hash(STR("a")) == UINT64_C(0xaf63dc4c8601ec8c)); /* the published value */
}

static void cutting_is_clamped(void **state)
{
    (void)state;
    assert_str(str_cut(STR("abc"), 1, 2), "b");
    assert_str(str_cut(STR("abc"), 2, 99), "c");
    assert_str(str_cut(STR("abc"), 9, 99), "");
    assert_str(str_cut(STR("abc"), 2, 1), "");
    assert_str(str_trim(STR(" \t\r\n a b \v\f")), "a b");
    assert_str(str_trim(STR("  ")), "");
}

static void splitting_ends(void **state)
{
    (void)state;
    struct str rest = STR("a,,b,"), part;
    const char *const parts[] = {"a", "", "b", ""};
    for (int i = 0; i < 4; i++) {
        assert_true(str_split(&rest, ',', &part));
        assert_str(part, parts[i]);
    }
    assert_false(str_split(&rest, ',', &part));
    assert_true(str_none(part));
    rest = STR("");
    assert_true(str_split(&rest, ',', &part));
    assert_false(str_split(&rest, ',', &part));
}

static void joining(void **state)
{
    (void)state;
    const struct str parts[] = {STR("a"), STR_NONE, STR("c")};
    assert_str(str_join(arena, parts, 3, STR(", ")), "a, , c");
    assert_str(str_join(arena, parts, 1, STR(", ")), "a");
    assert_str(str_join(arena, parts, 0, STR(", ")), "");
}

static void whole_numbers(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t value;
    } good[] = {
        {"0", 0},
        {"-0", 0},
        {"007", 7},
        {"-12", -12},
        {"9223372036854775807", INT64_MAX},
        {"-9223372036854775808", INT64_MIN},
    };
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        int64_t value = 1;
        assert_true(str_to_int(str_of(good[i].text), &value));
        assert_true(value == good[i].value);
        struct buf b = buf_new(arena, 4);
        buf_int(&b, value);
        assert_true(str_to_int(buf_str(&b), &value));
        assert_true(value == good[i].value);
    }
    static const char *const bad[] = {
        "",
        "-",
        "+1",
        " 1",
        "1 ",
        "1.0",
        "0x1",
        "1e3",
        "--1",
        "9223372036854775808",
        "-9223372036854775809",
        "99999999999999999999999999",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        int64_t value = 42;
        assert_false(str_to_int(str_of(bad[i]), &value));
        assert_int_equal(value, 42);
    }
    int64_t value;
    assert_false(str_to_int(STR_NONE, &value));
    assert_false(str_to_int((struct str){"1\0", 2}, &value));
}

static void formatting_into_a_growing_text(void **state)
{
    (void)state;
    struct buf b = buf_new(arena, 3);
    buf_put(&b, STR("ab"));
    buf_put(&b, STR_NONE);
    buf_puts(&b, NULL);
    buf_format(&b, "%03d|%s", 7, "a text that is longer than the room");
    buf_int(&b, INT64_MIN);
    assert_str(buf_str(&b), "ab007|a text that is longer than the room-9223372036854775808");
    for (size_t room = 0; room < 12; room++) { /* each way that a text can just fit or just not */
        struct buf c = buf_new(arena, room);
        buf_format(&c, "%s", "12345");
        buf_format(&c, "%s", "");
        buf_format(&c, "%s", "678");
        assert_str(buf_str(&c), "12345678");
        assert_int_equal(c.at[c.len], 0);
    }
}

static void validity(void **state)
{
    (void)state;
    static const char *const good[] = {"", "goal", "Sánchez", "目標を達成する", "👩‍💻 ok", "\x7F"};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) assert_true(utf8_valid(str_of(good[i])));
    static const char *const bad[] = {
        "\x80", "abc\xC3", "\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "12345678\xFFxyz", "\xE2\x82", "\xC3(",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_false(utf8_valid(str_of(bad[i])));
        assert_true(utf8_has_control(str_of(bad[i])));
        assert_true(utf8_valid(utf8_mend(arena, str_of(bad[i]))));
        assert_true(utf8_valid(utf8_normal(arena, str_of(bad[i]))));
        assert_true(utf8_valid(utf8_fold(arena, str_of(bad[i]))));
    }
    assert_str(utf8_mend(arena, STR("a\xFF\xC3"
                                    "b")),
               "a\uFFFD\uFFFDb");
    assert_int_equal(utf8_count(STR("Sánchez 目標 👩")), 12);
    assert_int_equal(utf8_count(STR("")), 0);
}

static void control_characters(void **state)
{
    (void)state;
    static const char *const fine[] = {"two\nlines\tand a tab", "שלום", "a\u200Db", "naïve", ""};
    for (size_t i = 0; i < sizeof fine / sizeof fine[0]; i++) assert_false(utf8_has_control(str_of(fine[i])));
    static const char *const wrong[] = {"a\rb", "\x1B[31m", "\x7F", "\xC2\x85", "x\u202Ey", "\u2066", "\u2069"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) assert_true(utf8_has_control(str_of(wrong[i])));
    assert_true(utf8_has_control((struct str){"a\0b", 3}));
}

static void unicode_forms(void **state)
{
    (void)state;
    assert_str(utf8_normal(arena, STR("Sa\u0301nchez")), "S\u00E1nchez");
    assert_str(utf8_normal(arena, STR("plain")), "plain");
    assert_str(utf8_fold(arena, STR("D'S\u00E1")), "d'sa");
    assert_str(utf8_fold(arena, STR("Stra\u00DFe \uFB01n \uFF21")), "strasse fin a");
    assert_str(utf8_fold(arena, STR("ANNE")), "anne");
    assert_str(utf8_fold(arena, STR("Z\u00FCrich")), "zurich");
    assert_str(utf8_lower(arena, STR("Ken.S\u00C1NCHEZ@X.COM")), "ken.s\u00E1nchez@x.com");
    assert_str(utf8_lower(arena, STR("A\u030A")), "\u00E5");
    assert_str(utf8_lower(arena, STR("KEN0@EXAMPLE")), "ken0@example");
    struct str nul = utf8_lower(arena, (struct str){"\u00C1\0B", 4});
    assert_int_equal(nul.len, 4);
    assert_memory_equal(nul.at, "\u00E1\0b", 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(none_differs_from_empty),
        cmocka_unit_test(made_texts_end_with_nul),
        cmocka_unit_test(comparing_and_searching),
        cmocka_unit_test(cutting_is_clamped),
        cmocka_unit_test(splitting_ends),
        cmocka_unit_test(joining),
        cmocka_unit_test(whole_numbers),
        cmocka_unit_test(formatting_into_a_growing_text),
        cmocka_unit_test(validity),
        cmocka_unit_test(control_characters),
        cmocka_unit_test(unicode_forms),
    };
    return cmocka_run_group_tests_name("str", tests, setup, teardown);
}
