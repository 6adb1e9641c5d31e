/* The listening side and time: who takes too long is cut, who waits holds up nobody, and how it starts and stops. */
#include "http_common.h"

/* ---- who takes too long ---- */

/* Sends `text` byte by byte, one in 20 ms, until the other side closes; milliseconds that it took. */
static int64_t drip(const char *start, const char *text)
{
    int fd = dial();
    say(fd, start);
    int64_t begin = monotonic_us();
    struct pollfd gone = {.fd = fd, .events = POLLIN};
    while (poll(&gone, 1, 20) == 0 && monotonic_us() - begin < 8000000) {
        send(fd, *text ? text++ : "x", 1, MSG_NOSIGNAL);
    }
    assert_true(closed(fd));
    close(fd);
    return (monotonic_us() - begin) / 1000;
}

static void dripped_requests_are_cut(void **state)
{
    (void)state;
    int64_t first_line = drip("", "GET /aaaaaa");
    int64_t headers = drip("GET / HTTP/1.1\r\nHost: h\r\n", "X-Long: ");
    int64_t body = drip("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 9999\r\n\r\n", "b");
    assert_in_range(first_line, REQUEST_MS - 60, 3 * REQUEST_MS);
    assert_in_range(headers, REQUEST_MS - 60, 3 * REQUEST_MS);
    assert_in_range(body, REQUEST_MS - 60, 3 * REQUEST_MS);
    struct http_figures f;
    http_figures(server, &f);
    assert_true(f.cut >= 3);
}

/* Also on a connection that has had a good request before. */
static void a_later_request_is_cut_too(void **state)
{
    (void)state;
    int fd = dial();
    say(fd, "GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    assert_int_equal(hear(fd).status, 200);
    struct pollfd gone = {.fd = fd, .events = POLLIN};
    int64_t begin = monotonic_us();
    while (poll(&gone, 1, 20) == 0 && monotonic_us() - begin < 8000000) {
        send(fd, "G", 1, MSG_NOSIGNAL);
    }
    assert_true(closed(fd));
    assert_in_range((monotonic_us() - begin) / 1000, REQUEST_MS - 60, 3 * REQUEST_MS);
    close(fd);
}

static void idle_connections_are_closed(void **state)
{
    (void)state;
    int fd = dial();
    int64_t begin = monotonic_us();
    assert_true(closed(fd));
    assert_in_range((monotonic_us() - begin) / 1000, IDLE_MS - 60, 3 * IDLE_MS);
    close(fd);
}

/* A client that reads nothing holds its thread no longer than SENDING_FACTOR times the time of a request. */
static void who_reads_nothing_is_cut(void **state)
{
    (void)state;
    int fd = dial();
    int small = 4096;
    setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &small, sizeof(small));
    struct http_figures before, now;
    http_figures(server, &before);
    for (int i = 0; i < 20; i++) {
        say(fd, "GET /large HTTP/1.1\r\nHost: h\r\n\r\n");
    }
    int64_t begin = monotonic_us();
    do {
        poll(NULL, 0, 20);
        http_figures(server, &now);
    } while (now.cut == before.cut && monotonic_us() - begin < 20000000);
    assert_true(now.cut > before.cut);
    assert_true(monotonic_us() - begin >= INT64_C(5000) * REQUEST_MS);
    close(fd);
}

static void a_slow_handler_holds_up_nobody(void **state)
{
    (void)state;
    int slow = dial();
    say(slow, "GET /wait HTTP/1.1\r\nHost: h\r\n\r\n");
    sem_wait(&inside);
    for (int i = 0; i < 50; i++) {
        assert_int_equal(ask("GET /x HTTP/1.1\r\nHost: h\r\n\r\n").status, 200);
    }
    struct pollfd answered = {.fd = slow, .events = POLLIN};
    assert_int_equal(poll(&answered, 1, 3 * REQUEST_MS), 0); /* and is not cut for it */
    sem_post(&gate);
    assert_string_equal(hear(slow).body, "waited");
    close(slow);
}

/* ---- start and stop ---- */

/* Asks over new connections until one gets a place. */
static int ask_until_served(int at)
{
    int64_t begin = monotonic_us();
    int status = 0;
    while (status == 0 && monotonic_us() - begin < 10000000) {
        int fd = dial_at(at);
        say(fd, "GET /x HTTP/1.1\r\nHost: h\r\n\r\n");
        status = hear(fd).status;
        close(fd);
    }
    return status;
}

static void connections_are_limited(void **state)
{
    (void)state;
    struct http *small = listening("127.0.0.1:0", 3, STR_NONE);
    int fds[3];
    for (int i = 0; i < 3; i++) {
        fds[i] = dial_at(http_port(small));
        say(fds[i], "GET /x HTTP/1.1\r\nHost: h\r\n\r\n");
        assert_int_equal(hear(fds[i]).status, 200);
    }
    int fourth = dial_at(http_port(small));
    struct http_figures f;
    http_figures(small, &f);
    assert_int_equal(f.open, 3);
    assert_true(closed(fourth));
    close(fourth);
    close(fds[0]);
    assert_int_equal(ask_until_served(http_port(small)), 200);
    close(fds[1]);
    close(fds[2]);
    http_stop(small, 1000);
}

/* Whoever holds all places without using them loses them soon, however long the idle time is. */
static void idle_connections_give_way(void **state)
{
    (void)state;
    struct http_options options = {.listen = STR("127.0.0.1:0"),
                                   .connections = 4,
                                   .request_ms = 60000,
                                   .idle_ms = 600000,
                                   .serve = serve,
                                   .p = &port};
    struct str why = STR_NONE;
    struct http *small = http_listen(&options, arena, &why);
    assert_non_null(small);
    assert_true(http_serve(small, &why));
    int idle[4];
    for (int i = 0; i < 4; i++) {
        idle[i] = dial_at(http_port(small));
    }
    assert_int_equal(ask_until_served(http_port(small)), 200);
    for (int i = 0; i < 4; i++) {
        close(idle[i]);
    }
    http_stop(small, 1000);
}

struct stopping {
    struct http *http;
    int64_t drain_ms;
};

static void *stop_it(void *p)
{
    struct stopping *s = p;
    http_stop(s->http, s->drain_ms);
    return NULL;
}

static void stopping_answers_what_is_under_way(void **state)
{
    (void)state;
    struct http *other = listening("127.0.0.1:0", 10, STR_NONE);
    int busy = dial_at(http_port(other)), idle = dial_at(http_port(other));
    say(idle, "GET /x HTTP/1.1\r\nHost: h\r\n\r\n");
    assert_int_equal(hear(idle).status, 200);
    say(busy, "GET /wait HTTP/1.1\r\nHost: h\r\n\r\n");
    sem_wait(&inside);
    struct stopping s = {other, 5000};
    pthread_t thread;
    pthread_create(&thread, NULL, stop_it, &s);
    assert_true(closed(idle)); /* so draining has begun */
    sem_post(&gate);
    struct answer a = hear(busy);
    assert_string_equal(a.body, "waited");
    assert_string_equal(header_of(&a, "\r\nConnection"), "close");
    assert_true(closed(busy));
    pthread_join(thread, NULL);
    close(busy);
    close(idle);
}

static void listens_on_both_families(void **state)
{
    (void)state;
    struct http *six = listening("[::1]:0", 10, STR_NONE);
    struct sockaddr_in6 address = {
        .sin6_family = AF_INET6, .sin6_port = htons((uint16_t)http_port(six)), .sin6_addr = IN6ADDR_LOOPBACK_INIT};
    int fd = socket(AF_INET6, SOCK_STREAM, 0);
    assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof(address)), 0);
    say(fd, "GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    struct answer a = hear(fd);
    assert_true(has(&a, "\"remote\":\"::1\""));
    close(fd);
    http_stop(six, 1000);
    struct http *every = listening(":0", 10, STR_NONE);
    fd = dial_at(http_port(every));
    say(fd, "GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    a = hear(fd);
    assert_true(has(&a, "\"remote\":\"127.0.0.1\""));
    close(fd);
    http_stop(every, 1000);
}

static void bad_addresses_are_named(void **state)
{
    (void)state;
    static const char *const bad[] = {"nowhere", "127.0.0.1:99999", "1.2.3.4.5:1", "127.0.0.1:x", "192.0.2.1:0"};
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        struct http_options options = {.listen = str_of(bad[i]), .connections = 1, .request_ms = 1, .idle_ms = 1};
        struct str why = STR_NONE;
        assert_null(http_listen(&options, arena, &why));
        assert_true(str_find(why, str_of(bad[i])) >= 0);
    }
}

static void only_the_proxy_is_believed(void **state)
{
    (void)state;
    static const char text[] = "GET /x HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: 1.1.1.1, 203.0.113.9\r\n"
                               "X-Forwarded-Proto: https\r\n\r\n";
    struct answer a = ask(text);
    assert_true(has(&a, "\"remote\":\"127.0.0.1\""));
    assert_null(header_of(&a, "\r\nStrict-Transport-Security"));
    struct http *behind = listening("127.0.0.1:0", 10, STR("127.0.0.1"));
    int fd = dial_at(http_port(behind));
    say(fd, text);
    a = hear(fd);
    assert_true(has(&a, "\"remote\":\"203.0.113.9\""));
    assert_non_null(header_of(&a, "\r\nStrict-Transport-Security"));
    say(fd, "GET /x HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: <script>\r\n\r\n");
    a = hear(fd);
    assert_true(has(&a, "\"remote\":\"127.0.0.1\""));
    close(fd);
    http_stop(behind, 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dripped_requests_are_cut),       cmocka_unit_test(a_later_request_is_cut_too),
        cmocka_unit_test(idle_connections_are_closed),    cmocka_unit_test(who_reads_nothing_is_cut),
        cmocka_unit_test(a_slow_handler_holds_up_nobody), cmocka_unit_test(connections_are_limited),
        cmocka_unit_test(idle_connections_give_way),      cmocka_unit_test(stopping_answers_what_is_under_way),
        cmocka_unit_test(listens_on_both_families),       cmocka_unit_test(bad_addresses_are_named),
        cmocka_unit_test(only_the_proxy_is_believed),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
