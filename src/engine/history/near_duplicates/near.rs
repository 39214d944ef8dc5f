//! Which texts are nearly alike, without comparing all with all.
//!
//! Takes [`Passages`], gives pairs of different texts whose *frames*, their words without the facts among them,
//! share shingles (runs of neighbouring words): "tenancy ended 12 May" meets "tenancy ended 21 May". Lists of what
//! has a shingle are capped, and so are the candidates of a text, so that the cost stays linear. A shingle that
//! more texts have than a list holds belongs to a form, which says nothing of copies.

use std::cmp::Reverse;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::passages::{Passages, hash};

/// Words in a run that is looked up.
const SHINGLE_WORDS: usize = 3;
/// Most texts that are kept of one shingle; a more frequent one is passed over.
const POSTINGS_MAX: u32 = 48;
/// Most candidates of a text.
const CANDIDATES_MAX: usize = 8;
/// Fewest texts that are worth a task of their own.
const PER_TASK_MIN: usize = 64;
/// Most tasks: each counts for all texts.
const TASKS_MAX: usize = 64;

/// Two texts, as indices into [`Passages::texts`].
pub(super) type Near = (u32, u32);

/// Pairs of texts of one document, the earlier one first; sorted.
pub(super) fn within(passages: &Passages) -> Vec<Near> {
    // What one text alone has meets no other.
    let postings = Postings::of(passages, 2);
    let found = look_up(passages, &postings, passages.texts.len(), |left, right| left != right);
    let mut found: Vec<Near> = found.into_iter().map(|(i, j)| (i.min(j), i.max(j))).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// Pairs of a text of the one document and a text of the other; sorted.
pub(super) fn across(left: &Passages, right: &Passages) -> Vec<Near> {
    look_up(left, &Postings::of(right, 1), right.texts.len(), |_, _| true)
}

/// Texts by shingle.
#[derive(Debug, Default)]
struct Postings {
    numbers: FxHashMap<u64, u32>,
    /// By number of a shingle where its texts begin, and at last where they end.
    starts: Vec<u32>,
    texts: Vec<u32>,
}

impl Postings {
    /// The texts of a document by the shingles that `fewest` of them have or more.
    fn of(passages: &Passages, fewest: u32) -> Self {
        let mut numbers: FxHashMap<u64, u32> = FxHashMap::default();
        // By shingle how many texts have it, and the last that does.
        let mut met: Vec<(u32, u32)> = Vec::new();
        let mut places: Vec<(u32, u32)> = Vec::new();
        for text in 0..passages.texts.len() as u32 {
            for shingle in shingles(frame(passages, text)) {
                let number = *numbers.entry(shingle).or_insert(met.len() as u32);
                match met.get_mut(number as usize) {
                    Some((_, last)) if *last == text => continue,
                    Some((count, last)) => (*count, *last) = (*count + 1, text),
                    None => met.push((1, text)),
                }
                places.push((number, text));
            }
        }
        let is_kept = |number: u32| (fewest..=POSTINGS_MAX).contains(&met[number as usize].0);
        let mut starts = Vec::with_capacity(met.len() + 1);
        let mut end = 0;
        for (number, (count, _)) in (0..).zip(&met) {
            starts.push(end);
            end += if is_kept(number) { *count } else { 0 };
        }
        starts.push(end);
        let (mut next, mut texts) = (starts.clone(), vec![0; end as usize]);
        for (number, text) in places.into_iter().filter(|(number, _)| is_kept(*number)) {
            let at = &mut next[number as usize];
            texts[*at as usize] = text;
            *at += 1;
        }
        Self { numbers, starts, texts }
    }

    /// The texts that have a shingle.
    fn texts(&self, shingle: u64) -> &[u32] {
        let Some(number) = self.numbers.get(&shingle) else { return &[] };
        let at = *number as usize;
        &self.texts[self.starts[at] as usize..self.starts[at + 1] as usize]
    }
}

/// The candidates of each text, of so many, that share most with it.
fn look_up(
    passages: &Passages,
    postings: &Postings,
    count: usize,
    wanted: impl Fn(u32, u32) -> bool + Sync,
) -> Vec<Near> {
    let best = |shared: &mut Shared, left: u32| {
        for shingle in shingles(frame(passages, left)) {
            for right in postings.texts(shingle).iter().filter(|right| wanted(left, **right)) {
                shared.meet(*right);
            }
        }
        shared.take_best().into_iter().map(move |right| (left, right))
    };
    let texts = passages.texts.len();
    let per_task = PER_TASK_MIN.max(texts / TASKS_MAX);
    let texts = (0..texts as u32).into_par_iter().with_min_len(per_task);
    texts.map_init(|| Shared::new(count), best).flatten_iter().collect()
}

/// How many shingles other texts share with one.
struct Shared {
    /// By text.
    counts: Vec<u32>,
    /// Those that share any.
    met: Vec<u32>,
}

impl Shared {
    fn new(texts: usize) -> Self {
        Self { counts: vec![0; texts], met: Vec::new() }
    }

    fn meet(&mut self, text: u32) {
        let count = &mut self.counts[text as usize];
        if *count == 0 {
            self.met.push(text);
        }
        *count += 1;
    }

    /// The texts that share most, in order; of equally many the earlier. Nothing is shared any more then.
    fn take_best(&mut self) -> Vec<u32> {
        let Self { counts, met } = self;
        if met.len() > CANDIDATES_MAX {
            met.sort_unstable_by_key(|text| (Reverse(counts[*text as usize]), *text));
        }
        let mut best = met[..met.len().min(CANDIDATES_MAX)].to_vec();
        best.sort_unstable();
        met.drain(..).for_each(|text| counts[text as usize] = 0);
        best
    }
}

fn frame(passages: &Passages, text: u32) -> &[u32] {
    &passages.get(passages.texts[text as usize][0]).frame.words
}

/// Hashes of all runs of a frame's words, of its opening and of its end.
fn shingles(frame: &[u32]) -> impl Iterator<Item = u64> {
    let opening = frame.get(..2).map(|run| hash(&("opening", run)));
    let end = frame.len().checked_sub(2).map(|at| hash(&("end", &frame[at..])));
    frame.windows(SHINGLE_WORDS).map(hash).chain(opening).chain(end)
}
