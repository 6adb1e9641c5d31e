/* What reads JSON and what reads queries share: a value on its way into a field, and its faults. Private to
 * resource_*.c. */
#ifndef WAYMARK_KERNEL_RESOURCE_READ_H
#define WAYMARK_KERNEL_RESOURCE_READ_H

#include "base/limits.h"
#include "kernel/resource_field.h"

/* Where a value stands: path + field, and [index] within a list (-1: the field itself). */
struct spot {
    struct ctx *ctx;
    const char *path;
    const struct field *field;
    int index;
};

/* No more faults will be taken: reading on would help nobody, and a body of 1 MiB could hold 200,000. */
static inline bool enough(const struct ctx *ctx)
{
    const struct failure *f = &ctx->failure;
    return f->n_fields >= LIMIT_FIELD_FAULTS || (f->status != 0 && f->n_fields == 0);
}

/* Each returns false and has told the fault when the value cannot stand there. */
bool fault(const struct spot *s, const char *format, ...) __attribute__((format(printf, 2, 3)));
bool wanted(const struct spot *s); /* nothing stands where something must */
/* What is said of a field that is left out (unless it is a choice), and of a row that is not there. Made of the row, so
 * they stand in no call: describe_sentences prints them all, and a test asks for their translations. */
struct str wanted_sentence(struct arena *a, const struct field *f);
struct str absent_sentence(struct arena *a, const struct resource *r);
bool unknown(struct ctx *ctx, const char *path, struct str name); /* no field has this name */
bool put_whole(const struct spot *s, bool whole, int64_t v,
               int64_t *out); /* FIELD_ID, FIELD_INT, an entry of FIELD_IDS */
/* `number` false: `why` has the reason as decimal_parse gives it, or NULL. */
bool put_decimal(const struct spot *s, bool number, int64_t v, const char *why, int64_t *out);
/* Any type that is written as text: cleaned, then by type. `at` must hold the empty value. */
bool put_any_text(const struct spot *s, struct str given, void *at);
bool put_choice(const struct spot *s, struct str text, int *out);
bool json_into_list(const struct spot *s, json_t *v, void *at);

#endif
