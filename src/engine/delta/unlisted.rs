//! What a word that no list knows is about, by its look and its place.

use std::ops::Range;

use crate::facts;
use crate::lexicon;
use crate::text::{TokenKind, Words};

/// Fewest cells of a row whose last tells how things stand.
const CELLS_MIN: usize = 4;

/// A medicine by its ending, or by the dose behind it.
pub(super) fn is_medicine(words: Words<'_>, range: &Range<usize>) -> bool {
    let Some(last) = range.clone().next_back().filter(|last| words.is_word(*last)) else { return false };
    let dosed = words.is_number(last + 1) && words.is_in(last + 2, &lexicon::UNITS_OF_DOSE);
    range.len() == 1 && (facts::is_medicine(words.text(last)) || dosed)
}

/// What is taught, by the "course" or "certificate" behind it or the "enrolled in" before it.
pub(super) fn is_course(words: Words<'_>, range: &Range<usize>) -> bool {
    let before =
        |back: usize| range.start >= back && words.is_in(range.start - back, &lexicon::BEFORE_COURSE);
    let linked = range.start > 0 && words.is_in(range.start - 1, &lexicon::BEFORE_TAUGHT);
    words.is_in(range.end, &lexicon::BEHIND_COURSE) || before(1) || (linked && before(2))
}

/// Several words, all but the little ones with a capital, of which not all are in capitals.
pub(super) fn is_title(words: Words<'_>, range: &Range<usize>) -> bool {
    let capitalised = |at: usize| words.is_word(at) && words.is_capitalised(at);
    let small = |at: usize| words.text(at).contains(char::is_lowercase);
    let (first, last) = (range.start, range.end.saturating_sub(1));
    range.len() > 1
        && capitalised(first)
        && capitalised(last)
        && range
            .clone()
            .all(|at| capitalised(at) || words.is_in(at, &lexicon::TITLE_LINKS) || words.is_sign(at, "&"))
        && range.clone().any(|at| capitalised(at) && small(at))
}

/// The last cell of a long row, as a whole: in an action plan it says how things stand.
pub(super) fn is_last_cell(words: Words<'_>, range: &Range<usize>) -> bool {
    let is_cell = |at: usize| words.kind(at) == Some(TokenKind::Cell);
    let cells = 1 + (0..words.len()).filter(|at| is_cell(*at)).count();
    let last = (range.end..words.len()).all(is_cell);
    cells >= CELLS_MIN && last && range.start > 0 && is_cell(range.start - 1)
}

/// Who does something, by the ending of the word: "optometrist", "gardener", "art team".
pub(super) fn is_role(words: Words<'_>, range: &Range<usize>) -> bool {
    let Some(last) = range.clone().next_back().filter(|last| words.is_word(*last)) else { return false };
    let word = words.text(last).to_lowercase();
    let acts = words.is_in(range.end, &lexicon::BEHIND_WHO) || words.kind(range.end) == Some(TokenKind::Cell);
    let ending = lexicon::ROLE_ENDINGS.iter().any(|ending| word.ends_with(ending));
    range.len() <= 3 && ending && acts
}

/// Whether the words stand where a describing word or a verb does: behind a form of "be", "very" or a pronoun, before
/// a noun, or with the ending of an adjective or participle.
pub(super) fn describes(words: Words<'_>, range: &Range<usize>) -> bool {
    let word = range.len() == 1;
    let behind = range.start > 0 && words.is_in(range.start - 1, &lexicon::BEFORE_DESCRIBING);
    let ending =
        word && lexicon::DESCRIBING_ENDINGS.iter().any(|ending| words.text(range.start).ends_with(ending));
    let attribute = word && is_before_noun(words, range.end);
    range.len() <= 2 && !words.is_in(range.start, &lexicon::DETERMINERS) && (behind || ending || attribute)
}

/// A word in small letters that is none of the little words that part phrases.
fn is_before_noun(words: Words<'_>, at: usize) -> bool {
    words.is_word(at) && !words.is_capitalised(at) && !words.is_in(at, &lexicon::LITTLE_WORDS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Span, tokenise};

    type Test = fn(Words<'_>, &Range<usize>) -> bool;

    /// Asks about the first place of `part` in a text, in which every bar parts two cells.
    fn holds(text: &str, part: &str, judge: Test) -> bool {
        let bars: Vec<u32> = text.match_indices('|').map(|(at, _)| at as u32).collect();
        let mut tokens = Vec::new();
        tokenise(text, Span::new(0, text.len()), &bars, &mut tokens);
        let start = text.find(part).unwrap();
        let part = Span::new(start, start + part.len());
        let first = tokens.iter().position(|token| token.span.overlaps(part)).unwrap();
        let last = tokens.iter().rposition(|token| token.span.overlaps(part)).unwrap();
        judge(Words::new(text, &tokens), &(first..last + 1))
    }

    #[track_caller]
    fn check(judge: Test, yes: &[(&str, &str)], no: &[(&str, &str)]) {
        for (text, part) in yes {
            assert!(holds(text, part, judge), "{part} in {text}");
        }
        for (text, part) in no {
            assert!(!holds(text, part, judge), "{part} in {text}");
        }
    }

    #[test]
    fn a_medicine_has_its_ending_or_a_dose() {
        check(
            is_medicine,
            &[("takes zorvik 5 mg daily", "zorvik"), ("takes zorvixaban daily", "zorvixaban")],
            &[
                ("runs laps 5 times daily", "laps"),
                ("weighs zorvik in mg daily", "zorvik"),
                ("takes good zorvik 5 mg daily", "good zorvik"),
            ],
        );
    }

    #[test]
    fn what_is_taught_stands_by_a_word_for_it() {
        check(
            is_course,
            &[
                ("did the falconry course there", "falconry"),
                ("he studies falconry there", "falconry"),
                ("he enrolled in falconry there", "falconry"),
                ("a certificate in falconry there", "falconry"),
            ],
            &[
                ("he likes falconry there", "falconry"),
                ("he sat in falconry there", "falconry"),
                ("he studies the falconry there", "falconry"),
                ("falconry is his", "falconry"),
            ],
        );
    }

    #[test]
    fn a_title_has_capitals_but_for_the_little_words() {
        check(
            is_title,
            &[("did Living with Loss then", "Living with Loss"), ("did Stop & Think then", "Stop & Think")],
            &[
                ("did Living then", "Living"),
                ("did living with loss then", "living with loss"),
                ("did living with Loss then", "living with Loss"),
                ("did Living with loss then", "Living with loss"),
                ("did Living near Loss then", "Living near Loss"),
                ("did STOP AND THINK then", "STOP AND THINK"),
                ("did STOP and THINK then", "STOP and THINK"),
            ],
        );
    }

    #[test]
    fn how_things_stand_is_the_last_cell_of_a_long_row() {
        check(
            is_last_cell,
            &[("Drugs | Ann | 12 May | pending", "pending"), ("Drugs | Ann | pending |", "pending")],
            &[
                ("Drugs | Ann | pending", "pending"),
                ("Drugs | Ann | 12 May | pending", "Ann"),
                ("Drugs | Ann | 12 May | still pending", "pending"),
                ("Drugs | | |", "Drugs"),
                ("It is pending", "pending"),
            ],
        );
    }

    #[test]
    fn who_does_something_has_the_ending_and_acts() {
        check(
            is_role,
            &[
                ("the optometrist will write", "optometrist"),
                ("the art team was asked", "art team"),
                ("gardener | 12 May", "gardener"),
            ],
            &[
                ("the window was open", "window"),
                ("the gardener opposite", "gardener"),
                ("a keen and able gardener was there", "keen and able gardener"),
            ],
        );
    }

    #[test]
    fn a_describing_word_is_known_by_its_place_or_ending() {
        check(
            describes,
            &[
                ("he is gloomy.", "gloomy"),
                ("he was very sad.", "very sad"),
                ("met by hopeful.", "hopeful"),
                ("met by tall men", "tall"),
            ],
            &[
                ("met by kettle.", "kettle"),
                ("met by kettle and pan", "kettle"),
                ("met by kettle Ann", "kettle"),
                ("met by slow hopeful.", "slow hopeful"),
                ("kettle.", "kettle"),
                ("he is the oaf.", "the oaf"),
                ("he is so far gone.", "so far gone"),
            ],
        );
    }
}
