/* A whole server in a process of its own, on SQLite and a free port: start, health, figures, its own rows, stop. */
#include "kernel/server.h"

#include "base/date.h"

#include <arpa/inet.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[] = "/tmp/waymark-server-XXXXXX";
static struct arena *arena;

/* ---- the product ---- */

/* Answers once the file that the test makes is there: so the test decides when. */
static bool wait_for_file(struct ctx *ctx)
{
    struct str path = str_format(ctx->arena, "%s/go", folder);
    while (access(path.at, F_OK) != 0) {
        usleep(5000);
    }
    return reply_text(ctx, 200, "text/plain", STR("went"));
}

static bool count(struct ctx *ctx)
{
    struct json_out w = json_out_new(ctx->arena, 64);
    json_begin_object(&w);
    json_put_int(&w, "sessions", db_int_of(ctx, "SELECT count(*) FROM sessions"));
    json_end_object(&w);
    return reply_json(ctx, 200, &w);
}

static const struct route rows[] = {
    {.method = METHOD_GET,
     .path = "/wait",
     .permission = &anyone,
     .handler = wait_for_file,
     .doc = "Waits.",
     .flags = ROUTE_OWN_TX},
    {.method = METHOD_GET, .path = "/count", .permission = &anyone, .handler = count, .doc = "Counts."},
    {0},
};
static const struct slice slices[] = {{"test", rows, NULL}, {"kernel", kernel_routes, NULL}, {0}};
static const struct job jobs[] = {{0}};
static const struct permission *const permissions[] = {&anyone, NULL};
static const struct app app = {.slices = slices, .jobs = jobs, .permissions = permissions};

/* ---- a server ---- */

struct running {
    pid_t process;
    FILE *out;
    int port;
};

static struct running start(const char *const *flags)
{
    struct running s = {0};
    int out[2];
    assert_int_equal(pipe(out), 0);
    s.process = fork();
    if (s.process == 0) {
        struct settings settings;
        struct str why;
        char *words[16] = {"waymark"};
        int n = 1;
        for (; *flags; flags++) {
            words[n++] = (char *)(uintptr_t)*flags;
        }
        dup2(out[1], 1);
        close(out[0]);
        _exit(settings_read(&settings, &n, words, arena, &why) ? server_run(&app, &settings) : 9);
    }
    close(out[1]);
    s.out = fdopen(out[0], "r");
    if (fscanf(s.out, "Waymark listens on http://127.0.0.1:%d", &s.port) != 1) {
        s.port = 0;
    }
    return s;
}
#define START(...) start((const char *const[]){"--data", folder, "--listen", "127.0.0.1:0", ##__VA_ARGS__, NULL})

static int ended(struct running *s)
{
    int status = 0;
    waitpid(s->process, &status, 0);
    fclose(s->out);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static int stop(struct running *s)
{
    kill(s->process, SIGTERM);
    return ended(s);
}

/* ---- a client ---- */

/* -1: refused. */
static int ask(int port, const char *text)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct timeval patience = {.tv_sec = 20};
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    /* A server that begins to stop may have taken the connection already and resets it. */
    if (connect(fd, (struct sockaddr *)&address, sizeof(address)) != 0 ||
        send(fd, text, strlen(text), MSG_NOSIGNAL) != (ssize_t)strlen(text)) {
        close(fd);
        return -1;
    }
    return fd;
}

/* Everything until the other side closes. */
static const char *all(int fd)
{
    struct buf b = buf_new(arena, 65536);
    for (;;) {
        char part[4096];
        ssize_t n = recv(fd, part, sizeof(part), 0);
        if (n <= 0) {
            break;
        }
        buf_put(&b, (struct str){part, (size_t)n});
    }
    close(fd);
    return buf_str(&b).at;
}

static const char *get(int port, const char *path, const char *headers)
{
    int fd =
        ask(port, str_format(arena, "GET %s HTTP/1.1\r\nHost: h\r\n%sConnection: close\r\n\r\n", path, headers).at);
    return fd < 0 ? "" : all(fd);
}

static bool is(const char *answer, const char *status, const char *part)
{
    return strncmp(answer, "HTTP/1.1 ", 9) == 0 && strncmp(answer + 9, status, 3) == 0 && strstr(answer, part);
}

static void touch(const char *name)
{
    FILE *f = fopen(str_format(arena, "%s/%s", folder, name).at, "w");
    assert_non_null(f);
    fclose(f);
}

static int set_up(void **state)
{
    (void)state;
    arena = arena_new(64 * 1024 * 1024);
    return mkdtemp(folder) ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    pid_t child = fork();
    if (child == 0) {
        execlp("rm", "rm", "-rf", folder, (char *)NULL);
        _exit(1);
    }
    waitpid(child, NULL, 0);
    arena_free(arena);
    return 0;
}

/* ---- tests ---- */

static void it_answers(void **state)
{
    (void)state;
    struct running s = START();
    assert_true(s.port > 0);
    assert_true(is(get(s.port, "/healthz", ""), "200", "ok"));
    assert_true(is(get(s.port, "/readyz", ""), "200", "ready"));
    assert_true(is(get(s.port, "/api/v1/count", ""), "200", "{\"sessions\":0}"));
    assert_true(is(get(s.port, "/api/v1/nothing", ""), "404", "application/problem+json"));
    assert_true(is(get(s.port, "/api", ""), "404", "application/problem+json"));
    assert_true(is(get(s.port, "/api/v2/x", ""), "404", "application/problem+json"));
    assert_true(is(get(s.port, "/api/v1/openapi.json", ""), "200", "\"openapi\""));
    assert_true(is(all(ask(s.port, "POST /healthz HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")), "405",
                   "Allow: GET, HEAD"));
    assert_int_equal(stop(&s), 0);
}

static void figures_are_for_loopback(void **state)
{
    (void)state;
    struct running s = START();
    get(s.port, "/api/v1/count", "");
    const char *figures = get(s.port, "/metrics", "");
    assert_true(is(figures, "200", "waymark_requests_total{method=\"GET\",route=\"/count\",status=\"2xx\"} 1\n"));
    assert_non_null(strstr(figures, "waymark_request_seconds_count{method=\"GET\",route=\"/count\"} 1\n"));
    assert_non_null(strstr(figures, "waymark_events_waiting 0\n"));
    assert_true(is(get(s.port, "/metrics", "X-Forwarded-For: 203.0.113.9\r\n"), "403", "setting metrics"));
    assert_int_equal(stop(&s), 0);
    s = START("--metrics", "nobody");
    assert_true(is(get(s.port, "/metrics", ""), "403", "setting metrics"));
    assert_int_equal(stop(&s), 0);
}

static void one_server_holds_the_data(void **state)
{
    (void)state;
    struct running s = START();
    struct running second = START();
    assert_int_equal(second.port, 0);
    assert_int_equal(ended(&second), 1);
    assert_true(is(get(s.port, "/readyz", ""), "200", "ready"));
    kill(s.process, SIGKILL);
    assert_int_equal(ended(&s), -1);
    s = START(); /* what a killed one leaves behind is in nobody's way */
    assert_true(is(get(s.port, "/api/v1/count", ""), "200", "sessions"));
    assert_int_equal(stop(&s), 0);
}

static void a_taken_port_is_told(void **state)
{
    (void)state;
    struct running s = START();
    struct str other = str_format(arena, "%s/other", folder), listen = str_format(arena, "127.0.0.1:%d", s.port);
    struct running second = start((const char *const[]){"--data", other.at, "--listen", listen.at, NULL});
    assert_int_equal(second.port, 0);
    assert_int_equal(ended(&second), 1);
    assert_int_equal(stop(&s), 0);
}

/* The handler of /wait never ends here, and twenty seconds of drain are too long for who presses Ctrl-C twice. */
static void a_second_signal_ends_at_once(void **state)
{
    (void)state;
    struct running s = START();
    int fd = ask(s.port, "GET /api/v1/wait HTTP/1.1\r\nHost: h\r\n\r\n");
    while (!strstr(get(s.port, "/metrics", ""), "waymark_connections 2\n")) {
        usleep(1000);
    }
    kill(s.process, SIGTERM);
    while (*get(s.port, "/healthz", "")) {
        usleep(1000);
    }
    kill(s.process, SIGINT);
    assert_int_equal(ended(&s), -1);
    close(fd);
}

static void stopping_answers_what_is_under_way(void **state)
{
    (void)state;
    struct running s = START();
    int fd = ask(s.port, "GET /api/v1/wait HTTP/1.1\r\nHost: h\r\n\r\n");
    while (!strstr(get(s.port, "/metrics", ""), "waymark_connections 2\n")) {
        usleep(1000);
    }
    kill(s.process, SIGTERM);
    while (*get(s.port, "/healthz", "")) { /* nobody new is served */
        usleep(1000);
    }
    touch("go");
    assert_true(is(all(fd), "200", "went"));
    assert_int_equal(ended(&s), 0);
}

static void stopping_does_not_wait_for_ever(void **state)
{
    (void)state;
    struct running s = START("--drain-seconds", "1", "--request-seconds", "60");
    int fd = ask(s.port, "POST /api/v1/count HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\n12345");
    while (!strstr(get(s.port, "/metrics", ""), "waymark_connections 2\n")) {
        usleep(1000);
    }
    int64_t begin = monotonic_us();
    assert_int_equal(stop(&s), 0);
    assert_true(monotonic_us() - begin < 15 * 1000000);
    close(fd);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_answers),
        cmocka_unit_test(figures_are_for_loopback),
        cmocka_unit_test(one_server_holds_the_data),
        cmocka_unit_test(a_taken_port_is_told),
        cmocka_unit_test(a_second_signal_ends_at_once),
        cmocka_unit_test(stopping_answers_what_is_under_way),
        cmocka_unit_test(stopping_does_not_wait_for_ever),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
