/* What the files of the forecast slice share. */
#ifndef WAYMARK_APP_FORECAST_FORECAST_PART_H
#define WAYMARK_APP_FORECAST_FORECAST_PART_H

#include "app/forecast/forecast.h"
#include "app/forecast/forecast_model.h"

enum forecast_state {
    FORECAST_GIVEN,
    FORECAST_NO_CHECKIN, /* nothing has been measured since the goal began */
    FORECAST_TOO_FEW,    /* neither the goal nor the organisation has shown enough */
    FORECAST_LONG_AGO,   /* the last check-in is too old to say anything */
    FORECAST_DUE,        /* its due day has passed */
    FORECAST_INACTIVE,   /* it is no active goal */
    FORECAST_WAITS,      /* it is about to be made */
};
extern const char *const forecast_states[];

enum forecast_stage { STAGE_QUARTER, STAGE_HALF, STAGE_THREE_QUARTERS, STAGES };
extern const char *const forecast_stages[], *const forecast_levels[];

/* The newest basis; what is assumed while there is none. */
bool forecast_basis_now(struct ctx *ctx, struct forecast_basis *out);
/* The share of the goal's time that has passed by a day. */
double forecast_share(const struct goal *g, int32_t day);
int64_t forecast_millionths(double x);

/* GET /forecast (forecast_held.c). */
bool forecast_held_show(struct ctx *ctx);
/* How the newest forecasts at half-time have held, of good: how many, and both Brier scores in millionths. */
struct forecast_score {
    int64_t goals, brier, base;
};
bool forecast_held_shortly(struct ctx *ctx, struct forecast_score *out);
extern const struct resource forecast_held_ask_resource;

#endif
