//! Which pairs of passages are worth a look.
//!
//! Equal passages always; for the others those that share rare stems, and the neighbours of all these. The cost
//! is linear in the passages: posting lists and candidates are capped.

use rayon::prelude::*;

use super::passages::Pair;
use super::settled::Settled;
use super::similarity::{Likeness, Profile, SAME, trigram_words};
use crate::document::Texts;

/// Rarest stems of a passage that are looked up.
const STEMS_LOOKED_UP: usize = 12;
/// Longest posting list that is read.
const POSTINGS_MAX: usize = 64;
/// Candidates of a passage that are scored, before neighbours.
const CANDIDATES_SCORED: usize = 12;
/// Candidates of a passage whose diagonal neighbours are scored too.
const NEIGHBOURS_OF: usize = 4;
/// Candidates of a passage that are measured in full, on either side.
const CANDIDATES_KEPT: usize = 6;
/// Fewest open passages that are worth a task of their own, with a table of sums.
const OPEN_PER_TASK_MIN: usize = 64;
/// Equal passages that are candidates of one, before and after its own place among them.
const COPIES_AROUND: usize = 3;

/// Two passages that may be the same, and how alike they are in ten-thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) before: u32,
    pub(super) after: u32,
    pub(super) similarity: i32,
}

/// The candidates and what they were found by.
#[derive(Debug)]
pub(super) struct Candidates {
    /// By `before`, then `after`.
    pub(super) all: Vec<Candidate>,
    /// Profiles of the passages that have no equal of their own.
    pub(super) before: Vec<Profile>,
    pub(super) after: Vec<Profile>,
    /// Whether a passage is open: not one of exactly two equal ones, one a side, among neighbours of that kind.
    pub(super) open_before: Vec<bool>,
    pub(super) open_after: Vec<bool>,
    /// Whether a passage stands in the other version too, in its own words.
    pub(super) copied_before: Vec<bool>,
    pub(super) copied_after: Vec<bool>,
    /// How many pairs were measured.
    #[cfg(test)]
    pub(super) measured: usize,
}

/// Finds and scores the candidates.
pub(super) fn find(pair: &Pair<'_>, settled: &Settled<'_>) -> Candidates {
    let copies = &settled.copies;
    let Equal { all: equal, open_before, open_after } = Equal::of(pair, settled);
    let copied_before = copies.texts().iter().map(|text| !copies.after(*text).is_empty()).collect();
    let copied_after = (0..pair.after.len()).map(|j| copies.text_of_after(j) != Texts::NONE).collect();
    let words = trigram_words(&pair.before).max(trigram_words(&pair.after));
    let (before, after) = rayon::join(
        || Profile::of(pair, &pair.before, &open_before, words),
        || Profile::of(pair, &pair.after, &open_after, words),
    );
    let pairs = open_pairs(pair, &equal, &before, &open_before, &open_after);
    let measure = |(i, j): (u32, u32)| (i, j, Likeness::new(pair, &before[i as usize], &after[j as usize]));
    let measured: Vec<Measured> = pairs.into_par_iter().with_min_len(128).map(measure).collect();
    #[cfg(test)]
    let count = measured.len();
    let score = |(i, j, likeness): Measured| {
        let similarity = likeness.with_order(pair.before.stems(i), pair.after.stems(j));
        Candidate { before: i, after: j, similarity }
    };
    let alike: Vec<Candidate> = best(measured).into_par_iter().with_min_len(32).map(score).collect();
    Candidates {
        all: merged(equal, alike),
        before,
        after,
        open_before,
        open_after,
        copied_before,
        copied_after,
        #[cfg(test)]
        measured: count,
    }
}

/// Two lists by `before`, then `after`, as one.
fn merged(left: Vec<Candidate>, right: Vec<Candidate>) -> Vec<Candidate> {
    let place = |candidate: &Candidate| packed(candidate.before, candidate.after);
    let mut all = Vec::with_capacity(left.len() + right.len());
    let mut right = right.into_iter().peekable();
    for candidate in left {
        all.extend(std::iter::from_fn(|| right.next_if(|other| place(other) < place(&candidate))));
        all.push(candidate);
    }
    all.extend(right);
    all
}

/// A pair of passages with what is known of its likeness.
type Measured = (u32, u32, Likeness);

/// The pairs that are among the best few of either of their passages; `measured` is sorted.
fn best(measured: Vec<Measured>) -> Vec<Measured> {
    let mut kept = vec![false; measured.len()];
    let mut by_after: Vec<u64> = measured.iter().zip(0..).map(|((_, j, _), at)| packed(*j, at)).collect();
    by_after.sort_unstable();
    let by_before: Vec<u64> = measured.iter().zip(0..).map(|((i, _, _), at)| packed(*i, at)).collect();
    let mut ranked: Vec<(i32, usize)> = Vec::new();
    for order in [by_before, by_after] {
        for group in order.chunk_by(|left, right| left >> 32 == right >> 32) {
            let at = |key: &u64| *key as u32 as usize;
            ranked.clear();
            ranked.extend(group.iter().map(|key| (-measured[at(key)].2.known(), at(key))));
            keep_least(&mut ranked, CANDIDATES_KEPT);
            for (_, at) in &ranked {
                kept[*at] = true;
            }
        }
    }
    measured.into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(it, _)| it).collect()
}

/// Keeps the `count` least, in any order.
fn keep_least<T: Ord>(all: &mut Vec<T>, count: usize) {
    if all.len() > count {
        all.select_nth_unstable(count);
        all.truncate(count);
    }
}

/// Two numbers as one, which sorts in a fraction of the time.
fn packed(first: u32, second: u32) -> u64 {
    u64::from(first) << 32 | u64::from(second)
}

/// What is known of passages by what they are settled on and by their equals alone.
struct Equal {
    /// Pairs of settled and of equal passages by `before`, then `after`.
    all: Vec<Candidate>,
    /// Whether anything but its equals may be looked for: not for one that is settled or stands aside.
    open_before: Vec<bool>,
    open_after: Vec<bool>,
}

impl Equal {
    fn of(pair: &Pair<'_>, Settled { copies, partners: settled }: &Settled<'_>) -> Self {
        let (mut open_before, mut open_after) = (pair.before.compared.to_vec(), pair.after.compared.to_vec());
        let mut taken = vec![false; pair.after.len()];
        for (i, j) in settled.iter().enumerate().filter_map(|(i, j)| Some((i, (*j)? as usize))) {
            (open_before[i], open_after[j], taken[j]) = (false, false, true);
        }
        let mut all = Vec::with_capacity(pair.before.len());
        let mut met = vec![0_u32; copies.count()];
        let mut near = Vec::new();
        for (i, text) in (0..).zip(copies.texts()).filter(|(_, text)| **text != Texts::NONE) {
            let rank = met[*text as usize] as usize;
            met[*text as usize] += 1;
            if let Some(j) = settled[i as usize] {
                all.push(Candidate { before: i, after: j, similarity: SAME });
                continue;
            }
            let (before, after) = (copies.count_before(*text), copies.after(*text));
            let places = copies_near(rank, before, after.len()).map(|at| after[at]);
            near.clear();
            near.extend(places.filter(|j| !taken[*j as usize]));
            near.sort_unstable();
            all.extend(near.iter().map(|j| Candidate { before: i, after: *j, similarity: SAME }));
        }
        Self { all, open_before, open_after }
    }
}

/// Places among `after` copies that one of `before` copies may have gone to: around its own place, counted from
/// the start and from the end.
fn copies_near(rank: usize, before: usize, after: usize) -> impl Iterator<Item = usize> {
    let from_end = (rank + after).saturating_sub(before);
    let around = |at: usize| at.saturating_sub(COPIES_AROUND).min(after)..(at + COPIES_AROUND + 1).min(after);
    let near_start = around(rank);
    around(from_end).filter(move |at| !near_start.contains(at)).chain(around(rank))
}

/// Pairs of open passages that share rare stems, and their diagonal neighbours; sorted, without equal pairs.
fn open_pairs(
    pair: &Pair<'_>,
    equal: &[Candidate],
    before: &[Profile],
    open_before: &[bool],
    open_after: &[bool],
) -> Vec<(u32, u32)> {
    let postings = Postings::new(pair, open_after);
    let open: Vec<u32> = (0..pair.before.len() as u32).filter(|i| open_before[*i as usize]).collect();
    let sums = || Sums { weight: vec![0; pair.after.len()], touched: Vec::new() };
    let look_up = |sums: &mut Sums, i: &u32| (*i, postings.lookup(pair, &before[*i as usize], sums));
    let found: Vec<(u32, Vec<u32>)> =
        open.par_iter().with_min_len(OPEN_PER_TASK_MIN).map_init(sums, look_up).collect();
    let likely = found.iter().flat_map(|(i, all)| all.iter().take(NEIGHBOURS_OF).map(|j| (*i, *j)));
    let seeds = equal.iter().map(|candidate| (candidate.before, candidate.after));
    let is_open = |(i, j): &(u32, u32)| {
        open_before.get(*i as usize).is_some_and(|open| *open)
            && open_after.get(*j as usize).is_some_and(|open| *open)
    };
    let shared = found.iter().flat_map(|(i, all)| all.iter().map(|j| (*i, *j)));
    let near = likely.chain(seeds).flat_map(diagonal);
    let pairs = shared.chain(near).filter(is_open).collect();
    let differ = |(i, j): &(u32, u32)| pair.before.identity[*i as usize] != pair.after.identity[*j as usize];
    let mut pairs = sorted(pairs, pair.before.len());
    pairs.retain(differ);
    pairs
}

/// Pairs by their first, of which there are so many, then by their second, without equal ones. Each first has few, so that
/// they are counted out to it and only those of one are compared.
fn sorted(pairs: Vec<(u32, u32)>, firsts: usize) -> Vec<(u32, u32)> {
    let mut next = vec![0_u32; firsts + 1];
    for (first, _) in &pairs {
        next[*first as usize + 1] += 1;
    }
    for at in 1..next.len() {
        next[at] += next[at - 1];
    }
    let mut sorted = vec![(0, 0); pairs.len()];
    for pair in pairs {
        let place = &mut next[pair.0 as usize];
        sorted[*place as usize] = pair;
        *place += 1;
    }
    for of_one in sorted.chunk_by_mut(|left, right| left.0 == right.0) {
        of_one.sort_unstable_by_key(|(_, second)| *second);
    }
    sorted.dedup();
    sorted
}

fn diagonal((i, j): (u32, u32)) -> [(u32, u32); 2] {
    [(i.wrapping_sub(1), j.wrapping_sub(1)), (i + 1, j + 1)]
}

/// Weight shared with each passage of the later version: a table that is filled and emptied for each earlier one.
struct Sums {
    weight: Vec<u32>,
    /// The passages whose weight is not 0.
    touched: Vec<u32>,
}

impl Sums {
    fn add(&mut self, passage: u32, weight: u32) {
        let sum = &mut self.weight[passage as usize];
        if *sum == 0 {
            self.touched.push(passage);
        }
        *sum += weight;
    }

    /// The passages of most weight, heaviest first; the table is empty then.
    fn take_heaviest(&mut self, count: usize) -> Vec<u32> {
        let sums = self.touched.drain(..).map(|passage| {
            let weight = std::mem::take(&mut self.weight[passage as usize]);
            packed(u32::MAX - weight, passage)
        });
        let mut found: Vec<u64> = sums.collect();
        keep_least(&mut found, count);
        found.sort_unstable();
        found.into_iter().map(|found| found as u32).collect()
    }
}

/// Calls `each` with every stem of the later version's open passages, once for each passage.
fn each_stem(pair: &Pair<'_>, open: &[bool], mut each: impl FnMut(usize, u32)) {
    let mut last = vec![u32::MAX; pair.stems()];
    for passage in (0..).zip(open).filter(|(_, open)| **open).map(|(passage, _)| passage) {
        for stem in pair.after.stems(passage) {
            if std::mem::replace(&mut last[*stem as usize], passage) != passage {
                each(*stem as usize, passage);
            }
        }
    }
}

/// Open passages of the later version by stem.
struct Postings {
    starts: Vec<u32>,
    passages: Vec<u32>,
}

impl Postings {
    fn new(pair: &Pair<'_>, open: &[bool]) -> Self {
        let mut starts = vec![0_u32; pair.stems() + 1];
        each_stem(pair, open, |stem, _| starts[stem + 1] += 1);
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut passages = vec![0; starts[starts.len() - 1] as usize];
        each_stem(pair, open, |stem, passage| {
            passages[next[stem] as usize] = passage;
            next[stem] += 1;
        });
        Self { starts, passages }
    }

    fn of(&self, stem: u32) -> &[u32] {
        match self.starts.get(stem as usize..stem as usize + 2) {
            Some(&[start, end]) => &self.passages[start as usize..end as usize],
            _ => &[],
        }
    }

    /// Passages that share the rarest stems, by the weight shared.
    fn lookup(&self, pair: &Pair<'_>, profile: &Profile, sums: &mut Sums) -> Vec<u32> {
        let mut stems = Vec::with_capacity(profile.stems.len());
        profile.each_stem(|stem| {
            if (1..=POSTINGS_MAX).contains(&self.of(stem).len()) {
                stems.push(stem);
            }
        });
        stems.sort_unstable_by_key(|stem| (std::cmp::Reverse(pair.weight(*stem)), *stem));
        for stem in stems.iter().take(STEMS_LOOKED_UP) {
            self.of(*stem).iter().for_each(|passage| sums.add(*passage, pair.weight(*stem)));
        }
        sums.take_heaviest(CANDIDATES_SCORED)
    }
}
