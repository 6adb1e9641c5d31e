/* What the files of the raise slice share. */
#ifndef WAYMARK_APP_RAISE_RAISE_PART_H
#define WAYMARK_APP_RAISE_RAISE_PART_H

#include "app/framework.h"
#include "app/raise/raise.h"

/* The medium by the framework's matrix; bad news never below a call. */
enum medium raise_medium(const struct framework *f, int importance, int urgency, bool bad_news);

/* GET /people/{id}/medium (raise_advice.c), GET /raised-figures (raise_figures.c). */
bool raise_advice_show(struct ctx *ctx);
bool raise_figures_show(struct ctx *ctx);
extern const struct resource medium_ask_resource;

#endif
