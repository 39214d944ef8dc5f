//! A connection that gives up on a client who no longer reads, and that closes so that the last answer arrives.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Sleep, sleep};

use super::limits::Limits;

/// Most that is read and thrown away before a connection is closed.
const LINGER_BYTES_MAX: usize = 16 << 20;

/// Whether a body was left unread on a connection.
#[derive(Clone, Debug, Default)]
pub(super) struct Unread(Arc<AtomicBool>);

impl Unread {
    /// A body was not read to its end.
    pub(super) fn mark(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    fn is_marked(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// A client's connection.
pub(super) struct Line {
    stream: TcpStream,
    unread: Unread,
    pause: Duration,
    /// Runs while a write waits for the client.
    stalled: Option<Pin<Box<Sleep>>>,
    linger: Duration,
    /// Runs while the rest of a refused body is read.
    lingering: Option<Pin<Box<Sleep>>>,
    thrown_away: usize,
}

impl Line {
    /// Takes over a connection.
    pub(super) fn new(stream: TcpStream, unread: Unread, limits: &Limits) -> Self {
        let (pause, linger) = (limits.pause, limits.linger);
        Self { stream, unread, pause, stalled: None, linger, lingering: None, thrown_away: 0 }
    }

    /// Lets a write wait no longer than the pause.
    fn bounded<T>(&mut self, written: Poll<io::Result<T>>, cx: &mut Context<'_>) -> Poll<io::Result<T>> {
        if written.is_ready() {
            self.stalled = None;
            return written;
        }
        let pause = self.pause;
        ready!(self.stalled.get_or_insert_with(|| Box::pin(sleep(pause))).as_mut().poll(cx));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }

    /// Reads on until the client closes too, within bounds. Were the socket closed on bytes that are not read, the
    /// client's system would throw the answer away.
    fn poll_linger(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let linger = self.linger;
        let mut scratch = [0; 8192];
        while self.thrown_away < LINGER_BYTES_MAX {
            let timer = self.lingering.get_or_insert_with(|| Box::pin(sleep(linger)));
            if timer.as_mut().poll(cx).is_ready() {
                break;
            }
            let mut buffer = ReadBuf::new(&mut scratch);
            let read = ready!(Pin::new(&mut self.stream).poll_read(cx, &mut buffer));
            if read.is_err() || buffer.filled().is_empty() {
                break;
            }
            self.thrown_away += buffer.filled().len();
        }
        Poll::Ready(())
    }
}

impl AsyncRead for Line {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buffer)
    }
}

impl AsyncWrite for Line {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.bounded(written, cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(cx, slices);
        self.bounded(written, cx)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(Pin::new(&mut self.stream).poll_shutdown(cx))?;
        if self.unread.is_marked() {
            ready!(self.poll_linger(cx));
        }
        Poll::Ready(Ok(()))
    }
}
