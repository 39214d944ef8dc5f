//! Headings: by the chain of their numbers, by underlining, by capitals, by their place.

use cip_lexicon as lexicon;
use rustc_hash::FxHashMap;

use super::drawn;
use super::entries;
use super::lines::{begins_small, ends_sentence, first_word, is_capitals, length};
use super::listing::Listing;
use super::mask;
use super::rules::Rule;

/// Most words of a heading.
const TITLE_WORDS_MAX: usize = 12;
/// The same of one between two strokes.
const BOXED_WORDS_MAX: usize = 18;
/// Least weight of a numbered line that is a heading.
const WEIGHT_MIN: i32 = 2;
/// Most numbers that a chain of headings leaves out.
const NUMBERS_LEFT_OUT_MAX: u32 = 3;
/// Most words of a heading that nothing but its place tells.
const PLACE_WORDS_MAX: usize = 6;

/// Most words of a heading directly above prose.
const ABOVE_WORDS_MAX: usize = 4;

/// Numbered headings that speak against titles which only their form shows.
const COUNTED_FOR_NUMBERED: usize = 3;

/// The title of the plan.
pub(super) const TITLE: u8 = 1;
/// That of a part of it.
pub(super) const NUMBERED: u8 = 2;
const UNDERLINED: u8 = 3;
const CAPITALS: u8 = 4;
/// The title of a part of a box.
pub(super) const BOXED: u8 = CAPITALS;
/// A title that its place tells.
pub(super) const LEAD: u8 = 5;
/// A year, or a month of one, over what was written in it.
pub(super) const PERIOD: u8 = 6;

/// The level of each line that is a heading by its number.
pub(super) fn numbered(listing: &Listing<'_>) -> Vec<Option<u8>> {
    let width = usual_width(listing);
    let found: Vec<Numbered> = (0..listing.len()).filter_map(|at| candidate(listing, at, width)).collect();
    let mut levels = vec![None; listing.len()];
    let chain = heaviest_chain(&found);
    for at in &chain {
        levels[found[*at].at] = Some(NUMBERED);
    }
    // A plan whose parts are numbered has no others.
    if chain.len() < COUNTED_FOR_NUMBERED {
        listing.counted.keys().for_each(|at| levels[*at] = Some(NUMBERED));
    }
    let mut section = None;
    let sisters = Sisters::of(listing, &found);
    for (index, candidate) in found.iter().enumerate() {
        if chain.binary_search(&index).is_ok() {
            section = candidate.numbers.first().copied();
        } else if candidate.numbers.len() > 1
            && (chain.is_empty() || section == candidate.numbers.first().copied())
            && sisters.are_headings(&candidate.numbers)
        {
            levels[candidate.at] = Some(NUMBERED + (candidate.numbers.len() as u8 - 1).min(3));
        }
    }
    levels
}

#[derive(Debug)]
struct Numbered {
    at: usize,
    numbers: Vec<u32>,
    weight: i32,
}

fn candidate(listing: &Listing<'_>, at: usize, width: Option<usize>) -> Option<Numbered> {
    if !listing.is_words(at) || !can_be_numbered(listing.text(at)) || entries::is_note_by(listing.text(at)) {
        return None;
    }
    let title = title(listing, at)?;
    let (numbers, words) = number(title)?;
    let weight = weight(listing, at, words, width) - i32::from(title.starts_with('('));
    // "1.3 Where is she held?" among headings of its number.
    let asked =
        words.strip_suffix('?').filter(|_| numbers.len() > 1 && listing.is_apart(at)).unwrap_or(words);
    (weight >= WEIGHT_MIN && is_title(asked)).then_some(Numbered { at, numbers, weight })
}

/// How many lines open with a number below each number, and how many of them may be headings: "2.5" among paragraphs "2.4"
/// and "2.6" heads nothing.
struct Sisters {
    counts: FxHashMap<Vec<u32>, (usize, usize)>,
}

impl Sisters {
    fn of(listing: &Listing<'_>, found: &[Numbered]) -> Self {
        let mut counts: FxHashMap<Vec<u32>, (usize, usize)> = FxHashMap::default();
        for at in (0..listing.len()).filter(|at| listing.is_words(*at)) {
            if let Some((_, above)) =
                paragraph_number(listing.text(at)).as_deref().and_then(<[u32]>::split_last)
            {
                counts.entry(above.to_vec()).or_default().0 += 1;
            }
        }
        for (_, above) in found.iter().filter_map(|candidate| candidate.numbers.split_last()) {
            counts.entry(above.to_vec()).or_default().1 += 1;
        }
        Self { counts }
    }

    /// Whether at least half of the lines that are numbered as this one may be headings.
    fn are_headings(&self, numbers: &[u32]) -> bool {
        let counts = numbers.split_last().and_then(|(_, above)| self.counts.get(above));
        counts.is_none_or(|(lines, headings)| headings * 2 >= *lines)
    }
}

/// The number of several parts that a line opens with: 2, 5 of "2.5  Known to the team".
pub(super) fn paragraph_number(text: &str) -> Option<Vec<u32>> {
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (numbers, words) = number(text)?;
    (numbers.len() > 1 && words.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '"' | '(')))
        .then_some(numbers)
}

/// Whether a line opens as numbered headings do, those with signs drawn around them among them.
fn can_be_numbered(text: &str) -> bool {
    match text.chars().next() {
        Some(first) if first.is_alphabetic() => lexicon::NUMBERED_PARTS.has(first_word(text)),
        Some(first) => {
            first.is_ascii_digit()
                || matches!(first, '[' | '(' | '=' | '-' | '#' | '*' | '|' | '~' | '_' | '+' | ':')
        }
        None => false,
    }
}

/// The number before a heading and its words: "3. Housing", "3.2 Tenancy", "SECTION 4 - HEALTH".
fn number(title: &str) -> Option<(Vec<u32>, &str)> {
    let first = title.split_whitespace().next()?;
    let called = lexicon::NUMBERED_PARTS.has(first);
    let rest = if called { title[first.len()..].trim_start() } else { title };
    let rest = rest.strip_prefix(['[', '(']).unwrap_or(rest);
    if called && let Some(found) = letter(rest) {
        return Some(found);
    }
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').len();
    let numbers: Option<Vec<u32>> = rest[..digits]
        .trim_end_matches('.')
        .split('.')
        .map(|number| number.parse().ok().filter(|number| *number < 100))
        .collect();
    let after = rest[digits..].trim_start_matches([')', ']', ':']);
    let words =
        after.trim_start_matches([' ', '\t', ':', '-', '=', '*', '#', '~', '_', '\u{2013}', '\u{2014}']);
    let spaced = words.len() < after.len() || rest[..digits].ends_with('.');
    let numbers = numbers.filter(|numbers| numbers.len() < 5 && spaced && !words.is_empty())?;
    (mask::date(rest) == 0).then_some((numbers, words))
}

/// Whether words before a colon number a part of the plan and the words behind it are its title: "SECTION 4: HEALTH".
pub(super) fn is_part(label: &str, title: &str) -> bool {
    let mut words = label.split_whitespace();
    let called = words.next().is_some_and(|word| lexicon::NUMBERED_PARTS.has(word));
    let number =
        |word: &str| word.parse::<u32>().is_ok() || word.len() == 1 && word.starts_with(char::is_uppercase);
    called && words.next().is_some_and(number) && words.next().is_none() && is_title(title)
}

/// The letter of "Section C - Health" as a number, and the words behind it.
fn letter(rest: &str) -> Option<(Vec<u32>, &str)> {
    let first = rest.bytes().next().filter(u8::is_ascii_uppercase)?;
    let after = rest[1..].trim_start_matches([')', ']', ':', '.']);
    let words = after.trim_start_matches([' ', '\t', '-', '\u{2013}', '\u{2014}']);
    // "PART A WHO AND WHERE" is no sentence.
    let parted = after.len() < rest.len() - 1
        || after.trim_start().starts_with(['-', '\u{2013}', '\u{2014}'])
        || after.starts_with(' ') && is_capitals(words);
    (parted && !words.is_empty() && words.len() < after.len())
        .then_some((vec![u32::from(first - b'A') + 1], words))
}

/// How much speaks for a numbered line to be a heading.
fn weight(listing: &Listing<'_>, at: usize, words: &str, width: Option<usize>) -> i32 {
    let mut weight = 0;
    weight += if listing.is_apart(at) { 2 } else { i32::from(listing.printed[at].turn) };
    weight += if listing.has_stroke_below(at) { 3 } else { 0 };
    weight += if is_capitals(words) { 2 } else { 0 };
    weight += if listing.drawn[at] { 3 } else { 0 };
    weight += i32::from(is_title_case(words))
        + i32::from(words.split_whitespace().count() < 9)
        + i32::from(listing.ends_apart(at));
    weight -= if words.ends_with(['.', ';', ',']) { 4 } else { 0 };
    let runs_on = at + 1 < listing.len()
        && listing.is_below(at + 1)
        && begins_small(listing.text(at + 1))
        && !listing.is_item(at + 1);
    weight - if runs_on || is_hanging(listing, at, words, width) { 4 } else { 0 }
}

/// Whether the line below goes on at the column of the words behind the number, and no further: a paragraph that is wrapped.
fn is_hanging(listing: &Listing<'_>, at: usize, words: &str, width: Option<usize>) -> bool {
    let next = at + 1;
    if next >= listing.len() || !listing.is_below(next) || listing.is_item(next) || ends_sentence(words) {
        return false;
    }
    let (line, below) = (listing.line(at), listing.line(next));
    let column = line.end.saturating_sub(length(words));
    below.indent.abs_diff(column) < 2
        && line.end >= HANGING_END_MIN
        && below.end <= line.end + HANGING_SLACK
        && is_full(line.end, below.text, width)
}

/// Whether a line that ends at this column was so full that the first word of what stands below would not have fitted. A
/// capital below a line that is not, or a word that opens sentences, begins a text of its own.
fn is_full(end: usize, below: &str, width: Option<usize>) -> bool {
    let word = first_word(below);
    let bare = word.trim_end_matches(',');
    let opens =
        bare.len() > 1 && lexicon::SENTENCE_OPENERS.has_exactly(bare) && !lexicon::NEVER_LAST.has(bare);
    let capital = below.starts_with(char::is_uppercase);
    !opens && width.map_or(!capital, |width| end + 1 + length(word) > width)
}

/// The column that lines are wrapped at: where most end that go on below with a small letter; nothing where none do.
fn usual_width(listing: &Listing<'_>) -> Option<usize> {
    let goes_on = |at: &usize| listing.is_below(at + 1) && begins_small(listing.text(at + 1));
    let wrapped = (0..listing.len().saturating_sub(1)).filter(|at| listing.is_words(*at)).filter(goes_on);
    let mut ends: Vec<usize> = wrapped.map(|at| listing.line(at).end).collect();
    let middle = ends.len() / 2;
    (!ends.is_empty()).then(|| *ends.select_nth_unstable(middle).1)
}

/// Least column that the first line of a wrapped paragraph is filled to.
const HANGING_END_MIN: usize = 50;
/// How much further lines below it may reach.
const HANGING_SLACK: usize = 12;

/// The heaviest run of numbers that count up, as indices.
fn heaviest_chain(found: &[Numbered]) -> Vec<usize> {
    // For each last number the heaviest chain that ends with it, and the candidate it ends at.
    let mut ending: Vec<Option<(i32, usize)>> = vec![None; 101];
    let mut before: Vec<Option<usize>> = vec![None; found.len()];
    let mut best: Option<(i32, usize)> = None;
    for (index, candidate) in found.iter().enumerate().filter(|(_, candidate)| candidate.numbers.len() == 1) {
        let number = candidate.numbers[0];
        let mut from = (number <= 2).then_some((0, None));
        for skipped in 0..=NUMBERS_LEFT_OUT_MAX {
            let Some(previous) = number.checked_sub(skipped + 1) else { break };
            if let Some((weight, last)) = ending[previous as usize] {
                let weight = weight - 2 * skipped.cast_signed();
                if from.is_none_or(|(best, _)| weight > best) {
                    from = Some((weight, Some(last)));
                }
            }
        }
        let Some((weight, last)) = from else { continue };
        let weight = weight + candidate.weight;
        before[index] = last;
        if ending[number as usize].is_none_or(|(best, _)| weight > best) {
            ending[number as usize] = Some((weight, index));
        }
        if best.is_none_or(|(best, _)| weight > best) {
            best = Some((weight, index));
        }
    }
    let mut chain: Vec<usize> =
        std::iter::successors(best.map(|(_, last)| last), |last| before[*last]).collect();
    chain.reverse();
    if chain.len() > 1 { chain } else { Vec::new() }
}

/// What of a line can be a heading: the whole, or what stands before its fields.
pub(super) fn title<'a>(listing: &Listing<'a>, at: usize) -> Option<&'a str> {
    let line = listing.line(at);
    let found = &listing.fields[at];
    let title = if found.fields.is_empty() {
        line.text
    } else if found.before.is_empty() {
        // "NO CONTACT:" alone leads what follows in.
        return (found.fields.len() == 1 && found.fields[0].value.is_empty()).then_some(line.text);
    } else {
        found.before
    };
    if let Some(first) = before_stamp(listing, at) {
        return Some(first);
    }
    let parts = line
        .segments()
        .iter()
        .filter(|segment| title.as_bytes().as_ptr_range().contains(&segment.text.as_ptr()))
        .count();
    let figure = title.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '(' | '['));
    let numbered = || line.segments().first().is_some_and(|first| is_number_of_part(first.text));
    let keyed = figure || is_lettered(title) || is_counted(title) || numbered();
    let bare = undecorated(listing, at, title);
    let (parts, title) = if bare.len() < title.len() { (1, bare) } else { (parts, title) };
    // `SCREEN 11   MINUTES   12-MAY-2024`
    let dated = parts > 2 && listing.is_stroke(at + 1) && is_counted(title);
    (parts <= 1 + usize::from(keyed) + usize::from(dated) && length(title) < 120).then_some(title)
}

/// The title of a part above a stroke, before the day on which it was saved last: `SCREEN 01 : RISK     last saved 3/5/24`.
fn before_stamp<'a>(listing: &Listing<'a>, at: usize) -> Option<&'a str> {
    let [first, .., last] = listing.line(at).segments() else { return None };
    let stamp = listing.line(at).between(&listing.line(at).segments()[1], last);
    let counted = is_counted(first.text) || number(first.text).is_some();
    let saved = mask::find_date(stamp).is_some() && stamp.starts_with(char::is_lowercase);
    (counted && saved && is_title(first.text) && listing.has_stroke_below(at)).then_some(first.text)
}

/// Whether a title opens with a letter, or a number in Roman figures, that a full stop or bracket and a gap part from it: `B.
/// HEALTH`, `IV)  HEALTH`.
fn is_lettered(title: &str) -> bool {
    let first = first_word(title);
    let letters = first.trim_end_matches(['.', ')', ':']);
    let roman = || letters.bytes().all(|byte| matches!(byte.to_ascii_uppercase(), b'I' | b'V' | b'X'));
    let letter = letters.len() == 1 && letters.starts_with(char::is_uppercase);
    letters.len() < first.len() && !letters.is_empty() && (letter || roman())
}

/// Whether capitals open with a word and its number or letter, `SCREEN 07A   HOUSING`, or any words with one for a part:
/// `Part 2.  Health and home`.
fn is_counted(title: &str) -> bool {
    let mut words = title.split_whitespace();
    let first = words.next().unwrap_or_default();
    let part = lexicon::NUMBERED_PARTS.has(first);
    let called = first.chars().all(char::is_alphabetic);
    let is_count = |count: &str| {
        let count = if part { count.trim_end_matches(['.', ':', ')']) } else { count };
        let letter = count.strip_suffix(|c: char| c.is_ascii_uppercase());
        let digits = letter.unwrap_or(count);
        count.len() <= COUNT_BYTES_MAX && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    called && words.next().is_some_and(is_count) && words.next().is_some() && (part || is_capitals(title))
}

/// Whether words number a part and say nothing else: the first of `Part 1.   Risk`.
fn is_number_of_part(words: &str) -> bool {
    let number = words.split_once(' ').filter(|(called, _)| lexicon::NUMBERED_PARTS.has(called));
    number.is_some_and(|(_, number)| {
        let digits = number.trim_end_matches(['.', ':', ')']);
        (1..=COUNT_BYTES_MAX).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// Longest number or letter of a part, in bytes.
const COUNT_BYTES_MAX: usize = 3;

/// A title without the signs drawn around it: `=== HOUSING ===`, or `* HOUSING *` in a box.
fn undecorated<'a>(listing: &Listing<'a>, at: usize, title: &'a str) -> &'a str {
    if let Some(words) = drawn::title(title).filter(|words| is_title(&drawn::shown(words))) {
        return words;
    }
    let Some(sign) = title.chars().next().filter(|sign| matches!(sign, '=' | '-' | '#' | '*' | '|' | '~'))
    else {
        return title;
    };
    let inner = title.trim_matches(sign);
    let least = if at > 0 && listing.is_stroke(at - 1) { 1 } else { 2 };
    let lead = title.len() - title.trim_start_matches(sign).len();
    let tail = title.len() - title.trim_end_matches(sign).len();
    let drawn = lead >= least && tail >= least && inner.starts_with(' ') && inner.ends_with(' ');
    if drawn && (sign != '*' || least == 1) { inner.trim() } else { title }
}

/// Whether words can be those of a heading.
pub(super) fn is_title(words: &str) -> bool {
    is_title_of(words, TITLE_WORDS_MAX)
}

/// The same of a heading of so many words at most.
fn is_title_of(words: &str, words_max: usize) -> bool {
    words.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        && !words.ends_with(['.', ';', ',', '?', '!'])
        && (1..=words_max).contains(&words.split_whitespace().count())
        && words.chars().filter(|c| c.is_alphabetic()).count() > 2
}

pub(super) fn is_title_case(words: &str) -> bool {
    let long = words.split_whitespace().filter(|word| length(word) > 3);
    long.clone().all(|word| !word.starts_with(char::is_lowercase)) && long.count() > 0
}

/// The level of a line that is a heading without a number; `taken` says which lines are of tables and pairs.
pub(super) fn unnumbered(listing: &Listing<'_>, at: usize, taken: &[bool]) -> Option<u8> {
    let entry = listing.heads[at].is_some();
    if entry || !listing.is_apart(at) && !listing.is_stroke(at + 1) && !listing.drawn[at] {
        return None;
    }
    let boxed = at > 0 && listing.is_stroke(at - 1) && listing.is_stroke(at + 1);
    let is_title = |words: &str| is_title_of(words, if boxed { BOXED_WORDS_MAX } else { TITLE_WORDS_MAX });
    let words = title(listing, at).filter(|words| is_title(drawn::shown(words).trim_end_matches(':')))?;
    let decorated = words.len() < listing.text(at).len() && !listing.has_fields(at);
    if let Some(level) = underlined(listing, at, words) {
        return Some(level);
    }
    if decorated {
        return Some(UNDERLINED);
    }
    if is_capitals(words) && !runs_on_in_capitals(listing, at) {
        let lead = words.ends_with(':');
        let dated = mask::find_date(words).is_some_and(|(start, _)| start == 0);
        return (!dated && (lead || listing.is_apart(at))).then_some(if lead { LEAD } else { CAPITALS });
    }
    if is_meeting(listing, at, words) {
        return Some(CAPITALS);
    }
    if is_path(words) {
        return Some(NUMBERED);
    }
    let above =
        is_above_prose(listing, at, words) || listing.titled && opens_group(listing, at, words, taken);
    (by_place(listing, at, words, taken) || above).then_some(LEAD)
}

/// Whether groups of lines open with their titles here: several times a few words stand directly above prose.
pub(super) fn are_titled(listing: &Listing<'_>) -> bool {
    let above = |at: &usize| {
        listing.heads[*at].is_none()
            && title(listing, *at).is_some_and(|words| is_title(words) && is_above_prose(listing, *at, words))
    };
    (0..listing.len()).filter(above).take(TITLED_MIN).count() == TITLED_MIN
}

/// Least titles directly above prose by which others are known that stand above anything else.
const TITLED_MIN: usize = 3;
/// Most words of such a title, and least of the line below it, unless it is a note, an item or a field.
const GROUP_WORDS_MAX: usize = 6;
const BELOW_WORDS_MIN: usize = 5;

/// "No contact with Ann" above "not by telephone" is what is said, and no title of it.
fn opens_with_denial(words: &str) -> bool {
    lexicon::NONE_OF_A_FIELD.has(first_word(words))
}

/// A few words that open a group of lines, where others do that are titles: "Family, children and visits", "Notes".
fn opens_group(listing: &Listing<'_>, at: usize, words: &str, taken: &[bool]) -> bool {
    let next = at + 1;
    let count = |text: &str| text.split_whitespace().count();
    words.len() == listing.text(at).len()
        && listing.printed[at].gap > 0
        && next < listing.len()
        && listing.is_below(next)
        && count(words) <= GROUP_WORDS_MAX
        && is_short(listing, at)
        && !words.contains(|c: char| c.is_ascii_digit() || matches!(c, ':' | '"' | '(' | '\t'))
        && listing.line(at).segments().len() == 1
        && listing.line(at).indent <= listing.line(next).indent
        && !taken[at]
        && !listing.is_item(at)
        && !begins_small(listing.text(next))
        && !words.split(|c: char| !c.is_alphanumeric()).any(|word| lexicon::SENTENCE_WORDS.has(word))
        && !opens_with_denial(words)
        && (count(listing.text(next)) >= BELOW_WORDS_MIN || listing.is_item(next) || taken[next])
}

/// A few capitalised words on a line of their own, with prose directly below. Where it is none, what follows only loses
/// its author, which is better than a wrong one.
fn is_above_prose(listing: &Listing<'_>, at: usize, words: &str) -> bool {
    let next = at + 1;
    let prose = |at: usize| {
        let text = listing.text(at);
        text.split_whitespace().count() > 7
            && text.starts_with(char::is_uppercase)
            && listing.line(at).segments().len() == 1
    };
    words.len() == listing.text(at).len()
        && listing.is_apart(at)
        && next < listing.len()
        && listing.is_below(next)
        && words.split_whitespace().count() <= ABOVE_WORDS_MAX
        && !words.contains(|c: char| c.is_ascii_digit() || matches!(c, ',' | ':' | '"'))
        && !ends_sentence(words)
        && listing.line(at).indent <= listing.line(next).indent
        && prose(next)
        && !listing.has_fields(next)
        && !listing.is_item(at)
}

/// "Section 5 > Health > Medication": where a part stands in a form on a screen. It opens with a number; "High > Low" tells of
/// a change.
fn is_path(words: &str) -> bool {
    let named = |part: &str| {
        let few = (1..=TITLE_WORDS_MAX).contains(&part.split_whitespace().count());
        few && part.trim().starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
    };
    let numbered = |part: &str| {
        let word = part.split_whitespace().next().unwrap_or_default();
        lexicon::NUMBERED_PARTS.has(word) || word.starts_with(|c: char| c.is_ascii_digit())
    };
    let parts = PATH_SIGNS.iter().map(|sign| words.split(sign)).max_by_key(|parts| parts.clone().count());
    parts.is_some_and(|mut parts| {
        let several = parts.clone().count() > 1 && parts.clone().all(named);
        several && parts.next().is_some_and(numbered)
    })
}

/// What stands between the parts of such a path.
const PATH_SIGNS: [&str; 3] = [" > ", " \u{203a} ", " \u{bb} "];

/// "Annual case conference, 12 November 2019" alone above its minutes.
pub(super) fn is_meeting(listing: &Listing<'_>, at: usize, words: &str) -> bool {
    let met = |word: &str| lexicon::MEETINGS.has(word.trim_matches(|c: char| !c.is_alphanumeric()));
    let dated = mask::find_date(words)
        .is_some_and(|(start, end)| start == 0 || end + 2 > words.trim_end_matches([')', ' ']).len());
    let follows = at + 1 < listing.len() && listing.is_words(at + 1);
    words.len() == listing.text(at).len()
        && dated
        && follows
        && listing.is_apart(at)
        && words.split_whitespace().any(met)
}

/// A heading with a stroke below it that is no end of a paragraph.
fn underlined(listing: &Listing<'_>, at: usize, words: &str) -> Option<u8> {
    let Some(Some(Rule::Whole(sign))) = listing.rules.get(at + 1) else { return None };
    let close = listing.printed[at + 1].gap == 0 && listing.is_apart(at);
    let boxed = at > 0 && listing.is_stroke(at - 1);
    let line = listing.line(at);
    let drawn = listing.line(at + 1);
    let fits = drawn.end + 8 >= line.indent + length(words);
    if !close
        || !fits
        || words.ends_with(':') && !is_capitals(words)
        || ends_sentence(words) && !words.ends_with(':')
    {
        None
    } else if boxed && !is_counted(words) && (0..at).all(|at| listing.rules[at].is_some()) {
        Some(TITLE)
    } else if *sign == '=' {
        Some(NUMBERED)
    } else {
        Some(UNDERLINED)
    }
}

/// Whether the line below goes on with capitals: a paragraph in capitals, not its heading.
fn runs_on_in_capitals(listing: &Listing<'_>, at: usize) -> bool {
    at + 1 < listing.len()
        && listing.is_below(at + 1)
        && is_capitals(listing.text(at + 1))
        && listing.text(at + 1).split_whitespace().count() > 3
        && !listing.has_fields(at + 1)
        && listing.line(at).segments().len() == 1
        && listing.line(at + 1).segments().len() == 1
}

/// A few capitalised words alone between blank lines, with prose or items below.
fn by_place(listing: &Listing<'_>, at: usize, words: &str, taken: &[bool]) -> bool {
    let next = at + 1;
    let table = taken.get(next) == Some(&true);
    let alone = listing.is_apart(at)
        && next < listing.len()
        && (listing.printed[next].gap > 0 || table)
        && listing.is_words(next);
    let before = at > 1
        && !taken[at - 1]
        && listing.is_words(at - 1)
        && !listing.closes[at - 1]
        && is_short(listing, at - 1)
        && listing.is_apart(at - 1);
    let few = words.split_whitespace().count() <= PLACE_WORDS_MAX;
    let plain = !words.contains(|c: char| c.is_ascii_digit() || c == ',') && !ends_sentence(words);
    if before || !alone || !few || !plain || listing.is_item(at) {
        return false;
    }
    let longer = listing.printed.get(next + 1).is_some_and(|next| next.gap == 0);
    table || longer || !is_short(listing, next) || listing.is_item(next) || listing.has_fields(next)
}

/// Whether a line is too short for a sentence.
fn is_short(listing: &Listing<'_>, at: usize) -> bool {
    length(listing.text(at)) < 50 && !ends_sentence(listing.text(at))
}

/// The title of the plan: its first words, in capitals, in the middle of the line or alone, before anything else.
pub(super) fn is_plan_title(listing: &Listing<'_>, at: usize) -> bool {
    if at > 0 && listing.is_words(at - 1) {
        return false;
    }
    // One of several titles that are drawn alike is that of a part.
    let sign = |at: usize| listing.text(at).chars().next().filter(|_| listing.drawn[at]);
    if listing.drawn[at] && (at + 1..listing.len()).any(|other| sign(other) == sign(at)) {
        return false;
    }
    let line = listing.line(at);
    let words = undecorated(listing, at, line.text);
    let shown = is_capitals(words) || line.indent > 8 || listing.ends_apart(at) && is_title_case(words);
    (0..at).all(|at| listing.rules[at].is_some())
        && shown
        && is_title(words)
        && (line.segments().len() < 3 || words.len() < line.text.len())
        && !listing.has_fields(at)
        && number(words).is_none()
        && listing.heads[at].is_none()
}

#[cfg(test)]
mod tests {
    use super::super::furniture::part;
    use super::super::lines::split;
    use super::*;

    fn check(text: &str) -> Vec<(u8, String)> {
        let listing = Listing::new(part(split(text)).printed);
        let numbered = numbered(&listing);
        let taken = vec![false; listing.len()];
        (0..listing.len())
            .filter(|at| listing.is_words(*at))
            .filter_map(|at| {
                numbered[at].or_else(|| unnumbered(&listing, at, &taken)).map(|level| (level, at))
            })
            .filter_map(|(level, at)| title(&listing, at).map(|title| (level, title.to_owned())))
            .collect()
    }

    #[test]
    fn numbers_that_count_up() {
        let text = "1. Housing\nHe has a flat:\n1. To keep it.\n2. To pay for it.\n\n2. Health\nHe is well.\n\n2.1 Teeth\n\
                    None seen.\n\n3. Money\nHe has none.\n";
        assert_eq!(
            check(text),
            [
                (2, "1. Housing".to_owned()),
                (2, "2. Health".to_owned()),
                (3, "2.1 Teeth".to_owned()),
                (2, "3. Money".to_owned())
            ]
        );
    }

    #[test]
    fn parts_that_say_when_they_were_saved() {
        let screen = |number: u8, title: &str| {
            format!(
                "SCREEN 0{number} : {title}          last saved 03/05/2024  OBRAE\n{}\nHe is well.\n\n",
                "-".repeat(60)
            )
        };
        let text = [screen(1, "HOME"), screen(2, "HEALTH AND DIET"), screen(3, "WORK")].concat();
        let titles = ["SCREEN 01 : HOME", "SCREEN 02 : HEALTH AND DIET", "SCREEN 03 : WORK"];
        assert_eq!(check(&text), titles.map(|title| (2, title.to_owned())));
    }

    #[test]
    fn questions_among_their_sisters() {
        let text = "1.1 Where is she?\nIn the east hall.\n\n1.2 Work\nShe bakes.\n\n1.3 Who may ring her?\nNobody.\n";
        let titles = ["1.1 Where is she?", "1.2 Work", "1.3 Who may ring her?"];
        assert_eq!(check(text), titles.map(|title| (3, title.to_owned())));
    }

    #[test]
    fn numbered_paragraphs_head_nothing() {
        let wrapped = "1.1   4 Port Row was seen on 3 May 2024 and is not ready yet, being\n      2000 metres from the school.";
        let text = format!(
            "{wrapped}\n\n1.2   From the report of 3 May 2024:\n\n1.2.1 He has a flat in the town.\n\n1.3   He is to keep it until the summer.\n"
        );
        assert_eq!(check(&text), []);
    }

    #[test]
    fn letters_that_count_up() {
        let text = "Section A - Housing\n\nHe has a flat.\n\nSection B - Health\n\nHe is well.\n\n\
                    Section C - Minute of the Last Meeting but One\n\nMinute of the meeting.\n";
        let titles =
            ["Section A - Housing", "Section B - Health", "Section C - Minute of the Last Meeting but One"];
        assert_eq!(check(text), titles.map(|title| (2, title.to_owned())));
    }

    #[test]
    fn strokes_and_capitals() {
        let text = "He left.\n\nHousing      LEAD: A OTHER\n--------------------\nHe has a flat.\n\nNO CONTACT:\n- his uncle\n\n\
                    OUTSIDE WORK\nHe digs.\n------\n";
        assert_eq!(
            check(text),
            [(3, "Housing".to_owned()), (5, "NO CONTACT:".to_owned()), (4, "OUTSIDE WORK".to_owned())]
        );
    }

    #[test]
    fn signs_drawn_around() {
        let text = "He left.\n\n=== Housing ===\nHe has a flat.\n\n*****\n*  HEALTH  *\n*****\nWell.\n\n** DRAFT **\n";
        assert_eq!(check(text), [(3, "Housing".to_owned()), (3, "HEALTH".to_owned())]);
    }

    #[test]
    fn a_few_words_alone() {
        let text = "He left.\n\nFamily contact\n\nHe wrote to his sister and to nobody else for the whole of the year.\n";
        assert_eq!(check(text), [(5, "Family contact".to_owned())]);
    }

    #[test]
    fn a_title_above_text_at_its_column_is_no_paragraph() {
        let heads = [
            "Work, learning and what else he does through the week",
            "Family, friends and the people who come to see him",
        ];
        let wrapped = "     The hall is quiet and he would be glad to stay until the end of it,\n     as he has said.\n";
        for more in ["", wrapped] {
            for below in ["He bakes in the mornings and reads after that.", "Bakes each morning and reads."] {
                let part = |at: usize| format!("{}.   {}\n     {below}\n{more}\n", at + 1, heads[at]);
                let text = [part(0), part(1)].concat();
                let titles = check(&format!("PLAN\n\n{text}3.   Money\n     He saves.\n"));
                assert_eq!(titles.iter().filter(|(level, _)| *level == NUMBERED).count(), 3, "{titles:?}");
            }
        }
    }

    #[test]
    fn titles_that_open_groups_of_lines_are_known_by_others() {
        let prose = "He bakes in the mornings and reads a good deal after that.";
        let group = |title: &str, below: &str| format!("{title}\n{below}\n{prose}\n\n");
        let usual = ["Health", "Work and learning", "Money"].map(|title| group(title, prose)).concat();
        let others = [
            group("Family, friends and visits", "Mother: Ann Other, 4 Port Row, visits each week."),
            group("Notes", "3/5/24 - Asked about the boat in the yard. A. Other"),
        ];
        let titles = |text: &str| check(text).into_iter().map(|(_, title)| title).collect::<Vec<_>>();
        let all = titles(&format!("{usual}{}", others.concat()));
        assert_eq!(all[3..], ["Family, friends and visits", "Notes"]);
        for (line, below) in [
            ("Ann Skerrow, his former partner", "is not to be told where he will live when he is out."),
            ("Denies all of it", "and says that he has never been near the house in his life."),
            ("No contact with Ann", "- not by telephone nor by letter either"),
        ] {
            assert_eq!(titles(&format!("{usual}{line}\n{below}\n")).len(), 3, "{line}");
        }
        let address = group("Ann Other, the lodge", "4 Port Row");
        assert_eq!(titles(&format!("{usual}{address}")).len(), 3, "short lines below");
    }

    #[test]
    fn lines_that_are_no_headings() {
        let text = "CALLER STATES THAT THE DOOR WAS BROKEN AND THAT\nNOBODY WAS AT HOME WHEN POLICE CAME.\n\n\
                    12 May 2024 NURSE A OTHER\nSeen.\n\nNone.\n\n1   Go   Nurse   1/2/24\n";
        assert_eq!(check(text), []);
    }
}
