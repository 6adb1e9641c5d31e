-- The beginnings of words up to seven letters are indexed (two and three were), so that a search for one reads the newest rows
-- that have it instead of all of them.
--- sqlite
CREATE VIRTUAL TABLE search_goals_new USING fts5(words, prefix='2 3 4 5 6 7', tokenize='unicode61 remove_diacritics 0');
INSERT INTO search_goals_new (rowid, words) SELECT rowid, words FROM search_goals;
DROP TABLE search_goals;
ALTER TABLE search_goals_new RENAME TO search_goals;
CREATE VIRTUAL TABLE search_people_new USING fts5(words, prefix='2 3 4 5 6 7', tokenize='unicode61 remove_diacritics 0');
INSERT INTO search_people_new (rowid, words) SELECT rowid, words FROM search_people;
DROP TABLE search_people;
ALTER TABLE search_people_new RENAME TO search_people;
CREATE VIRTUAL TABLE search_teams_new USING fts5(words, prefix='2 3 4 5 6 7', tokenize='unicode61 remove_diacritics 0');
INSERT INTO search_teams_new (rowid, words) SELECT rowid, words FROM search_teams;
DROP TABLE search_teams;
ALTER TABLE search_teams_new RENAME TO search_teams;
--- postgres
-- The newest that match, of goals those that `me` sees. The words stand in the text, so that each search is planned for them:
-- frequent words from the newest row on, rare ones by the index.
CREATE FUNCTION search_newest(target TEXT, asked TSQUERY, me BIGINT, most BIGINT) RETURNS SETOF BIGINT
LANGUAGE plpgsql STABLE ROWS 50 AS $function$
BEGIN
    RETURN QUERY EXECUTE format('SELECT f.rowid FROM %I f WHERE f.words @@ %L::tsquery %s ORDER BY f.rowid DESC LIMIT %s', target, asked,
        CASE WHEN target = 'search_goals' THEN format('AND EXISTS (SELECT 1 FROM goals g WHERE g.id = f.rowid'
            ' AND (g.state <> ''draft'' OR g.owner_id = %1$s OR g.started_by = %1$s))', me) ELSE '' END, most);
END
$function$;
--- both
