/* Looking around in a demonstration organisation. Two locks stand one behind the other: the doors are there only where
 * `waymark demo` made the organisation, and they open only for a browser on the same machine, unless the operator says
 * otherwise (the setting demonstration). */
#include "app/demonstration.h"

#include "app/account.h"
#include "app/permission.h"
#include "base/limits.h"
#include "kernel/server.h"
#include "kernel/session.h"

#define DOORS 3

static const char *const door_choices[] = {"person", "manager", "people_operations", NULL};

struct door {
    int looks_as;
    struct str name, title, zone;
};

#define D(member) offsetof(struct door, member)

static const struct field door_fields[] = {
    {"as", FIELD_CHOICE, D(looks_as), FIELD_REQUIRED, .choices = door_choices, .doc = "As what one looks around."},
    {"name", FIELD_LINE, D(name), FIELD_READ_ONLY, .doc = "The person's name."},
    {"title", FIELD_LINE, D(title), FIELD_READ_ONLY | FIELD_NULL, .doc = "What their work is called."},
    {"zone", FIELD_LINE, D(zone), FIELD_READ_ONLY, .doc = "Where they live, as a time zone."},
    {0},
};

const struct resource demonstration_door_resource = {.name = "demonstration_door",
                                                     .size = sizeof(struct door),
                                                     .fields = door_fields,
                                                     .doc = "Somebody as whom one looks around."};

struct demonstration {
    struct list people;
};

static const struct field demonstration_fields[] = {
    {"people", FIELD_LIST, offsetof(struct demonstration, people), FIELD_READ_ONLY, .of = &demonstration_door_resource,
     .doc = "As whom one can look around; empty where this is not a demonstration."},
    {0},
};

const struct resource demonstration_resource = {.name = "demonstration",
                                                .size = sizeof(struct demonstration),
                                                .fields = demonstration_fields,
                                                .doc = "Looking around in a demonstration organisation."};

static bool demonstration_show(struct ctx *ctx);
static bool demonstration_sign_in(struct ctx *ctx);

const struct route demonstration_routes[] = {
    {METHOD_GET, "/sign-in/demonstration", &anyone, demonstration_show,
     "As whom one can look around by one click; nobody, unless this is a demonstration organisation.",
     .gives = &demonstration_resource},
    {METHOD_POST, "/sign-in/demonstration", &anyone, demonstration_sign_in,
     "Signs in to a demonstration organisation by one click; answers as GET /me does.",
     .takes = &demonstration_door_resource, .flags = ROUTE_OWN_TX},
    {0},
};

/* ---- handlers ---- */

static struct db_rows *door_rows(struct ctx *ctx)
{
    return db_query(ctx, "SELECT d.looks_as, p.name, p.title, p.zone FROM demonstration_doors d"
                         " JOIN people p ON p.id = d.person_id"
                         " WHERE p.left_on IS NULL AND d.looks_as IN ('person', 'manager', 'people_operations')");
}

static bool may_be_used(const struct ctx *ctx);

static bool demonstration_show(struct ctx *ctx)
{
    struct door doors[DOORS];
    int n = 0;
    struct db_rows *rows = may_be_used(ctx) ? door_rows(ctx) : NULL;
    while (rows && n < DOORS && db_next(rows)) {
        int as = choice_of(door_choices, db_col_text(rows, 0));
        doors[n++] = (struct door){as, db_col_text(rows, 1), db_col_text(rows, 2), db_col_text(rows, 3)};
    }
    if (rows) db_close(rows);
    struct json_out w = json_out_new(ctx->arena, 512);
    json_begin_object(&w);
    json_key(&w, "people");
    json_begin_array(&w);
    for (int as = 0; as < DOORS; as++)
        for (int i = 0; i < n; i++)
            if (doors[i].looks_as == as) resource_write(&w, &demonstration_door_resource, &doors[i]);
    json_end_array(&w);
    json_end_object(&w);
    return !failed(ctx) && reply_json(ctx, 200, &w);
}

static int64_t door_person(struct ctx *ctx, int looks_as)
{
    return db_int_of(ctx,
                     "SELECT p.id FROM demonstration_doors d JOIN people p ON p.id = d.person_id"
                     " WHERE d.looks_as = $1 AND p.left_on IS NULL",
                     db_text(str_of(door_choices[looks_as])));
}

static bool demonstration_sign_in(struct ctx *ctx)
{
    struct door door;
    if (!resource_read(ctx, &demonstration_door_resource, READ_CREATE, &door) || !session_same_origin(ctx))
        return false;
    if (!db_begin_read(ctx)) return false;
    int64_t person = may_be_used(ctx) ? door_person(ctx, door.looks_as) : 0;
    if (!db_finish(ctx)) return false;
    if (!person) return fail(ctx, 404, "This is not a demonstration. Please sign in as yourself.");
    return sign_in_paced(ctx) && account_enter(ctx, person);
}

/* ---- rules ---- */

/* "127.0.0.1:8080", "localhost", "[::1]:8080" */
static bool local_name(struct str host)
{
    bool number = str_starts(host, STR("127.")); /* and no name of a neighbour's that begins so */
    for (size_t i = 0; i < host.len && number; i++)
        number = (host.at[i] >= '0' && host.at[i] <= '9') || host.at[i] == '.' || host.at[i] == ':';
    return number || str_is(host, "localhost") || str_starts(host, STR("localhost:")) || str_is(host, "[::1]") ||
           str_starts(host, STR("[::1]:"));
}

static struct str host_of(struct str url)
{
    ptrdiff_t at = str_find(url, STR("://"));
    return at < 0 ? url : str_cut(url, (size_t)at + 3, url.len);
}

/* Loopback means: from this machine, to an address of this machine, and nothing stands between. A proxy in front shows
 * in one of these, most often in all of them. */
static bool may_be_used(const struct ctx *ctx)
{
    struct str who = ctx->settings->demonstration;
    if (str_is(who, "everyone")) return true;
    return str_is(who, "loopback") && request_is_local(ctx->request) && str_none(ctx->settings->proxy) &&
           local_name(host_of(ctx->settings->url)) && local_name(request_header(ctx->request, "Host"));
}

bool demonstration_here(struct ctx *ctx)
{
    return may_be_used(ctx) && db_int_of(ctx, "SELECT 1 FROM demonstration_doors LIMIT 1") == 1;
}

/* ---- filling ---- */

/* Filling takes many transactions. As long as it lasts this door, which nobody is shown, stands beside the others. */
static const char FILLING[] = "filling";

bool demonstration_begin(struct ctx *ctx, int64_t person_id)
{
    return db_run(ctx, "INSERT INTO demonstration_doors (looks_as, person_id) VALUES ($1, $2)",
                  db_text(str_of(FILLING)), db_int(person_id));
}

bool demonstration_end(struct ctx *ctx)
{
    return db_run(ctx, "DELETE FROM demonstration_doors WHERE looks_as = $1", db_text(str_of(FILLING)));
}

bool demonstration_whole(struct ctx *ctx)
{
    if (!db_int_of(ctx, "SELECT 1 FROM demonstration_doors WHERE looks_as = $1", db_text(str_of(FILLING))))
        return !failed(ctx);
    if (db_dialect(ctx) == DB_POSTGRES)
        return fail(ctx, 409,
                    "This demonstration has not been filled to its end. If waymark demo still runs, please "
                    "wait for it; else drop the database, make it anew and run waymark demo once more.");
    return fail(ctx, 409,
                "This demonstration has not been filled to its end. Please remove the folder %.*s and run "
                "waymark demo once more.",
                STR_ARG(ctx->settings->data));
}

bool demonstration_open(struct ctx *ctx, enum demonstration_door door, int64_t person_id)
{
    return db_run(ctx, "INSERT INTO demonstration_doors (looks_as, person_id) VALUES ($1, $2)",
                  db_text(str_of(door_choices[door])), db_int(person_id));
}
