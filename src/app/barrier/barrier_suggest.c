/* Who can help with a barrier, and where I can help: people with goals near this one, with skills that its words name,
 * or who lifted something like it. Each line says why. It suggests a few to look at and ranks nobody: it shows no
 * score, and whoever has as many active goals as the framework advises is left in peace. */
#include "app/barrier/barrier_part.h"

#include "app/permission.h"
#include "app/search.h"
#include "base/limits.h"

#include <stdlib.h>

#define CANDIDATES_MOST 120
#define NEAR_MOST 60      /* goals near one goal */
#define LIKE_MOST 200     /* barriers that share a word */
#define SKILLED_MOST 200  /* people who share a word */
#define REASONS_MOST 3    /* told of one person */
#define SHARED_LEAST 2    /* words, for two barriers to be alike */
#define MINE_LOOKED_AT 10 /* barriers that I lifted lately */

enum why { WHY_LIFTED, WHY_SKILL, WHY_NEAR };
static const char *const whys[] = {"lifted", "skill", "near", NULL};

struct reason {
    int why;
    struct str text;
    int64_t goal_id;
    int64_t barrier_id;
};

#define R(member) offsetof(struct reason, member)

static const struct field reason_fields[] = {
    {"why", FIELD_CHOICE, R(why), FIELD_READ_ONLY, .choices = whys,
     .doc = "Lifted something like it; has a skill that its words name; has a goal near this one."},
    {"text", FIELD_TEXT, R(text), FIELD_READ_ONLY, .doc = "What was lifted, the skill, or the goal's title."},
    {"goal_id", FIELD_ID, R(goal_id), FIELD_READ_ONLY | FIELD_NULL, .doc = "The goal nearby."},
    {"barrier_id", FIELD_ID, R(barrier_id), FIELD_READ_ONLY | FIELD_NULL, .doc = "The barrier that was lifted."},
    {0},
};
static const struct resource reason_resource = {
    .name = "help_reason", .size = sizeof(struct reason), .fields = reason_fields, .doc = "Why somebody may help."};

struct helper {
    int64_t person_id;
    struct str person_name;
    struct str person_title;
    struct list reasons;
};

static const struct field helper_fields[] = {
    {"person_id", FIELD_ID, offsetof(struct helper, person_id), FIELD_READ_ONLY, .doc = "Who may be able to help."},
    {"person_name", FIELD_LINE, offsetof(struct helper, person_name), FIELD_READ_ONLY, .doc = "Their name."},
    {"person_title", FIELD_LINE, offsetof(struct helper, person_title), FIELD_READ_ONLY | FIELD_NULL,
     .doc = "What they do."},
    {"reasons", FIELD_LIST, offsetof(struct helper, reasons), FIELD_READ_ONLY, .of = &reason_resource, .doc = "Why."},
    {0},
};
const struct resource barrier_helper_resource = {.name = "barrier_helper",
                                                 .size = sizeof(struct helper),
                                                 .fields = helper_fields,
                                                 .doc = "Somebody who may be able to help with a barrier."};

struct fit {
    struct object barrier;
    struct list reasons;
};

static const struct field fit_fields[] = {
    {"barrier", FIELD_OBJECT, offsetof(struct fit, barrier), FIELD_READ_ONLY, .of = &barrier_resource,
     .doc = "The barrier."},
    {"reasons", FIELD_LIST, offsetof(struct fit, reasons), FIELD_READ_ONLY, .of = &reason_resource,
     .doc = "Why I may be able to help."},
    {0},
};
const struct resource barrier_fit_resource = {.name = "barrier_fit",
                                              .size = sizeof(struct fit),
                                              .fields = fit_fields,
                                              .doc = "An open barrier where I may be able to help."};

/* ---- a few candidates, people or barriers, with their reasons ---- */

struct candidate {
    int64_t id;
    int weight;
    struct reason reasons[REASONS_MOST];
    int n;
};
struct candidates {
    struct candidate at[CANDIDATES_MOST];
    int n;
};

static void suggest(struct candidates *c, int64_t id, struct reason reason)
{
    static const int weight[] = {[WHY_LIFTED] = 4, [WHY_SKILL] = 3, [WHY_NEAR] = 2};
    int i = 0;
    while (i < c->n && c->at[i].id != id) i++;
    if (i == CANDIDATES_MOST) return;
    if (i == c->n) {
        c->at[i].id = id;
        c->at[i].weight = c->at[i].n = 0;
        c->n++;
    }
    for (int r = 0; r < c->at[i].n; r++)
        if (c->at[i].reasons[r].why == reason.why) return; /* one of each is enough to say */
    c->at[i].reasons[c->at[i].n++] = reason;
    c->at[i].weight += weight[reason.why];
}

static int heavier(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    return x->weight != y->weight ? y->weight - x->weight : (x->id > y->id) - (x->id < y->id);
}

static void sort(struct candidates *c)
{
    qsort(c->at, (size_t)c->n, sizeof c->at[0], heavier);
}

/* ---- who can help ---- */

/* Goals that this one serves, that serve it, and that serve the same; none that is a draft. */
#define NEAR_GOALS                                                                                                     \
    "WITH up(id) AS (SELECT parent_id FROM goal_parents WHERE goal_id = $1),"                                          \
    " near(id) AS (SELECT id FROM up"                                                                                  \
    "  UNION SELECT goal_id FROM goal_parents WHERE parent_id = $1"                                                    \
    "  UNION SELECT l.goal_id FROM up JOIN goal_parents l ON l.parent_id = up.id),"                                    \
    " bounded(id) AS (SELECT id FROM near WHERE id <> $1 ORDER BY id DESC LIMIT $2)"

static void near_goals(struct ctx *ctx, const struct barrier *b, struct candidates *c)
{
    struct db_rows *rows =
        db_query(ctx,
                 NEAR_GOALS " SELECT g.owner_id, g.id, g.title FROM bounded JOIN goals g ON g.id = bounded.id"
                            " WHERE g.state IN ('proposed', 'active') ORDER BY g.id DESC",
                 db_int(b->goal_id), db_int(NEAR_MOST));
    while (db_next(rows))
        suggest(c, db_col_int(rows, 0), (struct reason){WHY_NEAR, db_col_text(rows, 2), db_col_int(rows, 1), 0});
}

/* A skill is named when at least half of its words are there. */
static bool names_skill(struct ctx *ctx, const struct search_stems *stems, struct str skill)
{
    struct search_stems of_skill = search_stems(ctx, skill);
    int shared = search_shared(&of_skill, stems);
    return shared > 0 && 2 * shared >= of_skill.n;
}

/* The first of the lines that is named. */
static struct str skill_named(struct ctx *ctx, const struct search_stems *stems, struct str lines)
{
    struct str rest = lines, skill;
    while (!str_none(rest) && str_split(&rest, '\n', &skill))
        if (names_skill(ctx, stems, skill)) return str_copy(ctx->arena, skill);
    return STR_NONE;
}

static void skilled(struct ctx *ctx, const struct search_stems *stems, struct candidates *c)
{
    struct ids ids = search_like(ctx, SEARCH_PERSON, stems, SKILLED_MOST);
    for (int i = 0; i < ids.n; i++) {
        struct str lines = db_text_of(ctx, "SELECT skill_lines FROM people WHERE id = $1", db_int(ids.at[i]));
        struct str skill = skill_named(ctx, stems, lines);
        if (!str_none(skill)) suggest(c, ids.at[i], (struct reason){.why = WHY_SKILL, .text = skill});
    }
}

static void lifted_alike(struct ctx *ctx, const struct barrier *b, const struct search_stems *stems,
                         struct candidates *c)
{
    struct ids ids = search_like(ctx, SEARCH_BARRIER, stems, LIKE_MOST);
    for (int i = 0; i < ids.n; i++) {
        struct db_rows *rows =
            db_query(ctx,
                     "SELECT t.person_id, o.text FROM barriers o JOIN goals g ON g.id = o.goal_id"
                     " JOIN barrier_turns t ON t.barrier_id = o.id AND t.ended = 'lifted'"
                     " WHERE o.id = $1 AND o.id <> $2 AND o.state = 'lifted' AND " GOAL_VISIBLE("$3"),
                     db_int(ids.at[i]), db_int(b->id), db_int(ctx->actor.person_id));
        if (!db_next(rows)) continue;
        struct str text = db_col_text(rows, 1);
        struct search_stems of_other = search_stems(ctx, text);
        if (search_shared(&of_other, stems) >= SHARED_LEAST)
            suggest(c, db_col_int(rows, 0), (struct reason){WHY_LIFTED, text, 0, ids.at[i]});
        db_close(rows);
    }
}

/* Here, not the owner, not asked of before, not introduced yet, below the framework's number of active goals, and free
 * to see the goal. */
static bool may_be_suggested(struct ctx *ctx, const struct barrier *b, const struct framework *f, int64_t person)
{
    int64_t active = 0;
    return db_int_of(ctx,
                     "SELECT 1 FROM people p JOIN goals g ON g.id = $2 WHERE p.id = $1 AND p.left_on IS NULL"
                     " AND g.owner_id <> p.id AND (g.state <> 'draft' OR g.started_by = p.id)"
                     " AND NOT EXISTS (SELECT 1 FROM barrier_turns t WHERE t.barrier_id = $3 AND t.person_id = p.id)"
                     " AND NOT EXISTS (SELECT 1 FROM introductions i WHERE i.barrier_id = $3 AND i.person_id = p.id)",
                     db_int(person), db_int(b->goal_id), db_int(b->id)) == 1 &&
           goal_load(ctx, person, &active) && active < f->active_goal_limit;
}

static bool helper_of(struct ctx *ctx, struct candidates *c, int i, struct helper *out)
{
    struct db_rows *rows = db_query(ctx, "SELECT name, title FROM people WHERE id = $1", db_int(c->at[i].id));
    if (!db_next(rows)) return false;
    *out = (struct helper){.person_id = c->at[i].id,
                           .person_name = db_col_text(rows, 0),
                           .person_title = db_col_text(rows, 1),
                           .reasons = {c->at[i].reasons, c->at[i].n, true}};
    db_close(rows);
    return true;
}

bool barrier_helpers(struct ctx *ctx)
{
    struct page page;
    struct barrier b;
    struct framework f;
    if (!page_read(ctx, &page) || !resource_find(ctx, &barrier_resource, request_id(ctx, 0), &b) ||
        !framework_now(ctx, &f))
        return false;
    struct candidates *c = arena_one(ctx->arena, struct candidates);
    struct search_stems stems = search_stems(ctx, b.text);
    lifted_alike(ctx, &b, &stems, c);
    skilled(ctx, &stems, c);
    near_goals(ctx, &b, c);
    sort(c);
    struct json_out w = json_out_new(ctx->arena, 2048);
    page_begin(ctx, &w);
    int64_t shown = 0;
    for (int i = 0; i < c->n && shown < page.limit; i++) {
        struct helper h;
        if (!may_be_suggested(ctx, &b, &f, c->at[i].id) || !helper_of(ctx, c, i, &h)) continue;
        resource_write(&w, &barrier_helper_resource, &h);
        shown++;
    }
    return !failed(ctx) && page_end(ctx, &w, &page, false, STR_NONE, 0, 0) && reply_json(ctx, 200, &w);
}

/* ---- where I can help ---- */

static void in_the_way_near_me(struct ctx *ctx, int64_t me, struct candidates *c)
{
    struct db_rows *rows = db_query(
        ctx,
        "WITH mine(id) AS (SELECT id FROM goals WHERE owner_id = $1 AND state = 'active' ORDER BY id DESC LIMIT 50),"
        " up(id, via) AS (SELECT l.parent_id, l.goal_id FROM mine JOIN goal_parents l ON l.goal_id = mine.id),"
        " near(id, via) AS (SELECT id, via FROM up"
        "  UNION SELECT l.goal_id, l.parent_id FROM mine JOIN goal_parents l ON l.parent_id = mine.id"
        "  UNION SELECT l.goal_id, up.via FROM up JOIN goal_parents l ON l.parent_id = up.id),"
        " bounded(id, via) AS (SELECT id, via FROM near ORDER BY id DESC LIMIT $2)"
        " SELECT b.id, m.title, m.id FROM bounded JOIN barriers b ON b.goal_id = bounded.id AND b.ended_at IS NULL"
        " JOIN goals m ON m.id = bounded.via ORDER BY b.id LIMIT $3",
        db_int(me), db_int(4 * NEAR_MOST), db_int(CANDIDATES_MOST / 2));
    while (db_next(rows))
        suggest(c, db_col_int(rows, 0), (struct reason){WHY_NEAR, db_col_text(rows, 1), db_col_int(rows, 2), 0});
}

static void naming_my_skills(struct ctx *ctx, int64_t me, struct candidates *c)
{
    struct str lines = db_text_of(ctx, "SELECT skill_lines FROM people WHERE id = $1", db_int(me));
    if (str_empty(lines)) return;
    struct search_stems stems = search_stems(ctx, lines);
    struct ids ids = search_like(ctx, SEARCH_BARRIER, &stems, LIKE_MOST);
    for (int i = 0; i < ids.n; i++) {
        struct search_stems told = search_stems(
            ctx, db_text_of(ctx, "SELECT text FROM barriers WHERE id = $1 AND ended_at IS NULL", db_int(ids.at[i])));
        struct str skill = told.n ? skill_named(ctx, &told, lines) : STR_NONE;
        if (!str_none(skill)) suggest(c, ids.at[i], (struct reason){.why = WHY_SKILL, .text = skill});
    }
}

static void like_those_i_lifted(struct ctx *ctx, int64_t me, struct candidates *c)
{
    struct db_rows *rows = db_query(ctx,
                                    "SELECT b.id, b.text FROM barrier_turns t JOIN barriers b ON b.id = t.barrier_id"
                                    " WHERE t.person_id = $1 AND t.ended = 'lifted' ORDER BY t.id DESC LIMIT $2",
                                    db_int(me), db_int(MINE_LOOKED_AT));
    while (db_next(rows)) {
        int64_t mine = db_col_int(rows, 0);
        struct str text = db_col_text(rows, 1);
        struct search_stems stems = search_stems(ctx, text);
        struct ids ids = search_like(ctx, SEARCH_BARRIER, &stems, LIKE_MOST / 4);
        for (int i = 0; i < ids.n; i++) {
            struct search_stems told =
                search_stems(ctx, db_text_of(ctx, "SELECT text FROM barriers WHERE id = $1 AND ended_at IS NULL",
                                             db_int(ids.at[i])));
            if (ids.at[i] != mine && search_shared(&told, &stems) >= SHARED_LEAST)
                suggest(c, ids.at[i], (struct reason){WHY_LIFTED, text, 0, mine});
        }
    }
}

/* Open, not mine, not with me, and not taken up by somebody already. */
static bool fit_of(struct ctx *ctx, struct candidates *c, int i, struct fit *out)
{
    int64_t me = ctx->actor.person_id;
    struct query q = query_new(ctx, "");
    barrier_select(ctx, &q);
    query_value(&q, " WHERE b.state = 'open' AND g.state = 'active' AND b.id = ", db_int(c->at[i].id), "");
    query_value(&q, " AND g.owner_id <> ", db_int(me), "");
    query_value(&q, " AND COALESCE(b.asked_id, 0) <> ", db_int(me), "");
    query_value(&q, " AND NOT EXISTS (SELECT 1 FROM barrier_turns n WHERE n.barrier_id = b.id AND n.person_id = ",
                db_int(me), ")");
    struct db_rows *rows = query_rows(ctx, &q);
    if (!db_next(rows)) return false;
    struct barrier *b = arena_one(ctx->arena, struct barrier);
    barrier_of_row(ctx, rows, b);
    db_close(rows);
    *out = (struct fit){.barrier = {b}, .reasons = {c->at[i].reasons, c->at[i].n, true}};
    return true;
}

bool barrier_for_me(struct ctx *ctx)
{
    struct page page;
    int64_t me = ctx->actor.person_id;
    if (!page_read(ctx, &page)) return false;
    struct candidates *c = arena_one(ctx->arena, struct candidates);
    like_those_i_lifted(ctx, me, c);
    naming_my_skills(ctx, me, c);
    in_the_way_near_me(ctx, me, c);
    sort(c);
    struct json_out w = json_out_new(ctx->arena, 4096);
    page_begin(ctx, &w);
    int64_t shown = 0;
    for (int i = 0; i < c->n && shown < page.limit; i++) {
        struct fit fit;
        if (!fit_of(ctx, c, i, &fit)) continue;
        resource_write(&w, &barrier_fit_resource, &fit);
        shown++;
    }
    return !failed(ctx) && page_end(ctx, &w, &page, false, STR_NONE, 0, 0) && reply_json(ctx, 200, &w);
}
