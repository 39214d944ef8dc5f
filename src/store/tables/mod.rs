//! The store over any database: each method is one transaction over the tables, or one look at them.
//!
//! A transaction that the database gave up (serialisation, deadlock, a key that another took meanwhile) is done again a
//! few times before its caller hears of it.

mod answers;
mod conferences;
mod contents;
mod held;
mod people;
mod readings;
mod rows;
mod sources;
mod versions;

use async_trait::async_trait;

use crate::db::Backend;
use crate::{
    Answer, Arrival, Checked, Conference, ConferenceDetails, ContentHash, HeldVersion, NewSource, NewVersion,
    Person, PersonId, PersonSummary, Source, Store, StoreError, Taken, Version, Withdrawal,
};

/// How often a transaction is tried that the database gives up.
const TRIES: usize = 5;

/// The tables of a database.
pub(crate) struct Tables(Box<dyn Backend>);

impl Tables {
    /// Over this database.
    pub(crate) fn new(database: Box<dyn Backend>) -> Self {
        Self(database)
    }
}

/// Looks at a table: `$db` is a connection that reads.
macro_rules! look {
    ($store:expr, |$db:ident| $work:expr) => {{
        let mut connection = $store.0.reader().await?;
        let $db = &mut *connection;
        $work.await
    }};
}

/// Does `$work` in a transaction, of one person where one is given: `$db` takes its statements.
macro_rules! transact {
    ($store:expr, $person:expr, |$db:ident| $work:expr) => {{
        let mut tried = 1;
        loop {
            let done = async {
                let mut transaction = $store.0.begin($person).await?;
                let $db = transaction.connection();
                let done = $work.await?;
                transaction.commit().await?;
                Ok(done)
            };
            match done.await {
                Err(error) if tried < TRIES && $store.0.is_given_up(&error) => tried += 1,
                done => break done,
            }
        }
    }};
}

#[async_trait]
impl Store for Tables {
    async fn put_person(&self, person: &Person) -> Result<Arrival<()>, StoreError> {
        transact!(self, Some(&person.id), |db| people::put(db, person))
    }

    async fn person(&self, person: &PersonId) -> Result<Option<Person>, StoreError> {
        look!(self, |db| people::find(db, person))
    }

    async fn people(&self, after: Option<&PersonId>, limit: usize) -> Result<Vec<PersonSummary>, StoreError> {
        look!(self, |db| people::list(db, after, limit))
    }

    async fn keep_content(&self, content: &[u8]) -> Result<ContentHash, StoreError> {
        // Before the transaction: no other writer should wait for it.
        let hash = ContentHash::of(content);
        let kept: Result<(), _> = transact!(self, None, |db| contents::keep(db, hash, content));
        kept.map(|()| hash)
    }

    async fn forget_content(&self, hash: ContentHash) -> Result<(), StoreError> {
        transact!(self, None, |db| contents::forget(db, hash))
    }

    async fn unfinished(&self) -> Result<u64, StoreError> {
        look!(self, |db| contents::unused(db))
    }

    async fn reading(&self, content: ContentHash, reader: &str) -> Result<Option<Vec<u8>>, StoreError> {
        look!(self, |db| readings::find(db, content, reader))
    }

    async fn keep_reading(
        &self,
        content: ContentHash,
        reader: &str,
        reading: &[u8],
    ) -> Result<(), StoreError> {
        transact!(self, None, |db| readings::keep(db, content, reader, reading))
    }

    async fn add_version(
        &self,
        person: &PersonId,
        version: &NewVersion,
        checked: &Checked,
    ) -> Result<Arrival<Taken>, StoreError> {
        let hash = ContentHash::of(&version.content);
        transact!(self, Some(person), |db| versions::add(db, person, hash, version, checked))
    }

    async fn held_versions(&self, person: &PersonId) -> Result<Vec<HeldVersion>, StoreError> {
        look!(self, |db| held::list(db, person))
    }

    async fn confirm_version(&self, person: &PersonId, number: u32) -> Result<bool, StoreError> {
        transact!(self, Some(person), |db| held::confirm(db, person, number))
    }

    async fn withdraw_version(
        &self,
        person: &PersonId,
        number: u32,
        reason: &str,
    ) -> Result<Option<Withdrawal>, StoreError> {
        transact!(self, Some(person), |db| versions::withdraw(db, person, number, reason))
    }

    async fn last_number(&self, person: &PersonId) -> Result<u32, StoreError> {
        look!(self, |db| versions::last_number(db, person))
    }

    async fn withdrawal(&self, person: &PersonId, number: u32) -> Result<Option<Withdrawal>, StoreError> {
        look!(self, |db| versions::withdrawal(db, person, number))
    }

    async fn versions(&self, person: &PersonId) -> Result<Vec<Version>, StoreError> {
        look!(self, |db| versions::list(db, person))
    }

    async fn version_content(&self, person: &PersonId, number: u32) -> Result<Option<Vec<u8>>, StoreError> {
        look!(self, |db| versions::content(db, person, number))
    }

    async fn add_conference(
        &self,
        person: &PersonId,
        conference: ConferenceDetails,
    ) -> Result<Arrival<Conference>, StoreError> {
        transact!(self, Some(person), |db| conferences::add(db, person, conference))
    }

    async fn conferences(&self, person: &PersonId) -> Result<Vec<Conference>, StoreError> {
        look!(self, |db| conferences::list(db, person))
    }

    async fn add_source(&self, person: &PersonId, source: NewSource) -> Result<Arrival<Source>, StoreError> {
        let hash = ContentHash::of(&source.content);
        transact!(self, Some(person), |db| sources::add(db, person, hash, &source))
    }

    async fn sources(&self, person: &PersonId) -> Result<Vec<Source>, StoreError> {
        look!(self, |db| sources::list(db, person))
    }

    async fn source_content(&self, person: &PersonId, number: u32) -> Result<Option<Vec<u8>>, StoreError> {
        look!(self, |db| sources::content(db, person, number))
    }

    async fn answer(&self, key: &str) -> Result<Option<Answer>, StoreError> {
        look!(self, |db| answers::find(db, key))
    }

    async fn keep_answer(&self, key: &str, answer: &Answer) -> Result<(), StoreError> {
        transact!(self, None, |db| answers::keep(db, key, answer))
    }

    async fn bytes(&self) -> Result<u64, StoreError> {
        self.0.bytes().await
    }

    async fn check(&self) -> Result<(), StoreError> {
        self.0.reader().await?.execute("SELECT 1", &[]).await.map(|_| ())
    }

    async fn close(&self) {
        self.0.close().await;
    }
}
