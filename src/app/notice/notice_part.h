/* What the files of the notice slice share. */
#ifndef WAYMARK_APP_NOTICE_PART_H
#define WAYMARK_APP_NOTICE_PART_H

#include "app/notice/notice.h"
#include "app/person.h"
#include "kernel/query.h"

struct notice_kind_row {
    const char *id;    /* in the table and the API */
    const char *words; /* {who} {other} {goal} {team} {what} {meeting} {when} stand for names and a time */
    const char *path;  /* where it leads: {goal} {team} {other} {subject} stand for numbers */
    const char
        *label;  /* what it is about without names: for mails, which carry nothing that was written, and settings */
    bool mailed; /* unless the person wishes otherwise; what waits for somebody is */
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

/* In the language and the zone of the actor. */
struct str notice_text(struct ctx *ctx, const struct notice *n);
struct str notice_when(struct ctx *ctx, const struct notice *n); /* empty: at no time */
struct str notice_path(struct ctx *ctx, const struct notice *n);

/* ---- notice_setting.c ---- */

struct notice_wish {
    bool shown, mailed, hooked, quiet, digest;
};
struct notice_wish notice_wish(struct ctx *ctx, int64_t person, enum notice_kind kind);
bool notice_set(struct ctx *ctx, int64_t person, enum notice_kind kind, const struct notice_wish *wish);
/* When what is told now is to be mailed. */
int64_t notice_time(const struct notice_wish *wish, const struct person_clock *clock, int64_t now);
struct str notice_label(struct ctx *ctx, enum notice_kind kind);

/* ---- notice_mail.c ---- */

/* ---- notice_hook.c ---- */

bool notice_hook_later(struct ctx *ctx, int64_t notice, int64_t person, int64_t at);

/* The same for the person's calendar: a mail for each change. */
bool notice_calendar_later(struct ctx *ctx, int64_t notice, int64_t person, const struct notice_about *about,
                           int64_t at);

bool notice_mail_later(struct ctx *ctx, int64_t notice, int64_t person, int64_t at);

#endif
