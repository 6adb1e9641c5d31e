/* The demonstration organisation: a maker of trail maps, a hundred and twenty people in Europe, America and Asia, a
 * year into working with Waymark. Its story stands in tables; it is acted out here, day by day, through the same verbs
 * as people's own acts, so that each page shows what it is for. */
#include "app/demo.h"

#include "app/demo/demo_part.h"
#include "app/demonstration.h"
#include "app/notice/notice.h"
#include "app/setup.h"
#include "base/limits.h"
#include "kernel/server.h"

#define ELAPSED_LEAST 50 /* days of the running period that have passed, so that there is something to tell of it */
#define MONTHS 3         /* in a period */
/* In a transaction. PostgreSQL keeps each version of a row that a transaction wrote until its end, and walks past them
 * all: a year in one transaction takes a quarter of an hour. */
#define ACTS_AT_ONCE 50
#define UNREAD_DAYS 5 /* what was told before has been read */

/* The first day of the month that lies so many months after the one of `day`. */
static int32_t month_start(int32_t day, int months)
{
    int year, month, first;
    date_to_ymd(day, &year, &month, &first);
    month += months - 1;
    year += month >= 0 ? month / 12 : -((11 - month) / 12);
    month = ((month % 12) + 12) % 12;
    return date_from_ymd(year, month + 1, 1);
}

static void set_calendar(struct demo *d)
{
    d->today = zone_date(STR("UTC"), d->now);
    int32_t running = month_start(d->today - ELAPSED_LEAST, 0);
    for (int i = 0; i < PERIODS; i++) {
        d->starts[i] = month_start(running, MONTHS * (i - PERIODS + 1));
        d->ends[i] = month_start(running, MONTHS * (i - PERIODS + 2)) - 1;
    }
    d->begins = d->starts[0] - 30;
}

static bool set_up(struct demo *d)
{
    struct ctx *ctx = d->ctx;
    ctx->now = zone_instant(STR("UTC"), d->begins, 7 * 60);
    return setup_organisation(ctx, STR("Wayfarer Maps"), STR("Europe/London"), str_of(demo_people[0].name),
                              demo_email(d, 0), &d->people[0]) &&
           demonstration_begin(ctx, d->people[0]) && demo_people_join(d) && demo_teams_form(d) &&
           demo_contacts_written(d);
}

static bool open_doors(struct demo *d)
{
    return demonstration_open(d->ctx, DOOR_PERSON, d->people[demo_person_named(d, "freja")]) &&
           demonstration_open(d->ctx, DOOR_MANAGER, d->people[demo_person_named(d, "chiara")]) &&
           demonstration_open(d->ctx, DOOR_PEOPLE_OPERATIONS, d->people[demo_person_named(d, "bilal")]) &&
           demonstration_end(d->ctx);
}

static bool act_out(struct demo *d)
{
    demo_cast(d);
    set_calendar(d);
    if (!demonstration_whole(d->ctx) || !set_up(d)) return false;
    demo_goals_of(d, demo_direction, demo_direction_count);
    demo_goals_of(d, demo_goals, demo_goals_count);
    demo_goals_of_trades(d);
    demo_plot_support(d);
    demo_plot_needs(d);
    demo_plot_house(d);
    demo_plot_goals(d);
    demo_plot_meetings(d);
    demo_plot_raised(d);
    demo_sort_acts(d);
    for (int i = 0; i < d->n_acts; i++) {
        if (i % ACTS_AT_ONCE == 0 && (!db_finish(d->ctx) || !db_begin_write(d->ctx))) return false;
        if (!d->acts[i].play(d, &d->acts[i])) return false;
    }
    d->ctx->now = d->now;
    return notice_read_until(d->ctx, d->now - UNREAD_DAYS * MS_DAY) && open_doors(d);
}

/* What was made before it failed stays; the failed context asks nothing any more. */
static void say_what_is_left(struct ctx *ctx, const struct command_call *call)
{
    struct ctx *now = ctx_for_system(ctx->database, ctx->settings, LIMIT_COMMAND_ARENA);
    if (db_begin_read(now) && !demonstration_whole(now)) fprintf(call->err, "%.*s\n", STR_ARG(now->failure.sentence));
    (void)db_finish(now);
    ctx_free(now);
}

static int demo_run(struct ctx *ctx, const struct command_call *call)
{
    struct demo *d = arena_one(ctx->arena, struct demo);
    d->ctx = ctx;
    d->now = ctx->now;
    if (db_begin_write(ctx)) (void)act_out(d);
    ctx->now = d->now;
    if (!db_finish(ctx)) {
        fprintf(call->err, "%.*s", STR_ARG(ctx->failure.sentence));
        for (int i = 0; i < ctx->failure.n_fields; i++)
            fprintf(call->err, " %.*s: %.*s", STR_ARG(ctx->failure.fields[i].field),
                    STR_ARG(ctx->failure.fields[i].sentence));
        fputc('\n', call->err);
        if (d->n_acts) say_what_is_left(ctx, call);
        return 1;
    }
    fprintf(
        call->out,
        "The demonstration organisation is ready: %d people, %d goals, a year. Start waymark serve and open its\n"
        "address in a browser on this machine; one click signs you in as a person, a manager or people operations.\n",
        demo_people_count, d->n_goals);
    return 0;
}

const struct command command_demo = {
    .name = "demo",
    .usage = "demo",
    .doc = "Makes a demonstration organisation to look around in.",
    .needs = NEEDS_ALONE,
    .run = demo_run,
};
