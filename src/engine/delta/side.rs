//! The two sides of a linked pair, as the classifier sees them.

use std::borrow::Cow;
use std::ops::Range;

use rustc_hash::FxHashSet;

use crate::document::{Document, Unit, UnitKind};
use crate::facts::Fact;
use crate::text::{Span, Token, Words};

/// Where the facts of a side are known from.
#[derive(Clone, Copy, Debug)]
pub(super) enum FactSource<'a> {
    /// The document that has its units, and the index of the first.
    Units(&'a Document, u32),
    /// The facts of the row that a cell is of, or of the cells that a row was laid out from.
    Cells(&'a [Fact]),
}

/// One side of a link: a unit, or adjacent ones where it was split or merged.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// Where its facts are known from.
    pub(super) facts_from: FactSource<'a>,
    /// The whole source.
    pub source: &'a str,
    /// The units.
    pub units: &'a [Unit],
    /// Their tokens, without a break.
    pub tokens: &'a [Token],
}

impl<'a> Side<'a> {
    /// The side made of these units of a document.
    ///
    /// # Panics
    ///
    /// If the document has no such units.
    pub fn new(document: &'a Document, units: Range<u32>) -> Self {
        let first = units.start;
        let units = &document.units()[units.start as usize..units.end as usize];
        let tokens = match units {
            [] => &[][..],
            [first, .., last] => &document.tokens()[first.tokens.start as usize..last.tokens.end as usize],
            [only] => document.tokens_of(only),
        };
        Self { facts_from: FactSource::Units(document, first), source: document.source(), units, tokens }
    }

    /// Its tokens with their source.
    pub fn words(self) -> Words<'a> {
        Words::new(self.source, self.tokens)
    }

    /// Its facts; their tokens are indices into [`Side::tokens`].
    pub fn facts(self) -> Cow<'a, [Fact]> {
        match self.facts_from {
            FactSource::Units(document, first) => document.facts_of(first..first + self.units.len() as u32),
            FactSource::Cells(facts) => Cow::Borrowed(facts),
        }
    }

    /// The running numbers of its units, as indices into [`Side::tokens`], in order.
    pub(super) fn numbering(self) -> Vec<Range<usize>> {
        let from = self.units.first().map_or(0, |unit| unit.tokens.start);
        let numbered = self.units.iter().filter(|unit| unit.numbering > 0);
        let range = |unit: &Unit| {
            let start = (unit.tokens.start - from) as usize;
            start..start + usize::from(unit.numbering)
        };
        numbered.map(range).collect()
    }

    /// Where its units but the first begin, as indices into [`Side::tokens`].
    pub(super) fn starts_of_units(self) -> FxHashSet<usize> {
        let from = self.units.first().map_or(0, |unit| unit.tokens.start);
        self.units.iter().skip(1).map(|unit| (unit.tokens.start - from) as usize).collect()
    }

    /// Whether any of its units is risk text, by its frame too.
    pub fn is_risk(self) -> bool {
        match self.facts_from {
            FactSource::Units(document, first) => {
                (first..first + self.units.len() as u32).any(|unit| document.is_risk(unit))
            }
            FactSource::Cells(_) => false,
        }
    }

    /// Whether it is a running head or foot, which says nothing of the person.
    pub fn is_furniture(self) -> bool {
        !self.units.is_empty() && self.units.iter().all(|unit| unit.kind == UnitKind::Furniture)
    }

    /// From its first byte to its last.
    pub fn span(self) -> Span {
        match self.units {
            [] => Span::default(),
            [first, .., last] => first.span.cover(last.span),
            [only] => only.span,
        }
    }

    /// Its bytes.
    pub fn text(self) -> &'a str {
        self.span().of(self.source)
    }
}

/// One step from the tokens of the one side to those of the other, as indices into [`Side::tokens`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TokenEdit {
    /// Tokens with equal keys; their bytes may differ in case, quotes and dashes.
    Equal {
        /// Where they stand before.
        before: Range<u32>,
        /// Where they stand after.
        after: Range<u32>,
    },
    /// Tokens that stand only before.
    Delete(Range<u32>),
    /// Tokens that stand only after.
    Insert(Range<u32>),
}
