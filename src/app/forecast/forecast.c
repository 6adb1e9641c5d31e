/* One goal's forecast with its reasons, what was forecast on earlier days, and the page on how forecasts have held.
 * Made and kept in forecast_keep.c, learnt in forecast_learn.c, compared in forecast_held.c. */
#include "app/forecast/forecast_part.h"

#include "app/permission.h"
#include "app/score.h"
#include "base/log.h"
#include "kernel/language.h"

#define REASONS_MOST 8

const char *const forecast_states[] = {"given", "no_checkin", "too_few", "long_ago", "due", "inactive", "waits", NULL};
const char *const forecast_stages[] = {"quarter", "half", "three_quarters", NULL};
const char *const forecast_levels[] = {"good", "excellent", NULL};

struct forecast_shown {
    int64_t goal_id;
    int state;
    int64_t good, excellent; /* DECIMAL_NONE unless given */
    int64_t low, middle, high;
    int32_t given_on, seen_on;
    int64_t checkins;
    int64_t closed_goals;
    struct lines reasons;
    int64_t held_goals, held_brier, held_base;
    /* Not fields. */
    int64_t score, share, usual, uneven;
};

#define F(member) offsetof(struct forecast_shown, member)

static const struct field forecast_fields[] = {
    {"goal_id", FIELD_ID, F(goal_id), FIELD_READ_ONLY, .doc = "The goal."},
    {"state", FIELD_CHOICE, F(state), FIELD_READ_ONLY, .choices = forecast_states,
     .doc = "Whether a forecast is given, and why not: nothing measured yet, too little to go by, the last check-in is "
            "too long ago, the due day has passed, no active goal, or it is about to be made."},
    {"good", FIELD_DECIMAL, F(good), FIELD_READ_ONLY | FIELD_NULL,
     .doc = "The probability that it reaches good by its due day; null unless given."},
    {"excellent", FIELD_DECIMAL, F(excellent), FIELD_READ_ONLY | FIELD_NULL, .doc = "The same for excellent."},
    {"low", FIELD_DECIMAL, F(low), FIELD_READ_ONLY | FIELD_NULL,
     .doc = "The score on the due day lies below this once in ten times."},
    {"middle", FIELD_DECIMAL, F(middle), FIELD_READ_ONLY | FIELD_NULL, .doc = "As often below as above."},
    {"high", FIELD_DECIMAL, F(high), FIELD_READ_ONLY | FIELD_NULL, .doc = "Above this once in ten times."},
    {"given_on", FIELD_DATE, F(given_on), FIELD_READ_ONLY | FIELD_NULL, .doc = "The day on which it was made."},
    {"seen_on", FIELD_DATE, F(seen_on), FIELD_READ_ONLY | FIELD_NULL,
     .doc = "The day of the newest check-in that it knows of."},
    {"checkins", FIELD_INT, F(checkins), FIELD_READ_ONLY, .doc = "Days with a check-in that it knows of."},
    {"closed_goals", FIELD_INT, F(closed_goals), FIELD_READ_ONLY,
     .doc = "Closed goals of this organisation that it has learnt from."},
    {"reasons", FIELD_LINES, F(reasons), FIELD_READ_ONLY, .doc = "Why, in sentences."},
    {"held_goals", FIELD_INT, F(held_goals), FIELD_READ_ONLY,
     .doc = "Closed goals of which there was a forecast at half-time."},
    {"held_brier", FIELD_DECIMAL, F(held_brier), FIELD_READ_ONLY | FIELD_NULL,
     .doc = "The mean squared error of those forecasts of good (Brier score): 0 is perfect; null with fewer than ten."},
    {"held_base", FIELD_DECIMAL, F(held_base), FIELD_READ_ONLY | FIELD_NULL,
     .doc = "The same had one always said what share of goals reach good."},
    {0},
};
const struct resource forecast_resource = {.name = "forecast",
                                           .size = sizeof(struct forecast_shown),
                                           .fields = forecast_fields,
                                           .doc = "Whether a goal is still achievable."};

struct forecast_given {
    int32_t given_on;
    int64_t good, excellent, score, share;
};

#define G(member) offsetof(struct forecast_given, member)

static const struct field given_fields[] = {
    {"given_on", FIELD_DATE, G(given_on), FIELD_READ_ONLY, .doc = "The day."},
    {"good", FIELD_DECIMAL, G(good), FIELD_READ_ONLY, .doc = "The probability of good that was given then."},
    {"excellent", FIELD_DECIMAL, G(excellent), FIELD_READ_ONLY, .doc = "The same of excellent."},
    {"score", FIELD_DECIMAL, G(score), FIELD_READ_ONLY, .doc = "The score that it knew of."},
    {"share", FIELD_DECIMAL, G(share), FIELD_READ_ONLY, .doc = "The share of the goal's time by that check-in."},
    {0},
};
const struct resource forecast_given_resource = {.name = "forecast_given",
                                                 .size = sizeof(struct forecast_given),
                                                 .fields = given_fields,
                                                 .doc = "A forecast as it was given on a day."};

static bool forecast_show(struct ctx *ctx);
static bool forecast_list(struct ctx *ctx);

const struct route forecast_routes[] = {
    {METHOD_GET, "/goals/{id}/forecast", &goal_viewer, forecast_show,
     "Whether the goal is still achievable: how likely good and excellent are by the due day, and why.",
     .gives = &forecast_resource},
    {METHOD_GET, "/goals/{id}/forecasts", &goal_viewer, forecast_list,
     "Every forecast as it was given, the newest first.", .gives = &forecast_given_resource, .flags = ROUTE_LIST,
     .sorts = "-given_on"},
    {METHOD_GET, "/forecast", &signed_in, forecast_held_show,
     "How forecasts of closed goals have held: Brier scores beside simpler guesses, and a reliability chart. Figures "
     "over goals, never over people.",
     .gives = &forecast_held_resource, .filter = &forecast_held_ask_resource},
    {0},
};

/* ---- reasons ---- */

static void reason(struct forecast_shown *f, struct str sentence)
{
    BUG_IF(f->reasons.n == REASONS_MOST);
    f->reasons.at[f->reasons.n++] = sentence;
}

static int percent(int64_t part, int64_t whole)
{
    int64_t p = whole ? decimal_mul_div(part, 100, whole) : 0;
    return (int)(p < -999 ? -999 : p > 999 ? 999 : p);
}

static void reasons_of_goal(struct ctx *ctx, struct forecast_shown *f)
{
    reason(f, say(ctx, "It has come %d%% of the way to good in %d%% of its time.", percent(f->score, SCORE_GOOD),
                  percent(f->share, DECIMAL_ONE)));
    if (f->checkins < FORECAST_CHECKINS)
        reason(f, say(ctx, "It has few check-ins yet, so how other goals went counts for more."));
    else if (f->uneven > 1700000)
        reason(f, say(ctx, "It has moved unevenly, so much can still change, for better or worse."));
    else if (f->uneven < 600000)
        reason(f, say(ctx, "It has moved evenly so far, so the way to come is easier to tell."));
}

static void reasons_of_others(struct ctx *ctx, struct forecast_shown *f, const struct forecast_basis *b)
{
    if (b->goals < FORECAST_ENOUGH) {
        reason(f, say(ctx, "Few goals have closed here so far, so this stands on its own check-ins."));
        return;
    }
    reason(f, say(ctx, "By this point of their time, goals here have usually come %d%% of their way.",
                  percent(f->usual, DECIMAL_ONE)));
    reason(f, say(ctx, "Of the newest %d goals that closed here, %d reached good and %d excellent.", b->goals,
                  b->reached[FORECAST_GOOD], b->reached[FORECAST_EXCELLENT]));
}

static struct str why_none(struct ctx *ctx, const struct forecast_shown *f)
{
    switch ((enum forecast_state)f->state) {
    case FORECAST_NO_CHECKIN: return say(ctx, "There is no check-in yet since the goal began, so nobody can tell.");
    case FORECAST_TOO_FEW:
        return say(ctx, "There is too little to go by: fewer than %d check-ins, and fewer than %d closed goals here.",
                   FORECAST_CHECKINS, FORECAST_ENOUGH);
    case FORECAST_LONG_AGO:
        return say(ctx, "The last check-in is so long ago that it says little about today. A new one helps.");
    case FORECAST_DUE:
        return say(ctx, "The due day has passed. Close the goal, or move the day if there is a reason to.");
    case FORECAST_WAITS: return say(ctx, "The forecast is about to be made. Please come back in an hour.");
    default: return say(ctx, "Forecasts are made for active goals.");
    }
}

/* ---- one goal ---- */

static bool load(struct ctx *ctx, struct forecast_shown *f)
{
    struct db_rows *rows = db_query(
        ctx,
        "SELECT f.state, f.checkins, f.score, f.share, f.seen_on, f.good, f.excellent, f.low, f.middle, f.high,"
        " f.usual, f.uneven, f.given_on FROM goal_forecasts f WHERE f.goal_id = $1",
        db_int(f->goal_id));
    bool found = db_next(rows);
    if (found) {
        f->state = choice_of(forecast_states, db_col_text(rows, 0));
        f->checkins = db_col_int(rows, 1);
        f->score = db_col_int(rows, 2);
        f->share = db_col_int(rows, 3);
        f->seen_on = db_col_date(rows, 4);
        f->good = db_col_int(rows, 5);
        f->excellent = db_col_int(rows, 6);
        f->low = db_col_int(rows, 7);
        f->middle = db_col_int(rows, 8);
        f->high = db_col_int(rows, 9);
        f->usual = db_col_int(rows, 10);
        f->uneven = db_col_int(rows, 11);
        f->given_on = db_col_date(rows, 12);
    }
    db_close(rows);
    return found;
}

/* What was true on the day it was made may not be today. */
static void look_again(struct ctx *ctx, const struct goal *g, struct forecast_shown *f)
{
    int32_t today = ctx_today(ctx);
    if (g->state != STATE_ACTIVE) f->state = FORECAST_INACTIVE;
    else if (today > g->due_on) f->state = FORECAST_DUE;
    else if (f->state == FORECAST_GIVEN && forecast_share(g, today) - (double)f->share / 1e6 > FORECAST_TOO_OLD)
        f->state = FORECAST_LONG_AGO;
    if (f->state != FORECAST_GIVEN) {
        f->good = f->excellent = f->low = f->middle = f->high = DECIMAL_NONE;
        f->given_on = DATE_NONE;
    }
}

static bool held(struct ctx *ctx, struct forecast_shown *f)
{
    struct db_rows *rows =
        db_query(ctx, "SELECT held_goals, held_brier, held_base FROM forecast_bases ORDER BY id DESC LIMIT 1");
    f->held_goals = 0;
    if (db_next(rows)) {
        f->held_goals = db_col_int(rows, 0);
        f->held_brier = f->held_goals < FORECAST_ENOUGH ? DECIMAL_NONE : db_col_int(rows, 1);
        f->held_base = f->held_goals < FORECAST_ENOUGH ? DECIMAL_NONE : db_col_int(rows, 2);
    }
    db_close(rows);
    return !failed(ctx);
}

static bool forecast_show(struct ctx *ctx)
{
    struct goal g;
    struct forecast_basis b;
    struct forecast_shown f;
    struct str sentences[REASONS_MOST];
    resource_clear(&forecast_resource, &f);
    f.goal_id = request_id(ctx, 0);
    f.reasons = (struct lines){sentences, 0, true};
    if (!resource_find(ctx, &goal_resource, f.goal_id, &g) || !forecast_basis_now(ctx, &b)) return false;
    f.closed_goals = b.goals;
    f.state = FORECAST_NO_CHECKIN;
    (void)load(ctx, &f);
    look_again(ctx, &g, &f);
    if (f.state == FORECAST_GIVEN) {
        reasons_of_goal(ctx, &f);
        reasons_of_others(ctx, &f, &b);
    } else {
        reason(&f, why_none(ctx, &f));
    }
    if (!held(ctx, &f)) return false;
    struct json_out w = json_out_new(ctx->arena, 1024);
    resource_write(&w, &forecast_resource, &f);
    return !failed(ctx) && reply_json(ctx, 200, &w);
}

static void given_item(struct ctx *ctx, struct json_out *w, struct db_rows *row, struct page_key *key)
{
    struct forecast_given f = {.given_on = db_col_date(row, 0),
                               .good = db_col_int(row, 1),
                               .excellent = db_col_int(row, 2),
                               .score = db_col_int(row, 3),
                               .share = db_col_int(row, 4)};
    resource_write(w, &forecast_given_resource, &f);
    key->text = date_print(ctx->arena, f.given_on);
}

static bool forecast_list(struct ctx *ctx)
{
    struct page page;
    if (!page_read(ctx, &page)) return false;
    struct str from = page.first ? STR("9999-12-31") : page.text;
    return page_reply(ctx, &page,
                      db_query(ctx,
                               "SELECT given_on, good, excellent, score, share FROM forecast_history"
                               " WHERE goal_id = $1 AND given_on < $2 ORDER BY given_on DESC LIMIT $3",
                               db_int(request_id(ctx, 0)), db_text(from), db_int(page.limit + 1)),
                      given_item);
}
