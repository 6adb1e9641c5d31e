/* Headers that hold lists: cookies, entity tags, accepted codings. The first line of the input is what is looked for,
 * the rest the header. What is found must lie within the header. */
#include "kernel/wire.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new(16 * 1024 * 1024);
    /* Exactly as long as it is, so that reading on is seen. */
    char *copy = malloc(size ? size : 1);
    require(copy != NULL);
    for (size_t i = 0; i < size; i++) {
        copy[i] = (char)data[i];
    }
    struct str header = {copy, size}, wanted;
    str_split(&header, '\n', &wanted);
    struct str value = wire_cookie(header, wanted);
    if (!str_none(value)) {
        require(value.at >= header.at && value.at + value.len <= header.at + header.len);
        require(!memchr(value.at, ';', value.len));
    }
    wire_accepts(header, wanted);
    wire_tag_in(header, wanted);
    int64_t version = 0;
    if (str_to_int(wanted, &version) && version >= 0) {
        wire_version_in(header, version);
        struct str own = str_format(a, "\"%lld-0123456789abcdef\"", (long long)version);
        require(wire_version_in(own, version) && wire_tag_in(own, own));
    }
    free(copy);
    arena_free(a);
    return 0;
}
