//! A body that has to arrive in time.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::BoxError;
use axum::body::Bytes;
use hyper::body::{Body, Frame, Incoming, SizeHint};
use tokio::time::{Sleep, sleep};

use super::limits::Limits;
use super::line::Unread;
use crate::http::extract::TooSlow;

/// A body whose bytes may neither pause for long nor take long as a whole.
pub(super) struct TimedBody {
    body: Incoming,
    pause: Timer,
    whole: Timer,
    ended: bool,
    unread: Unread,
}

impl TimedBody {
    /// Watches a body. The time begins when somebody reads it.
    pub(super) fn new(body: Incoming, limits: &Limits, unread: Unread) -> Self {
        Self { body, pause: Timer::new(limits.pause), whole: Timer::new(limits.body), ended: false, unread }
    }
}

impl Body for TimedBody {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        if let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(cx) {
            self.pause.stop();
            self.ended = frame.is_none();
            return Poll::Ready(frame.map(|frame| frame.map_err(Into::into)));
        }
        if self.whole.is_over(cx) || self.pause.is_over(cx) {
            return Poll::Ready(Some(Err(TooSlow.into())));
        }
        Poll::Pending
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for TimedBody {
    fn drop(&mut self) {
        if !self.ended && !self.body.is_end_stream() {
            self.unread.mark();
        }
    }
}

/// Begins with the first question whether it is over.
struct Timer {
    length: Duration,
    running: Option<Pin<Box<Sleep>>>,
}

impl Timer {
    fn new(length: Duration) -> Self {
        Self { length, running: None }
    }

    fn is_over(&mut self, cx: &mut Context<'_>) -> bool {
        let length = self.length;
        self.running.get_or_insert_with(|| Box::pin(sleep(length))).as_mut().poll(cx).is_ready()
    }

    fn stop(&mut self) {
        self.running = None;
    }
}
