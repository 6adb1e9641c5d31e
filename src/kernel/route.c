/* From a request to its row, and the one way that every request of the API takes: find, begin, who asks, may they,
 * handle, end. The rows of all slices become a tree by path segments when the server starts. */
#include "kernel/route.h"

#include "base/limits.h"
#include "base/log.h"
#include "kernel/http_server.h"
#include "kernel/idempotency.h"
#include "kernel/metrics.h"
#include "kernel/session.h"
#include "kernel/wire.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#define PREFIX "/api/v1"
#define DEADLOCKS_MOST 5 /* each costs PostgreSQL's deadlock_timeout, a second; then 503 */
#define SENTENCE_HIDDEN "There is nothing here, or it is not open to you."

static enum verdict ask_anyone(struct ctx *ctx, int64_t id)
{
    (void)ctx;
    (void)id;
    return ALLOWED;
}

const struct permission anyone = {
    .name = "anyone",
    .doc = "Anybody, signed in or not.",
    .ask = ask_anyone,
    .denied = "This is open to anybody.",
};

/* ---- the index ---- */

struct node {
    struct str segment;     /* of a literal; names of {parameters} do not matter */
    struct node *literals;  /* children by text */
    struct node *id, *word; /* children that match a number, or anything */
    struct node *next;      /* the next of the parent's literals */
    const struct route *routes[METHOD_OTHER];
    int numbers[METHOD_OTHER]; /* of the routes, for metrics */
};

struct index {
    const struct app *app;
    struct arena *arena;
    struct node root;
    const char **names;
    int n;
    struct index *next;
};

static _Atomic(struct index *) indexes;
static pthread_mutex_t indexes_lock = PTHREAD_MUTEX_INITIALIZER;

static struct node *child_for(struct index *x, struct node *parent, struct str segment)
{
    struct node **place;
    if (segment.at[0] == '{') {
        bool id = str_is(segment, "{id}") || str_ends(segment, STR("_id}"));
        BUG_IF(segment.len < 3 || segment.at[segment.len - 1] != '}');
        place = id ? &parent->id : &parent->word;
    } else {
        for (place = &parent->literals; *place && !str_equal((*place)->segment, segment);) {
            place = &(*place)->next;
        }
    }
    if (!*place) {
        *place = arena_one(x->arena, struct node);
        (*place)->segment = segment;
    }
    return *place;
}

static void row_is_wrong(const struct route *row, const char *what)
{
    char text[256];
    snprintf(text, sizeof(text), "route %s %s %s", method_name(row->method), row->path, what);
    BUG(text);
}

static void index_row(struct index *x, const struct route *row)
{
    struct node *at = &x->root;
    if (row->path[0] != '/' || row->method >= METHOD_OTHER) {
        row_is_wrong(row, "has no path or method");
    }
    if (!row->permission || !row->permission->ask || !row->handler || !row->doc) {
        row_is_wrong(row, "has no permission, handler or doc");
    }
    struct str rest = str_of(row->path + 1), segment;
    int parameters = 0;
    while (str_split(&rest, '/', &segment)) {
        if (segment.len == 0) {
            row_is_wrong(row, "has an empty segment");
        }
        parameters += segment.at[0] == '{';
        at = child_for(x, at, segment);
    }
    if (parameters > LIMIT_PATH_PARAMETERS) {
        row_is_wrong(row, "has too many parameters");
    }
    if (at->routes[row->method]) {
        row_is_wrong(row, "is there twice");
    }
    at->routes[row->method] = row;
    at->numbers[row->method] = x->n;
    x->names[x->n++] = str_format(x->arena, "%s %s", method_name(row->method), row->path).at;
}

static struct index *index_new(const struct app *app)
{
    struct arena *a = arena_new(LIMIT_REQUEST_ARENA);
    struct index *x = arena_one(a, struct index);
    x->app = app;
    x->arena = a;
    int n = 0;
    for (const struct slice *s = app->slices; s->name; s++) {
        for (const struct route *row = s->routes; row && row->path; row++) {
            n++;
        }
    }
    x->names = arena_many(a, const char *, n + 1);
    for (const struct slice *s = app->slices; s->name; s++) {
        for (const struct route *row = s->routes; row && row->path; row++) {
            index_row(x, row);
        }
    }
    return x;
}

static struct index *index_known(const struct app *app)
{
    struct index *x = atomic_load_explicit(&indexes, memory_order_acquire);
    while (x && x->app != app) {
        x = x->next;
    }
    return x;
}

static struct index *index_of(const struct app *app)
{
    struct index *x = index_known(app);
    if (x) {
        return x;
    }
    pthread_mutex_lock(&indexes_lock);
    x = index_known(app);
    if (!x) {
        x = index_new(app);
        x->next = atomic_load(&indexes);
        metrics_prepare(x->names, x->n);
        atomic_store_explicit(&indexes, x, memory_order_release);
    }
    pthread_mutex_unlock(&indexes_lock);
    return x;
}

void route_prepare(const struct app *app)
{
    index_of(app);
}

/* ---- finding ---- */

struct way {
    struct str words[LIMIT_PATH_PARAMETERS];
    int64_t ids[LIMIT_PATH_PARAMETERS];
    int n;
};

static const struct node *walk(const struct node *at, struct str rest, struct way *way);

static const struct node *walk_parameter(const struct node *at, struct str segment, struct str rest, int64_t id,
                                         struct way *way)
{
    struct way before = *way;
    if (!at || way->n == LIMIT_PATH_PARAMETERS) {
        return NULL;
    }
    way->words[way->n] = segment;
    way->ids[way->n++] = id;
    const struct node *found = walk(at, rest, way);
    if (!found) {
        *way = before;
    }
    return found;
}

static bool has_route(const struct node *at)
{
    for (int m = 0; m < METHOD_OTHER; m++) {
        if (at->routes[m]) {
            return true;
        }
    }
    return false;
}

/* A literal goes before an {id}, an {id} before a {word}; a dead end turns back. As deep as the longest row. */
static const struct node *walk(const struct node *at, struct str rest, struct way *way)
{
    struct str segment;
    if (!str_split(&rest, '/', &segment)) {
        return has_route(at) ? at : NULL;
    }
    if (segment.len == 0) {
        return NULL;
    }
    const struct node *found = NULL, *child = at->literals;
    while (child && !str_equal(child->segment, segment)) {
        child = child->next;
    }
    found = child ? walk(child, rest, way) : NULL;
    int64_t id = 0;
    if (!found && at->id && segment.at[0] != '0' && str_to_int(segment, &id) && id > 0) {
        found = walk_parameter(at->id, segment, rest, id, way);
    }
    return found ? found : walk_parameter(at->word, segment, rest, 0, way);
}

static bool not_allowed(struct ctx *ctx, const struct node *at)
{
    struct buf allow = buf_new(ctx->arena, 64);
    for (enum method m = METHOD_GET; m < METHOD_OTHER; m++) {
        if (at->routes[m]) {
            buf_puts(&allow, allow.len ? ", " : "");
            buf_puts(&allow, m == METHOD_GET ? "GET, HEAD" : method_name(m));
        }
    }
    reply_header(ctx, "Allow", buf_str(&allow));
    return fail(ctx, 405, "This address takes %s only.", buf_str(&allow).at);
}

/* The request is the connection's, which made it; only here is it written to after. */
static struct request *request_of(struct ctx *ctx)
{
    return (struct request *)(uintptr_t)ctx->request;
}

static bool find_route(struct ctx *ctx, const struct index *x, struct way *way, int *number)
{
    struct request *q = request_of(ctx);
    size_t prefix = sizeof(PREFIX) - 1;
    *number = METRICS_NO_ROUTE;
    struct str rest = str_cut(q->path, prefix + 1, q->path.len);
    const struct node *at =
        q->path.len > prefix + 1 && str_starts(q->path, STR(PREFIX "/")) ? walk(&x->root, rest, way) : NULL;
    if (!at) {
        return fail(ctx, 404, SENTENCE_HIDDEN);
    }
    if (q->method == METHOD_OTHER || !at->routes[q->method]) {
        return not_allowed(ctx, at);
    }
    q->route = at->routes[q->method];
    *number = at->numbers[q->method];
    for (int i = 0; i < way->n; i++) {
        q->words[i] = str_copy(ctx->arena, way->words[i]);
        q->ids[i] = way->ids[i];
    }
    return true;
}

/* ---- the way of a request ---- */

/* Of two values one would be dropped, and which one the next program on the way may see differently. */
static bool check_query(struct ctx *ctx)
{
    const struct request *q = ctx->request;
    for (int i = 1; i < q->n_query; i++) {
        for (int before = 0; before < i; before++) {
            if (str_equal(q->query[i].name, q->query[before].name)) {
                return fail(ctx, 400, "Please give %.*s once: it is in this address twice.", STR_ARG(q->query[i].name));
            }
        }
    }
    return true;
}

static bool check_shape(struct ctx *ctx)
{
    const struct request *q = ctx->request;
    if (q->body.len > 0 && !(q->route->flags & ROUTE_ANY_BODY)) {
        struct str type = request_header(q, "Content-Type"), kind;
        str_split(&type, ';', &kind);
        if (!str_equal_ascii_case(str_trim(kind), STR("application/json"))) {
            return fail(ctx, 415, "Please send JSON, with Content-Type: application/json.");
        }
    }
    if ((q->route->flags & ROUTE_MATCH) && str_none(request_header(q, "If-Match"))) {
        return fail(ctx, 428, "Please say with If-Match which version you are changing.");
    }
    return check_query(ctx);
}

static bool need_sign_in(struct ctx *ctx)
{
    return fail(ctx, 401, "Please sign in first.");
}

/* Nobody without credentials takes a turn at the database, least of all the writer's. */
static bool check_credentials(struct ctx *ctx)
{
    const struct request *q = ctx->request;
    return q->route->permission == &anyone || !str_none(request_header(q, "Cookie")) ||
           !str_none(request_header(q, "Authorization")) || need_sign_in(ctx);
}

static bool check_scope(struct ctx *ctx)
{
    const struct route *row = ctx->request->route;
    if (ctx->actor.token_id == 0) {
        return true;
    }
    if (row->flags & ROUTE_SESSION) {
        return fail(ctx, 403, "A token cannot do this. Please sign in with a browser.");
    }
    bool reading = row->method == METHOD_GET;
    switch (ctx->actor.scope) {
    case SCOPE_FULL: return true;
    case SCOPE_CHECKIN:
        return reading || (row->flags & ROUTE_CHECKIN) ||
               fail(ctx, 403, "This token may read and check in, and do nothing else.");
    case SCOPE_READ: return reading || fail(ctx, 403, "This token may read, and do nothing else.");
    default: return fail(ctx, 403, "This token may do nothing.");
    }
}

static bool check_permission(struct ctx *ctx, int64_t id)
{
    const struct permission *p = ctx->request->route->permission;
    switch (p->ask(ctx, id)) {
    case ALLOWED: return !failed(ctx);
    case DENIED: return fail(ctx, 403, "%s", p->denied ? p->denied : "You may not do this.");
    default: return fail(ctx, 404, SENTENCE_HIDDEN);
    }
}

/* The first {id} of the path, which the permission is asked with; 0 when it has none. */
static int64_t asked_id(const struct ctx *ctx)
{
    int i = 0;
    while (i < LIMIT_PATH_PARAMETERS - 1 && ctx->request->ids[i] == 0) i++;
    return ctx->request->ids[i];
}

/* Who asks, and may they? Inside a transaction. */
static bool check_rights(struct ctx *ctx)
{
    const struct route *row = ctx->request->route;
    if (!session_actor(ctx)) {
        return false;
    }
    if (row->permission != &anyone && ctx->actor.person_id == 0) {
        return need_sign_in(ctx);
    }
    if (row->method != METHOD_GET && ctx->actor.session_id != 0 && !session_same_origin(ctx)) {
        return false;
    }
    return check_scope(ctx) && check_permission(ctx, asked_id(ctx));
}

static bool handle(struct ctx *ctx)
{
    const struct route *row = ctx->request->route;
    if (!row->handler(ctx) || failed(ctx)) {
        BUG_IF(!failed(ctx));
        return false;
    }
    BUG_IF(ctx->reply->status == 0);
    return !arena_full(ctx->arena) || fail(ctx, 413, "This asks for more than the server can hold at once.");
}

static bool handle_once(struct ctx *ctx)
{
    bool replayed = false;
    if (ctx->request->route->method != METHOD_POST || ctx->actor.person_id == 0) {
        return handle(ctx);
    }
    return idempotency_begin(ctx, &replayed) && (replayed || (handle(ctx) && idempotency_keep(ctx)));
}

static bool serve_own(struct ctx *ctx)
{
    if (!db_begin_read(ctx)) {
        return false;
    }
    check_rights(ctx);
    if (!db_finish(ctx)) {
        return false;
    }
    bool done = handle(ctx);
    BUG_IF(ctx->db != NULL);
    return done;
}

/* What a request does inside its transaction. */
static void serve_inside(struct ctx *ctx)
{
    if (check_rights(ctx)) {
        handle_once(ctx);
    }
}

static bool serve_read(struct ctx *ctx)
{
    if (db_begin_read(ctx)) {
        serve_inside(ctx);
    }
    return db_finish(ctx);
}

/* Nothing of what was tried stays: the request is served from its start. */
static void start_over(struct ctx *ctx, const struct reply *before)
{
    ctx->misjudged = false;
    ctx->failure = (struct failure){0};
    ctx->said = LANGUAGE_NONE;
    *ctx->reply = *before;
}

/* Two writes that wait for each other: PostgreSQL ends one of them, and who asked for it need not know. */
static bool serve_write(struct ctx *ctx)
{
    struct reply before = *ctx->reply;
    bool served = db_write(ctx, serve_inside);
    for (int again = 0; again < DEADLOCKS_MOST && ctx->failure.deadlocked; again++) {
        start_over(ctx, &before);
        served = db_write(ctx, serve_inside);
    }
    return served;
}

/* A read begins with whom the credentials were of lately; it is served anew, all of it, should that have changed. */
static bool serve_foreseen(struct ctx *ctx)
{
    struct reply before = *ctx->reply;
    ctx->foresees = true;
    bool served = serve_read(ctx);
    ctx->foresees = false;
    if (!ctx->misjudged) {
        return served;
    }
    start_over(ctx, &before);
    return serve_read(ctx);
}

static bool serve_row(struct ctx *ctx)
{
    const struct route *row = ctx->request->route;
    if (!check_shape(ctx) || !check_credentials(ctx)) {
        return false;
    }
    if (row->flags & ROUTE_OWN_TX) {
        return serve_own(ctx);
    }
    return row->method == METHOD_GET ? serve_foreseen(ctx) : serve_write(ctx);
}

static void log_request(const struct ctx *ctx, int64_t us)
{
    const struct route *row = ctx->request->route;
    int status = ctx->reply->status;
    log_event(status >= 500 ? LOG_LEVEL_ERROR : LOG_LEVEL_DEBUG, "request",
              LOG_TEXT("method", method_name(ctx->request->method)), LOG_TEXT("route", row ? row->path : "none"),
              LOG_NUMBER("status", status), LOG_NUMBER("microseconds", us), LOG_NUMBER("person", ctx->actor.person_id));
}

void route_serve(struct ctx *ctx, const struct app *app)
{
    int64_t start = monotonic_us();
    struct way way = {0};
    int number;
    if (!find_route(ctx, index_of(app), &way, &number) || !serve_row(ctx)) {
        reply_problem(ctx);
    }
    int64_t us = monotonic_us() - start;
    metrics_count(number, ctx->reply->status, us);
    log_request(ctx, us);
}

/* ---- for handlers ---- */

int64_t request_id(const struct ctx *ctx, int place)
{
    BUG_IF(place < 0 || place >= LIMIT_PATH_PARAMETERS);
    return ctx->request->ids[place];
}

bool match_version(struct ctx *ctx, int64_t version)
{
    struct str match = request_header(ctx->request, "If-Match");
    if (str_none(match)) {
        return fail(ctx, 428, "Please say with If-Match which version you are changing.");
    }
    return wire_version_in(match, version) ||
           fail(ctx, 412, "Somebody has changed this in the meantime. Please look at it again.");
}
