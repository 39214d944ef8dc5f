//! Sources and what is known about them, kept for good.
//!
//! Takes and gives domain values; which database stands behind is nobody else's business. Sources and
//! metadata are kept, and readings, which are made again at will; deltas and briefs are computed, so nothing derived can
//! go stale or need migrating.
//!
//! A database answers each method in one transaction. Writers of one store wait for one another, so numbers have
//! no gaps and no two arrivals get the same one; readers do not wait.

mod access;
mod answer;
mod arrival;
mod audit;
mod copy;
mod db;
mod error;
mod failed;
mod fault;
mod migrations;
mod model;
mod person;
mod postgres;
mod session;
mod sqlite;
mod tables;
mod words;

use std::path::Path;
use std::sync::Arc;

use async_trait::async_trait;
use jiff::Timestamp;
use jiff::civil::Date;

pub use access::{Asking, BreakGlass, CaseloadEntry, Holder, NewBreakGlass, Review, StaffEntry, Term};
pub use answer::{ANSWERS_MAX, Answer};
pub use arrival::{foresee_source, foresee_version};
pub use audit::{
    Anchor, AuditEvent, AuditQuery, AuditRow, Broken, Chain, Done, InvalidAnchor, Subject, stamp,
};
pub use copy::CopiedTable;
pub use error::StoreError;
pub use model::{
    Again, Arrival, Checked, Conference, ConferenceDetails, ContentHash, FurtherId, HeldField, HeldVersion,
    NewConference, NewSource, NewVersion, Source, Taken, Version, Withdrawal,
};
pub use person::{InvalidPersonId, Known, PERSON_ID_BYTES_MAX, Person, PersonId, PersonSummary};
pub use session::{GivenReason, Session};
pub use words::{ConferenceKind, ConferenceStatus, MediaType, Outcome, PlaceKind, Route, SourceKind};

/// How many readings are kept; the oldest go first.
pub const READINGS_MAX: u32 = 10_000;
/// Longest reading that is worth keeping, in bytes: about thirty times that of a plan of thirty pages. What is longer is
/// read again.
pub const READING_BYTES_MAX: usize = 2 << 20;

/// What every database behind the service can do.
///
/// Whatever is added for a person brings the person into being.
#[async_trait]
pub trait Store: Send + Sync + 'static {
    /// Keeps what is known of a person, in place of what was known. Says whether the person is new.
    async fn put_person(&self, person: &Person) -> Result<Arrival<()>, StoreError>;

    /// A person; none where nothing was ever posted.
    async fn person(&self, person: &PersonId) -> Result<Option<Person>, StoreError>;

    /// The first so many people by id; where an id is given, of those that follow it.
    async fn people(&self, after: Option<&PersonId>, limit: usize) -> Result<Vec<PersonSummary>, StoreError>;

    /// Keeps bytes by themselves, before anybody reads them: what comes after may fail, and they are safe. Taking them
    /// in as a version or a source report is what makes them count.
    async fn keep_content(&self, content: &[u8]) -> Result<ContentHash, StoreError>;

    /// Forgets bytes that were refused, unless a version or source report has the same.
    async fn forget_content(&self, hash: ContentHash) -> Result<(), StoreError>;

    /// How many contents were kept and then neither taken in nor refused: the service went down meanwhile, or failed
    /// on them.
    async fn unfinished(&self) -> Result<u64, StoreError>;

    /// What a reader of this name made of a content; none where it is not kept, or is not what was kept.
    async fn reading(&self, content: ContentHash, reader: &str) -> Result<Option<Vec<u8>>, StoreError>;

    /// Keeps what a reader made of a content; the oldest beyond [`READINGS_MAX`] go.
    async fn keep_reading(
        &self,
        content: ContentHash,
        reader: &str,
        reading: &[u8],
    ) -> Result<(), StoreError>;

    /// Keeps a version. The same content for the same date again gives the version that is there, held or not, and its
    /// source id is one of that version's; other content for the date supersedes it, also one that was superseded itself
    /// ([`Again`]); a source id that came with another content or date is a [`StoreError::SourceIdTaken`]. What differs from the person's earlier versions is held. Where another version
    /// arrived since that was looked at, [`StoreError::Overtaken`].
    async fn add_version(
        &self,
        person: &PersonId,
        version: &NewVersion,
        checked: &Checked,
    ) -> Result<Arrival<Taken>, StoreError>;

    /// A person's held versions in the order of arrival. Empty for an unknown person.
    async fn held_versions(&self, person: &PersonId) -> Result<Vec<HeldVersion>, StoreError>;

    /// Says of a held version that it is this person's: it counts from then on, in its place by date and number.
    /// Nothing changes for one that counts already. False where there is no such version, or it was withdrawn.
    async fn confirm_version(&self, person: &PersonId, number: u32) -> Result<bool, StoreError>;

    /// Hides a version that was posted in error everywhere; its bytes and its number stay. The first reason stands.
    /// None where there is no such version.
    async fn withdraw_version(
        &self,
        person: &PersonId,
        number: u32,
        reason: &str,
    ) -> Result<Option<Withdrawal>, StoreError>;

    /// Why a version was withdrawn; none where it was not, or never was there.
    async fn withdrawal(&self, person: &PersonId, number: u32) -> Result<Option<Withdrawal>, StoreError>;

    /// A person's versions by date, then by number; superseded ones marked, withdrawn and held ones left out. Empty for an
    /// unknown person.
    async fn versions(&self, person: &PersonId) -> Result<Vec<Version>, StoreError>;

    /// The ids that versions came under again, withdrawn ones among them; the first of each is in the list.
    async fn further_ids(&self, person: &PersonId) -> Result<Vec<FurtherId>, StoreError>;

    /// The highest number that was ever given to a version of this person; 0 before the first.
    async fn last_number(&self, person: &PersonId) -> Result<u32, StoreError>;

    /// A version's bytes as they came.
    async fn version_content(&self, person: &PersonId, number: u32) -> Result<Option<Vec<u8>>, StoreError>;

    /// Keeps a conference. One of the same date and kind takes over the status, and who is invited, if that is said.
    async fn add_conference(
        &self,
        person: &PersonId,
        conference: &NewConference,
    ) -> Result<Arrival<Conference>, StoreError>;

    /// Says who is invited to a conference, in place of who was. False where there is no such conference.
    async fn invite(&self, person: &PersonId, conference: u32, names: &[String]) -> Result<bool, StoreError>;

    /// Who is invited to a conference, by name. Empty where there is no such conference.
    async fn invited(&self, person: &PersonId, conference: u32) -> Result<Vec<String>, StoreError>;

    /// A person's conferences by date, then by number.
    async fn conferences(&self, person: &PersonId) -> Result<Vec<Conference>, StoreError>;

    /// Keeps a source report. The same content, kind and date again gives the one that is there.
    async fn add_source(&self, person: &PersonId, source: NewSource) -> Result<Arrival<Source>, StoreError>;

    /// A person's source reports by date, then by number.
    async fn sources(&self, person: &PersonId) -> Result<Vec<Source>, StoreError>;

    /// A source report's bytes as they came.
    async fn source_content(&self, person: &PersonId, number: u32) -> Result<Option<Vec<u8>>, StoreError>;

    /// The answer that was given under an idempotency key.
    async fn answer(&self, key: &str) -> Result<Option<Answer>, StoreError>;

    /// Keeps the answer given under an idempotency key, unless there is one; the oldest beyond [`ANSWERS_MAX`] go.
    async fn keep_answer(&self, key: &str, answer: &Answer) -> Result<(), StoreError>;

    /// Keeps a session of somebody who signed in.
    async fn begin_session(&self, session: &Session) -> Result<(), StoreError>;

    /// The session whose id has this hash.
    async fn session(&self, hash: ContentHash) -> Result<Option<Session>, StoreError>;

    /// The sessions of a name, the oldest first.
    async fn sessions_of(&self, name: &str) -> Result<Vec<Session>, StoreError>;

    /// Says of a session that a request came.
    async fn session_seen(&self, hash: ContentHash, at: Timestamp) -> Result<(), StoreError>;

    /// Whether the caller is to ask the provider about a session, which it has until a time for: nobody else is at it, and
    /// nobody has asked since it was found as it is here. Of several at once, over however many copies of the service, one
    /// is.
    async fn claim_session(
        &self,
        session: &Session,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<bool, StoreError>;

    /// Lets others ask about a session, where nothing came of it.
    async fn release_session(&self, hash: ContentHash) -> Result<(), StoreError>;

    /// Keeps roles, time of the check and what the provider is asked by of a session. False where it has ended meanwhile.
    async fn renew_session(&self, session: &Session) -> Result<bool, StoreError>;

    /// Ends a session, if it is there.
    async fn end_session(&self, hash: ContentHash) -> Result<(), StoreError>;

    /// Ends a session of this name by its handle; false where the name has none of it.
    async fn end_session_of(&self, name: &str, handle: &str) -> Result<bool, StoreError>;

    /// Forgets sessions that began, or were last seen, before these times. Says how many.
    async fn forget_sessions(&self, begun: Timestamp, seen: Timestamp) -> Result<u64, StoreError>;

    /// Keeps why somebody looks at a case, in place of what they said before in that session. It ends with the session.
    async fn give_reason(
        &self,
        session: ContentHash,
        person: &PersonId,
        given: &GivenReason,
    ) -> Result<(), StoreError>;

    /// Why somebody looks at a case, as they said it in a session; none where they were not asked, or it counts no longer.
    async fn given_reason(
        &self,
        session: ContentHash,
        person: &PersonId,
        now: Timestamp,
    ) -> Result<Option<GivenReason>, StoreError>;

    /// By what somebody has a place on a person's case; none where they have none, or nobody has the id. The work is
    /// the same for all of these.
    async fn place(&self, person: &PersonId, asking: &Asking) -> Result<Option<PlaceKind>, StoreError>;

    /// The first so many people by id on whose case somebody has a place; where an id is given, of those that follow it.
    async fn people_of(
        &self,
        asking: &Asking,
        after: Option<&PersonId>,
        limit: usize,
    ) -> Result<Vec<PersonSummary>, StoreError>;

    /// Keeps an entry of the caseload. One of the same holder from the same day takes over its end.
    async fn put_caseload(&self, person: &PersonId, entry: &CaseloadEntry)
    -> Result<Arrival<()>, StoreError>;

    /// Brings a person into being, and puts them on somebody's caseload. False where there is such a person; then nothing
    /// is done.
    async fn begin_case(&self, person: &PersonId, entry: &CaseloadEntry) -> Result<bool, StoreError>;

    /// Who holds a person's case, and held it: by the first day, then by holder.
    async fn caseload(&self, person: &PersonId) -> Result<Vec<CaseloadEntry>, StoreError>;

    /// Ends what a holder has of a person's case on a day; what ended before stays. Says how many entries were ended.
    async fn end_caseload(&self, person: &PersonId, holder: &Holder, until: Date) -> Result<u64, StoreError>;

    /// Keeps that somebody is posted to an establishment. The same name from the same day takes over the end.
    async fn put_staff(&self, establishment: &str, entry: &StaffEntry) -> Result<Arrival<()>, StoreError>;

    /// Who is posted to an establishment, and was: by the first day, then by name.
    async fn staff(&self, establishment: &str) -> Result<Vec<StaffEntry>, StoreError>;

    /// Ends somebody's posting to an establishment on a day. Says how many entries were ended.
    async fn end_staff(&self, establishment: &str, name: &str, until: Date) -> Result<u64, StoreError>;

    /// Opens a case without a place on it, whether there is such a person or not.
    async fn open_break_glass(&self, opened: &NewBreakGlass) -> Result<BreakGlass, StoreError>;

    /// Cases that were opened without a place, the newest first; of those before a number, where one is given. Only those
    /// that wait for their review, if that is asked.
    async fn break_glass(
        &self,
        before: Option<u64>,
        waiting: bool,
        limit: usize,
    ) -> Result<Vec<BreakGlass>, StoreError>;

    /// One case that was opened without a place.
    async fn one_break_glass(&self, number: u64) -> Result<Option<BreakGlass>, StoreError>;

    /// Keeps what governance says of it. The first review stands. None where there is none of this number.
    async fn review_break_glass(
        &self,
        number: u64,
        review: &Review,
    ) -> Result<Option<BreakGlass>, StoreError>;

    /// Adds to the record of looks, all or nothing, in this order. Gives the last row.
    async fn record(&self, events: &[AuditEvent]) -> Result<Anchor, StoreError>;

    /// Rows of the record, the newest first; of those before a number, where one is given.
    async fn records(
        &self,
        query: &AuditQuery,
        before: Option<u64>,
        limit: usize,
    ) -> Result<Vec<AuditRow>, StoreError>;

    /// So many rows that follow a number, in order: the record as it was written.
    async fn record_after(&self, number: u64, limit: usize) -> Result<Vec<AuditRow>, StoreError>;

    /// The row that was written last, which is there unless somebody has taken it away.
    async fn record_head(&self) -> Result<Anchor, StoreError>;

    /// Who has done what to a person's case since a time, as [`stamp`] writes it, and was not refused; by name.
    async fn done_since(&self, person: &PersonId, since: &str) -> Result<Vec<Done>, StoreError>;

    /// How many bytes the database takes.
    async fn bytes(&self) -> Result<u64, StoreError>;

    /// Whether the database answers.
    async fn check(&self) -> Result<(), StoreError>;

    /// Whether the database can be written to: whether there is room on its disk. Something is written, and taken away
    /// again.
    async fn check_writes(&self) -> Result<(), StoreError>;

    /// Finishes what was begun and lets the database go.
    async fn close(&self);
}

/// Copies the database at an address into a new file, whole and as of one moment, while others read and write it. Adds
/// this to the record of looks first, if the database has come to have one.
///
/// # Errors
///
/// [`StoreError::Unavailable`] where there is no such database, the file exists already, or cannot be written;
/// [`StoreError::Address`] where it is none of SQLite: other databases have backups of their own.
pub async fn backup(address: &str, file: &Path, event: &AuditEvent) -> Result<(), StoreError> {
    match Address::read(address)? {
        Address::Sqlite => sqlite::backup(address, file, event).await,
        Address::Postgres => Err(StoreError::PostgresAddress("is of a server; back it up with pg_dump")),
    }
}

/// Opens the database at an address such as `sqlite:cip-brief.db` or `postgres://cip-brief@127.0.0.1/cip-brief`, and
/// brings its tables up to date; a SQLite database is made if there is none.
///
/// # Errors
///
/// [`StoreError::Address`] for an address that names no known database, [`StoreError::PostgresAddress`] for one that
/// leads over a network unencrypted, [`StoreError::Unavailable`] where it cannot be opened.
pub async fn open(address: &str) -> Result<Arc<dyn Store>, StoreError> {
    Ok(Arc::new(tables::Tables::new(backend(address, Opening::MayBegin).await?)))
}

/// Opens a store as [`open`] does, but begins none: a mistyped address is refused, and nothing is left there.
///
/// # Errors
///
/// [`StoreError::NotBegun`] where there is none; else as [`open`].
pub async fn open_begun(address: &str) -> Result<Arc<dyn Store>, StoreError> {
    Ok(Arc::new(tables::Tables::new(backend(address, Opening::Begun).await?)))
}

/// Copies a whole store from one database to another, of whichever kind, and compares them by hash; gives what was
/// copied by table. What is there already stays, so a copy that broke off is done again and goes on. Nobody may write to
/// either meanwhile. Adds this to the record of looks first, which is copied with the rest.
///
/// # Errors
///
/// [`StoreError::NotBegun`] where there is nothing to copy; [`StoreError::HoldsAnother`] where the target holds what is no
/// beginning of the same store, and then nothing was written to either; [`StoreError::CopyDiffers`] where the two are not
/// the same in the end; else as [`open`].
pub async fn copy(from: &str, to: &str, event: &AuditEvent) -> Result<Vec<CopiedTable>, StoreError> {
    let (from, to) = (backend(from, Opening::Begun).await?, backend(to, Opening::MayBegin).await?);
    let copied = copy::copy(&*from, &*to, event).await;
    from.close().await;
    to.close().await;
    copied
}

/// Whether a store is begun where there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Opening {
    /// It is: by what serves or loads.
    MayBegin,
    /// It is not: by what asks about a store, where an empty one would be a wrong answer.
    Begun,
}

async fn backend(address: &str, opening: Opening) -> Result<Box<dyn db::Backend>, StoreError> {
    Ok(match Address::read(address)? {
        Address::Sqlite => Box::new(sqlite::Sqlite::open(address, opening).await?),
        Address::Postgres => Box::new(postgres::Postgres::open(address, opening).await?),
    })
}

/// Refuses an address that [`open`] would refuse whatever stands there: one of no known database, one of a server that leads
/// over a network unencrypted, one of a file in a folder that is not there. Nothing is opened, and no server asked.
///
/// # Errors
///
/// As [`open`].
pub fn check_address(address: &str) -> Result<(), StoreError> {
    match Address::read(address)? {
        Address::Sqlite => sqlite::check_address(address),
        Address::Postgres => postgres::check_address(address),
    }
}

/// An address as it may be shown: what stands before an @ may be a password, and so may what stands behind a question
/// mark.
pub fn shown(address: &str) -> &str {
    let place = address.split('?').next().unwrap_or_default();
    place.rsplit('@').next().unwrap_or_default()
}

/// What database an address leads to.
enum Address {
    Sqlite,
    Postgres,
}

impl Address {
    fn read(address: &str) -> Result<Self, StoreError> {
        // A database in memory would lose what it has acknowledged.
        let in_memory = address.contains(":memory:") || address.contains("mode=memory");
        if address.starts_with("postgres://") || address.starts_with("postgresql://") {
            return Ok(Self::Postgres);
        }
        if !address.starts_with("sqlite:") || in_memory {
            return Err(StoreError::Address(format!("{:?}", shown(address))));
        }
        Ok(Self::Sqlite)
    }
}
