/* What goes back: the usual ends of a handler, problem documents (RFC 9457), entity tags and 304. The bytes are
 * sent by http.c straight from the request's arena. */
#include "kernel/http_server.h"
#include "kernel/language.h"
#include "kernel/wire.h"

#include "base/log.h"

#include <sodium.h>
#include <string.h>

void reply_header(struct ctx *ctx, const char *name, struct str value)
{
    struct reply *r = ctx->reply;
    size_t most = sizeof(r->headers) / sizeof(r->headers[0]);
    if ((size_t)r->n_headers >= most) {
        BUG("a reply has too many headers");
    }
    /* A line break in a value would start a header of somebody else's choice. */
    char *copy = arena_alloc(ctx->arena, value.len + 1);
    for (size_t i = 0; i < value.len; i++) {
        unsigned char c = (unsigned char)value.at[i];
        copy[i] = c < ' ' || c == 0x7f ? ' ' : (char)c;
    }
    r->headers[r->n_headers++] = (struct reply_header){name, {copy, value.len}};
}

struct str reply_header_of(const struct reply *r, const char *name)
{
    for (int i = 0; i < r->n_headers; i++) {
        if (str_equal_ascii_case(str_of(r->headers[i].name), str_of(name))) {
            return r->headers[i].value;
        }
    }
    return STR_NONE;
}

bool reply_json(struct ctx *ctx, int status, const struct json_out *w)
{
    return reply_text(ctx, status, "application/json", json_done(w));
}

bool reply_empty(struct ctx *ctx)
{
    return reply_text(ctx, 204, NULL, STR_NONE);
}

bool reply_see(struct ctx *ctx, struct str place)
{
    reply_header(ctx, "Location", place);
    return reply_text(ctx, 303, NULL, STR_NONE);
}

bool reply_text(struct ctx *ctx, int status, const char *content_type, struct str body)
{
    ctx->reply->status = status;
    ctx->reply->content_type = content_type;
    ctx->reply->body = body;
    ctx->reply->static_body = NULL;
    return true;
}

bool reply_created(struct ctx *ctx, const struct json_out *w, const char *path, int64_t id)
{
    reply_header(ctx, "Location", str_format(ctx->arena, "/api/v1%s%lld", path, (long long)id));
    return reply_json(ctx, 201, w);
}

/* ---- failures ---- */

static const char *title_of(int status)
{
    static const struct {
        int status;
        const char *title;
    } titles[] = {{400, "Bad Request"},
                  {401, "Unauthorized"},
                  {403, "Forbidden"},
                  {404, "Not Found"},
                  {405, "Method Not Allowed"},
                  {408, "Request Timeout"},
                  {409, "Conflict"},
                  {410, "Gone"},
                  {412, "Precondition Failed"},
                  {413, "Content Too Large"},
                  {415, "Unsupported Media Type"},
                  {422, "Unprocessable Content"},
                  {428, "Precondition Required"},
                  {429, "Too Many Requests"},
                  {431, "Request Header Fields Too Large"},
                  {500, "Internal Server Error"},
                  {501, "Not Implemented"},
                  {503, "Service Unavailable"},
                  {507, "Insufficient Storage"}};
    for (size_t i = 0; i < sizeof(titles) / sizeof(titles[0]); i++) {
        if (titles[i].status == status) {
            return titles[i].title;
        }
    }
    return "Error";
}

/* Of the headers that the handler set before it failed only these stay true. A cookie that ends a dead session
 * stays; one that starts a session was rolled back with it. */
static bool outlives_failure(const struct reply_header *h)
{
    return strcmp(h->name, "Retry-After") == 0 || strcmp(h->name, "WWW-Authenticate") == 0 ||
           strcmp(h->name, "Allow") == 0 ||
           (strcmp(h->name, "Set-Cookie") == 0 && str_find(h->value, STR("Max-Age=0")) >= 0);
}

static void keep_failure_headers(struct reply *r)
{
    int kept = 0;
    for (int i = 0; i < r->n_headers; i++) {
        if (outlives_failure(&r->headers[i])) {
            r->headers[kept++] = r->headers[i];
        }
    }
    r->n_headers = kept;
}

static void write_fields(struct json_out *w, const struct failure *f)
{
    json_key(w, "fields");
    json_begin_array(w);
    for (int i = 0; i < f->n_fields; i++) {
        json_begin_object(w);
        json_put_text(w, "field", f->fields[i].field);
        json_put_text(w, "detail", f->fields[i].sentence);
        json_end_object(w);
    }
    json_end_array(w);
}

void reply_problem(struct ctx *ctx)
{
    const struct failure *f = &ctx->failure;
    BUG_IF(f->status < 400 || f->status > 599);
    struct json_out w = json_out_new(ctx->arena, 256);
    json_begin_object(&w);
    json_put_text(&w, "type", STR("about:blank"));
    json_put_text(&w, "title", str_of(title_of(f->status)));
    json_put_int(&w, "status", f->status);
    json_put_text(&w, "detail", f->sentence);
    if (f->n_fields > 0) {
        write_fields(&w, f);
    }
    json_end_object(&w);
    keep_failure_headers(ctx->reply);
    ctx->reply->version = 0;
    if (f->status == 503 && str_none(reply_header_of(ctx->reply, "Retry-After"))) {
        reply_header(ctx, "Retry-After", STR("2"));
    }
    if (f->status == 401 && str_none(reply_header_of(ctx->reply, "WWW-Authenticate"))) {
        reply_header(ctx, "WWW-Authenticate", STR("Bearer"));
    }
    reply_text(ctx, f->status, "application/problem+json", json_done(&w));
}

/* ---- entity tags ---- */

/* SipHash is fast and 64 bits are enough: a tag only has to differ from the few that one client holds. The key
 * is the same in every server on one database. */
static uint64_t body_hash(const struct reply *r)
{
    static const unsigned char key[crypto_shorthash_KEYBYTES] = "waymark etag 01";
    unsigned char hash[crypto_shorthash_BYTES];
    const void *at = r->static_body ? r->static_body : r->body.at;
    size_t size = r->static_body ? r->static_size : r->body.len;
    crypto_shorthash(hash, at ? at : "", size, key);
    uint64_t out;
    memcpy(&out, hash, sizeof(out));
    return out;
}

static struct str entity_tag(struct ctx *ctx)
{
    static const char digits[] = "0123456789abcdef";
    struct buf b = buf_new(ctx->arena, 48);
    buf_char(&b, '"');
    if (ctx->reply->version != 0) {
        buf_int(&b, ctx->reply->version);
        buf_char(&b, '-');
    }
    uint64_t hash = body_hash(ctx->reply);
    for (int shift = 60; shift >= 0; shift -= 4) {
        buf_char(&b, digits[hash >> shift & 15]);
    }
    buf_char(&b, '"');
    return buf_str(&b);
}

void reply_finish(struct ctx *ctx)
{
    struct reply *r = ctx->reply;
    BUG_IF(r->status < 200 || r->status > 599);
    if (ctx->said != LANGUAGE_NONE) {
        reply_header(ctx, "Content-Language", str_of(language_tag(ctx->said)));
        reply_header(ctx, "Vary", STR("Accept-Language"));
    }
    bool reading = ctx->request->method == METHOD_GET && r->status == 200;
    struct str tag = reply_header_of(r, "ETag");
    if (str_none(tag) && (reading || (r->version != 0 && r->status < 300))) {
        tag = entity_tag(ctx);
        reply_header(ctx, "ETag", tag);
    }
    if (str_none(reply_header_of(r, "Cache-Control"))) {
        reply_header(ctx, "Cache-Control", reading ? STR("private, no-cache") : STR("no-store"));
    }
    if (!reading || str_none(tag)) {
        return;
    }
    struct str known = request_header(ctx->request, "If-None-Match");
    if (!str_none(known) && wire_tag_in(known, tag)) {
        r->status = 304;
        r->content_type = NULL;
        r->body = STR_NONE;
        r->static_body = NULL;
    }
}
