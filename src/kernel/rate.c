/* Rate limits of signing in, in memory. Failures count for the client's address and for the address together with the
 * e-mail, and those of a known browser for that browser alone; so a victim who signs in from elsewhere, or from the
 * same address in their own browser, is not touched. The wait doubles with each failure past the free ones, up to two
 * minutes. A try counts as failed until it has worked: else many at the same moment would all be let in before the
 * first of them had failed. */
#include "base/date.h"
#include "kernel/http.h"
#include "kernel/session.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <sodium.h>
#include <string.h>

#define SLOTS 8192 /* in tables of fixed size: who comes newly takes the place of an older one */
#define FREE_OF_PAIR 5
#define FREE_OF_ADDRESS 30 /* many people can sit behind one address */
#define FORGET_MS (15 * MS_MINUTE)
/* A longer wait would hold up only those who really are here: who guesses does best to pause for FORGET_MS and begin
 * anew, some 1,000 guesses a day at one account from one address, whether the longest wait is 2 minutes or 15. */
#define WAIT_MOST_MS (2 * MS_MINUTE)
#define CLICKS_A_MINUTE 60

struct slot {
    uint64_t whose;
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

/* IPv6 clients own at least a /64, so that counts as one address, however it is written. */
static struct str network(struct ctx *ctx, struct str address)
{
    static const unsigned char mapped[12] = {[10] = 0xff, [11] = 0xff}; /* ::ffff:192.0.2.1 */
    struct in6_addr a;
    char text[INET6_ADDRSTRLEN];
    if (inet_pton(AF_INET6, str_copy(ctx->arena, address).at, &a) != 1) return address;
    if (memcmp(&a, mapped, sizeof mapped) == 0) {
        inet_ntop(AF_INET, a.s6_addr + 12, text, sizeof text);
    } else {
        memset(a.s6_addr + 8, 0, 8);
        inet_ntop(AF_INET6, &a, text, sizeof text);
    }
    return str_copy(ctx->arena, str_of(text));
}

/* A place that somebody else holds is taken over, never shared: who fills the table forgets failures, and makes nobody
 * wait for them. */
static struct slot *slot_of(struct slot *table, struct str text, int64_t now)
{
    unsigned char hash[crypto_shorthash_BYTES];
    uint64_t whose;
    pthread_once(&once, make_key);
    crypto_shorthash(hash, (const unsigned char *)text.at, text.len, place_key);
    memcpy(&whose, hash, sizeof whose);
    struct slot *s = &table[whose % SLOTS];
    if (s->whose != whose || now - s->last > FORGET_MS) *s = (struct slot){.whose = whose, .last = now};
    return s;
}

/* Who tries: an address with an e-mail, or a known browser. And where from, which no browser of one's own is limited
 * by: NULL. */
struct trier {
    struct slot *pair, *address;
};

static struct trier trier_of(struct ctx *ctx, struct str email, struct str device, int64_t now)
{
    struct str n = network(ctx, ctx->request->remote);
    bool own = !str_none(device);
    struct str who = own ? str_format(ctx->arena, "browser %.*s", STR_ARG(device))
                         : str_format(ctx->arena, "%.*s %.*s", STR_ARG(n), STR_ARG(email));
    return (struct trier){slot_of(pairs, who, now), own ? NULL : slot_of(addresses, n, now)};
}

static int64_t wait_of(const struct slot *s, int spare, int64_t now)
{
    if (s->failures < spare) return 0;
    int over = s->failures - spare;
    int64_t wait = over > 10 ? WAIT_MOST_MS : (MS_SECOND << over);
    if (wait > WAIT_MOST_MS) wait = WAIT_MOST_MS;
    return s->last + wait - now;
}

static void count(struct slot *s, int64_t now)
{
    s->failures++;
    s->last = now;
}

bool sign_in_allowed(struct ctx *ctx, struct str email, struct str device)
{
    int64_t now = monotonic_us() / 1000;
    pthread_mutex_lock(&mutex);
    struct trier t = trier_of(ctx, email, device, now);
    int64_t wait = wait_of(t.pair, FREE_OF_PAIR, now);
    int64_t wider = t.address ? wait_of(t.address, FREE_OF_ADDRESS, now) : 0;
    if (wider > wait) wait = wider;
    if (wait <= 0) count(t.pair, now);
    if (wait <= 0 && t.address) count(t.address, now);
    pthread_mutex_unlock(&mutex);
    if (wait <= 0) return true;
    int64_t seconds = (wait + MS_SECOND - 1) / MS_SECOND;
    reply_header(ctx, "Retry-After", str_format(ctx->arena, "%lld", (long long)seconds));
    return fail(
        ctx, 429,
        "That did not work several times. Please wait {%lld, plural, one {# second} other {# seconds}} and try again.",
        (long long)seconds);
}

/* Counted it was as it began; the wait is from now on. */
void sign_in_failed(struct ctx *ctx, struct str email, struct str device)
{
    int64_t now = monotonic_us() / 1000;
    pthread_mutex_lock(&mutex);
    struct trier t = trier_of(ctx, email, device, now);
    t.pair->last = now;
    if (t.address) t.address->last = now;
    pthread_mutex_unlock(&mutex);
}

void sign_in_worked(struct ctx *ctx, struct str email, struct str device)
{
    pthread_mutex_lock(&mutex);
    struct trier t = trier_of(ctx, email, device, monotonic_us() / 1000);
    t.pair->failures = 0;
    if (t.address && t.address->failures > 0) t.address->failures--;
    pthread_mutex_unlock(&mutex);
}

/* One click needs no secret, so there are no failures to count: each one counts, by the minute. */
bool sign_in_paced(struct ctx *ctx)
{
    int64_t now = monotonic_us() / 1000;
    pthread_mutex_lock(&mutex);
    struct slot *s = slot_of(clicks, network(ctx, ctx->request->remote), now);
    if (now - s->last > MS_MINUTE) *s = (struct slot){.last = now};
    bool free = s->failures < CLICKS_A_MINUTE;
    if (free) s->failures++;
    int64_t wait = s->last + MS_MINUTE - now;
    pthread_mutex_unlock(&mutex);
    if (free) return true;
    int64_t seconds = (wait + MS_SECOND - 1) / MS_SECOND;
    reply_header(ctx, "Retry-After", str_format(ctx->arena, "%lld", (long long)seconds));
    return fail(ctx, 429,
                "That was very often. Please wait {%lld, plural, one {# second} other {# seconds}} and try again.",
                (long long)seconds);
}
