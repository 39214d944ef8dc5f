//! Which pairs of passages are worth a look.
//!
//! Equal passages always; for the others those that share rare stems, and the neighbours of all these. The cost
//! is linear in the passages: posting lists and candidates are capped.

use std::cmp::Reverse;

use rayon::prelude::*;

use super::passages::Pair;
use super::settled::Settled;
use super::similarity::{Likeness, Profile, Profiles, SAME, trigram_words};
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
    pub(super) before: Profiles,
    pub(super) after: Profiles,
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
        || Profiles::of(pair, &pair.before, &open_before, words),
        || Profiles::of(pair, &pair.after, &open_after, words),
    );
    let pairs = open_pairs(pair, &equal, (&before, &open_before), (&after, &open_after));
    let measure = |(i, j): (u32, u32)| (i, j, Likeness::new(pair, before.get(i), after.get(j)));
    let measured: Vec<Measured> = pairs.into_par_iter().with_min_len(128).map(measure).collect();
    #[cfg(test)]
    let count = measured.len();
    let score = |(i, j, likeness): Measured| {
        let similarity = likeness.with_order(pair.before.stems(i), pair.after.stems(j));
        Candidate { before: i, after: j, similarity }
    };
    let alike: Vec<Candidate> =
        best(measured, pair.after.len()).into_par_iter().with_min_len(32).map(score).collect();
    Candidates {
        all: merged(&equal, &alike),
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
fn merged(left: &[Candidate], right: &[Candidate]) -> Vec<Candidate> {
    let place = |candidate: &Candidate| packed(candidate.before, candidate.after);
    let mut all = Vec::with_capacity(left.len() + right.len());
    let mut from = 0;
    for other in right {
        let upto = from + left[from..].iter().take_while(|it| place(it) <= place(other)).count();
        all.extend_from_slice(&left[from..upto]);
        all.push(*other);
        from = upto;
    }
    all.extend_from_slice(&left[from..]);
    all
}

/// A pair of passages with what is known of its likeness.
type Measured = (u32, u32, Likeness);

/// The pairs that are among the best few of either of their passages; `measured` is sorted.
fn best(measured: Vec<Measured>, after: usize) -> Vec<Measured> {
    let mut kept = vec![false; measured.len()];
    let mut ranked: Vec<(i32, u32)> = Vec::new();
    let mut keep_best = |group: &[u32]| {
        let known = |at: &u32| (-measured[*at as usize].2.known(), *at);
        if group.len() <= CANDIDATES_KEPT {
            for at in group {
                kept[*at as usize] = true;
            }
            return;
        }
        ranked.clear();
        ranked.extend(group.iter().map(known));
        keep_least(&mut ranked, CANDIDATES_KEPT);
        for (_, at) in &ranked {
            kept[*at as usize] = true;
        }
    };
    let by_before: Vec<u32> = (0..measured.len() as u32).collect();
    by_before
        .chunk_by(|left, right| measured[*left as usize].0 == measured[*right as usize].0)
        .for_each(&mut keep_best);
    let (starts, by_after) = counted_out(measured.iter().map(|(_, j, _)| *j), after);
    starts.windows(2).for_each(|group| keep_best(&by_after[group[0] as usize..group[1] as usize]));
    measured.into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(it, _)| it).collect()
}

/// The places of all keys by their key, and where those of each begin and the last end; keys are less than `count`.
fn counted_out(keys: impl Iterator<Item = u32> + Clone, count: usize) -> (Vec<u32>, Vec<u32>) {
    let mut starts = vec![0_u32; count + 2];
    // Two further on: when the places are counted out, each has become the start of its key.
    let mut all = 0;
    keys.clone().for_each(|key| {
        starts[key as usize + 2] += 1;
        all += 1;
    });
    for at in 2..starts.len() {
        starts[at] += starts[at - 1];
    }
    let mut places = vec![0; all];
    for (place, key) in (0..).zip(keys) {
        let next = &mut starts[key as usize + 1];
        places[*next as usize] = place;
        *next += 1;
    }
    starts.pop();
    (starts, places)
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
    (before, open_before): (&Profiles, &[bool]),
    (after, open_after): (&Profiles, &[bool]),
) -> Vec<(u32, u32)> {
    let postings = Postings::new(pair, after, open_after);
    let open: Vec<u32> = (0..pair.before.len() as u32).filter(|i| open_before[*i as usize]).collect();
    let sums = || Sums { weight: vec![0; pair.after.len()], ..Sums::default() };
    let look_up = |sums: &mut Sums, i: &u32| postings.lookup(pair, before.get(*i), sums);
    let found: Vec<Found> = open.par_iter().with_min_len(OPEN_PER_TASK_MIN).map_init(sums, look_up).collect();
    let mut pairs = Vec::with_capacity(CANDIDATES_SCORED * open.len());
    let mut add = |i: u32, j: u32| {
        let is_open = |open: &[bool], passage: u32| open.get(passage as usize) == Some(&true);
        if is_open(open_before, i) && is_open(open_after, j) {
            pairs.push((i, j));
        }
    };
    for (i, found) in open.iter().zip(&found) {
        for (rank, j) in found.heaviest().iter().enumerate() {
            add(*i, *j);
            if rank < NEIGHBOURS_OF {
                for (i, j) in diagonal((*i, *j)) {
                    add(i, j);
                }
            }
        }
    }
    for candidate in equal {
        for (i, j) in diagonal((candidate.before, candidate.after)) {
            add(i, j);
        }
    }
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
#[derive(Default)]
struct Sums {
    weight: Vec<u32>,
    /// The passages whose weight is not 0.
    touched: Vec<u32>,
    /// Room for the stems of a passage, and for the passages that share them.
    stems: Vec<(Reverse<u32>, u32)>,
    ranked: Vec<u64>,
}

impl Sums {
    fn add(&mut self, passage: u32, weight: u32) {
        let sum = &mut self.weight[passage as usize];
        if *sum == 0 {
            self.touched.push(passage);
        }
        *sum += weight;
    }

    /// The passages of most weight; the table is empty then.
    fn take_heaviest(&mut self) -> Found {
        self.ranked.clear();
        for passage in self.touched.drain(..) {
            let weight = std::mem::take(&mut self.weight[passage as usize]);
            self.ranked.push(packed(u32::MAX - weight, passage));
        }
        keep_least(&mut self.ranked, CANDIDATES_SCORED);
        self.ranked.sort_unstable();
        let mut found = Found { passages: [0; CANDIDATES_SCORED], count: self.ranked.len() };
        for (place, ranked) in found.passages.iter_mut().zip(&self.ranked) {
            *place = *ranked as u32;
        }
        found
    }
}

/// The passages that share most with one.
struct Found {
    passages: [u32; CANDIDATES_SCORED],
    count: usize,
}

impl Found {
    /// The heaviest first.
    fn heaviest(&self) -> &[u32] {
        &self.passages[..self.count]
    }
}

/// Open passages of the later version by stem.
struct Postings {
    starts: Vec<u32>,
    passages: Vec<u32>,
}

impl Postings {
    fn new(pair: &Pair<'_>, after: &Profiles, open: &[bool]) -> Self {
        let open = || (0..).zip(open).filter(|(_, open)| **open).map(|(passage, _)| passage);
        // Two further on: when the passages are counted out, each has become the start of its stem.
        let mut starts = vec![0_u32; pair.stems() + 2];
        for passage in open() {
            after.get(passage).each_stem().for_each(|stem| starts[stem as usize + 2] += 1);
        }
        for at in 2..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut passages = vec![0; starts[starts.len() - 1] as usize];
        for passage in open() {
            after.get(passage).each_stem().for_each(|stem| {
                let next = &mut starts[stem as usize + 1];
                passages[*next as usize] = passage;
                *next += 1;
            });
        }
        Self { starts, passages }
    }

    fn of(&self, stem: u32) -> &[u32] {
        match self.starts.get(stem as usize..stem as usize + 2) {
            Some(&[start, end]) => &self.passages[start as usize..end as usize],
            _ => &[],
        }
    }

    /// Passages that share the rarest stems, by the weight shared.
    fn lookup(&self, pair: &Pair<'_>, profile: Profile<'_>, sums: &mut Sums) -> Found {
        let mut stems = std::mem::take(&mut sums.stems);
        stems.clear();
        let is_told = |stem: &u32| (1..=POSTINGS_MAX).contains(&self.of(*stem).len());
        let ranked = |stem: u32| (Reverse(pair.weight(stem)), stem);
        stems.extend(profile.each_stem().filter(is_told).map(ranked));
        keep_least(&mut stems, STEMS_LOOKED_UP);
        for (weight, stem) in &stems {
            self.of(*stem).iter().for_each(|passage| sums.add(*passage, weight.0));
        }
        sums.stems = stems;
        sums.take_heaviest()
    }
}
