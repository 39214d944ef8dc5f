//! What a pair of plans costs, stage by stage, and what others take for less: one table, in multiples of the yardstick.
//!
//! The yardstick, U, is the bare Markdown parse of both texts. It and all rows are timed in turn in every round, so
//! that a machine which slows down meanwhile slows all.

use std::hint::black_box;
use std::time::{Duration, Instant};

use cip_engine::alignment::align;
use cip_engine::delta::{classify, compare};
use cip_engine::document::{Document, parse};
use imara_diff::{Diff, InternedInput, TokenSource};
use pulldown_cmark::{Options, Parser};
use rapidfuzz::fuzz::{Args, RatioBatchComparator};
use rayon::{ThreadPool, ThreadPoolBuilder};
use similar::capture_diff_slices;

/// How often every row is timed, and one that takes a hundred times the yardstick.
const ROUNDS: usize = 201;
pub(super) const SLOW_ROUNDS: usize = 11;

/// Something that is timed, and how often.
pub(super) struct Row<'a> {
    pub(super) name: &'static str,
    pub(super) rounds: usize,
    pub(super) time: Box<dyn Fn() -> Duration + 'a>,
}

/// Prints the table of two texts.
pub(super) fn print(before: &str, after: &str) {
    let pools = [1, 2].map(threads);
    let documents = [before, after].map(document);
    let passages = documents.each_ref().map(|document| texts(document));
    let rows =
        [ours(before, after, &pools), others(before, after), partners(&passages)].into_iter().flatten();
    print_rows("both", || bare(before) + bare(after), &rows.collect::<Vec<_>>());
}

/// Prints rows in multiples of the yardstick, which is the bare parse of `what`.
pub(super) fn print_rows(what: &str, yardstick: impl Fn() -> usize, rows: &[Row<'_>]) {
    let mut multiples: Vec<Vec<f64>> = vec![Vec::new(); rows.len()];
    let mut yardsticks = Vec::new();
    for round in 0..rows.iter().map(|row| row.rounds).max().unwrap_or(0) {
        let yardstick = time(&yardstick).as_secs_f64();
        yardsticks.push(yardstick * 1000.0);
        for (row, multiples) in rows.iter().zip(&mut multiples).filter(|(row, _)| round < row.rounds) {
            multiples.push((row.time)().as_secs_f64() / yardstick);
        }
    }
    let [low, unit, high] = spread(yardsticks);
    let name = format!("U, the bare Markdown parse of {what}");
    println!("{name:<44} {unit:>7.2} ms ({low:.2} to {high:.2})");
    for (row, multiples) in rows.iter().zip(multiples) {
        let [low, median, high] = spread(multiples);
        println!("{:<44} {median:>7.1} U  ({low:.1} to {high:.1})", row.name);
    }
}

/// The stages, and the whole.
fn ours<'a>(before: &'a str, after: &'a str, pools: &'a [ThreadPool; 2]) -> Vec<Row<'a>> {
    let [one, two] = pools;
    let read = move || [before, after].map(document);
    let on_one = move |name, time: Box<dyn Fn() -> Duration + Send + Sync + 'a>| Row {
        name,
        rounds: ROUNDS,
        time: Box::new(move || one.install(&time)),
    };
    let annotated = read();
    compare(&annotated[0], &annotated[1]);
    vec![
        on_one("parse of both", Box::new(move || time(read))),
        on_one(
            "alignment",
            Box::new(move || {
                let [left, right] = read();
                time(|| align(&left, &right))
            }),
        ),
        on_one(
            "classes of all changes",
            Box::new(move || {
                let [left, right] = read();
                let alignment = align(&left, &right);
                time(|| classify(&left, &right, &alignment))
            }),
        ),
        on_one("text to delta, one thread", Box::new(move || time(|| whole(before, after)))),
        Row {
            name: "text to delta, two threads",
            rounds: ROUNDS,
            time: Box::new(move || two.install(|| time(|| whole(before, after)))),
        },
        on_one(
            "delta of two versions compared before",
            Box::new(move || time(|| compare(&annotated[0], &annotated[1]))),
        ),
    ]
}

/// Differs of words: they know neither structure nor facts, and whatever moved is gone and new to them.
fn others<'a>(before: &'a str, after: &'a str) -> Vec<Row<'a>> {
    let similar = move |name, algorithm| Row {
        name,
        rounds: SLOW_ROUNDS,
        time: Box::new(move || {
            let words = |text: &'a str| text.split_whitespace().collect::<Vec<&str>>();
            time(|| capture_diff_slices(algorithm, &words(before), &words(after)).len())
        }),
    };
    vec![
        Row {
            name: "imara-diff, histogram, words",
            rounds: ROUNDS,
            time: Box::new(move || {
                time(|| {
                    let input = InternedInput::new(Words(before), Words(after));
                    Diff::compute(imara_diff::Algorithm::Histogram, &input).count_additions()
                })
            }),
        },
        similar("similar, patience, words", similar::Algorithm::Patience),
        similar("similar, Myers, words", similar::Algorithm::Myers),
    ]
}

/// What finds the likest earlier passage of each later one by comparing it with all, until an equal one is met: by the
/// letters that both have in order, and without a thought of what stands around them.
fn partners<'a>(passages: &'a [Vec<&'a str>; 2]) -> Vec<Row<'a>> {
    let [before, after] = passages;
    let likest = |text: &str| {
        let scorer = RatioBatchComparator::new(text.bytes());
        let mut best = (0.0, None);
        for (at, other) in before.iter().enumerate() {
            let least = Args::default().score_cutoff(best.0);
            match scorer.similarity_with_args(other.bytes(), &least) {
                Some(score) if score > best.0 => best = (score, Some(at)),
                _ => {}
            }
            if best.0 >= 1.0 {
                break;
            }
        }
        best.1
    };
    vec![Row {
        name: "rapidfuzz, the likest of all, passages",
        rounds: SLOW_ROUNDS,
        time: Box::new(move || time(|| after.iter().filter_map(|text| likest(text)).count())),
    }]
}

/// The texts of a document's passages.
pub(super) fn texts(document: &Document) -> Vec<&str> {
    document.units().iter().map(|unit| document.text(unit)).collect()
}

/// The words of a text.
struct Words<'a>(&'a str);

impl<'a> TokenSource for Words<'a> {
    type Token = &'a str;
    type Tokenizer = std::str::SplitWhitespace<'a>;

    fn tokenize(&self) -> Self::Tokenizer {
        self.0.split_whitespace()
    }

    fn estimate_tokens(&self) -> u32 {
        (self.0.len() / 6) as u32
    }
}

/// As the service does it: both texts are read side by side.
fn whole(before: &str, after: &str) -> usize {
    let (left, right) = rayon::join(|| document(before), || document(after));
    compare(&left, &right).changes.len()
}

pub(super) fn threads(count: usize) -> ThreadPool {
    ThreadPoolBuilder::new().num_threads(count).build().expect("threads can be started")
}

pub(super) fn document(text: &str) -> Document {
    parse(black_box(text).to_owned()).expect("a fixture is within the limits")
}

pub(super) fn bare(text: &str) -> usize {
    Parser::new_ext(black_box(text), Options::ENABLE_TABLES).into_offset_iter().count()
}

pub(super) fn time<T>(work: impl FnOnce() -> T) -> Duration {
    let begun = Instant::now();
    black_box(work());
    begun.elapsed()
}

/// The tenth, the fiftieth and the ninetieth of a hundred.
fn spread(mut all: Vec<f64>) -> [f64; 3] {
    all.sort_unstable_by(f64::total_cmp);
    [10, 50, 90].map(|percent| all[(all.len() - 1) * percent / 100])
}
