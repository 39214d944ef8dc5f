//! The parts of a delta.

use std::ops::Range;

use crate::facts::FactClass;
use crate::text::Span;

/// Every unit of two versions, paired and classed.
#[derive(Clone, Debug, Default)]
pub struct Delta {
    /// In reading order of the later version, removed units where they stood.
    pub changes: Vec<Change>,
    /// Indices of the changes that have facts, risk text first.
    pub fact_order: Vec<u32>,
}

/// What became of one unit, or of the units that were joined or divided.
#[derive(Clone, Debug)]
pub struct Change {
    /// How it changed.
    pub kind: ChangeKind,
    /// Whether it changed its place.
    pub moved: bool,
    /// Units of the earlier version, as indices; empty for an added unit.
    pub before: Range<u32>,
    /// Units of the later version, as indices; empty for a removed unit.
    pub after: Range<u32>,
    /// Why it has its kind.
    pub reasons: Vec<Reason>,
    /// The facts that changed.
    pub facts: Vec<FactChange>,
    /// Of a reworded unit: each difference with the rule that shows it to carry no fact.
    pub excuses: Vec<Excuse>,
    /// Its bytes on both sides: equal and deleted ones give the earlier spans, equal and inserted ones the later.
    /// Empty for an unchanged unit.
    pub edits: Vec<Edit>,
    /// Whether it touches contact, child protection, victims, self-harm, violence, MAPPA or the like.
    pub risk: bool,
}

impl Change {
    /// Whether it is a running head or foot of a page, which is kept and never compared as content.
    pub fn is_furniture(&self) -> bool {
        self.reasons.contains(&Reason::Normalisation(Normalisation::Furniture))
    }
}

/// How a unit changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeKind {
    /// The same bytes.
    Unchanged,
    /// Equal after normalisations of the closed list.
    Cosmetic,
    /// Other words of which each can be shown to carry no fact.
    Reworded,
    /// A fact changed, or a word that cannot be shown to carry none.
    Material,
    /// Not in the earlier version.
    Added,
    /// Not in the later version.
    Removed,
}

impl ChangeKind {
    /// The kind's name on every wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unchanged => "unchanged",
            Self::Cosmetic => "cosmetic",
            Self::Reworded => "reworded",
            Self::Material => "material",
            Self::Added => "added",
            Self::Removed => "removed",
        }
    }
}

/// Why a change has its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// A normalisation that made the sides equal.
    Normalisation(Normalisation),
    /// A rule that showed a difference to carry no fact.
    Rule(Rule),
    /// A class of fact that changed.
    Fact(FactClass),
}

impl Reason {
    /// The reason's name on every wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Normalisation(normalisation) => normalisation.name(),
            Self::Rule(rule) => rule.name(),
            Self::Fact(class) => class.name(),
        }
    }
}

/// The closed list of differences that may fold a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Normalisation {
    /// Other white space inside a line.
    Space,
    /// Lines broken elsewhere.
    Wrap,
    /// Straight or curly quotes.
    Quote,
    /// A dash of another length.
    Dash,
    /// Marks of emphasis, in Markdown or as tags.
    ///
    /// They cannot hide a fact: each sets how the words look and shows none. What strikes words out is no emphasis.
    Emphasis,
    /// Another list bullet.
    Bullet,
    /// The running number that opens a paragraph or an item and counts up on both sides.
    ItemNumber,
    /// The running number of a heading.
    HeadingNumber,
    /// A whole unit in capitals.
    Shout,
    /// The same date spelt otherwise.
    DateSpelling,
    /// The same time spelt otherwise.
    TimeSpelling,
    /// The same number spelt otherwise.
    NumberSpelling,
    /// The end of a line, written as a tag, a backslash or a vertical tab.
    ///
    /// It cannot hide a fact: each of them ends the line and shows nothing, as a line break or space between the same
    /// words does.
    Break,
    /// A converter's backslash or entity for the same character.
    ///
    /// It cannot hide a fact: the backslash shows nothing, and the entity only the one character it names, which must
    /// stand on the other side. A backslash behind which no sign stands on either side is text and compared as such.
    Escape,
    /// A name that a converter gives to a place, or the name of a look.
    ///
    /// It cannot hide a fact: the markup shows no word, holds names only, each without white space, and a link that
    /// leads to one is compared as written.
    Anchor,
    /// One character that is drawn for two or three letters.
    ///
    /// It cannot hide a fact: the letters are the same in the same order, and a reader sees them so.
    Ligature,
    /// A character that shows nothing: a zero-width space or joiner, a soft hyphen, a byte-order mark.
    ///
    /// It cannot hide a fact: a reader sees the same letters in the same order with and without it. Characters that
    /// change how others are shown are none of them, and two words that it parts are not one.
    Invisible,
    /// The page and the day of printing in a running head or foot.
    Furniture,
}

impl Normalisation {
    /// The code on every wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Space => "space",
            Self::Wrap => "wrap",
            Self::Quote => "quote",
            Self::Dash => "dash",
            Self::Emphasis => "emphasis",
            Self::Bullet => "bullet",
            Self::ItemNumber => "item-number",
            Self::Break => "break",
            Self::Escape => "escape",
            Self::Anchor => "anchor",
            Self::Ligature => "ligature",
            Self::Invisible => "invisible",
            Self::HeadingNumber => "heading-number",
            Self::Shout => "shout",
            Self::DateSpelling => "date-spelling",
            Self::TimeSpelling => "time-spelling",
            Self::NumberSpelling => "number-spelling",
            Self::Furniture => "furniture",
        }
    }
}

/// The closed list of rules by which a difference is shown to carry no fact, besides the normalisations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// A phrase for another that says the same.
    Synonym,
    /// A clause elsewhere in its sentence.
    ClauseOrder,
    /// A slip of typing.
    Slip,
    /// The same word in British and American spelling, or in composed and decomposed letters.
    Spelling,
    /// The same word in other capitals.
    Case,
    /// An article or "that".
    FunctionWord,
    /// Signs that part clauses and close sentences.
    Punctuation,
    /// The same words in another number of sentences.
    Division,
    /// The same cells of a row under the same columns, which stand in another order.
    ColumnOrder,
}

impl Rule {
    /// The code on every wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Synonym => "synonym",
            Self::ClauseOrder => "clause-order",
            Self::Slip => "slip",
            Self::Spelling => "spelling",
            Self::Case => "case",
            Self::FunctionWord => "function-word",
            Self::Punctuation => "punctuation",
            Self::Division => "division",
            Self::ColumnOrder => "column-order",
        }
    }

    /// What a reader is told.
    pub fn phrase(self) -> &'static str {
        match self {
            Self::Synonym => "synonym",
            Self::ClauseOrder => "clause order",
            Self::Slip => "slip of typing",
            Self::Spelling => "spelling",
            Self::Case => "capitals",
            Self::FunctionWord => "function word",
            Self::Punctuation => "punctuation",
            Self::Division => "sentences joined or divided",
            Self::ColumnOrder => "order of columns",
        }
    }
}

/// A difference that carries no fact, and the rule that shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Excuse {
    /// A rule, or a normalisation that holds of this part of the unit.
    pub reason: Reason,
    /// What stood there in the earlier source; none where it was added.
    pub before: Option<Span>,
    /// What stands there in the later source; none where it was removed.
    pub after: Option<Span>,
}

/// A fact that changed; either value is absent where it was added or removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactChange {
    /// Which of the closed list.
    pub class: FactClass,
    /// Where the earlier value stands in the earlier source.
    pub before: Option<Span>,
    /// Where the later value stands in the later source.
    pub after: Option<Span>,
}

/// One step from the earlier text to the later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    /// The same bytes on both sides.
    Equal {
        /// Where they stand in the earlier source.
        before: Span,
        /// Where they stand in the later source.
        after: Span,
    },
    /// Bytes of the earlier source.
    Delete(Span),
    /// Bytes of the later source.
    Insert(Span),
}

/// How many changes there are of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "each field is the kind of its name")]
pub struct Totals {
    pub unchanged: u32,
    pub cosmetic: u32,
    pub reworded: u32,
    pub material: u32,
    pub added: u32,
    pub removed: u32,
    pub moved: u32,
}

impl Delta {
    /// Counts the changes of each kind, and those that moved.
    pub fn totals(&self) -> Totals {
        let mut totals = Totals::default();
        for change in &self.changes {
            let count = match change.kind {
                ChangeKind::Unchanged => &mut totals.unchanged,
                ChangeKind::Cosmetic => &mut totals.cosmetic,
                ChangeKind::Reworded => &mut totals.reworded,
                ChangeKind::Material => &mut totals.material,
                ChangeKind::Added => &mut totals.added,
                ChangeKind::Removed => &mut totals.removed,
            };
            *count += 1;
            totals.moved += u32::from(change.moved);
        }
        totals
    }
}
