//! A condensed plan read back: what is shown with what its folds stand for is the text, every cell in its place.

use cip_engine::condensed::{Condensed, Input, Part, condense};
use cip_engine::delta::compare;
use cip_engine::document::reading::cell_texts;
use cip_engine::document::{Document, Unit, UnitKind, parse};
use cip_engine::history::{self, Version, trace};
use cip_render::{condensed_markdown, condensed_phrases};
use cip_service::web::{Place, condensed_page};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::html::{Element, named};
use super::{flat, generated, hostile};
use crate::history::{PEOPLE, plans};

/// What stands together: running text, a row of a table, or code.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Leaf {
    Text(String),
    Row(Vec<String>),
    Code(String),
}

/// The leaves of these units. Heads of tables are looked at where they are repeated.
fn leaves(document: &Document, units: std::ops::Range<u32>) -> impl Iterator<Item = Leaf> {
    let units = units.map(|unit| document.unit(unit));
    units.filter(|unit| unit.kind != UnitKind::TableHead).map(|unit| leaf(document, unit))
}

fn leaf(document: &Document, unit: &Unit) -> Leaf {
    match unit.kind {
        UnitKind::Row | UnitKind::TableHead => {
            row(cell_texts(document, unit).iter().map(|cell| flat(cell)).collect())
        }
        UnitKind::Code => Leaf::Code(code(document.text(unit))),
        _ => Leaf::Text(flat(&cell_texts(document, unit).join(" "))),
    }
}

/// A row without the empty cells at its end: tables are filled up to their widest row.
fn row(mut cells: Vec<String>) -> Leaf {
    cells.truncate(cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1));
    Leaf::Row(cells)
}

/// Lines of code. A lone carriage return ends one for a browser and for some readers of Markdown, so empty lines are
/// not compared.
fn code(text: &str) -> String {
    let text = text.replace('\r', "\n");
    let lines = text.lines().map(str::trim_end).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

fn merged(leaves: impl IntoIterator<Item = Leaf>) -> Vec<Leaf> {
    let mut merged: Vec<Leaf> = Vec::new();
    for leaf in leaves {
        match (merged.last_mut(), leaf) {
            (_, Leaf::Text(text)) if text.is_empty() => {}
            (Some(Leaf::Text(last)), Leaf::Text(text)) => *last = flat(&format!("{last} {text}")),
            (_, leaf) => merged.push(leaf),
        }
    }
    merged
}

fn check(documents: &[&Document]) {
    let versions: Vec<Version<'_>> =
        (1..).zip(documents).map(|(number, document)| Version { number, as_of: None, document }).collect();
    let deltas: Vec<_> = documents.windows(2).map(|pair| compare(pair[0], pair[1])).collect();
    let baseline = Some(documents.len() as u32 - 2);
    let input = history::Input {
        versions: &versions,
        deltas: &deltas.iter().collect::<Vec<_>>(),
        baseline,
        sources: &[],
    };
    let history = trace(&input);
    let condensed = condense(&Input { versions: &versions, history: &history, baseline });
    check_markdown(&versions, &condensed);
    check_page(&versions, &condensed);
}

/// Reads the Markdown, and the source where a line stands for what is folded.
fn check_markdown(versions: &[Version<'_>], condensed: &Condensed) {
    let document = versions.last().unwrap().document;
    let page = condensed_markdown(versions, condensed);
    let mut folds = condensed.parts.iter().filter_map(|part| match part {
        Part::Fold(fold) => Some((flat(&condensed_phrases::fold(versions, fold)), fold.units.clone())),
        Part::Unit(_) => None,
    });
    let (mut found, mut heads) = (Vec::new(), Vec::new());
    for shown in shown(&page).into_iter().skip(1) {
        match shown {
            Shown::Leaf(leaf) => found.push(leaf),
            Shown::Head(titles) => heads.push(titles),
            Shown::Ours(said) => {
                let (phrase, units) = folds.next().expect("a line for each fold");
                assert_eq!(flat(&said), phrase);
                found.extend(leaves(document, units));
            }
        }
    }
    assert_eq!(folds.next(), None, "a line for each fold");
    let known = |titles: &Leaf| {
        let head = document
            .units()
            .iter()
            .find(|unit| unit.kind == UnitKind::TableHead && leaf(document, unit) == *titles);
        *titles == row(Vec::new()) || head.is_some()
    };
    assert!(heads.iter().all(known), "{heads:?}");
    same(&merged(found), &merged(leaves(document, 0..document.units().len() as u32)), &page);
}

fn same(found: &[Leaf], expected: &[Leaf], page: &str) {
    for (found, expected) in found.iter().zip(expected) {
        assert_eq!(found, expected, "{page}");
    }
    assert_eq!(found.len(), expected.len());
}

/// What a page shows: the plan's, or words of ours alone in a block or a row.
#[derive(Debug)]
enum Shown {
    Leaf(Leaf),
    Head(Leaf),
    Ours(String),
}

/// What a reader's program shows of the Markdown. Emphasis is ours.
fn shown(page: &str) -> Vec<Shown> {
    let (mut own, mut said, mut cells) = (String::new(), String::new(), Vec::new());
    let (mut emphasis, mut shown) = (false, Vec::new());
    let (mut in_code, mut in_row) = (false, false);
    for event in Parser::new_ext(page, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Start(Tag::Emphasis) => emphasis = true,
            Event::End(TagEnd::Emphasis) => emphasis = false,
            Event::Start(Tag::Strikethrough) | Event::Code(_) | Event::Html(_) | Event::InlineHtml(_) => {
                panic!("text of a plan became a mark: {event:?} in {page}")
            }
            Event::Text(text) => (if emphasis { &mut said } else { &mut own }).push_str(&text),
            Event::SoftBreak | Event::HardBreak => own.push(' '),
            Event::Start(Tag::CodeBlock(_)) => {
                shown.extend(block(&mut own, &mut said));
                in_code = true;
            }
            Event::End(TagEnd::CodeBlock) => {
                shown.push(Shown::Leaf(Leaf::Code(code(&std::mem::take(&mut own)))));
                in_code = false;
            }
            Event::Start(Tag::TableRow | Tag::TableHead) => in_row = true,
            Event::End(TagEnd::TableCell) => cells.push(flat(&std::mem::take(&mut own))),
            Event::End(TagEnd::TableHead) => {
                said.clear();
                shown.push(Shown::Head(row(std::mem::take(&mut cells))));
                in_row = false;
            }
            Event::End(TagEnd::TableRow) => {
                let Leaf::Row(row) = row(std::mem::take(&mut cells)) else { unreachable!() };
                let said = std::mem::take(&mut said);
                let ours = row.is_empty() && !said.is_empty();
                shown.push(if ours { Shown::Ours(said) } else { Shown::Leaf(Leaf::Row(row)) });
                in_row = false;
            }
            Event::Start(_) | Event::End(_) if !in_code && !in_row => {
                let ends_a_block = matches!(
                    event,
                    Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::BlockQuote(_))
                        | Event::Start(Tag::Item | Tag::Paragraph | Tag::List(_))
                );
                shown.extend(Some(()).filter(|()| ends_a_block).and_then(|()| block(&mut own, &mut said)));
            }
            _ => {}
        }
    }
    shown
}

fn block(own: &mut String, said: &mut String) -> Option<Shown> {
    let (own, said) = (std::mem::take(own), std::mem::take(said));
    match (own.trim().is_empty(), said.is_empty()) {
        (true, true) => None,
        (true, false) => Some(Shown::Ours(said)),
        (false, _) => Some(Shown::Leaf(Leaf::Text(flat(&own)))),
    }
}

/// Opens every fold of the page.
fn check_page(versions: &[Version<'_>], condensed: &Condensed) {
    let document = versions.last().unwrap().document;
    let page = condensed_page(versions, condensed, &Place::File);
    let tree = Element::of(&page);
    let is_heading = |element: &Element| {
        element.name.len() == 2 && element.name.starts_with('h') && element.is("verbatim")
    };
    let is_leaf = |element: &Element| element.is("line") || element.name == "tr" || is_heading(element);
    let mut heads = 0;
    let mut found = Vec::new();
    for element in tree.all(&is_leaf) {
        let cells: Vec<String> =
            element.elements().filter(|cell| !cell.is("beyond")).map(|cell| flat(&cell.read().new)).collect();
        let name = element.anchors().into_iter().next();
        let Some(start) = name.and_then(|name| name.strip_prefix('u')?.parse::<u32>().ok()) else {
            // The head of a table, once more over each part of it.
            assert_eq!(element.name, "tr");
            heads += 1;
            continue;
        };
        let unit =
            document.units().iter().find(|unit| unit.span.start == start).expect("an anchor leads to a unit");
        if element.name == "tr" {
            let Leaf::Row(expected) = leaf(document, unit) else { panic!("only rows stand in tables") };
            let expected: Vec<String> = expected.iter().map(|cell| named(cell)).collect();
            let Leaf::Row(cells) = row(cells) else { unreachable!() };
            assert!(expected.len() > 40 || cells == expected, "{cells:?} {expected:?}");
        } else if unit.kind == UnitKind::Code {
            assert_eq!(code(&element.read().new), code(&named(document.text(unit))));
        } else {
            // HTML as it was typed.
            let typed = unit.kind == UnitKind::Html;
            let typed = typed.then(|| Leaf::Text(flat(document.text(unit))));
            let expected = typed.unwrap_or_else(|| leaf(document, unit));
            let Leaf::Text(text) = &expected else { panic!("{expected:?} is text") };
            assert_eq!(flat(&element.read().new), named(text));
        }
        match unit.kind {
            // It leads to the head where that stands for the first time.
            UnitKind::TableHead => heads += 1,
            _ => found.push(start),
        }
    }
    let head = |unit: &&Unit| unit.kind != UnitKind::TableHead;
    let expected: Vec<u32> = document.units().iter().filter(head).map(|unit| unit.span.start).collect();
    assert_eq!(found, expected, "every unit once, in reading order");
    assert!(heads >= document.units().len() - expected.len(), "every table has its head");
    check_heads(&tree, document);
}

/// Over the rows of a table stands its head.
fn check_heads(tree: &Element, document: &Document) {
    for table in tree.all(&|element| element.name == "table") {
        let rows = table.all(&|element| element.name == "tr");
        let start = rows.iter().find_map(|row| row.anchors().first()?.strip_prefix('u')?.parse::<u32>().ok());
        let Some(unit) = document.units().iter().find(|unit| Some(unit.span.start) == start) else {
            continue;
        };
        let first = document.unit(document.blocks()[unit.block as usize].units.start);
        if first.kind == UnitKind::TableHead {
            let head: Vec<String> = rows[0].elements().map(|cell| flat(&cell.read().new)).collect();
            let Leaf::Row(expected) = leaf(document, first) else { unreachable!() };
            let expected: Vec<String> = expected.iter().map(|cell| named(cell)).collect();
            let Leaf::Row(head) = row(head) else { unreachable!() };
            assert!(expected.len() > 40 || head == expected, "{head:?} {expected:?}");
        }
    }
}

#[test]
fn fixtures() {
    for person in PEOPLE {
        check(&plans(person).iter().collect::<Vec<_>>());
    }
}

#[test]
fn generated_people() {
    for (before, after) in generated() {
        check(&[&before, &after]);
    }
}

#[test]
fn hostile_texts() {
    for (before, after) in hostile() {
        check(&[&before, &after]);
    }
}

#[test]
fn an_item_below_a_fold_is_no_code() {
    let plan =
        |last: &str| format!("# Plan\n\n- Rent\n  - Arrears\n    - of {last}\n      - to the council\n");
    let [before, after] = [plan("May"), plan("June")].map(|text| parse(text).unwrap());
    check(&[&before, &after]);
}

#[test]
fn running_numbers_levels_and_tables() {
    let plan = |last: &str| {
        format!(
            "# Plan #5 \\#\n\n## 1. Home\n\n1.1 He has a flat.\n\n1.2 He has no debts.\n\n## 2. Work\n\n1. Ask the college\n2. Ask \
                the yard\n   - by Monday\n\n|  | Mon | Tue |\n|---|---|---|\n|  | gate | `hall` |\n| am |  | {last} |\n\n```\na  b\n\n  c\n```\n"
        )
    };
    let [before, after] = [plan("shop"), plan("3 * 4 < 5_6_7 [a](b) ~~c~~")].map(|text| parse(text).unwrap());
    check(&[&before, &after]);
}
