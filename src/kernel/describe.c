/* What the binary says about itself in Markdown: who may call which route, and which settings there are. */
#include "kernel/describe.h"
#include "kernel/resource_read.h"
#include "kernel/server.h"

#include <string.h>

/* A '|' would end the cell. */
static void put_cell(struct buf *b, struct str text)
{
    buf_puts(b, " ");
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == '|') buf_char(b, '\\');
        buf_char(b, text.at[i] == '\n' ? ' ' : text.at[i]);
    }
    buf_puts(b, " |");
}

static void put_code(struct buf *b, const char *before, const char *text)
{
    struct str code = str_format(b->arena, "`%s%s`", before, text);
    put_cell(b, code);
}

static const char *credentials(const struct route *r)
{
    if (strcmp(r->permission->name, "anyone") == 0) return "none needed";
    if (r->flags & ROUTE_SESSION) return "session";
    if (r->method == METHOD_GET) return "session; token: read, checkin, full";
    if (r->flags & ROUTE_CHECKIN) return "session; token: checkin, full";
    return "session; token: full";
}

static void put_route(struct buf *b, const struct slice *s, const struct route *r)
{
    buf_puts(b, "|");
    put_cell(b, str_of(s->name));
    put_code(b, "", str_format(b->arena, "%s %s", method_name(r->method), r->path).at);
    put_code(b, "", r->permission->name);
    put_cell(b, str_of(r->permission->doc));
    put_cell(b, str_of(credentials(r)));
    put_cell(b, str_of(r->doc));
    buf_char(b, '\n');
}

struct str describe_permissions(struct arena *a, const struct app *app)
{
    struct buf b = buf_new(a, 16384);
    buf_puts(&b, "| Slice | Route | Permission | Who | Credentials | What |\n|---|---|---|---|---|---|\n");
    for (const struct slice *s = app->slices; s->name; s++)
        for (const struct route *r = s->routes; r && r->path; r++) put_route(&b, s, r);
    return buf_str(&b);
}

struct str describe_sentences(struct arena *a, const struct app *app)
{
    struct buf b = buf_new(a, 16384);
    for (const struct permission *const *p = app->permissions; *p; p++)
        if ((*p)->denied) buf_format(&b, "%s\n", (*p)->denied);
    for (const struct slice *s = app->slices; s->name; s++)
        for (const struct resource *const *r = s->resources; r && *r; r++) {
            if ((*r)->table) buf_format(&b, "%s\n", absent_sentence(a, *r).at);
            for (const struct field *f = (*r)->fields; f->name; f++)
                if ((f->flags & FIELD_REQUIRED) && f->type != FIELD_CHOICE)
                    buf_format(&b, "%s\n", wanted_sentence(a, f).at);
        }
    return buf_str(&b);
}

static struct str environment_name(struct arena *a, const char *name)
{
    struct buf b = buf_new(a, 64);
    buf_puts(&b, "WAYMARK_");
    for (const char *c = name; *c; c++)
        buf_char(&b, *c >= 'a' && *c <= 'z' ? (char)(*c - 'a' + 'A') : *c == '-' ? '_' : *c);
    return buf_str(&b);
}

static void put_setting(struct buf *b, const struct setting *s)
{
    buf_puts(b, "|");
    put_code(b, "", s->name);
    put_code(b, "--", s->name);
    put_code(b, "", environment_name(b->arena, s->name).at);
    if (s->fallback && *s->fallback) put_code(b, "", s->fallback);
    else put_cell(b, STR("none"));
    bool range = s->type == FIELD_INT && (s->least || s->most);
    put_cell(b, range ? str_format(b->arena, "%lld to %lld", (long long)s->least, (long long)s->most) : STR(""));
    put_cell(b, str_of(s->doc));
    buf_char(b, '\n');
}

struct str describe_settings(struct arena *a)
{
    struct buf b = buf_new(a, 4096);
    buf_puts(&b, "| In the file | Flag | Environment | Default | Range | Meaning |\n|---|---|---|---|---|---|\n");
    for (const struct setting *s = setting_table; s->name; s++) put_setting(&b, s);
    return buf_str(&b);
}
