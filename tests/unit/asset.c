/* The interface's files: which file and variant a path gives, and how long it may be kept. */
#include "kernel/asset.h"
#include "kernel/http_server.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define F(n, text)                                                                                                     \
    {                                                                                                                  \
        (n), (const unsigned char *)(text), sizeof(text) - 1                                                           \
    }
static const struct embedded_file files[] = {
    F("index.html", "<page>"),
    F("index.html.br", "b"),
    F("assets/app-1A2B.js", "script"),
    F("assets/app-1A2B.js.gz", "gz"),
    F("assets/app-1A2B.js.br", "b"),
    F("assets/app-1A2B.css", "style"),
    F("favicon.svg", "<svg>"),
    F("links/index.txt", "<home>"),
    F("links/goals/0/edit.txt", "<form>"),
    F("links/goals/0/edit.me.txt", "</goals/{id}>, </of?goal={id}>"),
};

static const char *accepts, *known, *cookie;
static struct arena *arena;
static struct reply reply;
static struct ctx ctx;

struct str request_header(const struct request *q, const char *name)
{
    (void)q;
    return str_of(strcmp(name, "Accept-Encoding") == 0 ? accepts
                  : strcmp(name, "If-None-Match") == 0 ? known
                  : strcmp(name, "Cookie") == 0        ? cookie
                                                       : NULL);
}

static int get(const char *path)
{
    struct request *q = arena_one(arena, struct request);
    *q = (struct request){.method = METHOD_GET, .path = str_of(path)};
    reply = (struct reply){0};
    ctx = (struct ctx){.arena = arena, .request = q, .reply = &reply};
    if (!asset_serve(&ctx)) {
        return ctx.failure.status;
    }
    reply_finish(&ctx);
    return reply.status;
}

static const char *header(const char *name)
{
    return reply_header_of(&reply, name).at;
}

static bool sent(const char *text)
{
    return reply.static_size == strlen(text) && memcmp(reply.static_body, text, reply.static_size) == 0;
}

static int set_up(void **state)
{
    (void)state;
    arena = arena_new(1024 * 1024);
    accepts = known = cookie = NULL;
    asset_prepare_from(files, sizeof(files) / sizeof(files[0]));
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    asset_prepare_from(NULL, 0);
    arena_free(arena);
    return 0;
}

static void names_give_files(void **state)
{
    (void)state;
    assert_int_equal(get("/assets/app-1A2B.js"), 200);
    assert_true(sent("script"));
    assert_string_equal(reply.content_type, "text/javascript; charset=utf-8");
    assert_string_equal(header("Cache-Control"), "public, max-age=31536000, immutable");
    assert_string_equal(header("Vary"), "Accept-Encoding");
    assert_null(header("Content-Encoding"));
    assert_int_equal(get("/favicon.ico"), 200);
    assert_string_equal(reply.content_type, "image/svg+xml");
}

static void other_paths_are_pages(void **state)
{
    (void)state;
    static const char *const pages[] = {"/", "/goals", "/goals/12/history", "/index.html"};
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(get(pages[i]), 200);
        assert_true(sent("<page>"));
        assert_string_equal(header("Cache-Control"), "no-cache");
    }
}

static void missing_files_are_404(void **state)
{
    (void)state;
    assert_int_equal(get("/app.js"), 404);
    assert_int_equal(get("/assets/gone"), 404);
    assert_int_equal(get("/assets/app-1A2B.js.map"), 404);
    assert_int_equal(get("/robots.txt"), 404);
    assert_int_equal(get("/index.html.br"), 404); /* variants have no address of their own */
}

static void the_smallest_variant_is_sent(void **state)
{
    (void)state;
    static const struct {
        const char *accepts, *body, *coding;
    } rows[] = {{"gzip, deflate, br", "b", "br"},
                {"gzip", "gz", "gzip"},
                {"BR;q=0.1", "b", "br"},
                {"br;q=0, gzip;q=1", "gz", "gzip"},
                {"br;q=0.000", "script", NULL},
                {"identity", "script", NULL},
                {"*", "script", NULL},
                {"", "script", NULL}};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        accepts = rows[i].accepts;
        assert_int_equal(get("/assets/app-1A2B.js"), 200);
        assert_true(sent(rows[i].body));
        assert_true(rows[i].coding ? strcmp(header("Content-Encoding"), rows[i].coding) == 0
                                   : header("Content-Encoding") == NULL);
    }
    accepts = "br";
    get("/assets/app-1A2B.css");
    assert_true(sent("style"));
}

static void known_files_are_304(void **state)
{
    (void)state;
    get("/");
    char plain[64];
    strncpy(plain, header("ETag"), sizeof(plain) - 1);
    plain[sizeof(plain) - 1] = 0;
    known = plain;
    assert_int_equal(get("/goals"), 304);
    assert_null(reply.static_body);
    accepts = "br";
    assert_int_equal(get("/goals"), 200); /* another variant is another thing */
    known = "\"0\"";
    assert_int_equal(get("/"), 200);
}

static void a_page_names_what_it_will_ask_for(void **state)
{
    (void)state;
    get("/");
    assert_string_equal(header("Link"), "<home>");
    get("/goals/12/edit");
    assert_string_equal(header("Link"), "<form>"); /* what is only for somebody is not named to nobody */
    cookie = "theme=dark; __Host-waymark=abc";
    get("/goals/12/edit");
    assert_string_equal(header("Link"), "<form>, </goals/12>, </of?goal=12>");
    static const char *const bare[] = {"/goals", "/goals/-1/edit", "/goals//edit", "/goals/99999999999999999999/edit",
                                       "/favicon.ico"};
    for (size_t i = 0; i < sizeof(bare) / sizeof(bare[0]); i++) {
        get(bare[i]);
        assert_null(header("Link"));
    }
}

static void only_get(void **state)
{
    (void)state;
    struct request q = {.method = METHOD_POST, .path = STR("/")};
    reply = (struct reply){0};
    ctx = (struct ctx){.arena = arena, .request = &q, .reply = &reply};
    assert_false(asset_serve(&ctx));
    assert_int_equal(ctx.failure.status, 405);
    assert_string_equal(header("Allow"), "GET, HEAD");
}

#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
int main(void)
{
    const struct CMUnitTest tests[] = {
        T(names_give_files),
        T(other_paths_are_pages),
        T(missing_files_are_404),
        T(the_smallest_variant_is_sent),
        T(known_files_are_304),
        T(only_get),
        T(a_page_names_what_it_will_ask_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
