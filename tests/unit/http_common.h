/* A server of the tests' own and a client for raw bytes: what http.c and http_time.c here share. */
#ifndef WAYMARK_TESTS_HTTP_COMMON_H
#define WAYMARK_TESTS_HTTP_COMMON_H

#include "kernel/http_server.h"

#include "base/date.h"
#include "base/limits.h"

#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cmocka.h>

#define REQUEST_MS 400
#define IDLE_MS 900
#define UNUSED __attribute__((unused))

static struct arena *arena;
static struct http *server;
static int port;
static sem_t inside, gate; /* of the handler of /wait */
static char large[3 * 1024 * 1024];

/* ---- the handler ---- */

static void serve_seen(struct ctx *ctx)
{
    const struct request *q = ctx->request;
    struct json_out w = json_out_new(ctx->arena, 256);
    json_begin_object(&w);
    json_put_text(&w, "method", str_of(method_name(q->method)));
    json_put_text(&w, "path", q->path);
    json_put_int(&w, "parameters", q->n_query);
    json_put_text(&w, "a", request_parameter(q, "a"));
    json_put_text(&w, "cookie", request_cookie(q, "c"));
    json_put_text(&w, "header", request_header(q, "x-one"));
    json_put_text(&w, "remote", q->remote);
    json_put_int(&w, "body", (int64_t)q->body.len);
    json_end_object(&w);
    reply_json(ctx, 200, &w);
}

static void serve(struct ctx *ctx, void *p)
{
    struct str path = ctx->request->path;
    assert_ptr_equal(p, &port);
    if (str_is(path, "/wait")) {
        sem_post(&inside);
        sem_wait(&gate);
        reply_text(ctx, 200, "text/plain", STR("waited"));
    } else if (str_is(path, "/echo")) {
        reply_text(ctx, 200, "text/plain", ctx->request->body);
    } else if (str_is(path, "/large")) {
        reply_text(ctx, 200, "text/plain", STR_NONE);
        ctx->reply->static_body = large;
        ctx->reply->static_size = sizeof(large);
    } else if (str_is(path, "/version")) {
        ctx->reply->version = 7;
        reply_text(ctx, 200, "text/plain", STR("seven"));
    } else if (str_is(path, "/break")) {
        reply_header(ctx, "X-Name", STR("a\r\nSet-Cookie: evil=1"));
        reply_empty(ctx);
    } else if (str_is(path, "/fault")) {
        fail_field(ctx, "title", "Please give it a title.");
        fail_field(ctx, "due_on", "%s is no day.", "soon");
        reply_problem(ctx);
    } else {
        serve_seen(ctx);
    }
}

static struct http *listening(const char *address, int connections, struct str proxy)
{
    struct http_options options = {
        .listen = str_of(address),
        .proxy = proxy,
        .connections = connections,
        .request_ms = REQUEST_MS,
        .idle_ms = IDLE_MS,
        .serve = serve,
        .p = &port,
    };
    struct str why = STR_NONE;
    struct http *h = http_listen(&options, arena, &why);
    if (!h || !http_serve(h, &why)) {
        fail_msg("%.*s", STR_ARG(why));
    }
    return h;
}

static UNUSED int set_up(void **state)
{
    (void)state;
    arena = arena_new(64 * 1024 * 1024);
    sem_init(&inside, 0, 0);
    sem_init(&gate, 0, 0);
    memset(large, 'x', sizeof(large));
    server = listening("127.0.0.1:0", 200, STR_NONE);
    port = http_port(server);
    return 0;
}

static UNUSED int tear_down(void **state)
{
    (void)state;
    http_stop(server, 2000);
    arena_free(arena);
    return 0;
}

/* ---- a client ---- */

static int dial_at(int at)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)at)};
    inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof(address)), 0);
    struct timeval patience = {.tv_sec = 10};
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    return fd;
}

static UNUSED int dial(void)
{
    return dial_at(port);
}

/* False when the other side has closed. */
static bool say_bytes(int fd, const char *at, size_t n)
{
    while (n > 0) {
        ssize_t sent = send(fd, at, n, MSG_NOSIGNAL);
        if (sent <= 0) {
            return false;
        }
        at += sent;
        n -= (size_t)sent;
    }
    return true;
}

static bool say(int fd, const char *text)
{
    return say_bytes(fd, text, strlen(text));
}

struct answer {
    int status; /* 0: closed without an answer */
    char head[8192];
    char *body;
    size_t body_len;
};

static UNUSED const char *header_of(const struct answer *a, const char *name)
{
    static char value[512];
    const char *at = strcasestr(a->head, name);
    if (!at || sscanf(at + strlen(name), ": %511[^\r]", value) != 1) {
        return NULL;
    }
    return value;
}

static bool read_head(int fd, struct answer *a)
{
    size_t n = 0;
    while (n < 4 || memcmp(a->head + n - 4, "\r\n\r\n", 4) != 0) {
        if (n + 1 >= sizeof(a->head) || recv(fd, a->head + n, 1, 0) != 1) {
            return false;
        }
        n++;
    }
    return sscanf(a->head, "HTTP/1.1 %d", &a->status) == 1;
}

/* One answer. `bodiless`: of a HEAD. Blocks until it is whole or the other side closes. */
static struct answer hear_one(int fd, bool bodiless)
{
    struct answer a = {0};
    if (!read_head(fd, &a)) {
        a.status = 0;
        return a;
    }
    const char *length = header_of(&a, "\r\nContent-Length");
    size_t wanted = length && !bodiless && a.status != 304 ? strtoul(length, NULL, 10) : 0;
    a.body = arena_alloc(arena, wanted + 1);
    while (a.body_len < wanted) {
        ssize_t n = recv(fd, a.body + a.body_len, wanted - a.body_len, 0);
        if (n <= 0) {
            break;
        }
        a.body_len += (size_t)n;
    }
    return a;
}

static UNUSED struct answer hear(int fd)
{
    return hear_one(fd, false);
}

static UNUSED bool closed(int fd)
{
    char c;
    return recv(fd, &c, 1, 0) <= 0 && errno != EAGAIN;
}

static UNUSED struct answer ask(const char *text)
{
    int fd = dial();
    say(fd, text);
    struct answer a = hear(fd);
    close(fd);
    return a;
}

static UNUSED int status_of_target(const char *target)
{
    char text[4096];
    snprintf(text, sizeof(text), "GET %s HTTP/1.1\r\nHost: h\r\n\r\n", target);
    return ask(text).status;
}

static UNUSED bool has(const struct answer *a, const char *part)
{
    return a->body && strstr(a->body, part) != NULL;
}

#endif
