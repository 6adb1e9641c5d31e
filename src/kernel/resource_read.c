/* Field rows in: a JSON body into a struct, checked on the way. All faults are told at once, each with the path of its
 * field and a sentence that names the limit. Single values are in resource_value.c, queries in resource_query.c. */
#include "kernel/resource_read.h"
#include "base/log.h"
#include "kernel/http.h"

#include <string.h>

static bool json_into_decimal(const struct spot *s, json_t *v, int64_t *out)
{
    if (!json_is_number(v)) return put_decimal(s, false, 0, NULL, out);
    int64_t number = 0;
    const char *why = NULL;
    bool good = json_to_decimal(v, &number, &why);
    return put_decimal(s, good, number, why, out);
}

static bool json_into_text(const struct spot *s, json_t *v, void *at)
{
    if (!json_is_string(v)) {
        if (s->field->type == FIELD_CHOICE) return put_choice(s, STR_NONE, at);
        return fault(s, "This needs to be a text.");
    }
    return put_any_text(s, (struct str){json_string_value(v), json_string_length(v)}, at);
}

/* Lists. */

static bool count_fits(const struct spot *s, int64_t n)
{
    const struct field *f = s->field;
    if (n == 0 && (f->flags & FIELD_REQUIRED)) return wanted(s);
    if (n < f->least) return fault(s, "Please give at least %lld.", (long long)f->least);
    if (n > field_most(f)) return fault(s, "This has more than %lld entries.", (long long)field_most(f));
    return true;
}

static bool no_twin(const struct spot *s, const struct ids *ids)
{
    for (int i = 0; i < ids->n; i++)
        if (ids->at[i] == ids->at[ids->n]) return fault(s, "This one is in the list twice.");
    return true;
}

static void put_ids(const struct spot *s, json_t *v, struct ids *out)
{
    size_t n = json_array_size(v);
    struct ids ids = {.at = arena_many(s->ctx->arena, int64_t, n), .given = true};
    for (size_t i = 0; i < n && !enough(s->ctx); i++) {
        struct spot here = *s;
        here.index = (int)i;
        json_t *entry = json_array_get(v, i);
        if (put_whole(&here, json_is_integer(entry), json_integer_value(entry), &ids.at[ids.n]) && no_twin(&here, &ids))
            ids.n++;
    }
    *out = ids;
}

static void put_lines(const struct spot *s, json_t *v, struct lines *out)
{
    size_t n = json_array_size(v);
    struct lines lines = {.at = arena_many(s->ctx->arena, struct str, n), .given = true};
    for (size_t i = 0; i < n && !enough(s->ctx); i++) {
        struct spot here = *s;
        here.index = (int)i;
        if (json_into_text(&here, json_array_get(v, i), &lines.at[lines.n])) lines.n++;
    }
    *out = lines;
}

static void put_list(const struct spot *s, json_t *v, struct list *out)
{
    const struct resource *of = s->field->of;
    size_t n = json_array_size(v);
    struct list list = {.at = arena_alloc(s->ctx->arena, of->size * n), .n = (int)n, .given = true};
    for (size_t i = 0; i < n && !enough(s->ctx); i++) {
        struct str path = str_format(s->ctx->arena, "%s%s[%zu].", s->path, s->field->name, i);
        resource_read_json(s->ctx, of, READ_CREATE, json_array_get(v, i), path.at, (char *)list.at + i * of->size);
    }
    *out = list;
}

bool json_into_list(const struct spot *s, json_t *v, void *at)
{
    if (!json_is_array(v)) return fault(s, "This needs to be a list.");
    if (!count_fits(s, (int64_t)json_array_size(v))) return false;
    switch (s->field->type) {
    case FIELD_IDS: put_ids(s, v, at); break;
    case FIELD_LINES: put_lines(s, v, at); break;
    default: put_list(s, v, at); break;
    }
    return !failed(s->ctx);
}

/* In a PATCH the object is merged into a copy of the old one: `before` and `after` may share its address. */
static bool json_into_object(const struct spot *s, enum read_mode mode, json_t *v, struct object *out)
{
    const struct resource *of = s->field->of;
    void *made = arena_alloc(s->ctx->arena, of->size);
    bool merge = mode == READ_PATCH && out->at;
    if (merge) memcpy(made, out->at, of->size);
    struct str path = str_format(s->ctx->arena, "%s%s.", s->path, s->field->name);
    out->at = made;
    return resource_read_json(s->ctx, of, merge ? READ_PATCH : READ_CREATE, v, path.at, made);
}

/* One value, by its field. */

static bool json_into(const struct spot *s, enum read_mode mode, json_t *v, void *at)
{
    switch (s->field->type) {
    case FIELD_ID:
    case FIELD_INT: return put_whole(s, json_is_integer(v), json_integer_value(v), at);
    case FIELD_DECIMAL: return json_into_decimal(s, v, at);
    case FIELD_BOOL:
        if (!json_is_boolean(v)) return fault(s, "This needs to be true or false.");
        *(bool *)at = json_is_true(v);
        return true;
    case FIELD_IDS:
    case FIELD_LINES:
    case FIELD_LIST: return json_into_list(s, v, at);
    case FIELD_OBJECT: return json_into_object(s, mode, v, at);
    default: return json_into_text(s, v, at);
    }
}

static void note_given(const struct field *f, void *at, bool given)
{
    if (f->type == FIELD_IDS) ((struct ids *)at)->given = given;
    if (f->type == FIELD_LINES) ((struct lines *)at)->given = given;
    if (f->type == FIELD_LIST) ((struct list *)at)->given = given;
}

static bool json_null_into(const struct spot *s, void *out)
{
    const struct field *f = s->field;
    if (f->flags & FIELD_REQUIRED) return wanted(s);
    if (!(f->flags & FIELD_NULL)) return fault(s, "This cannot be empty.");
    field_clear(f, out);
    note_given(f, field_in(f, out), true);
    return true;
}

static bool read_field(const struct spot *s, enum read_mode mode, json_t *v, void *out)
{
    const struct field *f = s->field;
    if (!v) {
        note_given(f, field_in(f, out), false);
        return mode == READ_CREATE && (f->flags & FIELD_REQUIRED) ? wanted(s) : true;
    }
    if (f->flags & FIELD_READ_ONLY) return fault(s, "This is set by Waymark and cannot be sent.");
    if (mode == READ_PATCH && (f->flags & FIELD_CREATE_ONLY))
        return fault(s, "This is given once, at the start, and cannot be changed.");
    if (json_is_null(v)) return json_null_into(s, out);
    if (f->type != FIELD_OBJECT) field_clear(f, out); /* a value that is refused leaves none */
    return json_into(s, mode, v, field_in(f, out));
}

static void refuse_unknown(struct ctx *ctx, const struct resource *r, json_t *object, const char *path)
{
    const char *name;
    json_t *value;
    json_object_foreach(object, name, value)
    {
        if (enough(ctx)) return;
        const struct field *f = field_named(r, name);
        if (!f || (f->flags & FIELD_HIDDEN)) unknown(ctx, path, str_of(name));
    }
}

bool resource_read_json(struct ctx *ctx, const struct resource *r, enum read_mode mode, json_t *object,
                        const char *path, void *out)
{
    if (mode == READ_CREATE) resource_clear(r, out);
    if (!json_is_object(object)) {
        struct str name = str_of(path);
        if (str_ends(name, STR("."))) name = str_cut(name, 0, name.len - 1);
        return fail_field(ctx, str_copy(ctx->arena, name).at, "This needs to be an object.");
    }
    refuse_unknown(ctx, r, object, path);
    for (const struct field *f = r->fields; f->name && !enough(ctx); f++) {
        struct spot s = {ctx, path, f, -1};
        if (!(f->flags & FIELD_HIDDEN)) read_field(&s, mode, json_object_get(object, f->name), out);
    }
    return !failed(ctx);
}

/* The body. */

static json_t *body_json(struct ctx *ctx)
{
    /* ctx shows the request to handlers as const; what its body means is found out here, once. */
    struct request *q = (struct request *)(uintptr_t)ctx->request;
    if (q->json) return q->json;
    if (str_empty(str_trim(q->body))) {
        q->json = (json_object)(); /* jansson's, not our macro */
        BUG_IF(!q->json);
        json_keep(ctx->arena, q->json);
        return q->json;
    }
    struct str why = STR_NONE;
    q->json = json_read(ctx->arena, q->body, &why);
    if (!q->json) fail(ctx, 400, "%.*s", STR_ARG(why));
    return q->json;
}

bool resource_read(struct ctx *ctx, const struct resource *r, enum read_mode mode, void *out)
{
    BUG_IF(!ctx->request);
    json_t *body = body_json(ctx);
    if (!body) return false;
    if (!json_is_object(body)) return fail(ctx, 400, "Please send one JSON object: {\"name\": value, ...}.");
    return resource_read_json(ctx, r, mode, body, "", out);
}

bool resource_given(const struct resource *r, json_t *object, const char *field)
{
    BUG_IF(!field_named(r, field)); /* a slip of the pen would always be false */
    return object && json_object_get(object, field) != NULL;
}
