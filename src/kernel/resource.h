/* Fields are rows: one row says name, type, limits, who may set it and what it means, and drives reading and checking
 * JSON and query strings, one-row SQL, replies, OpenAPI 3.1 and the TypeScript types. It stops there: lists, joins,
 * visibility and rules are written by hand in the slice. */
#ifndef WAYMARK_KERNEL_RESOURCE_H
#define WAYMARK_KERNEL_RESOURCE_H

#include "base/date.h"
#include "base/json.h"
#include "kernel/db.h"

#include <stddef.h>

/* The C member that each type reads into: */
enum field_type {
    FIELD_ID,      /* int64_t; 0 none */
    FIELD_INT,     /* int64_t; INT64_MIN none; least and most are checked */
    FIELD_DECIMAL, /* int64_t millionths; DECIMAL_NONE none; JSON number */
    FIELD_BOOL,    /* bool */
    FIELD_LINE,    /* struct str, one line, trimmed, NFC, at most `most` code points */
    FIELD_TEXT,    /* struct str, several lines, trimmed, NFC */
    FIELD_EMAIL,   /* struct str, lower case */
    FIELD_ZONE,    /* struct str, an IANA zone that exists */
    FIELD_DATE,    /* int32_t days; DATE_NONE none; "YYYY-MM-DD" */
    FIELD_INSTANT, /* int64_t ms; INSTANT_NONE none; RFC 3339 in JSON */
    FIELD_CHOICE,  /* int, index into choices; -1 none; text in JSON and SQL */
    FIELD_IDS,     /* struct ids; JSON array of integers; no column */
    FIELD_LINES,   /* struct lines; JSON array of texts; no column */
    FIELD_LIST,    /* struct list of `of`; JSON array of objects; no column */
    FIELD_OBJECT,  /* struct object: one `of`, or none; JSON object; no column */
};

struct ids {
    int64_t *at;
    int n;
    bool given; /* false: the field was absent */
};
struct lines {
    struct str *at;
    int n;
    bool given;
};
struct list {
    void *at; /* n structs of of->size */
    int n;
    bool given;
};
struct object {
    void *at; /* NULL: absent or null */
};

#define FIELD_REQUIRED 0x01U    /* must be given on creation, and not empty */
#define FIELD_NULL 0x02U        /* may be null; null in a PATCH clears it */
#define FIELD_READ_ONLY 0x04U   /* only the server sets it; sending it is a fault */
#define FIELD_CREATE_ONLY 0x08U /* may be given on creation only */
#define FIELD_WRITE_ONLY 0x10U  /* never in a reply (a password) */
#define FIELD_NO_COLUMN 0x20U   /* computed: in JSON, not in the table (implied by the list types) */
#define FIELD_HIDDEN 0x40U      /* in the table, not in JSON */
#define FIELD_REASONED 0x80U    /* once the goal is active only a change with a reason sets it; the slice asks for it */

struct field {
    const char *name; /* in JSON, in SQL and in faults */
    enum field_type type;
    size_t offset; /* offsetof in the resource's struct */
    unsigned flags;
    int64_t least, most; /* numbers: range (DECIMAL in millionths); texts: code points; lists: entries. 0, 0: none */
    const char *const *choices; /* NULL-terminated */
    const struct resource *of;  /* FIELD_LIST, FIELD_OBJECT */
    const char *doc;            /* one line, ends with a full stop */
};

struct resource {
    const char *name;           /* "goal": in OpenAPI and TypeScript Goal, in sentences "this goal" */
    const char *table;          /* "goals"; NULL when it has none */
    size_t size;                /* sizeof struct goal */
    const struct field *fields; /* ends with a row whose name is NULL; at most 64 */
    const char *doc;
};

/* Every table-backed struct has `int64_t id` and, when it can be changed, `int64_t version` among its fields. */

enum read_mode { READ_CREATE, READ_PATCH };

/* Fills `out` with the empty value of each field (none, 0, false). */
void resource_clear(const struct resource *r, void *out);

/* The request's JSON body into `out`. CREATE: clears first, asks for what is required. PATCH (RFC 7396): absent stays,
 * null clears. All faults are collected (fail_field); unknown names are faults. False when ctx has failed. */
bool resource_read(struct ctx *ctx, const struct resource *r, enum read_mode mode, void *out);
/* The same from a JSON object within a body; `path` stands before the names in faults ("changes."). */
bool resource_read_json(struct ctx *ctx, const struct resource *r, enum read_mode mode, json_t *object,
                        const char *path, void *out);
/* Query parameters into a filter struct; limit, cursor and sort are left to page_read; unknown names are faults. */
bool resource_read_query(struct ctx *ctx, const struct resource *r, void *out);
/* Bit i: field i was in the newest body read for r by this ctx (only of the outermost object). */
bool resource_given(const struct resource *r, json_t *object, const char *field);

/* One-row SQL, from the fields that have columns. */
struct str resource_columns(struct ctx *ctx, const struct resource *r, const char *alias); /* "g.id, g.title, ..." */
void resource_from_row(const struct resource *r, struct db_rows *rows, int first_column, void *out);
bool resource_lookup(struct ctx *ctx, const struct resource *r, int64_t id,
                     void *out);                                                      /* false: absent, or ctx failed */
bool resource_find(struct ctx *ctx, const struct resource *r, int64_t id, void *out); /* fails with 404 by itself */
/* Inserts every column but id; sets id in `row` from RETURNING. */
bool resource_insert(struct ctx *ctx, const struct resource *r, void *row);
/* Writes the columns that differ, adds 1 to version WHERE id and version still match (412 otherwise); `after->version`
 * is the new one. Nothing differs: nothing is written, true. */
bool resource_update(struct ctx *ctx, const struct resource *r, const void *before, void *after);
bool resource_delete(struct ctx *ctx, const struct resource *r, int64_t id);
bool resource_same(const struct resource *r, const void *a, const void *b);

/* JSON out: an object, or only its members (between json_object and json_end_object, to add more). */
void resource_write(struct json_out *w, const struct resource *r, const void *row);
void resource_write_members(struct json_out *w, const struct resource *r, const void *row);
/* {"field": old} and {"field": new} of what differs (before NULL: all of after). WRITE_ONLY fields are left out. */
void resource_diff(struct ctx *ctx, const struct resource *r, const void *before, const void *after,
                   struct str *old_json, struct str *new_json);

int choice_of(const char *const *choices, struct str text); /* -1 when it is none of them */

#endif
