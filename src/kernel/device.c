/* Browsers in which a person has signed in before. Their tries count for themselves: whoever guesses at the same
 * address (an office, a train) slows down strangers, and not the person in their own browser. The cookie is a random
 * number and a checksum over it that takes the person's stored hash to make, so nothing is kept, and a new password
 * ends it. */
#include "base/date.h"
#include "kernel/http.h"
#include "kernel/session.h"

#include <sodium.h>
#include <string.h>

#define LABEL "waymark device 1"
#define NONCE 16
#define RECORD (NONCE + 32)
#define ENCODING sodium_base64_VARIANT_URLSAFE_NO_PADDING
#define KEPT_DAYS 365

static const char *cookie_name(const struct request *q)
{
    return q->secure ? "__Host-waymark-device" : "waymark-device";
}

static void seal(unsigned char record[RECORD], int64_t person, struct str hash)
{
    crypto_generichash_state state;
    crypto_generichash_init(&state, NULL, 0, RECORD - NONCE);
    crypto_generichash_update(&state, (const unsigned char *)LABEL, sizeof LABEL);
    crypto_generichash_update(&state, (const unsigned char *)&person, sizeof person);
    crypto_generichash_update(&state, record, NONCE);
    crypto_generichash_update(&state, (const unsigned char *)hash.at, hash.len);
    crypto_generichash_final(&state, record + NONCE, RECORD - NONCE);
}

struct str device_known(struct ctx *ctx, int64_t person, struct str hash)
{
    unsigned char given[RECORD + 1], made[RECORD];
    size_t n = 0;
    struct str cookie = request_cookie(ctx->request, cookie_name(ctx->request));
    if (str_empty(cookie) || sodium_base642bin(given, sizeof given, cookie.at, cookie.len, NULL, &n, NULL, ENCODING) ||
        n != RECORD)
        return STR_NONE;
    memcpy(made, given, NONCE);
    seal(made, person, str_empty(hash) ? STR("") : hash);
    bool ours = sodium_memcmp(made, given, RECORD) == 0;
    return ours && person && !str_empty(hash) ? cookie : STR_NONE;
}

void device_remember(struct ctx *ctx, int64_t person, struct str hash)
{
    unsigned char record[RECORD];
    char text[sodium_base64_ENCODED_LEN(RECORD, ENCODING)];
    if (str_empty(hash)) return;
    randombytes_buf(record, NONCE);
    seal(record, person, hash);
    sodium_bin2base64(text, sizeof text, record, sizeof record, ENCODING);
    reply_header(ctx, "Set-Cookie",
                 str_format(ctx->arena, "%s=%s; Path=/; HttpOnly; SameSite=Lax; Max-Age=%d%s",
                            cookie_name(ctx->request), text, (int)(KEPT_DAYS * MS_DAY / MS_SECOND),
                            ctx->request->secure ? "; Secure" : ""));
}
