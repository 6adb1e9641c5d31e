/* People operations' own start: how many goals serve nothing or lie still, how many people lack something that helps
 * them, and which of the first steps are done. It reads across slices, as Home does. The lists themselves are lists of
 * goals, people and invitations; here they are counted, no further than a person cares. */
#include "app/care.h"

#include "app/permission.h"
#include "base/limits.h"

struct care {
    int64_t serves_nothing, stale;
    int64_t loose_contact_points;
    int64_t without_goals, without_contact_points, without_manager, never_invited, invited;
    bool mission, period, framework, people, came_in, organisation_goal;
};

#define F(member) offsetof(struct care, member)

static const struct field care_fields[] = {
    {"serves_nothing", FIELD_INT, F(serves_nothing), FIELD_READ_ONLY, .doc = "Active goals that serve no other goal."},
    {"stale", FIELD_INT, F(stale), FIELD_READ_ONLY, .doc = "Active goals without a recent check-in."},
    {"without_goals", FIELD_INT, F(without_goals), FIELD_READ_ONLY, .doc = "People without an open goal."},
    {"without_contact_points", FIELD_INT, F(without_contact_points), FIELD_READ_ONLY,
     .doc = "People without a contact point."},
    {"loose_contact_points", FIELD_INT, F(loose_contact_points), FIELD_READ_ONLY,
     .doc = "Contact points whose person or stand-in has left."},
    {"without_manager", FIELD_INT, F(without_manager), FIELD_READ_ONLY, .doc = "People without a line manager."},
    {"never_invited", FIELD_INT, F(never_invited), FIELD_READ_ONLY,
     .doc = "People who have never signed in and have no invitation that works."},
    {"invited", FIELD_INT, F(invited), FIELD_READ_ONLY, .doc = "People who have an invitation and have not come yet."},
    {"mission", FIELD_BOOL, F(mission), FIELD_READ_ONLY, .doc = "First step: the mission is written."},
    {"period", FIELD_BOOL, F(period), FIELD_READ_ONLY, .doc = "First step: there is a period that has not ended."},
    {"framework", FIELD_BOOL, F(framework), FIELD_READ_ONLY,
     .doc = "First step: the framework has been fitted (it works as it comes)."},
    {"people", FIELD_BOOL, F(people), FIELD_READ_ONLY, .doc = "First step: there is more than one person."},
    {"came_in", FIELD_BOOL, F(came_in), FIELD_READ_ONLY,
     .doc = "First step: somebody else has been invited, or has come in."},
    {"organisation_goal", FIELD_BOOL, F(organisation_goal), FIELD_READ_ONLY,
     .doc = "First step: a goal of the organisation is active."},
    {0},
};
const struct resource care_resource = {
    .name = "care",
    .size = sizeof(struct care),
    .fields = care_fields,
    .doc = "What people operations look after. Counts end at 1,001, which says: more than 1,000."};

static bool care_show(struct ctx *ctx);

const struct route care_routes[] = {
    {METHOD_GET, "/care", &people_operations, care_show,
     "What asks for care: counts (up to 1,001) of goals and people that lack something, and the first steps.",
     .gives = &care_resource},
    {0},
};

/* More than this is said as "more than 1,000". */
#define COUNTED(what) "SELECT count(*) FROM (SELECT 1 " what " LIMIT 1001) few"
/* Said so that the index by state, which holds every active goal, is not taken for the one of what is looked for. */
#define ACTIVE "(g.state || '') = 'active'"
#define HERE "FROM people p WHERE p.left_on IS NULL"
#define INVITED                                                                                                        \
    "EXISTS (SELECT 1 FROM one_time_secrets s WHERE s.person_id = p.id AND s.purpose = 'invitation'"                   \
    " AND s.expires_at > $1)"

static bool is(struct ctx *ctx, const char *sql)
{
    return db_int_of(ctx, sql) == 1;
}

static void care_steps(struct ctx *ctx, struct care *care)
{
    care->mission = is(ctx, "SELECT 1 FROM missions LIMIT 1");
    care->period = db_int_of(ctx, "SELECT 1 FROM periods WHERE ends_on >= $1 LIMIT 1",
                             db_text(date_print(ctx->arena, ctx_today(ctx)))) == 1;
    care->framework = is(ctx, "SELECT 1 FROM frameworks ORDER BY id LIMIT 1 OFFSET 1");
    care->people = is(ctx, "SELECT 1 FROM people WHERE left_on IS NULL ORDER BY id LIMIT 1 OFFSET 1");
    care->came_in = care->invited > 0 ||
                    is(ctx, "SELECT 1 FROM people WHERE signed_in_at IS NOT NULL ORDER BY id LIMIT 1 OFFSET 1");
    care->organisation_goal = is(ctx, "SELECT 1 FROM goals WHERE level = 'organisation' AND state = 'active' LIMIT 1");
}

static bool care_show(struct ctx *ctx)
{
    struct db_value now = db_int(ctx->now);
    struct care care = {
        .serves_nothing = db_int_of(ctx, COUNTED("FROM goals g WHERE g.parents = 0 AND g.level <> 'organisation'"
                                                 " AND g.state <> 'closed' AND " ACTIVE " ORDER BY g.due_on, g.id")),
        .stale = db_int_of(ctx, COUNTED("FROM goals g WHERE g.stale_at <= $1 AND " ACTIVE), now),
        .without_goals = db_int_of(ctx, COUNTED(HERE " AND NOT EXISTS (SELECT 1 FROM goals g WHERE g.owner_id = p.id"
                                                     " AND g.state IN ('proposed', 'active'))")),
        .without_contact_points =
            db_int_of(ctx, COUNTED(HERE " AND NOT EXISTS (SELECT 1 FROM contact_points c WHERE c.person_id = p.id)")),
        .loose_contact_points = db_int_of(ctx, COUNTED("FROM contact_points WHERE loose_at IS NOT NULL")),
        .without_manager = db_int_of(ctx, COUNTED(HERE " AND p.manager_id IS NULL")),
        .never_invited = db_int_of(ctx, COUNTED(HERE " AND p.signed_in_at IS NULL AND NOT " INVITED), now),
        .invited = db_int_of(ctx, COUNTED(HERE " AND p.signed_in_at IS NULL AND " INVITED), now),
    };
    care_steps(ctx, &care);
    struct json_out w = json_out_new(ctx->arena, 512);
    resource_write(&w, &care_resource, &care);
    return reply_json(ctx, 200, &w);
}
