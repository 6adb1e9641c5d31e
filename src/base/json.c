/* JSON out: a streaming writer that puts the commas and copies plain runs of text eight bytes at a
 * time. JSON in: jansson, with the depth looked at before it builds anything, and its errors turned
 * into sentences. */
#include "base/json.h"

#include "base/date.h"
#include "base/limits.h"
#include "base/log.h"

#include <string.h>

#define EACH_BYTE(b) (UINT64_C(0x0101010101010101) * (b))
#define HIGH_BITS EACH_BYTE(0x80)

struct json_out json_out_new(struct arena *a, size_t room)
{
    return (struct json_out){.buf = buf_new(a, room)};
}

/* Puts the comma that is due and notes that a value follows. */
static void begin_value(struct json_out *w)
{
    if (w->after_value) buf_char(&w->buf, ',');
    w->after_value = true;
}

static void open_with(struct json_out *w, char c)
{
    begin_value(w);
    buf_char(&w->buf, c);
    w->depth++;
    w->after_value = false;
}

static void close_with(struct json_out *w, char c)
{
    BUG_IF(w->depth <= 0);
    buf_char(&w->buf, c);
    w->depth--;
    w->after_value = true;
}

void json_begin_object(struct json_out *w)
{
    open_with(w, '{');
}

void json_end_object(struct json_out *w)
{
    close_with(w, '}');
}

void json_begin_array(struct json_out *w)
{
    open_with(w, '[');
}

void json_end_array(struct json_out *w)
{
    close_with(w, ']');
}

/* The high bit of each byte that is '"', '\\', below 0x20 or above 0x7F. A borrow can set the bits
 * of higher bytes too, so only zero or not zero says something for sure. */
static uint64_t special_bytes(uint64_t eight)
{
    uint64_t quote = eight ^ EACH_BYTE('"'), slash = eight ^ EACH_BYTE('\\');
    return (((eight - EACH_BYTE(0x20)) & ~eight) | ((quote - EACH_BYTE(1)) & ~quote) |
            ((slash - EACH_BYTE(1)) & ~slash) | eight) &
           HIGH_BITS;
}

static bool is_special(char c)
{
    return (unsigned char)c < 0x20 || (unsigned char)c >= 0x80 || c == '"' || c == '\\';
}

/* The offset of the first byte from `i` on that cannot stand in a JSON text as it is. */
static size_t plain_until(struct str s, size_t i)
{
    for (; i + 8 <= s.len; i += 8) {
        uint64_t eight;
        memcpy(&eight, s.at + i, 8);
        if (special_bytes(eight)) break;
    }
    while (i < s.len && !is_special(s.at[i])) i++;
    return i;
}

static void put_escape(struct buf *b, unsigned char c)
{
    static const char hex[] = "0123456789abcdef";
    static const char letters[256] = {
        ['"'] = '"', ['\\'] = '\\', ['\b'] = 'b', ['\f'] = 'f', ['\n'] = 'n', ['\r'] = 'r', ['\t'] = 't'};
    char *to = buf_reserve(b, 6);
    if (letters[c]) {
        memcpy(to, (char[]){'\\', letters[c], '\0'}, 3);
        b->len += 2;
    } else {
        memcpy(to, (char[]){'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15], '\0'}, 7);
        b->len += 6;
    }
}

static void put_quoted(struct buf *b, struct str s)
{
    buf_reserve(b, s.len + 2);
    buf_char(b, '"');
    size_t start = 0, i = 0; /* from start to i stands as it is, and is not yet written */
    while ((i = plain_until(s, i)) < s.len) {
        int32_t code;
        size_t n = (unsigned char)s.at[i] >= 0x80 ? utf8_decode(s, i, &code) : 0;
        if (n > 0) {
            i += n;
            continue;
        }
        buf_put(b, str_cut(s, start, i));
        if ((unsigned char)s.at[i] >= 0x80) buf_put(b, STR("\xEF\xBF\xBD"));
        else put_escape(b, (unsigned char)s.at[i]);
        start = ++i;
    }
    buf_put(b, str_cut(s, start, s.len));
    buf_char(b, '"');
}

void json_key(struct json_out *w, const char *name)
{
    size_t len = strlen(name);
    char *to = buf_reserve(&w->buf, len + 4);
    char *start = to;
    if (w->after_value) *to++ = ',';
    *to++ = '"';
    memcpy(to, name, len);
    to += len;
    memcpy(to, "\":", 3);
    w->buf.len += (size_t)(to + 2 - start);
    w->after_value = false;
}

void json_key_str(struct json_out *w, struct str name)
{
    if (w->after_value) buf_char(&w->buf, ',');
    put_quoted(&w->buf, name);
    buf_char(&w->buf, ':');
    w->after_value = false;
}

void json_text(struct json_out *w, struct str s)
{
    begin_value(w);
    if (s.at) put_quoted(&w->buf, s);
    else buf_put(&w->buf, STR("null"));
}

void json_int(struct json_out *w, int64_t v)
{
    begin_value(w);
    buf_int(&w->buf, v);
}

void json_decimal(struct json_out *w, int64_t millionths)
{
    begin_value(w);
    if (millionths == DECIMAL_NONE) buf_put(&w->buf, STR("null"));
    else decimal_put(&w->buf, millionths);
}

void json_bool(struct json_out *w, bool v)
{
    begin_value(w);
    buf_put(&w->buf, v ? STR("true") : STR("false"));
}

void json_none(struct json_out *w)
{
    json_text(w, STR_NONE);
}

void json_date(struct json_out *w, int32_t date)
{
    json_text(w, date_print(w->buf.arena, date));
}

void json_instant(struct json_out *w, int64_t ms)
{
    json_text(w, instant_print(w->buf.arena, ms));
}

void json_raw(struct json_out *w, struct str json)
{
    begin_value(w);
    buf_put(&w->buf, str_empty(json) ? STR("null") : json);
}

struct str json_done(const struct json_out *w)
{
    BUG_IF(w->depth != 0);
    return buf_str(&w->buf);
}

void json_put_text(struct json_out *w, const char *key, struct str s)
{
    json_key(w, key);
    json_text(w, s);
}

void json_put_int(struct json_out *w, const char *key, int64_t v)
{
    json_key(w, key);
    json_int(w, v);
}

void json_put_id(struct json_out *w, const char *key, int64_t id)
{
    json_key(w, key);
    if (id) json_int(w, id);
    else json_none(w);
}

void json_put_decimal(struct json_out *w, const char *key, int64_t millionths)
{
    json_key(w, key);
    json_decimal(w, millionths);
}

void json_put_bool(struct json_out *w, const char *key, bool v)
{
    json_key(w, key);
    json_bool(w, v);
}

void json_put_date(struct json_out *w, const char *key, int32_t date)
{
    json_key(w, key);
    json_date(w, date);
}

void json_put_instant(struct json_out *w, const char *key, int64_t ms)
{
    json_key(w, key);
    json_instant(w, ms);
}

/* The offset at which objects and arrays nest too deeply, or -1. Texts are passed over; what is not
 * JSON at all is left to the parser. */
static ptrdiff_t too_deep_at(struct str s)
{
    int depth = 0;
    bool in_text = false;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.at[i];
        if (in_text) {
            if (c == '\\') i++;
            else if (c == '"') in_text = false;
        } else if (c == '"') {
            in_text = true;
        } else if (c == '{' || c == '[') {
            if (++depth > LIMIT_JSON_DEPTH) return (ptrdiff_t)i;
        } else if (c == '}' || c == ']') {
            depth--;
        }
    }
    return -1;
}

/* Line and column (in code points) of an offset, both from 1. */
static void place_of(struct str s, size_t at, int *line, int *column)
{
    *line = 1;
    *column = 1;
    for (size_t i = 0; i < at && i < s.len; i++) {
        if (s.at[i] == '\n') {
            ++*line;
            *column = 1;
        } else if (((unsigned char)s.at[i] & 0xC0) != 0x80) {
            ++*column;
        }
    }
}

/* What jansson's error means, for a person who wrote the text. */
static const char *explain(const json_error_t *error)
{
    switch (json_error_code(error)) {
    case json_error_premature_end_of_input:
        return "the text ends too early; a bracket, a brace or a quote is still open";
    case json_error_end_of_input_expected: return "there is something after the end of the value";
    case json_error_invalid_utf8: return "a character is not valid UTF-8";
    case json_error_null_character:
    case json_error_null_byte_in_key: return "a text holds the character NUL (\\u0000), which cannot be stored";
    case json_error_duplicate_key: return "a name stands twice in the same object";
    case json_error_numeric_overflow: return "a number is too large";
    case json_error_stack_overflow: return "objects and arrays are nested too deeply";
    case json_error_out_of_memory: return "there is not enough memory to read it";
    default: return "a value, a comma or a closing bracket was expected here";
    }
}

static struct str sentence(struct arena *a, int line, int column, const char *what)
{
    return str_format(a, "The text is not valid JSON: line %d, column %d: %s.", line, column > 0 ? column : 1, what);
}

static void release(void *value)
{
    json_decref(value);
}

void json_keep(struct arena *a, json_t *value)
{
    arena_defer(a, release, value);
}

json_t *json_read(struct arena *a, struct str text, struct str *why)
{
    if (str_empty(str_trim(text))) {
        *why = STR("The text is not valid JSON: it is empty.");
        return NULL;
    }
    ptrdiff_t deep = too_deep_at(text);
    if (deep >= 0) {
        int line, column;
        place_of(text, (size_t)deep, &line, &column);
        *why = sentence(a, line, column, "objects and arrays are nested too deeply");
        return NULL;
    }
    json_error_t error;
    json_t *value = json_loadb(text.at, text.len, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);
    if (!value) {
        *why = sentence(a, error.line, error.column, explain(&error));
        return NULL;
    }
    json_keep(a, value);
    return value;
}

bool json_to_decimal(const json_t *number, int64_t *out, const char **why)
{
    if (json_is_real(number)) return decimal_from_double(json_real_value(number), out, why);
    const char *wrong = NULL;
    int64_t value = 0;
    if (!json_is_integer(number)) {
        wrong = "This is not a number.";
    } else if (__builtin_mul_overflow(json_integer_value(number), DECIMAL_ONE, &value) || value > DECIMAL_MAX ||
               value < -DECIMAL_MAX) {
        wrong = DECIMAL_OUT_OF_RANGE;
    }
    if (why) *why = wrong;
    if (wrong) return false;
    *out = value;
    return true;
}
