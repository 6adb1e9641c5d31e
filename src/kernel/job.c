/* The jobs' thread: sleeps until the next job is due or a commit wakes it, and runs what is due. Each job
 * that waits for the network has threads of its own, so that it holds up no other job. */
#include "kernel/job.h"

#include "base/date.h"
#include "base/limits.h"
#include "base/log.h"
#include "kernel/event.h"
#include "kernel/idempotency.h"
#include "kernel/session.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define JOBS_MOST 64
#define WAKE_MS 200    /* a woken job runs at most this often */
#define WAKE_SET_MS 20 /* where the clock is set, as tests do: they wait for what it brings, again and again */
#define RETRY_MS 1000  /* after a first failure; doubles */
#define RETRY_MOST_MS (5 * 60 * 1000)

struct due {
    const struct job *job;
    int64_t at; /* monotonic ms */
    int64_t last;
    int failures;
};

struct jobs {
    struct jobs *next; /* one that waits for the network */
    struct database *database;
    const struct settings *settings;
    struct due due[JOBS_MOST];
    int n;
    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t cond;
    atomic_bool stop;
};

static const struct job kernel_jobs[] = {
    {"seal-events", 10 * MS_SECOND, true, event_seal, event_waiting},
    {"seal-late-events", 6 * MS_HOUR, false, event_seal_late, NULL},
    {"sessions", 5 * MS_MINUTE, false, session_housekeeping, NULL},
    {"idempotency", MS_HOUR, false, idempotency_forget, NULL},
    {0},
};

static int64_t now_ms(void)
{
    return monotonic_us() / 1000;
}

static void add(struct jobs *jobs, const struct job *job)
{
    BUG_IF(jobs->n == JOBS_MOST);
    jobs->due[jobs->n++] = (struct due){.job = job, .at = now_ms()};
}

static void add_all(struct jobs *jobs, const struct job *list)
{
    for (; list && list->name; list++)
        if (!list->apart) add(jobs, list);
}

/* Each commit by a request comes through here, so it only moves what is due and signals. */
static void wake_one(struct jobs *jobs)
{
    int64_t now = now_ms(), pause = str_empty(jobs->settings->clock_file) ? WAKE_MS : WAKE_SET_MS;
    pthread_mutex_lock(&jobs->mutex);
    bool sooner = false;
    for (int i = 0; i < jobs->n; i++) {
        struct due *d = &jobs->due[i];
        int64_t at = d->last + pause > now ? d->last + pause : now;
        if (!d->job->wake || d->failures || d->at <= at) continue;
        d->at = at;
        sooner = true;
    }
    if (sooner) pthread_cond_signal(&jobs->cond);
    pthread_mutex_unlock(&jobs->mutex);
}

static void wake(void *p)
{
    for (struct jobs *jobs = p; jobs; jobs = jobs->next) wake_one(jobs);
}

static bool nothing_waits(struct jobs *jobs, struct due *d)
{
    if (!d->job->waiting) return false;
    struct ctx *ctx = ctx_for_system(jobs->database, jobs->settings, LIMIT_REQUEST_ARENA);
    bool waits = db_begin_read(ctx) && d->job->waiting(ctx);
    bool sure = db_finish(ctx);
    ctx_free(ctx);
    return sure && !waits;
}

/* One run. 0: done; 1: there is more; -1: it failed. */
static int run(struct jobs *jobs, struct due *d)
{
    if (nothing_waits(jobs, d)) return 0;
    struct ctx *ctx = ctx_for_system(jobs->database, jobs->settings, LIMIT_REQUEST_ARENA);
    bool more = false;
    char lock[64];
    ctx->ending = &jobs->stop;
    snprintf(lock, sizeof lock, "job:%s", d->job->name);
    if (d->job->apart || (db_begin_write(ctx) && db_try_lock(ctx, lock))) more = d->job->run(ctx);
    bool fine = d->job->apart ? !failed(ctx) : db_finish(ctx);
    if (!fine)
        log_event(LOG_LEVEL_WARN, "job.failed", LOG_TEXT("job", d->job->name),
                  LOG_NUMBER("status", ctx->failure.status));
    ctx_free(ctx);
    return fine ? more : -1;
}

static void run_due(struct jobs *jobs, struct due *d) /* the mutex is held, and let go while it runs */
{
    d->at = INT64_MAX; /* a wake during the run sets it again */
    d->last = now_ms();
    pthread_mutex_unlock(&jobs->mutex);
    int result = run(jobs, d);
    pthread_mutex_lock(&jobs->mutex);
    int64_t now = now_ms(), next = d->job->every_ms ? now + d->job->every_ms : INT64_MAX;
    if (result < 0) {
        int64_t wait = (int64_t)RETRY_MS << (d->failures < 16 ? d->failures : 16);
        next = now + (wait < RETRY_MOST_MS ? wait : RETRY_MOST_MS);
        d->failures++;
    } else {
        d->failures = 0;
        if (result > 0) next = now;
    }
    if (next < d->at) d->at = next;
}

static struct due *next_due(struct jobs *jobs)
{
    struct due *first = &jobs->due[0];
    for (int i = 1; i < jobs->n; i++)
        if (jobs->due[i].at < first->at) first = &jobs->due[i];
    return first;
}

static void *work(void *p)
{
    struct jobs *jobs = p;
    pthread_mutex_lock(&jobs->mutex);
    while (!jobs->stop) {
        struct due *d = next_due(jobs);
        int64_t wait = d->at - now_ms();
        if (wait <= 0) {
            run_due(jobs, d);
            continue;
        }
        if (wait > MS_MINUTE) wait = MS_MINUTE;
        struct timespec until;
        clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_sec += wait / 1000;
        until.tv_nsec += wait % 1000 * 1000000;
        if (until.tv_nsec >= 1000000000) until.tv_sec++, until.tv_nsec -= 1000000000;
        pthread_cond_timedwait(&jobs->cond, &jobs->mutex, &until);
    }
    pthread_mutex_unlock(&jobs->mutex);
    return NULL;
}

static struct jobs *make(struct database *d, const struct settings *s)
{
    struct jobs *jobs = calloc(1, sizeof *jobs);
    pthread_condattr_t monotonic;
    BUG_IF(!jobs);
    jobs->database = d;
    jobs->settings = s;
    pthread_mutex_init(&jobs->mutex, NULL);
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&jobs->cond, &monotonic);
    pthread_condattr_destroy(&monotonic);
    return jobs;
}

static void begin(struct jobs *jobs)
{
    BUG_IF(pthread_create(&jobs->thread, NULL, work, jobs) != 0);
}

struct jobs *jobs_start(struct database *d, const struct settings *s, const struct app *app)
{
    struct jobs *jobs = make(d, s);
    add_all(jobs, kernel_jobs);
    add_all(jobs, app->jobs);
    for (const struct job *job = app->jobs; job && job->name; job++)
        for (int i = 0; i < job->apart; i++) {
            struct jobs *one = make(d, s);
            add(one, job);
            one->next = jobs->next;
            jobs->next = one;
        }
    for (struct jobs *one = jobs; one; one = one->next) begin(one);
    database_on_commit(d, wake, jobs);
    return jobs;
}

/* Who used their session lately is known in memory only; it is written down before the server ends. */
static void run_last(struct jobs *jobs)
{
    for (int i = 0; i < jobs->n; i++)
        if (jobs->due[i].job->run == session_housekeeping) run(jobs, &jobs->due[i]);
}

static void ask_to_stop(struct jobs *jobs)
{
    pthread_mutex_lock(&jobs->mutex);
    jobs->stop = true;
    pthread_cond_signal(&jobs->cond);
    pthread_mutex_unlock(&jobs->mutex);
}

static void stop(struct jobs *jobs)
{
    pthread_join(jobs->thread, NULL);
    pthread_cond_destroy(&jobs->cond);
    pthread_mutex_destroy(&jobs->mutex);
}

void jobs_stop(struct jobs *jobs)
{
    database_on_commit(jobs->database, NULL, NULL);
    for (struct jobs *one = jobs; one; one = one->next) ask_to_stop(one); /* all, before any is waited for */
    for (struct jobs *one = jobs; one; one = one->next) stop(one);
    run_last(jobs);
    for (struct jobs *one = jobs, *next; one; one = next) {
        next = one->next;
        free(one);
    }
}
