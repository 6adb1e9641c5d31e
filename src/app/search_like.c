/* Likeness of texts: by the words they share, each cut to its first letters so that "permit" and "permits" are one
 * word. It is meant for suggestions that a person looks over: it says who may know, not who does. */
#include "app/search.h"

#define WORDS_LOOKED_AT 120
#define STEM_LETTERS 6
#define LETTERS_LEAST 3

/* Words of four letters and more that say nothing about what a text is about, English and German, folded. */
static const char *const empty_words[] = {
    "about", "after",  "again", "also",  "because", "been",  "before", "being", "cannot", "could", "does",   "doing",
    "done",  "from",   "have",  "into",  "just",    "more",  "most",   "much",  "need",   "needs", "only",   "other",
    "over",  "should", "since", "some",  "still",   "such",  "than",   "that",  "their",  "them",  "then",   "there",
    "these", "they",   "this",  "until", "very",    "wait",  "waits",  "want",  "were",   "what",  "when",   "where",
    "which", "while",  "will",  "with",  "would",   "your",  "aber",   "auch",  "dass",   "diese", "dieser", "doch",
    "eine",  "einem",  "einen", "einer", "fehlt",   "haben", "hier",   "immer", "kann",   "kein",  "keine",  "mehr",
    "muss",  "nach",   "nicht", "noch",  "oder",    "ohne",  "schon",  "sich",  "sind",   "uber",  "wenn",   "werden",
    "wird",  "wurde",  "the",   "and",   "for",     "not",   "are",    "our",   "who",    "has",   "had",    "its",
    "was",   "but",    "can",   "all",   "der",     "die",   "das",    "den",   "dem",    "des",   "und",    "ein",
    "fur",   "mit",    "von",   "vor",   "zur",     "zum",   "ist",    "als",   "auf",    "aus",   "bei",    "bis",
    "ich",   "sie",    "wir",   "uns",   "man",     "nur",   "wie",    "was",   "wer"};

static bool says_nothing(struct str word)
{
    for (size_t i = 0; i < sizeof empty_words / sizeof *empty_words; i++)
        if (str_is(word, empty_words[i])) return true;
    return false;
}

static bool has(const struct search_stems *stems, struct str stem)
{
    for (int i = 0; i < stems->n; i++)
        if (str_equal(stems->at[i], stem)) return true;
    return false;
}

static struct str stem_of(struct str word)
{
    size_t at = 0;
    int32_t code = 0;
    for (int i = 0; i < STEM_LETTERS && at < word.len; i++) at += utf8_decode(word, at, &code);
    return str_cut(word, 0, at);
}

struct search_stems search_stems(struct ctx *ctx, struct str text)
{
    struct search_stems stems = {.n = 0};
    struct str words[WORDS_LOOKED_AT];
    int n = search_words(ctx, text, words, WORDS_LOOKED_AT);
    for (int i = 0; i < n && stems.n < SEARCH_STEMS_MOST; i++) {
        struct str stem = stem_of(words[i]);
        if (utf8_count(words[i]) < LETTERS_LEAST || says_nothing(words[i]) || has(&stems, stem)) continue;
        stems.at[stems.n++] = stem;
    }
    return stems;
}

int search_shared(const struct search_stems *a, const struct search_stems *b)
{
    int n = 0;
    for (int i = 0; i < a->n; i++) n += has(b, a->at[i]);
    return n;
}

struct ids search_like(struct ctx *ctx, enum search_kind kind, const struct search_stems *stems, int64_t most)
{
    if (!stems->n) return (struct ids){0};
    bool sqlite = db_dialect(ctx) == DB_SQLITE;
    struct buf match = buf_new(ctx->arena, 256);
    for (int i = 0; i < stems->n; i++) {
        if (i) buf_puts(&match, sqlite ? " OR " : " | ");
        buf_format(&match, sqlite ? "\"%.*s\"" : "'%.*s'", STR_ARG(stems->at[i]));
        /* a short word is meant as it stands: "map" is not the beginning of "maple" */
        if (utf8_count(stems->at[i]) == STEM_LETTERS) buf_puts(&match, sqlite ? "*" : ":*");
    }
    return search_newest(ctx, kind, buf_str(&match), most);
}
