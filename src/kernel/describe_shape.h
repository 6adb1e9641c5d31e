/* What the OpenAPI and TypeScript printers share: all routes with their operation ids, and all shapes of resources that
 * they speak of, each once and by name. Private to describe*.c. */
#ifndef WAYMARK_KERNEL_DESCRIBE_SHAPE_H
#define WAYMARK_KERNEL_DESCRIBE_SHAPE_H

#include "kernel/describe.h"

/* One resource has up to three shapes: what a reply shows, what creates it, what changes it. */
enum shape { SHAPE_SHOWN, SHAPE_CREATE, SHAPE_PATCH };

struct shaped {
    const struct resource *resource;
    enum shape shape;
    struct str name; /* "Goal", "GoalCreate", "GoalPatch" */
};

struct operation {
    const struct slice *slice;
    const struct route *route;
    struct str id; /* "changeGoal"; unique */
};

struct description {
    struct arena *arena;
    struct operation *operations; /* as the slices list them */
    int n_operations;
    struct shaped *shapes; /* by name */
    int n_shapes;
};

struct description describe_collect(struct arena *a, const struct app *app);

struct str shape_name(struct arena *a, const struct resource *r, enum shape shape);
bool shape_has(const struct field *f, enum shape shape);
bool shape_requires(const struct field *f, enum shape shape);
enum shape shape_of_entries(enum shape shape); /* of a list within it */
enum shape shape_taken(const struct route *r);

#endif
