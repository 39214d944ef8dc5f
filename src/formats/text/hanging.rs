//! Items that a word and a number count, each a paragraph that is wrapped below its number, with the same labels in each:
//! "Action 2: See the bank. Owner: A Other. By: 3 May 2024." They are rows of a table whose columns the labels name.

use cip_lexicon as lexicon;

use super::fields::is_label;
use super::lines::{ends_sentence, last_word};
use super::listing::Listing;
use super::mask::has_figure;
use super::tables::{Cell, Piece};

/// Least items.
const ITEMS_MIN: usize = 2;
/// Labels of an item, beside its number.
const LABELS_MIN: usize = 2;
const LABELS_MAX: usize = 8;
/// Most words of one.
const LABEL_WORDS_MAX: usize = 3;
/// Most lines of an item.
const LINES_MAX: usize = 24;
/// Most bytes of a line of one.
const LINE_BYTES_MAX: usize = 400;

/// Items as rows.
pub(super) struct Items<'a> {
    /// The word that counts them, and their labels.
    pub(super) word: Piece<'a>,
    pub(super) labels: Vec<Piece<'a>>,
    pub(super) rows: Vec<Item<'a>>,
    pub(super) end: usize,
}

/// An item.
pub(super) struct Item<'a> {
    pub(super) at: usize,
    pub(super) number: Piece<'a>,
    /// What it says, and the value of each label.
    pub(super) cells: Vec<Cell<'a>>,
    /// The words of its labels that the head of the table says for all.
    pub(super) said: Vec<&'a str>,
}

/// The items that begin at a line.
pub(super) fn find<'a>(listing: &Listing<'a>, at: usize, stops: &[bool]) -> Option<Items<'a>> {
    let (word, number, _) = counted(listing.text(at))?;
    let first = lines_of(listing, at, stops)?;
    let labels = labels_of(listing, at, first)?;
    let (mut rows, mut end, mut next) = (Vec::new(), at, number.parse::<u32>().ok()?);
    while end < listing.len() && !stops[end] && listing.is_words(end) {
        let Some((own, number, text)) = counted(listing.text(end)) else { break };
        if own != word || number.parse() != Ok(next) {
            break;
        }
        let Some(behind) = lines_of(listing, end, stops) else { break };
        let Some(item) = item(listing, end..behind, (own, number, text), &labels) else { break };
        rows.push(item);
        (end, next) = (behind, next + 1);
    }
    let word = Piece { at, text: word };
    (rows.len() >= ITEMS_MIN).then_some(Items { word, labels, rows, end })
}

/// The word, the number and the rest of a line that is counted: "Action 2: See the bank".
fn counted(text: &str) -> Option<(&str, &str, &str)> {
    let near = &text[..text.floor_char_boundary(LABEL_BYTES_MAX)];
    let colon = near.find(':')?;
    let (word, number) = near[..colon].rsplit_once(' ')?;
    let counts = (1..=3).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
    let rest = text[colon + 1..].trim_start();
    let called = is_label(word) && !has_figure(word) && word.split_whitespace().count() < LABEL_WORDS_MAX;
    (counts && called && !rest.is_empty()).then_some((word, number, rest))
}

/// Longest label with its number, in bytes.
const LABEL_BYTES_MAX: usize = 40;

/// The line behind an item: those below it that stand further in.
fn lines_of(listing: &Listing<'_>, at: usize, stops: &[bool]) -> Option<usize> {
    let hangs = |line: &usize| {
        !stops[*line] && listing.is_below(*line) && listing.line(*line).indent > listing.line(at).indent + 1
    };
    let end = (at + 1..listing.len()).take(LINES_MAX).take_while(hangs).last().unwrap_or(at) + 1;
    (at..end).all(|at| listing.text(at).len() <= LINE_BYTES_MAX).then_some(end)
}

/// The labels of the first item, where there are enough, no two alike.
fn labels_of<'a>(listing: &Listing<'a>, at: usize, end: usize) -> Option<Vec<Piece<'a>>> {
    let mut labels: Vec<Piece<'a>> = Vec::new();
    for line in at..end {
        for (start, colon) in inner(listing, at, line) {
            let text = &listing.text(line)[start..colon];
            if labels.iter().any(|label| label.text == text) {
                return None;
            }
            labels.push(Piece { at: line, text });
        }
    }
    (LABELS_MIN..=LABELS_MAX).contains(&labels.len()).then_some(labels)
}

/// Where labels stand in a line of the item that begins at `first`: behind a sentence.
fn inner(listing: &Listing<'_>, first: usize, line: usize) -> Vec<(usize, usize)> {
    let text = listing.text(line);
    let open = line > first && ends_sentence(listing.text(line - 1));
    let mut from = if line == first { text.find(':').map_or(0, |colon| colon + 1) } else { 0 };
    let mut found = Vec::new();
    while let Some(colon) = text[from..].find(':').map(|at| from + at) {
        let stretch = &text[from..colon];
        let stop = [". ", "? ", "! ", ") "].iter().filter_map(|stop| stretch.rfind(stop)).max();
        let start = match stop {
            Some(stop) => Some(from + stop + 2),
            None => (from == 0 && open).then_some(0),
        };
        let behind = text[colon + 1..].is_empty() || text[colon + 1..].starts_with(' ');
        if let Some(start) = start.filter(|_| behind) {
            let start = start + text[start..colon].len() - text[start..colon].trim_start().len();
            let label = &text[start..colon];
            if is_label(label) && !has_figure(label) && label.split_whitespace().count() <= LABEL_WORDS_MAX {
                found.push((start, colon));
            }
        }
        from = colon + 1;
    }
    found
}

/// One item as a row; nothing where it has none of the labels, or another.
fn item<'a>(
    listing: &Listing<'a>,
    lines: std::ops::Range<usize>,
    (word, number, text): (&'a str, &'a str, &'a str),
    labels: &[Piece<'a>],
) -> Option<Item<'a>> {
    let at = lines.start;
    let mut cells: Vec<Cell<'a>> = vec![Vec::new(); labels.len() + 1];
    let mut said = vec![word];
    let mut column = 0;
    for line in lines {
        let whole = listing.text(line);
        let mut from = if line == at { whole.len() - text.len() } else { 0 };
        for (start, colon) in inner(listing, at, line) {
            let label = &whole[start..colon];
            // What no column is for would be said under the label before it.
            let next = labels.iter().position(|known| known.text == label)?;
            // A label twice in one item parts nothing.
            if said[1..].contains(&label) {
                continue;
            }
            push(&mut cells[column], line, whole[from..start].trim());
            said.push(label);
            (column, from) = (next + 1, colon + 1);
        }
        push(&mut cells[column], line, whole[from..].trim());
    }
    for last in cells.iter_mut().filter_map(|cell| cell.last_mut()) {
        // The full stop ends a cell in its line, not in its column.
        last.text = last.text.strip_suffix('.').filter(|text| !is_cut_short(text)).unwrap_or(last.text);
    }
    (said.len() > 1).then_some(Item { at, number: Piece { at, text: number }, cells, said })
}

/// Whether the full stop behind these words is the last one's own: "5 p.m", "Brae Jr", "Orr Ltd", "O. B".
fn is_cut_short(text: &str) -> bool {
    let word = last_word(text).trim_start_matches('(');
    let letters = || word.chars().filter(|c| c.is_alphabetic());
    let inner = word.contains('.') && !has_figure(word) && letters().count() > 0;
    let consonants = letters().any(char::is_lowercase)
        && !word.contains(|c: char| "aeiouy".contains(c.to_ascii_lowercase()))
        && !has_figure(word);
    let initial =
        letters().count() == 1 && word.len() == 1 && text.len() > 1 && word.starts_with(char::is_uppercase);
    inner || consonants || initial || lexicon::NEVER_LAST.has(word) || lexicon::SELDOM_LAST.has(word)
}

fn push<'a>(cell: &mut Cell<'a>, at: usize, text: &'a str) {
    if !text.is_empty() {
        cell.push(Piece { at, text });
    }
}

#[cfg(test)]
mod tests {
    use super::super::read;

    #[test]
    fn counted_items_are_rows() {
        let text = "PLAN\n\nTask 1: See the bank about the old account. Lead: A Brae. Due: 3.5.24. State: Open.\n\n\
                    Task 2: Ring home. Lead: B\n      Orr. Due:\n      4.5.24. State: Not\n      begun.\n\nThe rest is for later.\n";
        assert_eq!(
            read(text, "text/1").unwrap().text,
            "# PLAN\n\n| | Task | Lead | Due | State |\n|---|---|---|---|---|\n\
             | 1 | See the bank about the old account | A Brae | 3.5.24 | Open |\n\
             | 2 | Ring home | B Orr | 4.5.24 | Not begun |\n\nThe rest is for later.\n"
        );
    }

    #[test]
    fn labels_in_another_order_have_their_own_columns() {
        let text = "PLAN\n\nTask 1: See Hay Ltd. about the old account. Lead: A Brae Jr. Due: 3.5.24. State: Open.\n\n\
                    Task 2: Ring home at 5 p.m. Due: 4.5.24. Lead: B Orr. State: Not begun.\n\nThe rest is for later.\n";
        let read = read(text, "text/1").unwrap().text;
        assert!(
            read.contains("| See Hay Ltd. about the old account | A Brae Jr. | 3.5.24 | Open |"),
            "{read}"
        );
        assert!(read.contains("| Ring home at 5 p.m. | B Orr | 4.5.24 | Not begun |"), "{read}");
    }

    #[test]
    fn a_label_that_has_no_column_ends_the_table() {
        let item = |number: u8, more: &str| {
            format!("Task {number}: Ring home. Lead: A Brae. Due: 3.5.24. {more}State: Open.\n\n")
        };
        let text =
            ["PLAN\n\n", &item(1, ""), &item(2, ""), &item(3, "Cost: Low. "), "He is well.\n"].concat();
        let read = read(&text, "text/1").unwrap().text;
        assert!(read.contains("| 2 | Ring home | A Brae | 3.5.24 | Open |"), "{read}");
        assert!(read.contains("Due: 3.5.24. Cost: Low. State: Open."), "{read}");
    }

    #[test]
    fn counted_lines_without_labels_are_none() {
        let text =
            "PLAN\n\nStep 1: See the bank about the old account: it is closed.\n\nStep 2: Ring home.\n";
        assert!(!read(text, "text/1").unwrap().text.contains('|'));
    }
}
