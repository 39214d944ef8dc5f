//! Minutes of one conference that repeat those of an earlier one.
//!
//! Takes all versions, gives [`RepeatedMinutes`] of the newest. Minutes are a section whose heading names a conference
//! and its date. The chair's welcome and the apologies come back every year; what is told is minutes a third
//! of which stood in those of one earlier conference, word for word.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::document::{Document, Section, Unit, UnitKind, logs};
use crate::history::model::{RepeatedMinutes, Version};
use crate::history::occasion::date_in;
use crate::history::seen::{is_same_text, text_hash};
use crate::lexicon;
use crate::text::Words;

/// Most earlier conferences that minutes are compared with, the latest ones.
const EARLIER_MAX: usize = 12;
/// Fewest sentences that repeat earlier minutes, and how many there may be in all for each of them.
const REPEATED_MIN: usize = 4;
const OF_EACH_MAX: usize = 3;
/// Fewest words and signs of a sentence that says something of a conference.
const TOKENS_MIN: usize = 4;

/// The minutes of one conference.
#[derive(Debug)]
struct Minutes<'a> {
    document: &'a Document,
    version: u32,
    section: u32,
    /// Their sentences and items, each by its identity, in reading order.
    units: Vec<(u64, u32)>,
}

/// Finds minutes of the newest version that repeat earlier ones, in reading order.
pub(in crate::history) fn find(versions: &[Version<'_>]) -> Vec<RepeatedMinutes> {
    let mut by_date: BTreeMap<Date, Minutes<'_>> = BTreeMap::new();
    for (version, number) in versions.iter().zip(0..) {
        by_date.extend(minutes_of(version.document, number));
    }
    let newest = versions.len().saturating_sub(1) as u32;
    let held: Vec<(Date, Minutes<'_>)> = by_date.into_iter().collect();
    let current = (0..held.len()).filter(|at| held[*at].1.version == newest);
    let mut found: Vec<RepeatedMinutes> = current.filter_map(|at| repeated(&held[at], &held[..at])).collect();
    found.sort_by_key(|minutes| minutes.section);
    found
}

/// The earlier minutes that these repeat most of, of several the latest; none if it is less than a third.
fn repeated(
    (date, minutes): &(Date, Minutes<'_>),
    earlier: &[(Date, Minutes<'_>)],
) -> Option<RepeatedMinutes> {
    let latest = &earlier[earlier.len().saturating_sub(EARLIER_MAX)..];
    let shared = latest.iter().map(|earlier| (shared(minutes, &earlier.1), earlier));
    let (units, (earlier_date, earlier)) = shared.max_by_key(|(units, _)| units.len())?;
    let enough = units.len() >= REPEATED_MIN && units.len() * OF_EACH_MAX >= minutes.units.len();
    enough.then_some(RepeatedMinutes {
        section: minutes.section,
        date: *date,
        earlier_version: earlier.version,
        earlier_section: earlier.section,
        earlier_date: *earlier_date,
        of: minutes.units.len() as u32,
        units,
    })
}

/// Units of the minutes with their equals in the earlier ones.
fn shared(minutes: &Minutes<'_>, earlier: &Minutes<'_>) -> Vec<(u32, u32)> {
    let by_identity: FxHashMap<u64, u32> = earlier.units.iter().rev().copied().collect();
    let pairs =
        minutes.units.iter().filter_map(|(identity, unit)| Some((*unit, *by_identity.get(identity)?)));
    // Equal numbers only suggest equal words.
    let same =
        |(later, before): &(u32, u32)| is_same_text(minutes.document, *later, earlier.document, *before);
    pairs.filter(same).collect()
}

/// All minutes in a document, by the date in their heading.
fn minutes_of(document: &Document, version: u32) -> BTreeMap<Date, Minutes<'_>> {
    let mut dates: Vec<Option<(Date, u32)>> = Vec::with_capacity(document.sections().len());
    let logs = logs(document);
    for (section, index) in document.sections().iter().zip(0..) {
        let around = || *dates.get(section.parent.filter(|_| !logs[index as usize])? as usize)?;
        let own = conference_date(document, section).map(|date| (date, index));
        let date = own.or_else(around);
        dates.push(date);
    }
    let mut found: BTreeMap<Date, Minutes<'_>> = BTreeMap::new();
    for (unit, index) in document.units().iter().zip(0..) {
        if let Some((date, section)) = dates[unit.section as usize].filter(|_| is_reported(unit)) {
            let minutes = found.entry(date).or_insert_with(|| Minutes {
                document,
                version,
                section,
                units: Vec::new(),
            });
            minutes.units.push((text_hash(document, index), index));
        }
    }
    found
}

/// The date in the heading of a section that holds minutes.
pub(in crate::history) fn conference_date(document: &Document, section: &Section) -> Option<Date> {
    let heading = document.unit(section.heading?);
    let words = Words::new(document.source(), document.tokens_of(heading));
    let names_conference = (0..words.len()).any(|at| words.is_in(at, &lexicon::MINUTES));
    (heading.kind == UnitKind::Heading && names_conference).then(|| date_in(document, section.heading?))?
}

fn is_reported(unit: &Unit) -> bool {
    matches!(unit.kind, UnitKind::Sentence | UnitKind::Item) && unit.tokens.len() >= TOKENS_MIN
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::parse;

    /// How many of how many sentences of the last version's minutes repeat which, as "date: n of m as on date".
    fn check(versions: &[&str]) -> Vec<String> {
        let documents: Vec<Document> =
            versions.iter().map(|text| parse((*text).to_owned()).unwrap()).collect();
        let version = |document| Version { number: 1, as_of: None, document };
        let found = find(&documents.iter().map(version).collect::<Vec<_>>());
        let text = |version: usize, unit| documents[version].text(documents[version].unit(unit));
        for it in &found {
            for (later, earlier) in &it.units {
                assert_eq!(text(documents.len() - 1, *later), text(it.earlier_version as usize, *earlier));
            }
        }
        let line = |it: &RepeatedMinutes| {
            format!("{}: {} of {} as on {}", it.date, it.units.len(), it.of, it.earlier_date)
        };
        found.iter().map(line).collect()
    }

    const FIRST: &str = "## Minutes\n\n### ICM case conference, 3 May 2021\n\nThe chair welcomed all present. He was content \
        with the plan. The tutor spoke of his reading. \
        Nobody had seen the doctor. No dates were set.\n";
    const SECOND: &str = "### ICM case conference, 4 May 2022\n\nThe chair welcomed all present. He was content \
        with the plan. The tutor spoke of his reading. \
        Nobody had seen the doctor. A date in June was set.\n";

    #[test]
    fn minutes_typed_before_the_conference() {
        assert_eq!(check(&[&format!("{FIRST}\n{SECOND}")]), ["2022-05-04: 4 of 5 as on 2021-05-03"]);
        assert_eq!(check(&[&format!("{SECOND}\n{FIRST}")]), ["2022-05-04: 4 of 5 as on 2021-05-03"]);
    }

    #[test]
    fn minutes_that_only_an_earlier_version_holds() {
        assert_eq!(check(&[FIRST, SECOND]), ["2022-05-04: 4 of 5 as on 2021-05-03"]);
    }

    #[test]
    fn minutes_carried_forward_repeat_nothing() {
        assert!(check(&[FIRST, FIRST]).is_empty());
    }

    #[test]
    fn a_welcome_alone_is_no_repeat() {
        let other = "### ICM case conference, 4 May 2022\n\nThe chair welcomed all present. His sister came. The move \
            was put off. He did not speak of it.\n";
        assert!(check(&[FIRST, other]).is_empty());
    }

    #[test]
    fn a_dated_entry_is_no_minutes() {
        let entry = |date| {
            format!(
                "#### {date} – PBSW\n\nHe was seen in the hall. He was content with it. No dates were set.\n\n"
            )
        };
        assert!(check(&[&(entry("3 May 2021") + &entry("4 May 2022"))]).is_empty());
    }
}
