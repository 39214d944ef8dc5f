//! The way to the provider: HTTP with an end to every wait, and no redirects, so that nobody is led elsewhere.

use std::time::Duration;

use axum::body::Bytes;
use axum::http::{HeaderValue, Method, Request, StatusCode, Uri, header};
use http_body_util::{BodyExt, Full, Limited};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client as Pool;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde::de::DeserializeOwned;
use thiserror::Error;

use super::settings::is_safe;

/// How long an answer may take as a whole.
const ANSWER: Duration = Duration::from_secs(10);
/// Longest answer, in bytes; a set of keys takes a few thousand.
const ANSWER_BYTES_MAX: usize = 1 << 20;

/// A client of the provider. Certificates are checked against those that this machine trusts.
#[derive(Clone, Debug)]
pub(super) struct Client(Pool<HttpsConnector<HttpConnector>, Full<Bytes>>);

/// Why there is no answer. None of these repeats what was sent or what came.
#[derive(Debug, Error)]
pub(super) enum NoAnswer {
    /// The address would be asked in the clear, or is none.
    #[error("the provider names an address that is not safe to ask")]
    Address,
    /// It cannot be reached.
    #[error("the provider cannot be reached")]
    Unreachable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// It takes too long.
    #[error("the provider did not answer in time")]
    TooSlow,
    /// It refuses.
    #[error("the provider answered {0}")]
    Refused(StatusCode),
    /// The answer is none that belongs here.
    #[error("the provider's answer could not be read")]
    Unreadable,
}

impl Client {
    /// A client that trusts whom this machine trusts.
    ///
    /// # Errors
    ///
    /// This machine's trusted certificates cannot be read.
    pub(super) fn new() -> std::io::Result<Self> {
        let provider = rustls::crypto::aws_lc_rs::default_provider();
        let connector = HttpsConnectorBuilder::new().with_provider_and_platform_verifier(provider)?;
        let connector = connector.https_or_http().enable_http1().build();
        Ok(Self(Pool::builder(TokioExecutor::new()).build(connector)))
    }

    /// Asks for a JSON document.
    pub(super) async fn get<T: DeserializeOwned>(&self, address: &str) -> Result<T, NoAnswer> {
        self.get_as(address, None).await
    }

    /// The same, with who asks if that is to be proven.
    pub(super) async fn get_as<T: DeserializeOwned>(
        &self,
        address: &str,
        authorization: Option<HeaderValue>,
    ) -> Result<T, NoAnswer> {
        let mut request = Request::builder().method(Method::GET);
        if let Some(authorization) = authorization {
            request = request.header(header::AUTHORIZATION, authorization);
        }
        self.answer(address, request, Bytes::new()).await
    }

    /// Posts a form, with who posts it if that is to be proven, for a JSON document.
    pub(super) async fn post<T: DeserializeOwned>(
        &self,
        address: &str,
        form: String,
        authorization: Option<HeaderValue>,
    ) -> Result<T, NoAnswer> {
        let request = Request::builder().method(Method::POST);
        let mut request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        if let Some(authorization) = authorization {
            request = request.header(header::AUTHORIZATION, authorization);
        }
        self.answer(address, request, form.into()).await
    }

    async fn answer<T: DeserializeOwned>(
        &self,
        address: &str,
        request: axum::http::request::Builder,
        body: Bytes,
    ) -> Result<T, NoAnswer> {
        let uri: Uri = address.parse().map_err(|_| NoAnswer::Address)?;
        if !is_safe(&uri) {
            return Err(NoAnswer::Address);
        }
        let request = request.uri(uri).header(header::ACCEPT, "application/json").body(Full::new(body));
        let request = request.map_err(|_| NoAnswer::Address)?;
        let answer = tokio::time::timeout(ANSWER, self.bytes(request)).await;
        serde_json::from_slice(&answer.map_err(|_| NoAnswer::TooSlow)??).map_err(|_| NoAnswer::Unreadable)
    }

    async fn bytes(&self, request: Request<Full<Bytes>>) -> Result<Bytes, NoAnswer> {
        let response = self.0.request(request).await.map_err(|error| NoAnswer::Unreachable(error.into()))?;
        if response.status() != StatusCode::OK {
            return Err(NoAnswer::Refused(response.status()));
        }
        let body = Limited::new(response.into_body(), ANSWER_BYTES_MAX).collect().await;
        body.map(http_body_util::Collected::to_bytes).map_err(|_| NoAnswer::Unreadable)
    }
}
