//! The one bridge from async to rayon, and the queue before it.
//!
//! Takes work that keeps a processor busy, gives its value; async threads stay free to answer others meanwhile. The
//! queue is bounded: beyond its length work is refused at once, which a sender can act upon, instead of taken in and
//! answered too late. Who waits for a page goes before what arrives in bulk.

mod figures;
mod urgency;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Instant;

use rayon::{ThreadPool, ThreadPoolBuilder};
use thiserror::Error;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

pub use figures::Figures;
pub use urgency::Urgency;

/// Places in the queue of each urgency where nobody says how many.
pub const QUEUE_DEFAULT: usize = 64;

/// As much work is waiting as may.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("the service is busy and takes no more work in; try again in a few seconds")]
pub struct Busy;

/// The work panicked: a defect of ours, already reported by the panic hook.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("the engine failed on this text")]
pub struct Panicked;

/// Those who do the work, and the queues before them. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Workers(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    places: usize,
    prompt_places: Arc<Semaphore>,
    bulk_places: Arc<Semaphore>,
    /// One for each processor.
    slots: Arc<Semaphore>,
    /// Fewer than the slots, where there are two or more: so one is always free for work that somebody waits for.
    bulk_slots: Arc<Semaphore>,
    /// Threads of their own for each urgency: within a pool, a thread that waits takes up whatever else is to be done
    /// there, and a page would wait for a pile of posts.
    prompt_pool: Option<ThreadPool>,
    bulk_pool: Option<ThreadPool>,
    figures: Figures,
}

/// A place in the queue. All work of one request is done under one admission, so that a request that was admitted is
/// not refused halfway.
#[derive(Debug)]
pub struct Admission {
    workers: Workers,
    urgency: Urgency,
    _place: OwnedSemaphorePermit,
}

/// Leave to keep one processor busy.
struct Slot {
    _any: OwnedSemaphorePermit,
    _bulk: Option<OwnedSemaphorePermit>,
}

impl Default for Workers {
    fn default() -> Self {
        Self::new(QUEUE_DEFAULT)
    }
}

impl Workers {
    /// With room for this many requests of each urgency, waiting or being worked on.
    pub fn new(places: usize) -> Self {
        Self::of(rayon::current_num_threads(), places)
    }

    fn of(threads: usize, places: usize) -> Self {
        let places = places.min(Semaphore::MAX_PERMITS);
        let room = |size| Arc::new(Semaphore::new(size));
        let bulk_threads = threads.saturating_sub(1).max(1);
        Self(Arc::new(Shared {
            places,
            prompt_places: room(places),
            bulk_places: room(places),
            slots: room(threads),
            bulk_slots: room(bulk_threads),
            prompt_pool: pool(Urgency::Prompt, threads),
            bulk_pool: pool(Urgency::Bulk, bulk_threads),
            figures: Figures::default(),
        }))
    }

    /// Takes a request in, or refuses it at once.
    pub fn admit(&self, urgency: Urgency) -> Result<Admission, Busy> {
        let Ok(place) = Arc::clone(self.places(urgency)).try_acquire_owned() else {
            self.0.figures.refused(urgency);
            return Err(Busy);
        };
        Ok(Admission { workers: self.clone(), urgency, _place: place })
    }

    /// How many requests have a place, waiting or being worked on.
    pub fn admitted(&self, urgency: Urgency) -> usize {
        self.0.places - self.places(urgency).available_permits()
    }

    /// What was counted so far.
    pub fn figures(&self) -> &Figures {
        &self.0.figures
    }

    fn spawn(&self, urgency: Urgency, work: impl FnOnce() + Send + 'static) {
        let pool = match urgency {
            Urgency::Prompt => &self.0.prompt_pool,
            Urgency::Bulk => &self.0.bulk_pool,
        };
        match pool {
            Some(pool) => pool.spawn(work),
            None => rayon::spawn(work),
        }
    }

    fn places(&self, urgency: Urgency) -> &Arc<Semaphore> {
        match urgency {
            Urgency::Prompt => &self.0.prompt_places,
            Urgency::Bulk => &self.0.bulk_places,
        }
    }
}

impl Admission {
    /// Runs the work on rayon's threads, when a processor is free, and waits for its value.
    ///
    /// Work whose caller has gone away is not begun; once begun it runs to its end, for its cost is bounded by the
    /// size of its input.
    ///
    /// # Errors
    ///
    /// [`Panicked`] if the work panics; the thread lives on.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Panicked> {
        let slot = self.slot().await;
        let (sender, receiver) = oneshot::channel();
        let (figures, urgency) = (self.workers.0.figures.clone(), self.urgency);
        self.workers.spawn(urgency, move || {
            if !sender.is_closed() {
                let begun = Instant::now();
                // The work owns all it touches, so nothing half-done can be seen after a panic.
                let value = catch_unwind(AssertUnwindSafe(work));
                drop(slot);
                figures.done(urgency, begun.elapsed());
                let _ = sender.send(value);
            }
        });
        receiver.await.map_err(|_| Panicked)?.map_err(|_| Panicked)
    }

    /// Bulk work waits for its own slots first, so that at most a handful of it is in the queue that prompt work
    /// joins.
    async fn slot(&self) -> Slot {
        let shared = &self.workers.0;
        let bulk = match self.urgency {
            Urgency::Prompt => None,
            Urgency::Bulk => Some(free(&shared.bulk_slots).await),
        };
        Slot { _any: free(&shared.slots).await, _bulk: bulk }
    }
}

/// None where the machine has no thread to spare; rayon's own serve then.
fn pool(urgency: Urgency, threads: usize) -> Option<ThreadPool> {
    let name = move |index| format!("{}-{index}", urgency.name());
    ThreadPoolBuilder::new().num_threads(threads).thread_name(name).build().ok()
}

async fn free(slots: &Arc<Semaphore>) -> OwnedSemaphorePermit {
    Arc::clone(slots).acquire_owned().await.expect("the slots are never closed")
}

#[cfg(test)]
mod tests {
    use std::sync::{Mutex, mpsc};

    use super::*;

    fn admitted(urgency: Urgency) -> Admission {
        Workers::of(1, 8).admit(urgency).unwrap()
    }

    #[tokio::test]
    async fn value_comes_back() {
        assert_eq!(admitted(Urgency::Prompt).run(|| 6 * 7).await, Ok(42));
    }

    #[tokio::test]
    async fn panic_is_an_error_and_the_next_work_runs() {
        let admission = admitted(Urgency::Bulk);
        assert_eq!(admission.run(|| panic!("on purpose")).await, Err::<(), _>(Panicked));
        assert_eq!(admission.run(|| "well").await, Ok("well"));
    }

    #[test]
    fn beyond_the_queue_work_is_refused() {
        let workers = Workers::of(1, 1);
        let bulk = workers.admit(Urgency::Bulk).unwrap();
        assert_eq!(workers.admit(Urgency::Bulk).unwrap_err(), Busy);
        assert_eq!((workers.admitted(Urgency::Bulk), workers.admitted(Urgency::Prompt)), (1, 0));
        assert!(workers.admit(Urgency::Prompt).is_ok(), "readers have a queue of their own");
        drop(bulk);
        assert!(workers.admit(Urgency::Bulk).is_ok());
    }

    #[tokio::test]
    async fn who_waits_for_a_page_goes_before_bulk_that_came_earlier() {
        let workers = Workers::of(1, 8);
        let (finish, finished) = mpsc::channel::<()>();
        let begun = Arc::new(Mutex::new(Vec::new()));
        let first = workers.admit(Urgency::Bulk).unwrap();
        let first = first.run(move || finished.recv().is_ok());
        let note = |urgency, name| {
            let (admission, begun) = (workers.admit(urgency).unwrap(), Arc::clone(&begun));
            async move { admission.run(move || begun.lock().unwrap().push(name)).await }
        };
        let rest = async {
            // Polled in this order, so the prompt one comes last.
            let (second, third, prompt) =
                (note(Urgency::Bulk, "bulk"), note(Urgency::Bulk, "bulk"), note(Urgency::Prompt, "prompt"));
            let release = async { finish.send(()).unwrap() };
            let (second, third, prompt, ()) = tokio::join!(biased; second, third, prompt, release);
            assert_eq!((second, third, prompt), (Ok(()), Ok(()), Ok(())));
        };
        let (first, ()) = tokio::join!(biased; first, rest);
        assert_eq!(first, Ok(true));
        assert_eq!(*begun.lock().unwrap(), ["prompt", "bulk", "bulk"]);
    }

    #[tokio::test]
    async fn who_goes_away_frees_the_place_and_the_turn() {
        let workers = Workers::of(1, 1);
        let admission = workers.admit(Urgency::Prompt).unwrap();
        let (finish, finished) = mpsc::channel::<()>();
        let busy = admission.run(move || finished.recv().is_ok());
        tokio::select! {
            biased;
            _ = busy => unreachable!("it waits to be finished"),
            () = async {} => {}
        }
        drop(admission);
        // Work that nobody waits for may not even have begun.
        let _ = finish.send(());
        let next = workers.admit(Urgency::Prompt).unwrap();
        assert_eq!(next.run(|| "done").await, Ok("done"));
    }
}
