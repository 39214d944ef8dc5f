//! A change as marked text: what is the same, with the old words and the new in their places.
//!
//! Takes a change and both documents, gives [`Piece`]s, cell by cell for rows of a table. This is the one place where a
//! change becomes text with marks; text, Markdown, HTML and JSON only write it down.
//!
//! Marks are tight: the smallest run of whole words and values that differs, with one neighbour where a side would be
//! empty. Read without its new words the text is the earlier source, read without its old ones the later, byte for byte
//! but for markup and wrapping.

mod marks;
mod words;

use std::ops::Range;

use crate::delta::{CellChange, Change, Edit, FactChange, cells, choices};
use crate::document::Document;
use crate::text::Span;
use marks::Run;
use words::{Ink, Side, Word, whole_at_bars, words};

/// A stretch of marked text. Joined in order, pieces read as text: their white space is their own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What it is.
    pub mark: Mark,
    /// Verbatim but for markup and wrapping, unless the mark says it is ours.
    pub text: String,
}

/// What a piece of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// In both versions, or in the one version that has the passage.
    Same,
    /// In the earlier version only; what replaced it follows.
    Before,
    /// In the later version only.
    After,
    /// A word or sign of ours: a column's title, a gap between two sentences.
    Ours,
}

/// The text of a changed unit as a line by itself, without its running number: one list of pieces for each cell of the
/// later row, then for those whose column is gone; a sentence is one cell.
pub fn changed(before: &Document, after: &Document, change: &Change) -> Vec<Vec<Piece>> {
    let side = |document, units: &Range<u32>| Side::of_units(document, units.clone());
    told(before, after, change, (side(before, &change.before), side(after, &change.after)))
}

/// The text of a changed unit as it stands in its plan, with its running number, code as it was typed. Cells as in
/// [`changed`].
pub fn changed_in_place(before: &Document, after: &Document, change: &Change) -> Vec<Vec<Piece>> {
    let side = |document, units: &Range<u32>| Side::in_place(document, units.clone());
    told(before, after, change, (side(before, &change.before), side(after, &change.after)))
}

/// A change cell by cell, or its sides whole.
fn told<'a>(
    before: &'a Document,
    after: &'a Document,
    change: &Change,
    sides: (Side<'a>, Side<'a>),
) -> Vec<Vec<Piece>> {
    let chosen = choices(before, after, change);
    if let Some(cells) = cells(before, after, change) {
        return cells.iter().map(|cell| pieces_of_cell(before, after, (change, &chosen), cell)).collect();
    }
    edited(choosing(sides, &chosen), &change.edits, &change.facts)
}

/// Both sides with what is chosen on each as it is marked.
fn choosing<'a>((before, after): (Side<'a>, Side<'a>), chosen: &[FactChange]) -> (Side<'a>, Side<'a>) {
    let (old, new) = (chosen.iter().filter_map(|it| it.before), chosen.iter().filter_map(|it| it.after));
    (before.choosing(old), after.choosing(new))
}

/// Text of one document as it stands in another, from the edits between them and the facts that differ.
pub fn copied(
    (from, source): (&Document, Span),
    (to, copy): (&Document, Span),
    edits: &[Edit],
    facts: &[FactChange],
) -> Vec<Vec<Piece>> {
    edited((Side::of_span(from, source), Side::of_span(to, copy)), edits, facts)
}

fn edited(sides: (Side<'_>, Side<'_>), edits: &[Edit], facts: &[FactChange]) -> Vec<Vec<Piece>> {
    let mut words = whole_at_bars(words(sides, edits));
    marks::widen_to_facts(&mut words, facts);
    words.split_mut(Word::divides).map(pieces_of).collect()
}

/// A cell beside the cell of its own column.
fn pieces_of_cell(
    before: &Document,
    after: &Document,
    (change, chosen): (&Change, &[FactChange]),
    cell: &CellChange,
) -> Vec<Piece> {
    let indices = |range: &Range<u32>| range.start as usize..range.end as usize;
    let (left, right) = (&before.tokens()[indices(&cell.before)], &after.tokens()[indices(&cell.after)]);
    let sides = (Side::new(before.source(), left.iter()), Side::new(after.source(), right.iter()));
    edited(choosing(sides, chosen), &cell.edits, &change.facts).into_iter().flatten().collect()
}

/// Text that stands in one version, as a single piece.
pub fn same(text: impl Into<String>) -> Piece {
    Piece { mark: Mark::Same, text: text.into() }
}

/// A word or sign of ours.
pub fn ours(text: impl Into<String>) -> Piece {
    Piece { mark: Mark::Ours, text: text.into() }
}

fn pieces_of(cell: &mut [Word<'_>]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for run in marks::runs(cell) {
        match run {
            Run::Same(words) => {
                push(&mut pieces, Mark::Same, &text(words.iter().filter_map(|word| word.after)));
            }
            Run::Changed(words) => push_change(&mut pieces, words),
        }
    }
    pieces
}

/// The space before a change stands before both of its sides, unless only one side has it.
fn push_change(pieces: &mut Vec<Piece>, words: &[Word<'_>]) {
    let old = text(words.iter().filter(|word| !word.bar).filter_map(|word| word.before));
    let new = text(words.iter().filter_map(|word| word.after));
    let gap = |side: &str| side.len() - side.trim_start().len();
    let (old_gap, new_gap) = (&old[..gap(&old)], &new[..gap(&new)]);
    let shared = if old.is_empty() { new_gap } else { old_gap };
    if old.is_empty() || new.is_empty() || old_gap == new_gap {
        if let Some(last) = pieces.last_mut() {
            last.text.push_str(shared);
        }
        push(pieces, Mark::Before, old.trim_start());
        push(pieces, Mark::After, new.trim_start());
    } else {
        push(pieces, Mark::Before, &old);
        push(pieces, Mark::After, &new);
    }
}

fn push(pieces: &mut Vec<Piece>, mark: Mark, text: &str) {
    let text = if pieces.is_empty() { text.trim_start() } else { text };
    if !text.is_empty() {
        pieces.push(Piece { mark, text: text.to_owned() });
    }
}

/// The words of one side as text, with the white space before the first.
fn text<'a>(inks: impl Iterator<Item = Ink<'a>>) -> String {
    let mut text = String::new();
    for ink in inks {
        text.push_str(ink.gap);
        text.push_str(ink.text);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delta::ChangeKind;
    use crate::document::parse;
    use crate::document::reading::unit_text;
    use crate::facts::FactClass;
    use proptest::prelude::*;

    /// A change of the last unit, by words.
    fn change(before: &Document, after: &Document, edits: Vec<Edit>, facts: Vec<FactChange>) -> Change {
        let last = |document: &Document| document.units().len() as u32 - 1..document.units().len() as u32;
        Change {
            kind: ChangeKind::Material,
            moved: false,
            before: last(before),
            after: last(after),
            reasons: Vec::new(),
            facts,
            excuses: Vec::new(),
            edits,
            risk: false,
        }
    }

    fn span(text: &str, part: &str) -> Span {
        let start = text.rfind(part).unwrap();
        Span::new(start, start + part.len())
    }

    /// Edits from a common start and a common end, as bytes.
    fn edits(before: &str, after: &str) -> Vec<Edit> {
        let head = before.bytes().zip(after.bytes()).take_while(|(a, b)| a == b).count();
        let most = before.len().min(after.len()) - head;
        let tail =
            before.bytes().rev().zip(after.bytes().rev()).take_while(|(a, b)| a == b).count().min(most);
        let (b, a) = (before.len(), after.len());
        vec![
            Edit::Equal { before: Span::new(0, head), after: Span::new(0, head) },
            Edit::Delete(Span::new(head, b - tail)),
            Edit::Insert(Span::new(head, a - tail)),
            Edit::Equal { before: Span::new(b - tail, b), after: Span::new(a - tail, a) },
        ]
    }

    fn check(before: &str, after: &str, fact: Option<(&str, &str)>) -> String {
        let facts = fact.map(|(old, new)| FactChange {
            class: FactClass::Date,
            before: Some(span(before, old)),
            after: Some(span(after, new)),
        });
        let edits = edits(before, after);
        let (before, after) = (parse(before.to_owned()).unwrap(), parse(after.to_owned()).unwrap());
        let change = change(&before, &after, edits, facts.into_iter().collect());
        let cells = changed(&before, &after, &change);
        cells.iter().map(|cell| cell.iter().map(shown).collect::<String>()).collect::<Vec<_>>().join(" | ")
    }

    fn shown(piece: &Piece) -> String {
        match piece.mark {
            Mark::Before => format!("[-{}]", piece.text),
            Mark::After => format!("[+{}]", piece.text),
            Mark::Same | Mark::Ours => piece.text.clone(),
        }
    }

    #[test]
    fn words_that_an_edit_cuts_are_shown_whole() {
        assert_eq!(
            check("The PBSW will call.", "The CBSW will call.", None),
            "The [-PBSW][+CBSW] will call."
        );
    }

    #[test]
    fn an_insertion_takes_the_word_before_it() {
        assert_eq!(
            check("He has completed it.", "He has not completed it.", None),
            "He [-has][+has not] completed it."
        );
    }

    #[test]
    fn a_deletion_takes_the_word_before_it_or_the_one_behind() {
        assert_eq!(check("He has not been.", "He has been.", None), "He [-has not][+has] been.");
        assert_eq!(check("Never ask her.", "ask her.", None), "[-Never ask][+ask] her.");
        assert_eq!(
            check("Kept (hat and coat) here.", "Kept (coat) here.", None),
            "Kept ([-hat and coat][+coat]) here."
        );
        assert_eq!(
            check("He is un-insured now.", "He is insured now.", None),
            "He is [-un-insured][+insured] now."
        );
    }

    #[test]
    fn a_value_is_shown_whole() {
        let shown = check("Due 12 May 2024.", "Due 21 May 2024.", Some(("12 May 2024", "21 May 2024")));
        assert_eq!(shown, "Due [-12 May 2024][+21 May 2024].");
    }

    #[test]
    fn a_word_between_two_changes_belongs_to_both() {
        assert_eq!(check("So he was seen.", "So she was told.", None), "So [-he was seen][+she was told].");
    }

    #[test]
    fn a_bracket_that_opens_in_a_change_closes_in_it() {
        let shown = check("Held in May (annual).", "Held in June (concern).", None);
        assert_eq!(shown, "Held in [-May (annual)][+June (concern)].");
    }

    #[test]
    fn a_bracket_that_closes_between_two_changes_parts_them() {
        let shown = read("Boats: Ann (11) and Lee (7).", "Boats: Ann (12) and Lee (8).").2;
        assert_eq!(shown, "Boats: Ann ([-11][+12]) and Lee ([-7][+8]).");
    }

    #[test]
    fn a_box_that_was_ticked_is_whole() {
        assert_eq!(check("[ ] Told.", "[x] Told.", None), "[-[ ]][+[x]] Told.");
    }

    /// Both readings of what is marked between two texts, and what is shown.
    fn read(old: &str, new: &str) -> (String, String, String) {
        let (left, right) = (parse(old.to_owned()).unwrap(), parse(new.to_owned()).unwrap());
        let delta = crate::delta::compare(&left, &right);
        let pieces: Vec<Piece> =
            delta.changes.iter().flat_map(|it| changed(&left, &right, it)).flatten().collect();
        let read = |other: Mark| {
            pieces.iter().filter(|it| it.mark != other).map(|it| it.text.as_str()).collect::<String>()
        };
        (read(Mark::After), read(Mark::Before), pieces.iter().map(shown).collect())
    }

    #[test]
    fn both_readings_are_the_sources() {
        for (old, new) in [
            ("It was (as he said) late.", "It was late."),
            ("Seen at 4 pm , alone.", "Seen at 4 pm, alone."),
            ("co-operates well", "cooperates well"),
            ("A \"test\" of it.", "A test of it."),
            ("Told him/her of it - twice.", "Told him of it, twice."),
            ("£40 a week", "£45 a fortnight"),
            ("Rene\u{301} came on Monday.", "Rena\u{301} came on Monday."),
        ] {
            let (old_read, new_read, shown) = read(old, new);
            assert_eq!((old_read.as_str(), new_read.as_str()), (old, new), "{shown}");
        }
    }

    #[test]
    fn white_space_is_one_space() {
        let (old, new, _) = read("Owes one\u{a0}hundred\r\npounds.", "Owes two\u{a0}hundred\r\npounds.");
        assert_eq!((old.as_str(), new.as_str()), ("Owes one hundred pounds.", "Owes two hundred pounds."));
    }

    #[test]
    fn no_word_is_cut() {
        assert_eq!(read("Keeps 10% of it.", "Keeps 10kg of it.").2, "Keeps [-10%][+10kg] of it.");
    }

    #[test]
    fn square_brackets_beside_a_mark_belong_to_it() {
        assert_eq!(
            read("Seen by [nurse] on Monday.", "Seen by [doctor] on Monday.").2,
            "Seen by [-[nurse]][+[doctor]] on Monday."
        );
        assert_eq!(
            read("See note [4] on his debts.", "See note [4] on her debts.").2,
            "See note [4] on [-his][+her] debts."
        );
    }

    #[test]
    fn both_sides_of_a_mark_are_parted_alike_from_what_is_before_it() {
        let (_, _, shown) = read("- [x] yes, in the hall", "- [ ] no - [x] yes, in the hall");
        assert!(!shown.contains("[- ") && !shown.contains("[+ "), "{shown}");
    }

    #[test]
    fn code_in_place_keeps_its_lines() {
        let document = |day: &str| parse(format!("```\nMon  gate\n{day}  hall\n```\n")).unwrap();
        let (before, after) = (document("Tue"), document("Wed"));
        let delta = crate::delta::compare(&before, &after);
        let cells = changed_in_place(&before, &after, &delta.changes[0]);
        let shown: String = cells.iter().flatten().map(shown).collect();
        assert!(shown.contains("Mon  gate\n") && shown.contains("  hall"), "{shown}");
    }

    #[test]
    fn earlier_text_is_not_cut_by_a_bar_that_is_new() {
        let (before, after) = (
            parse("a-b c".to_owned()).unwrap(),
            parse("| H | I |\n|---|---|\n| a | -b c |\n".to_owned()).unwrap(),
        );
        let row = after.source().rfind("a |").unwrap();
        let edits = vec![
            Edit::Equal { before: Span::new(0, 1), after: Span::new(row, row + 1) },
            Edit::Equal { before: Span::new(1, 5), after: span(after.source(), "-b c") },
        ];
        let cells = changed(&before, &after, &change(&before, &after, edits, Vec::new()));
        let old: Vec<String> = cells
            .iter()
            .map(|cell| {
                cell.iter().filter(|it| it.mark != Mark::After).map(|it| it.text.as_str()).collect::<String>()
            })
            .collect();
        assert_eq!(old, ["a-b", "c"]);
    }

    proptest! {
        #[test]
        fn both_readings_of_any_marks_are_the_sources(
            old in r#"[ab1%.,()\[\]"'/ -]{0,24}"#,
            new in r#"[ab1%.,()\[\]"'/ -]{0,24}"#,
        ) {
            let (old, new) = (format!("He was {old} x."), format!("He was {new} x."));
            let (left, right) = (parse(old).unwrap(), parse(new).unwrap());
            let delta = crate::delta::compare(&left, &right);
            let text = |document: &Document, units: &Range<u32>| {
                let texts = units.clone().map(|unit| unit_text(document, document.unit(unit)));
                texts.collect::<Vec<_>>().join(" ")
            };
            for change in delta.changes.iter().filter(|it| !it.before.is_empty() && !it.after.is_empty()) {
                let cells = changed(&left, &right, change);
                let read = |other: Mark| {
                    let pieces = cells.iter().flatten().filter(|it| it.mark != other);
                    pieces.map(|it| it.text.as_str()).collect::<String>()
                };
                prop_assert_eq!(read(Mark::After), text(&left, &change.before));
                prop_assert_eq!(read(Mark::Before), text(&right, &change.after));
            }
        }
    }

    #[test]
    fn a_row_is_shown_cell_by_cell() {
        let row = |status: &str| format!("| Need | Status |\n|---|---|\n| Home | {status} |\n");
        assert_eq!(check(&row("Open"), &row("Done"), None), "Home | [-Open][+Done]");
    }

    #[test]
    fn sentences_with_little_in_common_stand_side_by_side() {
        let shown = check(
            "He likes to walk with dogs at night.",
            "He spoke about his former employer at length.",
            None,
        );
        assert!(shown.starts_with("[-He likes") && shown.contains("[+He spoke"), "{shown}");
    }
}
