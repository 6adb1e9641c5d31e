/* Secrets, and one-time secrets: each is for one purpose, works once, and ends. */
#include "kernel/secret.h"

#include "kernel/db.h"
#include "kernel/event.h"
#include "kernel/session.h"

#include <sodium.h>
#include <string.h>

#define SECRET_BYTES 32
#define SECRET_TEXT 43 /* base64url without padding */
#define VARIANT sodium_base64_VARIANT_URLSAFE_NO_PADDING

struct str secret_random(struct arena *a, const char *prefix)
{
    unsigned char bytes[SECRET_BYTES];
    char text[sodium_base64_ENCODED_LEN(SECRET_BYTES, VARIANT)];
    randombytes_buf(bytes, sizeof bytes);
    sodium_bin2base64(text, sizeof text, bytes, sizeof bytes, VARIANT);
    struct str s = str_format(a, "%s%s", prefix, text);
    sodium_memzero(bytes, sizeof bytes);
    sodium_memzero(text, sizeof text);
    return s;
}

struct str secret_hash(struct arena *a, struct str secret)
{
    unsigned char hash[32];
    char *hex = arena_alloc(a, 2 * sizeof hash + 1);
    crypto_generichash(hash, sizeof hash, (const unsigned char *)secret.at, secret.len, NULL, 0);
    sodium_bin2hex(hex, 2 * sizeof hash + 1, hash, sizeof hash);
    return str_of(hex);
}

bool secret_shaped(struct str s, const char *prefix)
{
    size_t n = strlen(prefix);
    if (s.len != n + SECRET_TEXT || memcmp(s.at, prefix, n) != 0) return false;
    for (size_t i = n; i < s.len; i++) {
        char c = s.at[i];
        bool fits = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
        if (!fits) return false;
    }
    return true;
}

bool secret_make(struct ctx *ctx, int64_t person_id, const char *purpose, int64_t expires, struct str *secret)
{
    *secret = secret_random(ctx->arena, "");
    /* Of two made at once one is the older. */
    if (!db_lock(ctx, str_format(ctx->arena, "secret-%lld", (long long)person_id).at)) return false;
    return db_run(ctx, "DELETE FROM one_time_secrets WHERE person_id = $1 AND purpose = $2", db_int(person_id),
                  db_text(str_of(purpose))) &&
           db_run(ctx, "INSERT INTO one_time_secrets (person_id, purpose, hash, expires_at) VALUES ($1, $2, $3, $4)",
                  db_int(person_id), db_text(str_of(purpose)), db_text(secret_hash(ctx->arena, *secret)),
                  db_int(expires)) &&
           event_record(
               ctx, &(struct event){
                        .type = "secret.made", .subject = "secret", .subject_id = person_id, .person_id = person_id});
}

bool secret_works(struct ctx *ctx, struct str secret)
{
    return secret_shaped(secret, "") &&
           db_int_of(ctx, "SELECT 1 FROM one_time_secrets WHERE hash = $1 AND expires_at > $2",
                     db_text(secret_hash(ctx->arena, secret)), db_int(ctx->now)) == 1;
}

bool secret_end(struct ctx *ctx, int64_t person_id, const char *purpose)
{
    return db_run(ctx, "DELETE FROM one_time_secrets WHERE person_id = $1 AND purpose = $2", db_int(person_id),
                  db_text(str_of(purpose))) &&
           db_changed(ctx) > 0;
}

bool secret_use(struct ctx *ctx, struct str secret, const char *purpose, int64_t *person_id)
{
    *person_id = 0;
    if (!secret_shaped(secret, "")) return false;
    /* The delete is the use: of two at once only one gets the row back. */
    *person_id = db_int_of(
        ctx, "DELETE FROM one_time_secrets WHERE hash = $1 AND purpose = $2 AND expires_at > $3 RETURNING person_id",
        db_text(secret_hash(ctx->arena, secret)), db_text(str_of(purpose)), db_int(ctx->now));
    return *person_id != 0;
}
