//! Notes of a day: the day stands on a line of its own, and each note below it opens with the time of day and who wrote it,
//! up to a colon: `18:20  Hall officer: …`.
//!
//! That several lines of a plan do so, below more than one day, and that most name somebody by what they do, tells such notes
//! from the plan of a day ("10:00 Gym: …") and from what was said at a time.

use cip_lexicon as lexicon;
use rustc_hash::FxHashMap;

use super::entries;
use super::lines::begins_small;
use super::listing::Listing;
use super::mask;
use super::periods;
use super::side_heads::Note;
use super::signs::Signs;
use super::tables::{Cell, Piece};

/// Least notes, and least days.
const NOTES_MIN: usize = 3;
const DAYS_MIN: usize = 2;
/// Longest stretch from the time to the colon, in bytes, and most words of who wrote.
const WHO_BYTES_MAX: usize = 90;
const WHO_WORDS_MAX: usize = 10;
/// Least words of a text, on the average.
const TEXT_WORDS_MIN: usize = 5;
/// Most lines of a note.
const LINES_MAX: usize = 80;

/// The days of a plan and the notes below them, by their first lines.
#[derive(Debug, Default)]
pub(super) struct Timed(FxHashMap<usize, Is>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Is {
    Day,
    Note,
}

/// What begins at a line of such notes.
pub(super) enum Entry<'a> {
    Day,
    Note(Note<'a>),
}

/// The time with which a note opens, who wrote it, and the first words of its text.
#[derive(Clone, Copy)]
struct Opening<'a> {
    time: &'a str,
    who: &'a str,
    text: &'a str,
}

impl Timed {
    pub(super) fn of(listing: &Listing<'_>, stops: &[bool]) -> Self {
        let mut found = Self::default();
        let (mut at, mut days, mut notes, mut named, mut words) = (0, 0, 0, 0, 0);
        while at < listing.len() {
            let below = if is_day(listing, at) { below(listing, at, stops) } else { Vec::new() };
            if below.is_empty() {
                at += 1;
                continue;
            }
            found.0.insert(at, Is::Day);
            days += 1;
            for (first, note) in &below {
                found.0.insert(*first, Is::Note);
                notes += 1;
                named += usize::from(note.head.last().is_some_and(names_somebody));
                words += note.text.iter().flatten().flat_map(|piece| piece.text.split_whitespace()).count();
            }
            at = below.last().map_or(at + 1, |(_, note)| note.end);
        }
        let enough = days >= DAYS_MIN && notes >= NOTES_MIN && words >= notes * TEXT_WORDS_MIN;
        if enough && named * 4 >= notes * 3 { found } else { Self::default() }
    }

    /// Whether a line is a day, or opens a note of it, whatever it might be by itself.
    pub(super) fn has(&self, at: usize) -> bool {
        self.0.contains_key(&at)
    }

    /// What begins at a line, and the line behind it.
    pub(super) fn find<'a>(
        &self,
        listing: &Listing<'a>,
        at: usize,
        stops: &[bool],
    ) -> Option<(Entry<'a>, usize)> {
        match self.0.get(&at)? {
            Is::Day => Some((Entry::Day, at + 1)),
            Is::Note => {
                let note = note(listing, at, stops)?;
                let end = note.end;
                Some((Entry::Note(note), end))
            }
        }
    }
}

/// Whether a line is a day with its year and nothing else.
fn is_day(listing: &Listing<'_>, at: usize) -> bool {
    let line = listing.line(at);
    if !listing.is_words(at) || !line.holds(Signs::FIGURE) {
        return false;
    }
    let text = line.text.trim_end_matches(':');
    mask::date(text) == text.len() && !text.is_empty() && entries::has_year(text)
}

/// The notes right below a day; none where somebody of the person's or who was wronged is said to speak.
fn below<'a>(listing: &Listing<'a>, day: usize, stops: &[bool]) -> Vec<(usize, Note<'a>)> {
    let mut notes = Vec::new();
    let mut at = day + 1;
    while listing.is_words(at) && listing.printed[at].gap < 2 {
        let Some(note) = note(listing, at, stops) else { break };
        let end = note.end;
        notes.push((at, note));
        at = end;
    }
    let spoke = |note: &Note<'_>| note.head.iter().flatten().any(|piece| is_of_others(piece.text));
    if notes.iter().any(|(_, note)| spoke(note)) { Vec::new() } else { notes }
}

/// Whether words name somebody who is no member of staff, or other matters than notes.
pub(super) fn is_of_others(who: &str) -> bool {
    let lists = [&lexicon::NOT_OF_STAFF, &lexicon::OTHER_MATTERS];
    who.split(|c: char| !c.is_alphanumeric()).any(|word| lists.iter().any(|list| list.has(word)))
}

fn names_somebody(who: &Cell<'_>) -> bool {
    who.iter().any(|piece| entries::is_author(piece.text))
}

/// The note that opens with a line.
fn note<'a>(listing: &Listing<'a>, at: usize, stops: &[bool]) -> Option<Note<'a>> {
    let Opening { time, who, text } = opening(listing, at)?;
    let piece = |text| vec![Piece { at, text }];
    let indent = listing.line(at).indent;
    let mut cell = piece(text);
    let mut end = at + 1;
    let goes_on = |at: usize| {
        listing.is_words(at)
            && (listing.printed[at].gap == 0 || listing.printed[at].turn)
            && !stops[at]
            && listing.line(at).indent >= indent
            && opening(listing, at).is_none()
            && !is_day(listing, at)
    };
    while end < at + LINES_MAX && goes_on(end) {
        cell.push(Piece { at: end, text: listing.text(end) });
        end += 1;
    }
    Some(Note { head: vec![piece(time), piece(who)], remark: Cell::new(), text: vec![cell], end })
}

/// The opening of a note: a time of day, who wrote, a colon.
fn opening<'a>(listing: &Listing<'a>, at: usize) -> Option<Opening<'a>> {
    let line = listing.line(at);
    if !line.holds(Signs::FIGURE) || !line.holds(Signs::COLON) {
        return None;
    }
    let time = periods::time(line.text);
    if time == 0 || mask::date(line.text) > 0 {
        return None;
    }
    let (time, rest) = line.text.split_at(time);
    let rest = rest.trim_start_matches([' ', '\t', ',', '-', '\u{2013}', '\u{2014}']);
    let near = &rest[..rest.floor_char_boundary(WHO_BYTES_MAX)];
    let (who, _) = near.split_once(": ")?;
    let text = rest[who.len() + 1..].trim_start();
    let is_who = who.starts_with(char::is_uppercase)
        && who.split_whitespace().count() <= WHO_WORDS_MAX
        && !mask::has_figure(who)
        && !who.contains(['.', ';', '?', '!', '"'])
        && who.split_whitespace().all(is_of_name);
    // "09:00  Escort officer: to fetch him from the hall" is of what is to be.
    (is_who && !text.is_empty() && !begins_small(text)).then_some(Opening { time, who, text })
}

/// Whether a word may stand in who wrote: with a capital, or a small one that links others or is a role.
fn is_of_name(word: &str) -> bool {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    bare.starts_with(char::is_uppercase)
        || bare.is_empty()
        || entries::is_role_word(bare)
        || lexicon::HEAD_LINKS.has(bare)
        || lexicon::FURTHER_LINKS.has(bare)
}

#[cfg(test)]
mod tests {
    use super::super::read;

    fn check(text: &str) -> String {
        read(text, "text/1").unwrap().text
    }

    fn days(first: [&str; 2], second: [&str; 2]) -> String {
        let note = |who: &str, time: &str| {
            format!("  {time}  {who}: She mended two nets on the quay and\n         hung them up.\n")
        };
        let day = |day: &str, [one, other]: [&str; 2]| {
            format!("{day}\n{}{}\n", note(one, "09:30"), note(other, "16:15"))
        };
        let days = [day("Thursday 14 March 2024", first), day("Friday 15 March 2024", second)].concat();
        check(&format!("NETS\n\nShe mends nets.\n\n{days}BOATS\n\nShe rows.\n"))
    }

    #[test]
    fn who_and_the_time_open_notes_below_their_day() {
        let read = days(["Quay Officer", "Nurse"], ["Eye Clinic (Kirk Hospital)", "Quay Officer"]);
        let first = "###### Thursday 14 March 2024\n\n###### 09:30, Quay Officer\n\nShe mended two nets on the quay and hung \
                     them up.\n\n###### 16:15, Nurse\n";
        assert!(read.contains(first), "{read}");
        assert_eq!(read.matches("######").count(), 6, "{read}");
    }

    #[test]
    fn what_is_planned_for_a_day_and_who_was_heard_are_no_notes() {
        for whos in [["Gym", "Library"], ["Prisoner", "Quay Officer"]] {
            let read = days(whos, whos);
            assert!(!read.contains("######"), "{read}");
        }
    }
}
