-- Invitations, changes and cancellations for calendars (RFC 5546), each in a mail of its own: of a series, or of one of its meetings. sequence:
-- that of a schedule that is no more. What it says is put together when it is sent.
CREATE TABLE calendar_mails (
    id {{id}},
    notice_id {{int64}} NOT NULL REFERENCES notices(id) ON DELETE CASCADE,
    person_id {{int64}} NOT NULL REFERENCES people(id) ON DELETE CASCADE,
    series_id {{int64}} NOT NULL REFERENCES meeting_series(id),
    schedule {{int64}} NOT NULL,
    meeting_id {{int64}} NOT NULL,
    sequence {{int64}} NOT NULL,
    at {{int64}} NOT NULL,
    mail_id {{int64}} REFERENCES mails(id) ON DELETE CASCADE
){{strict}};
CREATE INDEX calendar_mails_due ON calendar_mails (at, id) WHERE mail_id IS NULL;
CREATE INDEX calendar_mails_of_person ON calendar_mails (person_id, series_id);
CREATE INDEX calendar_mails_of_mail ON calendar_mails (mail_id) WHERE mail_id IS NOT NULL;
CREATE INDEX calendar_mails_of_notice ON calendar_mails (notice_id);
