/* Rate limits of signing in, in memory. Failures count for the client's address and for the address together with the
 * e-mail; a victim who signs in from elsewhere is not touched. The wait doubles with each failure past the free ones.
 */
#include "base/date.h"
#include "kernel/http.h"
#include "kernel/session.h"

#include <pthread.h>
#include <sodium.h>
#include <string.h>

#define SLOTS 4096 /* in tables of fixed size: what collides shares a limit */
#define FREE_OF_PAIR 5
#define FREE_OF_ADDRESS 30 /* many people can sit behind one address */
#define FORGET_MS (15 * MS_MINUTE)
#define WAIT_MOST_MS (15 * MS_MINUTE)
#define CLICKS_A_MINUTE 60

struct slot {
    int failures;
    int64_t last; /* by the monotonic clock, ms */
};

/* Pairs and addresses apart, at places that nobody outside can work out: else somebody could choose e-mails that fall
 * on others' places and make those wait. */
static struct slot pairs[SLOTS], addresses[SLOTS], clicks[SLOTS];
static unsigned char place_key[crypto_shorthash_KEYBYTES];
static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

static void make_key(void)
{
    randombytes_buf(place_key, sizeof place_key);
}

/* IPv6 clients own at least a /64, so that counts as one address. */
static struct str network(struct str address)
{
    int groups = 0;
    for (size_t i = 0; i < address.len; i++)
        if (address.at[i] == ':' && ++groups == 4) return str_cut(address, 0, i);
    return address;
}

static struct slot *slot_of(struct ctx *ctx, struct slot *table, struct str email, int64_t now)
{
    struct str n = network(ctx->request->remote);
    struct str text = str_format(ctx->arena, "%.*s %.*s", STR_ARG(n), STR_ARG(email));
    unsigned char hash[crypto_shorthash_BYTES];
    uint64_t place;
    pthread_once(&once, make_key);
    crypto_shorthash(hash, (const unsigned char *)text.at, text.len, place_key);
    memcpy(&place, hash, sizeof place);
    struct slot *s = &table[place % SLOTS];
    if (now - s->last > FORGET_MS) *s = (struct slot){.last = now};
    return s;
}

static struct slot *pair_of(struct ctx *ctx, struct str email, int64_t now)
{
    return slot_of(ctx, pairs, email, now);
}

static struct slot *address_of(struct ctx *ctx, int64_t now)
{
    return slot_of(ctx, addresses, STR(""), now);
}

static int64_t wait_of(const struct slot *s, int spare, int64_t now)
{
    if (s->failures < spare) return 0;
    int over = s->failures - spare;
    int64_t wait = over > 10 ? WAIT_MOST_MS : (MS_SECOND << over);
    if (wait > WAIT_MOST_MS) wait = WAIT_MOST_MS;
    return s->last + wait - now;
}

bool sign_in_allowed(struct ctx *ctx, struct str email)
{
    int64_t now = monotonic_us() / 1000;
    pthread_mutex_lock(&mutex);
    int64_t wait = wait_of(pair_of(ctx, email, now), FREE_OF_PAIR, now);
    int64_t wider = wait_of(address_of(ctx, now), FREE_OF_ADDRESS, now);
    pthread_mutex_unlock(&mutex);
    if (wider > wait) wait = wider;
    if (wait <= 0) return true;
    int64_t seconds = (wait + MS_SECOND - 1) / MS_SECOND;
    reply_header(ctx, "Retry-After", str_format(ctx->arena, "%lld", (long long)seconds));
    return fail(
        ctx, 429,
        "That did not work several times. Please wait {%lld, plural, one {# second} other {# seconds}} and try again.",
        (long long)seconds);
}

static void count(struct slot *s, int64_t now)
{
    s->failures++;
    s->last = now;
}

void sign_in_failed(struct ctx *ctx, struct str email)
{
    int64_t now = monotonic_us() / 1000;
    pthread_mutex_lock(&mutex);
    count(pair_of(ctx, email, now), now);
    count(address_of(ctx, now), now);
    pthread_mutex_unlock(&mutex);
}

void sign_in_worked(struct ctx *ctx, struct str email)
{
    pthread_mutex_lock(&mutex);
    pair_of(ctx, email, monotonic_us() / 1000)->failures = 0;
    pthread_mutex_unlock(&mutex);
}

/* One click needs no secret, so there are no failures to count: each one counts, by the minute. */
bool sign_in_paced(struct ctx *ctx)
{
    int64_t now = monotonic_us() / 1000;
    pthread_mutex_lock(&mutex);
    struct slot *s = slot_of(ctx, clicks, STR(""), now);
    if (now - s->last > MS_MINUTE) *s = (struct slot){.last = now};
    bool free = s->failures < CLICKS_A_MINUTE;
    if (free) s->failures++;
    int64_t wait = s->last + MS_MINUTE - now;
    pthread_mutex_unlock(&mutex);
    if (free) return true;
    int64_t seconds = (wait + MS_SECOND - 1) / MS_SECOND;
    reply_header(ctx, "Retry-After", str_format(ctx->arena, "%lld", (long long)seconds));
    return fail(ctx, 429, "That was very often. Please wait %lld seconds and try again.", (long long)seconds);
}
