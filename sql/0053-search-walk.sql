-- Frequent words among millions of goals: the index put all of their rows together before the newest were taken. Now the newest rows
-- are walked first, and further when a few of them have the words; the index is asked for what is rare.
--- sqlite
--- postgres
CREATE OR REPLACE FUNCTION search_newest(target TEXT, asked TSQUERY, me BIGINT, most BIGINT) RETURNS SETOF BIGINT
LANGUAGE plpgsql STABLE ROWS 50 SET enable_seqscan = off AS $function$
DECLARE
    few CONSTANT BIGINT := GREATEST(300, most + 1);
    seen TEXT := CASE WHEN target = 'search_goals' THEN format('WHERE EXISTS (SELECT 1 FROM goals g WHERE g.id = n.rowid'
        ' AND (g.state <> ''draft'' OR g.owner_id = %1$s OR g.started_by = %1$s))', me) ELSE '' END;
    shown TEXT := format('SELECT array_agg(rowid) FROM (SELECT n.rowid FROM unnest($1) AS n(rowid) %s LIMIT %s) n', seen, most);
    wide BIGINT := most + most / 4;
    walk BIGINT := 4000;
    n_found BIGINT;
    found BIGINT[];
BEGIN
    -- The newest rows; and when some were among these, as many more as should do.
    WHILE walk > 0 AND most < 300 LOOP
        EXECUTE format('SELECT array_agg(rowid) FROM (SELECT n.rowid FROM (SELECT f.rowid, f.words FROM %I f ORDER BY f.rowid DESC'
            ' LIMIT %s) n WHERE n.words @@ %L::tsquery LIMIT %s) m', target, walk, asked, wide) INTO found;
        n_found := COALESCE(cardinality(found), 0);
        EXECUTE shown INTO found USING found;
        IF cardinality(found) >= most THEN
            RETURN QUERY SELECT unnest(found);
            RETURN;
        END IF;
        walk := CASE WHEN walk = 4000 AND n_found > 3 THEN LEAST(2 * walk * wide / n_found, 100000) ELSE 0 END;
    END LOOP;
    -- All of them, when they are few. One letter or two are never few, and the index would count them all.
    IF asked::text ~ '''[^'']{3,}''' THEN
        EXECUTE format('SELECT count(*), array_agg(rowid ORDER BY rowid DESC) FROM (SELECT f.rowid FROM %I f WHERE f.words @@ %L::tsquery'
            ' LIMIT %s) n', target, asked, few) INTO n_found, found;
        IF n_found < few THEN
            EXECUTE shown INTO found USING found;
            RETURN QUERY SELECT unnest(found);
            RETURN;
        END IF;
    END IF;
    -- Else as the words are planned, and more of them when drafts of others were among these.
    LOOP
        EXECUTE format('SELECT array_agg(rowid) FROM (SELECT f.rowid FROM %I f WHERE f.words @@ %L::tsquery'
            ' ORDER BY f.rowid DESC LIMIT %s) n', target, asked, wide) INTO found;
        n_found := COALESCE(cardinality(found), 0);
        EXECUTE shown INTO found USING found;
        EXIT WHEN n_found < wide OR COALESCE(cardinality(found), 0) >= most;
        wide := wide * 4;
    END LOOP;
    RETURN QUERY SELECT unnest(found);
END
$function$;

-- How many there are, up to `most`: counted in any order.
CREATE FUNCTION search_count(target TEXT, asked TSQUERY, me BIGINT, most BIGINT) RETURNS BIGINT
LANGUAGE plpgsql STABLE SET enable_seqscan = off AS $function$
DECLARE
    n_found BIGINT;
BEGIN
    IF asked::text ~ '''[^'']{3,}''' THEN
        EXECUTE format('SELECT count(*) FROM (SELECT f.rowid FROM %I f WHERE f.words @@ %L::tsquery LIMIT %s) n', target, asked, most) INTO n_found;
    ELSE
        SELECT count(*) FROM search_newest(target, asked, me, most) INTO n_found;
    END IF;
    RETURN n_found;
END
$function$;
--- both
