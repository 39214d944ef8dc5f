//! What a fold says of what it holds.

use std::collections::HashSet;

use jiff::civil::Date;

use super::groups::Group;
use super::passages::placed;
use super::{Pair, Show};
use crate::web::words::{count, day};
use cip_engine::delta::{Change, ChangeKind};
use cip_engine::document::UnitKind;

/// Titles of those sections whose parent is not among them.
pub(super) fn titles(pair: &Pair<'_>, run: &[Group]) -> String {
    let sections = pair.after.document.sections();
    let here: HashSet<u32> = run.iter().map(|group| group.section).collect();
    let outermost = run.iter().map(|group| &sections[group.section as usize]).filter(|section| {
        !section.title.is_empty() && section.parent.is_none_or(|parent| !here.contains(&parent))
    });
    outermost.map(|section| section.title.as_str()).collect::<Vec<_>>().join(" · ")
}

/// "9 sentences unchanged since 14 March 2023", or what else a fold holds.
pub(super) fn folded(pair: &Pair<'_>, run: &[usize]) -> String {
    let changes: Vec<&Change> = run.iter().map(|index| &pair.delta.changes[*index]).collect();
    let other = changes.iter().filter(|change| Show::All.takes(change)).count();
    let layout = changes.iter().filter(|change| change.kind == ChangeKind::Cosmetic).count();
    let same = changes.len() - other;
    if changes.is_empty() {
        return "unchanged".to_owned();
    }
    let same = (same > 0)
        .then(|| format!("{} unchanged{}", count(same, noun(pair, &changes)), since(pair, &changes)));
    let layout = (layout > 0).then(|| format!("{layout} of them but for layout or spelling"));
    let other = (other > 0).then(|| format!("{} of another kind", count(other, "change")));
    [same, layout, other].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// " since 14 March 2023": all of it, and where that is not the same for all, since when the oldest.
fn since(pair: &Pair<'_>, changes: &[&Change]) -> String {
    let same = changes.iter().filter(|change| !Show::All.takes(change));
    let dates = same.flat_map(|change| change.after.clone()).filter_map(|unit| pair.since.get(unit as usize));
    let dates: Vec<Date> = dates.copied().collect();
    let (Some(first), Some(last)) = (dates.iter().min(), dates.iter().max()) else { return String::new() };
    if first == last {
        return format!(" since {}", day(*last));
    }
    let oldest = dates.iter().filter(|date| *date == first).count();
    format!(" since {} ({oldest} of them since {})", day(*last), day(*first))
}

fn noun(pair: &Pair<'_>, changes: &[&Change]) -> &'static str {
    let kind = |change: &&Change| {
        let (_, document, unit) = placed(pair, change);
        document.unit(unit).kind
    };
    let all = |of: &[UnitKind]| changes.iter().all(|change| of.contains(&kind(change)));
    if all(&[UnitKind::Sentence, UnitKind::EntryHead, UnitKind::Signature]) {
        "sentence"
    } else if all(&[UnitKind::Row, UnitKind::TableHead]) {
        "row"
    } else if all(&[UnitKind::Item]) {
        "item"
    } else {
        "passage"
    }
}
