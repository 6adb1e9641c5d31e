/* Which goals the map shows. From the head down: below each node that is open a window of what serves it; with a filter
 * what fits, and the way to it. Each goal is shown once, below the first of those it serves that is open. Bounded by
 * LIMIT_MAP_*, so it costs what it shows. */
#include "app/goal/goal_map.h"

#include "app/permission.h"
#include "base/limits.h"

/* Goals that are shown wherever what they serve is shown and open: what was found, opened, or is mine. */
struct pins {
    struct goal *at;
    bool *fits;
    int n, room;
};

struct find {
    struct ctx *ctx;
    struct map *m;
    struct pins pins;
    int64_t *open; /* goals that are open */
    int n_open;
    bool loose_open;
    int64_t loose;      /* goals that serve nothing: how many, counted up to a limit */
    int64_t more_after; /* the last find, when there are more */
};

#define MY_GOALS 3
#define ASKED_AT_ONCE 20
#define PINS_MOST (LIMIT_MAP_OPEN + LIMIT_MAP_FINDS + LIMIT_MAP_NODES)

/* ---- nodes ---- */

int map_node_of(const struct map *m, int64_t goal)
{
    for (int i = 0; i < m->n; i++)
        if (m->nodes[i].kind == MAP_GOAL && m->nodes[i].goal_id == goal) return i;
    return -1;
}

static struct map_node *node_add(struct map *m, int up, enum map_kind kind)
{
    if (m->n == LIMIT_MAP_NODES) {
        m->cut = true;
        return NULL;
    }
    struct map_node *node = &m->nodes[m->n++];
    *node = (struct map_node){.kind = (int)kind,
                              .up = up,
                              .level = -1,
                              .state = -1,
                              .outcome = -1,
                              .pace = -1,
                              .confidence = -1,
                              .score = DECIMAL_NONE,
                              .due_on = DATE_NONE,
                              .fits = true,
                              .width = MAP_NODE_WIDTH};
    return node;
}

static void goal_add(struct find *f, int up, const struct goal *g, bool fits)
{
    if (map_node_of(f->m, g->id) >= 0) return;
    struct map_node *node = node_add(f->m, up, MAP_GOAL);
    if (!node) return;
    node->key = str_format(f->ctx->arena, "%lld", (long long)g->id);
    node->goal_id = g->id;
    node->title = g->title;
    node->level = g->level;
    node->state = g->state;
    node->outcome = g->outcome;
    node->owner_id = g->owner_id;
    node->owner_name = g->owner_name;
    node->team_id = g->team_id;
    node->team_name = g->team_name;
    node->due_on = g->due_on;
    node->score = g->score;
    node->pace = g->pace;
    node->confidence = g->confidence;
    node->stale = g->stale;
    node->serves_nothing = g->serves_nothing;
    node->serves = g->serves;
    node->children = f->m->ask.closed ? g->children : g->open_children;
    node->fits = fits;
    node->rank = up >= 0 && f->m->nodes[up].kind == MAP_LOOSE ? g->due_on : g->priority;
}

/* ---- pieces of SQL ---- */

static void put_seen(const struct find *f, struct query *q, const char *g)
{
    struct db_value me = db_int(f->ctx->actor.person_id);
    if (!f->m->ask.closed) buf_format(&q->sql, " AND %s.state <> 'closed'", g);
    buf_format(&q->sql, " AND (%s.state <> 'draft' OR %s.owner_id = ", g, g);
    query_value(q, "", me, "");
    buf_format(&q->sql, " OR %s.started_by = ", g);
    query_value(q, "", me, ")");
}

/* The goals that serve `parent`, as rows of f(id, priority). */
static void put_below(const struct find *f, struct query *q, int64_t parent)
{
    query_put(q, "(SELECT c.id AS id, c.priority AS priority FROM (SELECT goal_id FROM goal_parents");
    query_value(q, " WHERE parent_id = ", db_int(parent), " ORDER BY goal_id DESC");
    query_limit(q, LIMIT_MAP_LINKS);
    query_put(q, ") l CROSS JOIN goals c WHERE c.id = l.goal_id");
    put_seen(f, q, "c");
    query_put(q, ") f");
    query_put(q, " WHERE f.id > 0");
}

static void put_after(struct query *q, const char *key, const char *id, int64_t after)
{
    if (!after) return;
    buf_format(&q->sql, " AND (%s, %s) > (SELECT a.%s, a.id FROM goals a WHERE a.id = ", key, id, key + 2);
    query_value(q, "", db_int(after), ")");
}

static void put_at_top(struct query *q)
{
    /* The index by level leads: at the top stand many goals that serve nothing. */
    query_put(q, " WHERE g.level = 'organisation' AND (g.parents + 0) = 0");
}

static void put_loose(const struct find *f, struct query *q)
{
    query_put(q, " WHERE g.parents = 0 AND g.level <> 'organisation'");
    put_seen(f, q, "g");
}

static int64_t counted(struct find *f, struct query *q)
{
    query_limit(q, LIMIT_MAP_COUNTED);
    query_put(q, ") counted");
    struct db_rows *rows = query_rows(f->ctx, q);
    int64_t n = db_next(rows) ? db_col_int(rows, 0) : 0;
    db_close(rows);
    return n;
}

/* ---- pins ---- */

static struct goal *pin_of(const struct find *f, int64_t id)
{
    for (int i = 0; i < f->pins.n; i++)
        if (f->pins.at[i].id == id) return &f->pins.at[i];
    return NULL;
}

static void pins_read(struct find *f, struct query *q, bool fits)
{
    int room = PINS_MOST - f->pins.n;
    int n = goal_read_rows(f->ctx, query_rows(f->ctx, q), f->pins.at + f->pins.n, room);
    for (int i = 0; i < n; i++) f->pins.fits[f->pins.n + i] = fits;
    f->pins.n += n;
}

/* Goals by their ids; those that are pinned already, or cannot be seen, are left out. */
static void pin(struct find *f, const int64_t *ids, int n)
{
    struct db_value me = db_int(f->ctx->actor.person_id);
    for (int i = 0; i < n;) {
        int64_t some[ASKED_AT_ONCE] = {0};
        int k = 0;
        for (; i < n && k < ASKED_AT_ONCE; i++)
            if (!pin_of(f, ids[i])) some[k++] = ids[i];
        if (k == 0) continue;
        struct query q = query_new(f->ctx, "");
        goal_select(f->ctx, &q);
        query_put(&q, " WHERE g.id IN (");
        for (int j = 0; j < ASKED_AT_ONCE; j++) query_value(&q, j ? ", " : "", db_int(some[j]), "");
        query_value(&q, ") AND (g.state <> 'draft' OR g.owner_id = ", me, "");
        query_value(&q, " OR g.started_by = ", me, ")");
        pins_read(f, &q, false);
    }
}

/* What the pins serve, up to the top, each time the first that can be seen: a round for each level. */
static void pin_ways(struct find *f)
{
    int from = 0;
    for (int height = 0; height < LIMIT_GOAL_DEPTH && from < f->pins.n; height++) {
        int64_t *above = arena_many(f->ctx->arena, int64_t, f->pins.n - from + 1);
        int n = 0;
        for (int i = from; i < f->pins.n; i++)
            if (f->pins.at[i].serves.n > 0) above[n++] = f->pins.at[i].serves.at[0];
        from = f->pins.n;
        pin(f, above, n);
    }
}

/* ---- what is open ---- */

static bool is_open(const struct find *f, int64_t goal)
{
    for (int i = 0; i < f->n_open; i++)
        if (f->open[i] == goal) return true;
    return goal == f->m->ask.focus;
}

static void open_goal(struct find *f, int64_t goal)
{
    if (f->n_open < LIMIT_MAP_OPEN && !is_open(f, goal)) f->open[f->n_open++] = goal;
}

static bool read_open(struct find *f)
{
    const struct lines *open = &f->m->ask.open;
    for (int i = 0; i < open->n; i++) {
        int64_t id = 0;
        if (str_is(open->at[i], "loose")) f->loose_open = true;
        else if (str_to_int(open->at[i], &id) && id > 0) open_goal(f, id);
        else if (!str_is(open->at[i], "none"))
            return fail_field(f->ctx, "open", "Please give numbers of goals, \"loose\", or \"none\".");
    }
    return true;
}

/* The end of "mission.12" of this key; 0 when the first ones are asked for. */
static bool read_after(struct find *f, struct str key, int64_t *out)
{
    const struct lines *after = &f->m->ask.after;
    *out = 0;
    for (int i = 0; i < after->n; i++) {
        struct str rest = after->at[i], name = STR_NONE;
        str_split(&rest, '.', &name);
        int64_t id = 0;
        if (str_none(rest) || !str_to_int(rest, &id) || id < 1)
            return fail_field(f->ctx, "after", "Please give keys and numbers as the map gave them: \"12.345\".");
        if (str_equal(name, key)) *out = id;
    }
    return true;
}

/* My first goals, with the way down to them opened. */
static void open_my_place(struct find *f)
{
    int64_t me = f->ctx->actor.person_id, mine[MY_GOALS];
    int n = 0;
    struct db_rows *rows = db_query(f->ctx,
                                    "SELECT id FROM goals WHERE owner_id = $1 AND state = 'active'"
                                    " ORDER BY priority, id LIMIT 3",
                                    db_int(me));
    while (n < MY_GOALS && db_next(rows)) mine[n++] = db_col_int(rows, 0);
    db_close(rows);
    pin(f, mine, n);
    pin_ways(f);
    for (int i = 0; i < f->pins.n; i++) {
        const struct goal *g = &f->pins.at[i];
        if (i >= n) open_goal(f, g->id);
        for (int k = 0; i < n && k < f->pins.n; k++)
            if (f->pins.at[k].serves.n > 0 && f->pins.at[k].serves.at[0] == g->id) open_goal(f, g->id);
        if (g->serves.n == 0 && g->level != LEVEL_ORGANISATION) f->loose_open = true;
    }
    if (n > 0) f->m->here = str_format(f->ctx->arena, "%lld", (long long)mine[0]);
}

/* ---- finding what fits ---- */

static void find_fitting(struct find *f)
{
    int64_t after = 0;
    if (!read_after(f, STR("mission"), &after)) return;
    struct query q = query_new(f->ctx, "");
    goal_select(f->ctx, &q);
    query_put(&q, " WHERE g.id > 0");
    bool loose = f->m->ask.filter.serves_nothing; /* by the index of those */
    put_after(&q, loose ? "g.due_on" : "g.priority", "g.id", after);
    goal_filter_put(f->ctx, &q, &f->m->ask.filter, !loose, false);
    query_put(&q, loose ? " ORDER BY g.due_on, g.id" : " ORDER BY g.priority, g.id");
    query_limit(&q, LIMIT_MAP_FINDS + 1);
    pins_read(f, &q, true);
    if (f->pins.n > LIMIT_MAP_FINDS) {
        f->pins.n = LIMIT_MAP_FINDS;
        f->more_after = f->pins.at[f->pins.n - 1].id;
    }
    pin_ways(f);
}

/* Goals that were not found but opened: whether they fit too. */
static void mark_fitting(struct find *f)
{
    struct map *m = f->m;
    for (int i = 0; i < m->n;) {
        int asked[10], n = 0;
        for (; i < m->n && n < 10; i++)
            if (m->nodes[i].kind == MAP_GOAL && !m->nodes[i].fits) asked[n++] = i;
        if (n == 0) continue;
        struct query q = query_new(f->ctx, "SELECT g.id FROM goals g WHERE g.id IN (");
        for (int k = 0; k < 10; k++) query_value(&q, k ? ", " : "", db_int(k < n ? m->nodes[asked[k]].goal_id : 0), "");
        query_put(&q, ")");
        goal_filter_put(f->ctx, &q, &m->ask.filter, true, true);
        struct db_rows *rows = query_rows(f->ctx, &q);
        while (db_next(rows)) {
            int at = map_node_of(m, db_col_int(rows, 0));
            if (at >= 0) m->nodes[at].fits = true;
        }
    }
}

/* ---- from the head down ---- */

static void note_more(struct find *f, int up, int64_t last, int64_t count)
{
    struct map_node *node = node_add(f->m, up, MAP_MORE);
    if (!node) return;
    struct str key = f->m->nodes[up].key;
    node->key = str_format(f->ctx->arena, "%.*s+", STR_ARG(key));
    node->after = str_format(f->ctx->arena, "%.*s.%lld", STR_ARG(key), (long long)last);
    node->count = count;
}

static void note_before(struct find *f, int up)
{
    struct map_node *node = node_add(f->m, up, MAP_BEFORE);
    if (!node) return;
    node->key = str_format(f->ctx->arena, "%.*s-", STR_ARG(f->m->nodes[up].key));
}

static void window_query(struct find *f, struct query *q, const struct map_node *node, int64_t after, bool count)
{
    if (count) query_put(q, "SELECT count(*) FROM (SELECT 1 AS one FROM ");
    if (node->kind == MAP_GOAL) {
        if (!count) {
            goal_select(f->ctx, q);
            query_put(q, " WHERE g.id IN (SELECT f.id FROM ");
        }
        put_below(f, q, node->goal_id);
        put_after(q, "f.priority", "f.id", after);
        if (count) return;
        query_put(q, " ORDER BY f.priority, f.id");
        query_limit(q, LIMIT_MAP_LEVEL + 1);
        query_put(q, ") ORDER BY g.priority, g.id");
        return;
    }
    if (count) query_put(q, "goals g");
    else goal_select(f->ctx, q);
    bool loose = node->kind == MAP_LOOSE;
    if (loose) put_loose(f, q);
    else {
        put_at_top(q);
        put_seen(f, q, "g");
    }
    put_after(q, loose ? "g.due_on" : "g.priority", "g.id", after);
    /* Also when they are only counted: the order leads to the index. */
    query_put(q, loose ? " ORDER BY g.due_on, g.id" : " ORDER BY g.priority, g.id");
    if (count) return;
    query_limit(q, LIMIT_MAP_LEVEL + 1);
}

/* A part of a level, in its order, and how much more there is. */
static void add_window(struct find *f, int up, struct goal *goals)
{
    int64_t after = 0;
    if (!read_after(f, f->m->nodes[up].key, &after)) return;
    struct query q = query_new(f->ctx, "");
    window_query(f, &q, &f->m->nodes[up], after, false);
    int n = goal_read_rows(f->ctx, query_rows(f->ctx, &q), goals, LIMIT_MAP_LEVEL + 1);
    bool more = n > LIMIT_MAP_LEVEL;
    if (more) n = LIMIT_MAP_LEVEL;
    if (after) note_before(f, up);
    for (int i = 0; i < n; i++) goal_add(f, up, &goals[i], !f->m->filtered);
    if (!more) return;
    struct query rest = query_new(f->ctx, "");
    window_query(f, &rest, &f->m->nodes[up], goals[n - 1].id, true);
    note_more(f, up, goals[n - 1].id, counted(f, &rest));
}

static bool pin_belongs(const struct goal *g, const struct map_node *up)
{
    if (up->kind == MAP_MISSION) return g->serves.n == 0 && g->level == LEVEL_ORGANISATION;
    if (up->kind == MAP_LOOSE) return g->serves.n == 0 && g->level != LEVEL_ORGANISATION;
    for (int i = 0; i < g->serves.n; i++)
        if (g->serves.at[i] == up->goal_id) return true;
    return false;
}

static void add_pins(struct find *f, int up)
{
    for (int i = 0; i < f->pins.n; i++)
        if (pin_belongs(&f->pins.at[i], &f->m->nodes[up])) goal_add(f, up, &f->pins.at[i], f->pins.fits[i]);
}

static bool any_loose_pin(const struct find *f)
{
    struct map_node loose = {.kind = MAP_LOOSE};
    for (int i = 0; i < f->pins.n; i++)
        if (pin_belongs(&f->pins.at[i], &loose)) return true;
    return false;
}

/* Goals that serve nothing hang from the head too, closed, so that they are never out of sight. */
static void add_loose(struct find *f, int head)
{
    bool finding = f->m->filtered;
    if (!finding) {
        struct query q = query_new(f->ctx, "");
        struct map_node loose = {.kind = MAP_LOOSE};
        window_query(f, &q, &loose, 0, true);
        f->loose = counted(f, &q);
    }
    if (finding ? !any_loose_pin(f) : f->loose == 0) return;
    struct map_node *node = node_add(f->m, head, MAP_LOOSE);
    if (!node) return;
    node->key = STR("loose");
    node->count = node->children = f->loose;
    node->open = f->loose_open || finding;
    node->serves_nothing = true;
}

static void expand(struct find *f, int at, struct goal *goals)
{
    struct map_node *node = &f->m->nodes[at];
    if (node->kind == MAP_BEFORE || node->kind == MAP_MORE) return;
    if (node->kind == MAP_GOAL) node->open = is_open(f, node->goal_id);
    if (node->kind == MAP_MISSION) node->open = true;
    bool window = node->open && (node->kind == MAP_GOAL || !f->m->filtered);
    if (window) add_window(f, at, goals);
    if (node->open || f->m->filtered) add_pins(f, at);
    if (node->kind != MAP_MISSION) return;
    if (f->more_after) note_more(f, at, f->more_after, 0);
    add_loose(f, at);
}

/* Of those it serves, the first that is open carries it. Goals have no circles, so this makes none. */
static void move_to_first(struct map *m)
{
    for (int i = 1; i < m->n; i++) {
        struct map_node *node = &m->nodes[i];
        for (int k = 0; node->kind == MAP_GOAL && node->serves.n > 1 && k < node->serves.n; k++) {
            int up = map_node_of(m, node->serves.at[k]);
            if (up < 0 || (!m->nodes[up].open && !m->filtered)) continue;
            node->up = up;
            break;
        }
    }
}

/* ---- the head ---- */

static bool add_focus(struct find *f)
{
    int64_t focus = f->m->ask.focus;
    pin(f, &focus, 1);
    if (failed(f->ctx)) return false;
    const struct goal *found = pin_of(f, focus);
    if (!found) return fail(f->ctx, 404, "This goal does not exist, or you cannot see it.");
    struct goal g = *found;
    f->pins.n = 0;
    pin(f, &focus, 1);
    pin_ways(f);
    int n = f->pins.n - 1;
    struct goal *way = arena_many(f->ctx->arena, struct goal, n + 1);
    for (int i = 0; i < n; i++) way[i] = f->pins.at[n - i];
    f->m->path = (struct list){way, n, true};
    f->pins.n = 0;
    goal_add(f, -1, &g, !f->m->filtered);
    return true;
}

static void add_mission(struct find *f)
{
    struct map_node *node = node_add(f->m, -1, MAP_MISSION);
    node->key = STR("mission");
    node->width = 2 * MAP_NODE_WIDTH + 20;
}

bool map_find(struct ctx *ctx, struct map *m)
{
    struct find f = {.ctx = ctx, .m = m};
    m->nodes = arena_many(ctx->arena, struct map_node, LIMIT_MAP_NODES);
    f.pins.at = arena_many(ctx->arena, struct goal, PINS_MOST + 1);
    f.pins.fits = arena_many(ctx->arena, bool, PINS_MOST + 1);
    f.open = arena_many(ctx->arena, int64_t, LIMIT_MAP_OPEN);
    struct goal *goals = arena_many(ctx->arena, struct goal, LIMIT_MAP_LEVEL + 1);
    if (!read_open(&f)) return false;
    if (m->ask.focus) {
        if (!add_focus(&f)) return false;
    } else {
        add_mission(&f);
        if (m->filtered) find_fitting(&f);
        else if (!m->ask.open.given) open_my_place(&f);
    }
    pin(&f, f.open, f.n_open);
    for (int i = 0; i < m->n && !failed(ctx); i++) expand(&f, i, goals);
    move_to_first(m);
    if (m->filtered) mark_fitting(&f);
    return !failed(ctx);
}
