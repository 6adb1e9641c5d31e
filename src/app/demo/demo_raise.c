/* What people of the demonstration raised with each other in the last months: a few things by name, and the everyday.
 */
#include "app/demo/demo_part.h"
#include "app/raise/raise.h"

#define MINUTE_OF_DAY (10 * 60)

/* days ago; hours until it was talked over, 0: not yet */
static const struct raised_row {
    const char *from, *to, *what;
    int importance, urgency, bad, chosen, days, hours;
} rows[] = {
    {"freja", "chiara", "The printer wants the shading a week earlier than we said", 1, 1, 0, MEDIUM_NOW, 1, 0},
    {"chiara", "freja", "Who walks the Lech valley in December?", 1, 0, 0, MEDIUM_MEETING, 4, 0},
    {"freja", "jun", "The build drops my contour lines again", 0, 1, 0, MEDIUM_CHAT, 12, 3},
    {"keira", "freja", "May I watch you shade for an hour?", 0, 0, 0, MEDIUM_NOTE, 20, 30},
    {"bilal", "chiara", "Two people told me that they do not know who answers for snow", 1, 0, 1, MEDIUM_MEETING, 27,
     70},
};

/* The everyday: what, how it weighs, and what people chose; not always what the table says. */
static const struct everyday {
    const char *what;
    int importance, urgency, bad, chosen, hours;
} everyday[] = {
    {"A word in the legend that I do not understand", 0, 0, 0, MEDIUM_NOTE, 26},
    {"The proofs are at the wrong door", 0, 1, 0, MEDIUM_CHAT, 2},
    {"Our goals pull at the same week", 1, 0, 0, MEDIUM_MEETING, 90},
    {"A path that we show is closed", 1, 1, 0, MEDIUM_NOW, 1},
    {"Whether the old symbols may go", 0, 0, 0, MEDIUM_CHAT, 31},
    {"Which of two dates to tell the council", 0, 1, 0, MEDIUM_CALL, 4},
    {"We will not be ready by Friday", 1, 0, 1, MEDIUM_CALL, 20},
    {"A tester fell; she is well, the path is not", 1, 1, 1, MEDIUM_CHAT, 9},
};
#define EVERYDAY ((int)(sizeof everyday / sizeof *everyday))
#define NAMED ((int)(sizeof rows / sizeof *rows))

static bool play_raise(struct demo *d, const struct demo_act *act)
{
    int i = act->turn;
    struct raised_item r;
    resource_clear(&raised_item_resource, &r);
    if (i < NAMED)
        r = (struct raised_item){.what = str_of(rows[i].what),
                                 .importance = rows[i].importance,
                                 .urgency = rows[i].urgency,
                                 .bad_news = rows[i].bad,
                                 .chosen = rows[i].chosen};
    else {
        const struct everyday *e = &everyday[(i - NAMED) % EVERYDAY];
        r = (struct raised_item){.what = str_of(e->what),
                                 .importance = e->importance,
                                 .urgency = e->urgency,
                                 .bad_news = e->bad,
                                 .chosen = e->chosen};
    }
    r.to_id = d->people[act->turns];
    if (!raise_item(demo_as(d, act->person, act->at), &r)) return false;
    d->raised[i] = r.id;
    return true;
}

static bool play_answer(struct demo *d, const struct demo_act *act)
{
    return raise_answer(demo_as(d, act->person, act->at), d->raised[act->turn]);
}

/* `turn` is the number of the item, `turns` the one whom it is raised with. */
static void plan(struct demo *d, int item, int from, int to, int32_t day, int hours)
{
    int64_t at = demo_at(from, day, MINUTE_OF_DAY + item * 7);
    demo_plan(d, at, (struct demo_act){.play = play_raise, .person = from, .turn = item, .turns = to});
    if (hours) demo_plan(d, at + hours * MS_HOUR, (struct demo_act){.play = play_answer, .person = to, .turn = item});
}

static bool is_there(const struct demo *d, int person)
{
    return !demo_people[person].joined && person != demo_person_named(d, "mathilde");
}

void demo_plot_raised(struct demo *d)
{
    for (int i = 0; i < NAMED; i++)
        plan(d, i, demo_person_named(d, rows[i].from), demo_person_named(d, rows[i].to), d->today - rows[i].days,
             rows[i].hours);
    for (int i = NAMED; i < DEMO_RAISED; i++) {
        int from = (i * 11) % demo_people_count, to = (from + 1 + i % 5) % demo_people_count;
        if (is_there(d, from) && is_there(d, to))
            plan(d, i, from, to, d->today - 8 - (i * 5) % 110, everyday[(i - NAMED) % EVERYDAY].hours + i % 7);
    }
}
