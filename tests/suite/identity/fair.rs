//! Fair use, over real sockets: by name, and of strangers by address, whatever they say theirs is.

use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::Path;

use axum::http::Request;
use cip_service::app::{App, Caller, Paging};
use cip_service::server::{self, FairUse, Proxies, Setup};
use cip_store::AuditQuery;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::provider::Provider;
use super::{Guarded, SITE, identity};

fn few(number: u32) -> FairUse {
    let number = NonZeroU32::new(number).unwrap();
    FairUse { reads: number, posts: number, strangers: number }
}

#[tokio::test]
async fn one_caller_asks_no_more_than_its_share() {
    let service = Guarded::with(|setup| Setup { fair_use: few(3), ..setup }).await;
    let token = |name: &str| {
        let mut claims = service.provider.claims();
        claims["sub"] = name.into();
        service.provider.token(&claims)
    };
    for _ in 0..3 {
        assert_eq!(service.with_token(&token("pr2")).await.status, 200);
    }
    let reply = service.with_token(&token("pr2")).await;
    assert_eq!(reply.refusal(), (429, "too_many_requests".to_owned()));
    assert!(reply.header("retry-after").parse::<u32>().unwrap() <= 21);
    assert_eq!(service.with_token(&token("pr3")).await.status, 200);
    let post = Request::post("/v1/people/p-17/conferences").header("content-type", "application/json");
    let post = post.header("authorization", format!("Bearer {}", token("pr2")));
    assert_eq!(service.send(post, "{\"date\":\"2024-03-14\",\"kind\":\"annual\"}").await.status, 201);
}

/// A service over a real socket, and its use cases.
async fn served(provider: &Provider, folder: &Path, setup: Setup) -> (SocketAddr, App) {
    let address = format!("sqlite:{}", folder.join("test.db").display());
    let app = App::new(cip_store::open(&address).await.unwrap());
    let setup = Setup { identity: Some(identity(provider)), ..setup };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (at, served) = (listener.local_addr().unwrap(), app.clone());
    tokio::spawn(
        async move { server::serve(listener, served, setup, std::future::pending()).await.unwrap() },
    );
    (at, app)
}

/// Asks for the list of people with these lines in its head; the answer's status.
async fn ask(at: SocketAddr, lines: &str) -> String {
    let mut client = TcpStream::connect(at).await.unwrap();
    let request = format!("GET /v1/people HTTP/1.1\r\nhost: {SITE}\r\n{lines}connection: close\r\n\r\n");
    client.write_all(request.as_bytes()).await.unwrap();
    let mut reply = String::new();
    client.read_to_string(&mut reply).await.unwrap();
    reply[9..12].to_owned()
}

#[tokio::test]
async fn a_stranger_is_counted_by_the_address_it_has_and_not_by_the_one_it_names() {
    let (folder, provider) = (tempfile::tempdir().unwrap(), Provider::start().await);
    let (at, _) = served(&provider, folder.path(), Setup { fair_use: few(3), ..Setup::default() }).await;
    let mut statuses = Vec::new();
    for number in 0..4 {
        let lines = format!("x-forwarded-for: 192.0.2.{number}\r\nforwarded: for=192.0.2.{number}\r\n");
        statuses.push(ask(at, &lines).await);
    }
    assert_eq!(statuses, ["401", "401", "401", "429"]);
}

#[tokio::test]
async fn the_record_has_the_address_that_somebody_has_and_not_the_one_they_name() {
    let (folder, provider) = (tempfile::tempdir().unwrap(), Provider::start().await);
    let token = provider.token(&provider.claims());
    let lines = format!(
        "authorization: Bearer {token}\r\nx-forwarded-for: 203.0.113.9, 198.51.100.7\r\nx-real-ip: 203.0.113.9\r\n\
         forwarded: for=203.0.113.9\r\n"
    );
    let trusted = Proxies { trusted: vec![Proxies::network("127.0.0.1").unwrap()], ..Proxies::default() };
    for (proxies, from) in [(Proxies::default(), "127.0.0.1"), (trusted, "198.51.100.7")] {
        let (at, app) = served(&provider, folder.path(), Setup { proxies, ..Setup::default() }).await;
        assert_eq!(ask(at, &lines).await, "200");
        let query = AuditQuery { what: Some("VIEW_PEOPLE".to_owned()), ..AuditQuery::default() };
        let newest = Paging { after: None, limit: 1 };
        let rows = app.records(&Caller::command(), &query, &newest).await.unwrap();
        assert_eq!(rows.entries[0].event.from.as_deref(), Some(from));
    }
}

#[tokio::test]
async fn a_token_longer_than_any_head_is_not_read() {
    let (folder, provider) = (tempfile::tempdir().unwrap(), Provider::start().await);
    let (at, _) = served(&provider, folder.path(), Setup::default()).await;
    let lines = format!("authorization: Bearer {}\r\n", "A".repeat(64 << 10));
    assert_eq!(ask(at, &lines).await, "431");
}
