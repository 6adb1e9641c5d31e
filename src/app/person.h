/* People: who they are, how to work with them, when they work, who supports them, and what happens when they join, move
 * or leave. The slice is the folder person/; contact points are in contact.c, signing in is in account.c. */
#ifndef WAYMARK_APP_PERSON_H
#define WAYMARK_APP_PERSON_H

#include "kernel/route.h"

struct person {
    int64_t id;
    struct str external_id; /* the number in the organisation's own lists; for imports */
    struct str name;
    struct str name_folded;
    struct str email;
    struct str title;
    struct str department;
    int64_t manager_id; /* the line manager of today; 0 none */
    int32_t hired_on;
    int32_t left_on;
    int64_t stand_in_id; /* of a leaver: who answers in their stead; 0 nobody named */
    struct str zone;
    struct str language;
    struct str work_days;          /* ISO weekdays: "12345" */
    int64_t work_from, work_until; /* minutes of the day in their zone */
    struct str work_with_me;
    struct lines skills;
    struct str skill_lines; /* the skills as they are stored, a line each */
    struct str team_name;   /* the first of their teams; only where it has been asked for */
    int64_t reports;        /* how many they support as line manager; likewise */
    int64_t roles;          /* ROLE_... bits; as words in JSON */
    int64_t looked_at;      /* when they last put Home aside; INSTANT_NONE never */
    int64_t created_at;
    int64_t version;
};

extern const struct resource person_resource;
extern const struct route person_routes[];

/* When a person works, for clocks that run in their day. */
#define PERSON_AWAY_MOST 16
struct person_clock {
    struct str zone;
    struct str work_days;
    int64_t work_from, work_until;
    struct {
        int32_t from, until; /* both days included */
    } away[PERSON_AWAY_MOST];
    int n_away; /* the newest, from half a year ago on */
};
bool person_clock(struct ctx *ctx, int64_t id, struct person_clock *out);

/* Exists and has not left. Fails nothing. */
bool person_present(struct ctx *ctx, int64_t id);
/* Keeps the person from leaving until the transaction ends, so that who is present stays so: nothing new is given to
 * somebody who leaves at the same moment. */
bool person_hold(struct ctx *ctx, int64_t id);
/* The line manager of today who has not left; 0 none. */
int64_t person_manager(struct ctx *ctx, int64_t id);
int64_t person_by_email(struct ctx *ctx, struct str email);        /* 0: nobody */
int64_t person_by_external_id(struct ctx *ctx, struct str number); /* 0: nobody */
bool person_find(struct ctx *ctx, int64_t id, struct person *out); /* 404 by itself */

/* Checks, inserts, records, indexes. manager_id is set by person_report_to. For commands too. */
bool person_create(struct ctx *ctx, struct person *p);
/* Writes what differs between the two, records and indexes. */
bool person_change(struct ctx *ctx, const struct person *before, struct person *after);
/* From `starts_on` on `manager` (0: nobody) supports the person; the line before ends. A circle is refused on the field
 * manager_id, with the names on it. Goals that wait for the old one go to the new one. */
bool person_report_to(struct ctx *ctx, int64_t id, int64_t manager, int32_t starts_on);

struct person_departure {
    int32_t left_on;
    int64_t hand_over_to; /* of open goals; 0: the line manager */
    int64_t reports_to;   /* of those who were supported; 0: the line manager */
    int64_t stand_in_id;  /* who answers in their stead; 0: nobody named */
};
/* Leaving, with all that follows. For commands too. */
bool person_leave(struct ctx *ctx, int64_t id, struct person_departure d);
/* `manager` is here and the line from them up does not lead to the person; else the field manager_id is at fault. */
bool person_may_report(struct ctx *ctx, int64_t id, int64_t manager);
/* Takes back what an import did (person_take_back.c): a person without any trace, a line that it began, one that it
 * ended. */
bool person_take_back(struct ctx *ctx, int64_t id);
bool person_line_take_back(struct ctx *ctx, int64_t line);
bool person_line_reopen(struct ctx *ctx, int64_t line);
/* The person has joined or left a team, by whose name they are found too. */
bool person_teams_changed(struct ctx *ctx, int64_t id);
/* The team is called otherwise, or was closed: each of its members is found by its new name, the first of them at once
 * and the others soon. Call it before memberships end. */
bool person_team_renamed(struct ctx *ctx, int64_t team);
/* A job: what is left of that, true when there is more; and whether anything is. */
bool person_index_waiting(struct ctx *ctx);
bool person_index_waits(struct ctx *ctx);
/* [{"id","name","title"}] etc. for replies of other slices. */
void person_json_of(struct ctx *ctx, struct json_out *w, int64_t id); /* {"id","name"} or null */

/* ---- within the slice ---- */
/* "SELECT" and what person_item reads, of people p. */
struct str person_select(struct ctx *ctx);
/* From the columns of person_resource. */
void person_from_row(struct ctx *ctx, struct db_rows *row, int first_column, struct person *out);
bool person_reply(struct ctx *ctx, int status, int64_t id);
void person_write(struct ctx *ctx, struct json_out *w, struct person *p); /* members only */
bool person_index(struct ctx *ctx, const struct person *p);
/* Rows of person_select as the usual list, by name. */
void person_item(struct ctx *ctx, struct json_out *w, struct db_rows *row, struct page_key *key);
/* Somebody who is here holds the role, beside this person. */
bool person_role_held(struct ctx *ctx, int64_t role, int64_t but);
bool person_reports(struct ctx *ctx);
bool person_line_show(struct ctx *ctx);
bool person_managers(struct ctx *ctx);
bool person_manager_put(struct ctx *ctx);
bool person_roles_put(struct ctx *ctx);
bool person_departure_put(struct ctx *ctx);
bool person_departure_delete(struct ctx *ctx);
extern const struct resource person_manager_resource, person_roles_resource, person_departure_resource,
    person_line_resource;

#endif
