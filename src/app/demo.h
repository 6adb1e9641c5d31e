/* `waymark demo`: an organisation to look around in. */
#ifndef WAYMARK_APP_DEMO_H
#define WAYMARK_APP_DEMO_H

#include "kernel/command.h"

extern const struct command command_demo;

#endif
