-- Notices by e-mail: what each person wants, what is to be sent, and the mails it is sent in.
CREATE TABLE notice_settings (
    person_id {{int64}} NOT NULL REFERENCES people(id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    shown {{int64}} NOT NULL,
    mailed {{int64}} NOT NULL,
    PRIMARY KEY (person_id, kind)
){{strict}};
CREATE TABLE notice_preferences (
    person_id {{int64}} PRIMARY KEY REFERENCES people(id) ON DELETE CASCADE,
    quiet {{int64}} NOT NULL,
    digest {{int64}} NOT NULL
){{strict}};

-- state: waiting, sending (handed to the server in part, or not at all), handed (the server has it whole, and has not been heard yet), sent,
-- failed. until: while it is being sent, how long it belongs to the server that took it. try_at: when it is tried next.
CREATE TABLE mails (
    id {{id}},
    person_id {{int64}} NOT NULL REFERENCES people(id) ON DELETE CASCADE,
    state TEXT NOT NULL,
    tries {{int64}} NOT NULL DEFAULT 0,
    try_at {{int64}},
    until {{int64}},
    why TEXT,
    created_at {{int64}} NOT NULL,
    ended_at {{int64}}
){{strict}};
CREATE INDEX mails_to_try ON mails (try_at) WHERE state = 'waiting';
CREATE INDEX mails_taken ON mails (until) WHERE state IN ('sending', 'handed');
CREATE INDEX mails_of_person ON mails (person_id);

-- A notice that is to be mailed at `at`; from then on in which mail.
CREATE TABLE notice_mails (
    notice_id {{int64}} PRIMARY KEY REFERENCES notices(id) ON DELETE CASCADE,
    person_id {{int64}} NOT NULL REFERENCES people(id) ON DELETE CASCADE,
    at {{int64}} NOT NULL,
    mail_id {{int64}} REFERENCES mails(id) ON DELETE CASCADE
){{strict}};
CREATE INDEX notice_mails_due ON notice_mails (at, person_id) WHERE mail_id IS NULL;
CREATE INDEX notice_mails_of_person ON notice_mails (person_id, at) WHERE mail_id IS NULL;
CREATE INDEX notice_mails_of_mail ON notice_mails (mail_id) WHERE mail_id IS NOT NULL;

-- What links in mails are signed with; made when the first is needed.
CREATE TABLE signing_keys (
    name TEXT PRIMARY KEY,
    secret TEXT NOT NULL
){{strict}};
