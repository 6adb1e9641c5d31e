/* Idempotency keys: the key's row is inserted before the work and belongs to its transaction, so a second request with
 * the same key waits for the first (on PostgreSQL by the unique index, on SQLite because writers take turns) and then
 * finds the answer. A reply with a secret in it is not kept: the second request is told that it was shown. */
#include "kernel/idempotency.h"

#include "base/date.h"
#include "kernel/db.h"
#include "kernel/http.h"
#include "kernel/route.h"

#include <sodium.h>

#define KEPT_DAYS 7
#define KEY_MOST 200

static struct str fingerprint(struct ctx *ctx)
{
    const struct request *q = ctx->request;
    unsigned char hash[32];
    char *hex = arena_alloc(ctx->arena, 2 * sizeof hash + 1);
    crypto_generichash_state state;
    crypto_generichash_init(&state, NULL, 0, sizeof hash);
    crypto_generichash_update(&state, (const unsigned char *)q->path.at, q->path.len);
    crypto_generichash_update(&state, (const unsigned char *)"\n", 1);
    crypto_generichash_update(&state, (const unsigned char *)q->body.at, q->body.len);
    crypto_generichash_final(&state, hash, sizeof hash);
    sodium_bin2hex(hex, 2 * sizeof hash + 1, hash, sizeof hash);
    return str_of(hex);
}

static bool key_valid(struct str key)
{
    for (size_t i = 0; i < key.len; i++)
        if (key.at[i] < '!' || key.at[i] > '~') return false;
    return key.len >= 1 && key.len <= KEY_MOST;
}

static bool gives_secret(const struct ctx *ctx)
{
    return (ctx->request->route->flags & ROUTE_SECRET) != 0;
}

/* The answer that was kept for this key, as the reply; *replayed false when there is none. */
static bool replay(struct ctx *ctx, struct str key, struct str mine, bool *replayed)
{
    struct db_rows *r = db_query(ctx,
                                 "SELECT fingerprint, status, location, body, version FROM idempotency_keys"
                                 " WHERE person_id = $1 AND key = $2",
                                 db_int(ctx->actor.person_id), db_text(key));
    if (!db_next(r)) return !failed(ctx);
    if (!str_equal(db_col_text(r, 0), mine))
        return fail(ctx, 422, "This Idempotency-Key was used for another request. Please use a new one.");
    if (gives_secret(ctx))
        return fail(ctx, 409, "This has been done already, and its secret was shown then. Please make a new one.");
    struct reply *reply = ctx->reply;
    reply->status = (int)db_col_int(r, 1);
    reply->body = db_col_text(r, 3);
    reply->version = db_col_int(r, 4);
    if (!db_col_null(r, 2)) reply_header(ctx, "Location", db_col_text(r, 2));
    reply_header(ctx, "Idempotency-Replayed", STR("true"));
    db_close(r);
    *replayed = true;
    return true;
}

/* The key of this request, none when it has none. */
static bool key_read(struct ctx *ctx, struct str *key)
{
    *key = request_header(ctx->request, "Idempotency-Key");
    return str_none(*key) || key_valid(*key) ||
           fail(ctx, 400, "An Idempotency-Key has 1 to %d visible ASCII characters.", KEY_MOST);
}

bool idempotency_look(struct ctx *ctx, bool *replayed)
{
    struct str key;
    *replayed = false;
    return key_read(ctx, &key) && (str_none(key) || replay(ctx, key, fingerprint(ctx), replayed));
}

bool idempotency_begin(struct ctx *ctx, bool *replayed)
{
    struct str key;
    *replayed = false;
    if (!key_read(ctx, &key)) return false;
    if (str_none(key)) return true;
    struct str mine = fingerprint(ctx);
    if (!db_run(
            ctx,
            "INSERT INTO idempotency_keys (person_id, key, fingerprint, status, created_at) VALUES ($1, $2, $3, 0, $4)"
            " ON CONFLICT (person_id, key) DO NOTHING",
            db_int(ctx->actor.person_id), db_text(key), db_text(mine), db_int(ctx->now)))
        return false;
    if (db_changed(ctx) == 1) return true;
    return replay(ctx, key, mine, replayed) && (*replayed || fail(ctx, 503, "Please try again in a moment."));
}

bool idempotency_keep(struct ctx *ctx)
{
    struct str key = request_header(ctx->request, "Idempotency-Key"), location = STR_NONE;
    const struct reply *reply = ctx->reply;
    if (str_none(key)) return true;
    for (int i = 0; i < reply->n_headers; i++)
        if (str_equal_ascii_case(str_of(reply->headers[i].name), STR("Location"))) location = reply->headers[i].value;
    return db_run(ctx,
                  "UPDATE idempotency_keys SET status = $1, location = $2, body = $3, version = $4"
                  " WHERE person_id = $5 AND key = $6",
                  db_int(reply->status), db_text(location), db_text(gives_secret(ctx) ? STR_NONE : reply->body),
                  db_int(reply->version), db_int(ctx->actor.person_id), db_text(key));
}

bool idempotency_forget(struct ctx *ctx)
{
    db_run(ctx, "DELETE FROM idempotency_keys WHERE created_at < $1", db_int(ctx->now - KEPT_DAYS * MS_DAY));
    return false;
}
