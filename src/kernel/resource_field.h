/* What the resource_*.c files share about one field row. Private to them and to describe*.c. */
#ifndef WAYMARK_KERNEL_RESOURCE_FIELD_H
#define WAYMARK_KERNEL_RESOURCE_FIELD_H

#include "kernel/resource.h"

/* A list whose row names no limit: a body of 1 MiB must not blow up a thousandfold in the arena. */
#define FIELD_ENTRIES_MOST 1000

static inline const void *field_of(const struct field *f, const void *row)
{
    return (const char *)row + f->offset;
}

static inline void *field_in(const struct field *f, void *row)
{
    return (char *)row + f->offset;
}

static inline bool field_is_list(const struct field *f)
{
    return f->type == FIELD_IDS || f->type == FIELD_LINES || f->type == FIELD_LIST;
}

static inline bool field_has_column(const struct field *f)
{
    return f->type < FIELD_IDS && !(f->flags & FIELD_NO_COLUMN);
}

/* NULL when the resource has no field of this name. */
const struct field *field_named(const struct resource *r, const char *name);

/* The most code points of a text or entries of a list: the row's own limit, else the one of its type. */
int64_t field_most(const struct field *f);

/* True when the number range of the row ends above (or starts below): "0, 0" is no range at all, and a `most` under
 * `least` leaves the upper end open. */
bool field_has_least(const struct field *f);
bool field_has_most(const struct field *f);

void field_clear(const struct field *f, void *row);
bool field_same(const struct field *f, const void *a, const void *b);

/* The value alone, without its key. */
void field_write(struct json_out *w, const struct field *f, const void *row);

/* "contact_point" as "contact point". */
void name_words(struct buf *b, const char *name);

#endif
