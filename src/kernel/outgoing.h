/* What the conversations that Waymark begins (mail.h, hook.h) share of libcurl. */
#ifndef WAYMARK_KERNEL_OUTGOING_H
#define WAYMARK_KERNEL_OUTGOING_H

#include <curl/curl.h>
#include <stdatomic.h>
#include <stdbool.h>

/* A handle, with no proxy and no signals; NULL when there is no memory. */
CURL *outgoing_new(long connect_seconds, long seconds);
/* It breaks off within a second when *ending is set; NULL: never. */
void outgoing_ends_with(CURL *curl, const atomic_bool *ending);

#endif
