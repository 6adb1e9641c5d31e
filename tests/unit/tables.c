/* The field tables and the tables of both databases agree: every field that has a column is one, and no column that
 * must be filled is unknown to the fields. Migrations run twice and change nothing the second time. */
#include "database.h"

#include "app/app.h"

static void check_resource(struct ctx *ctx, const struct resource *r)
{
    struct str columns = resource_columns(ctx, r, "x");
    struct str sql = str_format(ctx->arena, "SELECT %s FROM %s x LIMIT 1", columns.at, r->table);
    struct db_rows *rows = db_query(ctx, sql.at);
    db_close(rows);
    if (failed(ctx)) fail_msg("%s and its table %s differ: %s", r->name, r->table, sql.at);
    struct str padded = str_format(ctx->arena, ", %s,", columns.at);
    rows =
        db_dialect(ctx) == DB_SQLITE
            ? db_query(ctx,
                       "SELECT name FROM pragma_table_info($1) WHERE \"notnull\" = 1 AND dflt_value IS NULL AND pk = 0",
                       db_text(str_of(r->table)))
            : db_query(ctx,
                       "SELECT column_name FROM information_schema.columns WHERE table_name = $1 AND is_nullable = 'NO'"
                       " AND column_default IS NULL AND is_identity = 'NO'",
                       db_text(str_of(r->table)));
    while (db_next(rows)) {
        struct str column = db_col_text(rows, 0);
        if (str_find(padded, str_format(ctx->arena, " x.%s,", column.at)) < 0)
            fail_msg("%s needs a value for %s.%s, but has no such field", r->name, r->table, column.at);
    }
}

static void agree(bool postgres)
{
    struct str why = STR_NONE;
    int checked = 0;
    struct test_database *t = test_database_open(postgres);
    if (!t) {
        skip();
        return;
    }
    if (!migrate(t->database, t->arena, &why) || !migrate(t->database, t->arena, &why)) fail_msg("%s", why.at);
    struct ctx ctx = {.arena = t->arena, .database = t->database, .now = instant_now()};
    assert_true(db_begin_read(&ctx));
    for (const struct slice *s = waymark_app.slices; s->name; s++)
        for (const struct resource *const *r = s->resources; *r; r++)
            if ((*r)->table) {
                check_resource(&ctx, *r);
                checked++;
            }
    assert_true(checked > 10);
    db_finish(&ctx);
    test_database_close(t);
}

static void fields_and_tables_agree_on_sqlite(void **state)
{
    (void)state;
    agree(false);
}

static void fields_and_tables_agree_on_postgres(void **state)
{
    (void)state;
    agree(true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_and_tables_agree_on_sqlite),
        cmocka_unit_test(fields_and_tables_agree_on_postgres),
    };
    return cmocka_run_group_tests_name("tables", tests, NULL, NULL);
}
