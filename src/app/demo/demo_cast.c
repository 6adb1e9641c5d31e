/* Who acts in the demonstration: people join, teams form, contact points are written down. */
#include "app/account.h"
#include "app/contact.h"
#include "app/demo/demo_part.h"
#include "app/person.h"
#include "app/team.h"
#include "base/log.h"

#include <string.h>

#define PLENTY_OF_SKILLS 8

/* "María Fernández-Ochoa" is maria, as in her address. */
static struct str first_name(struct arena *a, const char *name)
{
    struct str folded = utf8_fold(a, str_of(name));
    struct buf b = buf_new(a, 32);
    for (size_t i = 0; i < folded.len && folded.at[i] != ' '; i++)
        if (folded.at[i] >= 'a' && folded.at[i] <= 'z') buf_char(&b, folded.at[i]);
    return buf_str(&b);
}

int demo_person_named(const struct demo *d, const char *name)
{
    for (int i = 0; i < demo_people_count; i++)
        if (str_is(d->first_names[i], name)) return i;
    BUG("nobody in the demonstration has this name");
}

int demo_team_named(const char *name)
{
    for (int i = 0; i < demo_teams_count; i++)
        if (strcmp(demo_teams[i].name, name) == 0) return i;
    BUG("no team of the demonstration has this name");
}

void demo_cast(struct demo *d)
{
    d->people = arena_many(d->ctx->arena, int64_t, demo_people_count);
    d->teams = arena_many(d->ctx->arena, int64_t, demo_teams_count);
    d->first_names = arena_many(d->ctx->arena, struct str, demo_people_count);
    for (int i = 0; i < demo_people_count; i++) d->first_names[i] = first_name(d->ctx->arena, demo_people[i].name);
}

struct str demo_email(const struct demo *d, int person)
{
    return str_format(d->ctx->arena, "%s@wayfarer-maps.example", d->first_names[person].at);
}

struct ctx *demo_as(struct demo *d, int person, int64_t at)
{
    struct ctx *ctx = d->ctx;
    ctx->now = at < d->now ? at : d->now;
    ctx->actor.system = true;
    ctx->actor.person_id = d->people[person];
    ctx->actor.zone = str_of(demo_people[person].zone);
    return ctx;
}

/* ---- joining ---- */

static struct lines lines_of(struct ctx *ctx, const char *text)
{
    struct str rest = str_of(text), line;
    struct lines l = {.at = arena_many(ctx->arena, struct str, PLENTY_OF_SKILLS), .given = true};
    while (l.n < PLENTY_OF_SKILLS && str_split(&rest, '\n', &line)) l.at[l.n++] = str_copy(ctx->arena, line);
    return l;
}

/* The name of the team at the top of this one's line. */
static const char *department(const char *team)
{
    int i = demo_team_named(team);
    while (demo_teams[i].parent) i = demo_team_named(demo_teams[i].parent);
    return demo_teams[i].name;
}

/* Some begin early, some have a day off in the week. */
static void working_hours(int i, struct person *p)
{
    if (i % 7 == 2) p->work_from = 7 * 60, p->work_until = 15 * 60 + 30;
    if (i % 11 == 4) p->work_from = 10 * 60, p->work_until = 18 * 60 + 30;
    if (i % 13 == 6) p->work_days = STR("1234");
}

/* Newcomers and a few others have not signed in yet. */
static bool comes_in(int i)
{
    return i < 2 || ((!demo_people[i].joined || demo_people[i].joined > 10) && i % 29 != 17);
}

bool demo_join(struct demo *d, int i)
{
    const struct demo_person *row = &demo_people[i];
    struct ctx *ctx = d->ctx;
    struct person before, p;
    resource_clear(&person_resource, &p);
    if (i == 0 && !person_find(ctx, d->people[0], &p)) return false; /* made with the organisation */
    before = p;
    p.name = str_of(row->name);
    p.email = demo_email(d, i);
    p.title = str_of(row->title);
    p.department = str_of(department(row->team));
    p.zone = str_of(row->zone);
    p.work_with_me = str_of(row->work_with_me);
    p.skills = lines_of(ctx, row->skills);
    p.hired_on = row->joined ? d->today - row->joined : d->begins - 40 - (i * 137) % 2900;
    p.roles = i == 0 ? ROLE_PEOPLE_OPERATIONS | ROLE_OPERATOR : i == 1 ? ROLE_PEOPLE_OPERATIONS : 0;
    working_hours(i, &p);
    if (row->manager) p.manager_id = d->people[demo_person_named(d, row->manager)];
    bool made = i == 0 ? person_change(ctx, &before, &p) : person_create(ctx, &p);
    d->people[i] = p.id;
    return made && (!comes_in(i) || account_came_in(ctx, p.id));
}

static bool join_team(struct demo *d, int i)
{
    return team_join(d->ctx, d->teams[demo_team_named(demo_people[i].team)], d->people[i], TEAM_MEMBER);
}

/* Bilal notes who joins. */
bool demo_play_join(struct demo *d, const struct demo_act *act)
{
    demo_as(d, 1, act->at);
    return demo_join(d, act->person) && join_team(d, act->person);
}

bool demo_people_join(struct demo *d)
{
    demo_as(d, 0, zone_instant(STR("UTC"), d->begins, 8 * 60));
    for (int i = 0; i < demo_people_count; i++)
        if (!demo_people[i].joined && !demo_join(d, i)) return false;
    return true;
}

bool demo_teams_form(struct demo *d)
{
    struct ctx *ctx = demo_as(d, 1, zone_instant(STR("UTC"), d->begins + 1, 9 * 60));
    for (int i = 0; i < demo_teams_count; i++) {
        struct team t;
        resource_clear(&team_resource, &t);
        t.name = str_of(demo_teams[i].name);
        t.purpose = str_of(demo_teams[i].purpose);
        if (demo_teams[i].parent) t.parent_id = d->teams[demo_team_named(demo_teams[i].parent)];
        if (!team_create(ctx, &t)) return false;
        d->teams[i] = t.id;
        if (!team_join(ctx, t.id, d->people[demo_person_named(d, demo_teams[i].lead)], TEAM_LEAD)) return false;
    }
    for (int i = 0; i < demo_people_count; i++) {
        int64_t team = d->teams[demo_team_named(demo_people[i].team)];
        if (!demo_people[i].joined && !team_has(ctx, team, d->people[i]) && !join_team(d, i)) return false;
    }
    return !failed(ctx);
}

/* ---- contact points ---- */

static bool contact(struct demo *d, int person, const char *topic, int medium, struct str address, const char *hours)
{
    struct contact c;
    resource_clear(&contact_resource, &c);
    c.topic = str_of(topic);
    c.medium = medium;
    c.address = address;
    c.hours = str_of(hours);
    return contact_add(d->ctx, d->people[person], &c);
}

/* What is theirs, by chat: for those of whom nothing better is told, but for some who have not come to it yet. */
static bool usual_contact(struct demo *d, int i)
{
    static const char *const hours[] = {NULL, "in working hours", "mornings", "leave a note, I answer by evening"};
    if (!demo_people[i].patch || demo_people[i].joined || i % 6 == 5) return true;
    for (int k = 0; k < demo_contacts_count; k++)
        if (str_is(d->first_names[i], demo_contacts[k].who)) return true;
    struct str patch = str_of(demo_people[i].patch);
    char *topic = str_copy(d->ctx->arena, patch).len ? arena_alloc(d->ctx->arena, patch.len + 1) : NULL;
    if (!topic) return true;
    memcpy(topic, patch.at, patch.len);
    if (topic[0] >= 'a' && topic[0] <= 'z') topic[0] = (char)(topic[0] - 'a' + 'A');
    return contact(d, i, topic, BY_CHAT, str_format(d->ctx->arena, "@%s", d->first_names[i].at), hours[i % 4]);
}

/* The lead of the team names whom one asks. */
static bool team_contact(struct demo *d, const struct demo_contact *row, int64_t at)
{
    struct contact c;
    int team = demo_team_named(row->team);
    resource_clear(&contact_resource, &c);
    c.person_id = d->people[demo_person_named(d, row->who)];
    c.topic = str_of(row->topic);
    c.medium = row->medium;
    c.address = str_of(row->address);
    c.hours = str_of(row->hours);
    if (row->stand_in) c.stand_in_id = d->people[demo_person_named(d, row->stand_in)];
    demo_as(d, demo_person_named(d, demo_teams[team].lead), at);
    return contact_add_to_team(d->ctx, d->teams[team], &c);
}

bool demo_contacts_written(struct demo *d)
{
    int64_t at = zone_instant(STR("UTC"), d->begins + 4, 10 * 60);
    for (int k = 0; k < demo_contacts_count; k++) {
        const struct demo_contact *row = &demo_contacts[k];
        int i = demo_person_named(d, row->who);
        if (row->team) {
            if (!team_contact(d, row, at + k * MS_MINUTE)) return false;
            continue;
        }
        demo_as(d, i, at + k * MS_MINUTE);
        if (!contact(d, i, row->topic, row->medium, str_of(row->address), row->hours)) return false;
    }
    for (int i = 0; i < demo_people_count; i++) {
        demo_as(d, i, at + (60 + i) * MS_MINUTE);
        if (!usual_contact(d, i)) return false;
    }
    return true;
}
