//! Heads of entries that a plan sets in italic or bold type, each on a line of its own above its text: "*Housing to all, by
//! phone, 3 May 2024 – Ann Other*"; or as the first line of an item of a list that holds its text.
//!
//! What such a line says may be in any words. That several come back, with a day and above text, and tell who wrote by how
//! they open or end, shows that they head; who is only spoken of in one wrote nothing.

use super::heads;
use crate::document::model::{BlockKind, Document, UnitKind};
use crate::lexicon;
use crate::text::Words;

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
        let lines = blocks.iter().filter_map(|block| line(document, *block, mark)).collect();
        turn_lines(document, lines);
    }
    let blocks = 0..document.blocks.len();
    turn_lines(document, blocks.filter_map(|block| item(document, block)).collect());
}

/// Makes heads of those of these lines that name who wrote, where there are enough of them.
fn turn_lines(document: &mut Document, lines: Vec<u32>) {
    let told: Vec<u32> = lines.into_iter().filter(|unit| names_writer(document, *unit)).collect();
    if told.len() >= LINES_MIN {
        document.turn(told, UnitKind::EntryHead);
    }
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
        let document = parse(format!("## Work\n\nHe is well.\n\n{notes}")).unwrap();
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
    fn lines_that_name_nobody_head_nothing() {
        let lines =
            ["Looked over on 14 May 2024, no change", "Looked over on 9 June 2024", "As at 12 July 2024"];
        assert_eq!(check("*", &lines), [""; 0]);
    }
}
