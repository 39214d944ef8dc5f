//! The pages of signing in and out, and of one's own sessions.

use axum::extract::{Extension, Path, RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{AppendHeaders, Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Router, response::Result};
use serde::Deserialize;

use super::cookies::{self, Begun};
use super::handle::{Identity, SignedIn};
use super::random::Id;
use super::sign_in::{NoSignIn, RETURN, Returned, SIGNED_OUT, local};
use crate::app::{App, Caller, Happened, Request as Asking, cause_chain};
use crate::http::extract::{Asker, Query};
use crate::http::problem::Problem;
use crate::web::{self, OwnSession};

/// What somebody who has not signed in may ask for, by the patterns of the routes.
pub(crate) const PUBLIC: &[&str] = &["/sign-in", "/sign-in/start", RETURN, SIGNED_OUT];

/// What somebody who signed in may ask for without a role, by the patterns of the routes: it is of nobody but themselves.
pub(crate) const OWN: &[&str] = &["/sessions", "/sessions/{handle}/end"];

/// The routes.
pub(crate) fn routes(identity: &Identity) -> Router<App> {
    Router::new()
        .route("/sign-in", get(sign_in))
        .route("/sign-in/start", get(start))
        .route(RETURN, get(returned))
        .route("/sign-out", post(sign_out))
        .route(SIGNED_OUT, get(|| async { Html(web::signed_out_page(None)) }))
        .route("/sessions", get(sessions))
        .route("/sessions/{handle}/end", post(end))
        .layer(Extension(identity.clone()))
}

/// Where somebody goes on after signing in.
#[derive(Deserialize)]
struct To {
    #[serde(default)]
    to: String,
}

async fn sign_in(Query(To { to }): Query<To>) -> Html<String> {
    Html(web::sign_in_page(local(&to)))
}

/// Begins to sign in. Only who follows the link of our own page does: another site that sends a browser here gets that
/// page, so that nobody is signed in without having asked for it.
async fn start(
    Extension(identity): Extension<Identity>,
    headers: HeaderMap,
    Query(To { to }): Query<To>,
) -> Result<Response> {
    if sent_by_another_site(&headers) {
        return Ok(Html(web::sign_in_page(local(&to))).into_response());
    }
    let id = Id::new().map_err(|_| Problem::internal())?;
    let begun = Begun { id, to: local(&to).to_owned() };
    let address = identity.sign_in_address(&begun).await.map_err(|error| unavailable(&error.into()))?;
    Ok((AppendHeaders([(header::SET_COOKIE, cookies::set_sign_in(&begun))]), Redirect::to(&address))
        .into_response())
}

/// Whether a browser says that a page of another site leads here.
fn sent_by_another_site(headers: &HeaderMap) -> bool {
    headers.get("sec-fetch-site").is_some_and(|site| site == "cross-site" || site == "same-site")
}

async fn returned(
    State(app): State<App>,
    Extension(identity): Extension<Identity>,
    Extension(asking): Extension<Asking>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response> {
    let begun = cookies::sign_in(&headers);
    let answered = answered(&app, &identity, begun.as_ref(), query.as_deref(), (&headers, &asking)).await;
    // An answer counts once, whatever comes of it.
    let spent = AppendHeaders([(header::SET_COOKIE, cookies::no_sign_in())]);
    Ok(match answered {
        Ok(id) => {
            let to = begun.as_ref().map_or("/", |begun| local(&begun.to));
            let session = AppendHeaders([(header::SET_COOKIE, cookies::set_session(&id))]);
            (spent, session, Redirect::to(to)).into_response()
        }
        Err(problem) => (spent, problem).into_response(),
    })
}

async fn answered(
    app: &App,
    identity: &Identity,
    begun: Option<&Begun>,
    query: Option<&str>,
    (headers, asking): (&HeaderMap, &Asking),
) -> Result<Id, Problem> {
    let known = match (begun, Returned::read(query.unwrap_or_default())) {
        (Some(begun), Some(returned)) => identity.signed_in(begun, &returned).await,
        _ => Err(NoSignIn::State),
    };
    match known {
        Ok(known) => {
            // Before there is a session: what cannot be recorded does not happen.
            app.record(&Caller::person(&known.name, known.roles).by(asking.clone()), Happened::SignedIn)
                .await?;
            identity.begin_session(app, cookies::session(headers), &known).await
        }
        Err(error) => {
            let problem = unavailable(&error);
            app.record_of_unknown(asking, Happened::SignInRefused(problem.details().code())).await?;
            Err(problem)
        }
    }
}

/// Why nobody is signed in, for the person in front of the browser; the cause is for the log.
fn unavailable(error: &NoSignIn) -> Problem {
    tracing::warn!(cause = cause_chain(error), "a sign-in came to nothing");
    match error {
        NoSignIn::Provider(_) => {
            let detail = "The sign-in service cannot be reached at the moment. Try again in a minute.";
            Problem::new(StatusCode::SERVICE_UNAVAILABLE, "identity_unavailable", detail)
        }
        NoSignIn::State => {
            let detail = "This sign-in was begun in another window or too long ago. Sign in again.";
            Problem::new(StatusCode::FORBIDDEN, "sign_in_stale", detail)
        }
        _ => {
            let detail = "The sign-in service did not let you in. Sign in again; if it fails again, tell whoever runs this \
                          service.";
            Problem::new(StatusCode::FORBIDDEN, "sign_in_refused", detail)
        }
    }
}

/// Ends the session here, then at the provider: the browser goes on there by itself, and the page has the way too.
async fn sign_out(
    State(app): State<App>,
    Extension(identity): Extension<Identity>,
    Asker(caller): Asker,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    if let Some(id) = cookies::session(&headers) {
        app.end_session(id.hash()).await?;
        app.record(&caller, Happened::SignedOut).await?;
    }
    let address = identity.sign_out_address().await;
    let mut response = Html(web::signed_out_page(address.as_deref())).into_response();
    let headers = response.headers_mut();
    headers.insert(header::SET_COOKIE, cookies::no_session());
    // No redirect: a browser that follows one after a form wants the provider's address among those forms may go to.
    if let Some(value) = address.and_then(|address| HeaderValue::try_from(format!("0; url={address}")).ok()) {
        headers.insert(header::REFRESH, value);
    }
    // Which folds were open says whose plans were read.
    headers.insert("clear-site-data", HeaderValue::from_static("\"storage\""));
    Ok(response)
}

async fn sessions(
    State(app): State<App>,
    signed_in: Option<Extension<SignedIn>>,
) -> Result<Html<String>, Problem> {
    let Some(Extension(signed_in)) = signed_in else { return Err(no_session()) };
    let all = app.sessions_of(&signed_in.name).await?;
    let own = all.into_iter().map(|session| OwnSession {
        is_this: session.handle == signed_in.handle,
        handle: session.handle,
        begun: session.begun,
        seen: session.seen,
    });
    Ok(Html(web::sessions_page(&own.collect::<Vec<_>>())))
}

async fn end(
    State(app): State<App>,
    Asker(caller): Asker,
    signed_in: Option<Extension<SignedIn>>,
    Path(handle): Path<String>,
) -> Result<Redirect, Problem> {
    let Some(Extension(signed_in)) = signed_in else { return Err(no_session()) };
    // Somebody else's looks like none.
    if app.end_session_of(&signed_in.name, &handle).await? {
        app.record(&caller, Happened::SessionEnded).await?;
        Ok(Redirect::to("/sessions"))
    } else {
        Err(Problem::not_found("session_not_found", "There is no such session; it may be over already."))
    }
}

fn no_session() -> Problem {
    Problem::not_found("session_not_found", "Only people who signed in have sessions.")
}
