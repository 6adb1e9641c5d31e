/* What both imports share: finding the columns, going through the rows, and what there is to tell of each. */
#include "app/import.h"

#include "base/limits.h"
#include "kernel/language.h"

#include <stdarg.h>
#include <string.h>

#define ROWS_PER_TRANSACTION 200 /* so that others can write in between */

/* ---- telling ---- */

static void tell(struct import *im, int line, bool refused, struct str text)
{
    if (im->n_told == im->room_told) {
        int room = im->room_told ? im->room_told * 2 : 64;
        im->told = arena_grow(im->ctx->arena, im->told, sizeof *im->told * (size_t)im->n_told,
                              sizeof *im->told * (size_t)room);
        im->room_told = room;
    }
    im->told[im->n_told++] = (struct import_line){.line = line, .refused = refused, .text = text};
}

/* ---- reading ---- */

/* The header names the columns, in any order and case. False with a sentence when a needed one is missing. */
static bool find_columns(struct import *im, struct str *header, int n)
{
    for (struct import_column *c = im->columns; c->name; c++) {
        c->place = -1;
        for (int i = 0; i < n; i++)
            if (str_equal_ascii_case(str_trim(header[i]), str_of(c->name))) c->place = i;
        if (c->needed && c->place < 0) {
            im->unreadable =
                say(im->ctx, "the file has no column \"%s\". Please name the columns in the first line.", c->name);
            return false;
        }
    }
    for (int i = 0; i < n; i++) {
        bool known = false;
        for (struct import_column *c = im->columns; c->name; c++) known = known || c->place == i;
        if (!known) tell(im, 1, false, say(im->ctx, "column \"%.*s\" is not used.", STR_ARG(header[i])));
    }
    return true;
}

static bool read_rows(struct import *im, struct str text)
{
    struct csv csv = csv_open(im->ctx->arena, text);
    struct str *fields;
    int n;
    if (!csv_row(&csv, &fields, &n) || csv.fault) {
        im->unreadable =
            csv.fault ? say(im->ctx, "%s.", say(im->ctx, "%s", csv.fault).at) : say(im->ctx, "the file is empty.");
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

void import_refuse(struct import *im, struct import_row *row, const char *sentence, ...)
{
    va_list args;
    va_start(args, sentence);
    tell(im, row->line, true, vsay(im->ctx, sentence, args));
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
    tell(im, row->line, false, vsay(im->ctx, sentence, args));
    va_end(args);
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

static void import_rows(struct import *im)
{
    bool one = im->dry_run || im->strict;
    if (one && !db_begin_write(im->ctx)) return;
    if (im->goals) import_goals(im);
    else import_people(im);
    im->kept = !im->dry_run && !(im->strict && im->refused);
    if (!one) return;
    if (!im->kept && !failed(im->ctx)) fail(im->ctx, 409, "not kept"); /* so that db_finish rolls back */
    bool broken = im->ctx->failure.status >= 500;
    db_finish(im->ctx);
    if (!broken) im->ctx->failure = (struct failure){0};
}

bool import_text(struct import *im, struct str text)
{
    size_t size = im->goals ? sizeof goal_columns : sizeof people_columns;
    im->columns = arena_alloc(im->ctx->arena, size);
    memcpy(im->columns, im->goals ? goal_columns : people_columns, size);
    if (!read_rows(im, text)) return false;
    import_rows(im);
    return !failed(im->ctx);
}
