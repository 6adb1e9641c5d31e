/* Goals for people of whom no other story is told: from what their trade takes on, with one of several ways in which
 * such things go. Nothing here is left to chance, so that each demonstration is the same. */
#include "app/criterion.h"
#include "app/demo/demo_part.h"
#include "base/log.h"

#include <string.h>

#define ROWS_MOST 16
#define TURNS 6

/* How far from start to good, in percent, at each check-in; how sure the owner was; how it ended. */
struct course {
    int way[TURNS];
    const char *sure;
    int outcome;
};

static const struct course courses[] = {
    {{10, 25, 42, 60, 78, 100}, "++++++", OUTCOME_ACHIEVED},   {{12, 30, 50, 75, 95, 115}, "++++++", OUTCOME_ACHIEVED},
    {{20, 45, 80, 110, 130, 150}, "++++++", OUTCOME_ACHIEVED}, {{0, 5, 12, 30, 60, 104}, "+~~!~+", OUTCOME_ACHIEVED},
    {{15, 35, 48, 50, 50, 52}, "++~~!!", OUTCOME_PARTLY},      {{10, 8, 5, 30, 70, 102}, "+!!~++", OUTCOME_ACHIEVED},
    {{5, 8, 15, 18, 22, 25}, "+~~!!!", OUTCOME_MISSED},        {{10, 22, 40, 50, 62, 80}, "++~~~~", OUTCOME_PARTLY},
    {{15, 28, 45, 70, 90, 100}, "~+++++", OUTCOME_ACHIEVED},   {{8, 20, 36, 58, 80, 96}, "+++~++", OUTCOME_PARTLY},
};
#define COURSES ((int)(sizeof courses / sizeof *courses))

static const char *const reasons[][6] = {
    [OUTCOME_ACHIEVED] = {"Reached, and it will hold: two of us can do it now.",
                          "Done a week early. What helped was to begin with the hard part.",
                          "Reached. The last tenth took half of the time.",
                          "Good is reached; excellent can wait for a drier year.",
                          "Reached, with help from the neighbours, who are thanked.",
                          "We got there by leaving out what nobody missed."},
    [OUTCOME_PARTLY] = {"Most of it. The rest goes on, smaller, in the next period.",
                        "Further than last year, less far than we said.",
                        "Half of it; what stopped us was outside, and we know it earlier now.",
                        "Nearly. I would rather say so than count twice.",
                        "Partly: the plan was right and the season short.",
                        "Enough to work with. The missing part has an owner."},
    [OUTCOME_MISSED] = {"Missed. I held on to the first plan for too long.",
                        "Not reached: I had help on paper and not in the calendar.",
                        "Missed, and worth it: we know now what it takes.",
                        "Missed. It needed two people from the start.",
                        "Not reached. The cause lay elsewhere, and is named.", "Missed; the next try begins smaller."},
    [OUTCOME_DROPPED] = {"Let go: something else helps more.", "Stopped: the ground moved.",
                         "Let go with a light heart.", "Stopped in time.", "Dropped: the neighbours do it already.",
                         "Let go, so that the other two can live."},
};

static const char *const questions[][2] = {
    {"What would you stop doing for it?", "The Monday list. Nobody reads it but me."},
    {"How will you notice early that it does not work?", "If nothing has moved by the third check-in, I ask for help."},
    {"Who else has tried this?", "Two of us, apart. We have put our notes together."},
    {"Is good far enough away?", "It felt far in the rain. I would leave it."},
    {"What makes you sure about the start?", "Counted twice, by two people."},
};
static const char *const offers[] = {
    "Take a day a week from me if it gets tight.",
    "I know two people who have done this; shall I introduce you?",
    "I will keep the calls away from you on Tuesdays.",
    "Show me the first version, however rough. I like rough.",
};

static const char *const later[] = {
    "The ground opens two weeks later this year; we keep the measure and move the day.",
    "Whoever we need for it is away until the middle of the month.",
    "It depends on our neighbours, and they asked for a week more.",
};
static const char *const moved_targets[] = {
    "We counted the start anew, and it lies further back than we thought.",
    "Two of those we counted on are gone. Better an honest number than a proud one.",
};

/* ---- what it serves ---- */

static const struct demo_goal *goal_of_team(const struct demo *d, const char *team, int period)
{
    for (int i = 0; i < d->n_goals; i++) {
        const struct demo_line *head = d->goals[i]->head;
        bool fits = head->a == LEVEL_TEAM && head->b == period && strcmp(head->more, team) == 0;
        if (fits && !demo_row_of(d->goals[i], W_WAITS) && !demo_row_of(d->goals[i], W_DRAFT)) return d->goals[i];
    }
    return NULL;
}

/* The goal of their team in that period, or of the nearest team above. */
static const char *served_by_team(const struct demo *d, int person, int period)
{
    const char *team = demo_people[person].team;
    while (team) {
        const struct demo_goal *g = goal_of_team(d, team, period);
        if (g) return g->head->key;
        team = demo_teams[demo_team_named(team)].parent;
    }
    return NULL;
}

static const char *served_at_top(int trade, int period)
{
    static const char *const truth[PERIODS] = {"true-0", "true-1", "true-2", "true"};
    static const char *const speed[PERIODS] = {"hours-0", "hours-1", "hours-2", "trust"};
    static const char *const money[PERIODS] = {"money-0", "money-1", "money-2", "money"};
    static const char *const house[PERIODS] = {NULL, "safe-1", NULL, "people"};
    switch (trade) {
    case TRADE_SOFTWARE: return speed[period];
    case TRADE_PARTNERS: return money[period];
    case TRADE_OFFICE: return house[period];
    default: return truth[period];
    }
}

/* ---- one goal ---- */

static const char *filled(struct demo *d, const char *title, const char *patch)
{
    struct str before = str_of(title);
    ptrdiff_t at = str_find(before, STR("%s"));
    BUG_IF(at < 0);
    struct str whole = str_format(d->ctx->arena, "%.*s%s%s", (int)at, title, patch, title + at + 2);
    char *text = arena_alloc(d->ctx->arena, whole.len + 1);
    memcpy(text, whole.at, whole.len);
    if (text[0] >= 'a' && text[0] <= 'z') text[0] = (char)(text[0] - 'a' + 'A');
    return text;
}

static int64_t scale_number(const char *scale, int place)
{
    struct str rest = str_of(scale), word = STR_NONE;
    int64_t value = 0;
    for (int i = 0; i <= place; i++) (void)str_split(&rest, ' ', &word);
    BUG_IF(!decimal_parse(word, &value, NULL));
    return value / DECIMAL_ONE;
}

/* Whole numbers on the way; a share ends at a hundred, "of 20" at twenty, and nothing falls below none. */
static const char *values_of(struct demo *d, const struct demo_trade_goal *t, const struct course *c, int scaled)
{
    int64_t start = scale_number(t->scale, 0), good = scale_number(t->scale, 1), most = INT64_MAX, of = 0;
    if (t->kind == KIND_PERCENT) most = 100;
    if (t->unit && str_starts(str_of(t->unit), STR("of ")) && str_to_int(str_of(t->unit + 3), &of)) most = of;
    struct buf b = buf_new(d->ctx->arena, 64);
    for (int i = 0; i < TURNS; i++) {
        int64_t part = (good - start) * c->way[i] * scaled / 100;
        int64_t value = start + (part + (part < 0 ? -50 : 50)) / 100;
        if (value > most) value = most;
        if (value < 0) value = 0;
        buf_format(&b, "%s%lld", i ? " " : "", (long long)value);
    }
    return buf_str(&b).at;
}

/* Good and excellent anew: good lies nearer by a tenth of the way, by one at least. */
static const char *target_of(struct demo *d, const struct demo_trade_goal *t)
{
    int64_t start = scale_number(t->scale, 0), good = scale_number(t->scale, 1), excellent = scale_number(t->scale, 2);
    int64_t tenth = (start - good) / 10, step = start < good ? -1 : 1;
    good += tenth ? tenth : step;
    return str_format(d->ctx->arena, "%lld %lld", (long long)good, (long long)excellent).at;
}

static struct demo_line said(const struct demo_trade_goal *t, int back, char sure, int salt)
{
    const char *moved = sure == '+' ? t->moved[salt % 2] : t->moved[2];
    return (struct demo_line)TELL(back, moved, salt % 3 ? t->next : NULL, sure == '+' ? NULL : t->barrier);
}

/* A goal of this person in this period; `turn` tells two of them apart. */
static void take_on(struct demo *d, int person, int period, int turn)
{
    const struct demo_person *p = &demo_people[person];
    int salt = person * 7 + period * 3 + turn * 5;
    const struct demo_trade_goal *t =
        &demo_trades[p->trade][(person + period + 2 * turn) % demo_trade_counts[p->trade]];
    const struct course *c = &courses[(salt + salt / COURSES) % COURSES];
    struct demo_line *row = arena_many(d->ctx->arena, struct demo_line, ROWS_MOST), *first = row;
    bool running = period == PERIODS - 1;
    const char *served = served_by_team(d, person, period), *top = served_at_top(p->trade, period);
    *row++ =
        (struct demo_line)GOAL(NULL, PERSON, d->first_names[person].at, p->team, period, filled(d, t->title, p->patch));
    *row++ = (struct demo_line)WHY(t->why);
    bool alone = salt % 13 == 5;
    if (served && !alone) *row++ = (struct demo_line)SERVES(served);
    if (top && !alone && (!served || salt % 4 == 1)) *row++ = (struct demo_line)SERVES(top);
    *row++ =
        (struct demo_line){.word = W_CRITERION, .text = t->statement, .more = t->unit, .a = t->kind, .scale = t->scale};
    *row++ = (struct demo_line)RUN(values_of(d, t, c, running ? 80 : 100));
    *row++ = (struct demo_line)SURE(c->sure);
    *row++ = said(t, 0, c->sure[TURNS - 1], salt);
    if (salt % 2) *row++ = said(t, 2, c->sure[TURNS - 3], salt + 1);
    if (salt % 5 == 0) *row++ = said(t, 3, c->sure[TURNS - 4], salt + 2);
    if (salt % 6 == 2) *row++ = (struct demo_line)ASKED(questions[salt % 5][0], questions[salt % 5][1]);
    else if (salt % 7 == 3) *row++ = (struct demo_line)OFFER(offers[salt % 4]);
    else if (salt % 19 == 4) *row++ = (struct demo_line)SILENT;
    if (salt % 9 == 2) *row++ = (struct demo_line)DUE(20 + salt % 11, 7, later[salt % 3]);
    if (salt % 14 == 6) *row++ = (struct demo_line)TARGET(30 + salt % 7, target_of(d, t), moved_targets[salt % 2]);
    if (running && salt % 23 == 7) *row++ = (struct demo_line)STALE(20 + salt % 9);
    int outcome = salt % 31 == 9 ? OUTCOME_DROPPED : c->outcome;
    if (!running)
        *row++ = (struct demo_line){.word = W_CLOSED, .a = outcome, .text = reasons[outcome][(salt + period) % 6]};
    BUG_IF(row - first > ROWS_MOST);
    demo_goal_add(d, first, (int)(row - first));
}

static bool has_goal(const struct demo *d, int person, int period)
{
    for (int i = 0; i < d->n_goals; i++)
        if (d->goals[i]->owner == person && d->goals[i]->period == period && d->goals[i]->head->a == LEVEL_PERSON)
            return true;
    return false;
}

/* Whoever was there at its beginning. In each period some have none, as it is. */
static bool takes_part(const struct demo *d, int person, int period)
{
    const struct demo_person *p = &demo_people[person];
    bool there = !p->joined || d->today - p->joined < d->starts[period] - 20;
    if (p->trade == TRADE_NONE || !p->patch || !there || has_goal(d, person, period)) return false;
    return period == PERIODS - 1 ? person % 17 != 3 : (person + period) % 5 < 3;
}

void demo_goals_of_trades(struct demo *d)
{
    for (int period = 0; period < PERIODS; period++)
        for (int person = 0; person < demo_people_count; person++) {
            if (!takes_part(d, person, period)) continue;
            take_on(d, person, period, 0);
            if (period == PERIODS - 1 && person % 5 == 1) take_on(d, person, period, 1);
        }
}
