/* People from a CSV file: `id,name,email,title,department,manager_id,hire_date`. A person is found again by id, else by
 * e-mail address; a department becomes a team; a manager who is nowhere to be found is told, and the person comes in
 * without one. */
#include "app/import.h"
#include "app/organisation.h"
#include "app/person.h"
#include "app/team.h"

#include <glib.h>

enum { ID, NAME, EMAIL, TITLE, DEPARTMENT, MANAGER_ID, HIRE_DATE };

/* Two rows for one person would overwrite each other in turn, so the second is refused. */
static void refuse_twice(struct import *im, int column)
{
    GHashTable *seen = g_hash_table_new(g_str_hash, g_str_equal);
    for (int i = 0; i < im->n; i++) {
        struct import_row *row = &im->rows[i];
        if (row->refused) continue;
        struct str key = import_field(im, row, column);
        if (str_none(key)) continue;
        key = utf8_valid(key) ? utf8_lower(im->ctx->arena, key) : key;
        const struct import_row *first = g_hash_table_lookup(seen, key.at);
        if (first && column == ID) import_refuse(im, row, "id \"%s\" stands in line %d already", key.at, first->line);
        else if (first)
            import_refuse(im, row, "the e-mail address \"%s\" stands in line %d already", key.at, first->line);
        else g_hash_table_insert(seen, (gpointer)key.at, row);
    }
    g_hash_table_destroy(seen);
}

/* Checks one field as the API would, by the same field rows. */
static bool person_of_row(struct import *im, struct import_row *row, struct person *p)
{
    struct ctx *ctx = im->ctx;
    json_t *o = json_pack("{}");
    json_keep(ctx->arena, o);
    static const struct {
        int column;
        const char *field;
    } taken[] = {{ID, "external_id"},        {NAME, "name"},         {EMAIL, "email"}, {TITLE, "title"},
                 {DEPARTMENT, "department"}, {HIRE_DATE, "hired_on"}};
    for (size_t i = 0; i < sizeof taken / sizeof *taken; i++) {
        struct str s = import_field(im, row, taken[i].column);
        if (im->columns[taken[i].column].place < 0) continue; /* the file does not speak of it */
        json_object_set_new(o, taken[i].field, str_none(s) ? json_null() : json_stringn(s.at, s.len));
    }
    return resource_read_json(ctx, &person_resource, READ_PATCH, o, "", p);
}

/* The open membership of the person in the team; 0 none. */
static int64_t membership(struct import *im, int64_t team, int64_t person)
{
    return db_int_of(im->ctx, "SELECT id FROM team_members WHERE team_id = $1 AND person_id = $2 AND ends_on IS NULL",
                     db_int(team), db_int(person));
}

/* Two imports at once, of several servers, see each other's teams; in the order in which others take these locks. */
static bool hold_teams(struct import *im)
{
    return db_lock(im->ctx, "reporting-line") && db_lock(im->ctx, "team-tree");
}

static bool leave_department(struct import *im, int64_t person, struct str department)
{
    int64_t team = hold_teams(im) ? team_by_name(im->ctx, department) : 0;
    int64_t member = team ? membership(im, team, person) : 0;
    if (failed(im->ctx)) return false;
    return !member || (team_leave(im->ctx, team, person) && import_keep_act(im, ACT_MEMBER_ENDED, member));
}

static bool make_team(struct import *im, struct str name, int64_t *id)
{
    struct team t;
    resource_clear(&team_resource, &t);
    t.name = name;
    if (!team_create(im->ctx, &t)) return false;
    *id = t.id;
    return import_keep_version(im, ACT_TEAM_ADDED, t.id, 0, t.version, STR_NONE);
}

/* The department's team: made when it is new; the person leaves the team of the department they had before. */
static bool department_team(struct import *im, const struct person *p, struct str before)
{
    struct ctx *ctx = im->ctx;
    if (!str_empty(before) && !str_equal(before, p->department) && !leave_department(im, p->id, before)) return false;
    if (str_empty(p->department)) return !failed(ctx);
    int64_t team = team_by_name(ctx, p->department);
    if (!team && !hold_teams(im)) return false;
    if (!team) team = team_by_name(ctx, p->department);
    if (!team && !make_team(im, p->department, &team)) return false;
    /* Whoever is in the team already stays what they are there: an import does not take a lead away. */
    if (team_has(ctx, team, p->id)) return true;
    return team_join(ctx, team, p->id, TEAM_MEMBER) &&
           import_keep_act(im, ACT_MEMBER_ADDED, membership(im, team, p->id));
}

static void tell_changes(struct import *im, struct import_row *row, const struct person *a, const struct person *b)
{
    struct arena *arena = im->ctx->arena;
    import_tell_change(im, row, "id", a->external_id, b->external_id);
    import_tell_change(im, row, "name", a->name, b->name);
    import_tell_change(im, row, "email", a->email, b->email);
    import_tell_change(im, row, "title", a->title, b->title);
    import_tell_change(im, row, "department", a->department, b->department);
    import_tell_change(im, row, "hire_date", date_print(arena, a->hired_on), date_print(arena, b->hired_on));
}

static bool keep_person(struct import *im, const struct import_row *row, const struct person *before,
                        const struct person *after)
{
    struct str old = STR_NONE, new = STR_NONE;
    if (row->fresh) return import_keep_version(im, ACT_PERSON_ADDED, after->id, 0, after->version, STR_NONE);
    resource_diff(im->ctx, &person_resource, before, after, &old, &new);
    return import_keep_version(im, ACT_PERSON_CHANGED, after->id, before->version, after->version,
                               str_none(old) ? STR("{}") : old);
}

/* Who the row speaks of: found by number, else by address. False when ctx failed; a new person has no id. */
static bool find_person(struct import *im, const struct import_row *row, struct person *before)
{
    struct ctx *ctx = im->ctx;
    struct str number = import_field(im, row, ID), email = import_field(im, row, EMAIL);
    int64_t id = str_none(number) ? 0 : person_by_external_id(ctx, number);
    if (!id && !str_none(email) && utf8_valid(email)) id = person_by_email(ctx, email);
    if (id) return person_find(ctx, id, before);
    resource_clear(&person_resource, before);
    return !failed(ctx);
}

static bool import_person(struct import *im, struct import_row *row)
{
    struct ctx *ctx = im->ctx;
    struct person before;
    if (!find_person(im, row, &before)) return false;
    struct person after = before;
    int64_t id = before.id;
    if (!person_of_row(im, row, &after)) return false;
    if (str_empty(after.name)) fail_field(ctx, "name", "Please give a name.");
    if (str_empty(after.email)) fail_field(ctx, "email", "Please give an e-mail address.");
    if (failed(ctx)) return false;
    bool same = id && resource_same(&person_resource, &before, &after);
    if (!id && !person_create(ctx, &after)) return false;
    if (id && !same && !person_change(ctx, &before, &after)) return false;
    /* Who has left stays out of teams, though an old file may still have them. */
    bool gone = id && before.left_on != DATE_NONE;
    if (!gone && !department_team(im, &after, before.department)) return false;
    row->id = after.id;
    row->fresh = !id;
    row->same = same;
    if (id) tell_changes(im, row, &before, &after);
    if (!same && !keep_person(im, row, &before, &after)) return false;
    *(id ? same ? &im->same : &im->changed : &im->made) += 1;
    return true;
}

static int64_t line_of(struct import *im, int64_t person)
{
    return db_int_of(im->ctx, "SELECT id FROM reporting_lines WHERE person_id = $1 AND ends_on IS NULL",
                     db_int(person));
}

static bool keep_line_move(struct import *im, const struct import_row *row, int64_t was, int64_t before)
{
    int64_t after = line_of(im, row->id);
    int64_t version = db_int_of(im->ctx, "SELECT version FROM people WHERE id = $1", db_int(row->id));
    enum import_act act = row->fresh ? ACT_PERSON_ADDED : ACT_PERSON_CHANGED;
    return import_keep_version(im, act, row->id, was, version, STR("{}")) &&
           (!before || import_keep_act(im, ACT_LINE_ENDED, before)) &&
           (!after || import_keep_act(im, ACT_LINE_ADDED, after));
}

static struct str name_of(struct import *im, int64_t person)
{
    return person ? db_text_of(im->ctx, "SELECT name FROM people WHERE id = $1", db_int(person)) : STR_NONE;
}

/* What is wrong with the manager is told and keeps nobody out. */
static bool move_person(struct import *im, struct import_row *row, int64_t manager, int32_t from, bool *moved)
{
    struct failure failure = {0};
    if (!db_part(im->ctx)) return false;
    person_report_to(im->ctx, row->id, manager, from);
    *moved = db_part_end(im->ctx, &failure);
    if (*moved || failed(im->ctx)) return *moved;
    struct str why = failure.n_fields ? failure.fields[0].sentence : failure.sentence;
    import_note(im, row, "manager_id: %.*s The line manager stays as it was.", STR_ARG(why));
    return true;
}

static bool import_manager(struct import *im, struct import_row *row)
{
    struct ctx *ctx = im->ctx;
    struct person p;
    struct str number = import_field(im, row, MANAGER_ID);
    if (im->columns[MANAGER_ID].place < 0) return true;
    int64_t manager = str_none(number) ? 0 : person_by_external_id(ctx, number);
    if (!str_none(number) && (!manager || !person_present(ctx, manager))) {
        import_note(im, row, "the manager \"%s\" is not in the file and not here; the person comes in without one.",
                    number.at);
        manager = 0;
    }
    if (!person_find(ctx, row->id, &p)) return false;
    if (p.manager_id == manager || p.left_on != DATE_NONE) return true;
    bool first = p.manager_id == 0 && p.hired_on != DATE_NONE && p.hired_on < ctx_today(ctx), moved = false;
    int64_t line = line_of(im, row->id);
    if (!move_person(im, row, manager, first ? p.hired_on : ctx_today(ctx), &moved) || !moved) return !failed(ctx);
    if (!row->fresh) import_tell_change(im, row, "manager_id", name_of(im, p.manager_id), name_of(im, manager));
    if (row->same) {
        im->same--;
        im->changed++;
        row->same = false;
    }
    return keep_line_move(im, row, p.version, line);
}

bool import_people(struct import *im)
{
    refuse_twice(im, ID);
    refuse_twice(im, EMAIL);
    return import_each(im, import_person) && import_each(im, import_manager);
}
