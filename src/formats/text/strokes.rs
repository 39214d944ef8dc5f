//! Notes that run on in one field and that strokes part: `… and left. // Seen again on Monday. (A Other, 3/5/24) // …`.
//!
//! Each is a paragraph, so that who wrote one is not said of the next. Strokes may part anything; in a plan that has many,
//! behind whole sentences, and where most of what they part ends in a signature with its day, they part notes.

use std::ops::Range;

use super::lines::ends_sentence;
use super::mask;
use crate::block::{Block, Text};

/// Least strokes of a plan.
const STROKES_MIN: usize = 4;
/// Longest head of a part, in bytes.
const HEAD_BYTES_MAX: usize = 60;
/// What parts notes.
const STROKES: &str = "//";

/// The same blocks, the paragraphs parted.
pub(super) fn part(blocks: Vec<Block>) -> Vec<Block> {
    let strokes = |block: &Block| match block {
        Block::Paragraph { text, .. } => strokes(&text.words()),
        _ => Vec::new(),
    };
    let found: Vec<Vec<Range<usize>>> = blocks.iter().map(strokes).collect();
    let (mut parts, mut signed) = (0, 0);
    for (block, strokes) in blocks.iter().zip(&found).filter(|(_, strokes)| !strokes.is_empty()) {
        let Block::Paragraph { text, .. } = block else { continue };
        let words = text.words();
        // What stands before the first was there before any note, and "End." is none.
        let ends = strokes.iter().skip(1).map(|stroke| stroke.start).chain([words.len()]);
        for (stroke, end) in strokes.iter().zip(ends) {
            let part = words[stroke.end..end].trim();
            parts += usize::from(part.contains(' '));
            signed += usize::from(is_signed(part));
        }
    }
    if found.iter().map(Vec::len).sum::<usize>() < STROKES_MIN || signed * 2 <= parts {
        return blocks;
    }
    let mut parted = Vec::with_capacity(blocks.len());
    for (block, strokes) in blocks.into_iter().zip(found) {
        match block {
            Block::Paragraph { text, depth } if !strokes.is_empty() => {
                let notes = cut(text, &strokes).into_iter().filter(|note| !note.is_blank());
                parted.extend(notes.map(|text| Block::Paragraph { text, depth }));
            }
            other => parted.push(other),
        }
    }
    parted
}

/// Whether a text ends in brackets with a day, as a signature does: "… (A Other, 3/5/24)"; or opens with who and when.
fn is_signed(text: &str) -> bool {
    let bracket = text.strip_suffix([')', ']']).and_then(|text| text.rfind(['(', '[']).map(|at| &text[at..]));
    let dated = |bracket: &str| mask::find_date(bracket).is_some() && bracket.contains(char::is_alphabetic);
    let headed =
        || text.split_once(" - ").is_some_and(|(head, _)| head.len() <= HEAD_BYTES_MAX && dated(head));
    bracket.is_some_and(dated) || headed()
}

/// The strokes that stand apart from the words around them, behind what ends as a sentence or a signature does.
fn strokes(words: &str) -> Vec<Range<usize>> {
    let parts = |at: usize| {
        let (before, behind) = (&words[..at], &words[at + STROKES.len()..]);
        let open = |side: &str| side.trim().is_empty();
        let apart = (open(before) || before.ends_with(char::is_whitespace))
            && (open(behind) || behind.starts_with(char::is_whitespace));
        let before = before.trim_end();
        apart && (before.is_empty() || ends_sentence(before) || before.ends_with([')', ']', '"', '\u{201d}']))
    };
    words
        .match_indices(STROKES)
        .map(|(at, _)| at)
        .filter(|at| parts(*at))
        .map(|at| at..at + STROKES.len())
        .collect()
}

/// A text cut at these stretches of its words, which are left out.
fn cut(text: Text, strokes: &[Range<usize>]) -> Vec<Text> {
    let mut parts = vec![Text::default()];
    let (mut at, mut next) = (0, 0);
    for run in text.runs {
        let end = at + run.text.len();
        let mut from = at;
        while let Some(stroke) = strokes.get(next).filter(|stroke| stroke.start < end) {
            if let Some(part) = parts.last_mut() {
                part.push(
                    trimmed(part, &run.text[from - at..stroke.start.max(from) - at]),
                    run.style,
                    run.place,
                );
            }
            from = stroke.end.min(end);
            if stroke.end > end {
                break;
            }
            parts.push(Text::default());
            next += 1;
        }
        if let Some(part) = parts.last_mut() {
            part.push(trimmed(part, &run.text[from - at..]), run.style, run.place);
        }
        at = end;
    }
    parts
}

/// What is added to a part: white space opens none.
fn trimmed<'a>(part: &Text, words: &'a str) -> &'a str {
    if part.is_blank() { words.trim_start() } else { words }
}

#[cfg(test)]
mod tests {
    use super::super::read;

    #[test]
    fn notes_that_strokes_part_are_paragraphs() {
        let note = "She mends two nets a day. (O Brae, quay\nofficer, 3/5/24) // She has a boat. (W Orr, nurse, 4/6/24)\n// And rows it. // She likes it. (O Brae, 5/6/24)\n";
        let read = read(&format!("PLAN\n\nWORDS\n\n{note}\n{note}"), "text/1").unwrap().text;
        let parts = "She mends two nets a day. (O Brae, quay officer, 3/5/24)\n\nShe has a boat. (W Orr, nurse, 4/6/24)\n\nAnd rows it.\n\nShe likes it. (O Brae, 5/6/24)\n";
        assert!(read.contains(parts), "{read}");
    }

    #[test]
    fn other_strokes_part_nothing() {
        let text = "PLAN\n\nSee https://quay.example // or ask // the nurse // again // soon.\n";
        assert_eq!(read(text, "text/1").unwrap().text.matches("//").count(), 5);
        let doses = "PLAN\n\nTar (5 pots) // Rope (3 yards) // Nets (15) // Oars (two) // Paint (red)\n";
        assert_eq!(read(doses, "text/1").unwrap().text.matches("//").count(), 4);
        let told = "PLAN\n\nShe rows. // She sails. // She has one net. // She sold it. // She left.\n";
        assert_eq!(read(told, "text/1").unwrap().text.matches("//").count(), 4);
    }
}
