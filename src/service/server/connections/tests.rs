//! Real sockets on the loopback address, with short limits. What is waited for is that a socket closes or an answer
//! comes; the clock only ever ends what is to be ended.

use std::io::Read;
use std::sync::Arc;

use axum::routing::{get, post};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::sync::Notify;
use tokio::task::JoinHandle;

use super::*;
use crate::compute::Workers;
use crate::http::extract::Upload;
use crate::server::layers;

const SHORT: Duration = Duration::from_millis(60);
const LONG: Duration = Duration::from_mins(1);

/// Limits of which none ends anything within a test.
fn patient() -> Limits {
    let limits = Limits { head: LONG, pause: LONG, body: LONG, answer: LONG, ..Limits::default() };
    Limits { linger: LONG, finish: LONG, ..limits }
}

/// A service whose routes end where the limits do.
struct Served {
    address: std::net::SocketAddr,
    metrics: Arc<Metrics>,
    stop: Arc<Notify>,
    serving: JoinHandle<()>,
}

impl Served {
    async fn new(routes: Router, limits: Limits) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let metrics = Metrics::new(&Workers::default());
        let (stop, routes) =
            (Arc::new(Notify::new()), layers::around(routes, layers::for_loopback(&limits, &metrics)));
        let (stopped, counted) = (Arc::clone(&stop), Arc::clone(&metrics));
        let serving = tokio::spawn(async move {
            serve(listener, routes, limits, Entrance::default(), &counted, stopped.notified()).await;
        });
        Self { address, metrics, stop, serving }
    }

    /// A service that takes bodies and throws them away.
    async fn taking(limits: Limits) -> Self {
        async fn taken(upload: Upload) -> String {
            match upload {
                Upload::Raw { content, .. } => content.len().to_string(),
                Upload::Json(_) => "JSON".to_owned(),
            }
        }
        Self::new(Router::new().route("/", post(taken).get(|| async { "here" })), limits).await
    }

    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    /// Sends this and reads until the service closes.
    async fn answer_to(&self, sent: &[u8]) -> String {
        let mut client = self.connect().await;
        client.write_all(sent).await.unwrap();
        until_closed(&mut client).await
    }
}

async fn until_closed(client: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    client.read_to_end(&mut answer).await.unwrap();
    String::from_utf8(answer).unwrap()
}

fn head(more: &str) -> String {
    format!("POST / HTTP/1.1\r\nhost: localhost\r\ncontent-type: text/plain\r\n{more}\r\n")
}

#[tokio::test]
async fn an_open_and_silent_connection_is_closed() {
    let service = Served::taking(Limits { head: SHORT, ..patient() }).await;
    assert_eq!(service.answer_to(b"").await, "");
}

#[tokio::test]
async fn a_head_that_dribbles_is_given_up() {
    let service = Served::taking(Limits { head: SHORT, ..patient() }).await;
    let (mut read, mut write) = service.connect().await.into_split();
    let dribble = tokio::spawn(async move {
        let _ = write.write_all(b"GET / HTTP/1.1\r\nhost: localhost\r\nx: ").await;
        while write.write_all(b"x").await.is_ok() {
            tokio::time::sleep(SHORT / 10).await;
        }
    });
    let mut answer = Vec::new();
    // Whether the end comes as an end or as a reset depends on whether a byte was just under way.
    let _ = read.read_to_end(&mut answer).await;
    assert_eq!(answer, b"");
    dribble.await.unwrap();
}

#[tokio::test]
async fn a_connection_that_is_kept_and_not_used_is_closed() {
    let service = Served::taking(Limits { head: SHORT, ..patient() }).await;
    let answer = service.answer_to(b"GET / HTTP/1.1\r\nhost: localhost\r\n\r\n").await;
    assert!(answer.ends_with("here"), "{answer}");
}

#[tokio::test]
async fn a_body_that_stalls_is_refused() {
    let service = Served::taking(Limits { pause: SHORT, ..patient() }).await;
    let mut client = service.connect().await;
    client.write_all(format!("{}half", head("content-length: 8\r\n")).as_bytes()).await.unwrap();
    let mut answer = [0; 12];
    client.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"HTTP/1.1 408");
    client.shutdown().await.unwrap();
    assert!(until_closed(&mut client).await.contains("\"body_too_slow\""));
}

#[tokio::test]
async fn a_body_that_dribbles_is_refused() {
    let service = Served::taking(Limits { body: SHORT, ..patient() }).await;
    let (mut read, mut write) = service.connect().await.into_split();
    let dribble = tokio::spawn(async move {
        let _ = write.write_all(head("content-length: 100000\r\n").as_bytes()).await;
        while write.write_all(b"x").await.is_ok() {
            tokio::time::sleep(SHORT / 10).await;
        }
    });
    let mut answer = [0; 12];
    read.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"HTTP/1.1 408");
    dribble.abort();
}

#[tokio::test]
async fn an_endless_chunked_body_is_refused_and_the_refusal_arrives() {
    let service = Served::taking(Limits { linger: SHORT, ..patient() }).await;
    let (mut read, mut write) = service.connect().await.into_split();
    let chunk = format!("10000\r\n{}\r\n", "x".repeat(0x10000));
    let endless = tokio::spawn(async move {
        let _ = write.write_all(head("transfer-encoding: chunked\r\n").as_bytes()).await;
        while write.write_all(chunk.as_bytes()).await.is_ok() {}
    });
    let mut answer = [0; 12];
    read.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"HTTP/1.1 413");
    // The connection is cut, or this would never end.
    endless.await.unwrap();
}

#[tokio::test]
async fn a_body_of_nine_megabytes_is_refused_and_the_refusal_arrives() {
    let service = Served::taking(patient()).await;
    let mut client = service.connect().await;
    client.write_all(head("content-length: 9000000\r\n").as_bytes()).await.unwrap();
    client.write_all(&vec![b'x'; 9_000_000]).await.unwrap();
    client.shutdown().await.unwrap();
    let answer = until_closed(&mut client).await;
    assert!(answer.starts_with("HTTP/1.1 413") && answer.contains("\"body_too_large\""), "{answer}");
}

#[tokio::test]
async fn who_asks_first_is_told_before_a_long_body_is_sent() {
    let service = Served::taking(Limits { linger: SHORT, ..patient() }).await;
    let answer =
        service.answer_to(head("content-length: 9000000\r\nexpect: 100-continue\r\n").as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
}

#[tokio::test]
async fn a_compressed_body_is_refused_unread() {
    let service = Served::taking(Limits { linger: SHORT, ..patient() }).await;
    let answer =
        service.answer_to(head("content-encoding: gzip\r\ncontent-length: 1000\r\n").as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 415"), "{answer}");
}

#[tokio::test]
async fn a_long_head_is_refused() {
    let service = Served::taking(patient()).await;
    let long = format!("GET / HTTP/1.1\r\nhost: localhost\r\nx: {}\r\n\r\n", "x".repeat(40 << 10));
    assert!(service.answer_to(long.as_bytes()).await.starts_with("HTTP/1.1 431"));
    let many = format!("GET / HTTP/1.1\r\nhost: localhost\r\n{}\r\n", "x: y\r\n".repeat(200));
    assert!(service.answer_to(many.as_bytes()).await.starts_with("HTTP/1.1 431"));
}

#[tokio::test]
async fn a_client_that_does_not_read_is_given_up() {
    async fn long() -> Vec<u8> {
        vec![b'x'; 64 << 20]
    }
    let limits = Limits { pause: SHORT, finish: LONG, ..patient() };
    let service = Served::new(Router::new().route("/", get(long)), limits).await;
    let mut client = service.connect().await;
    client.write_all(b"GET / HTTP/1.1\r\nhost: localhost\r\n\r\n").await.unwrap();
    // The answer has begun, so the service will finish it, unless it gives the client up.
    client.read_exact(&mut [0; 12]).await.unwrap();
    service.stop.notify_one();
    service.serving.await.unwrap();
}

#[tokio::test]
async fn beyond_the_cap_connections_wait() {
    let service = Served::taking(Limits { connections: 1, head: SHORT, ..patient() }).await;
    let silent = service.connect().await.into_std().unwrap();
    let answer = service.answer_to(b"GET / HTTP/1.1\r\nhost: localhost\r\n\r\n").await;
    assert!(answer.ends_with("here"), "{answer}");
    // The second was answered only once the first was closed.
    assert_eq!((&silent).read(&mut [0]).unwrap(), 0);
}

#[tokio::test]
async fn a_request_that_has_begun_is_finished() {
    let (begun, stop) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let signals = (Arc::clone(&begun), Arc::clone(&stop));
    let slow = move || async move {
        signals.0.notify_one();
        signals.1.notified().await;
        "finished"
    };
    let service = Served::new(Router::new().route("/", get(slow)), patient()).await;
    let mut client = service.connect().await;
    client.write_all(b"GET / HTTP/1.1\r\nhost: localhost\r\n\r\n").await.unwrap();
    // The service is to stop while it works on the answer, and only then may the answer be finished.
    begun.notified().await;
    assert_eq!(service.metrics.connections(), 1);
    service.stop.notify_one();
    stop.notify_one();
    service.serving.await.unwrap();
    assert_eq!(service.metrics.connections(), 0);
    let answer = until_closed(&mut client).await;
    assert!(answer.ends_with("finished"), "{answer}");
}

#[tokio::test]
async fn a_request_without_end_does_not_hold_up_the_stop() {
    let begun = Arc::new(Notify::new());
    let signal = Arc::clone(&begun);
    let endless = move || async move {
        signal.notify_one();
        std::future::pending::<()>().await;
    };
    let limits = Limits { finish: SHORT, ..patient() };
    let service = Served::new(Router::new().route("/", get(endless)), limits).await;
    let mut client = service.connect().await;
    client.write_all(b"GET / HTTP/1.1\r\nhost: localhost\r\n\r\n").await.unwrap();
    begun.notified().await;
    service.stop.notify_one();
    service.serving.await.unwrap();
}

#[tokio::test]
async fn a_silent_address_with_all_it_may_have_keeps_no_other_out() {
    let limits = Limits { connections: 8, connections_each: 6, ..patient() };
    let service = Served::taking(limits).await;
    let mut silent = Vec::new();
    for _ in 0..limits.connections {
        silent.push(service.connect().await);
    }
    let other = tokio::net::TcpSocket::new_v4().unwrap();
    other.bind("127.0.0.2:0".parse().unwrap()).unwrap();
    let mut other = other.connect(service.address).await.unwrap();
    other.write_all(b"GET / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n").await.unwrap();
    assert!(until_closed(&mut other).await.ends_with("here"));
    // Of the silent ones, those beyond the share were closed.
    assert_eq!(silent.pop().unwrap().read(&mut [0]).await.unwrap(), 0);
}
