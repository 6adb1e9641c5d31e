/* Rate limits of signing in, in memory. Failures count for the client's address and for the address together with the
 * e-mail; a victim who signs in from elsewhere is not touched. The wait doubles with each failure past the free ones.
 */
#include "base/date.h"
#include "kernel/http.h"
#include "kernel/session.h"

#include <pthread.h>
#include <string.h>

#define SLOTS 4096 /* a table of fixed size: what collides shares its limit, the oldest gives way */
#define FREE_OF_PAIR 5
#define FREE_OF_ADDRESS 30 /* many people can sit behind one address */
#define FORGET_MS (15 * MS_MINUTE)
#define WAIT_MOST_MS (15 * MS_MINUTE)

struct slot {
    uint64_t key;
    int failures;
    int64_t last; /* by the monotonic clock, ms */
};

static struct slot slots[SLOTS];
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

/* IPv6 clients own at least a /64, so that counts as one address. */
static struct str network(struct str address)
{
    int groups = 0;
    for (size_t i = 0; i < address.len; i++)
        if (address.at[i] == ':' && ++groups == 4) return str_cut(address, 0, i);
    return address;
}

static uint64_t key_of(struct ctx *ctx, struct str email)
{
    struct str n = network(ctx->request->remote);
    return str_hash(str_format(ctx->arena, "%.*s %.*s", STR_ARG(n), STR_ARG(email))) | 1;
}

static struct slot *slot_of(uint64_t key, int64_t now)
{
    struct slot *s = &slots[key % SLOTS];
    if (s->key != key || now - s->last > FORGET_MS) *s = (struct slot){.key = key, .last = now};
    return s;
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
    uint64_t pair = key_of(ctx, email), address = key_of(ctx, STR("*"));
    pthread_mutex_lock(&mutex);
    int64_t wait = wait_of(slot_of(pair, now), FREE_OF_PAIR, now);
    int64_t wider = wait_of(slot_of(address, now), FREE_OF_ADDRESS, now);
    pthread_mutex_unlock(&mutex);
    if (wider > wait) wait = wider;
    if (wait <= 0) return true;
    int64_t seconds = (wait + MS_SECOND - 1) / MS_SECOND;
    reply_header(ctx, "Retry-After", str_format(ctx->arena, "%lld", (long long)seconds));
    return fail(ctx, 429, "That did not work several times. Please wait %lld seconds and try again.",
                (long long)seconds);
}

static void count(uint64_t key, int64_t now)
{
    struct slot *s = slot_of(key, now);
    s->failures++;
    s->last = now;
}

void sign_in_failed(struct ctx *ctx, struct str email)
{
    int64_t now = monotonic_us() / 1000;
    uint64_t pair = key_of(ctx, email), address = key_of(ctx, STR("*"));
    pthread_mutex_lock(&mutex);
    count(pair, now);
    count(address, now);
    pthread_mutex_unlock(&mutex);
}

void sign_in_worked(struct ctx *ctx, struct str email)
{
    uint64_t pair = key_of(ctx, email);
    pthread_mutex_lock(&mutex);
    struct slot *s = &slots[pair % SLOTS];
    if (s->key == pair) s->failures = 0;
    pthread_mutex_unlock(&mutex);
}
