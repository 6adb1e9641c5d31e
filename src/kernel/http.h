/* HTTP/1.1 by libmicrohttpd: bytes to struct request, struct reply to bytes. A thread for each connection, so a slow
 * handler or client holds up nobody else; limits and time-outs on connections, headers, bodies and whole requests. */
#ifndef WAYMARK_KERNEL_HTTP_H
#define WAYMARK_KERNEL_HTTP_H

#include "base/json.h"
#include "kernel/context.h"

enum method { METHOD_GET, METHOD_POST, METHOD_PUT, METHOD_PATCH, METHOD_DELETE, METHOD_OTHER };
const char *method_name(enum method m);

struct parameter {
    struct str name, value; /* percent-decoded, valid UTF-8 */
};

struct request {
    enum method method;
    bool head;       /* HEAD is answered as GET without its body */
    struct str path; /* decoded once, begins with '/' */
    struct parameter query[32];
    int n_query;
    struct str body;
    struct str remote; /* the client's address as text; behind a trusted proxy its X-Forwarded-For */
    bool secure;       /* the client came by https (TLS here, or the trusted proxy says so) */
    const struct route *route;
    int64_t ids[4];      /* {id} and the like, in path order; 0 beyond */
    struct str words[4]; /* the same places as text (for {token}) */
    json_t *json;        /* the body, once read */
    void *connection;    /* libmicrohttpd's */
};

/* None when absent. Names are compared without case. */
struct str request_header(const struct request *q, const char *name);
struct str request_cookie(const struct request *q, const char *name);
struct str request_parameter(const struct request *q, const char *name);
/* From this machine, and not through a proxy that says so. */
bool request_is_local(const struct request *q);

struct reply_header {
    const char *name;
    struct str value;
};

struct reply {
    int status;
    const char *content_type; /* NULL: application/json when there is a body */
    struct str body;
    const void *static_body; /* when set: lives as long as the program, is not copied */
    size_t static_size;
    struct reply_header headers[16];
    int n_headers;
    int64_t version; /* of the resource shown: makes the ETag "version-hash"; 0 none */
};

void reply_header(struct ctx *ctx, const char *name, struct str value);
/* The usual ends of a handler; each returns true. */
bool reply_json(struct ctx *ctx, int status, const struct json_out *w);
bool reply_empty(struct ctx *ctx); /* 204 */
bool reply_text(struct ctx *ctx, int status, const char *content_type, struct str body);
bool reply_see(struct ctx *ctx, struct str place); /* 303: what is wanted is at this path */
/* 201 with Location: /api/v1, `path` and the id; path ends with a slash: "/goals/". */
bool reply_created(struct ctx *ctx, const struct json_out *w, const char *path, int64_t id);

#endif
