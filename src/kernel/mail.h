/* Sending one mail by SMTP (libcurl), as text and HTML. It blocks: never within a transaction. */
#ifndef WAYMARK_KERNEL_MAIL_H
#define WAYMARK_KERNEL_MAIL_H

#include "kernel/server.h"

#include <stdatomic.h>

struct mail {
    struct str to, to_name;
    struct str subject, text, html; /* UTF-8 */
    struct str calendar;            /* text/calendar; none */
    bool calendar_cancels;          /* its method is CANCEL, else REQUEST (RFC 6047) */
    struct str id;                  /* what stands before the @ of its Message-ID: the same for each try */
    struct str unsubscribe;         /* an address that takes a POST (RFC 8058); none */
    int64_t at;
    const atomic_bool *ending; /* when it is set, what was not handed over breaks off; NULL: never */
};

enum mail_result {
    MAIL_SENT,
    MAIL_LATER, /* the server is away or says to come again */
    MAIL_NEVER, /* it says no, and will say so again */
};

/* Whether a mail server is set. */
bool mail_possible(const struct settings *s);
/* `handing` is called when all but the end of the mail has been given to the server: from its end on the server may
 * have taken it, whatever is heard afterwards. When it says false, the end is not sent. *why: what the server said. */
enum mail_result mail_send(const struct settings *s, struct arena *a, const struct mail *m, bool (*handing)(void *p),
                           void *p, struct str *why);
/* The mail as it goes over the wire, with CRLF; for mail_send and its tests. */
struct str mail_print(const struct settings *s, struct arena *a, const struct mail *m);

#endif
