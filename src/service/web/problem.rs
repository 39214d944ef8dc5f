//! The page that says why there is no other.
//!
//! The sentences are for people. A failure of ours says only that it failed; its cause goes to the log.

use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};

use super::assets;
use super::frame::{Frame, Style};
use super::links::Link;
use crate::app::{AppError, cause_chain, sentence};
use cip_store::StoreError;

/// Why a page cannot be shown.
#[derive(Debug)]
pub(super) struct Problem {
    status: StatusCode,
    heading: &'static str,
    detail: String,
}

#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage {
    frame: Frame,
    status: u16,
    heading: &'static str,
    detail: String,
}

impl Problem {
    /// There is no such page, person or version.
    pub(super) fn not_found(detail: impl Into<String>) -> Self {
        Self { status: StatusCode::NOT_FOUND, heading: "Not found", detail: detail.into() }
    }

    /// The address does not say what it must.
    pub(super) fn bad_address(detail: impl Into<String>) -> Self {
        Self { status: StatusCode::BAD_REQUEST, heading: "This address is incomplete", detail: detail.into() }
    }

    /// What was posted cannot be read.
    pub(super) fn bad_form(detail: impl Into<String>) -> Self {
        Self { status: StatusCode::BAD_REQUEST, heading: "This could not be read", detail: detail.into() }
    }

    /// What was posted is too long.
    pub(super) fn too_large(detail: impl Into<String>) -> Self {
        Self { status: StatusCode::PAYLOAD_TOO_LARGE, heading: "Too long", detail: detail.into() }
    }

    fn busy() -> Self {
        let detail = "More pages are asked for than can be made at the moment. Try again in a few seconds.";
        Self { status: StatusCode::SERVICE_UNAVAILABLE, heading: "Busy", detail: detail.to_owned() }
    }

    fn internal(cause: &dyn std::error::Error) -> Self {
        tracing::error!(cause = cause_chain(cause), "a page failed");
        let detail =
            "Something failed on our side. Try again; if it fails again, tell whoever runs this service.";
        Self {
            status: StatusCode::INTERNAL_SERVER_ERROR,
            heading: "This page could not be made",
            detail: detail.to_owned(),
        }
    }
}

impl From<AppError> for Problem {
    fn from(error: AppError) -> Self {
        match error {
            AppError::PersonNotFound(_)
            | AppError::VersionNotFound { .. }
            | AppError::PassageNotFound { .. }
            | AppError::NoVersions(_)
            | AppError::ConferenceNotFound { .. }
            | AppError::SourceNotFound { .. } => Self::not_found(sentence(&error.to_string())),
            AppError::NoVersionSince { .. }
            | AppError::SinceAndConference
            | AppError::AgencyUnknown { .. } => Self::bad_address(sentence(&error.to_string())),
            AppError::VersionWithdrawn { .. } => Self {
                status: StatusCode::GONE,
                heading: "Withdrawn",
                detail: "This plan was posted in error and has been withdrawn.".to_owned(),
            },
            AppError::Busy(_) => Self::busy(),
            AppError::Store(StoreError::Unavailable(_)) => {
                Self { status: StatusCode::SERVICE_UNAVAILABLE, ..Self::internal(&error) }
            }
            other => Self::internal(&other),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let page = super::render(&ProblemPage {
            frame: Frame::served(self.heading, vec![Link::people()], self.heading),
            status: self.status.as_u16(),
            heading: self.heading,
            detail: self.detail,
        });
        let mut response = (self.status, Html(page)).into_response();
        if self.status == StatusCode::SERVICE_UNAVAILABLE {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_there_is_a_404() {
        let problem = Problem::from(AppError::PersonNotFound("p-9".parse().unwrap()));
        assert_eq!(problem.status, StatusCode::NOT_FOUND);
        let withdrawn = AppError::VersionWithdrawn { person: "p-9".parse().unwrap(), number: 2 };
        assert_eq!(Problem::from(withdrawn).status, StatusCode::GONE);
    }
}
