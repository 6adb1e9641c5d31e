/* The interface's files come from the binary. Their names and variants (.br, .gz) are sorted once at the start; a
 * request finds by bisection and sends without copying. Names under assets/ carry a hash of their content, so they
 * never change. */
#include "kernel/asset.h"

#include "base/log.h"
#include "kernel/http_server.h"
#include "kernel/wire.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct asset {
    struct str name; /* "assets/index-1a2b3c.js" */
    const struct embedded_file *plain, *brotli, *gzip;
    char tag[20]; /* of the content; the variant is added, or a cache could mix them */
};

static struct asset *assets;
static size_t assets_n;

static int by_name(const void *a, const void *b)
{
    return str_compare(((const struct asset *)a)->name, ((const struct asset *)b)->name);
}

static struct asset *asset_named(struct str name)
{
    struct asset wanted = {.name = name};
    return assets_n ? bsearch(&wanted, assets, assets_n, sizeof(wanted), by_name) : NULL;
}

/* FNV-1a over the plain file: the file changes only with the program. */
static void set_tag(struct asset *a)
{
    uint64_t hash = str_hash((struct str){(const char *)a->plain->data, a->plain->size});
    snprintf(a->tag, sizeof(a->tag), "%016llx", (unsigned long long)hash);
}

static bool is_variant(struct str name)
{
    return str_ends(name, STR(".br")) || str_ends(name, STR(".gz"));
}

void asset_prepare_from(const struct embedded_file *files, size_t n)
{
    free(assets);
    assets_n = 0;
    assets = calloc(n + 1, sizeof(*assets));
    BUG_IF(!assets);
    for (size_t i = 0; i < n; i++) {
        struct str name = str_of(files[i].name);
        if (!is_variant(name)) {
            assets[assets_n] = (struct asset){.name = name, .plain = &files[i]};
            set_tag(&assets[assets_n++]);
        }
    }
    qsort(assets, assets_n, sizeof(*assets), by_name);
    for (size_t i = 0; i < n; i++) {
        struct str name = str_of(files[i].name);
        struct asset *of = is_variant(name) ? asset_named(str_cut(name, 0, name.len - 3)) : NULL;
        if (of) {
            *(str_ends(name, STR(".br")) ? &of->brotli : &of->gzip) = &files[i];
        }
    }
}

void asset_prepare(void)
{
    asset_prepare_from(embedded_web, embedded_web_count);
}

static const char *content_type(struct str name)
{
    static const struct {
        const char *end, *type;
    } types[] = {{".html", "text/html; charset=utf-8"},
                 {".js", "text/javascript; charset=utf-8"},
                 {".css", "text/css; charset=utf-8"},
                 {".svg", "image/svg+xml"},
                 {".json", "application/json"},
                 {".webmanifest", "application/manifest+json"},
                 {".png", "image/png"},
                 {".ico", "image/x-icon"},
                 {".woff2", "font/woff2"},
                 {".txt", "text/plain; charset=utf-8"}};
    for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
        if (str_ends(name, str_of(types[i].end))) {
            return types[i].type;
        }
    }
    return "application/octet-stream";
}

static void send_asset(struct ctx *ctx, const struct asset *a)
{
    struct str accepts = request_header(ctx->request, "Accept-Encoding");
    const struct embedded_file *file = a->plain;
    const char *coding = "";
    if (a->brotli && wire_accepts(accepts, STR("br"))) {
        file = a->brotli;
        coding = "br";
    } else if (a->gzip && wire_accepts(accepts, STR("gzip"))) {
        file = a->gzip;
        coding = "gzip";
    }
    if (*coding) {
        reply_header(ctx, "Content-Encoding", str_of(coding));
    }
    if (a->brotli || a->gzip) {
        reply_header(ctx, "Vary", STR("Accept-Encoding"));
    }
    bool fixed = str_starts(a->name, STR("assets/"));
    reply_header(ctx, "Cache-Control", fixed ? STR("public, max-age=31536000, immutable") : STR("no-cache"));
    reply_header(ctx, "ETag", str_format(ctx->arena, "\"%s%s%s\"", a->tag, *coding ? "-" : "", coding));
    reply_text(ctx, 200, content_type(a->name), STR_NONE);
    ctx->reply->static_body = file->data;
    ctx->reply->static_size = file->size;
}

/* What a page says that it will ask for, in the file that has its shape: "/goals/12/edit" in "links/goals/0/edit.txt".
 */
static struct str links_of(struct ctx *ctx, const char *end, struct str *id)
{
    struct buf name = buf_new(ctx->arena, 64);
    struct str part, rest = str_cut(ctx->request->path, 1, ctx->request->path.len);
    buf_puts(&name, str_empty(rest) ? "links/index" : "links");
    while (!str_empty(rest) && str_split(&rest, '/', &part)) {
        int64_t number;
        bool numbered = str_to_int(part, &number) && number >= 0;
        if (numbered) *id = part;
        buf_char(&name, '/');
        buf_put(&name, numbered ? STR("0") : part);
    }
    buf_puts(&name, end);
    const struct asset *a = asset_named(buf_str(&name));
    return a ? (struct str){(const char *)a->plain->data, a->plain->size} : STR("");
}

static void put_links(struct buf *all, struct str links, struct str id)
{
    const struct str mark = STR("{id}");
    if (all->len > 0 && links.len > 0) buf_puts(all, ", ");
    for (ptrdiff_t at; (at = str_find(links, mark)) >= 0; links = str_cut(links, (size_t)at + mark.len, links.len)) {
        buf_put(all, str_cut(links, 0, (size_t)at));
        buf_put(all, id);
    }
    buf_put(all, links);
}

/* A page's script and what it asks for come along with it, not one after the other (web/routes.ts). What is only for
 * somebody who is signed in is named to who brings a session; whether it is a good one shows when it is asked for. */
static void announce(struct ctx *ctx)
{
    struct str cookies = request_header(ctx->request, "Cookie"), id = STR("");
    struct buf all = buf_new(ctx->arena, 2048);
    struct str scripts = links_of(ctx, ".txt", &id);
    put_links(&all, scripts, id);
    if (!str_none(cookies) && str_find(cookies, STR("waymark=")) >= 0) {
        struct str data = links_of(ctx, ".me.txt", &id);
        put_links(&all, data, id);
    }
    if (all.len > 0) reply_header(ctx, "Link", buf_str(&all));
}

bool asset_serve(struct ctx *ctx)
{
    const struct request *q = ctx->request;
    if (q->method != METHOD_GET) {
        reply_header(ctx, "Allow", STR("GET, HEAD"));
        return fail(ctx, 405, "This address takes GET only.");
    }
    struct str name = str_cut(q->path, 1, q->path.len);
    const struct asset *a = asset_named(name);
    if (!a && str_is(name, "favicon.ico")) {
        a = asset_named(STR("favicon.svg"));
    }
    /* Paths with a dot are files; all others are pages of the interface, which finds them by itself. */
    if (!a && !memchr(name.at, '.', name.len) && !str_starts(name, STR("assets/"))) {
        a = asset_named(STR("index.html"));
        if (a) announce(ctx);
    }
    if (!a) {
        return fail(ctx, 404, "There is no such file here.");
    }
    send_asset(ctx, a);
    return true;
}
