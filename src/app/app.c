/* The product, listed once. A new slice is one line here. */
#include "app/app.h"

#include "app/absence.h"
#include "app/account.h"
#include "app/activity.h"
#include "app/answer.h"
#include "app/barrier/barrier.h"
#include "app/calendar/calendar.h"
#include "app/care.h"
#include "app/changeover.h"
#include "app/checkin.h"
#include "app/contact.h"
#include "app/criterion.h"
#include "app/demo.h"
#include "app/demonstration.h"
#include "app/forecast/forecast.h"
#include "app/framework.h"
#include "app/goal/goal.h"
#include "app/home.h"
#include "app/import.h"
#include "app/introduction.h"
#include "app/invitation.h"
#include "app/isolation.h"
#include "app/meeting/meeting.h"
#include "app/mission.h"
#include "app/need/need.h"
#include "app/notice/notice.h"
#include "app/organisation.h"
#include "app/period.h"
#include "app/permission.h"
#include "app/person.h"
#include "app/plan.h"
#include "app/raise/raise.h"
#include "app/search.h"
#include "app/setup.h"
#include "app/step.h"
#include "app/team.h"
#include "app/work.h"

#define RESOURCES(...)                                                                                                 \
    (const struct resource *const[])                                                                                   \
    {                                                                                                                  \
        __VA_ARGS__, NULL                                                                                              \
    }

static const struct slice slices[] = {
    {"account", account_routes, RESOURCES(&sign_in_resource, &session_resource, &token_resource)},
    {"demonstration", demonstration_routes, RESOURCES(&demonstration_resource, &demonstration_door_resource)},
    {"organisation", organisation_routes, RESOURCES(&organisation_resource)},
    {"mission", mission_routes, RESOURCES(&mission_resource)},
    {"framework", framework_routes, RESOURCES(&framework_resource)},
    {"period", period_routes, RESOURCES(&period_resource)},
    {"person", person_routes, RESOURCES(&person_resource, &person_line_resource)},
    {"changeover", changeover_routes, RESOURCES(&changeover_resource)},
    {"invitation", invitation_routes, RESOURCES(&invitation_resource)},
    {"care", care_routes, RESOURCES(&care_resource)},
    {"absence", absence_routes, RESOURCES(&absence_resource)},
    {"contact", contact_routes, RESOURCES(&contact_resource)},
    {"team", team_routes, RESOURCES(&team_resource, &team_member_resource)},
    {"goal", goal_routes, RESOURCES(&goal_resource)},
    {"rhythm", goal_rhythm_routes, RESOURCES(&goal_rhythm_resource)},
    {"criterion", criterion_routes, RESOURCES(&criterion_resource)},
    {"step", step_routes, RESOURCES(&step_resource)},
    {"plan", plan_routes, RESOURCES(&plan_resource)},
    {"barrier", barrier_routes, RESOURCES(&barrier_resource)},
    {"need", need_routes, RESOURCES(&need_resource)},
    {"introduction", introduction_routes, RESOURCES(&introduction_resource)},
    {"answer", answer_routes, RESOURCES(&answer_resource)},
    {"checkin", checkin_routes, RESOURCES(&checkin_resource)},
    {"forecast", forecast_routes, RESOURCES(&forecast_resource, &forecast_given_resource, &forecast_held_resource)},
    {"meeting_series", meeting_series_routes, RESOURCES(&meeting_series_resource)},
    {"meeting", meeting_routes, RESOURCES(&meeting_resource)},
    {"meeting_time", meeting_time_routes, RESOURCES(&meeting_time_resource)},
    {"meeting_changes", meeting_changes_routes, RESOURCES(&meeting_changes_resource)},
    {"agenda", agenda_routes, RESOURCES(&agenda_item_resource)},
    {"calendar", calendar_routes, RESOURCES(&calendar_feed_resource)},
    {"meeting_action", meeting_action_routes, RESOURCES(&meeting_action_resource)},
    {"raise", raise_routes, RESOURCES(&raised_item_resource, &medium_advice_resource, &raise_figures_resource)},
    {"isolation", isolation_routes, RESOURCES(&isolation_resource, &isolation_figures_resource)},
    {"import", import_routes, RESOURCES(&import_resource, &import_line_resource)},
    {"work", work_routes, RESOURCES(&work_resource)},
    {"home", home_routes, RESOURCES(&home_resource)},
    {"notice", notice_routes, RESOURCES(&notice_resource)},
    {"notice settings", notice_setting_routes, RESOURCES(&notice_settings_resource)},
    {"webhook", notice_hook_routes, RESOURCES(&webhook_resource)},
    {"mail", notice_mail_routes, RESOURCES(&unsubscription_resource)},
    {"search", search_routes, RESOURCES(&search_resource)},
    {"activity", activity_routes, RESOURCES(&activity_resource)},
    {"server", kernel_routes, RESOURCES(NULL)},
    {0},
};

static const struct job jobs[] = {
    {"activate-unanswered", 5 * 60 * 1000, false, goal_activate_unanswered, NULL},
    {"nudge", 60 * 1000, true, goal_nudge, goal_nudge_waits},
    {"mail", 60 * 1000, true, notice_mail_send, notice_mail_waits, .apart = 1},
    {"webhooks", 60 * 1000, true, notice_hook_send, notice_hook_waits, .apart = NOTICE_HOOK_THREADS},
    {"finish-periods", 60 * 60 * 1000, false, period_finish, NULL},
    {"raise-barriers", 60 * 1000, false, barrier_rise_due, NULL},
    {"late-promises", 5 * 60 * 1000, false, barrier_promises_due, NULL},
    {"late-needs", 5 * 60 * 1000, false, need_warn_late, NULL},
    {"forecasts", 60 * 60 * 1000, true, forecast_refresh, forecast_waits},
    {"changeovers", 60 * 1000, false, changeover_carry_out, changeover_is_due},
    {"forget-refused", 6 * 60 * 60 * 1000, false, import_forget_refused, NULL},
    {"isolation", 60 * 60 * 1000, true, isolation_look, isolation_waits},
    {"imports", 60 * 1000, true, import_go_on, import_waits},
    {"make-meetings", 60 * 60 * 1000, false, meeting_make, meeting_make_waits},
    {"index-people", 60 * 1000, true, person_index_waiting, person_index_waits},
    {"index-contact-points", 60 * 1000, true, contact_index_waiting, contact_index_waits},
    {0},
};

static const struct command *const commands[] = {
    &command_serve,
    &command_init,
    &command_demo,
    &command_import,
    &command_backup,
    &command_restore,
    &command_verify,
    &command_link,
    &command_token,
    &command_describe,
    NULL,
};

const struct app waymark_app = {.slices = slices,
                                .jobs = jobs,
                                .permissions = app_permissions,
                                .commands = commands,
                                .may_serve = demonstration_whole};
