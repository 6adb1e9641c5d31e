/* What both dialects share: opening, transactions, queries with sticky failure, parts, locks. */
#include "base/date.h"
#include "base/limits.h"
#include "base/log.h"
#include "kernel/db_driver.h"

#include <stdio.h>
#include <string.h>

/* ---- the database ---- */

struct database *database_open(const char *url, int readers, struct arena *a, struct str *why)
{
    bool postgres = strncmp(url, "postgresql://", 13) == 0 || strncmp(url, "postgres://", 11) == 0;
    return postgres ? postgres_open(url, readers, a, why) : sqlite_open(url, readers, a, why);
}

void database_close(struct database *d)
{
    if (d) d->driver->close(d);
}

enum db_dialect database_dialect(const struct database *d)
{
    return d->driver->dialect;
}

bool database_alive(struct database *d)
{
    return d->driver->alive(d);
}

void database_on_commit(struct database *d, void (*f)(void *), void *p)
{
    d->on_commit_with = p;
    d->on_commit = f;
}

bool database_backup(struct database *d, const char *path, struct arena *a, struct str *why)
{
    return d->driver->backup(d, path, a, why);
}

void database_figures(struct database *d, struct database_figures *out)
{
    *out = (struct database_figures){
        .commits = d->commits,
        .grouped_writes = d->grouped,
        .rollbacks = d->rollbacks,
        .statements = d->statements,
        .reconnects = d->reconnects,
        .busy_readers = d->busy,
        .readers = d->readers,
    };
}

/* ---- failures ---- */

static bool broken(struct ctx *ctx, int status, const char *sentence)
{
    if (ctx->db) ctx->db->broken = true;
    return fail(ctx, status, "%s", sentence);
}

bool db_fail_away(struct ctx *ctx)
{
    return broken(ctx, 503,
                  "The database is busy or away just now. Nothing has been changed; please try again in a moment.");
}

bool db_fail_full(struct ctx *ctx)
{
    log_event(LOG_LEVEL_ERROR, "database.full", LOG_NUMBER("status", 507));
    return broken(ctx, 507,
                  "There is no room left on the server's disk, so nothing could be saved. Please tell your operator.");
}

bool db_fail_constraint(struct ctx *ctx)
{
    return broken(ctx, 409, "This does not fit with what is there already. Please look again.");
}

bool db_fail_again(struct ctx *ctx)
{
    bool first = !failed(ctx);
    broken(ctx, 503, "Somebody changed the same thing at the same moment. Nothing has been changed; please try again.");
    ctx->failure.deadlocked = first;
    return false;
}

bool db_fail_mistake(struct ctx *ctx, const char *what, const char *sql)
{
    log_event(LOG_LEVEL_ERROR, "database.mistake", LOG_TEXT("what", what), LOG_TEXT("sql", sql));
    return broken(ctx, 500, "Waymark made a mistake here. Nothing has been changed; please tell your operator.");
}

/* In fault tests the database call with this number fails as if the database were away. */
static bool fault(struct ctx *ctx)
{
#ifdef WAYMARK_FAULTS
    if (ctx->fail_call > 0 && --ctx->fail_call == 0) {
        db_fail_away(ctx);
        return true;
    }
#else
    (void)ctx;
#endif
    return false;
}

/* ---- transactions ---- */

static bool begin(struct ctx *ctx, bool writes)
{
    BUG_IF(ctx->db != NULL);
    if (failed(ctx) || fault(ctx)) return false;
    return ctx->database->driver->begin(ctx, writes);
}

bool db_begin_read(struct ctx *ctx)
{
    return begin(ctx, false);
}

bool db_begin_write(struct ctx *ctx)
{
    return begin(ctx, true);
}

static void close_all_rows(struct db *db)
{
    while (db->open) db_close(db->open);
}

/* What follows a write transaction, however it was run. */
static bool written(struct ctx *ctx, bool committed)
{
    struct database *d = ctx->database;
    committed = committed && !failed(ctx);
    atomic_fetch_add(committed ? &d->commits : &d->rollbacks, 1);
    if (committed && d->on_commit) d->on_commit(d->on_commit_with);
    return committed;
}

static void end_work(struct ctx *ctx)
{
    if (ctx->db->writes && !failed(ctx)) fault(ctx);
    if (ctx->database->driver->later_now) ctx->database->driver->later_now(ctx);
    close_all_rows(ctx->db);
}

bool db_finish(struct ctx *ctx)
{
    if (!ctx->db) return !failed(ctx);
    bool writes = ctx->db->writes;
    end_work(ctx);
    bool committed = ctx->database->driver->finish(ctx, !failed(ctx));
    ctx->db = NULL;
    return writes ? written(ctx, committed) : !failed(ctx);
}

bool db_work(struct ctx *ctx, void (*work)(struct ctx *))
{
    work(ctx);
    end_work(ctx);
    return !failed(ctx);
}

bool db_write(struct ctx *ctx, void (*work)(struct ctx *))
{
    BUG_IF(ctx->db != NULL);
    if (ctx->database->driver->write) {
        if (failed(ctx) || fault(ctx)) return false;
        return written(ctx, ctx->database->driver->write(ctx, work));
    }
    if (db_begin_write(ctx)) work(ctx);
    return db_finish(ctx);
}

bool db_part(struct ctx *ctx)
{
    char sql[32];
    if (failed(ctx) || !ctx->db) return false;
    snprintf(sql, sizeof sql, "SAVEPOINT part%d", ctx->db->parts);
    if (!ctx->database->driver->script(ctx, sql)) return false;
    ctx->db->parts++;
    return true;
}

bool db_part_end(struct ctx *ctx, struct failure *failure)
{
    char sql[80];
    bool keep = !failed(ctx), lost = ctx->failure.status == 503 || ctx->failure.status == 507;
    int part = --ctx->db->parts;
    close_all_rows(ctx->db);
    if (lost) return false; /* the whole transaction is in doubt */
    struct failure own = ctx->failure;
    ctx->failure = (struct failure){0};
    ctx->db->broken = false;
    if (keep) snprintf(sql, sizeof sql, "RELEASE SAVEPOINT part%d", part);
    else snprintf(sql, sizeof sql, "ROLLBACK TO SAVEPOINT part%d; RELEASE SAVEPOINT part%d", part, part);
    if (!ctx->database->driver->script(ctx, sql)) return false;
    if (!keep && failure) *failure = own;
    return keep;
}

static int64_t lock_key(const char *name)
{
    return (int64_t)(str_hash(str_of(name)) & INT64_MAX);
}

bool db_lock(struct ctx *ctx, const char *name)
{
    bool got = false;
    if (!ctx->db || ctx->db->broken || fault(ctx)) return false;
    return ctx->database->driver->lock(ctx, lock_key(name), true, &got) && got;
}

bool db_try_lock(struct ctx *ctx, const char *name)
{
    bool got = false;
    if (!ctx->db || ctx->db->broken || fault(ctx)) return false;
    return ctx->database->driver->lock(ctx, lock_key(name), false, &got) && got;
}

enum db_dialect db_dialect(const struct ctx *ctx)
{
    return ctx->database->driver->dialect;
}

/* ---- rows ---- */

/* Every query of every request goes by here, so it takes eight letters at a time. */
uint64_t db_text_hash(const char *sql)
{
    size_t left = strlen(sql);
    uint64_t hash = left, part;
    for (; left >= sizeof part; left -= sizeof part, sql += sizeof part) {
        memcpy(&part, sql, sizeof part);
        hash = (hash ^ part) * UINT64_C(0x9e3779b97f4a7c15);
        hash ^= hash >> 29;
    }
    part = 0;
    memcpy(&part, sql, left);
    hash = (hash ^ part) * UINT64_C(0x9e3779b97f4a7c15);
    return hash ^ hash >> 32;
}

struct db_value db_date(struct ctx *ctx, int32_t date)
{
    return db_text(date == DATE_NONE ? STR_NONE : date_print(ctx->arena, date));
}

void db_rows_open(struct ctx *ctx, struct db_rows *r)
{
    r->ctx = ctx;
    r->next = ctx->db->open;
    r->before = &ctx->db->open;
    if (r->next) r->next->before = &r->next;
    ctx->db->open = r;
}

void db_close(struct db_rows *r)
{
    if (!r || r->closed) return;
    r->closed = true;
    if (!r->before) return; /* the rows of a query that failed */
    r->ctx->database->driver->close_rows(r);
    *r->before = r->next;
    if (r->next) r->next->before = r->before;
}

struct db_rows *db_query_values(struct ctx *ctx, const char *sql, const struct db_value *values, int n)
{
    struct db_rows *r = NULL;
    BUG_IF(!ctx->db && !failed(ctx));
    if (ctx->db && !ctx->db->broken && !fault(ctx)) {
        atomic_fetch_add_explicit(&ctx->database->statements, 1, memory_order_relaxed);
        r = ctx->database->driver->query(ctx, sql, values, n);
    }
    if (!r) {
        r = arena_one(ctx->arena, struct db_rows);
        r->ctx = ctx;
        r->closed = true;
    }
    return r;
}

void db_query_later_values(struct ctx *ctx, bool (*check)(struct ctx *ctx, struct db_rows *r), const char *sql,
                           const struct db_value *values, int n)
{
    BUG_IF(!ctx->db || ctx->db->writes);
    if (!ctx->database->driver->later) {
        struct db_rows *r = db_query_values(ctx, sql, values, n);
        if (!check(ctx, r)) ctx->db->broken = true;
        db_close(r);
        return;
    }
    if (ctx->db->broken || fault(ctx)) return;
    atomic_fetch_add_explicit(&ctx->database->statements, 1, memory_order_relaxed);
    struct db_value *kept = arena_many(ctx->arena, struct db_value, n);
    memcpy(kept, values, sizeof *values * (size_t)n);
    ctx->database->driver->later(ctx, &(struct later){check, sql, kept, n});
}

bool db_next(struct db_rows *r)
{
    if (r->closed) return false;
    if (r->ctx->database->driver->next(r)) return true;
    db_close(r);
    return false;
}

int64_t db_col_int(struct db_rows *r, int column)
{
    return r->ctx->database->driver->column_int(r, column);
}

bool db_col_null(struct db_rows *r, int column)
{
    return r->ctx->database->driver->column_null(r, column);
}

int64_t db_col_maybe(struct db_rows *r, int column)
{
    return db_col_null(r, column) ? INT64_MIN : db_col_int(r, column);
}

struct str db_col_text(struct db_rows *r, int column)
{
    struct str s = r->ctx->database->driver->column_text(r, column);
    return s.at ? str_copy(r->ctx->arena, s) : STR_NONE;
}

int32_t db_col_date(struct db_rows *r, int column)
{
    int32_t date = DATE_NONE;
    struct str s = r->ctx->database->driver->column_text(r, column);
    if (s.at && !date_parse(s, &date)) return DATE_NONE;
    return date;
}

bool db_run_values(struct ctx *ctx, const char *sql, const struct db_value *values, int n)
{
    struct db_rows *r = db_query_values(ctx, sql, values, n);
    while (db_next(r)) {
    }
    return !failed(ctx);
}

int64_t db_changed(struct ctx *ctx)
{
    return ctx->db ? ctx->db->changed : 0;
}

int64_t db_int_of_values(struct ctx *ctx, const char *sql, const struct db_value *values, int n)
{
    struct db_rows *r = db_query_values(ctx, sql, values, n);
    int64_t v = db_next(r) ? db_col_int(r, 0) : 0;
    db_close(r);
    return v;
}

struct str db_text_of_values(struct ctx *ctx, const char *sql, const struct db_value *values, int n)
{
    struct db_rows *r = db_query_values(ctx, sql, values, n);
    struct str v = db_next(r) ? db_col_text(r, 0) : STR_NONE;
    db_close(r);
    return v;
}
