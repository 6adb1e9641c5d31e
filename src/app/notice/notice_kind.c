/* What people are told: a row for each kind. */
#include "app/notice/notice_part.h"

#include "base/date.h"
#include "kernel/language.h"

#include <string.h>

const struct notice_kind_row notice_kinds[] = {
    [NOTICE_GOAL_PROPOSED] = {"goal_proposed",
                              SAY("{who} has written a goal for you: “{goal}”. It is yours to accept."),
                              "/goals/{goal}", SAY("A goal was written for you"), true},
    [NOTICE_GOAL_WAITS] = {"goal_waits", SAY("{other} has proposed “{goal}” and waits for your answer."),
                           "/goals/{goal}", SAY("A goal waits for your answer"), true},
    [NOTICE_GOAL_ASKED] = {"goal_asked", SAY("{who} asks or suggests something about “{goal}”."), "/goals/{goal}",
                           SAY("A question or a suggestion about your goal"), true},
    [NOTICE_GOAL_REPLIED] = {"goal_replied", SAY("{who} has replied to you about “{goal}”."), "/goals/{goal}",
                             SAY("A reply to what you asked or suggested"), false},
    [NOTICE_GOAL_ALIGNED] = {"goal_aligned", SAY("{who} says that “{goal}” is aligned."), "/goals/{goal}",
                             SAY("Your goal is aligned"), false},
    [NOTICE_GOAL_OFFERED] = {"goal_offered", SAY("{who} offers help with “{goal}”."), "/goals/{goal}",
                             SAY("An offer of help with your goal"), true},
    [NOTICE_GOAL_ACCEPTED] = {"goal_accepted", SAY("{who} has accepted the goal that you wrote: “{goal}”."),
                              "/goals/{goal}", SAY("A goal that you wrote was accepted"), false},
    [NOTICE_GOAL_UNANSWERED] = {"goal_unanswered", SAY("“{goal}” is active now, though nobody has answered yet."),
                                "/goals/{goal}", SAY("A goal of yours became active without an answer"), false},
    [NOTICE_GOAL_CHANGED] = {"goal_changed", SAY("{who} has changed a goal near yours: “{goal}”."), "/goals/{goal}",
                             SAY("A goal near yours has changed"), false},
    [NOTICE_GOAL_CLOSED] = {"goal_closed", SAY("{who} has closed a goal near yours: “{goal}”."), "/goals/{goal}",
                            SAY("A goal near yours was closed"), false},
    [NOTICE_GOAL_REOPENED] = {"goal_reopened", SAY("{who} has opened a goal near yours again: “{goal}”."),
                              "/goals/{goal}", SAY("A goal near yours was opened again"), false},
    [NOTICE_GOAL_HANDED] = {"goal_handed", SAY("{who} has handed “{goal}” over to you."), "/goals/{goal}",
                            SAY("A goal was handed over to you"), true},
    [NOTICE_CHECKIN_DUE] = {"checkin_due", SAY("A check-in is due: “{goal}”. It takes a minute."),
                            "/goals/{goal}#check-in", SAY("A check-in is due"), true},
    [NOTICE_GOAL_STALE] = {"goal_stale", SAY("“{goal}” of {other} has been quiet for a while. Perhaps you can help."),
                           "/goals/{goal}", SAY("A goal that you support is quiet"), true},
    [NOTICE_GOAL_STALE_STILL] = {"goal_stale_still",
                                 SAY("“{goal}” of {other} is still quiet. Perhaps there is something you can lift."),
                                 "/goals/{goal}", SAY("A goal in your line is quiet"), true},
    [NOTICE_RHYTHM_WISH] = {"rhythm_wish",
                            SAY("{who} would like to hear of “{goal}” more often. It is a wish; you decide."),
                            "/goals/{goal}", SAY("Somebody would like to hear of your goal more often"), false},
    [NOTICE_STAND_IN] = {"stand_in", SAY("You stand in for {other}, who will be away."), "/people/{other}",
                         SAY("You stand in for somebody"), true},
    [NOTICE_BARRIER_ASKED] = {"barrier_asked", SAY("{other} needs help with a barrier in the way of “{goal}”."),
                              "/barriers/{subject}", SAY("Somebody asks you for help"), true},
    [NOTICE_BARRIER_HELPED] = {"barrier_helped", SAY("{who} helps with a barrier in the way of “{goal}”."),
                               "/barriers/{subject}", SAY("Somebody helps with a barrier"), false},
    [NOTICE_BARRIER_MOVED] = {"barrier_moved", SAY("{other} is now asked about a barrier in the way of “{goal}”."),
                              "/barriers/{subject}", SAY("Somebody else is asked about a barrier"), false},
    [NOTICE_BARRIER_ENDED] = {"barrier_ended", SAY("{who} has ended a barrier in the way of “{goal}”."),
                              "/barriers/{subject}", SAY("A barrier has ended"), false},
    [NOTICE_PROMISE_LATE] = {"promise_late", SAY("The day that was promised for a barrier of “{goal}” has passed."),
                             "/barriers/{subject}", SAY("A promised day has passed"), true},
    [NOTICE_INTRODUCED] = {"introduced", SAY("{who} introduces you to {other}, about “{goal}”."), "/barriers/{subject}",
                           SAY("You have been introduced to somebody"), true},
    [NOTICE_MANAGER] = {"manager", SAY("{other} is your line manager from now on."), "/people/{other}",
                        SAY("You have another line manager"), false},
    [NOTICE_REPORT] = {"report", SAY("From now on you are the line manager of {other}."), "/people/{other}",
                       SAY("You support another person"), false},
    [NOTICE_TEAM] = {"team", SAY("{who} has added you to the team “{team}”."), "/teams/{team}",
                     SAY("You were added to a team"), false},
    [NOTICE_RAISED] = {"raised", SAY("{who} has raised something with you."), "/raised/{subject}",
                       SAY("Something was raised with you"), true},
    [NOTICE_RAISED_ANSWERED] = {"raised_answered", SAY("{who} says that what was raised has been talked over."),
                                "/raised/{subject}", SAY("What was raised has been talked over"), false},
    [NOTICE_NEED_ASKED] = {"need_asked", SAY("“{goal}” of {other} needs something from you."), "/needs/{subject}",
                           SAY("Somebody needs something from you"), true},
    [NOTICE_NEED_CHANGED] = {"need_changed", SAY("{who} suggests something else for what “{goal}” needs. You decide."),
                             "/needs/{subject}", SAY("Another day or other words for what you need"), true},
    [NOTICE_NEED_AGREED] = {"need_agreed", SAY("{who} agrees to what you suggested for “{goal}”."), "/needs/{subject}",
                            SAY("What you suggested is agreed"), false},
    [NOTICE_NEED_ACCEPTED] = {"need_accepted", SAY("{who} has accepted what “{goal}” needs."), "/needs/{subject}",
                              SAY("What you need was accepted"), false},
    [NOTICE_NEED_DECLINED] = {"need_declined",
                              SAY("What “{goal}” needs cannot be given as you asked; the reason is there."),
                              "/needs/{subject}", SAY("What you need was declined"), true},
    [NOTICE_NEED_WITHDRAWN] = {"need_withdrawn", SAY("“{goal}” no longer needs what was asked."), "/needs/{subject}",
                               SAY("What was needed is no longer needed"), false},
    [NOTICE_NEED_PASSED] = {"need_passed", SAY("What “{goal}” needs is asked of somebody else now."),
                            "/needs/{subject}", SAY("Somebody else is asked for what you need"), false},
    [NOTICE_NEED_GIVEN] = {"need_given", SAY("{who} says that what “{goal}” needs is there. Has it come?"),
                           "/needs/{subject}", SAY("What you need was given"), true},
    [NOTICE_NEED_CAME] = {"need_came", SAY("What you gave for “{goal}” has come. {who} says so."), "/needs/{subject}",
                          SAY("What you gave has come"), false},
    [NOTICE_NEED_MISSING] = {"need_missing", SAY("Something is still missing from what “{goal}” needs."),
                             "/needs/{subject}", SAY("Something is missing from what you gave"), true},
    [NOTICE_NEED_LATE] = {"need_late", SAY("The day for what “{goal}” needs has passed."), "/needs/{subject}",
                          SAY("The day of a need has passed"), true},
    [NOTICE_MEETING_PLANNED] = {"meeting_planned", SAY("{who} has planned a meeting with you: {meeting}, {when}."),
                                "/meetings/{subject}", SAY("A meeting was planned with you"), true},
    [NOTICE_MEETING_MOVED] = {"meeting_moved", SAY("{who} has moved a meeting: {meeting}, now {when}."),
                              "/meetings/{subject}", SAY("A meeting was moved"), true},
    [NOTICE_MEETING_CHANGED] = {"meeting_changed", SAY("{who} has changed where a meeting is, or its name: {meeting}."),
                                "/meetings/{subject}", SAY("A meeting has another place or name"), true},
    [NOTICE_MEETING_SKIPPED] = {"meeting_skipped", SAY("{who} has skipped a meeting: {meeting}, {when}."),
                                "/meetings/{subject}", SAY("A meeting does not take place"), true},
    [NOTICE_MEETING_ENDED] = {"meeting_ended", SAY("{who} has ended your meetings: {meeting}."), "/meetings",
                              SAY("Meetings of yours have ended"), true},
    [NOTICE_MEETING_JOINED] = {"meeting_joined", SAY("{other} is with you in {meeting} from now on."),
                               "/meetings/{subject}", SAY("Somebody else comes to a meeting"), false},
    [NOTICE_MEETING_LEFT] = {"meeting_left", SAY("{other} is not in {meeting} any more."), "/meetings/{subject}",
                             SAY("Somebody comes to a meeting no longer"), false},
    [NOTICE_MEETING_WITHOUT] = {"meeting_without",
                                SAY("{meeting} goes on without you: {who} has changed who is in the team “{team}”."),
                                "/meetings", SAY("Meetings of a team go on without you"), true},
    [NOTICE_CONTACT] = {"contact", SAY("In the team “{team}” you are whom one asks about “{what}”."),
                        "/teams/{team}#contact-points", SAY("A team names you for a topic"), false},
    [NOTICE_CONTACT_STAND_IN] = {"contact_stand_in", SAY("You stand in for {other} for questions about “{what}”."),
                                 "/people/{other}#contact-points", SAY("You stand in for a topic"), false},
};

enum notice_kind notice_kind_of(struct str id)
{
    int kind = 0;
    while (kind < NOTICE_KINDS && !str_is(id, notice_kinds[kind].id)) kind++;
    return (enum notice_kind)kind;
}

/* ---- words and link ---- */

struct hole {
    const char *name;
    struct str word;
};

/* The holes are few, and what is filled in is not looked at again. */
static struct str fill(struct ctx *ctx, struct str words, const struct hole *holes, int n)
{
    struct buf b = buf_new(ctx->arena, 256);
    while (words.len > 0) {
        int i = 0;
        if (words.at[0] == '{')
            while (i < n && !str_starts(words, str_of(holes[i].name))) i++;
        else i = n;
        if (i < n) buf_put(&b, holes[i].word);
        else buf_char(&b, words.at[0]);
        words = str_cut(words, i < n ? strlen(holes[i].name) : 1, words.len);
    }
    return buf_str(&b);
}

/* A one-to-one is called by who reads of it. */
static struct str meeting_of(struct ctx *ctx, const struct notice *n)
{
    if (!str_empty(n->about.what)) return n->about.what;
    if (!str_empty(n->team_name)) return say(ctx, "%s meeting", n->team_name.at);
    return say(ctx, "One-to-one with %s", n->other_name.at);
}

struct str notice_when(struct ctx *ctx, const struct notice *n)
{
    static const char *const days[] = {SAY("Monday"), SAY("Tuesday"),  SAY("Wednesday"), SAY("Thursday"),
                                       SAY("Friday"), SAY("Saturday"), SAY("Sunday")};
    static const char *const months[] = {SAY("January"),   SAY("February"), SAY("March"),    SAY("April"),
                                         SAY("May"),       SAY("June"),     SAY("July"),     SAY("August"),
                                         SAY("September"), SAY("October"),  SAY("November"), SAY("December")};
    int64_t at = n->about.starts_at;
    if (!at) return STR_NONE;
    int32_t day = zone_date(ctx->actor.zone, at);
    int minute = zone_minute_of_day(ctx->actor.zone, at), year, month, of_month;
    date_to_ymd(day, &year, &month, &of_month);
    struct str hour = str_format(ctx->arena, "%d:%02d", minute / 60, minute % 60);
    struct str weekday = say(ctx, "%s", days[date_weekday(day) - 1]), name = say(ctx, "%s", months[month - 1]);
    return say(ctx, "%s, %d %s, %s", weekday.at, of_month, name.at, hour.at);
}

struct str notice_text(struct ctx *ctx, const struct notice *n)
{
    const struct hole holes[] = {{"{who}", str_none(n->actor_name) ? STR("Waymark") : n->actor_name},
                                 {"{other}", n->other_name},
                                 {"{goal}", n->goal_title},
                                 {"{team}", n->team_name},
                                 {"{what}", n->about.what},
                                 {"{meeting}", meeting_of(ctx, n)},
                                 {"{when}", notice_when(ctx, n)}};
    return fill(ctx, say(ctx, "%s", notice_kinds[n->kind].words), holes, sizeof holes / sizeof *holes);
}

static struct str number(struct ctx *ctx, int64_t id)
{
    return str_format(ctx->arena, "%lld", (long long)id);
}

struct str notice_path(struct ctx *ctx, const struct notice *n)
{
    const struct hole holes[] = {{"{goal}", number(ctx, n->about.goal_id)},
                                 {"{team}", number(ctx, n->about.team_id)},
                                 {"{other}", number(ctx, n->about.other_id)},
                                 {"{subject}", number(ctx, n->about.subject_id)}};
    return fill(ctx, str_of(notice_kinds[n->kind].path), holes, sizeof holes / sizeof *holes);
}
