//! One change as a line with what is noted beside it.

use std::ops::Range;

use super::Pair;
use crate::web::links::{self, anchor};
use crate::web::plan::{self, FactNote, Home, Line, Mark, Note, Passage};
use cip_engine::brief::Side;
use cip_engine::delta::{Change, ChangeKind, Reason};
use cip_engine::document::{Document, Unit};
use cip_engine::marked::changed_in_place;
use cip_engine::text::Span;
use cip_render::excuses;

/// A change as it stands out on the page.
pub(in crate::web) fn changed<'a>(pair: &Pair<'a>, change: &Change) -> Passage<'a> {
    let note = note(pair, change);
    let line = line(pair, change, true);
    passage(pair, change, line, Some(note))
}

/// A change as quiet context: its later text, or its earlier where it is gone.
pub(super) fn quiet<'a>(pair: &Pair<'a>, change: &Change) -> Passage<'a> {
    passage(pair, change, line(pair, change, false), None)
}

/// The version, its text and the unit by which a change is placed: the later one's where there is one.
pub(super) fn placed<'a>(pair: &Pair<'a>, change: &Change) -> (Side, &'a Document, u32) {
    if change.after.is_empty() {
        (Side::Before, pair.before.document, change.before.start)
    } else {
        (Side::After, pair.after.document, change.after.start)
    }
}

/// The fragment name of a change.
pub(super) fn first_anchor(pair: &Pair<'_>, change: &Change) -> String {
    let (side, document, unit) = placed(pair, change);
    anchor(side, document.unit(unit).span)
}

/// The facts of a change in words.
pub(super) fn facts(pair: &Pair<'_>, change: &Change) -> Vec<FactNote> {
    plan::facts(pair.before.document, pair.after.document, &change.facts)
}

fn passage<'a>(pair: &Pair<'a>, change: &Change, line: Line, note: Option<Note>) -> Passage<'a> {
    let (_, document, unit) = placed(pair, change);
    let block = |document: &Document, unit: Option<u32>| unit.map(|unit| document.unit(unit).block);
    let home = Home {
        before: block(pair.before.document, change.before.clone().next()),
        after: block(pair.after.document, change.after.clone().next()),
    };
    Passage { document, unit, home, line, note }
}

fn line(pair: &Pair<'_>, change: &Change, changed: bool) -> Line {
    let (_, document, unit) = placed(pair, change);
    let unit = document.unit(unit);
    let mut names = anchors(pair, change, Side::After);
    if !change.moved {
        // Of what moved, the earlier place has a line of its own.
        names.extend(anchors(pair, change, Side::Before));
    }
    Line {
        anchors: names,
        cells: cells(pair, change, unit, changed),
        look: plan::look(document, unit),
        changed,
        risk: changed && change.risk,
    }
}

/// The fragment names of a change's units in one version.
pub(super) fn anchors(pair: &Pair<'_>, change: &Change, side: Side) -> Vec<String> {
    let (document, units) = match side {
        Side::Before => (pair.before.document, &change.before),
        Side::After => (pair.after.document, &change.after),
    };
    units.clone().map(|unit| anchor(side, document.unit(unit).span)).collect()
}

fn cells(pair: &Pair<'_>, change: &Change, unit: &Unit, marked: bool) -> Vec<plan::Pieces> {
    let (before, after) = (pair.before.document, pair.after.document);
    let old = |mark| plan::cells(before, change.before.clone(), unit.kind, mark);
    let new = |mark| plan::cells(after, change.after.clone(), unit.kind, mark);
    match change.kind {
        ChangeKind::Added if marked => new(Mark::After),
        ChangeKind::Removed if marked => old(Mark::Before),
        ChangeKind::Removed => old(Mark::Same),
        _ if marked && !change.edits.is_empty() => {
            plan::marked(&changed_in_place(before, after, change), unit.kind)
        }
        _ => new(Mark::Same),
    }
}

/// From the first of adjacent units to the last; nothing but white space and marks stands between them.
fn span(document: &Document, units: &Range<u32>) -> Span {
    let spans = units.clone().map(|unit| document.unit(unit).span);
    spans.reduce(Span::cover).unwrap_or_default()
}

fn note(pair: &Pair<'_>, change: &Change) -> Note {
    let both = !change.before.is_empty() && !change.after.is_empty();
    Note {
        anchor: first_anchor(pair, change),
        label: label(pair, change),
        risk: change.risk,
        facts: if both { facts(pair, change) } else { Vec::new() },
        across: anchors(pair, change, Side::Before).into_iter().next().filter(|_| change.moved && both),
        past: past(pair, change),
    }
}

/// The way to the life of what changed. What is new has none yet, or one that the brief tells of.
fn past(pair: &Pair<'_>, change: &Change) -> Option<String> {
    let person = pair.person.filter(|_| change.kind != ChangeKind::Added)?;
    let (version, units) =
        if change.after.is_empty() { (pair.before, &change.before) } else { (pair.after, &change.after) };
    Some(links::passage(person, version.number, span(version.document, units)))
}

fn label(pair: &Pair<'_>, change: &Change) -> String {
    let what = match change.kind {
        ChangeKind::Unchanged => None,
        ChangeKind::Cosmetic => Some(format!("Layout or spelling: {}", layout(&change.reasons))),
        ChangeKind::Reworded => {
            Some(format!("Reworded: {}", excuses(pair.before.document, pair.after.document, change)))
        }
        // The facts beside it say what changed.
        ChangeKind::Material => change.facts.is_empty().then(|| "Changed".to_owned()),
        ChangeKind::Added => Some("New".to_owned()),
        ChangeKind::Removed => Some("Removed".to_owned()),
    };
    let shape = match (change.before.len(), change.after.len()) {
        (joined @ 2.., 1) => Some(format!("{joined} passages joined into one")),
        (1, divided @ 2..) => Some(format!("one passage divided into {divided}")),
        (from @ 2.., to @ 2..) => Some(format!("{from} passages made into {to}")),
        _ => None,
    };
    let moved = change.moved.then(|| moved(pair, change));
    let parts: Vec<String> = [what, shape, moved].into_iter().flatten().collect();
    capitalised(&parts.join(", "))
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

fn layout(reasons: &[Reason]) -> String {
    let names: Vec<&str> = reasons.iter().map(|reason| reason.name()).collect();
    names.join(", ").replace('-', " ")
}

fn moved(pair: &Pair<'_>, change: &Change) -> String {
    let place = |document: &Document, unit: u32| plan::place(document, document.unit(unit).section);
    let before = place(pair.before.document, change.before.start);
    if before.is_empty() || before == place(pair.after.document, change.after.start) {
        "moved within its section".to_owned()
    } else {
        format!("moved from “{before}”")
    }
}
