/* Field rows out: a row as JSON, and what differs between two rows for the event's old and new. */
#include "base/log.h"
#include "kernel/resource_field.h"

#include <string.h>

static void write_list(struct json_out *w, const struct resource *of, const struct list *l)
{
    json_begin_array(w);
    for (int i = 0; i < l->n; i++) resource_write(w, of, (const char *)l->at + (size_t)i * of->size);
    json_end_array(w);
}

static void write_many(struct json_out *w, const struct field *f, const void *at)
{
    if (f->type == FIELD_LIST) {
        write_list(w, f->of, at);
        return;
    }
    json_begin_array(w);
    if (f->type == FIELD_IDS) {
        const struct ids *ids = at;
        for (int i = 0; i < ids->n; i++) json_int(w, ids->at[i]);
    } else {
        const struct lines *lines = at;
        for (int i = 0; i < lines->n; i++) json_text(w, lines->at[i]);
    }
    json_end_array(w);
}

static void write_number(struct json_out *w, int64_t v, int64_t none)
{
    if (v == none) json_none(w);
    else json_int(w, v);
}

static void write_choice(struct json_out *w, const struct field *f, int choice)
{
    if (choice < 0) json_none(w);
    else json_text(w, str_of(f->choices[choice]));
}

static void write_object(struct json_out *w, const struct field *f, const struct object *o)
{
    if (o->at) resource_write(w, f->of, o->at);
    else json_none(w);
}

void field_write(struct json_out *w, const struct field *f, const void *row)
{
    const void *at = field_of(f, row);
    switch (f->type) {
    case FIELD_ID: write_number(w, *(const int64_t *)at, 0); return;
    case FIELD_INT: write_number(w, *(const int64_t *)at, INT64_MIN); return;
    case FIELD_DECIMAL: json_decimal(w, *(const int64_t *)at); return;
    case FIELD_BOOL: json_bool(w, *(const bool *)at); return;
    case FIELD_LINE:
    case FIELD_TEXT:
    case FIELD_EMAIL:
    case FIELD_ZONE: json_text(w, *(const struct str *)at); return;
    case FIELD_DATE: json_date(w, *(const int32_t *)at); return;
    case FIELD_INSTANT: json_instant(w, *(const int64_t *)at); return;
    case FIELD_CHOICE: write_choice(w, f, *(const int *)at); return;
    case FIELD_IDS:
    case FIELD_LINES:
    case FIELD_LIST: write_many(w, f, at); return;
    case FIELD_OBJECT: write_object(w, f, at); return;
    }
    BUG("a field of no known type");
}

void resource_write_members(struct json_out *w, const struct resource *r, const void *row)
{
    for (const struct field *f = r->fields; f->name; f++) {
        if (f->flags & (FIELD_WRITE_ONLY | FIELD_HIDDEN)) continue;
        json_key(w, f->name);
        field_write(w, f, row);
    }
}

void resource_write(struct json_out *w, const struct resource *r, const void *row)
{
    json_begin_object(w);
    resource_write_members(w, r, row);
    json_end_object(w);
}

/* A list counts as changed only when the body gave it: rows that come from one table have their lists empty. */
static bool list_given(const struct field *f, const void *row)
{
    const void *at = field_of(f, row);
    switch (f->type) {
    case FIELD_IDS: return ((const struct ids *)at)->given;
    case FIELD_LINES: return ((const struct lines *)at)->given;
    case FIELD_LIST: return ((const struct list *)at)->given;
    default: return true;
    }
}

/* What is computed, kept from replies or counted by ourselves is no part of the history. */
static bool in_history(const struct field *f)
{
    return !(f->flags & (FIELD_WRITE_ONLY | FIELD_HIDDEN | FIELD_NO_COLUMN)) && strcmp(f->name, "version") != 0;
}

static bool differs(const struct field *f, const void *before, const void *after)
{
    if (!in_history(f)) return false;
    return !before || (list_given(f, after) && !field_same(f, before, after));
}

static struct str written(struct ctx *ctx, const struct resource *r, const void *before, const void *after,
                          const void *row)
{
    struct json_out w = json_out_new(ctx->arena, 256);
    json_begin_object(&w);
    for (const struct field *f = r->fields; f->name; f++) {
        if (!differs(f, before, after)) continue;
        json_key(&w, f->name);
        field_write(&w, f, row);
    }
    json_end_object(&w);
    return json_done(&w);
}

void resource_diff(struct ctx *ctx, const struct resource *r, const void *before, const void *after,
                   struct str *old_json, struct str *new_json)
{
    bool any = false;
    for (const struct field *f = r->fields; f->name && !any; f++) any = differs(f, before, after);
    *old_json = any && before ? written(ctx, r, before, after, before) : STR_NONE;
    *new_json = any ? written(ctx, r, before, after, after) : STR_NONE;
}
