//! A history as plain text: the newest version with a margin that tells since when each passage stands.

use super::ink::{Ink, Page, Paint, Style, ink};
use crate::document::UnitKind;
use crate::document::reading::unit_text;
use crate::history::{History, Input};

/// Writes a history as text.
pub fn history_text(input: &Input<'_>, history: &History, style: Style) -> String {
    let mut page = Page::new(style);
    let Some(newest) = input.versions.last() else { return page.finish() };
    for (unit, life) in newest.document.units().iter().zip(&history.units) {
        let text = unit_text(newest.document, unit);
        if unit.kind == UnitKind::Heading {
            page.heading(&text);
        } else {
            let inks: [Ink; 1] = [ink(Paint::None, text)];
            page.paragraph(&format!("{:>3}  ", life.wording_since() + 1), "     ", &inks);
        }
    }
    page.finish()
}
