/* What the bench measures against: the same SQL as the product's pages in a bare libmicrohttpd handler, without rights,
 * sessions, events or anything else that makes a product. `ceiling DATABASE RECORDED` reads what record.c wrote down
 * and bench/run.mjs put in order: {"statements": [sql ...], "requests": {"GET /path": [[statement, value ...] ...]}};
 * the value
 * {"id": true} is what the INSERT before it returned. Writes are durable as the product's are: on SQLite one thread
 * commits all that wait at once, on PostgreSQL each connection commits for itself. */
#include <jansson.h>
#include <libpq-fe.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define STATEMENTS 256
#define VALUES 64
#define REPLY_BYTES (1 << 18)

struct call {
    int statement, n;
    const char *values[VALUES];
    bool integer[VALUES], id[VALUES];
    int64_t integers[VALUES];
};

struct page {
    bool writes;
    int n;
    struct call *calls;
};

static const char *database, *texts[STATEMENTS];
static bool postgres;
static json_t *requests; /* each an integer: the address of its struct page */

static void stop(const char *what)
{
    fprintf(stderr, "ceiling: %s\n", what);
    exit(1);
}

/* ---- what is asked ---- */

static void call_read(struct call *call, json_t *from)
{
    call->statement = (int)json_integer_value(json_array_get(from, 0));
    call->n = (int)json_array_size(from) - 1;
    for (int i = 0; i < call->n; i++) {
        json_t *value = json_array_get(from, (size_t)i + 1);
        call->id[i] = json_is_object(value);
        call->integer[i] = json_is_integer(value);
        call->integers[i] = json_integer_value(value);
        if (json_is_integer(value)) {
            char text[32];
            snprintf(text, sizeof text, "%lld", (long long)call->integers[i]);
            call->values[i] = strdup(text);
        } else {
            call->values[i] = json_string_value(value);
        }
    }
}

static void read_recorded(const char *path)
{
    json_error_t error;
    json_t *all = json_load_file(path, 0, &error);
    if (!all) stop(error.text);
    json_t *statements = json_object_get(all, "statements"), *value;
    const char *key;
    size_t i;
    json_array_foreach(statements, i, value) texts[i] = json_string_value(value);
    requests = json_object();
    json_object_foreach(json_object_get(all, "requests"), key, value)
    {
        struct page *page = calloc(1, sizeof *page);
        page->n = (int)json_array_size(value);
        page->calls = calloc((size_t)page->n, sizeof *page->calls);
        page->writes = strncmp(key, "POST", 4) == 0;
        for (int k = 0; k < page->n; k++) call_read(&page->calls[k], json_array_get(value, (size_t)k));
        json_object_set_new(requests, key, json_integer((json_int_t)(intptr_t)page));
    }
}

static bool returns_id(const struct call *call)
{
    return strstr(texts[call->statement], "RETURNING id") != NULL;
}

/* ---- a reply under way ---- */

struct reply {
    char *at;
    size_t len;
};

static void put(struct reply *r, const char *text, size_t len)
{
    if (r->len + len > REPLY_BYTES) return;
    memcpy(r->at + r->len, text, len);
    r->len += len;
}

static void put_quoted(struct reply *r, const char *text, size_t len)
{
    static const char hex[] = "0123456789abcdef";
    put(r, "\"", 1);
    size_t from = 0;
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c >= 32 && c != '"' && c != '\\') continue;
        put(r, text + from, i - from);
        char escaped[] = {'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]};
        put(r, escaped, sizeof escaped);
        from = i + 1;
    }
    put(r, text + from, len - from);
    put(r, "\"", 1);
}

static void put_column(struct reply *r, int column, const char *name, const char *text, size_t len, bool number)
{
    put(r, column ? ",\"" : "{\"", 2);
    put(r, name, strlen(name));
    put(r, "\":", 2);
    if (!text) put(r, "null", 4);
    else if (number) put(r, text, len);
    else put_quoted(r, text, len);
}

/* ---- connections to the database that nobody uses just now ---- */

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static void *idle[1024];
static int n_idle;

static void *idle_take(void)
{
    pthread_mutex_lock(&mutex);
    void *connection = n_idle ? idle[--n_idle] : NULL;
    pthread_mutex_unlock(&mutex);
    return connection;
}

static void idle_give(void *connection)
{
    pthread_mutex_lock(&mutex);
    idle[n_idle++] = connection;
    pthread_mutex_unlock(&mutex);
}

/* ---- SQLite ---- */

struct lite {
    sqlite3 *h;
    sqlite3_stmt *statements[STATEMENTS];
};

static void lite_run(struct lite *l, const char *sql)
{
    if (sqlite3_exec(l->h, sql, NULL, NULL, NULL) != SQLITE_OK) stop(sqlite3_errmsg(l->h));
}

static struct lite *lite_open(bool writes)
{
    struct lite *l = calloc(1, sizeof *l);
    int flags = SQLITE_OPEN_NOMUTEX | (writes ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY);
    if (sqlite3_open_v2(database, &l->h, flags, NULL) != SQLITE_OK) stop("the database does not open");
    sqlite3_busy_timeout(l->h, 10000); /* the product may be sealing events meanwhile */
    /* As the product has it. */
    lite_run(l, writes ? "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                         "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-8000; PRAGMA wal_autocheckpoint=4000;"
                         "PRAGMA journal_size_limit=67108864"
                       : "PRAGMA query_only=ON; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-2000;"
                         "PRAGMA wal_autocheckpoint=0");
    return l;
}

static void lite_call(struct lite *l, const struct call *call, int64_t *id, struct reply *r)
{
    sqlite3_stmt **s = &l->statements[call->statement];
    if (!*s && sqlite3_prepare_v3(l->h, texts[call->statement], -1, SQLITE_PREPARE_PERSISTENT, s, NULL) != SQLITE_OK)
        stop(sqlite3_errmsg(l->h));
    for (int i = 0; i < call->n; i++) {
        if (call->id[i]) sqlite3_bind_int64(*s, i + 1, *id);
        else if (call->integer[i]) sqlite3_bind_int64(*s, i + 1, call->integers[i]);
        else sqlite3_bind_text(*s, i + 1, call->values[i], -1, SQLITE_STATIC);
    }
    int columns = sqlite3_column_count(*s), rows = 0, step;
    put(r, "[", 1);
    for (; (step = sqlite3_step(*s)) == SQLITE_ROW; rows++) {
        if (returns_id(call)) *id = sqlite3_column_int64(*s, 0);
        put(r, ",", rows ? 1 : 0);
        for (int i = 0; i < columns; i++)
            put_column(r, i, sqlite3_column_name(*s, i), (const char *)sqlite3_column_text(*s, i),
                       (size_t)sqlite3_column_bytes(*s, i), sqlite3_column_type(*s, i) == SQLITE_INTEGER);
        put(r, "}", columns ? 1 : 0);
    }
    if (step != SQLITE_DONE) stop(sqlite3_errmsg(l->h));
    put(r, "],", 2);
    sqlite3_reset(*s);
}

static void lite_calls(struct lite *l, const struct page *page, struct reply *r)
{
    int64_t id = 0;
    for (int i = 0; i < page->n; i++) lite_call(l, &page->calls[i], &id, r);
}

static void lite_read(const struct page *page, struct reply *r)
{
    struct lite *mine = idle_take();
    if (!mine) mine = lite_open(false);
    if (page->n > 1) lite_run(mine, "BEGIN");
    lite_calls(mine, page, r);
    if (page->n > 1) lite_run(mine, "COMMIT");
    idle_give(mine);
}

/* Those that wait for the writing thread. */
struct waiting {
    const struct page *page;
    struct reply *reply;
    bool done;
    pthread_cond_t woken;
    struct waiting *next;
};

static pthread_cond_t arrived = PTHREAD_COND_INITIALIZER;
static struct waiting *queue;

static void *lite_writer(void *unused)
{
    struct lite *l = lite_open(true);
    for (;;) {
        pthread_mutex_lock(&mutex);
        while (!queue) pthread_cond_wait(&arrived, &mutex);
        struct waiting *all = queue;
        queue = NULL;
        pthread_mutex_unlock(&mutex);
        lite_run(l, "BEGIN IMMEDIATE");
        for (struct waiting *w = all; w; w = w->next) lite_calls(l, w->page, w->reply);
        lite_run(l, "COMMIT");
        pthread_mutex_lock(&mutex);
        while (all) {
            struct waiting *next = all->next;
            all->done = true;
            pthread_cond_signal(&all->woken);
            all = next;
        }
        pthread_mutex_unlock(&mutex);
    }
    return unused;
}

static void lite_write(const struct page *page, struct reply *r)
{
    struct waiting w = {.page = page, .reply = r, .woken = PTHREAD_COND_INITIALIZER};
    pthread_mutex_lock(&mutex);
    w.next = queue;
    queue = &w;
    pthread_cond_signal(&arrived);
    while (!w.done) pthread_cond_wait(&w.woken, &mutex);
    pthread_mutex_unlock(&mutex);
}

/* ---- PostgreSQL ---- */

struct post {
    PGconn *c;
    bool prepared[STATEMENTS];
};

static void post_run(struct post *p, const char *sql)
{
    PGresult *r = PQexec(p->c, sql);
    if (PQresultStatus(r) != PGRES_COMMAND_OK) stop(PQerrorMessage(p->c));
    PQclear(r);
}

static struct post *post_open(void)
{
    struct post *p = calloc(1, sizeof *p);
    p->c = PQconnectdb(database);
    if (PQstatus(p->c) != CONNECTION_OK) stop(PQerrorMessage(p->c));
    post_run(p,
             "SET jit = off; SET enable_memoize = off; SET plan_cache_mode = force_generic_plan"); /* as the product */
    return p;
}

static bool is_number(Oid type)
{
    return type == 20 || type == 21 || type == 23 || type == 1700;
}

static void post_call(struct post *p, const struct call *call, int64_t *id, struct reply *r)
{
    char name[16], id_text[32];
    const char *values[VALUES];
    snprintf(name, sizeof name, "s%d", call->statement);
    if (!p->prepared[call->statement]) {
        PGresult *done = PQprepare(p->c, name, texts[call->statement], 0, NULL);
        if (PQresultStatus(done) != PGRES_COMMAND_OK) stop(PQerrorMessage(p->c));
        PQclear(done);
        p->prepared[call->statement] = true;
    }
    snprintf(id_text, sizeof id_text, "%lld", (long long)*id);
    for (int i = 0; i < call->n; i++) values[i] = call->id[i] ? id_text : call->values[i];
    PGresult *rows = PQexecPrepared(p->c, name, call->n, values, NULL, NULL, 0);
    ExecStatusType status = PQresultStatus(rows);
    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) stop(PQerrorMessage(p->c));
    int columns = PQnfields(rows);
    put(r, "[", 1);
    for (int row = 0; row < PQntuples(rows); row++) {
        if (returns_id(call)) *id = strtoll(PQgetvalue(rows, row, 0), NULL, 10);
        put(r, ",", row ? 1 : 0);
        for (int i = 0; i < columns; i++)
            put_column(r, i, PQfname(rows, i), PQgetisnull(rows, row, i) ? NULL : PQgetvalue(rows, row, i),
                       (size_t)PQgetlength(rows, row, i), is_number(PQftype(rows, i)));
        put(r, "}", columns ? 1 : 0);
    }
    put(r, "],", 2);
    PQclear(rows);
}

static void post_answer(const struct page *page, struct reply *r)
{
    struct post *mine = idle_take();
    if (!mine) mine = post_open();
    int64_t id = 0;
    if (page->writes) post_run(mine, "BEGIN");
    for (int i = 0; i < page->n; i++) post_call(mine, &page->calls[i], &id, r);
    if (page->writes) post_run(mine, "COMMIT");
    idle_give(mine);
}

/* ---- HTTP ---- */

struct request {
    char *target;
    bool begun;
};

static void *on_target(void *unused, const char *target, struct MHD_Connection *connection)
{
    (void)unused, (void)connection;
    struct request *request = calloc(1, sizeof *request);
    request->target = strdup(target);
    return request;
}

static void on_completed(void *unused, struct MHD_Connection *connection, void **state,
                         enum MHD_RequestTerminationCode how)
{
    (void)unused, (void)connection, (void)how;
    struct request *request = *state;
    if (!request) return;
    free(request->target);
    free(request);
}

static enum MHD_Result on_request(void *unused, struct MHD_Connection *connection, const char *path, const char *method,
                                  const char *version, const char *body, size_t *body_len, void **state)
{
    (void)unused, (void)path, (void)version, (void)body;
    struct request *request = *state;
    if (!request->begun || *body_len) {
        request->begun = true;
        *body_len = 0;
        return MHD_YES;
    }
    char key[4096];
    snprintf(key, sizeof key, "%s %s", method, request->target);
    json_t *found = json_object_get(requests, key);
    const struct page *page = found ? (const struct page *)(intptr_t)json_integer_value(found) : NULL;
    struct reply reply = {.at = malloc(REPLY_BYTES)};
    put(&reply, "[", 1);
    if (page && postgres) post_answer(page, &reply);
    else if (page && page->writes) lite_write(page, &reply);
    else if (page) lite_read(page, &reply);
    put(&reply, "0]", 2);
    struct MHD_Response *response = MHD_create_response_from_buffer(reply.len, reply.at, MHD_RESPMEM_MUST_FREE);
    MHD_add_response_header(response, "Content-Type", "application/json");
    enum MHD_Result queued = MHD_queue_response(connection, page ? page->writes ? 201 : 200 : 404, response);
    MHD_destroy_response(response);
    return queued;
}

int main(int argc, char **argv)
{
    if (argc != 3) stop("ceiling DATABASE RECORDED");
    database = argv[1];
    postgres = strncmp(database, "postgres", 8) == 0;
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
    read_recorded(argv[2]);
    pthread_t writer;
    if (!postgres) pthread_create(&writer, NULL, lite_writer, NULL);
    struct sockaddr_in loopback = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct MHD_Daemon *daemon =
        MHD_start_daemon(MHD_USE_THREAD_PER_CONNECTION | MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_POLL, 0, NULL, NULL,
                         on_request, NULL, MHD_OPTION_SOCK_ADDR, &loopback, MHD_OPTION_URI_LOG_CALLBACK, on_target,
                         NULL, MHD_OPTION_NOTIFY_COMPLETED, on_completed, NULL, MHD_OPTION_END);
    if (!daemon) stop("no HTTP");
    printf("http://127.0.0.1:%u\n", MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT)->port);
    fflush(stdout);
    for (char c; read(STDIN_FILENO, &c, 1) > 0;) continue; /* until whoever started it is gone */
    _exit(0);
}
