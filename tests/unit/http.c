/* The listening side over real sockets: what is understood, what is refused and how, and what a reply carries. The
 * handler is a small one of the tests' own; routes are tested in route.c. */
#include "http_common.h"

/* ---- what is understood ---- */

static void a_request_is_read(void **state)
{
    (void)state;
    struct answer a = ask("GET /people/%C3%85sa?a=1%2B1+2&b&&c=%26 HTTP/1.1\r\nHost: h\r\nX-One:  two \r\n"
                          "Cookie: b=2; c=\"three\"; d\r\n\r\n");
    assert_int_equal(a.status, 200);
    assert_true(has(&a, "\"path\":\"/people/Åsa\""));
    assert_true(has(&a, "\"parameters\":3"));
    assert_true(has(&a, "\"a\":\"1+1 2\""));
    assert_true(has(&a, "\"cookie\":\"three\""));
    assert_true(has(&a, "\"header\":\"two\""));
    assert_true(has(&a, "\"remote\":\"127.0.0.1\""));
}

static void absolute_targets_are_paths(void **state)
{
    (void)state;
    struct answer a = ask("GET http://h:1/x/y?a=b HTTP/1.1\r\nHost: h\r\n\r\n");
    assert_true(has(&a, "\"path\":\"/x/y\""));
    a = ask("GET http://h HTTP/1.1\r\nHost: h\r\n\r\n");
    assert_true(has(&a, "\"path\":\"/\""));
}

static void a_connection_is_kept(void **state)
{
    (void)state;
    int fd = dial();
    for (int i = 0; i < 5; i++) {
        say(fd, "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc");
        struct answer a = hear(fd);
        assert_int_equal(a.status, 200);
        assert_string_equal(a.body, "abc");
    }
    close(fd);
}

static void pipelined_requests_are_answered_in_order(void **state)
{
    (void)state;
    int fd = dial();
    say(fd, "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\noneGET /two HTTP/1.1\r\nHost: h\r\n\r\n"
            "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nthree\r\n0\r\n\r\n");
    assert_string_equal(hear(fd).body, "one");
    struct answer two = hear(fd);
    assert_true(has(&two, "\"path\":\"/two\""));
    assert_string_equal(hear(fd).body, "three");
    close(fd);
}

static void head_is_get_without_body(void **state)
{
    (void)state;
    int fd = dial();
    say(fd, "HEAD /x HTTP/1.1\r\nHost: h\r\n\r\n");
    struct answer head = hear_one(fd, true);
    say(fd, "GET /x HTTP/1.1\r\nHost: h\r\n\r\n");
    struct answer get = hear(fd);
    assert_int_equal(head.status, 200);
    assert_int_equal(get.status, 200);
    assert_int_equal(strtoul(header_of(&head, "\r\nContent-Length"), NULL, 10), get.body_len);
    assert_true(has(&get, "\"method\":\"GET\""));
    close(fd);
}

static void unknown_methods_are_other(void **state)
{
    (void)state;
    struct answer a = ask("BREW /pot HTTP/1.1\r\nHost: h\r\n\r\n");
    assert_true(has(&a, "\"method\":\"OTHER\""));
}

static void expect_is_answered(void **state)
{
    (void)state;
    int fd = dial();
    say(fd, "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
    assert_int_equal(hear(fd).status, 100);
    say(fd, "hi");
    assert_string_equal(hear(fd).body, "hi");
    close(fd);
}

static void bodies_come_whole(void **state)
{
    (void)state;
    char *body = arena_alloc(arena, LIMIT_BODY_BYTES + 1);
    for (int i = 0; i < LIMIT_BODY_BYTES; i++) {
        body[i] = (char)('a' + i % 23);
    }
    int fd = dial();
    char head[128];
    snprintf(head, sizeof(head), "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: %d\r\n\r\n", LIMIT_BODY_BYTES);
    assert_true(say(fd, head) && say_bytes(fd, body, LIMIT_BODY_BYTES));
    struct answer a = hear(fd);
    assert_int_equal(a.body_len, LIMIT_BODY_BYTES);
    assert_memory_equal(a.body, body, LIMIT_BODY_BYTES);
    say(fd, "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (int i = 0; i < 16; i++) {
        assert_true(say(fd, "10000\r\n") && say_bytes(fd, body + i * 65536, 65536) && say(fd, "\r\n"));
    }
    say(fd, "0\r\n\r\n");
    a = hear(fd);
    assert_int_equal(a.body_len, LIMIT_BODY_BYTES);
    assert_memory_equal(a.body, body, LIMIT_BODY_BYTES);
    close(fd);
}

/* ---- replies ---- */

static void replies_have_their_headers(void **state)
{
    (void)state;
    struct answer a = ask("GET /x HTTP/1.1\r\nHost: h\r\n\r\n");
    assert_string_equal(header_of(&a, "\r\nContent-Type"), "application/json");
    assert_string_equal(header_of(&a, "\r\nCache-Control"), "private, no-cache");
    assert_non_null(strstr(header_of(&a, "\r\nContent-Security-Policy"), "default-src 'self'"));
    assert_non_null(strstr(a.head, "frame-ancestors 'none'"));
    assert_string_equal(header_of(&a, "\r\nX-Content-Type-Options"), "nosniff");
    assert_null(header_of(&a, "\r\nStrict-Transport-Security"));
    a = ask("POST /x HTTP/1.1\r\nHost: h\r\n\r\n");
    assert_string_equal(header_of(&a, "\r\nCache-Control"), "no-store");
    assert_null(header_of(&a, "\r\nETag"));
}

static void known_content_is_304(void **state)
{
    (void)state;
    char text[512];
    int fd = dial();
    say(fd, "GET /version HTTP/1.1\r\nHost: h\r\n\r\n");
    struct answer a = hear(fd);
    const char *tag = header_of(&a, "\r\nETag");
    assert_non_null(tag);
    assert_int_equal(strncmp(tag, "\"7-", 3), 0);
    assert_int_equal(strlen(tag), 2 + 2 + 16);
    snprintf(text, sizeof(text), "GET /version HTTP/1.1\r\nHost: h\r\nIf-None-Match: \"other\", W/%s\r\n\r\n", tag);
    say(fd, text);
    a = hear(fd);
    assert_int_equal(a.status, 304);
    assert_non_null(header_of(&a, "\r\nETag"));
    say(fd, "GET /version HTTP/1.1\r\nHost: h\r\nIf-None-Match: \"7-0000000000000000\"\r\n\r\n");
    assert_int_equal(hear(fd).status, 200);
    close(fd);
}

static void line_breaks_do_not_make_headers(void **state)
{
    (void)state;
    struct answer a = ask("GET /break HTTP/1.1\r\nHost: h\r\n\r\n");
    assert_int_equal(a.status, 204);
    assert_null(header_of(&a, "\r\nSet-Cookie"));
    assert_non_null(header_of(&a, "\r\nX-Name"));
}

static void problems_name_their_fields(void **state)
{
    (void)state;
    struct answer a = ask("POST /fault HTTP/1.1\r\nHost: h\r\n\r\n");
    assert_int_equal(a.status, 422);
    assert_string_equal(header_of(&a, "\r\nContent-Type"), "application/problem+json");
    assert_string_equal(a.body, "{\"type\":\"about:blank\",\"title\":\"Unprocessable Content\",\"status\":422,"
                                "\"detail\":\"Some fields need another look.\",\"fields\":["
                                "{\"field\":\"title\",\"detail\":\"Please give it a title.\"},"
                                "{\"field\":\"due_on\",\"detail\":\"soon is no day.\"}]}");
}

/* ---- what is refused ---- */

static void bad_targets_are_400(void **state)
{
    (void)state;
    static const char *const bad[] = {"/%",         "/%4",     "/%zz",    "/%00",   "/a%00b",    "/../x",  "/a/..",
                                      "/./a",       "/%2e%2e", "/a%2Fb",  "/a%2fb", "/a\\b",     "/a%5Cb", "/%ff",
                                      "/%c0%af",    "x",       "/a?b=%",  "/?%zz",  "/?a=%00",   "/\x7f",  "/a%0Ab",
                                      "/%E2%80%AE", "*",       "/?a=%ff", "/a\tb",  "http:///%", "//..",   "/\xc3\xa5"};
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        int status = status_of_target(bad[i]);
        if (status != 400) {
            fail_msg("%s gave %d", bad[i], status);
        }
    }
    assert_int_equal(status_of_target("/a..b/c.d/..e"), 200);
    assert_int_equal(status_of_target("/%41"), 200);
}

static void long_targets_are_refused(void **state)
{
    (void)state;
    char path[LIMIT_PATH_BYTES + 2];
    memset(path, 'a', sizeof(path));
    path[0] = '/';
    path[LIMIT_PATH_BYTES + 1] = 0;
    assert_int_equal(status_of_target(path), 400);
    path[LIMIT_PATH_BYTES] = 0;
    assert_int_equal(status_of_target(path), 200);
}

static void too_many_parameters_are_400(void **state)
{
    (void)state;
    char target[512] = "/?";
    for (int i = 0; i < LIMIT_QUERY_PARAMETERS; i++) {
        strcat(target, "a=1&");
    }
    assert_int_equal(status_of_target(target), 200);
    strcat(target, "a=1");
    assert_int_equal(status_of_target(target), 400);
}

static void nul_in_the_target_is_400(void **state)
{
    (void)state;
    static const char text[] = "GET /a\0b HTTP/1.1\r\nHost: h\r\n\r\n";
    int fd = dial();
    say_bytes(fd, text, sizeof(text) - 1);
    assert_int_equal(hear(fd).status, 400);
    close(fd);
}

static void one_host_is_needed(void **state)
{
    (void)state;
    assert_int_equal(ask("GET / HTTP/1.1\r\n\r\n").status, 400);
    assert_int_equal(ask("GET / HTTP/1.1\r\nHost: a\r\nhost: b\r\n\r\n").status, 400);
    assert_int_equal(ask("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n").status, 400);
}

/* What two servers in a row could understand differently. */
static void unclear_bodies_are_400(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "Content-Length: 1\r\nContent-Length: 1\r\n",
        "Content-Length: 1\r\nContent-Length: 2\r\n",
        "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: gzip, chunked\r\n",
        "Transfer-Encoding: identity\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
        "Content-Length: -1\r\n",
        "Content-Length: +1\r\n",
        "Content-Length: 1,1\r\n",
        "Content-Length: 0x1\r\n",
        "Content-Length: \r\n",
        "Transfer-Encoding: xchunked\r\n",
    };
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        char text[512];
        snprintf(text, sizeof(text), "POST /echo HTTP/1.1\r\nHost: h\r\n%s\r\nx", bad[i]);
        int status = ask(text).status;
        if (status != 400) {
            fail_msg("%s gave %d", bad[i], status);
        }
    }
}

static void get_takes_no_body(void **state)
{
    (void)state;
    assert_int_equal(ask("GET / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nx").status, 400);
    assert_int_equal(ask("GET / HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n").status, 200);
    assert_int_equal(ask("HEAD / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n").status, 400);
}

static void coded_bodies_are_415(void **state)
{
    (void)state;
    assert_int_equal(ask("POST / HTTP/1.1\r\nHost: h\r\nContent-Encoding: gzip\r\nContent-Length: 1\r\n\r\nx").status,
                     415);
    assert_int_equal(
        ask("POST / HTTP/1.1\r\nHost: h\r\nContent-Encoding: identity\r\nContent-Length: 1\r\n\r\nx").status, 200);
}

static void large_bodies_are_413_before_they_come(void **state)
{
    (void)state;
    int fd = dial();
    say(fd, "POST /echo HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 1048577\r\n\r\n");
    struct answer a = hear(fd);
    assert_int_equal(a.status, 413);
    assert_string_equal(header_of(&a, "\r\nContent-Type"), "application/problem+json");
    assert_string_equal(header_of(&a, "\r\nConnection"), "close");
    assert_true(closed(fd));
    close(fd);
    assert_int_equal(ask("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999999999999999\r\n\r\n").status / 100, 4);
}

/* Who sends without waiting hears the refusal all the same: closing does not take it away. */
static void large_bodies_that_come_are_413(void **state)
{
    (void)state;
    int fd = dial();
    say(fd, "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 2000000\r\n\r\n");
    say_bytes(fd, large, 2000000);
    assert_int_equal(hear(fd).status, 413);
    close(fd);
}

static void chunked_bodies_are_counted(void **state)
{
    (void)state;
    int fd = dial();
    say(fd, "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
    bool open = true;
    for (int i = 0; i < 17 && open; i++) {
        open = say(fd, "10000\r\n") && say_bytes(fd, large, 65536) && say(fd, "\r\n");
    }
    struct answer a = hear(fd);
    assert_int_equal(a.status, 413);
    assert_true(closed(fd));
    close(fd);
}

static void large_headers_are_431(void **state)
{
    (void)state;
    size_t sizes[] = {LIMIT_HEADER_BYTES, 2 * LIMIT_HEADER_BYTES, 10 * LIMIT_HEADER_BYTES};
    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        int fd = dial();
        say(fd, "GET / HTTP/1.1\r\nHost: h\r\nX-Large: ");
        say_bytes(fd, large, sizes[i]);
        say(fd, "\r\n\r\n");
        struct answer a = hear(fd);
        /* Far over the limit the connection may be reset before all is sent. */
        assert_true(a.status == 431 || (i == 2 && a.status == 0));
        close(fd);
    }
    int fd = dial();
    say(fd, "GET / HTTP/1.1\r\nHost: h\r\nX-Large: ");
    say_bytes(fd, large, LIMIT_HEADER_BYTES - 1000);
    say(fd, "\r\n\r\n");
    assert_int_equal(hear(fd).status, 200);
    close(fd);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_request_is_read),
        cmocka_unit_test(absolute_targets_are_paths),
        cmocka_unit_test(a_connection_is_kept),
        cmocka_unit_test(pipelined_requests_are_answered_in_order),
        cmocka_unit_test(head_is_get_without_body),
        cmocka_unit_test(unknown_methods_are_other),
        cmocka_unit_test(expect_is_answered),
        cmocka_unit_test(bodies_come_whole),
        cmocka_unit_test(replies_have_their_headers),
        cmocka_unit_test(known_content_is_304),
        cmocka_unit_test(line_breaks_do_not_make_headers),
        cmocka_unit_test(problems_name_their_fields),
        cmocka_unit_test(bad_targets_are_400),
        cmocka_unit_test(long_targets_are_refused),
        cmocka_unit_test(too_many_parameters_are_400),
        cmocka_unit_test(nul_in_the_target_is_400),
        cmocka_unit_test(one_host_is_needed),
        cmocka_unit_test(unclear_bodies_are_400),
        cmocka_unit_test(get_takes_no_body),
        cmocka_unit_test(coded_bodies_are_415),
        cmocka_unit_test(large_bodies_are_413_before_they_come),
        cmocka_unit_test(large_bodies_that_come_are_413),
        cmocka_unit_test(chunked_bodies_are_counted),
        cmocka_unit_test(large_headers_are_431),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
