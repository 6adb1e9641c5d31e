/* Any text as a cursor: taken only when it is one that we would write, and then the next page ends where it says. And
 * any key that a list may end with: its cursor leads back to it. */
#include "../unit/example.h"

#include <sodium.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct route list = {.path = "/examples", .flags = ROUTE_LIST, .sorts = "title -title"};

static void require(bool holds)
{
    if (!holds) abort();
}

static struct example_request *ask(struct arena *a, const char *sort, struct str cursor)
{
    struct example_request *r = example_request(a, STR(""));
    r->request.route = &list;
    r->request.query[0] = (struct parameter){STR("sort"), str_of(sort)};
    r->request.query[1] = (struct parameter){STR("cursor"), cursor};
    r->request.n_query = 2;
    return r;
}

static struct str cursor_of(struct example_request *r, const struct page *p, struct str text, int64_t number,
                            int64_t id)
{
    struct json_out w = json_out_new(r->ctx.arena, 256);
    page_begin(&r->ctx, &w);
    require(page_end(&r->ctx, &w, p, true, text, number, id));
    struct str why = STR_NONE;
    json_t *reply = json_read(r->ctx.arena, json_done(&w), &why);
    require(reply != NULL);
    return str_of(json_string_value(json_object_get(reply, "next")));
}

static void as_cursor(struct arena *a, const char *sort, struct str cursor)
{
    struct example_request *r = ask(a, sort, cursor);
    struct page p;
    if (!page_read(&r->ctx, &p)) {
        require(r->ctx.failure.status == 400);
        return;
    }
    require(utf8_valid(p.text));
    if (!str_empty(cursor)) require(!p.first && str_equal(cursor_of(r, &p, p.text, p.number, p.id), cursor));
}

static void as_key(struct arena *a, struct str input)
{
    int64_t numbers[2] = {0};
    if (input.len < sizeof numbers) return;
    memcpy(numbers, input.at, sizeof numbers);
    struct str text = str_cut(input, sizeof numbers, input.len);
    if (!utf8_valid(text) || memchr(text.at, 0, text.len)) return;
    struct page p, next;
    struct example_request *r = ask(a, "-title", STR(""));
    require(page_read(&r->ctx, &p) && p.first);
    r = ask(a, "-title", cursor_of(r, &p, text, numbers[0], numbers[1]));
    require(page_read(&r->ctx, &next) && !next.first);
    require(str_equal(next.text, text) && next.number == numbers[0] && next.id == numbers[1]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    require(sodium_init() >= 0);
    if (size > LIMIT_HEADER_BYTES) return 0;
    struct arena *a = arena_new(LIMIT_REQUEST_ARENA);
    struct str input = str_copy(a, (struct str){(const char *)data, size});
    as_cursor(a, "title", input);
    as_cursor(a, "-title", input);
    as_key(a, input);
    arena_free(a);
    return 0;
}
