/* What a slice adds to Home: its own kinds of lines, and how many there are. home.c lists the sources. */
#ifndef WAYMARK_APP_HOME_LINE_H
#define WAYMARK_APP_HOME_LINE_H

#include "kernel/db.h"

#define HOME_MOST 20 /* lines of a source in a list; the rest is one click away */

enum home_list { HOME_OWE, HOME_WAITS_FOR_ME, HOME_I_WAIT_FOR };

struct home_source {
    /* Rows of (kind, goal_id, title, person_id, person_name, since, until, note, about_id), at most HOME_MOST; NULL
     * when the source has nothing for this list. A kind is one of home.c's line_kinds; about_id is the number of the
     * barrier, need ... that the line is about. */
    struct db_rows *(*rows)(struct ctx *ctx, enum home_list list, int64_t me);
    /* How many, for the number beside Home; asked of HOME_OWE and HOME_WAITS_FOR_ME. */
    int64_t (*count)(struct ctx *ctx, enum home_list list, int64_t me);
};

#endif
