/* Days by the proleptic Gregorian calendar, instants in UTC, and what a zone makes of an instant.
 * The calendar is arithmetic; a zone's rules come from tzdata, read by GLib, kept in a table. */
#include "base/date.h"

#include "base/log.h"

#include <glib.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define YEAR_LEAST 1900
#define YEAR_MOST 2999
#define ZONE_NAME_BYTES 40 /* the longest in tzdata has 32 */
#define ZONE_SLOTS 2048    /* a power of two, so that a hash can be masked */
#define ZONE_MOST 1024     /* tzdata has some 600 names */
#define SECONDS_DAY 86400

/* Days from a year's month to the next, counted from March so that a leap day comes last. */
static int32_t days_of(int64_t year, int month, int day)
{
    int64_t y = year - (month <= 2);
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t of_era = y - era * 400;
    int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return (int32_t)(era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468);
}

static int month_days(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month == 2 && leap ? 29 : days[month - 1];
}

int32_t date_from_ymd(int year, int month, int day)
{
    if (year < 1 || year > 9999 || month < 1 || month > 12) return DATE_NONE;
    if (day < 1 || day > month_days(year, month)) return DATE_NONE;
    return days_of(year, month, day);
}

void date_to_ymd(int32_t date, int *year, int *month, int *day)
{
    int64_t days = (int64_t)date + 719468;
    int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    int64_t of_era = days - era * 146097;
    int64_t y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * y + y / 4 - y / 100);
    int64_t m = (5 * of_year + 2) / 153;
    *day = (int)(of_year - (153 * m + 2) / 5 + 1);
    *month = (int)(m < 10 ? m + 3 : m - 9);
    *year = (int)(y + era * 400 + (*month <= 2));
}

int date_weekday(int32_t date)
{
    int64_t of_week = ((int64_t)date + 3) % 7; /* 1970-01-01 was a Thursday */
    return (int)(of_week < 0 ? of_week + 7 : of_week) + 1;
}

/* `n` digits at offset `from`; -1 when there is something else. */
static int digits(struct str s, size_t from, size_t n)
{
    if (s.len < from + n) return -1;
    int value = 0;
    for (size_t i = from; i < from + n; i++) {
        if (s.at[i] < '0' || s.at[i] > '9') return -1;
        value = value * 10 + (s.at[i] - '0');
    }
    return value;
}

bool date_parse(struct str s, int32_t *out)
{
    if (s.len != 10 || s.at[4] != '-' || s.at[7] != '-') return false;
    int year = digits(s, 0, 4), month = digits(s, 5, 2), day = digits(s, 8, 2);
    if (year < YEAR_LEAST || year > YEAR_MOST) return false;
    int32_t date = date_from_ymd(year, month, day);
    if (date == DATE_NONE) return false;
    *out = date;
    return true;
}

/* Eight digits and two dashes; a year that four digits cannot say is held at the nearest. */
static void put_date(char *at, int32_t date)
{
    int year, month, day;
    date_to_ymd(date, &year, &month, &day);
    year = year < 0 ? 0 : year > 9999 ? 9999 : year;
    const int parts[] = {year / 100, year % 100, month, day};
    for (int i = 0; i < 4; i++) {
        if (i > 1) *at++ = '-';
        *at++ = (char)('0' + parts[i] / 10);
        *at++ = (char)('0' + parts[i] % 10);
    }
}

struct str date_print(struct arena *a, int32_t date)
{
    if (date == DATE_NONE) return STR_NONE;
    char *at = arena_alloc(a, 11);
    put_date(at, date);
    return (struct str){at, 10};
}

/* "Z", "+02:00": minutes east. */
static bool parse_offset(struct str s, int *minutes)
{
    *minutes = 0;
    if (s.len == 1) return s.at[0] == 'Z' || s.at[0] == 'z';
    if (s.len != 6 || (s.at[0] != '+' && s.at[0] != '-') || s.at[3] != ':') return false;
    int hour = digits(s, 1, 2), minute = digits(s, 4, 2);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return false;
    *minutes = (hour * 60 + minute) * (s.at[0] == '-' ? -1 : 1);
    return true;
}

/* ".5", ".52", ".520" at the front of *s, which is moved on behind it. */
static bool parse_fraction(struct str *s, int *ms)
{
    *ms = 0;
    if (s->len == 0 || s->at[0] != '.') return true;
    size_t i = 1;
    for (int unit = 100; digits(*s, i, 1) >= 0; i++, unit /= 10) {
        if (i > 3) return false;
        *ms += digits(*s, i, 1) * unit;
    }
    *s = str_cut(*s, i, s->len);
    return i > 1;
}

bool instant_parse(struct str s, int64_t *out)
{
    int32_t date;
    if (s.len < 20 || !date_parse(str_cut(s, 0, 10), &date)) return false;
    if ((s.at[10] != 'T' && s.at[10] != 't') || s.at[13] != ':' || s.at[16] != ':') return false;
    int hour = digits(s, 11, 2), minute = digits(s, 14, 2), second = digits(s, 17, 2);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return false;
    struct str rest = str_cut(s, 19, s.len);
    int ms, offset;
    if (!parse_fraction(&rest, &ms) || !parse_offset(rest, &offset)) return false;
    *out = date * MS_DAY + hour * MS_HOUR + (minute - offset) * MS_MINUTE + second * MS_SECOND + ms;
    return true;
}

static int64_t floor_divide(int64_t value, int64_t by)
{
    return value / by - (value % by < 0);
}

struct str instant_print(struct arena *a, int64_t ms)
{
    if (ms == INSTANT_NONE) return STR_NONE;
    int64_t day = floor_divide(ms, MS_DAY);
    int64_t in_day = ms % MS_DAY < 0 ? ms % MS_DAY + MS_DAY : ms % MS_DAY;
    int32_t least = days_of(1, 1, 1), most = days_of(9999, 12, 31);
    char *at = arena_alloc(a, 25);
    put_date(at, day < least ? least : day > most ? most : (int32_t)day);
    const int parts[] = {(int)(in_day / MS_HOUR), (int)(in_day / MS_MINUTE % 60), (int)(in_day / MS_SECOND % 60)};
    for (int i = 0; i < 3; i++) {
        at[10 + 3 * i] = i == 0 ? 'T' : ':';
        at[11 + 3 * i] = (char)('0' + parts[i] / 10);
        at[12 + 3 * i] = (char)('0' + parts[i] % 10);
    }
    int part = (int)(in_day % MS_SECOND);
    at[19] = '.';
    at[20] = (char)('0' + part / 100);
    at[21] = (char)('0' + part / 10 % 10);
    at[22] = (char)('0' + part % 10);
    at[23] = 'Z';
    return (struct str){at, 24};
}

static int64_t clock_ns(clockid_t id, int64_t per_second, int64_t per_unit)
{
    struct timespec now;
    clock_gettime(id, &now);
    return (int64_t)now.tv_sec * per_second + now.tv_nsec / per_unit;
}

int64_t instant_now(void)
{
    return clock_ns(CLOCK_REALTIME, 1000, 1000000);
}

int64_t monotonic_us(void)
{
    return clock_ns(CLOCK_MONOTONIC, 1000000, 1000);
}

/* The zones that were asked for so far: open addressing, never removed, so that a found zone stays
 * valid without the lock. */
struct zone_slot {
    char name[ZONE_NAME_BYTES];
    GTimeZone *zone; /* NULL: a free slot */
};
static struct zone_slot zone_slots[ZONE_SLOTS];
static int zone_count;
static pthread_rwlock_t zone_lock = PTHREAD_RWLOCK_INITIALIZER;

/* IANA names begin with a capital letter; "posix/..." and "localtime" beside them are no names. */
static bool zone_name_valid(struct str name)
{
    if (name.len == 0 || name.len >= ZONE_NAME_BYTES) return false;
    if (name.at[0] < 'A' || name.at[0] > 'Z') return false;
    for (size_t i = 0; i < name.len; i++) {
        char c = name.at[i];
        if (!g_ascii_isalnum(c) && c != '_' && c != '+' && c != '/' && c != '-') return false;
    }
    return true; /* no '.', so no ".." */
}

/* GLib would also take rules ("ABC5"), of which there is no end, and warns about other files. */
static bool zone_file_exists(const char *name)
{
    const char *folder = getenv("TZDIR");
    char path[512], magic[4] = "";
    int len = snprintf(path, sizeof path, "%s/%s", folder ? folder : "/usr/share/zoneinfo", name);
    if (len < 0 || (size_t)len >= sizeof path) return false;
    FILE *file = fopen(path, "rbe");
    if (!file) return false;
    bool is_zone = fread(magic, 1, sizeof magic, file) == sizeof magic && memcmp(magic, "TZif", sizeof magic) == 0;
    fclose(file);
    return is_zone;
}

/* The slot with this name, or the free one where it belongs. The lock is held. */
static struct zone_slot *zone_slot_of(struct str name)
{
    size_t i = (size_t)str_hash(name) & (ZONE_SLOTS - 1);
    while (zone_slots[i].zone && !str_is(name, zone_slots[i].name)) {
        i = (i + 1) & (ZONE_SLOTS - 1);
    }
    return &zone_slots[i];
}

static GTimeZone *zone_load(struct str name)
{
    char text[ZONE_NAME_BYTES] = "";
    memcpy(text, name.at, name.len);
    if (!zone_file_exists(text)) return NULL;
    GTimeZone *zone = g_time_zone_new_identifier(text);
    if (!zone) return NULL;
    pthread_rwlock_wrlock(&zone_lock);
    struct zone_slot *slot = zone_slot_of(name);
    /* Another thread was faster, or tzdata is not what we think it is. */
    if (slot->zone || zone_count >= ZONE_MOST) {
        g_time_zone_unref(zone);
    } else {
        memcpy(slot->name, text, sizeof text);
        slot->zone = zone;
        zone_count++;
    }
    zone = slot->zone;
    pthread_rwlock_unlock(&zone_lock);
    return zone;
}

/* NULL: UTC, or no such zone. */
static GTimeZone *zone_find(struct str name)
{
    if (!zone_name_valid(name)) return NULL;
    pthread_rwlock_rdlock(&zone_lock);
    GTimeZone *zone = zone_slot_of(name)->zone;
    pthread_rwlock_unlock(&zone_lock);
    return zone ? zone : zone_load(name);
}

bool zone_exists(struct str zone)
{
    return str_is(zone, "UTC") || zone_find(zone);
}

static int64_t offset_seconds(GTimeZone *zone, int64_t seconds)
{
    if (!zone) return 0;
    gint interval = g_time_zone_find_interval(zone, G_TIME_TYPE_UNIVERSAL, seconds);
    return interval < 0 ? 0 : g_time_zone_get_offset(zone, interval);
}

static int64_t local_seconds(struct str zone, int64_t instant)
{
    int64_t seconds = floor_divide(instant, MS_SECOND);
    return seconds + offset_seconds(zone_find(zone), seconds);
}

int32_t zone_date(struct str zone, int64_t instant)
{
    return (int32_t)floor_divide(local_seconds(zone, instant), SECONDS_DAY);
}

int zone_minute_of_day(struct str zone, int64_t instant)
{
    int64_t seconds = local_seconds(zone, instant);
    return (int)((seconds - floor_divide(seconds, SECONDS_DAY) * SECONDS_DAY) / 60);
}

int zone_offset_minutes(struct str zone, int64_t instant)
{
    int64_t seconds = floor_divide(instant, MS_SECOND);
    return (int)floor_divide(offset_seconds(zone_find(zone), seconds), 60);
}

/* The first second from which the offset is no longer `before`, between `from` (where it is) and
 * `to` (where it is not). */
static int64_t offset_change(GTimeZone *zone, int64_t from, int64_t to, int64_t before)
{
    while (to - from > 1) {
        int64_t middle = from + (to - from) / 2;
        if (offset_seconds(zone, middle) == before) from = middle;
        else to = middle;
    }
    return to;
}

int64_t zone_instant(struct str zone, int32_t date, int minute_of_day)
{
    GTimeZone *rules = zone_find(zone);
    int64_t local = (int64_t)date * SECONDS_DAY + (int64_t)minute_of_day * 60;
    /* No zone was ever 16 hours from UTC, so a change around this time lies between these two. */
    int64_t early = local - 16 * 3600, late = local + 16 * 3600;
    int64_t before = offset_seconds(rules, early), after = offset_seconds(rules, late);
    int64_t instant = local - before;
    if (before != after && offset_seconds(rules, instant) != before) {
        instant = local - after;
        if (offset_seconds(rules, instant) != after) instant = offset_change(rules, early, late, before);
    }
    return instant * MS_SECOND;
}
