-- Who has a place on whose case. Names are those that identity gives: of one configured claim.
--
-- Days are TEXT, ISO 8601. A term runs from the day "since" until the day before "until"; NULL: until further notice.
-- Points in time are TEXT, UTC, to the microsecond ("2026-11-28T16:30:00.000000Z"), which sort as they should.

CREATE TABLE invitations (
    person     TEXT    NOT NULL,
    conference INTEGER NOT NULL,                    -- its number
    name       TEXT    NOT NULL CHECK (name <> ''), -- who is invited
    PRIMARY KEY (person, conference, name),
    FOREIGN KEY (person, conference) REFERENCES conferences (person, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX invitation_name ON invitations (name, person);

CREATE TABLE caseload (
    person TEXT NOT NULL REFERENCES people (id),
    kind   TEXT NOT NULL CHECK (kind IN ('name', 'establishment')),
    holder TEXT NOT NULL CHECK (holder <> ''),      -- on whose caseload, or in which establishment
    since  TEXT NOT NULL,
    until  TEXT,
    PRIMARY KEY (person, kind, holder, since)
) STRICT, WITHOUT ROWID;
CREATE INDEX caseload_holder ON caseload (kind, holder, person);

CREATE TABLE staff (
    establishment TEXT NOT NULL CHECK (establishment <> ''),
    name          TEXT NOT NULL CHECK (name <> ''),
    since         TEXT NOT NULL,
    until         TEXT,
    PRIMARY KEY (establishment, name, since)
) STRICT, WITHOUT ROWID;
CREATE INDEX staff_name ON staff (name, establishment);

-- Whoever opens a case in an emergency. The person need not be known: whether they are is not told to who asks.
CREATE TABLE break_glass (
    number      INTEGER NOT NULL PRIMARY KEY CHECK (number > 0),
    person      TEXT    NOT NULL,
    name        TEXT    NOT NULL CHECK (name <> ''),
    reason      TEXT    NOT NULL CHECK (reason <> ''),
    opened      TEXT    NOT NULL,
    until       TEXT    NOT NULL,
    reviewed    TEXT,                               -- when
    reviewed_by TEXT,
    outcome     TEXT CHECK (outcome IN ('justified', 'not-justified')),
    note        TEXT,
    CHECK ((reviewed IS NULL) = (outcome IS NULL) AND (reviewed IS NULL) = (reviewed_by IS NULL))
) STRICT;
CREATE INDEX break_glass_name ON break_glass (name, person, until);
CREATE INDEX break_glass_waiting ON break_glass (number) WHERE reviewed IS NULL;

-- What was opened stays as it was; only its review is added, once.
CREATE TRIGGER break_glass_stays BEFORE DELETE ON break_glass
BEGIN SELECT RAISE(ABORT, 'what was opened in an emergency is not forgotten'); END;
CREATE TRIGGER break_glass_is_reviewed_once BEFORE UPDATE ON break_glass
WHEN OLD.reviewed IS NOT NULL OR NEW.number <> OLD.number OR NEW.person <> OLD.person OR NEW.name <> OLD.name
    OR NEW.reason <> OLD.reason OR NEW.opened <> OLD.opened OR NEW.until <> OLD.until
BEGIN SELECT RAISE(ABORT, 'what was opened in an emergency stays as it was'); END;
