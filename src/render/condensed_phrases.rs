//! The fixed phrases of a condensed CIP, the same in every form.

use super::pages;
use super::phrases::{counted, date};
use cip_engine::condensed::{Condensed, Fold, FoldReason, Mark};
use cip_engine::document::{Document, UnitKind};
use cip_engine::history::Version;

/// Words of a page, about, where it is said how many pages are left to read.
const WORDS_PER_PAGE: usize = 500;

/// What stands in the place of a fold: "9 sentences unchanged since 14 March 2023".
pub fn fold(versions: &[Version<'_>], fold: &Fold) -> String {
    let Some(newest) = versions.last() else { return String::new() };
    let what = counted_units(newest.document, fold.units.clone());
    let said = match fold.reason {
        FoldReason::Unchanged => format!("{what} unchanged since {}", version(versions, fold.since)),
        FoldReason::Repeat => format!("{what} stated above"),
    };
    let pages = fold.units.clone().filter_map(|unit| page_of(newest.document, unit));
    pages::said(pages).map_or(said.clone(), |pages| format!("{said}, {pages}"))
}

/// "page 12": where a unit that is shown stood, where that is known.
pub fn page(document: &Document, unit: u32) -> Option<String> {
    pages::said(page_of(document, unit))
}

fn page_of(document: &Document, unit: u32) -> Option<u32> {
    document.place(document.unit(unit).span.start)?.page
}

/// What is said of a unit: "also in Housing", "gone in 2024, back now".
pub fn mark(versions: &[Version<'_>], mark: &Mark) -> String {
    let Some(newest) = versions.last() else { return String::new() };
    match mark {
        Mark::Repeated(units) => {
            let mut places: Vec<String> = units.iter().map(|unit| place(newest.document, *unit)).collect();
            places.dedup();
            format!("also in {}", places.join("; "))
        }
        Mark::Conflicting(unit) => {
            let other = newest.document.unit(*unit);
            let text = cip_engine::document::reading::unit_text(newest.document, other);
            format!("differs from {}: “{text}”", place(newest.document, *unit))
        }
        Mark::Returned(last_seen) => format!("was gone; last stood in {}", the(versions, *last_seen)),
        Mark::PastDue(due) => format!("{} has passed, no outcome found", date(*due)),
        Mark::Differing(source) => format!("differs from report {source}"),
    }
}

/// "31 pages, 9 left to read: 412 of 480 passages stand as in the CIP of 14 March 2023, or twice, and are folded."
pub fn summary(versions: &[Version<'_>], condensed: &Condensed) -> String {
    let units = versions.last().map_or(0, |newest| newest.document.units().len());
    let pages = |words: usize| words.div_ceil(WORDS_PER_PAGE);
    let why = match condensed.baseline {
        Some(baseline) => format!("stand as in {}, or twice, and are folded", the(versions, baseline)),
        None => "stand twice and are folded".to_owned(),
    };
    format!(
        "{}, {} left to read: {} of {units} passages {why}.",
        counted(pages(condensed.words), "page", "pages"),
        pages(condensed.words_shown),
        units - condensed.units_shown(),
    )
}

fn version(versions: &[Version<'_>], at: u32) -> String {
    let version = &versions[at as usize];
    version.as_of.map_or_else(|| format!("version {}", version.number), date)
}

fn the(versions: &[Version<'_>], at: u32) -> String {
    let version = &versions[at as usize];
    match version.as_of {
        Some(as_of) => format!("the CIP of {}", date(as_of)),
        None => format!("version {}", version.number),
    }
}

fn place(document: &Document, unit: u32) -> String {
    let path = document.section_path(document.unit(unit).section);
    if path.is_empty() { "what stands before the first heading".to_owned() } else { path.join(", ") }
}

/// "9 sentences", "3 rows", "12 passages" where they are of several kinds.
fn counted_units(document: &Document, units: std::ops::Range<u32>) -> String {
    let all = |kind: UnitKind| units.clone().all(|unit| document.unit(unit).kind == kind);
    let (one, many) = if all(UnitKind::Sentence) {
        ("sentence", "sentences")
    } else if all(UnitKind::Row) {
        ("row", "rows")
    } else if all(UnitKind::Item) {
        ("item", "items")
    } else {
        ("passage", "passages")
    };
    counted(units.len(), one, many)
}
