//! The service as a server: the API and the pages under one router, and the layers around every request.
//!
//! Takes the use cases, gives a router and serves it within bounds. No database is named here.

mod connections;
mod idempotency;
mod layers;
mod local;

use std::sync::Arc;

use axum::http::StatusCode;
use axum::middleware::from_fn_with_state;
use axum::{Extension, Router};
use tokio::net::TcpListener;

pub use connections::Limits;

use crate::api::{Api, api};
use crate::app::{App, Caller};
use crate::http::metrics::Metrics;
use crate::http::problem::Problem;
use crate::web;

/// Serves these use cases until `stop` is done; requests that have begun are finished, within bounds.
pub async fn serve(listener: TcpListener, app: App, limits: Limits, stop: impl Future<Output = ()>) {
    let metrics = Metrics::new(app.workers());
    let routes = routes(app, &limits, &metrics);
    connections::serve(listener, routes, limits, &metrics, stop).await;
}

/// All routes of the service over these use cases, for answering in process.
pub fn router(app: App) -> Router {
    let metrics = Metrics::new(app.workers());
    routes(app, &Limits::default(), &metrics)
}

/// The same, answered to this caller whoever asks: for answering in process.
pub fn router_as(app: App, caller: Caller) -> Router {
    let metrics = Metrics::new(app.workers());
    // Inside the layers, so that it is the last word on who asks.
    let routes = bare(app).layer(Extension(caller));
    layers::around(routes, &Limits::default(), &metrics, web::problem_page)
}

fn routes(app: App, limits: &Limits, metrics: &Arc<Metrics>) -> Router {
    layers::around(bare(app), limits, metrics, web::problem_page)
}

/// The routes without the layers around them.
fn bare(app: App) -> Router {
    let Api { routes, description } = api();
    let routes = routes.layer(from_fn_with_state(app.clone(), idempotency::once));
    let routes = routes.merge(description).merge(web::routes()).fallback(no_such_path);
    routes.method_not_allowed_fallback(method_not_allowed).with_state(app)
}

async fn no_such_path() -> Problem {
    Problem::not_found("no_such_path", "Nothing is served at this path; /openapi.json lists what is.")
}

async fn method_not_allowed() -> Problem {
    let detail = "This path does not take the method; the header Allow lists those that it does.";
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", detail)
}
