/* Preloaded into the server while the bench asks for each page once: writes down which SQL ran, with which values, so
 * that the ceiling runs the very same. One JSON object a line, into the file that RECORD_TO names. */
#include <dlfcn.h>
#include <jansson.h>
#include <libpq-fe.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STATEMENTS 4096
#define VALUES 64

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

/* A prepared statement of SQLite by its address, of PostgreSQL by connection and name. */
static struct statement {
    const void *key;
    char name[32];
    char *sql;
    json_t *values[VALUES];
    int n;
    bool stepping;
} statements[STATEMENTS];

static struct statement *statement_of(const void *key, const char *name)
{
    int i = 0;
    while (i < STATEMENTS - 1 && statements[i].key &&
           !(statements[i].key == key && strcmp(statements[i].name, name) == 0))
        i++;
    statements[i].key = key;
    snprintf(statements[i].name, sizeof statements[i].name, "%s", name);
    return &statements[i];
}

static void write_down(const char *sql, json_t *values)
{
    static FILE *out;
    if (!out) out = fopen(getenv("RECORD_TO"), "ae");
    json_t *line = json_pack("{s:s, s:o}", "sql", sql, "values", values);
    json_dumpf(line, out, JSON_COMPACT);
    fputc('\n', out);
    fflush(out);
    json_decref(line);
}

/* ---- SQLite ---- */

static void keep(sqlite3_stmt *s, int i, json_t *value)
{
    pthread_mutex_lock(&mutex);
    struct statement *at = statement_of(s, "");
    if (at->values[i - 1]) json_decref(at->values[i - 1]);
    at->values[i - 1] = value;
    if (i > at->n) at->n = i;
    pthread_mutex_unlock(&mutex);
}

int sqlite3_bind_int64(sqlite3_stmt *s, int i, sqlite3_int64 v)
{
    static int (*real)(sqlite3_stmt *, int, sqlite3_int64);
    if (!real) real = dlsym(RTLD_NEXT, "sqlite3_bind_int64");
    /* JavaScript, which puts the lines in order, would round the largest ones. */
    bool exact = v > -(INT64_C(1) << 53) && v < INT64_C(1) << 53;
    keep(s, i, exact ? json_integer(v) : json_sprintf("%lld", (long long)v));
    return real(s, i, v);
}

int sqlite3_bind_null(sqlite3_stmt *s, int i)
{
    static int (*real)(sqlite3_stmt *, int);
    if (!real) real = dlsym(RTLD_NEXT, "sqlite3_bind_null");
    keep(s, i, json_null());
    return real(s, i);
}

int sqlite3_bind_text64(sqlite3_stmt *s, int i, const char *v, sqlite3_uint64 n, void (*end)(void *),
                        unsigned char code)
{
    static int (*real)(sqlite3_stmt *, int, const char *, sqlite3_uint64, void (*)(void *), unsigned char);
    if (!real) real = dlsym(RTLD_NEXT, "sqlite3_bind_text64");
    keep(s, i, json_stringn(v, n));
    return real(s, i, v, n, end, code);
}

int sqlite3_step(sqlite3_stmt *s)
{
    static int (*real)(sqlite3_stmt *);
    if (!real) real = dlsym(RTLD_NEXT, "sqlite3_step");
    pthread_mutex_lock(&mutex);
    struct statement *at = statement_of(s, "");
    if (!at->stepping) {
        json_t *values = json_array();
        for (int i = 0; i < at->n && i < sqlite3_bind_parameter_count(s); i++)
            json_array_append_new(values, at->values[i] ? json_incref(at->values[i]) : json_null());
        write_down(sqlite3_sql(s), values);
    }
    at->stepping = true;
    pthread_mutex_unlock(&mutex);
    return real(s);
}

int sqlite3_reset(sqlite3_stmt *s)
{
    static int (*real)(sqlite3_stmt *);
    if (!real) real = dlsym(RTLD_NEXT, "sqlite3_reset");
    pthread_mutex_lock(&mutex);
    statement_of(s, "")->stepping = false;
    pthread_mutex_unlock(&mutex);
    return real(s);
}

/* ---- PostgreSQL ---- */

/* PQprepare comes here too. */
int PQsendPrepare(PGconn *c, const char *name, const char *sql, int n, const Oid *types)
{
    static int (*real)(PGconn *, const char *, const char *, int, const Oid *);
    if (!real) real = dlsym(RTLD_NEXT, "PQsendPrepare");
    pthread_mutex_lock(&mutex);
    struct statement *at = statement_of(c, name);
    free(at->sql);
    at->sql = strdup(sql);
    pthread_mutex_unlock(&mutex);
    return real(c, name, sql, n, types);
}

static void sent(PGconn *c, const char *name, int n, const char *const *v)
{
    pthread_mutex_lock(&mutex);
    json_t *values = json_array();
    for (int i = 0; i < n; i++) json_array_append_new(values, v[i] ? json_string(v[i]) : json_null());
    write_down(statement_of(c, name)->sql, values);
    pthread_mutex_unlock(&mutex);
}

/* PQexecPrepared comes here too. */
int PQsendQueryPrepared(PGconn *c, const char *name, int n, const char *const *v, const int *len, const int *form,
                        int f)
{
    static int (*real)(PGconn *, const char *, int, const char *const *, const int *, const int *, int);
    if (!real) real = dlsym(RTLD_NEXT, "PQsendQueryPrepared");
    sent(c, name, n, v);
    return real(c, name, n, v, len, form, f);
}
