//! The life of every passage of the newest plan.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use super::openapi::{PersonParam, Refusals};
use crate::app::{App, BriefQuestion, Traced};
use crate::forms::Format;
use crate::http::extract::{Asker, NoParams, PersonPath, Query};
use crate::http::problem::Problem;
use crate::http::reply;
use cip_wire::history::HistoryDocument;

/// Get the history: since when each passage has been there, what came back, what was not followed up.
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
    Asker(caller): Asker,
    PersonPath(person): PersonPath,
    headers: HeaderMap,
    _: Query<NoParams>,
) -> Result<Response, Problem> {
    let choice = app.choose_history(&caller, &person, BriefQuestion::default()).await?;
    reply::computed(&app, &headers, &choice, Format::Json, write).await
}

fn write(traced: &Traced) -> Result<String, Problem> {
    traced.read(|input, history| reply::json(&HistoryDocument::new(input, history)))
}
