-- Posts that may be another person's plan.

-- NULL: it counts. 'other_person': held until somebody confirms or withdraws it. 'confirmed': it was held, and counts.
ALTER TABLE versions ADD COLUMN held TEXT CHECK (held IN ('other_person', 'confirmed'));

-- What was different when it came. Kept with the post, as it is what somebody decides by.
CREATE TABLE held_fields (
    person  TEXT    NOT NULL,
    number  INTEGER NOT NULL,
    field   TEXT    NOT NULL,                       -- name, person_number, date_of_birth
    earlier TEXT    NOT NULL,                       -- what the person's earlier versions say
    this    TEXT    NOT NULL,                       -- what the held one says
    PRIMARY KEY (person, number, field),
    FOREIGN KEY (person, number) REFERENCES versions (person, number)
) STRICT, WITHOUT ROWID;
