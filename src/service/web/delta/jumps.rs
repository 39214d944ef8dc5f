//! The list of facts that changed, risk text first: a way into the page.

use super::Pair;
use super::choice::Choice;
use super::passages::{facts, first_anchor, placed};
use crate::web::plan::{self, FactNote};
use cip_engine::delta::{Change, ChangeKind};
use cip_engine::document::{Document, Unit, UnitKind};

/// Most facts that one entry of the list names.
const FACTS_MAX: usize = 3;
/// Most words of a new or removed passage that one entry shows.
const WORDS_MAX: usize = 12;

/// One entry of the list.
pub(super) struct Jump {
    /// Fragment name of the change.
    pub anchor: String,
    /// Whether it touches risk.
    pub risk: bool,
    /// The label of a header's line, else its section.
    pub place: String,
    /// "New", "Removed" or nothing.
    pub label: &'static str,
    /// How the passage begins, where it is new or removed.
    pub excerpt: Option<String>,
    /// What changed in it.
    pub facts: Vec<FactNote>,
    /// How many facts more, or how many passages.
    pub more: usize,
}

/// Lists the changes with facts, among those that are shown. The sentences of one new or removed passage make one
/// entry.
pub(super) fn jumps(pair: &Pair<'_>, choice: &Choice<'_>) -> Vec<Jump> {
    let changes = &pair.delta.changes;
    let listed = pair.delta.fact_order.iter().copied();
    let shown: Vec<u32> = listed.filter(|index| choice.shows(&changes[*index as usize])).collect();
    let runs = shown.chunk_by(|one, next| *one + 1 == *next && runs_on(pair, *one, *next));
    let entry = |run: &[u32]| {
        let first = jump(pair, &changes[run[0] as usize]);
        Jump { more: first.more + run.len() - 1, ..first }
    };
    runs.map(entry).collect()
}

/// Whether a change goes on with what the one before it began.
fn runs_on(pair: &Pair<'_>, one: u32, next: u32) -> bool {
    let (one, next) = (&pair.delta.changes[one as usize], &pair.delta.changes[next as usize]);
    let section = |change| {
        let (_, document, unit) = placed(pair, change);
        document.unit(unit).section
    };
    let whole = matches!(one.kind, ChangeKind::Added | ChangeKind::Removed);
    whole && one.kind == next.kind && one.risk == next.risk && section(one) == section(next)
}

fn jump(pair: &Pair<'_>, change: &Change) -> Jump {
    let (_, document, unit) = placed(pair, change);
    let unit = document.unit(unit);
    let label = match change.kind {
        ChangeKind::Added => "New",
        ChangeKind::Removed => "Removed",
        _ => "",
    };
    let mut facts = if label.is_empty() { facts(pair, change) } else { Vec::new() };
    let more = facts.len().saturating_sub(FACTS_MAX);
    facts.truncate(FACTS_MAX);
    Jump {
        anchor: first_anchor(pair, change),
        risk: change.risk,
        place: place(document, unit),
        label,
        excerpt: facts.is_empty().then(|| plan::opening(&plan::plain(document, unit.span), WORDS_MAX)),
        facts,
        more,
    }
}

fn place(document: &Document, unit: &Unit) -> String {
    let text = plan::plain(document, unit.span);
    match text.split_once(':') {
        Some((label, _)) if unit.kind == UnitKind::Pair => label.to_owned(),
        _ => plan::place(document, unit.section),
    }
}
