//! The life of every passage of the newest plan.

use std::fmt::Write;

use axum::Extension;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use super::extract::PersonPath;
use super::openapi::{PersonParam, Refusals};
use super::problem::Problem;
use super::reply::{self, ETag, Format};
use crate::app::{App, BriefQuestion, Caller, HistoryChoice, Traced};
use cip_wire::history::HistoryDocument;

/// Tell since when each passage of the newest version stands, what came back, and what was not followed up.
#[utoipa::path(
    get,
    path = "/v1/people/{person}/history",
    tag = "changes",
    operation_id = "getHistory",
    params(PersonParam),
    responses(
        (status = 200, description = "The history", body = HistoryDocument<'static>),
        (status = 304, description = "The reader has it"),
        Refusals,
    )
)]
pub(super) async fn get(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    PersonPath(person): PersonPath,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let choice = app.choose_history(&caller, &person, BriefQuestion::default()).await?;
    let tag = tag(&choice);
    if tag.is_known(&headers) {
        return Ok(tag.not_modified());
    }
    let traced = app.trace(&choice).await?;
    let body = app.work(move || write(&traced)).await??;
    Ok(tag.put_on(reply::body(Format::Json, body)))
}

/// Everything that the answer is made from is in the choice, so its debug form stands for it.
fn tag(choice: &HistoryChoice) -> ETag {
    let mut choice_text = String::new();
    // Writing to a string cannot fail.
    let _ = write!(choice_text, "{choice:?}");
    ETag::of(&["history", &choice_text])
}

fn write(traced: &Traced) -> Result<String, Problem> {
    traced.read(|input, history| reply::json(&HistoryDocument::new(input, history)))
}
