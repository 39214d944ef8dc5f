//! What it costs to find the near copies among the passages of ten versions, as one text: one table, in multiples of
//! the bare Markdown parse of it.
//!
//! Ours says of each pair of near copies what differs between them; others group what is alike.

use std::time::Duration;

use cip_engine::document::Document;
use cip_engine::history::{Input, Version, trace};
use gaoya::minhash::{MinHashIndex, MinHasher, MinHasher32, calculate_minhash_params};
use rayon::ThreadPool;

use crate::pair_table::{Row, SLOW_ROUNDS, bare, document, print_rows, texts, threads, time};

/// How many hashes stand for a passage, and which share of their words two near copies have in common.
const HASHES: usize = 128;
const SHARE_MIN: f64 = 0.8;

/// Prints the table of these versions.
pub(super) fn print(versions: &[String]) {
    let text = versions.join("\n\n");
    let read = document(&text);
    let passages = texts(&read);
    println!("{} passages of {} versions, {} KB", passages.len(), versions.len(), text.len() / 1000);
    let pools = [1, 2].map(threads);
    let [one, two] = &pools;
    let rows = [
        row("near copies and how they differ, one thread", one, || {
            let read = document(&text);
            time(|| near_copies(&read))
        }),
        row("near copies and how they differ, two threads", two, || {
            let read = document(&text);
            time(|| near_copies(&read))
        }),
        row("… of a text whose facts are known, one", one, || time(|| near_copies(&read))),
        row("gaoya, MinHash of the words, one thread", one, || time(|| minhash_groups(&passages))),
    ];
    print_rows("all", || bare(&text), &rows);
}

fn row<'a>(
    name: &'static str,
    pool: &'a ThreadPool,
    time: impl Fn() -> Duration + Send + Sync + 'a,
) -> Row<'a> {
    Row { name, rounds: SLOW_ROUNDS, time: Box::new(move || pool.install(&time)) }
}

/// With the rest of a history of one version, a tenth of it.
fn near_copies(document: &Document) -> usize {
    let versions = [Version { number: 1, as_of: None, document }];
    trace(&Input { versions: &versions, deltas: &[], baseline: None, sources: &[] }).repeats.len()
}

/// For each passage those that share most of its words.
fn minhash_groups(passages: &[&str]) -> usize {
    let (bands, width) = calculate_minhash_params(SHARE_MIN, HASHES);
    let hasher = MinHasher32::new(bands * width);
    let mut index = MinHashIndex::new(bands, width, SHARE_MIN);
    let signatures: Vec<Vec<u32>> =
        passages.iter().map(|text| hasher.create_signature(text.split_whitespace())).collect();
    for (at, signature) in signatures.iter().enumerate() {
        index.insert(at, signature.clone());
    }
    signatures.iter().map(|signature| index.query(signature).len()).sum()
}
