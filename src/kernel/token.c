/* Personal tokens for scripts: a name, a scope, an end. Shown once, recognised by their prefix, kept as a hash. */
#include "kernel/db.h"
#include "kernel/event.h"
#include "kernel/secret.h"
#include "kernel/session.h"

const char *const scope_choices[] = {"none", "read", "checkin", "full", NULL};

bool token_make(struct ctx *ctx, int64_t person_id, struct str name, enum scope scope, int64_t expires, int64_t *id,
                struct str *secret)
{
    *secret = secret_random(ctx->arena, TOKEN_PREFIX);
    *id = db_int_of(ctx,
                    "INSERT INTO tokens (person_id, hash, name, scope, created_at, expires_at)"
                    " VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
                    db_int(person_id), db_text(secret_hash(ctx->arena, *secret)), db_text(name),
                    db_text(str_of(scope_choices[scope])), db_int(ctx->now), db_int(expires));
    return !failed(ctx) &&
           event_record(ctx, &(struct event){
                                 .type = "token.made", .subject = "token", .subject_id = *id, .person_id = person_id});
}

bool token_end(struct ctx *ctx, int64_t token_id)
{
    if (!db_run(ctx, "DELETE FROM tokens WHERE id = $1 AND person_id = $2", db_int(token_id),
                db_int(ctx->actor.person_id)))
        return false;
    if (db_changed(ctx) == 0) return fail(ctx, 404, "There is no such token of yours.");
    return event_record(
        ctx, &(struct event){
                 .type = "token.ended", .subject = "token", .subject_id = token_id, .person_id = ctx->actor.person_id});
}

struct db_rows *token_rows(struct ctx *ctx, int64_t person_id, int64_t before, int64_t most)
{
    return db_query(ctx,
                    "SELECT id, name, scope, created_at, used_at, expires_at FROM tokens"
                    " WHERE person_id = $1 AND expires_at > $2 AND id < $3 ORDER BY id DESC LIMIT $4",
                    db_int(person_id), db_int(ctx->now), db_int(before), db_int(most));
}
