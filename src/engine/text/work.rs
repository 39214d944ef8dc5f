//! How much work is done, in the tests alone: counted, as a time would depend on the machine.

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Work {
    /// Words, numbers and signs that are made of a text.
    Tokens,
    /// Bytes that are hashed, of texts and of the keys of their words.
    Hashed,
    /// Pairs of passages or words whose likeness is measured.
    Measured,
    /// Cells of the tables of dynamic programmes; of one that a library fills, as many as it may fill at most.
    Cells,
}

/// Notes that so much was done. Outside of tests it is nothing.
#[inline]
pub(crate) fn did(work: Work, count: usize) {
    #[cfg(test)]
    counted::add(work, count);
    #[cfg(not(test))]
    let _ = (work, count);
}

#[cfg(test)]
pub(crate) use counted::count;

#[cfg(test)]
mod counted {
    use std::cell::Cell;

    use rayon::ThreadPoolBuilder;

    use super::Work;

    const KINDS: usize = Work::Cells as usize + 1;

    thread_local! {
        /// Of this thread alone, as tests run side by side.
        static DONE: Cell<[usize; KINDS]> = const { Cell::new([0; KINDS]) };
    }

    pub(super) fn add(work: Work, count: usize) {
        DONE.with(|done| {
            let mut all = done.get();
            all[work as usize] += count;
            done.set(all);
        });
    }

    /// How much a job does, by kind of work. It is done on one thread, where all of it is counted.
    pub(crate) fn count<T: Send>(job: impl FnOnce() -> T + Send) -> (T, impl Fn(Work) -> usize) {
        let pool = ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        let (made, done) = pool.install(|| {
            DONE.set([0; KINDS]);
            (job(), DONE.get())
        });
        (made, move |work| done[work as usize])
    }
}
