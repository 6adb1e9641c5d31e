/* The arithmetic of forecasts; what it stands on is told in forecast_model.h. */
#include "app/forecast/forecast_model.h"

#include <math.h>
#include <string.h>

/* What is assumed of an organisation before its own goals speak: most goals come near good, and differ much. It counts
 * as much as a few goals do. */
#define PRIOR_GOALS 5.0
#define PRIOR_MEAN 0.65
#define PRIOR_SPREAD 0.09
#define PRIOR_NOISE 0.1
#define PRIOR_SHAPE 0.6  /* deviation of the end, from the start on, while nobody knows how goals here go */
#define PRIOR_STEPS 16.0 /* of a goal's own noise: so many steps of its own weigh as much as the organisation's */
#define STEP_LEAST 0.03  /* shares nearer than this count as this far apart */
#define BLUR 0.0004      /* variance of what is measured */
#define SURE 0.99        /* the most that is ever said */
#define ADJUST_FROM 30   /* closed goals from which on forecasts are adjusted */
#define TENTH 1.2815515655446004 /* one in ten of a normal distribution lies above this */

const double forecast_at[FORECAST_LEVELS] = {0.7, 1.0};

static double square(double x)
{
    return x * x;
}

static double within(double x, double least, double most)
{
    return x < least ? least : x > most ? most : x;
}

static double chance_above(double level, double middle, double variance)
{
    return 0.5 * erfc((level - middle) / sqrt(2 * variance));
}

/* ---- the organisation's time ---- */

/* The usual share of the way after this share of the time. */
static double usual_at(const struct forecast_basis *b, double share)
{
    double at = within(share, 0, 1) * (FORECAST_CURVE - 1);
    int i = (int)at;
    if (i >= FORECAST_CURVE - 1) return b->curve[FORECAST_CURVE - 1];
    return b->curve[i] + (at - i) * (b->curve[i + 1] - b->curve[i]);
}

/* Where a closed goal stood after this share of the time, between its check-ins. */
static double stood_at(const struct forecast_course *c, double share)
{
    struct forecast_point before = {0, c->start}, after = {1, c->end};
    for (int i = 0; i < c->n; i++) {
        if (c->points[i].share > share) {
            after = c->points[i];
            break;
        }
        before = c->points[i];
    }
    double width = after.share - before.share;
    return width <= 0 ? before.score : before.score + (share - before.share) / width * (after.score - before.score);
}

/* Mean way by each tenth of the time over the mean way in all; even progress counts as a few goals. Never backwards. */
static void learn_curve(const struct forecast_course *goals, int n, struct forecast_basis *b)
{
    double whole = PRIOR_GOALS * PRIOR_MEAN;
    for (int i = 0; i < n; i++) whole += goals[i].end - goals[i].start;
    for (int k = 1; k < FORECAST_CURVE - 1; k++) {
        double share = (double)k / (FORECAST_CURVE - 1), way = PRIOR_GOALS * PRIOR_MEAN * share;
        for (int i = 0; i < n; i++) way += stood_at(&goals[i], share) - goals[i].start;
        double usual = whole > 0 ? way / whole : share;
        b->curve[k] = within(usual, b->curve[k - 1] + 0.002, 0.998);
    }
}

/* ---- noise ---- */

struct steps {
    double sum; /* of squared steps beside the even way, by their length */
    double n;   /* steps, less the one that the way itself takes */
};

static struct steps steps_of(const struct forecast_basis *b, const struct forecast_course *c, bool to_the_end)
{
    struct steps s = {0, -1};
    double u = 0, score = c->start, last_u, last;
    if (to_the_end) {
        last_u = 1;
        last = c->end;
    } else {
        last_u = usual_at(b, c->points[c->n - 1].share);
        last = c->points[c->n - 1].score;
    }
    double drift = (last - c->start) / fmax(last_u, STEP_LEAST);
    for (int i = 0; i < c->n + (to_the_end ? 1 : 0); i++) {
        double to_u = i < c->n ? usual_at(b, c->points[i].share) : 1;
        double to = i < c->n ? c->points[i].score : c->end;
        double length = fmax(to_u - u, STEP_LEAST);
        s.sum += square(to - score - drift * (to_u - u)) / length;
        s.n += 1;
        u = to_u;
        score = to;
    }
    return s;
}

/* ---- learning ---- */

struct forecast_basis forecast_nothing_known(void)
{
    struct forecast_basis b = {.mean = PRIOR_MEAN, .spread = PRIOR_SPREAD, .noise = PRIOR_NOISE};
    for (int k = 0; k < FORECAST_CURVE; k++) b.curve[k] = (double)k / (FORECAST_CURVE - 1);
    for (int level = 0; level < FORECAST_LEVELS; level++) b.adjust[level][1] = 1;
    return b;
}

static void learn_ends(const struct forecast_course *goals, int n, struct forecast_basis *b)
{
    double sum = PRIOR_GOALS * PRIOR_MEAN, all = PRIOR_GOALS + n;
    struct steps noise = {PRIOR_NOISE * 4 * PRIOR_GOALS, 4 * PRIOR_GOALS};
    for (int i = 0; i < n; i++) {
        struct steps s = steps_of(b, &goals[i], true);
        noise.sum += s.sum;
        noise.n += s.n;
        sum += goals[i].end;
        for (int level = 0; level < FORECAST_LEVELS; level++)
            if (goals[i].end >= forecast_at[level] - 1e-9) b->reached[level]++;
    }
    b->goals = n;
    b->mean = sum / all;
    b->noise = fmax(noise.sum / noise.n, 0.002);
    double variance = PRIOR_GOALS * (PRIOR_SPREAD + PRIOR_NOISE);
    for (int i = 0; i < n; i++) variance += square(goals[i].end - b->mean);
    b->spread = fmax(variance / all - b->noise, 0.001);
}

/* ---- adjusting ---- */

struct seen {
    double x[FORECAST_FEATURES];
    double weight;
    bool held;
};

static double log_odds(double p)
{
    return log(p / (1 - p));
}

/* What walks do not know: some goals are decided at one point, and what has been reached is seldom lost. */
static void features(double p, const struct forecast_course *c, double *x)
{
    double score = c->points[c->n - 1].score;
    x[0] = 1;
    x[1] = log_odds(within(p, 0.001, 0.999));
    x[2] = score >= forecast_at[FORECAST_GOOD] - 1e-9;
    x[3] = score >= forecast_at[FORECAST_EXCELLENT] - 1e-9;
    x[4] = fabs(score - c->start) < 1e-9;
}

static double adjusted(const double *a, const double *x)
{
    double odds = 0;
    for (int i = 0; i < FORECAST_FEATURES; i++) odds += a[i] * x[i];
    return 1 / (1 + exp(-odds));
}

/* Solves a positive definite system by elimination. */
static void solve(double a[FORECAST_FEATURES][FORECAST_FEATURES], double *v)
{
    enum { N = FORECAST_FEATURES };
    for (int i = 0; i < N; i++)
        for (int row = i + 1; row < N; row++) {
            double times = a[row][i] / a[i][i];
            for (int k = i; k < N; k++) a[row][k] -= times * a[i][k];
            v[row] -= times * v[i];
        }
    for (int i = N - 1; i >= 0; i--) {
        for (int k = i + 1; k < N; k++) v[i] -= a[i][k] * v[k];
        v[i] /= a[i][i];
    }
}

/* Logistic regression by Newton's steps, with a normal prior around "no adjustment". */
static void fit(const struct seen *seen, int n, double *a)
{
    enum { N = FORECAST_FEATURES };
    static const double around[N] = {0, 1, 0, 0, 0}, tight[N] = {0.5, 1, 0.5, 0.5, 0.5};
    for (int turn = 0; turn < 12; turn++) {
        double step[N], bend[N][N] = {{0}};
        for (int i = 0; i < N; i++) {
            step[i] = tight[i] * (around[i] - a[i]);
            bend[i][i] = tight[i];
        }
        for (int r = 0; r < n; r++) {
            const double *x = seen[r].x;
            double p = adjusted(a, x), w = seen[r].weight;
            for (int i = 0; i < N; i++) {
                step[i] += w * ((seen[r].held ? 1 : 0) - p) * x[i];
                for (int k = 0; k < N; k++) bend[i][k] += w * p * (1 - p) * x[i] * x[k];
            }
        }
        solve(bend, step);
        for (int i = 0; i < N; i++) a[i] += within(step[i], -1, 1);
    }
}

struct outlook {
    double middle, variance, usual, uneven;
};

static struct outlook outlook_of(const struct forecast_basis *b, const struct forecast_course *c)
{
    const struct forecast_point *now = &c->points[c->n - 1];
    double u = usual_at(b, now->share), left = 1 - u;
    struct steps own = steps_of(b, c, false);
    double noise = (PRIOR_STEPS * b->noise + own.sum) / (PRIOR_STEPS + fmax(own.n, 0));
    double shape = square(PRIOR_SHAPE * left) * PRIOR_GOALS / (PRIOR_GOALS + b->goals);
    double known = 1 / b->spread + u / noise;
    double drift = ((b->mean - c->start) / b->spread + (now->score - c->start) / noise) / known;
    return (struct outlook){.middle = now->score + drift * left,
                            .variance = square(left) / known + noise * left + shape + BLUR,
                            .usual = u,
                            .uneven = noise / b->noise};
}

#define LEARNT_AT 3

/* What the model would have said of each closed goal after a quarter, a half and three quarters of its time. */
static void learn_adjustment(struct arena *a, const struct forecast_course *goals, int n, struct forecast_basis *b)
{
    static const double stages[LEARNT_AT] = {0.25, 0.5, 0.75};
    struct seen *seen[FORECAST_LEVELS];
    int rows = 0;
    for (int level = 0; level < FORECAST_LEVELS; level++) seen[level] = arena_many(a, struct seen, n * LEARNT_AT);
    for (int i = 0; i < n; i++)
        for (int s = 0; s < LEARNT_AT; s++) {
            struct forecast_course c = forecast_until(&goals[i], stages[s]);
            if (!c.n || c.points[c.n - 1].share < stages[s] - FORECAST_TOO_OLD) continue;
            struct outlook o = outlook_of(b, &c);
            for (int level = 0; level < FORECAST_LEVELS; level++) {
                struct seen *row = &seen[level][rows];
                features(chance_above(forecast_at[level], o.middle, o.variance), &c, row->x);
                row->weight = 0.6;
                row->held = goals[i].end >= forecast_at[level] - 1e-9;
            }
            rows++;
        }
    for (int level = 0; level < FORECAST_LEVELS; level++) fit(seen[level], rows, b->adjust[level]);
}

struct forecast_basis forecast_learn(struct arena *a, const struct forecast_course *goals, int n)
{
    struct forecast_basis b = forecast_nothing_known();
    if (!n) return b;
    learn_curve(goals, n, &b);
    learn_ends(goals, n, &b);
    if (n >= ADJUST_FROM) learn_adjustment(a, goals, n, &b);
    return b;
}

/* ---- forecasting ---- */

struct forecast forecast_of(const struct forecast_basis *basis, const struct forecast_course *course)
{
    struct outlook o = outlook_of(basis, course);
    double wide = TENTH * sqrt(o.variance);
    struct forecast f = {
        .low = o.middle - wide, .middle = o.middle, .high = o.middle + wide, .usual = o.usual, .uneven = o.uneven};
    for (int level = 0; level < FORECAST_LEVELS; level++) {
        double x[FORECAST_FEATURES];
        features(chance_above(forecast_at[level], o.middle, o.variance), course, x);
        f.p[level] = within(adjusted(basis->adjust[level], x), 1 - SURE, SURE);
    }
    if (f.p[FORECAST_EXCELLENT] > f.p[FORECAST_GOOD]) f.p[FORECAST_EXCELLENT] = f.p[FORECAST_GOOD];
    return f;
}

double forecast_base_rate(const struct forecast_basis *basis, enum forecast_level level)
{
    return (basis->reached[level] + 1.0) / (basis->goals + 2.0);
}

struct forecast_course forecast_until(const struct forecast_course *course, double share)
{
    struct forecast_course c = *course;
    while (c.n && c.points[c.n - 1].share > share + 1e-9) c.n--;
    return c;
}
