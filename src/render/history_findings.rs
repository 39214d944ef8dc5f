//! What was found in a history, as lists in neutral words.

use super::history_text::{short_name, text};
use super::ink::{Page, Paint, ink};
use super::phrases::short_date;
use cip_engine::delta::Reason;
use cip_engine::document::Document;
use cip_engine::history::{
    About, Action, ActionChange, ActionField, CopyKind, History, Input, RepeatKind, Silent,
};
use cip_engine::text::Span;

/// Writes each kind of finding that there is under a heading of its own.
pub(super) fn findings(page: &mut Page, input: &Input<'_>, history: &History) {
    let Some(newest) = input.versions.last() else { return };
    let writer = Writer { input, newest: newest.document };
    for (title, lines) in writer.lists(history) {
        if lines.is_empty() {
            continue;
        }
        page.heading(&format!("{}: {}", title.to_uppercase(), lines.len()));
        for Line { quote, said } in lines {
            page.paragraph("  ", "    ", &[ink(Paint::None, quote), ink(Paint::Faint, format!(" ({said})"))]);
        }
    }
}

/// Words of a version and what is said of them.
struct Line {
    quote: String,
    said: String,
}

struct Writer<'w, 'a> {
    input: &'w Input<'a>,
    newest: &'a Document,
}

impl Writer<'_, '_> {
    fn lists(&self, history: &History) -> Vec<(&'static str, Vec<Line>)> {
        vec![
            ("Date passed, no outcome found", self.commitments(history)),
            ("Actions", history.actions.iter().filter_map(|action| self.action(action)).collect()),
            ("Gone and back", self.returned(history)),
            ("An earlier wording again", self.restored(history)),
            ("Passages that differ", self.repeats(history, true)),
            ("Said more than once", self.repeats(history, false)),
            ("Also in a report", self.copies(history)),
            ("The same minutes", self.minutes(history)),
            ("Nothing new found", history.silent.iter().map(silent).collect()),
        ]
    }

    fn commitments(&self, history: &History) -> Vec<Line> {
        let line = |found: &cip_engine::history::Commitment| Line {
            quote: self.unit(found.unit),
            said: format!("due {}, since {}", short_date(found.due), short_name(self.input, found.since)),
        };
        history.commitments.iter().map(line).collect()
    }

    /// A row that is as it was is no news.
    fn action(&self, action: &Action) -> Option<Line> {
        let fields: Vec<&str> = action.fields.iter().copied().map(field).collect();
        let change = match action.change {
            ActionChange::New => "new".to_owned(),
            ActionChange::Changed => format!("changed: {}", fields.join(", ")),
            ActionChange::Completed => "completed".to_owned(),
            ActionChange::Gone => "on the last plan and not on this one".to_owned(),
            ActionChange::Overdue | ActionChange::Unchanged => String::new(),
        };
        let overdue = match (action.overdue, action.never_started) {
            (true, true) => "past its date, not started",
            (true, false) => "past its date",
            (false, _) => "",
        };
        if change.is_empty() && overdue.is_empty() {
            return None;
        }
        let planned = format!("planned {}", short_name(self.input, action.since));
        let said = [change.as_str(), overdue, planned.as_str()];
        let said = said.into_iter().filter(|said| !said.is_empty()).collect::<Vec<_>>().join("; ");
        let before = || Some(self.unit_of(self.input.baseline? as usize, action.before?));
        let quote = action.after.map(|unit| self.unit(unit)).or_else(before)?;
        Some(Line { quote, said })
    }

    fn returned(&self, history: &History) -> Vec<Line> {
        let line = |found: &cip_engine::history::Returned| Line {
            quote: found.units.clone().map(|unit| self.unit(unit)).collect::<Vec<_>>().join(" "),
            said: format!("last seen {}", short_name(self.input, found.last_seen)),
        };
        history.returned.iter().map(line).collect()
    }

    fn restored(&self, history: &History) -> Vec<Line> {
        let line = |found: &cip_engine::history::Restored| Line {
            quote: self.unit(found.unit),
            said: format!("as in {}", short_name(self.input, found.last_seen)),
        };
        history.restored.iter().map(line).collect()
    }

    fn repeats(&self, history: &History, differing: bool) -> Vec<Line> {
        let wanted =
            history.repeats.iter().filter(|repeat| (repeat.kind == RepeatKind::Conflicting) == differing);
        let line = |repeat: &cip_engine::history::Repeat| {
            let quotes: Vec<String> = repeat.places.iter().map(|place| flat(self.newest, *place)).collect();
            let said = if differing { reasons(&repeat.reasons) } else { format!("{} times", quotes.len()) };
            let quote =
                if differing { quotes.join(" / ") } else { quotes.into_iter().next().unwrap_or_default() };
            Line { quote, said }
        };
        wanted.map(line).collect()
    }

    fn copies(&self, history: &History) -> Vec<Line> {
        let line = |copy: &cip_engine::history::SourceCopy| Line {
            quote: flat(self.newest, copy.span),
            said: match copy.kind {
                CopyKind::Verbatim => format!("{}, word for word", self.report(copy.source)),
                CopyKind::Edited => format!("{}, in other words", self.report(copy.source)),
                CopyKind::Differing => {
                    format!("differs from {}: {}", self.report(copy.source), reasons(&copy.reasons))
                }
            },
        };
        history.copies.iter().map(line).collect()
    }

    /// What a report is called: by its kind and date, as far as they are known, else by its number.
    fn report(&self, number: u32) -> String {
        let report = self.input.sources.iter().find(|source| source.number == number);
        let kind = report.and_then(|report| report.kind).unwrap_or("report");
        match report.and_then(|report| report.date) {
            Some(written) => format!("{kind} of {}", short_date(written)),
            None => format!("{kind} {number}"),
        }
    }

    fn minutes(&self, history: &History) -> Vec<Line> {
        let path = |section| self.newest.section_path(section).join(", ");
        let line = |minutes: &cip_engine::history::RepeatedMinutes| Line {
            quote: path(minutes.section),
            said: format!("{} sentences as in {}", minutes.units.len(), path(minutes.earlier_section)),
        };
        history.minutes.iter().map(line).collect()
    }

    fn unit(&self, unit: u32) -> String {
        text(self.newest, self.newest.unit(unit))
    }

    fn unit_of(&self, version: usize, unit: u32) -> String {
        let document = self.input.versions[version].document;
        text(document, document.unit(unit))
    }
}

fn silent(silent: &Silent) -> Line {
    let since = silent.since.map_or_else(|| "date not recorded".to_owned(), short_date);
    let (quote, what) = match &silent.about {
        About::Need(need) => (need.clone(), "in this section"),
        About::Agency(agency) => (agency.clone(), "from this agency"),
    };
    Line { quote, said: format!("{what} since {since}") }
}

fn field(field: ActionField) -> &'static str {
    match field {
        ActionField::Need => "need",
        ActionField::Action => "action",
        ActionField::Owner => "owner",
        ActionField::Due => "due date",
        ActionField::Status => "status",
        ActionField::Other => "other",
    }
}

fn reasons(reasons: &[Reason]) -> String {
    reasons.iter().map(|reason| reason.name()).collect::<Vec<_>>().join(", ")
}

/// Source bytes on one line.
fn flat(document: &Document, span: Span) -> String {
    span.of(document.source()).split_whitespace().collect::<Vec<_>>().join(" ")
}
