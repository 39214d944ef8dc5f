//! Letters that were copied into a plan: the day above "Dear …", and below the text "Yours sincerely" and a name.
//!
//! All of these must stand; the place beside the day is nobody's name, so that who wrote is told by the signature alone.

use std::ops::Range;

use crate::document::model::{Document, UnitKind};
use crate::document::reading::{folded, plain};
use crate::lexicon;
use crate::text::{Token, TokenKind};

/// Most tokens of "Dear …", and of a line above or below a letter.
const LINE_TOKENS_MAX: usize = 14;
/// Most units of a letter, and most lines above its "Dear …".
const UNITS_MAX: usize = 80;
const LINES_ABOVE_MAX: usize = 4;

/// A letter: its text, with what opens and closes it, and who signs it.
pub(super) struct Letter {
    text: Range<u32>,
    signature: u32,
}

/// Makes signatures of the names under letters; gives the letters.
pub(super) fn turn(document: &mut Document) -> Vec<Letter> {
    let openings = (0..document.units.len() as u32).filter(|unit| opens(document, *unit));
    let letters: Vec<Letter> = openings.filter_map(|opening| letter(document, opening)).collect();
    document.turn(letters.iter().map(|letter| letter.signature), UnitKind::Signature);
    letters
}

/// Says of what stands in letters who signed them.
pub(super) fn attach(document: &mut Document, letters: &[Letter]) {
    for letter in letters {
        for unit in letter.text.clone() {
            let own = &mut document.units[unit as usize];
            if own.kind == UnitKind::Sentence {
                own.entry = Some(letter.signature);
            }
        }
    }
}

/// The line with the day of the letter that a signature closes.
pub(super) fn day_line(document: &Document, signature: u32) -> Option<u32> {
    let above = (signature.saturating_sub(UNITS_MAX as u32)..signature).rev();
    let mut above = above.take_while(|unit| is_of_section(document, signature, *unit));
    let opening = above.find(|unit| opens(document, *unit))?;
    let signed = document.units[opening as usize + 1..signature as usize].iter();
    let one = signed.clone().all(|unit| unit.entry == Some(signature) || unit.kind != UnitKind::Sentence);
    day_above(document, opening).filter(|_| one)
}

fn letter(document: &Document, opening: u32) -> Option<Letter> {
    day_above(document, opening)?;
    let units = opening + 1..(document.units.len() as u32).min(opening + UNITS_MAX as u32);
    let mut below = units
        .take_while(|unit| is_of_section(document, opening, *unit) && !opens(document, *unit))
        .skip_while(|unit| !closes(document, *unit));
    let close = below.next()?;
    let signature = below.next().filter(|unit| is_name(document, *unit))?;
    Some(Letter { text: opening..close + 1, signature })
}

/// The line with a day that stands soon above "Dear …".
fn day_above(document: &Document, opening: u32) -> Option<u32> {
    let above = (0..opening).rev().take(LINES_ABOVE_MAX);
    above
        .take_while(|unit| is_line(document, *unit) && is_of_section(document, opening, *unit))
        .find(|unit| is_place_and_day(document, *unit))
}

/// Whether a line is a day, with a place before it at most: "Kirkhaven, 3rd May 2024". What a letter is about has a day too:
/// "Re: A. Other, born 3 May 1984".
fn is_place_and_day(document: &Document, unit: u32) -> bool {
    let (source, own) = (document.source(), document.unit(unit));
    let tokens = document.tokens_of(own);
    let [(day, date)] = document.dates(unit) else { return false };
    let place = |token: &Token| match token.kind {
        TokenKind::Word => token.span.of(source).starts_with(char::is_uppercase),
        _ => matches!(token.span.of(source), "," | "." | "(" | ")" | "&"),
    };
    let mut beside = tokens[..day.start].iter().chain(&tokens[day.end..]);
    own.kind != UnitKind::Pair && date.is_complete() && beside.all(place)
}

/// Whether a unit is a short line and no sentence.
fn is_line(document: &Document, unit: u32) -> bool {
    let own = document.unit(unit);
    let shown = matches!(own.kind, UnitKind::Sentence | UnitKind::Pair | UnitKind::EntryHead);
    let spoken = document.text(own).ends_with(['.', '?', '!']);
    shown && !spoken && document.tokens_of(own).len() <= LINE_TOKENS_MAX
}

/// "Dear Ms Other,"
fn opens(document: &Document, unit: u32) -> bool {
    let own = document.unit(unit);
    let first = document.tokens_of(own).first().map_or("", |first| first.span.of(document.source()));
    let full = || {
        // Soon told, and seldom so.
        let opens =
            |known: &str| known.get(..first.len()).is_some_and(|start| start.eq_ignore_ascii_case(first));
        lexicon::SALUTATIONS_IN_FULL.iter().any(opens) && {
            let line = plain(document.source(), document.tokens_of(own));
            lexicon::SALUTATIONS_IN_FULL.has(&folded(line.trim_end_matches(',')))
        }
    };
    is_line(document, unit) && (lexicon::SALUTATIONS.has(first) || full())
}

/// "Yours sincerely,"
fn closes(document: &Document, unit: u32) -> bool {
    is_line(document, unit) && {
        let line = plain(document.source(), document.tokens_of(document.unit(unit)));
        lexicon::CLOSES_OF_LETTERS.has(&folded(line.trim_end_matches(',')))
    }
}

/// Whether a line may be who signs: a name, with what its bearer does behind it.
fn is_name(document: &Document, unit: u32) -> bool {
    let (source, tokens) = (document.source(), document.tokens_of(document.unit(unit)));
    let text = |token: &Token| token.span.of(source);
    let of_name = |token: &&Token| match token.kind {
        TokenKind::Word => text(token).starts_with(char::is_uppercase),
        _ => matches!(text(token), "." | "-" | "'" | "\u{2019}"),
    };
    let name = tokens.iter().take_while(of_name).filter(|token| token.kind == TokenKind::Word).count();
    let says = |token: &Token| {
        token.kind == TokenKind::Number
            || token.is_byte(source, b':')
            || lexicon::SENTENCE_WORDS.has(text(token))
            || lexicon::NO_OFFICE.has(text(token))
    };
    is_line(document, unit) && name >= NAME_WORDS_MIN && !tokens.iter().any(says)
}

/// Fewest words of the name of whoever signs, an initial or a title among them.
const NAME_WORDS_MIN: usize = 2;

fn is_of_section(document: &Document, one: u32, other: u32) -> bool {
    let (one, other) = (document.unit(one), document.unit(other));
    other.section == one.section && !matches!(other.kind, UnitKind::Heading | UnitKind::Row)
}

#[cfg(test)]
mod tests {
    use crate::document::parse;

    /// What a plan says of who wrote this text, and when.
    fn check(plan: &str, text: &str) -> String {
        let document = parse(format!("## Boats\n\n{plan}")).unwrap();
        let unit = document.units().iter().find(|unit| document.text(unit).contains(text)).unwrap();
        let entry = document.entry(unit);
        let day = entry.written.map(|day| day.to_string()).unwrap_or_default();
        format!("{} {day}", entry.author.clone().unwrap_or_default()).trim().to_owned()
    }

    const LETTER: &str = "Kirkhaven, 3rd May, 2024\n\nDear Mr Orr,\n\nShe sails on Mondays. I saw her row.\n\n\
        All is well.\n\nYours sincerely,\n\nUna Brae, Harbour Officer\n\n(dictated, not signed)\n\n";

    #[test]
    fn who_signs_a_letter_wrote_it_on_the_day_above() {
        let next = LETTER.replace("3rd May", "9th June").replace("Una Brae, Harbour", "M. Teviot, Sail");
        let next = next.replace("Mondays", "Fridays").replace("Yours sincerely", "Every blessing");
        let plan = [LETTER, &next].concat();
        assert_eq!(check(&plan, "Mondays"), "Una Brae, Harbour Officer 2024-05-03");
        assert_eq!(check(&plan, "saw her row"), "Una Brae, Harbour Officer 2024-05-03");
        assert_eq!(check(&plan, "Fridays"), "M. Teviot, Sail Officer 2024-06-09");
    }

    #[test]
    fn letters_to_nobody_by_name() {
        let letter = LETTER.replace("Dear Mr Orr", "To whom it may concern");
        let letter = letter.replace("Yours sincerely", "With kind regards");
        assert_eq!(check(&letter, "saw her row"), "Una Brae, Harbour Officer 2024-05-03");
        assert_eq!(check(&letter.replace("To whom", "All that"), "saw her row"), "");
    }

    #[test]
    fn what_is_no_letter() {
        for (part, with) in [
            ("Dear Mr Orr,\n\n", ""),
            ("Yours sincerely,\n\n", ""),
            ("Kirkhaven, 3rd May, 2024\n\n", ""),
            ("Kirkhaven, 3rd May, 2024\n\n", "Re: Will Orr, born 3 May 2024\n\n"),
            ("Kirkhaven, 3rd", "Date of release: 3rd"),
            ("Una Brae, Harbour Officer", "Risk level: high"),
            ("Una Brae, Harbour Officer", "she signs it as she always has, and sends it."),
        ] {
            assert_eq!(check(&LETTER.replace(part, with), "Mondays"), "", "{part}");
        }
    }
}
