/* Contact points: for what, where and when a person can be reached. */
#ifndef WAYMARK_APP_CONTACT_H
#define WAYMARK_APP_CONTACT_H

#include "kernel/route.h"

enum contact_medium { BY_EMAIL, BY_PHONE, BY_CHAT, BY_VIDEO, BY_PLACE, BY_OTHER };

struct contact {
    int64_t id;
    int64_t person_id;
    struct str topic;
    int medium;
    struct str address;
    struct str hours;
    int64_t created_at;
    int64_t version;
};

extern const char *const contact_media[];
extern const struct resource contact_resource;
extern const struct route contact_routes[];

/* Inserts and records. Fill `c` after resource_clear(&contact_resource, c). For commands too. */
bool contact_add(struct ctx *ctx, int64_t person, struct contact *c);
/* Removes one of this person's and records; false without failure when it is none of theirs. */
bool contact_end(struct ctx *ctx, int64_t person, int64_t id, struct contact *out);
/* The contact points of a person as a JSON array. */
void contact_json_of_person(struct ctx *ctx, struct json_out *w, int64_t person);

#endif
