//! The store on SQLite: the only module that names the driver.
//!
//! One connection writes, so writers queue here rather than meet in the database; others read beside it
//! (write-ahead log). `synchronous=FULL` makes an acknowledged version survive the machine's power going the next
//! instant. Migrations run forward only, at opening.

mod answers;
mod audit;
mod backup;
mod break_glass;
mod caseload;
mod conferences;
mod contents;
mod held;
mod invitations;
mod people;
mod places;
mod readings;
mod rows;
mod sources;
mod versions;

use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use async_trait::async_trait;
use jiff::civil::Date;
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{Connection, Sqlite as Driver, SqliteConnection, Transaction};

pub(super) use backup::backup;

use super::{
    Anchor, Answer, Arrival, Asking, AuditEvent, AuditQuery, AuditRow, BreakGlass, CaseloadEntry, Checked,
    Conference, ContentHash, Done, HeldVersion, Holder, NewBreakGlass, NewConference, NewSource, NewVersion,
    Person, PersonId, PersonSummary, PlaceKind, Review, Source, StaffEntry, Store, StoreError, Taken,
    Version, Withdrawal,
};

static MIGRATIONS: Migrator = sqlx::migrate!("migrations/sqlite");

/// Connections that read; more would wait for the processor, not for the file.
const READERS: u32 = 8;
/// How long a connection waits for a lock that another process holds, a backup for instance.
const BUSY: Duration = Duration::from_secs(10);

/// A SQLite database.
pub(super) struct Sqlite {
    writer: SqlitePool,
    readers: SqlitePool,
}

impl Sqlite {
    /// Opens the database file, makes it if there is none, and brings its tables up to date.
    pub(super) async fn open(address: &str) -> Result<Self, StoreError> {
        let options = options(address)?;
        keep_private(options.get_filename())?;
        // A connection whose last transaction came to no end, because the disk was full for instance, is replaced: the
        // driver would refuse to begin another on it.
        let writer = SqlitePoolOptions::new().max_connections(1);
        let writer = writer.before_acquire(|db, _| Box::pin(async { Ok(can_begin(db).await) }));
        let writer = writer.connect_with(options.clone()).await?;
        check_integrity(&writer).await?;
        MIGRATIONS.run(&writer).await.map_err(migration_failed)?;
        let readers =
            SqlitePoolOptions::new().max_connections(READERS).connect_with(options.read_only(true)).await?;
        Ok(Self { writer, readers })
    }

    /// Begins a transaction that holds the write lock from the start, so that what it reads stays true until it
    /// writes.
    async fn begin(&self) -> Result<Transaction<'static, Driver>, StoreError> {
        Ok(self.writer.begin_with("BEGIN IMMEDIATE").await?)
    }
}

/// Refuses a damaged file before a plan is read from it or written to it, and before its tables are brought up to date.
async fn check_integrity(db: &SqlitePool) -> Result<(), StoreError> {
    let found: String = sqlx::query_scalar("PRAGMA quick_check(1)").fetch_one(db).await?;
    if found != "ok" {
        return Err(StoreError::Damaged(found));
    }
    match sqlx::query("PRAGMA foreign_key_check").fetch_optional(db).await? {
        Some(_) => Err(StoreError::Damaged("a row refers to one that is not there".to_owned())),
        None => Ok(()),
    }
}

/// Whether a transaction can be begun on a connection.
async fn can_begin(db: &mut SqliteConnection) -> bool {
    match db.begin_with("BEGIN").await {
        Ok(transaction) => transaction.rollback().await.is_ok(),
        Err(_) => false,
    }
}

fn options(address: &str) -> Result<SqliteConnectOptions, StoreError> {
    let refuse = || StoreError::Address(address.to_owned());
    let options = SqliteConnectOptions::from_str(address).map_err(|_| refuse())?;
    // Without a name SQLite would make a database that is gone with the connection.
    if options.get_filename().as_os_str().is_empty() {
        return Err(refuse());
    }
    Ok(options
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(BUSY))
}

fn migration_failed(error: MigrateError) -> StoreError {
    match error {
        MigrateError::Execute(cause) | MigrateError::ExecuteMigration(cause, _) => cause.into(),
        MigrateError::VersionMissing(version) => StoreError::TooNew(version),
        other => StoreError::Failed(other.into()),
    }
}

/// Makes a new database file readable by its owner only; SQLite gives the log beside it the same rights.
fn keep_private(file: &Path) -> Result<(), StoreError> {
    let mut options = std::fs::OpenOptions::new();
    options.create_new(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(file) {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => {
            Err(StoreError::Unavailable(format!("{}: {error}", file.display()).into()))
        }
        _ => Ok(()),
    }
}

#[async_trait]
impl Store for Sqlite {
    async fn put_person(&self, person: &Person) -> Result<Arrival<()>, StoreError> {
        let mut transaction = self.begin().await?;
        let arrival = people::put(&mut transaction, person).await?;
        transaction.commit().await?;
        Ok(arrival)
    }

    async fn person(&self, person: &PersonId) -> Result<Option<Person>, StoreError> {
        people::find(&self.readers, person).await
    }

    async fn people(&self, after: Option<&PersonId>, limit: usize) -> Result<Vec<PersonSummary>, StoreError> {
        people::list(&self.readers, after, limit).await
    }

    async fn keep_content(&self, content: &[u8]) -> Result<ContentHash, StoreError> {
        let hash = ContentHash::of(content);
        let mut transaction = self.begin().await?;
        contents::keep(&mut transaction, hash, content).await?;
        transaction.commit().await?;
        Ok(hash)
    }

    async fn forget_content(&self, hash: ContentHash) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        contents::forget(&mut transaction, hash).await?;
        Ok(transaction.commit().await?)
    }

    async fn unfinished(&self) -> Result<u64, StoreError> {
        contents::unused(&self.readers).await
    }

    async fn reading(&self, content: ContentHash, reader: &str) -> Result<Option<Vec<u8>>, StoreError> {
        readings::find(&self.readers, content, reader).await
    }

    async fn keep_reading(
        &self,
        content: ContentHash,
        reader: &str,
        reading: &[u8],
    ) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        readings::keep(&mut transaction, content, reader, reading).await?;
        Ok(transaction.commit().await?)
    }

    async fn add_version(
        &self,
        person: &PersonId,
        version: &NewVersion,
        checked: &Checked,
    ) -> Result<Arrival<Taken>, StoreError> {
        // Before the transaction: no other writer should wait for it.
        let hash = ContentHash::of(&version.content);
        let mut transaction = self.begin().await?;
        let arrival = versions::add(&mut transaction, person, hash, version, checked).await?;
        transaction.commit().await?;
        Ok(arrival)
    }

    async fn held_versions(&self, person: &PersonId) -> Result<Vec<HeldVersion>, StoreError> {
        let mut db = self.readers.acquire().await?;
        held::list(&mut db, person).await
    }

    async fn confirm_version(&self, person: &PersonId, number: u32) -> Result<bool, StoreError> {
        let mut transaction = self.begin().await?;
        let confirmed = held::confirm(&mut transaction, person, number).await?;
        transaction.commit().await?;
        Ok(confirmed)
    }

    async fn withdraw_version(
        &self,
        person: &PersonId,
        number: u32,
        reason: &str,
    ) -> Result<Option<Withdrawal>, StoreError> {
        let mut transaction = self.begin().await?;
        let withdrawal = versions::withdraw(&mut transaction, person, number, reason).await?;
        transaction.commit().await?;
        Ok(withdrawal)
    }

    async fn last_number(&self, person: &PersonId) -> Result<u32, StoreError> {
        versions::last_number(&self.readers, person).await
    }

    async fn withdrawal(&self, person: &PersonId, number: u32) -> Result<Option<Withdrawal>, StoreError> {
        versions::withdrawal(&self.readers, person, number).await
    }

    async fn versions(&self, person: &PersonId) -> Result<Vec<Version>, StoreError> {
        versions::list(&self.readers, person).await
    }

    async fn version_content(&self, person: &PersonId, number: u32) -> Result<Option<Vec<u8>>, StoreError> {
        versions::content(&self.readers, person, number).await
    }

    async fn add_conference(
        &self,
        person: &PersonId,
        conference: &NewConference,
    ) -> Result<Arrival<Conference>, StoreError> {
        let mut transaction = self.begin().await?;
        let arrival = conferences::add(&mut transaction, person, conference).await?;
        transaction.commit().await?;
        Ok(arrival)
    }

    async fn conferences(&self, person: &PersonId) -> Result<Vec<Conference>, StoreError> {
        conferences::list(&self.readers, person).await
    }

    async fn add_source(&self, person: &PersonId, source: NewSource) -> Result<Arrival<Source>, StoreError> {
        let hash = ContentHash::of(&source.content);
        let mut transaction = self.begin().await?;
        let arrival = sources::add(&mut transaction, person, hash, source).await?;
        transaction.commit().await?;
        Ok(arrival)
    }

    async fn sources(&self, person: &PersonId) -> Result<Vec<Source>, StoreError> {
        sources::list(&self.readers, person).await
    }

    async fn source_content(&self, person: &PersonId, number: u32) -> Result<Option<Vec<u8>>, StoreError> {
        sources::content(&self.readers, person, number).await
    }

    async fn answer(&self, key: &str) -> Result<Option<Answer>, StoreError> {
        answers::find(&self.readers, key).await
    }

    async fn keep_answer(&self, key: &str, answer: &Answer) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        answers::keep(&mut transaction, key, answer).await?;
        Ok(transaction.commit().await?)
    }

    async fn invite(&self, person: &PersonId, conference: u32, names: &[String]) -> Result<bool, StoreError> {
        let mut transaction = self.begin().await?;
        let invited = invitations::put(&mut transaction, person, conference, names).await?;
        transaction.commit().await?;
        Ok(invited)
    }

    async fn invited(&self, person: &PersonId, conference: u32) -> Result<Vec<String>, StoreError> {
        invitations::list(&self.readers, person, conference).await
    }

    async fn place(&self, person: &PersonId, asking: &Asking) -> Result<Option<PlaceKind>, StoreError> {
        places::find(&self.readers, person, asking).await
    }

    async fn people_of(
        &self,
        asking: &Asking,
        after: Option<&PersonId>,
        limit: usize,
    ) -> Result<Vec<PersonSummary>, StoreError> {
        people::list_of(&self.readers, asking, after, limit).await
    }

    async fn put_caseload(
        &self,
        person: &PersonId,
        entry: &CaseloadEntry,
    ) -> Result<Arrival<()>, StoreError> {
        let mut transaction = self.begin().await?;
        let arrival = caseload::put(&mut transaction, person, entry).await?;
        transaction.commit().await?;
        Ok(arrival)
    }

    async fn caseload(&self, person: &PersonId) -> Result<Vec<CaseloadEntry>, StoreError> {
        caseload::list(&self.readers, person).await
    }

    async fn end_caseload(&self, person: &PersonId, holder: &Holder, until: Date) -> Result<u64, StoreError> {
        let mut transaction = self.begin().await?;
        let ended = caseload::end(&mut transaction, person, holder, until).await?;
        transaction.commit().await?;
        Ok(ended)
    }

    async fn put_staff(&self, establishment: &str, entry: &StaffEntry) -> Result<Arrival<()>, StoreError> {
        let mut transaction = self.begin().await?;
        let arrival = caseload::put_staff(&mut transaction, establishment, entry).await?;
        transaction.commit().await?;
        Ok(arrival)
    }

    async fn staff(&self, establishment: &str) -> Result<Vec<StaffEntry>, StoreError> {
        caseload::staff(&self.readers, establishment).await
    }

    async fn end_staff(&self, establishment: &str, name: &str, until: Date) -> Result<u64, StoreError> {
        let mut transaction = self.begin().await?;
        let ended = caseload::end_staff(&mut transaction, establishment, name, until).await?;
        transaction.commit().await?;
        Ok(ended)
    }

    async fn open_break_glass(&self, opened: &NewBreakGlass) -> Result<BreakGlass, StoreError> {
        let mut transaction = self.begin().await?;
        let opened = break_glass::open(&mut transaction, opened).await?;
        transaction.commit().await?;
        Ok(opened)
    }

    async fn break_glass(
        &self,
        before: Option<u64>,
        waiting: bool,
        limit: usize,
    ) -> Result<Vec<BreakGlass>, StoreError> {
        break_glass::list(&self.readers, before, waiting, limit).await
    }

    async fn one_break_glass(&self, number: u64) -> Result<Option<BreakGlass>, StoreError> {
        break_glass::find(&self.readers, number).await
    }

    async fn review_break_glass(
        &self,
        number: u64,
        review: &Review,
    ) -> Result<Option<BreakGlass>, StoreError> {
        let mut transaction = self.begin().await?;
        let reviewed = break_glass::review(&mut transaction, number, review).await?;
        transaction.commit().await?;
        Ok(reviewed)
    }

    async fn record(&self, events: &[AuditEvent]) -> Result<Anchor, StoreError> {
        let mut transaction = self.begin().await?;
        let last = audit::add(&mut transaction, events).await?;
        transaction.commit().await?;
        Ok(last)
    }

    async fn records(
        &self,
        query: &AuditQuery,
        before: Option<u64>,
        limit: usize,
    ) -> Result<Vec<AuditRow>, StoreError> {
        audit::list(&self.readers, query, before, limit).await
    }

    async fn record_after(&self, number: u64, limit: usize) -> Result<Vec<AuditRow>, StoreError> {
        audit::after(&self.readers, number, limit).await
    }

    async fn record_head(&self) -> Result<Anchor, StoreError> {
        audit::head(&self.readers).await
    }

    async fn done_since(&self, person: &PersonId, since: &str) -> Result<Vec<Done>, StoreError> {
        audit::done_since(&self.readers, person, since).await
    }

    async fn bytes(&self) -> Result<u64, StoreError> {
        const BYTES: &str = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size";
        let bytes: i64 = sqlx::query_scalar(BYTES).fetch_one(&self.readers).await?;
        Ok(bytes.cast_unsigned())
    }

    async fn check(&self) -> Result<(), StoreError> {
        sqlx::query("SELECT 1").execute(&self.readers).await?;
        Ok(())
    }

    async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        use sqlx::Error as Sql;
        match error {
            Sql::Io(_) | Sql::PoolTimedOut | Sql::PoolClosed | Sql::WorkerCrashed => {
                Self::Unavailable(error.into())
            }
            Sql::Database(ref cause) if cause.code().is_some_and(|code| is_damage(&code)) => {
                Self::Damaged(cause.to_string())
            }
            Sql::Database(ref cause) if cause.code().is_some_and(|code| is_passing(&code)) => {
                Self::Unavailable(error.into())
            }
            _ => Self::Failed(error.into()),
        }
    }
}

/// Whether SQLite's result code says that the file is damaged, or no database at all.
fn is_damage(code: &str) -> bool {
    code.parse::<u32>().is_ok_and(|code| matches!(code & 0xff, 11 | 26))
}

/// Whether SQLite's result code speaks of the file or its locks rather than of a mistake: busy, locked, read-only,
/// input and output, full, cannot open. An extended code has the primary one in its low byte.
fn is_passing(code: &str) -> bool {
    code.parse::<u32>().is_ok_and(|code| matches!(code & 0xff, 5 | 6 | 8 | 10 | 13 | 14))
}
