/* waymark import: a file from the terminal, told line by line. */
#include "app/import.h"
#include "base/limits.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define READ_BYTES 65536

static int import_run(struct ctx *ctx, const struct command_call *call);

const struct command command_import = {
    .name = "import",
    .usage = "import people|goals FILE.csv [--dry-run] [--strict]",
    .doc = "Brings people or goals in from a CSV file. --dry-run only says what would happen; --strict takes "
           "all rows or none.",
    .needs = NEEDS_DATABASE,
    .input_word = 2,
    .run = import_run,
};

static bool read_all(struct ctx *ctx, int fd, struct str *out)
{
    struct buf b = buf_new(ctx->arena, 65536);
    char *chunk = arena_alloc(ctx->arena, READ_BYTES);
    ssize_t got;
    while ((got = read(fd, chunk, READ_BYTES)) != 0) {
        if (got < 0 && errno == EINTR) continue;
        if (got < 0 || b.len + (size_t)got > LIMIT_IMPORT_BYTES) return false;
        buf_put(&b, (struct str){chunk, (size_t)got});
    }
    *out = buf_str(&b);
    return true;
}

static int summary(const struct import *im, const struct command_call *call)
{
    const char *would = im->dry_run ? "would be " : "";
    fprintf(call->out, "%d rows of %s: %d %snew, %d %schanged, %d as they were, %d refused.\n", im->n,
            im->goals ? "goals" : "people", im->made, would, im->changed, would, im->same, im->refused);
    if (im->dry_run) fprintf(call->out, "This was a dry run: nothing has been changed.\n");
    else if (!im->kept) fprintf(call->out, "Nothing has been changed: please mend the lines above and try again.\n");
    return im->refused ? 2 : 0;
}

static int import_run(struct ctx *ctx, const struct command_call *call)
{
    struct import im = {.ctx = ctx};
    ctx->in_bulk = true;
    struct str text;
    const char *what = call->argc > 0 ? call->argv[0] : "";
    im.goals = strcmp(what, "goals") == 0;
    for (int i = 1; i < call->argc; i++) {
        im.dry_run = im.dry_run || strcmp(call->argv[i], "--dry-run") == 0;
        im.strict = im.strict || strcmp(call->argv[i], "--strict") == 0;
    }
    if ((!im.goals && strcmp(what, "people") != 0) || call->in < 0) {
        fprintf(call->err, "usage: waymark %s\n", command_import.usage);
        return 64;
    }
    if (!read_all(ctx, call->in, &text)) {
        fprintf(call->err, "The file cannot be read, or is larger than %d MB.\n", LIMIT_IMPORT_BYTES >> 20);
        return 1;
    }
    bool through = import_text(&im, text);
    for (int i = 0; i < im.n_told; i++)
        fprintf(call->err, "line %d: %.*s\n", (int)im.told[i].line, STR_ARG(im.told[i].text));
    if (through) return summary(&im, call);
    if (!str_none(im.unreadable)) {
        fprintf(call->err, "line 1: %.*s\n", STR_ARG(im.unreadable));
        return 1;
    }
    fprintf(call->err, "The import could not go on: %.*s\n", STR_ARG(ctx->failure.sentence));
    if (!im.dry_run && !im.strict)
        fprintf(call->err, "What is in stays in; importing the file again brings in the rest.\n");
    return 1;
}
