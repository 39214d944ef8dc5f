//! The minutes of the last conference: how much of them is copied, and what was agreed.

use jiff::civil::Date;
use rustc_hash::FxHashSet;

use super::ground::Ground;
use super::promises;

/// The latest minutes of a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Minutes {
    /// Their section.
    pub section: u32,
    /// The day of the conference.
    pub date: Date,
    /// How many sentences they have.
    pub of: u32,
    /// How many of them stand word for word in minutes of an earlier conference.
    pub copied: u32,
    /// Those that do not, as units.
    pub own: Vec<u32>,
    /// What was agreed of them.
    pub agreed: Vec<u32>,
}

/// The minutes of the last conference, if the version has any: the latest of an earlier day than the plan's.
pub(super) fn latest(ground: &Ground<'_>) -> Option<Minutes> {
    let held = |date: &Date| ground.input.as_of.is_none_or(|as_of| *date < as_of);
    minutes(ground, days(ground).filter(held).max()?)
}

/// Minutes of a conference that is not held yet, if the version has any: they were written before it.
pub(super) fn ahead(ground: &Ground<'_>) -> Option<Minutes> {
    let as_of = ground.input.as_of?;
    minutes(ground, days(ground).filter(|date| *date >= as_of).max()?)
}

fn days<'g>(ground: &'g Ground<'_>) -> impl Iterator<Item = Date> + 'g {
    speaking(ground).filter_map(|unit| ground.after.minutes_of(unit))
}

/// Lines that say something and stand in minutes.
fn speaking<'g>(ground: &'g Ground<'_>) -> impl Iterator<Item = u32> + 'g {
    ground.after.all().filter(|(_, line)| line.speaks && line.minutes).map(|(unit, _)| unit)
}

fn minutes(ground: &Ground<'_>, date: Date) -> Option<Minutes> {
    let text = |unit: u32| ground.after.line(unit).text.as_str();
    let is_earlier = |unit: &u32| ground.after.minutes_of(*unit) < Some(date);
    let earlier: FxHashSet<&str> = speaking(ground).filter(is_earlier).map(text).collect();
    let own: Vec<u32> =
        speaking(ground).filter(|unit| ground.after.minutes_of(*unit) == Some(date)).collect();
    let copied = |unit: &u32| earlier.contains(text(*unit));
    let agreed =
        own.iter().copied().filter(|unit| !copied(unit) && promises::is_agreed(&ground.after, *unit));
    Some(Minutes {
        section: ground.after.document.unit(*own.first()?).section,
        date,
        of: own.len() as u32,
        copied: own.iter().filter(|unit| copied(unit)).count() as u32,
        agreed: agreed.collect(),
        own: own.iter().copied().filter(|unit| !copied(unit)).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::super::check::with_ground;
    use super::*;

    #[test]
    fn the_latest_with_what_is_copied_and_what_was_agreed() {
        let earlier = "## Minutes of 3 May 2022\n\nThe chair welcomed all. She was late.\n\n";
        let plan = format!(
            "{earlier}## Minutes of 2 May 2023\n\nThe chair welcomed all. It was agreed that she may try the stables.\n"
        );
        let found = with_ground(&[("2023-05-01", earlier), ("2024-05-02", &plan)], |ground| {
            let text = |unit: &u32| ground.after.line(*unit).text.clone();
            let agreed = |found: Minutes| found.agreed.iter().map(text).collect::<Vec<_>>();
            latest(ground).map(|found| (found.date.to_string(), found.of, found.copied, agreed(found)))
        });
        let agreed = vec!["It was agreed that she may try the stables.".to_owned()];
        assert_eq!(found, Some(("2023-05-02".to_owned(), 2, 1, agreed)));
    }

    #[test]
    fn minutes_of_the_day_of_the_plan_are_written_ahead_of_it() {
        let plan = "## Minutes of 2 May 2023\n\nShe was late.\n\n## Minutes of 2 May 2024\n\nThe chair welcomed all.\n";
        let dates = with_ground(&[("2024-05-02", plan)], |ground| {
            [latest(ground), ahead(ground)].map(|found| found.map(|found| found.date.to_string()))
        });
        assert_eq!(dates, [Some("2023-05-02".to_owned()), Some("2024-05-02".to_owned())]);
    }

    #[test]
    fn a_plan_may_have_none() {
        assert_eq!(with_ground(&[("2024-05-02", "## Work\n\nShe is well.\n")], latest), None);
    }
}
