//! Does each stage once, on plans of 30 pages and on one thread, for `benches/counts/count` to count its instructions.
//!
//! Takes the folder of a person; prints the name of each stage when it is done. What a stage is given is made ready
//! outside of it, and the word lists are read before.

use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::path::Path;

use cip_engine::alignment::align;
use cip_engine::brief::{Input, Known, Traced, Version, compose, plan_date};
use cip_engine::condensed::{self, condense};
use cip_engine::delta::{Delta, classify, compare};
use cip_engine::document::{Document, TooLarge, parse, parse_all, parse_beside};
use cip_engine::history;
use pulldown_cmark::{Options, Parser};
use rayon::ThreadPoolBuilder;

/// What the others are multiples of: the bare Markdown parse of both texts.
const YARDSTICK: &str = "U";
/// How long a brief may be, in words.
const WORDS: u32 = 1_000;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("the folder of a person is missing")?;
    // No other thread, whose waiting would be counted.
    ThreadPoolBuilder::new().num_threads(1).use_current_thread().build_global()?;
    let texts: Vec<String> = (1..)
        .map_while(|number| fs::read_to_string(Path::new(&folder).join(format!("v{number}.md"))).ok())
        .collect();
    let [.., before, after] = texts.as_slice() else { return Err("no two plans are there".into()) };
    // What is set up once is set up by this.
    series(&texts[..2], &Stages { named: false })?;
    let stages = Stages { named: true };
    pair(before, after, &stages)?;
    series(&texts, &stages)?;
    eleventh(&texts, &stages)
}

/// The stages of a pair, and the whole of it.
fn pair(before: &str, after: &str, stages: &Stages) -> Result<(), Box<dyn Error>> {
    stages.run(YARDSTICK, || bare(before) + bare(after));
    stages.run("reading of both", || (read(before).is_ok(), read(after).is_ok()));
    let (left, right) = (read(before)?, read(after)?);
    let alignment = stages.run("alignment", || align(&left, &right));
    stages.run("classes of all changes", || classify(&left, &right, &alignment));
    stages.run("delta of two versions compared before", || compare(&left, &right));
    stages.run("text to delta", || Some(compare(&read(before).ok()?, &read(after).ok()?)));
    stages.run("reading of both, the later beside the earlier", || read_all(before, after).is_ok());
    stages.run("text to delta, read so", || {
        let [left, right] = read_all(before, after).ok()?;
        Some(compare(&left, &right))
    });
    Ok(())
}

/// What is made of all versions, once each is read and compared with its neighbours.
fn series(texts: &[String], stages: &Stages) -> Result<(), Box<dyn Error>> {
    let documents = texts.iter().map(|text| read(text)).collect::<Result<Vec<_>, _>>()?;
    let deltas: Vec<Delta> = documents.windows(2).map(|pair| compare(&pair[0], &pair[1])).collect();
    let version = |(number, document)| Version { number, as_of: plan_date(document), document };
    let versions: Vec<Version<'_>> = (1..).zip(&documents).map(version).collect();
    let [.., before, after] = versions.as_slice() else { return Err("one version is no series".into()) };
    let deltas: Vec<&Delta> = deltas.iter().collect();
    let baseline = versions.len().checked_sub(2).map(|at| at as u32);
    let traced = history::Input { versions: &versions, deltas: &deltas, baseline, sources: &[] };
    let history = stages.run("history of all versions", || history::trace(&traced));
    let whole = condensed::Input { versions: &versions, history: &history, baseline };
    stages.run("condensed plan", || condense(&whole));
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
        words: WORDS,
    };
    stages.run("brief", || compose(&input));
    Ok(())
}

/// What one more version takes where ten are read, compared and traced.
fn eleventh(texts: &[String], stages: &Stages) -> Result<(), Box<dyn Error>> {
    // There and back, so that neighbours differ as much as in life.
    let back = texts.iter().rev().skip(1);
    let mut eleven: Vec<String> = texts.iter().chain(back).chain(texts).cloned().collect();
    eleven.drain(..eleven.len().saturating_sub(11));
    let Some(text) = eleven.pop() else { return Err("no version is there".into()) };
    let ten = parse_all(eleven).into_iter().collect::<Result<Vec<_>, _>>()?;
    let deltas: Vec<Delta> = ten.windows(2).map(|pair| compare(&pair[0], &pair[1])).collect();
    trace(&ten.iter().collect::<Vec<_>>(), &deltas.iter().collect::<Vec<_>>());
    stages.run("an eleventh version, text to history", || {
        let tenth = ten.last()?;
        let document = parse_beside(text, tenth).ok()?;
        let delta = compare(tenth, &document);
        let deltas = deltas.iter().chain([&delta]);
        Some(trace(&ten.iter().chain([&document]).collect::<Vec<_>>(), &deltas.collect::<Vec<_>>()))
    });
    Ok(())
}

fn trace(documents: &[&Document], deltas: &[&Delta]) -> history::History {
    let version = |(number, document)| Version { number, as_of: plan_date(document), document };
    let versions: Vec<Version<'_>> = (1..).zip(documents.iter().copied()).map(version).collect();
    let baseline = versions.len().checked_sub(2).map(|at| at as u32);
    history::trace(&history::Input { versions: &versions, deltas, baseline, sources: &[] })
}

fn bare(text: &str) -> usize {
    Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter().count()
}

fn read(text: &str) -> Result<Document, TooLarge> {
    parse(text.to_owned())
}

/// As the command reads them: what both texts share is read once.
fn read_all(before: &str, after: &str) -> Result<[Document; 2], Box<dyn Error>> {
    let read =
        parse_all(vec![before.to_owned(), after.to_owned()]).into_iter().collect::<Result<Vec<_>, _>>()?;
    <[Document; 2]>::try_from(read).map_err(|_| "there are not two".into())
}

/// Runs stages; those that are named are told when they are done.
struct Stages {
    named: bool,
}

impl Stages {
    fn run<T>(&self, name: &str, work: impl FnOnce() -> T) -> T {
        if !self.named {
            return work();
        }
        let (mut work, mut made) = (Some(work), None);
        counted(&mut || made = work.take().map(|work| black_box(work())));
        println!("{name}");
        made.expect("the work was done")
    }
}

/// What is counted, by its name.
#[inline(never)]
fn counted(work: &mut dyn FnMut()) {
    work();
}
