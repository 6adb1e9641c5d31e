/* The operator's commands that any server needs: serve, backup, restore, verify, link, token, describe. */
#include "base/date.h"
#include "kernel/admin.h"
#include "kernel/command.h"
#include "kernel/describe.h"
#include "kernel/event.h"
#include "kernel/session.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LINK_HOURS 24
#define TOKEN_DAYS 90

static int usage(const struct command_call *call, const struct command *command)
{
    fprintf(call->err, "usage: waymark %s\n", command->usage);
    return 64;
}

static int failed_status(struct ctx *ctx, const struct command_call *call)
{
    fprintf(call->err, "%.*s\n", STR_ARG(ctx->failure.sentence));
    return 1;
}

struct str command_flag(const struct command_call *call, const char *flag)
{
    size_t n = strlen(flag);
    for (int i = 0; i < call->argc; i++) {
        const char *word = call->argv[i];
        if (strncmp(word, flag, n) != 0) continue;
        if (word[n] == '=') return str_of(word + n + 1);
        if (word[n] == '\0' && i + 1 < call->argc) return str_of(call->argv[i + 1]);
    }
    return STR_NONE;
}

/* ---- serve ---- */

static int serve_run(struct ctx *ctx, const struct command_call *call)
{
    (void)ctx;
    return server_run(call->app, call->settings);
}
const struct command command_serve = {
    .name = "serve",
    .usage = "serve [--data DIR | --database URL] [--listen ADDRESS:PORT]",
    .doc = "Serves until it is told to stop, then lets what is under way end.",
    .needs = NEEDS_NOTHING, /* the server takes the data itself */
    .run = serve_run,
};

/* ---- describe ---- */

static int describe_run(struct ctx *ctx, const struct command_call *call)
{
    (void)ctx;
    struct arena *a = arena_new((size_t)1 << 28);
    const char *what = call->argc == 1 ? call->argv[0] : "";
    struct str text = STR_NONE;
    if (strcmp(what, "openapi") == 0) text = describe_openapi(a, call->app);
    else if (strcmp(what, "typescript") == 0) text = describe_typescript(a, call->app);
    else if (strcmp(what, "permissions") == 0) text = describe_permissions(a, call->app);
    else if (strcmp(what, "settings") == 0) text = describe_settings(a);
    else if (strcmp(what, "sentences") == 0) text = describe_sentences(a, call->app);
    int status = str_none(text) ? usage(call, &command_describe) : 0;
    fprintf(call->out, "%.*s", STR_ARG(text));
    arena_free(a);
    return status;
}
const struct command command_describe = {
    .name = "describe",
    .usage = "describe openapi|typescript|permissions|settings|sentences",
    .doc = "Prints what the program says about itself.",
    .needs = NEEDS_NOTHING,
    .run = describe_run,
};

/* ---- link and token ---- */

/* Somebody who is here, by e-mail address. 0 with a sentence on the error output. */
static int64_t person_of(struct ctx *ctx, const struct command_call *call, const char *email)
{
    struct str address = str_of(email);
    if (!utf8_valid(address)) address = STR("");
    int64_t id = db_int_of(ctx, "SELECT person_id FROM actors WHERE email = $1 AND active = 1",
                           db_text(utf8_lower(ctx->arena, address)));
    if (!id && !failed(ctx)) fprintf(call->err, "There is nobody here with the address %s.\n", email);
    return id;
}

static int link_run(struct ctx *ctx, const struct command_call *call)
{
    struct str secret = STR_NONE;
    if (call->argc != 1) return usage(call, &command_link);
    if (!db_begin_write(ctx)) return failed_status(ctx, call);
    int64_t person = person_of(ctx, call, call->argv[0]);
    if (person) secret_make(ctx, person, SECRET_SIGN_IN, ctx->now + LINK_HOURS * MS_HOUR, &secret);
    if (!db_finish(ctx)) return failed_status(ctx, call);
    if (!person) return 1;
    fprintf(call->out, "%.*s/sign-in#%.*s\n", STR_ARG(call->settings->url), STR_ARG(secret));
    return 0;
}
const struct command command_link = {
    .name = "link",
    .usage = "link EMAIL",
    .doc = "Prints a link with which this person signs in once, within 24 hours.",
    .needs = NEEDS_DATABASE,
    .run = link_run,
};

/* The flags of token; false when they make no sense. */
static bool token_flags(const struct command_call *call, int64_t *days, int *scope, struct str *name)
{
    struct str d = command_flag(call, "--days"), s = command_flag(call, "--scope");
    *days = TOKEN_DAYS;
    *scope = SCOPE_FULL;
    *name = command_flag(call, "--name");
    if (str_empty(*name) || !utf8_valid(*name)) *name = STR("made on the command line");
    if (!str_none(d) && (!str_to_int(d, days) || *days < 1 || *days > 3650)) return false;
    if (!str_none(s)) *scope = choice_of(scope_choices, s);
    return *scope > SCOPE_NONE;
}

static int token_run(struct ctx *ctx, const struct command_call *call)
{
    int64_t days, id;
    int scope;
    struct str name, secret = STR_NONE;
    if (call->argc < 1 || call->argv[0][0] == '-' || !token_flags(call, &days, &scope, &name))
        return usage(call, &command_token);
    if (!db_begin_write(ctx)) return failed_status(ctx, call);
    int64_t person = person_of(ctx, call, call->argv[0]);
    if (person) token_make(ctx, person, name, (enum scope)scope, ctx->now + days * MS_DAY, &id, &secret);
    if (!db_finish(ctx)) return failed_status(ctx, call);
    if (!person) return 1;
    fprintf(call->out, "%.*s\n", STR_ARG(secret));
    return 0;
}
const struct command command_token = {
    .name = "token",
    .usage = "token EMAIL [--days N] [--scope read|checkin|full] [--name TEXT]",
    .doc = "Prints a personal token for scripts, good for 90 days unless told.",
    .needs = NEEDS_DATABASE,
    .run = token_run,
};

/* ---- verify ---- */

static int verify_run(struct ctx *ctx, const struct command_call *call)
{
    struct event_chain chain;
    struct str noted = command_flag(call, "--head");
    if (!db_begin_read(ctx)) return failed_status(ctx, call);
    bool read = event_verify(ctx, &chain);
    bool known = str_none(noted) || db_int_of(ctx, "SELECT 1 FROM event_seals WHERE hash = $1", db_text(noted)) == 1;
    if (!db_finish(ctx) || !read) return failed_status(ctx, call);
    if (chain.broken_seq) {
        fprintf(call->out, "The chain is broken at link %lld: %.*s.\n", (long long)chain.broken_seq,
                STR_ARG(chain.why));
        return 1;
    }
    if (!known) {
        fprintf(call->out, "The chain is whole, but it does not hold the link %.*s: its end has been cut off.\n",
                STR_ARG(noted));
        return 1;
    }
    fprintf(call->out, "The chain is whole: %lld events, %lld waiting to be sealed.\nIts newest link is %.*s\n",
            (long long)chain.sealed, (long long)chain.waiting, STR_ARG(chain.head));
    return 0;
}
const struct command command_verify = {
    .name = "verify",
    .usage = "verify [--head HASH]",
    .doc = "Recomputes the chain of events and names the first broken link; with a link noted earlier, also "
           "that nothing was cut off.",
    .needs = NEEDS_DATABASE,
    .run = verify_run,
};

/* ---- backup and restore ---- */

/* The path as the caller means it: relative to their working folder, though a server may do the work. */
static struct str absolute(struct arena *a, const struct command_call *call, const char *path)
{
    char folder[PATH_MAX], link[64];
    if (path[0] == '/') return str_of(path);
    snprintf(link, sizeof link, "/proc/self/fd/%d", call->folder);
    ssize_t n = readlink(link, folder, sizeof folder - 1);
    if (n < 0) return str_of(path);
    return str_format(a, "%.*s/%s", (int)n, folder, path);
}

/* Whether the file is a whole Waymark database. */
static bool check_file(const char *path, struct arena *a, struct str *why)
{
    sqlite3 *h = NULL;
    sqlite3_stmt *stmt = NULL;
    bool whole = false;
    if (sqlite3_open_v2(path, &h, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
        sqlite3_prepare_v2(h, "PRAGMA quick_check(1)", -1, &stmt, NULL) == SQLITE_OK &&
        sqlite3_step(stmt) == SQLITE_ROW)
        whole = strcmp((const char *)sqlite3_column_text(stmt, 0), "ok") == 0;
    sqlite3_finalize(stmt);
    stmt = NULL;
    bool ours = whole &&
                sqlite3_prepare_v2(h, "SELECT count(*) FROM schema_migrations", -1, &stmt, NULL) == SQLITE_OK &&
                sqlite3_step(stmt) == SQLITE_ROW && sqlite3_column_int(stmt, 0) > 0;
    sqlite3_finalize(stmt);
    sqlite3_close(h);
    if (!ours) *why = str_format(a, "%s is %s.", path, whole ? "not a Waymark backup" : "damaged, or no database");
    return ours;
}

static int backup_run(struct ctx *ctx, const struct command_call *call)
{
    struct str why = STR_NONE;
    if (call->argc != 1) return usage(call, &command_backup);
    if (database_dialect(ctx->database) != DB_SQLITE) {
        fprintf(call->err, "This Waymark is on PostgreSQL: please back it up with pg_dump or your provider's tools.\n");
        return 1;
    }
    struct str path = absolute(ctx->arena, call, call->argv[0]);
    if (!database_backup(ctx->database, path.at, ctx->arena, &why) || !check_file(path.at, ctx->arena, &why)) {
        fprintf(call->err, "%.*s\n", STR_ARG(why));
        return 1;
    }
    fprintf(call->out, "Backed up to %s and checked.\n", path.at);
    return 0;
}
const struct command command_backup = {
    .name = "backup",
    .usage = "backup FILE",
    .doc = "Copies the whole database to a new file, also while it is served.",
    .needs = NEEDS_DATABASE,
    .run = backup_run,
};

static bool copy_file(const char *from, const char *to)
{
    static char chunk[1 << 16];
    int in = open(from, O_RDONLY | O_CLOEXEC), out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    ssize_t n = -1;
    while (in >= 0 && out >= 0 && (n = read(in, chunk, sizeof chunk)) > 0)
        if (write(out, chunk, (size_t)n) != n) {
            n = -1;
            break;
        }
    bool whole = n == 0 && fsync(out) == 0;
    if (in >= 0) close(in);
    if (out >= 0) close(out);
    return whole;
}

/* Puts the database of today aside under a name that is free; its -wal belongs to it. */
static bool put_aside(struct arena *a, const char *path, struct str *aside)
{
    struct stat st;
    if (stat(path, &st) != 0) return true;
    for (int i = 1; i < 1000; i++) {
        *aside = str_format(a, "%s.before-restore-%d", path, i);
        if (stat(aside->at, &st) == 0) continue;
        struct str wal = str_format(a, "%s-wal", path), wal_aside = str_format(a, "%s-wal", aside->at);
        if (rename(path, aside->at) != 0) return false;
        if (rename(wal.at, wal_aside.at) != 0 && errno != ENOENT) return false;
        unlink(str_format(a, "%s-shm", path).at);
        return true;
    }
    return false;
}

static bool sync_folder(const char *folder)
{
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool synced = fd >= 0 && fsync(fd) == 0;
    if (fd >= 0) close(fd);
    return synced;
}

/* A database that was copied by hand has its newest changes in a file beside it, which would be lost. */
static bool check_alone(const char *path, struct arena *a, struct str *why)
{
    struct stat st;
    if (stat(str_format(a, "%s-wal", path).at, &st) != 0 || st.st_size == 0) return true;
    *why =
        str_format(a, "%s is not a backup but a database in use: %s-wal beside it has its newest changes.", path, path);
    return false;
}

static int restore_from(struct arena *a, const struct command_call *call)
{
    struct str why = STR_NONE, aside = STR_NONE, from = absolute(a, call, call->argv[0]);
    struct str path = settings_database(call->settings, a), fresh = str_format(a, "%s.restoring", path.at);
    if (!check_alone(from.at, a, &why) || !check_file(from.at, a, &why)) {
        fprintf(call->err, "%.*s Nothing has been changed.\n", STR_ARG(why));
        return 1;
    }
    unlink(fresh.at);
    if (!copy_file(from.at, fresh.at) || !put_aside(a, path.at, &aside) || rename(fresh.at, path.at) != 0 ||
        !sync_folder(call->settings->data.at)) {
        fprintf(call->err, "The backup could not be put in place: %s.\n", strerror(errno));
        return 1;
    }
    fprintf(call->out, "Restored from %s.", from.at);
    if (!str_none(aside)) fprintf(call->out, " What was there before is kept as %s.", aside.at);
    fputc('\n', call->out);
    return 0;
}

static int restore_run(struct ctx *ctx, const struct command_call *call)
{
    (void)ctx;
    if (call->argc != 1) return usage(call, &command_restore);
    if (!str_none(call->settings->database)) {
        fprintf(call->err,
                "This Waymark is on PostgreSQL: please restore it with pg_restore or your provider's tools.\n");
        return 1;
    }
    struct arena *a = arena_new((size_t)1 << 24);
    int status = restore_from(a, call);
    arena_free(a);
    return status;
}
const struct command command_restore = {
    .name = "restore",
    .usage = "restore FILE",
    .doc = "Puts a backup in place of the database; what was there is kept aside.",
    .needs = NEEDS_ALONE,
    .without_database = true,
    .run = restore_run,
};
