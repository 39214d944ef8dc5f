//! Requests that must be done once, by the key that their sender gave them.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

/// The keys that are being worked on. They need no database: when the program ends, nothing is.
#[derive(Clone, Debug, Default)]
pub(super) struct Working(Arc<Mutex<HashSet<String>>>);

/// Work that goes on under a key, until dropped.
#[derive(Debug)]
pub struct Work {
    working: Working,
    key: String,
}

impl Working {
    /// Begins work under a key; none if there is such work already.
    pub(super) fn begin(&self, key: &str) -> Option<Work> {
        let new = self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(key.to_owned());
        new.then(|| Work { working: self.clone(), key: key.to_owned() })
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        self.working.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.key);
    }
}
