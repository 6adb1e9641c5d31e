/* A reader across slices, as Home is: it looks at the records of others, each time for one person, through an index.
 * What it finds is the person's own; nobody else, people operations neither, sees of whom it is said. */
#include "app/isolation.h"

#include "app/framework.h"
#include "app/permission.h"
#include "base/limits.h"
#include "kernel/language.h"

#define PORTION 50      /* people whom one run of the job looks at */
#define LOOK_DAYS 7     /* from one look to the next */
#define QUIET_WEEKS 12  /* when somebody puts it away */
#define INTRODUCTIONS 2 /* more would be a list to work off */
#define CANDIDATES 30
#define GROUPS_MOST 200 /* departments, the greatest; the rest is one group */

struct introduction {
    int64_t person_id;
    struct str person_name;
    int64_t goal_id;
    struct str goal_title;
    struct str reason;
};

#define I(member) offsetof(struct introduction, member)

static const struct field introduction_fields[] = {
    {"person_id", FIELD_ID, I(person_id), FIELD_READ_ONLY, .doc = "Somebody to get to know."},
    {"person_name", FIELD_LINE, I(person_name), FIELD_READ_ONLY, .doc = "Their name."},
    {"goal_id", FIELD_ID, I(goal_id), FIELD_READ_ONLY, .doc = "A goal of theirs to begin with."},
    {"goal_title", FIELD_LINE, I(goal_title), FIELD_READ_ONLY, .doc = "Its title."},
    {"reason", FIELD_LINE, I(reason), FIELD_READ_ONLY, .doc = "Why the two fit."},
    {0},
};
static const struct resource introduction_resource = {.name = "isolation_introduction",
                                                      .size = sizeof(struct introduction),
                                                      .fields = introduction_fields,
                                                      .doc = "Somebody to get to know, and why."};

struct isolation {
    bool alone;
    int64_t weeks;
    struct list introductions;
};

#define F(member) offsetof(struct isolation, member)

static const struct field isolation_fields[] = {
    {"alone", FIELD_BOOL, F(alone), FIELD_READ_ONLY,
     .doc = "In these weeks: no one-to-one held, no link between my goals and those of others, nothing asked "
            "or answered."},
    {"weeks", FIELD_INT, F(weeks), FIELD_READ_ONLY, .doc = "How many weeks the framework looks back."},
    {"introductions", FIELD_LIST, F(introductions), FIELD_READ_ONLY, .of = &introduction_resource,
     .doc = "Two people to get to know; none when I am not on my own."},
    {0},
};
const struct resource isolation_resource = {.name = "isolation",
                                            .size = sizeof(struct isolation),
                                            .fields = isolation_fields,
                                            .doc = "Whether I seem to be on my own; nobody else sees it."};

struct isolation_group {
    struct str department;
    int64_t people, alone;
};

#define G(member) offsetof(struct isolation_group, member)

static const struct field group_fields[] = {
    {"department", FIELD_LINE, G(department), FIELD_READ_ONLY | FIELD_NULL,
     .doc = "The department; null: all others together."},
    {"people", FIELD_INT, G(people), FIELD_READ_ONLY, .doc = "How many people; never fewer than five."},
    {"alone", FIELD_INT, G(alone), FIELD_READ_ONLY, .doc = "How many of them seem to be on their own."},
    {0},
};
static const struct resource group_resource = {.name = "isolation_group",
                                               .size = sizeof(struct isolation_group),
                                               .fields = group_fields,
                                               .doc = "How many people of a group seem to be on their own."};

struct isolation_figures {
    int32_t from;
    int64_t weeks;
    struct list groups;
};

#define X(member) offsetof(struct isolation_figures, member)

static const struct field figures_fields[] = {
    {"from", FIELD_DATE, X(from), FIELD_READ_ONLY | FIELD_NULL, .doc = "As it was on this day; null: not counted yet."},
    {"weeks", FIELD_INT, X(weeks), FIELD_READ_ONLY, .doc = "How many weeks the framework looks back."},
    {"groups", FIELD_LIST, X(groups), FIELD_READ_ONLY, .of = &group_resource,
     .doc = "Departments of five people or more; smaller ones together, with the least of the others where they are "
            "fewer than five."},
    {0},
};
const struct resource isolation_figures_resource = {.name = "isolation_figures",
                                                    .size = sizeof(struct isolation_figures),
                                                    .fields = figures_fields,
                                                    .doc = "How many people seem to be on their own, over groups."};

static bool isolation_show(struct ctx *ctx);
static bool isolation_dismiss(struct ctx *ctx);
static bool figures_show(struct ctx *ctx);

const struct route isolation_routes[] = {
    {METHOD_GET, "/isolation", &signed_in, isolation_show,
     "Whether I seem to be on my own, and two people to get to know. Nobody else sees it.",
     .gives = &isolation_resource},
    {METHOD_PUT, "/isolation/dismissal", &signed_in, isolation_dismiss, "Puts it away for twelve weeks."},
    {METHOD_GET, "/isolation-figures", &people_operations, figures_show,
     "How many people seem to be on their own, over departments of five or more, as at the beginning of the month.",
     .gives = &isolation_figures_resource},
    {0},
};

/* ---- looking ---- */

static bool any(struct ctx *ctx, const char *sql, int64_t person, int64_t since)
{
    return db_int_of(ctx, sql, db_int(person), db_int(since)) == 1;
}

#define MINE "SELECT id FROM goals WHERE owner_id = $1 AND state IN ('proposed', 'active')"

/* A one-to-one that was held since. */
static bool was_met(struct ctx *ctx, int64_t person, int64_t since)
{
    return any(ctx,
               "SELECT 1 FROM meeting_people x JOIN meeting_series s ON s.id = x.series_id AND s.kind = 'pair'"
               " JOIN meetings m ON m.series_id = s.id"
               " WHERE x.person_id = $1 AND m.state = 'held' AND m.starts_at >= $2 LIMIT 1",
               person, since);
}

/* A goal of theirs serves a goal of somebody else, or is served by one. */
static bool is_linked(struct ctx *ctx, int64_t person)
{
    return db_int_of(ctx,
                     "SELECT 1 FROM (" MINE ") m JOIN goal_parents l ON l.goal_id = m.id"
                     " JOIN goals g ON g.id = l.parent_id WHERE g.owner_id <> $1 LIMIT 1",
                     db_int(person)) ||
           db_int_of(ctx,
                     "SELECT 1 FROM (" MINE ") m JOIN goal_parents l ON l.parent_id = m.id"
                     " JOIN goals g ON g.id = l.goal_id WHERE g.owner_id <> $1 AND g.state <> 'draft' LIMIT 1",
                     db_int(person));
}

/* Something was asked of them or by them, or answered. */
static bool has_talked(struct ctx *ctx, int64_t person, int64_t since)
{
    return any(ctx, "SELECT 1 FROM answers WHERE person_id = $1 AND created_at >= $2 LIMIT 1", person, since) ||
           any(ctx,
               "SELECT 1 FROM (" MINE ") m JOIN answers a ON a.goal_id = m.id AND a.person_id <> $1"
               " WHERE a.created_at >= $2 LIMIT 1",
               person, since) ||
           any(ctx, "SELECT 1 FROM (" MINE ") m JOIN barriers b ON b.goal_id = m.id WHERE b.created_at >= $2 LIMIT 1",
               person, since) ||
           any(ctx, "SELECT 1 FROM barrier_turns WHERE person_id = $1 AND accepted_at >= $2 LIMIT 1", person, since) ||
           any(ctx, "SELECT 1 FROM needs WHERE asked_by = $1 AND created_at >= $2 LIMIT 1", person, since) ||
           any(ctx, "SELECT 1 FROM needs WHERE person_id = $1 AND answered_at >= $2 LIMIT 1", person, since) ||
           any(ctx, "SELECT 1 FROM raised_items WHERE from_id = $1 AND (created_at >= $2 OR answered_at >= $2) LIMIT 1",
               person, since) ||
           any(ctx, "SELECT 1 FROM raised_items WHERE to_id = $1 AND (created_at >= $2 OR answered_at >= $2) LIMIT 1",
               person, since);
}

/* Whoever came within these weeks is new, not alone. */
static bool is_alone(struct ctx *ctx, int64_t person, int64_t weeks)
{
    int64_t since = ctx->now - weeks * 7 * MS_DAY;
    return any(ctx, "SELECT 1 FROM people WHERE id = $1 AND created_at < $2 AND left_on IS NULL", person, since) &&
           !was_met(ctx, person, since) && !is_linked(ctx, person) && !has_talked(ctx, person, since) && !failed(ctx);
}

/* ---- introductions ---- */

/* Rows of (person, name, goal, title, a name for the reason). */
static int candidates(struct db_rows *rows, struct introduction *out)
{
    int n = 0;
    while (n < CANDIDATES && db_next(rows)) {
        out[n] = (struct introduction){db_col_int(rows, 0), db_col_text(rows, 1), db_col_int(rows, 2),
                                       db_col_text(rows, 3), db_col_text(rows, 4)};
        n++;
    }
    db_close(rows);
    return n;
}

/* The newest that they work on. */
#define THEIR_GOAL " JOIN goals g ON g.id = (SELECT MAX(id) FROM goals WHERE owner_id = p.id AND state = 'active')"
#define OTHERS " AND p.id <> $1 AND p.left_on IS NULL"

static int from_my_teams(struct ctx *ctx, int64_t me, struct introduction *out)
{
    return candidates(db_query(ctx,
                               "SELECT p.id, p.name, MAX(g.id), MAX(g.title), MAX(t.name) FROM team_members m"
                               " JOIN teams t ON t.id = m.team_id"
                               " JOIN team_members x ON x.team_id = m.team_id AND x.ends_on IS NULL"
                               " JOIN people p ON p.id = x.person_id" THEIR_GOAL
                               " WHERE m.person_id = $1 AND m.ends_on IS NULL" OTHERS
                               " GROUP BY p.id, p.name ORDER BY p.id LIMIT $2",
                               db_int(me), db_int(CANDIDATES)),
                      out);
}

/* The team above mine, and the teams beside it. */
static int from_near_teams(struct ctx *ctx, int64_t me, struct introduction *out)
{
    return candidates(db_query(ctx,
                               "SELECT p.id, p.name, MAX(g.id), MAX(g.title), MAX(n.name) FROM team_members m"
                               " JOIN teams t ON t.id = m.team_id"
                               " JOIN teams n ON n.parent_id = t.parent_id AND n.id <> t.id AND n.closed_on IS NULL"
                               " JOIN team_members x ON x.team_id = n.id AND x.ends_on IS NULL"
                               " JOIN people p ON p.id = x.person_id" THEIR_GOAL
                               " WHERE m.person_id = $1 AND m.ends_on IS NULL" OTHERS
                               " GROUP BY p.id, p.name ORDER BY p.id LIMIT $2",
                               db_int(me), db_int(CANDIDATES)),
                      out);
}

static int from_my_manager(struct ctx *ctx, int64_t me, struct introduction *out)
{
    return candidates(
        db_query(ctx,
                 "SELECT p.id, p.name, g.id, g.title, b.name FROM people o JOIN people b ON b.id = o.manager_id"
                 " JOIN people p ON p.manager_id = o.manager_id" THEIR_GOAL " WHERE o.id = $1" OTHERS
                 " ORDER BY p.id LIMIT $2",
                 db_int(me), db_int(CANDIDATES)),
        out);
}

/* Why, by the circle that they come from. */
static struct str reason_of(struct ctx *ctx, int circle, struct str name)
{
    if (circle == 0) return say(ctx, "You are both in %.*s; this is what they work on.", STR_ARG(name));
    if (circle == 1) return say(ctx, "They are in %.*s, a team beside yours.", STR_ARG(name));
    return say(ctx, "You are both supported by %.*s.", STR_ARG(name));
}

/* One from each circle in turn; which one changes from week to week. */
static struct list introduce(struct ctx *ctx, int64_t me)
{
    int (*const circles[])(struct ctx *, int64_t, struct introduction *) = {from_my_teams, from_near_teams,
                                                                            from_my_manager};
    struct introduction *out = arena_many(ctx->arena, struct introduction, INTRODUCTIONS);
    struct introduction *found = arena_many(ctx->arena, struct introduction, CANDIDATES);
    int64_t turn = ctx->now / (7 * MS_DAY) + me;
    int n = 0;
    for (int c = 0; c < 3 && n < INTRODUCTIONS; c++) {
        int many = circles[c](ctx, me, found);
        for (int i = 0; i < many; i++) {
            const struct introduction *one = &found[(turn + i) % many];
            if (n && one->person_id == out[0].person_id) continue;
            out[n] = *one;
            out[n++].reason = reason_of(ctx, c, one->reason);
            break;
        }
    }
    return (struct list){out, n, true};
}

static bool isolation_show(struct ctx *ctx)
{
    struct framework f;
    if (!framework_now(ctx, &f)) return false;
    int64_t me = ctx->actor.person_id;
    struct isolation i = {.weeks = f.isolation_weeks, .introductions = {NULL, 0, true}};
    i.alone = is_alone(ctx, me, f.isolation_weeks);
    if (i.alone) i.introductions = introduce(ctx, me);
    struct json_out w = json_out_new(ctx->arena, 1024);
    resource_write(&w, &isolation_resource, &i);
    return !failed(ctx) && reply_json(ctx, 200, &w);
}

bool isolation_seems(struct ctx *ctx, int64_t person)
{
    return db_int_of(ctx,
                     "SELECT alone FROM isolation_looks WHERE person_id = $1"
                     " AND (quiet_until IS NULL OR quiet_until <= $2)",
                     db_int(person), db_date(ctx, ctx_today(ctx))) == 1;
}

/* The person's own, and nothing that others see: no event. */
static bool isolation_dismiss(struct ctx *ctx)
{
    return db_run(ctx, "UPDATE isolation_looks SET quiet_until = $1 WHERE person_id = $2",
                  db_date(ctx, ctx_today(ctx) + 7 * QUIET_WEEKS), db_int(ctx->actor.person_id)) &&
           reply_empty(ctx);
}

/* ---- by the week ---- */

static bool count(struct ctx *ctx, struct str department, int people, int alone)
{
    return db_run(ctx,
                  "INSERT INTO isolation_groups (department, people, alone) VALUES ($1, $2, $3)"
                  " ON CONFLICT (department) DO UPDATE SET people = isolation_groups.people + excluded.people,"
                  " alone = isolation_groups.alone + excluded.alone",
                  db_text(department), db_int(people), db_int(alone));
}

/* What was counted for them is taken off, and what is true now put on; who has left counts nowhere. */
static bool look_at(struct ctx *ctx, int64_t person, int64_t weeks)
{
    struct db_value id = db_int(person);
    struct db_rows *rows = db_query(ctx, "SELECT department, alone FROM isolation_looks WHERE person_id = $1", id);
    struct str before = STR_NONE, now = STR_NONE;
    bool was = false;
    if (db_next(rows)) {
        before = str_copy(ctx->arena, db_col_text(rows, 0));
        was = db_col_int(rows, 1) == 1;
    }
    db_close(rows);
    rows = db_query(ctx, "SELECT COALESCE(department, '') FROM people WHERE id = $1 AND left_on IS NULL", id);
    if (db_next(rows)) now = str_copy(ctx->arena, db_col_text(rows, 0));
    db_close(rows);
    bool alone = !str_none(now) && is_alone(ctx, person, weeks);
    return (str_none(before) || count(ctx, before, -1, was ? -1 : 0)) && (str_none(now) || count(ctx, now, 1, alone)) &&
           db_run(ctx,
                  "INSERT INTO isolation_looks (person_id, look_on, alone, department) VALUES ($1, $2, $3, $4)"
                  " ON CONFLICT (person_id) DO UPDATE SET look_on = excluded.look_on, alone = excluded.alone,"
                  " department = excluded.department",
                  id, db_date(ctx, ctx_today(ctx) + LOOK_DAYS), db_int(alone), db_text(now));
}

/* Those who are new, a little back too: ids are not committed in their order. */
#define NEW_PEOPLE                                                                                                     \
    "SELECT p.id FROM people p WHERE p.id > (SELECT COALESCE(MAX(person_id), 0) - 1000 FROM isolation_looks)"          \
    " AND NOT EXISTS (SELECT 1 FROM isolation_looks l WHERE l.person_id = p.id) ORDER BY p.id LIMIT $1"
#define DUE "SELECT person_id FROM isolation_looks WHERE look_on <= $1 ORDER BY look_on, person_id LIMIT $2"
#define SHOWN "SELECT 1 FROM isolation_groups WHERE shown_from >= $1 LIMIT 1"

static struct db_value month_of(struct ctx *ctx)
{
    int year, month, day;
    date_to_ymd(ctx_today(ctx), &year, &month, &day);
    return db_date(ctx, date_from_ymd(year, month, 1));
}

static int gather(struct db_rows *rows, int64_t *ids)
{
    int n = 0;
    while (n < PORTION && db_next(rows)) ids[n++] = db_col_int(rows, 0);
    db_close(rows);
    return n;
}

bool isolation_waits(struct ctx *ctx)
{
    return db_int_of(ctx, DUE, db_date(ctx, ctx_today(ctx)), db_int(1)) || db_int_of(ctx, NEW_PEOPLE, db_int(1)) ||
           !db_int_of(ctx, SHOWN, month_of(ctx));
}

/* When all have been looked at, the month is shown as it is, until the next. */
bool isolation_look(struct ctx *ctx)
{
    struct framework f;
    int64_t ids[PORTION];
    if (!db_int_of(ctx, "SELECT 1 FROM frameworks LIMIT 1") || !framework_now(ctx, &f)) return false;
    int n = gather(db_query(ctx, NEW_PEOPLE, db_int(PORTION)), ids);
    if (!n) n = gather(db_query(ctx, DUE, db_date(ctx, ctx_today(ctx)), db_int(PORTION)), ids);
    for (int i = 0; i < n; i++)
        if (!look_at(ctx, ids[i], f.isolation_weeks)) return false;
    if (n) return true;
    struct db_value month = month_of(ctx);
    if (!db_int_of(ctx, SHOWN, month))
        (void)db_run(ctx, "UPDATE isolation_groups SET shown_people = people, shown_alone = alone, shown_from = $1",
                     month);
    return false;
}

/* ---- figures ---- */

/* What is not shown by itself is shown together; fewer than five take the least of the others along. */
static void together(struct isolation_figures *x, struct isolation_group rest)
{
    struct isolation_group *groups = x->groups.at;
    if (rest.people > 0 && rest.people < LIMIT_GROUP_LEAST && x->groups.n > 0) {
        const struct isolation_group *least = &groups[--x->groups.n]; /* they come the greatest first */
        rest.people += least->people;
        rest.alone += least->alone;
    }
    if (rest.people >= LIMIT_GROUP_LEAST) groups[x->groups.n++] = rest;
}

static bool figures_show(struct ctx *ctx)
{
    struct framework f;
    struct isolation_group *groups = arena_many(ctx->arena, struct isolation_group, GROUPS_MOST + 1);
    struct isolation_figures x = {.from = DATE_NONE, .groups = {groups, 0, true}};
    struct isolation_group rest = {.department = STR_NONE};
    if (!framework_now(ctx, &f)) return false;
    x.weeks = f.isolation_weeks;
    struct db_rows *rows =
        db_query(ctx, "SELECT SUM(shown_people), SUM(shown_alone), MAX(shown_from) FROM isolation_groups");
    if (db_next(rows)) {
        rest.people = db_col_int(rows, 0);
        rest.alone = db_col_int(rows, 1);
        x.from = db_col_date(rows, 2);
    }
    db_close(rows);
    rows = db_query(ctx,
                    "SELECT department, shown_people, shown_alone FROM isolation_groups WHERE shown_people >= $1"
                    " AND department <> '' ORDER BY shown_people DESC, department LIMIT $2",
                    db_int(LIMIT_GROUP_LEAST), db_int(GROUPS_MOST));
    while (x.groups.n < GROUPS_MOST && db_next(rows)) {
        struct isolation_group g = {db_col_text(rows, 0), db_col_int(rows, 1), db_col_int(rows, 2)};
        groups[x.groups.n++] = g;
        rest.people -= g.people;
        rest.alone -= g.alone;
    }
    db_close(rows);
    together(&x, rest);
    struct json_out w = json_out_new(ctx->arena, 2048);
    resource_write(&w, &isolation_figures_resource, &x);
    return !failed(ctx) && reply_json(ctx, 200, &w);
}
