/* Random secrets and their hashes: what people and scripts carry is random, what is stored is only a hash. */
#ifndef WAYMARK_KERNEL_SECRET_H
#define WAYMARK_KERNEL_SECRET_H

#include "base/str.h"

/* `prefix` and 43 characters of base64url: 32 random bytes. */
struct str secret_random(struct arena *a, const char *prefix);
/* BLAKE2b-256 in hex. */
struct str secret_hash(struct arena *a, struct str secret);
/* `prefix` and 43 characters of the alphabet: anything else need not be looked up. */
bool secret_shaped(struct str s, const char *prefix);

#endif
