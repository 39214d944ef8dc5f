//! One plan in several formats is one plan: its brief differs in nothing, and nothing is lost on the way.
//!
//! The samples are made from the fixture by `tests/samples/make.py` and `convert.py`; what independent readers find in
//! them, by `oracle.py` there.

use std::collections::BTreeMap;
use std::fs;

use cip_engine::brief::{self, Brief, Known, Traced, Version, plan_date};
use cip_engine::delta::compare;
use cip_engine::document::{Document, parse};
use cip_engine::history::{self, Input};
use cip_formats::{MediaType, Reading, read};
use cip_render::Style;

const FORMATS: [&str; 8] = ["docx", "html", "screen.html", "txt", "odt", "rtf", "tagged.pdf", "pdf"];

/// Words that an independent reader finds more often than the reading has them: the sample, the word, and how much more.
/// Running heads, which are kept once for all pages; words that narrow cells cut, which are put together; and a word that
/// pdftotext puts together at its own hyphen.
const DIFFERENCES: [(&str, &str, usize); 17] = [
    ("txt", "CUSTODY", 14),
    ("txt", "Craig", 14),
    ("txt", "RECORDS", 14),
    ("txt", "TOLVERIE", 14),
    ("txt", "TRAINING", 14),
    ("tagged.pdf", "Accommodatio", 1),
    ("tagged.pdf", "Communicatio", 1),
    ("tagged.pdf", "Plan", 13),
    ("tagged.pdf", "conference", 13),
    ("tagged.pdf", "for", 13),
    ("tagged.pdf", "n", 2),
    ("tagged.pdf", "the", 13),
    ("tagged.pdf", "threebedroomed", 1),
    ("pdf", "Plan", 10),
    ("pdf", "conference", 10),
    ("pdf", "for", 10),
    ("pdf", "the", 10),
];

fn fixture(version: &str) -> Document {
    let path = format!("{}/fixtures/craig-tolverie/{version}.md", env!("CARGO_MANIFEST_DIR"));
    parse(fs::read_to_string(path).unwrap()).unwrap()
}

/// The fixture without what only Markdown holds: comments, and the target of a link that nothing leads to.
fn markdown(version: &str) -> Document {
    let fixture = fixture(version);
    let lines =
        fixture.source().lines().filter(|line| !line.starts_with("<!--") && !line.starts_with("[SA07]"));
    parse(lines.collect::<Vec<_>>().join("\n")).unwrap()
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
fn one_plan_gives_one_brief_in_every_format() {
    let text =
        |before: &Document, after: &Document| cip_render::brief_text(&brief_of(before, after), Style::Plain);
    let expected = text(&markdown("v4"), &markdown("v5"));
    for format in ["docx", "html", "txt", "odt", "rtf", "tagged.pdf", "pdf"] {
        assert_eq!(text(&document("v4", format), &document("v5", format)), expected, "{format}");
    }
}

#[test]
fn a_word_document_and_later_print_are_compared_as_quietly() {
    let pairs = [
        ("docx", "html"),
        ("html", "txt"),
        ("txt", "docx"),
        ("docx", "pdf"),
        ("pdf", "tagged.pdf"),
        ("rtf", "odt"),
        ("odt", "html"),
    ];
    for (before, after) in pairs {
        let totals = compare(&document("v4", before), &document("v5", after)).totals();
        let expected = compare(&markdown("v4"), &markdown("v5")).totals();
        assert_eq!(
            (totals.material, totals.added, totals.removed),
            (expected.material, expected.added, expected.removed),
            "{before} then {after}"
        );
    }
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

/// How often each word stands in a text, words being what has letters and digits only.
fn counts<'a>(texts: impl IntoIterator<Item = &'a str>) -> BTreeMap<&'a str, usize> {
    let mut counts = BTreeMap::new();
    for word in texts.into_iter().flat_map(|text| text.split(|c: char| !c.is_alphanumeric())) {
        *counts.entry(word).or_default() += 1;
    }
    counts
}

#[test]
fn all_words_that_others_find_come_through() {
    let mut lost: Vec<(&str, String, usize)> = Vec::new();
    for sample in FORMATS.into_iter().chain(["layout.txt"]) {
        let words = format!("{}/tests/samples/v5.{sample}.words", env!("CARGO_MANIFEST_DIR"));
        let words = fs::read_to_string(words).unwrap();
        let reading = reading("v5", sample);
        let aside = reading.set_aside.iter().map(|aside| aside.text.as_str());
        let notes = reading.notes.iter().map(|note| note.message.as_str());
        let through = counts([reading.text.as_str()].into_iter().chain(aside).chain(notes));
        for (word, count) in words.lines().filter_map(|line| line.split_once(' ')) {
            let missing = count.parse::<usize>().unwrap().saturating_sub(*through.get(word).unwrap_or(&0));
            if missing > 0 {
                lost.push((sample, word.to_owned(), missing));
            }
        }
    }
    let known: Vec<_> =
        DIFFERENCES.into_iter().map(|(sample, word, missing)| (sample, word.to_owned(), missing)).collect();
    assert_eq!(lost, known);
}

#[test]
fn what_belongs_to_the_pages_is_set_aside() {
    let aside =
        |format| reading("v5", format).set_aside.into_iter().map(|aside| aside.text).collect::<Vec<_>>();
    assert_eq!(aside("docx"), ["Plan for the conference", "Page 1"]);
    assert!(aside("txt").iter().any(|text| text.starts_with("CUSTODY RECORDS (TRAINING)")));
    assert!(aside("layout.txt").iter().any(|text| text == "Page 11 of 11"), "{:?}", aside("layout.txt"));
}
