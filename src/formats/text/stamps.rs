//! Heads of entries as a machine writes them: a number, a date, a time, keys and their values, columns of who and
//! where. No word of them need be known: a form of line that stands again and again, always with a date and always
//! above text, is a head.

use std::borrow::Cow;

use cip_lexicon as lexicon;
use rustc_hash::{FxHashMap, FxHashSet};

use super::closing;
use super::drawn;
use super::entries::{self, Head, has_year};
use super::fields::Fields;
use super::furniture::Printed;
use super::lines::{Line, ends_sentence};
use super::mask::{self, date_or_time};
use super::rules::{self, Rule, is_bar};
use super::signs::Signs;

/// Longest head, in bytes.
const HEAD_BYTES_MAX: usize = 160;
/// Least lines of one form.
const FORMS_MIN: usize = 3;
/// Least lines of a form that numbers each, beside another sign of a machine.
const NUMBERED_FORMS_MIN: usize = 2;
/// Least words of a line of text, unless it ends as a sentence does.
const TEXT_WORDS_MIN: usize = 4;
/// How much further in than its head a line of text stands at most.
const INDENT_MAX: usize = 16;
/// Least digits of the number of an entry.
const NUMBER_DIGITS_MIN: usize = 3;

/// A line as its form is taken.
struct Form {
    /// Dates as `@`, numbers as `#`, words as `w`, keys and signs as they are.
    key: String,
    /// What it holds that people's lines rarely do.
    machine: Machine,
    /// Whether it is a date with its year, or holds one.
    dated: bool,
}

/// Signs of a machine.
#[derive(Clone, Copy, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one sign of a machine, and any may stand with any"
)]
struct Machine {
    time: bool,
    /// A number of its own.
    number: bool,
    key: bool,
    /// Bars between several columns.
    bars: bool,
    /// Somebody as lists have them: "OTHER, Ann".
    listed: bool,
}

impl Machine {
    fn any(self) -> bool {
        self.time || self.number || self.key || self.bars || self.listed
    }

    /// Whether nothing but somebody as lists have them shows that a machine wrote it.
    fn only_lists(self) -> bool {
        self.listed && !(self.time || self.number || self.key || self.bars)
    }

    /// Least lines of this form that make it that of heads.
    fn least(self) -> usize {
        if self.number && (self.time || self.key) { NUMBERED_FORMS_MIN } else { FORMS_MIN }
    }
}

/// How many words more a head may have than the longest other of its form.
const WORDS_MORE_MAX: usize = 2;

/// Most lines of labels that are one head.
const HEAD_LINES_MAX: usize = 6;

/// Whether a line is labels and their values, and nothing before them.
fn is_labelled(found: &Fields<'_>) -> bool {
    !found.fields.is_empty() && found.before.is_empty()
}

/// Labels of a head that says who wrote it and when, and nothing beside.
const LABELS_OF_BOTH: usize = 2;

/// Finds the heads that nothing but their form tells and sets them.
pub(super) fn find<'a>(
    printed: &[Printed<'a>],
    rules: &[Option<Rule>],
    fields: &[Fields<'a>],
    heads: &mut [Option<Head<'a>>],
) {
    let line = |at: usize| printed.get(at).filter(|_| rules[at].is_none()).map(|printed| &printed.line);
    let mut forms: FxHashMap<String, (usize, Vec<usize>)> = FxHashMap::default();
    let mut listed: FxHashMap<String, usize> = FxHashMap::default();
    let mut formed = vec![false; printed.len()];
    let mut numbered: Vec<(usize, String, Option<String>)> = Vec::new();
    let mut worded: Vec<(usize, String)> = Vec::new();
    for (at, head) in heads.iter().enumerate() {
        let figured = |line: &&Line<'_>| line.holds(Signs::FIGURE) && !closing::is_signed(line.text);
        let form = line(at).filter(figured).and_then(form);
        let Some(form) = form.filter(|form| form.dated && form.machine.any()) else { continue };
        if form.machine.number || is_barred(printed[at].line.text) {
            let opening = numbered_opening(&form.key).map(str::to_owned);
            numbered.push((at, without_remarks(&form.key), opening));
        } else if form.machine.time && form.machine.listed {
            numbered.push((at, without_way(&form.key), None));
        }
        if head.is_some_and(|head| !head.rest.is_empty()) {
            worded.push((at, form.key));
            continue;
        }
        if form.machine.only_lists() {
            *listed.entry(form.key.clone()).or_default() += usize::from(head.is_some());
        }
        let (least, lines) = forms.entry(form.key).or_default();
        *least = form.machine.least();
        lines.push(at);
    }
    // A head of which the words tell a part ("SRC: SOCIAL WORK") has the form of the others, and is one as a whole.
    for (at, key) in worded {
        let words = |at: usize| printed[at].line.text.split_whitespace().count();
        if let Some((_, lines)) = forms.get_mut(&key).filter(|(least, lines)| {
            // Text behind a head's key would be longer than what stands there elsewhere.
            let most = lines.iter().map(|at| words(*at)).max().unwrap_or(0);
            lines.len() >= *least && words(at) <= most + WORDS_MORE_MAX
        }) {
            lines.push(at);
        }
    }
    // Whoever a list names may be a visitor: words must tell some of them as who wrote.
    let is_told = |key: &String, lines: &[usize]| {
        listed.get(key).is_none_or(|told| *told >= TOLD_MIN && told * OTHERS_FOR_TOLD >= lines.len())
    };
    forms.retain(|key, (_, lines)| is_told(key, lines));
    for (least, lines) in forms.values() {
        // A line of text may hold a date and a key; it has no form that comes back.
        lines.iter().filter(|_| lines.len() >= *least).for_each(|at| formed[*at] = true);
    }
    let text = |head: usize, at: usize| {
        let next = line(at).filter(|_| !formed[at] && heads[at].is_none());
        next.is_some_and(|next| is_text(next, printed[head].line.indent))
    };
    // A stroke may stand between a head and its text: "ENTRY 12  3/5/24  AOTHER" over "------". One with labels of its own,
    // "VIEWS  TAKEN DOWN BY: A OTHER  DATE: 3/5/24", is a title with fields.
    let body = |head: usize| {
        let stroke = rules::has_stroke_below(printed, rules, head);
        if stroke && fields[head].fields.is_empty() { head + 2 } else { head + 1 }
    };
    let (mut found, mut known) = (Vec::new(), FxHashSet::default());
    for (key, (_, lines)) in forms.into_iter().filter(|(_, (least, lines))| lines.len() >= *least) {
        let most = |count: usize| count * 4 >= lines.len() * 3;
        let below = usize::from(!most(lines.iter().filter(|at| text(**at, body(**at))).count()));
        // A second line of one form, in each, belongs to the head, and so does one above.
        let second = |at: usize| line(at + 1).filter(|_| printed[at + 1].gap == 0 && text(at, at + 2));
        if below > 0 && !alike(lines.iter().filter_map(|at| second(*at)), lines.len()) {
            continue;
        }
        let first = |at: usize| {
            let above = line(at.checked_sub(1)?).filter(|_| printed[at].gap == 0 && !formed[at - 1])?;
            let parted = |at: usize| line(at).is_none_or(|line| drawn::title(line.text).is_some());
            (at == 1 || printed[at - 1].gap > 0 || printed[at - 1].turn || parted(at - 2)).then_some(above)
        };
        let above = alike(lines.iter().filter_map(|at| first(*at)), lines.len());
        if below == 0 && !above {
            known.extend([without_remarks(&key), without_way(&key)]);
            known.extend(numbered_opening(&key).map(str::to_owned));
        }
        for at in lines {
            let end = if below == 0 { body(at) } else { at + 1 + below };
            if line(end).is_some() && !formed[end] && printed[at + 1].gap < 2 {
                let lead = usize::from(above && first(at).is_some());
                found.push((at - lead, below + lead));
            }
        }
    }
    // Who wrote may be told in more words than most have: "(DS A Other, offender management)", "PARTNER - HOUSING".
    let is_known = |form: &String, opening: &Option<String>| {
        known.contains(form) || opening.as_ref().is_some_and(|opening| known.contains(opening))
    };
    let others =
        numbered.iter().filter(|(at, form, opening)| is_known(form, opening) && text(*at, body(*at)));
    let heads_found: FxHashSet<usize> = found.iter().map(|(at, _)| *at).collect();
    let others = others.map(|(at, ..)| *at).filter(|at| !heads_found.contains(at));
    found.extend(others.map(|at| (at, 0)));
    // One that its words tell, who and when, is written as such heads are.
    let says_both =
        |at: usize| heads[at].is_some_and(|head| head.sure) && fields[at].fields.len() == LABELS_OF_BOTH;
    found.retain(|(at, below)| *below > 0 || !says_both(*at));
    // Nor one that is the first of several lines of labels, one of which asks who wrote.
    let asks_who = |at: usize| fields[at].fields.iter().any(entries::names_author);
    let below =
        |at: usize| (at + 1..printed.len()).take(HEAD_LINES_MAX).take_while(|at| printed[*at].gap == 0);
    let goes_on =
        |at: usize| below(at).take_while(|at| is_labelled(&fields[*at])).any(asks_who) && !asks_who(at);
    found.retain(|(at, _)| !(is_labelled(&fields[*at]) && goes_on(*at)));
    for (at, below) in found {
        heads[at] = Some(Head { text: printed[at].line.text, rest: "", sure: true, below, formed: true });
    }
    take_led(printed, rules, heads);
    take_laid_out(printed, rules, heads);
    take_titles(printed, heads);
}

/// Least heads that are laid out alike, and most words behind the day of another.
const LAID_OUT_MIN: usize = 3;
const WHO_WORDS_MAX: usize = 8;

/// Where heads open with their day and the text below stands further in, so does one in which no word is known but a name
/// stands: "14/10/2024 Off. Other, joinery".
fn take_laid_out<'a>(printed: &[Printed<'a>], rules: &[Option<Rule>], heads: &mut [Option<Head<'a>>]) {
    let layout = |at: usize| {
        let line = &printed[at].line;
        let day = date_with_year(line.text);
        let below = printed.get(at + 1).filter(|below| below.gap == 0 && rules[at + 1].is_none())?;
        let inside = below.line.indent > line.indent && is_text(&below.line, line.indent);
        let dated = day > 0 && has_year(&line.text[..day]) && rules[at].is_none();
        (dated && inside).then(|| (line.indent, below.line.indent, line.text[day..].trim_start()))
    };
    let mut counts: FxHashMap<(usize, usize), usize> = FxHashMap::default();
    let known = |at: &usize| heads[*at].is_some_and(|head| head.rest.is_empty());
    for (indent, below, _) in (0..heads.len()).filter(known).filter_map(layout) {
        *counts.entry((indent, below)).or_default() += 1;
    }
    // One that is known by its words is laid out as the others, too, and heads what stands below it.
    let alike = |at: &usize| {
        layout(*at).is_some_and(|(indent, below, who)| {
            let usual = counts.get(&(indent, below)).is_some_and(|count| *count >= LAID_OUT_MIN);
            let open = heads[*at].is_none_or(|head| head.rest.is_empty() && head.below == 0);
            usual && open && (heads[*at].is_some() || names_somebody(who))
        })
    };
    let lines: Vec<usize> = (0..heads.len()).filter(alike).collect();
    for at in lines {
        let text = printed[at].line.text;
        heads[at] = Some(Head { text, rest: "", sure: true, below: 0, formed: true });
    }
}

/// Whether words are who somebody is: with a rank, a title or an initial, or two capitals at their start.
fn names_somebody(who: &str) -> bool {
    let words: Vec<&str> = who.split_whitespace().collect();
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '/').to_owned();
    let capital = |at: usize| words.get(at).is_some_and(|word| word.starts_with(char::is_uppercase));
    let told = |word: &&str| {
        let word = &bare(word);
        let initial = word.len() == 1 && word.starts_with(|c: char| c.is_ascii_uppercase());
        initial || lexicon::COURTESY_TITLES.has(word) || lexicon::RANKS.has_exactly(word)
    };
    let few = (1..=WHO_WORDS_MAX).contains(&words.len()) && !ends_sentence(who);
    few && capital(0) && (capital(1) && words.len() > 2 || words.iter().any(told))
}

/// Least lines that lead to the text below them, and most words of one.
const LED_MIN: usize = 3;
const LED_WORDS_MAX: usize = 26;

/// Lines with a day that end with a colon or a dash right above text: "Letter from A Other, housing, to the board, 3 May 2024
/// --". Where they come back, and say who wrote, they head what stands below.
fn take_led<'a>(printed: &[Printed<'a>], rules: &[Option<Rule>], heads: &mut [Option<Head<'a>>]) {
    let led = |at: &usize| {
        let text = printed[*at].line.text;
        let below = printed.get(at + 1).filter(|below| below.gap == 0 && rules[at + 1].is_none());
        // Between words a dash has a space on both sides.
        let dash = text.ends_with('-') && text.trim_end_matches('-').ends_with(' ');
        let leads = dash || text.ends_with([':', '\u{2013}', '\u{2014}']);
        let short =
            || text.split_whitespace().count() <= LED_WORDS_MAX && text.starts_with(char::is_uppercase);
        let dated = || mask::find_date(text).is_some_and(|(start, end)| has_year(&text[start..end]));
        let text_below = below.is_some_and(|below| is_text(&below.line, printed[*at].line.indent));
        heads[*at].is_none() && rules[*at].is_none() && leads && short() && dated() && text_below
    };
    // Who is only spoken of wrote nothing: "Threat made to Nurse Other, 3 May 2024:".
    let writes = |at: &usize| {
        let words: Vec<&str> = printed[*at].line.text.split_whitespace().collect();
        let from =
            |pair: &[&str]| pair[0].eq_ignore_ascii_case("from") && pair[1].starts_with(char::is_uppercase);
        words.windows(2).any(from)
            || words.first().is_some_and(|first| entries::is_role_word(first.trim_end_matches(',')))
    };
    let lines: Vec<usize> = (0..printed.len()).filter(led).filter(writes).collect();
    if lines.len() < LED_MIN {
        return;
    }
    for at in lines {
        let text = printed[at].line.text.trim_end_matches([':', '-', ' ', '\u{2013}', '\u{2014}']);
        heads[at] = Some(Head { text, rest: "", sure: true, below: 0, formed: false });
    }
}

/// Where heads have a title above them that is set into signs, as the edge of a box has, each has.
fn take_titles<'a>(printed: &[Printed<'a>], heads: &mut [Option<Head<'a>>]) {
    let titled = |at: usize| drawn::title(printed[at].line.text).is_some();
    let opens =
        |(at, head): (usize, &Option<Head<'_>>)| head.is_some_and(|head| head.below > 0) && titled(at);
    if !heads.iter().enumerate().any(opens) {
        return;
    }
    for at in 1..heads.len() {
        let Some(head) = heads[at].filter(|head| head.sure && head.rest.is_empty()) else { continue };
        if heads[at - 1].is_none() && printed[at].gap == 0 && titled(at - 1) {
            heads[at] = None;
            let text = printed[at - 1].line.text;
            heads[at - 1] = Some(Head { text, below: head.below + 1, formed: true, ..head });
        }
    }
}

/// The first parts of a form up to its day, where a number stands before that: `(0192)  3.4.24`. Who wrote may stand
/// behind it in any words.
fn numbered_opening(key: &str) -> Option<&str> {
    let end = key.find('@')? + 1;
    Some(&key[..end]).filter(|opening| opening.contains('#'))
}

/// A form without what stands in brackets, and one name for two that a dash joins.
fn without_remarks(key: &str) -> String {
    let mut depth = 0_u32;
    let outside = |c: &char| {
        depth = if *c == '(' { depth + 1 } else { depth };
        let out = depth == 0;
        depth = if *c == ')' { depth.saturating_sub(1) } else { depth };
        out
    };
    let bare: String = key.chars().filter(outside).collect();
    if is_barred(&bare) { columns(&bare) } else { bare.replace("w-w", "w") }
}

/// A form without what stands in brackets, and behind its last dash, where the way in which somebody was met stands in any
/// words: "- Record only".
fn without_way(key: &str) -> String {
    let bare = without_remarks(key);
    bare.rsplit_once('-').map_or_else(|| bare.clone(), |(who, _)| format!("{who}-"))
}

/// Whether bars part a line into several columns.
fn is_barred(text: &str) -> bool {
    text.chars().filter(|c| is_bar(*c)).count() >= BARS_MIN
}

/// Least bars between the columns of a head.
const BARS_MIN: usize = 2;

/// The form of a line with bars, column by column: a date, a number, or words, however many.
fn columns(key: &str) -> String {
    let column = |part: &str| {
        if part.contains('@') {
            '@'
        } else if part.contains('#') {
            '#'
        } else {
            'w'
        }
    };
    key.split(is_bar).map(column).collect()
}

/// Whether most of so many heads have a line of the same form beside them.
fn alike<'a: 'b, 'b>(beside: impl Iterator<Item = &'b Line<'a>>, of: usize) -> bool {
    let mut counts: FxHashMap<String, usize> = FxHashMap::default();
    for form in beside.filter_map(form) {
        *counts.entry(form.key).or_default() += 1;
    }
    counts.into_values().any(|count| count * 4 >= of * 3)
}

/// Whether a line is text, and no cell of a table.
fn is_text(line: &Line<'_>, indent: usize) -> bool {
    let prose = line.segments().len() < 3 && line.text.split_whitespace().count() >= TEXT_WORDS_MIN;
    line.indent <= indent + INDENT_MAX && (prose || ends_sentence(line.text))
}

/// The form of a line; nothing where it is a sentence or has no figure.
fn form(line: &Line<'_>) -> Option<Form> {
    let text = line.text;
    if !line.holds(Signs::FIGURE) && !line.holds(Signs::COLON)
        || text.len() > HEAD_BYTES_MAX
        || text.ends_with(['.', ';', '?', '!', ','])
        || is_of_a_day_ahead(text)
    {
        return None;
    }
    let mut form = Form { key: String::new(), machine: Machine::default(), dated: false };
    form.machine.bars = is_barred(text);
    form.machine.listed = lists_somebody(text);
    // Without somebody in the line a column of any words might be taken for who wrote.
    let columned = line.segments().len() >= COLUMNS_MIN && (form.machine.listed || text.contains('('));
    for (column, segment) in line.segments().iter().enumerate() {
        for (at, part) in segment.text.split(is_bar).enumerate() {
            if at > 0 {
                form.key.push('|');
            }
            let part = part.trim();
            // "Home visit" and "Telephone" are each the value of a column.
            let words = if columned && column > 0 { VALUE_WORDS_MAX } else { 1 };
            let single = part.split_whitespace().nth(words).is_none();
            if !form.add(part, single) {
                return None;
            }
            form.push(' ');
        }
    }
    Some(form)
}

/// Least columns of a line in which each is a value, and most words of one.
const COLUMNS_MIN: usize = 3;
const VALUE_WORDS_MAX: usize = 4;

/// Whether a line has somebody in it as lists have them, surname first in capitals, and nobody of the person's: "OTHER, Ann".
fn lists_somebody(text: &str) -> bool {
    let before = |word: &&str| mask::has_figure(word) || !word.contains(char::is_alphabetic);
    let mut words = text.split_whitespace().skip_while(before);
    // What stands before a name says that it signs: "Entered by OTHER, Ann".
    let surname = words.next().and_then(|word| word.strip_suffix(',')).is_some_and(|word| {
        word.len() >= SURNAME_LETTERS_MIN && word.chars().all(|c| c.is_uppercase() || matches!(c, '-' | '\''))
    });
    let given = words.next().is_some_and(|word| word.starts_with(char::is_uppercase));
    let other = |word: &str| lexicon::KIN.has(word) || lexicon::NO_OFFICE.has(word);
    surname && given && !text.split(|c: char| !c.is_alphanumeric()).any(other)
}

/// Least lines that name somebody as lists do and say in words that they head, and how many there may be for each of them.
const TOLD_MIN: usize = 2;
const OTHERS_FOR_TOLD: usize = 4;
/// Least letters of a surname.
const SURNAME_LETTERS_MIN: usize = 3;

/// Whether a line is a field for the day by which something is to be done, or from which it holds: nobody wrote on it.
fn is_of_a_day_ahead(text: &str) -> bool {
    text.split_once(':').is_some_and(|(label, _)| lexicon::LABELS_OF_DAYS_AHEAD.has(label.trim()))
}

impl Form {
    fn push(&mut self, sign: char) {
        if !self.key.ends_with(sign) {
            self.key.push(sign);
        }
    }

    /// Adds a part of a line between gaps; whether it can be a part of a head. `single`: whether it is one value, whatever its
    /// words.
    fn add(&mut self, text: &str, single: bool) -> bool {
        let (mut at, mut valued) = (0, false);
        while at < text.len() {
            let rest = &text[at..];
            let Some(c) = rest.chars().next() else { break };
            let word = rest.len() - rest.trim_start_matches(is_of_word).len();
            let dated = stamp(rest).map_or_else(|| date_with_year(rest), |stamp| stamp.length);
            if dated > 0 && (stamp(rest).is_some() || has_year(&rest[..dated])) {
                self.dated = true;
                self.push('@');
                // What joins a date and a time.
                let joined = rest[dated..]
                    .strip_prefix('T')
                    .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
                at += dated + usize::from(joined);
            } else if date_or_time(rest) > 0 || self.key.trim_end().ends_with('@') && is_clock(&rest[..word])
            {
                self.machine.time = true;
                self.push('@');
                at += date_or_time(rest).max(word);
            } else if word > 0 {
                let (own, after) = rest.split_at(word);
                at += word;
                if own == "&" {
                    // Joins two words of one name.
                } else if own == "-" {
                    self.push('-');
                } else if after.starts_with([':', '=']) && own.starts_with(char::is_alphabetic) {
                    self.key.push_str(&own.to_lowercase());
                    self.push(':');
                    self.machine.key = true;
                    (at, valued) = (at + 1, true);
                } else if own.bytes().all(|byte| byte.is_ascii_digit()) {
                    self.machine.number |= own.len() >= NUMBER_DIGITS_MIN || self.key.ends_with(['[', '#']);
                    self.push('#');
                } else if !valued {
                    if lexicon::NOT_IN_LABELS.has(own) {
                        return false;
                    }
                    self.machine.number |=
                        own.bytes().filter(u8::is_ascii_digit).count() >= NUMBER_DIGITS_MIN;
                    if single || is_plain(own) {
                        self.push('w');
                    } else {
                        // Small words are the machine's own, the same in each head.
                        self.key.push_str(own);
                        self.push('.');
                    }
                } else if lexicon::NOT_IN_LABELS.has(own) {
                    return false;
                }
            } else {
                if !c.is_whitespace() {
                    self.push(c);
                }
                at += c.len_utf8();
            }
        }
        true
    }
}

/// Whether a word may stand in a head: a name, a code, a role, a word that links them.
fn is_plain(word: &str) -> bool {
    let listed =
        [&lexicon::HEAD_ROLES, &lexicon::HEAD_LINKS, &lexicon::FURTHER_ROLES, &lexicon::FURTHER_LINKS];
    word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        || listed.iter().any(|list| list.has(word))
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\'' | '\u{2019}' | '&' | '.' | '_' | '@' | '-')
}

/// Length of a date, with a year of two figures behind the name of a month, where other text leaves it open whether they
/// are one: `12 May 24`.
pub(super) fn date_with_year(text: &str) -> usize {
    let date = mask::date(text);
    let named = date > 0 && text[..date].ends_with(char::is_alphabetic);
    let year = text[date..].strip_prefix(' ').filter(|_| named).and_then(|rest| rest.get(..2));
    let year = year.filter(|year| year.bytes().all(|byte| byte.is_ascii_digit()));
    let ends = |at: usize| !text[at..].starts_with(|c: char| c.is_alphanumeric() || c == ':');
    if year.is_some() && ends(date + 3) { date + 3 } else { date }
}

/// `0851` behind a date.
fn is_clock(word: &str) -> bool {
    let number = |part: Option<&str>| part.and_then(|part| part.parse::<u8>().ok());
    matches!(word.len(), 4 | 6)
        && number(word.get(..2)).is_some_and(|hour| hour < 24)
        && number(word.get(2..4)).is_some_and(|minute| minute < 60)
}

/// A date as no person writes it.
struct Stamp {
    length: usize,
    /// The date as others are written, and what parts it from the time that is joined to it.
    shown: String,
}

/// `20260122`, `2026-01-22T16:20`: at the start of a text.
fn stamp(text: &str) -> Option<Stamp> {
    let figures = text.bytes().take_while(u8::is_ascii_digit).count();
    if figures == 8 {
        let (year, month, day) = (&text[..4], &text[4..6], &text[6..8]);
        let number = |part: &str| part.parse::<u32>().unwrap_or(0);
        let fits = (1900..2200).contains(&number(year))
            && (1..=12).contains(&number(month))
            && (1..=31).contains(&number(day));
        let ends = !text[8..].starts_with(|c: char| c.is_alphanumeric() && c != 'T');
        return (fits && ends).then(|| Stamp { length: 8, shown: format!("{year}-{month}-{day}") });
    }
    let iso = text.get(..11).filter(|start| start.ends_with('T') && mask::date(&start[..10]) == 10)?;
    let timed = date_or_time(&text[11..]) > 0;
    timed.then(|| Stamp { length: 10, shown: iso[..10].to_owned() })
}

/// A cell that is a date as no person writes it, as others are written.
pub(super) fn date_of_cell(text: &str) -> Option<String> {
    stamp(text).filter(|stamp| stamp.length == text.len()).map(|stamp| stamp.shown)
}

/// The words of a head with its dates as others are written, a comma for each gap.
pub(super) fn shown(line: &Line<'_>) -> String {
    if let Some(title) = drawn::title(line.text) {
        return title.to_owned();
    }
    let mut shown = String::new();
    for segment in line.segments() {
        let closes = segment.text.starts_with([')', ']', ',', ':', '-', '|']);
        let open = shown.is_empty() || shown.ends_with(['(', '[', ',', ':', '-', '|']);
        shown.push_str(match (open, closes) {
            (false, false) => ", ",
            _ if shown.is_empty() => "",
            _ => " ",
        });
        segment.text.split_inclusive(' ').for_each(|word| shown.push_str(&dated(word)));
    }
    shown
}

/// A word with the date that it opens with as others are written.
fn dated(word: &str) -> Cow<'_, str> {
    let sign = word.len() - word.trim_start_matches(|c: char| c.is_ascii_punctuation()).len();
    let key = word[sign..].find(':').map_or(sign, |colon| sign + colon + 1);
    let at = if stamp(&word[sign..]).is_some() { sign } else { key };
    match stamp(&word[at..]) {
        Some(stamp) => {
            let rest = &word[at + stamp.length..];
            let gap = if rest.starts_with('T') { " " } else { "" };
            Cow::Owned(format!("{}{}{gap}{rest}", &word[..at], stamp.shown))
        }
        None => Cow::Borrowed(word),
    }
}

#[cfg(test)]
mod tests {
    use super::super::furniture::part;
    use super::super::lines::split;
    use super::super::listing::Listing;
    use super::*;

    /// The heads that are known by their form, with the lines below that belong to them.
    fn check(text: &str) -> Vec<(String, usize)> {
        let listing = Listing::new(part(split(text)).printed);
        let heads = listing.heads.iter().flatten().filter(|head| head.formed);
        heads.map(|head| (head.text.to_owned(), head.below)).collect()
    }

    /// Three entries with a head that is written with another day, number and user each.
    fn entries(head: impl Fn(u8, &str) -> String) -> String {
        let entry = |day, user| format!("{}\nShe was seen at home and all was well.\n\n", head(day, user));
        [entry(11, "orrinb"), entry(12, "LOWRIEM"), entry(23, "Adair-Orr")].concat()
    }

    #[test]
    fn heads_that_list_somebody_in_brackets_of_days() {
        let note = |day: &str, who: &str| {
            format!("[{day}-FEB-2024] {who}\nShe mended the sails and the nets by herself.\n\n")
        };
        let notes = |who: [&str; 3]| -> String {
            [("03", who[0]), ("09", who[1]), ("21", who[2])].iter().map(|(day, who)| note(day, who)).collect()
        };
        assert_eq!(
            check(&notes(["BRAE, Una (Nurse)", "ORR, Cal (Nurse)", "LECKIE, Ann (Sail Loft)"])).len(),
            3
        );
        assert_eq!(
            check(&notes(["BRAE, Una (Sail Loft)", "ORR, Cal (Sail Loft)", "BRAE, Una (Quay)"])),
            [],
            "visitors"
        );
        assert_eq!(check(&notes(["BRAE, Una (victim)", "ORR, Cal (victim)", "BRAE, Una (his aunt)"])), []);
        assert_eq!(check(&notes(["Sail Loft (shut)", "Quay (shut)", "Sail Loft (open)"])), []);
    }

    #[test]
    fn ways_and_offices_in_other_words() {
        let note = |day: &str, who: &str| {
            format!("{day}-Feb-2024 11:50 - {who}\nShe mended the sails and the nets by herself.\n\n")
        };
        let notes = [
            ("03", "BRAE, Una (Sail Loft) - Letter"),
            ("09", "ORR, Cal (Quay) - Letter"),
            ("12", "BRAE, Una (Sail Loft) - Letter"),
            ("21", "LECKIE, Ann (Nets, Mill Lane) - Seen by chance"),
        ];
        let text: String = notes.iter().map(|(day, who)| note(day, who)).collect();
        assert_eq!(check(&text).len(), 4);
        let told = text.replace("Ann (Nets, Mill Lane)", "Ann (his aunt)");
        assert_eq!(check(&told).len(), 3);
    }

    #[test]
    fn a_column_of_several_words() {
        let note = |day: &str, way: &str| {
            format!(
                "{day}/02/2024  11:50   Brae, U (Sail Loft)   {way}\nShe mended the sails and the nets by herself.\n\n"
            )
        };
        let notes = [("03", "Letter"), ("09", "Letter"), ("12", "Letter"), ("21", "Boat visit")];
        let text: String = notes.iter().map(|(day, way)| note(day, way)).collect();
        assert_eq!(check(&text).len(), 4);
    }

    #[test]
    fn forms_that_come_back_above_text() {
        for head in [
            |day: u8, user: &str| format!("[NOTE 44{day}] {day}-JAN-2026 1620  U:HALL  BY:{user}  ST:SIGNED"),
            |day: u8, user: &str| format!("0044{day}  202601{day}  0915  WARD  {user}"),
            |day: u8, user: &str| format!("User: {user}   Unit: Ward {day}   Made: {day}/01/2026 16:20"),
            |day: u8, user: &str| format!("2026-01-{day}T16:20:00 | {user} | Social Work"),
            |day: u8, user: &str| {
                format!("made on {day} January 2026 at 16:20 by {}, copy 1", user.to_uppercase())
            },
        ] {
            let text = entries(head);
            assert_eq!(check(&text).len(), 3, "{text}");
        }
    }

    #[test]
    fn a_stroke_below_each() {
        let head =
            |day, user: &str| format!("Note 00{day}  {day}/01/2026  09:15  {user}  WARD\n{}", "-".repeat(50));
        let text = entries(head);
        let found = check(&text);
        assert_eq!(found.len(), 3, "{text}");
        assert!(found.iter().all(|(head, below)| head.starts_with("Note") && *below == 0));
        let titled = |day, user: &str| {
            format!("HER VIEWS      TAKEN DOWN BY: {user}      DATE: {day}/01/2026\n{}", "-".repeat(50))
        };
        assert_eq!(check(&entries(titled)), [], "a title with fields");
    }

    #[test]
    fn who_wrote_in_more_words_than_most() {
        let head = |day, user: &str| format!("NOTE 044{day}  {day}-Jan-2026  WARD  ({user})");
        let more = head(24, "Sgt Adair, patrols and licensing");
        let text = format!("{}{more}\nShe was seen at home and all was well.\n", entries(head));
        assert_eq!(check(&text).len(), 4);
        let more = "NOTE 04424  24 Jan 26  PARTNER - TENANCIES & REPAIRS  (ORRINB)";
        let text = format!("{}{more}\nShe was seen at home and all was well.\n", entries(head));
        assert_eq!(check(&text).len(), 4, "behind a dash");
        let other = text.replace("NOTE 04424", "Seen with 04424");
        assert_eq!(check(&other).len(), 3, "another form");
        let more = "NOTE 04424  24-Jan-2026  night shift  <ORRINB>";
        let text = format!("{}{more}\nShe was seen at home and all was well.\n", entries(head));
        assert_eq!(check(&text).len(), 4, "behind its number and day in any words");
        let head = |day, user: &str| {
            format!("(044{day})  {day}.01.26 10h30      Nurse Other  <{}>", user.to_uppercase())
        };
        let more = "(04424)  24.01.26 06h40      Ann Other, night shift  <ORRINB>";
        let text = format!("{}{more}\nShe was seen at home and all was well.\n", entries(head));
        assert_eq!(check(&text).len(), 4, "a number in brackets");
    }

    #[test]
    fn of_which_words_tell_a_part() {
        let head =
            |day: u8, user: &str| format!("<< NOTE 044{day}  {day}-JAN-26 16:20  SRC: WARD  USR: {user} >>");
        let text = entries(head) + &entries(head).replace("WARD", "PRISON BASED SW");
        assert_eq!(check(&text).len(), 6);
    }

    #[test]
    fn two_of_a_form_with_numbers() {
        let two = |head: &dyn Fn(u8) -> String| {
            let text = [1, 2].map(|day| format!("{}\nShe was seen at home and all was well.\n\n", head(day)));
            check(&text.concat()).len()
        };
        assert_eq!(two(&|day| format!("[NOTE 044{day}] 1{day}/01/2026 16:20 BY:ORRIN")), 2);
        assert_eq!(two(&|day| format!("Date: 1{day}/01/2026 16:20   Venue: Hall")), 0);
    }

    #[test]
    fn who_and_when_are_known_by_their_labels() {
        let text = entries(|day, user| format!("ENTRY BY: {user}, PBSW     ENTERED: {day} Jan 2026 16:20"));
        assert_eq!(check(&text), [], "no form is needed");
        let heads = Listing::new(part(split(&text)).printed).heads;
        assert_eq!(heads.iter().flatten().count(), 3);
    }

    #[test]
    fn heads_of_several_lines() {
        let text = entries(|day, user| {
            format!("Entry {day}  (Ward)\nMade {day}-JAN-2026 16:20 by {}\nRef: X{day}", user.to_uppercase())
        });
        assert_eq!(
            check(&text),
            [
                ("Entry 11  (Ward)".to_owned(), 2),
                ("Entry 12  (Ward)".to_owned(), 2),
                ("Entry 23  (Ward)".to_owned(), 2)
            ]
        );
    }

    #[test]
    fn forms_that_head_nothing() {
        let rows = "11/01/2026  09:15  WARD  ORRIN\n12/01/2026  10:00  WARD  LOWRIE\n13/01/2026  11:30  WARD  ADAIR\n";
        let dates = entries(|day, _| format!("Review {day} January 2026"));
        let sentences = entries(|day, user| format!("On {day} January 2026 at 16:20 he told {user}"));
        let pair = &entries(|day, user| format!("{user} {day}/01/2026 16:20"))[..130];
        for text in [rows, &dates, &sentences, pair] {
            assert_eq!(check(text), [], "{text}");
        }
    }

    #[test]
    fn a_head_is_laid_out_as_the_others_are() {
        let note = |who: &str| format!("14/10/2024 {who}\n   She was seen at home and all was well.\n\n");
        let who = ["O Brae, PBSW", "W Orr, nurse", "A Weir, PBSW", "Una Lowrie, Tideway Boats", "Fighting"];
        let text = format!("WORK\n\n{}", who.map(note).concat());
        let listing = Listing::new(part(split(&text)).printed);
        let heads: Vec<&str> = listing.heads.iter().flatten().map(|head| head.text).collect();
        assert_eq!(heads.len(), 4, "{heads:?}");
        assert!(heads.contains(&"14/10/2024 Una Lowrie, Tideway Boats"));
    }

    #[test]
    fn dates_run_together_are_written_as_others_are() {
        let lines = split("000143  20260122  T  BY:ORRIN  ON:20260123T0915");
        assert_eq!(shown(&lines[0]), "000143, 2026-01-22, T, BY:ORRIN, ON:2026-01-23 T0915");
        assert_eq!(date_of_cell("20260122").as_deref(), Some("2026-01-22"));
        assert_eq!((date_of_cell("20261322"), date_of_cell("2026012")), (None, None));
    }
}
