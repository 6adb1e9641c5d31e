/* Reading contact points, each with who is asked today; and finding them by the words of their topic. A list costs one
 * query, and two more for each who is away about now. */
#include "app/contact/contact_part.h"

#include "app/absence.h"
#include "app/person.h"
#include "app/search.h"
#include "app/team.h"
#include "base/limits.h"

#include <stdlib.h>

#define FINDS_MOST 50 /* of each kind, before ranking */

struct contact_filter {
    struct str q;
};
static const struct field filter_fields[] = {
    {"q", FIELD_LINE, offsetof(struct contact_filter, q), FIELD_REQUIRED, 1, LIMIT_NAME,
     .doc = "Words of the topic, or beginnings of words."},
    {0},
};
const struct resource contact_filter_resource = {
    .name = "contact_point_filter", .size = sizeof(struct contact_filter), .fields = filter_fields};

/* ---- who is asked ---- */

struct whom {
    int64_t id;
    struct str name, email, zone;
    bool here; /* has not left */
    bool near; /* an absence is noted for about now */
};

static struct whom whom_of_row(struct db_rows *row, int column, int64_t id)
{
    return (struct whom){.id = id,
                         .name = db_col_text(row, column),
                         .email = db_col_text(row, column + 1),
                         .zone = db_col_text(row, column + 2),
                         .here = id && db_col_null(row, column + 3),
                         .near = db_col_int(row, column + 4) == 1};
}

static int32_t away_until(struct ctx *ctx, const struct whom *w)
{
    return w->near ? absence_until(ctx, w->id, zone_date(w->zone, ctx->now)) : DATE_NONE;
}

static bool is_there(struct ctx *ctx, const struct whom *w)
{
    return w->here && away_until(ctx, w) == DATE_NONE;
}

/* Who stands in for the whole of the person's absence. */
static struct whom stand_in_of_absence(struct ctx *ctx, const struct whom *person)
{
    struct person p;
    int64_t id = absence_stand_in(ctx, person->id, zone_date(person->zone, ctx->now));
    if (!id || !person_find(ctx, id, &p)) return (struct whom){0};
    return (struct whom){p.id, p.name, p.email, p.zone, true, true};
}

static void find_whom(struct ctx *ctx, struct contact *c, const struct whom *person, const struct whom *stand_in)
{
    struct whom ask = *person;
    c->left = !person->here;
    c->away_until = c->left ? DATE_NONE : away_until(ctx, person);
    if (c->left || c->away_until != DATE_NONE) {
        if (is_there(ctx, stand_in)) {
            ask = *stand_in;
        } else if (!c->left) {
            struct whom other = stand_in_of_absence(ctx, person);
            if (is_there(ctx, &other)) ask = other;
        }
    }
    if (!ask.here) return;
    c->ask_id = ask.id;
    c->ask_name = ask.name;
    c->ask_email = ask.email;
    c->ask_zone = ask.zone;
}

/* ---- rows ---- */

static void put_whom(struct ctx *ctx, struct query *q, const char *alias)
{
    query_put(q, str_format(ctx->arena, "%s.name, %s.email, %s.zone, %s.left_on,", alias, alias, alias, alias).at);
    query_put(
        q, str_format(ctx->arena,
                      " CASE WHEN EXISTS (SELECT 1 FROM absences a WHERE a.person_id = %s.id AND a.ends_on >= ", alias)
               .at);
    query_value(q, "", db_date(ctx, zone_date(STR("UTC"), ctx->now) - 1), " AND a.starts_on <= ");
    query_value(q, "", db_date(ctx, zone_date(STR("UTC"), ctx->now) + 1), ") THEN 1 ELSE 0 END, ");
}

struct query contact_select(struct ctx *ctx)
{
    struct query q = query_new(ctx, "SELECT t.name, ");
    put_whom(ctx, &q, "p");
    put_whom(ctx, &q, "s");
    query_put(&q, resource_columns(ctx, &contact_resource, "c").at);
    query_put(&q, " FROM contact_points c JOIN people p ON p.id = c.person_id LEFT JOIN teams t ON t.id = c.team_id"
                  " LEFT JOIN people s ON s.id = c.stand_in_id");
    return q;
}

int contact_read(struct ctx *ctx, const struct query *q, struct contact *out, int most)
{
    struct whom *whom = arena_many(ctx->arena, struct whom, 2 * most + 1);
    struct db_rows *rows = query_rows(ctx, q);
    int n = 0;
    for (; n < most && db_next(rows); n++) {
        struct contact *c = &out[n];
        resource_clear(&contact_resource, c);
        resource_from_row(&contact_resource, rows, 11, c);
        c->team_name = db_col_text(rows, 0);
        whom[2 * n] = whom_of_row(rows, 1, c->person_id);
        whom[2 * n + 1] = whom_of_row(rows, 6, c->stand_in_id);
        c->person_name = whom[2 * n].name;
        c->stand_in_name = whom[2 * n + 1].name;
    }
    db_close(rows);
    for (int i = 0; i < n; i++) find_whom(ctx, &out[i], &whom[2 * i], &whom[2 * i + 1]);
    return n;
}

bool contact_find(struct ctx *ctx, int64_t id, struct contact *out)
{
    struct query q = contact_select(ctx);
    query_value(&q, " WHERE c.id = ", db_int(id), "");
    return contact_read(ctx, &q, out, 1) == 1 || fail(ctx, 404, "There is no contact point with this number.");
}

/* ---- lists ---- */

static bool contact_list(struct ctx *ctx, const char *where, int64_t of)
{
    struct page page;
    if (!page_read(ctx, &page)) return false;
    struct query q = contact_select(ctx);
    if (of) query_value(&q, where, db_int(of), "");
    else query_put(&q, where);
    query_value(&q, " AND c.id > ", db_int(page.id), " ORDER BY c.id");
    query_limit(&q, (int)page.limit + 1);
    struct contact *found = arena_many(ctx->arena, struct contact, page.limit + 1);
    int n = contact_read(ctx, &q, found, (int)page.limit + 1);
    bool more = n > page.limit;
    struct json_out w = json_out_new(ctx->arena, 4096);
    page_begin(ctx, &w);
    for (int i = 0; i < n - more; i++) resource_write(&w, &contact_resource, &found[i]);
    return page_end(ctx, &w, &page, more, STR_NONE, 0, more ? found[n - 2].id : 0) && reply_json(ctx, 200, &w);
}

bool contact_list_of_person(struct ctx *ctx)
{
    struct person p;
    return person_find(ctx, request_id(ctx, 0), &p) && contact_list(ctx, " WHERE c.person_id = ", p.id);
}

bool contact_list_of_team(struct ctx *ctx)
{
    struct team team;
    return resource_find(ctx, &team_resource, request_id(ctx, 0), &team) &&
           contact_list(ctx, " WHERE c.team_id = ", team.id);
}

bool contact_list_loose(struct ctx *ctx)
{
    return contact_list(ctx, " WHERE c.loose_at IS NOT NULL", 0);
}

void contact_json_of_person(struct ctx *ctx, struct json_out *w, int64_t person)
{
    struct contact found[CONTACTS_MOST];
    struct query q = contact_select(ctx);
    query_value(&q, " WHERE c.person_id = ", db_int(person), " AND c.team_id IS NULL ORDER BY c.id");
    query_limit(&q, CONTACTS_MOST);
    int n = contact_read(ctx, &q, found, CONTACTS_MOST);
    json_begin_array(w);
    for (int i = 0; i < n; i++) resource_write(w, &contact_resource, &found[i]);
    json_end_array(w);
}

/* ---- search ---- */

struct ranked {
    struct contact contact;
    int rank, place;
};

static int by_rank(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    return x->rank != y->rank ? x->rank - y->rank : x->place - y->place;
}

static int add_kind(struct ctx *ctx, enum search_kind kind, struct str words, struct contact *found)
{
    struct query q = contact_select(ctx);
    query_put(&q, kind == SEARCH_TEAM_CONTACT ? " WHERE c.team_id IS NOT NULL"
                                              : " WHERE c.team_id IS NULL AND p.left_on IS NULL");
    search_within(ctx, &q, kind, words, "c.id");
    query_put(&q, " ORDER BY c.id DESC");
    query_limit(&q, FINDS_MOST);
    return contact_read(ctx, &q, found, FINDS_MOST);
}

/* Those of teams first where both fit as well; then the newest. */
bool contact_search(struct ctx *ctx)
{
    struct page page;
    struct contact_filter filter;
    if (!page_read(ctx, &page) || !resource_read_query(ctx, &contact_filter_resource, &filter)) return false;
    if (str_empty(filter.q)) return fail_field(ctx, "q", "Please give a word to look for.");
    struct contact *found = arena_many(ctx->arena, struct contact, 2 * FINDS_MOST);
    int n = add_kind(ctx, SEARCH_TEAM_CONTACT, filter.q, found);
    n += add_kind(ctx, SEARCH_CONTACT, filter.q, found + n);
    struct ranked *ranked = arena_many(ctx->arena, struct ranked, 2 * FINDS_MOST);
    for (int i = 0; i < n; i++) ranked[i] = (struct ranked){found[i], search_rank(ctx, found[i].topic, filter.q), i};
    qsort(ranked, (size_t)n, sizeof *ranked, by_rank);
    struct json_out w = json_out_new(ctx->arena, 4096);
    page_begin(ctx, &w);
    for (int i = 0; i < n && i < page.limit; i++) resource_write(&w, &contact_resource, &ranked[i].contact);
    return page_end(ctx, &w, &page, false, STR_NONE, 0, 0) && reply_json(ctx, 200, &w);
}
