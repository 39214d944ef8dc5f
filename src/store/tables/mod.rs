//! The store over any database: each method is one transaction over the tables, or one look at them.
//!
//! A transaction that the database gave up (serialisation, deadlock, a key that another took meanwhile) is done again a
//! few times before its caller hears of it.

mod answers;
pub(crate) mod audit;
mod break_glass;
mod caseload;
mod conferences;
mod contents;
mod held;
mod invitations;
mod people;
mod places;
mod readings;
mod reasons;
mod rows;
mod sessions;
mod source_ids;
mod sources;
mod versions;

use async_trait::async_trait;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::db::{Backend, Guard};
use crate::{
    Anchor, Answer, Arrival, Asking, AuditEvent, AuditQuery, AuditRow, BreakGlass, CaseloadEntry, Checked,
    Conference, ContentHash, Done, FurtherId, GivenReason, HeldVersion, Holder, NewBreakGlass, NewConference,
    NewSource, NewVersion, Person, PersonId, PersonSummary, PlaceKind, Review, Session, Source, StaffEntry,
    Store, StoreError, Taken, Version, Withdrawal,
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

/// Does `$work` in a transaction, behind a guard: `$db` takes its statements.
macro_rules! transact {
    ($store:expr, $guard:expr, |$db:ident| $work:expr) => {{
        let mut tried = 1;
        loop {
            let done = async {
                let mut transaction = $store.0.begin($guard).await?;
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
        transact!(self, Guard::Person(&person.id), |db| people::put(db, person))
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
        let kept: Result<(), _> = transact!(self, Guard::None, |db| contents::keep(db, hash, content));
        kept.map(|()| hash)
    }

    async fn forget_content(&self, hash: ContentHash) -> Result<(), StoreError> {
        transact!(self, Guard::None, |db| contents::forget(db, hash))
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
        transact!(self, Guard::None, |db| readings::keep(db, content, reader, reading))
    }

    async fn add_version(
        &self,
        person: &PersonId,
        version: &NewVersion,
        checked: &Checked,
    ) -> Result<Arrival<Taken>, StoreError> {
        let hash = ContentHash::of(&version.content);
        transact!(self, Guard::Person(person), |db| versions::add(db, person, hash, version, checked))
    }

    async fn held_versions(&self, person: &PersonId) -> Result<Vec<HeldVersion>, StoreError> {
        look!(self, |db| held::list(db, person))
    }

    async fn confirm_version(&self, person: &PersonId, number: u32) -> Result<bool, StoreError> {
        transact!(self, Guard::Person(person), |db| held::confirm(db, person, number))
    }

    async fn withdraw_version(
        &self,
        person: &PersonId,
        number: u32,
        reason: &str,
    ) -> Result<Option<Withdrawal>, StoreError> {
        transact!(self, Guard::Person(person), |db| versions::withdraw(db, person, number, reason))
    }

    async fn further_ids(&self, person: &PersonId) -> Result<Vec<FurtherId>, StoreError> {
        look!(self, |db| source_ids::list(db, person))
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
        conference: &NewConference,
    ) -> Result<Arrival<Conference>, StoreError> {
        transact!(self, Guard::Person(person), |db| conferences::add(db, person, conference))
    }

    async fn conferences(&self, person: &PersonId) -> Result<Vec<Conference>, StoreError> {
        look!(self, |db| conferences::list(db, person))
    }

    async fn add_source(&self, person: &PersonId, source: NewSource) -> Result<Arrival<Source>, StoreError> {
        let hash = ContentHash::of(&source.content);
        transact!(self, Guard::Person(person), |db| sources::add(db, person, hash, &source))
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
        transact!(self, Guard::None, |db| answers::keep(db, key, answer))
    }

    async fn invite(&self, person: &PersonId, conference: u32, names: &[String]) -> Result<bool, StoreError> {
        transact!(self, Guard::Person(person), |db| invitations::put(db, person, conference, names))
    }

    async fn invited(&self, person: &PersonId, conference: u32) -> Result<Vec<String>, StoreError> {
        look!(self, |db| invitations::list(db, person, conference))
    }

    async fn place(&self, person: &PersonId, asking: &Asking) -> Result<Option<PlaceKind>, StoreError> {
        look!(self, |db| places::find(db, person, asking))
    }

    async fn people_of(
        &self,
        asking: &Asking,
        after: Option<&PersonId>,
        limit: usize,
    ) -> Result<Vec<PersonSummary>, StoreError> {
        look!(self, |db| people::list_of(db, asking, after, limit))
    }

    async fn put_caseload(
        &self,
        person: &PersonId,
        entry: &CaseloadEntry,
    ) -> Result<Arrival<()>, StoreError> {
        transact!(self, Guard::Person(person), |db| caseload::put(db, person, entry))
    }

    async fn begin_case(&self, person: &PersonId, entry: &CaseloadEntry) -> Result<bool, StoreError> {
        transact!(self, Guard::Person(person), |db| caseload::begin(db, person, entry))
    }

    async fn caseload(&self, person: &PersonId) -> Result<Vec<CaseloadEntry>, StoreError> {
        look!(self, |db| caseload::list(db, person))
    }

    async fn end_caseload(&self, person: &PersonId, holder: &Holder, until: Date) -> Result<u64, StoreError> {
        transact!(self, Guard::Person(person), |db| caseload::end(db, person, holder, until))
    }

    async fn put_staff(&self, establishment: &str, entry: &StaffEntry) -> Result<Arrival<()>, StoreError> {
        transact!(self, Guard::None, |db| caseload::put_staff(db, establishment, entry))
    }

    async fn staff(&self, establishment: &str) -> Result<Vec<StaffEntry>, StoreError> {
        look!(self, |db| caseload::staff(db, establishment))
    }

    async fn end_staff(&self, establishment: &str, name: &str, until: Date) -> Result<u64, StoreError> {
        transact!(self, Guard::None, |db| caseload::end_staff(db, establishment, name, until))
    }

    async fn open_break_glass(&self, opened: &NewBreakGlass) -> Result<BreakGlass, StoreError> {
        transact!(self, Guard::BreakGlass, |db| break_glass::open(db, opened))
    }

    async fn break_glass(
        &self,
        before: Option<u64>,
        waiting: bool,
        limit: usize,
    ) -> Result<Vec<BreakGlass>, StoreError> {
        look!(self, |db| break_glass::list(db, before, waiting, limit))
    }

    async fn one_break_glass(&self, number: u64) -> Result<Option<BreakGlass>, StoreError> {
        look!(self, |db| break_glass::find(db, number))
    }

    async fn review_break_glass(
        &self,
        number: u64,
        review: &Review,
    ) -> Result<Option<BreakGlass>, StoreError> {
        transact!(self, Guard::BreakGlass, |db| break_glass::review(db, number, review))
    }

    async fn record(&self, events: &[AuditEvent]) -> Result<Anchor, StoreError> {
        transact!(self, Guard::Record, |db| audit::add(db, events))
    }

    async fn records(
        &self,
        query: &AuditQuery,
        before: Option<u64>,
        limit: usize,
    ) -> Result<Vec<AuditRow>, StoreError> {
        look!(self, |db| audit::list(db, query, before, limit))
    }

    async fn record_after(&self, number: u64, limit: usize) -> Result<Vec<AuditRow>, StoreError> {
        look!(self, |db| audit::after(db, number, limit))
    }

    async fn record_head(&self) -> Result<Anchor, StoreError> {
        look!(self, |db| audit::head(db))
    }

    async fn done_since(&self, person: &PersonId, since: &str) -> Result<Vec<Done>, StoreError> {
        look!(self, |db| audit::done_since(db, person, since))
    }

    async fn begin_session(&self, session: &Session) -> Result<(), StoreError> {
        transact!(self, Guard::None, |db| sessions::begin(db, session))
    }

    async fn session(&self, hash: ContentHash) -> Result<Option<Session>, StoreError> {
        look!(self, |db| sessions::find(db, hash))
    }

    async fn sessions_of(&self, name: &str) -> Result<Vec<Session>, StoreError> {
        look!(self, |db| sessions::of_name(db, name))
    }

    async fn session_seen(&self, hash: ContentHash, at: Timestamp) -> Result<(), StoreError> {
        transact!(self, Guard::None, |db| sessions::seen(db, hash, at))
    }

    async fn claim_session(
        &self,
        session: &Session,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<bool, StoreError> {
        transact!(self, Guard::None, |db| sessions::claim(db, session, now, until))
    }

    async fn release_session(&self, hash: ContentHash) -> Result<(), StoreError> {
        transact!(self, Guard::None, |db| sessions::release(db, hash))
    }

    async fn renew_session(&self, session: &Session) -> Result<bool, StoreError> {
        transact!(self, Guard::None, |db| sessions::renew(db, session))
    }

    async fn end_session(&self, hash: ContentHash) -> Result<(), StoreError> {
        transact!(self, Guard::None, |db| sessions::end(db, hash))
    }

    async fn end_session_of(&self, name: &str, handle: &str) -> Result<bool, StoreError> {
        transact!(self, Guard::None, |db| sessions::end_of_name(db, name, handle))
    }

    async fn forget_sessions(&self, begun: Timestamp, seen: Timestamp) -> Result<u64, StoreError> {
        transact!(self, Guard::None, |db| sessions::forget(db, begun, seen))
    }

    async fn give_reason(
        &self,
        session: ContentHash,
        person: &PersonId,
        given: &GivenReason,
    ) -> Result<(), StoreError> {
        transact!(self, Guard::None, |db| reasons::keep(db, session, person, given))
    }

    async fn given_reason(
        &self,
        session: ContentHash,
        person: &PersonId,
        now: Timestamp,
    ) -> Result<Option<GivenReason>, StoreError> {
        look!(self, |db| reasons::find(db, session, person, now))
    }

    async fn bytes(&self) -> Result<u64, StoreError> {
        self.0.bytes().await
    }

    async fn check(&self) -> Result<(), StoreError> {
        self.0.reader().await?.execute("SELECT 1", &[]).await.map(|_| ())
    }

    async fn check_writes(&self) -> Result<(), StoreError> {
        transact!(self, Guard::None, |db| contents::try_out(db))
    }

    async fn close(&self) {
        self.0.close().await;
    }
}
