/* What stands in the way in the demonstration, and who helps: barriers of the running period, what owners plan to do
 * about their own ways, and who would like to hear of a goal more often. */
#include "app/barrier/barrier.h"
#include "app/demo/demo_part.h"
#include "app/introduction.h"
#include "app/plan.h"
#include "base/log.h"

struct demo_barrier {
    const char *goal, *text, *kind;
    bool important, urgent;
    const char *asked;         /* NULL: the supporter */
    int raised, helped, ended; /* days ago; 0: not yet */
    int promised;              /* days from `helped` on */
    const char *outcome;       /* what helped */
    const char *introduced;    /* to whom its owner has been introduced */
};

static const struct demo_barrier barriers[] = {
    {.goal = "p-maja",
     .text = "The ranger office wants a permit for every drone flight, and answers no letters.",
     .kind = "decision",
     .important = true,
     .asked = "tenzin",
     .raised = 24,
     .helped = 23,
     .promised = 10,
     .ended = 17,
     .outcome = "I went there in person. One permit now covers a whole survey; the form is in the survey folder."},
    {.goal = "p-dawa",
     .text = "Nobody in Remote Sensing has time to prepare the images of the upper valley.",
     .kind = "time",
     .asked = "gaurav",
     .raised = 22,
     .helped = 20,
     .promised = 14,
     .ended = 12,
     .outcome = "Nikhil prepares them on Fridays."},
    {.goal = "p-hana",
     .text = "The ranger office above stage 14 lets no drone fly without a permit.",
     .kind = "waiting",
     .important = true,
     .urgent = true,
     .asked = "chiara",
     .raised = 2},
    {.goal = "p-freja",
     .text = "The wet-paper printer is booked until Thursday, and the mountain rescue comes on "
             "Wednesday.",
     .kind = "equipment",
     .urgent = true,
     .raised = 1,
     .introduced = "theo"},
    {.goal = "p-ivo",
     .text = "Two teams use the same keys for different things. Who decides which one keeps them?",
     .kind = "decision",
     .important = true,
     .asked = "thandiwe",
     .raised = 8,
     .helped = 6,
     .promised = 9},
    {.goal = "p-gabriele",
     .text = "The elevation data of the scree slopes is two years old.",
     .kind = "knowledge",
     .asked = "freja",
     .raised = 4,
     .helped = 3,
     .promised = 10},
    {.goal = "p-ottavia",
     .text = "I cannot read the old river sheets: their legend is in a shorthand nobody knows.",
     .kind = "knowledge",
     .raised = 3},
    {.goal = "p-nneka",
     .text = "The bank asks for two signatures on every small payment.",
     .kind = "agreement",
     .raised = 25,
     .ended = 21,
     .outcome = NULL},
};
#define BARRIERS ((int)(sizeof barriers / sizeof *barriers))

static const struct demo_barrier *row_of(const struct demo_act *act)
{
    return &barriers[act->turn];
}

/* The newest of the goal: each has one. */
static int64_t barrier_of(struct demo *d, const struct demo_act *act)
{
    return db_int_of(d->ctx, "SELECT MAX(id) FROM barriers WHERE goal_id = $1", db_int(act->goal->id));
}

static int asked_of(struct demo *d, const struct demo_act *act)
{
    int64_t asked = db_int_of(d->ctx, "SELECT asked_id FROM barriers WHERE id = $1", db_int(barrier_of(d, act)));
    for (int i = 0; i < demo_people_count; i++)
        if (d->people[i] == asked) return i;
    BUG("this person does not act in the demonstration");
}

static bool play_raise(struct demo *d, const struct demo_act *act)
{
    const struct demo_barrier *row = row_of(act);
    struct ctx *ctx = demo_as(d, act->goal->owner, act->at);
    struct barrier b;
    struct goal now;
    if (!resource_find(ctx, &goal_resource, act->goal->id, &now)) return false;
    if (now.state != STATE_ACTIVE) return true; /* in a short period it has not begun */
    resource_clear(&barrier_resource, &b);
    b.text = str_of(row->text);
    b.kind = choice_of(barrier_kinds, str_of(row->kind));
    b.importance = row->important ? WEIGHT_HIGH : WEIGHT_LOW;
    b.urgency = row->urgent ? WEIGHT_HIGH : WEIGHT_LOW;
    if (row->asked) b.asked_id = d->people[demo_person_named(d, row->asked)];
    if (!barrier_raise(ctx, act->goal->id, &b)) return false;
    if (!row->introduced) return true;
    struct introduction i;
    resource_clear(&introduction_resource, &i);
    i.person_id = d->people[demo_person_named(d, row->introduced)];
    i.note = STR("You know every printer of this house. Is there a second one that takes wet paper?");
    return introduction_make(ctx, b.id, &i);
}

static bool play_help(struct demo *d, const struct demo_act *act)
{
    if (!barrier_of(d, act)) return true;
    struct ctx *ctx = demo_as(d, asked_of(d, act), act->at);
    return barrier_accept(ctx, barrier_of(d, act), ctx_today(ctx) + row_of(act)->promised);
}

static bool play_end(struct demo *d, const struct demo_act *act)
{
    const struct demo_barrier *row = row_of(act);
    if (!barrier_of(d, act)) return true;
    struct ctx *ctx = demo_as(d, asked_of(d, act), act->at);
    if (row->outcome) return barrier_end(ctx, barrier_of(d, act), BARRIER_LIFTED, str_of(row->outcome));
    return barrier_end(ctx, barrier_of(d, act), BARRIER_UNLIFTABLE,
                       STR("It is the law, and a good one. Let us collect "
                           "small payments and sign once a week."));
}

static void plan(struct demo *d, const char *name, int i, int days_ago, int hour,
                 bool (*play)(struct demo *d, const struct demo_act *act))
{
    struct demo_goal *goal = demo_goal_named(d, name);
    struct demo_act act = {.play = play, .goal = goal, .turn = i};
    if (days_ago) demo_plan(d, demo_at(goal->owner, d->today - days_ago, hour * 60), act);
}

/* ---- plans and wishes ---- */

struct demo_plan_row {
    const char *goal, *days, *condition, *text;
    int made; /* days ago */
};

static const struct demo_plan_row plans[] = {
    {"p-freja", NULL, "it has rained", "I walk the test path before lunch, with the newest sheet", 12},
    {"p-freja", "4", "no proof has come back", "I go over to the printers and look at it there", 5},
    {"p-chiara", "135", NULL, "I read drafts from nine to ten, and nothing else", 15},
};
#define PLANS ((int)(sizeof plans / sizeof *plans))

struct demo_wish {
    const char *goal, *by;
    int days, made; /* `made`: days ago */
    const char *reason;
};

static const struct demo_wish wishes[] = {
    {"p-freja", "theo", 5, 8, "I plan the presses by the week. A line from you saves both of us a call."},
};
#define WISHES ((int)(sizeof wishes / sizeof *wishes))

static bool is_active(struct demo *d, const struct demo_act *act)
{
    struct goal now;
    return resource_find(d->ctx, &goal_resource, act->goal->id, &now) && now.state == STATE_ACTIVE;
}

static bool play_plan(struct demo *d, const struct demo_act *act)
{
    const struct demo_plan_row *row = &plans[act->turn];
    if (!is_active(d, act)) return !failed(d->ctx); /* in a short period it has not begun */
    struct plan p;
    resource_clear(&plan_resource, &p);
    p.days = row->days ? str_of(row->days) : STR_NONE;
    p.condition = row->condition ? str_of(row->condition) : STR_NONE;
    p.text = str_of(row->text);
    return plan_make(demo_as(d, act->goal->owner, act->at), act->goal->id, &p);
}

static bool play_wish(struct demo *d, const struct demo_act *act)
{
    const struct demo_wish *row = &wishes[act->turn];
    if (!is_active(d, act)) return !failed(d->ctx);
    struct ctx *ctx = demo_as(d, demo_person_named(d, row->by), act->at);
    return goal_wish_rhythm(ctx, act->goal->id, row->days, str_of(row->reason));
}

void demo_plot_support(struct demo *d)
{
    for (int i = 0; i < BARRIERS; i++) {
        plan(d, barriers[i].goal, i, barriers[i].raised, 10, play_raise);
        plan(d, barriers[i].goal, i, barriers[i].helped, 15, play_help);
        plan(d, barriers[i].goal, i, barriers[i].ended, 16, play_end);
    }
    for (int i = 0; i < PLANS; i++) plan(d, plans[i].goal, i, plans[i].made, 11, play_plan);
    for (int i = 0; i < WISHES; i++) plan(d, wishes[i].goal, i, wishes[i].made, 14, play_wish);
}
