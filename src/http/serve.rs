//! Serving: until told to stop, then finishing what was begun.

use std::future::Future;
use std::io;
use std::time::Duration;

use axum::Router;
use tokio::net::TcpListener;
use tokio::sync::watch;

/// How long requests that have begun may take once the service is told to stop.
const FINISH_WITHIN: Duration = Duration::from_secs(10);

/// Serves the routes until `stop` is done; requests that have begun are finished, within bounds.
pub async fn serve(listener: TcpListener, routes: Router, stop: impl Future<Output = ()>) -> io::Result<()> {
    let (tell, told) = watch::channel(false);
    let mut stopping = told.clone();
    let server = axum::serve(listener, routes).with_graceful_shutdown(async move {
        let _ = stopping.wait_for(|stop| *stop).await;
    });
    let bound = async {
        stop.await;
        let _ = tell.send(true);
        tokio::time::sleep(FINISH_WITHIN).await;
    };
    tokio::select! {
        result = server => result,
        () = bound => {
            tracing::warn!("stopped before every request was finished");
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::routing::get;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpStream;
    use tokio::sync::Notify;

    use super::*;

    #[tokio::test]
    async fn a_request_that_has_begun_is_finished() {
        let (begun, stop) = (Notify::const_new(), Notify::const_new());
        let (begun, stop): (&'static Notify, &'static Notify) =
            (Box::leak(begun.into()), Box::leak(stop.into()));
        let slow = move || async move {
            begun.notify_one();
            stop.notified().await;
            "finished"
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mut client = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        client.write_all(b"GET / HTTP/1.1\r\nhost: localhost\r\n\r\n").await.unwrap();
        // The service is told to stop while it works on the answer, and only then may the answer be finished.
        let told = async {
            begun.notified().await;
            stop.notify_one();
        };
        serve(listener, Router::new().route("/", get(slow)), told).await.unwrap();
        let mut answer = String::new();
        client.read_to_string(&mut answer).await.unwrap();
        assert!(answer.ends_with("finished"), "{answer}");
    }
}
