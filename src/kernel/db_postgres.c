/* PostgreSQL through libpq. A read is one pipeline: what stands between two Syncs is a transaction by itself, on one
 * snapshot (REPEATABLE READ), so it needs no BEGIN; the Sync that ends it is not waited for; and who asks is looked up
 * on the way (db_query_later): a list costs one round trip. A writer's BEGIN travels with its first statement.
 * Statements are prepared once a connection. */
#include "base/limits.h"
#include "base/log.h"
#include "kernel/db_driver.h"

#include <libpq-fe.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define STATEMENTS_MOST 512
#define STATEMENTS_SPARE 64 /* for one transaction */
#define VALUES_MOST 64
#define WAIT_SECONDS 10
#define OID_BOOL 16
#define OID_BYTEA 17

static const char BEGIN_WRITE[] = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";

struct connection {
    PGconn *c;
    struct {
        uint64_t hash;
        char *sql;
    } statements[STATEMENTS_MOST]; /* number i is prepared as "si" */
    int n, prepared;               /* in use; of them, those that the server has said it has */
    bool draining;                 /* a Sync was sent whose answer has not been read */
    struct connection *next;
};

struct postgres {
    struct database base;
    char *url;
    pthread_mutex_t mutex;
    pthread_cond_t free;
    struct connection *idle;
    int open, most;
};

struct postgres_db {
    struct db base;
    struct connection *connection;
    const char *pending; /* the BEGIN of a writer that has not been sent yet */
    bool asked;          /* a reader has sent something */
    struct later later;  /* what travels with a reader's next statement */
};

/* A statement on its way. */
struct sent {
    const char *sql;
    int number; /* among the prepared ones; -1 when there was no place for it */
    bool fresh; /* being prepared with it */
};

struct postgres_rows {
    struct db_rows base;
    PGresult *result;
    int row, rows;
};

static const struct db_driver postgres_driver;

/* ---- connections ---- */

static void connection_close(struct connection *c)
{
    for (int i = 0; i < c->n; i++) free(c->statements[i].sql);
    c->n = c->prepared = 0;
    c->draining = false;
    if (c->c) PQfinish(c->c);
    c->c = NULL;
}

static bool connection_open(struct connection *c, const char *url)
{
    static const char *const names[] = {"dbname", "client_encoding", "fallback_application_name", "connect_timeout",
                                        NULL};
    const char *values[] = {url, "UTF8", "waymark", "5", NULL};
    c->c = PQconnectdbParams(names, values, 1);
    if (PQstatus(c->c) == CONNECTION_OK) {
        PGresult *r =
            PQexec(c->c, /* Compiling (jit) and planning anew for each value cost more than our short queries take; so
                          * does memoize (since PostgreSQL 14), which sets up for all rows of a table to show twenty. */
                   "SELECT set_config(name, 'off', false) FROM pg_settings WHERE name = 'enable_memoize';"
                   "SET jit = off; SET plan_cache_mode = force_generic_plan; SET statement_timeout = '30s';"
                   "SET idle_in_transaction_session_timeout = '60s'; SET TIME ZONE 'UTC';"
                   "SET client_min_messages = 'warning';"
                   "SET default_transaction_isolation = 'repeatable read'; SET default_transaction_read_only = on");
        bool set = PQresultStatus(r) == PGRES_COMMAND_OK;
        PQclear(r);
        if (set) return true;
    }
    connection_close(c);
    return false;
}

/* Forgets the statements from number `from` on, which the server does not have (any more). */
static void forget(struct connection *c, int from)
{
    while (c->n > from) free(c->statements[--c->n].sql);
    if (c->prepared > from) c->prepared = from;
}

/* Reads what is left of the pipeline that was ended; false when the connection has gone meanwhile. */
static bool drain(struct connection *c)
{
    bool ended = !c->draining, nothing = false;
    while (!ended) {
        PGresult *r = PQgetResult(c->c);
        if (!r && (nothing || PQstatus(c->c) != CONNECTION_OK)) return false;
        nothing = !r; /* stands between two answers; two in turn: nothing more comes */
        ended = r && PQresultStatus(r) == PGRES_PIPELINE_SYNC;
        PQclear(r);
    }
    c->draining = false;
    forget(c, c->prepared);
    return PQstatus(c->c) == CONNECTION_OK;
}

/* Out of the pipelines of readers: for what takes its turns one by one. */
static bool one_by_one(struct connection *c)
{
    return PQpipelineStatus(c->c) == PQ_PIPELINE_OFF || PQexitPipelineMode(c->c) == 1;
}

static struct connection *take(struct postgres *d)
{
    struct timespec until;
    struct connection *c = NULL;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += WAIT_SECONDS;
    pthread_mutex_lock(&d->mutex);
    while (!d->idle && d->open == d->most)
        if (pthread_cond_timedwait(&d->free, &d->mutex, &until) != 0) break;
    if (d->idle) {
        c = d->idle;
        d->idle = c->next;
    } else if (d->open < d->most) {
        c = calloc(1, sizeof *c);
        d->open += c != NULL;
        d->base.readers = d->open;
    }
    pthread_mutex_unlock(&d->mutex);
    return c;
}

static void give(struct postgres *d, struct connection *c)
{
    if (c->c && PQstatus(c->c) != CONNECTION_OK) connection_close(c);
    pthread_mutex_lock(&d->mutex);
    c->next = d->idle;
    d->idle = c;
    pthread_cond_signal(&d->free);
    pthread_mutex_unlock(&d->mutex);
}

/* A connection that answers: one that the server closed while it was idle (a restart, a failover) is opened anew. */
static struct connection *take_alive(struct postgres *d)
{
    struct connection *c = take(d);
    if (!c) return NULL;
    if (c->c && !drain(c)) connection_close(c);
    if (c->c && PQconsumeInput(c->c) == 0) connection_close(c);
    if (c->c && PQstatus(c->c) != CONNECTION_OK) connection_close(c);
    if (c->c && c->n > STATEMENTS_MOST - STATEMENTS_SPARE) connection_close(c); /* the product has fewer */
    if (!c->c) {
        atomic_fetch_add(&d->base.reconnects, 1);
        if (!connection_open(c, d->url)) {
            give(d, c);
            return NULL;
        }
    }
    return c;
}

/* ---- errors ---- */

static bool fail_result(struct ctx *ctx, struct connection *c, const PGresult *r, const char *sql)
{
    const char *state = r ? PQresultErrorField(r, PG_DIAG_SQLSTATE) : NULL;
    if (!state || PQstatus(c->c) != CONNECTION_OK || strncmp(state, "08", 2) == 0 || strncmp(state, "57", 2) == 0) {
        log_event(LOG_LEVEL_WARN, "database.away", LOG_TEXT("state", state ? state : "none"));
        return db_fail_away(ctx);
    }
    if (strncmp(state, "53100", 5) == 0) return db_fail_full(ctx);
    if (strncmp(state, "53", 2) == 0 || strncmp(state, "55P03", 5) == 0) return db_fail_away(ctx);
    if (strncmp(state, "40", 2) == 0) return db_fail_again(ctx);
    if (strncmp(state, "23", 2) == 0) {
        log_event(LOG_LEVEL_WARN, "database.constraint", LOG_TEXT("state", state), LOG_TEXT("sql", sql));
        return db_fail_constraint(ctx);
    }
    return db_fail_mistake(ctx, state, sql); /* its message can hold somebody's words, which belong in no log */
}

/* ---- statements ---- */

/* Where the text is prepared, or shall be (fresh). */
static struct sent statement_of(struct connection *c, const char *sql)
{
    struct sent s = {.sql = sql};
    uint64_t hash = db_text_hash(sql);
    int i = 0;
    while (i < c->n && !(c->statements[i].hash == hash && strcmp(c->statements[i].sql, sql) == 0)) i++;
    s.number = i < STATEMENTS_MOST ? i : -1;
    s.fresh = i == c->n;
    if (s.fresh && s.number >= 0) {
        c->statements[i].hash = hash;
        c->statements[i].sql = strdup(sql);
        c->n++;
    }
    return s;
}

struct name {
    char at[16];
};

static struct name name_of(const struct sent *s)
{
    struct name name = {""};
    if (s->number >= 0) snprintf(name.at, sizeof name.at, "s%d", s->number);
    return name;
}

/* What the server said to a Parse. */
static bool is_prepared(struct ctx *ctx, struct connection *c, const struct sent *s, PGresult *r)
{
    bool prepared = PQresultStatus(r) == PGRES_COMMAND_OK;
    if (prepared && s->number >= 0) c->prepared = s->number + 1;
    if (!prepared) fail_result(ctx, c, r, s->sql);
    if (!prepared) forget(c, c->prepared);
    PQclear(r);
    return prepared;
}

struct values {
    const char *at[VALUES_MOST];
    int lengths[VALUES_MOST];
    int formats[VALUES_MOST];
};

/* As libpq takes them: numbers and texts as NUL-terminated text, so that the server reads them as the type it inferred.
 */
static void values_of(struct ctx *ctx, struct values *out, const struct db_value *values, int n)
{
    for (int i = 0; i < n; i++) {
        const struct db_value *v = &values[i];
        out->formats[i] = v->type == DB_BLOB;
        out->lengths[i] = (int)v->text.len;
        switch (v->type) {
        case DB_NULL: out->at[i] = NULL; break;
        case DB_INT: out->at[i] = str_format(ctx->arena, "%lld", (long long)v->number).at; break;
        case DB_TEXT:
        case DB_BLOB: out->at[i] = str_copy(ctx->arena, v->text).at; break;
        }
    }
}

/* The pending BEGIN and the statement in one go. */
static PGresult *with_begin(struct connection *c, const char *begin, const char *name, int n, const struct values *v)
{
    PGresult *answers[2] = {NULL, NULL}, *r;
    int k = 0;
    bool sent = PQenterPipelineMode(c->c) && PQsendQueryParams(c->c, begin, 0, NULL, NULL, NULL, NULL, 0) &&
                PQsendQueryPrepared(c->c, name, n, v->at, v->lengths, v->formats, 0) && PQpipelineSync(c->c);
    /* BEGIN's result, NULL, the statement's result, NULL, the sync. */
    while (sent && k < 3) {
        r = PQgetResult(c->c);
        if (!r) {
            if (PQstatus(c->c) != CONNECTION_OK) break;
            k++;
            continue;
        }
        if (PQresultStatus(r) == PGRES_PIPELINE_SYNC) {
            PQclear(r);
            break;
        }
        int place = k < 2 ? k : 1;
        PQclear(answers[place]);
        answers[place] = r;
    }
    if (sent) PQexitPipelineMode(c->c);
    bool begun = PQresultStatus(answers[0]) == PGRES_COMMAND_OK;
    if (begun) {
        PQclear(answers[0]);
        return answers[1];
    }
    PQclear(answers[1]);
    return answers[0];
}

static bool has_succeeded(const PGresult *r)
{
    ExecStatusType status = PQresultStatus(r);
    return status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK;
}

/* A writer's statement, answered. NULL with ctx failed. */
static PGresult *write_query(struct ctx *ctx, const char *sql, const struct db_value *values, int n)
{
    struct postgres_db *db = (struct postgres_db *)ctx->db;
    struct connection *c = db->connection;
    struct values v;
    struct sent s = statement_of(c, sql);
    struct name name = name_of(&s);
    if (s.fresh && !is_prepared(ctx, c, &s, PQprepare(c->c, name.at, sql, 0, NULL))) return NULL;
    values_of(ctx, &v, values, n);
    PGresult *r = db->pending ? with_begin(c, db->pending, name.at, n, &v)
                              : PQexecPrepared(c->c, name.at, n, v.at, v.lengths, v.formats, 0);
    db->pending = NULL;
    if (has_succeeded(r)) return r;
    fail_result(ctx, c, r, sql);
    PQclear(r);
    return NULL;
}

/* ---- pipelines of readers ---- */

static struct sent pipeline_put(struct ctx *ctx, const char *sql, const struct db_value *values, int n)
{
    struct postgres_db *db = (struct postgres_db *)ctx->db;
    struct connection *c = db->connection;
    struct values v;
    struct sent s = statement_of(c, sql);
    struct name name = name_of(&s);
    values_of(ctx, &v, values, n);
    db->asked = true; /* what could not be sent is missing among the answers */
    if (PQpipelineStatus(c->c) == PQ_PIPELINE_OFF) PQenterPipelineMode(c->c);
    if (s.fresh) PQsendPrepare(c->c, name.at, sql, 0, NULL);
    PQsendQueryPrepared(c->c, name.at, n, v.at, v.lengths, v.formats, 0);
    return s;
}

/* The next answer; NULL when none comes. */
static PGresult *pipeline_answer(struct connection *c)
{
    PGresult *r = PQgetResult(c->c);
    if (r) PQclear(PQgetResult(c->c)); /* the NULL behind it */
    return r;
}

/* The answer to a statement that was put. NULL with ctx failed. */
static PGresult *pipeline_get(struct ctx *ctx, const struct sent *s)
{
    struct connection *c = ((struct postgres_db *)ctx->db)->connection;
    if (s->fresh && !is_prepared(ctx, c, s, pipeline_answer(c))) return NULL;
    PGresult *r = pipeline_answer(c);
    if (has_succeeded(r)) return r;
    fail_result(ctx, c, r, s->sql);
    PQclear(r);
    return NULL;
}

static struct db_rows *rows_of(struct ctx *ctx, PGresult *result)
{
    struct postgres_rows *r = arena_one(ctx->arena, struct postgres_rows);
    r->result = result;
    r->row = -1;
    r->rows = PQntuples(result);
    db_rows_open(ctx, &r->base);
    return &r->base;
}

static bool later_got(struct ctx *ctx, const struct later *later, const struct sent *s)
{
    PGresult *result = pipeline_get(ctx, s);
    if (!result) return false;
    struct db_rows *rows = rows_of(ctx, result);
    bool good = later->check(ctx, rows);
    db_close(rows);
    return good;
}

/* A reader's statement and what was to travel with it, answered. NULL with ctx failed. */
static PGresult *read_query(struct ctx *ctx, const char *sql, const struct db_value *values, int n)
{
    struct postgres_db *db = (struct postgres_db *)ctx->db;
    struct connection *c = db->connection;
    struct later later = db->later;
    struct sent first = {0};
    db->later.check = NULL;
    if (later.check) first = pipeline_put(ctx, later.sql, later.values, later.n);
    struct sent own = pipeline_put(ctx, sql, values, n);
    PQsendFlushRequest(c->c);
    PQflush(c->c);
    if (later.check && !later_got(ctx, &later, &first)) {
        if (!ctx->db->broken) PQclear(pipeline_get(ctx, &own));
        ctx->db->broken = true;
        return NULL;
    }
    return pipeline_get(ctx, &own);
}

static void postgres_later(struct ctx *ctx, const struct later *later)
{
    ((struct postgres_db *)ctx->db)->later = *later;
}

/* What was to travel with a statement, when none followed. */
static void postgres_later_now(struct ctx *ctx)
{
    struct postgres_db *db = (struct postgres_db *)ctx->db;
    struct later later = db->later;
    db->later.check = NULL;
    if (!later.check || db->base.broken) return;
    struct sent s = pipeline_put(ctx, later.sql, later.values, later.n);
    PQsendFlushRequest(db->connection->c);
    PQflush(db->connection->c);
    later_got(ctx, &later, &s);
}

/* ---- rows ---- */

static struct db_rows *postgres_query(struct ctx *ctx, const char *sql, const struct db_value *values, int n)
{
    BUG_IF(n > VALUES_MOST);
    PGresult *result = ctx->db->writes ? write_query(ctx, sql, values, n) : read_query(ctx, sql, values, n);
    if (!result) return NULL;
    const char *changed = PQcmdTuples(result);
    ctx->db->changed = changed && *changed ? strtoll(changed, NULL, 10) : 0;
    return rows_of(ctx, result);
}

static bool postgres_next(struct db_rows *rows)
{
    struct postgres_rows *r = (struct postgres_rows *)rows;
    return ++r->row < r->rows;
}

static void postgres_close_rows(struct db_rows *rows)
{
    PQclear(((struct postgres_rows *)rows)->result);
}

static bool postgres_column_null(struct db_rows *rows, int column)
{
    struct postgres_rows *r = (struct postgres_rows *)rows;
    return PQgetisnull(r->result, r->row, column);
}

static int64_t postgres_column_int(struct db_rows *rows, int column)
{
    struct postgres_rows *r = (struct postgres_rows *)rows;
    const char *text = PQgetvalue(r->result, r->row, column);
    if (PQftype(r->result, column) == OID_BOOL) return *text == 't';
    return strtoll(text, NULL, 10);
}

static struct str postgres_column_text(struct db_rows *rows, int column)
{
    struct postgres_rows *r = (struct postgres_rows *)rows;
    if (PQgetisnull(r->result, r->row, column)) return STR_NONE;
    const char *text = PQgetvalue(r->result, r->row, column);
    if (PQftype(r->result, column) != OID_BYTEA)
        return (struct str){text, (size_t)PQgetlength(r->result, r->row, column)};
    size_t n = 0;
    unsigned char *bytes = PQunescapeBytea((const unsigned char *)text, &n);
    struct str s = bytes ? str_copy(rows->ctx->arena, (struct str){(const char *)bytes, n}) : STR_NONE;
    PQfreemem(bytes);
    return s;
}

static bool exec(struct ctx *ctx, struct connection *c, const char *sql)
{
    PGresult *r = PQexec(c->c, sql);
    ExecStatusType status = PQresultStatus(r);
    bool done = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
    if (!done) fail_result(ctx, c, r, sql);
    PQclear(r);
    return done;
}

static bool postgres_script(struct ctx *ctx, const char *sql)
{
    struct postgres_db *db = (struct postgres_db *)ctx->db;
    BUG_IF(!db->base.writes);
    if (db->pending) {
        const char *begin = db->pending;
        db->pending = NULL;
        if (!exec(ctx, db->connection, begin)) return false;
    }
    return exec(ctx, db->connection, sql);
}

static bool postgres_lock(struct ctx *ctx, int64_t key, bool wait, bool *got)
{
    struct db_value v = db_int(key);
    const char *sql = wait ? "SELECT 1 FROM (SELECT pg_advisory_xact_lock($1)) taken"
                           : "SELECT CASE WHEN pg_try_advisory_xact_lock($1) THEN 1 ELSE 0 END";
    struct db_rows *r = postgres_query(ctx, sql, &v, 1);
    if (!r) return false;
    *got = postgres_next(r) && postgres_column_int(r, 0) == 1;
    db_close(r);
    return true;
}

/* ---- transactions ---- */

static bool postgres_begin(struct ctx *ctx, bool writes)
{
    struct postgres *d = (struct postgres *)ctx->database;
    struct connection *c = take_alive(d);
    if (!c) return db_fail_away(ctx);
    if (writes && !one_by_one(c)) {
        connection_close(c);
        give(d, c);
        return db_fail_away(ctx);
    }
    struct postgres_db *db = arena_one(ctx->arena, struct postgres_db);
    db->base.database = &d->base;
    db->base.writes = writes;
    db->connection = c;
    db->pending = writes ? BEGIN_WRITE : NULL;
    atomic_fetch_add_explicit(&d->base.busy, 1, memory_order_relaxed);
    ctx->db = &db->base;
    return true;
}

static bool commit_write(struct ctx *ctx, struct connection *c)
{
    PGresult *r = PQexec(c->c, "COMMIT");
    /* A transaction that had failed answers ROLLBACK to a COMMIT. */
    bool committed = PQresultStatus(r) == PGRES_COMMAND_OK && strcmp(PQcmdStatus(r), "COMMIT") == 0;
    if (!committed && PQstatus(c->c) != CONNECTION_OK)
        fail(ctx, 503,
             "The connection to the database was lost while saving. Please try again with the same Idempotency-Key, "
             "or look whether it is there.");
    else if (!committed) fail_result(ctx, c, r, "COMMIT");
    PQclear(r);
    return committed;
}

static bool postgres_finish(struct ctx *ctx, bool commit)
{
    struct postgres *d = (struct postgres *)ctx->database;
    struct postgres_db *db = (struct postgres_db *)ctx->db;
    struct connection *c = db->connection;
    bool done = true, there = PQstatus(c->c) == CONNECTION_OK;
    if (!db->base.writes) {
        c->draining = there && db->asked && PQpipelineSync(c->c) == 1;
    } else if (db->pending) {
        done = true; /* nothing was asked of the database */
    } else if (commit) {
        done = commit_write(ctx, c);
    } else if (there) {
        PQclear(PQexec(c->c, "ROLLBACK"));
    }
    atomic_fetch_sub_explicit(&d->base.busy, 1, memory_order_relaxed);
    give(d, c);
    return done;
}

/* ---- the database ---- */

static bool postgres_alive(struct database *base)
{
    struct postgres *d = (struct postgres *)base;
    struct connection *c = take_alive(d);
    if (!c) return false;
    PGresult *r = one_by_one(c) ? PQexec(c->c, "SELECT 1") : NULL;
    bool alive = PQresultStatus(r) == PGRES_TUPLES_OK;
    PQclear(r);
    give(d, c);
    return alive;
}

static bool postgres_backup(struct database *base, const char *path, struct arena *a, struct str *why)
{
    (void)base, (void)path;
    *why = str_format(a, "Please back PostgreSQL up with pg_dump.");
    return false;
}

static void postgres_close(struct database *base)
{
    struct postgres *d = (struct postgres *)base;
    while (d->idle) {
        struct connection *c = d->idle;
        d->idle = c->next;
        if (c->c) drain(c);
        connection_close(c);
        free(c);
    }
    pthread_mutex_destroy(&d->mutex);
    pthread_cond_destroy(&d->free);
    free(d->url);
    free(d);
}

static const struct db_driver postgres_driver = {
    .dialect = DB_POSTGRES,
    .close = postgres_close,
    .alive = postgres_alive,
    .backup = postgres_backup,
    .begin = postgres_begin,
    .finish = postgres_finish,
    .query = postgres_query,
    .later = postgres_later,
    .later_now = postgres_later_now,
    .next = postgres_next,
    .close_rows = postgres_close_rows,
    .column_null = postgres_column_null,
    .column_int = postgres_column_int,
    .column_text = postgres_column_text,
    .script = postgres_script,
    .lock = postgres_lock,
};

struct database *postgres_open(const char *url, int connections, struct arena *a, struct str *why)
{
    struct postgres *d = calloc(1, sizeof *d);
    BUG_IF(!d);
    d->base.driver = &postgres_driver;
    d->url = strdup(url);
    d->most = connections > 0 ? connections : 1;
    pthread_mutex_init(&d->mutex, NULL);
    pthread_cond_init(&d->free, NULL);
    struct connection probe = {0};
    if (connection_open(&probe, url)) {
        connection_close(&probe);
        return &d->base;
    }
    /* libpq's own words can hold the user's name and the host, which the operator may see; the password it leaves out.
     */
    PGconn *c = PQconnectdb(url);
    *why = str_format(a, "PostgreSQL does not answer: %s", PQerrorMessage(c));
    PQfinish(c);
    postgres_close(&d->base);
    return NULL;
}
