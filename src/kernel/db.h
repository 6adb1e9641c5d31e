/* The database: SQLite in one file, or PostgreSQL. One SQL text serves both: $1..$n parameters, RETURNING, ON CONFLICT,
 * recursive CTEs, row values; instants and decimals BIGINT, dates TEXT, booleans 0/1.
 *
 * A transaction belongs to one ctx. Reads run on one snapshot. Writes: on SQLite one connection writes, and requests
 * that write at the same time share one fsync (db_write); on PostgreSQL each has its own READ COMMITTED transaction:
 * what must not happen twice at once takes a lock (db_lock) or an UPDATE of the row first.
 *
 * After its first error a transaction is sticky: queries give no rows, db_finish rolls back; ctx has the failure
 * (503 with Retry-After when the database is away or busy, 507 when the disk is full, 409 for a broken constraint). */
#ifndef WAYMARK_KERNEL_DB_H
#define WAYMARK_KERNEL_DB_H

#include "kernel/context.h"

enum db_dialect { DB_SQLITE, DB_POSTGRES };

/* Opening. `url` is "postgresql://..." or the path of an SQLite file. NULL with a sentence in *why when it cannot be
 * opened. `readers`: read connections (SQLite) or connections (PostgreSQL) at most. */
struct database *database_open(const char *url, int readers, struct arena *a, struct str *why);
void database_close(struct database *d);
enum db_dialect database_dialect(const struct database *d);
/* Cheap check for /readyz: true when a read works now. */
bool database_alive(struct database *d);
/* Called after each commit that wrote (no lock held): the server wakes its jobs. */
void database_on_commit(struct database *d, void (*f)(void *), void *p);
/* Copies the whole database to `path` while it is in use (SQLite only; false with a sentence otherwise). */
bool database_backup(struct database *d, const char *path, struct arena *a, struct str *why);
struct database_figures {
    int64_t commits, grouped_writes, rollbacks, statements, reconnects, busy_readers, readers;
};
void database_figures(struct database *d, struct database_figures *out);

/* A transaction for ctx. False: ctx has failed (503). */
bool db_begin_read(struct ctx *ctx);
bool db_begin_write(struct ctx *ctx);
/* Ends it: commits (durably, for writes) unless ctx has failed; then rolls back. False when ctx has failed by the end.
 */
bool db_finish(struct ctx *ctx);
/* A write transaction around `work`, committed unless ctx has failed. False when ctx has failed by the end. Shorter for
 * many at once: on SQLite `work` may run on another writer's thread (never two at a time), and they share one fsync;
 * db_begin_write has an fsync of its own. `work` leaves ctx->db as it found it. */
bool db_write(struct ctx *ctx, void (*work)(struct ctx *));
/* A part that may fail alone inside a write transaction (one row of an import): db_part, work, then db_part_end, which
 * keeps the part, or undoes it and clears ctx->failure into *failure when ctx failed inside. True when kept. */
bool db_part(struct ctx *ctx);
bool db_part_end(struct ctx *ctx, struct failure *failure);
/* Holds `name` until the transaction ends (PostgreSQL: pg_advisory_xact_lock; SQLite: nothing, writers take turns). */
bool db_lock(struct ctx *ctx, const char *name);
/* As db_lock but false at once (without failing ctx) when somebody else holds it. */
bool db_try_lock(struct ctx *ctx, const char *name);
enum db_dialect db_dialect(const struct ctx *ctx);

/* Values. */
enum db_type { DB_NULL, DB_INT, DB_TEXT, DB_BLOB };
struct db_value {
    enum db_type type;
    int64_t number;
    struct str text;
};
static inline struct db_value db_int(int64_t v)
{
    return (struct db_value){.type = DB_INT, .number = v};
}
static inline struct db_value db_text(struct str s) /* none is NULL */
{
    return (struct db_value){.type = s.at ? DB_TEXT : DB_NULL, .text = s};
}
static inline struct db_value db_blob(struct str s)
{
    return (struct db_value){.type = s.at ? DB_BLOB : DB_NULL, .text = s};
}
static inline struct db_value db_id(int64_t id) /* 0 is NULL */
{
    return (struct db_value){.type = id ? DB_INT : DB_NULL, .number = id};
}
static inline struct db_value db_maybe(int64_t v) /* INT64_MIN (no value) is NULL */
{
    return (struct db_value){.type = v != INT64_MIN ? DB_INT : DB_NULL, .number = v};
}
struct db_value db_date(struct ctx *ctx, int32_t date); /* DATE_NONE is NULL */

/* Rows. `sql` is one statement; prepared once per connection and text. Values and rows live in ctx->arena.
 * Usage:  struct db_rows *r = db_query(ctx, "SELECT id, name FROM people WHERE team_id = $1", db_int(team));
 *         while (db_next(r)) use(db_col_int(r, 0), db_col_text(r, 1));
 * A rows object that is not read to its end is closed when the transaction ends. Queries may nest. */
struct db_rows;
struct db_rows *db_query_values(struct ctx *ctx, const char *sql, const struct db_value *values, int n);
#define db_query(ctx, ...) DB_CALL_(db_query_values, ctx, __VA_ARGS__)
bool db_next(struct db_rows *r);
void db_close(struct db_rows *r);
int64_t db_col_int(struct db_rows *r, int column);     /* NULL is 0 */
int64_t db_col_maybe(struct db_rows *r, int column);   /* NULL is INT64_MIN */
struct str db_col_text(struct db_rows *r, int column); /* NULL is none; copied to the arena */
int32_t db_col_date(struct db_rows *r, int column);    /* NULL is DATE_NONE */
bool db_col_null(struct db_rows *r, int column);

/* One statement without rows (or whose rows do not matter). False when ctx has failed. */
bool db_run_values(struct ctx *ctx, const char *sql, const struct db_value *values, int n);
#define db_run(ctx, ...) DB_CALL_(db_run_values, ctx, __VA_ARGS__)
/* Rows that the newest db_run changed. */
int64_t db_changed(struct ctx *ctx);
/* In a read, a statement whose answer is foreseen: on PostgreSQL it travels with the next one, which saves a round
 * trip. `check` is given its rows before the next query gives its own, at the latest in db_finish. When it returns
 * false, having failed ctx, nothing more is asked of the database. */
void db_query_later_values(struct ctx *ctx, bool (*check)(struct ctx *ctx, struct db_rows *r), const char *sql,
                           const struct db_value *values, int n);
#define db_query_later(ctx, check, sql, ...)                                                                           \
    db_query_later_values((ctx), (check), (sql), (const struct db_value[]){{0}, ##__VA_ARGS__} + 1,                    \
                          (int)(sizeof((const struct db_value[]){{0}, ##__VA_ARGS__}) / sizeof(struct db_value)) - 1)
/* The first column of the first row; `absent` when there is none. */
int64_t db_int_of_values(struct ctx *ctx, const char *sql, const struct db_value *values, int n);
#define db_int_of(ctx, ...) DB_CALL_(db_int_of_values, ctx, __VA_ARGS__) /* 0 when there is no row */
struct str db_text_of_values(struct ctx *ctx, const char *sql, const struct db_value *values, int n);
#define db_text_of(ctx, ...) DB_CALL_(db_text_of_values, ctx, __VA_ARGS__)

#define DB_CALL_(f, ctx, sql, ...)                                                                                     \
    f((ctx), (sql), (const struct db_value[]){{0}, ##__VA_ARGS__} + 1,                                                 \
      (int)(sizeof((const struct db_value[]){{0}, ##__VA_ARGS__}) / sizeof(struct db_value)) - 1)

/* Migrations (migrate.c): the embedded sql/NNNN-name.sql, each in a transaction of its own, recorded in
 * schema_migrations. Words that must differ: {{id}} identity primary key, {{int64}}, {{blob}}, {{strict}}; whole parts
 * between lines "--- sqlite", "--- postgres" and "--- both". False with a sentence. A database that is newer
 * than the program is refused. */
bool migrate(struct database *d, struct arena *a, struct str *why);

#endif
