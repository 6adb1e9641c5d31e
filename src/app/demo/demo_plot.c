/* From the tables of goals to acts: who does what on which day. Days are counted from the periods, and in the running
 * period back from today, so that the demonstration looks alike in any month. */
#include "app/demo/demo_part.h"
#include "base/log.h"

#include <stdlib.h>
#include <string.h>

#define RHYTHM 14      /* days between check-ins, as the framework has it for most of the year */
#define RHYTHM_NOW 10  /* and in the running period */
#define SILENCE_DAYS 9 /* after which every proposal that nobody answered has become active */

void demo_plan(struct demo *d, int64_t at, struct demo_act act)
{
    if (d->n_acts == d->room_acts) {
        int more = d->room_acts ? d->room_acts * 2 : 1024;
        d->acts =
            arena_grow(d->ctx->arena, d->acts, sizeof *d->acts * (size_t)d->room_acts, sizeof *d->acts * (size_t)more);
        d->room_acts = more;
    }
    act.at = at < d->now ? at : d->now;
    act.order = d->n_acts;
    d->acts[d->n_acts++] = act;
}

static int earlier(const void *a, const void *b)
{
    const struct demo_act *x = a, *y = b;
    if (x->at != y->at) return x->at < y->at ? -1 : 1;
    return x->order - y->order;
}

void demo_sort_acts(struct demo *d)
{
    qsort(d->acts, (size_t)d->n_acts, sizeof *d->acts, earlier);
}

int64_t demo_at(int person, int32_t day, int minute)
{
    int weekday = date_weekday(day);
    if (weekday == 6) day--;
    if (weekday == 7) day++;
    return zone_instant(str_of(demo_people[person].zone), day, minute);
}

/* ---- rows of a goal ---- */

const struct demo_line *demo_row_of(const struct demo_goal *g, enum word word)
{
    for (int i = 0; i < g->n; i++)
        if (g->rows[i].word == word) return &g->rows[i];
    return NULL;
}

struct demo_goal *demo_goal_add(struct demo *d, const struct demo_line *rows, int n)
{
    struct demo_goal *g = arena_one(d->ctx->arena, struct demo_goal);
    BUG_IF(rows[0].word != W_GOAL || d->n_goals == DEMO_GOALS_MOST);
    *g = (struct demo_goal){.head = rows, .rows = rows, .n = n, .period = rows[0].b, .number = d->n_goals};
    g->owner = demo_person_named(d, rows[0].who);
    d->goals[d->n_goals++] = g;
    return g;
}

struct demo_goal *demo_goal_named(const struct demo *d, const char *key)
{
    for (int i = 0; i < d->n_goals; i++)
        if (d->goals[i]->head->key && strcmp(d->goals[i]->head->key, key) == 0) return d->goals[i];
    BUG("no goal of the demonstration has this name");
}

void demo_goals_of(struct demo *d, const struct demo_line *rows, int n)
{
    for (int from = 0; from < n;) {
        int to = from + 1;
        while (to < n && rows[to].word != W_GOAL) to++;
        demo_goal_add(d, &rows[from], to - from);
        from = to;
    }
}

/* ---- acts of a goal ---- */

/* Acts of one goal follow each other, whatever the zones of those who act. */
static void act(struct demo *d, struct demo_goal *g, int person, int64_t at, struct demo_act a)
{
    if (at <= g->last_at) at = g->last_at + 20 * MS_MINUTE;
    g->last_at = at;
    a.goal = g;
    a.person = person;
    demo_plan(d, at, a);
}

static int minute_of(const struct demo_goal *g, int salt)
{
    return 8 * 60 + 30 + (g->number * 37 + salt * 53) % 480;
}

static void begin(struct demo *d, struct demo_goal *g)
{
    static const int lead[] = {[LEVEL_ORGANISATION] = 19, [LEVEL_TEAM] = 15, [LEVEL_PERSON] = 9};
    const struct demo_line *by = demo_row_of(g, W_BY), *waits = demo_row_of(g, W_WAITS),
                           *draft = demo_row_of(g, W_DRAFT);
    int32_t day = d->starts[g->period] - lead[g->head->a] + g->number % 4;
    if (waits) day = d->today - waits->a - 1;
    if (draft) day = d->today - draft->a;
    int writer = by ? demo_person_named(d, by->who) : g->owner;
    for (int i = 0; i < g->n; i++)
        if (g->rows[i].word == W_SERVES) {
            const struct demo_goal *parent = demo_goal_named(d, g->rows[i].text);
            if (parent->begun_at > g->last_at) g->last_at = parent->begun_at;
        }
    act(d, g, writer, demo_at(writer, day, minute_of(g, 0)), (struct demo_act){.play = demo_play_create});
    g->begun_at = g->last_at;
    if (draft) return;
    day = waits ? d->today - waits->a : day + 1;
    act(d, g, writer, demo_at(writer, day, minute_of(g, 1)), (struct demo_act){.play = demo_play_propose});
}

/* From the proposal to the answer, with what is asked between. */
static void agree(struct demo *d, struct demo_goal *g)
{
    const struct demo_line *asked = demo_row_of(g, W_ASKED), *waits = demo_row_of(g, W_WAITS);
    int32_t day = zone_date(STR("UTC"), g->last_at) + 1;
    if (asked) {
        act(d, g, g->owner, demo_at(g->owner, day, minute_of(g, 2)),
            (struct demo_act){.play = demo_play_ask, .row = asked});
        if (asked->more)
            act(d, g, g->owner, demo_at(g->owner, day + 1, minute_of(g, 3)),
                (struct demo_act){.play = demo_play_reply, .row = asked});
        day += 2;
    }
    if (waits || demo_row_of(g, W_DRAFT)) return;
    if (demo_row_of(g, W_SILENT)) {
        act(d, g, g->owner, demo_at(g->owner, day + SILENCE_DAYS, 5 * 60),
            (struct demo_act){.play = demo_play_silence});
        return;
    }
    day += g->number % 3;
    for (int turn = 0; turn < (demo_row_of(g, W_BY) ? 2 : 1); turn++)
        act(d, g, g->owner, demo_at(g->owner, day + turn, minute_of(g, 4)),
            (struct demo_act){.play = demo_play_answer, .row = demo_row_of(g, W_OFFER)});
}

/* The last day of what is told: of the period, or today. */
static int32_t end_of(const struct demo *d, const struct demo_goal *g)
{
    return g->period == PERIODS - 1 ? d->today : d->ends[g->period];
}

static int32_t newest_checkin(const struct demo *d, const struct demo_goal *g)
{
    const struct demo_line *stale = demo_row_of(g, W_STALE);
    if (stale) return d->today - stale->a;
    return end_of(d, g) - 1 - (g->period == PERIODS - 1 ? (g->number * 7) % 9 : g->number % 4);
}

/* Most are in time, some late, some early. */
static int32_t checkin_day(const struct demo *d, const struct demo_goal *g, int turn)
{
    static const int off[] = {0, 1, 0, -1, 0, 5, 0, -4, 1, 0, 2};
    int32_t day = newest_checkin(d, g) - (g->period == PERIODS - 1 ? RHYTHM_NOW : RHYTHM) * turn;
    return turn ? day + off[(g->number + turn * 3) % 11] : day;
}

/* What the supporter says to a check-in the day after, and the owner's reply. */
static void hear(struct demo *d, struct demo_goal *g, int turn, int32_t day)
{
    for (int i = 0; i < g->n; i++) {
        const struct demo_line *row = &g->rows[i];
        if (row->word != W_HEARD || row->a != turn || day + 2 >= d->today) continue;
        struct demo_act a = {.play = demo_play_hear, .goal = g, .person = g->owner, .row = row, .turn = turn};
        demo_plan(d, demo_at(g->owner, day + 1, minute_of(g, 13)) + MS_HOUR, a);
        a.play = demo_play_reply;
        if (row->more) demo_plan(d, demo_at(g->owner, day + 2, minute_of(g, 14)) + MS_HOUR, a);
    }
}

static void check_in(struct demo *d, struct demo_goal *g)
{
    const struct demo_line *sure = demo_row_of(g, W_SURE);
    if (!sure) return;
    int turns = (int)strlen(sure->text);
    int32_t active = zone_date(STR("UTC"), g->last_at);
    for (int turn = turns - 1; turn >= 0; turn--) {
        int32_t day = checkin_day(d, g, turn);
        if (day <= active || day <= d->starts[g->period]) continue;
        demo_plan(
            d, demo_at(g->owner, day, minute_of(g, 5 + turn)),
            (struct demo_act){.play = demo_play_checkin, .goal = g, .person = g->owner, .turn = turn, .turns = turns});
        hear(d, g, turn, day);
        for (int i = 0; i < g->n; i++)
            if (g->rows[i].word == W_FIX && g->rows[i].a == turn)
                demo_plan(d, demo_at(g->owner, day + 1, minute_of(g, 11)) + MS_HOUR,
                          (struct demo_act){
                              .play = demo_play_fix, .goal = g, .person = g->owner, .row = &g->rows[i], .turn = turn});
    }
}

/* What happens between the check-ins. */
static void change(struct demo *d, struct demo_goal *g)
{
    int n_steps = 0;
    for (int i = 0; i < g->n; i++) {
        const struct demo_line *row = &g->rows[i];
        struct demo_act a = {.goal = g, .person = g->owner, .row = row};
        int32_t day = end_of(d, g) - row->a;
        int64_t at = demo_at(g->owner, day, minute_of(g, i));
        if (row->word == W_STEP) {
            a.play = demo_play_step;
            a.turn = n_steps++;
            demo_plan(d, g->last_at + n_steps * MS_MINUTE, a);
            if (!row->a) continue;
            a.play = demo_play_tick;
            demo_plan(d, demo_at(g->owner, end_of(d, g) - 6 - 8 * a.turn, minute_of(g, i)), a);
        } else if (row->word == W_DUE || row->word == W_TARGET || row->word == W_TITLE) {
            a.play = demo_play_change;
            demo_plan(d, at, a);
        } else if (row->word == W_HANDED) {
            a.play = demo_play_hand_over;
            demo_plan(d, at, a);
        }
    }
}

static void close(struct demo *d, struct demo_goal *g)
{
    static const int after[] = {[LEVEL_ORGANISATION] = 9, [LEVEL_TEAM] = 5, [LEVEL_PERSON] = 1};
    const struct demo_line *closed = demo_row_of(g, W_CLOSED);
    if (!closed) return;
    int32_t day = d->ends[g->period] + after[g->head->a] + g->number % 4;
    demo_plan(d, demo_at(g->owner, day, minute_of(g, 12)),
              (struct demo_act){.play = demo_play_close, .goal = g, .person = g->owner, .row = closed});
}

void demo_plot_goals(struct demo *d)
{
    for (int i = 0; i < d->n_goals; i++) {
        struct demo_goal *g = d->goals[i];
        begin(d, g);
        if (!demo_row_of(g, W_DRAFT)) agree(d, g);
        check_in(d, g);
        change(d, g);
        close(d, g);
    }
}
