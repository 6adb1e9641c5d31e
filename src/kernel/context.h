/* What travels with one request, job or command: its arena, its transaction, who acts, what time it is, and the
 * first failure. Everything below the kernel takes a struct ctx *. */
#ifndef WAYMARK_KERNEL_CONTEXT_H
#define WAYMARK_KERNEL_CONTEXT_H

#include "base/arena.h"
#include "base/str.h"

#include <stdatomic.h>

struct db;
struct database;
struct request;
struct reply;
struct route;
struct server;
struct settings;

/* Whose words a sentence has; language.h says how. */
enum language { LANGUAGE_NONE, LANGUAGE_ENGLISH, LANGUAGE_GERMAN, LANGUAGE_PSEUDO, LANGUAGES };

/* What a token may do. A session and a full token may do all that the person may. */
enum scope {
    SCOPE_NONE,
    SCOPE_READ,    /* GET only */
    SCOPE_CHECKIN, /* GET, and the routes marked ROUTE_CHECKIN */
    SCOPE_FULL,
};

/* Bits of actor.roles, as the view `actors` gives them. */
#define ROLE_PEOPLE_OPERATIONS 1U
#define ROLE_OPERATOR 2U

/* Who acts. person_id 0: nobody is signed in. */
struct actor {
    int64_t person_id;
    unsigned roles;
    enum scope scope;
    int64_t session_id;  /* 0 when a token acts */
    int64_t token_id;    /* 0 when a session acts */
    struct str zone;     /* IANA name */
    struct str language; /* BCP 47, as the person chose; may be none */
    bool system;         /* a job or a command of the operator acts: every permission is given */
};

struct field_fault {
    struct str field;    /* "title", "criteria[0].good" */
    struct str sentence; /* "Please say what good is." */
};

/* status 0: nothing has failed. */
struct failure {
    int status;
    struct str sentence;
    struct field_fault *fields;
    int n_fields;
    bool deadlocked; /* the database let another one go first: the same once more will do */
};

struct ctx {
    struct arena *arena;
    struct database *database;
    struct db *db; /* the transaction; NULL outside one */
    struct actor actor;
    bool in_bulk;   /* many acts are one (an import, an organisation that is made up): nobody is told of each */
    bool foresees;  /* a read that may begin before it is known who asks (session_actor) */
    bool misjudged; /* it was somebody else, or somebody who may no longer: the read is to be served anew */
    int64_t now;    /* ms since 1970 UTC; the same for the whole request */
    struct failure failure;
    enum language said;            /* of the sentences in the reply; LANGUAGE_NONE while there are none */
    const struct request *request; /* NULL in jobs and commands */
    struct reply *reply;           /* NULL in jobs and commands */
    struct server *server;         /* NULL in commands */
    const struct settings *settings;
    const atomic_bool *ending; /* set: the job is to break off what it waits for; NULL outside of jobs */
    int fail_call;             /* fault tests: the database call that fails, counted down; 0 none */
};

/* The only way to make an error. Always returns false; the first failure wins. The sentence is for the person who
 * asked: what is wrong and what to do. It is written in English and told in their language (language.h). 409 conflicts
 * with a state, 422 is bad input, 404 is absent or hidden. */
bool fail(struct ctx *ctx, int status, const char *sentence, ...) __attribute__((format(printf, 3, 4)));

/* Collects a fault of one field (status 422), so that all bad fields are told at once. Returns false. When a failure of
 * another status stands already it is left alone. The first one sets the sentence "Some fields need another look." */
bool fail_field(struct ctx *ctx, const char *field, const char *sentence, ...) __attribute__((format(printf, 3, 4)));
bool vfail_field(struct ctx *ctx, const char *field, const char *sentence, va_list args)
    __attribute__((format(printf, 3, 0)));

static inline bool failed(const struct ctx *ctx)
{
    return ctx->failure.status != 0;
}

static inline bool ctx_ending(const struct ctx *ctx)
{
    return ctx->ending && atomic_load(ctx->ending);
}

/* The day it is for the actor. */
int32_t ctx_today(const struct ctx *ctx);

#endif
