//! The page on which governance reads the record of looks.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Deserialize;

use super::looks::{self, DONE};
use super::moment;
use crate::app::{App, LIST_ENTRIES, Listing, Paging, Recorded};
use crate::http::extract::{Asker, Cursor, Query};
use crate::http::problem::Problem;
use crate::web::assets;
use crate::web::forms::{Field, Mistake, read_date, title};
use crate::web::frame::{Frame, Style};
use crate::web::links::Link;
use crate::web::words;
use cip_store::{AuditQuery, stamp};

#[derive(Template)]
#[template(path = "audit.html")]
struct AuditPage {
    frame: Frame,
    mistakes: Vec<Mistake>,
    who: Field,
    subject: Field,
    from: Field,
    until: Field,
    /// What may have been done: its name, words for it, whether it is chosen.
    what: Vec<(&'static str, String, bool)>,
    rows: Vec<RowView>,
    next: Option<String>,
}

struct RowView {
    number: u64,
    at: String,
    who: String,
    /// What kind of caller, where it is no person.
    kind: Option<String>,
    what: String,
    refused: Option<String>,
    subject: String,
    details: Vec<String>,
    reason: String,
    address: String,
}

/// Of whom, on what, what, and when; empty fields ask nothing.
#[derive(Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    who: String,
    #[serde(default)]
    subject: String,
    #[serde(default)]
    what: String,
    /// The first day, as written.
    #[serde(default)]
    from: String,
    /// The last day, as written.
    #[serde(default)]
    until: String,
    after: Option<Cursor<u64>>,
}

pub(super) async fn page(
    State(app): State<App>,
    Asker(caller): Asker,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    match asked.query() {
        Ok(query) => {
            let paging = Paging { after: asked.after.as_ref().map(|after| after.0), limit: LIST_ENTRIES };
            let listing = app.records(&caller, &query, &paging).await?;
            Ok(Html(audit_page(&asked, &listing, &[])).into_response())
        }
        Err(mistakes) => {
            let none = Listing { entries: Vec::new(), next: None };
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(audit_page(&asked, &none, &mistakes))).into_response())
        }
    }
}

impl Asked {
    /// Days are those of UTC, from the first to the last.
    fn query(&self) -> Result<AuditQuery, Vec<Mistake>> {
        let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let day = |field, text: &str| match text.trim() {
            "" => Ok(None),
            text => read_date(text).map(Some).map_err(|message| Mistake { field, message }),
        };
        match (day("from", &self.from), day("until", &self.until)) {
            (Ok(from), Ok(until)) => Ok(AuditQuery {
                who: given(&self.who),
                subject: given(&self.subject),
                what: given(&self.what),
                from: from.and_then(begins),
                until: until.and_then(|day| begins(day.tomorrow().ok()?)),
            }),
            (from, until) => Err(from.err().into_iter().chain(until.err()).collect()),
        }
    }

    /// The address of the rows after one, asked for alike.
    fn after(&self, next: u64) -> String {
        let fields = [
            ("who", &self.who),
            ("subject", &self.subject),
            ("what", &self.what),
            ("from", &self.from),
            ("until", &self.until),
        ];
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(fields.into_iter().filter(|(_, text)| !text.is_empty()));
        format!("/audit?{}", query.append_pair("after", &next.to_string()).finish())
    }
}

/// When a day begins, as the record writes it.
fn begins(day: Date) -> Option<String> {
    Some(stamp(day.to_zoned(TimeZone::UTC).ok()?.timestamp()))
}

fn audit_page(asked: &Asked, listing: &Listing<Recorded, u64>, mistakes: &[Mistake]) -> String {
    let field = |name, label, hint, value: &str| Field::new(name, label, hint, value).with(mistakes);
    let days = "For example 13/11/2025; days are those of UTC";
    let choice = |(name, said): &(&'static str, &str)| (*name, words::upper(said), *name == asked.what);
    crate::web::render(&AuditPage {
        frame: Frame::served(title("Record of looks", mistakes), vec![Link::people()], "Record of looks"),
        mistakes: mistakes.to_vec(),
        who: field("who", "By whom", "The name of a user or a system", &asked.who),
        subject: field("subject", "On whom", "A person’s id, for instance", &asked.subject),
        from: field("from", "First day", days, &asked.from),
        until: field("until", "Last day", "", &asked.until),
        what: DONE.iter().map(choice).collect(),
        rows: listing.entries.iter().map(row).collect(),
        next: listing.next.map(|next| asked.after(next)),
    })
}

fn row(row: &Recorded) -> RowView {
    let event = &row.event;
    let is_person = event.who_kind == "person";
    let who = if event.who.is_empty() { event.who_kind.clone() } else { event.who.clone() };
    RowView {
        number: row.number,
        at: moment(&event.at),
        kind: (!is_person && who != event.who_kind).then(|| event.who_kind.clone()),
        who,
        what: words::upper(looks::done(&event.what)),
        refused: event.refused.as_deref().map(looks::refused),
        subject: event.subject.as_ref().map_or_else(String::new, |subject| subject.id.clone()),
        details: looks::details(&event.details),
        reason: event.reason.clone().unwrap_or_default(),
        address: event.from.clone().unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(from: &str, until: &str) -> Asked {
        Asked { from: from.to_owned(), until: until.to_owned(), ..Asked::default() }
    }

    #[test]
    fn days_count_whole() {
        let query = asked("2/3/2026", "2026-03-02").query().unwrap();
        assert_eq!(query.from.as_deref(), Some("2026-03-02T00:00:00.000000Z"));
        assert_eq!(query.until.as_deref(), Some("2026-03-03T00:00:00.000000Z"));
        assert_eq!(asked("", " ").query().unwrap(), AuditQuery::default());
    }

    #[test]
    fn every_mistake_is_told_at_once() {
        let mistakes = asked("soon", "31/2/2026").query().unwrap_err();
        let fields: Vec<_> = mistakes.iter().map(|mistake| mistake.field).collect();
        assert_eq!(fields, ["from", "until"]);
    }

    #[test]
    fn what_follows_is_asked_for_alike() {
        let asked = Asked { who: "a b".to_owned(), what: "PRINT".to_owned(), ..asked("2/3/2026", "") };
        assert_eq!(asked.after(7), "/audit?who=a+b&what=PRINT&from=2%2F3%2F2026&after=7");
    }
}
