//! A delta as plain text for a terminal: every change in its section, unchanged runs as a count.

use super::brief_text::marked_text;
use super::excuses::excuses;
use super::ink::{Ink, Page, Paint, Style, ink};
use super::phrases;
use cip_engine::brief::{Mark, changed_text, unit_text, unread};
use cip_engine::delta::{Change, ChangeKind, Delta, Totals};
use cip_engine::document::Document;

/// Writes a delta as text.
pub fn delta_text(before: &Document, after: &Document, delta: &Delta, style: Style) -> String {
    let mut page = Page::new(style);
    page.heading("What changed between two versions");
    for line in phrases::not_read(&unread(Some(before), after)) {
        page.line(&line);
    }
    page.line(&format!("{}.", counts(delta.totals())));
    page.gap();
    let mut section: Option<Vec<&str>> = None;
    let mut unchanged = 0;
    for change in &delta.changes {
        if change.kind == ChangeKind::Unchanged && !change.moved {
            unchanged += change.after.len();
            continue;
        }
        let path = path(before, after, change);
        if section.as_ref() != Some(&path) {
            fold(&mut page, &mut unchanged);
            page.heading(
                if path.is_empty() { "Before the first heading".to_owned() } else { path.join(", ") }
                    .as_str(),
            );
            section = Some(path);
        }
        fold(&mut page, &mut unchanged);
        page.paragraph("- ", "  ", &inks(before, after, change));
    }
    fold(&mut page, &mut unchanged);
    page.finish()
}

/// "3 changed, 2 new": the kinds that occur, in the order of weight.
pub(super) fn counts(totals: Totals) -> String {
    let counts = [
        (totals.material, "changed"),
        (totals.added, "new"),
        (totals.removed, "removed"),
        (totals.reworded, "reworded"),
        (totals.cosmetic, "cosmetic"),
        (totals.unchanged, "unchanged"),
        (totals.moved, "moved"),
    ];
    let counts = counts.into_iter().filter(|(count, _)| *count > 0);
    counts.map(|(count, words)| format!("{count} {words}")).collect::<Vec<_>>().join(", ")
}

/// Titles of the section that a change stands in, or stood.
pub(super) fn path<'a>(before: &'a Document, after: &'a Document, change: &Change) -> Vec<&'a str> {
    if change.after.is_empty() {
        before.section_path(before.unit(change.before.start).section)
    } else {
        after.section_path(after.unit(change.after.start).section)
    }
}

/// What a change is called, and why: "Changed (negation, date)", "Reworded (synonym: resides / lives)", "Moved".
pub(super) fn label(before: &Document, after: &Document, change: &Change) -> String {
    let kind = match change.kind {
        ChangeKind::Unchanged => "",
        ChangeKind::Cosmetic => "Cosmetic",
        ChangeKind::Reworded => "Reworded",
        ChangeKind::Material => "Changed",
        ChangeKind::Added => "New",
        ChangeKind::Removed => "Removed",
    };
    let moved = match (change.moved, kind.is_empty()) {
        (false, _) => "",
        (true, true) => "Moved",
        (true, false) => " and moved",
    };
    let reasons = if change.kind == ChangeKind::Reworded {
        excuses(before, after, change)
    } else {
        change.reasons.iter().map(|reason| reason.name()).collect::<Vec<_>>().join(", ")
    };
    let reasons = if reasons.is_empty() { reasons } else { format!(" ({reasons})") };
    format!("{kind}{moved}{reasons}")
}

/// Says how many units stand unchanged before the next change.
fn fold(page: &mut Page, unchanged: &mut usize) {
    if *unchanged > 0 {
        let text = format!("… {} unchanged", phrases::counted(*unchanged, "unit", "units"));
        page.paragraph("  ", "  ", &[ink(Paint::Faint, text)]);
    }
    *unchanged = 0;
}

fn inks(before: &Document, after: &Document, change: &Change) -> Vec<Ink> {
    let mut inks = vec![ink(Paint::Heading, format!("{}: ", label(before, after, change)))];
    match change.kind {
        ChangeKind::Removed => inks.extend(whole(Paint::Before, before, change.before.clone())),
        ChangeKind::Added => inks.extend(whole(Paint::After, after, change.after.clone())),
        ChangeKind::Unchanged => inks.extend(whole(Paint::None, after, change.after.clone())),
        _ => inks.extend(marked_text(&changed_text(before, after, change))),
    }
    inks
}

fn whole(paint: Paint, document: &Document, units: std::ops::Range<u32>) -> Vec<Ink> {
    let pieces = units.flat_map(|unit| unit_text(document, document.unit(unit)));
    pieces.map(|piece| ink(if piece.mark == Mark::Ours { Paint::Faint } else { paint }, piece.text)).collect()
}
