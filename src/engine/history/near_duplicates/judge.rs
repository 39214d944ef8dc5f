//! Whether near copies say the same: by the engine that judges changes between versions.

use rustc_hash::FxHashMap;

use super::pairs::{Pair, Sides};
use crate::alignment::{Alignment, Link};
use crate::delta::{Change, FactChange, classify};
use crate::document::Document;
use crate::text::Span;

/// Judges each pair of units as if the one had become the other; in the order of the links.
pub(super) fn judge(left: &Document, right: &Document, links: Vec<Link>) -> Vec<Change> {
    classify(left, right, &Alignment { links }).changes
}

/// A pair of passages as a link of their units.
pub(super) fn link(sides: Sides<'_>, (i, j): Pair) -> Link {
    Link { before: sides.left.get(i).units(), after: sides.right.get(j).units(), moved: false }
}

/// What pairs of passages of one document amount to, if the one had become the other.
///
/// A pair is judged by the bytes of both and how they are read, wherever they stand; of rows also by their tables. So
/// pairs of the same texts are judged once.
pub(super) struct Judged<'a> {
    document: &'a Document,
    sides: Sides<'a>,
    /// The pairs that were judged, and what came of each.
    firsts: Vec<(Pair, Change)>,
    /// Of each pair the one that was judged for it.
    of: Vec<u32>,
}

impl<'a> Judged<'a> {
    pub(super) fn of(document: &'a Document, sides: Sides<'a>, pairs: &[Pair]) -> Self {
        let mut numbers: FxHashMap<Pair, u32> = FxHashMap::default();
        let mut firsts: Vec<Pair> = Vec::new();
        let number = |pair: &Pair| {
            let forms = sides.forms(*pair);
            *numbers.entry(forms).or_insert_with(|| {
                firsts.push(*pair);
                firsts.len() as u32 - 1
            })
        };
        let of = pairs.iter().map(number).collect();
        let changes = judge(document, document, firsts.iter().map(|pair| link(sides, *pair)).collect());
        Self { document, sides, firsts: firsts.into_iter().zip(changes).collect(), of }
    }

    /// What came of a pair, by its index. Spans are those of the pair that was judged.
    pub(super) fn change(&self, index: usize) -> &Change {
        &self.firsts[self.of[index] as usize].1
    }

    /// The facts that differ in a pair, where they stand in it.
    pub(super) fn facts(&self, index: usize, (i, j): Pair) -> Vec<FactChange> {
        let (judged, change) = &self.firsts[self.of[index] as usize];
        let start = |at: u32| self.document.unit(self.sides.left.get(at).unit).span.start;
        let moved =
            |span: Option<Span>, from: u32, to: u32| span.map(|span| moved(span, start(from), start(to)));
        let fact = |fact: &FactChange| FactChange {
            class: fact.class,
            before: moved(fact.before, judged.0, i),
            after: moved(fact.after, judged.1, j),
        };
        change.facts.iter().map(fact).collect()
    }
}

/// A span of a passage in a passage that is read alike and starts elsewhere.
fn moved(span: Span, from: u32, to: u32) -> Span {
    Span { start: span.start - from + to, end: span.end - from + to }
}

#[cfg(test)]
mod tests {
    use super::super::passages::Passages;
    use super::*;
    use crate::delta::ChangeKind;
    use crate::document::parse;

    #[test]
    fn pairs_of_the_same_texts_are_judged_once_and_tell_their_own_places() {
        let [may, june] = ["The rent of 40 pounds is due in May.", "The rent of 45 pounds is due in May."];
        let source = format!("{may}\n\n## Money\n\n{june}\n\n## Work\n\n{may}\n\n## Health\n\n{june}\n");
        let document = parse(source.clone()).unwrap();
        let passages = Passages::of(&document);
        let sides = Sides { left: &passages, right: &passages };
        let pairs = [(0, 1), (0, 2), (0, 3), (1, 2), (2, 3)];
        let judged = Judged::of(&document, sides, &pairs);
        // Of the same text twice, of the one with the other, and the other way round.
        assert_eq!(judged.firsts.len(), 3);
        assert_eq!(judged.change(1).kind, ChangeKind::Unchanged);
        for (index, pair) in pairs.into_iter().enumerate() {
            let alone = judge(&document, &document, vec![link(sides, pair)]).pop().unwrap();
            assert_eq!(judged.change(index).kind, alone.kind);
            assert_eq!(judged.facts(index, pair), alone.facts);
        }
    }
}
