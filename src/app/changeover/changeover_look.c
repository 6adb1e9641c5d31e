/* What came of a changeover, from the events of this very act. */
#include "app/changeover.h"

#define OF_THIS_ACT " e.id > $1 AND e.actor_id = $2 "

static void look_at_goals(struct ctx *ctx, struct changeover *c, int64_t since)
{
    struct handed *goals = arena_many(ctx->arena, struct handed, CHANGEOVER_LISTED_MOST);
    int n = 0;
    struct db_rows *rows = db_query(ctx,
                                    "SELECT g.id, g.title, o.id, o.name FROM events e JOIN goals g ON g.id = e.goal_id"
                                    " JOIN people o ON o.id = g.owner_id WHERE" OF_THIS_ACT
                                    "AND e.type = 'goal.handed_over' ORDER BY o.name_folded, g.id LIMIT 200",
                                    db_int(since), db_int(ctx->actor.person_id));
    while (n < CHANGEOVER_LISTED_MOST && db_next(rows))
        goals[n++] = (struct handed){.goal_id = db_col_int(rows, 0),
                                     .title = db_col_text(rows, 1),
                                     .owner_id = db_col_int(rows, 2),
                                     .owner_name = db_col_text(rows, 3)};
    db_close(rows);
    c->handed = (struct list){goals, n, true};
}

/* Rows of (id, name, name of another). */
static struct list people_of(struct ctx *ctx, struct db_rows *rows)
{
    struct moved *people = arena_many(ctx->arena, struct moved, CHANGEOVER_LISTED_MOST);
    int n = 0;
    while (n < CHANGEOVER_LISTED_MOST && db_next(rows))
        people[n++] = (struct moved){db_col_int(rows, 0), db_col_text(rows, 1), db_col_text(rows, 2)};
    db_close(rows);
    return (struct list){people, n, true};
}

static void look_at_teams(struct ctx *ctx, struct changeover *c, int64_t since)
{
    struct placed *teams = arena_many(ctx->arena, struct placed, CHANGEOVER_LISTED_MOST);
    int n = 0;
    struct db_rows *rows = db_query(ctx,
                                    "SELECT t.id, t.name, e.type FROM events e JOIN teams t ON t.id = e.subject_id"
                                    " WHERE" OF_THIS_ACT "AND e.subject = 'team' AND e.person_id = $3"
                                    " AND e.type IN ('team.joined', 'team.left') ORDER BY t.name_folded LIMIT 200",
                                    db_int(since), db_int(ctx->actor.person_id), db_int(c->person_id));
    while (n < CHANGEOVER_LISTED_MOST && db_next(rows))
        teams[n++] =
            (struct placed){db_col_int(rows, 0), db_col_text(rows, 1), str_is(db_col_text(rows, 2), "team.joined")};
    db_close(rows);
    c->teams = (struct list){teams, n, true};
}

static void look_at_topics(struct ctx *ctx, struct changeover *c, int64_t since)
{
    struct passed_on *topics = arena_many(ctx->arena, struct passed_on, CHANGEOVER_LISTED_MOST);
    int n = 0;
    struct db_rows *rows =
        db_query(ctx,
                 "SELECT k.id, k.topic, t.name, CASE WHEN e.type = 'contact_point.handed_over' THEN p.name END"
                 " FROM events e JOIN contact_points k ON k.id = e.subject_id JOIN people p ON p.id = k.person_id"
                 " LEFT JOIN teams t ON t.id = k.team_id WHERE" OF_THIS_ACT "AND e.subject = 'contact_point'"
                 " AND e.type IN ('contact_point.handed_over', 'contact_point.left_open') ORDER BY k.id LIMIT 200",
                 db_int(since), db_int(ctx->actor.person_id));
    while (n < CHANGEOVER_LISTED_MOST && db_next(rows))
        topics[n++] =
            (struct passed_on){db_col_int(rows, 0), db_col_text(rows, 1), db_col_text(rows, 2), db_col_text(rows, 3)};
    db_close(rows);
    c->topics = (struct list){topics, n, true};
}

/* Who gets a notice, and as Home says who sees a change of a goal: its owner and chosen supporter, and the owners of
 * its neighbours. */
static struct db_rows *those_told(struct ctx *ctx, const struct changeover *c, int64_t since)
{
    return db_query(ctx,
                    "WITH touched(id) AS (SELECT DISTINCT e.goal_id FROM events e WHERE" OF_THIS_ACT
                    "AND e.goal_id IS NOT NULL),"
                    " near(person_id) AS (SELECT g.owner_id FROM touched t JOIN goals g ON g.id = t.id"
                    " UNION SELECT g.supporter_id FROM touched t JOIN goals g ON g.id = t.id"
                    " UNION SELECT g.owner_id FROM touched t JOIN goal_parents l ON l.goal_id = t.id"
                    "  JOIN goals g ON g.id = l.parent_id WHERE g.state IN ('proposed', 'active')"
                    " UNION SELECT g.owner_id FROM touched t JOIN goal_parents l ON l.parent_id = t.id"
                    "  JOIN goals g ON g.id = l.goal_id WHERE g.state IN ('proposed', 'active')"
                    " UNION SELECT n.person_id FROM notices n WHERE n.id > $4 AND n.actor_id = $2)"
                    " SELECT p.id, p.name, CAST(NULL AS TEXT) FROM near JOIN people p ON p.id = near.person_id"
                    " WHERE p.left_on IS NULL AND p.id NOT IN ($2, $3) ORDER BY p.name_folded, p.id LIMIT 200",
                    db_int(since), db_int(ctx->actor.person_id), db_int(c->kind == MOVES ? 0 : c->person_id),
                    db_int(c->told_since));
}

bool changeover_look(struct ctx *ctx, struct changeover *c, int64_t since)
{
    look_at_goals(ctx, c, since);
    look_at_teams(ctx, c, since);
    look_at_topics(ctx, c, since);
    c->moved = people_of(ctx, db_query(ctx,
                                       "SELECT p.id, p.name, m.name FROM events e JOIN people p ON p.id = e.person_id"
                                       " LEFT JOIN people m ON m.id = p.manager_id WHERE" OF_THIS_ACT
                                       "AND e.type = 'person.moved' ORDER BY p.name_folded, p.id LIMIT 200",
                                       db_int(since), db_int(ctx->actor.person_id)));
    c->told = people_of(ctx, those_told(ctx, c, since));
    return !failed(ctx);
}
