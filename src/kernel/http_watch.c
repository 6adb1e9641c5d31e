/* Which connections there are, what phase each is in since when, and the thread that closes those that take too long.
 * The watch only ever shuts a socket down; the connection's own thread then notices and ends. A socket stays open while
 * its connection is in the list, so the watch cannot hit a descriptor that was given out anew. */
#include "kernel/http_watch.h"

#include "base/date.h"
#include "base/limits.h"
#include "base/log.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/tcp.h> /* tcp_info with tcpi_bytes_received, which the C library's lacks */
#include <netdb.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* A reply may take this many times longer than a request: the larger ones go to slow clients too. */
#define SENDING_FACTOR 10
#define LINGER_MS 1000
#define CROWDED_IDLE_MS 1000
#define LINGER_BYTES ((size_t)4 * LIMIT_BODY_BYTES)
/* The kernel counts in ticks; data that came this much later than the last reply belongs to a new request. */
#define TICK_US 10000

/* ---- one connection ---- */

void connection_phase(struct connection *c, enum phase phase)
{
    atomic_store_explicit(&c->since, monotonic_us(), memory_order_relaxed);
    atomic_store_explicit(&c->phase, (int)phase, memory_order_release);
    if (phase == PHASE_READING && atomic_load_explicit(&c->fresh, memory_order_relaxed)) {
        atomic_store_explicit(&c->fresh, false, memory_order_relaxed);
    }
}

/* As text; an IPv4 client of an IPv6 socket is shown as IPv4. */
static void address_text(const struct sockaddr *address, char *out)
{
    out[0] = 0;
    if (address && address->sa_family == AF_INET) {
        struct sockaddr_in four;
        memcpy(&four, address, sizeof(four));
        inet_ntop(AF_INET, &four.sin_addr, out, INET6_ADDRSTRLEN);
    } else if (address && address->sa_family == AF_INET6) {
        struct sockaddr_in6 six;
        memcpy(&six, address, sizeof(six));
        if (IN6_IS_ADDR_V4MAPPED(&six.sin6_addr)) {
            inet_ntop(AF_INET, six.sin6_addr.s6_addr + 12, out, INET6_ADDRSTRLEN);
        } else {
            inet_ntop(AF_INET6, &six.sin6_addr, out, INET6_ADDRSTRLEN);
        }
    }
}

struct connection *connection_open(struct http *h, int socket, const struct sockaddr *address)
{
    struct connection *c = calloc(1, sizeof(*c));
    BUG_IF(!c);
    c->http = h;
    c->socket = socket;
    c->arena = arena_new(LIMIT_REQUEST_ARENA);
    address_text(address, c->remote);
    c->behind_proxy = !str_empty(h->options.proxy) && str_equal(str_of(c->remote), h->options.proxy);
    atomic_store(&c->fresh, true);
    connection_phase(c, PHASE_WAITING);
    pthread_mutex_lock(&h->lock);
    c->next = h->connections;
    if (c->next) {
        c->next->previous = c;
    }
    h->connections = c;
    pthread_mutex_unlock(&h->lock);
    atomic_fetch_add(&h->open, 1);
    atomic_fetch_add(&h->accepted, 1);
    return c;
}

void connection_close(struct connection *c)
{
    struct http *h = c->http;
    pthread_mutex_lock(&h->lock);
    if (c->previous) {
        c->previous->next = c->next;
    } else {
        h->connections = c->next;
    }
    if (c->next) {
        c->next->previous = c->previous;
    }
    atomic_fetch_sub(&h->open, 1);
    pthread_cond_broadcast(&h->changed);
    pthread_mutex_unlock(&h->lock);
    arena_free(c->arena);
    free(c);
}

void connection_linger(struct connection *c)
{
    char drop[4096];
    size_t dropped = 0;
    int64_t end = monotonic_us() + LINGER_MS * 1000;
    shutdown(c->socket, SHUT_WR);
    while (dropped < LINGER_BYTES) {
        int64_t left = (end - monotonic_us()) / 1000;
        struct pollfd ready = {.fd = c->socket, .events = POLLIN};
        if (left <= 0 || poll(&ready, 1, (int)left) <= 0) {
            return;
        }
        ssize_t n = recv(c->socket, drop, sizeof(drop), MSG_DONTWAIT);
        if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR)) {
            return;
        }
        dropped += n > 0 ? (size_t)n : 0;
    }
}

/* ---- the watch ---- */

/* Whether data has come since the wait began, which the library would not tell before a whole line is there. */
static void look_for_first_byte(struct connection *c, int64_t since, int64_t now)
{
    if (c->wait_seen != since) {
        c->wait_seen = since;
        c->first_byte = 0;
    }
    struct tcp_info info = {0};
    socklen_t size = sizeof(info);
    if (c->first_byte || getsockopt(c->socket, IPPROTO_TCP, TCP_INFO, &info, &size) != 0) {
        return;
    }
    int64_t data_at = now - (int64_t)info.tcpi_last_data_recv * 1000;
    if (atomic_load(&c->fresh) && info.tcpi_bytes_received > 0) {
        c->first_byte = since;
    } else if (data_at > since + TICK_US) {
        c->first_byte = data_at;
    }
}

/* When places run short, idle connections give theirs up soon. */
static int64_t idle_time(struct http *h)
{
    bool crowded = atomic_load(&h->open) * 8 >= (long long)h->options.connections * 7;
    return crowded && h->options.idle_ms > CROWDED_IDLE_MS ? CROWDED_IDLE_MS : h->options.idle_ms;
}

static bool too_slow(struct connection *c, int64_t now)
{
    const struct http_options *o = &c->http->options;
    int phase = atomic_load_explicit(&c->phase, memory_order_acquire);
    int64_t since = atomic_load_explicit(&c->since, memory_order_relaxed);
    switch (phase) {
    case PHASE_WAITING:
        look_for_first_byte(c, since, now);
        return c->first_byte ? now - c->first_byte > o->request_ms * 1000 : now - since > idle_time(c->http) * 1000;
    case PHASE_READING: return now - since > o->request_ms * 1000;
    case PHASE_SENDING: return now - since > SENDING_FACTOR * o->request_ms * 1000;
    default: return false;
    }
}

static void watch_once(struct http *h)
{
    int64_t now = monotonic_us();
    for (struct connection *c = h->connections; c; c = c->next) {
        if (too_slow(c, now)) {
            atomic_fetch_add(&h->cut, 1);
            connection_phase(c, PHASE_ANSWERING); /* shut down once; its thread is on the way out */
            shutdown(c->socket, SHUT_RDWR);
        }
    }
}

static struct timespec after_ms(int64_t ms)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    int64_t ns = at.tv_nsec + ms % 1000 * 1000000;
    at.tv_sec += ms / 1000 + ns / 1000000000;
    at.tv_nsec = ns % 1000000000;
    return at;
}

/* A connection is cut at most an eighth of its time too late. */
static int64_t pause_ms(const struct http_options *o)
{
    int64_t ms = (o->request_ms < o->idle_ms ? o->request_ms : o->idle_ms) / 8;
    return ms < 20 ? 20 : ms > 1000 ? 1000 : ms;
}

static void *watch(void *p)
{
    struct http *h = p;
    pthread_mutex_lock(&h->lock);
    while (!h->ending) {
        struct timespec until = after_ms(pause_ms(&h->options));
        while (!h->ending && pthread_cond_timedwait(&h->changed, &h->lock, &until) != ETIMEDOUT) {
            continue; /* a connection ended; the time is not up */
        }
        watch_once(h);
    }
    pthread_mutex_unlock(&h->lock);
    return NULL;
}

struct http *watch_new(const struct http_options *options, int listener, int port)
{
    struct http *h = calloc(1, sizeof(*h));
    BUG_IF(!h);
    h->options = *options;
    h->listener = listener;
    h->port = port;
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&h->changed, &monotonic);
    pthread_condattr_destroy(&monotonic);
    pthread_mutex_init(&h->lock, NULL);
    if (pthread_create(&h->thread, NULL, watch, h) != 0) {
        BUG("no thread for the watch");
    }
    return h;
}

/* Idle connections end now: SHUT_RD lets what has arrived already still be read. */
static void end_idle(struct http *h)
{
    for (struct connection *c = h->connections; c; c = c->next) {
        if (atomic_load_explicit(&c->phase, memory_order_acquire) == PHASE_WAITING) {
            shutdown(c->socket, SHUT_RD);
        }
    }
}

void watch_drain(struct http *h, int64_t ms)
{
    atomic_store(&h->draining, true);
    struct timespec end = after_ms(ms);
    pthread_mutex_lock(&h->lock);
    bool time_left = ms > 0;
    while (h->connections && time_left) {
        end_idle(h);
        struct timespec until = after_ms(100);
        bool last = until.tv_sec > end.tv_sec || (until.tv_sec == end.tv_sec && until.tv_nsec >= end.tv_nsec);
        pthread_cond_timedwait(&h->changed, &h->lock, last ? &end : &until);
        struct timespec now = after_ms(0);
        time_left = now.tv_sec < end.tv_sec || (now.tv_sec == end.tv_sec && now.tv_nsec < end.tv_nsec);
    }
    for (struct connection *c = h->connections; c; c = c->next) {
        shutdown(c->socket, SHUT_RDWR);
    }
    pthread_mutex_unlock(&h->lock);
}

void watch_free(struct http *h)
{
    pthread_mutex_lock(&h->lock);
    h->ending = true;
    pthread_cond_broadcast(&h->changed);
    pthread_mutex_unlock(&h->lock);
    pthread_join(h->thread, NULL);
    close(h->listener);
    pthread_cond_destroy(&h->changed);
    pthread_mutex_destroy(&h->lock);
    free(h);
}

bool http_draining(const struct http *h)
{
    return atomic_load_explicit(&h->draining, memory_order_relaxed);
}

void http_figures(struct http *h, struct http_figures *out)
{
    *out = (struct http_figures){
        .open = atomic_load(&h->open), .accepted = atomic_load(&h->accepted), .cut = atomic_load(&h->cut)};
}

/* ---- the listening socket ---- */

/* "[::1]:80", "127.0.0.1:80", ":80". An empty host or '*' is every address. */
static bool split_address(struct str address, struct str *host, struct str *port)
{
    ptrdiff_t colon = (ptrdiff_t)address.len - 1;
    while (colon >= 0 && address.at[colon] != ':') {
        colon--;
    }
    if (colon < 0) {
        return false;
    }
    *host = str_cut(address, 0, (size_t)colon);
    *port = str_cut(address, (size_t)colon + 1, address.len);
    if (host->len >= 2 && host->at[0] == '[' && host->at[host->len - 1] == ']') {
        *host = str_cut(*host, 1, host->len - 1);
    }
    int64_t number = 0;
    return str_to_int(*port, &number) && number >= 0 && number <= 65535;
}

static int open_socket(const struct addrinfo *at, bool every)
{
    int fd = socket(at->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    int on = 1, only_six = every ? 0 : 1;
    if (fd < 0) {
        return -1;
    }
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    if (at->ai_family == AF_INET6) {
        setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &only_six, sizeof(only_six));
    }
    if (bind(fd, at->ai_addr, at->ai_addrlen) != 0 || listen(fd, SOMAXCONN) != 0) {
        int error = errno;
        close(fd);
        errno = error;
        return -1;
    }
    return fd;
}

static int bound_port(int fd)
{
    struct sockaddr_storage bound = {0};
    socklen_t size = sizeof(bound);
    if (getsockname(fd, (struct sockaddr *)&bound, &size) != 0) {
        return 0;
    }
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
    memcpy(&v4, &bound, sizeof(v4));
    memcpy(&v6, &bound, sizeof(v6));
    return ntohs(bound.ss_family == AF_INET6 ? v6.sin6_port : v4.sin_port);
}

int listen_on(struct str address, int *port, struct arena *a, struct str *why)
{
    struct str host, number;
    if (!split_address(address, &host, &number)) {
        *why = str_format(a, "\"%.*s\" is no ADDRESS:PORT to listen on, such as 127.0.0.1:8080.", STR_ARG(address));
        return -1;
    }
    bool every = host.len == 0 || str_is(host, "*");
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE | AI_NUMERICSERV}, *found = NULL;
    const char *name = str_copy(a, host).at;
    int error = getaddrinfo(every ? "::" : name, str_copy(a, number).at, &hints, &found);
    int fd = error == 0 ? open_socket(found, every) : -1;
    if (every && fd < 0) { /* a machine without IPv6 */
        if (found) {
            freeaddrinfo(found);
        }
        found = NULL;
        error = getaddrinfo("0.0.0.0", str_copy(a, number).at, &hints, &found);
        fd = error == 0 ? open_socket(found, false) : -1;
    }
    if (fd < 0) {
        *why = str_format(a, "Waymark cannot listen on %.*s: %s.", STR_ARG(address),
                          error ? gai_strerror(error) : strerror(errno));
    } else {
        *port = bound_port(fd);
    }
    if (found) {
        freeaddrinfo(found);
    }
    return fd;
}
