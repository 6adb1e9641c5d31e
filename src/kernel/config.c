/* Settings: one table of rows, read from the flags, the environment, the file and the defaults, in this order.
 * Also what follows from them alone: the clock, the database's address, the data folder and its lock. */
#include "kernel/server.h"

#include "base/date.h"
#include "base/limits.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define ROW(member, kind, fall, low, high, text)                                                                       \
    {                                                                                                                  \
        .name = #member, .type = (kind), .offset = offsetof(struct settings, member), .fallback = (fall),              \
        .least = (low), .most = (high), .doc = (text)                                                                  \
    }

/* Names are the members'; a flag and the file may spell '_' as '-'. */
const struct setting setting_table[] = {
    ROW(data, FIELD_LINE, "data", 1, 900, "Folder of the SQLite file, the lock and the admin socket."),
    ROW(database, FIELD_LINE, NULL, 1, 2000,
        "PostgreSQL database, as postgresql://...; none: SQLite in the data folder."),
    ROW(listen, FIELD_LINE, "127.0.0.1:8080", 2, 300,
        "Address and port to listen on; :8080 is every address, port 0 any free one."),
    ROW(url, FIELD_LINE, NULL, 1, 500,
        "How people reach Waymark, as https://waymark.example, for links; none: from listen."),
    ROW(config, FIELD_LINE, NULL, 1, 900, "File with settings, one 'name = value' a line; '#' begins a remark."),
    ROW(proxy, FIELD_LINE, NULL, 1, 100,
        "Address of a reverse proxy whose X-Forwarded-For and X-Forwarded-Proto are believed."),
    ROW(connections, FIELD_INT, "1024", 1, 100000, "Connections from clients at most."),
    ROW(database_connections, FIELD_INT, "16", 1, 1000, "Connections to the database at most."),
    ROW(request_seconds, FIELD_INT, "30", 1, 3600,
        "A request must have arrived whole within this time of its first byte."),
    ROW(idle_seconds, FIELD_INT, "60", 1, 3600, "A connection without a request is closed after this time."),
    ROW(drain_seconds, FIELD_INT, "20", 0, 3600, "When stopping, requests under way get this long to be answered."),
    ROW(session_idle_hours, FIELD_INT, "168", 1, 8760, "A session that is not used ends after this time."),
    ROW(session_days, FIELD_INT, "30", 1, 365, "A session ends after this time in any case."),
    ROW(log_level, FIELD_LINE, "info", 1, 10, "What is logged: debug, info, warn or error."),
    ROW(metrics, FIELD_LINE, "loopback", 1, 10, "Who may read /metrics: loopback, everyone or nobody."),
    ROW(demonstration, FIELD_LINE, "loopback", 1, 10,
        "Who may sign in to a demonstration organisation by one click: loopback, everyone or nobody."),
    ROW(mail_server, FIELD_LINE, NULL, 1, 300,
        "Mail server for notices, as smtp://mail.example:587 or smtps://mail.example:465; none: no mail is sent."),
    ROW(mail_from, FIELD_LINE, NULL, 3, 254, "Address that mails come from; its domain stands in their Message-ID."),
    ROW(mail_user, FIELD_LINE, NULL, 1, 200, "Name with which to sign in to the mail server; none: without."),
    ROW(mail_password_file, FIELD_LINE, NULL, 1, 900, "File whose first line is the password for it."),
    ROW(mail_tls, FIELD_LINE, "required", 1, 10,
        "Whether the way to the mail server must be encrypted: required, or none (a server on this machine)."),
    ROW(webhooks_inside, FIELD_BOOL, "no", 0, 0,
        "Whether people's webhooks may lead to this machine and the networks behind it, and be http."),
    ROW(clock_file, FIELD_LINE, NULL, 1, 900, "For tests: a file with milliseconds that are added to the clock."),
    {0},
};

/* ---- one value ---- */

/* Names match with '-' and '_' alike. */
static bool same_name(const char *name, struct str given)
{
    if (strlen(name) != given.len) {
        return false;
    }
    for (size_t i = 0; i < given.len; i++) {
        char c = given.at[i] == '-' ? '_' : given.at[i];
        if (c != name[i]) {
            return false;
        }
    }
    return true;
}

static const struct setting *setting_named(struct str given)
{
    for (const struct setting *row = setting_table; row->name; row++) {
        if (same_name(row->name, given)) {
            return row;
        }
    }
    return NULL;
}

static bool set_number(void *place, const struct setting *row, struct str text, const char *from, struct arena *a,
                       struct str *why)
{
    int64_t number = 0;
    if (!str_to_int(text, &number) || number < row->least || number > row->most) {
        *why = str_format(a, "%s: \"%.*s\" is not a whole number from %lld to %lld.", from, STR_ARG(text),
                          (long long)row->least, (long long)row->most);
        return false;
    }
    memcpy(place, &number, sizeof(number));
    return true;
}

static bool set_flag(void *place, struct str text, const char *from, struct arena *a, struct str *why)
{
    bool yes = str_is(text, "yes") || str_is(text, "true") || str_is(text, "1") || str_is(text, "on");
    bool no = str_is(text, "no") || str_is(text, "false") || str_is(text, "0") || str_is(text, "off");
    if (!yes && !no) {
        *why = str_format(a, "%s: \"%.*s\" is neither yes nor no.", from, STR_ARG(text));
        return false;
    }
    memcpy(place, &yes, sizeof(yes));
    return true;
}

/* `from` names where the value comes from: "--listen", "WAYMARK_LISTEN", "waymark.conf, line 3". */
static bool set(struct settings *s, const struct setting *row, struct str text, const char *from, struct arena *a,
                struct str *why)
{
    void *place = (char *)s + row->offset;
    text = str_trim(text);
    if (row->type == FIELD_INT) {
        return set_number(place, row, text, from, a, why);
    }
    if (row->type == FIELD_BOOL) {
        return set_flag(place, text, from, a, why);
    }
    if (!utf8_valid(text) || utf8_has_control(text) || (int64_t)text.len > row->most) {
        *why = str_format(a, "%s: this is not one line of at most %lld bytes.", from, (long long)row->most);
        return false;
    }
    if ((int64_t)text.len < row->least && (row->fallback || text.len > 0)) {
        *why = str_format(a, "%s: a value is missing.", from);
        return false;
    }
    struct str value = text.len > 0 ? str_copy(a, text) : STR_NONE;
    memcpy(place, &value, sizeof(value));
    return true;
}

/* ---- flags ---- */

/* Which rows have their value already: an earlier source wins. */
struct given {
    bool row[sizeof(setting_table) / sizeof(setting_table[0])];
};

static const struct setting *flag_of(const char *word, struct str *name, struct str *value)
{
    *value = STR_NONE;
    if (strncmp(word, "--", 2) != 0 || !word[2]) {
        return NULL;
    }
    *value = str_of(word + 2);
    str_split(value, '=', name);
    return setting_named(*name);
}

/* Takes the flags that it knows out of argv; "--" ends them. */
static bool read_flags(struct settings *s, int *argc, char **argv, struct given *given, struct arena *a,
                       struct str *why)
{
    int kept = *argc > 0 ? 1 : 0;
    int i = kept;
    for (; i < *argc && strcmp(argv[i], "--") != 0; i++) {
        struct str name, value;
        const struct setting *row = flag_of(argv[i], &name, &value);
        if (!row) {
            argv[kept++] = argv[i];
            continue;
        }
        const char *from = str_format(a, "--%.*s", STR_ARG(name)).at;
        if (str_none(value)) {
            value = i + 1 < *argc ? str_of(argv[++i]) : STR("");
        }
        if (value.len == 0) {
            *why = str_format(a, "%s: a value is missing.", from);
            return false;
        }
        if (!set(s, row, value, from, a, why)) {
            return false;
        }
        given->row[row - setting_table] = true;
    }
    for (; i < *argc; i++) {
        argv[kept++] = argv[i];
    }
    argv[kept] = NULL;
    *argc = kept;
    return true;
}

/* ---- the environment and the file ---- */

static struct str variable_name(const struct setting *row, struct arena *a)
{
    struct buf b = buf_new(a, 48);
    buf_puts(&b, "WAYMARK_");
    for (const char *c = row->name; *c; c++) {
        buf_char(&b, (char)(*c >= 'a' && *c <= 'z' ? *c - 32 : *c));
    }
    return buf_str(&b);
}

static bool read_environment(struct settings *s, struct given *given, struct arena *a, struct str *why)
{
    for (const struct setting *row = setting_table; row->name; row++) {
        struct str name = variable_name(row, a);
        const char *value = getenv(name.at);
        if (!value || !*value || given->row[row - setting_table]) {
            continue;
        }
        if (!set(s, row, str_of(value), name.at, a, why)) {
            return false;
        }
        given->row[row - setting_table] = true;
    }
    return true;
}

#define MOST_FILE_BYTES 65536

static bool file_text(const char *path, struct arena *a, struct str *text, struct str *why)
{
    FILE *f = fopen(path, "re");
    if (!f) {
        *why = str_format(a, "The settings file %s cannot be read: %s.", path, strerror(errno));
        return false;
    }
    char *at = arena_alloc(a, MOST_FILE_BYTES + 1);
    size_t n = fread(at, 1, MOST_FILE_BYTES, f);
    bool whole = !ferror(f) && n < MOST_FILE_BYTES;
    fclose(f);
    if (!whole) {
        *why = str_format(a, "The settings file %s cannot be read, or is larger than 64 KiB.", path);
        return false;
    }
    *text = (struct str){at, n};
    return true;
}

static bool read_line(struct settings *s, struct str line, const char *from, struct given *from_file,
                      const struct given *given, struct arena *a, struct str *why)
{
    struct str value = str_trim(line), name;
    if (value.len == 0 || value.at[0] == '#') {
        return true;
    }
    str_split(&value, '=', &name);
    const struct setting *row = setting_named(str_trim(name));
    if (str_none(value) || !row || same_name("config", str_trim(name))) {
        *why = str_none(value) ? str_format(a, "%s: this is not 'name = value'.", from)
                               : str_format(a, "%s: there is no setting \"%.*s\".", from, STR_ARG(str_trim(name)));
        return false;
    }
    size_t place = (size_t)(row - setting_table);
    if (from_file->row[place]) {
        *why = str_format(a, "%s: \"%s\" is there twice.", from, row->name);
        return false;
    }
    from_file->row[place] = true;
    struct settings unused = *s;
    return set(given->row[place] ? &unused : s, row, value, from, a, why);
}

static bool read_file(struct settings *s, struct given *given, struct arena *a, struct str *why)
{
    if (str_none(s->config)) {
        return true;
    }
    struct str text, line;
    if (!file_text(s->config.at, a, &text, why)) {
        return false;
    }
    struct given from_file = {0};
    for (int n = 1; str_split(&text, '\n', &line); n++) {
        const char *from = str_format(a, "%s, line %d", s->config.at, n).at;
        if (!read_line(s, line, from, &from_file, given, a, why)) {
            return false;
        }
    }
    return true;
}

/* ---- all together ---- */

static bool one_of(struct str value, const char *name, const char *const *choices, struct arena *a, struct str *why)
{
    struct buf all = buf_new(a, 64);
    for (; *choices; choices++) {
        if (str_is(value, *choices)) {
            return true;
        }
        buf_format(&all, "%s%s", all.len ? ", " : "", *choices);
    }
    *why = str_format(a, "%s: \"%.*s\" is none of %s.", name, STR_ARG(value), buf_str(&all).at);
    return false;
}

static bool check_together(const struct settings *s, struct arena *a, struct str *why)
{
    static const char *const levels[] = {"debug", "info", "warn", "error", NULL};
    static const char *const readers[] = {"loopback", "everyone", "nobody", NULL};
    if (!one_of(s->log_level, "log_level", levels, a, why) || !one_of(s->metrics, "metrics", readers, a, why) ||
        !one_of(s->demonstration, "demonstration", readers, a, why)) {
        return false;
    }
    if (!str_none(s->url) && !str_starts(s->url, STR("http://")) && !str_starts(s->url, STR("https://"))) {
        *why = STR("url: this must begin with https:// or http://.");
        return false;
    }
    if (!str_none(s->database) && !str_starts(s->database, STR("postgresql://")) &&
        !str_starts(s->database, STR("postgres://"))) {
        *why = STR("database: this must begin with postgresql://. For SQLite, name a folder with data.");
        return false;
    }
    return true;
}

static void finish_url(struct settings *s, struct arena *a)
{
    struct str url = str_none(s->url) ? listen_url(s->listen, a) : s->url;
    while (url.len > 0 && url.at[url.len - 1] == '/') {
        url.len--;
    }
    s->url = str_copy(a, url);
}

bool settings_read(struct settings *s, int *argc, char **argv, struct arena *a, struct str *why)
{
    struct given given = {0};
    *s = (struct settings){0};
    for (const struct setting *row = setting_table; row->name; row++) {
        if (row->fallback && !set(s, row, str_of(row->fallback), row->name, a, why)) {
            return false;
        }
    }
    if (!read_flags(s, argc, argv, &given, a, why) || !read_environment(s, &given, a, why) ||
        !read_file(s, &given, a, why) || !check_together(s, a, why)) {
        return false;
    }
    finish_url(s, a);
    return true;
}

void settings_help(struct buf *out)
{
    for (const struct setting *row = setting_table; row->name; row++) {
        struct buf flag = buf_new(out->arena, 48);
        for (const char *c = row->name; *c; c++) {
            buf_char(&flag, (char)(*c == '_' ? '-' : *c));
        }
        buf_puts(&flag, row->type == FIELD_INT ? " NUMBER" : " TEXT");
        buf_format(out, "  --%-28s %s", buf_str(&flag).at, row->doc);
        if (row->fallback) {
            buf_format(out, " (%s)", row->fallback);
        }
        buf_char(out, '\n');
    }
    buf_puts(out, "\nEach may also come from the environment (WAYMARK_LISTEN=...) or the file named by --config\n"
                  "(listen = ...). A flag wins over the environment, the environment over the file.\n");
}

/* ---- what follows from settings alone ---- */

int64_t clock_now(const struct settings *s)
{
    int64_t now = instant_now();
    if (str_none(s->clock_file)) {
        return now;
    }
    char text[32] = "";
    int64_t offset = 0;
    int fd = open(s->clock_file.at, O_RDONLY | O_CLOEXEC);
    if (fd >= 0) {
        ssize_t n = read(fd, text, sizeof(text) - 1);
        close(fd);
        if (n > 0 && !str_to_int(str_trim((struct str){text, (size_t)n}), &offset)) {
            offset = 0;
        }
    }
    return now + offset;
}

struct str settings_database(const struct settings *s, struct arena *a)
{
    return str_none(s->database) ? str_format(a, "%s/waymark.db", s->data.at) : s->database;
}

struct str listen_url(struct str listen, struct arena *a)
{
    size_t colon = listen.len;
    while (colon > 0 && listen.at[colon - 1] != ':') {
        colon--;
    }
    struct str port = str_cut(listen, colon, listen.len);
    struct str host = str_cut(listen, 0, colon > 0 ? colon - 1 : 0);
    bool every = host.len == 0 || str_is(host, "*") || str_is(host, "0.0.0.0") || str_is(host, "[::]");
    return str_format(a, "http://%.*s:%.*s", STR_ARG(every ? STR("127.0.0.1") : host), STR_ARG(port));
}

/* mkdir -p; folders that are made belong to this user alone. */
static bool make_folder(const char *path, struct arena *a)
{
    size_t len = strlen(path);
    char *at = arena_alloc(a, len + 1);
    memcpy(at, path, len);
    for (size_t i = 1; i < len; i++) {
        if (at[i] == '/') {
            at[i] = 0;
            if (mkdir(at, 0700) != 0 && errno != EEXIST) {
                return false;
            }
            at[i] = '/';
        }
    }
    return mkdir(at, 0700) == 0 || errno == EEXIST;
}

int data_lock(const struct settings *s, struct arena *a, bool *held, struct str *why)
{
    struct str path = str_format(a, "%s/waymark.lock", s->data.at);
    if (held) {
        *held = false;
    }
    umask(0077); /* what is made from here on (database, socket, backups) is for this user alone */
    int fd = make_folder(s->data.at, a) ? open(path.at, O_RDWR | O_CREAT | O_CLOEXEC, 0600) : -1;
    if (fd < 0) {
        *why = str_format(a, "The data folder %s cannot be used: %s.", s->data.at, strerror(errno));
        return -1;
    }
    if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        bool other = errno == EWOULDBLOCK;
        *why = other ? str_format(a, "Another Waymark is using the data folder %s.", s->data.at)
                     : str_format(a, "The data folder %s cannot be locked: %s.", s->data.at, strerror(errno));
        if (held) {
            *held = other;
        }
        close(fd);
        return -1;
    }
    return fd;
}
