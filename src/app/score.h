/* The arithmetic of scores: criterion, goal, pace. Pure functions over millionths; no database. The words and numbers
 * are those of docs/use.md: start is 0, good is 0.7, excellent is 1.0. */
#ifndef WAYMARK_APP_SCORE_H
#define WAYMARK_APP_SCORE_H

#include "base/date.h"
#include "base/decimal.h"

#define SCORE_GOOD INT64_C(700000)
#define SCORE_EXCELLENT DECIMAL_ONE

/* Three points on the scale of what is measured, in either direction. */
struct score_scale {
    int64_t start, good, excellent;
};

/* NULL when the three points make a scale; else what is wrong with good, as a sentence. */
const char *score_scale_fault(struct score_scale s);
/* Linear from start to good and from good to excellent, and on beyond: never clamped. `s` must make a scale. */
int64_t score_of(struct score_scale s, int64_t value);
/* What a score counts in a mean: 0 below the start, 1 beyond excellent. */
int64_t score_counted(int64_t score);

/* A weighted mean, gathered one score at a time. Weights in millionths, at most 1000; a million scores fit. */
struct score_mean {
    int64_t sum, weights;
};
void score_mean_add(struct score_mean *m, int64_t weight, int64_t score);
/* `count` scores of weight 1 whose counted sum is known. */
void score_mean_add_sum(struct score_mean *m, int64_t count, int64_t counted_sum);
/* 0 when nothing has been added. */
int64_t score_mean(const struct score_mean *m);

enum pace { PACE_ON, PACE_BEHIND, PACE_WELL_BEHIND };
extern const char *const pace_choices[];

/* 0.7 times the share of the days from `starts_on` to `due_on` that have passed by `today`, 0 before, 0.7 after. */
int64_t score_expected(int32_t today, int32_t starts_on, int32_t due_on);
/* `on` and `behind` are shares of the expected score, from the framework. */
enum pace score_pace(int64_t score, int64_t expected, int64_t on, int64_t behind);

#endif
