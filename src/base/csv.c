/* CSV as RFC 4180 has it and as spreadsheets write it. A row is parsed in one pass over the text
 * and its fields are copied into one block; a bad row is reported by itself and the rows behind it
 * are still read. */
#include "base/csv.h"

#include "base/decimal.h"
#include "base/limits.h"

#include <string.h>

#define FAULT_QUOTE_OPEN "a quoted field does not end"
#define FAULT_QUOTE_TEXT "there is text after a closing quote"
#define FAULT_COLUMNS "there are more than 64 fields"
#define FAULT_UTF8 "the text is not valid UTF-8"
#define FAULT_NUL "there is a NUL byte"
_Static_assert(LIMIT_CSV_COLUMNS == 64, "FAULT_COLUMNS says how many");

static const char byte_order_mark[] = "\xEF\xBB\xBF";

/* The separator that the first line has most of, outside of quotes; a comma when there is none. */
static char choose_separator(struct str text)
{
    static const char candidates[] = {',', ';', '\t'};
    size_t counts[sizeof candidates] = {0};
    bool quoted = false;
    for (size_t i = 0; i < text.len && (quoted || text.at[i] != '\n'); i++) {
        if (text.at[i] == '"') quoted = !quoted;
        if (quoted) continue;
        for (size_t c = 0; c < sizeof candidates; c++) counts[c] += text.at[i] == candidates[c];
    }
    size_t best = 0;
    for (size_t c = 1; c < sizeof candidates; c++) {
        if (counts[c] > counts[best]) best = c;
    }
    return candidates[best];
}

struct csv csv_open(struct arena *a, struct str text)
{
    if (str_starts(text, str_of(byte_order_mark))) text = str_cut(text, 3, text.len);
    return (struct csv){.arena = a, .rest = text, .separator = choose_separator(text), .line = 1, .next_line = 1};
}

/* The bytes of a line end at offset i: "\n", "\r\n", or a "\r" that ends the text; else 0. */
static size_t line_end(struct str s, size_t i)
{
    if (i >= s.len) return 0;
    if (s.at[i] == '\n') return 1;
    if (s.at[i] != '\r') return 0;
    if (i + 1 == s.len) return 1;
    return s.at[i + 1] == '\n' ? 2 : 0;
}

/* One row on its way from the text to the fields. */
struct row {
    struct csv *csv;
    size_t at;                        /* where in csv->rest the reading is */
    size_t starts[LIMIT_CSV_COLUMNS]; /* where fields begin in the text, quote included */
    int n;                            /* fields so far; may pass the limit */
};

/* Moves behind a quoted field; false with the fault set when it does not end as it should. */
static bool pass_quoted(struct row *r)
{
    struct str s = r->csv->rest;
    for (r->at++; r->at < s.len; r->at++) {
        if (s.at[r->at] == '\n') r->csv->next_line++;
        if (s.at[r->at] != '"') continue;
        if (r->at + 1 < s.len && s.at[r->at + 1] == '"') {
            r->at++;
            continue;
        }
        r->at++;
        if (r->at == s.len || s.at[r->at] == r->csv->separator || line_end(s, r->at)) return true;
        r->csv->fault = FAULT_QUOTE_TEXT;
        return false;
    }
    r->csv->fault = FAULT_QUOTE_OPEN;
    return false;
}

static void pass_plain(struct row *r)
{
    struct str s = r->csv->rest;
    while (r->at < s.len && s.at[r->at] != r->csv->separator && !line_end(s, r->at)) r->at++;
}

static void pass_line(struct row *r)
{
    struct str s = r->csv->rest;
    while (r->at < s.len && s.at[r->at] != '\n') r->at++;
}

/* Finds the fields' starts and the row's end. After a fault the row ends with the line, so that the
 * rows behind it are still read. */
static void pass_row(struct row *r)
{
    struct str s = r->csv->rest;
    for (;;) {
        if (r->n < LIMIT_CSV_COLUMNS) r->starts[r->n] = r->at;
        r->n++;
        if (r->at < s.len && s.at[r->at] == '"') {
            if (!pass_quoted(r)) {
                pass_line(r);
                return;
            }
        } else {
            pass_plain(r);
        }
        if (r->at >= s.len || s.at[r->at] != r->csv->separator) return;
        r->at++;
    }
}

/* Copies the field whose text is `raw`, unquoted, to `to`; returns the byte behind its NUL. */
static char *copy_field(struct str raw, char *to, struct str *field)
{
    char *start = to;
    if (raw.len == 0 || raw.at[0] != '"') {
        if (raw.len) memcpy(to, raw.at, raw.len);
        to += raw.len;
    } else {
        for (size_t i = 1; i + 1 < raw.len; i++) {
            *to++ = raw.at[i];
            if (raw.at[i] == '"') i++;
        }
    }
    *to = '\0';
    *field = (struct str){start, (size_t)(to - start)};
    return to + 1;
}

static struct str *copy_fields(const struct row *r)
{
    struct str raw = str_cut(r->csv->rest, 0, r->at);
    struct str *fields = arena_many(r->csv->arena, struct str, r->n);
    char *to = arena_alloc(r->csv->arena, raw.len + (size_t)r->n);
    for (int i = 0; i < r->n; i++) {
        size_t end = i + 1 < r->n ? r->starts[i + 1] - 1 : raw.len;
        to = copy_field(str_cut(raw, r->starts[i], end), to, &fields[i]);
    }
    return fields;
}

static const char *row_fault(const struct row *r)
{
    struct str raw = str_cut(r->csv->rest, 0, r->at);
    if (r->csv->fault) return r->csv->fault;
    if (r->n > LIMIT_CSV_COLUMNS) return FAULT_COLUMNS;
    if (raw.len && memchr(raw.at, '\0', raw.len)) return FAULT_NUL;
    return utf8_valid(raw) ? NULL : FAULT_UTF8;
}

static void skip_line_end(struct csv *c, size_t at)
{
    size_t n = line_end(c->rest, at);
    if (n) c->next_line++;
    c->rest = str_cut(c->rest, at + n, c->rest.len);
}

bool csv_row(struct csv *c, struct str **fields, int *n)
{
    while (line_end(c->rest, 0)) skip_line_end(c, 0);
    *fields = NULL;
    *n = 0;
    c->fault = NULL;
    c->line = c->next_line;
    if (c->rest.len == 0) return false;
    struct row row = {.csv = c};
    pass_row(&row);
    c->fault = row_fault(&row);
    if (!c->fault) {
        *fields = copy_fields(&row);
        *n = row.n;
    }
    skip_line_end(c, row.at);
    return true;
}

/* What spreadsheets take for the begin of a formula. Plain numbers ("-5") are not touched: they are
 * what they look like. */
static bool runs_as_formula(struct str field)
{
    static const char *const full_width[] = {"\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"};
    if (field.len == 0) return false;
    int64_t number;
    if (memchr("=+-@\t\r", field.at[0], 6)) return !decimal_parse(field, &number, NULL);
    for (size_t i = 0; i < sizeof full_width / sizeof full_width[0]; i++) {
        if (str_starts(field, str_of(full_width[i]))) return true;
    }
    return false;
}

static bool needs_quotes(struct str field, char separator)
{
    if (field.len == 0) return false;
    char first = field.at[0], last = field.at[field.len - 1];
    if (first == ' ' || last == ' ' || str_starts(field, str_of(byte_order_mark))) return true;
    for (size_t i = 0; i < field.len; i++) {
        char c = field.at[i];
        if (c == '"' || c == '\n' || c == '\r' || c == separator) return true;
        if (c == ',' || c == ';' || c == '\t') return true; /* whoever opens it may guess another */
    }
    return false;
}

void csv_put(struct buf *b, struct str field, char separator)
{
    bool formula = runs_as_formula(field);
    if (!needs_quotes(field, separator)) {
        if (formula) buf_char(b, '\'');
        buf_put(b, field);
        return;
    }
    buf_char(b, '"');
    if (formula) buf_char(b, '\'');
    struct str part;
    bool first = true;
    while (str_split(&field, '"', &part)) {
        if (!first) buf_puts(b, "\"\"");
        buf_put(b, part);
        first = false;
    }
    buf_char(b, '"');
}
