/* Fuzzing CSV: each row that was read reads the same after it was written, whatever the separator;
 * reading ends; and no field holds what the header rules out. */
#include "base/csv.h"
#include "base/limits.h"

#include <stdlib.h>
#include <string.h>

#define MUST(condition)                                                                                                \
    do {                                                                                                               \
        if (!(condition)) abort();                                                                                     \
    } while (0)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The field itself, or with the mark that keeps it from running as a formula. */
static bool is_written_as(struct arena *a, struct str field, struct str back)
{
    if (str_equal(field, back)) return true;
    return str_equal(str_format(a, "'%.*s", STR_ARG(field)), back);
}

static void write_and_read(struct arena *a, const struct str *fields, int n, char separator)
{
    struct buf b = buf_new(a, 0);
    for (int i = 0; i < n; i++) {
        if (i) buf_char(&b, separator);
        csv_put(&b, fields[i], separator);
    }
    if (b.len == 0) return; /* one empty field is an empty line, and those are skipped */
    buf_puts(&b, "\r\nnext,row");
    struct csv c = csv_open(a, buf_str(&b));
    c.separator = separator;
    struct str *back;
    int n_back;
    MUST(csv_row(&c, &back, &n_back));
    MUST(!c.fault && n_back == n);
    for (int i = 0; i < n; i++) MUST(is_written_as(a, fields[i], back[i]));
    MUST(csv_row(&c, &back, &n_back) && !c.fault);
    MUST(!csv_row(&c, &back, &n_back));
}

static void read_all(struct arena *a, struct str text)
{
    struct csv c = csv_open(a, text);
    struct str *fields;
    int n, line = 0;
    size_t rest = c.rest.len;
    while (csv_row(&c, &fields, &n)) {
        MUST(c.rest.len < rest && c.line > line);
        rest = c.rest.len;
        line = c.line;
        MUST(c.fault ? n == 0 : n >= 1 && n <= LIMIT_CSV_COLUMNS);
        for (int i = 0; i < n; i++) {
            MUST(utf8_valid(fields[i]) && strlen(fields[i].at) == fields[i].len);
        }
        if (n) write_and_read(a, fields, n, ",;\t"[line % 3]);
    }
    MUST(c.rest.len == 0);
}

/* Any valid text is a field that can be written. */
static void write_halves(struct arena *a, struct str text)
{
    struct str halves[] = {str_cut(text, 0, text.len / 2), str_cut(text, text.len / 2, text.len)};
    if (text.len && memchr(text.at, '\0', text.len)) return;
    if (utf8_valid(halves[0]) && utf8_valid(halves[1])) write_and_read(a, halves, 2, ',');
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new((size_t)1 << 30);
    struct str text = {size ? (const char *)data : "", size};
    read_all(a, text);
    write_halves(a, text);
    arena_free(a);
    return 0;
}
