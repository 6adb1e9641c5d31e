/* Targets and query strings. What is accepted must be what it says: valid UTF-8 without NUL, a path that cannot climb,
 * no more parameters than there is room for. */
#include "kernel/wire.h"

#include "base/limits.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void check_text(struct str s)
{
    require(s.at && utf8_valid(s) && !memchr(s.at, 0, s.len) && s.at[s.len] == 0);
}

static void check_path(struct str path)
{
    check_text(path);
    require(path.len <= LIMIT_PATH_BYTES && path.at[0] == '/' && !memchr(path.at, '\\', path.len));
    require(str_find(path, STR("/../")) < 0 && !str_ends(path, STR("/..")) && str_find(path, STR("/./")) < 0 &&
            !str_ends(path, STR("/.")));
    for (size_t i = 0; i < path.len; i++) {
        require((unsigned char)path.at[i] >= ' ');
    }
}

/* What is encoded again and decoded is the same. */
static void check_round(struct arena *a, struct str s)
{
    struct buf b = buf_new(a, 3 * s.len + 1);
    for (size_t i = 0; i < s.len; i++) {
        buf_format(&b, "%%%02x", (unsigned char)s.at[i]);
    }
    struct str back;
    require(wire_decode(a, buf_str(&b), true, &back) && str_equal(back, s));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new(64 * 1024 * 1024);
    struct str text = str_copy(a, (struct str){(const char *)data, size}), path, query = text;
    str_split(&query, '?', &path);
    struct str decoded;
    if (wire_path(a, path, &decoded)) {
        check_path(decoded);
    }
    struct parameter parameters[LIMIT_QUERY_PARAMETERS];
    int n = str_none(query) ? 0 : wire_query(a, query, parameters, LIMIT_QUERY_PARAMETERS);
    require(n >= -1 && n <= LIMIT_QUERY_PARAMETERS);
    for (int i = 0; i < n; i++) {
        check_text(parameters[i].name);
        check_text(parameters[i].value);
        check_round(a, parameters[i].value);
    }
    arena_free(a);
    return 0;
}
