//! Records that a system prints a label a line, and whose labels come back record by record: `Text: …`, `Author: …`,
//! `Date: …`, with a colon or with dots that lead from the label to its value.
//!
//! One in which somebody is named who wrote, a day, and a text, each by its own label, is a note, in whichever order they
//! stand. That the same labels come back in the same order tells it from a form. A label that names somebody without saying
//! that they wrote ("owner") does so where a time of day stands beside the day: what somebody is to do by a day has none.
//! Between such notes a record that opens with the label of a part is its title.

use cip_lexicon as lexicon;
use rustc_hash::FxHashMap;

use super::dumps::{Dump, Record};
use super::entries;
use super::fields::Field;
use super::lines::{Line, ends_sentence, is_capitals};
use super::listing::Listing;
use super::mask;
use super::side_heads::Note;
use super::signs::Signs;
use super::tables::{Cell, Piece};
use super::timed::is_of_others;

/// Least records with the same labels: where these say that somebody wrote, and where they only may.
const RECORDS_MIN: usize = 2;
const UNSURE_MIN: usize = 3;
/// Most fields of a record, and most lines.
const FIELDS_MAX: usize = 10;
const LINES_MAX: usize = 200;
/// Longest label, in bytes, and most words of it.
const LABEL_BYTES_MAX: usize = 32;
const LABEL_WORDS_MAX: usize = 3;
/// What leads from a label to its value.
const COLON: &str = ":";
const DOTS: &str = "...";
/// Most words of what counts a record: "Entry 1 of 3".
const COUNT_WORDS_MAX: usize = 4;
/// Most words of who wrote, and of the title of a part.
const WHO_WORDS_MAX: usize = 14;
const TITLE_WORDS_MAX: usize = 10;

/// The records of a plan, by their first lines: where their labels begin.
#[derive(Debug, Default)]
pub(super) struct Returning(FxHashMap<usize, usize>);

/// A label and its value.
type Value<'a> = (Piece<'a>, Cell<'a>);

/// What a label asks for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asks {
    Text,
    Who,
    /// Who wrote, or anybody else.
    Somebody,
    When,
    Time,
    Post,
    Number,
    Else,
}

/// The fields of a note among those of its record.
struct Found {
    text: usize,
    who: usize,
    when: usize,
    sure: bool,
}

impl Returning {
    pub(super) fn of(listing: &Listing<'_>, stops: &[bool]) -> Self {
        let mut notes: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        let (mut parts, mut at) = (Vec::new(), 0);
        while at < listing.len() {
            let Some((values, end)) = record(listing, at, stops) else {
                at += 1;
                continue;
            };
            if let Some(found) = found(&values).filter(|_| !stands_under_other_matters(listing, at)) {
                let least = if found.sure { RECORDS_MIN } else { UNSURE_MIN };
                notes.entry(form(least, &found, &values)).or_default().push(at);
            } else if title(&values).is_some() {
                parts.push(at);
            }
            at = end;
        }
        notes.retain(|form, notes| form.bytes().next().is_some_and(|least| notes.len() >= least.into()));
        let first: Vec<usize> = notes.into_values().flatten().collect();
        if first.is_empty() {
            return Self::default();
        }
        let parts = Some(parts).filter(|parts| parts.len() >= RECORDS_MIN).unwrap_or_default();
        let mut counts: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for at in &first {
            if let Some(count) = count_above(listing, *at) {
                counts.entry(count).or_default().push(*at);
            }
        }
        let mut found: FxHashMap<usize, usize> = first.into_iter().chain(parts).map(|at| (at, at)).collect();
        for at in counts.into_values().filter(|counted| counted.len() >= RECORDS_MIN).flatten() {
            found.remove(&at);
            found.insert(at - 1, at);
        }
        Self(found)
    }

    /// Whether a record begins at a line, whatever that might be by itself.
    pub(super) fn has(&self, at: usize) -> bool {
        self.0.contains_key(&at)
    }

    /// The record that begins at a line.
    pub(super) fn find<'a>(&self, listing: &Listing<'a>, at: usize, stops: &[bool]) -> Option<Dump<'a>> {
        let labels = *self.0.get(&at)?;
        let count = (labels > at).then(|| Piece { at, text: listing.text(at) });
        let (values, end) = record(listing, labels, stops)?;
        let record = match found(&values) {
            Some(found) => note(&values, &found, end),
            None => part(values)?,
        };
        Some(Dump { count, record, end })
    }
}

/// Which labels a note has, and in which order, behind how many of it there are at least.
fn form(least: usize, found: &Found, values: &[Value<'_>]) -> String {
    let mut places = [found.text, found.who, found.when];
    places.sort_unstable();
    let labels = places.map(|at| values[at].0.text.to_lowercase());
    [char::from(least as u8).to_string(), labels.join(COLON)].concat()
}

/// The record whose labels begin at a line, and the line behind it.
fn record<'a>(listing: &Listing<'a>, start: usize, stops: &[bool]) -> Option<(Vec<Value<'a>>, usize)> {
    let indent = listing.line(start).indent;
    let mut values: Vec<Value<'a>> = Vec::new();
    let mut at = start;
    while listing.is_words(at) && at < start + LINES_MAX {
        let (line, near) = (listing.line(at), listing.printed[at].gap == 0 || listing.printed[at].turn);
        if at > start && !near {
            break;
        }
        let aligned = line.indent.abs_diff(indent) < 2;
        if let Some((label, value)) = labelled(line).filter(|_| aligned) {
            let said = |(other, _): &Value<'_>| other.text.eq_ignore_ascii_case(label);
            if values.iter().any(said) || values.len() == FIELDS_MAX {
                break;
            }
            let value = (!value.is_empty()).then_some(Piece { at, text: value });
            values.push((Piece { at, text: label }, value.into_iter().collect()));
        } else {
            // A text may go on at the margin; nothing else does.
            let text = |(label, _): &Value<'_>| lexicon::LABELS_OF_TEXTS.has(label.text);
            let goes_on =
                line.indent > indent + 1 || aligned && !stops[at] && values.last().is_some_and(text);
            let Some((_, value)) = values.last_mut().filter(|_| goes_on) else { break };
            value.push(Piece { at, text: line.text });
        }
        at += 1;
    }
    (!values.is_empty()).then_some((values, at))
}

/// The label with which a line opens, and its value.
fn labelled<'a>(line: &Line<'a>) -> Option<(&'a str, &'a str)> {
    if !line.holds(Signs::COLON) && !line.holds(Signs::DOTS) {
        return None;
    }
    let near = &line.text[..line.text.floor_char_boundary(LABEL_BYTES_MAX)];
    let sign = [COLON, DOTS].into_iter().filter_map(|sign| near.find(sign)).min()?;
    let label = near[..sign].trim_end();
    let led = line.text[sign..].trim_start_matches('.').trim_start_matches(' ');
    let behind = led.strip_prefix(':').unwrap_or(led);
    let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-' | '/');
    let is_label = label.starts_with(char::is_alphabetic)
        && label.chars().all(plain)
        && label.split_whitespace().count() <= LABEL_WORDS_MAX
        && (behind.is_empty()
            || line.text[..line.text.len() - behind.len()].ends_with(' ')
            || behind.starts_with(' '));
    is_label.then(|| (label, behind.trim()))
}

/// The fields that make a record a note.
fn found(values: &[Value<'_>]) -> Option<Found> {
    if values.iter().any(|(label, _)| asks_ahead(label.text)) {
        return None;
    }
    let all = |wanted: Asks| (0..values.len()).filter(move |at| asks(&values[*at]) == wanted);
    let one = |wanted: Asks| {
        let mut all = all(wanted);
        all.next().filter(|_| all.next().is_none())
    };
    let (text, when) = (one(Asks::Text)?, one(Asks::When)?);
    let sure = all(Asks::Who).next().is_some();
    let who = one(if sure { Asks::Who } else { Asks::Somebody })?;
    let filled = [text, who].iter().all(|at| has_letter(&values[*at].1));
    let short =
        words(&values[who].1) <= WHO_WORDS_MAX && !values[who].1.iter().any(|piece| ends_prose(piece.text));
    let written = || lexicon::DAYS_OF_WRITING.has(values[when].0.text);
    let clock =
        || values[when].1.iter().any(|piece| has_clock(piece.text)) || all(Asks::Time).next().is_some();
    (filled && short && (sure || written() || clock())).then_some(Found { text, who, when, sure })
}

/// Whether the last title in capitals or with a number above a line is of what is to be done, or of others' matters.
fn stands_under_other_matters(listing: &Listing<'_>, at: usize) -> bool {
    let is_title = |at: &usize| {
        let text = listing.text(*at);
        let few = text.split_whitespace().count() <= TITLE_WORDS_MAX;
        let counted = text.starts_with(|c: char| c.is_ascii_digit());
        listing.is_words(*at)
            && listing.is_apart(*at)
            && few
            && (is_capitals(text) || counted)
            && mask::find_date(text).is_none()
    };
    let title = (at.saturating_sub(TITLE_LINES_MAX)..at).rev().find(is_title);
    title.is_some_and(|at| is_of_others(listing.text(at)))
}

/// How far above a record its title is looked for.
const TITLE_LINES_MAX: usize = 60;

/// Whether a label asks by when something is to be done, or for another matter than a note.
fn asks_ahead(label: &str) -> bool {
    let words = || label.split(|c: char| !c.is_alphanumeric());
    lexicon::LABELS_OF_DAYS_AHEAD.has(label) && !lexicon::AUTHORS_OF_RETURNING.has(label)
        || words().any(|word| lexicon::OTHER_MATTERS.has(word))
}

/// What the label of a value asks for.
fn asks((label, value): &Value<'_>) -> Asks {
    let label = &*label.text.replace('_', " ").to_lowercase();
    let Some(first) = value.first().filter(|first| !lexicon::NULLS.has(first.text)) else {
        return Asks::Else;
    };
    let days = [&lexicon::DAYS_OF_LOGS, &lexicon::DAYS_OF_WRITING, &lexicon::DAYS_OF_RECORDS];
    if days.iter().any(|list| list.has(label)) {
        return if is_day(first.text) { Asks::When } else { Asks::Else };
    }
    // "Contact: 3 May 2024, 10:15"
    if lexicon::KINDS_OF_NOTE.has(label) && mask::is_date(first.text) && is_day(first.text) {
        return Asks::When;
    }
    if lexicon::LABELS_OF_TEXTS.has(label) {
        return Asks::Text;
    }
    let field = Field { label, value: first.text, start: 0, value_start: 0, spaced: false };
    if lexicon::AUTHORS_OF_RETURNING.has(label) {
        Asks::Somebody
    } else if entries::names_author(&field) || lexicon::AUTHORS_BESIDE_A_TEXT.has(label) {
        Asks::Who
    } else if lexicon::LABELS_OF_TIMES.has(label) {
        Asks::Time
    } else if lexicon::LABELS_OF_POSTS.has(label) {
        Asks::Post
    } else if lexicon::IDS_OF_RECORDS.has(label) {
        Asks::Number
    } else {
        Asks::Else
    }
}

/// Whether a value opens with a day and its year.
fn is_day(value: &str) -> bool {
    let day = mask::date(value);
    day > 0 && entries::has_year(&value[..day])
}

fn has_clock(text: &str) -> bool {
    let clock = |word: &str| word.contains(':') && mask::date_or_time(word) == word.len();
    text.split_whitespace().skip(1).any(clock)
}

fn has_letter(value: &Cell<'_>) -> bool {
    value.iter().any(|piece| piece.text.contains(char::is_alphabetic))
}

fn words(value: &Cell<'_>) -> usize {
    value.iter().map(|piece| piece.text.split_whitespace().count()).sum()
}

/// Whether a text ends as a sentence does, and not with a bracket or an initial: "(nurse)", "Orr A."
fn ends_prose(text: &str) -> bool {
    ends_sentence(text) && !text.ends_with(')') && text.rsplit(' ').next().is_some_and(|last| last.len() > 2)
}

/// The note of a record: when, who wrote and what they are; its text; and what else the record says.
fn note<'a>(values: &[Value<'a>], found: &Found, end: usize) -> Record<'a> {
    let mut head = vec![found.when];
    head.extend((0..values.len()).filter(|at| asks(&values[*at]) == Asks::Time));
    head.push(found.who);
    head.extend((0..values.len()).filter(|at| asks(&values[*at]) == Asks::Post));
    let taken = |at: &usize| *at == found.text || head.contains(at);
    let names = (0..values.len()).filter(taken).map(|at| values[at].0).collect();
    let rest = (0..values.len()).filter(|at| !taken(at)).map(|at| values[at].clone());
    let (beside, others) =
        rest.partition(|value: &Value<'_>| value.1.is_empty() || asks(value) == Asks::Number);
    let parts = head.iter().map(|at| values[*at].1.clone()).collect();
    let note = Note { head: parts, remark: Cell::new(), text: vec![values[found.text].1.clone()], end };
    Record::Note { note, names, beside, others }
}

/// The title of the part that a record opens: its label asks for one, and at most a text stands below it.
fn title<'a>(values: &[Value<'a>]) -> Option<Piece<'a>> {
    let ((label, value), below) = values.split_first()?;
    let [title] = value[..] else { return None };
    let text = |(label, value): &Value<'_>| lexicon::LABELS_OF_TEXTS.has(label.text) && !value.is_empty();
    let is_title = lexicon::LABELS_OF_PARTS.has(label.text)
        && title.text.contains(char::is_alphabetic)
        && title.text.split_whitespace().count() <= TITLE_WORDS_MAX
        && !ends_sentence(title.text);
    (is_title && below.len() < 2 && below.iter().all(text)).then_some(title)
}

/// The part that a record opens.
fn part(values: Vec<Value<'_>>) -> Option<Record<'_>> {
    let title = title(&values)?;
    let names = values.iter().map(|(label, _)| *label).collect();
    let text = values.into_iter().nth(1).map(|(_, text)| text);
    Some(Record::Part { title, names, text })
}

/// What counts the record below it, without its figures: "Entry 1 of 3".
fn count_above(listing: &Listing<'_>, at: usize) -> Option<String> {
    let above = at.checked_sub(1).filter(|above| listing.is_words(*above) && listing.printed[at].gap < 2)?;
    let text = listing.text(above);
    let short = text.split_whitespace().count() <= COUNT_WORDS_MAX && mask::has_figure(text);
    (short && mask::find_date(text).is_none() && labelled(listing.line(above)).is_none())
        .then(|| text.replace(|c: char| c.is_ascii_digit(), ""))
}

#[cfg(test)]
mod tests {
    use super::super::read;

    fn check(text: &str) -> String {
        read(text, "text/1").unwrap().text
    }

    const FIRST: [&str; 3] =
        ["She mends two nets a day.\n           All of it alone.", "O Brae (quay)", "3-May-2024  10:15"];
    const SECOND: [&str; 3] = ["She has a boat.", "W Orr (nurse)", "9-May-2024  11:05"];
    const THIRD: [&str; 3] = ["She sold one.", "O Brae (quay)", "10-May-2024  09:00"];

    /// Records with these labels, each counted above.
    fn records(labels: [&str; 3]) -> String {
        let record = |(at, values): (usize, [&str; 3])| {
            let line = |at: usize| format!("  {:<9}{}\n", labels[at], values[at]);
            format!("  Entry {} of 3\n{}{}{}\n", at + 1, line(0), line(1), line(2))
        };
        let records: Vec<String> = [FIRST, SECOND, THIRD].into_iter().enumerate().map(record).collect();
        check(&format!("NETS\n\nShe mends nets.\n\n{}Entries: 3\n", records.concat()))
    }

    #[test]
    fn who_and_when_stand_below_the_text() {
        let read = records(["Text:", "Author:", "Date:"]);
        let first =
            "###### 3-May-2024  10:15, O Brae (quay)\n\nShe mends two nets a day. All of it alone.\n\n######";
        assert!(read.replace("2024 10", "2024  10").contains(first), "{read}");
        assert!(!read.contains("of 3"), "{read}");
        assert_eq!(read.matches("######").count(), 3, "{read}");
        assert_eq!(records(["Body:", "Owner:", "When:"]).matches("######").count(), 3, "at a time of day");
    }

    #[test]
    fn what_is_to_be_done_is_no_note_at_any_time_of_day() {
        let notes = |title: &str| {
            let record =
                |text: &str, day: u8| format!("Text: {text}\nOwner: W Orr\nWhen: {day} May 2024 09:30\n\n");
            let records = [record("Mend the net.", 3), record("Row out.", 4), record("Sell one.", 5)];
            check(&format!("1. NETS\n\nShe mends nets.\n\n{title}\n\n{}", records.concat()))
        };
        assert_eq!(notes("2. NOTES").matches("######").count(), 3, "{}", notes("2. NOTES"));
        assert!(!notes("2. TASKS").contains("######"), "{}", notes("2. TASKS"));
    }

    #[test]
    fn dots_lead_to_the_values_and_parts_are_records_too() {
        let record = |text: &str, who: &str, day: u8| {
            format!(
                "  kind ....... call\n  body ....... {text}\n  owner ...... {who}\n  when ....... 0{day}-MAY-2024 11:30\n  %\n"
            )
        };
        let part = |title: &str| {
            format!("%%\n\nsection .... {title}\ntext ....... She mends\n             nets.\n\n")
        };
        let text = [
            part("Nets"),
            record("She has two.", "O Brae", 3),
            record("She sold one.", "W Orr", 4),
            part("Boats"),
            record("She has a boat.", "O Brae", 5),
        ];
        let read = check(&text.concat());
        assert!(
            read.contains("## Nets\n\nShe mends nets.\n\n###### 03-MAY-2024 11:30, O Brae\n\nShe has two.\n"),
            "{read}"
        );
        assert!(read.contains("## Boats\n"), "{read}");
    }

    #[test]
    fn records_of_what_is_to_be_done_and_of_others_are_no_notes() {
        for labels in [
            ["Action:", "Owner:", "When:"],
            ["Text:", "Owner:", "Due:"],
            ["Text:", "Struck by:", "Date:"],
            ["Boat:", "Author:", "Date:"],
            ["Text:", "Victim:", "Date:"],
        ] {
            let read = records(labels);
            assert!(!read.contains(", O Brae"), "{read}");
        }
    }
}
