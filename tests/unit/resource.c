/* Field rows: bodies and queries in with all their faults, one-row SQL on a real database, JSON and differences out. */
#include "example.h"

#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

static struct arena *arena;
static struct ctx *ctx; /* of the newest reading */

static int setup(void **state)
{
    (void)state;
    arena = arena_new(LIMIT_REQUEST_ARENA);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static bool read_in(enum read_mode mode, struct str body, struct example *out)
{
    ctx = &example_request(arena, body)->ctx;
    return resource_read(ctx, &example_resource, mode, out);
}

static const char *faults_of(const char *body)
{
    struct example e;
    bool good = read_in(READ_CREATE, str_of(body), &e);
    assert_int_equal(good, !failed(ctx));
    return example_faults(ctx).at;
}

static const char *patch_faults_of(const char *body)
{
    struct example e;
    resource_clear(&example_resource, &e);
    e.title = STR("Old");
    read_in(READ_PATCH, str_of(body), &e);
    return example_faults(ctx).at;
}

/* A body that is right, but for what is added. */
#define WITH(members) "{\"title\":\"A\",\"owner_id\":3,\"kind\":\"offer\"" members "}"
#define assert_faults(members, expected) assert_string_equal(faults_of(WITH(members)), expected)

static struct example *example_of(const char *body)
{
    struct example *e = arena_one(arena, struct example);
    if (!read_in(READ_CREATE, str_of(body), e)) fail_msg("%s", example_faults(ctx).at);
    return e;
}

static const char *json_of(const struct example *e)
{
    struct json_out w = json_out_new(arena, 256);
    resource_write(&w, &example_resource, e);
    return json_done(&w).at;
}

#define WHOLE                                                                                                          \
    "{\"title\":\"  Zo\\u0065\\u0308  \",\"text\":\"one\\r\\ntwo\",\"email\":\"Ada@Example.COM\",\"zone\":\"Europe/"   \
    "Berlin\",\"owner_id\":3,\"count\":5,\"amount\":1.5,\"open\":true,\"due_on\":\"2026-11-24\",\"at\":\"2026-11-24"   \
    "T03:30:00+01:00\",\"kind\":\"offer\",\"secret\":\"abcd\",\"serves\":[7,5],\"words\":[\" a \",\"b\"],\"parts\":["  \
    "{\"name\":\"P\",\"good\":0.7,\"links\":[1]}],\"place\":{\"town\":\"Ulm\"}}"

static void whole_body_is_read(void **state)
{
    (void)state;
    struct example *e = example_of(WHOLE);
    assert_true(str_is(e->title, "Zo\xc3\xab"));
    assert_true(str_is(e->text, "one\ntwo"));
    assert_true(str_is(e->email, "ada@example.com"));
    assert_true(e->owner_id == 3 && e->count == 5 && e->amount == 1500000 && e->open && e->kind == 3);
    assert_int_equal(e->due_on, date_from_ymd(2026, 11, 24));
    assert_true(e->at == (int64_t)e->due_on * MS_DAY + 150 * MS_MINUTE);
    assert_true(e->serves.given && e->serves.n == 2 && e->serves.at[1] == 5);
    assert_true(e->words.n == 2 && str_is(e->words.at[0], "a"));
    assert_int_equal(((struct part *)e->parts.at)->good, 700000);
    assert_true(str_is(((struct place *)e->place.at)->town, "Ulm"));
    assert_true(str_none(((struct place *)e->place.at)->street));
    assert_true(e->id == 0 && e->version == INT64_MIN && str_none(e->hidden));
    assert_string_equal(
        json_of(e), "{\"id\":null,\"title\":\"Zo\xc3\xab\",\"text\":\"one\\ntwo\",\"email\":\"ada@example.com\","
                    "\"zone\":\"Europe/Berlin\",\"owner_id\":3,\"count\":5,\"amount\":1.5,\"open\":true,"
                    "\"due_on\":\"2026-11-24\",\"at\":\"2026-11-24T02:30:00.000Z\",\"kind\":\"offer\",\"shown\":null,"
                    "\"serves\":[7,5],\"words\":[\"a\",\"b\"],\"parts\":[{\"name\":\"P\",\"good\":0.7,\"links\":[1]}"
                    "],\"place\":{\"town\":\"Ulm\",\"street\":null},\"version\":null}");
}

static void what_is_missing_is_asked_for(void **state)
{
    (void)state;
    const char *expected = "title: Please give a title.\nowner_id: Please give an owner.\n"
                           "kind: Please choose one of: aligned, question, suggestion, offer.\n";
    assert_string_equal(faults_of("{}"), expected);
    assert_string_equal(faults_of(""), expected);
    assert_string_equal(faults_of(" \n"), expected);
    assert_string_equal(faults_of("{\"title\":null,\"owner_id\":null,\"kind\":null}"), expected);
    assert_string_equal(
        faults_of("{\"title\":\" \\u00a0\\u3000\",\"owner_id\":2,\"kind\":\"\"}"),
        "title: Please give a title.\nkind: Please choose one of: aligned, question, suggestion, offer.\n");
    assert_int_equal(ctx->failure.status, 422);
    assert_true(str_is(ctx->failure.sentence, "Some fields need another look."));
}

static void bodies_that_are_no_object(void **state)
{
    (void)state;
    assert_string_equal(faults_of("[1]"), "400: Please send one JSON object: {\"name\": value, ...}.\n");
    assert_string_equal(faults_of("7"), "400: Please send one JSON object: {\"name\": value, ...}.\n");
    faults_of("{\"title\":");
    assert_int_equal(ctx->failure.status, 400);
    faults_of("{\"title\":\"a\",\"title\":\"b\"}");
    assert_int_equal(ctx->failure.status, 400);
}

static void names_that_may_not_be_sent(void **state)
{
    (void)state;
    assert_faults(",\"id\":4", "id: This is set by Waymark and cannot be sent.\n");
    assert_faults(",\"version\":null", "version: This is set by Waymark and cannot be sent.\n");
    assert_faults(",\"nonsense\":1", "nonsense: Waymark does not know this field.\n");
    assert_faults(",\"hidden\":\"x\"", "hidden: Waymark does not know this field.\n");
    assert_string_equal(patch_faults_of("{\"owner_id\":5}"),
                        "owner_id: This is given once, at the start, and cannot be changed.\n");
}

static void texts_have_limits(void **state)
{
    (void)state;
    struct buf b = buf_new(arena, 2000);
    buf_puts(&b, "{\"owner_id\":3,\"kind\":\"offer\",\"title\":\"");
    for (int i = 0; i < 200; i++) buf_puts(&b, "\xc3\xab");
    struct str most = str_format(arena, "%s\"}", buf_str(&b).at);
    struct str over = str_format(arena, "%sx\"}", buf_str(&b).at);
    assert_string_equal(faults_of(most.at), "");
    assert_string_equal(faults_of(over.at), "title: This is longer than 200 characters.\n");
    assert_faults(",\"secret\":\"abc\"", "secret: Please give at least 4 characters.\n");
    assert_faults(",\"text\":7", "text: This needs to be a text.\n");
    assert_faults(",\"text\":\"a\\u0007\"", "text: This has control characters. Please remove them.\n");
    assert_faults(",\"text\":\"a\\u202eb\"", "text: This has control characters. Please remove them.\n");
    assert_faults(",\"text\":\"a\\tb\\nc\"", "");
    assert_faults(",\"secret\":\"abcd\\nefg\"", "secret: This needs to fit on one line, without tabs.\n");
    assert_faults(",\"secret\":\"abcd\\u2028efg\"", "secret: This needs to fit on one line, without tabs.\n");
}

static void numbers_have_limits(void **state)
{
    (void)state;
    assert_faults(",\"count\":0", "count: This needs to be between 1 and 5.\n");
    assert_faults(",\"count\":6", "count: This needs to be between 1 and 5.\n");
    assert_faults(",\"count\":2.0", "count: This needs to be a whole number.\n");
    assert_faults(",\"count\":\"2\"", "count: This needs to be a whole number.\n");
    assert_faults(",\"count\":-9223372036854775808", "count: This needs to be a whole number.\n");
    assert_faults(",\"amount\":-0.500001", "amount: This needs to be between -0.5 and 10.\n");
    assert_faults(",\"amount\":-0.5", "");
    assert_faults(",\"amount\":10", "");
    assert_faults(",\"amount\":0.0000001", "amount: This has more than six decimals.\n");
    assert_faults(",\"amount\":true", "amount: This needs to be a number.\n");
    assert_faults(",\"serves\":[1,0]", "serves[1]: This needs to be an id: a whole number from 1.\n");
    assert_faults(",\"open\":1", "open: This needs to be true or false.\n");
    assert_faults(",\"open\":null", "open: This cannot be empty.\n");
}

static void texts_of_a_kind(void **state)
{
    (void)state;
    assert_faults(",\"zone\":\"Mars/Base\"", "zone: This needs to be a time zone such as Europe/Berlin.\n");
    assert_faults(",\"zone\":\"\"", "zone: This needs to be a time zone such as Europe/Berlin.\n");
    assert_faults(",\"due_on\":\"2026-02-29\"", "due_on: This needs to be a date that exists (YYYY-MM-DD).\n");
    assert_faults(",\"due_on\":\"\"", "");
    assert_faults(",\"at\":\"2026-11-24\"", "at: This needs to be a time such as 2026-11-24T09:30:00Z.\n");
    assert_string_equal(faults_of("{\"title\":\"A\",\"owner_id\":3,\"kind\":\"Offer\"}"),
                        "kind: This needs to be one of: aligned, question, suggestion, offer.\n");
    assert_string_equal(faults_of("{\"title\":\"A\",\"owner_id\":3,\"kind\":3}"),
                        "kind: This needs to be one of: aligned, question, suggestion, offer.\n");
}

static void addresses(void **state)
{
    (void)state;
    static const char *const good[] = {"a@b", "jos\xc3\xa9.o'neil+x@mail.example.co.uk", "  A@B.example ", NULL};
    static const char *const bad[] = {"a",
                                      "@b",
                                      "a@",
                                      "a@b@c",
                                      "a b@c",
                                      "a@b..c",
                                      "a@-b.c",
                                      "a,b@c",
                                      "<a@b>",
                                      "a@b.",
                                      "a@.b",
                                      "\"a\"@b",
                                      "a\xef\xbc\xa0"
                                      "b@c",
                                      "a\xc2\xa0"
                                      "b@c",
                                      "a@b!c",
                                      NULL};
    for (int i = 0; good[i]; i++) {
        struct str body = str_format(arena, WITH(",\"email\":\"%s\""), good[i]);
        assert_string_equal(faults_of(body.at), "");
    }
    for (int i = 0; bad[i]; i++) {
        struct str address = str_of(bad[i]);
        struct json_out w = json_out_new(arena, 64);
        json_text(&w, address);
        struct str body = str_format(arena, WITH(",\"email\":%s"), json_done(&w).at);
        assert_string_equal(faults_of(body.at), "email: This needs to be an e-mail address such as ada@example.com.\n");
    }
}

static void lists_and_objects(void **state)
{
    (void)state;
    assert_faults(",\"parts\":[{\"name\":\"P\"},{\"good\":1,\"x\":2},3]",
                  "parts[0].good: Please say what good is.\nparts[1].x: Waymark does not know this field.\n"
                  "parts[1].name: Please give a name.\nparts[2]: This needs to be an object.\n");
    assert_faults(",\"parts\":[{\"name\":\"P\",\"good\":1,\"links\":[2,2]}]",
                  "parts[0].links[1]: This one is in the list twice.\n");
    assert_faults(",\"parts\":{}", "parts: This needs to be a list.\n");
    assert_faults(",\"parts\":[{},{},{},{}]", "parts: This has more than 3 entries.\n");
    assert_faults(",\"words\":[\"a\",\" \",4]",
                  "words[1]: This cannot be empty.\nwords[2]: This needs to be a text.\n");
    assert_faults(",\"serves\":null", "serves: This cannot be empty.\n");
    assert_faults(",\"words\":null,\"place\":null", "");
    assert_faults(",\"place\":[]", "place: This needs to be an object.\n");
    assert_faults(",\"place\":{}", "place.town: Please give a town.\n");
}

static void faults_are_counted(void **state)
{
    (void)state;
    struct buf b = buf_new(arena, 100000);
    buf_puts(&b, "{\"x0\":0");
    for (int i = 1; i < 5000; i++) buf_format(&b, ",\"\xc3\xab%0200d\":0", i);
    buf_puts(&b, "}");
    faults_of(buf_str(&b).at);
    assert_int_equal(ctx->failure.n_fields, LIMIT_FIELD_FAULTS);
    for (int i = 0; i < ctx->failure.n_fields; i++) {
        assert_true(ctx->failure.fields[i].field.len <= 80);
        assert_true(utf8_valid(ctx->failure.fields[i].field));
    }
}

static void a_patch_changes_what_it_names(void **state)
{
    (void)state;
    struct example *before = example_of(WHOLE), after = *before;
    assert_true(read_in(
        READ_PATCH, STR("{\"text\":null,\"due_on\":\"\",\"count\":2,\"place\":{\"street\":\"Am Fluss\"}}"), &after));
    assert_true(str_none(after.text) && after.due_on == DATE_NONE && after.count == 2);
    assert_true(str_equal(after.title, before->title) && after.parts.n == 1 && !after.parts.given);
    const struct place *old = before->place.at, *new = after.place.at;
    assert_true(str_none(old->street) && str_is(new->street, "Am Fluss") && str_is(new->town, "Ulm"));
    assert_false(resource_same(&example_resource, before, &after));

    assert_true(read_in(READ_PATCH, STR("{\"parts\":[],\"place\":null}"), &after));
    assert_true(after.parts.given && after.parts.n == 0 && !after.place.at);
    assert_string_equal(patch_faults_of("{\"title\":\"\"}"), "title: Please give a title.\n");
    assert_string_equal(patch_faults_of("{\"title\":null}"), "title: Please give a title.\n");
    assert_string_equal(patch_faults_of("{}"), "");
}

static void what_was_given_can_be_asked(void **state)
{
    (void)state;
    example_of(WITH(",\"text\":null"));
    json_t *json = ctx->request->json;
    assert_true(resource_given(&example_resource, json, "text"));
    assert_true(resource_given(&example_resource, json, "title"));
    assert_false(resource_given(&example_resource, json, "count"));
    assert_false(resource_given(&example_resource, NULL, "count"));
}

/* Queries. */

static bool read_query(struct example *out, int n, ...)
{
    struct example_request *e = example_request(arena, STR(""));
    ctx = &e->ctx;
    va_list args;
    va_start(args, n);
    for (int i = 0; i < n; i++) {
        e->request.query[i].name = str_of(va_arg(args, const char *));
        e->request.query[i].value = str_of(va_arg(args, const char *));
    }
    va_end(args);
    e->request.n_query = n;
    return resource_read_query(ctx, &example_resource, out);
}

static void queries_are_read(void **state)
{
    (void)state;
    struct example e;
    assert_true(read_query(&e, 10, "title", "a b", "owner_id", "7", "kind", "question", "open", "true", "serves",
                           "3, 4", "words", "x,y", "amount", "2.5", "due_on", "2026-01-01", "count", "", "limit", "x"));
    assert_true(str_is(e.title, "a b") && e.owner_id == 7 && e.kind == 1 && e.open && e.amount == 2500000);
    assert_true(e.serves.n == 2 && e.serves.at[1] == 4 && e.words.n == 2 && str_is(e.words.at[1], "y"));
    assert_true(e.count == INT64_MIN && e.due_on == date_from_ymd(2026, 1, 1));
    assert_false(read_query(&e, 6, "title", "a", "kind", "no", "owner_id", "x", "serves", "1,x", "open", "maybe",
                            "nonsense", "1"));
    assert_string_equal(example_faults(ctx).at,
                        "kind: This needs to be one of: aligned, question, suggestion, "
                        "offer.\nowner_id: This needs to be an id: a whole number from 1.\nserves[1]: This needs to be "
                        "an id: a whole number from 1.\nopen: This needs to be true or false.\nnonsense: Waymark does "
                        "not know this field.\n");
    assert_false(read_query(&e, 2, "owner_id", "1", "kind", "offer"));
    assert_string_equal(example_faults(ctx).at, "title: Please give a title.\n");
}

/* The database. */

static struct database *database;
static char folder[] = "/tmp/waymark-resource-XXXXXX";
static char path[64];

static int database_setup(void **state)
{
    setup(state);
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/test.db", folder);
    struct str why = STR_NONE;
    database = database_open(path, 2, arena, &why);
    if (!database) fail_msg("%s", why.at);
    return 0;
}

static int database_teardown(void **state)
{
    database_close(database);
    static const char *const ends[] = {"", "-wal", "-shm"};
    for (int i = 0; i < 3; i++) {
        char file[80];
        snprintf(file, sizeof file, "%s%s", path, ends[i]);
        unlink(file);
    }
    rmdir(folder);
    return teardown(state);
}

static void begin(void)
{
    ctx = &example_request(arena, STR(""))->ctx;
    ctx->database = database;
    ctx->actor = (struct actor){.system = true, .zone = STR("UTC")};
    if (!db_begin_write(ctx)) fail_msg("%s", example_faults(ctx).at);
}

static void end(void)
{
    if (!db_finish(ctx)) fail_msg("%s", example_faults(ctx).at);
}

static void rows_go_in_and_come_out(struct example *e)
{
    begin();
    assert_true(db_run(ctx, example_table));
    assert_true(resource_insert(ctx, &example_resource, e));
    assert_true(e->id > 0 && e->version == 1);
    struct example found;
    assert_true(resource_find(ctx, &example_resource, e->id, &found));
    assert_true(found.parts.n == 0 && !found.place.at && found.kind == 3 && found.open);
    found.serves = e->serves;
    found.words = e->words;
    found.parts = e->parts;
    found.place = e->place;
    assert_true(resource_same(&example_resource, e, &found));
    assert_string_equal(resource_columns(ctx, &part_resource, "p").at, "p.name, p.good");
    end();
}

static void rows_are_updated(const struct example *before)
{
    begin();
    struct example after = *before, stale = *before, found;
    after.title = STR("New");
    after.kind = 0;
    after.due_on = DATE_NONE;
    assert_true(resource_update(ctx, &example_resource, before, &after));
    assert_int_equal(after.version, 2);
    assert_true(resource_find(ctx, &example_resource, before->id, &found));
    assert_true(str_is(found.title, "New") && found.kind == 0 && found.due_on == DATE_NONE && found.version == 2);
    assert_true(resource_update(ctx, &example_resource, &after, &after)); /* nothing differs */
    assert_int_equal(after.version, 2);
    end();

    begin();
    stale.title = STR("Late");
    assert_false(resource_update(ctx, &example_resource, before, &stale));
    assert_string_equal(example_faults(ctx).at, "412: Somebody changed this meanwhile. Please look again.\n");
    assert_false(db_finish(ctx));
}

static void rows_are_deleted(int64_t id)
{
    struct example found;
    begin();
    assert_true(resource_delete(ctx, &example_resource, id));
    assert_false(resource_lookup(ctx, &example_resource, id, &found));
    assert_false(failed(ctx));
    end();
    begin();
    assert_false(resource_find(ctx, &example_resource, id, &found));
    assert_string_equal(example_faults(ctx).at, "404: This example does not exist, or you cannot see it.\n");
    assert_false(db_finish(ctx));
    begin();
    assert_false(resource_delete(ctx, &example_resource, id));
    assert_int_equal(ctx->failure.status, 404);
    assert_false(db_finish(ctx));
}

static void one_row_sql(void **state)
{
    (void)state;
    struct example *e = example_of(WHOLE);
    rows_go_in_and_come_out(e);
    rows_are_updated(e);
    rows_are_deleted(e->id);

    /* What has no value and may not be null is left to the table. */
    struct example *bare = example_of(WITH("")), found;
    begin();
    assert_true(resource_insert(ctx, &example_resource, bare));
    assert_true(resource_find(ctx, &example_resource, bare->id, &found));
    assert_true(str_is(found.zone, "UTC") && found.count == INT64_MIN && str_none(found.email));
    end();
}

/* Differences. */

static void differences(void **state)
{
    (void)state;
    struct example *before = example_of(WHOLE), after = *before;
    struct str old, new;
    resource_diff(ctx, &example_resource, before, &after, &old, &new);
    assert_true(str_none(old) && str_none(new));

    after.title = STR("New");
    after.secret = STR("other");
    after.version = 8;
    after.shown = STR("computed");
    after.due_on = DATE_NONE;
    after.serves = (struct ids){0}; /* not given: no change */
    after.words = (struct lines){.given = true};
    resource_diff(ctx, &example_resource, before, &after, &old, &new);
    assert_string_equal(old.at, "{\"title\":\"Zo\xc3\xab\",\"due_on\":\"2026-11-24\",\"words\":[\"a\",\"b\"]}");
    assert_string_equal(new.at, "{\"title\":\"New\",\"due_on\":null,\"words\":[]}");

    resource_diff(ctx, &example_resource, NULL, &after, &old, &new);
    assert_true(str_none(old) && str_starts(new, STR("{\"id\":null,\"title\":\"New\"")));
    assert_true(str_find(new, STR("other")) < 0 && str_find(new, STR("version")) < 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(whole_body_is_read, setup, teardown),
        cmocka_unit_test_setup_teardown(what_is_missing_is_asked_for, setup, teardown),
        cmocka_unit_test_setup_teardown(bodies_that_are_no_object, setup, teardown),
        cmocka_unit_test_setup_teardown(names_that_may_not_be_sent, setup, teardown),
        cmocka_unit_test_setup_teardown(texts_have_limits, setup, teardown),
        cmocka_unit_test_setup_teardown(numbers_have_limits, setup, teardown),
        cmocka_unit_test_setup_teardown(texts_of_a_kind, setup, teardown),
        cmocka_unit_test_setup_teardown(addresses, setup, teardown),
        cmocka_unit_test_setup_teardown(lists_and_objects, setup, teardown),
        cmocka_unit_test_setup_teardown(faults_are_counted, setup, teardown),
        cmocka_unit_test_setup_teardown(a_patch_changes_what_it_names, setup, teardown),
        cmocka_unit_test_setup_teardown(what_was_given_can_be_asked, setup, teardown),
        cmocka_unit_test_setup_teardown(queries_are_read, setup, teardown),
        cmocka_unit_test_setup_teardown(one_row_sql, database_setup, database_teardown),
        cmocka_unit_test_setup_teardown(differences, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
