/* Databases of a test's own, one of each dialect: an SQLite file in a temporary folder, and a database on the
 * PostgreSQL that the test driver started (WAYMARK_TEST_POSTGRES_URL; without it the PostgreSQL tests are skipped). */
#ifndef WAYMARK_TESTS_DATABASE_H
#define WAYMARK_TESTS_DATABASE_H

#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <libpq-fe.h>

/* cmocka's fail is a macro; ours is a function of context.h. */
#undef fail
#undef fail_msg
#define fail_msg(...) (print_error(__VA_ARGS__), _fail(__FILE__, __LINE__))

#include "base/date.h"
#include "base/limits.h"
#include "kernel/db.h"

struct test_database {
    struct database *database;
    struct arena *arena;
    char url[512];
    char name[64]; /* on PostgreSQL */
};

static void test_admin(const char *sql)
{
    PGconn *c = PQconnectdb(getenv("WAYMARK_TEST_POSTGRES_URL"));
    PGresult *r = PQexec(c, sql);
    if (PQresultStatus(r) != PGRES_COMMAND_OK) fail_msg("%s: %s", sql, PQerrorMessage(c));
    PQclear(r);
    PQfinish(c);
}

/* NULL: there is no PostgreSQL to test on. */
static struct test_database *test_database_open(bool postgres)
{
    const char *admin = getenv("WAYMARK_TEST_POSTGRES_URL");
    struct str why = STR_NONE;
    if (postgres && !admin) return NULL;
    struct test_database *t = calloc(1, sizeof(*t));
    t->arena = arena_new(LIMIT_REQUEST_ARENA);
    if (postgres) {
        char sql[200];
        snprintf(t->name, sizeof(t->name), "unit_%d", getpid());
        snprintf(sql, sizeof(sql), "CREATE DATABASE %s TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'",
                 t->name);
        test_admin(sql);
        const char *slash = strrchr(admin, '/');
        snprintf(t->url, sizeof(t->url), "%.*s/%s", (int)(slash - admin), admin, t->name);
    } else {
        char folder[] = "/tmp/waymark-unit-XXXXXX";
        if (!mkdtemp(folder)) fail_msg("no temporary folder");
        snprintf(t->url, sizeof(t->url), "%s/waymark.db", folder);
    }
    t->database = database_open(t->url, 4, t->arena, &why);
    if (!t->database) fail_msg("%s", why.at);
    return t;
}

static void test_database_close(struct test_database *t)
{
    char command[600];
    if (!t) return;
    if (t->database) database_close(t->database);
    if (t->name[0]) {
        snprintf(command, sizeof(command), "DROP DATABASE %s WITH (FORCE)", t->name);
        test_admin(command);
    } else {
        const char *ends[] = {"", "-wal", "-shm"};
        for (int i = 0; i < 3; i++) {
            snprintf(command, sizeof(command), "%s%s", t->url, ends[i]);
            unlink(command);
        }
        *strrchr(t->url, '/') = '\0';
        rmdir(t->url);
    }
    arena_free(t->arena);
    free(t);
}

#endif
