/* The admin socket. One request a connection: a length, the words (each ended by a NUL) and four descriptors; the
 * answer is the exit status as one byte. A thread takes one after the other: these are an operator's commands, not
 * traffic. */
#include "kernel/admin.h"

#include "base/limits.h"
#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define WORDS_BYTES 65536
#define WORDS_MOST 64
#define DESCRIPTORS 4 /* output, errors, folder, input (or output again when there is none) */

struct admin {
    struct database *database;
    const struct settings *settings;
    const struct app *app;
    char path[sizeof((struct sockaddr_un *)0)->sun_path];
    int listener;
    int wake[2]; /* closing the one end ends the thread's poll */
    pthread_t thread;
};

static bool socket_path(const struct settings *s, struct sockaddr_un *address)
{
    *address = (struct sockaddr_un){.sun_family = AF_UNIX};
    int n = snprintf(address->sun_path, sizeof address->sun_path, "%.*s/waymark.sock", STR_ARG(s->data));
    return n > 0 && (size_t)n < sizeof address->sun_path;
}

/* ---- the server's side ---- */

static bool own_user(int fd)
{
    struct ucred peer;
    socklen_t size = sizeof peer;
    return getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 && (peer.uid == geteuid() || peer.uid == 0);
}

/* The words and the descriptors; the number of bytes, or -1. All of the words are in the one message. */
static ssize_t receive(int fd, char *words, int descriptors[DESCRIPTORS])
{
    union {
        struct cmsghdr header;
        char room[CMSG_SPACE(sizeof(int) * DESCRIPTORS)];
    } control;
    struct iovec part = {words, WORDS_BYTES};
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
    ssize_t got;
    while ((got = recvmsg(fd, &message, MSG_CMSG_CLOEXEC)) < 0 && errno == EINTR) {
    }
    struct cmsghdr *c = got > 0 ? CMSG_FIRSTHDR(&message) : NULL;
    if (!c || c->cmsg_type != SCM_RIGHTS || c->cmsg_len != CMSG_LEN(sizeof(int) * DESCRIPTORS)) return -1;
    memcpy(descriptors, CMSG_DATA(c), sizeof(int) * DESCRIPTORS);
    return words[got - 1] == '\0' ? got : -1;
}

static const struct command *command_named(const struct app *app, const char *name)
{
    for (const struct command *const *c = app->commands; *c; c++)
        if (strcmp((*c)->name, name) == 0) return *c;
    return NULL;
}

static int run_words(struct admin *admin, char *words, size_t n, int descriptors[DESCRIPTORS])
{
    char *argv[WORDS_MOST];
    int argc = 0;
    for (size_t at = 0; at < n && argc < WORDS_MOST; at += strlen(words + at) + 1) argv[argc++] = words + at;
    if (argc < 2) return 64; /* the name, and whether there is an input */
    const struct command *command = command_named(admin->app, argv[0]);
    bool has_input = strcmp(argv[1], "input") == 0;
    if (!command || command->needs != NEEDS_DATABASE) return 64;
    FILE *out = fdopen(dup(descriptors[0]), "w"), *err = fdopen(dup(descriptors[1]), "w");
    struct ctx *ctx = ctx_for_system(admin->database, admin->settings, LIMIT_COMMAND_ARENA);
    struct command_call call = {.argc = argc - 2,
                                .argv = argv + 2,
                                .out = out,
                                .err = err,
                                .in = has_input ? descriptors[3] : -1,
                                .folder = descriptors[2],
                                .app = admin->app,
                                .settings = admin->settings};
    int status = out && err ? command->run(ctx, &call) : 1;
    ctx_free(ctx);
    if (out) fclose(out);
    if (err) fclose(err);
    log_event(LOG_LEVEL_INFO, "command.run", LOG_TEXT("command", command->name), LOG_NUMBER("status", status));
    return status;
}

static void serve_one(struct admin *admin, int fd)
{
    char *words = calloc(1, WORDS_BYTES);
    int descriptors[DESCRIPTORS] = {-1, -1, -1, -1};
    struct timeval patience = {.tv_sec = 5};
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ssize_t n = words && own_user(fd) ? receive(fd, words, descriptors) : -1;
    unsigned char status = n > 0 ? (unsigned char)run_words(admin, words, (size_t)n, descriptors) : 1;
    for (int i = 0; i < DESCRIPTORS; i++)
        if (descriptors[i] >= 0) close(descriptors[i]);
    if (send(fd, &status, 1, MSG_NOSIGNAL) < 0)
        log_event(LOG_LEVEL_WARN, "command.unanswered", LOG_NUMBER("errno", errno));
    free(words);
}

static void *serve(void *p)
{
    struct admin *admin = p;
    for (;;) {
        struct pollfd ready[2] = {{.fd = admin->listener, .events = POLLIN}, {.fd = admin->wake[0], .events = POLLIN}};
        if (poll(ready, 2, -1) < 0 && errno != EINTR) return NULL;
        if (ready[1].revents) return NULL;
        if (!(ready[0].revents & POLLIN)) continue;
        int fd = accept4(admin->listener, NULL, NULL, SOCK_CLOEXEC);
        if (fd < 0) continue;
        serve_one(admin, fd);
        close(fd);
    }
}

static bool listen_on(struct admin *admin)
{
    struct sockaddr_un address;
    if (!socket_path(admin->settings, &address)) return false;
    memcpy(admin->path, address.sun_path, sizeof admin->path);
    unlink(admin->path); /* of a server that was killed: the data folder's lock is ours */
    admin->listener = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    mode_t before = umask(0177);
    bool bound = admin->listener >= 0 && bind(admin->listener, (struct sockaddr *)&address, sizeof address) == 0;
    umask(before);
    return bound && listen(admin->listener, 8) == 0 && pipe2(admin->wake, O_CLOEXEC) == 0;
}

struct admin *admin_start(struct database *d, const struct settings *s, const struct app *app)
{
    struct admin *admin = calloc(1, sizeof *admin);
    BUG_IF(!admin);
    *admin = (struct admin){.database = d, .settings = s, .app = app, .listener = -1, .wake = {-1, -1}};
    if (database_dialect(d) != DB_SQLITE) return admin;
    if (listen_on(admin) && pthread_create(&admin->thread, NULL, serve, admin) == 0) return admin;
    if (admin->listener >= 0) close(admin->listener);
    free(admin);
    return NULL;
}

void admin_stop(struct admin *admin)
{
    if (admin->listener >= 0) {
        close(admin->wake[1]);
        pthread_join(admin->thread, NULL);
        close(admin->wake[0]);
        close(admin->listener);
        unlink(admin->path);
    }
    free(admin);
}

/* ---- the client's side ---- */

static bool send_words(int fd, char *words, size_t n, const int descriptors[DESCRIPTORS])
{
    union {
        struct cmsghdr header;
        char room[CMSG_SPACE(sizeof(int) * DESCRIPTORS)];
    } control = {0};
    struct iovec part = {words, n};
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
    struct cmsghdr *c = CMSG_FIRSTHDR(&message);
    c->cmsg_level = SOL_SOCKET;
    c->cmsg_type = SCM_RIGHTS;
    c->cmsg_len = CMSG_LEN(sizeof(int) * DESCRIPTORS);
    memcpy(CMSG_DATA(c), descriptors, sizeof(int) * DESCRIPTORS);
    return sendmsg(fd, &message, MSG_NOSIGNAL) == (ssize_t)n;
}

static int converse(int fd, const char *name, const struct command_call *call)
{
    char words[WORDS_BYTES];
    unsigned char status;
    size_t n = (size_t)snprintf(words, sizeof words, "%s%c%s", name, 0, call->in >= 0 ? "input" : "none") + 1;
    for (int i = 0; i < call->argc; i++) {
        size_t length = strlen(call->argv[i]) + 1;
        if (n + length > sizeof words || i + 2 >= WORDS_MOST) return 64;
        memcpy(words + n, call->argv[i], length);
        n += length;
    }
    fflush(call->out);
    fflush(call->err);
    int descriptors[DESCRIPTORS] = {fileno(call->out), fileno(call->err), call->folder,
                                    call->in >= 0 ? call->in : fileno(call->out)};
    if (!send_words(fd, words, n, descriptors)) return -1;
    return recv(fd, &status, 1, 0) == 1 ? status : -1;
}

int admin_call(const struct settings *s, const char *name, const struct command_call *call)
{
    struct sockaddr_un address;
    int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0), status = -1;
    if (fd >= 0 && socket_path(s, &address) && connect(fd, (struct sockaddr *)&address, sizeof address) == 0)
        status = converse(fd, name, call);
    if (fd >= 0) close(fd);
    return status;
}
