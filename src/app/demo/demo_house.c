/* What happens to the organisation of the demonstration itself: periods begin and end, the framework and the mission
 * are written anew, people join, move and leave, and some of that is planned for later days. */
#include "app/absence.h"
#include "app/changeover.h"
#include "app/demo/demo_part.h"
#include "app/forecast/forecast.h"
#include "app/framework.h"
#include "app/mission.h"
#include "app/period.h"
#include "app/person.h"
#include "app/team.h"
#include "base/log.h"

#define LEARN_DAYS 7 /* between the days on which forecasts learn */
#define AWAY_DAYS 4
#define ADA 0
#define BILAL 1

static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
                                     "July",    "August",   "September", "October", "November", "December"};

/* "July to September 2026" */
static struct str period_name(struct demo *d, int period)
{
    int year, month, day, last_year, last_month;
    date_to_ymd(d->starts[period], &year, &month, &day);
    date_to_ymd(d->ends[period], &last_year, &last_month, &day);
    if (year == last_year)
        return str_format(d->ctx->arena, "%s to %s %d", months[month - 1], months[last_month - 1], year);
    return str_format(d->ctx->arena, "%s %d to %s %d", months[month - 1], year, months[last_month - 1], last_year);
}

static bool play_period(struct demo *d, const struct demo_act *act)
{
    struct period p;
    resource_clear(&period_resource, &p);
    p.name = period_name(d, act->turn);
    p.starts_on = d->starts[act->turn];
    p.ends_on = d->ends[act->turn];
    bool made = period_create(demo_as(d, BILAL, act->at), &p);
    d->periods[act->turn] = p.id;
    return made;
}

static bool play_period_end(struct demo *d, const struct demo_act *act)
{
    (void)period_finish(demo_as(d, BILAL, act->at)); /* false: there is nothing more to finish */
    return !failed(d->ctx);
}

static bool play_mission(struct demo *d, const struct demo_act *act)
{
    bool first = act->turn == 0;
    return mission_write(demo_as(d, ADA, act->at), d->people[ADA],
                         first ? STR("Good maps for every trail we know.")
                               : STR("Everybody can find the way, and walk it their own way."),
                         first
                             ? STR_NONE
                             : STR("In the villages they asked us: good for whom? A map is not the point. That people "
                                   "find their way is, and which way is theirs to say."));
}

static bool play_framework(struct demo *d, const struct demo_act *act)
{
    struct framework before, after;
    if (!framework_now(demo_as(d, BILAL, act->at), &before)) return false;
    after = before;
    switch (act->turn) {
    case 0:
        after.rhythm_days = 14;
        after.grace_days = 5;
        after.reason = STR("Weekly check-ins felt like reporting. Two weeks leave time to walk.");
        break;
    case 1:
        after.answer_days = 5;
        after.reason = STR("Proposals waited for a week, and the weather did not.");
        break;
    default:
        after.rhythm_days = 10;
        after.grace_days = 4;
        after.active_goal_limit = 4;
        after.reason = STR("In two weeks the weather changes twice. And those with five goals told us which one they "
                           "never looked at.");
    }
    return framework_change(d->ctx, &before, &after);
}

static bool play_move(struct demo *d, const struct demo_act *act)
{
    int64_t solvej = d->people[act->person], lead = d->people[demo_person_named(d, "thandiwe")];
    struct ctx *ctx = demo_as(d, BILAL, act->at);
    return team_leave(ctx, d->teams[demo_team_named("Help Desk")], solvej) &&
           team_join(ctx, d->teams[demo_team_named("Walkers' App")], solvej, TEAM_MEMBER) &&
           person_report_to(ctx, solvej, lead, ctx_today(ctx));
}

static bool play_leave(struct demo *d, const struct demo_act *act)
{
    struct ctx *ctx = demo_as(d, BILAL, act->at);
    return person_leave(ctx, d->people[act->person], (struct person_departure){.left_on = ctx_today(ctx)});
}

static int64_t person_id(struct demo *d, const char *name)
{
    return d->people[demo_person_named(d, name)];
}

static int64_t team_id(struct demo *d, const char *name)
{
    return d->teams[demo_team_named(name)];
}

static const char *monday_after(struct demo *d, int days)
{
    int32_t day = d->today + days;
    return date_print(d->ctx->arena, day + 8 - date_weekday(day)).at;
}

/* What people operations have planned for the weeks to come: somebody joins, moves and leaves. */
static bool play_changeover(struct demo *d, const struct demo_act *act)
{
    int64_t person = 0;
    json_t *body = NULL;
    switch (act->turn) {
    case 0:
        body = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:I, s:[I], s:s, s:b}", "kind", "joins", "name", "Ingvild Aas",
                         "email", "ingvild@wayfarer-maps.example", "title", "Cartographer", "department", "Cartography",
                         "zone", "Europe/Oslo", "manager_id", (json_int_t)person_id(d, "chiara"), "joins",
                         (json_int_t)team_id(d, "Terrain"), "day", monday_after(d, 7), "invite", 1);
        break;
    case 1:
        person = person_id(d, "viggo");
        body =
            json_pack("{s:s, s:s, s:I, s:[I], s:[I], s:s}", "kind", "moves", "title", "Reliability Engineer",
                      "manager_id", (json_int_t)person_id(d, "keira"), "joins", (json_int_t)team_id(d, "Reliability"),
                      "leaves", (json_int_t)team_id(d, "Tiles"), "day", monday_after(d, 14));
        break;
    default:
        person = person_id(d, "rhys");
        body = json_pack("{s:s, s:I, s:s, s:s}", "kind", "leaves", "hand_over_to", (json_int_t)person_id(d, "bronwyn"),
                         "reason", "Rhys goes back to the farm. Bronwyn knows the coast and its councils.", "day",
                         date_print(d->ctx->arena, d->today + 24).at);
    }
    BUG_IF(!body);
    json_keep(d->ctx->arena, body);
    return changeover_make(demo_as(d, BILAL, act->at), person, body);
}

/* For some days around today, so that one sees who is asked instead. */
static bool play_away(struct demo *d, const struct demo_act *act)
{
    struct ctx *ctx = demo_as(d, act->person, act->at);
    return absence_note(ctx, d->people[act->person], d->today - AWAY_DAYS, d->today + AWAY_DAYS,
                        d->people[demo_person_named(d, "ottilie")]);
}

/* Without a server no job does it. */
static bool play_learn(struct demo *d, const struct demo_act *act)
{
    return forecast_learn_today(demo_as(d, BILAL, act->at));
}

static void plan(struct demo *d, int32_t day, bool (*play)(struct demo *d, const struct demo_act *act), int turn)
{
    demo_plan(d, demo_at(BILAL, day, 8 * 60), (struct demo_act){.play = play, .turn = turn});
}

static void plan_of(struct demo *d, int32_t day, bool (*play)(struct demo *d, const struct demo_act *act), int person)
{
    demo_plan(d, demo_at(BILAL, day, 9 * 60), (struct demo_act){.play = play, .person = person});
}

void demo_plot_house(struct demo *d)
{
    plan(d, d->begins + 5, play_mission, 0);
    plan(d, d->starts[2] + 12, play_mission, 1);
    for (int i = 0; i < PERIODS; i++) {
        plan(d, i ? d->starts[i] - 30 : d->begins + 5, play_period, i);
        if (i < PERIODS - 1) plan(d, d->ends[i] + 4, play_period_end, i);
    }
    plan(d, d->starts[0] + 20, play_framework, 0);
    plan(d, d->ends[0] + 10, play_framework, 1);
    plan(d, d->ends[2] + 10, play_framework, 2);
    for (int32_t day = d->starts[0]; day <= d->today; day += LEARN_DAYS) plan(d, day, play_learn, 0);
    for (int i = 0; i < demo_people_count; i++)
        if (demo_people[i].joined) plan_of(d, d->today - demo_people[i].joined, demo_play_join, i);
    plan_of(d, d->ends[1] + 6, play_move, demo_person_named(d, "solvej"));
    plan_of(d, d->today - 20, play_leave, demo_person_named(d, "mathilde"));
    plan_of(d, d->today - 10, play_away, demo_person_named(d, "nneka"));
    for (int i = 0; i < 3; i++) plan(d, d->today - 1, play_changeover, i);
}
