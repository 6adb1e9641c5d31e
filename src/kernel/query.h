/* A SELECT put together from fixed pieces and values: the pieces are literals in the code, the values become
 * parameters $1, $2 ... in the order in which they come. For lists whose filters differ; what is always the same
 * stays one literal for db_query. */
#ifndef WAYMARK_KERNEL_QUERY_H
#define WAYMARK_KERNEL_QUERY_H

#include "kernel/db.h"

#define QUERY_VALUES_MOST 32

struct query {
    struct buf sql;
    struct db_value values[QUERY_VALUES_MOST];
    int n;
};

struct query query_new(struct ctx *ctx, const char *sql);
void query_put(struct query *q, const char *sql);
/* `sql`, then the value's parameter, then `after`: query_value(&q, " AND t.parent_id = ", db_int(id), ""). */
void query_value(struct query *q, const char *sql, struct db_value value, const char *after);
/* A value that the text names by its number: the first is $1. */
void query_given(struct query *q, struct db_value value);
/* " LIMIT 21", as text: PostgreSQL plans a text once, for any values, and must know how few rows are wanted. */
void query_limit(struct query *q, int rows);
struct db_rows *query_rows(struct ctx *ctx, const struct query *q);

#endif
