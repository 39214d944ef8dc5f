//! Running numbers of headings and paragraphs, and the proof that they say no more than a place.

use rustc_hash::FxHashMap;

use super::model::{Block, BlockKind, Document, UnitKind};
use crate::lexicon;
use crate::text::{Token, TokenKind, dates, is_lettered};

/// Follows the numbers of a document's headings.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    last: Vec<u32>,
}

impl Numbering {
    /// How many tokens at the start of a heading are a running number: "2.1", "3.", "4)". None unless it follows
    /// the heading before, so that a number that means something else is never taken for one.
    pub(super) fn of_heading(&mut self, source: &str, tokens: &[Token]) -> u8 {
        self.counted(number(source, tokens))
    }

    /// The same of a heading that is called by a word and its number, "Part C": they stand in no title, and are compared all
    /// the same.
    pub(super) fn of_part(&mut self, source: &str, tokens: &[Token]) -> u8 {
        let number = called(source, tokens);
        let lettered = tokens.get(1).is_some_and(|token| token.kind == TokenKind::Word);
        // "Section J" behind "Section H": letters that look like a figure are left out.
        if let (Some(([letter], _)), [last]) =
            (number.as_ref().map(|(parts, len)| (&parts[..], len)), &mut self.last[..])
            && lettered
            && LETTERS_LEFT_OUT.contains(&(*last + 1))
            && *letter == *last + 2
        {
            *last += 1;
        }
        self.counted(number)
    }

    fn counted(&mut self, number: Option<(Vec<u32>, u8)>) -> u8 {
        let Some((number, len)) = number else { return 0 };
        let follows = self.follows(&number);
        self.last = number;
        if follows { len } else { 0 }
    }

    fn follows(&self, number: &[u32]) -> bool {
        let Some((last, stem)) = number.split_last() else { return false };
        let same_stem = self.last.get(..stem.len()) == Some(stem);
        // "7A" is what follows 6, too.
        if let ([whole, 1], false) = (number, same_stem) {
            return *whole == self.last.first().copied().unwrap_or(0) + 1;
        }
        same_stem && *last == self.last.get(stem.len()).copied().unwrap_or(0) + 1
    }
}

/// The letters I and O, as numbers.
const LETTERS_LEFT_OUT: [u32; 2] = [9, 15];

/// Marks the numbers of paragraphs that count up from 1 one under the other, and the letters of paragraphs and items that
/// count up from a: they say no more than a place.
pub(super) fn number_paragraphs(document: &mut Document) {
    // The numbers of items are read with their bullets.
    for (read, of_items) in [(number as Read, false), (letter, true), (roman, true)] {
        // Who signs between two of them interrupts no count.
        let blocks: Vec<usize> =
            (0..document.blocks.len()).filter(|at| !is_signature(document, &document.blocks[*at])).collect();
        let numbers: Vec<Option<Numbered>> = blocks
            .iter()
            .map(|at| {
                let tokens = numbered(document, &document.blocks[*at], of_items)?;
                let (parts, len) = read(&document.source, tokens)?;
                Some(Numbered { parts, len, before: tokens[usize::from(len)].span.start as usize })
            })
            .collect();
        let mut at = 0;
        while at < numbers.len() {
            let end = end_of_list(&document.source, &numbers, at, of_items);
            if end > at + 1 {
                for (block, number) in blocks[at..end].iter().zip(&numbers[at..end]) {
                    let len = number.as_ref().map_or(0, |number| number.len);
                    let unit = document.blocks[*block].units.start as usize;
                    document.units[unit].numbering = len;
                }
            }
            at = end.max(at + 1);
        }
    }
    number_lettered(document);
}

/// Marks the letters and figures of paragraphs, fields and items that count up from 1 through the document, whatever
/// stands between them: "C1.", "C2.", an entry, "C3.". All of a letter do, without one left out or twice, or none is
/// marked: so the figure follows from what stands before it and says nothing else. A reference to one ("see C2") is
/// text, and is compared as it is written.
fn number_lettered(document: &mut Document) {
    let mut counts: FxHashMap<&str, Option<Vec<usize>>> = FxHashMap::default();
    let source = &document.source;
    for (index, unit) in document.units.iter().enumerate() {
        let opens = || document.blocks[unit.block as usize].units.start as usize == index;
        let own = match unit.kind {
            UnitKind::Pair | UnitKind::Item => true,
            UnitKind::Sentence => opens(),
            _ => false,
        };
        if !own || unit.numbering > 0 {
            continue;
        }
        let tokens = &document.tokens[unit.tokens.start as usize..unit.tokens.end as usize];
        let Some((letters, figure)) = lettered(source, tokens) else { continue };
        let count = counts.entry(letters).or_insert_with(|| Some(Vec::new()));
        // One that is out of the count says more than a place, and so may all of its letter.
        match count {
            Some(units) if figure == units.len() + 1 => units.push(index),
            count => *count = None,
        }
    }
    let counted = |(letters, units): (&str, Option<Vec<usize>>)| {
        units.filter(|units| units.len() > if letters == LETTER_OF_LEVELS { LEVELS } else { 1 })
    };
    let counted: Vec<usize> = counts.into_iter().filter_map(counted).flatten().collect();
    for index in counted {
        document.units[index].numbering = LETTERED_TOKENS;
    }
}

/// "L2" is a level too, of which there are so many.
const LETTER_OF_LEVELS: &str = "L";
const LEVELS: usize = 4;

/// A word and the sign behind it.
const LETTERED_TOKENS: u8 = 2;

/// The letters and the figure that tokens open with, before a word: "C" and 4 of "C4. He".
fn lettered<'s>(source: &'s str, tokens: &[Token]) -> Option<(&'s str, usize)> {
    let word = tokens.first()?.span.of(source);
    let sign = tokens.get(1).filter(|sign| matches!(sign.span.of(source), "." | ")"))?;
    let glued = tokens[0].span.end == sign.span.start && tokens.len() > usize::from(LETTERED_TOKENS);
    let at = word.find(|c: char| c.is_ascii_digit()).filter(|_| glued && is_lettered(word))?;
    Some((&word[..at], word[at..].parse().ok()?))
}

/// Reads the number that tokens open with: its parts, and how many tokens it has.
type Read = fn(&str, &[Token]) -> Option<(Vec<u32>, u8)>;

/// Whether a block is who signed what stands above it, and nothing else.
fn is_signature(document: &Document, block: &Block) -> bool {
    let unit = document.units.get(block.units.start as usize).filter(|_| block.units.len() == 1);
    unit.is_some_and(|unit| unit.kind == UnitKind::Signature)
}

/// The tokens of a paragraph, or of an item without a number of its own, that may open with one.
fn numbered<'a>(document: &'a Document, block: &Block, of_items: bool) -> Option<&'a [Token]> {
    let first = document.units.get(block.units.start as usize)?;
    let field = !of_items && first.kind == UnitKind::Pair;
    let prose = block.kind == BlockKind::Paragraph && (first.kind == UnitKind::Sentence || field);
    let item = of_items && block.kind == BlockKind::Item && first.numbering == 0;
    (prose || item).then(|| &document.tokens[first.tokens.start as usize..first.tokens.end as usize])
}

/// The number of a paragraph or an item.
struct Numbered {
    parts: Vec<u32>,
    /// In tokens.
    len: u8,
    /// Where what it stands before starts.
    before: usize,
}

/// Where the paragraphs, or items, end that count up from the one at `start`. One that is left out is of a line which is
/// gone ("a)", "c)"; "3.1", "3.3", "3.4"); but figures by themselves may be of the text ("0.1 ml", "0.3 ml"), so those
/// have to be many and stand before sentences.
fn end_of_list(source: &str, numbers: &[Option<Numbered>], start: usize, of_items: bool) -> usize {
    let end = end_of_count(numbers, start, LEFT_OUT_MAX);
    let sentence = |number: &Numbered| {
        let stem = &number.parts[..number.parts.len() - 1];
        let capital = source[number.before..].starts_with(char::is_uppercase);
        capital && !stem.is_empty() && !stem.contains(&0)
    };
    let sentences = || numbers[start..end].iter().flatten().all(sentence);
    let gaps = of_items || end >= start + WITH_GAPS_MIN && sentences();
    if gaps { end } else { end_of_count(numbers, start, 0) }
}

/// Where the paragraphs end that count up from the one at `start`, which has to be the first, with so many left out at
/// one place.
fn end_of_count(numbers: &[Option<Numbered>], start: usize, left_out_max: u32) -> usize {
    let Some(first) = &numbers[start] else { return start };
    let Some((1, stem)) = first.parts.split_last() else { return start };
    let mut last = 0;
    let counts = |number: &&Option<Numbered>| {
        let Some(number) = number else { return false };
        let next = number.parts.split_last().filter(|(_, own)| *own == stem).map(|(next, _)| *next);
        let counts = next.is_some_and(|next| (last + 1..=last + 1 + left_out_max).contains(&next));
        last = next.unwrap_or(last);
        counts
    };
    start + numbers[start..].iter().take_while(counts).count()
}

/// Most numbers that a count leaves out at one place.
const LEFT_OUT_MAX: u32 = 1;
/// Fewest paragraphs that count up with some left out.
const WITH_GAPS_MIN: usize = 3;

/// The parts of a number such as "2.1." and how many tokens it has; only before a word that is no month.
fn number(source: &str, tokens: &[Token]) -> Option<(Vec<u32>, u8)> {
    let first = tokens.first().filter(|token| token.kind == TokenKind::Number)?.span.of(source);
    let parts: Option<Vec<u32>> =
        first.split('.').map(|part| part.parse().ok().filter(|part| *part < 100)).collect();
    let parts = parts?;
    let sign = tokens.get(1).is_some_and(|token| matches!(token.span.of(source), "." | ")"));
    let word = tokens.get(1 + usize::from(sign))?;
    let plain = word.kind == TokenKind::Word && !is_month(word.span.of(source));
    let counts = !sign && is_counted(word.span.of(source));
    (plain && !counts && (sign || parts.len() > 1)).then_some((parts, 1 + u8::from(sign)))
}

/// Whether a word behind a decimal that has no sign behind it may be what it counts, so that the decimal is no running
/// number: "2.1 mg", "2.1 million", "2.1 bags". What a running number stands before opens a sentence or a title, and has
/// a capital; a unit may be written in capitals too ("2.1 ML").
fn is_counted(word: &str) -> bool {
    let shouted = !word.contains(|c: char| c.is_lowercase()) && lexicon::SPACED_UNITS.has(word);
    shouted || !word.starts_with(char::is_uppercase)
}

/// The parts of the number of "Part C Housing", "SECTION 7B - HOUSING", and how many tokens it has with the word before it
/// and a sign behind it.
fn called(source: &str, tokens: &[Token]) -> Option<(Vec<u32>, u8)> {
    let text = |at: usize| tokens.get(at).map_or("", |token: &Token| token.span.of(source));
    if !lexicon::NUMBERED_PARTS.has(text(0)) {
        return None;
    }
    let letter = |at: usize| match text(at).as_bytes() {
        [letter @ b'A'..=b'Z'] => Some(u32::from(letter - b'A') + 1),
        _ => None,
    };
    let (number, end) = match text(1).parse().ok().filter(|number| *number < 100) {
        // "7A" is two tokens.
        Some(number) if tokens.get(2).is_some_and(|next| next.span.start == tokens[1].span.end) => {
            letter(2).map_or_else(|| (vec![number], 2), |letter| (vec![number, letter], 3))
        }
        Some(number) => (vec![number], 2),
        None => (vec![letter(1)?], 2),
    };
    let sign = usize::from(matches!(text(end), "." | ")" | ":" | "-" | "\u{2013}" | "\u{2014}"));
    text(end + sign).starts_with(char::is_uppercase).then_some((number, (end + sign) as u8))
}

/// The letter of "(b) Reside as directed", as a number, and how many tokens it has.
fn letter(source: &str, tokens: &[Token]) -> Option<(Vec<u32>, u8)> {
    bracketed(source, tokens, |text| match text.as_bytes() {
        [letter @ b'a'..=b'z'] => Some(u32::from(letter - b'a') + 1),
        _ => None,
    })
}

/// The same of "(ii) Reside as directed".
fn roman(source: &str, tokens: &[Token]) -> Option<(Vec<u32>, u8)> {
    let place = |text: &str| lexicon::ROMAN_NUMBERS.position(text);
    bracketed(source, tokens, |text| Some(place(text)? as u32 + 1))
}

/// What `value` makes of the word before the closing bracket that tokens open with, "(b)" or "b)".
fn bracketed(source: &str, tokens: &[Token], value: impl Fn(&str) -> Option<u32>) -> Option<(Vec<u32>, u8)> {
    let is = |at: usize, byte: u8| tokens.get(at).is_some_and(|token| token.is_byte(source, byte));
    let at = usize::from(is(0, b'('));
    let closed = is(at + 1, b')') && tokens.len() > at + 2;
    closed.then(|| Some((vec![value(tokens[at].span.of(source))?], at as u8 + 2)))?
}

/// Whether a word names a month, so that a number before it may be a day.
pub(super) fn is_month(word: &str) -> bool {
    dates::opens_as_month(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Span, tokenise};

    fn check(headings: &[&str]) -> Vec<u8> {
        let mut numbering = Numbering::default();
        let of = |text: &&str| {
            let mut tokens = Vec::new();
            tokenise(text, Span::new(0, text.len()), &[], &mut tokens);
            numbering.of_heading(text, &tokens).max(numbering.of_part(text, &tokens))
        };
        headings.iter().map(of).collect()
    }

    #[test]
    fn numbers_that_count_up() {
        assert_eq!(
            check(&["1. Housing", "1.1 History", "1.2 Now", "2. Health", "2.1 History"]),
            [2, 1, 1, 2, 1]
        );
    }

    #[test]
    fn decimals_that_count_something() {
        assert_eq!(check(&["1. Work", "1.1 litres a day", "1.1 ML each"]), [2, 0, 0]);
        assert_eq!(check(&["1. Work", "1.1 Litres of paint", "1.2 MLA award"]), [2, 1, 1]);
    }

    #[test]
    fn parts_that_are_called_so() {
        assert_eq!(
            check(&["PART A WHO", "Part B - Housing", "PART D RISK", "Part of the plan", "Section 5 Work"]),
            [2, 3, 0, 0, 2]
        );
        assert_eq!(
            check(&["Section 1 Who", "Section 2A Housing", "Section 2B Health", "Section 3 Work"]),
            [2, 3, 3, 2]
        );
    }

    #[test]
    fn letters_that_look_like_figures_are_left_out() {
        assert_eq!(
            check(&["Part A - Home", "Part B - Work", "Part C - Money", "Part D - Health", "Part E - Drugs"]),
            [3; 5]
        );
        let letters = ["Part G - Home", "Part H - Work", "Part J - Money", "Part L - Health"];
        assert_eq!(check(&letters), [0, 3, 3, 0]);
    }

    #[test]
    fn signatures_and_fields_interrupt_no_count() {
        let document = crate::document::parse(
            "4.1 He left.\n\n4.2 Diet: soft\n\n\u{2014} O. Brae, nurse, 3 May 2024\n\n4.3 It rained.\n"
                .to_owned(),
        );
        let numbers: Vec<u8> = document.unwrap().units().iter().map(|unit| unit.numbering).collect();
        assert_eq!(numbers, [1, 1, 0, 1]);
    }

    #[test]
    fn letters_and_figures_that_count_up() {
        let document = crate::document::parse(
            "C1. He left. He stayed.\n\nB12. Was low.\n\nC2. Diet: soft\n\nShe rang.\n\nC3. It rained.\n"
                .to_owned(),
        );
        let document = document.unwrap();
        let numbered: Vec<(String, u8)> = document
            .units()
            .iter()
            .map(|unit| (crate::document::reading::unit_text(&document, unit), unit.numbering))
            .collect();
        let numbered: Vec<(&str, u8)> = numbered.iter().map(|(text, len)| (text.as_str(), *len)).collect();
        assert_eq!(
            numbered,
            [
                ("He left.", 2),
                ("He stayed.", 0),
                ("B12. Was low.", 0),
                ("Diet: soft", 2),
                ("She rang.", 0),
                ("It rained.", 2)
            ]
        );
    }

    #[test]
    fn a_paragraph_that_is_gone_leaves_its_number_out() {
        let numbers = |text: &str| {
            let document = crate::document::parse(text.to_owned()).unwrap();
            document.units().iter().map(|unit| unit.numbering).collect::<Vec<_>>()
        };
        assert_eq!(numbers("3.1 No boats.\n\n3.3 No nets.\n\n3.5 No oars.\n"), [1, 1, 1]);
        assert_eq!(numbers("3.1 No boats.\n\n3.4 No nets.\n"), [0, 0]);
        assert_eq!(numbers("3.1 No boats.\n\n3.3 No nets.\n"), [0, 0], "two may be of the text");
        let doses = "0.1 ml of it.\n\n0.3 ml of it.\n\n0.5 ml of it.\n";
        assert_eq!(numbers(doses), [0; 3]);
        assert_eq!(numbers(&doses.replace("0.", "1.")), [0; 3]);
        assert_eq!(numbers("3.2 litres came.\n\n3.4 litres went.\n"), [0, 0], "none is the first");
    }

    #[test]
    fn a_letter_and_figure_out_of_the_count_is_text() {
        let document =
            crate::document::parse("P1. Find a flat.\n\nP1. See the dentist.\n\nP2. Paint.\n".to_owned());
        assert!(document.unwrap().units().iter().all(|unit| unit.numbering == 0));
        let levels = crate::document::parse("L1. Find a flat.\n\nL2. See the dentist.\n".to_owned());
        assert!(levels.unwrap().units().iter().all(|unit| unit.numbering == 0));
    }

    #[test]
    fn numbers_that_do_not_follow_are_text() {
        assert_eq!(
            check(&["1. Housing", "3. Health", "4 Bedroom flat", "12 May 2024", "5. May"]),
            [2, 0, 0, 0, 0]
        );
    }
}
