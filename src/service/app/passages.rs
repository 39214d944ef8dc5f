//! The whole life of passages of any version in force.

use std::ops::Range;
use std::sync::Arc;

use super::access::{Case, What};
use super::caller::Caller;
use super::choices::HistoryChoice;
use super::error::AppError;
use super::handle::App;
use super::histories::Texts;
use super::record::Details;
use super::timeline;
use crate::compute::Admission;
use cip_engine::history::{self, Input, Stage};
use cip_engine::text::Span;
use cip_store::{Conference, ConferenceStatus, PersonId};

/// The lives of some passages of one version, and what they were traced through.
#[derive(Clone, Debug)]
pub struct PassageLives {
    texts: Arc<Texts>,
    found: Arc<Found>,
}

/// What was found of the passages asked for.
#[derive(Debug)]
pub struct Found {
    /// Their version, by its place among those in force.
    pub version: u32,
    /// The passages, as units of that version.
    pub units: Range<u32>,
    /// The life of each.
    pub lives: Vec<Vec<Stage>>,
    /// The conferences that were held while a version was in force, each with that version's place; by date.
    pub held: Vec<(u32, Conference)>,
}

impl App {
    /// The lives of the passages that these bytes of a version touch.
    pub async fn passages(
        &self,
        caller: &Caller,
        person: &PersonId,
        number: u32,
        span: Span,
        admission: &Admission,
    ) -> Result<PassageLives, AppError> {
        self.look(caller, What::ViewPassage, person, |case| async move {
            let passages = self.passages_of(&case, number, span, admission).await?;
            let details = Details::none().with("version", number);
            Ok((passages, details.with("start", span.start).with("end", span.end)))
        })
        .await
    }

    async fn passages_of(
        &self,
        case: &Case,
        number: u32,
        span: Span,
        admission: &Admission,
    ) -> Result<PassageLives, AppError> {
        // Refuses a version that was withdrawn, or never was there, with that reason.
        self.version_of(case, number).await?;
        let not_found = || AppError::PassageNotFound { person: case.person().clone(), number };
        let versions = self.versions_of(case).await?;
        let choice = HistoryChoice::of(case, &versions, Vec::new()).ok_or_else(not_found)?;
        let version = choice.versions.iter().position(|version| version.number == number);
        let version = version.ok_or_else(not_found)? as u32;
        let held = held(&choice, self.kept.conferences(case).await?);
        let texts = Arc::new(self.texts(&choice, admission).await?);
        let units = texts.document(version).touched(span);
        if units.is_empty() {
            return Err(not_found());
        }
        let (read, asked) = (Arc::clone(&texts), units.clone());
        let trace = move || read.with_input(|input| history::lives(input, version, asked));
        let found = Found { version, units, held, lives: admission.run(trace).await? };
        Ok(PassageLives { texts, found: Arc::new(found) })
    }
}

impl PassageLives {
    /// Reads what was found together with what it was traced through.
    pub fn read<T>(&self, read: impl FnOnce(&Input<'_>, &Found) -> T) -> T {
        self.texts.with_input(|input| read(input, &self.found))
    }
}

/// Conferences held since the first version, each with the version that was in force.
fn held(choice: &HistoryChoice, conferences: Vec<Conference>) -> Vec<(u32, Conference)> {
    let held = conferences.into_iter().filter(|it| it.details.status == ConferenceStatus::Held);
    let in_force = |conference: Conference| {
        let version = timeline::in_force_on(&choice.versions, conference.details.date)?;
        let place = choice.versions.iter().position(|it| it.number == version.number)?;
        Some((place as u32, conference))
    };
    held.filter_map(in_force).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use cip_engine::document::parse;

    #[test]
    fn a_span_touches_the_units_it_shares_a_byte_with() {
        let document = parse("He left. He came.\n\nHe stays.\n".to_owned()).unwrap();
        let check = |start, end| document.touched(Span { start, end });
        assert_eq!(check(0, 8), 0..1);
        assert_eq!(check(0, 9), 0..1);
        assert_eq!(check(3, 10), 0..2);
        assert_eq!(check(17, 19), 2..2, "between two paragraphs");
        assert_eq!(check(9, 99), 1..3);
        assert_eq!(check(99, 120), 3..3);
        assert_eq!(check(8, 3), 1..1);
    }
}
