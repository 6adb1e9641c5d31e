/* Lists in pages: limits and sorts, cursors that lead on and refuse what is not theirs, the Link header. */
#include "example.h"
#include "kernel/http_server.h"

#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>
#include <sodium.h>

static struct arena *arena;

static int setup(void **state)
{
    (void)state;
    arena = arena_new(LIMIT_REQUEST_ARENA);
    return sodium_init() < 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static const struct route list = {
    .method = METHOD_GET, .path = "/examples", .flags = ROUTE_LIST, .sorts = "title -title  due_on"};
static const struct route other = {
    .method = METHOD_GET, .path = "/others", .flags = ROUTE_LIST, .sorts = "title -title"};
static const struct route unsorted = {.method = METHOD_GET, .path = "/plain", .flags = ROUTE_LIST};

static struct ctx *ask(const struct route *route, int n, ...)
{
    struct example_request *e = example_request(arena, STR(""));
    va_list args;
    va_start(args, n);
    for (int i = 0; i < n; i++) {
        e->request.query[i].name = str_of(va_arg(args, const char *));
        e->request.query[i].value = str_of(va_arg(args, const char *));
    }
    va_end(args);
    e->request.n_query = n;
    e->request.route = route;
    return &e->ctx;
}

static void first_pages(void **state)
{
    (void)state;
    struct page p;
    assert_true(page_read(ask(&list, 0), &p));
    assert_true(p.first && p.limit == 20 && str_is(p.sort, "title") && !p.descending && str_is(p.text, ""));
    assert_true(p.number < -INT64_C(9000000000000000000) && p.id < 0 && p.number != INT64_MIN);
    assert_true(page_read(ask(&list, 2, "sort", "-title", "limit", "200"), &p));
    assert_true(p.first && p.limit == 200 && p.descending && str_is(p.sort, "-title"));
    assert_true(p.number == INT64_MAX && p.id == INT64_MAX && utf8_valid(p.text));
    assert_true(str_compare(STR("\xef\xbf\xbd"), p.text) < 0 && str_compare(STR("9999-12-31"), p.text) < 0);
    assert_true(page_read(ask(&list, 3, "sort", "due_on", "limit", "1", "cursor", ""), &p));
    assert_true(p.limit == 1 && str_is(p.sort, "due_on"));
    assert_true(page_read(ask(&unsorted, 0), &p));
    assert_true(str_is(p.sort, ""));
}

static void refused(const struct route *route, const char *name, const char *value, const char *expected)
{
    struct page p;
    struct ctx *ctx = ask(route, 1, name, value);
    assert_false(page_read(ctx, &p));
    assert_string_equal(example_faults(ctx).at, expected);
}

static void bad_limits_and_sorts(void **state)
{
    (void)state;
    static const char *const bad[] = {"0", "201", "-1", "x", "1.5", "99999999999999999999", NULL};
    for (int i = 0; bad[i]; i++) refused(&list, "limit", bad[i], "limit: This needs to be between 1 and 200.\n");
    refused(&list, "sort", "titl", "sort: This needs to be one of: title -title  due_on.\n");
    refused(&list, "sort", "title -title", "sort: This needs to be one of: title -title  due_on.\n");
    refused(&unsorted, "sort", "title", "sort: This list has one order only.\n");
    struct page p;
    struct ctx *ctx = ask(&list, 2, "limit", "0", "sort", "x");
    assert_false(page_read(ctx, &p));
    assert_int_equal(ctx->failure.n_fields, 2);
}

/* The cursor of a page that ends at this key. */
static struct str cursor_for(struct ctx *ctx, struct str text, int64_t number, int64_t id)
{
    struct page p;
    assert_true(page_read(ctx, &p));
    struct json_out w = json_out_new(arena, 64);
    page_begin(ctx, &w);
    json_int(&w, 1);
    assert_true(page_end(ctx, &w, &p, true, text, number, id));
    struct str why;
    json_t *reply = json_read(arena, json_done(&w), &why);
    assert_int_equal(json_array_size(json_object_get(reply, "items")), 1);
    return str_of(json_string_value(json_object_get(reply, "next")));
}

static void cursors_lead_on(void **state)
{
    (void)state;
    static const char *const texts[] = {"", "Zo\xc3\xab", "a \"quoted\" title?&=%", NULL};
    static const int64_t numbers[] = {0, 1, -1, INT64_MAX, INT64_MIN, 1795487872000};
    for (int t = 0; texts[t]; t++) {
        for (size_t n = 0; n < sizeof numbers / sizeof *numbers; n++) {
            struct str cursor = cursor_for(ask(&list, 1, "sort", "-title"), str_of(texts[t]), numbers[n], 17);
            struct page p;
            assert_true(page_read(ask(&list, 2, "sort", "-title", "cursor", cursor.at), &p));
            assert_true(!p.first && str_is(p.text, texts[t]) && p.number == numbers[n] && p.id == 17 && p.descending);
        }
    }
}

#define NOT_OURS "400: This cursor is not one of ours, or belongs to another sort order.\n"

static void foreign_cursors(void **state)
{
    (void)state;
    struct str cursor = cursor_for(ask(&list, 0), STR("Title"), 4, 17);
    struct page p;
    struct ctx *ctx = ask(&list, 2, "sort", "-title", "cursor", cursor.at);
    assert_false(page_read(ctx, &p));
    assert_string_equal(example_faults(ctx).at, NOT_OURS);
    refused(&other, "cursor", cursor.at, NOT_OURS);
    static const char *const bad[] = {"x", "AAAA", "!!", "AQ==", "eyJpZCI6MX0", NULL};
    for (int i = 0; bad[i]; i++) refused(&list, "cursor", bad[i], NOT_OURS);

    /* Any one character changed or left out. */
    for (size_t i = 0; i < cursor.len; i++) {
        char *damaged = arena_alloc(arena, cursor.len + 1);
        memcpy(damaged, cursor.at, cursor.len);
        damaged[i] = damaged[i] == 'A' ? 'B' : 'A';
        refused(&list, "cursor", damaged, NOT_OURS);
        memcpy(damaged, cursor.at, i);
        damaged[i] = '\0';
        if (i) refused(&list, "cursor", damaged, NOT_OURS);
    }
}

static void ends_of_lists(void **state)
{
    (void)state;
    struct ctx *ctx = ask(&list, 4, "q", "a&b=\xc3\xab", "cursor", "", "sort", "due_on", "limit", "3");
    struct str cursor = cursor_for(ctx, STR("2026-11-24"), 0, 3);
    struct str expected = str_format(
        arena, "</api/v1/examples?cursor=%s&q=a%%26b%%3D%%C3%%AB&sort=due_on&limit=3>; rel=\"next\"", cursor.at);
    assert_string_equal(reply_header_of(ctx->reply, "Link").at, expected.at);

    struct page p;
    ctx = ask(&list, 0);
    assert_true(page_read(ctx, &p));
    struct json_out w = json_out_new(arena, 64);
    page_begin(ctx, &w);
    assert_true(page_end(ctx, &w, &p, false, STR_NONE, 0, 0));
    assert_string_equal(json_done(&w).at, "{\"items\":[],\"next\":null}");
    assert_true(str_none(reply_header_of(ctx->reply, "Link")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(first_pages, setup, teardown),
        cmocka_unit_test_setup_teardown(bad_limits_and_sorts, setup, teardown),
        cmocka_unit_test_setup_teardown(cursors_lead_on, setup, teardown),
        cmocka_unit_test_setup_teardown(foreign_cursors, setup, teardown),
        cmocka_unit_test_setup_teardown(ends_of_lists, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
