/* The texts of HTTP that clients send: targets, query strings, cookies, lists. Everything here reads hostile input
 * and refuses what is not plainly right; tests/fuzz/fuzz_query.c and fuzz_cookie.c try it. */
#include "kernel/wire.h"

#include "base/limits.h"

#include <string.h>

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool wire_decode(struct arena *a, struct str text, bool plus, struct str *out)
{
    char *to = arena_alloc(a, text.len + 1);
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        if (c == '%') {
            if (i + 2 >= text.len) {
                return false;
            }
            int high = hex_digit(text.at[i + 1]), low = hex_digit(text.at[i + 2]);
            if (high < 0 || low < 0) {
                return false;
            }
            c = (char)(high << 4 | low);
            i += 2;
        } else if (c == '+' && plus) {
            c = ' ';
        }
        if (c == 0) {
            return false;
        }
        to[n++] = c;
    }
    *out = (struct str){to, n};
    return utf8_valid(*out);
}

/* What stands in a target undecoded: visible ASCII. A backslash is a '/' to some; an encoded '/' or '.' hides
 * a path from whoever reads only the text. */
static bool plain_target(struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.at[i];
        if (c <= ' ' || c >= 0x7f || c == '\\') {
            return false;
        }
        if (c == '%' && i + 2 < text.len && text.at[i + 1] == '2' && (text.at[i + 2] | 0x20) == 'f') {
            return false;
        }
    }
    return true;
}

bool wire_path(struct arena *a, struct str text, struct str *out)
{
    if (text.len == 0 || text.at[0] != '/' || text.len > LIMIT_PATH_BYTES || !plain_target(text) ||
        !wire_decode(a, text, false, out) || utf8_has_control(*out)) {
        return false;
    }
    struct str rest = str_cut(*out, 1, out->len), segment;
    while (str_split(&rest, '/', &segment)) {
        if (memchr(segment.at, '\n', segment.len) || memchr(segment.at, '\t', segment.len) ||
            memchr(segment.at, '\\', segment.len) || str_is(segment, ".") || str_is(segment, "..")) {
            return false;
        }
    }
    return true;
}

int wire_query(struct arena *a, struct str text, struct parameter *out, int most)
{
    int n = 0;
    struct str rest = text, part;
    while (str_split(&rest, '&', &part)) {
        if (part.len == 0) {
            continue;
        }
        if (n == most) {
            return -1;
        }
        struct str value = part, name;
        str_split(&value, '=', &name);
        if (!wire_decode(a, name, true, &out[n].name) ||
            !wire_decode(a, value.at ? value : STR(""), true, &out[n].value)) {
            return -1;
        }
        n++;
    }
    return n;
}

struct str wire_cookie(struct str header, struct str name)
{
    struct str rest = header, part;
    while (str_split(&rest, ';', &part)) {
        struct str value = str_trim(part), key;
        str_split(&value, '=', &key);
        if (!value.at || !str_equal(str_trim(key), name)) {
            continue;
        }
        value = str_trim(value);
        if (value.len >= 2 && value.at[0] == '"' && value.at[value.len - 1] == '"') {
            value = str_cut(value, 1, value.len - 1);
        }
        return value;
    }
    return STR_NONE;
}

/* The next entity tag of a list, without W/ and quotes; what is not quoted is taken as it stands. */
static bool next_tag(struct str *list, struct str *tag)
{
    struct str part;
    if (!str_split(list, ',', &part)) {
        return false;
    }
    part = str_trim(part);
    if (str_starts(part, STR("W/"))) {
        part = str_cut(part, 2, part.len);
    }
    if (part.len >= 2 && part.at[0] == '"' && part.at[part.len - 1] == '"') {
        part = str_cut(part, 1, part.len - 1);
    }
    *tag = part;
    return true;
}

bool wire_tag_in(struct str list, struct str tag)
{
    struct str one, quoted = tag;
    next_tag(&quoted, &tag);
    while (next_tag(&list, &one)) {
        if (str_is(one, "*") || str_equal(one, tag)) {
            return true;
        }
    }
    return false;
}

bool wire_version_in(struct str list, int64_t version)
{
    struct str one;
    while (next_tag(&list, &one)) {
        struct str rest = one, number;
        int64_t given = 0;
        if (str_is(one, "*") || (str_split(&rest, '-', &number) && str_to_int(number, &given) && given == version)) {
            return true;
        }
    }
    return false;
}

/* "q=0", "q=0.000": not acceptable. */
static bool weight_is_zero(struct str parameters)
{
    struct str rest = parameters, part;
    while (str_split(&rest, ';', &part)) {
        part = str_trim(part);
        if (part.len < 3 || (part.at[0] | 0x20) != 'q' || part.at[1] != '=') {
            continue;
        }
        for (size_t i = 2; i < part.len; i++) {
            if (part.at[i] != '0' && part.at[i] != '.') {
                return false;
            }
        }
        return true;
    }
    return false;
}

bool wire_accepts(struct str list, struct str coding)
{
    struct str part;
    while (str_split(&list, ',', &part)) {
        struct str parameters = part, name;
        str_split(&parameters, ';', &name);
        if (str_equal_ascii_case(str_trim(name), coding)) {
            return !weight_is_zero(parameters);
        }
    }
    return false;
}
