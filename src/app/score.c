/* The arithmetic of scores, exact in integers: products go through 128 bits, results are rounded once, half away from
 * zero. */
#include "app/score.h"

#include "kernel/language.h"

const char *const pace_choices[] = {"on_pace", "behind", "well_behind", NULL};

const char *score_scale_fault(struct score_scale s)
{
    if (s.good == s.start) return SAY("Good needs to differ from the start, so that there is a way to go.");
    bool up = s.good > s.start;
    bool between = up ? s.excellent > s.good : s.excellent < s.good;
    return between ? NULL : SAY("Good needs to lie between the start and excellent.");
}

static int64_t rounded(__int128 product, __int128 divisor)
{
    if (divisor < 0) product = -product, divisor = -divisor;
    __int128 half = product < 0 ? -(divisor / 2) : divisor / 2;
    __int128 result = (product + half) / divisor;
    if (result > DECIMAL_MAX) return DECIMAL_MAX;
    if (result < -DECIMAL_MAX) return -DECIMAL_MAX;
    return (int64_t)result;
}

int64_t score_of(struct score_scale s, int64_t value)
{
    bool up = s.good > s.start;
    bool below_good = up ? value < s.good : value > s.good;
    if (below_good) return rounded((__int128)SCORE_GOOD * ((__int128)value - s.start), (__int128)s.good - s.start);
    __int128 beyond = (__int128)(SCORE_EXCELLENT - SCORE_GOOD) * ((__int128)value - s.good);
    __int128 span = (__int128)s.excellent - s.good;
    return rounded((__int128)SCORE_GOOD * span + beyond, span);
}

int64_t score_counted(int64_t score)
{
    if (score < 0) return 0; /* DECIMAL_NONE too: nothing measured yet */
    return score > SCORE_EXCELLENT ? SCORE_EXCELLENT : score;
}

void score_mean_add(struct score_mean *m, int64_t weight, int64_t score)
{
    m->sum += weight * score_counted(score);
    m->weights += weight;
}

void score_mean_add_sum(struct score_mean *m, int64_t count, int64_t counted_sum)
{
    m->sum += counted_sum * DECIMAL_ONE;
    m->weights += count * DECIMAL_ONE;
}

int64_t score_mean(const struct score_mean *m)
{
    return m->weights ? rounded(m->sum, m->weights) : 0;
}

int64_t score_expected(int32_t today, int32_t starts_on, int32_t due_on)
{
    int64_t days = (int64_t)due_on - starts_on, passed = (int64_t)today - starts_on;
    if (today >= due_on) return SCORE_GOOD;
    if (passed <= 0 || days <= 0) return 0;
    return rounded((__int128)SCORE_GOOD * passed, days);
}

enum pace score_pace(int64_t score, int64_t expected, int64_t on, int64_t behind)
{
    __int128 reached = (__int128)score * DECIMAL_ONE;
    if (reached >= (__int128)expected * on) return PACE_ON;
    return reached >= (__int128)expected * behind ? PACE_BEHIND : PACE_WELL_BEHIND;
}
