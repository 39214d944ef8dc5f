//! The one error type of the API and of the pages, and its one envelope: RFC 9457 problem details.
//!
//! Takes what went wrong in domain words or in a request, gives a response from which an integrator sees what to mend. A
//! 5xx says only that it failed; its cause is logged here, once. The response carries the problem along, so that it can
//! be shown as a page to somebody who asked for one.

use std::error::Error;

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::{AppError, cause_chain, sentence};
use cip_formats::Refused;
use cip_store::StoreError;

/// The media type of every refusal.
pub(crate) const MEDIA_TYPE: &str = "application/problem+json";

/// Why a request was refused or failed. Boxed, so that the way of success stays light.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem(Box<Details>);

/// Why a request was refused or failed (RFC 9457).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Problem)]
pub(crate) struct Details {
    /// Always `about:blank`: `errorCode` says what went wrong, not an address.
    #[serde(rename = "type")]
    kind: &'static str,
    /// The status in words.
    title: &'static str,
    /// The status of the response.
    #[schema(value_type = u16)]
    #[serde(serialize_with = "as_number")]
    status: StatusCode,
    /// What went wrong, for people.
    detail: String,
    /// What went wrong, for programs; these names stay.
    #[serde(rename = "errorCode")]
    code: &'static str,
    /// The field of the body, the query parameter or the part of the path that is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    /// The line of the body where it went wrong, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    /// The column of that line, from 1, in bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
    /// The byte of the text where it went wrong, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    offset: Option<usize>,
}

/// Why a response refuses, as an error code. It stays with the response when that is shown as a page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RefusedAs(pub(crate) &'static str);

impl Problem {
    /// A problem with its status, its code and a sentence for people.
    pub(crate) fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Self {
        Self(Box::new(Details {
            kind: "about:blank",
            title: status.canonical_reason().unwrap_or("Error"),
            status,
            detail: detail.into(),
            code,
            field: None,
            line: None,
            column: None,
            offset: None,
        }))
    }

    /// The request is not well formed.
    pub(crate) fn bad_request(code: &'static str, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, detail)
    }

    /// The request is well formed, but what it says cannot be taken.
    pub(crate) fn unprocessable(code: &'static str, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, code, detail)
    }

    /// The request names something that is not there.
    pub(crate) fn not_found(code: &'static str, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, code, detail)
    }

    /// Something failed that the sender cannot mend.
    pub(crate) fn internal() -> Self {
        let detail =
            "The service failed. The request id in the header x-request-id leads to the cause in the log.";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal_error", detail)
    }

    /// What it says.
    pub(crate) fn details(&self) -> &Details {
        &self.0
    }

    /// Adds what is wrong: a field, a parameter, a part of the path.
    #[must_use]
    pub(crate) fn at_field(mut self, field: impl Into<String>) -> Self {
        self.0.field = Some(field.into());
        self
    }

    /// Adds where in the body it is.
    #[must_use]
    pub(crate) fn at_line(mut self, line: usize, column: usize) -> Self {
        (self.0.line, self.0.column) = (Some(line), Some(column));
        self
    }

    /// Adds at which byte it is.
    #[must_use]
    pub(crate) fn at_offset(mut self, offset: usize) -> Self {
        self.0.offset = Some(offset);
        self
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = self.0.status;
        let mut response = (status, Json(&self.0)).into_response();
        response.extensions_mut().insert(RefusedAs(self.0.code));
        response.extensions_mut().insert(self);
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if status == StatusCode::SERVICE_UNAVAILABLE {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
        }
        response
    }
}

impl From<AppError> for Problem {
    fn from(error: AppError) -> Self {
        let (code, detail) = (error.code(), sentence(&error.to_string()));
        match error {
            AppError::PersonNotFound(_)
            | AppError::VersionNotFound { .. }
            | AppError::PassageNotFound { .. }
            | AppError::NoVersions(_)
            | AppError::ConferenceNotFound { .. }
            | AppError::SourceNotFound { .. }
            | AppError::BreakGlassNotFound(_) => Self::not_found(code, detail),
            AppError::VersionWithdrawn { .. } => Self::new(StatusCode::GONE, code, detail),
            AppError::VersionHeld { .. } | AppError::OtherPerson { .. } | AppError::Reviewed { .. } => {
                Self::new(StatusCode::CONFLICT, code, detail)
            }
            AppError::NoVersionSince { .. } => Self::unprocessable(code, detail).at_field("since"),
            AppError::AgencyUnknown { .. } => Self::bad_request(code, detail).at_field("agency"),
            AppError::SinceAndConference => Self::bad_request(code, detail).at_field("since"),
            AppError::NotUtf8 { offset } => Self::bad_request(code, detail).at_offset(offset),
            AppError::Unreadable {
                refused: Refused::MediaTypeMismatch { .. } | Refused::NoReader { .. },
            } => Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, code, detail).at_field("Content-Type"),
            AppError::Unreadable { .. } | AppError::Empty | AppError::TooLarge(_) => {
                Self::unprocessable(code, detail)
            }
            AppError::DateMissing => Self::unprocessable(code, detail).at_field("as_of"),
            AppError::SourceIdTaken { .. } => {
                Self::new(StatusCode::CONFLICT, code, detail).at_field("source_id")
            }
            AppError::Busy(_) | AppError::NotRecorded => {
                Self::new(StatusCode::SERVICE_UNAVAILABLE, code, detail)
            }
            AppError::RoleMissing { .. } | AppError::OwnReview => {
                Self::new(StatusCode::FORBIDDEN, code, detail)
            }
            AppError::ReasonMissing => {
                Self::new(StatusCode::PRECONDITION_REQUIRED, code, detail).at_field("reason")
            }
            AppError::Engine(cause) => Self::failed(&cause),
            AppError::Store(cause) => cause.into(),
        }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match &error {
            StoreError::Unavailable(_) => {
                tracing::error!(cause = cause_chain(&error), "the store is unavailable");
                let detail = "The database cannot be used at the moment. Nothing was kept; try again later.";
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "store_unavailable", detail)
            }
            _ => Self::failed(&error),
        }
    }
}

impl Details {
    /// The status of the response.
    pub(crate) fn status(&self) -> StatusCode {
        self.status
    }

    /// What went wrong, for programs.
    pub(crate) fn code(&self) -> &'static str {
        self.code
    }

    /// What went wrong, for people.
    pub(crate) fn detail(&self) -> &str {
        &self.detail
    }

    /// The status in words.
    pub(crate) fn title(&self) -> &'static str {
        self.title
    }
}

impl Problem {
    fn failed(cause: &dyn Error) -> Self {
        tracing::error!(cause = cause_chain(cause), "the request failed");
        Self::internal()
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn as_number<S: serde::Serializer>(status: &StatusCode, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_u16(status.as_u16())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_become_sentences() {
        assert_eq!(sentence("the text is empty"), "The text is empty.");
        assert_eq!(sentence("Give a date."), "Give a date.");
        assert_eq!(sentence(""), ".");
    }
}
