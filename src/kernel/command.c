/* Commands: found by their first word, given the database (directly, or through the server that holds it), run. */
#include "kernel/command.h"

#include "base/limits.h"
#include "kernel/admin.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#ifndef WAYMARK_VERSION
#define WAYMARK_VERSION "unknown"
#endif

#define USAGE_STATUS 64 /* sysexits' EX_USAGE */

const char *waymark_version(void)
{
    return WAYMARK_VERSION;
}

/* ---- help ---- */

static void print_help(const struct app *app, struct arena *a)
{
    struct buf settings = buf_new(a, 4096);
    printf("Waymark %s: what we try to achieve, what good looks like, how we learn.\n\nCommands:\n", WAYMARK_VERSION);
    for (const struct command *const *c = app->commands; *c; c++)
        printf("  waymark %s\n      %s\n", (*c)->usage, (*c)->doc);
    settings_help(&settings);
    printf("\nSettings, as flags, WAYMARK_... in the environment, or lines of the --config file:\n%s",
           buf_str(&settings).at);
}

/* How many letters must change to make one word of the other; small numbers only. */
static int distance(const char *a, const char *b)
{
    size_t n = strlen(b);
    int row[64];
    if (n >= 63 || strlen(a) >= 63) return 64;
    for (size_t j = 0; j <= n; j++) row[j] = (int)j;
    for (size_t i = 1; a[i - 1]; i++) {
        int corner = row[0];
        row[0] = (int)i;
        for (size_t j = 1; j <= n; j++) {
            int change = corner + (a[i - 1] != b[j - 1]);
            int least = row[j] < row[j - 1] ? row[j] + 1 : row[j - 1] + 1;
            corner = row[j];
            row[j] = change < least ? change : least;
        }
    }
    return row[n];
}

static const struct command *find_command(const struct app *app, const char *name)
{
    const struct command *near = NULL;
    int best = 3;
    for (const struct command *const *c = app->commands; *c; c++) {
        int d = distance(name, (*c)->name);
        if (d == 0) return *c;
        if (d < best) {
            best = d;
            near = *c;
        }
    }
    fprintf(stderr, "waymark: there is no command \"%s\".", name);
    if (near) fprintf(stderr, " Did you mean \"%s\"?", near->name);
    fprintf(stderr, " See waymark --help.\n");
    return NULL;
}

/* ---- running ---- */

static int run_with(const struct command *command, struct command_call *call, struct arena *a)
{
    struct str why = STR_NONE, url = settings_database(call->settings, a);
    bool file = str_none(call->settings->database);
    if (file && command->needs == NEEDS_DATABASE && access(url.at, F_OK) != 0) {
        fprintf(stderr,
                "There is no Waymark data in %s yet. Make it with waymark init, or name another folder with --data.\n",
                call->settings->data.at);
        return 1;
    }
    struct database *d = database_open(url.at, 2, a, &why);
    int status = 1;
    if (!d || !migrate(d, a, &why)) {
        fprintf(stderr, "%.*s\n", STR_ARG(why));
    } else {
        struct ctx *ctx = ctx_for_system(d, call->settings, LIMIT_COMMAND_ARENA);
        status = command->run(ctx, call);
        ctx_free(ctx);
    }
    if (d) database_close(d);
    return status;
}

/* On a data folder: alone when nobody holds it, else through the server that does. */
static int run_on_data(const struct command *command, struct command_call *call, struct arena *a)
{
    struct str why = STR_NONE;
    struct stat st;
    bool held = false;
    const char *data = call->settings->data.at;
    if (command->needs == NEEDS_DATABASE && stat(data, &st) != 0) {
        fprintf(stderr, "There is no folder %s. Make it with waymark init, or name another one with --data.\n", data);
        return 1;
    }
    int lock = data_lock(call->settings, a, &held, &why);
    if (lock >= 0) {
        int status = command->without_database ? command->run(NULL, call) : run_with(command, call, a);
        close(lock);
        return status;
    }
    if (!held) {
        fprintf(stderr, "%.*s\n", STR_ARG(why));
        return 1;
    }
    if (command->needs == NEEDS_ALONE) {
        fprintf(stderr, "A Waymark server is using %s. Please stop it first.\n", data);
        return 1;
    }
    int status = admin_call(call->settings, command->name, call);
    if (status < 0) {
        fprintf(stderr, "A Waymark server is using %s, but does not answer. Please try again, or stop it first.\n",
                data);
        return 1;
    }
    return status;
}

/* The file that the command reads: its place among the words that are no flags. */
static bool open_input(const struct command *command, struct command_call *call)
{
    int place = 0;
    call->in = -1;
    for (int i = 0; i < call->argc && command->input_word; i++) {
        if (strncmp(call->argv[i], "--", 2) == 0 || ++place != command->input_word) continue;
        call->in = strcmp(call->argv[i], "-") == 0 ? dup(0) : open(call->argv[i], O_RDONLY | O_CLOEXEC);
        if (call->in >= 0) return true;
        fprintf(stderr, "%s cannot be read: %s.\n", call->argv[i], strerror(errno));
        return false;
    }
    return true;
}

static int run(const struct command *command, struct command_call *call, struct arena *a)
{
    if (!open_input(command, call)) return 1;
    call->folder = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int status;
    if (command->needs == NEEDS_NOTHING) status = command->run(NULL, call);
    else if (str_none(call->settings->database)) status = run_on_data(command, call, a);
    else status = command->without_database ? command->run(NULL, call) : run_with(command, call, a);
    if (call->in >= 0) close(call->in);
    if (call->folder >= 0) close(call->folder);
    return status;
}

static bool asks(int argc, char **argv, const char *flag)
{
    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], flag) == 0) return true;
    return false;
}

int command_main(int argc, char **argv, const struct app *app)
{
    struct arena *a = arena_new(LIMIT_COMMAND_ARENA);
    struct settings settings;
    struct str why = STR_NONE;
    int status = USAGE_STATUS;
    bool help = argc < 2 || asks(argc, argv, "--help") || strcmp(argv[1], "help") == 0;
    if (sodium_init() < 0) return 1;
    if (asks(argc, argv, "--version")) {
        printf("waymark %s\n", WAYMARK_VERSION);
        status = 0;
    } else if (help) {
        print_help(app, a);
        status = argc < 2 ? USAGE_STATUS : 0;
    } else if (!settings_read(&settings, &argc, argv, a, &why)) {
        fprintf(stderr, "waymark: %.*s\n", STR_ARG(why));
    } else if (argc < 2) {
        fprintf(stderr, "waymark: please name a command. See waymark --help.\n");
    } else {
        const struct command *command = find_command(app, argv[1]);
        struct command_call call = {.argc = argc - 2,
                                    .argv = argv + 2,
                                    .out = stdout,
                                    .err = stderr,
                                    .in = -1,
                                    .app = app,
                                    .settings = &settings};
        if (command) status = run(command, &call, a);
    }
    arena_free(a);
    return status;
}
