/* Counters of the running server: requests by route and status with a histogram of durations, connections, database,
 * memory, event chain. Requests add to atomic counters; nothing on their way takes a lock. */
#include "kernel/metrics.h"

#include "base/date.h"
#include "base/log.h"
#include "kernel/db.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const int64_t bounds_us[] = {500,    1000,   2500,   5000,    10000,   25000,   50000,
                                    100000, 250000, 500000, 1000000, 2500000, 10000000};
#define BOUNDS (int)(sizeof(bounds_us) / sizeof(bounds_us[0]))
#define CLASSES 4 /* 2xx, 3xx, 4xx, 5xx */

struct counters {
    const char *name; /* "GET /goals/{id}" */
    atomic_llong classes[CLASSES];
    atomic_llong buckets[BOUNDS + 1]; /* the last: longer than all bounds */
    atomic_llong sum_us;
};

static struct counters fixed[] = {{.name = "none"}, {.name = "asset"}, {.name = "plain"}};
static struct counters *routes;
static int routes_n;
static int64_t started_us;

void metrics_prepare(const char *const *names, int n)
{
    struct counters *fresh = calloc((size_t)n + 1, sizeof(*fresh));
    BUG_IF(!fresh);
    for (int i = 0; i < n; i++) {
        fresh[i].name = names[i];
    }
    /* A second app (tests) replaces the first; the old counters stay for who still counts. */
    routes = fresh;
    routes_n = n;
    started_us = monotonic_us();
}

static void add(atomic_llong *counter, int64_t by)
{
    atomic_fetch_add_explicit(counter, by, memory_order_relaxed);
}

void metrics_count(int route, int status, int64_t microseconds)
{
    struct counters *c = route >= 0 && route < routes_n ? &routes[route] : &fixed[route < 0 ? -route - 1 : 0];
    int class = status / 100 - 2;
    int bucket = 0;
    while (bucket < BOUNDS && microseconds > bounds_us[bucket]) {
        bucket++;
    }
    add(&c->classes[class < 0 ? 0 : class >= CLASSES ? CLASSES - 1 : class], 1);
    add(&c->buckets[bucket], 1);
    add(&c->sum_us, microseconds);
}

/* ---- printing ---- */

/* A name is "METHOD /path" for a route, one word for the rest. */
static void put_labels(struct buf *b, const char *name)
{
    const char *space = strchr(name, ' ');
    if (space) {
        buf_format(b, "method=\"%.*s\",route=\"%s\"", (int)(space - name), name, space + 1);
    } else {
        buf_format(b, "method=\"\",route=\"%s\"", name);
    }
}

static void put_classes(struct buf *b, struct counters *c)
{
    for (int i = 0; i < CLASSES; i++) {
        long long n = atomic_load_explicit(&c->classes[i], memory_order_relaxed);
        if (n > 0) {
            buf_puts(b, "waymark_requests_total{");
            put_labels(b, c->name);
            buf_format(b, ",status=\"%dxx\"} %lld\n", i + 2, n);
        }
    }
}

static void put_histogram(struct buf *b, struct counters *c)
{
    long long n = 0;
    for (int i = 0; i <= BOUNDS; i++) {
        n += atomic_load_explicit(&c->buckets[i], memory_order_relaxed);
    }
    if (n == 0) {
        return;
    }
    long long below = 0;
    for (int i = 0; i <= BOUNDS; i++) {
        below += atomic_load_explicit(&c->buckets[i], memory_order_relaxed);
        buf_puts(b, "waymark_request_seconds_bucket{");
        put_labels(b, c->name);
        if (i < BOUNDS) {
            buf_format(b, ",le=\"%g\"} %lld\n", (double)bounds_us[i] / 1e6, below);
        } else {
            buf_format(b, ",le=\"+Inf\"} %lld\n", below);
        }
    }
    buf_puts(b, "waymark_request_seconds_sum{");
    put_labels(b, c->name);
    double seconds = (double)atomic_load_explicit(&c->sum_us, memory_order_relaxed) / 1e6;
    buf_format(b, "} %.6f\nwaymark_request_seconds_count{", seconds);
    put_labels(b, c->name);
    buf_format(b, "} %lld\n", below);
}

static void each_counter(struct buf *b, void (*put)(struct buf *, struct counters *))
{
    for (int i = 0; i < routes_n; i++) {
        put(b, &routes[i]);
    }
    for (size_t i = 0; i < sizeof(fixed) / sizeof(fixed[0]); i++) {
        put(b, &fixed[i]);
    }
}

static void put_head(struct buf *b, const char *name, const char *type, const char *help)
{
    buf_format(b, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static void put_one(struct buf *b, const char *name, const char *type, const char *help, int64_t value)
{
    put_head(b, name, type, help);
    buf_format(b, "%s %lld\n", name, (long long)value);
}

static int64_t resident_bytes(void)
{
    char line[128] = ""; /* "size resident ...", in pages */
    FILE *f = fopen("/proc/self/statm", "re");
    if (f) {
        line[fread(line, 1, sizeof(line) - 1, f)] = '\0';
        fclose(f);
    }
    struct str rest = str_of(line), size, resident;
    int64_t pages = 0;
    bool read = str_split(&rest, ' ', &size) && str_split(&rest, ' ', &resident) && str_to_int(resident, &pages);
    return read ? pages * sysconf(_SC_PAGESIZE) : 0;
}

static void put_process(struct buf *b, struct http *h)
{
    struct http_figures f = {0};
    if (h) {
        http_figures(h, &f);
    }
    put_one(b, "waymark_connections", "gauge", "Connections that are open.", f.open);
    put_one(b, "waymark_connections_total", "counter", "Connections accepted.", f.accepted);
    put_one(b, "waymark_connections_cut_total", "counter", "Connections closed because the client was too slow.",
            f.cut);
    put_one(b, "waymark_resident_bytes", "gauge", "Memory in use.", resident_bytes());
    put_one(b, "waymark_uptime_seconds", "gauge", "Time since the start.", (monotonic_us() - started_us) / 1000000);
}

static void put_database(struct buf *b, struct database *d)
{
    struct database_figures f = {0};
    database_figures(d, &f);
    put_one(b, "waymark_database_commits_total", "counter", "Commits that wrote.", f.commits);
    put_one(b, "waymark_database_grouped_writes_total", "counter", "Writes that shared another one's commit.",
            f.grouped_writes);
    put_one(b, "waymark_database_rollbacks_total", "counter", "Transactions that were undone.", f.rollbacks);
    put_one(b, "waymark_database_statements_total", "counter", "SQL statements run.", f.statements);
    put_one(b, "waymark_database_reconnects_total", "counter", "Connections to the database made anew.", f.reconnects);
    put_one(b, "waymark_database_readers", "gauge", "Connections for reading.", f.readers);
    put_one(b, "waymark_database_readers_busy", "gauge", "Connections for reading that are in use.", f.busy_readers);
}

struct str metrics_print(struct ctx *ctx, const struct metrics_of_server *server)
{
    struct buf b = buf_new(ctx->arena, 16384);
    put_head(&b, "waymark_requests_total", "counter", "Requests answered, by route and class of status.");
    each_counter(&b, put_classes);
    put_head(&b, "waymark_request_seconds", "histogram", "From the last byte of a request to its reply.");
    each_counter(&b, put_histogram);
    put_process(&b, server->http);
    if (ctx->database) {
        put_database(&b, ctx->database);
    }
    if (server->waiting >= 0) {
        put_one(&b, "waymark_events_sealed", "gauge", "Events in the hash chain.", server->sealed);
        put_one(&b, "waymark_events_waiting", "gauge", "Events not in the hash chain yet.", server->waiting);
    }
    return buf_str(&b);
}
