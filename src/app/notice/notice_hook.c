/* Notices by webhook: one address a person, as Standard Webhooks (signed) or in the form of a chat. As a mail does, it
 * says what kind of thing happened, who did it, and where to look. Each is sent until it was taken or given up; who
 * receives one twice knows it by its number. */
#include "app/notice/notice_part.h"

#include "app/permission.h"
#include "base/limits.h"
#include "base/log.h"
#include "kernel/hook.h"
#include "kernel/language.h"

#define SENDING_MOST (2 * MS_MINUTE)
#define TRIES_MOST 10
#define FIRST_PAUSE MS_MINUTE
#define LONGEST_PAUSE (12 * MS_HOUR)
#define URL_MOST 1000

enum hook_format { FORMAT_STANDARD, FORMAT_SLACK, FORMAT_TEAMS, FORMAT_MATTERMOST };
static const char *const formats[] = {"standard", "slack", "teams", "mattermost", NULL};

struct webhook {
    struct str url;
    int format;
    struct str secret;
    int64_t created_at, failed_at;
    struct str why;
};

#define F(member) offsetof(struct webhook, member)
#define SHOWN (FIELD_READ_ONLY | FIELD_NULL)

static const struct field webhook_fields[] = {
    {"url", FIELD_LINE, F(url), FIELD_NULL, 0, URL_MOST, .doc = "Where to: an https address. Shown to me alone."},
    {"format", FIELD_CHOICE, F(format), FIELD_NULL, .choices = formats,
     .doc = "standard: signed JSON by Standard Webhooks; or the form of a chat."},
    {"secret", FIELD_LINE, F(secret), SHOWN,
     .doc = "What a standard one is signed with: shown once, when the address is set."},
    {"created_at", FIELD_INSTANT, F(created_at), SHOWN, .doc = "Since when."},
    {"failed_at", FIELD_INSTANT, F(failed_at), SHOWN, .doc = "When it failed last, and has not worked since."},
    {"why", FIELD_LINE, F(why), SHOWN, .doc = "Why it failed."},
    {0},
};
const struct resource webhook_resource = {
    .name = "webhook", .size = sizeof(struct webhook), .fields = webhook_fields, .doc = "Where my notices are sent."};

static bool webhook_show(struct ctx *ctx);
static bool webhook_put(struct ctx *ctx);
static bool webhook_delete(struct ctx *ctx);

const struct route notice_hook_routes[] = {
    {METHOD_GET, "/me/webhook", &signed_in, webhook_show, "Where my notices are sent; no address: nowhere.",
     .gives = &webhook_resource},
    {METHOD_PUT, "/me/webhook", &signed_in, webhook_put, "Sends my notices to an address, with a new secret.",
     .takes = &webhook_resource, .gives = &webhook_resource, .flags = ROUTE_SECRET},
    {METHOD_DELETE, "/me/webhook", &signed_in, webhook_delete, "Sends my notices nowhere any more."},
    {0},
};

static bool load(struct ctx *ctx, int64_t person, struct webhook *out)
{
    resource_clear(&webhook_resource, out);
    out->created_at = INSTANT_NONE;
    struct db_rows *rows =
        db_query(ctx, "SELECT url, format, secret, created_at, failed_at, why FROM notice_hooks WHERE person_id = $1",
                 db_int(person));
    if (!db_next(rows)) return false;
    *out = (struct webhook){.url = db_col_text(rows, 0),
                            .format = choice_of(formats, db_col_text(rows, 1)),
                            .secret = db_col_text(rows, 2),
                            .created_at = db_col_int(rows, 3),
                            .failed_at = db_col_maybe(rows, 4),
                            .why = db_col_text(rows, 5)};
    db_close(rows);
    return true;
}

static bool webhook_reply(struct ctx *ctx, bool with_secret)
{
    struct webhook h;
    struct json_out w = json_out_new(ctx->arena, 512);
    (void)load(ctx, ctx->actor.person_id, &h);
    if (!with_secret || h.format != FORMAT_STANDARD) h.secret = STR_NONE;
    resource_write(&w, &webhook_resource, &h);
    return !failed(ctx) && reply_json(ctx, 200, &w);
}

static bool webhook_show(struct ctx *ctx)
{
    return webhook_reply(ctx, false);
}

static bool webhook_put(struct ctx *ctx)
{
    struct webhook h;
    if (!resource_read(ctx, &webhook_resource, READ_CREATE, &h)) return false;
    if (h.format < 0) fail_field(ctx, "format", "Please choose a form.");
    if (!hook_fits(ctx->settings, h.url)) fail_field(ctx, "url", "Please give an address that begins with https://.");
    if (failed(ctx)) return false;
    return db_run(ctx,
                  "INSERT INTO notice_hooks (person_id, url, format, secret, created_at) VALUES ($1, $2, $3, $4, $5)"
                  " ON CONFLICT (person_id) DO UPDATE SET url = excluded.url, format = excluded.format,"
                  " secret = excluded.secret, created_at = excluded.created_at, failed_at = NULL, why = NULL",
                  db_int(ctx->actor.person_id), db_text(h.url), db_text(str_of(formats[h.format])),
                  db_text(hook_secret(ctx->arena)), db_int(ctx->now)) &&
           webhook_reply(ctx, true);
}

static bool webhook_delete(struct ctx *ctx)
{
    int64_t me = ctx->actor.person_id;
    return db_run(ctx, "DELETE FROM notice_hook_sends WHERE person_id = $1 AND state = 'waiting'", db_int(me)) &&
           db_run(ctx, "DELETE FROM notice_hooks WHERE person_id = $1", db_int(me)) && reply_empty(ctx);
}

/* ---- what is sent ---- */

struct said {
    struct str line, link;
};

static void put_standard(struct ctx *ctx, struct json_out *w, const struct notice *n, const struct said *s)
{
    json_begin_object(w);
    json_put_text(w, "type", str_format(ctx->arena, "notice.%s", notice_kinds[n->kind].id));
    json_put_instant(w, "timestamp", n->at);
    json_key(w, "data");
    json_begin_object(w);
    json_put_int(w, "id", n->id);
    json_put_text(w, "text", s->line);
    json_put_text(w, "actor_name", n->actor_name);
    json_put_text(w, "url", s->link);
    json_end_object(w);
    json_end_object(w);
}

/* Slack's text: its three signs are written out; Mattermost's: what would be a sign of Markdown is marked as none. */
static struct str chat_text(struct ctx *ctx, enum hook_format format, const struct said *s)
{
    struct buf b = buf_new(ctx->arena, 256);
    for (size_t i = 0; i < s->line.len; i++) {
        char c = s->line.at[i];
        bool sign = c == '[' || c == ']' || c == '*' || c == '_' || c == '`' || c == '~' || c == '\\' || c == '#';
        if (format == FORMAT_MATTERMOST && (sign || c == '<' || c == '@')) buf_char(&b, '\\'), buf_char(&b, c);
        else if (format == FORMAT_SLACK && c == '&') buf_puts(&b, "&amp;");
        else if (format == FORMAT_SLACK && c == '<') buf_puts(&b, "&lt;");
        else if (format == FORMAT_SLACK && c == '>') buf_puts(&b, "&gt;");
        else buf_char(&b, c == '|' ? '/' : c);
    }
    struct str text = buf_str(&b);
    return format == FORMAT_SLACK ? str_format(ctx->arena, "<%.*s|%.*s>", STR_ARG(s->link), STR_ARG(text))
                                  : str_format(ctx->arena, "[%.*s](%.*s)", STR_ARG(text), STR_ARG(s->link));
}

static void put_teams(struct ctx *ctx, struct json_out *w, const struct said *s)
{
    json_raw(w, str_format(ctx->arena, "%s",
                           "{\"type\":\"message\",\"attachments\":[{\"contentType\":"
                           "\"application/vnd.microsoft.card.adaptive\",\"content\":"));
    struct json_out card = json_out_new(ctx->arena, 512);
    json_begin_object(&card);
    json_put_text(&card, "$schema", STR("http://adaptivecards.io/schemas/adaptive-card.json"));
    json_put_text(&card, "type", STR("AdaptiveCard"));
    json_put_text(&card, "version", STR("1.4"));
    json_key(&card, "body");
    json_begin_array(&card);
    json_begin_object(&card);
    json_put_text(&card, "type", STR("TextBlock"));
    json_put_text(&card, "text", s->line);
    json_key(&card, "wrap");
    json_bool(&card, true);
    json_end_object(&card);
    json_end_array(&card);
    json_key(&card, "actions");
    json_begin_array(&card);
    json_begin_object(&card);
    json_put_text(&card, "type", STR("Action.OpenUrl"));
    json_put_text(&card, "title", say(ctx, "Open in Waymark"));
    json_put_text(&card, "url", s->link);
    json_end_object(&card);
    json_end_array(&card);
    json_end_object(&card);
    buf_put(&w->buf, json_done(&card));
    buf_puts(&w->buf, "}]}");
}

static struct str body_of(struct ctx *ctx, enum hook_format format, const struct notice *n)
{
    struct json_out w = json_out_new(ctx->arena, 1024);
    struct str label = notice_label(ctx, n->kind);
    struct said s = {
        .line = str_none(n->actor_name) ? label
                                        : str_format(ctx->arena, "%.*s (%.*s)", STR_ARG(label), STR_ARG(n->actor_name)),
        .link = str_format(ctx->arena, "%.*s%.*s", STR_ARG(ctx->settings->url), STR_ARG(notice_path(ctx, n)))};
    if (format == FORMAT_STANDARD) {
        put_standard(ctx, &w, n, &s);
    } else if (format == FORMAT_TEAMS) {
        put_teams(ctx, &w, &s);
        return buf_str(&w.buf);
    } else {
        json_begin_object(&w);
        json_put_text(&w, "text", chat_text(ctx, format, &s));
        json_end_object(&w);
    }
    return json_done(&w);
}

/* ---- the queue ---- */

bool notice_hook_later(struct ctx *ctx, int64_t notice, int64_t person, int64_t at)
{
    return db_run(ctx,
                  "INSERT INTO notice_hook_sends (notice_id, person_id, state, try_at) VALUES ($1, $2, 'waiting', $3)",
                  db_int(notice), db_int(person), db_int(at));
}

struct taken {
    int64_t notice, person, tries;
    bool nothing; /* left to tell */
    struct hook hook;
};

static bool hook_end(struct ctx *ctx, int64_t notice, const char *state)
{
    return db_run(ctx, "UPDATE notice_hook_sends SET state = $1 WHERE notice_id = $2", db_text(str_of(state)),
                  db_int(notice));
}

/* What is to be sent to the person, in their language; false when nothing is. */
static bool hook_write(struct ctx *ctx, struct taken *t)
{
    struct webhook h;
    struct notice n;
    if (!load(ctx, t->person, &h) || h.format < 0) return false;
    struct db_rows *who =
        db_query(ctx, "SELECT language, zone FROM people WHERE id = $1 AND left_on IS NULL", db_int(t->person));
    if (!db_next(who)) return false;
    ctx->actor.language = db_col_text(who, 0);
    ctx->actor.zone = db_col_text(who, 1);
    db_close(who);
    struct query q = query_new(ctx, notice_select);
    query_value(&q, " WHERE n.person_id = ", db_int(t->person), " AND (n.goal_id IS NULL OR " GOAL_VISIBLE("$1") ")");
    query_value(&q, " AND n.id = ", db_int(t->notice), "");
    struct db_rows *rows = query_rows(ctx, &q);
    if (!db_next(rows)) return false;
    notice_from_row(rows, &n);
    db_close(rows);
    if (n.kind == NOTICE_KINDS) return false;
    t->hook = (struct hook){.url = h.url,
                            .body = body_of(ctx, (enum hook_format)h.format, &n),
                            .id = str_format(ctx->arena, "notice_%lld", (long long)n.id),
                            .secret = h.format == FORMAT_STANDARD ? h.secret : STR_NONE,
                            .at = ctx->now};
    return !failed(ctx);
}

#define SENDING_TO_FAILED                                                                                              \
    "(SELECT count(*) FROM notice_hook_sends o JOIN notice_hooks f ON f.person_id = o.person_id"                       \
    " WHERE o.state = 'sending' AND o.try_at > $1 AND f.failed_at IS NOT NULL)"

/* Takes the next that is due, of somebody to whom nothing is being sent: a receiver that hangs holds up itself alone,
 * and has one thing after the other. Those that failed the last time leave half of the threads to the others. What a
 * killed server left is due again when its time is over. */
static void take(struct ctx *ctx, struct taken *t)
{
    if (!db_lock(ctx, "webhooks")) return;
    struct db_rows *rows = db_query(ctx,
                                    "SELECT s.notice_id, s.person_id, s.tries FROM notice_hook_sends s"
                                    " WHERE s.state IN ('waiting', 'sending') AND s.try_at <= $1"
                                    " AND NOT EXISTS (SELECT 1 FROM notice_hook_sends o WHERE o.person_id = s.person_id"
                                    "  AND o.state = 'sending' AND o.try_at > $1)"
                                    " AND (" SENDING_TO_FAILED " < $2 OR NOT EXISTS (SELECT 1 FROM notice_hooks f"
                                    "  WHERE f.person_id = s.person_id AND f.failed_at IS NOT NULL))"
                                    " ORDER BY s.try_at, s.notice_id LIMIT 1",
                                    db_int(ctx->now), db_int(NOTICE_HOOK_THREADS / 2));
    if (!db_next(rows)) return;
    *t = (struct taken){db_col_int(rows, 0), db_col_int(rows, 1), db_col_int(rows, 2) + 1, false, {{0}}};
    db_close(rows);
    if (!hook_write(ctx, t)) {
        t->nothing = true;
        if (!failed(ctx)) (void)hook_end(ctx, t->notice, "sent");
        return;
    }
    (void)db_run(ctx, "UPDATE notice_hook_sends SET state = 'sending', tries = $1, try_at = $2 WHERE notice_id = $3",
                 db_int(t->tries), db_int(ctx->now + SENDING_MOST), db_int(t->notice));
}

static bool settle(struct ctx *ctx, const struct taken *t, bool taken, struct str why)
{
    if (taken)
        return hook_end(ctx, t->notice, "sent") &&
               db_run(ctx,
                      "UPDATE notice_hooks SET failed_at = NULL, why = NULL WHERE person_id = $1"
                      " AND failed_at IS NOT NULL",
                      db_int(t->person));
    int64_t pause = FIRST_PAUSE << (t->tries - 1);
    if (pause > LONGEST_PAUSE) pause = LONGEST_PAUSE;
    log_event(LOG_LEVEL_INFO, "webhook.failed", LOG_NUMBER("notice", t->notice), LOG_TEXT("why", why.at));
    return db_run(ctx, "UPDATE notice_hooks SET failed_at = $1, why = $2 WHERE person_id = $3", db_int(ctx->now),
                  db_text(why), db_int(t->person)) &&
           db_run(ctx, "UPDATE notice_hook_sends SET state = $1, try_at = $2 WHERE notice_id = $3",
                  db_text(t->tries >= TRIES_MOST ? STR("failed") : STR("waiting")), db_int(ctx->now + pause),
                  db_int(t->notice));
}

bool notice_hook_send(struct ctx *ctx)
{
    struct taken t = {0};
    struct str why = STR("");
    if (db_begin_write(ctx)) take(ctx, &t);
    if (!db_finish(ctx) || !t.notice) return false;
    if (t.nothing) return true;
    t.hook.ending = ctx->ending;
    bool taken = hook_send(ctx->settings, ctx->arena, &t.hook, &why);
    if (!taken && ctx_ending(ctx)) return false; /* broken off: as one that was killed has left it */
    ctx->now = clock_now(ctx->settings);
    if (db_begin_write(ctx)) (void)settle(ctx, &t, taken, why);
    return db_finish(ctx);
}

bool notice_hook_waits(struct ctx *ctx)
{
    return db_int_of(ctx,
                     "SELECT 1 FROM notice_hook_sends WHERE state IN ('waiting', 'sending') AND try_at <= $1 LIMIT 1",
                     db_int(ctx->now)) == 1;
}
