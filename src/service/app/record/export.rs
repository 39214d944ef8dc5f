//! The record as other services take it.

use serde::Serialize;
use serde_json::{Map, Value, json};

use cip_store::AuditRow;

/// The name under which this service's rows are known elsewhere.
const SERVICE: &str = "cip-brief";

/// A row as justice services emit it: a line of NDJSON.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Line<'a> {
    what: &'a str,
    when: &'a str,
    who: &'a str,
    subject_id: Option<&'a str>,
    subject_type: &'a str,
    correlation_id: Option<&'a str>,
    service: &'static str,
    /// A JSON object, written as text.
    details: String,
}

/// A row as a line of NDJSON, with its end.
pub fn exported(row: &AuditRow) -> String {
    let event = &row.event;
    let subject = event.subject.as_ref();
    let line = Line {
        what: &event.what,
        when: &event.at,
        who: &event.who,
        subject_id: subject.map(|subject| subject.id.as_str()),
        subject_type: subject.map_or("NOT_APPLICABLE", |subject| subject.kind.as_str()),
        correlation_id: event.request.as_deref(),
        service: SERVICE,
        details: details(row),
    };
    // Texts and numbers are always JSON.
    let mut line = serde_json::to_string(&line).unwrap_or_default();
    line.push('\n');
    line
}

/// What the shape has no field for stands among the details.
fn details(row: &AuditRow) -> String {
    let event = &row.event;
    let mut details: Map<String, Value> = serde_json::from_str(&event.details).unwrap_or_default();
    let more = [
        ("number", json!(row.number)),
        ("hash", json!(row.hash.to_string())),
        ("whoType", json!(event.who_kind)),
        ("roles", json!(event.roles)),
        ("refused", json!(event.refused)),
        ("from", json!(event.from)),
        ("reason", json!(event.reason)),
    ];
    details.extend(
        more.into_iter().filter(|(_, value)| !value.is_null()).map(|(key, value)| (key.to_owned(), value)),
    );
    Value::Object(details).to_string()
}
