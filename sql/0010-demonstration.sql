-- As whom a visitor looks around in a demonstration organisation, by one click. Only `waymark demo` writes here, and it makes its
-- organisation new: in any other organisation this table is empty, and nobody can sign in this way.
CREATE TABLE demonstration_doors (
    looks_as TEXT PRIMARY KEY,
    person_id {{int64}} NOT NULL REFERENCES people(id)
){{strict}};
