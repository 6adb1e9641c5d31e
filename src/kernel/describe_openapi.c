/* OpenAPI 3.1 from the rows: a schema for each shape of each resource, an operation for each route. */
#include "base/limits.h"
#include "base/log.h"
#include "kernel/describe_shape.h"
#include "kernel/resource_field.h"

#include <stdlib.h>
#include <string.h>

/* Schemas. */

static void put_reference(struct json_out *w, struct arena *a, const char *kind, struct str name)
{
    json_put_text(w, "$ref", str_format(a, "#/components/%s/%.*s", kind, STR_ARG(name)));
}

static void put_schema_reference(struct json_out *w, struct arena *a, const struct resource *r, enum shape shape)
{
    put_reference(w, a, "schemas", shape_name(a, r, shape));
}

/* "type": "string", or ["string", "null"] where there may be no value. */
static void put_type(struct json_out *w, const char *type, bool null)
{
    if (!null) {
        json_put_text(w, "type", str_of(type));
        return;
    }
    json_key(w, "type");
    json_begin_array(w);
    json_text(w, str_of(type));
    json_text(w, STR("null"));
    json_end_array(w);
}

static void put_range(struct json_out *w, const struct field *f)
{
    bool decimal = f->type == FIELD_DECIMAL;
    if (field_has_least(f)) decimal ? json_put_decimal(w, "minimum", f->least) : json_put_int(w, "minimum", f->least);
    if (field_has_most(f)) decimal ? json_put_decimal(w, "maximum", f->most) : json_put_int(w, "maximum", f->most);
}

static void put_choices(struct json_out *w, const struct field *f, bool null)
{
    json_key(w, "enum");
    json_begin_array(w);
    for (int i = 0; f->choices[i]; i++) json_text(w, str_of(f->choices[i]));
    if (null) json_none(w);
    json_end_array(w);
}

/* Empty text for a field that may be null means null, so it has no least length then. */
static void put_lengths(struct json_out *w, const struct field *f, enum shape shape)
{
    bool null = f->flags & FIELD_NULL, needed = f->flags & FIELD_REQUIRED;
    int64_t least = f->least > 0 ? f->least : needed ? 1 : 0;
    if (shape != SHAPE_SHOWN && least && !null) json_put_int(w, "minLength", least);
    json_put_int(w, "maxLength", field_most(f));
}

static void put_entries(struct json_out *w, struct arena *a, const struct field *f, enum shape shape)
{
    json_key(w, "items");
    json_begin_object(w);
    if (f->type == FIELD_LIST) {
        put_schema_reference(w, a, f->of, shape_of_entries(shape));
    } else if (f->type == FIELD_IDS) {
        put_type(w, "integer", false);
        json_put_int(w, "minimum", 1);
    } else {
        put_type(w, "string", false);
        json_put_int(w, "maxLength", LIMIT_TITLE);
        if (f->choices) put_choices(w, f, false);
    }
    json_end_object(w);
    int64_t least = f->least > 0 ? f->least : f->flags & FIELD_REQUIRED ? 1 : 0;
    if (shape != SHAPE_SHOWN && least) json_put_int(w, "minItems", least);
    if (shape != SHAPE_SHOWN) json_put_int(w, "maxItems", field_most(f));
    if (f->type == FIELD_IDS) json_put_bool(w, "uniqueItems", true);
}

static void put_object_type(struct json_out *w, struct arena *a, const struct field *f, enum shape shape, bool null)
{
    if (!null) {
        put_schema_reference(w, a, f->of, shape);
        return;
    }
    json_key(w, "anyOf");
    json_begin_array(w);
    json_begin_object(w);
    put_schema_reference(w, a, f->of, shape);
    json_end_object(w);
    json_begin_object(w);
    put_type(w, "null", false);
    json_end_object(w);
    json_end_array(w);
}

static void put_text_type(struct json_out *w, const struct field *f, enum shape shape, bool null)
{
    put_type(w, "string", null);
    switch (f->type) {
    case FIELD_DATE: json_put_text(w, "format", STR("date")); return;
    case FIELD_INSTANT: json_put_text(w, "format", STR("date-time")); return;
    case FIELD_CHOICE: put_choices(w, f, null); return;
    case FIELD_EMAIL: json_put_text(w, "format", STR("email")); break;
    default: break;
    }
    put_lengths(w, f, shape);
}

static void put_value_schema(struct json_out *w, struct arena *a, const struct field *f, enum shape shape)
{
    bool null = f->flags & FIELD_NULL;
    switch (f->type) {
    case FIELD_ID:
        put_type(w, "integer", null);
        json_put_int(w, "minimum", 1);
        break;
    case FIELD_INT:
    case FIELD_DECIMAL:
        put_type(w, f->type == FIELD_INT ? "integer" : "number", null);
        put_range(w, f);
        break;
    case FIELD_BOOL: put_type(w, "boolean", null && shape != SHAPE_SHOWN); break;
    case FIELD_IDS:
    case FIELD_LINES:
    case FIELD_LIST:
        put_type(w, "array", null && shape != SHAPE_SHOWN); /* none shows as [] */
        put_entries(w, a, f, shape);
        break;
    case FIELD_OBJECT: put_object_type(w, a, f, shape, null); break;
    default: put_text_type(w, f, shape, null); break;
    }
}

static void put_property(struct json_out *w, struct arena *a, const struct field *f, enum shape shape)
{
    json_key(w, f->name);
    json_begin_object(w);
    put_value_schema(w, a, f, shape);
    if (f->doc) json_put_text(w, "description", str_of(f->doc));
    if (f->flags & FIELD_WRITE_ONLY) json_put_bool(w, "writeOnly", true);
    json_end_object(w);
}

static void put_shape(struct json_out *w, struct arena *a, const struct shaped *s)
{
    json_key_str(w, s->name);
    json_begin_object(w);
    json_put_text(w, "type", STR("object"));
    if (s->resource->doc) json_put_text(w, "description", str_of(s->resource->doc));
    json_key(w, "properties");
    json_begin_object(w);
    for (const struct field *f = s->resource->fields; f->name; f++)
        if (shape_has(f, s->shape)) put_property(w, a, f, s->shape);
    json_end_object(w);
    json_key(w, "required");
    json_begin_array(w);
    for (const struct field *f = s->resource->fields; f->name; f++)
        if (shape_has(f, s->shape) && shape_requires(f, s->shape)) json_text(w, str_of(f->name));
    json_end_array(w);
    if (s->shape != SHAPE_SHOWN) json_put_bool(w, "additionalProperties", false);
    json_end_object(w);
}

/* Parameters. */

static void begin_parameter(struct json_out *w, struct str name, const char *in, bool required, const char *doc)
{
    json_begin_object(w);
    json_put_text(w, "name", name);
    json_put_text(w, "in", str_of(in));
    json_put_bool(w, "required", required);
    if (doc) json_put_text(w, "description", str_of(doc));
}

/* {id}, {person_id}: a number; {token} and the like: a text. A second {id} is called {id2}, for names must differ. */
static bool place_is_id(struct str name)
{
    return str_is(name, "id") || str_ends(name, STR("_id"));
}

static struct str place_name(struct arena *a, const char *path, int place)
{
    struct str names[LIMIT_PATH_PARAMETERS], rest = str_of(path), part;
    int n = 0, same = 1;
    while (n <= place && str_split(&rest, '/', &part))
        if (str_starts(part, STR("{"))) names[n++] = str_cut(part, 1, part.len - 1);
    if (n <= place) return STR_NONE;
    for (int i = 0; i < place; i++) same += str_equal(names[i], names[place]);
    return same == 1 ? names[place] : str_format(a, "%.*s%d", STR_ARG(names[place]), same);
}

static struct str path_shown(struct arena *a, const char *path)
{
    struct buf b = buf_new(a, 64);
    struct str rest = str_of(path), part;
    int place = 0;
    while (str_split(&rest, '/', &part)) {
        if (str_empty(part)) continue;
        buf_char(&b, '/');
        if (!str_starts(part, STR("{"))) {
            buf_put(&b, part);
            continue;
        }
        struct str name = place_name(a, path, place++);
        buf_format(&b, "{%.*s}", STR_ARG(name));
    }
    return b.len ? buf_str(&b) : STR("/");
}

static void put_places(struct json_out *w, struct arena *a, const char *path)
{
    for (int place = 0; place < LIMIT_PATH_PARAMETERS; place++) {
        struct str name = place_name(a, path, place);
        if (str_none(name)) return;
        bool id = place_is_id(name) || str_starts(name, STR("id"));
        begin_parameter(w, name, "path", true, NULL);
        json_key(w, "schema");
        json_begin_object(w);
        put_type(w, id ? "integer" : "string", false);
        if (id) json_put_int(w, "minimum", 1);
        json_end_object(w);
        json_end_object(w);
    }
}

static void put_filters(struct json_out *w, struct arena *a, const struct resource *filter)
{
    for (const struct field *f = filter->fields; f->name; f++) {
        if (!shape_has(f, SHAPE_CREATE)) continue;
        begin_parameter(w, str_of(f->name), "query", f->flags & FIELD_REQUIRED, f->doc);
        if (field_is_list(f)) {
            json_put_text(w, "style", STR("form"));
            json_put_bool(w, "explode", false);
        }
        struct field plain = *f;
        plain.flags &= ~FIELD_NULL; /* a query has no null: what is empty is not given */
        json_key(w, "schema");
        json_begin_object(w);
        put_value_schema(w, a, &plain, SHAPE_CREATE);
        json_end_object(w);
        json_end_object(w);
    }
}

static void put_sort(struct json_out *w, const char *sorts)
{
    struct str rest = str_of(sorts), sort;
    begin_parameter(w, STR("sort"), "query", false, "The order; '-' is descending. The first is the default.");
    json_key(w, "schema");
    json_begin_object(w);
    put_type(w, "string", false);
    json_key(w, "enum");
    json_begin_array(w);
    while (str_split(&rest, ' ', &sort))
        if (!str_empty(sort)) json_text(w, sort);
    json_end_array(w);
    json_end_object(w);
    json_end_object(w);
}

static void put_parameter_reference(struct json_out *w, struct arena *a, const char *name)
{
    json_begin_object(w);
    put_reference(w, a, "parameters", str_of(name));
    json_end_object(w);
}

static void put_parameters(struct json_out *w, struct arena *a, const struct route *r)
{
    json_key(w, "parameters");
    json_begin_array(w);
    put_places(w, a, r->path);
    if (r->filter) put_filters(w, a, r->filter);
    if (r->flags & ROUTE_LIST) {
        put_parameter_reference(w, a, "Limit");
        put_parameter_reference(w, a, "Cursor");
        if (r->sorts) put_sort(w, r->sorts);
    }
    if (r->flags & ROUTE_MATCH) put_parameter_reference(w, a, "IfMatch");
    if (r->method == METHOD_POST) put_parameter_reference(w, a, "IdempotencyKey");
    json_end_array(w);
}

/* Bodies and replies. */

static bool needs_body(const struct route *r)
{
    if (r->method == METHOD_PATCH) return true;
    for (const struct field *f = r->takes->fields; f->name; f++)
        if (shape_has(f, SHAPE_CREATE) && (f->flags & FIELD_REQUIRED)) return true;
    return false;
}

static void begin_json_content(struct json_out *w, const char *type)
{
    json_key(w, "content");
    json_begin_object(w);
    json_key(w, type);
    json_begin_object(w);
    json_key(w, "schema");
    json_begin_object(w);
}

static void end_json_content(struct json_out *w)
{
    json_end_object(w);
    json_end_object(w);
    json_end_object(w);
}

static void put_body(struct json_out *w, struct arena *a, const struct route *r)
{
    json_key(w, "requestBody");
    json_begin_object(w);
    json_put_bool(w, "required", needs_body(r));
    begin_json_content(w, "application/json");
    put_schema_reference(w, a, r->takes, shape_taken(r));
    end_json_content(w);
    json_end_object(w);
}

static void put_list_schema(struct json_out *w, struct arena *a, const struct resource *item)
{
    json_put_text(w, "type", STR("object"));
    json_key(w, "properties");
    json_begin_object(w);
    json_key(w, "items");
    json_begin_object(w);
    json_put_text(w, "type", STR("array"));
    json_key(w, "items");
    json_begin_object(w);
    if (item) put_schema_reference(w, a, item, SHAPE_SHOWN);
    json_end_object(w);
    json_end_object(w);
    json_key(w, "next");
    json_begin_object(w);
    put_type(w, "string", true);
    json_put_text(w, "description", STR("The cursor of the next page; null on the last one."));
    json_end_object(w);
    json_end_object(w);
    json_key(w, "required");
    json_begin_array(w);
    json_text(w, STR("items"));
    json_text(w, STR("next"));
    json_end_array(w);
}

/* A row does not say whether its handler makes something (201) or answers (200, 204): only GET and PATCH are sure. */
static const char *good_status(const struct route *r)
{
    bool sure = r->method == METHOD_GET || (r->method == METHOD_PATCH && r->gives);
    return sure ? "200" : "2XX";
}

static void put_header(struct json_out *w, struct arena *a, const char *key, const char *name)
{
    json_key(w, key);
    json_begin_object(w);
    put_reference(w, a, "headers", str_of(name));
    json_end_object(w);
}

static void put_good_reply(struct json_out *w, struct arena *a, const struct route *r)
{
    bool list = r->flags & ROUTE_LIST;
    json_key(w, good_status(r));
    json_begin_object(w);
    json_put_text(w, "description", str_of(r->gives && r->gives->doc ? r->gives->doc : r->doc));
    if (list || r->gives) {
        json_key(w, "headers");
        json_begin_object(w);
        if (list) put_header(w, a, "Link", "Link");
        else put_header(w, a, "ETag", "ETag");
        json_end_object(w);
        begin_json_content(w, "application/json");
        if (list) put_list_schema(w, a, r->gives);
        else put_schema_reference(w, a, r->gives, SHAPE_SHOWN);
        end_json_content(w);
    }
    json_end_object(w);
}

static bool open_to_all(const struct route *r)
{
    return strcmp(r->permission->name, "anyone") == 0;
}

struct problem {
    int status;
    const char *name, *doc;
};

static const struct problem problems[] = {
    {400, "BadRequest", "The request cannot be read."},
    {401, "NotSignedIn", "Nobody is signed in, or the credentials have ended."},
    {403, "Denied", "The permission of this operation is not given; `detail` says to whom it is."},
    {404, "NotFound", "It does not exist, or its existence is a secret."},
    {409, "Conflict", "The state it is in does not allow this."},
    {412, "Stale", "Somebody changed it meanwhile."},
    {413, "TooLarge", "The body is too large."},
    {422, "Faults", "Some fields need another look; `fields` names each."},
    {428, "MatchNeeded", "If-Match is missing."},
    {429, "TooMany", "Too many attempts; Retry-After says when to come back."},
    {503, "Away", "The database is away or busy; Retry-After says when to come back."},
    {507, "Full", "The disk is full."},
};
#define N_PROBLEMS (sizeof problems / sizeof *problems)

static bool may_fail_with(const struct route *r, int status)
{
    bool writes = r->method != METHOD_GET;
    switch (status) {
    case 401: return !open_to_all(r) || r->takes; /* signing in may fail, too */
    case 403: return !open_to_all(r) || writes;
    case 404: return strchr(r->path, '{') != NULL || r->takes || r->filter;
    case 409:
    case 413:
    case 507: return writes;
    case 412:
    case 428: return r->flags & ROUTE_MATCH;
    case 422: return writes || r->filter || (r->flags & ROUTE_LIST);
    case 429: return open_to_all(r) && writes;
    default: return true;
    }
}

static void put_replies(struct json_out *w, struct arena *a, const struct route *r)
{
    json_key(w, "responses");
    json_begin_object(w);
    put_good_reply(w, a, r);
    for (size_t i = 0; i < N_PROBLEMS; i++) {
        if (!may_fail_with(r, problems[i].status)) continue;
        json_key_str(w, str_format(a, "%d", problems[i].status));
        json_begin_object(w);
        put_reference(w, a, "responses", str_of(problems[i].name));
        json_end_object(w);
    }
    json_key(w, "default");
    json_begin_object(w);
    put_reference(w, a, "responses", STR("Problem"));
    json_end_object(w);
    json_end_object(w);
}

/* Operations. */

static void put_credential(struct json_out *w, const char *name)
{
    json_begin_object(w);
    if (name) {
        json_key(w, name);
        json_begin_array(w);
        json_end_array(w);
    }
    json_end_object(w);
}

static void put_security(struct json_out *w, const struct route *r)
{
    json_key(w, "security");
    json_begin_array(w);
    if (open_to_all(r)) put_credential(w, NULL);
    put_credential(w, "session");
    if (!(r->flags & ROUTE_SESSION)) put_credential(w, "token");
    json_end_array(w);
}

static const char *method_key(enum method m)
{
    switch (m) {
    case METHOD_GET: return "get";
    case METHOD_POST: return "post";
    case METHOD_PUT: return "put";
    case METHOD_PATCH: return "patch";
    case METHOD_DELETE: return "delete";
    case METHOD_OTHER: break;
    }
    BUG("a route of no known method");
}

static void put_operation(struct json_out *w, struct arena *a, const struct operation *o)
{
    const struct route *r = o->route;
    json_key(w, method_key(r->method));
    json_begin_object(w);
    json_put_text(w, "operationId", o->id);
    json_key(w, "tags");
    json_begin_array(w);
    json_text(w, str_of(o->slice->name));
    json_end_array(w);
    json_put_text(w, "summary", str_of(r->doc));
    json_put_text(w, "description", str_format(a, "Who may: %s", r->permission->doc));
    json_put_text(w, "x-permission", str_of(r->permission->name));
    if (r->flags & ROUTE_CHECKIN) json_put_bool(w, "x-checkin-token", true);
    put_security(w, r);
    put_parameters(w, a, r);
    if (r->takes) put_body(w, a, r);
    put_replies(w, a, r);
    json_end_object(w);
}

/* Routes of one path may stand apart, even in two slices; in the document they are one entry. */
static void put_paths(struct json_out *w, const struct description *d)
{
    json_key(w, "paths");
    json_begin_object(w);
    for (int i = 0; i < d->n_operations; i++) {
        const char *path = d->operations[i].route->path;
        bool seen = false;
        for (int j = 0; j < i && !seen; j++) seen = strcmp(d->operations[j].route->path, path) == 0;
        if (seen) continue;
        json_key_str(w, path_shown(d->arena, path));
        json_begin_object(w);
        for (int j = i; j < d->n_operations; j++)
            if (strcmp(d->operations[j].route->path, path) == 0) put_operation(w, d->arena, &d->operations[j]);
        json_end_object(w);
    }
    json_end_object(w);
}

/* Components and the head. */

static void put_json(struct json_out *w, const char *key, const char *json)
{
    json_key(w, key);
    json_raw(w, str_of(json));
}

static const char problem_schema[] =
    "{\"type\":\"object\",\"description\":\"A problem document (RFC 9457).\",\"properties\":{"
    "\"type\":{\"type\":\"string\"},\"title\":{\"type\":\"string\"},\"status\":{\"type\":\"integer\"},"
    "\"detail\":{\"type\":\"string\",\"description\":\"What is wrong and what to do, for the person who asked.\"},"
    "\"fields\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{"
    "\"field\":{\"type\":\"string\",\"description\":\"Such as criteria[0].good.\"},"
    "\"detail\":{\"type\":\"string\"}},\"required\":[\"field\",\"detail\"]}}},"
    "\"required\":[\"type\",\"title\",\"status\",\"detail\"]}";

static const char security_schemes[] =
    "{\"session\":{\"type\":\"apiKey\",\"in\":\"cookie\",\"name\":\"__Host-waymark\","
    "\"description\":\"A browser's session.\"},"
    "\"token\":{\"type\":\"http\",\"scheme\":\"bearer\",\"bearerFormat\":\"wm_...\","
    "\"description\":\"A personal token. One of scope read may GET; one of scope checkin may also call the operations "
    "marked x-checkin-token; one of scope full may do all that its person may, but what needs a session.\"}}";

static const char headers[] =
    "{\"ETag\":{\"description\":\"The version that was shown; If-Match takes it.\",\"schema\":{\"type\":\"string\"}},"
    "\"Link\":{\"description\":\"The next page as rel=next; absent on the last one.\","
    "\"schema\":{\"type\":\"string\"}}}";

static void put_common_parameters(struct json_out *w, struct arena *a)
{
    struct str json = str_format(
        a,
        "{\"Limit\":{\"name\":\"limit\",\"in\":\"query\",\"description\":\"How many at most.\",\"schema\":{"
        "\"type\":\"integer\",\"minimum\":1,\"maximum\":%d,\"default\":%d}},"
        "\"Cursor\":{\"name\":\"cursor\",\"in\":\"query\",\"description\":\"Where the last page ended: its next.\","
        "\"schema\":{\"type\":\"string\"}},"
        "\"IfMatch\":{\"name\":\"If-Match\",\"in\":\"header\",\"required\":true,\"description\":"
        "\"The ETag of what you saw, so that nobody's change is lost.\",\"schema\":{\"type\":\"string\"}},"
        "\"IdempotencyKey\":{\"name\":\"Idempotency-Key\",\"in\":\"header\",\"description\":"
        "\"Of your making; the same one again gets the first reply instead of a second act.\","
        "\"schema\":{\"type\":\"string\",\"minLength\":1}}}",
        LIMIT_PAGE_MOST, LIMIT_PAGE_DEFAULT);
    json_key(w, "parameters");
    json_raw(w, json);
}

static void put_problem(struct json_out *w, struct arena *a, const char *name, const char *doc)
{
    json_key(w, name);
    json_begin_object(w);
    json_put_text(w, "description", str_of(doc));
    begin_json_content(w, "application/problem+json");
    put_reference(w, a, "schemas", STR("Problem"));
    end_json_content(w);
    json_end_object(w);
}

static void put_components(struct json_out *w, const struct description *d)
{
    struct arena *a = d->arena;
    json_key(w, "components");
    json_begin_object(w);
    json_key(w, "schemas");
    json_begin_object(w);
    for (int i = 0; i < d->n_shapes; i++) put_shape(w, a, &d->shapes[i]);
    put_json(w, "Problem", problem_schema);
    json_end_object(w);
    json_key(w, "responses");
    json_begin_object(w);
    for (size_t i = 0; i < N_PROBLEMS; i++) put_problem(w, a, problems[i].name, problems[i].doc);
    put_problem(w, a, "Problem", "Anything else that goes wrong.");
    json_end_object(w);
    put_common_parameters(w, a);
    put_json(w, "headers", headers);
    put_json(w, "securitySchemes", security_schemes);
    json_end_object(w);
}

static void put_head(struct json_out *w, const struct app *app)
{
    json_put_text(w, "openapi", STR("3.1.0"));
    put_json(w, "info",
             "{\"title\":\"Waymark\",\"version\":\"1\",\"description\":\"Goals, check-ins, feedback and reviews. Every "
             "reply that is not 2XX is a problem document with a sentence for the person who "
             "asked.\",\"license\":{\"name\":\"GNU Affero General Public License, "
             "version 3 or later\",\"identifier\":\"AGPL-3.0-or-later\"}}");
    put_json(w, "servers", "[{\"url\":\"/api/v1\"}]");
    json_key(w, "tags");
    json_begin_array(w);
    for (const struct slice *s = app->slices; s->name; s++) {
        json_begin_object(w);
        json_put_text(w, "name", str_of(s->name));
        json_end_object(w);
    }
    json_end_array(w);
}

/* Two spaces a level, so that a change of the document in docs/ reads well. Reading it back also proves that no key
 * stands twice. */
static struct str indented(struct arena *a, struct str json)
{
    json_error_t why;
    json_t *document = json_loadb(json.at, json.len, JSON_REJECT_DUPLICATES, &why);
    if (!document) {
        log_event(LOG_LEVEL_ERROR, "describe.unreadable", LOG_TEXT("why", why.text), LOG_NUMBER("at", why.position));
        BUG("the description is not JSON");
    }
    char *text = json_dumps(document, JSON_INDENT(2) | JSON_PRESERVE_ORDER);
    json_decref(document);
    BUG_IF(!text);
    struct str out = str_format(a, "%s\n", text);
    free(text);
    return out;
}

struct str describe_openapi(struct arena *a, const struct app *app)
{
    struct description d = describe_collect(a, app);
    struct json_out w = json_out_new(a, 65536);
    json_begin_object(&w);
    put_head(&w, app);
    put_paths(&w, &d);
    put_components(&w, &d);
    json_end_object(&w);
    return indented(a, json_done(&w));
}
