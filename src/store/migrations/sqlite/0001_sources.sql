-- Sources and what is known about them. Nothing computed is kept.
--
-- Dates are TEXT, ISO 8601 ("2024-03-14"), which sort as they should. Numbers count arrivals of one person from 1
-- and never change.

CREATE TABLE people (
    id                TEXT NOT NULL PRIMARY KEY, -- the record system's id, [A-Za-z0-9._-]{1,64}
    name              TEXT,                      -- what pages show beside the id
    admitted          TEXT,                      -- admitted to custody
    sentenced         TEXT,
    parole_qualifying TEXT,                      -- parole qualifying date
    earliest_release  TEXT,                      -- earliest date of liberation
    sentence_expiry   TEXT,                      -- the sentence ends
    route             TEXT                       -- standard, enhanced, targeted
) STRICT, WITHOUT ROWID;

CREATE TABLE versions (
    person     TEXT    NOT NULL REFERENCES people (id),
    number     INTEGER NOT NULL CHECK (number > 0), -- order of arrival
    as_of      TEXT    NOT NULL,                    -- the day from which the plan is in force
    media_type TEXT    NOT NULL,                    -- text/markdown, text/plain
    source_id  TEXT,                                -- the record system's id of the document
    hash       BLOB    NOT NULL CHECK (length(hash) = 32), -- SHA-256 of content
    content    BLOB    NOT NULL,                    -- the bytes as they came
    PRIMARY KEY (person, number),
    CONSTRAINT version_once UNIQUE (person, as_of, hash),
    CONSTRAINT version_source_id UNIQUE (person, source_id)
) STRICT;

CREATE TABLE conferences (
    person TEXT    NOT NULL REFERENCES people (id),
    number INTEGER NOT NULL CHECK (number > 0),     -- order of arrival
    date   TEXT    NOT NULL,
    kind   TEXT    NOT NULL,                        -- initial, annual, pre-release, concern, other
    status TEXT    NOT NULL,                        -- scheduled, held, cancelled
    PRIMARY KEY (person, number),
    CONSTRAINT conference_once UNIQUE (person, date, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE sources (
    person     TEXT    NOT NULL REFERENCES people (id),
    number     INTEGER NOT NULL CHECK (number > 0), -- order of arrival
    kind       TEXT    NOT NULL,                    -- ser, cjswr, risk-assessment, other
    date       TEXT    NOT NULL,                    -- the report's date
    media_type TEXT    NOT NULL,                    -- text/markdown, text/plain
    hash       BLOB    NOT NULL CHECK (length(hash) = 32), -- SHA-256 of content
    content    BLOB    NOT NULL,                    -- the bytes as they came
    PRIMARY KEY (person, number),
    CONSTRAINT source_once UNIQUE (person, kind, date, hash)
) STRICT;
