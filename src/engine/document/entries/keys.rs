//! Keys of initials: "MT – Morag Teviot (boats) · KO – Kirsty Orr (nurse)", "**KO** Kirsty Orr, nurse", "green = nurses, Kirsty
//! Orr (KO)".
//!
//! Takes the text of a paragraph, gives the initials that it spells out. They must spell the name beside them: capitals of
//! it in its order, the first of the first word and the last of the last. A key has several, or is a list with one an item;
//! one alone in a sentence may be anybody's.

use super::heads;
use crate::lexicon;

/// Initials with whom they stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Key<'t> {
    pub(super) initials: &'t str,
    pub(super) name: &'t str,
    /// What their bearer does; empty where it does not say.
    pub(super) job: &'t str,
}

/// Fewest of them that make a key of a paragraph.
const KEYS_MIN: usize = 2;
/// Fewest keys of full names beside which one of a rank and a surname is known.
const NAMED_FOR_RANKED_MIN: usize = 2;
/// How many letters initials have here: five as of `UJMcK`.
const LETTERS: std::ops::RangeInclusive<usize> = 2..=5;
/// Most bytes of a name, and of what its bearer does.
const NAME_BYTES_MAX: usize = 48;
const JOB_BYTES_MAX: usize = 64;
/// Most bytes behind initials that are looked at.
const KEY_BYTES_MAX: usize = 160;
/// How many words a name has, titles and all.
const NAME_WORDS: std::ops::RangeInclusive<usize> = 2..=4;

/// What ends what is said beside a name, and most bytes behind its initials that are looked at for that.
const ENDS: [char; 3] = [';', '.', '\n'];
const BESIDE_BYTES_MAX: usize = 40;

/// The initials that a paragraph, or an item of a list, spells out.
///
/// `capitals`: where the capitals of the text stand.
pub(super) fn of<'t>(text: &'t str, capitals: &[usize], is_item: bool) -> Vec<Key<'t>> {
    let bytes = text.as_bytes();
    let begins = |at: &usize| *at == 0 || !bytes[*at - 1].is_ascii_alphanumeric();
    // Most capitals have none near by.
    let several = capitals.windows(2).filter(|pair| pair[1] - pair[0] < *LETTERS.end()).map(|pair| pair[0]);
    let found: Vec<Key<'t>> = several
        .filter(begins)
        .filter_map(|start| {
            let near = &bytes[start..bytes.len().min(start + *LETTERS.end() + 1)];
            let length = near.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
            let word = &text[start..start + length];
            let (before, behind) = (&text[..start], &text[start + length..]);
            let spelt = || spelt_behind(before, word, behind).or_else(|| spelt_before(before, word, behind));
            are_initials(word).then(spelt).flatten()
        })
        .collect();
    // "NT – Nurse Triage": a rank and a word are somebody only beside others who are named in full.
    let ranked = |key: &Key<'_>| is_ranked(key.initials, &key.name.split(' ').collect::<Vec<_>>());
    let named = found.iter().filter(|key| !ranked(key)).count();
    let found: Vec<Key<'t>> =
        found.into_iter().filter(|key| named >= NAMED_FOR_RANKED_MIN || !ranked(key)).collect();
    if found.is_empty() {
        return found;
    }
    let first = |key: &Key<'_>| text.trim_start_matches(['*', '_', ' ']).starts_with(key.initials);
    let whole = found.len() >= KEYS_MIN || is_item && found.first().is_some_and(first);
    // Somebody's job beside one of them shows that it is a key of who writes.
    let jobs = found.iter().any(|key| !key.job.is_empty()) || is_of_work(text);
    if whole && jobs { found } else { Vec::new() }
}

/// "KO", `UMcK`: a few letters of which the first and one more are capitals.
fn are_initials(word: &str) -> bool {
    LETTERS.contains(&word.len())
        && word.starts_with(|c: char| c.is_ascii_uppercase())
        && word.bytes().all(|byte| byte.is_ascii_alphabetic())
        && word.bytes().filter(u8::is_ascii_uppercase).count() > 1
}

/// "MT – Morag Teviot (boats)", "**KO** Kirsty Orr, nurse".
fn spelt_behind<'t>(before: &str, initials: &'t str, behind: &'t str) -> Option<Key<'t>> {
    let behind = &behind[..behind.floor_char_boundary(KEY_BYTES_MAX)];
    let strong = before.ends_with("**") || before.ends_with("__");
    let name = behind.trim_start_matches(['*', '_', ' ']);
    let name = match name.strip_prefix(['\u{2013}', '\u{2014}', '-', '=', ':']) {
        Some(name) => name.trim_start_matches(['*', '_', ' ']),
        None if strong && behind.starts_with(['*', '_']) => name,
        // "MT Morag Teviot, boats": that they spell the name is sign enough.
        None if behind.starts_with(' ') => name,
        None => return None,
    };
    // Most that stands behind capitals is no name that they spell: its first letter tells, or that behind a title.
    let alike = |name: &str| name.trim_start_matches(' ').starts_with(|first| initials.starts_with(first));
    if !alike(name) && !name.split_once(' ').is_some_and(|(_, untitled)| alike(untitled)) {
        return None;
    }
    let end = name.find([',', '(', ';', '\n', '\u{b7}', '|', '=', '.', ')', '/']).unwrap_or(name.len());
    let (own, rest) = (name[..end].trim().trim_end_matches(['*', '_']), &name[end..]);
    let job = match rest.chars().next() {
        Some('(') => rest[1..].split([')', ',', ';', '\n']).next(),
        Some(',') => rest[1..].split([';', '\n', '\u{b7}', '.', '(', ')', '|', '/']).next(),
        _ => None,
    };
    let job = job.map(str::trim).filter(|job| job.len() <= JOB_BYTES_MAX).unwrap_or_default();
    // "KO – Officer Kirsty Orr"
    let untitled = own.split_once(' ').map_or("", |(_, name)| name);
    let name = [own, untitled].into_iter().find(|name| spells(initials, name))?;
    Some(Key { initials, name, job }).filter(|_| !is_of_kin(job))
}

/// "Kirsty Orr (KO)".
fn spelt_before<'t>(before: &'t str, initials: &'t str, behind: &'t str) -> Option<Key<'t>> {
    let before = before.strip_suffix('(').filter(|_| behind.starts_with(')'))?.trim_end();
    let near = &before[before.ceil_char_boundary(before.len().saturating_sub(NAME_BYTES_MAX))..];
    let starts = near.rmatch_indices(' ').map(|(at, _)| at + 1).chain([0]);
    let mut names = starts.take(*NAME_WORDS.end()).map(|start| &near[start..]);
    let name = names.find(|name| spells(initials, name))?;
    // "Kirsty Orr (KO), his aunt" tells of somebody.
    let behind = &behind[..behind.floor_char_boundary(BESIDE_BYTES_MAX)];
    let beside = [near.rsplit(ENDS).next(), behind.split(ENDS).next()];
    let told = beside.into_iter().flatten().any(is_of_kin);
    // What stands there may be the next name as well: only a role tells.
    let job = Some(job_behind(behind)).filter(|job| says_role(job)).unwrap_or_default();
    (!told).then_some(Key { initials, name, job })
}

/// What stands behind the bracket of initials and a comma: "(KO), harbour nurse;".
fn job_behind(behind: &str) -> &str {
    let said = behind.strip_prefix(')').and_then(|rest| rest.trim_start().strip_prefix(','));
    let job = said.and_then(|rest| rest.split([';', '\n', '\u{b7}', '.', '(', ')', '|']).next());
    job.map(str::trim).filter(|job| job.len() <= JOB_BYTES_MAX).unwrap_or_default()
}

/// Whether a word of a text is one of a role.
fn says_role(text: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).any(heads::is_role)
}

/// Whether initials spell a name.
fn spells(initials: &str, name: &str) -> bool {
    let words: Vec<&str> = name.split(' ').filter(|word| !word.is_empty()).collect();
    let part = |word: &&str| {
        word.starts_with(char::is_uppercase)
            && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '.' | '\'' | '\u{2019}'))
    };
    if name.len() > NAME_BYTES_MAX || !NAME_WORDS.contains(&words.len()) || !words.iter().all(part) {
        return false;
    }
    if is_ranked(initials, &words) {
        return true;
    }
    // "PBSW – Prison Based Social Work" is nobody.
    if words.iter().any(|word| heads::is_role(word) && !lexicon::COURTESY_TITLES.has(word)) {
        return false;
    }
    let capitals = words
        .iter()
        .enumerate()
        .flat_map(|(at, word)| word.chars().filter(|c| c.is_uppercase()).map(move |letter| (at, letter)));
    let mut capitals = capitals.peekable();
    if capitals.peek().map(|(_, letter)| *letter) != initials.chars().next() {
        return false;
    }
    let mut last = None;
    for letter in initials.chars().filter(char::is_ascii_uppercase) {
        let Some((at, _)) = capitals.find(|(_, capital)| *capital == letter) else { return false };
        last = Some(at);
    }
    last == Some(words.len() - 1)
}

/// Whether initials are those of somebody's rank or job and surname: "OO – Officer Orr".
fn is_ranked(initials: &str, words: &[&str]) -> bool {
    let [rank, surname] = words else { return false };
    let ranked = heads::is_job(rank) || lexicon::RANKS.has_exactly(rank);
    let own = words.iter().filter_map(|word| word.chars().next());
    ranked && !heads::is_role(surname) && own.eq(initials.chars())
}

/// Whether somebody is of the person, or was wronged, or is held: whoever they are, they write nothing here.
fn is_of_kin(job: &str) -> bool {
    let lists = [&lexicon::NO_OFFICE, &lexicon::KIN, &lexicon::NOT_OF_STAFF];
    job.split(|c: char| !c.is_alphanumeric()).any(|word| lists.iter().any(|list| list.has(word)))
}

/// Whether a text gives what several people do: "Blue = nurses, Morag Teviot (MT)", not "assaults on Morag Teviot (MT)".
fn is_of_work(text: &str) -> bool {
    text.contains('=')
}

#[cfg(test)]
mod tests {
    use super::super::people::find_capitals;
    use super::*;

    fn keys(text: &str, is_item: bool) -> Vec<Key<'_>> {
        let mut capitals = Vec::new();
        find_capitals(text, &mut capitals);
        of(text, &capitals, is_item)
    }

    fn check(text: &str) -> Vec<(&str, &str, &str)> {
        keys(text, false).into_iter().map(|key| (key.initials, key.name, key.job)).collect()
    }

    #[test]
    fn initials_that_spell_the_name_beside_them() {
        assert_eq!(
            check(
                "**Initials:** UMcK \u{2013} Una McKay (harbour nurse) \u{b7} DP \u{2013} Dr Pirie (GP, to May) \u{b7} KO \u{2013} Officer Kirsty Orr"
            ),
            [("UMcK", "Una McKay", "harbour nurse"), ("DP", "Dr Pirie", "GP"), ("KO", "Kirsty Orr", "")]
        );
        assert_eq!(
            check("**MT** Morag Teviot-Brown, boats \u{b7} **KO** Kirsty Orr"),
            [("MT", "Morag Teviot-Brown", "boats"), ("KO", "Kirsty Orr", "")]
        );
        assert_eq!(
            check("Who writes here: MT Morag Teviot, boats / KO Kirsty Orr, quay nurse / UB Una Brae"),
            [("MT", "Morag Teviot", "boats"), ("KO", "Kirsty Orr", "quay nurse"), ("UB", "Una Brae", "")]
        );
        assert_eq!(
            check("Blue = nurses, Morag Teviot (MT); red = boats, Officer Kirsty Orr (KO)."),
            [("MT", "Morag Teviot", ""), ("KO", "Kirsty Orr", "")]
        );
    }

    #[test]
    fn initials_of_a_rank_and_a_surname() {
        assert_eq!(
            check(
                "OT \u{2013} Officer Teviot-Brown, gate. KO \u{2013} Kirsty Orr, nurse. UB \u{2013} Una Brae, boats."
            ),
            [
                ("OT", "Officer Teviot-Brown", "gate"),
                ("KO", "Kirsty Orr", "nurse"),
                ("UB", "Una Brae", "boats")
            ]
        );
        assert_eq!(
            check("NT \u{2013} Nurse Triage, DT \u{2013} Doctor Triage. KO \u{2013} Kirsty Orr, nurse."),
            []
        );
        assert_eq!(check("SW \u{2013} Social Work, boats. KO \u{2013} Kitchen Order, food."), []);
    }

    #[test]
    fn what_somebody_does_behind_the_bracket() {
        assert_eq!(
            check("Morag Teviot (MT), harbour nurse; Kirsty Orr (KO), the Sail Loft."),
            [("MT", "Morag Teviot", "harbour nurse"), ("KO", "Kirsty Orr", "")]
        );
        assert_eq!(
            check("Charges: hit Morag Teviot (MT), Kirsty Orr (KO) and Una Brae (UB), at the quay."),
            []
        );
    }

    #[test]
    fn what_is_no_key() {
        assert_eq!(check("SCRO - Scottish Criminal Record Office; MT \u{2013} on Mondays"), []);
        assert_eq!(check("He met Morag Teviot (MT)."), [], "one alone");
        assert_eq!(check("He hit Morag Teviot (MT) and Kirsty Orr (KO) at the quay."), []);
        assert_eq!(
            check("MT \u{2013} Morag Teviot (complainer) \u{b7} KO \u{2013} Kirsty Orr, prisoner in Hall B"),
            []
        );
        assert_eq!(
            check("MT \u{2013} Morag Teviot (victim) \u{b7} KO \u{2013} Kirsty Orr (his partner)"),
            []
        );
        assert_eq!(
            check("His aunts Morag Teviot (MT) and Kirsty Orr (KO), and Una Brae (UB), his sister."),
            []
        );
        assert_eq!(keys("KO \u{2013} Kirsty Orr, boats", true).len(), 1);
    }
}
