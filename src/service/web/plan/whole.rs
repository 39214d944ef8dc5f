//! A whole text as it stands: its sections, its units, the list of its headings.

use super::{Home, Line, Mark, Passage, cells, look};
use crate::web::links;
use cip_engine::brief::Side;
use cip_engine::document::{Document, Section};

/// A heading in the list of them.
pub(in crate::web) struct OutlineEntry {
    /// How deep it stands, from 1.
    pub depth: u8,
    /// Its fragment name.
    pub anchor: String,
    /// Its text.
    pub title: String,
}

/// The sections that have something, each with its own units, in reading order.
pub(in crate::web) fn by_section(document: &Document) -> impl Iterator<Item = (&Section, Vec<u32>)> {
    let mut units = (0..document.units().len() as u32).peekable();
    let own = move |(index, section)| {
        let mut own = Vec::new();
        while let Some(unit) = units.next_if(|unit| document.unit(*unit).section == index) {
            own.push(unit);
        }
        (section, own)
    };
    (0..).zip(document.sections()).map(own).filter(|(_, own)| !own.is_empty())
}

/// A unit as it stands, with a place for citations.
pub(in crate::web) fn passage(document: &Document, index: u32) -> Passage<'_> {
    let unit = document.unit(index);
    let line = Line {
        anchors: vec![links::anchor(Side::After, unit.span)],
        cells: cells(document, index..index + 1, unit.kind, Mark::Same),
        look: look(document, unit),
        changed: false,
        risk: false,
    };
    let home = Home { before: None, after: Some(unit.block) };
    Passage { document, unit: index, home, line, note: None }
}
