/* Who is in a meeting is told when it is planned, moved, changed, skipped or ended by somebody else, and who else comes
 * and goes. What was said or is to be said is in no notice; a one-to-one has no title to tell. */
#include "app/meeting/meeting_part.h"

#define SERIES_TOLD_MOST 50
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

/* The person alone: from now on it is in their calendar, or no longer. */
static bool tell_person(struct ctx *ctx, const struct meeting_series *s, int64_t person, enum notice_kind kind,
                        struct notice_about about)
{
    const struct calendar_change change = {.series_id = s->id, .schedule = s->schedule};
    about.calendar = &change;
    about.n_calendar = 1;
    about.soonest_at = about.starts_at;
    return tell_one(ctx, s, person, kind, &about);
}

bool meeting_tell_joined(struct ctx *ctx, const struct meeting_series *s, int64_t person)
{
    struct notice_about about = about_next(ctx, s, ctx->now);
    if (!about.subject_id) return !failed(ctx);
    if (!tell_person(ctx, s, person, NOTICE_MEETING_PLANNED, about)) return false;
    about.other_id = person;
    return meeting_tell(ctx, s, NOTICE_MEETING_JOINED, &about);
}

/* Each series of the team that goes on. */
static bool tell_of_team(struct ctx *ctx, int64_t team, int64_t person, enum notice_kind kind)
{
    struct str sql =
        str_format(ctx->arena,
                   "SELECT %s FROM meeting_series s WHERE s.team_id = $1 AND s.ended_at IS NULL ORDER BY s.id LIMIT $2",
                   resource_columns(ctx, &meeting_series_resource, "s").at);
    struct db_rows *rows = db_query(ctx, sql.at, db_int(team), db_int(SERIES_TOLD_MOST));
    while (db_next(rows)) {
        struct meeting_series s;
        resource_from_row(&meeting_series_resource, rows, 0, &s);
        struct notice_about about = about_next(ctx, &s, ctx->now);
        if (about.subject_id && !tell_person(ctx, &s, person, kind, about)) return false;
    }
    return !failed(ctx);
}

bool meeting_team_joined(struct ctx *ctx, int64_t team, int64_t person)
{
    return tell_of_team(ctx, team, person, NOTICE_MEETING_PLANNED);
}

bool meeting_team_left(struct ctx *ctx, int64_t team, int64_t person)
{
    return tell_of_team(ctx, team, person, NOTICE_MEETING_WITHOUT);
}

bool meeting_tell_left(struct ctx *ctx, const struct meeting_series *s, int64_t person)
{
    struct notice_about about = about_next(ctx, s, ctx->now);
    about.other_id = person;
    return !about.subject_id || meeting_tell(ctx, s, NOTICE_MEETING_LEFT, &about);
}
