use super::super::series::Series;
use super::*;

const HEAD: &str = "| Area | Agreed action | By whom | By when | Progress |\n|---|---|---|---|---|\n";

fn plan(rows: &[&str]) -> String {
    format!("## Action Plan\n\n{HEAD}{}\n", rows.join("\n"))
}

fn check(plans: &[String]) -> Vec<Action> {
    let plans: Vec<&str> = plans.iter().map(String::as_str).collect();
    Series::new(&plans).history.actions
}

fn only(plans: &[String]) -> Action {
    let actions = check(plans);
    assert_eq!(actions.len(), 1, "{actions:?}");
    actions.into_iter().next().unwrap()
}

#[test]
fn changed_fields_in_any_order_of_columns() {
    let before = plan(&["| Home | Apply to the council for a flat | PBSW | May 2023 | Begun |"]);
    let after = "## Action Plan\n\n| Status | Due date | Owner | Action | Need |\n|---|---|---|---|---|\n\
                 | Begun | 30 June 2023 | CBSW | Apply to the council for a flat | Home |\n";
    let action = only(&[before, after.to_owned()]);
    assert_eq!(action.change, ActionChange::Changed);
    assert_eq!(action.fields, [ActionField::Owner, ActionField::Due]);
    assert_eq!(action.due.unwrap().to_string(), "2023-06-30");
}

#[test]
fn a_row_of_a_table_with_other_titles_is_no_new_action() {
    let before = "## To do\n\n| Day | Thing | Person |\n|---|---|---|\n| 4 May 2023 | Measure for the new glasses | Nurse |\n";
    let after = before.replace("| Day | Thing | Person |", "| Due | Task | Owner |");
    let action = only(&[before.to_owned(), after.clone()]);
    assert_ne!(action.change, ActionChange::New);
    let action = only(&[before.to_owned(), after.replace("Nurse", "Optician")]);
    assert_eq!((action.change, action.fields), (ActionChange::Changed, vec![ActionField::Other]));
}

#[test]
fn completed_new_and_gone() {
    let rows = [
        "| Home | Apply to the council for a flat | PBSW | May 2023 | Begun |",
        "| Home | Apply to the council for a flat | PBSW | May 2023 | Completed |",
        "| Health | See the dentist about the broken tooth | nurse | July 2022 | Open |",
        "| Work | Begin the joinery course in the workshop | tutor | May 2025 | Open |",
        "| Money | Open an account with the credit union | PBSW | May 2021 | Done |",
    ];
    let actions = check(&[plan(&[rows[0], rows[2], rows[4]]), plan(&[rows[1], rows[3]])]);
    let changes: Vec<_> = actions.iter().map(|action| action.change).collect();
    assert_eq!(changes.len(), 3, "a closed action that went is nothing: {actions:?}");
    for change in [ActionChange::Completed, ActionChange::New, ActionChange::Gone] {
        assert!(changes.contains(&change), "{change:?}");
    }
}

#[test]
fn an_upload_between_conferences_hides_nothing() {
    let flat = "| Home | Apply to the council for a flat | PBSW | May 2033 | Begun |";
    let tooth = "| Health | See the dentist about the broken tooth | nurse | July 2032 | Open |";
    let work = "| Work | Begin the joinery course in the workshop | tutor | May 2035 | Open |";
    let done = tooth.replace("Open", "Completed");
    let reported = |plans: &[String], baseline| {
        let plans: Vec<&str> = plans.iter().map(String::as_str).collect();
        let actions = Series::since(&plans, Some(baseline)).history.actions;
        actions.iter().map(|action| (action.change, action.before, action.after)).collect::<Vec<_>>()
    };
    let (all, fewer) = (plan(&[flat, tooth]), plan(&[flat]));
    let gone = reported(&[all.clone(), fewer.clone(), fewer.clone()], 0);
    assert_eq!(
        gone.iter().map(|action| action.0).collect::<Vec<_>>(),
        [ActionChange::Unchanged, ActionChange::Gone]
    );
    assert_eq!(
        reported(&[all.clone(), fewer.clone(), fewer.clone()], 1).len(),
        1,
        "the conference has seen it"
    );
    let closed = reported(&[all.clone(), plan(&[flat, &done]), fewer.clone()], 0);
    assert_eq!(closed[1].0, ActionChange::Completed, "done between two conferences, and gone: {closed:?}");
    let new = reported(&[fewer.clone(), plan(&[flat, work]), plan(&[flat, work])], 0);
    assert_eq!(new[1].0, ActionChange::New);
    let back = reported(&[all.clone(), fewer, all], 0);
    assert_eq!(
        back.iter().map(|action| action.0).collect::<Vec<_>>(),
        [ActionChange::Unchanged; 2],
        "{back:?}"
    );
}

#[test]
fn what_changed_may_be_overdue() {
    let row = "| Home | Apply to the council for a flat | PBSW | May 2021 | Begun |";
    let action = only(&[plan(&[row]), plan(&[&row.replace("PBSW", "CBSW")])]);
    assert_eq!((action.change, action.overdue), (ActionChange::Changed, true));
    let action = only(&[plan(&[row]), plan(&[&row.replace("Begun", "Completed")])]);
    assert_eq!((action.change, action.overdue), (ActionChange::Completed, false));
}

#[test]
fn a_month_without_a_year_is_of_the_plan_that_first_says_it() {
    let row = "| Home | Apply to the council for a flat | PBSW | October | Begun |";
    let later = row.replace("October", "December");
    assert_eq!(only(&[plan(&[row]), plan(&[row])]).due.unwrap().to_string(), "2021-10-31");
    let action = only(&[plan(&[row]), plan(&[row]), plan(&[&later]), plan(&[&later])]);
    assert_eq!(action.due.unwrap().to_string(), "2023-12-31");
}

#[test]
fn overdue_and_never_started() {
    let row = "| Home | Apply to the council for a flat | PBSW | May 2022 | Not started |";
    let action = only(&[plan(&[row]), plan(&[row]), plan(&[row])]);
    assert_eq!(action.change, ActionChange::Overdue);
    assert_eq!((action.since, action.never_started), (0, true));
    let begun = row.replace("Not started", "In hand");
    let action = only(&[plan(&[row]), plan(&[&begun]), plan(&[&begun])]);
    assert!(!action.never_started);
}
