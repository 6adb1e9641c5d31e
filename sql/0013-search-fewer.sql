-- A search for a beginning that nobody has read every row from the newest on: PostgreSQL takes such beginnings for frequent. Now the
-- index says first whether there are more than a few; and whether a find may be seen is asked of the newest finds alone.
--- sqlite
--- postgres
CREATE OR REPLACE FUNCTION search_newest(target TEXT, asked TSQUERY, me BIGINT, most BIGINT) RETURNS SETOF BIGINT
LANGUAGE plpgsql STABLE ROWS 50 SET enable_seqscan = off AS $function$
DECLARE
    few CONSTANT BIGINT := 1000;
    seen TEXT := CASE WHEN target = 'search_goals' THEN format('WHERE EXISTS (SELECT 1 FROM goals g WHERE g.id = n.rowid'
        ' AND (g.state <> ''draft'' OR g.owner_id = %1$s OR g.started_by = %1$s))', me) ELSE '' END;
    wide BIGINT := most + most / 4;
    n_found BIGINT;
    found BIGINT[];
BEGIN
    -- All of them, when they are few. One letter or two are never few, and the index would count them all.
    IF most < few AND asked::text ~ '''[^'']{3,}''' THEN
        EXECUTE format('SELECT count(*), array_agg(rowid) FROM (SELECT f.rowid FROM %I f WHERE f.words @@ %L::tsquery LIMIT %s) n',
            target, asked, few) INTO n_found, found;
        IF n_found < few THEN
            RETURN QUERY EXECUTE format('SELECT n.rowid FROM (SELECT rowid FROM unnest($1) AS u(rowid) ORDER BY rowid DESC) n %s LIMIT %s',
                seen, most) USING found;
            RETURN;
        END IF;
    END IF;
    -- Else the newest, and more of them when drafts of others were among these.
    LOOP
        EXECUTE format('SELECT array_agg(rowid) FROM (SELECT f.rowid FROM %I f WHERE f.words @@ %L::tsquery'
            ' ORDER BY f.rowid DESC LIMIT %s) n', target, asked, wide) INTO found;
        n_found := COALESCE(cardinality(found), 0);
        EXECUTE format('SELECT array_agg(rowid) FROM (SELECT n.rowid FROM unnest($1) AS n(rowid) %s LIMIT %s) n', seen, most)
            INTO found USING found;
        EXIT WHEN n_found < wide OR COALESCE(cardinality(found), 0) >= most;
        wide := wide * 4;
    END LOOP;
    RETURN QUERY SELECT unnest(found);
END
$function$;
--- both
