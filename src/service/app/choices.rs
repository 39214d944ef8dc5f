//! What a computation is made from: which versions, reports and conferences.
//!
//! Takes what the store lists and what a reader asks, gives choices; pure. No clock is asked.

use jiff::civil::Date;

use super::access::Case;
use super::error::AppError;
use super::json::shortened;
use super::timeline;
use cip_engine::brief::{Agency, Known};
use cip_store::{Conference, Source, Version};

/// Words of a brief where the reader does not say: two sides of A4.
pub const BRIEF_WORDS: u32 = 1_000;

/// What a reader asks of a brief. Without `since` and `conference` the changes are those since the last conference
/// held before the current version's date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BriefQuestion {
    /// Changes since this day.
    pub since: Option<Date>,
    /// Changes since this conference.
    pub conference: Option<u32>,
    /// The brief as it is with this version as the newest: what was printed then. Without it, of the newest there is.
    pub version: Option<u32>,
    /// Whose own lines come first in each part.
    pub agency: Option<Agency>,
    /// How many words new entries may take.
    pub words: u32,
}

impl Default for BriefQuestion {
    fn default() -> Self {
        Self { since: None, conference: None, version: None, agency: None, words: BRIEF_WORDS }
    }
}

/// Which versions and conferences a brief is made from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct BriefChoice {
    /// Whose.
    pub person: Case,
    /// The version to compare with; none for a first CIP.
    pub baseline: Option<Version>,
    /// The version that it is of: the newest, or an earlier one that was asked for.
    pub current: Version,
    /// The newest version, where the brief is of an earlier one.
    pub newer: Option<Version>,
    /// What its history is traced through; the last version is the current one.
    pub traced: HistoryChoice,
    /// The conference since which changes are shown, or the last held before the current version's date.
    pub last_conference: Option<Conference>,
    /// The first conference on or after the current version's date.
    pub next_conference: Option<Conference>,
    /// What else is known of the person.
    pub known: Known,
    /// Whose own lines come first in each part.
    pub agency: Option<Agency>,
    /// How many words new entries may take.
    pub words: u32,
}

/// Which versions and reports a history is traced through.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct HistoryChoice {
    /// Whose.
    pub person: Case,
    /// The versions in force, oldest first.
    pub versions: Vec<Version>,
    /// The version since which changes are told, by its place among the versions: of a brief its own baseline, else the
    /// last but one; none of a single version.
    pub baseline: Option<u32>,
    /// The source reports, by date.
    pub sources: Vec<Source>,
}

impl HistoryChoice {
    /// All versions in force and all reports; none where no version is in force.
    pub(super) fn of(person: &Case, versions: &[Version], sources: Vec<Source>) -> Option<Self> {
        let versions: Vec<Version> = timeline::in_force(versions).cloned().collect();
        let baseline = versions.len().checked_sub(2).map(|place| place as u32);
        (!versions.is_empty()).then(|| Self { person: person.clone(), versions, baseline, sources })
    }

    /// The versions in force before one, and that one.
    pub(super) fn up_to(person: &Case, versions: &[Version], newest: &Version) -> Self {
        let earlier = timeline::in_force(versions).filter(|version| version.as_of < newest.as_of);
        let versions: Vec<Version> = earlier.chain([newest]).cloned().collect();
        Self { person: person.clone(), versions, baseline: None, sources: Vec::new() }
    }

    /// The same with this version as its baseline, or with none.
    pub(super) fn since(self, baseline: Option<&Version>) -> Self {
        let place = |baseline: &Version| self.versions.iter().position(|it| it.number == baseline.number);
        Self { baseline: baseline.and_then(place).map(|place| place as u32), ..self }
    }
}

/// Which two versions a delta compares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeltaChoice {
    /// Whose.
    pub person: Case,
    /// The earlier version.
    pub before: Version,
    /// The later version.
    pub after: Version,
}

/// What a condensed plan is made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CondensedChoice {
    /// The versions and reports.
    pub history: HistoryChoice,
    /// The version in force at the last conference, by its place among the versions; none before the first.
    pub baseline: Option<u32>,
}

/// Chooses what a brief is made from. The baseline is the newest version dated on or before the last conference.
pub(super) fn choose(
    traced: HistoryChoice,
    versions: &[Version],
    conferences: &[Conference],
    person: &cip_store::Known,
    question: BriefQuestion,
) -> Result<BriefChoice, AppError> {
    let id = &traced.person;
    let current = timeline::current(versions).ok_or_else(|| AppError::NoVersions(id.person().clone()))?;
    let last = match (question.since, question.conference) {
        (Some(_), Some(_)) => return Err(AppError::SinceAndConference),
        (_, Some(number)) => Some(find(id, conferences, number)?),
        (_, None) => timeline::last_conference(conferences, current.as_of),
    };
    let baseline = match question.since {
        Some(since) => Some(since_day(versions, since)?),
        None => last.and_then(|last| timeline::in_force_on(versions, last.details.date)),
    };
    Ok(BriefChoice {
        person: traced.person.clone(),
        baseline: baseline.cloned(),
        current: current.clone(),
        newer: None,
        last_conference: last.cloned(),
        next_conference: timeline::next_conference(conferences, current.as_of).cloned(),
        known: known(person, timeline::last_conference(conferences, current.as_of)),
        agency: question.agency,
        words: question.words,
        traced: traced.since(baseline),
    })
}

fn find<'a>(person: &Case, conferences: &'a [Conference], number: u32) -> Result<&'a Conference, AppError> {
    let found = conferences.iter().find(|conference| conference.number == number);
    found.ok_or_else(|| AppError::ConferenceNotFound { person: person.person().clone(), number })
}

/// Asked for by day, a missing baseline is a mistake of the reader, not a first CIP.
fn since_day(versions: &[Version], since: Date) -> Result<&Version, AppError> {
    let first = timeline::in_force(versions).next().map_or(since, |version| version.as_of);
    timeline::in_force_on(versions, since).ok_or(AppError::NoVersionSince { since, first })
}

/// What a brief looks at of what the store knows of a person and the conferences.
fn known(known: &cip_store::Known, last: Option<&Conference>) -> Known {
    Known {
        last_conference: last.map(|last| last.details.date),
        admitted: known.admitted,
        sentenced: known.sentenced,
        earliest_release: known.earliest_release,
        route: known.route.map(|route| route.name().to_owned()),
    }
}

/// The agency of this name, or of the role that is called so.
pub fn agency(name: &str) -> Result<Agency, AppError> {
    let known = || Agency::names().collect::<Vec<_>>().join(", ");
    Agency::named(name).ok_or_else(|| AppError::AgencyUnknown { name: shortened(name), known: known() })
}
