/* Webhooks out. The check of addresses stands where the connection is made (CURLOPT_OPENSOCKETFUNCTION), behind DNS, so
 * that no name and no second answer leads inside. */
#include "kernel/hook.h"

#include "base/date.h"
#include "kernel/outgoing.h"

#include <arpa/inet.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define CONNECT_SECONDS 10L
#define SEND_SECONDS 20L
#define SECRET_PREFIX "whsec_"
#define BASE64 sodium_base64_VARIANT_ORIGINAL

/* ---- where to ---- */

/* Networks that are not everybody's: this host, private, shared (RFC 6598), link-local, tests, multicast, reserved. */
static bool outside_v4(uint32_t a)
{
    static const struct {
        uint32_t network;
        int bits;
    } inside[] = {{0x00000000, 8},  {0x0a000000, 8},  {0x64400000, 10}, {0x7f000000, 8},  {0xa9fe0000, 16},
                  {0xac100000, 12}, {0xc0000000, 24}, {0xc0000200, 24}, {0xc0a80000, 16}, {0xc6120000, 15},
                  {0xc6336400, 24}, {0xcb007100, 24}, {0xe0000000, 3}};
    for (size_t i = 0; i < sizeof inside / sizeof *inside; i++)
        if ((a ^ inside[i].network) >> (32 - inside[i].bits) == 0) return false;
    return true;
}

/* Of IPv6 only what is given out to the world (2000::/3), without the ways that carry IPv4 in it. */
static bool outside_v6(const unsigned char *a)
{
    static const unsigned char mapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    if (memcmp(a, mapped, sizeof mapped) == 0)
        return outside_v4((uint32_t)a[12] << 24 | (uint32_t)a[13] << 16 | (uint32_t)a[14] << 8 | a[15]);
    bool world = (a[0] & 0xe0) == 0x20, six_to_four = a[0] == 0x20 && a[1] == 0x02;
    bool special = a[0] == 0x20 && a[1] == 0x01 && (a[2] < 2 || (a[2] == 0x0d && a[3] == 0xb8));
    return world && !six_to_four && !special;
}

bool hook_outside(const struct sockaddr *address)
{
    if (address->sa_family == AF_INET) {
        struct sockaddr_in in;
        memcpy(&in, address, sizeof in);
        return outside_v4(ntohl(in.sin_addr.s_addr));
    }
    if (address->sa_family != AF_INET6) return false;
    struct sockaddr_in6 in6;
    memcpy(&in6, address, sizeof in6);
    return outside_v6(in6.sin6_addr.s6_addr);
}

bool hook_fits(const struct settings *s, struct str url)
{
    return str_starts(url, STR("https://")) || (s->webhooks_inside && str_starts(url, STR("http://")));
}

struct conversation {
    bool inside_allowed, refused;
};

static curl_socket_t open_socket(void *p, curlsocktype purpose, struct curl_sockaddr *address)
{
    struct conversation *c = p;
    if (purpose != CURLSOCKTYPE_IPCXN || (!c->inside_allowed && !hook_outside(&address->addr))) {
        c->refused = true;
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

/* ---- the signature ---- */

struct str hook_secret(struct arena *a)
{
    unsigned char bytes[32];
    char text[sodium_base64_ENCODED_LEN(sizeof bytes, BASE64)];
    randombytes_buf(bytes, sizeof bytes);
    sodium_bin2base64(text, sizeof text, bytes, sizeof bytes, BASE64);
    return str_format(a, SECRET_PREFIX "%s", text);
}

static struct str signature(struct arena *a, const struct hook *h, long long seconds)
{
    unsigned char key[64], mac[crypto_auth_hmacsha256_BYTES];
    char text[sodium_base64_ENCODED_LEN(sizeof mac, BASE64)];
    size_t key_len = 0, prefix = strlen(SECRET_PREFIX);
    crypto_auth_hmacsha256_state state;
    struct str head = str_format(a, "%.*s.%lld.", STR_ARG(h->id), seconds);
    if (sodium_base642bin(key, sizeof key, h->secret.at + prefix, h->secret.len - prefix, NULL, &key_len, NULL, BASE64))
        return STR("");
    crypto_auth_hmacsha256_init(&state, key, key_len);
    crypto_auth_hmacsha256_update(&state, (const unsigned char *)head.at, head.len);
    crypto_auth_hmacsha256_update(&state, (const unsigned char *)h->body.at, h->body.len);
    crypto_auth_hmacsha256_final(&state, mac);
    sodium_bin2base64(text, sizeof text, mac, sizeof mac, BASE64);
    return str_format(a, "v1,%s", text);
}

static struct curl_slist *headers_of(struct arena *a, const struct hook *h)
{
    long long seconds = h->at / 1000;
    struct curl_slist *list = curl_slist_append(NULL, "Content-Type: application/json");
    list = curl_slist_append(list, "User-Agent: Waymark");
    list = curl_slist_append(list, "Expect:");
    if (str_none(h->secret)) return list;
    list = curl_slist_append(list, str_format(a, "webhook-id: %.*s", STR_ARG(h->id)).at);
    list = curl_slist_append(list, str_format(a, "webhook-timestamp: %lld", seconds).at);
    return curl_slist_append(list, str_format(a, "webhook-signature: %.*s", STR_ARG(signature(a, h, seconds))).at);
}

/* ---- the conversation ---- */

static size_t forget(char *at, size_t size, size_t n, void *p)
{
    (void)at, (void)p;
    return size * n;
}

static void set_up(CURL *curl, const struct hook *h, struct conversation *c, struct curl_slist *headers)
{
    curl_easy_setopt(curl, CURLOPT_URL, h->url.at);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, c->inside_allowed ? "https,http" : "https");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, c);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, (long)h->body.len);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, h->body.at);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, forget);
    outgoing_ends_with(curl, h->ending);
}

bool hook_send(const struct settings *s, struct arena *a, const struct hook *h, struct str *why)
{
    struct conversation c = {.inside_allowed = s->webhooks_inside};
    char said[CURL_ERROR_SIZE] = "";
    long code = 0;
    CURL *curl = outgoing_new(CONNECT_SECONDS, SEND_SECONDS);
    struct curl_slist *headers = headers_of(a, h);
    CURLcode result = CURLE_OUT_OF_MEMORY;
    if (curl && headers) {
        set_up(curl, h, &c, headers);
        curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, said);
        result = curl_easy_perform(curl);
        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &code);
    }
    bool taken = result == CURLE_OK && code >= 200 && code < 300;
    if (c.refused) *why = STR("This address lies inside the operator's network.");
    else if (result != CURLE_OK) *why = str_format(a, "%s", said[0] ? said : curl_easy_strerror(result));
    else if (!taken) *why = str_format(a, "It answered with %ld.", code);
    curl_slist_free_all(headers);
    curl_easy_cleanup(curl);
    return taken;
}
