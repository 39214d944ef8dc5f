//! The API: JSON under `/v1`, health, the OpenAPI document, and around them whatever pages are given.
//!
//! Takes the use cases, gives a router and serves it. A handler extracts, calls a use case, converts; every refusal
//! is a problem document. No database is named here.

mod briefs;
mod condensed;
mod conferences;
mod deltas;
mod extract;
mod health;
mod histories;
mod idempotency;
mod layers;
mod local;
mod metrics;
mod openapi;
mod people;
mod problem;
mod reply;
mod serve;
mod sources;
mod versions;
mod words;

use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use tokio::net::TcpListener;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub use serve::Limits;

use metrics::Metrics;
use problem::Problem;
use reply::Format;

use crate::app::App;
use crate::web;

/// Serves these use cases until `stop` is done; requests that have begun are finished, within bounds.
pub async fn serve(listener: TcpListener, app: App, limits: Limits, stop: impl Future<Output = ()>) {
    let metrics = Metrics::new(app.workers());
    let routes = routes(app, &limits, &metrics);
    serve::connections(listener, routes, limits, &metrics, stop).await;
}

/// All routes of the service over these use cases, for answering in process.
pub fn router(app: App) -> Router {
    let metrics = Metrics::new(app.workers());
    routes(app, &Limits::default(), &metrics)
}

fn routes(app: App, limits: &Limits, metrics: &Arc<Metrics>) -> Router {
    let (api, document) = api().split_for_parts();
    let api = api.layer(from_fn_with_state(app.clone(), idempotency::once));
    let routes = api.merge(openapi::routes(&document)).merge(web::routes()).fallback(no_such_path);
    let routes = routes.method_not_allowed_fallback(method_not_allowed).with_state(app);
    layers::around(routes, limits, metrics)
}

/// The routes that the OpenAPI document tells of.
fn api() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(openapi::base())
        .routes(routes!(people::list))
        .routes(routes!(people::put, people::get))
        .routes(routes!(versions::list, versions::add))
        .routes(routes!(versions::get))
        .routes(routes!(versions::content))
        .routes(routes!(versions::text))
        .routes(routes!(versions::withdraw))
        .routes(routes!(conferences::list, conferences::add))
        .routes(routes!(conferences::get))
        .routes(routes!(sources::list, sources::add))
        .routes(routes!(sources::get))
        .routes(routes!(sources::content))
        .routes(routes!(sources::text))
        .routes(routes!(briefs::get))
        .routes(routes!(deltas::get))
        .routes(routes!(histories::get))
        .routes(routes!(condensed::get))
        .routes(routes!(health::liveness))
        .routes(routes!(health::readiness))
        .routes(routes!(metrics::get))
}

/// A browser gets a page, a program a problem.
async fn no_such_path(request: Request) -> Response {
    let is_page = !request.uri().path().starts_with("/v1/");
    if is_page && reply::choose(None, request.headers()) == Ok(Format::Html) {
        return web::no_such_page();
    }
    let detail = "Nothing is served at this path; /openapi.json tells what is.";
    Problem::not_found("no_such_path", detail).into_response()
}

async fn method_not_allowed() -> Problem {
    let detail = "This path does not take the method; the header Allow tells which it does.";
    Problem::new(axum::http::StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", detail)
}
