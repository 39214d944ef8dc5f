//! What holds for any text: the promises that tests and fuzz targets check.
//!
//! Each check takes documents or deltas by the crate's public interface only and panics with what breaks a promise.

use std::ops::Range;

use cip_engine::delta::{Change, ChangeKind, Delta, Edit};
use cip_engine::document::{Document, Unit};
use cip_engine::text::is_invisible;

/// Units stand in order inside the source, and what lies between them is white space and marks.
pub(crate) fn check_document(document: &Document) {
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
        // A character that nobody sees, such as a byte-order mark in the middle of a text, is no text.
        let mark = "-*+>#|:=_~`\\".contains(c) || is_invisible(c) || bullet.contains(&at);
        assert!(c.is_whitespace() || mark, "{c:?} at {at} lies in no unit of {source:?}");
    }
}

/// Every unit of both sides stands in one change, and the edits give back both sides.
pub(crate) fn check_delta(before: &Document, after: &Document, delta: &Delta) {
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
