/* Taking back what an import did, as long as nothing was built on it: the caller has seen to that. The record of what
 * happened stays. */
#include "app/goal/goal.h"
#include "app/person.h"
#include "app/search.h"
#include "kernel/event.h"

bool person_take_back(struct ctx *ctx, int64_t id)
{
    return search_drop(ctx, SEARCH_PERSON, id) &&
           db_run(ctx, "DELETE FROM one_time_secrets WHERE person_id = $1", db_int(id)) &&
           db_run(ctx, "DELETE FROM reporting_lines WHERE person_id = $1", db_int(id)) &&
           db_run(ctx, "DELETE FROM people WHERE id = $1", db_int(id));
}

bool person_line_take_back(struct ctx *ctx, int64_t line)
{
    int64_t person = db_int_of(ctx, "SELECT person_id FROM reporting_lines WHERE id = $1", db_int(line));
    return db_run(ctx, "DELETE FROM reporting_lines WHERE id = $1", db_int(line)) &&
           db_run(ctx, "UPDATE people SET manager_id = NULL, version = version + 1 WHERE id = $1", db_int(person));
}

bool person_line_reopen(struct ctx *ctx, int64_t line)
{
    struct person before, after;
    int64_t person = 0, manager = 0;
    struct db_rows *rows =
        db_query(ctx, "SELECT person_id, manager_id FROM reporting_lines WHERE id = $1", db_int(line));
    if (db_next(rows)) person = db_col_int(rows, 0), manager = db_col_int(rows, 1);
    db_close(rows);
    if (!db_lock(ctx, "reporting-line") || !resource_find(ctx, &person_resource, person, &before)) return false;
    if (!person_may_report(ctx, person, manager)) return false;
    return db_run(ctx, "UPDATE reporting_lines SET ends_on = NULL WHERE id = $1", db_int(line)) &&
           db_run(ctx, "UPDATE people SET manager_id = $1, version = version + 1 WHERE id = $2", db_int(manager),
                  db_int(person)) &&
           resource_find(ctx, &person_resource, person, &after) &&
           event_changed(
               ctx,
               &(struct event){.type = "person.moved", .subject = "person", .subject_id = person, .person_id = person},
               &person_resource, &before, &after) &&
           goal_supporter_changed(ctx, person);
}
