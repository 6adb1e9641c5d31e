/* A kept import goes on by a job, a part in each transaction: others write in between, a server that is stopped goes on
 * where it was, and of several servers one does it. What it did is kept, so that it can be taken back. */
#include "app/import.h"
#include "app/permission.h"
#include "base/limits.h"
#include "kernel/event.h"
#include "kernel/language.h"

#define PART_PLACES 100 /* of the two passes over the rows, in one transaction */

const char *const import_acts[] = {"person_added", "person_changed", "line_added", "line_ended", "member_added",
                                   "member_ended", "team_added",     "goal_added", NULL};

struct work {
    int64_t id, person_id, position;
    struct import im;
    struct str text;
};

bool import_waits(struct ctx *ctx)
{
    return db_int_of(ctx, "SELECT 1 FROM imports WHERE state IN ('waiting', 'running') LIMIT 1") == 1;
}

/* The oldest that is not done. */
static bool work_find(struct ctx *ctx, struct work *work)
{
    struct db_rows *rows =
        db_query(ctx, "SELECT i.id, i.person_id, i.position, i.kind, i.made, i.changed, i.same, i.refused, t.text"
                      " FROM imports i JOIN import_texts t ON t.import_id = i.id"
                      " WHERE i.state IN ('waiting', 'running') ORDER BY i.id LIMIT 1");
    if (!db_next(rows)) return false;
    *work = (struct work){.id = db_col_int(rows, 0),
                          .person_id = db_col_int(rows, 1),
                          .position = db_col_int(rows, 2),
                          .text = db_col_text(rows, 8)};
    work->im = (struct import){.ctx = ctx,
                               .id = work->id,
                               .goals = str_is(db_col_text(rows, 3), "goals"),
                               .made = (int)db_col_int(rows, 4),
                               .changed = (int)db_col_int(rows, 5),
                               .same = (int)db_col_int(rows, 6),
                               .refused_before = (int)db_col_int(rows, 7),
                               .from = work->position,
                               .until = work->position + PART_PLACES};
    db_close(rows);
    return true;
}

/* Who ordered it acts, as long as they may. */
static bool work_as(struct ctx *ctx, int64_t person)
{
    struct db_rows *rows =
        db_query(ctx, "SELECT roles, zone, language FROM actors WHERE person_id = $1 AND active = 1", db_int(person));
    if (!db_next(rows)) return false;
    ctx->actor = (struct actor){.person_id = person,
                                .roles = (unsigned)db_col_int(rows, 0),
                                .zone = db_col_text(rows, 1),
                                .language = db_col_text(rows, 2),
                                .scope = SCOPE_FULL,
                                .system = true};
    ctx->in_bulk = true;
    db_close(rows);
    return (ctx->actor.roles & ROLE_PEOPLE_OPERATIONS) != 0;
}

static bool work_end(struct ctx *ctx, const struct work *work, const char *state, struct str why)
{
    int64_t last = db_int_of(ctx, "SELECT MAX(id) FROM events");
    return db_run(ctx,
                  "UPDATE imports SET state = $1, why = $2, finished_at = $3, last_event = $4, version = version + 1"
                  " WHERE id = $5",
                  db_text(str_of(state)), db_text(why), db_int(ctx->now), db_int(last), db_int(work->id)) &&
           db_run(ctx, "DELETE FROM import_texts WHERE import_id = $1", db_int(work->id)) &&
           event_record(
               ctx,
               &(struct event){.type = "import.finished", .subject = "import", .subject_id = work->id, .reason = why});
}

static bool work_part(struct ctx *ctx, struct work *work)
{
    struct import *im = &work->im;
    if (!import_read(im, work->text) || !import_part_of(im)) return false;
    int64_t end = 2 * (int64_t)im->n;
    if (!db_run(ctx,
                "UPDATE imports SET state = 'running', position = $1, made = $2, changed = $3, same = $4,"
                " refused = $5, version = version + 1 WHERE id = $6",
                db_int(im->until < end ? im->until : end), db_int(im->made), db_int(im->changed), db_int(im->same),
                db_int(im->refused), db_int(work->id)))
        return false;
    return im->until < end || work_end(ctx, work, "done", STR_NONE);
}

bool import_go_on(struct ctx *ctx)
{
    struct work work;
    if (!work_find(ctx, &work)) return false;
    if (work_as(ctx, work.person_id)) return work_part(ctx, &work);
    return work_end(
        ctx, &work, "stopped",
        say(ctx, "Who ordered this import does not belong to people operations any more. What was in stays in."));
}

/* Refused rows hold what people wrote of people; whoever wanted to mend them has done so by then. */
#define REFUSED_KEPT_DAYS 30

bool import_forget_refused(struct ctx *ctx)
{
    return db_run(ctx,
                  "DELETE FROM import_lines WHERE outcome = 'refused' AND import_id IN"
                  " (SELECT id FROM imports WHERE finished_at < $1)",
                  db_int(ctx->now - REFUSED_KEPT_DAYS * MS_DAY)) &&
           false; /* all of them went at once */
}

/* ---- what is kept ---- */

bool import_keep_act(struct import *im, enum import_act act, int64_t subject_id)
{
    return import_keep_version(im, act, subject_id, 0, 0, STR_NONE);
}

bool import_keep_version(struct import *im, enum import_act act, int64_t subject_id, int64_t was, int64_t version,
                         struct str old)
{
    if (!im->id) return !failed(im->ctx);
    /* The first act knows what there was, the last one what there is. */
    return db_run(im->ctx,
                  "INSERT INTO import_acts (import_id, act, subject_id, was, version, old)"
                  " VALUES ($1, $2, $3, $4, $5, $6)"
                  " ON CONFLICT (import_id, act, subject_id) DO UPDATE SET version = excluded.version",
                  db_int(im->id), db_text(str_of(import_acts[act])), db_int(subject_id), db_int(was), db_int(version),
                  db_text(old));
}

static struct str changes_json(struct import *im, const struct import_row *row)
{
    struct json_out w = json_out_new(im->ctx->arena, 256);
    json_begin_array(&w);
    for (int i = 0; i < row->n_changes; i++) {
        json_begin_object(&w);
        json_put_text(&w, "field", row->changes[i].field);
        json_put_text(&w, "before", row->changes[i].before);
        json_put_text(&w, "after", row->changes[i].after);
        json_end_object(&w);
    }
    json_end_array(&w);
    return json_done(&w);
}

/* In the order of the kept columns; columns that are not used are left out. */
static struct str fields_json(struct import *im, const struct import_row *row)
{
    struct json_out w = json_out_new(im->ctx->arena, 256);
    json_begin_array(&w);
    for (int place = 0; row->outcome == IMPORT_REFUSED && place < row->n; place++)
        for (const struct import_column *c = im->columns; c->name; c++)
            if (c->place == place) json_text(&w, utf8_mend(im->ctx->arena, row->fields[place]));
    json_end_array(&w);
    return json_done(&w);
}

bool import_keep_line(struct import *im, const struct import_row *row)
{
    struct arena *a = im->ctx->arena;
    struct str name = import_field(im, row, 1);
    return db_run(im->ctx,
                  "INSERT INTO import_lines (import_id, line, outcome, name, text, subject_id, changes, fields)"
                  " VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (import_id, line) DO UPDATE SET"
                  " outcome = excluded.outcome, text = excluded.text, subject_id = excluded.subject_id,"
                  " changes = excluded.changes, fields = excluded.fields",
                  db_int(im->id), db_int(row->line), db_text(str_of(import_outcomes[row->outcome])),
                  db_text(str_none(name) ? name : utf8_mend(a, name)),
                  db_text(str_none(row->text) ? row->text : utf8_mend(a, row->text)), db_id(row->id),
                  db_text(changes_json(im, row)), db_text(fields_json(im, row)));
}

static void recall_changes(struct import *im, struct import_row *row, struct str json)
{
    struct str why;
    json_t *array = json_read(im->ctx->arena, json, &why);
    for (size_t i = 0; i < json_array_size(array); i++) {
        json_t *o = json_array_get(array, i);
        import_tell_change(im, row, json_string_value(json_object_get(o, "field")),
                           str_of(json_string_value(json_object_get(o, "before"))),
                           str_of(json_string_value(json_object_get(o, "after"))));
    }
}

bool import_recall_line(struct import *im, struct import_row *row)
{
    if (row->outcome >= 0) return true; /* of this very part */
    struct db_rows *rows = db_query(
        im->ctx, "SELECT outcome, text, subject_id, changes FROM import_lines WHERE import_id = $1 AND line = $2",
        db_int(im->id), db_int(row->line));
    if (!db_next(rows)) return !failed(im->ctx);
    row->outcome = choice_of(import_outcomes, db_col_text(rows, 0));
    row->text = db_col_text(rows, 1);
    row->id = db_col_int(rows, 2);
    row->refused = row->outcome == IMPORT_REFUSED;
    row->fresh = row->outcome == IMPORT_ADDED;
    row->same = row->outcome == IMPORT_SAME;
    recall_changes(im, row, db_col_text(rows, 3));
    db_close(rows);
    return !failed(im->ctx);
}
