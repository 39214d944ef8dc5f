//! Heads of entries that a plan sets in italic or bold type, each on a line of its own above its text: "*Housing to all, by
//! phone, 3 May 2024 – Ann Other*"; or as the first line of an item of a list that holds its text.
//!
//! What such a line says may be in any words. That several come back, with a day and above text, and tell who wrote by how
//! they open or end, shows that they head; who is only spoken of in one wrote nothing.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::{heads, stamps};
use crate::document::model::{BlockKind, Document, UnitKind};
use crate::lexicon;
use crate::text::{Span, Token, TokenKind, Words};

/// Least lines of one dress.
const LINES_MIN: usize = 3;
/// Most tokens of such a line.
const TOKENS_MAX: usize = 30;
/// The dresses: the longer mark of two first.
const MARKS: [&str; 4] = ["**", "__", "*", "_"];

/// Makes heads of such lines.
pub(super) fn turn(document: &mut Document) {
    let set = |block: &usize| {
        let unit = document.units.get(document.blocks[*block].units.start as usize);
        unit.is_some_and(|unit| matches!(document.source.as_bytes()[unit.span.start as usize], b'*' | b'_'))
    };
    let blocks: Vec<usize> = (0..document.blocks.len()).filter(set).collect();
    for mark in MARKS {
        let lines: Vec<u32> = blocks.iter().filter_map(|block| line(document, *block, mark)).collect();
        turn_lines(document, &lines);
    }
    let blocks = 0..document.blocks.len();
    let items: Vec<u32> = blocks.filter_map(|block| item(document, block)).collect();
    turn_lines(document, &items);
}

/// Makes heads of those of these lines that name who wrote, where there are enough of them.
fn turn_lines(document: &mut Document, lines: &[u32]) {
    if lines.len() < LINES_MIN {
        return;
    }
    let mut named: FxHashMap<&str, usize> = FxHashMap::default();
    for name in lines.iter().flat_map(|unit| names(document, *unit)) {
        *named.entry(name).or_default() += 1;
    }
    // Whom the plan names elsewhere with an initial or a job: whoever was visited or hurt comes back in such lines too.
    let surnames = document.people.surnames();
    let known = |name: &str| name.rsplit(' ').next().is_some_and(|surname| surnames.contains(surname));
    let comes_back = |unit: u32| names(document, unit).iter().any(|name| named[name] > 1 && known(name));
    let told = |unit: &u32| names_writer(document, *unit) || comes_back(*unit);
    let sure = lines.iter().filter(|unit| told(unit)).count();
    let beside = |unit: u32| before_office(document, unit).is_some_and(known);
    let heads: Vec<u32> = lines.iter().copied().filter(|unit| told(unit) || beside(*unit)).collect();
    if sure >= LINES_MIN {
        document.turn(heads, UnitKind::EntryHead);
    }
}

/// The names in a line that are of who writes if they come back in others: what stands behind its day and a dash, and
/// where a machine put the time too, any of its parts: "Housing › Ann Other › 3 May 2024, 10:20".
fn names(document: &Document, unit: u32) -> Vec<&str> {
    let (source, tokens) = (document.source(), document.tokens_of(document.unit(unit)));
    let Some(day) = heads::date(source, tokens) else { return Vec::new() };
    let timed = tokens[day.clone()].iter().any(|token| token.span.of(source).contains(':'));
    let parts = [&tokens[..day.start], &tokens[day.end..]].into_iter().flat_map(|side| parts(source, side));
    let person = |part: &[Token]| stamps::is_name(source, part) && stamps::may_be_person(source, part);
    let name = |part: &[Token]| person(part).then(|| cover(part).of(source));
    if timed {
        return parts.filter_map(name).collect();
    }
    behind_day(source, tokens, &day).into_iter().collect()
}

/// The name that stands behind the day with which a line opens, up to another sign or the end: "3 May 2024 – Ann Other – by
/// phone".
fn behind_day<'s>(source: &'s str, tokens: &[Token], day: &Range<usize>) -> Option<&'s str> {
    let from = day.end + usize::from(heads::is_dash(source, tokens, day.end));
    let name = stamps::name_at_start(source, &tokens[from..]).filter(|_| day.start == 0 && from > day.end)?;
    let end = from + name.end;
    let parted = tokens.get(end).is_none_or(|sign| sign.kind == TokenKind::Sign)
        && stamps::may_be_person(source, &tokens[from..end]);
    parted.then(|| cover(&tokens[from..end]).of(source))
}

/// The name in a line of a name, what its bearer does, and a day, with commas between.
fn before_office(document: &Document, unit: u32) -> Option<&str> {
    let (source, tokens) = (document.source(), document.tokens_of(document.unit(unit)));
    let day = heads::date(source, tokens).filter(|day| day.end == tokens.len())?;
    let mut parts =
        tokens[..day.start].split(|token| token.is_byte(source, b',')).filter(|part| !part.is_empty());
    let (name, office) = (parts.next()?, parts.next()?);
    let whole = stamps::is_name(source, name) && parts.next().is_none();
    (whole && !stamps::names_no_office(source, office)).then(|| cover(name).of(source))
}

/// What stands between the signs of a line.
fn parts<'t>(source: &str, tokens: &'t [Token]) -> impl Iterator<Item = &'t [Token]> {
    let between = |token: &Token| {
        token.kind == TokenKind::Sign && !matches!(token.span.of(source), "." | "'" | "\u{2019}" | "&")
    };
    tokens.split(between).filter(|part| !part.is_empty())
}

fn cover(tokens: &[Token]) -> Span {
    tokens[0].span.cover(tokens[tokens.len() - 1].span)
}

/// The unit of a list's item that is one line with a day, above text that stands in the item too.
fn item(document: &Document, block: usize) -> Option<u32> {
    let own = &document.blocks[block];
    let unit = own.units.clone().next().filter(|_| own.units.len() == 1 && own.kind == BlockKind::Item)?;
    let (text, tokens) = (document.text(document.unit(unit)), document.tokens_of(document.unit(unit)));
    let below = document.blocks.get(block + 1).filter(|next| next.section == own.section)?;
    let first = document.units.get(below.units.start as usize)?;
    let line = document.source[..first.span.start as usize].rsplit('\n').next().unwrap_or_default();
    let inside = below.kind == BlockKind::Paragraph && line.len() > 1 && line.trim().is_empty();
    let short = tokens.len() <= TOKENS_MAX && !text.contains('\n') && !text.ends_with(['.', '?', '!', ':']);
    let prose = first.kind == UnitKind::Sentence;
    (inside && short && prose && is_dated(document, unit)).then_some(unit)
}

/// The unit of a block that is one line wholly in this type, with a day, above text.
fn line(document: &Document, block: usize, mark: &str) -> Option<u32> {
    let own = &document.blocks[block];
    let unit =
        own.units.clone().next().filter(|_| own.units.len() == 1 && own.kind == BlockKind::Paragraph)?;
    let text = document.text(document.unit(unit));
    let inner = text.strip_prefix(mark)?.strip_suffix(mark)?;
    let tokens = document.tokens_of(document.unit(unit));
    let whole = !inner.starts_with(['*', '_']) && !inner.contains(['*', '\n']) && tokens.len() <= TOKENS_MAX;
    let next = document.blocks.get(block + 1).filter(|next| next.section == own.section)?;
    let prose = document.units.get(next.units.start as usize)?.kind == UnitKind::Sentence;
    let open = matches!(document.unit(unit).kind, UnitKind::Sentence | UnitKind::EntryHead);
    let ends = inner.ends_with(['.', '?', '!']);
    (whole && prose && open && !ends && is_dated(document, unit)).then_some(unit)
}

/// Whether a line has a day, or a month with its year.
fn is_dated(document: &Document, unit: u32) -> bool {
    document.dates(unit).iter().any(|(_, date)| date.last_day().is_some())
}

/// Whether a line tells who wrote: it opens as a memo does or with a job, a rank or a field of work, or behind a name in bold
/// type with one; or it ends with a name behind a dash. Who is only spoken of wrote nothing: "Assault on Officer Other, 3
/// May 2024".
fn names_writer(document: &Document, unit: u32) -> bool {
    let source = document.source.as_str();
    let words = Words::new(source, document.tokens_of(document.unit(unit)));
    let day = document.dates(unit).first().map_or(0..0, |(range, _)| range.clone());
    let at = |at: usize| words.is_word(at).then(|| words.text(at));
    let first = (0..words.len()).find(|at| words.is_word(*at) && !day.contains(at)).unwrap_or(0);
    let office =
        |word: usize| at(word).is_some_and(|word| heads::is_role(word) || lexicon::RANKS.has_exactly(word));
    let memo = at(first).is_some_and(|word| lexicon::MAIL_LABELS.has(word));
    let capital = |word: usize| words.is_word(word) && words.is_capitalised(word);
    // "**Ann Other** Nurse 3 May 2024", "Families group to PBSW, by phone, 3 May 2024"
    let item = document.blocks[document.unit(unit).block as usize].kind == BlockKind::Item;
    let set_off = item && MARKS.iter().any(|mark| document.text(document.unit(unit)).contains(mark));
    let named =
        capital(first) && capital(first + 1) && (set_off || (first + 2..first + NAME_WITHIN).any(office));
    let group = (first..first + NAME_WITHIN).any(|word| words.is(word, "to") && office(word + 1));
    let dash = (1..words.len()).rev().find(|at| heads::is_dash(source, words.tokens(), *at));
    let signed = dash.is_some_and(|dash| {
        capital(dash + 1) && (dash + 1..words.len()).filter(|at| capital(*at)).count() > 1
    });
    let spoken = |word: usize| {
        at(word).is_some_and(|word| {
            lexicon::SPEAKERS.has(word) || lexicon::NO_OFFICE.has(word) || lexicon::KIN.has(word)
        }) || words.is_sign(word, "\"")
    };
    (memo || office(first) || named || group || signed) && !(0..words.len()).any(spoken)
}

/// Tokens behind the first within which a name has its job.
const NAME_WITHIN: usize = 5;

#[cfg(test)]
mod tests {
    use crate::document::parse;

    fn check(dress: &str, lines: &[&str]) -> Vec<String> {
        let note = |line: &&str| format!("{dress}{line}{dress}\n\nShe dug two beds.\n\n");
        let notes = lines.iter().map(note).collect::<Vec<_>>().concat();
        let people = "| Task | Owner |\n|---|---|\n| Beds | U. Brae |\n| Sails | A Leckie |\n\n";
        let document = parse(format!("## Work\n\nHe is well.\n\n{notes}## Tasks\n\n{people}")).unwrap();
        let authors = document.units().iter().filter_map(|unit| document.author(unit).map(str::to_owned));
        authors.collect()
    }

    #[test]
    fn lines_in_a_type_of_their_own_head_what_stands_below() {
        let lines = [
            "PBSW to all, by e-mail, 14 May 2024 \u{2013} Una Brae",
            "Nurse to hall, by phone, 9 June 2024 \u{2013} Will Orr",
            "handed on to the gardens, July 2024 \u{2013} Cal Weir",
        ];
        let authors = [
            "PBSW to all, by e-mail, Una Brae",
            "Nurse to hall, by phone, Will Orr",
            "handed on to the gardens, Cal Weir",
        ];
        for dress in ["*", "_"] {
            assert_eq!(check(dress, &lines), authors, "{dress}");
        }
        assert_eq!(check("*", &lines[..2]), [""; 0], "too few");
    }

    #[test]
    fn items_that_hold_their_text() {
        let item = |head: &str| format!("1. {head}\n\n   She dug two beds.\n\n");
        let heads = [
            "**Una Brae** Nurse 14 May 2024",
            "**Will Orr** Officer 9 June 2024",
            "**Cal Weir** Chaplain 1 July 2024",
        ];
        let document = parse(format!("## Work\n\n{}", heads.map(item).concat())).unwrap();
        let authors: Vec<_> = document.units().iter().filter_map(|unit| document.author(unit)).collect();
        assert_eq!(authors, ["Una Brae Nurse", "Will Orr Officer", "Cal Weir Chaplain"]);
        let tasks = heads.map(|head| format!("1. {head}\n")).concat();
        let document = parse(format!("## Work\n\n{tasks}\nShe dug two beds.\n")).unwrap();
        assert!(document.units().iter().all(|unit| document.author(unit).is_none()));
    }

    #[test]
    fn names_that_come_back_behind_a_day_are_of_who_writes() {
        let lines = [
            "14 May 2024 \u{2013} Una Brae \u{2013} visit to the gardens",
            "9 June 2024 \u{2013} Una Brae \u{2013} telephone",
            "1 July 2024 \u{2013} Una Brae",
        ];
        let authors = ["Una Brae, visit to the gardens", "Una Brae, telephone", "Una Brae"];
        assert_eq!(check("**", &lines), authors);
        for other in ["Case Conference", "Kerr House", "Sarah Mills"] {
            let events = lines.map(|line| line.replace("Una Brae", other));
            assert_eq!(check("**", &events.each_ref().map(String::as_str)), [""; 0], "{other}");
        }
    }

    #[test]
    fn parts_of_a_line_with_a_time() {
        let lines = [
            "Garden Trust \u{203a} Una Brae \u{203a} 14 May 2024, 10:20",
            "Garden Trust \u{203a} Una Brae \u{203a} 9 June 2024, 09:05",
            "Garden Trust \u{203a} Una Brae \u{203a} 1 July 2024, 16:40",
        ];
        assert_eq!(check("**", &lines)[0], "Garden Trust \u{203a} Una Brae");
        let days = lines.map(|line| line.rsplit_once(',').unwrap().0.to_owned());
        assert_eq!(check("**", &days.each_ref().map(String::as_str)), [""; 0], "no machine wrote them");
    }

    #[test]
    fn a_name_and_an_office_among_heads() {
        let lines = [
            "Una Brae, nurse, 14 May 2024",
            "Will Orr, tutor, 9 June 2024",
            "Cal Weir, chaplain, 1 July 2024",
            "Ann Leckie, the Sail Loft, 2 July 2024",
            "Ann Leckie, his victim, 3 July 2024",
            "Sarah Mills, contact refused, 4 July 2024",
        ];
        assert_eq!(check("**", &lines)[3..], ["Ann Leckie, the Sail Loft"]);
    }

    #[test]
    fn lines_that_name_nobody_head_nothing() {
        let lines =
            ["Looked over on 14 May 2024, no change", "Looked over on 9 June 2024", "As at 12 July 2024"];
        assert_eq!(check("*", &lines), [""; 0]);
    }
}
