/* What db.c asks of a dialect. Only db*.c and migrate.c include this. */
#ifndef WAYMARK_KERNEL_DB_DRIVER_H
#define WAYMARK_KERNEL_DB_DRIVER_H

#include "kernel/db.h"

#include <stdatomic.h>

/* A statement that need not be answered at once, and who looks at its rows. */
struct later {
    bool (*check)(struct ctx *ctx, struct db_rows *r);
    const char *sql;
    const struct db_value *values;
    int n;
};

struct db_driver {
    enum db_dialect dialect;
    void (*close)(struct database *d);
    bool (*alive)(struct database *d);
    bool (*backup)(struct database *d, const char *path, struct arena *a, struct str *why);
    /* Sets ctx->db. False with ctx failed. */
    bool (*begin)(struct ctx *ctx, bool writes);
    /* Ends the transaction and gives the connection back. False: a commit that was wanted did not happen, ctx has
     * failed. */
    bool (*finish)(struct ctx *ctx, bool commit);
    /* db_write in the dialect's own way, calling db_work; NULL when begin, work, finish are the way. */
    bool (*write)(struct ctx *ctx, void (*work)(struct ctx *));
    /* Starts a statement. NULL with ctx failed. */
    struct db_rows *(*query)(struct ctx *ctx, const char *sql, const struct db_value *values, int n);
    /* db_query_later: keeps the statement until the next query or `later_now`. NULL when the dialect gains nothing. */
    void (*later)(struct ctx *ctx, const struct later *later);
    void (*later_now)(struct ctx *ctx);
    bool (*next)(struct db_rows *r);
    void (*close_rows)(struct db_rows *r);
    bool (*column_null)(struct db_rows *r, int column);
    int64_t (*column_int)(struct db_rows *r, int column);
    struct str (*column_text)(struct db_rows *r, int column); /* borrowed until the next row */
    /* Several statements without values: a migration, SAVEPOINT and the like. */
    bool (*script)(struct ctx *ctx, const char *sql);
    bool (*lock)(struct ctx *ctx, int64_t key, bool wait, bool *got);
};

struct database {
    const struct db_driver *driver;
    void (*on_commit)(void *);
    void *on_commit_with;
    _Atomic int64_t commits, grouped, rollbacks, statements, reconnects, busy, readers;
};

/* A transaction; the dialects have more behind it. */
struct db {
    struct database *database;
    bool writes;
    bool broken; /* a statement failed: nothing more is asked of the database */
    int64_t changed;
    int parts;            /* db_part that are open */
    struct db_rows *open; /* rows not read to their end */
};

struct db_rows {
    struct ctx *ctx;
    struct db_rows *next, **before; /* in db->open */
    bool closed;
};

uint64_t db_text_hash(const char *sql); /* of a statement: where to look for it among the prepared ones */
void db_rows_open(struct ctx *ctx, struct db_rows *r); /* into db->open */
/* Does the work in ctx's open transaction and closes its rows. True when it is to be committed. */
bool db_work(struct ctx *ctx, void (*work)(struct ctx *));

/* The failures that both dialects give. Each sets db->broken (where there is one) and returns false. */
bool db_fail_away(struct ctx *ctx);
bool db_fail_full(struct ctx *ctx);
bool db_fail_constraint(struct ctx *ctx);
bool db_fail_again(struct ctx *ctx);                                      /* a deadlock: failure.deadlocked */
bool db_fail_mistake(struct ctx *ctx, const char *what, const char *sql); /* our own */

struct database *sqlite_open(const char *path, int readers, struct arena *a, struct str *why);
struct database *postgres_open(const char *url, int connections, struct arena *a, struct str *why);

#endif
