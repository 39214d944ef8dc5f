//! Paragraphs that are lists, rules or headings by what is typed in them.

use crate::block::{Block, Marker, Text};
use crate::flow::{Flow, Line};

/// Turns lines into paragraphs, items and rules. Grids are gone by now.
pub(crate) fn blocks(flows: Vec<Flow>) -> Vec<Block> {
    let mut blocks = Vec::with_capacity(flows.len());
    for flow in flows {
        match flow {
            Flow::Block(block) => blocks.push(block),
            Flow::Line(Line { text, .. }) => paragraph(&text, &mut blocks),
            Flow::Grid(_) => {}
        }
    }
    blocks
}

/// A paragraph, line by line: lines that open with a bullet or number are items.
fn paragraph(text: &Text, blocks: &mut Vec<Block>) {
    let mut prose: Option<Text> = None;
    for line in text.lines().into_iter().filter(|line| !line.is_blank()) {
        match typed(line) {
            Ok(block) => {
                blocks.extend(prose.take().map(Block::paragraph));
                blocks.push(block);
            }
            Err(line) => match &mut prose {
                Some(prose) => {
                    prose.push("\n", line.runs[0].style, line.place());
                    prose.append(line);
                }
                None => prose = Some(line),
            },
        }
    }
    blocks.extend(prose.map(Block::paragraph));
}

/// What a line is by the signs that open it; the line itself if it is prose.
fn typed(line: Text) -> Result<Block, Text> {
    let words = line.words();
    let trimmed = words.trim();
    let start = words.len() - words.trim_start().len();
    if is_rule(trimmed) {
        return Ok(Block::Rule);
    }
    if let Some(length) = bullet(trimmed) {
        let text = line.split_at(start + length).1;
        return if text.is_blank() {
            Err(text)
        } else {
            Ok(Block::Item { depth: 0, marker: Marker::Bullet, text })
        };
    }
    if let Some(length) = number(trimmed) {
        let number = trimmed[..length].to_owned();
        let text = line.split_at(start + length).1;
        return Ok(Block::Item { depth: 0, marker: Marker::Number(number), text });
    }
    Err(line)
}

/// A line of at least three of one sign that draws a line.
fn is_rule(words: &str) -> bool {
    let sign = words
        .chars()
        .next()
        .filter(|c| matches!(c, '-' | '_' | '=' | '*' | '\u{2013}' | '\u{2014}' | '\u{2500}'));
    sign.is_some_and(|sign| words.chars().count() > 2 && words.chars().all(|c| c == sign))
}

/// Length of a bullet with the white space behind it. Boxes and circles are left: a form may answer with them.
pub(crate) fn bullet(words: &str) -> Option<usize> {
    let sign = words.chars().next()?;
    let rest = &words[sign.len_utf8()..];
    let text = rest.trim_start();
    let opens = match sign {
        '\u{2022}' | '\u{2023}' | '\u{25aa}' | '\u{b7}' | '\u{f0b7}' | '\u{f0a7}' => true,
        '-' | '*' | '+' => text.len() < rest.len(),
        _ => false,
    };
    (opens && !text.is_empty()).then_some(words.len() - text.len())
}

/// Length of a running number: "14." or "3)" with a word behind it.
fn number(words: &str) -> Option<usize> {
    let digits = words.len() - words.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = words[digits..].strip_prefix(['.', ')'])?;
    ((1..=3).contains(&digits) && rest.starts_with(char::is_whitespace) && !rest.trim().is_empty())
        .then_some(digits + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::Place;
    use crate::writer::write;

    fn check(words: &str, expected: &str) {
        let flow = Flow::line(Text::plain(words, Place::default()));
        assert_eq!(write(&blocks(vec![flow]), "test/1").text, expected);
    }

    #[test]
    fn typed_lists_are_lists() {
        check("He must:\n\u{2022}\u{a0}go home\n- be in by nine", "He must:\n\n- go home\n- be in by nine\n");
        check("1. gate\n2) hall", "1. gate\n2) hall\n");
    }

    #[test]
    fn prose_with_signs_stays_prose() {
        check("-5 degrees\n4.5 mg daily", "-5 degrees  \n4.5 mg daily\n");
        check("\u{2610} Yes\n\u{2611} No", "\u{2610} Yes  \n\u{2611} No\n");
        check("2024", "2024\n");
    }

    #[test]
    fn a_line_of_dashes_is_a_rule() {
        check("one\n_______\ntwo", "one\n\n---\n\ntwo\n");
    }
}
