//! Properties that hold for any text: generated plans, their successors, and hostile Markdown.
//!
//! Each check takes documents or deltas by the crate's public interface only and panics with the seed's text where
//! a promise is broken.

use std::num::NonZero;
use std::ops::Range;
use std::thread;

use cip_engine::delta::{Change, ChangeKind, Reason, compare};
use cip_engine::document::{Document, parse};
use cip_engine::text::Span;

use crate::artefacts;
use crate::generator::{self, Rng};
use crate::mutation::{self, Mutation};
use crate::promises::{check_delta, check_document};

/// Bytes of a generated text: a few sections with an entry.
const PLAN_BYTES: usize = 1_200;

fn document(text: &str) -> Document {
    parse(text.to_owned()).unwrap_or_else(|error| panic!("{error}: {text:?}"))
}

/// A pair of texts for a seed: of ten, four are plans a year apart, four a hostile text and its successor, one two
/// hostile texts, one a plan with a successor made line by line.
fn texts(seed: u64) -> (String, String) {
    match seed % 10 {
        0..4 => generator::pair(seed, PLAN_BYTES),
        4..8 => {
            let before = generator::hostile(seed);
            let after = generator::successor(seed, &before);
            (before, after)
        }
        8 => (generator::hostile(seed), generator::hostile(!seed)),
        _ => {
            let before = generator::plan(seed, PLAN_BYTES);
            let after = generator::successor(seed, &before);
            (before, after)
        }
    }
}

/// Checks every seed on all processors. The threads are the test's own, so that what they print on failing is
/// shown with it.
fn each_seed(seeds: u64, check: impl Fn(u64) + Sync) {
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    thread::scope(|scope| {
        for first in 0..threads as u64 {
            let check = &check;
            scope.spawn(move || (first..seeds).step_by(threads).for_each(check));
        }
    });
}

#[test]
fn ten_thousand_pairs_keep_every_promise() {
    each_seed(10_000, |seed| {
        let (before, after) = texts(seed);
        let (before, after) = (document(&before), document(&after));
        check_document(&before);
        check_document(&after);
        check_delta(&before, &after, &compare(&before, &after));
    });
}

#[test]
fn a_text_compared_with_itself_is_unchanged() {
    each_seed(600, |seed| {
        let (text, _) = texts(seed);
        let (before, after) = (document(&text), document(&text));
        for change in compare(&before, &after).changes {
            let same = change.kind == ChangeKind::Unchanged && !change.moved && change.before == change.after;
            assert!(same, "seed {seed}: {change:?} in {text:?}");
        }
    });
}

#[test]
fn one_thread_and_eight_give_the_same_delta() {
    let pool = |threads| {
        rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can be started")
    };
    let (one, eight) = (pool(1), pool(8));
    for seed in 0..60 {
        let bytes = if seed % 20 == 0 { 40_000 } else { PLAN_BYTES };
        let (before, after) = if seed % 2 == 0 { generator::pair(seed, bytes) } else { texts(seed) };
        let delta = || format!("{:?}", compare(&document(&before), &document(&after)));
        assert_eq!(one.install(delta), eight.install(delta), "seed {seed}");
    }
}

#[test]
fn no_artefact_is_a_change() {
    each_seed(1_000, |seed| {
        let before = generator::plan(seed, PLAN_BYTES);
        let Some(after) = artefacts::leave(&mut Rng::new(seed), &before) else { return };
        let (before, after) = (document(&before), document(&after));
        let quiet = |change: &&Change| matches!(change.kind, ChangeKind::Unchanged | ChangeKind::Cosmetic);
        let text = |document: &Document, units: &Range<u32>| {
            units.clone().map(|unit| document.text(document.unit(unit)).to_owned()).collect::<Vec<_>>()
        };
        let told = compare(&before, &after).changes.into_iter().filter(|change| !quiet(&change));
        let told = told.map(|change| (text(&before, &change.before), text(&after, &change.after)));
        assert_eq!(told.collect::<Vec<_>>(), [], "{seed}");
    });
}

#[test]
fn what_is_reworded_says_by_which_rule() {
    each_seed(1_000, |seed| {
        let (before, after) = texts(seed);
        let (before, after) = (document(&before), document(&after));
        for change in compare(&before, &after).changes {
            let named = |reason: &Reason| change.excuses.iter().any(|excuse| excuse.reason == *reason);
            let rules = change.reasons.iter().filter(|reason| !matches!(reason, Reason::Fact(_)));
            match change.kind {
                ChangeKind::Reworded => {
                    assert!(!change.reasons.is_empty() && rules.clone().all(named), "{seed}: {change:?}");
                    assert_eq!(rules.count(), change.reasons.len(), "{seed}: {change:?}");
                }
                _ => assert!(change.excuses.is_empty(), "{seed}: {change:?}"),
            }
        }
    });
}

#[test]
fn swapping_the_sides_mirrors_the_delta() {
    each_seed(2_000, |seed| {
        let (before, after) = texts(seed);
        let (before, after) = (document(&before), document(&after));
        let (there, back) = (compare(&before, &after), compare(&after, &before));
        let mut mirrored: Vec<_> =
            back.changes.iter().map(|c| (at(&c.after), at(&c.before), mirror(c.kind))).collect();
        let mut changes: Vec<_> =
            there.changes.iter().map(|c| (at(&c.before), at(&c.after), c.kind)).collect();
        mirrored.sort_unstable();
        changes.sort_unstable();
        assert_eq!(changes, mirrored, "seed {seed}: {:?} {:?}", before.source(), after.source());
    });
}

/// Where a side stands, if it is not empty.
fn at(units: &Range<u32>) -> Option<(u32, u32)> {
    (!units.is_empty()).then_some((units.start, units.end))
}

fn mirror(kind: ChangeKind) -> ChangeKind {
    match kind {
        ChangeKind::Added => ChangeKind::Removed,
        ChangeKind::Removed => ChangeKind::Added,
        other => other,
    }
}

#[test]
fn no_fold_over_a_changed_word_or_digit() {
    each_seed(9_000, |seed| {
        let mut rng = Rng::new(seed);
        let text = generator::plan(seed / 8, PLAN_BYTES);
        if let Some(mutation) = mutation::mutate(&mut rng, &text) {
            check_mutation(seed, &text, &mutation);
        }
    });
}

/// Something is shown, and nothing that holds the mutated place on both sides is folded. (A mutated unit may
/// come to read as another one did, and then rightly is that one.)
fn check_mutation(seed: u64, text: &str, mutation: &Mutation) {
    let (before, after) = (document(text), document(&mutation.text));
    let delta = compare(&before, &after);
    check_delta(&before, &after, &delta);
    let is_shown = |change: &Change| !matches!(change.kind, ChangeKind::Unchanged | ChangeKind::Cosmetic);
    let told = || format!("seed {seed}: {} at {:?} of {:?}", mutation.what, mutation.after, mutation.text);
    assert!(delta.changes.iter().any(is_shown), "in no change at all, {}", told());
    for change in delta.changes.iter().filter(|change| !is_shown(change)) {
        let folded = touches(&before, change.before.clone(), &mutation.before)
            && touches(&after, change.after.clone(), &mutation.after);
        assert!(!folded, "folded by {change:?}, {}", told());
    }
}

/// What two entries say of one thing: where each came to say what the other said, both changed.
const TWINS: [[&str; 2]; 4] = [
    [
        "She agrees to the sale of the caravan at the shore.",
        "She does not agree to the sale of the caravan at the shore.",
    ],
    ["The ban on the harbour ends on 3 May 2024.", "The ban on the harbour ends on 8 June 2025."],
    ["Any visit is to be told to Ms Orrin at once.", "Any visit is to be told to Mr Fell at once."],
    ["He takes 20 mg of the tablet before breakfast.", "He takes 40 mg of the tablet before breakfast."],
];

#[test]
fn two_entries_that_changed_places_both_changed() {
    each_seed(400, |seed| {
        let mut rng = Rng::new(seed);
        let text = generator::plan(seed / 4, PLAN_BYTES);
        let places: Vec<usize> = text.match_indices("\n## ").map(|(at, _)| at).collect();
        if places.len() < 2 {
            return;
        }
        let first = rng.below(places.len() - 1);
        let second = first + 1 + rng.below(places.len() - first - 1);
        let [one, other] = TWINS[rng.below(TWINS.len())];
        let plan = |[one, other]: [&str; 2]| {
            let entry =
                |head: &str, says: &str| format!("\n\n{head}\nThe week was calm. {says} More next month.\n");
            let (start, rest) = text.split_at(places[first]);
            let (middle, end) = rest.split_at(places[second] - places[first]);
            let (early, late) = ("4 March 2019 – nurse (O. Pell):", "9 July 2022 – PBSW (W. Tarn):");
            document(&format!("{start}{}{middle}{}{end}", entry(early, one), entry(late, other)))
        };
        let (before, after) = (plan([one, other]), plan([other, one]));
        let delta = compare(&before, &after);
        let says = |units: Range<u32>, document: &Document| {
            units.into_iter().any(|unit| [one, other].contains(&document.text(document.unit(unit))))
        };
        let of_twins = delta
            .changes
            .iter()
            .filter(|change| says(change.before.clone(), &before) || says(change.after.clone(), &after));
        for change in of_twins {
            assert_eq!(change.kind, ChangeKind::Material, "seed {seed}: {change:?} in {:?}", after.source());
        }
    });
}

/// Whether one of the units holds a byte of the range, or one beside it where it is empty.
fn touches(document: &Document, mut units: Range<u32>, range: &Range<usize>) -> bool {
    let beside = usize::from(range.is_empty());
    let range = Span::new(range.start.saturating_sub(beside), range.end + beside);
    units.any(|unit| document.unit(unit).span.overlaps(range))
}
