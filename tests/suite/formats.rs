//! One plan in several formats is one plan: its brief differs in nothing, and nothing is lost on the way.
//!
//! The samples are made from the fixture by `tests/samples/make.py`.

use std::collections::BTreeSet;
use std::fs;

use cip_engine::brief::{self, Brief, Known, Traced, Version, plan_date};
use cip_engine::delta::compare;
use cip_engine::document::{Document, parse};
use cip_engine::history::{self, Input};
use cip_formats::{MediaType, Reading, read};
use cip_render::Style;

const FORMATS: [&str; 3] = ["docx", "html", "screen.html"];

fn fixture(version: &str) -> Document {
    let path = format!("{}/fixtures/craig-tolverie/{version}.md", env!("CARGO_MANIFEST_DIR"));
    parse(fs::read_to_string(path).unwrap()).unwrap()
}

fn reading(version: &str, format: &str) -> Reading {
    let path = format!("{}/tests/samples/{version}.{format}", env!("CARGO_MANIFEST_DIR"));
    let media = MediaType::of_extension(format.rsplit('.').next().unwrap()).unwrap();
    read(&fs::read(path).unwrap(), media, None).unwrap()
}

fn document(version: &str, format: &str) -> Document {
    parse(reading(version, format).text).unwrap()
}

fn brief_of(before: &Document, after: &Document) -> Brief {
    let version = |number, document| Version { number, as_of: plan_date(document), document };
    let versions = [version(1, before), version(2, after)];
    let delta = compare(before, after);
    let input = Input { versions: &versions, deltas: &[&delta], baseline: Some(0), sources: &[] };
    let history = history::trace(&input);
    brief::compose(&brief::Input {
        person: None,
        baseline: Some(versions[0].clone()),
        current: versions[1].clone(),
        delta: Some(&delta),
        traced: Some(Traced { input: &input, history: &history }),
        last_conference: None,
        next_conference: None,
        known: Known::default(),
        agency: None,
        words: 600,
    })
}

#[test]
fn word_and_web_page_give_one_brief() {
    let text = |format| {
        cip_render::brief_text(&brief_of(&document("v4", format), &document("v5", format)), Style::Plain)
    };
    assert_eq!(text("docx"), text("html"));
}

#[test]
fn the_delta_through_a_format_is_that_of_the_markdown() {
    let totals = compare(&fixture("v4"), &fixture("v5")).totals();
    for format in FORMATS {
        let through = compare(&document("v4", format), &document("v5", format)).totals();
        assert_eq!(
            (through.material, through.added, through.removed),
            (totals.material, totals.added, totals.removed),
            "{format}"
        );
    }
}

#[test]
fn the_same_version_in_another_format_shows_next_to_nothing() {
    for format in FORMATS {
        let totals = compare(&fixture("v5"), &document("v5", format)).totals();
        let shown = totals.material + totals.added + totals.removed;
        // What is no text of a plan in the other formats: a comment, and the target of a link that nothing leads to.
        assert!(shown <= 4, "{format}: {shown}");
    }
}

#[test]
fn all_words_of_the_plan_come_through() {
    let words = |text: &str| -> BTreeSet<String> {
        text.split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect()
    };
    let plan = fixture("v5");
    let shown: String = plan
        .source()
        .lines()
        .filter(|line| !line.starts_with("<!--") && !line.starts_with("[SA07]"))
        .collect::<Vec<_>>()
        .join("\n");
    for format in FORMATS {
        let reading = reading("v5", format);
        let through = words(&reading.text);
        let lost: Vec<_> = words(&shown).into_iter().filter(|word| !through.contains(word)).collect();
        assert!(lost.is_empty(), "{format}: {lost:?}");
    }
    let aside: Vec<_> = reading("v5", "docx").set_aside.into_iter().map(|aside| aside.text).collect();
    assert_eq!(aside, ["Plan for the conference", "Page 1"]);
}
