//! Bodies: their length, media type and character set.

use std::error::Error;
use std::iter;

use axum::body::{Bytes, HttpBody};
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, StatusCode, header};
use mime::Mime;
use thiserror::Error as ThisError;

use crate::app::AppError;
use crate::http::problem::Problem;
use cip_store::MediaType;

/// A body stalled or came too slowly: the error by which a connection with time limits ends the reading of it.
#[derive(Clone, Copy, Debug, ThisError, PartialEq, Eq)]
#[error("the body came too slowly")]
pub(crate) struct TooSlow;

/// Longest body.
pub(crate) const BODY_BYTES_MAX: usize = 8 << 20;

const TAKEN: &str = "Send text/markdown, text/plain, text/html, application/pdf, a Word document (.docx), .odt, application/rtf or application/json.";

/// A document as a record system sends it: raw, or a text wrapped in JSON.
pub(crate) enum Upload {
    /// The body is the document.
    Raw {
        /// What the bytes are.
        media_type: MediaType,
        /// The bytes.
        content: Vec<u8>,
    },
    /// The body is a JSON document with the text in it.
    Json(Bytes),
}

/// What a body may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MediaKind {
    Json,
    Text(MediaType),
    Other,
}

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let kind = media_kind(request.headers())?;
        if kind == MediaKind::Other {
            return Err(unsupported(TAKEN));
        }
        let body = bytes(request, state).await?;
        Ok(match kind {
            MediaKind::Text(media_type) => Self::Raw { media_type, content: body.into() },
            _ => Self::Json(body),
        })
    }
}

/// Reads the media type. A coding of the content is refused here, because the bytes would be kept as something they
/// are not; and so is a character set that could not be told from the bytes when they are read again: texts are UTF-8,
/// or what is not is Windows-1252.
pub(super) fn media_kind(headers: &HeaderMap) -> Result<MediaKind, Problem> {
    if headers.get(header::CONTENT_ENCODING).is_some_and(|coding| coding != "identity") {
        return Err(unsupported("Send the body without Content-Encoding.").at_field("Content-Encoding"));
    }
    let text = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let Some(mime) = text.and_then(|text| text.parse::<Mime>().ok()) else { return Ok(MediaKind::Other) };
    let kind = match mime.essence_str() {
        "application/json" => MediaKind::Json,
        // Its other registered name.
        "text/rtf" => MediaKind::Text(MediaType::Rtf),
        essence => MediaType::from_name(essence).map_or(MediaKind::Other, MediaKind::Text),
    };
    let charset = mime.get_param(mime::CHARSET).map(|charset| charset.as_str().to_ascii_lowercase());
    match (kind, charset.as_deref()) {
        (_, None | Some("utf-8")) => Ok(kind),
        (MediaKind::Text(_), Some("us-ascii" | "windows-1252" | "cp1252" | "iso-8859-1" | "latin1")) => {
            Ok(kind)
        }
        _ => Err(unsupported("Send the text as UTF-8.")),
    }
}

/// Reads the whole body, within the limit that the router sets. One that says itself that it is longer is not
/// waited for.
pub(super) async fn bytes<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, Problem> {
    if request.body().size_hint().lower() > BODY_BYTES_MAX as u64 {
        return Err(too_large());
    }
    Bytes::from_request(request, state).await.map_err(|refusal| {
        if refusal.status() == StatusCode::PAYLOAD_TOO_LARGE {
            too_large()
        } else if came_too_slowly(&refusal) {
            let detail = "The body stalled or came too slowly.";
            Problem::new(StatusCode::REQUEST_TIMEOUT, "body_too_slow", detail)
        } else {
            Problem::bad_request("body_interrupted", "The body broke off or could not be read.")
        }
    })
}

fn too_large() -> Problem {
    let detail = format!("The body is longer than {BODY_BYTES_MAX} bytes (8 MiB).");
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "body_too_large", detail)
}

fn came_too_slowly(refusal: &BytesRejection) -> bool {
    let causes = iter::successors(Some(refusal as &(dyn Error + 'static)), |error| (*error).source());
    causes.into_iter().any(<dyn Error>::is::<TooSlow>)
}

/// Reads the whole body of a request that no handler has seen yet.
pub(crate) async fn read_body(request: Request) -> Result<Bytes, Problem> {
    bytes(request, &()).await
}

/// The bytes as text.
pub(super) fn utf8(bytes: &[u8]) -> Result<&str, Problem> {
    str::from_utf8(bytes).map_err(|error| AppError::NotUtf8 { offset: error.valid_up_to() }.into())
}

/// How base64 of a packed file, a PDF, RTF or an old Word file begins.
const FILES_IN_BASE64: [&str; 4] = ["UEsDB", "JVBERi", "e1xydG", "0M8R4K"];

/// The bytes of a text that came inside JSON. Files are refused: base64 of one would be kept as the words of a plan.
pub(crate) fn text_in_json(content: String, media_type: MediaType) -> Result<Vec<u8>, Problem> {
    let text = media_type.is_text();
    let packed = FILES_IN_BASE64.iter().any(|start| content.trim_start().starts_with(start));
    if text && (!packed || content.trim().contains(' ')) {
        return Ok(content.into_bytes());
    }
    let detail = "JSON carries a text and no file, not even as base64. Send the file itself as the body, with its media \
                  type in Content-Type and what else the JSON holds in the query.";
    let problem = Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", detail);
    Err(problem.at_field(if text { "content" } else { "media_type" }))
}

/// Refuses a media type, saying which are taken.
pub(super) fn unsupported(detail: &str) -> Problem {
    Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", detail)
        .at_field("Content-Type")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(content_type: &'static str) -> Option<MediaKind> {
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, content_type.parse().unwrap());
        media_kind(&headers).ok()
    }

    #[test]
    fn files_do_not_come_inside_json() {
        let is_taken = |content: &str, media_type| text_in_json(content.to_owned(), media_type).is_ok();
        assert!(!is_taken("UEsDBBQAAAAIAA==", MediaType::Markdown));
        assert!(!is_taken("He has a flat.", MediaType::Docx));
        assert!(is_taken("UEsDB is how base64 of a packed file begins.", MediaType::Plain));
    }

    #[test]
    fn media_types() {
        assert_eq!(kind("application/json"), Some(MediaKind::Json));
        assert_eq!(kind("text/markdown; charset=utf-8"), Some(MediaKind::Text(MediaType::Markdown)));
        assert_eq!(kind("Text/Plain;charset=\"UTF-8\""), Some(MediaKind::Text(MediaType::Plain)));
        assert_eq!(kind("application/x-www-form-urlencoded"), Some(MediaKind::Other));
        assert_eq!(kind("nonsense"), Some(MediaKind::Other));
        assert_eq!(kind("text/plain; charset=windows-1252"), Some(MediaKind::Text(MediaType::Plain)));
        assert_eq!(kind("text/plain; charset=utf-16"), None);
        assert_eq!(kind("application/json; charset=windows-1252"), None);
    }
}
