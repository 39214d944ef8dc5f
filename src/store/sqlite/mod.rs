//! SQLite behind the tables: the only module that names its driver, but for the rows.
//!
//! One connection writes, so writers queue here rather than meet in the database; others read beside it
//! (write-ahead log). `synchronous=FULL` makes an acknowledged version survive the machine's power going the next
//! instant. Migrations run forward only, at opening.

mod backup;
pub(super) mod codes;

use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use async_trait::async_trait;
use sqlx::pool::PoolConnection;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{ConnectOptions as _, Connection as _, Sqlite as Driver, SqliteConnection};

pub(super) use backup::backup;

use crate::db::{Backend, Connection, Guard, Row, Transaction, commits, takes_statements};
use crate::failed::migration_failed;
use crate::{Opening, StoreError, migrations, shown};

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
    /// Opens the database file, makes it if there is none and that is wanted, and brings its tables up to date.
    pub(super) async fn open(address: &str, opening: Opening) -> Result<Self, StoreError> {
        let options = options(address)?;
        match opening {
            Opening::MayBegin => keep_private(options.get_filename())?,
            Opening::Begun => is_begun(&options, address).await?,
        }
        // A connection whose last transaction came to no end, because the disk was full for instance, is replaced: the
        // driver would refuse to begin another on it.
        let writer = SqlitePoolOptions::new().max_connections(1);
        let writer = writer.before_acquire(|db, _| Box::pin(async { Ok(can_begin(db).await) }));
        let writer = writer.connect_with(options.clone()).await?;
        check_integrity(&writer).await?;
        migrations::of_sqlite().run(&writer).await.map_err(migration_failed)?;
        let readers =
            SqlitePoolOptions::new().max_connections(READERS).connect_with(options.read_only(true)).await?;
        Ok(Self { writer, readers })
    }
}

/// Refuses an address at which no file can be.
pub(super) fn check_address(address: &str) -> Result<(), StoreError> {
    let options = options(address)?;
    let file = options.get_filename();
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    let wrong =
        |path: &Path, what| Err(StoreError::Unavailable(format!("{}: {what}", path.display()).into()));
    match folder {
        _ if file.is_dir() => wrong(file, "this is a folder, and a file belongs here"),
        Some(folder) if !folder.is_dir() => wrong(folder, "there is no such folder"),
        _ => Ok(()),
    }
}

/// Refuses a file that is not there, or in which no store was begun, and leaves it as it is.
async fn is_begun(options: &SqliteConnectOptions, address: &str) -> Result<(), StoreError> {
    const BEGUN: &str = "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = '_sqlx_migrations')";
    let not_begun = || StoreError::NotBegun(shown(address).to_owned());
    // An empty file is none either: a copy of the program before this one may have left it.
    if !options.get_filename().metadata().is_ok_and(|file| file.len() > 0) {
        return Err(not_begun());
    }
    let mut db = options.clone().create_if_missing(false).connect().await?;
    let begun: bool = sqlx::query_scalar(BEGUN).fetch_one(&mut db).await?;
    db.close().await?;
    if begun { Ok(()) } else { Err(not_begun()) }
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
impl Backend for Sqlite {
    async fn reader(&self) -> Result<Box<dyn Connection>, StoreError> {
        Ok(Box::new(self.readers.acquire().await?))
    }

    async fn begin(&self, _guard: Guard<'_>) -> Result<Box<dyn Transaction>, StoreError> {
        // Holds the write lock from the start, so that what it reads stays true until it writes.
        Ok(Box::new(self.writer.begin_with("BEGIN IMMEDIATE").await?))
    }

    fn is_given_up(&self, _error: &StoreError) -> bool {
        // The one writer waits for no other.
        false
    }

    async fn bytes(&self) -> Result<u64, StoreError> {
        const BYTES: &str = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size";
        let bytes: i64 = sqlx::query_scalar(BYTES).fetch_one(&self.readers).await?;
        Ok(bytes.cast_unsigned())
    }

    async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}

takes_statements!(PoolConnection<Driver>, Row::Sqlite);
takes_statements!(sqlx::Transaction<'_, Driver>, Row::Sqlite);
commits!(Driver);
