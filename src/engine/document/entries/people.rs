//! The people whom a plan names with their jobs: in the table of who is involved, in the lines of its header.
//!
//! Staff sign with initials ("DF 07.02.24 –") that only the plan's own list resolves. Takes the leaves of a source,
//! gives names by initials; initials that two people share resolve to nobody.

use std::fmt;

use memchr::{memchr, memchr2_iter, memrchr};
use rustc_hash::{FxHashMap, FxHashSet};

use super::heads;
use super::keys::{self, Key};
use super::patterns::Headlines;
use super::stamps::{self, Forms};
use super::users;
use crate::document::leaves::{Leaf, LeafKind};
use crate::document::lines::STRONG;
use crate::lexicon;
use crate::text::{Token, TokenKind};

/// Most people that are kept: a bound on tables without end.
const PEOPLE_MAX: usize = 1024;
/// Most bytes of bold type that is looked at for a name.
const BOLD_BYTES_MAX: usize = 120;
/// Most words of a cell that says someone's job.
const JOB_WORDS_MAX: usize = 6;
/// Most bytes before a comma that are a name, and behind it that are a job.
const MENTION_BYTES_MAX: usize = 64;
/// Most bytes behind the sign that explains initials.
const EXPLAINED_BYTES_MAX: usize = 120;
/// Most bytes of a bracket that holds initials and a day.
const REMARK_BYTES_MAX: usize = 24;
/// Fewest letters of a first name that stands for somebody: "Mr" and "Dr" do not.
const GIVEN_LETTERS_MIN: usize = 3;
/// Most words of a name, titles and all.
const NAME_WORDS_MAX: usize = 5;

/// People by their initials, in capitals.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::document) struct People {
    /// None where two people share the initials.
    by_initials: FxHashMap<String, Option<Person>>,
    /// Those that the plan explains: whoever else bears them does not sign with them.
    explained: FxHashSet<String>,
    /// Those that a key of initials spells out, whatever they do; none where two people share them.
    keyed: FxHashMap<String, Option<Person>>,
    /// Surnames of those who are named with an initial, a title or a job where bold type opens a paragraph, or with a job.
    surnames: FxHashSet<String>,
    /// Those who are named in the heads of entries, by their initials; none where two people share them.
    writers: FxHashMap<String, Option<Person>>,
    /// The surnames of all who are named with a job anywhere, by their initials; none where two bear them.
    bearers: FxHashMap<String, Option<String>>,
    /// The days by whose initials remarks are signed; none where there are several.
    remarks: FxHashMap<String, Option<String>>,
    /// How the entries of the plan are written.
    forms: Forms,
    /// The lines that head them by the pattern of others.
    headlines: Headlines,
}

/// Someone whom the plan names with a job.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Person {
    name: String,
    job: String,
}

impl fmt::Display for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        if self.job.is_empty() { Ok(()) } else { write!(f, ", {}", self.job) }
    }
}

/// How many bytes are asked together for capitals: most have none.
const CHUNK: usize = 16;

/// Where the capitals of a text stand, in bytes: every letter of a plan is passed once for all that is looked for in names.
pub(super) fn find_capitals(text: &str, capitals: &mut Vec<usize>) {
    capitals.clear();
    for (at, bytes) in text.as_bytes().chunks(CHUNK).enumerate() {
        // Without a branch for each byte, the compiler asks many of them at once.
        if !bytes.iter().fold(false, |any, byte| any | byte.is_ascii_uppercase()) {
            continue;
        }
        let capital = |(_, byte): &(usize, &u8)| byte.is_ascii_uppercase();
        capitals.extend(bytes.iter().enumerate().filter(capital).map(|(in_chunk, _)| at * CHUNK + in_chunk));
    }
}

impl People {
    /// Reads the tables and header lines of a source.
    pub(in crate::document) fn of(source: &str, leaves: &[Leaf]) -> Self {
        let mut people = Self::default();
        let mut capitals = Vec::new();
        for leaf in leaves {
            let text = leaf.span.of(source);
            find_capitals(text, &mut capitals);
            match leaf.kind {
                LeafKind::TableHead | LeafKind::Row => {
                    people.row(text);
                    people.users(text);
                    people.initialled(text, &capitals);
                }
                LeafKind::Paragraph | LeafKind::Item => {
                    people.bold(text);
                    people.lines(text);
                    people.users(text);
                    people.explained(text);
                    people.keyed(text, &capitals, leaf.kind == LeafKind::Item);
                    people.mentions(text);
                    people.initialled(text, &capitals);
                    people.remark(text);
                }
                LeafKind::Heading { .. } => {
                    people.mentions(text);
                    people.initialled(text, &capitals);
                }
                _ => {}
            }
        }
        people
    }

    /// "DF" as the plan's list has it: "Dougal Ferrant, PBSW".
    pub(in crate::document) fn resolved(&self, initials: &str) -> Option<String> {
        if let Some(Some(person)) = self.keyed.get(initials) {
            return Some(person.to_string());
        }
        // "PC" is also a rank; and two may bear the same.
        let shared = self.bearers.get(initials).is_some_and(Option::is_none);
        if shared && !self.explained.contains(initials) || lexicon::RANKS.has_exactly(initials) {
            return None;
        }
        let person = self.by_initials.get(initials).or_else(|| self.writers.get(initials))?.as_ref()?;
        Some(person.to_string())
    }

    /// Whoever of the plan's key has this first name, if one has: "Una Brae, boats".
    pub(super) fn given(&self, name: &str) -> Option<String> {
        if name.chars().count() < GIVEN_LETTERS_MIN {
            return None;
        }
        let bears = |person: &&Person| person.name.split(' ').next() == Some(name);
        let mut bearers = self.keyed.values().flatten().filter(bears);
        let person = bearers.next().filter(|_| bearers.next().is_none())?;
        Some(person.to_string())
    }

    /// The initials that mean somebody else on another list; none if only one of the lists has anybody.
    pub(in crate::document) fn others(&self, other: &Self) -> Option<FxHashSet<String>> {
        let differs = |initials: &&String| {
            self.by_initials.get(*initials) != other.by_initials.get(*initials)
                || self.keyed.get(*initials) != other.keyed.get(*initials)
                || self.writers.get(*initials) != other.writers.get(*initials)
        };
        let listed = self.by_initials.keys().chain(other.by_initials.keys());
        let known = listed.chain(self.writers.keys()).chain(other.writers.keys());
        let known = known.chain(self.keyed.keys()).chain(other.keyed.keys());
        let unlisted = self.by_initials.is_empty() == other.by_initials.is_empty();
        let surnames = self.surnames.symmetric_difference(&other.surnames);
        let signed = self.remarks.keys().chain(other.remarks.keys());
        let signed = signed.filter(|initials| self.signs(initials) != other.signs(initials));
        (unlisted && self.forms == other.forms)
            .then(|| known.filter(differs).chain(surnames).chain(signed).cloned().collect())
    }

    /// Whether a person is named at this token of a short lead, which has a date on the one side.
    pub(super) fn names(&self, source: &str, lead: &[Token], at: usize) -> bool {
        let text = |at: usize| lead.get(at).map_or("", |token| token.span.of(source));
        let is_word = |at: usize| lead.get(at).is_some_and(|token| token.kind == TokenKind::Word);
        let capital = |at: usize| is_word(at) && text(at).starts_with(char::is_uppercase);
        if is_initial(text(at)) {
            // "J. Smith", "J Smith", "A-M Smith".
            let more = usize::from(text(at + 1) == "-" && is_initial(text(at + 2))) * 2;
            let next = at + 1 + more + usize::from(text(at + 1 + more) == ".");
            return capital(next) && text(next).len() > 2;
        }
        if is_title(text(at)) {
            return capital(at + 1 + usize::from(text(at + 1) == "."));
        }
        let signs = |tokens: &[Token]| tokens.iter().all(|token| token.kind == TokenKind::Sign);
        let beside_date = signs(&lead[..at]) || signs(&lead[at + 1..]);
        let told = || self.forms.are_initialled() && text(at + 1) == ":" && is_no_abbreviation(text(at));
        is_initials(text(at)) && beside_date && (self.may_sign(text(at)) || told())
            || is_word(at) && self.lists(text(at), text(at + 1))
    }

    /// Whether somebody of this surname is named in full, or by initial, elsewhere in the plan.
    pub(super) fn has_surname(&self, word: &str) -> bool {
        self.surnames.contains(word)
    }

    /// The surname in the bold type that opens a paragraph: "**3 May 2024 - J Other, nurse.**"
    fn bold(&mut self, text: &str) {
        let Some(bold) = STRONG.iter().find_map(|mark| text.strip_prefix(mark)) else { return };
        let bold = &bold[..bold.floor_char_boundary(BOLD_BYTES_MAX)];
        let end = STRONG.iter().find_map(|mark| bold.find(mark)).unwrap_or(bold.len());
        let words: Vec<&str> =
            bold[..end].split(|c: char| !(c.is_alphanumeric() || c == '-' || c == '\'')).collect();
        for pair in words.windows(2) {
            let named = is_initial(pair[0]) || is_title(pair[0]) || heads::is_job(pair[0]);
            if named && pair[1].len() > 2 && pair[1].starts_with(char::is_uppercase) {
                self.surname(pair[1]);
            }
        }
    }

    /// Everybody whom a text names with a job behind a comma or in brackets: "Mark Tait, personal officer".
    fn mentions(&mut self, text: &str) {
        for at in memchr2_iter(b',', b'(', text.as_bytes()) {
            // Most commas stand behind a small word.
            let said = text[..at].trim_end();
            let parts = |byte: &u8| matches!(byte, b' ' | b'\n' | b'*' | b'_' | b'(' | b'[');
            let word = said.as_bytes().iter().rposition(parts).map_or(0, |parts| parts + 1);
            if !said[word..].starts_with(char::is_uppercase) {
                continue;
            }
            let behind = &text[at + 1..text.ceil_char_boundary((at + MENTION_BYTES_MAX).min(text.len()))];
            let ends = |byte: &u8| matches!(byte, b',' | b'.' | b')' | b'(' | b';' | b':' | b'\n');
            let job = &behind[..behind.bytes().position(|byte| ends(&byte)).unwrap_or(behind.len())];
            if !job.split(|c: char| !c.is_alphanumeric()).take(JOB_WORDS_MAX).any(heads::is_job) {
                continue;
            }
            let before = text[text.floor_char_boundary(at.saturating_sub(MENTION_BYTES_MAX))..at].trim_end();
            let capital = |word: &&str| word.starts_with(char::is_uppercase);
            let named = before.rsplit([' ', '\n', '*', '_', '(', '[']).take_while(capital).take(3).last();
            let start = named.map(|first| first.as_ptr() as usize - before.as_ptr() as usize);
            if let Some(name) = start.and_then(|start| name_in(&before[start..])) {
                self.bears(&name, name.rsplit(' ').next().unwrap_or_default());
            }
        }
    }

    /// Everybody whom a text names with an initial: "A Whin", "A. Whin".
    fn initialled(&mut self, text: &str, capitals: &[usize]) {
        let bytes = text.as_bytes();
        for first in capitals.iter().copied() {
            let at = first + 1;
            if !matches!(bytes.get(at), Some(b' ' | b'.')) {
                continue;
            }
            let alone =
                first == 0 || !bytes[first - 1].is_ascii_alphanumeric() && bytes[first - 1].is_ascii();
            let next = at + 1 + usize::from(bytes[at] == b'.' && bytes.get(at + 1) == Some(&b' '));
            if !alone || !bytes.get(next).is_some_and(u8::is_ascii_uppercase) {
                continue;
            }
            let behind = &text[next..text.floor_char_boundary((next + MENTION_BYTES_MAX).min(text.len()))];
            let surname = behind.split(|c: char| !(c.is_alphabetic() || matches!(c, '-' | '\''))).next();
            let surname = surname.filter(|word| word.chars().count() > 2 && !heads::is_role(word));
            if let Some(surname) = surname {
                self.bears(&text[first..=first], surname);
            }
        }
    }

    /// The surnames of those whom the plan names with an initial or a job.
    pub(super) fn surnames(&self) -> FxHashSet<&str> {
        let borne = self.bearers.values().flatten();
        borne.chain(&self.surnames).map(String::as_str).collect()
    }

    /// Takes in that somebody bears the initials of a name.
    fn bears(&mut self, name: &str, surname: &str) {
        let Some((first, last)) = name.chars().next().zip(initial_of(surname)) else { return };
        if self.bearers.len() >= PEOPLE_MAX {
            return;
        }
        let known = self.bearers.entry(format!("{first}{last}")).or_insert_with(|| Some(surname.to_owned()));
        if known.as_ref().is_some_and(|known| !known.eq_ignore_ascii_case(surname)) {
            *known = None;
        }
    }

    /// The initials in the bracket that ends a paragraph.
    fn remark(&mut self, text: &str) {
        let text = text.trim_end().trim_end_matches('.');
        let Some(inner) = text.strip_suffix([')', ']']) else { return };
        let near = &inner[inner.ceil_char_boundary(inner.len().saturating_sub(REMARK_BYTES_MAX))..];
        let Some(opens) = near.rfind(['(', '[']) else { return };
        let Some((initials, day)) = stamps::initialled(&near[opens + 1..]) else { return };
        if self.remarks.len() >= PEOPLE_MAX {
            return;
        }
        let known = self.remarks.entry(initials.to_owned()).or_insert_with(|| Some(day.to_owned()));
        if known.as_ref().is_some_and(|known| known != day) {
            *known = None;
        }
    }

    /// Whether these initials sign remarks: those of somebody whom the plan names, or that stand under several days.
    pub(super) fn signs(&self, initials: &str) -> bool {
        let named = self.has_initials(initials) || self.bearers.contains_key(initials);
        named || self.remarks.get(initials).is_some_and(Option::is_none)
    }

    fn surname(&mut self, surname: &str) {
        if self.surnames.len() < PEOPLE_MAX && !self.surnames.contains(surname) {
            self.surnames.insert(surname.to_owned());
        }
    }

    /// Whether initials are someone's: on the plan's list, or, where it has none, no abbreviation that plans are full
    /// of.
    fn may_sign(&self, initials: &str) -> bool {
        let unlisted = self.by_initials.is_empty() && is_no_abbreviation(initials);
        self.by_initials.contains_key(initials) || unlisted
    }

    /// How the entries of the plan are written.
    pub(in crate::document) fn forms(&self) -> Forms {
        self.forms
    }

    pub(super) fn set_forms(&mut self, forms: Forms) {
        self.forms = forms;
    }

    pub(in crate::document) fn headlines(&self) -> &Headlines {
        &self.headlines
    }

    pub(super) fn set_headlines(&mut self, headlines: Headlines) {
        self.headlines = headlines;
    }

    /// Whether anybody whom the plan names has these initials.
    pub(super) fn has_initials(&self, initials: &str) -> bool {
        let listed = self.by_initials.contains_key(initials) || self.writers.contains_key(initials);
        listed || self.is_keyed(initials)
    }

    /// Whether a key of the plan's spells these initials out for one person.
    pub(in crate::document) fn is_keyed(&self, initials: &str) -> bool {
        self.keyed.get(initials).is_some_and(Option::is_some)
    }

    /// Takes in who is named in the head of an entry, with what they do.
    pub(super) fn writes(&mut self, source: &str, name: &[Token], office: &[Token]) {
        let text = |tokens: &[Token]| match tokens {
            [] => "",
            [first, .., last] | [first @ last] => first.span.cover(last.span).of(source),
        };
        let job = text(office).trim_matches(|c: char| !c.is_alphanumeric());
        let Some(name) = name_in(text(name)).filter(|_| !job.is_empty()) else { return };
        let letters = name.chars().next().zip(name.split(' ').next_back().and_then(initial_of));
        let Some((first, last)) = letters.filter(|_| self.writers.len() < PEOPLE_MAX) else { return };
        self.bears(&name, name.rsplit(' ').next().unwrap_or_default());
        let person = Person { name, job: job.to_owned() };
        let known = self.writers.entry(format!("{first}{last}")).or_insert_with(|| Some(person.clone()));
        if known.as_ref().is_some_and(|known| known.name != person.name) {
            *known = None;
        }
    }

    /// Whether the list has someone of this name.
    pub(super) fn lists(&self, first: &str, last: &str) -> bool {
        let Some(initials) = initial_of(first).zip(initial_of(last)).map(|(a, b)| format!("{a}{b}")) else {
            return false;
        };
        let is_name = |person: &Person| {
            let mut words = person.name.split_whitespace();
            words.next().is_some_and(|word| word.eq_ignore_ascii_case(first))
                && words.next_back().is_some_and(|word| word.eq_ignore_ascii_case(last))
        };
        self.by_initials.get(&initials).is_some_and(|person| person.as_ref().is_some_and(is_name))
    }

    /// A row with a job in one cell and a name in another, or of a list of initials: "TB | T Birse, family worker".
    fn row(&mut self, row: &str) {
        let cells = || row.split('|').map(str::trim).filter(|cell| !cell.is_empty());
        let mut listed = false;
        let persons = cells().zip(cells().skip(1)).filter(|(initials, _)| is_initials(initials));
        for (_, person) in persons {
            let stated = |job: &str| says_job(job) || job.trim().starts_with(char::is_uppercase);
            let person = person.split_once(',').filter(|(_, job)| stated(job));
            if let Some((name, job)) = person.and_then(|(name, job)| Some((name_in(name)?, job))) {
                listed = true;
                self.add(name, job.trim());
            }
        }
        if listed {
            return;
        }
        // Fewer cells hold a name than a job, and a name is soon told.
        let Some(name) = cells().find_map(name_in) else { return };
        if let Some(job) = cells().find(|cell| says_job(cell) && name_in(cell).is_none()) {
            self.add(name, job);
        }
    }

    /// Initials that a text explains: "TB = T Birse, family worker; OL = Rev O Lunn, chaplain".
    fn explained(&mut self, text: &str) {
        for at in memchr2_iter(b'=', b':', text.as_bytes()) {
            let before = text[..at].trim_end();
            let initials = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            if !is_initials(initials) || self.explained.len() >= PEOPLE_MAX {
                continue;
            }
            // "**TB:** T Birse, family worker" opens a line.
            let line = before[..before.len() - initials.len()].trim_end_matches(['*', ' ']);
            if text.as_bytes()[at] == b':' && !line.is_empty() && !line.ends_with('\n') {
                continue;
            }
            let behind = &text[at + 1..text.floor_char_boundary((at + EXPLAINED_BYTES_MAX).min(text.len()))];
            let behind = behind.trim_start_matches('*');
            let person = behind.split([';', '\n', '(', ')', '=']).next().unwrap_or_default();
            let Some((name, job)) = person.split_once(',') else { continue };
            let job = job.split('.').next().unwrap_or_default();
            // "AO = Ann Other, his victim" signs nothing.
            let mut words = job.split(|c: char| !c.is_alphanumeric());
            if words.any(|word| lexicon::NO_OFFICE.has(word) || lexicon::KIN.has(word)) {
                continue;
            }
            if let Some(name) = name_in(name) {
                self.add_as(initials.to_owned(), name, job);
                self.explained.insert(initials.to_owned());
            }
        }
    }

    /// A key of initials.
    fn keyed(&mut self, text: &str, capitals: &[usize], is_item: bool) {
        for Key { initials, name, job } in keys::of(text, capitals, is_item) {
            self.spelt(initials, &Person { name: name.to_owned(), job: job.to_owned() });
        }
    }

    /// A list of users by their ids.
    fn users(&mut self, text: &str) {
        for users::User { id, name, job } in users::listed(text) {
            self.spelt(id, &Person { name, job: job.to_owned() });
        }
    }

    /// Takes in whom the plan spells out.
    fn spelt(&mut self, initials: &str, person: &Person) {
        if self.keyed.len() >= PEOPLE_MAX {
            return;
        }
        let known = self.keyed.entry(initials.to_owned()).or_insert_with(|| Some(person.clone()));
        if known.as_ref().is_some_and(|known| known.name != person.name) {
            *known = None;
        }
    }

    /// The lines that hold a colon, each by its first.
    fn lines(&mut self, text: &str) {
        let mut at = 0;
        while let Some(colon) = memchr(b':', &text.as_bytes()[at..]).map(|colon| at + colon) {
            let start = memrchr(b'\n', &text.as_bytes()[at..colon]).map_or(at, |end| at + end + 1);
            let end = memchr(b'\n', &text.as_bytes()[colon..]).map_or(text.len(), |end| colon + end);
            self.line(&text[start..colon], &text[colon + 1..end]);
            at = end;
        }
    }

    /// "Personal officer: J Smith", before its colon and behind it.
    fn line(&mut self, job: &str, name: &str) {
        // Soon told, and seldom so.
        if !(may_be_name(name) && says_job(job)) {
            return;
        }
        if let Some(name) = name_in(name) {
            self.add(name, job);
        }
    }

    fn add(&mut self, name: String, job: &str) {
        let letters: Vec<char> = name
            .split([' ', '-'])
            .filter_map(|word| word.chars().next())
            .filter(|c| c.is_uppercase())
            .collect();
        let (Some(first), Some(last)) = (letters.first(), name.split(' ').next_back().and_then(initial_of))
        else {
            return;
        };
        self.add_as(format!("{first}{last}"), name, job);
    }

    /// Takes in who somebody is who signs with these initials.
    fn add_as(&mut self, initials: String, name: String, job: &str) {
        self.surname(name.split(' ').next_back().unwrap_or_default());
        self.bears(&name, name.rsplit(' ').next().unwrap_or_default());
        let job = job.trim_matches(|c: char| !c.is_alphanumeric() && c != ')');
        // The number that a form gives to its label says nothing.
        let job = job.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ' ')).to_owned();
        let person = Person { name, job };
        if self.by_initials.len() >= PEOPLE_MAX {
            return;
        }
        let known = self.by_initials.entry(initials).or_insert_with(|| Some(person.clone()));
        if known.as_ref().is_some_and(|known| known.name != person.name) {
            *known = None;
        }
    }
}

/// Whether any word is one of these initials, or may be a name with them together with the word behind it.
pub(in crate::document) fn may_name_any(
    source: &str,
    tokens: &[Token],
    initials: &FxHashSet<String>,
) -> bool {
    let text = |at: usize| tokens.get(at).map_or("", |token| token.span.of(source));
    let are_meant = |at: usize| {
        let both = || initial_of(text(at)).zip(initial_of(text(at + 1)));
        let named = |(first, last)| initials.iter().any(|initials| initials.chars().eq([first, last]));
        initials.contains(text(at)) || both().is_some_and(named)
    };
    let opens_name = |token: &Token| {
        let first = source.as_bytes()[token.span.start as usize];
        token.kind == TokenKind::Word && !first.is_ascii_lowercase()
    };
    !initials.is_empty() && (0..tokens.len()).any(|at| opens_name(&tokens[at]) && are_meant(at))
}

/// A short text with a word that names someone's job.
fn says_job(text: &str) -> bool {
    // "Plan to the co-ordinator" is a task.
    let mut words = text.split_whitespace();
    text.split_whitespace().nth(JOB_WORDS_MAX).is_none()
        && !words.any(|word| word == "to")
        && text.split(|c: char| !c.is_alphanumeric()).any(heads::is_job)
}

/// Whether a word stands before a name: "Mr", "Sgt".
fn is_title(word: &str) -> bool {
    let capital = word.starts_with(char::is_uppercase);
    (capital && lexicon::COURTESY_TITLES.has(word)) || lexicon::RANKS.has_exactly(word)
}

/// The name that a text is, without titles, jobs and what stands in brackets: "RMN Carla Dorward" is "Carla Dorward".
fn name_in(text: &str) -> Option<String> {
    if !may_be_name(text) {
        return None;
    }
    let words = first_words(text);
    let is_title = |word: &&str| is_title(word.trim_end_matches('.')) || heads::is_job(word);
    let behind_titles = words.skip_while(is_title);
    let words: Vec<&str> = behind_titles.take_while(|word| !is_title(word)).collect();
    let part = |word: &&str| {
        word.starts_with(char::is_uppercase)
            && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '.' | '\'' | '\u{2019}'))
    };
    let whole = (2..=3).contains(&words.len()) && words.iter().all(part);
    let surname = words.last().is_some_and(|word| word.chars().count() > 2);
    (whole && surname && !words.iter().any(|word| heads::is_role(word))).then(|| words.join(" "))
}

/// Whether two of the words with which a text begins open with capitals, as those of a name do.
fn may_be_name(text: &str) -> bool {
    // Two capitals, or letters that may be: soon told, and seldom so.
    let may_be_capital = |byte: &u8| byte.is_ascii_uppercase() || !byte.is_ascii();
    text.bytes().filter(may_be_capital).count() > 1
        && first_words(text).filter(|word| word.starts_with(char::is_uppercase)).nth(1).is_some()
}

/// The words before what stands in brackets or behind a comma, as many as a name has and one more.
fn first_words(text: &str) -> impl Iterator<Item = &str> {
    let text = text.split(['(', ',']).next().unwrap_or_default().trim().trim_matches(['*', '_', ' ']);
    text.split_whitespace().take(NAME_WORDS_MAX + 1)
}

fn initial_of(word: &str) -> Option<char> {
    word.chars().next().filter(|c| c.is_uppercase())
}

fn is_initial(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
}

fn is_no_abbreviation(initials: &str) -> bool {
    !lexicon::ABBREVIATIONS.has_exactly(initials)
}

/// "AO": two or three capitals, as somebody signs with, or an abbreviation.
pub(crate) fn is_initials(text: &str) -> bool {
    (2..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use crate::document::{Document, parse};

    const LIST: &str = "| Role | Name |\n|---|---|\n| PBSW | Morag Teviot |\n| Nurse | RMN Iain Cairns |\n\
                        | Personal officer | Officer P Ogle |\n";

    fn document(text: &str) -> Document {
        parse(text.to_owned()).unwrap()
    }

    #[test]
    fn initials_are_those_of_the_list() {
        let document = document(&format!("{LIST}\nPiper: Una Brae\n\nPsychologist: P Orr\n"));
        assert_eq!(document.person("MT").as_deref(), Some("Morag Teviot, PBSW"));
        assert_eq!(document.person("IC").as_deref(), Some("Iain Cairns, Nurse"));
        assert_eq!(document.person("PO"), None, "two people");
        assert_eq!(document.person("UB"), None, "no job is known");
    }

    #[test]
    fn initials_that_somebody_else_bears_too_are_nobodys() {
        let heads = "03/05/2024 \u{2013} Morag Teviot, PBSW \u{2013} She rows.\n\n04/05/2024 \u{2013} Kirsty Orr, nurse \u{2013} She mends.\n";
        assert_eq!(document(heads).person("MT").as_deref(), Some("Morag Teviot, PBSW"));
        for other in [
            "She saw Mark Tait, personal officer, who signs MT.",
            "Personal officer: Mark Tait",
            "Mark Tait (nurse), 9 May 2024",
        ] {
            assert_eq!(document(&format!("{heads}\n{other}\n")).person("MT"), None, "{other}");
        }
        let same = document(&format!("{heads}\nM Teviot, PBSW, will see her.\n"));
        assert_eq!(same.person("MT").as_deref(), Some("Morag Teviot, PBSW"));
    }

    #[test]
    fn initials_that_a_line_explains() {
        let list = document(
            "**Who is who:** TB = T Birse, family worker; OL = Rev. O Lunn, chaplain. (new: QW = Una Brae, nurse; ZX = Una Orr, his victim)\n",
        );
        assert_eq!(list.person("TB").as_deref(), Some("T Birse, family worker"));
        assert_eq!(list.person("OL").as_deref(), Some("O Lunn, chaplain"));
        assert_eq!(list.person("QW").as_deref(), Some("Una Brae, nurse"));
        assert_eq!(list.person("ZX"), None);
        assert_eq!(
            document("**TB:** T Birse, family worker").person("TB").as_deref(),
            Some("T Birse, family worker")
        );
        assert_eq!(document("x = y, z; AB = 12, 3").person("AB"), None);
    }

    #[test]
    fn a_list_of_initials() {
        let list = document(
            "| TB | T Birse, family worker | OL | Rev O Lunn, chaplain |\n|---|---|---|---|\n| x | y | z | w |\n",
        );
        assert_eq!(list.person("TB").as_deref(), Some("T Birse, family worker"));
        assert_eq!(list.person("OL").as_deref(), Some("O Lunn, chaplain"));
        let tasks = document("| Task | Who |\n|---|---|\n| Plan to the co-ordinator | C Wist |\n");
        assert_eq!(tasks.person("CW"), None);
    }
}
