/* The log: every line is whole and is JSON, whatever goes in and however many threads write. */
#include "base/log.h"
#include "base/json.h"

#include <fcntl.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static struct arena *arena;
static int file_number, real_stderr;

static int setup(void **state)
{
    (void)state;
    arena = arena_new(64 << 20);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static void begin_capture(void)
{
    char path[] = "/tmp/waymark-log-XXXXXX";
    file_number = mkstemp(path);
    assert_true(file_number >= 0);
    unlink(path);
    assert_int_equal(fcntl(file_number, F_SETFL, O_APPEND), 0);
    real_stderr = dup(STDERR_FILENO);
    dup2(file_number, STDERR_FILENO);
}

static struct str end_capture(void)
{
    dup2(real_stderr, STDERR_FILENO);
    close(real_stderr);
    struct buf b = buf_new(arena, 1 << 16);
    ssize_t n;
    lseek(file_number, 0, SEEK_SET);
    while ((n = read(file_number, buf_reserve(&b, 4096), 4096)) > 0) b.len += (size_t)n;
    close(file_number);
    return buf_str(&b);
}

static json_t *line_of(struct str *rest)
{
    struct str line, why = STR_NONE;
    assert_true(str_split(rest, '\n', &line));
    json_t *value = json_read(arena, line, &why);
    if (!value) fail_msg("%.*s: %s", STR_ARG(line), why.at);
    return value;
}

static const char *text_of(json_t *line, const char *name)
{
    return json_string_value(json_object_get(line, name));
}

static void a_line_is_json(void **state)
{
    (void)state;
    begin_capture();
    log_event(LOG_LEVEL_INFO, "server.started", LOG_NUMBER("port", INT64_MIN),
              LOG_TEXT("why", "a \"quote\", a \\ and\na line \x01 S\u00E1nchez \xFF"), LOG_TEXT("none", NULL));
    log_write(LOG_LEVEL_ERROR, "alone", NULL, 0);
    struct str all = end_capture();
    json_t *line = line_of(&all);
    assert_string_equal(text_of(line, "level"), "info");
    assert_string_equal(text_of(line, "event"), "server.started");
    assert_int_equal(strlen(text_of(line, "at")), 24);
    assert_true(json_integer_value(json_object_get(line, "port")) == INT64_MIN);
    assert_string_equal(text_of(line, "why"), "a \"quote\", a \\ and\na line \x01 S\u00E1nchez \uFFFD");
    assert_string_equal(text_of(line, "none"), "");
    assert_string_equal(text_of(line_of(&all), "event"), "alone");
    assert_int_equal(all.len, 0);
}

static void what_does_not_fit_is_left_out(void **state)
{
    (void)state;
    char long_text[9000];
    begin_capture();
    for (int len = 3800; len < 4100; len++) { /* every way to end near the border */
        memset(long_text, 'x', sizeof long_text);
        long_text[len] = '\0';
        log_event(LOG_LEVEL_INFO, "long", LOG_TEXT("text", long_text), LOG_NUMBER("n", 7));
    }
    memset(long_text, '\x01', sizeof long_text);
    long_text[sizeof long_text - 1] = '\0';
    log_event(LOG_LEVEL_INFO, "long", LOG_TEXT("text", long_text), LOG_NUMBER("n", 7));
    struct str all = end_capture();
    int cut = 0;
    for (int i = 0; i <= 300; i++) {
        json_t *line = line_of(&all);
        bool whole = text_of(line, "text") && json_object_get(line, "n");
        assert_int_equal(json_is_true(json_object_get(line, "cut")), !whole);
        cut += !whole;
    }
    assert_true(cut > 50 && cut < 300);
}

static void levels_below_the_least_are_silent(void **state)
{
    (void)state;
    begin_capture();
    log_event(LOG_LEVEL_DEBUG, "hidden", LOG_NUMBER("n", 1));
    log_set_level(LOG_LEVEL_ERROR);
    log_event(LOG_LEVEL_WARN, "hidden", LOG_NUMBER("n", 1));
    log_set_level(LOG_LEVEL_DEBUG);
    log_event(LOG_LEVEL_DEBUG, "seen", LOG_NUMBER("n", 1));
    log_set_level(LOG_LEVEL_INFO);
    struct str all = end_capture();
    assert_string_equal(text_of(line_of(&all), "event"), "seen");
    assert_int_equal(all.len, 0);
}

static void *write_lines(void *number)
{
    char text[600];
    memset(text, 'a' + *(int *)number, sizeof text - 1);
    text[sizeof text - 1] = '\0';
    for (int i = 0; i < 200; i++) log_event(LOG_LEVEL_INFO, "thread", LOG_TEXT("text", text), LOG_NUMBER("i", i));
    return NULL;
}

static void threads_do_not_mix_lines(void **state)
{
    (void)state;
    enum { N = 6 };
    pthread_t threads[N];
    int numbers[N];
    begin_capture();
    for (int i = 0; i < N; i++) {
        numbers[i] = i;
        assert_int_equal(pthread_create(&threads[i], NULL, write_lines, &numbers[i]), 0);
    }
    for (int i = 0; i < N; i++) assert_int_equal(pthread_join(threads[i], NULL), 0);
    struct str all = end_capture();
    int next[N] = {0};
    for (int i = 0; i < N * 200; i++) {
        json_t *line = line_of(&all);
        int from = text_of(line, "text")[0] - 'a';
        assert_true(from >= 0 && from < N);
        assert_int_equal(json_integer_value(json_object_get(line, "i")), next[from]++);
    }
    assert_int_equal(all.len, 0);
}

static void a_bug_tells_where_and_aborts(void **state)
{
    (void)state;
    begin_capture();
    pid_t pid = fork();
    if (pid == 0) {
        signal(SIGABRT, SIG_DFL);
        BUG_IF(pid == 0);
        _exit(0);
    }
    int status = 0;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    struct str all = end_capture();
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
    json_t *line = line_of(&all);
    assert_string_equal(text_of(line, "text"), "pid == 0");
    assert_true(str_ends(str_of(text_of(line, "file")), STR("log.c")));
    assert_true(json_integer_value(json_object_get(line, "line")) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_is_json),
        cmocka_unit_test(what_does_not_fit_is_left_out),
        cmocka_unit_test(levels_below_the_least_are_silent),
        cmocka_unit_test(threads_do_not_mix_lines),
        cmocka_unit_test(a_bug_tells_where_and_aborts),
    };
    return cmocka_run_group_tests_name("log", tests, setup, teardown);
}
