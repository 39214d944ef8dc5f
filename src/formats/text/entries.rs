//! Heads of entries, as record systems and people write them: who wrote what follows, and when.

use cip_lexicon as lexicon;

use super::fields::{Field, Fields};
use super::lines::{Line, first_word, is_capitals, length};
use super::mask::{self, date_or_time};
use super::signs::Signs;

/// Most words of a head beside its date.
const HEAD_WORDS_MAX: usize = 14;
/// Most words before "by" and who wrote a note.
const NOTE_WORDS_MAX: usize = 5;
/// Longest head in front of text on its line, in bytes.
const HEAD_BYTES_MAX: usize = 140;

/// Least length of the first line of an entry below a head over two lines: what is shorter may be a cell of a table.
const TEXT_LENGTH_MIN: usize = 40;

/// The head of an entry on a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Head<'a> {
    /// Its words.
    pub(super) text: &'a str,
    /// What of the entry stands behind it on its line.
    pub(super) rest: &'a str,
    /// Whether labels or a mark say that it is one.
    pub(super) sure: bool,
    /// How many lines below belong to it: the line is a date alone, and who wrote on it stands on the next.
    pub(super) below: usize,
    /// Whether its form tells it, which stands again and again above text.
    pub(super) formed: bool,
}

/// The head that a line with these fields is or begins with.
pub(super) fn head<'a>(line: &Line<'a>, found: &Fields<'_>) -> Option<Head<'a>> {
    // Every head is dated.
    if !line.holds(Signs::FIGURE) || mask::find_date(line.text).is_none() {
        return None;
    }
    // Who printed a text wrote nothing of it.
    if lexicon::PRINT_WORDS.has(first_word(line.text).trim_end_matches(':')) {
        return None;
    }
    let whole = |sure| Head { text: line.text, rest: "", sure, below: 0, formed: false };
    if is_labelled(found) || is_note_by(line.text) {
        return Some(whole(true));
    }
    // "03/05/2024  10:15  A OTHER (NURSE)  TYPE: Health screen"
    if let [kind] = found.fields[..]
        && lexicon::KINDS_OF_NOTE.has(kind.label)
        && kind.value.split_whitespace().count() <= KIND_WORDS_MAX
        && is_dated(found.before, false)
    {
        // Its parts stay apart, so that the kind is no part of who wrote.
        return Some(Head { formed: true, ..whole(true) });
    }
    let (text, marked) = without_mark(line.text);
    let (text, drawn) = match text.trim_matches(is_drawn) {
        inner if inner.len() < text.len() && text.starts_with("--") => (inner.trim(), true),
        _ => (text, false),
    };
    if let Some((head, rest)) = before_text(text, marked) {
        return Some(Head { text: head, rest, sure: marked, below: 0, formed: false });
    }
    let sure = marked || drawn;
    if !sure && !found.fields.is_empty() {
        return None;
    }
    is_dated(text, sure).then_some(Head { text, rest: "", sure, below: 0, formed: false })
}

/// The head that is a date on a line and its author on the next, above the text of the entry.
pub(super) fn over_two_lines<'a>(date: &'a str, author: &str, text: &str) -> Option<Head<'a>> {
    let is_head = mask::is_date(date) && length(text) >= TEXT_LENGTH_MIN && is_day_and_author(date, author);
    is_head.then_some(Head { text: date, rest: "", sure: false, below: 1, formed: false })
}

/// Whether words name who wrote, whatever the day beside them.
pub(super) fn is_author(who: &str) -> bool {
    is_day_and_author(ANY_DAY, who)
}

/// A day as any.
const ANY_DAY: &str = "1/1/2000";

/// Whether a day and who wrote make the head of an entry together.
pub(super) fn is_day_and_author(day: &str, author: &str) -> bool {
    // "Dear Chairperson" writes nothing.
    let greets = author.split_whitespace().next().is_some_and(|first| lexicon::SALUTATIONS.has(first));
    !greets && !mask::has_figure(author) && is_dated(&format!("{author}, {day}"), false)
}

/// Most words that say of which kind a note is.
const KIND_WORDS_MAX: usize = 8;

/// `ENTRY BY: A OTHER, NURSE   ENTERED: 1 May 2024`.
fn is_labelled(found: &Fields<'_>) -> bool {
    let author = found.fields.iter().any(names_author);
    let date = found.fields.iter().any(|field| mask::find_date(field.value).is_some());
    let all = found.fields.iter().all(is_of_head);
    found.before.is_empty() && author && date && all
}

/// Whether a label asks who wrote the entry.
pub(super) fn names_author(field: &Field<'_>) -> bool {
    let mut words = field.label.split_whitespace();
    let last = words.next_back().unwrap_or("");
    // "By" alone asks for a day as often.
    let by = || last.len() == field.label.len() && mask::find_date(field.value).is_none();
    !field.value.is_empty()
        && (lexicon::AUTHOR_LABELS.has(field.label)
            || last.eq_ignore_ascii_case("by") && by()
            || last.eq_ignore_ascii_case("by") && words.any(|word| lexicon::WRITTEN_LABELS.has(word)))
}

/// Whether a field is one that stands in the head of an entry.
pub(super) fn is_of_head(field: &Field<'_>) -> bool {
    names_author(field) || lexicon::HEAD_LABELS.has(field.label) || lexicon::WAYS_OF_LOGS.has(field.label)
}

/// `Note added by A OTHER (nurse) on 1 May 2024 at 10:15`.
pub(super) fn is_note_by(text: &str) -> bool {
    if text.len() > HEAD_BYTES_MAX {
        return false;
    }
    let text = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')).unwrap_or(text);
    // "1.2.1  Response by A Other on 1 May 2024 at 10:15"
    let bare = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').trim_start();
    let (text, numbered) = (bare, bare.len() < text.len());
    let opens = |word: &str| {
        lexicon::WRITTEN_LABELS.has(word) || lexicon::ANSWERS.has(word) || word.eq_ignore_ascii_case("case")
    };
    let by = |word: &str| word.trim_end_matches(':').eq_ignore_ascii_case("by");
    let before = text.split_whitespace().take_while(|word| opens(word) && !by(word)).count();
    let opens = (1..NOTE_WORDS_MAX).contains(&before) && text.split_whitespace().nth(before).is_some_and(by);
    if !opens || text.split_whitespace().count() > HEAD_WORDS_MAX + 4 || text.ends_with(['.', ';']) {
        return false;
    }
    let Some((day, end)) = mask::find_date(text) else { return false };
    let who = || text[..day].split_whitespace().skip(before + 1);
    // "Reply by Friday 3 May", "Reply by noon on 3 May": by then, and by nobody.
    let named = |word: &str| {
        (word.starts_with(char::is_uppercase) || is_role_word(word.trim_end_matches([',', ')'])))
            && !lexicon::WEEKDAYS.has(word.trim_end_matches(','))
    };
    // A numbered line may be the title of a part.
    let sure = || !numbered || has_clock(&text[end..]) || tells_person(&text[..day]);
    who().any(named) && !who().any(|word| lexicon::BEFORE_DAYS_TO_COME.has(word)) && sure()
}

/// Whether a time of day stands in a text.
fn has_clock(text: &str) -> bool {
    text.split_whitespace().any(|word| word.contains(':') && mask::has_figure(word))
}

/// Whether a text has the role of a person, no field of work, or an initial.
fn tells_person(text: &str) -> bool {
    words(text).any(|word| is_role_word(word) && !lexicon::HEAD_FIELDS.has(word) || is_initial(word))
}

/// Whether a word is one by which roles are named.
pub(super) fn is_role_word(word: &str) -> bool {
    lexicon::HEAD_ROLES.has(word) || lexicon::FURTHER_ROLES.has(word)
}

/// Whether the whole text is a date with capitalised or role words around it.
fn is_dated(text: &str, sure: bool) -> bool {
    if text.len() > HEAD_BYTES_MAX || text.ends_with(['.', ';', '?', '!', ',']) {
        return false;
    }
    let Some((start, end)) = mask::find_date(text) else { return false };
    // "Held 12.05.24. Present: A Other, B Other" opens a minute.
    if text[end..].starts_with(". ") && text[end..].contains(':') {
        return false;
    }
    if !has_year(&text[start..end]) {
        return false;
    }
    let (mut count, mut worded) = (0, false);
    let (mut named, mut report, mut initial) = (sure, false, false);
    let (mut before, mut described) = ("", false);
    let mut around = words(&text[..start]).chain(words(&text[end..])).peekable();
    while let Some(word) = around.next() {
        let bare = without_genitive(word);
        let capital = word.starts_with(char::is_uppercase);
        let number = !capital && is_number(word);
        // Of a head that has a role, a capitalised word tells no more.
        let role =
            !(number || named && capital) && (is_role_word(bare) || bare.split(['-', '/']).any(is_role_word));
        let titled = || lexicon::HEAD_TITLES.has(bare);
        let links = || lexicon::HEAD_LINKS.has(bare) || lexicon::FURTHER_LINKS.has(bare);
        let usual = capital || number || role || links() || titled();
        // "Prison housing adviser": what is no role says of which kind the one behind it is.
        if !usual && !around.peek().is_some_and(|next| is_role_word(without_genitive(next))) {
            return false;
        }
        described |= !usual;
        let barred = !sure && lexicon::NOT_IN_HEADS.has(bare);
        if barred && !titled() {
            return false;
        }
        let name = |word: &str| length(word) > 2 && word.starts_with(char::is_uppercase);
        initial |= count > 0
            && (is_initial(before) && name(word) || is_initial(word) && name(before) && is_capitals(before));
        report |= barred;
        named |= role;
        worded |= !number;
        count += 1;
        before = word;
    }
    (1..=HEAD_WORDS_MAX).contains(&count)
        && (named && !report && !described || initial)
        && worded
        // A head has one date.
        && mask::find_date(&text[end..]).is_none()
}

/// "officer's" without its ending.
fn without_genitive(word: &str) -> &str {
    let stem = word.strip_suffix(['s', 'S']).and_then(|stem| stem.strip_suffix(['\'', '\u{2019}']));
    stem.unwrap_or(word)
}

/// The words of a text, times and what stands behind them left out.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']' | ',' | '/'))
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '.').trim_end_matches('.'))
        .filter(|word| {
            let timed = date_or_time(word) == word.len();
            !word.is_empty() && !timed && !lexicon::BEHIND_A_TIME.has(word)
        })
}

/// Whether a date has its year: heads do, sentences often not.
pub(super) fn has_year(date: &str) -> bool {
    let groups = date.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty());
    let (mut count, mut long) = (0, false);
    groups.for_each(|group| (count, long) = (count + 1, long || group.len() == 4));
    // "12 May 24"
    let month = date.contains(char::is_alphabetic);
    long || count > 2 || date.contains(['\'', '\u{2019}']) || count == 2 && (month || date.contains('-'))
}

/// "A", "A." or "A.B.".
fn is_initial(word: &str) -> bool {
    let single = |part: &str| length(part) == 1 && part.starts_with(char::is_uppercase);
    word.trim_end_matches('.').split('.').all(single)
}

fn is_number(word: &str) -> bool {
    length(word) < 6 && word.chars().all(|c| c.is_ascii_digit())
}

/// A head in front of text on the same line, up to a colon, or up to a dash where a mark says that it is a head.
fn before_text(text: &str, marked: bool) -> Option<(&str, &str)> {
    let searched = &text[..text.floor_char_boundary(HEAD_BYTES_MAX)];
    let colon = searched.match_indices(':').map(|(at, _)| at + 1);
    let dash = [" - ", " \u{2013} ", " \u{2014} "].into_iter().filter(|_| marked);
    let dash = dash.flat_map(|sign| searched.match_indices(sign).map(|(at, sign)| at + sign.len()));
    let mut ends: Vec<usize> = colon
        .chain(dash)
        .filter(|end| text[*end..].starts_with(char::is_whitespace) || text[..*end].ends_with(' '))
        .collect();
    ends.sort_unstable();
    ends.into_iter().find_map(|end| {
        let (head, rest) = (text[..end].trim_end(), text[end..].trim_start());
        let words = head.trim_end_matches([':', '-', ' ', '\u{2013}', '\u{2014}']);
        let head = if marked { words } else { head };
        (!rest.is_empty() && is_dated(words, marked)).then_some((head, rest))
    })
}

/// Whether a line opens with what may be the head of an entry, up to a colon or a dash: it goes on with no sentence above.
pub(super) fn opens_with_head(line: &Line<'_>) -> bool {
    let text = line.text;
    if !line.holds(Signs::FIGURE) || !text.starts_with(char::is_uppercase) {
        return false;
    }
    let searched = &text[..text.floor_char_boundary(HEAD_BYTES_MAX)];
    let ends = [": ", " - ", " \u{2013} ", " \u{2014} "].into_iter().filter_map(|sign| searched.find(sign));
    ends.min().is_some_and(|end| is_dated(&searched[..end], false))
}

/// Whether a line opens with a day, or what stands for one, that a gap, its only one, sets off from its text: "6 Feb   Seen
/// today.", "same day   And again.", "March   The choir sang."
pub(super) fn opens_with_day(line: &Line<'_>) -> bool {
    let [day, text] = line.segments() else { return false };
    let begins = text
        .text
        .trim_start_matches(['"', '\'', '(', '\u{2018}', '\u{201c}'])
        .starts_with(char::is_uppercase);
    let month = day.text.trim_end_matches('.');
    begins && (mask::is_date(day.text) || lexicon::THE_SAME_DAY.has(day.text) || is_month(month))
}

/// "March", "Sept".
fn is_month(word: &str) -> bool {
    let short = |name: &&'static str| {
        word.len() > 2 && name.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
    };
    word.starts_with(char::is_uppercase) && lexicon::MONTHS.iter().any(|name| short(&name))
}

/// A text without the mark that opens entries: ">>", "**", "##".
fn without_mark(text: &str) -> (&str, bool) {
    let bare = text.trim_start_matches(['>', '\u{bb}', '#', '=', '*', '\u{25ba}', '\u{25b6}']);
    let mark = length(&text[..text.len() - bare.len()]);
    if (2..=6).contains(&mark) || mark == 1 && text.starts_with(['\u{bb}', '\u{25ba}', '\u{25b6}']) {
        (bare.trim_start(), true)
    } else {
        (text, false)
    }
}

fn is_drawn(c: char) -> bool {
    matches!(c, '-' | '=' | '*' | '\u{2013}' | '\u{2014}' | ' ')
}

#[cfg(test)]
mod tests {

    use super::super::fields;
    use super::super::lines::split;
    use super::*;

    fn check(text: &str) -> Option<(&str, &str)> {
        let lines = split(text);
        head(&lines[0], &fields::of_line(&lines[0])).map(|head| (head.text, head.rest))
    }

    #[test]
    fn heads_alone_on_their_line() {
        for text in [
            "ENTRY BY: A OTHER, HOUSING          ENTERED: 14 Feb 2024",
            "Author: A Other     Date: 14/02/2024    Role: Nurse",
            "ENTERED: 14/02/2024   BY: A OTHER, NURSE",
            "18/10/2021  OTHER A  ADDICTIONS NURSE",
            "18/10/2021  A Other  Prison money adviser  Kirk Team",
            "18/10/2021  DC A Other  Boat yard manager",
            "18/10/2021  10:15  A OTHER (NURSE)  TYPE: Health screen",
            "CBSW, A. Other, 18 August 2020",
            "14/02/2024 10:32 OTHER, A (PBSW)",
            "[14/02/2024 10:32] Ann Other (personal officer)",
            "Note added by AOTHER on 12/03/2024 at 10:22",
            "1.2 Response by Ann Other on 12/03/2024 at 10:22",
            "1.2 Response by the quay nurse on 12/03/2024",
            "Entered by A Other (psychologist), 3 May 2021",
            "24 February 2021 PBSW",
            "Hall officer's report, A. Other, 1 November 2021",
            "2 November 2021, Family contact officer (A. Other)",
        ] {
            assert_eq!(check(text), Some((text, "")), "{text}");
        }
        assert_eq!(check("--- 12/03/2024 A OTHER, PBSW ---"), Some(("12/03/2024 A OTHER, PBSW", "")));
    }

    #[test]
    fn heads_before_text() {
        assert_eq!(
            check(">>HOPE CENTRE 14-11-21 (A Other) - Met him."),
            Some(("HOPE CENTRE 14-11-21 (A Other)", "Met him."))
        );
        assert_eq!(
            check("12 March 2019 - PBSW (A. Other): He came."),
            Some(("12 March 2019 - PBSW (A. Other):", "He came."))
        );
        assert_eq!(
            check("Nurse, A. Other, 2 May 2020: He came."),
            Some(("Nurse, A. Other, 2 May 2020:", "He came."))
        );
    }

    #[test]
    fn whom_a_letter_greets_wrote_nothing() {
        assert!(is_day_and_author("3 May 2024", "Chairperson, A. Other"));
        assert!(!is_day_and_author("3 May 2024", "Dear Chairperson, A. Other"));
    }

    #[test]
    fn dated_lines_that_are_no_heads() {
        for text in [
            "12 May 2024 - home visit by the nurse",
            "Reply by 12 May 2024",
            "Reply by Friday 12 May 2024",
            "Reply by noon on 12 May 2024",
            "Reply by end May 2024",
            "Response by Boats due on 12 May 2024",
            "1.2 Update by Social Boats 12 May 2024",
            "ICM Case Conference - 10 Oct 2023",
            "MINUTE OF CASE CONFERENCE HELD 08/03/2023",
            "06/11/2023               LENGTH OF STAY",
            "20/09/2021  LS/CMI    A OTHER  19    20/09/2022",
            "On 3 May 2023 Ann Other came",
            "He saw the nurse on 3 May 2023.",
            "Reviewed by: A Other",
            "Nurse's report 3 May 2024",
            "RISK SUMMARY: HIGH  PBSW 14/02/2024",
            "ENTERED: 14/02/2024   BY: 1/3/2024",
        ] {
            assert_eq!(check(text), None, "{text}");
        }
    }
}
