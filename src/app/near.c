/* What changed near goals: events of the goals around them, with who did it and why. Whose goals those are, and which
 * acts count, is said by who asks. */
#include "app/near.h"

struct near_change {
    int64_t event_id;
    struct str type;
    int64_t at, goal_id;
    struct str title;
    int64_t person_id;
    struct str person_name, reason;
};

#define F(member) offsetof(struct near_change, member)

static const struct field near_change_fields[] = {
    {"event_id", FIELD_ID, F(event_id), FIELD_READ_ONLY, .doc = "The event's number."},
    {"type", FIELD_LINE, F(type), FIELD_READ_ONLY, .doc = "What happened: goal.changed, checkin.created ..."},
    {"at", FIELD_INSTANT, F(at), FIELD_READ_ONLY, .doc = "When."},
    {"goal_id", FIELD_ID, F(goal_id), FIELD_READ_ONLY, .doc = "The goal."},
    {"title", FIELD_LINE, F(title), FIELD_READ_ONLY, .doc = "Its title."},
    {"person_id", FIELD_ID, F(person_id), FIELD_READ_ONLY | FIELD_NULL,
     .doc = "Who did it; null: Waymark, by a rule of the framework."},
    {"person_name", FIELD_LINE, F(person_name), FIELD_READ_ONLY | FIELD_NULL, .doc = "Their name."},
    {"reason", FIELD_TEXT, F(reason), FIELD_READ_ONLY | FIELD_NULL, .doc = "Why."},
    {0},
};
const struct resource near_change_resource = {.name = "near_change",
                                              .size = sizeof(struct near_change),
                                              .fields = near_change_fields,
                                              .doc = "Something that changed near goals."};

struct list near_changes(struct ctx *ctx, struct query *q, int64_t since, const char *also, int most)
{
    query_put(q, " SELECT e.id, e.type, e.at, e.goal_id, g.title, e.actor_id, p.name, e.reason"
                 /* CROSS: SQLite keeps this order, and reads no other goal's events */
                 " FROM bounded CROSS JOIN events e CROSS JOIN goals g LEFT JOIN people p ON p.id = e.actor_id"
                 " WHERE e.goal_id = bounded.id AND g.id = e.goal_id");
    query_value(q, " AND e.at > ", db_int(since), also);
    query_put(q, " ORDER BY e.id DESC");
    query_limit(q, most);
    struct db_rows *rows = query_rows(ctx, q);
    struct near_change *changes = arena_many(ctx->arena, struct near_change, (size_t)most);
    int n = 0;
    while (n < most && db_next(rows))
        changes[n++] = (struct near_change){
            .event_id = db_col_int(rows, 0),
            .type = db_col_text(rows, 1),
            .at = db_col_int(rows, 2),
            .goal_id = db_col_int(rows, 3),
            .title = db_col_text(rows, 4),
            .person_id = db_col_int(rows, 5),
            .person_name = db_col_text(rows, 6),
            .reason = db_col_text(rows, 7),
        };
    db_close(rows);
    return (struct list){changes, n, true};
}
