/* What a change of the framework would do, before it is done: limits and thresholds count at once, the rhythm from each
 * goal's next check-in on, days for an answer from the next proposal on. */
#include "app/framework.h"
#include "app/score.h"
#include "base/limits.h"

struct framework_preview {
    int64_t goals, pace_changes, pace_better, pace_worse;
    int64_t over_before, over_after;
    int64_t waiting;
    bool whole;
};

#define F(member) offsetof(struct framework_preview, member)

static const struct field preview_fields[] = {
    {"goals", FIELD_INT, F(goals), FIELD_READ_ONLY,
     .doc = "Active goals: they follow a new rhythm from their next check-in on."},
    {"pace_changes", FIELD_INT, F(pace_changes), FIELD_READ_ONLY,
     .doc = "Active goals whose pace has another word, at once."},
    {"pace_better", FIELD_INT, F(pace_better), FIELD_READ_ONLY, .doc = "Of them, those with a better one."},
    {"pace_worse", FIELD_INT, F(pace_worse), FIELD_READ_ONLY, .doc = "Of them, those with a worse one."},
    {"over_before", FIELD_INT, F(over_before), FIELD_READ_ONLY,
     .doc = "People with more active goals than the limit of today."},
    {"over_after", FIELD_INT, F(over_after), FIELD_READ_ONLY, .doc = "People who would have more than the new limit."},
    {"waiting", FIELD_INT, F(waiting), FIELD_READ_ONLY,
     .doc = "Proposals that wait for an answer: they keep the day that was told to them."},
    {"whole", FIELD_BOOL, F(whole), FIELD_READ_ONLY,
     .doc = "All active goals were looked at for their pace; else the first 50,000."},
    {0},
};
const struct resource framework_preview_resource = {.name = "framework_preview",
                                                    .size = sizeof(struct framework_preview),
                                                    .fields = preview_fields,
                                                    .doc = "What a change of the framework would do."};

#define GOALS_LOOKED_AT 50000

static enum pace pace_by(const struct framework *f, int64_t score, int64_t expected)
{
    return score_pace(score, expected, f->pace_on, f->pace_behind);
}

/* As a goal shows its pace (goal_show.c): the score against the share of its days that has gone by for its owner. */
static bool preview_pace(struct ctx *ctx, const struct framework *before, const struct framework *after,
                         struct framework_preview *out)
{
    int64_t looked_at = 0;
    out->whole = true;
    if (before->pace_on == after->pace_on && before->pace_behind == after->pace_behind) return true;
    struct db_rows *rows = db_query(ctx,
                                    "SELECT g.starts_on, g.due_on, COALESCE(g.score, 0), o.zone FROM goals g"
                                    " JOIN people o ON o.id = g.owner_id WHERE g.state = 'active' LIMIT $1",
                                    db_int(GOALS_LOOKED_AT));
    while (db_next(rows)) {
        int32_t today = zone_date(db_col_text(rows, 3), ctx->now);
        int64_t score = db_col_int(rows, 2);
        int64_t expected = score_expected(today, db_col_date(rows, 0), db_col_date(rows, 1));
        enum pace was = pace_by(before, score, expected), will = pace_by(after, score, expected);
        out->pace_better += will < was;
        out->pace_worse += will > was;
        looked_at++;
    }
    out->pace_changes = out->pace_better + out->pace_worse;
    out->whole = looked_at < GOALS_LOOKED_AT;
    return !failed(ctx);
}

static int64_t people_over(struct ctx *ctx, int64_t limit)
{
    return db_int_of(ctx,
                     "SELECT count(*) FROM (SELECT owner_id FROM goals WHERE state = 'active' GROUP BY owner_id"
                     " HAVING count(*) > $1) many",
                     db_int(limit));
}

bool framework_preview(struct ctx *ctx)
{
    struct framework before;
    struct framework_preview preview = {0};
    if (!framework_now(ctx, &before)) return false;
    struct framework after = before;
    if (!resource_read(ctx, &framework_resource, READ_PATCH, &after)) return false;
    if (after.pace_behind > after.pace_on)
        return fail_field(ctx, "pace_behind", "Behind needs to start below on pace, so that both can happen.");
    if (!preview_pace(ctx, &before, &after, &preview)) return false;
    preview.goals = db_int_of(ctx, "SELECT count(*) FROM goals WHERE state = 'active'");
    preview.waiting = db_int_of(ctx, "SELECT count(*) FROM goals WHERE waits_until IS NOT NULL");
    preview.over_before = people_over(ctx, before.active_goal_limit);
    preview.over_after = people_over(ctx, after.active_goal_limit);
    struct json_out w = json_out_new(ctx->arena, 256);
    resource_write(&w, &framework_preview_resource, &preview);
    return reply_json(ctx, 200, &w);
}
