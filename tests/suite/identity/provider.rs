//! A provider of identity for tests: it says who it is, gives its keys, turns codes into tokens and counts who asks.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
use axum::extract::{Form, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::{get, post};
use axum::{Json, Router};
use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};
use tokio::net::TcpListener;

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
    keys: Mutex<Vec<(String, EncodingKey)>>,
    /// How often the keys were asked for.
    asked: AtomicUsize,
    /// What each code or refresh token stands for.
    grants: Mutex<HashMap<String, Value>>,
    /// What is said now of whoever signed in.
    roles: Mutex<Value>,
    given: AtomicUsize,
    issuer: Mutex<String>,
    /// Whether roles are said at userinfo in place of the token, and of whom it speaks.
    userinfo: Mutex<Option<String>>,
    asked_for_tokens: Mutex<Vec<String>>,
}

impl Provider {
    pub(super) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let state = Arc::new(Provided {
            keys: Mutex::new(vec![("first".to_owned(), new_key())]),
            asked: AtomicUsize::new(0),
            grants: Mutex::default(),
            roles: Mutex::new(json!(["ROLE_CIP_READ", "ROLE_CIP_INGEST"])),
            given: AtomicUsize::new(0),
            issuer: Mutex::new(issuer.clone()),
            userinfo: Mutex::default(),
            asked_for_tokens: Mutex::default(),
        });
        let routes = Router::new()
            .route("/.well-known/openid-configuration", get(discovery))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .route("/me", get(userinfo))
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
        let id = self.state.keys.lock().unwrap().last().unwrap().0.clone();
        Header { kid: Some(id), ..Header::new(Algorithm::ES256) }
    }

    pub(super) fn signed(&self, header: &Header, claims: &Value) -> String {
        encode(header, claims, &self.state.keys.lock().unwrap().last().unwrap().1).unwrap()
    }

    /// The public half of the key, as anyone gets it.
    pub(super) fn public_key(&self) -> Jwk {
        public(self.state.keys.lock().unwrap().last().unwrap())
    }

    /// Signs by another key from now on; the old one counts no longer.
    pub(super) fn rotate(&self, id: &str) {
        *self.state.keys.lock().unwrap() = vec![(id.to_owned(), new_key())];
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
                "jwks_uri": at("/keys"), "userinfo_endpoint": at("/me"), "end_session_endpoint": at("/end")}))
}

async fn keys(State(state): State<Arc<Provided>>) -> Json<Value> {
    state.asked.fetch_add(1, Ordering::Relaxed);
    let keys: Vec<Jwk> = state.keys.lock().unwrap().iter().map(public).collect();
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
        use base64_url::hash;
        if hash(form.get("code_verifier").ok_or(StatusCode::BAD_REQUEST)?) != challenge {
            return Err(StatusCode::BAD_REQUEST);
        }
    }
    let refresh = format!("canary-refresh-{}", state.given.fetch_add(1, Ordering::Relaxed));
    state.grants.lock().unwrap().insert(refresh.clone(), grant.clone());
    let (issuer, roles) = (state.issuer.lock().unwrap().clone(), state.roles.lock().unwrap().clone());
    let mut claims = json!({"iss": issuer, "aud": CLIENT, "sub": grant["sub"], "nonce": grant["nonce"],
                            "exp": in_seconds(300), "iat": in_seconds(0)});
    if state.userinfo.lock().unwrap().is_none() {
        claims["roles"] = roles;
    }
    let keys = state.keys.lock().unwrap();
    let (id, key) = keys.last().unwrap();
    let header = Header { kid: Some(id.clone()), ..Header::new(Algorithm::ES256) };
    let token = encode(&header, &claims, key).unwrap();
    Ok(Json(
        json!({"access_token": "opaque", "token_type": "Bearer", "id_token": token, "refresh_token": refresh}),
    ))
}

async fn userinfo(State(state): State<Arc<Provided>>, headers: HeaderMap) -> Result<Json<Value>, StatusCode> {
    let is_bearer = headers.get("authorization").is_some_and(|said| said == "Bearer opaque");
    let subject =
        state.userinfo.lock().unwrap().clone().filter(|_| is_bearer).ok_or(StatusCode::UNAUTHORIZED)?;
    Ok(Json(json!({"sub": subject, "roles": state.roles.lock().unwrap().clone()})))
}

/// Seconds since 1970, so many from now.
pub(super) fn in_seconds(seconds: i64) -> i64 {
    jiff::Timestamp::now().as_second() + seconds
}

fn new_key() -> EncodingKey {
    let pair = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new()).unwrap();
    EncodingKey::from_ec_der(pair.as_ref())
}

fn public((id, key): &(String, EncodingKey)) -> Jwk {
    let mut public = Jwk::from_encoding_key(key, Algorithm::ES256).unwrap();
    public.common.key_id = Some(id.clone());
    public
}

/// base64url of a hash, as PKCE has it.
mod base64_url {
    use sha2::{Digest, Sha256};

    pub(super) fn hash(text: &str) -> String {
        const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        let digest = Sha256::digest(text);
        let mut written = String::new();
        for three in digest.chunks(3) {
            let bits = three.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte))
                << (8 * (3 - three.len()));
            for place in 0..=three.len() {
                written.push(char::from(LETTERS[(bits >> (18 - 6 * place) & 63) as usize]));
            }
        }
        written
    }
}
