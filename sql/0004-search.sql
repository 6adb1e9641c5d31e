-- Words of goals, people and teams, an index for each. They are folded and split before they come here, so both
-- databases find the same; rowid is the id of the goal, person or team.
--- sqlite
CREATE VIRTUAL TABLE search_goals USING fts5(words, prefix='2 3', tokenize='unicode61 remove_diacritics 0');
CREATE VIRTUAL TABLE search_people USING fts5(words, prefix='2 3', tokenize='unicode61 remove_diacritics 0');
CREATE VIRTUAL TABLE search_teams USING fts5(words, prefix='2 3', tokenize='unicode61 remove_diacritics 0');
--- postgres
CREATE TABLE search_goals (rowid BIGINT PRIMARY KEY, words TSVECTOR NOT NULL);
CREATE TABLE search_people (rowid BIGINT PRIMARY KEY, words TSVECTOR NOT NULL);
CREATE TABLE search_teams (rowid BIGINT PRIMARY KEY, words TSVECTOR NOT NULL);
CREATE INDEX search_goals_words ON search_goals USING GIN (words);
CREATE INDEX search_people_words ON search_people USING GIN (words);
CREATE INDEX search_teams_words ON search_teams USING GIN (words);
--- both
