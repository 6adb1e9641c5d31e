/* Barriers: fields, routes, lists and one barrier with its way. What is done with them is in barrier_act.c, their clock
 * in barrier_clock.c, who can help in barrier_suggest.c. */
#include "app/barrier/barrier_part.h"

#include "app/introduction.h"
#include "app/permission.h"
#include "base/limits.h"

const char *const barrier_states[] = {"open", "helped", "lifted", "unliftable", "gone", NULL};
const char *const barrier_kinds[] = {"waiting",   "decision", "priorities", "time",  "knowledge",
                                     "equipment", "money",    "agreement",  "other", NULL};
static const char *const promises[] = {"open", "late", "kept", "missed", NULL};

#define F(member) offsetof(struct barrier, member)
#define SHOWN (FIELD_READ_ONLY | FIELD_NULL)
#define JOINED (FIELD_READ_ONLY | FIELD_NO_COLUMN)

static const struct field barrier_fields[] = {
    {"id", FIELD_ID, F(id), FIELD_READ_ONLY, .doc = "The barrier's number."},
    {"goal_id", FIELD_ID, F(goal_id), FIELD_READ_ONLY, .doc = "The goal in whose way it is."},
    {"goal_title", FIELD_LINE, F(goal_title), JOINED, .doc = "Its title."},
    {"owner_id", FIELD_ID, F(owner_id), JOINED, .doc = "Whose goal it is: the barrier is theirs."},
    {"owner_name", FIELD_LINE, F(owner_name), JOINED, .doc = "Their name."},
    {"criterion_id", FIELD_ID, F(criterion_id), FIELD_NULL, .doc = "The criterion it stands in the way of; null: all."},
    {"checkin_id", FIELD_ID, F(checkin_id), FIELD_NULL | FIELD_CREATE_ONLY, .doc = "The check-in that told it first."},
    {"text", FIELD_TEXT, F(text), FIELD_REQUIRED, 1, LIMIT_TITLE, .doc = "What is in the way."},
    {"kind", FIELD_CHOICE, F(kind), FIELD_REQUIRED, .choices = barrier_kinds,
     .doc = "What kind: I wait for somebody, a decision, priorities in conflict, time, knowledge, equipment, money, "
            "agreement, something else."},
    {"importance", FIELD_CHOICE, F(importance), FIELD_REQUIRED, .choices = weight_choices,
     .doc = "How much it matters."},
    {"urgency", FIELD_CHOICE, F(urgency), FIELD_REQUIRED, .choices = weight_choices, .doc = "How soon it matters."},
    {"state", FIELD_CHOICE, F(state), FIELD_READ_ONLY, .choices = barrier_states,
     .doc = "Open; helped: somebody works on it; lifted; unliftable: it cannot be lifted; gone with its goal."},
    {"asked_id", FIELD_ID, F(asked_id), FIELD_NULL | FIELD_CREATE_ONLY,
     .doc = "Whom it is asked of, and who helps once it is helped. The goal's supporter unless told."},
    {"asked_name", FIELD_LINE, F(asked_name), JOINED | FIELD_NULL, .doc = "Their name."},
    {"asked_at", FIELD_INSTANT, F(asked_at), SHOWN, .doc = "Since when it is with them."},
    {"rises_at", FIELD_INSTANT, F(rises_at), SHOWN,
     .doc = "When it goes to the next person unless somebody takes it up."},
    {"risen_at", FIELD_INSTANT, F(risen_at), SHOWN, .doc = "When it went to the next person; it does so once."},
    {"promised_on", FIELD_DATE, F(promised_on), JOINED | FIELD_NULL,
     .doc = "Until when help is promised; told to its owner and the helper alone."},
    {"promise", FIELD_CHOICE, F(promise), JOINED | FIELD_NULL, .choices = promises,
     .doc = "How it stands with that promise; told to the same two."},
    {"ended_at", FIELD_INSTANT, F(ended_at), SHOWN, .doc = "When it ended."},
    {"ended_by", FIELD_ID, F(ended_by), SHOWN, .doc = "Who ended it."},
    {"ended_by_name", FIELD_LINE, F(ended_by_name), JOINED | FIELD_NULL, .doc = "Their name."},
    {"ended_text", FIELD_TEXT, F(ended_text), SHOWN, .doc = "What helped, or why it cannot be lifted."},
    {"created_at", FIELD_INSTANT, F(created_at), FIELD_READ_ONLY, .doc = "Since when it is in the way."},
    {"version", FIELD_INT, F(version), FIELD_READ_ONLY, .doc = "Grows with each change; for If-Match."},
    {0},
};
const struct resource barrier_resource = {.name = "barrier",
                                          .table = "barriers",
                                          .size = sizeof(struct barrier),
                                          .fields = barrier_fields,
                                          .doc = "Something in the way of an active goal."};

struct barrier_filter {
    int64_t asked_id, owner_id;
    int kind;
    bool ended;
};

static const struct field filter_fields[] = {
    {"asked_id", FIELD_ID, offsetof(struct barrier_filter, asked_id), 0, .doc = "Only what is asked of this person."},
    {"owner_id", FIELD_ID, offsetof(struct barrier_filter, owner_id), 0, .doc = "Only what is in this person's way."},
    {"kind", FIELD_CHOICE, offsetof(struct barrier_filter, kind), 0, .choices = barrier_kinds,
     .doc = "Only this kind."},
    {0},
};
static const struct resource barrier_filter_resource = {
    .name = "barrier_filter", .size = sizeof(struct barrier_filter), .fields = filter_fields};

struct acceptance {
    int32_t promised_on;
};
static const struct field acceptance_fields[] = {
    {"promised_on", FIELD_DATE, offsetof(struct acceptance, promised_on), FIELD_REQUIRED,
     .doc = "Until when I mean to have helped."},
    {0},
};
static const struct resource acceptance_resource = {.name = "barrier_acceptance",
                                                    .size = sizeof(struct acceptance),
                                                    .fields = acceptance_fields,
                                                    .doc = "Taking a barrier up."};

struct handing {
    int64_t person_id;
    struct str reason;
};
static const struct field handing_fields[] = {
    {"person_id", FIELD_ID, offsetof(struct handing, person_id), FIELD_REQUIRED, .doc = "Who is asked from now on."},
    {"reason", FIELD_TEXT, offsetof(struct handing, reason), FIELD_REQUIRED, 1, LIMIT_TITLE, .doc = "Why they."},
    {0},
};
static const struct resource handing_resource = {.name = "barrier_handing",
                                                 .size = sizeof(struct handing),
                                                 .fields = handing_fields,
                                                 .doc = "Handing a barrier on."};

struct ending {
    int outcome;
    struct str text;
};
static const char *const outcomes[] = {"lifted", "unliftable", NULL};
static const struct field ending_fields[] = {
    {"outcome", FIELD_CHOICE, offsetof(struct ending, outcome), FIELD_REQUIRED, .choices = outcomes,
     .doc = "It is lifted, or it cannot be lifted."},
    {"text", FIELD_TEXT, offsetof(struct ending, text), FIELD_NULL, 0, LIMIT_TITLE,
     .doc = "What helped; or why it cannot be lifted, which needs words."},
    {0},
};
static const struct resource ending_resource = {
    .name = "barrier_ending", .size = sizeof(struct ending), .fields = ending_fields, .doc = "The end of a barrier."};

static bool barrier_of_goal(struct ctx *ctx);
static bool barrier_post(struct ctx *ctx);
static bool barrier_list(struct ctx *ctx);
static bool barrier_show(struct ctx *ctx);
static bool barrier_patch(struct ctx *ctx);
static bool barrier_acceptance_put(struct ctx *ctx);
static bool barrier_asked_put(struct ctx *ctx);
static bool barrier_ending_put(struct ctx *ctx);

const struct route barrier_routes[] = {
    {METHOD_GET, "/goals/{id}/barriers", &goal_viewer, barrier_of_goal, "What is or was in the way, newest first.",
     .gives = &barrier_resource, .flags = ROUTE_LIST, .sorts = "-id"},
    {METHOD_POST, "/goals/{id}/barriers", &goal_owner, barrier_post,
     "Tells what is in the way of an active goal, and asks somebody to help.", .takes = &barrier_resource,
     .gives = &barrier_resource},
    {METHOD_GET, "/barriers", &signed_in, barrier_list, "Open barriers, oldest first.", .gives = &barrier_resource,
     .filter = &barrier_filter_resource, .flags = ROUTE_LIST, .sorts = "id -id"},
    {METHOD_GET, "/barriers/for-me", &signed_in, barrier_for_me,
     "Open barriers where I could help, each with why: at most `limit` of them, on one page.",
     .gives = &barrier_fit_resource, .flags = ROUTE_LIST, .sorts = "fit"},
    {METHOD_GET, "/barriers/{id}", &barrier_viewer, barrier_show, "One barrier, with its way from person to person.",
     .gives = &barrier_resource},
    {METHOD_PATCH, "/barriers/{id}", &barrier_owner, barrier_patch, "Tells it better.", .takes = &barrier_resource,
     .gives = &barrier_resource, .flags = ROUTE_MATCH},
    {METHOD_GET, "/barriers/{id}/helpers", &barrier_party, barrier_helpers,
     "People who may be able to help, each with why: at most `limit` of them, on one page.",
     .gives = &barrier_helper_resource, .flags = ROUTE_LIST, .sorts = "fit"},
    {METHOD_PUT, "/barriers/{id}/acceptance", &barrier_volunteer, barrier_acceptance_put,
     "Takes it up with a day. Whoever sees an open barrier may help.", .takes = &acceptance_resource,
     .gives = &barrier_resource},
    {METHOD_PUT, "/barriers/{id}/asked", &barrier_party, barrier_asked_put, "Hands it on, with a reason.",
     .takes = &handing_resource, .gives = &barrier_resource},
    {METHOD_PUT, "/barriers/{id}/ending", &barrier_party, barrier_ending_put,
     "It is lifted, or it cannot be lifted and why.", .takes = &ending_resource, .gives = &barrier_resource},
    {0},
};

/* ---- rows ---- */

void barrier_select(struct ctx *ctx, struct query *q)
{
    query_put(q, "SELECT g.title, g.owner_id, o.name, h.name, e.name, t.promised_on, t.promise_ends_at, t.missed_at,"
                 " t.ended_at, t.ended, t.person_id, ");
    query_put(q, resource_columns(ctx, &barrier_resource, "b").at);
    query_put(q,
              " FROM barriers b LEFT JOIN goals g ON g.id = b.goal_id LEFT JOIN people o ON o.id = g.owner_id"
              " LEFT JOIN people h ON h.id = b.asked_id LEFT JOIN people e ON e.id = b.ended_by"
              " LEFT JOIN barrier_turns t ON t.id = (SELECT max(n.id) FROM barrier_turns n WHERE n.barrier_id = b.id)");
}

/* Of the turn whose columns start here: (promise_ends_at, missed_at, ended_at, ended). */
static int promise_of_row(const struct ctx *ctx, struct db_rows *row, int column)
{
    int64_t ends = db_col_maybe(row, column), ended = db_col_maybe(row, column + 2);
    if (ends == INSTANT_NONE) return -1;
    bool late = db_col_maybe(row, column + 1) != INSTANT_NONE || (ended == INSTANT_NONE ? ctx->now : ended) >= ends;
    if (ended == INSTANT_NONE) return late ? PROMISE_LATE : PROMISE_OPEN;
    if (late) return PROMISE_MISSED;
    return str_is(db_col_text(row, column + 3), "lifted") ? PROMISE_KEPT : -1;
}

void barrier_of_row(struct ctx *ctx, struct db_rows *row, struct barrier *out)
{
    resource_from_row(&barrier_resource, row, 11, out);
    out->goal_title = db_col_text(row, 0);
    out->owner_id = db_col_int(row, 1);
    out->owner_name = db_col_text(row, 2);
    out->asked_name = db_col_text(row, 3);
    out->ended_by_name = db_col_text(row, 4);
    int64_t me = ctx->actor.person_id;
    bool told = me == out->owner_id || me == db_col_int(row, 10);
    out->promised_on = told ? db_col_date(row, 5) : DATE_NONE;
    out->promise = told ? promise_of_row(ctx, row, 6) : -1;
}

static void barrier_item(struct ctx *ctx, struct json_out *w, struct db_rows *row, struct page_key *key)
{
    struct barrier b;
    barrier_of_row(ctx, row, &b);
    resource_write(w, &barrier_resource, &b);
    key->id = b.id;
}

/* What may be seen: as the goal. */
static void only_visible(struct ctx *ctx, struct query *q)
{
    query_value(q, " AND (g.state <> 'draft' OR g.owner_id = ", db_int(ctx->actor.person_id), "");
    query_value(q, " OR g.started_by = ", db_int(ctx->actor.person_id), ")");
}

/* ---- lists ---- */

static bool barrier_of_goal(struct ctx *ctx)
{
    struct page page;
    if (!page_read(ctx, &page)) return false;
    struct query q = query_new(ctx, "");
    barrier_select(ctx, &q);
    query_value(&q, " WHERE b.goal_id = ", db_int(request_id(ctx, 0)), "");
    query_value(&q, " AND b.id < ", db_int(page.id), " ORDER BY b.id DESC");
    query_limit(&q, page.limit + 1);
    return page_reply(ctx, &page, query_rows(ctx, &q), barrier_item);
}

static bool barrier_list(struct ctx *ctx)
{
    struct page page;
    struct barrier_filter f;
    if (!page_read(ctx, &page) || !resource_read_query(ctx, &barrier_filter_resource, &f)) return false;
    struct query q = query_new(ctx, "");
    barrier_select(ctx, &q);
    query_value(&q, page.descending ? " WHERE b.ended_at IS NULL AND b.id < " : " WHERE b.ended_at IS NULL AND b.id > ",
                db_int(page.id), "");
    if (f.asked_id) query_value(&q, " AND b.asked_id = ", db_int(f.asked_id), "");
    if (f.owner_id)
        query_value(&q, " AND b.goal_id IN (SELECT id FROM goals WHERE state = 'active' AND owner_id = ",
                    db_int(f.owner_id), ")");
    if (f.kind >= 0) query_value(&q, " AND b.kind = ", db_text(str_of(barrier_kinds[f.kind])), "");
    only_visible(ctx, &q);
    query_put(&q, page.descending ? " ORDER BY b.id DESC" : " ORDER BY b.id");
    query_limit(&q, page.limit + 1);
    return page_reply(ctx, &page, query_rows(ctx, &q), barrier_item);
}

struct list barrier_open_among(struct ctx *ctx, struct query *q, int most)
{
    query_put(q, " ");
    barrier_select(ctx, q);
    query_put(q, " WHERE b.goal_id IN (SELECT id FROM among) AND b.ended_at IS NULL");
    only_visible(ctx, q);
    query_put(q, " ORDER BY b.goal_id, b.id");
    query_limit(q, most);
    struct db_rows *rows = query_rows(ctx, q);
    struct barrier *barriers = arena_many(ctx->arena, struct barrier, (size_t)most);
    int n = 0;
    while (n < most && db_next(rows)) barrier_of_row(ctx, rows, &barriers[n++]);
    db_close(rows);
    return (struct list){barriers, n, true};
}

/* ---- one barrier ---- */

static bool barrier_load_shown(struct ctx *ctx, int64_t id, struct barrier *out)
{
    *out = (struct barrier){0};
    struct query q = query_new(ctx, "");
    barrier_select(ctx, &q);
    query_value(&q, " WHERE b.id = ", db_int(id), "");
    only_visible(ctx, &q);
    struct db_rows *rows = query_rows(ctx, &q);
    if (!db_next(rows)) return fail(ctx, 404, "This barrier does not exist, or you cannot see it.");
    barrier_of_row(ctx, rows, out);
    db_close(rows);
    return true;
}

/* Its way: with whom it was, why they, and how it went on. A promise is told to two people. */
static void write_turns(struct ctx *ctx, struct json_out *w, const struct barrier *b)
{
    struct db_rows *rows =
        db_query(ctx,
                 "SELECT t.promise_ends_at, t.missed_at, t.ended_at, t.ended, t.person_id, p.name, t.given_by, v.name,"
                 " t.reason, t.given_at, t.accepted_at, t.promised_on"
                 " FROM barrier_turns t JOIN people p ON p.id = t.person_id LEFT JOIN people v ON v.id = t.given_by"
                 " WHERE t.barrier_id = $1 ORDER BY t.id LIMIT 100",
                 db_int(b->id));
    json_key(w, "turns");
    json_begin_array(w);
    while (db_next(rows)) {
        bool told = ctx->actor.person_id == b->owner_id || ctx->actor.person_id == db_col_int(rows, 4);
        int promise = told ? promise_of_row(ctx, rows, 0) : -1;
        json_begin_object(w);
        json_put_id(w, "person_id", db_col_int(rows, 4));
        json_put_text(w, "person_name", db_col_text(rows, 5));
        json_put_id(w, "given_by", db_col_int(rows, 6));
        json_put_text(w, "given_by_name", db_col_text(rows, 7));
        json_put_text(w, "reason", db_col_text(rows, 8));
        json_put_instant(w, "given_at", db_col_maybe(rows, 9));
        json_put_instant(w, "accepted_at", db_col_maybe(rows, 10));
        json_put_date(w, "promised_on", told ? db_col_date(rows, 11) : DATE_NONE);
        json_put_text(w, "promise", promise < 0 ? STR_NONE : str_of(promises[promise]));
        json_put_instant(w, "ended_at", db_col_maybe(rows, 2));
        json_put_text(w, "ended", db_col_text(rows, 3));
        json_end_object(w);
    }
    json_end_array(w);
}

static void write_can(struct ctx *ctx, struct json_out *w, const struct barrier *b)
{
    int64_t me = ctx->actor.person_id;
    bool under_way = b->state <= BARRIER_HELPED, owner = me == b->owner_id, asked = me && me == b->asked_id;
    json_key(w, "can");
    json_begin_array(w);
    if (under_way && owner) json_text(w, STR("edit"));
    if (under_way && !owner && (asked || b->state == BARRIER_OPEN)) json_text(w, STR("accept"));
    if (under_way && (owner || asked)) {
        json_text(w, STR("hand_on"));
        json_text(w, STR("end"));
        json_text(w, STR("introduce"));
    }
    json_end_array(w);
}

bool barrier_reply(struct ctx *ctx, int status, int64_t id)
{
    struct barrier b;
    if (!barrier_load_shown(ctx, id, &b)) return false;
    struct json_out w = json_out_new(ctx->arena, 2048);
    json_begin_object(&w);
    resource_write_members(&w, &barrier_resource, &b);
    write_turns(ctx, &w, &b);
    json_key(&w, "introductions");
    introduction_json_of_barrier(ctx, &w, id);
    write_can(ctx, &w, &b);
    json_end_object(&w);
    if (failed(ctx)) return false;
    ctx->reply->version = b.version;
    return status == 201 ? reply_created(ctx, &w, "/barriers/", id) : reply_json(ctx, status, &w);
}

static bool barrier_show(struct ctx *ctx)
{
    return barrier_reply(ctx, 200, request_id(ctx, 0));
}

/* ---- acts ---- */

static bool barrier_post(struct ctx *ctx)
{
    struct barrier b;
    return resource_read(ctx, &barrier_resource, READ_CREATE, &b) && barrier_raise(ctx, request_id(ctx, 0), &b) &&
           barrier_reply(ctx, 201, b.id);
}

static bool barrier_patch(struct ctx *ctx)
{
    int64_t id = request_id(ctx, 0);
    struct barrier before;
    if (!resource_find(ctx, &barrier_resource, id, &before) || !match_version(ctx, before.version)) return false;
    struct barrier after = before;
    return resource_read(ctx, &barrier_resource, READ_PATCH, &after) && barrier_edit(ctx, &before, &after) &&
           barrier_reply(ctx, 200, id);
}

static bool barrier_acceptance_put(struct ctx *ctx)
{
    struct acceptance a;
    int64_t id = request_id(ctx, 0);
    return resource_read(ctx, &acceptance_resource, READ_CREATE, &a) && barrier_accept(ctx, id, a.promised_on) &&
           barrier_reply(ctx, 200, id);
}

static bool barrier_asked_put(struct ctx *ctx)
{
    struct handing h;
    int64_t id = request_id(ctx, 0);
    return resource_read(ctx, &handing_resource, READ_CREATE, &h) && barrier_hand_on(ctx, id, h.person_id, h.reason) &&
           barrier_reply(ctx, 200, id);
}

static bool barrier_ending_put(struct ctx *ctx)
{
    struct ending e;
    int64_t id = request_id(ctx, 0);
    return resource_read(ctx, &ending_resource, READ_CREATE, &e) &&
           barrier_end(ctx, id, e.outcome == 0 ? BARRIER_LIFTED : BARRIER_UNLIFTABLE, e.text) &&
           barrier_reply(ctx, 200, id);
}
