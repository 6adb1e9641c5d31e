/* Which medium fits, and why: by the framework's matrix of importance and urgency. Conveying goes well in writing,
 * coming to one mind in speech (Dennis, Fuller and Valacich, "Media, tasks, and communication processes", MIS Quarterly
 * 32, 2008), and bad news is not written down at somebody: never below a call. */
#include "app/raise/raise_part.h"

#include "app/permission.h"
#include "app/person.h"
#include "kernel/language.h"

#define REASONS_MOST 4

const char *const medium_choices[] = {"note", "chat", "call", "meeting", "now", NULL};

enum medium raise_medium(const struct framework *f, int importance, int urgency, bool bad_news)
{
    const int matrix[2][2] = {{f->medium_low_low, f->medium_low_high}, {f->medium_high_low, f->medium_high_high}};
    enum medium m = (enum medium)matrix[importance == WEIGHT_HIGH][urgency == WEIGHT_HIGH];
    return bad_news && m < MEDIUM_CALL ? MEDIUM_CALL : m;
}

struct medium_ask {
    int importance, urgency;
    bool bad_news;
};

#define A(member) offsetof(struct medium_ask, member)

static const struct field ask_fields[] = {
    {"importance", FIELD_CHOICE, A(importance), 0, .choices = weight_choices, .doc = "Low unless told."},
    {"urgency", FIELD_CHOICE, A(urgency), 0, .choices = weight_choices, .doc = "Low unless told."},
    {"bad_news", FIELD_BOOL, A(bad_news), 0, .doc = "It is bad news for the other."},
    {0},
};
const struct resource medium_ask_resource = {
    .name = "medium_ask", .size = sizeof(struct medium_ask), .fields = ask_fields, .doc = "What is to be raised."};

struct medium_advice {
    int medium;
    struct lines reasons;
    bool works_now;
    int64_t works_from;
};

#define F(member) offsetof(struct medium_advice, member)

static const struct field advice_fields[] = {
    {"medium", FIELD_CHOICE, F(medium), FIELD_READ_ONLY, .choices = medium_choices,
     .doc =
         "The medium that fits: a written note, the chat, a phone or video call, a meeting (or the next one-to-one), "
         "now."},
    {"reasons", FIELD_LINES, F(reasons), FIELD_READ_ONLY, .doc = "Why, in sentences."},
    {"works_now", FIELD_BOOL, F(works_now), FIELD_READ_ONLY, .doc = "It is within the other's working hours now."},
    {"works_from", FIELD_INSTANT, F(works_from), FIELD_READ_ONLY | FIELD_NULL,
     .doc = "When they work again; null when they work now, or on no day."},
    {0},
};
const struct resource medium_advice_resource = {.name = "medium_advice",
                                                .size = sizeof(struct medium_advice),
                                                .fields = advice_fields,
                                                .doc = "Which medium fits, and why."};

/* ---- their hours ---- */

static bool works_on(struct str days, int32_t date)
{
    char digit = (char)('0' + date_weekday(date));
    for (size_t i = 0; i < days.len; i++)
        if (days.at[i] == digit) return true;
    return false;
}

static void hours_of(const struct person *p, int64_t now, struct medium_advice *a)
{
    int32_t today = zone_date(p->zone, now);
    int minute = zone_minute_of_day(p->zone, now);
    a->works_now = works_on(p->work_days, today) && minute >= p->work_from && minute < p->work_until;
    a->works_from = INSTANT_NONE;
    for (int32_t day = today; !a->works_now && day <= today + 7; day++) {
        int64_t from = zone_instant(p->zone, day, (int)p->work_from);
        if (!works_on(p->work_days, day) || from <= now) continue;
        a->works_from = from;
        return;
    }
}

/* ---- why ---- */

static void reason(struct medium_advice *a, struct str sentence)
{
    if (a->reasons.n < REASONS_MOST) a->reasons.at[a->reasons.n++] = sentence;
}

static struct str reason_of_medium(struct ctx *ctx, enum medium m)
{
    switch (m) {
    case MEDIUM_NOTE: return say(ctx, "It can wait: in writing they read it in peace, and both can find it again.");
    case MEDIUM_CHAT: return say(ctx, "It is soon but small: a line in the chat is quick, and interrupts little.");
    case MEDIUM_CALL: return say(ctx, "To come to one mind, speaking is quicker than writing to and fro.");
    case MEDIUM_MEETING:
        return say(ctx, "It matters and need not be today: time together, prepared in writing, serves it best.");
    default: return say(ctx, "It matters and cannot wait: speak with them now, by phone, by video or in person.");
    }
}

static void reasons_of(struct ctx *ctx, const struct framework *f, const struct medium_ask *ask,
                       struct medium_advice *a)
{
    bool lifted = a->medium != (int)raise_medium(f, ask->importance, ask->urgency, false);
    if (lifted) reason(a, say(ctx, "Bad news is not for writing: let them hear your voice, and ask back."));
    else reason(a, reason_of_medium(ctx, (enum medium)a->medium));
    if (ask->bad_news && !lifted) reason(a, say(ctx, "Bad news is said, never only written."));
    if (a->works_now || a->medium < MEDIUM_CHAT) return;
    if (ask->urgency == WEIGHT_HIGH)
        reason(a, say(ctx, "They are outside their working hours. Ask yourself whether it can wait."));
    else reason(a, say(ctx, "They are outside their working hours; it can wait until they are back."));
}

bool raise_advice_show(struct ctx *ctx)
{
    struct medium_ask ask;
    struct framework f;
    struct person p;
    struct str sentences[REASONS_MOST];
    struct medium_advice a = {.reasons = {sentences, 0, true}};
    if (!resource_read_query(ctx, &medium_ask_resource, &ask) || !framework_now(ctx, &f) ||
        !resource_find(ctx, &person_resource, request_id(ctx, 0), &p))
        return false;
    a.medium = (int)raise_medium(&f, ask.importance, ask.urgency, ask.bad_news);
    hours_of(&p, ctx->now, &a);
    reasons_of(ctx, &f, &ask, &a);
    struct json_out w = json_out_new(ctx->arena, 1024);
    resource_write(&w, &medium_advice_resource, &a);
    return !failed(ctx) && reply_json(ctx, 200, &w);
}
