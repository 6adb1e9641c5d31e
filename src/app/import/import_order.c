/* Imports over the API: the text of a file first tried, then ordered. An order is kept with its state, so that it can
 * be left and returned to; a job (import_job.c) brings it in. */
#include "app/import.h"
#include "app/permission.h"
#include "app/person.h"
#include "base/limits.h"
#include "kernel/event.h"
#include "kernel/idempotency.h"
#include "kernel/language.h"
#include "kernel/query.h"

static const char *const kind_choices[] = {"people", "goals", NULL};
static const char *const state_choices[] = {"waiting", "running", "done", "stopped", "undone", NULL};

struct import_order {
    int64_t id;
    int kind;
    struct str file_name;
    int64_t person_id;
    struct str person_name;
    int state;
    struct str text;
    bool dry_run, strict;
    struct str column_lines;
    struct lines columns;
    int64_t rows, position, progress;
    int64_t made, changed, same, refused;
    struct list lines;
    struct str why;
    int64_t created_at, finished_at, undone_at, undone_by;
    int64_t version;
};

#define C(member) offsetof(struct import_change, member)

static const struct field change_fields[] = {
    {"field", FIELD_LINE, C(field), FIELD_READ_ONLY, .doc = "The column."},
    {"before", FIELD_LINE, C(before), FIELD_READ_ONLY | FIELD_NULL, .doc = "What was there."},
    {"after", FIELD_LINE, C(after), FIELD_READ_ONLY | FIELD_NULL, .doc = "What the row says."},
    {0},
};
static const struct resource change_resource = {.name = "import_change",
                                                .size = sizeof(struct import_change),
                                                .fields = change_fields,
                                                .doc = "What a row changes."};

#define L(member) offsetof(struct import_line, member)

static const struct field line_fields[] = {
    {"line", FIELD_INT, L(line), FIELD_READ_ONLY, .doc = "The line of the file, from 1."},
    {"outcome", FIELD_CHOICE, L(outcome), FIELD_READ_ONLY, .choices = import_outcomes,
     .doc = "What became of the row, or would; a remark is about the file."},
    {"name", FIELD_LINE, L(name), FIELD_READ_ONLY | FIELD_NULL, .doc = "The person or goal, as the row has it."},
    {"text", FIELD_TEXT, L(text), FIELD_READ_ONLY | FIELD_NULL,
     .doc = "Why the row is refused, or what there is to say."},
    {"subject_id", FIELD_ID, L(subject_id), FIELD_READ_ONLY | FIELD_NULL, .doc = "The person or goal, once it is in."},
    {"changes", FIELD_LIST, L(changes), FIELD_READ_ONLY, .of = &change_resource, .doc = "What is changed by it."},
    {"fields", FIELD_LINES, L(fields), FIELD_READ_ONLY, .doc = "The row as it came, when it is refused: to be mended."},
    {0},
};
const struct resource import_line_resource = {.name = "import_line",
                                              .size = sizeof(struct import_line),
                                              .fields = line_fields,
                                              .doc = "What became of a line of a file."};

#define F(member) offsetof(struct import_order, member)
#define COMPUTED (FIELD_READ_ONLY | FIELD_NO_COLUMN)

static const struct field import_fields[] = {
    {"id", FIELD_ID, F(id), FIELD_READ_ONLY | FIELD_NULL, .doc = "The import's number; null: it was only tried."},
    {"kind", FIELD_CHOICE, F(kind), FIELD_REQUIRED, .choices = kind_choices, .doc = "What the rows are."},
    {"file_name", FIELD_LINE, F(file_name), FIELD_NULL, 0, LIMIT_NAME, .doc = "What the file is called."},
    {"person_id", FIELD_ID, F(person_id), FIELD_READ_ONLY, .doc = "Who ordered it."},
    {"person_name", FIELD_LINE, F(person_name), COMPUTED | FIELD_NULL, .doc = "Their name."},
    {"state", FIELD_CHOICE, F(state), FIELD_READ_ONLY | FIELD_NULL, .choices = state_choices,
     .doc = "Where it stands; null: nothing was ordered (a dry run, or strict and refused)."},
    {"text", FIELD_TEXT, F(text), FIELD_REQUIRED | FIELD_WRITE_ONLY | FIELD_NO_COLUMN, 1, LIMIT_BODY_BYTES,
     .doc = "The CSV file, its first line the names of the columns."},
    {"dry_run", FIELD_BOOL, F(dry_run), FIELD_NO_COLUMN, .doc = "Only says what would happen."},
    {"strict", FIELD_BOOL, F(strict), FIELD_WRITE_ONLY | FIELD_NO_COLUMN,
     .doc = "Orders nothing when a row would be refused."},
    {"column_lines", FIELD_TEXT, F(column_lines), FIELD_READ_ONLY | FIELD_HIDDEN, .doc = "The columns, a line each."},
    {"columns", FIELD_LINES, F(columns), FIELD_READ_ONLY, .doc = "The columns of the file."},
    {"rows", FIELD_INT, F(rows), FIELD_READ_ONLY, .doc = "Rows that were read."},
    {"position", FIELD_INT, F(position), FIELD_READ_ONLY | FIELD_HIDDEN, .doc = "How far it is, of twice the rows."},
    {"progress", FIELD_INT, F(progress), COMPUTED, .doc = "How far it is, of 100."},
    {"made", FIELD_INT, F(made), FIELD_READ_ONLY, .doc = "Rows that made somebody or something new."},
    {"changed", FIELD_INT, F(changed), FIELD_READ_ONLY, .doc = "Rows that changed what was there."},
    {"same", FIELD_INT, F(same), FIELD_READ_ONLY, .doc = "Rows that said what was there already."},
    {"refused", FIELD_INT, F(refused), FIELD_READ_ONLY, .doc = "Rows that stay out; each has its line."},
    {"lines", FIELD_LIST, F(lines), FIELD_READ_ONLY, .of = &import_line_resource,
     .doc = "Of a dry run: what would become of each line, in their order. Else they are a list of their own."},
    {"why", FIELD_TEXT, F(why), FIELD_READ_ONLY | FIELD_NULL, .doc = "Why it was stopped."},
    {"created_at", FIELD_INSTANT, F(created_at), FIELD_READ_ONLY, .doc = "When it was ordered."},
    {"finished_at", FIELD_INSTANT, F(finished_at), FIELD_READ_ONLY | FIELD_NULL, .doc = "When it was done."},
    {"undone_at", FIELD_INSTANT, F(undone_at), FIELD_READ_ONLY | FIELD_NULL, .doc = "When it was taken back."},
    {"undone_by", FIELD_ID, F(undone_by), FIELD_READ_ONLY | FIELD_NULL, .doc = "Who took it back."},
    {"version", FIELD_INT, F(version), FIELD_READ_ONLY, .doc = "Grows with each step; for If-Match."},
    {0},
};

const struct resource import_resource = {.name = "import",
                                         .table = "imports",
                                         .size = sizeof(struct import_order),
                                         .fields = import_fields,
                                         .doc = "People or goals from a CSV file."};

struct line_filter {
    int outcome;
};
static const struct field line_filter_fields[] = {
    {"outcome", FIELD_CHOICE, offsetof(struct line_filter, outcome), 0, .choices = import_outcomes,
     .doc = "Only lines of which this became."},
    {0},
};
static const struct resource line_filter_resource = {
    .name = "import_line_filter", .size = sizeof(struct line_filter), .fields = line_filter_fields};

static bool import_post(struct ctx *ctx);

const struct route import_routes[] = {
    {METHOD_GET, "/imports", &people_operations, import_list, "The imports that were ordered here, newest first.",
     .gives = &import_resource, .flags = ROUTE_LIST, .sorts = "-id"},
    {METHOD_POST, "/imports", &people_operations, import_post,
     "Orders an import of a CSV file of at most 1 MB, or (dry_run) says what it would do. Good rows come in, bad ones "
     "are told by line and reason; the same file again changes nothing.",
     .takes = &import_resource, .gives = &import_resource, .flags = ROUTE_OWN_TX},
    {METHOD_GET, "/imports/{id}", &people_operations, import_show, "One import: its state and how far it is.",
     .gives = &import_resource},
    {METHOD_GET, "/imports/{id}/lines", &people_operations, import_line_list, "What became of each line, by line.",
     .gives = &import_line_resource, .filter = &line_filter_resource, .flags = ROUTE_LIST, .sorts = "line"},
    {METHOD_GET, "/imports/{id}/undoing", &people_operations, import_undoing_show,
     "What taking it back would do, and what stands in the way.", .gives = &import_undoing_resource},
    {METHOD_PUT, "/imports/{id}/undoing", &people_operations, import_undoing_put,
     "Takes the import back, all of it or nothing, as long as nothing was built on it.", .gives = &import_resource},
    {0},
};

/* ---- orders ---- */

static void order_complete(struct ctx *ctx, struct import_order *o)
{
    struct str rest = o->column_lines, line;
    o->columns = (struct lines){.at = arena_many(ctx->arena, struct str, LIMIT_CSV_COLUMNS)};
    while (!str_empty(rest) && o->columns.n < LIMIT_CSV_COLUMNS && str_split(&rest, '\n', &line))
        o->columns.at[o->columns.n++] = str_copy(ctx->arena, line);
    o->person_name =
        o->person_id ? db_text_of(ctx, "SELECT name FROM people WHERE id = $1", db_int(o->person_id)) : STR_NONE;
    o->progress = o->rows ? o->position * 100 / (2 * o->rows) : 100;
    if (o->finished_at != INSTANT_NONE) o->progress = 100;
}

static bool order_reply(struct ctx *ctx, int status, struct import_order *o)
{
    order_complete(ctx, o);
    struct json_out w = json_out_new(ctx->arena, 4096);
    resource_write(&w, &import_resource, o);
    ctx->reply->version = o->version;
    return status == 201 ? reply_created(ctx, &w, "/imports/", o->id) : reply_json(ctx, status, &w);
}

static void order_count(struct import_order *o, const struct import *im)
{
    struct ctx *ctx = im->ctx;
    struct buf b = buf_new(ctx->arena, 256);
    for (int place = 0; place < LIMIT_CSV_COLUMNS; place++)
        for (const struct import_column *c = im->columns; c->name; c++)
            if (c->place == place) buf_format(&b, "%s%s", b.len ? "\n" : "", c->name);
    o->column_lines = buf_str(&b);
    o->rows = im->n;
    o->made = im->made;
    o->changed = im->changed;
    o->same = im->same;
    o->refused = im->refused;
    o->finished_at = o->undone_at = INSTANT_NONE;
    o->created_at = ctx->now;
    o->person_id = ctx->actor.person_id;
}

/* Tried in a transaction that is rolled back. Goals of others are told as agreed already, so the one who brings them in
 * acts for their owners. */
static bool order_try(struct import *im, struct str text)
{
    struct actor before = im->ctx->actor;
    im->ctx->actor.system = im->goals;
    bool read = import_text(im, text);
    im->ctx->actor = before;
    return read;
}

static bool order_keep(struct ctx *ctx, struct import_order *o)
{
    o->made = o->changed = o->same = o->refused = 0;
    o->state = 0;
    o->position = 0;
    o->version = 1;
    return resource_insert(ctx, &import_resource, o) &&
           db_run(ctx, "INSERT INTO import_texts (import_id, text) VALUES ($1, $2)", db_int(o->id), db_text(o->text)) &&
           event_record(ctx, &(struct event){.type = "import.ordered", .subject = "import", .subject_id = o->id}) &&
           order_reply(ctx, 201, o);
}

/* The trial takes long, and would find the rows there already: an order that was answered is looked for before it. */
static bool answered_before(struct ctx *ctx, bool *replayed)
{
    if (!db_begin_read(ctx)) return false;
    idempotency_look(ctx, replayed);
    return db_finish(ctx);
}

static bool order_once(struct ctx *ctx, struct import_order *o)
{
    bool replayed = false;
    return idempotency_begin(ctx, &replayed) && (replayed || (order_keep(ctx, o) && idempotency_keep(ctx)));
}

static bool import_post(struct ctx *ctx)
{
    struct import_order o;
    bool replayed = false;
    if (!resource_read(ctx, &import_resource, READ_CREATE, &o)) return false;
    if (!o.dry_run && (!answered_before(ctx, &replayed) || replayed)) return !failed(ctx);
    struct import im = {.ctx = ctx, .goals = o.kind == 1, .dry_run = true};
    bool tries = o.dry_run || o.strict;
    if (!(tries ? order_try(&im, o.text) : import_read(&im, o.text)))
        return failed(ctx) ? false : fail_field(ctx, "text", "%s", say(ctx, "Line 1: %.*s", STR_ARG(im.unreadable)).at);
    order_count(&o, &im);
    if (o.dry_run || (o.strict && im.refused)) {
        o.lines = import_lines_told(&im);
        o.position = 2 * o.rows;
        if (!db_begin_read(ctx)) return false;
        order_reply(ctx, 200, &o);
        return db_finish(ctx);
    }
    if (!db_begin_write(ctx)) return false;
    order_once(ctx, &o);
    return db_finish(ctx);
}

static void order_item(struct ctx *ctx, struct json_out *w, struct db_rows *row, struct page_key *key)
{
    struct import_order o;
    resource_clear(&import_resource, &o);
    resource_from_row(&import_resource, row, 0, &o);
    order_complete(ctx, &o);
    resource_write(w, &import_resource, &o);
    key->id = o.id;
}

bool import_list(struct ctx *ctx)
{
    struct page page;
    if (!page_read(ctx, &page)) return false;
    struct str sql = str_format(ctx->arena, "SELECT %s FROM imports i WHERE i.id < $1 ORDER BY i.id DESC LIMIT $2",
                                resource_columns(ctx, &import_resource, "i").at);
    return page_reply(ctx, &page, db_query(ctx, sql.at, db_int(page.id), db_int(page.limit + 1)), order_item);
}

bool import_show(struct ctx *ctx)
{
    struct import_order o;
    return resource_find(ctx, &import_resource, request_id(ctx, 0), &o) && order_reply(ctx, 200, &o);
}

/* ---- lines ---- */

static struct list changes_of(struct ctx *ctx, struct str json)
{
    struct str why;
    json_t *array = json_read(ctx->arena, json, &why);
    int n = (int)json_array_size(array);
    struct import_change *changes = arena_many(ctx->arena, struct import_change, n + 1);
    for (int i = 0; i < n; i++) {
        json_t *o = json_array_get(array, (size_t)i);
        changes[i] = (struct import_change){
            .field = str_of(json_string_value(json_object_get(o, "field"))),
            .before = str_of(json_string_value(json_object_get(o, "before"))),
            .after = str_of(json_string_value(json_object_get(o, "after"))),
        };
    }
    return (struct list){changes, n, true};
}

static struct lines fields_of(struct ctx *ctx, struct str json)
{
    struct str why;
    json_t *array = json_read(ctx->arena, json, &why);
    struct lines lines = {.at = arena_many(ctx->arena, struct str, LIMIT_CSV_COLUMNS), .given = true};
    for (size_t i = 0; i < json_array_size(array) && lines.n < LIMIT_CSV_COLUMNS; i++)
        lines.at[lines.n++] = str_of(json_string_value(json_array_get(array, i)));
    return lines;
}

static void line_item(struct ctx *ctx, struct json_out *w, struct db_rows *row, struct page_key *key)
{
    bool hidden = db_col_int(row, 7) != 0;
    struct import_line l = {
        .line = db_col_int(row, 0),
        .outcome = choice_of(import_outcomes, db_col_text(row, 1)),
        .name = hidden ? STR_NONE : db_col_text(row, 2),
        .text = hidden ? STR_NONE : db_col_text(row, 3),
        .subject_id = hidden ? 0 : db_col_int(row, 4),
        .changes = changes_of(ctx, hidden ? STR("[]") : db_col_text(row, 5)),
        .fields = fields_of(ctx, hidden ? STR("[]") : db_col_text(row, 6)),
    };
    resource_write(w, &import_line_resource, &l);
    key->id = l.line;
}

/* 1 where the line tells of a draft, which is its owner's and starter's alone, or of a row that never became a goal and
 * may have been one. Whoever ordered the import had the file, and reads all of it. */
static void put_hidden(struct ctx *ctx, struct query *q, const struct import_order *o)
{
    struct db_value me = db_int(ctx->actor.person_id);
    if (o->kind != 1 || o->person_id == ctx->actor.person_id) {
        query_put(q, ", 0");
        return;
    }
    query_put(q, ", CASE WHEN EXISTS (SELECT 1 FROM goals g WHERE g.id = l.subject_id AND (g.state <> 'draft'");
    query_value(q, " OR g.owner_id = ", me, "");
    query_value(q, " OR g.started_by = ", me, ")) THEN 0 ELSE 1 END");
}

bool import_line_list(struct ctx *ctx)
{
    struct page page;
    struct import_order o;
    struct line_filter filter;
    if (!page_read(ctx, &page) || !resource_read_query(ctx, &line_filter_resource, &filter)) return false;
    if (!resource_find(ctx, &import_resource, request_id(ctx, 0), &o)) return false;
    struct query q = query_new(ctx, "SELECT l.line, l.outcome, l.name, l.text, l.subject_id, l.changes, l.fields");
    put_hidden(ctx, &q, &o);
    query_put(&q, " FROM import_lines l");
    query_value(&q, " WHERE l.import_id = ", db_int(o.id), "");
    query_value(&q, " AND l.line > ", db_int(page.id), "");
    if (filter.outcome >= 0) query_value(&q, " AND l.outcome = ", db_text(str_of(import_outcomes[filter.outcome])), "");
    query_put(&q, " ORDER BY l.line");
    query_limit(&q, (int)page.limit + 1);
    return page_reply(ctx, &page, query_rows(ctx, &q), line_item);
}
