/* What closed goals teach: their ways are kept when they close, and once a day the basis of all forecasts is learnt
 * from the newest of them. */
#include "app/forecast/forecast_part.h"

#include "base/log.h"

#define LEARNT_FROM 600 /* closed goals, the newest: an organisation changes, and reading them stays quick */
#define NUMBERS (FORECAST_CURVE + 3 + FORECAST_LEVELS * FORECAST_FEATURES)

int64_t forecast_millionths(double x)
{
    double scaled = x * 1e6;
    return scaled < 0 ? (int64_t)(scaled - 0.5) : (int64_t)(scaled + 0.5);
}

static double fraction(int64_t millionths)
{
    return (double)millionths / 1e6;
}

/* The numbers of a basis in one order, to write and to read. */
static int numbers_of(struct forecast_basis *b, double *out[NUMBERS])
{
    int n = 0;
    for (int i = 0; i < FORECAST_CURVE; i++) out[n++] = &b->curve[i];
    out[n++] = &b->mean;
    out[n++] = &b->spread;
    out[n++] = &b->noise;
    for (int level = 0; level < FORECAST_LEVELS; level++)
        for (int i = 0; i < FORECAST_FEATURES; i++) out[n++] = &b->adjust[level][i];
    return n;
}

bool forecast_basis_now(struct ctx *ctx, struct forecast_basis *out)
{
    double *numbers[NUMBERS];
    *out = forecast_nothing_known();
    struct db_rows *rows = db_query(ctx, "SELECT goals, reached_good, reached_excellent, numbers FROM forecast_bases"
                                         " ORDER BY id DESC LIMIT 1");
    if (db_next(rows)) {
        struct str rest = db_col_text(rows, 3), word;
        out->goals = (int)db_col_int(rows, 0);
        out->reached[FORECAST_GOOD] = (int)db_col_int(rows, 1);
        out->reached[FORECAST_EXCELLENT] = (int)db_col_int(rows, 2);
        int n = numbers_of(out, numbers);
        for (int i = 0; i < n && str_split(&rest, ' ', &word); i++) {
            int64_t value = 0;
            BUG_IF(!str_to_int(word, &value));
            *numbers[i] = fraction(value);
        }
    }
    db_close(rows);
    return !failed(ctx);
}

/* "250000 100000 500000 300000": share and score of each point. */
static void course_read(struct str text, struct forecast_course *c)
{
    struct str share, score;
    int64_t x = 0, y = 0;
    for (c->n = 0; c->n < FORECAST_POINTS && str_split(&text, ' ', &share) && str_split(&text, ' ', &score); c->n++) {
        BUG_IF(!str_to_int(share, &x) || !str_to_int(score, &y));
        c->points[c->n] = (struct forecast_point){fraction(x), fraction(y)};
    }
}

static bool learn(struct ctx *ctx, struct db_value today)
{
    struct forecast_course *courses = arena_many(ctx->arena, struct forecast_course, LEARNT_FROM);
    struct buf text = buf_new(ctx->arena, 512);
    double *numbers[NUMBERS];
    struct forecast_score held;
    int n = 0;
    struct db_rows *rows = db_query(ctx,
                                    "SELECT start_score, end_score, points FROM forecast_courses"
                                    " ORDER BY closed_at DESC, goal_id DESC LIMIT $1",
                                    db_int(LEARNT_FROM));
    while (db_next(rows)) {
        courses[n].start = fraction(db_col_int(rows, 0));
        courses[n].end = fraction(db_col_int(rows, 1));
        course_read(db_col_text(rows, 2), &courses[n]);
        n++;
    }
    db_close(rows);
    struct forecast_basis b = forecast_learn(ctx->arena, courses, n);
    int count = numbers_of(&b, numbers);
    for (int i = 0; i < count; i++)
        buf_format(&text, "%s%lld", i ? " " : "", (long long)forecast_millionths(*numbers[i]));
    return forecast_held_shortly(ctx, &held) &&
           db_run(ctx,
                  "INSERT INTO forecast_bases (learnt_on, goals, reached_good, reached_excellent, numbers, held_goals,"
                  " held_brier, held_base) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (learnt_on) DO NOTHING",
                  today, db_int(n), db_int(b.reached[FORECAST_GOOD]), db_int(b.reached[FORECAST_EXCELLENT]),
                  db_text(buf_str(&text)), db_int(held.goals), db_int(held.brier), db_int(held.base));
}

bool forecast_learn_today(struct ctx *ctx)
{
    struct db_value today = db_date(ctx, ctx_today(ctx));
    if (db_int_of(ctx, "SELECT 1 FROM forecast_bases WHERE learnt_on >= $1 LIMIT 1", today)) return !failed(ctx);
    return learn(ctx, today);
}
