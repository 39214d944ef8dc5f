//! The life of every passage of the newest plan.

use axum::Extension;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use super::extract::PersonPath;
use super::openapi::{PersonParam, Refusals};
use super::problem::Problem;
use super::reply::{self, ETag, Format};
use crate::app::{App, BriefQuestion, Caller, Traced};
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
    let tag = ETag::of_computed("history", &choice, Format::Json.name());
    if tag.is_known(&headers) {
        return Ok(tag.not_modified());
    }
    let traced = app.trace(&choice).await?;
    let body = app.work(move || write(&traced)).await??;
    Ok(tag.put_on(reply::body(Format::Json, body)))
}

fn write(traced: &Traced) -> Result<String, Problem> {
    traced.read(|input, history| reply::json(&HistoryDocument::new(input, history)))
}
