/* JSON out: a small streaming writer (commas and escaping by itself). JSON in: jansson, strict. */
#ifndef WAYMARK_BASE_JSON_H
#define WAYMARK_BASE_JSON_H

#include "base/decimal.h"
#include "base/str.h"

#include <jansson.h>

struct json_out {
    struct buf buf;
    int depth;
    bool after_value; /* a comma is due before the next value */
};

struct json_out json_out_new(struct arena *a, size_t room);
void json_begin_object(struct json_out *w); /* { as value or array element */
void json_end_object(struct json_out *w);
void json_begin_array(struct json_out *w);
void json_end_array(struct json_out *w);
void json_key(struct json_out *w, const char *name); /* ASCII, as it stands in the code */
void json_key_str(struct json_out *w, struct str name);
void json_text(struct json_out *w, struct str s); /* none is null; invalid UTF-8 is replaced */
void json_int(struct json_out *w, int64_t v);
void json_decimal(struct json_out *w, int64_t millionths); /* DECIMAL_NONE is null */
void json_bool(struct json_out *w, bool v);
void json_none(struct json_out *w);
void json_date(struct json_out *w, int32_t date);   /* DATE_NONE is null */
void json_instant(struct json_out *w, int64_t ms);  /* INSTANT_NONE is null; RFC 3339 UTC */
void json_raw(struct json_out *w, struct str json); /* is JSON already; empty is null */
struct str json_done(const struct json_out *w);     /* everything closed; NUL-terminated */

/* Key and value in one call. */
void json_put_text(struct json_out *w, const char *key, struct str s);
void json_put_int(struct json_out *w, const char *key, int64_t v);
void json_put_id(struct json_out *w, const char *key, int64_t id); /* 0 is null */
void json_put_decimal(struct json_out *w, const char *key, int64_t millionths);
void json_put_bool(struct json_out *w, const char *key, bool v);
void json_put_date(struct json_out *w, const char *key, int32_t date);
void json_put_instant(struct json_out *w, const char *key, int64_t ms);

/* The value lives as long as the arena. NULL: *why has a sentence with line and column. Refused:
 * duplicate keys, depth over LIMIT_JSON_DEPTH, invalid UTF-8, NUL in a text, anything after the
 * value. */
json_t *json_read(struct arena *a, struct str text, struct str *why);
/* A value made otherwise (json_pack, json_copy) lives as long as the arena, too. */
void json_keep(struct arena *a, json_t *value);
/* A number as millionths; false with why as in decimal_parse. */
bool json_to_decimal(const json_t *number, int64_t *out, const char **why);

#endif
