/* Setting an organisation up, from the command line. */
#include "app/setup.h"

#include "app/framework.h"
#include "app/organisation.h"
#include "app/person.h"
#include "kernel/event.h"
#include "kernel/session.h"

#include <string.h>

#define FIRST_LINK_HOURS 72 /* of the first person, who may set the server up on a Friday */

static int init_run(struct ctx *ctx, const struct command_call *call);

const struct command command_init = {
    .name = "init",
    .usage = "init --name NAME --admin EMAIL [--person NAME] [--zone ZONE]",
    .doc = "Makes the organisation and its first person, and prints a one-time sign-in link for them.",
    .needs = NEEDS_ALONE,
    .run = init_run,
};

bool setup_organisation(struct ctx *ctx, struct str name, struct str zone, struct str person_name, struct str email,
                        int64_t *person_id)
{
    struct organisation o;
    struct person p;
    if (!db_lock(ctx, "setup")) return false;
    if (organisation_now(ctx, &o)) return fail(ctx, 409, "This database holds an organisation already.");
    if (!organisation_create(ctx, name, zone)) return false;
    resource_clear(&person_resource, &p);
    p.name = person_name;
    p.email = utf8_lower(ctx->arena, email);
    p.zone = zone;
    p.roles = ROLE_PEOPLE_OPERATIONS | ROLE_OPERATOR;
    if (!person_create(ctx, &p)) return false;
    *person_id = p.id;
    return framework_first(ctx, p.id);
}

bool setup_link(struct ctx *ctx, int64_t person_id, int64_t hours, struct str *link)
{
    struct str secret;
    if (!secret_make(ctx, person_id, SECRET_SIGN_IN, ctx->now + hours * MS_HOUR, &secret)) return false;
    *link = str_format(ctx->arena, "%.*s/sign-in#%.*s", STR_ARG(ctx->settings->url), STR_ARG(secret));
    return true;
}

/* What is wrong with the words, or NULL. The same rules as in the API, said for a terminal. */
static const char *init_fault(struct str name, struct str email, struct str zone)
{
    if (str_empty(str_trim(name)) || !utf8_valid(name)) return "Please give the organisation's name: --name NAME";
    if (str_empty(email) || !utf8_valid(email)) return "Please give the first person's e-mail address: --admin EMAIL";
    ptrdiff_t at = str_find(email, STR("@"));
    if (at <= 0 || (size_t)at + 1 >= email.len || str_find(email, STR(" ")) >= 0)
        return "--admin needs an e-mail address, such as ada@example.org";
    if (!zone_exists(zone)) return "--zone needs a time zone of the tz database, such as Europe/Berlin";
    return NULL;
}

static int init_run(struct ctx *ctx, const struct command_call *call)
{
    struct str name = command_flag(call, "--name"), email = command_flag(call, "--admin");
    struct str person = command_flag(call, "--person"), zone = command_flag(call, "--zone"), link;
    int64_t id = 0;
    if (str_empty(zone)) zone = STR("UTC");
    const char *fault = init_fault(name, email, zone);
    if (fault) {
        fprintf(call->err, "%s\nusage: waymark %s\n", fault, command_init.usage);
        return 64;
    }
    if (str_empty(person)) person = str_copy(ctx->arena, str_cut(email, 0, (size_t)str_find(email, STR("@"))));
    bool made = db_begin_write(ctx) && setup_organisation(ctx, str_trim(name), zone, person, email, &id) &&
                setup_link(ctx, id, FIRST_LINK_HOURS, &link);
    if (!db_finish(ctx) || !made) {
        fprintf(call->err, "%.*s\n", STR_ARG(ctx->failure.sentence));
        return 1;
    }
    fprintf(call->out, "%.*s is set up. Sign in within %d hours with this link, which works once:\n%.*s\n",
            STR_ARG(name), FIRST_LINK_HOURS, STR_ARG(link));
    return 0;
}
