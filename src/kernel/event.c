/* Events and their chain. A link's hash is BLAKE2b-256 over the hash before it and a JSON array of the event's columns
 * in table order, so it can be recomputed with other tools. */
#include "kernel/event.h"

#include <sodium.h>
#include <string.h>

#define SEALED_AT_ONCE 1000
#define HASH_BYTES 32

#define EVENT_COLUMNS                                                                                                  \
    "e.id, e.at, e.type, e.subject, e.subject_id, e.goal_id, e.person_id, e.actor_id, e.reason, e.old, e.new"

bool event_record(struct ctx *ctx, const struct event *e)
{
    return db_run(ctx,
                  "INSERT INTO events (at, type, subject, subject_id, goal_id, person_id, actor_id, reason, old, new)"
                  " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
                  db_int(ctx->now), db_text(str_of(e->type)), db_text(str_of(e->subject)), db_int(e->subject_id),
                  db_id(e->goal_id), db_id(e->person_id), db_id(ctx->actor.person_id), db_text(e->reason),
                  db_text(e->old_json), db_text(e->new_json));
}

bool event_changed(struct ctx *ctx, const struct event *e, const struct resource *r, const void *before,
                   const void *after)
{
    struct event with = *e;
    if (before && resource_same(r, before, after)) return !failed(ctx);
    resource_diff(ctx, r, before, after, &with.old_json, &with.new_json);
    return event_record(ctx, &with);
}

/* ---- the chain ---- */

static void put_maybe(struct json_out *w, struct db_rows *r, int column)
{
    if (db_col_null(r, column)) json_none(w);
    else json_int(w, db_col_int(r, column));
}

/* The hash of the link after `before` (hex) for the event in columns `at` ... of the row. */
static struct str link_hash(struct ctx *ctx, struct str before, struct db_rows *r, int at)
{
    struct json_out w = json_out_new(ctx->arena, 512);
    json_begin_array(&w);
    for (int i = 0; i < 2; i++) json_int(&w, db_col_int(r, at + i));
    for (int i = 2; i < 4; i++) json_text(&w, db_col_text(r, at + i));
    json_int(&w, db_col_int(r, at + 4));
    for (int i = 5; i < 8; i++) put_maybe(&w, r, at + i);
    for (int i = 8; i < 11; i++) json_text(&w, db_col_text(r, at + i));
    json_end_array(&w);
    struct str text = json_done(&w);
    unsigned char hash[HASH_BYTES];
    crypto_generichash_state state;
    crypto_generichash_init(&state, NULL, 0, sizeof hash);
    crypto_generichash_update(&state, (const unsigned char *)before.at, before.len);
    crypto_generichash_update(&state, (const unsigned char *)text.at, text.len);
    crypto_generichash_final(&state, hash, sizeof hash);
    char *hex = arena_alloc(ctx->arena, 2 * sizeof hash + 1);
    sodium_bin2hex(hex, 2 * sizeof hash + 1, hash, sizeof hash);
    return str_of(hex);
}

/* Events that have no seal yet. On PostgreSQL transactions commit out of the order of their ids, so an event can still
 * appear below the newest sealed one; it is looked for this far back after each commit, and now and then down to where
 * all are known to be sealed: one long transaction can write more events than that. Verify looks everywhere. On SQLite
 * writers take turns. */
#define LOOK_BACK 10000
#define LONGEST_TRANSACTION_MS MS_DAY /* no event comes up later than this after it was made */
#define UNSEALED_AFTER(id)                                                                                             \
    " FROM events e WHERE e.id > " id " AND NOT EXISTS (SELECT 1 FROM event_seals s WHERE s.event_id = e.id)"
#define UNSEALED UNSEALED_AFTER("(SELECT COALESCE(MAX(event_id), 0) FROM event_seals) - $1")
#define UNSEALED_LATE UNSEALED_AFTER("(SELECT whole_to FROM event_chain WHERE id = $1)")
#define UNSEALED_EVER UNSEALED_AFTER("0")

static struct db_value look_back(const struct ctx *ctx)
{
    return db_int(db_dialect(ctx) == DB_SQLITE ? 0 : LOOK_BACK);
}

bool event_waiting(struct ctx *ctx)
{
    return db_int_of(ctx, "SELECT 1" UNSEALED " LIMIT 1", look_back(ctx)) == 1;
}

bool event_figures(struct ctx *ctx, int64_t *sealed, int64_t *waiting)
{
    *sealed = db_int_of(ctx, "SELECT seq FROM event_chain WHERE id = 1");
    *waiting = db_int_of(ctx, "SELECT count(*)" UNSEALED, look_back(ctx));
    return !failed(ctx);
}

/* `unsealed` has "SELECT ..." and the parameter $1. */
static bool seal(struct ctx *ctx, const char *unsealed, struct db_value first)
{
    /* The update takes the row: a second sealer waits here and then reads the newer head. */
    if (!db_run(ctx, "UPDATE event_chain SET seq = seq WHERE id = 1")) return false;
    struct db_rows *head = db_query(ctx, "SELECT seq, hash FROM event_chain WHERE id = 1");
    if (!db_next(head)) return false;
    int64_t seq = db_col_int(head, 0), start = seq;
    struct str hash = db_col_text(head, 1);
    db_close(head);
    struct db_rows *r = db_query(ctx, unsealed, first, db_int(SEALED_AT_ONCE));
    while (db_next(r)) {
        hash = link_hash(ctx, hash, r, 0);
        if (!db_run(ctx, "INSERT INTO event_seals (seq, event_id, hash) VALUES ($1, $2, $3)", db_int(++seq),
                    db_int(db_col_int(r, 0)), db_text(hash)))
            return false;
    }
    if (seq > start &&
        !db_run(ctx, "UPDATE event_chain SET seq = $1, hash = $2 WHERE id = 1", db_int(seq), db_text(hash)))
        return false;
    return seq - start == SEALED_AT_ONCE;
}

bool event_seal(struct ctx *ctx)
{
    return seal(ctx, "SELECT " EVENT_COLUMNS UNSEALED " ORDER BY e.id LIMIT $2", look_back(ctx));
}

bool event_seal_late(struct ctx *ctx)
{
    if (db_dialect(ctx) == DB_SQLITE) return false;
    bool more = seal(ctx, "SELECT " EVENT_COLUMNS UNSEALED_LATE " ORDER BY e.id LIMIT $2", db_int(1));
    if (!more && !failed(ctx))
        db_run(ctx,
               "UPDATE event_chain SET whole_to = COALESCE((SELECT id FROM events WHERE at < $1 ORDER BY id DESC"
               " LIMIT 1), whole_to) WHERE id = 1",
               db_int(ctx->now - LONGEST_TRANSACTION_MS));
    return more;
}

static void broken(struct ctx *ctx, struct event_chain *out, int64_t seq, int64_t event, const char *what)
{
    out->broken_seq = seq;
    out->broken_event = event;
    out->why = str_format(ctx->arena, "event %lld %s", (long long)event, what);
}

/* One link; false when it is broken. */
static bool verify_link(struct ctx *ctx, struct event_chain *out, struct db_rows *r, int64_t seq, struct str before,
                        char *hash)
{
    int64_t event = db_col_int(r, 1);
    if (db_col_int(r, 0) != seq) {
        out->broken_seq = seq;
        out->why = str_format(ctx->arena, "link %lld is missing", (long long)seq);
        return false;
    }
    if (db_col_null(r, 3)) {
        broken(ctx, out, seq, event, "is missing");
        return false;
    }
    struct str stored = db_col_text(r, 2), now = link_hash(ctx, before, r, 3);
    if (!str_equal(stored, now)) {
        broken(ctx, out, seq, event, "was changed");
        return false;
    }
    memcpy(hash, now.at, now.len + 1);
    return true;
}

#define LINKS_AT_ONCE 1000

/* A stretch of links after `seq`. The number of links seen; the rest of `out` when one is broken. */
static int64_t verify_stretch(struct ctx *ctx, struct event_chain *out, int64_t seq, char *hash)
{
    struct db_rows *r = db_query(ctx,
                                 "SELECT s.seq, s.event_id, s.hash, " EVENT_COLUMNS
                                 " FROM event_seals s LEFT JOIN events e ON e.id = s.event_id"
                                 " WHERE s.seq > $1 ORDER BY s.seq LIMIT $2",
                                 db_int(seq), db_int(LINKS_AT_ONCE));
    int64_t n = 0;
    while (db_next(r)) {
        if (!verify_link(ctx, out, r, seq + n + 1, str_of(hash), hash)) break;
        n++;
    }
    db_close(r);
    return n;
}

/* Each stretch works in an arena of its own, so a chain of any length fits. */
bool event_verify(struct ctx *ctx, struct event_chain *out)
{
    char hash[2 * HASH_BYTES + 1] = "";
    *out = (struct event_chain){0};
    int64_t n;
    struct arena *whole = ctx->arena;
    do {
        ctx->arena = arena_new((size_t)1 << 30);
        n = verify_stretch(ctx, out, out->sealed, hash);
        out->sealed += n;
        out->why = out->why.at ? str_copy(whole, out->why) : STR_NONE;
        if (failed(ctx)) ctx->failure.sentence = str_copy(whole, ctx->failure.sentence);
        arena_free(ctx->arena);
        ctx->arena = whole;
    } while (n == LINKS_AT_ONCE && !out->broken_seq && !failed(ctx));
    out->head = str_format(ctx->arena, "%s", hash);
    out->waiting = db_int_of(ctx, "SELECT count(*)" UNSEALED_EVER);
    struct db_rows *head = db_query(ctx, "SELECT seq, hash FROM event_chain WHERE id = 1");
    if (!out->broken_seq && db_next(head) &&
        (db_col_int(head, 0) != out->sealed || !str_equal(db_col_text(head, 1), out->head))) {
        out->broken_seq = out->sealed + 1;
        out->why = str_format(ctx->arena, "link %lld is missing", (long long)out->sealed + 1);
    }
    db_close(head);
    return !failed(ctx);
}
