/* What goals of the demonstration need of others, of people and of teams, and how these answer. */
#include "app/demo/demo_part.h"
#include "app/need/need.h"

struct demo_need {
    const char *goal, *text;
    const char *person, *team;            /* of whom: one of the two */
    int asked, due;                       /* days ago; days from today on, negative: it is late */
    const char *taken_by;                 /* of a team */
    int accepted, suggested, given, came; /* days ago; 0: not yet */
    const char *words;                    /* with the suggestion */
};

static const struct demo_need needs[] = {
    {.goal = "p-freja",
     .text = "Photographs of the same ridge at noon and at dusk, from three places.",
     .person = "maja",
     .asked = 16,
     .due = 9,
     .accepted = 14},
    {.goal = "p-freja",
     .text = "A proof of the first shaded sheet on wet paper.",
     .team = "Map Shop",
     .asked = 6,
     .due = 12},
    {.goal = "p-maja",
     .text = "The names of the side valleys, checked by somebody who grew up there.",
     .person = "gabriele",
     .asked = 9,
     .due = 4,
     .suggested = 7,
     .words = "I am in the field until Friday, and want to do it well."},
    {.goal = "p-gabriele",
     .text = "Which scree was walked last season, and how it felt underfoot.",
     .person = "hana",
     .asked = 20,
     .due = -2,
     .accepted = 18},
    {.goal = "p-chiara",
     .text = "A quiet morning a week in which nobody waits for a proof.",
     .person = "freja",
     .asked = 15,
     .due = 3,
     .accepted = 13,
     .given = 1},
    {.goal = "p-hana",
     .text = "Two independent tracks of stage 11, with their times.",
     .person = "chiara",
     .asked = 3,
     .due = 10},
    {.goal = "p-ivo",
     .text = "Five people who draw with the keyboard alone, for half an hour each.",
     .team = "Cartography",
     .asked = 18,
     .due = 2,
     .taken_by = "chiara",
     .accepted = 16,
     .given = 8,
     .came = 7},
};
#define NEEDS ((int)(sizeof needs / sizeof *needs))

static int64_t need_of(struct demo *d, const struct demo_act *act)
{
    return db_int_of(d->ctx, "SELECT MAX(id) FROM needs WHERE goal_id = $1 AND text = $2", db_int(act->goal->id),
                     db_text(str_of(needs[act->turn].text)));
}

static bool play_ask(struct demo *d, const struct demo_act *act)
{
    const struct demo_need *row = &needs[act->turn];
    struct ctx *ctx = demo_as(d, act->goal->owner, act->at);
    struct goal now;
    struct need n;
    if (!resource_find(ctx, &goal_resource, act->goal->id, &now)) return false;
    if (now.state != STATE_ACTIVE) return true; /* in a short period it has not begun */
    resource_clear(&need_resource, &n);
    n.text = str_of(row->text);
    n.due_on = d->today + row->due;
    if (row->person) n.person_id = d->people[demo_person_named(d, row->person)];
    else n.team_id = d->teams[demo_team_named(row->team)];
    n.criterion_id = db_int_of(ctx, "SELECT MIN(id) FROM criteria WHERE goal_id = $1", db_int(act->goal->id));
    return need_ask(ctx, act->goal->id, &n);
}

static struct ctx *as_giver(struct demo *d, const struct demo_act *act)
{
    const struct demo_need *row = &needs[act->turn];
    return demo_as(d, demo_person_named(d, row->person ? row->person : row->taken_by), act->at);
}

static bool play_accept(struct demo *d, const struct demo_act *act)
{
    int64_t id = need_of(d, act);
    return !id || need_accept(as_giver(d, act), id, 0);
}

static bool play_suggest(struct demo *d, const struct demo_act *act)
{
    int64_t id = need_of(d, act);
    return !id || need_suggest(as_giver(d, act), id, STR_NONE, d->today + needs[act->turn].due + 6,
                               str_of(needs[act->turn].words));
}

static bool play_give(struct demo *d, const struct demo_act *act)
{
    int64_t id = need_of(d, act);
    return !id || need_give(as_giver(d, act), id, STR_NONE);
}

static bool play_receive(struct demo *d, const struct demo_act *act)
{
    int64_t id = need_of(d, act);
    return !id ||
           need_receive(demo_as(d, act->goal->owner, act->at), id, true, STR("Thank you. That was more than I asked."));
}

static void plan(struct demo *d, int i, int days_ago, int hour,
                 bool (*play)(struct demo *d, const struct demo_act *act))
{
    struct demo_goal *goal = demo_goal_named(d, needs[i].goal);
    struct demo_act act = {.play = play, .goal = goal, .turn = i};
    if (days_ago) demo_plan(d, demo_at(goal->owner, d->today - days_ago, hour * 60), act);
}

void demo_plot_needs(struct demo *d)
{
    for (int i = 0; i < NEEDS; i++) {
        plan(d, i, needs[i].asked, 9, play_ask);
        plan(d, i, needs[i].accepted, 11, play_accept);
        plan(d, i, needs[i].suggested, 12, play_suggest);
        plan(d, i, needs[i].given, 14, play_give);
        plan(d, i, needs[i].came, 16, play_receive);
    }
}
