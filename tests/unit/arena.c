/* Arenas: alignment, zeroing, growth, the limit, deferred calls, and that memory which was given
 * back is seen as such under AddressSanitizer. */
#include "base/arena.h"

#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#define SANITIZED 1
#else
#define __asan_address_is_poisoned(p) ((void)(p), 0)
#define SANITIZED 0
#endif

static bool all_zero(const char *at, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (at[i] != 0) return false;
    }
    return true;
}

static void allocations_are_aligned_and_zeroed(void **state)
{
    (void)state;
    struct arena *a = arena_new(64 << 20);
    for (int round = 0; round < 3; round++) {
        for (size_t size = 0; size < 40000; size = size * 3 / 2 + 1) {
            char *at = arena_alloc(a, size);
            assert_non_null(at);
            assert_int_equal((uintptr_t)at % 16, 0);
            assert_true(all_zero(at, size));
            if (size) memset(at, 0xAA, size);
        }
        arena_reset(a);
        assert_int_equal(arena_used(a), 0);
    }
    arena_free(a);
}

static void allocations_do_not_overlap(void **state)
{
    (void)state;
    struct arena *a = arena_new(64 << 20);
    enum { N = 3000 };
    unsigned char *at[N];
    for (int i = 0; i < N; i++) {
        at[i] = arena_alloc(a, (size_t)(i % 997) + 1);
        memset(at[i], i & 0xFF, (size_t)(i % 997) + 1);
    }
    for (int i = 0; i < N; i++) {
        for (int k = 0; k <= i % 997; k++) assert_int_equal(at[i][k], i & 0xFF);
    }
    arena_free(a);
}

static void newest_grows_in_place(void **state)
{
    (void)state;
    struct arena *a = arena_new(1 << 20);
    char *at = arena_alloc(a, 10);
    memset(at, 'x', 10);
    char *grown = arena_grow(a, at, 10, 500);
    assert_ptr_equal(at, grown);
    assert_true(all_zero(grown + 10, 490));
    assert_int_equal(arena_used(a), 512);
    char *other = arena_alloc(a, 1);
    *other = 'o';
    char *moved = arena_grow(a, grown, 500, 600);
    assert_ptr_not_equal(moved, grown);
    assert_memory_equal(moved, "xxxxxxxxxx", 10);
    assert_true(all_zero(moved + 10, 590));
    assert_int_equal(*other, 'o');
    assert_ptr_equal(arena_grow(a, moved, 600, 20), moved);
    assert_non_null(arena_grow(a, NULL, 0, 20));
    arena_free(a);
}

static void growth_keeps_bytes_through_all_sizes(void **state)
{
    (void)state;
    struct arena *a = arena_new(64 << 20);
    size_t size = 1;
    unsigned char *at = arena_alloc(a, size);
    at[0] = 7;
    while (size < 9 << 20) {
        size_t more = size * 2 + 3;
        at = arena_grow(a, at, size, more);
        assert_true(all_zero((char *)at + size, more - size));
        memset(at + size, (int)(more & 0xFF), more - size);
        assert_int_equal(at[0], 7);
        assert_int_equal(at[size - 1], size == 1 ? 7 : size & 0xFF);
        size = more;
    }
    assert_false(arena_full(a));
    arena_free(a);
}

static void limit_is_noted_and_allocation_goes_on(void **state)
{
    (void)state;
    struct arena *a = arena_new(100000);
    (void)arena_alloc(a, 99000);
    assert_false(arena_full(a));
    char *past = arena_alloc(a, 50000);
    assert_true(arena_full(a));
    memset(past, 1, 50000);
    arena_reset(a);
    assert_false(arena_full(a));
    arena_free(a);
}

/* Runs f in a process of its own and says whether it ended by abort. */
static bool aborts(void (*f)(struct arena *))
{
    pid_t pid = fork();
    if (pid == 0) {
        close(STDERR_FILENO);
        signal(SIGABRT, SIG_DFL);
        f(arena_new(100000));
        _exit(0);
    }
    int status = 0;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

static void twice_the_limit(struct arena *a)
{
    for (int i = 0; i < 200; i++) (void)arena_alloc(a, 1000);
}

static void twice_the_limit_by_growth(struct arena *a)
{
    (void)arena_grow(a, arena_alloc(a, 150000), 150000, 250000);
}

static void product_overflows(struct arena *a)
{
    (void)arena_alloc_many(a, SIZE_MAX / 2, 3);
}

static void within_twice_the_limit(struct arena *a)
{
    for (int i = 0; i < 190; i++) (void)arena_alloc(a, 1000);
}

static void past_twice_the_limit_the_process_ends(void **state)
{
    (void)state;
    assert_true(aborts(twice_the_limit));
    assert_true(aborts(twice_the_limit_by_growth));
    assert_true(aborts(product_overflows));
    assert_false(aborts(within_twice_the_limit));
}

static char order[8];
static void note(void *p)
{
    strncat(order, p, sizeof order - strlen(order) - 1);
}

static void deferred_calls_run_last_first_and_once(void **state)
{
    (void)state;
    struct arena *a = arena_new(1 << 20);
    char *in_arena = arena_alloc(a, 2);
    in_arena[0] = 'c';
    order[0] = '\0';
    arena_defer(a, note, "a");
    arena_defer(a, note, "b");
    arena_defer(a, note, in_arena);
    arena_reset(a);
    assert_string_equal(order, "cba");
    arena_defer(a, note, "d");
    arena_free(a);
    assert_string_equal(order, "cbad");
    arena_free(NULL);
}

static void memory_that_is_not_handed_out_is_poisoned(void **state)
{
    (void)state;
    if (!SANITIZED) skip();
    struct arena *a = arena_new(1 << 20);
    char *at = arena_alloc(a, 32);
    assert_false(__asan_address_is_poisoned(at + 31));
    assert_true(__asan_address_is_poisoned(at + 32));
    char *next = arena_alloc(a, 5);
    assert_true(__asan_address_is_poisoned(at + 32)); /* the gap between two */
    assert_true(__asan_address_is_poisoned(next + 5));
    arena_reset(a);
    assert_true(__asan_address_is_poisoned(at));
    assert_ptr_equal(arena_alloc(a, 8), at); /* the first chunk is kept */
    assert_false(__asan_address_is_poisoned(at + 7));
    assert_true(__asan_address_is_poisoned(at + 8));
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(allocations_are_aligned_and_zeroed),
        cmocka_unit_test(allocations_do_not_overlap),
        cmocka_unit_test(newest_grows_in_place),
        cmocka_unit_test(growth_keeps_bytes_through_all_sizes),
        cmocka_unit_test(limit_is_noted_and_allocation_goes_on),
        cmocka_unit_test(past_twice_the_limit_the_process_ends),
        cmocka_unit_test(deferred_calls_run_last_first_and_once),
        cmocka_unit_test(memory_that_is_not_handed_out_is_poisoned),
    };
    return cmocka_run_group_tests_name("arena", tests, NULL, NULL);
}
