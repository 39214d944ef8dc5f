-- Bytes by their hash, kept before anything reads them and once however often they come; versions that were posted
-- in error; answers by idempotency key.

CREATE TABLE contents (
    hash    BLOB NOT NULL PRIMARY KEY CHECK (length(hash) = 32), -- SHA-256 of content
    content BLOB NOT NULL                                        -- the bytes as they came
) STRICT;

INSERT INTO contents (hash, content) SELECT hash, content FROM versions WHERE true ON CONFLICT DO NOTHING;
INSERT INTO contents (hash, content) SELECT hash, content FROM sources WHERE true ON CONFLICT DO NOTHING;

CREATE TABLE new_versions (
    person     TEXT    NOT NULL REFERENCES people (id),
    number     INTEGER NOT NULL CHECK (number > 0), -- order of arrival
    as_of      TEXT    NOT NULL,                    -- the day from which the plan is in force
    media_type TEXT    NOT NULL,                    -- text/markdown, text/plain
    source_id  TEXT,                                -- the record system's id of the document
    hash       BLOB    NOT NULL REFERENCES contents (hash),
    bytes      INTEGER NOT NULL,                    -- length of the content
    withdrawn  TEXT,                                -- why, where it was posted in error
    PRIMARY KEY (person, number)
) STRICT, WITHOUT ROWID;

INSERT INTO new_versions SELECT person, number, as_of, media_type, source_id, hash, length(content), NULL FROM versions;
DROP TABLE versions;
ALTER TABLE new_versions RENAME TO versions;

-- A withdrawn version stands in nobody's way.
CREATE UNIQUE INDEX version_once ON versions (person, as_of, hash) WHERE withdrawn IS NULL;
CREATE UNIQUE INDEX version_source_id ON versions (person, source_id) WHERE withdrawn IS NULL;
CREATE INDEX version_content ON versions (hash);

CREATE TABLE new_sources (
    person     TEXT    NOT NULL REFERENCES people (id),
    number     INTEGER NOT NULL CHECK (number > 0), -- order of arrival
    kind       TEXT    NOT NULL,                    -- ser, cjswr, risk-assessment, other
    date       TEXT    NOT NULL,                    -- the report's date
    media_type TEXT    NOT NULL,                    -- text/markdown, text/plain
    hash       BLOB    NOT NULL REFERENCES contents (hash),
    bytes      INTEGER NOT NULL,                    -- length of the content
    PRIMARY KEY (person, number),
    CONSTRAINT source_once UNIQUE (person, kind, date, hash)
) STRICT, WITHOUT ROWID;

INSERT INTO new_sources SELECT person, number, kind, date, media_type, hash, length(content) FROM sources;
DROP TABLE sources;
ALTER TABLE new_sources RENAME TO sources;
CREATE INDEX source_content ON sources (hash);

CREATE TABLE answers (
    id           INTEGER NOT NULL PRIMARY KEY,        -- in order of arrival: the oldest go first
    key          TEXT    NOT NULL UNIQUE,             -- Idempotency-Key
    fingerprint  BLOB    NOT NULL CHECK (length(fingerprint) = 32), -- of method, path, query, media type and body
    status       INTEGER NOT NULL,
    location     TEXT,
    content_type TEXT,
    body         BLOB    NOT NULL
) STRICT;
