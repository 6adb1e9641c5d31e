/* How suggested and chosen media differ, and how long it takes until something is talked over: over the last three full
 * months, so that two looks cannot be subtracted, and only where five people or more stand behind a row, and behind
 * what is left out. */
#include "app/raise/raise_part.h"

#include "base/limits.h"

#include <stdlib.h>

#define ITEMS_MOST 20000 /* the newest; reading them stays quick */
#define MONTHS 3

struct raise_figure {
    int suggested;
    int64_t items, followed, people;
    int64_t note, chat, call, meeting, now; /* as chosen */
    int64_t hours;                          /* median until it was talked over */
};

#define F(member) offsetof(struct raise_figure, member)
#define CHOSEN(name)                                                                                                   \
    {                                                                                                                  \
#name, FIELD_INT, F(name), FIELD_READ_ONLY, .doc = "How often this medium was chosen."                         \
    }

static const struct field figure_fields[] = {
    {"suggested", FIELD_CHOICE, F(suggested), FIELD_READ_ONLY, .choices = medium_choices, .doc = "What was advised."},
    {"items", FIELD_INT, F(items), FIELD_READ_ONLY, .doc = "How often."},
    {"followed", FIELD_INT, F(followed), FIELD_READ_ONLY, .doc = "How often the same was chosen."},
    {"people", FIELD_INT, F(people), FIELD_READ_ONLY, .doc = "How many people raised them; never fewer than five."},
    CHOSEN(note),
    CHOSEN(chat),
    CHOSEN(call),
    CHOSEN(meeting),
    CHOSEN(now),
    {"hours", FIELD_INT, F(hours), FIELD_READ_ONLY | FIELD_NULL,
     .doc = "The median time until they were talked over; null with fewer than five such."},
    {0},
};
static const struct resource figure_resource = {.name = "raise_figure",
                                                .size = sizeof(struct raise_figure),
                                                .fields = figure_fields,
                                                .doc = "What was advised, and what was chosen."};

struct raise_figures {
    int32_t from, until;
    struct list rows;
    bool left_out;
};

#define R(member) offsetof(struct raise_figures, member)

static const struct field figures_fields[] = {
    {"from", FIELD_DATE, R(from), FIELD_READ_ONLY, .doc = "The first day."},
    {"until", FIELD_DATE, R(until), FIELD_READ_ONLY, .doc = "The last day: the end of last month."},
    {"rows", FIELD_LIST, R(rows), FIELD_READ_ONLY, .of = &figure_resource,
     .doc = "A row for each medium that was advised, where five people or more are behind it."},
    {"left_out", FIELD_BOOL, R(left_out), FIELD_READ_ONLY, .doc = "Rows with fewer people are left out."},
    {0},
};
const struct resource raise_figures_resource = {.name = "raise_figures",
                                                .size = sizeof(struct raise_figures),
                                                .fields = figures_fields,
                                                .doc = "How suggested and chosen media differ."};

struct item {
    int suggested, chosen;
    int64_t from, took; /* INT64_MAX: not yet */
};

static int by_person(const void *a, const void *b)
{
    const struct item *x = a, *y = b;
    if (x->suggested != y->suggested) return x->suggested - y->suggested;
    return (x->from > y->from) - (x->from < y->from);
}

static int by_time(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* All with the same advice, sorted by who raised them. */
static struct raise_figure figure_of(struct ctx *ctx, const struct item *items, int n)
{
    struct raise_figure f = {.suggested = items[0].suggested, .items = n, .hours = INT64_MIN};
    int64_t *chosen[MEDIA] = {&f.note, &f.chat, &f.call, &f.meeting, &f.now};
    int64_t *took = arena_many(ctx->arena, int64_t, n);
    int answered = 0;
    for (int i = 0; i < n; i++) {
        if (i == 0 || items[i].from != items[i - 1].from) f.people++;
        if (items[i].chosen == f.suggested) f.followed++;
        ++*chosen[items[i].chosen];
        if (items[i].took != INT64_MAX) took[answered++] = items[i].took;
    }
    if (answered < LIMIT_GROUP_LEAST) return f;
    qsort(took, (size_t)answered, sizeof *took, by_time);
    f.hours = (took[answered / 2] + MS_HOUR / 2) / MS_HOUR;
    return f;
}

/* Rows with fewer than five people go; and when those that go have fewer than five together, the least of the others
 * goes with them, so that nobody finds them by subtracting. */
static void leave_out(struct raise_figures *all)
{
    struct raise_figure *rows = all->rows.at;
    int64_t gone = 0;
    int n = 0;
    for (int i = 0; i < all->rows.n; i++) {
        if (rows[i].people < LIMIT_GROUP_LEAST)
            gone = rows[i].people > gone ? rows[i].people : gone; /* may be the same */
        else rows[n++] = rows[i];
    }
    all->left_out = n < all->rows.n;
    if (all->left_out && gone < LIMIT_GROUP_LEAST && n > 0) {
        int least = 0;
        for (int i = 1; i < n; i++)
            if (rows[i].people < rows[least].people) least = i;
        for (int i = least; i + 1 < n; i++) rows[i] = rows[i + 1];
        n--;
    }
    all->rows.n = n;
}

static int32_t month_start(int32_t day, int back)
{
    int year, month, first;
    date_to_ymd(day, &year, &month, &first);
    month -= back;
    if (month < 1) month += 12, year--;
    return date_from_ymd(year, month, 1);
}

bool raise_figures_show(struct ctx *ctx)
{
    struct item *items = arena_many(ctx->arena, struct item, ITEMS_MOST);
    struct raise_figures all = {.rows = {arena_many(ctx->arena, struct raise_figure, MEDIA), 0, true}};
    int32_t end = month_start(zone_date(STR("UTC"), ctx->now), 0);
    int n = 0;
    all.from = month_start(end, MONTHS);
    all.until = end - 1;
    struct db_rows *rows = db_query(ctx,
                                    "SELECT suggested, chosen, from_id, answered_at - created_at FROM raised_items"
                                    " WHERE created_at >= $1 AND created_at < $2 ORDER BY created_at DESC, id DESC"
                                    " LIMIT $3",
                                    db_int(zone_instant(STR("UTC"), all.from, 0)),
                                    db_int(zone_instant(STR("UTC"), end, 0)), db_int(ITEMS_MOST));
    while (n < ITEMS_MOST && db_next(rows)) {
        int64_t took = db_col_maybe(rows, 3);
        items[n++] = (struct item){choice_of(medium_choices, db_col_text(rows, 0)),
                                   choice_of(medium_choices, db_col_text(rows, 1)), db_col_int(rows, 2),
                                   took == INT64_MIN ? INT64_MAX : took};
    }
    db_close(rows);
    qsort(items, (size_t)n, sizeof *items, by_person);
    for (int i = 0, to; i < n; i = to) {
        for (to = i; to < n && items[to].suggested == items[i].suggested;) to++;
        ((struct raise_figure *)all.rows.at)[all.rows.n++] = figure_of(ctx, &items[i], to - i);
    }
    leave_out(&all);
    struct json_out w = json_out_new(ctx->arena, 1024);
    resource_write(&w, &raise_figures_resource, &all);
    return !failed(ctx) && reply_json(ctx, 200, &w);
}
