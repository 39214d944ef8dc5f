//! Figures for operators, as Prometheus reads them: how many, how long, how full. They name routes by their pattern
//! and nobody by an id, and hold no text of a plan.
//!
//! What is counted as it happens is a field of [`Metrics`]; what is only looked at when asked for is set in
//! [`Metrics::look`].

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::extract::{MatchedPath, Request, State};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use prometheus_client::encoding::{EncodeLabelSet, text};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

use crate::app::App;
use crate::compute::{Urgency, Workers};

/// Bounds of the answers' times, in seconds: from what is known already to what is given up.
const SECONDS: [f64; 13] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, 30.0];

/// All figures of one service.
pub(crate) struct Metrics {
    registry: Registry,
    requests: Family<Answered, Counter>,
    durations: Family<Routed, Histogram, fn() -> Histogram>,
    connections: Gauge,
    cache: Gauge,
    store: Gauge,
    unfinished: Gauge,
    queue: Family<[(&'static str, &'static str); 1], Gauge>,
}

/// An answer, as it is counted.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    route: String,
    method: &'static str,
    status: u16,
}

/// A route, as it is timed.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Routed {
    route: String,
}

impl Metrics {
    /// Figures of a service with these who do the work.
    pub(crate) fn new(workers: &Workers) -> Arc<Self> {
        let mut registry = Registry::with_prefix("cip_brief");
        let requests = Family::default();
        registry.register("requests", "Requests answered", requests.clone());
        let durations = Family::new_with_constructor((|| Histogram::new(SECONDS)) as fn() -> Histogram);
        let help = "From a request's head to its answer's";
        registry.register_with_unit("request_duration", help, Unit::Seconds, durations.clone());
        let connections = Gauge::default();
        registry.register("connections", "Connections that are open", connections.clone());
        let queue = Family::default();
        let help = "Requests whose work waits or is being done";
        registry.register("work_queue", help, queue.clone());
        let cache = Gauge::default();
        let help = "Computed documents, deltas and briefs that are kept, by estimate";
        registry.register_with_unit("cache", help, Unit::Bytes, cache.clone());
        let store = Gauge::default();
        registry.register_with_unit(
            "store",
            "The database, its free pages included",
            Unit::Bytes,
            store.clone(),
        );
        let unfinished = Gauge::default();
        let help = "Texts that were received and neither taken in nor refused";
        registry.register("store_unfinished", help, unfinished.clone());
        let work = workers.figures();
        registry.register(
            "work_refused",
            "Requests refused because the queue was full",
            work.refused.clone(),
        );
        let help = "How long pieces of work kept a thread";
        registry.register_with_unit("work_duration", help, Unit::Seconds, work.durations.clone());
        Arc::new(Self { registry, requests, durations, connections, cache, store, unfinished, queue })
    }

    /// Counts a connection as long as what is returned lives.
    pub(crate) fn connection(&self) -> Counted {
        self.connections.inc();
        Counted(self.connections.clone())
    }

    /// How many connections are open.
    #[cfg(test)]
    pub(crate) fn connections(&self) -> i64 {
        self.connections.get()
    }

    /// All figures as text, after a look at what has a state rather than events.
    ///
    /// # Errors
    ///
    /// A figure cannot be written: a defect of ours.
    pub(crate) async fn text(&self, app: &App) -> Result<String, std::fmt::Error> {
        self.look(app).await;
        let mut figures = String::new();
        text::encode(&mut figures, &self.registry)?;
        Ok(figures)
    }

    async fn look(&self, app: &App) {
        // Where the store does not answer, readiness says so; its last figures stand.
        if let (Ok(bytes), Ok(texts)) = (app.stored_bytes().await, app.unfinished().await) {
            self.store.set(i64::try_from(bytes).unwrap_or(i64::MAX));
            self.unfinished.set(i64::try_from(texts).unwrap_or(i64::MAX));
        }
        self.cache.set(i64::try_from(app.cached_bytes()).unwrap_or(i64::MAX));
        for urgency in Urgency::ALL {
            let length = i64::try_from(app.workers().admitted(urgency)).unwrap_or(i64::MAX);
            self.queue.get_or_create(&[("urgency", urgency.name())]).set(length);
        }
    }

    fn answered(&self, route: String, method: &'static str, status: StatusCode, took: Duration) {
        self.durations.get_or_create_owned(&Routed { route: route.clone() }).observe(took.as_secs_f64());
        self.requests.get_or_create_owned(&Answered { route, method, status: status.as_u16() }).inc();
    }
}

/// Something that is open, counted until it is dropped.
pub(crate) struct Counted(Gauge);

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.dec();
    }
}

/// Counts and times an answer.
pub(crate) async fn observe(State(metrics): State<Arc<Metrics>>, request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str).to_owned();
    let (method, begun) = (known(request.method()), Instant::now());
    let response = next.run(request).await;
    metrics.answered(route, method, response.status(), begun.elapsed());
    response
}

/// A method's name. Whoever makes methods up gets no figure of their own for each.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        Method::PATCH => "PATCH",
        _ => "other",
    }
}
