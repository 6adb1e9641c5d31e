/* The product, listed once: its slices, jobs and commands. */
#ifndef WAYMARK_APP_APP_H
#define WAYMARK_APP_APP_H

#include "kernel/command.h"

extern const struct app waymark_app;

#endif
