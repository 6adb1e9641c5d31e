/* Passwords: Argon2id by libsodium with OWASP's parameters (19 MiB, 2 passes). At most two are hashed at once, so that
 * signing in cannot use up the memory. */
#include "base/limits.h"
#include "kernel/db.h"
#include "kernel/event.h"
#include "kernel/session.h"

#include <pthread.h>
#include <semaphore.h>
#include <sodium.h>
#include <string.h>

#define MEMORY ((size_t)19 * 1024 * 1024)
#define PASSES 2
#define AT_ONCE 2

static sem_t room;

static void room_init(void)
{
    sem_init(&room, 0, AT_ONCE);
}

static void room_take(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, room_init);
    while (sem_wait(&room) != 0) {
    }
}

bool password_hash(struct ctx *ctx, struct str password, struct str *hash)
{
    char *out = arena_alloc(ctx->arena, crypto_pwhash_STRBYTES);
    room_take();
    int code = crypto_pwhash_str_alg(out, password.at, password.len, PASSES, MEMORY, crypto_pwhash_ALG_ARGON2ID13);
    sem_post(&room);
    *hash = str_of(out);
    return code == 0 || fail(ctx, 503, "The server is short of memory just now. Please try again in a moment.");
}

bool password_verify(struct str hash, struct str password)
{
    /* Of no password at all: made once with the same parameters, so that checking it takes as long. */
    static char nobody[crypto_pwhash_STRBYTES];
    static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
    pthread_mutex_lock(&mutex);
    if (!nobody[0]) {
        unsigned char random[32];
        randombytes_buf(random, sizeof random);
        if (crypto_pwhash_str_alg(nobody, (const char *)random, sizeof random, PASSES, MEMORY,
                                  crypto_pwhash_ALG_ARGON2ID13))
            nobody[0] = '\0';
    }
    pthread_mutex_unlock(&mutex);
    room_take();
    int code =
        crypto_pwhash_str_verify(str_empty(hash) ? nobody : hash.at, password.at ? password.at : "", password.len);
    sem_post(&room);
    return code == 0 && !str_empty(hash);
}

struct str password_stored(struct ctx *ctx, int64_t person_id)
{
    return db_text_of(ctx, "SELECT hash FROM passwords WHERE person_id = $1", db_int(person_id));
}

bool password_store(struct ctx *ctx, int64_t person_id, struct str hash)
{
    return db_run(ctx,
                  "INSERT INTO passwords (person_id, hash, changed_at) VALUES ($1, $2, $3)"
                  " ON CONFLICT (person_id) DO UPDATE SET hash = excluded.hash, changed_at = excluded.changed_at",
                  db_int(person_id), db_text(hash), db_int(ctx->now)) &&
           event_record(ctx, &(struct event){.type = "password.changed",
                                             .subject = "password",
                                             .subject_id = person_id,
                                             .person_id = person_id});
}

bool password_hold(struct ctx *ctx, int64_t person_id, struct str hash)
{
    return db_run(ctx, "UPDATE passwords SET hash = hash WHERE person_id = $1 AND hash = $2", db_int(person_id),
                  db_text(hash)) &&
           db_changed(ctx) == 1;
}

/* ---- what is too easily guessed ---- */

/* Beginnings and cores of the passwords that lists of leaked ones are full of, folded and without digits and signs.
 * Written for Waymark: twelve characters are long enough that nearly all that is common is one of these, decorated or
 * repeated. */
static const char *const common[] = {
    "password",      "passwort",
    "passwd",        "qwerty",
    "qwertyuiop",    "qwertz",
    "qwertzuiop",    "azerty",
    "asdfgh",        "asdfghjkl",
    "zxcvbn",        "zxcvbnm",
    "yxcvbnm",       "letmein",
    "welcome",       "willkommen",
    "iloveyou",      "admin",
    "administrator", "login",
    "changeme",      "secret",
    "geheim",        "master",
    "monkey",        "dragon",
    "sunshine",      "princess",
    "football",      "baseball",
    "superman",      "batman",
    "starwars",      "whatever",
    "trustno",       "shadow",
    "michael",       "jennifer",
    "computer",      "internet",
    "hallo",         "hello",
    "test",          "testtest",
    "abc",           "abcdef",
    "abcdefghijkl",  "schatz",
    "spring",        "summer",
    "autumn",        "winter",
    "january",       "february",
    "december",      "monday",
    "friday",        "correcthorsebatterystaple",
    "waymark",       "company",
    "default",       "guest",
    "root",          "toor",
    "pass",          "user",
    "access",        "freedom",
};

static bool sequence(struct str s)
{
    size_t steps = 0;
    for (size_t i = 1; i < s.len; i++) {
        int d = s.at[i] - s.at[i - 1];
        steps += d == 0 || d == 1 || d == -1;
    }
    return s.len > 1 && steps * 4 >= (s.len - 1) * 3; /* three of four steps: 123456789012, aaaabbbbcccc */
}

static bool repeats(struct str s)
{
    for (size_t n = 1; n <= s.len / 2; n++)
        if (n <= 6 && memcmp(s.at, s.at + n, s.len - n) == 0) return true; /* abcabcabcabc */
    return false;
}

bool password_common(struct arena *a, struct str password)
{
    struct str folded = utf8_fold(a, password);
    struct buf letters = buf_new(a, folded.len + 1);
    static const char signs[] = "0o1i3e4a5s7t8b@a$s!i"; /* what stands for which letter */
    for (size_t i = 0; i < folded.len; i++) {
        char c = folded.at[i];
        for (size_t j = 0; signs[j]; j += 2)
            if (c == signs[j] && i > 0 && i + 1 < folded.len && folded.at[i + 1] >= 'a') c = signs[j + 1];
        if ((c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80) buf_char(&letters, c);
    }
    struct str core = buf_str(&letters);
    if (sequence(folded) || repeats(folded)) return true;
    if (core.len < 3) return folded.len < 20; /* a long number is no secret */
    for (size_t i = 0; i < sizeof common / sizeof *common; i++) {
        struct str word = str_of(common[i]), rest = core;
        while (rest.len >= word.len && str_starts(rest, word)) rest = str_cut(rest, word.len, rest.len);
        if (rest.len == 0) return true;
    }
    return false;
}

bool password_acceptable(struct ctx *ctx, struct str password, const char *field)
{
    if (utf8_count(password) < LIMIT_PASSWORD_LEAST)
        return fail_field(ctx, field,
                          "Please use at least %d characters; a few words in a row are easy to keep in mind.",
                          LIMIT_PASSWORD_LEAST);
    if (password_common(ctx->arena, password))
        return fail_field(ctx, field,
                          "This password is on the lists that are tried first. Please choose a less common one.");
    return true;
}
