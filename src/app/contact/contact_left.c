/* What becomes of contact points when somebody leaves or comes back, and the words by which they are found. */
#include "app/contact/contact_part.h"

#include "app/person.h"
#include "app/search.h"

#define INDEXED_AT_ONCE 200

/* ---- words ---- */

bool contact_index(struct ctx *ctx, const struct contact *c)
{
    return search_put(ctx, c->team_id ? SEARCH_TEAM_CONTACT : SEARCH_CONTACT, c->id, c->topic);
}

bool contact_forget(struct ctx *ctx, const struct contact *c)
{
    return search_drop(ctx, c->team_id ? SEARCH_TEAM_CONTACT : SEARCH_CONTACT, c->id);
}

bool contact_index_waiting(struct ctx *ctx)
{
    int64_t ids[INDEXED_AT_ONCE];
    int n = 0;
    struct db_rows *rows =
        db_query(ctx, "SELECT contact_point_id FROM contact_points_to_index ORDER BY contact_point_id LIMIT 200");
    while (n < INDEXED_AT_ONCE && db_next(rows)) ids[n++] = db_col_int(rows, 0);
    db_close(rows);
    for (int i = 0; i < n; i++) {
        struct contact c;
        if (!db_run(ctx, "DELETE FROM contact_points_to_index WHERE contact_point_id = $1", db_int(ids[i])))
            return false;
        if (resource_lookup(ctx, &contact_resource, ids[i], &c) && person_present(ctx, c.person_id) &&
            !contact_index(ctx, &c))
            return false;
    }
    return n == INDEXED_AT_ONCE && !failed(ctx);
}

bool contact_index_waits(struct ctx *ctx)
{
    return db_int_of(ctx, "SELECT 1 FROM contact_points_to_index LIMIT 1") == 1;
}

/* ---- leaving ---- */

/* To somebody who is here, by their e-mail address until they say better; else it waits for people operations. */
static bool hand_on(struct ctx *ctx, const struct contact *before, int64_t stand_in)
{
    struct contact after = *before;
    struct person p;
    int64_t to = person_present(ctx, before->stand_in_id) ? before->stand_in_id : stand_in;
    if (!to) {
        after.loose_at = ctx->now;
        return resource_update(ctx, &contact_resource, before, &after) &&
               contact_event(ctx, "contact_point.left_open", before, &after);
    }
    if (!person_find(ctx, to, &p)) return false;
    after.person_id = to;
    after.medium = BY_EMAIL;
    after.address = p.email;
    after.hours = STR_NONE;
    after.stand_in_id = 0;
    after.loose_at = INSTANT_NONE;
    return resource_update(ctx, &contact_resource, before, &after) &&
           contact_event(ctx, "contact_point.handed_over", before, &after) && contact_tell(ctx, before, &after);
}

static bool left_one(struct ctx *ctx, int64_t person, int64_t stand_in, int64_t id)
{
    struct contact before;
    if (!resource_find(ctx, &contact_resource, id, &before)) return false;
    if (before.person_id == person)
        return before.team_id ? hand_on(ctx, &before, stand_in) : contact_forget(ctx, &before);
    if (before.loose_at != INSTANT_NONE || !person_present(ctx, before.person_id)) return true;
    struct contact after = before;
    after.loose_at = ctx->now;
    return resource_update(ctx, &contact_resource, &before, &after) &&
           contact_event(ctx, "contact_point.left_open", &before, &after);
}

#define THEIRS                                                                                                         \
    "SELECT id FROM contact_points WHERE person_id = $1"                                                               \
    " UNION SELECT id FROM contact_points WHERE stand_in_id = $1 ORDER BY 1"

bool contact_person_left(struct ctx *ctx, int64_t person, int64_t stand_in)
{
    struct db_rows *rows = db_query(ctx, THEIRS, db_int(person));
    while (db_next(rows))
        if (!left_one(ctx, person, stand_in, db_col_int(rows, 0))) return false;
    return !failed(ctx);
}

bool contact_person_back(struct ctx *ctx, int64_t person)
{
    struct db_rows *rows = db_query(ctx, THEIRS, db_int(person));
    while (db_next(rows)) {
        struct contact before;
        if (!resource_find(ctx, &contact_resource, db_col_int(rows, 0), &before)) return false;
        struct contact after = before;
        if (person_present(ctx, after.person_id) && (!after.stand_in_id || person_present(ctx, after.stand_in_id)))
            after.loose_at = INSTANT_NONE;
        if (!resource_update(ctx, &contact_resource, &before, &after) ||
            !contact_event(ctx, "contact_point.changed", &before, &after))
            return false;
        if (after.person_id == person && !after.team_id && !contact_index(ctx, &after)) return false;
    }
    return !failed(ctx);
}
