/* What of text depends on code points: validity, normal forms, folding for search. The tables are
 * utf8proc's; the paths for plain ASCII, which most texts are, do without them. */
#include "base/log.h"
#include "base/str.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#define REPLACEMENT STR("\xEF\xBF\xBD")

static bool is_ascii(struct str s)
{
    size_t i = 0;
    for (; i + 8 <= s.len; i += 8) {
        uint64_t eight;
        memcpy(&eight, s.at + i, 8);
        if (eight & UINT64_C(0x8080808080808080)) return false;
    }
    for (; i < s.len; i++) {
        if ((unsigned char)s.at[i] >= 0x80) return false;
    }
    return true;
}

size_t utf8_decode(struct str s, size_t at, int32_t *code)
{
    utf8proc_int32_t c;
    utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)s.at + at, (utf8proc_ssize_t)(s.len - at), &c);
    if (n <= 0) return 0;
    *code = c;
    return (size_t)n;
}

bool utf8_valid(struct str s)
{
    if (is_ascii(s)) return true;
    int32_t code;
    for (size_t i = 0; i < s.len;) {
        size_t n = (unsigned char)s.at[i] < 0x80 ? 1 : utf8_decode(s, i, &code);
        if (n == 0) return false;
        i += n;
    }
    return true;
}

size_t utf8_count(struct str s)
{
    size_t count = 0;
    for (size_t i = 0; i < s.len; i++) count += ((unsigned char)s.at[i] & 0xC0) != 0x80;
    return count;
}

static bool is_control(int32_t c)
{
    if (c == '\n' || c == '\t') return false;
    if (c < 0x20 || (c >= 0x7F && c < 0xA0)) return true;
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

bool utf8_has_control(struct str s)
{
    int32_t code = 0;
    for (size_t i = 0; i < s.len;) {
        size_t n = utf8_decode(s, i, &code);
        if (n == 0 || is_control(code)) return true;
        i += n;
    }
    return false;
}

/* Drawn as nothing: spaces, joiners, direction marks, fillers. */
static bool is_hidden(int32_t code)
{
    switch (utf8proc_category(code)) {
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF: return true;
    default: break;
    }
    return code == 0x115f || code == 0x1160 || code == 0x3164 || code == 0xffa0 || code == 0x2800;
}

bool utf8_has_hidden(struct str s)
{
    int32_t code = 0;
    for (size_t i = 0; i < s.len;) {
        size_t n = utf8_decode(s, i, &code);
        if (n == 0 || is_hidden(code)) return true;
        i += n;
    }
    return false;
}

/* A mark alone is no sign. */
bool utf8_shows(struct str s)
{
    int32_t code = 0;
    for (size_t i = 0; i < s.len;) {
        size_t n = utf8_decode(s, i, &code);
        utf8proc_category_t category = utf8proc_category(code);
        if (n > 0 && !is_hidden(code) && category != UTF8PROC_CATEGORY_MN && category != UTF8PROC_CATEGORY_ME)
            return true;
        i += n ? n : 1;
    }
    return false;
}

struct str utf8_mend(struct arena *a, struct str s)
{
    if (!s.at) return STR_NONE;
    if (utf8_valid(s)) return str_copy(a, s);
    struct buf b = buf_new(a, s.len + 8);
    int32_t code;
    for (size_t i = 0; i < s.len;) {
        size_t n = utf8_decode(s, i, &code);
        buf_put(&b, n ? str_cut(s, i, i + n) : REPLACEMENT);
        i += n ? n : 1;
    }
    return buf_str(&b);
}

static utf8proc_int32_t lower_code(utf8proc_int32_t code, void *unused)
{
    (void)unused;
    return utf8proc_tolower(code);
}

/* Letters with a stroke through them, which Unicode does not take apart: who looks for "Lukasz" means "Łukasz" too. */
static utf8proc_int32_t plain_code(utf8proc_int32_t code, void *unused)
{
    (void)unused;
    switch (code) {
    case 0x0110:
    case 0x0111: return 'd'; /* Đ đ */
    case 0x0126:
    case 0x0127: return 'h'; /* Ħ ħ */
    case 0x0131: return 'i'; /* ı */
    case 0x0141:
    case 0x0142: return 'l'; /* Ł ł */
    case 0x00D8:
    case 0x00F8: return 'o'; /* Ø ø */
    case 0x0166:
    case 0x0167: return 't'; /* Ŧ ŧ */
    default: return code;
    }
}

static struct str map(struct arena *a, struct str s, int options, utf8proc_custom_func each)
{
    struct str valid = utf8_mend(a, s); /* one wrong byte must not cost the whole text */
    utf8proc_uint8_t *mapped = NULL;
    utf8proc_ssize_t len = utf8proc_map_custom((const utf8proc_uint8_t *)valid.at, (utf8proc_ssize_t)valid.len, &mapped,
                                               (utf8proc_option_t)options, each, NULL);
    if (len < 0 || !mapped) BUG("utf8proc cannot map a valid text");
    struct str out = str_copy(a, (struct str){(const char *)mapped, (size_t)len});
    free(mapped);
    return out;
}

static struct str lower_ascii(struct arena *a, struct str s)
{
    char *at = arena_alloc(a, s.len + 1);
    for (size_t i = 0; i < s.len; i++) {
        char c = s.at[i];
        at[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    return (struct str){at, s.len};
}

struct str utf8_normal(struct arena *a, struct str s)
{
    if (!s.at || is_ascii(s)) return str_copy(a, s);
    return map(a, s, UTF8PROC_STABLE | UTF8PROC_COMPOSE, NULL);
}

struct str utf8_fold(struct arena *a, struct str s)
{
    if (!s.at) return STR_NONE;
    if (is_ascii(s)) return lower_ascii(a, s);
    return map(a, s, UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD,
               plain_code);
}

struct str utf8_lower(struct arena *a, struct str s)
{
    if (!s.at) return STR_NONE;
    if (is_ascii(s)) return lower_ascii(a, s);
    return map(a, s, UTF8PROC_STABLE | UTF8PROC_COMPOSE, lower_code);
}
