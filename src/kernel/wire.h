/* The texts of HTTP: targets, query strings, cookies, lists of entity tags. Pure functions over what a client sent;
 * results live in the arena given. */
#ifndef WAYMARK_KERNEL_WIRE_H
#define WAYMARK_KERNEL_WIRE_H

#include "kernel/http.h"

/* Percent-decodes; '+' counts as a space when `plus`. False: a '%' without two hex digits, a NUL, or not UTF-8. */
bool wire_decode(struct arena *a, struct str text, bool plus, struct str *out);

/* The path of a target, decoded. False: it does not begin with '/', is longer than LIMIT_PATH_BYTES, has a raw space or
 * control character, bad encoding, an encoded '/', a backslash, or a segment "." or "..". */
bool wire_path(struct arena *a, struct str text, struct str *out);

/* "a=1&b=2" into at most `most` parameters; empty parts are skipped. -1: bad encoding or too many. */
int wire_query(struct arena *a, struct str text, struct parameter *out, int most);

/* The value of the first cookie of that name in a Cookie header, without quotes around it; none when absent. Borrowed.
 */
struct str wire_cookie(struct str header, struct str name);

/* True when a list of entity tags (If-None-Match) is "*" or has `tag`, compared weakly (W/ is ignored). */
bool wire_tag_in(struct str list, struct str tag);

/* True when a list of entity tags (If-Match) is "*" or has one of this version: "7" or "7-...". */
bool wire_version_in(struct str list, int64_t version);

/* True when a list of codings (Accept-Encoding) takes `coding`: it is named and not with q=0. */
bool wire_accepts(struct str list, struct str coding);

#endif
