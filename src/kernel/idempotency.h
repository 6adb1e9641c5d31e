/* Creating once: the answer to a POST that carries an Idempotency-Key is kept, in its transaction, for seven days. */
#ifndef WAYMARK_KERNEL_IDEMPOTENCY_H
#define WAYMARK_KERNEL_IDEMPOTENCY_H

#include "kernel/context.h"

/* Without the header: true. The same key and request again: the kept answer is in ctx->reply and *replayed is true. The
 * same key with another request: 422. Raced: the second waits for the first. Inside the write transaction of a
 * signed-in actor. */
bool idempotency_begin(struct ctx *ctx, bool *replayed);
/* Only looks whether there is a kept answer. For handlers with transactions of their own, before long work. */
bool idempotency_look(struct ctx *ctx, bool *replayed);
/* Keeps the answer that the handler gave. */
bool idempotency_keep(struct ctx *ctx);
/* Forgets keys older than seven days. A job. */
bool idempotency_forget(struct ctx *ctx);

#endif
