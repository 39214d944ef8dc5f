//! The parts of a brief.
//!
//! A [`Brief`] owns its text: whoever shows it needs neither documents nor delta.

pub use crate::marked::{Mark, Piece};
use std::collections::BTreeSet;

use jiff::civil::Date;

use super::agency::Agency;
use super::stage::{Known, Stage};
use super::unread::Unread;
use crate::delta::Delta;
use crate::document::Place;
use crate::facts::FactClass;
use crate::history::{self, History, Version};
use crate::text::Span;

/// What a brief is made from.
#[derive(Clone, Debug)]
pub struct Input<'a> {
    /// The person's id, where one is known.
    pub person: Option<&'a str>,
    /// The version in force at the last conference; none for a first CIP.
    pub baseline: Option<Version<'a>>,
    /// The newest version.
    pub current: Version<'a>,
    /// From the baseline to the current version; none for a first CIP.
    pub delta: Option<&'a Delta>,
    /// The history that ends with the current version; without it nothing is asked.
    pub traced: Option<Traced<'a>>,
    /// The last conference held before the current version.
    pub last_conference: Option<Conference>,
    /// The first conference on or after the current version's date.
    pub next_conference: Option<Conference>,
    /// What else is known of the person.
    pub known: Known,
    /// Whose own lines come first in each part.
    pub agency: Option<Agency>,
    /// Word budget: new entries are shortened to keep to it, changes and risk are not.
    pub words: u32,
}

/// A history and what it was traced through, with the baseline of the brief: units of another would be read in its place.
#[derive(Clone, Copy, Debug)]
pub struct Traced<'a> {
    /// The versions, of which the current one is the last, and the reports.
    pub input: &'a history::Input<'a>,
    /// The history of the current version.
    pub history: &'a History,
}

/// A version's number and date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VersionLabel {
    /// Its number.
    pub number: u32,
    /// Its date, where known.
    pub as_of: Option<Date>,
}

/// A case conference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conference {
    /// When it was or is to be.
    pub date: Date,
    /// Initial, annual, pre-release, concern, other.
    pub kind: String,
}

/// The page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brief {
    /// The person's id, where one is known.
    pub person: Option<String>,
    /// The person's name, as the plan's header gives it.
    pub name: Option<String>,
    /// What it compares with; none for a first CIP.
    pub baseline: Option<VersionLabel>,
    /// The newest version.
    pub current: VersionLabel,
    /// The last conference held.
    pub last_conference: Option<Conference>,
    /// The next conference.
    pub next_conference: Option<Conference>,
    /// Whose own lines come first in each part.
    pub agency: Option<Agency>,
    /// How long the current version is, and how much of it is new.
    pub size: Size,
    /// What of the two versions could not be read.
    pub unread: Vec<Unread>,
    /// Where things stand, changed or not; those of page one first.
    pub standing: Vec<Item>,
    /// How many of the standing lines are on page one.
    pub standing_first: usize,
    /// How many passages of the plan say that they are not for everybody's ears.
    pub restricted: u32,
    /// Where they stand, each place once, in the order of the plan: who wrote them and when, or the section.
    pub restricted_in: Vec<String>,
    /// How many entries are new.
    pub entries_new: u32,
    /// The parts in the order of reading; those that have nothing to say are absent.
    pub parts: Vec<Part>,
    /// What was folded.
    pub folded: Folded,
    /// The conference, and what is looked up at one of its kind.
    pub stage: Stage,
    /// How long it is against what was asked for.
    pub budget: Budget,
}

/// The length of the current version in words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// All of it.
    pub words: u32,
    /// In units that are as they were, but for normalisations of the closed list.
    pub words_carried: u32,
}

/// A part of the brief.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Which.
    pub id: PartId,
    /// Its lines; those of page one first, then the others in the order of the plan.
    pub items: Vec<Item>,
    /// How many of the items stand on page one.
    pub first: usize,
    /// What changed in others of them, as page one tells it before it says where they stand.
    pub in_short: Vec<Item>,
}

/// Which part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names are those of the wire")]
pub enum PartId {
    Challenge,
    Risk,
    Actions,
    New,
    Minutes,
    Nothing,
    Report,
    Removed,
    Reworded,
}

impl PartId {
    /// The part's name on every wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Challenge => "challenge",
            Self::Risk => "risk",
            Self::Actions => "actions",
            Self::New => "new",
            Self::Minutes => "minutes",
            Self::Nothing => "nothing",
            Self::Report => "report",
            Self::Removed => "removed",
            Self::Reworded => "reworded",
        }
    }

    /// The part's heading on every page.
    pub fn title(self) -> &'static str {
        match self {
            Self::Challenge => "Decide or challenge first",
            Self::Risk => "Risk",
            Self::Actions => "Actions and promises",
            Self::New => "New and changed",
            Self::Minutes => "Minutes of the last conference",
            Self::Nothing => "Nothing recorded",
            Self::Report => "Differs from the report",
            Self::Removed => "No longer in the plan",
            Self::Reworded => "Small rewordings",
        }
    }
}

/// One line of the brief: a fixed phrase of ours around verbatim text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What became of it.
    pub kind: ItemKind,
    /// What was found about it.
    pub finding: Option<Finding>,
    /// What it is about, of a standing line.
    pub what: Option<What>,
    /// Whom to ask: who is to do it, by role, agency or name.
    pub ask: Option<String>,
    /// Whether what changed in it touches risk.
    pub risk: bool,
    /// Whether its words say that they are not for everybody's ears.
    pub restricted: bool,
    /// What the plan says, with what was struck and what is new.
    pub text: Vec<Piece>,
    /// What of the same passage is not shown here.
    pub rest: Rest,
    /// What the versions say, verbatim but for markup and wrapping.
    pub quotes: Vec<Quote>,
    /// The facts that changed.
    pub facts: Vec<Fact>,
    /// Titles of its section, outermost first.
    pub section: Vec<String>,
    /// The titles of `section` that say where it is; those that many sections share ("Key points") left out.
    pub label: String,
    /// Who wrote it, as the entry's head or signature says.
    pub author: Option<String>,
    /// When, as the entry's head or signature says.
    pub written: Option<Date>,
    /// The day that has passed, of something that was to be done by it.
    pub due: Option<Date>,
    /// In how many places the same change was made.
    pub places: u32,
    /// Whether it also changed its place.
    pub moved: bool,
    /// How page one may tell it.
    pub(super) telling: Telling,
}

/// How page one may tell an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Telling {
    /// As it stands.
    Whole,
    /// By what changed in one of its passages, where there is no room for the whole.
    Short(Box<Item>),
    /// Not again: it is a day of one of the two plans, which the head of the page says.
    Head,
}

impl Item {
    /// Words of its text, both sides of a change counted.
    pub fn words(&self) -> u32 {
        let (mut words, mut last, mut in_word) = (0, None, false);
        for piece in &self.text {
            // A sign of ours belongs to the word before it; what was and what is are two words.
            in_word &= !(last == Some(Mark::Before) && piece.mark == Mark::After);
            for c in piece.text.chars() {
                let parts = c.is_whitespace();
                words += u32::from(!parts && !in_word);
                in_word = !parts;
            }
            last = Some(piece.mark);
        }
        words
    }

    /// What page one tells of it where there is no room for the whole.
    pub(super) fn short(&self) -> Option<&Self> {
        match &self.telling {
            Telling::Short(short) => Some(short),
            Telling::Whole | Telling::Head => None,
        }
    }

    /// Words that it takes among the standing lines, behind another: with author and date, an arrow or two and "New".
    /// Its pages are said where those of the one before are others.
    pub(super) fn words_in_head(&self, before: Option<&Self>) -> u32 {
        let lead = u32::from(self.kind == ItemKind::New);
        let repeated = before.is_some_and(|before| before.pages() == self.pages());
        let unsaid = if repeated { self.words_of_pages() } else { 0 };
        self.words_with_entry() + ARROW_WORDS * self.changes() + lead - unsaid
    }

    /// For how many items it stands: one, or those that it counts.
    pub(super) fn lines(&self) -> usize {
        match self.rest {
            Rest::Others(count) if self.text.is_empty() => count as usize,
            Rest::Sentences(_) if self.text.is_empty() => self.places as usize,
            _ => 1,
        }
    }

    /// Words that it takes in its part, the heading of its section aside.
    pub fn words_in_line(&self) -> u32 {
        self.words_with_entry() + ARROW_WORDS * self.changes()
    }

    /// Whether its text is a whole sentence, which says by itself what it is about; a field or a row needs the title over it.
    pub fn is_sentence(&self) -> bool {
        let ends = self.text.last().is_some_and(|piece| piece.text.trim_end().ends_with(['.', '!', '?']));
        ends && self.words() >= SENTENCE_WORDS_MIN
    }

    /// Words that it takes where it stands alone on page one: with its section, author and date, what became of it and
    /// an arrow for each change, as far as its part has them.
    pub fn words_alone(&self, part: PartId) -> u32 {
        let section = match part {
            PartId::Challenge | PartId::Actions => 0,
            _ if self.is_sentence() => 0,
            _ => word_count(&self.label),
        };
        let lead = match (self.kind, part) {
            (ItemKind::Stands | ItemKind::Disagreeing | ItemKind::Together | ItemKind::Changed, _)
            | (ItemKind::New, PartId::New) => 0,
            (kind, _) => word_count(kind.phrase()),
        };
        self.words_with_entry() + section + ARROW_WORDS * self.changes() + lead
    }

    fn words_with_entry(&self) -> u32 {
        let author = self.author.as_deref().map_or(0, word_count);
        let written = u32::from(self.written.is_some());
        let rest = self.rest.phrase().map_or(0, |phrase| word_count(&phrase));
        self.words() + author + written + rest + self.words_of_pages()
    }

    /// Whether it is of the plan as it is now, and the pages on which it stands.
    fn pages(&self) -> (bool, BTreeSet<u32>) {
        let side = |side: Side| self.quotes.iter().filter(move |quote| quote.side == side);
        let now = side(Side::After).next().is_some();
        let quotes = side(if now { Side::After } else { Side::Before });
        (now, quotes.filter_map(|quote| quote.place?.page).collect())
    }

    /// Words that say on which pages it stands: "p.4", "pp.4, 7", "earlier plan, p.4", "earlier plan, p.4; p.7".
    fn words_of_pages(&self) -> u32 {
        let (now, pages) = self.pages();
        let stood = self.kind == ItemKind::Gone && now && !pages.is_empty();
        let lead = match (now, stood) {
            (true, true) => 3,
            (true, false) => 0,
            (false, _) => 2,
        };
        match pages.len() {
            0 => 0,
            1 => 1 + lead,
            2 => 2 + lead,
            _ => 3 + lead,
        }
    }

    fn changes(&self) -> u32 {
        self.text.iter().filter(|piece| piece.mark == Mark::Before).count() as u32
    }

    /// What we say of it: "New, in 4 places, 7 more sentences".
    pub fn phrase(&self) -> String {
        let moved = if self.moved { " and moved" } else { "" };
        let places = if self.places > 1 { format!(", in {} places", self.places) } else { String::new() };
        let rest = self.rest.phrase().map_or(String::new(), |rest| format!(", {rest}"));
        format!("{}{moved}{places}{rest}", self.kind.phrase())
    }
}

fn word_count(text: &str) -> u32 {
    text.split_whitespace().count() as u32
}

/// Fewest words of a sentence that is read without its section.
const SENTENCE_WORDS_MIN: u32 = 6;

/// Words that a change takes besides its own: the arrow, and "nothing" for a side that has none.
const ARROW_WORDS: u32 = 1;

/// What became of a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ItemKind {
    /// It is as it was.
    Stands,
    /// Passages that cannot both hold as they are worded.
    Disagreeing,
    /// Passages on one thing, worth reading side by side.
    Together,
    /// An assessment whose level or score changed and whose date did not.
    Undated,
    /// It changed inside an entry that was signed before the plan compared with.
    Altered,
    /// It was to be done by a day that has passed, and nothing tells that it was.
    DatePassed,
    /// An action or a condition of the earlier version that the later does not have.
    Gone,
    /// Some of it changed.
    Changed,
    /// It is as it was, and was not in a version between.
    ChangedBack,
    /// It was not in the earlier version.
    New,
    /// An action that is now completed.
    Completed,
    /// It is not in the later version.
    Removed,
    /// What was agreed at the last conference.
    Agreed,
    /// It differs in a fact from the report it was copied from.
    UnlikeReport,
    /// A need or an agency without a new entry.
    NothingNew,
    /// In other words that carry no fact.
    Reworded,
}

impl ItemKind {
    /// The fixed phrase that says so.
    pub fn phrase(self) -> &'static str {
        match self {
            Self::Stands => "As before",
            Self::Disagreeing => "These do not agree",
            Self::Together => "Read together",
            Self::Undated => "Changed without a new date",
            Self::Altered => "Altered in an earlier entry",
            Self::DatePassed => "No record found that it was done",
            Self::Gone => "Gone from the plan",
            Self::Changed => "Changed",
            Self::ChangedBack => "Changed and changed back",
            Self::New => "New",
            Self::Completed => "Completed",
            Self::Removed => "No longer in the plan",
            Self::Agreed => "Agreed",
            Self::UnlikeReport => "Differs from the report",
            Self::NothingNew => "No new entry found",
            Self::Reworded => "Reworded",
        }
    }
}

/// What a standing line is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// Who, sentenced to what, where held.
    Person,
    /// Where he is to live, and whether it is approved.
    Address,
    /// A level of supervision or risk.
    Level,
    /// The latest assessment by a tool.
    Assessment,
    /// A day to come.
    Date,
    /// A prohibition or condition.
    Condition,
}

impl What {
    /// The name on every wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Address => "address",
            Self::Level => "level",
            Self::Assessment => "assessment",
            Self::Date => "date",
            Self::Condition => "condition",
        }
    }
}

/// What was found about an item, decided once from the whole series.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Finding {
    /// Two passages that cannot both hold as they are worded.
    Contradiction,
    /// Passages on one thing, worth reading side by side.
    ReadTogether,
    /// A level or score that changed while its date did not.
    UndatedLevel,
    /// Words altered inside a signed entry of an earlier day.
    AlteredEntry,
    /// A prohibition, condition or safety action that is gone.
    ConditionGone,
    /// A prohibition or condition that changed with no date or author beside it.
    WithoutAuthority,
    /// An open action that is gone.
    ActionGone,
    /// Something to be done by a day that has passed.
    Promise,
    /// A passage that was gone and stands there again.
    Returned,
    /// A need or agency of which nothing new is written.
    NothingRecorded,
}

impl Finding {
    /// The finding's name on every wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Contradiction => "contradiction",
            Self::ReadTogether => "read-together",
            Self::UndatedLevel => "undated-level",
            Self::AlteredEntry => "altered-entry",
            Self::ConditionGone => "condition-gone",
            Self::WithoutAuthority => "without-authority",
            Self::ActionGone => "action-gone",
            Self::Promise => "promise",
            Self::Returned => "returned",
            Self::NothingRecorded => "nothing-recorded",
        }
    }
}

/// What a passage holds beyond the sentences or rows that are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rest {
    /// Nothing.
    #[default]
    None,
    /// So many more sentences.
    Sentences(u32),
    /// So many more rows of a table.
    Rows(u32),
    /// So many more of the same kind.
    Others(u32),
}

impl Rest {
    /// How many more there are.
    pub fn count(self) -> u32 {
        match self {
            Self::None => 0,
            Self::Sentences(count) | Self::Rows(count) | Self::Others(count) => count,
        }
    }

    /// "7 more sentences", "7 more"; none where there are none.
    pub fn phrase(self) -> Option<String> {
        let (count, noun) = match self {
            Self::None => return None,
            Self::Sentences(count) => (count, "sentence"),
            Self::Rows(count) => (count, "row"),
            Self::Others(count) => return Some(format!("{count} more")),
        };
        let plural = if count == 1 { "" } else { "s" };
        Some(format!("{count} more {noun}{plural}"))
    }
}

/// Text of a version or of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// Which side it stands on; a report's is the earlier.
    pub side: Side,
    /// What it is taken from.
    pub origin: Origin,
    /// Where it stands.
    pub span: Span,
    /// Where that stood in the document that came; none where the text is what came, or its format knows no places.
    pub place: Option<Place>,
    /// The text at `span`, verbatim but for markup and wrapping.
    pub text: String,
    /// Who wrote it, as the entry's lead, head or signature says.
    pub author: Option<String>,
    /// When, as it says.
    pub written: Option<Date>,
}

/// What a quotation is taken from, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Origin {
    /// A version.
    Version(u32),
    /// A source report.
    Report(u32),
}

/// A side of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// The earlier version.
    Before,
    /// The later version.
    After,
}

/// A fact that changed, with both values as the versions spell them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Which of the closed list.
    pub class: FactClass,
    /// The earlier value; none where it was added.
    pub before: Option<String>,
    /// The later value; none where it was removed.
    pub after: Option<String>,
}

/// What the brief folds, as counts of units.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    /// Units of the current version that are word for word as in the baseline.
    pub units: u32,
    /// The same by the version that words them so first, oldest first; empty without a history.
    pub since: Vec<FoldedSince>,
    /// Units of the current version.
    pub of: u32,
    /// Units that differ in spacing, wrapping or the spelling of a date only.
    pub cosmetic: u32,
    /// Units in other words that carry no fact.
    pub reworded: u32,
    /// Units that are as they were but stand elsewhere.
    pub moved: u32,
    /// Of `units`, those that are shown all the same, because they stand under another title, label or hand.
    pub shown: u32,
    /// The same of `moved`.
    pub shown_moved: u32,
}

/// Units that have had their wording since one version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FoldedSince {
    /// The version's number.
    pub version: u32,
    /// Its date, where known.
    pub as_of: Option<Date>,
    /// How many.
    pub units: u32,
}

/// The length of the brief in words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Budget {
    /// What was asked for.
    pub words_max: u32,
    /// What it takes, near enough: how a form lays it out is its own affair.
    pub words: u32,
}

impl Budget {
    /// Whether the changes alone take more words than were asked for.
    pub fn runs_over(self) -> bool {
        self.words > self.words_max
    }
}

/// Words on a printed page of a plan.
const WORDS_PER_PAGE: u32 = 500;

impl Size {
    /// Printed pages, at least one.
    pub fn pages(self) -> u32 {
        self.words.div_ceil(WORDS_PER_PAGE).max(1)
    }

    /// Pages that what is new or changed would fill.
    pub fn pages_new(self) -> u32 {
        (self.words - self.words_carried).div_ceil(WORDS_PER_PAGE)
    }

    /// Share carried forward in per cent, rounded down: nothing is called carried that is not.
    pub fn carried_percent(self) -> u32 {
        let (carried, words) = (u64::from(self.words_carried), u64::from(self.words.max(1)));
        (carried * 100 / words) as u32
    }
}

impl Part {
    /// The items that stand on page one.
    pub fn on_page_one(&self) -> &[Item] {
        &self.items[..self.first]
    }

    /// The items that follow in full.
    pub fn in_full(&self) -> &[Item] {
        &self.items[self.first..]
    }

    /// How many items are of this kind, those that are only counted included.
    pub fn count(&self, kind: ItemKind) -> usize {
        self.items.iter().filter(|item| item.kind == kind).map(Item::lines).sum()
    }

    /// How many items there are, those that are only counted included.
    pub fn lines(&self) -> usize {
        self.items.iter().map(Item::lines).sum()
    }
}
