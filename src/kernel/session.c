/* Who asks. A session is a cookie in a browser, a token is what a script carries; both are looked up by hash, in one
 * query that also says who the person is and whether they are still here. */
#include "kernel/session.h"

#include "base/date.h"
#include "kernel/db.h"
#include "kernel/event.h"
#include "kernel/http.h"
#include "kernel/secret.h"
#include "kernel/server.h"

#include <pthread.h>
#include <string.h>

#define USE_NOTED_MS (5 * MS_MINUTE)
#define USES_MOST 1024
#define LATELY_MOST 1024 /* credentials whose person is guessed; more take a round trip more */
#define HASH_LETTERS 64
#define ZONE_LETTERS 47
#define LANGUAGE_LETTERS 15

static const char COOKIE[] = "__Host-waymark", COOKIE_PLAIN[] = "waymark";

/* ---- last use, noted outside the request's transaction ---- */

static struct {
    pthread_mutex_t mutex;
    struct {
        bool token;
        int64_t id, at;
    } uses[USES_MOST];
    int n;
} noted = {.mutex = PTHREAD_MUTEX_INITIALIZER};

static void note_use(bool token, int64_t id, int64_t last, int64_t now)
{
    if (now - last < USE_NOTED_MS) return;
    pthread_mutex_lock(&noted.mutex);
    bool known = false;
    for (int i = 0; i < noted.n && !known; i++) known = noted.uses[i].id == id && noted.uses[i].token == token;
    if (!known && noted.n < USES_MOST) {
        noted.uses[noted.n].token = token;
        noted.uses[noted.n].id = id;
        noted.uses[noted.n++].at = now;
    }
    pthread_mutex_unlock(&noted.mutex);
}

bool session_housekeeping(struct ctx *ctx)
{
    struct {
        bool token;
        int64_t id, at;
    } uses[USES_MOST];
    pthread_mutex_lock(&noted.mutex);
    int n = noted.n;
    memcpy(uses, noted.uses, sizeof *uses * (size_t)n);
    noted.n = 0;
    pthread_mutex_unlock(&noted.mutex);
    for (int i = 0; i < n; i++)
        if (!db_run(ctx,
                    uses[i].token ? "UPDATE tokens SET used_at = $1 WHERE id = $2"
                                  : "UPDATE sessions SET used_at = $1 WHERE id = $2",
                    db_int(uses[i].at), db_int(uses[i].id)))
            return false;
    int64_t idle = ctx->now - ctx->settings->session_idle_hours * MS_HOUR;
    db_run(ctx, "DELETE FROM sessions WHERE expires_at <= $1 OR used_at <= $2", db_int(ctx->now), db_int(idle));
    db_run(ctx, "DELETE FROM tokens WHERE expires_at <= $1", db_int(ctx->now - 30 * MS_DAY));
    db_run(ctx, "DELETE FROM one_time_secrets WHERE expires_at <= $1", db_int(ctx->now));
    return false;
}

/* ---- who asked lately ---- */

/* What the database said of credentials the last time, by their hash. It is only ever a guess: each request asks again.
 */
struct lately {
    char hash[HASH_LETTERS + 1];
    char zone[ZONE_LETTERS + 1], language[LANGUAGE_LETTERS + 1]; /* the texts of the actor */
    struct actor actor;
};

static struct {
    pthread_mutex_t mutex;
    struct lately places[LATELY_MOST];
} guesses = {.mutex = PTHREAD_MUTEX_INITIALIZER};

static struct lately *place_of(struct str hash)
{
    return &guesses.places[str_hash(hash) % LATELY_MOST];
}

static void guess_keep(struct str hash, const struct actor *actor)
{
    if (hash.len != HASH_LETTERS || actor->zone.len > ZONE_LETTERS || actor->language.len > LANGUAGE_LETTERS) return;
    pthread_mutex_lock(&guesses.mutex);
    struct lately *l = place_of(hash);
    *l = (struct lately){.actor = *actor};
    memcpy(l->hash, hash.at, hash.len);
    memcpy(l->zone, actor->zone.at, actor->zone.len);
    if (actor->language.len) memcpy(l->language, actor->language.at, actor->language.len);
    pthread_mutex_unlock(&guesses.mutex);
}

static bool guess_find(struct ctx *ctx, struct str hash, struct actor *actor)
{
    pthread_mutex_lock(&guesses.mutex);
    const struct lately *l = place_of(hash);
    bool found = str_is(hash, l->hash);
    if (found) {
        *actor = l->actor;
        actor->zone = str_copy(ctx->arena, str_of(l->zone));
        actor->language = str_none(l->actor.language) ? STR_NONE : str_copy(ctx->arena, str_of(l->language));
    }
    pthread_mutex_unlock(&guesses.mutex);
    return found;
}

static bool same_actor(const struct actor *a, const struct actor *b)
{
    return a->person_id == b->person_id && a->roles == b->roles && a->scope == b->scope &&
           a->session_id == b->session_id && a->token_id == b->token_id && str_equal(a->zone, b->zone) &&
           str_none(a->language) == str_none(b->language) && str_equal(a->language, b->language);
}

/* ---- who asks ---- */

static const char SESSION[] = "SELECT s.id, s.used_at, '', a.person_id, a.roles, a.zone, a.language FROM sessions s"
                              " JOIN actors a ON a.person_id = s.person_id"
                              " WHERE s.hash = $1 AND s.expires_at > $2 AND s.used_at > $3 AND a.active = 1",
                  TOKEN[] = "SELECT t.id, COALESCE(t.used_at, 0), t.scope, a.person_id, a.roles, a.zone,"
                            " a.language FROM tokens t"
                            " JOIN actors a ON a.person_id = t.person_id"
                            " WHERE t.hash = $1 AND t.expires_at > $2 AND a.active = 1";

/* The actor of (id, used_at, scope, person_id, roles, zone, language); false when there is no row. */
static bool actor_of(struct ctx *ctx, struct db_rows *r, bool token, struct actor *actor)
{
    if (!db_next(r)) return false;
    int64_t id = db_col_int(r, 0);
    int scope = token ? choice_of(scope_choices, db_col_text(r, 2)) : SCOPE_FULL;
    *actor = (struct actor){
        .person_id = db_col_int(r, 3),
        .roles = (unsigned)db_col_int(r, 4),
        .zone = db_col_text(r, 5),
        .language = db_col_text(r, 6),
        .scope = scope < 0 ? SCOPE_NONE : (enum scope)scope,
        .session_id = token ? 0 : id,
        .token_id = token ? id : 0,
    };
    note_use(token, id, db_col_int(r, 1), ctx->now);
    db_close(r);
    return true;
}

/* Is it who we took it for? */
static bool check_guess(struct ctx *ctx, struct db_rows *r)
{
    struct actor actor = {0};
    if (actor_of(ctx, r, ctx->actor.token_id != 0, &actor) && same_actor(&actor, &ctx->actor)) return true;
    ctx->misjudged = true;
    return fail(ctx, 503, "Your rights have changed just now. Please try again.");
}

static bool guessed(struct ctx *ctx, struct str hash)
{
    return ctx->foresees && db_dialect(ctx) == DB_POSTGRES && guess_find(ctx, hash, &ctx->actor);
}

static bool session_of_cookie(struct ctx *ctx, struct str cookie)
{
    if (!secret_shaped(cookie, "")) return true;
    struct str hash = secret_hash(ctx->arena, cookie);
    struct db_value now = db_int(ctx->now), idle = db_int(ctx->now - ctx->settings->session_idle_hours * MS_HOUR);
    if (guessed(ctx, hash)) db_query_later(ctx, check_guess, SESSION, db_text(hash), now, idle);
    else if (actor_of(ctx, db_query(ctx, SESSION, db_text(hash), now, idle), false, &ctx->actor))
        guess_keep(hash, &ctx->actor);
    return !failed(ctx);
}

static bool token_of_header(struct ctx *ctx, struct str bearer)
{
    struct str hash = secret_hash(ctx->arena, bearer);
    if (secret_shaped(bearer, TOKEN_PREFIX) && guessed(ctx, hash)) {
        db_query_later(ctx, check_guess, TOKEN, db_text(hash), db_int(ctx->now));
        return !failed(ctx);
    }
    if (!secret_shaped(bearer, TOKEN_PREFIX) ||
        !actor_of(ctx, db_query(ctx, TOKEN, db_text(hash), db_int(ctx->now)), true, &ctx->actor))
        return fail(ctx, 401, "This token is not known, or has ended.");
    guess_keep(hash, &ctx->actor);
    return true;
}

bool session_bearer(struct str header, struct str *token)
{
    static const struct str scheme = {"bearer ", 7};
    if (header.len < scheme.len || !str_equal_ascii_case(str_cut(header, 0, scheme.len), scheme)) return false;
    *token = str_trim(str_cut(header, scheme.len, header.len));
    return true;
}

/* By https only the __Host- name counts: the plain one could have been set by somebody between, or by a neighbour. */
static struct str session_cookie(const struct request *q)
{
    return request_cookie(q, q->secure ? COOKIE : COOKIE_PLAIN);
}

bool session_actor(struct ctx *ctx)
{
    struct str token, header = request_header(ctx->request, "Authorization");
    ctx->actor = (struct actor){.zone = STR("UTC")};
    if (!str_none(header))
        return session_bearer(header, &token) ? token_of_header(ctx, token)
                                              : fail(ctx, 401, "Please send a token as \"Authorization: Bearer ...\".");
    struct str cookie = session_cookie(ctx->request);
    return str_none(cookie) || session_of_cookie(ctx, cookie);
}

bool session_same_origin(struct ctx *ctx)
{
    struct str site = request_header(ctx->request, "Sec-Fetch-Site"), origin = request_header(ctx->request, "Origin");
    bool same = true;
    if (!str_none(site)) {
        same = str_is(site, "same-origin");
    } else if (!str_none(origin)) {
        struct str host = request_header(ctx->request, "Host");
        struct str https = str_format(ctx->arena, "https://%.*s", STR_ARG(host)), url = ctx->settings->url;
        struct str http = str_format(ctx->arena, "http://%.*s", STR_ARG(host));
        same = str_equal(origin, https) || str_equal(origin, http) || str_equal(origin, url);
        /* By https, a page that came by http could be anybody's between. */
        if (ctx->request->secure && !str_starts(origin, STR("https://"))) same = false;
    }
    return same || fail(ctx, 403, "This request did not come from Waymark's own pages.");
}

/* ---- sessions ---- */

/* Browsers keep __Host- cookies only when they came by https (Chromium also from localhost), so plain http, which is
 * for trying Waymark on one's own machine, gets the plain name. */
static void set_cookie(struct ctx *ctx, struct str secret, int64_t seconds)
{
    bool secure = ctx->request->secure;
    reply_header(ctx, "Set-Cookie",
                 str_format(ctx->arena, "%s=%.*s; Path=/; HttpOnly; SameSite=Lax; Max-Age=%lld%s",
                            secure ? COOKIE : COOKIE_PLAIN, STR_ARG(secret), (long long)seconds,
                            secure ? "; Secure" : ""));
}

bool session_start(struct ctx *ctx, int64_t person_id)
{
    int64_t lasts = ctx->settings->session_days * MS_DAY;
    struct str secret = secret_random(ctx->arena, "");
    int64_t id = db_int_of(ctx,
                           "INSERT INTO sessions (person_id, hash, created_at, used_at, expires_at)"
                           " VALUES ($1, $2, $3, $3, $4) RETURNING id",
                           db_int(person_id), db_text(secret_hash(ctx->arena, secret)), db_int(ctx->now),
                           db_int(ctx->now + lasts));
    if (failed(ctx)) return false;
    set_cookie(ctx, secret, lasts / MS_SECOND);
    return event_record(
        ctx,
        &(struct event){.type = "session.started", .subject = "session", .subject_id = id, .person_id = person_id});
}

bool session_end(struct ctx *ctx, int64_t session_id)
{
    if (!db_run(ctx, "DELETE FROM sessions WHERE id = $1 AND person_id = $2", db_int(session_id),
                db_int(ctx->actor.person_id)))
        return false;
    if (db_changed(ctx) == 0) return fail(ctx, 404, "There is no such session of yours.");
    if (session_id == ctx->actor.session_id) set_cookie(ctx, STR(""), 0);
    return event_record(ctx, &(struct event){.type = "session.ended",
                                             .subject = "session",
                                             .subject_id = session_id,
                                             .person_id = ctx->actor.person_id});
}

bool session_end_all(struct ctx *ctx, int64_t person_id, int64_t except, bool tokens)
{
    return db_run(ctx, "DELETE FROM sessions WHERE person_id = $1 AND id <> $2", db_int(person_id), db_int(except)) &&
           (!tokens || db_run(ctx, "DELETE FROM tokens WHERE person_id = $1", db_int(person_id))) &&
           db_run(ctx, "DELETE FROM one_time_secrets WHERE person_id = $1", db_int(person_id)) &&
           event_record(ctx, &(struct event){.type = "session.all_ended",
                                             .subject = "session",
                                             .subject_id = person_id,
                                             .person_id = person_id});
}

struct db_rows *session_rows(struct ctx *ctx, int64_t person_id, int64_t before, int64_t most)
{
    return db_query(ctx,
                    "SELECT id, created_at, used_at, expires_at FROM sessions"
                    " WHERE person_id = $1 AND expires_at > $2 AND id < $3 ORDER BY id DESC LIMIT $4",
                    db_int(person_id), db_int(ctx->now), db_int(before), db_int(most));
}
