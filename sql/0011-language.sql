-- Whoever acts is answered in their language, so the view that says who acts says it too.
DROP VIEW actors;
CREATE VIEW actors AS
SELECT id AS person_id, email, roles, zone, CASE WHEN left_on IS NULL THEN 1 ELSE 0 END AS active, language FROM people;
