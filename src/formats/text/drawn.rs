//! Titles set into a line of signs: `==[03]== HOUSING ======`, `--- 4 HEALTH ---`, `HEALTH --------------`,
//! `<< SCREEN 2 >>  Health`.

use std::borrow::Cow;

use cip_lexicon as lexicon;

use super::lines::{is_capitals, length};
use super::mask::has_figure;

/// Least signs on either side of a title.
const SIGNS_MIN: usize = 2;
/// Least stars on either side: two set words in bold type.
const STARS_MIN: usize = 3;
/// Least signs where they stand on one side only.
const SIGNS_ALONE_MIN: usize = 8;

/// The words of a title that signs are drawn around, or on one side of, with its number; nothing for any other line.
pub(super) fn title(text: &str) -> Option<&str> {
    if let Some(title) = angled(text).or_else(|| pointed(text)).or_else(|| lettered(text)) {
        return Some(title);
    }
    let text = without_corners(text);
    let bytes = text.as_bytes();
    let (opening, ending) = (*bytes.first()?, *bytes.last()?);
    if !is_sign(opening) && !is_sign(ending) {
        return None;
    }
    let lead = run(text.chars(), opening);
    let tail = run(text.chars().rev(), ending);
    if lead + tail >= bytes.len() {
        return None;
    }
    let least = if opening == b'*' { STARS_MIN } else { SIGNS_MIN };
    let inner = &text[lead..bytes.len() - tail];
    let lead_parted = inner.starts_with(is_inside) || lead == 0;
    let tail_parted = inner.ends_with(is_inside) || tail == 0;
    let words = inner.trim();
    let boxed = words.strip_prefix('[').and_then(|words| words.strip_suffix(']'));
    let words = boxed.filter(|words| !words.contains(['[', ']'])).unwrap_or(words).trim();
    let around = lead >= least && tail >= least;
    let beside = lead == 0 && tail >= SIGNS_ALONE_MIN && ending != b'_'
        || tail == 0 && lead >= SIGNS_ALONE_MIN && opening != b'_';
    // Signs on one side also lead to a blank of a form, or close a sentence.
    let named = around || is_capitals(words) || starts_with_number(words);
    (lead_parted && tail_parted && (around || beside) && named && length(words) > 2).then_some(words)
}

/// A title between angles, `<< HEALTH >>`, or behind what stands between them, `<< SCREEN 2 >>  Health`.
fn angled(text: &str) -> Option<&str> {
    let inner = text.strip_prefix("<<")?;
    let (label, title) = inner.split_once(ANGLES)?;
    let few = (1..=ANGLED_WORDS_MAX).contains(&label.split_whitespace().count());
    let words = if title.trim().is_empty() { label } else { inner };
    (few && !title.contains(['<', '>'])).then(|| words.trim())
}

/// A title in capitals behind what points to it: `>>> HEALTH`.
fn pointed(text: &str) -> Option<&str> {
    let words = text.trim_start_matches('>');
    let pointed = text.len() - words.len() >= SIGNS_MIN && words.starts_with(' ');
    (pointed && is_capitals(words) && !has_figure(words) && !is_said(words)).then(|| words.trim())
}

/// Whether words in capitals are what is said, and no title: "HE MUST NOT GO NEAR HER".
fn is_said(words: &str) -> bool {
    let said = |word: &str| lexicon::NOT_IN_LABELS.has(word) || lexicon::NOT_IN_DRAWN_TITLES.has(word);
    words.split(|c: char| !c.is_alphanumeric()).any(said)
}

/// A title in capitals behind its letter in brackets: `[B] HEALTH`.
fn lettered(text: &str) -> Option<&str> {
    let (letter, words) = text.strip_prefix('[')?.split_once(']')?;
    // Others tick a box: yes, no, crossed.
    let boxed = letter.len() == 1
        && letter.starts_with(|c: char| c.is_ascii_uppercase() && !matches!(c, 'N' | 'X' | 'Y'));
    (boxed
        && words.starts_with(char::is_whitespace)
        && is_capitals(words)
        && !has_figure(words)
        && !is_said(words))
    .then_some(text)
}

/// What closes a title between angles, and most words of what stands between them.
const ANGLES: &str = ">>";
const ANGLED_WORDS_MAX: usize = 6;

/// A line without the corners of the box of which it is the upper edge: `+-- NOTE 3 ------+`.
fn without_corners(text: &str) -> &str {
    let text = text.strip_prefix('+').filter(|rest| rest.starts_with(EDGES)).unwrap_or(text);
    text.strip_suffix('+').filter(|rest| rest.ends_with(EDGES)).unwrap_or(text)
}

/// Signs of which the edge of a box is drawn.
const EDGES: [char; 2] = ['-', '='];

/// A title with its number set off as numbers of headings are: `[03]== HOUSING` is `03. HOUSING`.
pub(super) fn shown(title: &str) -> Cow<'_, str> {
    if let Some((label, words)) = title.split_once(ANGLES) {
        return Cow::Owned(format!("{}: {}", label.trim(), words.trim()));
    }
    if let Some((letter, words)) = lettered(title).and_then(|title| title[1..].split_once(']')) {
        return Cow::Owned(format!("{letter}. {}", words.trim()));
    }
    let bare = title.trim_start_matches(['[', '(', '<']);
    let digits = bare.len() - bare.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').len();
    let (number, rest) = (bare[..digits].trim_end_matches('.'), &bare[digits..]);
    let words = rest.trim_start_matches(|c: char| {
        c.is_whitespace() || c.is_ascii() && is_sign(c as u8) || matches!(c, ']' | ')' | '>' | ':' | '.')
    });
    let parted = !number.is_empty() && words.len() < rest.len() && words.starts_with(char::is_alphabetic);
    if parted { Cow::Owned(format!("{number}. {words}")) } else { Cow::Borrowed(title) }
}

/// How many of these signs come first.
fn run(signs: impl Iterator<Item = char>, sign: u8) -> usize {
    if is_sign(sign) { signs.take_while(|c| *c == char::from(sign)).count() } else { 0 }
}

fn is_sign(byte: u8) -> bool {
    matches!(byte, b'=' | b'-' | b'*' | b'#' | b'~' | b'_' | b'+' | b':' | b'^')
}

/// What may stand between the signs and the words: space, or a bracket around the number or the title.
fn is_inside(c: char) -> bool {
    c.is_whitespace() || matches!(c, '[' | '(' | '<' | ']' | ')' | '>')
}

fn starts_with_number(words: &str) -> bool {
    words.trim_start_matches(['[', '(']).starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> Option<Cow<'_, str>> {
        title(text).map(shown)
    }

    #[test]
    fn titles_between_signs() {
        for (text, title) in [
            ("==[03]== HOUSING =====", "03. HOUSING"),
            ("--- 4 HEALTH ---", "4. HEALTH"),
            ("*** FAMILY ***", "FAMILY"),
            ("## 3: Work ##", "3. Work"),
            ("__ Plans (2026) __", "Plans (2026)"),
            ("-----[ Money ]-----", "Money"),
            ("HOUSING ------------", "HOUSING"),
            ("7.2 Housing ~~~~~~~~~~~~", "7.2. Housing"),
            ("============ HEALTH", "HEALTH"),
            ("+-- NOTE 12 -----------+", "NOTE 12"),
            ("[040] HOME AND MONEY ---------", "040. HOME AND MONEY"),
            ("<< SCREEN 2 >>  Home and money", "SCREEN 2: Home and money"),
            ("<< HOME >>", "HOME"),
            ("[B] HOME AND MONEY", "B. HOME AND MONEY"),
            (">>> HOME AND MONEY", "HOME AND MONEY"),
        ] {
            assert_eq!(check(text).as_deref(), Some(title), "{text}");
        }
    }

    #[test]
    fn other_lines_with_signs() {
        for text in [
            "======",
            "** DRAFT **",
            "- HOUSING -",
            "[Y] SELF HARM",
            "[C] NOT TO CONTACT HER",
            ">>> HE MUST NOT GO NEAR HER",
            "--no--",
            "Signed ______________",
            "He was out ------------ all night",
            "== x ==",
        ] {
            assert_eq!(check(text), None, "{text}");
        }
    }
}
