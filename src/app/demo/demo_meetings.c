/* When people of the demonstration meet: each team once a week, some one-to-ones; with what they noted, what is open
 * and what somebody said they would do. */
#include "app/demo/demo_part.h"
#include "app/meeting/meeting.h"
#include "base/log.h"

#define WEEKS 3 /* that they have met */

struct talk {
    const char *notes, *item, *action;
};

/* Of teams, one after the other. */
static const struct talk of_teams[] = {
    {"The north sheets are ahead of the weather. We leave the hut symbols as they are until spring.",
     "Who walks with the new colleague in the first week?", "Ask the two huts whether the spring is safe to drink"},
    {"Two of us were on the same stretch. From now on the plan says who walks where.",
     "Do we drop the weekly list? Nobody read it twice.", "Try one week without the list and say what was missed"},
    {"What slowed us was waiting for an answer, not the work. We ask in the channel of the other team first.",
     "What would make the review shorter?", "Write down what we look at in a review, on half a page"},
    {"Good to have looked at the map together. The colours of scree and ice are settled.",
     "Which goal shall wait, if one has to?", "Bring the three questions from the walkers"},
};

/* Of pairs: who asks, whom; the first of them is in the doors of the demonstration. */
static const struct {
    const char *who, *with;
    struct talk talk;
} pairs[] = {
    {"freja",
     "chiara",
     {"Freja wants to try the relief without outlines on one sheet. Chiara brings the printer in early.",
      "How much may one sheet differ from the others?", "Print two strips at home and compare them by daylight"}},
    {"chiara",
     "ada",
     {"Fewer sheets, better ones: that is the trade we make.", "What does the board need to hear before March?",
      "Draft half a page on why fewer sheets"}},
    {"jun",
     "diego",
     {"The night builds hold. On call is still one person too few.", "On call over the holidays",
      "Ask Keira's team who would swap a week"}},
    {"bilal",
     "ada",
     {"People say that goals feel like theirs. Feedback still comes late.",
      "How do we ask leaders for feedback about us?", "Bring three questions for the next round"}},
};

#define PAIRS (int)(sizeof pairs / sizeof *pairs)
#define TALKS (int)(sizeof of_teams / sizeof *of_teams)

static bool plan_series(struct demo *d, const struct demo_act *act, struct meeting_series *s, int32_t day)
{
    s->place = STR("https://meet.wayfarer-maps.example/room");
    s->zone = str_of(demo_people[act->person].zone);
    s->rrule = STR("FREQ=WEEKLY");
    s->starts_on = day;
    s->starts_minute = 600 + act->turn % 5 * 30;
    s->minutes = 45;
    s->until_on = DATE_NONE;
    bool made = meeting_series_create(demo_as(d, act->person, act->at), s);
    d->meetings[act->turn] = s->id;
    return made;
}

static int32_t first_day(const struct demo *d, int turn)
{
    int32_t day = d->today - 7 * WEEKS - (turn < PAIRS ? 0 : turn % 4);
    while (date_weekday(day) > 5) day--;
    return day;
}

static bool play_pair(struct demo *d, const struct demo_act *act)
{
    int64_t with = d->people[demo_person_named(d, pairs[act->turn].with)];
    struct meeting_series s;
    resource_clear(&meeting_series_resource, &s);
    s.kind = MEETING_PAIR;
    s.person_ids = (struct ids){&with, 1, true};
    return plan_series(d, act, &s, first_day(d, act->turn));
}

static bool play_team(struct demo *d, const struct demo_act *act)
{
    struct meeting_series s;
    resource_clear(&meeting_series_resource, &s);
    s.kind = MEETING_TEAM;
    s.team_id = d->teams[act->turn - PAIRS];
    return plan_series(d, act, &s, first_day(d, act->turn));
}

static const struct talk *talk_of(int turn)
{
    return turn < PAIRS ? &pairs[turn].talk : &of_teams[turn % TALKS];
}

/* They have met; the last time they noted what was said, and what is next. */
static bool play_met(struct demo *d, const struct demo_act *act)
{
    struct ctx *ctx = demo_as(d, act->person, act->at);
    int64_t series = d->meetings[act->turn], meeting = meeting_begun(ctx, series), item;
    const struct talk *talk = talk_of(act->turn);
    if (!meeting) return !failed(ctx);
    if (act->turns > 1) return meeting_note(ctx, meeting, STR_NONE);
    return meeting_note(ctx, meeting, str_of(talk->notes)) && agenda_add(ctx, series, str_of(talk->item), 0, &item) &&
           meeting_action_add(ctx, meeting, str_of(talk->action), d->today + 3 + act->turn % 5);
}

static void plan_meetings(struct demo *d, int person, int turn,
                          bool (*play)(struct demo *d, const struct demo_act *act))
{
    int32_t first = first_day(d, turn);
    demo_plan(d, demo_at(person, first - 3, 9 * 60), (struct demo_act){.play = play, .person = person, .turn = turn});
    for (int week = 0; week < WEEKS; week++)
        demo_plan(d, demo_at(person, first + 7 * week, 600 + turn % 5 * 30 + 50),
                  (struct demo_act){.play = play_met, .person = person, .turn = turn, .turns = WEEKS - week});
}

/* Whoever leads a team of teams meets its leads one by one. */
static bool has_teams(int team)
{
    for (int i = 0; i < demo_teams_count; i++)
        if (demo_teams[i].parent && str_equal(str_of(demo_teams[i].parent), str_of(demo_teams[team].name))) return true;
    return false;
}

void demo_plot_meetings(struct demo *d)
{
    BUG_IF(PAIRS + demo_teams_count > DEMO_MEETINGS);
    for (int i = 0; i < PAIRS; i++) plan_meetings(d, demo_person_named(d, pairs[i].who), i, play_pair);
    for (int i = 0; i < demo_teams_count; i++)
        if (!has_teams(i)) plan_meetings(d, demo_person_named(d, demo_teams[i].lead), PAIRS + i, play_team);
}
