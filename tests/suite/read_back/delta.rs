//! A delta read back from each of its forms.

use std::collections::HashMap;

use cip_engine::brief::Version;
use cip_engine::delta::{Change, ChangeKind, Delta, cells, compare};
use cip_engine::document::reading::{self, unit_text};
use cip_engine::document::{Document, UnitKind};
use cip_render::{Style, delta_markdown, delta_text};
use cip_service::web::{Pair, Place, Question, Show, View, delta_page};

use super::html::{Element, named};
use super::{Readings, documents, expected, flat, generated, hostile, joined, markdown, marked, text, units};
use crate::history::{PEOPLE, plans};

/// Reads every form of the delta between two plans.
fn check(before: &Document, after: &Document) {
    let delta = compare(before, after);
    let lines = text::paragraphs(&delta_text(before, after, &delta, Style::Plain), "- ", "  ");
    check_lines(before, after, &delta, &lines, |line, row| text::read(line, row));
    check_markdown(before, after, &delta);
    check_page(before, after, &delta, Show::All);
    check_page(before, after, &delta, Show::Layout);
}

fn check_markdown(before: &Document, after: &Document, delta: &Delta) {
    let lines = markdown::items(&delta_markdown(before, after, delta));
    let fold = |line: &Readings| {
        line.old.starts_with("… ")
            && (line.old.ends_with(" unit unchanged") || line.old.ends_with(" units unchanged"))
    };
    let lines: Vec<Readings> = lines.into_iter().filter(|line| !fold(line)).collect();
    check_lines(before, after, delta, &lines, |line, _| line.clone());
}

/// Lines of text: a label of ours, then the marked text, of a row with the titles of its columns.
fn check_lines<L: std::fmt::Debug>(
    before: &Document,
    after: &Document,
    delta: &Delta,
    lines: &[L],
    read: impl Fn(&L, bool) -> Readings,
) {
    let shown = |change: &&Change| change.kind != ChangeKind::Unchanged || change.moved;
    let shown: Vec<&Change> = delta.changes.iter().filter(shown).collect();
    assert_eq!(shown.len(), lines.len(), "a line for each change: {lines:#?}");
    for (change, line) in shown.into_iter().zip(lines) {
        let is_row = |document: &Document, unit: u32| {
            matches!(document.unit(unit).kind, UnitKind::Row | UnitKind::TableHead)
        };
        let row = change.after.clone().any(|unit| is_row(after, unit))
            || change.before.clone().any(|unit| is_row(before, unit));
        let line = read(line, row).flat();
        for expected in said(before, after, change) {
            let old = change.before.is_empty() || change.kind == ChangeKind::Unchanged;
            for (side, found, skip) in
                [(&expected.old, &line.old, old), (&expected.new, &line.new, change.after.is_empty())]
            {
                let reads = if row {
                    found.contains(side.as_str())
                } else {
                    found == side || found.ends_with(&format!(": {side}"))
                };
                assert!(
                    skip || reads,
                    "{side:?} is not in {found:?}\n{change:?}\n{:?}\n{:?}",
                    before.source(),
                    after.source()
                );
            }
        }
    }
}

/// What a line must say: both readings of a change, of a row cell by cell; the text of what came, went or moved.
fn said(before: &Document, after: &Document, change: &Change) -> Vec<Readings> {
    if marked_with_both(change) {
        let same_tables = cells(before, after, change).is_some();
        let kind = after.unit(change.after.start).kind;
        return match kind {
            // Titles of ours, and borders of ours beside bars of the source, are among the cells.
            UnitKind::Row | UnitKind::TableHead if !same_tables => Vec::new(),
            _ => expected(before, after, change),
        };
    }
    let alone = |document: &Document, unit: u32| -> Vec<String> {
        let unit = document.unit(unit);
        match unit.kind {
            UnitKind::Row => reading::cell_texts(document, unit),
            _ => vec![unit_text(document, unit)],
        }
    };
    let one = |texts: Vec<String>| -> Vec<Readings> {
        texts.iter().map(|text| Readings { old: flat(text), new: flat(text) }).collect()
    };
    match (change.before.len(), change.after.len()) {
        (_, 1) => one(alone(after, change.after.start)),
        (1, 0) => one(alone(before, change.before.start)),
        _ => Vec::new(),
    }
}

fn marked_with_both(change: &Change) -> bool {
    marked(&Delta { changes: vec![change.clone()], ..Delta::default() }).next().is_some()
}

/// The page: every passage of the later version and what became of it, each cell in its place.
fn check_page(before: &Document, after: &Document, delta: &Delta, show: Show) {
    let version = |number, document| Version { number, as_of: None, document };
    let (left, right) = (version(1, before), version(2, after));
    let pair = Pair { before: &left, after: &right, delta, since: &[], person: None };
    let question = Question { show, view: View::Line, unfold: vec!["all".to_owned()], ..Question::default() };
    let page = Element::of(&delta_page(&pair, &question, &Place::File));
    let lines = page.all(&|element| element.is("line") || element.name == "tr");
    let mut by_anchor: HashMap<String, Vec<&Element>> = HashMap::new();
    for line in lines {
        line.anchors().into_iter().for_each(|anchor| by_anchor.entry(anchor).or_default().push(line));
    }
    let is_layout = |change: &&Change| change.kind == ChangeKind::Cosmetic;
    for change in delta.changes.iter().filter(|change| show == Show::All || is_layout(change)) {
        let (anchor, kind) = if change.after.is_empty() {
            let unit = before.unit(change.before.start);
            (format!("o{}", unit.span.start), unit.kind)
        } else {
            let unit = after.unit(change.after.start);
            (format!("u{}", unit.span.start), unit.kind)
        };
        // The head of a table that did not change stands in the head of each part of it.
        let Some([line]) = by_anchor.get(&anchor).map(Vec::as_slice) else {
            assert!(kind == UnitKind::TableHead, "{anchor} stands once: {change:?}");
            continue;
        };
        let expected: Vec<Readings> = in_place(before, after, change, show)
            .iter()
            .map(|it| Readings { old: named(&it.old), new: named(&it.new) })
            .collect();
        let found: Vec<Readings> = if line.name == "tr" {
            line.elements().filter(|cell| !cell.is("beyond")).map(|cell| cell.read().flat()).collect()
        } else {
            vec![line.read().flat()]
        };
        // A head that is repeated is no row: it reads as one.
        let expected =
            if line.name == "tr" || expected.len() == 1 { expected } else { vec![joined(&expected)] };
        // Rows of different tables have no cells in common: they read as one.
        let found = if expected.len() == 1 { vec![joined(&found)] } else { found };
        assert!(found.len() >= expected.len() || expected.len() > 40, "{found:?} {change:?}");
        for (found, expected) in found.iter().zip(&expected).take(40) {
            assert_eq!(
                found,
                expected,
                "{kind:?} {change:?} in {:?}",
                after.text(after.unit(change.after.start))
            );
        }
        assert!(found.iter().skip(expected.len()).all(|cell| *cell == Readings::default()), "{found:?}");
    }
}

/// What a line of the page must read as.
fn in_place(before: &Document, after: &Document, change: &Change, show: Show) -> Vec<Readings> {
    let old = whole(before, &change.before);
    let new = whole(after, &change.after);
    let shown = show == Show::Layout || change.moved || change.kind != ChangeKind::Cosmetic;
    match change.kind {
        _ if shown && marked_with_both(change) => match cells(before, after, change) {
            Some(_) => expected(before, after, change),
            None => vec![Readings { old: old.join(" "), new: new.join(" ") }.flat()],
        },
        ChangeKind::Added => new.into_iter().map(|new| Readings { old: String::new(), new }).collect(),
        ChangeKind::Removed => old.into_iter().map(|old| Readings { old, new: String::new() }).collect(),
        _ => new.into_iter().map(|text| Readings { old: text.clone(), new: text }).collect(),
    }
}

/// Units with their running numbers: a row as cells, anything else as one.
fn whole(document: &Document, range: &std::ops::Range<u32>) -> Vec<String> {
    let text = |unit: u32| {
        let unit = document.unit(unit);
        match unit.kind {
            UnitKind::Code | UnitKind::Html => vec![flat(document.text(unit))],
            _ => reading::cell_texts(document, unit).iter().map(|text| flat(text)).collect(),
        }
    };
    match range.len() {
        1 => text(range.start),
        _ => vec![range.clone().map(|unit| text(unit).join(" ")).collect::<Vec<_>>().join(" ")],
    }
}

#[test]
fn fixtures() {
    for person in PEOPLE {
        for pair in plans(person).windows(2) {
            check(&pair[0], &pair[1]);
        }
    }
}

#[test]
fn generated_people() {
    for (before, after) in generated() {
        check(&before, &after);
    }
}

#[test]
fn hostile_texts() {
    for (before, after) in hostile() {
        let delta = compare(&before, &after);
        check_markdown(&before, &after, &delta);
        check_page(&before, &after, &delta, Show::All);
        check_page(&before, &after, &delta, Show::Layout);
    }
}

#[test]
fn signs_of_ours_in_the_text() {
    for (old, new) in [
        ("Told [x] of it on Monday.", "Told [y] of it on Monday."),
        ("Level 2 → 3 for now, he says.", "Level 2 → 4 for now, he says."),
        ("See [low → high] of the third of May.", "See [low → high] of the fifth of May."),
        ("- [ ] Keys returned to the hall\n", "- [x] Keys returned to the hall\n"),
        ("He has *never* been to `Ayr` since.", "He has **always** been to `Ayr` since."),
        ("Owes ~~£40~~ to the shop.", "Owes ~~£45~~ to the shop."),
        ("His b<sup>2</sup> & \"key\" were lost.", "His b<sup>3</sup> & \"hat\" were lost."),
        ("Drinks (beer and cider) at home.", "Drinks (cider) at home."),
        ("A down-graded case.", "A graded case."),
        ("One\u{a0}hundred pounds\r\nwere paid.", "Two\u{a0}hundred pounds\r\nwere paid."),
        ("Rene\u{301} came on Monday.", "Rena\u{301} came on Monday."),
        ("Keeps 10% of it.", "Keeps 10kg of it."),
    ] {
        let (before, after) = documents(old, new).unwrap();
        assert!(units(&before, &(0..1)) != units(&after, &(0..1)));
        check(&before, &after);
    }
}
