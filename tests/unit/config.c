/* Settings: which source wins, what is refused and with which words; the lock and the clock. */
#include "kernel/server.h"

#include "base/date.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static struct arena *arena;
static char folder[] = "/tmp/waymark-config-XXXXXX";
static struct settings settings;
static struct str why;
static char *words[16];
static int n_words;

/* Reads with these words; "waymark" stands before them. */
static bool read_with(const char *const *given)
{
    words[0] = "waymark";
    n_words = 1;
    for (; *given; given++) {
        size_t size = strlen(*given) + 1;
        words[n_words] = arena_alloc(arena, size);
        memcpy(words[n_words++], *given, size);
    }
    words[n_words] = NULL;
    why = STR_NONE;
    return settings_read(&settings, &n_words, words, arena, &why);
}
#define READ(...) read_with((const char *const[]){__VA_ARGS__, NULL})
#define READ_NOTHING() read_with((const char *const[]){NULL})

#define assert_text(s, literal) assert_true(str_is((s), (literal)))
#define assert_why(literal)                                                                                            \
    do {                                                                                                               \
        if (!str_is(why, literal)) fail_msg("the sentence is: %.*s", STR_ARG(why));                                    \
    } while (0)

static const char *write_file(const char *name, const char *text)
{
    const char *path = str_format(arena, "%s/%s", folder, name).at;
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
    return path;
}

static void clear_environment(void)
{
    for (const struct setting *row = setting_table; row->name; row++) {
        char name[64] = "WAYMARK_";
        size_t n = strlen(name);
        for (const char *c = row->name; *c; c++) {
            name[n++] = (char)(*c >= 'a' && *c <= 'z' ? *c - 32 : *c);
        }
        name[n] = 0;
        unsetenv(name);
    }
}

static int set_up(void **state)
{
    (void)state;
    arena = arena_new(16 * 1024 * 1024);
    clear_environment();
    return mkdtemp(folder) ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    clear_environment();
    char *const remove[] = {"rm", "-rf", folder, NULL};
    pid_t child = fork();
    if (child == 0) {
        execvp("rm", remove);
        _exit(1);
    }
    waitpid(child, NULL, 0);
    arena_free(arena);
    return 0;
}

static void there_are_defaults(void **state)
{
    (void)state;
    assert_true(READ_NOTHING());
    assert_text(settings.data, "data");
    assert_text(settings.listen, "127.0.0.1:8080");
    assert_text(settings.url, "http://127.0.0.1:8080");
    assert_true(str_none(settings.database));
    assert_int_equal(settings.connections, 1024);
    assert_text(settings_database(&settings, arena), "data/waymark.db");
}

static void flags_are_taken_and_words_left(void **state)
{
    (void)state;
    assert_true(
        READ("serve", "--listen", ":9000", "--dry-run", "--request-seconds=7", "--name", "Ada", "--", "--data", "x"));
    assert_text(settings.listen, ":9000");
    assert_text(settings.url, "http://127.0.0.1:9000");
    assert_int_equal(settings.request_seconds, 7);
    assert_text(settings.data, "data");
    static const char *const left[] = {"waymark", "serve", "--dry-run", "--name", "Ada", "--", "--data", "x"};
    assert_int_equal(n_words, 8);
    for (int i = 0; i < 8; i++) {
        assert_string_equal(words[i], left[i]);
    }
    assert_null(words[8]);
}

static void a_flag_wins_over_environment_over_file(void **state)
{
    (void)state;
    const char *path = write_file("all.conf", "# remark\n\nlisten = :1\n data=from file \r\nidle-seconds = 11\n");
    setenv("WAYMARK_LISTEN", ":2", 1);
    setenv("WAYMARK_CONFIG", path, 1);
    assert_true(READ_NOTHING());
    assert_text(settings.listen, ":2");
    assert_text(settings.data, "from file");
    assert_int_equal(settings.idle_seconds, 11);
    assert_true(READ("--listen=:3", "--idle_seconds", "12"));
    assert_text(settings.listen, ":3");
    assert_int_equal(settings.idle_seconds, 12);
    unsetenv("WAYMARK_LISTEN");
    assert_true(READ_NOTHING());
    assert_text(settings.listen, ":1");
    unsetenv("WAYMARK_CONFIG");
}

static void faults_name_their_place(void **state)
{
    (void)state;
    assert_false(READ("--connections", "many"));
    assert_why("--connections: \"many\" is not a whole number from 1 to 100000.");
    assert_false(READ("--connections=0"));
    assert_why("--connections: \"0\" is not a whole number from 1 to 100000.");
    assert_false(READ("serve", "--listen"));
    assert_why("--listen: a value is missing.");
    assert_false(READ("--log-level", "loud"));
    assert_why("log_level: \"loud\" is none of debug, info, warn, error.");
    assert_false(READ("--url", "waymark.example"));
    assert_why("url: this must begin with https:// or http://.");
    assert_false(READ("--database", "data.db"));
    assert_why("database: this must begin with postgresql://. For SQLite, name a folder with data.");
    setenv("WAYMARK_DRAIN_SECONDS", "1.5", 1);
    assert_false(READ_NOTHING());
    assert_why("WAYMARK_DRAIN_SECONDS: \"1.5\" is not a whole number from 0 to 3600.");
    assert_true(READ("--drain-seconds", "3")); /* what is overruled is not read */
    unsetenv("WAYMARK_DRAIN_SECONDS");
}

static void faults_of_the_file_name_their_line(void **state)
{
    (void)state;
    const char *path = write_file("bad.conf", "data = d\n\nlistne = :1\n");
    assert_false(READ("--config", path));
    assert_true(str_equal(why, str_format(arena, "%s, line 3: there is no setting \"listne\".", path)));
    path = write_file("bad.conf", "data\n");
    assert_false(READ("--config", path));
    assert_true(str_equal(why, str_format(arena, "%s, line 1: this is not 'name = value'.", path)));
    path = write_file("bad.conf", "data = a\ndata = b\n");
    assert_false(READ("--config", path));
    assert_true(str_equal(why, str_format(arena, "%s, line 2: \"data\" is there twice.", path)));
    path = write_file("bad.conf", "connections = \xff\n");
    assert_false(READ("--config", path));
    assert_false(READ("--config", "/nowhere/at/all"));
    assert_why("The settings file /nowhere/at/all cannot be read: No such file or directory.");
}

static void urls_end_without_a_slash(void **state)
{
    (void)state;
    assert_true(READ("--url", "https://waymark.example/"));
    assert_text(settings.url, "https://waymark.example");
    assert_text(listen_url(STR("[::1]:80"), arena), "http://[::1]:80");
    assert_text(listen_url(STR("0.0.0.0:80"), arena), "http://127.0.0.1:80");
    assert_text(listen_url(STR("[::]:80"), arena), "http://127.0.0.1:80");
}

static void help_names_every_setting(void **state)
{
    (void)state;
    struct buf help = buf_new(arena, 4096);
    settings_help(&help);
    for (const struct setting *row = setting_table; row->name; row++) {
        assert_non_null(row->doc);
        assert_true(str_find(buf_str(&help), str_of(row->doc)) >= 0);
    }
    assert_true(str_find(buf_str(&help), STR("--request-seconds NUMBER")) >= 0);
}

static void one_process_holds_the_data(void **state)
{
    (void)state;
    struct str data = str_format(arena, "%s/a/b", folder);
    assert_true(READ("--data", data.at));
    int lock = data_lock(&settings, arena, NULL, &why);
    assert_true(lock >= 0);
    struct stat made;
    assert_int_equal(stat(data.at, &made), 0);
    assert_int_equal(made.st_mode & 0777, 0700);
    bool held = false;
    assert_int_equal(data_lock(&settings, arena, &held, &why), -1);
    assert_true(held);
    assert_true(str_find(why, STR("Another Waymark is using the data folder")) >= 0);
    close(lock);
    lock = data_lock(&settings, arena, &held, &why);
    assert_true(lock >= 0);
    assert_false(held);
    close(lock);
    const char *file = write_file("file", "");
    assert_true(READ("--data", file));
    assert_int_equal(data_lock(&settings, arena, &held, &why), -1);
    assert_false(held);
}

static void tests_set_the_clock(void **state)
{
    (void)state;
    assert_true(READ_NOTHING());
    int64_t plain = clock_now(&settings) - instant_now();
    assert_in_range(plain + 1000, 0, 2000);
    const char *path = write_file("clock", "86400000\n");
    assert_true(READ("--clock-file", path));
    assert_in_range(clock_now(&settings) - instant_now() - MS_DAY + 1000, 0, 2000);
    write_file("clock", "-5000000");
    assert_in_range(clock_now(&settings) - instant_now() + 5000000 + 1000, 0, 2000);
    unlink(path);
    assert_in_range(clock_now(&settings) - instant_now() + 1000, 0, 2000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(there_are_defaults),
        cmocka_unit_test(flags_are_taken_and_words_left),
        cmocka_unit_test(a_flag_wins_over_environment_over_file),
        cmocka_unit_test(faults_name_their_place),
        cmocka_unit_test(faults_of_the_file_name_their_line),
        cmocka_unit_test(urls_end_without_a_slash),
        cmocka_unit_test(help_names_every_setting),
        cmocka_unit_test(one_process_holds_the_data),
        cmocka_unit_test(tests_set_the_clock),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
