/* The running server: start (lock, database, migrations, jobs, admin socket, HTTP), serve until told to stop, drain,
 * stop in reverse order. Also the addresses outside the API: health, metrics and the interface's files. */
#include "kernel/server.h"

#include "base/date.h"
#include "base/limits.h"
#include "base/log.h"
#include "kernel/admin.h"
#include "kernel/asset.h"
#include "kernel/describe.h"
#include "kernel/event.h"
#include "kernel/http_server.h"
#include "kernel/job.h"
#include "kernel/language.h"
#include "kernel/metrics.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

struct server {
    const struct app *app;
    struct settings settings;
    struct arena *arena; /* of the start; the serving threads do not use it */
    struct database *database;
    struct jobs *jobs;
    struct admin *admin;
    struct http *http;
    int lock;
    pthread_mutex_t openapi_lock;
    struct arena *openapi_arena;
    struct str openapi;
};

const struct settings *server_settings(const struct ctx *ctx)
{
    return ctx->settings;
}

/* ---- outside the API ---- */

static void serve_health(struct ctx *ctx)
{
    reply_text(ctx, 200, "text/plain; charset=utf-8", STR("ok\n"));
}

static void serve_ready(struct ctx *ctx)
{
    bool draining = ctx->server->http && http_draining(ctx->server->http);
    if (!draining && database_alive(ctx->server->database)) {
        reply_text(ctx, 200, "text/plain; charset=utf-8", STR("ready\n"));
    } else {
        fail(ctx, 503, draining ? "The server is stopping." : "The database does not answer.");
    }
}

/* Figures are most wanted when something is wrong, so they come without a database too. */
static void serve_metrics(struct ctx *ctx)
{
    struct str readers = ctx->settings->metrics;
    if (!str_is(readers, "everyone") && !(str_is(readers, "loopback") && request_is_local(ctx->request))) {
        fail(ctx, 403, "Figures are not for this address; see the setting metrics.");
        return;
    }
    struct metrics_of_server m = {.http = ctx->server->http};
    bool known = db_begin_read(ctx);
    if (known) {
        event_figures(ctx, &m.sealed, &m.waiting);
        known = db_finish(ctx);
    }
    if (!known) {
        m.sealed = m.waiting = -1;
        ctx->failure = (struct failure){0};
    }
    reply_text(ctx, 200, "text/plain; version=0.0.4; charset=utf-8", metrics_print(ctx, &m));
}

static void (*plain_handler(struct str path))(struct ctx *ctx)
{
    if (str_is(path, "/healthz")) {
        return serve_health;
    }
    if (str_is(path, "/readyz")) {
        return serve_ready;
    }
    return str_is(path, "/metrics") ? serve_metrics : NULL;
}

static void serve_plain(struct ctx *ctx, void (*handler)(struct ctx *ctx))
{
    if (ctx->request->method == METHOD_GET) {
        handler(ctx);
        if (!failed(ctx)) {
            reply_header(ctx, "Cache-Control", STR("no-store"));
        }
    } else {
        reply_header(ctx, "Allow", STR("GET, HEAD"));
        fail(ctx, 405, "This address takes GET only.");
    }
}

static bool in_api(struct str path)
{
    return str_starts(path, STR("/api/")) || str_is(path, "/api");
}

/* In fault tests a request names the database call that shall fail in it. */
static int fail_call(const struct ctx *ctx)
{
    int64_t number = 0;
#ifdef WAYMARK_FAULTS
    str_to_int(request_header(ctx->request, "X-Waymark-Fail-Call"), &number);
#else
    (void)ctx;
#endif
    return (int)number;
}

static void serve(struct ctx *ctx, void *p)
{
    struct server *server = p;
    ctx->server = server;
    ctx->settings = &server->settings;
    ctx->database = server->database;
    ctx->now = clock_now(&server->settings);
    ctx->fail_call = fail_call(ctx);
    struct str path = ctx->request->path;
    if (in_api(path)) {
        route_serve(ctx, server->app);
        return;
    }
    int64_t start = monotonic_us();
    void (*plain)(struct ctx *) = plain_handler(path);
    if (plain) {
        serve_plain(ctx, plain);
    } else {
        asset_serve(ctx);
    }
    if (failed(ctx)) {
        reply_problem(ctx);
    }
    metrics_count(plain ? METRICS_PLAIN : METRICS_ASSET, ctx->reply->status, monotonic_us() - start);
}

/* ---- the kernel's own rows ---- */

/* Printed once, when first asked for: it is large and the same for everybody. */
static bool get_openapi(struct ctx *ctx)
{
    struct server *server = ctx->server;
    pthread_mutex_lock(&server->openapi_lock);
    if (str_none(server->openapi)) {
        server->openapi_arena = arena_new(LIMIT_REQUEST_ARENA);
        server->openapi = describe_openapi(server->openapi_arena, server->app);
    }
    pthread_mutex_unlock(&server->openapi_lock);
    reply_text(ctx, 200, "application/json", STR_NONE);
    ctx->reply->static_body = server->openapi.at;
    ctx->reply->static_size = server->openapi.len;
    return true;
}

const struct route kernel_routes[] = {
    {.method = METHOD_GET,
     .path = "/openapi.json",
     .permission = &anyone,
     .handler = get_openapi,
     .doc = "This API as an OpenAPI 3.1 document.",
     .flags = ROUTE_OWN_TX},
    {0},
};

/* ---- contexts without a request ---- */

struct ctx *ctx_for_system(struct database *d, const struct settings *s, size_t arena_limit)
{
    struct arena *a = arena_new(arena_limit);
    struct ctx *ctx = arena_one(a, struct ctx);
    ctx->arena = a;
    ctx->database = d;
    ctx->settings = s;
    ctx->now = clock_now(s);
    ctx->actor = (struct actor){.system = true, .scope = SCOPE_FULL, .zone = STR("UTC")};
    return ctx;
}

void ctx_free(struct ctx *ctx)
{
    arena_free(ctx->arena);
}

/* ---- start and stop ---- */

static void set_log_level(struct str level)
{
    static const char *const names[] = {"debug", "info", "warn", "error"};
    for (int i = 0; i < 4; i++) {
        if (str_is(level, names[i])) {
            log_set_level((enum log_level)i);
        }
    }
}

/* SIGTERM and SIGINT are blocked in every thread from the start on; the main thread waits for them. */
static sigset_t block_signals(void)
{
    sigset_t stop;
    sigemptyset(&stop);
    sigaddset(&stop, SIGTERM);
    sigaddset(&stop, SIGINT);
    pthread_sigmask(SIG_BLOCK, &stop, NULL);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN); /* a file at its limit is a full disk: an error, not the end */
    return stop;
}

/* Each connection takes a descriptor, each database connection up to three; shells often allow 1024 in all. */
static void allow_descriptors(const struct settings *s)
{
    struct rlimit limit;
    rlim_t wanted = (rlim_t)(s->connections + 3 * s->database_connections + 100);
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < wanted) {
        limit.rlim_cur = limit.rlim_max < wanted ? limit.rlim_max : wanted;
        if (setrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur < wanted) {
            log_event(LOG_LEVEL_WARN, "server.few_descriptors", LOG_NUMBER("wanted", (int64_t)wanted),
                      LOG_NUMBER("allowed", (int64_t)limit.rlim_cur));
        }
    }
}

static bool may_serve(struct server *server, struct str *why)
{
    if (!server->app->may_serve) {
        return true;
    }
    struct ctx *ctx = ctx_for_system(server->database, &server->settings, LIMIT_COMMAND_ARENA);
    bool may = db_begin_read(ctx) && server->app->may_serve(ctx);
    may = db_finish(ctx) && may;
    if (!may) {
        *why = str_copy(server->arena, ctx->failure.sentence);
    }
    ctx_free(ctx);
    return may;
}

static bool open_data(struct server *server, struct str *why)
{
    struct settings *s = &server->settings;
    if (str_none(s->database)) { /* on PostgreSQL several servers may share a machine */
        server->lock = data_lock(s, server->arena, NULL, why);
        if (server->lock < 0) {
            return false;
        }
    }
    struct str url = settings_database(s, server->arena);
    server->database = database_open(url.at, (int)s->database_connections, server->arena, why);
    return server->database && migrate(server->database, server->arena, why) && may_serve(server, why);
}

/* With port 0 the address is known only once we have it; links are made from it. */
static bool take_address(struct server *server, struct str *why)
{
    struct settings *s = &server->settings;
    struct http_options options = {
        .listen = s->listen,
        .proxy = s->proxy,
        .connections = (int)s->connections,
        .request_ms = s->request_seconds * 1000,
        .idle_ms = s->idle_seconds * 1000,
        .serve = serve,
        .p = server,
    };
    server->http = http_listen(&options, server->arena, why);
    if (!server->http) {
        return false;
    }
    if (str_ends(s->listen, STR(":0"))) {
        bool from_listen = str_equal(s->url, listen_url(s->listen, server->arena));
        s->listen = str_format(server->arena, "%.*s:%d", (int)s->listen.len - 2, s->listen.at, http_port(server->http));
        s->url = from_listen ? listen_url(s->listen, server->arena) : s->url;
    }
    return true;
}

static bool start(struct server *server, struct str *why)
{
    route_prepare(server->app);
    asset_prepare();
    language_prepare();
    if (!open_data(server, why) || !take_address(server, why)) {
        return false;
    }
    server->jobs = jobs_start(server->database, &server->settings, server->app);
    server->admin = admin_start(server->database, &server->settings, server->app);
    if (!server->admin) {
        *why = STR("The admin socket in the data folder could not be made.");
        return false;
    }
    return http_serve(server->http, why);
}

static void stop(struct server *server)
{
    if (server->http) {
        http_stop(server->http, server->settings.drain_seconds * 1000);
    }
    if (server->admin) {
        admin_stop(server->admin);
    }
    if (server->jobs) {
        jobs_stop(server->jobs);
    }
    if (server->database) {
        database_close(server->database);
    }
    if (server->lock >= 0) {
        close(server->lock);
    }
    if (server->openapi_arena) {
        arena_free(server->openapi_arena);
    }
}

static void announce(struct server *server, int64_t start_us)
{
    struct str url = listen_url(server->settings.listen, server->arena);
    log_event(LOG_LEVEL_INFO, "server.started", LOG_NUMBER("port", http_port(server->http)),
              LOG_NUMBER("milliseconds", (monotonic_us() - start_us) / 1000));
    printf("Waymark listens on %s\n", url.at);
    fflush(stdout);
}

int server_run(const struct app *app, const struct settings *s)
{
    int64_t start_us = monotonic_us();
    sigset_t stop_signals = block_signals();
    struct arena *a = arena_new(LIMIT_REQUEST_ARENA);
    struct server *server = arena_one(a, struct server);
    *server = (struct server){.app = app, .settings = *s, .arena = a, .lock = -1};
    pthread_mutex_init(&server->openapi_lock, NULL);
    set_log_level(s->log_level);
    allow_descriptors(s);
    struct str why = STR_NONE;
    int status = start(server, &why) ? 0 : 1;
    if (status == 0) {
        int number = 0;
        announce(server, start_us);
        sigwait(&stop_signals, &number);
        log_event(LOG_LEVEL_INFO, "server.stopping", LOG_NUMBER("signal", number));
        pthread_sigmask(SIG_UNBLOCK, &stop_signals, NULL); /* a second one does not wait for the drain */
    } else {
        fprintf(stderr, "%.*s\n", STR_ARG(why));
    }
    stop(server);
    pthread_mutex_destroy(&server->openapi_lock);
    arena_free(a);
    return status;
}
