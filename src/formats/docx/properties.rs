//! Properties of runs, paragraphs, rows and cells: each read whole, so that none is taken for another's.

use super::styles::{self, Styles, Words};
use crate::refused::Refused;
use crate::xml::{Element, Part, Piece};

/// Of a run.
pub(super) fn run(part: &mut Part<'_>, styles: &Styles) -> Result<Words, Refused> {
    let (mut own, mut style) = (Words::default(), Words::default());
    each(part, |element| {
        if element.name == "rStyle" {
            style = styles.words(&element.val().unwrap_or_default());
        }
        own.take(element);
    })?;
    Ok(own.or(style))
}

/// Of a paragraph: what it says itself with what its style says, and what that says of words.
pub(super) fn paragraph(part: &mut Part<'_>, styles: &Styles) -> Result<(styles::Paragraph, Words), Refused> {
    let (mut own, mut style, mut in_mark) = (styles::Paragraph::default(), None, 0_usize);
    while let Some(piece) = part.next()? {
        match piece {
            // What the paragraph's mark looks like says nothing of its words.
            Piece::Start(element)
                if matches!(element.name.as_str(), "rPr" | "sectPr") || is_past(&element.name) =>
            {
                part.skip()?;
            }
            Piece::Start(element) => {
                in_mark += 1;
                if element.name == "pStyle" {
                    style = element.val();
                }
                own.take(&element);
            }
            Piece::End(_) if in_mark == 0 => break,
            Piece::End(_) => in_mark -= 1,
            Piece::Text(_) => {}
        }
    }
    let (paragraph, words) = styles.paragraph(style.as_deref());
    Ok((own.or(paragraph), words))
}

/// Of a row.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    pub(super) head: bool,
    /// Columns left out before its first cell.
    pub(super) before: u32,
    /// Inserted or deleted by whom, and when.
    pub(super) inserted: Option<String>,
    pub(super) deleted: Option<String>,
}

pub(super) fn row(part: &mut Part<'_>) -> Result<Row, Refused> {
    let mut row = Row::default();
    each(part, |element| match element.name.as_str() {
        "tblHeader" => row.head = element.is_on(),
        "gridBefore" => row.before = number(element),
        "ins" => row.inserted = Some(who(element)),
        "del" => row.deleted = Some(who(element)),
        _ => {}
    })?;
    Ok(row)
}

/// Of a cell.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    /// How many columns it stands over.
    pub(super) columns: u32,
    /// Whether it goes on from the one above.
    pub(super) above: bool,
    /// The colour of its ground.
    pub(super) ground: u32,
}

pub(super) fn cell(part: &mut Part<'_>) -> Result<Cell, Refused> {
    let mut cell = Cell { columns: 1, above: false, ground: 0 };
    each(part, |element| match element.name.as_str() {
        "gridSpan" => cell.columns = number(element),
        "vMerge" => cell.above = element.val().as_deref() != Some("restart"),
        "shd" => cell.ground = styles::ground(element),
        _ => {}
    })?;
    Ok(cell)
}

/// Of a content control: whether it holds the table of contents.
pub(super) fn holds_contents(part: &mut Part<'_>) -> Result<bool, Refused> {
    let mut contents = false;
    each(part, |element| {
        contents |= element.name == "docPartGallery" && element.val().as_deref() == Some("Table of Contents");
    })?;
    Ok(contents)
}

/// What a field of an older form shows: a box, ticked or not, or what was chosen from a list.
pub(super) fn form_field(part: &mut Part<'_>) -> Result<Option<String>, Refused> {
    let (mut ticked, mut preset, mut chosen, mut entries) = (None, None, 0_usize, Vec::new());
    let mut is_box = false;
    each(part, |element| match element.name.as_str() {
        "checkBox" => is_box = true,
        "checked" => ticked = Some(element.is_on()),
        "default" => preset = Some(element.is_on()),
        "result" => chosen = element.val().and_then(|at| at.parse().ok()).unwrap_or(0),
        "listEntry" => entries.push(element.val().unwrap_or_default()),
        _ => {}
    })?;
    if is_box {
        let on = ticked.or(preset).unwrap_or(false);
        return Ok(Some(if on { "\u{2612}" } else { "\u{2610}" }.to_owned()));
    }
    Ok(entries.into_iter().nth(chosen))
}

/// Who changed something and when, as far as it says.
pub(super) fn who(element: &Element<'_>) -> String {
    let author = element.attribute("author").filter(|author| !author.trim().is_empty());
    let date = element.attribute("date").and_then(|date| date.get(..10).map(str::to_owned));
    match (author, date) {
        (Some(author), Some(date)) => format!(" by {author} on {date}"),
        (Some(author), None) => format!(" by {author}"),
        (None, Some(date)) => format!(" on {date}"),
        (None, None) => String::new(),
    }
}

/// What a change of form replaced: it is shown no more.
pub(super) fn is_past(name: &str) -> bool {
    name.ends_with("PrChange") || matches!(name, "numberingChange" | "tblGridChange")
}

fn number(element: &Element<'_>) -> u32 {
    element.val().and_then(|value| value.parse().ok()).unwrap_or(0)
}

/// Every element inside the one that has begun, to its end.
fn each(part: &mut Part<'_>, mut take: impl FnMut(&Element<'_>)) -> Result<(), Refused> {
    let mut depth = 0_usize;
    while let Some(piece) = part.next()? {
        match piece {
            Piece::Start(element) if is_past(&element.name) => part.skip()?,
            Piece::Start(element) => {
                depth += 1;
                take(&element);
            }
            Piece::End(_) if depth == 0 => break,
            Piece::End(_) => depth -= 1,
            Piece::Text(_) => {}
        }
    }
    Ok(())
}
