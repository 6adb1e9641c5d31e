/* Text: an address and a length in bytes, UTF-8. `at == NULL` is "no value" (SQL NULL, JSON null),
 * which differs from the empty text. Every str made by Waymark is followed by a NUL that len does
 * not count, so `.at` can go to a C library; a str cut out of another one (str_cut ...) is not. */
#ifndef WAYMARK_BASE_STR_H
#define WAYMARK_BASE_STR_H

#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>

struct str {
    const char *at;
    size_t len;
};

#define STR(literal) ((struct str){("" literal ""), sizeof(literal) - 1})
#define STR_NONE ((struct str){NULL, 0})
/* For printf: printf("%.*s", STR_ARG(s)) */
#define STR_ARG(s) (int)(s).len, ((s).at ? (s).at : "")

struct str str_of(const char *nul_terminated); /* borrowed; NULL gives STR_NONE */
struct str str_copy(struct arena *a, struct str s);
struct str str_format(struct arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
struct str str_vformat(struct arena *a, const char *format, va_list args) __attribute__((format(printf, 2, 0)));
struct str str_join(struct arena *a, const struct str *parts, size_t n, struct str between);

bool str_none(struct str s);                    /* no value */
bool str_empty(struct str s);                   /* no value or length 0 */
bool str_equal(struct str a, struct str b);     /* bytes; none equals only none */
bool str_is(struct str s, const char *literal); /* bytes */
bool str_equal_ascii_case(struct str a, struct str b);
int str_compare(struct str a, struct str b); /* bytes, as memcmp; none first */
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
ptrdiff_t str_find(struct str s, struct str part);        /* byte offset or -1 */
struct str str_cut(struct str s, size_t from, size_t to); /* clamped to s; borrowed, no NUL */
struct str str_trim(struct str s);                        /* ASCII white space at both ends; borrowed */
/* Cuts the part before `by` off `*rest`; false when *rest was used up (none). */
bool str_split(struct str *rest, char by, struct str *part);

bool str_to_int(struct str s, int64_t *out); /* a whole number, optional '-', no spaces */
uint64_t str_hash(struct str s);             /* FNV-1a; not for hostile keys */

/* Unicode (utf8proc). Where a valid text is asked for, wrong bytes count as U+FFFD. */
bool utf8_valid(struct str s);
/* The bytes that the code point at offset `at` < s.len takes; 0 when it is not valid there. */
size_t utf8_decode(struct str s, size_t at, int32_t *code);
/* A copy with each wrong byte replaced by U+FFFD. */
struct str utf8_mend(struct arena *a, struct str s);
size_t utf8_count(struct str s); /* code points; s must be valid */
/* True when s has a control character other than \n and \t (so \r counts), a bidirectional
 * override, embedding or isolate, or a byte that is not valid UTF-8. */
bool utf8_has_control(struct str s);
bool utf8_has_hidden(struct str s); /* something that is drawn as nothing: spaces, joiners, fillers */
bool utf8_shows(struct str s);      /* something that is drawn */
/* NFC, so that the same name is the same bytes. s must be valid. */
struct str utf8_normal(struct arena *a, struct str s);
/* For searching and comparing: NFKD, marks and strokes dropped, case folded ("D'Sá Łuk" -> "d'sa luk"). */
struct str utf8_fold(struct arena *a, struct str s);
/* Lower case by Unicode, NFC: for e-mail addresses. */
struct str utf8_lower(struct arena *a, struct str s);

/* A text that grows in an arena; ends with NUL. */
struct buf {
    struct arena *arena;
    char *at;
    size_t len, room;
};
struct buf buf_new(struct arena *a, size_t room);
/* Room for `more` bytes and a NUL at the end of the text; the caller adds to b->len himself. */
char *buf_reserve(struct buf *b, size_t more);
void buf_put(struct buf *b, struct str s);
void buf_puts(struct buf *b, const char *nul_terminated);
void buf_char(struct buf *b, char c);
void buf_int(struct buf *b, int64_t v);
void buf_format(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
struct str buf_str(const struct buf *b);

#endif
