/* What both imports share: reading the file, finding its columns, going through its rows, and telling what happened. */
#include "app/import.h"

#include "base/limits.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>
#include <unistd.h>

#define READ_BYTES 65536
#define ROWS_PER_TRANSACTION 200 /* so that others can write in between */

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

/* ---- reading ---- */

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

/* The header names the columns, in any order and case. False with a sentence when a needed one is missing. */
static bool find_columns(struct import *im, struct str *header, int n)
{
    for (struct import_column *c = im->columns; c->name; c++) {
        c->place = -1;
        for (int i = 0; i < n; i++)
            if (str_equal_ascii_case(str_trim(header[i]), str_of(c->name))) c->place = i;
        if (c->needed && c->place < 0) {
            fprintf(im->call->err,
                    "line 1: the file has no column \"%s\". Please name the columns in the first line.\n", c->name);
            return false;
        }
    }
    for (int i = 0; i < n; i++) {
        bool known = false;
        for (struct import_column *c = im->columns; c->name; c++) known = known || c->place == i;
        if (!known) fprintf(im->call->err, "line 1: column \"%.*s\" is not used.\n", STR_ARG(header[i]));
    }
    return true;
}

static bool read_rows(struct import *im, struct str text)
{
    struct csv csv = csv_open(im->ctx->arena, text);
    struct str *fields;
    int n;
    if (!csv_row(&csv, &fields, &n) || csv.fault) {
        fprintf(im->call->err, "line 1: %s.\n", csv.fault ? csv.fault : "the file is empty");
        return false;
    }
    int columns = n;
    if (!find_columns(im, fields, n)) return false;
    int room = 0;
    while (csv_row(&csv, &fields, &n)) {
        if (im->n == room) {
            int more = room ? room * 2 : 1024;
            im->rows =
                arena_grow(im->ctx->arena, im->rows, sizeof *im->rows * (size_t)room, sizeof *im->rows * (size_t)more);
            room = more;
        }
        struct import_row *row = &im->rows[im->n++];
        *row = (struct import_row){.line = csv.line, .fields = fields, .n = n};
        if (csv.fault) import_refuse(im, row, "%s", csv.fault);
        else if (n != columns) import_refuse(im, row, "the row has %d fields, the first line has %d", n, columns);
    }
    return true;
}

struct str import_field(const struct import *im, const struct import_row *row, int column)
{
    int place = im->columns[column].place;
    if (place < 0 || place >= row->n) return STR_NONE;
    struct str s = str_trim(row->fields[place]);
    return s.len ? str_copy(im->ctx->arena, s) : STR_NONE;
}

/* ---- telling ---- */

void import_refuse(struct import *im, struct import_row *row, const char *sentence, ...)
{
    va_list args;
    va_start(args, sentence);
    fprintf(im->call->err, "line %d: ", row->line);
    vfprintf(im->call->err, sentence, args);
    fputc('\n', im->call->err);
    va_end(args);
    row->refused = true;
    im->refused++;
}

void import_refuse_failure(struct import *im, struct import_row *row, const struct failure *failure)
{
    if (!failure->n_fields) {
        import_refuse(im, row, "%.*s", STR_ARG(failure->sentence));
        return;
    }
    struct buf b = buf_new(im->ctx->arena, 128);
    for (int i = 0; i < failure->n_fields; i++)
        buf_format(&b, "%s%.*s: %.*s", i ? " " : "", STR_ARG(failure->fields[i].field),
                   STR_ARG(failure->fields[i].sentence));
    import_refuse(im, row, "%s", buf_str(&b).at);
}

void import_note(struct import *im, const struct import_row *row, const char *sentence, ...)
{
    va_list args;
    va_start(args, sentence);
    fprintf(im->call->err, "line %d: ", row->line);
    vfprintf(im->call->err, sentence, args);
    fputc('\n', im->call->err);
    va_end(args);
    im->noted++;
}

/* ---- going through ---- */

static bool import_part(struct import *im, struct import_row *row, bool (*work)(struct import *, struct import_row *))
{
    struct failure failure = {0};
    if (!db_part(im->ctx)) return false;
    im->at = row;
    work(im, row);
    if (!db_part_end(im->ctx, &failure)) {
        if (failed(im->ctx) || failure.status >= 500) return false; /* the database, not the row */
        import_refuse_failure(im, im->at, &failure);
        row->refused = true;
    }
    return true;
}

bool import_each(struct import *im, bool (*work)(struct import *im, struct import_row *row))
{
    bool one = im->dry_run || im->strict; /* the caller holds one transaction for all */
    bool open = one;
    for (int i = 0, done = 0; i < im->n; i++) {
        if (im->rows[i].refused || im->rows[i].continues) continue;
        if (!open && !db_begin_write(im->ctx)) return false;
        open = true;
        if (!import_part(im, &im->rows[i], work)) return false;
        if (!one && ++done % ROWS_PER_TRANSACTION == 0) {
            if (!db_finish(im->ctx)) return false;
            open = false;
        }
    }
    return one || !open || db_finish(im->ctx);
}

static int summary(struct import *im, const char *noun, bool kept)
{
    const char *would = im->dry_run ? "would be " : "";
    fprintf(im->call->out, "%d rows of %s: %d %snew, %d %schanged, %d as they were, %d refused.\n", im->n, noun,
            im->made, would, im->changed, would, im->same, im->refused);
    if (im->dry_run) fprintf(im->call->out, "This was a dry run: nothing has been changed.\n");
    else if (!kept) fprintf(im->call->out, "Nothing has been changed: please mend the lines above and try again.\n");
    return im->refused ? 2 : 0;
}

static int import_file(struct import *im, const char *noun, int (*run)(struct import *))
{
    bool one = im->dry_run || im->strict;
    if (one && !db_begin_write(im->ctx)) return 1;
    run(im);
    bool kept = !im->dry_run && !(im->strict && im->refused);
    if (one) {
        if (!kept && !failed(im->ctx)) fail(im->ctx, 409, "not kept"); /* so that db_finish rolls back */
        bool broken = im->ctx->failure.status >= 500;
        db_finish(im->ctx);
        if (!broken) im->ctx->failure = (struct failure){0};
    }
    if (failed(im->ctx)) {
        fprintf(im->call->err, "The import could not go on: %.*s\n", STR_ARG(im->ctx->failure.sentence));
        if (!one) fprintf(im->call->err, "What is in stays in; importing the file again brings in the rest.\n");
        return 1;
    }
    return summary(im, noun, kept);
}

static struct import_column people_columns[] = {
    {"id", false, -1},         {"name", true, -1},        {"email", true, -1},      {"title", false, -1},
    {"department", false, -1}, {"manager_id", false, -1}, {"hire_date", false, -1}, {NULL, false, -1},
};

static struct import_column goal_columns[] = {
    {"id", true, -1},         {"title", true, -1},      {"why", false, -1},        {"level", false, -1},
    {"owner", false, -1},     {"team", false, -1},      {"period", false, -1},     {"starts_on", false, -1},
    {"due_on", false, -1},    {"serves", false, -1},    {"priority", false, -1},   {"state", false, -1},
    {"criterion", false, -1}, {"kind", false, -1},      {"unit", false, -1},       {"start", false, -1},
    {"good", false, -1},      {"excellent", false, -1}, {"good_means", false, -1}, {"excellent_means", false, -1},
    {"weight", false, -1},    {"value", false, -1},     {NULL, false, -1},
};

static int import_run(struct ctx *ctx, const struct command_call *call)
{
    struct import im = {.ctx = ctx, .call = call};
    const char *what = call->argc > 0 ? call->argv[0] : "";
    bool people = strcmp(what, "people") == 0;
    for (int i = 1; i < call->argc; i++) {
        im.dry_run = im.dry_run || strcmp(call->argv[i], "--dry-run") == 0;
        im.strict = im.strict || strcmp(call->argv[i], "--strict") == 0;
    }
    if ((!people && strcmp(what, "goals") != 0) || call->in < 0) {
        fprintf(call->err, "usage: waymark %s\n", command_import.usage);
        return 64;
    }
    size_t size = people ? sizeof people_columns : sizeof goal_columns;
    im.columns = arena_alloc(ctx->arena, size);
    memcpy(im.columns, people ? people_columns : goal_columns, size);
    struct str text;
    if (!read_all(ctx, call->in, &text)) {
        fprintf(call->err, "The file cannot be read, or is larger than %d MB.\n", LIMIT_IMPORT_BYTES >> 20);
        return 1;
    }
    if (!read_rows(&im, text)) return 1;
    return import_file(&im, people ? "people" : "goals", people ? import_people : import_goals);
}
