/* Accounts. Signing in answers the same, after the same work, for people who are known and for those who are not.
 * Hashing a password takes some 50 ms, so it happens between two short transactions, never inside one. */
#include "app/account.h"

#include "app/demonstration.h"
#include "app/home.h"
#include "app/organisation.h"
#include "app/permission.h"
#include "app/person.h"
#include "base/limits.h"
#include "kernel/event.h"
#include "kernel/server.h"
#include "kernel/session.h"

#define TOKEN_DAYS_MOST 3650
#define SENTENCE_LINK "This link has been used or has ended. Please ask for a new one."

struct sign_in {
    struct str email, password, secret;
};

static const struct field sign_in_fields[] = {
    {"email", FIELD_LINE, offsetof(struct sign_in, email), FIELD_REQUIRED, 1, LIMIT_EMAIL,
     .doc = "Your e-mail address."},
    {"password", FIELD_LINE, offsetof(struct sign_in, password), FIELD_REQUIRED | FIELD_WRITE_ONLY, 1,
     LIMIT_PASSWORD_MOST, .doc = "Your password."},
    {0},
};
const struct resource sign_in_resource = {
    .name = "sign_in", .size = sizeof(struct sign_in), .fields = sign_in_fields, .doc = "Signing in with a password."};

static const struct field sign_in_link_fields[] = {
    {"secret", FIELD_LINE, offsetof(struct sign_in, secret), FIELD_REQUIRED | FIELD_WRITE_ONLY, 1, 200,
     .doc = "What stands behind the # of the link."},
    {"password", FIELD_LINE, offsetof(struct sign_in, password), FIELD_NULL | FIELD_WRITE_ONLY, 0, LIMIT_PASSWORD_MOST,
     .doc = "A new password, if you like to set one now."},
    {0},
};
static const struct resource sign_in_link_resource = {.name = "sign_in_link",
                                                      .size = sizeof(struct sign_in),
                                                      .fields = sign_in_link_fields,
                                                      .doc = "Signing in with a one-time link or an invitation."};

struct password_change {
    struct str password, current;
};

static const struct field password_fields[] = {
    {"password", FIELD_LINE, offsetof(struct password_change, password), FIELD_REQUIRED | FIELD_WRITE_ONLY, 1,
     LIMIT_PASSWORD_MOST, .doc = "The new password, at least 12 characters."},
    {"current", FIELD_LINE, offsetof(struct password_change, current), FIELD_NULL | FIELD_WRITE_ONLY, 0,
     LIMIT_PASSWORD_MOST, .doc = "The password until now, if there is one."},
    {0},
};
static const struct resource password_resource = {.name = "password_change",
                                                  .size = sizeof(struct password_change),
                                                  .fields = password_fields,
                                                  .doc = "A new password."};

struct session_row {
    int64_t id, created_at, used_at, expires_at;
    bool current;
};

#define S(member) offsetof(struct session_row, member)

static const struct field session_fields[] = {
    {"id", FIELD_ID, S(id), FIELD_READ_ONLY, .doc = "The session's number."},
    {"created_at", FIELD_INSTANT, S(created_at), FIELD_READ_ONLY, .doc = "When it began."},
    {"used_at", FIELD_INSTANT, S(used_at), FIELD_READ_ONLY, .doc = "When it was last used, to five minutes."},
    {"expires_at", FIELD_INSTANT, S(expires_at), FIELD_READ_ONLY, .doc = "When it ends at the latest."},
    {"current", FIELD_BOOL, S(current), FIELD_READ_ONLY | FIELD_NO_COLUMN, .doc = "Whether it is the one that asks."},
    {0},
};
const struct resource session_resource = {.name = "session",
                                          .size = sizeof(struct session_row),
                                          .fields = session_fields,
                                          .doc = "A browser in which you are signed in."};

struct token_row {
    int64_t id;
    struct str name;
    int scope;
    int64_t days, created_at, used_at, expires_at;
    struct str secret;
};

#define T(member) offsetof(struct token_row, member)

static const char *const token_scopes[] = {"read", "checkin", "full", NULL};

static const struct field token_fields[] = {
    {"id", FIELD_ID, T(id), FIELD_READ_ONLY, .doc = "The token's number."},
    {"name", FIELD_LINE, T(name), FIELD_REQUIRED, 1, LIMIT_NAME, .doc = "What it is for."},
    {"scope", FIELD_CHOICE, T(scope), FIELD_REQUIRED, .choices = token_scopes,
     .doc = "read: look only; checkin: look and check in; full: all that you may do, but for account security."},
    {"days", FIELD_INT, T(days), FIELD_REQUIRED | FIELD_WRITE_ONLY, 1, TOKEN_DAYS_MOST,
     .doc = "After how many days it ends."},
    {"created_at", FIELD_INSTANT, T(created_at), FIELD_READ_ONLY, .doc = "When it was made."},
    {"used_at", FIELD_INSTANT, T(used_at), FIELD_READ_ONLY | FIELD_NULL,
     .doc = "When it was last used, to five minutes."},
    {"expires_at", FIELD_INSTANT, T(expires_at), FIELD_READ_ONLY, .doc = "When it ends."},
    {"secret", FIELD_LINE, T(secret), FIELD_READ_ONLY | FIELD_NULL,
     .doc = "The token itself: shown once, when it is made."},
    {0},
};
const struct resource token_resource = {
    .name = "token", .size = sizeof(struct token_row), .fields = token_fields, .doc = "A personal token for scripts."};

static bool sign_in(struct ctx *ctx);
static bool sign_in_link(struct ctx *ctx);
static bool sign_out(struct ctx *ctx);
static bool me_show(struct ctx *ctx);
static bool password_put(struct ctx *ctx);
static bool session_list(struct ctx *ctx);
static bool session_delete(struct ctx *ctx);
static bool token_list(struct ctx *ctx);
static bool token_post(struct ctx *ctx);
static bool token_delete(struct ctx *ctx);

const struct route account_routes[] = {
    {METHOD_POST, "/sign-in", &anyone, sign_in, "Signs in with a password; answers as GET /me does.",
     .takes = &sign_in_resource, .gives = &person_resource, .flags = ROUTE_OWN_TX},
    {METHOD_POST, "/sign-in/link", &anyone, sign_in_link,
     "Signs in with a one-time link or an invitation, which is used up; can set a password at once.",
     .takes = &sign_in_link_resource, .gives = &person_resource, .flags = ROUTE_OWN_TX},
    {METHOD_POST, "/sign-out", &signed_in, sign_out, "Ends this session.", .flags = ROUTE_SESSION},
    {METHOD_GET, "/me", &signed_in, me_show, "Who I am here, with my roles and what waits for me.",
     .gives = &person_resource},
    {METHOD_PUT, "/me/password", &signed_in, password_put, "Sets a new password. All my other sessions end.",
     .takes = &password_resource, .flags = ROUTE_SESSION | ROUTE_OWN_TX},
    {METHOD_GET, "/me/sessions", &signed_in, session_list, "Where I am signed in, newest first.",
     .gives = &session_resource, .flags = ROUTE_LIST | ROUTE_SESSION, .sorts = "-id"},
    {METHOD_DELETE, "/me/sessions/{id}", &signed_in, session_delete, "Ends one of my sessions.",
     .flags = ROUTE_SESSION},
    {METHOD_GET, "/me/tokens", &signed_in, token_list, "My tokens, newest first.", .gives = &token_resource,
     .flags = ROUTE_LIST | ROUTE_SESSION, .sorts = "-id"},
    {METHOD_POST, "/me/tokens", &signed_in, token_post, "Makes a token; its secret is shown this once.",
     .takes = &token_resource, .gives = &token_resource, .flags = ROUTE_SESSION | ROUTE_SECRET},
    {METHOD_DELETE, "/me/tokens/{id}", &signed_in, token_delete, "Ends one of my tokens.", .flags = ROUTE_SESSION},
    {0},
};

/* ---- signing in ---- */

/* What GET /me says: the person, the organisation, and two counts for the navigation. */
static bool me_reply(struct ctx *ctx, int64_t id)
{
    struct person p;
    struct organisation o = {0};
    if (!person_find(ctx, id, &p)) return false;
    organisation_now(ctx, &o);
    struct json_out w = json_out_new(ctx->arena, 2048);
    json_begin_object(&w);
    person_write(ctx, &w, &p);
    json_key(&w, "organisation");
    json_begin_object(&w);
    json_put_text(&w, "name", o.name);
    json_put_text(&w, "zone", o.zone);
    json_put_bool(&w, "demonstration", demonstration_here(ctx));
    json_end_object(&w);
    json_put_bool(&w, "has_password", !str_none(password_stored(ctx, id)));
    json_key(&w, "counts");
    home_counts_json(ctx, &w, id);
    json_end_object(&w);
    ctx->reply->version = p.version;
    return reply_json(ctx, 200, &w);
}

static bool me_show(struct ctx *ctx)
{
    return me_reply(ctx, ctx->actor.person_id);
}

/* The person of this address who is here, and their hash; both absent otherwise. The same questions are asked of
 * everybody. */
static bool sign_in_lookup(struct ctx *ctx, struct str email, int64_t *person, struct str *hash)
{
    if (!db_begin_read(ctx)) return false;
    int64_t id = person_by_email(ctx, email);
    bool here = person_present(ctx, id);
    struct str stored = password_stored(ctx, id);
    *person = here ? id : 0;
    *hash = here ? stored : STR_NONE;
    return db_finish(ctx);
}

static bool sign_in_refuse(struct ctx *ctx)
{
    return fail(ctx, 401,
                "This address and password do not go together. People operations or your operator can give you "
                "a one-time link.");
}

/* The first time is noted: whom an invitation has reached needs no other. */
bool account_came_in(struct ctx *ctx, int64_t person)
{
    return db_run(ctx, "UPDATE people SET signed_in_at = $1 WHERE id = $2 AND signed_in_at IS NULL", db_int(ctx->now),
                  db_int(person));
}

static bool enter(struct ctx *ctx, int64_t person)
{
    return session_start(ctx, person) && account_came_in(ctx, person);
}

/* Looks again, now that nobody else can change it: who has left or has a new password meanwhile stays out. */
static bool sign_in_finish(struct ctx *ctx, int64_t person, struct str hash)
{
    if (!db_begin_write(ctx)) return false;
    /* The session's owner acts from here on, so that the event and the reply are theirs. */
    ctx->actor.person_id = person;
    if (!password_hold(ctx, person, hash) || !person_present(ctx, person)) sign_in_refuse(ctx);
    else if (enter(ctx, person)) me_reply(ctx, person);
    device_remember(ctx, person, hash);
    return db_finish(ctx);
}

bool account_enter(struct ctx *ctx, int64_t person)
{
    if (!db_begin_write(ctx)) return false;
    ctx->actor.person_id = person;
    if (!person_present(ctx, person)) fail(ctx, 401, "This person has left.");
    else if (enter(ctx, person)) me_reply(ctx, person);
    return db_finish(ctx);
}

static bool sign_in(struct ctx *ctx)
{
    struct sign_in s;
    int64_t person;
    struct str hash;
    if (!resource_read(ctx, &sign_in_resource, READ_CREATE, &s) || !session_same_origin(ctx)) return false;
    struct str email = utf8_lower(ctx->arena, s.email);
    if (!sign_in_lookup(ctx, email, &person, &hash)) return false;
    struct str device = device_known(ctx, person, hash);
    if (!sign_in_allowed(ctx, email, device)) return false;
    bool right = password_verify(hash, s.password);
    if (!right || !person) {
        sign_in_failed(ctx, email, device);
        return sign_in_refuse(ctx);
    }
    sign_in_worked(ctx, email, device);
    return sign_in_finish(ctx, person, hash);
}

/* A link cannot be guessed, so one that works is never held up by what others at this address tried. */
static bool link_works(struct ctx *ctx, struct str secret)
{
    if (!db_begin_read(ctx)) return false;
    bool works = secret_works(ctx, secret);
    if (!db_finish(ctx) || works) return !failed(ctx);
    if (!sign_in_allowed(ctx, secret, STR_NONE)) return false;
    sign_in_failed(ctx, secret, STR_NONE);
    return fail(ctx, 401, SENTENCE_LINK);
}

static bool link_enter(struct ctx *ctx, int64_t person, struct str hash)
{
    ctx->actor.person_id = person;
    bool set = str_none(hash) || (password_store(ctx, person, hash) && session_end_all(ctx, person, 0, false));
    if (!set || !enter(ctx, person) || !me_reply(ctx, person)) return false;
    device_remember(ctx, person, password_stored(ctx, person));
    return true;
}

static bool sign_in_link(struct ctx *ctx)
{
    struct sign_in s;
    struct str hash = STR_NONE;
    if (!resource_read(ctx, &sign_in_link_resource, READ_CREATE, &s) || !session_same_origin(ctx)) return false;
    if (!link_works(ctx, s.secret)) return false;
    if (!str_empty(s.password) &&
        !(password_acceptable(ctx, s.password, "password") && password_hash(ctx, s.password, &hash)))
        return false;
    if (!db_begin_write(ctx)) return false;
    int64_t person = 0;
    bool known =
        secret_use(ctx, s.secret, SECRET_SIGN_IN, &person) || secret_use(ctx, s.secret, SECRET_INVITATION, &person);
    if (known && person_present(ctx, person)) link_enter(ctx, person, hash);
    else fail(ctx, 401, SENTENCE_LINK);
    return db_finish(ctx);
}

static bool sign_out(struct ctx *ctx)
{
    return session_end(ctx, ctx->actor.session_id) && reply_empty(ctx);
}

/* ---- password ---- */

static bool password_put(struct ctx *ctx)
{
    struct password_change change;
    int64_t me = ctx->actor.person_id;
    if (!resource_read(ctx, &password_resource, READ_CREATE, &change)) return false;
    if (!db_begin_read(ctx)) return false;
    struct str old = password_stored(ctx, me), new_hash = STR_NONE;
    struct str email = db_text_of(ctx, "SELECT email FROM people WHERE id = $1", db_int(me));
    if (!db_finish(ctx)) return false;
    /* Guessing the current password is limited like signing in. */
    if (!sign_in_allowed(ctx, email, STR_NONE)) return false;
    if (!str_none(old) && !password_verify(old, change.current)) {
        sign_in_failed(ctx, email, STR_NONE);
        return fail_field(ctx, "current", "This is not your password until now.");
    }
    sign_in_worked(ctx, email, STR_NONE);
    if (!password_acceptable(ctx, change.password, "password") || !password_hash(ctx, change.password, &new_hash))
        return false;
    if (!db_begin_write(ctx)) return false;
    if (!str_none(old) && !password_hold(ctx, me, old))
        fail(ctx, 409, "Your password was changed meanwhile. Please try again with the new one.");
    if (password_store(ctx, me, new_hash) && session_end_all(ctx, me, ctx->actor.session_id, false)) reply_empty(ctx);
    device_remember(ctx, me, new_hash);
    return db_finish(ctx);
}

/* ---- sessions and tokens ---- */

static void session_item(struct ctx *ctx, struct json_out *w, struct db_rows *row, struct page_key *key)
{
    struct session_row s = {.id = db_col_int(row, 0),
                            .created_at = db_col_int(row, 1),
                            .used_at = db_col_int(row, 2),
                            .expires_at = db_col_int(row, 3)};
    s.current = s.id == ctx->actor.session_id;
    resource_write(w, &session_resource, &s);
    key->id = s.id;
}

static bool session_list(struct ctx *ctx)
{
    struct page page;
    if (!page_read(ctx, &page)) return false;
    struct db_rows *rows = session_rows(ctx, ctx->actor.person_id, page.id, page.limit + 1);
    return page_reply(ctx, &page, rows, session_item);
}

static bool session_delete(struct ctx *ctx)
{
    return session_end(ctx, request_id(ctx, 0)) && reply_empty(ctx);
}

static void token_item(struct ctx *ctx, struct json_out *w, struct db_rows *row, struct page_key *key)
{
    (void)ctx;
    struct token_row t = {.id = db_col_int(row, 0),
                          .name = db_col_text(row, 1),
                          .scope = choice_of(token_scopes, db_col_text(row, 2)),
                          .created_at = db_col_int(row, 3),
                          .used_at = db_col_maybe(row, 4),
                          .expires_at = db_col_int(row, 5)};
    resource_write(w, &token_resource, &t);
    key->id = t.id;
}

static bool token_list(struct ctx *ctx)
{
    struct page page;
    if (!page_read(ctx, &page)) return false;
    struct db_rows *rows = token_rows(ctx, ctx->actor.person_id, page.id, page.limit + 1);
    return page_reply(ctx, &page, rows, token_item);
}

static bool token_post(struct ctx *ctx)
{
    static const enum scope scopes[] = {SCOPE_READ, SCOPE_CHECKIN, SCOPE_FULL};
    struct token_row t;
    if (!resource_read(ctx, &token_resource, READ_CREATE, &t)) return false;
    t.created_at = ctx->now;
    t.used_at = INSTANT_NONE;
    t.expires_at = ctx->now + t.days * MS_DAY;
    if (!token_make(ctx, ctx->actor.person_id, t.name, scopes[t.scope], t.expires_at, &t.id, &t.secret)) return false;
    struct json_out w = json_out_new(ctx->arena, 512);
    resource_write(&w, &token_resource, &t);
    return reply_created(ctx, &w, "/me/tokens/", t.id);
}

static bool token_delete(struct ctx *ctx)
{
    return token_end(ctx, request_id(ctx, 0)) && reply_empty(ctx);
}
