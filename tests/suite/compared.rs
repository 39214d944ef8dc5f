//! Two versions, their delta, and where in it a listed change stands.

use std::ops::Range;

use cip_engine::delta::{Change, Delta, compare};
use cip_engine::document::{Document, Unit, parse};
use cip_engine::text::Span;

use crate::listed::{Listed, Pair};

/// Two versions and their delta.
pub(crate) struct Compared {
    pub(crate) before: Document,
    pub(crate) after: Document,
    pub(crate) delta: Delta,
}

impl Compared {
    pub(crate) fn new(pair: &Pair) -> Self {
        Self::of(pair.before.clone(), pair.after.clone())
    }

    pub(crate) fn of(before: String, after: String) -> Self {
        let document = |text| parse(text).expect("fixtures are within the limits");
        let (before, after) = (document(before), document(after));
        let delta = compare(&before, &after);
        Self { before, after, delta }
    }

    /// The changes that hold what differs between the passage's two sides.
    pub(crate) fn changes_of(&self, listed: &Listed) -> impl Iterator<Item = &Change> {
        let (left, right) = self.differing(listed);
        let holds = move |change: &&Change| {
            touches(&self.before, change.before.clone(), left)
                || touches(&self.after, change.after.clone(), right)
        };
        self.delta.changes.iter().filter(holds)
    }

    /// Where either side differs from the other.
    pub(crate) fn differing(&self, listed: &Listed) -> (Option<Span>, Option<Span>) {
        let (old, new) = listed.differing();
        (place(&self.before, listed.old.as_deref(), &old), place(&self.after, listed.new.as_deref(), &new))
    }
}

fn place(document: &Document, passage: Option<&str>, part: &Range<usize>) -> Option<Span> {
    let start = document.source().find(passage?)?;
    Some(Span::new(start + part.start, start + part.end))
}

fn touches(document: &Document, mut units: Range<u32>, place: Option<Span>) -> bool {
    let span = |unit: &Unit| unit.bullet.map_or(unit.span, |bullet| bullet.cover(unit.span));
    place.is_some_and(|place| units.any(|unit| span(document.unit(unit)).overlaps(place)))
}

impl Listed {
    /// The bytes of either side that differ, with one beside them where there are none; all of a passage that
    /// stands on one side only or is the same on both.
    fn differing(&self) -> (Range<usize>, Range<usize>) {
        let (Some(old), Some(new)) = (&self.old, &self.new) else {
            let whole = |side: &Option<String>| 0..side.as_ref().map_or(0, String::len);
            return (whole(&self.old), whole(&self.new));
        };
        if old == new || matches!(self.kind.as_str(), "rewrap" | "split" | "merge") {
            return (0..old.len(), 0..new.len());
        }
        let start = old.bytes().zip(new.bytes()).take_while(|(a, b)| a == b).count();
        let tail = old.as_bytes()[start..].iter().rev().zip(new.as_bytes()[start..].iter().rev());
        let end = tail.take_while(|(a, b)| a == b).count();
        let range = |side: &str| {
            let end = side.len() - end;
            if end > start { start..end } else { start.saturating_sub(1)..(end + 1).min(side.len()) }
        };
        (range(old), range(new))
    }
}
