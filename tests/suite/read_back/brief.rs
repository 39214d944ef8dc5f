//! A brief read back from each of its forms: its lines are what it says, and what it says stands in the plans.

use cip_engine::brief::{Brief, Input, Item, ItemKind, Origin, Piece};
use cip_engine::document::Document;
use cip_engine::document::reading::cell_texts;
use cip_engine::marked::Mark;
use cip_render::{Style, brief_markdown, brief_text};
use cip_service::web::{Place, brief_page};

use super::html::Element;
use super::{Readings, flat, generated, markdown, text};
use crate::brief::of_series;
use crate::history::{PEOPLE, plans};

fn check(documents: &[&Document]) {
    let brief = of_series(documents, &[], |input| Input { person: None, words: 2_000, ..input });
    let sources: Vec<String> = documents.iter().map(|document| readable(document)).collect();
    for item in items(&brief) {
        check_sources(item, &sources);
    }
    check_text(&brief);
    let lines: Vec<Readings> = markdown::items(&brief_markdown(&brief)).iter().map(Readings::flat).collect();
    check_lines(&brief, &lines);
    check_page(&brief);
}

fn items(brief: &Brief) -> Vec<&Item> {
    let parts = brief.parts.iter().flat_map(|part| part.items.iter().chain(&part.in_short));
    brief.standing.iter().chain(parts).collect()
}

/// The text of a plan, cell after cell.
fn readable(document: &Document) -> String {
    let texts = document.units().iter().flat_map(|unit| cell_texts(document, unit));
    flat(&texts.collect::<Vec<_>>().join(" "))
}

fn readings<'p>(pieces: impl IntoIterator<Item = &'p Piece>) -> Readings {
    let mut readings = Readings::default();
    pieces.into_iter().for_each(|piece| readings.push(piece.mark, &piece.text));
    readings.flat()
}

/// Both readings of what stands between words of ours are found in the plans: of a change the old in the one before
/// and the new in the newest, of all else in a plan that is quoted.
fn check_sources(item: &Item, sources: &[String]) {
    let number = |origin: &Origin| match origin {
        Origin::Version(number) => Some(*number as usize - 1),
        Origin::Report(_) => None,
    };
    let quoted: Vec<usize> = item.quotes.iter().filter_map(|quote| number(&quote.origin)).collect();
    let newest = sources.len() - 1;
    for run in item.text.split(|piece| piece.mark == Mark::Ours) {
        let Readings { old, new } = readings(run);
        let changed = item.kind == ItemKind::Changed;
        let old_in = if changed { vec![newest - 1] } else { quoted.clone() };
        let new_in = if changed { vec![newest] } else { quoted.clone() };
        for (side, plans) in [(old, old_in), (new, new_in)] {
            let found = plans.iter().any(|plan| sources[*plan].contains(&side));
            assert!(found, "{side:?} is not in the plans {plans:?}: {item:#?}");
        }
    }
}

/// Every item has a line that says what it says.
fn check_lines(brief: &Brief, lines: &[Readings]) {
    for item in items(brief) {
        let expected = readings(&item.text);
        let holds = |line: &Readings| line.old.contains(&expected.old) && line.new.contains(&expected.new);
        assert!(lines.iter().any(holds), "{expected:#?} is in no line: {lines:#?}");
    }
}

/// Text has *nothing* for a side that is empty, which the plan may say itself.
fn check_text(brief: &Brief) {
    let page = brief_text(brief, Style::Plain);
    let lines = text::paragraphs(&page, "  ", "    ");
    let lines: Vec<Readings> =
        lines.iter().flat_map(|line| [true, false].map(|row| text::read(line, row).flat())).collect();
    check_lines(brief, &lines);
}

fn check_page(brief: &Brief) {
    let page = Element::of(&brief_page(brief, None, &Place::File));
    let lists = page.all(&|element| element.name == "ul" && element.is("lines"));
    let verbatim = |element: &Element| element.name == "span" && element.is("verbatim");
    let lines: Vec<&Element> = lists.iter().flat_map(|list| list.all(&verbatim)).collect();
    let lines: Vec<Readings> = lines.iter().map(|line| line.read().flat()).collect();
    let expected: Vec<Readings> = items(brief).iter().map(|item| readings(&item.text)).collect();
    for item in &expected {
        assert!(lines.contains(item), "{item:#?} is in no line of {lines:#?}");
    }
    assert_eq!(lines.len(), expected.len(), "a line for each item");
}

#[test]
fn fixtures() {
    for person in PEOPLE {
        let documents = plans(person);
        for upto in 2..=documents.len() {
            check(&documents[..upto].iter().collect::<Vec<_>>());
        }
    }
}

#[test]
fn generated_people() {
    for (before, after) in generated() {
        check(&[&before, &after]);
    }
}
