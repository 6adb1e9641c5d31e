/* Lists with filters: pieces of SQL and their values, numbered as they come. */
#include "kernel/query.h"

#include "base/log.h"

struct query query_new(struct ctx *ctx, const char *sql)
{
    struct query q = {.sql = buf_new(ctx->arena, 1024)};
    buf_puts(&q.sql, sql);
    return q;
}

void query_put(struct query *q, const char *sql)
{
    buf_puts(&q->sql, sql);
}

void query_given(struct query *q, struct db_value value)
{
    BUG_IF(q->n == QUERY_VALUES_MOST);
    q->values[q->n++] = value;
}

void query_value(struct query *q, const char *sql, struct db_value value, const char *after)
{
    query_given(q, value);
    buf_puts(&q->sql, sql);
    buf_char(&q->sql, '$');
    buf_int(&q->sql, q->n);
    buf_puts(&q->sql, after);
}

void query_limit(struct query *q, int rows)
{
    buf_format(&q->sql, " LIMIT %d", rows);
}

struct db_rows *query_rows(struct ctx *ctx, const struct query *q)
{
    return db_query_values(ctx, buf_str(&q->sql).at, q->values, q->n);
}
