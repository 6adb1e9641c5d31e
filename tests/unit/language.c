/* Sentences in other languages: what fits, what is refused, plurals, and who is answered in which. */
#include "kernel/language.h"

#include "kernel/http.h"

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
    language_forget();
    arena_free(arena);
    return 0;
}

static const char *said(enum language l, const char *english, ...) __attribute__((format(printf, 2, 3)));
static const char *said(enum language l, const char *english, ...)
{
    va_list args;
    va_start(args, english);
    struct str s = language_vsay(arena, l, english, args);
    va_end(args);
    return s.at;
}

static bool put(const char *english, const char *german)
{
    return language_put(LANGUAGE_GERMAN, str_of(english), str_of(german));
}

static void the_catalogues_fit(void **state)
{
    (void)state;
    assert_int_equal(language_prepare(), 0);
    assert_string_equal(said(LANGUAGE_GERMAN, "Please sign in first."), "Bitte melde dich erst an.");
    assert_string_equal(said(LANGUAGE_ENGLISH, "Please sign in first."), "Please sign in first.");
}

static void english_is_said_as_printf_would(void **state)
{
    (void)state;
    assert_string_equal(said(LANGUAGE_ENGLISH, "%s has %lld of %d, 100%%: %c%.*s.", "Ada", -7LL, 3, 'x', 2, "yzw"),
                        "Ada has -7 of 3, 100%: xyz.");
    assert_string_equal(said(LANGUAGE_ENGLISH, "{\"name\": value} and {#}"), "{\"name\": value} and {#}");
    assert_string_equal(said(LANGUAGE_ENGLISH, "%05.1f%%", 2.25), "002.2%"); /* not ours: as printf says it */
    assert_string_equal(said(LANGUAGE_ENGLISH, "%.*s|", 0, ""), "|");
    assert_string_equal(said(LANGUAGE_ENGLISH, "%lld", (long long)INT64_MIN), "-9223372036854775808");
}

static void a_translation_may_change_the_order(void **state)
{
    (void)state;
    assert_true(put("%s has %lld goals in %.*s.", "In %3$.*s hat %1$s %2$lld Ziele."));
    assert_string_equal(said(LANGUAGE_GERMAN, "%s has %lld goals in %.*s.", "Ada", 3LL, 3, "Ulmen"),
                        "In Ulm hat Ada 3 Ziele.");
    assert_string_equal(said(LANGUAGE_GERMAN, "%s has nothing.", "Ada"), "Ada has nothing.");
}

static void one_that_asks_for_other_values_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "%s",
        "%d %d",
        "%lld",
        "%2$d",
        "%1$d %2$d",
        "%1$s",
        "%d %1$d",
        "nothing",
        "%n",
        "%1$n",
        "%",
        "%ld",
        "%9$d",
        "%0$d",
        "%*d",
        "{%d, plural",
        "{%d, plural, one {#}}",
        "{%d, plural, other {#}",
        "{%d, plural, many {#} other {#}}",
        "{%d, select, other {#}}",
        "{%s, plural, other {#}}",
        "{%d, plural, other {%d}}",
        "{%d}",
        "{%1$d, plural, other {{%1$d, plural, other {#}}}}",
    };
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        if (put("There are %d.", bad[i])) fail_msg("\"%s\" was taken", bad[i]);
    assert_true(put("There are %d.", "Es sind %d."));
    assert_true(put("There are %d.", "Es sind %1$d, ja, %1$d."));
    assert_true(put("There are %d.", "{%d, plural, =0 {keine} one {eines} other {# (%1$d)}}") ==
                false); /* both ways of naming */
    assert_true(put("There are %d.", "{%1$d, plural, =0 {keine} one {eines} other {# (%1$d)}}"));
    assert_string_equal(said(LANGUAGE_GERMAN, "There are %d.", 5), "5 (5)");
}

static void plurals_choose_a_branch(void **state)
{
    (void)state;
#define WAIT "Wait {%d, plural, one {# minute} other {# minutes}}."
    assert_string_equal(said(LANGUAGE_ENGLISH, WAIT, 1), "Wait 1 minute.");
    assert_string_equal(said(LANGUAGE_ENGLISH, WAIT, 0), "Wait 0 minutes.");
    assert_string_equal(said(LANGUAGE_ENGLISH, WAIT, -1), "Wait -1 minutes.");
    assert_true(
        put(WAIT, "Warte {%d, plural, other {# Minuten} one {# Minute} =1 {ein Minütchen} =12 {ein Dutzend}}."));
    assert_string_equal(said(LANGUAGE_GERMAN, WAIT, 1), "Warte ein Minütchen.");
    assert_string_equal(said(LANGUAGE_GERMAN, WAIT, 12), "Warte ein Dutzend.");
    assert_string_equal(said(LANGUAGE_GERMAN, WAIT, 2), "Warte 2 Minuten.");
}

static void the_pseudo_language_marks_each_sentence_once(void **state)
{
    (void)state;
    assert_string_equal(said(LANGUAGE_PSEUDO, "There is %s.", "one"), "⟦There is one.⟧");
    assert_string_equal(said(LANGUAGE_PSEUDO, "%s", said(LANGUAGE_PSEUDO, "Yes.")), "⟦Yes.⟧");
}

static void a_sentence_from_elsewhere_is_looked_up_whole(void **state)
{
    (void)state;
    assert_true(put("Only people operations can do that.", "Das können nur People Operations."));
    assert_string_equal(said(LANGUAGE_GERMAN, "%s", "Only people operations can do that."),
                        "Das können nur People Operations.");
    assert_string_equal(said(LANGUAGE_GERMAN, "%.*s", 9, "unknown %s"), "unknown %");
}

static void tags_and_wishes(void **state)
{
    (void)state;
    static const struct {
        const char *header;
        enum language language;
    } rows[] = {
        {"de", LANGUAGE_GERMAN},
        {"de-AT,de;q=0.9,en;q=0.8", LANGUAGE_GERMAN},
        {"fr, en;q=0.5, de;q=0.7", LANGUAGE_GERMAN},
        {"en-GB;q=0.9,DE;q=0.8", LANGUAGE_ENGLISH},
        {"de;q=0", LANGUAGE_NONE},
        {"de;q=0.000,en;q=0.001", LANGUAGE_ENGLISH},
        {"en-xa", LANGUAGE_PSEUDO},
        {"fr", LANGUAGE_NONE},
        {"*", LANGUAGE_NONE},
        {"", LANGUAGE_NONE},
        {",,;;q=1,de;q=x", LANGUAGE_NONE},
        {"deutsch", LANGUAGE_NONE},
        {"en ; q=1.0 , de", LANGUAGE_ENGLISH},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        if (language_accepted(str_of(rows[i].header)) != rows[i].language) fail_msg("%s", rows[i].header);
    assert_int_equal(language_accepted(STR_NONE), LANGUAGE_NONE);
    assert_int_equal(language_of_tag(STR_NONE), LANGUAGE_NONE);
    struct ctx ctx = {.arena = arena};
    assert_int_equal(language_of(&ctx), LANGUAGE_ENGLISH);
    ctx.actor.language = STR("de-CH");
    assert_int_equal(language_of(&ctx), LANGUAGE_GERMAN);
    ctx.actor.language = STR("fr");
    assert_int_equal(language_of(&ctx), LANGUAGE_ENGLISH);
}

static void many_translations_are_all_found(void **state)
{
    (void)state;
    for (int i = 0; i < 3000; i++)
        assert_true(
            language_put(LANGUAGE_GERMAN, str_format(arena, "Number %d.", i), str_format(arena, "Zahl %d.", i)));
    for (int i = 0; i < 3000; i++) {
        struct str english = str_format(arena, "Number %d.", i);
        assert_string_equal(said(LANGUAGE_GERMAN, "%s", english.at), str_format(arena, "Zahl %d.", i).at);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_catalogues_fit, setup, teardown),
        cmocka_unit_test_setup_teardown(english_is_said_as_printf_would, setup, teardown),
        cmocka_unit_test_setup_teardown(a_translation_may_change_the_order, setup, teardown),
        cmocka_unit_test_setup_teardown(one_that_asks_for_other_values_is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(plurals_choose_a_branch, setup, teardown),
        cmocka_unit_test_setup_teardown(the_pseudo_language_marks_each_sentence_once, setup, teardown),
        cmocka_unit_test_setup_teardown(a_sentence_from_elsewhere_is_looked_up_whole, setup, teardown),
        cmocka_unit_test_setup_teardown(tags_and_wishes, setup, teardown),
        cmocka_unit_test_setup_teardown(many_translations_are_all_found, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
