//! From source bytes to sections, blocks and units.

use thiserror::Error;

use super::model::{Block, BlockKind, Document, Section, Unit, UnitKind};
use super::{SOURCE_BYTES_MAX, UNITS_MAX};
use crate::text::{Span, tokenise};

/// A source is beyond a limit of the engine.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("the text has more than {max} {what}")]
pub struct TooLarge {
    /// What there is too much of: "bytes", "units", "levels of nesting".
    pub what: &'static str,
    /// How many there may be.
    pub max: usize,
}

/// Reads a source into a document.
///
/// Cost is linear in the length of the source.
///
/// # Errors
///
/// [`TooLarge`] beyond [`SOURCE_BYTES_MAX`] or [`UNITS_MAX`].
pub fn parse(source: String) -> Result<Document, TooLarge> {
    if source.len() > SOURCE_BYTES_MAX {
        return Err(TooLarge { what: "bytes", max: SOURCE_BYTES_MAX });
    }
    let mut document = Document {
        source,
        sections: vec![Section { title: String::new(), parent: None, heading: None }],
        blocks: Vec::new(),
        units: Vec::new(),
        tokens: Vec::new(),
    };
    let mut at = 0;
    let lines: Vec<Span> = document
        .source
        .split_inclusive('\n')
        .map(|line| {
            let start = at;
            at += line.len();
            let lead = line.len() - line.trim_start().len();
            Span::new(start + lead.min(line.trim_end().len()), start + line.trim_end().len())
        })
        .filter(|span| !span.is_empty())
        .collect();
    for span in lines {
        push_line(&mut document, span);
        if document.units.len() > UNITS_MAX {
            return Err(TooLarge { what: "units", max: UNITS_MAX });
        }
    }
    Ok(document)
}

fn push_line(document: &mut Document, line: Span) {
    let text = line.of(&document.source);
    let title = text.trim_start_matches('#');
    let heading = title.len() < text.len();
    let start = line.end as usize - title.trim_start().len();
    let span = Span::new(start, line.end as usize);
    if span.is_empty() {
        return;
    }
    let (unit, block) = (document.units.len() as u32, document.blocks.len() as u32);
    if heading {
        let title = span.of(&document.source).to_owned();
        document.sections.push(Section { title, parent: None, heading: Some(unit) });
    }
    let section = document.sections.len() as u32 - 1;
    let first = document.tokens.len() as u32;
    tokenise(&document.source, span, &[], &mut document.tokens);
    let tokens = first..document.tokens.len() as u32;
    let kind = if heading { UnitKind::Heading } else { UnitKind::Sentence };
    document.units.push(Unit { span, bullet: None, kind, tokens, block, section, entry: None });
    let kind = if heading { BlockKind::Heading } else { BlockKind::Paragraph };
    document.blocks.push(Block { kind, units: unit..unit + 1, section });
}
