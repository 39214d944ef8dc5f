//! Small plans and what is asked of them.

use super::*;
use crate::brief::{Brief, Input, Known, PartId, Traced, Version, compose};
use crate::delta::{Delta, compare};
use crate::document::parse;
use crate::history::{self, trace};

/// The brief of the last of these plans, a year apart, the first of 1 June 2021; with one report of 3 May 2020.
fn brief(plans: &[&str], report: &str) -> Brief {
    let documents: Vec<Document> = plans.iter().map(|plan| parse((*plan).to_owned()).unwrap()).collect();
    let deltas: Vec<Delta> = documents.windows(2).map(|pair| compare(&pair[0], &pair[1])).collect();
    let as_of = |number: u32| format!("{}-06-01", 2020 + number).parse().ok();
    let versions: Vec<Version<'_>> = (1..)
        .zip(&documents)
        .map(|(number, document)| Version { number, as_of: as_of(number), document })
        .collect();
    let report = parse(report.to_owned()).unwrap();
    let date = "2020-05-03".parse().ok();
    let input = history::Input {
        versions: &versions,
        deltas: &deltas.iter().collect::<Vec<_>>(),
        baseline: documents.len().checked_sub(2).map(|at| at as u32),
        sources: &[Source { number: 1, kind: Some("ser"), date, document: &report }],
    };
    let history = trace(&input);
    compose(&Input {
        person: None,
        baseline: versions.len().checked_sub(2).map(|baseline| versions[baseline].clone()),
        current: versions[versions.len() - 1].clone(),
        delta: deltas.last(),
        traced: Some(Traced { input: &input, history: &history }),
        last_conference: None,
        next_conference: None,
        known: Known::default(),
        agency: None,
        words: 600,
    })
}

/// What is asked of this kind.
pub(super) fn check(plans: &[&str], report: &str, kind: ItemKind) -> Vec<String> {
    let brief = brief(plans, report);
    let items = brief.parts.iter().filter(|part| part.id == PartId::Ask).flat_map(|part| &part.items);
    let text = |item: &Item| item.text.iter().map(|piece| piece.text.as_str()).collect::<String>();
    items.filter(|item| item.kind == kind).map(text).collect()
}

const REFERRAL: &str = "## Health\n\nHe will be referred to the dentist by 30 June 2021.\n";

#[test]
fn a_day_that_has_passed() {
    let asked = check(&[REFERRAL, REFERRAL], "", ItemKind::DatePassed);
    let expected = "He will be referred to the dentist by 30 June 2021. (due 30 June 2021, in the plan since 1 June 2021)";
    assert_eq!(asked, [expected]);
    assert!(check(&[REFERRAL], "", ItemKind::DatePassed).is_empty(), "nothing is carried over yet");
}

#[test]
fn the_same_promise_in_two_places_is_one_question() {
    let twice = format!("{REFERRAL}\n## Minutes\n\nHe will be referred to the dentist by 30 June 2021.\n");
    let brief = brief(&[&twice, &twice], "");
    let ask = brief.parts.iter().find(|part| part.id == PartId::Ask).unwrap();
    let passed: Vec<&Item> = ask.items.iter().filter(|item| item.kind == ItemKind::DatePassed).collect();
    assert_eq!((passed.len(), passed[0].places, passed[0].quotes.len()), (1, 2, 2));
    assert_eq!(passed[0].due.map(|due| due.to_string()).as_deref(), Some("2021-06-30"));
}

#[test]
fn of_days_that_had_passed_by_the_last_plan_the_latest_are_asked_in_full() {
    let promise = |month: u32| {
        format!("He will be referred to clinic {month} by 30 {} 2021.\n\n", MONTHS[month as usize])
    };
    let plan = format!("## Health\n\n{}", (0..8).map(promise).collect::<String>());
    let passed = check(&[&plan, &plan, &plan], "", ItemKind::DatePassed);
    let before = check(&[&plan, &plan, &plan], "", ItemKind::PassedBefore);
    assert_eq!((passed.len(), before.len()), (5, 3));
    let clinics = |number: u32| passed.iter().any(|text| text.contains(&format!("clinic {number} ")));
    assert!((3..8).all(clinics) && before[2].contains("clinic 2 "), "{passed:?} {before:?}");
    assert_eq!(check(&[&plan, &plan], "", ItemKind::PassedBefore), [""; 0], "they have passed since");
}

/// Eight months with thirty days, after the first plan and before the second.
const MONTHS: [&str; 8] =
    ["June", "July", "August", "September", "October", "November", "December", "December"];

const COURSE: &str = "## Housing\n\n3 May 2021 – PBSW (A. Other):\n\nHe rents a flat by the canal.\n\n## Education\n\n\
    The tutor says that he has finished the bricklaying course at the college.\n";
const NOT_FINISHED: &str = "\n## Employment\n\n4 May 2022 – nurse (B. Other):\n\n\
    The tutor says that he has not finished the bricklaying course at the college.\n";

#[test]
fn two_passages_that_disagree_where_one_is_new() {
    let both = format!("{COURSE}{NOT_FINISHED}");
    let expected = "The tutor says that he has finished the bricklaying course at the college. \
        Elsewhere, in Employment (nurse (B. Other), 4 May 2022): \
        The tutor says that he has not finished the bricklaying course at the college.";
    let asked = check(&[COURSE, &both], "", ItemKind::Disagreeing);
    assert_eq!(asked, [expected]);
    assert!(check(&[&both, &both], "", ItemKind::Disagreeing).is_empty(), "asked last year");
    assert_eq!(check(&[&both], "", ItemKind::Disagreeing).len(), 1, "all of a first plan is new");
}

#[test]
fn a_level_of_risk_is_asked_every_year() {
    let plan = "## Housing\n\nThe assessment of last spring says that his risk of harm is High overall.\n\n## Violence\n\n\
        The assessment of last spring says that his risk of harm is Medium overall.\n";
    assert_eq!(check(&[plan, plan], "", ItemKind::Disagreeing).len(), 1);
}

#[test]
fn text_that_differs_from_its_report() {
    let report =
        "# Report\n\nThe tutor says that he has not finished the bricklaying course at the college.\n";
    let expected = "The tutor says that he has finished the bricklaying course at the college. \
        In the Social Enquiry Report of 3 May 2020: \
        The tutor says that he has not finished the bricklaying course at the college.";
    assert_eq!(check(&[COURSE, COURSE], report, ItemKind::UnlikeReport), [expected]);
    assert!(check(&[COURSE], &report.replace("not ", ""), ItemKind::UnlikeReport).is_empty());
}

#[test]
fn a_quotation_names_its_report() {
    let report =
        "# Report\n\nThe tutor says that he has not finished the bricklaying course at the college.\n";
    let brief = brief(&[COURSE], report);
    let quotes = brief.parts.iter().flat_map(|part| &part.items).flat_map(|item| &item.quotes);
    let of_report: Vec<_> = quotes.filter(|quote| quote.origin == Origin::Report(1)).collect();
    assert_eq!(of_report.len(), 1);
    assert_eq!(of_report[0].span.of(report), of_report[0].text);
}

const FIRST: &str = "## Minutes\n\n### ICM case conference, 3 May 2021\n\nThe chair welcomed all present. \
    He was content with the plan. The tutor spoke of his reading. Nobody had seen the doctor. No dates were set.\n";
const SECOND: &str = "\n### ICM case conference, 4 May 2022\n\nThe chair welcomed all present. \
    He was content with the plan. The tutor spoke of his reading. Nobody had seen the doctor. A day in June was set.\n";

#[test]
fn minutes_as_last_year() {
    let both = format!("{FIRST}{SECOND}");
    let expected = ["4 of 5 sentences as in ICM case conference, 3 May 2021"];
    assert_eq!(check(&[FIRST, &both], "", ItemKind::SameMinutes), expected);
    assert!(check(&[FIRST, &both, &both], "", ItemKind::SameMinutes).is_empty(), "asked last year");
}

#[test]
fn needs_and_agencies_with_nothing_new() {
    let plan = "# Plan\n\n## Housing\n\nHe has a flat.\n\n## Health\n\n3 May 2021 – nurse (A. Other):\n\nHe is well.\n";
    let asked = check(&[plan, &plan.replace("a flat", "no flat")], "", ItemKind::NothingNew);
    assert_eq!(asked, ["in Health since 3 May 2021", "from nurse since 3 May 2021"]);
}

#[test]
fn of_many_silent_needs_the_oldest_are_named() {
    let need = |number: u32| {
        format!("## Need {number}\n\n3 May {} – nurse:\n\nHe was seen {number} times.\n\n", 2010 + number)
    };
    let plan = (1..=9).map(need).collect::<String>();
    let last = brief(&[&plan, &plan], "");
    let items: Vec<&Item> = last.parts.iter().flat_map(|part| &part.items).collect();
    let more: Vec<String> = items.iter().filter_map(|item| item.rest.phrase()).collect();
    assert_eq!(more, ["and 1 more"]);
    let asked = check(&[&plan, &plan], "", ItemKind::NothingNew);
    let oldest_first = "in Need 1 since 3 May 2011; Need 2 since 3 May 2012; ";
    assert!(asked.iter().any(|asked| asked.starts_with(oldest_first)), "{asked:?}");
}

#[test]
fn without_a_history_nothing_is_asked() {
    let document = parse(REFERRAL.to_owned()).unwrap();
    let current = Version { number: 1, as_of: None, document: &document };
    let input = Input {
        person: None,
        baseline: None,
        current,
        delta: None,
        traced: None,
        last_conference: None,
        next_conference: None,
        known: Known::default(),
        agency: None,
        words: 600,
    };
    assert!(compose(&input).parts.iter().all(|part| part.id != PartId::Ask));
}
