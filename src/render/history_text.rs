//! A history as plain text: what was found, then the newest version with a margin that tells since when each passage
//! stands.

use super::history_findings::findings;
use super::ink::{Page, Paint, Style, ink};
use super::phrases::{date, short_date};
use cip_engine::document::reading::{cell_texts, unit_text};
use cip_engine::document::{Document, Unit, UnitKind};
use cip_engine::history::{History, Input, UnitHistory, Version};

/// Writes a history as text.
pub fn history_text(input: &Input<'_>, history: &History, style: Style) -> String {
    let mut page = Page::new(style);
    let Some(newest) = input.versions.last() else { return page.finish() };
    page.heading(&format!("History of {}", name(newest)));
    let earlier = input.versions.len() - 1;
    page.line(&format!(
        "Traced through {earlier} earlier {}.",
        if earlier == 1 { "version" } else { "versions" }
    ));
    findings(&mut page, input, history);
    page.heading("The plan, with the date of each passage");
    plan(&mut page, input, newest.document, &history.units);
    page.finish()
}

/// What a version is called: by its date, else by its number.
pub(super) fn name(version: &Version<'_>) -> String {
    match version.as_of {
        Some(as_of) => format!("the CIP of {}", date(as_of)),
        None => format!("CIP version {}", version.number),
    }
}

/// The same where many stand.
pub(super) fn short_name(input: &Input<'_>, version: u32) -> String {
    let version = &input.versions[version as usize];
    version.as_of.map_or_else(|| format!("version {}", version.number), short_date)
}

/// The text of a unit, the cells of a row apart.
pub(super) fn text(document: &Document, unit: &Unit) -> String {
    match unit.kind {
        UnitKind::Row | UnitKind::TableHead => cell_texts(document, unit).join(" | "),
        _ => unit_text(document, unit),
    }
}

/// Units of one paragraph that are as old stand together behind one margin.
fn plan(page: &mut Page, input: &Input<'_>, document: &Document, lives: &[UnitHistory]) {
    let all: Vec<(&Unit, &UnitHistory)> = document.units().iter().zip(lives).collect();
    let mut last: Option<&Unit> = None;
    for run in all.chunk_by(|left, right| goes_on(*left, *right)) {
        let (first, life) = run[0];
        let text = run.iter().map(|(unit, _)| text(document, unit)).collect::<Vec<_>>().join(" ");
        if first.kind == UnitKind::Heading {
            page.heading(&text);
            last = None;
            continue;
        }
        if last.is_some_and(|last| last.block != first.block && !is_listed(last, first)) {
            page.gap();
        }
        let margin = format!("{:<MARGIN$}", short_name(input, life.wording_since()));
        let mut inks = vec![ink(Paint::None, text)];
        inks.extend(earlier(input, life).map(|earlier| ink(Paint::Faint, format!(" [{earlier}]"))));
        page.paragraph(&margin, &" ".repeat(MARGIN), &inks);
        last = Some(first);
    }
}

/// Room for a date and two spaces.
const MARGIN: usize = 12;

fn goes_on((left, left_life): (&Unit, &UnitHistory), (right, right_life): (&Unit, &UnitHistory)) -> bool {
    let prose = |unit: &Unit| unit.kind == UnitKind::Sentence;
    let alike = left_life.wording_since() == right_life.wording_since()
        && left_life.lineage_since == right_life.lineage_since
        && left_life.moves == right_life.moves;
    left.block == right.block && prose(left) && prose(right) && alike
}

/// Items of a list and the lines of a header stand together.
fn is_listed(left: &Unit, right: &Unit) -> bool {
    let listed = |unit: &Unit| matches!(unit.kind, UnitKind::Item | UnitKind::Row);
    listed(left) && left.kind == right.kind
}

/// What a passage was before, where it is older than its wording.
fn earlier(input: &Input<'_>, life: &UnitHistory) -> Option<String> {
    let mut said = Vec::new();
    if life.lineage_since < life.wording_since() {
        said.push(format!("otherwise since {}", short_name(input, life.lineage_since)));
    }
    said.extend(life.moves.last().map(|moved| {
        let from = &input.versions[moved.from_version as usize];
        format!(
            "moved {} from {}",
            short_name(input, moved.version),
            from.document.section_path(moved.from_section).join(", ")
        )
    }));
    (!said.is_empty()).then(|| said.join("; "))
}
