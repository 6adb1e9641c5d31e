/* What the binary says about itself; docs/ holds what it prints, and a test keeps it true. */
#ifndef WAYMARK_KERNEL_DESCRIBE_H
#define WAYMARK_KERNEL_DESCRIBE_H

#include "kernel/route.h"

struct str describe_openapi(struct arena *a, const struct app *app);     /* OpenAPI 3.1 */
struct str describe_typescript(struct arena *a, const struct app *app);  /* types for web/ */
struct str describe_permissions(struct arena *a, const struct app *app); /* Markdown table: route by permission */
struct str describe_settings(struct arena *a);                           /* Markdown table */
/* The sentences that rows make and no call has: of permissions, and of fields that somebody left out. One a line. */
struct str describe_sentences(struct arena *a, const struct app *app);

#endif
