/* Sending JSON to an address that a user has named (libcurl). It blocks: never within a transaction. */
#ifndef WAYMARK_KERNEL_HOOK_H
#define WAYMARK_KERNEL_HOOK_H

#include "kernel/server.h"

#include <stdatomic.h>

struct sockaddr;

struct hook {
    struct str url, body;
    struct str id;     /* of the message: the same for each try */
    struct str secret; /* whsec_...; signs by Standard Webhooks. none: unsigned */
    int64_t at;
    const atomic_bool *ending; /* when it is set, the conversation breaks off; NULL: never */
};

/* True when the receiver took it (2xx). Addresses of this machine and of networks behind it are refused when the
 * connection is made, whatever a name leads to, and redirects are not followed; unless the operator allows them. */
bool hook_send(const struct settings *s, struct arena *a, const struct hook *h, struct str *why);
/* Whether it may be tried at all: https, or http where the operator allows addresses inside. */
bool hook_fits(const struct settings *s, struct str url);
/* An address of everybody's network. */
bool hook_outside(const struct sockaddr *address);
/* "whsec_" and 32 random bytes in base64. */
struct str hook_secret(struct arena *a);

#endif
