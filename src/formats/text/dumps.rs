//! Records that a system exports a field a line, with the colons below each other: `  written: 2024-05-03`.
//!
//! One with the day of writing, who wrote, and a text is a note; any other is fields. Only a name that says who wrote names
//! the author ("entered by"): whoever else a record names ("staff", "worker", "updated by") may be whom it is about. What the
//! record is counted by stands above it between signs, and what its fields are called are names of columns.

use cip_lexicon as lexicon;
use rustc_hash::FxHashMap;

use super::entries;
use super::fields::Field;
use super::lines::Line;
use super::listing::Listing;
use super::mask;
use super::side_heads::Note;
use super::tables::{Cell, Piece};

/// Least fields of a record, and most lines.
const FIELDS_MIN: usize = 3;
const LINES_MAX: usize = 400;
/// Least records of an export.
const RECORDS_MIN: usize = 3;
/// Most words of what counts a record: "*** row 1 ***".
const COUNT_WORDS_MAX: usize = 3;
/// Least signs on both sides of it.
const COUNT_SIGNS_MIN: usize = 3;
/// Most columns by which a colon, or a name that fills its room, is off.
const OFF_MAX: usize = 2;
/// Least signs behind it where few stand before it: "-[ RECORD 1 ]-------".
const COUNT_TAIL_MIN: usize = 8;
/// What stands between the name of a column and its value.
const SIGNS: [char; 2] = [':', '|'];
/// Longest name of a column, in bytes.
const NAME_BYTES_MAX: usize = 32;
/// The sign stands among so many bytes.
const SIGN_BYTES_MAX: usize = 40;

/// The records of an export, by their first lines.
#[derive(Debug, Default)]
pub(super) struct Dumps(FxHashMap<usize, usize>);

/// A field of a record: its name and its value.
type Value<'a> = (Piece<'a>, Cell<'a>);

/// A record.
pub(super) enum Record<'a> {
    /// A note; the names of its fields, which say nothing, and what stands in others: the machine's, and the plan's.
    Note {
        note: Note<'a>,
        names: Vec<Piece<'a>>,
        beside: Vec<Value<'a>>,
        others: Vec<Value<'a>>,
    },
    Fields(Vec<Value<'a>>),
    /// The title of a part, the labels that say so, and the text below it.
    Part {
        title: Piece<'a>,
        names: Vec<Piece<'a>>,
        text: Option<Cell<'a>>,
    },
}

/// A record with the line that counts it, and the line behind it.
pub(super) struct Dump<'a> {
    pub(super) count: Option<Piece<'a>>,
    pub(super) record: Record<'a>,
    pub(super) end: usize,
}

impl Dumps {
    pub(super) fn of(listing: &Listing<'_>, stops: &[bool]) -> Self {
        let (mut found, mut counted, mut at) = (FxHashMap::default(), 0, 0);
        while at < listing.len() {
            let count = usize::from(is_count(listing, at));
            let end = end(listing, at + count, stops);
            if end > at + count {
                counted += count;
                found.insert(at, end);
            }
            at = end.max(at + 1);
        }
        // Lines of a form have their colons below each other by chance; a record of an export is counted.
        if counted >= RECORDS_MIN && counted * 4 >= found.len() * 3 { Self(found) } else { Self::default() }
    }

    /// The record that begins at a line.
    pub(super) fn find<'a>(&self, listing: &Listing<'a>, at: usize) -> Option<Dump<'a>> {
        let end = *self.0.get(&at)?;
        let counted = is_count(listing, at);
        let count = counted.then(|| Piece { at, text: listing.text(at) });
        let mut values: Vec<Value<'a>> = Vec::new();
        for at in at + usize::from(counted)..end {
            if let Some((name, value)) = name(listing.line(at)) {
                let value = if value.is_empty() { Cell::new() } else { vec![Piece { at, text: value }] };
                values.push((Piece { at, text: name }, value));
            } else {
                let text = listing.text(at).trim_start_matches('|').trim_start();
                values.last_mut()?.1.extend((!text.is_empty()).then_some(Piece { at, text }));
            }
        }
        let record = note(values, end);
        Some(Dump { count, record, end })
    }
}

/// The record that fields make.
fn note(values: Vec<Value<'_>>, end: usize) -> Record<'_> {
    let position = |is: &dyn Fn(&str, &Cell<'_>) -> bool| {
        values.iter().position(|(name, value)| !is_null(value) && is(&words(name.text), value))
    };
    let first = |value: &Cell<'_>| value.first().is_some_and(|piece| mask::date(piece.text) > 0);
    let is_day = |name: &str, value: &Cell<'_>| lexicon::DAYS_OF_RECORDS.has(name) && first(value);
    let is_written = |name: &str, value: &Cell<'_>| is_day(name, value) && !lexicon::DAYS_OF_EVENTS.has(name);
    let when = position(&is_written).or_else(|| position(&is_day));
    let text = position(&|name, _| lexicon::TEXTS_OF_EXPORTS.has(name));
    let (Some(when), Some(text)) = (when, text) else { return Record::Fields(values) };
    let is_author = |name: &Piece<'_>| {
        let label = &words(name.text);
        let named = |value| Field { label, value, start: 0, value_start: 0, spaced: false };
        entries::names_author(&named("-"))
    };
    let mut who: Vec<usize> = (0..values.len()).filter(|at| *at != when && *at != text).collect();
    who.retain(|at| !is_null(&values[*at].1));
    let of_author = |at: usize| lexicon::LABELS_OF_POSTS.has(&words(values[at].0.text));
    let beside = who.iter().copied().filter(|at| of_author(*at)).collect::<Vec<_>>();
    who.retain(|at| is_author(&values[*at].0));
    let days = || values.iter().filter(|(name, value)| is_written(&words(name.text), value));
    let same_day = days().all(|(_, value)| day(value) == day(&values[when].1));
    // Where nobody is named who wrote, whose note it is may be said.
    let unnamed = || values.iter().any(|(name, _)| is_author(name)) && !beside.is_empty();
    // Two who wrote, or two days, and nothing tells whose the text is.
    let one = who.len() == 1 || who.is_empty() && unnamed();
    if !one || !same_day {
        return Record::Fields(values);
    }
    who.extend(beside);
    let head = std::iter::once(when).chain(who.iter().copied()).map(|at| values[at].1.clone()).collect();
    let note = Note { head, remark: Cell::new(), text: vec![values[text].1.clone()], end };
    let taken = |at: &usize| *at == when || *at == text || who.contains(at);
    let names = (0..values.len()).filter(taken).map(|at| values[at].0).collect();
    let rest = (0..values.len()).filter(|at| !taken(at)).map(|at| values[at].clone());
    // Its number, and what is empty, is the machine's; anything else says something.
    let (beside, others) = rest.partition(|(name, value): &Value<'_>| {
        is_null(value) || lexicon::IDS_OF_RECORDS.has(&words(name.text))
    });
    Record::Note { note, names, beside, others }
}

/// The day with which a value opens.
fn day<'a>(value: &Cell<'a>) -> Option<&'a str> {
    value.first().map(|piece| &piece.text[..mask::date(piece.text)])
}

/// The words of the name of a column.
fn words(name: &str) -> String {
    name.replace('_', " ").to_lowercase()
}

/// Whether a value is empty, or what a system exports for that.
fn is_null(value: &Cell<'_>) -> bool {
    match value[..] {
        [] => true,
        [only] => lexicon::NULLS.has(only.text),
        _ => false,
    }
}

/// Where the sign stands behind the name of a column.
fn sign(text: &str) -> Option<usize> {
    text[..text.floor_char_boundary(SIGN_BYTES_MAX)].find(SIGNS)
}

/// The name of a column with which a line opens, and its value.
fn name<'a>(line: &Line<'a>) -> Option<(&'a str, &'a str)> {
    let sign = sign(line.text)?;
    let (name, value) = (&line.text[..sign], &line.text[sign + 1..]);
    let name = name.trim_end();
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | ' ' | '.');
    let is_name = !name.is_empty()
        && name.len() <= NAME_BYTES_MAX
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(plain)
        && name.split(' ').count() <= COUNT_WORDS_MAX;
    (is_name && (value.is_empty() || value.starts_with(' '))).then(|| (name.trim_end(), value.trim()))
}

/// The line behind the fields that begin at a line, whose colons stand in one column, or near it; the line itself where they
/// are none.
fn end(listing: &Listing<'_>, start: usize, stops: &[bool]) -> usize {
    let open = |at: usize| at < listing.len() && listing.is_words(at) && !stops[at] && !is_count(listing, at);
    let colon = |at: usize| {
        let line = listing.line(at);
        name(line).and_then(|_| sign(line.text)).map(|sign| line.indent + sign)
    };
    let (mut end, mut fields, mut column) = (start, 0, None::<usize>);
    while open(end)
        && end - start < LINES_MAX
        && (end == start || listing.printed[end].gap == 0 || listing.printed[end].turn)
    {
        let line = listing.line(end);
        match (colon(end), column) {
            // A name that is too long for its room pushes its colon out.
            (Some(own), Some(column))
                if own.abs_diff(column) <= OFF_MAX || own > column && line.indent <= OFF_MAX =>
            {
                fields += 1;
            }
            (Some(own), None) => (column, fields) = (Some(own), 1),
            (_, Some(column)) if line.indent > column => {}
            // What goes on stands behind a bar of its own.
            (None, Some(column)) if line.indent.abs_diff(column) <= OFF_MAX && line.text.starts_with('|') => {
            }
            _ => break,
        }
        end += 1;
    }
    if fields >= FIELDS_MIN { end } else { start }
}

/// Whether a line counts the record below it, between signs: "*** row 1 ***".
fn is_count(listing: &Listing<'_>, at: usize) -> bool {
    let text = listing.text(at);
    let Some(sign) = text.chars().next().filter(|sign| matches!(sign, '*' | '-' | '=' | '#' | '+')) else {
        return false;
    };
    let words = text.trim_matches(sign);
    let lead = text.len() - text.trim_start_matches(sign).len();
    let tail = text.len() - text.trim_end_matches(sign).len();
    let words = words.trim().trim_matches(['[', ']']).trim();
    (lead >= COUNT_SIGNS_MIN || lead > 0 && tail >= COUNT_TAIL_MIN)
        && tail >= COUNT_SIGNS_MIN
        && (1..=COUNT_WORDS_MAX).contains(&words.split_whitespace().count())
        && words.contains(|c: char| c.is_ascii_digit())
        && listing.heads[at].is_none()
}

#[cfg(test)]
mod tests {
    use super::super::read;

    fn record(number: u8, fields: &[(&str, &str)]) -> String {
        let lines: Vec<String> =
            fields.iter().map(|(name, value)| format!("{name:>12}: {value}\n")).collect();
        format!("********* row {number} *********\n{}", lines.concat())
    }

    #[test]
    fn records_with_who_when_and_a_text_are_notes() {
        let text = [
            "AN EXPORT\n\n".to_owned(),
            record(1, &[("ref", "7"), ("surname", "Other"), ("hall", "Beech")]),
            "\nShe mends nets.\n".to_owned(),
            record(
                1,
                &[
                    ("id", "31"),
                    ("entered", "2024-05-03"),
                    ("entered_by", "O. Brae"),
                    ("agency", "Quay"),
                    ("note", "She mends two nets a day."),
                    ("agreed", "A boat by May"),
                ],
            ),
            record(
                2,
                &[
                    ("id", "32"),
                    ("entered", "2024-05-04"),
                    ("entered_by", "NULL"),
                    ("agency", "Harbour"),
                    ("note", "She has a boat."),
                ],
            ),
            record(
                3,
                &[
                    ("id", "33"),
                    ("date", "2024-04-30"),
                    ("entered", "2024-05-05"),
                    ("entered_by", "W Orr"),
                    ("priority", "1"),
                    ("note", "She sold one."),
                ],
            ),
        ];
        let reading = read(&text.concat(), "text/1").unwrap();
        let read = &reading.text;
        assert!(read.contains("**ref:** 7  \n**surname:** Other  \n**hall:** Beech\n"), "{read}");
        let first =
            "###### 2024-05-03, O. Brae, Quay\n\nShe mends two nets a day.\n\n**agreed:** A boat by May\n";
        assert!(read.contains(first), "{read}");
        assert!(read.contains("###### 2024-05-04, Harbour\n\nShe has a boat.\n"), "{read}");
        let third = "###### 2024-05-05, W Orr\n\nShe sold one.\n\n**date:** 2024-04-30  \n**priority:** 1\n";
        assert!(read.contains(third), "{read}");
        assert!(reading.set_aside.iter().any(|aside| aside.text.contains("31")));
    }

    #[test]
    fn records_whose_values_stand_behind_bars() {
        let record = |number: u8, who: &str| {
            format!(
                "-[ RECORD {number} ]--------------\nnote_id    | 3{number}\nentered_at | 2024-05-0{number} 10:15:00\n\
                 entered_by | {who}\nnote       | She mends two nets\n           |\n           | a day.\n"
            )
        };
        let text = ["AN EXPORT\n\n".to_owned(), record(3, "obrae"), record(4, "worr"), record(5, "obrae")];
        let read = read(&text.concat(), "text/1").unwrap().text;
        assert!(read.contains("###### 2024-05-03 10:15:00, obrae\n\nShe mends two nets a day.\n"), "{read}");
        assert_eq!(read.matches("######").count(), 3, "{read}");
    }

    #[test]
    fn whoever_else_a_record_names_wrote_nothing() {
        let export = |fields: &[(&str, &str)]| {
            let told = ["She mends nets.", "She has a boat.", "She sold one."];
            let record = |at: usize| {
                let day = format!("2024-05-0{}", at + 3);
                let (first, last) = ([("berth", "7"), ("created", &day)], [("note", told[at])]);
                record(at as u8, &[&first, fields, &last].concat())
            };
            let text = [record(0), record(1), record(2)].concat().replace(": ", " | ");
            read(&format!("AN EXPORT\n\n{text}"), "text/1").unwrap().text
        };
        let day = ("created", "2024-05-03");
        assert!(export(&[("created_by", "O Brae")]).contains("###### 2024-05-03, O Brae\n"));
        for name in
            ["staff", "worker", "agency", "officer", "approved_by", "checked_by", "struck_by", "updated_by"]
        {
            let read = export(&[(name, "O Brae")]);
            assert!(!read.contains("######"), "{read}");
        }
        let two_days = export(&[("entered", "2024-06-03"), ("entered_by", "O Brae")]);
        assert!(!two_days.contains("######"), "{two_days}");
        // What nobody is named for is not theirs who wrote the record above.
        let first = record(1, &[day, ("created_by", "O Brae"), ("note", "She mends nets.")]);
        let second = record(2, &[("date", "2024-05-04"), ("berth", "2"), ("note", "She has a boat.")]);
        let third = record(3, &[("date", "2024-05-05"), ("berth", "7"), ("note", "She sold one.")]);
        let mixed = read(&format!("AN EXPORT\n\n{first}{second}{third}"), "text/1").unwrap().text;
        assert!(mixed.contains("###### 2024-05-03, O Brae\n\nShe mends nets.\n\n---\n"), "{mixed}");
        let two_writers = export(&[("created_by", "O Brae"), ("entered_by", "W Orr")]);
        assert!(!two_writers.contains("######"), "{two_writers}");
    }

    #[test]
    fn forms_are_no_export() {
        let form = "Hall: Beech\nWork: Nets\nBoat: None\n\n".repeat(3);
        assert!(!read(&form, "text/1").unwrap().text.contains("######"));
    }
}
