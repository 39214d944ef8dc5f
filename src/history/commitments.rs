//! Statements of what is to be done by a day that has passed, carried over without a sign of an outcome.

use jiff::civil::Date;

use super::authorship::entry_of;
use super::due;
use super::lineage::{Lineage, Place};
use super::model::Commitment;
use crate::document::UnitKind;
use crate::document::reading::body;
use crate::text::Words;

/// The commitments of the newest version that an earlier one made, too, in reading order. None where the newest
/// version has no date.
pub(super) fn commitments(lineage: &Lineage<'_>) -> Vec<Commitment> {
    let Some(as_of) = lineage.version(lineage.newest()).as_of else { return Vec::new() };
    lineage.places().filter_map(|place| commitment(lineage, place, as_of)).collect()
}

fn commitment(lineage: &Lineage<'_>, place: Place, as_of: Date) -> Option<Commitment> {
    let due = due(lineage, place).filter(|due| *due < as_of)?;
    if tells_outcome(lineage, place) {
        return None;
    }
    let first =
        lineage.chain(place).take_while(|earlier| self::due(lineage, *earlier) == Some(due)).last()?;
    let carried = place.version - first.version;
    (carried > 0).then(|| Commitment {
        unit: place.unit,
        span: lineage.unit(place).span,
        due,
        since: first.version,
        carried,
    })
}

/// The day by which a unit promises something. What lies before the day on which it was written is no promise.
fn due(lineage: &Lineage<'_>, place: Place) -> Option<Date> {
    let (unit, version) = (lineage.unit(place), lineage.version(place.version));
    if !matches!(unit.kind, UnitKind::Sentence | UnitKind::Item) {
        return None;
    }
    let entry = entry_of(version.document, unit).written;
    let first_seen = || lineage.version(lineage.life(place).lineage_since).as_of;
    let due = due::promised(words(lineage, place), unit.kind == UnitKind::Item, entry.or_else(first_seen))?;
    entry.is_none_or(|written| written <= due).then_some(due)
}

/// Whether the unit, or the next of its paragraph, tells what came of it.
fn tells_outcome(lineage: &Lineage<'_>, place: Place) -> bool {
    let next = Place { unit: place.unit + 1, ..place };
    let units = lineage.version(place.version).document.units();
    let goes_on = units
        .get(next.unit as usize)
        .is_some_and(|unit| unit.kind == UnitKind::Sentence && unit.block == lineage.unit(place).block);
    let outcome = |place| due::outcome_at(words(lineage, place));
    outcome(place).is_some() || goes_on && outcome(next).is_some_and(|at| at <= REFERENCE_TOKENS_MAX)
}

/// How many tokens of the next sentence may stand before its outcome, so that it is one of what was promised: "This
/// was done", "He did attend".
const REFERENCE_TOKENS_MAX: usize = 2;

fn words<'a>(lineage: &Lineage<'a>, place: Place) -> Words<'a> {
    let document = lineage.version(place.version).document;
    Words::new(document.source(), body(document, lineage.unit(place)))
}

#[cfg(test)]
mod tests {
    use super::super::series::Series;

    /// Due day, first version from 0 and number of conferences, of what is found in the last plan.
    fn check(plans: &[&str]) -> Vec<(String, u32, u32)> {
        let found = Series::new(plans).history.commitments;
        found.iter().map(|found| (found.due.to_string(), found.since, found.carried)).collect()
    }

    const REFERRAL: &str = "He will be referred to the dentist by 30 June 2021.\n";

    #[test]
    fn a_day_that_has_passed() {
        assert_eq!(check(&[REFERRAL, REFERRAL, REFERRAL]), [("2021-06-30".to_owned(), 0, 2)]);
        assert_eq!(check(&[REFERRAL]), [], "nothing is carried over yet");
        let later = REFERRAL.replace("2021", "2031");
        assert_eq!(check(&[&later, &later]), [], "the day is still to come");
    }

    #[test]
    fn another_day_is_another_promise() {
        let moved = REFERRAL.replace("June 2021", "December 2021");
        assert_eq!(check(&[REFERRAL, &moved, &moved]), [("2021-12-30".to_owned(), 1, 1)]);
    }

    #[test]
    fn an_outcome_ends_it() {
        for outcome in ["This was done in July.", "He was seen and two teeth were drawn."] {
            let told = format!("{} {outcome}\n", REFERRAL.trim());
            assert_eq!(check(&[REFERRAL, &told]), [], "{outcome}");
        }
    }

    #[test]
    fn what_lay_in_the_past_when_it_was_written_is_no_promise() {
        let entry = format!("12 May 2022 – nurse: {REFERRAL}");
        assert_eq!(check(&[&entry, &entry, &entry]), []);
    }

    #[test]
    fn a_month_takes_its_year_from_the_entry() {
        let entry = "3 December 2020 – PBSW: His address is to be checked in January.\n";
        assert_eq!(check(&[entry, entry]), [("2021-01-31".to_owned(), 0, 1)]);
    }
}
