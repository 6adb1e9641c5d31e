/* Amounts in millionths: exact reading and printing of decimal text, and the one multiplication
 * that needs more than 64 bits. */
#include "base/decimal.h"

#include "base/log.h"

#include <stdio.h>
#include <string.h>

#define NOT_A_NUMBER "This is not a number."
#define TOO_FINE "This has more than six decimals."
#define EXPONENT_MOST INT64_C(1000000000000) /* past any length of text, so it cannot mislead */

/* A number as written: the digits between the first and the last that are not zero (one of the
 * bytes between may be the point), times ten to the power. */
struct written {
    bool negative;
    const char *first, *last; /* first == NULL: all digits are zero */
    int64_t power;            /* of ten, that the last digit stands for */
};

static bool is_digit(struct str s, size_t i)
{
    return i < s.len && s.at[i] >= '0' && s.at[i] <= '9';
}

static bool read_exponent(struct str s, size_t *i, int64_t *exponent)
{
    *exponent = 0;
    if (*i >= s.len || (s.at[*i] != 'e' && s.at[*i] != 'E')) return true;
    ++*i;
    bool negative = *i < s.len && s.at[*i] == '-';
    if (*i < s.len && (s.at[*i] == '-' || s.at[*i] == '+')) ++*i;
    if (!is_digit(s, *i)) return false;
    for (; is_digit(s, *i); ++*i) {
        if (*exponent < EXPONENT_MOST) *exponent = *exponent * 10 + (s.at[*i] - '0');
    }
    if (negative) *exponent = -*exponent;
    return true;
}

/* Reads digits on from *i; `power` is what the digit at *i stands for. */
static void read_digits(struct str s, size_t *i, int64_t power, struct written *w)
{
    for (; is_digit(s, *i); ++*i, power--) {
        if (s.at[*i] == '0') continue;
        if (!w->first) w->first = s.at + *i;
        w->last = s.at + *i;
        w->power = power;
    }
}

static bool read_written(struct str s, struct written *w)
{
    size_t i = 0;
    *w = (struct written){.negative = s.len > 0 && s.at[0] == '-'};
    if (w->negative) i++;
    if (!is_digit(s, i)) return false;
    if (s.at[i] == '0' && is_digit(s, i + 1)) return false;
    size_t end = i;
    while (is_digit(s, end)) end++;
    read_digits(s, &i, (int64_t)(end - i) - 1, w);
    if (i < s.len && s.at[i] == '.') {
        i++;
        if (!is_digit(s, i)) return false;
        read_digits(s, &i, -1, w);
    }
    int64_t exponent;
    if (!read_exponent(s, &i, &exponent)) return false;
    w->power += exponent;
    return i == s.len;
}

/* NULL, or what is wrong. */
static const char *to_millionths(const struct written *w, int64_t *out)
{
    *out = 0;
    if (!w->first) return NULL;
    if (w->power < -6) return TOO_FINE;
    if (w->power > 18 || w->last - w->first > 20) return DECIMAL_OUT_OF_RANGE;
    int64_t value = 0;
    for (const char *at = w->first; at <= w->last; at++) {
        if (*at == '.') continue;
        if (__builtin_mul_overflow(value, 10, &value)) return DECIMAL_OUT_OF_RANGE;
        if (__builtin_add_overflow(value, *at - '0', &value)) return DECIMAL_OUT_OF_RANGE;
    }
    for (int64_t power = w->power; power > -6; power--) {
        if (__builtin_mul_overflow(value, 10, &value)) return DECIMAL_OUT_OF_RANGE;
    }
    if (value > DECIMAL_MAX) return DECIMAL_OUT_OF_RANGE;
    *out = w->negative ? -value : value;
    return NULL;
}

bool decimal_parse(struct str s, int64_t *out, const char **why)
{
    struct written w;
    int64_t value = 0;
    const char *wrong = read_written(s, &w) ? to_millionths(&w, &value) : NOT_A_NUMBER;
    if (why) *why = wrong;
    if (wrong) return false;
    *out = value;
    return true;
}

bool decimal_from_double(double d, int64_t *out, const char **why)
{
    char text[40];
    int len = snprintf(text, sizeof text, "%.15g", d);
    return decimal_parse((struct str){text, (size_t)len}, out, why);
}

/* Writes at the end of `room` bytes; 28 are enough for any value. */
static struct str print_into(char *room, size_t size, int64_t d)
{
    char *at = room + size;
    uint64_t left = d < 0 ? 0 - (uint64_t)d : (uint64_t)d;
    uint64_t whole = left / (uint64_t)DECIMAL_ONE, part = left % (uint64_t)DECIMAL_ONE;
    bool started = false;
    for (int i = 0; i < 6; i++, part /= 10) {
        if (!started && part % 10 == 0) continue;
        *--at = (char)('0' + part % 10);
        started = true;
    }
    if (started) *--at = '.';
    do {
        *--at = (char)('0' + whole % 10);
        whole /= 10;
    } while (whole);
    if (d < 0) *--at = '-';
    return (struct str){at, (size_t)(room + size - at)};
}

struct str decimal_print(struct arena *a, int64_t d)
{
    char room[32];
    return str_copy(a, print_into(room, sizeof room, d));
}

void decimal_put(struct buf *b, int64_t d)
{
    char room[32];
    buf_put(b, print_into(room, sizeof room, d));
}

int64_t decimal_mul_div(int64_t a, int64_t b, int64_t c)
{
    BUG_IF(c == 0);
    __int128 product = (__int128)a * b, divisor = c;
    if (divisor < 0) {
        product = -product;
        divisor = -divisor;
    }
    __int128 half = divisor / 2;
    __int128 result = product / divisor, left = product % divisor;
    /* With an odd divisor no remainder is exactly half; `half` rounded down decides rightly. */
    if (left > half || (left == half && divisor % 2 == 0 && left > 0)) result++;
    if (-left > half || (-left == half && divisor % 2 == 0 && left < 0)) result--;
    if (result > DECIMAL_MAX) return DECIMAL_MAX;
    if (result < -DECIMAL_MAX) return -DECIMAL_MAX;
    return (int64_t)result;
}
