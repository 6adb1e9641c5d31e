/* Files that the binary carries: the migrations of sql/, the built interface, and what the server
 * says in other languages. Made by tools/embed.sh. */
#ifndef WAYMARK_KERNEL_EMBEDDED_H
#define WAYMARK_KERNEL_EMBEDDED_H

#include <stddef.h>

struct embedded_file {
    const char *name; /* "0001-kernel.sql", "assets/app-1A2B.js.br", "de/server/goal.json" */
    const unsigned char *data;
    size_t size;
};

extern const struct embedded_file embedded_sql[], embedded_web[], embedded_lang[];
extern const size_t embedded_sql_count, embedded_web_count, embedded_lang_count;

#endif
