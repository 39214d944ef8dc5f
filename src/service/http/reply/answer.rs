//! Responses that several handlers give alike.

use axum::Json;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use serde::Serialize;

use super::etag::ETag;
use crate::app::AppError;
use crate::compute::Admission;
use crate::forms::Format;
use crate::http::problem::Problem;
use cip_engine::document::Document;
use cip_store::{Arrival, ContentHash, MediaType};

/// Answers a post: 201 and where it is, or 200 where it was there already.
pub(crate) fn arrived<T: Serialize>(arrival: Arrival<T>, location: String) -> Response {
    match arrival {
        Arrival::New(kept) => {
            (StatusCode::CREATED, [(header::LOCATION, location)], Json(kept)).into_response()
        }
        Arrival::Known(kept) => Json(kept).into_response(),
    }
}

/// Gives kept bytes back as they came.
pub(crate) fn verbatim(
    headers: &HeaderMap,
    media_type: MediaType,
    hash: ContentHash,
    bytes: Vec<u8>,
) -> Response {
    let tag = ETag::of_bytes(media_type.name(), hash);
    if tag.is_known(headers) {
        return tag.not_modified();
    }
    let text = matches!(media_type, MediaType::Markdown | MediaType::Plain) && str::from_utf8(&bytes).is_ok();
    let charset = if text { "; charset=utf-8" } else { "" };
    let content_type = format!("{}{charset}", media_type.name());
    let mut response = ([(header::CONTENT_TYPE, content_type)], bytes).into_response();
    response.headers_mut().insert(header::CONTENT_DISPOSITION, HeaderValue::from_static(kept_as(media_type)));
    tag.put_on(response)
}

/// Under which name a browser keeps a document: one of ours, for the sender's may name somebody.
fn kept_as(media_type: MediaType) -> &'static str {
    match media_type {
        MediaType::Markdown => "inline; filename=\"source.md\"",
        MediaType::Plain => "inline; filename=\"source.txt\"",
        // A page that somebody sent is no page of this service's.
        MediaType::Html => "attachment; filename=\"source.html\"",
        MediaType::Docx => "attachment; filename=\"source.docx\"",
        MediaType::Odt => "attachment; filename=\"source.odt\"",
        MediaType::Rtf => "attachment; filename=\"source.rtf\"",
        MediaType::Pdf => "inline; filename=\"source.pdf\"",
    }
}

/// Gives the text that was made of kept bytes; of Markdown that is these bytes.
pub(crate) fn text(headers: &HeaderMap, hash: ContentHash, document: &Document) -> Response {
    let tag = ETag::of_computed("text", &hash, "text/markdown");
    if tag.is_known(headers) {
        return tag.not_modified();
    }
    let content_type = [(header::CONTENT_TYPE, "text/markdown; charset=utf-8")];
    tag.put_on((content_type, document.source().to_owned()).into_response())
}

/// A page, written under the admission of the request that asks for it.
pub(crate) async fn page(
    admission: &Admission,
    write: impl FnOnce() -> String + Send + 'static,
) -> Result<Html<String>, Problem> {
    Ok(Html(admission.run(write).await.map_err(AppError::from)?))
}

/// A body in the form chosen.
pub(super) fn body(format: Format, body: String) -> Response {
    ([(header::CONTENT_TYPE, format.content_type())], Body::from(body)).into_response()
}

/// Writes a document as JSON.
pub(crate) fn json<T: Serialize>(document: &T) -> Result<String, Problem> {
    written(serde_json::to_string(document))
}

/// What was written in a form, or a problem that is ours.
pub(crate) fn written(document: serde_json::Result<String>) -> Result<String, Problem> {
    document.map_err(|cause| {
        tracing::error!(%cause, "a document could not be written");
        Problem::internal()
    })
}
