//! Page furniture in a text that has no pages: running heads and feet that were printed into it.
//!
//! Takes the source, gives the spans of the lines that are furniture. A line is furniture if it counts pages: it
//! recurs on at least [`TIMES_MIN`] pages with nothing but one number different, that number counts up by one each
//! time, and the line calls it a page ("Page 3", "p. 3", "3 of 12"). What recurs word for word beside such lines as
//! often as they do is furniture too. Anything less may be content ("Session 3") and stays it.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memchr3;
use rustc_hash::FxHashMap;

use crate::lexicon;
use crate::text::Span;

/// Fewest recurrences.
const TIMES_MIN: usize = 3;
/// Longest line, in bytes: a running head has one line of a page's width.
const LINE_BYTES_MAX: usize = 160;
/// Most numbers of a line.
const NUMBERS_MAX: usize = 16;

/// A line of the source, without the white space around it.
struct Line<'a> {
    span: Span,
    text: &'a str,
}

/// The lines that are page furniture, in reading order.
pub(super) fn find(source: &str) -> Vec<Span> {
    if !may_count_pages(source) {
        // Most texts.
        return Vec::new();
    }
    let lines: Vec<Line<'_>> = lines(source).collect();
    let mut furniture = vec![false; lines.len()];
    let mut found = 0;
    for group in groups(&lines, |line| has_page(line).then(|| masked(line))) {
        if counts_pages(&lines, &group) {
            found += group.len();
            mark(&group, &mut furniture);
        }
    }
    if found == 0 {
        return Vec::new();
    }
    let counted = furniture.clone();
    let beside = |at: &usize| {
        let near = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
        near.into_iter().any(|near| counted.get(near) == Some(&true))
    };
    for group in groups(&lines, |line| Some(line.to_owned())) {
        if group.iter().all(beside) {
            mark(&group, &mut furniture);
        }
    }
    lines.iter().zip(furniture).filter(|(_, is)| *is).map(|(line, _)| line.span).collect()
}

/// Whether lines that hold a page's number count pages: most texts name a page or two and hold no such lines.
fn may_count_pages(source: &str) -> bool {
    let bytes = source.as_bytes();
    let is_page = |number: &Range<usize>| {
        // Most numbers are told by the bytes beside them.
        may_be_called_page(&bytes[..number.start]) && is_called_page(&source[..number.start])
            || may_be_of_pages(&bytes[number.end..]) && is_of_pages(&source[number.end..])
    };
    let mut lines: Vec<Line<'_>> = Vec::new();
    for number in numbers_in(bytes).filter(is_page) {
        if lines.last().is_none_or(|line| (line.span.end as usize) <= number.start) {
            lines.push(line_at(source, number.start));
        }
    }
    let groups = if lines.len() < TIMES_MIN {
        Vec::new()
    } else {
        groups(&lines, |line| has_page(line).then(|| masked(line)))
    };
    groups.iter().any(|group| counts_pages(&lines, group))
}

/// The line around a byte that is a letter or a figure.
fn line_at(source: &str, at: usize) -> Line<'_> {
    let is_end = |c: char| matches!(c, '\n' | '\r' | '\u{c}');
    let start = source[..at].rfind(is_end).map_or(0, |end| end + 1);
    let end = source[at..].find(is_end).map_or(source.len(), |end| at + end);
    let (raw, text) = (&source[start..end], source[start..end].trim());
    let start = start + (raw.len() - raw.trim_start().len());
    Line { span: Span::new(start, start + text.len()), text }
}

fn mark(group: &[usize], furniture: &mut [bool]) {
    for at in group {
        furniture[*at] = true;
    }
}

/// Lines with their ends, and where each begins.
fn raw_lines(source: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = source.get(start..).filter(|rest| !rest.is_empty())?;
        let len = memchr3(b'\n', b'\r', 0x0c, rest.as_bytes()).map_or(rest.len(), |at| at + 1);
        start += len;
        Some((start - len, &rest[..len]))
    })
}

/// Where the first digit stands.
fn find_digit(bytes: &[u8]) -> Option<usize> {
    // Sixteen bytes in one comparison.
    let (sixteens, _) = bytes.as_chunks::<16>();
    let holds = |bytes: &[u8; 16]| bytes.iter().fold(false, |found, byte| found | byte.is_ascii_digit());
    let first = 16 * sixteens.iter().take_while(|sixteen| !holds(sixteen)).count();
    let (eights, rest) = bytes[first..].as_chunks::<8>();
    for (at, eight) in (first..).step_by(8).zip(eights) {
        let digits = digits_of(u64::from_le_bytes(*eight));
        if digits != 0 {
            return Some(at + digits.trailing_zeros() as usize / 8);
        }
    }
    let from = bytes.len() - rest.len();
    rest.iter().position(u8::is_ascii_digit).map(|at| from + at)
}

/// The highest bit of each of eight bytes that is a digit.
fn digits_of(eight: u64) -> u64 {
    const fn each(byte: u8) -> u64 {
        u64::from_ne_bytes([byte; 8])
    }
    // A digit and no other byte is less than ten with these bits turned; what is not sets the highest bit by the sum.
    let turned = eight ^ each(b'0');
    let too_great = (turned & each(0x7f)) + each(0x80 - 10);
    !(too_great | turned) & each(0x80)
}

/// Lines that hold a letter or a figure.
fn lines(source: &str) -> impl Iterator<Item = Line<'_>> {
    raw_lines(source).filter_map(|(start, raw)| {
        let text = raw.trim();
        let at = start + (raw.len() - raw.trim_start().len());
        let line = Line { span: Span::new(at, at + text.len()), text };
        text.chars().any(char::is_alphanumeric).then_some(line)
    })
}

/// Whether a line may be furniture: it is short, and neither a heading, a row of a table nor an item of a list.
fn is_plain(text: &str) -> bool {
    text.len() <= LINE_BYTES_MAX && !text.starts_with(['#', '|', '-', '*', '+'])
}

/// Lines by key, where a key recurs often enough; in order of the first of each.
fn groups(lines: &[Line<'_>], key: impl Fn(&str) -> Option<String>) -> Vec<Vec<usize>> {
    let mut places: FxHashMap<String, usize> = FxHashMap::default();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| is_plain(line.text)) {
        let Some(key) = key(line.text) else { continue };
        let group = *places.entry(key).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[group].push(at);
    }
    groups.retain(|group| group.len() >= TIMES_MIN);
    groups
}

/// The line with a sign for each number, whatever its length.
fn masked(line: &str) -> String {
    let mut masked = String::with_capacity(line.len());
    for c in line.chars() {
        match c {
            c if !c.is_ascii_digit() => masked.push(c),
            _ if masked.ends_with('\u{0}') => {}
            _ => masked.push('\u{0}'),
        }
    }
    masked
}

/// Where the numbers of a text stand.
fn numbers_in(bytes: &[u8]) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + find_digit(&bytes[at..])?;
        at = start + bytes[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        Some(start..at)
    })
}

/// The numbers of a line, with the text before each.
fn numbers(line: &str) -> impl Iterator<Item = (&str, &str)> {
    numbers_in(line.as_bytes()).map(|number| (&line[..number.start], &line[number]))
}

fn has_page(line: &str) -> bool {
    let (mut count, mut found) = (0, false);
    for (before, number) in numbers(line) {
        count += 1;
        if count > NUMBERS_MAX {
            return false;
        }
        found |= is_page(line, before, number);
    }
    found
}

/// The letters with which words end that call a number a page, in small letters. Read once and never changed.
static LAST_LETTERS: LazyLock<[bool; 256]> = LazyLock::new(|| {
    let mut last = [false; 256];
    let bytes = lexicon::PAGE_NUMBERED.iter().filter_map(|word| word.bytes().last());
    bytes.for_each(|byte| last[usize::from(byte.to_ascii_lowercase())] = true);
    last
});

/// Whether a number with this text before it is called a page: "Page 3", "p. 3", "pg 3", "3 of 12".
fn is_page(line: &str, before: &str, number: &str) -> bool {
    is_called_page(before) || is_of_pages(&line[before.len() + number.len()..])
}

/// Whether a text may end in a word that calls the number behind it a page: most end in another.
fn may_be_called_page(before: &[u8]) -> bool {
    last_letter(before).is_some_and(|at| LAST_LETTERS[usize::from(before[at].to_ascii_lowercase())])
}

/// Where the word before a number ends, if anything but signs that part them stands there.
fn last_letter(before: &[u8]) -> Option<usize> {
    before.iter().rposition(|byte| !matches!(byte, b'.' | b':' | b' ' | b'\t'))
}

/// Whether a text ends in a word that calls the number behind it a page.
fn is_called_page(before: &str) -> bool {
    let end = last_letter(before.as_bytes()).map_or(0, |at| at + 1);
    let letters = before.as_bytes()[..end].iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let word = before.get(end - letters..end).unwrap_or_default();
    // With another letter before them these are no word.
    let whole = || !before[..end - letters].ends_with(char::is_alphabetic);
    letters > 0 && lexicon::PAGE_NUMBERED.has(word) && whole()
}

/// Whether " of 12" may stand behind a number: two bytes tell.
fn may_be_of_pages(behind: &[u8]) -> bool {
    matches!(behind, [b'o', b'f', ..] | [0..=b' ' | 0x80.., b'o' | 0..=b' ' | 0x80.., ..])
}

/// Whether what stands behind a number is " of 12".
fn is_of_pages(behind: &str) -> bool {
    let of = behind.trim_start().strip_prefix("of ");
    of.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether these lines differ in one number only, a page's, and it counts up by one.
fn counts_pages(lines: &[Line<'_>], group: &[usize]) -> bool {
    let of = |line: usize| numbers(lines[line].text).collect::<Vec<_>>();
    let first = of(group[0]);
    let differs = |at: usize| group.iter().any(|line| of(*line)[at].1 != first[at].1);
    let mut differing = (0..first.len()).filter(|at| differs(*at));
    let (Some(column), None) = (differing.next(), differing.next()) else { return false };
    let value = |line: &usize| of(*line)[column].1.parse::<u32>().ok();
    let counts = |pair: &[usize]| {
        value(&pair[0]).zip(value(&pair[1])).is_some_and(|(left, right)| left.checked_add(1) == Some(right))
    };
    let (before, number) = first[column];
    is_page(lines[group[0]].text, before, number) && group.windows(2).all(counts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_digit_is_found_wherever_it_stands() {
        for byte in 0..=u8::MAX {
            for at in 0..40 {
                let mut bytes = [b'x'; 40];
                bytes[at] = byte;
                assert_eq!(find_digit(&bytes), byte.is_ascii_digit().then_some(at), "{byte} {at}");
            }
        }
        assert_eq!(find_digit(b"a 12"), Some(2));
    }

    fn check(source: &str) -> Vec<&str> {
        find(source).into_iter().map(|span| span.of(source)).collect()
    }

    #[test]
    fn a_line_that_counts_pages_is_furniture() {
        let page = |n: usize| format!("He owes £{n}.\n\nRESTRICTED   Ref 4/17   Page {n}\n\n");
        let source: String = (1..=4).map(page).collect();
        assert_eq!(check(&source).len(), 4);
        assert!(check(&source).iter().all(|line| line.starts_with("RESTRICTED")));
        assert_eq!(check("Foot 1 of 3\na\nFoot 2 of 3\nb\nFoot 3 of 3\n").len(), 3);
    }

    #[test]
    fn what_recurs_beside_it_is_furniture_too() {
        let page = |n: usize| format!("Text {n}.\n\nPlan of A. Other\npage {n}\n\n");
        let source: String = (3..=6).map(page).collect();
        assert_eq!(check(&source).len(), 8);
    }

    #[test]
    fn what_may_be_content_stays_content() {
        assert_eq!(check("Session 1\n\nSession 2\n\nSession 3\n"), [""; 0]);
        assert_eq!(check("See page 4\n\nSee page 9\n\nSee page 12\n"), [""; 0]);
        assert_eq!(check("Page 1\na\nPage 2\n"), [""; 0], "twice is too few");
        let dated = "Seen 3 May, page 1\na\nSeen 4 May, page 2\nb\nSeen 9 May, page 3\n";
        assert_eq!(check(dated), [""; 0], "another number differs too");
    }
}
