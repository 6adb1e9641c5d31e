/* The same import from the browser: the text of the file, and a reply that says what became of each row. */
#include "app/import.h"
#include "app/permission.h"
#include "base/limits.h"
#include "kernel/language.h"

static const char *const kind_choices[] = {"people", NULL}; /* goals of others are theirs to accept */

struct import_order {
    int kind;
    struct str text;
    bool dry_run, strict;
    int64_t rows, made, changed, same, refused;
    bool kept;
    struct list lines;
};

#define L(member) offsetof(struct import_line, member)

static const struct field line_fields[] = {
    {"line", FIELD_INT, L(line), FIELD_READ_ONLY, .doc = "The line of the file, from 1."},
    {"refused", FIELD_BOOL, L(refused), FIELD_READ_ONLY,
     .doc = "The row stays out; else it came in and this is a remark."},
    {"text", FIELD_LINE, L(text), FIELD_READ_ONLY, .doc = "What there is to say."},
    {0},
};
static const struct resource line_resource = {.name = "import_line",
                                              .size = sizeof(struct import_line),
                                              .fields = line_fields,
                                              .doc = "What an import says of a line."};

#define F(member) offsetof(struct import_order, member)

static const struct field import_fields[] = {
    {"kind", FIELD_CHOICE, F(kind), FIELD_REQUIRED, .choices = kind_choices, .doc = "What the rows are."},
    {"text", FIELD_TEXT, F(text), FIELD_REQUIRED | FIELD_WRITE_ONLY, 1, LIMIT_BODY_BYTES,
     .doc = "The CSV file, its first line the names of the columns."},
    {"dry_run", FIELD_BOOL, F(dry_run), 0, .doc = "Only says what would happen."},
    {"strict", FIELD_BOOL, F(strict), 0, .doc = "Takes all rows or none."},
    {"rows", FIELD_INT, F(rows), FIELD_READ_ONLY, .doc = "Rows that were read."},
    {"made", FIELD_INT, F(made), FIELD_READ_ONLY, .doc = "Rows that made somebody or something new."},
    {"changed", FIELD_INT, F(changed), FIELD_READ_ONLY, .doc = "Rows that changed what was there."},
    {"same", FIELD_INT, F(same), FIELD_READ_ONLY, .doc = "Rows that said what was there already."},
    {"refused", FIELD_INT, F(refused), FIELD_READ_ONLY, .doc = "Rows that stay out; each has its line."},
    {"kept", FIELD_BOOL, F(kept), FIELD_READ_ONLY,
     .doc = "What came in is in; false after a dry run, or strict and refused."},
    {"lines", FIELD_LIST, F(lines), FIELD_READ_ONLY, .of = &line_resource,
     .doc = "What there is to say, in their order."},
    {0},
};

const struct resource import_resource = {
    .name = "import", .size = sizeof(struct import_order), .fields = import_fields, .doc = "People from a CSV file."};

static bool import_post(struct ctx *ctx);

const struct route import_routes[] = {
    {METHOD_POST, "/imports", &people_operations, import_post,
     "Brings people in from a CSV file of at most 1 MB. Good rows come in, bad ones are told by line and reason; "
     "the same file again changes nothing.",
     .takes = &import_resource, .gives = &import_resource, .flags = ROUTE_OWN_TX},
    {0},
};

static bool import_post(struct ctx *ctx)
{
    struct import_order order;
    if (!resource_read(ctx, &import_resource, READ_CREATE, &order)) return false;
    struct import im = {.ctx = ctx, .dry_run = order.dry_run, .strict = order.strict};
    if (!import_text(&im, order.text))
        return failed(ctx) ? false : fail_field(ctx, "text", "%s", say(ctx, "Line 1: %.*s", STR_ARG(im.unreadable)).at);
    order.rows = im.n;
    order.made = im.made;
    order.changed = im.changed;
    order.same = im.same;
    order.refused = im.refused;
    order.kept = im.kept;
    order.lines = (struct list){.at = im.told, .n = im.n_told, .given = true};
    struct json_out w = json_out_new(ctx->arena, 4096);
    resource_write(&w, &import_resource, &order);
    return reply_json(ctx, 200, &w);
}
