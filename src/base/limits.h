/* Every limit in one place, each with its reason. */
#ifndef WAYMARK_BASE_LIMITS_H
#define WAYMARK_BASE_LIMITS_H

/* A request: an import in the browser is the largest body; everything else is far smaller. */
#define LIMIT_BODY_BYTES (1024 * 1024)
#define LIMIT_HEADER_BYTES (16 * 1024)         /* cookies and a long filter; libmicrohttpd answers 431 past it */
#define LIMIT_REQUEST_ARENA (64 * 1024 * 1024) /* 200 goals of the longest texts, twice over */
#define LIMIT_COMMAND_ARENA ((size_t)4 * 1024 * 1024 * 1024) /* an import of a million lines */
#define LIMIT_CONNECTIONS 1024                               /* a thread each: 256 KiB of stack, mostly untouched */
#define LIMIT_QUERY_PARAMETERS 32
#define LIMIT_PATH_PARAMETERS 4
#define LIMIT_PATH_BYTES 1024
#define LIMIT_FIELD_FAULTS 100 /* told at once; who mends these sees the rest */

#define LIMIT_ACCEPT_LANGUAGE 1000               /* bytes of the header that are looked at; browsers send some 50 */
#define LIMIT_CATALOGUE_ARENA (16 * 1024 * 1024) /* all that the server says, in every language; it is some 50 KB */

#define LIMIT_JSON_DEPTH 16 /* the deepest body (a change with criteria and milestones) needs 5 */

#define LIMIT_CSV_COLUMNS 64
#define LIMIT_IMPORT_BYTES (256 * 1024 * 1024)

#define LIMIT_INVITATIONS 1000 /* at once: their links are one reply of some 200 KB */

/* Lists. */
#define LIMIT_PAGE_DEFAULT 20
#define LIMIT_PAGE_MOST 200

/* Texts, in code points. */
#define LIMIT_NAME 200
#define LIMIT_TITLE 2000 /* real objective lines reach 1,128 characters */
#define LIMIT_TEXT 20000
#define LIMIT_EMAIL 254 /* RFC 5321 */
#define LIMIT_PASSWORD_LEAST 12
#define LIMIT_PASSWORD_MOST 200 /* Argon2id takes any length; ours bounds the work */

/* The shape of goals. */
#define LIMIT_GOAL_PARENTS 20
#define LIMIT_GOAL_CRITERIA 20
#define LIMIT_GOAL_STEPS 100
#define LIMIT_GOAL_BARRIERS 20 /* open at once; more is not a barrier but another goal */
#define LIMIT_GOAL_NEEDS 30    /* open at once, for 20 criteria and some for the whole */
#define LIMIT_GOAL_DEPTH 64    /* of the goal graph; deeper is refused, so walks up end */
#define LIMIT_MILESTONES 50
#define LIMIT_MAP_NODES 400    /* of the goal map: more than anybody reads, and drawn at once without a pause */
#define LIMIT_MAP_LEVEL 24     /* goals below one goal at a time */
#define LIMIT_MAP_FINDS 60     /* goals that fit a filter, each with the way to it */
#define LIMIT_MAP_OPEN 200     /* goals opened, in a link that can be shared */
#define LIMIT_MAP_LINKS 20000  /* goals that serve one are put in their order; of more, the newest */
#define LIMIT_MAP_COUNTED 1000 /* "and 1,000 more" is as good as the whole number */
#define LIMIT_TEAM_DEPTH 32
#define LIMIT_MANAGER_DEPTH 64

/* Figures on people. */
#define LIMIT_GROUP_LEAST 5 /* people behind a figure that others see, and behind what is left over */

/* Meetings. */
#define LIMIT_MEETING_PEOPLE 50    /* of a group; a team's meeting has whoever belongs to the team */
#define LIMIT_MEETING_SERIES 200   /* that one person has made and that go on */
#define LIMIT_MEETING_MINUTES 1440 /* a day */
#define LIMIT_AGENDA_ITEMS 100     /* open at a time: more is a list, no agenda */
#define LIMIT_MEETING_ACTIONS 100  /* of one meeting */

/* Writers that share one fsync; more would make the last one wait for too many handlers. */
#define LIMIT_COMMIT_GROUP 256

#endif
