//! Rows of the record of looks in words: what was done, why it was refused, what else is known of it.

use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::{Map, Value};

use super::moment;
use crate::web::words;

/// What can be done, by its name in the record, in words for governance and in the order of the choice.
pub(super) const DONE: &[(&str, &str)] = &[
    ("VIEW_PEOPLE", "listed people"),
    ("VIEW_PERSON", "opened the person’s page"),
    ("VIEW_BRIEF", "read the brief"),
    ("VIEW_CONDENSED", "read the condensed plan"),
    ("VIEW_DELTA", "read what changed"),
    ("VIEW_PLAN", "read the plan"),
    ("VIEW_HISTORY", "read the plan with ages"),
    ("VIEW_PASSAGE", "read the past of a passage"),
    ("VIEW_VERSIONS", "listed the plans"),
    ("VIEW_VERSION", "looked up a plan"),
    ("VIEW_HELD", "looked at what is held"),
    ("VIEW_CONFERENCES", "listed conferences"),
    ("VIEW_CONFERENCE", "looked up a conference"),
    ("VIEW_REPORTS", "listed reports"),
    ("VIEW_REPORT", "read a report"),
    ("EXPORT_PLAN", "took the plan’s file"),
    ("EXPORT_REPORT", "took the report’s file"),
    ("PRINT", "opened a page for print"),
    ("GIVE_REASON", "was asked why they look"),
    ("BREAK_GLASS", "opened the case in an emergency"),
    ("BEGIN_CASE", "came to a place on the case by adding the person"),
    ("PUT_PERSON", "posted what is known of the person"),
    ("OPEN_FORM", "opened a form to post"),
    ("POST_VERSION", "posted a plan"),
    ("PREVIEW_VERSION", "looked at a plan before it is posted"),
    ("CONFIRM_VERSION", "said that a held plan is this person’s"),
    ("WITHDRAW_VERSION", "withdrew a plan"),
    ("POST_CONFERENCE", "posted a conference"),
    ("POST_REPORT", "posted a report"),
    ("PREVIEW_REPORT", "looked at a report before it is posted"),
    ("INVITE", "said who is invited"),
    ("REPEAT_ANSWER", "was given an earlier answer again"),
    ("VIEW_READERS", "looked who has read it"),
    ("PUT_CASELOAD", "put the case on a caseload"),
    ("END_CASELOAD", "ended a caseload"),
    ("VIEW_CASELOAD", "looked at the caseload"),
    ("PUT_STAFF", "posted somebody to an establishment"),
    ("END_STAFF", "ended a posting to an establishment"),
    ("VIEW_STAFF", "listed who is posted to an establishment"),
    ("VIEW_BREAK_GLASS", "listed cases opened in an emergency"),
    ("REVIEW_BREAK_GLASS", "reviewed a case opened in an emergency"),
    ("VIEW_AUDIT", "read the record of looks"),
    ("EXPORT_AUDIT", "exported the record of looks"),
    ("VERIFY_AUDIT", "verified the record of looks"),
    ("SIGN_IN", "signed in"),
    ("SIGN_OUT", "signed out"),
    ("END_SESSION", "ended a session"),
    ("REFUSE_SIGN_IN", "tried to get in"),
    ("REFUSE_REQUEST", "asked for what could not be read"),
    ("BEGIN_IMPORT", "began an import"),
    ("END_IMPORT", "ended an import"),
    ("BACK_UP", "backed the database up"),
    ("COPY", "copied the store"),
];

/// What was done, in words; its name where a later version wrote it.
pub(super) fn done(what: &str) -> &str {
    DONE.iter().find(|(name, _)| *name == what).map_or(what, |(_, words)| words)
}

/// Why it was refused, by the error code.
pub(super) fn refused(code: &str) -> String {
    match code {
        "person_not_found" => "no place on the case, or no such person".to_owned(),
        "role_missing" => "the role is missing".to_owned(),
        "no_role" => "no role here".to_owned(),
        "reason_missing" => "no reason given".to_owned(),
        "own_review" => "their own emergency".to_owned(),
        "invalid_token" => "the token does not count".to_owned(),
        code => code.replace('_', " "),
    }
}

/// What else is known of a row, a few words each; the row holds it as a JSON object.
pub(super) fn details(json: &str) -> Vec<String> {
    let details: Map<String, Value> = serde_json::from_str(json).unwrap_or_default();
    details.iter().map(|(key, value)| detail(key, value)).filter(|said| !said.is_empty()).collect()
}

fn detail(key: &str, value: &Value) -> String {
    let said = said(value);
    match (key, value) {
        ("version", _) => format!("version {said}"),
        ("baseline", _) => format!("compared with version {said}"),
        ("from" | "to", Value::Number(_)) => format!("{key} version {said}"),
        ("report", _) => format!("report {said}"),
        ("conference", _) => format!("conference {said}"),
        ("number", _) => format!("number {said}"),
        ("after", _) => format!("after row {said}"),
        ("last", _) => format!("up to row {said}"),
        ("paths", _) => format!("files and folders: {said}"),
        ("versions", _) => format!("new versions: {said}"),
        ("place", _) => match value.as_str().unwrap_or_default() {
            "break-glass" => "by an emergency".to_owned(),
            "caseload" => "by caseload".to_owned(),
            place => format!("by {place}"),
        },
        ("held", Value::Bool(true)) => "held: perhaps another person’s".to_owned(),
        ("there", Value::Bool(true)) => "was there already, and was left as it was".to_owned(),
        ("waiting", Value::Bool(true)) => "those that wait for a review".to_owned(),
        ("waiting", _) => "all of them".to_owned(),
        ("holds", Value::Bool(true)) => "it holds".to_owned(),
        ("holds", _) => "it does not hold".to_owned(),
        ("what", Value::String(what)) => format!("asked for: {}", done(what)),
        ("who", _) => format!("by whom: {said}"),
        ("subject", _) => format!("on what: {said}"),
        ("outcome", Value::String(outcome)) => outcome.replace('-', " "),
        ("from" | "until", _) => format!("{key} {said}"),
        _ => format!("{}: {said}", key.replace('_', " ")),
    }
}

/// A value: days and points in time as they are read aloud.
fn said(value: &Value) -> String {
    match value {
        Value::String(text) => match (text.parse::<Timestamp>(), text.parse::<Date>()) {
            (Ok(_), _) => moment(text),
            (_, Ok(date)) => words::day(date),
            _ => text.clone(),
        },
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::recorded_names;

    #[test]
    fn all_that_is_recorded_has_words() {
        let mut names: Vec<&str> = recorded_names().collect();
        let mut known: Vec<&str> = DONE.iter().map(|(name, _)| *name).collect();
        names.sort_unstable();
        known.sort_unstable();
        assert_eq!(names, known);
    }

    #[test]
    fn details_are_words() {
        assert_eq!(
            details(r#"{"baseline":4,"place":"caseload","version":5}"#),
            ["compared with version 4", "by caseload", "version 5"]
        );
        assert_eq!(
            details(r#"{"from":"2026-03-02","name":"m.bell","until":"2026-04-01"}"#),
            ["from 2 March 2026", "name: m.bell", "until 1 April 2026"]
        );
        assert_eq!(details(r#"{"from":1,"to":2}"#), ["from version 1", "to version 2"]);
        assert_eq!(details(r#"{"until":"2026-03-02T10:00:00Z"}"#), ["until 2 March 2026, 10:00 UTC"]);
        assert_eq!(
            details(r#"{"what":"VIEW_BRIEF","some_more":true}"#),
            ["some more: yes", "asked for: read the brief"]
        );
        assert!(details("{}").is_empty());
    }

    #[test]
    fn what_is_not_known_is_told_as_it_stands() {
        assert_eq!(done("VIEW_SOMETHING_NEW"), "VIEW_SOMETHING_NEW");
        assert_eq!(refused("version_not_found"), "version not found");
    }
}
