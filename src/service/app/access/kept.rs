//! The store, in which nothing of one person is reached without their case.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

use super::case::Case;
use cip_store::{
    Anchor, Answer, Arrival, Asking, AuditEvent, AuditQuery, AuditRow, BreakGlass, CaseloadEntry, Checked,
    Conference, ContentHash, Done, FurtherId, GivenReason, HeldVersion, Holder, Known, NewBreakGlass,
    NewConference, NewSource, NewVersion, Person, PersonId, PersonSummary, PlaceKind, Review, Session,
    Source, StaffEntry, Store, StoreError, Taken, Version, Withdrawal,
};

type Result<T> = std::result::Result<T, StoreError>;

/// What is kept. Cheap to clone.
#[derive(Clone)]
pub(in crate::app) struct Kept {
    /// For nobody but this file.
    store: Arc<dyn Store>,
}

/// What decides whether there is a case to open.
impl Kept {
    pub(in crate::app) fn new(store: Arc<dyn Store>) -> Self {
        Self { store }
    }

    pub(super) async fn place(&self, person: &PersonId, asking: &Asking) -> Result<Option<PlaceKind>> {
        self.store.place(person, asking).await
    }

    pub(super) async fn begin_case(&self, person: &PersonId, entry: &CaseloadEntry) -> Result<bool> {
        self.store.begin_case(person, entry).await
    }

    pub(super) async fn given_reason(
        &self,
        session: ContentHash,
        person: &PersonId,
        now: Timestamp,
    ) -> Result<Option<GivenReason>> {
        self.store.given_reason(session, person, now).await
    }

    pub(super) async fn give_reason(
        &self,
        session: ContentHash,
        person: &PersonId,
        given: &GivenReason,
    ) -> Result<()> {
        self.store.give_reason(session, person, given).await
    }
}

/// Sessions, which say who asks and nothing of anybody's case.
impl Kept {
    pub(in crate::app) async fn begin_session(&self, session: &Session) -> Result<()> {
        self.store.begin_session(session).await
    }

    pub(in crate::app) async fn session(&self, hash: ContentHash) -> Result<Option<Session>> {
        self.store.session(hash).await
    }

    pub(in crate::app) async fn sessions_of(&self, name: &str) -> Result<Vec<Session>> {
        self.store.sessions_of(name).await
    }

    pub(in crate::app) async fn session_seen(&self, hash: ContentHash, at: Timestamp) -> Result<()> {
        self.store.session_seen(hash, at).await
    }

    pub(in crate::app) async fn claim_session(
        &self,
        session: &Session,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<bool> {
        self.store.claim_session(session, now, until).await
    }

    pub(in crate::app) async fn release_session(&self, hash: ContentHash) -> Result<()> {
        self.store.release_session(hash).await
    }

    pub(in crate::app) async fn renew_session(&self, session: &Session) -> Result<bool> {
        self.store.renew_session(session).await
    }

    pub(in crate::app) async fn end_session(&self, hash: ContentHash) -> Result<()> {
        self.store.end_session(hash).await
    }

    pub(in crate::app) async fn end_session_of(&self, name: &str, handle: &str) -> Result<bool> {
        self.store.end_session_of(name, handle).await
    }

    pub(in crate::app) async fn forget_sessions(&self, begun: Timestamp, seen: Timestamp) -> Result<u64> {
        self.store.forget_sessions(begun, seen).await
    }
}

/// What is kept of one person.
impl Kept {
    pub(in crate::app) async fn person(&self, case: &Case) -> Result<Option<Person>> {
        self.store.person(case.person()).await
    }

    pub(in crate::app) async fn put_person(&self, case: &Case, known: Known) -> Result<Arrival<()>> {
        self.store.put_person(&Person { id: case.person().clone(), known }).await
    }

    pub(in crate::app) async fn add_version(
        &self,
        case: &Case,
        version: &NewVersion,
        checked: &Checked,
    ) -> Result<Arrival<Taken>> {
        self.store.add_version(case.person(), version, checked).await
    }

    pub(in crate::app) async fn further_ids(&self, case: &Case) -> Result<Vec<FurtherId>> {
        self.store.further_ids(case.person()).await
    }

    pub(in crate::app) async fn held_versions(&self, case: &Case) -> Result<Vec<HeldVersion>> {
        self.store.held_versions(case.person()).await
    }

    pub(in crate::app) async fn confirm_version(&self, case: &Case, number: u32) -> Result<bool> {
        self.store.confirm_version(case.person(), number).await
    }

    pub(in crate::app) async fn withdraw_version(
        &self,
        case: &Case,
        number: u32,
        reason: &str,
    ) -> Result<Option<Withdrawal>> {
        self.store.withdraw_version(case.person(), number, reason).await
    }

    pub(in crate::app) async fn withdrawal(&self, case: &Case, number: u32) -> Result<Option<Withdrawal>> {
        self.store.withdrawal(case.person(), number).await
    }

    pub(in crate::app) async fn versions(&self, case: &Case) -> Result<Vec<Version>> {
        self.store.versions(case.person()).await
    }

    pub(in crate::app) async fn last_number(&self, case: &Case) -> Result<u32> {
        self.store.last_number(case.person()).await
    }

    pub(in crate::app) async fn version_content(&self, case: &Case, number: u32) -> Result<Option<Vec<u8>>> {
        self.store.version_content(case.person(), number).await
    }

    pub(in crate::app) async fn add_conference(
        &self,
        case: &Case,
        conference: &NewConference,
    ) -> Result<Arrival<Conference>> {
        self.store.add_conference(case.person(), conference).await
    }

    pub(in crate::app) async fn conferences(&self, case: &Case) -> Result<Vec<Conference>> {
        self.store.conferences(case.person()).await
    }

    pub(in crate::app) async fn invite(&self, case: &Case, number: u32, names: &[String]) -> Result<bool> {
        self.store.invite(case.person(), number, names).await
    }

    pub(in crate::app) async fn invited(&self, case: &Case, number: u32) -> Result<Vec<String>> {
        self.store.invited(case.person(), number).await
    }

    pub(in crate::app) async fn add_source(&self, case: &Case, source: NewSource) -> Result<Arrival<Source>> {
        self.store.add_source(case.person(), source).await
    }

    pub(in crate::app) async fn sources(&self, case: &Case) -> Result<Vec<Source>> {
        self.store.sources(case.person()).await
    }

    pub(in crate::app) async fn source_content(&self, case: &Case, number: u32) -> Result<Option<Vec<u8>>> {
        self.store.source_content(case.person(), number).await
    }

    pub(in crate::app) async fn put_caseload(
        &self,
        case: &Case,
        entry: &CaseloadEntry,
    ) -> Result<Arrival<()>> {
        self.store.put_caseload(case.person(), entry).await
    }

    pub(in crate::app) async fn caseload(&self, case: &Case) -> Result<Vec<CaseloadEntry>> {
        self.store.caseload(case.person()).await
    }

    pub(in crate::app) async fn end_caseload(
        &self,
        case: &Case,
        holder: &Holder,
        until: Date,
    ) -> Result<u64> {
        self.store.end_caseload(case.person(), holder, until).await
    }

    pub(in crate::app) async fn done_since(&self, case: &Case, since: &str) -> Result<Vec<Done>> {
        self.store.done_since(case.person(), since).await
    }
}

/// What is kept of nobody, or of many.
impl Kept {
    /// Everybody; for those who need no place on a case.
    pub(in crate::app) async fn people(
        &self,
        after: Option<&PersonId>,
        limit: usize,
    ) -> Result<Vec<PersonSummary>> {
        self.store.people(after, limit).await
    }

    pub(in crate::app) async fn people_of(
        &self,
        asking: &Asking,
        after: Option<&PersonId>,
        limit: usize,
    ) -> Result<Vec<PersonSummary>> {
        self.store.people_of(asking, after, limit).await
    }

    pub(in crate::app) async fn keep_content(&self, content: &[u8]) -> Result<ContentHash> {
        self.store.keep_content(content).await
    }

    pub(in crate::app) async fn forget_content(&self, hash: ContentHash) -> Result<()> {
        self.store.forget_content(hash).await
    }

    pub(in crate::app) async fn unfinished(&self) -> Result<u64> {
        self.store.unfinished().await
    }

    pub(in crate::app) async fn reading(
        &self,
        content: ContentHash,
        reader: &str,
    ) -> Result<Option<Vec<u8>>> {
        self.store.reading(content, reader).await
    }

    pub(in crate::app) async fn keep_reading(
        &self,
        content: ContentHash,
        reader: &str,
        reading: &[u8],
    ) -> Result<()> {
        self.store.keep_reading(content, reader, reading).await
    }

    pub(in crate::app) async fn answer(&self, key: &str) -> Result<Option<Answer>> {
        self.store.answer(key).await
    }

    pub(in crate::app) async fn keep_answer(&self, key: &str, answer: &Answer) -> Result<()> {
        self.store.keep_answer(key, answer).await
    }

    pub(in crate::app) async fn put_staff(
        &self,
        establishment: &str,
        entry: &StaffEntry,
    ) -> Result<Arrival<()>> {
        self.store.put_staff(establishment, entry).await
    }

    pub(in crate::app) async fn staff(&self, establishment: &str) -> Result<Vec<StaffEntry>> {
        self.store.staff(establishment).await
    }

    pub(in crate::app) async fn end_staff(
        &self,
        establishment: &str,
        name: &str,
        until: Date,
    ) -> Result<u64> {
        self.store.end_staff(establishment, name, until).await
    }

    pub(in crate::app) async fn open_break_glass(&self, opened: &NewBreakGlass) -> Result<BreakGlass> {
        self.store.open_break_glass(opened).await
    }

    pub(in crate::app) async fn break_glass(
        &self,
        before: Option<u64>,
        waiting: bool,
        limit: usize,
    ) -> Result<Vec<BreakGlass>> {
        self.store.break_glass(before, waiting, limit).await
    }

    pub(in crate::app) async fn one_break_glass(&self, number: u64) -> Result<Option<BreakGlass>> {
        self.store.one_break_glass(number).await
    }

    pub(in crate::app) async fn review_break_glass(
        &self,
        number: u64,
        review: &Review,
    ) -> Result<Option<BreakGlass>> {
        self.store.review_break_glass(number, review).await
    }

    pub(in crate::app) async fn record(&self, events: &[AuditEvent]) -> Result<Anchor> {
        self.store.record(events).await
    }

    pub(in crate::app) async fn records(
        &self,
        query: &AuditQuery,
        before: Option<u64>,
        limit: usize,
    ) -> Result<Vec<AuditRow>> {
        self.store.records(query, before, limit).await
    }

    pub(in crate::app) async fn record_after(&self, number: u64, limit: usize) -> Result<Vec<AuditRow>> {
        self.store.record_after(number, limit).await
    }

    pub(in crate::app) async fn record_head(&self) -> Result<Anchor> {
        self.store.record_head().await
    }

    pub(in crate::app) async fn bytes(&self) -> Result<u64> {
        self.store.bytes().await
    }

    pub(in crate::app) async fn check(&self) -> Result<()> {
        self.store.check().await
    }

    pub(in crate::app) async fn check_writes(&self) -> Result<()> {
        self.store.check_writes().await
    }

    pub(in crate::app) async fn close(&self) {
        self.store.close().await;
    }
}
