/* Criteria of goals, of six kinds with one formula: done and rubric are numbers 0, 1, 2 whose meaning is said in words,
 * milestones are counts out of a list. What is asked when (drafting, proposing, changing) is the same check. */
#include "app/criterion.h"

#include "app/goal/goal_part.h"
#include "app/need/need.h"
#include "app/permission.h"
#include "base/limits.h"
#include "kernel/language.h"

const char *const criterion_kinds[] = {"number", "percent", "currency", "done", "milestones", "rubric", NULL};

#define WEIGHT_LEAST (DECIMAL_ONE / 100)
#define WEIGHT_MOST (1000 * DECIMAL_ONE)

#define F(member) offsetof(struct criterion, member)

/* What is written down and may change; the two tables below share it. */
/* clang-format off */
#define CRITERION_TERMS(required)                                                                                      \
    {"statement", FIELD_LINE, F(statement), required, 1, LIMIT_TITLE, .doc = "What is measured or observed."},         \
    {"kind", FIELD_CHOICE, F(kind), required, .choices = criterion_kinds, .doc = "How it is measured."},               \
    {"unit", FIELD_LINE, F(unit), FIELD_NULL, 0, LIMIT_NAME, .doc = "Of what the numbers speak: days, EUR."},          \
    {"start", FIELD_DECIMAL, F(start), FIELD_NULL, .doc = "Where it stands at the start; 0 unless told."},             \
    {"good", FIELD_DECIMAL, F(good), FIELD_NULL, .doc = "What good is; a proposal needs it."},                         \
    {"excellent", FIELD_DECIMAL, F(excellent), FIELD_NULL, .doc = "What excellent is; a proposal needs it."},          \
    {"good_means", FIELD_TEXT, F(good_means), FIELD_NULL, 0, LIMIT_TEXT,                                               \
     .doc = "Good in words; a rubric needs it."},                                                                      \
    {"excellent_means", FIELD_TEXT, F(excellent_means), FIELD_NULL, 0, LIMIT_TEXT,                                     \
     .doc = "Excellent in words; done and rubric need it."},                                                           \
    {"milestones", FIELD_LINES, F(milestones), FIELD_NULL, 0, LIMIT_MILESTONES,                                        \
     .doc = "The milestones in their order; good and excellent are counts of them."},                                  \
    {"weight", FIELD_DECIMAL, F(weight), 0, WEIGHT_LEAST, WEIGHT_MOST,                                                 \
     .doc = "What it counts in the goal's score; 1 unless told."}
/* clang-format on */

#define SHOWN (FIELD_READ_ONLY | FIELD_NULL)

static const struct field criterion_fields[] = {
    {"id", FIELD_ID, F(id), FIELD_READ_ONLY, .doc = "The criterion's number."},
    {"goal_id", FIELD_ID, F(goal_id), FIELD_READ_ONLY, .doc = "The goal."},
    {"position", FIELD_INT, F(position), 0, 1, 1000, .doc = "Its place; last unless told."},
    CRITERION_TERMS(FIELD_REQUIRED),
    {"milestone_lines", FIELD_TEXT, F(milestone_lines), SHOWN | FIELD_HIDDEN,
     .doc = "The milestones as they are kept."},
    {"value", FIELD_DECIMAL, F(value), SHOWN,
     .doc = "The newest value; done and rubric: 0 not yet, 1 good, 2 excellent."},
    {"value_on", FIELD_DATE, F(value_on), SHOWN, .doc = "The day of that value."},
    {"score", FIELD_DECIMAL, F(score), FIELD_READ_ONLY, .doc = "0 at the start, 0.7 good, 1 excellent, and on beyond."},
    {"original_start", FIELD_DECIMAL, F(original_start), SHOWN, .doc = "The start when the goal became active."},
    {"original_good", FIELD_DECIMAL, F(original_good), SHOWN, .doc = "Good when the goal became active."},
    {"original_excellent", FIELD_DECIMAL, F(original_excellent), SHOWN,
     .doc = "Excellent when the goal became active."},
    {"original_weight", FIELD_DECIMAL, F(original_weight), SHOWN, .doc = "The weight when the goal became active."},
    {"together", FIELD_CHOICE, F(together), SHOWN, .choices = need_together,
     .doc = "Whether its owner does it alone or together with others; null: not said."},
    {"dropped_at", FIELD_INSTANT, F(dropped_at), SHOWN | FIELD_HIDDEN, .doc = "When a change dropped it."},
    {"created_at", FIELD_INSTANT, F(created_at), FIELD_READ_ONLY, .doc = "When it was written down."},
    {"version", FIELD_INT, F(version), FIELD_READ_ONLY, .doc = "Grows with each change; for If-Match."},
    {0},
};

const struct resource criterion_resource = {
    .name = "criterion",
    .table = "criteria",
    .size = sizeof(struct criterion),
    .fields = criterion_fields,
    .doc = "How one sees that a goal has been reached: what good is, what excellent is.",
};

static const struct field criterion_change_fields[] = {
    {"id", FIELD_ID, F(id), 0, .doc = "The criterion; left out for a new one."},
    CRITERION_TERMS(0),
    {"dropped", FIELD_BOOL, F(dropped), 0, .doc = "It no longer counts."},
    {0},
};

const struct resource criterion_change_resource = {
    .name = "criterion_change",
    .size = sizeof(struct criterion),
    .fields = criterion_change_fields,
    .doc = "What a change says of one criterion: what is left out stays.",
};

static bool criterion_post(struct ctx *ctx);
static bool criterion_patch(struct ctx *ctx);
static bool criterion_remove(struct ctx *ctx);

const struct route criterion_routes[] = {
    {METHOD_POST, "/goals/{id}/criteria", &goal_drafter, criterion_post, "Adds a criterion to a draft.",
     .takes = &criterion_resource, .gives = &criterion_resource},
    {METHOD_PATCH, "/criteria/{id}", &criterion_drafter, criterion_patch, "Changes a criterion of a draft.",
     .takes = &criterion_resource, .gives = &criterion_resource, .flags = ROUTE_MATCH},
    {METHOD_DELETE, "/criteria/{id}", &criterion_drafter, criterion_remove, "Removes a criterion from a draft."},
    {0},
};

/* ---- handlers ---- */

static struct criterion with_milestones(struct ctx *ctx, struct criterion c);

static bool criterion_reply(struct ctx *ctx, int status, const struct criterion *c)
{
    struct json_out w = json_out_new(ctx->arena, 1024);
    resource_write(&w, &criterion_resource, c);
    ctx->reply->version = c->version;
    return status == 201 ? reply_created(ctx, &w, "/criteria/", c->id) : reply_json(ctx, status, &w);
}

static bool draft_only(struct ctx *ctx, int64_t goal_id, struct goal *g)
{
    if (!goal_take(ctx, goal_id, false, g) || !goal_still(ctx, &goal_drafter, goal_id)) return false;
    if (g->state == STATE_PROPOSED)
        return fail(ctx, 409, "This goal is proposed. Please take the proposal back before changing its criteria.");
    return goal_in_state(ctx, g, STATE_DRAFT,
                         "Criteria of a goal that is no draft change with a reason: send a change.");
}

static bool criterion_event(struct ctx *ctx, const char *type, const struct goal *g, const struct criterion *before,
                            const struct criterion *after)
{
    struct event e = {.type = type,
                      .subject = "criterion",
                      .subject_id = after ? after->id : before->id,
                      .goal_id = g->id,
                      .person_id = g->owner_id};
    if (after) return event_changed(ctx, &e, &criterion_resource, before, after);
    resource_diff(ctx, &criterion_resource, NULL, before, &e.new_json, &e.old_json);
    return event_record(ctx, &e);
}

static bool criterion_post(struct ctx *ctx)
{
    struct criterion c;
    struct goal g;
    if (!draft_only(ctx, request_id(ctx, 0), &g)) return false;
    return resource_read(ctx, &criterion_resource, READ_CREATE, &c) && criterion_add(ctx, g.id, &c) &&
           criterion_reply(ctx, 201, &c);
}

static bool criterion_find(struct ctx *ctx, int64_t id, struct criterion *out)
{
    if (!resource_find(ctx, &criterion_resource, id, out)) return false;
    *out = with_milestones(ctx, *out);
    return true;
}

static bool criterion_check(struct ctx *ctx, const char *path, struct criterion *c, bool complete);

static bool criterion_patch(struct ctx *ctx)
{
    struct criterion before;
    struct goal g;
    if (!criterion_find(ctx, request_id(ctx, 0), &before) || !draft_only(ctx, before.goal_id, &g)) return false;
    if (!match_version(ctx, before.version)) return false;
    struct criterion after = before;
    return resource_read(ctx, &criterion_resource, READ_PATCH, &after) && criterion_check(ctx, "", &after, false) &&
           resource_update(ctx, &criterion_resource, &before, &after) &&
           criterion_event(ctx, "criterion.changed", &g, &before, &after) && criterion_reply(ctx, 200, &after);
}

static bool criterion_remove(struct ctx *ctx)
{
    struct criterion c;
    struct goal g;
    return criterion_find(ctx, request_id(ctx, 0), &c) && draft_only(ctx, c.goal_id, &g) &&
           need_criterion_removed(ctx, c.id) && resource_delete(ctx, &criterion_resource, c.id) &&
           criterion_event(ctx, "criterion.removed", &g, &c, NULL) && reply_empty(ctx);
}

/* ---- rules ---- */

static bool in_words(const struct criterion *c)
{
    return c->kind == KIND_DONE || c->kind == KIND_RUBRIC;
}

static bool fault(struct ctx *ctx, const char *path, const char *field, const char *sentence)
{
    return fail_field(ctx, str_format(ctx->arena, "%s%s", path, field).at, "%s", sentence);
}

static struct score_scale scale_of(const struct criterion *c)
{
    return (struct score_scale){c->start, c->good, c->excellent};
}

/* What is left out and goes without saying. */
static void criterion_defaults(struct criterion *c)
{
    bool unsaid = c->start == DECIMAL_NONE && c->good == DECIMAL_NONE && c->excellent == DECIMAL_NONE;
    if (in_words(c) && unsaid) {
        c->start = 0;
        c->good = DECIMAL_ONE;
        c->excellent = 2 * DECIMAL_ONE;
    }
    if (c->start == DECIMAL_NONE) c->start = 0;
    if (c->weight == DECIMAL_NONE) c->weight = DECIMAL_ONE;
    if (c->kind == KIND_DONE && str_empty(c->good_means)) c->good_means = c->statement;
}

static bool is_count(int64_t value, int64_t most)
{
    return value >= 0 && value % DECIMAL_ONE == 0 && value <= most * DECIMAL_ONE;
}

static void check_milestones(struct ctx *ctx, const char *path, struct criterion *c)
{
    const char *sentence = SAY("This needs to be a number of milestones: whole, and no more than there are.");
    int64_t most = c->milestones.n ? c->milestones.n : LIMIT_MILESTONES;
    if (c->kind != KIND_MILESTONES) {
        if (c->milestones.n) fault(ctx, path, "milestones", "Only a criterion of kind milestones has a list of them.");
        return;
    }
    if (!is_count(c->start, most)) fault(ctx, path, "start", sentence);
    if (c->good != DECIMAL_NONE && !is_count(c->good, most)) fault(ctx, path, "good", sentence);
    if (c->excellent != DECIMAL_NONE && !is_count(c->excellent, most)) fault(ctx, path, "excellent", sentence);
}

static void check_complete(struct ctx *ctx, const char *path, const struct criterion *c)
{
    if (c->good == DECIMAL_NONE) fault(ctx, path, "good", "Please say what good is.");
    if (c->excellent == DECIMAL_NONE) fault(ctx, path, "excellent", "Please say what excellent is.");
    if (c->kind == KIND_RUBRIC && str_empty(c->good_means))
        fault(ctx, path, "good_means", "Please say in words what good is.");
    if (in_words(c) && str_empty(c->excellent_means))
        fault(ctx, path, "excellent_means", "Please say in words what excellent is.");
}

/* Collects every fault; `complete`: what a goal under way needs. Fills in what goes without saying. */
static bool criterion_check(struct ctx *ctx, const char *path, struct criterion *c, bool complete)
{
    criterion_defaults(c);
    check_milestones(ctx, path, c);
    if (complete) check_complete(ctx, path, c);
    bool said = c->good != DECIMAL_NONE && c->excellent != DECIMAL_NONE;
    const char *wrong = said ? score_scale_fault(scale_of(c)) : NULL;
    if (!said && c->good == c->start) wrong = SAY("Good needs to differ from the start, so that there is a way to go.");
    if (wrong) fault(ctx, path, "good", wrong);
    c->milestone_lines = str_join(ctx->arena, c->milestones.at, (size_t)c->milestones.n, STR("\n"));
    if (!c->milestones.n) c->milestone_lines = STR_NONE;
    return !failed(ctx);
}

bool criterion_check_complete(struct ctx *ctx, int64_t goal_id)
{
    struct criterion *criteria = arena_many(ctx->arena, struct criterion, LIMIT_GOAL_CRITERIA);
    int n = criterion_of_goal(ctx, goal_id, criteria);
    if (!n)
        return fail_field(ctx, "criteria", "Please say how you will see that it has been reached: add a criterion.");
    for (int i = 0; i < n; i++) criterion_check(ctx, str_format(ctx->arena, "criteria[%d].", i).at, &criteria[i], true);
    return !failed(ctx);
}

const char *criterion_value_fault(const struct criterion *c, int64_t value)
{
    int64_t most = c->milestones.n ? c->milestones.n : LIMIT_MILESTONES;
    if (in_words(c) && value != c->start && value != c->good && value != c->excellent)
        return SAY("This needs to be 0 (not yet), 1 (good) or 2 (excellent).");
    if (c->kind == KIND_MILESTONES && !is_count(value, most))
        return SAY("This needs to be a number of milestones: whole, and no more than there are.");
    return NULL;
}

int64_t criterion_score(const struct criterion *c, int64_t value)
{
    bool measurable = value != DECIMAL_NONE && c->good != DECIMAL_NONE && c->excellent != DECIMAL_NONE;
    return measurable ? score_of(scale_of(c), value) : 0;
}

/* ---- verbs ---- */

bool criterion_add(struct ctx *ctx, int64_t goal_id, struct criterion *c)
{
    struct goal g;
    int64_t last = db_int_of(ctx, "SELECT MAX(position) FROM criteria WHERE goal_id = $1", db_int(goal_id));
    int64_t n =
        db_int_of(ctx, "SELECT count(*) FROM criteria WHERE goal_id = $1 AND dropped_at IS NULL", db_int(goal_id));
    if (!resource_find(ctx, &goal_resource, goal_id, &g)) return false;
    if (n >= LIMIT_GOAL_CRITERIA)
        return fail(ctx, 409, "A goal can have %d criteria. Fewer are easier to keep in mind.", LIMIT_GOAL_CRITERIA);
    if (!criterion_check(ctx, "", c, false)) return false;
    c->goal_id = goal_id;
    c->together = -1;
    if (c->position < 1) c->position = last + 1;
    c->value = DECIMAL_NONE;
    c->value_on = DATE_NONE;
    c->score = 0;
    c->created_at = ctx->now;
    c->version = 1;
    return resource_insert(ctx, &criterion_resource, c) && criterion_event(ctx, "criterion.created", &g, NULL, c);
}

static struct criterion with_milestones(struct ctx *ctx, struct criterion c)
{
    struct str rest = c.milestone_lines, line;
    c.milestones = (struct lines){0};
    if (str_empty(rest)) return c;
    c.milestones.at = arena_many(ctx->arena, struct str, LIMIT_MILESTONES);
    while (c.milestones.n < LIMIT_MILESTONES && str_split(&rest, '\n', &line))
        c.milestones.at[c.milestones.n++] = str_copy(ctx->arena, line);
    return c;
}

int criterion_of_goal(struct ctx *ctx, int64_t goal_id, struct criterion *out)
{
    struct str sql = str_format(ctx->arena,
                                "SELECT %s FROM criteria c WHERE c.goal_id = $1 AND c.dropped_at IS NULL"
                                " ORDER BY c.position, c.id",
                                resource_columns(ctx, &criterion_resource, "c").at);
    struct db_rows *rows = db_query(ctx, sql.at, db_int(goal_id));
    int n = 0;
    while (n < LIMIT_GOAL_CRITERIA && db_next(rows)) {
        resource_from_row(&criterion_resource, rows, 0, &out[n]);
        out[n] = with_milestones(ctx, out[n]);
        n++;
    }
    db_close(rows);
    return n;
}

void criterion_json_of_goal(struct ctx *ctx, struct json_out *w, int64_t goal_id)
{
    struct criterion *criteria = arena_many(ctx->arena, struct criterion, LIMIT_GOAL_CRITERIA);
    int n = criterion_of_goal(ctx, goal_id, criteria);
    json_begin_array(w);
    for (int i = 0; i < n; i++) resource_write(w, &criterion_resource, &criteria[i]);
    json_end_array(w);
}

/* Not a change of the criterion itself: its version stays. */
bool criterion_measure(struct ctx *ctx, const struct criterion *c, int64_t value, int32_t value_on)
{
    return db_run(ctx, "UPDATE criteria SET value = $1, value_on = $2, score = $3 WHERE id = $4", db_maybe(value),
                  db_date(ctx, value_on), db_int(criterion_score(c, value)), db_int(c->id));
}

bool criterion_delete_all(struct ctx *ctx, int64_t goal_id)
{
    return db_run(ctx, "DELETE FROM criteria WHERE goal_id = $1", db_int(goal_id));
}

/* ---- means ---- */

bool criterion_mean(struct ctx *ctx, int64_t goal_id, struct score_mean *mean)
{
    struct db_rows *rows =
        db_query(ctx, "SELECT weight, score FROM criteria WHERE goal_id = $1 AND dropped_at IS NULL", db_int(goal_id));
    while (db_next(rows)) score_mean_add(mean, db_col_int(rows, 0), db_col_int(rows, 1));
    return !failed(ctx);
}

bool criterion_mean_original(struct ctx *ctx, int64_t goal_id, struct score_mean *mean)
{
    struct db_rows *rows = db_query(ctx,
                                    "SELECT original_start, original_good, original_excellent, original_weight, value"
                                    " FROM criteria WHERE goal_id = $1 AND original_good IS NOT NULL",
                                    db_int(goal_id));
    while (db_next(rows)) {
        struct criterion c = {
            .start = db_col_int(rows, 0), .good = db_col_int(rows, 1), .excellent = db_col_int(rows, 2)};
        score_mean_add(mean, db_col_int(rows, 3), criterion_score(&c, db_col_maybe(rows, 4)));
    }
    return !failed(ctx);
}

bool criterion_keep_originals(struct ctx *ctx, int64_t goal_id)
{
    return db_run(ctx,
                  "UPDATE criteria SET original_start = start, original_good = good, original_excellent = excellent,"
                  " original_weight = weight WHERE goal_id = $1 AND dropped_at IS NULL",
                  db_int(goal_id));
}

/* ---- changes of an active goal ---- */

struct criterion_changes {
    struct json_out before, after; /* arrays */
    int n;
    int left; /* criteria that stay */
};

static bool change_told(struct ctx *ctx, struct criterion_changes *all, const struct criterion *before,
                        const struct criterion *after)
{
    struct str old = STR_NONE, new = STR_NONE;
    resource_diff(ctx, &criterion_resource, before, after, &old, &new);
    if (str_none(new)) return !failed(ctx);
    if (before) json_raw(&all->before, str_format(ctx->arena, "{\"id\":%lld,%s", (long long)before->id, old.at + 1));
    json_raw(&all->after, before ? str_format(ctx->arena, "{\"id\":%lld,%s", (long long)after->id, new.at + 1) : new);
    all->n++;
    return !failed(ctx);
}

static bool change_add(struct ctx *ctx, struct criterion_changes *all, int64_t goal_id, const char *path, json_t *entry)
{
    struct criterion c;
    if (!resource_read_json(ctx, &criterion_change_resource, READ_CREATE, entry, path, &c)) return false;
    struct criterion new;
    resource_clear(&criterion_resource, &new);
    new.position = db_int_of(ctx, "SELECT MAX(position) FROM criteria WHERE goal_id = $1", db_int(goal_id)) + 1;
    new.statement = c.statement, new.kind = c.kind, new.unit = c.unit;
    new.start = c.start, new.good = c.good, new.excellent = c.excellent;
    new.good_means = c.good_means, new.excellent_means = c.excellent_means;
    new.milestones = c.milestones, new.weight = c.weight;
    if (str_empty(c.statement)) fault(ctx, path, "statement", "Please say what is measured or observed.");
    if (c.kind < 0) fault(ctx, path, "kind", "Please say how it is measured.");
    if (failed(ctx) || !criterion_check(ctx, path, &new, true)) return false;
    new.goal_id = goal_id;
    new.score = 0;
    new.created_at = ctx->now;
    all->left++;
    return resource_insert(ctx, &criterion_resource, &new) && change_told(ctx, all, NULL, &new);
}

static bool change_drop(struct ctx *ctx, struct criterion_changes *all, const struct criterion *before)
{
    struct criterion after = *before;
    after.dropped_at = ctx->now;
    struct str entry = str_format(ctx->arena, "{\"id\":%lld", (long long)before->id);
    struct json_out statement = json_out_new(ctx->arena, 64);
    json_text(&statement, before->statement);
    json_raw(&all->before, str_format(ctx->arena, "%s,\"statement\":%s}", entry.at, json_done(&statement).at));
    json_raw(&all->after, str_format(ctx->arena, "%s,\"dropped\":true}", entry.at));
    all->n++;
    all->left--;
    return resource_update(ctx, &criterion_resource, before, &after);
}

static bool change_one(struct ctx *ctx, struct criterion_changes *all, const struct criterion *before, const char *path,
                       json_t *entry)
{
    struct criterion after = *before;
    after.dropped = false;
    if (!resource_read_json(ctx, &criterion_change_resource, READ_PATCH, entry, path, &after)) return false;
    if (after.dropped) return change_drop(ctx, all, before);
    if (after.kind != before->kind)
        return fault(ctx, path, "kind", "The kind stays. Please drop this criterion and add another one.");
    if (!criterion_check(ctx, path, &after, true)) return false;
    after.score = criterion_score(&after, after.value);
    return resource_update(ctx, &criterion_resource, before, &after) && change_told(ctx, all, before, &after);
}

bool criterion_change(struct ctx *ctx, int64_t goal_id, json_t *entries, const char *path, struct str *before,
                      struct str *after)
{
    struct criterion *old = arena_many(ctx->arena, struct criterion, LIMIT_GOAL_CRITERIA);
    bool seen[LIMIT_GOAL_CRITERIA] = {false};
    int n = criterion_of_goal(ctx, goal_id, old);
    struct criterion_changes all = {json_out_new(ctx->arena, 256), json_out_new(ctx->arena, 256), 0, n};
    json_begin_array(&all.before);
    json_begin_array(&all.after);
    for (size_t i = 0; i < json_array_size(entries) && (!failed(ctx) || ctx->failure.status == 422); i++) {
        json_t *entry = json_array_get(entries, i), *id = json_object_get(entry, "id");
        struct str here = str_format(ctx->arena, "%s[%zu].", path, i);
        int found = -1;
        for (int k = 0; k < n; k++)
            if (id && old[k].id == json_integer_value(id)) found = k;
        if (!id) change_add(ctx, &all, goal_id, here.at, entry);
        else if (found < 0) fault(ctx, here.at, "id", "This goal has no such criterion.");
        else if (seen[found]) fault(ctx, here.at, "id", "This criterion is in the list twice.");
        else seen[found] = change_one(ctx, &all, &old[found], here.at, entry);
    }
    if (!failed(ctx) && all.left < 1) fail_field(ctx, path, "A goal needs at least one criterion.");
    if (!failed(ctx) && all.left > LIMIT_GOAL_CRITERIA)
        fail_field(ctx, path, "A goal can have %d criteria.", LIMIT_GOAL_CRITERIA);
    json_end_array(&all.before);
    json_end_array(&all.after);
    *before = all.n ? json_done(&all.before) : STR_NONE;
    *after = all.n ? json_done(&all.after) : STR_NONE;
    return !failed(ctx);
}
