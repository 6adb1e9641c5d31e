/* Whether a goal is still achievable, as arithmetic: pure functions over courses of scores; no database, no clock.
 *
 * The model. A goal's score moves from its start to the due day as a Brownian motion with drift, in the organisation's
 * own time: how far goals here have usually come after each share of their time (the curve). The drift of a goal is not
 * known; before anything is seen it is spread as the ends of closed goals were (a normal prior with their mean and
 * spread), and each check-in says more about it. What is still to come adds noise, as large as goals here, and this
 * one itself, have shown. Both normal, so that the score on the due day is, too:
 *
 *     drift | seen ~ N(d, 1 / (1/spread + u/noise))    end | seen ~ N(now + d (1 - u), ...)    u: usual share by now
 *
 * Brownian motion with drift in a time of its own is the Wiener process of degradation models: Whitmore and
 * Schenkelberg, "Modelling accelerated degradation data using Wiener diffusion with a time scale transformation",
 * Lifetime Data Analysis 3 (1997); the normal prior on its drift is Gebraeel, Lawley, Li and Ryan, "Residual-life
 * distributions from component degradation signals: a Bayesian approach", IIE Transactions 37 (2005). The prior is
 * learnt from the organisation (empirical Bayes), and the probabilities are adjusted by how such forecasts of closed
 * goals have held: logistic recalibration (Cox 1958; Platt 1999), held near "no adjustment" while there are few.
 * docs/forecast.md tells it in words.
 *
 * Statistics are the one place where numbers are binary floating point; they are rounded where they leave. */
#ifndef WAYMARK_APP_FORECAST_FORECAST_MODEL_H
#define WAYMARK_APP_FORECAST_FORECAST_MODEL_H

#include "base/arena.h"

#define FORECAST_POINTS 60    /* check-ins of a goal that are looked at, the newest */
#define FORECAST_CURVE 11     /* the curve at 0, 0.1 ... 1 of the time */
#define FORECAST_FEATURES 5   /* of the adjustment */
#define FORECAST_ENOUGH 10    /* closed goals from which on the organisation's own past says something */
#define FORECAST_CHECKINS 3   /* check-ins of a goal that stand for themselves where there is no such past */
#define FORECAST_TOO_OLD 0.25 /* of a goal's time without a check-in: then nobody knows */

enum forecast_level { FORECAST_GOOD, FORECAST_EXCELLENT, FORECAST_LEVELS };
extern const double forecast_at[FORECAST_LEVELS]; /* 0.7 and 1.0 */

/* Where a goal stood, at a share of its time. */
struct forecast_point {
    double share, score;
};

/* A goal on its way: points by share, from the first check-in on. It starts at `start` (0 unless it began before). */
struct forecast_course {
    double start;
    double end; /* of a closed goal: where it stood on its due day */
    int n;
    struct forecast_point points[FORECAST_POINTS];
};

/* What the organisation's closed goals say. */
struct forecast_basis {
    int goals; /* learnt from */
    int reached[FORECAST_LEVELS];
    double curve[FORECAST_CURVE];
    double mean, spread; /* of the ends: mean and variance between goals */
    double noise;        /* variance of the way, over the whole time */
    double adjust[FORECAST_LEVELS][FORECAST_FEATURES];
};

/* A forecast. Probabilities are kept off 0 and 1: nobody knows for sure before the day. */
struct forecast {
    double p[FORECAST_LEVELS];
    double low, middle, high; /* of the score on the due day: one in ten lies below, half, one in ten above */
    double usual;             /* the share of the way that goals here have come by then */
    double uneven;            /* its own noise beside that of others; 1: alike */
};

/* The basis while nothing is known of an organisation: wide, so that it says little. */
struct forecast_basis forecast_nothing_known(void);
/* Learns from closed goals; the same goals in the same order give the same basis. */
struct forecast_basis forecast_learn(struct arena *a, const struct forecast_course *goals, int n);
/* The forecast at the last point of the course, which must have one. */
struct forecast forecast_of(const struct forecast_basis *basis, const struct forecast_course *course);
/* How many of the goals here reached the level: of those closed, with one more that did and one that did not. */
double forecast_base_rate(const struct forecast_basis *basis, enum forecast_level level);
/* The first points, up to a share of the time. */
struct forecast_course forecast_until(const struct forecast_course *course, double share);

#endif
