/* Text as address and length, and the growing text that most output is written into. Nothing here
 * looks at code points; that is utf8.c. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1 /* memmem */
#endif
#include "base/str.h"

#include "base/log.h"

#include <stdio.h>
#include <string.h>

struct str str_of(const char *nul_terminated)
{
    if (!nul_terminated) return STR_NONE;
    return (struct str){nul_terminated, strlen(nul_terminated)};
}

struct str str_copy(struct arena *a, struct str s)
{
    if (!s.at) return STR_NONE;
    char *at = arena_alloc(a, s.len + 1);
    memcpy(at, s.at, s.len);
    return (struct str){at, s.len};
}

struct str str_vformat(struct arena *a, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    char first[512]; /* most texts are formatted once */
    int len = vsnprintf(first, sizeof first, format, args);
    if (len < 0) BUG("a text format is wrong");
    char *at = arena_alloc(a, (size_t)len + 1);
    if ((size_t)len < sizeof first) memcpy(at, first, (size_t)len + 1);
    else vsnprintf(at, (size_t)len + 1, format, again);
    va_end(again);
    return (struct str){at, (size_t)len};
}

struct str str_format(struct arena *a, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    struct str s = str_vformat(a, format, args);
    va_end(args);
    return s;
}

struct str str_join(struct arena *a, const struct str *parts, size_t n, struct str between)
{
    size_t len = n > 1 ? between.len * (n - 1) : 0;
    for (size_t i = 0; i < n; i++) len += parts[i].len;
    struct buf b = buf_new(a, len);
    for (size_t i = 0; i < n; i++) {
        if (i > 0) buf_put(&b, between);
        buf_put(&b, parts[i]);
    }
    return buf_str(&b);
}

bool str_none(struct str s)
{
    return !s.at;
}

bool str_empty(struct str s)
{
    return !s.at || s.len == 0;
}

static bool bytes_equal(const char *a, const char *b, size_t n)
{
    return n == 0 || memcmp(a, b, n) == 0;
}

bool str_equal(struct str a, struct str b)
{
    if (!a.at || !b.at) return !a.at && !b.at;
    return a.len == b.len && bytes_equal(a.at, b.at, a.len);
}

bool str_is(struct str s, const char *literal)
{
    return str_equal(s, str_of(literal));
}

static char ascii_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool str_equal_ascii_case(struct str a, struct str b)
{
    if (!a.at || !b.at) return !a.at && !b.at;
    if (a.len != b.len) return false;
    for (size_t i = 0; i < a.len; i++) {
        if (ascii_lower(a.at[i]) != ascii_lower(b.at[i])) return false;
    }
    return true;
}

int str_compare(struct str a, struct str b)
{
    if (!a.at || !b.at) return (a.at != NULL) - (b.at != NULL);
    size_t least = a.len < b.len ? a.len : b.len;
    int order = least ? memcmp(a.at, b.at, least) : 0;
    if (order != 0) return order < 0 ? -1 : 1;
    return (a.len > b.len) - (a.len < b.len);
}

bool str_starts(struct str s, struct str prefix)
{
    return s.at && s.len >= prefix.len && bytes_equal(s.at, prefix.at, prefix.len);
}

bool str_ends(struct str s, struct str suffix)
{
    return s.at && s.len >= suffix.len && bytes_equal(s.at + (s.len - suffix.len), suffix.at, suffix.len);
}

ptrdiff_t str_find(struct str s, struct str part)
{
    if (!s.at || !part.at) return -1;
    const char *found = memmem(s.at, s.len, part.at, part.len);
    return found ? found - s.at : -1;
}

struct str str_cut(struct str s, size_t from, size_t to)
{
    if (!s.at) return STR_NONE;
    if (to > s.len) to = s.len;
    if (from > to) from = to;
    return (struct str){s.at + from, to - from};
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str str_trim(struct str s)
{
    if (!s.at) return STR_NONE;
    while (s.len > 0 && is_space(s.at[s.len - 1])) s.len--;
    while (s.len > 0 && is_space(s.at[0])) {
        s.at++;
        s.len--;
    }
    return s;
}

bool str_split(struct str *rest, char by, struct str *part)
{
    if (!rest->at) {
        *part = STR_NONE;
        return false;
    }
    const char *found = rest->len ? memchr(rest->at, by, rest->len) : NULL;
    if (!found) {
        *part = *rest;
        *rest = STR_NONE;
        return true;
    }
    size_t len = (size_t)(found - rest->at);
    *part = (struct str){rest->at, len};
    *rest = (struct str){found + 1, rest->len - len - 1};
    return true;
}

bool str_to_int(struct str s, int64_t *out)
{
    bool negative = s.len > 0 && s.at[0] == '-';
    size_t i = negative ? 1 : 0;
    if (!s.at || i == s.len) return false;
    int64_t value = 0; /* counted downwards: the negative side reaches one further */
    for (; i < s.len; i++) {
        if (s.at[i] < '0' || s.at[i] > '9') return false;
        if (__builtin_mul_overflow(value, 10, &value)) return false;
        if (__builtin_sub_overflow(value, s.at[i] - '0', &value)) return false;
    }
    if (!negative && value == INT64_MIN) return false;
    *out = negative ? value : -value;
    return true;
}

uint64_t str_hash(struct str s)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < s.len; i++) {
        hash ^= (unsigned char)s.at[i];
        hash *= UINT64_C(1099511628211);
    }
    return hash;
}

struct buf buf_new(struct arena *a, size_t room)
{
    return (struct buf){.arena = a, .at = arena_alloc(a, room + 1), .room = room + 1};
}

char *buf_reserve(struct buf *b, size_t more)
{
    if (more >= b->room - b->len) {
        size_t need;
        if (__builtin_add_overflow(b->len + 1, more, &need)) BUG("a text of an impossible size");
        size_t room = b->room > SIZE_MAX / 4 ? need : 2 * b->room;
        if (room < need) room = need;
        b->at = arena_grow(b->arena, b->at, b->room, room);
        b->room = room;
    }
    return b->at + b->len;
}

static void put_bytes(struct buf *b, const char *at, size_t len)
{
    if (len == 0) return;
    char *to = buf_reserve(b, len);
    memcpy(to, at, len);
    to[len] = '\0';
    b->len += len;
}

void buf_put(struct buf *b, struct str s)
{
    put_bytes(b, s.at, s.len);
}

void buf_puts(struct buf *b, const char *nul_terminated)
{
    if (nul_terminated) put_bytes(b, nul_terminated, strlen(nul_terminated));
}

void buf_char(struct buf *b, char c)
{
    char *to = buf_reserve(b, 1);
    to[0] = c;
    to[1] = '\0';
    b->len++;
}

void buf_int(struct buf *b, int64_t v)
{
    char digits[20];
    char *at = digits + sizeof digits;
    uint64_t left = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
    do {
        *--at = (char)('0' + left % 10);
        left /= 10;
    } while (left);
    if (v < 0) *--at = '-';
    put_bytes(b, at, (size_t)(digits + sizeof digits - at));
}

void buf_format(struct buf *b, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int len = vsnprintf(b->at + b->len, b->room - b->len, format, args);
    va_end(args);
    if (len < 0) BUG("a text format is wrong");
    if ((size_t)len >= b->room - b->len) {
        char *to = buf_reserve(b, (size_t)len);
        vsnprintf(to, (size_t)len + 1, format, again);
    }
    va_end(again);
    b->len += (size_t)len;
}

struct str buf_str(const struct buf *b)
{
    return (struct str){b->at, b->len};
}
