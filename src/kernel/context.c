/* The context of a request, job or command: how it fails, and the day it has.
 *
 * The first failure stands; faults of single fields are collected under one 422, so that a person can mend
 * all of them at once. */
#include "kernel/context.h"

#include "base/date.h"
#include "base/limits.h"
#include "kernel/language.h"

#include <string.h>

bool fail(struct ctx *ctx, int status, const char *sentence, ...)
{
    if (failed(ctx)) {
        return false;
    }
    va_list args;
    va_start(args, sentence);
    ctx->failure.sentence = vsay(ctx, sentence, args);
    va_end(args);
    ctx->failure.status = status;
    return false;
}

bool vfail_field(struct ctx *ctx, const char *field, const char *sentence, va_list args)
{
    struct failure *f = &ctx->failure;
    if (f->status != 0 && (f->status != 422 || f->n_fields == 0)) {
        return false;
    }
    if (f->n_fields >= LIMIT_FIELD_FAULTS) {
        return false;
    }
    if (f->status == 0) {
        f->status = 422;
        f->sentence = say(ctx, "Some fields need another look.");
    }
    size_t size = sizeof(struct field_fault);
    size_t n = (size_t)f->n_fields;
    f->fields = arena_grow(ctx->arena, f->fields, n * size, (n + 1) * size);
    struct str text = vsay(ctx, sentence, args);
    f->fields[f->n_fields++] = (struct field_fault){.field = str_copy(ctx->arena, str_of(field)), .sentence = text};
    return false;
}

bool fail_field(struct ctx *ctx, const char *field, const char *sentence, ...)
{
    va_list args;
    va_start(args, sentence);
    vfail_field(ctx, field, sentence, args);
    va_end(args);
    return false;
}

int32_t ctx_today(const struct ctx *ctx)
{
    return zone_date(ctx->actor.zone, ctx->now);
}
