/* Answers: what the supporter says to a goal (aligned, a question, a suggestion, an offer of help), and the owner's
 * reply. An owner answers a goal that another person wrote for them: that is how it is accepted. */
#ifndef WAYMARK_APP_ANSWER_H
#define WAYMARK_APP_ANSWER_H

#include "kernel/route.h"

enum answer_kind { ANSWER_ALIGNED, ANSWER_QUESTION, ANSWER_SUGGESTION, ANSWER_OFFER };
extern const char *const answer_kinds[];

struct answer {
    int64_t id;
    int64_t goal_id;
    int64_t person_id;
    struct str person_name;
    int answer;
    struct str text;
    int64_t checkin_id; /* what it speaks of; 0: of the goal */
    int64_t asked_at;   /* since when it was waited for; INSTANT_NONE: nobody waited */
    int64_t created_at;
    struct str reply;
    int64_t replied_at;
    int64_t version;
};

extern const struct resource answer_resource;
extern const struct route answer_routes[];

/* The actor answers the goal, or one check-in of it (0: none), with all that follows. For commands too (set
 * ctx->actor). */
bool answer_give(struct ctx *ctx, int64_t goal_id, int64_t checkin_id, enum answer_kind kind, struct str text);
/* The owner replies to an answer; a proposal then waits for the supporter again. */
bool answer_reply(struct ctx *ctx, int64_t answer_id, struct str text);
/* The newest question or suggestion of a goal that has no reply yet; 0 none. */
int64_t answer_unreplied(struct ctx *ctx, int64_t goal_id);
/* The newest of a goal as an array. */
void answer_json_of_goal(struct ctx *ctx, struct json_out *w, int64_t goal_id);
bool answer_delete_all(struct ctx *ctx, int64_t goal_id);

#endif
