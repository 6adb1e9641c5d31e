/* Field rows and one table row: the SQL text comes from the fields each time (some 20 appends, against a statement that
 * the connection keeps prepared by its text), values go and come by the field's type. */
#include "base/log.h"
#include "kernel/resource_read.h"

#include <string.h>

#define FIELDS_MOST 64 /* as resource.h says */

struct str resource_columns(struct ctx *ctx, const struct resource *r, const char *alias)
{
    struct buf b = buf_new(ctx->arena, 256);
    for (const struct field *f = r->fields; f->name; f++) {
        if (!field_has_column(f)) continue;
        if (b.len) buf_puts(&b, ", ");
        if (alias) {
            buf_puts(&b, alias);
            buf_char(&b, '.');
        }
        buf_puts(&b, f->name);
    }
    return buf_str(&b);
}

/* A choice that the program no longer knows reads as none. */
static void value_from_column(const struct field *f, struct db_rows *rows, int column, void *out)
{
    void *at = field_in(f, out);
    switch (f->type) {
    case FIELD_ID: *(int64_t *)at = db_col_int(rows, column); return;
    case FIELD_INT:
    case FIELD_DECIMAL:
    case FIELD_INSTANT: *(int64_t *)at = db_col_maybe(rows, column); return;
    case FIELD_BOOL: *(bool *)at = db_col_int(rows, column) != 0; return;
    case FIELD_LINE:
    case FIELD_TEXT:
    case FIELD_EMAIL:
    case FIELD_ZONE: *(struct str *)at = db_col_text(rows, column); return;
    case FIELD_DATE: *(int32_t *)at = db_col_date(rows, column); return;
    case FIELD_CHOICE: *(int *)at = choice_of(f->choices, db_col_text(rows, column)); return;
    default: BUG("a list or an object has no column");
    }
}

void resource_from_row(const struct resource *r, struct db_rows *rows, int first_column, void *out)
{
    resource_clear(r, out);
    int column = first_column;
    for (const struct field *f = r->fields; f->name; f++)
        if (field_has_column(f)) value_from_column(f, rows, column++, out);
}

static struct db_value value_of(struct ctx *ctx, const struct field *f, const void *row)
{
    const void *at = field_of(f, row);
    switch (f->type) {
    case FIELD_ID: return db_id(*(const int64_t *)at);
    case FIELD_INT:
    case FIELD_DECIMAL:
    case FIELD_INSTANT: return db_maybe(*(const int64_t *)at);
    case FIELD_BOOL: return db_int(*(const bool *)at ? 1 : 0);
    case FIELD_LINE:
    case FIELD_TEXT:
    case FIELD_EMAIL:
    case FIELD_ZONE: return db_text(*(const struct str *)at);
    case FIELD_DATE: return db_date(ctx, *(const int32_t *)at);
    case FIELD_CHOICE: {
        int choice = *(const int *)at;
        return db_text(choice < 0 ? STR_NONE : str_of(f->choices[choice]));
    }
    default: BUG("a list or an object has no column");
    }
}

static bool is(const struct field *f, const char *name)
{
    return strcmp(f->name, name) == 0;
}

static int64_t *number_in(const struct resource *r, void *row, const char *name)
{
    const struct field *f = field_named(r, name);
    return f && field_has_column(f) ? (int64_t *)field_in(f, row) : NULL;
}

struct str absent_sentence(struct arena *a, const struct resource *r)
{
    struct buf words = buf_new(a, 32);
    name_words(&words, r->name);
    return str_format(a, "This %s does not exist, or you cannot see it.", buf_str(&words).at);
}

static bool absent(struct ctx *ctx, const struct resource *r)
{
    return fail(ctx, 404, "%s", absent_sentence(ctx->arena, r).at);
}

bool resource_lookup(struct ctx *ctx, const struct resource *r, int64_t id, void *out)
{
    struct buf sql = buf_new(ctx->arena, 1024);
    buf_puts(&sql, "SELECT ");
    buf_put(&sql, resource_columns(ctx, r, NULL));
    buf_puts(&sql, " FROM ");
    buf_puts(&sql, r->table);
    buf_puts(&sql, " WHERE id = $1");
    struct db_rows *rows = db_query(ctx, buf_str(&sql).at, db_int(id));
    bool found = db_next(rows);
    if (found) resource_from_row(r, rows, 0, out);
    db_close(rows);
    return found && !failed(ctx);
}

bool resource_find(struct ctx *ctx, const struct resource *r, int64_t id, void *out)
{
    if (resource_lookup(ctx, r, id, out)) return true;
    return failed(ctx) ? false : absent(ctx, r);
}

/* A field that cannot be null but has no value is left to the table's default. */
static bool inserted(const struct field *f, const struct db_value *v)
{
    return v->type != DB_NULL || (f->flags & FIELD_NULL);
}

bool resource_insert(struct ctx *ctx, const struct resource *r, void *row)
{
    struct db_value values[FIELDS_MOST];
    int n = 0;
    int64_t *version = number_in(r, row, "version");
    if (version && *version < 1) *version = 1;
    struct buf names = buf_new(ctx->arena, 256), places = buf_new(ctx->arena, 256);
    for (const struct field *f = r->fields; f->name; f++) {
        if (!field_has_column(f) || is(f, "id")) continue;
        struct db_value v = value_of(ctx, f, row);
        if (!inserted(f, &v)) continue;
        BUG_IF(n == FIELDS_MOST);
        values[n++] = v;
        buf_puts(&names, n > 1 ? ", " : "");
        buf_puts(&names, f->name);
        buf_puts(&places, n > 1 ? ", $" : "$");
        buf_int(&places, n);
    }
    BUG_IF(n == 0);
    struct str sql = str_format(ctx->arena, "INSERT INTO %s (%s) VALUES (%s) RETURNING id", r->table,
                                buf_str(&names).at, buf_str(&places).at);
    int64_t id = db_int_of_values(ctx, sql.at, values, n);
    if (failed(ctx)) return false;
    *number_in(r, row, "id") = id;
    return true;
}

/* "SET title = $1, due_on = $2" of what differs; the number of values, 0 when nothing does. */
static int put_changes(struct ctx *ctx, const struct resource *r, const void *before, const void *after,
                       struct buf *set, struct db_value *values)
{
    int n = 0;
    for (const struct field *f = r->fields; f->name; f++) {
        if (!field_has_column(f) || is(f, "id") || is(f, "version")) continue;
        if (field_same(f, before, after)) continue;
        BUG_IF(n == FIELDS_MOST);
        values[n++] = value_of(ctx, f, after);
        buf_puts(set, n > 1 ? ", " : "");
        buf_puts(set, f->name);
        buf_puts(set, " = $");
        buf_int(set, n);
    }
    return n;
}

static bool stale(struct ctx *ctx)
{
    return fail(ctx, 412, "Somebody changed this meanwhile. Please look again.");
}

bool resource_update(struct ctx *ctx, const struct resource *r, const void *before, void *after)
{
    struct db_value values[FIELDS_MOST + 2];
    struct buf set = buf_new(ctx->arena, 256);
    int n = put_changes(ctx, r, before, after, &set, values);
    if (n == 0) return !failed(ctx);

    const struct field *id = field_named(r, "id"), *version = field_named(r, "version");
    bool versioned = version && field_has_column(version);
    values[n++] = db_int(*(const int64_t *)field_of(id, before));
    int64_t old_version = versioned ? *(const int64_t *)field_of(version, before) : 0;
    struct str sql;
    if (versioned) {
        values[n++] = db_int(old_version);
        sql = str_format(ctx->arena, "UPDATE %s SET %s, version = version + 1 WHERE id = $%d AND version = $%d",
                         r->table, buf_str(&set).at, n - 1, n);
    } else {
        sql = str_format(ctx->arena, "UPDATE %s SET %s WHERE id = $%d", r->table, buf_str(&set).at, n);
    }
    if (!db_run_values(ctx, sql.at, values, n)) return false;
    if (db_changed(ctx) == 0) return stale(ctx);
    if (versioned) *(int64_t *)field_in(version, after) = old_version + 1;
    return true;
}

bool resource_delete(struct ctx *ctx, const struct resource *r, int64_t id)
{
    struct str sql = str_format(ctx->arena, "DELETE FROM %s WHERE id = $1", r->table);
    if (!db_run(ctx, sql.at, db_int(id))) return false;
    return db_changed(ctx) > 0 ? true : absent(ctx, r);
}
