/* Finding goals, people and teams by words. Words are folded (accents, case) and split here, for both databases alike;
 * a find has every word that was asked for, or one that begins with it. Search looks at the newest finds and ranks them
 * by how well the title fits, so that a frequent word costs no more than a rare one. */
#include "app/search.h"

#include "app/permission.h"
#include "base/limits.h"

#include <stdlib.h>
#include <utf8proc.h>

#define WORDS_MOST 400 /* of one goal: the rest of a very long text is not found */
#define QUERY_WORDS_MOST 8
#define INDEXED_LETTERS 7  /* beginnings of words up to this length are indexed (sql/0005-search-newest.sql) */
#define CANDIDATES_MOST 50 /* of each kind, before ranking */
#define WITHIN_MOST 1000   /* finds that a list begins with; when there are more it begins with its own order */

static const char *const kind_choices[] = {"goal", "person", "team", NULL};
static const char *const kind_tables[] = {"search_goals",    "search_people",   "search_teams",
                                          "search_barriers", "search_contacts", "search_topics"};

struct find {
    int kind;
    int64_t id;
    struct str title;
    struct str detail;
    int rank; /* 0 is best */
};

#define F(member) offsetof(struct find, member)

static const struct field find_fields[] = {
    {"kind", FIELD_CHOICE, F(kind), FIELD_READ_ONLY, .choices = kind_choices, .doc = "What was found."},
    {"id", FIELD_ID, F(id), FIELD_READ_ONLY, .doc = "Its number."},
    {"title", FIELD_LINE, F(title), FIELD_READ_ONLY, .doc = "The goal's title, the person's or the team's name."},
    {"detail", FIELD_LINE, F(detail), FIELD_READ_ONLY | FIELD_NULL,
     .doc = "The goal's owner, the person's title and team, the team's purpose."},
    {0},
};

const struct resource search_resource = {
    .name = "find", .size = sizeof(struct find), .fields = find_fields, .doc = "Something that search found."};

struct search_filter {
    struct str q;
    int kind;
};

static const struct field search_filter_fields[] = {
    {"q", FIELD_LINE, offsetof(struct search_filter, q), FIELD_REQUIRED, 1, LIMIT_NAME,
     .doc = "Words, or beginnings of words."},
    {"kind", FIELD_CHOICE, offsetof(struct search_filter, kind), 0, .choices = kind_choices, .doc = "Only this kind."},
    {0},
};

static const struct resource search_filter_resource = {
    .name = "search_filter", .size = sizeof(struct search_filter), .fields = search_filter_fields};

static bool search_show(struct ctx *ctx);

const struct route search_routes[] = {
    {METHOD_GET, "/search", &signed_in, search_show,
     "The best finds among goals, people and teams: at most `limit` of them, on one page.", .gives = &search_resource,
     .filter = &search_filter_resource, .flags = ROUTE_LIST, .sorts = "rank"},
    {0},
};

/* ---- words ---- */

static bool word_character(utf8proc_int32_t c)
{
    utf8proc_category_t category = utf8proc_category(c);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO && category != UTF8PROC_CATEGORY_MN &&
           category != UTF8PROC_CATEGORY_MC && category != UTF8PROC_CATEGORY_ME;
}

/* The words of a text, folded, at most `most`. */
int search_words(struct ctx *ctx, struct str text, struct str *words, int most)
{
    struct str folded = utf8_fold(ctx->arena, text);
    size_t at = 0, start = 0;
    int n = 0;
    while (at <= folded.len && n < most) {
        utf8proc_int32_t c = 0;
        utf8proc_ssize_t step = 1;
        if (at < folded.len)
            step = utf8proc_iterate((const utf8proc_uint8_t *)folded.at + at, (utf8proc_ssize_t)(folded.len - at), &c);
        bool inside = at < folded.len && step > 0 && word_character(c);
        if (!inside) {
            if (at > start) words[n++] = str_cut(folded, start, at);
            start = at + (size_t)(step > 0 ? step : 1);
        }
        at += (size_t)(step > 0 ? step : 1);
    }
    return n;
}

static bool is_long(struct str word)
{
    return utf8_count(word) > INDEXED_LETTERS;
}

/* What the database is asked: "accé del" becomes "acce"* "del"* or 'acce':* & 'del':*. None without a word.
 * `whole`: long words are meant as they stand, not as beginnings; none when there is no long one. */
static struct str match_of(struct ctx *ctx, struct str text, bool whole)
{
    struct str words[QUERY_WORDS_MOST];
    int n = search_words(ctx, text, words, QUERY_WORDS_MOST), n_long = 0;
    bool sqlite = db_dialect(ctx) == DB_SQLITE;
    struct buf match = buf_new(ctx->arena, 64);
    for (int i = 0; i < n; i++) {
        n_long += is_long(words[i]);
        if (i) buf_puts(&match, sqlite ? " " : " & ");
        buf_format(&match, sqlite ? "\"%.*s\"" : "'%.*s'", STR_ARG(words[i]));
        if (!whole || !is_long(words[i])) buf_puts(&match, sqlite ? "*" : ":*");
    }
    return n && (!whole || n_long) ? buf_str(&match) : STR_NONE;
}

bool search_put(struct ctx *ctx, enum search_kind kind, int64_t id, struct str text)
{
    struct str *words = arena_many(ctx->arena, struct str, WORDS_MOST);
    int n = search_words(ctx, text, words, WORDS_MOST);
    struct str line = str_join(ctx->arena, words, (size_t)n, STR(" "));
    /* The words are split already: PostgreSQL takes each as it is, SQLite's tokenizer finds the same ones. Two at once
     * may index the same row on PostgreSQL; SQLite's index knows no conflict, and there is one writer. */
    bool sqlite = db_dialect(ctx) == DB_SQLITE;
    if (sqlite && !search_drop(ctx, kind, id)) return false;
    const char *value = sqlite ? "$2" : "array_to_tsvector(array_remove(string_to_array($2, ' '), ''))";
    struct str sql = str_format(ctx->arena, "INSERT INTO %s (rowid, words) VALUES ($1, %s)%s", kind_tables[kind], value,
                                sqlite ? "" : " ON CONFLICT (rowid) DO UPDATE SET words = excluded.words");
    return db_run(ctx, sql.at, db_int(id), db_text(line));
}

bool search_drop(struct ctx *ctx, enum search_kind kind, int64_t id)
{
    return db_run(ctx, str_format(ctx->arena, "DELETE FROM %s WHERE rowid = $1", kind_tables[kind]).at, db_int(id));
}

/* "function(...)" of PostgreSQL, which plans for these very words: frequent and rare ones differ. */
static void put_planned(struct ctx *ctx, struct query *q, const char *function, enum search_kind kind, struct str match,
                        int64_t most)
{
    query_put(q, function);
    query_value(q, "(", db_text(str_of(kind_tables[kind])), ", ");
    query_value(q, "", db_text(match), ", ");
    query_value(q, "", db_int(ctx->actor.person_id), ", ");
    query_value(q, "", db_int(most), ")");
}

/* "(SELECT rowid ...)": the newest finds of a kind, of goals only those that the actor sees. */
static void put_newest(struct ctx *ctx, struct query *q, enum search_kind kind, struct str match, int64_t most)
{
    struct db_value me = db_int(ctx->actor.person_id);
    if (db_dialect(ctx) == DB_POSTGRES) {
        query_put(q, "(SELECT * FROM ");
        put_planned(ctx, q, "search_newest", kind, match, most);
        query_put(q, ")");
        return;
    }
    query_put(q, str_format(ctx->arena, "(SELECT f.rowid FROM %s f", kind_tables[kind]).at);
    if (kind == SEARCH_GOAL) query_put(q, " CROSS JOIN goals g ON g.id = f.rowid");
    query_value(q, str_format(ctx->arena, " WHERE f.%s MATCH ", kind_tables[kind]).at, db_text(match), "");
    if (kind == SEARCH_GOAL) {
        query_value(q, " AND (g.state <> 'draft' OR g.owner_id = ", me, "");
        query_value(q, " OR g.started_by = ", me, ")");
    }
    query_value(q, " ORDER BY f.rowid DESC LIMIT ", db_int(most), ")");
}

struct ids search_newest(struct ctx *ctx, enum search_kind kind, struct str match, int64_t most)
{
    struct ids ids = {.at = arena_many(ctx->arena, int64_t, most)};
    struct query q = query_new(ctx, "SELECT * FROM ");
    put_newest(ctx, &q, kind, match, most);
    query_put(&q, " newest");
    struct db_rows *rows = query_rows(ctx, &q);
    while (ids.n < most && db_next(rows)) ids.at[ids.n++] = db_col_int(rows, 0);
    db_close(rows);
    return ids;
}

static bool is_frequent(struct ctx *ctx, enum search_kind kind, struct str match)
{
    bool postgres = db_dialect(ctx) == DB_POSTGRES;
    struct query q = query_new(ctx, postgres ? "SELECT " : "SELECT count(*) FROM ");
    if (postgres) put_planned(ctx, &q, "search_count", kind, match, WITHIN_MOST + 1);
    else put_newest(ctx, &q, kind, match, WITHIN_MOST + 1);
    struct db_rows *rows = query_rows(ctx, &q);
    bool frequent = db_next(rows) && db_col_int(rows, 0) > WITHIN_MOST;
    db_close(rows);
    return frequent;
}

/* " AND ...": a row's own words are looked at, one row after the other. SQLite's index would put together all that
 * begins with a long word for each row anew; so the line of words itself is looked at. */
static void put_each(struct ctx *ctx, struct query *q, enum search_kind kind, struct str asked, const char *id_column)
{
    const char *table = kind_tables[kind];
    if (db_dialect(ctx) == DB_POSTGRES) {
        query_value(q, " AND (SELECT f.words @@ CAST(", db_text(match_of(ctx, asked, false)), " AS TSQUERY)");
        query_put(q, str_format(ctx->arena, " FROM %s f WHERE f.rowid = %s)", table, id_column).at);
        return;
    }
    struct str words[QUERY_WORDS_MOST];
    int n = search_words(ctx, asked, words, QUERY_WORDS_MOST);
    query_put(q, str_format(ctx->arena, " AND EXISTS (SELECT 1 FROM %s f WHERE f.rowid = %s", table, id_column).at);
    for (int i = 0; i < n; i++)
        query_value(q, " AND instr(' ' || f.words, ", db_text(str_format(ctx->arena, " %.*s", STR_ARG(words[i]))),
                    ") > 0");
    query_put(q, ")");
}

void search_within(struct ctx *ctx, struct query *q, enum search_kind kind, struct str words, const char *id_column)
{
    struct str match = match_of(ctx, words, false);
    if (str_none(match)) {
        query_put(q, " AND 1 = 0");
    } else if (is_frequent(ctx, kind, match)) {
        put_each(ctx, q, kind, words, id_column);
    } else {
        query_put(q, str_format(ctx->arena, " AND %s IN ", id_column).at);
        put_newest(ctx, q, kind, match, WITHIN_MOST);
    }
}

/* ---- finds ---- */

static int rank_of(struct ctx *ctx, struct str title, struct str asked)
{
    struct str folded = utf8_fold(ctx->arena, title);
    if (str_equal(folded, asked)) return 0;
    if (str_starts(folded, asked)) return 1;
    return str_find(folded, asked) >= 0 ? 2 : 3;
}

static struct query query_of_kind(struct ctx *ctx, enum search_kind kind, struct str match)
{
    static const char *const selects[] = {
        [SEARCH_GOAL] = "SELECT g.id, g.title, o.name FROM goals g JOIN people o ON o.id = g.owner_id WHERE g.id IN ",
        [SEARCH_PERSON] = "SELECT f.id, f.name, COALESCE(f.title || ' · ' || f.team, f.title, f.team, f.department)"
                          " FROM (SELECT p.id, p.name, p.title, p.department, (SELECT t.name FROM team_members m"
                          " JOIN teams t ON t.id = m.team_id WHERE m.person_id = p.id AND m.ends_on IS NULL"
                          " ORDER BY t.name_folded, t.id LIMIT 1) AS team FROM people p WHERE p.id IN ",
        [SEARCH_TEAM] = "SELECT t.id, t.name, t.purpose FROM teams t WHERE t.id IN ",
    };
    struct query q = query_new(ctx, selects[kind]);
    put_newest(ctx, &q, kind, match, CANDIDATES_MOST);
    query_put(&q, kind == SEARCH_GOAL     ? " ORDER BY g.id DESC"
                  : kind == SEARCH_PERSON ? ") f ORDER BY 2, 1"
                                          : " ORDER BY 2, 1");
    return q;
}

int search_rank(struct ctx *ctx, struct str title, struct str asked)
{
    return rank_of(ctx, title, utf8_fold(ctx->arena, asked));
}

static int add_finds(struct ctx *ctx, enum search_kind kind, struct str match, struct str asked, struct find *finds)
{
    struct query q = query_of_kind(ctx, kind, match);
    struct db_rows *rows = query_rows(ctx, &q);
    int n = 0;
    while (n < CANDIDATES_MOST && db_next(rows)) {
        finds[n] = (struct find){(int)kind, db_col_int(rows, 0), db_col_text(rows, 1), db_col_text(rows, 2), 0};
        finds[n].rank = rank_of(ctx, finds[n].title, asked);
        n++;
    }
    db_close(rows);
    return n;
}

/* Long words first as they stand: their beginnings are looked for in all that begins with them, not in an index. */
static int add_kind(struct ctx *ctx, enum search_kind kind, struct str text, struct find *finds)
{
    struct str asked = utf8_fold(ctx->arena, text), whole = match_of(ctx, text, true);
    int n = str_none(whole) ? 0 : add_finds(ctx, kind, whole, asked, finds);
    struct str match = match_of(ctx, text, false);
    return n == CANDIDATES_MOST || str_none(match) ? n : add_finds(ctx, kind, match, asked, finds);
}

/* Better ranks first; people and teams before goals of the same rank; otherwise as they came. */
static int by_rank(const void *a, const void *b)
{
    const struct find *x = a, *y = b;
    if (x->rank != y->rank) return x->rank - y->rank;
    if ((x->kind == SEARCH_GOAL) != (y->kind == SEARCH_GOAL)) return x->kind == SEARCH_GOAL ? 1 : -1;
    if (x->kind != y->kind) return x->kind - y->kind;
    return x->kind == SEARCH_GOAL ? (x->id < y->id) - (x->id > y->id) : str_compare(x->title, y->title);
}

static bool search_show(struct ctx *ctx)
{
    struct page page;
    struct search_filter filter;
    if (!page_read(ctx, &page) || !resource_read_query(ctx, &search_filter_resource, &filter)) return false;
    if (str_empty(filter.q)) return fail_field(ctx, "q", "Please give a word to look for.");
    struct find *finds = arena_many(ctx->arena, struct find, 3 * CANDIDATES_MOST);
    int n = 0;
    for (int kind = SEARCH_GOAL; kind <= SEARCH_TEAM; kind++)
        if (filter.kind < 0 || filter.kind == kind) n += add_kind(ctx, (enum search_kind)kind, filter.q, finds + n);
    if (failed(ctx)) return false;
    qsort(finds, (size_t)n, sizeof *finds, by_rank);
    struct json_out w = json_out_new(ctx->arena, 4096);
    page_begin(ctx, &w);
    for (int i = 0; i < n && i < page.limit; i++) resource_write(&w, &search_resource, &finds[i]);
    return page_end(ctx, &w, &page, false, STR_NONE, 0, 0) && reply_json(ctx, 200, &w);
}
