-- The record of every look. Rows are only ever added; each holds the hash of the one before it, and its own over
-- everything in it (the encoding stands in audit/chain.rs).

CREATE TABLE audit (
    number       INTEGER NOT NULL PRIMARY KEY CHECK (number > 0), -- without gaps
    at           TEXT    NOT NULL,                                -- UTC, to the microsecond
    what         TEXT    NOT NULL,                                -- VIEW_BRIEF, POST_VERSION …
    who_kind     TEXT    NOT NULL,                                -- person, system, loopback, command, demonstration
    who          TEXT    NOT NULL,
    roles        TEXT    NOT NULL,                                -- by their names in a token, with spaces between
    subject_type TEXT,                                            -- PERSON, USER, ESTABLISHMENT
    subject      TEXT,
    refused      TEXT,                                            -- why, where it was refused: an error code
    details      TEXT    NOT NULL,                                -- a JSON object; never text of a plan
    from_address TEXT,
    request      TEXT,                                            -- its id
    reason       TEXT,                                            -- why somebody looks, where they say it
    before       BLOB    NOT NULL CHECK (length(before) = 32),    -- hash of the row before; zeros in the first
    hash         BLOB    NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE INDEX audit_subject ON audit (subject, number);
CREATE INDEX audit_who ON audit (who, number);

-- The last row, so that it is missed if it goes.
CREATE TABLE audit_head (
    one    INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    number INTEGER NOT NULL,
    hash   BLOB    NOT NULL CHECK (length(hash) = 32)
) STRICT;
INSERT INTO audit_head VALUES (1, 0, zeroblob(32));

CREATE TRIGGER audit_rows_stay BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the record of looks is only added to'); END;
CREATE TRIGGER audit_rows_stay_as_they_are BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the record of looks is only added to'); END;
-- A row that took the place of another would not be an update.
CREATE TRIGGER audit_rows_follow BEFORE INSERT ON audit
WHEN NEW.number <> (SELECT number + 1 FROM audit_head) OR NEW.before <> (SELECT hash FROM audit_head)
BEGIN SELECT RAISE(ABORT, 'a row of the record of looks follows the last'); END;
CREATE TRIGGER audit_head_follows AFTER INSERT ON audit
BEGIN UPDATE audit_head SET number = NEW.number, hash = NEW.hash; END;
CREATE TRIGGER audit_head_stays BEFORE DELETE ON audit_head
BEGIN SELECT RAISE(ABORT, 'the record of looks is only added to'); END;
CREATE TRIGGER audit_head_goes_on BEFORE UPDATE ON audit_head
WHEN NEW.one <> OLD.one OR NEW.number <> OLD.number + 1
BEGIN SELECT RAISE(ABORT, 'the record of looks is only added to'); END;
