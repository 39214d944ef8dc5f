//! Fields that were changed to a decision, and what is not done for it yet.
//!
//! Takes a field of the newest version, gives lines of this year's entries under the same heading. "Flat: [unsuitable →
//! suitable]" read alone is a decision; who wrote "I have not visited it" beside it may not have made one.

use std::cmp::Reverse;

use super::cues::{Counts, Cue};
use super::ground::Ground;
use super::polarity::{Stance, stance};
use super::telling::plain_worth;
use crate::document::reading::field;

/// Most lines beside one field.
const LINES_MAX: usize = 2;

/// What the newest entry that speaks of a field's matter says is not done, in reading order, where the field now says
/// that something is approved and did not before.
pub(super) fn beside(ground: &Ground<'_>, unit: u32) -> Vec<u32> {
    if !is_decided(ground, unit) {
        return Vec::new();
    }
    let news = ground.news_beside(unit).iter().copied();
    let open: Vec<u32> = news.filter(|other| is_not_done(ground, *other)).collect();
    let own = &ground.after.line(unit).stems;
    let on_it = |other: &u32| ground.after.line(*other).stems.iter().any(|stem| own.contains(stem));
    let Some(newest) = open.iter().copied().filter(on_it).max_by_key(|other| ground.after.written(*other))
    else {
        return Vec::new();
    };
    let entry = ground.after.entry(newest);
    let mut lines: Vec<u32> = open.into_iter().filter(|other| ground.after.entry(*other) == entry).collect();
    lines.sort_by_key(|other| Reverse(plain_worth(&ground.after, *other)));
    lines.truncate(LINES_MAX);
    lines.sort_unstable();
    lines
}

/// Whether a field says that something is approved, and said otherwise in the version before.
fn is_decided(ground: &Ground<'_>, unit: u32) -> bool {
    let document = ground.after.document;
    let change = ground.change(unit).filter(|_| ground.is_changed(unit));
    let before = change.zip(ground.before.as_ref()).map(|(change, before)| before.words(change.before.start));
    field(document, document.unit(unit)).is_some()
        && stance(ground.after.words(unit)) == Stance::For
        && before.is_some_and(|words| stance(words) != Stance::For)
}

fn is_not_done(ground: &Ground<'_>, unit: u32) -> bool {
    let cues = Counts::of(ground.after.words(unit));
    cues.has(Cue::NotDone) && !cues.has(Cue::Restricted)
}

#[cfg(test)]
mod tests {
    use super::super::check::{unit, with_ground};
    use super::*;

    /// What stands beside a field that had the first value and has the second, of an entry of this year.
    fn check(was: &str, is: &str, entry: &str) -> Vec<String> {
        let plan = |value: &str, entry: &str| format!("## Home\n\nFlat: {value}\n\nRent: 90\n\n{entry}");
        let entry = format!("9 May 2024 - PBSW (R. Tait):\n{entry}\n");
        let plans = [("2023-06-01", plan(was, "")), ("2024-06-01", plan(is, &entry))];
        let plans = plans.each_ref().map(|(day, plan)| (*day, plan.as_str()));
        with_ground(&plans, |ground| {
            let lines = beside(ground, unit(ground, "Flat:")).into_iter();
            lines.map(|line| ground.after.line(line).text.clone()).collect()
        })
    }

    #[test]
    fn a_decision_and_what_is_not_done_for_it() {
        let entry = "The flat is by the quay. I have not seen the flat. There is no report on it yet.";
        assert_eq!(
            check("unsuitable", "suitable", entry),
            ["I have not seen the flat.", "There is no report on it yet."]
        );
        assert!(check("suitable", "unsuitable", entry).is_empty(), "refused");
        assert!(check("suitable", "suitable", entry).is_empty(), "as it was");
        assert!(check("unsuitable", "suitable", "I have seen the flat.").is_empty(), "done");
        assert!(check("unsuitable", "suitable", "The bus has not come.").is_empty(), "another matter");
    }
}
