//! What became of an import.

use std::collections::BTreeSet;

use cip_engine::brief::IdentityDifference;
use cip_store::{Arrival, PersonId};

/// What became of an import.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Of whom something is there now.
    pub people: BTreeSet<PersonId>,
    /// The versions.
    pub versions: Arrived,
    /// The versions that are held, new or known, in the order of reading: they may be another person's plan.
    pub held: Vec<HeldPost>,
    /// The conferences.
    pub conferences: Arrived,
    /// The source reports.
    pub sources: Arrived,
    /// What was refused, in the order of reading.
    pub refused: Vec<Refusal>,
}

/// How many are new, and how many were there already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Arrived {
    /// New ones.
    pub new: u64,
    /// Those that were there.
    pub known: u64,
}

/// A version that is held until somebody confirms or withdraws it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldPost {
    /// Its place in the order of reading.
    pub order: u64,
    /// The file, and the line where there are several.
    pub place: String,
    /// Whose it is said to be.
    pub person: PersonId,
    /// Its number.
    pub number: u32,
    /// What differs.
    pub differs: Vec<IdentityDifference>,
}

/// Something that was not taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Its place in the order of reading.
    pub order: u64,
    /// The file, and the line where there are several.
    pub place: String,
    /// Why, for programs: the codes of the API where it has one.
    pub code: &'static str,
    /// Why, for people.
    pub detail: String,
}

impl Report {
    /// Adds what another has seen.
    pub(super) fn add(&mut self, other: Self) {
        self.people.extend(other.people);
        self.versions.add(other.versions);
        self.held.extend(other.held);
        self.conferences.add(other.conferences);
        self.sources.add(other.sources);
        self.refused.extend(other.refused);
    }
}

impl Arrived {
    /// Counts one.
    pub(super) fn count<T>(&mut self, arrival: &Arrival<T>) {
        match arrival {
            Arrival::New(_) => self.new += 1,
            Arrival::Known(_) => self.known += 1,
        }
    }

    fn add(&mut self, other: Self) {
        self.new += other.new;
        self.known += other.known;
    }
}

impl Refusal {
    /// A refusal whose place in the order is not known yet.
    pub(super) fn of(place: String, code: &'static str, detail: String) -> Self {
        Self { order: 0, place, code, detail }
    }
}
