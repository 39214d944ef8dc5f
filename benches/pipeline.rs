//! How long each stage takes on plans of 30 pages, beside a bare Markdown parse of both texts as yardstick.
//!
//! `cargo bench --bench pipeline` prints the times of each stage, and in the end one table for each person: the stages
//! and the whole pair as multiples of the yardstick, and beside them differs that are crates.

mod pair_table;
mod peak;
mod repeats_table;

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use cip_engine::alignment::align;
use cip_engine::brief::{Input, Known, Traced, Version, compose, plan_date};
use cip_engine::delta::{Delta, classify, compare};
use cip_engine::document::{Document, parse};
use cip_engine::history;
use cip_formats::MediaType;
use criterion::{Criterion, criterion_group};
use pulldown_cmark::{Options, Parser};
use rayon::prelude::*;

/// The people of 30 pages, by folder.
const PEOPLE: [&str; 3] = ["generated-101", "generated-102", "generated-103"];
/// How often a reading and the yardstick are timed in turn.
const ROUNDS: usize = 400;
/// The same for histories.
const HISTORY_ROUNDS: usize = 21;
/// Most versions a person has.
const VERSIONS_MAX: usize = 10;

fn pipeline(criterion: &mut Criterion) {
    for person in PEOPLE {
        let texts = versions(person);
        let [.., before, after] = texts.as_slice() else { continue };
        let mut group = criterion.benchmark_group(format!(
            "{person}, {} + {} KB",
            before.len() / 1000,
            after.len() / 1000
        ));
        group.bench_function("bare Markdown parse of both", |bencher| {
            bencher.iter(|| [before, after].map(|text| bare(text)));
        });
        group.bench_function("parse both", |bencher| {
            bencher.iter(|| [before, after].map(|text| document(text)));
        });
        let (left, right) = (document(before), document(after));
        group.bench_function("align", |bencher| bencher.iter(|| align(black_box(&left), &right)));
        let alignment = align(&left, &right);
        group.bench_function("classify", |bencher| {
            bencher.iter(|| classify(black_box(&left), &right, &alignment));
        });
        group.bench_function("whole pair, text to delta", |bencher| {
            bencher.iter(|| whole_pair(before, after));
        });
        group.bench_function("versions to brief", |bencher| bencher.iter(|| brief(&texts)));
        group.finish();
    }
}

/// As the service does it: on rayon's threads.
fn whole_pair(before: &str, after: &str) -> usize {
    rayon::scope(|_| {
        let (left, right) = rayon::join(|| document(before), || document(after));
        compare(&left, &right).changes.len()
    })
}

/// Prints what the last two versions of each person cost, beside what other differs take for them.
fn print_pairs() {
    for person in PEOPLE {
        let texts = versions(person);
        let [.., before, after] = texts.as_slice() else { continue };
        println!("{person}, {} + {} KB", before.len() / 1000, after.len() / 1000);
        pair_table::print(before, after);
    }
}

/// Prints what a history costs, text to history, as a multiple of the bare parse of all versions: about the same for
/// ten as for thirty, if the cost is linear.
fn print_histories() {
    let texts = versions(PEOPLE[1]);
    // Back and forth, so that neighbours differ as much as in life.
    let there_and_back: Vec<&String> = texts.iter().chain(texts[1..texts.len() - 1].iter().rev()).collect();
    for count in [5, 10, 20, 30] {
        let series: Vec<&str> = there_and_back.iter().cycle().take(count).map(|text| text.as_str()).collect();
        let mut multiples: Vec<f64> = (0..HISTORY_ROUNDS)
            .map(|_| {
                let yardstick = time(|| series.iter().map(|text| bare(text)).sum::<usize>());
                time(|| traced(&series)).as_secs_f64() / yardstick.as_secs_f64()
            })
            .collect();
        multiples.sort_unstable_by(f64::total_cmp);
        let median = multiples[HISTORY_ROUNDS / 2];
        println!("{count} versions: their history takes {median:.1} times the bare parse of all");
    }
}

/// Prints what the brief of ten versions costs, text to brief, as a multiple of the bare parse of all ten.
fn print_briefs() {
    for person in PEOPLE {
        let ten = &ten_versions(person);
        let mut rounds: Vec<(f64, Duration)> = (0..HISTORY_ROUNDS)
            .map(|_| {
                let yardstick = time(|| ten.iter().map(|text| bare(text)).sum::<usize>());
                let taken = time(|| brief(ten));
                (taken.as_secs_f64() / yardstick.as_secs_f64(), taken)
            })
            .collect();
        rounds.sort_unstable_by(|one, other| one.0.total_cmp(&other.0));
        let (multiple, taken) = rounds[HISTORY_ROUNDS / 2];
        let bytes: usize = ten.iter().map(String::len).sum();
        println!(
            "{person}: the brief of ten versions, {} KB, takes {multiple:.1} times the bare parse of all ten ({} ms)",
            bytes / 1000,
            taken.as_millis()
        );
    }
}

/// Prints the most memory that a pair and a brief of ten versions take beside what the process held before. It comes
/// first, as a peak never falls, and the longer after the shorter.
fn print_memory() {
    let ten = ten_versions(PEOPLE[0]);
    let [.., before, after] = ten.as_slice() else { return };
    // The word lists are read once.
    whole_pair("He left on 3 May 2021.", "She left on 4 May 2021.");
    let held = peak::kb();
    whole_pair(before, after);
    let pair = peak::kb() - held;
    brief(&ten);
    let bytes: usize = ten.iter().map(String::len).sum();
    println!(
        "peak memory: {} KB for a pair of {} KB, {} KB for a brief of ten versions of {} KB",
        pair,
        (before.len() + after.len()) / 1000,
        peak::kb() - held,
        bytes / 1000
    );
}

/// Prints what reading thirty pages costs in each format: two versions of the hand-written plan of fifteen each, beside
/// the bare parse of both in Markdown.
fn print_readings() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let file = |name: String| fs::read(folder.join(name)).expect("the samples are committed");
    let texts = ["v4", "v5"].map(|version| {
        String::from_utf8(file(format!("fixtures/craig-tolverie/{version}.md"))).expect("it is UTF-8")
    });
    for extension in ["docx", "html", "screen.html", "rtf", "odt", "txt"] {
        let media = MediaType::of_extension(extension.rsplit('.').next().unwrap_or(extension));
        let media = media.expect("the samples are of formats that are read");
        let samples = ["v4", "v5"].map(|version| file(format!("tests/samples/{version}.{extension}")));
        let mut rounds: Vec<(f64, Duration)> = (0..ROUNDS)
            .map(|_| {
                let yardstick = time(|| texts.iter().map(|text| bare(text)).sum::<usize>());
                let taken =
                    time(|| samples.each_ref().map(|bytes| cip_formats::read(black_box(bytes), media, None)));
                (taken.as_secs_f64() / yardstick.as_secs_f64(), taken)
            })
            .collect();
        rounds.sort_unstable_by(|one, other| one.0.total_cmp(&other.0));
        let (multiple, taken) = rounds[ROUNDS / 2];
        println!(
            "{extension}: reading thirty pages takes {multiple:.1} times the bare parse of them as Markdown ({:.1} ms)",
            taken.as_secs_f64() * 1000.0
        );
    }
}

/// The history of these versions, from their texts.
fn traced(texts: &[&str]) -> usize {
    let documents: Vec<Document> = texts.par_iter().map(|text| document(text)).collect();
    let deltas: Vec<Delta> = documents.par_windows(2).map(|pair| compare(&pair[0], &pair[1])).collect();
    let version = |(number, document)| history::Version { number, as_of: None, document };
    let input = history::Input {
        versions: &(1..).zip(&documents).map(version).collect::<Vec<_>>(),
        deltas: &deltas.iter().collect::<Vec<_>>(),
        baseline: documents.len().checked_sub(2).map(|at| at as u32),
        sources: &[],
    };
    history::trace(&input).units.len()
}

fn time<T>(work: impl FnOnce() -> T) -> Duration {
    let begun = Instant::now();
    black_box(work());
    begun.elapsed()
}

fn bare(text: &str) -> usize {
    Parser::new_ext(black_box(text), Options::ENABLE_TABLES).into_offset_iter().count()
}

fn document(text: &str) -> Document {
    parse(black_box(text).to_owned()).expect("a fixture is within the limits")
}

/// All versions of a person, oldest first.
fn versions(person: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(person);
    let version = |number| fs::read_to_string(folder.join(format!("v{number}.md"))).ok();
    (1..=VERSIONS_MAX).map_while(version).collect()
}

/// Ten versions of a person who has five: there and back, so that neighbours differ as much as in life.
fn ten_versions(person: &str) -> Vec<String> {
    let five = versions(person);
    let mut ten: Vec<String> =
        five.iter().chain(five[..five.len() - 1].iter().rev()).chain(&five).cloned().collect();
    ten.drain(..ten.len() - VERSIONS_MAX);
    ten
}

/// The last version against the one before it, with the history of all, from their texts.
fn brief(texts: &[String]) -> usize {
    let documents: Vec<Document> = texts.par_iter().map(|text| document(text)).collect();
    let deltas: Vec<Delta> = documents.par_windows(2).map(|pair| compare(&pair[0], &pair[1])).collect();
    let version = |(number, document)| Version { number, as_of: plan_date(document), document };
    let versions: Vec<Version<'_>> = (1..).zip(&documents).map(version).collect();
    let [.., before, after] = versions.as_slice() else { return 0 };
    let deltas: Vec<&Delta> = deltas.iter().collect();
    let baseline = versions.len().checked_sub(2).map(|at| at as u32);
    let traced = history::Input { versions: &versions, deltas: &deltas, baseline, sources: &[] };
    let history = history::trace(&traced);
    let input = Input {
        person: None,
        baseline: Some(before.clone()),
        current: after.clone(),
        delta: deltas.last().copied(),
        traced: Some(Traced { input: &traced, history: &history }),
        last_conference: None,
        next_conference: None,
        known: Known::default(),
        agency: None,
        words: 600,
    };
    compose(&input).parts.len()
}

criterion_group!(benches, pipeline);

fn main() {
    print_memory();
    benches();
    Criterion::default().configure_from_args().final_summary();
    print_pairs();
    print_histories();
    print_briefs();
    repeats_table::print(&ten_versions(PEOPLE[0]));
    print_readings();
}
