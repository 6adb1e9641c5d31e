/* Home answers "what needs me?" before anything else. It is a reader across slices: with search and permission the only
 * place that looks into other slices' tables, each time for one short list. Every list costs what it shows. */
#include "app/home.h"

#include "app/barrier/barrier.h"
#include "app/framework.h"
#include "app/goal/goal.h"
#include "app/home_line.h"
#include "app/introduction.h"
#include "app/isolation.h"
#include "app/meeting/meeting.h"
#include "app/near.h"
#include "app/need/need.h"
#include "app/notice/notice.h"
#include "app/permission.h"
#include "app/plan.h"
#include "app/raise/raise.h"
#include "base/limits.h"

#define CHANGED_DAYS 14      /* how far back "what changed" looks at most */
#define NEIGHBOURS_MOST 300  /* goals near mine */
#define ANSWERS_LOOKED_AT 20 /* of a supporter, for how long they usually take */

struct home_line {
    int kind;
    int64_t goal_id;
    struct str title;
    int64_t person_id;
    struct str person_name;
    int64_t since;
    int64_t until;
    int64_t usually_answers_in_hours;
    struct str note;
    int64_t answer_id;
    int64_t about_id;
};

static const char *const line_kinds[] = {"check_in",   "accept",       "take",    "reply",      "draft",
                                         "answer",     "acceptance",   "barrier", "help",       "helper",
                                         "asked",      "introduction", "need",    "team_need",  "need_changed",
                                         "need_given", "give",         "needed",  "need_asked", NULL};

/* Slices that add lines of their own. */
static const struct home_source *const sources[] = {&barrier_home, &introduction_home, &need_home};
#define SOURCES ((int)(sizeof sources / sizeof sources[0]))

#define L(member) offsetof(struct home_line, member)

static const struct field line_fields[] = {
    {"kind", FIELD_CHOICE, L(kind), FIELD_READ_ONLY, .choices = line_kinds,
     .doc =
         "What it asks for: a check-in, accepting a goal that somebody wrote for me, taking one that was "
         "handed over to me, a reply, finishing a draft, my answer, "
         "another one's acceptance; a barrier asked of me, help that I promised, help promised to me, a barrier "
         "that I asked somebody about, somebody to whom I was introduced; a need asked of me or of a team that I lead "
         "or nobody does, one that somebody would change or has given, one that I give, that I am given, that I asked "
         "for."},
    {"goal_id", FIELD_ID, L(goal_id), FIELD_READ_ONLY, .doc = "The goal."},
    {"title", FIELD_LINE, L(title), FIELD_READ_ONLY, .doc = "Its title."},
    {"person_id", FIELD_ID, L(person_id), FIELD_READ_ONLY,
     .doc = "The other person: who wrote it, who waits, or for whom I wait."},
    {"person_name", FIELD_LINE, L(person_name), FIELD_READ_ONLY, .doc = "Their name."},
    {"since", FIELD_INSTANT, L(since), FIELD_READ_ONLY | FIELD_NULL, .doc = "Since when it waits."},
    {"until", FIELD_INSTANT, L(until), FIELD_READ_ONLY | FIELD_NULL,
     .doc = "When the goal becomes stale (check_in) or active by itself (answer), the barrier goes to the next person "
            "(barrier, asked), or the day of the promise or the need is over."},
    {"usually_answers_in_hours", FIELD_INT, L(usually_answers_in_hours), FIELD_READ_ONLY | FIELD_NULL,
     .doc = "The median time in which that person answered lately; null with fewer than three answers."},
    {"note", FIELD_TEXT, L(note), FIELD_READ_ONLY | FIELD_NULL,
     .doc = "What it is about: why the goal (answer, accept), or what was asked or suggested (reply)."},
    {"answer_id", FIELD_ID, L(answer_id), FIELD_READ_ONLY | FIELD_NULL,
     .doc = "The question or suggestion that waits for my reply."},
    {"about_id", FIELD_ID, L(about_id), FIELD_READ_ONLY | FIELD_NULL,
     .doc = "The number of the barrier or need that it is about."},
    {0},
};
static const struct resource line_resource = {
    .name = "home_line", .size = sizeof(struct home_line), .fields = line_fields, .doc = "One thing that waits."};

struct home {
    struct list owe, waits_for_me, i_wait_for, raised, changed, meetings, actions, plans;
    int64_t owe_count, waits_count;
    bool alone;
    int64_t looked_at;
};

#define H(member) offsetof(struct home, member)

static const struct field home_fields[] = {
    {"owe", FIELD_LIST, H(owe), FIELD_READ_ONLY, .of = &line_resource,
     .doc = "What I owe: check-ins, acceptances, replies, unfinished drafts."},
    {"owe_count", FIELD_INT, H(owe_count), FIELD_READ_ONLY, .doc = "How many there are, drafts left out."},
    {"waits_for_me", FIELD_LIST, H(waits_for_me), FIELD_READ_ONLY, .of = &line_resource,
     .doc = "Who waits for my answer, longest first."},
    {"waits_count", FIELD_INT, H(waits_count), FIELD_READ_ONLY, .doc = "How many there are."},
    {"i_wait_for", FIELD_LIST, H(i_wait_for), FIELD_READ_ONLY, .of = &line_resource, .doc = "What I wait for."},
    {"raised", FIELD_LIST, H(raised), FIELD_READ_ONLY, .of = &raised_item_resource,
     .doc = "What I raised or was raised with me, and has not been talked over, longest first."},
    {"changed", FIELD_LIST, H(changed), FIELD_READ_ONLY, .of = &near_change_resource,
     .doc = "What others changed near my goals since I last looked, newest first."},
    {"plans", FIELD_LIST, H(plans), FIELD_READ_ONLY, .of = &plan_resource,
     .doc = "My if-then plans that are for today."},
    {"meetings", FIELD_LIST, H(meetings), FIELD_READ_ONLY, .of = &meeting_resource, .doc = "My meetings of today."},
    {"actions", FIELD_LIST, H(actions), FIELD_READ_ONLY, .of = &meeting_action_resource,
     .doc = "What I said in meetings that I will do, soonest first."},
    {"alone", FIELD_BOOL, H(alone), FIELD_READ_ONLY,
     .doc = "I seem to be on my own (GET /isolation says why), and have not put it away; nobody else sees it."},
    {"looked_at", FIELD_INSTANT, H(looked_at), FIELD_READ_ONLY | FIELD_NULL, .doc = "When I last put Home aside."},
    {0},
};
const struct resource home_resource = {.name = "home",
                                       .size = sizeof(struct home),
                                       .fields = home_fields,
                                       .doc = "What needs me, computed on the server."};

static bool home_show(struct ctx *ctx);
static bool home_look(struct ctx *ctx);

const struct route home_routes[] = {
    {METHOD_GET, "/home", &signed_in, home_show,
     "What I owe, who waits for me, what I wait for, what changed near my goals; with my load.",
     .gives = &home_resource},
    {METHOD_PUT, "/home/look", &signed_in, home_look, "Puts aside what changed until now."},
    {0},
};

/* ---- lines ---- */

static int add_lines(struct db_rows *rows, struct home_line *lines)
{
    int n = 0;
    while (n < HOME_MOST && db_next(rows))
        lines[n++] = (struct home_line){
            .kind = choice_of(line_kinds, db_col_text(rows, 0)),
            .goal_id = db_col_int(rows, 1),
            .title = db_col_text(rows, 2),
            .person_id = db_col_int(rows, 3),
            .person_name = db_col_text(rows, 4),
            .since = db_col_maybe(rows, 5),
            .until = db_col_maybe(rows, 6),
            .usually_answers_in_hours = INT64_MIN,
            .note = db_col_text(rows, 7),
            .answer_id = db_col_int(rows, 8),
        };
    db_close(rows);
    return n;
}

/* Rows of (kind, goal_id, title, person_id, person_name, since, until, note, answer_id), then those of the sources,
 * whose last column is about_id. */
static struct list lines_of(struct ctx *ctx, enum home_list list, int64_t me, struct db_rows *own)
{
    struct home_line *lines = arena_many(ctx->arena, struct home_line, HOME_MOST * (1 + SOURCES));
    int n = add_lines(own, lines);
    for (int i = 0; i < SOURCES; i++) {
        struct db_rows *rows = sources[i]->rows(ctx, list, me);
        int more = rows ? add_lines(rows, lines + n) : 0;
        for (; more > 0; more--, n++) {
            lines[n].about_id = lines[n].answer_id;
            lines[n].answer_id = 0;
        }
    }
    return (struct list){lines, n, true};
}

static int64_t count_of_sources(struct ctx *ctx, enum home_list list, int64_t me)
{
    int64_t n = 0;
    for (int i = 0; i < SOURCES; i++) n += sources[i]->count(ctx, list, me);
    return n;
}

/* What is to be replied to is the newest question or suggestion without a reply. */
static struct list home_owe(struct ctx *ctx, int64_t me)
{
    return lines_of(
        ctx, HOME_OWE, me,
        db_query(ctx,
                 "SELECT kind, lines.id, lines.title, other, p.name, since, until, note, answer_id FROM ("
                 " SELECT 1 AS rank, 'check_in' AS kind, g.id, g.title, g.owner_id AS other,"
                 "  g.checkin_due_at AS since, g.stale_at AS until, CAST(NULL AS TEXT) AS note,"
                 "  CAST(NULL AS BIGINT) AS answer_id FROM goals g"
                 "  WHERE g.owner_id = $1 AND g.checkin_due_at <= $2"
                 " UNION ALL"
                 " SELECT 0, CASE WHEN g.accepted_at IS NULL AND g.started_by <> g.owner_id THEN 'accept'"
                 "   ELSE 'reply' END, g.id, g.title,"
                 "  CASE WHEN g.accepted_at IS NULL AND g.started_by <> g.owner_id THEN g.started_by"
                 "   ELSE COALESCE(a.person_id, g.supporter_id, o.manager_id, g.started_by) END,"
                 "  g.proposed_at, CAST(NULL AS BIGINT), COALESCE(a.text, g.why), a.id"
                 "  FROM goals g JOIN people o ON o.id = g.owner_id"
                 "  LEFT JOIN answers a ON a.id = (SELECT max(id) FROM answers WHERE goal_id = g.id"
                 "   AND replied_at IS NULL AND person_id <> $1 AND answer IN ('question', 'suggestion'))"
                 "  WHERE g.waits_for = $1 AND g.owner_id = $1"
                 " UNION ALL"
                 " SELECT 0, 'take', g.id, g.title, g.handed_from, g.handed_at, CAST(NULL AS BIGINT),"
                 "  (SELECT e.reason FROM events e WHERE e.goal_id = g.id AND COALESCE(e.type, '') = 'goal.handed_over'"
                 "   ORDER BY e.id DESC LIMIT 1), NULL"
                 "  FROM goals g WHERE g.owner_id = $1 AND g.handed_from IS NOT NULL"
                 " UNION ALL"
                 " SELECT 2, 'draft', g.id, g.title, g.owner_id, g.created_at, CAST(NULL AS BIGINT), NULL, NULL"
                 "  FROM goals g WHERE g.owner_id = $1 AND g.state = 'draft' AND g.started_by = $1"
                 ") lines JOIN people p ON p.id = other ORDER BY rank, since, lines.id LIMIT $3",
                 db_int(me), db_int(ctx->now), db_int(HOME_MOST)));
}

static struct list home_waits_for_me(struct ctx *ctx, int64_t me)
{
    return lines_of(ctx, HOME_WAITS_FOR_ME, me,
                    db_query(ctx,
                             "SELECT 'answer', g.id, g.title, g.owner_id, p.name, g.proposed_at, g.waits_until,"
                             " g.why, NULL"
                             " FROM goals g JOIN people p ON p.id = g.owner_id"
                             " WHERE g.waits_for = $1 AND g.owner_id <> $1 ORDER BY g.proposed_at, g.id LIMIT $2",
                             db_int(me), db_int(HOME_MOST)));
}

/* The median time in which this person answered the last questions put to them, in whole hours. */
static int64_t usual_hours(struct ctx *ctx, int64_t person)
{
    struct db_rows *rows =
        db_query(ctx,
                 "SELECT took FROM (SELECT created_at - asked_at AS took FROM answers"
                 " WHERE person_id = $1 AND asked_at IS NOT NULL ORDER BY created_at DESC LIMIT $2) newest"
                 " ORDER BY took",
                 db_int(person), db_int(ANSWERS_LOOKED_AT));
    int64_t took[ANSWERS_LOOKED_AT];
    int n = 0;
    while (n < ANSWERS_LOOKED_AT && db_next(rows)) took[n++] = db_col_int(rows, 0);
    db_close(rows);
    if (n < 3) return INT64_MIN;
    int64_t median = (took[(n - 1) / 2] + took[n / 2]) / 2;
    return (median + MS_HOUR / 2) / MS_HOUR;
}

static struct list home_i_wait_for(struct ctx *ctx, int64_t me)
{
    struct list lines = lines_of(
        ctx, HOME_I_WAIT_FOR, me,
        db_query(ctx,
                 "SELECT kind, lines.id, lines.title, other, p.name, since, until, NULL, NULL FROM ("
                 " SELECT 'answer' AS kind, g.id, g.title, g.waits_for AS other, g.proposed_at AS since,"
                 "  g.waits_until AS until"
                 "  FROM goals g WHERE g.owner_id = $1 AND g.state IN ('proposed', 'active') AND g.waits_for <> $1"
                 " UNION ALL"
                 " SELECT 'acceptance', g.id, g.title, g.waits_for, g.proposed_at, g.waits_until"
                 "  FROM goals g WHERE g.started_by = $1 AND g.owner_id <> $1 AND g.state = 'proposed'"
                 "  AND g.waits_for = g.owner_id"
                 " UNION ALL"
                 " SELECT 'acceptance', g.id, g.title, g.owner_id, g.handed_at, CAST(NULL AS BIGINT)"
                 "  FROM goals g WHERE g.handed_from = $1"
                 ") lines JOIN people p ON p.id = other ORDER BY since, lines.id LIMIT $2",
                 db_int(me), db_int(HOME_MOST)));
    struct home_line *line = lines.at;
    for (int i = 0; i < lines.n && !line[i].about_id; i++)
        line[i].usually_answers_in_hours = usual_hours(ctx, line[i].person_id);
    return lines;
}

/* ---- what changed ---- */

/* Goals near mine: those I own or support, what mine serve, and what serves mine. $1 me. */
static const char near_mine[] =
    "WITH mine(id) AS (SELECT id FROM goals WHERE owner_id = $1 AND state IN ('proposed', 'active')"
    "  ORDER BY id DESC LIMIT 100),"
    " near(id) AS (SELECT id FROM mine"
    "  UNION SELECT p.parent_id FROM goal_parents p JOIN mine ON mine.id = p.goal_id"
    "  UNION SELECT p.goal_id FROM goal_parents p JOIN mine ON mine.id = p.parent_id"
    "  UNION SELECT id FROM goals WHERE supporter_id = $1 AND state IN ('proposed', 'active')),"
    " bounded(id) AS (SELECT id FROM near";

static struct list home_changed(struct ctx *ctx, int64_t me, int64_t since)
{
    struct query q = query_new(ctx, near_mine);
    query_given(&q, db_int(me));
    query_limit(&q, NEIGHBOURS_MOST);
    query_put(&q, ")");
    return near_changes(
        ctx, &q, since,
        " AND COALESCE(e.actor_id, 0) <> $1 AND e.subject NOT IN ('promise', 'introduction')"
        " AND (g.state <> 'draft' OR g.owner_id = $1 OR g.started_by = $1)"
        /* What belongs to writing a goal down is told by its proposal, and an import would fill the list. */
        " AND e.type NOT IN ('goal.created', 'goal.linked', 'criterion.created', 'step.created')",
        HOME_MOST);
}

/* ---- the page ---- */

static int64_t count_owed(struct ctx *ctx, int64_t me)
{
    return db_int_of(ctx, "SELECT count(*) FROM goals WHERE owner_id = $1 AND checkin_due_at <= $2", db_int(me),
                     db_int(ctx->now)) +
           db_int_of(ctx, "SELECT count(*) FROM goals WHERE waits_for = $1 AND owner_id = $1", db_int(me)) +
           db_int_of(ctx, "SELECT count(*) FROM goals WHERE owner_id = $1 AND handed_from IS NOT NULL", db_int(me)) +
           count_of_sources(ctx, HOME_OWE, me);
}

static int64_t count_waiting(struct ctx *ctx, int64_t me)
{
    return db_int_of(ctx, "SELECT count(*) FROM goals WHERE waits_for = $1 AND owner_id <> $1", db_int(me)) +
           count_of_sources(ctx, HOME_WAITS_FOR_ME, me);
}

static void load_json(struct ctx *ctx, struct json_out *w, int64_t me)
{
    struct framework f;
    int64_t active = 0;
    if (!framework_now(ctx, &f) || !goal_load(ctx, me, &active)) return;
    json_key(w, "load");
    json_begin_object(w);
    json_put_int(w, "active", active);
    json_put_int(w, "limit", f.active_goal_limit);
    json_put_bool(w, "over", active > f.active_goal_limit);
    json_end_object(w);
}

static bool home_show(struct ctx *ctx)
{
    int64_t me = ctx->actor.person_id;
    struct home home = {.looked_at = INSTANT_NONE};
    struct db_rows *rows = db_query(ctx, "SELECT looked_at FROM people WHERE id = $1", db_int(me));
    if (db_next(rows)) home.looked_at = db_col_maybe(rows, 0);
    db_close(rows);
    int64_t since = ctx->now - CHANGED_DAYS * MS_DAY;
    if (home.looked_at > since) since = home.looked_at;
    home.owe = home_owe(ctx, me);
    home.owe_count = count_owed(ctx, me);
    home.waits_for_me = home_waits_for_me(ctx, me);
    home.waits_count = count_waiting(ctx, me);
    home.i_wait_for = home_i_wait_for(ctx, me);
    home.raised = raise_open(ctx, me, HOME_MOST);
    home.alone = isolation_seems(ctx, me);
    home.changed = home_changed(ctx, me, since);
    home.meetings = meeting_today(ctx, me);
    home.plans = plan_today(ctx, me);
    home.actions = meeting_actions_of(ctx, me);
    struct json_out w = json_out_new(ctx->arena, 8192);
    json_begin_object(&w);
    resource_write_members(&w, &home_resource, &home);
    load_json(ctx, &w, me);
    json_end_object(&w);
    return reply_json(ctx, 200, &w);
}

/* When somebody looked is theirs alone and changes nothing that others see, so it makes no event. */
static bool home_look(struct ctx *ctx)
{
    return db_run(ctx, "UPDATE people SET looked_at = $1 WHERE id = $2", db_int(ctx->now),
                  db_int(ctx->actor.person_id)) &&
           reply_empty(ctx);
}

void home_counts_json(struct ctx *ctx, struct json_out *w, int64_t person)
{
    json_begin_object(w);
    json_put_int(w, "owed", count_owed(ctx, person));
    json_put_int(w, "waiting", count_waiting(ctx, person));
    json_put_int(w, "notices", notice_unread(ctx, person));
    json_end_object(w);
}
