/* Fuzzing JSON: what was read, written by our writer and read again is the same; any bytes written
 * as a text are JSON; and no refusal comes without a sentence. */
#include "base/json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MUST(condition)                                                                                                \
    do {                                                                                                               \
        if (!(condition)) abort();                                                                                     \
    } while (0)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void write_value(struct json_out *w, json_t *value);

static void write_members(struct json_out *w, json_t *object)
{
    const char *key;
    json_t *member;
    json_begin_object(w);
    json_object_foreach(object, key, member)
    {
        json_key_str(w, str_of(key));
        write_value(w, member);
    }
    json_end_object(w);
}

static void write_number(struct json_out *w, const json_t *number)
{
    int64_t value;
    if (json_to_decimal(number, &value, NULL)) {
        json_decimal(w, value);
    } else if (json_is_integer(number)) {
        json_int(w, json_integer_value(number));
    } else {
        char text[40];
        snprintf(text, sizeof text, "%.17g", json_real_value(number));
        json_raw(w, str_of(text));
    }
}

static void write_value(struct json_out *w, json_t *value)
{
    if (json_is_object(value)) {
        write_members(w, value);
    } else if (json_is_array(value)) {
        json_begin_array(w);
        for (size_t i = 0; i < json_array_size(value); i++) write_value(w, json_array_get(value, i));
        json_end_array(w);
    } else if (json_is_string(value)) {
        json_text(w, (struct str){json_string_value(value), json_string_length(value)});
    } else if (json_is_number(value)) {
        write_number(w, value);
    } else if (json_is_boolean(value)) {
        json_bool(w, json_is_true(value));
    } else {
        json_none(w);
    }
}

static bool same(const json_t *a, const json_t *b);

static bool same_number(const json_t *a, const json_t *b)
{
    int64_t one = 0, other = 0;
    if (!json_is_number(b)) return false;
    bool exact = json_to_decimal(a, &one, NULL);
    if (exact != json_to_decimal(b, &other, NULL)) return false;
    return exact ? one == other : json_number_value(a) == json_number_value(b);
}

static bool same_members(json_t *a, const json_t *b)
{
    const char *key;
    json_t *member;
    if (!json_is_object(b) || json_object_size(a) != json_object_size(b)) return false;
    json_object_foreach(a, key, member)
    {
        if (!same(member, json_object_get(b, key))) return false;
    }
    return true;
}

static bool same(const json_t *a, const json_t *b)
{
    if (!b) return false;
    if (json_is_number(a)) return same_number(a, b);
    if (json_is_object(a)) return same_members((json_t *)(uintptr_t)a, b);
    if (!json_is_array(a)) return json_equal(a, b);
    if (!json_is_array(b) || json_array_size(a) != json_array_size(b)) return false;
    for (size_t i = 0; i < json_array_size(a); i++) {
        if (!same(json_array_get(a, i), json_array_get(b, i))) return false;
    }
    return true;
}

static void read_write_read(struct arena *a, struct str text)
{
    struct str why = STR_NONE;
    json_t *value = json_read(a, text, &why);
    if (!value) {
        MUST(!str_empty(why) && utf8_valid(why) && str_ends(why, STR(".")));
        return;
    }
    struct json_out w = json_out_new(a, 0);
    write_value(&w, value);
    MUST(same(value, json_read(a, json_done(&w), &why)));
}

static void any_bytes_as_text(struct arena *a, struct str text)
{
    if (text.len && memchr(text.at, '\0', text.len)) return; /* is written, but not read */
    struct str why;
    struct json_out w = json_out_new(a, 0);
    json_text(&w, text);
    json_t *value = json_read(a, json_done(&w), &why);
    MUST(json_is_string(value));
    struct str back = {json_string_value(value), json_string_length(value)};
    MUST(str_equal(back, utf8_mend(a, text)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new((size_t)1 << 30);
    struct str text = {size ? (const char *)data : "", size};
    read_write_read(a, text);
    any_bytes_as_text(a, text);
    arena_free(a);
    return 0;
}
