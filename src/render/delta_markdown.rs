//! A delta as Markdown: every change in its section, unchanged runs as a count.

use std::fmt::Write;

use super::brief_markdown::marked_text;
use super::delta_text::{counts, label, path};
use super::escape::escape;
use super::phrases;
use cip_engine::brief::{Mark, Piece, changed_text, unit_text, unread};
use cip_engine::delta::{Change, ChangeKind, Delta};
use cip_engine::document::Document;

/// Writes a delta as Markdown.
pub fn delta_markdown(before: &Document, after: &Document, delta: &Delta) -> String {
    let mut out = "# What changed between two versions\n\n".to_owned();
    for line in phrases::not_read(&unread(Some(before), after)) {
        let _ = writeln!(out, "**{}**\n", escape(&line));
    }
    let _ = writeln!(out, "{}.", counts(delta.totals()));
    let mut section: Option<Vec<&str>> = None;
    let mut unchanged = 0;
    for change in &delta.changes {
        if change.kind == ChangeKind::Unchanged && !change.moved {
            unchanged += change.after.len();
            continue;
        }
        fold(&mut out, &mut unchanged);
        let path = path(before, after, change);
        if section.as_ref() != Some(&path) {
            let title = if path.is_empty() { "Before the first heading".to_owned() } else { path.join(", ") };
            let _ = writeln!(out, "\n## {}\n", escape(&title));
            section = Some(path);
        }
        let _ = writeln!(
            out,
            "- **{}:** {}",
            escape(&label(before, after, change)),
            marked_text(&pieces(before, after, change))
        );
    }
    fold(&mut out, &mut unchanged);
    out
}

fn fold(out: &mut String, unchanged: &mut usize) {
    if *unchanged > 0 {
        let _ = writeln!(out, "- *… {} unchanged*", phrases::counted(*unchanged, "unit", "units"));
    }
    *unchanged = 0;
}

fn pieces(before: &Document, after: &Document, change: &Change) -> Vec<Piece> {
    let whole = |mark: Mark, document: &Document, units: std::ops::Range<u32>| -> Vec<Piece> {
        let pieces = units.flat_map(|unit| unit_text(document, document.unit(unit)));
        let marked =
            |piece: Piece| Piece { mark: if piece.mark == Mark::Ours { Mark::Ours } else { mark }, ..piece };
        pieces.map(marked).collect()
    };
    match change.kind {
        ChangeKind::Removed => whole(Mark::Before, before, change.before.clone()),
        ChangeKind::Added | ChangeKind::Unchanged => whole(Mark::Same, after, change.after.clone()),
        _ => changed_text(before, after, change),
    }
}
