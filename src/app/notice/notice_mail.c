/* Notices by e-mail. What is to be mailed is noted in the act's own transaction (notice_mails), so nothing is lost and
 * nothing is mailed that was rolled back. The job gathers what is due for one person into one mail, takes it (state
 * sending, so that no other server takes it too), and talks to the mail server outside of any transaction.
 *
 * Each is sent once, as far as SMTP allows: between the end of a mail and the server's answer nobody knows whether it
 * was taken. Just before that end the mail becomes "handed". Whoever is killed before leaves it "sending": the server
 * has no whole mail, and it is sent again. Whoever is killed after leaves it "handed": the bytes are on their way, the
 * server takes what it got whole, and it is not sent again. When the server itself breaks off, its mail is tried again
 * with the same Message-ID, by which the receiving side knows it.
 *
 * A mail says what kind of thing happened, who did it, and where to look: nothing that was written. */
#include "app/notice/notice_part.h"

#include "app/organisation.h"
#include "app/permission.h"
#include "base/limits.h"
#include "base/log.h"
#include "kernel/language.h"
#include "kernel/mail.h"
#include "kernel/secret.h"
#include "kernel/server.h"

#include <sodium.h>

#define NOTICES_MOST 50              /* in a mail; of more it says so */
#define SENDING_MOST (5 * MS_MINUTE) /* a conversation takes a minute at most */
#define TRIES_MOST 10                /* over some two days */
#define FIRST_PAUSE MS_MINUTE        /* doubles, up to: */
#define LONGEST_PAUSE (12 * MS_HOUR)
#define MAC_TEXT 43
#define PAGE "/unsubscribe?link="

struct unsubscription {
    struct lines kinds;
    bool ended;
};
#define U(member) offsetof(struct unsubscription, member)

static const struct field unsubscription_fields[] = {
    {"kinds", FIELD_LINES, U(kinds), FIELD_READ_ONLY, .doc = "The kinds in the mail, in words."},
    {"ended", FIELD_BOOL, U(ended), FIELD_READ_ONLY, .doc = "No mail comes of any of them."},
    {0},
};
const struct resource unsubscription_resource = {.name = "unsubscription",
                                                 .size = sizeof(struct unsubscription),
                                                 .fields = unsubscription_fields,
                                                 .doc = "What the link in a mail ends."};

static bool unsubscription_show(struct ctx *ctx);
static bool unsubscribe(struct ctx *ctx);

const struct route notice_mail_routes[] = {
    {METHOD_GET, "/unsubscriptions/{token}", &anyone, unsubscription_show,
     "What the link in a mail ends; a browser that comes by the link is led to the page that asks first.",
     .gives = &unsubscription_resource},
    {METHOD_POST, "/unsubscriptions/{token}", &anyone, unsubscribe,
     "Ends mails of the kinds in one mail, by the link in it (RFC 8058).", .flags = ROUTE_ANY_BODY},
    {0},
};

/* ---- the link that unsubscribes ---- */

/* None before the first mail. */
static struct str known_key(struct ctx *ctx)
{
    return db_text_of(ctx, "SELECT secret FROM signing_keys WHERE name = 'unsubscribe'");
}

/* The key is made once; whoever comes second takes the first one's. */
static struct str key(struct ctx *ctx)
{
    struct str made = secret_random(ctx->arena, ""), known = known_key(ctx);
    if (!str_none(known) || failed(ctx)) return known;
    (void)db_run(ctx,
                 "INSERT INTO signing_keys (name, secret) VALUES ('unsubscribe', $1) ON CONFLICT (name) DO NOTHING",
                 db_text(made));
    return known_key(ctx);
}

/* NUMBER.MAC of a mail. */
static struct str token_of(struct ctx *ctx, struct str secret, int64_t mail)
{
    struct str text = str_format(ctx->arena, "unsubscribe %lld", (long long)mail);
    unsigned char mac[32];
    char mac_text[sodium_base64_ENCODED_LEN(sizeof mac, sodium_base64_VARIANT_URLSAFE_NO_PADDING)];
    if (failed(ctx)) return STR("");
    crypto_generichash(mac, sizeof mac, (const unsigned char *)text.at, text.len, (const unsigned char *)secret.at,
                       secret.len);
    sodium_bin2base64(mac_text, sizeof mac_text, mac, sizeof mac, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    return str_format(ctx->arena, "%lld.%s", (long long)mail, mac_text);
}

/* 0 when it is none of ours. */
static int64_t mail_of(struct ctx *ctx, struct str token)
{
    struct str rest = token, number, secret = known_key(ctx);
    int64_t mail = 0;
    if (!str_split(&rest, '.', &number) || !str_to_int(number, &mail) || mail < 1 || rest.len != MAC_TEXT ||
        str_none(secret))
        return 0;
    struct str ours = token_of(ctx, secret, mail);
    return ours.len == token.len && sodium_memcmp(ours.at, token.at, token.len) == 0 ? mail : 0;
}

/* Whom the mail told of which kinds. NULL with ctx failed when the link is none of ours. */
static struct db_rows *told_of(struct ctx *ctx, struct str *token)
{
    struct str rest = ctx->request->path, part;
    while (str_split(&rest, '/', &part)) *token = part; /* the last part of the address */
    int64_t mail = mail_of(ctx, *token);
    if (!mail) {
        fail(ctx, 404, "This link is not one of ours. You can choose your mails in My account.");
        return NULL;
    }
    return db_query(ctx,
                    "SELECT n.person_id, n.kind FROM notice_mails m"
                    " JOIN notices n ON n.id = m.notice_id WHERE m.mail_id = $1"
                    " UNION SELECT n.person_id, n.kind FROM calendar_mails m"
                    " JOIN notices n ON n.id = m.notice_id WHERE m.mail_id = $1",
                    db_int(mail));
}

/* RFC 8058 has mail programs POST; those that know only the link open it in a browser. */
static bool unsubscription_show(struct ctx *ctx)
{
    struct str token = STR_NONE, *labels = arena_many(ctx->arena, struct str, NOTICE_KINDS);
    struct unsubscription u = {.kinds = {labels, 0, true}, .ended = true};
    struct db_rows *rows = told_of(ctx, &token);
    if (rows && str_find(request_header(ctx->request, "Accept"), STR("text/html")) >= 0) {
        db_close(rows);
        return reply_see(ctx, str_format(ctx->arena, PAGE "%.*s", STR_ARG(token)));
    }
    while (rows && db_next(rows)) {
        enum notice_kind kind = notice_kind_of(db_col_text(rows, 1));
        if (kind == NOTICE_KINDS) continue;
        u.ended = u.ended && !notice_wish(ctx, db_col_int(rows, 0), kind).mailed;
        labels[u.kinds.n++] = notice_label(ctx, kind);
    }
    struct json_out w = json_out_new(ctx->arena, 512);
    resource_write(&w, &unsubscription_resource, &u);
    return !failed(ctx) && reply_json(ctx, 200, &w);
}

static bool unsubscribe(struct ctx *ctx)
{
    struct str token = STR_NONE;
    struct db_rows *rows = told_of(ctx, &token);
    while (rows && db_next(rows)) {
        int64_t person = db_col_int(rows, 0);
        enum notice_kind kind = notice_kind_of(db_col_text(rows, 1));
        if (kind == NOTICE_KINDS) continue;
        struct notice_wish wish = notice_wish(ctx, person, kind);
        wish.mailed = false;
        if (!notice_set(ctx, person, kind, &wish)) return false;
    }
    return !failed(ctx) && reply_empty(ctx);
}

/* ---- the words of a mail ---- */

struct mail_words {
    struct buf text, html;
    int n;
    struct str first; /* for the subject */
};

static void put_html(struct buf *b, struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        char c = s.at[i];
        if (c == '<') buf_puts(b, "&lt;");
        else if (c == '>') buf_puts(b, "&gt;");
        else if (c == '&') buf_puts(b, "&amp;");
        else if (c == '"') buf_puts(b, "&quot;");
        else buf_char(b, c);
    }
}

static void put_notice(struct ctx *ctx, struct mail_words *w, const struct notice *n)
{
    struct str label = notice_label(ctx, n->kind);
    struct str line =
        str_none(n->actor_name) ? label : str_format(ctx->arena, "%.*s (%.*s)", STR_ARG(label), STR_ARG(n->actor_name));
    struct str link = str_format(ctx->arena, "%.*s%.*s", STR_ARG(ctx->settings->url), STR_ARG(notice_path(ctx, n)));
    struct str when = notice_when(ctx, n);
    if (!str_none(when)) line = str_format(ctx->arena, "%.*s: %.*s", STR_ARG(line), STR_ARG(when));
    if (!w->n++) w->first = label;
    buf_format(&w->text, "%.*s\n%.*s\n\n", STR_ARG(line), STR_ARG(link));
    buf_puts(&w->html, "<p><a href=\"");
    put_html(&w->html, link);
    buf_puts(&w->html, "\">");
    put_html(&w->html, line);
    buf_puts(&w->html, "</a></p>\n");
}

static void put_small(struct mail_words *w, struct str sentence, struct str link)
{
    buf_format(&w->text, "%.*s\n%.*s\n", STR_ARG(sentence), STR_ARG(link));
    buf_puts(&w->html, "<p><small>");
    put_html(&w->html, sentence);
    buf_puts(&w->html, " <a href=\"");
    put_html(&w->html, link);
    buf_puts(&w->html, "\">");
    put_html(&w->html, link);
    buf_puts(&w->html, "</a></small></p>\n");
}

static void put_end(struct ctx *ctx, struct mail_words *w, struct str token)
{
    struct str url = ctx->settings->url;
    if (w->n == NOTICES_MOST) {
        struct str more = say(ctx, "There may be more: everything is in Waymark.");
        buf_format(&w->text, "%.*s\n\n", STR_ARG(more));
        buf_puts(&w->html, "<p>");
        put_html(&w->html, more);
        buf_puts(&w->html, "</p>\n");
    }
    buf_puts(&w->text, "-- \n");
    buf_puts(&w->html, "<hr>\n");
    put_small(w, say(ctx, "You get this mail because Waymark tells you what concerns you. Choose what and how:"),
              str_format(ctx->arena, "%.*s/account#notices", STR_ARG(url)));
    put_small(w, say(ctx, "No more mails of this kind:"),
              str_format(ctx->arena, "%.*s" PAGE "%.*s", STR_ARG(url), STR_ARG(token)));
}

/* Changes of one thing are one message, of how it is now. False: nothing is to be said any more. */
static bool put_calendar(struct ctx *ctx, int64_t id, int64_t person, struct mail *m)
{
    struct calendar_change x = {0};
    struct db_rows *rows = db_query(ctx,
                                    "SELECT series_id, schedule, meeting_id, sequence FROM calendar_mails"
                                    " WHERE mail_id = $1 ORDER BY id DESC LIMIT 1",
                                    db_int(id));
    if (!db_next(rows)) return false;
    x = (struct calendar_change){db_col_int(rows, 0), db_col_int(rows, 1), db_col_int(rows, 2), db_col_int(rows, 3)};
    db_close(rows);
    m->calendar = calendar_message(ctx, person, &x, &m->calendar_cancels);
    return !str_none(m->calendar);
}

/* What the person may not see any more, or has ended meanwhile, is left out; false when nothing is left. */
static bool mail_write(struct ctx *ctx, int64_t id, int64_t person, struct mail *m)
{
    bool calendar = db_int_of(ctx, "SELECT 1 FROM calendar_mails WHERE mail_id = $1 LIMIT 1", db_int(id)) == 1;
    struct mail_words w = {.text = buf_new(ctx->arena, 1024), .html = buf_new(ctx->arena, 2048)};
    struct db_rows *who = db_query(
        ctx, "SELECT name, email, language, zone FROM people WHERE id = $1 AND left_on IS NULL", db_int(person));
    if (!db_next(who)) return false;
    m->to_name = db_col_text(who, 0);
    m->to = db_col_text(who, 1);
    ctx->actor.language = db_col_text(who, 2);
    ctx->actor.zone = db_col_text(who, 3);
    db_close(who);
    struct query q = query_new(ctx, notice_select);
    query_put(&q, calendar ? " JOIN calendar_mails m" : " JOIN notice_mails m");
    query_value(&q, " ON m.notice_id = n.id WHERE n.person_id = ", db_int(person),
                " AND (n.goal_id IS NULL OR " GOAL_VISIBLE("$1") ")");
    query_value(&q, " AND m.mail_id = ", db_int(id), " ORDER BY n.id");
    query_limit(&q, NOTICES_MOST);
    struct db_rows *rows = query_rows(ctx, &q);
    while (db_next(rows)) {
        struct notice n;
        notice_from_row(rows, &n);
        if (n.kind != NOTICE_KINDS && notice_wish(ctx, person, n.kind).mailed) put_notice(ctx, &w, &n);
    }
    if (!w.n || failed(ctx) || (calendar && !put_calendar(ctx, id, person, m))) return false;
    struct str token = token_of(ctx, key(ctx), id);
    put_end(ctx, &w, token);
    m->subject =
        w.n == 1 || calendar ? w.first : say(ctx, "{%d, plural, one {# notice} other {# notices}} for you", w.n);
    m->text = buf_str(&w.text);
    m->html = str_format(ctx->arena, "<!doctype html>\n<html lang=\"%s\"><body>\n%.*s</body></html>\n",
                         language_tag(language_of(ctx)), STR_ARG(buf_str(&w.html)));
    m->id = str_format(ctx->arena, "waymark.%lld.%.*s", (long long)id,
                       STR_ARG(str_cut(secret_hash(ctx->arena, token), 0, 16)));
    m->unsubscribe =
        str_format(ctx->arena, "%.*s/api/v1/unsubscriptions/%.*s", STR_ARG(ctx->settings->url), STR_ARG(token));
    m->at = ctx->now;
    return !failed(ctx);
}

/* ---- the queue ---- */

bool notice_mail_later(struct ctx *ctx, int64_t notice, int64_t person, int64_t at)
{
    return db_run(ctx, "INSERT INTO notice_mails (notice_id, person_id, at) VALUES ($1, $2, $3)", db_int(notice),
                  db_int(person), db_int(at));
}

/* Quiet hours and digests hold for calendars too, unless what is changed begins within a day or before the mail. */
bool notice_calendar_later(struct ctx *ctx, int64_t notice, int64_t person, const struct notice_about *about,
                           int64_t at)
{
    int64_t late = at > ctx->now + MS_DAY ? at : ctx->now + MS_DAY;
    if (about->soonest_at && about->soonest_at < late) at = ctx->now;
    for (int i = 0; i < about->n_calendar; i++)
        if (!db_run(ctx,
                    "INSERT INTO calendar_mails (notice_id, person_id, series_id, schedule, meeting_id, sequence, at)"
                    " VALUES ($1, $2, $3, $4, $5, $6, $7)",
                    db_int(notice), db_int(person), db_int(about->calendar[i].series_id),
                    db_int(about->calendar[i].schedule), db_int(about->calendar[i].meeting_id),
                    db_int(about->calendar[i].sequence), db_int(at)))
            return false;
    return true;
}

static int64_t mail_new(struct ctx *ctx, int64_t person)
{
    return db_int_of(ctx,
                     "INSERT INTO mails (person_id, state, try_at, created_at) VALUES ($1, 'waiting', $2, $2)"
                     " RETURNING id",
                     db_int(person), db_int(ctx->now));
}

/* The change that waits longest becomes a mail, with what else changed in the same; false when none waits. */
static bool gather_calendar(struct ctx *ctx)
{
    struct db_rows *rows = db_query(ctx,
                                    "SELECT person_id, series_id, schedule, meeting_id FROM calendar_mails"
                                    " WHERE mail_id IS NULL AND at <= $1 ORDER BY at, id LIMIT 1",
                                    db_int(ctx->now));
    if (!db_next(rows)) return false;
    int64_t person = db_col_int(rows, 0), series = db_col_int(rows, 1), schedule = db_col_int(rows, 2);
    int64_t meeting = db_col_int(rows, 3);
    db_close(rows);
    int64_t mail = mail_new(ctx, person);
    return mail &&
           db_run(ctx,
                  "UPDATE calendar_mails SET mail_id = $1 WHERE person_id = $2 AND series_id = $3"
                  " AND schedule = $4 AND meeting_id = $5 AND mail_id IS NULL AND at <= $6",
                  db_int(mail), db_int(person), db_int(series), db_int(schedule), db_int(meeting), db_int(ctx->now));
}

/* All that is due for the one who waits longest becomes a mail; false when nobody waits. */
static bool gather(struct ctx *ctx)
{
    int64_t person = db_int_of(
        ctx, "SELECT person_id FROM notice_mails WHERE mail_id IS NULL AND at <= $1 ORDER BY at, person_id LIMIT 1",
        db_int(ctx->now));
    if (!person) return false;
    int64_t mail = mail_new(ctx, person);
    return mail &&
           db_run(ctx, "UPDATE notice_mails SET mail_id = $1 WHERE person_id = $2 AND mail_id IS NULL AND at <= $3",
                  db_int(mail), db_int(person), db_int(ctx->now));
}

/* What a server that was killed has left: see the head of the file. */
static bool reconcile(struct ctx *ctx)
{
    return db_run(ctx,
                  "UPDATE mails SET state = 'sent', ended_at = $1, until = NULL WHERE state = 'handed' AND until <= $1",
                  db_int(ctx->now)) &&
           db_run(
               ctx,
               "UPDATE mails SET state = 'waiting', try_at = $1, until = NULL WHERE state = 'sending' AND until <= $1",
               db_int(ctx->now));
}

static bool mail_end(struct ctx *ctx, int64_t id, const char *state, struct str why)
{
    return db_run(ctx, "UPDATE mails SET state = $1, why = $2, ended_at = $3, until = NULL WHERE id = $4",
                  db_text(str_of(state)), db_text(why), db_int(ctx->now), db_int(id));
}

struct taken {
    int64_t id, tries;
    struct mail mail;
    struct ctx *ctx;
    bool handed;
};

/* Takes the next mail that is to be tried, so that it is ours alone. */
static void take(struct ctx *ctx, struct taken *t)
{
    if (!db_lock(ctx, "mails") || !reconcile(ctx)) return;
    while (gather(ctx)) continue;
    while (gather_calendar(ctx)) continue;
    struct db_rows *rows = db_query(
        ctx,
        "SELECT id, person_id, tries FROM mails WHERE state = 'waiting' AND try_at <= $1 ORDER BY try_at, id LIMIT 1",
        db_int(ctx->now));
    if (!db_next(rows)) return;
    int64_t id = db_col_int(rows, 0), person = db_col_int(rows, 1);
    t->tries = db_col_int(rows, 2) + 1;
    db_close(rows);
    if (!mail_write(ctx, id, person, &t->mail)) {
        if (!failed(ctx)) (void)mail_end(ctx, id, "sent", STR("nothing was left to tell"));
        t->id = failed(ctx) ? 0 : -1;
        return;
    }
    t->id = id;
    (void)db_run(ctx, "UPDATE mails SET state = 'sending', tries = $1, until = $2 WHERE id = $3", db_int(t->tries),
                 db_int(ctx->now + SENDING_MOST), db_int(id));
}

/* Its end is about to be sent. */
static bool hand(void *p)
{
    struct taken *t = p;
    struct ctx *ctx = t->ctx;
    bool ours = db_begin_write(ctx) &&
                db_run(ctx, "UPDATE mails SET state = 'handed' WHERE id = $1 AND state = 'sending'", db_int(t->id)) &&
                db_changed(ctx) == 1;
    t->handed = db_finish(ctx) && ours;
    return t->handed;
}

static bool settle(struct ctx *ctx, const struct taken *t, enum mail_result result, struct str why)
{
    if (result == MAIL_SENT) return mail_end(ctx, t->id, "sent", STR_NONE);
    log_event(LOG_LEVEL_WARN, "mail.failed", LOG_NUMBER("mail", t->id), LOG_TEXT("why", why.at));
    if (result == MAIL_NEVER || t->tries >= TRIES_MOST) return mail_end(ctx, t->id, "failed", why);
    int64_t pause = FIRST_PAUSE << (t->tries - 1);
    if (pause > LONGEST_PAUSE) pause = LONGEST_PAUSE;
    return db_run(ctx, "UPDATE mails SET state = 'waiting', try_at = $1, until = NULL, why = $2 WHERE id = $3",
                  db_int(ctx->now + pause), db_text(why), db_int(t->id));
}

/* A job apart: one mail. True when there may be more. */
bool notice_mail_send(struct ctx *ctx)
{
    struct taken t = {.ctx = ctx};
    struct str why = STR_NONE;
    if (!mail_possible(ctx->settings)) return false;
    if (db_begin_write(ctx)) take(ctx, &t);
    if (!db_finish(ctx) || !t.id) return false;
    if (t.id < 0) return true;
    t.mail.ending = ctx->ending;
    enum mail_result result = mail_send(ctx->settings, ctx->arena, &t.mail, hand, &t, &why);
    if (failed(ctx)) return false; /* the database is away: the mail is taken up again when its time is over */
    if (result == MAIL_LATER && !t.handed && ctx_ending(ctx))
        return false; /* broken off: as one that was killed has left it */
    ctx->now = clock_now(ctx->settings);
    if (db_begin_write(ctx)) (void)settle(ctx, &t, result, why);
    return db_finish(ctx);
}

bool notice_mail_waits(struct ctx *ctx)
{
    return mail_possible(ctx->settings) &&
           db_int_of(ctx,
                     "SELECT 1 WHERE EXISTS (SELECT 1 FROM notice_mails WHERE mail_id IS NULL AND at <= $1)"
                     " OR EXISTS (SELECT 1 FROM calendar_mails WHERE mail_id IS NULL AND at <= $1)"
                     " OR EXISTS (SELECT 1 FROM mails WHERE state = 'waiting' AND try_at <= $1)"
                     " OR EXISTS (SELECT 1 FROM mails WHERE state IN ('sending', 'handed') AND until <= $1)",
                     db_int(ctx->now)) == 1;
}
