/* Who is in a meeting is told when it is planned, moved, changed, skipped or ended by somebody else, and who else comes
 * and goes. What was said or is to be said is in no notice; a one-to-one has no title to tell. */
#include "app/meeting/meeting_part.h"

#define TOLD_MOST 200 /* of a larger team nobody is told of each meeting: it is on Home and in the calendar */

static bool tell_one(struct ctx *ctx, const struct meeting_series *s, int64_t person, enum notice_kind kind,
                     const struct notice_about *given)
{
    struct notice_about about = *given;
    about.what = s->title;
    about.team_id = s->team_id;
    if (s->kind == MEETING_PAIR) about.other_id = s->pair_low == person ? s->pair_high : s->pair_low;
    return notice_to(ctx, person, kind, &about);
}

bool meeting_tell(struct ctx *ctx, const struct meeting_series *s, enum notice_kind kind,
                  const struct notice_about *about)
{
    int64_t people[TOLD_MOST + 1];
    int n = 0;
    struct db_rows *rows = db_query(
        ctx,
        "SELECT person_id FROM meeting_members WHERE series_id = $1 AND person_id <> $2 ORDER BY person_id LIMIT $3",
        db_int(s->id), db_int(about->other_id), db_int(TOLD_MOST + 1));
    while (n <= TOLD_MOST && db_next(rows)) people[n++] = db_col_int(rows, 0);
    db_close(rows);
    for (int i = 0; i < n && n <= TOLD_MOST; i++)
        if (!tell_one(ctx, s, people[i], kind, about)) return false;
    return !failed(ctx);
}

/* About the series, with its next meeting. Its versions are counted downwards, so that no act is one on that meeting.
 */
static struct notice_about about_next(struct ctx *ctx, const struct meeting_series *s, int64_t act)
{
    struct notice_about about = {.act = act};
    struct db_rows *rows = db_query(ctx,
                                    "SELECT id, starts_at FROM meetings WHERE series_id = $1 AND starts_at > $2"
                                    " AND state = 'planned' ORDER BY starts_at, id LIMIT 1",
                                    db_int(s->id), db_int(ctx->now));
    if (db_next(rows)) {
        about.subject_id = db_col_int(rows, 0);
        about.starts_at = db_col_int(rows, 1);
    }
    db_close(rows);
    return about;
}

bool meeting_tell_next(struct ctx *ctx, const struct meeting_series *s, enum notice_kind kind)
{
    const struct calendar_change change = {.series_id = s->id, .schedule = s->schedule};
    struct notice_about about = about_next(ctx, s, -s->version);
    about.calendar = &change;
    about.n_calendar = 1;
    about.soonest_at = about.starts_at;
    return !about.subject_id || meeting_tell(ctx, s, kind, &about);
}

int64_t meeting_next_at(struct ctx *ctx, const struct meeting_series *s)
{
    return about_next(ctx, s, 0).starts_at;
}

/* In calendars the new schedule is an event of its own, and the old one ends. */
bool meeting_tell_moved(struct ctx *ctx, const struct meeting_series *before, const struct meeting_series *after,
                        int64_t was_at)
{
    const struct calendar_change changes[] = {
        {.series_id = before->id, .schedule = before->schedule, .sequence = before->sequence + 1},
        {.series_id = after->id, .schedule = after->schedule}};
    struct notice_about about = about_next(ctx, after, -after->version);
    about.calendar = changes;
    about.n_calendar = 2;
    about.soonest_at = was_at && was_at < about.starts_at ? was_at : about.starts_at;
    return !about.subject_id || meeting_tell(ctx, after, NOTICE_MEETING_MOVED, &about);
}

bool meeting_tell_ended(struct ctx *ctx, const struct meeting_series *s, int64_t was_at)
{
    const struct calendar_change change = {.series_id = s->id, .schedule = s->schedule};
    return meeting_tell(
        ctx, s, NOTICE_MEETING_ENDED,
        &(struct notice_about){.act = s->id, .calendar = &change, .n_calendar = 1, .soonest_at = was_at});
}

bool meeting_tell_joined(struct ctx *ctx, const struct meeting_series *s, int64_t person)
{
    struct notice_about about = about_next(ctx, s, ctx->now);
    if (!about.subject_id) return !failed(ctx);
    const struct calendar_change change = {.series_id = s->id, .schedule = s->schedule};
    struct notice_about asked = about;
    asked.calendar = &change;
    asked.n_calendar = 1;
    asked.soonest_at = about.starts_at;
    if (!tell_one(ctx, s, person, NOTICE_MEETING_PLANNED, &asked)) return false;
    about.other_id = person;
    return meeting_tell(ctx, s, NOTICE_MEETING_JOINED, &about);
}

bool meeting_tell_left(struct ctx *ctx, const struct meeting_series *s, int64_t person)
{
    struct notice_about about = about_next(ctx, s, ctx->now);
    about.other_id = person;
    return !about.subject_id || meeting_tell(ctx, s, NOTICE_MEETING_LEFT, &about);
}
