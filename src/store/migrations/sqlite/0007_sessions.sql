-- Sessions of people who signed in. Nothing here opens one: the id in the cookie is kept as its hash, and what the
-- provider gave is sealed under the id.

CREATE TABLE sessions (
    hash    BLOB    NOT NULL PRIMARY KEY CHECK (length(hash) = 32),  -- SHA-256 of the id in the cookie
    handle  TEXT    NOT NULL UNIQUE,                                 -- by which it is called in a list
    name    TEXT    NOT NULL,                                        -- whose
    roles   TEXT    NOT NULL,                                        -- names of roles, parted by spaces
    begun   INTEGER NOT NULL,                                        -- seconds since 1970
    seen    INTEGER NOT NULL,
    checked INTEGER NOT NULL,
    subject TEXT    NOT NULL,                                        -- whom the provider calls the person
    refresh BLOB    NOT NULL                                         -- sealed; empty: there is none
) STRICT, WITHOUT ROWID;

CREATE INDEX sessions_by_name ON sessions (name);
CREATE INDEX sessions_by_begin ON sessions (begun);
