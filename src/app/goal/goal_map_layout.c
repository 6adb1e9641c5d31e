/* Where the goals of the map stand: a tidy tree (Reingold and Tilford: a parent in the middle above its children,
 * subtrees as close as their outlines allow), with one addition: neighbours that are not opened stand in columns
 * instead of one long row, as in an organisation chart, so that a wide level stays one that can be read. Whole numbers,
 * no recursion. */
#include "app/goal/goal_map.h"

#include "base/limits.h"

#define ROW_PITCH 128
#define GAP 20
#define SPINE 20 /* on the left of a column, for the line that ties it to its parent */
#define ROWS_MOST (LIMIT_MAP_NODES + 8)

/* ---- the order ---- */

static bool stands_before(const struct map_node *a, const struct map_node *b)
{
    if (a->kind != b->kind) return a->kind < b->kind;
    if (a->rank != b->rank) return a->rank < b->rank;
    return a->goal_id < b->goal_id;
}

static void insert(struct map_node *nodes, int parent, int child)
{
    int *at = &nodes[parent].first;
    while (*at >= 0 && stands_before(&nodes[*at], &nodes[child])) at = &nodes[*at].next;
    nodes[child].next = *at;
    *at = child;
}

static void number_children(struct map_node *nodes, int parent)
{
    int64_t n = 0;
    for (int c = nodes[parent].first; c >= 0; c = nodes[c].next) {
        nodes[c].place = ++n;
        nodes[c].depth = nodes[parent].depth + 1;
        nodes[parent].last = c;
    }
    for (int c = nodes[parent].first; c >= 0; c = nodes[c].next) nodes[c].of = n;
}

void map_link(struct arena *a, struct map *m)
{
    struct map_node *nodes = m->nodes;
    m->order = arena_many(a, int, m->n + 1);
    for (int i = 0; i < m->n; i++) nodes[i].first = nodes[i].last = nodes[i].next = -1;
    for (int i = 0; i < m->n; i++)
        if (nodes[i].up >= 0) insert(nodes, nodes[i].up, i);
    nodes[0].place = nodes[0].of = 1;
    int n = 0, at = 0;
    while (at >= 0) {
        m->order[n++] = at;
        number_children(nodes, at);
        if (nodes[at].first >= 0) {
            at = nodes[at].first;
            continue;
        }
        while (at >= 0 && nodes[at].next < 0) at = nodes[at].up;
        if (at >= 0) at = nodes[at].next;
    }
}

/* ---- outlines ---- */

/* The left and right ends of what stands in each row, in the measure of who asked. */
struct outline {
    int64_t *left, *right;
    int rows;
};

static struct outline outline_new(struct arena *a, int room)
{
    return (struct outline){arena_many(a, int64_t, room), arena_many(a, int64_t, room), 0};
}

/* How far `next` has to move to the right to stand beside `all`. */
static int64_t clear_of(const struct outline *all, const struct outline *next)
{
    int64_t by = INT64_MIN;
    for (int r = 0; r < all->rows && r < next->rows; r++) {
        int64_t need = all->right[r] + GAP - next->left[r];
        if (need > by) by = need;
    }
    return by == INT64_MIN ? 0 : by;
}

static void outline_add(struct outline *all, const struct outline *next, int64_t by)
{
    for (int r = 0; r < next->rows; r++) {
        if (r >= all->rows) all->left[r] = next->left[r] + by;
        all->right[r] = next->right[r] + by;
    }
    if (next->rows > all->rows) all->rows = next->rows;
}

/* ---- what stands below one node ---- */

static bool is_leaf(const struct map_node *node)
{
    return node->first < 0;
}

/* As high as a run of `n` closed nodes is stacked. */
static int stack_rows(int n)
{
    int rows = 1;
    while (rows * rows < n) rows++;
    return n <= 3 ? n : rows;
}

struct below {
    struct map_node *nodes;
    struct outline all;  /* of what has been placed, its first row being the children's */
    int64_t first, last; /* the middles of the outermost */
    int placed;
};

static void note_middle(struct below *b, const struct map_node *node)
{
    int64_t middle = node->beside + node->width / 2;
    if (b->placed++ == 0) b->first = middle;
    b->last = middle;
}

static void place_column(struct below *b, int from, int rows, bool stacked)
{
    int64_t left[ROWS_MOST], right[ROWS_MOST];
    struct outline column = {left, right, rows};
    for (int r = 0; r < rows; r++) {
        left[r] = stacked ? -SPINE : 0;
        right[r] = MAP_NODE_WIDTH;
    }
    int64_t by = clear_of(&b->all, &column);
    outline_add(&b->all, &column, by);
    for (int r = 0; r < rows; r++, from = b->nodes[from].next) {
        b->nodes[from].beside = by;
        b->nodes[from].row = r;
        b->nodes[from].stacked = stacked;
        if (r == 0) note_middle(b, &b->nodes[from]);
    }
}

/* From `from` on as many as are closed; gives the one after them. */
static int place_run(struct below *b, int from)
{
    int n = 0, after = from;
    while (after >= 0 && is_leaf(&b->nodes[after])) after = b->nodes[after].next, n++;
    int rows = stack_rows(n);
    while (n > 0) {
        int some = n < rows ? n : rows;
        place_column(b, from, some, rows > 1);
        for (int i = 0; i < some; i++) from = b->nodes[from].next;
        n -= some;
    }
    return after;
}

static int place_subtree(struct below *b, const struct outline *outlines, int child)
{
    int64_t by = clear_of(&b->all, &outlines[child]);
    outline_add(&b->all, &outlines[child], by);
    b->nodes[child].beside = by;
    b->nodes[child].row = 0;
    note_middle(b, &b->nodes[child]);
    return b->nodes[child].next;
}

/* The outline of a node and all below it, in the measure of the node's own left end. */
static void settle(struct arena *a, struct map_node *nodes, struct outline *outlines, int at)
{
    struct map_node *node = &nodes[at];
    struct below b = {.nodes = nodes, .all = outline_new(a, ROWS_MOST)};
    for (int c = node->first; c >= 0;) c = is_leaf(&nodes[c]) ? place_run(&b, c) : place_subtree(&b, outlines, c);
    int64_t mine = b.placed ? (b.first + b.last) / 2 - node->width / 2 : 0;
    for (int c = node->first; c >= 0; c = nodes[c].next) nodes[c].beside -= mine;
    struct outline *o = &outlines[at];
    *o = outline_new(a, b.all.rows + 1);
    o->rows = b.all.rows + 1;
    o->left[0] = 0;
    o->right[0] = node->width;
    for (int r = 0; r < b.all.rows; r++) {
        o->left[r + 1] = b.all.left[r] - mine;
        o->right[r + 1] = b.all.right[r] - mine;
    }
}

/* ---- the whole ---- */

void map_lay_out(struct arena *a, struct map *m)
{
    struct outline *outlines = arena_many(a, struct outline, m->n);
    for (int i = m->n - 1; i >= 0; i--)
        if (!is_leaf(&m->nodes[m->order[i]]) || m->order[i] == 0) settle(a, m->nodes, outlines, m->order[i]);
    const struct outline *all = &outlines[0];
    int64_t least = 0, most = 0;
    for (int r = 0; r < all->rows; r++) {
        if (all->left[r] < least) least = all->left[r];
        if (all->right[r] > most) most = all->right[r];
    }
    for (int i = 0; i < m->n; i++) {
        struct map_node *node = &m->nodes[m->order[i]];
        const struct map_node *up = node->up < 0 ? NULL : &m->nodes[node->up];
        node->row = up ? up->row + 1 + node->row : 0;
        node->x = up ? up->x + node->beside : -least;
        node->y = node->row * ROW_PITCH;
    }
    m->width = most - least;
    m->height = all->rows ? (all->rows - 1) * ROW_PITCH + MAP_NODE_HEIGHT : 0;
}
