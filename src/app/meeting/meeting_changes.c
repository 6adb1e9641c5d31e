/* The part of an agenda that fills itself: what changed in our goals since we last met, what is quiet, what is in the
 * way, what waits for a decision of ours, and what our neighbours changed. Read when somebody looks, from what is
 * there; each list is bounded. */
#include "app/barrier/barrier.h"
#include "app/goal/goal.h"
#include "app/meeting/meeting_part.h"
#include "app/near.h"
#include "app/need/need.h"
#include "app/permission.h"
#include "base/limits.h"

#define GOALS_MOST 100 /* of ours */
#define PEOPLE_MOST 60 /* whose goals are looked at */
#define BARRIERS_MOST 50
#define NEEDS_MOST 50
#define NEAR_MOST 20 /* lines of neighbours */
#define NEAR_LOOKED_AT 300
#define FIRST_DAYS 14 /* how far back the first meeting of a series looks */
#define BACK_DAYS 100 /* and any: what is older is in the goals' own history */

struct meeting_goal {
    int64_t goal_id;
    struct str title;
    int level, state;
    int64_t owner_id;
    struct str owner_name;
    int64_t serves_id;
    struct str serves_title, why;
    int confidence;
    int64_t score;
    bool stale, is_new;
    int64_t checkins;
    struct str moved, next, in_the_way;
    struct str changed_because, closed_because;
    int outcome;
    int64_t waits_for;
    struct str waits_for_name;
};

#define G(member) offsetof(struct meeting_goal, member)

static const struct field goal_fields[] = {
    {"goal_id", FIELD_ID, G(goal_id), FIELD_READ_ONLY, .doc = "The goal."},
    {"title", FIELD_LINE, G(title), FIELD_READ_ONLY, .doc = "What is to be reached."},
    {"level", FIELD_CHOICE, G(level), FIELD_READ_ONLY, .choices = goal_levels, .doc = "Whose goal it is."},
    {"state", FIELD_CHOICE, G(state), FIELD_READ_ONLY, .choices = goal_states, .doc = "Proposed, active or closed."},
    {"owner_id", FIELD_ID, G(owner_id), FIELD_READ_ONLY, .doc = "Its owner."},
    {"owner_name", FIELD_LINE, G(owner_name), FIELD_READ_ONLY, .doc = "Their name."},
    {"serves_id", FIELD_ID, G(serves_id), FIELD_READ_ONLY | FIELD_NULL, .doc = "The goal that it serves first."},
    {"serves_title", FIELD_LINE, G(serves_title), FIELD_READ_ONLY | FIELD_NULL, .doc = "That goal's title."},
    {"why", FIELD_TEXT, G(why), FIELD_READ_ONLY | FIELD_NULL, .doc = "Why, in its owner's words."},
    {"confidence", FIELD_CHOICE, G(confidence), FIELD_READ_ONLY | FIELD_NULL, .choices = goal_confidences,
     .doc = "What its owner believes."},
    {"score", FIELD_DECIMAL, G(score), FIELD_READ_ONLY | FIELD_NULL, .doc = "Measured against its criteria."},
    {"stale", FIELD_BOOL, G(stale), FIELD_READ_ONLY, .doc = "No check-in for longer than the rhythm and its grace."},
    {"is_new", FIELD_BOOL, G(is_new), FIELD_READ_ONLY, .doc = "It was proposed or became active since."},
    {"checkins", FIELD_INT, G(checkins), FIELD_READ_ONLY, .doc = "Check-ins since."},
    {"moved", FIELD_TEXT, G(moved), FIELD_READ_ONLY | FIELD_NULL, .doc = "What moved, by the newest of them."},
    {"next", FIELD_TEXT, G(next), FIELD_READ_ONLY | FIELD_NULL, .doc = "What is next, by it."},
    {"in_the_way", FIELD_TEXT, G(in_the_way), FIELD_READ_ONLY | FIELD_NULL, .doc = "What is in the way, by it."},
    {"changed_because", FIELD_TEXT, G(changed_because), FIELD_READ_ONLY | FIELD_NULL,
     .doc = "The reason of the newest change since."},
    {"closed_because", FIELD_TEXT, G(closed_because), FIELD_READ_ONLY | FIELD_NULL, .doc = "Why it was closed since."},
    {"outcome", FIELD_CHOICE, G(outcome), FIELD_READ_ONLY | FIELD_NULL, .choices = goal_outcomes,
     .doc = "How it was closed."},
    {"waits_for", FIELD_ID, G(waits_for), FIELD_READ_ONLY | FIELD_NULL, .doc = "For whose answer it waits."},
    {"waits_for_name", FIELD_LINE, G(waits_for_name), FIELD_READ_ONLY | FIELD_NULL, .doc = "Their name."},
    {0},
};
static const struct resource goal_line_resource = {.name = "meeting_goal",
                                                   .size = sizeof(struct meeting_goal),
                                                   .fields = goal_fields,
                                                   .doc = "A goal of those who meet, by what changed in it."};

struct meeting_changes {
    int64_t since;
    struct list goals, barriers, needs, near;
};

#define C(member) offsetof(struct meeting_changes, member)

static const struct field changes_fields[] = {
    {"since", FIELD_INSTANT, C(since), FIELD_READ_ONLY, .doc = "Since when: the last time that was held."},
    {"goals", FIELD_LIST, C(goals), FIELD_READ_ONLY, .of = &goal_line_resource,
     .doc = "The goals of those who meet, by owner and priority."},
    {"barriers", FIELD_LIST, C(barriers), FIELD_READ_ONLY, .of = &barrier_resource,
     .doc = "What is in the way of these goals, and of goals on the agenda, by goal, oldest first."},
    {"needs", FIELD_LIST, C(needs), FIELD_READ_ONLY, .of = &need_resource,
     .doc = "What these goals need of others, and what those who meet or their team are asked for, soonest first."},
    {"near", FIELD_LIST, C(near), FIELD_READ_ONLY, .of = &near_change_resource,
     .doc = "What others changed in goals next to ours, newest first."},
    {0},
};
const struct resource meeting_changes_resource = {.name = "meeting_changes",
                                                  .size = sizeof(struct meeting_changes),
                                                  .fields = changes_fields,
                                                  .doc = "What changed since we last met."};

static bool changes_show(struct ctx *ctx);

const struct route meeting_changes_routes[] = {
    {METHOD_GET, "/meetings/{id}/changes", &meeting_member, changes_show,
     "What changed since we last met: our goals by owner, and the goals next to ours.",
     .gives = &meeting_changes_resource},
    {0},
};

/* ---- since when ---- */

static int64_t since_of(struct ctx *ctx, const struct meeting *m)
{
    int64_t before = db_int_of(ctx,
                               "SELECT starts_at FROM meetings WHERE series_id = $1 AND (starts_at, id) < ($2, $3)"
                               " AND state = 'held' ORDER BY starts_at DESC, id DESC LIMIT 1",
                               db_int(m->series_id), db_int(m->starts_at), db_int(m->id));
    int64_t at = m->starts_at < ctx->now ? m->starts_at : ctx->now;
    if (!before) return at - FIRST_DAYS * MS_DAY;
    return before > at - BACK_DAYS * MS_DAY ? before : at - BACK_DAYS * MS_DAY;
}

/* ---- ours ---- */

/* $1 series, $2 since, $3 the most people, $4 the most goals: goals that those who meet own and, of a team's meeting,
 * that the team has; no drafts. CROSS: SQLite begins with the few people. */
#define OURS                                                                                                           \
    "WITH people_in(id) AS (SELECT person_id FROM meeting_members WHERE series_id = $1 LIMIT $3),"                     \
    " found(id) AS (SELECT g.id FROM people_in CROSS JOIN goals g WHERE g.owner_id = people_in.id"                     \
    "  AND g.state IN ('proposed', 'active')"                                                                          \
    "  UNION SELECT g.id FROM people_in CROSS JOIN goals g WHERE g.owner_id = people_in.id AND g.state = 'closed'"     \
    "  AND g.closed_at > $2"                                                                                           \
    "  UNION SELECT g.id FROM meeting_series s JOIN goals g ON g.team_id = s.team_id WHERE s.id = $1"                  \
    "  AND (g.state IN ('proposed', 'active') OR (g.state = 'closed' AND g.closed_at > $2))),"                         \
    " ours(id) AS (SELECT id FROM found ORDER BY id LIMIT $4)"

static const char ours_select[] =
    OURS " SELECT g.id, g.title, g.level, g.state, g.owner_id, o.name, v.id, v.title, g.why, g.confidence, g.score,"
         " CASE WHEN g.stale_at <= $5 THEN 1 ELSE 0 END,"
         " CASE WHEN COALESCE(g.activated_at, g.proposed_at) > $2 THEN 1 ELSE 0 END,"
         " (SELECT count(*) FROM checkins i WHERE i.goal_id = g.id AND i.created_at > $2),"
         " c.moved, c.next, c.in_the_way,"
         " (SELECT h.reason FROM changes h WHERE h.goal_id = g.id AND h.created_at > $2 ORDER BY h.id DESC LIMIT 1),"
         " g.closing_reason, g.outcome, w.id, w.name"
         " FROM ours CROSS JOIN goals g JOIN people o ON o.id = g.owner_id"
         " LEFT JOIN goals v ON v.id = (SELECT l.parent_id FROM goal_parents l JOIN goals p ON p.id = l.parent_id"
         "  AND p.state <> 'draft' WHERE l.goal_id = g.id ORDER BY l.position, p.id LIMIT 1)"
         " LEFT JOIN checkins c ON c.id = (SELECT i.id FROM checkins i WHERE i.goal_id = g.id AND i.created_at > $2"
         "  AND NOT EXISTS (SELECT 1 FROM checkins k WHERE k.corrects_id = i.id)"
         "  ORDER BY i.checked_on DESC, i.id DESC LIMIT 1)"
         " LEFT JOIN people w ON w.id = g.waits_for"
         " WHERE g.id = ours.id ORDER BY o.name_folded, o.id, g.priority, g.id";

static struct meeting_goal goal_of_row(struct db_rows *row)
{
    return (struct meeting_goal){
        .goal_id = db_col_int(row, 0),
        .title = db_col_text(row, 1),
        .level = choice_of(goal_levels, db_col_text(row, 2)),
        .state = choice_of(goal_states, db_col_text(row, 3)),
        .owner_id = db_col_int(row, 4),
        .owner_name = db_col_text(row, 5),
        .serves_id = db_col_int(row, 6),
        .serves_title = db_col_text(row, 7),
        .why = db_col_text(row, 8),
        .confidence = choice_of(goal_confidences, db_col_text(row, 9)),
        .score = db_col_maybe(row, 10),
        .stale = db_col_int(row, 11) != 0,
        .is_new = db_col_int(row, 12) != 0,
        .checkins = db_col_int(row, 13),
        .moved = db_col_text(row, 14),
        .next = db_col_text(row, 15),
        .in_the_way = db_col_text(row, 16),
        .changed_because = db_col_text(row, 17),
        .closed_because = db_col_text(row, 18),
        .outcome = choice_of(goal_outcomes, db_col_text(row, 19)),
        .waits_for = db_col_int(row, 20),
        .waits_for_name = db_col_text(row, 21),
    };
}

static struct list goals_of(struct ctx *ctx, const struct meeting *m, int64_t since)
{
    struct db_rows *rows = db_query(ctx, ours_select, db_int(m->series_id), db_int(since), db_int(PEOPLE_MOST),
                                    db_int(GOALS_MOST), db_int(ctx->now));
    struct meeting_goal *goals = arena_many(ctx->arena, struct meeting_goal, GOALS_MOST);
    int n = 0;
    while (n < GOALS_MOST && db_next(rows)) goals[n++] = goal_of_row(rows);
    db_close(rows);
    return (struct list){goals, n, true};
}

/* ---- near ours ---- */

/* "WITH ... ours(id) AS (...)" with its values. */
static struct query ours_query(struct ctx *ctx, const struct meeting *m, int64_t since)
{
    struct query q = query_new(ctx, OURS);
    query_given(&q, db_int(m->series_id));
    query_given(&q, db_int(since));
    query_given(&q, db_int(PEOPLE_MOST));
    query_given(&q, db_int(GOALS_MOST));
    return q;
}

static struct list near_of(struct ctx *ctx, const struct meeting *m, int64_t since)
{
    struct query q = ours_query(ctx, m, since);
    query_put(&q, ", beside(id) AS (SELECT p.parent_id FROM goal_parents p JOIN ours ON ours.id = p.goal_id"
                  "  UNION SELECT p.goal_id FROM goal_parents p JOIN ours ON ours.id = p.parent_id),"
                  " bounded(id) AS (SELECT id FROM beside WHERE id NOT IN (SELECT id FROM ours)");
    query_limit(&q, NEAR_LOOKED_AT);
    query_put(&q, ")");
    return near_changes(
        ctx, &q, since,
        " AND g.state <> 'draft'"
        " AND e.type IN ('goal.changed', 'goal.closed', 'goal.reopened', 'goal.activated', 'checkin.created')",
        NEAR_MOST);
}

/* ---- what is in the way ---- */

/* Our goals, and those that stand on the agenda: "... among(id) AS (...)". */
static struct query among_query(struct ctx *ctx, const struct meeting *m, int64_t since)
{
    struct query q = ours_query(ctx, m, since);
    query_put(&q, ", among(id) AS (SELECT id FROM ours UNION SELECT goal_id FROM agenda_items"
                  " WHERE series_id = $1 AND done_at IS NULL AND goal_id IS NOT NULL)");
    return q;
}

static struct list barriers_of(struct ctx *ctx, const struct meeting *m, int64_t since)
{
    struct query q = among_query(ctx, m, since);
    return barrier_open_among(ctx, &q, BARRIERS_MOST);
}

static struct list needs_of(struct ctx *ctx, const struct meeting *m, int64_t since)
{
    struct query q = among_query(ctx, m, since);
    int64_t team = db_int_of(ctx, "SELECT team_id FROM meeting_series WHERE id = $1", db_int(m->series_id));
    return need_open_among(ctx, &q, team, NEEDS_MOST);
}

static bool changes_show(struct ctx *ctx)
{
    struct meeting m;
    if (!resource_find(ctx, &meeting_resource, request_id(ctx, 0), &m)) return false;
    struct meeting_changes c = {.since = since_of(ctx, &m)};
    c.goals = goals_of(ctx, &m, c.since);
    c.barriers = barriers_of(ctx, &m, c.since);
    c.needs = needs_of(ctx, &m, c.since);
    c.near = near_of(ctx, &m, c.since);
    if (failed(ctx)) return false;
    struct json_out w = json_out_new(ctx->arena, 8192);
    resource_write(&w, &meeting_changes_resource, &c);
    return reply_json(ctx, 200, &w);
}
