/* Taking an import back: what it added goes, what it changed becomes what it was. All of it or nothing, in one
 * transaction, and only while nobody has built on it; what stands in the way is named. */
#include "app/goal/goal.h"
#include "app/import.h"
#include "app/person.h"
#include "app/team.h"
#include "base/limits.h"
#include "kernel/event.h"

#define IN_THE_WAY_MOST 50

enum obstacle_kind {
    CHANGED,
    SIGNED_IN,
    GOALS,
    CONTACT_POINTS,
    SUPPORTS,
    MEMBER,
    MANAGER_LEFT,
    TEAM_USED,
    GOAL_WORKED_ON,
    GOAL_SERVED
};
static const char *const obstacle_kinds[] = {"changed", "signed_in",    "goals",     "contact_points", "supports",
                                             "member",  "manager_left", "team_used", "goal_worked_on", "goal_served",
                                             NULL};
static const char *const subject_choices[] = {"person", "team", "goal", NULL};

struct obstacle {
    int kind, subject;
    int64_t subject_id;
    struct str name;
};

#define O(member) offsetof(struct obstacle, member)

static const struct field obstacle_fields[] = {
    {"kind", FIELD_CHOICE, O(kind), FIELD_READ_ONLY, .choices = obstacle_kinds,
     .doc = "What was built on it: changed since, signed in, has goals or contact points, supports others, belongs to "
            "other teams; the manager of before has left; the team or goal is in use."},
    {"subject", FIELD_CHOICE, O(subject), FIELD_READ_ONLY, .choices = subject_choices, .doc = "What it is."},
    {"subject_id", FIELD_ID, O(subject_id), FIELD_READ_ONLY, .doc = "Its number."},
    {"name", FIELD_LINE, O(name), FIELD_READ_ONLY, .doc = "Its name."},
    {0},
};
static const struct resource obstacle_resource = {.name = "import_obstacle",
                                                  .size = sizeof(struct obstacle),
                                                  .fields = obstacle_fields,
                                                  .doc = "What keeps an import from being taken back."};

struct undoing {
    int64_t people, changed, teams, goals;
    bool possible;
    struct list in_the_way, kept;
};

#define U(member) offsetof(struct undoing, member)

static const struct field undoing_fields[] = {
    {"people", FIELD_INT, U(people), FIELD_READ_ONLY, .doc = "People who would go again."},
    {"changed", FIELD_INT, U(changed), FIELD_READ_ONLY, .doc = "People who would become what they were."},
    {"teams", FIELD_INT, U(teams), FIELD_READ_ONLY, .doc = "Teams that would go again."},
    {"goals", FIELD_INT, U(goals), FIELD_READ_ONLY, .doc = "Goals that would go again."},
    {"possible", FIELD_BOOL, U(possible), FIELD_READ_ONLY, .doc = "Nothing stands in the way."},
    {"in_the_way", FIELD_LIST, U(in_the_way), FIELD_READ_ONLY, .of = &obstacle_resource,
     .doc = "What does, fifty at most."},
    {"kept", FIELD_LIST, U(kept), FIELD_READ_ONLY, .of = &obstacle_resource,
     .doc = "Teams that stay, because something else was built on them; fifty at most."},
    {0},
};
const struct resource import_undoing_resource = {.name = "import_undoing",
                                                 .size = sizeof(struct undoing),
                                                 .fields = undoing_fields,
                                                 .doc = "What taking an import back would do."};

/* ---- what stands in the way ---- */

#define ADDED                                                                                                          \
    "SELECT p.id, p.name FROM import_acts a JOIN people p ON p.id = a.subject_id"                                      \
    " WHERE a.import_id = $1 AND a.act = 'person_added'"
#define OF_THIS_IMPORT(act, id)                                                                                        \
    "EXISTS (SELECT 1 FROM import_acts b WHERE b.import_id = $1 AND b.act = '" act "' AND b.subject_id = " id ")"

/* Each gives (id, name) and asks for the import. */
static const struct {
    enum obstacle_kind kind;
    int subject;
    const char *sql;
} obstacles[] = {
    {CHANGED, 0,
     "SELECT p.id, p.name FROM import_acts a JOIN people p ON p.id = a.subject_id WHERE a.import_id = $1"
     " AND a.act IN ('person_added', 'person_changed') AND p.version <> a.version ORDER BY p.id"},
    {SIGNED_IN, 0,
     ADDED " AND (EXISTS (SELECT 1 FROM passwords w WHERE w.person_id = p.id) OR EXISTS (SELECT 1 FROM events e"
           " WHERE e.person_id = p.id AND e.type IN ('session.started', 'token.made'))) ORDER BY p.id"},
    {GOALS, 0,
     ADDED " AND (EXISTS (SELECT 1 FROM goals g WHERE g.owner_id = p.id)"
           " OR EXISTS (SELECT 1 FROM goals g WHERE g.started_by = p.id)"
           " OR EXISTS (SELECT 1 FROM goals g WHERE g.supporter_id = p.id)"
           " OR EXISTS (SELECT 1 FROM goals g WHERE g.waits_for = p.id)) ORDER BY p.id"},
    {CONTACT_POINTS, 0,
     ADDED " AND (EXISTS (SELECT 1 FROM contact_points c WHERE c.person_id = p.id)"
           " OR EXISTS (SELECT 1 FROM contact_points c WHERE c.stand_in_id = p.id)) ORDER BY p.id"},
    {SUPPORTS, 0,
     ADDED " AND EXISTS (SELECT 1 FROM reporting_lines l WHERE l.manager_id = p.id"
           " AND NOT " OF_THIS_IMPORT("line_added", "l.id") ") ORDER BY p.id"},
    {CHANGED, 0, ADDED " AND EXISTS (SELECT 1 FROM changeovers c WHERE c.person_id = p.id) ORDER BY p.id"},
    {SUPPORTS, 0, ADDED " AND EXISTS (SELECT 1 FROM people s WHERE s.stand_in_id = p.id) ORDER BY p.id"},
    {MEMBER, 0,
     ADDED " AND EXISTS (SELECT 1 FROM team_members m WHERE m.person_id = p.id"
           " AND NOT " OF_THIS_IMPORT("member_added", "m.id") ") ORDER BY p.id"},
    {MEMBER, 0,
     "SELECT p.id, p.name FROM import_acts a JOIN team_members m ON m.id = a.subject_id JOIN people p ON p.id ="
     " m.person_id WHERE a.import_id = $1 AND a.act = 'member_added' AND m.ends_on IS NOT NULL ORDER BY p.id"},
    {MEMBER, 0,
     "SELECT p.id, p.name FROM import_acts a JOIN team_members m ON m.id = a.subject_id JOIN people p ON p.id ="
     " m.person_id JOIN teams t ON t.id = m.team_id WHERE a.import_id = $1 AND a.act = 'member_ended'"
     " AND (t.closed_on IS NOT NULL OR EXISTS (SELECT 1 FROM team_members n WHERE n.team_id = m.team_id"
     " AND n.person_id = m.person_id AND n.ends_on IS NULL)) ORDER BY p.id"},
    {MANAGER_LEFT, 0,
     "SELECT p.id, p.name FROM import_acts a JOIN reporting_lines l ON l.id = a.subject_id"
     " JOIN people m ON m.id = l.manager_id JOIN people p ON p.id = l.person_id"
     " WHERE a.import_id = $1 AND a.act = 'line_ended' AND m.left_on IS NOT NULL ORDER BY p.id"},
    {GOAL_WORKED_ON, 2,
     "SELECT g.id, CASE WHEN g.state = 'draft' THEN '' ELSE g.title END FROM import_acts a"
     " JOIN goals g ON g.id = a.subject_id WHERE a.import_id = $1"
     " AND a.act = 'goal_added' AND EXISTS (SELECT 1 FROM events e WHERE e.goal_id = g.id AND e.id > a.version)"
     " ORDER BY g.id"},
    {GOAL_SERVED, 2,
     "SELECT g.id, CASE WHEN g.state = 'draft' THEN '' ELSE g.title END FROM import_acts a"
     " JOIN goals g ON g.id = a.subject_id WHERE a.import_id = $1 AND a.act = 'goal_added'"
     " AND EXISTS (SELECT 1 FROM goal_parents l WHERE l.parent_id = g.id"
     " AND NOT " OF_THIS_IMPORT("goal_added", "l.goal_id") ") ORDER BY g.id"},
};

static struct list in_the_way(struct ctx *ctx, int64_t import)
{
    struct obstacle *found = arena_many(ctx->arena, struct obstacle, IN_THE_WAY_MOST);
    int n = 0;
    for (size_t i = 0; i < sizeof obstacles / sizeof *obstacles; i++) {
        struct db_rows *rows = db_query(ctx, obstacles[i].sql, db_int(import));
        while (n < IN_THE_WAY_MOST && db_next(rows))
            found[n++] = (struct obstacle){.kind = (int)obstacles[i].kind,
                                           .subject = obstacles[i].subject,
                                           .subject_id = db_col_int(rows, 0),
                                           .name = db_col_text(rows, 1)};
        db_close(rows);
    }
    return (struct list){found, n, true};
}

/* Teams on which something else was built: others belong to it, goals or meetings are theirs. They stay. */
#define TEAMS_KEPT                                                                                                     \
    "SELECT t.id, t.name FROM import_acts a JOIN teams t ON t.id = a.subject_id"                                       \
    " WHERE a.import_id = $1 AND a.act = 'team_added' AND (t.version <> a.version"                                     \
    " OR EXISTS (SELECT 1 FROM goals g WHERE g.team_id = t.id AND NOT " OF_THIS_IMPORT(                                \
        "goal_added", "g.id") ")"                                                                                      \
                              " OR EXISTS (SELECT 1 FROM teams c WHERE c.parent_id = t.id AND NOT " OF_THIS_IMPORT(    \
                                  "team_added",                                                                        \
                                  "c.id") ")"                                                                          \
                                          " OR EXISTS (SELECT 1 FROM contact_points c WHERE c.team_id = t.id)"         \
                                          " OR EXISTS (SELECT 1 FROM meeting_series s WHERE s.team_id = t.id)"         \
                                          " OR EXISTS (SELECT 1 FROM team_members m WHERE m.team_id = t.id"            \
                                          " AND NOT " OF_THIS_IMPORT("member_added", "m.id") ")) ORDER BY t.id"

static struct list teams_kept(struct ctx *ctx, int64_t import)
{
    struct obstacle *found = arena_many(ctx->arena, struct obstacle, IN_THE_WAY_MOST);
    int n = 0;
    struct db_rows *rows = db_query(ctx, TEAMS_KEPT, db_int(import));
    while (n < IN_THE_WAY_MOST && db_next(rows))
        found[n++] = (struct obstacle){
            .kind = TEAM_USED, .subject = 1, .subject_id = db_col_int(rows, 0), .name = db_col_text(rows, 1)};
    db_close(rows);
    return (struct list){found, n, true};
}

static int64_t count_acts(struct ctx *ctx, int64_t import, enum import_act act)
{
    return db_int_of(ctx, "SELECT count(*) FROM import_acts WHERE import_id = $1 AND act = $2", db_int(import),
                     db_text(str_of(import_acts[act])));
}

static bool undoing_find(struct ctx *ctx, int64_t import, struct undoing *u)
{
    *u = (struct undoing){0};
    struct str state = db_text_of(ctx, "SELECT state FROM imports WHERE id = $1", db_int(import));
    if (str_none(state)) return fail(ctx, 404, "There is no import with this number.");
    if (str_is(state, "undone")) return fail(ctx, 409, "This import has been taken back already.");
    if (!str_is(state, "done") && !str_is(state, "stopped"))
        return fail(ctx, 409, "This import is still under way. Please wait until it is done.");
    *u = (struct undoing){.people = count_acts(ctx, import, ACT_PERSON_ADDED),
                          .changed = count_acts(ctx, import, ACT_PERSON_CHANGED),
                          .teams = count_acts(ctx, import, ACT_TEAM_ADDED),
                          .goals = count_acts(ctx, import, ACT_GOAL_ADDED),
                          .in_the_way = in_the_way(ctx, import),
                          .kept = teams_kept(ctx, import)};
    u->teams -= db_int_of(ctx, "SELECT count(*) FROM (" TEAMS_KEPT ") kept", db_int(import));
    u->possible = u->in_the_way.n == 0;
    return !failed(ctx);
}

bool import_undoing_show(struct ctx *ctx)
{
    struct undoing u;
    if (!undoing_find(ctx, request_id(ctx, 0), &u)) return false;
    struct json_out w = json_out_new(ctx->arena, 1024);
    resource_write(&w, &import_undoing_resource, &u);
    return reply_json(ctx, 200, &w);
}

/* ---- taking back ---- */

struct act {
    int64_t id, subject_id, was;
    struct str old;
};

/* The newest first, so that what was done last is undone first. */
static struct act *acts_of(struct ctx *ctx, int64_t import, enum import_act act, int *n)
{
    struct act *acts = arena_many(ctx->arena, struct act, count_acts(ctx, import, act) + 1);
    struct db_rows *rows = db_query(
        ctx, "SELECT id, subject_id, was, old FROM import_acts WHERE import_id = $1 AND act = $2 ORDER BY id DESC",
        db_int(import), db_text(str_of(import_acts[act])));
    for (*n = 0; db_next(rows); (*n)++)
        acts[*n] = (struct act){db_col_int(rows, 0), db_col_int(rows, 1), db_col_int(rows, 2), db_col_text(rows, 3)};
    return acts;
}

static bool each_act(struct ctx *ctx, int64_t import, enum import_act act, bool (*take_back)(struct ctx *, int64_t))
{
    int n;
    struct act *acts = acts_of(ctx, import, act, &n);
    for (int i = 0; i < n; i++)
        if (!take_back(ctx, acts[i].subject_id)) return false;
    return !failed(ctx);
}

static bool restore(struct ctx *ctx, const struct act *act)
{
    struct person before;
    struct str why;
    if (!person_find(ctx, act->subject_id, &before)) return false;
    struct person after = before;
    json_t *old = json_read(ctx->arena, act->old, &why);
    if (!old || !resource_read_json(ctx, &person_resource, READ_PATCH, old, "", &after)) return false;
    return resource_same(&person_resource, &before, &after) || person_change(ctx, &before, &after);
}

/* An earlier import that left the person at the version of before finds that state again, under a new number. */
static bool hand_back(struct ctx *ctx, int64_t import, const struct act *act)
{
    return db_run(ctx,
                  "UPDATE import_acts SET version = (SELECT version FROM people WHERE id = $1) WHERE id ="
                  " (SELECT MAX(a.id) FROM import_acts a JOIN imports i ON i.id = a.import_id WHERE a.subject_id = $1"
                  " AND a.act IN ('person_added', 'person_changed') AND a.import_id <> $2 AND i.state <> 'undone'"
                  " AND a.version = $3)",
                  db_int(act->subject_id), db_int(import), db_int(act->was));
}

static bool restore_people(struct ctx *ctx, int64_t import)
{
    int n;
    struct act *acts = acts_of(ctx, import, ACT_PERSON_CHANGED, &n);
    for (int i = 0; i < n; i++)
        if (!restore(ctx, &acts[i]) || !hand_back(ctx, import, &acts[i])) return false;
    return !failed(ctx);
}

/* The newest first, so that no team goes before one within it. */
static bool take_teams_back(struct ctx *ctx, int64_t import)
{
    int n;
    struct act *acts = acts_of(ctx, import, ACT_TEAM_ADDED, &n);
    for (int i = 0; i < n; i++) {
        int64_t used = db_int_of(ctx, "SELECT id FROM (" TEAMS_KEPT ") kept WHERE id = $2", db_int(import),
                                 db_int(acts[i].subject_id));
        if (!used && !team_take_back(ctx, acts[i].subject_id)) return false;
    }
    return !failed(ctx);
}

/* Lines first, so that no circle closes on the way, and what points to a person goes before them. */
static bool take_back(struct ctx *ctx, int64_t import)
{
    return each_act(ctx, import, ACT_GOAL_ADDED, goal_take_back) &&
           each_act(ctx, import, ACT_LINE_ADDED, person_line_take_back) &&
           each_act(ctx, import, ACT_LINE_ENDED, person_line_reopen) &&
           each_act(ctx, import, ACT_MEMBER_ADDED, team_member_take_back) &&
           each_act(ctx, import, ACT_MEMBER_ENDED, team_member_reopen) && restore_people(ctx, import) &&
           each_act(ctx, import, ACT_PERSON_ADDED, person_take_back) && take_teams_back(ctx, import);
}

static bool undoing_refuse(struct ctx *ctx, const struct undoing *u)
{
    const struct obstacle *o = u->in_the_way.at;
    struct buf b = buf_new(ctx->arena, 256);
    for (int i = 0; i < u->in_the_way.n && i < 3; i++) buf_format(&b, "%s%.*s", i ? ", " : "", STR_ARG(o[i].name));
    if (u->in_the_way.n > 3) buf_puts(&b, " …");
    return fail(ctx, 409, "Something has been built on this import since (%s), so it cannot be taken back.",
                buf_str(&b).at);
}

bool import_undoing_put(struct ctx *ctx)
{
    struct undoing u;
    int64_t id = request_id(ctx, 0);
    /* The row is written first: of two who take it back at once the second waits, and finds it undone. */
    if (!db_run(ctx, "UPDATE imports SET version = version + 1 WHERE id = $1", db_int(id))) return false;
    if (!undoing_find(ctx, id, &u)) return false;
    if (!u.possible) return undoing_refuse(ctx, &u);
    struct json_out w = json_out_new(ctx->arena, 256);
    json_begin_object(&w);
    json_put_int(&w, "people", u.people);
    json_put_int(&w, "changed", u.changed);
    json_put_int(&w, "teams", u.teams);
    json_put_int(&w, "goals", u.goals);
    json_end_object(&w);
    struct event e = {.type = "import.undone", .subject = "import", .subject_id = id, .new_json = json_done(&w)};
    return take_back(ctx, id) &&
           db_run(ctx, "UPDATE imports SET state = 'undone', undone_at = $1, undone_by = $2 WHERE id = $3",
                  db_int(ctx->now), db_int(ctx->actor.person_id), db_int(id)) &&
           event_record(ctx, &e) && import_show(ctx);
}
