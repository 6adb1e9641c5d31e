/* The Authorization header and the shape of secrets: whatever comes, only what has the right shape is looked up. */
#include "kernel/secret.h"
#include "kernel/session.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str header = {(const char *)data, size}, token;
    if (!session_bearer(header, &token)) return 0;
    if (token.at < header.at || token.at + token.len > header.at + header.len) abort();
    if (!secret_shaped(token, TOKEN_PREFIX)) return 0;
    if (token.len != sizeof(TOKEN_PREFIX) - 1 + 43) abort();
    struct arena *a = arena_new(1 << 16);
    if (secret_hash(a, token).len != 64) abort();
    arena_free(a);
    return 0;
}
