//! Plans for tests of findings.

use super::ground::{Ground, Input};
use crate::delta::{Delta, compare};
use crate::document::parse;
use crate::history::{self, Version};

/// Reads plans, each with its date, the oldest first, and gives the ground of the last two.
pub(super) fn with_ground<T>(plans: &[(&str, &str)], read: impl FnOnce(&Ground<'_>) -> T) -> T {
    let documents: Vec<_> = plans.iter().map(|(_, text)| parse((*text).to_owned()).unwrap()).collect();
    let deltas: Vec<Delta> = documents.windows(2).map(|pair| compare(&pair[0], &pair[1])).collect();
    let versions: Vec<Version<'_>> = (1..)
        .zip(documents.iter().zip(plans))
        .map(|(number, (document, (date, _)))| Version { number, as_of: date.parse().ok(), document })
        .collect();
    let baseline = versions.len().checked_sub(2);
    let history = history::trace(&history::Input {
        versions: &versions,
        deltas: &deltas.iter().collect::<Vec<_>>(),
        baseline: baseline.map(|at| at as u32),
        sources: &[],
    });
    let current = &versions[versions.len() - 1];
    read(&Ground::new(Input {
        current,
        baseline: baseline.map(|at| &versions[at]),
        delta: deltas.last(),
        versions: &versions,
        history: Some(&history),
        sources: &[],
        as_of: current.as_of,
    }))
}

/// Reads a plan that stands, and the next year's, in which a nurse says something in an entry of that year.
pub(super) fn with_entry<T>(stands: &str, entry: &str, read: impl FnOnce(&Ground<'_>) -> T) -> T {
    let plan = |entry: &str| format!("## Health\n\n{stands}\n\n## Contacts\n\n{entry}");
    let after = plan(&format!("9 May 2024 - Nurse (R. Tait):\n{entry}\n"));
    with_ground(&[("2023-06-01", &plan("")), ("2024-06-01", &after)], read)
}

/// Reads a plan and the report from which it was copied.
pub(super) fn with_report<T>(report: &str, plan: &str, read: impl FnOnce(&Ground<'_>) -> T) -> T {
    let [report, plan] = [report, plan].map(|text| parse(text.to_owned()).unwrap());
    let version = Version { number: 1, as_of: "2024-05-02".parse().ok(), document: &plan };
    let sources = [history::Source { number: 1, kind: None, date: None, document: &report }];
    read(&Ground::new(Input {
        current: &version,
        baseline: None,
        delta: None,
        versions: &[],
        history: None,
        sources: &sources,
        as_of: version.as_of,
    }))
}

/// The unit of the newest version that says this.
pub(super) fn unit(ground: &Ground<'_>, said: &str) -> u32 {
    ground.after.all().find(|(_, line)| line.text.contains(said)).unwrap_or_else(|| panic!("{said}")).0
}
