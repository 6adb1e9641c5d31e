/* Arenas: chunks of memory that are handed out front to back and given back all at once. Small
 * allocations share chunks that double in size; a large one gets a chunk of its own, so that it
 * neither wastes the rest of a shared chunk nor is copied when it is the newest and grows. */
#include "base/arena.h"

#include "base/log.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#ifndef __has_feature
#define __has_feature(x) 0
#endif
#if defined(__SANITIZE_ADDRESS__) || __has_feature(address_sanitizer)
#include <sanitizer/asan_interface.h>
#define POISON(at, size) __asan_poison_memory_region(hidden(at), (size))
#define UNPOISON(at, size) __asan_unpoison_memory_region((at), (size))
#define GAP 16 /* stays poisoned behind each allocation, so that an overrun is seen */

/* The same address; gcc would else take poisoning for reading what nobody wrote, and warn. */
static void *hidden(void *at)
{
    __asm__("" : "+r"(at));
    return at;
}
#else
#define POISON(at, size) ((void)(at), (void)(size))
#define UNPOISON(at, size) ((void)(at), (void)(size))
#define GAP 0
#endif

#define ALIGNMENT 16
#define FIRST_CHUNK ((size_t)16 * 1024) /* most requests need no second one */
#define MOST_CHUNK ((size_t)1024 * 1024)

struct chunk {
    struct chunk *next; /* the one that was made before */
    size_t room;        /* bytes of data */
    size_t used;
    size_t unused_; /* keeps data aligned */
    char data[];
};
_Static_assert(sizeof(struct chunk) % ALIGNMENT == 0, "data must be aligned");

struct deferred {
    struct deferred *next;
    void (*f)(void *);
    void *p;
};

struct arena {
    struct chunk *shared; /* newest first; the last one is kept on reset */
    struct chunk *large;  /* one allocation each, newest first */
    struct deferred *deferred;
    char *newest; /* the newest allocation in shared->data, or NULL */
    size_t limit;
    size_t used;
};

static size_t round_up(size_t size)
{
    return (size + (ALIGNMENT - 1)) & ~(size_t)(ALIGNMENT - 1);
}

static struct chunk *chunk_new(size_t room, struct chunk *next)
{
    struct chunk *c = malloc(sizeof *c + room);
    if (!c) BUG("out of memory");
    c->next = next;
    c->room = room;
    c->used = 0;
    POISON(c->data, room);
    return c;
}

static void chunk_free(struct chunk *c)
{
    UNPOISON(c->data, c->room);
    free(c);
}

struct arena *arena_new(size_t limit)
{
    struct arena *a = calloc(1, sizeof *a);
    if (!a) BUG("out of memory");
    a->limit = limit;
    a->shared = chunk_new(FIRST_CHUNK, NULL);
    return a;
}

static void run_deferred(struct arena *a)
{
    while (a->deferred) {
        struct deferred *d = a->deferred;
        a->deferred = d->next;
        d->f(d->p);
    }
}

void arena_reset(struct arena *a)
{
    run_deferred(a);
    while (a->large) {
        struct chunk *c = a->large;
        a->large = c->next;
        chunk_free(c);
    }
    while (a->shared->next) {
        struct chunk *c = a->shared;
        a->shared = c->next;
        chunk_free(c);
    }
    POISON(a->shared->data, a->shared->room);
    a->shared->used = 0;
    a->newest = NULL;
    a->used = 0;
}

void arena_free(struct arena *a)
{
    if (!a) return;
    arena_reset(a);
    chunk_free(a->shared);
    free(a);
}

/* Counts bytes before they are handed out. The second `limit` is the spare one. */
static void account(struct arena *a, size_t size)
{
    size_t most = a->limit > SIZE_MAX / 2 ? SIZE_MAX : 2 * a->limit;
    if (size > most || a->used > most - size) BUG("an arena passed twice its limit");
    a->used += size;
}

static void *alloc_large(struct arena *a, size_t size)
{
    a->large = chunk_new(size, a->large);
    a->large->used = size;
    UNPOISON(a->large->data, size);
    memset(a->large->data, 0, size);
    return a->large->data;
}

static void *alloc_shared(struct arena *a, size_t size, size_t rounded)
{
    struct chunk *c = a->shared;
    char *at = c->data + c->used;
    c->used += rounded;
    a->newest = at;
    UNPOISON(at, size);
    memset(at, 0, size);
    return at;
}

void *arena_alloc(struct arena *a, size_t size)
{
    if (size > PTRDIFF_MAX / 2) BUG("an allocation of an impossible size");
    size_t rounded = round_up(size ? size : 1) + GAP;
    account(a, rounded - GAP);
    if (rounded <= a->shared->room - a->shared->used) return alloc_shared(a, size, rounded);
    size_t next = a->shared->room < MOST_CHUNK ? 2 * a->shared->room : MOST_CHUNK;
    if (rounded > next / 4) return alloc_large(a, size ? size : 1);
    a->shared = chunk_new(next, a->shared);
    return alloc_shared(a, size, rounded);
}

void *arena_alloc_many(struct arena *a, size_t size, size_t n)
{
    size_t all;
    if (__builtin_mul_overflow(size, n, &all)) BUG("an allocation of an impossible size");
    return arena_alloc(a, all);
}

/* The newest large chunk can be moved as a whole: malloc knows how to do that without a copy. */
static void *grow_large(struct arena *a, size_t old_size, size_t new_size)
{
    size_t old_counted = round_up(a->large->used), new_counted = round_up(new_size);
    if (new_counted > old_counted) account(a, new_counted - old_counted);
    struct chunk *c = realloc(a->large, sizeof *c + new_size);
    if (!c) BUG("out of memory");
    c->room = c->used = new_size;
    memset(c->data + old_size, 0, new_size - old_size);
    a->large = c;
    return c->data;
}

void *arena_grow(struct arena *a, void *old, size_t old_size, size_t new_size)
{
    if (new_size > PTRDIFF_MAX / 2) BUG("an allocation of an impossible size");
    if (!old) return arena_alloc(a, new_size);
    if (new_size <= old_size) return old;
    if (a->large && old == a->large->data) return grow_large(a, old_size, new_size);
    if (old == a->newest) {
        struct chunk *c = a->shared;
        size_t before = (size_t)(a->newest - c->data);
        size_t rounded = round_up(new_size) + GAP;
        if (rounded <= c->room - before) {
            if (before + rounded > c->used) account(a, before + rounded - c->used);
            if (before + rounded > c->used) c->used = before + rounded;
            UNPOISON(a->newest, new_size);
            memset(a->newest + old_size, 0, new_size - old_size);
            return old;
        }
    }
    void *copy = arena_alloc(a, new_size);
    memcpy(copy, old, old_size);
    return copy;
}

bool arena_full(const struct arena *a)
{
    return a->used > a->limit;
}

size_t arena_used(const struct arena *a)
{
    return a->used;
}

void arena_defer(struct arena *a, void (*f)(void *), void *p)
{
    struct deferred *d = arena_one(a, struct deferred);
    *d = (struct deferred){.next = a->deferred, .f = f, .p = p};
    a->deferred = d;
}
