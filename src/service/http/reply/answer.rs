//! Responses that several handlers give alike.

use axum::Json;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::{ETag, Format};
use crate::http::problem::Problem;
use cip_engine::document::Document;
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
    let tag = ETag::of(&["source", &hash.to_string(), media_type.name()]);
    if tag.is_known(headers) {
        return tag.not_modified();
    }
    let text = matches!(media_type, MediaType::Markdown | MediaType::Plain) && str::from_utf8(&bytes).is_ok();
    let charset = if text { "; charset=utf-8" } else { "" };
    let content_type = format!("{}{charset}", media_type.name());
    let mut response = ([(header::CONTENT_TYPE, content_type)], bytes).into_response();
    if media_type == MediaType::Html {
        // A page that somebody sent is no page of this service's.
        let attachment = HeaderValue::from_static("attachment; filename=\"source.html\"");
        response.headers_mut().insert(header::CONTENT_DISPOSITION, attachment);
    }
    tag.put_on(response)
}

/// Gives the text that was made of kept bytes; of Markdown that is these bytes.
pub(in crate::http) fn text(headers: &HeaderMap, hash: ContentHash, document: &Document) -> Response {
    let tag = ETag::of(&["text", &hash.to_string()]);
    if tag.is_known(headers) {
        return tag.not_modified();
    }
    let content_type = [(header::CONTENT_TYPE, "text/markdown; charset=utf-8")];
    tag.put_on((content_type, document.source().to_owned()).into_response())
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
