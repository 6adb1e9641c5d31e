/* The admin socket: how a command reaches the server that holds the data. data/waymark.sock, for the server's own user
 * and root alone. The command's words travel as text, its output, input and working folder as open file descriptors. */
#ifndef WAYMARK_KERNEL_ADMIN_H
#define WAYMARK_KERNEL_ADMIN_H

#include "kernel/command.h"

struct admin;

/* Without a data folder (PostgreSQL) nothing listens, and commands open the database themselves. NULL: it could not be
 * made. */
struct admin *admin_start(struct database *d, const struct settings *s, const struct app *app);
/* Waits for a command under way. */
void admin_stop(struct admin *admin);

/* The client's side: runs `name` in the server that holds the data of `s`. The exit status, or -1 when nobody answers.
 */
int admin_call(const struct settings *s, const char *name, const struct command_call *call);

#endif
