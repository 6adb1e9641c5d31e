/* One value on its way into a field: numbers, texts and what is written as text, checked by the field's row, and the
 * sentences for what cannot stand there. */
#include "base/limits.h"
#include "base/log.h"
#include "kernel/language.h"
#include "kernel/resource_read.h"

#include <stdarg.h>
#include <string.h>

#define NAME_SHOWN 80 /* bytes of an unknown name that go back into its fault */

bool fault(const struct spot *s, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    struct buf name = buf_new(s->ctx->arena, 64);
    buf_puts(&name, s->path);
    buf_puts(&name, s->field->name);
    if (s->index >= 0) buf_format(&name, "[%d]", s->index);
    vfail_field(s->ctx, buf_str(&name).at, format, args);
    va_end(args);
    return false;
}

/* Sentences. */

static struct str choices_listed(struct arena *a, const struct field *f)
{
    struct buf b = buf_new(a, 128);
    for (int i = 0; f->choices[i]; i++) buf_format(&b, "%s%s", i ? ", " : "", f->choices[i]);
    return buf_str(&b);
}

/* Names such as `good` or `why` are no nouns: where the row's words ask a question with the name in it, they tell it
 * better. "What good is." makes "Please say what good is." */
static bool asks(struct arena *a, const struct field *f)
{
    static const char *const words[] = {"what ", "why ", "how ", "who ", "when ", "where ", NULL};
    struct buf name = buf_new(a, 64);
    buf_char(&name, ' ');
    name_words(&name, f->name);
    struct str doc = str_format(a, " %s", f->doc ? f->doc : "");
    doc = utf8_lower(a, doc);
    for (int i = 0; words[i]; i++)
        if (str_starts(str_cut(doc, 1, doc.len), str_of(words[i]))) return str_find(doc, buf_str(&name)) >= 0;
    return false;
}

static struct str wanted_by_doc(struct arena *a, const char *doc)
{
    struct str first = str_cut(str_of(doc), 0, strcspn(doc, ".;:("));
    first = str_trim(first);
    return str_format(a, "Please say %c%.*s.", doc[0] + ('a' - 'A'), (int)first.len - 1, first.at + 1);
}

/* `owner_id` as "an owner", `title` as "a title", `work_days` as "work days". */
static struct str name_with_article(struct arena *a, const char *name)
{
    struct buf words = buf_new(a, 64);
    name_words(&words, name);
    struct str noun = buf_str(&words);
    if (str_ends(noun, STR(" id"))) noun = str_cut(noun, 0, noun.len - 3);
    bool many = noun.len > 1 && noun.at[noun.len - 1] == 's' && noun.at[noun.len - 2] != 's';
    const char *article = many ? "" : strchr("aeiou", noun.at[0]) ? "an " : "a ";
    return str_format(a, "%s%.*s", article, STR_ARG(noun));
}

/* NULL: the row's own words say it best. */
static const char *wanted_by_type(enum field_type type)
{
    switch (type) {
    case FIELD_BOOL: return SAY("Please say true or false.");
    case FIELD_DATE: return SAY("Please give a date (YYYY-MM-DD).");
    case FIELD_INSTANT: return SAY("Please give a time (2026-11-24T09:30:00Z).");
    case FIELD_IDS:
    case FIELD_LINES:
    case FIELD_LIST: return SAY("Please give at least one.");
    default: return NULL;
    }
}

struct str wanted_sentence(struct arena *a, const struct field *f)
{
    const char *by_type = wanted_by_type(f->type);
    if (by_type) return str_of(by_type);
    return asks(a, f) ? wanted_by_doc(a, f->doc) : str_format(a, "Please give %s.", name_with_article(a, f->name).at);
}

bool wanted(const struct spot *s)
{
    const struct field *f = s->field;
    if (s->index >= 0) return fault(s, "This cannot be empty.");
    if (f->type == FIELD_CHOICE) return fault(s, "Please choose one of: %s.", choices_listed(s->ctx->arena, f).at);
    return fault(s, "%s", wanted_sentence(s->ctx->arena, f).at);
}

static bool out_of_range(const struct spot *s)
{
    const struct field *f = s->field;
    struct buf least = buf_new(s->ctx->arena, 32), most = buf_new(s->ctx->arena, 32);
    if (f->type == FIELD_DECIMAL) {
        decimal_put(&least, f->least);
        decimal_put(&most, f->most);
    } else {
        buf_int(&least, f->least);
        buf_int(&most, f->most);
    }
    if (!field_has_most(f)) return fault(s, "This needs to be %s or more.", buf_str(&least).at);
    return fault(s, "This needs to be between %s and %s.", buf_str(&least).at, buf_str(&most).at);
}

/* Numbers. */

static bool put_number(const struct spot *s, int64_t v, int64_t *out)
{
    const struct field *f = s->field;
    if ((field_has_least(f) && v < f->least) || (field_has_most(f) && v > f->most)) return out_of_range(s);
    *out = v;
    return true;
}

bool put_whole(const struct spot *s, bool whole, int64_t v, int64_t *out)
{
    if (s->field->type != FIELD_INT) {
        if (!whole || v < 1) return fault(s, "This needs to be an id: a whole number from 1.");
        *out = v;
        return true;
    }
    /* The least number stands for "none" in C. */
    if (!whole || v == INT64_MIN) return fault(s, "This needs to be a whole number.");
    return put_number(s, v, out);
}

bool put_decimal(const struct spot *s, bool number, int64_t v, const char *why, int64_t *out)
{
    if (number) return put_number(s, v, out);
    if (why) return fault(s, "%s", why);
    return fault(s, "This needs to be a number.");
}

/* Texts. */

/* Spreadsheets, mail and browsers send three kinds of line ends; we keep one. */
static struct str one_line_end(struct arena *a, struct str s)
{
    if (!s.len || !memchr(s.at, '\r', s.len)) return s;
    struct buf b = buf_new(a, s.len + 1);
    for (size_t i = 0; i < s.len; i++) {
        bool pair = s.at[i] == '\r' && i + 1 < s.len && s.at[i + 1] == '\n';
        if (!pair) buf_char(&b, s.at[i] == '\r' ? '\n' : s.at[i]);
    }
    return buf_str(&b);
}

static bool has_line_end(struct str s)
{
    if (memchr(s.at, '\n', s.len) || memchr(s.at, '\t', s.len)) return true;
    return str_find(s, STR("\xe2\x80\xa8")) >= 0 || str_find(s, STR("\xe2\x80\xa9")) >= 0;
}

static bool fits(const struct spot *s, struct str text)
{
    const struct field *f = s->field;
    int64_t count = (int64_t)utf8_count(text), most = field_most(f);
    if (s->index >= 0) most = LIMIT_TITLE; /* the row's limits are those of the list */
    if (count > most) return fault(s, "This is longer than %lld characters.", (long long)most);
    if (s->index < 0 && count < f->least) return fault(s, "Please give at least %lld characters.", (long long)f->least);
    return true;
}

static bool email_byte(unsigned char c)
{
    if (c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return true;
    return c && strchr("@.!#$%&'*+/=?^_`{|}~-", c);
}

/* No quotes, comments, spaces or address lists: what people use, not all that RFC 5322 allows. */
static bool email_shape(struct str s)
{
    size_t ats = 0, at = 0;
    for (size_t i = 0; i < s.len; i++) {
        if (!email_byte((unsigned char)s.at[i])) return false;
        if (s.at[i] == '@') {
            ats++;
            at = i;
        }
    }
    if (ats != 1 || at < 1 || at > 64) return false;
    struct str domain = str_cut(s, at + 1, s.len), part;
    while (str_split(&domain, '.', &part)) {
        if (str_empty(part) || part.len > 63 || str_starts(part, STR("-")) || str_ends(part, STR("-"))) return false;
        for (size_t i = 0; i < part.len; i++)
            if (strchr("!#$%&'*+/=?^_`{|}~", part.at[i])) return false;
    }
    return s.at[s.len - 1] != '.' && s.at[s.len - 1] != '@';
}

static bool put_email(const struct spot *s, struct str text, struct str *out)
{
    /* What cannot be seen makes two addresses look like one. Folded, wide look-alikes of '@', ',' and spaces show what
     * they are. */
    if (!email_shape(text) || utf8_has_hidden(text) || !email_shape(utf8_fold(s->ctx->arena, text)))
        return fault(s, "This needs to be an e-mail address such as ada@example.com.");
    struct str lower = utf8_lower(s->ctx->arena, text);
    if (!fits(s, lower)) return false;
    *out = lower;
    return true;
}

static bool put_text(const struct spot *s, struct str text, struct str *out)
{
    const struct field *f = s->field;
    if (f->type != FIELD_TEXT && has_line_end(text)) return fault(s, "This needs to fit on one line, without tabs.");
    if (f->choices && choice_of(f->choices, text) < 0)
        return fault(s, "This needs to be one of: %s.", choices_listed(s->ctx->arena, f).at);
    if (!fits(s, text)) return false;
    *out = text;
    return true;
}

static bool put_zone(const struct spot *s, struct str text, struct str *out)
{
    if (text.len > LIMIT_NAME || !zone_exists(text))
        return fault(s, "This needs to be a time zone such as Europe/Berlin.");
    *out = text;
    return true;
}

static bool put_date(const struct spot *s, struct str text, int32_t *out)
{
    return date_parse(text, out) || fault(s, "This needs to be a date that exists (YYYY-MM-DD).");
}

static bool put_instant(const struct spot *s, struct str text, int64_t *out)
{
    return instant_parse(text, out) || fault(s, "This needs to be a time such as 2026-11-24T09:30:00Z.");
}

bool put_choice(const struct spot *s, struct str text, int *out)
{
    int choice = choice_of(s->field->choices, text);
    if (choice < 0) return fault(s, "This needs to be one of: %s.", choices_listed(s->ctx->arena, s->field).at);
    *out = choice;
    return true;
}

static bool put_by_type(const struct spot *s, struct str text, void *at)
{
    switch (s->field->type) {
    case FIELD_EMAIL: return put_email(s, text, at);
    case FIELD_ZONE: return put_zone(s, text, at);
    case FIELD_DATE: return put_date(s, text, at);
    case FIELD_INSTANT: return put_instant(s, text, at);
    case FIELD_CHOICE: return put_choice(s, text, at);
    default: return put_text(s, text, at);
    }
}

/* A text of any type that is written as text, from JSON or a query: cleaned, then by type. */
bool put_any_text(const struct spot *s, struct str given, void *at)
{
    const struct field *f = s->field;
    struct arena *a = s->ctx->arena;
    if (!utf8_valid(given)) return fault(s, "This is not valid UTF-8.");
    struct str text = str_trim(one_line_end(a, given));
    if (utf8_has_control(text) || (text.len && memchr(text.at, '\0', text.len)))
        return fault(s, "This has control characters. Please remove them.");
    text = str_trim(utf8_normal(a, text));
    if (!utf8_shows(text)) { /* also white space of other scripts, and marks that show nothing */
        if ((f->flags & FIELD_REQUIRED) || s->index >= 0) return wanted(s);
        if (f->flags & FIELD_NULL) return true; /* empty is none, which the field is by now */
        text = STR("");
        if (f->type == FIELD_LINE || f->type == FIELD_TEXT) return put_text(s, text, at);
    }
    return put_by_type(s, str_copy(a, text), at);
}

/* Cut at a character's start, so that the fault is valid UTF-8. */
static struct str shown(struct str name)
{
    if (name.len <= NAME_SHOWN) return name;
    size_t end = NAME_SHOWN;
    while (end > 0 && ((unsigned char)name.at[end] & 0xc0) == 0x80) end--;
    return str_cut(name, 0, end);
}

bool unknown(struct ctx *ctx, const char *path, struct str name)
{
    struct str whole = str_format(ctx->arena, "%s%.*s", path, STR_ARG(shown(name)));
    return fail_field(ctx, whole.at, "Waymark does not know this field.");
}
