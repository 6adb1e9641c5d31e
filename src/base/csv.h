/* CSV in (RFC 4180 and what spreadsheets make of it): UTF-8 with or without BOM, quoted newlines
 * and quotes, CRLF or LF; the separator (comma, semicolon or tab) is the one that the first line
 * has most of. */
#ifndef WAYMARK_BASE_CSV_H
#define WAYMARK_BASE_CSV_H

#include "base/str.h"

struct csv {
    struct arena *arena;
    struct str rest;
    char separator;
    int line; /* line of the file at which the newest row starts, from 1 */
    int next_line;
    const char *fault; /* what is wrong with the newest row, or NULL */
};

struct csv csv_open(struct arena *a, struct str text);
/* The next row's fields, unquoted, in the arena. False at the end. Empty lines are skipped. A row
 * with a fault returns true with csv->fault set and n = 0, and reading goes on with the line behind
 * it; only a quoted field without an end takes the rest of the file with it. At most
 * LIMIT_CSV_COLUMNS fields; more is a fault. */
bool csv_row(struct csv *c, struct str **fields, int *n);
/* CSV out: one field, quoted when needed; a field that a spreadsheet would run as a formula gets a
 * leading '. Plain numbers ("-5") stay as they are. */
void csv_put(struct buf *b, struct str field, char separator);

#endif
