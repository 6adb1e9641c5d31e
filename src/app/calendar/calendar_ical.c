/* iCalendar by libical: events with the zone that they are at home in, so that every reader keeps the hour when clocks
 * change; what does not take place is left out (EXDATE), what was moved says whence (RECURRENCE-ID). */
#include "app/calendar/calendar.h"
#include "base/date.h"

#include <libical/ical.h>

#define ZONES_MOST 64 /* of one calendar */

struct calendar {
    struct arena *arena;
    icalcomponent *component;
    struct str zones[ZONES_MOST];
    int n_zones;
};

static void calendar_free(void *p)
{
    struct calendar *c = p;
    if (c->component) icalcomponent_free(c->component);
}

struct calendar *calendar_new(struct arena *a, struct str name)
{
    struct calendar *c = arena_one(a, struct calendar);
    c->arena = a;
    c->component = icalcomponent_new_vcalendar();
    arena_defer(a, calendar_free, c);
    icalcomponent_add_property(c->component, icalproperty_new_version("2.0"));
    icalcomponent_add_property(c->component, icalproperty_new_prodid("-//Waymark//Meetings//EN"));
    icalcomponent_add_property(c->component, icalproperty_new_calscale("GREGORIAN"));
    icalcomponent_add_property(c->component, icalproperty_new_method(ICAL_METHOD_PUBLISH));
    if (!str_none(name)) {
        icalproperty *called = icalproperty_new_x(name.at);
        icalproperty_set_x_name(called, "X-WR-CALNAME");
        icalcomponent_add_property(c->component, called);
    }
    return c;
}

/* The zone's rules once, under its own name: libical calls it by a path of its own. */
static bool zone_put(struct calendar *c, struct str zone)
{
    if (str_is(zone, "UTC")) return false;
    for (int i = 0; i < c->n_zones; i++)
        if (str_equal(c->zones[i], zone)) return true;
    icaltimezone *known = icaltimezone_get_builtin_timezone(zone.at);
    icalcomponent *rules = known ? icaltimezone_get_component(known) : NULL;
    if (!rules || c->n_zones == ZONES_MOST) return false;
    icalcomponent *copy = icalcomponent_new_clone(rules);
    icalproperty *id = icalcomponent_get_first_property(copy, ICAL_TZID_PROPERTY);
    icalproperty_set_tzid(id, zone.at);
    icalcomponent_add_component(c->component, copy);
    c->zones[c->n_zones++] = zone;
    return true;
}

static struct icaltimetype utc_time(int64_t ms)
{
    return icaltime_from_timet_with_zone((time_t)(ms / 1000), 0, icaltimezone_get_utc_timezone());
}

static struct icaltimetype wall_time(int32_t day, int64_t minute)
{
    struct icaltimetype t = icaltime_null_time();
    date_to_ymd(day, &t.year, &t.month, &t.day);
    t.hour = (int)(minute / 60);
    t.minute = (int)(minute % 60);
    t.is_date = 0;
    return t;
}

/* A property with a time in the zone: TZID beside a wall-clock time, or Z where the zone is UTC. */
static void time_put(icalcomponent *event, icalproperty *p, bool zoned, struct str zone)
{
    if (zoned) icalproperty_add_parameter(p, icalparameter_new_tzid(zone.at));
    icalcomponent_add_property(event, p);
}

static struct icaltimetype in_zone(struct icaltimetype t, bool zoned)
{
    if (!zoned) t.zone = icaltimezone_get_utc_timezone();
    return t;
}

/* A name as a parameter cannot have a quotation mark. */
static icalparameter *name_of(struct calendar *c, struct str name)
{
    struct buf b = buf_new(c->arena, name.len + 1);
    for (size_t i = 0; i < name.len; i++) buf_char(&b, name.at[i] == '"' ? '\'' : name.at[i]);
    return icalparameter_new_cn(buf_str(&b).at);
}

/* Answers by mail are not taken in, so none are asked for. */
static void party_put(struct calendar *c, icalcomponent *event, const struct calendar_party *p)
{
    icalproperty *organiser =
        icalproperty_new_organizer(str_format(c->arena, "mailto:%.*s", STR_ARG(p->organiser_email)).at);
    icalproperty_add_parameter(organiser, name_of(c, p->organiser));
    icalproperty_add_parameter(organiser,
                               icalparameter_new_sentby(str_format(c->arena, "mailto:%.*s", STR_ARG(p->sent_by)).at));
    icalcomponent_add_property(event, organiser);
    icalproperty *attendee =
        icalproperty_new_attendee(str_format(c->arena, "mailto:%.*s", STR_ARG(p->attendee_email)).at);
    icalproperty_add_parameter(attendee, name_of(c, p->attendee));
    icalproperty_add_parameter(attendee, icalparameter_new_role(ICAL_ROLE_REQPARTICIPANT));
    icalproperty_add_parameter(attendee, icalparameter_new_partstat(ICAL_PARTSTAT_NEEDSACTION));
    icalproperty_add_parameter(attendee, icalparameter_new_rsvp(ICAL_RSVP_FALSE));
    icalcomponent_add_property(event, attendee);
}

static icalcomponent *event_of(struct calendar *c, const struct calendar_event *e, int64_t sequence, int64_t changed_at,
                               int64_t minutes, struct str url)
{
    icalcomponent *event = icalcomponent_new_vevent();
    icalcomponent_add_property(event, icalproperty_new_uid(e->uid.at));
    icalcomponent_add_property(event, icalproperty_new_dtstamp(utc_time(changed_at)));
    icalcomponent_add_property(event, icalproperty_new_sequence((int)sequence));
    icalcomponent_add_property(event, icalproperty_new_summary(e->summary.at));
    if (!str_empty(e->place)) icalcomponent_add_property(event, icalproperty_new_location(e->place.at));
    if (!str_empty(url)) icalcomponent_add_property(event, icalproperty_new_url(url.at));
    icalcomponent_add_property(event, icalproperty_new_duration(icaldurationtype_from_int((int)minutes * 60)));
    icalcomponent_add_property(event,
                               icalproperty_new_status(e->cancelled ? ICAL_STATUS_CANCELLED : ICAL_STATUS_CONFIRMED));
    if (e->party) party_put(c, event, e->party);
    icalcomponent_add_component(c->component, event);
    return event;
}

static void rule_put(icalcomponent *event, const struct calendar_event *e)
{
    if (str_none(e->rrule) || e->cancelled) return;
    struct icalrecurrencetype rule = icalrecurrencetype_from_string(e->rrule.at);
    if (rule.freq == ICAL_NO_RECURRENCE) return;
    if (e->until_on != DATE_NONE) rule.until = utc_time(zone_instant(e->zone, e->until_on, 1439));
    icalcomponent_add_property(event, icalproperty_new_rrule(rule));
}

static void moved_put(struct calendar *c, const struct calendar_event *e, const struct calendar_exception *x,
                      bool zoned)
{
    icalcomponent *event = event_of(c, e, x->sequence, x->changed_at, x->minutes, x->url);
    time_put(event, icalproperty_new_recurrenceid(in_zone(wall_time(x->planned_on, e->starts_minute), zoned)), zoned,
             e->zone);
    int32_t day = zone_date(e->zone, x->starts_at);
    time_put(event, icalproperty_new_dtstart(in_zone(wall_time(day, zone_minute_of_day(e->zone, x->starts_at)), zoned)),
             zoned, e->zone);
}

void calendar_put(struct calendar *c, const struct calendar_event *e, const struct calendar_exception *exceptions,
                  int n)
{
    bool zoned = zone_put(c, e->zone);
    icalcomponent *event = event_of(c, e, e->sequence, e->changed_at, e->minutes, e->url);
    time_put(event, icalproperty_new_dtstart(in_zone(wall_time(e->starts_on, e->starts_minute), zoned)), zoned,
             e->zone);
    rule_put(event, e);
    for (int i = 0; i < n && !e->cancelled; i++) {
        const struct calendar_exception *x = &exceptions[i];
        if (x->moved) moved_put(c, e, x, zoned);
        else
            time_put(event, icalproperty_new_exdate(in_zone(wall_time(x->planned_on, e->starts_minute), zoned)), zoned,
                     e->zone);
    }
}

void calendar_put_one(struct calendar *c, const struct calendar_event *e, const struct calendar_exception *x)
{
    struct calendar_event one = *e;
    one.cancelled = !x->moved;
    moved_put(c, &one, x, zone_put(c, e->zone));
}

void calendar_method(struct calendar *c, bool cancels)
{
    icalcomponent_set_method(c->component, cancels ? ICAL_METHOD_CANCEL : ICAL_METHOD_REQUEST);
}

bool calendar_cancels(const struct calendar *c)
{
    return icalcomponent_get_method(c->component) == ICAL_METHOD_CANCEL;
}

struct str calendar_text(struct calendar *c)
{
    char *text = icalcomponent_as_ical_string_r(c->component);
    struct str copy = str_copy(c->arena, str_of(text));
    icalmemory_free_buffer(text);
    return copy;
}
