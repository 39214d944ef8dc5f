//! Writing the record: all who wait are written with one commit.
//!
//! A commit waits for the disk. While one is under way, further rows gather, and go into the next together: so however
//! many look at once, each waits for two commits at most. A commit is finished whoever hangs up meanwhile.

use std::mem;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{Mutex as Turn, oneshot};

use crate::app::access::Kept;
use crate::app::error::cause_chain;
use cip_store::AuditEvent;

/// A row that waits, and who waits for it.
type Waiting = (AuditEvent, oneshot::Sender<bool>);

/// Writes the record. Cheap to clone.
#[derive(Clone)]
pub(in crate::app) struct Writer(Arc<Inner>);

struct Inner {
    kept: Kept,
    waiting: Mutex<Vec<Waiting>>,
    turn: Turn<()>,
}

impl Writer {
    pub(in crate::app) fn new(kept: Kept) -> Self {
        Self(Arc::new(Inner { kept, waiting: Mutex::default(), turn: Turn::default() }))
    }

    /// Whether a row is on the disk.
    pub(in crate::app) async fn write(&self, event: AuditEvent) -> bool {
        let (told, written) = oneshot::channel();
        self.waiting().push((event, told));
        let writer = self.clone();
        tokio::spawn(async move { writer.write_waiting().await });
        written.await.unwrap_or(false)
    }

    /// Writes all that wait, unless somebody has done so meanwhile.
    async fn write_waiting(&self) {
        let _turn = self.0.turn.lock().await;
        let waiting = mem::take(&mut *self.waiting());
        if waiting.is_empty() {
            return;
        }
        let (events, told): (Vec<_>, Vec<_>) = waiting.into_iter().unzip();
        let written = self.0.kept.record(&events).await;
        if let Err(error) = &written {
            tracing::error!(cause = cause_chain(error), "looks could not be recorded, so nothing was shown");
        }
        for told in told {
            // Who has hung up need not be told.
            let _ = told.send(written.is_ok());
        }
    }

    fn waiting(&self) -> std::sync::MutexGuard<'_, Vec<Waiting>> {
        self.0.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
