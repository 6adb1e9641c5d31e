/* Import of people and goals from CSV: good rows come in and bad rows are told by line and reason, or (strict) all or
 * nothing; importing the same file again changes nothing. The slice is the folder import/. */
#ifndef WAYMARK_APP_IMPORT_H
#define WAYMARK_APP_IMPORT_H

#include "base/csv.h"
#include "kernel/command.h"
#include "kernel/route.h"

struct import_row {
    int line;
    struct str *fields; /* by place in the file */
    int n;
    bool refused;
    int64_t id;     /* of the person or goal, once it is in */
    bool fresh;     /* this import made it */
    bool same;      /* it was here and has not been changed so far */
    bool continues; /* belongs to an earlier row of the same goal */
    struct import_row *more;
};

struct import_column {
    const char *name;
    bool needed;
    int place; /* in the file; -1: the file does not have it */
};

/* What there is to tell of a line. */
struct import_line {
    int64_t line; /* of the file, from 1 */
    bool refused; /* the row stays out */
    struct str text;
};

struct import {
    struct ctx *ctx;
    bool goals;                    /* else people */
    struct import_column *columns; /* ends with a name of NULL */
    struct import_row *rows;
    struct import_row *at; /* the row that is worked on, when it is not the one that import_each gave */
    int n;
    bool dry_run, strict;
    int made, changed, same, refused;
    bool kept; /* what came in is in */
    struct import_line *told;
    int n_told, room_told;
    struct str unreadable; /* what is wrong with line 1, for which nothing of the file can be read */
};

extern const struct resource import_resource;
extern const struct route import_routes[];

/* The command "import people|goals FILE.csv [--dry-run] [--strict]". */
extern const struct command command_import;

/* ---- within the slice ---- */
/* Brings in the rows of a CSV text in transactions of its own (none is open). `im` has ctx, goals, dry_run and strict;
 * the rest says afterwards what happened. False: the file is `unreadable`, or ctx has failed (then, unless strict or
 * dry run, the rows before that are in). */
bool import_text(struct import *im, struct str text);
int import_people(struct import *im);
int import_goals(struct import *im);
/* The field of a row in column number `column` of im->columns; trimmed; none when empty or absent. */
struct str import_field(const struct import *im, const struct import_row *row, int column);
/* Tells that the row stays out, and why; import goes on. */
void import_refuse(struct import *im, struct import_row *row, const char *sentence, ...)
    __attribute__((format(printf, 3, 4)));
void import_refuse_failure(struct import *im, struct import_row *row, const struct failure *failure);
/* Tells something about a row that came in. */
void import_note(struct import *im, const struct import_row *row, const char *sentence, ...)
    __attribute__((format(printf, 3, 4)));
/* Runs `work` for each row that was not refused, each a part that may fail alone, in write transactions of some hundred
 * rows (one for all when strict or dry run). False when the import cannot go on. */
bool import_each(struct import *im, bool (*work)(struct import *im, struct import_row *row));

#endif
