/* Sentences in the reader's language: the catalogues as one table for each language, and the small language of messages
 * (conversions, plurals), walked by one reader that checks at the start and writes later. */
#include "kernel/language.h"

#include "base/json.h"
#include "base/limits.h"
#include "base/log.h"
#include "kernel/embedded.h"
#include "kernel/http.h"

#include <stdlib.h>
#include <string.h>

#define ARGUMENTS 8

enum kind { KIND_NONE, KIND_INT, KIND_LONG, KIND_TEXT, KIND_SLICE, KIND_CHAR };

struct argument {
    enum kind kind;
    int64_t number;
    struct str text;
};

/* A walk over a message. With `out` it writes; without, it finds what the message asks for. */
struct walk {
    struct str rest;
    const struct argument *given; /* NULL while it only looks */
    struct buf *out;
    enum kind kinds[ARGUMENTS];
    bool asked[ARGUMENTS];
    int next; /* the argument that the next conversion without a number takes */
    bool numbered, plain;
    const struct argument *count; /* what '#' stands for, within a branch */
    bool branch;
};

/* ---- reading messages ---- */

static bool eat(struct str *s, const char *word)
{
    if (!str_starts(*s, str_of(word))) return false;
    *s = str_cut(*s, strlen(word), s->len);
    return true;
}

static void eat_spaces(struct str *s)
{
    while (eat(s, " ")) continue;
}

static void put(struct walk *w, struct str s)
{
    if (w->out) buf_put(w->out, s);
}

/* "2$" as place 1; none: the next in order. Numbered and unnumbered ones do not go together. */
static bool read_place(struct walk *w, struct str *s, int *place)
{
    if (s->len > 1 && s->at[0] >= '1' && s->at[0] <= '0' + ARGUMENTS && s->at[1] == '$') {
        *place = s->at[0] - '1';
        *s = str_cut(*s, 2, s->len);
        w->numbered = true;
    } else {
        *place = w->next++;
        w->plain = true;
    }
    return *place < ARGUMENTS && !(w->numbered && w->plain);
}

/* What follows '%'. False: no conversion of ours. */
static bool read_conversion(struct walk *w, struct str *s, int *place)
{
    static const struct {
        const char *word;
        enum kind kind;
    } words[] = {{"d", KIND_INT}, {"lld", KIND_LONG}, {"s", KIND_TEXT}, {".*s", KIND_SLICE}, {"c", KIND_CHAR}};
    if (!read_place(w, s, place)) return false;
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (!eat(s, words[i].word)) continue;
        enum kind *known = &w->kinds[*place];
        if (*known != KIND_NONE && *known != words[i].kind) return false;
        *known = words[i].kind;
        w->asked[*place] = true;
        return true;
    }
    return false;
}

static void put_argument(struct walk *w, const struct argument *v)
{
    if (!w->out) return;
    if (v->kind == KIND_TEXT || v->kind == KIND_SLICE) buf_put(w->out, v->text);
    else if (v->kind == KIND_CHAR) buf_char(w->out, (char)v->number);
    else buf_int(w->out, v->number);
}

static bool walk_text(struct walk *w);

/* "one", "other" or "=12" before a branch; *fits says whether it is the one for `count`. English and German, and what
 * is made of English, have the same two forms. */
static bool read_selector(struct str *s, int64_t count, bool *fits, bool *other)
{
    *other = *fits = false;
    if (eat(s, "other")) return *other = true;
    if (eat(s, "one")) {
        *fits = count == 1;
        return true;
    }
    if (!eat(s, "=")) return false;
    size_t digits = 0;
    while (digits < s->len && digits < 18 && s->at[digits] >= '0' && s->at[digits] <= '9') digits++;
    int64_t number = 0;
    if (!str_to_int(str_cut(*s, 0, digits), &number)) return false;
    *s = str_cut(*s, digits, s->len);
    *fits = number == count;
    return true;
}

/* The branches behind "plural,". Each is walked, so that all are checked; the one that fits is walked again to be
 * written. */
static bool walk_branches(struct walk *w, const struct argument *count)
{
    struct str chosen = STR_NONE;
    bool any_other = false, exact = false;
    struct buf *out = w->out;
    w->branch = true;
    w->count = count;
    w->out = NULL;
    for (eat_spaces(&w->rest); !eat(&w->rest, "}"); eat_spaces(&w->rest)) {
        bool fits, other, named = str_starts(w->rest, STR("="));
        if (!read_selector(&w->rest, count ? count->number : 0, &fits, &other)) return false;
        eat_spaces(&w->rest);
        if (!eat(&w->rest, "{")) return false;
        struct str inside = w->rest;
        if (!walk_text(w) || !eat(&w->rest, "}")) return false;
        inside = str_cut(inside, 0, (size_t)(w->rest.at - inside.at)); /* with its brace, at which a walk ends */
        if (fits && (named || !exact)) {
            chosen = inside;
            exact = exact || named;
        }
        if (other && str_none(chosen)) chosen = inside;
        any_other = any_other || other;
    }
    struct str rest = w->rest;
    w->out = out;
    w->rest = chosen;
    bool written = any_other && (!out || walk_text(w));
    w->rest = rest;
    w->branch = false;
    w->count = NULL;
    return written;
}

/* "{%d, plural, one {...} other {...}}"; anything else in braces is text. */
static bool walk_plural(struct walk *w)
{
    int place = 0;
    if (w->branch || !read_conversion(w, &w->rest, &place)) return false;
    enum kind kind = w->kinds[place];
    if ((kind != KIND_INT && kind != KIND_LONG) || !eat(&w->rest, ", plural,")) return false;
    return walk_branches(w, w->given ? &w->given[place] : NULL);
}

/* Up to the end, or within a branch up to its brace. */
static bool walk_text(struct walk *w)
{
    while (w->rest.len > 0) {
        int place = 0;
        if (w->branch && w->rest.at[0] == '}') return true;
        if (eat(&w->rest, "%%")) {
            put(w, STR("%"));
        } else if (eat(&w->rest, "{%")) {
            if (!walk_plural(w)) return false;
        } else if (eat(&w->rest, "%")) {
            if (!read_conversion(w, &w->rest, &place)) return false;
            if (w->given) put_argument(w, &w->given[place]);
        } else if (w->branch && eat(&w->rest, "#")) {
            if (w->count) put_argument(w, w->count);
        } else {
            put(w, str_cut(w->rest, 0, 1));
            w->rest = str_cut(w->rest, 1, w->rest.len);
        }
    }
    return !w->branch;
}

bool language_fits(struct str english, struct str translation)
{
    struct walk in = {.rest = english}, out = {.rest = translation};
    if (!walk_text(&in) || in.numbered || !walk_text(&out)) return false;
    return memcmp(in.kinds, out.kinds, sizeof(in.kinds)) == 0 && memcmp(in.asked, out.asked, sizeof(in.asked)) == 0;
}

/* ---- the catalogues ---- */

struct entry {
    struct str english, said;
};

/* Open addressing; never more than half full. Made at the start and only read after. */
static struct {
    struct entry *entries;
    size_t n, room;
} catalogues[LANGUAGES];
static struct arena *kept;

static struct entry *place_of(struct entry *entries, size_t room, struct str english)
{
    size_t i = str_hash(english) & (room - 1);
    while (!str_none(entries[i].english) && !str_equal(entries[i].english, english)) i = (i + 1) & (room - 1);
    return &entries[i];
}

static void grow(enum language l)
{
    size_t room = catalogues[l].room ? 2 * catalogues[l].room : 1024;
    struct entry *entries = arena_many(kept, struct entry, room);
    for (size_t i = 0; i < catalogues[l].room; i++) {
        struct entry *e = &catalogues[l].entries[i];
        if (!str_none(e->english)) *place_of(entries, room, e->english) = *e;
    }
    catalogues[l].entries = entries;
    catalogues[l].room = room;
}

static struct str translation(enum language l, struct str english)
{
    if (!catalogues[l].n) return STR_NONE;
    return place_of(catalogues[l].entries, catalogues[l].room, english)->said;
}

bool language_put(enum language l, struct str english, struct str said)
{
    if (!language_fits(english, said)) return false;
    if (!kept) kept = arena_new(LIMIT_CATALOGUE_ARENA);
    if (2 * (catalogues[l].n + 1) > catalogues[l].room) grow(l);
    struct entry *at = place_of(catalogues[l].entries, catalogues[l].room, english);
    catalogues[l].n += str_none(at->english);
    *at = (struct entry){str_copy(kept, english), str_copy(kept, said)};
    return true;
}

void language_forget(void)
{
    if (kept) arena_free(kept);
    kept = NULL;
    memset(catalogues, 0, sizeof(catalogues));
}

/* A file of a catalogue; how many of its translations do not fit. */
static int read_catalogue(struct arena *a, enum language l, struct str text)
{
    struct str why;
    json_t *json = json_read(a, text, &why);
    BUG_IF(!json || !json_is_object(json)); /* our own file, which the build has read before */
    const char *english;
    json_t *said;
    int refused = 0;
    json_object_foreach(json, english, said)
    {
        struct str words = {json_string_value(said), json_string_length(said)};
        refused += !json_is_string(said) || !language_put(l, str_of(english), words);
    }
    return refused;
}

int language_prepare(void)
{
    int refused = 0;
    struct arena *a = arena_new(LIMIT_CATALOGUE_ARENA);
    for (size_t i = 0; i < embedded_lang_count; i++) {
        struct str rest = str_of(embedded_lang[i].name), tag;
        enum language l = str_split(&rest, '/', &tag) ? language_of_tag(tag) : LANGUAGE_NONE;
        if (l == LANGUAGE_NONE) continue;
        refused += read_catalogue(a, l, (struct str){(const char *)embedded_lang[i].data, embedded_lang[i].size});
    }
    arena_free(a);
    if (refused) log_event(LOG_LEVEL_WARN, "language.refused", LOG_NUMBER("translations", refused));
    return refused;
}

/* ---- which language ---- */

static const char *const tags[LANGUAGES] = {
    [LANGUAGE_NONE] = "en", [LANGUAGE_ENGLISH] = "en", [LANGUAGE_GERMAN] = "de", [LANGUAGE_PSEUDO] = "en-XA"};

const char *language_tag(enum language language)
{
    return tags[language];
}

enum language language_of_tag(struct str tag)
{
    if (str_equal_ascii_case(tag, str_of(tags[LANGUAGE_PSEUDO]))) return LANGUAGE_PSEUDO;
    struct str rest = tag, first;
    if (!str_split(&rest, '-', &first)) return LANGUAGE_NONE;
    for (enum language l = LANGUAGE_ENGLISH; l < LANGUAGES; l++)
        if (str_equal_ascii_case(first, str_of(tags[l]))) return l;
    return LANGUAGE_NONE;
}

/* The weight behind ";q=" in thousandths; 1000 without. What cannot be read counts nothing. */
static int weight_of(struct str parameters)
{
    struct str s = str_trim(parameters);
    if (str_empty(s)) return 1000;
    if (!eat(&s, "q=") && !eat(&s, "Q=")) return 1000;
    if (s.len == 0 || s.at[0] < '0' || s.at[0] > '1') return 0;
    int weight = (s.at[0] - '0') * 1000, unit = 100;
    if (s.len > 1 && s.at[1] != '.') return 0;
    for (size_t i = 2; i < s.len && unit > 0; i++, unit /= 10) {
        if (s.at[i] < '0' || s.at[i] > '9') return 0;
        weight += (s.at[i] - '0') * unit;
    }
    return weight > 1000 ? 1000 : weight;
}

enum language language_accepted(struct str header)
{
    enum language best = LANGUAGE_NONE;
    int most = 0;
    struct str part, rest = str_cut(header, 0, LIMIT_ACCEPT_LANGUAGE);
    while (str_split(&rest, ',', &part)) {
        struct str tag;
        if (!str_split(&part, ';', &tag)) continue;
        enum language l = language_of_tag(str_trim(tag));
        int weight = l == LANGUAGE_NONE ? 0 : weight_of(part);
        if (weight > most) {
            best = l;
            most = weight;
        }
    }
    return best;
}

enum language language_of(const struct ctx *ctx)
{
    enum language l = language_of_tag(ctx->actor.language);
    if (l == LANGUAGE_NONE && ctx->request && ctx->request->connection)
        l = language_accepted(request_header(ctx->request, "Accept-Language"));
    return l == LANGUAGE_NONE ? LANGUAGE_ENGLISH : l;
}

/* ---- saying ---- */

static void read_arguments(const enum kind *kinds, struct argument *out, va_list *args)
{
    for (int i = 0; i < ARGUMENTS && kinds[i] != KIND_NONE; i++) {
        out[i].kind = kinds[i];
        switch (kinds[i]) {
        case KIND_LONG: out[i].number = va_arg(*args, long long); break;
        case KIND_TEXT: out[i].text = str_of(va_arg(*args, const char *)); break;
        case KIND_SLICE:
            out[i].text.len = (size_t)va_arg(*args, int);
            out[i].text.at = va_arg(*args, const char *);
            out[i].text.len = strnlen(out[i].text.at, out[i].text.len);
            break;
        default: out[i].number = va_arg(*args, int); break;
        }
    }
}

static bool marked(struct str s)
{
    return str_starts(s, STR("\u27e6"));
}

struct str language_vsay(struct arena *a, enum language language, const char *english, va_list args)
{
    struct walk reading = {.rest = str_of(english)};
    struct argument given[ARGUMENTS] = {0};
    if (!walk_text(&reading) || reading.numbered) return str_vformat(a, english, args);
    va_list copy;
    va_copy(copy, args);
    read_arguments(reading.kinds, given, &copy);
    va_end(copy);
    struct str message = str_of(english);
    bool whole = str_is(message, "%s") || str_is(message, "%.*s");
    struct str said = translation(language, whole ? given[0].text : message);
    struct buf b = buf_new(a, 128);
    bool mark = language == LANGUAGE_PSEUDO && !(whole && marked(given[0].text));
    if (mark) buf_puts(&b, "\u27e6");
    if (whole) {
        buf_put(&b, str_none(said) ? given[0].text : said);
    } else {
        struct walk writing = {.rest = str_none(said) ? message : said, .given = given, .out = &b};
        BUG_IF(!walk_text(&writing));
    }
    if (mark) buf_puts(&b, "\u27e7");
    return buf_str(&b);
}

struct str vsay(struct ctx *ctx, const char *english, va_list args)
{
    ctx->said = language_of(ctx);
    return language_vsay(ctx->arena, ctx->said, english, args);
}

struct str say(struct ctx *ctx, const char *english, ...)
{
    va_list args;
    va_start(args, english);
    struct str said = vsay(ctx, english, args);
    va_end(args);
    return said;
}
