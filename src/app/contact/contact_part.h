/* What the files of the slice share. */
#ifndef WAYMARK_APP_CONTACT_PART_H
#define WAYMARK_APP_CONTACT_PART_H

#include "app/contact.h"
#include "kernel/query.h"

#define CONTACTS_MOST 20      /* of one's own */
#define TEAM_CONTACTS_MOST 50 /* of a team */

/* contact_answer.c: reading, with who is asked today. The query selects all; the caller adds WHERE, ORDER and LIMIT. */
struct query contact_select(struct ctx *ctx);
int contact_read(struct ctx *ctx, const struct query *q, struct contact *out, int most);
bool contact_find(struct ctx *ctx, int64_t id, struct contact *out); /* 404 by itself */
bool contact_list_of_person(struct ctx *ctx);
bool contact_list_of_team(struct ctx *ctx);
bool contact_list_loose(struct ctx *ctx);
bool contact_search(struct ctx *ctx);
extern const struct resource contact_filter_resource;

/* contact.c */
bool contact_event(struct ctx *ctx, const char *type, const struct contact *before, const struct contact *after);
bool contact_tell(struct ctx *ctx, const struct contact *before, const struct contact *after);

/* contact_left.c */
bool contact_index(struct ctx *ctx, const struct contact *c);
bool contact_forget(struct ctx *ctx, const struct contact *c);

#endif
