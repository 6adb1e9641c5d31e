// Who may what, route by route and role by role. rights-matrix.test.js walks this table against a running server, and fails when a
// route of the API or a role of the list is missing here.
//
// Codes: + it works (2xx)   1 401   2 422 (a field is not theirs to choose)   3 403   4 404   9 409 (allowed, but not in this state)
// `on` names the situation that the test makes anew for each attempt (rights-matrix.test.js has one function for each).

export const roles = [
  'nobody',            // without credentials
  'person',            // somebody who has nothing to do with it
  'owner',             // of the goal; the subject of routes about a person; a member of the team
  'supporter',         // chosen by the owner
  'line_manager',      // of the owner
  'managers_manager',  // one higher; has no line manager
  'former_manager',    // of the owner, until yesterday
  'team_lead',         // of the team that the owner belongs to
  'people_operations', // and nothing else
  'operator',          // and nothing else
  'leaver',            // with the token they had
  'read_token',        // the owner's, of scope read
  'checkin_token',     // the owner's, of scope checkin
];

const EVERYBODY = '1 + + + + + + + + + 1 + +';
const ANYONE    = '+ + + + + + + + + + 1 + +';
const SESSION   = '1 + + + + + + + + + 1 3 3'; // by a browser's session, never by a token
const WRITERS   = '1 + + + + + + + + + 1 3 3';
const OPS       = '1 3 3 3 3 3 3 3 + 3 1 3 3';
const SELF      = '1 3 + 3 3 3 3 3 + 3 1 3 3';
const PAIR      = '1 4 + 4 + 4 4 4 4 4 1 + +'; // the two of a one-to-one
const PAIR_ACT  = '1 4 + 4 + 4 4 4 4 4 1 3 3';
const TEAM      = '1 4 + 4 4 4 4 + 4 4 1 + +'; // who belongs to the team
const KEEPERS   = '1 3 3 3 3 3 3 + + 3 1 3 3';

export const matrix = [
  // route                              situation                      nob per own sup lin mgm for led pop opr lea rea chk
  ['POST /sign-in',                     'a password',                  '+ + + + + + + + + + 1 3 3'],
  ['POST /sign-in/link',                'a link',                      '+ + + + + + + + + + 1 3 3'],
  ['GET /sign-in/demonstration',        '',                            ANYONE],
  ['POST /sign-in/demonstration',       'a door',                      '4 4 4 4 4 4 4 4 4 4 1 3 3'],
  ['POST /sign-out',                    'a session',                   SESSION],
  ['GET /me',                           '',                            EVERYBODY],
  ['PUT /me/password',                  'a session',                   SESSION],
  ['GET /me/sessions',                  'a session',                   SESSION],
  ['DELETE /me/sessions/{id}',          "the owner's session",         '1 4 + 4 4 4 4 4 4 4 1 3 3'],
  ['GET /me/tokens',                    'a session',                   SESSION],
  ['POST /me/tokens',                   'a session',                   SESSION],
  ['DELETE /me/tokens/{id}',            "the owner's token",           '1 4 + 4 4 4 4 4 4 4 1 3 3'],
  ['GET /me/calendar',                  'a session',                   SESSION],
  ['POST /me/calendar',                 'a session',                   SESSION],
  ['DELETE /me/calendar',               'a session',                   SESSION],
  ['GET /calendars/{token}',            'no calendar',                 '4 4 4 4 4 4 4 4 4 4 1 4 4'],
  ['GET /openapi.json',                 '',                            ANYONE],

  ['GET /organisation',                 '',                            EVERYBODY],
  ['PATCH /organisation',               'the organisation',            OPS],
  ['GET /mission',                      '',                            EVERYBODY],
  ['PUT /mission',                      'a mission',                   OPS],
  ['GET /mission/history',              '',                            EVERYBODY],
  ['GET /framework',                    '',                            EVERYBODY],
  ['PUT /framework',                    'a framework',                 OPS],
  ['POST /framework/preview',           'a framework',                 OPS],
  ['GET /framework/history',            '',                            EVERYBODY],
  ['GET /periods',                      '',                            EVERYBODY],
  ['POST /periods',                     'a new period',                OPS],
  ['GET /periods/{id}',                 'a period',                    EVERYBODY],
  ['PATCH /periods/{id}',               'a period',                    OPS],

  ['GET /people',                       '',                            EVERYBODY],
  ['GET /imports',                      '',                            OPS],
  ['POST /imports',                     'a file of people',            OPS],
  ['GET /imports/{id}',                 'an import',                   OPS],
  ['GET /imports/{id}/lines',           'an import',                   OPS],
  ['GET /imports/{id}/undoing',         'an import',                   OPS],
  ['PUT /imports/{id}/undoing',         'an import',                   OPS],
  ['POST /people',                      'a new person',                OPS],
  ['GET /people/{id}',                  'the owner',                   EVERYBODY],
  ['PATCH /people/{id}',                'the owner',                   SELF],
  ['GET /people/{id}/reports',          'the owner',                   EVERYBODY],
  ['GET /people/{id}/line',             'the owner',                   EVERYBODY],
  ['GET /people/{id}/managers',         'the owner',                   EVERYBODY],
  ['PUT /people/{id}/manager',          'somebody',                    OPS],
  ['PUT /people/{id}/roles',            'somebody',                    OPS],
  ['GET /people/{id}/handover',         'somebody',                    OPS],
  ['POST /people/{id}/changeover',       'somebody',                    OPS],
  ['POST /changeovers',                 'a joiner',                    OPS],
  ['PUT /people/{id}/departure',        'somebody',                    OPS],
  ['DELETE /people/{id}/departure',     'somebody who left',           OPS],
  ['GET /care',                         '',                            OPS],
  ['GET /invitations',                  '',                            OPS],
  ['POST /invitations',                 'somebody to invite',          OPS],
  ['DELETE /people/{id}/invitation',    'somebody invited',            OPS],
  ['POST /people/{id}/invitation',      'somebody',                    OPS],
  ['GET /people/{id}/work',             'the owner',                   EVERYBODY],
  ['PUT /people/{id}/goal-order',       "the owner's goals",           '1 3 + 3 3 3 3 3 3 3 1 3 3'],
  ['GET /people/{id}/contact-points',   'the owner',                   EVERYBODY],
  ['POST /people/{id}/contact-points',  'the owner',                   SELF],
  ['PATCH /contact-points/{id}',        "the owner's contact point",   SELF],
  ['DELETE /contact-points/{id}',       "the owner's contact point",   SELF],

  ['GET /people/{id}/absences',         'the owner',                   EVERYBODY],
  ['POST /people/{id}/absences',        'an absence to come',          SELF],
  ['DELETE /absences/{id}',             "the owner's absence",         SELF],

  ['GET /teams',                        '',                            EVERYBODY],
  ['POST /teams',                       'a new team at the top',       OPS],
  ['POST /teams',                       'a new team within the team',  KEEPERS],
  ['GET /teams/{id}',                   'the team',                    EVERYBODY],
  ['GET /teams/{id}/line',              'the team',                    EVERYBODY],
  ['PATCH /teams/{id}',                 'the team',                    KEEPERS],
  ['PATCH /teams/{id}',                 'a team within the team',      KEEPERS],
  ['PUT /teams/{id}/closure',           'a team within the team',      KEEPERS],
  ['GET /teams/{id}/work',              'the team',                    EVERYBODY],
  ['GET /teams/{id}/members',           'the team',                    EVERYBODY],
  ['POST /teams/{id}/members',          'somebody for the team',       KEEPERS],
  ['PATCH /team-members/{id}',          'a membership',                KEEPERS],
  ['DELETE /team-members/{id}',         'a membership',                KEEPERS],

  // route                              situation                      nob per own sup lin mgm for led pop opr lea rea chk
  ['GET /goals',                        '',                            EVERYBODY],
  ['GET /goal-map',                     '',                            EVERYBODY],
  ['POST /goals',                       'a goal of their own',         WRITERS],
  ['POST /goals',                       'a goal for the owner',        '1 3 + 3 + + 3 + 3 3 1 3 3'],
  ['POST /goals',                       'a goal of the team',          '1 3 + 3 3 3 3 + + 3 1 3 3'],
  ['POST /goals',                       'a goal of the organisation',  '1 3 3 3 3 + 3 3 + 3 1 3 3'],
  ['GET /goals/{id}',                   'a draft',                     '1 4 + 4 4 4 4 4 4 4 1 + +'],
  ['GET /goals/{id}',                   'a draft for the owner',       '1 4 + 4 + 4 4 4 4 4 1 + +'],
  ['GET /goals/{id}',                   'a proposal',                  EVERYBODY],
  ['GET /goals/{id}',                   'an active goal',              EVERYBODY],
  ['GET /goals/{id}',                   'a closed goal',               EVERYBODY],
  ['PATCH /goals/{id}',                 'a draft',                     '1 4 + 4 4 4 4 4 4 4 1 3 3'],
  ['PATCH /goals/{id}',                 'a draft for the owner',       '1 4 + 4 + 4 4 4 4 4 1 3 3'],
  ['PATCH /goals/{id}',                 'an active goal',              '1 3 + 3 3 3 3 3 3 3 1 3 3'],
  ['DELETE /goals/{id}',                'a draft',                     '1 4 + 4 4 4 4 4 4 4 1 3 3'],
  ['DELETE /goals/{id}',                'a draft for the owner',       '1 4 + 4 + 4 4 4 4 4 1 3 3'],
  ['DELETE /goals/{id}',                'an active goal',              '1 3 9 3 3 3 3 3 3 3 1 3 3'],
  ['PUT /goals/{id}/proposal',          'a draft',                     '1 4 + 4 4 4 4 4 4 4 1 3 3'],
  ['PUT /goals/{id}/proposal',          'a draft for the owner',       '1 4 + 4 + 4 4 4 4 4 1 3 3'],
  ['DELETE /goals/{id}/proposal',       'a proposal',                  '1 3 + 3 3 3 3 3 3 3 1 3 3'],
  ['DELETE /goals/{id}/proposal',       'a proposal to the owner',     '1 3 + 3 + 3 3 3 3 3 1 3 3'],
  ['PUT /goals/{id}/answer',            'a draft',                     '1 4 3 4 4 4 4 4 4 4 1 3 3'],
  ['PUT /goals/{id}/answer',            'a proposal',                  '1 3 3 + 3 3 3 3 3 3 1 3 3'],
  ['PUT /goals/{id}/answer',            'a proposal to the owner',     '1 3 + 3 3 3 3 3 3 3 1 3 3'],
  ['PUT /goals/{id}/answer',            'an active goal',              '1 3 3 + 3 3 3 3 3 3 1 3 3'],
  ['PUT /goals/{id}/answer',            'a goal without a choice',     '1 3 3 3 + 3 3 3 3 3 1 3 3'],
  ['GET /goals/{id}/answers',           'a draft',                     '1 4 + 4 4 4 4 4 4 4 1 + +'],
  ['GET /goals/{id}/answers',           'an active goal',              EVERYBODY],
  ['PUT /answers/{id}/reply',           'a question',                  '1 3 + 3 3 3 3 3 3 3 1 3 3'],
  ['PUT /goals/{id}/closure',           'a draft',                     '1 4 9 4 4 4 4 4 4 4 1 3 3'],
  ['PUT /goals/{id}/closure',           'an active goal',              '1 3 + 3 3 3 3 3 3 3 1 3 3'],
  ['PUT /goals/{id}/reopening',         'a draft',                     '1 4 9 4 4 4 4 4 4 4 1 3 3'],
  ['PUT /goals/{id}/reopening',         'a closed goal',               '1 3 + 3 3 3 3 3 3 3 1 3 3'],
  ['PUT /goals/{id}/acceptance',        'an active goal',              '1 3 9 3 3 3 3 3 3 3 1 3 3'],
  ['PUT /goals/{id}/owner',             'a draft',                     '1 4 + 4 4 4 4 4 4 4 1 3 3'],
  ['PUT /goals/{id}/owner',             'an active goal',              '1 3 + 3 3 3 3 3 + 3 1 3 3'],
  ['POST /goals/{id}/changes',          'a draft',                     '1 4 9 4 4 4 4 4 4 4 1 3 3'],
  ['POST /goals/{id}/changes',          'an active goal',              '1 3 + 3 3 3 3 3 3 3 1 3 3'],
  ['GET /goals/{id}/changes',           'a draft',                     '1 4 + 4 4 4 4 4 4 4 1 + +'],
  ['GET /goals/{id}/changes',           'an active goal',              EVERYBODY],
  ['GET /goals/{id}/why',               'a draft',                     '1 4 + 4 4 4 4 4 4 4 1 + +'],
  ['GET /goals/{id}/why',               'an active goal',              EVERYBODY],
  ['GET /goals/{id}/served-by',         'a draft',                     '1 4 + 4 4 4 4 4 4 4 1 + +'],
  ['GET /goals/{id}/served-by',         'an active goal',              EVERYBODY],
  ['POST /goals/{id}/criteria',         'a draft',                     '1 4 + 4 4 4 4 4 4 4 1 3 3'],
  ['POST /goals/{id}/criteria',         'a draft for the owner',       '1 4 + 4 + 4 4 4 4 4 1 3 3'],
  ['POST /goals/{id}/criteria',         'an active goal',              '1 3 9 3 3 3 3 3 3 3 1 3 3'],
  ['PATCH /criteria/{id}',              'a criterion of a draft',      '1 4 + 4 4 4 4 4 4 4 1 3 3'],
  ['PATCH /criteria/{id}',              'a criterion for the owner',   '1 4 + 4 + 4 4 4 4 4 1 3 3'],
  ['PATCH /criteria/{id}',              'a criterion of a goal',       '1 3 9 3 3 3 3 3 3 3 1 3 3'],
  ['DELETE /criteria/{id}',             'a criterion of a draft',      '1 4 + 4 4 4 4 4 4 4 1 3 3'],
  ['DELETE /criteria/{id}',             'a criterion of a goal',       '1 3 9 3 3 3 3 3 3 3 1 3 3'],
  ['GET /goals/{id}/steps',             'a draft',                     '1 4 + 4 4 4 4 4 4 4 1 + +'],
  ['GET /goals/{id}/steps',             'an active goal',              EVERYBODY],
  ['POST /goals/{id}/steps',            'a draft',                     '1 4 + 4 4 4 4 4 4 4 1 3 3'],
  ['POST /goals/{id}/steps',            'a draft for the owner',       '1 4 + 4 3 4 4 4 4 4 1 3 3'],
  ['POST /goals/{id}/steps',            'an active goal',              '1 3 + 3 3 3 3 3 3 3 1 3 3'],
  ['PATCH /steps/{id}',                 'a step of a draft',           '1 4 + 4 4 4 4 4 4 4 1 3 3'],
  ['PATCH /steps/{id}',                 'a step of a goal',            '1 3 + 3 3 3 3 3 3 3 1 3 3'],
  ['DELETE /steps/{id}',                'a step of a draft',           '1 4 + 4 4 4 4 4 4 4 1 3 3'],
  ['DELETE /steps/{id}',                'a step of a goal',            '1 3 + 3 3 3 3 3 3 3 1 3 3'],
  ['GET /goals/{id}/checkins',          'a draft',                     '1 4 + 4 4 4 4 4 4 4 1 + +'],
  ['GET /goals/{id}/checkins',          'an active goal',              EVERYBODY],
  ['GET /goals/{id}/forecast',          'a draft',                     '1 4 + 4 4 4 4 4 4 4 1 + +'],
  ['GET /goals/{id}/forecast',          'an active goal',              EVERYBODY],
  ['GET /goals/{id}/forecasts',         'a draft',                     '1 4 + 4 4 4 4 4 4 4 1 + +'],
  ['GET /goals/{id}/forecasts',         'an active goal',              EVERYBODY],
  ['GET /forecast',                     '',                            EVERYBODY],
  ['POST /goals/{id}/checkins',         'a draft',                     '1 4 9 4 4 4 4 4 4 4 1 3 9'],
  ['POST /goals/{id}/checkins',         'an active goal',              '1 3 + 3 3 3 3 3 3 3 1 3 +'],

  ['GET /goals/{id}/rhythm',            'a draft',                     '1 4 + 4 4 4 4 4 4 4 1 + +'],
  ['GET /goals/{id}/rhythm',            'an active goal',              EVERYBODY],
  ['PUT /goals/{id}/rhythm',            'a draft',                     '1 4 + 4 4 4 4 4 4 4 1 3 3'],
  ['PUT /goals/{id}/rhythm',            'an active goal',              '1 3 + 3 3 3 3 3 3 3 1 3 3'],
  ['PUT /goals/{id}/rhythm-wish',       'a draft',                     '1 4 9 4 4 4 4 4 4 4 1 3 3'],
  ['PUT /goals/{id}/rhythm-wish',       'an active goal',              '1 + 9 + + + + + + + 1 3 3'],
  ['DELETE /goals/{id}/rhythm-wish',    'a draft',                     '1 4 4 4 4 4 4 4 4 4 1 3 3'],

  ['GET /home',                         '',                            EVERYBODY],
  ['PUT /home/look',                    'a look',                      WRITERS],
  ['GET /notices',                      '',                            EVERYBODY],
  ['GET /me/notice-settings',           '',                            EVERYBODY],
  ['PUT /me/notice-settings',           'notice settings',             WRITERS],
  ['POST /unsubscriptions/{token}',     'a forged link',               '4 4 4 4 4 4 4 4 4 4 1 3 3'], // a true one needs no sign-in: notice-mail.test.js
  ['PUT /notices/reading',              'a reading',                   WRITERS],
  ['PUT /notices/{id}/reading',         "the owner's notice",          '1 4 + 4 4 4 4 4 4 4 1 3 3'],
  ['GET /search',                       'a word',                      EVERYBODY],
  ['GET /events',                       '',                            EVERYBODY],

  // What is said in a meeting is for those who are in it: people operations and the operator are like everybody else.
  ['GET /meeting-series',               '',                            EVERYBODY],
  ['POST /meeting-series',              'a new one-to-one',            WRITERS],
  ['POST /meeting-series',              'a meeting of the team',       '1 2 + 2 2 2 2 + 2 2 1 3 3'],
  ['GET /meeting-series/{id}',          'the one-to-one',              PAIR],
  ['GET /meeting-series/{id}',          "the team's meeting",          TEAM],
  ['PATCH /meeting-series/{id}',        'the one-to-one',              PAIR_ACT],
  ['PUT /meeting-series/{id}/end',      'a one-to-one to end',         PAIR_ACT],
  ['POST /meeting-series/{id}/people',  'the one-to-one',              '1 4 9 4 9 4 4 4 4 4 1 3 3'],
  ['DELETE /meeting-series/{id}/me',    'the one-to-one',              '1 4 9 4 9 4 4 4 4 4 1 3 3'],
  ['GET /meeting-series/{id}/agenda',   'the one-to-one',              PAIR],
  ['POST /meeting-series/{id}/agenda',  'the one-to-one',              PAIR_ACT],
  ['POST /people/{id}/agenda',          'the owner for an agenda',     '1 9 9 9 + 9 9 9 9 9 1 3 3'],
  ['GET /meetings',                     '',                            EVERYBODY],
  ['GET /meetings/{id}',                'a meeting of the pair',       PAIR],
  ['GET /meetings/{id}',                "a meeting of the team's",     TEAM],
  ['GET /meetings/{id}/changes',        'a meeting of the pair',       PAIR],
  ['PATCH /meetings/{id}',              'a meeting of the pair',       PAIR_ACT],
  ['PUT /meetings/{id}/private-notes',  'a meeting of the pair',       PAIR_ACT],
  ['PUT /meetings/{id}/time',           'a meeting of the pair',       PAIR_ACT],
  ['PUT /meetings/{id}/outcome',        'a meeting of the pair',       PAIR_ACT],
  ['DELETE /meetings/{id}/outcome',     'a meeting that is skipped',   PAIR_ACT],
  ['POST /meetings/{id}/actions',       'a meeting of the pair',       PAIR_ACT],
  ['PATCH /agenda-items/{id}',          "an item of the pair's",       PAIR_ACT],
  ['DELETE /agenda-items/{id}',         "an item of the pair's",       PAIR_ACT],
  ['GET /meeting-actions',              '',                            EVERYBODY],
  ['PATCH /meeting-actions/{id}',       "an action of the pair's",     PAIR_ACT],
  ['DELETE /meeting-actions/{id}',      "an action of the pair's",     PAIR_ACT],
];
