//! Who asks: what a service with identity lets in, and each attack with the refusal that it must get.

mod canary;
mod copies;
mod fair;
mod keys;
mod pages;
mod planted;
mod provider;
mod reason;
mod record;
mod settings;
mod tls;
mod tokens;
mod userinfo;

use std::cell::Cell;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use cip_service::app::{App, Clock, Policy};
use cip_service::identity::{Algorithm, ClaimsFrom, Identity, Secret, SessionLimits, Settings};
use cip_service::server::{self, Setup};
use http_body_util::BodyExt;
use jiff::{SignedDuration, Timestamp};
use tempfile::TempDir;
use tower::ServiceExt;

use provider::{AUDIENCE, CLIENT, Provider, SECRET};

/// Where people reach the service.
const SITE: &str = "plans.example";

thread_local! {
    /// By how much the service's clock is ahead; a test has a thread of its own.
    static AHEAD: Cell<SignedDuration> = const { Cell::new(SignedDuration::ZERO) };
}

fn clock() -> Timestamp {
    Timestamp::now() + AHEAD.get()
}

/// Lets time go by for sessions.
fn minutes_go_by(minutes: i64) {
    AHEAD.set(AHEAD.get() + SignedDuration::from_mins(minutes));
}

/// A service with identity, over a database and a provider of its own.
struct Guarded {
    router: Router,
    app: App,
    provider: Provider,
    /// Where its database is.
    database: String,
    _folder: Option<TempDir>,
}

/// A response, read to its end.
struct Reply {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

impl Guarded {
    async fn new() -> Self {
        Self::with(|setup| setup).await
    }

    async fn with(change: impl FnOnce(Setup) -> Setup) -> Self {
        Self::under(Policy::default(), change).await
    }

    /// With access handled like this.
    async fn under(policy: Policy, change: impl FnOnce(Setup) -> Setup) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let address = format!("sqlite:{}", folder.path().join("test.db").display());
        Self { _folder: Some(folder), ..Self::at(&address, policy, change).await }
    }

    /// Over this database.
    async fn at(address: &str, policy: Policy, change: impl FnOnce(Setup) -> Setup) -> Self {
        Self::of(Provider::start().await, address, policy, change).await
    }

    /// Another copy of the service, over the same database and with the same provider.
    async fn another(&self, address: &str) -> Self {
        Self::of(self.provider.clone(), address, self.app.policy(), |setup| setup).await
    }

    async fn of(
        provider: Provider,
        address: &str,
        policy: Policy,
        change: impl FnOnce(Setup) -> Setup,
    ) -> Self {
        let app = App::new(cip_store::open(address).await.unwrap());
        let app = app.with_policy(policy).with_clock(Clock::new(clock));
        let setup = change(Setup { identity: Some(identity(&provider)), ..Setup::default() });
        let database = address.to_owned();
        Self { router: server::router_for(app.clone(), &setup), app, provider, database, _folder: None }
    }

    async fn send(&self, request: axum::http::request::Builder, body: impl Into<Body>) -> Reply {
        let request = request.header(header::HOST, SITE).body(body.into()).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes().to_vec();
        Reply { status: parts.status, headers: parts.headers, body: String::from_utf8(body).unwrap() }
    }

    /// A system asks.
    async fn with_token(&self, token: &str) -> Reply {
        self.send(Request::get("/v1/people").header("authorization", format!("Bearer {token}")), "").await
    }

    /// A browser asks, with these cookies.
    async fn get(&self, path: &str, cookies: &str) -> Reply {
        let request = Request::get(path).header("accept", "text/html").header("cookie", cookies);
        self.send(request, "").await
    }

    /// A browser posts a form.
    async fn post(&self, path: &str, cookies: &str, form: &str) -> Reply {
        let request = Request::post(path).header("accept", "text/html").header("cookie", cookies);
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        self.send(request.header("origin", format!("https://{SITE}")), form.to_owned()).await
    }

    /// Begins to sign in: the cookie, and the address at the provider.
    async fn begin(&self, to: &str) -> (String, String) {
        let reply = self.get(&format!("/sign-in/start?to={to}"), "").await;
        assert_eq!(reply.status, 303, "{}", reply.body);
        (reply.cookie("__Host-cip-sign-in"), reply.header("location").to_owned())
    }

    /// Signs in: the cookie of the session.
    async fn sign_in(&self, name: &str) -> String {
        let (cookie, address) = self.begin("/").await;
        let returned = self.provider.sign_in(&address, name);
        let reply = self.get(&format!("/sign-in/return?{returned}"), &cookie).await;
        assert_eq!(reply.status, 303, "{}", reply.body);
        reply.cookie("__Host-cip-session")
    }
}

impl Reply {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The pair of a cookie that is set; empty where it is not set, or taken away.
    fn cookie(&self, name: &str) -> String {
        let set = self.headers.get_all("set-cookie").iter().filter_map(|line| line.to_str().ok());
        let pair = set.filter_map(|line| line.split(';').next()).find(|pair| pair.starts_with(name));
        pair.filter(|pair| !pair.ends_with('=')).unwrap_or_default().to_owned()
    }

    /// The status and the code of a refusal.
    fn refusal(&self) -> (u16, String) {
        let problem: serde_json::Value = serde_json::from_str(&self.body).unwrap_or_default();
        (self.status.as_u16(), problem["errorCode"].as_str().unwrap_or_default().to_owned())
    }

    /// The token of the page's forms.
    fn form_token(&self) -> &str {
        let rest = self.body.split_once("name=\"form_token\" value=\"").map_or("", |(_, rest)| rest);
        rest.split('"').next().unwrap_or_default()
    }
}

/// All routes over these use cases, with identity by a provider that is asked nothing.
pub(crate) async fn router_with_identity(app: App) -> Router {
    let setup = Setup { identity: Some(identity(&Provider::start().await)), ..Setup::default() };
    server::router_for(app, &setup)
}

fn identity(provider: &Provider) -> Identity {
    Identity::with_clock(identity_settings(provider), clock).unwrap()
}

fn identity_settings(provider: &Provider) -> Settings {
    Settings {
        address: format!("https://{SITE}").parse().unwrap(),
        issuer: provider.issuer.clone(),
        audience: AUDIENCE.to_owned(),
        client_id: CLIENT.to_owned(),
        client_secret: Some(Secret::new(SECRET)),
        roles_claim: "roles".parse().unwrap(),
        name_claim: "sub".parse().unwrap(),
        system_name_claim: "sub".parse().unwrap(),
        claims_from: ClaimsFrom::default(),
        scopes: vec!["openid".to_owned()],
        algorithms: vec![Algorithm::RS256, Algorithm::PS256, Algorithm::ES256, Algorithm::EdDSA],
        sessions: SessionLimits::default(),
    }
}
