//! Notes that say when above their text and who below it: "Update April 2023", the text, and "Una Brae, nurse".
//!
//! The line above is nothing but what a note is called and a day, or a month with its year; the line below has no day. Either
//! may be anything by itself: what is planned for a month, who was there. That both stand around a text again and again, and
//! that somebody known to write stands below it, tells such notes. Who stands right below the line above heads the text, and
//! a text behind the last name may be anybody's: then nobody is said to have written.

use std::ops::Range;

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{authorship, heads, stamps, standing};
use crate::document::model::{BlockKind, Document, UnitKind};
use crate::document::reading::folded;
use crate::lexicon;
use crate::text::{Token, TokenKind};

/// Fewest notes of a plan that are divided so.
const NOTES_MIN: usize = 3;
/// How many of them there are at least for each whose name stands above its text.
const FOR_HEADED: usize = 4;
/// Most tokens of the line above, and of what a note is called there.
const LINE_TOKENS_MAX: usize = 12;
const CALLED_TOKENS_MAX: usize = 4;
/// Most tokens of the line below, and most words of a name.
const WHO_TOKENS_MAX: usize = 18;
const NAME_WORDS_MAX: usize = 5;
/// Most units of a note.
const UNITS_MAX: u32 = 80;

/// A text, the line with its day above it, and who signs it.
pub(super) struct Note {
    text: Range<u32>,
    line: u32,
    signature: u32,
}

/// Makes signatures of the names below such notes, and heads of the lines above them; gives the notes.
pub(super) fn turn(document: &mut Document) -> Vec<Note> {
    let lines = (0..document.units.len() as u32).filter(|unit| is_line_above(document, *unit));
    let mut lines: Vec<u32> = lines.collect();
    if lines.len() < NOTES_MIN {
        return Vec::new();
    }
    let texts: Vec<Text> = lines.iter().map(|line| Text::below(document, *line)).collect();
    let known = Known::of(document, texts.iter().flat_map(|text| &text.names).copied());
    let sure = |unit: &u32| known.writes(document, *unit);
    let closed = texts.iter().filter(|text| text.is_closed() && text.names.iter().all(sure));
    let notes: Vec<Note> = closed.flat_map(Text::notes).collect();
    let headed = texts.iter().filter(|text| text.is_headed()).count();
    let divided = notes.iter().filter(|note| document.dates(note.signature).is_empty()).count();
    if divided < NOTES_MIN || divided < headed * FOR_HEADED {
        return Vec::new();
    }
    document.turn(notes.iter().map(|note| note.signature), UnitKind::Signature);
    // Whatever stands below another day is no part of the note above it.
    lines.retain(|line| matches!(document.unit(*line).kind, UnitKind::Sentence | UnitKind::Pair));
    document.turn(lines, UnitKind::EntryHead);
    notes
}

/// Says of the text of such notes who signed it, and of the signatures where their day stands.
pub(super) fn attach(document: &mut Document, notes: &[Note]) {
    for note in notes {
        for unit in note.text.clone() {
            let own = &mut document.units[unit as usize];
            if matches!(own.kind, UnitKind::Sentence | UnitKind::Item) {
                own.entry = Some(note.signature);
            }
        }
    }
    document.day_lines = notes.iter().map(|note| (note.signature, note.line)).collect();
}

/// The day on the line above the text that a signature is of.
pub(super) fn day_of(document: &Document, signature: u32) -> Option<Date> {
    let at = document.day_lines.binary_search_by_key(&signature, |(own, _)| *own).ok()?;
    let line = document.day_lines[at].1;
    day(document.source(), document.tokens_of(document.unit(line)))
}

/// The signature of the note before, as far back as each says that it is the same as the one before it.
pub(super) fn signer_before(document: &Document, signature: u32) -> Option<u32> {
    let same = |unit: u32| authorship::says_same(document.source(), document.tokens_of(document.unit(unit)));
    let at = document.day_lines.binary_search_by_key(&signature, |(own, _)| *own).ok()?;
    let section = document.unit(signature).section;
    let before = document.day_lines[..at].iter().rev().map(|(own, _)| *own).take(NOTES_THE_SAME_MAX);
    let mut before = before.take_while(|own| document.unit(*own).section == section);
    if same(signature) { before.find(|own| !same(*own)) } else { None }
}

/// Most notes, one behind the other, that say to be by the same.
const NOTES_THE_SAME_MAX: usize = 32;

/// The day, or the last of the month, of a line that is nothing but what a note is called and when: "Update April 2023",
/// "Note – 3 May 2024", "3 May 2024".
pub(super) fn day(source: &str, tokens: &[Token]) -> Option<Date> {
    read(source, tokens).map(|(day, _)| day)
}

/// The same, and whether a note is called anything.
fn read(source: &str, tokens: &[Token]) -> Option<(Date, bool)> {
    let year = |token: &Token| token.kind == TokenKind::Number;
    if tokens.len() > LINE_TOKENS_MAX || !tokens.iter().any(year) {
        return None;
    }
    let sign = |token: &Token| token.kind == TokenKind::Sign;
    let start = tokens.iter().position(|token| !sign(token))?;
    let end = tokens.iter().rposition(|token| !sign(token))? + 1;
    let own = &tokens[start..end];
    let words = || own.iter().filter(|token| token.kind == TokenKind::Word);
    // Each name of a note has a word in it that is one by itself.
    if !words().any(|word| lexicon::NAMES_OF_NOTES.has(word.span.of(source))) {
        let bare = words().nth(WORDS_OF_DAY_MAX).is_none();
        return bare.then(|| when_alone(source, own)).flatten().map(|day| (day, false));
    }
    let called = (1..own.len().min(CALLED_TOKENS_MAX + 1)).flat_map(|length| {
        [(0..length, length..own.len()), (own.len() - length..own.len(), 0..own.len() - length)]
    });
    let mut called = called.filter(|(name, _)| is_called(source, &own[name.clone()]));
    called.find_map(|(_, when)| Some((when_alone(source, &own[when])?, true)))
}

/// Most words of a day: "Monday the third of May 2024" has none for its figure.
const WORDS_OF_DAY_MAX: usize = 4;

/// Whether words, the signs around them aside, are what a note is called.
fn is_called(source: &str, tokens: &[Token]) -> bool {
    let words: Vec<&str> = tokens
        .iter()
        .filter(|token| token.kind == TokenKind::Word)
        .map(|token| token.span.of(source))
        .collect();
    let plain = tokens.iter().all(|token| matches!(token.kind, TokenKind::Word | TokenKind::Sign));
    plain && !words.is_empty() && lexicon::NAMES_OF_NOTES.has(&folded(&words.join(" ")))
}

/// The day, or the last of the month, that is all that these tokens say, the signs around it aside.
fn when_alone(source: &str, mut tokens: &[Token]) -> Option<Date> {
    while let [first, rest @ ..] = tokens
        && first.kind == TokenKind::Sign
    {
        tokens = rest;
    }
    while let [rest @ .., last] = tokens
        && last.kind == TokenKind::Sign
    {
        tokens = rest;
    }
    standing::standing(source, tokens)?.day()
}

/// Whether a unit is such a line: a paragraph of its own, a heading, or the head of an entry.
fn is_line_above(document: &Document, unit: u32) -> bool {
    let own = document.unit(unit);
    let block = &document.blocks[own.block as usize];
    let kind = match own.kind {
        UnitKind::Sentence => block.kind == BlockKind::Paragraph,
        UnitKind::Heading | UnitKind::EntryHead | UnitKind::Pair => true,
        _ => false,
    };
    kind && block.units.len() == 1 && {
        let line = read(document.source(), document.tokens_of(own));
        // A title that is a day alone may be over anything.
        let bare = matches!(own.kind, UnitKind::Sentence | UnitKind::EntryHead);
        line.is_some_and(|(_, called)| called || bare)
    }
}

/// What stands below such a line, up to the next or the end of its section.
struct Text {
    line: u32,
    /// The units below the line, as far as they are prose.
    units: Range<u32>,
    /// Those that may be who wrote what stands above them.
    names: Vec<u32>,
}

impl Text {
    fn below(document: &Document, line: u32) -> Self {
        let section = document.unit(line).section;
        let prose = |unit: &u32| {
            let own = document.unit(*unit);
            let kind = matches!(own.kind, UnitKind::Sentence | UnitKind::Item | UnitKind::Signature);
            kind && own.section == section && !is_line_above(document, *unit)
        };
        let start = line + 1;
        let most = (document.units.len() as u32).min(start + UNITS_MAX);
        let end = (start..most).find(|unit| !prose(unit)).unwrap_or(most);
        let names = (start..end).filter(|unit| may_sign(document, *unit)).collect();
        Self { line, units: start..end, names }
    }

    /// Whether a name stands above the text.
    fn is_headed(&self) -> bool {
        self.names.first() == Some(&self.units.start)
    }

    /// Whether a name is the last below the line, and none the first.
    fn is_closed(&self) -> bool {
        let last = self.names.last().is_some_and(|last| *last + 1 == self.units.end);
        last && !self.is_headed() && self.names.windows(2).all(|pair| pair[0] + 1 < pair[1])
    }

    fn notes(&self) -> impl Iterator<Item = Note> {
        let starts = [self.units.start].into_iter().chain(self.names.iter().map(|name| name + 1));
        let line = self.line;
        starts.zip(&self.names).map(move |(start, signature)| Note {
            text: start..*signature,
            line,
            signature: *signature,
        })
    }
}

/// Whether a unit ends its paragraph, or is one, and may be nothing but who wrote: a name with what its bearer does behind
/// it, or a job; or a signature, whose own day is nearer.
fn may_sign(document: &Document, unit: u32) -> bool {
    let own = document.unit(unit);
    let block = &document.blocks[own.block as usize];
    let last = block.units.end == unit + 1 && block.kind == BlockKind::Paragraph;
    if own.kind == UnitKind::Signature {
        return true;
    }
    if !last || !document.dates(unit).is_empty() {
        return false;
    }
    let inside = block.units.start < unit;
    let stopped = || {
        let before = document.text(document.unit(unit - 1));
        before.trim_end_matches(['"', '\u{201d}', '\'', '\u{2019}', ')', '*', '_']).ends_with(['.', '!', '?'])
    };
    own.kind == UnitKind::Sentence
        && (!inside || stopped())
        && who(document.source(), document.tokens_of(own)).is_some()
}

/// The name, or the job, with which a line opens that says who and nothing else.
fn who<'t>(source: &str, tokens: &'t [Token]) -> Option<&'t [Token]> {
    let text = |token: &Token| token.span.of(source);
    let plain = |token: &Token| match token.kind {
        TokenKind::Word => !lexicon::SENTENCE_WORDS.has(text(token)),
        TokenKind::Sign => ![":", ";", "?", "!", "\"", "="].contains(&text(token)),
        TokenKind::Number | TokenKind::Cell | TokenKind::Address => false,
    };
    // "Sister Orr" is no kin.
    let rank = tokens.len() > 1 && lexicon::RANKS.has_exactly(text(tokens.first()?));
    let behind_rank = &tokens[usize::from(rank)..];
    let parts = |token: &Token| matches!(text(token), "," | "(" | "/" | "\u{2013}" | "\u{2014}");
    let own = tokens.split(parts).next().unwrap_or_default();
    let words = || own.iter().filter(|token| token.kind == TokenKind::Word);
    let capital = |token: &Token| text(token).starts_with(char::is_uppercase);
    let job = || {
        words().all(|token| {
            heads::is_role(text(token))
                || lexicon::FURTHER_ROLES.has(text(token))
                || lexicon::FURTHER_LINKS.has(text(token))
        }) && words().any(|token| heads::is_job(text(token)))
    };
    let named = || words().all(capital) && stamps::may_be_person(source, &own[usize::from(rank)..]);
    let whole = tokens.len() <= WHO_TOKENS_MAX
        && tokens.iter().all(plain)
        && !tokens.last()?.is_byte(source, b'.')
        && !stamps::names_no_office(source, behind_rank)
        && !heads::names_an_occasion(source, tokens);
    let few = (1..=NAME_WORDS_MAX).contains(&words().count()) && words().next().is_some_and(capital);
    (whole && few && (job() || named())).then_some(own)
}

/// Whom the plan names, and who stands below several texts.
struct Known<'d> {
    surnames: FxHashSet<&'d str>,
    again: FxHashSet<&'d str>,
}

impl<'d> Known<'d> {
    fn of(document: &'d Document, names: impl Iterator<Item = u32>) -> Self {
        let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
        for name in names.filter_map(|unit| name(document, unit)) {
            *counts.entry(name).or_default() += 1;
        }
        let again = counts.into_iter().filter(|(_, count)| *count > 1).map(|(name, _)| name).collect();
        Self { surnames: document.people.surnames(), again }
    }

    /// Whether a line says who by a job or a rank, an initial or a title, or by a name that comes back or stands elsewhere with
    /// one of these.
    fn writes(&self, document: &Document, unit: u32) -> bool {
        let source = document.source();
        if document.unit(unit).kind == UnitKind::Signature {
            return true;
        }
        let tokens = document.tokens_of(document.unit(unit));
        let Some(own) = who(source, tokens) else { return false };
        let told = |token: &Token| {
            let word = token.span.of(source);
            heads::is_role(word) || lexicon::RANKS.has_exactly(word)
        };
        let words = own.iter().filter(|token| token.kind == TokenKind::Word);
        let last = words.clone().next_back().map_or("", |last| last.span.of(source));
        // A word alone may be a place.
        let several = words.count() > 1;
        let office = &tokens[own.len()..];
        tokens.iter().any(told)
            || several && stamps::is_stated(source, office)
            || document.people.names(source, own, 0)
            || several
                && (self.surnames.contains(last)
                    || name(document, unit).is_some_and(|name| self.again.contains(name)))
    }
}

fn name(document: &Document, unit: u32) -> Option<&str> {
    let source = document.source();
    let own = who(source, document.tokens_of(document.unit(unit)))?;
    Some(own.first()?.span.cover(own.last()?.span).of(source))
}

#[cfg(test)]
mod tests {
    use crate::document::parse;

    /// Who wrote what holds these words, and when.
    fn check(plan: &str, words: &str) -> String {
        let document = parse(plan.to_owned()).unwrap();
        let unit = document.units().iter().find(|unit| document.text(unit).contains(words)).unwrap();
        let entry = document.entry(unit);
        let day = entry.written.map(|day| day.to_string()).unwrap_or_default();
        format!("{} {day}", entry.author.clone().unwrap_or_default()).trim().to_owned()
    }

    fn note(line: &str, text: &str, who: &str) -> String {
        format!("{line}\n\nShe {text} on Mondays. She sleeps well.{who}\n\n")
    }

    /// Three notes, of which the first is this one.
    fn plan(first: &str) -> String {
        let others = note("Update May 2024", "rows", "\n\nOfficer Orr")
            + &note("Update June 2024", "dives", "\n\nNurse Tay");
        format!(
            "## Boats\n\nShe is well.\n\n{first}## Nets\n\n{others}{}",
            note("Update July 2024", "knots", " Officer Orr")
        )
    }

    #[test]
    fn the_day_stands_above_and_who_wrote_below() {
        for (line, day) in [
            ("Update April 2023", "2023-04-30"),
            ("Update: April 2023", "2023-04-30"),
            ("Note \u{2013} 3 May 2024", "2024-05-03"),
            ("Progress note (3.5.24)", "2024-05-03"),
            ("3 May 2024", "2024-05-03"),
            ("April 2023 update:", "2023-04-30"),
            ("**Update April 2023**", "2023-04-30"),
        ] {
            let plan = plan(&note(line, "sails", "\n\nUna Brae, Harbour Officer"));
            assert_eq!(check(&plan, "sails"), format!("Una Brae, Harbour Officer {day}"), "{line}");
            assert_eq!(check(&plan, "She is well"), "", "{line}");
        }
    }

    #[test]
    fn the_name_may_stand_in_the_last_line_of_the_text() {
        let plan = plan(&note("Update April 2023", "sails", " DC Una Brae"));
        assert_eq!(check(&plan, "sails"), "DC Una Brae 2023-04-30");
        assert_eq!(check(&plan, "knots"), "Officer Orr 2024-07-31");
    }

    #[test]
    fn several_sign_below_one_line() {
        let both = note(
            "Update April 2023",
            "sails",
            "\n\nOfficer Brae\n\nShe mends nets. She reads.\n\nSister Orr",
        );
        assert_eq!(check(&plan(&both), "sails"), "Officer Brae 2023-04-30");
        assert_eq!(check(&plan(&both), "mends"), "Sister Orr 2023-04-30");
    }

    #[test]
    fn another_day_ends_the_note_above_it() {
        let odd = note("9 June 2023", "sails", "\n\nHer aunt");
        let plan = plan(&(note("3 May 2023", "mends nets", "\n\nOfficer Brae") + &odd));
        assert_eq!(check(&plan, "mends"), "Officer Brae 2023-05-03");
        assert_eq!(check(&plan, "sails"), "2023-06-09");
    }

    #[test]
    fn a_signature_with_its_own_day_is_of_that_day() {
        let both = note(
            "3 May 2023",
            "sails",
            "\n\nOfficer Brae\n\nShe mends nets. She reads.\n\nSigned: Nurse Tay, 9 June 2023",
        );
        assert_eq!(check(&plan(&both), "sails"), "Officer Brae 2023-05-03");
        assert_eq!(check(&plan(&both), "mends"), "Nurse Tay 2023-06-09");
    }

    #[test]
    fn the_same_as_above_is_the_signer_of_the_note_before() {
        let again = note("9 June 2023", "sails", "\n\nSigned: as above");
        let plan = plan(&(note("3 May 2023", "mends nets", "\n\nSigned: Officer Brae") + &again));
        assert_eq!(check(&plan, "sails"), "Officer Brae 2023-06-09");
    }

    #[test]
    fn headings_may_be_such_lines() {
        let plan = plan("").replace("Update ", "### Update ");
        assert_eq!(check(&plan, "dives"), "Nurse Tay 2024-06-30");
    }

    #[test]
    fn who_is_not_below_the_text_wrote_nothing() {
        for first in [
            note("Update April 2023", "sails", ""),
            note("Update April 2023", "sails", "\n\nUna Brae"),
            note("Update April 2023", "sails", "\n\nOfficer Brae\n\nShe mends nets."),
            note("Update April 2023", "sails", "\n\nHer aunt, Officer Brae"),
            note("Update April 2023", "sails", "\n\nOfficer Brae, 9 June 2024 review"),
            note("Update April 2023\n\nOfficer Brae", "sails", ""),
            note("Update April 2023\n\nOfficer Brae", "sails", "\n\nSister Orr"),
        ] {
            assert_eq!(check(&plan(&first), "sails").trim_start_matches("2023-04-30"), "", "{first}");
        }
    }

    #[test]
    fn other_lines_with_a_month_open_nothing() {
        for line in
            ["Next review May 2025", "Case conference May 2024", "Plan for May 2024", "Liberation May 2026"]
        {
            let plan = plan(&note(line, "sails", "\n\nOfficer Brae"));
            assert_eq!(check(&plan, "sails"), "", "{line}");
        }
    }

    #[test]
    fn one_or_two_such_notes_may_be_chance() {
        let two = note("Update May 2024", "rows", "\n\nOfficer Orr")
            + &note("Update June 2024", "dives", "\n\nNurse Tay");
        assert_eq!(check(&format!("## Nets\n\n{two}"), "rows"), "");
    }

    #[test]
    fn names_above_their_texts_sign_nothing_above_them() {
        let note = |month: &str, text: &str| {
            format!(
                "Update {month} 2024\n\nOfficer Orr\n\nShe {text}. She sails.\n\nNurse Tay\n\nShe eats. She sleeps.\n\n"
            )
        };
        let plan =
            format!("## Nets\n\n{}{}{}", note("May", "rows"), note("June", "dives"), note("July", "knots"));
        assert_eq!(check(&plan, "rows"), "");
    }
}
