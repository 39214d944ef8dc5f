//! Condensed plans of the fixture people: unfolded they are the text, and nothing that changed or touches risk is
//! folded.

use cip_engine::condensed::{Condensed, FoldReason, Input, Part, condense};
use cip_engine::delta::{ChangeKind, Delta, compare};
use cip_engine::document::{Document, parse};
use cip_engine::facts::is_risk;
use cip_render::condensed_markdown;

use crate::history::{PEOPLE, history, plans, versions};

/// The newest plan, what changed since the one before, and its condensed form.
fn with_condensed(check: impl Fn(&Document, &Delta, &Condensed)) {
    for person in PEOPLE {
        let documents = plans(person);
        let versions = versions(&documents, |number| number);
        let baseline = documents.len() - 2;
        let history = history(&documents, |number| number);
        let input = Input { versions: &versions, history: &history, baseline: Some(baseline as u32) };
        let newest = &documents[baseline + 1];
        check(newest, &compare(&documents[baseline], newest), &condense(&input));
    }
}

#[test]
fn unfolding_everything_gives_back_the_text() {
    with_condensed(|document, _, condensed| {
        let units = condensed.parts.iter().flat_map(|part| match part {
            Part::Unit(shown) => shown.unit..shown.unit + 1,
            Part::Fold(fold) => fold.units.clone(),
        });
        assert!(units.eq(0..document.units().len() as u32), "each unit stands in one part, in reading order");
    });
}

#[test]
fn what_changed_is_not_folded() {
    with_condensed(|_, delta, condensed| {
        let folds = condensed.parts.iter().filter_map(|part| match part {
            Part::Fold(fold) if fold.reason == FoldReason::Unchanged => Some(fold.units.clone()),
            _ => None,
        });
        let folded: Vec<u32> = folds.flatten().collect();
        assert!(!folded.is_empty(), "much is carried forward");
        for change in &delta.changes {
            let new = matches!(change.kind, ChangeKind::Material | ChangeKind::Added);
            let hidden = change.after.clone().find(|unit| folded.binary_search(unit).is_ok());
            assert!(!new || hidden.is_none(), "{change:?}");
        }
    });
}

#[test]
fn risk_text_is_not_folded() {
    with_condensed(|document, _, condensed| {
        for part in &condensed.parts {
            let Part::Fold(fold) = part else { continue };
            for unit in fold.units.clone().map(|unit| document.unit(unit)) {
                assert!(!is_risk(document.source(), document.tokens_of(unit)), "{}", document.text(unit));
            }
        }
    });
}

#[test]
fn code_and_levels_of_lists_are_kept() {
    let plan = "# Plan\n\n- Rent\n  - Arrears: none\n\n```\nMon  gate\nTue  hall\n```\n\n| Day | What |  |\n|---|---|---|\n| Mon | gate | late |\n";
    let documents = [format!("{plan}\n\nNo more.\n"), plan.to_owned()].map(|text| parse(text).unwrap());
    let versions = versions(&documents, |number| number);
    let history = history(&documents, |number| number);
    let condensed = condense(&Input { versions: &versions, history: &history, baseline: None });
    let markdown = condensed_markdown(&versions, &condensed);
    for lines in
        ["- Rent\n", "\n  - Arrears: none\n", "```\nMon  gate\nTue  hall\n```\n", "| Mon | gate | late |\n"]
    {
        assert!(markdown.contains(lines), "{lines:?} is not in {markdown}");
    }
}
