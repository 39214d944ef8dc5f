-- Further ids by which record systems call a version: one that was posted again under another id has both.
--
-- And a content may be in force for a date twice: first, and again when what came between is corrected back to it.

CREATE TABLE source_ids (
    person    TEXT    NOT NULL,
    number    INTEGER NOT NULL,
    source_id TEXT    NOT NULL CHECK (source_id <> ''),
    PRIMARY KEY (person, number, source_id),
    FOREIGN KEY (person, number) REFERENCES versions (person, number)
) STRICT, WITHOUT ROWID;

DROP INDEX version_once;
