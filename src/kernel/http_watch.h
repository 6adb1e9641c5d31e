/* The connections of one listening socket and the thread that watches them. Shared by http.c and http_watch.c only. */
#ifndef WAYMARK_KERNEL_HTTP_WATCH_H
#define WAYMARK_KERNEL_HTTP_WATCH_H

#include "kernel/http_server.h"

#include <netinet/in.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/socket.h>

enum phase {
    PHASE_WAITING,   /* for a request's first byte, or for the rest of its first line */
    PHASE_READING,   /* headers and body */
    PHASE_ANSWERING, /* the handler runs; never cut */
    PHASE_SENDING,
};

struct connection {
    struct connection *next, *previous; /* in http.connections; guarded by its lock */
    struct http *http;
    int socket; /* open until connection_close returns */
    char remote[INET6_ADDRSTRLEN];
    bool behind_proxy;
    atomic_int phase;
    atomic_llong since;            /* monotonic microseconds at which the phase began */
    atomic_bool fresh;             /* no request has come yet */
    int64_t wait_seen, first_byte; /* of the watch: which wait it saw, and when data came in it (0: not yet) */
    /* What follows belongs to the connection's thread. */
    struct MHD_Connection *mhd;
    struct arena *arena;
    struct ctx ctx;
    struct request request;
    struct reply reply;
    const char *raw_target; /* the library's, until the headers are looked over */
    struct str target;
    bool target_cut, begun, refused;
    bool old; /* HTTP/1.0 */
    char *body;
    size_t body_len, body_room;
};

struct http {
    struct http_options options;
    int listener, port;
    struct MHD_Daemon *daemon;
    pthread_mutex_t lock; /* guards the list, ending and the condition */
    pthread_cond_t changed;
    pthread_t thread;
    struct connection *connections;
    bool ending;
    atomic_bool draining;
    atomic_llong open, accepted, cut;
};

/* A socket that listens on ADDRESS:PORT. -1 with a sentence in *why. */
int listen_on(struct str address, int *port, struct arena *a, struct str *why);

/* Takes the listener; starts the watching thread. */
struct http *watch_new(const struct http_options *options, int listener, int port);
/* Waits until all connections are gone; after `ms` it cuts them. */
void watch_drain(struct http *h, int64_t ms);
/* Ends the thread, closes the listener. No connection is left. */
void watch_free(struct http *h);

struct connection *connection_open(struct http *h, int socket, const struct sockaddr *address);
void connection_close(struct connection *c);
void connection_phase(struct connection *c, enum phase phase);
/* After a refusal: takes and drops what the client still sends, for a second at most, so that the reply is not lost to
 * the reset that closing with unread data brings. */
void connection_linger(struct connection *c);

#endif
