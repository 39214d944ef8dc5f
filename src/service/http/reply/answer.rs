//! Responses that several handlers give alike.

use axum::Json;
use axum::body::Body;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use serde::Serialize;

use super::etag::ETag;
use super::negotiate::Format;
use crate::app::AppError;
use crate::compute::Admission;
use crate::http::problem::Problem;
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
    let content_type = format!("{}; charset=utf-8", media_type.name());
    tag.put_on(([(header::CONTENT_TYPE, content_type)], bytes).into_response())
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
    serde_json::to_string(document).map_err(|cause| {
        tracing::error!(%cause, "a document could not be written");
        Problem::internal()
    })
}
