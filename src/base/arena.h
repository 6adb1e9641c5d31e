/* Memory by lifetime: everything that belongs to one request, job or command lives in one arena
 * and goes away with it. Slices never call malloc or free.
 *
 * An arena belongs to one thread at a time. Memory is zeroed and aligned to 16 bytes. When more
 * than the limit has been asked for, arena_full is true and allocations go on to succeed up to
 * twice the limit, so that the kernel can look at a quiet moment and refuse the request. Past twice
 * the limit the process ends (BUG); the limits in limits.h keep requests away from there. */
#ifndef WAYMARK_BASE_ARENA_H
#define WAYMARK_BASE_ARENA_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct arena;

/* A new arena that may grow to `limit` bytes. Never NULL: out of memory ends the process. */
struct arena *arena_new(size_t limit);

/* Runs the deferred calls (last first), then gives all chunks but the first back, which is poisoned
 * under AddressSanitizer until it is handed out again. The arena can be used anew. */
void arena_reset(struct arena *a);

void arena_free(struct arena *a);

/* `size` zeroed bytes, aligned to 16. size 0 gives a valid address. */
void *arena_alloc(struct arena *a, size_t size);

/* The same for `n` times `size` bytes; a product that overflows ends the process. */
void *arena_alloc_many(struct arena *a, size_t size, size_t n);

/* Grows the newest allocation in place when it can, else copies; new bytes are zero. `old` may be
 * NULL. `old_size` is what was asked for before. Asking for less changes nothing. */
void *arena_grow(struct arena *a, void *old, size_t old_size, size_t new_size);

/* True once more than the limit has been asked for. */
bool arena_full(const struct arena *a);

/* Bytes handed out since the last reset. */
size_t arena_used(const struct arena *a);

/* Calls `f(p)` when the arena is reset or freed: for what a library allocated (json_decref ...). */
void arena_defer(struct arena *a, void (*f)(void *), void *p);

#define arena_one(a, type) ((type *)arena_alloc((a), sizeof(type)))
#define arena_many(a, type, n) ((type *)arena_alloc_many((a), sizeof(type), (size_t)(n)))

#endif
