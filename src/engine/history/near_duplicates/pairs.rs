//! Pairs of passages that may be copies of one another, and what stands beside them.
//!
//! A copied passage seldom comes alone: the sentence before or after it was copied along. So the neighbours of a
//! pair are looked at too, which finds what is too short for shingles, and [`Sides::company`] tells copies from
//! sentences that are alike by chance.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::near::Near;
use super::passages::Passages;

/// Passages of one text that are paired with others; a text that stands more often is recognised by these.
const PLACES_MAX: usize = 4;
/// How far from a passage its company stands.
const REACH: i32 = 2;
/// How many of the words around the facts two passages that may be copies may differ in, in ten-thousandths.
const FRAME_SHARE_MAX: u32 = 3_000;
/// Least likeness of the words and values of two passages that may be copies.
const WORDING_MIN: u32 = 6_500;
/// Least likeness of the frames of neighbours that keep company.
const COMPANY_FRAME_MIN: u32 = 6_000;
/// Fewest pairs that are worth a task of their own.
const PER_TASK_MIN: usize = 256;

/// Two passages, one of each side, as indices.
pub(super) type Pair = (u32, u32);

/// What is searched for copies: two documents, or one on both sides.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sides<'a> {
    pub(super) left: &'a Passages,
    pub(super) right: &'a Passages,
}

impl Sides<'_> {
    /// Pairs of passages whose texts are near, and of the neighbours of these and of equal passages, as far as they
    /// are alike; sorted. Within one document a pair names the earlier passage first.
    pub(super) fn pairs(self, near: &[Near], equal: &[Near]) -> Vec<Pair> {
        let mut pairs = self.kept(near, |near| self.places(*near));
        let seeds: Vec<Pair> =
            pairs.iter().copied().chain(equal.iter().flat_map(|near| self.places(*near))).collect();
        pairs.extend(self.kept(&seeds, |pair| self.neighbours(*pair)));
        pairs.par_sort_unstable();
        pairs.dedup();
        pairs
    }

    /// Texts that both sides have.
    pub(super) fn equal(self) -> Vec<Near> {
        let identity = |passages: &Passages, text: &[u32]| passages.get(text[0]).identity;
        let right: FxHashMap<u64, u32> =
            self.right.texts.iter().map(|text| identity(self.right, text)).zip(0..).collect();
        let left = self.left.texts.iter().map(|text| identity(self.left, text)).zip(0..);
        left.filter_map(|(identity, i)| Some((i, *right.get(&identity)?))).collect()
    }

    /// Every place of a text on the right, with the first few of its equal on the left.
    pub(super) fn all_places(self, equal: &[Near]) -> impl Iterator<Item = Pair> {
        equal.iter().flat_map(move |(i, j)| {
            let [left, right] = [&self.left.texts[*i as usize], &self.right.texts[*j as usize]];
            right.iter().flat_map(move |j| left.iter().take(PLACES_MAX).map(move |i| (*i, *j)))
        })
    }

    /// How alike the likest neighbours of a pair are, in ten-thousandths; 0 if none are.
    pub(super) fn company(self, pair: Pair) -> u32 {
        let likeness = |(i, j): Pair| {
            let (i, j) = (self.left.get(i), self.right.get(j));
            let kept = i.identity == j.identity || i.frame.likeness_from(&j.frame, COMPANY_FRAME_MIN) > 0;
            if kept { i.likeness(j) } else { 0 }
        };
        self.neighbours(pair).map(likeness).max().unwrap_or(0)
    }

    /// Those of the pairs that `of` gives whose texts differ and are alike.
    fn kept<'s, I>(self, seeds: &'s [(u32, u32)], of: impl Fn(&'s (u32, u32)) -> I + Send + Sync) -> Vec<Pair>
    where
        I: Iterator<Item = Pair>,
    {
        let open = |seed| of(seed).filter(|pair| self.may_be_alike(*pair));
        let pairs: Vec<Pair> = seeds.par_iter().with_min_len(PER_TASK_MIN).flat_map_iter(open).collect();
        let (mut numbers, mut firsts) = (FxHashMap::<Pair, u32>::default(), Vec::new());
        let number = |pair: &Pair| {
            *numbers.entry(self.forms(*pair)).or_insert_with(|| {
                firsts.push(*pair);
                firsts.len() as u32 - 1
            })
        };
        let of: Vec<u32> = pairs.iter().map(number).collect();
        let alike = firsts.par_iter().with_min_len(PER_TASK_MIN).map(|pair| self.are_alike(*pair));
        let alike: Vec<bool> = alike.collect();
        pairs.into_iter().zip(of).filter(|(_, at)| alike[*at as usize]).map(|(pair, _)| pair).collect()
    }

    /// Whether two passages differ, and may be alike by how many words they can have in common.
    fn may_be_alike(self, (i, j): Pair) -> bool {
        let (i, j) = (self.left.get(i), self.right.get(j));
        i.identity != j.identity
            && i.wording.most_likeness(&j.wording) >= WORDING_MIN
            && i.may_have_frame_of(j, FRAME_SHARE_MAX)
    }

    /// Whether two passages differ and are alike.
    fn are_alike(self, (i, j): Pair) -> bool {
        let (i, j) = (self.left.get(i), self.right.get(j));
        i.identity != j.identity && i.has_frame_of(j, FRAME_SHARE_MAX) && i.likeness(j) >= WORDING_MIN
    }

    /// The first passages that are read as those of a pair are.
    pub(super) fn forms(self, (i, j): Pair) -> Pair {
        (self.left.forms[i as usize], self.right.forms[j as usize])
    }

    /// Where two texts stand: the first few places of each.
    fn places(self, (i, j): Near) -> impl Iterator<Item = Pair> {
        let [left, right] = [&self.left.texts[i as usize], &self.right.texts[j as usize]];
        let right = &right[..right.len().min(PLACES_MAX)];
        let pairs = left.iter().take(PLACES_MAX).flat_map(move |i| right.iter().map(move |j| (*i, *j)));
        pairs.filter_map(move |pair| self.ordered(pair))
    }

    /// Pairs that stand beside a pair, before it or after it on both sides.
    fn neighbours(self, (i, j): Pair) -> impl Iterator<Item = Pair> {
        let steps = [-1, 1].into_iter().flat_map(|way| (1..=REACH).map(move |by| way * by));
        let pairs = steps.flat_map(move |a| (1..=REACH).map(move |b| (a, b * a.signum())));
        pairs.filter_map(move |(a, b)| {
            let (a, b) = (self.left.neighbour(i, a)?, self.right.neighbour(j, b)?);
            let crossed = self.is_one() && (a == j || b == i);
            self.ordered((a, b)).filter(|_| !crossed)
        })
    }

    /// Within one document the earlier passage first, and none with itself.
    fn ordered(self, (i, j): Pair) -> Option<Pair> {
        match self.is_one() {
            true if i == j => None,
            true => Some((i.min(j), i.max(j))),
            false => Some((i, j)),
        }
    }

    fn is_one(self) -> bool {
        std::ptr::eq(self.left, self.right)
    }
}

/// A pair of each text with itself, for texts that stand more than once.
pub(super) fn repeated(passages: &Passages) -> Vec<Near> {
    (0..).zip(&passages.texts).filter(|(_, places)| places.len() > 1).map(|(text, _)| (text, text)).collect()
}
