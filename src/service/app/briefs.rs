//! The page a chair asks for: what changed since the last conference.

use std::sync::Arc;

use jiff::civil::Date;

use super::{
    App, AppError, BRIEF_WORDS, Caller, Comparison, DeltaChoice, HistoryChoice, Traced, shortened, timeline,
};
use crate::compute::Urgency;
use cip_engine::brief::{self, Agency, Brief, Known};
use cip_store::{Conference, PersonId, Version};

/// What a reader asks of a brief. Without `since` and `conference` it tells the changes since the last conference
/// held before the current version's date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BriefQuestion {
    /// Changes since this day.
    pub since: Option<Date>,
    /// Changes since this conference.
    pub conference: Option<u32>,
    /// Whose own lines come first in each part.
    pub agency: Option<Agency>,
    /// How many words new entries may take.
    pub words: usize,
}

impl Default for BriefQuestion {
    fn default() -> Self {
        Self { since: None, conference: None, agency: None, words: BRIEF_WORDS }
    }
}

/// Which versions and conferences a brief is made from. Chosen first, so that a reader who has the answer already
/// need not have it made again.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct BriefChoice {
    /// Whose.
    pub person: PersonId,
    /// The version to compare with; none for a first CIP.
    pub baseline: Option<Version>,
    /// The newest version.
    pub current: Version,
    /// What its history is traced through; the last version is the current one.
    pub traced: HistoryChoice,
    /// The conference whose changes are told, or the last held before the current version's date.
    pub last_conference: Option<Conference>,
    /// The first conference on or after the current version's date.
    pub next_conference: Option<Conference>,
    /// What else is known of the person.
    pub known: Known,
    /// Whose own lines come first in each part.
    pub agency: Option<Agency>,
    /// How many words new entries may take.
    pub words: usize,
}

impl App {
    /// Chooses what a brief is made from.
    pub async fn choose_brief(
        &self,
        caller: &Caller,
        person: &PersonId,
        question: BriefQuestion,
    ) -> Result<BriefChoice, AppError> {
        let versions = self.versions(caller, person).await?;
        let conferences = self.store.conferences(person).await?;
        let sources = self.sources(caller, person).await?;
        let known =
            self.store.person(person).await?.map_or_else(cip_store::Known::default, |person| person.known);
        let traced = HistoryChoice::of(person, &versions, sources);
        let traced = traced.ok_or_else(|| AppError::NoVersions(person.clone()))?;
        choose(traced, &versions, &conferences, &known, question)
    }

    /// Makes the brief chosen.
    pub async fn compose(&self, choice: &BriefChoice) -> Result<Arc<Brief>, AppError> {
        if let Some(brief) = self.cache.brief(choice) {
            return Ok(brief);
        }
        let admission = self.workers.admit(Urgency::Prompt)?;
        let comparison = match &choice.baseline {
            Some(baseline) => Some(self.compare_within(&pair(choice, baseline), &admission).await?),
            None => None,
        };
        let traced = self.trace_within(&choice.traced, &admission).await?;
        let chosen = choice.clone();
        let brief = Arc::new(admission.run(move || write(&chosen, comparison.as_ref(), &traced)).await?);
        self.cache.keep_brief(choice, &brief);
        Ok(brief)
    }

    /// What changed since the last conference, or since what the question says.
    pub async fn brief(
        &self,
        caller: &Caller,
        person: &PersonId,
        question: BriefQuestion,
    ) -> Result<Arc<Brief>, AppError> {
        self.compose(&self.choose_brief(caller, person, question).await?).await
    }
}

/// The design's rule for the baseline: the newest version dated on or before the last conference.
fn choose(
    traced: HistoryChoice,
    versions: &[Version],
    conferences: &[Conference],
    person: &cip_store::Known,
    question: BriefQuestion,
) -> Result<BriefChoice, AppError> {
    let id = &traced.person;
    let current = timeline::current(versions).ok_or_else(|| AppError::NoVersions(id.clone()))?;
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
        last_conference: last.cloned(),
        next_conference: timeline::next_conference(conferences, current.as_of).cloned(),
        known: known(person, timeline::last_conference(conferences, current.as_of)),
        agency: question.agency,
        words: question.words,
        traced: traced.since(baseline),
    })
}

fn find<'a>(
    person: &PersonId,
    conferences: &'a [Conference],
    number: u32,
) -> Result<&'a Conference, AppError> {
    let found = conferences.iter().find(|conference| conference.number == number);
    found.ok_or_else(|| AppError::ConferenceNotFound { person: person.clone(), number })
}

/// Asked for by day, a missing baseline is a mistake of the reader, not a first CIP.
fn since_day(versions: &[Version], since: Date) -> Result<&Version, AppError> {
    let first = timeline::in_force(versions).next().map_or(since, |version| version.as_of);
    timeline::in_force_on(versions, since).ok_or(AppError::NoVersionSince { since, first })
}

fn pair(choice: &BriefChoice, baseline: &Version) -> DeltaChoice {
    DeltaChoice { person: choice.person.clone(), before: baseline.clone(), after: choice.current.clone() }
}

fn write(choice: &BriefChoice, comparison: Option<&Comparison>, traced: &Traced) -> Brief {
    traced.read(|input, history| {
        let at = |chosen: &Version| input.versions.iter().find(|version| version.number == chosen.number);
        let newest = &input.versions[input.versions.len() - 1];
        brief::compose(&brief::Input {
            person: Some(choice.person.as_str()),
            baseline: choice.baseline.as_ref().and_then(at).cloned(),
            current: newest.clone(),
            delta: comparison.map(|comparison| &*comparison.delta),
            traced: Some(brief::Traced { input, history }),
            last_conference: choice.last_conference.as_ref().map(conference),
            next_conference: choice.next_conference.as_ref().map(conference),
            known: choice.known.clone(),
            agency: choice.agency,
            words: choice.words,
        })
    })
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

fn conference(conference: &Conference) -> brief::Conference {
    let details = conference.details;
    brief::Conference { date: details.date, kind: details.kind.name().to_owned() }
}

/// The agency of this name, or of the role that is called so.
pub fn agency(name: &str) -> Result<Agency, AppError> {
    let known = || Agency::names().collect::<Vec<_>>().join(", ");
    Agency::named(name).ok_or_else(|| AppError::AgencyUnknown { name: shortened(name), known: known() })
}
