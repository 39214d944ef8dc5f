//! The layers around every handler, in one place because the order matters.

use std::any::Any;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{DefaultBodyLimit, MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Router};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::trace::{DefaultOnResponse, TraceLayer};
use tracing::{Level, Span};

use super::door::{self, Door};
use super::own::{self, Names};
use crate::forms::Format;
use crate::http::extract::BODY_BYTES_MAX;
use crate::http::metrics::{self, Metrics};
use crate::http::problem::Problem;
use crate::http::reply::{apart_when_compressed, choose, pages_tagged};

const REQUEST_ID: &str = "x-request-id";
/// Longest request id that is taken over from a sender.
const REQUEST_ID_BYTES_MAX: usize = 64;

/// What a page may load: its own style and script, nothing from elsewhere, nothing inline.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; \
    img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Shows a refusal as a page.
pub(super) type ProblemPage = fn(Response) -> Response;

/// What the layers know.
pub(super) struct Around {
    /// How long an answer may take.
    pub(super) answer: Duration,
    /// Where requests are counted.
    pub(super) metrics: Arc<Metrics>,
    /// How a refusal becomes a page.
    pub(super) page: ProblemPage,
    /// Under which names the service is asked.
    pub(super) names: Names,
    /// Who is let in.
    pub(super) door: Door,
    /// Whether browsers are to come back by TLS alone.
    pub(super) hsts: bool,
}

/// Puts the layers around the routes. The last is the outermost and sees a request first.
pub(super) fn around(routes: Router, around: Around) -> Router {
    let Around { answer, metrics, page, names, door, hsts } = around;
    let is_open = matches!(door, Door::Identity(_));
    let routes = routes
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
        .layer(Extension(Arc::clone(&metrics)))
        .layer(from_fn_with_state(door, door::asks))
        .layer(from_fn_with_state(names, own::only))
        .layer(from_fn_with_state(answer, in_time))
        // Inside the log, so that a panic is logged with its request id.
        .layer(CatchPanicLayer::custom(panicked))
        // Outside all that refuses, so that a browser is shown every refusal as a page.
        .layer(from_fn_with_state(page, shown))
        // Outside that, for these pages have a frame, too.
        .layer(from_fn(door::framed))
        // Inside compression, so that the tag is that of the page itself.
        .layer(from_fn(pages_tagged))
        .layer(CompressionLayer::new())
        // Outside compression, whose work it looks at.
        .layer(from_fn(apart_when_compressed));
    with_security_headers(routes, is_open, hsts)
        .layer(PropagateRequestIdLayer::x_request_id())
        .layer(from_fn_with_state(metrics, metrics::observe))
        .layer(TraceLayer::new_for_http().make_span_with(span).on_response(answered()).on_failure(()))
        // Outermost, so that everything inside knows the id.
        .layer(SetRequestIdLayer::x_request_id(MakeRequestUuid))
        .layer(from_fn(short_request_id))
}

/// What the layers know of a service for this machine, with refusals left as they are.
#[cfg(test)]
pub(super) fn for_loopback(limits: &super::Limits, metrics: &Arc<Metrics>) -> Around {
    let (metrics, page) = (Arc::clone(metrics), (|answer| answer) as ProblemPage);
    Around { answer: limits.answer, metrics, page, names: Names::Loopback, door: Door::Loopback, hsts: false }
}

/// Shows refusals as pages where somebody with a browser asked for no part of the API.
async fn shown(State(page): State<ProblemPage>, request: Request, next: Next) -> Response {
    let is_api = request.uri().path().starts_with("/v1/");
    let wants_page = !is_api && choose(None, request.headers()) == Ok(Format::Html);
    let response = next.run(request).await;
    if wants_page { page(response) } else { response }
}

/// A year, and for whatever stands below the service's name too, whose cookies and forms could else be set in the clear
/// (RFC 6797, section 14.4).
const HSTS: HeaderValue = HeaderValue::from_static("max-age=31536000; includeSubDomains");

fn with_security_headers(routes: Router, is_open: bool, hsts: bool) -> Router {
    let headers = [
        (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        // A person's id is in the path.
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "private, no-cache"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    let routes = headers.into_iter().fold(routes, |routes, (name, value)| {
        routes.layer(SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value)))
    });
    let routes = if is_open { routes.layer(from_fn(door::kept_nowhere)) } else { routes };
    let hsts = hsts.then(|| SetResponseHeaderLayer::overriding(header::STRICT_TRANSPORT_SECURITY, HSTS));
    match hsts {
        Some(hsts) => routes.layer(hsts),
        None => routes,
    }
}

/// The span of a request. The route's pattern instead of the path, and no query: a log names nobody.
fn span(request: &Request) -> Span {
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str);
    let id = request.headers().get(REQUEST_ID).and_then(|id| id.to_str().ok()).unwrap_or_default();
    tracing::info_span!("request", method = %request.method(), route, id)
}

fn answered() -> DefaultOnResponse {
    DefaultOnResponse::new().level(Level::INFO)
}

/// Takes a sender's own request id only where it is one: it goes to the log, which no text of a plan may reach.
async fn short_request_id(mut request: Request, next: Next) -> Response {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"._-".contains(byte);
    let is_id = |id: &HeaderValue| {
        !id.is_empty() && id.len() <= REQUEST_ID_BYTES_MAX && id.as_bytes().iter().all(plain)
    };
    if request.headers().get(REQUEST_ID).is_some_and(|id| !is_id(id)) {
        request.headers_mut().remove(REQUEST_ID);
    }
    next.run(request).await
}

async fn in_time(State(within): State<Duration>, request: Request, next: Next) -> Response {
    tokio::time::timeout(within, next.run(request)).await.unwrap_or_else(|_| {
        let detail = format!("There was no answer within {} seconds.", within.as_secs());
        Problem::new(StatusCode::SERVICE_UNAVAILABLE, "too_slow", detail).into_response()
    })
}

/// The panic hook has logged the place; the message may hold text of a plan and is not repeated.
fn panicked(_: Box<dyn Any + Send>) -> Response {
    tracing::error!("a handler panicked");
    Problem::internal().into_response()
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::routing::get;
    use tower::ServiceExt;

    use super::*;
    use crate::compute::Workers;
    use crate::server::Limits;

    #[tokio::test]
    async fn a_request_id_is_taken_over_if_it_is_one() {
        let given = |id: &'static str| async move {
            let routes =
                around(Router::new(), for_loopback(&Limits::default(), &Metrics::new(&Workers::default())));
            let request = Request::get("/").header(REQUEST_ID, id).body(Body::empty()).unwrap();
            let response = routes.oneshot(request).await.unwrap();
            response.headers()[REQUEST_ID].to_str().unwrap().to_owned()
        };
        assert_eq!(given("PR2-889.b").await, "PR2-889.b");
        assert_eq!(given("He has a flat.").await.len(), 36);
        let long = "0123456789012345678901234567890123456789012345678901234567890123456789";
        assert_eq!(given(long).await.len(), 36);
    }

    async fn answer(routes: Router) -> Response {
        around(routes, for_loopback(&Limits::default(), &Metrics::new(&Workers::default())))
            .oneshot(Request::get("/").body(Body::empty()).unwrap())
            .await
            .unwrap()
    }

    #[tokio::test]
    async fn a_panic_is_a_problem_with_the_headers_of_every_answer() {
        async fn panics() -> &'static str {
            panic!("on purpose")
        }
        let response = answer(Router::new().route("/", get(panics))).await;
        assert_eq!(response.status(), 500);
        assert_eq!(response.headers()[header::CONTENT_TYPE], "application/problem+json");
        assert!(response.headers().contains_key("x-request-id"));
    }

    #[tokio::test(start_paused = true)]
    async fn an_answer_that_never_comes_is_given_up() {
        let response = answer(Router::new().route("/", get(std::future::pending::<()>))).await;
        assert_eq!(response.status(), 503);
        assert_eq!(response.headers()[header::RETRY_AFTER], "5");
    }
}
