/* Which addresses lie in everybody's network, and which inside somebody's. */
#include "kernel/hook.h"

#include <arpa/inet.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static bool outside(const char *text)
{
    struct sockaddr_in in = {.sin_family = AF_INET};
    struct sockaddr_in6 in6 = {.sin6_family = AF_INET6};
    if (inet_pton(AF_INET, text, &in.sin_addr) == 1) return hook_outside((const struct sockaddr *)&in);
    assert_int_equal(inet_pton(AF_INET6, text, &in6.sin6_addr), 1);
    return hook_outside((const struct sockaddr *)&in6);
}

static void addresses(void **state)
{
    (void)state;
    static const char *const in[] = {"127.0.0.1",
                                     "127.255.255.254",
                                     "0.0.0.0",
                                     "10.0.0.1",
                                     "10.255.0.9",
                                     "172.16.0.1",
                                     "172.31.255.255",
                                     "192.168.1.1",
                                     "169.254.169.254",
                                     "100.64.0.1",
                                     "100.127.255.255",
                                     "192.0.0.170",
                                     "192.0.2.1",
                                     "198.18.0.1",
                                     "198.51.100.7",
                                     "203.0.113.9",
                                     "224.0.0.1",
                                     "239.1.1.1",
                                     "255.255.255.255",
                                     "::",
                                     "::1",
                                     "fe80::1",
                                     "fc00::1",
                                     "fd12:3456::1",
                                     "ff02::1",
                                     "::ffff:127.0.0.1",
                                     "::ffff:10.0.0.1",
                                     "64:ff9b::a00:1",
                                     "2002:7f00:1::1",
                                     "2001:db8::1",
                                     "2001::1",
                                     "::127.0.0.1"};
    static const char *const out[] = {
        "8.8.8.8",        "1.1.1.1",         "172.15.255.255",           "172.32.0.1",
        "100.63.255.255", "100.128.0.1",     "192.167.255.255",          "193.0.0.1",
        "198.20.0.1",     "223.255.255.254", "2a00:1450:4001:80b::200e", "2606:4700:4700::1111",
        "::ffff:8.8.8.8"};
    for (size_t i = 0; i < sizeof in / sizeof *in; i++) assert_false(outside(in[i]));
    for (size_t i = 0; i < sizeof out / sizeof *out; i++) assert_true(outside(out[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(addresses)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
