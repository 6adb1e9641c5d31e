/* Who may what. Each permission is one named question with the sentence that a person reads when the answer is no. */
#include "app/permission.h"

#include "base/limits.h"

/* ---- the questions that rules ask too ---- */

bool is_people_operations(const struct ctx *ctx)
{
    return ctx->actor.system || (ctx->actor.roles & ROLE_PEOPLE_OPERATIONS);
}

bool is_operator(const struct ctx *ctx)
{
    return ctx->actor.system || (ctx->actor.roles & ROLE_OPERATOR);
}

bool is_above(struct ctx *ctx, int64_t manager, int64_t person)
{
    return db_int_of(ctx,
                     "WITH RECURSIVE line(id, height) AS ("
                     " SELECT manager_id, 1 FROM people WHERE id = $1"
                     " UNION"
                     " SELECT p.manager_id, line.height + 1 FROM people p JOIN line ON p.id = line.id"
                     " WHERE line.height < $2)"
                     " SELECT 1 FROM line WHERE id = $3 LIMIT 1",
                     db_int(person), db_int(LIMIT_MANAGER_DEPTH), db_int(manager)) == 1;
}

/* The teams in `$1`'s line up to the top, itself included. */
#define TEAM_LINE                                                                                                      \
    "WITH RECURSIVE line(id, height) AS ("                                                                             \
    " SELECT CAST($1 AS BIGINT), 1"                                                                                    \
    " UNION"                                                                                                           \
    " SELECT t.parent_id, line.height + 1 FROM teams t JOIN line ON t.id = line.id"                                    \
    " WHERE line.height < $2 AND t.parent_id IS NOT NULL)"

bool leads_team(struct ctx *ctx, int64_t lead, int64_t team)
{
    return db_int_of(ctx,
                     TEAM_LINE " SELECT 1 FROM line JOIN team_members m ON m.team_id = line.id"
                               " WHERE m.person_id = $3 AND m.role = 'lead' AND m.ends_on IS NULL LIMIT 1",
                     db_int(team), db_int(LIMIT_TEAM_DEPTH), db_int(lead)) == 1;
}

bool leads_team_of(struct ctx *ctx, int64_t lead, int64_t person)
{
    return db_int_of(ctx,
                     "WITH RECURSIVE line(id, height) AS ("
                     " SELECT team_id, 1 FROM team_members WHERE person_id = $1 AND ends_on IS NULL"
                     " UNION"
                     " SELECT t.parent_id, line.height + 1 FROM teams t JOIN line ON t.id = line.id"
                     " WHERE line.height < $2 AND t.parent_id IS NOT NULL)"
                     " SELECT 1 FROM line JOIN team_members m ON m.team_id = line.id"
                     " WHERE m.person_id = $3 AND m.role = 'lead' AND m.ends_on IS NULL LIMIT 1",
                     db_int(person), db_int(LIMIT_TEAM_DEPTH), db_int(lead)) == 1;
}

bool belongs_to_team(struct ctx *ctx, int64_t person, int64_t team)
{
    int64_t member =
        db_int_of(ctx, "SELECT 1 FROM team_members WHERE team_id = $1 AND person_id = $2 AND ends_on IS NULL",
                  db_int(team), db_int(person));
    return member == 1 || leads_team(ctx, person, team);
}

bool may_propose_to(struct ctx *ctx, int64_t owner)
{
    int64_t me = ctx->actor.person_id;
    return ctx->actor.system || owner == me || is_above(ctx, me, owner) || leads_team_of(ctx, me, owner);
}

static enum verdict allowed_if(bool yes)
{
    return yes ? ALLOWED : DENIED;
}

/* ---- no id ---- */

static enum verdict ask_signed_in(struct ctx *ctx, int64_t id)
{
    (void)ctx, (void)id; /* route.c has answered 401 to everybody else */
    return ALLOWED;
}
const struct permission signed_in = {"signed_in", "Everybody who is signed in.", ask_signed_in, "Please sign in."};

static enum verdict ask_people_operations(struct ctx *ctx, int64_t id)
{
    (void)id;
    return allowed_if(is_people_operations(ctx));
}
const struct permission people_operations = {"people_operations", "People operations.", ask_people_operations,
                                             "Only people operations can do that."};

static enum verdict ask_operator_or_people_operations(struct ctx *ctx, int64_t id)
{
    (void)id;
    return allowed_if(is_people_operations(ctx) || is_operator(ctx));
}
const struct permission operator_or_people_operations = {
    "operator_or_people_operations", "People operations, and the operator of the server.",
    ask_operator_or_people_operations, "Only people operations and the operator can do that."};

/* ---- a person ---- */

static bool person_known(struct ctx *ctx, int64_t id)
{
    return db_int_of(ctx, "SELECT 1 FROM people WHERE id = $1", db_int(id)) == 1;
}

static enum verdict ask_person_self(struct ctx *ctx, int64_t id)
{
    if (id == ctx->actor.person_id) return ALLOWED;
    return person_known(ctx, id) ? DENIED : HIDDEN;
}
const struct permission person_self = {"person_self", "The person.", ask_person_self, "Only this person can do that."};

static enum verdict ask_person_self_or_people_operations(struct ctx *ctx, int64_t id)
{
    if (is_people_operations(ctx)) return ALLOWED;
    return ask_person_self(ctx, id);
}
const struct permission person_self_or_people_operations = {
    "person_self_or_people_operations", "The person, and people operations.", ask_person_self_or_people_operations,
    "Only this person and people operations can do that."};

static enum verdict ask_notice_reader(struct ctx *ctx, int64_t id)
{
    bool mine = db_int_of(ctx, "SELECT 1 FROM notices WHERE id = $1 AND person_id = $2", db_int(id),
                          db_int(ctx->actor.person_id)) == 1;
    return mine ? ALLOWED : HIDDEN;
}
const struct permission notice_reader = {"notice_reader", "Whom the notice is for.", ask_notice_reader,
                                         "This notice is for somebody else."};

static enum verdict ask_raised_between(struct ctx *ctx, int64_t id)
{
    int64_t me = ctx->actor.person_id;
    return db_int_of(ctx, "SELECT 1 FROM raised_items WHERE id = $1 AND (from_id = $2 OR to_id = $2)", db_int(id),
                     db_int(me))
               ? ALLOWED
               : HIDDEN;
}
const struct permission raised_between = {"raised_between", "The two between whom it was raised.", ask_raised_between,
                                          "This is between two others."};

static enum verdict ask_raiser(struct ctx *ctx, int64_t id)
{
    if (ask_raised_between(ctx, id) != ALLOWED) return HIDDEN;
    return allowed_if(db_int_of(ctx, "SELECT from_id FROM raised_items WHERE id = $1", db_int(id)) ==
                      ctx->actor.person_id);
}
const struct permission raiser = {"raiser", "Who raised it.", ask_raiser, "Only who raised it can take it back."};

/* Of a person's own: the person; of a team's: who keeps the team, and with `named` the person named. */
static enum verdict ask_contact_point(struct ctx *ctx, int64_t id, bool named)
{
    struct db_rows *rows = db_query(ctx, "SELECT person_id, team_id FROM contact_points WHERE id = $1", db_int(id));
    if (!db_next(rows)) return HIDDEN;
    int64_t person = db_col_int(rows, 0), team = db_col_int(rows, 1), me = ctx->actor.person_id;
    db_close(rows);
    return allowed_if(is_people_operations(ctx) || (person == me && (named || !team)) ||
                      (team && leads_team(ctx, me, team)));
}

static enum verdict ask_contact_point_holder(struct ctx *ctx, int64_t id)
{
    return ask_contact_point(ctx, id, true);
}
const struct permission contact_point_holder = {
    "contact_point_holder",
    "The person whom one asks there, people operations, and of a team's who leads the team or one above it.",
    ask_contact_point_holder, "Only the person whose contact point this is can change it."};

static enum verdict ask_contact_point_keeper(struct ctx *ctx, int64_t id)
{
    return ask_contact_point(ctx, id, false);
}
const struct permission contact_point_keeper = {
    "contact_point_keeper",
    "Of a person's own: the person; of a team's: who leads the team or one above it; and people operations.",
    ask_contact_point_keeper, "Only the person or the team whose contact point this is can remove it."};

static enum verdict ask_absence_holder(struct ctx *ctx, int64_t id)
{
    int64_t holder = db_int_of(ctx, "SELECT person_id FROM absences WHERE id = $1", db_int(id));
    if (!holder) return HIDDEN;
    return allowed_if(holder == ctx->actor.person_id || is_people_operations(ctx));
}
const struct permission absence_holder = {"absence_holder", "The person who is away, and people operations.",
                                          ask_absence_holder, "Only the person whose absence this is can change it."};

/* ---- a team ---- */

static enum verdict ask_team_keeper(struct ctx *ctx, int64_t id)
{
    if (!db_int_of(ctx, "SELECT 1 FROM teams WHERE id = $1", db_int(id))) return HIDDEN;
    return allowed_if(is_people_operations(ctx) || leads_team(ctx, ctx->actor.person_id, id));
}
const struct permission team_keeper = {"team_keeper", "Who leads the team or one above it, and people operations.",
                                       ask_team_keeper,
                                       "Only those who lead this team, and people operations, can do that."};

static enum verdict ask_team_member_keeper(struct ctx *ctx, int64_t id)
{
    int64_t team = db_int_of(ctx, "SELECT team_id FROM team_members WHERE id = $1", db_int(id));
    return team ? ask_team_keeper(ctx, team) : HIDDEN;
}
const struct permission team_member_keeper = {
    "team_member_keeper", "Who leads the team of the membership or one above it, and people operations.",
    ask_team_member_keeper, "Only those who lead this team, and people operations, can do that."};

/* ---- a goal ---- */

/* What the goal questions need to know of a goal; false when the actor may not see it. */
struct goal_rights {
    int64_t owner, starter, supporter, waits_for;
    bool accepted;
};

static bool goal_rights(struct ctx *ctx, int64_t id, struct goal_rights *out)
{
    struct db_rows *rows =
        db_query(ctx,
                 "SELECT g.owner_id, g.started_by, COALESCE(g.supporter_id, o.manager_id),"
                 " g.waits_for, CASE WHEN g.accepted_at IS NULL AND g.started_by <> g.owner_id THEN 0 ELSE 1 END"
                 " FROM goals g JOIN people o ON o.id = g.owner_id"
                 " WHERE g.id = $1 AND " GOAL_VISIBLE("$2"),
                 db_int(id), db_int(ctx->actor.person_id));
    if (!db_next(rows)) return ctx->actor.system && !failed(ctx);
    *out = (struct goal_rights){
        .owner = db_col_int(rows, 0),
        .starter = db_col_int(rows, 1),
        .supporter = db_col_int(rows, 2),
        .waits_for = db_col_int(rows, 3),
        .accepted = db_col_int(rows, 4) != 0,
    };
    db_close(rows);
    return true;
}

static enum verdict ask_goal_viewer(struct ctx *ctx, int64_t id)
{
    struct goal_rights g = {0};
    return goal_rights(ctx, id, &g) ? ALLOWED : HIDDEN;
}
const struct permission goal_viewer = {"goal_viewer",
                                       "Everybody, once it is proposed; a draft: its owner and who started it.",
                                       ask_goal_viewer, "This goal is not open to you."};

static enum verdict ask_goal_owner(struct ctx *ctx, int64_t id)
{
    struct goal_rights g = {0};
    if (!goal_rights(ctx, id, &g)) return HIDDEN;
    return allowed_if(g.owner == ctx->actor.person_id);
}
const struct permission goal_owner = {"goal_owner", "The owner of the goal.", ask_goal_owner,
                                      "Only the owner of this goal can do that."};

static enum verdict ask_goal_drafter(struct ctx *ctx, int64_t id)
{
    struct goal_rights g = {0};
    if (!goal_rights(ctx, id, &g)) return HIDDEN;
    int64_t me = ctx->actor.person_id;
    return allowed_if(g.owner == me || (g.starter == me && !g.accepted));
}
const struct permission goal_drafter = {"goal_drafter",
                                        "The owner of the goal; who started it, until the owner has accepted it.",
                                        ask_goal_drafter, "Only the owner of this goal can do that."};

static enum verdict ask_goal_answerer(struct ctx *ctx, int64_t id)
{
    struct goal_rights g = {0};
    if (!goal_rights(ctx, id, &g)) return HIDDEN;
    int64_t me = ctx->actor.person_id;
    bool owner_decides = !g.accepted; /* a goal that another person wrote waits for its owner alone */
    if (owner_decides) return allowed_if(g.owner == me);
    return allowed_if(g.owner != me && (g.supporter == me || g.waits_for == me));
}
const struct permission goal_answerer = {
    "goal_answerer", "The supporter of the goal; its owner, while a goal that another person wrote waits for them.",
    ask_goal_answerer, "This goal does not wait for your answer."};

static enum verdict ask_goal_hander(struct ctx *ctx, int64_t id)
{
    struct goal_rights g = {0};
    if (!goal_rights(ctx, id, &g)) return HIDDEN;
    return allowed_if(g.owner == ctx->actor.person_id || is_people_operations(ctx));
}
const struct permission goal_hander = {"goal_hander", "The owner of the goal, and people operations.", ask_goal_hander,
                                       "Only the owner of this goal and people operations can hand it over."};

/* ---- a part of a goal ---- */

static enum verdict ask_of_goal(struct ctx *ctx, const char *sql, int64_t id,
                                enum verdict (*ask)(struct ctx *, int64_t))
{
    int64_t goal = db_int_of(ctx, sql, db_int(id));
    return goal ? ask(ctx, goal) : HIDDEN;
}

static enum verdict ask_criterion_drafter(struct ctx *ctx, int64_t id)
{
    return ask_of_goal(ctx, "SELECT goal_id FROM criteria WHERE id = $1", id, ask_goal_drafter);
}
const struct permission criterion_drafter = {"criterion_drafter",
                                             "The owner of the goal; who started it, until the owner has accepted it.",
                                             ask_criterion_drafter, "Only the owner of this goal can do that."};

static enum verdict ask_criterion_owner(struct ctx *ctx, int64_t id)
{
    return ask_of_goal(ctx, "SELECT goal_id FROM criteria WHERE id = $1", id, ask_goal_owner);
}
const struct permission criterion_owner = {"criterion_owner", "The owner of the goal.", ask_criterion_owner,
                                           "Only the owner of this goal can do that."};

static enum verdict ask_step_owner(struct ctx *ctx, int64_t id)
{
    return ask_of_goal(ctx, "SELECT goal_id FROM steps WHERE id = $1", id, ask_goal_owner);
}
const struct permission step_owner = {"step_owner", "The owner of the goal: the path is theirs.", ask_step_owner,
                                      "The path is the owner's: only they can change it."};

/* That there is one is the owner's alone to know. */
static enum verdict ask_plan_owner(struct ctx *ctx, int64_t id)
{
    int64_t goal = db_int_of(ctx, "SELECT goal_id FROM goal_plans WHERE id = $1", db_int(id));
    return goal && ask_goal_owner(ctx, goal) == ALLOWED ? ALLOWED : HIDDEN;
}
const struct permission plan_owner = {"plan_owner", "The owner of the goal, who alone sees the plan.", ask_plan_owner,
                                      "Only the owner of this goal can do that."};

static enum verdict ask_answer_owner(struct ctx *ctx, int64_t id)
{
    return ask_of_goal(ctx, "SELECT goal_id FROM answers WHERE id = $1", id, ask_goal_owner);
}
const struct permission answer_owner = {"answer_owner", "The owner of the goal that was answered.", ask_answer_owner,
                                        "Only the owner of this goal can reply."};

/* ---- a meeting: what is said there is for those who are in it alone, whatever else they are ---- */

static enum verdict in_meeting(struct ctx *ctx, const char *sql, int64_t id)
{
    return db_int_of(ctx, sql, db_int(id), db_int(ctx->actor.person_id)) == 1 ? ALLOWED : HIDDEN;
}

static enum verdict ask_meeting_series_member(struct ctx *ctx, int64_t id)
{
    return in_meeting(ctx, "SELECT 1 FROM meeting_members WHERE series_id = $1 AND person_id = $2", id);
}
const struct permission meeting_series_member = {"meeting_series_member", "Those who are in the series of meetings.",
                                                 ask_meeting_series_member, "This meeting is not open to you."};

static enum verdict ask_meeting_member(struct ctx *ctx, int64_t id)
{
    return in_meeting(ctx,
                      "SELECT 1 FROM meetings k JOIN meeting_members x ON x.series_id = k.series_id"
                      " WHERE k.id = $1 AND x.person_id = $2",
                      id);
}
const struct permission meeting_member = {"meeting_member", "Those who are in the meeting.", ask_meeting_member,
                                          "This meeting is not open to you."};

static enum verdict ask_agenda_item_member(struct ctx *ctx, int64_t id)
{
    return in_meeting(ctx,
                      "SELECT 1 FROM agenda_items i JOIN meeting_members x ON x.series_id = i.series_id"
                      " WHERE i.id = $1 AND x.person_id = $2",
                      id);
}
const struct permission agenda_item_member = {"agenda_item_member", "Those who are in the meetings of this agenda.",
                                              ask_agenda_item_member, "This agenda is not open to you."};

static enum verdict ask_meeting_action_keeper(struct ctx *ctx, int64_t id)
{
    return in_meeting(ctx,
                      "SELECT 1 FROM meeting_actions a WHERE a.id = $1 AND (a.owner_id = $2 OR EXISTS (SELECT 1"
                      " FROM meeting_members x WHERE x.series_id = a.series_id AND x.person_id = $2))",
                      id);
}
const struct permission meeting_action_keeper = {"meeting_action_keeper",
                                                 "Whose action it is, and those who are in the meeting.",
                                                 ask_meeting_action_keeper, "This action is not open to you."};

/* ---- a barrier ---- */

struct barrier_rights {
    int64_t goal_id, owner, asked;
};

static bool barrier_rights(struct ctx *ctx, int64_t id, struct barrier_rights *out)
{
    struct db_rows *rows = db_query(ctx,
                                    "SELECT b.goal_id, g.owner_id, b.asked_id FROM barriers b"
                                    " JOIN goals g ON g.id = b.goal_id WHERE b.id = $1 AND " GOAL_VISIBLE("$2"),
                                    db_int(id), db_int(ctx->actor.person_id));
    if (!db_next(rows)) return false;
    *out = (struct barrier_rights){db_col_int(rows, 0), db_col_int(rows, 1), db_col_int(rows, 2)};
    db_close(rows);
    return true;
}

static enum verdict ask_barrier_viewer(struct ctx *ctx, int64_t id)
{
    struct barrier_rights b = {0};
    return barrier_rights(ctx, id, &b) ? ALLOWED : HIDDEN;
}
const struct permission barrier_viewer = {"barrier_viewer", "Everybody who sees the goal.", ask_barrier_viewer,
                                          "This barrier is not open to you."};

static enum verdict ask_barrier_owner(struct ctx *ctx, int64_t id)
{
    struct barrier_rights b = {0};
    if (!barrier_rights(ctx, id, &b)) return HIDDEN;
    return allowed_if(b.owner == ctx->actor.person_id);
}
const struct permission barrier_owner = {"barrier_owner", "The owner of the goal that it is in the way of.",
                                         ask_barrier_owner, "Only the owner of this goal can do that."};

static enum verdict ask_barrier_party(struct ctx *ctx, int64_t id)
{
    struct barrier_rights b = {0};
    if (!barrier_rights(ctx, id, &b)) return HIDDEN;
    return allowed_if(b.owner == ctx->actor.person_id || b.asked == ctx->actor.person_id);
}
const struct permission barrier_party = {"barrier_party", "The owner of the goal, and whom the barrier is asked of.",
                                         ask_barrier_party,
                                         "Only the owner of this goal and whom the barrier is asked of can do that."};

static enum verdict ask_barrier_volunteer(struct ctx *ctx, int64_t id)
{
    struct barrier_rights b = {0};
    if (!barrier_rights(ctx, id, &b)) return HIDDEN;
    return allowed_if(b.owner != ctx->actor.person_id);
}
const struct permission barrier_volunteer = {"barrier_volunteer", "Everybody who sees the goal, except its owner.",
                                             ask_barrier_volunteer,
                                             "This is your own barrier. Please ask somebody else to help."};

/* ---- a need ---- */

struct need_rights {
    int64_t owner;
    bool asked; /* of me; of my team, where nobody has taken it */
};

static bool need_rights(struct ctx *ctx, int64_t id, struct need_rights *out)
{
    int64_t me = ctx->actor.person_id;
    struct db_rows *rows = db_query(ctx,
                                    "SELECT g.owner_id, n.person_id, n.team_id, CASE WHEN " GOAL_VISIBLE(
                                        "$2") " THEN 1 ELSE 0 END"
                                              " FROM needs n JOIN goals g ON g.id = n.goal_id WHERE n.id = $1",
                                    db_int(id), db_int(me));
    if (!db_next(rows)) return false;
    int64_t person = db_col_int(rows, 1), team = db_col_int(rows, 2);
    bool visible = db_col_int(rows, 3) == 1;
    *out = (struct need_rights){.owner = db_col_int(rows, 0)};
    db_close(rows);
    bool in_team = person != me && team && belongs_to_team(ctx, me, team);
    out->asked = person ? person == me : in_team;
    return visible || out->asked || in_team;
}

static enum verdict ask_need_viewer(struct ctx *ctx, int64_t id)
{
    struct need_rights n = {0};
    return need_rights(ctx, id, &n) ? ALLOWED : HIDDEN;
}
const struct permission need_viewer = {"need_viewer", "Everybody who sees the goal, and whom the need is asked of.",
                                       ask_need_viewer, "This need is not open to you."};

static enum verdict ask_need_owner(struct ctx *ctx, int64_t id)
{
    struct need_rights n = {0};
    if (!need_rights(ctx, id, &n)) return HIDDEN;
    return allowed_if(n.owner == ctx->actor.person_id);
}
const struct permission need_owner = {"need_owner", "The owner of the goal that needs it.", ask_need_owner,
                                      "Only the owner of this goal can do that."};

static enum verdict ask_need_giver(struct ctx *ctx, int64_t id)
{
    struct need_rights n = {0};
    if (!need_rights(ctx, id, &n)) return HIDDEN;
    return allowed_if(n.asked && n.owner != ctx->actor.person_id);
}
const struct permission need_giver = {
    "need_giver", "Whom the need is asked of; of a team's, until somebody takes it, everybody who belongs to the team.",
    ask_need_giver, "Only whom this is asked of can do that."};

static enum verdict ask_introduction_party(struct ctx *ctx, int64_t id)
{
    int64_t me = ctx->actor.person_id;
    return db_int_of(ctx, "SELECT 1 FROM introductions WHERE id = $1 AND (owner_id = $2 OR person_id = $2)", db_int(id),
                     db_int(me)) == 1
               ? ALLOWED
               : HIDDEN;
}
const struct permission introduction_party = {"introduction_party", "The two people who were introduced.",
                                              ask_introduction_party, "This note is between two other people."};

const struct permission *const app_permissions[] = {
    &anyone,
    &signed_in,
    &people_operations,
    &operator_or_people_operations,
    &person_self,
    &person_self_or_people_operations,
    &notice_reader,
    &raised_between,
    &raiser,
    &contact_point_holder,
    &contact_point_keeper,
    &absence_holder,
    &team_keeper,
    &team_member_keeper,
    &goal_viewer,
    &goal_owner,
    &goal_drafter,
    &goal_answerer,
    &goal_hander,
    &criterion_drafter,
    &criterion_owner,
    &step_owner,
    &plan_owner,
    &answer_owner,
    &meeting_series_member,
    &meeting_member,
    &agenda_item_member,
    &meeting_action_keeper,
    &barrier_viewer,
    &barrier_owner,
    &barrier_party,
    &barrier_volunteer,
    &need_viewer,
    &need_owner,
    &need_giver,
    &introduction_party,
    NULL,
};
