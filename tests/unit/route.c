/* Which row a request finds, in which order it is checked, and what clashes. The database, sessions and kept answers
 * are small stand-ins here that note what is called; the real ones are tried through the API. */
#include "kernel/route.h"

#include "base/date.h"
#include "kernel/http_server.h"
#include "kernel/idempotency.h"
#include "kernel/session.h"

#include <setjmp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>
#undef fail /* ours is a function */
#define fail_because(...) (print_error(__VA_ARGS__), assert_true(false))

static struct arena *arena;

/* ---- stand-ins ---- */

static struct buf notes; /* "read actor ask handler end" */
static struct actor signed_in;
static bool origin_is_ours, token_is_bad, replay;
static const char *headers[8][2];
static int n_headers;
static enum verdict verdict;
static int64_t asked_id;
static int open_transactions;

static void note(const char *what)
{
    buf_puts(&notes, notes.len ? " " : "");
    buf_puts(&notes, what);
}

/* In place of http.c's: these requests have no connection. */
struct str request_header(const struct request *q, const char *name)
{
    (void)q;
    for (int i = 0; i < n_headers; i++) {
        if (strcasecmp(headers[i][0], name) == 0) {
            return str_of(headers[i][1]);
        }
    }
    return STR_NONE;
}

const char *method_name(enum method m)
{
    static const char *const names[] = {"GET", "POST", "PUT", "PATCH", "DELETE", "OTHER"};
    return names[m];
}

bool session_actor(struct ctx *ctx)
{
    assert_non_null(ctx->db);
    note("actor");
    ctx->actor = signed_in;
    return !token_is_bad || fail(ctx, 401, "This token is not valid.");
}

bool session_same_origin(struct ctx *ctx)
{
    note("origin");
    return origin_is_ours || fail(ctx, 403, "From elsewhere.");
}

bool idempotency_begin(struct ctx *ctx, bool *replayed)
{
    note("key");
    *replayed = replay;
    return !replay || reply_text(ctx, 201, NULL, STR("kept"));
}

bool idempotency_keep(struct ctx *ctx)
{
    (void)ctx;
    note("keep");
    return true;
}

static bool begin(struct ctx *ctx, const char *kind)
{
    note(kind);
    open_transactions++;
    ctx->db = (struct db *)&open_transactions;
    return true;
}

bool db_begin_read(struct ctx *ctx)
{
    return begin(ctx, "read");
}

bool db_begin_write(struct ctx *ctx)
{
    return begin(ctx, "write");
}

bool db_finish(struct ctx *ctx)
{
    note("end");
    open_transactions--;
    ctx->db = NULL;
    return !failed(ctx);
}

bool db_write(struct ctx *ctx, void (*work)(struct ctx *))
{
    if (db_begin_write(ctx)) work(ctx);
    return db_finish(ctx);
}

void database_figures(struct database *d, struct database_figures *out)
{
    (void)d;
    *out = (struct database_figures){0};
}

void http_figures(struct http *h, struct http_figures *out)
{
    (void)h;
    *out = (struct http_figures){0};
}

/* ---- the rows ---- */

static enum verdict ask(struct ctx *ctx, int64_t id)
{
    (void)ctx;
    note("ask");
    asked_id = id;
    return verdict;
}

static const struct permission some = {"some", "Some.", ask, "Only some may."};

static bool show(struct ctx *ctx)
{
    note("handler");
    const struct request *q = ctx->request;
    return reply_text(ctx, 200, NULL,
                      str_format(ctx->arena, "%s %lld %lld %.*s %.*s", q->route->path, (long long)q->ids[0],
                                 (long long)q->ids[1], STR_ARG(q->words[0]), STR_ARG(q->words[1])));
}

static bool refuse(struct ctx *ctx)
{
    note("handler");
    return fail(ctx, 409, "This is closed.");
}

static bool own(struct ctx *ctx)
{
    assert_null(ctx->db);
    note("handler");
    return reply_empty(ctx);
}

static bool matched(struct ctx *ctx)
{
    note("handler");
    return match_version(ctx, 7) && reply_empty(ctx);
}

#define R(m, p, may, f, fl)                                                                                            \
    {                                                                                                                  \
        .method = METHOD_##m, .path = (p), .permission = (may), .handler = (f), .doc = "A row.", .flags = (fl)         \
    }
static const struct route goals[] = {
    R(GET, "/goals", &some, show, ROUTE_LIST),
    R(POST, "/goals", &some, show, 0),
    R(GET, "/goals/{id}", &some, show, 0),
    R(PATCH, "/goals/{id}", &some, matched, ROUTE_MATCH),
    R(DELETE, "/goals/{id}", &some, refuse, 0),
    R(GET, "/goals/mine", &some, show, 0),
    R(GET, "/goals/mine/deep/er", &some, show, 0),
    R(GET, "/goals/{word}/deep/{id}", &some, show, 0),
    R(POST, "/goals/{id}/check-ins", &some, show, ROUTE_CHECKIN),
    R(GET, "/goals/{id}/parents/{parent_id}", &some, show, 0),
    R(PUT, "/goals/{id}/parents/{parent_id}", &some, show, 0),
    {0},
};
static const struct route others[] = {
    R(GET, "/links/{token}", &anyone, show, 0),
    R(POST, "/sessions", &anyone, own, ROUTE_OWN_TX),
    R(PUT, "/password", &some, own, ROUTE_OWN_TX | ROUTE_SESSION),
    {0},
};
static const struct slice slices[] = {{"goals", goals, NULL}, {"others", others, NULL}, {0}};
static const struct app app = {.slices = slices};

/* ---- one request ---- */

static struct reply reply;
static struct ctx *ctx;

static struct str header_of(const char *name)
{
    for (int i = 0; i < reply.n_headers; i++) {
        if (strcmp(reply.headers[i].name, name) == 0) {
            return reply.headers[i].value;
        }
    }
    return STR_NONE;
}

static int ask_with(enum method method, const char *path, const char *body)
{
    struct request *q = arena_one(arena, struct request);
    *q = (struct request){.method = method, .path = str_of(path), .body = str_of(body)};
    reply = (struct reply){0};
    ctx = arena_one(arena, struct ctx);
    *ctx = (struct ctx){.arena = arena, .request = q, .reply = &reply, .now = 1};
    notes = buf_new(arena, 64);
    route_serve(ctx, &app);
    assert_int_equal(open_transactions, 0);
    return reply.status;
}

static int status_of(enum method method, const char *path)
{
    return ask_with(method, path, "");
}

static void give(const char *name, const char *value)
{
    headers[n_headers][0] = name;
    headers[n_headers++][1] = value;
}

static void as_session(void)
{
    signed_in = (struct actor){.person_id = 5, .session_id = 9, .scope = SCOPE_FULL};
    give("Cookie", "session=x");
}

static void as_token(enum scope scope)
{
    signed_in = (struct actor){.person_id = 5, .token_id = 9, .scope = scope};
    give("Authorization", "Bearer x");
}

static int set_up(void **state)
{
    (void)state;
    arena = arena_new(16 * 1024 * 1024);
    signed_in = (struct actor){0};
    origin_is_ours = true;
    token_is_bad = replay = false;
    n_headers = 0;
    verdict = ALLOWED;
    asked_id = -1;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

#define assert_notes(text) assert_string_equal(buf_str(&notes).at, text)
#define assert_body(text) assert_string_equal(reply.body.at, text)

/* ---- finding ---- */

static void paths_find_their_rows(void **state)
{
    (void)state;
    as_session();
    status_of(METHOD_GET, "/api/v1/goals");
    assert_body("/goals 0 0  ");
    status_of(METHOD_GET, "/api/v1/goals/12");
    assert_body("/goals/{id} 12 0 12 ");
    status_of(METHOD_GET, "/api/v1/goals/12/parents/34");
    assert_body("/goals/{id}/parents/{parent_id} 12 34 12 34");
    status_of(METHOD_GET, "/api/v1/links/a-b_c");
    assert_body("/links/{token} 0 0 a-b_c ");
    status_of(METHOD_GET, "/api/v1/links/77");
    assert_body("/links/{token} 0 0 77 ");
    status_of(METHOD_GET, "/api/v1/goals/9223372036854775807");
    assert_body("/goals/{id} 9223372036854775807 0 9223372036854775807 ");
}

static void literals_go_first_and_dead_ends_turn_back(void **state)
{
    (void)state;
    as_session();
    status_of(METHOD_GET, "/api/v1/goals/mine");
    assert_body("/goals/mine 0 0  ");
    status_of(METHOD_GET, "/api/v1/goals/mine/deep/er");
    assert_body("/goals/mine/deep/er 0 0  ");
    status_of(METHOD_GET, "/api/v1/goals/mine/deep/3");
    assert_body("/goals/{word}/deep/{id} 0 3 mine 3");
    status_of(METHOD_GET, "/api/v1/goals/4/deep/3");
    assert_body("/goals/{word}/deep/{id} 0 3 4 3");
}

static void other_paths_are_404(void **state)
{
    (void)state;
    as_session();
    static const char *const none[] = {"/api/v1",
                                       "/api/v1/",
                                       "/api/v1x/goals",
                                       "/api/v1/goals/",
                                       "/api/v1//goals",
                                       "/api/v1/goals/0",
                                       "/api/v1/goals/-1",
                                       "/api/v1/goals/01",
                                       "/api/v1/goals/1x",
                                       "/api/v1/Goals",
                                       "/api/v1/goals/99999999999999999999",
                                       "/api/v1/links",
                                       "/api/v1/links/a/b",
                                       "/api/v2/goals",
                                       "/api/v1/goals/mine/deep"};
    for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++) {
        if (status_of(METHOD_GET, none[i]) != 404) {
            fail_because("%s gave %d\n", none[i], reply.status);
        }
        assert_notes("");
    }
}

static void other_methods_are_405(void **state)
{
    (void)state;
    assert_int_equal(status_of(METHOD_PUT, "/api/v1/goals/1"), 405);
    assert_string_equal(header_of("Allow").at, "GET, HEAD, PATCH, DELETE");
    assert_int_equal(status_of(METHOD_OTHER, "/api/v1/goals"), 405);
    assert_string_equal(header_of("Allow").at, "GET, HEAD, POST");
    assert_int_equal(status_of(METHOD_GET, "/api/v1/sessions"), 405);
    assert_string_equal(header_of("Allow").at, "POST");
}

/* ---- the order of checks ---- */

static void a_read_goes_its_way(void **state)
{
    (void)state;
    as_session();
    assert_int_equal(status_of(METHOD_GET, "/api/v1/goals/3"), 200);
    assert_notes("read actor ask handler end");
    assert_int_equal(asked_id, 3);
}

static void a_write_goes_its_way(void **state)
{
    (void)state;
    as_session();
    assert_int_equal(status_of(METHOD_POST, "/api/v1/goals"), 200);
    assert_notes("write actor origin ask key handler keep end");
    assert_int_equal(asked_id, 0);
    assert_int_equal(status_of(METHOD_PUT, "/api/v1/goals/3/parents/4"), 200);
    assert_notes("write actor origin ask handler end");
    assert_int_equal(asked_id, 3);
}

static void who_is_not_signed_in_gets_401(void **state)
{
    (void)state;
    assert_int_equal(status_of(METHOD_GET, "/api/v1/goals/3"), 401);
    assert_notes(""); /* without credentials nobody takes a turn at the database */
    assert_string_equal(header_of("WWW-Authenticate").at, "Bearer");
    give("Cookie", "session=old");
    assert_int_equal(status_of(METHOD_GET, "/api/v1/goals/3"), 401);
    assert_notes("read actor end");
    token_is_bad = true;
    assert_int_equal(status_of(METHOD_GET, "/api/v1/links/x"), 401);
    assert_notes("read actor end");
}

static void anyone_needs_no_sign_in(void **state)
{
    (void)state;
    assert_int_equal(status_of(METHOD_GET, "/api/v1/links/x"), 200);
    assert_notes("read actor handler end");
}

static void permissions_are_asked(void **state)
{
    (void)state;
    as_session();
    verdict = DENIED;
    assert_int_equal(status_of(METHOD_GET, "/api/v1/goals/3"), 403);
    assert_non_null(strstr(reply.body.at, "Only some may."));
    assert_notes("read actor ask end");
    verdict = HIDDEN;
    assert_int_equal(status_of(METHOD_GET, "/api/v1/goals/3"), 404);
    assert_non_null(strstr(reply.body.at, "There is nothing here, or it is not open to you."));
}

static void other_origins_cannot_write(void **state)
{
    (void)state;
    as_session();
    origin_is_ours = false;
    assert_int_equal(status_of(METHOD_POST, "/api/v1/goals"), 403);
    assert_notes("write actor origin end");
    assert_int_equal(status_of(METHOD_GET, "/api/v1/goals"), 200);
    n_headers = 0;
    as_token(SCOPE_FULL);
    assert_int_equal(status_of(METHOD_POST, "/api/v1/goals"), 200);
}

static void tokens_keep_to_their_scope(void **state)
{
    (void)state;
    static const struct {
        enum scope scope;
        int get, check_in, post, password;
    } rows[] = {{SCOPE_NONE, 403, 403, 403, 403},
                {SCOPE_READ, 200, 403, 403, 403},
                {SCOPE_CHECKIN, 200, 200, 403, 403},
                {SCOPE_FULL, 200, 200, 200, 403}};
    for (size_t i = 0; i < 4; i++) {
        n_headers = 0;
        as_token(rows[i].scope);
        assert_int_equal(status_of(METHOD_GET, "/api/v1/goals/3"), rows[i].get);
        assert_int_equal(status_of(METHOD_POST, "/api/v1/goals/3/check-ins"), rows[i].check_in);
        assert_int_equal(status_of(METHOD_POST, "/api/v1/goals"), rows[i].post);
        assert_int_equal(status_of(METHOD_PUT, "/api/v1/password"), rows[i].password);
    }
    n_headers = 0;
    as_session();
    assert_int_equal(status_of(METHOD_PUT, "/api/v1/password"), 204);
}

static void own_transactions_are_the_handlers(void **state)
{
    (void)state;
    assert_int_equal(status_of(METHOD_POST, "/api/v1/sessions"), 204);
    assert_notes("read actor end handler");
    as_session();
    verdict = DENIED;
    assert_int_equal(status_of(METHOD_PUT, "/api/v1/password"), 403);
    assert_notes("read actor origin ask end");
}

static void bodies_are_json(void **state)
{
    (void)state;
    as_session();
    assert_int_equal(ask_with(METHOD_POST, "/api/v1/goals", "{}"), 415);
    give("Content-Type", "text/plain");
    assert_int_equal(ask_with(METHOD_POST, "/api/v1/goals", "{}"), 415);
    assert_notes("");
    headers[n_headers - 1][1] = "Application/JSON; charset=utf-8";
    assert_int_equal(ask_with(METHOD_POST, "/api/v1/goals", "{}"), 200);
}

static void versions_are_matched(void **state)
{
    (void)state;
    as_session();
    assert_int_equal(status_of(METHOD_PATCH, "/api/v1/goals/3"), 428);
    assert_notes("");
    give("If-Match", "");
    static const struct {
        const char *value;
        int status;
    } rows[] = {
        {"\"7-0123456789abcdef\"", 204}, {"\"7\"", 204},    {"7", 204},      {"*", 204},     {"W/\"7-00\"", 204},
        {"\"6-00\", \"7-00\"", 204},     {"\"6-00\"", 412}, {"\"77\"", 412}, {"\"x\"", 412}, {"", 412}};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        headers[n_headers - 1][1] = rows[i].value;
        if (status_of(METHOD_PATCH, "/api/v1/goals/3") != rows[i].status) {
            fail_because("If-Match: %s gave %d\n", rows[i].value, reply.status);
        }
    }
}

static void kept_answers_are_given_again(void **state)
{
    (void)state;
    as_session();
    replay = true;
    assert_int_equal(status_of(METHOD_POST, "/api/v1/goals"), 201);
    assert_body("kept");
    assert_notes("write actor origin ask key end");
}

static void failures_are_problems(void **state)
{
    (void)state;
    as_session();
    assert_int_equal(status_of(METHOD_DELETE, "/api/v1/goals/3"), 409);
    assert_string_equal(reply.content_type, "application/problem+json");
    assert_body("{\"type\":\"about:blank\",\"title\":\"Conflict\",\"status\":409,\"detail\":\"This is closed.\"}");
}

/* ---- rows that cannot be ---- */

static int signal_of_preparing(const struct route *rows)
{
    const struct slice one[] = {{"one", rows, NULL}, {0}};
    const struct app wrong = {.slices = one};
    pid_t child = fork();
    if (child == 0) {
        close(2);
        signal(SIGABRT, SIG_DFL);
        route_prepare(&wrong);
        _exit(0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

static void wrong_rows_do_not_start(void **state)
{
    (void)state;
    const struct route good[] = {R(GET, "/a", &some, show, 0), R(POST, "/a", &some, show, 0), {0}};
    const struct route no_permission[] = {R(GET, "/a", NULL, show, 0), {0}};
    const struct route no_handler[] = {R(GET, "/a", &some, NULL, 0), {0}};
    const struct route no_doc[] = {{.method = METHOD_GET, .path = "/a", .permission = &some, .handler = show}, {0}};
    const struct route no_slash[] = {R(GET, "a", &some, show, 0), {0}};
    const struct route empty[] = {R(GET, "/a//b", &some, show, 0), {0}};
    const struct route twice[] = {R(GET, "/a/{id}", &some, show, 0), R(GET, "/a/{goal_id}", &some, show, 0), {0}};
    const struct route words[] = {R(GET, "/a/{x}", &some, show, 0), R(GET, "/a/{y}", &some, show, 0), {0}};
    assert_int_equal(signal_of_preparing(good), 0);
    assert_int_equal(signal_of_preparing(no_permission), SIGABRT);
    assert_int_equal(signal_of_preparing(no_handler), SIGABRT);
    assert_int_equal(signal_of_preparing(no_doc), SIGABRT);
    assert_int_equal(signal_of_preparing(no_slash), SIGABRT);
    assert_int_equal(signal_of_preparing(empty), SIGABRT);
    assert_int_equal(signal_of_preparing(twice), SIGABRT);
    assert_int_equal(signal_of_preparing(words), SIGABRT);
}

#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
int main(void)
{
    const struct CMUnitTest tests[] = {
        T(paths_find_their_rows),
        T(literals_go_first_and_dead_ends_turn_back),
        T(other_paths_are_404),
        T(other_methods_are_405),
        T(a_read_goes_its_way),
        T(a_write_goes_its_way),
        T(who_is_not_signed_in_gets_401),
        T(anyone_needs_no_sign_in),
        T(permissions_are_asked),
        T(other_origins_cannot_write),
        T(tokens_keep_to_their_scope),
        T(own_transactions_are_the_handlers),
        T(bodies_are_json),
        T(versions_are_matched),
        T(kept_answers_are_given_again),
        T(failures_are_problems),
        T(wrong_rows_do_not_start),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
