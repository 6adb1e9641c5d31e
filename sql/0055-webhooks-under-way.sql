-- Whether something is being sent to a person just now.
CREATE INDEX notice_hook_sends_under_way ON notice_hook_sends (person_id) WHERE state = 'sending';
