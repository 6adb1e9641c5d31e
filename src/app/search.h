/* Search over goals, people and teams: one index of folded words (SQLite FTS5, PostgreSQL text search). The only place
 * outside db_*.c where the two dialects differ. */
#ifndef WAYMARK_APP_SEARCH_H
#define WAYMARK_APP_SEARCH_H

#include "kernel/query.h"
#include "kernel/route.h"

/* The first three are what /search finds. */
enum search_kind { SEARCH_GOAL, SEARCH_PERSON, SEARCH_TEAM, SEARCH_BARRIER, SEARCH_CONTACT, SEARCH_TEAM_CONTACT };

extern const struct route search_routes[];
extern const struct resource search_resource;

/* Puts these words (any text; folded here) in the place of what was known of this goal, person or team. */
bool search_put(struct ctx *ctx, enum search_kind kind, int64_t id, struct str words);
bool search_drop(struct ctx *ctx, enum search_kind kind, int64_t id);

/* Appends " AND the words of <id_column> begin with each of these" to a list; the list says itself what may be seen.
 * Words without a letter or a digit find nothing. */
void search_within(struct ctx *ctx, struct query *q, enum search_kind kind, struct str words, const char *id_column);

/* How well a title fits the words asked: 0 the very words, 1 begins with them, 2 has them, 3 has them apart. */
int search_rank(struct ctx *ctx, struct str title, struct str asked);

/* ---- likeness (search_like.c) ---- */

#define SEARCH_STEMS_MOST 24

/* The beginnings of the telling words of a text, folded, each once: two texts are alike by how many they share. */
struct search_stems {
    struct str at[SEARCH_STEMS_MOST];
    int n;
};
struct search_stems search_stems(struct ctx *ctx, struct str text);
int search_shared(const struct search_stems *a, const struct search_stems *b);
/* The newest of a kind that have one of the stems: at most `most`; what may be seen is the caller's, goals apart. */
struct ids search_like(struct ctx *ctx, enum search_kind kind, const struct search_stems *stems, int64_t most);
/* For search_like.c. */
int search_words(struct ctx *ctx, struct str text, struct str *words, int most);
struct ids search_newest(struct ctx *ctx, enum search_kind kind, struct str match, int64_t most);

#endif
