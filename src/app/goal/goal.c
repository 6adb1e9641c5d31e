/* A goal: its fields, its routes, and writing one down: creating, editing and deleting drafts. What happens to it later
 * has a file each: goal_proposal, goal_change, goal_closure, goal_owner, goal_graph, goal_roll_up. */
#include "app/goal/goal_part.h"

#include "app/barrier/barrier.h"
#include "app/need/need.h"

#include "app/answer.h"
#include "app/criterion.h"
#include "app/forecast/forecast.h"
#include "app/period.h"
#include "app/permission.h"
#include "app/person.h"
#include "app/score.h"
#include "app/search.h"
#include "app/step.h"
#include "app/team.h"
#include "base/limits.h"
#include "kernel/language.h"

#define PRIORITY_LAST 1000000

const char *const goal_levels[] = {"organisation", "team", "person", NULL};
const char *const goal_states[] = {"draft", "proposed", "active", "closed", NULL};
const char *const goal_confidences[] = {"on_track", "at_risk", "off_track", NULL};
const char *const goal_outcomes[] = {"achieved", "partly", "missed", "dropped", NULL};
static const char *const answered_choices[] = {"answered", "not_yet_answered", NULL};

#define F(member) offsetof(struct goal, member)
#define SHOWN (FIELD_READ_ONLY | FIELD_NULL)
#define COMPUTED (FIELD_READ_ONLY | FIELD_NO_COLUMN)
#define JOINED (FIELD_READ_ONLY | FIELD_NULL | FIELD_NO_COLUMN)

static const struct field goal_fields[] = {
    {"id", FIELD_ID, F(id), FIELD_READ_ONLY, .doc = "The goal's number."},
    {"external_id", FIELD_LINE, F(external_id), FIELD_READ_ONLY | FIELD_NULL | FIELD_HIDDEN,
     .doc = "Its number in the organisation's own lists."},
    {"title", FIELD_LINE, F(title), FIELD_REQUIRED | FIELD_REASONED, 1, LIMIT_TITLE, .doc = "What is to be reached."},
    {"title_key", FIELD_LINE, F(title_key), FIELD_READ_ONLY | FIELD_HIDDEN, .doc = "The title for sorting."},
    {"why", FIELD_TEXT, F(why), FIELD_NULL | FIELD_REASONED, 0, LIMIT_TEXT,
     .doc = "Why it matters; a proposal needs it."},
    {"leaves_out", FIELD_TEXT, F(leaves_out), FIELD_NULL | FIELD_REASONED, 0, LIMIT_TEXT,
     .doc = "What the goal does not cover."},
    {"level", FIELD_CHOICE, F(level), FIELD_REQUIRED, .choices = goal_levels,
     .doc = "Whose goal it is: the organisation's, a team's or a person's. Stays once it is proposed."},
    {"state", FIELD_CHOICE, F(state), FIELD_READ_ONLY, .choices = goal_states, .doc = "Where it stands."},
    {"owner_id", FIELD_ID, F(owner_id), 0,
     .doc = "Who owns it; oneself unless told. Who started a draft can write it for another; later it is handed over."},
    {"owner_name", FIELD_LINE, F(owner_name), COMPUTED, .doc = "The owner's name."},
    {"started_by", FIELD_ID, F(started_by), FIELD_READ_ONLY, .doc = "Who wrote it down first."},
    {"started_by_name", FIELD_LINE, F(started_by_name), COMPUTED, .doc = "Their name."},
    {"supporter_id", FIELD_ID, F(supporter_id), FIELD_NULL,
     .doc = "Who supports the owner in it: the line manager unless another one is chosen."},
    {"supporter_name", FIELD_LINE, F(supporter_name), JOINED, .doc = "Their name."},
    {"supporter_chosen", FIELD_BOOL, F(supporter_chosen), COMPUTED, .doc = "The supporter was chosen by the owner."},
    {"team_id", FIELD_ID, F(team_id), FIELD_NULL | FIELD_REASONED, .doc = "The team; a goal of level team needs one."},
    {"team_name", FIELD_LINE, F(team_name), JOINED, .doc = "The team's name."},
    {"period_id", FIELD_ID, F(period_id), FIELD_NULL | FIELD_REASONED, .doc = "The period it belongs to."},
    {"starts_on", FIELD_DATE, F(starts_on), FIELD_REQUIRED | FIELD_REASONED, .doc = "Its first day."},
    {"due_on", FIELD_DATE, F(due_on), FIELD_REQUIRED | FIELD_REASONED, .doc = "The day it is due."},
    {"priority", FIELD_INT, F(priority), 0, 1, PRIORITY_LAST,
     .doc = "Its place among the goals of its owner, 1 is first; after the others unless told."},
    {"counts_serving", FIELD_BOOL, F(counts_serving), 0,
     .doc = "The goals that serve it count in its score, each as a criterion of weight 1."},
    {"serves", FIELD_IDS, F(serves), FIELD_REASONED, 0, LIMIT_GOAL_PARENTS, .doc = "The goals that it serves."},
    {"score", FIELD_DECIMAL, F(score), SHOWN, .doc = "Measured against the criteria: 0.7 is good, 1 excellent."},
    {"expected_score", FIELD_DECIMAL, F(expected_score), JOINED,
     .doc = "0.7 times the share of its time that has passed."},
    {"pace", FIELD_CHOICE, F(pace), JOINED, .choices = pace_choices, .doc = "The score against the expected one."},
    {"confidence", FIELD_CHOICE, F(confidence), SHOWN, .choices = goal_confidences, .doc = "What the owner believes."},
    {"stale", FIELD_BOOL, F(stale), COMPUTED, .doc = "No check-in for longer than the rhythm and its grace."},
    {"serves_nothing", FIELD_BOOL, F(serves_nothing), COMPUTED,
     .doc = "It serves no other goal, and is not one of the organisation."},
    {"parents", FIELD_INT, F(parents), FIELD_READ_ONLY | FIELD_HIDDEN, .doc = "How many goals it serves."},
    {"children", FIELD_INT, F(children), FIELD_READ_ONLY, .doc = "How many goals serve it."},
    {"open_children", FIELD_INT, F(open_children), FIELD_READ_ONLY, .doc = "How many of them are not closed."},
    {"waits_for", FIELD_ID, F(waits_for), SHOWN, .doc = "For whose acceptance, answer or reply it waits."},
    {"waits_for_name", FIELD_LINE, F(waits_for_name), JOINED, .doc = "Their name."},
    {"waits_until", FIELD_INSTANT, F(waits_until), SHOWN, .doc = "Then it becomes active without an answer."},
    {"proposed_at", FIELD_INSTANT, F(proposed_at), SHOWN, .doc = "Since when it waits."},
    {"accepted_at", FIELD_INSTANT, F(accepted_at), SHOWN, .doc = "When its owner accepted what another person wrote."},
    {"handed_from", FIELD_ID, F(handed_from), SHOWN,
     .doc = "From whom it came, while its new owner has not taken it yet."},
    {"handed_from_name", FIELD_LINE, F(handed_from_name), JOINED, .doc = "Their name."},
    {"handed_at", FIELD_INSTANT, F(handed_at), SHOWN, .doc = "Since when it waits to be taken."},
    {"answered", FIELD_CHOICE, F(answered), SHOWN, .choices = answered_choices,
     .doc = "Whether its supporter answered; not_yet_answered: it became active by silence."},
    {"last_checkin_on", FIELD_DATE, F(last_checkin_on), SHOWN, .doc = "The day of the newest check-in."},
    {"checkin_due_at", FIELD_INSTANT, F(checkin_due_at), SHOWN, .doc = "When the next check-in is due."},
    {"own_rhythm_days", FIELD_INT, F(own_rhythm_days), SHOWN,
     .doc = "Days between check-ins, where its owner wants more of them than the framework asks for."},
    {"stale_at", FIELD_INSTANT, F(stale_at), SHOWN | FIELD_HIDDEN, .doc = "From when on it is stale."},
    {"activated_at", FIELD_INSTANT, F(activated_at), SHOWN, .doc = "Since when it is active."},
    {"closed_at", FIELD_INSTANT, F(closed_at), SHOWN, .doc = "When it was closed."},
    {"outcome", FIELD_CHOICE, F(outcome), SHOWN, .choices = goal_outcomes, .doc = "How it ended."},
    {"closing_reason", FIELD_TEXT, F(closing_reason), SHOWN, .doc = "Why it was closed so."},
    {"closing_score", FIELD_DECIMAL, F(closing_score), SHOWN, .doc = "The score at the end."},
    {"closing_score_original", FIELD_DECIMAL, F(closing_score_original), SHOWN,
     .doc = "The score at the end by the criteria as they were at the start."},
    {"created_at", FIELD_INSTANT, F(created_at), FIELD_READ_ONLY, .doc = "When it was written down."},
    {"version", FIELD_INT, F(version), FIELD_READ_ONLY, .doc = "Grows with each change; for If-Match."},
    {0},
};

const struct resource goal_resource = {
    .name = "goal",
    .table = "goals",
    .size = sizeof(struct goal),
    .fields = goal_fields,
    .doc = "Something to be reached, with its reason, its measure and what it serves.",
};

static bool goal_post(struct ctx *ctx);
static bool goal_show(struct ctx *ctx);
static bool goal_patch(struct ctx *ctx);
static bool goal_remove(struct ctx *ctx);

const struct route goal_routes[] = {
    {METHOD_GET, "/goals", &signed_in, goal_list,
     "Goals one may see; of an owner, a team, a period ... in their order.", .gives = &goal_resource,
     .filter = &goal_filter_resource, .flags = ROUTE_LIST, .sorts = "priority due_on -due_on title"},
    {METHOD_POST, "/goals", &signed_in, goal_post,
     "Writes a draft: one's own, for a team one belongs to, for people one supports or whose team one leads.",
     .takes = &goal_resource, .gives = &goal_resource},
    {METHOD_GET, "/goals/{id}", &goal_viewer, goal_show,
     "One goal with its criteria, steps, newest answers, what it serves, what one can do, and notes.",
     .gives = &goal_resource},
    {METHOD_PATCH, "/goals/{id}", &goal_drafter, goal_patch,
     "Changes a draft; of a goal under way priority, supporter and what counts. The rest takes a reason.",
     .takes = &goal_resource, .gives = &goal_resource, .flags = ROUTE_MATCH},
    {METHOD_DELETE, "/goals/{id}", &goal_drafter, goal_remove, "Throws a draft away."},
    {METHOD_PUT, "/goals/{id}/proposal", &goal_drafter, goal_proposal_put,
     "Proposes a draft: to its owner, else to its supporter; without one it becomes active.", .gives = &goal_resource},
    {METHOD_DELETE, "/goals/{id}/proposal", &goal_drafter, goal_proposal_delete,
     "Takes a proposal back: a draft again.", .gives = &goal_resource},
    {METHOD_PUT, "/goals/{id}/closure", &goal_owner, goal_closure_put,
     "Closes the goal, with how it ended and why; scored by the criteria of today and of the start.",
     .takes = &goal_closure_resource, .gives = &goal_resource},
    {METHOD_PUT, "/goals/{id}/reopening", &goal_owner, goal_reopening_put, "Opens a closed goal again, with a reason.",
     .takes = &goal_reopening_resource, .gives = &goal_resource},
    {METHOD_PUT, "/goals/{id}/owner", &goal_hander, goal_owner_put,
     "Hands the goal over to another person, with a reason.", .takes = &goal_owner_resource, .gives = &goal_resource},
    {METHOD_PUT, "/goals/{id}/acceptance", &goal_owner, goal_acceptance_put,
     "Takes an active goal that was handed over. Handing it back is handing it over.", .gives = &goal_resource},
    {METHOD_PUT, "/people/{id}/goal-order", &person_self, goal_order_put,
     "Puts one's own goals in order of priority. This takes no reason: it changes no goal's terms.",
     .takes = &goal_order_resource, .gives = &goal_order_resource},
    {METHOD_POST, "/goals/{id}/changes", &goal_owner, goal_change_post,
     "Changes an active goal, with a reason: dates, targets, wording, what it serves. Both versions are kept.",
     .takes = &goal_change_request_resource, .gives = &goal_change_resource},
    {METHOD_GET, "/goals/{id}/changes", &goal_viewer, goal_change_list,
     "How the goal was changed and why, newest first.", .gives = &goal_change_resource, .flags = ROUTE_LIST,
     .sorts = "-id"},
    {METHOD_GET, "/goals/{id}/why", &goal_viewer, goal_why, "The goals it serves, up to the mission.",
     .gives = &goal_why_resource},
    {METHOD_GET, "/goal-map", &signed_in, goal_map,
     "The goals as a tree below the mission, laid out: what is open, or what a filter finds with the way to it. Opened "
     "at one's own place unless told.",
     .gives = &goal_map_resource, .filter = &goal_map_ask_resource},
    {METHOD_GET, "/goals/{id}/served-by", &goal_viewer, goal_served_by, "The goals that serve it.",
     .gives = &goal_resource, .flags = ROUTE_LIST, .sorts = "id"},
    {0},
};

/* ---- handlers ---- */

static bool goal_show(struct ctx *ctx)
{
    return goal_reply(ctx, 200, request_id(ctx, 0));
}

static bool goal_post(struct ctx *ctx)
{
    struct goal g;
    if (!resource_read(ctx, &goal_resource, READ_CREATE, &g)) return false;
    if (!g.owner_id) g.owner_id = ctx->actor.person_id;
    return goal_create(ctx, &g) && goal_reply(ctx, 201, g.id);
}

static bool goal_patch(struct ctx *ctx)
{
    struct goal before;
    if (!goal_take(ctx, request_id(ctx, 0), true, &before) || !goal_still(ctx, &goal_drafter, before.id) ||
        !match_version(ctx, before.version))
        return false;
    before.serves = goal_parents(ctx, before.id);
    struct goal after = before;
    return resource_read(ctx, &goal_resource, READ_PATCH, &after) && goal_edit(ctx, &before, &after) &&
           goal_reply(ctx, 200, after.id);
}

static bool goal_remove(struct ctx *ctx)
{
    return goal_delete(ctx, request_id(ctx, 0)) && reply_empty(ctx);
}

/* ---- rules: who may write what for whom ---- */

static bool may_write_organisation(struct ctx *ctx, const struct goal *g)
{
    if (is_people_operations(ctx)) return true;
    if (person_manager(ctx, ctx->actor.person_id))
        return fail(ctx, 403,
                    "Goals of the organisation are written by people operations, and by who has no line manager.");
    return may_propose_to(ctx, g->owner_id) ||
           fail(ctx, 403, "You can write goals for yourself and for those you support.");
}

static bool may_write_team(struct ctx *ctx, const struct goal *g)
{
    if (is_people_operations(ctx)) return true;
    if (!belongs_to_team(ctx, ctx->actor.person_id, g->team_id))
        return fail(ctx, 403,
                    "Goals of a team are written by those who belong to it or lead it, and by people operations.");
    return may_propose_to(ctx, g->owner_id) || belongs_to_team(ctx, g->owner_id, g->team_id) ||
           fail(ctx, 403, "The owner of a team's goal belongs to the team.");
}

static bool may_write_person(struct ctx *ctx, const struct goal *g)
{
    if (!may_propose_to(ctx, g->owner_id))
        return fail(ctx, 403,
                    "You can write goals for yourself, for those you support, and for those whose team you lead.");
    bool team_fits = !g->team_id || is_people_operations(ctx) || belongs_to_team(ctx, g->owner_id, g->team_id);
    return team_fits || fail_field(ctx, "team_id", "The owner does not belong to this team.");
}

bool goal_may_write(struct ctx *ctx, const struct goal *g)
{
    if (ctx->actor.system) return true;
    switch (g->level) {
    case LEVEL_ORGANISATION: return may_write_organisation(ctx, g);
    case LEVEL_TEAM: return may_write_team(ctx, g);
    default: return may_write_person(ctx, g);
    }
}

/* ---- rules: a goal that makes sense ---- */

static bool fault(struct ctx *ctx, const char *path, const char *field, const char *sentence)
{
    return fail_field(ctx, str_format(ctx->arena, "%s%s", path, field).at, "%s", sentence);
}

static bool supporter_check(struct ctx *ctx, const char *path, const struct goal *g)
{
    if (!g->supporter_id) return true;
    if (g->supporter_id == g->owner_id)
        return fault(ctx, path, "supporter_id", "Please choose another person: one supports somebody else.");
    return person_present(ctx, g->supporter_id) ||
           fault(ctx, path, "supporter_id", "There is nobody here with this number.");
}

static bool team_check(struct ctx *ctx, const char *path, const struct goal *before, const struct goal *g)
{
    if (g->level == LEVEL_TEAM && !g->team_id)
        return fault(ctx, path, "team_id", "Please say which team's goal it is.");
    if (g->level == LEVEL_ORGANISATION && g->team_id)
        return fault(ctx, path, "team_id", "A goal of the organisation belongs to no single team.");
    bool same = !g->team_id || (before && before->team_id == g->team_id);
    return same || team_open(ctx, g->team_id) || fault(ctx, path, "team_id", "There is no open team with this number.");
}

/* What has not changed is not asked again: a team may have closed since. */
bool goal_check(struct ctx *ctx, const char *path, const struct goal *before, struct goal *g)
{
    if ((!before || before->owner_id != g->owner_id) && !person_present(ctx, g->owner_id))
        fault(ctx, path, "owner_id", "There is nobody here with this number.");
    if (!before || before->supporter_id != g->supporter_id || g->supporter_id == g->owner_id)
        supporter_check(ctx, path, g);
    team_check(ctx, path, before, g);
    if (g->period_id && (!before || before->period_id != g->period_id) && !period_exists(ctx, g->period_id))
        fault(ctx, path, "period_id", "There is no period with this number.");
    if (g->due_on < g->starts_on) fault(ctx, path, "due_on", "This needs to be the day it starts, or later.");
    g->title_key = goal_title_key(ctx, g->title);
    return !failed(ctx);
}

/* PostgreSQL's indexes take 2,700 bytes; cut between characters. */
struct str goal_title_key(struct ctx *ctx, struct str title)
{
    struct str folded = utf8_fold(ctx->arena, title);
    size_t end = folded.len < 100 ? folded.len : 100;
    while (end > 0 && end < folded.len && ((unsigned char)folded.at[end] & 0xc0) == 0x80) end--;
    return str_copy(ctx->arena, str_cut(folded, 0, end));
}

int64_t goal_last_priority(struct ctx *ctx, int64_t owner)
{
    int64_t last =
        db_int_of(ctx, "SELECT MAX(priority) FROM goals WHERE owner_id = $1 AND state <> 'closed'", db_int(owner));
    return last < PRIORITY_LAST ? last + 1 : PRIORITY_LAST;
}

/* ---- verbs ---- */

bool goal_index(struct ctx *ctx, const struct goal *g)
{
    return search_put(
        ctx, SEARCH_GOAL, g->id,
        str_format(ctx->arena, "%.*s %.*s %.*s", STR_ARG(g->title), STR_ARG(g->why), STR_ARG(g->leaves_out)));
}

bool goal_create(struct ctx *ctx, struct goal *g)
{
    if (!person_hold(ctx, g->owner_id) || !goal_check(ctx, "", NULL, g) || !goal_may_write(ctx, g)) return false;
    g->state = STATE_DRAFT;
    if (!g->started_by) g->started_by = ctx->actor.person_id ? ctx->actor.person_id : g->owner_id;
    if (g->priority < 1) g->priority = goal_last_priority(ctx, g->owner_id);
    g->parents = g->children = g->open_children = 0;
    g->created_at = ctx->now;
    struct event e = {.type = "goal.created", .subject = "goal", .person_id = g->owner_id};
    if (!resource_insert(ctx, &goal_resource, g)) return false;
    e.goal_id = e.subject_id = g->id;
    return event_changed(ctx, &e, &goal_resource, NULL, g) && goal_index(ctx, g) &&
           (g->serves.n == 0 || goal_link(ctx, g->id, g->serves.at, g->serves.n, "serves"));
}

/* What is under way changes with a reason; which field asked for it is named. */
static bool reasoned_untouched(struct ctx *ctx, const struct goal *before, const struct goal *after)
{
    const char *sentence =
        before->state == STATE_PROPOSED
            ? SAY("This goal is proposed. Please take the proposal back first, or ask for an answer.")
            : SAY("This goal is active. Please say why it changes: send a change with a reason.");
    bool same = str_equal(before->title, after->title) && str_equal(before->why, after->why) &&
                str_equal(before->leaves_out, after->leaves_out) && before->team_id == after->team_id &&
                before->period_id == after->period_id && before->starts_on == after->starts_on &&
                before->due_on == after->due_on && !goal_serves_differ(before, after);
    return same || fail(ctx, 409, "%s", sentence);
}

bool goal_serves_differ(const struct goal *before, const struct goal *after)
{
    if (!after->serves.given) return false;
    if (before->serves.n != after->serves.n) return true;
    for (int i = 0; i < after->serves.n; i++)
        if (before->serves.at[i] != after->serves.at[i]) return true;
    return false;
}

/* Whose a draft is meant to be is for who writes it to say. */
static bool draft_edit_allowed(struct ctx *ctx, const struct goal *before, const struct goal *after)
{
    bool given = before->owner_id != after->owner_id;
    if (given && !ctx->actor.system && before->started_by != ctx->actor.person_id)
        return fail(ctx, 403, "Only who started this draft can write it for somebody else.");
    bool moved = given || before->level != after->level || before->team_id != after->team_id;
    return !moved || goal_may_write(ctx, after);
}

static bool edit_allowed(struct ctx *ctx, const struct goal *before, const struct goal *after)
{
    if (before->state == STATE_CLOSED) return fail(ctx, 409, "This goal is closed. Please open it again first.");
    if (before->state == STATE_DRAFT) return draft_edit_allowed(ctx, before, after);
    if (before->level != after->level) return fail(ctx, 409, "The level of a goal stays once it has been proposed.");
    if (before->owner_id != after->owner_id)
        return fail(ctx, 409, "This goal has been proposed. Please hand it over, with a reason.");
    if (!ctx->actor.system && before->owner_id != ctx->actor.person_id)
        return fail(ctx, 403, "The goal has been proposed: from now on only its owner can change it.");
    return reasoned_untouched(ctx, before, after);
}

/* Another supporter, or none, while the proposal waits for the old one. */
static bool supporter_moves(struct ctx *ctx, const struct goal *before, struct goal *after)
{
    bool waits = before->state == STATE_PROPOSED && before->waits_for && before->waits_for != before->owner_id &&
                 goal_accepted(before);
    return before->supporter_id == after->supporter_id || !waits || goal_wait_for_supporter(ctx, after);
}

bool goal_edit(struct ctx *ctx, const struct goal *before, struct goal *after)
{
    if (!goal_check(ctx, "", before, after) || !edit_allowed(ctx, before, after) ||
        !supporter_moves(ctx, before, after))
        return false;
    if (before->owner_id != after->owner_id && before->priority == after->priority)
        after->priority = goal_last_priority(ctx, after->owner_id);
    bool serves = goal_serves_differ(before, after);
    bool counts = before->counts_serving != after->counts_serving && after->state == STATE_ACTIVE;
    if (counts && (!goal_count_serving(ctx, after) || !goal_rescore(ctx, after))) return false;
    if (!goal_save_proposal(ctx, "goal.edited", before, after) || !goal_roll_up(ctx, before, after)) return false;
    if (serves && !goal_link(ctx, after->id, after->serves.at, after->serves.n, "serves")) return false;
    return goal_index(ctx, after);
}

bool goal_delete(struct ctx *ctx, int64_t id)
{
    struct goal g;
    if (!goal_take(ctx, id, true, &g) || !goal_still(ctx, &goal_drafter, id)) return false;
    if (!goal_in_state(ctx, &g, STATE_DRAFT,
                       "Only a draft can be thrown away. Goals under way are closed, with a reason."))
        return false;
    struct event e = {
        .type = "goal.deleted", .subject = "goal", .subject_id = id, .goal_id = id, .person_id = g.owner_id};
    return goal_unlink(ctx, id) && need_delete_all(ctx, id) && criterion_delete_all(ctx, id) &&
           step_delete_all(ctx, id) && answer_delete_all(ctx, id) && search_drop(ctx, SEARCH_GOAL, id) &&
           resource_delete(ctx, &goal_resource, id) && event_record(ctx, &e);
}

/* ---- for other slices ---- */

static bool checkins_take_back(struct ctx *ctx, int64_t id)
{
    return db_run(ctx, "DELETE FROM checkin_values WHERE checkin_id IN (SELECT id FROM checkins WHERE goal_id = $1)",
                  db_int(id)) &&
           db_run(ctx, "DELETE FROM checkins WHERE goal_id = $1", db_int(id));
}

bool goal_take_back(struct ctx *ctx, int64_t id)
{
    struct goal before;
    if (!goal_take(ctx, id, true, &before)) return false;
    struct goal after = before;
    after.state = STATE_DRAFT; /* nobody counts a draft */
    struct event e = {
        .type = "goal.deleted", .subject = "goal", .subject_id = id, .goal_id = id, .person_id = before.owner_id};
    return goal_roll_up(ctx, &before, &after) && (before.state == STATE_DRAFT || goal_counted(ctx, id, -1)) &&
           goal_unlink(ctx, id) && barrier_delete_all(ctx, id) && need_delete_all(ctx, id) &&
           answer_delete_all(ctx, id) && checkins_take_back(ctx, id) && criterion_delete_all(ctx, id) &&
           step_delete_all(ctx, id) && forecast_forget(ctx, id) && search_drop(ctx, SEARCH_GOAL, id) &&
           resource_delete(ctx, &goal_resource, id) && event_record(ctx, &e);
}

int64_t goal_by_external_id(struct ctx *ctx, struct str number)
{
    return db_int_of(ctx, "SELECT id FROM goals WHERE external_id = $1", db_text(number));
}

int64_t goal_count_open(struct ctx *ctx, int64_t person_id)
{
    return db_int_of(ctx, "SELECT count(*) FROM goals WHERE owner_id = $1 AND state IN ('proposed', 'active')",
                     db_int(person_id));
}

bool goal_team_has_open(struct ctx *ctx, int64_t team_id)
{
    return db_int_of(ctx, "SELECT 1 FROM goals WHERE team_id = $1 AND state IN ('proposed', 'active') LIMIT 1",
                     db_int(team_id)) == 1;
}

bool goal_load(struct ctx *ctx, int64_t person_id, int64_t *active)
{
    *active = db_int_of(ctx, "SELECT count(*) FROM goals WHERE owner_id = $1 AND state = 'active'", db_int(person_id));
    return !failed(ctx);
}

bool goal_load_team(struct ctx *ctx, int64_t team_id, int64_t *active)
{
    *active = db_int_of(ctx, "SELECT count(*) FROM goals WHERE team_id = $1 AND state = 'active'", db_int(team_id));
    return !failed(ctx);
}
