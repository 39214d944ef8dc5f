//! Notes of days that are written without their year, which stands on a line above them: a log that is ruled by year or by
//! month.
//!
//! A line `2024`, `Year: 2024` or `MARCH 2024` with such notes below it is a title of what follows; each note opens with its
//! day. Its text stands in a column of its own, or follows its day; who wrote stands between day and text, far to the right
//! below the text, or behind a stroke at its end. That all this comes back, note by note, and that most notes say who wrote
//! them, and name somebody beyond doubt, tells such a log from a list of what was or will be: what stands at the end of a
//! note may as well be what came of it.

use cip_lexicon as lexicon;
use rustc_hash::{FxHashMap, FxHashSet};

use super::closing;
use super::entries;
use super::lines::ends_sentence;
use super::listing::Listing;
use super::mask::has_figure;
use super::periods::{self, Day};
use super::side_heads::{Note, parted, pieces};
use super::signatures;
use super::tabbed;
use super::tables::{Cell, Piece};

/// Least notes of a log.
const NOTES_MIN: usize = 3;
/// Least words of a text, on the average.
const TEXT_WORDS_MIN: usize = 5;
/// Least columns from the day to the text that hangs in a column of its own.
const SIDE_COLUMNS_MIN: usize = 5;
/// Least columns from the text to who signs below it.
const SIGNED_COLUMNS_MIN: usize = 10;
/// Most words of who wrote, and most lines over which they stand.
const WHO_WORDS_MAX: usize = 8;
const WHO_LINES_MAX: usize = 2;
/// Most lines between a title and the first note below it: a stroke, the names of columns.
const NAMES_MAX: usize = 2;
/// Most letters of the initials of a key.
const KEY_LETTERS_MAX: usize = 4;
/// Most lines below a day alone.
const LINES_OF_DAY_MAX: usize = 80;

/// What a line is in such logs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Is {
    Period,
    /// The names of the columns below it; whether it has them again.
    Names(bool),
    /// The first line of a note.
    Day,
    /// A day and nothing else, above notes of which each is signed at its end.
    DayAlone,
}

/// The logs of a plan.
#[derive(Debug, Default)]
pub(super) struct Diaries {
    lines: FxHashMap<usize, Is>,
    /// The column of the texts; none where they follow their day.
    column: Option<usize>,
}

/// What the title over a line says of the days below it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Title {
    /// They are of what is to be done, or what happened.
    OfMatters,
    /// They may be of what is booked.
    OfDays,
    Other,
}

impl Title {
    fn of(title: &str) -> Self {
        if names_other_matters(title) {
            Self::OfMatters
        } else if tabbed::names_dated(title) {
            Self::OfDays
        } else {
            Self::Other
        }
    }
}

/// What begins at a line of such a log, and the line behind it.
pub(super) enum Entry<'a> {
    /// A year, or a month of one.
    Period,
    Names(bool),
    Note(Note<'a>),
    /// What several wrote on a day that stands above all of it.
    Several(Vec<Note<'a>>),
    /// The head of a note on a line of its own: its day, and who wrote what stands below.
    Head(Vec<Cell<'a>>),
}

impl Diaries {
    /// The logs of a plan.
    pub(super) fn of(listing: &Listing<'_>, stops: &[bool]) -> Self {
        let mut found = Self::default();
        let mut names: FxHashSet<&str> = FxHashSet::default();
        let keys = keys(listing);
        let (mut at, mut title, mut without) = (0, Title::Other, Vec::new());
        while at < listing.len() {
            let entry = listing.heads[at].is_some() || listing.closes[at];
            if stops[at] && !entry || listing.is_words(at) && closing::is_heading_like(listing, at) {
                title = Title::of(listing.text(at));
            }
            let first = is_period(listing, at).then(|| first_day(listing, at, stops)).flatten();
            // Below "APPOINTMENTS" days are those of what is booked; below "DIARY" those of whoever signs, too.
            let shown = |found: &Self, day: usize| match title {
                Title::Other => true,
                Title::OfDays => found.is_keyed_below(listing, day, stops, &keys),
                Title::OfMatters => false,
            };
            let Some((first, columns)) = first.filter(|(first, _)| shown(&found, *first)) else {
                let opens = title == Title::Other && !stops[at] && listing.is_words(at);
                without
                    .extend(Some(at).filter(|at| opens && day(listing, *at).is_some_and(|day| day.dashed)));
                at += 1;
                continue;
            };
            found.lines.insert(at, Is::Period);
            if let Some(name) = columns {
                found.lines.insert(name, Is::Names(!names.insert(listing.text(name))));
            }
            let goes_on = |at: &usize| !stops[*at] && listing.is_words(*at) && !is_period(listing, *at);
            let end = (first..listing.len()).find(|at| !goes_on(at)).unwrap_or(listing.len());
            let indent = listing.line(first).indent;
            // Days are set right: " 9/5" below "14/5".
            let days =
                (first..end).filter(|at| listing.line(*at).indent.abs_diff(indent) < 2 && shown(&found, *at));
            let days: Vec<usize> = days.collect();
            found.lines.extend(days.into_iter().filter_map(|at| Some((at, is_day(listing, at)?))));
            at = end;
        }
        found.drop_unsigned(listing, stops);
        found.column = found.column(listing);
        let mut found = if found.are_notes(listing, stops, &keys) { found } else { Self::default() };
        found.add_without_period(listing, stops, &keys, without);
        found
    }

    /// Takes in notes that stand below no year: a day and a dash before each and somebody's initials at its end, which the plan
    /// spells out, show them. Where it has no other notes of days, there are several.
    fn add_without_period(
        &mut self,
        listing: &Listing<'_>,
        stops: &[bool],
        keys: &FxHashSet<&str>,
        without: Vec<usize>,
    ) {
        if self.column.is_some() || keys.is_empty() {
            return;
        }
        let known = self.lines.len();
        self.lines.extend(without.iter().map(|at| (*at, Is::Day)));
        let signed = |at: &usize| {
            let note = self.note(listing, *at, stops);
            note.is_some_and(|note| matches!(&note.head[1..], [who] if keys.contains(said(who).as_str())))
        };
        let (own, others): (Vec<usize>, Vec<usize>) = without.into_iter().partition(signed);
        let few = known == 0 && own.len() < NOTES_MIN;
        for at in others.iter().chain(own.iter().filter(|_| few)) {
            self.lines.remove(at);
        }
    }

    /// Whether a line is a day alone below which everybody signs with initials of the plan's key.
    fn is_keyed_below(
        &self,
        listing: &Listing<'_>,
        at: usize,
        stops: &[bool],
        keys: &FxHashSet<&str>,
    ) -> bool {
        let keyed = |note: &Note<'_>| note.head.get(1).is_some_and(|who| keys.contains(said(who).as_str()));
        let notes = || self.below(listing, at, stops).0;
        is_day(listing, at) == Some(Is::DayAlone) && notes().first().is_some_and(keyed)
    }

    /// Leaves days alone out below which nobody signs.
    fn drop_unsigned(&mut self, listing: &Listing<'_>, stops: &[bool]) {
        let unsigned: Vec<usize> = self
            .lines
            .iter()
            .filter(|(at, is)| **is == Is::DayAlone && self.below(listing, **at, stops).0.is_empty())
            .map(|(at, _)| *at)
            .collect();
        for at in unsigned {
            self.lines.remove(&at);
        }
    }

    /// The column in which most texts hang.
    fn column(&self, listing: &Listing<'_>) -> Option<usize> {
        let mut counts: FxHashMap<usize, usize> = FxHashMap::default();
        let days = self.lines.iter().filter(|(_, is)| **is == Is::Day).map(|(at, _)| *at);
        let mut all = 0;
        for at in days {
            all += 1;
            let below = at + 1;
            let hangs = below < listing.len() && listing.is_below(below) && !self.lines.contains_key(&below);
            let column = if hangs { listing.line(below).indent } else { 0 };
            if column >= listing.line(at).indent + SIDE_COLUMNS_MIN && parted(listing, at, column).is_some() {
                *counts.entry(column).or_default() += 1;
            }
        }
        let (column, count) =
            counts.into_iter().max_by_key(|(column, count)| (*count, usize::MAX - column))?;
        (count * 2 > all).then_some(column)
    }

    /// Whether what opens with days are notes: enough of them, most say who wrote them and name somebody, and they are
    /// texts.
    fn are_notes(&self, listing: &Listing<'_>, stops: &[bool], keys: &FxHashSet<&str>) -> bool {
        let (mut all, mut signed, mut named, mut words) = (0, 0, 0, 0);
        let is_somebody = |cell: &Cell<'_>| {
            let words = said(cell);
            let named = signatures::names_somebody(&words) && signatures::is_who(&words);
            named || keys.contains(words.as_str()) || is_numbered(&words)
        };
        for (&at, is) in &self.lines {
            let notes = match is {
                Is::Day if self.head(listing, at, stops).is_some() => {
                    (all, signed, named) = (all + 1, signed + 1, named + 1);
                    words += listing.text(at + 1).split_whitespace().count();
                    continue;
                }
                Is::Day => {
                    let Some(note) = self.note(listing, at, stops) else { return false };
                    vec![note]
                }
                Is::DayAlone => self.below(listing, at, stops).0,
                Is::Period | Is::Names(_) => continue,
            };
            for note in notes {
                all += 1;
                let who = &note.head[1 + usize::from(has_time(&note.head))..];
                signed += usize::from(!who.is_empty());
                named += usize::from(who.iter().any(is_somebody));
                words += note.text.iter().flatten().flat_map(|piece| piece.text.split_whitespace()).count();
            }
        }
        all >= NOTES_MIN && signed * 4 >= all * 3 && named * 4 >= signed * 3 && words >= all * TEXT_WORDS_MIN
    }

    /// Whether a line is a year, or a month of one, over such notes, whatever else it might be.
    pub(super) fn is_period(&self, at: usize) -> bool {
        self.lines.get(&at) == Some(&Is::Period)
    }

    /// What begins at a line.
    pub(super) fn find<'a>(
        &self,
        listing: &Listing<'a>,
        at: usize,
        stops: &[bool],
    ) -> Option<(Entry<'a>, usize)> {
        match self.lines.get(&at)? {
            Is::Period => Some((Entry::Period, at + 1)),
            Is::Names(again) => Some((Entry::Names(*again), at + 1)),
            Is::Day => {
                if let Some(head) = self.head(listing, at, stops) {
                    return Some((Entry::Head(head), at + 1));
                }
                let note = self.note(listing, at, stops)?;
                let end = note.end;
                Some((Entry::Note(note), end))
            }
            Is::DayAlone => {
                let (notes, end) = self.below(listing, at, stops);
                (!notes.is_empty()).then_some((Entry::Several(notes), end))
            }
        }
    }

    /// The day and who wrote, where a line has nothing else and text stands below it: "14 March - PBSW (A Other)".
    fn head<'a>(&self, listing: &Listing<'a>, at: usize, stops: &[bool]) -> Option<Vec<Cell<'a>>> {
        let text = listing.text(at);
        let day = day(listing, at).filter(|day| day.lead == 0 && self.column.is_none())?;
        let who = text[day.behind..].trim_start_matches(['-', '\u{2013}', '\u{2014}', ' ', '\t']);
        let next = at + 1;
        let below = next < listing.len() && listing.is_words(next) && listing.printed[next].gap < 2;
        let open = below && !stops[next] && !self.lines.contains_key(&next);
        let piece = |text| vec![Piece { at, text }];
        // Its day has the year of its period: any will do to tell who.
        let named = open && entries::is_author(who.trim_end_matches(':'));
        named.then(|| vec![piece(&text[..day.end]), piece(who.trim_end_matches(':'))])
    }

    /// The notes below a day alone, each up to the line at whose end somebody signs, and the line behind them. What stands
    /// right below the last of them is of that day too, and of nobody.
    fn below<'a>(&self, listing: &Listing<'a>, at: usize, stops: &[bool]) -> (Vec<Note<'a>>, usize) {
        let day = vec![Piece { at, text: listing.text(at).trim_end_matches(is_behind_day) }];
        let (mut notes, mut text, mut end) = (Vec::new(), Cell::new(), at + 1);
        let mut add = |head: Vec<Cell<'a>>, text: Cell<'a>, end: usize| {
            notes.push(Note { head, remark: Cell::new(), text: vec![text], end });
        };
        for line in (at + 1..listing.len()).take(LINES_OF_DAY_MAX) {
            let near =
                listing.is_words(line) && (listing.printed[line].gap < 2 || listing.printed[line].turn);
            if stops[line] || self.lines.contains_key(&line) || !near {
                break;
            }
            // A text ends with its paragraph, signed or not.
            if !text.is_empty() && !listing.is_below(line) {
                break;
            }
            text.push(Piece { at: line, text: listing.text(line) });
            if let Some(who) = take_signature(&mut text) {
                end = line + 1;
                add(vec![day.clone(), who], std::mem::take(&mut text), end);
            }
        }
        if !text.is_empty() && listing.is_below(end) && end > at + 1 {
            end = text.last().map_or(end, |last| last.at + 1);
            add(vec![day], text, end);
        }
        (notes, end)
    }

    fn note<'a>(&self, listing: &Listing<'a>, at: usize, stops: &[bool]) -> Option<Note<'a>> {
        let day = day(listing, at)?;
        match self.column {
            Some(column) => self.hanging(listing, at, day, column, stops),
            None => self.following(listing, at, day, stops),
        }
    }

    /// Whether a line below a note may still be of it.
    fn goes_on(&self, listing: &Listing<'_>, at: usize, stops: &[bool]) -> bool {
        at < listing.len()
            && !stops[at]
            && !self.lines.contains_key(&at)
            && (listing.is_below(at) || listing.is_words(at) && listing.printed[at].turn)
    }

    /// A note whose text hangs in its column: who wrote stands before it, or far to the right below it.
    fn hanging<'a>(
        &self,
        listing: &Listing<'a>,
        at: usize,
        day: Day,
        column: usize,
        stops: &[bool],
    ) -> Option<Note<'a>> {
        let (side, first) = parted(listing, at, column)?;
        let mut head = day_and_time(at, side, day);
        let mut text = vec![Piece { at, text: first }];
        let mut end = at + 1;
        while self.goes_on(listing, end, stops) {
            let line = listing.line(end);
            if line.indent.abs_diff(column) < 2 && !is_count(listing, end) {
                text.push(Piece { at: end, text: line.text });
            } else if line.indent >= column + SIGNED_COLUMNS_MIN && is_who(line.text) {
                head.push(vec![Piece { at: end, text: line.text }]);
                end += 1;
                break;
            } else {
                break;
            }
            end += 1;
        }
        let signed = head.len() > 1 + usize::from(has_time(&head));
        if !signed {
            head.extend(take_signature(&mut text));
        }
        Some(Note { head, remark: Cell::new(), text: vec![text], end })
    }

    /// A note whose text follows its day: who wrote stands at its end behind a stroke.
    fn following<'a>(&self, listing: &Listing<'a>, at: usize, day: Day, stops: &[bool]) -> Option<Note<'a>> {
        let line = listing.line(at);
        let (lead, rest) = (&line.text[..day.lead], &line.text[day.behind..]);
        let opens = day.dashed || rest.starts_with(|c: char| c.is_uppercase() || !c.is_alphanumeric());
        if !day.stopped || !opens {
            return None;
        }
        let mut head = vec![vec![Piece { at, text: line.text[day.lead..day.end].trim() }]];
        let mut text: Cell<'a> = Vec::new();
        text.extend((!lead.is_empty()).then_some(Piece { at, text: lead }));
        text.push(Piece { at, text: rest });
        let mut end = at + 1;
        while self.goes_on(listing, end, stops) && listing.line(end).indent.abs_diff(line.indent) < 2 {
            text.push(Piece { at: end, text: listing.text(end) });
            end += 1;
        }
        head.extend(take_signature(&mut text));
        Some(Note { head, remark: Cell::new(), text: vec![text], end })
    }
}

/// "Other 417": a name with the number of an officer.
fn is_numbered(who: &str) -> bool {
    let Some((name, number)) = who.split_once(' ') else { return false };
    name.starts_with(char::is_uppercase) && number.len() == 3 && number.bytes().all(|b| b.is_ascii_digit())
}

/// The words of a cell.
fn said(cell: &Cell<'_>) -> String {
    cell.iter().map(|piece| piece.text).collect::<Vec<_>>().join(" ")
}

/// What parts one of a key from the next.
const PARTS_OF_KEYS: [char; 4] = [';', '/', '|', '\u{b7}'];
/// What may do so where the initials spell the name beside them.
const PARTS_OF_SPELT_KEYS: [&str; 2] = [". ", ", "];

/// Initials with which lines open, a name behind them: the key of a plan whose notes end in initials. Somebody's job stands
/// in it: initials of others, as of those who were wronged, are spelt out too.
fn keys<'a>(listing: &Listing<'a>) -> FxHashSet<&'a str> {
    let [mut found, mut others] = [(); 2].map(|()| FxHashSet::default());
    let (mut told, mut titled) = (false, false);
    for at in (0..listing.len()).filter(|at| listing.is_words(*at)) {
        let line = listing.text(at);
        if closing::is_heading_like(listing, at) {
            titled = words(line).any(|word| lexicon::KEYS_OF_OTHERS.has(word));
        }
        if !has_initials(line) {
            continue;
        }
        let of_work = words(line).any(entries::is_role_word);
        let of_others = titled || is_of_others(line);
        let own = if of_others { &mut others } else { &mut found };
        let before = own.len();
        for part in line.split(PARTS_OF_KEYS) {
            own.extend(key(part));
            let spelt = PARTS_OF_SPELT_KEYS.into_iter().flat_map(|sign| part.split(sign));
            let spelt = spelt.filter(|part| (of_work || of_others) && spells_a_name(part));
            own.extend(spelt.filter_map(key));
        }
        told |= of_work && !of_others && own.len() > before;
    }
    // Initials of one of those may be theirs wherever they stand.
    found.retain(|initials| told && !others.contains(initials));
    found
}

/// The initials with which a part of a key opens, a name that begins like them behind.
fn key(part: &str) -> Option<&str> {
    let apart = |c: char| c.is_whitespace() || matches!(c, '=' | ':' | '-' | '\u{2013}');
    // "Who writes here: MD Morag Dee"
    let part = part.rsplit_once(": ").map_or(part, |(_, part)| part);
    let (key, name) = part.trim().split_once(apart)?;
    let capitals = (2..=KEY_LETTERS_MAX).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_uppercase());
    let name = name.trim_start_matches(apart);
    (capitals && name.chars().next() == key.chars().next()).then_some(key)
}

/// Whether two capitals stand beside each other.
fn has_initials(line: &str) -> bool {
    line.as_bytes().windows(2).any(|pair| pair.iter().all(u8::is_ascii_uppercase))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Whether the key on a line is of those who write nothing: so it says beside a name, or before its colon.
fn is_of_others(line: &str) -> bool {
    let lists = [&lexicon::KIN, &lexicon::NO_OFFICE, &lexicon::NOT_OF_STAFF];
    let label = line.split_once(": ").map_or("", |(label, _)| label);
    words(line).any(|word| lists.iter().any(|list| list.has(word)))
        || words(label).any(|word| lexicon::KEYS_OF_OTHERS.has(word) || lexicon::OTHER_MATTERS.has(word))
}

/// Whether a title stands over what is to be done, or what happened: who is named there by a day writes nothing.
fn names_other_matters(title: &str) -> bool {
    words(title).any(|word| lexicon::OTHER_MATTERS.has(word))
}

/// Whether initials and the first words behind them are of one person: "Key: MD - Morag Dee".
fn spells_a_name(part: &str) -> bool {
    let part = part.rsplit_once(": ").map_or(part, |(_, part)| part);
    let words = part.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let mut words = words.take(1 + KEY_LETTERS_MAX);
    let initials = words.next().unwrap_or_default();
    let first: Vec<char> = words.filter_map(|word| word.chars().next()).collect();
    let letters: Vec<char> = initials.chars().collect();
    letters.len() > 1 && first.starts_with(&letters)
}

/// Whether a line is a year, or a month of one, and nothing else.
fn is_period(listing: &Listing<'_>, at: usize) -> bool {
    listing.is_words(at) && has_figure(listing.text(at)) && periods::is_period(drawn_around(listing.text(at)))
}

/// A text without the signs that are drawn around it.
pub(super) fn drawn_around(text: &str) -> &str {
    text.trim_matches(|c| matches!(c, '-' | '=' | '*' | '_' | '~' | '#' | '+' | '[' | ']' | '<' | '>' | ' '))
}

/// The day with which a line opens.
fn day(listing: &Listing<'_>, at: usize) -> Option<Day> {
    periods::day(listing.text(at)).filter(|day| day.behind < listing.text(at).len())
}

/// What a line with a day is: a note that begins with it, or the day alone.
fn is_day(listing: &Listing<'_>, at: usize) -> Option<Is> {
    let text = listing.text(at);
    let day = periods::day(text).filter(|day| day.lead == 0 || day.behind < text.len())?;
    let named = text.starts_with(|c: char| c.is_ascii_digit() || c.is_uppercase()) && has_figure(text);
    if day.behind < text.len() { Some(Is::Day) } else { named.then_some(Is::DayAlone) }
}

/// What may stand behind a day alone.
fn is_behind_day(c: char) -> bool {
    matches!(c, '.' | ':' | ',' | ' ')
}

/// The line with the first day below a title, and the line of the names of columns between them.
fn first_day(listing: &Listing<'_>, period: usize, stops: &[bool]) -> Option<(usize, Option<usize>)> {
    let near = |at: usize| listing.printed[at].gap < 2 || listing.printed[at].turn;
    let mut names = None;
    for at in (period + 1..listing.len()).take(NAMES_MAX + 1).take_while(|at| near(*at)) {
        if at == period + 1 && listing.is_stroke(at) {
            continue;
        }
        if stops[at] || !listing.is_words(at) {
            return None;
        }
        if is_day(listing, at).is_some() && periods::day(listing.text(at)).is_some_and(|day| day.lead == 0) {
            return Some((at, names));
        }
        // Names of columns stand apart from each other.
        if names.is_some() || listing.line(at).segments().len() < 3 {
            return None;
        }
        names = Some(at);
    }
    None
}

/// The day of a note, the time behind it, and what else stands at the left of its text, each by itself.
fn day_and_time<'a>(at: usize, side: &'a str, day: Day) -> Vec<Cell<'a>> {
    let own = &side[..day.end.min(side.len())];
    let rest = side.get(day.behind..).unwrap_or_default();
    let time = periods::time(rest);
    let parts = [own.trim(), &rest[..time]];
    let mut head: Vec<Cell<'a>> =
        parts.into_iter().filter(|part| !part.is_empty()).map(|text| vec![Piece { at, text }]).collect();
    head.extend(pieces(at, &rest[time..]).map(|piece| vec![piece]));
    head
}

/// Whether the second part of a head is a time of day.
fn has_time(head: &[Cell<'_>]) -> bool {
    let second = head.get(1).and_then(|cell| cell.first());
    second.is_some_and(|piece| !piece.text.is_empty() && periods::time(piece.text) == piece.text.len())
}

/// Whether a line says who wrote: a few words, the first with a capital, and no sentence.
fn is_who(text: &str) -> bool {
    text.starts_with(char::is_uppercase)
        && text.split_whitespace().count() <= WHO_WORDS_MAX
        && !ends_sentence(text)
        && !signatures::tells_outcome(text)
}

/// Whether a line counts what stands above it: "Entries in group: 2".
fn is_count(listing: &Listing<'_>, at: usize) -> bool {
    let found = &listing.fields[at];
    let [field] = found.fields.as_slice() else { return false };
    let counted = !field.value.is_empty() && field.value.bytes().all(|byte| byte.is_ascii_digit());
    found.before.is_empty() && counted && listing.known.contains(field.label)
}

/// Takes who wrote from the end of a text, where it stands behind a stroke or a dash, or in brackets: "… and left. /Other,
/// nurse", "… and left. (Other, nurse)".
fn take_signature<'a>(text: &mut Cell<'a>) -> Option<Cell<'a>> {
    let first = text.len().saturating_sub(WHO_LINES_MAX);
    let (line, byte) =
        (first..text.len()).rev().find_map(|line| Some((line, signature_start(text[line].text)?)))?;
    let mut who: Cell<'a> = text[line..].to_vec();
    let bracketed = who[0].text[byte..].starts_with('(');
    let opening = who.first_mut()?;
    opening.text = opening.text[byte..].trim_start_matches(is_opener).trim_start();
    let closing = who.last_mut()?;
    if bracketed {
        closing.text = closing.text.trim_end_matches('.').strip_suffix(')')?.trim_end();
    }
    let words = who.iter().map(|piece| piece.text).collect::<Vec<_>>().join(" ");
    let before = text[line].text[..byte].trim_end();
    // A word may have a stroke before it; who wrote stands behind a whole sentence.
    let above = if before.is_empty() { text.get(line.checked_sub(1)?)?.text } else { before };
    let few = words.split_whitespace().count() <= WHO_WORDS_MAX && !words.ends_with(['.', '?', '!']);
    if !few || !ends_sentence(above) || !signatures::is_who(&words) || signatures::tells_outcome(&words) {
        return None;
    }
    text.truncate(line + 1);
    match before {
        "" => drop(text.pop()),
        before => text[line].text = before,
    }
    Some(who)
}

/// Where on a line a stroke, a dash or a bracket stands behind which somebody may sign.
fn signature_start(text: &str) -> Option<usize> {
    let apart = |at: &usize| *at == 0 || text[..*at].ends_with(' ');
    let opens = |(at, sign): (usize, char)| {
        let behind = &text[at + sign.len_utf8()..];
        // Between words a dash has a space on both sides.
        !matches!(sign, '-' | '\u{2013}' | '\u{2014}') || behind.starts_with(' ')
    };
    let found = text.char_indices().rev().filter(|(_, sign)| is_opener(*sign));
    found.filter(|found| opens(*found)).map(|(at, _)| at).find(apart)
}

fn is_opener(c: char) -> bool {
    matches!(c, '/' | '-' | '\u{2013}' | '\u{2014}' | '(')
}

#[cfg(test)]
mod tests {
    use super::super::read;

    fn check(text: &str) -> String {
        read(text, "text/1").unwrap().text
    }

    #[test]
    fn who_stands_before_the_text_below_names_of_columns() {
        let text = "PLAN\n\nNETS\n----\nShe mends nets.\n  Year: 2023\n  Day     By         Way      Note\n\
            12 Jan  O Brae     visit    She came to the quay and mended\n                            two nets.\n\
            3 Feb   W Orr      letter   She would like to have a boat.\n  Year: 2024\n  Day     By         Way      Note\n\
            14 Mar  O Brae     visit    She has a boat now and rows it\n                            over to the island.\n";
        let read = check(text);
        let first = "###### Year: 2023\n\nDay By Way Note\n\n###### 12 Jan, O Brae, visit\n\nShe came to the quay and mended two nets.\n";
        assert!(read.contains(first), "{read}");
        let second = "###### Year: 2024\n\n###### 14 Mar, O Brae, visit\n\nShe has a boat now and rows it over to the island.\n";
        assert!(read.contains(second), "{read}");
    }

    #[test]
    fn who_signs_far_right_below_the_text() {
        let text = "PLAN\n\n---- B. NETS ----------\nShe mends nets.\n2023\n 12/1   0930   Came to the quay and mended two\n               nets.\n\
            \u{20}                                     O Brae, quay\n2024\n  3/2   1400   Would like to have a boat.\n\
            \u{20}                                     W Orr, nurse\n do.    1615   Has seen one that she likes and\n               can pay for.\n\
            \u{20}                                     O Brae, quay\n\n---- C. BOATS ---------\nNone yet.\n";
        let read = check(text);
        assert!(
            read.contains(
                "###### 2023\n\n###### 12/1, 0930, O Brae, quay\n\nCame to the quay and mended two nets.\n"
            ),
            "{read}"
        );
        assert!(read.contains("###### do, 1615, O Brae, quay\n\nHas seen one"), "{read}");
        assert!(read.contains("None yet."), "{read}");
    }

    #[test]
    fn who_stands_at_the_end_of_the_text() {
        let text = "PLAN\n\nNETS\n\nShe mends nets.\n\nMARCH 2024\nThu 14. Came to the quay and mended two nets by\nherself. /Brae,\nnurse\n\
            Cont'd Fri 15. Took them out to sea. /Orr 417\n\nAPRIL 2023\nSat 1. Sold either/or none of them. /Brae, nurse\n";
        let read = check(text);
        let first = "###### MARCH 2024\n\n###### Thu 14, Brae, nurse\n\nCame to the quay and mended two nets by herself.\n";
        assert!(read.contains(first), "{read}");
        assert!(read.contains("###### Fri 15, Orr 417\n\nCont'd Took them out to sea.\n"), "{read}");
        assert!(read.contains("###### Sat 1, Brae, nurse\n\nSold either/or none of them.\n"), "{read}");
    }

    #[test]
    fn who_stands_behind_a_dash_or_in_brackets() {
        let hanging = "PLAN\n\n---- B. NETS ----------\nShe mends nets.\n2023\n 12/1   Came to the quay and mended two\n        nets. - O Brae, quay\n\
            2024\n  3/2   Would like to have a boat of her own\n        some day.\n        - Nurse Orr\n  4/2   Has seen one that she likes. - O Brae, quay\n";
        let read = check(hanging);
        assert!(
            read.contains("###### 12/1, O Brae, quay\n\nCame to the quay and mended two nets.\n"),
            "{read}"
        );
        assert!(
            read.contains("###### 3/2, Nurse Orr\n\nWould like to have a boat of her own some day.\n"),
            "{read}"
        );
        let following = "PLAN\n\nNETS\n\nShe mends nets.\n\nMARCH 2024\nThu 14th: Came to the quay and mended two nets. (Brae, nurse)\n\
            Fri 15th: Took them out to sea with her aunt. (Nurse Orr)\nSat 16th: Sold none of them on the quay. (Rain all day)\nSun 17th: Has seen a boat that she likes. (Brae, nurse)\n";
        let read = check(following);
        assert!(
            read.contains("###### Thu 14th, Brae, nurse\n\nCame to the quay and mended two nets.\n"),
            "{read}"
        );
        assert!(
            read.contains("###### Sat 16th\n\nSold none of them on the quay. (Rain all day)\n"),
            "{read}"
        );
    }

    #[test]
    fn initials_that_a_key_in_a_sentence_spells_out() {
        let notes = "She has a boat. She rows it. (UB)\n27 June - She mended it with her sister. (WO)\n";
        let plan = |key: &str| {
            format!(
                "A PLAN\n\nBOATS:\nShe rows.\n\n2021\n6 May - {notes}\nNETS:\nShe mends nets.\n\n\
                 9 March - She made a net of cord. (UB)\n\n2021\n14 July - She sold it for ten pounds. (WO)\n\n{key}\n"
            )
        };
        let read = check(&plan("Key: UB - Una Brae, nurse. WO - Will Orr, quay officer."));
        for note in [
            "6 May, UB\n\nShe has a boat. She rows it.",
            "27 June, WO\n\nShe mended",
            "9 March, UB\n\nShe made",
        ] {
            assert!(read.contains(&format!("###### {note}")), "{read}");
        }
        let read = check(&plan(""));
        assert!(!read.contains("###### 9 March"), "{read}");
    }

    #[test]
    fn notes_without_any_year_above_them() {
        let note = |day: &str, who: &str| format!("{day} - She has a boat and rows it well. ({who})\n");
        let notes = |count: usize| {
            let notes = [note("6 May", "UB"), note("27 June", "WO"), note("2 July", "UB")];
            format!(
                "A PLAN\n\nBOATS:\nShe rows.\n\n{}\nKey: UB - Una Brae, nurse. WO - Will Orr, quay officer.\n",
                notes[..count].concat()
            )
        };
        assert!(check(&notes(3)).contains("###### 27 June, WO\n\nShe has a boat"), "{}", check(&notes(3)));
        assert!(!check(&notes(2)).contains("######"), "{}", check(&notes(2)));
        let other = notes(3).replace("(WO)", "(lost)");
        assert!(!check(&other).contains("######"), "{other}");
    }

    #[test]
    fn a_key_of_those_who_write_nothing_is_none() {
        let note = |day: &str, who: &str| format!("{day} - She has a boat and rows it well. ({who})\n");
        let plan = |title: &str, key: &str| {
            let notes = [note("6 May", "UB"), note("27 June", "WO"), note("2 July", "UB")].concat();
            check(&format!("A PLAN\n\n{title}\n\n{notes}\nNETS\n\n{key}\n"))
        };
        let staff = "Key: UB - Una Brae, nurse. WO - Will Orr, quay officer.";
        assert!(plan("BOATS", staff).contains("###### 6 May, UB"), "{}", plan("BOATS", staff));
        for key in [
            "Those wronged: UB - Una Brae, WO - Will Orr.",
            "Those wronged: UB - Una Brae, nurse. WO - Will Orr, officer.",
            "CHILDREN: UB - Una Brae, aged 4. WO - Will Orr, aged 7.",
            "UB = Una Brae; WO = Will Orr",
            "UB = Una Brae, her aunt; WO = Will Orr, officer",
            "UB - Una Brae, solicitor. WO - Will Orr, officer.",
            "Codes: UB (Upper Boathouse), WO - West Oars",
        ] {
            assert!(!plan("BOATS", key).contains("######"), "{}", plan("BOATS", key));
        }
        let both = format!("UB = Una Brae, her aunt\n\n{staff}");
        assert!(!plan("BOATS", &both).contains("###### 6 May, UB"), "{}", plan("BOATS", &both));
        let elsewhere = format!("KW = Kit Weir, her aunt\n\n{staff}");
        assert!(plan("BOATS", &elsewhere).contains("###### 6 May, UB"), "{}", plan("BOATS", &elsewhere));
        let below = format!("WITNESSES\n\n{}", staff.replace("Key: ", ""));
        assert!(!plan("BOATS", &below).contains("######"), "{}", plan("BOATS", &below));
        for title in ["ACTIONS", "VICTIMS", "COURT"] {
            assert!(!plan(title, staff).contains("######"), "{}", plan(title, staff));
        }
    }

    #[test]
    fn heads_without_their_year_below_it() {
        let text = "PLAN\n\nNETS\n\nShe mends nets.\n\n== 2023 ==\n\n12 January - nurse (O Brae):\nShe came to the quay and mended two nets.\n\n\
            Both are sold.\n\n3/2 Mr W Orr, housing officer\nShe would like to have a boat.\n\n2024\n----\n\n14 March - nurse (O Brae)\nShe rows it.\n";
        let read = check(text);
        let first = "###### 2023\n\n###### 12 January, nurse (O Brae)\n\nShe came to the quay and mended two nets.\n\nBoth are sold.\n";
        assert!(read.contains(first), "{read}");
        assert!(read.contains("###### 3/2, Mr W Orr, housing officer\n\nShe would"), "{read}");
        assert!(read.contains("###### 2024\n\n###### 14 March, nurse (O Brae)\n\nShe rows it.\n"), "{read}");
    }

    #[test]
    fn what_came_of_it_wrote_nothing() {
        let log = |title: &str, last: [&str; 3]| {
            let [first, second, third] = last;
            check(&format!(
                "PLAN\n\n{title}\n\n2024\n14/3. She came to the quay and mended two nets. {first}\n\
                 21/3. She rowed over to the island with her aunt. {second}\n28/3. She sold one of them on the quay. {third}\n"
            ))
        };
        let named = ["(O Brae)", "(Nurse Orr)", "(O Brae)"];
        assert!(log("NETS", named).contains("###### 14/3, O Brae"), "{}", log("NETS", named));
        assert!(!log("APPOINTMENTS", named).contains("######"));
        let keyed = ["(OB)", "(WO)", "(OB)"];
        assert!(!log("NETS", keyed).contains("######"));
        for last in [
            ["(Cancelled)", "(Nets)", "(Admonished)"],
            ["- Not Guilty", "- Negative", "- Positive for Tar"],
            ["/Sold", "/Two Left", "/Rain"],
        ] {
            assert!(!log("NETS", last).contains("######"), "{}", log("NETS", last));
        }
        let hanging = "PLAN\n\n2024\n14/3   0900   Tar          Given two pots of it at the quay by hand,\n                           and seen to use it.\n\
            15/3   0900   Tar          Did without it and went back to the boat\n                           without a word.\n\
            16/3   0900   Rope         Given ten yards of it at the quay by hand,\n                           and seen to use it.\n";
        assert!(!check(hanging).contains("######"), "{}", check(hanging));
        let visits = hanging.replace("Tar       ", "Nurse desk").replace("Rope      ", "Nurse ward");
        assert!(!check(&visits).contains("######"), "{}", check(&visits));
        assert!(
            check(&hanging.replace("Tar  ", "O Tay").replace("Rope  ", "W Orr "))
                .contains("###### 14/3, 0900, O Tay")
        );
    }

    #[test]
    fn notes_may_end_in_initials_that_the_plan_has_a_key_of() {
        let text = "PLAN\n\nNETS\n\n2024\n14/3. She came to the quay and mended two nets. (OB)\n21/3. She rowed over to the island with her aunt. (WO)\n\
            28/3. She sold one of them on the quay. (OB)\n\nInitials\n\nOB = Orla Brae, quay; WO = Will Orr, nurse\n";
        assert!(check(text).contains("###### 14/3, OB\n"), "{}", check(text));
        let months = text.replace("14/3.", "Mar -").replace("21/3.", "May -").replace("28/3.", "Oct -");
        let months =
            months.replace("OB = Orla Brae, quay; WO = ", "Who writes here: OB Orla Brae, quay / WO ");
        assert!(check(&months).contains("###### Mar, OB\n"), "{}", check(&months));
    }

    #[test]
    fn what_was_on_days_of_a_year_is_no_log() {
        let text = "PLAN\n\nHISTORY\n\n2023\n 12/1   Came to the quay and mended two\n        nets.\n 3/2    Bought a boat from her uncle and\n        rowed it.\n\
            \u{20}14/3   Sold it again.\n2024\n 2/1    Went to the island for the winter\n        with her aunt.\n";
        assert!(!check(text).contains("######"), "{}", check(text));
    }

    #[test]
    fn several_sign_below_a_day_alone() {
        let plan = |title: &str, key: &str| {
            check(&format!(
                "A PLAN\n\nWho writes\n{key}\n\n{title}\n\n2023\nMon 6 Feb\n  She came to the quay and mended\n  two nets. (OB)\n  \
                 She sold one of them. (WO)\nTue 7 Mar\n  She rowed to the island with her oars. (OB)\n\nNETS\n\nShe mends nets.\n"
            ))
        };
        let key = "  OB = Orla Brae, quay officer\n  WO = Will Orr, nurse";
        for title in ["BOATS", "QUAY DIARY"] {
            let read = plan(title, key);
            assert!(read.contains("###### Mon 6 Feb, OB\n\nShe came to the quay and mended two nets.\n\n###### Mon 6 Feb, WO\n\nShe sold"), "{read}");
            assert!(read.contains("###### Tue 7 Mar, OB\n\nShe rowed"), "{read}");
        }
        // Without a key, and where what happened is told of: nobody.
        for read in [plan("BOATS", ""), plan("COURT", key), plan("VICTIMS", key)] {
            assert!(!read.contains("###### Mon"), "{read}");
        }
        let lost = plan("BOATS", key).replace("(OB)", "(lost)");
        assert!(!check(&lost.replace("###### ", "").replace(", OB", "")).contains("###### Tue"), "{lost}");
    }
}
