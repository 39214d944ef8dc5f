//! A figure or a name on one side for which nothing on the other can stand: whatever else differs, the pair is not
//! reworded.
//!
//! This decides nothing that weighing the whole pair does not; it tells most pairs off one form apart at the price of
//! a look. Whatever might be excused is left to be weighed.

use super::synonyms;
use crate::facts;
use crate::text::{TokenKind, Words, may_begin_value, value_at};

/// Most tokens that a date, time or number is spelt with.
const VALUE_TOKENS_MAX: usize = 10;

/// Most tokens of a side that is looked at; longer ones are left to be weighed.
const TOKENS_MAX: usize = 256;

/// Whether either side holds such a token behind its running number, of so many tokens.
///
/// It has the key of no token of the other side, so that it lies in a region that differs. Rule by rule, why that region
/// is not excused: a token that is *cosmetically* the same has the same bytes, or letters beyond ASCII, or lies in a run
/// that is glued to the same bytes, with marks or escapes (such sides are left to be weighed) or without (then its bytes
/// stand on the other side); or it is spelt otherwise as part of a value (then the other side has that value, which is
/// asked for). A *clause* elsewhere is cosmetically the same too, and so is a word in *other capitals* by its key. A
/// *function word* is no figure and here no name; of a *synonym* each token is known; *another spelling* of a name, of a
/// figure and a *slip* of either are none.
pub(in crate::delta) fn is_any(
    (before, left): (Words<'_>, usize),
    (after, right): (Words<'_>, usize),
) -> bool {
    // Each figure is looked for in the whole other side.
    let short = before.len().max(after.len()) <= TOKENS_MAX;
    let plain = short && is_plain(before) && is_plain(after);
    plain && (holds_any(before, left, after) || holds_any(after, right, before))
}

/// Whether all its words are ASCII, and no mark or escape stands in or between them.
fn is_plain(words: Words<'_>) -> bool {
    let marked = text(words).bytes().any(|byte| matches!(byte, b'*' | b'_' | b'\\' | b'&'));
    !marked && (0..words.len()).all(|at| words.kind(at) != Some(TokenKind::Word) || words.text(at).is_ascii())
}

/// From its first token to its last.
fn text(words: Words<'_>) -> &str {
    let ends = words.tokens().first().zip(words.tokens().last());
    ends.map_or("", |(first, last)| first.span.cover(last.span).of(words.source()))
}

fn holds_any(words: Words<'_>, from: usize, other: Words<'_>) -> bool {
    let is_foreign = |at: &usize| {
        let token = words.tokens()[*at];
        let has = |token: u64| other.tokens().iter().any(|other| other.key == token);
        (words.is_number(*at) || is_name(words, *at))
            && !has(token.key)
            && words.text(*at).is_ascii()
            && !synonyms::holds(&token)
            && !text(other).contains(words.text(*at))
            && !share_a_value(words, *at, other)
    };
    (from..words.len()).any(|at| is_foreign(&at))
}

/// Whether a word has a capital that it would not need, and small letters.
fn is_name(words: Words<'_>, at: usize) -> bool {
    words.is_word(at)
        && words.is_capitalised(at)
        && words.text(at).bytes().any(|byte| byte.is_ascii_lowercase())
        && !facts::opens_sentence(words, at)
        && !crate::lexicon::FUNCTION_WORDS.has(words.text(at))
        && !words.is(at, "and")
}

/// Whether a value in which a token lies stands on the other side too, in any spelling.
fn share_a_value(words: Words<'_>, at: usize, other: Words<'_>) -> bool {
    let starts = (at.saturating_sub(VALUE_TOKENS_MAX)..=at).filter(|start| may_begin_value(words, *start));
    let mut around = starts.filter_map(|start| value_at(words, start).filter(|(end, _)| *end > at));
    let has = |value| (0..other.len()).any(|at| value_at(other, at).is_some_and(|(_, it)| it == value));
    around.any(|(_, value)| has(value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delta::edits::token_edits;
    use crate::delta::kind::{folded, reworded};
    use crate::delta::{Side, Vocabulary};
    use crate::document::{Document, parse};

    fn words(document: &Document, unit: u32) -> (Words<'_>, usize) {
        let unit = document.unit(unit);
        (Words::new(document.source(), document.tokens_of(unit)), usize::from(unit.numbering))
    }

    fn check(before: &str, after: &str) -> bool {
        let [before, after] = [before, after].map(|text| parse(text.to_owned()).unwrap());
        is_any(words(&before, 0), words(&after, 0))
    }

    #[test]
    fn figures_and_names_of_one_side_only() {
        let text = "He met Dr Orr of Wick on 3 May 2024 for 20 minutes.";
        for after in ["Orr", "Wick", "3", "2024", "20"].map(|word| text.replace(word, "Tain")) {
            assert!(check(text, &after) && check(&after, text), "{after}");
        }
        for after in [
            text.to_owned(),
            text.replace("3 May 2024", "03/05/24"),
            text.replace("20 min", "twenty min"),
            text.replace("Orr", "**Orr**"),
            text.replace("met", "saw"),
        ] {
            assert!(!check(text, &after), "{after}");
        }
        assert!(!check("He was seen by a PBSW one-to-one.", "He was seen by a PBSW 1:1."));
    }

    #[test]
    fn none_of_them_is_reworded() {
        let plans = [
            include_str!("../../../../fixtures/craig-tolverie/v3.md"),
            include_str!("../../../../fixtures/craig-tolverie/v4.md"),
        ];
        let [before, after] = plans.map(|text| parse(text.to_owned()).unwrap());
        let vocabulary = Vocabulary::new(&before, &after);
        let mut told = 0;
        for from in 0..before.units().len() as u32 {
            for to in from.saturating_sub(4)..(from + 4).min(after.units().len() as u32) {
                let sides = (Side::new(&before, from..from + 1), Side::new(&after, to..to + 1));
                if folded(&sides.0, &sides.1).is_none() && is_any(words(&before, from), words(&after, to)) {
                    let edits = token_edits(sides.0.tokens, sides.1.tokens);
                    assert!(!reworded(&sides.0, &sides.1, &edits, &vocabulary).is, "{}", sides.0.text());
                    told += 1;
                }
            }
        }
        assert!(told > 100, "{told}");
    }
}
