//! Whether near copies say the same: by the engine that judges changes between versions.

use rustc_hash::FxHashMap;

use super::pairs::{Pair, Sides};
use super::passages::Like;
use crate::alignment::{Alignment, Link};
use crate::delta::{Change, FactChange, Look, Reason, classify, look, reworded};
use crate::document::{Document, UnitKind};
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
/// pairs of the same texts are judged once; and in full only those of which more is asked than whether they say the
/// same.
pub(super) struct Judged<'a> {
    document: &'a Document,
    sides: Sides<'a>,
    /// Of each pair the one that is judged for it, as an index into the following.
    of: Vec<u32>,
    firsts: Vec<First>,
}

/// What is asked of a pair that does not say the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Wanted {
    /// Nothing.
    Not,
    /// What it amounts to, if it is reworded.
    IfReworded,
    /// What it amounts to.
    InFull,
}

/// What is known of pairs, by their first passages that are read alike; of rows nothing, as it hangs on their tables.
pub(super) type Verdicts = FxHashMap<Pair, Verdict>;

/// What a pair amounts to in any version.
#[derive(Clone, Debug, Default)]
pub(super) struct Verdict {
    /// Why it is folded, where it says the same.
    folded: Option<Vec<Reason>>,
    /// Whether it is known not to be reworded.
    not_reworded: bool,
}

impl Verdict {
    fn of(look: Look) -> Self {
        let not_reworded = look == Look::Apart;
        let folded = if let Look::Folded(reasons) = look { Some(reasons) } else { None };
        Self { folded, not_reworded }
    }
}

/// What is known of the pairs of an earlier version.
#[derive(Clone, Copy, Debug)]
pub(super) struct Earlier<'a> {
    /// By passage: of each that is the first that is read so, the like of it in the earlier version.
    pub(super) forms: &'a [Option<Like>],
    /// What is known there.
    pub(super) verdicts: &'a Verdicts,
}

impl<'a> Earlier<'a> {
    fn verdict(self, (i, j): Pair) -> Option<&'a Verdict> {
        let (i, j) = (self.forms[i as usize]?, self.forms[j as usize]?);
        let verdict = self.verdicts.get(&(i.at, j.at))?;
        // Other white space is a reason for which a pair is folded; it is none for which it is not.
        (i.exact && j.exact || verdict.folded.is_none()).then_some(verdict)
    }
}

/// A pair that is judged, for itself and all that are read alike.
struct First {
    pair: Pair,
    /// Why it is folded, where it says the same.
    folded: Option<Vec<Reason>>,
    /// Whether it is known not to be reworded, whatever other words the version has.
    not_reworded: bool,
    /// What it amounts to, if that was asked.
    change: Option<Change>,
}

impl<'a> Judged<'a> {
    /// Tells of these pairs which say the same, as far as it is not known of an earlier version.
    pub(super) fn of(
        document: &'a Document,
        sides: Sides<'a>,
        pairs: &[Pair],
        earlier: Option<Earlier<'_>>,
    ) -> Self {
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
        let known = |pair: &Pair| {
            let verdict =
                earlier?.verdict(sides.forms(*pair)).filter(|_| !holds_row(document, sides, *pair))?;
            Some(verdict.clone())
        };
        let known: Vec<Option<Verdict>> = firsts.iter().map(known).collect();
        let open = firsts.iter().zip(&known).filter(|(_, known)| known.is_none());
        let links: Vec<Link> = open.map(|(pair, _)| link(sides, *pair)).collect();
        let mut looks = look(document, document, &links).into_iter();
        let first = |(pair, known): (Pair, Option<Verdict>)| {
            let verdict = known.or_else(|| looks.next().map(Verdict::of)).unwrap_or_default();
            let Verdict { folded, not_reworded } = verdict;
            First { pair, folded, not_reworded, change: None }
        };
        let firsts = firsts.into_iter().zip(known).map(first).collect();
        Self { document, sides, of, firsts }
    }

    /// What is known of the pairs now that holds in a later version too.
    pub(super) fn into_verdicts(self) -> Verdicts {
        let Self { document, sides, firsts, .. } = self;
        let verdict = |first: First| {
            let verdict = Verdict { folded: first.folded, not_reworded: first.not_reworded };
            (!holds_row(document, sides, first.pair)).then(|| (sides.forms(first.pair), verdict))
        };
        firsts.into_iter().filter_map(verdict).collect()
    }

    /// Judges what stands for those of the pairs that are wanted, by index: in full, or if they are reworded. The pairs are
    /// asked in order, those that are read alike until one of them is wanted in full.
    pub(super) fn judge(&mut self, mut wanted: impl FnMut(usize) -> Wanted) {
        let mut all = vec![Wanted::Not; self.firsts.len()];
        for (index, first) in self.of.iter().enumerate() {
            let of_first = &mut all[*first as usize];
            if *of_first != Wanted::InFull {
                *of_first = wanted(index).max(*of_first);
            }
        }
        let of = |wanted| (0..all.len()).filter(|first| all[*first] == wanted).collect::<Vec<_>>();
        let mut if_reworded = of(Wanted::IfReworded);
        if_reworded.retain(|first| !self.firsts[*first].not_reworded);
        let mut asked = of(Wanted::InFull);
        let reworded = reworded(self.document, self.document, &self.links(&if_reworded));
        for (first, reworded) in if_reworded.into_iter().zip(reworded) {
            self.firsts[first].not_reworded = !reworded.is && reworded.alone;
            asked.extend(reworded.is.then_some(first));
        }
        let changes = judge(self.document, self.document, self.links(&asked));
        for (first, change) in asked.into_iter().zip(changes) {
            self.firsts[first].change = Some(change);
        }
    }

    fn links(&self, firsts: &[usize]) -> Vec<Link> {
        firsts.iter().map(|first| link(self.sides, self.firsts[*first].pair)).collect()
    }

    /// Why a pair is folded, by its index, where it says the same.
    pub(super) fn folded(&self, index: usize) -> Option<&[Reason]> {
        self.firsts[self.of[index] as usize].folded.as_deref()
    }

    /// What came of a pair, by its index, if it was judged in full. Spans are those of the pair that was judged.
    pub(super) fn change(&self, index: usize) -> Option<&Change> {
        self.firsts[self.of[index] as usize].change.as_ref()
    }

    /// The facts that differ in a pair that was judged in full, where they stand in it.
    pub(super) fn facts(&self, index: usize, (i, j): Pair) -> Vec<FactChange> {
        let First { pair: judged, change, .. } = &self.firsts[self.of[index] as usize];
        let start = |at: u32| self.document.unit(self.sides.left.get(at).unit).span.start;
        let moved =
            |span: Option<Span>, from: u32, to: u32| span.map(|span| moved(span, start(from), start(to)));
        let fact = |fact: &FactChange| FactChange {
            class: fact.class,
            before: moved(fact.before, judged.0, i),
            after: moved(fact.after, judged.1, j),
        };
        change.iter().flat_map(|change| &change.facts).map(fact).collect()
    }
}

fn holds_row(document: &Document, sides: Sides<'_>, (i, j): Pair) -> bool {
    let is_row = |at: u32| document.unit(sides.left.get(at).unit).kind == UnitKind::Row;
    is_row(i) || is_row(j)
}

/// A span of a passage in a passage that is read alike and starts elsewhere.
fn moved(span: Span, from: u32, to: u32) -> Span {
    Span { start: span.start - from + to, end: span.end - from + to }
}

#[cfg(test)]
mod tests {
    use super::super::passages::Passages;
    use super::*;
    use crate::document::parse;

    #[test]
    fn pairs_of_the_same_texts_are_judged_once_and_tell_their_own_places() {
        let [may, june] = ["The rent of 40 pounds is due in May.", "The rent of 45 pounds is due in May."];
        let source = format!("{may}\n\n## Money\n\n{june}\n\n## Work\n\n{may}\n\n## Health\n\n{june}\n");
        let document = parse(source.clone()).unwrap();
        let passages = Passages::of(&document);
        let sides = Sides { left: &passages, right: &passages };
        let pairs = [(0, 1), (0, 2), (0, 3), (1, 2), (2, 3)];
        let mut judged = Judged::of(&document, sides, &pairs, None);
        assert!(judged.change(0).is_none());
        judged.judge(|at| if at == 0 { Wanted::InFull } else { Wanted::IfReworded });
        assert!(judged.change(3).is_none(), "a pair that differs in a fact");
        judged.judge(|_| Wanted::InFull);
        // Of the same text twice, of the one with the other, and the other way round.
        assert_eq!(judged.firsts.len(), 3);
        assert_eq!(judged.folded(1), Some(&[][..]));
        assert_eq!(judged.folded(0), None);
        for (index, pair) in pairs.into_iter().enumerate() {
            let alone = judge(&document, &document, vec![link(sides, pair)]).pop().unwrap();
            assert_eq!(judged.change(index).unwrap().kind, alone.kind);
            assert_eq!(judged.facts(index, pair), alone.facts);
        }
    }
}
