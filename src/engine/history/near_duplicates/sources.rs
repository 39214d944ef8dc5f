//! Text of the newest version that was copied from a source report, and whether it still says what the report says.
//!
//! Takes a version and a report, gives [`SourceCopy`]s. Whether a copy says the same is decided as if the report's
//! passage had become the version's.

use std::cmp::Reverse;
use std::ops::Range;

use super::joints;
use super::judge::{judge, link};
use super::near;
use super::pairs::{Pair, Sides};
use super::passages::Passages;
use super::run::SAME;
use crate::alignment::Link;
use crate::delta::{Change, ChangeKind, Edit, Reason};
use crate::document::Document;
use crate::facts::FactClass;
use crate::history::model::{CopyKind, Source, SourceCopy};
use crate::text::Span;

/// Least likeness of a copy without company, in ten-thousandths, and its fewest words and values.
const ALONE_MIN: u32 = 8_000;
const ALONE_WORDS_MIN: usize = 6;
/// How many of the words around its facts a copy may change, in ten-thousandths.
const FRAME_SHARE_MAX: u32 = 2_000;
/// Most facts in which a copy without company differs.
const ALONE_FACTS_MAX: usize = 2;
/// Fewest words and values of an equal passage that is told for a copy without company.
const EQUAL_WORDS_MIN: usize = 4;
/// Least likeness of what keeps a copy company.
const COMPANY_MIN: u32 = 7_500;

/// Most words of a lead-in.
const LEAD_WORDS_MAX: usize = 5;

/// What a passage of the version may have been copied from.
#[derive(Clone, Debug)]
struct Candidate {
    /// How alike they are, in ten-thousandths.
    likeness: u32,
    /// Whether what stands beside it was copied along.
    in_company: bool,
    /// The report's passage and the version's.
    link: Link,
}

/// Finds what a version has of a report, in the version's order; each of its units at most once.
pub(in crate::history) fn find(
    document: &Document,
    passages: &Passages,
    source: &Source<'_>,
) -> Vec<SourceCopy> {
    let of_source = Passages::of(source.document);
    let best = best(candidates(Sides { left: &of_source, right: passages }), document.units().len());
    let links = best.iter().map(|candidate| candidate.link.clone()).collect();
    let changes = judge(source.document, document, links);
    let judged = best.iter().zip(&changes);
    let reported = judged.filter(|(it, change)| it.in_company || change.facts.len() <= ALONE_FACTS_MAX);
    reported.map(|(_, change)| copy(document, source, change)).collect()
}

fn copy(document: &Document, source: &Source<'_>, change: &Change) -> SourceCopy {
    let span = |document: &Document, units: &Range<u32>| -> Span {
        document.unit(units.start).span.cover(document.unit(units.end - 1).span)
    };
    SourceCopy {
        span: span(document, &change.after),
        source: source.number,
        source_span: span(source.document, &change.before),
        kind: match change.kind {
            ChangeKind::Unchanged | ChangeKind::Cosmetic => CopyKind::Verbatim,
            ChangeKind::Reworded => CopyKind::Edited,
            _ if says_its_source(document, source, change) => CopyKind::Edited,
            _ => CopyKind::Differing,
        },
        reasons: change.reasons.clone(),
        facts: change.facts.clone(),
        edits: change.edits.clone(),
    }
}

/// Whether all that a copy has beyond its report is a lead-in that says what it is and where it is from: "History (from
/// SER): …".
fn says_its_source(document: &Document, source: &Source<'_>, change: &Change) -> bool {
    let [Edit::Insert(lead), rest @ ..] = change.edits.as_slice() else { return false };
    let text = lead.of(document.source()).trim();
    let named = |reason: &Reason| {
        matches!(reason, Reason::Fact(FactClass::Agency | FactClass::Owner | FactClass::Name))
    };
    let blank = |edit: &Edit| match edit {
        Edit::Equal { .. } => true,
        Edit::Delete(span) => span.of(source.document.source()).trim().is_empty(),
        Edit::Insert(span) => span.of(document.source()).trim().is_empty(),
    };
    text.ends_with(':')
        && text.split_whitespace().count() <= LEAD_WORDS_MAX
        && rest.iter().all(blank)
        && change.reasons.iter().all(named)
}

/// Passages that are alike, and sentences that were divided or joined.
fn candidates(sides: Sides<'_>) -> Vec<Candidate> {
    let near = near::across(sides.left, sides.right);
    let equal = sides.equal();
    let mut pairs = sides.pairs(&near, &equal);
    pairs.extend(sides.all_places(&equal));
    let joined = joints::find(sides, &near).into_iter();
    let joined = joined.map(|(likeness, link)| Candidate { likeness, in_company: true, link });
    joined.chain(pairs.into_iter().filter_map(|pair| candidate(sides, pair))).collect()
}

/// A pair that is a copy, and not alike by chance.
fn candidate(sides: Sides<'_>, pair: Pair) -> Option<Candidate> {
    let (left, right) = (sides.left.get(pair.0), sides.right.get(pair.1));
    let (likeness, in_company) = (left.likeness(right), sides.company(pair) >= COMPANY_MIN);
    let words = left.wording.len().min(right.wording.len());
    let alone = match likeness {
        SAME => words >= EQUAL_WORDS_MIN,
        likeness => likeness >= ALONE_MIN && words >= ALONE_WORDS_MIN,
    };
    let framed = left.has_frame_of(right, FRAME_SHARE_MAX);
    (framed && (alone || in_company)).then(|| Candidate { likeness, in_company, link: link(sides, pair) })
}

/// For each of the version's units the likest candidate, of equally alike ones one in company, in reading order.
fn best(mut candidates: Vec<Candidate>, units: usize) -> Vec<Candidate> {
    candidates
        .sort_by_key(|it| (Reverse((it.likeness, it.in_company)), it.link.after.start, it.link.before.start));
    let mut taken = vec![false; units];
    candidates.retain(|candidate| {
        let units = &mut taken[candidate.link.after.start as usize..candidate.link.after.end as usize];
        let free = !units.contains(&true);
        if free {
            units.fill(true);
        }
        free
    });
    candidates.sort_by_key(|candidate| candidate.link.after.start);
    candidates
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::parse;

    /// Each copy as its kind and both texts.
    fn check(report: &str, version: &str) -> Vec<String> {
        let [report, version] = [report, version].map(|text| parse(text.to_owned()).unwrap());
        let source = Source { number: 1, kind: None, date: None, document: &report };
        let line = |copy: &SourceCopy| {
            let texts = (copy.source_span.of(report.source()), copy.span.of(version.source()));
            format!("{:?} {} → {}", copy.kind, texts.0, texts.1)
        };
        find(&version, &Passages::of(&version), &source).iter().map(line).collect()
    }

    #[test]
    fn true_and_untrue_copies() {
        let report =
            "He lived with his brother in a flat by the harbour. There is no evidence that the boy saw it.";
        let found =
            check(report, &report.replace("no evidence", "evidence").replace("in a flat", "in\na flat"));
        assert_eq!(
            found,
            [
                "Verbatim He lived with his brother in a flat by the harbour. → He lived with his brother in\na flat by the \
                 harbour.",
                "Differing There is no evidence that the boy saw it. → There is evidence that the boy saw it."
            ]
        );
    }

    #[test]
    fn a_copy_in_other_words() {
        let found = check(
            "In my view he has settled well in the hall.",
            "In my opinion he has settled well in the hall.",
        );
        assert_eq!(found.len(), 1);
        assert!(found[0].starts_with("Edited"), "{found:?}");
    }

    #[test]
    fn a_lead_in_that_names_the_report_is_no_difference() {
        let company = "He left school at fourteen for the farm and did not go back to it later.";
        let first = "Mr Other first used cannabis at the age of 13 and ecstasy at dances in the town.";
        let kind = |lead: &str| {
            let copy = first.replace("13 and", "13\nand");
            let found = check(&format!("{company} {first}"), &format!("{company} {lead} {copy}"));
            found.last().and_then(|copy| copy.split(' ').next().map(str::to_owned))
        };
        assert_eq!(kind("History (from SER):").as_deref(), Some("Edited"));
        assert_eq!(kind("He denies this:").as_deref(), Some("Differing"));
    }

    #[test]
    fn sentences_joined_and_divided() {
        let two = "He lived with his brother by the harbour. He worked on the boats there in summer.";
        let one = "He lived with his brother by the harbour; he worked on the boats there in summer.";
        assert_eq!(check(two, one), [format!("Edited {two} → {one}")]);
        assert_eq!(check(one, two), [format!("Edited {one} → {two}")]);
    }

    #[test]
    fn what_is_alike_by_chance_is_no_copy() {
        let found = check(
            "He was seen by the nurse on 3 May 2019.",
            "He was seen by the dentist in the hall on 4 June 2024.",
        );
        assert!(found.is_empty(), "{found:?}");
    }

    #[test]
    fn every_place_of_a_copied_text_is_reported() {
        let text = "He lived with his brother by the harbour.\n\n";
        assert_eq!(check(text, &text.repeat(20)).len(), 20);
    }
}
