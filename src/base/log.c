/* The log: each event is built in a buffer on the stack and leaves through one write(2), so lines
 * of different threads never mix and logging needs no lock and no memory. A field that does not fit
 * is left out and the line says so. */
#include "base/log.h"

#include <errno.h>
#include <inttypes.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <utf8proc.h>

#define LINE_BYTES 4096 /* PIPE_BUF on Linux: a line goes through a pipe in one piece */
#define LINE_END ",\"cut\":true}\n"

struct line {
    char at[LINE_BYTES];
    size_t len;
    bool overrun;
};

static _Atomic int least_level = LOG_LEVEL_INFO;

static const char *const level_names[] = {"debug", "info", "warn", "error"};

static void line_bytes(struct line *l, const char *at, size_t len)
{
    if (l->overrun || len > sizeof l->at - sizeof LINE_END - l->len) {
        l->overrun = true;
        return;
    }
    memcpy(l->at + l->len, at, len);
    l->len += len;
}

static void line_puts(struct line *l, const char *s)
{
    line_bytes(l, s, strlen(s));
}

static void line_escape(struct line *l, unsigned char c)
{
    char escape[8];
    int n = c == '"' || c == '\\' ? snprintf(escape, sizeof escape, "\\%c", c)
                                  : snprintf(escape, sizeof escape, "\\u%04x", c);
    line_bytes(l, escape, (size_t)n);
}

static void line_quoted(struct line *l, const char *s)
{
    const utf8proc_uint8_t *at = (const utf8proc_uint8_t *)s;
    utf8proc_ssize_t left = (utf8proc_ssize_t)strlen(s);
    line_puts(l, "\"");
    while (left > 0 && !l->overrun) {
        utf8proc_int32_t c;
        utf8proc_ssize_t n = utf8proc_iterate(at, left, &c);
        if (n <= 0) {
            line_puts(l, "\xEF\xBF\xBD");
            n = 1;
        } else if (c < 0x20 || c == '"' || c == '\\' || c == 0x7F) {
            line_escape(l, (unsigned char)c);
        } else {
            line_bytes(l, (const char *)at, (size_t)n);
        }
        at += n;
        left -= n;
    }
    line_puts(l, "\"");
}

static void line_time(struct line *l)
{
    struct timespec now;
    struct tm parts;
    char text[32];
    clock_gettime(CLOCK_REALTIME, &now);
    gmtime_r(&now.tv_sec, &parts);
    strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &parts);
    line_puts(l, "{\"at\":\"");
    line_puts(l, text);
    snprintf(text, sizeof text, ".%03ldZ\"", now.tv_nsec / 1000000);
    line_puts(l, text);
}

static void line_field(struct line *l, struct log_field f)
{
    size_t before = l->len;
    line_puts(l, ",");
    line_quoted(l, f.name);
    line_puts(l, ":");
    if (f.text) {
        line_quoted(l, f.text);
    } else {
        char number[24];
        snprintf(number, sizeof number, "%" PRId64, f.number);
        line_puts(l, number);
    }
    if (l->overrun) l->len = before;
}

static void line_write(const struct line *l)
{
    int saved = errno;
    const char *at = l->at;
    size_t left = l->len;
    while (left > 0) {
        ssize_t n = write(STDERR_FILENO, at, left);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) break; /* nowhere to tell about it */
        at += n;
        left -= (size_t)n;
    }
    errno = saved;
}

void log_set_level(enum log_level least)
{
    atomic_store(&least_level, (int)least);
}

void log_write(enum log_level level, const char *event, const struct log_field *fields, int n)
{
    if ((int)level < atomic_load(&least_level)) return;
    struct line l;
    l.len = 0;
    l.overrun = false;
    line_time(&l);
    line_field(&l, LOG_TEXT("level", level_names[level]));
    line_field(&l, LOG_TEXT("event", event));
    bool cut = false;
    for (int i = 0; i < n; i++) {
        line_field(&l, fields[i]);
        cut = cut || l.overrun;
        l.overrun = false;
    }
    const char *end = cut ? LINE_END : "}\n"; /* line_bytes keeps room for either */
    memcpy(l.at + l.len, end, strlen(end));
    l.len += strlen(end);
    line_write(&l);
}

_Noreturn void bug_(const char *text, const char *file, int line)
{
    log_event(LOG_LEVEL_ERROR, "bug", LOG_TEXT("text", text), LOG_TEXT("file", file), LOG_NUMBER("line", line));
    abort();
}
