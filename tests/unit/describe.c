/* What the binary says about itself: of a small made-up app, every part that a client would trip over if it were wrong.
 */
#include "kernel/describe.h"
#include "example.h"
#include "kernel/server.h"

#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static struct arena *arena;
static json_t *api;

static const struct permission owner = {.name = "example_owner", .doc = "The owner | of it."};
static const struct permission everybody = {.name = "anyone", .doc = "Anybody."};

static const struct route routes[] = {
    {METHOD_GET, "/examples", &owner, NULL, "All of them.", NULL, &example_resource, &example_resource, ROUTE_LIST,
     "title -title"},
    {METHOD_POST, "/examples", &owner, NULL, "Makes one.", &example_resource, &example_resource, NULL, 0, NULL},
    {METHOD_GET, "/examples/{id}", &owner, NULL, "One.", NULL, &example_resource, NULL, 0, NULL},
    {METHOD_PATCH, "/examples/{id}", &owner, NULL, "Changes it.", &example_resource, &example_resource, NULL,
     ROUTE_MATCH, NULL},
    {METHOD_DELETE, "/examples/{id}/parts/{id}", &owner, NULL, "Takes a part away.", NULL, NULL, NULL, ROUTE_SESSION,
     NULL},
    {METHOD_POST, "/sign-in/{token}", &everybody, NULL, "Signs in.", &part_resource, NULL, NULL, ROUTE_CHECKIN, NULL},
    {.path = NULL},
};
static const struct resource *const resources[] = {&example_resource, &place_resource, NULL};
static const struct slice slices[] = {{"examples", routes, resources}, {.name = NULL}};
static const struct app app = {.slices = slices};

static int setup(void **state)
{
    (void)state;
    arena = arena_new(LIMIT_REQUEST_ARENA);
    struct str why = STR_NONE;
    api = json_read(arena, describe_openapi(arena, &app), &why);
    return api == NULL;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

/* The JSON at "a b c" below `at`; a number is a place in an array. */
static const char *at(const json_t *from, const char *way)
{
    struct str rest = str_of(way), part;
    const json_t *value = from;
    while (str_split(&rest, ' ', &part)) {
        int64_t place = 0;
        value = json_is_array(value) && str_to_int(part, &place) ? json_array_get(value, (size_t)place)
                                                                 : json_object_get(value, str_copy(arena, part).at);
    }
    if (!value) return "absent";
    char *text = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
    struct str copy = str_copy(arena, str_of(text));
    free(text);
    return copy.at;
}

#define assert_api(way, expected) assert_string_equal(at(api, way), expected)
#define SCHEMA "components schemas "

static void schemas_have_limits(void **state)
{
    (void)state;
    assert_api(SCHEMA "Example properties title",
               "{\"type\":\"string\",\"maxLength\":200,\"description\":\"What it is | called.\"}");
    assert_api(SCHEMA "ExampleCreate properties title minLength", "1");
    assert_api(SCHEMA "Example properties text type", "[\"string\",\"null\"]");
    assert_api(SCHEMA "ExampleCreate properties count minimum", "1");
    assert_api(SCHEMA "ExampleCreate properties count maximum", "5");
    assert_api(SCHEMA "ExampleCreate properties amount minimum", "-0.5");
    assert_api(SCHEMA "ExampleCreate properties amount maximum", "10");
    assert_api(SCHEMA "Example properties kind enum", "[\"aligned\",\"question\",\"suggestion\",\"offer\"]");
    assert_api(SCHEMA "Example properties due_on format", "\"date\"");
    assert_api(SCHEMA "Example properties at format", "\"date-time\"");
    assert_api(SCHEMA "Example properties email format", "\"email\"");
    assert_api(SCHEMA "Example properties place anyOf 0 $ref", "\"#/components/schemas/Place\"");
    assert_api(SCHEMA "ExampleCreate properties parts items $ref", "\"#/components/schemas/PartCreate\"");
    assert_api(SCHEMA "ExamplePatch properties place anyOf 0 $ref", "\"#/components/schemas/PlacePatch\"");
    assert_api(SCHEMA "ExampleCreate properties serves maxItems", "4");
    assert_api(SCHEMA "ExampleCreate properties serves uniqueItems", "true");
}

static void shapes_have_their_fields(void **state)
{
    (void)state;
    assert_api(SCHEMA "Example properties secret", "absent");
    assert_api(SCHEMA "Example properties hidden", "absent");
    assert_api(SCHEMA "ExampleCreate properties hidden", "absent");
    assert_api(SCHEMA "ExampleCreate properties secret writeOnly", "true");
    assert_api(SCHEMA "ExampleCreate properties id", "absent");
    assert_api(SCHEMA "ExampleCreate required", "[\"title\",\"owner_id\",\"kind\"]");
    assert_api(SCHEMA "ExampleCreate additionalProperties", "false");
    assert_api(SCHEMA "ExamplePatch properties owner_id", "absent");
    assert_api(SCHEMA "ExamplePatch required", "[]");
    assert_api(SCHEMA "PartCreate required", "[\"name\",\"good\"]");
    assert_api(SCHEMA "Place required", "[\"town\",\"street\"]");
    assert_api(SCHEMA "Part properties name description", "\"Its name.\"");
}

#define ONE "paths /examples/{id} "

static void operations_are_whole(void **state)
{
    (void)state;
    assert_api("openapi", "\"3.1.0\"");
    assert_api("tags", "[{\"name\":\"examples\"}]");
    assert_api("paths /examples get operationId", "\"listExamples\"");
    assert_api("paths /examples post operationId", "\"createExample\"");
    assert_api(ONE "get operationId", "\"getExample\"");
    assert_api(ONE "patch operationId", "\"changeExample\"");
    assert_api(ONE "patch x-permission", "\"example_owner\"");
    assert_api(ONE "patch tags", "[\"examples\"]");
    assert_api(ONE "patch summary", "\"Changes it.\"");
    assert_api(ONE "patch parameters 0 name", "\"id\"");
    assert_api(ONE "patch parameters 0 schema type", "\"integer\"");
    assert_api(ONE "patch parameters 1 $ref", "\"#/components/parameters/IfMatch\"");
    assert_api(ONE "patch requestBody content application/json schema $ref", "\"#/components/schemas/ExamplePatch\"");
    assert_api(ONE "patch requestBody required", "true");
    assert_api(ONE "patch responses 200 content application/json schema $ref", "\"#/components/schemas/Example\"");
    assert_api(ONE "patch responses 412 $ref", "\"#/components/responses/Stale\"");
    assert_api(ONE "get responses 412", "absent");
    assert_api("components responses Stale content application/problem+json schema $ref",
               "\"#/components/schemas/Problem\"");
    assert_api("paths /examples/{id}/parts/{id2} delete parameters 1 name", "\"id2\"");
    assert_api("paths /sign-in/{token} post parameters 0 schema type", "\"string\"");
}

static void credentials_are_told(void **state)
{
    (void)state;
    assert_api(ONE "get security", "[{\"session\":[]},{\"token\":[]}]");
    assert_api("paths /examples/{id}/parts/{id2} delete security", "[{\"session\":[]}]");
    assert_api("paths /sign-in/{token} post security 0", "{}");
    assert_api("paths /sign-in/{token} post x-checkin-token", "true");
    assert_api("components securitySchemes token scheme", "\"bearer\"");
}

#define LIST "paths /examples get "

static void lists_are_told(void **state)
{
    (void)state;
    assert_api(LIST "responses 200 content application/json schema properties items items $ref",
               "\"#/components/schemas/Example\"");
    assert_api(LIST "responses 200 content application/json schema required", "[\"items\",\"next\"]");
    assert_api(LIST "responses 200 headers Link $ref", "\"#/components/headers/Link\"");
    bool sort = false, limit = false, kind = false, shown = false;
    const json_t *parameters = json_object_get(
        json_object_get(json_object_get(json_object_get(api, "paths"), "/examples"), "get"), "parameters");
    for (size_t i = 0; i < json_array_size(parameters); i++) {
        const json_t *p = json_array_get(parameters, i);
        struct str name = str_of(json_string_value(json_object_get(p, "name")));
        limit |= strcmp(at(p, "$ref"), "\"#/components/parameters/Limit\"") == 0;
        sort |= str_is(name, "sort") && strcmp(at(p, "schema enum"), "[\"title\",\"-title\"]") == 0;
        kind |= str_is(name, "kind") && strcmp(at(p, "required"), "true") == 0;
        shown |= str_is(name, "shown");
    }
    assert_true(sort && limit && kind && !shown);
}

/* Every $ref leads somewhere. */
static void follow(const json_t *value, int *count)
{
    if (json_is_array(value))
        for (size_t i = 0; i < json_array_size(value); i++) follow(json_array_get(value, i), count);
    const char *key;
    json_t *member;
    if (!json_is_object(value)) return;
    json_object_foreach((json_t *)(uintptr_t)value, key, member)
    {
        if (strcmp(key, "$ref") != 0) {
            follow(member, count);
            continue;
        }
        struct str rest = str_of(json_string_value(member)), part;
        const json_t *found = api;
        assert_true(str_split(&rest, '/', &part) && str_is(part, "#"));
        while (str_split(&rest, '/', &part)) found = json_object_get(found, str_copy(arena, part).at);
        if (!found) fail_msg("%s leads nowhere", json_string_value(member));
        (*count)++;
    }
}

static void references_lead_somewhere(void **state)
{
    (void)state;
    int count = 0;
    follow(api, &count);
    assert_true(count > 20);
}

#define assert_has(text, part)                                                                                         \
    do {                                                                                                               \
        if (str_find((text), STR(part)) < 0) fail_msg("\"%s\" is not in\n%s", part, (text).at);                        \
    } while (0)

static void typescript_has_all(void **state)
{
    (void)state;
    struct str ts = describe_typescript(arena, &app);
    assert_has(ts, "export interface Example {\n");
    assert_has(ts, "  kind: \"aligned\" | \"question\" | \"suggestion\" | \"offer\";\n");
    assert_has(ts, "  due_on: CalendarDay | null;\n");
    assert_has(ts, "  parts: Part[];\n");
    assert_has(ts, "  words: string[];\n"); /* none shows as [] */
    assert_has(ts, "  place: Place | null;\n");
    assert_has(ts, "export interface ExampleCreate {\n");
    assert_has(ts, "  parts?: PartCreate[];\n");
    assert_has(ts, "  words?: string[] | null;\n");
    assert_has(ts, "  owner_id: number;\n");
    assert_has(ts, "export interface ExamplePatch {\n");
    assert_has(ts, "  title?: string;\n");
    assert_has(ts, "  /** More about it. Not * / the end. */\n");
    assert_has(
        ts, "  \"GET /examples\": {\n    takes: undefined;\n    gives: Page<Example>;\n    filter: { title: string;");
    assert_has(ts, "sort?: \"title\" | \"-title\"; };\n");
    assert_has(ts, "  \"PATCH /examples/{id}\": {\n    takes: ExamplePatch;\n    gives: Example;\n    filter: { };\n");
    assert_true(str_find(ts, STR("hidden")) < 0);
    assert_true(str_equal(ts, describe_typescript(arena, &app)));
    assert_true(str_equal(describe_openapi(arena, &app), describe_openapi(arena, &app)));
}

static void tables_have_their_rows(void **state)
{
    (void)state;
    struct str table = describe_permissions(arena, &app);
    assert_has(table, "| examples | `GET /examples` | `example_owner` | The owner \\| of it. | session; token: read, "
                      "checkin, full | All of them. |\n");
    assert_has(table,
               "| examples | `DELETE /examples/{id}/parts/{id}` | `example_owner` | The owner \\| of it. | session |");
    assert_has(table, "| `anyone` | Anybody. | none needed | Signs in. |");
    struct str settings = describe_settings(arena);
    for (const struct setting *s = setting_table; s->name; s++) {
        struct str flag = str_format(arena, "| `%s` | `--%s` | `WAYMARK_", s->name, s->name);
        assert_true(str_find(settings, flag) >= 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(schemas_have_limits),  cmocka_unit_test(shapes_have_their_fields),
        cmocka_unit_test(operations_are_whole), cmocka_unit_test(credentials_are_told),
        cmocka_unit_test(lists_are_told),       cmocka_unit_test(references_lead_somewhere),
        cmocka_unit_test(typescript_has_all),   cmocka_unit_test(tables_have_their_rows),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
