//! Passages whose partner is known before anything is measured.
//!
//! Takes both sides as passages, gives for each earlier one the later one that it is settled on, if nothing else is to be
//! looked for: of units by their equals, of blocks also by their units.

use rustc_hash::FxHashMap;

use super::passages::{Pair, Passages};

/// Fewest stems of a passage that does not come up again by chance.
const STEMS_TELLING: usize = 8;
/// Least share of the stems of either of two blocks that stand in units which are settled on units of the other, in
/// percent.
const STEMS_SETTLED_MIN: usize = 50;

/// What is settled, and the equal passages that it was found by.
pub(super) struct Settled {
    pub(super) copies: Copies,
    /// For each earlier passage the later one.
    pub(super) partners: Vec<Option<u32>>,
}

impl Settled {
    /// What is settled by equal text.
    pub(super) fn of(pair: &Pair) -> Self {
        let copies = Copies::of(pair);
        let partners = settled(pair, &copies);
        Self { copies, partners }
    }

    /// What of the blocks is settled by their text, or else by the units that they are made of.
    pub(super) fn of_blocks(blocks: &Pair, units: &Pair, settled_units: &Self) -> Self {
        let mut settled = Self::of(blocks);
        by_units(blocks, units, &settled_units.partners, &mut settled.partners);
        enclosed(blocks, &settled.copies, &mut settled.partners);
        settled
    }
}

/// Settles blocks between which most of the words of either went in units that are settled: what is left of them is too
/// little to make either of them another.
fn by_units(blocks: &Pair, units: &Pair, partners: &[Option<u32>], settled: &mut [Option<u32>]) {
    let mut taken = vec![false; blocks.after.len()];
    settled.iter().flatten().for_each(|block| taken[*block as usize] = true);
    let pairs = partners.iter().enumerate().filter_map(|(i, j)| Some((i as u32, (*j)?)));
    let home = |(i, j): (u32, u32)| (units.before.home[i as usize], units.after.home[j as usize]);
    let mut pairs = pairs.peekable();
    while let Some(first) = pairs.next() {
        let (i, j) = home(first);
        let mut stems = units.before.stems(first.0).len();
        while let Some(next) = pairs.next_if(|next| home(*next) == (i, j)) {
            stems += units.before.stems(next.0).len();
        }
        let most = |side: &Passages, block: u32| {
            100 * stems > STEMS_SETTLED_MIN * side.stems(block).len() && side.compared[block as usize]
        };
        let free = settled[i as usize].is_none() && !taken[j as usize];
        if free && most(&blocks.before, i) && most(&blocks.after, j) {
            (settled[i as usize], taken[j as usize]) = (Some(j), true);
        }
    }
}

/// For each earlier passage the equal one that it is settled on, if nothing else is to be looked for.
///
/// That is the only passage of its text on either side; and a copy among many whose place is certain, because settled
/// ones stand around it: see [`enclosed`].
///
/// A short pair without a neighbour of its kind is open all the same: the row "| A. Smith | Absent |" of last
/// year's minutes may have been corrected in its place, and this year's minutes may hold one like it.
fn settled(pair: &Pair, copies: &Copies) -> Vec<Option<u32>> {
    let only = |text: &u32| match copies.after(*text) {
        [j] if copies.before[*text as usize] == 1 => Some(*j),
        _ => None,
    };
    let known = |text: &u32| Some(*text).filter(|text| *text != Copies::NONE);
    let partners: Vec<Option<u32>> =
        copies.text_of_before.iter().map(|text| known(text).and_then(|text| only(&text))).collect();
    let is_settled = |i: usize, j: u32| {
        let last = i.checked_sub(1).and_then(|i| partners[i]).map(|last| last + 1);
        let next = partners.get(i + 1).copied().flatten().and_then(|next| next.checked_sub(1));
        let telling = pair.before.stems(i as u32).len() >= STEMS_TELLING;
        telling || last == Some(j) || next == Some(j)
    };
    let mut settled: Vec<Option<u32>> =
        partners.iter().enumerate().map(|(i, j)| j.filter(|j| is_settled(i, *j))).collect();
    enclosed(pair, copies, &mut settled);
    settled
}

/// Settles copies between two settled passages that are as many places apart on the one side as on the other: those
/// that follow the first and those that come before the last, as far as they are equal one by one.
///
/// Each stands in its own place there, so no near copy can have taken it.
fn enclosed(pair: &Pair, copies: &Copies, settled: &mut [Option<u32>]) {
    let are_equal = |(i, j): (usize, usize)| {
        let aside = pair.before.set_aside[i] || pair.after.set_aside[j];
        !aside
            && copies.text_of_before[i] == copies.text_of_after[j]
            && copies.text_of_before[i] != Copies::NONE
    };
    let end = (settled.len(), pair.after.len());
    let known = settled.iter().enumerate().filter_map(|(i, j)| Some((i, (*j)? as usize)));
    // Both versions begin together and end together.
    let mut start = (0, 0);
    let mut gaps = Vec::new();
    for (i, j) in known.chain([end]) {
        if i > start.0 && i - start.0 == j.saturating_sub(start.1) {
            gaps.push((start, i - start.0));
        }
        start = (i + 1, j + 1);
    }
    for ((i, j), len) in gaps {
        let is_equal = |at: &usize| are_equal((i + at, j + at));
        let first = (0..len).take_while(is_equal).count();
        let last = (first..len).rev().take_while(is_equal).count();
        for at in (0..first).chain(len - last..len) {
            settled[i + at] = Some((j + at) as u32);
        }
    }
}

/// Equal passages: the texts of the earlier version by number, and where each stands.
pub(super) struct Copies {
    /// Of each earlier passage its text; [`Self::NONE`] for one that is set aside.
    pub(super) text_of_before: Vec<u32>,
    /// Of each later passage the same text; [`Self::NONE`] for one that stands nowhere in the earlier version too.
    pub(super) text_of_after: Vec<u32>,
    /// How often each text stands in the earlier version.
    pub(super) before: Vec<u32>,
    /// Where the later passages of each text begin in `all_after`.
    starts: Vec<u32>,
    /// Later passages by text, those of one in reading order.
    all_after: Vec<u32>,
}

impl Copies {
    pub(super) const NONE: u32 = u32::MAX;

    fn of(pair: &Pair) -> Self {
        let mut numbers: FxHashMap<u64, u32> =
            FxHashMap::with_capacity_and_hasher(pair.before.len(), rustc_hash::FxBuildHasher);
        let mut before: Vec<u32> = Vec::new();
        let mut number = |(identity, aside): (&u64, &bool)| {
            if *aside {
                return Self::NONE;
            }
            let number = *numbers.entry(*identity).or_insert(before.len() as u32);
            match before.get_mut(number as usize) {
                Some(count) => *count += 1,
                None => before.push(1),
            }
            number
        };
        let side = &pair.before;
        let text_of_before = side.identity.iter().zip(&side.set_aside).map(&mut number).collect();
        let side = &pair.after;
        let text = |(identity, aside): (&u64, &bool)| {
            numbers.get(identity).copied().filter(|_| !aside).unwrap_or(Self::NONE)
        };
        let text_of_after: Vec<u32> = side.identity.iter().zip(&side.set_aside).map(text).collect();
        let known = || (0..).zip(&text_of_after).filter(|(_, text)| **text != Self::NONE);
        let mut starts = vec![0_u32; before.len() + 1];
        known().for_each(|(_, text)| starts[*text as usize + 1] += 1);
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut all_after = vec![0; starts[before.len()] as usize];
        for (j, text) in known() {
            let place = &mut next[*text as usize];
            all_after[*place as usize] = j;
            *place += 1;
        }
        Self { text_of_before, text_of_after, before, starts, all_after }
    }

    /// The later passages of a text.
    pub(super) fn after(&self, text: u32) -> &[u32] {
        &self.all_after[self.starts[text as usize] as usize..self.starts[text as usize + 1] as usize]
    }
}
