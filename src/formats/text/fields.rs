//! Labels and values on a line: `LABEL: value`, several on a line, dots between them, a colon set apart.

use cip_lexicon as lexicon;

use rustc_hash::{FxHashMap, FxHashSet};

use super::headings;
use super::lines::{Line, columns, is_capitals, length};
use super::mask;
use super::signs::Signs;

/// Most words of a label.
const LABEL_WORDS_MAX: usize = 6;
/// The same of one whose value is a day and nothing else.
const DATED_WORDS_MAX: usize = 10;
/// Most characters of a label.
const LABEL_LENGTH_MAX: usize = 48;
/// Least dots that lead from a label to its value.
const LEADER_DOTS_MIN: usize = 4;
/// Most words that dots lead away from, and to.
const LED_WORDS_MAX: usize = 12;
const LED_VALUE_WORDS_MAX: usize = 4;

/// How much of a line is searched for labels: longer ones are paragraphs.
const LINE_BYTES_MAX: usize = 1_000;

/// A label on a line and what follows it up to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Field<'a> {
    pub(super) label: &'a str,
    pub(super) value: &'a str,
    /// Column of the label.
    pub(super) start: usize,
    /// Column of the value; behind the label where there is none.
    pub(super) value_start: usize,
    /// Whether a gap stands between the two.
    pub(super) spaced: bool,
}

/// The fields of a line and what stands before the first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Fields<'a> {
    pub(super) before: &'a str,
    pub(super) fields: Vec<Field<'a>>,
}

/// What other lines tell of labels.
#[derive(Default)]
struct Known<'k> {
    /// Labels that stand on several lines, or are in capitals.
    labels: FxHashSet<&'k str>,
    /// Columns in which labels stand that open no line.
    columns: FxHashSet<usize>,
}

/// The fields of a line of which nothing else is known.
pub(super) fn of_line<'a>(line: &Line<'a>) -> Fields<'a> {
    find(line, &Known::default())
}

/// Finds the fields of a line. A label opens the line or stands behind a gap, or behind one space where it is `known`
/// from elsewhere in the text or stands where labels stand.
fn find<'a>(line: &Line<'a>, known: &Known<'_>) -> Fields<'a> {
    let text = line.text;
    if let Some(key) = keyed(line) {
        return Fields { before: "", fields: vec![key] };
    }
    if !line.holds(Signs::COLON) {
        return leader(line, false).unwrap_or(Fields { before: text, fields: Vec::new() });
    }
    let mut labels: Vec<(usize, usize, usize)> = Vec::new();
    let mut from = 0;
    let searched = &text[..text.floor_char_boundary(LINE_BYTES_MAX)];
    for (colon, _) in searched.match_indices(':') {
        let follows = text[colon + 1..].chars().next();
        if follows.is_some_and(|c| !c.is_whitespace()) {
            continue;
        }
        let stretch = &text[from..colon];
        let column = |at: usize| columns(&text[..from + at], line.indent);
        let behind = (!labels.is_empty()).then_some((known, &column as &dyn Fn(usize) -> usize));
        let dated = || (from == 0 && is_dated(stretch, &text[colon + 1..])).then_some(0);
        if let Some(start) = label_start(stretch, from == 0, behind).or_else(dated) {
            let label = text[from + start..colon].trim_end();
            labels.push((from + start, dotted(label).unwrap_or(undotted(label).len()), colon));
            from = colon + 1;
        }
    }
    // "SECTION 4: HEALTH"
    if let [(start, length, colon)] = labels[..]
        && headings::is_part(&text[start..start + length], before_gap(text[colon + 1..].trim()))
    {
        labels.clear();
    }
    if labels.is_empty() {
        return leader(line, false).unwrap_or(Fields { before: text, fields: Vec::new() });
    }
    let ends = labels.iter().skip(1).map(|label| label.0).chain([text.len()]);
    let fields = labels.iter().zip(ends).map(|((start, length, colon), end)| {
        field(line, &text[*start..start + length], &text[colon + 1..end])
    });
    Fields { before: text[..labels[0].0].trim_end(), fields: fields.collect() }
}

/// Whether a line is a day behind more words than other labels have: `End of custodial term / release on licence: 3 May 2024`.
fn is_dated(stretch: &str, behind: &str) -> bool {
    let words = stretch.split_whitespace().count();
    words <= DATED_WORDS_MAX
        && stretch.starts_with(char::is_uppercase)
        && !stretch.contains(['.', ',', ';', '"'])
        && mask::is_date(behind.trim())
}

/// Where in the stretch before a colon the label begins; behind another field with what is known of labels, and the
/// column of each place.
fn label_start(
    stretch: &str,
    opens: bool,
    behind: Option<(&Known<'_>, &dyn Fn(usize) -> usize)>,
) -> Option<usize> {
    let body = stretch.trim_end();
    let gap = body.rfind("  ").map(|at| at + 2).into_iter().chain(body.rfind('\t').map(|at| at + 1)).max();
    let start = gap.unwrap_or(0);
    let start = start + body[start..].len() - body[start..].trim_start().len();
    if (opens || gap.is_some()) && is_label(unnumbered(&body[start..])) {
        return Some(start);
    }
    // Behind one space and another field: the longest label that is known, or what stands where labels do.
    let (known, column) = behind?;
    let words: Vec<usize> = body.match_indices(' ').map(|(at, _)| at + 1).collect();
    let words = &words[words.len().saturating_sub(LABEL_WORDS_MAX)..];
    let label = |at: &usize| known.labels.contains(&body[*at..]) && is_label(&body[*at..]);
    // Prose in a value may have a word and a colon there by chance: as in the other rows dots or a space lead to the colon.
    let apart = body.ends_with('.') || body.len() < stretch.len();
    let aligned =
        |at: &usize| apart && known.columns.contains(&column(*at)) && is_of_label(undotted(&body[*at..]));
    words.iter().copied().find(label).or_else(|| words.iter().copied().find(aligned))
}

/// What stands before the first gap.
fn before_gap(text: &str) -> &str {
    text.split("  ").next().unwrap_or(text)
}

/// `RISK_BAND     = HIGH`: a key and its value as a database prints them.
fn keyed<'a>(line: &Line<'a>) -> Option<Field<'a>> {
    let key = line
        .text
        .bytes()
        .take_while(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || *byte == b'_')
        .count();
    let (label, rest) = line.text.split_at(key);
    let value = rest.trim_start_matches(' ').strip_prefix("= ")?;
    let named = (2..=KEY_BYTES_MAX).contains(&key) && label.starts_with(|c: char| c.is_ascii_uppercase());
    named.then(|| Field { spaced: true, ..field(line, label, value) })
}

/// Longest key, in bytes.
const KEY_BYTES_MAX: usize = 32;

/// A label without the dots that lead to its colon: `Supervision level ..`, `Author..`, and one where the word before it is too
/// long to be cut short: `Author.`, but `Tel.`.
fn undotted(label: &str) -> &str {
    let bare = label.trim_end_matches('.');
    let dots = label.len() - bare.len();
    let word = bare.rsplit(' ').next().unwrap_or_default();
    if dots > 1 || dots == 1 && (bare.ends_with(' ') || length(word) > SHORTENED_MAX && !word.contains('.')) {
        bare.trim_end()
    } else {
        label
    }
}

/// Most letters of a word that is cut short before a full stop.
const SHORTENED_MAX: usize = 4;

/// A label without the number that a form gives it: `1.2 Date of birth`.
fn unnumbered(label: &str) -> &str {
    let number = label.len() - label.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').len();
    let parts = label[..number].split('.').filter(|part| !part.is_empty()).count();
    match label[number..].strip_prefix(' ') {
        Some(words) if parts > 1 && number <= NUMBER_BYTES_MAX => words.trim_start(),
        _ => label,
    }
}

/// Longest number of a label, in bytes.
const NUMBER_BYTES_MAX: usize = 6;

/// Length of a label that dots lead away from.
fn dotted(label: &str) -> Option<usize> {
    let bare = label.trim_end_matches(['.', ' ', '\u{2026}']);
    (label.len() >= bare.len() + LEADER_DOTS_MIN && label[bare.len()..].contains("...")).then_some(bare.len())
}

/// Dots that a gap parts from each other, and how the one looks for which alone there was room. Three are an ellipsis.
const DOTS_APART: &str = " . . . .";
const DOT_APART: &str = " . ";
/// Few dots that lead to a value.
const FEW_DOTS: [&str; 2] = [" ... ", " .. "];

/// Where dots that lead to a value begin: `....`, or apart from each other as `. . .`, or as one where others lead beside
/// it.
fn dots(text: &str, beside_led: bool) -> Option<usize> {
    let searched = &text[..text.floor_char_boundary(LINE_BYTES_MAX)];
    let close = searched.find("....");
    // "He waited . . . and left."
    let leads = |at: &usize| {
        let value = text[at + 1..].trim_start_matches(['.', ' ']).chars().next();
        value.is_some_and(|first| !first.is_lowercase())
    };
    let apart = searched.find(if beside_led { DOT_APART } else { DOTS_APART }).filter(leads);
    close.into_iter().chain(apart).min()
}

/// `Name ........ Ann Other`: dots without a colon; others may stand behind it on the line.
fn leader<'a>(line: &Line<'a>, beside_led: bool) -> Option<Fields<'a>> {
    if !line.holds(Signs::DOTS) && !line.text.contains(if beside_led { DOT_APART } else { DOTS_APART }) {
        return None;
    }
    let dots = dots(line.text, beside_led)?;
    let label = line.text[..dots].trim_end();
    let mut fields = Vec::new();
    let mut open = (label, line.text[dots..].trim_start_matches(['.', ' ']));
    while let Some((value, next)) = led_behind(open.1, beside_led) {
        fields.push(field(line, open.0, value));
        open = next;
    }
    let any = !open.1.is_empty() && (!fields.is_empty() || is_label(label) || is_led(label, open.1));
    fields.push(field(line, open.0, open.1));
    let all = fields.len() == 1 || is_label(label);
    (any && all).then_some(Fields { before: "", fields })
}

/// Cuts a value where a gap and another label with dots stand behind it.
fn led_behind(value: &str, beside_led: bool) -> Option<(&str, (&str, &str))> {
    // Beside one that dots lead to, two or three do where the label is long.
    let few = || FEW_DOTS.iter().filter_map(|dots| value.find(dots)).min();
    let dots = dots(value, beside_led).or_else(few)?;
    let before = value[..dots].trim_end();
    let gap = before.rfind("  ")?;
    let label = before[gap..].trim_start();
    let rest = value[dots..].trim_start_matches(['.', ' ']);
    (gap > 0 && is_label(label)).then_some((&value[..gap], (label, rest)))
}

/// Whether dots lead from what is more than a label to a word or two about it: "A. Other, nurse ....... by phone". A
/// figure behind them is a page.
fn is_led(words: &str, value: &str) -> bool {
    let count = |text: &str| text.split_whitespace().count();
    words.starts_with(char::is_uppercase)
        && count(words) <= LED_WORDS_MAX
        && count(value) <= LED_VALUE_WORDS_MAX
        && !words.contains([':', ';', '!', '?', '|', '"'])
        && !mask::has_figure(value)
}

fn field<'a>(line: &Line<'a>, label: &'a str, value: &'a str) -> Field<'a> {
    let column =
        |part: &str| columns(&line.text[..part.as_ptr() as usize - line.text.as_ptr() as usize], line.indent);
    let lead = value.len() - value.trim_start().len();
    let bare = value.trim();
    let value_start = if bare.is_empty() { column(label) + length(label) + 2 } else { column(bare) };
    // Dots between label and colon lead to the value as a gap does.
    let behind = &line.text[label.as_ptr() as usize - line.text.as_ptr() as usize + label.len()..];
    let spaced = lead > 1 || value.starts_with('\t') || behind.trim_start().starts_with("..");
    Field { label, value: bare, start: column(label), value_start, spaced }
}

/// Whether words can be a label.
pub(super) fn is_label(text: &str) -> bool {
    is_of_label(text) && (is_capitals(text) || !text.split_whitespace().any(is_of_sentences))
}

/// The same where their place says that they are no sentence.
fn is_of_label(text: &str) -> bool {
    // Characters take at most four bytes.
    let opens = text.len() <= 4 * LABEL_LENGTH_MAX && text.starts_with(char::is_uppercase);
    opens
        && length(text) <= LABEL_LENGTH_MAX
        && !text.contains([':', ';', '!', ',', '|', '"', '\u{201c}', '\u{201d}', '['])
        && (1..=LABEL_WORDS_MAX).contains(&text.split_whitespace().count())
        && !is_cut_by_stops(text)
        && mask::find_date(text).is_none()
}

/// Whether a full stop ends something inside the words: "He left. Plan" and not "Prison No.", "D.O.B.".
fn is_cut_by_stops(text: &str) -> bool {
    if !text.contains('.') {
        return false;
    }
    text.split_whitespace().rev().skip(1).any(|word| {
        let bare = word.trim_end_matches('.');
        bare.len() < word.len() && length(bare) > 3 && !bare.contains('.')
    })
}

fn is_of_sentences(word: &str) -> bool {
    lexicon::NOT_IN_LABELS.has(word)
}

/// The fields of lines, and the labels that occur on more than one line, or in capitals: where one of these stands behind
/// a single space, it is one too.
pub(super) fn find_all<'a: 'b, 'b>(
    lines: impl Iterator<Item = &'b Line<'a>> + Clone,
) -> (Vec<Fields<'a>>, FxHashSet<&'a str>) {
    let none = Known::default();
    let mut found: Vec<Fields<'a>> = lines.clone().map(|line| find(line, &none)).collect();
    let mut known = Known::default();
    let mut once = FxHashSet::default();
    for field in found.iter().flat_map(|found| &found.fields) {
        if is_capitals(field.label) || !once.insert(field.label) {
            known.labels.insert(field.label);
        }
    }
    known.columns = columns_of_labels(&found);
    // Only behind a field a label stands behind a single space.
    for (found, line) in found.iter_mut().zip(lines.clone()).filter(|(found, _)| !found.fields.is_empty()) {
        *found = find(line, &known);
    }
    find_led(lines.clone(), &mut found);
    find_aligned(lines.clone(), &mut found);
    find_gapped(lines, &mut found);
    (found, known.labels)
}

/// `Parole qual. date   : 1 May 2024`: what no label looks like, between lines whose colons stand in one column.
fn find_aligned<'a: 'b, 'b>(lines: impl Iterator<Item = &'b Line<'a>>, found: &mut [Fields<'a>]) {
    let lines: Vec<&Line<'a>> = lines.collect();
    let colon = |at: usize| {
        let at = lines[at].text.find(" : ").filter(|_| lines[at].holds(Signs::COLON))?;
        Some((at + 1, at))
    };
    for at in 0..lines.len() {
        let Some((behind, end)) = colon(at).filter(|_| found[at].fields.is_empty()) else { continue };
        let text = lines[at].text;
        let label = text[..end].trim_end();
        let same = |other: usize| {
            other < lines.len()
                && lines[other].indent == lines[at].indent
                && !found[other].fields.is_empty()
                && colon(other).is_some_and(|(theirs, _)| theirs == behind)
        };
        let around =
            [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter(|other| same(*other)).count();
        let fits =
            text.starts_with(char::is_uppercase) && label.split_whitespace().count() <= LABEL_WORDS_MAX;
        if fits && around > 0 && label.len() + 1 < behind {
            let field = Field { spaced: true, ..field(lines[at], label, &text[behind + 1..]) };
            found[at] = Fields { before: "", fields: vec![field] };
        }
    }
}

/// Least lines of labels and values in one column that show a form without colons.
const GAPPED_MIN: usize = 6;
/// Most lines of such a form that are no table by themselves.
const GAPPED_RUN_MAX: usize = 2;

/// `WORK PARTY    Gardens`: one or two lines of a form without colons, where its other values stand in that column. More
/// of them are a table.
fn find_gapped<'a: 'b, 'b>(lines: impl Iterator<Item = &'b Line<'a>>, found: &mut [Fields<'a>]) {
    let lines: Vec<&Line<'a>> = lines.collect();
    let parts = |at: usize| match lines[at].segments() {
        [label, value] if found[at].fields.is_empty() => {
            // "PART A  IDENTITY"
            let part = headings::is_part(label.text, value.text);
            // "B.   HEALTH" is a title.
            let letter = label.text.len() < 3 || label.text.ends_with(['.', ')', ']']);
            let fits = is_label(label.text) && !is_marked(label.text) && !part && !letter;
            fits.then_some((label.text, value.text, value.start))
        }
        _ => None,
    };
    let gapped: Vec<Option<(&str, &str, usize)>> = (0..lines.len()).map(parts).collect();
    let mut counts: FxHashMap<(usize, usize), usize> = FxHashMap::default();
    let place = |at: usize| gapped[at].map(|(_, _, column)| (lines[at].indent, column));
    for place in (0..lines.len()).filter_map(place) {
        *counts.entry(place).or_default() += 1;
    }
    let usual =
        |at: usize| place(at).filter(|place| counts.get(place).is_some_and(|count| *count >= GAPPED_MIN));
    let mut at = 0;
    while at < lines.len() {
        let Some(column) = usual(at) else {
            at += 1;
            continue;
        };
        let run = (at..lines.len()).take_while(|at| usual(*at) == Some(column)).count();
        for at in (at..at + run).filter(|_| run <= GAPPED_RUN_MAX) {
            if let Some((label, value, _)) = gapped[at] {
                let field = Field { spaced: true, ..field(lines[at], label, value) };
                found[at] = Fields { before: "", fields: vec![field] };
            }
        }
        at += run;
    }
}

/// Whether words have the mark or the number of an item: `- NAME`, `ACT 02`.
fn is_marked(text: &str) -> bool {
    !text.starts_with(char::is_alphabetic) || mask::has_figure(text)
}

/// Least lines that have a label in one column behind a field, for others to be looked for there.
const ALIGNED_MIN: usize = 3;

/// Columns in which several lines have a label behind a field.
fn columns_of_labels(found: &[Fields<'_>]) -> FxHashSet<usize> {
    let mut counts: FxHashMap<usize, usize> = FxHashMap::default();
    for field in found.iter().flat_map(|found| found.fields.iter().skip(1)) {
        *counts.entry(field.start).or_default() += 1;
    }
    counts.into_iter().filter(|(_, count)| *count >= ALIGNED_MIN).map(|(column, _)| column).collect()
}

/// The fields of lines that have room for fewer dots, in a run of lines with more: `Cell share . LOW`.
fn find_led<'a: 'b, 'b>(lines: impl Iterator<Item = &'b Line<'a>> + Clone, found: &mut [Fields<'a>]) {
    let lines: Vec<&Line<'a>> = lines.collect();
    let dotted = |line: &Line<'_>| !line.holds(Signs::COLON) && line.text.contains(DOT_APART);
    let mut led: Vec<bool> =
        lines.iter().map(|line| dotted(line) && line.text.contains(DOTS_APART)).collect();
    for at in 1..led.len() {
        led[at] |= led[at - 1] && dotted(lines[at]);
    }
    for at in (1..led.len()).rev() {
        led[at - 1] |= led[at] && dotted(lines[at - 1]);
    }
    for at in (0..led.len()).filter(|at| led[*at]) {
        if let Some(fields) = leader(lines[at], true) {
            found[at] = fields;
        }
    }
    for at in 0..lines.len() {
        let open = found[at].fields.is_empty();
        let short =
            led_shortly(lines[at]).filter(|field| open && is_led_around(at, field.value_start, found));
        if let Some(field) = short {
            found[at] = Fields { before: "", fields: vec![field] };
        }
    }
}

/// `Disqualified from driving .. 9 years`: a label so long that two dots, or one, lead to the column of the values.
fn led_shortly<'a>(line: &Line<'a>) -> Option<Field<'a>> {
    let text = &line.text[..line.text.floor_char_boundary(LINE_BYTES_MAX)];
    let dots = text.find(" .")?;
    let rest = text[dots + 1..].trim_start_matches('.');
    let label = &text[..dots];
    (rest.starts_with(' ') && is_of_label(label)).then(|| field(line, label, rest))
}

/// Whether a line right above or below has one field, to whose value dots lead in this column.
fn is_led_around(at: usize, column: usize, found: &[Fields<'_>]) -> bool {
    let around = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
    around.filter_map(|at| found.get(at)).any(|other| match other.fields[..] {
        [field] => field.spaced && field.value_start == column,
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::super::lines::split;
    use super::*;

    fn check(text: &str) -> Vec<(&str, &str)> {
        let lines = split(text);
        let known = Known { labels: FxHashSet::from_iter(["REVIEWED"]), ..Known::default() };
        find(&lines[0], &known).fields.iter().map(|field| (field.label, field.value)).collect()
    }

    #[test]
    fn a_day_behind_many_words() {
        let label = "End of the part / boat home on the tide";
        assert_eq!(check(&format!("{label}: 3 May 2024")), [(label, "3 May 2024")]);
        assert_eq!(check(&format!("{label}: not known yet")), []);
        assert_eq!(check("She was told of it, and of him: 3 May 2024"), []);
    }

    #[test]
    fn fields_of_a_line() {
        assert_eq!(check("NAME:   ANN OTHER     NO: 12"), [("NAME", "ANN OTHER"), ("NO", "12")]);
        assert_eq!(
            check("NEED: LOW  SUPPORT: HIGH REVIEWED: 1/2/24"),
            [("NEED", "LOW"), ("SUPPORT", "HIGH"), ("REVIEWED", "1/2/24")]
        );
        assert_eq!(
            check("1.2 Date of birth: 3/4/85          Prison no: 12"),
            [("1.2 Date of birth", "3/4/85"), ("Prison no", "12")]
        );
        assert_eq!(check("12 May 2024: She came."), []);
        assert_eq!(check("Seen at 10:30 in HALL 3"), []);
        assert_eq!(check("Date of birth : 1 May 1980"), [("Date of birth", "1 May 1980")]);
        assert_eq!(check("Prison No......: 99"), [("Prison No", "99")]);
        assert_eq!(check("Surname ........ Other"), [("Surname", "Other")]);
        assert_eq!(
            check("Name .... Ann Other     Born .... 1 May 1980"),
            [("Name", "Ann Other"), ("Born", "1 May 1980")]
        );
        assert_eq!(check("Sentence ends . . . . 19-NOV-2031"), [("Sentence ends", "19-NOV-2031")]);
        assert_eq!(check("He lied . . . MAPPA knows"), []);
        assert_eq!(check("Cell share . LOW"), []);
        assert_eq!(
            check("A. Other, nurse in charge ..... By phone"),
            [("A. Other, nurse in charge", "By phone")]
        );
        assert_eq!(check("Where he will live, and with whom, after release ..... 4"), []);
        assert_eq!(check("D.O.B.: 1 May"), [("D.O.B.", "1 May")]);
        assert_eq!(check("SECTION 4: HEALTH AND WORK"), []);
        assert_eq!(check("Part B: Where she is to live"), []);
        assert_eq!(check("Section: Works"), [("Section", "Works")]);
        assert_eq!(check("Carer:"), [("Carer", "")]);
    }

    #[test]
    fn one_dot_leads_beside_lines_with_more() {
        let lines = split("Hall . . . . BEECH 2\nCell share . LOW\nWork . . . . GARDENS   Grade . B");
        let (found, _) = find_all(lines.iter());
        let labels: Vec<&str> =
            found.iter().flat_map(|found| &found.fields).map(|field| field.label).collect();
        assert_eq!(labels, ["Hall", "Cell share", "Work", "Grade"]);
    }

    #[test]
    fn a_long_label_leaves_room_for_two_dots() {
        let labels = |long: &str| -> Vec<String> {
            let text =
                format!("Hall ..................... Beech 2\n{long}\nWork ..................... Gardens");
            let lines = split(&text);
            let (found, _) = find_all(lines.iter());
            found.iter().flat_map(|found| &found.fields).map(|field| field.label.to_owned()).collect()
        };
        assert_eq!(labels("Barred from a boat yard .. 9 weeks"), ["Hall", "Barred from a boat yard", "Work"]);
        assert_eq!(labels("He waited for the boat .. It was late"), ["Hall", "Work"]);
    }

    #[test]
    fn colons_in_one_column_show_a_label_like_no_other() {
        let labels = |line: &str| -> Vec<String> {
            let text = format!("Hall of residence    : Beech\n{line}\nWork                 : Gardens");
            let lines = split(&text);
            let (found, _) = find_all(lines.iter());
            found.iter().flat_map(|found| &found.fields).map(|field| field.label.to_owned()).collect()
        };
        let all = ["Hall of residence", "This qual. date", "Work"];
        assert_eq!(labels("This qual. date      : 1 May"), all);
        assert_eq!(labels("He came, and said he would : no more"), [all[0], all[2]]);
    }

    #[test]
    fn labels_in_the_column_of_others() {
        let lines = split(
            "Hall ....: BEECH 2       Work .....: Gardens\n\
             Born ....: 1/5/80        Age ......: 44\n\
             Name ....: OTHER, Ann    Number ...: 12\n\
             Next kin : Bea Other (m) Visits ..: 2\n\
             Officer .: C Adair       This year : None\n",
        );
        let (found, _) = find_all(lines.iter());
        let fields: Vec<(&str, &str)> =
            found.iter().flat_map(|found| &found.fields).map(|field| (field.label, field.value)).collect();
        let lines = split(
            "Hall ....: BEECH 2     Work .....: Yard\nBorn ....: 1/5/80      Age ......: 44\n\
             Name ....: OTHER, Ann  Number ...: 12\nNotes ...: Told by you Officer Adair: do not phone.\n",
        );
        assert_eq!(find_all(lines.iter()).0[3].fields.len(), 1, "a colon in prose");
        assert_eq!(
            fields[6..],
            [("Next kin", "Bea Other (m)"), ("Visits", "2"), ("Officer", "C Adair"), ("This year", "None")]
        );
    }

    #[test]
    fn a_form_without_colons() {
        let rows = "SURNAME       OTHER\nFORENAMES     Ann\nCELL          B 2\nCOURT         Kirk\nWORK          Yard\n";
        let text = format!("{rows}\nHe is well.\n\nSTATUS        Approved\n\nHe is in PRISON    now.\n");
        let lines = split(&text);
        let (found, _) = find_all(lines.iter());
        let fields: Vec<(&str, &str)> =
            found.iter().flat_map(|found| &found.fields).map(|field| (field.label, field.value)).collect();
        assert_eq!(fields, [("STATUS", "Approved")], "five and more are a table");
    }

    #[test]
    fn sentences_are_no_labels() {
        assert_eq!(check("He said: nothing"), []);
        assert_eq!(check("Home. He left. Plan: go"), []);
        assert_eq!(check("12 May 2024 NURSE: well"), []);
    }

    #[test]
    fn columns_of_values() {
        let lines = split("  NAME:   ANN");
        let fields = of_line(&lines[0]).fields;
        assert_eq!((fields[0].start, fields[0].value_start, fields[0].spaced), (2, 10, true));
    }
}
