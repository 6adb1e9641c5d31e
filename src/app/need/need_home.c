/* Needs on Home: what is asked of me, or of a team that I lead or nobody does, waits for me, as do suggestions and what
 * was given to me; what I accepted I owe; and what others have to give I wait for. */
#include "app/need/need_part.h"

#define OPEN                                                                                                           \
    " FROM needs n JOIN goals g ON g.id = n.goal_id AND g.state IN ('proposed', 'active')"                             \
    " JOIN people o ON o.id = g.owner_id WHERE n.ended_at IS NULL"
#define OF_ME OPEN " AND n.person_id = $1"
#define OF_MY_TEAM NEED_OF_TEAM_OF "$1"
/* CROSS: SQLite begins with what is mine, not with all open needs. */
#define OF_MINE                                                                                                        \
    " FROM goals g CROSS JOIN needs n LEFT JOIN people p ON p.id = n.person_id LEFT JOIN teams t ON t.id = n.team_id"  \
    " WHERE n.goal_id = g.id AND n.ended_at IS NULL AND g.owner_id = $1 AND g.state IN ('proposed', 'active')"

static struct db_rows *need_rows(struct ctx *ctx, enum home_list list, int64_t me)
{
    switch (list) {
    case HOME_WAITS_FOR_ME:
        return db_query(ctx,
                        "SELECT kind, goal, title, other, name, since, until, note, about FROM (SELECT 'need' AS kind,"
                        " g.id AS goal, g.title AS title, g.owner_id AS other, o.name AS name, n.created_at AS since,"
                        " n.ends_at AS until, n.text AS note, n.id AS about" OF_ME " AND n.state = 'asked'"
                        " UNION SELECT 'team_need', g.id, g.title, g.owner_id, o.name, n.created_at, n.ends_at, n.text,"
                        " n.id" OF_MY_TEAM " UNION SELECT CASE WHEN n.state = 'given' THEN 'need_given'"
                        " ELSE 'need_changed' END, g.id, g.title, n.person_id, p.name, COALESCE(n.given_at,"
                        " n.answered_at), n.ends_at, n.text, n.id" OF_MINE " AND n.state IN ('changed', 'given')"
                        ") x ORDER BY about LIMIT $2",
                        db_int(me), db_int(HOME_MOST));
    case HOME_OWE:
        return db_query(ctx,
                        "SELECT 'give', g.id, g.title, g.owner_id, o.name, n.answered_at, n.ends_at, n.text, n.id" OF_ME
                        " AND n.state = 'accepted' ORDER BY n.ends_at, n.id LIMIT $2",
                        db_int(me), db_int(HOME_MOST));
    default:
        return db_query(ctx,
                        "SELECT CASE WHEN n.state = 'accepted' THEN 'needed' ELSE 'need_asked' END, g.id, g.title,"
                        " COALESCE(n.person_id, n.asked_by), COALESCE(p.name, t.name), COALESCE(n.answered_at,"
                        " n.created_at), n.ends_at, n.text, n.id" OF_MINE " AND n.state IN ('asked', 'accepted')"
                        " ORDER BY n.ends_at, n.id LIMIT $2",
                        db_int(me), db_int(HOME_MOST));
    }
}

static int64_t need_count(struct ctx *ctx, enum home_list list, int64_t me)
{
    if (list == HOME_WAITS_FOR_ME)
        return db_int_of(ctx, "SELECT count(*)" OF_ME " AND n.state = 'asked'", db_int(me)) +
               db_int_of(ctx, "SELECT count(DISTINCT n.id)" OF_MY_TEAM, db_int(me)) +
               db_int_of(ctx, "SELECT count(*)" OF_MINE " AND n.state IN ('changed', 'given')", db_int(me));
    if (list == HOME_OWE) /* on the last day, and after it */
        return db_int_of(ctx, "SELECT count(*)" OF_ME " AND n.state = 'accepted' AND n.ends_at <= $2", db_int(me),
                         db_int(ctx->now + MS_DAY));
    return 0;
}

const struct home_source need_home = {need_rows, need_count};
