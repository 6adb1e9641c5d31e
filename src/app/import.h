/* Import of people and goals from CSV: good rows come in and bad rows are told by line and reason, or (strict) all or
 * nothing; importing the same file again changes nothing. The slice is the folder import/. */
#ifndef WAYMARK_APP_IMPORT_H
#define WAYMARK_APP_IMPORT_H

#include "base/csv.h"
#include "kernel/command.h"
#include "kernel/route.h"

enum import_outcome { IMPORT_ADDED, IMPORT_CHANGED, IMPORT_SAME, IMPORT_REFUSED, IMPORT_REMARK };
extern const char *const import_outcomes[];

/* A field that a row gave another value. */
struct import_change {
    struct str field, before, after; /* the field by its column's name */
};

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
    int outcome;     /* -1: not gone through yet */
    struct str text; /* why it is refused, or what there is to remark */
    struct import_change *changes;
    int n_changes;
};

struct import_column {
    const char *name;
    bool needed;
    int place; /* in the file; -1: the file does not have it */
};

/* What there is to tell of a line. */
struct import_line {
    int64_t line; /* of the file, from 1 */
    int outcome;
    struct str name; /* of the person or goal, as the row has it */
    struct str text;
    int64_t subject_id;
    struct list changes;
    struct lines fields; /* the row as it came, when it is refused */
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
    int64_t id;            /* of the kept import (import_order.c) whose part this is; 0 none */
    int refused_before;    /* in its earlier parts */
    int64_t from, until;   /* of a kept import: the places of this part; each of the two passes has n */
    int pass;
};

extern const struct resource import_resource, import_line_resource;
extern const struct route import_routes[];

/* The command "import people|goals FILE.csv [--dry-run] [--strict]". */
extern const struct command command_import;

/* A job: goes on with the oldest import that waits, a part at a time. True when there is more. */
bool import_go_on(struct ctx *ctx);
/* Whether one waits. */
bool import_waits(struct ctx *ctx);

/* A job: rows that were refused a month ago are removed. */
bool import_forget_refused(struct ctx *ctx);

/* ---- within the slice ---- */
/* Brings in the rows of a CSV text in transactions of its own (none is open). `im` has ctx, goals, dry_run and strict;
 * the rest says afterwards what happened. False: the file is `unreadable`, or ctx has failed (then, unless strict or
 * dry run, the rows before that are in). */
bool import_text(struct import *im, struct str text);
/* Reads the text without bringing anything in. False: it is `unreadable`. */
bool import_read(struct import *im, struct str text);
/* The rows of the places from `from` to `until`, within the open transaction; what they do is kept for an undoing. */
bool import_part_of(struct import *im);
bool import_people(struct import *im);
bool import_goals(struct import *im);
/* The field of a row in column number `column` of im->columns; trimmed; none when empty or absent. */
struct str import_field(const struct import *im, const struct import_row *row, int column);
/* Tells that the row stays out, and why; import goes on. */
void import_refuse(struct import *im, struct import_row *row, const char *sentence, ...)
    __attribute__((format(printf, 3, 4)));
void import_refuse_failure(struct import *im, struct import_row *row, const struct failure *failure);
/* Tells something about a row that came in. */
void import_note(struct import *im, struct import_row *row, const char *sentence, ...)
    __attribute__((format(printf, 3, 4)));
/* Tells that a row gives `column` another value. Nothing when it does not. */
void import_tell_change(struct import *im, struct import_row *row, const char *column, struct str before,
                        struct str after);
/* Runs `work` for each row that was not refused, each a part that may fail alone, in write transactions of some hundred
 * rows (one for all when strict or dry run). False when the import cannot go on. */
bool import_each(struct import *im, bool (*work)(struct import *im, struct import_row *row));

/* What an import did, for its undoing (import_undo.c). */
enum import_act {
    ACT_PERSON_ADDED,
    ACT_PERSON_CHANGED,
    ACT_LINE_ADDED,
    ACT_LINE_ENDED,
    ACT_MEMBER_ADDED,
    ACT_MEMBER_ENDED,
    ACT_TEAM_ADDED,
    ACT_GOAL_ADDED
};
extern const char *const import_acts[];
bool import_keep_act(struct import *im, enum import_act act, int64_t subject_id);
/* The same of a subject that has a version: the one before (0: it is new) and the one after. `old`: a JSON object of
 * what it was. Neither does anything unless the import is kept. */
bool import_keep_version(struct import *im, enum import_act act, int64_t subject_id, int64_t was, int64_t version,
                         struct str old);
/* The row as it stands now, as a line of the import. */
bool import_keep_line(struct import *im, const struct import_row *row);
/* What an earlier part said of the row. */
bool import_recall_line(struct import *im, struct import_row *row);
/* The lines that are worth telling, in their order. */
struct list import_lines_told(struct import *im);

bool import_list(struct ctx *ctx);
bool import_show(struct ctx *ctx);
bool import_line_list(struct ctx *ctx);
bool import_undoing_show(struct ctx *ctx);
bool import_undoing_put(struct ctx *ctx);
extern const struct resource import_undoing_resource;

#endif
