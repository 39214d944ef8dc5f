//! Properties that hold for any text: generated plans, their successors, and hostile Markdown.
//!
//! Each check takes documents or deltas by the crate's public interface only and panics with the seed's text where
//! a promise is broken.

use std::num::NonZero;
use std::ops::Range;
use std::thread;

use cip_brief::delta::{Change, ChangeKind, Delta, Edit, compare};
use cip_brief::document::{Document, Unit, parse};
use cip_brief::text::Span;

use crate::generator::{self, Rng};
use crate::mutation::{self, Mutation};

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
fn no_fold_over_a_changed_word_or_digit() {
    each_seed(4_000, |seed| {
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

/// Whether one of the units holds a byte of the range, or one beside it where it is empty.
fn touches(document: &Document, mut units: Range<u32>, range: &Range<usize>) -> bool {
    let beside = usize::from(range.is_empty());
    let range = Span::new(range.start.saturating_sub(beside), range.end + beside);
    units.any(|unit| document.unit(unit).span.overlaps(range))
}

/// Units stand in order inside the source, and what lies between them is white space and marks.
fn check_document(document: &Document) {
    let source = document.source();
    let mut at = 0;
    for unit in document.units() {
        let (start, end) = (unit.span.start as usize, unit.span.end as usize);
        assert!(at <= start && start < end && end <= source.len(), "{unit:?} after {at} in {source:?}");
        assert!(source.is_char_boundary(start) && source.is_char_boundary(end), "{unit:?} in {source:?}");
        let bullet = unit.bullet.map_or(start..start, |span| span.start as usize..span.end as usize);
        check_gap(source, at..start, &bullet);
        at = end;
    }
    check_gap(source, at..source.len(), &(0..0));
}

fn check_gap(source: &str, gap: Range<usize>, bullet: &Range<usize>) {
    for (offset, c) in source[gap.clone()].char_indices() {
        let at = gap.start + offset;
        let mark = "-*+>#|:=_~`\\".contains(c) || (c == '\u{feff}' && at == 0) || bullet.contains(&at);
        assert!(c.is_whitespace() || mark, "{c:?} at {at} lies in no unit of {source:?}");
    }
}

/// Every unit of both sides stands in one change, and the edits give back both sides.
fn check_delta(before: &Document, after: &Document, delta: &Delta) {
    let mut left = vec![0; before.units().len()];
    let mut right = vec![0; after.units().len()];
    let mut last = 0;
    for change in &delta.changes {
        change.before.clone().for_each(|unit| left[unit as usize] += 1);
        change.after.clone().for_each(|unit| right[unit as usize] += 1);
        assert!(change.before.len() <= 1 || change.after.len() <= 1, "neither split nor merge: {change:?}");
        if !change.after.is_empty() {
            assert!(last <= change.after.start, "not in reading order: {change:?}");
            last = change.after.start;
        }
        check_change(before, after, change);
    }
    assert!(left.iter().chain(&right).all(|count| *count == 1), "{left:?} {right:?}");
}

fn check_change(before: &Document, after: &Document, change: &Change) {
    let sides = (change.before.is_empty(), change.after.is_empty());
    let expected = match change.kind {
        ChangeKind::Added => (true, false),
        ChangeKind::Removed => (false, true),
        _ => (false, false),
    };
    assert_eq!(sides, expected, "{change:?}");
    if change.kind == ChangeKind::Unchanged {
        let (left, right) = (before.unit(change.before.start), after.unit(change.after.start));
        assert_eq!(before.text(left), after.text(right), "{change:?}");
        assert_eq!(bullet(before, left), bullet(after, right), "{change:?}");
        assert!(change.before.len() == 1 && change.after.len() == 1 && change.edits.is_empty(), "{change:?}");
    } else {
        let (left, right) = rebuilt(before.source(), after.source(), &change.edits);
        assert!(
            is_joined(before, change.before.clone(), &left),
            "{left:?} is not the earlier side: {change:?}"
        );
        assert!(
            is_joined(after, change.after.clone(), &right),
            "{right:?} is not the later side: {change:?}"
        );
    }
}

fn bullet<'a>(document: &'a Document, unit: &Unit) -> Option<&'a str> {
    unit.bullet.map(|bullet| bullet.of(document.source()))
}

/// Both sides, from the edits alone.
fn rebuilt(before: &str, after: &str, edits: &[Edit]) -> (String, String) {
    let (mut left, mut right) = (String::new(), String::new());
    for edit in edits {
        match *edit {
            Edit::Equal { before: old, after: new } => {
                assert_eq!(old.of(before), new.of(after), "an equal edit differs");
                left += old.of(before);
                right += new.of(after);
            }
            Edit::Delete(old) => left += old.of(before),
            Edit::Insert(new) => right += new.of(after),
        }
    }
    (left, right)
}

/// Whether `text` is the units' spans, with nothing but white space between them.
fn is_joined(document: &Document, units: Range<u32>, text: &str) -> bool {
    let mut rest = text;
    for (at, unit) in units.enumerate() {
        rest = if at > 0 { rest.trim_start() } else { rest };
        let Some(after) = rest.strip_prefix(document.text(document.unit(unit))) else { return false };
        rest = after;
    }
    rest.is_empty()
}
