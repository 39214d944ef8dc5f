-- The record of every look. Rows are only ever added; each holds the hash of the one before it, and its own over
-- everything in it (the encoding stands in audit/chain.rs). The same tables as of SQLite after its sixth migration.

CREATE TABLE audit (
    number       BIGINT NOT NULL PRIMARY KEY CHECK (number > 0),  -- without gaps
    at           TEXT COLLATE "C" NOT NULL,                       -- UTC, to the microsecond
    what         TEXT COLLATE "C" NOT NULL,                       -- VIEW_BRIEF, POST_VERSION ...
    who_kind     TEXT   NOT NULL,                                 -- person, system, loopback, command, demonstration
    who          TEXT COLLATE "C" NOT NULL,
    roles        TEXT   NOT NULL,                                 -- by their names in a token, with spaces between
    subject_type TEXT,                                            -- PERSON, USER, ESTABLISHMENT
    subject      TEXT COLLATE "C",
    refused      TEXT,                                            -- why, where it was refused: an error code
    details      TEXT   NOT NULL,                                 -- a JSON object; never text of a plan
    from_address TEXT,
    request      TEXT,                                            -- its id
    reason       TEXT,                                            -- why somebody looks, where they say it
    before       BYTEA  NOT NULL CHECK (length(before) = 32),     -- hash of the row before; zeros in the first
    hash         BYTEA  NOT NULL CHECK (length(hash) = 32)
);
CREATE INDEX audit_subject ON audit (subject, number);
CREATE INDEX audit_who ON audit (who, number);

-- The last row, so that it is missed if it goes.
CREATE TABLE audit_head (
    one    BIGINT NOT NULL PRIMARY KEY CHECK (one = 1),
    number BIGINT NOT NULL,
    hash   BYTEA  NOT NULL CHECK (length(hash) = 32)
);
INSERT INTO audit_head VALUES (1, 0, decode(repeat('00', 32), 'hex'));

CREATE TRIGGER audit_rows_stay BEFORE DELETE OR UPDATE ON audit
FOR EACH ROW EXECUTE FUNCTION refuse('the record of looks is only added to');
CREATE TRIGGER audit_is_not_emptied BEFORE TRUNCATE ON audit
FOR EACH STATEMENT EXECUTE FUNCTION refuse('the record of looks is only added to');

CREATE FUNCTION audit_follows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE head audit_head;
BEGIN
    SELECT * INTO head FROM audit_head FOR UPDATE;
    IF NEW.number <> head.number + 1 OR NEW.before <> head.hash THEN
        -- Another has written meanwhile: the writer looks again.
        RAISE EXCEPTION 'a row of the record of looks follows the last' USING ERRCODE = 'serialization_failure';
    END IF;
    UPDATE audit_head SET number = NEW.number, hash = NEW.hash;
    RETURN NEW;
END $$;
CREATE TRIGGER audit_rows_follow BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION audit_follows();

CREATE TRIGGER audit_head_stays BEFORE DELETE ON audit_head
FOR EACH ROW EXECUTE FUNCTION refuse('the record of looks is only added to');
CREATE TRIGGER audit_head_is_not_emptied BEFORE TRUNCATE ON audit_head
FOR EACH STATEMENT EXECUTE FUNCTION refuse('the record of looks is only added to');
CREATE TRIGGER audit_head_goes_on BEFORE UPDATE ON audit_head FOR EACH ROW
WHEN (NEW.one <> OLD.one OR NEW.number <> OLD.number + 1)
EXECUTE FUNCTION refuse('the record of looks is only added to');
