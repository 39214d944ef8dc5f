//! Answers with what was computed from plans: the one way of a brief, a delta, a history and a condensed plan, for
//! programs and for people.

use axum::http::HeaderMap;
use axum::response::Response;

use super::answer::body;
use super::etag::ETag;
use super::negotiate::negotiated;
use crate::app::{App, AppError, Choice};
use crate::forms::Format;
use crate::http::problem::Problem;

/// Answers with what is computed from a choice, written in a form. A reader who has it already gets a 304 before
/// anything is computed; else computing and writing are done under one admission.
pub(crate) async fn computed<C: Choice>(
    app: &App,
    headers: &HeaderMap,
    choice: &C,
    format: Format,
    write: impl FnOnce(&C::Computed) -> Result<String, Problem> + Send + 'static,
) -> Result<Response, Problem> {
    let tag = ETag::of_computed(C::NAME, choice, format.name());
    if tag.is_known(headers) {
        return Ok(negotiated(tag.not_modified()));
    }
    let admission = app.admit()?;
    let computed = choice.compute(app, &admission).await?;
    // The writing of a long plan takes some milliseconds, so it does not hold up an async thread either.
    let text = admission.run(move || write(&computed)).await.map_err(AppError::from)??;
    Ok(negotiated(tag.put_on(body(format, text))))
}
