//! Fields that were changed to a decision, and what is not done for it yet.
//!
//! Takes a field of the newest version, gives a line of this year's entries under the same heading. "Flat: [unsuitable →
//! suitable]" read alone is a decision; who wrote "I have not visited it" beside it may not have made one.

use std::cmp::Reverse;

use rustc_hash::FxHashSet;

use super::names_home;
use crate::delta::{Change, ChangeKind};
use crate::document::reading::field;
use crate::findings::ground::Ground;
use crate::findings::ground::cues::Cue;
use crate::findings::ground::lines::Stem;
use crate::findings::ground::polarity::Stance;
use crate::findings::telling::plain_worth;

/// What the newest entry that speaks of a field's matter tells most of what is not done, where the field now says that
/// something is approved and did not before.
pub(in crate::findings) fn beside(ground: &Ground<'_>, unit: u32) -> Option<u32> {
    if !is_decided(ground, unit) {
        return None;
    }
    let news = ground.news_beside(unit).iter().copied();
    let open: Vec<u32> = news.filter(|other| is_not_done(ground, *other)).collect();
    let own = of_form(ground, unit);
    let on_it = |other: &u32| ground.after.line(*other).stems.iter().any(|stem| own.contains(stem));
    let newest = open.iter().copied().filter(on_it).max_by_key(|other| ground.after.written(*other))?;
    let of_entry = |other: &u32| ground.after.entry(*other) == ground.after.entry(newest);
    let worth = |other: &u32| (plain_worth(&ground.after, *other), Reverse(*other));
    open.into_iter().filter(of_entry).max_by_key(worth)
}

/// Fields of a form before and behind one that are read with it.
const FORM_FIELDS: u32 = 8;

/// The stems of a field and of those that stand in one form with it: "Address: 4 Quay Row" above "Status: approved".
fn of_form(ground: &Ground<'_>, unit: u32) -> FxHashSet<Stem> {
    form(ground, unit).flat_map(|field| ground.after.line(field).stems.iter().copied()).collect()
}

/// A field and those that stand in one form with it.
pub(super) fn form<'g>(ground: &'g Ground<'_>, unit: u32) -> impl Iterator<Item = u32> + use<'g> {
    let document = ground.after.document;
    let block = document.blocks()[document.unit(unit).block as usize].units.clone();
    let near = unit.saturating_sub(FORM_FIELDS).max(block.start)..(unit + FORM_FIELDS).min(block.end);
    near.filter(move |other| *other == unit || field(document, document.unit(*other)).is_some())
}

/// Whether a field says that something is approved, and said otherwise in the version before.
fn is_decided(ground: &Ground<'_>, unit: u32) -> bool {
    let document = ground.after.document;
    let change = ground.change(unit).filter(|_| ground.is_changed(unit));
    let was = change.zip(ground.before.as_ref()).map(|(change, before)| before.stance(change.before.start));
    field(document, document.unit(unit)).is_some()
        && ground.after.stance(unit) == Stance::For
        && was.is_some_and(|was| was != Stance::For)
}

/// Whether a line that speaks of where somebody is to live approves now of what it refused before, or the contrary.
pub(in crate::findings) fn is_decision_on_home(ground: &Ground<'_>, change: &Change) -> bool {
    let Some(before) = ground.before.as_ref().filter(|_| change.kind == ChangeKind::Material) else {
        return false;
    };
    let unit = change.after.start;
    let (was, is) = (before.stance(change.before.start), ground.after.stance(unit));
    let decided = was != is && was != Stance::Open && is != Stance::Open;
    decided && names_home(ground.after.words(unit))
}

/// Whether a line says of something that it is not done, and not of what is to be kept from somebody.
pub(super) fn is_not_done(ground: &Ground<'_>, unit: u32) -> bool {
    ground.after.does(unit, Cue::NotDone) && !ground.after.does(unit, Cue::Restricted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::check::{unit, with_ground};

    /// What stands beside a field that had the first value and has the second, of an entry of this year.
    fn check(was: &str, is: &str, entry: &str) -> Option<String> {
        let plan = |value: &str, entry: &str| format!("## Home\n\nFlat: {value}\n\nRent: 90\n\n{entry}");
        let entry = format!("9 May 2024 - PBSW (R. Tait):\n{entry}\n");
        let plans = [("2023-06-01", plan(was, "")), ("2024-06-01", plan(is, &entry))];
        let plans = plans.each_ref().map(|(day, plan)| (*day, plan.as_str()));
        with_ground(&plans, |ground| {
            let line = beside(ground, unit(ground, "Flat:"));
            line.map(|line| ground.after.line(line).text.clone())
        })
    }

    #[test]
    fn a_decision_on_a_home() {
        for (was, is, expected) in [
            ("That address is suitable.", "That address is not suitable.", true),
            ("The flat was refused.", "The flat is now approved.", true),
            ("That address is suitable.", "That address is suitable for him.", false),
            ("His address is 4 Quay Row.", "That address is not suitable.", false),
            ("Home visits of his aunt are allowed.", "Visits of his aunt are not allowed.", false),
        ] {
            let plan = |line: &str| format!("## Home\n\nHe has a dog that his aunt looks after.\n\n{line}\n");
            let (was, is) = (plan(was), plan(is));
            with_ground(&[("2023-06-01", &was), ("2024-06-01", &is)], |ground| {
                let changes = &ground.input.delta.unwrap().changes;
                assert_eq!(
                    changes.iter().any(|change| is_decision_on_home(ground, change)),
                    expected,
                    "{is}"
                );
            });
        }
    }

    #[test]
    fn a_decision_and_what_is_not_done_for_it() {
        let entry = "The flat is by the quay. I have not yet seen the flat. The bus has not come.";
        assert_eq!(check("unsuitable", "suitable", entry).as_deref(), Some("I have not yet seen the flat."));
        assert_eq!(check("suitable", "unsuitable", entry), None, "refused");
        assert_eq!(check("suitable", "suitable", entry), None, "as it was");
        assert_eq!(check("unsuitable", "suitable", "I have seen the flat."), None, "done");
        assert_eq!(check("unsuitable", "suitable", "The bus has not come."), None, "another matter");
        let form = "Address: 4 Quay Row\nStatus: ";
        let entry = "I have not been asked to see Quay Row.";
        let plan = |value: &str, entry: &str| format!("## Home\n\n{form}{value}\n\n{entry}");
        let entry_of_year = format!("9 May 2024 - PBSW (R. Tait):\n{entry}\n");
        let plans = [("2023-06-01", plan("refused", "")), ("2024-06-01", plan("approved", &entry_of_year))];
        with_ground(&plans.each_ref().map(|(day, plan)| (*day, plan.as_str())), |ground| {
            let line =
                beside(ground, unit(ground, "Status:")).map(|line| ground.after.line(line).text.clone());
            assert_eq!(line.as_deref(), Some(entry));
        });
    }
}
