//! What a paragraph of a word processor is by its style and list.

use crate::block::{Block, Marker, Style, Text};
use crate::flow::{Flow, Line, Look};
use crate::limits::TABLES_NESTED_MAX;
use crate::reading::Place;

/// What a paragraph begins with that is not among its words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Label {
    Bullet,
    /// As it is shown: "2.1", "(b)".
    Number(String),
    #[default]
    Nothing,
}

/// A heading with the number that the document counts for it.
pub(crate) fn heading(level: u8, label: Label, words: Text) -> Vec<Flow> {
    if words.is_blank() {
        return Vec::new();
    }
    let mut text = Text::default();
    if let Label::Number(number) = label {
        text.push(format!("{number} "), Style::default(), words.place());
    }
    text.append(words);
    vec![Flow::Block(Block::Heading { level: level.clamp(1, 6), text })]
}

/// A paragraph at a place, in a list of a level from 0, or in none; its empty lines make several.
pub(crate) fn paragraph(level: u8, label: Label, text: &Text, place: Place, look: Look) -> Vec<Flow> {
    let mut parts = text.paragraphs();
    let marker = match label {
        Label::Bullet => Marker::Bullet,
        Label::Number(number) => Marker::Number(number),
        Label::Nothing => return parts.into_iter().map(|text| Flow::Line(Line { text, look })).collect(),
    };
    let depth = level.min(TABLES_NESTED_MAX as u8);
    let first = if parts.is_empty() { Text::plain("", place) } else { parts.remove(0) };
    let mut flows = vec![Flow::Block(Block::Item { depth, marker, text: first })];
    flows.extend(parts.into_iter().map(|text| Flow::Block(Block::Paragraph { text, depth: depth + 1 })));
    flows
}
