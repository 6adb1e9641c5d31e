/* Forecasts on generated organisations whose truth is known: better than "the pace continues" and than the base rate,
 * and calibrated within sampling error. Seeds are fixed: a run is the same on every machine. */
#include "app/forecast/forecast_model.h"

#include <math.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define LEARN 400 /* goals that have closed */
#define TRIED 600 /* goals of which a forecast is made */

/* ---- chance ---- */

static uint64_t seed;

static double chance(void)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return ((double)(seed >> 11) + 0.5) / 9007199254740992.0;
}

static double normal(double mean, double deviation)
{
    double a = chance(), b = chance();
    return mean + deviation * sqrt(-2 * log(a)) * cos(6.283185307179586 * b);
}

/* ---- organisations ---- */

struct way {
    double end, scatter; /* where goals are headed, and how differently */
    double noise;        /* deviation over the whole time */
    double late;         /* 1 even progress; above: most of it comes late; below: early */
    double jump;         /* how much of it comes in jumps */
    bool kept;           /* what was reached is never lost */
    bool capped;         /* scores end at 1, as those of goals with several criteria */
    double steady;       /* share of goals that need to be decided at one point: nothing, nothing, then all */
    int checkins;
};

static struct forecast_course walk(const struct way *w)
{
    enum { FINE = 200 };
    struct forecast_course c = {0};
    double drift = normal(w->end, w->scatter), x = 0, decided = chance() < w->steady ? chance() : 2;
    int next = 1;
    for (int i = 1; i <= FINE; i++) {
        double from = pow((i - 1.0) / FINE, w->late), to = pow((double)i / FINE, w->late), du = to - from, step;
        if (w->jump > 0 && chance() < w->jump * 4 * du) step = normal(drift / 4, w->noise / 4);
        else step = w->jump > 0 ? (1 - w->jump) * drift * du : normal(drift * du, w->noise * sqrt(du));
        if (w->kept && step < 0) step = 0;
        if (decided < 2) step = (double)i / FINE > decided && x == 0 ? 0.7 + 0.3 * (chance() < 0.3) : 0;
        x += step;
        double share = (double)i / FINE, shown = w->capped ? fmin(1, fmax(0, x)) : x;
        if (i < FINE && share >= (next - 0.4 * chance()) / (w->checkins + 1.0) && c.n < w->checkins) {
            c.points[c.n++] = (struct forecast_point){share, shown};
            next++;
        }
        c.end = shown;
    }
    return c;
}

struct held {
    double brier, pace, base;
    double z;      /* Spiegelhalter's: 0 when calibrated, beyond 2.6 once in a hundred */
    int outside;   /* tenths whose share of goals lies further from what was said than chance explains (2.6 errors) */
    double spread; /* of what was said: a forecast that always says the same tells nothing */
};

static struct held try(struct arena *a, const struct way *w, enum forecast_level level)
{
    static struct forecast_course past[LEARN];
    for (int i = 0; i < LEARN; i++) past[i] = walk(w);
    struct forecast_basis basis = forecast_learn(a, past, LEARN);
    struct held h = {0};
    double count[10] = {0}, said[10] = {0}, was[10] = {0}, off[10] = {0}, top = 0, below = 0, sum = 0, squares = 0;
    for (int i = 0; i < TRIED; i++) {
        struct forecast_course whole = walk(w), c = forecast_until(&whole, 0.15 + 0.75 * chance());
        if (!c.n) c.n = 1;
        struct forecast f = forecast_of(&basis, &c);
        const struct forecast_point *now = &c.points[c.n - 1];
        double p = f.p[level], y = whole.end >= forecast_at[level] - 1e-9,
               pace = now->score / now->share >= forecast_at[level];
        h.brier += (p - y) * (p - y) / TRIED;
        h.pace += (pace - y) * (pace - y) / TRIED;
        h.base += pow(forecast_base_rate(&basis, level) - y, 2) / TRIED;
        top += (y - p) * (1 - 2 * p);
        below += (1 - 2 * p) * (1 - 2 * p) * p * (1 - p);
        int bin = p >= 1 ? 9 : (int)(p * 10);
        count[bin]++, said[bin] += p, was[bin] += y, off[bin] += p * (1 - p);
        sum += p, squares += p * p;
    }
    h.z = top / sqrt(below);
    for (int k = 0; k < 10; k++)
        if (count[k] >= 10 && fabs(was[k] - said[k]) > 2.6 * sqrt(off[k])) h.outside++;
    h.spread = sqrt(squares / TRIED - sum / TRIED * sum / TRIED);
    return h;
}

static const struct {
    const char *name;
    struct way way;
} organisations[] = {
    {"even, little noise", {.end = 0.75, .scatter = 0.25, .noise = 0.08, .late = 1, .checkins = 6}},
    {"even, much noise", {.end = 0.7, .scatter = 0.2, .noise = 0.3, .late = 1, .checkins = 6}},
    {"goals all alike, chance decides", {.end = 0.7, .scatter = 0.02, .noise = 0.25, .late = 1, .checkins = 8}},
    {"most comes late", {.end = 0.8, .scatter = 0.25, .noise = 0.12, .late = 2, .checkins = 6}},
    {"most comes early", {.end = 0.8, .scatter = 0.25, .noise = 0.15, .late = 0.6, .checkins = 12}},
    {"in jumps", {.end = 0.8, .scatter = 0.25, .noise = 0.2, .late = 1, .jump = 0.7, .checkins = 6}},
    {"hard goals", {.end = 0.45, .scatter = 0.3, .noise = 0.15, .late = 1.3, .checkins = 6}},
    {"easy goals", {.end = 1.05, .scatter = 0.25, .noise = 0.15, .late = 1, .checkins = 6}},
    {"nothing is lost", {.end = 0.6, .scatter = 0.25, .noise = 0.12, .late = 1, .kept = true, .checkins = 6}},
    {"scores end at excellent",
     {.end = 0.85, .scatter = 0.3, .noise = 0.15, .late = 1.2, .capped = true, .checkins = 6}},
    {"one in four is decided at once",
     {.end = 0.75, .scatter = 0.25, .noise = 0.12, .late = 1, .steady = 0.25, .checkins = 6}},
    {"two check-ins", {.end = 0.7, .scatter = 0.25, .noise = 0.15, .late = 1, .checkins = 2}},
};

/* FORECAST_SAYS=1 prints the table of docs/forecast.md. */
static void better_and_calibrated(void **state)
{
    struct arena *a = *state;
    double all = 0;
    int tried = 0, outside = 0;
    for (size_t i = 0; i < sizeof organisations / sizeof *organisations; i++)
        for (int level = 0; level < FORECAST_LEVELS; level++) {
            seed = 2026 + 977 * i + (uint64_t)level;
            struct held h = try(a, &organisations[i].way, (enum forecast_level)level);
            if (getenv("FORECAST_SAYS"))
                printf("| %s, %s | %.3f | %.3f | %.3f | %+.1f |\n", organisations[i].name, level ? "excellent" : "good",
                       h.brier, h.base, h.pace, h.z);
            assert_true(h.brier < h.base && h.brier < h.pace);
            /* Where goals are decided at once it says less than it could, and is never too sure. */
            if (organisations[i].way.steady > 0) continue;
            assert_true(fabs(h.z) < 3.3); /* beyond it once in a thousand */
            all += h.z * h.z;
            outside += h.outside;
            tried++;
        }
    assert_true(all / tried < 2.5); /* of mean 1 where forecasts are perfect; what is learnt is a sample, too */
    assert_true(outside <= 8);      /* of some 180 tenths */
}

static void is_never_too_sure(void **state)
{
    struct arena *a = *state;
    struct forecast_course past[40] = {0}, now = {.n = 2, .points = {{0.5, 0.7}, {0.9, 1.4}}};
    for (int i = 0; i < 40; i++)
        past[i] = (struct forecast_course){.end = 1.5, .n = 2, .points = {{0.5, 0.8}, {0.9, 1.4}}};
    struct forecast_basis b = forecast_learn(a, past, 40);
    struct forecast f = forecast_of(&b, &now);
    assert_true(f.p[FORECAST_GOOD] > 0.9 && f.p[FORECAST_GOOD] <= 0.99);
    assert_true(f.p[FORECAST_EXCELLENT] <= f.p[FORECAST_GOOD]);
    now = (struct forecast_course){.n = 1, .points = {{0.99, -1}}};
    f = forecast_of(&b, &now);
    assert_true(f.p[FORECAST_GOOD] >= 0.01 && f.p[FORECAST_GOOD] < 0.1);
}

static void says_little_while_nothing_is_known(void **state)
{
    struct arena *a = *state;
    struct forecast_basis none = forecast_learn(a, NULL, 0), assumed = forecast_nothing_known();
    assert_memory_equal(&none, &assumed, sizeof none);
    assert_true(forecast_base_rate(&none, FORECAST_GOOD) == 0.5);
    struct forecast_course even = {.n = 3, .points = {{0.1, 0.07}, {0.2, 0.14}, {0.3, 0.21}}};
    struct forecast f = forecast_of(&none, &even);
    assert_true(f.p[FORECAST_GOOD] > 0.2 && f.p[FORECAST_GOOD] < 0.8);
    assert_true(f.low < f.middle && f.middle < f.high);
}

static void more_is_more_likely(void **state)
{
    (void)state;
    struct forecast_basis b = forecast_nothing_known();
    double last = 0;
    for (int i = 0; i <= 10; i++) {
        struct forecast_course c = {.n = 1, .points = {{0.6, i / 10.0}}};
        struct forecast f = forecast_of(&b, &c);
        assert_true(f.p[FORECAST_GOOD] >= last);
        last = f.p[FORECAST_GOOD];
    }
}

/* Whatever has been measured, numbers come out. */
static void bears_odd_goals(void **state)
{
    struct arena *a = *state;
    struct forecast_course past[60] = {0};
    for (int i = 0; i < 60; i++) {
        past[i] = (struct forecast_course){.start = i % 3 ? 0 : 0.9, .end = i % 2 ? 0 : 2, .n = i % 4};
        for (int k = 0; k < past[i].n; k++) past[i].points[k] = (struct forecast_point){0.001 * (k + 1), i % 5 - 1.0};
    }
    struct forecast_basis b = forecast_learn(a, past, 60);
    struct forecast_course odd[] = {{.n = 1, .points = {{1, 0}}},
                                    {.n = 2, .points = {{0.0001, 2}, {1, 2}}},
                                    {.start = 2, .n = 1, .points = {{0.5, -1}}}};
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        struct forecast f = forecast_of(&b, &odd[i]);
        assert_true(f.p[FORECAST_GOOD] >= 0.01 && f.p[FORECAST_GOOD] <= 0.99);
        assert_true(isfinite(f.low) && isfinite(f.high) && isfinite(f.uneven));
    }
}

static int begin(void **state)
{
    *state = arena_new((size_t)256 * 1024 * 1024);
    return 0;
}

static int end(void **state)
{
    arena_free(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(better_and_calibrated),
        cmocka_unit_test(is_never_too_sure),
        cmocka_unit_test(says_little_while_nothing_is_known),
        cmocka_unit_test(more_is_more_likely),
        cmocka_unit_test(bears_odd_goals),
    };
    return cmocka_run_group_tests_name("forecast", tests, begin, end);
}
