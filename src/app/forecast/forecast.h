/* Forecasts: whether a goal is still achievable, as two probabilities with their reasons, and how well such forecasts
 * have held. The arithmetic is forecast_model.c; here it is kept and shown. A forecast is about a goal: no list sorts
 * by it, and nothing adds it up over a person. */
#ifndef WAYMARK_APP_FORECAST_FORECAST_H
#define WAYMARK_APP_FORECAST_FORECAST_H

#include "app/goal/goal.h"

extern const struct resource forecast_resource, forecast_given_resource, forecast_held_resource;
extern const struct route forecast_routes[];

/* The goal has moved: its forecast is made anew. Called in the act's transaction, with the goal as it is now. */
bool forecast_keep(struct ctx *ctx, const struct goal *g);
/* The goal has been closed: what was said of it is compared, and its way is kept to learn from. */
bool forecast_close(struct ctx *ctx, const struct goal *g);
/* The goal is open again. */
bool forecast_reopen(struct ctx *ctx, const struct goal *g);
/* The goal was taken back. */
bool forecast_forget(struct ctx *ctx, int64_t goal_id);
/* A job: learns once a day from closed goals, and makes anew what is due, a portion at a time. */
bool forecast_refresh(struct ctx *ctx);
bool forecast_waits(struct ctx *ctx);
/* Learns from closed goals, unless that was done today. */
bool forecast_learn_today(struct ctx *ctx);

#endif
