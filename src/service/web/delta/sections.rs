//! The plan's highest headings with how many changes of each kind stand under them: the way around the page.

use std::collections::HashMap;

use super::Pair;
use super::choice::Choice;
use crate::web::words::count;
use cip_engine::delta::{Change, ChangeKind};

/// One entry.
pub(super) struct SectionEntry {
    /// Fragment name of the section.
    pub anchor: String,
    /// Its title.
    pub title: String,
    /// "2 changed, 3 new".
    pub counts: String,
    /// How many of them touch risk.
    pub risk: usize,
}

/// The sections of which something is shown, in the order of the page.
pub(super) fn sections(pair: &Pair<'_>, choice: &Choice<'_>) -> Vec<SectionEntry> {
    let mut sections: Vec<(u32, Vec<&Change>)> = Vec::new();
    let mut places: HashMap<u32, usize> = HashMap::new();
    let mut section = 0;
    for change in &pair.delta.changes {
        if let Some(unit) = change.after.clone().next() {
            section = root(pair, unit);
        }
        if choice.shows(change) {
            let place = *places.entry(section).or_insert_with(|| {
                sections.push((section, Vec::new()));
                sections.len() - 1
            });
            sections[place].1.push(change);
        }
    }
    sections.into_iter().map(|(section, changes)| entry(pair, section, &changes)).collect()
}

/// The highest section over a unit of the later version: below the plan's title where there is one.
fn root(pair: &Pair<'_>, unit: u32) -> u32 {
    let section = pair.after.document.unit(unit).section;
    pair.after.document.outermost_section(section).unwrap_or(section)
}

fn entry(pair: &Pair<'_>, section: u32, changes: &[&Change]) -> SectionEntry {
    let title = &pair.after.document.sections()[section as usize].title;
    SectionEntry {
        anchor: anchor(section),
        title: if title.is_empty() { "Before the first heading".to_owned() } else { title.clone() },
        counts: counts(changes),
        risk: changes.iter().filter(|change| change.risk).count(),
    }
}

/// The fragment name of a section.
pub(super) fn anchor(section: u32) -> String {
    format!("s{section}")
}

/// How many changes there are of each kind, in words.
fn counts(changes: &[&Change]) -> String {
    let of = |takes: fn(&Change) -> bool, what: &str| {
        let number = changes.iter().filter(|change| takes(change)).count();
        (number > 0).then(|| format!("{number} {what}"))
    };
    let counts = [
        of(|change| change.kind == ChangeKind::Material, "changed"),
        of(|change| change.kind == ChangeKind::Added, "new"),
        of(|change| change.kind == ChangeKind::Removed, "removed"),
        of(|change| change.kind == ChangeKind::Reworded, "reworded"),
        of(|change| change.kind == ChangeKind::Cosmetic, "in layout or spelling"),
        of(|change| change.moved, "moved"),
    ];
    counts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// "Shown: 12 changes", and how many of them only because they touch risk.
pub(super) fn shown(pair: &Pair<'_>, choice: &Choice<'_>) -> (usize, String) {
    let asked = |change: &&Change| choice.asks_for(choice.show(), change);
    let changes = || pair.delta.changes.iter().filter(|change| choice.shows(change));
    let (all, asked) = (changes().count(), changes().filter(asked).count());
    let risk = match all - asked {
        0 => String::new(),
        1 => " and 1 more that touches risk, which is always shown".to_owned(),
        more => format!(" and {more} more that touch risk, which are always shown"),
    };
    (asked, format!("{}{risk}", count(asked, "change")))
}
