-- Why somebody looks at whose case, as they said it in a session; it is asked once, not on every page.

CREATE TABLE reasons (
    session BLOB    NOT NULL REFERENCES sessions (hash) ON DELETE CASCADE,
    person  TEXT    NOT NULL,                                        -- whose case; it need not be there
    reason  TEXT,                                                    -- NULL: they passed the question over
    until   INTEGER NOT NULL,                                        -- seconds since 1970
    PRIMARY KEY (session, person)
) STRICT, WITHOUT ROWID;
