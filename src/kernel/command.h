/* The commands of the operator. A command that works on the data runs against the database directly when nobody serves
 * it, and through the server's admin socket (data/waymark.sock, mode 0600) when one does: same code, arguments and open
 * files passed along. A command that needs the data for itself alone is refused with a sentence while a server holds
 * it. */
#ifndef WAYMARK_KERNEL_COMMAND_H
#define WAYMARK_KERNEL_COMMAND_H

#include "kernel/server.h"

#include <stdio.h>

struct command_call {
    int argc; /* after the command's name */
    char **argv;
    FILE *out, *err;
    int in;     /* the file that the command reads (--dry-run ... FILE is opened by the caller), or -1 */
    int folder; /* the caller's working folder, for openat */
    const struct app *app;
    const struct settings *settings;
};

enum command_needs {
    NEEDS_NOTHING,  /* describe, help */
    NEEDS_DATABASE, /* runs directly, or in the server that holds it */
    NEEDS_ALONE,    /* init, restore: refused while a server holds the data */
};

struct command {
    const char *name;
    const char *usage; /* "import people|goals FILE.csv [--dry-run] [--strict]" */
    const char *doc;
    enum command_needs needs;
    bool without_database; /* works on the files: ctx is NULL */
    int input_word;        /* which of its words that are no flags names the file it reads; 0 none */
    /* ctx has a database and the system actor but no open transaction (NULL for NEEDS_NOTHING). Returns the exit
     * status. */
    int (*run)(struct ctx *ctx, const struct command_call *call);
};

/* The value of `--flag VALUE` or `--flag=VALUE` among the words; none when absent. */
struct str command_flag(const struct command_call *call, const char *flag);

const char *waymark_version(void);

/* Opens, locks or forwards, runs, prints; returns the exit status. */
int command_main(int argc, char **argv, const struct app *app);

/* Kernel commands, for the product's table: serve backup restore verify describe token link. */
extern const struct command command_serve, command_backup, command_restore, command_verify, command_describe,
    command_token, command_link;

#endif
