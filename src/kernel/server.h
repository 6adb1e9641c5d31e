/* The running server: settings, database, connections, jobs, figures. */
#ifndef WAYMARK_KERNEL_SERVER_H
#define WAYMARK_KERNEL_SERVER_H

#include "kernel/route.h"

/* Settings: one table; each comes from the flag, else the environment (WAYMARK_LISTEN), else the file (--config,
 * "listen = ..."), else the default. The same table prints --help and `waymark describe settings`. */
struct settings {
    struct str data;     /* folder of the SQLite file, lock and admin socket */
    struct str database; /* postgresql://...; none: SQLite in data */
    struct str listen;   /* ADDRESS:PORT, default 127.0.0.1:8080 */
    struct str url;    /* how people reach us: https://waymark.example; for links; default from listen; without a '/' at
                          the end */
    struct str config; /* path of the file */
    struct str proxy;  /* address of a trusted reverse proxy, none */
    int64_t connections; /* at most */
    int64_t database_connections;
    int64_t request_seconds; /* a whole request may take, from its first byte */
    int64_t idle_seconds;    /* a kept-alive connection may wait */
    int64_t drain_seconds;   /* graceful stop */
    int64_t session_idle_hours, session_days;
    struct str log_level;
    struct str metrics;       /* who may read /metrics: loopback, everyone, nobody */
    struct str demonstration; /* who may look around in a demonstration organisation: the same */
    struct str mail_server;   /* smtp://host:587 or smtps://host:465; none: no mail */
    struct str mail_from, mail_user, mail_password_file, mail_tls;
    bool webhooks_inside;  /* webhooks may lead to this machine and its network */
    struct str clock_file; /* for tests: a file with milliseconds to add to the clock */
};
struct setting {
    const char *name; /* "listen": --listen, WAYMARK_LISTEN, listen = */
    enum field_type type;
    size_t offset;
    const char *fallback;
    int64_t least, most;
    const char *doc;
};
extern const struct setting setting_table[];
/* Takes what it knows out of argv (argc is lowered); leaves command words. False with a sentence naming flag, variable
 * or line. */
bool settings_read(struct settings *s, int *argc, char **argv, struct arena *a, struct str *why);
void settings_help(struct buf *out);

/* What database_open takes: the setting, or the path of waymark.db in the data folder. */
struct str settings_database(const struct settings *s, struct arena *a);
/* http://ADDRESS:PORT of a listen setting; every address counts as 127.0.0.1. */
struct str listen_url(struct str listen, struct arena *a);
/* Makes the data folder (mode 0700) when it is missing and takes its lock (data/waymark.lock), which is held until the
 * descriptor is closed or the process ends. -1 with a sentence in *why; *held (may be NULL): another process has it. */
int data_lock(const struct settings *s, struct arena *a, bool *held, struct str *why);

int64_t clock_now(const struct settings *s); /* instant_now(), plus the clock file's offset in tests */

/* Serves until SIGTERM or SIGINT, then drains. Returns the exit status. */
int server_run(const struct app *app, const struct settings *s);

/* A ctx for a command or a job: own arena, system actor. */
struct ctx *ctx_for_system(struct database *d, const struct settings *s, size_t arena_limit);
void ctx_free(struct ctx *ctx);

const struct settings *server_settings(const struct ctx *ctx); /* also in commands */

#endif
