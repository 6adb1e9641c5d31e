/* Contact points: for what (topic) one asks whom (person), how and where (medium, address) and when (hours), and who
 * answers instead while that person is away (stand-in). One noun for two places: a person's own say for what they can
 * be reached; a team's name the person who answers for a topic of the team, and are kept by those who lead it and by
 * people operations. Who is named may say how and when, but not name another. The slice is the folder contact/. */
#ifndef WAYMARK_APP_CONTACT_H
#define WAYMARK_APP_CONTACT_H

#include "kernel/route.h"

enum contact_medium { BY_EMAIL, BY_PHONE, BY_CHAT, BY_VIDEO, BY_PLACE, BY_OTHER };

struct contact {
    int64_t id;
    int64_t person_id;
    struct str person_name;
    int64_t team_id; /* 0: the person's own */
    struct str team_name;
    struct str topic;
    int medium;
    struct str address;
    struct str hours;
    int64_t stand_in_id;
    struct str stand_in_name;
    int64_t loose_at; /* since when its person or its stand-in has left; INSTANT_NONE */
    /* Today: */
    int64_t ask_id; /* 0: nobody is here */
    struct str ask_name, ask_email, ask_zone;
    int32_t away_until;
    bool left;
    int64_t created_at;
    int64_t version;
};

extern const char *const contact_media[];
extern const struct resource contact_resource;
extern const struct route contact_routes[];

/* Inserts and records. Fill `c` after resource_clear(&contact_resource, c): of one's own, and of a team. For commands
 * too. */
bool contact_add(struct ctx *ctx, int64_t person, struct contact *c);
bool contact_add_to_team(struct ctx *ctx, int64_t team, struct contact *c);
/* Removes one of this person's own and records; false without failure when it is none of theirs. */
bool contact_end(struct ctx *ctx, int64_t person, int64_t id, struct contact *out);
/* The person's own contact points as a JSON array. */
void contact_json_of_person(struct ctx *ctx, struct json_out *w, int64_t person);

/* Somebody leaves: what they answered for in teams goes to its stand-in, else to `stand_in` (who answers in their
 * stead), else it stays and people operations see it. Their own are no longer found. */
bool contact_person_left(struct ctx *ctx, int64_t person, int64_t stand_in);
bool contact_person_back(struct ctx *ctx, int64_t person);
/* A team closes: its contact points end. */
bool contact_team_closed(struct ctx *ctx, int64_t team);

/* A job: makes those findable that were written down before there was a search for them. */
bool contact_index_waiting(struct ctx *ctx);
bool contact_index_waits(struct ctx *ctx);

#endif
