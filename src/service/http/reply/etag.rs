//! Strong entity tags, made from what an answer depends on rather than from the answer.
//!
//! The content hashes, the engine's version and the question decide every byte of a brief or a delta. So whether a
//! reader has it already is known before it is made again.

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use cip_store::ContentHash;

/// Which engine made an answer.
const ENGINE: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));

/// What is put inside a tag whose response is compressed: another sequence of bytes is another representation.
const COMPRESSED: &str = "-gzip";

/// A strong entity tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::http) struct ETag(String);

impl ETag {
    /// Makes a tag from the parts that decide an answer.
    pub(in crate::http) fn of(parts: &[&str]) -> Self {
        let mut hash = Sha256::new();
        for part in [ENGINE].iter().chain(parts) {
            // With its length before it, no part can run into the next.
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
        Self(ContentHash(hash.finalize().into()).to_string())
    }

    /// Whether the reader says that it has this.
    pub(in crate::http) fn is_known(&self, headers: &HeaderMap) -> bool {
        let lists = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|list| list.to_str().ok());
        lists.flat_map(|list| list.split(',')).map(str::trim).any(|tag| tag == "*" || self.is(tag))
    }

    /// The answer to a reader that has it.
    pub(in crate::http) fn not_modified(&self) -> Response {
        self.put_on(StatusCode::NOT_MODIFIED.into_response())
    }

    /// Puts the tag on an answer. The reader asks again each time, for a plan may have come in meanwhile.
    pub(in crate::http) fn put_on(&self, mut response: Response) -> Response {
        let headers = response.headers_mut();
        if let Ok(tag) = HeaderValue::from_str(&format!("\"{}\"", self.0)) {
            headers.insert(header::ETAG, tag);
        }
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
        response
    }

    fn is(&self, tag: &str) -> bool {
        // `If-None-Match` compares weakly.
        let tag = tag.strip_prefix("W/").unwrap_or(tag);
        let inner = tag.strip_prefix('"').and_then(|tag| tag.strip_suffix('"'));
        inner.is_some_and(|inner| inner.strip_suffix(COMPRESSED).unwrap_or(inner) == self.0)
    }
}

/// Gives pages a tag made of their bytes, and tells a reader who has them so. What depends on all that a page shows
/// would be more than the page; so it is made, and not sent again.
pub(in crate::http) async fn pages_tagged(request: Request, next: Next) -> Response {
    let (is_get, headers) = (request.method() == Method::GET, request.headers().clone());
    let response = next.run(request).await;
    if !is_get || !is_untagged_page(&response) {
        return response;
    }
    let (parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let tag = ETag::of(&["page", &ContentHash::of(&bytes).to_string()]);
    if tag.is_known(&headers) {
        return tag.not_modified();
    }
    tag.put_on(Response::from_parts(parts, Body::from(bytes)))
}

fn is_untagged_page(response: &Response) -> bool {
    let headers = response.headers();
    let is_html =
        headers.get(header::CONTENT_TYPE).is_some_and(|media| media.as_bytes().starts_with(b"text/html"));
    response.status() == StatusCode::OK && is_html && !headers.contains_key(header::ETAG)
}

/// Gives compressed responses a tag of their own. Stands outside the layer that compresses.
pub(in crate::http) async fn apart_when_compressed(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    if headers.contains_key(header::CONTENT_ENCODING) {
        let tag = headers.get(header::ETAG).and_then(|tag| tag.to_str().ok()?.strip_suffix('"'));
        if let Some(tag) = tag.and_then(|tag| HeaderValue::from_str(&format!("{tag}{COMPRESSED}\"")).ok()) {
            headers.insert(header::ETAG, tag);
        }
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(tag: &ETag, header: &str) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(header::IF_NONE_MATCH, header.parse().unwrap());
        tag.is_known(&headers)
    }

    #[test]
    fn parts_do_not_run_together() {
        assert_ne!(ETag::of(&["ab", "c"]), ETag::of(&["a", "bc"]));
        assert_eq!(ETag::of(&["ab", "c"]), ETag::of(&["ab", "c"]));
    }

    #[test]
    fn known_tags() {
        let tag = ETag::of(&["a"]);
        let other = ETag::of(&["b"]);
        let quoted = format!("\"{}\"", tag.0);
        assert!(known(&tag, &quoted) && known(&tag, "*") && known(&tag, &format!("W/{quoted}")));
        assert!(known(&tag, &format!("\"x\", \"{}-gzip\"", tag.0)));
        assert!(!known(&other, &quoted) && !known(&tag, &tag.0));
        assert!(!tag.is_known(&HeaderMap::new()));
    }
}
