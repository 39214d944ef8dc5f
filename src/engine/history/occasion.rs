//! When what a passage says was written, as far as its place tells: the date of its entry or of its section.

use jiff::civil::Date;

use crate::document::{Document, Unit};

/// Dates of the sections of a document.
#[derive(Debug)]
pub(super) struct Occasions<'a> {
    document: &'a Document,
    /// Of each section: the date in its own heading, or in one around it.
    sections: Vec<Option<Date>>,
}

impl<'a> Occasions<'a> {
    /// Reads the headings of a document.
    pub(super) fn of(document: &'a Document) -> Self {
        let mut sections: Vec<Option<Date>> = Vec::with_capacity(document.sections().len());
        for section in document.sections() {
            let own = section.heading.and_then(|heading| date_in(document, heading));
            let around = || section.parent.and_then(|parent| *sections.get(parent as usize)?);
            let date = own.or_else(around);
            sections.push(date);
        }
        Self { document, sections }
    }

    /// The date of the entry in which a unit stands, or else of its section; none where neither tells one.
    pub(super) fn of_unit(&self, unit: &Unit) -> Option<Date> {
        self.document.entry(unit).written.or_else(|| self.of_section(unit.section))
    }

    /// The date in a section's heading, or in one around it.
    pub(super) fn of_section(&self, section: u32) -> Option<Date> {
        self.sections[section as usize]
    }
}

/// The first complete date in a unit.
pub(super) fn date_in(document: &Document, unit: u32) -> Option<Date> {
    document.dates(unit).iter().find_map(|(_, date)| date.date())
}
