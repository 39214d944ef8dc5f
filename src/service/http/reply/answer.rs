//! Responses that several handlers give alike.

use axum::Json;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::{ETag, Format};
use crate::http::problem::Problem;
use cip_store::{Arrival, ContentHash, MediaType};

/// Answers a post: 201 and where it is, or 200 where it was there already.
pub(in crate::http) fn arrived<T: Serialize>(arrival: Arrival<T>, location: String) -> Response {
    match arrival {
        Arrival::New(kept) => {
            (StatusCode::CREATED, [(header::LOCATION, location)], Json(kept)).into_response()
        }
        Arrival::Known(kept) => Json(kept).into_response(),
    }
}

/// Gives kept bytes back as they came.
pub(in crate::http) fn verbatim(
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

/// A body in the form chosen.
pub(in crate::http) fn body(format: Format, body: String) -> Response {
    ([(header::CONTENT_TYPE, format.content_type())], Body::from(body)).into_response()
}

/// Tells caches that the answer depends on `Accept`.
pub(in crate::http) fn negotiated(mut response: Response) -> Response {
    response.headers_mut().append(header::VARY, HeaderValue::from_static("accept"));
    response
}

/// Writes a document as JSON.
pub(in crate::http) fn json<T: Serialize>(document: &T) -> Result<String, Problem> {
    serde_json::to_string(document).map_err(|cause| {
        tracing::error!(%cause, "a document could not be written");
        Problem::internal()
    })
}
