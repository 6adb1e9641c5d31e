/* Routes are rows: method, path, permission, handler, one line of documentation. A row without a permission does not
 * start. */
#ifndef WAYMARK_KERNEL_ROUTE_H
#define WAYMARK_KERNEL_ROUTE_H

#include "kernel/http.h"
#include "kernel/resource.h"

enum verdict {
    ALLOWED,
    DENIED, /* 403: the person may know that it exists */
    HIDDEN, /* 404: its existence is a secret, or it does not exist */
};

/* A named question, asked in one place. `ask` gets the first id of the path (0 when there is none) and runs inside the
 * request's transaction. Only `anyone` is asked of people who are not signed in; all others get 401 before. */
struct permission {
    const char *name; /* "goal_owner" */
    const char *doc;  /* "The owner of the goal." */
    enum verdict (*ask)(struct ctx *ctx, int64_t id);
    const char *denied; /* the sentence of the 403: "Only the owner of this goal can do that." */
};

#define ROUTE_LIST 0x01U    /* gives {"items": [...], "next": cursor or null}; takes limit, cursor, sort */
#define ROUTE_CHECKIN 0x02U /* a token of scope checkin may call it though it writes */
#define ROUTE_SESSION 0x04U /* only a browser session may call it, no token (passwords, tokens, sessions) */
#define ROUTE_OWN_TX                                                                                                   \
    0x08U /* the handler begins and ends its own transactions (sign-in: hashing must not hold a writer) */
#define ROUTE_MATCH 0x10U    /* takes If-Match; 428 without it (the handler calls match_version) */
#define ROUTE_ANY_BODY 0x40U /* takes a body of any type and does not look at it (one click of a mail program) */
#define ROUTE_SECRET 0x20U   /* gives a secret that is shown once: no idempotency key keeps the reply */

struct route {
    enum method method;
    const char *path; /* below /api/v1: "/goals/{id}/criteria" */
    const struct permission *permission;
    bool (*handler)(struct ctx *ctx);
    const char *doc;               /* one line */
    const struct resource *takes;  /* the body; NULL: none (an empty object is accepted) */
    const struct resource *gives;  /* the reply, or an item of a list; NULL: see doc */
    const struct resource *filter; /* query parameters; NULL: none */
    unsigned flags;
    const char *sorts; /* "due_on -due_on priority": what ?sort= may be; the first is the default */
};

/* A slice of the product, as listed once in app.c. */
struct slice {
    const char *name;
    const struct route *routes;              /* ends with a row whose path is NULL */
    const struct resource *const *resources; /* NULL-terminated; for describe and the test against the tables */
};

/* The job's work runs as a write transaction of the system actor; true when there may be more at once. */
struct job {
    const char *name;
    int64_t every_ms; /* at least this often; 0: only when woken by a commit */
    bool wake;        /* also after each commit, at most every 200 ms */
    bool (*run)(struct ctx *ctx);
    bool (*waiting)(struct ctx *ctx); /* asked in a read first, whether there is anything to do; NULL: always run */
    int apart; /* talks to the network: how many threads it has, with transactions of its own and no lock that keeps
                  others out; it breaks off when *ctx->ending is set */
};

struct command;

/* What the kernel gets from the product. */
struct app {
    const struct slice *slices;                  /* ends with a row whose name is NULL */
    const struct job *jobs;                      /* ends with a row whose name is NULL */
    const struct permission *const *permissions; /* NULL-terminated */
    const struct command *const *commands;       /* NULL-terminated; see command.h */
    /* Asked once, in a read, before anything is served: false when it has failed ctx with what to do first. */
    bool (*may_serve)(struct ctx *ctx);
};

/* The kernel's own rows (GET /openapi.json); the product lists them as one of its slices. */
extern const struct route kernel_routes[];

extern const struct permission anyone; /* signed in or not */

/* If-Match against the version of what is changed: 428 without, 412 when stale. */
bool match_version(struct ctx *ctx, int64_t version);

/* {id} and names that end in _id match a whole number above 0 only; other names ({token}) match any one segment. The
 * permission is asked with the first id of the path. Places count both: request_id is 0 at the place of a word.
 *
 * Path ids: request_id(ctx, 0) is the first {id}. */
int64_t request_id(const struct ctx *ctx, int place);

/* Makes the index of the app's rows. A row without path, permission, handler or doc, or two rows for the same
 * path, are our own mistake (BUG). route_serve calls it when nobody did; it is made once for an app. */
void route_prepare(const struct app *app);

/* The way of a request; called by http.c on the connection's thread. */
void route_serve(struct ctx *ctx, const struct app *app);

/* Lists: `limit` (1 to 200, 20 unless told), `cursor`, `sort`. The cursor is opaque and carries the sort's name and the
 * last row's key. `first` is true on the first page; then text is "" and number and id are the least (or, when the
 * sort starts with '-', the greatest; of texts U+10FFFF) values, so `(key, id) > ($1, $2)` starts at the start. */
struct page {
    int64_t limit;
    struct str sort; /* one of the route's sorts */
    bool descending; /* the sort starts with '-' */
    bool first;
    struct str text; /* key of the last row shown, for sorts by text or date */
    int64_t number;  /* key of the last row shown, for sorts by number */
    int64_t id;
};
bool page_read(struct ctx *ctx, struct page *page);
/* Call with limit + 1 rows asked for. Ends a list: writes "next" and the Link header. `more`: there was a row past the
 * limit; text, number, id: the key of the last row shown. */
void page_begin(struct ctx *ctx, struct json_out *w);
bool page_end(struct ctx *ctx, struct json_out *w, const struct page *page, bool more, struct str text, int64_t number,
              int64_t id);

/* The usual list in one call: answers 200 with at most page->limit of the rows, each written by `item`, which also
 * gives the row's key for the cursor. `rows` was asked for limit + 1 rows. */
struct page_key {
    struct str text;
    int64_t number;
    int64_t id;
};
bool page_reply(struct ctx *ctx, const struct page *page, struct db_rows *rows,
                void (*item)(struct ctx *ctx, struct json_out *w, struct db_rows *row, struct page_key *key));

#endif
