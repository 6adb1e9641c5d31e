/* Search over goals, people and teams: one index of folded words (SQLite FTS5, PostgreSQL text search). The only place
 * outside db_*.c where the two dialects differ. */
#ifndef WAYMARK_APP_SEARCH_H
#define WAYMARK_APP_SEARCH_H

#include "kernel/query.h"
#include "kernel/route.h"

enum search_kind { SEARCH_GOAL, SEARCH_PERSON, SEARCH_TEAM };

extern const struct route search_routes[];
extern const struct resource search_resource;

/* Puts these words (any text; folded here) in the place of what was known of this goal, person or team. */
bool search_put(struct ctx *ctx, enum search_kind kind, int64_t id, struct str words);
bool search_drop(struct ctx *ctx, enum search_kind kind, int64_t id);

/* Appends " AND the words of <id_column> begin with each of these" to a list; the list says itself what may be seen.
 * Words without a letter or a digit find nothing. */
void search_within(struct ctx *ctx, struct query *q, enum search_kind kind, struct str words, const char *id_column);

#endif
