//! An agency's own lines before those of others.
//!
//! Takes an item, says whether it is an agency's: its author or the action's owner is of the agency, or the title of a
//! section names it. The words for each agency are data (`agencies.txt` of the lexicon).

use std::sync::LazyLock;

use super::item::Versions;
use super::model::{Item, Origin, Part, Quote};
use crate::document::reading::{cell_texts, folded, table_head};
use crate::document::{Column, Document, Unit, UnitKind};
use crate::lexicon;
use crate::text::{Phrases, Span, tokenise};

/// Words by agency. Read once and never changed.
static WORDS: LazyLock<Phrases<Agency>> = LazyLock::new(|| {
    let names = lexicon::AGENCIES.headings();
    Phrases::read(&lexicon::AGENCIES, |name| {
        names.iter().position(|agency| *agency == name).map(|at| Agency(at as u8))
    })
});

/// An agency of the closed list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Agency(u8);

impl Agency {
    /// The names of the list.
    pub fn names() -> impl Iterator<Item = &'static str> {
        lexicon::AGENCIES.headings().into_iter()
    }

    /// The agency of this name, in any case, or the one of a role that is called so.
    pub fn named(text: &str) -> Option<Self> {
        let name = folded(text);
        let by_name = Self::names().position(|agency| folded(agency) == name).map(|at| Self(at as u8));
        by_name.or_else(|| match Self::in_text(text).as_slice() {
            [agency] => Some(*agency),
            _ => None,
        })
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        Self::names().nth(usize::from(self.0)).unwrap_or_default()
    }

    /// The agencies that a text names, each once.
    pub(super) fn in_text(text: &str) -> Vec<Self> {
        let mut tokens = Vec::new();
        tokenise(text, Span::new(0, text.len()), &[], &mut tokens);
        let (mut found, mut at) = (Vec::new(), 0);
        while at < tokens.len() {
            let phrase = WORDS.phrase_at(&tokens, at);
            found.extend(phrase.map(|(_, agency)| agency).filter(|agency| !found.contains(agency)));
            at = phrase.map_or(at + 1, |(end, _)| end);
        }
        found
    }

    fn is_named_in(self, text: &str) -> bool {
        Self::in_text(text).contains(&self)
    }

    /// Whether an item is the agency's own.
    fn owns(self, versions: &Versions<'_>, item: &Item) -> bool {
        let named = |text: &str| self.is_named_in(text);
        item.author.as_deref().is_some_and(named)
            || item.section.iter().any(|title| named(title))
            || item.quotes.iter().filter_map(|quote| owner(versions, quote)).any(|owner| named(&owner))
    }
}

/// Puts an agency's own items first in each part, otherwise as they were; how many they are, by part.
pub(super) fn put_first(versions: &Versions<'_>, agency: Option<Agency>, parts: &mut [Part]) -> Vec<usize> {
    let Some(agency) = agency else { return vec![0; parts.len()] };
    let mut counts = Vec::with_capacity(parts.len());
    for part in parts {
        let items = std::mem::take(&mut part.items);
        let (own, others): (Vec<Item>, Vec<Item>) =
            items.into_iter().partition(|item| agency.owns(versions, item));
        counts.push(own.len());
        part.items = own;
        part.items.extend(others);
    }
    counts
}

/// Who is to do the action that a quotation is the row of.
fn owner(versions: &Versions<'_>, quote: &Quote) -> Option<String> {
    let version = versions.on(quote.side);
    let document = version.document;
    let row = unit_at(document, quote.span).filter(|_| quote.origin == Origin::Version(version.number))?;
    let head = table_head(document, row).filter(|_| row.kind == UnitKind::Row)?;
    let columns = document.columns_of_actions(head)?;
    columns.cell(Column::Owner, &cell_texts(document, row)).cloned()
}

/// The unit at a span.
fn unit_at(document: &Document, span: Span) -> Option<&Unit> {
    let units = document.units();
    let at = units.partition_point(|unit| unit.span.start < span.start);
    units.get(at).filter(|unit| unit.span == span)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(text: &str) -> Option<&'static str> {
        Agency::named(text).map(Agency::name)
    }

    #[test]
    fn agencies_by_name_and_by_role() {
        assert_eq!(named("health"), Some("Health"));
        assert_eq!(named("SOCIAL WORK"), Some("Social work"));
        assert_eq!(named("Mental health nurse"), Some("Health"));
        assert_eq!(named("CBSW"), Some("Social work"));
        assert_eq!(named("addictions nurse"), Some("Health"));
        assert_eq!(named("addictions worker"), Some("Addictions"));
        assert_eq!(named("circus"), None);
        assert_eq!(named("police and housing"), None, "two are none");
        assert_eq!(named(""), None);
    }

    #[test]
    fn every_agency_is_its_own_word() {
        let names: Vec<&str> = Agency::names().collect();
        assert!(names.len() > 10);
        for name in names {
            assert_eq!(named(name), Some(name));
        }
    }

    #[test]
    fn authors_and_titles() {
        let health = Agency::named("Health").unwrap();
        assert!(health.is_named_in("Mental health nurse, K. Other"));
        assert!(health.is_named_in("5. Physical health"));
        assert!(!health.is_named_in("Addictions worker (A. Other)"));
    }
}
