/* Amounts and measured values: 64-bit integers in millionths, so 1.5 is 1500000. Never binary
 * floating point. The range is +-9,200,000,000,000 (DECIMAL_MAX); what is outside is refused. */
#ifndef WAYMARK_BASE_DECIMAL_H
#define WAYMARK_BASE_DECIMAL_H

#include "base/str.h"

#define DECIMAL_ONE INT64_C(1000000)
#define DECIMAL_MAX (INT64_C(9200000000000) * DECIMAL_ONE)
#define DECIMAL_NONE INT64_MIN /* no value */
#define DECIMAL_OUT_OF_RANGE "This is not between -9,200,000,000,000 and 9,200,000,000,000."

/* "12", "-0.5", "1e3" (JSON's number grammar). False: not a number, more than six decimals that are
 * not zero, or out of range; *why (may be NULL) then has a sentence: "This has more than six
 * decimals." */
bool decimal_parse(struct str s, int64_t *out, const char **why);

/* A double as a library gives it (jansson), through its 15 significant digits. */
bool decimal_from_double(double d, int64_t *out, const char **why);

/* Shortest text: "1.5", "-0.000001", "20". */
struct str decimal_print(struct arena *a, int64_t d);
void decimal_put(struct buf *b, int64_t d);

/* a * b / c, rounded half away from zero, through 128 bits; saturates at +-DECIMAL_MAX. c != 0. */
int64_t decimal_mul_div(int64_t a, int64_t b, int64_t c);

#endif
