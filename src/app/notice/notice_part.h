/* What the files of the notice slice share. */
#ifndef WAYMARK_APP_NOTICE_PART_H
#define WAYMARK_APP_NOTICE_PART_H

#include "app/notice/notice.h"

struct notice_kind_row {
    const char *id;    /* in the table and the API */
    const char *words; /* {who} {other} {goal} {team} {what} stand for names */
    const char *path;  /* where it leads: {goal} {team} {other} {subject} stand for numbers */
};
extern const struct notice_kind_row notice_kinds[];

enum notice_kind notice_kind_of(struct str id); /* NOTICE_KINDS when the program does not know it */

/* A notice with the names that its words need. */
struct notice {
    int64_t id;
    enum notice_kind kind;
    struct notice_about about;
    int64_t at, read_at;
    int64_t actor_id;
    struct str actor_name, other_name, goal_title, team_name;
};

/* "SELECT ... FROM notices n LEFT JOIN ...": its columns, for notice_from_row; its tables n and g (the goal). */
extern const char notice_select[];
void notice_from_row(struct db_rows *row, struct notice *out);

struct str notice_text(struct ctx *ctx, const struct notice *n);
struct str notice_path(struct ctx *ctx, const struct notice *n);

#endif
