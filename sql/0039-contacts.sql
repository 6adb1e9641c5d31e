-- Whom one asks about a topic: a contact point may be a team's, and may name who answers when its person is away.
ALTER TABLE contact_points ADD COLUMN team_id {{int64}} REFERENCES teams(id);
ALTER TABLE contact_points ADD COLUMN stand_in_id {{int64}} REFERENCES people(id);
-- Since when its person or its stand-in has left, so that somebody else is to be named.
ALTER TABLE contact_points ADD COLUMN loose_at {{int64}};
CREATE INDEX contact_points_by_team ON contact_points (team_id, id) WHERE team_id IS NOT NULL;
CREATE INDEX contact_points_of_teams ON contact_points (id) WHERE team_id IS NOT NULL;
CREATE INDEX contact_points_by_stand_in ON contact_points (stand_in_id, id) WHERE stand_in_id IS NOT NULL;
CREATE INDEX contact_points_loose ON contact_points (id) WHERE loose_at IS NOT NULL;

-- Words of topics; those of teams apart, so that they come first. A job folds the words of those that are there already.
--- sqlite
CREATE VIRTUAL TABLE search_contacts USING fts5(words, prefix='2 3 4 5 6 7', tokenize='unicode61 remove_diacritics 0');
CREATE VIRTUAL TABLE search_topics USING fts5(words, prefix='2 3 4 5 6 7', tokenize='unicode61 remove_diacritics 0');
--- postgres
CREATE TABLE search_contacts (rowid BIGINT PRIMARY KEY, words TSVECTOR NOT NULL);
CREATE TABLE search_topics (rowid BIGINT PRIMARY KEY, words TSVECTOR NOT NULL);
CREATE INDEX search_contacts_words ON search_contacts USING GIN (words);
CREATE INDEX search_topics_words ON search_topics USING GIN (words);
--- both
CREATE TABLE contact_points_to_index (
    contact_point_id {{int64}} PRIMARY KEY
){{strict}};
INSERT INTO contact_points_to_index (contact_point_id) SELECT id FROM contact_points;
