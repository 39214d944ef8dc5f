//! A provider of identity for tests: it says who it is, gives its keys, turns codes into tokens and counts who asks.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use axum::extract::{Form, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64URL;
use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, Header, encode};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio::net::TcpListener;

use super::keys::Pair;

/// What the provider calls the service, as a client.
pub(super) const CLIENT: &str = "cip-brief-pages";
/// For whom the tokens of systems are.
pub(super) const AUDIENCE: &str = "cip-brief-api";
/// By what the service proves that it is the client.
pub(super) const SECRET: &str = "canary-secret-of-the-client";

/// A provider on this machine.
#[derive(Clone)]
pub(super) struct Provider {
    pub(super) issuer: String,
    state: Arc<Provided>,
}

struct Provided {
    keys: Mutex<Vec<Pair>>,
    /// By which it signs who signed in, though it gives it to nobody; none: by the last of its keys.
    hidden: Mutex<Option<Pair>>,
    /// How often the keys were asked for.
    asked: AtomicUsize,
    /// What each code or refresh token stands for.
    grants: Mutex<HashMap<String, Value>>,
    /// What is said now of whoever signed in.
    roles: Mutex<Value>,
    /// Whether a token that is renewed comes without who it is of, who is then to be asked for.
    renews_bare: AtomicBool,
    given: AtomicUsize,
    /// What it says its name is.
    issuer: Mutex<String>,
    /// Whether roles are said at userinfo in place of the token, and of whom it speaks.
    userinfo: Mutex<Option<String>>,
    /// For whom it says that who signed in is meant.
    signed_in_for: Mutex<Value>,
    asked_for_tokens: Mutex<Vec<String>>,
}

impl Provider {
    pub(super) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let state = Arc::new(Provided {
            keys: Mutex::new(vec![Pair::new("first", Algorithm::ES256)]),
            hidden: Mutex::default(),
            asked: AtomicUsize::new(0),
            grants: Mutex::default(),
            roles: Mutex::new(json!(["ROLE_CIP_READ", "ROLE_CIP_INGEST"])),
            renews_bare: AtomicBool::new(false),
            given: AtomicUsize::new(0),
            issuer: Mutex::new(issuer.clone()),
            userinfo: Mutex::default(),
            signed_in_for: Mutex::new(json!(CLIENT)),
            asked_for_tokens: Mutex::default(),
        });
        let routes = Router::new()
            .route("/.well-known/openid-configuration", get(discovery))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .route("/userinfo", get(user_info))
            .with_state(Arc::clone(&state));
        tokio::spawn(async move { axum::serve(listener, routes).await.unwrap() });
        Self { issuer, state }
    }

    /// Claims of a system's token that counts.
    pub(super) fn claims(&self) -> Value {
        json!({"iss": self.issuer, "aud": AUDIENCE, "sub": "pr2", "exp": in_seconds(300), "iat": in_seconds(0),
               "roles": ["ROLE_CIP_READ", "ROLE_CIP_INGEST"]})
    }

    /// A token of these claims.
    pub(super) fn token(&self, claims: &Value) -> String {
        self.signed(&self.header(), claims)
    }

    pub(super) fn header(&self) -> Header {
        let keys = self.state.keys.lock().unwrap();
        let key = keys.last().unwrap();
        Header { kid: Some(key.id.clone()), ..Header::new(key.algorithm) }
    }

    pub(super) fn signed(&self, header: &Header, claims: &Value) -> String {
        encode(header, claims, &self.state.keys.lock().unwrap().last().unwrap().private).unwrap()
    }

    /// The same, by the key of this name.
    pub(super) fn signed_by(&self, id: &str, header: &Header, claims: &Value) -> String {
        let keys = self.state.keys.lock().unwrap();
        encode(header, claims, &keys.iter().find(|key| key.id == id).unwrap().private).unwrap()
    }

    /// The public half of the key, as anyone gets it.
    pub(super) fn public_key(&self) -> Jwk {
        self.state.keys.lock().unwrap().last().unwrap().public()
    }

    /// The public halves of all keys, in every way in which somebody may write them down.
    pub(super) fn public_bytes(&self) -> Vec<Vec<u8>> {
        self.state.keys.lock().unwrap().iter().flat_map(Pair::public_bytes).collect()
    }

    /// Has one key more.
    pub(super) fn has_key(&self, id: &str, algorithm: Algorithm) {
        self.state.keys.lock().unwrap().push(Pair::new(id, algorithm));
    }

    /// Signs by another key from now on; the old one counts no longer.
    pub(super) fn rotate(&self, id: &str) {
        *self.state.keys.lock().unwrap() = vec![Pair::new(id, Algorithm::ES256)];
    }

    /// Signs who signed in by a key of this name that it gives to nobody: as somebody would who forges.
    pub(super) fn forges(&self, id: &str) {
        *self.state.hidden.lock().unwrap() = Some(Pair::new(id, Algorithm::ES256));
    }

    /// How often the keys were asked for.
    pub(super) fn asked(&self) -> usize {
        self.state.asked.load(Ordering::Relaxed)
    }

    /// What is said from now on of whoever signed in.
    pub(super) fn says(&self, roles: Value) {
        *self.state.roles.lock().unwrap() = roles;
    }

    /// What somebody brings back who signed in at this address: a code, which counts once.
    pub(super) fn sign_in(&self, address: &str, name: &str) -> String {
        let query: HashMap<String, String> =
            form_urlencoded::parse(address.split_once('?').unwrap().1.as_bytes()).into_owned().collect();
        assert_eq!(query["code_challenge_method"], "S256");
        assert_eq!(query["client_id"], CLIENT);
        let code = format!("code-{name}");
        let grant = json!({"sub": name, "nonce": query["nonce"], "challenge": query["code_challenge"]});
        self.state.grants.lock().unwrap().insert(code.clone(), grant);
        format!("code={code}&state={}&iss={}", query["state"], self.issuer)
    }

    /// Of a code: makes the token carry another nonce.
    pub(super) fn with_nonce(&self, code: &str, nonce: &str) {
        self.state.grants.lock().unwrap().get_mut(code).unwrap()["nonce"] = json!(nonce);
    }

    /// From now on tokens say no roles; userinfo does, of this subject.
    pub(super) fn says_at_userinfo_of(&self, subject: &str) {
        *self.state.userinfo.lock().unwrap() = Some(subject.to_owned());
    }

    /// Says from now on that its name is another.
    pub(super) fn is_called(&self, issuer: &str) {
        issuer.clone_into(&mut self.state.issuer.lock().unwrap());
    }

    /// Says from now on that who signed in is meant for these.
    pub(super) fn signs_in_for(&self, audience: Value) {
        *self.state.signed_in_for.lock().unwrap() = audience;
    }

    /// Renews from now on without saying who it is of.
    pub(super) fn renews_bare(&self) {
        self.state.renews_bare.store(true, Ordering::Relaxed);
    }

    /// From now on nothing is renewed.
    pub(super) fn forget_grants(&self) {
        self.state.grants.lock().unwrap().clear();
    }

    /// What was asked of the place that gives tokens.
    pub(super) fn asked_for_tokens(&self) -> Vec<String> {
        self.state.asked_for_tokens.lock().unwrap().clone()
    }
}

async fn discovery(State(state): State<Arc<Provided>>) -> Json<Value> {
    let issuer = state.issuer.lock().unwrap().clone();
    let at = |path: &str| format!("{issuer}{path}");
    Json(json!({"issuer": issuer, "authorization_endpoint": at("/auth"), "token_endpoint": at("/token"),
                "jwks_uri": at("/keys"), "userinfo_endpoint": at("/userinfo"), "end_session_endpoint": at("/end")}))
}

async fn keys(State(state): State<Arc<Provided>>) -> Json<Value> {
    state.asked.fetch_add(1, Ordering::Relaxed);
    let keys: Vec<Jwk> = state.keys.lock().unwrap().iter().map(Pair::public).collect();
    Json(json!({"keys": keys}))
}

async fn token(
    State(state): State<Arc<Provided>>,
    headers: HeaderMap,
    Form(form): Form<HashMap<String, String>>,
) -> Result<Json<Value>, StatusCode> {
    let authorization = headers.get("authorization").ok_or(StatusCode::UNAUTHORIZED)?;
    state.asked_for_tokens.lock().unwrap().push(authorization.to_str().unwrap().to_owned());
    let key = form.get("code").or(form.get("refresh_token")).ok_or(StatusCode::BAD_REQUEST)?;
    let grant = state.grants.lock().unwrap().remove(key).ok_or(StatusCode::BAD_REQUEST)?;
    if let Some(challenge) = grant["challenge"].as_str().filter(|_| form.contains_key("code")) {
        let verifier = form.get("code_verifier").ok_or(StatusCode::BAD_REQUEST)?;
        if BASE64URL.encode(Sha256::digest(verifier)) != challenge {
            return Err(StatusCode::BAD_REQUEST);
        }
    }
    let refresh = format!("canary-refresh-{}", state.given.fetch_add(1, Ordering::Relaxed));
    state.grants.lock().unwrap().insert(refresh.clone(), grant.clone());
    let (issuer, roles) = (state.issuer.lock().unwrap().clone(), state.roles.lock().unwrap().clone());
    let audience = state.signed_in_for.lock().unwrap().clone();
    let mut claims = json!({"iss": issuer, "aud": audience, "sub": grant["sub"], "nonce": grant["nonce"],
                            "exp": in_seconds(300), "iat": in_seconds(0)});
    if state.userinfo.lock().unwrap().is_none() {
        claims["roles"] = roles;
    }
    let (keys, hidden) = (state.keys.lock().unwrap(), state.hidden.lock().unwrap());
    let key = hidden.as_ref().or(keys.last()).unwrap();
    let header = Header { kid: Some(key.id.clone()), ..Header::new(key.algorithm) };
    let token = encode(&header, &claims, &key.private).unwrap();
    let bare = form.contains_key("refresh_token") && state.renews_bare.load(Ordering::Relaxed);
    let token = if bare { Value::Null } else { json!(token) };
    Ok(Json(
        json!({"access_token": format!("access-{}", grant["sub"].as_str().unwrap()), "token_type": "Bearer", "id_token": token, "refresh_token": refresh}),
    ))
}

/// Seconds since 1970, so many from now.
pub(super) fn in_seconds(seconds: i64) -> i64 {
    jiff::Timestamp::now().as_second() + seconds
}

/// What is said now of whose access token it is.
async fn user_info(
    State(state): State<Arc<Provided>>,
    headers: HeaderMap,
) -> Result<Json<Value>, StatusCode> {
    let token = headers.get("authorization").and_then(|token| token.to_str().ok()).unwrap_or_default();
    let name = token.strip_prefix("Bearer access-").ok_or(StatusCode::UNAUTHORIZED)?;
    let name = state.userinfo.lock().unwrap().clone().unwrap_or_else(|| name.to_owned());
    Ok(Json(json!({"sub": name, "roles": state.roles.lock().unwrap().clone()})))
}
