/* Goals from a CSV file (docs/import.md has the columns). A goal and its criteria come in as one part: the first row
 * with an id is the goal and its first criterion, further rows with that id are further criteria. What goals serve is
 * linked at the end, because a goal may serve one that stands further down. */
#include "app/checkin.h"
#include "app/criterion.h"
#include "app/goal/goal.h"
#include "app/import.h"
#include "app/period.h"
#include "app/person.h"
#include "app/team.h"
#include "base/limits.h"

#include <glib.h>

enum {
    ID,
    TITLE,
    WHY,
    LEVEL,
    OWNER,
    TEAM,
    PERIOD,
    STARTS_ON,
    DUE_ON,
    SERVES,
    PRIORITY,
    STATE,
    CRITERION,
    KIND,
    UNIT,
    START,
    GOOD,
    EXCELLENT,
    GOOD_MEANS,
    EXCELLENT_MEANS,
    WEIGHT,
    VALUE
};

struct taken {
    int column;
    const char *field;
    bool number;
};

/* Chains the rows of one goal to its first. */
static void chain_rows(struct import *im)
{
    GHashTable *heads = g_hash_table_new(g_str_hash, g_str_equal);
    for (int i = 0; i < im->n; i++) {
        struct import_row *row = &im->rows[i];
        struct str id = row->refused ? STR_NONE : import_field(im, row, ID);
        if (row->refused) continue;
        if (str_none(id)) {
            import_refuse(im, row, "id: Please give the goal a number or name of its own.");
            continue;
        }
        struct import_row *head = g_hash_table_lookup(heads, id.at);
        if (!head) {
            g_hash_table_insert(heads, (gpointer)id.at, row);
            continue;
        }
        if (!str_none(import_field(im, row, TITLE)) &&
            !str_equal(import_field(im, row, TITLE), import_field(im, head, TITLE))) {
            import_refuse(im, row, "id: \"%s\" stands in line %d already, with another title.", id.at, head->line);
            continue;
        }
        row->continues = true;
        while (head->more) head = head->more;
        head->more = row;
    }
    g_hash_table_destroy(heads);
}

/* A JSON object of the columns that have something in this row, as the API would get it. */
static json_t *object_of_row(struct import *im, const struct import_row *row, const struct taken *taken, int n)
{
    json_t *o = json_pack("{}");
    json_keep(im->ctx->arena, o);
    for (int i = 0; i < n; i++) {
        struct str s = import_field(im, row, taken[i].column);
        if (str_none(s)) continue;
        json_t *number = taken[i].number ? json_loadb(s.at, s.len, JSON_DECODE_ANY, NULL) : NULL;
        json_object_set_new(o, taken[i].field, number ? number : json_stringn(s.at, s.len));
    }
    return o;
}

static int64_t owner_of(struct import *im, const struct import_row *row)
{
    struct str owner = import_field(im, row, OWNER);
    if (str_none(owner) || !utf8_valid(owner)) return 0;
    int64_t id = person_by_email(im->ctx, owner);
    return id ? id : person_by_external_id(im->ctx, owner);
}

/* The period's days, where the row says none of its own. */
static void days_of_period(struct import *im, const struct import_row *row, json_t *o, int64_t *period_id)
{
    struct ctx *ctx = im->ctx;
    struct period p;
    struct str name = import_field(im, row, PERIOD);
    if (str_none(name)) return;
    *period_id = utf8_valid(name) ? period_by_name(ctx, name) : 0;
    if (!*period_id) {
        fail_field(ctx, "period", "There is no period \"%.*s\". Please make it first.", STR_ARG(name));
    } else if (resource_find(ctx, &period_resource, *period_id, &p)) {
        if (!json_object_get(o, "starts_on"))
            json_object_set_new(o, "starts_on", json_string(date_print(ctx->arena, p.starts_on).at));
        if (!json_object_get(o, "due_on"))
            json_object_set_new(o, "due_on", json_string(date_print(ctx->arena, p.ends_on).at));
    }
}

/* The owner and the team stand as names in the file. */
static void names_of_row(struct import *im, const struct import_row *row, struct goal *g)
{
    struct str team = import_field(im, row, TEAM);
    g->owner_id = owner_of(im, row);
    if (!g->owner_id)
        fail_field(im->ctx, "owner", "\"%.*s\" is nobody's e-mail address or number here.",
                   STR_ARG(import_field(im, row, OWNER)));
    if (!str_none(team) && (!utf8_valid(team) || !(g->team_id = team_by_name(im->ctx, team))))
        fail_field(im->ctx, "team", "There is no team \"%.*s\".", STR_ARG(team));
}

/* All faults of the row are collected. */
static bool goal_of_row(struct import *im, const struct import_row *row, struct goal *g)
{
    static const struct taken taken[] = {{TITLE, "title", false},   {WHY, "why", false},
                                         {LEVEL, "level", false},   {STARTS_ON, "starts_on", false},
                                         {DUE_ON, "due_on", false}, {PRIORITY, "priority", true}};
    struct ctx *ctx = im->ctx;
    struct str state = import_field(im, row, STATE), id = import_field(im, row, ID);
    int64_t period = 0;
    json_t *o = object_of_row(im, row, taken, (int)(sizeof taken / sizeof *taken));
    if (!json_object_get(o, "level")) json_object_set_new(o, "level", json_string("person"));
    days_of_period(im, row, o, &period);
    resource_read_json(ctx, &goal_resource, READ_CREATE, o, "", g);
    names_of_row(im, row, g);
    if (!str_none(state) && !str_is(state, "draft") && !str_is(state, "active"))
        fail_field(ctx, "state", "This needs to be draft or active.");
    if (!utf8_valid(id) || utf8_count(id) > LIMIT_NAME)
        fail_field(ctx, "id", "This is longer than %d characters, or not UTF-8.", LIMIT_NAME);
    g->period_id = period;
    g->external_id = id;
    g->started_by = g->owner_id; /* it was agreed before Waymark; who brings it in only carries it over */
    return !failed(ctx);
}

static bool criterion_of_row(struct import *im, const struct import_row *row, int64_t goal, struct criterion *c)
{
    static const struct taken taken[] = {{CRITERION, "statement", false},
                                         {KIND, "kind", false},
                                         {UNIT, "unit", false},
                                         {START, "start", true},
                                         {GOOD, "good", true},
                                         {EXCELLENT, "excellent", true},
                                         {GOOD_MEANS, "good_means", false},
                                         {EXCELLENT_MEANS, "excellent_means", false},
                                         {WEIGHT, "weight", true}};
    json_t *o = object_of_row(im, row, taken, (int)(sizeof taken / sizeof *taken));
    return resource_read_json(im->ctx, &criterion_resource, READ_CREATE, o, "", c) && criterion_add(im->ctx, goal, c);
}

/* The values of today as a first check-in of the owner's. */
static bool first_checkin(struct import *im, int64_t goal, int64_t owner, struct checkin_value *values, int n)
{
    struct ctx *ctx = im->ctx;
    struct checkin c;
    if (n == 0) return true;
    resource_clear(&checkin_resource, &c);
    c.confidence = CONFIDENCE_ON_TRACK;
    c.values = (struct list){values, n, true};
    struct actor before = ctx->actor;
    ctx->actor.person_id = owner;
    bool written = checkin_write(ctx, goal, &c);
    ctx->actor = before;
    return written;
}

static bool import_new_goal(struct import *im, struct import_row *row, struct goal *g)
{
    struct checkin_value *values = arena_many(im->ctx->arena, struct checkin_value, LIMIT_GOAL_CRITERIA);
    int n = 0;
    if (!goal_create(im->ctx, g)) return false;
    for (struct import_row *r = row; r; r = r->more) {
        struct criterion c;
        struct str value = import_field(im, r, VALUE);
        im->at = r;
        if (str_none(import_field(im, r, CRITERION))) continue;
        if (!criterion_of_row(im, r, g->id, &c)) return false;
        if (str_none(value) || n == LIMIT_GOAL_CRITERIA) continue;
        const char *why = "is no number";
        if (!decimal_parse(value, &values[n].value, &why)) return fail_field(im->ctx, "value", "%s", why);
        values[n++].criterion_id = c.id;
    }
    im->at = row;
    if (!str_is(import_field(im, row, STATE), "active")) return true;
    return goal_activate(im->ctx, g->id) && first_checkin(im, g->id, g->owner_id, values, n);
}

/* A goal is as it came in while nothing happened to it after this. */
static int64_t last_event(struct ctx *ctx, int64_t goal)
{
    return db_int_of(ctx, "SELECT MAX(id) FROM events WHERE goal_id = $1", db_int(goal));
}

/* The link is the import's own act, unless somebody was there between the two passes. */
static bool keep_link(struct import *im, int64_t goal, int64_t before)
{
    return db_run(im->ctx,
                  "UPDATE import_acts SET version = $1 WHERE import_id = $2 AND act = 'goal_added' AND subject_id = $3"
                  " AND version = $4",
                  db_int(last_event(im->ctx, goal)), db_int(im->id), db_int(goal), db_int(before));
}

static bool import_goal(struct import *im, struct import_row *row)
{
    struct goal g;
    struct str id = import_field(im, row, ID);
    row->id = utf8_valid(id) ? goal_by_external_id(im->ctx, id) : 0;
    if (row->id) { /* it lives in Waymark now, where changes have their reasons */
        row->same = true;
        im->same++;
        return true;
    }
    if (!goal_of_row(im, row, &g) || !import_new_goal(im, row, &g)) return false;
    row->id = g.id;
    row->fresh = true;
    im->made++;
    return import_keep_version(im, ACT_GOAL_ADDED, g.id, 0, last_event(im->ctx, g.id), STR_NONE);
}

static bool import_serves(struct import *im, struct import_row *row)
{
    int64_t parents[LIMIT_GOAL_PARENTS];
    int n = 0;
    struct str rest = import_field(im, row, SERVES), part;
    if (!row->fresh || str_none(rest)) return true;
    while (str_split(&rest, '|', &part)) {
        struct str id = str_copy(im->ctx->arena, str_trim(part));
        if (!id.len) continue;
        int64_t parent = goal_by_external_id(im->ctx, id);
        if (!parent)
            import_note(im, row, "serves: there is no goal \"%s\"; the goal comes in without this link.", id.at);
        else if (n < LIMIT_GOAL_PARENTS) parents[n++] = parent;
    }
    struct failure failure = {0};
    if (n == 0) return true;
    if (!db_part(im->ctx)) return false;
    int64_t before = last_event(im->ctx, row->id);
    if (goal_serve(im->ctx, row->id, parents, n, "serves")) keep_link(im, row->id, before);
    if (!db_part_end(im->ctx, &failure)) {
        if (failed(im->ctx)) return false;
        struct str why = failure.n_fields ? failure.fields[0].sentence : failure.sentence;
        import_note(im, row, "serves: %.*s The goal comes in without its links.", STR_ARG(why));
    }
    return true;
}

bool import_goals(struct import *im)
{
    chain_rows(im);
    return import_each(im, import_goal) && import_each(im, import_serves);
}
