-- Who has a place on whose case. The same tables as of SQLite after its fifth migration, column for column.
--
-- A term runs from the day "since" until the day before "until"; NULL: until further notice. Points in time are text,
-- UTC, to the microsecond ("2026-11-28T16:30:00.000000Z"), which sort as they should.

CREATE TABLE invitations (
    person     TEXT COLLATE "C" NOT NULL,
    conference BIGINT NOT NULL,                                  -- its number
    name       TEXT COLLATE "C" NOT NULL CHECK (name <> ''),     -- who is invited
    PRIMARY KEY (person, conference, name),
    FOREIGN KEY (person, conference) REFERENCES conferences (person, number)
);
CREATE INDEX invitation_name ON invitations (name, person);

CREATE TABLE caseload (
    person TEXT COLLATE "C" NOT NULL REFERENCES people (id),
    kind   TEXT COLLATE "C" NOT NULL CHECK (kind IN ('name', 'establishment')),
    holder TEXT COLLATE "C" NOT NULL CHECK (holder <> ''),       -- on whose caseload, or in which establishment
    since  TEXT COLLATE "C" NOT NULL,
    until  TEXT COLLATE "C",
    PRIMARY KEY (person, kind, holder, since)
);
CREATE INDEX caseload_holder ON caseload (kind, holder, person);

CREATE TABLE staff (
    establishment TEXT COLLATE "C" NOT NULL CHECK (establishment <> ''),
    name          TEXT COLLATE "C" NOT NULL CHECK (name <> ''),
    since         TEXT COLLATE "C" NOT NULL,
    until         TEXT COLLATE "C",
    PRIMARY KEY (establishment, name, since)
);
CREATE INDEX staff_name ON staff (name, establishment);

-- Whoever opens a case in an emergency. The person need not be known: whether they are is not told to who asks.
CREATE TABLE break_glass (
    number      BIGINT NOT NULL PRIMARY KEY CHECK (number > 0),
    person      TEXT COLLATE "C" NOT NULL,
    name        TEXT COLLATE "C" NOT NULL CHECK (name <> ''),
    reason      TEXT NOT NULL CHECK (reason <> ''),
    opened      TEXT COLLATE "C" NOT NULL,
    until       TEXT COLLATE "C" NOT NULL,
    reviewed    TEXT COLLATE "C",                                -- when
    reviewed_by TEXT,
    outcome     TEXT CHECK (outcome IN ('justified', 'not-justified')),
    note        TEXT,
    CHECK ((reviewed IS NULL) = (outcome IS NULL) AND (reviewed IS NULL) = (reviewed_by IS NULL))
);
CREATE INDEX break_glass_name ON break_glass (name, person, until);
CREATE INDEX break_glass_waiting ON break_glass (number) WHERE reviewed IS NULL;

-- What was opened stays as it was; only its review is added, once.
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '%', TG_ARGV[0]; END $$;
CREATE TRIGGER break_glass_stays BEFORE DELETE ON break_glass
FOR EACH ROW EXECUTE FUNCTION refuse('what was opened in an emergency is not forgotten');
CREATE TRIGGER break_glass_is_not_emptied BEFORE TRUNCATE ON break_glass
FOR EACH STATEMENT EXECUTE FUNCTION refuse('what was opened in an emergency is not forgotten');
CREATE TRIGGER break_glass_is_reviewed_once BEFORE UPDATE ON break_glass FOR EACH ROW
WHEN (OLD.reviewed IS NOT NULL OR NEW.number <> OLD.number OR NEW.person <> OLD.person OR NEW.name <> OLD.name
    OR NEW.reason <> OLD.reason OR NEW.opened <> OLD.opened OR NEW.until <> OLD.until)
EXECUTE FUNCTION refuse('what was opened in an emergency stays as it was');
