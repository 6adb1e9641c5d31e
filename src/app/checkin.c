/* Check-ins on active goals: new values, confidence, what moved, what is next, what is in the way. What a goal shows is
 * what the newest (by day, then by number) says that has not been corrected. */
#include "app/checkin.h"

#include "app/criterion.h"
#include "app/forecast/forecast.h"
#include "app/goal/goal_part.h"
#include "app/permission.h"
#include "app/person.h"
#include "base/limits.h"

#define V(member) offsetof(struct checkin_value, member)

static const struct field checkin_value_fields[] = {
    {"criterion_id", FIELD_ID, V(criterion_id), FIELD_REQUIRED, .doc = "The criterion."},
    {"value", FIELD_DECIMAL, V(value), FIELD_REQUIRED,
     .doc = "Where it stands; done and rubric: 0 not yet, 1 good, 2 excellent."},
    {"score", FIELD_DECIMAL, V(score), FIELD_READ_ONLY, .doc = "The score of that value then."},
    {0},
};

static const struct resource checkin_value_resource = {.name = "checkin_value",
                                                       .size = sizeof(struct checkin_value),
                                                       .fields = checkin_value_fields,
                                                       .doc = "What a check-in says of one criterion."};

#define F(member) offsetof(struct checkin, member)
#define WORDS(name, said)                                                                                              \
    {                                                                                                                  \
#name, FIELD_TEXT, F(name), FIELD_NULL, 0, LIMIT_TEXT, .doc = said                                             \
    }

static const struct field checkin_fields[] = {
    {"id", FIELD_ID, F(id), FIELD_READ_ONLY, .doc = "The check-in's number."},
    {"goal_id", FIELD_ID, F(goal_id), FIELD_READ_ONLY, .doc = "The goal."},
    {"person_id", FIELD_ID, F(person_id), FIELD_READ_ONLY, .doc = "Who checked in."},
    {"person_name", FIELD_LINE, F(person_name), FIELD_READ_ONLY | FIELD_NO_COLUMN, .doc = "Their name."},
    {"checked_on", FIELD_DATE, F(checked_on), 0,
     .doc = "The day it speaks of; today, where the owner is, unless told."},
    {"confidence", FIELD_CHOICE, F(confidence), FIELD_REQUIRED, .choices = goal_confidences,
     .doc = "What the owner believes."},
    WORDS(moved, "What moved."),
    WORDS(next, "What is next."),
    WORDS(in_the_way, "What is in the way."),
    {"corrects_id", FIELD_ID, F(corrects_id), FIELD_NULL, .doc = "The check-in whose place it takes."},
    {"corrected_by", FIELD_ID, F(corrected_by), FIELD_READ_ONLY | FIELD_NULL | FIELD_NO_COLUMN,
     .doc = "The check-in that took its place."},
    {"score", FIELD_DECIMAL, F(score), FIELD_READ_ONLY | FIELD_NULL, .doc = "The goal's score with these values."},
    {"values", FIELD_LIST, F(values), 0, 0, LIMIT_GOAL_CRITERIA, .of = &checkin_value_resource,
     .doc = "New values; a criterion that is left out stays as it was."},
    {"created_at", FIELD_INSTANT, F(created_at), FIELD_READ_ONLY, .doc = "When it was written."},
    {0},
};

const struct resource checkin_resource = {
    .name = "checkin",
    .table = "checkins",
    .size = sizeof(struct checkin),
    .fields = checkin_fields,
    .doc = "What the owner says of a goal on a day.",
};

static bool checkin_list(struct ctx *ctx);
static bool checkin_post(struct ctx *ctx);

const struct route checkin_routes[] = {
    {METHOD_GET, "/goals/{id}/checkins", &goal_viewer, checkin_list, "The goal's check-ins, newest first.",
     .gives = &checkin_resource, .flags = ROUTE_LIST, .sorts = "-checked_on"},
    {METHOD_POST, "/goals/{id}/checkins", &goal_owner, checkin_post,
     "Checks in; with corrects_id it takes the place of an earlier check-in, whose values it keeps where it has none.",
     .takes = &checkin_resource, .gives = &checkin_resource, .flags = ROUTE_CHECKIN},
    {0},
};

/* ---- reading ---- */

/* The values of all check-ins of a goal from `last` back to `first`, in one query: a page is one stretch of time. */
static void fill_values(struct ctx *ctx, struct checkin *checkins, int n)
{
    if (!n) return;
    const struct checkin *newest = &checkins[0], *oldest = &checkins[n - 1];
    struct db_rows *rows = db_query(ctx,
                                    "SELECT v.checkin_id, v.criterion_id, v.value, v.score FROM checkins c"
                                    " JOIN checkin_values v ON v.checkin_id = c.id WHERE c.goal_id = $1"
                                    " AND (c.checked_on, c.id) <= ($2, $3) AND (c.checked_on, c.id) >= ($4, $5)"
                                    " ORDER BY c.checked_on DESC, c.id DESC, v.criterion_id",
                                    db_int(newest->goal_id), db_date(ctx, newest->checked_on), db_int(newest->id),
                                    db_date(ctx, oldest->checked_on), db_int(oldest->id));
    int i = 0;
    while (db_next(rows)) {
        while (i < n && checkins[i].id != db_col_int(rows, 0)) i++;
        if (i == n) break;
        struct list *values = &checkins[i].values;
        if (!values->at) values->at = arena_many(ctx->arena, struct checkin_value, LIMIT_GOAL_CRITERIA);
        if (values->n == LIMIT_GOAL_CRITERIA) continue;
        ((struct checkin_value *)values->at)[values->n++] =
            (struct checkin_value){db_col_int(rows, 1), db_col_int(rows, 2), db_col_int(rows, 3)};
    }
    db_close(rows);
}

static int checkin_read_rows(struct ctx *ctx, struct db_rows *rows, struct checkin *out, int most)
{
    int n = 0;
    while (n < most && db_next(rows)) {
        resource_from_row(&checkin_resource, rows, 2, &out[n]);
        out[n].person_name = db_col_text(rows, 0);
        out[n].corrected_by = db_col_int(rows, 1);
        n++;
    }
    db_close(rows);
    fill_values(ctx, out, n);
    return n;
}

static struct query checkin_select(struct ctx *ctx)
{
    struct query q = query_new(ctx, "SELECT p.name, k.id, ");
    query_put(&q, resource_columns(ctx, &checkin_resource, "c").at);
    query_put(&q, " FROM checkins c JOIN people p ON p.id = c.person_id LEFT JOIN checkins k ON k.corrects_id = c.id");
    return q;
}

static bool checkin_list(struct ctx *ctx)
{
    struct page page;
    if (!page_read(ctx, &page)) return false;
    struct str from = page.first ? STR("9999-12-31") : page.text;
    struct query q = checkin_select(ctx);
    query_value(&q, " WHERE c.goal_id = ", db_int(request_id(ctx, 0)), "");
    query_value(&q, " AND (c.checked_on, c.id) < (", db_text(from), "");
    query_value(&q, ", ", db_int(page.id), ")");
    query_put(&q, " ORDER BY c.checked_on DESC, c.id DESC");
    query_limit(&q, page.limit + 1);
    struct checkin *checkins = arena_many(ctx->arena, struct checkin, page.limit + 1);
    int n = checkin_read_rows(ctx, query_rows(ctx, &q), checkins, (int)page.limit + 1);
    bool more = n > page.limit;
    if (more) n--;
    struct json_out w = json_out_new(ctx->arena, 8192);
    page_begin(ctx, &w);
    for (int i = 0; i < n; i++) resource_write(&w, &checkin_resource, &checkins[i]);
    struct str last = n ? date_print(ctx->arena, checkins[n - 1].checked_on) : STR_NONE;
    return page_end(ctx, &w, &page, more, last, 0, n ? checkins[n - 1].id : 0) && reply_json(ctx, 200, &w);
}

static bool checkin_post(struct ctx *ctx)
{
    struct checkin c;
    if (!resource_read(ctx, &checkin_resource, READ_CREATE, &c) || !checkin_write(ctx, request_id(ctx, 0), &c))
        return false;
    c.person_name = db_text_of(ctx, "SELECT name FROM people WHERE id = $1", db_int(c.person_id));
    struct json_out w = json_out_new(ctx->arena, 1024);
    resource_write(&w, &checkin_resource, &c);
    struct str path = str_format(ctx->arena, "/goals/%lld/checkins/", (long long)c.goal_id);
    return !failed(ctx) && reply_created(ctx, &w, path.at, c.id);
}

/* ---- rules ---- */

/* A check-in on its way in, and what it is about. */
struct incoming {
    struct checkin *checkin;
    struct checkin corrected; /* id 0: nothing is corrected */
    struct goal goal;
    struct person_clock clock; /* of its owner */
    struct criterion *criteria;
    int n_criteria;
};

static const struct criterion *criterion_named(const struct incoming *in, int64_t id)
{
    for (int i = 0; i < in->n_criteria; i++)
        if (in->criteria[i].id == id) return &in->criteria[i];
    return NULL;
}

static bool value_check(struct ctx *ctx, const struct incoming *in, struct checkin_value *values, int place)
{
    struct str path = str_format(ctx->arena, "values[%d]", place);
    const struct criterion *c = criterion_named(in, values[place].criterion_id);
    if (!c)
        return fail_field(ctx, str_format(ctx->arena, "%s.criterion_id", path.at).at,
                          "This goal has no such criterion.");
    for (int i = 0; i < place; i++)
        if (values[i].criterion_id == c->id)
            return fail_field(ctx, str_format(ctx->arena, "%s.criterion_id", path.at).at,
                              "This criterion is in the list twice.");
    const char *wrong = criterion_value_fault(c, values[place].value);
    if (wrong) return fail_field(ctx, str_format(ctx->arena, "%s.value", path.at).at, "%s", wrong);
    values[place].score = criterion_score(c, values[place].value);
    return true;
}

static bool correction_check(struct ctx *ctx, struct incoming *in)
{
    int64_t id = in->checkin->corrects_id;
    if (!id) return true;
    struct query q = checkin_select(ctx);
    query_value(&q, " WHERE c.id = ", db_int(id), "");
    query_value(&q, " AND c.goal_id = ", db_int(in->goal.id), "");
    if (checkin_read_rows(ctx, query_rows(ctx, &q), &in->corrected, 1) != 1)
        return fail_field(ctx, "corrects_id", "This goal has no such check-in.");
    if (in->corrected.corrected_by)
        return fail_field(ctx, "corrects_id", "This check-in has been corrected already. Please correct number %lld.",
                          (long long)in->corrected.corrected_by);
    return true;
}

static bool day_check(struct ctx *ctx, struct incoming *in)
{
    if (!person_clock(ctx, in->goal.owner_id, &in->clock)) return false;
    int32_t today = zone_date(in->clock.zone, ctx->now);
    struct checkin *c = in->checkin;
    if (c->checked_on == DATE_NONE) c->checked_on = in->corrected.id ? in->corrected.checked_on : today;
    return c->checked_on <= today ||
           fail_field(ctx, "checked_on", "This day has not begun where you are. Please check in on it.");
}

static bool checkin_check(struct ctx *ctx, struct incoming *in)
{
    struct checkin_value *values = in->checkin->values.at;
    for (int i = 0; i < in->checkin->values.n; i++) value_check(ctx, in, values, i);
    correction_check(ctx, in);
    if (!failed(ctx) || ctx->failure.status == 422) day_check(ctx, in);
    return !failed(ctx);
}

/* A correction keeps what it does not say anew: it takes the whole place of the other. */
static void keep_corrected(struct ctx *ctx, struct incoming *in)
{
    const struct checkin_value *old = in->corrected.values.at;
    struct list *values = &in->checkin->values;
    struct checkin_value *all = arena_many(ctx->arena, struct checkin_value, 2 * LIMIT_GOAL_CRITERIA);
    for (int i = 0; i < values->n; i++) all[i] = ((struct checkin_value *)values->at)[i];
    int n = values->n;
    for (int i = 0; i < in->corrected.values.n && n < 2 * LIMIT_GOAL_CRITERIA; i++) {
        bool said = false;
        for (int k = 0; k < values->n; k++) said = said || all[k].criterion_id == old[i].criterion_id;
        if (!said) all[n++] = old[i];
    }
    *values = (struct list){all, n, true};
}

/* ---- what a check-in does ---- */

/* The value of a criterion by all check-ins up to one: the newest that has not been corrected. */
#define NEWEST_VALUE                                                                                                   \
    "SELECT v.value, c.checked_on FROM checkin_values v JOIN checkins c ON c.id = v.checkin_id"                        \
    " WHERE v.criterion_id = $1 AND (c.checked_on, c.id) <= ($2, $3)"                                                  \
    " AND NOT EXISTS (SELECT 1 FROM checkins k WHERE k.corrects_id = c.id)"                                            \
    " ORDER BY c.checked_on DESC, c.id DESC LIMIT 1"

static void newest_value(struct ctx *ctx, int64_t criterion, struct db_value day, int64_t id, struct criterion *out)
{
    struct db_rows *rows = db_query(ctx, NEWEST_VALUE, db_int(criterion), day, db_int(id));
    out->value = DECIMAL_NONE;
    out->value_on = DATE_NONE;
    if (db_next(rows)) {
        out->value = db_col_int(rows, 0);
        out->value_on = db_col_date(rows, 1);
    }
    db_close(rows);
}

/* Nothing is newer, nothing is corrected. */
static bool is_newest(const struct incoming *in)
{
    return !in->corrected.id &&
           (in->goal.last_checkin_on == DATE_NONE || in->checkin->checked_on >= in->goal.last_checkin_on);
}

static bool measure(struct ctx *ctx, struct incoming *in)
{
    const struct checkin_value *values = in->checkin->values.at;
    bool newest = is_newest(in);
    for (int i = 0; i < in->checkin->values.n; i++) {
        const struct criterion *c = criterion_named(in, values[i].criterion_id);
        if (!c) continue; /* dropped since; only a correction can speak of it */
        struct criterion now = *c;
        now.value = values[i].value;
        now.value_on = in->checkin->checked_on;
        if (!newest) newest_value(ctx, c->id, db_text(STR("9999-12-31")), INT64_MAX, &now);
        if (!criterion_measure(ctx, c, now.value, now.value_on)) return false;
    }
    return !failed(ctx);
}

/* The goal's score on an earlier day, by what its criteria showed then. */
static int64_t score_then(struct ctx *ctx, struct incoming *in)
{
    struct score_mean mean = {0};
    for (int i = 0; i < in->n_criteria; i++) {
        struct criterion c = in->criteria[i];
        newest_value(ctx, c.id, db_date(ctx, in->checkin->checked_on), in->checkin->id, &c);
        score_mean_add(&mean, c.weight, criterion_score(&c, c.value));
    }
    return score_mean(&mean);
}

/* Day and confidence of the newest check-in. */
static void newest_checkin(struct ctx *ctx, struct goal *g)
{
    struct db_rows *rows = db_query(ctx,
                                    "SELECT c.checked_on, c.confidence FROM checkins c WHERE c.goal_id = $1"
                                    " AND NOT EXISTS (SELECT 1 FROM checkins k WHERE k.corrects_id = c.id)"
                                    " ORDER BY c.checked_on DESC, c.id DESC LIMIT 1",
                                    db_int(g->id));
    if (db_next(rows)) {
        g->last_checkin_on = db_col_date(rows, 0);
        g->confidence = choice_of(goal_confidences, db_col_text(rows, 1));
    }
    db_close(rows);
}

static bool insert(struct ctx *ctx, struct incoming *in)
{
    struct checkin *c = in->checkin;
    const struct checkin_value *values = c->values.at;
    if (!resource_insert(ctx, &checkin_resource, c)) return false;
    for (int i = 0; i < c->values.n; i++)
        if (!db_run(ctx, "INSERT INTO checkin_values (checkin_id, criterion_id, value, score) VALUES ($1, $2, $3, $4)",
                    db_int(c->id), db_int(values[i].criterion_id), db_int(values[i].value), db_int(values[i].score)))
            return false;
    return true;
}

/* The goal as it is by now. Its version stays: nobody edits these values by hand. */
static bool goal_follows(struct ctx *ctx, struct incoming *in, struct goal *after)
{
    struct framework f;
    if (!framework_now(ctx, &f) || !goal_rescore(ctx, after)) return false;
    goal_wind_clock_by(&in->clock, &f, after);
    return db_run(
               ctx,
               "UPDATE goals SET score = $1, last_checkin_on = $2, confidence = $3, checkin_due_at = $4, stale_at = $5,"
               " handed_from = NULL, handed_at = NULL WHERE id = $6",
               db_maybe(after->score), db_date(ctx, after->last_checkin_on),
               db_text(after->confidence < 0 ? STR_NONE : str_of(goal_confidences[after->confidence])),
               db_maybe(after->checkin_due_at), db_maybe(after->stale_at), db_int(after->id)) &&
           goal_roll_up(ctx, &in->goal, after);
}

/* The usual case: what it says is what holds now. */
static bool write_newest(struct ctx *ctx, struct incoming *in, struct goal *after)
{
    after->last_checkin_on = in->checkin->checked_on;
    after->confidence = in->checkin->confidence;
    if (!measure(ctx, in) || !goal_follows(ctx, in, after)) return false;
    in->checkin->score = after->score;
    return insert(ctx, in);
}

/* A correction, or an earlier day: what holds now is looked for. */
static bool write_between(struct ctx *ctx, struct incoming *in, struct goal *after)
{
    if (!insert(ctx, in) || !measure(ctx, in)) return false;
    newest_checkin(ctx, after);
    if (!goal_follows(ctx, in, after)) return false;
    in->checkin->score = in->checkin->checked_on < after->last_checkin_on ? score_then(ctx, in) : after->score;
    return db_run(ctx, "UPDATE checkins SET score = $1 WHERE id = $2", db_maybe(in->checkin->score),
                  db_int(in->checkin->id));
}

bool checkin_write(struct ctx *ctx, int64_t goal_id, struct checkin *c)
{
    struct incoming in = {.checkin = c, .criteria = arena_many(ctx->arena, struct criterion, LIMIT_GOAL_CRITERIA)};
    if (!goal_take(ctx, goal_id, false, &in.goal)) return false;
    if (!ctx->actor.system && in.goal.owner_id != ctx->actor.person_id) /* handed over since the permission was asked */
        return fail(ctx, 403, "%s", goal_owner.denied);
    if (!goal_in_state(ctx, &in.goal, STATE_ACTIVE, "Check-ins are for active goals, and this goal is not active."))
        return false;
    in.n_criteria = criterion_of_goal(ctx, goal_id, in.criteria);
    if (!checkin_check(ctx, &in)) return false;
    if (in.corrected.id) keep_corrected(ctx, &in);
    struct goal after = in.goal;
    struct event e = {.type = c->corrects_id ? "checkin.corrected" : "checkin.created",
                      .subject = "checkin",
                      .goal_id = goal_id,
                      .person_id = in.goal.owner_id};
    c->goal_id = goal_id;
    c->person_id = in.goal.owner_id;
    c->score = DECIMAL_NONE;
    c->created_at = ctx->now;
    if (is_newest(&in) ? !write_newest(ctx, &in, &after) : !write_between(ctx, &in, &after)) return false;
    if (!forecast_keep(ctx, &after)) return false;
    e.subject_id = c->id;
    c->values.given = true;
    return event_changed(ctx, &e, &checkin_resource, NULL, c);
}

/* ---- for other slices ---- */

bool checkin_is_of(struct ctx *ctx, int64_t id, int64_t goal_id)
{
    return db_int_of(ctx, "SELECT 1 FROM checkins WHERE id = $1 AND goal_id = $2", db_int(id), db_int(goal_id)) == 1;
}

int64_t checkin_newest(struct ctx *ctx, int64_t goal_id)
{
    return db_int_of(ctx, "SELECT id FROM checkins WHERE goal_id = $1 ORDER BY checked_on DESC, id DESC LIMIT 1",
                     db_int(goal_id));
}
