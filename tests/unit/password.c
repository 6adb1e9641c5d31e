/* Which passwords are too easily guessed. */
#include "kernel/session.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static bool common(const char *password)
{
    struct arena *a = arena_new(1 << 20);
    bool is = password_common(a, str_of(password));
    arena_free(a);
    return is;
}

static void common_ones_are_known_decorated_too(void **state)
{
    (void)state;
    static const char *const weak[] = {"password1234",
                                       "Passw0rd!2026",
                                       "P@ssword12345",
                                       "qwertyuiop12",
                                       "123456789012",
                                       "aaaaaaaaaaaa",
                                       "abcabcabcabc",
                                       "letmeinletmein",
                                       "iloveyou2026!",
                                       "Welcome12345",
                                       "abcdefghijkl",
                                       "111122223333",
                                       "correcthorsebatterystaple",
                                       NULL};
    static const char *const strong[] = {"walks the lake at dusk", "tern-opal-9-bridge", "Xk29vQp7mWz4",
                                         "fünf Eulen im Nebel", NULL};
    for (int i = 0; weak[i]; i++)
        if (!common(weak[i])) fail_msg("\"%s\" was let through", weak[i]);
    for (int i = 0; strong[i]; i++)
        if (common(strong[i])) fail_msg("\"%s\" was refused", strong[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(common_ones_are_known_decorated_too)};
    return cmocka_run_group_tests_name("password", tests, NULL, NULL);
}
