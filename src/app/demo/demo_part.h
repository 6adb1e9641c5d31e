/* What the files of the demonstration share: the tables that tell the story (demo_people, demo_direction, demo_goals_*,
 * demo_trades), and the verbs that act it out (demo_cast, demo_plot, demo_play). */
#ifndef WAYMARK_APP_DEMO_DEMO_PART_H
#define WAYMARK_APP_DEMO_DEMO_PART_H

#include "app/goal/goal.h"
#include "kernel/route.h"

/* ---- demo_people.c ---- */

enum trade {
    TRADE_NONE,
    TRADE_SURVEY,
    TRADE_DRAWING,
    TRADE_IMAGES,
    TRADE_SOFTWARE,
    TRADE_PARTNERS,
    TRADE_COMMUNITY,
    TRADE_SHOP,
    TRADE_OFFICE,
    TRADES
};

struct demo_person {
    const char *name, *title, *team, *zone, *manager; /* the manager by first name, as in e-mail addresses */
    enum trade trade;
    const char *patch; /* what is theirs: a region, a part of the program */
    const char *work_with_me, *skills;
    int joined; /* days ago; 0: with the organisation */
};
extern const struct demo_person demo_people[];
extern const int demo_people_count;

struct demo_team {
    const char *name, *parent, *lead, *purpose;
};
extern const struct demo_team demo_teams[];
extern const int demo_teams_count;

struct demo_contact {
    const char *who, *topic;
    int medium;
    const char *address, *hours;
    const char *team, *stand_in; /* of a team's topic */
};
extern const struct demo_contact demo_contacts[];
extern const int demo_contacts_count;

/* ---- goals: a row for the goal, then rows about it until the next ---- */

enum word {
    W_GOAL,      /* text title, who owner, more team, a level, b period, key: its name in these tables */
    W_WHY,       /* text */
    W_LEAVES,    /* text: what it leaves out */
    W_SERVES,    /* text: the key of another goal */
    W_COUNTS,    /* the goals that serve it count in its score */
    W_BY,        /* who wrote it for the owner */
    W_CRITERION, /* text statement, more unit, a kind, scale "start good excellent" */
    W_MEANS,     /* text what good means, more what excellent means, of the criterion before */
    W_PARTS,     /* text: milestones, a line each */
    W_RUN,       /* text: values of the criterion before at its check-ins, "-" none; the last is the newest */
    W_SURE,      /* text: + on track, ~ at risk, ! off track, for the same check-ins */
    W_SAY,       /* of check-in a before the newest: text moved, more next, third in the way */
    W_FIX,       /* check-in a before the newest is corrected: text value, more what moved */
    W_HEARD,     /* its supporter says (b: ANSWER_...) to check-in a before the newest: text; more the reply or none */
    W_DUE,       /* a: days before its end, b: the due date moves by days, text why */
    W_TARGET,    /* a: days before its end, scale "good excellent" anew, text why */
    W_TITLE,     /* a: days before its end, more the new title, text why */
    W_ASKED,     /* its supporter asks (a: ANSWER_...), text; more the owner's reply or none */
    W_OFFER,     /* its supporter aligns with an offer of help, text */
    W_SILENT,    /* nobody answers: it becomes active by itself */
    W_WAITS,     /* proposed a days ago, and not answered yet */
    W_DRAFT,     /* written down a days ago, no more */
    W_STALE,     /* the newest check-in was a days ago */
    W_STEP,      /* text, a: done */
    W_HANDED,    /* a: days before its end, who gets it, text why */
    W_CLOSED,    /* a outcome, text why */
};

struct demo_line {
    enum word word;
    const char *key, *who, *text, *more, *third, *scale;
    int a, b;
};

#define GOAL(name, level, owner, team, period, title)                                                                  \
    {                                                                                                                  \
        .word = W_GOAL, .key = (name), .who = (owner), .text = (title), .more = (team), .a = LEVEL_##level,            \
        .b = (period)                                                                                                  \
    }
#define WHY(words)                                                                                                     \
    {                                                                                                                  \
        .word = W_WHY, .text = (words)                                                                                 \
    }
#define LEAVES(words)                                                                                                  \
    {                                                                                                                  \
        .word = W_LEAVES, .text = (words)                                                                              \
    }
#define SERVES(name)                                                                                                   \
    {                                                                                                                  \
        .word = W_SERVES, .text = (name)                                                                               \
    }
#define COUNTS                                                                                                         \
    {                                                                                                                  \
        .word = W_COUNTS                                                                                               \
    }
#define BY(person)                                                                                                     \
    {                                                                                                                  \
        .word = W_BY, .who = (person)                                                                                  \
    }
#define MEASURE(k, statement, unit, numbers)                                                                           \
    {                                                                                                                  \
        .word = W_CRITERION, .text = (statement), .more = (unit), .a = KIND_##k, .scale = (numbers)                    \
    }
#define NUMBER(statement, unit, numbers) MEASURE(NUMBER, statement, unit, numbers)
#define PERCENT(statement, numbers) MEASURE(PERCENT, statement, NULL, numbers)
#define MONEY(statement, unit, numbers) MEASURE(CURRENCY, statement, unit, numbers)
#define DONE(statement) MEASURE(DONE, statement, NULL, NULL)
#define RUBRIC(statement) MEASURE(RUBRIC, statement, NULL, NULL)
#define MILESTONES(statement, numbers) MEASURE(MILESTONES, statement, NULL, numbers)
#define MEANS(good, excellent)                                                                                         \
    {                                                                                                                  \
        .word = W_MEANS, .text = (good), .more = (excellent)                                                           \
    }
#define PARTS(lines)                                                                                                   \
    {                                                                                                                  \
        .word = W_PARTS, .text = (lines)                                                                               \
    }
#define RUN(values)                                                                                                    \
    {                                                                                                                  \
        .word = W_RUN, .text = (values)                                                                                \
    }
#define SURE(marks)                                                                                                    \
    {                                                                                                                  \
        .word = W_SURE, .text = (marks)                                                                                \
    }
#define TELL(back, moved, next, barrier)                                                                               \
    {                                                                                                                  \
        .word = W_SAY, .a = (back), .text = (moved), .more = (next), .third = (barrier)                                \
    }
#define FIX(back, value, moved)                                                                                        \
    {                                                                                                                  \
        .word = W_FIX, .a = (back), .text = (value), .more = (moved)                                                   \
    }
#define HEARD(back, kind, words, reply)                                                                                \
    {                                                                                                                  \
        .word = W_HEARD, .a = (back), .b = ANSWER_##kind, .text = (words), .more = (reply)                             \
    }
#define DUE(before, days, why)                                                                                         \
    {                                                                                                                  \
        .word = W_DUE, .a = (before), .b = (days), .text = (why)                                                       \
    }
#define TARGET(before, numbers, why)                                                                                   \
    {                                                                                                                  \
        .word = W_TARGET, .a = (before), .scale = (numbers), .text = (why)                                             \
    }
#define RENAMED(before, title, why)                                                                                    \
    {                                                                                                                  \
        .word = W_TITLE, .a = (before), .more = (title), .text = (why)                                                 \
    }
#define ASKED(question, reply)                                                                                         \
    {                                                                                                                  \
        .word = W_ASKED, .a = 1, .text = (question), .more = (reply)                                                   \
    }
#define SUGGESTED(idea, reply)                                                                                         \
    {                                                                                                                  \
        .word = W_ASKED, .a = 2, .text = (idea), .more = (reply)                                                       \
    }
#define OFFER(words)                                                                                                   \
    {                                                                                                                  \
        .word = W_OFFER, .text = (words)                                                                               \
    }
#define SILENT                                                                                                         \
    {                                                                                                                  \
        .word = W_SILENT                                                                                               \
    }
#define WAITS(days)                                                                                                    \
    {                                                                                                                  \
        .word = W_WAITS, .a = (days)                                                                                   \
    }
#define DRAFT(days)                                                                                                    \
    {                                                                                                                  \
        .word = W_DRAFT, .a = (days)                                                                                   \
    }
#define STALE(days)                                                                                                    \
    {                                                                                                                  \
        .word = W_STALE, .a = (days)                                                                                   \
    }
#define STEP(words)                                                                                                    \
    {                                                                                                                  \
        .word = W_STEP, .text = (words)                                                                                \
    }
#define WALKED(words)                                                                                                  \
    {                                                                                                                  \
        .word = W_STEP, .text = (words), .a = 1                                                                        \
    }
#define HANDED(before, to, why)                                                                                        \
    {                                                                                                                  \
        .word = W_HANDED, .a = (before), .who = (to), .text = (why)                                                    \
    }
#define CLOSED(outcome, why)                                                                                           \
    {                                                                                                                  \
        .word = W_CLOSED, .a = OUTCOME_##outcome, .text = (why)                                                        \
    }

/* demo_direction.c: of the organisation and its teams; demo_goals.c: of people */
extern const struct demo_line demo_direction[], demo_goals[];
extern const int demo_direction_count, demo_goals_count;

/* ---- demo_trades.c: what people of a trade take on; %s is their patch ---- */

struct demo_trade_goal {
    const char *title, *why, *statement, *unit, *scale;
    int kind;
    const char *moved[3], *next, *barrier; /* a good week, a usual one, a hard one */
};
/* By trade; NULL where nothing is made up. */
extern const struct demo_trade_goal *const demo_trades[TRADES];
extern const int demo_trade_counts[TRADES];

/* ---- the stage ---- */

#define PERIODS 4
#define DEMO_GOALS_MOST 1000
#define DEMO_CRITERIA 4 /* of a goal */
#define DEMO_SERVES 4
#define DEMO_TURNS 8 /* check-ins of a goal */
#define DEMO_STEPS 8

/* A goal as it is played, made of its rows. */
struct demo_goal {
    const struct demo_line *head; /* its W_GOAL */
    const struct demo_line *rows;
    int n;
    int number; /* its place: where something shall differ from goal to goal */
    int owner, period;
    int64_t id, criteria[DEMO_CRITERIA], checkins[DEMO_TURNS], steps[DEMO_STEPS];
    int n_criteria;
    int64_t begun_at, last_at; /* when it was written down, and its last act that was planned */
};

#define DEMO_MEETINGS 64 /* series */
#define DEMO_RAISED 60   /* things that people raised with each other */

struct demo {
    int64_t meetings[DEMO_MEETINGS]; /* series, as demo_meetings.c counts them */
    struct ctx *ctx;
    int64_t now;
    int32_t today, begins;                  /* the first day of all */
    int32_t starts[PERIODS], ends[PERIODS]; /* of the periods; the last one is running */
    int64_t periods[PERIODS];
    int64_t *people, *teams; /* ids by place in the tables */
    struct str *first_names;
    struct demo_goal *goals[DEMO_GOALS_MOST];
    int n_goals;
    struct demo_act *acts;
    int n_acts, room_acts;
    int64_t raised[DEMO_RAISED];
};

/* Something that somebody does at some time. */
struct demo_act {
    int64_t at;
    int order; /* as they were planned: for what happens at the same time */
    int person;
    struct demo_goal *goal;
    const struct demo_line *row;
    int turn, turns; /* of a check-in: 0 the newest; of a step: which */
    bool (*play)(struct demo *d, const struct demo_act *act);
};

/* demo_cast.c: who acts */
void demo_cast(struct demo *d);
int demo_person_named(const struct demo *d, const char *first_name); /* place in demo_people */
int demo_team_named(const char *name);                               /* place in demo_teams */
struct str demo_email(const struct demo *d, int person);
/* That person acts at that time from here on. */
struct ctx *demo_as(struct demo *d, int person, int64_t at);
bool demo_join(struct demo *d, int person);
bool demo_people_join(struct demo *d);
bool demo_teams_form(struct demo *d);
bool demo_contacts_written(struct demo *d);
bool demo_play_join(struct demo *d, const struct demo_act *act);

/* demo_plot.c: from tables to acts */
void demo_plan(struct demo *d, int64_t at, struct demo_act act);
void demo_sort_acts(struct demo *d);
/* That day at that minute where the person lives; moved off the weekend. */
int64_t demo_at(int person, int32_t day, int minute);

/* demo_meetings.c: who meets whom */
void demo_plot_meetings(struct demo *d);
struct demo_goal *demo_goal_add(struct demo *d, const struct demo_line *rows, int n);
/* The first of its rows with this word; NULL none. */
const struct demo_line *demo_row_of(const struct demo_goal *g, enum word word);
struct demo_goal *demo_goal_named(const struct demo *d, const char *key);
void demo_goals_of(struct demo *d, const struct demo_line *rows, int n);
void demo_plot_goals(struct demo *d);

/* demo_made_up.c: goals of people of whom no other story is told */
void demo_goals_of_trades(struct demo *d);

/* demo_support.c: barriers, and who helps */
void demo_plot_support(struct demo *d);

/* demo_need.c: what goals need of others */
void demo_plot_needs(struct demo *d);

/* demo_house.c: what happens to the organisation, its people and its framework */
void demo_plot_house(struct demo *d);

/* ---- demo_raise.c ---- */

void demo_plot_raised(struct demo *d);

/* demo_play.c: the acts of goals */
bool demo_play_create(struct demo *d, const struct demo_act *act);
bool demo_play_propose(struct demo *d, const struct demo_act *act);
bool demo_play_answer(struct demo *d, const struct demo_act *act);
bool demo_play_ask(struct demo *d, const struct demo_act *act);
bool demo_play_reply(struct demo *d, const struct demo_act *act);
bool demo_play_silence(struct demo *d, const struct demo_act *act);
bool demo_play_checkin(struct demo *d, const struct demo_act *act);
bool demo_play_fix(struct demo *d, const struct demo_act *act);
bool demo_play_hear(struct demo *d, const struct demo_act *act);
bool demo_play_change(struct demo *d, const struct demo_act *act);
bool demo_play_hand_over(struct demo *d, const struct demo_act *act);
bool demo_play_step(struct demo *d, const struct demo_act *act);
bool demo_play_tick(struct demo *d, const struct demo_act *act);
bool demo_play_close(struct demo *d, const struct demo_act *act);

#endif
