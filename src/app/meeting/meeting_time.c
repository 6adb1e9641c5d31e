/* Finding a time: when all can meet within their working hours, besides the meetings that they have and the days on
 * which they are away; and where no hour suits all, who takes an early or late one: whoever had it least often lately.
 */
#include "app/meeting/meeting_part.h"
#include "app/permission.h"
#include "app/person.h"
#include "base/limits.h"

#define DAYS 14           /* that are looked at */
#define STEP_MINUTES 30   /* between two times */
#define EARLIEST (7 * 60) /* nobody is asked to meet before that, or to end after that, where they are */
#define LATEST (22 * 60)
#define LATELY_DAYS 60    /* in which early and late meetings are counted */
#define MEETINGS_MOST 400 /* of one person, lately and to come */
#define TIMES_MOST 6      /* that are offered */
#define TIMES_OF_A_DAY 2

struct time_person {
    int64_t person_id;
    struct str name, zone;
    int64_t minute; /* there, of the day */
    int outside;    /* index into outside_words */
    int64_t lately; /* how often they met outside of their hours lately */
};

enum outside { OUTSIDE_NO, OUTSIDE_EARLY, OUTSIDE_LATE };
static const char *const outside_words[] = {"no", "early", "late", NULL};

#define P(member) offsetof(struct time_person, member)

static const struct field person_fields[] = {
    {"person_id", FIELD_ID, P(person_id), FIELD_READ_ONLY, .doc = "Who."},
    {"name", FIELD_LINE, P(name), FIELD_READ_ONLY, .doc = "Their name."},
    {"zone", FIELD_LINE, P(zone), FIELD_READ_ONLY, .doc = "Their time zone."},
    {"minute", FIELD_INT, P(minute), FIELD_READ_ONLY, .doc = "When it is there, in minutes of the day."},
    {"outside", FIELD_CHOICE, P(outside), FIELD_READ_ONLY, .choices = outside_words,
     .doc = "Whether it is before or after their working hours."},
    {"lately", FIELD_INT, P(lately), FIELD_READ_ONLY,
     .doc = "How many meetings they had outside of their working hours in the last sixty days."},
    {0},
};
static const struct resource person_line = {.name = "meeting_time_person",
                                            .size = sizeof(struct time_person),
                                            .fields = person_fields,
                                            .doc = "What a time is for one of those who meet."};

struct time_offer {
    int64_t starts_at;
    bool suits_all;
    struct list people;
    int64_t cost;
};

#define O(member) offsetof(struct time_offer, member)

static const struct field offer_fields[] = {
    {"starts_at", FIELD_INSTANT, O(starts_at), FIELD_READ_ONLY, .doc = "When."},
    {"suits_all", FIELD_BOOL, O(suits_all), FIELD_READ_ONLY, .doc = "It is within the working hours of all."},
    {"people", FIELD_LIST, O(people), FIELD_READ_ONLY, .of = &person_line, .doc = "What it is for each of them."},
    {0},
};
static const struct resource offer_resource = {.name = "meeting_time_offer",
                                               .size = sizeof(struct time_offer),
                                               .fields = offer_fields,
                                               .doc = "A time at which all are free."};

struct time_search {
    struct ids person_ids;
    int64_t series_id, team_id, minutes;
    int32_t from_on;
    struct list times;
};

#define S(member) offsetof(struct time_search, member)

static const struct field search_fields[] = {
    {"person_ids", FIELD_IDS, S(person_ids), 0, 0, LIMIT_MEETING_PEOPLE, .doc = "Who meets, beside me."},
    {"series_id", FIELD_ID, S(series_id), FIELD_NULL, .doc = "Or: those who are in this series, which I am in."},
    {"team_id", FIELD_ID, S(team_id), FIELD_NULL, .doc = "Or: those who belong to this team."},
    {"minutes", FIELD_INT, S(minutes), FIELD_REQUIRED, 5, LIMIT_MEETING_MINUTES, .doc = "How long."},
    {"from_on", FIELD_DATE, S(from_on), FIELD_NULL, .doc = "The first day that is looked at; tomorrow unless told."},
    {"times", FIELD_LIST, S(times), FIELD_READ_ONLY, .of = &offer_resource, .doc = "The best times, the best first."},
    {0},
};
const struct resource meeting_time_resource = {.name = "meeting_times",
                                               .size = sizeof(struct time_search),
                                               .fields = search_fields,
                                               .doc = "Times at which people can meet, within two weeks."};

static bool time_find(struct ctx *ctx);

const struct route meeting_time_routes[] = {
    {METHOD_POST, "/meeting-times", &signed_in, time_find,
     "Finds times at which all are free; fair where no hour suits all. Nothing is written.",
     .takes = &meeting_time_resource, .gives = &meeting_time_resource},
    {0},
};

/* ---- who meets ---- */

struct busy {
    int64_t from, until;
};
struct attendee {
    int64_t id;
    struct str name;
    struct person_clock clock;
    struct busy *busy; /* to come */
    int n_busy;
    int64_t lately;
};

static enum outside outside_of(const struct person_clock *clock, int64_t at, int64_t minutes)
{
    int64_t minute = zone_minute_of_day(clock->zone, at);
    if (minute < clock->work_from) return OUTSIDE_EARLY;
    return minute + minutes > clock->work_until ? OUTSIDE_LATE : OUTSIDE_NO;
}

/* Their meetings: those to come are times at which they are busy, those of lately tell who met early or late. */
static void meetings_of(struct ctx *ctx, struct attendee *a, int64_t until)
{
    struct db_rows *rows =
        db_query(ctx,
                 "SELECT k.starts_at, k.minutes FROM meeting_members y JOIN meetings k ON k.series_id = y.series_id"
                 " WHERE y.person_id = $1 AND k.starts_at > $2 AND k.starts_at < $3 AND k.state <> 'skipped'"
                 " ORDER BY k.starts_at LIMIT $4",
                 db_int(a->id), db_int(ctx->now - LATELY_DAYS * MS_DAY), db_int(until), db_int(MEETINGS_MOST));
    a->busy = arena_many(ctx->arena, struct busy, MEETINGS_MOST);
    while (db_next(rows)) {
        int64_t at = db_col_int(rows, 0), minutes = db_col_int(rows, 1);
        if (at + minutes * MS_MINUTE > ctx->now && a->n_busy < MEETINGS_MOST)
            a->busy[a->n_busy++] = (struct busy){at, at + minutes * MS_MINUTE};
        else if (outside_of(&a->clock, at, minutes) != OUTSIDE_NO) a->lately++;
    }
    db_close(rows);
}

/* 0: a fault was noted. */
static int people_of(struct ctx *ctx, const struct time_search *s, struct attendee *out)
{
    int n = 0;
    struct db_rows *rows = NULL;
    if (s->series_id && !meeting_series_has(ctx, s->series_id, ctx->actor.person_id))
        return fail_field(ctx, "series_id", "There is no such series that you are in.");
    if (s->series_id)
        rows = db_query(ctx, "SELECT person_id FROM meeting_members WHERE series_id = $1 ORDER BY person_id LIMIT $2",
                        db_int(s->series_id), db_int(LIMIT_MEETING_PEOPLE));
    else if (s->team_id)
        rows = db_query(ctx,
                        "SELECT person_id FROM team_members WHERE team_id = $1 AND ends_on IS NULL"
                        " ORDER BY person_id LIMIT $2",
                        db_int(s->team_id), db_int(LIMIT_MEETING_PEOPLE));
    while (rows && n < LIMIT_MEETING_PEOPLE && db_next(rows)) out[n++].id = db_col_int(rows, 0);
    if (!rows) {
        out[n++].id = ctx->actor.person_id;
        for (int i = 0; i < s->person_ids.n; i++)
            if (s->person_ids.at[i] != ctx->actor.person_id) out[n++].id = s->person_ids.at[i];
    }
    int here = 0;
    for (int i = 0; i < n; i++) {
        if (!person_present(ctx, out[i].id)) continue;
        out[here] = (struct attendee){.id = out[i].id};
        if (!person_clock(ctx, out[here].id, &out[here].clock)) return 0;
        out[here].name = db_text_of(ctx, "SELECT name FROM people WHERE id = $1", db_int(out[here].id));
        here++;
    }
    return here;
}

/* ---- one time ---- */

/* Away on that day, no day of work, or far from any hour at which one would meet. */
static bool can_meet(const struct attendee *a, int64_t at, int64_t minutes)
{
    int32_t day = zone_date(a->clock.zone, at);
    int64_t minute = zone_minute_of_day(a->clock.zone, at);
    bool works = false;
    for (size_t i = 0; i < a->clock.work_days.len; i++)
        if (a->clock.work_days.at[i] == (char)('0' + date_weekday(day))) works = true;
    if (!works) return false;
    bool night = minute < EARLIEST || minute + minutes > LATEST;
    if (night && outside_of(&a->clock, at, minutes) != OUTSIDE_NO) return false;
    for (int i = 0; i < a->clock.n_away; i++)
        if (day >= a->clock.away[i].from && day <= a->clock.away[i].until) return false;
    for (int i = 0; i < a->n_busy; i++)
        if (a->busy[i].from < at + minutes * MS_MINUTE && a->busy[i].until > at) return false;
    return true;
}

/* How hard it is for one: the hours outside of their own, weighed by how often they had that lately. */
static int64_t cost_of(const struct attendee *a, int64_t at, int64_t minutes)
{
    int64_t minute = zone_minute_of_day(a->clock.zone, at), apart = 0;
    if (minute < a->clock.work_from) apart = a->clock.work_from - minute;
    if (minute + minutes > a->clock.work_until && minute + minutes - a->clock.work_until > apart)
        apart = minute + minutes - a->clock.work_until;
    return apart ? (apart + 60) * (1 + a->lately) : 0;
}

static bool offer_at(struct ctx *ctx, const struct attendee *people, int n, int64_t at, int64_t minutes,
                     struct time_offer *out)
{
    int64_t cost = 0;
    for (int i = 0; i < n; i++) {
        if (!can_meet(&people[i], at, minutes)) return false;
        cost += cost_of(&people[i], at, minutes);
    }
    struct time_person *lines = arena_many(ctx->arena, struct time_person, (size_t)n);
    for (int i = 0; i < n; i++)
        lines[i] = (struct time_person){
            .person_id = people[i].id,
            .name = people[i].name,
            .zone = people[i].clock.zone,
            .minute = zone_minute_of_day(people[i].clock.zone, at),
            .outside = outside_of(&people[i].clock, at, minutes),
            .lately = people[i].lately,
        };
    *out = (struct time_offer){.starts_at = at, .suits_all = cost == 0, .people = {lines, n, true}, .cost = cost};
    return true;
}

/* Keeps the best, at most some of one day; of two that cost the same, the sooner. They come by time. */
static void offer_keep(struct ctx *ctx, struct time_offer *best, int *n, struct time_offer offer)
{
    int of_day = 0, worst_of_day = -1;
    for (int i = 0; i < *n; i++)
        if (zone_date(ctx->actor.zone, best[i].starts_at) == zone_date(ctx->actor.zone, offer.starts_at)) {
            of_day++;
            worst_of_day = i;
        }
    int place = *n;
    while (place > 0 && best[place - 1].cost > offer.cost) place--;
    int gone = of_day == TIMES_OF_A_DAY ? worst_of_day : *n == TIMES_MOST ? *n - 1 : *n;
    if (place > gone || place >= TIMES_MOST) return;
    for (int i = gone; i > place; i--) best[i] = best[i - 1];
    best[place] = offer;
    if (gone == *n) ++*n;
}

static bool time_find(struct ctx *ctx)
{
    struct time_search s;
    if (!resource_read(ctx, &meeting_time_resource, READ_CREATE, &s)) return false;
    struct attendee *people = arena_many(ctx->arena, struct attendee, LIMIT_MEETING_PEOPLE + 1);
    int n = people_of(ctx, &s, people), found = 0;
    if (failed(ctx)) return false;
    int32_t first = zone_date(ctx->actor.zone, ctx->now) + 1;
    if (s.from_on != DATE_NONE && s.from_on > first) first = s.from_on;
    if (first > zone_date(ctx->actor.zone, ctx->now) + 366)
        return fail_field(ctx, "from_on", "Please choose a day within a year.");
    int64_t from = zone_instant(ctx->actor.zone, first, 0), until = from + DAYS * MS_DAY;
    for (int i = 0; i < n; i++) meetings_of(ctx, &people[i], until);
    struct time_offer best[TIMES_MOST + 1], offer;
    for (int64_t at = from; at < until; at += STEP_MINUTES * MS_MINUTE)
        if (n > 0 && offer_at(ctx, people, n, at, s.minutes, &offer)) offer_keep(ctx, best, &found, offer);
    s.times = (struct list){best, found, true};
    if (failed(ctx)) return false;
    struct json_out w = json_out_new(ctx->arena, 4096);
    resource_write(&w, &meeting_time_resource, &s);
    return reply_json(ctx, 200, &w);
}
