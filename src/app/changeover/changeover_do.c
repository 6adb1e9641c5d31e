/* Joining, moving and leaving: each calls the verbs of people, teams, goals and contact points in one order. */
#include "app/changeover.h"
#include "app/contact.h"
#include "app/goal/goal.h"
#include "app/invitation.h"
#include "app/team.h"
#include "kernel/language.h"

static bool hand_goals(struct ctx *ctx, const struct person *p, const struct changeover *c)
{
    const struct handed *goals = c->goals.at;
    struct str reason = !str_empty(c->reason) ? c->reason
                        : c->kind == LEAVES   ? say(ctx, "%s has left.", p->name.at)
                                              : say(ctx, "%s has other work now.", p->name.at);
    for (int i = 0; i < c->goals.n; i++) {
        struct str field = str_format(ctx->arena, "goals[%d].goal_id", i);
        int64_t owner = db_int_of(ctx, "SELECT owner_id FROM goals WHERE id = $1 AND state IN ('proposed', 'active')",
                                  db_int(goals[i].goal_id));
        if (c->carried && (owner != p->id || !person_present(ctx, goals[i].owner_id))) continue;
        if (owner != p->id) return fail_field(ctx, field.at, "This is no open goal of this person.");
        if (!goal_hand_over(ctx, goals[i].goal_id, goals[i].owner_id, reason)) return false;
    }
    return !failed(ctx);
}

static bool change_teams(struct ctx *ctx, int64_t person, const struct changeover *c)
{
    for (int i = 0; i < c->leaves.n; i++)
        if (!team_leave(ctx, c->leaves.at[i], person)) return false;
    for (int i = 0; i < c->joins.n; i++) {
        if (!team_open(ctx, c->joins.at[i])) return fail_field(ctx, "joins", "There is no open team with this number.");
        if (!team_has(ctx, c->joins.at[i], person) && !team_join(ctx, c->joins.at[i], person, TEAM_MEMBER))
            return false;
    }
    return !failed(ctx);
}

static bool end_contacts(struct ctx *ctx, int64_t person, const struct changeover *c, struct reached *told, int *n)
{
    for (int i = 0; i < c->ends_contact_points.n; i++) {
        struct contact old;
        if (contact_end(ctx, person, c->ends_contact_points.at[i], &old))
            told[(*n)++] = (struct reached){old.topic, old.medium, old.address, false};
        else if (failed(ctx)) return false;
        else if (!c->carried) return fail_field(ctx, "ends_contact_points", "This is no contact point of this person.");
    }
    return true;
}

static bool change_contacts(struct ctx *ctx, int64_t person, struct changeover *c)
{
    const struct new_contact *fresh = c->contact_points.at;
    struct reached *told = arena_many(ctx->arena, struct reached, c->contact_points.n + c->ends_contact_points.n + 1);
    int n = 0;
    if (!end_contacts(ctx, person, c, told, &n)) return false;
    for (int i = 0; i < c->contact_points.n; i++) {
        struct contact point;
        resource_clear(&contact_resource, &point);
        point.topic = fresh[i].topic;
        point.medium = fresh[i].medium;
        point.address = fresh[i].address;
        point.hours = fresh[i].hours;
        if (!contact_add(ctx, person, &point)) return false;
        told[n++] = (struct reached){point.topic, point.medium, point.address, true};
    }
    c->contacts = (struct list){told, n, true};
    return !failed(ctx);
}

static bool change_profile(struct ctx *ctx, const struct person *before, const struct changeover *c)
{
    struct person after = *before;
    if (changeover_has(c, "title")) after.title = c->title;
    if (changeover_has(c, "department")) after.department = c->department;
    return resource_same(&person_resource, before, &after) || person_change(ctx, before, &after);
}

/* The link last: nobody is invited who does not come in. */
static bool join(struct ctx *ctx, struct changeover *c)
{
    struct person p;
    resource_clear(&person_resource, &p);
    p.name = c->name;
    p.email = c->email;
    p.title = c->title;
    p.department = c->department;
    p.zone = c->zone;
    p.language = c->language;
    p.hired_on = c->day;
    p.manager_id = c->manager_id;
    if (str_empty(p.name)) fail_field(ctx, "name", "Please give a name.");
    if (str_empty(p.email)) fail_field(ctx, "email", "Please give an e-mail address.");
    if (failed(ctx) || !person_create(ctx, &p)) return false;
    c->person_id = p.id;
    return change_teams(ctx, p.id, c) && change_contacts(ctx, p.id, c) &&
           (c->dry_run || c->carried || !c->invite || invitation_make(ctx, p.id, &c->link));
}

static bool move(struct ctx *ctx, const struct person *p, struct changeover *c)
{
    if (p->left_on != DATE_NONE) return fail(ctx, 409, "This person has left.");
    if (c->day < ctx_today(ctx) && !c->carried)
        return fail_field(ctx, "day", "A move takes effect today or on a later day.");
    bool manager = changeover_has(c, "manager_id");
    return change_profile(ctx, p, c) && change_teams(ctx, p->id, c) && change_contacts(ctx, p->id, c) &&
           (!manager || person_report_to(ctx, p->id, c->manager_id, c->day)) && hand_goals(ctx, p, c);
}

static bool leave(struct ctx *ctx, const struct person *p, const struct changeover *c)
{
    struct person_departure d = {
        .left_on = c->day, .hand_over_to = c->hand_over_to, .reports_to = c->reports_to, .stand_in_id = c->stand_in_id};
    return hand_goals(ctx, p, c) && person_leave(ctx, p->id, d);
}

/* As person_leave does. */
bool changeover_lock(struct ctx *ctx)
{
    return db_lock(ctx, "roles") && db_lock(ctx, "reporting-line") && db_lock(ctx, "team-tree");
}

bool changeover_do(struct ctx *ctx, struct changeover *c)
{
    struct person p;
    if (!changeover_lock(ctx)) return false;
    if (c->kind == JOINS) return join(ctx, c);
    if (!person_hold(ctx, c->person_id) || !person_find(ctx, c->person_id, &p)) return false;
    return c->kind == MOVES ? move(ctx, &p, c) : leave(ctx, &p, c);
}
