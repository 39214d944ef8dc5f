//! Who signs below what they wrote: such a line tells who wrote what stands above it, and heads nothing.

use cip_lexicon as lexicon;

use super::closing;
use super::entries;
use super::lines::{ends_sentence, is_capitals};
use super::listing::Listing;
use super::mask;

/// Most words of a signature.
const WORDS_MAX: usize = 14;

/// A signature as the engine knows signatures, where it would not know it as it stands: `Signed: A Other`, or a name
/// behind a dash. Nothing for any other line.
pub(super) fn shown(listing: &Listing<'_>, at: usize) -> Option<String> {
    let text = listing.text(at);
    if listing.closes[at] {
        return Some(closing_line(text));
    }
    if let Some((by, _)) = stamp(listing, at) {
        return Some(by);
    }
    if !stands_below(listing, at)
        || text.split_whitespace().count() > WORDS_MAX
        || ends_sentence(text) && !text.ends_with(')')
    {
        return None;
    }
    if closing::is_signed(text) {
        return signed(text).or_else(|| Some(text.to_owned()));
    }
    if let Some(by) = entered_by(text) {
        return Some(format!("\u{2014} {by}"));
    }
    let head = listing.heads[at].filter(|head| !head.formed && head.rest.is_empty() && head.below == 0)?;
    let plain =
        text.starts_with(char::is_uppercase) && !listing.has_fields(at) && !entries::is_note_by(head.text);
    plain.then(|| format!("\u{2014} {text}"))
}

/// A line that signs what stands above it, apart from it, with one space for each gap and its day last.
fn closing_line(text: &str) -> String {
    let text = &text.split_whitespace().collect::<Vec<_>>().join(" ");
    if entries::is_note_by(text) {
        return text.clone();
    }
    if closing::is_signed(text) {
        return signed(text).unwrap_or_else(|| text.clone());
    }
    let bare = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')).unwrap_or(text);
    match mask::find_date(bare).filter(|(start, _)| *start == 0) {
        Some((_, end)) if end < bare.len() => {
            let who = bare[end..].trim_start_matches([',', ':', '-', '\u{2013}', '\u{2014}', ' ']);
            format!("\u{2014} {who}, {}", &bare[..end])
        }
        _ => format!("\u{2014} {bare}"),
    }
}

/// A line that opens with "signed", as the engine knows it; nothing where it is known as it stands.
fn signed(text: &str) -> Option<String> {
    let word = text.trim_start_matches('(').split(|c: char| !c.is_alphabetic()).next()?;
    let bracket = text.starts_with('(');
    let rest = text[usize::from(bracket) + word.len()..].trim_start();
    let name = rest.strip_prefix(')').unwrap_or(rest).trim();
    let named = name.starts_with(char::is_uppercase) && !name.contains(':');
    match (bracket, named) {
        (false, true) if word.starts_with('S') => Some(format!("{word}: {name}")),
        (true, true) if rest.starts_with(')') => Some(by_name(name, word)),
        _ => None,
    }
}

/// `Entered by: A OTHER (NURSE) on 3-May-24 at 09:15`, as a record system writes below an entry: as it is, if it names
/// somebody and a day.
fn entered_by(text: &str) -> Option<&str> {
    let mut words = text.split_whitespace();
    let written = words.next().is_some_and(|word| lexicon::WRITTEN_LABELS.has(word));
    let by = words.next().is_some_and(|word| word.eq_ignore_ascii_case("by:"));
    let named = words.next().is_some_and(|word| word.starts_with(char::is_uppercase));
    (written && by && named && mask::find_date(text).is_some()).then_some(text)
}

/// Whether a line is `Completed by Ann Other on 3 May 2024 at 09:15` and nothing else: whom a machine names with the time.
pub(super) fn is_by_system(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let written = words.next().is_some_and(|word| lexicon::WRITTEN_BY_SYSTEM.has(word));
    let by = words.next().is_some_and(|word| word.eq_ignore_ascii_case("by"));
    let named = words.next().is_some_and(|word| word.starts_with(char::is_uppercase));
    let timed = |(start, _): (usize, usize)| mask::is_date(&text[start..]) && text[start..].contains(':');
    written
        && by
        && named
        && text.split_whitespace().count() <= WORDS_MAX
        && mask::find_date(text).is_some_and(timed)
}

/// The stamp of a record system below the text of an entry, as a signature, and the line behind it: it may be wrapped.
pub(super) fn stamp(listing: &Listing<'_>, at: usize) -> Option<(String, usize)> {
    let opens = listing.text(at).starts_with(STAMP_OPENINGS);
    if !opens
        || at == 0
        || !listing.is_below(at)
        || !listing.is_words(at - 1)
        || !ends_sentence(listing.text(at - 1))
    {
        return None;
    }
    let mut whole = String::new();
    for line in
        (at..listing.len()).take(STAMP_LINES_MAX).take_while(|line| *line == at || listing.is_below(*line))
    {
        whole.extend(if whole.is_empty() { "" } else { " " }.chars().chain(listing.text(line).chars()));
        if let Some(by) = stamped(&whole).filter(|_| listing.ends_apart(line)) {
            return Some((by, line + 1));
        }
    }
    None
}

/// Whether words are nothing but who somebody is: names, roles and what joins them. "Ann Other to visits" is none.
pub(super) fn is_who(words: &str) -> bool {
    let who = |word: &str| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        bare.is_empty()
            || bare.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            || entries::is_role_word(bare)
            || lexicon::HEAD_LINKS.has(bare)
            || lexicon::JOINS_OF_WRITERS.has(bare)
    };
    // Behind the name may stand of which kind the entry is.
    let name = words.split(['/', ',', '(', '|', ';']).next().unwrap_or_default();
    words.starts_with(char::is_uppercase) && name.split_whitespace().all(who)
}

/// Whether words name somebody beyond doubt: by a role, a rank or a title, an initial, or a surname before the name.
pub(super) fn names_somebody(who: &str) -> bool {
    let mut words = who.split(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')' | ':' | '/'));
    let told = words.any(|word| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let initial = bare.len() == 1 && bare.starts_with(|c: char| c.is_ascii_uppercase());
        let titled = || bare.starts_with(char::is_uppercase) && lexicon::COURTESY_TITLES.has(bare);
        initial || entries::is_role_word(bare) || lexicon::RANKS.has_exactly(bare) || titled()
    });
    let name = |part: &str| {
        part.trim().starts_with(char::is_uppercase)
            && part.trim().chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '\u{2019}'))
    };
    told || who.split_once(',').is_some_and(|(surname, given)| name(surname) && name(given))
}

/// Whether words say what came of something, and name nobody: "Not guilty", "Cancelled".
pub(super) fn tells_outcome(words: &str) -> bool {
    let mut bare = words.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    !names_somebody(words) && bare.any(|word| lexicon::NO_NAMES.has(word) || lexicon::STATES.has(word))
}

/// What may stand around such stamps.
const DASHES: &str = "--";
/// What such stamps open with, and most lines of one.
const STAMP_OPENINGS: [char; 6] = ['{', '[', '(', '<', '-', '>'];
const STAMP_LINES_MAX: usize = 3;

/// `{created 03/05/2024 09:15 OTHERA A Other, nurse}`, as a record system stamps an entry below its text: who, and then when.
fn stamped(text: &str) -> Option<String> {
    let pairs = [("{", "}"), ("[", "]"), ("(", ")"), ("<", ">")];
    let paired = pairs.iter().find_map(|(open, close)| text.strip_prefix(open)?.strip_suffix(close));
    let dashed = || text.strip_prefix(DASHES)?.strip_suffix(DASHES);
    let inner = paired.or_else(dashed).or_else(|| text.strip_prefix(">>"))?;
    let inner = inner.trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '*' | '>'));
    let (word, rest) = inner.split_once(char::is_whitespace)?;
    if !lexicon::WRITTEN_LABELS.has(word.trim_end_matches(':')) {
        return None;
    }
    let rest = rest.trim_start();
    let rest = rest.strip_prefix("by ").unwrap_or(rest);
    let (start, end) = mask::find_date(rest)?;
    let behind = rest[end..].trim_start_matches([' ', ',']);
    let time = mask::date_or_time(behind);
    let end = if time > 0 { rest.len() - behind.len() + time } else { end };
    let when = &rest[start..end];
    // "… by A Other, 3 May 2024": who stands before the day or behind it.
    let who = if start > 0 { &rest[..start] } else { &rest[end..] }.trim_matches([' ', ',', ':', '-', '|']);
    let by = who.strip_prefix("by ").or_else(|| who.strip_suffix(" on")).unwrap_or(who);
    // "(Entry by A Other, 3 May 2024)" is known as it stands.
    let whole = (start == 0 || rest[end..].trim().is_empty()) && (time > 0 || !text.starts_with('('));
    (whole && is_who(by)).then(|| format!("\u{2014} {by}, {word} {when}"))
}

/// `— A Other, signed, 3 May 2024`.
fn by_name(name: &str, signed: &str) -> String {
    match mask::find_date(name).filter(|(start, end)| *end == name.len() && *start > 0) {
        Some((start, _)) => {
            let (who, date) = (name[..start].trim_end_matches([',', ' ']), &name[start..]);
            format!("\u{2014} {who}, {signed}, {date}")
        }
        None => format!("\u{2014} {name}, {signed}"),
    }
}

/// Whether a line closes a paragraph: it stands below text, and something parts it from what follows.
fn stands_below(listing: &Listing<'_>, at: usize) -> bool {
    let below = at > 0 && listing.is_below(at) && !listing.drawn[at - 1] && listing.is_words(at - 1);
    let text = |above: &str| ends_sentence(above) && !above.ends_with(':') && !is_capitals(above);
    below && text(listing.text(at - 1)) && listing.ends_apart(at) && !closing::is_underlined(listing, at)
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;

    #[test]
    fn a_machine_signs_inside_an_item() {
        let item = |who: &str| {
            read(&format!("Notes\n\n* She rows to the island.\n{who}\n* She sails.\n"), "text/1")
                .unwrap()
                .text
        };
        let signed = "Completed by Una Brae on 10/03/2024 at 10:44";
        assert!(item(&format!("  {signed}")).contains(&format!("- She rows to the island. {signed}\n")));
        // At the margin, or without a time, it is no part of the item.
        for who in
            [signed, "  Completed by Una Brae on 10/03/2024", "  Completed by noon on 10/03/2024 at 10:44"]
        {
            assert!(!is_by_system(who.trim()) || !item(who).contains(&format!("island. {signed}")), "{who}");
        }
    }
}
