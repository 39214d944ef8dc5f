//! `cip-brief/2`: the page.

use serde::Serialize;
use utoipa::ToSchema;

use super::reading::SourcePlace;
use cip_engine::brief::{self, Brief, CheckFinding, ItemKind, Mark, Origin, Side};

/// Name and version of this document.
pub const SCHEMA: &str = "cip-brief/2";

/// The page.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Brief)]
pub struct BriefDocument<'a> {
    /// `cip-brief/2`.
    #[schema(example = "cip-brief/2")]
    pub schema: &'static str,
    /// The person's id.
    pub person: Option<&'a str>,
    /// The person's name, as the plan's header gives it.
    pub name: Option<&'a str>,
    /// What it compares with; null for a first CIP.
    pub baseline: Option<VersionLabel>,
    /// The newest version.
    pub current: VersionLabel,
    /// The last conference held.
    pub last_conference: Option<Conference<'a>>,
    /// The next conference.
    pub next_conference: Option<Conference<'a>>,
    /// Whose own lines come first in each part; null where nobody's do.
    #[schema(example = "Health")]
    pub agency: Option<&'a str>,
    /// How long the current version is, and how much of it is new.
    pub size: Size,
    /// What of the two versions could not be read; absent where that is nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub unread: Vec<Unread<'a>>,
    /// How many passages of the plan say that they are not for everybody's ears.
    pub restricted: u32,
    /// Where they stand, each place once, in the order of the plan: who wrote them and when, or else the section.
    pub restricted_in: &'a [String],
    /// How many entries are new.
    pub entries_new: u32,
    /// Where things stand, changed or not; those of page one first.
    pub standing: Vec<Standing<'a>>,
    /// How many of the standing lines are on page one.
    pub standing_first: usize,
    /// The parts in the order of reading.
    pub parts: Vec<Part<'a>>,
    /// What was folded.
    pub folded: Folded,
    /// The conference, and what is looked up at one of its kind.
    pub stage: Stage<'a>,
    /// How long it is against what was asked for.
    pub budget: Budget,
}

/// A part of a version that could not be read.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Unread<'a> {
    /// `old`: the version compared with; `new`: the newest.
    #[schema(example = "new")]
    pub side: &'static str,
    /// A sentence for people.
    #[schema(example = "Page 7 is a picture; its text could not be read.")]
    pub message: &'a str,
}

impl<'a> From<&'a brief::Unread> for Unread<'a> {
    fn from(unread: &'a brief::Unread) -> Self {
        let side = match unread.side {
            Side::Before => "old",
            Side::After => "new",
        };
        Self { side, message: &unread.message }
    }
}

/// A version's number and date.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct VersionLabel {
    /// Its number.
    pub number: u32,
    /// Its date.
    #[schema(format = Date)]
    pub as_of: Option<String>,
}

/// A case conference.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = BriefConference)]
pub struct Conference<'a> {
    /// When it was or is to be.
    #[schema(format = Date)]
    pub date: String,
    /// Initial, annual, pre-release, concern, other.
    pub kind: &'a str,
}

/// The length of the current version.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = BriefSize)]
pub struct Size {
    /// Words.
    pub words: u32,
    /// Words in units that are as they were.
    pub words_carried: u32,
    /// Printed pages.
    pub pages: u32,
    /// Pages that what is new or changed would fill.
    pub pages_new: u32,
    /// Share carried forward, in per cent.
    pub carried_percent: u32,
}

/// A line of where things stand.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = BriefStanding)]
pub struct Standing<'a> {
    /// `person`, `address`, `level`, `assessment`, `date` or `condition`.
    #[schema(example = "condition")]
    pub what: &'static str,
    /// `same`, `changed`, `new` or `gone`.
    #[schema(example = "same")]
    pub state: &'static str,
    /// The line itself.
    #[serde(flatten)]
    pub item: Item<'a>,
}

/// A part of the brief.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = BriefPart)]
pub struct Part<'a> {
    /// `challenge`, `risk`, `actions`, `new`, `minutes`, `nothing`, `report`, `removed` or `reworded`.
    #[schema(example = "risk")]
    pub id: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// How many of the items stand on page one.
    pub first: usize,
    /// Its lines.
    pub items: Vec<Item<'a>>,
}

/// One line of the brief.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = BriefItem)]
pub struct Item<'a> {
    /// What was found: `contradiction`, `read-together`, `undated-level`, `altered-entry`, `condition-gone`,
    /// `without-authority`, `action-gone`, `promise`, `returned`, `nothing-recorded`; null where nothing was.
    #[schema(example = "promise")]
    pub finding: Option<&'static str>,
    /// Whom to ask: role, agency or name; null where the plan does not say.
    pub ask: Option<&'a str>,
    /// Whether its words say that they are not for everybody's ears.
    pub restricted: bool,
    /// What we say of it.
    pub phrase: String,
    /// What the versions say.
    pub quotes: Vec<Quote<'a>>,
    /// The facts that changed.
    pub facts: Vec<Fact<'a>>,
    /// Titles of its section, outermost first.
    pub section: &'a [String],
    /// Who wrote it, as the entry says; null where it does not.
    pub author: Option<&'a str>,
    /// When, as the entry says.
    #[schema(format = Date)]
    pub written: Option<String>,
    /// The day that has passed, of something that was to be done by it.
    #[schema(format = Date)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// In how many places the same change was made.
    pub places: u32,
    /// Whether it also changed its place.
    pub moved: bool,
    /// Sentences or rows of the same passage, or questions of the same kind, that are not shown.
    pub more: u32,
    /// The line as text with marks.
    pub text: Vec<Piece<'a>>,
}

/// A stretch of an item's text.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = BriefPiece)]
pub struct Piece<'a> {
    /// `same`, `old`, `new` or `ours`.
    #[schema(example = "new")]
    pub mark: &'static str,
    /// Verbatim but for markup and wrapping, unless ours.
    pub text: &'a str,
}

/// Text of a version or of a report.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = BriefQuote)]
pub struct Quote<'a> {
    /// `old` or `new`; text of a report is `old`.
    #[schema(example = "new")]
    pub side: &'static str,
    /// The version's number; null where it is text of a report.
    pub version: Option<u32>,
    /// The report's number, where it is text of a report.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<u32>,
    /// First byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
    /// Where it stood in the document that came; absent where the text is what came, or its format knows no places.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<SourcePlace>,
    /// The text there, verbatim but for markup and wrapping.
    pub text: &'a str,
    /// Who wrote it, as the entry says; null where it does not.
    pub author: Option<&'a str>,
    /// When, as the entry says.
    #[schema(format = Date)]
    pub written: Option<String>,
}

/// A fact that changed.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = BriefFact)]
pub struct Fact<'a> {
    /// One of the closed list of fact classes.
    pub class: &'static str,
    /// The earlier value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<&'a str>,
    /// The later value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<&'a str>,
}

/// What the brief folds, as counts of units.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = BriefFolded)]
pub struct Folded {
    /// Units that are word for word as in the baseline.
    pub units: u32,
    /// The same by the version that words them so first, oldest first.
    pub since: Vec<FoldedSince>,
    /// Units of the current version.
    pub of: u32,
    /// Units that differ in spacing, wrapping or the spelling of a date only.
    pub cosmetic: u32,
    /// Units in other words that carry no fact.
    pub reworded: u32,
    /// Units that are as they were but stand elsewhere.
    pub moved: u32,
}

/// Units that have had their wording since one version.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = BriefFoldedSince)]
pub struct FoldedSince {
    /// The version's number.
    pub version: u32,
    /// Its date.
    #[schema(format = Date)]
    pub as_of: Option<String>,
    /// How many.
    pub units: u32,
}

/// The conference, and what is looked up at one of its kind.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = BriefStage)]
pub struct Stage<'a> {
    /// Initial, annual, pre-release, concern, other; null where nobody says it.
    pub kind: Option<&'a str>,
    /// When the conference is.
    #[schema(format = Date)]
    pub conference: Option<String>,
    /// The route of case management: `standard`, `enhanced` or `targeted`.
    pub route: Option<&'a str>,
    /// The intervals that apply.
    pub checks: Vec<Check>,
    /// Headings that are expected at such a conference, of which the plan has none.
    pub headings_absent: &'a [&'static str],
}

/// An interval that a rule sets, and what the dates say.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = BriefCheck)]
pub struct Check {
    /// The rule.
    #[schema(example = "Initial conference within 6 months of admission")]
    pub rule: String,
    /// Where the rule is from. Whether it is in force is to be looked up there.
    pub source: &'static str,
    /// The source's date; null where what is in force is meant.
    #[schema(format = Date)]
    pub source_date: Option<String>,
    /// The date that the rule counts from; null where it is not recorded.
    #[schema(format = Date)]
    pub date: Option<String>,
    /// `within`, `longer`, `measured` (of a rule that says "about"), `not-recorded` or `none` (nothing is counted).
    #[schema(example = "within")]
    pub finding: &'static str,
    /// Whole months between the dates.
    pub months: Option<u32>,
    /// Days beyond them.
    pub days: Option<u32>,
    /// Whether the dates stand the other way round than the rule expects.
    pub reversed: bool,
}

/// The length of the brief.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = BriefBudget)]
pub struct Budget {
    /// Words asked for.
    pub words_max: u32,
    /// Words it takes, near enough.
    pub words: u32,
    /// Whether the changes alone take more than was asked for.
    pub runs_over: bool,
}

impl<'a> BriefDocument<'a> {
    /// Writes a brief as a document.
    pub fn new(brief: &'a Brief) -> Self {
        Self {
            schema: SCHEMA,
            person: brief.person.as_deref(),
            name: brief.name.as_deref(),
            baseline: brief.baseline.map(VersionLabel::from),
            current: brief.current.into(),
            last_conference: brief.last_conference.as_ref().map(Conference::from),
            next_conference: brief.next_conference.as_ref().map(Conference::from),
            agency: brief.agency.map(brief::Agency::name),
            size: brief.size.into(),
            unread: brief.unread.iter().map(Unread::from).collect(),
            restricted: brief.restricted,
            restricted_in: &brief.restricted_in,
            entries_new: brief.entries_new,
            standing: brief.standing.iter().map(Standing::from).collect(),
            standing_first: brief.standing_first,
            parts: brief.parts.iter().map(Part::from).collect(),
            folded: (&brief.folded).into(),
            stage: (&brief.stage).into(),
            budget: brief.budget.into(),
        }
    }
}

impl From<brief::VersionLabel> for VersionLabel {
    fn from(brief::VersionLabel { number, as_of }: brief::VersionLabel) -> Self {
        Self { number, as_of: as_of.map(|date| date.to_string()) }
    }
}

impl<'a> From<&'a brief::Conference> for Conference<'a> {
    fn from(conference: &'a brief::Conference) -> Self {
        Self { date: conference.date.to_string(), kind: &conference.kind }
    }
}

impl From<brief::Size> for Size {
    fn from(size: brief::Size) -> Self {
        Self {
            words: size.words,
            words_carried: size.words_carried,
            pages: size.pages(),
            pages_new: size.pages_new(),
            carried_percent: size.carried_percent(),
        }
    }
}

impl<'a> From<&'a brief::Part> for Part<'a> {
    fn from(part: &'a brief::Part) -> Self {
        let items = part.items.iter().map(Item::from).collect();
        Self { id: part.id.name(), title: part.id.title(), first: part.first, items }
    }
}

impl<'a> From<&'a brief::Item> for Standing<'a> {
    fn from(item: &'a brief::Item) -> Self {
        let state = match item.kind {
            ItemKind::Stands => "same",
            ItemKind::New => "new",
            ItemKind::Gone | ItemKind::Removed => "gone",
            _ => "changed",
        };
        Self { what: item.what.map_or("person", brief::What::name), state, item: item.into() }
    }
}

impl<'a> From<&'a brief::Item> for Item<'a> {
    fn from(item: &'a brief::Item) -> Self {
        Self {
            finding: item.finding.map(brief::Finding::name),
            ask: item.ask.as_deref(),
            restricted: item.restricted,
            phrase: item.phrase(),
            quotes: item.quotes.iter().map(Quote::from).collect(),
            facts: item.facts.iter().map(Fact::from).collect(),
            section: &item.section,
            author: item.author.as_deref(),
            written: item.written.map(|date| date.to_string()),
            due: item.due.map(|date| date.to_string()),
            places: item.places,
            moved: item.moved,
            more: item.rest.count(),
            text: item.text.iter().map(Piece::from).collect(),
        }
    }
}

impl<'a> From<&'a brief::Piece> for Piece<'a> {
    fn from(piece: &'a brief::Piece) -> Self {
        let mark = match piece.mark {
            Mark::Same => "same",
            Mark::Before => "old",
            Mark::After => "new",
            Mark::Ours => "ours",
        };
        Self { mark, text: &piece.text }
    }
}

impl<'a> From<&'a brief::Quote> for Quote<'a> {
    fn from(quote: &'a brief::Quote) -> Self {
        let side = match quote.side {
            Side::Before => "old",
            Side::After => "new",
        };
        let (start, end) = (quote.span.start, quote.span.end);
        let (version, source) = match quote.origin {
            Origin::Version(number) => (Some(number), None),
            Origin::Report(number) => (None, Some(number)),
        };
        let (author, written) = (quote.author.as_deref(), quote.written.map(|date| date.to_string()));
        let place = quote.place.map(SourcePlace::from);
        Self { side, version, source, start, end, place, text: &quote.text, author, written }
    }
}

impl<'a> From<&'a brief::Fact> for Fact<'a> {
    fn from(fact: &'a brief::Fact) -> Self {
        Self { class: fact.class.name(), old: fact.before.as_deref(), new: fact.after.as_deref() }
    }
}

impl From<&brief::Folded> for Folded {
    fn from(folded: &brief::Folded) -> Self {
        let brief::Folded { units, of, cosmetic, reworded, moved, ref since, .. } = *folded;
        Self { units, since: since.iter().map(FoldedSince::from).collect(), of, cosmetic, reworded, moved }
    }
}

impl From<&brief::FoldedSince> for FoldedSince {
    fn from(since: &brief::FoldedSince) -> Self {
        let brief::FoldedSince { version, as_of, units } = *since;
        Self { version, as_of: as_of.map(|date| date.to_string()), units }
    }
}

impl<'a> From<&'a brief::Stage> for Stage<'a> {
    fn from(stage: &'a brief::Stage) -> Self {
        Self {
            kind: stage.kind.as_deref(),
            conference: stage.conference.map(|date| date.to_string()),
            route: stage.route.as_deref(),
            checks: stage.checks.iter().map(Check::from).collect(),
            headings_absent: &stage.absent,
        }
    }
}

impl From<&brief::Check> for Check {
    fn from(check: &brief::Check) -> Self {
        let (finding, interval) = match check.finding {
            CheckFinding::None => ("none", None),
            CheckFinding::NotRecorded => ("not-recorded", None),
            CheckFinding::Within(interval) => ("within", Some(interval)),
            CheckFinding::Longer(interval) => ("longer", Some(interval)),
            CheckFinding::Measured(interval) => ("measured", Some(interval)),
        };
        Self {
            rule: format!("{} {}", check.rule, check.from).trim_end().to_owned(),
            source: check.source,
            source_date: check.source_date.map(|date| date.to_string()),
            date: check.date.map(|date| date.to_string()),
            finding,
            months: interval.map(|interval| interval.months),
            days: interval.map(|interval| interval.days),
            reversed: interval.is_some_and(|interval| interval.negative),
        }
    }
}

impl From<brief::Budget> for Budget {
    fn from(budget: brief::Budget) -> Self {
        Self { words_max: budget.words_max, words: budget.words, runs_over: budget.runs_over() }
    }
}
