/* Field rows: what is true of a field wherever it is used - its empty value, its limits, when two values are the same.
 * Reading is in resource_read.c, SQL in resource_sql.c, JSON out in resource_write.c. */
#include "base/limits.h"
#include "base/log.h"
#include "kernel/resource_field.h"

#include <string.h>

const struct field *field_named(const struct resource *r, const char *name)
{
    for (const struct field *f = r->fields; f->name; f++)
        if (strcmp(f->name, name) == 0) return f;
    return NULL;
}

int64_t field_most(const struct field *f)
{
    if (f->most > 0) return f->most;
    switch (f->type) {
    case FIELD_LINE: return LIMIT_TITLE;
    case FIELD_TEXT: return LIMIT_TEXT;
    case FIELD_EMAIL: return LIMIT_EMAIL;
    case FIELD_ZONE: return LIMIT_NAME;
    default: return FIELD_ENTRIES_MOST;
    }
}

bool field_has_least(const struct field *f)
{
    return f->least != 0 || f->most != 0;
}

bool field_has_most(const struct field *f)
{
    return (f->least != 0 || f->most != 0) && f->most >= f->least;
}

int choice_of(const char *const *choices, struct str text)
{
    if (str_none(text)) return -1;
    for (int i = 0; choices[i]; i++)
        if (str_is(text, choices[i])) return i;
    return -1;
}

void name_words(struct buf *b, const char *name)
{
    for (const char *c = name; *c; c++) buf_char(b, *c == '_' ? ' ' : *c);
}

void field_clear(const struct field *f, void *row)
{
    void *at = field_in(f, row);
    switch (f->type) {
    case FIELD_ID: *(int64_t *)at = 0; break;
    case FIELD_INT:
    case FIELD_DECIMAL:
    case FIELD_INSTANT: *(int64_t *)at = INT64_MIN; break;
    case FIELD_BOOL: *(bool *)at = false; break;
    case FIELD_LINE:
    case FIELD_TEXT:
    case FIELD_EMAIL:
    case FIELD_ZONE: *(struct str *)at = STR_NONE; break;
    case FIELD_DATE: *(int32_t *)at = DATE_NONE; break;
    case FIELD_CHOICE: *(int *)at = -1; break;
    case FIELD_IDS: *(struct ids *)at = (struct ids){0}; break;
    case FIELD_LINES: *(struct lines *)at = (struct lines){0}; break;
    case FIELD_LIST: *(struct list *)at = (struct list){0}; break;
    case FIELD_OBJECT: *(struct object *)at = (struct object){0}; break;
    }
}

/* Members that are no field become 0: a struct on the stack is whole after this. */
void resource_clear(const struct resource *r, void *out)
{
    memset(out, 0, r->size);
    for (const struct field *f = r->fields; f->name; f++) field_clear(f, out);
}

static bool same_ids(const struct ids *a, const struct ids *b)
{
    return a->n == b->n && (a->n == 0 || memcmp(a->at, b->at, (size_t)a->n * sizeof *a->at) == 0);
}

static bool same_lines(const struct lines *a, const struct lines *b)
{
    if (a->n != b->n) return false;
    for (int i = 0; i < a->n; i++)
        if (!str_equal(a->at[i], b->at[i])) return false;
    return true;
}

static bool same_list(const struct resource *of, const struct list *a, const struct list *b)
{
    if (a->n != b->n) return false;
    for (int i = 0; i < a->n; i++) {
        size_t at = (size_t)i * of->size;
        if (!resource_same(of, (const char *)a->at + at, (const char *)b->at + at)) return false;
    }
    return true;
}

static bool same_object(const struct resource *of, const struct object *a, const struct object *b)
{
    if (!a->at || !b->at) return a->at == b->at;
    return resource_same(of, a->at, b->at);
}

bool field_same(const struct field *f, const void *a, const void *b)
{
    const void *x = field_of(f, a), *y = field_of(f, b);
    switch (f->type) {
    case FIELD_ID:
    case FIELD_INT:
    case FIELD_DECIMAL:
    case FIELD_INSTANT: return *(const int64_t *)x == *(const int64_t *)y;
    case FIELD_BOOL: return *(const bool *)x == *(const bool *)y;
    case FIELD_LINE:
    case FIELD_TEXT:
    case FIELD_EMAIL:
    case FIELD_ZONE: return str_equal(*(const struct str *)x, *(const struct str *)y);
    case FIELD_DATE: return *(const int32_t *)x == *(const int32_t *)y;
    case FIELD_CHOICE: return *(const int *)x == *(const int *)y;
    case FIELD_IDS: return same_ids(x, y);
    case FIELD_LINES: return same_lines(x, y);
    case FIELD_LIST: return same_list(f->of, x, y);
    case FIELD_OBJECT: return same_object(f->of, x, y);
    }
    BUG("a field of no known type");
}

bool resource_same(const struct resource *r, const void *a, const void *b)
{
    for (const struct field *f = r->fields; f->name; f++)
        if (!field_same(f, a, b)) return false;
    return true;
}
