/* CSV in and out: separators, quotes, faults that stay in their row, and formulas. */
#include "base/csv.h"
#include "base/limits.h"

#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#ifndef DATA_FOLDER
#define DATA_FOLDER "tests/data" /* tests run in the tree's root */
#endif

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

/* All rows as one text: fields in brackets, "line:" before, a fault in its words. */
static const char *show(struct str text)
{
    struct csv c = csv_open(arena, text);
    struct buf b = buf_new(arena, 100);
    struct str *fields;
    int n;
    while (csv_row(&c, &fields, &n)) {
        buf_format(&b, "%d:", c.line);
        if (c.fault) {
            assert_int_equal(n, 0);
            buf_format(&b, "(%s)", c.fault);
        }
        for (int i = 0; i < n; i++) {
            assert_int_equal(fields[i].at[fields[i].len], 0);
            buf_format(&b, "[%s]", fields[i].at);
        }
        buf_char(&b, ' ');
    }
    assert_int_equal(n, 0);
    assert_false(csv_row(&c, &fields, &n)); /* the end stays the end */
    return buf_str(&b).at;
}

static void rows_and_fields(void **state)
{
    (void)state;
    static const struct {
        const char *text, *shown;
    } rows[] = {
        {"", ""},
        {"\n\r\n\n", ""},
        {"a", "1:[a] "},
        {"a,b\n1,2\n", "1:[a][b] 2:[1][2] "},
        {"a,b\r\n1,2\r\n", "1:[a][b] 2:[1][2] "},
        {"a,b\n1,2\r", "1:[a][b] 2:[1][2] "},
        {"\xEF\xBB\xBF"
         "a,b\n",
         "1:[a][b] "},
        {"a,b\n\n\r\n1,2", "1:[a][b] 4:[1][2] "},
        {"a,\n,b\n,\n", "1:[a][] 2:[][b] 3:[][] "},
        {"\"a\",\"b\"\n", "1:[a][b] "},
        {"\"a \"\"b\"\"\",c\n", "1:[a \"b\"][c] "},
        {"\"two\nlines\",b\nnext,c\n", "1:[two\nlines][b] 3:[next][c] "},
        {"\"two\r\nlines\",b\r\nnext,c", "1:[two\r\nlines][b] 3:[next][c] "},
        {"\"\",\"\"\"\"\n", "1:[][\"] "},
        {"\"\"\n", "1:[] "},
        {"a \"b\" c,5\" pipe\n", "1:[a \"b\" c][5\" pipe] "},
        {" a , b \n", "1:[ a ][ b ] "},
        {"a\rb,c\n", "1:[a\rb][c] "},
        {"a;b\n1,5;2\n", "1:[a][b] 2:[1,5][2] "},
        {"a\tb;c\td\n", "1:[a][b;c][d] "},
        {"\"a,b,c\";d\n", "1:[a,b,c][d] "},
        {"a,b;c\n", "1:[a][b;c] "}, /* as many of each: the comma */
        {"\"a\"", "1:[a] "},
        {"\"a\"\r", "1:[a] "},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_string_equal(show(str_of(rows[i].text)), rows[i].shown);
    assert_string_equal(show(STR_NONE), "");
}

static void faults_stay_in_their_row(void **state)
{
    (void)state;
    assert_string_equal(show(STR("a,b\n\"x\"y,z\nc,d\n")),
                        "1:[a][b] 2:(there is text after a closing quote) 3:[c][d] ");
    assert_string_equal(show(STR("a,b\n\"x\" ,z\r\nc,d\n")),
                        "1:[a][b] 2:(there is text after a closing quote) 3:[c][d] ");
    assert_string_equal(show(STR("a,b\n\xFF,z\nc,d\n")), "1:[a][b] 2:(the text is not valid UTF-8) 3:[c][d] ");
    assert_string_equal(show(STR("a,b\n\"\n\xC3\n\",z\nc,d\n")), "1:[a][b] 2:(the text is not valid UTF-8) 5:[c][d] ");
    assert_string_equal(show((struct str){"a,b\nx\0y,z\nc,d\n", 14}), "1:[a][b] 2:(there is a NUL byte) 3:[c][d] ");
    assert_string_equal(show(STR("a,b\nc,d\n\"x,z\ne,f\n")), "1:[a][b] 2:[c][d] 3:(a quoted field does not end) ");
    assert_string_equal(show(STR("\"")), "1:(a quoted field does not end) ");
    assert_string_equal(show(STR("\"\"\"")), "1:(a quoted field does not end) ");
}

static void too_many_fields(void **state)
{
    (void)state;
    for (int n = LIMIT_CSV_COLUMNS - 1; n <= LIMIT_CSV_COLUMNS + 2; n++) {
        struct buf b = buf_new(arena, 100);
        for (int i = 0; i < n; i++) buf_format(&b, "%s\"%d\n\"", i ? "," : "", i);
        buf_puts(&b, "\nnext,row\n");
        struct csv c = csv_open(arena, buf_str(&b));
        struct str *fields;
        int count;
        assert_true(csv_row(&c, &fields, &count));
        assert_int_equal(count, n <= LIMIT_CSV_COLUMNS ? n : 0);
        assert_int_equal(c.fault != NULL, n > LIMIT_CSV_COLUMNS);
        assert_true(csv_row(&c, &fields, &count));
        assert_int_equal(count, 2);
        assert_int_equal(c.line, n + 2);
        assert_null(c.fault);
        assert_false(csv_row(&c, &fields, &count));
    }
}

static const char *put(struct str field, char separator)
{
    struct buf b = buf_new(arena, 10);
    csv_put(&b, field, separator);
    return buf_str(&b).at;
}

static void writing(void **state)
{
    (void)state;
    static const struct {
        const char *field, *put;
    } rows[] = {
        {"", ""},
        {"plain", "plain"},
        {"Sánchez", "Sánchez"},
        {"a,b", "\"a,b\""},
        {"a;b", "\"a;b\""},
        {"a\tb", "\"a\tb\""},
        {"say \"hi\"", "\"say \"\"hi\"\"\""},
        {"two\nlines", "\"two\nlines\""},
        {"a\rb", "\"a\rb\""},
        {" space", "\" space\""},
        {"=1+1", "'=1+1"},
        {"=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\""},
        {"+49 30 1234", "'+49 30 1234"},
        {"@SUM(A1)", "'@SUM(A1)"},
        {"-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0"},
        {"\t=1", "\"'\t=1\""},
        {"\r=1", "\"'\r=1\""},
        {"\uFF1D1", "'\uFF1D1"},
        {"-5", "-5"},
        {"-0.25", "-0.25"},
        {"- a dash", "'- a dash"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_string_equal(put(str_of(rows[i].field), ','), rows[i].put);
    assert_string_equal(put(STR_NONE, ','), "");
    assert_string_equal(put(STR("a|b"), '|'), "\"a|b\"");
}

static struct str read_data(const char *name)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", DATA_FOLDER, name);
    FILE *file = fopen(path, "rb");
    if (!file) fail_msg("%s cannot be opened", path);
    struct buf b = buf_new(arena, 1 << 16);
    size_t n;
    while ((n = fread(buf_reserve(&b, 4096), 1, 4096, file)) > 0) b.len += n;
    fclose(file);
    return buf_str(&b);
}

/* A real file reads the same after it was written and read again. */
static void real_rows_round_trip(void **state)
{
    (void)state;
    struct csv c = csv_open(arena, read_data("okrs-extract.csv"));
    struct str *fields, *again;
    int n, n_again, rows = 0, quoted = 0;
    while (csv_row(&c, &fields, &n)) {
        assert_null(c.fault);
        assert_int_equal(n, 7);
        struct buf b = buf_new(arena, 500);
        for (int i = 0; i < n; i++) {
            if (i) buf_char(&b, ',');
            csv_put(&b, fields[i], ',');
        }
        struct csv back = csv_open(arena, buf_str(&b));
        back.separator = ',';
        assert_true(csv_row(&back, &again, &n_again));
        assert_int_equal(n_again, n);
        for (int i = 0; i < n; i++) {
            quoted += str_find(fields[i], STR(",")) >= 0 || str_find(fields[i], STR("\"")) >= 0;
            assert_true(str_equal(fields[i], again[i]));
        }
        rows++;
    }
    assert_int_equal(rows, 41);   /* a header and forty lines */
    assert_int_equal(quoted, 24); /* lines of the file that have a quote */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_and_fields),      cmocka_unit_test(faults_stay_in_their_row),
        cmocka_unit_test(too_many_fields),      cmocka_unit_test(writing),
        cmocka_unit_test(real_rows_round_trip),
    };
    return cmocka_run_group_tests_name("csv", tests, setup, teardown);
}
