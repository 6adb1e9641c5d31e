/* What each person wants to be told, and how: in the application, by e-mail, at once or once a day, and whether only
 * while they work. What nobody has set is as the kind's row says. */
#include "app/notice/notice_part.h"

#include "app/permission.h"
#include "app/rhythm.h"
#include "base/log.h"
#include "kernel/language.h"
#include "kernel/mail.h"
#include "kernel/server.h"

struct kind_setting {
    struct str kind, label;
    bool shown, mailed, hooked;
};

#define K(member) offsetof(struct kind_setting, member)

static const struct field kind_fields[] = {
    {"kind", FIELD_LINE, K(kind), FIELD_REQUIRED, 1, 100, .doc = "The kind of notice."},
    {"label", FIELD_LINE, K(label), FIELD_READ_ONLY, .doc = "What it is about, in my language."},
    {"shown", FIELD_BOOL, K(shown), FIELD_REQUIRED, .doc = "Shown in the application."},
    {"mailed", FIELD_BOOL, K(mailed), FIELD_REQUIRED, .doc = "Sent by e-mail."},
    {"hooked", FIELD_BOOL, K(hooked), FIELD_REQUIRED, .doc = "Sent to my webhook, when there is one."},
    {0},
};
static const struct resource kind_resource = {.name = "notice_kind_setting",
                                              .size = sizeof(struct kind_setting),
                                              .fields = kind_fields,
                                              .doc = "How I am told of one kind of thing."};

struct notice_settings {
    bool quiet, digest, mail_possible;
    struct list kinds;
};

#define S(member) offsetof(struct notice_settings, member)

static const struct field settings_fields[] = {
    {"quiet", FIELD_BOOL, S(quiet), FIELD_REQUIRED, .doc = "E-mail comes while I work only."},
    {"digest", FIELD_BOOL, S(digest), FIELD_REQUIRED, .doc = "E-mail comes once a day, as my work begins, all in one."},
    {"mail_possible", FIELD_BOOL, S(mail_possible), FIELD_READ_ONLY, .doc = "Whether this server sends e-mail at all."},
    {"kinds", FIELD_LIST, S(kinds), 0, 0, NOTICE_KINDS, .of = &kind_resource,
     .doc = "Each kind; in a change, those that differ."},
    {0},
};
const struct resource notice_settings_resource = {.name = "notice_settings",
                                                  .size = sizeof(struct notice_settings),
                                                  .fields = settings_fields,
                                                  .doc = "How I am told of what concerns me."};

static bool settings_show(struct ctx *ctx);
static bool settings_put(struct ctx *ctx);

const struct route notice_setting_routes[] = {
    {METHOD_GET, "/me/notice-settings", &signed_in, settings_show, "How I am told of what concerns me.",
     .gives = &notice_settings_resource},
    {METHOD_PUT, "/me/notice-settings", &signed_in, settings_put,
     "Changes how I am told; kinds that are left out stay as they are.", .takes = &notice_settings_resource,
     .gives = &notice_settings_resource},
    {0},
};

/* ---- what holds ---- */

struct notice_wish notice_wish(struct ctx *ctx, int64_t person, enum notice_kind kind)
{
    struct notice_wish wish = {
        .shown = true, .mailed = notice_kinds[kind].mailed, .hooked = notice_kinds[kind].mailed, .quiet = true};
    struct db_rows *rows = db_query(ctx,
                                    "SELECT s.shown, s.mailed, p.quiet, p.digest, s.hooked FROM people e"
                                    " LEFT JOIN notice_settings s ON s.person_id = e.id AND s.kind = $2"
                                    " LEFT JOIN notice_preferences p ON p.person_id = e.id WHERE e.id = $1",
                                    db_int(person), db_text(str_of(notice_kinds[kind].id)));
    if (db_next(rows)) {
        if (!db_col_null(rows, 0)) wish.shown = db_col_int(rows, 0), wish.mailed = db_col_int(rows, 1);
        if (!db_col_null(rows, 4)) wish.hooked = db_col_int(rows, 4);
        if (!db_col_null(rows, 2)) wish.quiet = db_col_int(rows, 2), wish.digest = db_col_int(rows, 3);
    }
    db_close(rows);
    return wish;
}

/* In a digest, as work begins next; otherwise now, or as work begins when they want quiet. */
int64_t notice_time(const struct notice_wish *wish, const struct person_clock *clock, int64_t now)
{
    if (wish->digest) {
        int32_t today = zone_date(clock->zone, now), day = rhythm_workday(clock, today);
        int64_t from = zone_instant(clock->zone, day, (int)clock->work_from);
        if (from >= now) return from;
        return zone_instant(clock->zone, rhythm_workday(clock, today + 1), (int)clock->work_from);
    }
    return wish->quiet ? rhythm_work_time(clock, now) : now;
}

struct str notice_label(struct ctx *ctx, enum notice_kind kind)
{
    const char *label = notice_kinds[kind].label;
    return say(ctx, "%s", label ? label : SAY("Something new for you"));
}

/* ---- the routes ---- */

static struct list kinds_of(struct ctx *ctx, int64_t person)
{
    struct kind_setting *kinds = arena_many(ctx->arena, struct kind_setting, NOTICE_KINDS);
    for (int i = 0; i < NOTICE_KINDS; i++)
        kinds[i] = (struct kind_setting){.kind = str_of(notice_kinds[i].id),
                                         .label = notice_label(ctx, (enum notice_kind)i),
                                         .shown = true,
                                         .mailed = notice_kinds[i].mailed,
                                         .hooked = notice_kinds[i].mailed};
    struct db_rows *rows =
        db_query(ctx, "SELECT kind, shown, mailed, hooked FROM notice_settings WHERE person_id = $1", db_int(person));
    while (db_next(rows)) {
        enum notice_kind kind = notice_kind_of(db_col_text(rows, 0));
        if (kind == NOTICE_KINDS) continue;
        kinds[kind].shown = db_col_int(rows, 1) != 0;
        kinds[kind].mailed = db_col_int(rows, 2) != 0;
        if (!db_col_null(rows, 3)) kinds[kind].hooked = db_col_int(rows, 3) != 0;
    }
    return (struct list){kinds, NOTICE_KINDS, true};
}

static bool settings_show(struct ctx *ctx)
{
    int64_t me = ctx->actor.person_id;
    struct notice_wish wish = notice_wish(ctx, me, 0);
    struct notice_settings out = {.quiet = wish.quiet,
                                  .digest = wish.digest,
                                  .mail_possible = mail_possible(ctx->settings),
                                  .kinds = kinds_of(ctx, me)};
    struct json_out w = json_out_new(ctx->arena, 4096);
    resource_write(&w, &notice_settings_resource, &out);
    return !failed(ctx) && reply_json(ctx, 200, &w);
}

bool notice_set(struct ctx *ctx, int64_t person, enum notice_kind kind, const struct notice_wish *wish)
{
    return db_run(ctx,
                  "INSERT INTO notice_settings (person_id, kind, shown, mailed, hooked) VALUES ($1, $2, $3, $4, $5)"
                  " ON CONFLICT (person_id, kind) DO UPDATE SET shown = excluded.shown, mailed = excluded.mailed,"
                  " hooked = excluded.hooked",
                  db_int(person), db_text(str_of(notice_kinds[kind].id)), db_int(wish->shown), db_int(wish->mailed),
                  db_int(wish->hooked));
}

static bool settings_put(struct ctx *ctx)
{
    struct notice_settings s;
    int64_t me = ctx->actor.person_id;
    if (!resource_read(ctx, &notice_settings_resource, READ_CREATE, &s)) return false;
    const struct kind_setting *k = s.kinds.at;
    for (int i = 0; i < s.kinds.n; i++)
        if (notice_kind_of(k[i].kind) == NOTICE_KINDS)
            fail_field(ctx, str_format(ctx->arena, "kinds[%d].kind", i).at, "There is no such kind of notice.");
    for (int i = 0; i < s.kinds.n && !failed(ctx); i++)
        (void)notice_set(ctx, me, notice_kind_of(k[i].kind),
                         &(struct notice_wish){.shown = k[i].shown, .mailed = k[i].mailed, .hooked = k[i].hooked});
    return !failed(ctx) &&
           db_run(ctx,
                  "INSERT INTO notice_preferences (person_id, quiet, digest) VALUES ($1, $2, $3)"
                  " ON CONFLICT (person_id) DO UPDATE SET quiet = excluded.quiet, digest = excluded.digest",
                  db_int(me), db_int(s.quiet), db_int(s.digest)) &&
           settings_show(ctx);
}
