/* Query parameters into a filter struct, by the same field rows and with the same sentences as a body. */
#include "base/log.h"
#include "kernel/http.h"
#include "kernel/resource_read.h"

#include <string.h>

/* Queries. */

static bool query_into_decimal(const struct spot *s, struct str text, int64_t *out)
{
    int64_t number = 0;
    const char *why = NULL;
    bool good = decimal_parse(text, &number, &why);
    return put_decimal(s, good, number, why, out);
}

static bool query_into_bool(const struct spot *s, struct str text, bool *out)
{
    *out = str_is(text, "true") || str_is(text, "1");
    if (*out || str_is(text, "false") || str_is(text, "0")) return true;
    return fault(s, "This needs to be true or false.");
}

/* "3,17,4" */
static bool query_into_list(const struct spot *s, struct str text, void *at)
{
    json_t *entries = (json_array)(); /* jansson's, not our macro */
    BUG_IF(!entries);
    json_keep(s->ctx->arena, entries);
    struct str rest = text, part;
    while (str_split(&rest, ',', &part)) {
        part = str_trim(part);
        int64_t id = 0;
        bool whole = s->field->type == FIELD_IDS && str_to_int(part, &id);
        json_array_append_new(entries, whole ? json_integer(id) : json_stringn(part.at, part.len));
    }
    return json_into_list(s, entries, at);
}

static bool query_into(const struct spot *s, struct str text, void *at)
{
    int64_t number = 0;
    switch (s->field->type) {
    case FIELD_ID:
    case FIELD_INT: {
        bool whole = str_to_int(text, &number);
        return put_whole(s, whole, number, at);
    }
    case FIELD_DECIMAL: return query_into_decimal(s, text, at);
    case FIELD_BOOL: return query_into_bool(s, text, at);
    case FIELD_IDS:
    case FIELD_LINES: return query_into_list(s, text, at);
    case FIELD_LIST:
    case FIELD_OBJECT: BUG("a filter has no lists of objects");
    default: return put_any_text(s, text, at);
    }
}

static bool belongs_to_page(struct str name)
{
    return str_is(name, "limit") || str_is(name, "cursor") || str_is(name, "sort");
}

/* What a form sends empty ("?q=") is not given. */
static void read_parameter(struct ctx *ctx, const struct resource *r, const struct parameter *p, uint64_t *seen,
                           void *out)
{
    const struct field *f = r ? field_named(r, str_copy(ctx->arena, p->name).at) : NULL;
    if (!f) {
        if (!belongs_to_page(p->name)) unknown(ctx, "", p->name);
        return;
    }
    struct spot s = {ctx, "", f, -1};
    if (!str_empty(str_trim(p->value))) query_into(&s, p->value, field_in(f, out));
    *seen |= UINT64_C(1) << (f - r->fields);
}

static bool missing(const struct field *f, uint64_t seen, int64_t place)
{
    return (f->flags & FIELD_REQUIRED) && !(seen & (UINT64_C(1) << place));
}

bool resource_read_query(struct ctx *ctx, const struct resource *r, void *out)
{
    BUG_IF(!ctx->request);
    const struct request *q = ctx->request;
    uint64_t seen = 0;
    if (r) resource_clear(r, out);
    for (int i = 0; i < q->n_query && !enough(ctx); i++) read_parameter(ctx, r, &q->query[i], &seen, out);
    for (const struct field *f = r ? r->fields : NULL; f && f->name; f++) {
        struct spot s = {ctx, "", f, -1};
        if (missing(f, seen, f - r->fields)) wanted(&s);
    }
    return !failed(ctx);
}
