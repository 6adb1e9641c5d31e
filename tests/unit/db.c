/* Transactions, rows and failures: the same cases on both databases; then what is SQLite's own, the shared commit. */
#include "database.h"

#include <pthread.h>
#include <stdatomic.h>

static struct test_database *t;

static struct ctx fresh(struct arena *a)
{
    return (struct ctx){.arena = a, .database = t->database, .now = 1};
}

static bool script(const char *sql)
{
    struct ctx ctx = fresh(t->arena);
    return db_begin_write(&ctx) && db_run(&ctx, sql) && db_finish(&ctx);
}

static int64_t count(void)
{
    struct ctx ctx = fresh(t->arena);
    assert_true(db_begin_read(&ctx));
    int64_t n = db_int_of(&ctx, "SELECT count(*) FROM things");
    assert_true(db_finish(&ctx));
    return n;
}

static int open_with(bool postgres)
{
    t = test_database_open(postgres);
    if (!t) return 0;
    assert_true(script("CREATE TABLE things (id BIGINT PRIMARY KEY, name TEXT, amount BIGINT, big BIGINT)"));
    return 0;
}

static int open_sqlite(void **state)
{
    (void)state;
    return open_with(false);
}

static int open_postgres(void **state)
{
    (void)state;
    return open_with(true);
}

static int close_it(void **state)
{
    (void)state;
    test_database_close(t);
    t = NULL;
    return 0;
}

#define NEEDS_DATABASE()                                                                                               \
    if (!t) {                                                                                                          \
        skip();                                                                                                        \
        return;                                                                                                        \
    }

static bool put(struct ctx *ctx, int64_t id, struct str name)
{
    return db_run(ctx, "INSERT INTO things (id, name, amount, big) VALUES ($1, $2, $3, $4)", db_int(id), db_text(name),
                  db_maybe(INT64_MIN), db_int(INT64_MAX));
}

static void values_come_back(void **state)
{
    (void)state;
    NEEDS_DATABASE();
    struct ctx ctx = fresh(t->arena);
    assert_true(db_begin_write(&ctx));
    assert_true(put(&ctx, 1, STR("D'Sá – 名")));
    assert_true(put(&ctx, 2, STR_NONE));
    assert_true(db_finish(&ctx));
    assert_true(db_begin_read(&ctx));
    struct db_rows *r = db_query(&ctx, "SELECT id, name, amount, big, $1 FROM things WHERE id >= $2 ORDER BY id",
                                 db_text(STR("same")), db_int(1));
    assert_true(db_next(r));
    struct str name = db_col_text(r, 1);
    assert_true(str_is(name, "D'Sá – 名"));
    assert_true(db_col_null(r, 2));
    assert_int_equal(db_col_maybe(r, 2), INT64_MIN);
    assert_int_equal(db_col_int(r, 3), INT64_MAX);
    assert_true(db_next(r));
    assert_true(str_none(db_col_text(r, 1)));
    assert_true(str_is(name, "D'Sá – 名")); /* still there: it was copied */
    assert_false(db_next(r));
    assert_true(db_finish(&ctx));
}

static void queries_nest(void **state)
{
    (void)state;
    NEEDS_DATABASE();
    struct ctx ctx = fresh(t->arena);
    assert_true(db_begin_write(&ctx));
    for (int i = 1; i <= 5; i++) assert_true(put(&ctx, i, STR("x")));
    const char *sql = "SELECT id FROM things WHERE id > $1 ORDER BY id"; /* the same text, in use outside */
    int64_t pairs = 0;
    struct db_rows *outer = db_query(&ctx, sql, db_int(0));
    while (db_next(outer)) {
        struct db_rows *inner = db_query(&ctx, sql, db_int(db_col_int(outer, 0)));
        while (db_next(inner)) pairs++;
    }
    assert_int_equal(pairs, 10);
    db_query(&ctx, sql, db_int(0)); /* never read: closed with the transaction */
    assert_true(db_finish(&ctx));
}

static void failure_rolls_back_and_sticks(void **state)
{
    (void)state;
    NEEDS_DATABASE();
    struct ctx ctx = fresh(t->arena);
    assert_true(db_begin_write(&ctx));
    assert_true(put(&ctx, 1, STR("a")));
    assert_false(put(&ctx, 1, STR("b")));
    assert_int_equal(ctx.failure.status, 409);
    assert_false(put(&ctx, 2, STR("c"))); /* nothing more is asked of the database */
    assert_false(db_finish(&ctx));
    assert_int_equal(count(), 0);
}

static void parts_fail_alone(void **state)
{
    (void)state;
    NEEDS_DATABASE();
    struct failure failure = {0};
    struct ctx ctx = fresh(t->arena);
    assert_true(db_begin_write(&ctx));
    assert_true(db_part(&ctx));
    assert_true(put(&ctx, 1, STR("a")));
    assert_true(db_part_end(&ctx, &failure));
    assert_true(db_part(&ctx));
    assert_true(put(&ctx, 2, STR("b")));
    assert_false(put(&ctx, 1, STR("again")));
    assert_false(db_part_end(&ctx, &failure));
    assert_int_equal(failure.status, 409);
    assert_false(failed(&ctx));
    assert_true(db_part(&ctx));
    fail(&ctx, 422, "A rule of the product");
    assert_false(db_part_end(&ctx, &failure));
    assert_int_equal(failure.status, 422);
    assert_true(put(&ctx, 3, STR("c")));
    assert_true(db_finish(&ctx));
    assert_int_equal(count(), 2);
}

static void a_read_is_one_snapshot(void **state)
{
    (void)state;
    NEEDS_DATABASE();
    struct arena *other = arena_new(LIMIT_REQUEST_ARENA);
    struct ctx reader = fresh(t->arena), writer = fresh(other);
    assert_true(db_begin_read(&reader));
    assert_int_equal(db_int_of(&reader, "SELECT count(*) FROM things"), 0);
    assert_true(db_begin_write(&writer) && put(&writer, 1, STR("a")) && db_finish(&writer));
    assert_int_equal(db_int_of(&reader, "SELECT count(*) FROM things"), 0);
    assert_true(db_finish(&reader));
    assert_int_equal(count(), 1);
    arena_free(other);
}

static void a_read_cannot_write(void **state)
{
    (void)state;
    NEEDS_DATABASE();
    struct ctx ctx = fresh(t->arena);
    assert_true(db_begin_read(&ctx));
    assert_false(put(&ctx, 1, STR("a")));
    assert_false(db_finish(&ctx));
    assert_int_equal(count(), 0);
}

static int64_t seen_later;

static bool see(struct ctx *ctx, struct db_rows *r)
{
    seen_later = db_next(r) ? db_col_int(r, 0) : -1;
    return seen_later == 0 || fail(ctx, 503, "Not as foreseen");
}

static void a_query_travels_with_the_next(void **state)
{
    (void)state;
    NEEDS_DATABASE();
    struct arena *other = arena_new(LIMIT_REQUEST_ARENA);
    struct ctx reader = fresh(t->arena), writer = fresh(other);
    const char *sql = "SELECT count(*) FROM things WHERE id > $1";
    seen_later = -2;
    assert_true(db_begin_read(&reader));
    db_query_later(&reader, see, sql, db_int(0));
    assert_int_equal(db_int_of(&reader, "SELECT 7"), 7);
    assert_int_equal(seen_later, 0);
    assert_true(db_begin_write(&writer) && put(&writer, 1, STR("a")) && db_finish(&writer));
    seen_later = -2; /* alone, of the same snapshot */
    db_query_later(&reader, see, sql, db_int(0));
    assert_true(db_finish(&reader));
    assert_int_equal(seen_later, 0);
    assert_true(db_begin_read(&reader)); /* otherwise than foreseen: the next gives nothing */
    db_query_later(&reader, see, sql, db_int(0));
    assert_int_equal(db_int_of(&reader, "SELECT 8"), 0);
    assert_int_equal(seen_later, 1);
    assert_false(db_finish(&reader));
    reader.failure = (struct failure){0};
    assert_true(db_begin_read(&reader)); /* a text that is new and wrong, then the connection's next reader */
    db_query_later(&reader, see, "SELECT 0 FROM nowhere");
    assert_int_equal(db_int_of(&reader, "SELECT 9"), 0);
    assert_false(db_finish(&reader));
    assert_int_equal(reader.failure.status, 500);
    reader.failure = (struct failure){0};
    assert_true(db_begin_read(&reader));
    assert_int_equal(db_int_of(&reader, "SELECT 9"), 9);
    assert_int_equal(db_int_of(&reader, "SELECT 8"), 8);
    assert_true(db_finish(&reader));
    arena_free(other);
}

/* ---- many at once ---- */

#define THREADS 64
#define WRITES 20

static _Atomic int64_t acknowledged;

/* What one thread is to write; `work` knows nothing but its ctx. */
struct one {
    struct ctx ctx;
    int64_t id;
};

static void write_one(struct ctx *ctx)
{
    int64_t id = ((struct one *)ctx)->id;
    put(ctx, id, STR("x"));
    db_query(ctx, "SELECT id FROM things"); /* rows that nobody reads to the end */
    if (id % 4 == 3) fail(ctx, 422, "no");  /* changes its mind: only that one is undone */
}

static bool write_alone(struct ctx *ctx)
{
    if (db_begin_write(ctx)) write_one(ctx);
    return db_finish(ctx);
}

static void *write_many(void *p)
{
    int64_t first = (int64_t)(intptr_t)p * WRITES;
    struct arena *a = arena_new(LIMIT_REQUEST_ARENA);
    for (int64_t i = 0; i < WRITES; i++) {
        struct one one = {.ctx = fresh(a), .id = first + i};
        bool committed = i % 5 == 0 ? write_alone(&one.ctx) : db_write(&one.ctx, write_one);
        if (committed != (i % 4 != 3) || one.ctx.db) abort();
        if (committed) acknowledged++;
        arena_reset(a);
    }
    arena_free(a);
    return NULL;
}

static void many_write_at_once(void **state)
{
    (void)state;
    NEEDS_DATABASE();
    pthread_t threads[THREADS];
    struct database_figures figures;
    acknowledged = 0;
    for (intptr_t i = 0; i < THREADS; i++) pthread_create(&threads[i], NULL, write_many, (void *)i);
    for (int i = 0; i < THREADS; i++) pthread_join(threads[i], NULL);
    assert_int_equal(acknowledged, THREADS * WRITES * 3 / 4);
    assert_int_equal(count(), acknowledged);
    database_figures(t->database, &figures);
    if (database_dialect(t->database) == DB_SQLITE) assert_true(figures.grouped_writes > 0);
    assert_int_equal(figures.rollbacks, THREADS * WRITES / 4);
}

static void a_lost_connection_is_replaced(void **state)
{
    (void)state;
    NEEDS_DATABASE();
    assert_int_equal(count(), 0);
    char sql[200];
    snprintf(sql, sizeof(sql),
             "DO $$ BEGIN PERFORM pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '%s'; END $$",
             t->name);
    test_admin(sql);
    struct ctx ctx = fresh(t->arena);
    bool first = db_begin_read(&ctx) && db_int_of(&ctx, "SELECT 1") == 1;
    db_finish(&ctx);
    if (!first) assert_int_equal(ctx.failure.status, 503); /* the one that noticed */
    assert_int_equal(count(), 0);
}

#define BOTH(f)                                                                                                        \
    cmocka_unit_test_setup_teardown(f, open_sqlite, close_it),                                                         \
        cmocka_unit_test_setup_teardown(f, open_postgres, close_it)

int main(void)
{
    const struct CMUnitTest tests[] = {
        BOTH(values_come_back),
        BOTH(queries_nest),
        BOTH(failure_rolls_back_and_sticks),
        BOTH(parts_fail_alone),
        BOTH(a_read_is_one_snapshot),
        BOTH(a_read_cannot_write),
        BOTH(a_query_travels_with_the_next),
        BOTH(many_write_at_once),
        cmocka_unit_test_setup_teardown(a_lost_connection_is_replaced, open_postgres, close_it),
    };
    return cmocka_run_group_tests_name("db", tests, NULL, NULL);
}
