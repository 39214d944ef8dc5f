//! Where sentences end.
//!
//! A scan of candidate ends (`.`, `!`, `?`) with a guard for abbreviations. Plans are full of "Mr.", "s.38",
//! "approx. 5", "9.30 a.m." and "No. 4", and a general segmenter that knows none of them takes ten times as long.

use std::ops::Range;

use super::{Token, TokenKind, all_markup};
use crate::lexicon;

/// Fewest words before an end that is followed by a small letter, and after it: "…was seen. he left the hall…".
const WORDS_BEFORE_SMALL: usize = 5;
const WORDS_AFTER_SMALL: usize = 4;
/// Longest Roman numeral that counts items.
const NUMERAL_MAX: usize = 4;
/// Full stops in a row that are no ellipsis.
const DOTS_OF_LEADER: usize = 4;
/// Most tokens among which these words are counted.
const TOKENS_LOOKED_AT: usize = 64;

/// Cuts a run of tokens into sentences, as ranges of indices into `tokens`.
pub fn sentences(source: &str, tokens: &[Token]) -> Vec<Range<usize>> {
    let text = Text { source, tokens };
    let (mut found, mut start, mut at) = (Vec::new(), 0, 0);
    while let Some(sign) = tokens[at..].iter().position(|token| may_end(source, token)) {
        at += sign;
        let next = text.after_end(at);
        if next > at && text.ends(start, at, next) {
            found.push(start..next);
            start = next;
        }
        at = next.max(at + 1);
    }
    if start < tokens.len() {
        found.push(start..tokens.len());
    }
    found
}

/// Whether a token may be one of the signs that [`Text::after_end`] looks for.
fn may_end(source: &str, token: &Token) -> bool {
    const WIDE: u8 = 0xe2;
    token.kind == TokenKind::Sign
        && matches!(source.as_bytes()[token.span.start as usize], b'.' | b'!' | b'?' | WIDE)
}

struct Text<'a> {
    source: &'a str,
    tokens: &'a [Token],
}

impl Text<'_> {
    fn of(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.span.of(self.source))
    }

    /// If a sentence may end at `at`: the index after its last sign and the closing signs behind it; else `at`.
    fn after_end(&self, at: usize) -> usize {
        if self.tokens[at].kind != TokenKind::Sign || !matches!(self.of(at), "." | "!" | "?" | "\u{2026}") {
            return at;
        }
        let mut next = at + 1;
        while next < self.tokens.len() && self.touch(next) {
            if is_closing(self.of(next)) {
                next += 1;
            } else if let Some(end) = self.after_note(next) {
                next = end;
            } else {
                break;
            }
        }
        next
    }

    /// The index after what may stand glued behind the stop of a sentence and belongs to it: the mark of a footnote, a
    /// tag that ends the line, the target of a link whose text the sentence is.
    fn after_note(&self, at: usize) -> Option<usize> {
        let is = |at: usize, texts: &[&str]| {
            texts.iter().all(|text| !text.is_empty()) && {
                (at..)
                    .zip(texts)
                    .all(|(at, text)| self.of(at).eq_ignore_ascii_case(text) && (at == 0 || self.touch(at)))
            }
        };
        let number = |at: usize| self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Number);
        let raised = |c: char| matches!(c, '\u{b9}' | '\u{b2}' | '\u{b3}' | '\u{2070}'..='\u{2079}');
        if self.of(at).chars().all(raised) {
            return Some(at + 1);
        }
        if is(at, &["["]) {
            let first = at + 1 + usize::from(self.of(at + 1) == "^");
            return (number(first) && is(first + 1, &["]"])).then_some(first + 2);
        }
        if is(at, &["<", "sup", ">"]) {
            return (number(at + 3) && is(at + 4, &["<", "/", "sup", ">"])).then_some(at + 8);
        }
        if is(at, &["<", "br"]) {
            let slash = usize::from(self.of(at + 2) == "/") + usize::from(self.of(at + 3) == "/");
            return (self.of(at + 2 + slash) == ">").then_some(at + 3 + slash);
        }
        let target = is(at, &["("]) && self.of(at - 1) == "]";
        let mut ends = (at..self.tokens.len().min(at + TOKENS_LOOKED_AT)).take_while(|at| self.touch(*at));
        target.then(|| ends.find(|at| self.of(*at) == ")"))?.map(|end| end + 1)
    }

    /// Whether nothing stands between this token and the one before it.
    fn touch(&self, at: usize) -> bool {
        at > 0 && self.tokens[at - 1].span.end == self.tokens[at].span.start
    }

    fn ends(&self, start: usize, at: usize, next: usize) -> bool {
        if next >= self.tokens.len() {
            return true;
        }
        let gap =
            &self.source[self.tokens[next - 1].span.end as usize..self.tokens[next].span.start as usize];
        let broken = self.of(next - 1) == ">" && next - 1 > at;
        if !gap.contains(char::is_whitespace) && all_markup(gap).next().is_none() && !broken {
            return false;
        }
        if self.leads(at, next) {
            return false;
        }
        let opens = self.opens(next);
        if self.of(at) != "." {
            return opens;
        }
        if self.is_abbreviated(start, at, next) {
            return false;
        }
        opens
            || (next == at + 1
                && self.words(Self::near(start, at)..at) >= WORDS_BEFORE_SMALL
                && self.starts_small(next))
    }

    /// Whether this is the last of the dots that lead to a page's number.
    fn leads(&self, at: usize, next: usize) -> bool {
        let same =
            (0..next).rev().take(DOTS_OF_LEADER).take_while(|dot| self.of(*dot) == self.of(at)).count();
        let dots = match self.of(at) {
            "." => same == DOTS_OF_LEADER,
            "\u{2026}" => same > 1,
            _ => false,
        };
        dots && self.tokens[next].kind == TokenKind::Number && next + 1 == self.tokens.len()
    }

    /// Whether a sentence may open here: a capital, a digit, a quote, a bracket.
    fn opens(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let first = self.of(at).chars().next().unwrap_or(' ');
        match token.kind {
            TokenKind::Word => first.is_uppercase(),
            TokenKind::Number | TokenKind::Address => true,
            TokenKind::Sign => !matches!(first, ',' | ';' | ':' | '.' | ')' | ']' | '/' | '%' | '&' | '='),
            TokenKind::Cell => false,
        }
    }

    fn starts_small(&self, at: usize) -> bool {
        let end = self.tokens.len().min(at + TOKENS_LOOKED_AT);
        self.tokens[at].kind == TokenKind::Word && self.words(at..end) >= WORDS_AFTER_SMALL
    }

    /// The start of a sentence, or a place after it that is near enough to count words from.
    fn near(start: usize, at: usize) -> usize {
        start.max(at.saturating_sub(TOKENS_LOOKED_AT))
    }

    /// Counts words in a range, up to as many as anyone asks for.
    fn words(&self, range: Range<usize>) -> usize {
        let words = self.tokens[range].iter().filter(|token| token.kind != TokenKind::Sign);
        words.take(WORDS_BEFORE_SMALL).count()
    }

    /// Whether the full stop at `at` belongs to the word before it.
    fn is_abbreviated(&self, start: usize, at: usize, next: usize) -> bool {
        if at == start || !(self.touch(at) || self.is_marked(at)) {
            return false;
        }
        let (before, after) = (self.of(at - 1), self.tokens[next].kind);
        match self.tokens[at - 1].kind {
            TokenKind::Number => at - 1 == start && next == at + 1,
            // "b." and "ii." count an item that they open.
            TokenKind::Word if at - 1 == start && next == at + 1 && counts_item(before) => true,
            TokenKind::Word if before.chars().nth(1).is_none() => self.is_initial(start, at, next),
            // "C4." counts a paragraph that it opens.
            TokenKind::Word if at - 1 == start && is_lettered(before) => next == at + 1,
            TokenKind::Word => {
                let rank = || lexicon::CUT_BEFORE_NAME.has_exactly(before) && self.opens_word(next);
                lexicon::NEVER_LAST.has_in_small(before)
                    || (rank() && !lexicon::SENTENCE_OPENERS.has_exactly(self.of(next)))
                    || (after == TokenKind::Number && lexicon::BEFORE_NUMBER.has_in_small(before))
                    || (self.is_letter(next) && lexicon::BEFORE_LETTER.has_in_small(before))
                    || (before.eq_ignore_ascii_case("st")
                        && self.opens_word(next)
                        && !self.follows_name(start, at))
                    || (!self.opens(next) && lexicon::SELDOM_LAST.has_in_small(before))
            }
            _ => false,
        }
    }

    /// Whether a single letter before the full stop is an initial ("J. Smith") or part of "e.g.", "a.m.".
    fn is_initial(&self, start: usize, at: usize, next: usize) -> bool {
        let dotted = at >= start + 3 && self.of(at - 2) == "." && self.touch(at - 1) && self.touch(at - 2);
        let capital = self.of(at - 1).chars().all(char::is_uppercase);
        if dotted {
            let pair = (self.of(at - 3).to_lowercase(), self.of(at - 1).to_lowercase());
            let clock = matches!((pair.0.as_str(), pair.1.as_str()), ("a" | "p", "m"));
            let goes_on = match self.tokens[next].kind {
                TokenKind::Word => !lexicon::SENTENCE_OPENERS.has_exactly(self.of(next)),
                // "D.O.B. 4/5/1990" is a label and its day.
                TokenKind::Number => self.of(next).contains('/'),
                _ => false,
            };
            return if clock { !self.opens_word(next) } else { !capital || goes_on };
        }
        let graded = at > start + 1 && lexicon::GRADED.has(&self.of(at - 2).to_lowercase());
        (capital
            && !graded
            && !lexicon::SENTENCE_OPENERS.has_exactly(self.of(next))
            && (self.opens_word(next) || !self.opens(next)))
            || (!capital && self.of(at - 1) != "a" && !self.opens_word(next))
    }

    /// Whether nothing but marks stands before this sign: "1\." of a converter, "*fig*.".
    fn is_marked(&self, at: usize) -> bool {
        let gap = || &self.source[self.tokens[at - 1].span.end as usize..self.tokens[at].span.start as usize];
        at > 0 && !gap().contains(char::is_whitespace)
    }

    /// Whether a single capital letter stands here and no sentence opens with it: "fig. A".
    fn is_letter(&self, at: usize) -> bool {
        let next = self.of(at + 1);
        self.of(at).len() == 1
            && self.opens_word(at)
            && (self.of(at) != "A"
                || !next.starts_with(char::is_lowercase)
                || lexicon::BEHIND_A_LETTER.has_exactly(next))
    }

    /// Whether the word before the abbreviation before `at` is a name: "Mill St." against "at St. Ann's".
    fn follows_name(&self, start: usize, at: usize) -> bool {
        at >= start + 2
            && self.touch(at)
            && self.opens_word(at - 2)
            && !lexicon::SENTENCE_OPENERS.has_exactly(self.of(at - 2))
    }

    fn opens_word(&self, at: usize) -> bool {
        self.tokens[at].kind == TokenKind::Word && self.opens(at)
    }
}

/// A letter or two and a figure by which paragraphs are counted: "C4", "L11".
pub fn is_lettered(word: &str) -> bool {
    let letters = word.bytes().take_while(u8::is_ascii_uppercase).count();
    let figures = word.len() - letters;
    (1..=2).contains(&letters)
        && (1..=3).contains(&figures)
        && word[letters..].bytes().all(|byte| byte.is_ascii_digit())
}

fn is_closing(sign: &str) -> bool {
    matches!(sign, "." | "!" | "?" | ")" | "]" | "\"" | "'" | "\u{201d}" | "\u{2019}" | "\u{2026}")
}

/// Whether a word counts items: a small letter, or a small Roman numeral.
fn counts_item(word: &str) -> bool {
    let numeral = word.len() <= NUMERAL_MAX && word.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x'));
    numeral || matches!(word.as_bytes(), [b'a'..=b'z'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Span, tokenise};

    fn cut(text: &str) -> Vec<&str> {
        let mut tokens = Vec::new();
        tokenise(text, Span::new(0, text.len()), &[], &mut tokens);
        let span = |range: Range<usize>| tokens[range.start].span.cover(tokens[range.end - 1].span);
        sentences(text, &tokens).into_iter().map(|range| span(range).of(text)).collect()
    }

    #[test]
    fn plain_sentences() {
        assert_eq!(
            cut("He left. She stayed! Why? 4 others did."),
            ["He left.", "She stayed!", "Why?", "4 others did."]
        );
    }

    #[test]
    fn abbreviations_that_end_nothing() {
        for text in [
            "Seen by Mr. Smith and Dr. Jones today.",
            "It costs approx. £5 a week.",
            "Charged under s.38 of the Act.",
            "He takes 12.5 mg at night.",
            "Berth let (R.O.L. 14/06/2021) to her.",
            "He is No. 4 on the list.",
            "He is number no. 54 on it.",
            "Held at 9.30 a.m. on Monday.",
            "Some, e.g. Ann, i.e. two of them, came.",
            "The report by J. K. Smith is here.",
            "Rule 113, para. 20 applies.",
            "Confirmed by the Records Dept. as correct on the day.",
            "From Jan. 4 on.",
            "b. Feed the dog on Sundays.",
            "iii. He sweeps the yard.",
            "Present: J Brae, Off. Muir, Dr Orr.",
            "It breaks cond. 3 of his licence.",
            "He took a knife from the worktop and struck K.M. several times to the face.",
        ] {
            assert_eq!(cut(text), [text]);
        }
    }

    #[test]
    fn ends_after_closing_signs() {
        assert_eq!(
            cut("He said \"no.\" Then he left (alone.) Done."),
            ["He said \"no.\"", "Then he left (alone.)", "Done."]
        );
        assert_eq!(cut("In line with guidance.. He left."), ["In line with guidance..", "He left."]);
    }

    #[test]
    fn ends_after_clock_times_and_grades() {
        assert_eq!(cut("Seen at 9.30 a.m. He left."), ["Seen at 9.30 a.m.", "He left."]);
        assert_eq!(cut("He is day off. Muir came."), ["He is day off.", "Muir came."]);
        assert_eq!(cut("He is category C. He left."), ["He is category C.", "He left."]);
        assert_eq!(cut("He struck K.M. He left."), ["He struck K.M.", "He left."]);
        assert_eq!(cut("And so on, etc. He left."), ["And so on, etc.", "He left."]);
    }

    #[test]
    fn ends_before_a_small_letter_only_between_long_runs() {
        assert_eq!(cut("He was seen in the hall. he then left the building.").len(), 2);
        assert_eq!(cut("Seen in hall. he left.").len(), 1);
    }

    #[test]
    fn ends_behind_the_marks_of_notes() {
        for note in ["[^1]", "[1]", "\u{b9}", "<sup>1</sup>", "<br>", "<br />"] {
            let text = format!("He left in May.{note} She stayed.");
            assert_eq!(cut(&text), [format!("He left in May.{note}").as_str(), "She stayed."]);
        }
        assert_eq!(cut("He left.<br>She stayed."), ["He left.<br>", "She stayed."]);
        assert_eq!(cut("See [this form.](a/b) She stayed.").len(), 2);
    }

    #[test]
    fn saints_figures_and_people_end_nothing() {
        for text in [
            "He lives in St. Ann's Hall with others.",
            "The plan in fig. A of the report is out of date.",
            "He wrote to Ms W. and her mother twice in the week.",
        ] {
            assert_eq!(cut(text), [text]);
        }
        assert_eq!(cut("He lives in Mill St. He left."), ["He lives in Mill St.", "He left."]);
        assert_eq!(cut("He is category C. and was seen.").len(), 1);
    }

    #[test]
    fn dots_that_lead_to_a_page_end_nothing() {
        for text in ["1. Sleep ........ 3", "Sleep . . . . . 14", "Sleep \u{2026}\u{2026} 3"] {
            assert_eq!(cut(text), [text]);
        }
        assert_eq!(cut("He waited... 3 came.").len(), 2);
        assert_eq!(cut("He waited.... 3 came.").len(), 2);
    }

    #[test]
    fn a_list_number_that_opens_is_no_sentence() {
        assert_eq!(cut("14. March 2024 was fine."), ["14. March 2024 was fine."]);
    }
}
