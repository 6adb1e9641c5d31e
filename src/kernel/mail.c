/* Mail: its headers (RFC 5322, words of other alphabets by RFC 2047), its two bodies in base64 (so that no server has
 * to look into lines), and the conversation with the server by libcurl. */
#include "kernel/mail.h"

#include "base/date.h"
#include "kernel/outgoing.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#define CONNECT_SECONDS 20L
#define SEND_SECONDS 60L
#define LINE_BYTES 57 /* 76 characters of base64 */
#define WORD_BYTES 45 /* of an encoded word, which has at most 75 characters */
#define PASSWORD_MOST 1000
#define BOUNDARY "=_waymark_two_bodies"

bool mail_possible(const struct settings *s)
{
    return s && !str_empty(s->mail_server) && !str_empty(s->mail_from);
}

/* ---- the text of a mail ---- */

static void put_base64(struct buf *b, struct str s, size_t line, const char *end)
{
    for (size_t at = 0; at < s.len; at += line) {
        size_t n = s.len - at < line ? s.len - at : line;
        char text[sodium_base64_ENCODED_LEN(LINE_BYTES, sodium_base64_VARIANT_ORIGINAL)];
        sodium_bin2base64(text, sizeof text, (const unsigned char *)s.at + at, n, sodium_base64_VARIANT_ORIGINAL);
        buf_puts(b, text);
        buf_puts(b, end);
    }
}

static bool plain(struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        char c = s.at[i];
        bool fits = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ' ' || c == '-';
        if (!fits) return false;
    }
    return s.len < 60;
}

/* As it is, or in encoded words that are cut between characters. What is not plain is encoded, so no name ends a line.
 */
static void put_words(struct buf *b, struct str s)
{
    if (plain(s)) {
        buf_put(b, s);
        return;
    }
    for (size_t at = 0; at < s.len;) {
        size_t n = s.len - at < WORD_BYTES ? s.len - at : WORD_BYTES;
        while (n > 1 && at + n < s.len && ((unsigned char)s.at[at + n] & 0xc0) == 0x80) n--;
        buf_puts(b, at ? "\r\n =?UTF-8?B?" : "=?UTF-8?B?");
        put_base64(b, str_cut(s, at, at + n), LINE_BYTES, "");
        buf_puts(b, "?=");
        at += n;
    }
}

static void put_date(struct buf *b, int64_t at)
{
    static const char *const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    int32_t day = (int32_t)(at / MS_DAY);
    int64_t second = at % MS_DAY / MS_SECOND;
    int year, month, of_month;
    date_to_ymd(day, &year, &month, &of_month);
    buf_format(b, "Date: %s, %d %s %d %02d:%02d:%02d +0000\r\n", days[date_weekday(day) - 1], of_month,
               months[month - 1], year, (int)(second / 3600), (int)(second / 60 % 60), (int)(second % 60));
}

static struct str domain_of(struct str address)
{
    ptrdiff_t at = str_find(address, STR("@"));
    return at < 0 ? STR("localhost") : str_cut(address, (size_t)at + 1, address.len);
}

static void put_body(struct buf *b, const char *type, struct str body)
{
    buf_format(b, "--" BOUNDARY "\r\nContent-Type: %s; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n",
               type);
    put_base64(b, body, LINE_BYTES, "\r\n");
}

struct str mail_print(const struct settings *s, struct arena *a, const struct mail *m)
{
    struct buf b = buf_new(a, 4096);
    put_date(&b, m->at);
    buf_format(&b, "From: Waymark <%.*s>\r\nTo: ", STR_ARG(s->mail_from));
    put_words(&b, m->to_name);
    buf_format(&b, " <%.*s>\r\nSubject: ", STR_ARG(m->to));
    put_words(&b, m->subject);
    buf_format(&b, "\r\nMessage-ID: <%.*s@%.*s>\r\n", STR_ARG(m->id), STR_ARG(domain_of(s->mail_from)));
    if (!str_empty(m->unsubscribe))
        buf_format(&b, "List-Unsubscribe: <%.*s>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n",
                   STR_ARG(m->unsubscribe));
    buf_puts(&b, "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n"
                 "Content-Type: multipart/alternative; boundary=\"" BOUNDARY "\"\r\n\r\n");
    put_body(&b, "text/plain", m->text);
    put_body(&b, "text/html", m->html);
    if (!str_empty(m->calendar))
        put_body(&b, m->calendar_cancels ? "text/calendar; method=CANCEL" : "text/calendar; method=REQUEST",
                 m->calendar);
    buf_puts(&b, "--" BOUNDARY "--\r\n");
    return buf_str(&b);
}

/* ---- the conversation ---- */

struct sending {
    struct str rest;
    bool (*handing)(void *p);
    void *p;
    CURL *curl;
};

static size_t give(char *to, size_t size, size_t n, void *p)
{
    struct sending *sending = p;
    size_t most = size * n < sending->rest.len ? size * n : sending->rest.len;
    if (most == 0) {
        curl_easy_setopt(sending->curl, CURLOPT_NOPROGRESS, 1L); /* from here on it is heard to its end */
        return sending->handing(sending->p) ? 0 : CURL_READFUNC_ABORT;
    }
    memcpy(to, sending->rest.at, most);
    sending->rest = str_cut(sending->rest, most, sending->rest.len);
    return most;
}

/* The first line of the file. */
static bool set_password(CURL *curl, const struct settings *s)
{
    char text[PASSWORD_MOST] = "";
    if (str_empty(s->mail_user)) return true;
    if (!str_empty(s->mail_password_file)) {
        FILE *f = fopen(s->mail_password_file.at, "re");
        if (!f) return false;
        if (!fgets(text, sizeof text, f)) text[0] = 0;
        fclose(f);
        text[strcspn(text, "\r\n")] = 0;
    }
    curl_easy_setopt(curl, CURLOPT_USERNAME, s->mail_user.at);
    curl_easy_setopt(curl, CURLOPT_PASSWORD, text);
    sodium_memzero(text, sizeof text);
    return true;
}

static void set_server(CURL *curl, const struct settings *s)
{
    bool bare = str_is(s->mail_tls, "none");
    curl_easy_setopt(curl, CURLOPT_URL, s->mail_server.at);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl, CURLOPT_USE_SSL, bare ? CURLUSESSL_NONE : CURLUSESSL_ALL);
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
}

static enum mail_result converse(CURL *curl, struct arena *a, struct str *why)
{
    char said[CURL_ERROR_SIZE] = "";
    long code = 0;
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, said);
    CURLcode result = curl_easy_perform(curl);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &code);
    if (result == CURLE_OK) return MAIL_SENT;
    *why = str_format(a, "%s", said[0] ? said : curl_easy_strerror(result));
    return code >= 500 && code < 600 && result != CURLE_LOGIN_DENIED ? MAIL_NEVER : MAIL_LATER;
}

enum mail_result mail_send(const struct settings *s, struct arena *a, const struct mail *m, bool (*handing)(void *p),
                           void *p, struct str *why)
{
    struct sending sending = {.rest = mail_print(s, a, m), .handing = handing, .p = p};
    enum mail_result result = MAIL_LATER;
    CURL *curl = outgoing_new(CONNECT_SECONDS, SEND_SECONDS);
    struct curl_slist *to = curl_slist_append(NULL, str_format(a, "<%.*s>", STR_ARG(m->to)).at);
    sending.curl = curl;
    *why = STR("The password of the mail server could not be read.");
    if (curl && to && set_password(curl, s)) {
        set_server(curl, s);
        curl_easy_setopt(curl, CURLOPT_MAIL_FROM, str_format(a, "<%.*s>", STR_ARG(s->mail_from)).at);
        curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, to);
        curl_easy_setopt(curl, CURLOPT_READFUNCTION, give);
        curl_easy_setopt(curl, CURLOPT_READDATA, &sending);
        outgoing_ends_with(curl, m->ending);
        result = converse(curl, a, why);
    }
    curl_slist_free_all(to);
    curl_easy_cleanup(curl);
    return result;
}
