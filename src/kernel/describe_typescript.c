/* TypeScript types from the rows: an interface for each shape of each resource, and a map of all routes, so that the
 * browser's code cannot ask for what the server does not have. */
#include "base/log.h"
#include "kernel/describe_shape.h"
#include "kernel/resource_field.h"

#include <string.h>

/* A comment's end inside of it would end it. */
static void put_doc(struct buf *b, const char *indent, const char *doc)
{
    if (!doc || !*doc) return;
    buf_format(b, "%s/** ", indent);
    for (const char *c = doc; *c; c++) {
        buf_char(b, *c == '\n' ? ' ' : *c);
        if (c[0] == '*' && c[1] == '/') buf_char(b, ' ');
    }
    buf_puts(b, " */\n");
}

static void put_choices(struct buf *b, const struct field *f)
{
    for (int i = 0; f->choices[i]; i++) buf_format(b, "%s\"%s\"", i ? " | " : "", f->choices[i]);
}

static void put_list_type(struct buf *b, const struct field *f, enum shape shape)
{
    if (f->type == FIELD_IDS) {
        buf_puts(b, "number[]");
    } else if (f->type == FIELD_LIST) {
        buf_format(b, "%s[]", shape_name(b->arena, f->of, shape_of_entries(shape)).at);
    } else if (f->choices) {
        buf_puts(b, "(");
        put_choices(b, f);
        buf_puts(b, ")[]");
    } else {
        buf_puts(b, "string[]");
    }
}

static void put_value_type(struct buf *b, const struct field *f, enum shape shape)
{
    switch (f->type) {
    case FIELD_ID:
    case FIELD_INT:
    case FIELD_DECIMAL: buf_puts(b, "number"); return;
    case FIELD_BOOL: buf_puts(b, "boolean"); return;
    case FIELD_LINE:
    case FIELD_TEXT:
    case FIELD_EMAIL:
    case FIELD_ZONE: buf_puts(b, "string"); return;
    case FIELD_DATE: buf_puts(b, "CalendarDay"); return;
    case FIELD_INSTANT: buf_puts(b, "Instant"); return;
    case FIELD_CHOICE: put_choices(b, f); return;
    case FIELD_IDS:
    case FIELD_LINES:
    case FIELD_LIST: put_list_type(b, f, shape); return;
    case FIELD_OBJECT: buf_put(b, shape_name(b->arena, f->of, shape)); return;
    }
    BUG("a field of no known type");
}

/* A list or a truth value may be sent as null but never shows as one. */
static bool may_be_null(const struct field *f, enum shape shape)
{
    if (!(f->flags & FIELD_NULL)) return false;
    return shape != SHAPE_SHOWN || !(field_is_list(f) || f->type == FIELD_BOOL);
}

static void put_member(struct buf *b, const struct field *f, enum shape shape)
{
    put_doc(b, "  ", f->doc);
    buf_format(b, "  %s%s: ", f->name, shape_requires(f, shape) ? "" : "?");
    put_value_type(b, f, shape);
    buf_puts(b, may_be_null(f, shape) ? " | null;\n" : ";\n");
}

static void put_shape(struct buf *b, const struct shaped *s)
{
    buf_char(b, '\n');
    put_doc(b, "", s->resource->doc);
    buf_format(b, "export interface %s {\n", s->name.at);
    for (const struct field *f = s->resource->fields; f->name; f++)
        if (shape_has(f, s->shape)) put_member(b, f, s->shape);
    buf_puts(b, "}\n");
}

static void put_filter(struct buf *b, const struct route *r)
{
    buf_puts(b, "    filter: {");
    for (const struct field *f = r->filter ? r->filter->fields : NULL; f && f->name; f++) {
        if (!shape_has(f, SHAPE_CREATE)) continue;
        buf_format(b, " %s%s: ", f->name, f->flags & FIELD_REQUIRED ? "" : "?");
        put_value_type(b, f, SHAPE_CREATE);
        buf_char(b, ';');
    }
    if (r->flags & ROUTE_LIST) {
        buf_puts(b, " limit?: number; cursor?: string;");
        struct str rest = str_of(r->sorts ? r->sorts : ""), sort;
        const char *between = " sort?: ";
        while (str_split(&rest, ' ', &sort)) {
            if (str_empty(sort)) continue;
            buf_format(b, "%s\"%.*s\"", between, STR_ARG(sort));
            between = " | ";
        }
        if (r->sorts) buf_char(b, ';');
    }
    buf_puts(b, " };\n");
}

static void put_route(struct buf *b, const struct route *r)
{
    put_doc(b, "  ", r->doc);
    buf_format(b, "  \"%s %s\": {\n", method_name(r->method), r->path);
    buf_format(b, "    takes: %s;\n", r->takes ? shape_name(b->arena, r->takes, shape_taken(r)).at : "undefined");
    const char *gives = r->gives ? shape_name(b->arena, r->gives, SHAPE_SHOWN).at : "unknown";
    if (r->flags & ROUTE_LIST) buf_format(b, "    gives: Page<%s>;\n", gives);
    else buf_format(b, "    gives: %s;\n", gives);
    put_filter(b, r);
    buf_puts(b, "  };\n");
}

struct str describe_typescript(struct arena *a, const struct app *app)
{
    struct description d = describe_collect(a, app);
    struct buf b = buf_new(a, 65536);
    buf_puts(&b, "/* Printed by `waymark describe typescript`; do not edit. */\n\n"
                 "/** \"2026-11-24\", a day without a zone. */\nexport type CalendarDay = string;\n\n"
                 "/** \"2026-11-24T09:30:00.000Z\", RFC 3339 in UTC. */\nexport type Instant = string;\n\n"
                 "/** A page of a list; `next` is the cursor of the next one, null on the last. */\n"
                 "export interface Page<Item> {\n  items: Item[];\n  next: string | null;\n}\n\n"
                 "/** What every reply that is not 2XX holds (RFC 9457). */\n"
                 "export interface Problem {\n  type: string;\n  title: string;\n  status: number;\n  detail: string;\n"
                 "  fields?: { field: string; detail: string }[];\n}\n");
    for (int i = 0; i < d.n_shapes; i++) put_shape(&b, &d.shapes[i]);
    buf_puts(&b, "\nexport interface Routes {\n");
    for (int i = 0; i < d.n_operations; i++) put_route(&b, d.operations[i].route);
    buf_puts(&b, "}\n");
    return buf_str(&b);
}
