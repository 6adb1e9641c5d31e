/* The listening side of http.c: one socket, one thread for each connection, one that watches the clock. */
#ifndef WAYMARK_KERNEL_HTTP_SERVER_H
#define WAYMARK_KERNEL_HTTP_SERVER_H

#include "kernel/http.h"

struct http_options {
    struct str listen; /* "127.0.0.1:8080", "[::1]:8080", ":8080" (every address); port 0: any free one */
    struct str proxy;  /* address whose X-Forwarded-For and X-Forwarded-Proto are believed; none: nobody's */
    int connections;
    int64_t request_ms; /* from a request's first byte to its last */
    int64_t idle_ms;    /* between requests */
    /* Answers one request: fills ctx->reply. The arena, request and reply of ctx are set, all else is the caller's. */
    void (*serve)(struct ctx *ctx, void *p);
    void *p;
};

struct http_figures {
    int64_t open, accepted, cut; /* cut: closed by us because the client took too long */
};

struct http;

/* Takes the address; clients that come are kept waiting until http_serve. NULL with a sentence in *why. The options'
 * texts must live as long. */
struct http *http_listen(const struct http_options *options, struct arena *a, struct str *why);
/* Serves from now on. False with a sentence in *why; http_stop is due all the same. */
bool http_serve(struct http *h, struct str *why);
int http_port(const struct http *h);
void http_figures(struct http *h, struct http_figures *out);
bool http_draining(const struct http *h);
/* Accepts nobody any more, closes idle connections, lets requests under way be answered (Connection: close) for at most
 * `drain_ms`, then ends all threads. Handlers that still run are waited for. */
void http_stop(struct http *h, int64_t drain_ms);

/* Ends every reply: content type, security headers, entity tag, 304. In reply.c. */
void reply_finish(struct ctx *ctx);
/* Turns ctx->failure into a problem document (RFC 9457). */
void reply_problem(struct ctx *ctx);
/* The value of a reply header set before; none when it is not. */
struct str reply_header_of(const struct reply *r, const char *name);

#endif
