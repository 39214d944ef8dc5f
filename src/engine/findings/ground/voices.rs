//! Who says what, and when: the entries of a plan as staff write them.
//!
//! Takes a document, gives for each unit the voice it is said in, if one is certain. A paragraph that opens with a
//! short lead with a date ("Ward nurse, 3/4/24 -") is the entry of that lead, whatever stood before it; else what
//! the document itself knows of heads and signatures holds. Nothing is guessed: a paragraph without either has no voice.

use std::ops::Range;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::{signed, speakers};
use crate::document::reading::{body, folded, plain};
use crate::document::{Block, BlockKind, Document, Entry, UnitKind};
use crate::lexicon;
use crate::text::{TokenKind, Words};

/// Who wrote an entry and when, as far as the plan says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Voice {
    /// The words of its lead, head or signature beside the date, verbatim.
    pub author: Option<String>,
    /// Its date.
    pub written: Option<Date>,
}

/// The entries of a document.
#[derive(Debug)]
pub(in crate::findings) struct Voices {
    all: Vec<Voice>,
    /// By voice: the day of the minutes that it heads.
    minutes: Vec<Option<Date>>,
    /// By unit: its voice.
    of_unit: Vec<Option<u32>>,
    /// By unit: how many of its first tokens are the lead of its entry.
    leads: Vec<u16>,
}

impl Voices {
    pub(super) fn of(document: &Document) -> Self {
        let units = document.units().len();
        let (of_unit, leads) = (vec![None; units], vec![0; units]);
        let mut voices = Self { all: Vec::new(), minutes: Vec::new(), of_unit, leads };
        let notes = signed::notes(document);
        let signers = signed::signers(document);
        let mut speeches = speakers::speeches(document);
        for (index, block) in (0..).zip(document.blocks()) {
            let prose = matches!(block.kind, BlockKind::Paragraph | BlockKind::Item);
            let own = prose && !is_headed(document, block.units.start);
            if let Some(spoken) = speeches.remove(&index).filter(|_| own) {
                for speech in spoken {
                    voices.open(document, speech.units, speech.tokens, speech.voice);
                }
                continue;
            }
            let lead = own.then(|| lead_of(document, block.units.start)).flatten();
            let lead = lead.or_else(|| own.then(|| undated_lead(document, block)).flatten());
            match (lead, notes.get(&index)) {
                (Some((tokens, voice)), _) => {
                    voices.open(document, block.units.clone(), tokens, voice);
                    voices.sign_lead(document, &signers, block);
                }
                (None, Some(note)) if own => voices.sign(document, block.units.clone(), note),
                (None, _) => {
                    voices.as_written(document, block.units.clone());
                    if document.unit(block.units.start).kind == UnitKind::EntryHead {
                        voices.sign_head(document, &signers, block);
                    }
                }
            }
        }
        voices
    }

    /// The number of a unit's voice, the same for all units of an entry.
    pub(super) fn number(&self, unit: u32) -> Option<u32> {
        self.of_unit[unit as usize]
    }

    /// The voice of a unit.
    pub(super) fn voice(&self, unit: u32) -> Option<&Voice> {
        self.number(unit).map(|voice| &self.all[voice as usize])
    }

    /// The day of a unit's entry, where its head calls it minutes: "Minute of conference, 3 May 2024".
    pub(super) fn minutes_of(&self, unit: u32) -> Option<Date> {
        self.number(unit).and_then(|voice| self.minutes[voice as usize])
    }

    /// How many of a unit's first tokens, its running number aside, say who speaks rather than what.
    pub(super) fn lead(&self, unit: u32) -> usize {
        usize::from(self.leads[unit as usize])
    }

    fn open(&mut self, document: &Document, units: Range<u32>, tokens: usize, voice: Voice) {
        let number = self.push(document, units.start, voice);
        self.leads[units.start as usize] = tokens as u16;
        for unit in units {
            self.of_unit[unit as usize] = Some(number);
        }
    }

    /// A note that opens with its day; its signature says nothing.
    fn sign(&mut self, document: &Document, units: Range<u32>, note: &signed::Note) {
        self.open(document, units, note.tokens, note.voice.clone());
        if let Some(signature) = note.signature {
            self.leads[signature as usize] = body(document, document.unit(signature)).len() as u16;
        }
    }

    /// Whoever signs a paragraph that opens with the agency and the day wrote it: "Update by Housing, 3 May 2024: … (A. Other)".
    fn sign_lead(&mut self, document: &Document, signers: &Signers, block: &Block) {
        let Some((last, name)) = signed_apart(document, signers, block) else { return };
        if let Some(voice) = self.all.last_mut().filter(|voice| !names_person(voice)) {
            voice.author = Some(beside_name(&name, voice.author.take()));
            self.leads[last as usize] = body(document, document.unit(last)).len() as u16;
        }
    }

    /// The same of a paragraph whose head the document knows.
    fn sign_head(&mut self, document: &Document, signers: &Signers, block: &Block) {
        let Some((last, name)) = signed_apart(document, signers, block) else { return };
        let Some(voice) = self.voice(last).filter(|voice| !names_person(voice)).cloned() else { return };
        let lead = self.leads[block.units.start as usize];
        let author = Some(beside_name(&name, voice.author));
        let voice = Voice { author, written: voice.written };
        self.open(document, block.units.clone(), usize::from(lead), voice);
        self.leads[last as usize] = body(document, document.unit(last)).len() as u16;
    }

    /// What heads and signatures say of the units of a block.
    fn as_written(&mut self, document: &Document, units: Range<u32>) {
        for unit in units {
            let entry = document.entry(document.unit(unit));
            if entry.author.is_none() && entry.written.is_none() {
                continue;
            }
            let same = |last: &Voice| last.author == entry.author && last.written == entry.written;
            let number = if self.all.last().is_some_and(same) {
                self.all.len() as u32 - 1
            } else {
                let Entry { author, written } = entry.into_owned();
                self.push(document, unit, Voice { author, written })
            };
            self.of_unit[unit as usize] = Some(number);
        }
    }

    fn push(&mut self, document: &Document, first: u32, voice: Voice) -> u32 {
        self.minutes.push(of_minutes(document, first, &voice));
        self.all.push(voice);
        self.all.len() as u32 - 1
    }
}

/// Names that sign, with how often each does.
type Signers = FxHashMap<String, u32>;

/// Whether a head names a person already: by an initial, a title, or in brackets.
fn names_person(voice: &Voice) -> bool {
    let author = voice.author.as_deref().unwrap_or_default();
    let mut words = author.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let person = |word: &str| {
        word.len() == 1 && word.starts_with(char::is_uppercase)
            || lexicon::COURTESY_TITLES.has(word)
            || lexicon::RANKS.has_exactly(word)
    };
    author.contains('(') || words.any(person)
}

/// Who signs the end of a paragraph with a name set apart, and the unit.
fn signed_apart(document: &Document, signers: &Signers, block: &Block) -> Option<(u32, String)> {
    let last = block.units.end.checked_sub(1).filter(|last| *last > block.units.start)?;
    signed::signed_apart(document, signers, last).map(|name| (last, name))
}

/// A name, and what the head of the paragraph says beside it: "A. Other, Housing". A head that has one of its words names the
/// same person, and initials alone say nothing more.
fn beside_name(name: &str, head: Option<String>) -> String {
    let words =
        |text: &str| text.split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect::<Vec<_>>();
    let named = words(name);
    let telling = |word: &String| word.len() > INITIALS_MAX && word.starts_with(char::is_uppercase);
    match head {
        Some(head) if words(&head).iter().any(|word| telling(word) && named.contains(word)) => head,
        Some(head) if head.len() > INITIALS_MAX => format!("{name}, {head}"),
        _ => name.to_owned(),
    }
}

/// Most letters of initials.
const INITIALS_MAX: usize = 3;

/// The day of an entry whose head calls it minutes. A conference or a meeting is also who wrote an entry, but where the
/// title over it says that minutes follow.
fn of_minutes(document: &Document, first: u32, voice: &Voice) -> Option<Date> {
    let author = folded(voice.author.as_deref()?);
    let by_name = |text: &str| lexicon::MINUTES_BY_NAME.has(text);
    let below_minutes = || {
        let title = folded(&document.sections()[document.unit(first).section as usize].title);
        title.split(' ').any(by_name) && author.split(' ').any(|word| lexicon::MINUTES.has(word))
    };
    (author.split(' ').next().is_some_and(by_name) || below_minutes()).then_some(voice.written).flatten()
}

/// Whether a unit stands straight below a head that says who wrote and when: what opens like a lead there ("Board met
/// 3/4/24, level kept") is what is said.
fn is_headed(document: &Document, unit: u32) -> bool {
    let above = unit.checked_sub(1).filter(|above| document.unit(*above).kind == UnitKind::EntryHead);
    above.is_some() && {
        let entry = document.entry(document.unit(unit));
        entry.author.is_some() && entry.written.is_some()
    }
}

/// Longest lead, in tokens.
const LEAD_TOKENS_MAX: usize = 26;
/// Latest token at which the date of a lead begins.
const DATE_AT_MAX: usize = 18;

/// The lead that opens a paragraph: how many tokens it takes, and whose it is.
fn lead_of(document: &Document, unit: u32) -> Option<(usize, Voice)> {
    let first = document.unit(unit);
    if !matches!(first.kind, UnitKind::Sentence | UnitKind::Item | UnitKind::Pair) {
        return None;
    }
    let tokens = body(document, first);
    let words = Words::new(document.source(), tokens);
    let dates = document.dates_in(tokens);
    let (range, value) = dates.iter().take(1).find(|(range, _)| range.start <= DATE_AT_MAX)?;
    let date = value.last_day()?;
    let end = bracketed(words, range).or_else(|| open_lead(words, range))?;
    let is_alone = document.blocks()[first.block as usize].units.len() == 1;
    // "Ann Orr (3 May 2012) and Tom Orr (9 June 2014)" were born on these days.
    if dates.iter().skip(1).any(|(other, _)| other.start < end) {
        return None;
    }
    // "Hearing test 3 May 2023" is all that a list item says, "Dental appointment 3 May 2023, Dr Orr." a paragraph.
    if end >= words.len() && (first.kind == UnitKind::Item || is_alone && has_unknown(words, range)) {
        return None;
    }
    let voice = Voice { author: author(words, range, end), written: value.date().or(Some(date)) };
    voice.author.is_some().then_some((end, voice))
}

/// Who opens a paragraph in a sentence of its own and goes on in his own voice, without a day: "Ann Orr, boat officer. I
/// have met her twice." What is told of somebody under his name ("Dr Orr, dentist. Holds the plates.") has no such voice.
fn undated_lead(document: &Document, block: &Block) -> Option<(usize, Voice)> {
    let units = block.units.clone();
    let first = document.unit(units.start);
    if block.kind != BlockKind::Paragraph || units.len() < 2 || first.kind != UnitKind::Sentence {
        return None;
    }
    let of = |unit: u32| Words::new(document.source(), body(document, document.unit(unit)));
    let words = of(units.start);
    let all = 0..words.len();
    let has = |holds: &dyn Fn(usize) -> bool| all.clone().any(holds);
    let role = has(&|at| words.is_in(at, &lexicon::HEAD_ROLES) || lexicon::RANKS.has_exactly(words.text(at)));
    let initial = |at: usize| words.text(at).len() == 1 && words.is_capitalised(at);
    let named = has(&|at| {
        let name = |at: usize| {
            words.is_word(at) && words.is_capitalised(at) && !words.is_in(at, &lexicon::HEAD_ROLES)
        };
        (name(at) || initial(at)) && (name(at + 1) || words.is_sign(at + 1, ".") && name(at + 2))
    });
    let other = has(&|at| words.is_in(at, &lexicon::KIN) || words.is_in(at, &lexicon::NO_OFFICE));
    let short = words.len() <= UNDATED_TOKENS_MAX && all.clone().all(|at| may_stand_in_lead(words, at));
    let speaks = || {
        (units.start + 1..units.end).any(|unit| {
            let words = of(unit);
            (0..words.len()).any(|at| words.is_in(at, &lexicon::SPEAKERS))
        })
    };
    let voice = || Voice { author: author(words, &(words.len()..words.len()), words.len()), written: None };
    (short && role && named && !other && speaks()).then(|| (words.len(), voice()))
}

/// Longest lead without a day, in tokens.
const UNDATED_TOKENS_MAX: usize = 14;

/// "(written by the hall officer, 12.4.21)": a lead in brackets that open the paragraph.
fn bracketed(words: Words<'_>, date: &Range<usize>) -> Option<usize> {
    let opens = words.is_sign(0, "(") || words.is_sign(0, "[");
    let closes = |at: &usize| words.is_sign(*at, ")") || words.is_sign(*at, "]");
    let end = opens.then(|| (date.end..words.len().min(LEAD_TOKENS_MAX)).find(closes)).flatten()?;
    Some(end + 1)
}

/// A lead without brackets: names, roles and small words around a date, then a sign that ends it or the first capital
/// of what is said.
fn open_lead(words: Words<'_>, date: &Range<usize>) -> Option<usize> {
    let before = 0..date.start;
    if !before.clone().all(|at| may_stand_in_lead(words, at)) {
        return None;
    }
    if date.start > 0 && words.is_in(date.start - 1, &lexicon::BEFORE_NO_SIGNING) {
        return None;
    }
    let behind = || date.end..words.len().min(LEAD_TOKENS_MAX);
    if before.is_empty()
        && !behind().any(|at| tells_who(words, at) || words.is_word(at) && words.is_capitalised(at))
    {
        return None;
    }
    let unknown = has_unknown(words, date);
    // "MDT 3 May 2024 negative." names nobody.
    let is_name = |at: usize| {
        words.is_word(at) && words.is_capitalised(at) && !lexicon::ABBREVIATIONS.has_exactly(words.text(at))
    };
    let nobody = before.clone().any(|at| words.is_word(at))
        && !before.clone().any(|at| is_name(at) || tells_who(words, at));
    let named = before.clone().any(|at| words.is_word(at) && words.is_capitalised(at));
    let end = if named || before.is_empty() { end_of_lead(words, date, named) } else { None };
    // A sign that parts it from what follows shows that it is a lead all the same.
    let parted = |end: &usize| words.is_sign(end - 1, ":") || words.is_sign(end - 1, "-");
    // "Night shift 3/4/24, Off. A Orr." names behind the day who the night shift was.
    let named_behind = |end: &usize| (date.end..*end).any(|at| tells_who(words, at));
    end.filter(|end| !nobody || parted(end)).filter(|end| !unknown || named_behind(end))
}

/// Whether a word tells who wrote, or that somebody did: a role, an initial, a title, a word for a note or for minutes.
pub(super) fn tells_who(words: Words<'_>, at: usize) -> bool {
    let lists =
        [&lexicon::HEAD_ROLES, &lexicon::HEAD_TITLES, &lexicon::COURTESY_TITLES, &lexicon::MINUTES_BY_NAME];
    lists.iter().any(|list| words.is_in(at, list))
        || lexicon::RANKS.has_exactly(words.text(at)) && is_before_name(words, at)
        || words.text(at).len() == 1 && words.is_capitalised(at)
}

/// Whether a capital follows: "Off work" is no officer.
fn is_before_name(words: Words<'_>, at: usize) -> bool {
    let stop = usize::from(words.is_sign(at + 1, "."));
    words.is_word(at + 1 + stop) && words.is_capitalised(at + 1 + stop)
}

/// Whether a word stands before a name, where a stop behind it ends nothing: "Mr.", "Off."
fn is_title(words: Words<'_>, at: usize) -> bool {
    words.is_in(at, &lexicon::COURTESY_TITLES) || lexicon::RANKS.has_exactly(words.text(at))
}

/// Whether a small word tells nothing of who wrote: "Sheriff's order, Kirk, 3 May 2024." is no lead.
fn is_unknown(words: Words<'_>, at: usize) -> bool {
    words.is_word(at)
        && !words.is_capitalised(at)
        && !tells_who(words, at)
        && !words.is_in(at, &lexicon::HEAD_LINKS)
}

/// Whether what stands before the day of a lead has such a word, and nobody.
fn has_unknown(words: Words<'_>, date: &Range<usize>) -> bool {
    let mut before = 0..date.start;
    before.clone().any(|at| is_unknown(words, at)) && !before.any(|at| tells_who(words, at))
}

/// Where a lead ends that has its date here.
fn end_of_lead(words: Words<'_>, date: &Range<usize>, named: bool) -> Option<usize> {
    let limit = words.len().min(LEAD_TOKENS_MAX);
    let mut at = date.end;
    while at < limit {
        if words.is_sign(at, "(") {
            at = (at..limit).find(|at| words.is_sign(*at, ")"))? + 1;
            continue;
        }
        if ends_lead(words, at) {
            let dash = words.is_sign(at, "-") && at == date.end;
            let behind = dash.then(|| who_behind(words, at + 1)).flatten();
            return behind.or((named || at > date.end).then_some(at + 1));
        }
        let follows = at == date.end && named && !words.is_sign(at, ",");
        if follows && (words.is_capitalised(at) || words.is_number(at)) {
            return Some(at);
        }
        if !may_stand_in_lead(words, at) {
            return None;
        }
        at += 1;
    }
    (at == words.len() && named).then_some(at)
}

/// "Update 3 May 2023 - Clinic (A Orr) - …": where who speaks ends behind a first dash, if another sign ends it soon.
fn who_behind(words: Words<'_>, from: usize) -> Option<usize> {
    let limit = (from + WHO_TOKENS_MAX).min(words.len());
    let end = (from..limit)
        .find(|at| words.is_sign(*at, ":") || (words.is_sign(*at, "-") && !words.is_glued(at + 1)))?;
    let mut who = from..end;
    let stated = who
        .clone()
        .all(|at| may_stand_in_lead(words, at) && (!words.is_word(at) || words.is_capitalised(at)));
    (stated && who.any(|at| words.is_word(at))).then_some(end + 1)
}

/// Longest name of who speaks behind a first dash, in tokens.
const WHO_TOKENS_MAX: usize = 10;

/// A colon, dash, stop or closing bracket that is no part of an initial or a compound.
fn ends_lead(words: Words<'_>, at: usize) -> bool {
    let shortened = is_title(words, at - 1) && words.is_capitalised(at + 1);
    let stop =
        words.is_sign(at, ".") && !words.is_glued(at + 1) && words.text(at - 1).len() > 1 && !shortened;
    let dash = words.is_sign(at, "-") && !words.is_glued(at + 1);
    stop || dash || words.is_sign(at, ":")
}

/// Whether a token may be part of who speaks: a name, a role, a sign of a list, a small word that joins them; never a
/// verb or a pronoun.
pub(super) fn may_stand_in_lead(words: Words<'_>, at: usize) -> bool {
    match words.kind(at) {
        Some(TokenKind::Word) => {
            // "A Orr", "I. Orr" and "A-M Orr" have initials.
            let follows =
                words.is_capitalised(at + 1) || words.is_sign(at + 1, ".") || words.is_sign(at + 1, "-");
            let initial = words.text(at).len() == 1 && words.is_capitalised(at) && follows;
            initial || !lexicon::NOT_IN_LEADS.has_in_small(words.text(at))
        }
        Some(TokenKind::Number) => words.text(at).len() <= 2,
        Some(TokenKind::Sign) => {
            ["(", ")", ",", ".", "-", "/", "&", "'", "[", "]", ";", "|", "\u{b7}", "\u{2022}"]
                .iter()
                .any(|sign| words.is_sign(at, sign))
        }
        _ => false,
    }
}

/// The words of a lead beside its date, without the signs around them.
fn author(words: Words<'_>, date: &Range<usize>, end: usize) -> Option<String> {
    let trimmed = |range: Range<usize>| {
        let mut tokens = &words.tokens()[range];
        let is_sign = |token: &crate::text::Token| token.kind == TokenKind::Sign;
        let closes = |tokens: &[crate::text::Token]| {
            let sign =
                |text: &str| tokens.iter().filter(|token| token.span.of(words.source()) == text).count();
            sign("(") == sign(")")
        };
        while tokens.first().is_some_and(is_sign) {
            tokens = &tokens[1..];
        }
        while tokens
            .last()
            .is_some_and(|last| is_sign(last) && !(last.span.of(words.source()) == ")" && closes(tokens)))
        {
            tokens = &tokens[..tokens.len() - 1];
        }
        Some(plain(words.source(), tokens)).filter(|text| text.contains(char::is_alphabetic))
    };
    // "R Tait, the lodge, letter of 3 May": who wrote stands before the last comma.
    let dated = date.start.checked_sub(1).filter(|at| words.is(*at, "of"));
    let comma = dated.and_then(|of| (1..of).rev().find(|at| words.is_sign(*at, ",")));
    let (left, right) = (trimmed(0..comma.unwrap_or(date.start)), trimmed(date.end..end));
    match (left, right) {
        (Some(left), Some(right)) => Some(format!("{left}, {right}")),
        (left, right) => left.or(right),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::parse;

    /// Author, date and words of each unit that says something.
    fn check(text: &str) -> Vec<(Option<String>, Option<String>, String)> {
        let document = parse(text.to_owned()).unwrap();
        let voices = Voices::of(&document);
        let units = (0..).zip(document.units());
        let told = units.filter(|(_, unit)| matches!(unit.kind, UnitKind::Sentence | UnitKind::Item));
        told.filter_map(|(index, unit)| {
            let said = plain(document.source(), &body(&document, unit)[voices.lead(index)..]);
            let voice = voices.voice(index).cloned().unwrap_or_default();
            let written = voice.written.map(|date| date.to_string());
            (!said.is_empty()).then_some((voice.author, written, said))
        })
        .collect()
    }

    fn lead(text: &str) -> (String, String, String) {
        let found = check(text).remove(0);
        (found.0.unwrap_or_default(), found.1.unwrap_or_default(), found.2)
    }

    #[test]
    fn what_opens_an_entry_with_a_head_is_no_lead() {
        let found = check("**R. Tait, Police, 6 May 2024**\n\nBoard met 3/4/24, level kept. Next in July.\n");
        assert!(found.iter().all(|(_, written, _)| written.as_deref() == Some("2024-05-06")), "{found:?}");
        assert_eq!(found[0].2, "Board met 3/4/24, level kept.");
    }

    #[test]
    fn leads_as_staff_write_them() {
        for (text, author, said) in [
            ("AB 03.04.24 – Seen twice this month.", "AB", "Seen twice this month."),
            ("03/04/24 AB CPN. Sleep is better.", "AB CPN", "Sleep is better."),
            ("K Orr, Second Door, 3/4/24: No offer yet.", "K Orr, Second Door", "No offer yet."),
            ("K Orr, Second Door, letter of 3 April 2024: No offer.", "K Orr, Second Door", "No offer."),
            ("Panel note, 3 April 2024. Level agreed.", "Panel note", "Level agreed."),
            ("A Orr PBSW 3/4/24 - spoke to him.", "A Orr PBSW", "spoke to him."),
            ("I. Orr, psychology, 3 April 2024. Not suitable.", "I. Orr, psychology", "Not suitable."),
            ("J Orr 3/4/24 Settled now.", "J Orr", "Settled now."),
            ("Late shift 3/4/24, Off. J Orr. Settled now.", "Late shift, Off. J Orr", "Settled now."),
            ("**3 Apr 2024 \u{b7} Housing \u{b7} J Orr:** No offer.", "Housing \u{b7} J Orr", "No offer."),
            (
                "T Orr (chaplain) by e-mail 3 April 2024 - no change.",
                "T Orr (chaplain) by e-mail",
                "no change.",
            ),
        ] {
            assert_eq!(lead(text), (author.to_owned(), "2024-04-03".to_owned(), said.to_owned()), "{text}");
        }
    }

    #[test]
    fn who_speaks_for_himself_without_a_day() {
        for (text, author) in [
            ("Ann Orr, boat officer. I have met her twice.", Some("Ann Orr, boat officer")),
            ("Housing officer, A Orr. We hold no list. I will ask.", Some("Housing officer, A Orr")),
            ("Dr K Orr, dentist. Holds the plates.", None),
            ("Ann Orr, mother of the nurse. I saw her.", None),
            ("The boat officer. I saw her.", None),
            ("Ann Orr came with the officer. I saw her.", None),
        ] {
            let found = check(text);
            assert_eq!(found.last().unwrap().0.as_deref(), author, "{text}");
            assert_eq!(found.last().unwrap().1, None, "{text}");
        }
    }

    #[test]
    fn dated_sentences_are_no_leads() {
        for text in [
            "Restriction of liberty order, Kirk, 3 April 2024. Indoors by seven.",
            "Released on 3 April 2024 to his aunt.",
            "He was seen on 3 April 2024: well.",
            "Core visit done 3 April 2024 by the officer.",
            "In March 2024 he moved.",
            "Ms Orr to ask the dentist by 3 April 2024.",
            "3 April 2004, aged 34.",
            "Ann Orr (3 April 2012) and Tom Orr (9 June 2014). Both are at school.",
            "Bloods needed by 3 April 2024.",
            "Dental appointment 3 April 2024, Dr Orr.",
            "Off work 3 April 2024. Back was sore.",
            "Court date 3 April 2024, Kirk Sheriff Court. Escort booked.",
        ] {
            assert_eq!(check(text)[0].0, None, "{text}");
        }
    }

    #[test]
    fn a_paragraph_with_its_own_lead_is_not_the_last_ones() {
        let found = check("**Nurse A Orr, 3 April 2024**\n\nSeen.\n\nB Orr 4/5/24 - seen again.\n");
        let authors: Vec<_> = found.into_iter().filter_map(|(author, ..)| author).collect();
        assert_eq!(authors.last().map(String::as_str), Some("B Orr"));
    }
}
