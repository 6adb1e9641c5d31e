/* The demonstration organisation: a small maker of trail maps, half a year old, with goals in cascades, good and bad
 * news, a target that moved with a reason, late check-ins and open questions, so that each page shows what it is for.
 * Everything goes through the same verbs as a person's own acts, each at its own day. */
#include "app/demo.h"

#include "app/answer.h"
#include "app/checkin.h"
#include "app/criterion.h"
#include "app/demonstration.h"
#include "app/goal/goal.h"
#include "app/mission.h"
#include "app/organisation.h"
#include "app/period.h"
#include "app/person.h"
#include "app/setup.h"
#include "app/step.h"
#include "app/team.h"
#include "base/limits.h"

#define DEMO_LINK_HOURS (24 * 14)
#define ONE DECIMAL_ONE

static const struct {
    const char *name, *title, *team, *zone;
    int manager; /* place in this table, -1 none */
    const char *work_with_me, *skills;
} people[] = {
    {"Ada Lindqvist", "Managing Director", "Leadership", "Europe/Stockholm", -1,
     "I decide little and ask a lot. Mornings are for people.", "Facilitation\nStrategy"},
    {"Bilal Rahman", "Head of People", "Leadership", "Europe/London", 0,
     "Send me the question first, then let us talk.", "Hiring\nMediation"},
    {"Chiara D'Amico", "Lead, Cartography", "Cartography", "Europe/Rome", 0, "Show me the map, not the slide.",
     "Cartography\nField survey"},
    {"Diego Núñez", "Lead, Software", "Software", "America/New_York", 0,
     "Written first. I read everything by noon my time.", "C\nGIS\nTeaching"},
    {"Esi Mensah", "Lead, Partners", "Partners", "Europe/London", 0, "Call me when it is urgent; I like a voice.",
     "Negotiation\nPublic sector"},
    {"Freja Østergård", "Cartographer", "Cartography", "Europe/Copenhagen", 2, "Quiet until ten.",
     "Illustration\nTerrain"},
    {"Gaurav Sharma", "Cartographer", "Cartography", "Asia/Kolkata", 2, "Comments on drafts are always welcome.",
     "Remote sensing"},
    {"Hana Kovářová", "Field Surveyor", "Cartography", "Europe/Prague", 2,
     "Outdoors three days a week; leave me a note.", "Field survey\nFirst aid"},
    {"Ivo Marques", "Software Engineer", "Software", "Europe/Lisbon", 3, "Pair with me on anything that scares you.",
     "TypeScript\nAccessibility"},
    {"Jun Watanabe", "Software Engineer", "Software", "America/New_York", 3, "I think slowly and answer fully.",
     "C\nDatabases"},
    {"Keira O'Neill", "Reliability Engineer", "Software", "Europe/Dublin", 3,
     "Tell me what you expected, then what happened.", "Operations\nIncident review"},
    {"Lars Meyer-Landrut", "Partner Manager", "Partners", "Europe/Berlin", 4, "I like agendas.", "Tourism\nGerman"},
    {"María Fernández-Ochoa", "Partner Manager", "Partners", "Europe/Madrid", 4, "Short messages, long walks.",
     "Spanish\nMunicipalities"},
    {"Nneka Adeyemi", "Finance", "Leadership", "Europe/London", 0, "Numbers by Thursday, please.", "Budgets"},
};
#define PEOPLE ((int)(sizeof people / sizeof *people))

static const struct {
    const char *name, *purpose;
    int lead;
} teams[] = {
    {"Leadership", "Keep the direction clear and get out of the way.", 0},
    {"Cartography", "Maps that a tired walker in the rain can read.", 2},
    {"Software", "Tools that make surveying and publishing quick and dependable.", 3},
    {"Partners", "Towns and parks that keep their trails with us.", 4},
};

enum { NOT_PROPOSED, PROPOSED, RUNNING };

static const struct {
    const char *title, *why, *leaves_out, *team;
    int level, owner, parent; /* parent: place in this table, -1 none */
    int state;
    const char *statement;
    int kind;
    const char *unit;
    int start, good, excellent;
    const char *good_means, *excellent_means;
    int checkins[6], confidences[6]; /* values a fortnight apart, oldest first; -1: none that time */
    const char *moved, *in_the_way;
} goals[] = {
    {"Every long-distance trail in the region has a map that is true this season",
     "People get lost where maps are older than the storms.",
     "City maps; other regions.",
     NULL,
     LEVEL_ORGANISATION,
     0,
     -1,
     RUNNING,
     "Share of trail kilometres surveyed this season",
     KIND_PERCENT,
     NULL,
     35,
     80,
     95,
     NULL,
     NULL,
     {38, 44, 51, 57, 63, 68},
     {0, 0, 0, 0, 0, 0},
     "The northern loop is done, a week early.",
     NULL},
    {"Towns and parks pay for upkeep because it is worth it to them",
     "Grants end in two years; upkeep must not.",
     NULL,
     NULL,
     LEVEL_ORGANISATION,
     4,
     -1,
     RUNNING,
     "Yearly upkeep agreements",
     KIND_CURRENCY,
     "EUR",
     120000,
     300000,
     400000,
     NULL,
     NULL,
     {120000, 135000, 150000, 150000, 162000, 171000},
     {0, 0, 1, 1, 2, 2},
     "Two towns signed, one left.",
     "The district council votes only in spring."},
    {"Survey the high route before the first snow",
     "It is the part that changes most and is reached least.",
     "The side valleys.",
     "Cartography",
     LEVEL_TEAM,
     2,
     0,
     RUNNING,
     "Stages surveyed and checked",
     KIND_NUMBER,
     "stages",
     0,
     14,
     18,
     NULL,
     NULL,
     {1, 3, 6, 9, 11, 13},
     {0, 0, 1, 0, 0, 0},
     "Stages 12 and 13, in fog, by compass.",
     NULL},
    {"A surveyed change is on the public map within a day",
     "A correct survey that waits for weeks helps nobody.",
     NULL,
     "Software",
     LEVEL_TEAM,
     3,
     0,
     RUNNING,
     "Median hours from survey to public map",
     KIND_NUMBER,
     "hours",
     240,
     24,
     8,
     NULL,
     NULL,
     {220, 190, 120, 96, 60, 41},
     {1, 1, 0, 0, 0, 0},
     "Tiles are now drawn only where something changed.",
     NULL},
    {"Partners can see what their money does",
     "Nobody renews what they cannot see.",
     NULL,
     "Partners",
     LEVEL_TEAM,
     4,
     1,
     RUNNING,
     "The yearly report of a partner",
     KIND_RUBRIC,
     NULL,
     0,
     0,
     0,
     "A partner finds cost and kilometres in it without help.",
     "Two partners show it in their council unasked.",
     {0, 0, 0, 0, 1, -1},
     {1, 1, 1, 0, 0, 0},
     "The first draft was understood by all three who tried it.",
     NULL},
    {"Terrain shading that reads in rain and by torchlight",
     "Our contour lines vanish on wet paper.",
     NULL,
     "Cartography",
     LEVEL_PERSON,
     5,
     2,
     RUNNING,
     "Walkers of 20 who find the right path in the test",
     KIND_NUMBER,
     "of 20",
     11,
     17,
     19,
     NULL,
     NULL,
     {11, 12, 14, 15, -1, -1},
     {0, 0, 0, 1, 0, 0},
     "The darker hillshade helps; the violet does not.",
     "The wet-paper printer is booked until next week."},
    {"Satellite images tell us where to survey first",
     "We walk to places that have not changed.",
     "Drawing maps from satellite images.",
     "Cartography",
     LEVEL_PERSON,
     6,
     2,
     RUNNING,
     "Changes found that the survey then confirms",
     KIND_PERCENT,
     NULL,
     30,
     70,
     85,
     NULL,
     NULL,
     {30, 34, 41, 52, 66, 73},
     {1, 1, 1, 0, 0, 0},
     "Clouds are now left out month by month.",
     NULL},
    {"Stages 9 to 14 surveyed with two independent tracks",
     "One track can be wrong by a valley.",
     NULL,
     "Cartography",
     LEVEL_PERSON,
     7,
     2,
     RUNNING,
     "What has been done",
     KIND_MILESTONES,
     NULL,
     0,
     3,
     4,
     NULL,
     NULL,
     {0, 1, 1, 2, 3, 3},
     {0, 0, 0, 0, 0, 0},
     "Stage 13 has its second track.",
     NULL},
    {"The editor can be used by keyboard and screen reader",
     "Two of our best volunteers cannot use a mouse.",
     NULL,
     "Software",
     LEVEL_PERSON,
     8,
     3,
     RUNNING,
     "Tasks of ten that they finish alone",
     KIND_NUMBER,
     "of 10",
     2,
     8,
     10,
     NULL,
     NULL,
     {2, 3, 5, 6, 8, 9},
     {0, 0, 0, 0, 0, 0},
     "Moving a point by arrow keys works.",
     NULL},
    {"Publishing never loses an edit",
     "In June we lost an afternoon of Hana's work.",
     NULL,
     "Software",
     LEVEL_PERSON,
     9,
     3,
     RUNNING,
     "Edits lost in the fault drills of a month",
     KIND_NUMBER,
     "edits",
     12,
     1,
     0,
     NULL,
     NULL,
     {12, 9, 4, 4, 2, 1},
     {1, 1, 1, 1, 0, 0},
     "The last loss came from a clock; fixed.",
     NULL},
    {"We hear of an outage before a walker does",
     "Three of four outages were told to us by users.",
     NULL,
     "Software",
     LEVEL_PERSON,
     10,
     3,
     RUNNING,
     "Alarms for outages work",
     KIND_DONE,
     NULL,
     0,
     0,
     0,
     "Each of the five drills raised an alarm within two minutes.",
     "And a walker-facing page said so by itself.",
     {0, 0, 0, 1, 1, 1},
     {0, 0, 0, 0, 0, 0},
     "All five drills were heard.",
     NULL},
    {"Six towns along the lake renew for three years",
     "Yearly renewals eat a third of our time.",
     NULL,
     "Partners",
     LEVEL_PERSON,
     11,
     4,
     RUNNING,
     "Towns that signed for three years",
     KIND_NUMBER,
     "towns",
     0,
     4,
     6,
     NULL,
     NULL,
     {0, 0, 1, 1, -1, -1},
     {0, 1, 1, 2, 0, 0},
     NULL,
     "The mayors want to decide together, and two are new."},
    {"A Spanish pilot with one mountain district",
     "It shows whether our way works outside our home.",
     "More than one district.",
     "Partners",
     LEVEL_PERSON,
     12,
     4,
     PROPOSED,
     "Kilometres under agreement",
     KIND_NUMBER,
     "km",
     0,
     80,
     140,
     NULL,
     NULL,
     {-1, -1, -1, -1, -1, -1},
     {0},
     NULL,
     NULL},
    {"Quarterly figures that everybody can read in five minutes",
     "Decisions are made all over the house; so must the figures be.",
     NULL,
     NULL,
     LEVEL_PERSON,
     13,
     1,
     NOT_PROPOSED,
     "Colleagues of ten who can say what changed",
     KIND_NUMBER,
     "of 10",
     3,
     7,
     9,
     NULL,
     NULL,
     {-1, -1, -1, -1, -1, -1},
     {0},
     NULL,
     NULL},
    {"Learn to lead retrospectives",
     "Our reviews blame the weather.",
     NULL,
     NULL,
     LEVEL_PERSON,
     10,
     -1,
     PROPOSED,
     "How it goes",
     KIND_RUBRIC,
     NULL,
     0,
     0,
     0,
     "Three led; each ended with a change that happened.",
     "Another team asks for one.",
     {-1, -1, -1, -1, -1, -1},
     {0},
     NULL,
     NULL},
};
#define GOALS ((int)(sizeof goals / sizeof *goals))
#define CHECKINS 6

struct demo {
    struct ctx *ctx;
    int64_t today, people[PEOPLE], goals[GOALS], criteria[GOALS], period;
};

/* The person acts, that many days ago, in their morning. */
static struct ctx *as(struct demo *d, int person, int days_ago)
{
    struct ctx *ctx = d->ctx;
    int32_t day = zone_date(STR("UTC"), d->today) - days_ago;
    int64_t at = days_ago ? zone_instant(str_of(people[person].zone), day, 10 * 60) : d->today;
    ctx->now = at < d->today ? at : d->today;
    ctx->actor.person_id = d->people[person];
    ctx->actor.zone = str_of(people[person].zone);
    return ctx;
}

static struct str email_of(struct ctx *ctx, const char *name)
{
    struct str folded = utf8_fold(ctx->arena, str_of(name));
    struct buf b = buf_new(ctx->arena, 64);
    for (size_t i = 0; i < folded.len && folded.at[i] != ' '; i++)
        if (folded.at[i] >= 'a' && folded.at[i] <= 'z') buf_char(&b, folded.at[i]);
    buf_puts(&b, "@wayfarer-maps.example");
    return buf_str(&b);
}

/* ---- people and teams ---- */

static struct lines lines_of(struct ctx *ctx, const char *text)
{
    struct str rest = str_of(text), line;
    struct lines l = {.at = arena_many(ctx->arena, struct str, 8), .given = true};
    while (l.n < 8 && str_split(&rest, '\n', &line)) l.at[l.n++] = str_copy(ctx->arena, line);
    return l;
}

static bool make_person(struct demo *d, int i)
{
    struct ctx *ctx = d->ctx;
    struct person before, p;
    resource_clear(&person_resource, &p);
    if (i == 0 && !person_find(ctx, d->people[0], &p)) return false; /* made with the organisation */
    before = p;
    p.name = str_of(people[i].name);
    p.email = email_of(ctx, people[i].name);
    p.title = str_of(people[i].title);
    p.department = str_of(people[i].team);
    p.zone = str_of(people[i].zone);
    p.work_with_me = str_of(people[i].work_with_me);
    p.skills = lines_of(ctx, people[i].skills);
    p.hired_on = zone_date(STR("UTC"), d->today) - 300 - 40 * i;
    p.roles = i == 0 ? ROLE_PEOPLE_OPERATIONS | ROLE_OPERATOR : i == 1 ? ROLE_PEOPLE_OPERATIONS : 0;
    if (people[i].manager >= 0) p.manager_id = d->people[people[i].manager];
    bool made = i == 0 ? person_change(ctx, &before, &p) : person_create(ctx, &p);
    d->people[i] = p.id;
    return made;
}

static bool make_teams(struct demo *d)
{
    for (size_t i = 0; i < sizeof teams / sizeof *teams; i++) {
        struct team t;
        resource_clear(&team_resource, &t);
        t.name = str_of(teams[i].name);
        t.purpose = str_of(teams[i].purpose);
        if (!team_create(as(d, 0, 170), &t)) return false;
        for (int p = 0; p < PEOPLE; p++)
            if (str_is(t.name, people[p].team) &&
                !team_join(d->ctx, t.id, d->people[p], p == teams[i].lead ? TEAM_LEAD : TEAM_MEMBER))
                return false;
    }
    return true;
}

static bool make_period(struct demo *d, const char *name, int starts, int ends, int64_t *id)
{
    struct period p;
    int32_t today = zone_date(STR("UTC"), d->today);
    resource_clear(&period_resource, &p);
    p.name = str_of(name);
    p.starts_on = today + starts;
    p.ends_on = today + ends;
    bool made = period_create(as(d, 1, 160), &p);
    *id = p.id;
    return made;
}

/* ---- goals ---- */

static bool make_criterion(struct demo *d, int i)
{
    struct criterion c;
    resource_clear(&criterion_resource, &c);
    c.statement = str_of(goals[i].statement);
    c.kind = goals[i].kind;
    c.unit = str_of(goals[i].unit);
    if (c.kind != KIND_DONE && c.kind != KIND_RUBRIC) {
        c.start = goals[i].start * ONE;
        c.good = goals[i].good * ONE;
        c.excellent = goals[i].excellent * ONE;
    }
    c.weight = ONE;
    c.good_means = str_of(goals[i].good_means);
    c.excellent_means = str_of(goals[i].excellent_means);
    if (c.kind == KIND_MILESTONES)
        c.milestones = lines_of(d->ctx, "Stages 9 and 10\nStages 11 and 12\nStage 13\nStage 14");
    bool made = criterion_add(d->ctx, d->goals[i], &c);
    d->criteria[i] = c.id;
    return made;
}

static bool make_goal(struct demo *d, int i)
{
    struct goal g;
    int begun = goals[i].state == RUNNING ? 100 : 6;
    struct ctx *ctx = as(d, goals[i].owner, begun);
    int32_t today = zone_date(STR("UTC"), d->today);
    resource_clear(&goal_resource, &g);
    g.title = str_of(goals[i].title);
    g.why = str_of(goals[i].why);
    g.leaves_out = str_of(goals[i].leaves_out);
    g.level = goals[i].level;
    g.owner_id = d->people[goals[i].owner];
    g.team_id = goals[i].team ? team_by_name(ctx, str_of(goals[i].team)) : 0;
    g.period_id = d->period;
    g.starts_on = today - 90;
    g.due_on = today + 45 + 7 * (i % 4);
    int64_t parent = goals[i].parent >= 0 ? d->goals[goals[i].parent] : 0;
    g.serves = (struct ids){&parent, parent != 0, true};
    if (!goal_create(ctx, &g)) return false;
    d->goals[i] = g.id;
    return make_criterion(d, i) && (goals[i].state == NOT_PROPOSED || goal_propose(ctx, g.id));
}

/* The line managers answer what was proposed to run; one asks first. */
static bool answer_goals(struct demo *d)
{
    for (int i = 0; i < GOALS; i++) {
        int manager = people[goals[i].owner].manager;
        if (goals[i].state != RUNNING || manager < 0) continue;
        if (!answer_give(as(d, manager, 97 - i % 3), d->goals[i], i % 5 == 2 ? ANSWER_OFFER : ANSWER_ALIGNED,
                         i % 5 == 2 ? STR("I can free two days a month for this, if it helps.") : STR_NONE))
            return false;
    }
    return answer_give(as(d, 3, 3), d->goals[GOALS - 1], ANSWER_QUESTION,
                       STR("Which team would you like to begin with?"));
}

static bool check_in(struct demo *d, int i, int turn, int days_ago)
{
    struct checkin c;
    struct checkin_value value = {.criterion_id = d->criteria[i], .value = goals[i].checkins[turn] * ONE};
    resource_clear(&checkin_resource, &c);
    c.confidence = goals[i].confidences[turn];
    c.values = (struct list){&value, 1, true};
    bool newest = turn == CHECKINS - 1 || goals[i].checkins[turn + 1] < 0;
    if (newest) {
        c.moved = str_of(goals[i].moved);
        c.in_the_way = str_of(goals[i].in_the_way);
    }
    return checkin_write(as(d, goals[i].owner, days_ago), d->goals[i], &c);
}

static bool check_ins(struct demo *d)
{
    for (int turn = 0; turn < CHECKINS; turn++)
        for (int i = 0; i < GOALS; i++)
            if (goals[i].checkins[turn] >= 0 && goals[i].state == RUNNING &&
                !check_in(d, i, turn, 1 + i % 5 + 14 * (CHECKINS - 1 - turn)))
                return false;
    return true;
}

static bool steps(struct demo *d)
{
    static const char *const texts[] = {"Walk stage 14 with the second device", "Compare both tracks",
                                        "Hand the notes to Freja"};
    for (int i = 0; i < 3; i++) {
        struct step s;
        resource_clear(&step_resource, &s);
        s.text = str_of(texts[i]);
        if (!step_add(as(d, 7, 20), d->goals[7], &s)) return false;
    }
    return true;
}

/* ---- the command ---- */

static bool make_all(struct demo *d)
{
    int64_t last;
    struct ctx *ctx = d->ctx;
    ctx->now = d->today - 180 * MS_DAY;
    if (!setup_organisation(ctx, STR("Wayfarer Maps"), STR("Europe/London"), str_of(people[0].name),
                            email_of(ctx, people[0].name), &d->people[0]))
        return false;
    for (int i = 0; i < PEOPLE; i++)
        if (!make_person(d, i)) return false;
    if (!mission_write(as(d, 0, 175), d->people[0], STR("Everybody can find the way, and walk it their own way."),
                       STR_NONE))
        return false;
    if (!make_teams(d) || !make_period(d, "Last season", -280, -95, &last) ||
        !make_period(d, "This season", -94, 90, &d->period))
        return false;
    for (int i = 0; i < GOALS; i++)
        if (!make_goal(d, i)) return false;
    if (!answer_goals(d) || !check_ins(d) || !steps(d)) return false;
    return demonstration_open(ctx, DOOR_PERSON, d->people[5]) && demonstration_open(ctx, DOOR_MANAGER, d->people[2]) &&
           demonstration_open(ctx, DOOR_PEOPLE_OPERATIONS, d->people[1]);
}

static int demo_run(struct ctx *ctx, const struct command_call *call)
{
    static const struct {
        int person;
        const char *what;
    } doors[] = {{7, "a person"}, {3, "a team lead"}, {1, "people operations"}};
    struct demo *d = arena_one(ctx->arena, struct demo);
    struct str links[3] = {STR_NONE, STR_NONE, STR_NONE};
    *d = (struct demo){.ctx = ctx, .today = ctx->now};
    if (db_begin_write(ctx) && make_all(d)) {
        ctx->now = d->today;
        for (int i = 0; i < 3; i++)
            if (!setup_link(ctx, d->people[doors[i].person], DEMO_LINK_HOURS, &links[i])) break;
    }
    if (!db_finish(ctx)) {
        fprintf(call->err, "%.*s", STR_ARG(ctx->failure.sentence));
        for (int i = 0; i < ctx->failure.n_fields; i++)
            fprintf(call->err, " %.*s: %.*s", STR_ARG(ctx->failure.fields[i].field),
                    STR_ARG(ctx->failure.fields[i].sentence));
        fputc('\n', call->err);
        return 1;
    }
    fprintf(call->out,
            "The demonstration organisation is ready. Each link signs in once; waymark link EMAIL makes another.\n");
    for (int i = 0; i < 3; i++)
        fprintf(call->out, "  as %s, %s:\n      %.*s\n", doors[i].what, people[doors[i].person].name,
                STR_ARG(links[i]));
    return 0;
}

const struct command command_demo = {
    .name = "demo",
    .usage = "demo",
    .doc = "Makes a demonstration organisation and prints links to sign in to it.",
    .needs = NEEDS_ALONE,
    .run = demo_run,
};
