/* Who asks: sessions in __Host- cookies, personal tokens, one-time links, passwords. Secrets are random 32 bytes, kept
 * only as BLAKE2b hashes. The product gives the view actors(person_id, email, roles, zone, active) that these join. */
#ifndef WAYMARK_KERNEL_SESSION_H
#define WAYMARK_KERNEL_SESSION_H

#include "kernel/context.h"

#define TOKEN_PREFIX "wm_" /* so that a leaked token is recognised, by people and by scanners */

/* Cookie or bearer token to ctx->actor, inside the open transaction. No credentials: true, person_id 0. Bad, ended or
 * expired credentials, or a person who has left: person_id 0 and, for a token, failure 401. When ctx->foresees and
 * these credentials were good lately, ctx->actor is who they were then, and what the database says travels with the
 * next query (within the same snapshot): when that differs ctx fails, and ctx->misjudged says that the read is to be
 * served anew. */
bool session_actor(struct ctx *ctx);
/* The token of an Authorization header; false when it is of another scheme. Borrowed. */
bool session_bearer(struct str header, struct str *token);
/* CSRF: a request that writes with a cookie must come from our own origin (Sec-Fetch-Site, else Origin) and be JSON.
 * 403. */
bool session_same_origin(struct ctx *ctx);

/* Starts a session of this person and sets the cookie. */
bool session_start(struct ctx *ctx, int64_t person_id);
/* One of the actor's own; 404 otherwise. */
bool session_end(struct ctx *ctx, int64_t session_id);
/* Ends all of a person's sessions but `except` and their one-time secrets, and (who leaves) their tokens when `tokens`.
 * Scripts outlive a new password: they are listed, and ended one by one. */
bool session_end_all(struct ctx *ctx, int64_t person_id, int64_t except, bool tokens);

/* A person's sessions and tokens that have not ended, newest first, ids below `before`:
 * (id, created_at, used_at, expires_at) and (id, name, scope, created_at, used_at, expires_at). */
struct db_rows;
struct db_rows *session_rows(struct ctx *ctx, int64_t person_id, int64_t before, int64_t most);
struct db_rows *token_rows(struct ctx *ctx, int64_t person_id, int64_t before, int64_t most);

/* One-time secrets: work once, for one purpose, until they expire. */
#define SECRET_SIGN_IN "sign-in"
#define SECRET_INVITATION "invitation"
/* The secret's text, to be put into a link: shown once, stored hashed. An older one of the purpose is ended. */
bool secret_make(struct ctx *ctx, int64_t person_id, const char *purpose, int64_t expires, struct str *secret);
/* Ends it unused. False without failing ctx when there is none. */
bool secret_end(struct ctx *ctx, int64_t person_id, const char *purpose);
/* Uses it up. False without failing ctx when it is unknown, used, expired or of another purpose; raced, exactly one
 * wins. */
bool secret_use(struct ctx *ctx, struct str secret, const char *purpose, int64_t *person_id);
/* Whether it would work now. Reads alone, so that what is made up costs nothing. */
bool secret_works(struct ctx *ctx, struct str secret);

/* Passwords: Argon2id (libsodium). Hashing takes some 50 ms: never inside a write transaction. */
bool password_acceptable(struct ctx *ctx, struct str password, const char *field); /* fail_field with what is missing */
/* Whether it is one of those that are tried first, as it is or decorated. */
bool password_common(struct arena *a, struct str password);
bool password_hash(struct ctx *ctx, struct str password, struct str *hash);
/* hash none: does the same work against a fixed hash and says false, so that unknown people take as long. */
bool password_verify(struct str hash, struct str password);

/* The hash kept for a person; none when they have no password. */
struct str password_stored(struct ctx *ctx, int64_t person_id);
bool password_store(struct ctx *ctx, int64_t person_id, struct str hash);
/* Takes hold of the hash until the transaction ends. False without failing ctx when it is another one by now. */
bool password_hold(struct ctx *ctx, int64_t person_id, struct str hash);

/* Personal tokens: "wm_" and 43 characters. `secret` is shown once. */
bool token_make(struct ctx *ctx, int64_t person_id, struct str name, enum scope scope, int64_t expires, int64_t *id,
                struct str *secret);

/* One of the actor's own; 404 otherwise. */
bool token_end(struct ctx *ctx, int64_t token_id);

/* Rate limits of sign-in, in memory: by client address, and by (client address, e-mail); never by e-mail alone, so
 * nobody can lock another one out. A known browser (`device`) is limited by itself. False: failed with 429 and
 * Retry-After. True: the try is under way and counts as failed until sign_in_worked. */
bool sign_in_allowed(struct ctx *ctx, struct str email, struct str device);
void sign_in_failed(struct ctx *ctx, struct str email, struct str device);
void sign_in_worked(struct ctx *ctx, struct str email, struct str device);

/* The browser in which this person with this stored hash signed in before; none when it is unknown. The same work for
 * people who are not (0 and none). */
struct str device_known(struct ctx *ctx, int64_t person, struct str hash);
/* Sets the cookie by which it is known from now on; nothing without a password. */
void device_remember(struct ctx *ctx, int64_t person, struct str hash);

/* Signing in without a secret, where that is possible at all: so many times a minute from one address. Else 429. */
bool sign_in_paced(struct ctx *ctx);

extern const char *const scope_choices[]; /* "none", "read", "checkin", "full": as enum scope */

/* Notes last use (at most every 5 minutes a session), removes what expired. A job. */
bool session_housekeeping(struct ctx *ctx);

#endif
