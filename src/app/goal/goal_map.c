/* The goal map: the mission at the head, the goals below it, opened at the asker's place, with coordinates. One reply
 * is both the tree for reading (nodes in a reader's order, each with its depth and place) and the map for the shape. */
#include "app/goal/goal_map.h"

#include "app/mission.h"
#include "app/score.h"
#include "base/limits.h"

#define A(member) offsetof(struct map_ask, member)
#define F(member) offsetof(struct map_ask, filter.member)

static const struct field ask_fields[] = {
    {"focus", FIELD_ID, A(focus), 0, .doc = "The goal at the head, in place of the mission."},
    {"open", FIELD_LINES, A(open), 0, 0, LIMIT_MAP_OPEN,
     .doc = "What is open: numbers of goals, \"loose\" for the goals that serve nothing, or \"none\". Without it (and "
            "without focus and filter) the way to one's own first goals is open."},
    {"after", FIELD_LINES, A(after), 0, 0, LIMIT_MAP_OPEN,
     .doc = "Further parts of wide levels, as a node of kind \"more\" names them in its \"after\"."},
    {"closed", FIELD_BOOL, A(closed), 0, .doc = "Closed goals too."},
    GOAL_FILTER_FIELDS(F),
    {0},
};
const struct resource goal_map_ask_resource = {
    .name = "goal_map_ask", .size = sizeof(struct map_ask), .fields = ask_fields};

static const char *const map_kinds[] = {"mission", "before", "goal", "more", "loose", NULL};

#define N(member) offsetof(struct map_node, member)
#define OF_GOAL (FIELD_READ_ONLY | FIELD_NULL)

static const struct field node_fields[] = {
    {"key", FIELD_LINE, N(key), FIELD_READ_ONLY, .doc = "Names the node within the map: a goal's number, or a word."},
    {"kind", FIELD_CHOICE, N(kind), FIELD_READ_ONLY, .choices = map_kinds,
     .doc = "The mission, a goal, \"loose\": the head of the goals that serve nothing, \"more\" and \"before\": the "
            "rest of a wide level."},
    {"parent", FIELD_LINE, N(parent), OF_GOAL, .doc = "The key of the node above; null for the head."},
    {"goal_id", FIELD_ID, N(goal_id), OF_GOAL, .doc = "The goal."},
    {"title", FIELD_LINE, N(title), OF_GOAL, .doc = "Its title."},
    {"level", FIELD_CHOICE, N(level), OF_GOAL, .choices = goal_levels, .doc = "Whose goal it is."},
    {"state", FIELD_CHOICE, N(state), OF_GOAL, .choices = goal_states, .doc = "Where it stands."},
    {"outcome", FIELD_CHOICE, N(outcome), OF_GOAL, .choices = goal_outcomes, .doc = "How it ended."},
    {"owner_id", FIELD_ID, N(owner_id), OF_GOAL, .doc = "Who owns it."},
    {"owner_name", FIELD_LINE, N(owner_name), OF_GOAL, .doc = "Their name."},
    {"team_id", FIELD_ID, N(team_id), OF_GOAL, .doc = "The team."},
    {"team_name", FIELD_LINE, N(team_name), OF_GOAL, .doc = "The team's name."},
    {"due_on", FIELD_DATE, N(due_on), OF_GOAL, .doc = "The day it is due."},
    {"score", FIELD_DECIMAL, N(score), OF_GOAL, .doc = "Measured against the criteria."},
    {"pace", FIELD_CHOICE, N(pace), OF_GOAL, .choices = pace_choices, .doc = "The score against the expected one."},
    {"confidence", FIELD_CHOICE, N(confidence), OF_GOAL, .choices = goal_confidences,
     .doc = "What the owner believes."},
    {"stale", FIELD_BOOL, N(stale), FIELD_READ_ONLY, .doc = "No check-in for longer than the rhythm and its grace."},
    {"serves_nothing", FIELD_BOOL, N(serves_nothing), FIELD_READ_ONLY,
     .doc = "It serves no other goal, and is not one of the organisation."},
    {"serves", FIELD_IDS, N(serves), FIELD_READ_ONLY, .doc = "The goals that it serves, the first one first."},
    {"children", FIELD_INT, N(children), FIELD_READ_ONLY, .doc = "How many goals serve it, of those the map shows."},
    {"open", FIELD_BOOL, N(open), FIELD_READ_ONLY, .doc = "What serves it is shown."},
    {"fits", FIELD_BOOL, N(fits), FIELD_READ_ONLY, .doc = "It fits the filter; else it is there for the way alone."},
    {"count", FIELD_INT, N(count), FIELD_READ_ONLY,
     .doc = "Of more and loose: how many, counted up to 1,000; 0 when that is not known."},
    {"after", FIELD_LINE, N(after), OF_GOAL, .doc = "Of more: what to ask for as \"after\" to see the next part."},
    {"depth", FIELD_INT, N(depth), FIELD_READ_ONLY, .doc = "How far below the head."},
    {"place", FIELD_INT, N(place), FIELD_READ_ONLY, .doc = "Its place among those below the same node, from 1."},
    {"of", FIELD_INT, N(of), FIELD_READ_ONLY, .doc = "How many stand there."},
    {"x", FIELD_INT, N(x), FIELD_READ_ONLY, .doc = "Its left end."},
    {"y", FIELD_INT, N(y), FIELD_READ_ONLY, .doc = "Its upper end."},
    {"width", FIELD_INT, N(width), FIELD_READ_ONLY, .doc = "How wide it is."},
    {"stacked", FIELD_BOOL, N(stacked), FIELD_READ_ONLY, .doc = "It stands in a column, tied to its left side."},
    {0},
};
static const struct resource node_resource = {.name = "goal_map_node",
                                              .size = sizeof(struct map_node),
                                              .fields = node_fields,
                                              .doc = "What stands at one place of the goal map."};

static const struct field also_fields[] = {
    {"from", FIELD_LINE, offsetof(struct map_also, from), FIELD_READ_ONLY, .doc = "The goal that serves."},
    {"to", FIELD_LINE, offsetof(struct map_also, to), FIELD_READ_ONLY, .doc = "The goal that it serves too."},
    {0},
};
static const struct resource also_resource = {
    .name = "goal_map_also", .size = sizeof(struct map_also), .fields = also_fields, .doc = "A further edge."};

static const struct field step_fields[] = {
    {"id", FIELD_ID, offsetof(struct goal, id), FIELD_READ_ONLY, .doc = "The goal's number."},
    {"title", FIELD_LINE, offsetof(struct goal, title), FIELD_READ_ONLY, .doc = "Its title."},
    {0},
};
static const struct resource step_resource = {
    .name = "goal_map_step", .size = sizeof(struct goal), .fields = step_fields, .doc = "A goal on the way up."};

struct shown {
    struct list nodes, also, path;
    struct str here;
    bool filtered, cut;
    int64_t width, height, node_height;
};

#define S(member) offsetof(struct shown, member)

static const struct field map_fields[] = {
    {"nodes", FIELD_LIST, S(nodes), FIELD_READ_ONLY, .of = &node_resource,
     .doc = "As a reader meets them: each before those below it. Beside them \"mission\", with its text, or null."},
    {"also", FIELD_LIST, S(also), FIELD_READ_ONLY, .of = &also_resource,
     .doc = "Goals that serve several are shown once; the edges to the others that are shown."},
    {"path", FIELD_LIST, S(path), FIELD_READ_ONLY, .of = &step_resource,
     .doc = "With a focus: the goals it serves, from the top down."},
    {"here", FIELD_LINE, S(here), OF_GOAL, .doc = "The key of the asker's own place, where the map opened at it."},
    {"filtered", FIELD_BOOL, S(filtered), FIELD_READ_ONLY, .doc = "A filter was given."},
    {"cut", FIELD_BOOL, S(cut), FIELD_READ_ONLY, .doc = "More is open than one map shows; the rest was left out."},
    {"width", FIELD_INT, S(width), FIELD_READ_ONLY, .doc = "How wide the whole is."},
    {"height", FIELD_INT, S(height), FIELD_READ_ONLY, .doc = "How high the whole is."},
    {"node_height", FIELD_INT, S(node_height), FIELD_READ_ONLY, .doc = "How high each node is."},
    {0},
};
const struct resource goal_map_resource = {
    .name = "goal_map", .size = sizeof(struct shown), .fields = map_fields, .doc = "A part of the goals, laid out."};

/* ---- the reply ---- */

static bool is_filtered(const struct goal_filter *f)
{
    return f->owner_id || f->team_id || f->period_id || f->supporter_id || f->state >= 0 || f->level >= 0 ||
           f->confidence >= 0 || f->serves_nothing || f->stale || !str_empty(f->q);
}

static struct list nodes_in_order(struct ctx *ctx, struct map *m)
{
    struct map_node *nodes = arena_many(ctx->arena, struct map_node, m->n + 1);
    for (int i = 0; i < m->n; i++) {
        nodes[i] = m->nodes[m->order[i]];
        if (nodes[i].up >= 0) nodes[i].parent = m->nodes[nodes[i].up].key;
    }
    return (struct list){nodes, m->n, true};
}

static struct list further_edges(struct ctx *ctx, const struct map *m)
{
    struct map_also *also = arena_many(ctx->arena, struct map_also, (size_t)m->n * LIMIT_GOAL_PARENTS + 1);
    int n = 0;
    for (int i = 0; i < m->n; i++) {
        const struct map_node *node = &m->nodes[i];
        for (int k = 0; k < node->serves.n; k++) {
            int to = map_node_of(m, node->serves.at[k]);
            if (to >= 0 && to != node->up) also[n++] = (struct map_also){node->key, m->nodes[to].key};
        }
    }
    return (struct list){also, n, true};
}

bool goal_map(struct ctx *ctx)
{
    struct map m = {0};
    if (!resource_read_query(ctx, &goal_map_ask_resource, &m.ask)) return false;
    m.filtered = is_filtered(&m.ask.filter);
    if (m.ask.filter.state == STATE_CLOSED) m.ask.closed = true;
    m.ask.filter.not_closed = !m.ask.closed;
    if (!map_find(ctx, &m)) return false;
    map_link(ctx->arena, &m);
    map_lay_out(ctx->arena, &m);
    struct shown shown = {.nodes = nodes_in_order(ctx, &m),
                          .also = further_edges(ctx, &m),
                          .path = m.path,
                          .here = m.here,
                          .filtered = m.filtered,
                          .cut = m.cut,
                          .width = m.width,
                          .height = m.height,
                          .node_height = MAP_NODE_HEIGHT};
    struct json_out w = json_out_new(ctx->arena, 65536);
    json_begin_object(&w);
    json_key(&w, "mission");
    mission_json(ctx, &w);
    resource_write_members(&w, &goal_map_resource, &shown);
    json_end_object(&w);
    return !failed(ctx) && reply_json(ctx, 200, &w);
}
