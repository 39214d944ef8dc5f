//! The page that says why there is no other.
//!
//! Takes a refusal as programs get it, gives the page for people: the same status, and sentences without the names of
//! parameters and headers where there are plainer ones.

use askama::Template;
use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;

use super::assets;
use super::frame::{Frame, Style};
use super::links::Link;
use crate::http::problem::{Details, Problem};

#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage {
    frame: Frame,
    status: u16,
    heading: &'static str,
    detail: String,
}

/// Shows a response that carries a problem as a page; leaves every other as it is.
pub(crate) fn problem_page(mut response: Response) -> Response {
    let Some(problem) = response.extensions_mut().remove::<Problem>() else { return response };
    let said = Said::of(problem.details());
    let page = super::render(&ProblemPage {
        frame: Frame::served(said.heading, vec![Link::people()], said.heading),
        status: said.status.as_u16(),
        heading: said.heading,
        detail: said.detail,
    });
    let (mut parts, _) = response.into_parts();
    parts.status = said.status;
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    Response::from_parts(parts, Body::from(page))
}

/// A problem in words for people.
struct Said {
    status: StatusCode,
    heading: &'static str,
    detail: String,
}

impl Said {
    fn of(problem: &Details) -> Self {
        let status = match problem.code() {
            // An address that names nothing leads nowhere, however it is spelt.
            "invalid_person_id" | "invalid_number" | "invalid_span" | "invalid_path" => StatusCode::NOT_FOUND,
            _ => problem.status(),
        };
        let detail = match problem.code() {
            "invalid_person_id" => "Nobody has this id.",
            "invalid_number" => "Versions and reports are called by their numbers.",
            "invalid_span" => "A passage is called by its first and last byte.",
            "invalid_path" | "no_such_path" => "There is no page at this address.",
            "unauthenticated" => "Your session is over, or you have not signed in. Sign in, then try again.",
            "foreign_form" => {
                "This was sent from a page that was opened before you signed in. Nothing was stored. Open the page again \
                 and send it from there."
            }
            "version_withdrawn" => "This plan was posted in error and has been withdrawn.",
            "busy" => "More pages are asked for than can be made at the moment. Try again in a few seconds.",
            "internal_error" => {
                "Something failed on our side. Try again; if it fails again, tell whoever runs this service."
            }
            _ => problem.detail(),
        };
        Self { status, heading: heading(status, problem), detail: detail.to_owned() }
    }
}

fn heading(status: StatusCode, problem: &Details) -> &'static str {
    match (status, problem.code()) {
        (StatusCode::NOT_FOUND, _) => "Not found",
        (StatusCode::GONE, _) => "Withdrawn",
        (_, "busy") => "Busy",
        (_, "unauthenticated") => "Sign in",
        (_, "foreign_form") => "Not sent",
        (_, "invalid_form") => "This could not be read",
        (StatusCode::PAYLOAD_TOO_LARGE, _) => "Too long",
        (StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY, _) => "This address is incomplete",
        (status, _) if status.is_server_error() => "This page could not be made",
        _ => problem.title(),
    }
}

#[cfg(test)]
mod tests {
    use axum::response::IntoResponse;

    use super::*;
    use crate::app::AppError;

    fn page(problem: impl Into<Problem>) -> Response {
        problem_page(problem.into().into_response())
    }

    #[test]
    fn a_problem_becomes_a_page_with_its_status() {
        let nobody = page(AppError::PersonNotFound("p-9".parse().unwrap()));
        assert_eq!(nobody.status(), StatusCode::NOT_FOUND);
        assert_eq!(nobody.headers()[header::CONTENT_TYPE], "text/html; charset=utf-8");
        let withdrawn = AppError::VersionWithdrawn { person: "p-9".parse().unwrap(), number: 2 };
        assert_eq!(page(withdrawn).status(), StatusCode::GONE);
    }

    #[test]
    fn an_address_that_names_nothing_is_not_found() {
        assert_eq!(page(Problem::bad_request("invalid_number", "")).status(), StatusCode::NOT_FOUND);
    }

    #[test]
    fn who_may_try_again_is_told_when() {
        let busy = page(AppError::Busy(crate::compute::Busy));
        assert_eq!(busy.headers()[header::RETRY_AFTER], "5");
    }

    #[test]
    fn every_other_answer_stays() {
        let plain = problem_page("He has a flat.".into_response());
        assert_eq!(plain.headers()[header::CONTENT_TYPE], "text/plain; charset=utf-8");
    }
}
