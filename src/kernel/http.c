/* HTTP/1.1 by libmicrohttpd. Each connection has a thread and an arena, which is emptied after each reply; a reply's
 * bytes are sent from there without a copy. A connection is always in one phase, and one thread (the watch)
 * closes those that stay in a phase for too long: the library's own time-out starts anew with every byte, so a client
 * that drips one byte a second would hold its thread for ever. */
#include "kernel/http_server.h"
#include "kernel/wire.h"

#include "base/date.h"
#include "base/limits.h"
#include "base/log.h"
#include "kernel/http_watch.h"

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#define STACK_BYTES ((size_t)1024 * 1024) /* the sanitizer's frames are several times larger */
#else
#define STACK_BYTES ((size_t)256 * 1024)
#endif

/* The library's memory of a connection: the headers, its notes on them, and the reply's headers. */
#define POOL_BYTES ((size_t)2 * LIMIT_HEADER_BYTES)

const char *method_name(enum method m)
{
    static const char *const names[] = {"GET", "POST", "PUT", "PATCH", "DELETE", "OTHER"};
    return names[m];
}

static enum method method_of(const char *name, bool *head)
{
    *head = strcmp(name, "HEAD") == 0;
    if (*head) {
        return METHOD_GET;
    }
    for (enum method m = METHOD_GET; m < METHOD_OTHER; m++) {
        if (strcmp(name, method_name(m)) == 0) {
            return m;
        }
    }
    return METHOD_OTHER;
}

/* ---- what a handler may ask ---- */

struct str request_header(const struct request *q, const char *name)
{
    const char *value = NULL;
    size_t size = 0;
    if (!q->connection ||
        MHD_lookup_connection_value_n(q->connection, MHD_HEADER_KIND, name, strlen(name), &value, &size) != MHD_YES) {
        return STR_NONE;
    }
    /* The library leaves white space at the end. */
    return value ? str_trim((struct str){value, size}) : STR("");
}

struct str request_cookie(const struct request *q, const char *name)
{
    return wire_cookie(request_header(q, "Cookie"), str_of(name));
}

/* Behind a proxy on the same machine everybody comes from loopback; then the header gives it away. */
bool request_is_local(const struct request *q)
{
    bool local = str_starts(q->remote, STR("127.")) || str_is(q->remote, "::1");
    return local && str_none(request_header(q, "X-Forwarded-For")) && str_none(request_header(q, "Forwarded"));
}

struct str request_parameter(const struct request *q, const char *name)
{
    struct str wanted = str_of(name);
    for (int i = 0; i < q->n_query; i++) {
        if (str_equal(q->query[i].name, wanted)) {
            return q->query[i].value;
        }
    }
    return STR_NONE;
}

/* ---- looking a request over before its body is read ---- */

/* What one pass over the headers finds. */
struct headers_seen {
    int hosts, lengths, transfers, codings, odd;
    struct str length, transfer, forwarded_for, forwarded_proto;
};

/* The library takes names with spaces and values with control characters, which the next one on the way reads
 * differently. */
static bool is_odd(const char *name, size_t name_size, const char *value, size_t size)
{
    for (size_t i = 0; i < name_size; i++)
        if ((unsigned char)name[i] <= ' ' || name[i] == 0x7f) return true;
    for (size_t i = 0; i < size; i++)
        if (((unsigned char)value[i] < ' ' && value[i] != '\t') || value[i] == 0x7f) return true;
    /* A line that goes on below is appended to the header's name: what one proxy reads as chunked is no length at all
     * here. */
    static const struct str framing[] = {{"Transfer-Encoding", 17}, {"Content-Length", 14}};
    for (int i = 0; i < 2; i++)
        if (name_size > framing[i].len && str_equal_ascii_case((struct str){name, framing[i].len}, framing[i]))
            return true;
    return name_size == 0;
}

static enum MHD_Result see_header(void *p, enum MHD_ValueKind kind, const char *name, size_t name_size,
                                  const char *value, size_t size)
{
    (void)kind;
    struct headers_seen *seen = p;
    struct str key = {name, name_size}, text = str_trim((struct str){value ? value : "", value ? size : 0});
    seen->odd += is_odd(name, name_size, value, value ? size : 0);
    switch (name_size) { /* by length first: this runs for every header of every request */
    case 4: seen->hosts += str_equal_ascii_case(key, STR("Host")); break;
    case 14:
        if (str_equal_ascii_case(key, STR("Content-Length"))) {
            seen->lengths++;
            seen->length = text;
        }
        break;
    case 15:
        if (str_equal_ascii_case(key, STR("X-Forwarded-For"))) {
            seen->forwarded_for = text;
        }
        break;
    case 16:
        seen->codings +=
            str_equal_ascii_case(key, STR("Content-Encoding")) && !str_equal_ascii_case(text, STR("identity"));
        break;
    case 17:
        if (str_equal_ascii_case(key, STR("Transfer-Encoding"))) {
            seen->transfers++;
            seen->transfer = (struct str){value ? value : "", value ? size : 0}; /* as the library compares it */
        } else if (str_equal_ascii_case(key, STR("X-Forwarded-Proto"))) {
            seen->forwarded_proto = text;
        }
        break;
    default: break;
    }
    return MHD_YES;
}

/* How long the body is and whether we take it. Two opinions on where a request ends are how requests are smuggled. */
static bool look_at_body(struct connection *c, const struct headers_seen *seen)
{
    struct ctx *ctx = &c->ctx;
    int64_t length = 0;
    if (seen->lengths + seen->transfers > 1 || (seen->transfers > 0 && c->old) ||
        (seen->transfers == 1 && !str_equal_ascii_case(seen->transfer, STR("chunked"))) ||
        (seen->lengths == 1 && (!str_to_int(seen->length, &length) || length < 0))) {
        return fail(ctx, 400, "The request does not say plainly how long its body is.");
    }
    if (length > LIMIT_BODY_BYTES) {
        return fail(ctx, 413, "The body may have at most %d bytes.", LIMIT_BODY_BYTES);
    }
    if (c->request.method == METHOD_GET && (length > 0 || seen->transfers > 0)) {
        return fail(ctx, 400, "A GET request takes no body.");
    }
    if (seen->codings > 0) {
        return fail(ctx, 415, "Please send the body as it is, without Content-Encoding.");
    }
    c->body_room = (size_t)length;
    return true;
}

static bool look_at_target(struct connection *c)
{
    struct request *q = &c->request;
    struct str query = c->target, path;
    if (str_starts(query, STR("http://")) || str_starts(query, STR("https://"))) {
        ptrdiff_t host = str_find(query, STR("//")) + 2;
        query = str_cut(query, (size_t)host, query.len);
        ptrdiff_t slash = str_find(query, STR("/"));
        query = slash < 0 ? STR("/") : str_cut(query, (size_t)slash, query.len);
    }
    str_split(&query, '?', &path);
    if (c->target_cut || !wire_path(c->arena, path, &q->path)) {
        return fail(&c->ctx, 400, "This address cannot be read.");
    }
    if (!str_none(query)) {
        q->n_query = wire_query(c->arena, query, q->query, LIMIT_QUERY_PARAMETERS);
        if (q->n_query < 0) {
            q->n_query = 0;
            return fail(&c->ctx, 400, "The part of this address after '?' cannot be read.");
        }
    }
    return true;
}

/* Behind the proxy that the operator trusts, the last entry of X-Forwarded-For is what the proxy itself saw. */
static void look_at_proxy(struct connection *c, const struct headers_seen *seen)
{
    struct request *q = &c->request;
    q->remote = str_of(c->remote);
    if (!c->behind_proxy) {
        return;
    }
    q->secure = str_equal_ascii_case(str_trim(seen->forwarded_proto), STR("https"));
    struct str list = seen->forwarded_for, one, last = STR_NONE;
    while (str_split(&list, ',', &one)) {
        last = str_trim(one);
    }
    struct in6_addr address;
    struct str text = str_copy(c->arena, last);
    if (!str_empty(text) &&
        (inet_pton(AF_INET, text.at, &address) == 1 || inet_pton(AF_INET6, text.at, &address) == 1)) {
        q->remote = text;
    }
}

static bool look_over(struct connection *c, const char *method)
{
    struct headers_seen seen = {0};
    c->request.method = method_of(method, &c->request.head);
    MHD_get_connection_values_n(c->mhd, MHD_HEADER_KIND, see_header, &seen);
    look_at_proxy(c, &seen);
    const union MHD_ConnectionInfo *size = MHD_get_connection_info(c->mhd, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
    if (size && size->header_size > LIMIT_HEADER_BYTES) {
        return fail(&c->ctx, 431, "The headers may have at most %d bytes.", LIMIT_HEADER_BYTES);
    }
    if (seen.odd > 0) {
        return fail(&c->ctx, 400, "A header of this request cannot be read.");
    }
    if (seen.hosts > 1) {
        return fail(&c->ctx, 400, "The request names more than one host.");
    }
    return look_at_target(c) && look_at_body(c, &seen);
}

/* ---- replies ---- */

/* Everything comes from our own origin, nothing is inline, nobody frames us. */
static const char *const security_headers[][2] = {
    {"Content-Security-Policy",
     "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "same-origin"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"},
};

static void add_headers(struct MHD_Response *response, struct connection *c, bool has_body)
{
    const struct reply *r = &c->reply;
    for (size_t i = 0; i < sizeof(security_headers) / sizeof(security_headers[0]); i++) {
        MHD_add_response_header(response, security_headers[i][0], security_headers[i][1]);
    }
    if (c->request.secure) {
        MHD_add_response_header(response, "Strict-Transport-Security", "max-age=31536000");
    }
    if (has_body || r->content_type) {
        MHD_add_response_header(response, "Content-Type", r->content_type ? r->content_type : "application/json");
    }
    for (int i = 0; i < r->n_headers; i++) {
        MHD_add_response_header(response, r->headers[i].name, r->headers[i].value.at);
    }
    if (c->refused || http_draining(c->http)) {
        MHD_add_response_header(response, "Connection", "close");
    }
}

static enum MHD_Result send_reply(struct connection *c)
{
    const struct reply *r = &c->reply;
    const void *at = r->static_body ? r->static_body : r->body.at;
    size_t size = r->static_body ? r->static_size : r->body.len;
    /* The library takes the bytes as they are and does not write to them. */
    struct MHD_Response *response =
        MHD_create_response_from_buffer(at ? size : 0, (void *)(uintptr_t)at, MHD_RESPMEM_PERSISTENT);
    if (!response) {
        return MHD_NO;
    }
    add_headers(response, c, at && size > 0);
    connection_phase(c, PHASE_SENDING);
    enum MHD_Result queued = MHD_queue_response(c->mhd, (unsigned)r->status, response);
    MHD_destroy_response(response);
    return queued;
}

static enum MHD_Result send_refusal(struct connection *c)
{
    c->refused = true;
    reply_problem(&c->ctx);
    reply_finish(&c->ctx);
    return send_reply(c);
}

/* ---- the library's calls, in the order of a request ---- */

/* The request line is here. Everything of the request before is gone. */
static void *on_target(void *p, const char *uri, struct MHD_Connection *mhd)
{
    (void)p;
    struct connection *c = MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
    arena_reset(c->arena);
    c->mhd = mhd;
    c->request = (struct request){.connection = mhd};
    c->reply = (struct reply){0};
    c->ctx = (struct ctx){.arena = c->arena, .request = &c->request, .reply = &c->reply};
    c->begun = c->refused = false;
    c->body = NULL;
    c->body_len = c->body_room = 0;
    c->raw_target = uri;
    c->target = str_copy(c->arena, str_of(uri));
    connection_phase(c, PHASE_READING);
    return c;
}

/* A part of the body. MHD_NO closes the connection. */
static enum MHD_Result take_body(struct connection *c, const char *data, size_t size)
{
    if (c->body_len + size > LIMIT_BODY_BYTES) {
        /* Only a chunked body comes here. The library sends no reply before the body has ended, and this one may never
         * end, so the refusal goes to the socket directly. */
        static const char refusal[] = "HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\n"
                                      "Cache-Control: no-store\r\nConnection: close\r\n\r\n";
        (void)!send(c->socket, refusal, sizeof(refusal) - 1, MSG_NOSIGNAL | MSG_DONTWAIT);
        connection_linger(c);
        return MHD_NO;
    }
    if (!c->body || c->body_len + size > c->body_room) {
        size_t room = c->body_room >= c->body_len + size ? c->body_room : 2 * (c->body_len + size);
        c->body = arena_grow(c->arena, c->body, c->body ? c->body_room + 1 : 0, room + 1);
        c->body_room = room;
    }
    memcpy(c->body + c->body_len, data, size);
    c->body_len += size;
    return MHD_YES;
}

static enum MHD_Result on_request(void *p, struct MHD_Connection *mhd, const char *url, const char *method,
                                  const char *version, const char *data, size_t *size, void **request)
{
    (void)url;
    (void)mhd;
    struct http *h = p;
    struct connection *c = *request;
    if (!c->begun) {
        c->begun = true;
        /* The version stands right behind the target; further on, the target has a NUL in it. */
        c->target_cut = version != c->raw_target + c->target.len + 1;
        c->old = strcmp(version, "HTTP/1.0") == 0; /* which knows no Transfer-Encoding */
        return look_over(c, method) ? MHD_YES : send_refusal(c);
    }
    if (*size > 0) {
        enum MHD_Result taken = take_body(c, data, *size);
        *size = 0;
        return taken;
    }
    c->request.body = (struct str){c->body ? c->body : "", c->body_len};
    connection_phase(c, PHASE_ANSWERING);
    h->options.serve(&c->ctx, h->options.p);
    reply_finish(&c->ctx);
    return send_reply(c);
}

static void on_completed(void *p, struct MHD_Connection *mhd, void **request, enum MHD_RequestTerminationCode code)
{
    (void)p;
    (void)mhd;
    struct connection *c = *request;
    *request = NULL;
    if (!c) {
        return;
    }
    if (c->refused && code == MHD_REQUEST_TERMINATED_COMPLETED_OK) {
        connection_linger(c);
    }
    arena_reset(c->arena);
    connection_phase(c, PHASE_WAITING);
}

static void on_connection(void *p, struct MHD_Connection *mhd, void **context, enum MHD_ConnectionNotificationCode code)
{
    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        int fd = MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
        const struct sockaddr *address = MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CLIENT_ADDRESS)->client_addr;
        *context = connection_open(p, fd, address);
    } else if (*context) {
        connection_close(*context);
        *context = NULL;
    }
}

/* The path is decoded by wire_path; the library's own copy is left as it came. */
static size_t leave_encoded(void *p, struct MHD_Connection *mhd, char *text)
{
    (void)p;
    (void)mhd;
    return strlen(text);
}

/* ---- start and stop ---- */

static struct MHD_Daemon *start_daemon(struct http *h)
{
    unsigned flags = MHD_USE_THREAD_PER_CONNECTION | MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_POLL | MHD_USE_ITC;
    return MHD_start_daemon(flags, 0, NULL, NULL, on_request, h,                           //
                            MHD_OPTION_LISTEN_SOCKET, h->listener,                         //
                            MHD_OPTION_STRICT_FOR_CLIENT, 1,                               //
                            MHD_OPTION_CONNECTION_LIMIT, (unsigned)h->options.connections, //
                            MHD_OPTION_CONNECTION_MEMORY_LIMIT, POOL_BYTES,                //
                            MHD_OPTION_CONNECTION_TIMEOUT, 0U, /* the watch has it */      //
                            MHD_OPTION_THREAD_STACK_SIZE, STACK_BYTES,                     //
                            MHD_OPTION_URI_LOG_CALLBACK, on_target, h,                     //
                            MHD_OPTION_UNESCAPE_CALLBACK, leave_encoded, NULL,             //
                            MHD_OPTION_NOTIFY_CONNECTION, on_connection, h,                //
                            MHD_OPTION_NOTIFY_COMPLETED, on_completed, h,                  //
                            MHD_OPTION_END);
}

struct http *http_listen(const struct http_options *options, struct arena *a, struct str *why)
{
    int port = 0;
    int listener = listen_on(options->listen, &port, a, why);
    return listener < 0 ? NULL : watch_new(options, listener, port);
}

bool http_serve(struct http *h, struct str *why)
{
    h->daemon = start_daemon(h);
    if (!h->daemon) {
        *why = STR("The HTTP server could not start: out of threads or memory.");
    }
    return h->daemon != NULL;
}

int http_port(const struct http *h)
{
    return h->port;
}

void http_stop(struct http *h, int64_t drain_ms)
{
    if (h->daemon) {
        MHD_quiesce_daemon(h->daemon);
        shutdown(h->listener, SHUT_RDWR); /* new clients are refused at once, not left waiting */
        watch_drain(h, drain_ms);
        MHD_stop_daemon(h->daemon);
    }
    watch_free(h);
}
