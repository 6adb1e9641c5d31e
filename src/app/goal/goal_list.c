/* Lists of goals: filters put together from fixed pieces. A page is found through an index in the order in which it is
 * shown (sql/0003), so it costs what it shows. */
#include "app/goal/goal_part.h"

#include "app/permission.h"
#include "app/search.h"
#include "base/limits.h"

#define Q(member) offsetof(struct goal_filter, member)

static const struct field goal_filter_fields[] = {
    GOAL_FILTER_FIELDS(Q),
    {"parent_id", FIELD_ID, Q(parent_id), 0, .doc = "Only goals that serve this one."},
    {"top", FIELD_BOOL, Q(top), 0, .doc = "Only goals that serve no other goal, of the organisation or not."},
    {"not_closed", FIELD_BOOL, Q(not_closed), 0, .doc = "Only goals that are not closed."},
    {0},
};

const struct resource goal_filter_resource = {
    .name = "goal_filter", .size = sizeof(struct goal_filter), .fields = goal_filter_fields};

/* ---- which index finds the rows ---- */

enum sort { SORT_PRIORITY, SORT_DUE, SORT_DUE_LAST, SORT_TITLE };

/* Planners know little of how rare a value is: the most telling filter leads, the others are only tested on what it
 * finds. */
enum lead { LEAD_IDS, LEAD_OWNER, LEAD_TEAM, LEAD_PERIOD, LEAD_LEVEL, LEAD_STATE, LEAD_CONFIDENCE, LEAD_ORDER };

static enum lead lead_of(const struct goal_filter *f, enum sort sort)
{
    bool by_priority = sort == SORT_PRIORITY;
    if (f->parent_id || f->supporter_id || f->state == STATE_DRAFT || !str_empty(f->q)) return LEAD_IDS;
    if (f->owner_id) return LEAD_OWNER;
    if (f->team_id) return LEAD_TEAM;
    if (f->top || f->serves_nothing) return LEAD_ORDER;
    if (f->level == LEVEL_ORGANISATION) return LEAD_LEVEL;
    if (by_priority && f->confidence > CONFIDENCE_ON_TRACK) return LEAD_CONFIDENCE;
    if (f->state == STATE_PROPOSED) return LEAD_STATE;
    /* What is left is common; in the order of priority each has an index, in any other the order's own leads. */
    if (by_priority && f->period_id) return LEAD_PERIOD;
    if (by_priority && f->level >= 0) return LEAD_LEVEL;
    if (by_priority && f->state >= 0) return LEAD_STATE;
    return LEAD_ORDER;
}

/* An equality; where it does not lead, in a form that no index answers. */
static void equals(struct query *q, const char *column, struct db_value value, bool leads)
{
    const char *idle = value.type == DB_INT ? " + 0" : " || ''";
    query_put(q, leads ? " AND g." : " AND (g.");
    query_put(q, column);
    if (!leads) query_put(q, idle);
    query_value(q, leads ? " = " : ") = ", value, "");
}

/* ---- filters ---- */

/* Drafts are found by whose they are: all others are secret, and there may be many. */
static void only_visible(struct query *q, const struct goal_filter *f, int64_t me)
{
    if (f->state == STATE_DRAFT) {
        query_value(q, " AND g.id IN (SELECT id FROM goals WHERE state = 'draft' AND owner_id = ", db_int(me), "");
        query_value(q, " UNION ALL SELECT id FROM goals WHERE state = 'draft' AND started_by = ", db_int(me), ")");
        return;
    }
    if (f->state > STATE_DRAFT) return; /* the state that is asked for says it */
    query_value(q, " AND (g.state <> 'draft' OR g.owner_id = ", db_int(me), "");
    query_value(q, " OR g.started_by = ", db_int(me), ")");
}

static void only_supported(struct query *q, int64_t supporter)
{
    query_value(q, " AND g.id IN (SELECT id FROM goals WHERE supporter_id = ", db_int(supporter),
                " UNION ALL SELECT c.id FROM people r JOIN goals c ON c.owner_id = r.id");
    query_value(q, " WHERE c.supporter_id IS NULL AND r.manager_id = ", db_int(supporter), ")");
}

/* `parents` counts what everybody sees; the owner may serve a draft of theirs. */
static void only_unlinked(struct query *q, const struct goal_filter *f, int64_t me)
{
    query_put(q, " AND g.parents = 0");
    if (f->serves_nothing) query_put(q, " AND g.level <> 'organisation'");
    query_put(
        q, " AND NOT EXISTS (SELECT 1 FROM goal_parents l JOIN goals p ON p.id = l.parent_id WHERE l.goal_id = g.id");
    query_value(q, " AND (p.owner_id = ", db_int(me), "");
    query_value(q, " OR p.started_by = ", db_int(me), "))");
}

static void only_confident(struct query *q, const struct goal_filter *f, enum lead lead)
{
    if (lead == LEAD_CONFIDENCE) query_put(q, " AND g.confidence <> 'on_track'"); /* as the index says it */
    equals(q, "state", db_text(STR("active")), false);
    equals(q, "confidence", db_text(str_of(goal_confidences[f->confidence])), lead == LEAD_CONFIDENCE);
}

static void only_stale(struct query *q, int64_t now)
{
    equals(q, "state", db_text(STR("active")), false);
    query_value(q, " AND g.stale_at <= ", db_int(now), "");
}

#define STALE_FEW 2000
#define STALE "SELECT s.id FROM goals s WHERE (s.state || '') = 'active' AND s.stale_at <= "

/* Few goals without a recent check-in are found by their own index and put in order; of many, the order finds some
 * soon. */
static bool few_stale(struct ctx *ctx)
{
    return db_int_of(ctx, "SELECT count(*) FROM (" STALE "$1 LIMIT $2) few", db_int(ctx->now), db_int(STALE_FEW + 1)) <=
           STALE_FEW;
}

static void filter_put(struct ctx *ctx, struct query *q, const struct goal_filter *f, enum lead lead)
{
    int64_t me = ctx->actor.person_id;
    if (f->stale && lead >= LEAD_PERIOD && few_stale(ctx)) {
        lead = LEAD_IDS;
        query_value(q, " AND g.id IN (" STALE, db_int(ctx->now), ")");
    }
    only_visible(q, f, me);
    if (f->owner_id) equals(q, "owner_id", db_int(f->owner_id), lead == LEAD_OWNER);
    if (f->team_id) equals(q, "team_id", db_int(f->team_id), lead == LEAD_TEAM);
    if (f->period_id) equals(q, "period_id", db_int(f->period_id), lead == LEAD_PERIOD);
    if (f->parent_id)
        query_value(q, " AND g.id IN (SELECT goal_id FROM goal_parents WHERE parent_id = ", db_int(f->parent_id), ")");
    if (f->supporter_id) only_supported(q, f->supporter_id);
    if (f->state >= 0)
        equals(q, "state", db_text(str_of(goal_states[f->state])), lead == LEAD_STATE || lead == LEAD_OWNER);
    if (f->level >= 0) equals(q, "level", db_text(str_of(goal_levels[f->level])), lead == LEAD_LEVEL);
    if (f->confidence >= 0) only_confident(q, f, lead);
    if (f->top || f->serves_nothing) only_unlinked(q, f, me);
    if (f->stale) only_stale(q, ctx->now);
    if (f->not_closed && f->state < 0)
        query_put(q, lead == LEAD_ORDER ? " AND g.state <> 'closed'" : " AND (g.state || '') <> 'closed'");
    if (!str_empty(f->q)) search_within(ctx, q, SEARCH_GOAL, f->q, "g.id");
}

void goal_filter_put(struct ctx *ctx, struct query *q, const struct goal_filter *f, bool by_priority, bool among)
{
    filter_put(ctx, q, f, among ? LEAD_IDS : lead_of(f, by_priority ? SORT_PRIORITY : SORT_DUE));
}

/* ---- order ---- */

static enum sort sort_of(const struct page *page)
{
    if (str_is(page->sort, "due_on")) return SORT_DUE;
    if (str_is(page->sort, "-due_on")) return SORT_DUE_LAST;
    return str_is(page->sort, "title") ? SORT_TITLE : SORT_PRIORITY;
}

static const struct {
    const char *after, *order;
} sorts[] = {
    [SORT_PRIORITY] = {" WHERE (g.priority, g.id) > (", " ORDER BY g.priority, g.id"},
    [SORT_DUE] = {" WHERE (g.due_on, g.id) > (", " ORDER BY g.due_on, g.id"},
    [SORT_DUE_LAST] = {" WHERE (g.due_on, g.id) < (", " ORDER BY g.due_on DESC, g.id DESC"},
    [SORT_TITLE] = {" WHERE (g.title_key, g.id) > (", " ORDER BY g.title_key, g.id"},
};

/* Days are compared as texts, in any collation: the last one there is stands for the end. */
static struct db_value place_of(const struct page *page, enum sort sort)
{
    if (sort == SORT_PRIORITY) return db_int(page->number);
    if (sort == SORT_DUE_LAST && page->first) return db_text(STR("9999-12-31"));
    return db_text(page->text);
}

static struct page_key goal_key(struct ctx *ctx, const struct page *page, const struct goal *g)
{
    struct page_key key = {.id = g->id};
    switch (sort_of(page)) {
    case SORT_PRIORITY: key.number = g->priority; break;
    case SORT_TITLE: key.text = g->title_key; break;
    default: key.text = date_print(ctx->arena, g->due_on); break;
    }
    return key;
}

bool goal_list(struct ctx *ctx)
{
    struct page page;
    struct goal_filter filter;
    if (!page_read(ctx, &page) || !resource_read_query(ctx, &goal_filter_resource, &filter)) return false;
    enum sort sort = sort_of(&page);
    struct query q = query_new(ctx, "");
    goal_select(ctx, &q);
    query_value(&q, sorts[sort].after, place_of(&page, sort), ", ");
    query_value(&q, "", db_int(page.id), ")");
    filter_put(ctx, &q, &filter, lead_of(&filter, sort));
    query_put(&q, sorts[sort].order);
    query_limit(&q, page.limit + 1);
    return goal_page_reply(ctx, &page, query_rows(ctx, &q), goal_key);
}
