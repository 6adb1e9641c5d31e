/* Barriers on Home: what is asked of me waits for me, what I promised to help with I owe, and what is in my own way I
 * wait for. */
#include "app/barrier/barrier_part.h"

#define OPEN_OF_ME                                                                                                     \
    " FROM barriers b JOIN goals g ON g.id = b.goal_id JOIN people o ON o.id = g.owner_id"                             \
    " WHERE b.asked_id = $1 AND b.ended_at IS NULL AND g.state = 'active'"

static struct db_rows *barrier_rows(struct ctx *ctx, enum home_list list, int64_t me)
{
    switch (list) {
    case HOME_WAITS_FOR_ME:
        return db_query(
            ctx,
            "SELECT 'barrier', g.id, g.title, g.owner_id, o.name, b.asked_at, b.rises_at, b.text, b.id" OPEN_OF_ME
            " AND b.state = 'open' ORDER BY b.id LIMIT $2",
            db_int(me), db_int(HOME_MOST));
    case HOME_OWE:
        return db_query(ctx,
                        "SELECT 'help', g.id, g.title, g.owner_id, o.name, b.asked_at, (SELECT t.promise_ends_at"
                        " FROM barrier_turns t WHERE t.barrier_id = b.id AND t.ended_at IS NULL ORDER BY t.id DESC"
                        " LIMIT 1), b.text, b.id" OPEN_OF_ME " AND b.state = 'helped' ORDER BY 7, b.id LIMIT $2",
                        db_int(me), db_int(HOME_MOST));
    default:
        return db_query(ctx,
                        "SELECT CASE WHEN b.state = 'helped' THEN 'helper' ELSE 'asked' END, g.id, g.title, b.asked_id,"
                        " h.name, b.asked_at, CASE WHEN b.state = 'helped' THEN (SELECT t.promise_ends_at"
                        " FROM barrier_turns t WHERE t.barrier_id = b.id AND t.ended_at IS NULL ORDER BY t.id DESC"
                        " LIMIT 1) ELSE b.rises_at END, b.text, b.id"
                        " FROM goals g JOIN barriers b ON b.goal_id = g.id JOIN people h ON h.id = b.asked_id"
                        " WHERE g.owner_id = $1 AND g.state = 'active' AND b.ended_at IS NULL ORDER BY b.id LIMIT $2",
                        db_int(me), db_int(HOME_MOST));
    }
}

static int64_t barrier_count(struct ctx *ctx, enum home_list list, int64_t me)
{
    if (list == HOME_WAITS_FOR_ME)
        return db_int_of(ctx, "SELECT count(*)" OPEN_OF_ME " AND b.state = 'open'", db_int(me));
    if (list == HOME_OWE) /* on the last day of the promise, and after it */
        return db_int_of(ctx,
                         "SELECT count(*)" OPEN_OF_ME
                         " AND b.state = 'helped' AND EXISTS (SELECT 1 FROM barrier_turns t"
                         " WHERE t.barrier_id = b.id AND t.ended_at IS NULL AND t.promise_ends_at <= $2)",
                         db_int(me), db_int(ctx->now + MS_DAY));
    return 0;
}

const struct home_source barrier_home = {barrier_rows, barrier_count};
