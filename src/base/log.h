/* One line per event, as JSON, to standard error: {"at":...,"level":...,"event":...,...}. Never
 * personal text: ids, counts, durations and fixed words only. A line has at most 4 KiB; fields that
 * do not fit are left out and the line ends with "cut":true. */
#ifndef WAYMARK_BASE_LOG_H
#define WAYMARK_BASE_LOG_H

#include <stdbool.h>
#include <stdint.h>

enum log_level { LOG_LEVEL_DEBUG, LOG_LEVEL_INFO, LOG_LEVEL_WARN, LOG_LEVEL_ERROR };

struct log_field {
    const char *name;
    const char *text; /* when not NULL */
    int64_t number;
};
static inline struct log_field log_text(const char *name, const char *text)
{
    return (struct log_field){.name = name, .text = text ? text : ""};
}
#define LOG_TEXT(n, t) log_text((n), (t))
#define LOG_NUMBER(n, v) ((struct log_field){.name = (n), .number = (v)})

void log_set_level(enum log_level least);
void log_write(enum log_level level, const char *event, const struct log_field *fields, int n);
/* log_event(LOG_LEVEL_INFO, "server.started", LOG_NUMBER("port", 8080)); */
#define log_event(level, event, ...)                                                                                   \
    log_write((level), (event), (const struct log_field[]){__VA_ARGS__},                                               \
              (int)(sizeof((const struct log_field[]){__VA_ARGS__}) / sizeof(struct log_field)))

/* Our own mistake: logs file and line, then aborts (a supervisor starts us again; nothing that was
 * acknowledged is lost). */
#define BUG(text) bug_((text), __FILE__, __LINE__)
#define BUG_IF(condition)                                                                                              \
    do {                                                                                                               \
        if (condition) BUG(#condition);                                                                                \
    } while (0)
_Noreturn void bug_(const char *text, const char *file, int line);

#endif
