/* libcurl is set up once, whichever thread comes first. */
#include "kernel/outgoing.h"

#include <pthread.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;
static void begin(void)
{
    curl_global_init(CURL_GLOBAL_DEFAULT);
}

CURL *outgoing_new(long connect_seconds, long seconds)
{
    pthread_once(&once, begin);
    CURL *curl = curl_easy_init();
    if (!curl) return NULL;
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, connect_seconds);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, seconds);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    return curl;
}

/* libcurl asks at least once a second. */
static int breaks_off(void *p, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
    const atomic_bool *ending = p;
    (void)a, (void)b, (void)c, (void)d;
    return atomic_load(ending);
}

void outgoing_ends_with(CURL *curl, const atomic_bool *ending)
{
    if (!ending) return;
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, breaks_off);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, ending);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
}
