//! A passage of the one side that is two neighbouring ones of the other: a sentence divided, or two joined.

use rayon::prelude::*;

use super::near::Near;
use super::pairs::Sides;
use super::passages::{Passage, Passages};
use super::run::likeness;
use crate::alignment::Link;

/// Least likeness of a passage and two that it may be made of, in ten-thousandths.
const JOINED_MIN: u32 = 8_500;
/// How much longer than two passages what they were joined to may be, or shorter, as a share of it: one in this.
const LENGTH_SHARE: usize = 4;
/// Fewest pairs of texts that are worth a task of their own.
const PER_TASK_MIN: usize = 256;

/// One passage and the two that it is made of, with how alike they are in ten-thousandths; from pairs of near texts,
/// by the first place of each.
pub(super) fn find(sides: Sides<'_>, near: &[Near]) -> Vec<(u32, Link)> {
    let joined = |(i, j): &Near| {
        let (i, j) = (sides.left.texts[*i as usize][0], sides.right.texts[*j as usize][0]);
        let (left, right) = (sides.left.get(i), sides.right.get(j));
        let divided = twos(sides.right, j).filter_map(move |[first, last]| {
            let alike = joined_likeness(left, first, last)?;
            Some((alike, Link { before: left.units(), after: first.unit..last.unit + 1, moved: false }))
        });
        let joined = twos(sides.left, i).filter_map(move |[first, last]| {
            let alike = joined_likeness(right, first, last)?;
            Some((alike, Link { before: first.unit..last.unit + 1, after: right.units(), moved: false }))
        });
        divided.chain(joined)
    };
    near.par_iter().with_min_len(PER_TASK_MIN).flat_map_iter(joined).collect()
}

/// A passage with the one before it, and with the one after it, where they stand in one block.
fn twos(passages: &Passages, at: u32) -> impl Iterator<Item = [&Passage; 2]> {
    let starts = [at.checked_sub(1), Some(at)].into_iter().flatten();
    let two = |start: u32| Some([passages.all.get(start as usize)?, passages.all.get(start as usize + 1)?]);
    starts.filter_map(two).filter(|[first, last]| first.block == last.block && first.unit + 1 == last.unit)
}

fn joined_likeness(whole: &Passage, first: &Passage, last: &Passage) -> Option<u32> {
    let length = first.wording.len() + last.wording.len();
    if length.abs_diff(whole.wording.len()) * LENGTH_SHARE > length {
        return None;
    }
    let joined = [first.wording.words.as_slice(), last.wording.words.as_slice()].concat();
    Some(likeness(&whole.wording.words, &joined)).filter(|likeness| *likeness >= JOINED_MIN)
}
