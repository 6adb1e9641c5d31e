/* How much something matters and how soon: what barriers and raised items are asked for, and what the framework's
 * clocks and its matrix of media go by. */
#ifndef WAYMARK_APP_WEIGHT_H
#define WAYMARK_APP_WEIGHT_H

enum weight { WEIGHT_LOW, WEIGHT_HIGH };

static const char *const weight_choices[] = {"low", "high", (const char *)0};

#endif
