//! Fair use, over real sockets: by name, and of strangers by address, whatever they say theirs is.

use std::num::NonZeroU32;

use axum::http::Request;
use cip_service::app::App;
use cip_service::server::{self, FairUse, Setup};
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

#[tokio::test]
async fn a_stranger_is_counted_by_the_address_it_has_and_not_by_the_one_it_names() {
    let (folder, provider) = (tempfile::tempdir().unwrap(), Provider::start().await);
    let address = format!("sqlite:{}", folder.path().join("test.db").display());
    let app = App::new(cip_store::open(&address).await.unwrap());
    let setup = Setup { identity: Some(identity(&provider)), fair_use: few(3), ..Setup::default() };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    tokio::spawn(async move { server::serve(listener, app, setup, std::future::pending()).await.unwrap() });
    let mut statuses = Vec::new();
    for number in 0..4 {
        let mut client = TcpStream::connect(at).await.unwrap();
        let request = format!(
            "GET /v1/people HTTP/1.1\r\nhost: {SITE}\r\nx-forwarded-for: 192.0.2.{number}\r\n\
             forwarded: for=192.0.2.{number}\r\nconnection: close\r\n\r\n"
        );
        client.write_all(request.as_bytes()).await.unwrap();
        let mut reply = String::new();
        client.read_to_string(&mut reply).await.unwrap();
        statuses.push(reply[9..12].to_owned());
    }
    assert_eq!(statuses, ["401", "401", "401", "429"]);
}
