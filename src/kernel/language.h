/* The languages of sentences. The code says a sentence in English, as a printf format; the catalogues of lang/ hold
 * what other languages say instead, with the English sentence as the key:
 *
 *     fail(ctx, 409, "A person can have %d contact points.", most);
 *     lang/de/person.json: {"A person can have %d contact points.": "Es können höchstens %d Kontaktwege sein."}
 *
 * - Conversions are %d %lld %s %.*s %c and %%. A translation keeps them all, and may change their order by numbers:
 * %2$s %1$d.
 * - Plurals, in English as well: "Wait {%d, plural, one {# minute} other {# minutes}}." The number is an argument like
 * any other, '#' stands for it, and a branch may be for one number: =0 {...}. In English a branch has no conversion of
 * its own.
 * - fail(ctx, 409, "%s", sentence) looks the whole sentence up. SAY() marks a literal that is told elsewhere.
 *
 * No translation ever reaches printf: arguments are read by the English format, which the compiler has checked, and a
 * translation can only name them. One that asks for others is refused when it is loaded, and English is said. */
#ifndef WAYMARK_KERNEL_LANGUAGE_H
#define WAYMARK_KERNEL_LANGUAGE_H

#include "kernel/context.h"

#include <stdarg.h>

/* Marks a sentence for the catalogues where it is written; it is told by "%s" elsewhere. */
#define SAY(literal) ("" literal "")

/* Reads the catalogues that the binary carries. Called once, when the server starts; without it all is English. Returns
 * how many translations were refused, which a test holds at none. */
int language_prepare(void);
/* One translation more; false when it does not fit. And all forgotten. For tests, and before anybody is served. */
bool language_put(enum language language, struct str english, struct str said);
void language_forget(void);

enum language language_of_tag(struct str tag);      /* "de-AT": LANGUAGE_GERMAN; LANGUAGE_NONE when it is not ours */
enum language language_accepted(struct str header); /* the best of an Accept-Language; LANGUAGE_NONE */
const char *language_tag(enum language language);   /* "de" */
enum language language_of(const struct ctx *ctx);   /* the actor's own, else what the request accepts, else English */
bool language_fits(struct str english, struct str translation); /* the same arguments, and well-formed */

/* A sentence in the language of the one who asks. Its reply then says which language that is. */
struct str say(struct ctx *ctx, const char *english, ...) __attribute__((format(printf, 2, 3)));
struct str vsay(struct ctx *ctx, const char *english, va_list args) __attribute__((format(printf, 2, 0)));
struct str language_vsay(struct arena *a, enum language language, const char *english, va_list args)
    __attribute__((format(printf, 3, 0)));

#endif
