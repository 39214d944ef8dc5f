//! Statements of what is to be done by a day that has passed, carried over without a sign of an outcome.

use std::cell::OnceCell;

use jiff::ToSpan;
use jiff::civil::Date;

use super::due::{self, Promise};
use super::lineage::{Lineage, Place};
use super::model::Commitment;
use super::occasion::Occasions;
use crate::document::UnitKind;
use crate::document::reading::body;
use crate::text::Words;

/// The commitments of the newest version whose day has passed, as far as an earlier version or a dated entry made them,
/// in reading order. None where the newest version has no date.
pub(super) fn commitments(lineage: &Lineage<'_>) -> Vec<Commitment> {
    let Some(as_of) = lineage.version(lineage.newest()).as_of else { return Vec::new() };
    let occasions: Vec<_> = (0..=lineage.newest()).map(|_| OnceCell::new()).collect();
    lineage.places().filter_map(|place| commitment(lineage, &occasions, place, as_of)).collect()
}

/// What one unit commits to; `occasions` are those of each version, read when they are first asked for.
fn commitment<'a>(
    lineage: &Lineage<'a>,
    occasions: &[OnceCell<Occasions<'a>>],
    place: Place,
    as_of: Date,
) -> Option<Commitment> {
    let promise = |at: Place| promise(lineage, &occasions[at.version as usize], at);
    let promised = promise(place).filter(|promise| promise.due < as_of)?;
    if tells_outcome(lineage, place, promised) {
        return None;
    }
    let due = promised.due;
    let same = |at: &Place| promise(*at).is_some_and(|earlier| earlier.due == due);
    let first = lineage.chain(place).take_while(same).last()?;
    let carried = place.version - first.version;
    (carried > 0 || is_old(lineage, place, due, as_of)).then(|| Commitment {
        unit: place.unit,
        span: lineage.unit(place).span,
        due,
        since: first.version,
        carried,
        passed_before: had_passed(lineage, first.version, due),
    })
}

/// Whether a day had passed already when the baseline was written, which promised it too.
fn had_passed(lineage: &Lineage<'_>, since: u32, due: Date) -> bool {
    let baseline = lineage.baseline().filter(|baseline| since <= *baseline);
    let as_of = baseline.and_then(|baseline| lineage.version(baseline).as_of);
    as_of.is_some_and(|as_of| due < as_of)
}

/// Whether the entry itself tells when it was promised, and the day is so long past that a conference was held since.
fn is_old(lineage: &Lineage<'_>, place: Place, due: Date, as_of: Date) -> bool {
    let entry = lineage.version(place.version).document.entry(lineage.unit(place));
    entry.written.is_some() && due.saturating_add(BETWEEN_CONFERENCES_YEARS.years()) < as_of
}

/// Conferences are held every year.
const BETWEEN_CONFERENCES_YEARS: i64 = 1;

/// The day by which a unit promises something. What lies before the day on which it was written is no promise. A day
/// without a year is that of the entry, or of the minutes, or else of the plan that first said it.
fn promise<'a>(lineage: &Lineage<'a>, occasions: &OnceCell<Occasions<'a>>, place: Place) -> Option<Promise> {
    let (unit, version) = (lineage.unit(place), lineage.version(place.version));
    if !matches!(unit.kind, UnitKind::Sentence | UnitKind::Item) {
        return None;
    }
    let dates = version.document.dates_behind(place.unit, usize::from(unit.numbering));
    if dates.is_empty() {
        return None;
    }
    let entry = version.document.entry(unit).written;
    let occasions = || occasions.get_or_init(|| Occasions::of(version.document));
    let first_seen = || lineage.version(lineage.life(place).wording_since).as_of;
    let written = entry.or_else(|| occasions().of_section(unit.section)).or_else(first_seen);
    let words = words(lineage, place);
    let promise = due::promised(words, &dates, unit.kind == UnitKind::Item, written)?;
    entry.is_none_or(|written| written <= promise.due).then_some(promise)
}

/// Whether the unit, or the next of its paragraph, tells what came of it.
fn tells_outcome(lineage: &Lineage<'_>, place: Place, promise: Promise) -> bool {
    let next = Place { unit: place.unit + 1, ..place };
    let units = lineage.version(place.version).document.units();
    let goes_on = units
        .get(next.unit as usize)
        .is_some_and(|unit| unit.kind == UnitKind::Sentence && unit.block == lineage.unit(place).block);
    let follows = || due::outcome_from(words(lineage, next), 0).is_some_and(|at| at <= REFERENCE_TOKENS_MAX);
    due::outcome_from(words(lineage, place), promise.end).is_some() || goes_on && follows()
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
    fn a_month_in_minutes_is_the_one_after_their_conference() {
        let minutes = "## Minutes\n\n### Annual conference, 12 November 2019\n\n\
                       He would put that right by the end of February.\n";
        assert_eq!(check(&[minutes, minutes]), [("2020-02-29".to_owned(), 0, 1)]);
    }

    #[test]
    fn another_day_is_another_promise() {
        let moved = REFERRAL.replace("June 2021", "December 2021");
        assert_eq!(check(&[REFERRAL, &moved, &moved]), [("2021-12-30".to_owned(), 1, 1)]);
    }

    #[test]
    fn an_outcome_ends_it() {
        for outcome in ["This was done in July.", "He was seen and two teeth were drawn."] {
            let reported = format!("{} {outcome}\n", REFERRAL.trim());
            assert_eq!(check(&[REFERRAL, &reported]), [], "{outcome}");
        }
    }

    #[test]
    fn a_word_of_an_outcome_in_the_promise_ends_nothing() {
        for text in [
            "He will be referred to the dentist by 30 June 2021 as a result of the toothache.\n",
            "He is to meet the nurse, who attended last time, by 30 June 2021.\n",
            "By 30 June 2021 the form will be completed.\n",
            "He will be seen by 30 June 2021 once the form has been completed.\n",
        ] {
            assert_eq!(check(&[text, text]).len(), 1, "{text}");
        }
        for text in [
            "He will be referred to the dentist by 30 June 2021 – completed.\n",
            "By 30 June 2021 the form will be sent; this was done.\n",
            "He is to have the test by 30 June 2021 (result: clear).\n",
        ] {
            assert_eq!(check(&[text, text]), [], "{text}");
        }
    }

    #[test]
    fn a_dated_entry_of_a_new_plan_may_promise_what_has_passed() {
        let entry = format!("12 May 2020 – nurse: {REFERRAL}");
        assert_eq!(check(&["He is well.\n", &entry]), [], "the next conference will see it carried over");
        let older = entry.replace("2021", "2020");
        assert_eq!(check(&["He is well.\n", &older]), [("2020-06-30".to_owned(), 1, 0)]);
    }

    #[test]
    fn a_month_without_a_year_is_of_the_plan_that_words_it_so() {
        let first = "His address in the town is to be checked in July.\n";
        let second = "His address in the city is to be checked in July.\n";
        assert_eq!(check(&[first, first]), [("2021-07-31".to_owned(), 0, 1)]);
        assert_eq!(check(&[first, second, second]), [("2022-07-31".to_owned(), 1, 1)]);
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
