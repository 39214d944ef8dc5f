//! How much a client may ask of the service, and how long it may take to.

use std::time::Duration;

/// The bounds of serving; the default is what production uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Connections that are open at once; further ones wait to be accepted.
    pub connections: usize,
    /// Connections of one address that are open at once; further ones are closed. A trusted proxy, which speaks for many,
    /// may have all.
    pub connections_each: usize,
    /// How long a request's head may take, counted from the connection's beginning or the last answer: it bounds
    /// silent connections too.
    pub head: Duration,
    /// Longest head of a request, in bytes.
    pub head_bytes: usize,
    /// Most headers of a request.
    pub headers: usize,
    /// How long nothing may move while a body is read or an answer is written.
    pub pause: Duration,
    /// How long a whole body may take.
    pub body: Duration,
    /// How long an answer may take, the reading of the body included.
    pub answer: Duration,
    /// How long a refused body is still read and thrown away, so that its sender sees the refusal.
    pub linger: Duration,
    /// How long requests that have begun may take once the service is to stop.
    pub finish: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 256,
            connections_each: 64,
            head: Duration::from_secs(15),
            head_bytes: 32 << 10,
            headers: 100,
            pause: Duration::from_secs(10),
            body: Duration::from_mins(1),
            answer: Duration::from_secs(90),
            linger: Duration::from_secs(2),
            finish: Duration::from_secs(10),
        }
    }
}
