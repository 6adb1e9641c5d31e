/* Work that nobody asks for by a request: sealing, housekeeping, and what the product lists. One thread a server,
 * and some for each job that talks to the network. */
#ifndef WAYMARK_KERNEL_JOB_H
#define WAYMARK_KERNEL_JOB_H

#include "kernel/server.h"

struct jobs;

/* Starts the threads and takes the database's commit hook. Each run holds the job's lock, so of several servers on one
 * PostgreSQL one runs it; a run that fails is logged and tried again later, ever less often. */
struct jobs *jobs_start(struct database *d, const struct settings *s, const struct app *app);
/* Lets the runs under way end; one that waits for the network breaks off. */
void jobs_stop(struct jobs *jobs);

#endif
