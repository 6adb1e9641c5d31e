/* Media, from the quietest to the one that interrupts. */
#ifndef WAYMARK_APP_MEDIUM_H
#define WAYMARK_APP_MEDIUM_H

enum medium { MEDIUM_NOTE, MEDIUM_CHAT, MEDIUM_CALL, MEDIUM_MEETING, MEDIUM_NOW, MEDIA };

extern const char *const medium_choices[];

#endif
