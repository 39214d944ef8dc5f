//! The service as a server: the API and the pages under one router, and the layers around every request.
//!
//! Takes the use cases, gives a router and serves it within bounds. No database is named here.

mod connections;
mod door;
mod fair;
mod idempotency;
mod layers;
mod own;
mod proxies;
mod refusals;
mod tls;

use std::sync::Arc;

use anyhow::Result;
use axum::http::StatusCode;
use axum::middleware::from_fn_with_state;
use axum::{Extension, Router};
use tokio::net::TcpListener;

pub use connections::Limits;
pub use fair::FairUse;
pub use proxies::{ForwardedHeader, Proxies};
pub use tls::TlsFiles;

use crate::api::{Api, api};
use crate::app::{App, Caller};
use crate::http::metrics::Metrics;
use crate::http::problem::Problem;
use crate::identity::{self, Identity};
use crate::web;
use connections::Entrance;
use door::{Door, Guard};
use fair::Shares;
use layers::Around;
use own::Names;

/// For whom the service is there, and how they reach it; the default is: for whoever is on this machine.
#[derive(Clone, Default)]
pub struct Setup {
    /// How much a client may ask of the service, and how long it may take to.
    pub limits: Limits,
    /// How it is found out who asks; none: whoever reaches it may ask all.
    pub identity: Option<Identity>,
    /// Certificate and key; none: in the clear.
    pub tls: Option<TlsFiles>,
    /// Who may speak for others.
    pub proxies: Proxies,
    /// How much each may ask; of use with identity.
    pub fair_use: FairUse,
}

/// Serves these use cases until `stop` is done; requests that have begun are finished, within bounds.
///
/// # Errors
///
/// Certificate and key cannot be read.
pub async fn serve(
    listener: TcpListener,
    app: App,
    setup: Setup,
    stop: impl Future<Output = ()>,
) -> Result<()> {
    let metrics = Metrics::new(app.workers());
    let tls = setup.tls.as_ref().map(tls::acceptor).transpose()?;
    // In the clear, with identity, only proxies come in: they have done the TLS.
    let only_proxies = setup.identity.is_some() && tls.is_none() && !setup.proxies.trusted.is_empty();
    let entrance = Entrance { tls, proxies: Arc::new(setup.proxies.clone()), only_proxies };
    let routes = routes(app, &setup, &metrics);
    connections::serve(listener, routes, setup.limits, entrance, &metrics, stop).await;
    Ok(())
}

/// All routes of the service over these use cases, for answering in process.
pub fn router(app: App) -> Router {
    router_for(app, &Setup::default())
}

/// The same, for those of this setup.
pub fn router_for(app: App, setup: &Setup) -> Router {
    let metrics = Metrics::new(app.workers());
    routes(app, setup, &metrics)
}

/// All routes, answered to this caller whoever asks: for answering in process.
pub fn router_as(app: App, caller: Caller) -> Router {
    let (setup, metrics) = (Setup::default(), Metrics::new(app.workers()));
    let around = setup.around(&app, &metrics);
    // Inside the layers, so that it is the last word on who asks.
    layers::around(bare(app, &setup).layer(Extension(caller)), around)
}

fn routes(app: App, setup: &Setup, metrics: &Arc<Metrics>) -> Router {
    let around = setup.around(&app, metrics);
    layers::around(bare(app, setup), around)
}

/// The routes without the layers around them.
fn bare(app: App, setup: &Setup) -> Router {
    let Api { routes, description } = api();
    let routes = routes.layer(from_fn_with_state(app.clone(), idempotency::once));
    let routes = routes.merge(description).merge(web::routes(&app));
    let routes = match &setup.identity {
        Some(identity) => routes.merge(identity::routes(identity)),
        None => routes,
    };
    let routes = routes.fallback(no_such_path).method_not_allowed_fallback(method_not_allowed);
    routes.layer(from_fn_with_state(app.clone(), refusals::recorded)).with_state(app)
}

impl Setup {
    fn around(&self, app: &App, metrics: &Arc<Metrics>) -> Around {
        let (names, door) = match &self.identity {
            None => (Names::Loopback, Door::Loopback),
            Some(identity) => {
                let guard = Guard {
                    app: app.clone(),
                    identity: identity.clone(),
                    proxies: self.proxies.clone(),
                    shares: Shares::new(self.fair_use),
                };
                let address = Arc::new(identity.address().clone());
                (Names::Configured(address), Door::Identity(Box::new(guard)))
            }
        };
        let (metrics, hsts) = (Arc::clone(metrics), self.tls.is_some());
        Around { answer: self.limits.answer, metrics, page: web::problem_page, names, door, hsts }
    }
}

async fn no_such_path() -> Problem {
    Problem::not_found("no_such_path", "Nothing is served at this path; /openapi.json lists what is.")
}

async fn method_not_allowed() -> Problem {
    let detail = "This path does not take the method; the header Allow lists those that it does.";
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", detail)
}
