//! Notes that open with their day and end with who wrote them: "3/4/24 - Seen twice. Asked about his boat. A Orr, nurse".
//!
//! Takes a document, gives the voices of such paragraphs. Their year may stand on a line above them. The form has to come
//! back: a paragraph alone may open with a day and end with a name for other reasons, unless the plan names elsewhere who
//! that is. Where most notes of a section are signed so, one that is not was written on its day, nobody knows by whom.

use std::ops::Range;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::voices::{Voice, may_stand_in_lead, tells_who};
use crate::document::reading::{body, plain};
use crate::document::{Block, BlockKind, DateAt, Document, UnitKind, is_initials};
use crate::lexicon;
use crate::text::dates::month;
use crate::text::{Token, TokenKind, Words};

/// A note of this form.
#[derive(Debug)]
pub(super) struct Note {
    /// How many of its first tokens, its running number aside, are its day.
    pub(super) tokens: usize,
    pub(super) voice: Voice,
    /// The unit that is its signature.
    pub(super) signature: Option<u32>,
}

/// Least notes of this form in a plan.
const NOTES_MIN: usize = 3;
/// Longest signature, in tokens, and most words of the name in it.
const SIGNATURE_TOKENS_MAX: usize = 14;
const NAME_WORDS_MAX: usize = 5;
/// Least words of a name in which a word for kin is a title.
const KIN_WORDS_MIN: usize = 3;

/// The notes of this form, by block.
pub(super) fn notes(document: &Document) -> FxHashMap<u32, Note> {
    let mut found: Vec<Found> = Vec::new();
    let mut days = Days::default();
    for (index, block) in (0_u32..).zip(document.blocks()) {
        let Some((tokens, day)) = days.opening(document, block) else { continue };
        let lead = bold_lead(document, block.units.start, tokens);
        if let Some((tokens, author)) = lead {
            let voice = Voice { author: Some(author), written: Some(day) };
            let section = document.unit(block.units.start).section;
            let note = Note { tokens, voice, signature: None };
            found.push(Found { block: index, section, below: None, note });
            continue;
        }
        let signature = signature(document, index as usize);
        let author = signature.map(|unit| plain(document.source(), signed_by(document, unit)));
        // "Signed: as above"
        let before = || found.last().and_then(|found| found.note.voice.author.clone());
        let author = author.and_then(|author| if is_same(&author) { before() } else { Some(author) });
        let author = author.map(|author| match document.person(&author) {
            Some(person) => format!("{author} ({person})"),
            None => author,
        });
        let voice = Voice { author, written: Some(day) };
        let section = document.unit(block.units.start).section;
        let below = days.above.map(|(unit, _)| unit);
        // What stands below the signature is another's.
        days.above = days.above.filter(|_| signature.is_none());
        found.push(Found { block: index, section, below, note: Note { tokens, voice, signature } });
    }
    join_paragraphs(&mut found);
    let mut of_section: FxHashMap<u32, (usize, usize)> = FxHashMap::default();
    for Found { section, note, .. } in &found {
        let (signed, all) = of_section.entry(*section).or_default();
        *signed += usize::from(note.voice.author.is_some());
        *all += 1;
    }
    let of_plan = of_section.values().fold((0, 0), |(signed, all), own| (signed + own.0, all + own.1));
    let enough = |(signed, all): (usize, usize)| signed >= NOTES_MIN && signed * 2 >= all;
    let usual = |section: &u32| of_section.get(section).copied().is_some_and(enough);
    let known =
        |note: &Note| note.signature.is_some_and(|unit| document.unit(unit).kind == UnitKind::Signature);
    let signed = |note: &Note| note.voice.author.is_some() && enough(of_plan);
    found.retain(|found| known(&found.note) || signed(&found.note) || usual(&found.section));
    found.into_iter().map(|found| (found.block, found.note)).collect()
}

/// Who stands beside the day in the bold type that opens a note, where it leaves out its year, and how many tokens both take:
/// "**9 March | A. Orr, nurse** – Seen today."
fn bold_lead(document: &Document, unit: u32, day: usize) -> Option<(usize, String)> {
    let text = document.text(document.unit(unit));
    let inner = text.strip_prefix("**")?;
    let end = document.unit(unit).span.start as usize + "**".len() + inner.find("**")?;
    let words = Words::new(document.source(), body(document, document.unit(unit)));
    let lead = words.tokens().partition_point(|token| (token.span.end as usize) <= end);
    let who = Words::new(document.source(), words.tokens().get(day..lead)?);
    let start = (0..who.len()).find(|at| who.is_word(*at))?;
    let who = Words::new(document.source(), &who.tokens()[start..]);
    let tokens = lead + usize::from(!words.is_word(lead) && parts(words, lead));
    (is_name(who) && tokens < words.len()).then(|| (tokens, plain(document.source(), who.tokens())))
}

/// A note that may be of this form.
struct Found {
    block: u32,
    section: u32,
    /// The unit of the day that stands on a line above it.
    below: Option<u32>,
    note: Note,
}

/// Says of all paragraphs below a day who signs the last of them.
fn join_paragraphs(found: &mut [Found]) {
    for at in (1..found.len()).rev() {
        let (before, behind) = found.split_at_mut(at);
        let (Some(one), next) = (before.last_mut(), &behind[0]) else { continue };
        if one.below.is_some() && one.below == next.below && one.note.voice.author.is_none() {
            one.note.voice.author.clone_from(&next.note.voice.author);
        }
    }
}

/// What the days that open notes may leave out: their year stands on a line above them, or the day is that of the note
/// before.
#[derive(Default)]
struct Days {
    section: u32,
    year: Option<i16>,
    last: Option<Date>,
    /// A day that stands on a line of its own above what was written on it, and its unit.
    above: Option<(u32, Date)>,
}

impl Days {
    /// The day that opens a paragraph, and how many tokens it takes with the sign behind it.
    fn opening(&mut self, document: &Document, block: &Block) -> Option<(usize, Date)> {
        let unit = block.units.clone().next().map(|unit| document.unit(unit))?;
        if unit.section != self.section {
            *self = Self { section: unit.section, ..Self::default() };
        }
        let tokens = body(document, unit);
        let words = Words::new(document.source(), tokens);
        if let Some(year) = year_alone(words) {
            (self.year, self.last) = (Some(year), None);
        }
        let prose = matches!(block.kind, BlockKind::Paragraph | BlockKind::Item);
        if !prose || !matches!(unit.kind, UnitKind::Sentence | UnitKind::Item) {
            // A head, a table or a title in between begins something else; who signs ends it.
            self.above = None;
            return None;
        }
        let known = document.entry(unit);
        if block.kind == BlockKind::Item || known.author.is_some() && known.written.is_some() {
            self.above = None;
        }
        let dates = document.dates_in(tokens);
        let Some((day, end)) = self.day(words, dates.first()) else {
            return self.above.map(|(_, day)| (0, day));
        };
        self.above = None;
        if block.units.len() == 1 && words.tokens()[end..].iter().all(|token| token.kind == TokenKind::Sign) {
            (self.above, self.last) = (Some((block.units.start, day)), Some(day));
            return None;
        }
        let end = end + usize::from(!words.is_word(end) && parts(words, end));
        // "3/4/24 - 5/4/24" is a stay.
        let stay = dates.get(1).is_some_and(|(other, _)| other.start == end);
        if stay || end >= words.len() && block.units.len() < 2 {
            return None;
        }
        self.last = Some(day);
        Some((end, day))
    }

    /// The day that words open with, and where it ends.
    fn day(&self, words: Words<'_>, first: Option<&DateAt>) -> Option<(Date, usize)> {
        if let Some((range, value)) = first.filter(|(range, _)| range.start == 0) {
            let new_year = self.year.and_then(|year| Date::new(year, 1, 1).ok());
            let day = value.last_day().or_else(|| value.last_day_from(Some(new_year?)))?;
            return Some((day, range.end));
        }
        let opening = words.tokens().get(..SAME_TOKENS).unwrap_or_default();
        let same = || lexicon::THE_SAME_DAY.has(&plain(words.source(), opening).to_lowercase());
        if let Some(last) = self.last.filter(|_| same()) {
            return Some((last, SAME_TOKENS));
        }
        // "March   The choir sang."
        let month = month(words.text(0)).filter(|_| words.is_capitalised(0) && parts(words, 1))?;
        Some((Date::new(self.year?, month, 1).ok()?.last_of_month(), 1))
    }
}

/// Whether what stands behind a day begins its text: a sign that parts them, or a capital.
fn parts(words: Words<'_>, at: usize) -> bool {
    [".", ":", "-", ","].iter().any(|sign| words.is_sign(at, sign))
        || words.is_word(at) && words.is_capitalised(at)
}

/// "same day".
const SAME_TOKENS: usize = 2;
/// Years that stand on a line of their own.
const YEARS: Range<i16> = 1990..2100;

/// The year that is all that a line has.
fn year_alone(words: Words<'_>) -> Option<i16> {
    let alone = words.len() == 1 || words.len() == 2 && words.is_sign(1, ":");
    words.text(0).parse().ok().filter(|year| alone && YEARS.contains(year))
}

/// The last sentence of a paragraph, or the line below it, where that is a name and no more: it has no stop, and what
/// stands before it has.
fn signature(document: &Document, index: usize) -> Option<u32> {
    let block = &document.blocks()[index];
    let last = block.units.end.checked_sub(1).filter(|last| *last > block.units.start);
    let below = || {
        let next = document.blocks().get(index + 1).filter(|next| next.units.len() == 1)?;
        let section = |block: &Block| document.unit(block.units.start).section;
        // What text stands under that opens with no day is a title of it.
        let under = document.blocks().get(index + 2).filter(|under| section(under) == section(block));
        let titles = under.is_some_and(|under| continues(document, under));
        (!titles && section(next) == section(block) && next.kind == BlockKind::Paragraph)
            .then_some(next.units.start)
    };
    last.filter(|last| signs(document, *last)).or_else(|| below().filter(|below| signs(document, *below)))
}

/// The names that sign paragraphs of a plan, without a day: with how many each signs.
pub(super) fn signers(document: &Document) -> FxHashMap<String, u32> {
    let last =
        document.blocks().iter().filter(|block| block.units.len() > 1).map(|block| block.units.end - 1);
    let mut found = FxHashMap::default();
    for unit in last.filter(|unit| document.dates(*unit).is_empty() && signs(document, *unit)) {
        *found.entry(plain(document.source(), signed_by(document, unit))).or_default() += 1;
    }
    found
}

/// Who signs a paragraph that a head opens, with a name and no day: somebody by initial, rank or job, or who signs again
/// and again. A name alone may be what was said last: "He gave one name. Jean Other".
pub(super) fn signed_apart(
    document: &Document,
    signers: &FxHashMap<String, u32>,
    last: u32,
) -> Option<String> {
    if !document.dates(last).is_empty() || !signs(document, last) {
        return None;
    }
    let name = plain(document.source(), signed_by(document, last));
    let words = Words::new(document.source(), signed_by(document, last));
    let told = (0..words.len()).any(|at| tells_who(words, at));
    let again = signers.get(&name).is_some_and(|count| *count > 1);
    ((told || again) && !is_same(&name)).then_some(name)
}

/// Whether a paragraph is text that opens with no day of its own.
fn continues(document: &Document, block: &Block) -> bool {
    let unit = document.unit(block.units.start);
    let tokens = body(document, unit);
    let words = Words::new(document.source(), tokens);
    let dated = document.dates_in(tokens).first().is_some_and(|(range, _)| range.start == 0);
    let opening = tokens.get(..SAME_TOKENS).unwrap_or_default();
    let same = lexicon::THE_SAME_DAY.has(&plain(document.source(), opening).to_lowercase());
    let other = dated || same || year_alone(words).is_some() || month(words.text(0)).is_some();
    unit.kind == UnitKind::Sentence && block.kind == BlockKind::Paragraph && !other
}

/// Whether a unit signs what stands before it.
fn signs(document: &Document, last: u32) -> bool {
    let words = |unit: u32| Words::new(document.source(), body(document, document.unit(unit)));
    let before = words(last - 1);
    let stopped = (before.len().saturating_sub(2)..before.len())
        .any(|at| [".", "!", "?"].iter().any(|sign| before.is_sign(at, sign)));
    // Of somebody whom the plan names elsewhere the document knows that he signs; a day of its own would be that of the note.
    let known = document.unit(last).kind == UnitKind::Signature && document.dates(last).is_empty();
    let named = document.unit(last).kind == UnitKind::Sentence && {
        let own = signed_by(document, last);
        let marked = own.len() < words(last).len();
        let words = Words::new(document.source(), own);
        let short = || is_surname(words) || are_initials(words) || is_same(&plain(document.source(), own));
        is_name(words) || marked && short()
    };
    stopped && (known || named)
}

/// Who signs, without the sign or the word that says that he does: "- Orr", "(Orr)", "Signed: A. Orr".
fn signed_by(document: &Document, unit: u32) -> &[Token] {
    let (source, all) = (document.source(), body(document, document.unit(unit)));
    let mut tokens = all;
    while let Some((first, rest)) = tokens.split_first() {
        let text = first.span.of(source);
        let opens = matches!(text, "-" | "\u{2013}" | "\u{2014}" | "(" | "[" | "/" | ":")
            || lexicon::SIGNATURE_OPENERS.has(&text.to_lowercase());
        if !opens || rest.is_empty() {
            break;
        }
        tokens = rest;
    }
    let opened = all.first().map_or("", |first| first.span.of(source));
    let closed = tokens.split_last().filter(|(last, rest)| {
        !rest.is_empty() && matches!((opened, last.span.of(source)), ("(", ")") | ("[", "]") | ("/", "/"))
    });
    closed.map_or(tokens, |(_, rest)| rest)
}

/// Whether a signature says that it is that of the note before.
fn is_same(author: &str) -> bool {
    lexicon::THE_SAME_AS_BEFORE.has_in_small(author)
}

/// "AO", where a sign says that it signs.
fn are_initials(words: Words<'_>) -> bool {
    let letters = words.text(0);
    words.len() == 1 && is_initials(letters) && !lexicon::ABBREVIATIONS.has_exactly(letters)
}

/// A surname alone, where a sign says that it signs.
fn is_surname(words: Words<'_>) -> bool {
    let result = words.is_in(0, &lexicon::LEVEL_NAMES) || words.is_in(0, &lexicon::KIN);
    words.len() == 1 && words.is_word(0) && words.is_capitalised(0) && words.text(0).len() > 2 && !result
}

/// Whether words are who somebody is: a name or initials, and behind a comma or in brackets what he does.
fn is_name(words: Words<'_>) -> bool {
    if words.is_empty() || words.len() > SIGNATURE_TOKENS_MAX {
        return false;
    }
    let last = words.len() - 1;
    let initial = |at: usize| words.text(at).len() == 1 && words.is_capitalised(at);
    // "A. Orr", "Ann O."
    let stops = words.is_sign(last, ".") && !(last > 0 && initial(last - 1));
    if stops || !(0..words.len()).all(|at| may_stand_in_lead(words, at)) {
        return false;
    }
    let end = (0..words.len()).find(|at| words.is_sign(*at, ",") || words.is_sign(*at, "("));
    let name = || (0..end.unwrap_or(words.len())).filter(|at| words.is_word(*at));
    let named = |at: usize| words.is_capitalised(at) || tells_who(words, at);
    let numbers = (0..words.len()).any(|at| words.kind(at) == Some(TokenKind::Number));
    // "Positive" and "Guilty" end a note without a stop too.
    let who = (0..words.len()).any(|at| tells_who(words, at)) || name().count() > 1;
    // "Sister Ann Orr" is a nurse.
    let kin = |at: usize| words.is_in(at, &lexicon::KIN) && name().count() < KIN_WORDS_MIN;
    let result = || name().any(|at| words.is_in(at, &lexicon::LEVEL_NAMES) || kin(at));
    let named = (1..=NAME_WORDS_MAX).contains(&name().count()) && name().all(named);
    let no_office = (0..words.len()).any(|at| words.is_in(at, &lexicon::NO_OFFICE));
    !numbers && words.is_capitalised(0) && named && who && !result() && !no_office
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::parse;

    /// Author and day of each note.
    fn check(text: &str) -> Vec<(Option<String>, String)> {
        let document = parse(text.to_owned()).unwrap();
        let mut found: Vec<(u32, Note)> = notes(&document).into_iter().collect();
        found.sort_by_key(|(block, _)| *block);
        let told = found.into_iter().map(|(_, note)| {
            (note.voice.author, note.voice.written.map(|day| day.to_string()).unwrap_or_default())
        });
        told.collect()
    }

    const NOTES: &str = "## Notes\n\n3/4/24 - Asked about his boat. It is in the yard. A. Orr, nurse\n\n\
        4/4/24: Well. He slept. B.Q.\n\n5/5/24. He asked again. The yard is shut. Cal Weir (CSW)\n";

    #[test]
    fn the_day_opens_and_a_name_ends() {
        let named = |name: &str, day: &str| (Some(name.to_owned()), day.to_owned());
        let three = [
            named("A. Orr, nurse", "2024-04-03"),
            named("B.Q.", "2024-04-04"),
            named("Cal Weir (CSW)", "2024-05-05"),
        ];
        assert_eq!(check(NOTES), three);
        for result in ["Drug test at noon. Positive", "Charge of assault. Guilty", "Who is to come. Mother"] {
            let more = format!("{NOTES}\n6/5/24 - {result}\n");
            assert_eq!(check(&more)[3], (None, "2024-05-06".to_owned()), "{result}");
        }
        let more = format!("{NOTES}\n6/5/24 He is glad. (night shift, no name)\n");
        assert_eq!(check(&more)[3], (None, "2024-05-06".to_owned()), "as the others are, by nobody");
    }

    #[test]
    fn the_day_and_who_wrote_may_stand_on_lines_of_their_own() {
        let text = "## Notes\n\n**3 April 2024**\n\nAsked about his boat. It is in the yard.\n\nHe would like to mend it.\n\n\
            Signed: A. Orr, nurse\n\n**May 2024**\n\nWell. He slept.\n\nSigned: as above\n\n2024\n\n\
            Thurs 6 June Rowed out alone. He is glad. - Brae\n\nsame day Rang his gran. She is well. (Officer Weir)\n\n\
            July The choir sang. All came. Signed: Cal Weir, chaplain\n";
        let named = |name: &str, day: &str| (Some(name.to_owned()), day.to_owned());
        let notes = [
            named("A. Orr, nurse", "2024-04-03"),
            named("A. Orr, nurse", "2024-04-03"),
            named("A. Orr, nurse", "2024-05-31"),
            named("Brae", "2024-06-06"),
            named("Officer Weir", "2024-06-06"),
            named("Cal Weir, chaplain", "2024-07-31"),
        ];
        assert_eq!(check(text), notes);
    }

    #[test]
    fn a_note_signed_by_somebody_whom_the_plan_names() {
        let note = "3/4/24 - Asked about his boat. It is in the yard. PO Orr\n";
        assert_eq!(check(&format!("## Notes\n\n{note}")), []);
        let found = check(&format!("## People\n\nOfficer A. Orr has his case.\n\n## Notes\n\n{note}"));
        assert_eq!(found, [(Some("PO Orr".to_owned()), "2024-04-03".to_owned())]);
    }

    #[test]
    fn other_paragraphs_that_open_with_a_day() {
        let two = NOTES.split("\n\n5/5/24").next().unwrap();
        assert_eq!(check(two), [], "the form does not come back");
        let unsigned =
            NOTES.replace("A. Orr, nurse", "He will be seen on Friday").replace("B.Q.", "Next visit soon");
        assert_eq!(check(&unsigned), []);
        let stays = "## Stays\n\n3/4/24 - 5/4/24 Ward.\n\n6/4/24 - 7/4/24 Ward.\n\n8/4/24 - 9/4/24 Ward.\n";
        assert_eq!(check(stays), []);
    }
}
