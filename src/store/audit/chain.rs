//! The chain of hashes through the record, and whether it holds.
//!
//! A row's hash is SHA-256 over, one after the other: the 12 bytes `cip-audit/1\n`; the hash of the row before it (32
//! bytes; zeros for the first); its number (8 bytes, most significant first); then each of these texts in UTF-8 with its
//! length in bytes before it (8 bytes, most significant first), or eight bytes `ff` where there is none: at, what, kind
//! of caller, who, roles, kind of subject, subject, refused, details, from, request, reason.
//!
//! So a row cannot be altered, removed, inserted or moved without every later hash being made anew. Who can write the
//! file can do that too; so the last number and hash are noted elsewhere from time to time ([`Anchor`]), and looked for
//! when the record is verified.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest, Sha256};
use thiserror::Error;

use super::{AuditEvent, AuditRow};
use crate::ContentHash;

/// What every hash begins with.
const SCHEME: &[u8] = b"cip-audit/1\n";
/// Stands before what is absent, where a length stands before what is there.
const ABSENT: [u8; 8] = [0xff; 8];

/// A row's number and hash, which prove everything before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// The row's number; 0 before the first.
    pub number: u64,
    /// Its hash; zeros before the first.
    pub hash: ContentHash,
}

/// Rows that were followed from the first, and hold so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chain {
    last: Anchor,
}

/// Where the record does not hold.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum Broken {
    /// A row is not there.
    #[error("row {number} is missing")]
    Missing {
        /// Its number.
        number: u64,
    },
    /// A row does not say what it said.
    #[error("row {number} has been altered, or is not in its place")]
    Altered {
        /// Its number.
        number: u64,
    },
    /// A row does not follow the one before it.
    #[error("row {number} does not follow the row before it: one of them was put in later")]
    Unlinked {
        /// Its number.
        number: u64,
    },
    /// The last rows are not those that were written last.
    #[error("the record ends at row {found}, but row {expected} was the last that was written")]
    End {
        /// The last number there is.
        found: u64,
        /// The last that was written.
        expected: u64,
    },
    /// A row that was noted elsewhere has another hash now.
    #[error("row {number} is not the one that was noted")]
    NotAsNoted {
        /// Its number.
        number: u64,
    },
}

impl Anchor {
    /// What is before the first row.
    pub const START: Self = Self { number: 0, hash: ContentHash([0; 32]) };

    /// The row that follows, recording this.
    pub fn next(self, event: AuditEvent) -> AuditRow {
        let number = self.number + 1;
        let hash = hash(number, self.hash, &event);
        AuditRow { number, event, before: self.hash, hash }
    }
}

impl AuditRow {
    /// Its number and hash.
    pub fn anchor(&self) -> Anchor {
        Anchor { number: self.number, hash: self.hash }
    }
}

impl Default for Chain {
    fn default() -> Self {
        Self { last: Anchor::START }
    }
}

impl Chain {
    /// Follows the chain to the next row.
    ///
    /// # Errors
    ///
    /// [`Broken`] where it does not follow.
    pub fn follow(&mut self, row: &AuditRow) -> Result<(), Broken> {
        let number = self.last.number + 1;
        if row.number != number {
            return Err(Broken::Missing { number });
        }
        if hash(number, row.before, &row.event) != row.hash {
            return Err(Broken::Altered { number });
        }
        if row.before != self.last.hash {
            return Err(Broken::Unlinked { number });
        }
        self.last = row.anchor();
        Ok(())
    }

    /// The last row that was followed.
    pub fn last(&self) -> Anchor {
        self.last
    }

    /// Whether the chain ends where the last row was written.
    ///
    /// # Errors
    ///
    /// [`Broken`] where it ends elsewhere.
    pub fn ends_at(&self, head: Anchor) -> Result<(), Broken> {
        if self.last.number != head.number {
            return Err(Broken::End { found: self.last.number, expected: head.number });
        }
        if self.last.hash != head.hash {
            return Err(Broken::Altered { number: head.number });
        }
        Ok(())
    }
}

fn hash(number: u64, before: ContentHash, event: &AuditEvent) -> ContentHash {
    let mut hash = Sha256::new();
    hash.update(SCHEME);
    hash.update(before.0);
    hash.update(number.to_be_bytes());
    for text in texts(event) {
        match text {
            Some(text) => {
                hash.update((text.len() as u64).to_be_bytes());
                hash.update(text);
            }
            None => hash.update(ABSENT),
        }
    }
    ContentHash(hash.finalize().into())
}

fn texts(event: &AuditEvent) -> [Option<&str>; 12] {
    let subject = event.subject.as_ref();
    [
        Some(&event.at),
        Some(&event.what),
        Some(&event.who_kind),
        Some(&event.who),
        Some(&event.roles),
        subject.map(|subject| subject.kind.as_str()),
        subject.map(|subject| subject.id.as_str()),
        event.refused.as_deref(),
        Some(&event.details),
        event.from.as_deref(),
        event.request.as_deref(),
        event.reason.as_deref(),
    ]
}

impl fmt::Display for Anchor {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}", self.number, self.hash)
    }
}

/// A text is no number and hash.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("a row is noted by its number and hash, as verify says them: 17:ba78…")]
pub struct InvalidAnchor;

impl FromStr for Anchor {
    type Err = InvalidAnchor;

    fn from_str(text: &str) -> Result<Self, InvalidAnchor> {
        let (number, hex) = text.split_once(':').ok_or(InvalidAnchor)?;
        let number = number.parse().map_err(|_| InvalidAnchor)?;
        if hex.len() != 64 || !hex.is_ascii() {
            return Err(InvalidAnchor);
        }
        let mut hash = [0; 32];
        for (byte, digits) in hash.iter_mut().zip(hex.as_bytes().chunks_exact(2)) {
            let digits = str::from_utf8(digits).map_err(|_| InvalidAnchor)?;
            *byte = u8::from_str_radix(digits, 16).map_err(|_| InvalidAnchor)?;
        }
        Ok(Self { number, hash: ContentHash(hash) })
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::audit::Subject;

    pub(crate) fn event(what: &str) -> AuditEvent {
        AuditEvent {
            at: "2026-11-28T16:30:00.000000Z".to_owned(),
            what: what.to_owned(),
            who_kind: "person".to_owned(),
            who: "m.bell".to_owned(),
            roles: "ROLE_CIP_READ".to_owned(),
            subject: Some(Subject { kind: "PERSON".to_owned(), id: "p-17".to_owned() }),
            refused: None,
            details: "{}".to_owned(),
            from: None,
            request: None,
            reason: None,
        }
    }

    fn rows() -> Vec<AuditRow> {
        let mut rows: Vec<AuditRow> = Vec::new();
        for what in ["A", "B", "C", "D"] {
            let last = rows.last().map_or(Anchor::START, AuditRow::anchor);
            rows.push(last.next(event(what)));
        }
        rows
    }

    fn check(rows: &[AuditRow], head: Anchor) -> Result<(), Broken> {
        let mut chain = Chain::default();
        rows.iter().try_for_each(|row| chain.follow(row))?;
        chain.ends_at(head)
    }

    #[test]
    fn rows_as_they_were_written_hold() {
        let rows = rows();
        assert_eq!(check(&rows, rows[3].anchor()), Ok(()));
        assert_eq!(check(&[], Anchor::START), Ok(()));
    }

    #[test]
    fn whatever_is_done_to_them_is_found() {
        let head = rows()[3].anchor();
        let after = |change: fn(&mut Vec<AuditRow>)| {
            let mut rows = rows();
            change(&mut rows);
            check(&rows, head).unwrap_err()
        };
        assert_eq!(after(|rows| rows[1].event.who.push('x')), Broken::Altered { number: 2 });
        assert_eq!(after(|rows| rows[1].event.reason = Some(String::new())), Broken::Altered { number: 2 });
        assert_eq!(after(|rows| drop(rows.remove(1))), Broken::Missing { number: 2 });
        assert_eq!(after(|rows| drop(rows.pop())), Broken::End { found: 3, expected: 4 });
        let swapped = after(|rows| {
            rows.swap(1, 2);
            (rows[1].number, rows[2].number) = (2, 3);
        });
        assert_eq!(swapped, Broken::Altered { number: 2 });
        let inserted = after(|rows| {
            let row = rows[0].anchor().next(event("X"));
            rows[1] = row;
        });
        assert_eq!(inserted, Broken::Unlinked { number: 3 });
    }

    #[test]
    fn a_text_cannot_run_into_the_next() {
        let (mut one, mut other) = (event("AB"), event("A"));
        one.who_kind = "C".to_owned();
        other.who_kind = "BC".to_owned();
        assert_ne!(hash(1, ContentHash([0; 32]), &one), hash(1, ContentHash([0; 32]), &other));
    }

    #[test]
    fn anchors_come_back() {
        let anchor = rows()[2].anchor();
        assert_eq!(anchor.to_string().parse(), Ok(anchor));
        for wrong in ["", "1", "1:", "x:00", "1:zz", "1:+f"] {
            assert_eq!(wrong.parse::<Anchor>(), Err(InvalidAnchor), "{wrong}");
        }
    }
}
