/* The acts of the demonstration, each through the verb that a person's own act goes through. */
#include "app/answer.h"
#include "app/checkin.h"
#include "app/criterion.h"
#include "app/demo/demo_part.h"
#include "app/goal/goal_part.h"
#include "app/step.h"
#include "base/log.h"

#include <string.h>

/* ---- numbers in rows ---- */

static int64_t number_of(struct str word)
{
    int64_t value = 0;
    BUG_IF(!decimal_parse(word, &value, NULL));
    return value;
}

/* The word at this place, counted from 0; none past the last. */
static struct str word_at(const char *text, int place)
{
    struct str rest = str_of(text), word = STR_NONE;
    for (int i = 0; i <= place; i++)
        if (!str_split(&rest, ' ', &word)) return STR_NONE;
    return word;
}

static int person_of(const struct demo *d, int64_t id)
{
    for (int i = 0; i < demo_people_count; i++)
        if (d->people[i] == id) return i;
    BUG("this person does not act in the demonstration");
}

static bool goal_now(struct demo *d, const struct demo_goal *g, struct goal *out)
{
    return resource_find(d->ctx, &goal_resource, g->id, out);
}

/* Whoever owns it by now acts. */
static bool as_owner(struct demo *d, const struct demo_act *act)
{
    struct goal now;
    if (!goal_now(d, act->goal, &now)) return false;
    demo_as(d, person_of(d, now.owner_id), act->at);
    return true;
}

/* ---- writing it down ---- */

static bool add_criterion(struct demo *d, struct demo_goal *g, int place)
{
    const struct demo_line *row = &g->rows[place];
    struct criterion c;
    resource_clear(&criterion_resource, &c);
    c.statement = str_of(row->text);
    c.unit = str_of(row->more);
    c.kind = row->a;
    c.weight = DECIMAL_ONE;
    if (row->scale) {
        c.start = number_of(word_at(row->scale, 0));
        c.good = number_of(word_at(row->scale, 1));
        c.excellent = number_of(word_at(row->scale, 2));
    }
    for (int i = place + 1; i < g->n && g->rows[i].word != W_CRITERION; i++) {
        if (g->rows[i].word == W_MEANS) {
            c.good_means = str_of(g->rows[i].text);
            c.excellent_means = str_of(g->rows[i].more);
        }
        if (g->rows[i].word == W_PARTS) {
            struct str rest = str_of(g->rows[i].text), line;
            c.milestones = (struct lines){.at = arena_many(d->ctx->arena, struct str, 8), .given = true};
            while (c.milestones.n < 8 && str_split(&rest, '\n', &line)) c.milestones.at[c.milestones.n++] = line;
        }
    }
    BUG_IF(g->n_criteria == DEMO_CRITERIA);
    if (!criterion_add(d->ctx, g->id, &c)) return false;
    g->criteria[g->n_criteria++] = c.id;
    return true;
}

static void describe(struct demo *d, const struct demo_goal *g, struct goal *out)
{
    int64_t *serves = arena_many(d->ctx->arena, int64_t, DEMO_SERVES);
    int n = 0;
    for (int i = 0; i < g->n; i++) {
        const struct demo_line *row = &g->rows[i];
        if (row->word == W_WHY) out->why = str_of(row->text);
        if (row->word == W_LEAVES) out->leaves_out = str_of(row->text);
        if (row->word == W_COUNTS) out->counts_serving = true;
        if (row->word == W_SERVES && n < DEMO_SERVES) serves[n++] = demo_goal_named(d, row->text)->id;
    }
    out->serves = (struct ids){serves, n, true};
}

bool demo_play_create(struct demo *d, const struct demo_act *act)
{
    struct demo_goal *g = act->goal;
    struct ctx *ctx = demo_as(d, act->person, act->at);
    struct goal new;
    resource_clear(&goal_resource, &new);
    new.title = str_of(g->head->text);
    new.level = g->head->a;
    new.owner_id = d->people[g->owner];
    if (g->head->more) new.team_id = d->teams[demo_team_named(g->head->more)];
    new.period_id = d->periods[g->period];
    new.starts_on = d->starts[g->period];
    new.due_on = d->ends[g->period] - (g->head->a == LEVEL_PERSON ? 3 * (g->number % 4) : 0);
    describe(d, g, &new);
    if (!goal_create(ctx, &new)) return false;
    g->id = new.id;
    for (int i = 0; i < g->n; i++)
        if (g->rows[i].word == W_CRITERION && !add_criterion(d, g, i)) return false;
    return true;
}

/* Without the rights of a command: what somebody writes for another person waits for that person. */
bool demo_play_propose(struct demo *d, const struct demo_act *act)
{
    struct ctx *ctx = demo_as(d, act->person, act->at);
    ctx->actor.system = false;
    return goal_propose(ctx, act->goal->id);
}

/* ---- agreeing ---- */

/* Whoever it waits for says that it is aligned; nobody, when it is active already. */
bool demo_play_answer(struct demo *d, const struct demo_act *act)
{
    struct goal now;
    if (!goal_now(d, act->goal, &now)) return false;
    if (now.state != STATE_PROPOSED || !now.waits_for) return true;
    struct ctx *ctx = demo_as(d, person_of(d, now.waits_for), act->at);
    bool offers = act->row && now.waits_for != now.owner_id;
    return answer_give(ctx, now.id, 0, offers ? ANSWER_OFFER : ANSWER_ALIGNED,
                       offers ? str_of(act->row->text) : STR_NONE);
}

bool demo_play_ask(struct demo *d, const struct demo_act *act)
{
    struct goal now;
    if (!goal_now(d, act->goal, &now)) return false;
    if (now.state != STATE_PROPOSED || !now.waits_for || now.waits_for == now.owner_id) return true;
    struct ctx *ctx = demo_as(d, person_of(d, now.waits_for), act->at);
    return answer_give(ctx, now.id, 0, (enum answer_kind)act->row->a, str_of(act->row->text));
}

bool demo_play_reply(struct demo *d, const struct demo_act *act)
{
    struct ctx *ctx = demo_as(d, act->person, act->at);
    int64_t answer = answer_unreplied(ctx, act->goal->id);
    return !answer || answer_reply(ctx, answer, str_of(act->row->more));
}

bool demo_play_silence(struct demo *d, const struct demo_act *act)
{
    struct ctx *ctx = demo_as(d, act->person, act->at);
    ctx->actor.person_id = 0;
    while (goal_activate_unanswered(ctx)) continue;
    return !failed(ctx);
}

/* ---- along the way ---- */

/* The value of each criterion at this turn, as the W_RUN after it says. */
static int values_at(const struct demo_goal *g, int turn, int turns, struct checkin_value *out)
{
    int n = 0, criterion = -1;
    for (int i = 0; i < g->n; i++) {
        if (g->rows[i].word == W_CRITERION) criterion++;
        if (g->rows[i].word != W_RUN) continue;
        struct str value = word_at(g->rows[i].text, turns - 1 - turn);
        if (str_empty(value) || str_is(value, "-")) continue;
        out[n++] = (struct checkin_value){.criterion_id = g->criteria[criterion], .value = number_of(value)};
    }
    return n;
}

static const char *sure_of(const struct demo_goal *g)
{
    for (int i = 0; i < g->n; i++)
        if (g->rows[i].word == W_SURE) return g->rows[i].text;
    return "";
}

static int confidence_of(char mark)
{
    return mark == '!' ? CONFIDENCE_OFF_TRACK : mark == '~' ? CONFIDENCE_AT_RISK : CONFIDENCE_ON_TRACK;
}

bool demo_play_checkin(struct demo *d, const struct demo_act *act)
{
    struct demo_goal *g = act->goal;
    struct checkin_value values[DEMO_CRITERIA];
    struct checkin c;
    resource_clear(&checkin_resource, &c);
    c.confidence = confidence_of(sure_of(g)[act->turns - 1 - act->turn]);
    c.values = (struct list){values, values_at(g, act->turn, act->turns, values), true};
    for (int i = 0; i < g->n; i++)
        if (g->rows[i].word == W_SAY && g->rows[i].a == act->turn) {
            c.moved = str_of(g->rows[i].text);
            c.next = str_of(g->rows[i].more);
            c.in_the_way = str_of(g->rows[i].third);
        }
    BUG_IF(act->turn >= DEMO_TURNS);
    if (!as_owner(d, act) || !checkin_write(d->ctx, g->id, &c)) return false;
    g->checkins[act->turn] = c.id;
    return true;
}

bool demo_play_fix(struct demo *d, const struct demo_act *act)
{
    struct demo_goal *g = act->goal;
    const char *sure = sure_of(g);
    struct checkin_value value = {.criterion_id = g->criteria[0], .value = number_of(str_of(act->row->text))};
    struct checkin c;
    if (!g->checkins[act->turn]) return true; /* before the goal was active, in a short period */
    resource_clear(&checkin_resource, &c);
    c.corrects_id = g->checkins[act->turn];
    c.confidence = confidence_of(sure[(int)strlen(sure) - 1 - act->turn]);
    c.values = (struct list){&value, 1, true};
    c.moved = str_of(act->row->more);
    return as_owner(d, act) && checkin_write(d->ctx, g->id, &c);
}

static json_t *changes_of(struct demo *d, const struct demo_act *act, const struct goal *now)
{
    const struct demo_line *row = act->row;
    if (row->word == W_TITLE) return json_pack("{s:s}", "title", row->more);
    if (row->word == W_DUE) return json_pack("{s:s}", "due_on", date_print(d->ctx->arena, now->due_on + row->b).at);
    struct str good = word_at(row->scale, 0), excellent = word_at(row->scale, 1);
    return json_pack("{s:[{s:I,s:I,s:I}]}", "criteria", "id", (json_int_t)act->goal->criteria[0], "good",
                     (json_int_t)(number_of(good) / DECIMAL_ONE), "excellent",
                     (json_int_t)(number_of(excellent) / DECIMAL_ONE));
}

/* The supporter says something to a check-in, while the goal runs. */
bool demo_play_hear(struct demo *d, const struct demo_act *act)
{
    struct goal now;
    if (!goal_now(d, act->goal, &now)) return false;
    int64_t supporter = goal_supporter(d->ctx, &now), checkin = act->goal->checkins[act->turn];
    if (now.state != STATE_ACTIVE || !supporter || !checkin) return true;
    struct ctx *ctx = demo_as(d, person_of(d, supporter), act->at);
    return answer_give(ctx, now.id, checkin, (enum answer_kind)act->row->b, str_of(act->row->text));
}

bool demo_play_change(struct demo *d, const struct demo_act *act)
{
    struct goal now;
    int64_t change_id;
    if (!goal_now(d, act->goal, &now) || !as_owner(d, act)) return false;
    json_t *changes = changes_of(d, act, &now);
    BUG_IF(!changes);
    json_keep(d->ctx->arena, changes);
    return goal_change(d->ctx, now.id, str_of(act->row->text), changes, &change_id);
}

bool demo_play_hand_over(struct demo *d, const struct demo_act *act)
{
    return as_owner(d, act) && goal_hand_over(d->ctx, act->goal->id, d->people[demo_person_named(d, act->row->who)],
                                              str_of(act->row->text));
}

bool demo_play_step(struct demo *d, const struct demo_act *act)
{
    struct step s;
    resource_clear(&step_resource, &s);
    s.text = str_of(act->row->text);
    BUG_IF(act->turn >= DEMO_STEPS);
    if (!as_owner(d, act) || !step_add(d->ctx, act->goal->id, &s)) return false;
    act->goal->steps[act->turn] = s.id;
    return true;
}

bool demo_play_tick(struct demo *d, const struct demo_act *act)
{
    return as_owner(d, act) && step_tick(d->ctx, act->goal->steps[act->turn]);
}

bool demo_play_close(struct demo *d, const struct demo_act *act)
{
    return as_owner(d, act) &&
           goal_close(d->ctx, act->goal->id, (enum goal_outcome)act->row->a, str_of(act->row->text));
}
