/* Fuzzing amounts: reading, printing and reading again gives the same; a quotient is the nearest
 * to the exact one. */
#include "base/decimal.h"

#include <stdlib.h>
#include <string.h>

#define MUST(condition)                                                                                                \
    do {                                                                                                               \
        if (!(condition)) abort();                                                                                     \
    } while (0)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void print_and_read(struct arena *a, int64_t value)
{
    int64_t again;
    MUST(value >= -DECIMAL_MAX && value <= DECIMAL_MAX);
    struct str printed = decimal_print(a, value);
    MUST(decimal_parse(printed, &again, NULL) && again == value);
    struct buf b = buf_new(a, 0);
    decimal_put(&b, value);
    MUST(str_equal(buf_str(&b), printed));
}

/* As a double, which is coarser: the two readings must not differ by more than its grain. */
static void compare_with_double(int64_t value, const char *text)
{
    double d = strtod(text, NULL) * 1e6, difference = d - (double)value;
    double grain = (d < 0 ? -d : d) * 1e-15 + 1e-6;
    MUST(difference <= grain && -difference <= grain);
}

static void read_text(struct arena *a, struct str text)
{
    int64_t value;
    const char *why = NULL;
    if (decimal_parse(text, &value, &why)) {
        MUST(!why);
        print_and_read(a, value);
        compare_with_double(value, str_copy(a, text).at);
    } else {
        MUST(why && *why);
    }
}

static void nearest_quotient(int64_t a, int64_t b, int64_t c)
{
    if (c == 0) return;
    int64_t quotient = decimal_mul_div(a, b, c);
    __int128 product = (__int128)a * b, size = c < 0 ? -(__int128)c : c;
    if (quotient == DECIMAL_MAX || quotient == -DECIMAL_MAX) return;
    __int128 off = product - (__int128)quotient * c;
    if (off < 0) off = -off;
    MUST(2 * off <= size);
    if (2 * off == size) { /* away from zero: one less would have been as near */
        __int128 exact = product < 0 ? -product : product;
        __int128 rounded = (__int128)quotient * c;
        MUST((rounded < 0 ? -rounded : rounded) > exact);
    }
    MUST(decimal_mul_div(b, a, c) == quotient);
}

static void use_numbers(struct arena *a, const uint8_t *data, size_t size)
{
    int64_t n[3], value;
    double d;
    if (size < sizeof n) return;
    memcpy(n, data, sizeof n);
    memcpy(&d, data, sizeof d);
    if (decimal_from_double(d, &value, NULL)) print_and_read(a, value);
    print_and_read(a, n[0] % (DECIMAL_MAX + 1));
    nearest_quotient(n[0], n[1], n[2]);
    nearest_quotient(n[0] % 1000, n[1] % 1000, n[2] % 16);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new((size_t)1 << 24);
    read_text(a, (struct str){size ? (const char *)data : "", size});
    use_numbers(a, data, size);
    arena_free(a);
    return 0;
}
