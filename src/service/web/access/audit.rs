//! The page on which governance reads the record of looks.

use askama::Template;
use axum::extract::State;
use axum::response::Html;
use serde::Deserialize;

use super::moment;
use crate::app::{App, LIST_ENTRIES, Listing, Paging, Recorded};
use crate::http::extract::{Asker, Cursor, Query};
use crate::http::problem::Problem;
use crate::web::assets;
use crate::web::frame::{Frame, Style};
use crate::web::links::{self, Link};
use cip_store::AuditQuery;

#[derive(Template)]
#[template(path = "audit.html")]
struct AuditPage {
    frame: Frame,
    who: String,
    subject: String,
    rows: Vec<RowView>,
    next: Option<String>,
}

struct RowView {
    number: u64,
    at: String,
    who: String,
    what: String,
    subject: String,
    details: String,
    reason: String,
}

/// Of whom, and on what; empty fields ask nothing.
#[derive(Deserialize)]
pub(super) struct Asked {
    who: Option<String>,
    subject: Option<String>,
    after: Option<Cursor<u64>>,
}

pub(super) async fn page(
    State(app): State<App>,
    Asker(caller): Asker,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, Problem> {
    let given =
        |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let query = AuditQuery { who: given(asked.who), subject: given(asked.subject), ..AuditQuery::default() };
    let paging = Paging { after: asked.after.map(|after| after.0), limit: LIST_ENTRIES };
    let listing = app.records(&caller, &query, &paging).await?;
    Ok(Html(audit_page(&query, &listing)))
}

fn audit_page(query: &AuditQuery, listing: &Listing<Recorded, u64>) -> String {
    let here = links::looks(query.who.as_deref(), query.subject.as_deref());
    crate::web::render(&AuditPage {
        frame: Frame::served("Record of looks", vec![Link::people()], "Record of looks"),
        who: query.who.clone().unwrap_or_default(),
        subject: query.subject.clone().unwrap_or_default(),
        rows: listing.entries.iter().map(row).collect(),
        next: listing.next.map(|next| {
            let joined = if here.contains('?') { '&' } else { '?' };
            format!("{here}{joined}after={next}")
        }),
    })
}

fn row(row: &Recorded) -> RowView {
    let event = &row.event;
    let refused = event.refused.as_ref().map_or_else(String::new, |why| format!(" refused: {why}"));
    RowView {
        number: row.number,
        at: moment(&event.at),
        who: if event.who.is_empty() { event.who_kind.clone() } else { event.who.clone() },
        what: format!("{}{refused}", event.what),
        subject: event.subject.as_ref().map_or_else(String::new, |subject| subject.id.clone()),
        details: if event.details == "{}" { String::new() } else { event.details.clone() },
        reason: event.reason.clone().unwrap_or_default(),
    }
}
