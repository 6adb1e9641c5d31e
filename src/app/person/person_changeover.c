/* A mover or a leaver as one act: line manager, teams, title and goals at once, all or nothing. It can be tried first:
 * then everything is done, looked at and undone, so that what is said is what would happen. */
#include "app/goal/goal.h"
#include "app/permission.h"
#include "app/person.h"
#include "app/team.h"
#include "base/limits.h"
#include "kernel/event.h"
#include "kernel/language.h"

#define LISTED_MOST 200

struct handed {
    int64_t goal_id, owner_id;
    struct str title, owner_name;
};
struct moved {
    int64_t person_id;
    struct str name, manager_name;
};
struct placed {
    int64_t team_id;
    struct str name;
    bool joins;
};

struct changeover {
    int kind;
    bool dry_run;
    int32_t left_on;
    int64_t manager_id, hand_over_to, reports_to;
    struct str title, department, reason;
    struct ids joins, leaves;
    struct list goals;
    struct list handed, moved, teams, told;
};

static const char *const kind_choices[] = {"moves", "leaves", NULL};
enum changeover_kind { MOVES, LEAVES };

#define H(member) offsetof(struct handed, member)
static const struct field handed_fields[] = {
    {"goal_id", FIELD_ID, H(goal_id), FIELD_REQUIRED, .doc = "An open goal of the person."},
    {"owner_id", FIELD_ID, H(owner_id), FIELD_REQUIRED, .doc = "Who gets it."},
    {"title", FIELD_LINE, H(title), FIELD_READ_ONLY | FIELD_NULL, .doc = "Its title."},
    {"owner_name", FIELD_LINE, H(owner_name), FIELD_READ_ONLY | FIELD_NULL, .doc = "Their name."},
    {0},
};
static const struct resource handed_resource = {.name = "handed_goal",
                                                .size = sizeof(struct handed),
                                                .fields = handed_fields,
                                                .doc = "A goal that is handed over."};

#define M(member) offsetof(struct moved, member)
static const struct field moved_fields[] = {
    {"person_id", FIELD_ID, M(person_id), FIELD_READ_ONLY, .doc = "The person."},
    {"name", FIELD_LINE, M(name), FIELD_READ_ONLY, .doc = "Their name."},
    {"manager_name", FIELD_LINE, M(manager_name), FIELD_READ_ONLY | FIELD_NULL, .doc = "Their line manager then."},
    {0},
};
static const struct resource moved_resource = {.name = "moved_person",
                                               .size = sizeof(struct moved),
                                               .fields = moved_fields,
                                               .doc = "Somebody who gets another line manager, or is told."};

#define P(member) offsetof(struct placed, member)
static const struct field placed_fields[] = {
    {"team_id", FIELD_ID, P(team_id), FIELD_READ_ONLY, .doc = "The team."},
    {"name", FIELD_LINE, P(name), FIELD_READ_ONLY, .doc = "Its name."},
    {"joins", FIELD_BOOL, P(joins), FIELD_READ_ONLY, .doc = "Joins it; else leaves it."},
    {0},
};
static const struct resource placed_resource = {
    .name = "changed_team", .size = sizeof(struct placed), .fields = placed_fields, .doc = "A team joined or left."};

#define F(member) offsetof(struct changeover, member)
static const struct field changeover_fields[] = {
    {"kind", FIELD_CHOICE, F(kind), FIELD_REQUIRED, .choices = kind_choices, .doc = "What happens."},
    {"dry_run", FIELD_BOOL, F(dry_run), 0, .doc = "Only says what would happen."},
    {"left_on", FIELD_DATE, F(left_on), FIELD_NULL, .doc = "Of a leaver: their last day; today unless told."},
    {"manager_id", FIELD_ID, F(manager_id), FIELD_NULL, .doc = "Of a mover: the new line manager; null for none."},
    {"title", FIELD_LINE, F(title), FIELD_NULL, 0, LIMIT_NAME, .doc = "Of a mover: what their work is called then."},
    {"department", FIELD_LINE, F(department), FIELD_NULL, 0, LIMIT_NAME, .doc = "Of a mover: their department then."},
    {"joins", FIELD_IDS, F(joins), 0, 0, 50, .doc = "Of a mover: teams to join."},
    {"leaves", FIELD_IDS, F(leaves), 0, 0, 50, .doc = "Of a mover: teams to leave."},
    {"goals", FIELD_LIST, F(goals), FIELD_WRITE_ONLY, 0, LISTED_MOST, .of = &handed_resource,
     .doc = "Goals that go to somebody, each to whom."},
    {"hand_over_to", FIELD_ID, F(hand_over_to), FIELD_NULL,
     .doc = "Of a leaver: who gets all other open goals; their line manager unless told."},
    {"reports_to", FIELD_ID, F(reports_to), FIELD_NULL,
     .doc = "Of a leaver: who supports those they supported; their line manager unless told."},
    {"reason", FIELD_TEXT, F(reason), FIELD_NULL, 0, LIMIT_TEXT, .doc = "Why goals are handed over."},
    {"handed", FIELD_LIST, F(handed), FIELD_READ_ONLY, .of = &handed_resource, .doc = "Goals that change hands."},
    {"moved", FIELD_LIST, F(moved), FIELD_READ_ONLY, .of = &moved_resource,
     .doc = "People who get another line manager."},
    {"teams", FIELD_LIST, F(teams), FIELD_READ_ONLY, .of = &placed_resource, .doc = "Teams joined and left."},
    {"told", FIELD_LIST, F(told), FIELD_READ_ONLY, .of = &moved_resource,
     .doc = "Who sees it at Home, because it concerns goals near theirs."},
    {0},
};
const struct resource person_changeover_resource = {.name = "changeover",
                                                    .size = sizeof(struct changeover),
                                                    .fields = changeover_fields,
                                                    .doc = "A mover or a leaver, as one act. Lists end at 200."};

/* ---- doing it ---- */

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
        if (owner != p->id) return fail_field(ctx, field.at, "This is no open goal of this person.");
        if (!goal_hand_over(ctx, goals[i].goal_id, goals[i].owner_id, reason)) return false;
    }
    return !failed(ctx);
}

static bool change_teams(struct ctx *ctx, const struct person *p, const struct changeover *c)
{
    for (int i = 0; i < c->leaves.n; i++)
        if (!team_leave(ctx, c->leaves.at[i], p->id)) return false;
    for (int i = 0; i < c->joins.n; i++) {
        if (!team_open(ctx, c->joins.at[i])) return fail_field(ctx, "joins", "There is no open team with this number.");
        if (!team_has(ctx, c->joins.at[i], p->id) && !team_join(ctx, c->joins.at[i], p->id, TEAM_MEMBER)) return false;
    }
    return !failed(ctx);
}

static bool change_profile(struct ctx *ctx, const struct person *before, const struct changeover *c)
{
    struct person after = *before;
    if (resource_given(&person_changeover_resource, ctx->request->json, "title")) after.title = c->title;
    if (resource_given(&person_changeover_resource, ctx->request->json, "department")) after.department = c->department;
    return resource_same(&person_resource, before, &after) || person_change(ctx, before, &after);
}

static bool move(struct ctx *ctx, const struct person *p, const struct changeover *c)
{
    if (p->left_on != DATE_NONE) return fail(ctx, 409, "This person has left.");
    bool manager = resource_given(&person_changeover_resource, ctx->request->json, "manager_id");
    return change_profile(ctx, p, c) && change_teams(ctx, p, c) &&
           (!manager || person_report_to(ctx, p->id, c->manager_id, ctx_today(ctx))) && hand_goals(ctx, p, c);
}

static bool changeover_do(struct ctx *ctx, int64_t id, const struct changeover *c)
{
    struct person p;
    /* In the order in which person_leave takes them. */
    if (!db_lock(ctx, "roles") || !db_lock(ctx, "reporting-line") || !db_lock(ctx, "team-tree") ||
        !person_hold(ctx, id) || !person_find(ctx, id, &p))
        return false;
    if (c->kind == MOVES) return move(ctx, &p, c);
    struct person_departure d = {.left_on = c->left_on == DATE_NONE ? ctx_today(ctx) : c->left_on,
                                 .hand_over_to = c->hand_over_to,
                                 .reports_to = c->reports_to};
    return hand_goals(ctx, &p, c) && person_leave(ctx, id, d);
}

/* ---- what came of it, from the events of this very act ---- */

#define OF_THIS_ACT " e.id > $1 AND e.actor_id = $2 "

static void look_at_goals(struct ctx *ctx, struct changeover *c, int64_t since)
{
    struct handed *goals = arena_many(ctx->arena, struct handed, LISTED_MOST);
    int n = 0;
    struct db_rows *rows = db_query(ctx,
                                    "SELECT g.id, g.title, o.id, o.name FROM events e JOIN goals g ON g.id = e.goal_id"
                                    " JOIN people o ON o.id = g.owner_id WHERE" OF_THIS_ACT
                                    "AND e.type = 'goal.handed_over' ORDER BY o.name_folded, g.id LIMIT 200",
                                    db_int(since), db_int(ctx->actor.person_id));
    while (n < LISTED_MOST && db_next(rows))
        goals[n++] = (struct handed){.goal_id = db_col_int(rows, 0),
                                     .title = db_col_text(rows, 1),
                                     .owner_id = db_col_int(rows, 2),
                                     .owner_name = db_col_text(rows, 3)};
    db_close(rows);
    c->handed = (struct list){goals, n, true};
}

/* Rows of (id, name, name of another). */
static struct list people_of(struct ctx *ctx, struct db_rows *rows)
{
    struct moved *people = arena_many(ctx->arena, struct moved, LISTED_MOST);
    int n = 0;
    while (n < LISTED_MOST && db_next(rows))
        people[n++] = (struct moved){db_col_int(rows, 0), db_col_text(rows, 1), db_col_text(rows, 2)};
    db_close(rows);
    return (struct list){people, n, true};
}

static void look_at_teams(struct ctx *ctx, struct changeover *c, int64_t id, int64_t since)
{
    struct placed *teams = arena_many(ctx->arena, struct placed, LISTED_MOST);
    int n = 0;
    struct db_rows *rows = db_query(ctx,
                                    "SELECT t.id, t.name, e.type FROM events e JOIN teams t ON t.id = e.subject_id"
                                    " WHERE" OF_THIS_ACT "AND e.subject = 'team' AND e.person_id = $3"
                                    " AND e.type IN ('team.joined', 'team.left') ORDER BY t.name_folded LIMIT 200",
                                    db_int(since), db_int(ctx->actor.person_id), db_int(id));
    while (n < LISTED_MOST && db_next(rows))
        teams[n++] =
            (struct placed){db_col_int(rows, 0), db_col_text(rows, 1), str_is(db_col_text(rows, 2), "team.joined")};
    db_close(rows);
    c->teams = (struct list){teams, n, true};
}

/* As Home says who sees a change of a goal: its owner and chosen supporter, and the owners of its neighbours. */
static struct db_rows *those_told(struct ctx *ctx, int64_t id, int64_t since)
{
    return db_query(ctx,
                    "WITH touched(id) AS (SELECT DISTINCT e.goal_id FROM events e WHERE" OF_THIS_ACT
                    "AND e.goal_id IS NOT NULL),"
                    " near(person_id) AS (SELECT g.owner_id FROM touched t JOIN goals g ON g.id = t.id"
                    " UNION SELECT g.supporter_id FROM touched t JOIN goals g ON g.id = t.id"
                    " UNION SELECT g.owner_id FROM touched t JOIN goal_parents l ON l.goal_id = t.id"
                    "  JOIN goals g ON g.id = l.parent_id WHERE g.state IN ('proposed', 'active')"
                    " UNION SELECT g.owner_id FROM touched t JOIN goal_parents l ON l.parent_id = t.id"
                    "  JOIN goals g ON g.id = l.goal_id WHERE g.state IN ('proposed', 'active'))"
                    " SELECT p.id, p.name, CAST(NULL AS TEXT) FROM near JOIN people p ON p.id = near.person_id"
                    " WHERE p.left_on IS NULL AND p.id NOT IN ($2, $3) ORDER BY p.name_folded, p.id LIMIT 200",
                    db_int(since), db_int(ctx->actor.person_id), db_int(id));
}

static bool look(struct ctx *ctx, struct changeover *c, int64_t id, int64_t since)
{
    look_at_goals(ctx, c, since);
    look_at_teams(ctx, c, id, since);
    c->moved = people_of(ctx, db_query(ctx,
                                       "SELECT p.id, p.name, m.name FROM events e JOIN people p ON p.id = e.person_id"
                                       " LEFT JOIN people m ON m.id = p.manager_id WHERE" OF_THIS_ACT
                                       "AND e.type = 'person.moved' ORDER BY p.name_folded, p.id LIMIT 200",
                                       db_int(since), db_int(ctx->actor.person_id)));
    c->told = people_of(ctx, those_told(ctx, id, since));
    return !failed(ctx);
}

/* Done, looked at and undone. */
static bool changeover_try(struct ctx *ctx, int64_t id, struct changeover *c, int64_t since)
{
    struct failure failure = {0};
    if (!db_part(ctx)) return false;
    bool fine = changeover_do(ctx, id, c) && look(ctx, c, id, since);
    if (fine) fail(ctx, 409, "%s", "tried"); /* so that the part is undone */
    db_part_end(ctx, &failure);
    if (!fine && !failed(ctx)) ctx->failure = failure;
    return fine && !failed(ctx);
}

bool person_changeover_post(struct ctx *ctx)
{
    struct changeover c;
    int64_t id = request_id(ctx, 0);
    if (!resource_read(ctx, &person_changeover_resource, READ_CREATE, &c)) return false;
    int64_t since = db_int_of(ctx, "SELECT MAX(id) FROM events");
    if (c.dry_run ? !changeover_try(ctx, id, &c, since) : !(changeover_do(ctx, id, &c) && look(ctx, &c, id, since)))
        return false;
    struct json_out w = json_out_new(ctx->arena, 2048);
    resource_write(&w, &person_changeover_resource, &c);
    return reply_json(ctx, 200, &w);
}
