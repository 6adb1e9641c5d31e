/* What a calendar is told by mail (iTIP, RFC 5546): a series or one of its meetings, as it is when the mail is sent,
 * under the same UID as in the feed. A person is asked once and told of changes; what does not take place is cancelled.
 */
#include "app/calendar/calendar_part.h"
#include "app/organisation.h"
#include "kernel/server.h"

/* Organiser and recipient; the others are not named, as their addresses are not the recipient's program's affair. */
static bool party_of(struct ctx *ctx, const struct meeting_series *s, int64_t person, struct calendar_party *out)
{
    struct db_rows *rows = db_query(
        ctx, "SELECT o.name, o.email, p.name, p.email FROM people o CROSS JOIN people p WHERE o.id = $1 AND p.id = $2",
        db_int(s->organiser_id), db_int(person));
    if (!db_next(rows)) return false;
    *out = (struct calendar_party){.organiser = db_col_text(rows, 0),
                                   .organiser_email = db_col_text(rows, 1),
                                   .attendee = db_col_text(rows, 2),
                                   .attendee_email = db_col_text(rows, 3),
                                   .sent_by = server_settings(ctx)->mail_from};
    db_close(rows);
    return true;
}

/* The whole of a schedule; when nothing of it took place or can take place, or it is the recipient's no more, it goes.
 */
static void whole(struct ctx *ctx, struct calendar *c, const struct meeting_series *s, const struct calendar_change *x,
                  int64_t person, struct calendar_event *e)
{
    bool stays = meeting_series_has(ctx, s->id, person);
    if (stays && x->schedule != s->schedule) stays = calendar_before(ctx, s, x->schedule, e);
    else if (stays && s->ended_at != INSTANT_NONE) stays = calendar_ends(s, e);
    if (!stays && e->sequence <= s->sequence) e->sequence = s->sequence + 1;
    if (!stays && x->sequence > 0) e->sequence = x->sequence;
    e->cancelled = !stays;
    if (stays) calendar_put_schedule(ctx, c, s, x->schedule, e);
    else calendar_put(c, e, NULL, 0);
    calendar_method(c, !stays || e->cancelled);
}

/* One meeting of those that come again. */
static bool one(struct ctx *ctx, struct calendar *c, const struct meeting_series *s, const struct calendar_change *x,
                const struct calendar_event *e)
{
    struct meeting m;
    if (!resource_lookup(ctx, &meeting_resource, x->meeting_id, &m) || m.schedule != x->schedule) return false;
    bool held = m.state != MEETING_SKIPPED;
    calendar_put_one(c, e,
                     &(struct calendar_exception){.planned_on = m.planned_on,
                                                  .moved = held,
                                                  .starts_at = m.starts_at,
                                                  .minutes = m.minutes,
                                                  .sequence = m.sequence,
                                                  .changed_at = m.changed_at,
                                                  .url = str_format(ctx->arena, "%s/meetings/%lld",
                                                                    server_settings(ctx)->url.at, (long long)m.id)});
    calendar_method(c, !held);
    return s->id == m.series_id;
}

struct str calendar_message(struct ctx *ctx, int64_t person, const struct calendar_change *x, bool *cancelled)
{
    struct meeting_series s;
    struct calendar_party party;
    if (!resource_lookup(ctx, &meeting_series_resource, x->series_id, &s) || !party_of(ctx, &s, person, &party))
        return STR_NONE;
    struct calendar *c = calendar_new(ctx->arena, STR_NONE);
    struct calendar_event e = calendar_event_of(ctx, &s, person);
    e.party = &party;
    e.uid = calendar_uid(ctx, &s, x->schedule);
    e.changed_at = s.changed_at;
    bool alone = x->meeting_id && x->schedule == s.schedule && !str_none(s.rrule) && s.ended_at == INSTANT_NONE &&
                 meeting_series_has(ctx, s.id, person);
    if (alone && !one(ctx, c, &s, x, &e)) return STR_NONE;
    if (!alone) whole(ctx, c, &s, x, person, &e);
    *cancelled = calendar_cancels(c);
    return failed(ctx) ? STR_NONE : calendar_text(c);
}
