/* What the files of the goal slice, and its neighbours criterion, answer and checkin, share. */
#ifndef WAYMARK_APP_GOAL_PART_H
#define WAYMARK_APP_GOAL_PART_H

#include "app/framework.h"
#include "app/goal/goal.h"
#include "app/notice/notice.h"
#include "app/person.h"
#include "kernel/event.h"

/* ---- goal_hold.c: goals in the hands of one writer ---- */

/* Goals that a write touches are locked first, all in the order of their ids, so that two writers on PostgreSQL neither
 * lose a score nor wait for each other in a circle. `wide` adds the direct neighbours in the graph (and takes turns
 * with all who change the graph). */
bool goal_hold(struct ctx *ctx, const int64_t *ids, int n, bool wide);
/* Holds one goal and loads it as it is now. 404 when it is gone. */
bool goal_take(struct ctx *ctx, int64_t id, bool wide, struct goal *out);
/* The goal alone, for what moves nothing above it. */
bool goal_hold_one(struct ctx *ctx, int64_t id);
/* Asks a permission again, now that nobody else writes: on PostgreSQL the goal may have been handed over or accepted
 * while we waited. 403. */
bool goal_still(struct ctx *ctx, const struct permission *p, int64_t id);
/* resource_update and the event in one: old and new are what differs. `type` NULL: another event tells it. */
bool goal_save(struct ctx *ctx, const char *type, struct str reason, const struct goal *before, struct goal *after);
/* 409 with the sentence unless the goal is in this state. */
bool goal_in_state(struct ctx *ctx, const struct goal *g, enum goal_state state, const char *sentence);
/* The first column of all rows, read to the end: for loops that write what they go through. */
struct ids goal_ids(struct ctx *ctx, struct db_rows *rows);
/* Who supports it: the chosen one who is here, else the owner's line manager; 0 nobody. Never the owner. */
int64_t goal_supporter(struct ctx *ctx, const struct goal *g);

/* ---- goal_show.c: goals in replies ---- */

/* Appends "SELECT ... FROM goals g JOIN ..." with what goal_read_rows reads. Tables: g, o (owner); WHERE follows. */
void goal_select(struct ctx *ctx, struct query *q);
/* The rows (at most `most`), each with what it serves, its pace and whether it is stale. */
int goal_read_rows(struct ctx *ctx, struct db_rows *rows, struct goal *out, int most);
/* The goal as a list shows it. */
void goal_write(struct json_out *w, const struct goal *g);
/* As goal_write for a whole page; `key` fills in the cursor of a row. */
bool goal_page_reply(struct ctx *ctx, const struct page *page, struct db_rows *rows,
                     struct page_key (*key)(struct ctx *ctx, const struct page *page, const struct goal *g));
/* The goal with criteria, steps, answers, what it serves, what the actor can do, and notes. */
bool goal_reply(struct ctx *ctx, int status, int64_t id);

/* ---- goal.c ---- */

struct str goal_title_key(struct ctx *ctx, struct str title);
/* The priority after all the others of an owner. */
int64_t goal_last_priority(struct ctx *ctx, int64_t owner);
bool goal_serves_differ(const struct goal *before, const struct goal *after);
/* Collects the faults of a goal; `before` NULL: a new one. `path` stands before the names of fields. */
bool goal_check(struct ctx *ctx, const char *path, const struct goal *before, struct goal *g);
/* The actor may write goals of this level for this owner and team. 403 with a sentence. */
bool goal_may_write(struct ctx *ctx, const struct goal *g);
bool goal_index(struct ctx *ctx, const struct goal *g);

/* ---- goal_list.c: which goals ---- */

struct goal_filter {
    int64_t owner_id, team_id, period_id, parent_id, supporter_id;
    int state, level, confidence;
    bool top, serves_nothing, stale, not_closed;
    struct str q;
};

/* Rows of a filter's field table; M(member) is the offset of struct goal_filter's member. */
#define GOAL_FILTER_FIELDS(M)                                                                                          \
    {"owner_id", FIELD_ID, M(owner_id), 0, .doc = "Only goals of this person."},                                       \
        {"team_id", FIELD_ID, M(team_id), 0, .doc = "Only goals of this team."},                                       \
        {"period_id", FIELD_ID, M(period_id), 0, .doc = "Only goals of this period."},                                 \
        {"supporter_id", FIELD_ID, M(supporter_id), 0, .doc = "Only goals that this person supports."},                \
        {"state", FIELD_CHOICE, M(state), 0, .choices = goal_states, .doc = "Only goals in this state."},              \
        {"level", FIELD_CHOICE, M(level), 0, .choices = goal_levels, .doc = "Only goals of this level."},              \
        {"confidence",                                                                                                 \
         FIELD_CHOICE,                                                                                                 \
         M(confidence),                                                                                                \
         0,                                                                                                            \
         .choices = goal_confidences,                                                                                  \
         .doc = "Only active goals whose owner believes this."},                                                       \
        {"serves_nothing", FIELD_BOOL, M(serves_nothing), 0,                                                           \
         .doc = "Only goals that serve no other goal and are not of the organisation."},                               \
        {"stale", FIELD_BOOL, M(stale), 0,                                                                             \
         .doc = "Only active goals without a check-in for longer than rhythm and grace."},                             \
    {                                                                                                                  \
        "q", FIELD_LINE, M(q), 0, 0, LIMIT_NAME, .doc = "Only goals with these words, or words that begin so."         \
    }

/* Appends " AND ..." for each filter that is given, and what the actor may see. `by_priority`: rows come in that order.
 * `among`: the rows are a few goals that something else finds. */
void goal_filter_put(struct ctx *ctx, struct query *q, const struct goal_filter *f, bool by_priority, bool among);

/* ---- goal_graph.c ---- */

bool goal_served_by(struct ctx *ctx);
bool goal_why(struct ctx *ctx);
/* The goal becomes visible to all (+1) or a draft again (-1): its neighbours count it, or no longer. */
bool goal_counted(struct ctx *ctx, int64_t id, int by);
/* The goal is open again (+1) or closed (-1): those it serves count it as open, or no longer. */
bool goal_counted_open(struct ctx *ctx, int64_t id, int by);
/* What it serves from now on; the caller's event tells it. `field` names it in faults. */
bool goal_link(struct ctx *ctx, int64_t id, const int64_t *parents, int n, const char *field);
/* Takes all links of a draft away. */
bool goal_unlink(struct ctx *ctx, int64_t id);
/* "12,15" in the order of the goal's own list. */
struct ids goal_parents(struct ctx *ctx, int64_t id);
extern const struct resource goal_why_resource;

/* ---- goal_roll_up.c: scores ---- */

/* What a goal adds to those it serves. */
struct goal_share {
    int64_t count; /* 1 when it counts: active or closed */
    int64_t sum;
};
struct goal_share goal_share(const struct goal *g);
/* Sums up anew what serves the goal, where it counts that. Otherwise the sum is kept as the scores change. */
bool goal_count_serving(struct ctx *ctx, const struct goal *g);
/* Sets g->score by its criteria and, where it counts them, the goals that serve it. Writes nothing. */
bool goal_rescore(struct ctx *ctx, struct goal *g);
/* Carries the difference between the two (written already) up through all goals that count it. */
bool goal_roll_up(struct ctx *ctx, const struct goal *before, const struct goal *after);
/* One link more (+1) or less (-1) to this parent. */
bool goal_link_rolls_up(struct ctx *ctx, const struct goal *child, int64_t parent, int by);
/* The score of the goal by the criteria as they were when it became active. */
int64_t goal_score_original(struct ctx *ctx, const struct goal *g);

/* ---- goal_clock.c ---- */

/* Sets checkin_due_at and stale_at: the rhythm from the last check-in, or from the day it became active or starts. */
bool goal_wind_clock(struct ctx *ctx, const struct framework *f, struct goal *g);
/* The same for an active goal whose owner's clock is known. */
void goal_wind_clock_by(const struct person_clock *clock, const struct framework *f, struct goal *g);

/* ---- goal_nudge.c ---- */

/* The job looks at the goal when its check-in is due, at the latest. Called whenever that may be sooner than it was. */
bool goal_nudge_by(struct ctx *ctx, const struct goal *g);

/* ---- goal_proposal.c ---- */

/* The proposal waits for the supporter from now on, or becomes active when there is none. Changes `after` alone. */
bool goal_wait_for_supporter(struct ctx *ctx, struct goal *after);
void goal_wait_for(struct ctx *ctx, struct goal *after, int64_t person, int64_t until);
/* Saves `after`; when its state has become active, with all that this brings. */
bool goal_save_proposal(struct ctx *ctx, const char *type, const struct goal *before, struct goal *after);
/* Its owner wrote it or has accepted it. */
bool goal_accepted(const struct goal *g);
/* The owner stands behind it now: it is the supporter's turn. Changes `after` alone. */
bool goal_accepted_by_owner(struct ctx *ctx, struct goal *after);

/* ---- goal_notice.c: who is told ---- */

/* Whom it waits for from now on, who has waited, and the owner whom nobody has answered. */
bool goal_notice_proposal(struct ctx *ctx, const struct goal *before, const struct goal *after);
/* Its new owner, and whom it waits for. */
bool goal_notice_handed(struct ctx *ctx, const struct goal *before, const struct goal *after);
/* Its supporter and the owners of its neighbours. */
bool goal_notice_near(struct ctx *ctx, const struct goal *g, enum notice_kind kind);

/* ---- routes of other files ---- */
bool goal_list(struct ctx *ctx);
bool goal_map(struct ctx *ctx);
bool goal_proposal_put(struct ctx *ctx);
bool goal_proposal_delete(struct ctx *ctx);
bool goal_closure_put(struct ctx *ctx);
bool goal_reopening_put(struct ctx *ctx);
bool goal_order_put(struct ctx *ctx);
bool goal_owner_put(struct ctx *ctx);
bool goal_acceptance_put(struct ctx *ctx);
bool goal_change_post(struct ctx *ctx);
bool goal_change_list(struct ctx *ctx);
extern const struct resource goal_map_resource, goal_map_ask_resource, goal_filter_resource, goal_closure_resource,
    goal_reopening_resource, goal_owner_resource, goal_change_resource, goal_change_request_resource,
    goal_order_resource;

#endif
