-- What readers made of contents that are no Markdown, so that they are not read again. Nothing is lost with this table:
-- a reading is made again of the bytes at will.

CREATE TABLE readings (
    id      INTEGER NOT NULL PRIMARY KEY,                            -- in order of arrival: the oldest go first
    hash    BLOB    NOT NULL CHECK (length(hash) = 32),              -- SHA-256 of the content
    reader  TEXT    NOT NULL,                                        -- the reader and its version: docx/1
    reading BLOB    NOT NULL,
    digest  BLOB    NOT NULL CHECK (length(digest) = 32),            -- SHA-256 of the reading
    UNIQUE (hash, reader)
) STRICT;
