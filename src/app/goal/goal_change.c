/* Goals adjust: an active goal changes with a reason, and both versions are kept. It is shown as adaptation: scores are
 * computed anew, what was agreed at the start stays beside it. */
#include "app/goal/goal_part.h"

#include "app/criterion.h"
#include "app/forecast/forecast.h"
#include "app/permission.h"
#include "base/limits.h"

/* ---- what a change may say ---- */

struct goal_terms {
    struct goal goal;
    struct list criteria;
};

#define T(member) offsetof(struct goal_terms, goal.member)

static const struct field goal_terms_fields[] = {
    {"title", FIELD_LINE, T(title), 0, 1, LIMIT_TITLE, .doc = "What is to be reached."},
    {"why", FIELD_TEXT, T(why), 0, 1, LIMIT_TEXT, .doc = "Why it matters."},
    {"leaves_out", FIELD_TEXT, T(leaves_out), FIELD_NULL, 0, LIMIT_TEXT, .doc = "What the goal does not cover."},
    {"team_id", FIELD_ID, T(team_id), FIELD_NULL, .doc = "The team."},
    {"period_id", FIELD_ID, T(period_id), FIELD_NULL, .doc = "The period."},
    {"starts_on", FIELD_DATE, T(starts_on), 0, .doc = "Its first day."},
    {"due_on", FIELD_DATE, T(due_on), 0, .doc = "The day it is due."},
    {"priority", FIELD_INT, T(priority), 0, 1, 1000000, .doc = "Its place among the goals of its owner."},
    {"counts_serving", FIELD_BOOL, T(counts_serving), 0, .doc = "The goals that serve it count in its score."},
    {"serves", FIELD_IDS, T(serves), 0, 0, LIMIT_GOAL_PARENTS, .doc = "The goals that it serves: all of them."},
    {"criteria", FIELD_LIST, offsetof(struct goal_terms, criteria), 0, 0, 2 * LIMIT_GOAL_CRITERIA,
     .of = &criterion_change_resource, .doc = "Criteria that change, are new (without id) or dropped."},
    {0},
};

static const struct resource goal_terms_resource = {.name = "goal_terms",
                                                    .size = sizeof(struct goal_terms),
                                                    .fields = goal_terms_fields,
                                                    .doc = "What changes; what is left out stays."};

struct goal_change_request {
    struct str reason;
    struct object changes;
};

#define R(member) offsetof(struct goal_change_request, member)

static const struct field goal_change_request_fields[] = {
    {"reason", FIELD_TEXT, R(reason), FIELD_REQUIRED, 1, LIMIT_TEXT, .doc = "Why it changes."},
    {"changes", FIELD_OBJECT, R(changes), FIELD_REQUIRED, .of = &goal_terms_resource, .doc = "What changes."},
    {0},
};

const struct resource goal_change_request_resource = {.name = "goal_change_request",
                                                      .size = sizeof(struct goal_change_request),
                                                      .fields = goal_change_request_fields,
                                                      .doc = "A change of an active goal."};

/* ---- what a change was ---- */

struct goal_change {
    int64_t id;
    int64_t goal_id;
    int64_t person_id;
    struct str person_name;
    struct str reason;
    struct str before, after; /* JSON objects */
    int64_t created_at;
};

#define C(member) offsetof(struct goal_change, member)

static const struct field goal_change_fields[] = {
    {"id", FIELD_ID, C(id), FIELD_READ_ONLY, .doc = "The change's number."},
    {"goal_id", FIELD_ID, C(goal_id), FIELD_READ_ONLY, .doc = "The goal."},
    {"person_id", FIELD_ID, C(person_id), FIELD_READ_ONLY, .doc = "Who changed it."},
    {"person_name", FIELD_LINE, C(person_name), FIELD_READ_ONLY | FIELD_NO_COLUMN, .doc = "Their name."},
    {"reason", FIELD_TEXT, C(reason), FIELD_READ_ONLY, .doc = "Why."},
    {"before", FIELD_TEXT, C(before), FIELD_READ_ONLY | FIELD_HIDDEN, .doc = "What it was."},
    {"after", FIELD_TEXT, C(after), FIELD_READ_ONLY | FIELD_HIDDEN, .doc = "What it became."},
    {"created_at", FIELD_INSTANT, C(created_at), FIELD_READ_ONLY, .doc = "When."},
    {0},
};

const struct resource goal_change_resource = {
    .name = "goal_change",
    .table = "changes",
    .size = sizeof(struct goal_change),
    .fields = goal_change_fields,
    .doc = "How an active goal was changed; with \"before\" and \"after\": the values that differ."};

static void change_write(struct json_out *w, const struct goal_change *c)
{
    json_begin_object(w);
    resource_write_members(w, &goal_change_resource, c);
    json_key(w, "before");
    json_raw(w, c->before);
    json_key(w, "after");
    json_raw(w, c->after);
    json_end_object(w);
}

/* ---- routes ---- */

bool goal_change_post(struct ctx *ctx)
{
    struct goal_change_request request;
    struct goal_change change;
    if (!resource_read(ctx, &goal_change_request_resource, READ_CREATE, &request)) return false;
    json_t *changes = json_object_get(ctx->request->json, "changes");
    int64_t id = request_id(ctx, 0), change_id = 0;
    if (!goal_change(ctx, id, request.reason, changes, &change_id)) return false;
    if (!resource_find(ctx, &goal_change_resource, change_id, &change)) return false;
    change.person_name = db_text_of(ctx, "SELECT name FROM people WHERE id = $1", db_int(change.person_id));
    struct json_out w = json_out_new(ctx->arena, 1024);
    change_write(&w, &change);
    return !failed(ctx) &&
           reply_created(ctx, &w, str_format(ctx->arena, "/goals/%lld/changes/", (long long)id).at, change_id);
}

static void change_item(struct ctx *ctx, struct json_out *w, struct db_rows *row, struct page_key *key)
{
    (void)ctx;
    struct goal_change c;
    resource_from_row(&goal_change_resource, row, 1, &c);
    c.person_name = db_col_text(row, 0);
    change_write(w, &c);
    key->id = c.id;
}

bool goal_change_list(struct ctx *ctx)
{
    struct page page;
    if (!page_read(ctx, &page)) return false;
    struct str sql = str_format(ctx->arena,
                                "SELECT p.name, %s FROM changes c JOIN people p ON p.id = c.person_id"
                                " WHERE c.goal_id = $1 AND c.id < $2 ORDER BY c.id DESC LIMIT $3",
                                resource_columns(ctx, &goal_change_resource, "c").at);
    return page_reply(ctx, &page,
                      db_query(ctx, sql.at, db_int(request_id(ctx, 0)), db_int(page.id), db_int(page.limit + 1)),
                      change_item);
}

/* ---- the change ---- */

/* {"title": ..., "criteria": [...]} of an object and an array, each of which may be none. */
static struct str with_criteria(struct ctx *ctx, struct str terms, struct str criteria)
{
    if (str_none(criteria)) return str_none(terms) ? STR("{}") : terms;
    bool alone = str_none(terms);
    return str_format(ctx->arena, "%.*s%s\"criteria\":%.*s}", alone ? 1 : (int)terms.len - 1, alone ? "{" : terms.at,
                      alone ? "" : ",", STR_ARG(criteria));
}

/* Reads the terms over those of today, and checks them. Criteria are changed at once: they have rows of their own. */
static bool change_read(struct ctx *ctx, const struct goal *before, json_t *changes, struct goal_terms *after,
                        struct goal_change *change)
{
    struct goal_terms old = {.goal = *before};
    struct str criteria_before = STR_NONE, criteria_after = STR_NONE;
    *after = old;
    if (!resource_read_json(ctx, &goal_terms_resource, READ_PATCH, changes, "changes.", after)) return false;
    if (!goal_check(ctx, "changes.", before, &after->goal)) return false;
    if (before->team_id != after->goal.team_id && !goal_may_write(ctx, &after->goal)) return false;
    json_t *entries = json_object_get(changes, "criteria");
    if (entries && !criterion_change(ctx, before->id, entries, "changes.criteria", &criteria_before, &criteria_after))
        return false;
    after->criteria = (struct list){0}; /* told by themselves */
    resource_diff(ctx, &goal_terms_resource, &old, after, &change->before, &change->after);
    if (str_none(change->after) && str_none(criteria_after))
        return fail_field(ctx, "changes", "This is what the goal says already. Please say what changes.");
    change->before = with_criteria(ctx, change->before, criteria_before);
    change->after = with_criteria(ctx, change->after, criteria_after);
    return !failed(ctx);
}

/* Scores and clock by the new terms, up through the goals that count it, then the new links. */
static bool change_apply(struct ctx *ctx, const struct goal *before, struct goal *after)
{
    struct framework f;
    bool counts = before->counts_serving != after->counts_serving;
    if (!framework_now(ctx, &f) || !goal_wind_clock(ctx, &f, after)) return false;
    if (counts && !goal_count_serving(ctx, after)) return false;
    if (!goal_rescore(ctx, after) || !goal_save(ctx, NULL, STR_NONE, before, after)) return false;
    if (!goal_roll_up(ctx, before, after) || !goal_nudge_by(ctx, after) || !goal_index(ctx, after) ||
        !forecast_keep(ctx, after))
        return false;
    return !goal_serves_differ(before, after) ||
           goal_link(ctx, after->id, after->serves.at, after->serves.n, "changes.serves");
}

bool goal_change(struct ctx *ctx, int64_t id, struct str reason, json_t *changes, int64_t *change_id)
{
    struct goal before;
    struct goal_terms after;
    struct goal_change change;
    if (!goal_take(ctx, id, true, &before) || !goal_still(ctx, &goal_owner, id)) return false;
    if (!goal_in_state(ctx, &before, STATE_ACTIVE,
                       "Only an active goal changes with a reason. Edit a draft as you like."))
        return false;
    before.serves = goal_parents(ctx, id);
    resource_clear(&goal_change_resource, &change);
    if (!change_read(ctx, &before, changes, &after, &change) || !change_apply(ctx, &before, &after.goal)) return false;
    change.goal_id = id;
    change.person_id = ctx->actor.person_id ? ctx->actor.person_id : before.owner_id;
    change.reason = reason;
    change.created_at = ctx->now;
    struct event e = {.type = "goal.changed",
                      .subject = "goal",
                      .subject_id = id,
                      .goal_id = id,
                      .person_id = before.owner_id,
                      .reason = reason,
                      .old_json = change.before,
                      .new_json = change.after};
    if (!resource_insert(ctx, &goal_change_resource, &change) || !event_record(ctx, &e)) return false;
    *change_id = change.id;
    return goal_notice_near(ctx, &after.goal, NOTICE_GOAL_CHANGED);
}
