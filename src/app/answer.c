/* Answers to goals, open to all who see the goal. They support: an answer of aligned or an offer of help sets a goal
 * going, a question or a suggestion asks its owner, who replies; silence never stops anybody. */
#include "app/answer.h"

#include "app/checkin.h"
#include "app/goal/goal_part.h"
#include "app/permission.h"
#include "app/person.h"
#include "base/limits.h"

#define NEWEST 20 /* shown with a goal */

const char *const answer_kinds[] = {"aligned", "question", "suggestion", "offer", NULL};

#define F(member) offsetof(struct answer, member)
#define SHOWN (FIELD_READ_ONLY | FIELD_NULL)

static const struct field answer_fields[] = {
    {"id", FIELD_ID, F(id), FIELD_READ_ONLY, .doc = "The answer's number."},
    {"goal_id", FIELD_ID, F(goal_id), FIELD_READ_ONLY, .doc = "The goal."},
    {"person_id", FIELD_ID, F(person_id), FIELD_READ_ONLY, .doc = "Who answered."},
    {"person_name", FIELD_LINE, F(person_name), FIELD_READ_ONLY | FIELD_NO_COLUMN, .doc = "Their name."},
    {"answer", FIELD_CHOICE, F(answer), FIELD_REQUIRED, .choices = answer_kinds, .doc = "What it is."},
    {"text", FIELD_TEXT, F(text), FIELD_NULL, 0, LIMIT_TEXT, .doc = "In words; a question and a suggestion need them."},
    {"checkin_id", FIELD_ID, F(checkin_id), FIELD_NULL,
     .doc = "The check-in of this goal that it speaks of; null: of the goal."},
    {"asked_at", FIELD_INSTANT, F(asked_at), SHOWN, .doc = "Since when it was waited for; null: nobody waited."},
    {"created_at", FIELD_INSTANT, F(created_at), FIELD_READ_ONLY, .doc = "When it was given."},
    {"reply", FIELD_TEXT, F(reply), SHOWN, .doc = "The owner's reply."},
    {"replied_at", FIELD_INSTANT, F(replied_at), SHOWN, .doc = "When the owner replied."},
    {"version", FIELD_INT, F(version), FIELD_READ_ONLY, .doc = "Grows with each change."},
    {0},
};

const struct resource answer_resource = {
    .name = "answer",
    .table = "answers",
    .size = sizeof(struct answer),
    .fields = answer_fields,
    .doc = "What a supporter says to a goal, and the owner's reply.",
};

struct reply_body {
    struct str text;
};

static const struct field reply_fields[] = {
    {"text", FIELD_TEXT, offsetof(struct reply_body, text), FIELD_REQUIRED, 1, LIMIT_TEXT, .doc = "The reply."},
    {0},
};

static const struct resource reply_resource = {.name = "answer_reply",
                                               .size = sizeof(struct reply_body),
                                               .fields = reply_fields,
                                               .doc = "The owner's reply to an answer."};

static bool answer_put(struct ctx *ctx);
static bool answer_list(struct ctx *ctx);
static bool answer_reply_put(struct ctx *ctx);

const struct route answer_routes[] = {
    {METHOD_PUT, "/goals/{id}/answer", &goal_answerer, answer_put,
     "Answers a goal: aligned, a question, a suggestion, an offer of help. The owner's aligned accepts it.",
     .takes = &answer_resource, .gives = &goal_resource},
    {METHOD_GET, "/goals/{id}/answers", &goal_viewer, answer_list, "The answers to the goal, newest first.",
     .gives = &answer_resource, .flags = ROUTE_LIST, .sorts = "-id"},
    {METHOD_PUT, "/answers/{id}/reply", &answer_owner, answer_reply_put,
     "The owner replies; a proposal waits for its supporter again.", .takes = &reply_resource,
     .gives = &answer_resource},
    {0},
};

/* ---- handlers ---- */

static bool answer_put(struct ctx *ctx)
{
    struct answer a;
    int64_t goal_id = request_id(ctx, 0);
    return resource_read(ctx, &answer_resource, READ_CREATE, &a) &&
           answer_give(ctx, goal_id, a.checkin_id, (enum answer_kind)a.answer, a.text) && goal_reply(ctx, 200, goal_id);
}

static struct db_rows *answer_rows(struct ctx *ctx, int64_t goal_id, int64_t before, int64_t most)
{
    struct str sql = str_format(ctx->arena,
                                "SELECT p.name, %s FROM answers a JOIN people p ON p.id = a.person_id"
                                " WHERE a.goal_id = $1 AND a.id < $2 ORDER BY a.id DESC LIMIT $3",
                                resource_columns(ctx, &answer_resource, "a").at);
    return db_query(ctx, sql.at, db_int(goal_id), db_int(before), db_int(most));
}

static void answer_item(struct ctx *ctx, struct json_out *w, struct db_rows *row, struct page_key *key)
{
    (void)ctx;
    struct answer a;
    resource_from_row(&answer_resource, row, 1, &a);
    a.person_name = db_col_text(row, 0);
    resource_write(w, &answer_resource, &a);
    key->id = a.id;
}

static bool answer_list(struct ctx *ctx)
{
    struct page page;
    if (!page_read(ctx, &page)) return false;
    return page_reply(ctx, &page, answer_rows(ctx, request_id(ctx, 0), page.id, page.limit + 1), answer_item);
}

static bool answer_reply_put(struct ctx *ctx)
{
    struct reply_body body;
    struct answer a;
    int64_t id = request_id(ctx, 0);
    if (!resource_read(ctx, &reply_resource, READ_CREATE, &body) || !answer_reply(ctx, id, body.text)) return false;
    if (!resource_find(ctx, &answer_resource, id, &a)) return false;
    a.person_name = db_text_of(ctx, "SELECT name FROM people WHERE id = $1", db_int(a.person_id));
    struct json_out w = json_out_new(ctx->arena, 512);
    resource_write(&w, &answer_resource, &a);
    return !failed(ctx) && reply_json(ctx, 200, &w);
}

/* ---- what an answer does ---- */

static bool asks(enum answer_kind kind)
{
    return kind == ANSWER_QUESTION || kind == ANSWER_SUGGESTION;
}

/* The owner answers what another person wrote for them. */
static bool answer_of_owner(struct ctx *ctx, enum answer_kind kind, struct goal *after)
{
    if (kind == ANSWER_OFFER)
        return fail_field(ctx, "answer",
                          "This goal was written for you: say aligned to accept it, or ask or suggest something.");
    if (asks(kind)) {
        bool there = person_present(ctx, after->started_by);
        goal_wait_for(ctx, after, there ? after->started_by : after->owner_id, INSTANT_NONE);
        return !failed(ctx);
    }
    after->accepted_at = ctx->now;
    return goal_accepted_by_owner(ctx, after);
}

static bool answer_of_supporter(struct ctx *ctx, enum answer_kind kind, struct goal *after)
{
    if (asks(kind)) {
        goal_wait_for(ctx, after, after->owner_id, INSTANT_NONE);
    } else {
        after->state = STATE_ACTIVE;
        goal_wait_for(ctx, after, 0, INSTANT_NONE);
    }
    if (after->state == STATE_ACTIVE) after->answered = ANSWERED;
    return !failed(ctx);
}

/* Asked again now that nobody else can write: an owner who accepts twice at once must not answer as their own
 * supporter. */
static bool my_turn(const struct ctx *ctx, const struct goal *g)
{
    bool owner = ctx->actor.person_id == g->owner_id;
    return goal_accepted(g) ? !owner : owner;
}

static bool answer_check(struct ctx *ctx, const struct goal *g, enum answer_kind kind, struct str text)
{
    if (!my_turn(ctx, g)) return fail(ctx, 403, "This goal does not wait for your answer.");
    if (g->state == STATE_DRAFT)
        return fail(ctx, 409, "This goal is still a draft. It can be answered once it is proposed.");
    if (g->state == STATE_CLOSED) return fail(ctx, 409, "This goal is closed: there is nothing left to answer.");
    if (asks(kind) && str_empty(text)) return fail_field(ctx, "text", "Please write what you ask or suggest.");
    return true;
}

static bool answer_check_checkin(struct ctx *ctx, const struct goal *g, int64_t checkin_id)
{
    return !checkin_id || checkin_is_of(ctx, checkin_id, g->id) ||
           fail_field(ctx, "checkin_id", "This goal has no such check-in.");
}

static bool answer_event(struct ctx *ctx, const char *type, const struct goal *g, const struct answer *before,
                         const struct answer *after)
{
    struct event e = {
        .type = type, .subject = "answer", .subject_id = after->id, .goal_id = g->id, .person_id = g->owner_id};
    return event_changed(ctx, &e, &answer_resource, before, after);
}

/* The owner, or whoever wrote the goal for them, is told what was said. */
static bool answer_notice(struct ctx *ctx, const struct goal *g, const struct answer *a)
{
    static const enum notice_kind kinds[] = {NOTICE_GOAL_ALIGNED, NOTICE_GOAL_ASKED, NOTICE_GOAL_ASKED,
                                             NOTICE_GOAL_OFFERED};
    struct notice_about about = {.goal_id = g->id, .act = a->id};
    bool of_owner = a->person_id == g->owner_id;
    if (of_owner && !asks((enum answer_kind)a->answer)) return true; /* accepted, of which goal_proposal.c tells */
    return notice_to(ctx, of_owner ? g->started_by : g->owner_id, kinds[a->answer], &about);
}

bool answer_give(struct ctx *ctx, int64_t goal_id, int64_t checkin_id, enum answer_kind kind, struct str text)
{
    struct goal before;
    struct answer a;
    int64_t me = ctx->actor.person_id;
    if (!goal_take(ctx, goal_id, true, &before) || !goal_still(ctx, &goal_answerer, goal_id) ||
        !answer_check(ctx, &before, kind, text) || !answer_check_checkin(ctx, &before, checkin_id))
        return false;
    resource_clear(&answer_resource, &a);
    a.goal_id = goal_id;
    a.person_id = me;
    a.checkin_id = checkin_id;
    a.answer = (int)kind;
    a.text = text;
    a.asked_at = before.waits_for == me ? before.proposed_at : INSTANT_NONE;
    a.created_at = ctx->now;
    struct goal after = before;
    bool done = goal_accepted(&before) ? answer_of_supporter(ctx, kind, &after) : answer_of_owner(ctx, kind, &after);
    return done && resource_insert(ctx, &answer_resource, &a) &&
           answer_event(ctx, "goal.answered", &before, NULL, &a) && goal_save_proposal(ctx, NULL, &before, &after) &&
           answer_notice(ctx, &before, &a);
}

/* ---- replies ---- */

static bool reply_owed(struct ctx *ctx, const struct goal *g)
{
    return db_int_of(ctx,
                     "SELECT 1 FROM answers WHERE goal_id = $1 AND replied_at IS NULL AND person_id <> $2"
                     " AND answer IN ('question', 'suggestion') LIMIT 1",
                     db_int(g->id), db_int(g->owner_id)) == 1;
}

/* What the goal waits for now that its owner has replied. */
static bool after_reply(struct ctx *ctx, const struct goal *before, struct goal *after)
{
    if (before->waits_for != before->owner_id || !goal_accepted(before)) return true;
    if (before->state == STATE_PROPOSED) return goal_wait_for_supporter(ctx, after);
    if (!reply_owed(ctx, before)) goal_wait_for(ctx, after, 0, INSTANT_NONE);
    return !failed(ctx);
}

static bool reply_check(struct ctx *ctx, const struct goal *g, const struct answer *a)
{
    if (a->person_id == g->owner_id) return fail(ctx, 409, "This is your own answer: it takes no reply of yours.");
    if (a->replied_at != INSTANT_NONE) return fail(ctx, 409, "You have replied to this already.");
    bool open = g->state == STATE_PROPOSED || g->state == STATE_ACTIVE;
    return open || fail(ctx, 409, "This goal is not under way: there is nobody who waits for a reply.");
}

bool answer_reply(struct ctx *ctx, int64_t answer_id, struct str text)
{
    struct answer old, new;
    struct goal before;
    if (!resource_find(ctx, &answer_resource, answer_id, &old) || !goal_take(ctx, old.goal_id, true, &before))
        return false;
    if (!goal_still(ctx, &goal_owner, old.goal_id)) return false;
    if (!resource_find(ctx, &answer_resource, answer_id, &old) || !reply_check(ctx, &before, &old)) return false;
    new = old;
    new.reply = text;
    new.replied_at = ctx->now;
    struct goal after = before;
    return resource_update(ctx, &answer_resource, &old, &new) &&
           answer_event(ctx, "goal.replied", &before, &old, &new) && after_reply(ctx, &before, &after) &&
           goal_save_proposal(ctx, NULL, &before, &after) &&
           notice_to(ctx, new.person_id, NOTICE_GOAL_REPLIED,
                     &(struct notice_about){.goal_id = before.id, .act = new.id});
}

int64_t answer_unreplied(struct ctx *ctx, int64_t goal_id)
{
    return db_int_of(ctx,
                     "SELECT MAX(id) FROM answers WHERE goal_id = $1 AND replied_at IS NULL"
                     " AND answer IN ('question', 'suggestion')",
                     db_int(goal_id));
}

/* ---- for goals ---- */

void answer_json_of_goal(struct ctx *ctx, struct json_out *w, int64_t goal_id)
{
    struct db_rows *rows = answer_rows(ctx, goal_id, INT64_MAX, NEWEST);
    struct page_key key;
    json_begin_array(w);
    while (db_next(rows)) answer_item(ctx, w, rows, &key);
    json_end_array(w);
}

bool answer_delete_all(struct ctx *ctx, int64_t goal_id)
{
    return db_run(ctx, "DELETE FROM answers WHERE goal_id = $1", db_int(goal_id));
}
