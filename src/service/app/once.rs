//! Requests that must be done once, by the key that their sender gave them.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use super::App;
use cip_store::{Answer, StoreError};

/// The keys that are being worked on. They need no database: when the program ends, nothing is.
#[derive(Clone, Debug, Default)]
pub(super) struct Working(Arc<Mutex<HashSet<String>>>);

/// Work that goes on under a key, until dropped.
#[derive(Debug)]
pub struct Work {
    working: Working,
    key: String,
}

impl Drop for Work {
    fn drop(&mut self) {
        self.working.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.key);
    }
}

impl App {
    /// Begins work under a key; none if there is such work already.
    pub fn begin_work(&self, key: &str) -> Option<Work> {
        let new = self.working.0.lock().unwrap_or_else(PoisonError::into_inner).insert(key.to_owned());
        new.then(|| Work { working: self.working.clone(), key: key.to_owned() })
    }

    /// The answer that was given under a key.
    pub async fn answer(&self, key: &str) -> Result<Option<Answer>, StoreError> {
        self.store.answer(key).await
    }

    /// Keeps the answer given under a key.
    pub async fn keep_answer(&self, key: &str, answer: &Answer) -> Result<(), StoreError> {
        self.store.keep_answer(key, answer).await
    }
}
