/* The interface's files, embedded in the binary. */
#ifndef WAYMARK_KERNEL_ASSET_H
#define WAYMARK_KERNEL_ASSET_H

#include "kernel/context.h"
#include "kernel/embedded.h"

/* Makes the index of embedded_web; once, before the first asset_serve. */
void asset_prepare(void);
/* The same over other files, for tests. They live as long as the program. */
void asset_prepare_from(const struct embedded_file *files, size_t n);

/* A reply for ctx->request, which is a path outside /api: the file of that name, or index.html for paths that the
 * interface routes itself; 404 and 405 as failures. The smallest variant (NAME.br, NAME.gz) that the client accepts is
 * sent. */
bool asset_serve(struct ctx *ctx);

#endif
