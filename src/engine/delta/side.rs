//! The two sides of a linked pair, as the classifier sees them.

use std::ops::Range;

use crate::document::{Document, Unit, UnitKind};
use crate::text::{Span, Token, Words};

/// One side of a link: a unit, or adjacent ones where it was split or merged.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
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
        let units = &document.units()[units.start as usize..units.end as usize];
        let tokens = match units {
            [] => &[][..],
            [first, .., last] => &document.tokens()[first.tokens.start as usize..last.tokens.end as usize],
            [only] => document.tokens_of(only),
        };
        Self { source: document.source(), units, tokens }
    }

    /// Its tokens with their source.
    pub fn words(self) -> Words<'a> {
        Words::new(self.source, self.tokens)
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
