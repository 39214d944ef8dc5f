//! Changes that are recorded and not yet accepted.

use std::collections::HashMap;

use super::story::Teller;
use crate::flow::Flow;
use crate::gathered::one_line;
use crate::refused::Refused;
use crate::xml::{Part, Piece};

/// A region of a document that was changed.
#[derive(Clone, Debug)]
pub(super) struct Change {
    /// "Marked as deleted by …".
    pub(super) what: String,
    /// What was deleted; nothing of an insertion.
    pub(super) deleted: Option<Vec<Flow>>,
}

/// Reads the regions that a document lists, by identity.
pub(super) fn read(teller: &mut Teller<'_>, part: &mut Part<'_>) -> Result<HashMap<String, Change>, Refused> {
    let mut changes = HashMap::new();
    let mut depth = 0_usize;
    while let Some(piece) = part.next()? {
        match piece {
            Piece::Start(element) if element.name == "changed-region" => {
                let id = element.attribute("id").unwrap_or_default();
                changes.extend(region(teller, part)?.map(|change| (id, change)));
            }
            Piece::Start(_) => depth += 1,
            Piece::End(_) if depth == 0 => break,
            Piece::End(_) => depth -= 1,
            Piece::Text(_) => {}
        }
    }
    Ok(changes)
}

/// One region: what was done, by whom and when, and what was deleted. Changes of form say nothing.
fn region(teller: &mut Teller<'_>, part: &mut Part<'_>) -> Result<Option<Change>, Refused> {
    let (mut kind, mut who, mut deleted) = (String::new(), String::new(), Vec::new());
    let mut depth = 0_usize;
    while let Some(piece) = part.next()? {
        match piece {
            Piece::Start(element) if depth == 0 => {
                kind.clone_from(&element.name);
                depth += 1;
            }
            Piece::Start(element) if element.name == "change-info" => who = info(part)?,
            Piece::Start(element) => deleted.extend(teller.part_of_content(&element, part)?),
            Piece::End(_) if depth == 0 => break,
            Piece::End(_) => depth -= 1,
            Piece::Text(_) => {}
        }
    }
    Ok(match kind.as_str() {
        "deletion" => Some(Change { what: format!("Marked as deleted{who}"), deleted: Some(deleted) }),
        "insertion" => Some(Change { what: format!("Marked as inserted{who}"), deleted: None }),
        _ => None,
    })
}

/// Who changed or wrote something and when: " by A on 2024-05-01".
pub(super) fn info(part: &mut Part<'_>) -> Result<String, Refused> {
    let (mut creator, mut date) = (String::new(), String::new());
    let mut inside = Vec::new();
    while let Some(piece) = part.next()? {
        match piece {
            Piece::Start(element) => inside.push(element.name),
            Piece::End(_) => {
                if inside.pop().is_none() {
                    break;
                }
            }
            Piece::Text(text) => match inside.last().map(String::as_str) {
                Some("creator") => creator.push_str(&text),
                Some("date") => date.push_str(&text),
                _ => {}
            },
        }
    }
    Ok(who(&creator, &date))
}

pub(super) fn who(creator: &str, date: &str) -> String {
    let by = one_line(creator);
    let by = if by.is_empty() { by } else { format!(" by {by}") };
    match date.trim().get(..10) {
        Some(date) => format!("{by} on {date}"),
        None => by,
    }
}
