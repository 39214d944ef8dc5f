//! What a browser posts: fields and a file, from a form of either encoding.

use std::collections::BTreeMap;

use axum::body::Bytes;
use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::{StatusCode, header};

use crate::http::problem::Problem;

/// The fields of a post by name, and the file if one was chosen.
#[derive(Debug, Default)]
pub(in crate::web) struct Posted {
    pub(super) fields: BTreeMap<String, String>,
    /// The file.
    pub(super) file: Option<File>,
}

/// A file that was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct File {
    /// What the sender calls it.
    pub name: String,
    /// Its bytes.
    pub content: Vec<u8>,
}

impl Posted {
    /// The value of a field; empty where it was not sent.
    pub(in crate::web) fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }
}

impl<S: Send + Sync> FromRequest<S> for Posted {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        if kind.is_some_and(|kind| kind.starts_with("multipart/form-data")) {
            let parts = Multipart::from_request(request, state).await;
            return read_parts(parts.map_err(|_| broken())?).await;
        }
        let body = Bytes::from_request(request, state).await;
        let body = body.map_err(|error| refused(error.status()))?;
        let fields = form_urlencoded::parse(&body).into_owned().collect();
        Ok(Self { fields, file: None })
    }
}

async fn read_parts(mut parts: Multipart) -> Result<Posted, Problem> {
    let mut posted = Posted::default();
    let failed = |error: MultipartError| refused(error.status());
    while let Some(part) = parts.next_field().await.map_err(failed)? {
        let name = part.name().unwrap_or_default().to_owned();
        if let Some(file) = part.file_name().map(str::to_owned) {
            let content = part.bytes().await.map_err(failed)?.to_vec();
            // A browser sends an empty file where none was chosen.
            if !content.is_empty() || !file.is_empty() {
                posted.file = Some(File { name: file, content });
            }
        } else {
            let value = part.bytes().await.map_err(failed)?;
            let value = String::from_utf8(value.to_vec()).map_err(|_| broken())?;
            posted.fields.insert(name, value);
        }
    }
    Ok(posted)
}

fn refused(status: StatusCode) -> Problem {
    if status != StatusCode::PAYLOAD_TOO_LARGE {
        return broken();
    }
    let detail = "What was sent is longer than a form may be. Nothing was stored. Go back to the form, and post longer \
                  texts through the API.";
    Problem::new(status, "body_too_large", detail)
}

fn broken() -> Problem {
    let detail =
        "What was sent broke off or is no form. Nothing was stored; go back to the form and send it again.";
    Problem::bad_request("invalid_form", detail)
}
