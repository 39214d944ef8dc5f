//! From the values of a history to those of its document.

use jiff::civil::Date;

use super::{
    Action, Fact, Minutes, Move, Quiet, Range, Repeat, Returned, SourceCopy, Stale, Unit, VersionEntry,
    Wording,
};
use crate::Source;
use cip_engine::delta::{FactChange, Reason};
use cip_engine::document::{self, Document};
use cip_engine::history::{self, About, ActionChange, ActionField, CopyKind, Input, RepeatKind, UnitHistory};
use cip_engine::text::Span;

/// Writes the parts of a history.
pub(super) struct Writer<'w, 'a> {
    input: &'w Input<'a>,
    pub(super) newest: &'a Document,
}

impl<'w, 'a> Writer<'w, 'a> {
    pub(super) fn new(input: &'w Input<'a>) -> Option<Self> {
        Some(Self { input, newest: input.versions.last()?.document })
    }

    pub(super) fn versions(&self) -> Vec<VersionEntry> {
        let entry = |(version, of): (u32, &history::Version<'_>)| VersionEntry {
            version,
            number: of.number,
            as_of: of.as_of.map(iso),
            hash: Source::of(of.document).hash,
        };
        (1..).zip(self.input.versions).map(entry).collect()
    }

    pub(super) fn unit(&self, unit: &document::Unit, life: &'a UnitHistory) -> Unit<'a> {
        let earlier = &life.wordings[..life.wordings.len().saturating_sub(1)];
        Unit {
            start: unit.span.start,
            end: unit.span.end,
            section: self.newest.section_path(unit.section),
            wording_since: life.wording_since() + 1,
            lineage_since: life.lineage_since + 1,
            carried: life.carried,
            author: life.author.as_deref(),
            written: life.written.map(iso),
            wordings: earlier.iter().map(wording).collect(),
            moves: life.moves.iter().map(|moved| self.moved(moved)).collect(),
        }
    }

    pub(super) fn repeat(&self, repeat: &history::Repeat) -> Repeat<'a> {
        Repeat {
            version: self.version(),
            kind: match repeat.kind {
                RepeatKind::Verbatim => "verbatim",
                RepeatKind::Cosmetic => "cosmetic",
                RepeatKind::Reworded => "reworded",
                RepeatKind::Conflicting => "conflicting",
            },
            spans: repeat.places.iter().copied().map(range).collect(),
            reasons: reasons(&repeat.reasons),
            facts: facts(&repeat.facts, Some(self.newest), self.newest),
        }
    }

    pub(super) fn copy(&self, copy: &history::SourceCopy) -> SourceCopy<'a> {
        let report = self.input.sources.iter().find(|source| source.number == copy.source);
        SourceCopy {
            version: self.version(),
            start: copy.span.start,
            end: copy.span.end,
            source: copy.source,
            source_start: copy.source_span.start,
            source_end: copy.source_span.end,
            kind: match copy.kind {
                CopyKind::Verbatim => "verbatim",
                CopyKind::Edited => "edited",
                CopyKind::Differing => "misquoted",
            },
            reasons: reasons(&copy.reasons),
            facts: facts(&copy.facts, report.map(|report| report.document), self.newest),
        }
    }

    pub(super) fn minutes(&self, minutes: &history::RepeatedMinutes) -> Minutes<'a> {
        let earlier = self.input.versions[minutes.earlier_version as usize].document;
        let spans = |document: &Document, unit: fn(&(u32, u32)) -> u32| {
            minutes.units.iter().map(|pair| range(document.unit(unit(pair)).span)).collect()
        };
        Minutes {
            section: self.newest.section_path(minutes.section),
            date: iso(minutes.date),
            earlier_version: minutes.earlier_version + 1,
            earlier_section: earlier.section_path(minutes.earlier_section),
            earlier_date: iso(minutes.earlier_date),
            of: minutes.of,
            spans: spans(self.newest, |pair| pair.0),
            earlier_spans: spans(earlier, |pair| pair.1),
        }
    }

    pub(super) fn action(&self, action: &history::Action) -> Action {
        let before = self.input.baseline.map(|at| self.input.versions[at as usize].document);
        let after = action.after.map(|unit| self.newest.unit(unit).span);
        let before = action.before.zip(before).map(|(unit, document)| document.unit(unit).span);
        Action {
            change: change(action.change),
            fields: action.fields.iter().copied().map(field).collect(),
            start: after.map(|span| span.start),
            end: after.map(|span| span.end),
            before_start: before.map(|span| span.start),
            before_end: before.map(|span| span.end),
            due: action.due.map(iso),
            since: action.since + 1,
            never_started: action.never_started,
            overdue: action.overdue,
        }
    }

    pub(super) fn returned(&self, returned: &history::Returned) -> Returned {
        let (first, last) = (returned.units.start, returned.units.end - 1);
        let span = self.newest.unit(first).span.cover(self.newest.unit(last).span);
        Returned { start: span.start, end: span.end, last_seen: returned.last_seen + 1 }
    }

    pub(super) fn restored(&self, restored: &history::Restored) -> Returned {
        let Span { start, end } = self.newest.unit(restored.unit).span;
        Returned { start, end, last_seen: restored.last_seen + 1 }
    }

    pub(super) fn silent(&self, silent: &'a history::Silent) -> Quiet<'a> {
        let (need, agency) = match &silent.about {
            About::Need(need) => (Some(need.as_str()), None),
            About::Agency(agency) => (None, Some(agency.as_str())),
        };
        let span = silent.unit.map(|unit| self.newest.unit(unit).span);
        Quiet {
            need,
            agency,
            since: silent.since.map(iso),
            start: span.map(|span| span.start),
            end: span.map(|span| span.end),
        }
    }

    fn moved(&self, moved: &history::Move) -> Move<'a> {
        let before = self.input.versions[moved.from_version as usize].document;
        Move { version: moved.version + 1, from: before.section_path(moved.from_section) }
    }

    /// The newest version, as the document counts.
    fn version(&self) -> u32 {
        self.input.versions.len() as u32
    }
}

pub(super) fn commitment(commitment: &history::Commitment) -> Stale {
    Stale {
        start: commitment.span.start,
        end: commitment.span.end,
        due: iso(commitment.due),
        since: commitment.since + 1,
        carried: commitment.carried,
    }
}

fn wording(wording: &history::Wording) -> Wording {
    let Span { start, end } = wording.span;
    Wording { version: wording.version + 1, start, end }
}

fn range(span: Span) -> Range {
    Range { start: span.start, end: span.end }
}

fn iso(date: Date) -> String {
    date.to_string()
}

fn reasons(reasons: &[Reason]) -> Vec<&'static str> {
    reasons.iter().map(|reason| reason.name()).collect()
}

/// Facts with their values, the old ones in `before` if it is known.
fn facts<'a>(facts: &[FactChange], before: Option<&'a Document>, after: &'a Document) -> Vec<Fact<'a>> {
    let fact = |fact: &FactChange| Fact {
        class: fact.class.name(),
        old: before.and_then(|document| Some(fact.before?.of(document.source()))),
        new: fact.after.map(|span| span.of(after.source())),
    };
    facts.iter().map(fact).collect()
}

fn change(change: ActionChange) -> &'static str {
    match change {
        ActionChange::New => "new",
        ActionChange::Changed => "changed",
        ActionChange::Completed => "completed",
        ActionChange::Gone => "dropped",
        ActionChange::Overdue => "overdue",
        ActionChange::Unchanged => "unchanged",
    }
}

fn field(field: ActionField) -> &'static str {
    match field {
        ActionField::Need => "need",
        ActionField::Action => "action",
        ActionField::Owner => "owner",
        ActionField::Due => "due",
        ActionField::Status => "status",
        ActionField::Other => "other",
    }
}
