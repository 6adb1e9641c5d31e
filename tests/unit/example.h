/* A resource that no slice has, with a field of every type, and a context to read and write it in: for the tests and
 * fuzz targets of resource, page and describe. */
#ifndef WAYMARK_TESTS_EXAMPLE_H
#define WAYMARK_TESTS_EXAMPLE_H

#include "base/limits.h"
#include "kernel/http.h"
#include "kernel/resource.h"
#include "kernel/route.h"

#include <stddef.h>
#include <string.h>

struct part {
    struct str name;
    int64_t good;
    struct ids links;
};

struct place {
    struct str town;
    struct str street;
};

struct example {
    int64_t id, version, owner_id, count, amount, at;
    bool open;
    struct str title, text, email, zone, secret, hidden, shown;
    int32_t due_on;
    int kind;
    struct ids serves;
    struct lines words;
    struct list parts;
    struct object place;
};

static const char *const example_kinds[] = {"aligned", "question", "suggestion", "offer", NULL};

#define P(member) offsetof(struct part, member)
static const struct field part_fields[] = {
    {"name", FIELD_LINE, P(name), FIELD_REQUIRED, 0, 40, .doc = "Its name."},
    {"good", FIELD_DECIMAL, P(good), FIELD_REQUIRED, .doc = "What good is."},
    {"links", FIELD_IDS, P(links), 0, 0, 5, .doc = "What it links to."},
    {.name = NULL},
};
static const struct resource part_resource = {
    .name = "part", .size = sizeof(struct part), .fields = part_fields, .doc = "A part of an example."};
#undef P

#define P(member) offsetof(struct place, member)
static const struct field place_fields[] = {
    {"town", FIELD_LINE, P(town), FIELD_REQUIRED, 0, 40, .doc = "The town."},
    {"street", FIELD_LINE, P(street), FIELD_NULL, 0, 40, .doc = "The street."},
    {.name = NULL},
};
static const struct resource place_resource = {
    .name = "place", .size = sizeof(struct place), .fields = place_fields, .doc = "Where it is."};
#undef P

#define E(member) offsetof(struct example, member)
static const struct field example_fields[] = {
    {"id", FIELD_ID, E(id), FIELD_READ_ONLY, .doc = "Its number."},
    {"title", FIELD_LINE, E(title), FIELD_REQUIRED, 0, 200, .doc = "What it is | called."},
    {"text", FIELD_TEXT, E(text), FIELD_NULL, .doc = "More about it. Not */ the end."},
    {"email", FIELD_EMAIL, E(email), FIELD_NULL, .doc = "Where to write to."},
    {"zone", FIELD_ZONE, E(zone), 0, .doc = "Its time zone."},
    {"owner_id", FIELD_ID, E(owner_id), FIELD_REQUIRED | FIELD_CREATE_ONLY, .doc = "Whose it is."},
    {"count", FIELD_INT, E(count), FIELD_NULL, 1, 5, .doc = "How many."},
    {"amount", FIELD_DECIMAL, E(amount), FIELD_NULL, -DECIMAL_ONE / 2, 10 * DECIMAL_ONE, .doc = "How much."},
    {"open", FIELD_BOOL, E(open), 0, .doc = "Everybody sees it."},
    {"due_on", FIELD_DATE, E(due_on), FIELD_NULL, .doc = "Until when."},
    {"at", FIELD_INSTANT, E(at), FIELD_NULL, .doc = "When."},
    {"kind", FIELD_CHOICE, E(kind), FIELD_REQUIRED, .choices = example_kinds, .doc = "Which kind."},
    {"secret", FIELD_LINE, E(secret), FIELD_NULL | FIELD_WRITE_ONLY, 4, 20, .doc = "Never shown."},
    {"hidden", FIELD_LINE, E(hidden), FIELD_NULL | FIELD_HIDDEN, .doc = "Not for anybody."},
    {"shown", FIELD_LINE, E(shown), FIELD_READ_ONLY | FIELD_NULL | FIELD_NO_COLUMN, .doc = "Computed."},
    {"serves", FIELD_IDS, E(serves), 0, 0, 4, .doc = "What it serves."},
    {"words", FIELD_LINES, E(words), FIELD_NULL, 0, 3, .doc = "Words for it."},
    {"parts", FIELD_LIST, E(parts), 0, 0, 3, .of = &part_resource, .doc = "Its parts."},
    {"place", FIELD_OBJECT, E(place), FIELD_NULL, .of = &place_resource, .doc = "Where it is."},
    {"version", FIELD_INT, E(version), FIELD_READ_ONLY, .doc = "Grows with each change."},
    {.name = NULL},
};
static const struct resource example_resource = {.name = "example",
                                                 .table = "examples",
                                                 .size = sizeof(struct example),
                                                 .fields = example_fields,
                                                 .doc = "What tests are made of."};
#undef E

static const char example_table[] =
    "CREATE TABLE examples (id INTEGER PRIMARY KEY, title TEXT NOT NULL, text TEXT, email TEXT, "
    "zone TEXT NOT NULL DEFAULT 'UTC', owner_id INTEGER NOT NULL, count INTEGER, amount INTEGER, "
    "open INTEGER NOT NULL, due_on TEXT, at INTEGER, kind TEXT NOT NULL, secret TEXT, hidden TEXT, "
    "version INTEGER NOT NULL DEFAULT 1) STRICT";

/* A request with a reply, in an arena of its own. */
struct example_request {
    struct ctx ctx;
    struct request request;
    struct reply reply;
};

static inline struct example_request *example_request(struct arena *a, struct str body)
{
    struct example_request *e = arena_one(a, struct example_request);
    e->ctx = (struct ctx){.arena = a, .request = &e->request, .reply = &e->reply, .now = INT64_C(1795487872000)};
    e->request.path = STR("/api/v1/examples");
    e->request.body = body;
    return e;
}

/* The faults as "field: sentence" lines, or "status: sentence". */
static inline struct str example_faults(const struct ctx *ctx)
{
    struct buf b = buf_new(ctx->arena, 256);
    if (ctx->failure.n_fields == 0 && failed(ctx))
        buf_format(&b, "%d: %.*s\n", ctx->failure.status, STR_ARG(ctx->failure.sentence));
    for (int i = 0; i < ctx->failure.n_fields; i++)
        buf_format(&b, "%.*s: %.*s\n", STR_ARG(ctx->failure.fields[i].field), STR_ARG(ctx->failure.fields[i].sentence));
    return buf_str(&b);
}

#endif
