//! Strong entity tags: whether a reader has an answer already.
//!
//! What is computed from plans gets a tag made from what decides it: the texts' hashes, the question, and the sources
//! that this program was built from. So whether a reader has it is known before it is computed again.

use std::fmt::Debug;

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use headers::{HeaderMapExt, IfNoneMatch};
use sha2::{Digest, Sha256};

use cip_store::ContentHash;

/// A hash of the sources of everything that can change an answer, made by the build script: a rule, a word list or a
/// template that changes makes new tags, which a version number would not.
const SOURCES: &str = env!("CIP_BRIEF_SOURCES");

/// What is put inside a tag whose response is compressed: another sequence of bytes is another representation.
const COMPRESSED: &str = "-gzip";

/// A strong entity tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ETag(String);

impl ETag {
    /// The tag of what is computed: `name` says what it is, `choice` holds everything that it is computed from.
    ///
    /// The debug form of a choice lists all of its fields, so that a field that is added counts at once.
    pub(super) fn of_computed(name: &str, choice: &impl Debug, form: &str) -> Self {
        Self::of(&[SOURCES, name, &format!("{choice:?}"), form])
    }

    /// The tag of bytes that are given as they are.
    pub(super) fn of_bytes(media_type: &str, hash: ContentHash) -> Self {
        Self::of(&[media_type, &hash.to_string()])
    }

    fn of(parts: &[&str]) -> Self {
        let mut hash = Sha256::new();
        for part in parts {
            // With its length before it, no part can run into the next.
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
        Self(ContentHash(hash.finalize().into()).to_string())
    }

    /// Whether the reader says that it has this, compressed or not.
    pub(super) fn is_known(&self, headers: &HeaderMap) -> bool {
        let Some(known) = headers.typed_get::<IfNoneMatch>() else { return false };
        let is_among = |tag: String| tag.parse().is_ok_and(|tag| !known.precondition_passes(&tag));
        is_among(format!("\"{}\"", self.0)) || is_among(format!("\"{}{COMPRESSED}\"", self.0))
    }

    /// The answer to a reader that has it.
    pub(super) fn not_modified(&self) -> Response {
        self.put_on(StatusCode::NOT_MODIFIED.into_response())
    }

    /// Puts the tag on an answer. The reader asks again each time, for a plan may have come in meanwhile.
    pub(super) fn put_on(&self, mut response: Response) -> Response {
        let headers = response.headers_mut();
        if let Ok(tag) = HeaderValue::from_str(&format!("\"{}\"", self.0)) {
            headers.insert(header::ETAG, tag);
        }
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
        response
    }
}

/// Gives pages a tag made of their bytes, and answers a reader who has them with 304. What depends on all that a page shows
/// would be more than the page; so it is made, and not sent again.
pub(crate) async fn pages_tagged(request: Request, next: Next) -> Response {
    let (is_get, headers) = (request.method() == Method::GET, request.headers().clone());
    let response = next.run(request).await;
    if !is_get || !is_untagged_page(&response) {
        return response;
    }
    let (parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let tag = ETag::of_bytes("text/html", ContentHash::of(&bytes));
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

/// Gives compressed responses a tag of their own; and a reader who has what was compressed the headers that it came with
/// (RFC 9110, section 15.4.5). Belongs outside the layer that compresses.
pub(crate) async fn apart_when_compressed(request: Request, next: Next) -> Response {
    let known = request.headers().get_all(header::IF_NONE_MATCH).iter();
    let has_compressed =
        known.filter_map(|known| known.to_str().ok()).any(|known| known.contains(COMPRESSED));
    let mut response = next.run(request).await;
    let is_known = response.status() == StatusCode::NOT_MODIFIED;
    let headers = response.headers_mut();
    if is_known {
        headers.append(header::VARY, HeaderValue::from_static("accept-encoding"));
    }
    if headers.contains_key(header::CONTENT_ENCODING) || (is_known && has_compressed) {
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

    #[test]
    fn a_choice_and_its_form_decide_a_tag() {
        let tag = ETag::of_computed("brief", &(4, 5), "json");
        assert_eq!(tag, ETag::of_computed("brief", &(4, 5), "json"));
        for other in [("delta", (4, 5), "json"), ("brief", (4, 6), "json"), ("brief", (4, 5), "html")] {
            assert_ne!(tag, ETag::of_computed(other.0, &other.1, other.2), "{other:?}");
        }
    }
}
