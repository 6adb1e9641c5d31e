/* Lists in pages: limit, sort and cursor of the request, and the end of a list in the reply. A cursor says where the
 * last page ended; it is bound to its route and sort order by a keyed checksum, so that damaged or foreign ones are
 * refused instead of giving a puzzling page. It is no secret: whoever forges one sees only rows that the list shows
 * anyway. */
#include "base/limits.h"
#include "base/log.h"
#include "kernel/route.h"

#include <sodium.h>
#include <string.h>

/* version, number and id (little-endian), bytes of the sort's name, sort, text, checksum */
#define CURSOR_VERSION 1
#define CURSOR_HEAD (1 + 8 + 8 + 1)
#define CURSOR_SUM 8
#define CURSOR_LABEL "waymark list cursor 1"
#define CURSOR_ENCODING sodium_base64_VARIANT_URLSAFE_NO_PADDING

/* Greater than every text that a column may hold, in the order of code points. */
#define TEXT_GREATEST "\xf4\x8f\xbf\xbf"
/* One above INT64_MIN, which stands for "no value". */
#define NUMBER_LEAST (-INT64_MAX)

static bool bad_cursor(struct ctx *ctx)
{
    return fail(ctx, 400, "This cursor is not one of ours, or belongs to another sort order.");
}

static void put_int64(unsigned char *at, int64_t v)
{
    for (int i = 0; i < 8; i++) at[i] = (unsigned char)((uint64_t)v >> (8 * i));
}

static int64_t get_int64(const unsigned char *at)
{
    uint64_t v = 0;
    for (int i = 0; i < 8; i++) v |= (uint64_t)at[i] << (8 * i);
    return (int64_t)v;
}

static void checksum(const struct ctx *ctx, const unsigned char *record, size_t n, unsigned char *sum)
{
    unsigned char whole[crypto_generichash_BYTES];
    crypto_generichash_state state;
    const char *path = ctx->request->route ? ctx->request->route->path : "";
    crypto_generichash_init(&state, (const unsigned char *)CURSOR_LABEL, strlen(CURSOR_LABEL), sizeof whole);
    crypto_generichash_update(&state, (const unsigned char *)path, strlen(path) + 1);
    crypto_generichash_update(&state, record, n);
    crypto_generichash_final(&state, whole, sizeof whole);
    memcpy(sum, whole, CURSOR_SUM);
}

static struct str cursor_make(struct ctx *ctx, const struct page *page, struct str text, int64_t number, int64_t id)
{
    BUG_IF(page->sort.len > UINT8_MAX);
    size_t n = CURSOR_HEAD + page->sort.len + text.len;
    unsigned char *record = arena_alloc(ctx->arena, n + CURSOR_SUM);
    record[0] = CURSOR_VERSION;
    put_int64(record + 1, number);
    put_int64(record + 9, id);
    record[17] = (unsigned char)page->sort.len;
    if (page->sort.len) memcpy(record + CURSOR_HEAD, page->sort.at, page->sort.len);
    if (text.len) memcpy(record + CURSOR_HEAD + page->sort.len, text.at, text.len);
    checksum(ctx, record, n, record + n);
    size_t room = sodium_base64_encoded_len(n + CURSOR_SUM, CURSOR_ENCODING);
    char *out = arena_alloc(ctx->arena, room);
    sodium_bin2base64(out, room, record, n + CURSOR_SUM, CURSOR_ENCODING);
    return str_of(out);
}

static bool whole(const struct ctx *ctx, const unsigned char *record, size_t n)
{
    if (n < CURSOR_HEAD + CURSOR_SUM || record[0] != CURSOR_VERSION) return false;
    if (CURSOR_HEAD + (size_t)record[17] + CURSOR_SUM > n) return false;
    unsigned char sum[CURSOR_SUM];
    checksum(ctx, record, n - CURSOR_SUM, sum);
    return memcmp(sum, record + n - CURSOR_SUM, CURSOR_SUM) == 0;
}

static bool cursor_read(struct ctx *ctx, struct str cursor, struct page *page)
{
    unsigned char *record = arena_alloc(ctx->arena, cursor.len + 1);
    size_t n = 0;
    if (sodium_base642bin(record, cursor.len + 1, cursor.at, cursor.len, NULL, &n, NULL, CURSOR_ENCODING) != 0)
        return bad_cursor(ctx);
    if (!whole(ctx, record, n)) return bad_cursor(ctx);
    struct str sort = {(const char *)record + CURSOR_HEAD, record[17]};
    struct str text = {sort.at + sort.len, n - CURSOR_HEAD - CURSOR_SUM - sort.len};
    if (!str_equal(sort, page->sort) || !utf8_valid(text) || memchr(text.at, '\0', text.len)) return bad_cursor(ctx);
    page->first = false;
    page->number = get_int64(record + 1);
    page->id = get_int64(record + 9);
    page->text = str_copy(ctx->arena, text);
    return true;
}

/* The words of "due_on -due_on priority". */
static bool next_sort(struct str *rest, struct str *sort)
{
    while (str_split(rest, ' ', sort))
        if (!str_empty(*sort)) return true;
    return false;
}

static bool sort_read(struct ctx *ctx, struct page *page)
{
    const struct route *route = ctx->request->route;
    struct str rest = str_of(route && route->sorts ? route->sorts : ""), sort;
    struct str asked = request_parameter(ctx->request, "sort");
    page->sort = STR("");
    while (next_sort(&rest, &sort)) {
        if (str_empty(asked) || str_equal(sort, asked)) {
            page->sort = str_copy(ctx->arena, sort);
            page->descending = str_starts(sort, STR("-"));
            return true;
        }
    }
    if (str_empty(asked)) return true;
    if (!route || !route->sorts) return fail_field(ctx, "sort", "This list has one order only.");
    return fail_field(ctx, "sort", "This needs to be one of: %s.", route->sorts);
}

static bool limit_read(struct ctx *ctx, struct page *page)
{
    struct str asked = request_parameter(ctx->request, "limit");
    page->limit = LIMIT_PAGE_DEFAULT;
    if (str_empty(asked)) return true;
    int64_t limit = 0;
    if (!str_to_int(asked, &limit) || limit < 1 || limit > LIMIT_PAGE_MOST)
        return fail_field(ctx, "limit", "This needs to be between 1 and %d.", LIMIT_PAGE_MOST);
    page->limit = limit;
    return true;
}

bool page_read(struct ctx *ctx, struct page *page)
{
    *page = (struct page){.first = true, .text = STR("")};
    bool good = limit_read(ctx, page);
    good = sort_read(ctx, page) && good;
    if (!good) return false;
    page->number = page->id = page->descending ? INT64_MAX : NUMBER_LEAST;
    if (page->descending) page->text = STR(TEXT_GREATEST);
    struct str cursor = request_parameter(ctx->request, "cursor");
    return str_empty(cursor) ? !failed(ctx) : cursor_read(ctx, cursor, page);
}

static void put_encoded(struct buf *b, struct str s, const char *also)
{
    for (size_t i = 0; i < s.len; i++) {
        char c = s.at[i];
        bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                     (c && strchr("-._~", c)) || (c && strchr(also, c));
        if (plain) buf_char(b, c);
        else buf_format(b, "%%%02X", (unsigned)(unsigned char)c);
    }
}

/* <...?cursor=...&the other parameters as they came>; rel="next" */
static void link_next(struct ctx *ctx, struct str cursor)
{
    const struct request *q = ctx->request;
    struct buf b = buf_new(ctx->arena, 256);
    buf_char(&b, '<');
    put_encoded(&b, q->path, "/");
    buf_puts(&b, "?cursor=");
    buf_put(&b, cursor);
    for (int i = 0; i < q->n_query; i++) {
        const struct parameter *p = &q->query[i];
        if (str_is(p->name, "cursor")) continue;
        buf_char(&b, '&');
        put_encoded(&b, p->name, "");
        buf_char(&b, '=');
        put_encoded(&b, p->value, ",:");
    }
    buf_puts(&b, ">; rel=\"next\"");
    reply_header(ctx, "Link", buf_str(&b));
}

void page_begin(struct ctx *ctx, struct json_out *w)
{
    (void)ctx;
    json_begin_object(w);
    json_key(w, "items");
    json_begin_array(w);
}

bool page_end(struct ctx *ctx, struct json_out *w, const struct page *page, bool more, struct str text, int64_t number,
              int64_t id)
{
    struct str cursor = more ? cursor_make(ctx, page, text, number, id) : STR_NONE;
    json_end_array(w);
    json_put_text(w, "next", cursor);
    json_end_object(w);
    if (more && ctx->reply) link_next(ctx, cursor);
    return !failed(ctx);
}

bool page_reply(struct ctx *ctx, const struct page *page, struct db_rows *rows,
                void (*item)(struct ctx *ctx, struct json_out *w, struct db_rows *row, struct page_key *key))
{
    struct json_out w = json_out_new(ctx->arena, 4096);
    struct page_key key = {0};
    int64_t shown = 0;
    bool more = false;
    page_begin(ctx, &w);
    while (db_next(rows) && !(more = shown == page->limit)) {
        item(ctx, &w, rows, &key);
        shown++;
    }
    db_close(rows);
    return page_end(ctx, &w, page, more, key.text, key.number, key.id) && reply_json(ctx, 200, &w);
}
