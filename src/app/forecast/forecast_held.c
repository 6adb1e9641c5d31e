/* How forecasts have held: those given of goals that have closed since, beside what came, and beside what simpler
 * guesses would have said. The newest thousand goals; figures over goals alone. */
#include "app/forecast/forecast_part.h"

#include "app/score.h"

#include <math.h>

#define GOALS_MOST 1000
#define TENTHS_FROM 200 /* goals from which on the chart has ten steps instead of five */
#define STEPS_MOST 10
#define ERRORS 1.96 /* 19 times in 20 */

struct held_ask {
    int level, stage;
};

#define A(member) offsetof(struct held_ask, member)

static const struct field ask_fields[] = {
    {"level", FIELD_CHOICE, A(level), 0, .choices = forecast_levels, .doc = "Of good (unless told) or of excellent."},
    {"stage", FIELD_CHOICE, A(stage), 0, .choices = forecast_stages,
     .doc = "Given after a quarter, a half (unless told) or three quarters of the goal's time."},
    {0},
};
const struct resource forecast_held_ask_resource = {
    .name = "forecast_held_ask", .size = sizeof(struct held_ask), .fields = ask_fields, .doc = "Which forecasts."};

struct held_step {
    int64_t from, to;
    int64_t goals, reached;
    int64_t said, was, low, high;
};

#define S(member) offsetof(struct held_step, member)

static const struct field step_fields[] = {
    {"from", FIELD_DECIMAL, S(from), FIELD_READ_ONLY, .doc = "Forecasts from this probability on."},
    {"to", FIELD_DECIMAL, S(to), FIELD_READ_ONLY, .doc = "And below this one."},
    {"goals", FIELD_INT, S(goals), FIELD_READ_ONLY, .doc = "How many goals there were."},
    {"reached", FIELD_INT, S(reached), FIELD_READ_ONLY, .doc = "How many of them reached it."},
    {"said", FIELD_DECIMAL, S(said), FIELD_READ_ONLY, .doc = "The mean of what was said."},
    {"was", FIELD_DECIMAL, S(was), FIELD_READ_ONLY, .doc = "The share that reached it."},
    {"low", FIELD_DECIMAL, S(low), FIELD_READ_ONLY,
     .doc = "Sampling error: the share may as well be as low as this (Wilson's interval, 95%)."},
    {"high", FIELD_DECIMAL, S(high), FIELD_READ_ONLY, .doc = "Or as high as this."},
    {0},
};
static const struct resource step_resource = {.name = "forecast_held_step",
                                              .size = sizeof(struct held_step),
                                              .fields = step_fields,
                                              .doc = "Goals of which about the same was said."};

struct forecast_held {
    int level, stage;
    int64_t goals, reached, learnt_from;
    int64_t brier, base, pace;
    int64_t better_than_base, base_error, better_than_pace, pace_error;
    struct list steps;
};

#define H(member) offsetof(struct forecast_held, member)

static const struct field held_fields[] = {
    {"level", FIELD_CHOICE, H(level), FIELD_READ_ONLY, .choices = forecast_levels, .doc = "What was forecast."},
    {"stage", FIELD_CHOICE, H(stage), FIELD_READ_ONLY, .choices = forecast_stages, .doc = "When it was."},
    {"goals", FIELD_INT, H(goals), FIELD_READ_ONLY,
     .doc = "Closed goals with such a forecast, at most the newest 1,000. Dropped goals are left out."},
    {"reached", FIELD_INT, H(reached), FIELD_READ_ONLY, .doc = "How many of them reached it."},
    {"learnt_from", FIELD_INT, H(learnt_from), FIELD_READ_ONLY,
     .doc = "Closed goals that forecasts are learnt from now."},
    {"brier", FIELD_DECIMAL, H(brier), FIELD_READ_ONLY | FIELD_NULL,
     .doc = "The mean squared error of the forecasts (Brier score): 0 is perfect, 0.25 is what always saying one half "
            "gets. Null with fewer than ten goals, as all figures."},
    {"base", FIELD_DECIMAL, H(base), FIELD_READ_ONLY | FIELD_NULL,
     .doc = "The same for saying, each time, the share of closed goals that had reached it by then."},
    {"pace", FIELD_DECIMAL, H(pace), FIELD_READ_ONLY | FIELD_NULL,
     .doc = "The same for saying that the pace until then continues."},
    {"better_than_base", FIELD_DECIMAL, H(better_than_base), FIELD_READ_ONLY | FIELD_NULL,
     .doc = "By how much the forecasts were better; below 0: worse."},
    {"base_error", FIELD_DECIMAL, H(base_error), FIELD_READ_ONLY | FIELD_NULL,
     .doc = "Sampling error of that difference: within it, it is no difference (95%)."},
    {"better_than_pace", FIELD_DECIMAL, H(better_than_pace), FIELD_READ_ONLY | FIELD_NULL, .doc = "The same."},
    {"pace_error", FIELD_DECIMAL, H(pace_error), FIELD_READ_ONLY | FIELD_NULL, .doc = "The same."},
    {"steps", FIELD_LIST, H(steps), FIELD_READ_ONLY, .of = &step_resource,
     .doc = "The reliability chart: what was said, and what came."},
    {0},
};
const struct resource forecast_held_resource = {.name = "forecast_held",
                                                .size = sizeof(struct forecast_held),
                                                .fields = held_fields,
                                                .doc = "How forecasts of closed goals have held."};

/* ---- sums ---- */

/* The mean of what is added, and its sampling error. */
struct mean {
    double sum, squares;
    int n;
};

static void mean_add(struct mean *m, double x)
{
    m->sum += x;
    m->squares += x * x;
    m->n++;
}

static double mean_of(const struct mean *m)
{
    return m->n ? m->sum / m->n : 0;
}

static double mean_error(const struct mean *m)
{
    if (m->n < 2) return 0;
    double variance = (m->squares - m->sum * m->sum / m->n) / (m->n - 1);
    return ERRORS * sqrt(fmax(variance, 0) / m->n);
}

struct tally {
    struct mean brier, base, pace, than_base, than_pace;
    struct {
        double said;
        int goals, reached;
    } steps[STEPS_MOST];
    int reached;
};

static double miss(double said, bool came)
{
    return (said - came) * (said - came);
}

static void tally_add(struct tally *t, double said, double base, double pace, double end, double level)
{
    bool came = end >= level - 1e-6;
    double own = miss(said, came), by_base = miss(base, came), by_pace = miss(pace >= level, came);
    mean_add(&t->brier, own);
    mean_add(&t->base, by_base);
    mean_add(&t->pace, by_pace);
    mean_add(&t->than_base, by_base - own);
    mean_add(&t->than_pace, by_pace - own);
    int step = (int)(said * STEPS_MOST);
    if (step >= STEPS_MOST) step = STEPS_MOST - 1;
    t->steps[step].said += said;
    t->steps[step].goals++;
    t->steps[step].reached += came;
    t->reached += came;
}

static double fraction(struct db_rows *rows, int column)
{
    return (double)db_col_int(rows, column) / 1e6;
}

static struct tally tally_of(struct ctx *ctx, int level, int stage)
{
    struct tally t = {0};
    struct db_rows *rows = db_query(ctx,
                                    "SELECT good, excellent, base_good, base_excellent, pace, end_score"
                                    " FROM forecast_results WHERE stage = $1 ORDER BY closed_at DESC, goal_id DESC"
                                    " LIMIT $2",
                                    db_int(stage), db_int(GOALS_MOST));
    while (db_next(rows))
        tally_add(&t, fraction(rows, level), fraction(rows, 2 + level), fraction(rows, 4), fraction(rows, 5),
                  forecast_at[level]);
    db_close(rows);
    return t;
}

/* ---- the chart ---- */

/* Wilson's interval of a share (Wilson 1927), which holds for few goals and near 0 and 1. */
static void wilson(struct held_step *s)
{
    double n = (double)s->goals, p = (double)s->reached / n, z = ERRORS * ERRORS;
    double middle = (p + z / (2 * n)) / (1 + z / n);
    double wide = ERRORS / (1 + z / n) * sqrt(p * (1 - p) / n + z / (4 * n * n));
    s->was = forecast_millionths(p);
    s->low = forecast_millionths(fmax(0, middle - wide));
    s->high = forecast_millionths(fmin(1, middle + wide));
}

static struct list chart_of(struct ctx *ctx, const struct tally *t)
{
    int at_once = t->brier.n >= TENTHS_FROM ? 1 : 2;
    struct held_step *steps = arena_many(ctx->arena, struct held_step, STEPS_MOST);
    int n = 0;
    for (int i = 0; i < STEPS_MOST; i += at_once) {
        struct held_step s = {.from = i * DECIMAL_ONE / STEPS_MOST, .to = (i + at_once) * DECIMAL_ONE / STEPS_MOST};
        double said = 0;
        for (int k = i; k < i + at_once; k++) {
            said += t->steps[k].said;
            s.goals += t->steps[k].goals;
            s.reached += t->steps[k].reached;
        }
        if (!s.goals) continue;
        s.said = forecast_millionths(said / (double)s.goals);
        wilson(&s);
        steps[n++] = s;
    }
    return (struct list){steps, n, true};
}

bool forecast_held_show(struct ctx *ctx)
{
    struct held_ask ask;
    struct forecast_basis b;
    struct forecast_held h;
    if (!resource_read_query(ctx, &forecast_held_ask_resource, &ask) || !forecast_basis_now(ctx, &b)) return false;
    resource_clear(&forecast_held_resource, &h);
    h.level = ask.level < 0 ? FORECAST_GOOD : ask.level;
    h.stage = ask.stage < 0 ? STAGE_HALF : ask.stage;
    struct tally t = tally_of(ctx, h.level, h.stage);
    h.goals = t.brier.n;
    h.reached = t.reached;
    h.learnt_from = b.goals;
    h.steps = (struct list){NULL, 0, true};
    if (t.brier.n >= FORECAST_ENOUGH) {
        h.brier = forecast_millionths(mean_of(&t.brier));
        h.base = forecast_millionths(mean_of(&t.base));
        h.pace = forecast_millionths(mean_of(&t.pace));
        h.better_than_base = forecast_millionths(mean_of(&t.than_base));
        h.base_error = forecast_millionths(mean_error(&t.than_base));
        h.better_than_pace = forecast_millionths(mean_of(&t.than_pace));
        h.pace_error = forecast_millionths(mean_error(&t.than_pace));
        h.steps = chart_of(ctx, &t);
    }
    struct json_out w = json_out_new(ctx->arena, 2048);
    resource_write(&w, &forecast_held_resource, &h);
    return !failed(ctx) && reply_json(ctx, 200, &w);
}

bool forecast_held_shortly(struct ctx *ctx, struct forecast_score *out)
{
    *out = (struct forecast_score){0};
    struct tally t = tally_of(ctx, FORECAST_GOOD, STAGE_HALF);
    out->goals = t.brier.n;
    out->brier = forecast_millionths(mean_of(&t.brier));
    out->base = forecast_millionths(mean_of(&t.base));
    return !failed(ctx);
}
