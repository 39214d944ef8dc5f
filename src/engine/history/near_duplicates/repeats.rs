//! Text that stands more than once in one version: copies, and copies that disagree.
//!
//! Takes a document, gives [`Repeat`]s. Candidates are near in their words; whether two of them say the same is
//! decided by [`crate::delta`], which judges changes: what would be a *material* change from one version to the next
//! is a *conflict* between two places of one version, if both speak of the same matter.

use std::collections::BTreeMap;

use super::conflict::{Matters, Terms};
use super::groups::Groups;
use super::judge::{Earlier, Judged, Verdicts, Wanted};
use super::near;
use super::pairs::{Pair, Sides, repeated};
use super::passages::Passages;
use super::run::SAME;
use crate::delta::{Change, ChangeKind, Reason};
use crate::document::{Document, UnitKind};
use crate::history::model::{Repeat, RepeatKind};
use crate::text::Span;

/// Fewest words and values of a text that is worth telling when it stands twice by itself.
const WORDS_MIN: usize = 4;
/// Fewest words and values of one that stands twice beside a sentence that does too.
const WORDS_MIN_IN_COMPANY: usize = 3;
/// The same for a table row, most of which are filled in by form.
const WORDS_MIN_IN_ROW: usize = 6;
/// Pairs of places of a short text that are looked at for company.
const COMPANY_LOOKED_FOR: usize = 4;

/// Finds what stands more than once, in reading order of the first places.
///
/// The cost is near-linear in the document: a text has a bounded number of candidates, and one that stands a
/// hundred thousand times is one group.
/// Says also what is known of pairs of its passages in any version; `earlier` is what was known of another.
pub(super) fn find(
    document: &Document,
    passages: &Passages,
    earlier: Option<Earlier<'_>>,
) -> (Vec<Repeat>, Verdicts) {
    let sides = Sides { left: passages, right: passages };
    let mut pairs = equal(passages);
    pairs.extend(sides.pairs(&near::within(passages), &repeated(passages)));
    let mut judged = Judged::of(document, sides, &pairs, earlier);
    let folded = || pairs.iter().enumerate().filter_map(|(at, pair)| Some((pair, judged.folded(at)?)));
    let mut groups = Groups::new(passages.all.len() as u32);
    folded().for_each(|(pair, _)| groups.join(*pair));
    let mut repeats = copies(document, sides, &groups, folded());
    repeats.extend(differing(document, sides, &groups, &pairs, &mut judged));
    repeats.sort_by(|left, right| (&left.places, left.kind).cmp(&(&right.places, right.kind)));
    (repeats, judged.into_verdicts())
}

/// The first passage of each text with each other one.
fn equal(passages: &Passages) -> Vec<Pair> {
    let others = |places: &Vec<u32>| {
        let first = places[0];
        places[1..].iter().map(move |place| (first, *place)).collect::<Vec<_>>()
    };
    passages.texts.iter().flat_map(others).collect()
}

/// The groups of more than one passage, as far as they are worth telling.
fn copies<'a>(
    document: &Document,
    sides: Sides<'_>,
    groups: &Groups,
    folded: impl Iterator<Item = (&'a Pair, &'a [Reason])>,
) -> Vec<Repeat> {
    let mut reasons: BTreeMap<u32, Vec<Reason>> = BTreeMap::new();
    for (pair, because) in folded {
        reasons.entry(groups.first_of(pair.0)).or_default().extend(because);
    }
    let mut places: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for at in 0..sides.left.all.len() as u32 {
        let first = groups.first_of(at);
        if reasons.contains_key(&first) {
            places.entry(first).or_default().push(at);
        }
    }
    let reported = reasons
        .into_values()
        .zip(places.into_values())
        .filter(|(_, places)| is_telling(document, sides, places));
    let repeat = |(mut reasons, places): (Vec<Reason>, Vec<u32>)| {
        reasons.sort_unstable();
        reasons.dedup();
        let kind = if reasons.is_empty() { RepeatKind::Verbatim } else { RepeatKind::Cosmetic };
        let places = places.iter().map(|place| span(document, sides, *place)).collect();
        Repeat { kind, places, reasons, facts: Vec::new() }
    };
    reported.map(repeat).collect()
}

/// Pairs of groups whose texts are near and differ: one pair of passages of each.
///
/// Most such pairs are of a form or of two matters, however they differ, and are not judged in full.
fn differing(
    document: &Document,
    sides: Sides<'_>,
    groups: &Groups,
    pairs: &[Pair],
    judged: &mut Judged<'_>,
) -> Vec<Repeat> {
    let matters = Matters::of(document, sides, pairs);
    let key = |pair: Pair| (groups.first_of(pair.0), groups.first_of(pair.1));
    let mut told: Vec<Option<Told>> = vec![None; pairs.len()];
    judged.judge(|at| {
        let key = key(pairs[at]);
        if key.0 == key.1 { Wanted::Not } else { told[at].insert(Told::of(&matters, pairs[at])).wanted() }
    });
    let mut reported: BTreeMap<(Pair, RepeatKind), Repeat> = BTreeMap::new();
    for (at, pair) in pairs.iter().enumerate() {
        let key = key(*pair);
        let Some(change) = judged.change(at).filter(|_| key.0 != key.1) else { continue };
        let kind = match change.kind {
            ChangeKind::Reworded => RepeatKind::Reworded,
            ChangeKind::Material => RepeatKind::Conflicting,
            _ => continue,
        };
        let is_new = !reported.contains_key(&(key, kind));
        if is_new && told[at].get_or_insert_with(|| Told::of(&matters, *pair)).is_told(change) {
            let repeat = Repeat {
                kind,
                places: [pair.0, pair.1].map(|at| span(document, sides, at)).to_vec(),
                reasons: change.reasons.clone(),
                facts: judged.facts(at, *pair),
            };
            reported.insert((key, kind), repeat);
        }
    }
    reported.into_values().collect()
}

/// How a pair of passages that say the same in other words, or something else, is told.
#[derive(Clone, Copy, Debug)]
struct Told {
    /// Whether it is where they are reworded.
    reworded: bool,
    /// On what terms it is where a fact differs.
    conflicting: Option<Terms>,
}

impl Told {
    fn of(matters: &Matters<'_>, pair: Pair) -> Self {
        // What is alike enough to speak of one matter is alike enough to be one text.
        let reworded = matters.is_one_text(pair);
        Self { reworded, conflicting: if reworded { matters.terms(pair) } else { None } }
    }

    fn wanted(self) -> Wanted {
        match self.conflicting {
            Some(_) => Wanted::InFull,
            None if self.reworded => Wanted::IfReworded,
            None => Wanted::Not,
        }
    }

    fn is_told(self, change: &Change) -> bool {
        match change.kind {
            ChangeKind::Reworded => self.reworded,
            _ => self.conflicting.is_some_and(|terms| terms.hold_for(&change.facts)),
        }
    }
}

fn span(document: &Document, sides: Sides<'_>, at: u32) -> Span {
    document.unit(sides.left.get(at).unit).span
}

/// Whether a text has words enough to be worth telling: "None known." is no repeat, unless what stands beside it was
/// copied along.
fn is_telling(document: &Document, sides: Sides<'_>, places: &[u32]) -> bool {
    let passage = sides.left.get(places[0]);
    if document.unit(passage.unit).kind == UnitKind::Row {
        return passage.frame.len() >= WORDS_MIN_IN_ROW;
    }
    let copied_along =
        || places.windows(2).take(COMPANY_LOOKED_FOR).any(|pair| sides.company((pair[0], pair[1])) == SAME);
    passage.wording.len() >= WORDS_MIN || (passage.wording.len() >= WORDS_MIN_IN_COMPANY && copied_along())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::parse;

    fn repeats(document: &Document) -> Vec<Repeat> {
        find(document, &Passages::of(document), None).0
    }

    /// Each repeat as its kind, and its texts; those of a conflict with the facts that differ.
    fn check(source: &str) -> Vec<String> {
        let document = parse(source.to_owned()).unwrap();
        let line = |repeat: &Repeat| {
            let texts: Vec<&str> = repeat.places.iter().map(|place| place.of(source)).collect();
            let fact = |span: Option<Span>| span.map_or("-", |span| span.of(source));
            let facts = repeat.facts.iter().map(|it| format!(" {} → {}", fact(it.before), fact(it.after)));
            let what = if repeat.facts.is_empty() { texts.join(" | ") } else { facts.collect() };
            format!("{:?} {} {}", repeat.kind, repeat.places.len(), what.trim())
        };
        repeats(&document).iter().map(line).collect()
    }

    const TENANCY: &str =
        "The tenancy of the flat ended on 12 May 2024. The keys were handed back by his sister.";

    #[test]
    fn a_passage_in_two_sections() {
        let found = check(
            "## Housing\n\nHe sleeps badly in the hall.\n\n## Health\n\nHe sleeps badly in the hall.\n",
        );
        assert_eq!(found, ["Verbatim 2 He sleeps badly in the hall. | He sleeps badly in the hall."]);
        let found = check(
            "## Housing\n\nHe sleeps badly in the hall.\n\n## Health\n\nHe sleeps\nbadly in the hall.\n",
        );
        assert_eq!(found, ["Cosmetic 2 He sleeps badly in the hall. | He sleeps\nbadly in the hall."]);
    }

    #[test]
    fn copies_that_disagree() {
        let other = TENANCY.replace("12 May", "21 May");
        let found = check(&format!("## Housing\n\n{TENANCY}\n\n## Finances\n\n{other}\n"));
        assert_eq!(found.len(), 2, "{found:?}");
        assert_eq!(found[0], "Conflicting 2 12 May 2024 → 21 May 2024");
    }

    #[test]
    fn a_negation_lost_in_copying() {
        let found = check(
            "## Drugs\n\nHe has completed the relapse programme in the hall.\n\n## Health\n\nHe has not completed the \
             relapse programme in the hall.\n",
        );
        assert_eq!(found, ["Conflicting 2 - → not"]);
    }

    #[test]
    fn the_same_in_other_words() {
        let found = check(
            "## Drugs\n\nIn my view he has settled well in the hall this year.\n\n## Health\n\nIn my opinion he has \
             settled well in the hall this year.\n",
        );
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with("Reworded 2 In my view"), "{found:?}");
    }

    #[test]
    fn entries_off_one_form_rightly_differ() {
        let entry = |date: &str, result: &str| {
            format!(
                "{date} – nurse: He was tested in the health centre before lunch. The result of the test was {result}.\n\n"
            )
        };
        let found = check(&format!(
            "## Drugs\n\n{}{}",
            entry("3 May 2024", "negative"),
            entry("4 June 2024", "positive")
        ));
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with("Verbatim 2"), "{found:?}");
    }

    #[test]
    fn what_was_arranged_on_two_days_rightly_differs() {
        let plan = |first: &str, second: &str, on: &str| {
            let entry = |date: &str, said: &str| {
                format!("{date} – nurse: He spoke at length of his work in the yard. {said}\n\n")
            };
            format!("## Drugs\n\n{}## Health\n\n{}", entry("3 May 2024", first), entry(on, second))
        };
        let conflicts =
            |text: &str| check(text).iter().filter(|line| line.starts_with("Conflicting")).count();
        let (clinic, later) = (
            "The next clinic for the chest is on 9 June 2024.",
            "The next clinic for the chest is on 8 July 2024.",
        );
        assert_eq!(conflicts(&plan(clinic, later, "4 June 2024")), 0);
        assert_eq!(conflicts(&plan(clinic, later, "3 May 2024")), 1, "of one day it is one clinic");
        let (brother, sister) = (
            "As a boy he was sent to live with his uncle in Troon.",
            "As a boy he was sent to live with his uncle in Wick.",
        );
        assert_eq!(
            conflicts(&plan(brother, sister, "4 June 2024")),
            1,
            "what was once the case is so on any day"
        );
    }

    #[test]
    fn what_is_told_of_one_time_is_of_it_in_any_entry() {
        let plan = |when: &str| {
            let entry = |date: &str, town: &str| {
                format!(
                    "{date} – nurse: He was sent to an uncle in {town} {when} and stayed for seven weeks.\n\n"
                )
            };
            format!("## Family\n\n{}{}", entry("3 May 2023", "Troon"), entry("4 June 2024", "Wick"))
        };
        let conflicts =
            |text: &str| check(text).iter().filter(|line| line.starts_with("Conflicting")).count();
        assert_eq!(conflicts(&plan("at 14")), 1);
        assert_eq!(conflicts(&plan("in 1998")), 1);
        assert_eq!(conflicts(&plan("again")), 0, "there may have been two");
    }

    #[test]
    fn rows_and_neighbours_rightly_differ() {
        let rows = "| Date | Result |\n|---|---|\n| 3 May 2024 | the test was negative in all respects |\n\
                    | 4 June 2024 | the test was positive in all respects |\n";
        assert!(check(rows).is_empty());
        assert!(
            check("The risk of harm to staff here is low. The risk of harm to staff here is high.\n")
                .is_empty()
        );
        assert!(
            check(
                "- He is to keep away from 3 of the men here\n- He is to keep away from 4 of the men here\n"
            )
            .is_empty()
        );
    }

    #[test]
    fn minutes_of_two_conferences_rightly_differ() {
        let minutes = |date: &str, time: &str| {
            format!(
                "## ICM case conference, {date}\n\nHe came with his sister. The conference was opened in the chapel at {time}.\n\n"
            )
        };
        let found = check(&(minutes("3 May 2023", "9.30") + &minutes("4 May 2024", "10.15")));
        assert!(!found.iter().any(|line| line.starts_with("Conflicting")), "{found:?}");
    }

    #[test]
    fn a_short_text_counts_in_company() {
        let alone = check("## Drugs\n\nNone known.\n\n## Health\n\nNone known.\n");
        assert!(alone.is_empty(), "{alone:?}");
        let text = "He was seen by the dentist at last. Two teeth out.";
        assert_eq!(check(&format!("## Drugs\n\n{text}\n\n## Health\n\n{text}\n")).len(), 2);
    }

    #[test]
    fn a_slip_of_typing_is_no_conflict() {
        let found = check(
            "Reports came.\n\n## Drugs\n\nHe read the reports on his work in the hall.\n\n## Health\n\nHe read the reoprts on \
             his work in the hall.\n",
        );
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with("Reworded"), "{found:?}");
    }

    #[test]
    fn one_text_a_hundred_thousand_times_is_one_group() {
        let document = parse("He sleeps badly in the hall.\n\n".repeat(100_000)).unwrap();
        let found = repeats(&document);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].places.len(), 100_000);
    }

    #[test]
    fn a_form_filled_in_ten_thousand_times_is_no_pile_of_pairs() {
        let line = |number: u32| format!("He was seen {number} times by the nurse in the hall.\n\n");
        let document = parse((0..10_000).map(line).collect()).unwrap();
        assert!(repeats(&document).len() < 100);
    }

    #[test]
    fn the_number_of_threads_does_not_matter() {
        let document = parse(include_str!("../../../../fixtures/generated-101/v2.md").to_owned()).unwrap();
        let with = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| repeats(&document))
        };
        assert_eq!(with(1), with(7));
    }
}
