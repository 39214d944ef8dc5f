//! Small plans and what is looked up at their conferences.

use super::*;
use crate::brief::model::Conference;
use crate::brief::{Version, compose};
use crate::document::parse;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// The stage of one plan, of a person of whom this is known.
fn stage_of(plan: &str, known: Known, next: Option<(&str, &str)>, last: Option<(&str, &str)>) -> Stage {
    let document = parse(plan.to_owned()).unwrap();
    let conference = |(kind, date): (&str, &str)| Conference { date: day(date), kind: kind.to_owned() };
    let input = Input {
        person: None,
        baseline: None,
        current: Version { number: 1, as_of: None, document: &document },
        delta: None,
        traced: None,
        last_conference: last.map(conference),
        next_conference: next.map(conference),
        known: Known { last_conference: last.map(|(_, date)| day(date)), ..known },
        agency: None,
        words: 600,
    };
    compose(&input).stage
}

fn known() -> Known {
    Known {
        admitted: Some(day("2023-05-03")),
        sentenced: Some(day("2023-09-20")),
        earliest_release: Some(day("2026-02-01")),
        last_conference: None,
        route: Some("enhanced".to_owned()),
    }
}

fn findings(stage: &Stage) -> Vec<Finding> {
    stage.checks.iter().map(|check| check.finding).collect()
}

fn interval(months: u32, days: u32) -> Interval {
    Interval { months, days, negative: false }
}

const BARE: &str = "## Action plan\n\nHe will write.\n";

#[test]
fn an_initial_conference_counts_from_admission_and_from_sentence() {
    let stage = stage_of(BARE, known(), Some(("initial", "2024-03-20")), None);
    let expected = [Finding::Longer(interval(10, 17)), Finding::Within(interval(6, 0))];
    assert_eq!(findings(&stage), expected);
    let sources: Vec<_> = stage.checks.iter().map(|check| (check.from, check.source)).collect();
    assert_eq!(sources, [("admission", "Circular JD/8/2006"), ("sentence", "ICM practice guidance")]);
}

#[test]
fn a_missing_date_is_not_recorded() {
    let stage = stage_of(BARE, Known::default(), Some(("initial", "2024-03-20")), None);
    assert_eq!(findings(&stage), [Finding::NotRecorded; 2]);
}

#[test]
fn what_the_record_system_does_not_know_the_header_may_say() {
    let plan = format!("Date of admission: 3 May 2023\nConference date: 3 June 2023 (initial)\n\n{BARE}");
    let stage = stage_of(&plan, Known::default(), None, None);
    assert_eq!(stage.kind.as_deref(), Some("initial"));
    assert_eq!(findings(&stage), [Finding::Within(interval(1, 0)), Finding::NotRecorded]);
}

#[test]
fn the_next_conference_comes_before_the_header_and_this_before_the_last() {
    let plan = format!("Conference type: Pre-Release\nConference date: 3 November 2025\n\n{BARE}");
    let last = Some(("annual", "2024-11-03"));
    let kind = |stage: Stage| (stage.kind.unwrap(), stage.conference.unwrap().to_string());
    let next = stage_of(&plan, known(), Some(("concern", "2025-11-05")), last);
    assert_eq!(findings(&next), [Finding::None]);
    assert_eq!(kind(next), ("concern".to_owned(), "2025-11-05".to_owned()));
    let header = stage_of(&plan, known(), None, last);
    assert_eq!(findings(&header), [Finding::Measured(interval(2, 29))]);
    assert_eq!(kind(header), ("pre-release".to_owned(), "2025-11-03".to_owned()));
    let held = stage_of(BARE, known(), None, last);
    assert_eq!(findings(&held), [Finding::NotRecorded], "which one was before the last is not known");
    assert_eq!(kind(held), ("annual".to_owned(), "2024-11-03".to_owned()));
    assert_eq!(stage_of(BARE, known(), None, None).kind, None);
}

#[test]
fn a_year_and_a_day_is_longer() {
    let last = Some(("annual", "2023-05-03"));
    let check = |date| findings(&stage_of(BARE, known(), Some(("annual", date)), last));
    assert_eq!(check("2024-05-03"), [Finding::Within(interval(12, 0))]);
    assert_eq!(check("2024-05-04"), [Finding::Longer(interval(12, 1))]);
}

#[test]
fn dates_the_other_way_round_are_said_to_be() {
    let stage = stage_of(BARE, known(), Some(("pre-release", "2026-03-01")), None);
    assert_eq!(findings(&stage), [Finding::Measured(Interval { months: 1, days: 0, negative: true })]);
}

#[test]
fn the_intervals_are_those_of_enhanced_case_management() {
    let standard = Known { route: Some("standard".to_owned()), ..known() };
    assert_eq!(findings(&stage_of(BARE, standard, Some(("annual", "2024-03-20")), None)), []);
}

#[test]
fn headings_that_are_expected_and_absent() {
    let absent = |plan: &str, kind: &str| stage_of(plan, known(), Some((kind, "2024-03-20")), None).absent;
    assert_eq!(absent(BARE, "pre-release"), ["release planning", "accommodation", "finances"]);
    let plan = "## 1. Agreed Actions\n\nNone.\n\n## 2. HOUSING\n\nNone.\n\n## 3. Finance and benefits\n\nNone.\n\n\
        ## 4. Release planning and licence conditions\n\nNone.\n";
    assert_eq!(absent(plan, "pre-release"), [""; 0]);
    assert_eq!(absent(plan, "concern"), [""; 0]);
    assert_eq!(absent("He has no plan.\n", "pre-release"), [""; 0], "a plan without headings");
}
