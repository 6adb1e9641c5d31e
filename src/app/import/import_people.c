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
    arena_defer(ctx->arena, (void (*)(void *))json_decref, o);
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

/* The department's team: made when it is new; the person leaves the team of the department they had before. */
static bool department_team(struct import *im, const struct person *p, struct str before)
{
    struct ctx *ctx = im->ctx;
    if (!str_empty(before) && !str_equal(before, p->department)) {
        int64_t old = team_by_name(ctx, before);
        if (old && !team_leave(ctx, old, p->id)) return false;
    }
    if (str_empty(p->department)) return !failed(ctx);
    int64_t team = team_by_name(ctx, p->department);
    if (!team) {
        struct team t;
        resource_clear(&team_resource, &t);
        t.name = p->department;
        if (!team_create(ctx, &t)) return false;
        team = t.id;
    }
    /* Whoever is in the team already stays what they are there: an import does not take a lead away. */
    return team_has(ctx, team, p->id) || team_join(ctx, team, p->id, TEAM_MEMBER);
}

static bool import_person(struct import *im, struct import_row *row)
{
    struct ctx *ctx = im->ctx;
    struct person before, after;
    struct str number = import_field(im, row, ID), email = import_field(im, row, EMAIL);
    int64_t id = str_none(number) ? 0 : person_by_external_id(ctx, number);
    if (!id && !str_none(email) && utf8_valid(email)) id = person_by_email(ctx, email);
    if (id) {
        if (!person_find(ctx, id, &before)) return false;
        after = before;
    } else {
        resource_clear(&person_resource, &after);
        before = after;
    }
    if (!person_of_row(im, row, &after)) return false;
    if (str_empty(after.name)) fail_field(ctx, "name", "Please give a name.");
    if (str_empty(after.email)) fail_field(ctx, "email", "Please give an e-mail address.");
    if (failed(ctx)) return false;
    row->same = id && resource_same(&person_resource, &before, &after);
    if (!id && !person_create(ctx, &after)) return false;
    if (id && !row->same && !person_change(ctx, &before, &after)) return false;
    row->id = after.id;
    if (!department_team(im, &after, before.department)) return false;
    *(id ? row->same ? &im->same : &im->changed : &im->made) += 1;
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
    bool first = p.manager_id == 0 && p.hired_on != DATE_NONE && p.hired_on < ctx_today(ctx);
    if (!person_report_to(ctx, row->id, manager, first ? p.hired_on : ctx_today(ctx))) return false;
    if (row->same && p.manager_id != manager) {
        im->same--;
        im->changed++;
        row->same = false;
    }
    return true;
}

int import_people(struct import *im)
{
    refuse_twice(im, ID);
    refuse_twice(im, EMAIL);
    return import_each(im, import_person) && import_each(im, import_manager) ? 0 : 1;
}
