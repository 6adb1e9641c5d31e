/* Collects what describe prints: routes, operation ids, shapes of resources. */
#include "kernel/describe_shape.h"

#include "base/log.h"
#include "kernel/resource_field.h"

#include <stdlib.h>
#include <string.h>

bool shape_has(const struct field *f, enum shape shape)
{
    if (f->flags & FIELD_HIDDEN) return false;
    switch (shape) {
    case SHAPE_SHOWN: return !(f->flags & FIELD_WRITE_ONLY);
    case SHAPE_CREATE: return !(f->flags & FIELD_READ_ONLY);
    case SHAPE_PATCH: return !(f->flags & (FIELD_READ_ONLY | FIELD_CREATE_ONLY));
    }
    return false;
}

bool shape_requires(const struct field *f, enum shape shape)
{
    return shape == SHAPE_SHOWN || (shape == SHAPE_CREATE && (f->flags & FIELD_REQUIRED));
}

enum shape shape_of_entries(enum shape shape)
{
    return shape == SHAPE_SHOWN ? SHAPE_SHOWN : SHAPE_CREATE;
}

enum shape shape_taken(const struct route *r)
{
    return r->method == METHOD_PATCH ? SHAPE_PATCH : SHAPE_CREATE;
}

static void put_capital(struct buf *b, char c)
{
    buf_char(b, c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c);
}

/* "contact_point", "check-in", "contact point" as "ContactPoint", "CheckIn", "ContactPoint". */
static void put_camel(struct buf *b, struct str words)
{
    bool start = true;
    for (size_t i = 0; i < words.len; i++) {
        char c = words.at[i];
        if (c == '_' || c == '-' || c == ' ' || c == '.') {
            start = true;
        } else if (start) {
            put_capital(b, c);
            start = false;
        } else {
            buf_char(b, c);
        }
    }
}

struct str shape_name(struct arena *a, const struct resource *r, enum shape shape)
{
    struct buf b = buf_new(a, 32);
    put_camel(&b, str_of(r->name));
    if (shape == SHAPE_CREATE) buf_puts(&b, "Create");
    if (shape == SHAPE_PATCH) buf_puts(&b, "Patch");
    return buf_str(&b);
}

/* Operation ids: "GET /goals/{id}/criteria" as "listGoalCriteria". */

static struct str one_of_many(struct arena *a, struct str s)
{
    if (str_ends(s, STR("people"))) return str_format(a, "%.*sperson", (int)s.len - 6, s.at);
    if (str_ends(s, STR("criteria"))) return str_format(a, "%.*scriterion", (int)s.len - 8, s.at);
    if (str_ends(s, STR("ies"))) return str_format(a, "%.*sy", (int)s.len - 3, s.at);
    if (str_ends(s, STR("ss")) || str_ends(s, STR("us")) || !str_ends(s, STR("s"))) return s;
    return str_cut(s, 0, s.len - 1);
}

static const char *verb(const struct route *r)
{
    switch (r->method) {
    case METHOD_GET: return r->flags & ROUTE_LIST ? "list" : "get";
    case METHOD_POST: return "create";
    case METHOD_PUT: return "set";
    case METHOD_PATCH: return "change";
    case METHOD_DELETE: return "remove";
    case METHOD_OTHER: break;
    }
    BUG("a route of no known method");
}

/* "POST /sign-in" is an act and makes nothing: "signIn". */
static bool is_act(struct arena *a, const struct route *r)
{
    struct str path = str_of(r->path);
    return r->method == METHOD_POST && !strchr(r->path, '{') && one_of_many(a, path).len == path.len;
}

static struct str operation_name(struct arena *a, const struct route *r)
{
    struct buf b = buf_new(a, 64);
    buf_puts(&b, verb(r));
    size_t verb_length = b.len;
    struct str rest = str_of(r->path), part, waiting = STR_NONE;
    while (str_split(&rest, '/', &part)) {
        if (str_empty(part)) continue;
        bool place = str_starts(part, STR("{"));
        if (!str_none(waiting)) put_camel(&b, place ? one_of_many(a, waiting) : waiting);
        waiting = place ? STR_NONE : part;
    }
    if (!str_none(waiting)) put_camel(&b, r->method == METHOD_POST ? one_of_many(a, waiting) : waiting);
    if (!is_act(a, r) || b.len == verb_length) return buf_str(&b);
    b.at[verb_length] = (char)(b.at[verb_length] - 'A' + 'a');
    return str_cut(buf_str(&b), verb_length, b.len);
}

/* Two paths may make the same name; the later ones are counted. */
static struct str operation_id(struct description *d, const struct route *r)
{
    struct str name = operation_name(d->arena, r);
    struct str id = name;
    for (int count = 2;; count++) {
        bool taken = false;
        for (int i = 0; i < d->n_operations && !taken; i++) taken = str_equal(d->operations[i].id, id);
        if (!taken) return id;
        id = str_format(d->arena, "%.*s%d", STR_ARG(name), count);
    }
}

static void add_operation(struct description *d, const struct slice *slice, const struct route *r)
{
    size_t size = sizeof *d->operations, n = (size_t)d->n_operations;
    struct str id = operation_id(d, r);
    d->operations = arena_grow(d->arena, d->operations, n * size, (n + 1) * size);
    d->operations[d->n_operations++] = (struct operation){slice, r, id};
}

static bool has_shape(const struct description *d, const struct resource *r, enum shape shape, struct str name)
{
    for (int i = 0; i < d->n_shapes; i++) {
        const struct shaped *s = &d->shapes[i];
        if (s->resource == r && s->shape == shape) return true;
        if (str_equal(s->name, name)) {
            log_event(LOG_LEVEL_ERROR, "describe.same_name", LOG_TEXT("name", name.at));
            BUG("two resources make the same name");
        }
    }
    return false;
}

static void add_shape(struct description *d, const struct resource *r, enum shape shape)
{
    struct str name = shape_name(d->arena, r, shape);
    if (has_shape(d, r, shape, name)) return;
    size_t size = sizeof *d->shapes, n = (size_t)d->n_shapes;
    d->shapes = arena_grow(d->arena, d->shapes, n * size, (n + 1) * size);
    d->shapes[d->n_shapes++] = (struct shaped){r, shape, name};
    for (const struct field *f = r->fields; f->name; f++) {
        if (!f->of || !shape_has(f, shape)) continue;
        add_shape(d, f->of, f->type == FIELD_OBJECT ? shape : shape_of_entries(shape));
    }
}

static int by_name(const void *a, const void *b)
{
    return str_compare(((const struct shaped *)a)->name, ((const struct shaped *)b)->name);
}

/* A slice lists all its resources; those that no route speaks of are shown, for they are part of another reply. */
static bool spoken_of(const struct description *d, const struct resource *r)
{
    for (int i = 0; i < d->n_shapes; i++)
        if (d->shapes[i].resource == r) return true;
    for (int i = 0; i < d->n_operations; i++)
        if (d->operations[i].route->filter == r) return true;
    return false;
}

struct description describe_collect(struct arena *a, const struct app *app)
{
    struct description d = {.arena = a};
    for (const struct slice *s = app->slices; s->name; s++) {
        for (const struct route *r = s->routes; r && r->path; r++) {
            add_operation(&d, s, r);
            if (r->gives) add_shape(&d, r->gives, SHAPE_SHOWN);
            if (r->takes) add_shape(&d, r->takes, shape_taken(r));
        }
    }
    for (const struct slice *s = app->slices; s->name; s++)
        for (const struct resource *const *r = s->resources; r && *r; r++)
            if (!spoken_of(&d, *r)) add_shape(&d, *r, SHAPE_SHOWN);
    if (d.n_shapes) qsort(d.shapes, (size_t)d.n_shapes, sizeof *d.shapes, by_name);
    return d;
}
