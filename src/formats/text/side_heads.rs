//! Notes with side heads: when and who in a column at the left, the text in a column of its own at the right, which hangs
//! below its first line. The column of the text comes back, note by note; its first line may leave no gap before it.

use std::ops::Range;

use cip_lexicon as lexicon;
use rustc_hash::{FxHashMap, FxHashSet};

use super::entries::{has_year, is_role_word};
use super::lines::{Segment, ends_sentence};
use super::listing::Listing;
use super::mask::has_figure;
use super::signs::Signs;
use super::stamps::date_with_year;
use super::tables::{Cell, Piece};
use super::timed::is_of_others;

/// Least notes whose text hangs in the same column.
const NOTES_MIN: usize = 3;
/// Least columns from the day to the text, and most.
const SIDE_COLUMNS: Range<usize> = 12..60;
/// Most words of a side head, and most lines of it.
const HEAD_WORDS_MAX: usize = 12;
const HEAD_LINES_MAX: usize = 4;
/// Most words of the name of a column.
const NAME_WORDS_MAX: usize = 5;
/// Least words of a text, on the average.
const TEXT_WORDS_MIN: usize = 6;

/// A note with its side head.
#[derive(Debug)]
pub(super) struct Note<'a> {
    /// Part by part.
    pub(super) head: Vec<Cell<'a>>,
    /// Of which kind it is, as far as that is said apart from who wrote.
    pub(super) remark: Cell<'a>,
    /// Paragraph by paragraph.
    pub(super) text: Vec<Vec<Piece<'a>>>,
    pub(super) end: usize,
}

/// The columns at which side heads and their texts begin in a plan.
#[derive(Debug, Default)]
pub(super) struct Columns {
    columns: Vec<(usize, usize)>,
    /// The lines with the names of these columns, and whether they were said before.
    names: FxHashMap<usize, bool>,
}

impl Columns {
    /// Those in which enough notes stand.
    pub(super) fn of(listing: &Listing<'_>, stops: &[bool]) -> Self {
        let mut notes: FxHashMap<(usize, usize), (usize, usize, usize)> = FxHashMap::default();
        for at in (0..listing.len()).filter(|at| !stops[*at] && opens(listing, *at)) {
            let Some(text) = hanging(listing, at) else { continue };
            let column = (listing.line(at).indent, text);
            let Some(note) = note(listing, at, column, stops) else { continue };
            let words = note.text.iter().flatten().map(|piece| piece.text.split_whitespace().count());
            let (count, all, told) = notes.entry(column).or_default();
            (*count, *all) = (*count + 1, *all + words.sum::<usize>());
            *told += usize::from(tells_writer(&note));
        }
        // Who came and did what on a day wrote nothing of it.
        let enough = |(count, words, told): &(usize, usize, usize)| {
            *count >= NOTES_MIN && *words >= count * TEXT_WORDS_MIN && told * 2 > *count
        };
        let mut columns: Vec<_> =
            notes.into_iter().filter(|(_, notes)| enough(notes)).map(|(column, _)| column).collect();
        columns.sort_unstable();
        let mut found = Self { columns, names: FxHashMap::default() };
        found.names = found.names(listing, stops);
        // "DAY / VICTIM", "DUE / OWNER": whoever stands there wrote nothing.
        let of_others = |at: &usize| {
            let title = listing.text(*at);
            is_of_others(title)
                || title.split_whitespace().any(|word| lexicon::LABELS_OF_DAYS_AHEAD.has(word))
        };
        if found.names.keys().any(of_others) { Self::default() } else { found }
    }

    /// The lines right above notes that name their columns: "DATE / STAFF        ENTRY".
    fn names(&self, listing: &Listing<'_>, stops: &[bool]) -> FxHashMap<usize, bool> {
        let mut said = FxHashSet::default();
        let mut names = FxHashMap::default();
        let notes = (1..listing.len()).filter(|at| self.find(listing, *at, stops).is_some());
        for (above, at) in notes.map(|at| (at - 1, at)) {
            if listing.is_words(above) && !stops[above] && are_names(listing, above, at) {
                names.insert(above, !said.insert(listing.text(above)));
            }
        }
        names
    }

    /// Whether a line names the columns of the notes below it, and whether it does so again.
    pub(super) fn names_columns(&self, at: usize) -> Option<bool> {
        self.names.get(&at).copied()
    }

    /// The note that begins at a line.
    pub(super) fn find<'a>(&self, listing: &Listing<'a>, at: usize, stops: &[bool]) -> Option<Note<'a>> {
        if self.columns.is_empty() || !opens(listing, at) {
            return None;
        }
        let here = self.columns.iter().filter(|(indent, _)| *indent == listing.line(at).indent);
        here.filter(|(_, text)| hanging(listing, at).is_none_or(|hanging| hanging == *text))
            .find_map(|column| note(listing, at, *column, stops))
    }
}

/// Whether a side head has a time of day beside the day, a role, or a name with its initial: "BRAE O", "O Brae".
fn tells_writer(note: &Note<'_>) -> bool {
    let mut words = note
        .head
        .iter()
        .flatten()
        .flat_map(|piece| piece.text.split(|c: char| c.is_whitespace() || c == ','));
    let clock = |word: &str| {
        word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit()) && !word.starts_with(['1', '2'])
            || word.contains(':')
    };
    let initial = |word: &str| {
        let letters = word.trim_end_matches('.');
        letters.len() == 1 && letters.starts_with(|c: char| c.is_ascii_uppercase())
    };
    words.any(|word| clock(word) || initial(word) || is_role_word(word.trim_matches(['(', ')'])))
}

/// Whether a line names the columns of the note below it: a title above each, and nothing else.
fn are_names(listing: &Listing<'_>, at: usize, note: usize) -> bool {
    let line = listing.line(at);
    let [first, .., last] = line.segments() else { return false };
    let column =
        hanging(listing, note).or_else(|| listing.line(note).segments().get(1).map(|text| text.start));
    let plain = |segment: &Segment<'_>| {
        !has_figure(segment.text) && segment.text.split_whitespace().count() <= NAME_WORDS_MAX
    };
    listing.printed[note].gap < 2
        && first.start == listing.line(note).indent
        && Some(last.start) == column
        && line.segments().iter().all(plain)
}

/// Whether a line opens with a day and its year.
fn opens(listing: &Listing<'_>, at: usize) -> bool {
    let line = listing.line(at);
    let day = || date_with_year(line.text);
    listing.is_words(at) && line.holds(Signs::FIGURE) && day() > 0 && has_year(&line.text[..day()])
}

/// The column at which the text of a note hangs: where the first line below begins that has nothing at the left.
fn hanging(listing: &Listing<'_>, at: usize) -> Option<usize> {
    let indent = listing.line(at).indent;
    let below = (at + 1..listing.len()).take(HEAD_LINES_MAX).take_while(|at| listing.is_below(*at));
    let column = below.map(|at| listing.line(at).indent).find(|column| *column > indent)?;
    SIDE_COLUMNS.contains(&(column - indent)).then_some(column)
}

/// The note that begins at a line, its side head and its text at these columns.
fn note<'a>(
    listing: &Listing<'a>,
    at: usize,
    (indent, column): (usize, usize),
    stops: &[bool],
) -> Option<Note<'a>> {
    let (side, first) = parted(listing, at, column)?;
    let mut head: Vec<Piece<'a>> = pieces(at, side).collect();
    let mut text = vec![vec![Piece { at, text: first }]];
    let (mut end, mut heads) = (at + 1, 1);
    while end < listing.len() && !stops[end] && listing.is_words(end) && listing.printed[end].gap < 2 {
        let line = listing.line(end);
        if line.indent == column {
            if listing.printed[end].gap > 0 {
                text.push(Vec::new());
            }
            text.last_mut()?.push(Piece { at: end, text: line.text });
        } else if line.indent == indent
            && listing.is_below(end)
            && heads < HEAD_LINES_MAX
            && !opens(listing, end)
        {
            // Who wrote may stand below the day, beside the second line of the text.
            let alone = line.end < column;
            let (side, rest) = if alone { (line.text, "") } else { parted(listing, end, column)? };
            head.extend(pieces(end, side));
            heads += 1;
            text.last_mut()?.extend((!alone).then_some(Piece { at: end, text: rest }));
        } else {
            break;
        }
        end += 1;
    }
    let day = date_with_year(side);
    let who = || {
        std::iter::once(&side[day..]).chain(head.iter().filter(|piece| piece.at > at).map(|piece| piece.text))
    };
    let words = || who().flat_map(str::split_whitespace);
    let named = words().any(|word| word.starts_with(char::is_uppercase) && !has_figure(word));
    let ended = who().any(|words| ends_sentence(words) && !words.ends_with(')'));
    let begins = first.trim_start_matches(['"', '\'', '(', '[', '\u{201c}', '\u{2018}']);
    let begins = begins.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let is_note = named && !ended && begins && words().count() <= HEAD_WORDS_MAX;
    let head = head.into_iter().map(|piece| vec![piece]).collect();
    is_note.then(|| Note { head, remark: Cell::new(), text, end })
}

/// What of a line stands at the left of a column, and what from it on. Where no gap parts them a capital follows a letter.
pub(super) fn parted<'a>(listing: &Listing<'a>, at: usize, column: usize) -> Option<(&'a str, &'a str)> {
    let line = listing.line(at);
    let word = line.words().iter().find(|word| word.end > column)?;
    let from = |word: &Segment<'a>| word.text.as_ptr() as usize - line.text.as_ptr() as usize;
    let byte = if word.start == column {
        from(word)
    } else {
        let inside = word.text.char_indices().nth(column.checked_sub(word.start)?)?.0;
        let (before, behind) = word.text.split_at(inside);
        let glued = before.ends_with(char::is_alphabetic)
            && behind.chars().next().is_some_and(char::is_uppercase)
            && behind.chars().nth(1).is_some_and(char::is_lowercase);
        glued.then_some(from(word) + inside)?
    };
    (byte > 0).then(|| (line.text[..byte].trim_end(), &line.text[byte..]))
}

/// The parts of a side head between gaps.
pub(super) fn pieces(at: usize, side: &str) -> impl Iterator<Item = Piece<'_>> {
    let parts = side.split("  ").flat_map(|part| part.split('\t')).map(str::trim);
    parts.filter(|part| !part.is_empty()).map(move |text| Piece { at, text })
}

#[cfg(test)]
mod tests {
    use super::super::read;

    fn check(text: &str) -> String {
        read(text, "text/1").unwrap().text
    }

    #[test]
    fn the_text_stands_beside_who_and_when() {
        let text = "PLAN\n\nHe is well and works in the yard.\n\n\
            03 MAY 24 0915  BRAE O    He was seen for his hand and it is\n\
            \u{20}                         healing. He sleeps well.\n\
            04 MAY 24 1400  LOWRIEMCKASeen at the gate. He would like to\n\
            \u{20}                         see the yard.\n\
            05 MAY 24 1115  ORR W     Came to the choir and sang with\n\
            \u{20}                         the others, all of it.\n\n\
            The flat is ready.\n";
        let read = check(text);
        let first =
            "###### 03 MAY 24 0915, BRAE O\n\nHe was seen for his hand and it is healing. He sleeps well.\n";
        assert!(read.contains(first), "{read}");
        assert!(read.contains("###### 04 MAY 24 1400, LOWRIEMCKA\n\nSeen at the gate."), "{read}");
        assert!(read.contains("all of it.\n\n---\n\nThe flat is ready."), "{read}");
    }

    #[test]
    fn who_may_stand_below_the_day() {
        let note = |day: u8| {
            format!(
                "0{day}/05/2024        He was seen for his hand and it is\nO Brae, nurse     healing. He sleeps well and has asked\n                  for another look.\n\n"
            )
        };
        let text = format!("PLAN\n\nHe is well.\n\n{}{}{}", note(3), note(4), note(5));
        let read = check(&text);
        assert!(read.contains("###### 05/05/2024, O Brae, nurse\n\nHe was seen for his hand and it is healing. He sleeps well and"), "{read}");
    }

    #[test]
    fn columns_with_names_and_texts_no_longer_than_their_heads() {
        let note = |day: &str, who: &str, job: &str, last: &str| {
            let line = |head: &str, text: &str| format!("{head:<18}{text}\n");
            let seen = line(day, "He was seen for his hand and it is");
            [seen, line(who, "healing. He sleeps well and has"), line(job, last), "\n".to_owned()].concat()
        };
        let long = "asked for another look at it,\n                  today.";
        let part = |number: u8, title: &str, notes: &str| {
            let rule = "-".repeat(60);
            format!("{rule}\nPART {number}.  {title}\n{rule}\nHe is well.\n\nDAY / STAFF       NOTE\n{notes}")
        };
        let yard = [note("4.5.08", "W. Orr", "Quay work", long), note("6.5.08", "Nurse", "(quay)", "gone.")];
        let foot = [note("3.5.08", "O. Brae", "Nurse", "gone."), note("9.5.08", "O. Brae", "Nurse", long)];
        let text = [
            part(1, "His hand", &foot.concat()),
            part(2, "The yard", &yard.concat()),
            part(3, "Boats", &note("7.5.08", "W. Orr", "Quay", long)),
        ];
        let read = check(&text.concat());
        let first = "## PART 1. His hand\n\nHe is well.\n\nDAY / STAFF NOTE\n\n###### 3.5.08, O. Brae, Nurse\n\n\
                     He was seen for his hand and it is healing. He sleeps well and has gone.\n";
        assert!(read.contains(first), "{read}");
        assert!(
            read.contains("## PART 2. The yard\n\nHe is well.\n\n###### 4.5.08, W. Orr, Quay work\n"),
            "{read}"
        );
        assert!(read.contains("###### 6.5.08, Nurse, (quay)\n"), "{read}");
        for names in ["DAY / VICTIM      WHAT", "DUE / OWNER       WHAT"] {
            let read = check(&text.concat().replace("DAY / STAFF       NOTE", names));
            assert!(!read.contains("######"), "{names}: {read}");
        }
    }

    #[test]
    fn days_with_what_happened_are_no_notes() {
        let line = |day: u8| {
            format!(
                "0{day}/05/2024        A window was broken in the workshop and\n                  the yard was shut.\n"
            )
        };
        let text = format!("PLAN\n\nHe is well.\n\n{}{}{}", line(3), line(4), line(5));
        assert!(!check(&text).contains("######"), "{}", check(&text));
    }
}
