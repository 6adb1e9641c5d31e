/* Absences: days on which a person is away, and who stands in. Nothing is due on them. Why somebody is away is nobody's
 * business, so it is not asked. */
#ifndef WAYMARK_APP_ABSENCE_H
#define WAYMARK_APP_ABSENCE_H

#include "kernel/route.h"

extern const struct route absence_routes[];
extern const struct resource absence_resource;

/* Notes an absence, both days included, as the person does. */
bool absence_note(struct ctx *ctx, int64_t person, int32_t from, int32_t until, int64_t stand_in);
/* {"until": day, "stand_in": {"id","name"} or null} when the person is away on this day; else null. */
void absence_json_on(struct ctx *ctx, struct json_out *w, int64_t person, int32_t day);
/* The last day of the absence that this day lies in; DATE_NONE when the person is there. */
int32_t absence_until(struct ctx *ctx, int64_t person, int32_t day);
/* Who stands in for the person on this day and is here; 0 nobody. */
int64_t absence_stand_in(struct ctx *ctx, int64_t person, int32_t day);

#endif
