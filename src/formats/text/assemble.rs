//! From lines to blocks: headings, entry heads, fields, items, tables and paragraphs, in reading order.

use std::ops::Range;

use cip_lexicon as lexicon;
use rustc_hash::FxHashSet;

use super::boxes::{self, Boxed, Form};
use super::bullets::{bullet, is_lettered};
use super::diaries::{self, Diaries};
use super::drawn;
use super::dumps::{Dump, Dumps, Record};
use super::entries::{self, Head};
use super::fields::{Fields, is_label};
use super::flat;
use super::footed::Footed;
use super::frames::{Content, Frame, Frames};
use super::furniture;
use super::hanging::{self, Items};
use super::headings;
use super::joins::{Glue, Joins};
use super::lines::{begins_small, ends_sentence, is_capitals};
use super::listing::Listing;
use super::mails::{self, Mail};
use super::mask::has_figure;
use super::pairs::{Pair, Pairs};
use super::records;
use super::returning::Returning;
use super::side_heads::{self, Note};
use super::signatures;
use super::stamps;
use super::strips::{Signed, Strips};
use super::strokes;
use super::tabbed::{self, Tabbed};
use super::tables::{self, Cell, Found, Piece};
use super::text_labels;
use super::timed::{self, Timed};
use crate::block::{Block, Marker, Style, Table, Text};
use crate::reading::{SetAside, SetAsideKind};

/// Most words of a cell of a table of two columns; longer ones are prose behind a label.
const CELL_WORDS_MAX: usize = 30;
/// Most words of a value that is no prose.
const VALUE_WORDS_MAX: usize = 24;
/// Spaces behind which something is no part of a value.
const FAR_SPACES: usize = 8;
/// Most tables of single cells that are looked for in vain.
const FLAT_TRIALS_MAX: usize = 24;
/// Lines behind a run of short lines that are no pairs.
const PAIRS_STEP: usize = 3;
/// Most lines of an entry that are looked over for who wrote it.
const ENTRY_LINES_MAX: usize = 80;
/// Most lines of the labelled head of an entry.
const HEAD_LINES_MAX: usize = 6;
/// Least cells of a row in which labels and values take turns.
const PAIRED_CELLS_MIN: usize = 4;
/// Deepest list.
const DEPTH_MAX: u8 = 6;

/// What a line opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Opens {
    /// Nothing: a rule.
    Rule,
    Heading(u8),
    Entry,
    Fields,
    Item,
    Signature,
    Prose,
}

/// A part of a plan that is more than its lines.
enum Part<'a> {
    Table(Found<'a>),
    Pairs(Vec<Pair>),
    Form(Form<'a>),
    Mail(Mail<'a>),
    Tabbed(Tabbed<'a>, usize),
    Note(Note<'a>),
    /// What several wrote on one day.
    Notes(Vec<Note<'a>>),
    /// The head of a note, part by part.
    Head(Vec<Cell<'a>>),
    Frame(Frame<'a>, usize),
    Signed(Signed<'a>),
    /// A strip that signs nothing.
    Loose,
    Dump(Dump<'a>),
    /// A year, or a month of one, over the notes that were written in it.
    Period,
    /// The names of the columns in which such notes stand; whether they are said again.
    Names(bool),
    Items(Items<'a>),
    /// Stretches of lines of a table whose cells cannot be told apart.
    Dissolved(Vec<Range<usize>>),
}

/// The blocks of a plan, and what its tables repeat on later pages.
pub(super) fn assemble(listing: &Listing<'_>) -> (Vec<Block>, Vec<SetAside>) {
    let numbered = headings::numbered(listing);
    let stops: Vec<bool> =
        (0..listing.len()).map(|at| numbered[at].is_some() || listing.stands_alone(at)).collect();
    let (mut parts, taken) = parts(listing, &stops);
    let mut opens: Vec<Opens> = (0..listing.len())
        .map(|at| if taken[at] { Opens::Rule } else { opens(listing, &numbered, &taken, at) })
        .collect();
    level_meetings(listing, &mut opens);
    let prose: Vec<bool> = opens.iter().map(|opens| matches!(opens, Opens::Prose | Opens::Item)).collect();
    let joins = Joins::new(&listing.printed, &prose);
    let (blocks, indents, aside) = (Vec::new(), Vec::new(), Vec::new());
    let mut assembly =
        Assembly { listing, joins, opens, taken, blocks, indents, aside, boxed: false, noted: false };
    let mut at = 0;
    while at < listing.len() {
        at = match parts[at].take() {
            Some(Part::Table(found)) => assembly.table(found),
            Some(Part::Pairs(pairs)) => assembly.pairs(at, &pairs),
            Some(Part::Form(form)) => assembly.form(form),
            Some(Part::Mail(mail)) => assembly.mail(&mail),
            Some(Part::Items(items)) => assembly.items(&items),
            Some(Part::Tabbed(tabbed, end)) => assembly.tabbed(tabbed, end),
            Some(Part::Note(note)) => assembly.note(&note),
            Some(Part::Notes(notes)) => notes.iter().map(|note| assembly.note(note)).last().unwrap_or(at + 1),
            Some(Part::Head(head)) => {
                assembly.head(&head, &Cell::new());
                at + 1
            }
            Some(Part::Frame(frame, end)) => assembly.frame(frame, end),
            Some(Part::Signed(signed)) => assembly.signed(&signed),
            Some(Part::Loose) => assembly.loose(at),
            Some(Part::Dump(dump)) => assembly.dump(dump),
            Some(Part::Period) => assembly.period(at),
            Some(Part::Names(again)) => assembly.names(at, again),
            Some(Part::Dissolved(pieces)) => assembly.dissolved(at, pieces),
            None => assembly.next(at),
        };
    }
    let mut aside = assembly.aside;
    (records::gather(strokes::part(assembly.blocks), &mut aside), aside)
}

/// The tables and pairs of a plan, each at its first line, and which lines they take.
fn parts<'a>(listing: &Listing<'a>, stops: &[bool]) -> (Vec<Option<Part<'a>>>, Vec<bool>) {
    let pairs = Pairs::new(listing, stops);
    let forms = Forms {
        tabs: tabbed::Forms::of(listing, stops),
        sides: side_heads::Columns::of(listing, stops),
        diaries: Diaries::of(listing, stops),
        frames: Frames::of(listing),
        strips: Strips::of(listing, stops),
        footed: Footed::of(listing, stops),
        dumps: Dumps::of(listing, stops),
        returning: Returning::of(listing, stops),
        timed: Timed::of(listing, stops),
    };
    let mut parts: Vec<Option<Part<'a>>> = (0..listing.len()).map(|_| None).collect();
    let mut taken = vec![false; listing.len()];
    let (mut at, mut pairs_from, mut trials) = (0, 0, FLAT_TRIALS_MAX);
    while at < listing.len() {
        let mut end = at + 1;
        if stops[at] && !forms.shows(at) {
            at = end;
            continue;
        }
        if let Some((part, behind)) = by_form(listing, at, stops, &forms) {
            parts[at] = Some(part);
            taken[at..behind].fill(true);
            at = behind;
            continue;
        }
        let flat =
            |trials: usize| if trials > 0 { flat::find(listing, at, stops) } else { flat::Search::None };
        let table = tables::find(listing, at, stops).map_or_else(|| flat(trials), flat::Search::Found);
        trials -= usize::from(matches!(table, flat::Search::Failed));
        if let flat::Search::Found(found) = table {
            end = found.end.max(end);
            parts[at] = Some(Part::Table(found));
        } else if let flat::Search::Dissolved(pieces) = table {
            end = pieces.last().map_or(end, |last| last.end);
            parts[at] = Some(Part::Dissolved(pieces));
        } else if let Some(found) = pairs.indented(listing, at, stops) {
            end = found.last().map_or(end, |last| last.value.end);
            parts[at] = Some(Part::Pairs(found));
        } else if at >= pairs_from {
            let found = pairs.find(listing, at);
            // A run that is none is looked at again a few lines on, not at each.
            pairs_from = at + if found.as_ref().is_some_and(Vec::is_empty) { PAIRS_STEP } else { 0 };
            let found = found.filter(|_| !heads_flat_table(listing, at, stops)).unwrap_or_default();
            if let Some(last) = found.last() {
                end = last.value.end;
                parts[at] = Some(Part::Pairs(found));
            }
        }
        if parts[at].is_some() {
            taken[at..end].fill(true);
        }
        at = end;
    }
    (parts, taken)
}

/// The forms of lines that a text has often enough for one line to show what it is.
struct Forms<'a> {
    tabs: tabbed::Forms<'a>,
    sides: side_heads::Columns,
    diaries: Diaries,
    frames: Frames,
    strips: Strips,
    footed: Footed,
    dumps: Dumps,
    returning: Returning,
    timed: Timed,
}

impl Forms<'_> {
    /// Whether a line is what these forms show it to be, whatever it might be by itself.
    fn shows(&self, at: usize) -> bool {
        self.footed.has(at)
            || self.strips.is_loose(at)
            || self.diaries.is_period(at)
            || self.frames.has(at)
            || self.returning.has(at)
            || self.timed.has(at)
    }
}

/// What begins at a line and shows by its own form what it is, and the line behind it: a box, an e-mail,
/// parts between tabs.
fn by_form<'a>(
    listing: &Listing<'a>,
    at: usize,
    stops: &[bool],
    forms: &Forms<'a>,
) -> Option<(Part<'a>, usize)> {
    if let Some((entry, end)) = forms.diaries.find(listing, at, stops) {
        let part = match entry {
            diaries::Entry::Period => Part::Period,
            diaries::Entry::Names(again) => Part::Names(again),
            diaries::Entry::Note(note) => Part::Note(note),
            diaries::Entry::Several(notes) => Part::Notes(notes),
            diaries::Entry::Head(head) => Part::Head(head),
        };
        return Some((part, end));
    }
    if let Some((entry, end)) = forms.timed.find(listing, at, stops) {
        let part = match entry {
            timed::Entry::Day => Part::Period,
            timed::Entry::Note(note) => Part::Note(note),
        };
        return Some((part, end));
    }
    if let Some(dump) = forms.returning.find(listing, at, stops) {
        let end = dump.end;
        return Some((Part::Dump(dump), end));
    }
    if let Some(signed) = forms.strips.find(listing, at) {
        let end = signed.note.end;
        return Some((Part::Signed(signed), end));
    }
    if forms.strips.is_loose(at) {
        return Some((Part::Loose, at + 1));
    }
    if let Some(note) = forms.footed.find(listing, at) {
        let end = note.end;
        return Some((Part::Note(note), end));
    }
    if let Some(dump) = forms.dumps.find(listing, at) {
        let end = dump.end;
        return Some((Part::Dump(dump), end));
    }
    if let Some((frame, end)) = forms.frames.find(listing, at) {
        return Some((Part::Frame(frame, end), end));
    }
    if let Some(mail) = mails::head(listing, at) {
        let end = mail.end;
        return Some((Part::Mail(mail), end));
    }
    if let Some((tabbed, end)) = forms.tabs.find(listing, at, stops) {
        return Some((Part::Tabbed(tabbed, end), end));
    }
    if let Some(again) = forms.sides.names_columns(at) {
        return Some((Part::Names(again), at + 1));
    }
    if let Some(note) = forms.sides.find(listing, at, stops) {
        let end = note.end;
        return Some((Part::Note(note), end));
    }
    if let Some(items) = hanging::find(listing, at, stops) {
        let end = items.end;
        return Some((Part::Items(items), end));
    }
    let form = boxes::find(listing, at, stops)?;
    let end = form.end;
    Some((Part::Form(form), end))
}

/// Most numbers that are gone between two paragraphs.
const NUMBERS_GONE_MAX: u32 = 8;

/// Whether a table of single cells begins below a line: then it is its heading, and no label.
fn heads_flat_table(listing: &Listing<'_>, at: usize, stops: &[bool]) -> bool {
    at + 1 < listing.len() && matches!(flat::find(listing, at + 1, stops), flat::Search::Found(_))
}

/// What a line opens, by itself and its neighbours.
fn opens(listing: &Listing<'_>, numbered: &[Option<u8>], taken: &[bool], at: usize) -> Opens {
    if listing.rules[at].is_some() {
        return Opens::Rule;
    }
    if let Some(level) = numbered[at] {
        return Opens::Heading(level);
    }
    if headings::is_plan_title(listing, at) {
        return Opens::Heading(1);
    }
    if signatures::shown(listing, at).is_some() {
        return Opens::Signature;
    }
    if let Some(head) = &listing.heads[at]
        && is_entry(listing, at, head, taken)
    {
        return Opens::Entry;
    }
    if let Some(level) = headings::unnumbered(listing, at, taken) {
        return Opens::Heading(level);
    }
    if bullet(listing.text(at)).is_some() {
        return Opens::Item;
    }
    if is_field_line(listing, at) { Opens::Fields } else { Opens::Prose }
}

/// Where groups of lines open with plain titles, that of a meeting is one of them: what follows is no part of its minutes
/// but for titles that the plan has elsewhere, as minutes go through its parts.
fn level_meetings(listing: &Listing<'_>, opens: &mut [Opens]) {
    if !listing.titled {
        return;
    }
    let (mut titles, mut in_meeting) = (FxHashSet::default(), false);
    for (at, opens) in opens.iter_mut().enumerate() {
        let Opens::Heading(level) = opens else { continue };
        let title = listing.text(at).to_lowercase();
        if headings::is_meeting(listing, at, listing.text(at)) {
            (*level, in_meeting) = (headings::LEAD, true);
        } else if *level != headings::LEAD {
            in_meeting = false;
        } else if in_meeting && (titles.contains(&title) || is_of_minutes(&title)) {
            *level += 1;
        } else {
            in_meeting = false;
            titles.insert(title);
        }
    }
}

/// "Attendance", "Decisions taken": what minutes have for titles.
fn is_of_minutes(title: &str) -> bool {
    title.split_whitespace().any(|word| lexicon::TITLES_OF_MINUTES.has(word))
}

/// Whether the head of an entry stands before its text, and not below it as a signature.
fn is_entry(listing: &Listing<'_>, at: usize, head: &Head<'_>, taken: &[bool]) -> bool {
    let next = at + 1;
    let follows =
        next < listing.len() && listing.is_words(next) && !taken[next] && listing.printed[next].gap < 2;
    let below = at > 0 && !listing.is_apart(at);
    if head.formed {
        return !taken[at];
    }
    // In brackets it signs what stands above it.
    if below && head.text.starts_with('(') {
        return false;
    }
    let signs = below && (next >= listing.len() || listing.printed[next].gap > 0);
    if !head.rest.is_empty() {
        // A head with a colon in front of its text is a paragraph's own.
        return head.sure;
    }
    if below && !head.sure && runs_into(listing, at) {
        return false;
    }
    let another = follows && !head.sure && listing.heads[next].is_some();
    follows && !signs && !another
}

/// Whether a line is labels and values, and not prose that holds a colon.
fn is_field_line(listing: &Listing<'_>, at: usize) -> bool {
    let found = &listing.fields[at];
    let Some(first) = found.fields.first().filter(|_| found.before.is_empty()) else { return false };
    if listing.printed[at].gap == 0 && at > 0 && runs_into(listing, at)
        || first.label.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("sign"))
    {
        return false;
    }
    if found.fields.len() == 1 && is_within_prose(listing, at) {
        return false;
    }
    let words = first.value.split_whitespace().count();
    let sure = found.fields.len() > 1
        || is_capitals(first.label)
        || first.spaced
        || listing.known.contains(first.label);
    let prose = words > VALUE_WORDS_MAX || has_two_sentences(first.value);
    sure && (!prose || is_capitals(first.label))
        || !prose && !ends_sentence(first.value) && stands_alone(listing, at)
}

/// Whether a labelled sentence only happens to open a line of a paragraph: "… CBSW. / Apologies: the nurse."
fn is_within_prose(listing: &Listing<'_>, at: usize) -> bool {
    let field = &listing.fields[at].fields[0];
    listing.printed[at].gap == 0
        && at > 0
        && !field.spaced
        && !is_capitals(field.label)
        && ends_sentence(field.value)
        && is_below_prose(listing, at)
}

/// Whether the line above is prose that has not ended.
fn runs_into(listing: &Listing<'_>, at: usize) -> bool {
    is_below_prose(listing, at) && !ends_sentence(listing.text(at - 1))
}

/// Whether the line above is prose that fills its line.
fn is_below_prose(listing: &Listing<'_>, at: usize) -> bool {
    if !listing.is_words(at - 1) || listing.drawn[at - 1] {
        return false;
    }
    let above = listing.line(at - 1);
    let fields = listing.has_fields(at - 1);
    let full = above.end + 12
        > listing.printed[at.saturating_sub(3)..at].iter().map(|printed| printed.line.end).max().unwrap_or(0);
    !fields && full && above.segments().len() == 1 && above.text.split_whitespace().count() > 5
}

/// Whether the line below does not go on with the value.
fn stands_alone(listing: &Listing<'_>, at: usize) -> bool {
    let next = at + 1;
    next >= listing.len()
        || !listing.is_below(next)
        || listing.has_fields(next)
        || bullet(listing.text(next)).is_some()
        || {
            let line = listing.line(at);
            line.end < 60 && !begins_small(listing.text(next))
        }
}

fn has_two_sentences(text: &str) -> bool {
    [". ", "! ", "? "].iter().any(|stop| {
        text.match_indices(stop).any(|(at, stop)| {
            let word = super::lines::last_word(&text[..at]);
            super::lines::length(word) > 3
                && text[at + stop.len()..].trim_start().starts_with(char::is_uppercase)
        })
    })
}

struct Assembly<'a, 'b> {
    listing: &'b Listing<'a>,
    joins: Joins<'a>,
    opens: Vec<Opens>,
    taken: Vec<bool>,
    blocks: Vec<Block>,
    /// Columns of the marks of the open lists, outermost first.
    indents: Vec<usize>,
    aside: Vec<SetAside>,
    /// Whether the last entry stands in a box that is open.
    boxed: bool,
    /// Whether the last record of an export was a note.
    noted: bool,
}

impl<'a> Assembly<'a, '_> {
    /// Adds what begins at a line and gives the line behind it.
    fn next(&mut self, at: usize) -> usize {
        if self.opens[at] != Opens::Item && self.opens[at] != Opens::Rule {
            self.indents.clear();
        }
        match self.opens[at] {
            Opens::Rule => self.rule(at),
            Opens::Heading(level) => self.heading(at, level),
            Opens::Entry => self.entry(at),
            Opens::Fields => self.fields(at),
            Opens::Signature => self.signature(at),
            Opens::Item => self.item(at),
            Opens::Prose => self.prose(at, self.listing.text(at)),
        }
    }

    /// The lower edge of a box ends the entry in it: what stands below is not of who wrote that.
    fn rule(&mut self, at: usize) -> usize {
        let edge = self.boxed && self.listing.text(at).starts_with('+');
        let parted = matches!(self.opens.get(at + 1), None | Some(Opens::Heading(_) | Opens::Entry));
        if edge && !parted {
            self.blocks.push(Block::Rule);
        }
        self.boxed &= !edge;
        at + 1
    }

    /// A title that its form shows, and what stands far behind it on its line.
    fn counted(&mut self, at: usize, level: u8) -> bool {
        let Some(shown) = self.listing.counted.get(&at) else { return false };
        let place = self.listing.printed[at].place;
        self.blocks.push(Block::Heading { level, text: Text::plain(shown.title.clone(), place) });
        if !shown.behind.is_empty() {
            self.blocks.push(Block::paragraph(self.piece(Piece { at, text: shown.behind })));
        }
        true
    }

    fn heading(&mut self, at: usize, level: u8) -> usize {
        if self.counted(at, level) {
            return at + 1;
        }
        let title = headings::title(self.listing, at).unwrap_or(self.listing.text(at));
        // The title of the plan may stand in two parts, and has no fields.
        let title = if level == 1 && title.is_empty() { self.listing.text(at) } else { title };
        // A line that heads every page of a form tells more than its title.
        let gaps = |title: &'a str| title.split("  ").flat_map(|part| part.split('\t'));
        let mut parts = gaps(title).map(str::trim).filter(|part| !part.is_empty());
        let several = level == 1
            && (parts.clone().count() > 2
                || parts.clone().skip(1).any(has_figure)
                || title.contains('\t') && parts.clone().count() > 1);
        let first = if several { parts.next().unwrap_or(title) } else { title };
        let place = self.listing.printed[at].place;
        let shown = if self.listing.drawn[at] { drawn::shown(first) } else { first.into() };
        self.blocks.push(Block::Heading { level, text: Text::plain(shown, place) });
        if several {
            for part in parts {
                if furniture::is_protective(part) {
                    let kind = SetAsideKind::Classification;
                    self.aside.push(SetAside { kind, text: part.to_owned(), place });
                } else {
                    self.blocks.push(Block::paragraph(self.piece(Piece { at, text: part })));
                }
            }
        }
        let found = &self.listing.fields[at];
        if title.len() < self.listing.text(at).len() {
            self.values(at, found);
        }
        // When it was saved last is the machine's.
        let stamp =
            self.listing.text(at).strip_prefix(title).filter(|_| found.fields.is_empty()).unwrap_or_default();
        if stamp.contains(char::is_alphanumeric) {
            let kind = SetAsideKind::Continuation;
            self.aside.push(SetAside { kind, text: stamp.trim().to_owned(), place });
        }
        at + 1
    }

    fn entry(&mut self, at: usize) -> usize {
        let Some(head) = self.listing.heads[at] else { return at + 1 };
        self.boxed = drawn::title(head.text).is_some();
        let mut text = Text::default();
        if head.formed {
            text.push(stamps::shown(self.listing.line(at)), Style::default(), self.listing.printed[at].place);
        } else {
            self.head_words(at, head.text, &mut text);
        }
        for below in at + 1..=at + head.below {
            let place = self.listing.printed[below].place;
            let words = stamps::shown(self.listing.line(below));
            text.push(format!(", {words}"), Style::default(), place);
        }
        if let Some(by) = self.author_below(at + 1 + head.below) {
            text.push(", ", Style::default(), self.listing.printed[by].place);
            text.append(self.piece(Piece { at: by, text: self.listing.text(by) }));
            self.opens[by] = Opens::Rule;
        }
        self.blocks.push(Block::EntryHead { text });
        if head.rest.is_empty() { at + 1 + head.below } else { self.prose(at, head.rest) }
    }

    /// The line that closes the entry whose text begins here and has a label for who wrote it, and nothing more: "Entered by: A
    /// OTHER (NURSE)".
    fn author_below(&self, text: usize) -> Option<usize> {
        let goes_on = |at: &usize| matches!(self.opens[*at], Opens::Prose | Opens::Item | Opens::Fields);
        let lines = (text..self.listing.len()).take(ENTRY_LINES_MAX).take_while(goes_on);
        let by = lines.skip(1).find(|at| self.opens[*at] == Opens::Fields)?;
        let found = &self.listing.fields[by];
        let names =
            matches!(&found.fields[..], [field] if entries::names_author(field)) && found.before.is_empty();
        (names && self.listing.is_below(by) && self.listing.ends_apart(by)).then_some(by)
    }

    /// The words of a head. Of labels behind the first the colons go: the head is one unit, and no list of fields. In which
    /// way somebody was met is no part of who wrote.
    fn head_words(&self, at: usize, words: &'a str, text: &mut Text) {
        let found = &self.listing.fields[at];
        let place = self.listing.printed[at].place;
        if words.len() < self.listing.text(at).len() || !found.before.is_empty() || found.fields.is_empty() {
            return text.push(words, Style::default(), place);
        }
        for field in &found.fields {
            let lead = if text.is_blank() { String::new() } else { ", ".to_owned() };
            let sign = if text.is_blank() || lexicon::WAYS_OF_LOGS.has(field.label) { ":" } else { "" };
            text.push(format!("{lead}{}{sign} {}", field.label, field.value), Style::default(), place);
        }
    }

    fn signature(&mut self, at: usize) -> usize {
        let text = signatures::shown(self.listing, at).unwrap_or_else(|| self.listing.text(at).to_owned());
        self.blocks.push(Block::paragraph(Text::plain(text, self.listing.printed[at].place)));
        signatures::stamp(self.listing, at).map_or(at + 1, |(_, end)| end)
    }

    /// The head of an e-mail: who wrote it when heads an entry, what else its lines say are fields.
    fn mail(&mut self, mail: &Mail<'a>) -> usize {
        self.indents.clear();
        let mut text = Text::default();
        let mut rest = Vec::new();
        for field in &mail.fields {
            let place = self.listing.printed[field.label.at].place;
            let value = self.cell(&field.value);
            if field.heads {
                let lead = if text.is_blank() { "" } else { ", " };
                text.push(format!("{lead}{}: ", field.label.text), Style::default(), place);
                text.append(value);
            } else {
                rest.push(Block::Field { label: self.piece(field.label), value });
            }
        }
        self.blocks.push(Block::EntryHead { text });
        self.blocks.extend(rest);
        mail.end
    }

    /// The line behind the labelled head of an entry over several lines, if one begins here.
    fn labelled_head(&self, at: usize) -> Option<usize> {
        let fields = |at: usize| &self.listing.fields[at].fields;
        let of_head = |line: &usize| {
            (*line == at || self.listing.is_below(*line))
                && self.opens[*line] == Opens::Fields
                && fields(*line).iter().all(entries::is_of_head)
        };
        let end = (at..self.listing.len()).take(HEAD_LINES_MAX).take_while(of_head).last()? + 1;
        let all: Vec<_> = (at..end).flat_map(fields).collect();
        let dated = all.iter().any(|field| super::mask::find_date(field.value).is_some());
        let followed =
            end < self.listing.len() && self.listing.is_words(end) && self.listing.printed[end].gap < 2;
        (all.len() > 1 && all.iter().any(|field| entries::names_author(field)) && dated && followed)
            .then_some(end)
    }

    /// Adds the text of an entry without the label that opens it below its labelled head: "Text: Seen today." Gives the line
    /// behind it.
    fn labelled_text(&mut self, at: usize) -> Option<usize> {
        let (label, text) = text_labels::below_head(self.listing, at)?;
        let (kind, place) = (SetAsideKind::Continuation, self.listing.printed[at].place);
        self.aside.push(SetAside { kind, text: label.to_owned(), place });
        if text.is_empty() { Some(at + 1) } else { Some(self.prose(at, text)) }
    }

    fn pairs(&mut self, at: usize, pairs: &[Pair]) -> usize {
        self.indents.clear();
        for pair in pairs {
            let label = self.listing.text(pair.label).trim_end_matches([':', ' ']);
            let label = self.piece(Piece { at: pair.label, text: label });
            let value =
                self.cell(&pair.value.clone().map(|at| Piece { at, text: self.listing.text(at) }).collect());
            self.blocks.push(Block::Field { label, value });
        }
        pairs.last().map_or(at + 1, |pair| pair.value.end)
    }

    /// A line of labels and values, or an entry; what follows an entry and opens nothing is nobody's.
    fn tabbed(&mut self, tabbed: Tabbed<'a>, end: usize) -> usize {
        self.indents.clear();
        match tabbed {
            Tabbed::Fields(fields) => {
                for (label, value) in fields {
                    let (label, value) = (self.piece(label), self.piece(value));
                    self.blocks.push(Block::Field { label, value });
                }
            }
            Tabbed::Entry { head: [day, who], text } => {
                let mut head = self.piece(day);
                head.push(", ", Style::default(), self.listing.printed[who.at].place);
                head.append(self.piece(who));
                self.blocks.push(Block::EntryHead { text: head });
                let text = self.cell(&text);
                self.blocks.push(Block::paragraph(text));
                self.ends_entry(end);
            }
        }
        end
    }

    /// A note with its side head.
    fn note(&mut self, note: &Note<'a>) -> usize {
        self.head(&note.head, &note.remark);
        for paragraph in &note.text {
            let text = self.cell(paragraph);
            self.blocks.push(Block::paragraph(text));
        }
        self.ends_entry(note.end);
        note.end
    }

    /// The head of a note, part by part, with a remark in brackets.
    fn head(&mut self, parts: &[Cell<'a>], remark: &Cell<'a>) {
        self.indents.clear();
        let mut head = Text::default();
        for part in parts {
            if let Some(first) = part.first().filter(|_| !head.is_blank()) {
                head.push(", ", Style::default(), self.listing.printed[first.at].place);
            }
            head.append(self.cell(part));
        }
        if let Some(first) = remark.first() {
            let place = self.listing.printed[first.at].place;
            head.push(" (", Style::default(), place);
            head.append(self.cell(remark));
            head.push(")", Style::default(), place);
        }
        self.blocks.push(Block::EntryHead { text: head });
    }

    /// What somebody signs in a strip below it; its labels say nothing.
    fn signed(&mut self, signed: &Signed<'a>) -> usize {
        signed.labels.iter().for_each(|label| self.set_aside(*label));
        let end = self.note(&signed.note);
        // Whatever form it has, what stands below a signature is not signed by it.
        if self.opens.get(end).is_some_and(|opens| matches!(opens, Opens::Fields | Opens::Rule)) {
            self.blocks.push(Block::Rule);
        }
        end
    }

    /// A strip above which nothing stands that it signs: who signed what is not told, and it heads nothing.
    fn loose(&mut self, at: usize) -> usize {
        self.indents.clear();
        self.blocks.push(Block::Rule);
        self.blocks.push(Block::paragraph(self.piece(Piece { at, text: self.listing.text(at) })));
        at + 1
    }

    /// A record of an export. What a note has beside who, when and its text is the machine's.
    fn dump(&mut self, dump: Dump<'a>) -> usize {
        self.indents.clear();
        dump.count.into_iter().for_each(|count| self.set_aside(count));
        match dump.record {
            Record::Note { note, names, beside, others } => {
                let beside = beside.into_iter().flat_map(|(name, value)| [vec![name], value].concat());
                for piece in names.into_iter().chain(beside) {
                    self.set_aside(piece);
                }
                self.note(&note);
                self.record_fields(&others);
                self.noted = true;
            }
            Record::Part { title, names, text } => {
                for name in names {
                    self.set_aside(name);
                }
                self.blocks.push(Block::Heading { level: headings::NUMBERED, text: self.piece(title) });
                if let Some(text) = text {
                    let text = self.cell(&text);
                    self.blocks.push(Block::paragraph(text));
                }
                self.noted = false;
            }
            Record::Fields(values) => {
                // Whose it is nobody says: not theirs who wrote the record above.
                if std::mem::take(&mut self.noted) {
                    self.blocks.push(Block::Rule);
                }
                self.record_fields(&values);
            }
        }
        dump.end
    }

    fn record_fields(&mut self, values: &[(Piece<'a>, Cell<'a>)]) {
        for (name, value) in values {
            let (label, value) = (self.piece(*name), self.cell(value));
            self.blocks.push(Block::Field { label, value });
        }
    }

    /// Sets words aside that say only where others stand.
    fn set_aside(&mut self, piece: Piece<'a>) {
        let (kind, place) = (SetAsideKind::Continuation, self.listing.printed[piece.at].place);
        self.aside.push(SetAside { kind, text: piece.text.to_owned(), place });
    }

    /// A box of a plan whose notes stand in boxes. What is no note in it is not of who wrote the one above.
    fn frame(&mut self, frame: Frame<'a>, end: usize) -> usize {
        self.indents.clear();
        match frame {
            Frame::Note(note) => {
                self.head(&note.head, &note.remark);
                note.text.iter().for_each(|text| self.boxed_text(text));
                self.ends_entry(note.end);
            }
            Frame::Title(title) => {
                let level = if self.blocks.is_empty() { headings::TITLE } else { headings::NUMBERED };
                self.blocks.push(Block::Heading { level, text: self.piece(title) });
            }
            Frame::Part(names, contents) => {
                if !matches!(self.blocks.last(), None | Some(Block::Heading { .. } | Block::Rule)) {
                    self.blocks.push(Block::Rule);
                }
                if !names.is_empty() {
                    self.blocks.push(Block::paragraph(self.cell(&names)));
                }
                for content in contents {
                    match content {
                        Content::Field(label, value) => {
                            let field = Block::Field { label: self.piece(label), value: self.piece(value) };
                            self.blocks.push(field);
                        }
                        Content::Paragraph(text) => self.boxed_text(&text),
                    }
                }
            }
        }
        end
    }

    /// A year, or a month of one: a title over the notes that were written in it, below all other titles.
    fn period(&mut self, at: usize) -> usize {
        self.indents.clear();
        let text = self.piece(Piece { at, text: diaries::drawn_around(self.listing.text(at)) });
        self.blocks.push(Block::Heading { level: headings::PERIOD, text });
        at + 1
    }

    /// The names of the columns in which notes stand, the first time that they are said.
    fn names(&mut self, at: usize, again: bool) -> usize {
        let printed = &self.listing.printed[at];
        if again {
            let (kind, text) = (SetAsideKind::Continuation, printed.line.text.to_owned());
            self.aside.push(SetAside { kind, text, place: printed.place });
        } else {
            self.blocks.push(Block::paragraph(self.piece(Piece { at, text: printed.line.text })));
        }
        at + 1
    }

    /// What follows an entry that ends by its own form, and opens nothing, is not of who wrote it.
    fn ends_entry(&mut self, end: usize) {
        if self.opens.get(end).is_some_and(|opens| matches!(opens, Opens::Prose | Opens::Item)) {
            self.blocks.push(Block::Rule);
        }
    }

    /// Counted items with the same labels: a table. The labels are said once.
    fn items(&mut self, items: &Items<'a>) -> usize {
        self.indents.clear();
        let mut head = vec![Text::default(), self.piece(items.word)];
        head.extend(items.labels.iter().map(|label| self.piece(*label)));
        let mut rows = Vec::with_capacity(items.rows.len());
        let mut unsaid: Vec<&str> =
            std::iter::once(items.word.text).chain(items.labels.iter().map(|label| label.text)).collect();
        for item in &items.rows {
            let row =
                std::iter::once(self.piece(item.number)).chain(item.cells.iter().map(|cell| self.cell(cell)));
            rows.push(row.collect());
            let repeated: Vec<&str> =
                item.said.iter().copied().filter(|label| !is_taken(&mut unsaid, label)).collect();
            if !repeated.is_empty() {
                let (kind, place) = (SetAsideKind::Continuation, self.listing.printed[item.at].place);
                self.aside.push(SetAside { kind, text: repeated.join(", "), place });
            }
        }
        self.blocks.push(Block::Table(Table { head, rows }));
        items.end
    }

    fn form(&mut self, form: Form<'a>) -> usize {
        self.indents.clear();
        for Boxed { label, value, title, .. } in form.fields {
            let value = self.cell(&value);
            self.blocks.push(match label {
                None if title => Block::Heading { level: headings::BOXED, text: value },
                Some(label) => Block::Field { label: self.piece(label), value },
                None => Block::paragraph(value),
            });
        }
        form.end
    }

    /// Lines of a table whose cells cannot be told apart, a paragraph for about a row: what changes in a cell is then
    /// seen beside what stood around it.
    fn dissolved(&mut self, at: usize, pieces: Vec<Range<usize>>) -> usize {
        self.indents.clear();
        let end = pieces.last().map_or(at + 1, |last| last.end);
        for piece in pieces {
            let text = self.cell(&piece.map(|at| Piece { at, text: self.listing.text(at) }).collect());
            self.blocks.push(Block::paragraph(text));
        }
        end
    }

    /// A paragraph of a box, or an item.
    fn boxed_text(&mut self, text: &Cell<'a>) {
        let Some((first, bullet)) = text.first().and_then(|first| Some((first, bullet(first.text)?))) else {
            return self.blocks.push(Block::paragraph(self.cell(text)));
        };
        let marker = if bullet.counted { Marker::Number(bullet.mark.to_owned()) } else { Marker::Bullet };
        let opening = Piece { at: first.at, text: bullet.text };
        let text = self.cell(&[&[opening], &text[1..]].concat());
        self.blocks.push(Block::Item { depth: 0, marker, text });
    }

    fn item(&mut self, at: usize) -> usize {
        let line = self.listing.line(at);
        let Some(bullet) = bullet(line.text) else { return self.prose(at, line.text) };
        if self.is_dash_in_prose(at, bullet.counted) {
            return self.prose(at, line.text);
        }
        // An item further out than the first of its list is none the less in it.
        while self.indents.len() > 1 && self.indents.last().is_some_and(|indent| *indent > line.indent + 1) {
            self.indents.pop();
        }
        if self.indents.last().is_none_or(|indent| *indent + 1 < line.indent) {
            self.indents.push(line.indent);
        }
        let depth = (self.indents.len() as u8 - 1).min(DEPTH_MAX);
        let marker = if bullet.counted { Marker::Number(bullet.mark.to_owned()) } else { Marker::Bullet };
        let (mut text, mut end) = self.gather(at, bullet.text);
        if let Some(signature) = self.signed_below(at, end) {
            text.push(" ", Style::default(), self.listing.printed[end].place);
            text.append(Text::plain(signature, self.listing.printed[end].place));
            end += 1;
        }
        self.blocks.push(Block::Item { depth, marker, text });
        end
    }

    /// What signs the item that begins at a line and ends before another, below it and further in than its mark.
    fn signed_below(&self, item: usize, end: usize) -> Option<String> {
        let inside = self.listing.is_below(end)
            && !self.taken[end]
            && self.listing.line(end).indent > self.listing.line(item).indent;
        let text = inside.then(|| self.listing.text(end))?;
        signatures::is_by_system(text).then(|| text.to_owned())
    }

    /// Whether a line that opens with a dash goes on with the prose above.
    fn is_dash_in_prose(&self, at: usize, counted: bool) -> bool {
        let above = at
            .checked_sub(1)
            .filter(|above| self.opens[*above] == Opens::Prose && self.listing.printed[at].gap == 0);
        let Some(above) = above else { return false };
        let mark = self.listing.text(at).chars().next();
        let like = |other: usize| {
            let line = self.listing.printed.get(other);
            line.is_some_and(|line| line.line.text.chars().next() == mark && self.opens[other] == Opens::Item)
        };
        let alone = counted || !like(at + 1) && !like(at.saturating_sub(2)) && !like(at + 2);
        alone && !ends_sentence(self.listing.text(above)) && self.joins.is_full(&self.listing.printed, above)
    }

    /// A paragraph that begins with words of a line.
    fn prose(&mut self, at: usize, words: &'a str) -> usize {
        let (text, end) = self.gather(at, words);
        self.blocks.push(Block::paragraph(text));
        end
    }

    /// Words of a line and of the lines that go on from it.
    fn gather(&self, at: usize, words: &'a str) -> (Text, usize) {
        let mut text = Text::default();
        let mut piece = Piece { at, text: words };
        self.add(&mut text, None, piece);
        let mut end = at + 1;
        while end < self.listing.len() && !self.taken[end] && self.continues(end) && !self.counts_on(at, end)
        {
            let next = Piece { at: end, text: self.listing.text(end) };
            self.add(&mut text, Some(piece), next);
            piece = next;
            end += 1;
        }
        (text, end)
    }

    /// Whether a line opens with the number behind that of the line which opened the paragraph: "1.14" behind "1.13"; behind
    /// a whole sentence also with a later one, for a paragraph may be gone and its number with it.
    fn counts_on(&self, first: usize, at: usize) -> bool {
        let number = |at: usize| headings::paragraph_number(self.listing.text(at));
        let Some((next, stem)) = number(at).and_then(|mut number| Some((number.pop()?, number))) else {
            return false;
        };
        let most = if ends_sentence(self.listing.text(at - 1)) { NUMBERS_GONE_MAX + 1 } else { 1 };
        let counts = |last: u32| (1..=most).contains(&next.saturating_sub(last));
        number(first).is_some_and(|mut number| number.pop().is_some_and(counts) && number == stem)
    }

    /// Whether a line goes on with the prose above it.
    fn continues(&self, at: usize) -> bool {
        let open = match self.opens[at] {
            // Behind a whole sentence a paragraph with its own mark or head is another.
            Opens::Prose => {
                let own =
                    is_lettered(self.listing.text(at)) || entries::opens_with_head(self.listing.line(at));
                let dated = entries::opens_with_day(self.listing.line(at));
                !(own && ends_sentence(self.listing.text(at - 1)) || dated)
            }
            Opens::Item => {
                bullet(self.listing.text(at)).is_some_and(|bullet| self.is_dash_in_prose(at, bullet.counted))
            }
            _ => false,
        };
        open && (self.joins.goes_on(&self.listing.printed, at - 1) || self.hangs(at))
    }

    /// Whether a line stands below the words that a gap parts from the number of their paragraph, and goes on with it though
    /// a sentence has ended.
    fn hangs(&self, at: usize) -> bool {
        let above = self.listing.line(at - 1).words();
        let number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let [first, second, ..] = above else { return false };
        self.listing.is_below(at)
            && !self.listing.has_fields(at)
            && number(first.text)
            && second.start > first.end + 1
            && second.start == self.listing.line(at).indent
    }

    /// Adds a piece, joined to the one before.
    fn add(&self, text: &mut Text, before: Option<Piece<'a>>, piece: Piece<'a>) {
        let place = self.listing.printed[piece.at].place;
        let glue = before.map(|before| {
            let line = self.listing.line(before.at);
            self.joins.glue(before.text, piece.text, line.end, line.padded)
        });
        match glue {
            Some(Glue::Space) => text.push([" ", piece.text].concat(), Style::default(), place),
            None | Some(Glue::Nothing) => text.push(piece.text, Style::default(), place),
            Some(Glue::DropHyphen) => {
                if let Some(run) = text.runs.last_mut() {
                    run.text.pop();
                }
                text.push(piece.text, Style::default(), place);
            }
        }
    }

    fn piece(&self, piece: Piece<'a>) -> Text {
        Text::plain(piece.text, self.listing.printed[piece.at].place)
    }

    fn fields(&mut self, at: usize) -> usize {
        let found = &self.listing.fields[at];
        if let Some(end) = self.labelled_head(at) {
            let mut text = Text::default();
            (at..end).for_each(|at| self.head_words(at, self.listing.text(at), &mut text));
            self.blocks.push(Block::EntryHead { text });
            return self.labelled_text(end).unwrap_or(end);
        }
        if self.is_lead_in(at, found) {
            return self.prose(at, self.listing.text(at));
        }
        let first = self.blocks.len();
        self.values(at, found);
        self.continued_values(at, first, found)
    }

    /// Whether the one label of a line only opens a paragraph, which the next line goes on with.
    fn is_lead_in(&self, at: usize, found: &Fields<'_>) -> bool {
        let next = at + 1;
        let [field] = found.fields.as_slice() else { return false };
        let goes_on = next < self.listing.len()
            && self.opens[next] == Opens::Prose
            && self.joins.goes_on(&self.listing.printed, at);
        if self.listing.line(next.min(self.listing.len() - 1)).indent.abs_diff(field.value_start) < 2 {
            return false;
        }
        let long = field.value.split_whitespace().count() > 5 && !field.spaced;
        goes_on
            && (begins_small(self.listing.text(next))
                || long && is_capitals(field.value) == is_capitals(self.listing.text(next)))
    }

    /// The fields of a line; what stands far behind a value is no part of it.
    fn values(&mut self, at: usize, found: &Fields<'a>) {
        let mut aside = Vec::new();
        for field in &found.fields {
            let label = self.piece(Piece { at, text: field.label });
            let (value, apart) = apart(field.value);
            let value = self.piece(Piece { at, text: value });
            self.blocks.push(Block::Field { label, value });
            if !apart.is_empty() {
                aside.push(Block::paragraph(self.piece(Piece { at, text: apart })));
            }
        }
        self.blocks.extend(aside);
    }

    /// Adds the lines below that go on with the values of a line of fields.
    fn continued_values(&mut self, at: usize, first: usize, found: &Fields<'a>) -> usize {
        let mut last = vec![None; found.fields.len()];
        let mut end = at + 1;
        while end < self.listing.len()
            && self.listing.is_below(end)
            && !self.taken[end]
            && self.opens[end] == Opens::Prose
        {
            let segments = self.listing.line(end).segments();
            let place = |start: usize| found.fields.iter().rposition(|field| start + 1 >= field.value_start);
            let under: Option<Vec<usize>> = segments.iter().map(|segment| place(segment.start)).collect();
            let hangs = segments.iter().all(|segment| {
                found.fields.iter().any(|field| segment.start.abs_diff(field.value_start) < 2)
            });
            let Some(under) =
                under.filter(|_| hangs && found.fields[0].value_start > self.listing.line(at).indent + 1)
            else {
                break;
            };
            for (field, segment) in under.into_iter().zip(segments) {
                let before = last[field].unwrap_or(Piece { at, text: found.fields[field].value });
                let piece = Piece { at: end, text: segment.text };
                last[field] = Some(piece);
                let mut value = match self.blocks.get_mut(first + field) {
                    Some(Block::Field { value, .. }) => std::mem::take(value),
                    _ => continue,
                };
                self.add(&mut value, (!before.text.is_empty()).then_some(before), piece);
                if let Some(Block::Field { value: slot, .. }) = self.blocks.get_mut(first + field) {
                    *slot = value;
                }
            }
            end += 1;
        }
        end
    }

    fn table(&mut self, found: Found<'a>) -> usize {
        self.indents.clear();
        for at in found.repeated {
            let printed = &self.listing.printed[at];
            let text = printed.line.text.to_owned();
            self.aside.push(SetAside { kind: SetAsideKind::Continuation, text, place: printed.place });
        }
        let head = found.head.iter().map(|cell| self.cell(cell)).collect::<Vec<_>>();
        let mut rows: Vec<Vec<Text>> =
            found.rows.iter().map(|row| row.iter().map(|cell| self.cell(cell)).collect()).collect();
        if head.is_empty() && are_pairs(&rows) {
            self.pairs_of_cells(rows);
            return found.end;
        }
        write_dates(&mut rows);
        let prose =
            |row: &Vec<Text>| row.len() == 2 && row[1].words().split_whitespace().count() > CELL_WORDS_MAX;
        if head.is_empty() && rows.iter().any(prose) {
            self.labelled(rows);
        } else {
            self.blocks.push(Block::Table(Table { head, rows }));
        }
        found.end
    }

    /// A table in which labels and values take turns: fields.
    fn pairs_of_cells(&mut self, rows: Vec<Vec<Text>>) {
        for row in rows {
            let mut cells = row.into_iter();
            while let Some(label) = cells.next() {
                let value = cells.next().unwrap_or_default();
                self.blocks.push(if label.is_blank() {
                    Block::paragraph(value)
                } else {
                    Block::Field { label, value }
                });
            }
        }
    }

    /// A table of labels and prose: fields.
    fn labelled(&mut self, rows: Vec<Vec<Text>>) {
        for row in rows {
            let mut cells = row.into_iter();
            let label = cells.next().unwrap_or_default();
            let value = cells.next().unwrap_or_default();
            self.blocks.push(if label.is_blank() {
                Block::paragraph(value)
            } else {
                Block::Field { label, value }
            });
        }
    }

    fn cell(&self, cell: &Cell<'a>) -> Text {
        let mut text = Text::default();
        let mut before = None;
        for piece in cell {
            self.add(&mut text, before, *piece);
            before = Some(*piece);
        }
        text
    }
}

/// Whether labels and values take turns in rows of four cells or more: every other column has nothing but labels, no
/// two alike, some of them words that records have one value of.
fn are_pairs(rows: &[Vec<Text>]) -> bool {
    let even = |row: &Vec<Text>| row.len() >= PAIRED_CELLS_MIN && row.len().is_multiple_of(2);
    if rows.len() < 2 || !rows.iter().all(even) {
        return false;
    }
    let labels: Vec<String> = rows.iter().flat_map(|row| row.iter().step_by(2)).map(Text::words).collect();
    let filled =
        || labels.iter().map(|label| label.trim_end_matches([':', ' '])).filter(|label| !label.is_empty());
    let mut seen = FxHashSet::default();
    let noun = |label: &str| label.split_whitespace().any(|word| lexicon::LABEL_NOUNS.has(word));
    // A mark below the name of its column is a letter or sign alone.
    let named = |label: &str| label.chars().count() > 1 && is_label(label) && !has_figure(label);
    filled().all(|label| named(label) && seen.insert(label))
        && filled().filter(|label| noun(label)).count() * 4 >= filled().count()
}

/// Writes the dates of columns that hold nothing else as other dates are written, where a machine ran their parts
/// together.
fn write_dates(rows: &mut [Vec<Text>]) {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    for column in 0..columns {
        let dates: Vec<Option<String>> = rows
            .iter()
            .map(|row| row.get(column).map(Text::words).filter(|words| !words.is_empty()))
            .map(|words| words.map(|words| stamps::date_of_cell(&words).unwrap_or_default()))
            .collect();
        let written = dates.iter().flatten().filter(|date| !date.is_empty()).count();
        if written < 2 || written < dates.iter().flatten().count() {
            continue;
        }
        for (row, date) in rows.iter_mut().zip(dates) {
            if let (Some(cell), Some(date)) = (row.get_mut(column), date) {
                *cell = Text::plain(date, cell.place());
            }
        }
    }
}

/// Takes a label from those that were not said yet; whether it was one.
fn is_taken(unsaid: &mut Vec<&str>, label: &str) -> bool {
    let at = unsaid.iter().position(|other| *other == label);
    at.map(|at| unsaid.swap_remove(at)).is_some()
}

/// A value and what stands far behind it on its line.
fn apart(value: &str) -> (&str, &str) {
    match value.find(&" ".repeat(FAR_SPACES)) {
        Some(at) => (&value[..at], value[at..].trim_start()),
        None => (value, ""),
    }
}
