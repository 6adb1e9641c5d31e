/* What happened, newest first: everything about goals one may see, about the organisation's mission, framework,
 * periods, people and teams, and what concerns oneself. Accounts (sessions, tokens, passwords) are each person's own,
 * and so are words that were never shown, or are shown no more: what a draft said before it was proposed, what somebody
 * took out of their profile. Of those all see that something happened, and the values only whose they are. */
#include "app/activity.h"

#include "app/permission.h"
#include "base/limits.h"
#include "kernel/query.h"

struct activity {
    int64_t id;
    int64_t at;
    struct str type;
    struct str subject;
    int64_t subject_id;
    int64_t goal_id;
    int64_t person_id;
    int64_t actor_id;
    struct str actor_name;
    struct str reason;
};

#define F(member) offsetof(struct activity, member)

static const struct field activity_fields[] = {
    {"id", FIELD_ID, F(id), FIELD_READ_ONLY, .doc = "The event's number."},
    {"at", FIELD_INSTANT, F(at), FIELD_READ_ONLY, .doc = "When it happened."},
    {"type", FIELD_LINE, F(type), FIELD_READ_ONLY, .doc = "What happened, as noun.verb: goal.proposed."},
    {"subject", FIELD_LINE, F(subject), FIELD_READ_ONLY, .doc = "What it happened to."},
    {"subject_id", FIELD_ID, F(subject_id), FIELD_READ_ONLY, .doc = "Its number."},
    {"goal_id", FIELD_ID, F(goal_id), FIELD_READ_ONLY | FIELD_NULL, .doc = "The goal it concerns."},
    {"person_id", FIELD_ID, F(person_id), FIELD_READ_ONLY | FIELD_NULL, .doc = "The person it concerns."},
    {"actor_id", FIELD_ID, F(actor_id), FIELD_READ_ONLY | FIELD_NULL,
     .doc = "Who did it; null: Waymark or its operator."},
    {"actor_name", FIELD_LINE, F(actor_name), FIELD_READ_ONLY | FIELD_NULL, .doc = "Their name."},
    {"reason", FIELD_TEXT, F(reason), FIELD_READ_ONLY | FIELD_NULL, .doc = "Why."},
    {0},
};

const struct resource activity_resource = {
    .name = "event",
    .size = sizeof(struct activity),
    .fields = activity_fields,
    .doc = "Something that happened; with \"old\" and \"new\": the values that changed."};

struct activity_filter {
    int64_t goal_id, person_id;
    struct str type;
};

#define Q(member) offsetof(struct activity_filter, member)

static const struct field activity_filter_fields[] = {
    {"goal_id", FIELD_ID, Q(goal_id), 0, .doc = "Only what concerns this goal."},
    {"person_id", FIELD_ID, Q(person_id), 0, .doc = "Only what concerns this person."},
    {"type", FIELD_LINE, Q(type), 0, 0, LIMIT_NAME, .doc = "Only events of this type."},
    {0},
};

static const struct resource activity_filter_resource = {
    .name = "event_filter", .size = sizeof(struct activity_filter), .fields = activity_filter_fields};

static bool activity_list(struct ctx *ctx);

const struct route activity_routes[] = {
    {METHOD_GET, "/events", &signed_in, activity_list, "What happened that I may see, newest first.",
     .gives = &activity_resource, .filter = &activity_filter_resource, .flags = ROUTE_LIST, .sorts = "-id"},
    {0},
};

static void activity_item(struct ctx *ctx, struct json_out *w, struct db_rows *row, struct page_key *key)
{
    (void)ctx;
    bool own = db_col_int(row, 12) != 0;
    struct activity a = {
        .id = db_col_int(row, 0),
        .at = db_col_int(row, 1),
        .type = db_col_text(row, 2),
        .subject = db_col_text(row, 3),
        .subject_id = db_col_int(row, 4),
        .goal_id = db_col_int(row, 5),
        .person_id = db_col_int(row, 6),
        .actor_id = db_col_int(row, 7),
        .actor_name = db_col_text(row, 8),
        .reason = own ? STR_NONE : db_col_text(row, 9),
    };
    json_begin_object(w);
    resource_write_members(w, &activity_resource, &a);
    json_key(w, "old");
    json_raw(w, own ? STR_NONE : db_col_text(row, 10));
    json_key(w, "new");
    json_raw(w, own ? STR_NONE : db_col_text(row, 11));
    json_end_object(w);
    key->id = a.id;
}

/* 1 where the values are another one's own. A goal was a draft then when the newest act before that moved it made it
 * one. */
static void put_own(struct ctx *ctx, struct query *q)
{
    struct db_value me = db_int(ctx->actor.person_id);
    query_put(q, ", CASE WHEN e.subject = 'contact_point' OR e.type = 'person.changed'");
    query_value(q, " THEN CASE WHEN e.person_id = ", me, "");
    query_value(q, " OR 1 = ", db_int(is_people_operations(ctx)), " THEN 0 ELSE 1 END");
    query_value(q, " WHEN e.goal_id IS NULL OR g.owner_id = ", me, "");
    query_value(q, " OR g.started_by = ", me, "");
    query_put(q, " OR e.type NOT IN ('goal.created', 'goal.edited', 'goal.linked', 'goal.handed_over',"
                 " 'criterion.created', 'criterion.changed', 'criterion.removed',"
                 " 'step.created', 'step.changed', 'step.done', 'step.removed') THEN 0"
                 " WHEN (SELECT s.type FROM events s WHERE s.goal_id = e.goal_id AND s.id <= e.id AND s.type IN"
                 " ('goal.created', 'goal.withdrawn', 'goal.proposed', 'goal.activated') ORDER BY s.id DESC LIMIT 1)"
                 " IN ('goal.created', 'goal.withdrawn') THEN 1 ELSE 0 END");
}

static bool activity_list(struct ctx *ctx)
{
    struct page page;
    struct activity_filter filter;
    struct db_value me = db_int(ctx->actor.person_id);
    if (!page_read(ctx, &page) || !resource_read_query(ctx, &activity_filter_resource, &filter)) return false;
    struct query q =
        query_new(ctx, "SELECT e.id, e.at, e.type, e.subject, e.subject_id, e.goal_id, e.person_id, e.actor_id,"
                       " p.name, e.reason, e.old, e.new");
    put_own(ctx, &q);
    query_put(&q, " FROM events e"
                  " LEFT JOIN people p ON p.id = e.actor_id LEFT JOIN goals g ON g.id = e.goal_id");
    query_value(&q, " WHERE e.id < ", db_int(page.id), "");
    /* Who is planned to leave is not for everybody to know before. */
    query_value(&q, " AND (e.subject <> 'changeover' OR 1 = ", db_int(is_people_operations(ctx)), ")");
    query_value(&q, " AND (e.goal_id IS NULL OR g.state <> 'draft' OR g.owner_id = ", me, "");
    query_value(&q, " OR g.started_by = ", me, ")");
    query_value(&q, " AND (e.subject NOT IN ('session', 'token', 'password', 'secret') OR e.person_id = ", me, ")");
    query_value(&q,
                " AND (e.subject <> 'meeting_series' OR EXISTS (SELECT 1 FROM meeting_members x"
                " WHERE x.series_id = e.subject_id AND x.person_id = ",
                me, "))");
    query_value(&q, " AND (e.subject NOT IN ('rhythm_wish', 'plan', 'raised_item') OR e.person_id = ", me, "");
    query_value(&q, " OR e.actor_id = ", me, ")");
    query_value(&q, " AND (e.subject NOT IN ('promise', 'introduction') OR e.person_id = ", me, "");
    query_value(&q, " OR e.actor_id = ", me, "");
    query_value(&q, " OR g.owner_id = ", me, ")");
    if (filter.goal_id) query_value(&q, " AND e.goal_id = ", db_int(filter.goal_id), "");
    if (filter.person_id) query_value(&q, " AND e.person_id = ", db_int(filter.person_id), "");
    if (!str_empty(filter.type)) query_value(&q, " AND e.type = ", db_text(filter.type), "");
    query_put(&q, " ORDER BY e.id DESC");
    query_limit(&q, page.limit + 1);
    return page_reply(ctx, &page, query_rows(ctx, &q), activity_item);
}
