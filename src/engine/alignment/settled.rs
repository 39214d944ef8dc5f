//! Passages whose partner is known before anything is measured.
//!
//! Takes both sides as passages, gives for each earlier one the later one that it is settled on, if nothing else is to be
//! looked for: of units by their equals, of blocks also by their units.

use super::passages::{Pair, Passages};
use crate::document::Texts;

/// Fewest stems of a passage that does not come up again by chance.
const STEMS_TELLING: usize = 8;
/// Least share of the stems of either of two blocks that stand in units which are settled on units of the other, in
/// percent.
const STEMS_SETTLED_MIN: usize = 50;

/// What is settled, and the equal passages that it was found by.
pub(super) struct Settled<'a> {
    pub(super) copies: Copies<'a>,
    /// For each earlier passage the later one.
    pub(super) partners: Vec<Option<u32>>,
}

impl<'a> Settled<'a> {
    /// What is settled by equal text.
    pub(super) fn of(pair: &Pair<'a>) -> Self {
        let copies = Copies::of(pair);
        let partners = settled(pair, &copies);
        Self { copies, partners }
    }

    /// What of the blocks is settled by their text, or else by the units that they are made of.
    pub(super) fn of_blocks(blocks: &Pair<'a>, units: &Pair<'_>, settled_units: &Settled<'_>) -> Self {
        let mut settled = Self::of(blocks);
        by_units(blocks, units, &settled_units.partners, &mut settled.partners);
        enclosed(blocks, &settled.copies, &mut settled.partners);
        settled
    }
}

/// Settles blocks between which most of the words of either went in units that are settled: what is left of them is too
/// little to make either of them another.
fn by_units(blocks: &Pair<'_>, units: &Pair<'_>, partners: &[Option<u32>], settled: &mut [Option<u32>]) {
    let mut taken = vec![false; blocks.after.len()];
    settled.iter().flatten().for_each(|block| taken[*block as usize] = true);
    let pairs = partners.iter().enumerate().filter_map(|(i, j)| Some((i as u32, (*j)?)));
    let home = |(i, j): (u32, u32)| (units.before.home[i as usize], units.after.home[j as usize]);
    let mut pairs = pairs.peekable();
    while let Some(first) = pairs.next() {
        let (i, j) = home(first);
        let mut stems = units.before.stem_count(first.0);
        while let Some(next) = pairs.next_if(|next| home(*next) == (i, j)) {
            stems += units.before.stem_count(next.0);
        }
        let most = |side: &Passages<'_>, block: u32| {
            100 * stems > STEMS_SETTLED_MIN * side.stem_count(block) && side.compared[block as usize]
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
fn settled(pair: &Pair<'_>, copies: &Copies<'_>) -> Vec<Option<u32>> {
    let only = |text: &u32| match copies.after(*text) {
        [j] if copies.count_before(*text) == 1 => Some(*j),
        _ => None,
    };
    let partners: Vec<Option<u32>> = copies.texts().iter().map(only).collect();
    let is_settled = |i: usize, j: u32| {
        let last = i.checked_sub(1).and_then(|i| partners[i]).map(|last| last + 1);
        let next = partners.get(i + 1).copied().flatten().and_then(|next| next.checked_sub(1));
        let telling = pair.before.stem_count(i as u32) >= STEMS_TELLING;
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
fn enclosed(pair: &Pair<'_>, copies: &Copies<'_>, settled: &mut [Option<u32>]) {
    let are_equal = |(i, j): (usize, usize)| {
        let aside = pair.before.set_aside[i] || pair.after.set_aside[j];
        !aside && copies.texts()[i] == copies.text_of_after(j) && copies.texts()[i] != Texts::NONE
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

/// Equal passages: which text of the one version is which of the other.
pub(super) struct Copies<'a> {
    before: &'a Texts,
    after: &'a Texts,
    /// Of each text of the earlier version the number that it has in the later; [`Texts::NONE`] for one that is not there.
    in_after: Vec<u32>,
    /// The other way round.
    in_before: Vec<u32>,
}

impl<'a> Copies<'a> {
    fn of(pair: &Pair<'a>) -> Self {
        let (before, after) = (pair.before.texts(), pair.after.texts());
        let mut in_after = vec![Texts::NONE; before.count()];
        let number = |(own, identity): (u32, &u64)| {
            let number = before.by_identity.get(identity).copied()?;
            in_after[number as usize] = own;
            Some(number)
        };
        let in_before = (0..).zip(&after.identities).map(number).map(|number| number.unwrap_or(Texts::NONE));
        let in_before = in_before.collect();
        Self { before, after, in_after, in_before }
    }

    /// Of each earlier passage its text; [`Texts::NONE`] for one that is set aside.
    pub(super) fn texts(&self) -> &'a [u32] {
        &self.before.of
    }

    /// Of each later passage the text of the earlier version that it has; [`Texts::NONE`] where there is none.
    pub(super) fn text_of_after(&self, passage: usize) -> u32 {
        let own = self.after.of[passage];
        self.in_before.get(own as usize).copied().unwrap_or(Texts::NONE)
    }

    /// How many texts the earlier version has.
    pub(super) fn count(&self) -> usize {
        self.before.count()
    }

    /// How often a text of the earlier version stands in it.
    pub(super) fn count_before(&self, text: u32) -> usize {
        self.before.places(text).len()
    }

    /// The later passages of a text of the earlier version; none of [`Texts::NONE`].
    pub(super) fn after(&self, text: u32) -> &'a [u32] {
        self.in_after.get(text as usize).map_or(&[], |other| self.after.places(*other))
    }
}
