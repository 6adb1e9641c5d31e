/* What the files of the meeting slice share. */
#ifndef WAYMARK_APP_MEETING_PART_H
#define WAYMARK_APP_MEETING_PART_H

#include "app/meeting/meeting.h"
#include "app/notice/notice.h"
#include "kernel/event.h"

struct meeting {
    int64_t id, series_id;
    int kind;             /* of the series, as all to `place` */
    struct str title;     /* none for a pair */
    struct str team_name; /* of a team's */
    int64_t team_id;
    int64_t person_id; /* of a pair: the other one */
    struct str person_name;
    struct str place;
    struct str zone;
    int64_t schedule;
    int32_t planned_on;
    int64_t starts_at, minutes;
    int state;
    struct str reason;
    int64_t moved_at, sequence;
    struct str notes;
    int64_t notes_by, notes_at;
    int64_t created_at, changed_at, version;
};

enum meeting_state { MEETING_PLANNED, MEETING_HELD, MEETING_SKIPPED };
extern const char *const meeting_states[];

/* ---- days by a rule of RFC 5545 (recurrence.c) ---- */

/* The rule in its usual form; none when it is wrong or gives times within a day. */
struct str recurrence_normal(struct arena *a, struct str rrule);
/* The days it gives from `starts_on` that are not before `from`, soonest first, at most `most`. None: starts_on alone.
 */
int recurrence_days(struct str rrule, int32_t starts_on, int32_t from, int32_t until, int32_t *days, int most);
/* When a meeting at this wall-clock time begins; in a gap (clocks go forward) as RFC 5545 counts it. */
int64_t recurrence_instant(struct str zone, int32_t day, int64_t minute);

/* ---- meeting_series.c ---- */

/* A series that the actor may use and that goes on; 409 otherwise. */
bool meeting_series_open(struct ctx *ctx, int64_t id, struct meeting_series *out);
bool meeting_series_has(struct ctx *ctx, int64_t series, int64_t person);
/* [{"id", "name", "zone"}] of who is in it, by name. */
void meeting_people_json(struct ctx *ctx, struct json_out *w, int64_t series);
/* An act of the series: subject and number are its. */
bool meeting_event(struct ctx *ctx, const char *type, int64_t series, struct str reason);

/* ---- meeting_plan.c ---- */

/* Makes what is missing of the series' meetings until some weeks from now. */
bool meeting_plan(struct ctx *ctx, struct meeting_series *s);
/* After the schedule was changed: what was planned from now on goes to the new days in its order, with all that has
 * been written for it. */
bool meeting_plan_anew(struct ctx *ctx, const struct meeting_series *before, struct meeting_series *after);
/* The series has ended: what was planned from now on is taken away, or skipped when something was written for it. */
bool meeting_plan_end(struct ctx *ctx, int64_t series, struct str reason);

/* ---- meeting_notice.c ---- */

/* Tells who is in it, but the one it is about. */
bool meeting_tell(struct ctx *ctx, const struct meeting_series *s, enum notice_kind kind,
                  const struct notice_about *about);
/* Of the series, with its next meeting; not when there is none. */
bool meeting_tell_next(struct ctx *ctx, const struct meeting_series *s, enum notice_kind kind);
/* When the next begins; 0 never. */
int64_t meeting_next_at(struct ctx *ctx, const struct meeting_series *s);
/* It has another schedule, or has ended; its next meeting was to begin at `was_at`. */
bool meeting_tell_moved(struct ctx *ctx, const struct meeting_series *before, const struct meeting_series *after,
                        int64_t was_at);
bool meeting_tell_ended(struct ctx *ctx, const struct meeting_series *s, int64_t was_at);
bool meeting_tell_joined(struct ctx *ctx, const struct meeting_series *s, int64_t person);
bool meeting_tell_left(struct ctx *ctx, const struct meeting_series *s, int64_t person);

/* ---- meeting.c ---- */

/* "SELECT" and what meeting_from_row reads, of meetings k and their series s, as `person` sees it. */
struct str meeting_select(struct ctx *ctx);
void meeting_from_row(struct db_rows *row, int64_t person, struct meeting *m);
/* Something was written in it after it began, so it was held. */
bool meeting_was_held(struct ctx *ctx, int64_t id);

/* ---- agenda.c, meeting_action.c ---- */

/* The open items, and those that were done in this meeting. */
void agenda_json(struct ctx *ctx, struct json_out *w, const struct meeting *m);
/* Moves what is open of an earlier one-to-one of the pair to this one. */
bool agenda_goes_on(struct ctx *ctx, const struct meeting_series *s);
/* Open actions of somebody who leaves: those of one-to-ones end with them, others go to `to`. */
bool meeting_actions_handed_on(struct ctx *ctx, int64_t person, int64_t to);
void meeting_actions_json(struct ctx *ctx, struct json_out *w, const struct meeting *m);

#endif
