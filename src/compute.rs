//! The one bridge from async to rayon.
//!
//! Takes work that keeps a processor busy, gives its value; async threads stay free to answer others meanwhile.

use std::panic::{AssertUnwindSafe, catch_unwind};

use thiserror::Error;
use tokio::sync::oneshot;

/// The work panicked: a defect of ours, already reported by the panic hook.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("the engine failed on this text")]
pub struct Panicked;

/// Runs the work on rayon's threads and waits for its value.
///
/// Work whose caller has gone away is not begun; once begun it runs to its end, for its cost is bounded by the
/// size of its input.
///
/// # Errors
///
/// [`Panicked`] if the work panics; the thread lives on.
pub async fn run<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Panicked> {
    let (sender, receiver) = oneshot::channel();
    rayon::spawn(move || {
        if !sender.is_closed() {
            // The work owns all it touches, so nothing half-done can be seen after a panic.
            let value = catch_unwind(AssertUnwindSafe(work));
            let _ = sender.send(value);
        }
    });
    receiver.await.map_err(|_| Panicked)?.map_err(|_| Panicked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn value_comes_back() {
        assert_eq!(run(|| 6 * 7).await, Ok(42));
    }

    #[tokio::test]
    async fn panic_is_an_error_and_the_next_work_runs() {
        assert_eq!(run(|| panic!("on purpose")).await, Err::<(), _>(Panicked));
        assert_eq!(run(|| "well").await, Ok("well"));
    }
}
