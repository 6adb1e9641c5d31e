/* Needs: fields, routes, lists and one need with its way. What is done with them, and what happens to them when goals
 * close and people leave, is in need_act.c, their clock in need_clock.c. */
#include "app/need/need_part.h"

#include "app/permission.h"
#include "base/limits.h"

const char *const need_states[] = {"asked",    "changed",   "accepted", "given", "came",
                                   "declined", "withdrawn", "gone",     NULL};

#define F(member) offsetof(struct need, member)
#define SHOWN (FIELD_READ_ONLY | FIELD_NULL)
#define JOINED (FIELD_READ_ONLY | FIELD_NO_COLUMN)
#define KEPT (FIELD_READ_ONLY | FIELD_NULL | FIELD_HIDDEN)

static const struct field need_fields[] = {
    {"id", FIELD_ID, F(id), FIELD_READ_ONLY, .doc = "The need's number."},
    {"goal_id", FIELD_ID, F(goal_id), FIELD_READ_ONLY, .doc = "The goal that needs it."},
    {"goal_title", FIELD_LINE, F(goal_title), JOINED | FIELD_NULL,
     .doc = "Its title; null where it is not open to you."},
    {"owner_id", FIELD_ID, F(owner_id), JOINED, .doc = "Whose goal it is: who asks."},
    {"owner_name", FIELD_LINE, F(owner_name), JOINED, .doc = "Their name."},
    {"criterion_id", FIELD_ID, F(criterion_id), FIELD_NULL,
     .doc = "The criterion that needs it; null: the whole goal."},
    {"text", FIELD_TEXT, F(text), FIELD_REQUIRED, 1, LIMIT_TITLE, .doc = "What is needed."},
    {"due_on", FIELD_DATE, F(due_on), FIELD_REQUIRED, .doc = "By when."},
    {"asked_by", FIELD_ID, F(asked_by), FIELD_READ_ONLY, .doc = "Who asked first."},
    {"person_id", FIELD_ID, F(person_id), FIELD_NULL | FIELD_CREATE_ONLY,
     .doc = "Whom it is asked of; of a team: who took it, null while nobody has."},
    {"person_name", FIELD_LINE, F(person_name), JOINED | FIELD_NULL, .doc = "Their name."},
    {"team_id", FIELD_ID, F(team_id), FIELD_NULL | FIELD_CREATE_ONLY, .doc = "The team that it is asked of."},
    {"team_name", FIELD_LINE, F(team_name), JOINED | FIELD_NULL, .doc = "Its name."},
    {"with_goal_id", FIELD_ID, F(with_goal_id), SHOWN, .doc = "The giver's goal that it is part of."},
    {"with_goal_title", FIELD_LINE, F(with_goal_title), JOINED | FIELD_NULL, .doc = "Its title."},
    {"state", FIELD_CHOICE, F(state), FIELD_READ_ONLY, .choices = need_states,
     .doc = "Asked; changed: another day or other words are suggested; accepted; given, and the asker has not said "
            "whether it came; came; declined; withdrawn; gone with its goal."},
    {"offered_text", FIELD_TEXT, F(offered_text), SHOWN, .doc = "What the other side can give instead."},
    {"offered_on", FIELD_DATE, F(offered_on), SHOWN, .doc = "By when they can."},
    {"words", FIELD_TEXT, F(words), SHOWN, .doc = "The newest that was said to it."},
    {"late", FIELD_BOOL, F(late), JOINED, .doc = "Its day has passed, and it has not been given."},
    {"ends_at", FIELD_INSTANT, F(ends_at), SHOWN, .doc = "When that day is over for whoever gives it."},
    {"warns_at", FIELD_INSTANT, F(warns_at), KEPT, .doc = "When both are warned."},
    {"late_at", FIELD_INSTANT, F(late_at), KEPT, .doc = "When both were warned."},
    {"answered_at", FIELD_INSTANT, F(answered_at), SHOWN, .doc = "When the other side answered last."},
    {"given_at", FIELD_INSTANT, F(given_at), SHOWN, .doc = "When it was given."},
    {"ended_at", FIELD_INSTANT, F(ended_at), SHOWN, .doc = "When it ended."},
    {"ended_by", FIELD_ID, F(ended_by), SHOWN, .doc = "Who ended it."},
    {"ended_by_name", FIELD_LINE, F(ended_by_name), JOINED | FIELD_NULL, .doc = "Their name."},
    {"created_at", FIELD_INSTANT, F(created_at), FIELD_READ_ONLY, .doc = "When it was asked."},
    {"version", FIELD_INT, F(version), FIELD_READ_ONLY, .doc = "Grows with each change; for If-Match."},
    {0},
};
const struct resource need_resource = {.name = "need",
                                       .table = "needs",
                                       .size = sizeof(struct need),
                                       .fields = need_fields,
                                       .doc = "What a goal needs of others, and how they answer."};

struct need_filter {
    int64_t person_id, team_id, owner_id;
    int state;
    bool late;
};

static const char *const open_states[] = {"asked", "changed", "accepted", "given", NULL};
static const struct field filter_fields[] = {
    {"person_id", FIELD_ID, offsetof(struct need_filter, person_id), 0,
     .doc = "Only what is asked of this person or taken by them, or waits for them as it was asked of their team."},
    {"team_id", FIELD_ID, offsetof(struct need_filter, team_id), 0, .doc = "Only what is asked of this team."},
    {"owner_id", FIELD_ID, offsetof(struct need_filter, owner_id), 0, .doc = "Only what this person's goals need."},
    {"state", FIELD_CHOICE, offsetof(struct need_filter, state), 0, .choices = open_states,
     .doc = "Only in this state."},
    {"late", FIELD_BOOL, offsetof(struct need_filter, late), 0, .doc = "Only those whose day has passed."},
    {0},
};
static const struct resource need_filter_resource = {
    .name = "need_filter", .size = sizeof(struct need_filter), .fields = filter_fields};

struct said {
    int64_t goal_id;
    struct str text;
    int32_t due_on;
    struct str words;
    bool came;
};
#define S(member) offsetof(struct said, member)
static const struct field acceptance_fields[] = {
    {"goal_id", FIELD_ID, S(goal_id), FIELD_NULL, .doc = "The goal of mine that it is part of."}, {0}};
static const struct field suggestion_fields[] = {
    {"text", FIELD_TEXT, S(text), FIELD_NULL, 0, LIMIT_TITLE, .doc = "What I can give instead."},
    {"due_on", FIELD_DATE, S(due_on), FIELD_NULL, .doc = "By when I can."},
    {"words", FIELD_TEXT, S(words), FIELD_REQUIRED, 1, LIMIT_TITLE, .doc = "Why."},
    {0}};
static const struct field reason_fields[] = {
    {"words", FIELD_TEXT, S(words), FIELD_REQUIRED, 1, LIMIT_TITLE, .doc = "Why."}, {0}};
static const struct field words_fields[] = {
    {"words", FIELD_TEXT, S(words), FIELD_NULL, 0, LIMIT_TITLE, .doc = "What there is to say to it."}, {0}};
static const struct field receipt_fields[] = {
    {"came", FIELD_BOOL, S(came), FIELD_REQUIRED, .doc = "It came; or something is still missing."},
    {"words", FIELD_TEXT, S(words), FIELD_NULL, 0, LIMIT_TITLE,
     .doc = "Thanks; or what is missing, which needs words."},
    {0}};
static const struct resource acceptance_resource = {.name = "need_acceptance",
                                                    .size = sizeof(struct said),
                                                    .fields = acceptance_fields,
                                                    .doc = "Accepting a need."},
                             suggestion_resource = {.name = "need_suggestion",
                                                    .size = sizeof(struct said),
                                                    .fields = suggestion_fields,
                                                    .doc = "Another day, or other words, for a need."},
                             reason_resource = {.name = "need_refusal",
                                                .size = sizeof(struct said),
                                                .fields = reason_fields,
                                                .doc = "Declining a need."},
                             words_resource = {.name = "need_words",
                                               .size = sizeof(struct said),
                                               .fields = words_fields,
                                               .doc = "What is said with an act on a need."},
                             receipt_resource = {.name = "need_receipt",
                                                 .size = sizeof(struct said),
                                                 .fields = receipt_fields,
                                                 .doc = "Whether it came."};

static bool need_of_goal(struct ctx *ctx);
static bool need_post(struct ctx *ctx);
static bool need_list(struct ctx *ctx);
static bool need_show(struct ctx *ctx);
static bool need_patch(struct ctx *ctx);
static bool acceptance_put(struct ctx *ctx);
static bool suggestion_put(struct ctx *ctx);
static bool agreement_put(struct ctx *ctx);
static bool refusal_put(struct ctx *ctx);
static bool withdrawal_put(struct ctx *ctx);
static bool giving_put(struct ctx *ctx);
static bool receipt_put(struct ctx *ctx);

const struct route need_routes[] = {
    {METHOD_GET, "/goals/{id}/needs", &goal_viewer, need_of_goal,
     "What the goal needs of others, and what its owner gives with it, newest first.", .gives = &need_resource,
     .flags = ROUTE_LIST, .sorts = "-id"},
    {METHOD_POST, "/goals/{id}/needs", &goal_owner, need_post,
     "Asks a person or a team for what a goal that was proposed or is active needs.", .takes = &need_resource,
     .gives = &need_resource},
    {METHOD_PUT, "/criteria/{id}/together", &criterion_owner, need_together_put,
     "Says whether this part is done alone or together with others.", .takes = &need_together_resource},
    {METHOD_GET, "/needs", &signed_in, need_list, "Open needs, oldest first.", .gives = &need_resource,
     .filter = &need_filter_resource, .flags = ROUTE_LIST, .sorts = "id -id"},
    {METHOD_GET, "/needs/{id}", &need_viewer, need_show, "One need, with its way.", .gives = &need_resource},
    {METHOD_PATCH, "/needs/{id}", &need_owner, need_patch, "Asks it better, until it is accepted.",
     .takes = &need_resource, .gives = &need_resource, .flags = ROUTE_MATCH},
    {METHOD_PUT, "/needs/{id}/acceptance", &need_giver, acceptance_put, "Accepts it as it was asked.",
     .takes = &acceptance_resource, .gives = &need_resource},
    {METHOD_PUT, "/needs/{id}/suggestion", &need_giver, suggestion_put,
     "Suggests another day or other words; the asker agrees or withdraws.", .takes = &suggestion_resource,
     .gives = &need_resource},
    {METHOD_PUT, "/needs/{id}/agreement", &need_owner, agreement_put, "Agrees to what was suggested.",
     .gives = &need_resource},
    {METHOD_PUT, "/needs/{id}/refusal", &need_giver, refusal_put, "Declines it, with a reason.",
     .takes = &reason_resource, .gives = &need_resource},
    {METHOD_PUT, "/needs/{id}/withdrawal", &need_owner, withdrawal_put, "It is no longer needed.",
     .takes = &words_resource, .gives = &need_resource},
    {METHOD_PUT, "/needs/{id}/giving", &need_giver, giving_put, "It has been given.", .takes = &words_resource,
     .gives = &need_resource},
    {METHOD_PUT, "/needs/{id}/receipt", &need_owner, receipt_put, "It came, or something is still missing.",
     .takes = &receipt_resource, .gives = &need_resource},
    {0},
};

/* ---- rows ---- */

/* Tables: n, g, o (owner), w (with goal). Titles only of goals that the actor may see. */
static void need_select(struct ctx *ctx, struct query *q)
{
    struct db_value me = db_int(ctx->actor.person_id);
    query_value(q, "SELECT CASE WHEN g.state <> 'draft' OR g.owner_id = ", me, "");
    query_value(q, " OR g.started_by = ", me, " THEN g.title END, g.owner_id, o.name, p.name, t.name, e.name,");
    query_value(q, " CASE WHEN w.state <> 'draft' OR w.owner_id = ", me, " THEN w.title END, ");
    query_put(q, resource_columns(ctx, &need_resource, "n").at);
    query_put(q, " FROM needs n LEFT JOIN goals g ON g.id = n.goal_id LEFT JOIN people o ON o.id = g.owner_id"
                 " LEFT JOIN people p ON p.id = n.person_id LEFT JOIN teams t ON t.id = n.team_id"
                 " LEFT JOIN people e ON e.id = n.ended_by LEFT JOIN goals w ON w.id = n.with_goal_id");
}

static void need_of_row(struct ctx *ctx, struct db_rows *row, struct need *out)
{
    resource_from_row(&need_resource, row, 7, out);
    out->goal_title = db_col_text(row, 0);
    out->owner_id = db_col_int(row, 1);
    out->owner_name = db_col_text(row, 2);
    out->person_name = db_col_text(row, 3);
    out->team_name = db_col_text(row, 4);
    out->ended_by_name = db_col_text(row, 5);
    out->with_goal_title = db_col_text(row, 6);
    if (str_none(out->with_goal_title)) out->with_goal_id = 0;
    out->late = out->ended_at == INSTANT_NONE && out->state < NEED_GIVEN && out->ends_at <= ctx->now;
}

static void need_item(struct ctx *ctx, struct json_out *w, struct db_rows *row, struct page_key *key)
{
    struct need n;
    need_of_row(ctx, row, &n);
    resource_write(w, &need_resource, &n);
    key->id = n.id;
}

/* What may be seen: as the goal; and what is asked of me or of my teams, whatever became of the goal. */
static void only_visible(struct ctx *ctx, struct query *q)
{
    struct db_value me = db_int(ctx->actor.person_id);
    query_value(q, " AND (g.state <> 'draft' OR g.owner_id = ", me, "");
    query_value(q, " OR g.started_by = ", me, "");
    query_value(q, " OR n.person_id = ", me,
                " OR EXISTS (SELECT 1 FROM team_members m WHERE m.team_id = n.team_id AND m.ends_on IS NULL");
    query_value(q, " AND m.person_id = ", me, "))");
}

/* ---- lists ---- */

/* Each side by its own index. */
static void of_goal(struct query *q, int64_t goal_id)
{
    query_value(q, " WHERE n.id IN (SELECT id FROM needs WHERE goal_id = ", db_int(goal_id), "");
    query_value(q, " UNION SELECT id FROM needs WHERE with_goal_id = ", db_int(goal_id), ")");
}

static void of_person(struct query *q, int64_t person_id)
{
    query_value(q, " AND n.id IN (SELECT id FROM needs WHERE ended_at IS NULL AND person_id = ", db_int(person_id), "");
    query_value(q, " UNION SELECT n.id" NEED_OF_TEAM_OF, db_int(person_id), ")");
}

static bool need_of_goal(struct ctx *ctx)
{
    struct page page;
    if (!page_read(ctx, &page)) return false;
    struct query q = query_new(ctx, "");
    need_select(ctx, &q);
    of_goal(&q, request_id(ctx, 0));
    query_value(&q, " AND n.id < ", db_int(page.id), "");
    only_visible(ctx, &q);
    query_put(&q, " ORDER BY n.id DESC");
    query_limit(&q, page.limit + 1);
    return page_reply(ctx, &page, query_rows(ctx, &q), need_item);
}

static bool need_list(struct ctx *ctx)
{
    struct page page;
    struct need_filter f;
    if (!page_read(ctx, &page) || !resource_read_query(ctx, &need_filter_resource, &f)) return false;
    struct query q = query_new(ctx, "");
    need_select(ctx, &q);
    query_value(&q, page.descending ? " WHERE n.ended_at IS NULL AND n.id < " : " WHERE n.ended_at IS NULL AND n.id > ",
                db_int(page.id), "");
    if (f.person_id) of_person(&q, f.person_id);
    if (f.team_id) query_value(&q, " AND n.team_id = ", db_int(f.team_id), "");
    if (f.owner_id)
        query_value(&q, " AND n.goal_id IN (SELECT id FROM goals WHERE owner_id = ", db_int(f.owner_id), ")");
    if (f.state >= 0) query_value(&q, " AND n.state = ", db_text(str_of(open_states[f.state])), "");
    if (f.late) query_put(&q, " AND n.late_at IS NOT NULL AND n.state <> 'given'");
    only_visible(ctx, &q);
    query_put(&q, page.descending ? " ORDER BY n.id DESC" : " ORDER BY n.id");
    query_limit(&q, page.limit + 1);
    return page_reply(ctx, &page, query_rows(ctx, &q), need_item);
}

/* CROSS: SQLite begins with the few. */
struct list need_open_among(struct ctx *ctx, struct query *q, int64_t team_id, int most)
{
    query_put(q,
              ", found_needs(id) AS (SELECT n.id FROM among CROSS JOIN needs n WHERE n.goal_id = among.id"
              " AND n.ended_at IS NULL"
              " UNION SELECT n.id FROM among CROSS JOIN needs n WHERE n.with_goal_id = among.id AND n.ended_at IS NULL"
              " UNION SELECT n.id FROM people_in CROSS JOIN needs n WHERE n.person_id = people_in.id"
              " AND n.ended_at IS NULL");
    if (team_id)
        query_value(q, " UNION SELECT n.id FROM needs n WHERE n.ended_at IS NULL AND n.team_id = ", db_int(team_id),
                    "");
    query_put(q, ") ");
    need_select(ctx, q);
    query_put(q, " WHERE n.id IN (SELECT id FROM found_needs)");
    only_visible(ctx, q);
    query_put(q, " ORDER BY n.ends_at, n.id");
    query_limit(q, most);
    struct db_rows *rows = query_rows(ctx, q);
    struct need *needs = arena_many(ctx->arena, struct need, (size_t)most);
    int n = 0;
    while (n < most && db_next(rows)) need_of_row(ctx, rows, &needs[n++]);
    db_close(rows);
    return (struct list){needs, n, true};
}

/* ---- one need ---- */

static void write_way(struct ctx *ctx, struct json_out *w, int64_t id)
{
    struct db_rows *rows = db_query(ctx,
                                    "SELECT a.act, a.person_id, p.name, a.words, a.due_on, a.at FROM need_acts a"
                                    " LEFT JOIN people p ON p.id = a.person_id WHERE a.need_id = $1"
                                    " ORDER BY a.id LIMIT 100",
                                    db_int(id));
    json_key(w, "way");
    json_begin_array(w);
    while (db_next(rows)) {
        json_begin_object(w);
        json_put_text(w, "act", db_col_text(rows, 0));
        json_put_id(w, "person_id", db_col_int(rows, 1));
        json_put_text(w, "person_name", db_col_text(rows, 2));
        json_put_text(w, "words", db_col_text(rows, 3));
        json_put_date(w, "due_on", db_col_date(rows, 4));
        json_put_instant(w, "at", db_col_maybe(rows, 5));
        json_end_object(w);
    }
    json_end_array(w);
}

static void can(struct json_out *w, bool yes, const char *what)
{
    if (yes) json_text(w, str_of(what));
}

static void write_can(struct ctx *ctx, struct json_out *w, const struct need *n)
{
    bool owner = ctx->actor.person_id == n->owner_id, open = n->ended_at == INSTANT_NONE;
    bool mine = open && !owner && need_is_mine_to_answer(ctx, n);
    bool for_team = !n->person_id && n->team_id;
    json_key(w, "can");
    json_begin_array(w);
    can(w, open && owner && n->state < NEED_ACCEPTED, "edit");
    can(w, open && owner && n->state == NEED_CHANGED, "agree");
    can(w, open && owner, "withdraw");
    can(w, open && owner && n->state >= NEED_ACCEPTED, "receive");
    can(w, mine && n->state < NEED_ACCEPTED, "accept");
    can(w, mine && n->state < NEED_GIVEN, "suggest");
    can(w, mine && n->state < NEED_GIVEN && (!for_team || leads_team(ctx, ctx->actor.person_id, n->team_id)),
        "decline");
    can(w, mine && n->state == NEED_ACCEPTED, "give");
    json_end_array(w);
}

bool need_reply(struct ctx *ctx, int status, int64_t id)
{
    struct need n;
    struct query q = query_new(ctx, "");
    need_select(ctx, &q);
    query_value(&q, " WHERE n.id = ", db_int(id), "");
    struct db_rows *rows = query_rows(ctx, &q); /* the route has asked whether it may be seen */
    if (!db_next(rows)) return fail(ctx, 404, "This need does not exist, or you cannot see it.");
    need_of_row(ctx, rows, &n);
    db_close(rows);
    struct json_out w = json_out_new(ctx->arena, 2048);
    json_begin_object(&w);
    resource_write_members(&w, &need_resource, &n);
    write_way(ctx, &w, id);
    write_can(ctx, &w, &n);
    json_end_object(&w);
    if (failed(ctx)) return false;
    ctx->reply->version = n.version;
    return status == 201 ? reply_created(ctx, &w, "/needs/", id) : reply_json(ctx, status, &w);
}

static bool need_show(struct ctx *ctx)
{
    return need_reply(ctx, 200, request_id(ctx, 0));
}

/* ---- acts ---- */

static bool need_post(struct ctx *ctx)
{
    struct need n;
    return resource_read(ctx, &need_resource, READ_CREATE, &n) && need_ask(ctx, request_id(ctx, 0), &n) &&
           need_reply(ctx, 201, n.id);
}

static bool need_patch(struct ctx *ctx)
{
    int64_t id = request_id(ctx, 0);
    struct need before;
    if (!resource_find(ctx, &need_resource, id, &before) || !match_version(ctx, before.version)) return false;
    struct need after = before;
    return resource_read(ctx, &need_resource, READ_PATCH, &after) && need_edit(ctx, &before, &after) &&
           need_reply(ctx, 200, id);
}

static bool acceptance_put(struct ctx *ctx)
{
    struct said s;
    int64_t id = request_id(ctx, 0);
    return resource_read(ctx, &acceptance_resource, READ_CREATE, &s) && need_accept(ctx, id, s.goal_id) &&
           need_reply(ctx, 200, id);
}

static bool suggestion_put(struct ctx *ctx)
{
    struct said s;
    int64_t id = request_id(ctx, 0);
    return resource_read(ctx, &suggestion_resource, READ_CREATE, &s) &&
           need_suggest(ctx, id, s.text, s.due_on, s.words) && need_reply(ctx, 200, id);
}

static bool agreement_put(struct ctx *ctx)
{
    int64_t id = request_id(ctx, 0);
    return need_agree(ctx, id) && need_reply(ctx, 200, id);
}

static bool refusal_put(struct ctx *ctx)
{
    struct said s;
    int64_t id = request_id(ctx, 0);
    return resource_read(ctx, &reason_resource, READ_CREATE, &s) && need_decline(ctx, id, s.words) &&
           need_reply(ctx, 200, id);
}

static bool withdrawal_put(struct ctx *ctx)
{
    struct said s;
    int64_t id = request_id(ctx, 0);
    return resource_read(ctx, &words_resource, READ_CREATE, &s) && need_withdraw(ctx, id, s.words) &&
           need_reply(ctx, 200, id);
}

static bool giving_put(struct ctx *ctx)
{
    struct said s;
    int64_t id = request_id(ctx, 0);
    return resource_read(ctx, &words_resource, READ_CREATE, &s) && need_give(ctx, id, s.words) &&
           need_reply(ctx, 200, id);
}

static bool receipt_put(struct ctx *ctx)
{
    struct said s;
    int64_t id = request_id(ctx, 0);
    return resource_read(ctx, &receipt_resource, READ_CREATE, &s) && need_receive(ctx, id, s.came, s.words) &&
           need_reply(ctx, 200, id);
}
