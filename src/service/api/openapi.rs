//! The OpenAPI document, made from the handlers.

use std::collections::BTreeMap;

use axum::Router;
use axum::http::header;
use axum::response::Html;
use axum::routing::get;
use utoipa::openapi::{Content, OpenApi as Document, Ref, RefOr, Response, ResponseBuilder};
use utoipa::{IntoParams, IntoResponses, OpenApi, ToSchema};

use crate::app::App;
use crate::http::problem::{self, Details};
use crate::web;

/// Whose.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "it only describes; extract::PersonPath reads")]
pub(super) struct PersonParam {
    /// The record system's id of the person.
    #[param(pattern = "^[A-Za-z0-9._-]{1,64}$", example = "p-17")]
    person: String,
}

/// Which.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "it only describes; extract::NumberPath reads")]
pub(super) struct NumberParam {
    /// Its number in the order of arrival.
    #[param(minimum = 1, example = 1)]
    number: u32,
}

/// Which establishment.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "it only describes; extract::EstablishmentPath reads")]
pub(super) struct EstablishmentParam {
    /// The record system's id of the establishment.
    #[param(pattern = "^[A-Za-z0-9._-]{1,64}$", example = "inverkell")]
    establishment: String,
}

/// Which, of all cases.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "it only describes; extract::CountPath reads")]
pub(super) struct CountParam {
    /// Its number over all cases.
    #[param(minimum = 1, maximum = 4_294_967_295_u64, example = 1)]
    number: u64,
}

/// So that a request that is sent again is done only once.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "it only describes; idempotency reads")]
pub(super) struct IdempotencyParam {
    /// A key of the sender's choice. The same request with the same key again gets the same answer, with
    /// `Idempotency-Replayed: true`; another request with it is refused.
    #[param(rename = "Idempotency-Key", min_length = 1, max_length = 255, pattern = "^[\\t -\\[\\]-~]+$")]
    key: Option<String>,
}

/// How any request may be refused.
pub(super) struct Refusals;

impl IntoResponses for Refusals {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let content = Content::new(Some(Ref::from_schema_name(Details::name())));
        let response = |description: &str| {
            let response = ResponseBuilder::new().description(description);
            RefOr::T(response.content(problem::MEDIA_TYPE, content.clone()).build())
        };
        BTreeMap::from([
            ("4XX".to_owned(), response("Refused: the problem says what to mend")),
            ("5XX".to_owned(), response("Failed")),
        ])
    }
}

/// What the document says besides the routes.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "CIP Brief",
        description = "Takes successive versions of a Community Integration Plan and shows what changed since the \
                       last case conference. A person comes into being with the first post. Problems come as \
                       RFC 9457 problem details whose errorCode stays the same."
    ),
    tags(
        (name = "people", description = "What is known of a person"),
        (name = "versions", description = "CIP versions, kept verbatim"),
        (name = "conferences", description = "Case conferences: they decide what a brief compares with"),
        (name = "sources", description = "Reports that a plan's text may be copied from"),
        (name = "changes", description = "What changed"),
        (name = "access", description = "Who may see what, and who has seen it"),
        (name = "health", description = "How the service is"),
    ),
    components(schemas(Details))
)]
struct Base;

/// The document without its routes.
pub(super) fn base() -> Document {
    Base::openapi()
}

/// The routes that serve the document: for programs, and as a page for people. Both are made once.
pub(super) fn routes(document: &Document) -> Router<App> {
    let text = document.to_pretty_json().unwrap_or_default();
    let page = serde_json::to_value(document).and_then(|document| web::docs_page(&document));
    // A test reads the page, so this is never served.
    let page = page.unwrap_or_default();
    let answer = move || async move { ([(header::CONTENT_TYPE, "application/json")], text.clone()) };
    Router::new().route("/openapi.json", get(answer)).route("/docs", get(|| async { Html(page) }))
}
