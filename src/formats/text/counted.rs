//! Titles of parts that only their form shows, which comes back through the whole plan: signs and a letter that counts up
//! (`** B **  RISK`, `(b) Health`, `= Box C - Health =`), a letter far before capitals (`B  RISK`), a number of so many
//! (`** 2/4 ** Health`), a word and its number (`Topic 3   Family`), a letter with its number (`P2   HEALTH`), signs and
//! one word before a name (`-- TABLE notes   (Health)`), or the word for a part (`Section: Health`).
//!
//! Items of a list count up as well, and steps of a plan of action: so such titles count from the first, stand far apart,
//! and the first and the last of them are far apart in the plan.

use cip_lexicon as lexicon;
use rustc_hash::FxHashMap;

use super::headings;
use super::lines::{ends_sentence, first_word, is_capitals};
use super::listing::Listing;

/// Least titles of one form.
const TITLES_MIN: usize = 3;
/// Most words of a title, and of a line that is one.
const TITLE_WORDS_MAX: usize = 9;
/// Most bytes of the word that is counted, and of the signs before it.
const WORD_BYTES_MAX: usize = 12;
const SIGNS_BYTES_MAX: usize = 4;
/// Least lines from one title to the next, on the average.
const LINES_BETWEEN_MIN: usize = 3;
/// Parts of a plan in whose first the first title stands, and in whose last the last.
const THIRDS: usize = 3;
/// Most figures of a count.
const FIGURES_MAX: usize = 2;

/// What a line that may be such a title has.
struct Title<'a> {
    /// The signs before it.
    signs: &'a str,
    /// The word that is counted; empty where nothing but signs stands before the count.
    word: &'a str,
    /// Its count, from 1; none where no count but the word comes back.
    count: Option<u32>,
    /// What counts, as it stands.
    counter: &'a str,
    /// The title itself, without signs and what stands far behind it.
    name: &'a str,
    /// What stands far behind it.
    behind: &'a str,
}

/// Titles with their lines.
type Lines<'a> = Vec<(usize, Title<'a>)>;

/// A title as it is to be shown, and what stands far behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shown<'a> {
    pub(super) title: String,
    pub(super) behind: &'a str,
}

/// The titles of a plan, by their lines.
pub(super) fn find<'a>(listing: &Listing<'a>) -> FxHashMap<usize, Shown<'a>> {
    let mut forms: FxHashMap<(&str, &str, bool), Lines<'a>> = FxHashMap::default();
    for at in (0..listing.len()).filter(|at| may_be_title(listing, *at)) {
        let Some(title) = title(listing.text(at)) else { continue };
        let apart = listing.is_apart(at) || listing.printed[at].turn || is_capitals(title.name);
        if apart && headings::is_title(title.name) {
            let key = (title.signs, title.word, title.count.is_some());
            forms.entry(key).or_default().push((at, title));
        }
    }
    let all = forms.into_values().map(chain).filter(|titles| are_parts(listing, titles));
    let longest = all.max_by_key(|titles| (titles.len(), usize::MAX - titles[0].0));
    longest.into_iter().flatten().map(|(at, title)| (at, title.shown())).collect()
}

/// Whether a line may be one by what else is known of it.
fn may_be_title(listing: &Listing<'_>, at: usize) -> bool {
    let line = listing.line(at);
    listing.is_words(at)
        && listing.heads[at].is_none()
        && !listing.drawn[at]
        && !line.text.starts_with(|c: char| c.is_ascii_digit() || c.is_lowercase() || c == '[')
        && line.text.split_whitespace().count() <= TITLE_WORDS_MAX + 4
        && line.segments().len() < 4
}

fn title(text: &str) -> Option<Title<'_>> {
    let from_words = text.trim_start_matches(is_sign);
    let signs = text[..text.len() - from_words.len()].trim_end();
    if signs.len() > SIGNS_BYTES_MAX {
        return None;
    }
    let word = &from_words[..from_words.bytes().take_while(u8::is_ascii_alphabetic).count()];
    let behind_word = from_words[word.len()..].trim_start();
    let found = lettered(signs, from_words, word)
        .or_else(|| of_so_many(from_words))
        .or_else(|| counted(word, behind_word));
    let part = behind_word.strip_prefix(':').filter(|_| lexicon::NUMBERED_PARTS.has(word));
    let (word, counter, count, rest) = match found {
        Some((counted_word, counter, count, rest)) => (counted_word, counter, Some(count), rest),
        // "Section: Health"
        None if let Some(name) = part => (word, "", None, name),
        // "-- TABLE notes   (Health)"
        None if marked(signs) && is_capitals(word) && word.len() > 1 => (word, "", None, behind_word),
        None => return None,
    };
    if word.len() > WORD_BYTES_MAX {
        return None;
    }
    // What opens a bracket or a quotation is of the words: without it they would be others.
    let opening = |c: char| matches!(c, '(' | '[' | '"' | '\'' | '\u{201c}' | '\u{2018}');
    let bare = rest.trim_start_matches(|c: char| !c.is_alphanumeric() && !opening(c));
    // Something parts a count from its title; a letter without a sign stands far before capitals.
    let lone = word.is_empty() && signs.is_empty();
    if count.is_some() && bare.len() == rest.len() || lone && !(rest.starts_with("  ") && is_capitals(bare)) {
        return None;
    }
    let (name, behind) = match bare.find("  ").filter(|_| count.is_some()) {
        Some(gap) => (&bare[..gap], bare[gap..].trim_start()),
        None => (bare, ""),
    };
    let name = match count {
        Some(_) => name.trim_end_matches(|c| c == ' ' || signs.contains(c)),
        None if part.is_some() => bare,
        None => from_words,
    };
    let behind = if behind.contains(char::is_alphanumeric) { behind } else { "" };
    let few = name.split_whitespace().count() <= TITLE_WORDS_MAX && !ends_sentence(name);
    (few && name.starts_with(char::is_uppercase)).then_some(Title {
        signs,
        word,
        count,
        counter,
        name,
        behind,
    })
}

/// What is counted, its count as it stands and as a number, and what stands behind it.
type Counted<'a> = (&'a str, &'a str, u32, &'a str);

/// A letter alone behind signs, `** B **  RISK`, a small one in brackets, or alone: `B  RISK`.
fn lettered<'a>(signs: &str, text: &'a str, word: &'a str) -> Option<Counted<'a>> {
    let rest = text.get(1..)?;
    let bracketed = signs.ends_with('(') && rest.starts_with(')');
    let own = |letter: &u8| word.len() == 1 && (letter.is_ascii_uppercase() || bracketed);
    let letter = word.bytes().next().filter(own)?.to_ascii_uppercase();
    (!rest.starts_with(|c: char| c.is_ascii_digit())).then(|| ("", word, u32::from(letter - b'A') + 1, rest))
}

/// A number of so many between signs: `** 2/4 ** Health`.
fn of_so_many(text: &str) -> Option<Counted<'_>> {
    let figures = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let own = figures(text);
    let all = text[own..].strip_prefix('/')?;
    let (count, of): (u32, u32) = (text[..own].parse().ok()?, all[..figures(all)].parse().ok()?);
    let rest = &all[figures(all)..];
    let signed = rest.trim_start().starts_with(|c: char| c != ' ' && is_sign(c));
    (signed && count <= of && own <= FIGURES_MAX).then_some(("", &text[..own], count, rest))
}

/// A word, and its number or letter behind it: `Topic 3`, `Box C`, `P2`.
fn counted<'a>(word: &'a str, rest: &'a str) -> Option<Counted<'a>> {
    // The words that number parts everywhere are known without this.
    if !word.starts_with(char::is_uppercase) || lexicon::NUMBERED_PARTS.has(word) {
        return None;
    }
    let figures = rest.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=FIGURES_MAX).contains(&figures) {
        let number = rest[..figures].parse().ok()?;
        let ends = !rest[figures..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | ','));
        return ends.then_some((word, &rest[..figures], number, &rest[figures..]));
    }
    let letter = first_word(rest);
    let bare = letter.trim_end_matches([':', '.', ')']);
    let count = bare.bytes().next().filter(|byte| bare.len() == 1 && byte.is_ascii_uppercase())?;
    Some((word, bare, u32::from(count - b'A') + 1, &rest[1..]))
}

/// The lines of a form that count up from the first; all of one that has no count.
fn chain(lines: Lines<'_>) -> Lines<'_> {
    let mut next = 1;
    let goes_on = |(_, title): &(usize, Title<'_>)| {
        let own = title.count.is_none_or(|count| count == next);
        next += u32::from(own);
        own
    };
    lines.into_iter().filter(goes_on).collect()
}

/// Whether titles are those of the parts of a plan: enough of them, far apart, from its first third to its last.
fn are_parts(listing: &Listing<'_>, titles: &[(usize, Title<'_>)]) -> bool {
    let ([(first, _), .., (last, _)], length) = (titles, listing.len()) else { return false };
    titles.len() >= TITLES_MIN
        && first * THIRDS <= length
        && last * THIRDS >= length
        && last - first >= (titles.len() - 1) * LINES_BETWEEN_MIN
}

impl<'a> Title<'a> {
    fn shown(self) -> Shown<'a> {
        let Self { word, counter, name, behind, count, .. } = self;
        let title = match (word, count) {
            (_, None) => name.split_whitespace().collect::<Vec<_>>().join(" "),
            ("", _) => format!("{counter}. {name}"),
            (word, _) if word.len() == 1 => format!("{word}{counter}. {name}"),
            (word, _) => format!("{word} {counter}. {name}"),
        };
        Shown { title, behind }
    }
}

/// Whether signs before a line mark it: two or more that are the same.
fn marked(signs: &str) -> bool {
    let first = signs.chars().next();
    signs.len() > 1 && signs.chars().all(|sign| Some(sign) == first)
}

fn is_sign(c: char) -> bool {
    matches!(
        c,
        '=' | '-'
            | '*'
            | '#'
            | '~'
            | '_'
            | '+'
            | ':'
            | '^'
            | ' '
            | '<'
            | '>'
            | '('
            | '['
            | '{'
            | ']'
            | ')'
            | '}'
    )
}

#[cfg(test)]
mod tests {
    use super::super::read;

    fn titles(title: impl Fn(char, u8, &str) -> String) -> Vec<String> {
        let prose = "She mends nets on the quay and rows out to the island when it is fine.";
        let part = |at: u8, name: &str| {
            format!("{}\n{prose}\nThe boat is hers. {prose}\n\n", title(char::from(b'A' + at), at + 1, name))
        };
        let names = ["Nets", "Boats and oars", "The island"];
        let parts: Vec<String> = (0..3).map(|at| part(at, names[usize::from(at)])).collect();
        let read = read(&format!("A PLAN\n\n{}", parts.concat()), "text/1").unwrap().text;
        read.lines().filter(|line| line.starts_with("## ")).map(str::to_owned).collect()
    }

    #[test]
    fn titles_whose_form_comes_back() {
        assert_eq!(titles(|letter, _, name| format!("** {letter} **  {name}"))[1], "## B. Boats and oars");
        assert_eq!(
            titles(|letter, _, name| format!("= Box {letter} \u{2013} {name} ="))[0],
            "## Box A. Nets"
        );
        assert_eq!(titles(|_, number, name| format!("Topic {number}   {name}"))[2], "## Topic 3. The island");
        let quoted = titles(|_, number, name| format!("Topic {number} \u{2013} \"{name}\""));
        assert!(quoted.iter().all(|title| !title.ends_with("island\"")), "{quoted:?}");
        let named = titles(|_, number, name| format!("P{number}   {}        [Active]", name.to_uppercase()));
        assert_eq!(named[1], "## P2. BOATS AND OARS");
        assert_eq!(
            titles(|letter, _, name| format!("-- TABLE part_{letter}   ({name})"))[0],
            "## TABLE part_A (Nets)"
        );
        assert_eq!(
            titles(|letter, _, name| format!("({}) {name}", letter.to_lowercase()))[1],
            "## b. Boats and oars"
        );
        assert_eq!(
            titles(|letter, _, name| format!("{letter}  {}", name.to_uppercase()))[2],
            "## C. THE ISLAND"
        );
        assert_eq!(titles(|_, number, name| format!("== {number}/3 == {name}"))[0], "## 1. Nets");
        assert_eq!(titles(|_, _, name| format!("Chapter: {name}"))[1], "## Boats and oars");
    }

    #[test]
    fn lines_that_count_and_head_nothing() {
        for text in [
            "A PLAN\n\n(a) Ring home.\n(b) Ask for a boat.\n(c) Row it.\n\nShe is well.\n",
            "A PLAN\n\nA  QUAY\n\nB  SAND\n\nShe is well, and mends nets.\n",
            "A PLAN\n\nStep 1  Ring home\nStep 2  Ask for a boat\nStep 3  Row it\n\nShe is well.\n",
            "A PLAN\n\nShe is well.\n\nBoat 7  Dry\n\nBoat 8  Wet\n\nBoat 9  Gone\n",
        ] {
            let read = read(text, "text/1").unwrap().text;
            assert!(!read.contains("## "), "{read}");
        }
    }

    #[test]
    fn a_letter_far_before_capitals_counts_parts() {
        let part = |letter: char, title: &str| {
            format!("{letter}  {title}\nShe rows.\n\nShe sails.\n\nShe swims.\n\n")
        };
        let plan = |titles: [&str; 3]| {
            let parts = titles.iter().zip('A'..).map(|(title, letter)| part(letter, title));
            read(&parts.collect::<String>(), "text/1").unwrap().text
        };
        assert!(
            plan(["BOATS", "NETS", "WHEN SHE LEAVES"]).contains("## B. NETS\n"),
            "{}",
            plan(["BOATS", "NETS", "OARS"])
        );
        assert!(!plan(["Boats", "Nets", "Oars"]).contains('#'));
    }
}
