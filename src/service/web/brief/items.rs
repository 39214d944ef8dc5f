//! The lines of a brief, grouped so that section and entry are said once.

use super::Ways;
use crate::web::plan::{self, Pieces};
use crate::web::{links, words};
use cip_engine::brief::{self, Item, ItemKind, PartId};

/// Lines of the same section and the same entry.
pub(super) struct Group {
    /// Where they stand in the plan; empty where the group before says it.
    pub label: String,
    /// Who wrote them and when; empty where it is not recorded or the group before says it.
    pub entry: String,
    /// The lines.
    pub lines: Vec<LineView>,
}

/// One line of the brief.
pub(super) struct LineView {
    /// "New", "Completed", where its text does not show it.
    pub tag: Option<&'static str>,
    /// Whom to ask, where it is not who wrote it.
    pub owner: Option<String>,
    /// Class of its kind in the stylesheet.
    pub class: &'static str,
    /// Its text.
    pub pieces: Pieces,
    /// "in 4 places, 7 more sentences".
    pub aside: String,
    /// "12 May 2024", for lines that are not grouped.
    pub written: String,
    /// Its place on another page.
    pub href: Option<String>,
}

/// Groups neighbouring lines of one section and entry; of actions, those of one kind.
pub(super) fn groups(items: &[Item], part: PartId, ways: &Ways) -> Vec<Group> {
    let place = |item: &Item| (label(item, part), entry(item));
    let runs: Vec<&[Item]> = items.chunk_by(|one, next| place(one) == place(next)).collect();
    let label_before = |at: usize| (at > 0).then(|| label(&runs[at - 1][0], part));
    let group = |(at, run): (usize, &&[Item])| {
        let label = label(&run[0], part);
        Group {
            label: if label_before(at) == Some(label.clone()) { String::new() } else { label },
            entry: entry(&run[0]),
            lines: run.iter().map(|item| of_part(line_view(item, ways), item, part)).collect(),
        }
    };
    runs.iter().enumerate().map(group).collect()
}

/// What stands over a line: of actions what became of them, of all else where it stands.
fn label(item: &Item, part: PartId) -> String {
    match part {
        PartId::Actions => item.kind.phrase().to_owned(),
        PartId::Minutes | PartId::Nothing => String::new(),
        _ => item.label.clone(),
    }
}

/// One line, as it stands by itself.
pub(super) fn line_view(item: &Item, ways: &Ways) -> LineView {
    LineView {
        tag: tag(item),
        class: class(item.kind),
        owner: cip_render::phrases::owner(item).map(str::to_owned),
        pieces: plan::parted(&item.text),
        aside: aside(item),
        written: item.written.map_or_else(String::new, words::day),
        href: href(item, ways),
    }
}

/// Under "No longer in the plan" no line needs to say so again.
fn of_part(line: LineView, item: &Item, part: PartId) -> LineView {
    let said = match part {
        PartId::Removed => item.kind == ItemKind::Removed,
        PartId::New => item.kind == ItemKind::New,
        PartId::Actions => true,
        _ => false,
    };
    LineView { tag: line.tag.filter(|_| !said || item.restricted), ..line }
}

/// A change shows itself in the text; everything else is said.
fn tag(item: &Item) -> Option<&'static str> {
    if item.restricted {
        return Some(cip_render::phrases::RESTRICTED);
    }
    match item.kind {
        ItemKind::Stands
        | ItemKind::Changed
        | ItemKind::Disagreeing
        | ItemKind::Together
        | ItemKind::Agreed
        | ItemKind::NothingNew
        | ItemKind::UnlikeReport => None,
        kind => Some(kind.phrase()),
    }
}

fn class(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Stands => "stands",
        ItemKind::Completed => "completed",
        ItemKind::Changed | ItemKind::ChangedBack | ItemKind::Undated | ItemKind::Altered => "changed",
        ItemKind::New => "new",
        ItemKind::DatePassed => "overdue",
        ItemKind::Gone => "gone",
        ItemKind::Removed => "removed",
        ItemKind::Disagreeing
        | ItemKind::Together
        | ItemKind::Agreed
        | ItemKind::UnlikeReport
        | ItemKind::NothingNew
        | ItemKind::Reworded => "ask",
    }
}

fn aside(item: &Item) -> String {
    cip_render::phrases::tail(item, false).unwrap_or_default()
}

fn entry(item: &Item) -> String {
    let written = item.written.map(words::day);
    [item.author.clone(), written].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// The first quotation of the newest text; of what is gone, where it stood, whatever was said of it since. With nothing
/// quoted there is no place. What changed is shown in the delta; what stands as it stood is folded there, so its place is
/// the plan.
fn href(item: &Item, ways: &Ways) -> Option<String> {
    let now = item.quotes.iter().find(|quote| quote.side == brief::Side::After);
    let quote = now.filter(|_| item.kind != ItemKind::Gone).or(item.quotes.first())?;
    let page = if is_change(item) || quote.side == brief::Side::Before { ways.delta() } else { ways.plan() };
    Some(format!("{}#{}", page?, links::anchor(quote.side, quote.span)))
}

fn is_change(item: &Item) -> bool {
    use ItemKind::{Changed, Completed, Disagreeing, Gone, New, Removed, Together, UnlikeReport};
    let marked = |piece: &brief::Piece| matches!(piece.mark, brief::Mark::Before | brief::Mark::After);
    match item.kind {
        Changed | Completed | Gone | New | Removed => true,
        // Their marks tell passages apart that both stand, or a passage from a report's.
        Disagreeing | Together | UnlikeReport => false,
        _ => item.text.iter().any(marked),
    }
}
