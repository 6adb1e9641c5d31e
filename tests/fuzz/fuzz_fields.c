/* Any JSON into a resource with a field of every type, and any text into each kind of query parameter. What is accepted
 * keeps the limits of its rows; written out and read again it is the same. */
#include "../unit/example.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds) abort();
}

static void check_line(struct str s, size_t most)
{
    if (str_none(s)) return;
    require(utf8_valid(s) && !utf8_has_control(s) && utf8_count(s) <= most);
    require(str_equal(s, str_trim(s)) && s.at[s.len] == '\0' && !memchr(s.at, '\n', s.len) &&
            !memchr(s.at, '\0', s.len));
}

static void check_parts(const struct example *e)
{
    require(e->parts.n <= 3);
    for (int i = 0; i < e->parts.n; i++) {
        const struct part *p = (const struct part *)e->parts.at + i;
        check_line(p->name, 40);
        require(!str_empty(p->name) && p->good != DECIMAL_NONE && p->links.n <= 5);
        for (int j = 0; j < p->links.n; j++) require(p->links.at[j] > 0);
    }
}

static void check(const struct example *e)
{
    check_line(e->title, 200);
    check_line(e->email, LIMIT_EMAIL);
    check_line(e->secret, 20);
    require(str_none(e->text) || (utf8_valid(e->text) && !utf8_has_control(e->text)));
    require(str_none(e->zone) || zone_exists(e->zone));
    require(e->id == 0 && e->version == INT64_MIN && str_none(e->hidden) && str_none(e->shown));
    require(e->count == INT64_MIN || (e->count >= 1 && e->count <= 5));
    require(e->amount == DECIMAL_NONE || (e->amount >= -DECIMAL_ONE / 2 && e->amount <= 10 * DECIMAL_ONE));
    require(e->kind >= -1 && e->kind < 4 && e->serves.n <= 4 && e->words.n <= 3);
    for (int i = 0; i < e->words.n; i++) check_line(e->words.at[i], LIMIT_TITLE);
    check_parts(e);
}

/* What a client would send to make the same again: without what only the server sets and what has no value. */
static json_t *sent_again(struct arena *a, const struct example *e)
{
    struct json_out w = json_out_new(a, 1024);
    json_begin_object(&w);
    resource_write_members(&w, &example_resource, e);
    json_put_text(&w, "secret", e->secret);
    json_end_object(&w);
    struct str why = STR_NONE;
    json_t *json = json_read(a, json_done(&w), &why);
    require(json != NULL);
    for (const struct field *f = example_fields; f->name; f++)
        if ((f->flags & FIELD_READ_ONLY) || json_is_null(json_object_get(json, f->name)))
            json_object_del(json, f->name);
    return json;
}

static void create(struct arena *a, struct str body)
{
    struct example_request *r = example_request(a, body);
    struct example e, again;
    if (!resource_read(&r->ctx, &example_resource, READ_CREATE, &e)) {
        require(r->ctx.failure.status == 400 || r->ctx.failure.status == 422);
        require(r->ctx.failure.n_fields <= LIMIT_FIELD_FAULTS);
        for (int i = 0; i < r->ctx.failure.n_fields; i++) require(utf8_valid(r->ctx.failure.fields[i].field));
        return;
    }
    check(&e);
    require(!str_empty(e.title) && e.owner_id > 0 && e.kind >= 0);
    r = example_request(a, STR(""));
    require(resource_read_json(&r->ctx, &example_resource, READ_CREATE, sent_again(a, &e), "", &again));
    require(resource_same(&example_resource, &e, &again));
}

/* The same change twice is the same as once, and the row it began with is untouched. */
static void patch(struct arena *a, struct str body)
{
    struct place place = {.town = STR("Ulm")};
    struct example before, kept, after, again;
    resource_clear(&example_resource, &before);
    before.title = STR("Before");
    before.place.at = &place;
    kept = after = before;
    struct example_request *r = example_request(a, body);
    if (!resource_read(&r->ctx, &example_resource, READ_PATCH, &after)) return;
    check(&after);
    require(resource_same(&example_resource, &before, &kept) && str_is(place.town, "Ulm") && str_none(place.street));
    again = after;
    r = example_request(a, body);
    require(resource_read(&r->ctx, &example_resource, READ_PATCH, &again));
    require(resource_same(&example_resource, &after, &again));
    struct str old, new;
    resource_diff(&r->ctx, &example_resource, &before, &after, &old, &new);
    require(str_none(old) == str_none(new));
}

/* "?", a byte that picks the field, its value. */
static void query(struct arena *a, struct str input)
{
    size_t fields = sizeof example_fields / sizeof *example_fields - 1;
    const struct field *f = &example_fields[(unsigned char)input.at[1] % fields];
    if (f->type == FIELD_LIST || f->type == FIELD_OBJECT) return;
    if (f->flags & (FIELD_READ_ONLY | FIELD_HIDDEN)) return; /* no filter has such */
    struct example_request *r = example_request(a, STR(""));
    r->request.query[0] = (struct parameter){str_of(f->name), str_copy(a, str_cut(input, 2, input.len))};
    r->request.n_query = 1;
    struct example e;
    resource_read_query(&r->ctx, &example_resource, &e);
    check(&e);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > LIMIT_BODY_BYTES) return 0;
    struct arena *a = arena_new(LIMIT_REQUEST_ARENA);
    struct str input = str_copy(a, (struct str){(const char *)data, size});
    if (size >= 2 && data[0] == '?') {
        query(a, input);
    } else {
        create(a, input);
        patch(a, input);
    }
    require(!arena_full(a));
    arena_free(a);
    return 0;
}
