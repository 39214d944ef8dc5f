//! Planted names, tokens and secrets: they turn up in no log, figure, refusal or address.

use std::io;
use std::sync::{Arc, Mutex};

use axum::http::Request;
use jsonwebtoken::Header;
use tracing_subscriber::fmt::MakeWriter;

use super::Guarded;
use super::provider::SECRET;

/// A log that is kept in memory.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn nothing_planted_turns_up() {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(log.clone());
    let _quiet = tracing::subscriber::set_default(subscriber.finish());
    let service = Guarded::new().await;
    let provider = &service.provider;
    let name = "canary-name-of-a-keeper";
    let session = service.sign_in(name).await;
    let (cookie, address) = service.begin("/").await;
    let mut seen = vec![address];
    // Tokens that count and that do not, in every place; a sign-in that comes to nothing.
    let token = provider.token(&provider.claims());
    let unknown = provider
        .signed(&Header { kid: Some("canary-key".to_owned()), ..provider.header() }, &provider.claims());
    for reply in [
        service.with_token(&token).await,
        service.with_token(&unknown).await,
        service.send(Request::get(format!("/v1/people?access_token={token}")), "").await,
        service.get(&format!("/sign-in/return?code=canary-code&state=canary-state&{token}"), &cookie).await,
        service.get("/sign-in", "").await,
        service.send(Request::get("/info"), "").await,
        service.send(Request::get("/metrics").header("authorization", format!("Bearer {token}")), "").await,
        service.post("/new", &session, "form_token=canary-form").await,
    ] {
        seen.push(format!("{:?}", reply.headers));
        // Who signed in reads their own name, and nobody else does.
        seen.push(reply.body.replace(&format!("<a href=\"/sessions\">{name}</a>"), ""));
    }
    seen.push(format!("{:?}", super::identity_settings(provider)));
    seen.push(String::from_utf8(log.0.lock().unwrap().clone()).unwrap());
    let id = session.split_once('=').unwrap().1;
    let signature = token.rsplit('.').next().unwrap();
    for planted in [
        name,
        SECRET,
        id,
        signature,
        "canary-key",
        "canary-code",
        "canary-state",
        "canary-form",
        "canary-refresh",
    ] {
        for text in &seen {
            assert!(!text.contains(planted), "{planted} in {text}");
        }
    }
}
