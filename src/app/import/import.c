/* What both imports share: finding the columns, going through the rows, and what there is to tell of each. */
#include "app/import.h"

#include "base/limits.h"
#include "kernel/language.h"

#include <stdarg.h>
#include <string.h>

#define ROWS_PER_TRANSACTION 200 /* so that others can write in between */

const char *const import_outcomes[] = {"added", "changed", "same", "refused", "remark", NULL};

/* ---- telling ---- */

static void tell(struct import *im, int line, bool refused, struct str text)
{
    if (im->n_told == im->room_told) {
        int room = im->room_told ? im->room_told * 2 : 64;
        im->told = arena_grow(im->ctx->arena, im->told, sizeof *im->told * (size_t)im->n_told,
                              sizeof *im->told * (size_t)room);
        im->room_told = room;
    }
    im->told[im->n_told++] =
        (struct import_line){.line = line, .outcome = refused ? IMPORT_REFUSED : IMPORT_REMARK, .text = text};
}

static void tell_of_row(struct import *im, struct import_row *row, bool refused, struct str text)
{
    bool first = str_empty(row->text);
    row->text = first ? text : str_format(im->ctx->arena, "%s %s", row->text.at, text.at);
    tell(im, row->line, refused, text);
}

void import_tell_change(struct import *im, struct import_row *row, const char *column, struct str before,
                        struct str after)
{
    if (str_equal(before, after) || (str_empty(before) && str_empty(after))) return;
    row->changes = arena_grow(im->ctx->arena, row->changes, sizeof *row->changes * (size_t)row->n_changes,
                              sizeof *row->changes * (size_t)(row->n_changes + 1));
    row->changes[row->n_changes++] = (struct import_change){str_of(column), before, after};
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
        *row = (struct import_row){.line = csv.line, .fields = fields, .n = n, .outcome = -1};
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
    tell_of_row(im, row, true, vsay(im->ctx, sentence, args));
    va_end(args);
    row->refused = true;
    row->outcome = IMPORT_REFUSED;
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

void import_note(struct import *im, struct import_row *row, const char *sentence, ...)
{
    va_list args;
    va_start(args, sentence);
    tell_of_row(im, row, false, vsay(im->ctx, sentence, args));
    va_end(args);
}

struct list import_lines_told(struct import *im)
{
    struct import_line *lines = arena_many(im->ctx->arena, struct import_line, im->n + im->n_told + 1);
    int n = 0;
    for (int i = 0; i < im->n_told; i++)
        if (im->told[i].line == 1) lines[n++] = im->told[i];
    for (int i = 0; i < im->n; i++) {
        const struct import_row *row = &im->rows[i];
        if (row->outcome < 0 || (row->outcome == IMPORT_SAME && str_empty(row->text))) continue;
        lines[n++] = (struct import_line){
            .line = row->line,
            .outcome = row->outcome,
            .name = import_field(im, row, 1),
            .text = row->text,
            .subject_id = im->dry_run ? 0 : row->id,
            .changes = {row->changes, row->n_changes, true},
            .fields = {row->fields, row->outcome == IMPORT_REFUSED ? row->n : 0, true},
        };
    }
    return (struct list){lines, n, true};
}

/* ---- going through ---- */

/* The other rows of a goal that stays out go with it, so that the refused ones are whole again once they are mended. */
static void refuse_chain(struct import *im, struct import_row *row)
{
    for (struct import_row *r = row; r; r = r->more) {
        if (r->outcome == IMPORT_REFUSED) continue;
        r->refused = true;
        r->outcome = IMPORT_REFUSED;
        r->text = say(im->ctx, "belongs to the goal of line %d, which stays out", row->line);
    }
}

static bool import_part(struct import *im, struct import_row *row, bool (*work)(struct import *, struct import_row *))
{
    struct failure failure = {0};
    if (arena_full(im->ctx->arena))
        return fail(im->ctx, 413, "This file is too long for one go. Please split it into several files.");
    if (!db_part(im->ctx)) return false;
    im->at = row;
    work(im, row);
    if (!db_part_end(im->ctx, &failure)) {
        if (failed(im->ctx) || failure.status >= 500) return false; /* the database, not the row */
        row->n_changes = 0;
        import_refuse_failure(im, im->at, &failure);
        row->refused = true;
        refuse_chain(im, row);
    } else if (row->outcome < 0 || row->outcome == IMPORT_SAME) {
        row->outcome = row->fresh ? IMPORT_ADDED : row->same ? IMPORT_SAME : IMPORT_CHANGED;
    }
    return true;
}

static bool keep_lines(struct import *im, const struct import_row *row)
{
    for (const struct import_row *r = row; r; r = r->more)
        if ((r == row || r->refused) && !import_keep_line(im, r)) return false;
    return true;
}

/* One row of a part of a kept import: an earlier part, or another server, may have gone through it once already. */
static bool import_kept_row(struct import *im, struct import_row *row,
                            bool (*work)(struct import *, struct import_row *))
{
    int64_t place = (int64_t)(im->pass - 1) * im->n + (row - im->rows);
    if (place < im->from || place >= im->until || row->continues) return true;
    if (im->pass > 1 && !import_recall_line(im, row)) return false;
    if (im->pass > 1 && row->refused) return true;
    if (!row->refused && !import_part(im, row, work)) return false;
    return keep_lines(im, row);
}

bool import_each(struct import *im, bool (*work)(struct import *im, struct import_row *row))
{
    bool one = im->dry_run || im->strict; /* the caller holds one transaction for all */
    bool open = one;
    im->pass++;
    if (im->id && im->pass == 1 && im->from > 0) im->refused = im->refused_before; /* they were told then */
    for (int i = 0, done = 0; i < im->n; i++) {
        if (im->id) {
            if (!import_kept_row(im, &im->rows[i], work)) return false;
            continue;
        }
        if (im->rows[i].refused || im->rows[i].continues) continue;
        if (!open && !db_begin_write(im->ctx)) return false;
        open = true;
        if (!import_part(im, &im->rows[i], work)) return false;
        if (!one && ++done % ROWS_PER_TRANSACTION == 0) {
            if (!db_finish(im->ctx)) return false;
            open = false;
        }
    }
    return one || im->id || !open || db_finish(im->ctx);
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

static bool import_kind(struct import *im)
{
    return im->goals ? import_goals(im) : import_people(im);
}

static void import_rows(struct import *im)
{
    bool one = im->dry_run || im->strict;
    if (one && !db_begin_write(im->ctx)) return;
    import_kind(im);
    im->kept = !im->dry_run && !(im->strict && im->refused);
    if (!one) return;
    if (!im->kept && !failed(im->ctx)) fail(im->ctx, 409, "not kept"); /* so that db_finish rolls back */
    bool broken = im->ctx->failure.status != 409;
    db_finish(im->ctx);
    if (!broken) im->ctx->failure = (struct failure){0};
}

bool import_read(struct import *im, struct str text)
{
    size_t size = im->goals ? sizeof goal_columns : sizeof people_columns;
    im->columns = arena_alloc(im->ctx->arena, size);
    memcpy(im->columns, im->goals ? goal_columns : people_columns, size);
    return read_rows(im, text);
}

bool import_text(struct import *im, struct str text)
{
    if (!import_read(im, text)) return false;
    import_rows(im);
    return !failed(im->ctx);
}

bool import_part_of(struct import *im)
{
    return import_kind(im);
}
