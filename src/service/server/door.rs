//! The one place that says who asks, and lets nobody in who did not say so.

use std::net::IpAddr;

use axum::body::{Body, to_bytes};
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};

use super::fair::Shares;
use super::own;
use super::proxies::{Peer, Proxies};
use crate::app::{self, App, AppError, Caller, Happened};
use crate::forms::Format;
use crate::http::problem::Problem;
use crate::http::reply::choose;
use crate::identity::{self, Asked, Identity, NotOwn, SignedIn};
use crate::web;

/// What anyone may ask, by the patterns of the routes; with the files that pages refer to and what signing in takes.
const PUBLIC: &[&str] = &["/health/liveness", "/health/readiness", "/info"];

/// Who is let in.
#[derive(Clone)]
pub(super) enum Door {
    /// Whoever is on this machine.
    Loopback,
    /// Whom identity knows.
    Identity(Box<Guard>),
}

/// What is needed to find out who asks.
#[derive(Clone)]
pub(super) struct Guard {
    pub(super) app: App,
    pub(super) identity: Identity,
    pub(super) proxies: Proxies,
    pub(super) shares: Shares,
}

/// Says who asks, or refuses.
pub(super) async fn asks(State(door): State<Door>, mut request: Request, next: Next) -> Response {
    let asked_by = |request: &Request, from| app::Request {
        id: request_id(request),
        from,
        reason: reason(request),
        session: None,
        refused: app::RefusalNoted::default(),
    };
    match door {
        Door::Loopback => {
            let from = request.extensions().get::<Peer>().map(|peer| peer.0);
            let caller = Caller::loopback().by(asked_by(&request, from));
            request.extensions_mut().insert(caller);
            next.run(request).await
        }
        Door::Identity(guard) => {
            let asking = asked_by(&request, guard.address(&request));
            request.extensions_mut().insert(asking.clone());
            match guard.let_in(request, &asking).await {
                Ok((request, None)) => next.run(request).await,
                Ok((mut request, Some(Asked { caller, signed_in }))) => {
                    request.extensions_mut().insert(caller);
                    with_frame(request, next, signed_in).await
                }
                Err(response) => *response,
            }
        }
    }
}

/// Puts who signed in around the content of the answer.
async fn with_frame(mut request: Request, next: Next, signed_in: Option<SignedIn>) -> Response {
    let Some(signed_in) = signed_in else { return next.run(request).await };
    let is_leaving = is_leaving(&request);
    request.extensions_mut().insert(signed_in.clone());
    let mut response = next.run(request).await;
    if !is_leaving {
        response.extensions_mut().insert(signed_in);
    }
    response
}

impl Guard {
    fn address(&self, request: &Request) -> Option<IpAddr> {
        let peer = request.extensions().get::<Peer>()?;
        Some(self.proxies.client(peer.0, request.headers()))
    }

    /// The request with who asks; nobody where nobody has to be known.
    async fn let_in(
        &self,
        request: Request,
        asking: &app::Request,
    ) -> Result<(Request, Option<Asked>), Box<Response>> {
        let from = asking.from;
        if is_public(&request) {
            self.stranger(from)?;
            return Ok((request, None));
        }
        let asked = match self.identity.asks(&self.app, request.headers()).await {
            Ok(Some(Asked { caller, signed_in })) => {
                let session = signed_in.as_ref().map(|signed_in| signed_in.session);
                Asked { caller: caller.by(app::Request { session, ..asking.clone() }), signed_in }
            }
            Ok(None) => {
                self.stranger(from)?;
                return Err(Box::new(sign_in(request).await));
            }
            Err(problem) => {
                self.stranger(from)?;
                let refused = Happened::SignInRefused(problem.details().code());
                self.app
                    .record_of_unknown(asking, refused)
                    .await
                    .map_err(|error| Box::new(unrecorded(error)))?;
                return Err(Box::new(refusal(problem)));
            }
        };
        let posts = !request.method().is_safe();
        self.shares.caller(&asked.caller, posts).map_err(|too_much| Box::new(too_much.into_response()))?;
        let request = match &asked.signed_in {
            Some(signed_in) if posts => match signed_in.own_form(request).await {
                Ok(request) => request,
                Err(not_own) => return Err(Box::new(unsent(*not_own, signed_in).await)),
            },
            _ => request,
        };
        if !needs_no_role(&request) && !identity::has_a_role(&asked.caller) {
            let refused = Happened::SignInRefused("no_role");
            self.app.record(&asked.caller, refused).await.map_err(|error| Box::new(unrecorded(error)))?;
            return Err(Box::new(no_role(asked.signed_in)));
        }
        Ok((request, Some(asked)))
    }

    fn stranger(&self, from: Option<IpAddr>) -> Result<(), Box<Response>> {
        let counted = from.map_or(Ok(()), |from| self.shares.stranger(from));
        counted.map_err(|too_much| Box::new(too_much.into_response()))
    }
}

/// Whether somebody signs out: that takes no role, and the answer shows no name.
fn is_leaving(request: &Request) -> bool {
    request.uri().path() == "/sign-out"
}

/// Whether somebody who signed in may do this without a role: leave, and see and end the sessions of their own.
fn needs_no_role(request: &Request) -> bool {
    let route = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str);
    is_leaving(request) || route.is_some_and(|route| identity::OWN.contains(&route))
}

fn is_public(request: &Request) -> bool {
    // A path that is not there is nobody's business either.
    let Some(route) = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str) else {
        return false;
    };
    PUBLIC.contains(&route) || identity::PUBLIC.contains(&route) || web::is_asset(route)
}

/// Asks somebody with a browser to sign in, with what they wrote kept for them, and a program for its token.
async fn sign_in(request: Request) -> Response {
    let page = if is_filled_in(&request) {
        web::unsent_page(request, false).await
    } else if request.method() == Method::GET && wants_page(&request) {
        Some(web::sign_in_page(request.uri().path_and_query().map_or("/", |to| to.as_str())))
    } else {
        None
    };
    if let Some(page) = page {
        return challenged((StatusCode::UNAUTHORIZED, Html(page)).into_response(), "");
    }
    let detail = "Say who asks: Authorization: Bearer and a token of the identity provider.";
    refusal(Problem::new(StatusCode::UNAUTHORIZED, "unauthenticated", detail))
}

/// Gives a form back whose token is none of the session that is open: the page has the session's own, for whoever sends it
/// again.
async fn unsent(NotOwn { problem, request }: NotOwn, signed_in: &SignedIn) -> Response {
    let page = match request.filter(is_filled_in) {
        Some(request) => web::unsent_page(request, true).await,
        None => None,
    };
    let Some(page) = page else { return problem.into_response() };
    let mut response = (problem.details().status(), Html(page)).into_response();
    response.extensions_mut().insert(signed_in.clone());
    response
}

fn wants_page(request: &Request) -> bool {
    !request.uri().path().starts_with("/v1/") && choose(None, request.headers()) == Ok(Format::Html)
}

/// Whether this is a form that somebody filled in on a page of ours.
fn is_filled_in(request: &Request) -> bool {
    request.method() == Method::POST
        && request.extensions().get::<MatchedPath>().is_some()
        && wants_page(request)
        && own::says_own_page(request.headers())
}

fn no_role(signed_in: Option<SignedIn>) -> Response {
    let detail = "The identity provider names no role for you in CIP Brief. Ask whoever gives out roles.";
    let mut response = Problem::new(StatusCode::FORBIDDEN, "no_role", detail).into_response();
    if let Some(signed_in) = signed_in {
        response.extensions_mut().insert(signed_in);
    }
    response
}

/// What cannot be recorded is not answered otherwise.
fn unrecorded(error: AppError) -> Response {
    Problem::from(error).into_response()
}

fn refusal(problem: Problem) -> Response {
    let code = problem.details().code();
    let unknown = problem.details().status() == StatusCode::UNAUTHORIZED;
    let response = problem.into_response();
    if unknown { challenged(response, code) } else { response }
}

fn challenged(mut response: Response, code: &str) -> Response {
    response.headers_mut().insert(header::WWW_AUTHENTICATE, identity::challenge(code));
    response
}

/// Why somebody looks, as far as they say it and it can be kept.
fn reason(request: &Request) -> Option<String> {
    /// Longest reason that is kept, in characters.
    const CHARS_MAX: usize = 200;
    let said = request.headers().get("x-reason").and_then(|said| said.to_str().ok()).map(str::trim);
    said.filter(|said| !said.is_empty()).map(|said| said.chars().take(CHARS_MAX).collect())
}

fn request_id(request: &Request) -> Option<String> {
    request.headers().get("x-request-id").and_then(|id| id.to_str().ok()).map(str::to_owned)
}

/// Puts into a page of somebody who signed in their name, the way out, and the token of forms. Belongs outside what makes
/// pages of refusals, for these have a frame, too.
pub(super) async fn framed(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let Some(signed_in) = response.extensions_mut().remove::<SignedIn>() else { return response };
    let kind = response.headers().get(header::CONTENT_TYPE);
    if !kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html")) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let page = to_bytes(body, usize::MAX).await.ok().and_then(|bytes| String::from_utf8(bytes.to_vec()).ok());
    let Some(page) = page else { return Problem::internal().into_response() };
    let page = identity::with_form_token(&web::with_name(&page, &signed_in.name), &signed_in);
    // The tag was that of the page for anyone.
    parts.headers.remove(header::ETAG);
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(page))
}

/// Keeps answers out of every cache, but for what is the same for anyone.
pub(super) async fn kept_nowhere(request: Request, next: Next) -> Response {
    let is_asset = web::is_asset(request.uri().path());
    let mut response = next.run(request).await;
    if !is_asset {
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}
