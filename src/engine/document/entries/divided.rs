//! Notes that say when above their text and who below it: "Update April 2023", the text, and "Una Brae, nurse".
//!
//! The line above is nothing but what a note is called and a day, or a month with its year; the line below has no day. Either
//! may be anything by itself: what is planned for a month, who was there. That both stand around a text again and again, and
//! that somebody known to write stands below it, tells such notes. Who stands right below the line above heads the text, and
//! a text behind the last name may be anybody's: then nobody is said to have written. Nor is whoever the text itself leads
//! up to, points to or names: "Represented by", "The chair was as below", "She asked for the chaplain"; nor anybody below
//! a title of visits, of the court, of those who were wronged. What a day alone heads shows nothing of what is called an
//! update, and neither shows anything of another section that has no such note.

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
    let lines = Line::all(document);
    if lines.len() < NOTES_MIN {
        return Vec::new();
    }
    let mut titles = FxHashMap::default();
    let mut of_notes = |line: &Line| {
        let section = document.unit(line.unit).section;
        let title = *titles.entry(section).or_insert_with(|| Title::over(document, section));
        title == Title::Other || title == Title::OfDays && line.called
    };
    let ends = lines.iter().skip(1).map(|next| next.unit).chain([document.units.len() as u32]);
    let texts = lines.iter().zip(ends).filter(|(line, _)| of_notes(line));
    let texts: Vec<Text> = texts.map(|(line, end)| Text::below(document, *line, end)).collect();
    let surnames = document.people.surnames();
    let closed: Vec<&Text> =
        texts.iter().filter(|text| text.is_closed() && text.is_signed(document, &surnames)).collect();
    let headed = texts.iter().filter(|text| text.is_headed()).count();
    let undated = |note: &Note| document.dates(note.signature).is_empty();
    let count = |called: bool| {
        let own = closed.iter().filter(|text| text.line.called == called);
        own.flat_map(|text| text.notes()).filter(undated).count()
    };
    let [alone, called] = [false, true].map(count);
    if alone + called < headed * FOR_HEADED {
        return Vec::new();
    }
    let shown = |text: &Text| if text.line.called { called >= NOTES_MIN } else { alone >= NOTES_MIN };
    let notes: Vec<Note> = closed.iter().filter(|text| shown(text)).flat_map(|text| text.notes()).collect();
    // Whatever stands below another day is no part of the note above it.
    let section = |unit: u32| document.unit(unit).section;
    let sections: FxHashSet<u32> = notes.iter().map(|note| section(note.line)).collect();
    let lines = texts.iter().filter(|text| shown(text)).map(|text| text.line.unit);
    let lines = lines.filter(|line| {
        sections.contains(&section(*line))
            && matches!(document.unit(*line).kind, UnitKind::Sentence | UnitKind::Pair)
    });
    let lines: Vec<u32> = lines.collect();
    document.turn(notes.iter().map(|note| note.signature), UnitKind::Signature);
    document.turn(lines, UnitKind::EntryHead);
    notes
}

/// What the titles over a section say of the lines in it that have a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Title {
    /// They head what happened or is to happen.
    OfMatters,
    /// They may do so where they are a day alone.
    OfDays,
    Other,
}

impl Title {
    fn over(document: &Document, section: u32) -> Self {
        let sections = document.sections();
        let own =
            std::iter::successors(sections.get(section as usize), |own| sections.get(own.parent? as usize));
        let titles: Vec<&str> = own
            .take(TITLES_MAX)
            .map(|own| &own.title[..own.title.floor_char_boundary(TITLE_BYTES_MAX)])
            .collect();
        let words = || titles.iter().flat_map(|title| title.split(|c: char| !c.is_alphanumeric()));
        if words().any(|word| lexicon::OTHER_MATTERS.has(word) || lexicon::LISTS_OF_DAYS.has(word)) {
            Self::OfMatters
        } else if words().any(|word| lexicon::MATTERS_OF_DAYS_ALONE.has(word)) {
            Self::OfDays
        } else {
            Self::Other
        }
    }
}

/// Most titles over a line that are asked, and most bytes of each.
const TITLES_MAX: usize = 8;
const TITLE_BYTES_MAX: usize = 200;

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
    let lines = &document.day_lines;
    let at = lines.binary_search_by_key(&signature, |(own, _)| *own).ok()?;
    let section = document.unit(signature).section;
    // A text in between that nobody known signed is the one before.
    let follows = |above: (u32, u32), below: (u32, u32)| below.1 == above.1 || below.1 == above.0 + 1;
    let mut at = same(signature).then_some(at)?;
    for _ in 0..NOTES_THE_SAME_MAX {
        let above = at.checked_sub(1)?;
        let near = document.unit(lines[above].0).section == section && follows(lines[above], lines[at]);
        at = near.then_some(above)?;
        if !same(lines[at].0) {
            return Some(lines[at].0);
        }
    }
    None
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
    let own = within_signs(tokens)?;
    let words = || own.iter().filter(|token| token.kind == TokenKind::Word);
    // Each name of a note has a word in it that is one by itself.
    if !words().any(|word| lexicon::NAMES_OF_NOTES.has(word.span.of(source))) {
        let bare = words().nth(WORDS_OF_DAY_MAX).is_none();
        return bare.then(|| standing::standing(source, own)?.day()).flatten().map(|day| (day, false));
    }
    let called = (1..own.len().min(CALLED_TOKENS_MAX + 1)).flat_map(|length| {
        [(0..length, length..own.len()), (own.len() - length..own.len(), 0..own.len() - length)]
    });
    let mut called = called.filter(|(name, _)| is_called(source, &own[name.clone()]));
    called.find_map(|(_, when)| Some((when_alone(source, &own[when])?, true)))
}

/// Most words of a day: "Monday the twenty-third of May 2024" has none for its figure.
const WORDS_OF_DAY_MAX: usize = 7;

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
fn when_alone(source: &str, tokens: &[Token]) -> Option<Date> {
    standing::standing(source, within_signs(tokens)?)?.day()
}

/// Tokens without the signs around them.
fn within_signs(tokens: &[Token]) -> Option<&[Token]> {
    let sign = |token: &Token| token.kind == TokenKind::Sign;
    let start = tokens.iter().position(|token| !sign(token))?;
    let end = tokens.iter().rposition(|token| !sign(token))? + 1;
    Some(&tokens[start..end])
}

/// Such a line.
#[derive(Clone, Copy)]
struct Line {
    unit: u32,
    /// Whether it says what a note is called: "Update May 2024", and not "3 May 2024".
    called: bool,
}

impl Line {
    fn all(document: &Document) -> Vec<Self> {
        (0..document.units.len() as u32).filter_map(|unit| Self::of(document, unit)).collect()
    }

    /// What a unit is as such a line: a paragraph of its own, a heading, or the head of an entry.
    fn of(document: &Document, unit: u32) -> Option<Self> {
        let own = document.unit(unit);
        let block = &document.blocks[own.block as usize];
        let kind = match own.kind {
            UnitKind::Sentence => block.kind == BlockKind::Paragraph,
            UnitKind::Heading | UnitKind::EntryHead | UnitKind::Pair => true,
            _ => false,
        };
        if !kind || block.units.len() != 1 {
            return None;
        }
        let (_, called) = read(document.source(), document.tokens_of(own))?;
        // A title that is a day alone may be over anything.
        let bare = matches!(own.kind, UnitKind::Sentence | UnitKind::EntryHead);
        (called || bare).then_some(Self { unit, called })
    }
}

/// What stands below such a line, up to the next or the end of its section.
struct Text {
    line: Line,
    /// The units below the line, as far as they are prose.
    units: Range<u32>,
    /// Those that may be who wrote what stands above them.
    names: Vec<u32>,
}

impl Text {
    /// What stands below a line, before the unit `next`.
    fn below(document: &Document, line: Line, next: u32) -> Self {
        let section = document.unit(line.unit).section;
        let prose = |unit: &u32| {
            let own = document.unit(*unit);
            let kind = matches!(own.kind, UnitKind::Sentence | UnitKind::Item | UnitKind::Signature);
            kind && own.section == section
        };
        let start = line.unit + 1;
        let most = next.min(start + UNITS_MAX);
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

    /// Whether each name in it is of somebody who writes, and signs what stands above it.
    fn is_signed(&self, document: &Document, surnames: &FxHashSet<&str>) -> bool {
        let signs = |note: Note| {
            let unit = document.unit(note.signature);
            if unit.kind == UnitKind::Signature {
                return true;
            }
            let line = undashed(document.source(), document.tokens_of(unit));
            who(document.source(), line).is_some_and(|own| {
                writes(document, own, line, surnames)
                    && !names_several(document, line)
                    && !leads_to_name(document, note.signature - 1)
                    && !names(document, note.text, own, line)
            })
        };
        self.notes().all(signs)
    }

    fn notes(&self) -> impl Iterator<Item = Note> {
        let starts = [self.units.start].into_iter().chain(self.names.iter().map(|name| name + 1));
        let line = self.line.unit;
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
    own.kind == UnitKind::Sentence
        && (!inside || is_stopped(document, unit - 1))
        && who(document.source(), document.tokens_of(own)).is_some()
}

/// Whether a sentence ends with its stop.
fn is_stopped(document: &Document, unit: u32) -> bool {
    let text = document.text(document.unit(unit));
    text.trim_end_matches(['"', '\u{201d}', '\'', '\u{2019}', ')', '*', '_']).ends_with(['.', '!', '?'])
}

/// Whether a sentence leads up to the name that stands below it, or points to it: "Represented by", "Invited and
/// attended:", "They are named below.", "The following were there."
fn leads_to_name(document: &Document, unit: u32) -> bool {
    let source = document.source();
    let tokens = document.tokens_of(document.unit(unit));
    let text = |at: usize| tokens.get(at).map_or("", |token| token.span.of(source));
    let points = |at: usize| {
        let last = || tokens.get(at + 1).is_none_or(|next| next.kind == TokenKind::Sign);
        lexicon::POINTS_BELOW.has(text(at))
            || lexicon::WHAT_IS_NEXT.has(text(at)) && (last() || lexicon::SENTENCE_WORDS.has(text(at + 1)))
    };
    !is_stopped(document, unit) || (0..tokens.len()).any(points)
}

/// Whether a text names whoever stands below it, or what they do: "He asked for the chaplain."
fn names(document: &Document, text: Range<u32>, own: &[Token], line: &[Token]) -> bool {
    let source = document.source();
    let word = |token: &Token| token.span.of(source);
    let rank = |token: &Token| heads::is_role(word(token)) || lexicon::RANKS.has_exactly(word(token));
    let is_name = |token: &&Token| token.kind == TokenKind::Word && word(token).len() > 2 && !rank(token);
    let surname = own.iter().rev().find(is_name).map(word);
    // Of "Social Worker" both words: every plan has workers.
    let job = line.iter().rposition(|token| heads::is_job(word(token)));
    let job = job.map(|at| {
        let further = at.checked_sub(1).is_some_and(|before| {
            line[before].kind == TokenKind::Word
                && (before >= own.len() || heads::is_role(word(&line[before])))
        });
        &line[at - usize::from(further)..=at]
    });
    let same = |one: &Token, other: &Token| word(one).eq_ignore_ascii_case(word(other));
    text.into_iter().any(|unit| {
        let tokens = document.tokens_of(document.unit(unit));
        let named = |token: &Token| surname.is_some_and(|surname| word(token).eq_ignore_ascii_case(surname));
        let told = |job: &[Token]| {
            tokens.windows(job.len()).any(|near| near.iter().zip(job).all(|(one, other)| same(one, other)))
        };
        tokens.iter().any(named) || job.is_some_and(told)
    })
}

/// Whether a line names several: "Nurse Tay, Officer Orr".
fn names_several(document: &Document, line: &[Token]) -> bool {
    let source = document.source();
    let text = |token: &Token| token.span.of(source);
    let parts = |token: &Token| {
        matches!(text(token), "," | "/" | "&" | "+") || lexicon::JOINS_OF_WRITERS.has(text(token))
    };
    let office = |word: &str| {
        heads::is_role(word) || lexicon::FURTHER_ROLES.has(word) || lexicon::FURTHER_LINKS.has(word)
    };
    let capital =
        |token: &Token| token.kind == TokenKind::Word && text(token).starts_with(char::is_uppercase);
    // Behind a rank or a job stands a name.
    let ranked = |part: &[Token]| match part {
        [rank, name, ..] => {
            (lexicon::RANKS.has_exactly(text(rank)) || heads::is_job(text(rank)))
                && capital(name)
                && !office(text(name))
        }
        _ => false,
    };
    let somebody =
        |part: &&[Token]| ranked(part) || !part.is_empty() && document.people.names(source, part, 0);
    // Two names without any word of an office are not of one place.
    let bare =
        |part: &&[Token]| part.len() == 2 && part.iter().all(|token| capital(token) && !office(text(token)));
    let further = || line.split(parts).skip(1);
    further().any(|part| somebody(&part)) || further().filter(bare).count() > 1
}

/// A line without the dash that opens it: "— Una Brae, nurse".
fn undashed<'t>(source: &str, line: &'t [Token]) -> &'t [Token] {
    match line {
        [dash, rest @ ..] if matches!(dash.span.of(source), "-" | "\u{2013}" | "\u{2014}") => rest,
        _ => line,
    }
}

/// The name, or the job, with which a line opens that says who and nothing else.
fn who<'t>(source: &str, tokens: &'t [Token]) -> Option<&'t [Token]> {
    let text = |token: &Token| token.span.of(source);
    let tokens = undashed(source, tokens);
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
    let other = |token: &Token| lexicon::NOT_OF_STAFF.has(text(token));
    let whole = tokens.len() <= WHO_TOKENS_MAX
        && !tokens.iter().any(other)
        && tokens.iter().all(plain)
        && !tokens.last()?.is_byte(source, b'.')
        && !stamps::names_no_office(source, behind_rank)
        && !heads::names_an_occasion(source, tokens);
    let few = (1..=NAME_WORDS_MAX).contains(&words().count()) && words().next().is_some_and(capital);
    (whole && few && (job() || named())).then_some(own)
}

/// Whether a line says who by a job or a rank, an initial or a title, by a body behind the name, or by the surname of
/// somebody who stands elsewhere with a job or an initial. That a name comes back shows nothing: so does that of a place, or of a visitor.
fn writes(document: &Document, own: &[Token], line: &[Token], surnames: &FxHashSet<&str>) -> bool {
    let source = document.source();
    let told = |token: &Token| {
        let word = token.span.of(source);
        heads::is_role(word) || lexicon::RANKS.has_exactly(word)
    };
    let words = own.iter().filter(|token| token.kind == TokenKind::Word);
    let last = words.clone().next_back().map_or("", |last| last.span.of(source));
    // A word alone may be a place.
    let several = words.count() > 1;
    let office = &line[own.len()..];
    let body = |token: &Token| lexicon::BODIES_OF_WRITERS.has(token.span.of(source));
    let behind = stamps::is_stated(source, office) || office.iter().any(body);
    line.iter().any(told)
        || several && (behind || surnames.contains(last))
        || document.people.names(source, own, 0)
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

    /// Three notes below another that have lines above them like it.
    fn plan(first: &str) -> String {
        let called = if first.starts_with(|c: char| c.is_ascii_digit()) { "" } else { "Update " };
        plan_of("Boats", first, called)
    }

    fn plan_of(title: &str, first: &str, called: &str) -> String {
        let others = note(&format!("{called}May 2024"), "rows", "\n\nOfficer Orr")
            + &note(&format!("{called}June 2024"), "dives", "\n\nNurse Tay");
        format!(
            "## {title}\n\nShe is well.\n\n{first}## Nets\n\n{others}{}",
            note(&format!("{called}July 2024"), "knots", " Officer Orr")
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
    fn the_same_as_above_is_nobody_behind_a_note_of_somebody_unknown() {
        let again = note("9 June 2023", "sails", "\n\nSigned: as above");
        let between = note("12 May 2023", "swims", "\n\nUna Brae (trainee)");
        let first = note("3 May 2023", "mends nets", "\n\nSigned: Officer Brae");
        assert_eq!(check(&plan(&(first + &between + &again)), "sails"), "2023-06-09");
    }

    #[test]
    fn whoever_the_text_leads_up_to_or_names_wrote_nothing() {
        for (end, who) in [
            (" Those who rowed with her:", "Officer Brae"),
            (" Her boat was lent by", "Officer Brae"),
            (" Whoever saw it is named below.", "Officer Brae"),
            (" The following were on the quay.", "Officer Brae"),
            (" Who has the oars is as follows.", "Una Brae, Harbour Worker"),
            (" She asked for a chaplain.", "Chaplain"),
            (" She will ask Una Brae.", "Una Brae, Harbour Officer"),
            (" A harbour worker has the oars.", "Una Brae, Harbour Worker"),
        ] {
            let first = note("Update April 2023", "sails", &format!("{end}\n\n{who}"));
            assert_eq!(check(&plan(&first), "sails").trim_start_matches("2023-04-30"), "", "{first}");
            assert_eq!(check(&plan(&first), "dives"), "Nurse Tay 2024-06-30");
        }
    }

    #[test]
    fn several_below_a_text_were_there() {
        for who in [
            "Nurse Tay, Officer Brae",
            "Nurse Tay, Officer Brae, Kit Weir (SW)",
            "Officer Brae & Sister Orr",
            "Officer Brae, Una Brae, Kit Weir",
        ] {
            let first = note("Update April 2023", "sails", &format!("\n\n{who}"));
            assert_eq!(check(&plan(&first), "sails").trim_start_matches("2023-04-30"), "", "{who}");
        }
    }

    #[test]
    fn who_is_not_of_staff_wrote_nothing() {
        for who in
            ["Una Brae, Solicitor", "Una Brae, Night Carer", "Una Brae (Prisoner)", "Brae Academy, Teacher"]
        {
            let first = note("Update April 2023", "sails", &format!("\n\n{who}"));
            assert_eq!(check(&plan(&first), "sails").trim_start_matches("2023-04-30"), "", "{who}");
        }
    }

    #[test]
    fn a_bare_name_that_comes_back_shows_nothing() {
        for who in ["Una Brae", "Port Askaig", "Open Water"] {
            let text = |day: &str, text: &str| note(day, text, &format!("\n\n{who}"));
            let three =
                text("3 May 2023", "sails") + &text("4 June 2023", "swims") + &text("9 July 2023", "sings");
            assert_eq!(check(&format!("## Boats\n\n{three}"), "swims"), "", "{who}");
        }
    }

    #[test]
    fn a_body_behind_a_name_shows_who_writes() {
        let first = |who: &str| note("Update April 2023", "sails", &format!("\n\n{who}"));
        let who = "Una Brae, Quay Council";
        assert_eq!(check(&plan(&first(who)), "sails"), format!("{who} 2023-04-30"));
        assert_eq!(check(&plan(&first("Quay Council")), "sails").trim_start_matches("2023-04-30"), "");
    }

    #[test]
    fn nothing_is_signed_in_a_section_of_other_matters() {
        let first = |line: &str| note(line, "sails", "\n\nOfficer Brae");
        for title in ["Those who were victims", "Court", "Previous convictions", "Visits", "Key dates"] {
            let called = plan_of(title, &first("Update April 2023"), "Update ");
            assert_eq!(check(&called, "sails"), "", "{title}");
            let below = called.replace("Update April", "### Boats\n\nUpdate April");
            assert_eq!(check(&below, "sails"), "", "{title}");
            assert_eq!(check(&called, "dives"), "Nurse Tay 2024-06-30", "{title}");
        }
        let jobs = |line: &str, called: &str| check(&plan_of("Jobs", &first(line), called), "sails");
        assert_eq!(jobs("3 May 2023", ""), "");
        assert_eq!(jobs("Update April 2023", "Update "), "Officer Brae 2023-04-30");
    }

    #[test]
    fn updates_show_nothing_of_days_alone() {
        let first = note("3 May 2023", "sails", "\n\nOfficer Brae");
        assert_eq!(check(&plan_of("Boats", &first, "Update "), "sails"), "");
        assert_eq!(check(&plan_of("Boats", &first, ""), "sails"), "Officer Brae 2023-05-03");
    }

    #[test]
    fn days_of_sections_without_such_notes_head_nothing() {
        for line in ["9 June 2026", "Update: June 2026"] {
            let plan = format!("{}## Marks\n\n{line}\n\nShe may leave the harbour.\n", plan(""));
            assert_eq!(check(&plan, "may leave"), "", "{line}");
        }
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

    #[test]
    fn days_in_words_and_names_behind_a_dash() {
        let two = |day: &str, first: &str, second: &str| {
            note(
                &format!("**{day}**"),
                "sails",
                &format!("\n\n\u{2014} {first}\n\nShe mends. She reads.\n\n\u{2014} {second}"),
            )
        };
        let plan = |day: &str, first: &str| plan(&two(day, first, "Officer Brae")).replace("Update ", "3 ");
        for day in ["Friday, the third of May 2024", "Tuesday, the twenty-first of May 2024"] {
            let written = if day.contains("third") { "2024-05-03" } else { "2024-05-21" };
            assert_eq!(
                check(&plan(day, "Una Brae, boat manager"), "sails"),
                format!("Una Brae, boat manager {written}")
            );
            assert_eq!(
                check(&plan(day, "Una Brae, boat manager"), "mends"),
                format!("Officer Brae {written}")
            );
        }
        assert!(!check(&plan("Friday, the third of May 2024", "Her aunt"), "sails").contains("aunt"));
    }
}
