/* Translations and Accept-Language: whatever a catalogue holds, a sentence is said without reading what was not given.
 */
#include "kernel/language.h"

#include <stdlib.h>

#define MUST(condition)                                                                                                \
    do {                                                                                                               \
        if (!(condition)) abort();                                                                                     \
    } while (0)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct str say_to(struct arena *a, const char *english, ...) __attribute__((format(printf, 2, 3)));
static struct str say_to(struct arena *a, const char *english, ...)
{
    va_list args;
    va_start(args, english);
    struct str s = language_vsay(a, LANGUAGE_GERMAN, english, args);
    va_end(args);
    return s;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const english[] = {"Nothing.", "%d", "%s %lld", "{%lld, plural, one {#} other {#}} %.*s %c",
                                          "%s"};
    if (size < 1 || size > 2000) return 0;
    int which = data[0] % 5;
    struct arena *a = arena_new((size_t)64 << 20);
    struct str text = str_copy(a, (struct str){(const char *)data + 1, size - 1}), out;
    language_accepted(text);
    if (language_put(LANGUAGE_GERMAN, str_of(english[which]), text)) {
        switch (which) {
        case 0: out = say_to(a, "Nothing."); break;
        case 1: out = say_to(a, "%d", data[0]); break;
        case 2: out = say_to(a, "%s %lld", "a", (long long)data[0] - 20); break;
        case 3: out = say_to(a, "{%lld, plural, one {#} other {#}} %.*s %c", (long long)size - 20, 1, "bc", 'd'); break;
        default: out = say_to(a, "%s", text.at); break;
        }
        MUST(out.at && out.at[out.len] == 0);
    }
    language_forget();
    arena_free(a);
    return 0;
}
