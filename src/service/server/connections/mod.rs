//! Serving within bounds until the stop, then finishing what was begun.
//!
//! Takes a listener and routes, answers connections. Every wait for a client has an end: for its request's head, for
//! its body, for its reading of the answer. What the clock ends here is refused where an answer is still possible,
//! else the connection is closed.

mod body;
mod limits;
mod line;
mod share;

use std::convert::Infallible;
use std::io;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio_rustls::TlsAcceptor;
use tower::ServiceExt;

pub use limits::Limits;

use body::TimedBody;
use line::{Line, Unread};
use share::{Share, Shared};

use super::proxies::{Peer, Proxies};
use crate::http::metrics::{Counted, Metrics};

/// How long accepting rests when the machine has no more sockets to give.
const REST: Duration = Duration::from_millis(500);

/// How clients come in.
#[derive(Clone, Default)]
pub(super) struct Entrance {
    /// By TLS, if set.
    pub(super) tls: Option<TlsAcceptor>,
    /// Who may speak for others.
    pub(super) proxies: Arc<Proxies>,
    /// Whether nobody else comes in.
    pub(super) only_proxies: bool,
}

/// Serves the routes until `stop` is done; requests that have begun are finished, within bounds.
pub(super) async fn serve(
    listener: TcpListener,
    routes: Router,
    limits: Limits,
    entrance: Entrance,
    metrics: &Metrics,
    stop: impl Future<Output = ()>,
) {
    let places = Arc::new(Semaphore::new(limits.connections));
    let (stop_all, stopped) = watch::channel(false);
    let shares = Shared::new(limits.connections_each);
    let accepting = async {
        loop {
            // Waiting connections cost nothing but a place in the system's queue.
            let Ok(place) = Arc::clone(&places).acquire_owned().await else { break };
            let (stream, peer) = accept(&listener).await;
            let Some(share) = entrance.share(&shares, peer) else { continue };
            let (routes, stopped, counted) = (routes.clone(), stopped.clone(), metrics.connection());
            let tls = entrance.tls.clone();
            let held = (place, share, counted);
            let connection = Connection { routes, limits, stopped, peer, tls, _held: held };
            tokio::spawn(connection.answer(stream));
        }
    };
    tokio::select! {
        () = accepting => {}
        () = stop => {}
    }
    drop(listener);
    let _ = stop_all.send(true);
    let all = u32::try_from(limits.connections).unwrap_or(u32::MAX);
    if tokio::time::timeout(limits.finish, places.acquire_many(all)).await.is_err() {
        tracing::warn!("stopped before every request was finished");
    }
}

/// The next connection. A client that went away again is passed over; where the machine has no more sockets, some
/// will be free soon.
async fn accept(listener: &TcpListener) -> (TcpStream, IpAddr) {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => return (stream, peer.ip().to_canonical()),
            Err(error) if matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset) => {
            }
            Err(error) => {
                tracing::error!(%error, "no connection can be accepted");
                tokio::time::sleep(REST).await;
            }
        }
    }
}

impl Entrance {
    /// The share of an address, unless it has had it, or does not come in at all.
    fn share(&self, shares: &Shared, peer: IpAddr) -> Option<Share> {
        match self.proxies.trusts(peer) {
            true => Some(Share::of_all()),
            false if self.only_proxies => None,
            false => shares.take(peer),
        }
    }
}

/// One client, as long as it stays.
struct Connection {
    routes: Router,
    limits: Limits,
    stopped: watch::Receiver<bool>,
    peer: IpAddr,
    tls: Option<TlsAcceptor>,
    _held: (OwnedSemaphorePermit, Share, Counted),
}

impl Connection {
    /// Answers in the clear or by TLS. That a client breaks off or is given up is no failure of the service.
    async fn answer(self, stream: TcpStream) {
        // An answer goes out at once, not when the next packet is full.
        let _ = stream.set_nodelay(true);
        let unread = Unread::default();
        let line = Line::new(stream, unread.clone(), &self.limits);
        let Some(tls) = self.tls.clone() else { return self.requests(line, unread).await };
        match tokio::time::timeout(self.limits.head, tls.accept(line)).await {
            Ok(Ok(line)) => self.requests(line, unread).await,
            Ok(Err(error)) => tracing::debug!(%error, "a client and the service did not agree on TLS"),
            Err(_) => tracing::debug!("a client did not finish its handshake"),
        }
    }

    /// Answers request after request.
    async fn requests(mut self, line: impl AsyncRead + AsyncWrite + Unpin, unread: Unread) {
        let (routes, limits, peer) = (self.routes, self.limits, Peer(self.peer));
        let service = service_fn(|request| one(routes.clone(), request, limits, peer, unread.clone()));
        let connection = http1(&limits).serve_connection(TokioIo::new(line), service);
        let mut connection = std::pin::pin!(connection);
        let ended = tokio::select! {
            ended = connection.as_mut() => ended,
            () = stopping(&mut self.stopped) => {
                connection.as_mut().graceful_shutdown();
                connection.await
            }
        };
        if let Err(error) = ended {
            tracing::debug!(%error, "a connection broke off");
        }
    }
}

async fn stopping(stopped: &mut watch::Receiver<bool>) {
    let _ = stopped.wait_for(|stop| *stop).await;
}

fn http1(limits: &Limits) -> http1::Builder {
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(limits.head);
    builder.max_header_size(limits.head_bytes).max_headers(limits.headers);
    builder
}

async fn one(
    routes: Router,
    request: Request<Incoming>,
    limits: Limits,
    peer: Peer,
    unread: Unread,
) -> Result<Response, Infallible> {
    let mut request = request.map(|body| Body::new(TimedBody::new(body, &limits, unread)));
    request.extensions_mut().insert(peer);
    routes.oneshot(request).await
}

#[cfg(test)]
mod tests;
