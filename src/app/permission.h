/* Rights in one place: the named questions that route rows ask, the questions that rules ask, and the one fragment
 * of SQL that says which goals a person may see. permission.c is the only file that decides who may what. */
#ifndef WAYMARK_APP_PERMISSION_H
#define WAYMARK_APP_PERMISSION_H

#include "kernel/route.h"

/* {id} is not asked. */
extern const struct permission signed_in;
extern const struct permission people_operations;
extern const struct permission operator_or_people_operations;

/* {id} is a person. */
extern const struct permission person_self;
extern const struct permission person_self_or_people_operations;

/* {id} is a notice; 404 when it is another one's. */
extern const struct permission notice_reader;

/* {id} was raised between two people; 404 for all others. */
extern const struct permission raised_between;
extern const struct permission raiser;

/* {id} is a contact point. */
extern const struct permission contact_point_holder; /* whom one asks there, too */
extern const struct permission contact_point_keeper;

/* {id} is an absence. */
extern const struct permission absence_holder;

/* {id} is a team, or (team_member_keeper) a membership. */
extern const struct permission team_keeper; /* leads it or a team above it, or people operations */
extern const struct permission team_member_keeper;

/* {id} is a goal; 404 when it is not visible. */
extern const struct permission goal_viewer;
extern const struct permission goal_owner;
extern const struct permission goal_drafter;  /* the owner, and who started it while the owner has not accepted it */
extern const struct permission goal_answerer; /* whom it waits for; the supporter at any time */
extern const struct permission goal_hander;   /* the owner or people operations */

/* {id} is a criterion, a step, an answer: asked of its goal. */
extern const struct permission criterion_drafter;
extern const struct permission criterion_owner;
extern const struct permission step_owner;
extern const struct permission plan_owner;
extern const struct permission answer_owner;

/* {id} is a series of meetings, a meeting, an item of an agenda, an action; 404 for everybody who is not in it. */
extern const struct permission meeting_series_member;
extern const struct permission meeting_member;
extern const struct permission agenda_item_member;
extern const struct permission meeting_action_keeper; /* whose it is, too */

/* {id} is a barrier; 404 when its goal is not visible. */
extern const struct permission barrier_viewer;
extern const struct permission barrier_owner;     /* the goal's owner */
extern const struct permission barrier_party;     /* the owner, and whom it is asked of */
extern const struct permission barrier_volunteer; /* everybody who sees it but the owner */

/* {id} is a need. */
extern const struct permission need_viewer; /* as the goal; and whom it is asked of */
extern const struct permission need_owner;  /* the goal's owner */
extern const struct permission
    need_giver; /* whom it is asked of; of a team's, while nobody has it: who belongs to it */

/* {id} is an introduction. */
extern const struct permission introduction_party; /* the two */

extern const struct permission *const app_permissions[];

/* A goal g is visible to the actor: SQL with the actor's id as the parameter named, e.g. GOAL_VISIBLE("$1").
 * Its tables: goals g. On both databases the parameter is a BIGINT. */
#define GOAL_VISIBLE(actor) "(g.state <> 'draft' OR g.owner_id = " actor " OR g.started_by = " actor ")"

bool is_people_operations(const struct ctx *ctx);
bool is_operator(const struct ctx *ctx);
/* `manager` stands above `person` in the reporting line of today, at any height. */
bool is_above(struct ctx *ctx, int64_t manager, int64_t person);
/* `lead` leads this team or one above it. */
bool leads_team(struct ctx *ctx, int64_t lead, int64_t team);
/* `lead` leads a team (or one above) that `person` belongs to. */
bool leads_team_of(struct ctx *ctx, int64_t lead, int64_t person);
/* The actor belongs to this team, leads it, or leads one above. */
bool belongs_to_team(struct ctx *ctx, int64_t person, int64_t team);
/* May write goals of the level for the owner (and the team): see docs/rights. */
bool may_propose_to(struct ctx *ctx, int64_t owner);

#endif
