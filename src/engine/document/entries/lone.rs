//! Lines that stand alone with a day in them, where no form and no word that is known says who wrote.
//!
//! In a plan whose entries have heads on lines of their own, a hand that writes its heads in a way of its own ("k other RGN
//! 03/05/24", "Ann Other | Visits | 3 May 2024") is still one of those hands; so it is where such lines sign what stands
//! above them. So such a line that says who heads, or signs, as the others do. One that does not say who parts what stands
//! around it all the same: better nobody than somebody wrong. And where paragraphs end in who and when, so does one that
//! ends in a name and a day ("… in May. Ann Other, 6 May 2024").

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::heads;
use super::known::Known;
use super::people::{People, is_initials};
use super::stamps::{Dress, Evidence, Way};
use crate::document::model::{Block, BlockKind, Document, Unit, UnitKind};
use crate::lexicon;
use crate::text::{Token, TokenKind};

/// Most tokens of such a line.
const TOKENS_MAX: usize = 20;
/// Most words of it beside its day.
const WORDS_MAX: usize = 12;
/// Fewest lines of their own that make it a habit of the plan to head with them, or to sign, and how many of them there are
/// at least for each that does the other.
const HABIT_MIN: usize = 3;
const HABIT_FOR_OTHER: usize = 4;

/// Fewest paragraphs that end in a signature, or in somebody by initial or rank and a day, where it is a habit.
const CLOSINGS_MIN: usize = 2;

/// Makes signatures of what stands last in a paragraph and says who and when, where other paragraphs end so. A role alone
/// may be what was booked: "GP appointment 3 May 2024".
pub(super) fn sign_paragraphs(document: &mut Document) {
    let last = |document: &Document, kind: UnitKind| -> Vec<u32> {
        let prose = document
            .blocks
            .iter()
            .filter(|block| block.kind == BlockKind::Paragraph && block.units.len() > 1);
        prose.map(|block| block.units.end - 1).filter(|unit| document.unit(*unit).kind == kind).collect()
    };
    let follows = |unit: &u32| document.unit(*unit - 1).kind == UnitKind::Sentence;
    let bracket = |unit: &u32| document.text(document.unit(*unit)).starts_with(['(', '[']);
    let mut open = last(document, UnitKind::Sentence);
    open.retain(|unit| follows(unit) && !bracket(unit) && beside_day(document, *unit).is_some());
    let sure = |unit: &&u32| {
        let source = document.source();
        let own = without_opener(source, document.tokens_of(document.unit(**unit)));
        opens_with_who(source, own, &document.people)
    };
    let habit = last(document, UnitKind::Signature).len() + open.iter().filter(sure).count();
    if open.is_empty() || habit < CLOSINGS_MIN {
        return;
    }
    let known = Known::of(document, &open);
    open.retain(|unit| known.names_who(*unit));
    document.turn(open, UnitKind::Signature);
}

/// Makes signatures of what stands last in a paragraph and is nothing but somebody whom the plan names, without a day: "N.
/// Other", "DC Other", "NO".
pub(super) fn sign_by_name(document: &mut Document) {
    let surnames = document.people.surnames();
    let prose = document.blocks.iter().filter(|block| {
        matches!(block.kind, BlockKind::Paragraph | BlockKind::Item) && block.units.len() > 1
    });
    let last = prose.map(|block| block.units.end - 1);
    let told: Vec<u32> = last.filter(|unit| is_somebody(document, *unit, &surnames)).collect();
    document.turn(told, UnitKind::Signature);
}

/// Whether a unit is nothing but somebody of these surnames, or by initials, behind a sentence that ends with its stop.
fn is_somebody(document: &Document, unit: u32, surnames: &FxHashSet<&str>) -> bool {
    let source = document.source();
    let tokens = document.tokens_of(document.unit(unit));
    let before = document.unit(unit - 1);
    let stopped = document
        .text(before)
        .trim_end_matches(['"', '\u{201d}', '\'', '\u{2019}', ')', '*', '_'])
        .ends_with(['.', '!', '?']);
    let sentences = [unit - 1, unit].iter().all(|unit| document.unit(*unit).kind == UnitKind::Sentence);
    if !sentences || !stopped || tokens.len() > NAME_TOKENS_MAX || asks_who(document, before) {
        return false;
    }
    let words: Vec<&str> = tokens
        .iter()
        .filter(|token| token.kind == TokenKind::Word)
        .map(|token| token.span.of(source))
        .collect();
    let plain = tokens.iter().all(|token| {
        token.kind == TokenKind::Word
            || matches!(token.span.of(source), "." | "-" | "\u{2013}" | "\u{2014}" | "/")
    });
    let closed = tokens.last().is_some_and(|last| last.is_byte(source, b'.'));
    let Some((last, before)) = words.split_last().filter(|_| plain && !closed) else { return false };
    let titles = before.iter().all(|word| {
        lexicon::RANKS.has_exactly(word) || word.len() == 1 && word.starts_with(char::is_uppercase)
    });
    let initials = || {
        before.is_empty()
            && is_initials(last)
            && document.people.signs(last)
            && !lexicon::ABBREVIATIONS.has_exactly(last)
    };
    titles && surnames.contains(last) || initials()
}

/// Whether a sentence asks who, so that a name behind it answers: "Who came last? Mr Other".
fn asks_who(document: &Document, unit: &Unit) -> bool {
    let (source, tokens) = (document.source(), document.tokens_of(unit));
    let who = |token: &Token| {
        let text = token.span.of(source);
        lexicon::ASKING_FOR_SOMEBODY.has(text)
    };
    document.text(unit).contains('?') && tokens.iter().any(who)
}

/// Most tokens of somebody by name: "S/N J. Other".
const NAME_TOKENS_MAX: usize = 7;

/// Makes heads, or signatures, of the lines that say who; gives the units before which an entry ends, in order.
pub(super) fn settle(document: &mut Document) -> Vec<u32> {
    let Some(kind) = habit(document) else { return Vec::new() };
    let closes = kind == UnitKind::Signature;
    // What stands right above a text and apart from the one before signs nothing, whatever others do.
    let is_line = |unit: &u32| {
        is_alone(document, *unit)
            && beside_day(document, *unit).is_some()
            && !(closes && stands_over_text(document, *unit))
    };
    let lines: Vec<u32> = (0..document.units.len() as u32).filter(is_line).collect();
    let of_text = |unit: u32| if closes { unit.checked_sub(1) } else { Some(unit + 1) };
    let has_text = |unit: &u32| of_text(*unit).is_some_and(|text| is_text(document, *unit, text, &lines));
    let mut open: Vec<u32> = lines.iter().copied().filter(has_text).collect();
    if !open.is_empty() {
        let known = Known::of(document, &open);
        let told: Vec<u32> = open.iter().copied().filter(|unit| known.says_who(*unit)).collect();
        document.turn(told, kind);
    }
    if closes {
        for unit in &mut open {
            *unit += 1;
        }
        let heads = (0..document.units.len() as u32).filter(|unit| is_head_alone(document, *unit));
        let heads: Vec<u32> = heads.filter(|unit| is_text(document, *unit, unit - 1, &lines)).collect();
        document.turn(heads, kind);
    }
    open
}

/// Whether a unit beside such a line is text that it may be of.
fn is_text(document: &Document, line: u32, text: u32, lines: &[u32]) -> bool {
    document.units.get(text as usize).is_some_and(|unit| {
        unit.kind == UnitKind::Sentence
            && document.blocks[unit.block as usize].kind == BlockKind::Paragraph
            && unit.section == document.unit(line).section
            && lines.binary_search(&text).is_err()
    })
}

/// Whether a line stands right above the next, and apart from the one before.
fn stands_over_text(document: &Document, unit: u32) -> bool {
    let gap = |one: Option<&Unit>, next: Option<&Unit>| {
        let between = one.zip(next).map(|(one, next)| one.span.end as usize..next.span.start as usize);
        between.map(|between| document.source[between].matches('\n').count())
    };
    let at = unit as usize;
    let own = document.units.get(at);
    let above = at.checked_sub(1).and_then(|above| gap(document.units.get(above), own));
    above.is_some_and(|lines| lines > 1) && gap(own, document.units.get(at + 1)) == Some(1)
}

/// Whether a unit is a head on a line of its own with something above it, and is not set as one: neither a heading, nor
/// bold, nor with a colon that opens what follows.
fn is_head_alone(document: &Document, unit: u32) -> bool {
    let head = document.unit(unit);
    let block = &document.blocks[head.block as usize];
    let text = document.text(head);
    let set = text.starts_with(['*', '_']) || text.ends_with([':', '*', '_']);
    let plain = block.kind == BlockKind::Paragraph && block.units.len() == 1 && !set;
    unit > 0 && head.kind == UnitKind::EntryHead && plain
}

/// What lines of their own are in a plan, if nearly all are the same: heads or signatures, which may also stand at the end
/// of paragraphs.
fn habit(document: &Document) -> Option<UnitKind> {
    let (mut heads, mut signatures) = (0, 0);
    for block in document.blocks.iter().filter(|block| !block.units.is_empty()) {
        let kind = |unit: u32| document.unit(unit).kind;
        heads += usize::from(block.units.len() == 1 && kind(block.units.start) == UnitKind::EntryHead);
        signatures += usize::from(kind(block.units.end - 1) == UnitKind::Signature);
    }
    let most = |own: usize, other: usize| own >= HABIT_MIN && own >= other * HABIT_FOR_OTHER;
    let doubts = document.people.forms().doubts(Dress::Plain);
    if !doubts && most(heads, signatures) {
        Some(UnitKind::EntryHead)
    } else if !doubts && most(signatures, heads) {
        Some(UnitKind::Signature)
    } else {
        closes_by_place(document).then_some(UnitKind::Signature)
    }
}

/// What a block is to the lines of who and when around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Such a line, and nothing else.
    Line,
    /// A paragraph that nobody signs in itself.
    Text,
    /// One that ends with a signature.
    Signed,
    Other,
}

/// Whether such lines sign what stands above them, by where they stand: sections end with one, below text, and what
/// follows another is signed by somebody else.
fn closes_by_place(document: &Document) -> bool {
    let (mut evidence, mut places, mut section) = (Evidence::default(), Vec::new(), u32::MAX);
    for block in document.blocks.iter().filter(|block| !block.units.is_empty()) {
        if block.section != section {
            add_section(&mut evidence, &places);
            places.clear();
            section = block.section;
        }
        if !matches!(document.unit(block.units.start).kind, UnitKind::Heading | UnitKind::Furniture) {
            places.push(place(document, block));
        }
    }
    add_section(&mut evidence, &places);
    evidence.way() == Way::Closes
}

fn place(document: &Document, block: &Block) -> Place {
    let first = block.units.start;
    let of = |unit: u32| document.unit(unit).kind;
    let known = matches!(of(first), UnitKind::EntryHead | UnitKind::Signature);
    let line = || known || is_alone(document, first) && beside_day(document, first).is_some();
    if block.kind != BlockKind::Paragraph {
        Place::Other
    } else if block.units.len() == 1 && line() {
        Place::Line
    } else if of(block.units.end - 1) == UnitKind::Signature {
        Place::Signed
    } else if block.units.clone().any(|unit| of(unit) == UnitKind::EntryHead) {
        Place::Other
    } else {
        Place::Text
    }
}

/// Adds what the blocks of a section speak for.
fn add_section(evidence: &mut Evidence, places: &[Place]) {
    let pair = |one: Place, next: Place| places.windows(2).any(|pair| pair == [one, next]);
    let first = places.first() == Some(&Place::Line);
    let closes = places.ends_with(&[Place::Text, Place::Line]) || pair(Place::Line, Place::Signed);
    let lines = places.iter().filter(|place| **place == Place::Line).count();
    evidence.closing += usize::from(closes && !first);
    evidence.several |= closes && !first && lines > 1;
    evidence.opening += usize::from(first || places.ends_with(&[Place::Line, Place::Text]));
}

/// Whether a unit is a paragraph of one line.
fn is_alone(document: &Document, unit: u32) -> bool {
    let line = document.unit(unit);
    let block = &document.blocks[line.block as usize];
    line.kind == UnitKind::Sentence
        && block.kind == BlockKind::Paragraph
        && block.units.len() == 1
        && !document.text(line).contains('\n')
}

/// What stands beside the day, or the year, of a unit that is short and no sentence, field or title.
pub(super) fn beside_day(document: &Document, unit: u32) -> Option<Vec<Token>> {
    let source = document.source();
    let tokens = without_opener(source, document.tokens_of(document.unit(unit)));
    if tokens.len() > TOKENS_MAX || closes_with_word(source, tokens) {
        return None;
    }
    let day = day(source, tokens)?;
    let closed = day.end < tokens.len() && tokens.last().is_some_and(|last| last.is_byte(source, b'.'));
    // "A. Other, 3 May 2024, added to in June"
    let opens = opens_with_who(source, tokens, &document.people);
    let added = opens && tokens.get(day.end).is_some_and(|sign| sign.is_byte(source, b','));
    let behind = if added { day.end..day.end } else { day.end..tokens.len() };
    let says = |token: &Token| lexicon::SENTENCE_WORDS.has(token.span.of(source));
    if closed || tokens[day.end..].iter().any(says) {
        return None;
    }
    let mut rest = [&tokens[..day.start], &tokens[behind]].concat();
    // "A. Other, nurse, 3 May 2024, updated 9 June 2024"
    if let Some(first) =
        heads::date(source, &rest).filter(|first| !heads::is_in_remark(source, &rest, first.start))
    {
        rest.drain(first);
    }
    // Whoever is of the person, or what was done to them, writes nothing.
    let other = |at: usize| {
        let word = rest[at].span.of(source);
        (lexicon::KIN.has(word) || lexicon::NO_OFFICE.has(word)) && !heads::is_in_remark(source, &rest, at)
    };
    if (0..rest.len()).any(other) {
        return None;
    }
    let words = rest.iter().filter(|token| token.kind == TokenKind::Word).count();
    // "Rev. A. Other, chaplaincy, the week before Easter 2024": whoever opens with who may say what they like behind it.
    let remark =
        (0..rest.len()).find(|at| rest[*at].is_byte(source, b',') || heads::is_dash(source, &rest, *at));
    let remark =
        remark.filter(|_| opens_with_who(source, &rest, &document.people) && day.end == tokens.len());
    let told =
        day.start.checked_sub(1).is_some_and(|at| lexicon::BEFORE_NO_SIGNING.has(tokens[at].span.of(source)));
    let plain = |at: usize| {
        let free = !told && remark.is_some_and(|remark| remark < at);
        heads::is_in_remark(source, &rest, at) || is_of_head(source, &rest, at, free)
    };
    ((1..=WORDS_MAX).contains(&words) && (0..rest.len()).all(plain)).then_some(rest)
}

/// Whether a line ends with a word and a full stop, as a sentence does and nothing that ends with its day: soon told.
fn closes_with_word(source: &str, tokens: &[Token]) -> bool {
    let [.., word, stop] = tokens else { return false };
    stop.is_byte(source, b'.') && word.kind == TokenKind::Word && word.span.len() > CLOCK_BYTES_MAX
}

/// Longest word with a full stop behind it that ends a day with its time, in bytes: "hrs".
const CLOCK_BYTES_MAX: usize = 3;

/// A line without the dash that opens a signature, or the word: "– A. Other, 3 May 2024", "Signed A. Other 3/5/24".
fn without_opener<'t>(source: &str, tokens: &'t [Token]) -> &'t [Token] {
    let dash = usize::from(!tokens.is_empty() && heads::is_dash(source, tokens, 0));
    let signed = tokens.get(dash).is_some_and(|first| lexicon::SIGNED_WORDS.has(first.span.of(source)));
    &tokens[dash + usize::from(signed)..]
}

/// The day in a line: that with which it ends, if it has several ("A. Other (from 3 May 2024), 9 June 2024"); or the year
/// with which it ends.
fn day(source: &str, tokens: &[Token]) -> Option<Range<usize>> {
    let is_year = |token: &&Token| {
        let text = token.span.of(source);
        token.kind == TokenKind::Number && matches!(text.parse(), Ok(1900_u32..2100))
    };
    let first = heads::date(source, tokens);
    let behind = first.as_ref().map_or(tokens.len(), |first| first.end);
    let last = heads::date(source, &tokens[behind..]);
    let last =
        last.map(|last| last.start + behind..last.end + behind).filter(|last| last.end == tokens.len());
    let year = || tokens.last().filter(is_year).map(|_| tokens.len() - 1..tokens.len());
    last.or(first).or_else(year)
}

/// Whether a token of such a line may stand in one that says who: no word of a sentence, and, unless what is said there is
/// `free`, of an occasion; but "from" behind the title of a note ("Email from A. Other").
fn is_of_head(source: &str, rest: &[Token], at: usize, free: bool) -> bool {
    let text = rest[at].span.of(source);
    let titled = |at: usize| lexicon::HEAD_TITLES.has(rest[at].span.of(source));
    match rest[at].kind {
        TokenKind::Word => {
            let from = at == 1 && lexicon::BEHIND_A_TITLE.has(text) && titled(0);
            let initial = text.len() == 1 && text.starts_with(char::is_uppercase);
            let occasions = [&lexicon::NOT_IN_LEADS, &lexicon::OCCASIONS, &lexicon::NOT_IN_HEADS];
            let stops =
                lexicon::SENTENCE_WORDS.has(text) || !free && occasions.iter().any(|list| list.has(text));
            from || initial || !stops
        }
        TokenKind::Sign => !matches!(text, "!" | "?" | "\"" | "\u{201c}" | "\u{201d}" | "£"),
        TokenKind::Number | TokenKind::Cell | TokenKind::Address => false,
    }
}

/// Whether a line opens with a rank, a title or an initial and a name, or with what a machine calls somebody.
fn opens_with_who(source: &str, rest: &[Token], people: &People) -> bool {
    let first = rest.first().map_or("", |first| first.span.of(source));
    // "a.other"
    let user = first.contains('.');
    user || lexicon::RANKS.has_exactly(first) || people.names(source, rest, 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{parse, parse_beside};

    /// By paragraph of text: who wrote it, in a plan with these lines over some of its paragraphs.
    fn check(lines: &[&str]) -> Vec<Option<String>> {
        let sure = ["A. Weir, PBSW, 1 May 2024", "B. Tay, nurse, 2 May 2024", "C. Orr, chaplain, 3 May 2024"];
        let text = "She came to the shop and the quay was shut.";
        let plan: Vec<&str> = sure.iter().chain(lines).flat_map(|line| [*line, text]).collect();
        let plan = plan.join("\n\n");
        let document = parse(format!("## Notes\n\n{plan}")).unwrap();
        let said = document.units().iter().filter(|unit| document.text(unit) == text);
        said.skip(sure.len()).map(|unit| document.entry(unit).author.clone()).collect()
    }

    #[test]
    fn heads_in_ways_of_their_own() {
        for (line, author) in [
            ("k muir-hay RGN 08/04/2024", "k muir-hay RGN"),
            ("Ann Leckie | Visits | 19 May 2024", "Ann Leckie, Visits"),
            (
                "Ann Leckie, children and families, Kirk Council \u{2013} 18 December 2024",
                "Ann Leckie, children and families, Kirk Council",
            ),
            (
                "Email from W Leckie, Housing Options, rec'd 02/06/2024",
                "Email from W Leckie, Housing Options, rec'd",
            ),
            ("Weir, late shift, 6 Dec 2024", "Weir, late shift"),
            ("**Ann Leckie, Clear Water, 24/3/24**", "Ann Leckie, Clear Water"),
            (
                "Children & Families, Tom Leckie (taken over from MB) 21.05.2024",
                "Children & Families, Tom Leckie (taken over from MB)",
            ),
            ("A. Leckie RGN, 12 May 2024, added to 22 June", "A. Leckie RGN"),
            (
                "Ann Leckie, social worker (from 2 February 2024), 11.05.24",
                "Ann Leckie, social worker (from 2 February 2024)",
            ),
            ("**Rev Ann Leckie, May 2024**", "Rev Ann Leckie"),
            ("Ann Leckie, trainee, 12/05/24, supervised by CO", "Ann Leckie, trainee, supervised by CO"),
        ] {
            assert_eq!(check(&[line, line])[1].as_deref(), Some(author), "{line}");
        }
    }

    #[test]
    fn who_wrote_when_only_they_know() {
        let found = check(&[
            "Rev. D. Leckie, chaplaincy, the week before Easter 2024",
            "Leckie, chaplaincy \u{2013} May Day 2024",
        ]);
        assert!(
            found.iter().all(|who| who.as_deref().is_some_and(|who| who.contains("Leckie"))),
            "{found:?}"
        );
        assert_eq!(check(&["d.leckie shop \u{2013} 15/4/24"]), [None]);
    }

    #[test]
    fn what_does_not_say_who_ends_what_stood_above() {
        for line in [
            "Shop Quay, 3 May 2024",
            "Positive, 3 May 2024",
            "Ann Leckie, 3 May 2024",
            "Fight with Weir, 3 May 2024",
            "Weir birthday party, 3 May 2024",
            "Tay, 3 May 1984",
        ] {
            assert_ne!(check(&[line])[0].as_deref(), Some(line.rsplit_once(", ").unwrap().0), "{line}");
        }
        for line in ["Shop Quay, 3 May 2024", "Positive, 3 May 2024", "& Email, 3 May 2024"] {
            assert_eq!(check(&[line]), [None], "{line}");
        }
        for line in [
            "Ann Leckie, victim, 3 May 2024",
            "Ann Leckie, his sister, 3 May 2024",
            "Cut himself, 3 May 2024",
            "The quay was shut on 3 May 2024.",
            "Released 3 May 2024 to an aunt",
        ] {
            assert!(check(&[line])[0].as_deref().is_some_and(|who| who.starts_with("C. Orr")), "{line}");
        }
    }

    #[test]
    fn signatures_in_ways_of_their_own() {
        let text = "She came to the shop and the quay was shut.";
        let signed =
            ["A. Weir, PBSW, 1 May 2024", "B. Tay, nurse, 2 May 2024", "C. Orr, chaplain, 3 May 2024"];
        let check = |line: &str| {
            let lines = signed.iter().chain([&line]).chain(&signed);
            let plan: Vec<&str> = lines.flat_map(|line| [text, *line]).collect();
            let plan = plan.join("\n\n");
            let document = parse(format!("## Notes\n\n{plan}\n\n## Work\n\n{plan}")).unwrap();
            let said = document.units().iter().filter(|unit| document.text(unit) == text);
            said.skip(signed.len()).map(|unit| document.entry(unit).author.clone()).next().unwrap()
        };
        let line = "Ann Leckie, children and families, Kirk Council \u{2013} 18 December 2024";
        let author = "Ann Leckie, children and families, Kirk Council";
        assert_eq!(check(line).as_deref(), Some(author));
        assert_eq!(check("FCO Ann Leckie 7.4.24").as_deref(), Some("FCO Ann Leckie"));
        assert_eq!(check("Quay shop, 3 May 2024"), None, "nobody");
    }

    #[test]
    fn a_version_beside_one_of_another_habit_is_as_it_is_alone() {
        let line = "Ann Leckie | Visits | 19 May 2024\n\nShe came to the shop.\n\n";
        let sure = ["A. Weir, PBSW, 1 May 2024", "B. Tay, nurse, 2 May 2024", "C. Orr, chaplain, 3 May 2024"];
        let heads = sure.map(|head| format!("{head}\n\nThe quay was shut.\n\n")).concat();
        let sources = [format!("## Notes\n\n{line}"), format!("## Notes\n\n{line}{heads}")];
        let kinds = |document: &Document| document.units().iter().map(|unit| unit.kind).collect::<Vec<_>>();
        for [own, other] in [[0, 1], [1, 0]] {
            let alone = parse(sources[own].clone()).unwrap();
            let beside = parse_beside(sources[own].clone(), &parse(sources[other].clone()).unwrap()).unwrap();
            assert!(beside.taken_over() > 0);
            assert_eq!(kinds(&beside), kinds(&alone));
        }
    }

    #[test]
    fn paragraphs_end_in_who_and_when() {
        let check = |last: &str| {
            let signed = ["T Weir 1/5/24", "B Tay RMN 2.5.24", last, last];
            let plan =
                signed.map(|who| format!("She came to the shop. The quay was shut. {who}\n\n")).concat();
            let document = parse(format!("## Notes\n\n{plan}")).unwrap();
            let said =
                document.units().iter().rfind(|unit| document.text(unit) == "The quay was shut.").unwrap();
            document.entry(said).author.clone()
        };
        assert_eq!(check("Ann Leckie, 6 May 2024").as_deref(), Some("Ann Leckie"));
        assert_eq!(check("\u{2013} Ann Leckie, 24 May 2024").as_deref(), Some("Ann Leckie"));
        assert_eq!(check("Signed Ann Leckie, 24/5/24").as_deref(), Some("Ann Leckie"));
        assert_eq!(check("Signed for it 24/5/24"), None);
        for other in
            ["Shop open, 6 May 2024", "Seen by Ann Leckie, 6 May 2024", "Ann Leckie came on 6 May 2024."]
        {
            assert_eq!(check(other), None, "{other}");
        }
    }

    /// By paragraph of text: who wrote it, in sections of these paragraphs.
    fn authors(sections: &[&[&str]]) -> Vec<Option<String>> {
        let plan = sections.iter().map(|section| format!("## Work\n\n{}\n\n", section.join("\n\n")));
        let document = parse(plan.collect::<String>()).unwrap();
        let text = |unit: &&Unit| document.text(unit).starts_with("She came");
        let texts = document.units().iter().filter(text);
        texts.map(|unit| document.entry(unit).author.clone()).collect()
    }

    #[test]
    fn lines_of_several_hands_sign_where_their_sections_end_with_them() {
        let text = "She came to the quay. It was shut.";
        let [boat, ferry] = ["B Tay RMN 24/08/23", "**Ann Leckie**, ferry nurse, 15 August 2024"];
        let found = authors(&[
            &[text, boat, text, ferry],
            &[text, "KO, Ferry Trust, 18.7.23", "She came to the shop. It was open. K. Orr, 2 Sept 24"],
            &[text, "K Orr, shop 5/9/23"],
        ]);
        let names = ["Tay", "Leckie", "KO", "Orr", "Orr"];
        assert!(
            found.iter().zip(names).all(|(who, name)| who.as_deref().is_some_and(|who| who.contains(name))),
            "{found:?}"
        );
        let heads = authors(&[&[boat, text], &[text, ferry, text], &["K Orr, shop 5/9/23", text]]);
        assert_eq!(heads[1], None, "before the first head: {heads:?}");
        assert!(heads[0].as_deref().is_some_and(|who| who.contains("Tay")), "{heads:?}");
    }

    #[test]
    fn somebody_whom_the_plan_names_signs_without_a_day() {
        let signed = |last: &str| {
            let text = format!("She came to the quay. It was shut. {last}");
            authors(&[&["Officer J. Weir and Dr K. Orr were asked."], &[&text]]).pop().unwrap()
        };
        for last in ["J. Weir", "Weir", "PO Weir", "KO", "- JW"] {
            assert!(signed(last).is_some(), "{last}");
        }
        for last in ["Weir.", "Leckie", "Positive", "XY", "Weir came", "Not Weir", "Mrs Weir"] {
            assert_eq!(signed(last), None, "{last}");
        }
        let asked = |question: &str| {
            let text = format!("She came to the quay. {question} PO Weir");
            authors(&[&["Officer J. Weir was asked."], &[&text]]).pop().unwrap()
        };
        assert_eq!(asked("Who rowed her?"), None, "an answer");
        assert!(asked("Can she row?").is_some());
    }

    #[test]
    fn a_signature_that_was_brought_up_to_date() {
        let text = "She came to the quay. It was shut.";
        let last = "Ann Leckie, ferry nurse, 31 August 2023, updated 4 Sept 2024";
        let found = authors(&[&[text, "B Tay RMN 24/08/23"], &[text, last], &[text, "B Tay RMN 25/08/23"]]);
        assert!(
            found[1].as_deref().is_some_and(|who| who.starts_with("Ann Leckie, ferry nurse")),
            "{found:?}"
        );
    }

    #[test]
    fn a_plan_without_such_heads_has_none() {
        let document = parse("## Notes\n\nAnn Leckie, Visits, 3 May 2024\n\nShe came.\n".to_owned()).unwrap();
        assert!(document.units().iter().all(|unit| unit.kind != UnitKind::EntryHead));
    }
}
