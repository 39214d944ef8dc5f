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
