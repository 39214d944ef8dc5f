//! Which texts are nearly alike, without comparing all with all.
//!
//! Takes [`Passages`], gives pairs of different texts whose *frames*, their words without the facts among them,
//! share shingles (runs of neighbouring words): "tenancy ended 12 May" meets "tenancy ended 21 May". Lists of what
//! has a shingle are capped, and so are the candidates of a text, so that the cost stays linear. A shingle that
//! more texts have than a list holds belongs to a form, which says nothing of copies.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::passages::{Passages, hash};

/// Words in a run that is looked up.
const SHINGLE_WORDS: usize = 3;
/// Most texts that are kept of one shingle; a more frequent one is passed over.
const POSTINGS_MAX: usize = 48;
/// Most candidates of a text.
const CANDIDATES_MAX: usize = 8;
/// Fewest texts that are worth a task of their own.
const PER_TASK_MIN: usize = 64;

/// Two texts, as indices into [`Passages::texts`].
pub(super) type Near = (u32, u32);

/// Pairs of texts of one document, the earlier one first; sorted.
pub(super) fn within(passages: &Passages) -> Vec<Near> {
    let found = look_up(passages, &postings(passages), |left, right| left != right);
    let mut found: Vec<Near> = found.into_iter().map(|(i, j)| (i.min(j), i.max(j))).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// Pairs of a text of the one document and a text of the other; sorted.
pub(super) fn across(left: &Passages, right: &Passages) -> Vec<Near> {
    look_up(left, &postings(right), |_, _| true)
}

/// Texts by shingle.
type Postings = FxHashMap<u64, Vec<u32>>;

fn postings(passages: &Passages) -> Postings {
    let mut postings = Postings::default();
    for text in 0..passages.texts.len() as u32 {
        for shingle in shingles(frame(passages, text)) {
            let list: &mut Vec<u32> = postings.entry(shingle).or_default();
            if list.len() <= POSTINGS_MAX && list.last() != Some(&text) {
                list.push(text);
            }
        }
    }
    postings.retain(|_, list| list.len() <= POSTINGS_MAX);
    postings
}

/// The candidates of each text that share most with it.
fn look_up(passages: &Passages, postings: &Postings, wanted: impl Fn(u32, u32) -> bool + Sync) -> Vec<Near> {
    let best = |left: u32| {
        let mut shared: FxHashMap<u32, u32> = FxHashMap::default();
        for shingle in shingles(frame(passages, left)) {
            for right in postings.get(&shingle).into_iter().flatten().filter(|right| wanted(left, **right)) {
                *shared.entry(*right).or_default() += 1;
            }
        }
        let mut ranked: Vec<(u32, u32)> =
            shared.into_iter().map(|(right, count)| (u32::MAX - count, right)).collect();
        ranked.sort_unstable();
        ranked.truncate(CANDIDATES_MAX);
        ranked.sort_unstable_by_key(|(_, right)| *right);
        ranked.into_iter().map(move |(_, right)| (left, right))
    };
    (0..passages.texts.len() as u32).into_par_iter().with_min_len(PER_TASK_MIN).flat_map_iter(best).collect()
}

fn frame(passages: &Passages, text: u32) -> &[u32] {
    &passages.get(passages.texts[text as usize][0]).frame
}

/// Hashes of all runs of a frame's words, of its opening and of its end.
fn shingles(frame: &[u32]) -> impl Iterator<Item = u64> {
    let opening = frame.get(..2).map(|run| hash(&("opening", run)));
    let end = frame.len().checked_sub(2).map(|at| hash(&("end", &frame[at..])));
    frame.windows(SHINGLE_WORDS).map(hash).chain(opening).chain(end)
}
